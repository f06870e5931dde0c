//! The key map as the player has it: the built-in rows, and the keys put in their places. Every key
//! on the screen is printed from here, so that none is ever wrong. Knows no file and no words.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Key;
use super::keymap::{Act, COCKPIT, Hand, KeyRow, TOGETHER, When, holds};

/// Which keyboard: a crew's own, or one for two.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Board {
    /// A cockpit with a keyboard of its own.
    #[default]
    Own,
    /// One keyboard for two.
    Shared,
}

impl Board {
    /// Both.
    pub const ALL: [Board; 2] = [Board::Own, Board::Shared];

    /// Its rows as built in.
    pub fn rows(self) -> &'static [KeyRow] {
        match self {
            Board::Own => COCKPIT,
            Board::Shared => TOGETHER,
        }
    }
}

/// What the player changed, as it is kept: by the name of an act, its keys in the order of the map;
/// an empty word where a place has none. Names this version does not know stay.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Changes {
    /// A cockpit's own keyboard.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub own: BTreeMap<String, Vec<KeyName>>,
    /// One keyboard for two.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub shared: BTreeMap<String, Vec<KeyName>>,
}

impl Changes {
    /// Nothing was changed.
    pub fn is_empty(&self) -> bool {
        self.own.is_empty() && self.shared.is_empty()
    }

    fn of(&self, board: Board) -> &BTreeMap<String, Vec<KeyName>> {
        match board {
            Board::Own => &self.own,
            Board::Shared => &self.shared,
        }
    }

    fn of_mut(&mut self, board: Board) -> &mut BTreeMap<String, Vec<KeyName>> {
        match board {
            Board::Own => &mut self.own,
            Board::Shared => &mut self.shared,
        }
    }
}

/// A key, or none, by its name in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct KeyName(pub Option<Key>);

impl TryFrom<String> for KeyName {
    type Error = String;

    fn try_from(name: String) -> Result<KeyName, String> {
        match name.as_str() {
            "" => Ok(KeyName(None)),
            _ => Key::named(&name)
                .map(|key| KeyName(Some(key)))
                .ok_or_else(|| format!("no key is called {name}")),
        }
    }
}

impl From<KeyName> for String {
    fn from(KeyName(key): KeyName) -> String {
        key.map(Key::name).unwrap_or_default()
    }
}

/// The key map in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyMap {
    /// The key of each row of each board.
    keys: [Vec<Option<Key>>; 2],
}

impl Default for KeyMap {
    fn default() -> KeyMap {
        let keys = Board::ALL.map(|board| board.rows().iter().map(|row| Some(row.key)).collect());
        KeyMap { keys }
    }
}

impl KeyMap {
    /// The built-in map with the player's changes.
    pub fn with(changes: &Changes) -> KeyMap {
        let mut map = KeyMap::default();
        for board in Board::ALL {
            let mut met: BTreeMap<String, usize> = BTreeMap::new();
            for (row, key) in board.rows().iter().zip(&mut map.keys[board as usize]) {
                let name = name(*row);
                let place = met.entry(name.clone()).or_default();
                let kept = changes.of(board).get(&name);
                if let Some(KeyName(kept)) = kept.and_then(|keys| keys.get(*place))
                    && !is_fixed(*row)
                {
                    *key = kept.filter(|key| *key != Key::Esc);
                }
                *place += 1;
            }
        }
        map
    }

    /// What is not as built in, over what was kept before and is not known here.
    pub fn changes(&self, before: &Changes) -> Changes {
        let mut changes = before.clone();
        for board in Board::ALL {
            let mut named: BTreeMap<String, (Vec<KeyName>, bool)> = BTreeMap::new();
            for (row, key) in self.rows(board) {
                let entry = named.entry(name(row)).or_default();
                entry.0.push(KeyName(key));
                entry.1 |= key != Some(row.key);
            }
            let kept = changes.of_mut(board);
            for (name, (keys, changed)) in named {
                match changed {
                    true => kept.insert(name, keys),
                    false => kept.remove(&name),
                };
            }
        }
        changes
    }

    /// Rows of a board with the keys in force.
    pub fn rows(&self, board: Board) -> impl Iterator<Item = (KeyRow, Option<Key>)> + '_ {
        let keys = self.keys[board as usize].iter();
        board.rows().iter().copied().zip(keys.copied())
    }

    /// The act of a key in a cockpit of one's own; `page` when a page of controls has the arrows.
    pub fn cockpit(&self, key: Key, page: bool) -> Option<Act> {
        let live = |when: When| match when {
            When::Always => true,
            When::Flying => !page,
            When::Page => page,
            _ => false,
        };
        let mut rows = self.rows(Board::Own);
        rows.find(|(row, bound)| *bound == Some(key) && live(row.when))
            .map(|(row, _)| row.act)
    }

    /// The first key of an act in a cockpit of one's own, with or without a page that has the arrows.
    pub fn key_of(&self, act: Act, page: bool) -> Option<Key> {
        let own = self.rows(Board::Own).filter(|(row, _)| row.act == act);
        own.filter_map(|(_, key)| key)
            .find(|key| self.cockpit(*key, page) == Some(act))
    }

    /// The act of a key at a shared keyboard, and the side whose key it is; a key of both sides
    /// (back, help, time) has none.
    pub fn together(&self, key: Key, hands: [Hand; 2]) -> Option<(Option<usize>, Act)> {
        let mut rows = self.rows(Board::Shared);
        rows.find(|(row, bound)| *bound == Some(key) && holds(row.when, hands))
            .map(|(row, _)| (row.when.side(), row.act))
    }

    /// The other place whose act this key does at the same time.
    pub fn clash(&self, board: Board, place: usize, key: Key) -> Option<usize> {
        let when = board.rows().get(place)?.when;
        self.rows(board)
            .enumerate()
            .find(|(other, (row, bound))| {
                *other != place && *bound == Some(key) && meet(row.when, when)
            })
            .map(|(other, _)| other)
    }

    /// Puts a key, or none, in a place. Escape goes back, always: it is neither taken nor given.
    pub fn bind(&mut self, board: Board, place: usize, key: Option<Key>) {
        let fixed = board.rows().get(place).is_none_or(|row| is_fixed(*row));
        if !fixed && key != Some(Key::Esc) {
            self.keys[board as usize][place] = key;
        }
    }

    /// The key of a place.
    pub fn key(&self, board: Board, place: usize) -> Option<Key> {
        *self.keys[board as usize].get(place)?
    }
}

/// The way back cannot be lost.
pub fn is_fixed(row: KeyRow) -> bool {
    row.act == Act::Back
}

/// Both rows hold at some moment.
fn meet(one: When, other: When) -> bool {
    let parted = matches!(
        (one, other),
        (When::Flying, When::Page) | (When::Page, When::Flying)
    );
    let (Some(side), Some(same)) = (one.side(), other.side()) else {
        return !parted;
    };
    // Uses of one hand follow each other; the two hands' do not.
    let whole = |when| matches!(when, When::Side(_));
    side != same || one == other || whole(one) || whole(other)
}

/// Name of a row's act in a file: its word, with what tells it from acts of the same word.
fn name(row: KeyRow) -> String {
    let word = row.act.word().trim_start_matches("does-");
    let name = match row.act {
        Act::Call(place) => format!("{word}-{}", place + 1),
        Act::Cursor(-1, _) => format!("{word}-left"),
        Act::Cursor(1, _) => format!("{word}-right"),
        Act::Cursor(_, -1) => format!("{word}-up"),
        Act::Cursor(..) => format!("{word}-down"),
        _ => word.to_owned(),
    };
    match row.when.side() {
        Some(0) => format!("left-hand-{name}"),
        Some(_) => format!("right-hand-{name}"),
        None => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place_of(board: Board, act: Act) -> usize {
        let place = board.rows().iter().position(|row| row.act == act);
        place.expect("the map has this act")
    }

    #[test]
    fn every_act_can_be_bound_anew_and_comes_back_from_the_file() {
        for board in Board::ALL {
            for (place, row) in board.rows().iter().enumerate() {
                let mut map = KeyMap::default();
                map.bind(board, place, Some(Key::F(11)));
                let expected = if is_fixed(*row) { Key::Esc } else { Key::F(11) };
                assert_eq!(map.key(board, place), Some(expected));
                let changes = map.changes(&Changes::default());
                let text = toml::to_string(&changes).expect("names and lists of names");
                let read: Changes = toml::from_str(&text).expect("just written");
                assert_eq!(KeyMap::with(&read), map, "{text}");
            }
        }
        let none = KeyMap::default().changes(&Changes::default());
        assert!(none.is_empty(), "{none:?}");
    }

    #[test]
    fn a_key_taken_away_stays_away_and_other_versions_names_stay() {
        let mut map = KeyMap::default();
        let place = place_of(Board::Own, Act::Go);
        map.bind(Board::Own, place, None);
        assert_eq!(map.cockpit(Key::Char('G'), false), None);
        assert_eq!(map.cockpit(Key::F(2), false), Some(Act::Go));
        let mut before = Changes::default();
        before
            .own
            .insert("warp".into(), vec![KeyName(Some(Key::Tab))]);
        let changes = map.changes(&before);
        assert_eq!(changes.own["go"], [KeyName(None), KeyName(Some(Key::F(2)))]);
        assert!(changes.own.contains_key("warp"));
        assert_eq!(KeyMap::with(&changes), map);
    }

    #[test]
    fn nothing_clashes_as_built_in_and_a_clash_names_the_other_place() {
        let map = KeyMap::default();
        for board in Board::ALL {
            for (place, row) in board.rows().iter().enumerate() {
                assert_eq!(map.clash(board, place, row.key), None, "{row:?}");
            }
        }
        let (go, push) = (
            place_of(Board::Own, Act::Go),
            place_of(Board::Own, Act::Push(0, 1)),
        );
        assert_eq!(map.clash(Board::Own, go, Key::Char('W')), Some(push));
        // Arrows turn the craft in flight and move the cursor on a page: no clash.
        let cursor = place_of(Board::Own, Act::Cursor(0, -1));
        assert_eq!(map.clash(Board::Own, cursor, Key::Up), None);
    }

    #[test]
    fn escape_always_goes_back() {
        let mut map = KeyMap::default();
        let back = place_of(Board::Own, Act::Back);
        map.bind(Board::Own, back, Some(Key::Char('W')));
        map.bind(Board::Own, place_of(Board::Own, Act::Go), Some(Key::Esc));
        assert_eq!(map, KeyMap::default());
        let mut told = Changes::default();
        told.own.insert("back".into(), vec![KeyName(None)]);
        told.own.insert("go".into(), vec![KeyName(Some(Key::Esc))]);
        let map = KeyMap::with(&told);
        assert_eq!(map.cockpit(Key::Esc, false), Some(Act::Back));
        assert_eq!(map.cockpit(Key::Char('G'), false), None);
    }

    #[test]
    fn every_key_has_a_name_that_leads_back_to_it() {
        let mut keys: Vec<Key> = COCKPIT.iter().chain(TOGETHER).map(|row| row.key).collect();
        keys.extend([Key::Backspace, Key::PageUp, Key::PageDown, Key::F(12)]);
        for key in keys {
            assert_eq!(Key::named(&key.name()), Some(key), "{key:?}");
        }
        assert_eq!(Key::named("Hyper"), None);
        assert_eq!(
            Key::named("w"),
            None,
            "names are as printed on a QWERTY keyboard"
        );
    }
}
