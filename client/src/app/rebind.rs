//! The screen of keys: every act of the key map with its key; a key pressed takes its place, and
//! where another act has it already, the player says what becomes of that. Knows no words.

use super::Settings;
use crate::input::bindings::{Board, KeyMap, is_fixed};
use crate::input::{Edge, Key, Press};
use crate::settings::Chosen;

/// Lines a page key goes.
const PAGE: usize = 10;

/// What the keys mean on the screen itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Doing {
    /// Choosing an act.
    #[default]
    Choosing,
    /// The next key pressed is the act's.
    Waiting,
    /// That key is another act's: which one, by its place.
    Clash(Key, usize),
    /// All keys as built in: sure?
    Resetting,
}

/// The screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rebind {
    /// Whose keys.
    pub board: Board,
    /// The act with the cursor, by its place in the map.
    pub cursor: usize,
    /// What goes on.
    pub doing: Doing,
}

/// What the screen asks for after a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Nothing.
    Nothing,
    /// Write the keys down.
    Keep,
    /// Back to the settings.
    Back,
}

impl Rebind {
    /// Takes a key.
    pub fn press(&mut self, press: Press, settings: &mut Settings, chosen: &mut Chosen) -> Asked {
        if press.edge != Edge::Down {
            return Asked::Nothing;
        }
        let before = settings.keys.clone();
        if self.takes(press.key, &mut settings.keys) == Asked::Back {
            return Asked::Back;
        }
        if settings.keys == before {
            return Asked::Nothing;
        }
        chosen.keys = settings.keys.changes(&chosen.keys);
        Asked::Keep
    }

    fn takes(&mut self, key: Key, keys: &mut KeyMap) -> Asked {
        match self.doing {
            Doing::Choosing => return self.choosing(key, keys),
            Doing::Waiting => {
                self.doing = Doing::Choosing;
                if key != Key::Esc {
                    self.try_key(key, keys);
                }
            }
            Doing::Clash(wanted, other) => self.clash((key, wanted, other), keys),
            Doing::Resetting => {
                self.doing = Doing::Choosing;
                if key == Key::Enter {
                    *keys = KeyMap::default();
                }
            }
        }
        Asked::Nothing
    }

    fn choosing(&mut self, key: Key, keys: &mut KeyMap) -> Asked {
        let rows = self.board.rows();
        let last = rows.len() - 1;
        let fixed = is_fixed(rows[self.cursor.min(last)]);
        match key {
            Key::Esc => return Asked::Back,
            Key::Up => self.cursor = self.cursor.saturating_sub(1),
            Key::Down => self.cursor = (self.cursor + 1).min(last),
            Key::PageUp => self.cursor = self.cursor.saturating_sub(PAGE),
            Key::PageDown => self.cursor = (self.cursor + PAGE).min(last),
            Key::Left | Key::Right | Key::Tab => {
                self.board = match self.board {
                    Board::Own => Board::Shared,
                    Board::Shared => Board::Own,
                };
                self.cursor = 0;
            }
            Key::Enter if !fixed => self.doing = Doing::Waiting,
            Key::Backspace if !fixed => keys.bind(self.board, self.cursor, None),
            Key::Space if !fixed => self.try_key(rows[self.cursor].key, keys),
            Key::Char('0') => self.doing = Doing::Resetting,
            _ => {}
        }
        Asked::Nothing
    }

    /// Binds a key where it is free; asks where it is not.
    fn try_key(&mut self, key: Key, keys: &mut KeyMap) {
        match keys.clash(self.board, self.cursor, key) {
            Some(other) if is_fixed(self.board.rows()[other]) => {}
            Some(other) => self.doing = Doing::Clash(key, other),
            None => keys.bind(self.board, self.cursor, Some(key)),
        }
    }

    /// `1` exchanges the two keys, `2` takes the key away from the other act, anything else leaves
    /// all as it is.
    fn clash(&mut self, (key, wanted, other): (Key, Key, usize), keys: &mut KeyMap) {
        self.doing = Doing::Choosing;
        let own = match key {
            Key::Char('1') if self.can_swap(wanted, other, keys) => {
                keys.key(self.board, self.cursor)
            }
            Key::Char('2') => None,
            _ => return,
        };
        keys.bind(self.board, other, own);
        keys.bind(self.board, self.cursor, Some(wanted));
    }

    /// The keys that clash can be exchanged.
    pub fn can_swap_now(&self, keys: &KeyMap) -> bool {
        match self.doing {
            Doing::Clash(wanted, other) => self.can_swap(wanted, other, keys),
            _ => false,
        }
    }

    /// The act's own key is free for the other act, once the two are exchanged.
    fn can_swap(&self, wanted: Key, other: usize, keys: &KeyMap) -> bool {
        let mut after = keys.clone();
        let Some(own) = keys.key(self.board, self.cursor) else {
            return false;
        };
        after.bind(self.board, self.cursor, Some(wanted));
        after.bind(self.board, other, None);
        after.clash(self.board, other, own).is_none()
            && after.clash(self.board, self.cursor, wanted).is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::keymap::Act;

    struct Player {
        screen: Rebind,
        settings: Settings,
        chosen: Chosen,
    }

    impl Player {
        fn new() -> Player {
            Player {
                screen: Rebind::default(),
                settings: Settings::default(),
                chosen: Chosen::default(),
            }
        }

        fn press(&mut self, keys: &[Key]) -> Asked {
            let presses = keys.iter().map(|key| {
                self.screen
                    .press(Press::down(*key), &mut self.settings, &mut self.chosen)
            });
            presses.last().expect("a key is pressed")
        }

        fn act(&self, key: Key) -> Option<Act> {
            self.settings.keys.cockpit(key, false)
        }
    }

    #[test]
    fn a_free_key_takes_its_place_at_once_and_is_kept() {
        let mut player = Player::new();
        assert_eq!(player.press(&[Key::Enter, Key::F(11)]), Asked::Keep);
        assert_eq!(player.act(Key::F(11)), Some(Act::Push(0, 1)));
        assert_eq!(player.act(Key::Char('W')), None);
        assert_eq!(KeyMap::with(&player.chosen.keys), player.settings.keys);
        assert_eq!(player.press(&[Key::Space]), Asked::Keep, "as built in");
        assert!(player.chosen.keys.is_empty());
    }

    #[test]
    fn a_taken_key_is_exchanged_taken_or_left_as_the_player_says() {
        let (w, s) = (Key::Char('W'), Key::Char('S'));
        let mut player = Player::new();
        assert_eq!(player.press(&[Key::Enter, s]), Asked::Nothing);
        assert_eq!(player.screen.doing, Doing::Clash(s, 1));
        assert_eq!(player.press(&[Key::Esc]), Asked::Nothing);
        assert_eq!(player.settings.keys, KeyMap::default());
        assert_eq!(player.press(&[Key::Enter, s, Key::Char('1')]), Asked::Keep);
        assert_eq!(player.act(s), Some(Act::Push(0, 1)));
        assert_eq!(player.act(w), Some(Act::Push(0, -1)));
        assert_eq!(player.press(&[Key::Enter, w, Key::Char('2')]), Asked::Keep);
        assert_eq!(player.act(w), Some(Act::Push(0, 1)));
        assert_eq!(player.act(s), None);
        assert_eq!(player.press(&[Key::Char('0'), Key::Enter]), Asked::Keep);
        assert_eq!(player.settings.keys, KeyMap::default());
    }

    /// An arrow turns the craft in flight and moves the cursor on a page: whoever takes it for both
    /// cannot leave one of them a key that does two things.
    #[test]
    fn an_exchange_that_would_clash_again_is_not_offered() {
        let mut player = Player::new();
        player.press(&[Key::Enter, Key::Up]);
        assert!(matches!(player.screen.doing, Doing::Clash(Key::Up, _)));
        assert!(!player.screen.can_swap_now(&player.settings.keys));
        assert_eq!(player.press(&[Key::Char('1')]), Asked::Nothing);
        assert_eq!(player.settings.keys, KeyMap::default());
    }

    #[test]
    fn escape_is_never_bound_and_leads_back() {
        let mut player = Player::new();
        assert_eq!(player.press(&[Key::Enter, Key::Esc]), Asked::Nothing);
        assert_eq!(player.settings.keys, KeyMap::default());
        assert_eq!(player.press(&[Key::Right]), Asked::Nothing);
        assert_eq!(player.screen.board, Board::Shared);
        assert_eq!(player.press(&[Key::Esc]), Asked::Back);
    }

    #[test]
    fn a_key_is_bound_by_its_place_in_any_layout() {
        use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
        let mut player = Player::new();
        player.press(&[Key::Enter]);
        // Ф stands where a QWERTY keyboard has A, Ж where it has the semicolon.
        let event = KeyEvent::new(KeyCode::Char('ж'), KeyModifiers::NONE);
        let press = crate::input::press_of(event).expect("a letter is a key");
        let (settings, chosen) = (&mut player.settings, &mut player.chosen);
        assert_eq!(player.screen.press(press, settings, chosen), Asked::Keep);
        assert_eq!(player.act(Key::Char(';')), Some(Act::Push(0, 1)));
    }
}
