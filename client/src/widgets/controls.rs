//! The list of every control of a seat, with the cursor on one. Enter works it.

use ratatui::text::Line;

use crate::app::controls::{Control, of, state};
use crate::draw::console::Console;
use crate::draw::phrases::control_name;
use crate::draw::theme::Role;
use crate::i18n::labels;
use crate::widgets::text::cut;

/// As many lines as fit, the cursor's always among them.
pub fn lines(console: &Console, width: usize, rows: usize) -> Vec<Line<'static>> {
    let list = of(console.view);
    let cursor = console.station.control.min(list.len().saturating_sub(1));
    let first = (cursor + 1)
        .saturating_sub(rows.max(1))
        .min(list.len().saturating_sub(rows));
    let first = first
        .max((cursor + rows / 3 + 1).saturating_sub(rows))
        .min(list.len().saturating_sub(rows));
    list.iter()
        .enumerate()
        .skip(first)
        .take(rows)
        .map(|(index, control)| line(console, *control, index == cursor, width))
        .collect()
}

fn line(console: &Console, control: Control, here: bool, width: usize) -> Line<'static> {
    let apollo = console.view.panel.apollo();
    let stands = match (control, state(console.view, control)) {
        (Control::DapRate, _) => apollo.map_or_else(String::new, |apollo| {
            console.word(labels::dap_rate(apollo.dap_rate))
        }),
        (_, None) => String::new(),
        (Control::Hatch(_) | Control::Valve(_) | Control::Isolation(_), Some(true)) => {
            console.word("state-open")
        }
        (Control::Hatch(_) | Control::Valve(_) | Control::Isolation(_), Some(false)) => {
            console.word("state-closed")
        }
        (Control::Ring, _) => console.word(labels::ring(console.craft().ring)),
        (Control::Deadband, _) => apollo.map_or_else(String::new, |apollo| {
            console.word(labels::deadband(apollo.stick_rate, apollo.craft.deadband))
        }),
        (Control::DapDeadband, _) => apollo.map_or_else(String::new, |apollo| {
            console.word(labels::dap_deadband(apollo.dap_deadband))
        }),
        (Control::StickRate, _) => apollo.map_or_else(String::new, |apollo| {
            console.word(labels::stick_rate(apollo.stick_rate))
        }),
        (_, Some(true)) => console.word("state-on"),
        (_, Some(false)) => console.word("state-off"),
    };
    let room = width.saturating_sub(stands.chars().count() + 5);
    let name = cut(&control_name(console, control), room);
    let (mark, role) = if here {
        ("▸", Role::Picked)
    } else {
        (" ", Role::Text)
    };
    let mut row = console.row().put(role, format!("{mark} "));
    row = match state(console.view, control) {
        Some(lit) => row.lamp(lit),
        None => row.put(Role::Dim, "·"),
    };
    row.put(role, format!(" {name}"))
        .right(Role::Value, stands, width)
        .line()
}
