//! The keys, printed from the key map: what they do here.

use handshake_shared::ids::Seat;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::{Clear, Widget};
use unicode_width::UnicodeWidthStr;

use super::Look;
use super::row::Row;
use super::theme::Role;
use crate::app::{App, TALL_ROWS};
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
    ];
    let entries: Vec<(String, String)> = if app.playback.is_some() {
        super::playback::grouped(words)
    } else if app.is_together() {
        together(&app.settings.keys, words)
    } else {
        cockpit(&app.settings.keys, words)
    };
    let hints: Vec<Vec<String>> = hints(app, words)
        .iter()
        .map(|hint| broken(hint, width.saturating_sub(4)))
        .collect();
    let hint_rows: usize = hints.iter().map(Vec::len).sum();
    // Title and last line; a row between keys and hints, unless it costs the keys a column.
    let rows = usize::from(area.height).saturating_sub(2 + hint_rows);
    let needed = |rows: usize| entries.len().div_ceil(rows.max(1));
    let parted = needed(rows.saturating_sub(1)) == needed(rows);
    let columns = needed(rows).max(if width >= 110 { 3 } else { 2 });
    let rows = entries.len().div_ceil(columns);
    let cells = column_cells(&entries, rows, width - 1);
    for y in 0..rows {
        let (mut line, mut end) = (row(), 1);
        for (x, cells) in cells.iter().enumerate() {
            let start = end;
            end += cells;
            let Some((keys, text)) = entries.get(x * rows + y) else {
                continue;
            };
            line = line.at(start).key(keys);
            let room = end.saturating_sub(line.used() + 1);
            line = line.put(Role::Text, cut(text, room));
        }
        shown.push(line.line());
    }
    if parted {
        shown.push(row().line());
    }
    for pieces in hints {
        for (index, piece) in pieces.into_iter().enumerate() {
            let mark = if index == 0 { "·" } else { " " };
            shown.push(row().put(Role::Label, format!(" {mark} {piece}")).line());
        }
    }
    let left = usize::from(area.height).saturating_sub(shown.len() + 1);
    let legend = legend(app, words, look, width);
    if legend.len() < left {
        shown.push(row().line());
        shown.extend(legend);
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

/// What each box of the console is for: its title, and a line.
const BOXES: [(&str, &str); 8] = [
    ("title-approach", "box-approach"),
    ("title-attitude", "box-attitude"),
    ("title-jets", "box-jets"),
    ("title-docking", "box-docking"),
    ("title-hatches", "box-hatches"),
    ("title-calls", "box-calls"),
    ("title-plan", "box-plan"),
    ("help-last-line", "box-partner"),
];

/// The boxes, where nothing else is on the screen; nobody reads two consoles' at once.
fn legend(app: &App, words: &Words, look: &Look, width: usize) -> Vec<Line<'static>> {
    if app.playback.is_some() || app.is_together() || app.stations.is_empty() {
        return Vec::new();
    }
    let row = || Row::new(look.theme);
    let named = BOXES.iter().map(|(title, _)| words.get(title).width());
    let text_at = 3 + named.max().unwrap_or(0);
    let boxes = BOXES.iter().map(|(title, text)| {
        let line = row().at(1).put(Role::Title, words.get(title)).at(text_at);
        let room = width.saturating_sub(text_at + 1);
        line.put(Role::Text, cut(&words.get(text), room)).line()
    });
    let head = row().put(Role::Title, format!(" {}", words.get("help-boxes")));
    std::iter::once(head.line()).chain(boxes).collect()
}

/// Cells of each column: what its widest entry needs; where that is too much, the widest give.
fn column_cells(entries: &[(String, String)], rows: usize, width: usize) -> Vec<usize> {
    // A key cap is three cells wider than its label, and a gap follows the text.
    let needs = |(keys, text): &(String, String)| keys.width() + 3 + text.width() + 1;
    let columns = entries.chunks(rows.max(1));
    let mut cells: Vec<usize> = columns
        .map(|column| column.iter().map(needs).max().unwrap_or(0))
        .collect();
    while cells.iter().sum::<usize>() > width {
        let Some(widest) = cells.iter_mut().max() else {
            break;
        };
        *widest -= 1;
    }
    cells
}

/// Keys that do the same kind of thing share a line.
fn cockpit(keys: &KeyMap, words: &Words) -> Vec<(String, String)> {
    let mut entries: Vec<(String, String)> = Vec::new();
    for (row, key) in keys.rows(Board::Own) {
        join(&mut entries, key, words.get(row.act.word()));
    }
    for (keys, _) in &mut entries {
        if keys == "1 2 3 4 5 6 7 8 9" {
            "1–9".clone_into(keys);
        }
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
    if app.playback.is_some() {
        return vec![words.get("replay-help")];
    }
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
    if app.pads.is_any() {
        keys.extend(["help-pad-sticks", "help-pad-buttons", "help-pad-abort"]);
        // Where there is no room for both, the hands at the pad come first.
        if app.size.1 < TALL_ROWS {
            return keys.into_iter().map(|key| words.get(key)).collect();
        }
    }
    // No text is typed at a shared keyboard, and no book opened.
    keys.extend((!app.is_together()).then_some("help-book"));
    keys.extend([
        "help-read-back",
        "help-control-off",
        "help-jets",
        "help-abort",
    ]);
    keys.into_iter().map(|key| words.get(key)).collect()
}
