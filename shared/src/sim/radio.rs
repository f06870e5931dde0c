//! The loop: transmissions, read-backs and their judgement, hold-point answers, keys. It judges on
//! ids and numbers only and knows no words; which calls matter is the plan's business.

pub mod called;
pub mod lamps;
pub mod noise;

use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::catalogue::calls::{CallId, ReadBack, SlotValue, matches_value};
use crate::catalogue::procedures::{Gate, StepId};
use crate::ids::Seat;
use crate::limits::{KEYS_FRESH_S, MATCH_FRESH_S, TWO_KEY_WINDOW_S};
use crate::rng::Stream;
use crate::sim::event::{Speech, Transmission, Verdict};
use crate::sim::input::{Answer, TwoKeyAct};
use crate::time::Tick;
use crate::view::radio::Card;

use called::CalledAcross;
use lamps::Signal;
use noise::Noises;

/// A read-back that is owed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Debt {
    /// The transmission it answers.
    pub seq: u32,
    /// When it was asked for.
    pub asked: Tick,
    /// The call.
    pub call: CallId,
    /// Its slots as called.
    pub slots: Vec<SlotValue>,
    /// The plan step that asked for it.
    pub step: StepId,
    /// Right answer, unit slip, look-alike, in seeded order.
    pub cards: Vec<Card>,
}

/// State of the loop.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Radio {
    next_seq: u32,
    cards: Stream,
    /// The read-back each seat owes.
    pub owed: [Option<Debt>; 2],
    /// When each seat last spoke.
    pub spoke: [Option<Tick>; 2],
    /// What each seat has been told of the other's gauges.
    pub called: [CalledAcross; 2],
    /// Answers at the hold points, by gate and seat.
    pub go: [[Option<bool>; 2]; Gate::ALL.len()],
    /// A key turned and waiting for its second.
    pub key: Option<(TwoKeyAct, Seat, Tick)>,
    /// When both keys of an act were last turned in time.
    pub both_keys: [Option<Tick>; 2],
    /// Noise in store and now.
    pub noise: Noises,
    /// The signal each craft's lamp gives.
    pub lamps: [Option<Signal>; 2],
}

impl Radio {
    /// A silent loop.
    pub fn new(cards: Stream, noise: Noises) -> Radio {
        Radio {
            next_seq: 1,
            cards,
            owed: [None, None],
            spoke: [None; 2],
            called: [CalledAcross::default(); 2],
            go: [[None; 2]; Gate::ALL.len()],
            key: None,
            both_keys: [None; 2],
            noise,
            lamps: [None; 2],
        }
    }

    /// Puts speech on the loop.
    pub fn transmit(&mut self, tick: Tick, from: Seat, speech: Speech) -> Transmission {
        let seq = self.next_seq;
        self.next_seq += 1;
        self.spoke[from.index()] = Some(tick);
        if let Speech::Call { call, slots, .. } = &speech {
            self.called[from.other().index()].hear(tick, from, *call, slots);
        }
        Transmission {
            seq,
            tick,
            from,
            speech,
            wants_read_back: false,
            noise: self.noise.at(from.other()),
        }
    }

    /// From now on the other seat owes a read-back of this transmission; the step of the call whose place
    /// it takes, when nobody answered that.
    pub fn ask_read_back(
        &mut self,
        sent: &mut Transmission,
        step: StepId,
        n_cards: usize,
    ) -> Option<StepId> {
        let Speech::Call { call, slots, .. } = &sent.speech else {
            return None;
        };
        let hearer = sent.from.other();
        sent.wants_read_back = true;
        let before = self.owed[hearer.index()].replace(Debt {
            seq: sent.seq,
            asked: sent.tick,
            call: *call,
            slots: slots.clone(),
            step,
            cards: deal(*call, slots, hearer, n_cards, &mut self.cards),
        });
        before
            .map(|debt| debt.step)
            .filter(|before| *before != step)
    }

    /// Judges a read-back. The debt is settled either way: after a wrong one the call has to be
    /// said again. Nothing is judged, and the debt stands, when the answer is none: a card that was
    /// not dealt, or digits for a call that has no number.
    pub fn read_back(&mut self, by: Seat, seq: u32, answer: Answer) -> Option<(Debt, Verdict)> {
        if self.owed[by.index()]
            .as_ref()
            .is_none_or(|debt| debt.seq != seq)
        {
            return None;
        }
        if !fits(self.owed[by.index()].as_ref()?, answer) {
            return None;
        }
        let debt = self.owed[by.index()].take()?;
        let verdict = judge(&debt, by, answer);
        Some((debt, verdict))
    }

    /// Nobody owes a read-back of these steps any more: what they called has been overtaken.
    pub fn forgive(&mut self, steps: &[StepId]) {
        for owed in &mut self.owed {
            owed.take_if(|debt| steps.contains(&debt.step));
        }
    }

    /// Both crews answered go at a gate.
    pub fn is_go(&self, gate: Gate) -> bool {
        self.go[gate as usize] == [Some(true); 2]
    }

    /// Turns a key; true when it was the second in time.
    pub fn turn_key(&mut self, act: TwoKeyAct, seat: Seat, tick: Tick) -> bool {
        match self.key {
            Some((first, by, at))
                if first == act && by != seat && tick.since(at) <= TWO_KEY_WINDOW_S =>
            {
                self.key = None;
                self.both_keys[act as usize] = Some(tick);
                true
            }
            _ => {
                self.key = Some((act, seat, tick));
                false
            }
        }
    }

    /// Both keys of an act were turned in time, and not so long ago that they have sprung back.
    pub fn keys_open(&self, act: TwoKeyAct, tick: Tick) -> bool {
        self.both_keys[act as usize].is_some_and(|at| tick.since(at) <= KEYS_FRESH_S)
    }

    /// Lets a lonely key spring back, and gives up read-backs that did not come in time: those come
    /// back, for the plan to have their calls made again.
    pub fn expire(&mut self, tick: Tick) -> Vec<StepId> {
        if self
            .key
            .is_some_and(|(_, _, at)| tick.since(at) > TWO_KEY_WINDOW_S)
        {
            self.key = None;
        }
        let late = |debt: &mut Debt| tick.since(debt.asked) > MATCH_FRESH_S;
        let given_up = self.owed.iter_mut().filter_map(|owed| owed.take_if(late));
        given_up.map(|debt| debt.step).collect()
    }
}

impl Radio {
    /// Feeds every bit of the state, in a fixed order.
    pub fn digest_into(&self, sink: &mut impl FnMut(u64)) {
        sink(u64::from(self.next_seq));
        sink(self.cards.bits());
        let tick = |tick: Option<Tick>| tick.map_or(u64::MAX, |tick| u64::from(tick.0));
        for seat in 0..2 {
            sink(
                self.owed[seat]
                    .as_ref()
                    .map_or(0, |debt| u64::from(debt.seq)),
            );
            sink(tick(self.spoke[seat]));
            sink(tick(self.both_keys[seat]));
        }
        for called in &self.called {
            called.digest_into(sink);
        }
        for answer in self.go.iter().flatten() {
            sink(answer.map_or(2, u64::from));
        }
        if let Some((act, seat, at)) = self.key {
            sink((act as u64) << 40 | (seat as u64) << 32 | u64::from(at.0));
        }
        self.noise.digest_into(sink);
        for (seat, signal) in self.lamps.iter().enumerate() {
            if let Some(signal) = signal {
                sink(1 << 48 | (seat as u64) << 47 | signal.bits());
            }
        }
    }
}

/// An answer of the kind that was asked for.
fn fits(debt: &Debt, answer: Answer) -> bool {
    match answer {
        Answer::Card(number) => usize::from(number) < debt.cards.len(),
        Answer::Value(value) | Answer::Bare(value) => {
            value.is_finite()
                && debt
                    .slots
                    .iter()
                    .any(|slot| matches!(slot, SlotValue::Number(_) | SlotValue::Count(_)))
        }
    }
}

fn judge(debt: &Debt, hearer: Seat, answer: Answer) -> Verdict {
    let (call, slots) = match answer {
        Answer::Card(number) => match debt.cards.get(usize::from(number)) {
            Some(card) => (card.call, card.slots.clone()),
            None => (debt.call, Vec::new()),
        },
        Answer::Value(value) | Answer::Bare(value) => (debt.call, typed(debt, value)),
    };
    if call != debt.call {
        return Verdict::WrongCall { answered: call };
    }
    for (index, slot) in debt.slots.iter().enumerate() {
        let back = slots.get(index).copied().unwrap_or(*slot);
        if let Some(verdict) = judge_slot(debt, index, *slot, back, hearer) {
            return verdict;
        }
    }
    Verdict::Match
}

/// The called slots with the first number (or count) replaced by what was typed.
fn typed(debt: &Debt, value: f32) -> Vec<SlotValue> {
    let mut slots = debt.slots.clone();
    for slot in &mut slots {
        match slot {
            SlotValue::Number(number) => {
                *number = value;
                break;
            }
            SlotValue::Count(count) => {
                *count = crate::maths::round(f64::from(value).clamp(0.0, 255.0)) as u8;
                break;
            }
            _ => {}
        }
    }
    slots
}

/// None when the slot came back right.
fn judge_slot(
    debt: &Debt,
    index: usize,
    called: SlotValue,
    back: SlotValue,
    hearer: Seat,
) -> Option<Verdict> {
    match (called, back) {
        (SlotValue::Number(called), SlotValue::Number(answered)) => {
            let quantity = debt.call.row().slots.get(index)?.quantity()?;
            let right = matches_value(f64::from(called), f64::from(answered), hearer, quantity);
            (!right).then_some(Verdict::WrongValue { called, answered })
        }
        (SlotValue::Count(called), SlotValue::Count(answered)) => {
            (called != answered).then_some(Verdict::WrongValue {
                called: f32::from(called),
                answered: f32::from(answered),
            })
        }
        (called, back) => (called != back).then_some(Verdict::WrongCall {
            answered: debt.call,
        }),
    }
}

/// Cards of a call without a number when the level offers none: there are no digits to type.
const CHOICE_CARDS: usize = 3;

/// Wrong numbers a hearer could believe. Unit slips keep the digits and take the other unit: feet
/// for metres, psi for kilopascals. Misheard digits are off by about a fifth (thirteen, sixteen).
const FEET_PER_METRE: f32 = 3.280_84;
const KILOPASCALS_PER_PSI: f32 = 6.894_757;
const MISHEARD: f32 = 1.2;

fn deal(
    call: CallId,
    slots: &[SlotValue],
    hearer: Seat,
    n_cards: usize,
    stream: &mut Stream,
) -> Vec<Card> {
    let mut cards = alloc::vec![Card {
        call,
        slots: slots.to_vec()
    }];
    if call.row().read_back == ReadBack::Choice {
        for alike in call.row().look_alikes {
            cards.push(Card {
                call: *alike,
                slots: slots.to_vec(),
            });
        }
    } else {
        for slip in [Slip::Unit, Slip::Digits] {
            cards.push(Card {
                call,
                slots: slipped(slots, call, hearer, slip),
            });
        }
    }
    let choice = call.row().read_back == ReadBack::Choice;
    cards.truncate(if choice && n_cards == 0 {
        CHOICE_CARDS
    } else {
        n_cards
    });
    // Fisher–Yates: the right card must not have a place of its own.
    for last in (1..cards.len()).rev() {
        let other = stream.below(last as u64 + 1) as usize;
        cards.swap(last, other);
    }
    cards
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Slip {
    Unit,
    Digits,
}

fn slipped(slots: &[SlotValue], call: CallId, hearer: Seat, slip: Slip) -> Vec<SlotValue> {
    use crate::catalogue::calls::Quantity;
    let mut slots = slots.to_vec();
    for (index, slot) in slots.iter_mut().enumerate() {
        match slot {
            SlotValue::Number(number) => {
                let quantity = call.row().slots.get(index).and_then(|kind| kind.quantity());
                let unit = match quantity {
                    Some(Quantity::Length) => FEET_PER_METRE,
                    Some(Quantity::Pressure) => 1.0 / KILOPASCALS_PER_PSI,
                    _ => 2.0,
                };
                // Apollo hears metric digits as US units, Soyuz the other way round.
                let unit = if hearer == Seat::Apollo {
                    1.0 / unit
                } else {
                    unit
                };
                *number *= if slip == Slip::Unit { unit } else { MISHEARD };
                break;
            }
            SlotValue::Count(count) => {
                *count = if slip == Slip::Unit {
                    count.saturating_sub(1)
                } else {
                    *count / 2
                };
                break;
            }
            _ => {}
        }
    }
    slots
}

#[cfg(test)]
mod bad_loop;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::Subject;
    use crate::sim::input::Tongue;

    const MMHG: f32 = 133.322;

    fn owed(call: CallId, slots: Vec<SlotValue>, cards: usize) -> (Radio, u32) {
        let mut radio = Radio::new(Stream::new(7, Subject::Cards), Noises::default());
        let speech = Speech::Call {
            call,
            slots,
            tongue: Tongue::Russian,
        };
        let mut sent = radio.transmit(Tick(1), Seat::Soyuz, speech);
        radio.ask_read_back(&mut sent, StepId::Seal, cards);
        (radio, sent.seq)
    }

    #[test]
    fn two_hundred_fifty_eight_millimetres_come_back_as_five_psi() {
        let called = alloc::vec![SlotValue::Number(258.0 * MMHG)];
        for (psi, right) in [
            (5.0, true),
            (5.2, true),
            (5.6, false),
            (0.5, false),
            (34.4, false),
        ] {
            let (mut radio, seq) = owed(CallId::SealPressure, called.clone(), 0);
            let answer = Answer::Value(psi * 6_894.757);
            let (_, verdict) = radio.read_back(Seat::Apollo, seq, answer).expect("owed");
            assert_eq!(verdict == Verdict::Match, right, "{psi}");
            assert!(radio.owed[0].is_none(), "settled either way");
        }
    }

    #[test]
    fn exactly_one_of_three_cards_is_right() {
        for (call, slots) in [
            (
                CallId::SealPressure,
                alloc::vec![SlotValue::Number(520.0 * MMHG)],
            ),
            (
                CallId::RangeAndRate,
                alloc::vec![SlotValue::Number(3.2), SlotValue::Number(0.2)],
            ),
            (CallId::RingExtended, Vec::new()),
            (CallId::HooksCount, alloc::vec![SlotValue::Count(8)]),
        ] {
            let right = (0..3)
                .filter(|card| {
                    let (mut radio, seq) = owed(call, slots.clone(), 3);
                    let back = radio.read_back(Seat::Apollo, seq, Answer::Card(*card));
                    matches!(back, Some((_, Verdict::Match)))
                })
                .count();
            assert_eq!(right, 1, "{call:?}");
        }
    }

    #[test]
    fn nobody_can_answer_what_was_not_asked_or_twice() {
        let (mut radio, seq) = owed(CallId::RingExtended, Vec::new(), 3);
        assert!(radio.read_back(Seat::Soyuz, seq, Answer::Card(0)).is_none());
        assert!(
            radio
                .read_back(Seat::Apollo, seq + 1, Answer::Card(0))
                .is_none()
        );
        assert!(
            radio
                .read_back(Seat::Apollo, seq, Answer::Card(0))
                .is_some()
        );
        assert!(
            radio
                .read_back(Seat::Apollo, seq, Answer::Card(0))
                .is_none()
        );
    }

    #[test]
    fn two_keys_count_within_five_seconds_and_not_from_one_hand() {
        let mut radio = Radio::new(Stream::new(7, Subject::Cards), Noises::default());
        let act = TwoKeyAct::Hatch4;
        assert!(!radio.turn_key(act, Seat::Apollo, Tick::at(1.0)));
        assert!(!radio.turn_key(act, Seat::Apollo, Tick::at(2.0)));
        assert!(
            !radio.turn_key(act, Seat::Soyuz, Tick::at(7.5)),
            "too late: waits anew"
        );
        assert!(radio.turn_key(act, Seat::Apollo, Tick::at(9.0)));
    }
}
