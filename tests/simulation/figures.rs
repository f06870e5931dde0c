//! What a mission asks of its crews, in figures: how long until they meet, how much is said in each
//! phase, and the longest that a seat has nothing to do or decide.

use handshake_shared::catalogue::procedures::{Phase, StepId};
use handshake_shared::ids::Seat;
use handshake_shared::sim::event::Event;
use handshake_shared::time::Tick;
use handshake_tests::flight::{Flight, Wait};

use super::{SEED, names, nominal};

/// The longest that a seat should have nothing to do, s.
const AIM_S: f64 = 20.0;

/// Phases of a flight with when each began.
fn phases(flight: &Flight) -> Vec<(Tick, Phase)> {
    let entered = flight
        .events
        .iter()
        .filter_map(|(tick, event)| match event {
            Event::Phase(phase) => Some((*tick, *phase)),
            _ => None,
        });
    let first = flight
        .world
        .plan
        .flown()
        .rows()
        .map(|step| step.phase)
        .min();
    first
        .map(|phase| (Tick(0), phase))
        .into_iter()
        .chain(entered)
        .collect()
}

/// The phase of a moment.
fn phase_at(phases: &[(Tick, Phase)], at: Tick) -> Option<Phase> {
    let begun = phases.iter().rev().find(|(began, _)| *began <= at);
    begun.map(|(_, phase)| *phase)
}

/// Calls a minute of both crews together, by phase.
fn calls(flight: &Flight, phases: &[(Tick, Phase)]) -> String {
    let ends = phases.iter().skip(1).map(|(tick, _)| *tick);
    let spans = phases.iter().zip(ends.chain([flight.world.tick()]));
    let told = spans.map(|((began, phase), end)| {
        let said = flight.events.iter().filter(|(tick, event)| {
            matches!(event, Event::Heard(_)) && (*began..end).contains(tick)
        });
        let minutes = (end.since(*began) / 60.0).max(1.0 / 60.0);
        format!("{} {:.1}", phase.key(), said.count() as f64 / minutes)
    });
    told.collect::<Vec<_>>().join(", ")
}

/// Stretches of a seat with nothing to do: the longest, and every one that is longer than the aim.
fn waits(flight: &Flight, seat: Seat, phases: &[(Tick, Phase)]) -> Vec<String> {
    let mut waits = flight.waits.of(seat).to_vec();
    waits.sort_by(|a, b| b.seconds().total_cmp(&a.seconds()));
    let long = |wait: &Wait| wait.seconds() > AIM_S;
    let shown = waits.iter().filter(|wait| long(wait)).count().max(1);
    let lines = waits.iter().take(shown).map(|wait| {
        let phase = phase_at(phases, wait.to).map_or("", Phase::key);
        let theirs = wait.theirs.map_or("nothing", |step| step.row().key);
        let mark = if long(wait) { " longer than the aim" } else { "" };
        format!(
            "nothing to do for {:.1} s ({:.1} s in fast time) until {:.0} s ({phase}), the other crew at \
             {theirs}{mark}",
            wait.seconds(),
            wait.wall_s,
            wait.to.seconds()
        )
    });
    lines.collect()
}

/// Nobody waits longer than the aim but for gas, and there fast time is offered: with it nobody does at
/// all.
fn short_of(name: &str, flight: &Flight) {
    let gas = |step: StepId| matches!(step, StepId::CabinLower | StepId::DmFlush);
    for seat in Seat::ALL {
        for wait in flight.waits.of(seat) {
            let [seconds, wall_s] = [wait.seconds(), wait.wall_s];
            assert!(wall_s <= AIM_S, "{name} {seat:?}: {wall_s} s on the wall");
            let for_gas = wait.theirs.is_some_and(gas);
            assert!(seconds <= AIM_S || for_gas, "{name} {seat:?}: {wait:?}");
        }
    }
}

/// Prints the figures: `cargo test -p handshake-tests --test simulation -- --nocapture figures`.
#[test]
fn every_mission_is_talked_through_and_its_figures_are_printed() {
    for name in names() {
        let flight = nominal(name, SEED);
        let phases = phases(&flight);
        let met = flight.events.iter().find_map(|(tick, event)| {
            matches!(event, Event::Step(StepId::Greet)).then_some(tick.seconds() / 60.0)
        });
        let met = met.map_or("     -".to_owned(), |minutes| format!("{minutes:>6.1}"));
        let end = flight.world.tick().seconds() / 60.0;
        println!(
            "{name:<20} handshake {met} min, end {end:>5.1} min ({:.1} in fast time); calls a minute: {}",
            flight.waits.wall_s() / 60.0,
            calls(&flight, &phases)
        );
        for seat in Seat::ALL {
            for line in waits(&flight, seat, &phases) {
                println!("    {seat:?}: {line}");
            }
        }
        short_of(name, &flight);
        let said = |seat: Seat| {
            flight
                .events
                .iter()
                .any(|(_, event)| matches!(event, Event::Heard(said) if said.from == seat))
        };
        assert!(Seat::ALL.into_iter().all(said), "{name}: both crews speak");
    }
}
