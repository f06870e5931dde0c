//! Control: mode, deadband, rate, pulse length, jets as they fire, propellant.

use handshake_shared::catalogue::jets::jets as catalogue;
use handshake_shared::ids::Seat;
use handshake_shared::sim::input::ControlMode;
use handshake_shared::view::panel::ApolloPanel;
use ratatui::text::Line;

use crate::draw::console::Console;
use crate::draw::theme::Role;
use crate::i18n::labels;
use crate::input::stick::Step;

/// One pound, kg: Apollo's gauges read pounds.
const POUND_KG: f32 = 0.453_592_37;
/// Names of Apollo's four quads.
const QUADS: [&str; 4] = ["A", "B", "C", "D"];
/// Jets of a quad.
const QUAD_JETS: usize = 4;
/// Jets of Soyuz shown: 10 and 4 of the approach and attitude set (ДПО).
const SOYUZ_JETS: usize = 14;

/// Mode, jets, propellant: three lines on Apollo, two on Soyuz.
pub fn lines(console: &Console) -> Vec<Line<'static>> {
    match console.seat() {
        Seat::Apollo => vec![mode(console), jets(console), propellant(console)],
        Seat::Soyuz => vec![mode(console), jets(console)],
    }
}

fn mode(console: &Console) -> Line<'static> {
    let craft = console.craft();
    let role = if craft.mode == ControlMode::Off {
        Role::Caution
    } else {
        Role::Value
    };
    let step = match console.station.step {
        Step::Fine => "console-step-fine",
        Step::Medium => "console-step-medium",
        Step::Coarse => "console-step-coarse",
    };
    let mut row = console
        .row()
        .put(role, console.word(labels::mode(craft.mode)));
    if let Some(apollo) = console.view.panel.apollo() {
        let [deadband, rate] = settings(apollo).map(|key| key.map(|key| console.word(key)));
        if let Some(deadband) = deadband {
            row = row.at(9).put(Role::Text, deadband);
        }
        row = match apollo.direct {
            true => row.at(15).put(Role::Caution, console.word("lamp-direct")),
            false => row.at(15).put(Role::Text, rate.unwrap_or_default()),
        };
    }
    // The other craft's exhaust matters more than the length of the next pulse.
    match craft.plume {
        true => row.at(23).put(Role::Caution, console.word("label-plume")),
        false => row.at(23).put(Role::Label, console.word(step)),
    }
    .line()
}

/// Deadband and rate that the mode flies by, if it has any.
fn settings(panel: &ApolloPanel) -> [Option<&'static str>; 2] {
    match panel.craft.mode {
        ControlMode::RateCmd => [
            Some(labels::band(panel.stick_rate, panel.craft.deadband)),
            Some(labels::stick_rate_lamp(panel.stick_rate)),
        ],
        ControlMode::CmcHold | ControlMode::CmcAuto => [
            Some(labels::dap_deadband(panel.dap_deadband)),
            Some(labels::dap_rate(panel.dap_rate)),
        ],
        _ => [None; 2],
    }
}

fn jets(console: &Console) -> Line<'static> {
    let jets = console.craft().jets;
    let mut row = console.row();
    if console.seat() == Seat::Soyuz {
        row = row
            .put(Role::Label, console.word("label-jets"))
            .put(Role::Text, " ");
        let shut = console.craft().isolated;
        for (jet, fed) in manifolds().take(SOYUZ_JETS).enumerate() {
            row = match shut & 1 << fed {
                0 => row.lamp(jets & (1 << jet) != 0),
                _ => row.put(Role::Caution, "-"),
            };
        }
        let text = console.printed("printed-kilogram", console.craft().propellant_kg[0], 0);
        let name = format!("{} ", console.word("label-propellant"));
        return row
            .at(22)
            .put(Role::Label, name)
            .put(Role::Value, text)
            .line();
    }
    for (quad, name) in QUADS.iter().enumerate() {
        row = row.at(8 * quad);
        if console.craft().isolated & 1 << quad != 0 {
            row = row.put(Role::Caution, format!("{name}----"));
            continue;
        }
        row = row.put(Role::Label, *name);
        for jet in 0..QUAD_JETS {
            row = row.lamp(jets & (1 << (quad * QUAD_JETS + jet)) != 0);
        }
    }
    row.line()
}

/// Manifolds of Soyuz's jets, by row.
fn manifolds() -> impl Iterator<Item = usize> {
    catalogue(Seat::Soyuz).jets.iter().map(|jet| jet.manifold)
}

fn propellant(console: &Console) -> Line<'static> {
    let left_kg = console.craft().propellant_kg;
    let mut row = console.row();
    // One unit for all four, after the last.
    let last = left_kg.len() - 1;
    for (quad, left_kg) in left_kg.iter().enumerate() {
        let pounds = left_kg / POUND_KG;
        let text = match quad == last {
            true => console.printed("printed-pound", pounds, 0),
            false => console.number(pounds, 0),
        };
        row = row.at(8 * quad).put(Role::Value, text);
    }
    row.line()
}
