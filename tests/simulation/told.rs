//! What a software crew tells the other one beside the plan: that it closes too fast, and that what it
//! spelt was no good.

use handshake::bots::Temper;
use handshake_shared::catalogue::calls::CallId;
use handshake_shared::catalogue::ksu::System;
use handshake_shared::catalogue::procedures::StepId;
use handshake_shared::catalogue::spelling::{KSU_COLUMNS, parse_cell};
use handshake_shared::ids::Seat;
use handshake_shared::scenario::{load, shipped};
use handshake_shared::sim::World;
use handshake_shared::sim::event::{Alarm, Event, Speech};
use handshake_shared::sim::input::{Command, Stick};
use handshake_shared::time::Tick;
use handshake_tests::flight::{Flight, fly, fly_meddled};

/// How soon a warning has to come, s: the crew says one thing at a time.
const SOON_S: f64 = 8.0;

/// When a seat said this.
fn said(flight: &Flight, by: Seat, wanted: CallId) -> Vec<Tick> {
    let events = flight.events.iter();
    let said = events.filter_map(|(tick, event)| match event {
        Event::Heard(said) if said.from == by => match &said.speech {
            Speech::Call { call, .. } if *call == wanted => Some(*tick),
            _ => None,
        },
        _ => None,
    });
    said.collect()
}

/// When something happened first.
fn first(flight: &Flight, is: impl Fn(&Event) -> bool) -> Tick {
    let (tick, _) = flight
        .events
        .iter()
        .find(|(_, event)| is(event))
        .expect("happened");
    *tick
}

#[test]
fn an_apollo_that_closes_too_fast_is_told_so_by_soyuz() {
    let scenario = load("final-approach").expect("shipped");
    let mut ahead = Stick::NEUTRAL;
    ahead.push[0] = 127;
    // A heavy hand from 25 m in: it never brakes.
    let flight = fly_meddled(&scenario, 1975, 90.0, |world: &World, decisions| {
        if world.plan.cleared(StepId::StationHold) {
            (decisions[0].stick, decisions[0].ticks) = (ahead, 1);
        }
    });
    let lit = first(&flight, |event| {
        let fast = Alarm::ClosingFast;
        *event
            == Event::Alarm {
                seat: Seat::Soyuz,
                alarm: fast,
                on: true,
            }
    });
    let told = said(&flight, Seat::Soyuz, CallId::SlowDown);
    let soonest_s = told.first().map(|at| at.since(lit));
    assert!(
        soonest_s.is_some_and(|s| (0.0..SOON_S).contains(&s)),
        "{soonest_s:?}"
    );
}

#[test]
fn a_well_flown_approach_is_never_told_to_slow_down() {
    let scenario = load("final-approach").expect("shipped");
    let flight = fly_meddled(&scenario, 1975, 900.0, |_, _| {});
    assert!(flight.outcome().is_some_and(|outcome| outcome.is_good()));
    assert_eq!(said(&flight, Seat::Soyuz, CallId::SlowDown), []);
}

#[test]
fn no_lamp_calls_what_the_plan_does_a_leak() {
    // A seal that leaks and a ship that loses its air are no part of a plan.
    let leaks = ["leaking-seal", "rescue"];
    for (name, _) in shipped() {
        let scenario = load(name).expect("shipped");
        let flight = fly(&scenario, 1975, [Temper::default(); 2], 2_400.0);
        let rung = flight.events.iter().any(|(_, event)| {
            let falling = Alarm::PressureFalling;
            matches!(event, Event::Alarm { alarm, on: true, .. } if *alarm == falling)
        });
        assert_eq!(rung, leaks.contains(name), "{name}");
    }
}

#[test]
fn a_cell_spelt_wrong_is_asked_for_again_and_the_mission_goes_on() {
    let scenario = load("final-approach").expect("shipped");
    let mut spoilt = false;
    let flight = fly_meddled(&scenario, 1975, 900.0, |world, decisions| {
        for command in &mut decisions[0].commands {
            let Command::Text(text) = command else {
                continue;
            };
            let is_right = parse_cell(text) == Some(world.switches.right_cell);
            let wrong = System::ALL.into_iter().find_map(System::cell);
            if let (false, true, Some(wrong)) = (spoilt, is_right, wrong) {
                let column = KSU_COLUMNS[usize::from(wrong.column)].words[0];
                *text = format!("{column} {}", wrong.row);
                spoilt = parse_cell(text) == Some(wrong);
            }
        }
    });
    assert!(spoilt, "nobody spelt a cell");
    let wrong = first(&flight, |event| *event == Event::WrongCell);
    let asked = said(&flight, Seat::Soyuz, CallId::SpellIt);
    let soonest_s = asked.first().map(|at| at.since(wrong));
    assert!(
        soonest_s.is_some_and(|s| (0.0..SOON_S).contains(&s)),
        "{soonest_s:?}"
    );
    assert!(flight.outcome().is_some_and(|outcome| outcome.is_good()));
}
