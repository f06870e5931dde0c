//! The crew's own panel: what is painted on it, how it sounds, what it means. The rows name every
//! label and the crews that have it; a test holds them against the locale files.

use handshake_shared::catalogue::jets::jets;
use handshake_shared::ids::{CompartmentId, CrewId, Seat};
use handshake_shared::sim::event::Alarm;
use handshake_shared::sim::input::{ControlMode, DapRate, Deadband, ReadingOf, StickRate};
use handshake_shared::view::panel::{DockLamp, RingState};

use super::super::book::{Book, say};
use super::super::document::{Block, Column, Table};
use crate::i18n::labels;

/// Whose panel has a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum On {
    Apollo,
    Soyuz,
    Both,
}

impl On {
    fn is_on(self, seat: Seat) -> bool {
        match self {
            On::Apollo => seat == Seat::Apollo,
            On::Soyuz => seat == Seat::Soyuz,
            On::Both => true,
        }
    }
}

/// Labels of gauges, in the order of the panel. What each means is the message `means-` and its key.
const GAUGES: &[(On, &str)] = &[
    (On::Both, "label-range"),
    (On::Apollo, "label-vhf"),
    (On::Both, "label-closing"),
    (On::Both, "label-opening"),
    (On::Both, "label-limit"),
    (On::Apollo, "console-cross"),
    (On::Both, "label-target"),
    (On::Both, "label-pitch"),
    (On::Both, "label-yaw"),
    (On::Both, "label-roll"),
    (On::Apollo, "label-error"),
    (On::Apollo, "label-rate"),
    (On::Apollo, "console-sun"),
    (On::Soyuz, "label-jets"),
    (On::Soyuz, "label-propellant"),
    (On::Both, "label-plume"),
    (On::Apollo, "lamp-direct"),
    (On::Both, "label-latches"),
    (On::Soyuz, "label-latch-power"),
    (On::Both, "label-oxygen"),
    (On::Both, "label-nitrogen"),
    (On::Both, "label-co2"),
    (On::Both, "label-ppo2"),
    (On::Both, "label-bottle"),
    (On::Apollo, "label-relief"),
    (On::Both, "label-target-pressure"),
    (On::Both, "state-stale"),
    (On::Soyuz, "label-daylight"),
    (On::Soyuz, "label-night"),
    (On::Both, "label-get"),
    (On::Both, "label-help"),
];

/// Labels of controls that are not rows of the catalogue.
const CONTROLS: &[(On, &str)] = &[
    (On::Both, "label-mode"),
    (On::Apollo, "label-deadband"),
    (On::Apollo, "label-stick-rate"),
    (On::Apollo, "label-direct"),
    (On::Apollo, "label-dap-deadband"),
    (On::Apollo, "label-dap-rate"),
    (On::Both, "label-store-attitude"),
    (On::Both, "label-ring"),
    (On::Both, "label-hooks"),
    (On::Both, "label-release"),
    (On::Both, "label-offer-control"),
    (On::Both, "label-offer-ring"),
    (On::Both, "label-accept"),
    (On::Both, "label-decline"),
    (On::Both, "label-withdraw"),
    (On::Soyuz, "label-beacons"),
    (On::Soyuz, "label-transponder"),
];

/// Words that stand beside a control or a gauge.
const STATES: &[&str] = &[
    "state-on",
    "state-off",
    "state-open",
    "state-closed",
    "state-unlatched",
    "state-ajar",
    "state-go",
    "state-no-go",
];

/// Everything painted on the panel but valves, hatches and switches.
pub fn write(book: &Book) -> Vec<Block> {
    let seat = book.seat;
    let own = |rows: &'static [(On, &'static str)]| {
        let rows = rows.iter().filter(move |(on, _)| on.is_on(seat));
        rows.map(|(_, key)| *key)
    };
    let heading = |key: &str| Block::Heading(book.get(key));
    let rings = [RingState::Stowed, RingState::Moving, RingState::Extended];
    let states = STATES.iter().copied().chain(rings.map(labels::ring));
    vec![
        heading("manual-panel-gauges"),
        table(book, own(GAUGES)),
        heading("manual-panel-rooms"),
        table(book, CompartmentId::ALL.map(labels::room)),
        heading("manual-panel-lamps"),
        table(book, DockLamp::ALL.map(labels::lamp)),
        heading("manual-panel-modes"),
        table(
            book,
            ControlMode::of(seat).iter().copied().map(labels::mode),
        ),
        heading("manual-panel-controls"),
        controls(book, own(CONTROLS)),
        heading("manual-panel-states"),
        table(book, states),
    ]
}

fn table(book: &Book, keys: impl IntoIterator<Item = &'static str>) -> Block {
    let rows = keys
        .into_iter()
        .map(|key| (book.painted(key), means(book, key)));
    book.meanings(rows.collect::<Vec<_>>())
}

fn means(book: &Book, key: &str) -> String {
    book.get(&format!("means-{key}"))
}

/// Switches and buttons: those with a name of their own, then those that come in several.
fn controls(book: &Book, own: impl Iterator<Item = &'static str>) -> Block {
    let mut rows: Vec<(Vec<String>, String)> = Vec::new();
    for key in own {
        rows.push((book.painted(key), means_with_places(book, key)));
    }
    for of in ReadingOf::ALL
        .into_iter()
        .filter(|of| of.seat() == book.seat)
    {
        let key = reading(of);
        rows.push((book.painted(key), means(book, key)));
    }
    for manifold in jets(book.seat).manifolds {
        rows.push(named(book, "isolation-valve", manifold, manifold));
    }
    for man in CrewId::ALL
        .into_iter()
        .filter(|man| man.seat() == book.seat)
    {
        let [painted, own] = [book.panel(), book.words()].map(|words| words.get(labels::name(man)));
        rows.push(named(book, "mask-label", &painted, &own));
        rows.push(named(book, "extinguisher-label", &painted, &own));
    }
    book.meanings(rows)
}

/// Name of the button that starts a timed reading.
const fn reading(of: ReadingOf) -> &'static str {
    match of {
        ReadingOf::Cavity => "label-leak-cavity",
        ReadingOf::Tunnel2 => "label-leak-tunnel2",
        ReadingOf::Dm => "label-leak-dm",
    }
}

/// A control that carries a name.
fn named(book: &Book, key: &str, painted: &str, own: &str) -> (Vec<String>, String) {
    let label = say(book.panel(), key, &[("name", painted)]);
    let cells = book.painted_cells(label, book.say(key, &[("name", own)]));
    let means = book.say(&format!("means-{key}"), &[("name", own)]);
    (cells, means)
}

/// What a control does, and the places of its switch as painted.
fn means_with_places(book: &Book, key: &str) -> String {
    let places: Vec<&str> = match key {
        "label-deadband" => vec![
            labels::deadband(StickRate::Low, Deadband::Min),
            labels::deadband(StickRate::Low, Deadband::Max),
        ],
        "label-stick-rate" => [StickRate::Low, StickRate::High]
            .map(labels::stick_rate)
            .into(),
        "label-dap-deadband" => [Deadband::Min, Deadband::Max]
            .map(labels::dap_deadband)
            .into(),
        "label-dap-rate" => DapRate::ALL.map(labels::dap_rate).into(),
        _ => return means(book, key),
    };
    let places: Vec<String> = places.iter().map(|key| book.panel().get(key)).collect();
    let places = places.join(" · ");
    book.say(&format!("means-{key}"), &[("places", &places)])
}

/// The alarms: what lights, what it says, what to do.
pub fn alarms(book: &Book) -> Vec<Block> {
    const NAMES: [&str; 5] = ["rate", "limit", "room", "p", "left"];
    let mut columns = book.painted_columns(0.9);
    columns.push(Column::plain(book.column("says-more"), 1.8));
    columns.push(Column::plain(book.column("do"), 1.8));
    let rows = Alarm::ALL.map(|alarm| {
        let key = labels::alarm(alarm);
        let mut cells = book.painted(key);
        cells.push(book.blank(&format!("{key}.text"), &NAMES));
        cells.push(book.get(&format!("{key}.do")));
        cells
    });
    vec![Block::Table(Table::new(columns).with(rows))]
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// Labels that no console draws yet, or that are drawn only as part of another text.
    fn drawn(key: &str, sources: &[(String, String)]) -> bool {
        let quoted = format!("\"{key}\"");
        sources.iter().any(|(_, text)| text.contains(&quoted))
    }

    /// The widgets and screens, as they are written.
    fn sources() -> Vec<(String, String)> {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut found = Vec::new();
        for folder in ["widgets", "widgets/stack", "draw", "draw/cockpit", "app"] {
            let entries = std::fs::read_dir(root.join(folder)).expect("a folder of sources");
            for entry in entries {
                let path = entry.expect("readable").path();
                if path.extension().is_some_and(|ending| ending == "rs") {
                    let text = std::fs::read_to_string(&path).expect("text");
                    found.push((path.display().to_string(), text));
                }
            }
        }
        found
    }

    #[test]
    fn every_label_that_a_console_draws_has_its_row() {
        let sources = sources();
        let ftl = include_str!("../../../locales/en/panel.ftl");
        let keys = ftl.lines().filter_map(|line| line.split_once(" = "));
        let labels: BTreeSet<&str> = keys
            .map(|(key, _)| key)
            .filter(|key| key.starts_with("label-") && drawn(key, &sources))
            .collect();
        let rows: BTreeSet<&str> = GAUGES
            .iter()
            .chain(CONTROLS)
            .map(|(_, key)| *key)
            .chain(ReadingOf::ALL.map(reading))
            .collect();
        let without: Vec<_> = labels.difference(&rows).collect();
        assert!(without.is_empty(), "no row for {without:?}");
        for key in rows.iter().filter(|key| key.starts_with("label-")) {
            assert!(labels.contains(key), "no console draws {key}");
        }
    }
}
