//! Reads a replay back, whole or only what a list needs of it. Any bytes are answered: by a flight, by
//! the part of one that is whole, or by what is wrong and where.

use alloc::vec::Vec;

use super::frame::{Fault, Frames, ReplayError, record};
use super::{End, Header, Record, Stretch};
use crate::sim::event::{Event, Outcome};
use crate::time::Tick;

/// A flight as it was recorded.
#[derive(Clone, Debug, PartialEq)]
pub struct Replay {
    /// What it began with.
    pub header: Header,
    /// The world, as a checkpoint, where the flight was taken up in its middle.
    pub world: Option<Vec<u8>>,
    /// What was flown, without a gap: from tick 0 on, or from where it was taken up.
    pub stretches: Vec<Stretch>,
    /// How it ended; absent where the recording stops before.
    pub end: Option<End>,
    /// Why it stops there, where it was not closed in good order.
    pub cut: Option<ReplayError>,
}

/// What a list tells of a replay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// What it began with.
    pub header: Header,
    /// The last tick; absent where another version has to read it.
    pub length: Option<Tick>,
    /// How it ended; absent where the crews left, or the recording stops before.
    pub outcome: Option<Outcome>,
    /// It was closed in good order.
    pub is_whole: bool,
}

impl Replay {
    /// Reads a replay. What is wrong behind the header costs what follows it, and is kept in `cut`.
    pub fn read(bytes: &[u8]) -> Result<Replay, ReplayError> {
        let mut frames = Frames::of(bytes)?;
        let header = header(&mut frames)?;
        if !header.is_readable() {
            let fault = Fault::Foreign(header.protocol);
            return Err(ReplayError {
                at: frames.at(),
                fault,
            });
        }
        let mut replay = Replay {
            header,
            world: None,
            stretches: Vec::new(),
            end: None,
            cut: None,
        };
        replay.cut = replay.take(&mut frames).err();
        Ok(replay)
    }

    fn take(&mut self, frames: &mut Frames) -> Result<(), ReplayError> {
        loop {
            let at = frames.at();
            let out_of_order = ReplayError {
                at,
                fault: Fault::Order,
            };
            match frames.next_record()? {
                // A writer that was killed leaves no half record now and then: it still has no end.
                None if self.end.is_none() => {
                    return Err(ReplayError {
                        at,
                        fault: Fault::Torn,
                    });
                }
                None => return Ok(()),
                Some(_) if self.end.is_some() => return Err(out_of_order),
                Some(Record::World(world)) if self.world.is_none() && self.stretches.is_empty() => {
                    self.world = Some(world);
                }
                Some(Record::Stretch(stretch)) if self.follows(&stretch) => {
                    self.stretches.push(stretch);
                }
                Some(Record::End(end)) if end.tick == self.last_tick() => self.end = Some(end),
                Some(_) => return Err(out_of_order),
            }
        }
    }

    fn follows(&self, stretch: &Stretch) -> bool {
        // Where a flight was taken up its first stretch says; the world has to agree.
        let begins = self.world.is_some() && self.stretches.is_empty();
        begins || stretch.from == self.last_tick()
    }

    /// The tick before the first step that was recorded: 0, or where the flight was taken up.
    pub fn first_tick(&self) -> Tick {
        self.stretches.first().map_or(Tick(0), |first| first.from)
    }

    /// The last tick that was recorded.
    pub fn last_tick(&self) -> Tick {
        self.stretches.last().map_or(Tick(0), Stretch::end)
    }

    /// Number of the stretch in which that tick is given its inputs.
    pub fn stretch_at(&self, tick: Tick) -> Option<usize> {
        let after = self
            .stretches
            .partition_point(|stretch| stretch.from <= tick);
        let index = after.checked_sub(1)?;
        (tick < self.stretches[index].end()).then_some(index)
    }

    /// Everything that happened, with the tick at which it could be known.
    pub fn events(&self) -> impl Iterator<Item = (Tick, &Event)> {
        self.stretches.iter().flat_map(|stretch| {
            let events = stretch.events.iter();
            events.map(|(after, event)| (Tick(stretch.from.0 + u32::from(*after)), event))
        })
    }
}

impl Summary {
    /// Reads only what a list needs: the header, and the last records.
    pub fn read(bytes: &[u8]) -> Result<Summary, ReplayError> {
        let mut frames = Frames::of(bytes)?;
        let header = header(&mut frames)?;
        let mut summary = Summary {
            header,
            length: None,
            outcome: None,
            is_whole: false,
        };
        if !summary.header.is_readable() {
            return Ok(summary);
        }
        let mut last = None;
        loop {
            let at = frames.at();
            // What is torn or damaged ends the list's interest as it ends the flight's.
            let Ok(Some(body)) = frames.next_body() else {
                break;
            };
            last = Some((body, at));
        }
        summary.length = Some(Tick(0));
        match last.map(|(body, at)| record(body, at)) {
            Some(Ok(Record::End(end))) => {
                summary.length = Some(end.tick);
                summary.outcome = end.debrief.map(|debrief| debrief.outcome);
                summary.is_whole = true;
            }
            Some(Ok(Record::Stretch(stretch))) => summary.length = Some(stretch.end()),
            _ => {}
        }
        Ok(summary)
    }
}

fn header(frames: &mut Frames) -> Result<Header, ReplayError> {
    let at = frames.at();
    match frames.next_record()? {
        Some(Record::Header(header)) => Ok(header),
        Some(_) => Err(ReplayError {
            at,
            fault: Fault::Order,
        }),
        None => Err(ReplayError {
            at,
            fault: Fault::Torn,
        }),
    }
}
