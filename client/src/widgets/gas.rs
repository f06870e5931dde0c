//! Air: pressures of the places this seat has gauges for, oxygen, carbon dioxide, bottles.

use handshake_shared::catalogue::units::Quantity;
use handshake_shared::view::panel::{GasGauge, LeakReading, Panel};
use ratatui::text::Line;

use crate::draw::console::Console;
use crate::draw::row::Row;
use crate::draw::theme::Role;
use crate::i18n::{Arg, Units};

/// One mmHg, Pa: carbon dioxide reads in mmHg on both panels.
const MMHG_PA: f32 = 133.322_39;
/// One pound, kg.
const POUND_KG: f32 = 0.453_592_37;

/// Four lines: two cabins with their gases, the tunnel and cavity, the bottles.
pub fn lines(console: &Console) -> Vec<Line<'static>> {
    match &console.view.panel {
        Panel::Apollo(panel) => vec![
            cabin(console, "room-cm", &panel.cm),
            cabin(console, "room-dm", &panel.dm),
            tunnel1(console, panel.tunnel1_pa, panel.leak),
            bottles(console, panel.bottles_kg),
        ],
        Panel::Soyuz(panel) => vec![
            cabin(console, "room-om", &panel.om),
            cabin(console, "room-sa", &panel.sa),
            plain(
                console,
                plain(console, console.row(), "room-tunnel2", panel.tunnel2_pa).at(18),
                "room-cavity",
                panel.cavity_pa,
            )
            .line(),
            leak(console),
        ],
    }
}

/// Tunnel 1, and how the reading of the Docking Module stands once there was one.
fn tunnel1(console: &Console, pressure_pa: f32, leak: Option<LeakReading>) -> Line<'static> {
    let row = plain(console, console.row(), "room-tunnel1", pressure_pa);
    match leak {
        None => row.line(),
        Some(_) => {
            let (role, text) = reading(console, leak);
            row.at(18).put(role, text).line()
        }
    }
}

/// Two lines with the pressures alone.
pub fn short(console: &Console) -> Vec<Line<'static>> {
    let pair = |left: (&str, f32), right: (&str, f32)| {
        plain(
            console,
            plain(console, console.row(), left.0, left.1).at(17),
            right.0,
            right.1,
        )
        .line()
    };
    match &console.view.panel {
        Panel::Apollo(panel) => vec![
            pair(
                ("room-cm", panel.cm.total_pa),
                ("room-dm", panel.dm.total_pa),
            ),
            pair(
                ("room-tunnel1", panel.tunnel1_pa),
                ("console-dm-oxygen", panel.dm.oxygen_pa),
            ),
        ],
        Panel::Soyuz(panel) => vec![
            pair(
                ("room-om", panel.om.total_pa),
                ("console-om-oxygen", panel.om.oxygen_pa),
            ),
            pair(
                ("room-tunnel2", panel.tunnel2_pa),
                ("room-cavity", panel.cavity_pa),
            ),
        ],
    }
}

fn cabin(console: &Console, key: &str, gas: &GasGauge) -> Line<'static> {
    plain(console, console.row(), key, gas.total_pa)
        .at(18)
        .put(Role::Label, "O₂")
        .right(
            Role::Value,
            console.bare(Quantity::Pressure, gas.oxygen_pa),
            24,
        )
        .at(26)
        .put(Role::Label, "CO₂")
        .right(Role::Text, console.number(gas.co2_pa / MMHG_PA, 1), 33)
        .put(Role::Label, co2_unit(console))
        .line()
}

/// Carbon dioxide reads in millimetres of mercury on both panels: where the others do not, it says so.
pub fn co2_unit(console: &Console) -> String {
    match console.units() {
        Units::Us => format!(" {}", console.word("symbol-mmhg.short")),
        Units::Metric => String::new(),
    }
}

fn plain(console: &Console, row: Row, key: &str, pressure_pa: f32) -> Row {
    let start = row.used();
    row.put(Role::Label, console.word(key)).right(
        Role::Value,
        console.bare(Quantity::Pressure, pressure_pa),
        start + 15,
    )
}

fn bottles(console: &Console, [nitrogen_kg, oxygen_kg]: [f32; 2]) -> Line<'static> {
    // One unit for both, after the last.
    let nitrogen = console.number(nitrogen_kg / POUND_KG, 1);
    let oxygen = console.printed("printed-pound", oxygen_kg / POUND_KG, 1);
    console
        .row()
        .put(Role::Label, console.word("label-bottle"))
        .at(12)
        .put(Role::Label, "N₂ ")
        .put(Role::Text, nitrogen)
        .at(25)
        .put(Role::Label, "O₂ ")
        .put(Role::Text, oxygen)
        .line()
}

/// Soyuz's timed leak reading of tunnel 2 and bottle.
fn leak(console: &Console) -> Line<'static> {
    let Panel::Soyuz(panel) = &console.view.panel else {
        return Line::default();
    };
    let (role, text) = reading(console, panel.leak);
    let bottle = console.printed("printed-kilogram", panel.bottle_kg, 1);
    console
        .row()
        .put(role, text)
        .at(28)
        .put(Role::Label, "O₂ ")
        .put(Role::Text, bottle)
        .line()
}

/// How a timed reading stands.
fn reading(console: &Console, leak: Option<LeakReading>) -> (Role, String) {
    let Some(leak) = leak else {
        return (Role::Dim, console.word("console-leak-none"));
    };
    match leak.good {
        Some(true) => (Role::Good, console.word("console-leak-good")),
        Some(false) => (Role::Warning, console.word("console-leak-bad")),
        None => {
            let left = console.quantity(Quantity::Duration, leak.left_s.ceil());
            let text = console.say("console-leak-runs", &[("time", Arg::Text(&left))]);
            (Role::Caution, text)
        }
    }
}
