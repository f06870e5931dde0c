//! Sentences of the console that the locales' own functions do not know: controls, hold points,
//! what happened. Knows keys; no layout.

use handshake_shared::catalogue::jets::jets;
use handshake_shared::catalogue::procedures::{Act, Gate, Move};
use handshake_shared::catalogue::transfers::Transfer;
use handshake_shared::catalogue::units::Quantity;
use handshake_shared::ids::{CompartmentId, CrewId, HatchId, Seat};
use handshake_shared::sim::event::{BounceCause, ControlAct, DockingEvent, Event, Refusal};
use handshake_shared::sim::input::{HelpLevel, ReadingOf, Role, TwoKeyAct};
use handshake_shared::sim::scoring::ENVELOPE;

use super::console::Console;
use crate::app::calls::spoken_in;
use crate::app::controls::Control;
use crate::app::station::own_tongue;
use crate::i18n::{
    self, Arg, Locale, Words, awaited_move_text, bounce_limit, hold_range_text, labels,
    own_move_text, quoted_call, refusal_text,
};
use crate::widgets::lamps;

/// Hatch of a two-key act.
pub fn key_hatch(act: TwoKeyAct) -> i64 {
    match act {
        TwoKeyAct::Hatch3 => 3,
        TwoKeyAct::Hatch4 => 4,
    }
}

/// A move in words: an order to one's own crew, or what the other crew is about.
pub fn move_text(console: &Console, words: &Words, row: &Move) -> String {
    let by = row.who.seat(console.view.plan.roles);
    if let (true, Act::Say(call, _)) = (by == console.seat(), row.act) {
        let own = own_tongue(by);
        let tongue = spoken_in(console.view, call, own);
        if tongue != own {
            let theirs = console.app.words.of(Locale::spoken(tongue));
            let call = quoted_call(theirs, by, call, &[]);
            return words.format("act-say-theirs", &[("call", Arg::Text(&call))]);
        }
    }
    let transfer = Transfer::numbered(console.view.plan.transfer);
    if by == console.seat() {
        own_move_text(words, console.units(), row, transfer)
    } else {
        awaited_move_text(words, console.units(), row, transfer)
    }
}

/// Why an act was refused, in the console's words and units.
pub fn refusal(console: &Console, why: Refusal) -> String {
    if why == Refusal::KsuBusy {
        let left = console
            .view
            .panel
            .soyuz()
            .map_or(0.0, |soyuz| soyuz.ksu_busy_s.ceil());
        let left = console.quantity(Quantity::Duration, left);
        return console.say("console-ksu-busy", &[("left", Arg::Text(&left))]);
    }
    refusal_text(console.words, console.units(), &why)
}

/// Name of a control as the list prints it.
pub fn control_name(console: &Console, control: Control) -> String {
    let key = match control {
        Control::Mode(mode) => {
            return format!(
                "{} {}",
                console.word("label-mode"),
                console.word(labels::mode(mode))
            );
        }
        Control::Hatch(hatch) => {
            return console.say(
                "hatch-label",
                &[("n", Arg::Count(i64::from(hatch.number())))],
            );
        }
        Control::Valve(valve) => labels::valve(valve),
        Control::Switch(switch) => labels::switch(switch),
        Control::Extinguish(crew) => {
            let name = console.word(labels::name(crew));
            return console.say("extinguisher-label", &[("name", Arg::Text(&name))]);
        }
        Control::Send(crew, to) => {
            let name = console.word(labels::name(crew));
            let place = console.word(labels::room(to));
            return format!("{name} → {place}");
        }
        Control::Mask(crew) => {
            let name = console.word(labels::name(crew));
            return console.say("mask-label", &[("name", Arg::Text(&name))]);
        }
        Control::Isolation(manifold) => {
            let name = jets(console.seat()).manifolds[usize::from(manifold)];
            return console.say("isolation-valve", &[("name", Arg::Text(name))]);
        }
        Control::Deadband => "label-deadband",
        Control::StickRate => "label-stick-rate",
        Control::Direct => "label-direct",
        Control::DapDeadband => "label-dap-deadband",
        Control::DapRate => "label-dap-rate",
        Control::StoreAttitude => "label-store-attitude",
        Control::Ring => "label-ring",
        Control::Retract => "lamp-retracting",
        Control::Hooks => "label-hooks",
        Control::Release => "label-release",
        Control::Beacons => "label-beacons",
        Control::Transponder => "label-transponder",
        Control::LeakCheck(ReadingOf::Cavity) => "label-leak-cavity",
        Control::LeakCheck(ReadingOf::Tunnel2) => "label-leak-tunnel2",
        Control::LeakCheck(ReadingOf::Dm) => "label-leak-dm",
        Control::Lamp(code) => return lamps::name(console, code),
        Control::NoGo => "state-no-go",
        Control::Offer(Role::Control) => "label-offer-control",
        Control::Offer(Role::Ring) => "label-offer-ring",
        Control::Accept => "label-accept",
        Control::Withdraw => match console.view.plan.offer {
            Some(offer) if offer.by != console.seat() => "label-decline",
            _ => "label-withdraw",
        },
    };
    console.word(key)
}

fn numbered(hatch: HatchId) -> (&'static str, Arg<'static>) {
    ("n", Arg::Count(i64::from(hatch.number())))
}

/// A sentence about a man, and a hatch where there is one.
fn named(console: &Console, key: &str, crew: CrewId, hatch: Option<HatchId>) -> Option<String> {
    let name = console.word(labels::name(crew));
    let mut args = vec![("name", Arg::Text(&name))];
    args.extend(hatch.map(numbered));
    Some(console.words.format(key, &args))
}

const fn arrived(at: CompartmentId) -> &'static str {
    match at {
        CompartmentId::Cm => "console-arrived-cm",
        CompartmentId::Tunnel1 => "console-arrived-tunnel1",
        CompartmentId::Dm => "console-arrived-dm",
        CompartmentId::Tunnel2 => "console-arrived-tunnel2",
        CompartmentId::Om => "console-arrived-om",
        CompartmentId::Sa => "console-arrived-sa",
    }
}

/// A line of the loop for something that happened; nothing when it has no line.
pub fn event_text(console: &Console, event: &Event) -> Option<String> {
    let words = console.words;
    match event {
        Event::Poll { gate, seat, go } => Some(gate_text(console, *gate, *seat, *go)),
        Event::Refused { why, .. } => Some(format!("✗ {}", refusal(console, *why))),
        Event::BothKeys(act) => {
            Some(words.format("twokey-open", &[("n", Arg::Count(key_hatch(*act)))]))
        }
        Event::Control { role, from, act } => {
            Some(words.get(control_key(*role, *from, *act, console.seat())))
        }
        Event::Docking(docking) => docking_text(console, docking),
        Event::LeakReading {
            of,
            change_pa,
            good,
        } => {
            let change = console.quantity(Quantity::Pressure, *change_pa);
            let key = match (of, *good) {
                (ReadingOf::Cavity, true) => "console-cavity-read-good",
                (ReadingOf::Cavity, false) => "console-cavity-read-bad",
                (ReadingOf::Tunnel2, true) => "console-tunnel2-read-good",
                (ReadingOf::Tunnel2, false) => "console-tunnel2-read-bad",
                (ReadingOf::Dm, true) => "console-dm-read-good",
                (ReadingOf::Dm, false) => "console-dm-read-bad",
            };
            Some(words.format(key, &[("change", Arg::Text(&change))]))
        }
        Event::HatchSlam { hatch, open, .. } => {
            let key = if *open {
                "console-hatch-slams-open"
            } else {
                "console-hatch-slams-shut"
            };
            Some(words.format(key, &[numbered(*hatch)]))
        }
        Event::HatchHeld { hatch, force_n } => {
            let force = console.quantity(Quantity::Force, *force_n);
            let args = [numbered(*hatch), ("force", Arg::Text(&force))];
            Some(words.format("console-hatch-held", &args))
        }
        Event::Struck { crew, .. } => named(console, "console-struck", *crew, None),
        Event::Arrived { crew, at } => named(console, arrived(*at), *crew, None),
        Event::Stopped { crew, hatch } => named(console, "console-stopped", *crew, Some(*hatch)),
        Event::NoCapture(cause) => Some(bounce_text(console, *cause)),
        Event::Help { seat, level } => Some(help_text(console, *seat, *level)),
        Event::Pilot { crew, .. } => {
            let name = words.get(labels::name(*crew));
            Some(words.format("crew-flies", &[("name", Arg::Text(&name))]))
        }
        Event::WrongCell => Some(words.get("event-wrong-cell")),
        Event::LampSeen { from, code } => Some(lamps::seen(console, *from, *code)),
        Event::Expired(step) => {
            let step = words.get(&labels::step(*step));
            Some(words.format("radio-expired", &[("step", Arg::Text(&step))]))
        }
        Event::Doubtful { by, .. } => {
            let who = if *by == console.seat() {
                "own"
            } else {
                "partner"
            };
            let text = words.format("radio-doubtful", &[("who", Arg::Text(who))]);
            Some(format!("? {text}"))
        }
        Event::Abort(Seat::Apollo) => Some(words.get("event-abort-apollo")),
        Event::Abort(Seat::Soyuz) => Some(words.get("event-abort-soyuz")),
        Event::Alarm {
            alarm, on: true, ..
        } => {
            let name = words.get(labels::alarm(*alarm));
            let to_do = words.get(&format!("{}.do", labels::alarm(*alarm)));
            Some(format!("▲ {name}. {to_do}"))
        }
        _ => None,
    }
}

/// What became of an offered role; who owns it after a change is named, the rest is told from this
/// console's side.
const fn control_key(role: Role, from: Seat, act: ControlAct, own: Seat) -> &'static str {
    use ControlAct::{Declined, Expired, Offered, Taken, Withdrawn};
    use Role::{Control, Ring};
    let mine = from.index() == own.index();
    match (role, act, mine) {
        (Control, Taken, _) => match from {
            Seat::Apollo => "event-control-soyuz",
            Seat::Soyuz => "event-control-apollo",
        },
        (Ring, Taken, _) => match from {
            Seat::Apollo => "event-ring-soyuz",
            Seat::Soyuz => "event-ring-apollo",
        },
        (Control, Offered, true) => "event-control-offered-mine",
        (Control, Offered, false) => "event-control-offered-theirs",
        (Control, Withdrawn, true) => "event-control-withdrawn-mine",
        (Control, Withdrawn, false) => "event-control-withdrawn-theirs",
        (Control, Declined, true) => "event-control-declined-mine",
        (Control, Declined, false) => "event-control-declined-theirs",
        (Control, Expired, true) => "event-control-expired-mine",
        (Control, Expired, false) => "event-control-expired-theirs",
        (Ring, Offered, true) => "event-ring-offered-mine",
        (Ring, Offered, false) => "event-ring-offered-theirs",
        (Ring, Withdrawn, true) => "event-ring-withdrawn-mine",
        (Ring, Withdrawn, false) => "event-ring-withdrawn-theirs",
        (Ring, Declined, true) => "event-ring-declined-mine",
        (Ring, Declined, false) => "event-ring-declined-theirs",
        (Ring, Expired, true) => "event-ring-expired-mine",
        (Ring, Expired, false) => "event-ring-expired-theirs",
    }
}

/// A crew's answer at a hold point.
pub fn gate_text(console: &Console, gate: Gate, seat: Seat, go: bool) -> String {
    let who = match (seat == console.seat(), seat) {
        (true, _) => "mine",
        (false, Seat::Apollo) => "apollo",
        (false, Seat::Soyuz) => "soyuz",
    };
    let answer = if go { "go" } else { "no-go" };
    let key = format!("gate-{who}-{answer}");
    i18n::gate_text(console.words, console.units(), &key, gate)
}

/// A change of help: who, and to what.
fn help_text(console: &Console, seat: Seat, level: HelpLevel) -> String {
    let level = console.word(labels::level(level));
    let who = match (seat == console.seat(), seat) {
        (true, _) => "event-help-mine",
        (false, Seat::Apollo) => "event-help-apollo",
        (false, Seat::Soyuz) => "event-help-soyuz",
    };
    console.say(who, &[("level", Arg::Text(&level))])
}

/// Why a contact was not captured, with the limit in the console's own units.
fn bounce_text(console: &Console, cause: BounceCause) -> String {
    let print = |quantity, value: f64| console.quantity(quantity, value as f32);
    let [low, high] = ENVELOPE
        .closing_m_per_s
        .map(|speed| print(Quantity::Speed, speed));
    let limit = bounce_limit(cause)
        .map(|(quantity, limit)| print(quantity, limit))
        .unwrap_or_default();
    let args = [
        ("low", Arg::Text(&low)),
        ("high", Arg::Text(&high)),
        ("limit", Arg::Text(&limit)),
    ];
    console.say(labels::bounce(cause), &args)
}

fn docking_text(console: &Console, event: &DockingEvent) -> Option<String> {
    let words = console.words;
    let key = match event {
        DockingEvent::Contact(_) => return Some(words.get("event-contact")),
        DockingEvent::Bounce => {
            let range = hold_range_text(words, console.units(), BOUNCE_HOLD_M);
            return Some(words.format("event-bounce", &[("range", Arg::Text(&range))]));
        }
        DockingEvent::Ring(seat, out) => match (*seat == console.seat(), out) {
            (true, true) => "event-ring-extended",
            (true, false) => "event-ring-stowed",
            (false, true) => "event-their-ring-extended",
            (false, false) => "event-their-ring-stowed",
        },
        DockingEvent::Capture => "event-capture",
        DockingEvent::Damaged => "event-damaged",
        DockingEvent::Damped => "event-damped",
        DockingEvent::Retracting => "event-retracting",
        DockingEvent::Retracted => "event-retracted",
        DockingEvent::Hooks(_) => return None,
        DockingEvent::HardDock => "event-hard-dock",
        DockingEvent::Undocked => "event-undocked",
    };
    Some(words.get(key))
}

/// Where both hold after a bounce, m.
const BOUNCE_HOLD_M: f64 = 5.0;
