//! Keys of a flight that is played back: one row a key, printed by the screen and by its help.

use super::Key;

/// What a key asks of a replay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlayAct {
    /// Stop, or go on.
    Pause,
    /// Ten seconds back or forth.
    Hop(bool),
    /// A minute back or forth.
    Leap(bool),
    /// To the event before, or the next.
    Event(bool),
    /// Slower or faster.
    Speed(bool),
    /// To the beginning.
    Begin,
    /// A time is typed.
    Time,
    /// The other seat, or both.
    Seat,
    /// Another level of help.
    Level,
    /// The other language of help.
    Language,
    /// Labels in the other language.
    Labels,
    /// What stands in the picture's place.
    Picture,
    /// The result.
    Debrief,
    /// The keys.
    Help,
    /// Leave.
    Back,
}

/// One key.
#[derive(Clone, Copy, Debug)]
pub struct PlayKey {
    /// By place.
    pub key: Key,
    /// What it asks for.
    pub act: PlayAct,
    /// What it is called, in a locale.
    pub word: &'static str,
}

const fn row(key: Key, act: PlayAct, word: &'static str) -> PlayKey {
    PlayKey { key, act, word }
}

/// All of them, in the order of the help.
pub const PLAY_KEYS: [PlayKey; 20] = [
    row(Key::Space, PlayAct::Pause, "replay-key-pause"),
    row(Key::Left, PlayAct::Hop(false), "replay-key-hop"),
    row(Key::Right, PlayAct::Hop(true), "replay-key-hop"),
    row(Key::PageUp, PlayAct::Leap(false), "replay-key-leap"),
    row(Key::PageDown, PlayAct::Leap(true), "replay-key-leap"),
    row(Key::Down, PlayAct::Speed(false), "replay-key-speed"),
    row(Key::Up, PlayAct::Speed(true), "replay-key-speed"),
    row(Key::Char('P'), PlayAct::Event(false), "replay-key-event"),
    row(Key::Char('N'), PlayAct::Event(true), "replay-key-event"),
    row(Key::Char('T'), PlayAct::Time, "replay-key-time"),
    row(Key::Backspace, PlayAct::Begin, "replay-key-begin"),
    row(Key::Tab, PlayAct::Seat, "replay-key-seat"),
    row(Key::Char('O'), PlayAct::Level, "replay-key-level"),
    row(Key::Char('U'), PlayAct::Language, "replay-key-language"),
    row(Key::Char('L'), PlayAct::Labels, "replay-key-labels"),
    row(Key::Char('0'), PlayAct::Picture, "key-picture"),
    row(Key::Char('D'), PlayAct::Debrief, "replay-key-debrief"),
    row(Key::Char('H'), PlayAct::Help, "key-help"),
    row(Key::Char('?'), PlayAct::Help, "key-help"),
    row(Key::Esc, PlayAct::Back, "key-back"),
];

/// What a key asks for.
pub fn play_act(key: Key) -> Option<PlayAct> {
    let row = PLAY_KEYS.iter().find(|row| row.key == key);
    row.map(|row| row.act)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_has_two_meanings() {
        for (index, row) in PLAY_KEYS.iter().enumerate() {
            assert_eq!(play_act(row.key), Some(row.act));
            let again = PLAY_KEYS[..index].iter().any(|other| other.key == row.key);
            assert!(!again, "{:?}", row.key);
        }
    }
}
