//! The joint flight plan in words: what this crew has to do, and what it waits for the other to
//! do. Numbers stand in the console's own units.

use handshake_shared::catalogue::calls::{CallId, SlotValue};
use handshake_shared::catalogue::ksu::System;
use handshake_shared::catalogue::procedures::{Act, Cond, Gate, Held, Move};
use handshake_shared::catalogue::transfers::{Party, Transfer};
use handshake_shared::catalogue::units::{Quantity, Unit};
use handshake_shared::ids::{CompartmentId, CrewId, HatchId, Seat};
use handshake_shared::limits::{OFFER_S, TWO_KEY_WINDOW_S};
use handshake_shared::sim::input::{ControlMode, HatchAct, ReadingOf, RingAct, Role, TwoKeyAct};
use handshake_shared::sim::own_compartments;

use super::{Arg, Units, Words, format_quantity, labels, quoted_call};

/// What this crew has to do: an order in its own language and units. Whose men it names is the
/// transfer's to say.
pub fn own_move_text(words: &Words, units: Units, row: &Move, transfer: &Transfer) -> String {
    let seat = units.seat();
    let key = own_key(row, seat);
    let filled = filled(words, units, row, seat, transfer);
    words.format(&format!("act-{key}"), &args(&filled))
}

/// What this crew waits for: a sentence about the other one, in this crew's language and units.
pub fn awaited_move_text(words: &Words, units: Units, row: &Move, transfer: &Transfer) -> String {
    let other = units.seat().other();
    let mut filled = filled(words, units, row, other, transfer);
    filled.push(("who", words.get(labels::who(other))));
    words.format(&format!("await-{}", key(row.act)), &args(&filled))
}

fn args<'a>(filled: &'a [(&'static str, String)]) -> Vec<(&'a str, Arg<'a>)> {
    filled
        .iter()
        .map(|(name, text)| (*name, Arg::Text(text)))
        .collect()
}

/// The other crew is seen to close a valve; one's own order also says when.
fn own_key(row: &Move, seat: Seat) -> &'static str {
    match (row.act, row.done) {
        (Act::Valve(_, true), Cond::CavityAbove(_)) => "valve-seal",
        (Act::Valve(_, false), Cond::OxygenAndShut(..)) => "valve-shut-oxygen",
        // A gauge that only the other crew has: its call says when.
        (Act::Valve(_, false), Cond::AboveAndShut(_, room, _))
            if !own_compartments(seat).contains(&room) =>
        {
            "valve-shut-called"
        }
        (Act::Valve(_, false), Cond::BelowAndShut(..) | Cond::AboveAndShut(..)) => "valve-shut-at",
        (Act::Spell(System::Beacons), _) => "spell-beacons",
        (Act::Spell(System::Transponder), _) => "spell-transponder",
        (Act::Spell(System::OmFan), _) => "spell-om-fan",
        _ => key(row.act),
    }
}

fn key(act: Act) -> &'static str {
    match act {
        Act::Fly(range_m) if is_hold_point(range_m) => "fly-hold",
        Act::Fly(_) => "fly",
        Act::Part(_) => "part",
        Act::Out(_) => "out",
        Act::Hold(Held::Range { .. }, _) => "hold-range",
        Act::Hold(Held::Sun(_), _) => "hold-sun",
        Act::Hold(Held::Calm(_), _) => "hold-calm",
        Act::Masks(_, true) => "masks-on",
        Act::Masks(_, false) => "masks-off",
        Act::Dock => "dock",
        Act::Say(..) => "say",
        Act::Find(_) => "find",
        Act::Help => "help",
        Act::Lamp(_) => "lamp",
        Act::ReadBack => "read-back",
        Act::Poll(Gate::Hatch) => "poll-hatch",
        Act::Poll(_) => "poll",
        Act::Spell(_) => "spell",
        Act::Ksu(_) => "ksu",
        Act::Mode(ControlMode::Off) => "mode-off",
        Act::Mode(_) => "mode",
        Act::Ring(RingAct::Extend) => "ring-extend",
        Act::Ring(RingAct::Stow) => "ring-stow",
        Act::Beacons => "beacons",
        Act::Transponder => "transponder",
        Act::Retract => "retract",
        Act::Settle => "settle",
        Act::Watch => "watch",
        Act::Gauge(..) => "gauge",
        Act::Hooks => "hooks",
        Act::OpenHooks => "hooks-open",
        Act::Release => "release",
        Act::Valve(_, true) => "valve-open",
        Act::Valve(_, false) => "valve-shut",
        Act::Isolate => "isolate",
        Act::LeakCheck(ReadingOf::Cavity) => "leak-check-cavity",
        Act::LeakCheck(ReadingOf::Tunnel2) => "leak-check",
        Act::LeakCheck(ReadingOf::Dm) => "leak-check-dm",
        Act::Hatch(_, HatchAct::Open) => "hatch-open",
        Act::Hatch(_, HatchAct::Shut) => "hatch-shut",
        Act::Key(_) => "key",
        Act::Send(..) => "move",
        Act::ControlOn => "control-on",
        Act::Offer(Role::Control) => "offer-control",
        Act::Offer(Role::Ring) => "offer-ring",
        Act::Accept(Role::Control) => "accept-control",
        Act::Accept(Role::Ring) => "accept-ring",
    }
}

/// The craft stops there until both crews have said go.
fn is_hold_point(range_m: f64) -> bool {
    Gate::ALL
        .into_iter()
        .any(|gate| gate.range_m() == Some(range_m))
}

/// The variables of an act's two sentences.
fn filled(
    words: &Words,
    units: Units,
    row: &Move,
    who: Seat,
    transfer: &Transfer,
) -> Vec<(&'static str, String)> {
    match row.act {
        Act::Fly(range_m) | Act::Part(range_m) | Act::Out(range_m) => {
            vec![("range", hold_range_text(words, units, range_m))]
        }
        Act::Hold(Held::Sun(share), for_s) => vec![
            (
                "share",
                format_quantity(words, units, Quantity::Percent, share),
            ),
            (
                "time",
                format_quantity(words, units, Quantity::Duration, for_s),
            ),
        ],
        Act::Hold(Held::Calm(place), for_s) => vec![
            ("room", words.get(labels::room(place))),
            (
                "time",
                format_quantity(words, units, Quantity::Duration, for_s),
            ),
        ],
        Act::Hold(Held::Range { at_m, within_m }, for_s) => vec![
            ("range", hold_range_text(words, units, at_m)),
            ("within", hold_range_text(words, units, within_m)),
            (
                "time",
                format_quantity(words, units, Quantity::Duration, for_s),
            ),
        ],
        Act::Poll(gate) => {
            let range = gate.range_m();
            let range = range.map(|range_m| hold_range_text(words, units, range_m));
            range.map(|range| ("range", range)).into_iter().collect()
        }
        Act::Lamp(code) => vec![("signal", words.get(labels::lamp_code(code)))],
        Act::Find(call) => vec![("call", unfilled_call(words, units, call, None))],
        Act::Say(call, place) => vec![("call", unfilled_call(words, units, call, place))],
        Act::Offer(_) => {
            let time = format_quantity(words, units, Quantity::Duration, OFFER_S);
            vec![("time", time)]
        }
        Act::ControlOn => {
            let mode = ControlMode::hold_of(who);
            vec![("mode", words.get(labels::mode(mode)))]
        }
        Act::Mode(mode) => vec![("mode", words.get(labels::mode(mode)))],
        Act::Valve(valve, _) => {
            let mut filled = vec![("valve", words.get(labels::valve(valve)))];
            if let Some((room, p_mmhg)) = until(row.done) {
                let value_pa = Unit::MmHg.to_si(p_mmhg);
                filled.push((
                    "p",
                    format_quantity(words, units, Quantity::Pressure, value_pa),
                ));
                filled.extend(room.map(|room| ("room", words.get(labels::room(room)))));
            }
            filled
        }
        Act::Gauge(place, p_mmhg) => {
            let value_pa = Unit::MmHg.to_si(p_mmhg);
            let p = format_quantity(words, units, Quantity::Pressure, value_pa);
            vec![("room", words.get(labels::room(place))), ("p", p)]
        }
        Act::Hatch(hatch, _) => vec![("n", number_of(hatch))],
        Act::Key(act) => {
            let hatch = match act {
                TwoKeyAct::Hatch3 => HatchId::H3,
                TwoKeyAct::Hatch4 => HatchId::H4,
            };
            let time = format_quantity(words, units, Quantity::Duration, TWO_KEY_WINDOW_S);
            vec![("n", number_of(hatch)), ("time", time)]
        }
        Act::Send(party, place) => crossing(words, &men(transfer, party, who), place),
        Act::Masks(party, _) => vec![("name", names_of(words, &men(transfer, party, who)))],
        _ => Vec::new(),
    }
}

/// Up to where a valve stays open: the room whose gauge shows it, and the pressure, mmHg.
fn until(done: Cond) -> Option<(Option<CompartmentId>, f64)> {
    match done {
        Cond::CavityAbove(p_mmhg) => Some((None, p_mmhg)),
        Cond::OpenOrBelow(_, room, p_mmhg)
        | Cond::BelowAndShut(_, room, p_mmhg)
        | Cond::OxygenAndShut(_, room, p_mmhg)
        | Cond::OpenOrAbove(_, room, p_mmhg)
        | Cond::AboveAndShut(_, room, p_mmhg) => Some((Some(room), p_mmhg)),
        _ => None,
    }
}

/// A call whose readings are not known yet: only its place is.
fn unfilled_call(
    words: &Words,
    units: Units,
    call: CallId,
    place: Option<CompartmentId>,
) -> String {
    let slots: Vec<SlotValue> = place.map(SlotValue::Place).into_iter().collect();
    quoted_call(words, units.seat(), call, &slots)
}

/// A seat's own men of a party.
fn men(transfer: &Transfer, party: Party, seat: Seat) -> Vec<CrewId> {
    let men = transfer.party(party).iter().copied();
    men.filter(|man| man.seat() == seat).collect()
}

fn crossing(words: &Words, men: &[CrewId], place: CompartmentId) -> Vec<(&'static str, String)> {
    let place = words.get(labels::place(place));
    vec![("name", names_of(words, men)), ("place", place)]
}

/// One man's name, or two with their conjunction.
fn names_of(words: &Words, men: &[CrewId]) -> String {
    let name = |man: CrewId| words.get(labels::name(man));
    match *men {
        [first, second] => {
            let (first, second) = (name(first), name(second));
            let both = [("first", Arg::Text(&first)), ("second", Arg::Text(&second))];
            words.format("two-names", &both)
        }
        [only] => name(only),
        // Nobody of this crew goes: the move is done as soon as it opens.
        _ => String::new(),
    }
}

/// A sentence about a hold point: with its range, or its own wording where nothing is flown to it.
pub fn gate_text(words: &Words, units: Units, key: &str, gate: Gate) -> String {
    match gate.range_m() {
        Some(range_m) => {
            let range = hold_range_text(words, units, range_m);
            words.format(key, &[("range", Arg::Text(&range))])
        }
        None => words.get(&format!("{key}-hatch")),
    }
}

/// A hold point's range: round numbers of meters, which on Apollo's console come out in whole feet.
pub fn hold_range_text(words: &Words, units: Units, value_m: f64) -> String {
    match units.seat() {
        Seat::Apollo => {
            let shown = Unit::Foot.shown(value_m);
            super::format_unit(words, Unit::Foot, shown, 0)
        }
        Seat::Soyuz => super::format_unit(words, Unit::Meter, value_m, 0),
    }
}

fn number_of(hatch: HatchId) -> String {
    hatch.number().to_string()
}

#[cfg(test)]
mod tests {
    use handshake_shared::catalogue::procedures::{Roles, STEPS};
    use handshake_shared::catalogue::transfers::TRANSFERS;

    use super::super::{Bilingual, Locale};
    use super::*;

    #[test]
    fn every_move_of_the_plan_has_words_for_both_crews() {
        let both = Bilingual::new();
        let cases = Seat::ALL.map(|seat| Roles::ALL.map(|roles| (seat, roles)));
        for step in STEPS {
            for (seat, roles) in cases.into_iter().flatten() {
                let words = both.of(Locale::of(seat));
                words.get(&labels::step(step.id));
                for row in step.moves {
                    let text = if row.who.seat(roles) == seat {
                        own_move_text(words, Units::of(seat), row, &TRANSFERS[1])
                    } else {
                        awaited_move_text(words, Units::of(seat), row, &TRANSFERS[1])
                    };
                    assert!(text.ends_with(['.', '”', '»']), "{text}");
                }
            }
        }
        assert_eq!(both.en.missing(), Vec::<String>::new());
        assert_eq!(both.ru.missing(), Vec::<String>::new());
    }

    #[test]
    fn an_order_says_until_when_in_the_consoles_own_units() {
        let both = Bilingual::new();
        let find = |key: &str| {
            STEPS
                .iter()
                .find(|step| step.key == key)
                .expect("a known step")
        };
        let plain = |text: String| text.replace('\u{a0}', " ");
        let close = find("cabin-down").moves[2];
        assert_eq!(
            plain(own_move_text(
                &both.ru,
                Units::Metric,
                &close,
                &TRANSFERS[0]
            )),
            "Закрыть КСД БО, когда БО покажет 515 мм рт. ст."
        );
        assert_eq!(
            plain(awaited_move_text(
                &both.en,
                Units::Us,
                &close,
                &TRANSFERS[0]
            )),
            "Soyuz is closing OM VENT."
        );
        let call = find("cabin-down").moves[4];
        assert_eq!(
            plain(own_move_text(&both.ru, Units::Metric, &call, &TRANSFERS[0])),
            "Передать: «Давление в бытовом отсеке …»"
        );
        let fly = find("close-30").moves[0];
        assert_eq!(
            plain(own_move_text(&both.en, Units::Us, &fly, &TRANSFERS[0])),
            "Fly on to 98 ft and stop there: a hold point. No faster than the limit."
        );
        let board = find("board").moves;
        assert_eq!(
            plain(own_move_text(&both.en, Units::Us, &board[0], &TRANSFERS[0])),
            "Send Stafford and Slayton to the docking module."
        );
        assert_eq!(
            plain(own_move_text(
                &both.ru,
                Units::Metric,
                &board[1],
                &TRANSFERS[1]
            )),
            "Переход: Леонов, стыковочный модуль."
        );
    }
}
