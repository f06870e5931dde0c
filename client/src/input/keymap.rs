//! The key map: one row a key. Help is printed from these rows, so it says what the keys do.
//! Knows no terminal and no words; an act's name in a locale is `does-` and its key here.

use crate::input::Key;

/// What a crew asks for with a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Translation along a body axis, 0 to 2, positive or negative.
    Push(usize, i8),
    /// Rotation about a body axis, 0 to 2, positive or negative.
    Turn(usize, i8),
    /// Shorter pulses.
    Finer,
    /// Longer pulses.
    Coarser,
    /// Next control mode.
    Mode,
    /// Next rate of the system that has control.
    Rate,
    /// The other deadband of the system that has control.
    Deadband,
    /// Let go of the controllers and hold attitude.
    Hold,
    /// The call, or card, in that place of the bar, from 0.
    Call(u8),
    /// Go.
    Go,
    /// No go.
    NoGo,
    /// One's key of a two-key act.
    TwoKey,
    /// Offer control, take what is offered, or take one's own offer back.
    HandOver,
    /// Answer what was heard.
    Answer,
    /// Say again.
    SayAgain,
    /// Do one's next open move at the panel.
    Do,
    /// Type free text.
    Text,
    /// Choose a light signal.
    Lamp,
    /// Open the phrasebook.
    Book,
    /// Open the other crew's book.
    Shelf,
    /// Show the keys.
    Help,
    /// Back off, under its cover.
    Abort,
    /// Faster time, or as fast as the other crew asks.
    Faster,
    /// Time at ×1.
    Slower,
    /// Stop the flight for both crews, or go on.
    Pause,
    /// Next page of controls.
    Page,
    /// What stands in the picture's place: window, air, charts.
    Picture,
    /// Swap the labels' language in place.
    Labels,
    /// Speak in the partner's language, or one's own again.
    Tongue,
    /// Show what the last call means.
    Meaning,
    /// Next help level.
    Level,
    /// Cursor: columns right, rows down.
    Cursor(i8, i8),
    /// Work the control under the cursor.
    Work,
    /// Back.
    Back,
    /// One keyboard: what this hand's keys do next.
    Hand,
}

/// When a row holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// Always, in a cockpit of one's own.
    Always,
    /// While no page of controls has the arrows.
    Flying,
    /// While a page of controls has the arrows.
    Page,
    /// One keyboard, this side: always.
    Side(usize),
    /// One keyboard, this side, while the hand moves the craft.
    SideMove(usize),
    /// One keyboard, this side, while the hand turns the craft.
    SideTurn(usize),
    /// One keyboard, this side, while the hand works the panel.
    SidePanel(usize),
}

impl When {
    /// The side whose key it is, at a shared keyboard.
    pub fn side(self) -> Option<usize> {
        match self {
            Side(side) | SideMove(side) | SideTurn(side) | SidePanel(side) => Some(side),
            Always | Flying | Page => None,
        }
    }
}

/// What one hand does at a shared keyboard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Hand {
    /// Translation.
    #[default]
    Move,
    /// Rotation.
    Turn,
    /// The panel.
    Panel,
}

impl Hand {
    /// The next in the round.
    pub fn next(self) -> Hand {
        match self {
            Hand::Move => Hand::Turn,
            Hand::Turn => Hand::Panel,
            Hand::Panel => Hand::Move,
        }
    }
}

/// One row of the key map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyRow {
    /// When it holds.
    pub when: When,
    /// The key.
    pub key: Key,
    /// What it does.
    pub act: Act,
}

const fn row(when: When, key: Key, act: Act) -> KeyRow {
    KeyRow { when, key, act }
}

const fn at(when: When, letter: char, act: Act) -> KeyRow {
    KeyRow {
        when,
        key: Key::Char(letter),
        act,
    }
}

use When::{Always, Flying, Page, Side, SideMove, SidePanel, SideTurn};

/// A cockpit with a keyboard of its own. Order is the order of the help page.
pub const COCKPIT: &[KeyRow] = &[
    at(Always, 'W', Act::Push(0, 1)),
    at(Always, 'S', Act::Push(0, -1)),
    at(Always, 'A', Act::Push(1, -1)),
    at(Always, 'D', Act::Push(1, 1)),
    at(Always, 'R', Act::Push(2, -1)),
    at(Always, 'F', Act::Push(2, 1)),
    row(Flying, Key::Up, Act::Turn(1, 1)),
    row(Flying, Key::Down, Act::Turn(1, -1)),
    row(Flying, Key::Left, Act::Turn(2, -1)),
    row(Flying, Key::Right, Act::Turn(2, 1)),
    at(Always, 'Q', Act::Turn(0, -1)),
    at(Always, 'E', Act::Turn(0, 1)),
    at(Always, 'Z', Act::Finer),
    at(Always, 'C', Act::Coarser),
    at(Always, 'V', Act::Hold),
    at(Always, 'M', Act::Mode),
    at(Always, 'Y', Act::Rate),
    at(Always, 'J', Act::Deadband),
    row(Flying, Key::Enter, Act::Do),
    at(Always, '1', Act::Call(0)),
    at(Always, '2', Act::Call(1)),
    at(Always, '3', Act::Call(2)),
    at(Always, '4', Act::Call(3)),
    at(Always, '5', Act::Call(4)),
    at(Always, '6', Act::Call(5)),
    at(Always, '7', Act::Call(6)),
    at(Always, '8', Act::Call(7)),
    at(Always, '9', Act::Call(8)),
    row(Always, Key::Space, Act::Answer),
    row(Always, Key::Tab, Act::SayAgain),
    at(Always, 'G', Act::Go),
    at(Always, 'N', Act::NoGo),
    at(Always, 'K', Act::TwoKey),
    at(Always, 'T', Act::Text),
    at(Always, 'B', Act::Book),
    at(Always, 'P', Act::Page),
    at(Always, '0', Act::Picture),
    row(Page, Key::Up, Act::Cursor(0, -1)),
    row(Page, Key::Down, Act::Cursor(0, 1)),
    row(Page, Key::Left, Act::Cursor(-1, 0)),
    row(Page, Key::Right, Act::Cursor(1, 0)),
    row(Page, Key::Enter, Act::Work),
    at(Always, 'I', Act::Meaning),
    at(Always, 'U', Act::Tongue),
    at(Always, 'L', Act::Labels),
    at(Always, 'O', Act::Level),
    at(Always, '+', Act::Faster),
    at(Always, '=', Act::Faster),
    at(Always, '-', Act::Slower),
    at(Always, '.', Act::Pause),
    at(Always, 'X', Act::Abort),
    at(Always, 'H', Act::Help),
    at(Always, '?', Act::Help),
    // Function keys lie in the same place in every layout: with the digits they reach every call.
    row(Always, Key::F(1), Act::Help),
    row(Always, Key::F(2), Act::Go),
    row(Always, Key::F(3), Act::NoGo),
    row(Always, Key::F(4), Act::Tongue),
    row(Always, Key::F(5), Act::Book),
    row(Always, Key::F(6), Act::Answer),
    row(Always, Key::F(7), Act::SayAgain),
    row(Always, Key::F(8), Act::TwoKey),
    row(Always, Key::F(9), Act::Lamp),
    row(Always, Key::F(10), Act::Shelf),
    row(Always, Key::F(12), Act::HandOver),
    row(Always, Key::Esc, Act::Back),
];

/// One keyboard for two: the left hand flies the left console, the right hand the right one.
pub const TOGETHER: &[KeyRow] = &[
    at(SideMove(0), 'W', Act::Push(0, 1)),
    at(SideMove(0), 'S', Act::Push(0, -1)),
    at(SideMove(0), 'A', Act::Push(1, -1)),
    at(SideMove(0), 'D', Act::Push(1, 1)),
    at(SideMove(0), 'R', Act::Push(2, -1)),
    at(SideMove(0), 'F', Act::Push(2, 1)),
    at(SideTurn(0), 'W', Act::Turn(1, 1)),
    at(SideTurn(0), 'S', Act::Turn(1, -1)),
    at(SideTurn(0), 'A', Act::Turn(2, -1)),
    at(SideTurn(0), 'D', Act::Turn(2, 1)),
    at(SideTurn(0), 'Q', Act::Turn(0, -1)),
    at(SideTurn(0), 'E', Act::Turn(0, 1)),
    at(SidePanel(0), 'W', Act::Cursor(0, -1)),
    at(SidePanel(0), 'S', Act::Cursor(0, 1)),
    at(SidePanel(0), 'A', Act::Cursor(-1, 0)),
    at(SidePanel(0), 'D', Act::Cursor(1, 0)),
    at(SidePanel(0), 'R', Act::Page),
    at(SidePanel(0), 'F', Act::Work),
    at(Side(0), 'T', Act::Hand),
    at(Side(0), 'G', Act::Do),
    at(Side(0), 'C', Act::Go),
    at(Side(0), 'V', Act::Hold),
    at(Side(0), 'B', Act::Meaning),
    at(Side(0), 'Z', Act::Coarser),
    at(Side(0), 'X', Act::Abort),
    at(Side(0), '1', Act::Call(0)),
    at(Side(0), '2', Act::Call(1)),
    at(Side(0), '3', Act::Call(2)),
    at(Side(0), '4', Act::Call(3)),
    at(Side(0), '5', Act::Call(4)),
    at(SideMove(1), 'I', Act::Push(0, 1)),
    at(SideMove(1), 'K', Act::Push(0, -1)),
    at(SideMove(1), 'J', Act::Push(1, -1)),
    at(SideMove(1), 'L', Act::Push(1, 1)),
    at(SideMove(1), 'Y', Act::Push(2, -1)),
    at(SideMove(1), 'H', Act::Push(2, 1)),
    at(SideTurn(1), 'I', Act::Turn(1, 1)),
    at(SideTurn(1), 'K', Act::Turn(1, -1)),
    at(SideTurn(1), 'J', Act::Turn(2, -1)),
    at(SideTurn(1), 'L', Act::Turn(2, 1)),
    at(SideTurn(1), 'U', Act::Turn(0, -1)),
    at(SideTurn(1), 'O', Act::Turn(0, 1)),
    at(SidePanel(1), 'I', Act::Cursor(0, -1)),
    at(SidePanel(1), 'K', Act::Cursor(0, 1)),
    at(SidePanel(1), 'J', Act::Cursor(-1, 0)),
    at(SidePanel(1), 'L', Act::Cursor(1, 0)),
    at(SidePanel(1), 'Y', Act::Page),
    at(SidePanel(1), 'H', Act::Work),
    at(SidePanel(1), 'U', Act::Coarser),
    at(SidePanel(1), 'O', Act::Abort),
    at(Side(1), 'P', Act::Hand),
    at(Side(1), 'N', Act::Do),
    at(Side(1), 'M', Act::Go),
    at(SideMove(1), 'O', Act::Hold),
    at(SideMove(1), 'U', Act::Meaning),
    at(Side(1), '6', Act::Call(0)),
    at(Side(1), '7', Act::Call(1)),
    at(Side(1), '8', Act::Call(2)),
    at(Side(1), '9', Act::Call(3)),
    at(Side(1), '0', Act::Call(4)),
    at(Always, '+', Act::Faster),
    at(Always, '=', Act::Faster),
    at(Always, '-', Act::Slower),
    at(Always, '.', Act::Pause),
    row(Always, Key::Space, Act::Picture),
    row(Always, Key::Tab, Act::Help),
    row(Always, Key::Esc, Act::Back),
];

/// Whether a row holds with these uses of the hands.
pub(super) fn holds(when: When, hands: [Hand; 2]) -> bool {
    match when {
        Always | Side(_) => true,
        SideMove(side) => hands[side] == Hand::Move,
        SideTurn(side) => hands[side] == Hand::Turn,
        SidePanel(side) => hands[side] == Hand::Panel,
        Flying | Page => false,
    }
}

impl Act {
    /// Name of the act in a locale.
    pub fn word(self) -> &'static str {
        const PUSH: [[&str; 2]; 3] = [
            ["does-push-back", "does-push-forward"],
            ["does-push-left", "does-push-right"],
            ["does-push-up", "does-push-down"],
        ];
        const TURN: [[&str; 2]; 3] = [
            ["does-roll-left", "does-roll-right"],
            ["does-pitch-down", "does-pitch-up"],
            ["does-yaw-left", "does-yaw-right"],
        ];
        match self {
            Act::Push(axis, sign) => PUSH[axis.min(2)][usize::from(sign > 0)],
            Act::Turn(axis, sign) => TURN[axis.min(2)][usize::from(sign > 0)],
            Act::Finer => "does-finer",
            Act::Coarser => "does-coarser",
            Act::Mode => "does-mode",
            Act::Rate => "does-rate",
            Act::Deadband => "does-deadband",
            Act::Hold => "does-hold",
            Act::Call(_) => "does-call",
            Act::Go => "does-go",
            Act::NoGo => "does-no-go",
            Act::TwoKey => "does-two-key",
            Act::HandOver => "does-hand-over",
            Act::Answer => "does-answer",
            Act::SayAgain => "does-say-again",
            Act::Do => "does-do",
            Act::Text => "does-text",
            Act::Lamp => "does-lamp",
            Act::Book => "does-book",
            Act::Shelf => "does-shelf",
            Act::Help => "does-help",
            Act::Abort => "does-abort",
            Act::Faster => "does-faster",
            Act::Slower => "does-slower",
            Act::Pause => "does-pause",
            Act::Page => "does-page",
            Act::Picture => "does-picture",
            Act::Labels => "does-labels",
            Act::Tongue => "does-tongue",
            Act::Meaning => "does-meaning",
            Act::Level => "does-level",
            Act::Cursor(..) => "does-cursor",
            Act::Work => "does-work",
            Act::Back => "does-back",
            Act::Hand => "does-hand",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_does_two_things_at_once_in_a_cockpit() {
        for page in [false, true] {
            for (index, row) in COCKPIT.iter().enumerate() {
                let clash = COCKPIT[index + 1..].iter().any(|other| {
                    other.key == row.key
                        && (other.when == row.when || other.when == Always || row.when == Always)
                });
                assert!(!clash, "{:?} with page {page}", row.key);
            }
        }
    }

    #[test]
    fn no_key_does_two_things_at_once_at_a_shared_keyboard() {
        let all = [Hand::Move, Hand::Turn, Hand::Panel];
        for left in all {
            for right in all {
                let live: Vec<_> = TOGETHER
                    .iter()
                    .filter(|row| holds(row.when, [left, right]))
                    .collect();
                for (index, row) in live.iter().enumerate() {
                    assert!(
                        live[index + 1..].iter().all(|other| other.key != row.key),
                        "{:?} with {left:?} and {right:?}",
                        row.key
                    );
                }
            }
        }
    }

    #[test]
    fn each_hand_keeps_to_its_half_of_the_keyboard() {
        const HALVES: [&str; 2] = ["12345QWERTASDFGZXCVB", "67890YUIOPHJKLNM"];
        for row in TOGETHER {
            let (Side(side) | SideMove(side) | SideTurn(side) | SidePanel(side)) = row.when else {
                continue;
            };
            let Key::Char(letter) = row.key else {
                panic!("a hand has letters and digits only")
            };
            assert!(
                HALVES[side].contains(letter),
                "{letter} is not under hand {side}"
            );
        }
    }
}
