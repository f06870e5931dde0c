//! Records a flight while it is flown: it is told what each step was given and what came of it, and
//! hands out the bytes to append, at least one record a second. It changes nothing.

use alloc::boxed::Box;
use alloc::vec::Vec;

use super::frame::{framed, preamble};
use super::{
    Done, End, Header, Record, Replay, Run, STRETCH_TICKS_MAX, Stretch, VIEW_PERIOD_TICKS,
};
use crate::checkpoint;
use crate::ids::Seat;
use crate::limits::{REPLAY_BYTES_MAX, REPLAY_RECORD_ITEMS_MAX, REPLAY_VIEWS_BYTES_MAX};
use crate::sim::event::Event;
use crate::sim::input::Inputs;
use crate::sim::{World, digest};
use crate::time::Tick;
use crate::view;
use crate::wire::codec::WireError;

/// The bytes a replay begins with.
pub fn opening(header: &Header) -> Result<Vec<u8>, WireError> {
    let mut bytes = preamble().to_vec();
    bytes.extend(framed(&Record::Header(header.clone()))?);
    Ok(bytes)
}

/// What follows where the flight is taken up in its middle: the world then.
pub fn taken_up(world: &World) -> Result<Vec<u8>, WireError> {
    framed(&Record::World(checkpoint::encode(world)?))
}

/// A recording up to some tick, to be gone on with.
#[derive(Clone, Debug, PartialEq)]
pub struct SoFar {
    /// Stretches that are over.
    closed: Vec<Stretch>,
    /// The one that tick lies in, without what came after it.
    open: Stretch,
}

impl SoFar {
    /// Of that flight up to this tick, or to its end where that comes before.
    pub fn of(replay: &Replay, at: Tick) -> SoFar {
        let Some(last) = replay.stretch_at(at) else {
            return SoFar {
                closed: replay.stretches.clone(),
                open: Stretch::empty(replay.last_tick()),
            };
        };
        let mut open = replay.stretches[last].clone();
        let ticks = at.0 - open.from.0;
        let mut left = ticks;
        open.runs.retain_mut(|run| {
            run.ticks = u16::try_from(left).map_or(run.ticks, |left| run.ticks.min(left));
            left -= u32::from(run.ticks);
            run.ticks > 0
        });
        open.acts.retain(|done| u32::from(done.after) < ticks);
        open.events.retain(|(after, _)| u32::from(*after) <= ticks);
        open.views.retain(|view| view.tick <= at);
        open.digest = 0;
        SoFar {
            closed: replay.stretches[..last].to_vec(),
            open,
        }
    }
}

/// One flight being recorded.
#[derive(Debug)]
pub struct Recorder {
    open: Stretch,
    /// Acts and events in it.
    items: usize,
    /// Bytes handed out.
    bytes: usize,
}

impl Recorder {
    /// Of a world before the first step that is recorded.
    pub fn new(world: &World) -> Recorder {
        let mut recorder = Recorder {
            open: Stretch::empty(world.tick()),
            items: 0,
            bytes: 0,
        };
        recorder.look(world);
        recorder
    }

    /// Of a flight that was recorded so far, and the bytes of that: what is noted next follows it.
    pub fn go_on(so_far: SoFar) -> (Recorder, Vec<u8>) {
        let SoFar { closed, open } = so_far;
        let mut bytes = Vec::new();
        for stretch in closed {
            bytes.extend(framed(&Record::Stretch(stretch)).unwrap_or_default());
        }
        let recorder = Recorder {
            items: open.acts.len() + open.events.len(),
            open,
            bytes: bytes.len(),
        };
        (recorder, bytes)
    }

    /// Takes in one tick: what the step was given, the world after it, what happened in it. Returns
    /// bytes to append, now and then.
    pub fn note(&mut self, inputs: &Inputs, world: &World, events: &[Event]) -> Option<Vec<u8>> {
        if self.bytes > REPLAY_BYTES_MAX {
            return None;
        }
        let after = self.open.ticks() as u16;
        self.hold(inputs);
        for seat in Seat::ALL {
            let commands = inputs[seat.index()].commands.iter();
            self.open.acts.extend(commands.map(|command| Done {
                after,
                seat,
                command: command.clone(),
            }));
        }
        let events = events.iter().map(|event| (after + 1, event.clone()));
        self.open.events.extend(events);
        self.items = self.open.acts.len() + self.open.events.len();
        let ended = world.outcome().is_some();
        if ended || world.tick().0.is_multiple_of(VIEW_PERIOD_TICKS) {
            self.look(world);
        }
        let full = after + 1 >= STRETCH_TICKS_MAX || self.items >= REPLAY_RECORD_ITEMS_MAX;
        full.then(|| self.close(world))
    }

    /// Ends the recording: what is still open, and the result where there is one.
    pub fn end(mut self, world: &World) -> Vec<u8> {
        if self.bytes > REPLAY_BYTES_MAX {
            return Vec::new();
        }
        let mut bytes = match self.open.runs.is_empty() {
            true => Vec::new(),
            false => self.close(world),
        };
        let end = End {
            tick: world.tick(),
            debrief: world.debrief().map(Box::new),
        };
        bytes.extend(framed(&Record::End(end)).unwrap_or_default());
        bytes
    }

    fn hold(&mut self, inputs: &Inputs) {
        let sticks = [inputs[0].stick, inputs[1].stick];
        match self.open.runs.last_mut() {
            Some(run) if run.sticks == sticks => run.ticks += 1,
            _ => self.open.runs.push(Run { ticks: 1, sticks }),
        }
    }

    /// What both seats are shown now.
    fn look(&mut self, world: &World) {
        if self.bytes <= REPLAY_VIEWS_BYTES_MAX {
            let views = Seat::ALL.map(|seat| view::of(world, seat));
            self.open.views.extend(views);
        }
    }

    /// The open stretch as bytes; the next begins. A record longer than any is bounded to be cannot
    /// come of bounded inputs; were there one, its replay would show a gap where it is missing.
    fn close(&mut self, world: &World) -> Vec<u8> {
        let mut stretch = core::mem::replace(&mut self.open, Stretch::empty(world.tick()));
        stretch.digest = digest::of(world);
        self.items = 0;
        let bytes = framed(&Record::Stretch(stretch)).unwrap_or_default();
        self.bytes += bytes.len();
        bytes
    }
}
