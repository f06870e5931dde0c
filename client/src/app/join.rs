//! The screen on which an invite line is typed or pasted.

use crate::input::{Edge, Key, Press};

/// Longest invite line taken, characters: addresses, room and fingerprint fit several times.
const INVITE_CHARS_MAX: usize = 400;

/// The invite line as typed so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Join {
    /// The line.
    pub line: String,
}

/// What the screen asks for after a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Nothing.
    Nothing,
    /// Join by this line.
    Join(String),
    /// Back to the start screen.
    Back,
}

impl Join {
    /// Takes a key.
    pub fn press(&mut self, press: Press) -> Asked {
        if press.edge == Edge::Up {
            return Asked::Nothing;
        }
        match press.key {
            Key::Esc => Asked::Back,
            Key::Enter if !self.line.trim().is_empty() => Asked::Join(self.line.trim().to_owned()),
            Key::Backspace => {
                self.line.pop();
                Asked::Nothing
            }
            _ => {
                if let Some(c) = press.typed {
                    self.type_in(c);
                }
                Asked::Nothing
            }
        }
    }

    /// Takes pasted text; a line end in it is no Enter.
    pub fn paste(&mut self, text: &str) {
        for c in text.chars() {
            self.type_in(c);
        }
    }

    fn type_in(&mut self, c: char) {
        if !c.is_control() && self.line.chars().count() < INVITE_CHARS_MAX {
            self.line.push(c);
        }
    }
}
