//! Missions flown by software crews in this process: every one reaches its good end at every level of
//! help, the same flight twice is the same to the bit, and nobody can leave a phase alone.

mod bad;
mod bests;
mod figures;
mod handover;
mod ladder;
mod lines;
mod lost_lines;
mod matrix;
mod noise;
mod relief;
mod replays;
mod school;
mod seeded;
mod silence;
mod slips;
mod taken;
mod told;

use handshake::bots::Temper;
use handshake_shared::catalogue::calls::CallId;
use handshake_shared::catalogue::faults::Way;
use handshake_shared::catalogue::ksu::System;
use handshake_shared::catalogue::procedures::{Act, Phase, StepId};
use handshake_shared::ids::Seat;
use handshake_shared::scenario::{Scenario, load, shipped};
use handshake_shared::sim::event::{DockingEvent, Event, Outcome, Speech};
use handshake_shared::sim::input::Command;
use handshake_shared::view;
use handshake_tests::flight::{Flight, fly, fly_hearing, fly_watched};

const SEED: u64 = 1975;
/// Longest any mission may take, s: four transfers there and back take half an hour.
const LIMIT_S: f64 = 2_400.0;

fn scenario(name: &str) -> Scenario {
    load(name).expect("shipped scenarios parse")
}

fn nominal(name: &str, seed: u64) -> Flight {
    fly(&scenario(name), seed, [Temper::default(); 2], LIMIT_S)
}

/// Names of every mission that comes with the game.
fn names() -> impl Iterator<Item = &'static str> {
    shipped().iter().map(|(name, _)| *name)
}

#[test]
fn a_leaking_jet_is_found_by_trying_one_quad_after_the_other() {
    let mut leaking = scenario("stuck-jet");
    for fault in &mut leaking.faults {
        fault.way = Way::Leaking;
    }
    for seed in [SEED, 1, 2] {
        let flight = fly(&leaking, seed, [Temper::default(); 2], LIMIT_S);
        assert_eq!(flight.outcome(), Some(Outcome::Handshake), "{seed}");
        assert_eq!(
            flight.world.craft[0].rcs.shut, 0b0100,
            "{seed}: quad C alone"
        );
    }
}

#[test]
fn a_crew_is_not_told_of_its_stuck_jet_before_its_partner_says_so() {
    let tempers = Seat::ALL.map(|seat| Temper {
        muted: seat == Seat::Soyuz,
        ..Temper::default()
    });
    let mut world_failed = false;
    fly_watched(&scenario("stuck-jet"), SEED, tempers, 60.0, |world| {
        world_failed |= !world.faults.come().is_empty();
        let plan = view::of(world, Seat::Apollo).plan;
        let told = plan
            .moves_of(Seat::Apollo)
            .any(|(_, mv)| mv.act == Act::Isolate);
        assert!(!told, "{:?}", world.tick());
    });
    assert!(world_failed, "the jet has stuck on");
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
fn a_wrong_cell_of_any_system_costs_time_or_gas_and_never_the_mission() {
    let mission = scenario("final-approach");
    let clean = nominal("final-approach", SEED);
    for system in System::ALL {
        let Some(slip) = system.cell() else { continue };
        let tempers = Seat::ALL.map(|seat| Temper {
            wrong_cell: (seat == Seat::Soyuz).then_some(slip),
            ..Temper::default()
        });
        let flight = fly(&mission, SEED, tempers, LIMIT_S);
        let outcome = Some(mission.goal.outcome());
        assert_eq!(flight.outcome(), outcome, "{system:?}");
        let wrong = flight
            .events
            .iter()
            .filter(|(_, event)| *event == Event::WrongCell);
        assert_eq!(wrong.count(), 1, "{system:?}");
        let latched = |flight: &Flight| {
            let right = Command::Ksu(flight.world.switches.right_cell);
            let pressed = flight
                .commands
                .iter()
                .find(|(_, _, command)| *command == right);
            pressed
                .map(|(tick, ..)| *tick)
                .expect("the latches get their cell")
        };
        let late_s = latched(&flight).since(latched(&clean));
        assert!(late_s >= 6.0, "{system:?}: {late_s} s");
        assert_eq!(flight.world.switches.unpowered, 0, "{system:?} is put back");
    }
}

#[test]
fn the_joint_is_undone_in_either_sides_order() {
    for (active, order) in [
        (Seat::Soyuz, StepId::LatchesFirst),
        (Seat::Apollo, StepId::HooksFirst),
    ] {
        let mut mission = scenario("second-docking");
        mission.roles.active = active;
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
fn a_soyuz_that_flies_comes_to_no_contact_without_apollos_calls_to_its_axis() {
    let to_the_axis = |event: &Event| match event {
        Event::Heard(said) => matches!(
            said.speech,
            Speech::Call {
                call: CallId::MoveOver,
                ..
            }
        ),
        _ => false,
    };
    // Without the read-back that would bar the way already at thirty metres.
    let mut mission = scenario("soyuz-flies");
    mission.steps.retain(|step| *step != StepId::LineUp);
    for seed in [SEED, 1, 2, 3, 42] {
        let flight = fly_hearing(
            &mission,
            seed,
            [Temper::default(); 2],
            400.0,
            |_| {},
            |event| !to_the_axis(event),
        );
        let calls = flight.events.iter().filter(|(_, event)| to_the_axis(event));
        assert!(calls.count() > 10, "{seed}: Apollo calls all the same");
        assert_eq!(phases_left(&flight), [Phase::Final], "{seed}");
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
