//! What the crew has heard of its partner. The plan shows both crews whose move it is, also when that
//! hangs on a word; this crew makes such a move only when the word has come over the loop.

use std::collections::{BTreeMap, VecDeque};

use handshake_shared::catalogue::calls::{CallId, SlotValue, Slots};
use handshake_shared::catalogue::procedures::{Act, Move};
use handshake_shared::ids::CompartmentId;
use handshake_shared::sim::event::Transmission;
use handshake_shared::sim::input::Command;
use handshake_shared::time::Tick;
use handshake_shared::view::plan::OpenMove;

use super::words::partners_tongue;
use super::{Given, Operator};

/// Calls kept in mind for a read-back.
const HEARD_MAX: usize = 8;
/// A word older than this when its answer opens was said for another occasion, s: another transfer's.
const WORD_FRESH_S: f64 = 120.0;
/// Between two requests to say a word again, s.
const ASK_AGAIN_S: f64 = 10.0;

/// A call and the place it names: what tells one pressure from another.
type Word = (CallId, Option<CompartmentId>);

/// A call as it was heard.
#[derive(Clone, Debug)]
pub(super) struct Heard {
    /// When it was said.
    pub at: Tick,
    /// Its number on the loop.
    pub seq: u32,
    /// Which.
    pub call: CallId,
    /// Its slots, SI.
    pub slots: Slots,
}

/// What was heard, the last few calls whole and of every other one when.
#[derive(Debug, Default)]
pub(super) struct Ears {
    lately: VecDeque<Heard>,
    words: BTreeMap<Word, Tick>,
    asked_again: Option<Tick>,
}

impl Ears {
    /// Takes in a call.
    pub(super) fn take(&mut self, said: &Transmission, call: CallId, slots: &Slots) {
        if self.lately.len() == HEARD_MAX {
            self.lately.pop_front();
        }
        self.lately.push_back(Heard {
            at: said.tick,
            seq: said.seq,
            call,
            slots: slots.clone(),
        });
        self.words.insert((call, place(slots)), said.tick);
    }

    /// Takes a word for said that was not understood, or was shown by lamp.
    pub(super) fn suppose(&mut self, at: Tick, call: CallId, slots: &Slots) {
        self.words.insert((call, place(slots)), at);
    }

    /// The transmission of this number, if it was heard not long ago.
    pub(super) fn numbered(&self, seq: u32) -> Option<&Heard> {
        self.lately.iter().find(|heard| heard.seq == seq)
    }

    /// This word has come, or one that names no place, since `from`.
    fn has(&self, word: Word, from: f64) -> bool {
        let fresh = |at: &Tick| at.seconds() >= from;
        match word {
            (call, None) => {
                let mut of_it = self.words.iter().filter(|((said, _), _)| *said == call);
                of_it.any(|(_, at)| fresh(at))
            }
            word => self.words.get(&word).is_some_and(fresh),
        }
    }
}

impl Operator {
    /// The move answers a word of the partner that this crew has not heard.
    pub(super) fn unheard(&self, given: &Given<'_>, open: OpenMove, mv: &Move) -> bool {
        let from = open.since.seconds() - WORD_FRESH_S;
        let said_before =
            |row: &&Move| row.rank + 1 == mv.rank && row.who.seat(given.plan.roles) != self.seat;
        let mut rows = open.step.row().moves.iter().filter(said_before);
        rows.any(|row| match row.act {
            Act::Say(call, place) => !self.ears.has((call, place), from),
            _ => false,
        })
    }

    /// A move waits for a word that has passed this crew by: asks for it again.
    pub(super) fn ask_again(&mut self, given: &Given<'_>) -> Option<Command> {
        let waits = |(open, mv): (OpenMove, &Move)| {
            given.tick.since(open.since) > ASK_AGAIN_S && self.unheard(given, open, mv)
        };
        let due = |at: Tick| given.tick.since(at) > ASK_AGAIN_S;
        let asked = self.ears.asked_again;
        if self.temper.muted || !asked.is_none_or(due) || !given.plan.moves_of(self.seat).any(waits)
        {
            return None;
        }
        self.ears.asked_again = Some(given.tick);
        Some(Command::Call {
            call: CallId::SayAgain,
            slots: Slots::new(),
            tongue: partners_tongue(self.seat),
        })
    }
}

fn place(slots: &Slots) -> Option<CompartmentId> {
    slots.iter().find_map(|slot| match slot {
        SlotValue::Place(place) => Some(*place),
        _ => None,
    })
}
