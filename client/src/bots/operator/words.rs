//! What the crew says and how it answers: calls, questions, read-backs, spelling.

use handshake_shared::catalogue::book::PageId;
use handshake_shared::catalogue::calls::{CallId, SlotValue, Slots};
use handshake_shared::catalogue::constants::PA_PER_MMHG;
use handshake_shared::catalogue::ksu::System;
use handshake_shared::catalogue::procedures::Act;
use handshake_shared::catalogue::spelling::{KSU_COLUMNS, KsuCell};
use handshake_shared::catalogue::units::unit;
use handshake_shared::ids::{CompartmentId, Seat};
use handshake_shared::sim::input::{Answer, Command, Tongue};
use handshake_shared::time::Tick;
use handshake_shared::view::radio::{Card, Owed};

use super::ears::Heard;
use super::{ANSWERED_S, ASKED_AGAIN, Given, Operator};
use crate::app::calls::{answer, slots};
use crate::app::shelf::book_cell;
use crate::i18n::{Locale, Units, number, parse_number, to_si};

/// A pressure still moving faster than this is not called yet, Pa/s.
const STEADY_PA_PER_S: f32 = 4.0 * PA_PER_MMHG as f32;

/// An answer to a question on the loop.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Reply {
    /// Say the last thing again.
    Again,
    /// Answer this question, of this place, off the own panel.
    Question(CallId, Option<CompartmentId>),
    /// Read a line of the book out.
    Page(PageId, usize),
    /// A text that was no cell: ask to have it spelt.
    SpellIt,
    /// The cell that was spelt selected another system: ask to have the right one spelt.
    WrongCell,
    /// Too little came through: ask to have it said again.
    NotUnderstood,
}

impl Operator {
    /// Answers a question of the partner, a breath after it.
    pub(super) fn reply(&mut self, given: &Given<'_>) -> Option<Command> {
        let (at, reply) = self.reply?;
        if self.temper.muted || given.tick.since(at) < self.reaction_s() {
            return None;
        }
        self.reply = None;
        let (call, place) = match reply {
            Reply::Again => return self.said_again(given),
            Reply::Page(page, line) => return self.read_out(given, page, line),
            Reply::WrongCell => (CallId::SpellIt, None),
            Reply::NotUnderstood => (CallId::SayAgain, None),
            Reply::Question(asked, place) => return self.told(given, asked, place),
            Reply::SpellIt => {
                let asked = given
                    .plan
                    .moves_of(self.seat)
                    .any(|(_, mv)| matches!(mv.act, Act::Ksu(_)));
                if !asked {
                    return Some(self.say_again(given));
                }
                (CallId::SpellIt, None)
            }
        };
        let slots = fill(given, call, place)?;
        Some(self.call(given, call, slots))
    }

    /// The answer to a question; a crew that cannot tell says that it will, and one that loses its air says
    /// that first. What its plan has it say next anyway it does not say twice.
    fn told(
        &self,
        given: &Given<'_>,
        asked: CallId,
        place: Option<CompartmentId>,
    ) -> Option<Command> {
        let mut moves = given.plan.moves_of(self.seat);
        let hails = matches!(asked, CallId::HailSoyuz | CallId::HailApollo);
        if hails && moves.any(|(_, mv)| matches!(mv.act, Act::Say(..))) {
            return None;
        }
        if asked == CallId::AskStatus && self.losing_air && self.seat == Seat::Soyuz {
            return Some(self.call(given, CallId::LosingPressure, Slots::new()));
        }
        let named: Slots = place.map(SlotValue::Place).into_iter().collect();
        let (call, slots) = answer(given, asked, &named).unwrap_or((CallId::StandBy, Slots::new()));
        Some(self.call(given, call, slots))
    }

    /// The last thing said; on a noisy loop a call in the other language, because the same words would
    /// be lost again.
    fn said_again(&mut self, given: &Given<'_>) -> Option<Command> {
        if let Some(Command::Call { tongue, .. }) = &mut self.spoken
            && given.radio.loss_percent > 0
        {
            *tongue = match *tongue {
                Tongue::English => Tongue::Russian,
                Tongue::Russian => Tongue::English,
            };
        }
        self.spoken.clone()
    }

    /// The card nearest to what came through of a call that was asked for again in vain.
    fn guess(&self, owed: &Owed) -> Option<Command> {
        let scraps = self
            .scraps
            .as_ref()
            .filter(|scraps| scraps.seq == owed.seq)?;
        let asked = self.misses.get(&scraps.text).copied().unwrap_or(0);
        let enough = asked > ASKED_AGAIN && !owed.cards.is_empty();
        enough.then(|| Command::ReadBack {
            seq: owed.seq,
            answer: Answer::Card(scraps.likest(&owed.cards) as u8),
        })
    }

    /// Answers the read-back that is owed, once the words have sunk in.
    pub(super) fn read_back(&mut self, given: &Given<'_>) -> Option<Command> {
        let owed = given.radio.owed.as_ref()?;
        let made = |(seq, at): (u32, Tick)| seq == owed.seq && given.tick.since(at) < ANSWERED_S;
        if self.answered.is_some_and(made) {
            return None;
        }
        let answer = self.answer(given, owed)?;
        self.answered = Some((owed.seq, given.tick));
        Some(answer)
    }

    fn answer(&mut self, given: &Given<'_>, owed: &Owed) -> Option<Command> {
        let Some(heard) = self.ears.numbered(owed.seq) else {
            return self.guess(owed).filter(|_| !self.temper.muted);
        };
        if self.temper.muted || given.tick.since(heard.at) < self.reaction_s() {
            return None;
        }
        let lesson = given.plan.moves_of(self.seat).find_map(|(open, mv)| {
            let slips = mv.act == Act::ReadBack && open.step.row().slips();
            (slips && !self.slipped.contains(&open.step)).then_some(open.step)
        });
        let slips = self.temper.slips || lesson.is_some() || self.chance.slips();
        let answer = if owed.cards.is_empty() {
            Answer::Value(self.typed(heard, slips)?)
        } else {
            Answer::Card(self.chosen(heard, &owed.cards, slips)?)
        };
        self.slipped.extend(lesson);
        Some(Command::ReadBack {
            seq: owed.seq,
            answer,
        })
    }

    /// The card that says what was heard; a crew that slips takes the first other one.
    fn chosen(&self, heard: &Heard, cards: &[Card], slips: bool) -> Option<u8> {
        let error = |card: &Card| match card.call == heard.call {
            true => apart(&card.slots, &heard.slots),
            false => f32::MAX,
        };
        let mut numbered = (0..).zip(cards);
        let card = match slips {
            true => numbered.find(|(_, card)| error(card) > 0.0),
            false => numbered.min_by(|(_, a), (_, b)| error(a).total_cmp(&error(b))),
        };
        card.map(|(number, _)| number)
    }

    /// The digits as a hand types them on this console: what was heard, turned to the own unit and
    /// rounded as the own gauge rounds. A crew that slips types the speaker's digits as they were said.
    fn typed(&self, heard: &Heard, slips: bool) -> Option<f32> {
        if let Some(SlotValue::Count(count)) = heard.slots.first() {
            let slip = u8::from(slips);
            return Some(f32::from(count.checked_sub(slip).unwrap_or(1)));
        }
        let (index, quantity) = heard.call.row().measured()?;
        let SlotValue::Number(value) = *heard.slots.get(index)? else {
            return None;
        };
        let reads = match slips {
            true => self.seat.other(),
            false => self.seat,
        };
        let unit = unit(reads, quantity, f64::from(value));
        let shown = unit.shown(f64::from(value));
        let locale = Locale::of(self.seat);
        let digits = number(locale, shown, unit.decimals(shown));
        let typed = parse_number(locale, &digits)?;
        Some(to_si(Units::of(self.seat), quantity, typed) as f32)
    }

    pub(super) fn say(
        &self,
        given: &Given<'_>,
        call: CallId,
        place: Option<CompartmentId>,
        passes: bool,
    ) -> Option<Command> {
        // What is asked for, the partner reads.
        let own = place.filter(|_| call != CallId::AskPressure && !passes);
        if let Some(place) = own {
            let (_, _, change) = self.last_pa.get(&place)?;
            if change.abs() > STEADY_PA_PER_S {
                return None;
            }
        }
        let slots = fill(given, call, place)?;
        Some(self.call(given, call, slots))
    }

    /// A call in the language this crew speaks: the listener's, as in 1975, or its own. What the plan
    /// counts in the listener's only, it says in that.
    pub(super) fn call(&self, given: &Given<'_>, call: CallId, slots: Slots) -> Command {
        let mut moves = given.plan.moves_of(self.seat);
        let in_theirs = moves.any(|(open, mv)| {
            open.step.row().in_theirs() && matches!(mv.act, Act::Say(asked, _) if asked == call)
        });
        let speaks_as = match self.temper.own_language && !in_theirs {
            true => self.seat,
            false => self.seat.other(),
        };
        Command::Call {
            call,
            slots,
            tongue: tongue_of(speaks_as),
        }
    }

    /// There is no card for a cell: it is spelt with the panel's own alphabet, letter by letter.
    pub(super) fn spell(&self, given: &Given<'_>, system: System) -> Option<Command> {
        let cell = book_cell(given.panel.apollo()?, system)?;
        cell_text(cell).map(Command::Text)
    }
}

/// The answer a call asks for, if it is a question.
pub(super) fn question(call: CallId, slots: &Slots) -> Option<Reply> {
    match (call, slots.first()) {
        (CallId::SayAgain | CallId::SpeakSlower | CallId::NotUnderstood | CallId::SpellIt, _) => {
            Some(Reply::Again)
        }
        (CallId::AskPressure, Some(SlotValue::Place(place))) => {
            Some(Reply::Question(call, Some(*place)))
        }
        (
            CallId::AskRange
            | CallId::AskStatus
            | CallId::AskPanel
            | CallId::RingReportPlease
            | CallId::HoldAttitude
            | CallId::ControlOffPlease
            | CallId::HailSoyuz
            | CallId::HailApollo,
            _,
        ) => Some(Reply::Question(call, None)),
        _ => None,
    }
}

/// How far two sets of slots lie apart: relative for numbers, one for anything else that differs.
fn apart(a: &Slots, b: &Slots) -> f32 {
    a.iter()
        .zip(b)
        .map(|pair| match pair {
            (SlotValue::Number(a), SlotValue::Number(b)) => (a - b).abs() / b.abs().max(1e-6),
            (a, b) => f32::from(u8::from(a != b)),
        })
        .sum()
}

/// A cell spelt out: the panel's own code word in Latin letters, and the row.
pub(in crate::bots) fn cell_text(cell: KsuCell) -> Option<String> {
    let column = KSU_COLUMNS.get(usize::from(cell.column))?;
    let word = column.words.iter().find(|word| word.is_ascii())?;
    let mut letters = word.chars();
    let first = letters.next()?.to_ascii_uppercase();
    Some(format!("{first}{} {}", letters.as_str(), cell.row))
}

/// The language of a seat's console.
pub(in crate::bots) fn tongue_of(seat: Seat) -> Tongue {
    match seat {
        Seat::Apollo => Tongue::English,
        Seat::Soyuz => Tongue::Russian,
    }
}

/// Slots of a call as this crew's panel reads them.
pub(super) fn fill(given: &Given<'_>, call: CallId, place: Option<CompartmentId>) -> Option<Slots> {
    let named: Slots = place.map(SlotValue::Place).into_iter().collect();
    slots(given, call, &named)
}
