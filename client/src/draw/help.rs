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
use crate::i18n::{Arg, Words};
use crate::input::Key;
use crate::input::bindings::{Board, KeyMap};
use crate::input::keymap::When;
use crate::widgets::text::{broken, cut, lines};

/// Draws the page of the help that is open over the screen.
pub fn draw(app: &App, words: &Words, look: &Look, area: Rect, buf: &mut Buffer) {
    Clear.render(area, buf);
    buf.set_style(area, look.theme.style(Role::Ground));
    let row = || Row::new(look.theme);
    let pages = pages_of(app, words, look, (area.width, area.height));
    let at = app.help_page.min(pages.len() - 1);
    let title = format!(" {}", words.get("help-title"));
    let mut shown = vec![row().put(Role::Title, title).line()];
    shown.extend(pages[at].iter().cloned());
    lines(&shown, area, buf);
    let last = Rect {
        y: area.bottom() - 1,
        height: 1,
        ..area
    };
    let count = |number: usize| Arg::Count(number as i64);
    let args = [("n", count(at + 1)), ("all", count(pages.len()))];
    let text = match (pages.len(), at + 1 == pages.len()) {
        (1, _) => words.get("console-any-key"),
        (_, true) => words.format("help-last-page", &args),
        (_, false) => words.format("help-page", &args),
    };
    let text = row().put(Role::Dim, format!(" {text}"));
    lines(&[text.line()], last, buf);
}

/// How many pages the help has at this size of the terminal: a key leads through all of them.
pub fn pages(app: &App) -> usize {
    let words = app.words.of(app.settings.locale);
    pages_of(app, words, &Look::of(&app.settings), app.size).len()
}

/// The help's lines, a page each: all on one where they have room, else the keys before the rest.
fn pages_of(
    app: &App,
    words: &Words,
    look: &Look,
    (width, height): (u16, u16),
) -> Vec<Vec<Line<'static>>> {
    if let Some(desk) = &app.desk {
        return vec![super::desk::help(desk, words, look, usize::from(width))];
    }
    let entries: Vec<(String, String)> = if app.playback.is_some() {
        super::playback::grouped(words)
    } else if app.is_together() {
        together(&app.settings.keys, words)
    } else {
        cockpit(&app.settings.keys, words)
    };
    let width = usize::from(width);
    // Title and last line.
    let rows = usize::from(height).saturating_sub(2).max(1);
    let hints = hint_lines(app, words, look, width);
    let legend = legend(app, words, look, width);
    let most = if width >= 110 { 3 } else { 2 };
    let fits = |columns: usize, rows: usize| {
        let down = entries.len().div_ceil(columns).max(1);
        down <= rows && column_cells(&entries, down).iter().sum::<usize>() < width
    };
    let beside = rows.saturating_sub(hints.len());
    let Some(columns) = (1..=most + 1).rev().find(|columns| fits(*columns, beside)) else {
        return on_pages(&entries, hints, legend, look, (width, rows));
    };
    let down = entries.len().div_ceil(columns).max(1);
    let mut page = key_lines(&entries, down, look);
    // A row between keys and hints, and the legend, where there is room for them.
    if page.len() + hints.len() < rows {
        page.push(Line::default());
    }
    page.extend(hints);
    if page.len() + 1 + legend.len() <= rows && !legend.is_empty() {
        page.push(Line::default());
        page.extend(legend);
    }
    vec![page]
}

/// Keys in as many columns as have room for their whole words, on as many pages as it takes; then the
/// hints and the legend.
fn on_pages(
    entries: &[(String, String)],
    mut rest: Vec<Line<'static>>,
    legend: Vec<Line<'static>>,
    look: &Look,
    (width, rows): (usize, usize),
) -> Vec<Vec<Line<'static>>> {
    let whole = |columns: &usize| {
        let mut pages = entries.chunks(columns * rows);
        pages.all(|page| {
            let down = page.len().div_ceil(*columns);
            column_cells(page, down).iter().sum::<usize>() < width
        })
    };
    let columns = (1..=3).rev().find(whole).unwrap_or(1);
    let keys = entries.chunks(columns * rows);
    let mut pages: Vec<_> = keys
        .map(|page| key_lines(page, page.len().div_ceil(columns), look))
        .collect();
    if rest.len() + 1 + legend.len() <= rows && !legend.is_empty() {
        rest.push(Line::default());
        rest.extend(legend);
    }
    pages.extend(rest.chunks(rows).map(<[_]>::to_vec));
    pages
}

/// Keys with what they do, down the columns.
fn key_lines(entries: &[(String, String)], rows: usize, look: &Look) -> Vec<Line<'static>> {
    let cells = column_cells(entries, rows);
    (0..rows)
        .map(|y| {
            let (mut line, mut end) = (Row::new(look.theme), 1);
            for (x, cells) in cells.iter().enumerate() {
                let start = end;
                end += cells;
                if let Some((keys, text)) = entries.get(x * rows + y) {
                    line = line.at(start).key(keys).put(Role::Text, text.clone());
                }
            }
            line.line()
        })
        .collect()
}

/// The hints with a mark before each.
fn hint_lines(app: &App, words: &Words, look: &Look, width: usize) -> Vec<Line<'static>> {
    let hints = hints(app, words);
    let pieces = hints.iter().flat_map(|hint| {
        broken(hint, width.saturating_sub(4))
            .into_iter()
            .enumerate()
    });
    pieces
        .map(|(index, piece)| {
            let mark = if index == 0 { "·" } else { " " };
            let row = Row::new(look.theme).put(Role::Label, format!(" {mark} {piece}"));
            row.line()
        })
        .collect()
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

/// Cells of each column: what its widest entry needs.
fn column_cells(entries: &[(String, String)], rows: usize) -> Vec<usize> {
    // A key cap is three cells wider than its label, and a gap follows the text.
    let needs = |(keys, text): &(String, String)| keys.width() + 3 + text.width() + 1;
    let columns = entries.chunks(rows.max(1));
    columns
        .map(|column| column.iter().map(needs).max().unwrap_or(0))
        .collect()
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
