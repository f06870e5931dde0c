//! The screen of keys: acts of the key map, a line each, with the key in force and the built-in one
//! where it is another; below, what is asked.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::Look;
use super::row::Row;
use super::theme::Role;
use crate::app::App;
use crate::app::rebind::{Doing, Rebind};
use crate::i18n::{Arg, Words};
use crate::input::Key;
use crate::input::bindings::{Board, is_fixed};
use crate::input::keymap::{Act, KeyRow, When};
use crate::widgets::text::{cut, lines};

/// Columns of a line: the hand, the act, the key built in.
const ACT_AT: usize = 12;
const HAND_AT: usize = 46;
const BUILT_IN_AT: usize = 56;

/// Draws the screen.
pub fn draw(app: &App, rebind: &Rebind, words: &Words, look: &Look, area: Rect, buf: &mut Buffer) {
    let bar = Rect { height: 1, ..area };
    buf.set_style(bar, look.theme.style(Role::Bar));
    let (title, side) = match rebind.board {
        Board::Own => ("keys-own", ""),
        Board::Shared => ("keys-shared", "keys-sides"),
    };
    let row = Row::new(look.theme)
        .put(Role::Value, format!(" {}", words.get("setting-keys")))
        .put(Role::Label, format!("  ◂ {} ▸", words.get(title)));
    let row = match side {
        "" => row,
        side => row.put(Role::Label, format!("   {}", words.get(side))),
    };
    lines(&[row.line()], bar, buf);
    let rows = usize::from(area.height).saturating_sub(5).max(1);
    let list = Rect {
        y: area.y + 1,
        height: rows as u16,
        ..area
    };
    lines(&listed(app, rebind, words, look, rows), list, buf);
    let asked = Rect {
        y: list.bottom() + 1,
        height: 2,
        ..area
    };
    lines(&question(app, rebind, words, look), asked, buf);
    let keys = Rect {
        y: area.bottom() - 1,
        height: 1,
        ..area
    };
    buf.set_style(keys, look.theme.style(Role::Bar));
    lines(&[keys_line(words, look)], keys, buf);
}

/// As many lines as there is room for, around the cursor; arrows say that there is more.
fn listed(
    app: &App,
    rebind: &Rebind,
    words: &Words,
    look: &Look,
    rows: usize,
) -> Vec<Line<'static>> {
    let count = rebind.board.rows().len();
    let rows = rows.min(count);
    let first = rebind.cursor.saturating_sub(rows / 2).min(count - rows);
    let bound = app.settings.keys.rows(rebind.board).enumerate();
    let shown = bound.skip(first).take(rows);
    shown
        .map(|(place, (row, key))| {
            let more = match place {
                _ if place == first && first > 0 => "↑",
                _ if place + 1 == first + rows && place + 1 < count => "↓",
                _ => " ",
            };
            let line = Row::new(look.theme).put(Role::Mine, more);
            let line = match key {
                Some(key) => line.key(&key.label()),
                None => line.put(Role::Dim, " — "),
            };
            let role = if place == rebind.cursor {
                Role::Picked
            } else {
                Role::Text
            };
            let act = cut(&act_text(words, row), HAND_AT - ACT_AT - 3);
            let line = line.at(ACT_AT).put(role, format!(" {act} "));
            built_in(words, line, row, key).line()
        })
        .collect()
}

/// The hand it belongs to, and the built-in key where it is another.
fn built_in(words: &Words, line: Row, row: KeyRow, key: Option<Key>) -> Row {
    let hand = match row.when {
        When::SideMove(_) => "console-hand-move",
        When::SideTurn(_) => "console-hand-turn",
        When::SidePanel(_) => "console-hand-panel",
        _ => "",
    };
    let line = match hand {
        "" => line,
        hand => line.at(HAND_AT).put(Role::Label, words.get(hand)),
    };
    if is_fixed(row) {
        return line.at(BUILT_IN_AT).put(Role::Dim, words.get("keys-fixed"));
    }
    if key == Some(row.key) {
        return line;
    }
    let label = row.key.label();
    let text = words.format("keys-built-in", &[("key", Arg::Text(&label))]);
    line.at(BUILT_IN_AT).put(Role::Caution, text)
}

/// An act by name, told from others of the same kind.
fn act_text(words: &Words, row: KeyRow) -> String {
    let act = match row.act {
        Act::Call(place) => {
            let args = [("n", Arg::Count(i64::from(place) + 1))];
            words.format("keys-call", &args)
        }
        Act::Cursor(-1, _) => words.get("keys-cursor-left"),
        Act::Cursor(1, _) => words.get("keys-cursor-right"),
        Act::Cursor(_, -1) => words.get("keys-cursor-up"),
        Act::Cursor(..) => words.get("keys-cursor-down"),
        act => words.get(act.word()),
    };
    match row.when.side() {
        Some(0) => format!("◂ {act}"),
        Some(_) => format!("▸ {act}"),
        None => act,
    }
}

/// What the next key answers: a line that asks, a line of answers.
fn question(app: &App, rebind: &Rebind, words: &Words, look: &Look) -> Vec<Line<'static>> {
    let row = || Row::new(look.theme).at(2);
    let act = |place: usize| {
        let row = rebind.board.rows().get(place);
        row.map(|row| act_text(words, *row)).unwrap_or_default()
    };
    let word = |key: &str| format!("{}   ", words.get(key));
    match rebind.doing {
        Doing::Choosing => Vec::new(),
        Doing::Waiting => {
            let act = act(rebind.cursor);
            let text = words.format("keys-wait", &[("act", Arg::Text(&act))]);
            vec![row().put(Role::Value, text).line()]
        }
        Doing::Clash(key, other) => {
            let (key, act) = (key.label(), act(other));
            let args = [("key", Arg::Text(&key)), ("act", Arg::Text(&act))];
            let asked = row().put(Role::Caution, words.format("keys-clash", &args));
            let mut answers = row();
            if rebind.can_swap_now(&app.settings.keys) {
                answers = answers.key("1").put(Role::Label, word("keys-swap"));
            }
            answers = answers.key("2").put(Role::Label, word("keys-take"));
            answers = answers.key("Esc").put(Role::Label, words.get("keys-leave"));
            vec![asked.line(), answers.line()]
        }
        Doing::Resetting => {
            let asked = row().put(Role::Caution, words.get("keys-all-sure"));
            let answers = row()
                .key("Enter")
                .put(Role::Label, word("screen-yes"))
                .key("Esc")
                .put(Role::Label, words.get("screen-no"));
            vec![asked.line(), answers.line()]
        }
    }
}

fn keys_line(words: &Words, look: &Look) -> Line<'static> {
    const KEYS: [(&str, &str); 5] = [
        ("Enter", "keys-key-bind"),
        ("Space", "keys-key-built-in"),
        ("Bksp", "keys-key-none"),
        ("0", "keys-key-all"),
        ("Esc", "key-back"),
    ];
    let row = Row::new(look.theme).at(1);
    let row = KEYS.iter().fold(row, |row, (key, word)| {
        row.key(key)
            .put(Role::Label, format!("{} ", words.get(word)))
    });
    row.line()
}
