//! Flies a recorded flight again with what its steps were given, and says whether the same came of it.

use alloc::boxed::Box;
use alloc::vec::Vec;

use super::{Header, Replay};
use crate::checkpoint;
use crate::scenario::{self, ScenarioError};
use crate::sim::doors::Rules;
use crate::sim::{World, digest, step};
use crate::time::Tick;

/// What a second flight came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Every fingerprint, every event and the result are the recorded ones.
    Identical {
        /// The last tick.
        last: Tick,
    },
    /// They are not.
    Differs {
        /// The first tick at which something was seen to differ: events are compared at every tick,
        /// the whole world once a second.
        first: Tick,
        /// Until this tick the whole world was the recorded one.
        same_until: Tick,
    },
}

/// Why a flight cannot be flown again.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Unverifiable {
    /// It was flown under other rules of the simulation.
    #[error("it was recorded under revision {0} of the simulation")]
    Revision(u32),
    /// Its mission's file cannot be read any more.
    #[error("its mission's file cannot be read: {0}")]
    Scenario(Box<ScenarioError>),
    /// Rules that this version does not have.
    #[error("it was flown under rules that this version does not have")]
    Rules,
    /// The world that it was taken up with cannot be read.
    #[error("the world that it was taken up with cannot be read")]
    World,
}

/// The world a flight began with.
pub fn first_world(header: &Header) -> Result<World, Unverifiable> {
    if !header.is_current() {
        return Err(Unverifiable::Revision(header.sim_revision));
    }
    let wrong = |why| Unverifiable::Scenario(Box::new(why));
    let mut scenario = scenario::parse(&header.source).map_err(wrong)?;
    scenario.rules = match header.rules {
        0 => Rules::Training,
        1 => Rules::Flight,
        2 => Rules::Real,
        _ => return Err(Unverifiable::Rules),
    };
    Ok(World::new(&scenario, header.seed))
}

/// The world before the first step that was recorded.
fn world_of(replay: &Replay) -> Result<World, Unverifiable> {
    let first = first_world(&replay.header)?;
    let Some(bytes) = &replay.world else {
        return Ok(first);
    };
    let world: World = checkpoint::decode(bytes).map_err(|_| Unverifiable::World)?;
    match world.tick() == replay.first_tick() || replay.stretches.is_empty() {
        true => Ok(world),
        false => Err(Unverifiable::World),
    }
}

/// Flies a replay again. `watch` sees the world before the first step and after each that was right.
pub fn verify(replay: &Replay, mut watch: impl FnMut(&World)) -> Result<Verdict, Unverifiable> {
    let mut world = world_of(replay)?;
    let mut happened = Vec::new();
    watch(&world);
    for stretch in &replay.stretches {
        let same_until = stretch.from;
        let mut recorded = stretch.events.iter().peekable();
        for after in 0..stretch.ticks() {
            happened.clear();
            step(&mut world, &stretch.inputs(after), &mut happened);
            let here = |told: &u16| u32::from(*told) == after + 1;
            let same = happened.iter().all(|event| {
                let told = recorded.next_if(|(told, _)| here(told));
                told.is_some_and(|(_, told)| told == event)
            });
            if !same || recorded.peek().is_some_and(|(told, _)| here(told)) {
                let first = world.tick();
                return Ok(Verdict::Differs { first, same_until });
            }
            watch(&world);
        }
        if digest::of(&world) != stretch.digest {
            let first = world.tick();
            return Ok(Verdict::Differs { first, same_until });
        }
    }
    let last = world.tick();
    match &replay.end {
        Some(end) if end.debrief.as_deref() != world.debrief().as_ref() => Ok(Verdict::Differs {
            first: last,
            same_until: last,
        }),
        _ => Ok(Verdict::Identical { last }),
    }
}
