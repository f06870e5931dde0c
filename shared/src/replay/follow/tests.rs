//! Whoever follows a flight flies the same one, in any pieces, from its beginning or from the middle.

use std::vec::Vec;

use super::*;
use crate::ids::Seat;
use crate::replay::{Done, Header, Run};
use crate::scenario;
use crate::sim::input::Command;
use crate::wire::Pace;

const MISSION: &str = "final-approach";

fn header() -> Header {
    let mut shipped = scenario::shipped().iter();
    let (name, source) = shipped.find(|(name, _)| *name == MISSION).expect("ships");
    let rules = scenario::load(name).expect("parses").rules;
    Header::new((name, source), rules, 7, Pace::RealTime)
}

fn begins(world_bytes: u32) -> Flown {
    Flown::Begins {
        mission: 1,
        header: Box::new(header()),
        world_bytes,
    }
}

/// What both hands do at a tick.
fn inputs(tick: u32) -> Inputs {
    let mut inputs = Inputs::default();
    inputs[0].stick.push[0] = if tick % 70 < 9 { 127 } else { 0 };
    inputs[1].stick.turn[1] = if tick % 50 < 5 { -127 } else { 0 };
    if tick % 45 == 7 {
        let text = std::format!("tick {tick}");
        inputs[1].commands.push(Command::Text(text));
    }
    inputs
}

/// Legs of so many ticks over so many beats each, and the world after them.
fn legs(world: &mut World, count: u32, ticks: u32, beats: u16) -> Vec<Flown> {
    let mut all = Vec::new();
    for _ in 0..count {
        let mut leg = Leg::empty(world.tick());
        for after in 0..ticks {
            let inputs = inputs(world.tick().0);
            let sticks = [inputs[0].stick, inputs[1].stick];
            match leg.runs.last_mut() {
                Some(run) if run.sticks == sticks => run.ticks += 1,
                _ => leg.runs.push(Run { ticks: 1, sticks }),
            }
            let done = inputs[1].commands.iter().map(|command| Done {
                after: after as u16,
                seat: Seat::Soyuz,
                command: command.clone(),
            });
            leg.acts.extend(done);
            step(world, &inputs, &mut Vec::new());
        }
        leg.beats = beats;
        leg.digest = Some(digest::of(world));
        all.push(Flown::Leg(leg));
    }
    all
}

fn world() -> World {
    World::new(&scenario::load(MISSION).expect("parses"), 7)
}

#[test]
fn the_same_world_comes_of_it() {
    let mut flown = world();
    let told = legs(&mut flown, 5, 60, 60);
    let mut follower = Follower::default();
    follower.take(begins(0)).expect("of this version");
    let mut ticks = 0;
    for leg in told {
        follower.take(leg).expect("in order");
        assert_eq!(follower.waiting_beats(), 60);
        while follower.beat(|_, _, _| ticks += 1).expect("the same") {}
        assert_eq!(follower.waiting_beats(), 0);
    }
    follower.take(Flown::Ends(Tick(300))).expect("in order");
    assert_eq!(ticks, 300);
    assert_eq!(follower.last(), Some(Last::Ended(Tick(300))));
    assert_eq!(follower.world().map(digest::of), Some(digest::of(&flown)));
}

#[test]
fn fast_time_is_flown_in_its_own_beats() {
    let mut flown = world();
    for (ticks, beats) in [(600, 60), (61, 60), (7, 3), (5, 0), (60, 60)] {
        let before = flown.tick();
        let from_the_middle = checkpoint::encode(&flown).expect("short");
        let told = legs(&mut flown, 1, ticks, beats);
        let mut follower = Follower::default();
        let bytes = u32::try_from(from_the_middle.len()).expect("short");
        follower.take(begins(bytes)).expect("of this version");
        for part in from_the_middle.chunks(1_000) {
            follower.take(Flown::World(part.into())).expect("in order");
        }
        assert_eq!(follower.told(), before);
        follower.take(told[0].clone()).expect("in order");
        let mut beaten = 0;
        let mut most = 0;
        loop {
            let mut here = 0;
            if !follower.beat(|_, _, _| here += 1).expect("the same") {
                break;
            }
            beaten += 1;
            most = most.max(here);
        }
        assert_eq!(beaten, u32::from(beats.max(1)), "{ticks} in {beats}");
        assert!(most <= ticks.div_ceil(u32::from(beats.max(1))));
        assert_eq!(follower.world().map(digest::of), Some(digest::of(&flown)));
    }
}

#[test]
fn what_does_not_belong_together_is_refused() {
    let mut flown = world();
    let told = legs(&mut flown, 2, 60, 60);
    let mut follower = Follower::default();
    assert_eq!(follower.take(told[0].clone()), Err(Strange::Order));
    follower.take(begins(0)).expect("of this version");
    assert_eq!(follower.take(told[1].clone()), Err(Strange::Order), "a gap");
    assert_eq!(follower.take(Flown::World([1].into())), Err(Strange::Order));
    let Flown::Leg(mut wrong) = told[0].clone() else {
        panic!("a leg");
    };
    wrong.runs[0].sticks[0].push[0] ^= 0x55;
    follower.take(Flown::Leg(wrong)).expect("in order");
    let mut differs = Ok(true);
    while differs == Ok(true) {
        differs = follower.beat(|_, _, _| {});
    }
    assert_eq!(differs, Err(Strange::Differs(Tick(60))));
    let Flown::Begins { mut header, .. } = begins(0) else {
        panic!("a beginning");
    };
    header.sim_revision += 1;
    let other = Flown::Begins {
        mission: 2,
        header,
        world_bytes: 0,
    };
    assert!(matches!(
        follower.take(other),
        Err(Strange::Unverifiable(Unverifiable::Revision(_)))
    ));
    follower.take(begins(40)).expect("of this version");
    let junk = Flown::World([0; 40].into());
    assert_eq!(follower.take(junk), Err(Strange::World));
}
