//! The screen on which a room is chosen: one announced in the local network, one joined before, or
//! the line that is typed or pasted.

use handshake_shared::wire::{Refused, Version};

use super::trouble::Trouble;
use crate::input::{Edge, Key, Press};
use crate::lan::Found;
use crate::mission;
use crate::recent::Recents;

/// Longest text taken, characters: a whole chat message with the line in it.
const TYPED_CHARS_MAX: usize = 600;

/// How the look around stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Looking {
    /// The player has switched it off.
    #[default]
    Off,
    /// Listening.
    On,
    /// The network does not let us; in the system's words.
    Failed(String),
}

/// What the cursor is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The line that is typed.
    Typed,
    /// A room of the local network, by its index.
    Found(usize),
    /// A room joined before, by its index.
    Recent(usize),
}

/// The screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Join {
    /// The line as typed so far.
    pub line: String,
    /// Line of the whole list, the typed one first.
    pub cursor: usize,
    /// Rooms of the local network.
    pub found: Vec<Found>,
    /// How the look around stands.
    pub looking: Looking,
    /// Why the last Enter led nowhere.
    pub trouble: Option<Trouble>,
}

/// What the screen asks for after a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Nothing.
    Nothing,
    /// Join by this line.
    Join(String),
    /// Forget this room that was joined before.
    Forget(usize),
    /// Back to the start screen.
    Back,
}

impl Join {
    /// Nothing typed yet.
    pub fn new(looking: Looking) -> Join {
        Join {
            looking,
            ..Join::default()
        }
    }

    /// What the cursor is on.
    pub fn place(&self) -> Place {
        match self.cursor.checked_sub(1) {
            None => Place::Typed,
            Some(at) if at < self.found.len() => Place::Found(at),
            Some(at) => Place::Recent(at - self.found.len()),
        }
    }

    /// Takes the rooms that are announced now; the cursor stays with what it was on.
    pub fn take(&mut self, found: Vec<Found>) {
        let before = self.place();
        let line = match before {
            Place::Found(at) => self.found.get(at).map(|room| room.line.clone()),
            _ => None,
        };
        self.found = found;
        self.cursor = match before {
            Place::Typed => 0,
            Place::Recent(at) => 1 + self.found.len() + at,
            Place::Found(_) => {
                let same = self
                    .found
                    .iter()
                    .position(|room| Some(&room.line) == line.as_ref());
                same.map_or(0, |at| at + 1)
            }
        };
    }

    /// Takes a key.
    pub fn press(&mut self, press: Press, recents: &Recents) -> Asked {
        if press.edge == Edge::Up {
            return Asked::Nothing;
        }
        let last = self.found.len() + recents.rooms().len();
        match press.key {
            Key::Esc => return Asked::Back,
            Key::Up => self.cursor = self.cursor.saturating_sub(1),
            Key::Down => self.cursor = (self.cursor + 1).min(last),
            Key::Enter => return self.enter(recents),
            Key::Backspace => match self.place() {
                Place::Recent(at) => {
                    self.cursor = self.cursor.min(last.saturating_sub(1));
                    return Asked::Forget(at);
                }
                _ => {
                    self.line.pop();
                    (self.cursor, self.trouble) = (0, None);
                }
            },
            _ => {
                if let Some(c) = press.typed {
                    self.type_in(c);
                }
            }
        }
        Asked::Nothing
    }

    /// Takes pasted text; a line end in it is no Enter.
    pub fn paste(&mut self, text: &str) {
        for c in text.chars() {
            self.type_in(if c.is_control() { ' ' } else { c });
        }
    }

    fn enter(&mut self, recents: &Recents) -> Asked {
        let line = match self.place() {
            Place::Typed if self.line.trim().is_empty() => return Asked::Nothing,
            Place::Typed => self.line.trim().to_owned(),
            Place::Found(at) => match self.found.get(at) {
                Some(room) => match closed(room) {
                    None => room.line.clone(),
                    why => {
                        self.trouble = why;
                        return Asked::Nothing;
                    }
                },
                None => return Asked::Nothing,
            },
            Place::Recent(at) => match recents.rooms().get(at) {
                Some(room) => room.line.clone(),
                None => return Asked::Nothing,
            },
        };
        match mission::read_line(&line) {
            Ok(line) => Asked::Join(line),
            Err(why) => {
                self.trouble = Some(why);
                Asked::Nothing
            }
        }
    }

    fn type_in(&mut self, c: char) {
        if !c.is_control() && self.line.chars().count() < TYPED_CHARS_MAX {
            self.line.push(c);
            (self.cursor, self.trouble) = (0, None);
        }
    }
}

/// Why an announced room lets nobody of ours in, as far as its announcement says.
pub fn closed(room: &Found) -> Option<Trouble> {
    let (theirs, ours) = (room.version, Version::current());
    if theirs != ours {
        return Some(Trouble::Refused(Refused::Version {
            server: (theirs.protocol, theirs.catalogue),
            client: (ours.protocol, ours.catalogue),
        }));
    }
    let full = room.free.iter().all(|free| !free);
    full.then_some(Trouble::Refused(Refused::RoomFull))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str = "handshake:192.168.1.7:1975/482913#MFRGGZDFMZTWQ2LKNNWG23TP";

    fn room(name: &str, line: &str) -> Found {
        Found {
            name: name.to_owned(),
            scenario: "final-approach".to_owned(),
            free: [false, true],
            version: Version::current(),
            line: line.to_owned(),
        }
    }

    fn recents() -> Recents {
        let mut recents = Recents::default();
        recents.joined("192.168.1.7 482913", 1);
        recents.joined("192.168.1.8 482914", 2);
        recents
    }

    fn hit(join: &mut Join, key: Key) -> Asked {
        join.press(Press::down(key), &recents())
    }

    #[test]
    fn a_line_that_leads_nowhere_stays_on_the_screen_with_its_reason() {
        let mut join = Join::default();
        join.paste("482913");
        assert_eq!(hit(&mut join, Key::Enter), Asked::Nothing);
        assert_eq!(join.trouble, Some(Trouble::Line));
        hit(&mut join, Key::Backspace);
        assert_eq!((join.trouble.as_ref(), join.line.as_str()), (None, "48291"));
        join.line.clear();
        join.paste(LINE);
        assert_eq!(hit(&mut join, Key::Enter), Asked::Join(LINE.to_owned()));
    }

    #[test]
    fn the_arrows_go_through_what_is_announced_and_what_was_joined_before() {
        let mut join = Join::new(Looking::On);
        join.take(vec![room("Tom", LINE)]);
        hit(&mut join, Key::Down);
        assert_eq!(join.place(), Place::Found(0));
        assert_eq!(hit(&mut join, Key::Enter), Asked::Join(LINE.to_owned()));
        for _ in 0..9 {
            hit(&mut join, Key::Down);
        }
        assert_eq!(join.place(), Place::Recent(1));
        let oldest = "192.168.1.7 482913".to_owned();
        assert_eq!(hit(&mut join, Key::Enter), Asked::Join(oldest));
        assert_eq!(hit(&mut join, Key::Backspace), Asked::Forget(1));
    }

    #[test]
    fn the_cursor_stays_with_its_room_when_the_list_changes() {
        let mut join = Join::new(Looking::On);
        let other = "handshake:192.168.1.8:1975/482914#MFRGGZDFMZTWQ2LKNNWG23TP";
        join.take(vec![room("Tom", LINE)]);
        hit(&mut join, Key::Down);
        join.take(vec![room("Anna", other), room("Tom", LINE)]);
        assert_eq!(join.place(), Place::Found(1));
        hit(&mut join, Key::Down);
        join.take(vec![room("Anna", other)]);
        assert_eq!(join.place(), Place::Recent(0));
        hit(&mut join, Key::Up);
        join.take(Vec::new());
        assert_eq!(join.place(), Place::Typed, "its room is gone");
    }

    #[test]
    fn a_room_of_another_version_or_without_a_seat_is_refused_with_the_reason() {
        let older = Version {
            protocol: 1,
            ..Version::current()
        };
        let old = Found {
            version: older,
            ..room("Tom", LINE)
        };
        let full = Found {
            free: [false; 2],
            ..room("Anna", LINE)
        };
        for (room, why) in [(old, "Version"), (full, "RoomFull")] {
            let mut join = Join::new(Looking::On);
            join.take(vec![room]);
            hit(&mut join, Key::Down);
            assert_eq!(hit(&mut join, Key::Enter), Asked::Nothing);
            let trouble = format!("{:?}", join.trouble);
            assert!(trouble.contains(why), "{trouble}");
        }
    }
}
