//! Without the loop nothing goes on: a crew that says nothing, a pair that says nothing, one that hears
//! nothing, one that presses nothing.

use handshake::bots::Temper;
use handshake_shared::ids::{HatchId, Seat};
use handshake_shared::scenario::Scenario;
use handshake_shared::sim::doors::HatchState;
use handshake_shared::sim::event::{DockingEvent, Event, Outcome};
use handshake_shared::sim::input::{Command, Inputs};
use handshake_shared::sim::{World, step};
use handshake_tests::flight::{Flight, fly, fly_hearing};

use super::{SEED, names, phases_left, scenario};

/// How long a barred pair tries, s.
const TRIES_S: f64 = 400.0;
/// How long a pair keeps its hands off, s: longer than the slowest start needs to come past the other
/// craft. Joined ones have nothing to run into.
const STILL_S: f64 = 900.0;
const JOINED_S: f64 = 60.0;

fn tempers(muted: impl Fn(Seat) -> bool) -> [Temper; 2] {
    Seat::ALL.map(|seat| Temper {
        muted: muted(seat),
        ..Temper::GOOD
    })
}

/// No phase is left, the two hatches between the crews are shut as they were, and it did not end well.
fn barred(name: &str, who: &str, flight: &Flight) {
    assert_eq!(phases_left(flight), [], "{name}, {who}");
    let began = World::new(&scenario(name), SEED);
    assert_eq!(began.air.hatch(HatchId::H3), HatchState::Shut, "{name}");
    for hatch in [HatchId::H3, HatchId::H4] {
        let stands = flight.world.air.hatch(hatch);
        assert_eq!(stands, began.air.hatch(hatch), "{name}, {who}: {hatch:?}");
        let moved =
            |event: &Event| matches!(event, Event::Hatch { hatch: moved, .. } if *moved == hatch);
        let moves = flight.events.iter().filter(|(_, event)| moved(event));
        assert_eq!(moves.count(), 0, "{name}, {who}: {hatch:?}");
    }
    assert!(!flight.outcome().is_some_and(Outcome::is_good), "{name}");
}

#[test]
fn with_either_seat_or_both_mute_no_phase_is_ever_left_and_no_hatch_between_them_opens() {
    for name in names() {
        for (who, muted) in [
            ("Apollo mute", [true, false]),
            ("Soyuz mute", [false, true]),
            ("both mute", [true, true]),
        ] {
            let tempers = tempers(|seat| muted[seat.index()]);
            let flight = fly(&scenario(name), SEED, tempers, TRIES_S);
            barred(name, who, &flight);
            let spoke = |seat: Seat| {
                let said = |event: &Event| matches!(event, Event::Heard(said) if said.from == seat);
                flight.events.iter().any(|(_, event)| said(event))
            };
            for seat in Seat::ALL {
                let mute = muted[seat.index()];
                assert!(!(mute && spoke(seat)), "{name}: {seat:?} said something");
            }
        }
    }
}

/// A crew's plan shows it every move of the other one. It is not led by that: what answers a word waits
/// for the word.
#[test]
fn a_pair_that_hears_nothing_leaves_no_phase_and_does_nothing_that_answers_a_word() {
    for name in names() {
        let good = tempers(|_| false);
        let deaf = |event: &Event| !matches!(event, Event::Heard(_));
        let flight = fly_hearing(&scenario(name), SEED, good, TRIES_S, |_| {}, deaf);
        barred(name, "deaf", &flight);
        for (_, seat, command) in &flight.commands {
            let answers = matches!(
                command,
                Command::Transponder(_)
                    | Command::Beacons(_)
                    | Command::Ksu(_)
                    | Command::Isolate { .. }
                    | Command::ReadBack { .. }
            );
            assert!(!answers, "{name}: {seat:?} {command:?}");
        }
    }
}

/// How near a pair comes that keeps its hands off, m, and how it ends; it must not have touched.
fn untouched(mission: &Scenario) -> Result<f64, String> {
    let mut world = World::new(mission, SEED);
    let joined = world.mechanism.hooked();
    let end_s = if joined { JOINED_S } else { STILL_S };
    let mut nearest_m = f64::MAX;
    while world.outcome().is_none() && world.tick().seconds() < end_s {
        let mut events = Vec::new();
        step(&mut world, &Inputs::default(), &mut events);
        nearest_m = nearest_m.min(world.range_m());
        let touch = events.iter().find(|event| {
            let contact = matches!(event, Event::Docking(DockingEvent::Contact(_)));
            contact || **event == Event::Ended(Outcome::HullStruck)
        });
        if touch.is_some() || world.mechanism.hooked() != joined {
            return Err(format!("{touch:?} after {:.0} s", world.tick().seconds()));
        }
    }
    Ok(nearest_m)
}

#[test]
fn a_pair_that_presses_nothing_never_touches() {
    let mut touched = Vec::new();
    for name in names() {
        let mission = scenario(name);
        match untouched(&mission) {
            Ok(nearest_m) => println!("{name:<20} {nearest_m:6.1} m"),
            Err(how) => touched.push(format!("{name}: {how}")),
        }
    }
    assert!(touched.is_empty(), "{touched:#?}");
}
