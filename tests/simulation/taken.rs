//! A software crew that takes a seat in flight asks how things stand and first brings the craft back
//! within what the mission allows; left alone close in it comes no closer; after a bounce it speaks.

use handshake::bots::{Decision, Temper};
use handshake_shared::catalogue::calls::CallId;
use handshake_shared::ids::Seat;
use handshake_shared::sim::World;
use handshake_shared::sim::event::{DockingEvent, Event, Speech};
use handshake_shared::sim::input::{Command, Stick};
use handshake_shared::time::Tick;
use handshake_shared::view;
use handshake_tests::flight::{Flight, fly_handing, fly_meddled, fly_on, fly_until};

use super::{LIMIT_S, SEED, nominal, scenario};

const SEEDS: [u64; 5] = [SEED, 1, 2, 3, 42];
/// Where a partner falls silent, or a seat is taken, m.
const NEAR_M: f64 = 25.0;
/// A craft has that long to come back within the limit, s.
const SETTLES_S: f64 = 15.0;
/// Closing speed that is no approach any more, m/s.
const STANDS_M_PER_S: f64 = 0.06;

/// Range and closing speed as Soyuz's set reads them, m and m/s.
fn ranged(world: &World) -> Option<[f64; 2]> {
    let view = view::of(world, Seat::Soyuz);
    let ranged = view.panel.soyuz()?.ranged?;
    Some([ranged.range_m, ranged.closing_m_per_s].map(f64::from))
}

fn near(world: &World) -> bool {
    ranged(world).is_some_and(|[range_m, _]| range_m < NEAR_M)
}

/// How far above the mission's limit the craft close, m/s.
fn above(world: &World) -> f64 {
    let rule = view::of(world, Seat::Soyuz).panel.craft().closing_rule;
    ranged(world).map_or(0.0, |[range_m, closing]| {
        closing - (f64::from(rule[0]) * range_m).max(f64::from(rule[1]))
    })
}

fn mute(decision: &mut Decision) {
    let speaks = |command: &Command| matches!(command, Command::Call { .. } | Command::Poll(_));
    decision.commands.retain(|command| !speaks(command));
}

/// A hand that holds the sticks.
fn hold(decision: &mut Decision, push: [i8; 3]) {
    decision.stick = Stick {
        push,
        ..Stick::NEUTRAL
    };
    decision.ticks = 6;
}

#[test]
fn an_apollo_whose_partner_falls_silent_comes_no_closer() {
    for seed in SEEDS {
        let mut quiet_since = None;
        fly_meddled(&scenario("final-approach"), seed, 240.0, |world, crews| {
            if near(world) {
                quiet_since.get_or_insert(world.tick());
            }
            let Some(since) = quiet_since else { return };
            mute(&mut crews[Seat::Soyuz.index()]);
            let quiet_s = world.tick().since(since);
            let Some([range_m, closing]) = ranged(world) else {
                return;
            };
            assert!(above(world) < 0.15, "{seed}: {closing} m/s at {range_m} m");
            if quiet_s > 40.0 {
                assert!(
                    closing < STANDS_M_PER_S,
                    "{seed}: {closing} m/s, {quiet_s} s"
                );
                assert!(range_m > 5.0, "{seed}: {range_m} m");
            }
        });
        assert!(quiet_since.is_some(), "{seed}");
    }
}

#[test]
fn an_apollo_that_takes_the_seat_beside_a_silent_partner_stops() {
    for seed in SEEDS {
        let good = [Temper::GOOD; 2];
        let begun = fly_until(&scenario("final-approach"), seed, good, LIMIT_S, near);
        let silent = Temper {
            muted: true,
            ..Temper::GOOD
        };
        let end_s = begun.world.tick().seconds() + 60.0;
        let flight = fly_on(begun.world, [Temper::GOOD, silent], end_s);
        let [range_m, closing] = ranged(&flight.world).expect("in the beam");
        assert!(
            closing < STANDS_M_PER_S,
            "{seed}: {closing} m/s at {range_m} m"
        );
        assert!(range_m > 5.0, "{seed}: {range_m} m");
    }
}

#[test]
fn a_craft_taken_over_above_the_limit_and_off_its_line_is_brought_back_and_docks() {
    for seed in SEEDS {
        let good = [Temper::GOOD; 2];
        let near = fly_until(&scenario("final-approach"), seed, good, LIMIT_S, near);
        let end_s = near.world.tick().seconds() + 5.0;
        let begun = fly_meddled(&scenario("final-approach"), seed, end_s, |world, crews| {
            if world.tick() >= near.world.tick() {
                hold(&mut crews[Seat::Apollo.index()], [100, 100, 60]);
            }
        });
        assert!(above(&begun.world) > 0.2, "{seed}: {}", above(&begun.world));
        let from = begun.world.tick();
        let settled = fly_on(begun.world, [Temper::GOOD; 2], from.seconds() + SETTLES_S);
        assert!(
            above(&settled.world) < 0.05,
            "{seed}: {}",
            above(&settled.world)
        );
        let flight = fly_on(settled.world, [Temper::GOOD; 2], 900.0);
        let good = flight.outcome().is_some_and(|outcome| outcome.is_good());
        assert!(good, "{seed}: {:?}", flight.outcome());
    }
}

/// Calls of a flight from a tick on.
fn calls(flight: &Flight, from: Tick) -> impl Iterator<Item = (Tick, Seat, CallId)> + '_ {
    let told = flight.events.iter().filter(move |(at, _)| *at >= from);
    told.filter_map(|(at, event)| match event {
        Event::Heard(said) => match said.speech {
            Speech::Call { call, .. } => Some((*at, said.from, call)),
            Speech::Text(_) => None,
        },
        _ => None,
    })
}

#[test]
fn who_takes_a_seat_in_flight_asks_how_things_stand_and_is_told() {
    for name in ["final-approach", "airlock-school", "rescue", "soyuz-flies"] {
        let last = nominal(name, SEED).world.tick();
        for (seat, share) in Seat::ALL.into_iter().zip([0.3, 0.4]) {
            let at = Tick((f64::from(last.0) * share) as u32);
            let flight = fly_handing(&scenario(name), SEED, 900.0, at, seat);
            let mut said = calls(&flight, at).filter(|(_, from, _)| *from == seat);
            let (asked, _, first) = said.next().expect("it speaks");
            assert_eq!(first, CallId::AskStatus, "{name} {seat:?}");
            let mut answers = calls(&flight, asked).filter(|(_, from, _)| *from != seat);
            let (answered, ..) = answers.next().expect("it is answered");
            assert!(answered.since(asked) < 4.0, "{name} {seat:?}");
            let good = flight.outcome().is_some_and(|outcome| outcome.is_good());
            assert!(good, "{name} {seat:?}: {:?}", flight.outcome());
        }
    }
}

/// Apollo is pushed against Soyuz from the last two metres, for so long after the first touch, s.
fn bounced(seed: u64, on_s: f64) -> Flight {
    let mut touched = None;
    fly_meddled(&scenario("final-approach"), seed, 900.0, |world, crews| {
        let reading = ranged(world);
        if reading.is_none() {
            touched.get_or_insert(world.tick());
        }
        let still = touched.is_none_or(|at| world.tick().since(at) < on_s);
        if still && reading.is_none_or(|[range_m, _]| range_m < 2.0) {
            hold(&mut crews[Seat::Apollo.index()], [127, 127, 0]);
        }
    })
}

#[test]
fn after_a_bounce_nobody_is_silent_and_a_new_approach_is_flown() {
    let mut apart = 0;
    // Longer pushes break both rings of the other seeds.
    let pushes = SEEDS
        .into_iter()
        .flat_map(|seed| [(seed, 1.0), (seed, 4.0)]);
    for (seed, on_s) in pushes.chain([(3, 7.0), (42, 7.0)]) {
        let flight = bounced(seed, on_s);
        let sprang = |event: &Event| {
            matches!(
                event,
                Event::NoCapture(_) | Event::Docking(DockingEvent::Undocked)
            )
        };
        let first = flight.events.iter().find(|(_, event)| sprang(event));
        let Some((at, _)) = first else { continue };
        apart += 1;
        let said = calls(&flight, *at).filter(|(_, from, _)| *from == Seat::Soyuz);
        let mut times: Vec<Tick> = said.map(|(at, ..)| at).collect();
        times.insert(0, *at);
        let held = |event: &Event| *event == Event::Docking(DockingEvent::Capture);
        let mut captures = flight.events.iter().filter(|(_, event)| held(event));
        let end = captures.next_back().expect("it docks in the end").0;
        times.retain(|said| *said < end);
        times.push(end);
        let quiet_s = times
            .windows(2)
            .map(|pair| pair[1].since(pair[0]))
            .fold(0.0, f64::max);
        assert!(quiet_s < 30.0, "{seed}, {on_s} s: silent for {quiet_s} s");
        let good = flight.outcome().is_some_and(|outcome| outcome.is_good());
        assert!(good, "{seed}, {on_s} s: {:?}", flight.outcome());
    }
    assert!(apart > 3, "{apart}");
}
