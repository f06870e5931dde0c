//! What stands in each compartment and bulkhead of the stack: what is known there and how it is
//! written. One's own as its gauges read, the other crew's as last called.

use handshake_shared::catalogue::calls::{CallId, SlotValue};
use handshake_shared::catalogue::constants::PA_PER_MMHG;
use handshake_shared::catalogue::units::Quantity;
use handshake_shared::catalogue::valves::{BottleGas, Port, VALVES, ValveId};
use handshake_shared::ids::{CompartmentId, CrewId, HatchId, Seat};
use handshake_shared::limits::CALLED_AIR_STALE_S;
use handshake_shared::sim::doors::HatchState;
use handshake_shared::sim::radio::called::{keeper, reader};
use handshake_shared::view::panel::{Called, GasGauge, Panel};
use ratatui::text::Line;
use unicode_width::UnicodeWidthStr;

use super::{Fit, Mark};
use crate::app::controls::hatch_state;
use crate::app::entry::said_slots;
use crate::app::moves::valve_open;
use crate::draw::console::Console;
use crate::draw::theme::Role;
use crate::i18n::{Arg, labels};
use crate::widgets::doors::lettering;
use crate::widgets::gas::co2_unit;

/// One mmHg, Pa: carbon dioxide reads in mmHg on both panels.
const MMHG_PA: f32 = PA_PER_MMHG as f32;
/// One pound, kg.
const POUND_KG: f32 = 0.453_592_37;
/// Below this a share says nothing, Pa: the last gas of a tunnel let out to space.
const SHARE_FROM_PA: f32 = 700.0;
/// A change of pressure is taken over so many seconds: long enough for the last digit to move.
const RATE_OVER_S: f64 = 15.0;

/// What is known of a value on this console.
enum Known<T> {
    /// It has a gauge here.
    Read(T),
    /// It was called across.
    Told(Called<T>),
    /// Only the other crew has it, and has not called it.
    Blank,
}

fn told<T: Copy>(called: Option<Called<T>>) -> Known<T> {
    called.map_or(Known::Blank, Known::Told)
}

fn age_s<T>(console: &Console, called: &Called<T>) -> f32 {
    console.view.tick.since(called.at) as f32
}

/// What was called so long ago that it may no longer hold carries a question mark and goes grey.
fn as_told<T>(console: &Console, called: &Called<T>, text: String) -> Mark {
    if age_s(console, called) > CALLED_AIR_STALE_S {
        (Role::Dim, format!("{text}?"))
    } else {
        (Role::Theirs, text)
    }
}

fn blank() -> Mark {
    (Role::Dim, "—".to_owned())
}

fn nothing() -> Mark {
    (Role::Dim, String::new())
}

pub(super) fn ship(console: &Console, seat: Seat) -> Mark {
    let name = console.word(labels::ship(seat));
    if seat == console.seat() {
        return (Role::Mine, name);
    }
    let text = console.say("console-as-called", &[("ship", Arg::Text(&name))]);
    (Role::Theirs, text)
}

/// Total pressure of a place.
fn total_pa(console: &Console, place: CompartmentId) -> Known<f32> {
    match own_gas(console, place) {
        Some(Gauges::Whole(gas)) => Known::Read(gas.total_pa),
        Some(Gauges::Total(total_pa)) => Known::Read(total_pa),
        None => told(console.craft().called.pressure_pa[place as usize]),
    }
}

/// The gauges a place has on this console: all of a cabin's, or a tunnel's one.
enum Gauges<'a> {
    Whole(&'a GasGauge),
    Total(f32),
}

fn own_gas<'a>(console: &'a Console, place: CompartmentId) -> Option<Gauges<'a>> {
    use CompartmentId::{Cm, Dm, Om, Sa, Tunnel1, Tunnel2};
    match (&console.view.panel, place) {
        (Panel::Apollo(panel), Cm) => Some(Gauges::Whole(&panel.cm)),
        (Panel::Apollo(panel), Tunnel1) => Some(Gauges::Total(panel.tunnel1_pa)),
        (Panel::Apollo(panel), Dm) => Some(Gauges::Whole(&panel.dm)),
        (Panel::Soyuz(panel), Tunnel2) => Some(Gauges::Total(panel.tunnel2_pa)),
        (Panel::Soyuz(panel), Om) => Some(Gauges::Whole(&panel.om)),
        (Panel::Soyuz(panel), Sa) => Some(Gauges::Whole(&panel.sa)),
        _ => None,
    }
}

pub(super) fn pressure(console: &Console, place: CompartmentId, _: &Fit) -> Mark {
    let shown = |value: f32| console.bare(Quantity::Pressure, value);
    match total_pa(console, place) {
        Known::Read(value) => (Role::Value, shown(value)),
        Known::Told(called) if owed(console, CallId::Pressure, Some(place)) => {
            unread(shown(called.value))
        }
        Known::Told(called) => as_told(console, &called, shown(called.value)),
        Known::Blank => blank(),
    }
}

/// What was called and has not been read back yet stands in brackets and grey: it may have been misheard.
fn unread(text: String) -> Mark {
    (Role::Dim, format!("({text})"))
}

/// This crew owes the read-back of such a call, of this place where it names one.
fn owed(console: &Console, call: CallId, place: Option<CompartmentId>) -> bool {
    let owed = console.view.radio.owed.as_ref();
    owed.is_some_and(|owed| {
        let said = said_slots(console.station, owed.seq).unwrap_or_default();
        let names = |place| said.contains(&SlotValue::Place(place));
        owed.call == call && place.is_none_or(names)
    })
}

/// How an own pressure changes; whether the other crew's still holds. Danger comes before both.
pub(super) fn trend(console: &Console, place: CompartmentId, _: &Fit) -> Mark {
    if let Some(danger) = danger(console, place) {
        return danger;
    }
    match total_pa(console, place) {
        Known::Blank => nothing(),
        Known::Told(called) if age_s(console, &called) > CALLED_AIR_STALE_S => {
            (Role::Dim, console.word("state-stale"))
        }
        Known::Told(_) => (Role::Theirs, console.word("stack-called")),
        Known::Read(_) => {
            let trends = &console.station.trends;
            let rate = trends.pressure_rate_pa_per_s(place, RATE_OVER_S);
            let a_minute = rate.unwrap_or(0.0) * 60.0;
            let text = console.bare(Quantity::Pressure, a_minute.abs());
            if !text.contains(|digit| matches!(digit, '1'..='9')) {
                return (Role::Dim, "·".to_owned());
            }
            let arrow = if a_minute > 0.0 { "↑" } else { "↓" };
            let rate = format!("{arrow}{text}");
            let text = console.say("console-per-minute", &[("rate", Arg::Text(&rate))]);
            (Role::Text, text)
        }
    }
}

/// What one's own men there see or smell, the gravest of it.
fn danger(console: &Console, place: CompartmentId) -> Option<Mark> {
    let craft = console.craft();
    let here = |places: u8| places & 1 << place as u8 != 0;
    [
        (craft.flames, Role::Warning, "stack-fire"),
        (craft.smoke, Role::Caution, "stack-smoke"),
        (craft.fumes, Role::Caution, "stack-fumes"),
    ]
    .into_iter()
    .find(|(places, ..)| here(*places))
    .map(|(_, role, word)| (role, console.word(word)))
}

/// How long ago the other crew called it.
pub(super) fn age(console: &Console, place: CompartmentId, _: &Fit) -> Mark {
    match total_pa(console, place) {
        Known::Told(called) => ago(console, &called),
        _ => nothing(),
    }
}

fn ago<T>(console: &Console, called: &Called<T>) -> Mark {
    let age_s = age_s(console, called);
    let role = if age_s > CALLED_AIR_STALE_S {
        Role::Dim
    } else {
        Role::Theirs
    };
    // Whole minutes once they are minutes: a decimal of a minute is no age.
    let whole = if age_s < 100.0 {
        age_s.floor()
    } else {
        (age_s / 60.0).floor() * 60.0
    };
    (role, console.quantity(Quantity::Duration, whole))
}

pub(super) fn oxygen(console: &Console, place: CompartmentId, fit: &Fit) -> Mark {
    match own_gas(console, place) {
        Some(Gauges::Whole(gas)) if gas.total_pa > SHARE_FROM_PA => {
            (Role::Mine, bar(gas.oxygen_pa / gas.total_pa, fit.room))
        }
        Some(_) => blank(),
        None => told_oxygen(console, place, fit),
    }
}

/// The speaker's cabin is meant by a call of oxygen; the newer of share and pressure counts.
fn told_oxygen(console: &Console, place: CompartmentId, fit: &Fit) -> Mark {
    if place != cabin_of(reader(place)) {
        return blank();
    }
    let board = &console.craft().called;
    let of_total = board.oxygen_pa.and_then(|oxygen| {
        let total = board.pressure_pa[place as usize]?.value;
        (total > SHARE_FROM_PA).then_some(Called {
            value: oxygen.value / total,
            at: oxygen.at,
        })
    });
    let newest = [board.oxygen_share, of_total]
        .into_iter()
        .flatten()
        .max_by_key(|called| called.at);
    newest.map_or_else(blank, |called| {
        let (role, _) = as_told(console, &called, String::new());
        (role, bar(called.value, fit.room))
    })
}

/// The cabin a crew means when it calls oxygen or carbon dioxide without a place.
fn cabin_of(seat: Seat) -> CompartmentId {
    match seat {
        Seat::Apollo => CompartmentId::Cm,
        Seat::Soyuz => CompartmentId::Om,
    }
}

/// Nitrogen has no gauge: it is what the others leave of the whole.
pub(super) fn nitrogen(console: &Console, place: CompartmentId, fit: &Fit) -> Mark {
    match own_gas(console, place) {
        Some(Gauges::Whole(gas)) if gas.total_pa > SHARE_FROM_PA => {
            let rest_pa = gas.total_pa - gas.oxygen_pa - gas.co2_pa - gas.water_pa;
            (
                Role::Label,
                bar((rest_pa / gas.total_pa).max(0.0), fit.room),
            )
        }
        _ => blank(),
    }
}

/// A share as a bar and a number of per cent; the number stands to the right, always.
fn bar(share: f32, room: usize) -> String {
    const NUMBER: usize = 3;
    let share = share.clamp(0.0, 1.0);
    let cells = room.saturating_sub(NUMBER);
    let filled = (share * cells as f32).round() as usize;
    let percent = (share * 100.0).round();
    format!(
        "{}{}{percent:>NUMBER$.0}",
        "█".repeat(filled),
        "░".repeat(cells - filled),
    )
}

pub(super) fn co2(console: &Console, place: CompartmentId, fit: &Fit) -> Mark {
    let known = match own_gas(console, place) {
        Some(Gauges::Whole(gas)) => Known::Read(gas.co2_pa),
        None if place == cabin_of(reader(place)) => told(console.craft().called.co2_pa),
        _ => return nothing(),
    };
    let name = console.word("label-co2");
    let unit = co2_unit(console);
    let shown = |value: f32| {
        let bare = format!("{name} {}", console.number(value / MMHG_PA, 1));
        let whole = format!("{bare}{unit}");
        // A question mark may follow.
        if whole.width() < fit.room {
            whole
        } else {
            bare
        }
    };
    match known {
        Known::Read(value) => (Role::Text, shown(value)),
        Known::Told(called) => as_told(console, &called, shown(called.value)),
        Known::Blank => blank(),
    }
}

/// Men where they are, by their initials; by their number where the initials have no room. In a
/// small picture danger comes before them, and an age stands where nobody is.
pub(super) fn men(console: &Console, place: CompartmentId, fit: &Fit) -> Mark {
    let craft = console.craft();
    let of = |seat: Seat| {
        CrewId::ALL
            .into_iter()
            .filter(move |man| man.seat() == seat)
    };
    let own = of(console.seat())
        .zip(craft.crew_at)
        .filter(|(_, at)| *at == place);
    let guests = of(console.seat().other())
        .zip(craft.guests)
        .filter(|(_, at)| *at == Some(place));
    let own: Vec<CrewId> = own.map(|(man, _)| man).collect();
    let here: Vec<CrewId> = own
        .iter()
        .copied()
        .chain(guests.map(|(man, _)| man))
        .collect();
    let initials: Vec<String> = here.iter().map(|man| initials(console, *man)).collect();
    let text = initials.join(" ");
    let role = if own.is_empty() {
        Role::Theirs
    } else {
        Role::Mine
    };
    if !fit.full {
        if let Some(danger) = danger(console, place) {
            return danger;
        }
        if here.is_empty() {
            return age(console, place, fit);
        }
    }
    if text.width() <= fit.room {
        return (role, text);
    }
    let count = [("n", Arg::Count(here.len() as i64))];
    (role, console.say("console-men", &count))
}

/// A man's initials; in brackets behind a mask, which shows on one's own men.
fn initials(console: &Console, man: CrewId) -> String {
    let initials = console.word(labels::initials(man));
    if console.craft().masks & 1 << man as u8 != 0 {
        format!("({initials})")
    } else {
        initials
    }
}

/// How a hatch stands.
fn hatch(console: &Console, hatch: HatchId) -> Known<HatchState> {
    let state = |open| {
        if open {
            HatchState::Open
        } else {
            HatchState::Shut
        }
    };
    match hatch_state(&console.view.panel, hatch) {
        Some(read) => Known::Read(read),
        None => told(
            console.craft().called.hatch_open[hatch as usize].map(|called| Called {
                value: state(called.value),
                at: called.at,
            }),
        ),
    }
}

/// The hatch in its bulkhead: the fuller, the more shut.
pub(super) fn leaf(console: &Console, at: HatchId, wall: u16) -> Mark {
    let shape = |state| match state {
        HatchState::Shut => "█",
        HatchState::Unlatched => "▒",
        HatchState::Ajar => "╱",
        HatchState::Open => " ",
    };
    let (role, middle) = match hatch(console, at) {
        Known::Read(state) => (lettering(state).0, shape(state)),
        Known::Told(called) => (Role::Theirs, shape(called.value)),
        Known::Blank => (Role::Dim, "?"),
    };
    let frame = usize::from((wall / 2).min(1));
    (
        role,
        format!("{}{middle}{}", "▐".repeat(frame), "▌".repeat(frame)),
    )
}

pub(super) fn stands(console: &Console, at: HatchId) -> Mark {
    let word = |state| {
        console.word(match state {
            HatchState::Shut => "stack-shut",
            HatchState::Unlatched => "stack-unlatched",
            HatchState::Ajar => "stack-ajar",
            HatchState::Open => "state-open",
        })
    };
    match hatch(console, at) {
        Known::Read(state) => (lettering(state).0, word(state)),
        Known::Told(called) => as_told(console, &called, word(called.value)),
        Known::Blank => blank(),
    }
}

pub(super) fn hatch_age(console: &Console, at: HatchId) -> Mark {
    match hatch(console, at) {
        Known::Told(called) => ago(console, &called),
        _ => nothing(),
    }
}

/// The equalisation valve of a bulkhead and the gas that goes through it: one arrow seeps, two flow,
/// three rush.
pub(super) fn valve_and_flow(console: &Console, at: HatchId) -> Mark {
    let lamp = |open| if open { "●" } else { "○" };
    if keeper(at) != console.seat() {
        return match told(console.craft().called.valve_open[at as usize]) {
            Known::Told(called) => as_told(console, &called, lamp(called.value).to_owned()),
            _ => blank(),
        };
    }
    let open = VALVES
        .iter()
        .any(|row| bulkhead(row.id) == Some(at) && valve_open(&console.view.panel, row.id));
    let flow = console.craft().flows[at as usize];
    let arrows = |arrow: &str| arrow.repeat(usize::from(flow.unsigned_abs()));
    let text = match flow {
        0 => lamp(open).to_owned(),
        1.. => format!("{}{}", lamp(open), arrows("→")),
        _ => format!("{}{}", arrows("←"), lamp(open)),
    };
    let role = match (flow, open) {
        (0, false) => Role::Dim,
        (0, true) => Role::Good,
        _ => Role::Caution,
    };
    (role, text)
}

/// The hatch whose bulkhead a valve goes through.
fn bulkhead(valve: ValveId) -> Option<HatchId> {
    let (Port::Compartment(one), Port::Compartment(other)) = (valve.row().from, valve.row().to)
    else {
        return None;
    };
    let between = (one as usize).min(other as usize);
    HatchId::ALL.get(between).copied()
}

/// The valve of so many of one's own at a place that leads elsewhere than through a bulkhead.
pub(super) fn device(console: &Console, at: CompartmentId, number: usize, _: &Fit) -> Mark {
    let here = |port| port == Port::Compartment(at);
    let row = VALVES
        .iter()
        .filter(|row| row.worked_by == console.seat() && bulkhead(row.id).is_none())
        .filter(|row| here(row.from) || here(row.to))
        .nth(number);
    let Some(row) = row else { return nothing() };
    let other = if here(row.from) { row.to } else { row.from };
    let name = console.word(match other {
        Port::Bottle(bottle) => match bottle.row().gas {
            BottleGas::Nitrogen => "label-nitrogen",
            BottleGas::Oxygen => "label-oxygen",
        },
        // A relief valve opens by itself; its handle only lets it.
        Port::Space if row.id == ValveId::CmRelief => "stack-relief",
        Port::Space => "stack-vent",
        Port::Cavity | Port::Compartment(_) => "stack-fill",
    });
    if valve_open(&console.view.panel, row.id) {
        (Role::Good, format!("●{name}"))
    } else {
        (Role::Label, format!("○{name}"))
    }
}

/// The seal cavity and what is left in the bottles.
pub(super) fn stores(console: &Console) -> Line<'static> {
    let cavity = match &console.view.panel {
        Panel::Soyuz(panel) => Known::Read(panel.cavity_pa),
        Panel::Apollo(_) => told(console.craft().called.cavity_pa),
    };
    let shown = |value: f32| console.bare(Quantity::Pressure, value);
    let (role, text) = match &cavity {
        Known::Read(value) => (Role::Value, shown(*value)),
        Known::Told(called) if owed(console, CallId::SealPressure, None) => {
            unread(shown(called.value))
        }
        Known::Told(called) => as_told(console, called, shown(called.value)),
        Known::Blank => blank(),
    };
    let row = console
        .row()
        .put(Role::Label, console.word("room-cavity"))
        .put(role, format!(" {text}"));
    let row = match &cavity {
        Known::Told(called) => {
            let (role, ago) = ago(console, called);
            row.put(role, format!(" {ago}"))
        }
        _ => row,
    };
    let row = row
        .at(CAVITY_END)
        .put(Role::Label, console.word("label-bottle"));
    let left = match &console.view.panel {
        Panel::Apollo(panel) => {
            let [nitrogen, oxygen] = panel
                .bottles_kg
                .map(|kg| console.printed("printed-pound", kg / POUND_KG, 1));
            format!(" N₂ {nitrogen} O₂ {oxygen}")
        }
        Panel::Soyuz(panel) => {
            let oxygen = console.printed("printed-kilogram", panel.bottle_kg, 1);
            format!(" O₂ {oxygen}")
        }
    };
    row.put(Role::Text, left).line()
}

/// Column where the bottles begin.
const CAVITY_END: usize = 17;
