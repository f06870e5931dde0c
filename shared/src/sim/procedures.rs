//! Progress of the joint flight plan: which moves are open, which the world has completed. Reads
//! the world, changes only the plan.

mod changes;
mod progress;
mod tick;

use alloc::vec::Vec;

use serde::{Deserialize, Serialize};
use serde_big_array::BigArray;

use crate::catalogue::calls::{CallId, ReadBack, SlotValue};
use crate::catalogue::procedures::{
    Act, Cond, Gate, Held, Move, Phase, Roles, STEPS, Step, StepId, StepSet,
};
use crate::catalogue::transfers::Transfer;
use crate::ids::{CompartmentId, Seat};
use crate::limits::MATCH_FRESH_S;
use crate::time::Tick;
use crate::view::plan::OpenMove;

use progress::Progress;

pub use tick::step;

/// Steps in the catalogue.
const N_STEPS: usize = STEPS.len();

/// State of the plan; arrays are by step index, move bits by move index.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// What the mission makes of the two crews.
    pub roles: Roles,
    /// Numbers of the transfers it flies, in order, and which of them is under way.
    transfers: Vec<u8>,
    leg: usize,
    steps: Progress,
    /// Moves done.
    #[serde(with = "BigArray")]
    moves_done: [u16; N_STEPS],
    /// Calls spoken for their moves.
    #[serde(with = "BigArray")]
    said: [u16; N_STEPS],
    /// When the step's call was last read back rightly.
    #[serde(with = "BigArray")]
    pub matched: [Option<Tick>; N_STEPS],
    /// Steps called anew because their read-back grew too old.
    lapsed: StepSet,
    /// When the step's present rank opened.
    #[serde(with = "BigArray")]
    since: [Option<Tick>; N_STEPS],
    /// Since when the step's present move has held what it has to.
    #[serde(with = "BigArray")]
    held: [Option<Tick>; N_STEPS],
}

/// What rings that part undo, and what they add: the craft part first, then the last hold point and
/// the docking as far as it had come.
pub const LAST_GATE: [StepId; 7] = [
    StepId::Part,
    StepId::Close3,
    StepId::Gate3,
    StepId::Dock,
    StepId::ControlOff,
    StepId::Retract,
    StepId::Frames,
];
/// Who is flown to tells who flies where he is only while Soyuz flies: Apollo sees its place across the axis
/// for itself.
const TALKED_ON: [StepId; 2] = [StepId::LineUp, StepId::OnAxis];

impl Plan {
    /// A plan of these steps, nothing done, with the crews in these roles; what belongs to a transfer
    /// is flown for each of those named.
    pub fn new(steps: &[StepId], roles: Roles, transfers: &[u8]) -> Plan {
        Plan {
            roles,
            transfers: transfers.to_vec(),
            leg: 0,
            steps: Progress::of(StepSet::of(steps)),
            moves_done: [0; N_STEPS],
            said: [0; N_STEPS],
            matched: [None; N_STEPS],
            lapsed: StepSet::default(),
            since: [None; N_STEPS],
            held: [None; N_STEPS],
        }
    }

    /// The transfer under way.
    pub fn transfer(&self) -> &'static Transfer {
        Transfer::numbered(self.transfers.get(self.leg).copied().unwrap_or(1))
    }

    /// Steps this mission flies.
    pub fn flown(&self) -> StepSet {
        self.steps.flown()
    }

    /// Steps done.
    pub fn done(&self) -> StepSet {
        self.steps.done()
    }

    /// The mission flies this step.
    pub fn flies(&self, step: StepId) -> bool {
        self.flown().has(step)
    }

    /// This step is done, or not flown at all: it bars nothing.
    pub fn cleared(&self, step: StepId) -> bool {
        !self.flies(step) || self.done().has(step)
    }

    /// Nothing is left to do.
    pub fn complete(&self) -> bool {
        self.steps.is_complete()
    }

    /// The earliest phase with a step left; the last one flown when all is done.
    pub fn phase(&self) -> Phase {
        self.steps.phase()
    }

    /// What the open moves have to hold, and whether it is held now.
    pub fn to_hold(&self) -> impl Iterator<Item = (Held, bool)> + '_ {
        self.open_rows().filter_map(|(step, _, mv)| match mv.done {
            Cond::HeldFor(held, _) => Some((held, self.held[step.id as usize].is_some())),
            _ => None,
        })
    }

    /// An open move asks for this act.
    pub fn asks(&self, act: Act) -> bool {
        self.open_rows().any(|(_, _, mv)| mv.act == act)
    }

    /// When the step's call was read back rightly, if that was within the last minute.
    pub fn matched_for(&self, step: StepId, now: Tick) -> Option<Tick> {
        self.matched[step as usize].filter(|at| now.since(*at) <= MATCH_FRESH_S)
    }

    /// The step's call was read back rightly, too long ago.
    pub fn has_lapsed(&self, step: StepId, now: Tick) -> bool {
        let old = self.matched[step as usize].is_some() && self.matched_for(step, now).is_none();
        old || self.lapsed.has(step)
    }

    fn is_open(&self, step: &Step) -> bool {
        self.steps.open().has(step.id)
    }

    /// Rank of the first undone move.
    fn rank(&self, step: &Step) -> Option<u8> {
        let done = self.moves_done[step.id as usize];
        step.moves
            .iter()
            .enumerate()
            .filter(|(index, _)| done & 1 << index == 0)
            .map(|(_, mv)| mv.rank)
            .min()
    }

    /// Open moves with their index, in plan order.
    fn open_rows(&self) -> impl Iterator<Item = (&'static Step, usize, &'static Move)> + '_ {
        self.steps.open().rows().flat_map(|step| {
            let rank = self.rank(step);
            let done = self.moves_done[step.id as usize];
            step.moves
                .iter()
                .enumerate()
                .filter(move |(index, mv)| Some(mv.rank) == rank && done & 1 << index == 0)
                .map(move |(index, mv)| (step, index, mv))
        })
    }

    /// Open moves as both crews see them.
    pub fn open(&self, now: Tick) -> Vec<OpenMove> {
        self.open_rows()
            .map(|(step, index, _)| OpenMove {
                step: step.id,
                index: index as u8,
                since: self.since[step.id as usize].unwrap_or(now),
                held: self.held[step.id as usize].filter(|_| tells(step)),
            })
            .collect()
    }

    /// The hold point that waits for answers.
    pub fn open_gate(&self) -> Option<Gate> {
        self.open_rows().find_map(|(_, _, mv)| match mv.act {
            Act::Poll(gate) => Some(gate),
            _ => None,
        })
    }

    /// A call was spoken: its open moves count as said. A greeting counts only in the hearer's own
    /// language (`theirs`). Returns the step that wants it read back: an open one, or one already
    /// past whose read-back is to be made fresh.
    pub fn note_call(
        &mut self,
        from: Seat,
        call: CallId,
        slots: &[SlotValue],
        theirs: bool,
    ) -> Option<StepId> {
        let place = slots.iter().find_map(|slot| match slot {
            SlotValue::Place(place) => Some(*place),
            _ => None,
        });
        if call == CallId::SpellIt {
            self.spell_anew(from);
        }
        let mut open = None;
        let mut past = None;
        for step in STEPS {
            if !self.flies(step.id) || (step.in_theirs() && !theirs) {
                continue;
            }
            for (index, mv) in step.moves.iter().enumerate() {
                if mv.who.seat(self.roles) != from || !names(mv.act, call, place) {
                    continue;
                }
                let began = self.is_open(step) && self.rank(step).is_some_and(|now| now >= mv.rank);
                if began {
                    self.said[step.id as usize] |= 1 << index;
                }
                if !step.is_read_back(mv) {
                    continue;
                }
                if began && self.matched[step.id as usize].is_none() {
                    open = Some(step.id);
                } else if call.row().read_back != ReadBack::AtMarks && self.cleared(step.id) {
                    past = Some(step.id);
                }
            }
        }
        open.or(past)
    }

    /// Free text was sent: an open spelling move counts as done in the seat's own words.
    pub fn note_text(&mut self, from: Seat) {
        self.note_all(from, |act| matches!(act, Act::Spell(_)));
    }

    /// A crew did on the radio what is no call: its open moves that ask for this act count as done.
    pub fn note(&mut self, from: Seat, act: Act) {
        self.note_all(from, |asked| asked == act);
    }

    /// The open moves of a seat that ask for this count as done.
    fn note_all(&mut self, from: Seat, asks: impl Fn(Act) -> bool) {
        let done: Vec<_> = self
            .open_rows()
            .filter(|(_, _, mv)| mv.who.seat(self.roles) == from && asks(mv.act))
            .map(|(step, index, _)| (step.id, index))
            .collect();
        for (step, index) in done {
            self.said[step as usize] |= 1 << index;
        }
    }

    /// `listener` pressed a cell that the plan does not wait for, or said that it has none: who spelt is
    /// asked to spell again.
    pub fn spell_anew(&mut self, listener: Seat) {
        for step in self.steps.open().rows() {
            let index = step.id as usize;
            for (bit, mv) in step.moves.iter().enumerate() {
                let spelt = matches!(mv.act, Act::Spell(_)) && self.said[index] & 1 << bit != 0;
                if spelt && mv.who.seat(self.roles) != listener {
                    self.said[index] &= !(1 << bit);
                    self.moves_done[index] &= !(1 << bit);
                    self.since[index] = None;
                }
            }
        }
    }

    /// A read-back was judged: right ones open the lock, wrong ones shut it and ask for the call
    /// again.
    pub fn note_read_back(&mut self, step: StepId, right: bool, now: Tick) {
        let index = step as usize;
        self.matched[index] = right.then_some(now);
        self.lapsed.remove(step);
        if !right {
            self.unsay(step);
        }
    }

    /// Another call has taken the place of one that waited for its read-back: nobody can answer it any
    /// more, so it has to be said again. One that was read back before stands.
    pub fn note_overtaken(&mut self, step: StepId) {
        if self.matched[step as usize].is_none() {
            self.unsay(step);
        }
    }

    /// Takes a step that is not done back to the call that is read back.
    fn unsay(&mut self, step: StepId) {
        if self.done().has(step) {
            return;
        }
        let index = step as usize;
        self.since[index] = None;
        for (bit, mv) in step.row().moves.iter().enumerate() {
            if step.row().is_read_back(mv) {
                self.said[index] &= !(1 << bit);
                self.moves_done[index] &= !(1 << bit);
            }
        }
    }
}

impl Plan {
    /// Feeds every bit of the state, in a fixed order.
    pub fn digest_into(&self, sink: &mut impl FnMut(u64)) {
        sink(self.roles.active as u64);
        sink(self.roles.flying as u64);
        self.transfers
            .iter()
            .for_each(|number| sink(u64::from(*number)));
        sink(self.leg as u64);
        for bits in [self.flown(), self.done(), self.lapsed].map(StepSet::bits) {
            sink(bits as u64);
            sink((bits >> 64) as u64);
        }
        for index in 0..N_STEPS {
            sink(u64::from(self.moves_done[index]) << 16 | u64::from(self.said[index]));
            sink(self.matched[index].map_or(u64::MAX, |tick| u64::from(tick.0)));
            sink(self.since[index].map_or(u64::MAX, |tick| u64::from(tick.0)));
            sink(self.held[index].map_or(u64::MAX, |tick| u64::from(tick.0)));
        }
    }
}

/// Whether both crews may know that what has to be held is held: how the Sun's disc is covered, Soyuz
/// alone sees.
fn tells(step: &Step) -> bool {
    let secret = |mv: &Move| matches!(mv.done, Cond::HeldFor(Held::Sun(_), _));
    !step.moves.iter().any(secret)
}

fn names(act: Act, call: CallId, place: Option<CompartmentId>) -> bool {
    match act {
        Act::Say(wanted, at) => wanted == call && (at.is_none() || at == place),
        Act::Find(wanted) => wanted == call,
        _ => false,
    }
}
