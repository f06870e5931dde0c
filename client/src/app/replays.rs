//! The list of recorded flights: one is chosen, played or thrown away.

use std::path::PathBuf;

use crate::input::{Edge, Key, Press};
use crate::replays::{Listed, Wrong};

/// The screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Replays {
    /// What the folder holds, newest first; absent until it was read.
    pub listed: Option<Vec<Listed>>,
    /// Line of the list.
    pub cursor: usize,
    /// One is being read.
    pub opening: bool,
    /// The chosen one is to go: Enter does it, anything else does not.
    pub deleting: bool,
    /// Why the chosen one cannot be played.
    pub wrong: Option<Wrong>,
}

/// What the screen asks for after a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Nothing.
    Nothing,
    /// Play this one.
    Play(PathBuf),
    /// Throw this one away and list again.
    Delete(PathBuf),
    /// Back to the start screen.
    Back,
}

impl Replays {
    /// Takes in what the folder holds; the cursor stays in the list.
    pub fn take(&mut self, listed: Vec<Listed>) {
        self.cursor = self.cursor.min(listed.len().saturating_sub(1));
        self.listed = Some(listed);
    }

    /// The one the cursor is on.
    pub fn chosen(&self) -> Option<&Listed> {
        self.listed.as_ref()?.get(self.cursor)
    }

    /// Takes a key.
    pub fn press(&mut self, press: Press) -> Asked {
        if press.edge == Edge::Up {
            return Asked::Nothing;
        }
        let count = self.listed.as_ref().map_or(0, Vec::len);
        let deleting = std::mem::take(&mut self.deleting);
        self.wrong = None;
        match press.key {
            Key::Esc if deleting => {}
            Key::Esc => return Asked::Back,
            Key::Enter | Key::Space if self.opening => {}
            Key::Enter | Key::Space => return self.choose(deleting && press.key == Key::Enter),
            Key::Char('X') | Key::Backspace => self.deleting = self.chosen().is_some(),
            Key::Up => self.cursor = self.cursor.saturating_sub(1),
            Key::Down => self.cursor = (self.cursor + 1).min(count.saturating_sub(1)),
            Key::PageUp => self.cursor = self.cursor.saturating_sub(10),
            Key::PageDown => self.cursor = (self.cursor + 10).min(count.saturating_sub(1)),
            _ => {}
        }
        Asked::Nothing
    }

    fn choose(&mut self, delete: bool) -> Asked {
        let Some(chosen) = self.chosen() else {
            return Asked::Nothing;
        };
        let path = chosen.path.clone();
        if delete {
            return Asked::Delete(path);
        }
        if let Err(why) = &chosen.told {
            self.wrong = Some(why.clone());
            return Asked::Nothing;
        }
        self.opening = true;
        Asked::Play(path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use handshake_shared::replay::{Fault, ReplayError};

    fn listed(name: &str) -> Listed {
        let fault = Fault::NotAReplay;
        Listed {
            path: name.into(),
            told: Err(Wrong::Replay(ReplayError { at: 0, fault })),
        }
    }

    #[test]
    fn nothing_goes_without_being_asked_for_twice() {
        let mut screen = Replays::default();
        screen.take(vec![listed("a"), listed("b")]);
        screen.press(Press::down(Key::Down));
        assert_eq!(screen.press(Press::down(Key::Char('X'))), Asked::Nothing);
        assert!(screen.deleting);
        assert_eq!(screen.press(Press::down(Key::Esc)), Asked::Nothing);
        assert!(!screen.deleting);
        screen.press(Press::down(Key::Backspace));
        let asked = screen.press(Press::down(Key::Enter));
        assert_eq!(asked, Asked::Delete("b".into()));
    }

    #[test]
    fn what_is_no_replay_is_not_played_and_says_why() {
        let mut screen = Replays::default();
        screen.take(vec![listed("a")]);
        assert_eq!(screen.press(Press::down(Key::Enter)), Asked::Nothing);
        assert!(screen.wrong.is_some() && !screen.opening);
    }

    #[test]
    fn an_empty_folder_has_nothing_to_choose() {
        let mut screen = Replays::default();
        for key in [
            Key::Enter,
            Key::Char('X'),
            Key::Down,
            Key::PageDown,
            Key::Up,
        ] {
            assert_eq!(screen.press(Press::down(key)), Asked::Nothing);
        }
        assert_eq!(screen.press(Press::down(Key::Esc)), Asked::Back);
    }
}
