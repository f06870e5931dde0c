//! From the keys of a terminal to acts of a crew. Knows keys by their place on the keyboard and
//! what they ask for; not what an act does, nor which terminal sent it.

pub mod bindings;
pub mod keymap;
pub mod pad;
#[cfg(feature = "gamepad")]
pub mod pad_reader;
pub mod player;
pub mod stick;

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use crate::i18n::layout_key;

/// A key by its place: letters are named as on a QWERTY keyboard, whatever the layout prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// A letter, digit or mark, upper case.
    Char(char),
    /// The space bar.
    Space,
    /// Tabulator.
    Tab,
    /// Enter.
    Enter,
    /// Escape.
    Esc,
    /// Backspace.
    Backspace,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// A function key by its number.
    F(u8),
}

impl Key {
    /// Keys with a name of more than a letter, as files name them.
    const NAMED: [(Key, &str); 11] = [
        (Key::Space, "Space"),
        (Key::Tab, "Tab"),
        (Key::Enter, "Enter"),
        (Key::Esc, "Esc"),
        (Key::Backspace, "Backspace"),
        (Key::Up, "Up"),
        (Key::Down, "Down"),
        (Key::Left, "Left"),
        (Key::Right, "Right"),
        (Key::PageUp, "PageUp"),
        (Key::PageDown, "PageDown"),
    ];

    /// The key's name in a file.
    pub fn name(self) -> String {
        let named = Key::NAMED.iter().find(|(key, _)| *key == self);
        match (named, self) {
            (Some((_, name)), _) => (*name).to_owned(),
            (None, Key::F(number)) => format!("F{number}"),
            (None, other) => other.label(),
        }
    }

    /// The key of that name.
    pub fn named(name: &str) -> Option<Key> {
        if let Some((key, _)) = Key::NAMED.iter().find(|(_, other)| *other == name) {
            return Some(*key);
        }
        let mut letters = name.chars();
        match (letters.next(), letters.as_str()) {
            (Some(c), "") if !c.is_lowercase() && !c.is_whitespace() => Some(Key::Char(c)),
            (Some('F'), number) => number.parse().ok().map(Key::F),
            _ => None,
        }
    }

    /// The key that is printed so.
    pub fn labelled(label: &str) -> Option<Key> {
        let named = Key::NAMED.iter().map(|(key, _)| *key);
        let mut all = named.chain((1..=12).map(Key::F));
        all.find(|key| key.label() == label).or_else(|| {
            let mut letters = label.chars();
            match (letters.next(), letters.next()) {
                (Some(c), None) if !c.is_whitespace() && c != '—' => Some(Key::Char(c)),
                _ => None,
            }
        })
    }

    /// The key as printed in help; marks that mean the same in both languages.
    pub fn label(self) -> String {
        match self {
            Key::Char(c) => c.to_string(),
            Key::Space => "Space".into(),
            Key::Tab => "Tab".into(),
            Key::Enter => "Enter".into(),
            Key::Esc => "Esc".into(),
            Key::Backspace => "Bksp".into(),
            Key::Up => "↑".into(),
            Key::Down => "↓".into(),
            Key::Left => "←".into(),
            Key::Right => "→".into(),
            Key::PageUp => "PgUp".into(),
            Key::PageDown => "PgDn".into(),
            Key::F(number) => format!("F{number}"),
        }
    }
}

/// Whether a key went down or came up. A repeat of a held key counts as another press.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// Pressed.
    Down,
    /// Pressed again by the keyboard itself.
    Repeat,
    /// Released; only some terminals tell.
    Up,
}

/// One key event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Press {
    /// Which key, by place.
    pub key: Key,
    /// The character it typed, for text.
    pub typed: Option<char>,
    /// Down, again, or up.
    pub edge: Edge,
}

impl Press {
    /// A plain press of a key, as tests and synonyms use it.
    pub fn down(key: Key) -> Press {
        let typed = match key {
            Key::Char(c) => Some(c.to_ascii_lowercase()),
            Key::Space => Some(' '),
            _ => None,
        };
        Press {
            key,
            typed,
            edge: Edge::Down,
        }
    }
}

/// What the terminal's key means, if anything: Ctrl-C and its kin are not keys of a console.
pub fn press_of(event: KeyEvent) -> Option<Press> {
    let edge = match event.kind {
        KeyEventKind::Press => Edge::Down,
        KeyEventKind::Repeat => Edge::Repeat,
        KeyEventKind::Release => Edge::Up,
    };
    if event
        .modifiers
        .intersects(KeyModifiers::CONTROL | KeyModifiers::ALT | KeyModifiers::SUPER)
    {
        return None;
    }
    let (key, typed) = match event.code {
        KeyCode::Char(' ') => (Key::Space, Some(' ')),
        KeyCode::Char(c) => (Key::Char(layout_key(c).to_ascii_uppercase()), Some(c)),
        KeyCode::Tab => (Key::Tab, None),
        KeyCode::Enter => (Key::Enter, None),
        KeyCode::Esc => (Key::Esc, None),
        KeyCode::Backspace => (Key::Backspace, None),
        KeyCode::Up => (Key::Up, None),
        KeyCode::Down => (Key::Down, None),
        KeyCode::Left => (Key::Left, None),
        KeyCode::Right => (Key::Right, None),
        KeyCode::PageUp => (Key::PageUp, None),
        KeyCode::PageDown => (Key::PageDown, None),
        KeyCode::F(number) => (Key::F(number), None),
        _ => return None,
    };
    Some(Press { key, typed, edge })
}

/// Ctrl-C, in any layout: the polite way out from anywhere.
pub fn is_interrupt(event: &KeyEvent) -> bool {
    is_control(event, 'c')
}

/// Ctrl-Z, in any layout: to the shell and back, where a shell can do that.
pub fn is_suspend(event: &KeyEvent) -> bool {
    cfg!(unix) && is_control(event, 'z')
}

/// Ctrl with this letter, by its place.
pub fn is_chord(event: &KeyEvent, letter: char) -> bool {
    is_control(event, letter)
}

fn is_control(event: &KeyEvent, wanted: char) -> bool {
    let letter = match event.code {
        KeyCode::Char(c) => layout_key(c).to_ascii_lowercase(),
        _ => return false,
    };
    event.kind == KeyEventKind::Press
        && event.modifiers.contains(KeyModifiers::CONTROL)
        && letter == wanted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_russian_layout_flies_by_the_same_places() {
        let event = KeyEvent::new(KeyCode::Char('ц'), KeyModifiers::NONE);
        let press = press_of(event).expect("a letter is a key");
        assert_eq!(press.key, Key::Char('W'));
        assert_eq!(press.typed, Some('ц'));
    }

    #[test]
    fn control_c_is_the_way_out_in_both_layouts() {
        for c in ['c', 'с'] {
            assert!(is_interrupt(&KeyEvent::new(
                KeyCode::Char(c),
                KeyModifiers::CONTROL
            )));
        }
        assert!(!is_interrupt(&KeyEvent::new(
            KeyCode::Char('c'),
            KeyModifiers::NONE
        )));
    }
}
