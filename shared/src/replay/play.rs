//! Plays a recorded flight: the world at any of its ticks, or, where it cannot be simulated again,
//! what both seats were shown then. A seek ends where playing to that tick would have.

use alloc::boxed::Box;
use alloc::vec::Vec;

use super::verify::{Unverifiable, Verdict, verify};
use super::{Replay, Stretch};
use crate::ids::Seat;
use crate::limits::REPLAY_KEYFRAMES_MAX;
use crate::sim::event::Event;
use crate::sim::{World, digest, step};
use crate::time::{TICK_RATE_HZ, Tick};
use crate::view::{self, View};

/// Shortest time between two kept states of the world, ticks: ten seconds are stepped in some
/// milliseconds.
const KEYFRAME_TICKS: u32 = 10 * TICK_RATE_HZ;

/// Why a flight plays only as it was recorded.
#[derive(Clone, Debug, PartialEq)]
pub enum AsRecorded {
    /// It cannot be simulated.
    Unverifiable(Unverifiable),
    /// Simulated again, it differs from this tick on.
    Differs(Tick),
}

/// A flight being played.
#[derive(Clone, Debug)]
pub struct Player {
    replay: Replay,
    source: Source,
    at: Tick,
}

#[derive(Clone, Debug)]
enum Source {
    /// The world, stepped with what its steps were given.
    Simulated {
        world: Box<World>,
        keyframes: Vec<World>,
    },
    /// What was written down.
    Recorded(AsRecorded),
}

impl PartialEq for Player {
    /// The same flight at the same tick shows the same.
    fn eq(&self, other: &Player) -> bool {
        self.at == other.at && self.replay == other.replay
    }
}

impl Player {
    /// At the beginning. It flies the whole flight once to know that it can.
    pub fn new(replay: Replay) -> Player {
        let spacing = KEYFRAME_TICKS.max(replay.last_tick().0 / REPLAY_KEYFRAMES_MAX);
        let mut keyframes = Vec::new();
        let verdict = verify(&replay, |world| {
            if keyframes.is_empty() || world.tick().0.is_multiple_of(spacing) {
                keyframes.push(world.clone());
            }
        });
        let source = match (verdict, keyframes.first()) {
            (Ok(Verdict::Identical { .. }), Some(first)) => Source::Simulated {
                world: Box::new(first.clone()),
                keyframes,
            },
            (Ok(Verdict::Differs { first, .. }), _) => Source::Recorded(AsRecorded::Differs(first)),
            (Ok(Verdict::Identical { last }), None) => Source::Recorded(AsRecorded::Differs(last)),
            (Err(why), _) => Source::Recorded(AsRecorded::Unverifiable(why)),
        };
        Player {
            at: replay.first_tick(),
            replay,
            source,
        }
    }

    /// The recording.
    pub fn replay(&self) -> &Replay {
        &self.replay
    }

    /// Where it is.
    pub fn at(&self) -> Tick {
        self.at
    }

    /// The first tick there is: 0, or where the flight was taken up.
    pub fn first_tick(&self) -> Tick {
        self.replay.first_tick()
    }

    /// The last tick there is.
    pub fn last_tick(&self) -> Tick {
        self.replay.last_tick()
    }

    /// Why it plays only what was shown at the time; absent where the world itself is flown again.
    pub fn as_recorded(&self) -> Option<&AsRecorded> {
        match &self.source {
            Source::Simulated { .. } => None,
            Source::Recorded(why) => Some(why),
        }
    }

    /// The whole world, where there is one.
    pub fn world(&self) -> Option<&World> {
        match &self.source {
            Source::Simulated { world, .. } => Some(world),
            Source::Recorded(_) => None,
        }
    }

    /// Fingerprint of the world, where there is one.
    pub fn digest(&self) -> Option<u64> {
        self.world().map(digest::of)
    }

    /// Goes to that tick, forth or back; beyond the end it is the end, and before the beginning that.
    pub fn seek(&mut self, to: Tick) {
        let to = to.min(self.last_tick()).max(self.first_tick());
        if let Source::Simulated { world, keyframes } = &mut self.source {
            let near = keyframes.partition_point(|frame| frame.tick() <= to);
            let near = near.checked_sub(1).and_then(|index| keyframes.get(index));
            let shorter = |frame: &&World| to < world.tick() || frame.tick() > world.tick();
            if let Some(frame) = near.filter(shorter) {
                **world = frame.clone();
            }
            fly(&self.replay, world, to);
        }
        self.at = to;
    }

    /// What a seat is shown now. A recording that grew too long has no views at its end; then it is
    /// the last there was.
    pub fn view(&self, seat: Seat) -> Option<View> {
        match &self.source {
            Source::Simulated { world, .. } => Some(view::of(world, seat)),
            Source::Recorded(_) => self.recorded_view(seat).cloned(),
        }
    }

    /// The views recorded for a seat up to now, oldest first.
    pub fn views_so_far(&self, seat: Seat) -> impl Iterator<Item = &View> {
        let views = self
            .stretches_so_far()
            .iter()
            .flat_map(|stretch| &stretch.views);
        views.filter(move |view| view.seat == seat && view.tick <= self.at)
    }

    /// What happened after the one tick and up to the other, with its tick.
    pub fn events(&self, after: Tick, up_to: Tick) -> impl Iterator<Item = (Tick, &Event)> {
        let stretches = &self.replay.stretches;
        let first = stretches.partition_point(|stretch| stretch.end() <= after);
        let past = stretches.partition_point(|stretch| stretch.from < up_to);
        let between = stretches.get(first..past).unwrap_or_default().iter();
        let events = between.flat_map(|stretch| {
            let events = stretch.events.iter();
            events.map(|(late, event)| (Tick(stretch.from.0 + u32::from(*late)), event))
        });
        events.filter(move |(tick, _)| *tick > after && *tick <= up_to)
    }

    fn stretches_so_far(&self) -> &[Stretch] {
        let stretches = &self.replay.stretches;
        &stretches[..stretches.partition_point(|stretch| stretch.from <= self.at)]
    }

    fn recorded_view(&self, seat: Seat) -> Option<&View> {
        let stretches = self.stretches_so_far().iter().rev();
        let mut views = stretches.flat_map(|stretch| stretch.views.iter().rev());
        views.find(|view| view.seat == seat && view.tick <= self.at)
    }
}

/// Steps a world on with what its steps were given.
fn fly(replay: &Replay, world: &mut World, to: Tick) {
    let mut happened = Vec::new();
    while world.tick() < to
        && let Some(index) = replay.stretch_at(world.tick())
    {
        let stretch = &replay.stretches[index];
        let until = to.min(stretch.end());
        while world.tick() < until {
            happened.clear();
            let after = world.tick().0 - stretch.from.0;
            step(world, &stretch.inputs(after), &mut happened);
        }
    }
}
