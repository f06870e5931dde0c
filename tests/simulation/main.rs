//! Missions flown by software crews in this process: each reaches its good end, the same
//! flight twice is the same to the bit, and nobody can leave a phase alone.

use handshake::bots::Temper;
use handshake_shared::catalogue::procedures::{Phase, StepId};
use handshake_shared::ids::Seat;
use handshake_shared::scenario::{Scenario, load};
use handshake_shared::sim::event::{DockingEvent, Event, Outcome};
use handshake_tests::flight::{Flight, fly};

/// Missions and their good ends.
const SCENARIOS: [(&str, Outcome); 4] = [
    ("final-approach", Outcome::Handshake),
    ("second-docking", Outcome::PlanFlown),
    ("first-handshake", Outcome::Handshake),
    ("stuck-jet", Outcome::Handshake),
];
const SEED: u64 = 1975;
/// Longest any of the missions may take, s.
const LIMIT_S: f64 = 1_200.0;

fn scenario(name: &str) -> Scenario {
    load(name).expect("shipped scenarios parse")
}

fn nominal(name: &str, seed: u64) -> Flight {
    fly(&scenario(name), seed, [Temper::default(); 2], LIMIT_S)
}

#[test]
fn two_software_crews_fly_every_mission_to_its_good_end_whatever_the_seed() {
    for (name, end) in SCENARIOS {
        for seed in [SEED, 1, 2, 3, 42] {
            let flight = nominal(name, seed);
            let story: Vec<_> = flight
                .events
                .iter()
                .filter(|(_, event)| !matches!(event, Event::Heard(_)))
                .map(|(tick, event)| format!("{:8.2} {event:?}", tick.seconds()))
                .collect();
            println!(
                "{name} seed {seed}: {:.0} s, idle {:.1?} s, points {}",
                flight.world.tick().seconds(),
                flight.longest_idle_s,
                flight.world.debrief().map_or(0, |debrief| debrief.total),
            );
            assert_eq!(flight.outcome(), Some(end), "{name} {seed}\n{story:#?}");
        }
    }
}

#[test]
fn a_stuck_jet_is_found_shut_off_and_told_in_the_debrief() {
    let flight = nominal("stuck-jet", SEED);
    assert_eq!(flight.world.craft[0].rcs.shut, 0b0100, "quad C alone");
    let debrief = flight.world.debrief().expect("the mission has ended");
    let failures: Vec<_> = debrief
        .failures
        .iter()
        .map(|(part, way, _)| (part.key(), way.key()))
        .collect();
    assert_eq!(failures, [("apollo.C3".to_owned(), "stuck-on")]);
}

#[test]
fn the_joint_is_undone_in_either_sides_order() {
    for (active, order) in [
        (Seat::Soyuz, StepId::LatchesFirst),
        (Seat::Apollo, StepId::HooksFirst),
    ] {
        let mut mission = scenario("second-docking");
        mission.active_ring = active;
        let undo = |step: &StepId| matches!(step, StepId::LatchesFirst | StepId::HooksFirst);
        mission.steps.retain(|step| !undo(step));
        mission.steps.push(order);
        let flight = fly(&mission, SEED, [Temper::default(); 2], LIMIT_S);
        assert_eq!(flight.outcome(), Some(Outcome::PlanFlown), "{active:?}");
        let undocked = Event::Docking(DockingEvent::Undocked);
        let times = flight.events.iter().filter(|(_, event)| *event == undocked);
        assert_eq!(times.count(), 1, "{active:?}");
    }
}

#[test]
fn the_same_flight_twice_is_the_same_to_the_bit() {
    let digests = [0, 1].map(|_| nominal("final-approach", SEED).digest());
    assert_eq!(digests[0], digests[1]);
    assert_ne!(digests[0], nominal("final-approach", SEED + 1).digest());
}

/// Phases that were left in a flight.
fn phases_left(flight: &Flight) -> Vec<Phase> {
    let entered = flight.events.iter().filter_map(|(_, event)| match event {
        Event::Phase(phase) => Some(*phase),
        _ => None,
    });
    entered.collect()
}

#[test]
fn with_either_seat_muted_no_phase_is_ever_left() {
    for (name, end) in SCENARIOS {
        for muted in Seat::ALL {
            let tempers = Seat::ALL.map(|seat| Temper {
                muted: seat == muted,
                ..Temper::default()
            });
            let flight = fly(&scenario(name), SEED, tempers, 400.0);
            assert_eq!(phases_left(&flight), [], "{name}, {muted:?} muted");
            assert_ne!(flight.outcome(), Some(end));
        }
    }
}
