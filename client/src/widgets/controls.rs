//! The list of every control of a seat, with the cursor on one. Enter works it.

use handshake_shared::catalogue::units::Quantity;
use handshake_shared::ids::Seat;
use handshake_shared::sim::input::ReadingOf;
use ratatui::text::Line;

use crate::app::controls::{Control, hatch_state, of, state};
use crate::app::moves::{reading, reading_k};
use crate::draw::console::Console;
use crate::draw::phrases::control_name;
use crate::draw::theme::Role;
use crate::i18n::{Arg, labels};
use crate::widgets::doors::lettering;
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

/// What a timed reading has shown, the one before it, and the gas temperature: gas that warms moves
/// the gauge once, a leak goes on.
fn reading_stands(console: &Console, of: ReadingOf) -> String {
    let shown = |pa: f32| console.bare(Quantity::Pressure, pa);
    let read = reading(&console.view.panel, of).map(|leak| match leak.before_pa {
        Some(before) => {
            let (before, change) = (shown(before), shown(leak.change_pa));
            let args = [
                ("before", Arg::Text(&before)),
                ("change", Arg::Text(&change)),
            ];
            console.say("console-reading-again", &args)
        }
        None => shown(leak.change_pa),
    });
    let warm = reading_k(&console.view.panel, of).map(|kelvin| match console.seat() {
        Seat::Apollo => console.printed("console-fahrenheit", kelvin * 1.8 - 459.67, 0),
        Seat::Soyuz => console.printed("console-celsius", kelvin - 273.15, 0),
    });
    let parts: Vec<String> = [read, warm].into_iter().flatten().collect();
    parts.join("  ")
}

fn line(console: &Console, control: Control, here: bool, width: usize) -> Line<'static> {
    let apollo = console.view.panel.apollo();
    let stands = match (control, state(console.view, control)) {
        (Control::DapRate, _) => apollo.map_or_else(String::new, |apollo| {
            console.word(labels::dap_rate(apollo.dap_rate))
        }),
        (_, None) => String::new(),
        (Control::Hatch(hatch), _) => hatch_state(&console.view.panel, hatch)
            .map_or_else(String::new, |state| console.word(lettering(state).1)),
        (Control::LeakCheck(of), _) => reading_stands(console, of),
        (Control::Valve(_) | Control::Isolation(_), Some(true)) => console.word("state-open"),
        (Control::Valve(_) | Control::Isolation(_), Some(false)) => console.word("state-closed"),
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
