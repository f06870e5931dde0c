//! The loop as one seat sees it: the read-back it owes, the one it waits for, hold points and keys.
//! What was said arrives as events; this is the state that stands until it changes.

use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::catalogue::calls::{CallId, SlotValue};
use crate::catalogue::lamps::LampCode;
use crate::catalogue::procedures::Gate;
use crate::ids::Seat;
use crate::limits::TWO_KEY_WINDOW_S;
use crate::sim::World;
use crate::sim::input::TwoKeyAct;
use crate::sim::radio::lamps;

/// One card offered as a read-back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Card {
    /// The call on it.
    pub call: CallId,
    /// Its slots, SI; the console shows them in the hearer's unit.
    pub slots: Vec<SlotValue>,
}

/// A read-back this seat owes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Owed {
    /// Number of the transmission to answer.
    pub seq: u32,
    /// The call that was heard.
    pub call: CallId,
    /// Cards to choose from; empty when the digits must be typed.
    pub cards: Vec<Card>,
}

/// A hold point that waits for answers.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PollView {
    /// Which.
    pub gate: Gate,
    /// Own answer.
    pub mine: Option<bool>,
}

/// A two-key act in progress.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct KeyView {
    /// Which act.
    pub act: TwoKeyAct,
    /// Who turned first.
    pub by: Seat,
    /// Time left for the other, s.
    pub left_s: f32,
}

/// The loop, as this seat sees it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RadioView {
    /// The read-back this seat owes.
    pub owed: Option<Owed>,
    /// The transmission for which this seat waits for a read-back.
    pub awaited: Option<u32>,
    /// The open hold point.
    pub poll: Option<PollView>,
    /// A key that waits for its second.
    pub key: Option<KeyView>,
    /// Since the partner was last heard, s; absent before the first word.
    pub heard_s: Option<f32>,
    /// Chance of a word to be lost in what this crew hears now, %.
    pub loss_percent: u8,
    /// The signal the own lamp gives.
    pub own_lamp: Option<LampCode>,
    /// The signal that is seen on the other craft.
    pub lamp: Option<LampCode>,
}

/// The loop as one seat sees it.
pub fn of(world: &World, seat: Seat) -> RadioView {
    let radio = &world.radio;
    let now = world.tick;
    RadioView {
        owed: radio.owed[seat.index()].as_ref().map(|debt| Owed {
            seq: debt.seq,
            call: debt.call,
            cards: debt.cards.clone(),
        }),
        awaited: radio.owed[seat.other().index()]
            .as_ref()
            .map(|debt| debt.seq),
        poll: world.plan.open_gate().map(|gate| PollView {
            gate,
            mine: radio.go[gate as usize][seat.index()],
        }),
        key: radio.key.map(|(act, by, at)| KeyView {
            act,
            by,
            left_s: (TWO_KEY_WINDOW_S - now.since(at)) as f32,
        }),
        heard_s: radio.spoke[seat.other().index()].map(|at| now.since(at) as f32),
        loss_percent: radio.noise.at(seat).loss_percent,
        own_lamp: radio.lamps[seat.index()].map(|signal| signal.code),
        lamp: lamps::shown_to(world, seat).map(|signal| signal.code),
    }
}
