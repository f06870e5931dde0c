//! The list of recorded flights: when, which mission, who, how long, how it ended.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::{Clear, Widget};

use handshake_shared::replay::Summary;

use super::row::Row;
use super::theme::Role;
use super::{Canvases, Look};
use crate::app::App;
use crate::app::replays::Replays;
use crate::i18n::{Arg, Words, labels};
use crate::replays::{Listed, clock_text, crews_text, date_text, mission_text, wrong_text};
use crate::widgets::poster;
use crate::widgets::text::{broken, cut, lines};

/// Widest card, columns.
const CARD_COLUMNS_MAX: u16 = 110;
/// Columns of the list: mark of the end, mission, length, crews.
const MARK_AT: usize = 20;
const MISSION_AT: usize = 22;
const LENGTH_AT: usize = 48;
const CREWS_AT: usize = 58;
/// Rows below the list: what is to be said of the chosen one.
const ABOUT_ROWS: usize = 3;

/// Draws the screen.
pub fn draw(
    app: &App,
    replays: &Replays,
    words: &Words,
    look: &Look,
    canvases: &mut Canvases,
    area: Rect,
    buf: &mut Buffer,
) {
    poster::draw(app.poster_ms(), look, area, buf, &mut canvases.windows);
    let card = Rect {
        width: area.width.min(CARD_COLUMNS_MAX),
        height: area.height - 1,
        ..area
    };
    poster::card(card, look, buf);
    let width = usize::from(card.width);
    let row = || Row::new(look.theme);
    let head = row()
        .at(2)
        .put(Role::Value, words.get("menu-replays"))
        .at(MISSION_AT)
        .put(Role::Label, words.get("menu-replays.about"));
    let mut shown = vec![Line::default(), head.line(), Line::default()];
    let rows = usize::from(card.height).saturating_sub(shown.len() + ABOUT_ROWS + 1);
    shown.extend(list(replays, words, look, width, rows));
    shown.resize_with(usize::from(card.height) - ABOUT_ROWS, Line::default);
    for (role, text) in about(replays, words) {
        let pieces = broken(&text, width.saturating_sub(4)).into_iter();
        shown.extend(pieces.map(|piece| row().at(2).put(role, piece).line()));
    }
    lines(&shown, card, buf);
    keys(replays, words, look, area, buf);
}

fn list(
    replays: &Replays,
    words: &Words,
    look: &Look,
    width: usize,
    rows: usize,
) -> Vec<Line<'static>> {
    let Some(all) = &replays.listed else {
        return Vec::new();
    };
    if all.is_empty() {
        let none = broken(&words.get("replays-none"), width.saturating_sub(4)).into_iter();
        let line = |piece| Row::new(look.theme).at(2).put(Role::Text, piece).line();
        return none.map(line).collect();
    }
    let first = (replays.cursor + 1).saturating_sub(rows.max(1));
    let shown = all.iter().enumerate().skip(first).take(rows);
    shown
        .map(|(index, one)| entry(one, index == replays.cursor, words, look, width))
        .collect()
}

fn entry(one: &Listed, here: bool, words: &Words, look: &Look, width: usize) -> Line<'static> {
    let role = if here { Role::Picked } else { Role::Value };
    let row = Row::new(look.theme).at(1);
    let summary = match &one.told {
        Ok(summary) => summary,
        Err(_) => {
            let name = cut(&one.name(), width.saturating_sub(8));
            return row
                .put(role, format!(" {name} "))
                .put(Role::Warning, " ✗")
                .line();
        }
    };
    let mission = cut(
        &mission_text(words, &summary.header),
        LENGTH_AT - MISSION_AT - 1,
    );
    let length = summary.length.map_or("—".to_owned(), clock_text);
    let crews = cut(
        &crews_text(words, &summary.header),
        width.saturating_sub(CREWS_AT + 1),
    );
    let (mark_role, mark) = mark(summary);
    row.put(role, format!(" {} ", date_text(&summary.header)))
        .at(MARK_AT)
        .put(mark_role, mark)
        .at(MISSION_AT)
        .put(Role::Text, mission)
        .at(LENGTH_AT)
        .put(Role::Label, length)
        .at(CREWS_AT)
        .put(Role::Mine, crews)
        .line()
}

/// How it ended in one character: well, badly, or not at all.
fn mark(summary: &Summary) -> (Role, &'static str) {
    match summary.outcome {
        Some(outcome) if outcome.is_good() => (Role::Good, "✓"),
        Some(_) => (Role::Warning, "✗"),
        None => (Role::Dim, "…"),
    }
}

/// What is to be said of the chosen one.
fn about(replays: &Replays, words: &Words) -> Vec<(Role, String)> {
    if let Some(why) = &replays.wrong {
        return vec![(Role::Warning, wrong_text(words, why))];
    }
    let Some(chosen) = replays.chosen() else {
        return Vec::new();
    };
    if replays.deleting {
        return vec![(Role::Caution, words.get("replays-delete"))];
    }
    if replays.opening {
        return vec![(Role::Text, words.get("replays-opening"))];
    }
    match &chosen.told {
        Err(why) => vec![(Role::Warning, wrong_text(words, why))],
        Ok(summary) => {
            let header = &summary.header;
            let mut told = Vec::new();
            if header.is_readable() {
                told.push((Role::Text, ended(summary, words)));
            }
            if !header.is_readable() {
                let n = header.protocol.to_string();
                let text = words.format("replay-foreign", &[("n", Arg::Text(&n))]);
                told.push((Role::Caution, text));
            } else if !header.is_current() {
                let n = header.sim_revision.to_string();
                let text = words.format("replay-as-recorded", &[("n", Arg::Text(&n))]);
                told.push((Role::Caution, text));
            }
            told
        }
    }
}

/// How it ended, in a sentence.
pub fn ended(summary: &Summary, words: &Words) -> String {
    match summary.outcome {
        Some(outcome) => words.get(labels::outcome(outcome)),
        None if summary.is_whole => words.get("replays-left"),
        None => words.get("replays-cut"),
    }
}

fn keys(replays: &Replays, words: &Words, look: &Look, area: Rect, buf: &mut Buffer) {
    let bar = Rect {
        y: area.bottom() - 1,
        height: 1,
        ..area
    };
    Clear.render(bar, buf);
    buf.set_style(bar, look.theme.style(Role::Bar));
    let shown: &[(&str, &str)] = match replays.deleting {
        true => &[("Enter", "replays-key-delete"), ("Esc", "replays-key-keep")],
        false => &[
            ("↑ ↓", "console-key-choose"),
            ("Enter", "replays-key-play"),
            ("X", "replays-key-delete"),
            ("Esc", "key-back"),
        ],
    };
    let mut row = Row::new(look.theme).at(1);
    for (key, word) in shown {
        row = row
            .key(key)
            .put(Role::Label, format!("{}   ", words.get(word)));
    }
    lines(&[row.line()], bar, buf);
}
