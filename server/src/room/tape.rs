//! What of a room is recorded: exactly what each step was given, from the first tick of a mission, or the
//! one at which its server came back to it, to its end or the room's. It makes pages; somebody else has a disk, and a calendar.

use handshake_shared::replay::record::{SoFar, taken_up};
use handshake_shared::replay::{Header, Recorder};
use handshake_shared::sim::World;
use handshake_shared::sim::event::Event;
use handshake_shared::sim::input::Inputs;

use super::{Room, Stage};

/// A piece of a recording, in their order.
#[derive(Clone, Debug, PartialEq)]
pub enum Page {
    /// A flight begins; whoever writes it down knows the date.
    Begin(Header),
    /// Bytes to append.
    More(Vec<u8>),
    /// The flight has ended and nothing more comes.
    End,
}

/// The recording of a room's missions.
#[derive(Debug)]
pub(super) struct Tape {
    /// The mission's file.
    source: String,
    running: Option<Recorder>,
    /// The beginning of a flight that was taken up in its middle, until its next step: one that nobody comes
    /// back to leaves no recording behind.
    held: Vec<Page>,
    /// What was recorded of the flight before it was taken up here, until its next tick.
    so_far: Option<SoFar>,
    pages: Vec<Page>,
}

impl Room {
    /// Records this room's missions from now on; `source` is the file its scenario was read from. One that
    /// is going on is taken up where it is.
    pub fn record(&mut self, source: String) {
        self.tape = Some(Tape {
            source,
            running: None,
            held: Vec::new(),
            so_far: None,
            pages: Vec::new(),
        });
        let Stage::Flying(world) = &self.stage else {
            return;
        };
        // A world that no recording begins with costs the recording.
        let Ok(world_then) = taken_up(world) else {
            return;
        };
        let recorder = Recorder::new(world);
        let Some(begin) = self.first_page() else {
            return;
        };
        if let Some(tape) = &mut self.tape {
            tape.held = vec![begin, Page::More(world_then)];
            tape.running = Some(recorder);
        }
    }

    /// The same of a room that came back, which knows its mission's file itself.
    pub fn record_on(&mut self) {
        if let Some(source) = self.kept_source() {
            self.record(source);
        }
    }

    /// The flight that is going on was recorded so far elsewhere: the recording goes on from there.
    pub fn record_after(&mut self, so_far: SoFar) {
        if let Some(tape) = &mut self.tape {
            tape.so_far = Some(so_far);
            tape.running = None;
            tape.held.clear();
        }
    }

    /// The first tick here of a flight taken up: only now its crews are known.
    pub(super) fn take_tape_up(&mut self) {
        let Some(tape) = &mut self.tape else { return };
        let Some(so_far) = tape.so_far.take() else {
            return;
        };
        let source = tape.source.clone();
        let header = self.header(&source);
        let (recorder, bytes) = Recorder::go_on(so_far);
        if let Some(tape) = &mut self.tape {
            tape.running = Some(recorder);
            tape.pages.extend([Page::Begin(header), Page::More(bytes)]);
        }
    }

    /// What is to be written down since it was last asked.
    pub fn drain_pages(&mut self) -> Vec<Page> {
        let tape = self.tape.as_mut();
        tape.map(|tape| std::mem::take(&mut tape.pages))
            .unwrap_or_default()
    }

    /// A mission begins.
    pub(super) fn begin_tape(&mut self, world: &World) {
        let begin = self.first_page();
        if let Some(tape) = &mut self.tape {
            tape.running = Some(Recorder::new(world));
            tape.pages.extend(begin);
        }
    }

    /// The first page of a flight.
    fn first_page(&self) -> Option<Page> {
        let tape = self.tape.as_ref()?;
        Some(Page::Begin(self.header(&tape.source)))
    }

    /// A bug has ended the room in the middle of a step: the world is not what a step leaves behind, and
    /// nothing is written of it any more. The recording stands up to its last page.
    pub(super) fn cut_tape(&mut self) {
        if let Some(tape) = &mut self.tape
            && tape.running.take().is_some()
            && tape.has_begun()
        {
            tape.pages.push(Page::End);
        }
    }

    /// The mission has ended, or the room has while it was flown.
    pub(super) fn end_tape(&mut self) {
        let (Some(tape), Some(world)) = (&mut self.tape, self.stage.world()) else {
            return;
        };
        if let Some(recorder) = tape.running.take()
            && tape.has_begun()
        {
            tape.pages.push(Page::More(recorder.end(world)));
            tape.pages.push(Page::End);
        }
    }
}

impl Tape {
    /// Something of the flight has been handed out; a beginning that was held is let go.
    fn has_begun(&mut self) -> bool {
        std::mem::take(&mut self.held).is_empty()
    }

    /// One tick: what the step was given, the world after it, what happened.
    pub(super) fn note(&mut self, inputs: &Inputs, world: &World, events: &[Event]) {
        self.pages.append(&mut self.held);
        let recorder = self.running.as_mut();
        let bytes = recorder.and_then(|recorder| recorder.note(inputs, world, events));
        self.pages.extend(bytes.map(Page::More));
    }
}
