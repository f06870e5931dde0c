//! Flies along with a flight that is being told: the same world, stepped with what the room's steps were
//! given, as soon as it comes. It checks the fingerprints that come with it and reads no clock.

use alloc::boxed::Box;
use alloc::collections::VecDeque;
use alloc::vec::Vec;

use super::Header;
use super::verify::{Unverifiable, first_world};
use crate::checkpoint;
use crate::limits::{FEED_BYTES_MAX, REPLAY_RECORD_BYTES_MAX};
use crate::sim::event::Event;
use crate::sim::input::Inputs;
use crate::sim::{World, digest, step};
use crate::time::Tick;
use crate::wire::watch::{Flown, Leg};

/// Why what is told cannot be flown along with.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Strange {
    /// The flight that begins cannot be flown here.
    #[error(transparent)]
    Unverifiable(#[from] Unverifiable),
    /// The world that it is taken up with cannot be read.
    #[error("the world that it goes on from cannot be read")]
    World,
    /// Pieces do not follow one another.
    #[error("its pieces do not belong together")]
    Order,
    /// More than any flight of ours is.
    #[error("it is longer than any flight")]
    TooLong,
    /// Flown here, the world is another one from this tick on, or up to a second before.
    #[error("flown here it differs by tick {}", .0.0)]
    Differs(Tick),
}

/// How a flight that is told stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Last {
    /// It has ended.
    Ended(Tick),
    /// It goes on and is told no further.
    Cut(Tick),
}

/// A flight being followed.
#[derive(Debug, Default)]
pub struct Follower {
    header: Option<Header>,
    world: Option<Box<World>>,
    /// Bytes of the world that it is taken up with, until all have come.
    missing: usize,
    parts: Vec<u8>,
    /// What waits to be flown; of the first, so many ticks are.
    legs: VecDeque<Leg>,
    after: u32,
    waiting_beats: u32,
    told: Tick,
    /// About how many bytes have been told of it.
    bytes: usize,
    last: Option<Last>,
}

impl Follower {
    /// Takes the next piece. After an error only a flight that begins is taken.
    pub fn take(&mut self, flown: Flown) -> Result<(), Strange> {
        match flown {
            Flown::Begins {
                header,
                world_bytes,
                ..
            } => self.begin(*header, world_bytes as usize),
            Flown::World(part) => self.take_part(&part),
            Flown::Leg(leg) => self.take_leg(leg),
            Flown::Ends(tick) => self.stop(Last::Ended(tick)),
            Flown::Cut(tick) => self.stop(Last::Cut(tick)),
        }
    }

    /// What the flight began with, once one has.
    pub fn header(&self) -> Option<&Header> {
        self.header.as_ref()
    }

    /// The world as far as it was flown here.
    pub fn world(&self) -> Option<&World> {
        self.world.as_deref()
    }

    /// Beats of the room's clock that have been told and are not flown yet.
    pub fn waiting_beats(&self) -> u32 {
        self.waiting_beats
    }

    /// Up to here it was told.
    pub fn told(&self) -> Tick {
        self.told
    }

    /// How it stopped, once everything told is flown.
    pub fn last(&self) -> Option<Last> {
        self.last.filter(|_| self.legs.is_empty())
    }

    /// Flies one beat of the room's clock: one tick, or in fast time as many as the room flew.
    /// `watch` sees each. Returns whether there was one to fly.
    pub fn beat(
        &mut self,
        mut watch: impl FnMut(&Inputs, &World, &[Event]),
    ) -> Result<bool, Strange> {
        let Some(leg) = self.legs.front() else {
            return Ok(false);
        };
        let (ticks, beats) = (leg.ticks(), u32::from(leg.beats).max(1));
        // The ticks of a leg are spread over its beats; which of them were a beat's own is not told.
        let beat = self.after * beats / ticks;
        let until = ((beat + 1) * ticks).div_ceil(beats).min(ticks);
        self.waiting_beats = self.waiting_beats.saturating_sub(1);
        while self.after < until {
            self.tick(&mut watch)?;
        }
        if self.after >= ticks {
            self.close_leg()?;
        }
        Ok(true)
    }

    fn tick(&mut self, watch: &mut impl FnMut(&Inputs, &World, &[Event])) -> Result<(), Strange> {
        let (Some(leg), Some(world)) = (self.legs.front(), &mut self.world) else {
            return Err(Strange::Order);
        };
        let inputs = leg.inputs(self.after);
        let mut happened = Vec::new();
        step(world, &inputs, &mut happened);
        self.after += 1;
        watch(&inputs, world, &happened);
        Ok(())
    }

    fn close_leg(&mut self) -> Result<(), Strange> {
        self.after = 0;
        let leg = self.legs.pop_front();
        if self.legs.is_empty() {
            self.waiting_beats = 0;
        }
        match (leg.and_then(|leg| leg.digest), &self.world) {
            (Some(told), Some(world)) if digest::of(world) != told => {
                Err(Strange::Differs(world.tick()))
            }
            _ => Ok(()),
        }
    }

    fn begin(&mut self, header: Header, world_bytes: usize) -> Result<(), Strange> {
        *self = Follower::default();
        if world_bytes > REPLAY_RECORD_BYTES_MAX {
            return Err(Strange::World);
        }
        let first = first_world(&header)?;
        if world_bytes == 0 {
            self.world = Some(Box::new(first));
        }
        self.missing = world_bytes;
        self.header = Some(header);
        Ok(())
    }

    fn take_part(&mut self, part: &[u8]) -> Result<(), Strange> {
        if part.is_empty() || part.len() > self.missing {
            return Err(Strange::Order);
        }
        self.parts.extend_from_slice(part);
        self.missing -= part.len();
        if self.missing == 0 {
            let bytes = core::mem::take(&mut self.parts);
            let world: World = checkpoint::decode(&bytes).map_err(|_| Strange::World)?;
            self.told = world.tick();
            self.world = Some(Box::new(world));
        }
        Ok(())
    }

    fn take_leg(&mut self, leg: Leg) -> Result<(), Strange> {
        if self.world.is_none() || self.last.is_some() || leg.from != self.told {
            return Err(Strange::Order);
        }
        self.bytes += 32 + 12 * leg.runs.len() + leg.acts_bytes();
        if self.bytes > 4 * FEED_BYTES_MAX {
            return Err(Strange::TooLong);
        }
        self.told = leg.end();
        self.waiting_beats += u32::from(leg.beats).max(1);
        self.legs.push_back(leg);
        Ok(())
    }

    fn stop(&mut self, last: Last) -> Result<(), Strange> {
        if self.world.is_none() || self.last.is_some() {
            return Err(Strange::Order);
        }
        self.last = Some(last);
        Ok(())
    }
}

#[cfg(test)]
mod tests;
