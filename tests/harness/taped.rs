//! Whole missions by two software crews, written down as a server writes them.

use handshake::sim_cli::rows::{Format, Rows};
use handshake::sim_cli::{Plan, Software, fly_noted};
use handshake_shared::replay::record::opening;
use handshake_shared::replay::{Header, Recorder};
use handshake_shared::scenario::parse;
use handshake_shared::sim::World;
use handshake_shared::time::Tick;
use handshake_shared::wire::Pace;

/// A shipped mission flown to its end; the world then, and the replay's bytes.
///
/// # Panics
/// When the mission does not ship.
pub fn taped((name, source): (&str, &str), seed: u64, limit_s: f64) -> (World, Vec<u8>) {
    let plan = Plan {
        scenario: parse(source).expect("shipped scenarios parse"),
        acts: Vec::new(),
        software: Some(Software::Both),
        seed,
        until: Tick::at(limit_s),
        rate_hz: 1e-3,
    };
    let header = Header::new((name, source), plan.scenario.rules, seed, Pace::Lockstep);
    let mut bytes = opening(&header).expect("short");
    let mut tape = Recorder::new(&World::new(&plan.scenario, seed));
    let rows = Rows::new(Vec::new(), Format::Csv).expect("in memory");
    let (_, world, _) = fly_noted(&plan, rows, |inputs, world, events| {
        bytes.extend(tape.note(inputs, world, events).unwrap_or_default());
    })
    .expect("in memory");
    bytes.extend(tape.end(&world));
    (world, bytes)
}
