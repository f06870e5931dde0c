//! Hatches and valves of one seat as lamps with names.

use handshake_shared::ids::HatchId;
use handshake_shared::sim::doors::HatchState;
use ratatui::text::Line;

use crate::app::controls::{hatch_state, hatches, valves};
use crate::app::moves::valve_open;
use crate::draw::console::Console;
use crate::draw::row::Row;
use crate::draw::theme::Role;
use crate::i18n::labels;

/// Hatches, then valves, in as many lines as they take at this width.
pub fn lines(console: &Console, width: usize) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    let mut row = hatch_row(console);
    for valve in valves(console.seat()) {
        let name = console.word(labels::valve(valve));
        let needed = unicode_width::UnicodeWidthStr::width(name.as_str()) + 2;
        if row.used() + needed > width {
            lines.push(row.line());
            row = console.row();
        }
        row = row
            .lamp(valve_open(&console.view.panel, valve))
            .put(Role::Label, format!(" {name} "));
    }
    lines.push(row.line());
    lines
}

/// The hatches in one line.
pub fn hatch_line(console: &Console) -> Line<'static> {
    hatch_row(console).line()
}

fn hatch_row(console: &Console) -> Row {
    let mut row = console.row();
    for hatch in hatches(console.seat()) {
        let state = hatch_state(&console.view.panel, *hatch).unwrap_or(HatchState::Shut);
        let (role, word) = lettering(state);
        row = row
            .put(Role::Label, hatch_name(console, *hatch))
            .put(Role::Text, " ")
            .put(role, console.word(word))
            .put(Role::Text, "  ");
    }
    row
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

fn hatch_name(console: &Console, hatch: HatchId) -> String {
    let number = crate::i18n::Arg::Count(i64::from(hatch.number()));
    console.say("hatch-label", &[("n", number)])
}
