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

use super::{ASKED_AGAIN, Given, Operator};

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
    /// Calls of which too little came through, and when last.
    scraps: BTreeMap<Word, Tick>,
    asked_again: Option<Tick>,
    /// Requests for the word that the plan waits for now.
    asked: u8,
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

    /// Takes in a call of which too little came through.
    pub(super) fn half(&mut self, at: Tick, call: CallId, slots: &Slots) {
        self.scraps.insert((call, place(slots)), at);
    }

    /// The transmission of this number, if it was heard not long ago.
    pub(super) fn numbered(&self, seq: u32) -> Option<&Heard> {
        self.lately.iter().find(|heard| heard.seq == seq)
    }

    /// Any call has come since.
    pub(super) fn heard_since(&self, at: Tick) -> bool {
        self.lately.back().is_some_and(|heard| heard.at >= at)
    }

    /// This word has come, or one that names no place, since `from`.
    fn has(&self, word: Word, from: f64) -> bool {
        among(&self.words, word, from)
    }

    /// Scraps of this word have come since `from`.
    fn has_scraps(&self, word: Word, from: f64) -> bool {
        among(&self.scraps, word, from)
    }
}

/// The word stands there, or one that names no place, no older than `from`.
fn among(words: &BTreeMap<Word, Tick>, word: Word, from: f64) -> bool {
    let fresh = |at: &Tick| at.seconds() >= from;
    match word {
        (call, None) => {
            let mut of_it = words.iter().filter(|((said, _), _)| *said == call);
            of_it.any(|(_, at)| fresh(at))
        }
        word => words.get(&word).is_some_and(fresh),
    }
}

impl Operator {
    /// The move answers a word of the partner that this crew has not heard.
    pub(super) fn unheard(&self, given: &Given<'_>, open: OpenMove, mv: &Move) -> bool {
        let from = from(open);
        self.answers(given, open, mv)
            .any(|word| !self.ears.has(word, from))
    }

    /// Words of the partner that come right before the move.
    fn answers(
        &self,
        given: &Given<'_>,
        open: OpenMove,
        mv: &Move,
    ) -> impl Iterator<Item = Word> + use<> {
        let (rank, roles, seat) = (mv.rank, given.plan.roles, self.seat);
        let rows = open.step.row().moves.iter();
        rows.filter(move |row| row.rank + 1 == rank && row.who.seat(roles) != seat)
            .filter_map(|row| match row.act {
                Act::Say(call, place) => Some((call, place)),
                _ => None,
            })
    }

    /// A move waits for a word that has passed this crew by: asks for it again. Asked for twice in
    /// vain, a word of which scraps came through is taken for said, and by a crew that sat down in flight
    /// one that its predecessor may have heard: the plan shows that it was.
    pub(super) fn ask_again(&mut self, given: &Given<'_>) -> Option<Command> {
        let waits = |(open, mv): &(OpenMove, &Move)| {
            given.tick.since(open.since) > ASK_AGAIN_S && self.unheard(given, *open, mv)
        };
        let Some((open, mv)) = given.plan.moves_of(self.seat).find(waits) else {
            self.ears.asked = 0;
            return None;
        };
        let due = |at: Tick| given.tick.since(at) > ASK_AGAIN_S;
        if self.temper.muted || !self.ears.asked_again.is_none_or(due) {
            return None;
        }
        if self.ears.asked >= ASKED_AGAIN {
            let words: Vec<Word> = self.answers(given, open, mv).collect();
            for word in words {
                if self.sat_down_late() || self.ears.has_scraps(word, from(open)) {
                    self.ears.words.insert(word, given.tick);
                }
            }
        }
        self.ears.asked_again = Some(given.tick);
        self.ears.asked = self.ears.asked.saturating_add(1);
        Some(self.call(given, CallId::SayAgain, Slots::new()))
    }
}

/// A word said before this, s, was said for another occasion than the move's.
fn from(open: OpenMove) -> f64 {
    open.since.seconds() - WORD_FRESH_S
}

fn place(slots: &Slots) -> Option<CompartmentId> {
    slots.iter().find_map(|slot| match slot {
        SlotValue::Place(place) => Some(*place),
        _ => None,
    })
}
