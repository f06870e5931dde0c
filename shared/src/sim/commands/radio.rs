//! What is said on the loop, answered and agreed there: calls, read-backs, text, polls, keys, the
//! calling-off.

use alloc::string::String;
use alloc::vec::Vec;

use super::unlocked;
use crate::catalogue::calls::{CallId, SlotValue};
use crate::catalogue::constants::PA_PER_MMHG;
use crate::catalogue::lamps::LampCode;
use crate::catalogue::procedures::StepId;
use crate::catalogue::unit_words::bare_number;
use crate::ids::{CompartmentId, Seat};
use crate::limits::TEXT_CHARS_MAX;
use crate::sim::World;
use crate::sim::armed::{self, Armed};
use crate::sim::event::{Event, Refusal, Speech, Verdict};
use crate::sim::hands;
use crate::sim::input::{Answer, HelpLevel, Tongue, TwoKeyAct, is_printable};
use crate::sim::radio::lamps;

pub(super) fn speak(
    world: &mut World,
    seat: Seat,
    call: CallId,
    slots: &[SlotValue],
    tongue: Tongue,
    events: &mut Vec<Event>,
) -> Result<(), Refusal> {
    if !call.row().who.allows(seat) {
        return Err(Refusal::NotYourCall);
    }
    if !call.row().accepts(slots) {
        return Err(Refusal::BadSlots);
    }
    lamps::refuse_if_dead(world, seat)?;
    let theirs = match tongue {
        Tongue::English => seat == Seat::Soyuz,
        Tongue::Russian => seat == Seat::Apollo,
    };
    note_language(world, seat, theirs);
    let speech = Speech::Call {
        call,
        slots: slots.to_vec(),
        tongue,
    };
    let mut sent = world.radio.transmit(world.tick, seat, speech);
    if seat == Seat::Apollo && call == CallId::PressureNeeded {
        let stands_pa = world.air.pressure_pa(CompartmentId::Om);
        world.plan.call_for_lower_cabin(stands_pa / PA_PER_MMHG);
    }
    if let Some(step) = world.plan.note_call(seat, call, slots, theirs) {
        let cards = world.help[seat.other().index()].cards();
        if let Some(overtaken) = world.radio.ask_read_back(&mut sent, step, cards) {
            world.plan.note_overtaken(overtaken);
        }
    }
    events.push(Event::Heard(sent));
    Ok(())
}

/// Writes down in whose language a call was made, and what help its hearer had.
fn note_language(world: &mut World, from: Seat, theirs: bool) {
    let hearer = from.other().index();
    let translated = world.help[hearer] == HelpLevel::Passenger;
    let talk = &mut world.record.talk;
    let add = |count: &mut u16, one: bool| *count = count.saturating_add(u16::from(one));
    add(&mut talk[from.index()].in_theirs, theirs);
    add(&mut talk[hearer].foreign, !theirs);
    add(&mut talk[hearer].translated, !theirs && translated);
}

pub(super) fn read_back(
    world: &mut World,
    seat: Seat,
    seq: u32,
    answer: Answer,
    events: &mut Vec<Event>,
) -> Result<(), Refusal> {
    lamps::refuse_if_dead(world, seat)?;
    let (debt, verdict) = world
        .radio
        .read_back(seat, seq, answer)
        .ok_or(Refusal::NothingToReadBack)?;
    world.radio.spoke[seat.index()] = Some(world.tick);
    events.push(Event::ReadBack {
        seq,
        by: seat,
        verdict,
    });
    if matches!(answer, Answer::Bare(_)) {
        events.push(Event::Doubtful { seq, by: seat });
    }
    let right = verdict == Verdict::Match;
    world.plan.note_read_back(debt.step, right, world.tick);
    if right {
        Ok(())
    } else {
        Err(Refusal::SayAgain)
    }
}

pub(super) fn say_text(
    world: &mut World,
    seat: Seat,
    text: &str,
    events: &mut Vec<Event>,
) -> Result<(), Refusal> {
    let clean: String = text
        .chars()
        .filter(|c| is_printable(*c))
        .take(TEXT_CHARS_MAX)
        .collect();
    if clean.trim().is_empty() {
        return Err(Refusal::BadText);
    }
    lamps::refuse_if_dead(world, seat)?;
    let typed = hands::typed(world, seat, &clean);
    let doubtful = bare_number(&typed);
    let sent = world.radio.transmit(world.tick, seat, Speech::Text(typed));
    world.plan.note_text(seat);
    let seq = sent.seq;
    events.push(Event::Heard(sent));
    if doubtful {
        events.push(Event::Doubtful { seq, by: seat });
    }
    Ok(())
}

pub(super) fn answer_poll(
    world: &mut World,
    seat: Seat,
    go: bool,
    events: &mut Vec<Event>,
) -> Result<(), Refusal> {
    let gate = world.plan.open_gate().ok_or(Refusal::NoPollOpen)?;
    lamps::refuse_if_dead(world, seat)?;
    world.radio.go[gate as usize][seat.index()] = Some(go);
    world.radio.spoke[seat.index()] = Some(world.tick);
    events.push(Event::Poll { gate, seat, go });
    Ok(())
}

pub(super) fn turn_key(
    world: &mut World,
    seat: Seat,
    key: TwoKeyAct,
    events: &mut Vec<Event>,
) -> Result<(), Refusal> {
    unlocked(
        world,
        match key {
            TwoKeyAct::Hatch4 => StepId::Equalise,
            TwoKeyAct::Hatch3 => StepId::Hatch4,
        },
    )?;
    armed::check(world, Armed::HatchGo(key))?;
    events.push(Event::Key { act: key, seat });
    if world.radio.turn_key(key, seat, world.tick) {
        events.push(Event::BothKeys(key));
    }
    Ok(())
}

pub(super) fn call_off(
    world: &mut World,
    seat: Seat,
    events: &mut Vec<Event>,
) -> Result<(), Refusal> {
    if world.mechanism.captured() || world.mechanism.hooked() {
        return Err(Refusal::Joined);
    }
    if world.called_off.is_some() {
        return Err(Refusal::AlreadySo);
    }
    world.called_off = Some((seat, world.tick));
    events.push(Event::Abort(seat));
    // It shows by day and night, and on a dead loop too.
    lamps::light(world, seat, LampCode::BackOff, events);
    Ok(())
}
