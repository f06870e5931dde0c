//! The keys, printed from the key map: what they do here.

use handshake_shared::ids::Seat;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::{Clear, Widget};

use super::Look;
use super::row::Row;
use super::theme::Role;
use crate::app::App;
use crate::i18n::Words;
use crate::input::Key;
use crate::input::bindings::{Board, KeyMap};
use crate::input::keymap::When;
use crate::widgets::text::{broken, cut, lines};

/// Draws the help page over the screen.
pub fn draw(app: &App, words: &Words, look: &Look, area: Rect, buf: &mut Buffer) {
    Clear.render(area, buf);
    buf.set_style(area, look.theme.style(Role::Ground));
    let row = || Row::new(look.theme);
    let width = usize::from(area.width);
    let mut shown = vec![
        row()
            .put(Role::Title, format!(" {}", words.get("help-title")))
            .line(),
        row().line(),
    ];
    let entries: Vec<(String, String)> = if app.is_together() {
        together(&app.settings.keys, words)
    } else {
        cockpit(&app.settings.keys, words)
    };
    let hints: Vec<Vec<String>> = hints(app, words)
        .iter()
        .map(|hint| broken(hint, width.saturating_sub(4)))
        .collect();
    let hint_rows: usize = hints.iter().map(Vec::len).sum();
    let rows = usize::from(area.height)
        .saturating_sub(4 + hint_rows)
        .max(1);
    let columns = entries
        .len()
        .div_ceil(rows)
        .max(if width >= 110 { 3 } else { 2 });
    let rows = entries.len().div_ceil(columns);
    let column = (width - 2) / columns;
    for y in 0..rows {
        let mut line = row();
        for x in 0..columns {
            let Some((keys, text)) = entries.get(x * rows + y) else {
                continue;
            };
            line = line.at(x * column + 1).key(keys);
            let room = ((x + 1) * column).saturating_sub(line.used() + 1);
            line = line.put(Role::Text, cut(text, room));
        }
        shown.push(line.line());
    }
    shown.push(row().line());
    for pieces in hints {
        for (index, piece) in pieces.into_iter().enumerate() {
            let mark = if index == 0 { "·" } else { " " };
            shown.push(row().put(Role::Label, format!(" {mark} {piece}")).line());
        }
    }
    lines(&shown, area, buf);
    let last = Rect {
        y: area.bottom() - 1,
        height: 1,
        ..area
    };
    let text = words.get("console-any-key");
    lines(
        &[row().put(Role::Dim, format!(" {text}")).line()],
        last,
        buf,
    );
}

/// Keys that do the same kind of thing share a line.
fn cockpit(keys: &KeyMap, words: &Words) -> Vec<(String, String)> {
    let mut entries: Vec<(String, String)> = Vec::new();
    for (row, key) in keys.rows(Board::Own) {
        join(&mut entries, key, words.get(row.act.word()));
    }
    entries
}

fn together(keys: &KeyMap, words: &Words) -> Vec<(String, String)> {
    let mut entries: Vec<(String, String)> = Vec::new();
    for (row, key) in keys.rows(Board::Shared) {
        let mode = match row.when {
            When::SideMove(_) => "console-hand-move",
            When::SideTurn(_) => "console-hand-turn",
            When::SidePanel(_) => "console-hand-panel",
            _ => "",
        };
        let text = words.get(row.act.word());
        let text = if mode.is_empty() {
            text
        } else {
            format!("{text} ({})", words.get(mode))
        };
        join(&mut entries, key, text);
    }
    entries
}

fn join(entries: &mut Vec<(String, String)>, key: Option<Key>, text: String) {
    let Some(key) = key.map(Key::label) else {
        return;
    };
    match entries.iter_mut().find(|(_, other)| *other == text) {
        Some((keys, _)) => {
            keys.push(' ');
            keys.push_str(&key);
        }
        None => entries.push((key, text)),
    }
}

fn hints(app: &App, words: &Words) -> Vec<String> {
    let mut keys = vec!["help-picture"];
    for station in &app.stations {
        let flies = station.view.as_ref().map(|view| view.plan.roles.flying);
        keys.push(match (station.seat, flies) {
            (Seat::Apollo, Some(Seat::Soyuz)) => "help-apollo-stands",
            (Seat::Soyuz, Some(Seat::Soyuz)) => "help-soyuz-flies",
            (Seat::Apollo, _) => "help-apollo-final",
            (Seat::Soyuz, _) => "help-soyuz-final",
        });
    }
    keys.extend([
        "help-read-back",
        "help-control-off",
        "help-jets",
        "help-abort",
    ]);
    keys.into_iter().map(|key| words.get(key)).collect()
}
