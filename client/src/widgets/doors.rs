//! Hatches and valves of one seat as lamps with names.

use handshake_shared::catalogue::valves::ValveId;
use handshake_shared::ids::HatchId;
use handshake_shared::sim::doors::HatchState;
use ratatui::text::Line;
use unicode_width::UnicodeWidthStr;

use crate::app::controls::{hatch_state, hatches, valves};
use crate::app::moves::valve_open;
use crate::draw::console::Console;
use crate::draw::row::Row;
use crate::draw::theme::Role;
use crate::i18n::{Arg, Words, labels};

/// States a hatch can be in, for the widest word among them.
const STATES: [HatchState; 4] = [
    HatchState::Shut,
    HatchState::Unlatched,
    HatchState::Ajar,
    HatchState::Open,
];

/// Hatches, then valves, in as many lines as they take at this width. Every lamp has its place: it stays
/// when a hatch moves and when the labels are swapped.
pub fn lines(console: &Console, width: usize) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    let mut row = hatch_row(console, width);
    for valve in in_rows(console, row.used(), width) {
        let start = row.used();
        let cells = valve_cells(console, valve);
        if start + cells > width {
            lines.push(row.line());
            row = console.row();
        }
        let end = row.used() + cells + 1;
        row = row
            .lamp(valve_open(&console.view.panel, valve))
            .put(
                Role::Label,
                format!(" {}", console.word(labels::valve(valve))),
            )
            .to(end);
    }
    lines.push(row.line());
    lines
}

/// The valves in the order of their lamps: the widest that has room beside the hatches, then the others.
fn in_rows(console: &Console, used: usize, width: usize) -> Vec<ValveId> {
    let all: Vec<ValveId> = valves(console.seat()).collect();
    let fits = |valve: &ValveId| used + valve_cells(console, *valve) <= width;
    let beside = all.iter().copied().filter(fits);
    let first = beside.max_by_key(|valve| valve_cells(console, *valve));
    let others = all.iter().copied().filter(|valve| Some(*valve) != first);
    first.into_iter().chain(others).collect()
}

/// Cells of a valve's lamp and name, whichever language the labels are in.
fn valve_cells(console: &Console, valve: ValveId) -> usize {
    2 + widest(console, &[labels::valve(valve)])
}

/// Cells of the widest of these words in either language.
fn widest(console: &Console, keys: &[&str]) -> usize {
    let both = &console.app.words;
    let words = [&both.en, &both.ru].into_iter();
    let cells = words.flat_map(|words| keys.iter().map(|key| words.get(key).width()));
    cells.max().unwrap_or(0)
}

fn hatch_row(console: &Console, width: usize) -> Row {
    let hatches = hatches(console.seat());
    let states = widest(console, &STATES.map(|state| lettering(state).1));
    let cells = |label: &str| widest_label(console, label) + 1 + states + 1;
    let label = match hatches.len() * cells(LABEL) <= width {
        true => LABEL,
        false => SHORT_LABEL,
    };
    let mut row = console.row();
    for hatch in hatches {
        let end = row.used() + cells(label);
        let state = hatch_state(&console.view.panel, *hatch).unwrap_or(HatchState::Shut);
        let (role, word) = lettering(state);
        row = row
            .put(Role::Label, hatch_name(console.words, label, *hatch))
            .put(Role::Text, " ")
            .put(role, console.word(word))
            .to(end);
    }
    row
}

/// A hatch's name on the panel, and where three of them have no room for it.
const LABEL: &str = "hatch-label";
const SHORT_LABEL: &str = "hatch-label.short";

fn widest_label(console: &Console, label: &str) -> usize {
    let both = &console.app.words;
    let cells = [&both.en, &both.ru].map(|words| hatch_name(words, label, HatchId::H1).width());
    cells.into_iter().max().unwrap_or(0)
}

/// How a hatch's state reads on a panel.
pub fn lettering(state: HatchState) -> (Role, &'static str) {
    match state {
        HatchState::Shut => (Role::Value, "state-closed"),
        HatchState::Unlatched => (Role::Warning, "state-unlatched"),
        HatchState::Ajar => (Role::Warning, "state-ajar"),
        HatchState::Open => (Role::Caution, "state-open"),
    }
}

fn hatch_name(words: &Words, label: &str, hatch: HatchId) -> String {
    words.format(label, &[("n", Arg::Count(i64::from(hatch.number())))])
}
