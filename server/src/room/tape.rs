//! What of a room is recorded: exactly what each step was given, from the first tick of a mission to
//! its end or the room's. It makes pages; somebody else has a disk, and a calendar.

use handshake_shared::replay::{Header, Recorder};
use handshake_shared::sim::World;
use handshake_shared::sim::event::Event;
use handshake_shared::sim::input::Inputs;

use super::Room;

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
    pages: Vec<Page>,
}

impl Room {
    /// Records this room's missions from now on; `source` is the file its scenario was read from.
    pub fn record(&mut self, source: String) {
        self.tape = Some(Tape {
            source,
            running: None,
            pages: Vec::new(),
        });
    }

    /// What is to be written down since it was last asked.
    pub fn drain_pages(&mut self) -> Vec<Page> {
        let tape = self.tape.as_mut();
        tape.map(|tape| std::mem::take(&mut tape.pages))
            .unwrap_or_default()
    }

    /// A mission begins.
    pub(super) fn begin_tape(&mut self, world: &World) {
        let Some(tape) = &self.tape else {
            return;
        };
        let header = self.header(&tape.source);
        let Some(tape) = &mut self.tape else {
            return;
        };
        tape.running = Some(Recorder::new(world));
        tape.pages.push(Page::Begin(header));
    }

    /// A bug has ended the room in the middle of a step: the world is not what a step leaves behind, and
    /// nothing is written of it any more. The recording stands up to its last page.
    pub(super) fn cut_tape(&mut self) {
        if let Some(tape) = &mut self.tape
            && tape.running.take().is_some()
        {
            tape.pages.push(Page::End);
        }
    }

    /// The mission has ended, or the room has while it was flown.
    pub(super) fn end_tape(&mut self) {
        let (Some(tape), Some(world)) = (&mut self.tape, self.stage.world()) else {
            return;
        };
        if let Some(recorder) = tape.running.take() {
            tape.pages.push(Page::More(recorder.end(world)));
            tape.pages.push(Page::End);
        }
    }
}

impl Tape {
    /// One tick: what the step was given, the world after it, what happened.
    pub(super) fn note(&mut self, inputs: &Inputs, world: &World, events: &[Event]) {
        let recorder = self.running.as_mut();
        let bytes = recorder.and_then(|recorder| recorder.note(inputs, world, events));
        self.pages.extend(bytes.map(Page::More));
    }
}
