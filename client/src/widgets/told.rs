//! Everything the other crew has called of its own gauges, a line each with its age: for the mode of
//! lines. Nothing that was not called has a line.

use handshake_shared::catalogue::constants::PA_PER_MMHG;
use handshake_shared::catalogue::units::Quantity;
use handshake_shared::ids::{CompartmentId, HatchId};
use handshake_shared::view::panel::Called;
use ratatui::text::Line;

use crate::draw::console::Console;
use crate::draw::theme::Role;
use crate::i18n::{Arg, labels};

/// One mmHg, Pa: carbon dioxide reads in mmHg on both panels.
const MMHG_PA: f32 = PA_PER_MMHG as f32;

/// The lines, in the order of the stack.
pub fn lines(console: &Console) -> Vec<Line<'static>> {
    let board = &console.craft().called;
    let pressure = |value: f32| console.quantity(Quantity::Pressure, value);
    let share = |value: f32| console.quantity(Quantity::Percent, value);
    let word = |key: &str| console.word(key);
    let mut lines = Vec::new();
    for place in CompartmentId::ALL {
        let called = board.pressure_pa[place as usize];
        let room = word(labels::room(place));
        lines.extend(called.map(|called| line(console, &called, room, pressure(called.value))));
    }
    let readings = [
        (
            "room-cavity",
            board.cavity_pa,
            pressure(number(board.cavity_pa)),
        ),
        (
            "label-ppo2",
            board.oxygen_pa,
            pressure(number(board.oxygen_pa)),
        ),
        (
            "label-oxygen",
            board.oxygen_share,
            share(number(board.oxygen_share)),
        ),
        (
            "label-co2",
            board.co2_pa,
            console.printed("printed-mmhg", number(board.co2_pa) / MMHG_PA, 1),
        ),
    ];
    for (key, called, text) in readings {
        lines.extend(called.map(|called| line(console, &called, word(key), text)));
    }
    let state = |open| word(if open { "state-open" } else { "state-closed" });
    for hatch in HatchId::ALL {
        let number = [("n", Arg::Count(i64::from(hatch.number())))];
        let named = [
            ("hatch-label", board.hatch_open[hatch as usize]),
            ("hatch-valve", board.valve_open[hatch as usize]),
        ];
        for (key, called) in named {
            let name = console.say(key, &number);
            lines.extend(called.map(|called| line(console, &called, name, state(called.value))));
        }
    }
    let hooks = board.hooks.map(|called| {
        let count = [("count", Arg::Count(i64::from(called.value)))];
        let text = console.say("console-of-eight", &count);
        line(console, &called, word("label-hooks"), text)
    });
    lines.extend(hooks);
    lines
}

fn number(called: Option<Called<f32>>) -> f32 {
    called.map_or(0.0, |called| called.value)
}

fn line<T>(console: &Console, called: &Called<T>, name: String, value: String) -> Line<'static> {
    let seconds = console.view.tick.since(called.at).floor() as i64;
    let age = console.say("console-called-ago", &[("seconds", Arg::Count(seconds))]);
    console
        .row()
        .put(Role::Label, format!("{name} "))
        .put(Role::Theirs, value)
        .put(Role::Dim, format!(" · {age}"))
        .line()
}
