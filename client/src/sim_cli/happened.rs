//! Events as short lines of a recorded run: the moment, then words and numbers in SI. For files
//! and logs, never for a crew: the consoles have words of their own.

use handshake_shared::catalogue::calls::SlotValue;
use handshake_shared::sim::event::{DockingEvent, Event, Speech, Verdict};
use handshake_shared::time::Tick;

use super::columns::word;

/// One event on one line, `12.350 step rings`.
pub fn line(tick: Tick, event: &Event) -> String {
    format!("{:.3} {}", tick.seconds(), words(event))
}

fn words(event: &Event) -> String {
    match event {
        Event::Heard(heard) => {
            format!(
                "heard {} {} {}",
                heard.seq,
                word(&heard.from),
                speech(&heard.speech)
            )
        }
        Event::ReadBack { seq, by, verdict } => {
            format!("read_back {seq} {} {}", word(by), judgement(verdict))
        }
        Event::Refused { seat, why } => format!("refused {} {}", word(seat), word(why)),
        Event::Phase(phase) => format!("phase {}", word(phase)),
        Event::Step(step) => format!("step {}", step.row().key),
        Event::Poll { gate, seat, go } => {
            let answer = if *go { "go" } else { "no_go" };
            let place = match gate.range_m() {
                Some(range_m) => format!("{range_m:.0}_m"),
                None => word(gate),
            };
            format!("poll {place} {} {answer}", word(seat))
        }
        Event::Key { act, seat } => format!("key {} {}", word(act), word(seat)),
        Event::BothKeys(act) => format!("both_keys {}", word(act)),
        Event::Docking(docking) => format!("docking {}", mechanism(docking)),
        Event::Mode { seat, mode } => format!("mode {} {}", word(seat), word(mode)),
        Event::Hatch { hatch, open } => {
            let how = if *open { "open" } else { "shut" };
            format!("hatch {} {how}", hatch.number())
        }
        Event::LeakReading {
            of,
            change_pa,
            good,
        } => {
            let how = if *good { "good" } else { "bad" };
            format!("leak_reading {} {change_pa:?}_pa {how}", word(of))
        }
        Event::NoCapture(cause) => format!("no_capture {}", word(cause)),
        Event::Failed(part, way) => format!("failed {} {}", part.key(), way.key()),
        Event::Injected(what) => format!("injected {}", what.key()),
        Event::Fire { at, lit } => {
            let how = if *lit { "lit" } else { "out" };
            format!("fire {} {how}", word(at))
        }
        Event::WrongCell => "wrong_cell".to_owned(),
        Event::Alarm { seat, alarm, on } => {
            let how = if *on { "on" } else { "off" };
            format!("alarm {} {} {how}", word(seat), word(alarm))
        }
        Event::Help { seat, level } => format!("help {} {}", word(seat), word(level)),
        Event::HatchSlam {
            hatch,
            open,
            rim_m_per_s,
        } => {
            let how = if *open { "open" } else { "shut" };
            format!("hatch {} slams {how} {rim_m_per_s:?}_m/s", hatch.number())
        }
        Event::HatchHeld { hatch, force_n } => {
            format!("hatch {} held {force_n:?}_n", hatch.number())
        }
        Event::Struck { crew, energy_j } => format!("struck {} {energy_j:?}_j", word(crew)),
        Event::Arrived { crew, at } => format!("arrived {} {}", word(crew), word(at)),
        Event::Stopped { crew, hatch } => {
            format!("stopped {} hatch {}", word(crew), hatch.number())
        }
        Event::Pilot { seat, crew } => format!("pilot {} {}", word(seat), word(crew)),
        Event::Lamp { from, code } => format!("lamp {} {}", word(from), code.row().key),
        Event::LampSeen { from, code } => format!("lamp_seen {} {}", word(from), code.row().key),
        Event::Expired(step) => format!("expired {}", step.row().key),
        Event::Doubtful { seq, by } => format!("doubtful {seq} {}", word(by)),
        Event::Control { role, from, act } => {
            format!("control {} {} {}", word(role), word(from), word(act))
        }
        Event::Abort(seat) => format!("abort {}", word(seat)),
        Event::Ended(outcome) => format!("ended {}", word(outcome)),
    }
}

fn speech(speech: &Speech) -> String {
    match speech {
        Speech::Text(text) => format!("text {text}"),
        Speech::Call { call, slots, .. } => slots
            .iter()
            .fold(format!("call {}", call.key()), |said, slot| {
                format!("{said} {}", value(slot))
            }),
    }
}

fn value(slot: &SlotValue) -> String {
    match slot {
        SlotValue::Number(number) => format!("{number:?}"),
        SlotValue::Count(count) => count.to_string(),
        SlotValue::Hatch(hatch) => hatch.number().to_string(),
        SlotValue::Axis(axis) => word(axis),
        SlotValue::Dir(dir) => word(dir),
        SlotValue::Place(place) => word(place),
        SlotValue::Name(name) => word(name),
    }
}

fn judgement(verdict: &Verdict) -> String {
    match verdict {
        Verdict::Match => "match".to_owned(),
        Verdict::WrongValue { called, answered } => format!("wrong {called:?} {answered:?}"),
        Verdict::WrongCall { answered } => format!("wrong {}", answered.key()),
    }
}

fn mechanism(event: &DockingEvent) -> String {
    match event {
        DockingEvent::Ring(seat, out) => {
            let how = if *out { "extended" } else { "stowed" };
            format!("ring {} {how}", word(seat))
        }
        DockingEvent::Contact(contact) => format!(
            "contact {:?}_m_per_s {:?}_m {:?}_rad {:?}_rad",
            contact.closing_m_per_s, contact.lateral_m, contact.tilt_rad, contact.roll_rad
        ),
        DockingEvent::Hooks(closed) => format!("hooks {closed}"),
        other => word(other),
    }
}
