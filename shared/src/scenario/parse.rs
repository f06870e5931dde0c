//! A mission's text into a [`Scenario`]: the fields of the file, their bounds and their units.
//! What the fields mean in flight is the simulation's business.

mod faults;
mod noise;

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use crate::catalogue::constants::PA_PER_MMHG;
use crate::catalogue::faults::VALVE_KEYS;
use crate::catalogue::ksu::System;
use crate::catalogue::procedures::{Roles, StepId};
use crate::catalogue::transfers::TRANSFERS;
use crate::catalogue::valves::ValveId;
use crate::ids::{CompartmentId, HatchId, Seat};
use crate::limits::{SCENARIO_BYTES_MAX, SCENARIO_NAME_CHARS_MAX};
use crate::maths::{PI, round};
use crate::scenario::reader::{
    Complaints, Expected, Field, Measure, ScenarioError, Section, document, refuse,
};
use crate::scenario::{ClosingRule, Goal, OrbitSetup, Par, Scenario, Stand};
use crate::sim::atmosphere::AirSetup;
use crate::sim::doors::Rules;

/// 1975-07-17, the day mission time counts from, in days from 1970-01-01.
const EPOCH_DAY: i64 = 2_023;
/// How far from that day a mission may start, days: the Sun's formula and the Earth's rotation
/// hold over years, seconds stay exact.
const DAYS_FROM_EPOCH_MAX: i64 = 3_660;

const DEG: f64 = PI / 180.0;
const ZERO_CELSIUS_K: f64 = 273.15;

const ROOT: &[&str] = &[
    "name",
    "goal",
    "flies",
    "par",
    "rules",
    "start_utc",
    "steps",
    "transfers",
    "orbit",
    "start",
    "closing",
    "mechanism",
    "air",
    "crew",
    "faults",
    "noise",
];
const GOALS: &[&str] = &[
    "handshake",
    "plan",
    "docking",
    "station",
    "eclipse",
    "transfer",
    "rescue",
];
const PAR: &[&str] = &["propellant_kg", "time_s"];
const PAR_PROPELLANT: Measure = measure("propellant_kg", 1.0, 1_000.0, 1.0);
const PAR_TIME: Measure = measure("time_s", 10.0, 86_400.0, 1.0);
const RULES: &[&str] = &["training", "flight", "real"];
const COMPARTMENTS: &[&str] = &["cm", "tunnel1", "dm", "tunnel2", "om", "sa"];
const MEN: &[&str] = &["stafford", "brand", "slayton", "leonov", "kubasov"];

const ORBIT: &[&str] = &[
    "altitude_km",
    "inclination_deg",
    "node_deg",
    "argument_deg",
    "sight_up_deg",
];
// Below 150 km the air that the model leaves out would matter within an orbit.
const ALTITUDE: Measure = measure("altitude_km", 150.0, 2_000.0, 1e3);
const INCLINATION: Measure = measure("inclination_deg", 0.0, 180.0, DEG);
const NODE: Measure = measure("node_deg", -360.0, 360.0, DEG);
const ARGUMENT: Measure = measure("argument_deg", -360.0, 360.0, DEG);
const SIGHT_UP: Measure = measure("sight_up_deg", -90.0, 90.0, DEG);

const STANDS: &[&str] = &["orbit", "sun", "docked"];
const START: &[&str] = &[
    "stand",
    "range_m",
    "closing_m_per_s",
    "spread_m",
    "spread_deg",
    "gyro_drift_deg_per_min",
    "lights_on",
    "unpowered",
];
/// The same for craft that are joined: no way between them is left to give.
const START_DOCKED: &[&str] = &[
    "stand",
    "cavity_mmhg",
    "gyro_drift_deg_per_min",
    "lights_on",
    "unpowered",
];
// The catalogue's contact begins at the rings, a metre out.
const RANGE: Measure = measure("range_m", 1.0, 10_000.0, 1.0);
const CLOSING: Measure = measure("closing_m_per_s", -10.0, 10.0, 1.0);
const SPREAD: Measure = measure("spread_m", 0.0, 1_000.0, 1.0);
const SPREAD_ANGLE: Measure = measure("spread_deg", 0.0, 180.0, DEG);
const GYRO_DRIFT: Measure = measure("gyro_drift_deg_per_min", 0.0, 60.0, DEG / 60.0);

// What Soyuz's air can leave there.
const CAVITY: Measure = measure("cavity_mmhg", 0.0, 1_520.0, PA_PER_MMHG);

const CLOSING_RULE: &[&str] = &["fraction_per_s", "floor_m_per_s"];
const FRACTION: Measure = measure("fraction_per_s", 0.0, 1.0, 1.0);
const FLOOR: Measure = measure("floor_m_per_s", 0.01, 1.0, 1.0);

const MECHANISM: &[&str] = &["active_ring", "retract_s", "hook_s", "leak_check_s"];
const SEATS: &[&str] = &["apollo", "soyuz"];
const RETRACT: Measure = measure("retract_s", 1.0, 3_600.0, 1.0);
const HOOK: Measure = measure("hook_s", 0.1, 600.0, 1.0);
const LEAK_CHECK: Measure = measure("leak_check_s", 5.0, 3_600.0, 1.0);

const AIR: &[&str] = &[
    "temperature_c",
    "hatches_open",
    "valves_open",
    "cm",
    "tunnel1",
    "dm",
    "tunnel2",
    "om",
    "sa",
];
const TEMPERATURE: Measure = measure("temperature_c", -20.0, 50.0, 1.0);
const CABIN: &[&str] = &[
    "pressure_mmhg",
    "oxygen_mmhg",
    "carbon_dioxide_mmhg",
    "water_mmhg",
];
const PRESSURE: Measure = measure("pressure_mmhg", 0.0, 1_520.0, PA_PER_MMHG);

const fn measure(key: &'static str, min: f64, max: f64, si: f64) -> Measure {
    Measure { key, min, max, si }
}

/// A mission from its text, or everything that is wrong with it, in the order of the text.
pub fn parse_all(text: &str) -> Result<Scenario, Vec<ScenarioError>> {
    if text.len() > SCENARIO_BYTES_MAX {
        let bound = Expected::BytesAtMost(SCENARIO_BYTES_MAX);
        return Err(vec![refuse(text, String::new(), 0..0, bound)]);
    }
    let document = document(text).map_err(|error| vec![error])?;
    let mut wrong = Complaints::default();
    let scenario = scenario(&Section::root(text, &document), &mut wrong);
    wrong.finish(scenario)
}

/// A mission from its text, or the first thing that is wrong with it.
pub fn parse(text: &str) -> Result<Scenario, ScenarioError> {
    parse_all(text).map_err(|mut errors| errors.swap_remove(0))
}

fn scenario(root: &Section, wrong: &mut Complaints) -> Scenario {
    let mut to = blank();
    wrong.strangers(root, ROOT);
    wrong.take(&mut to.name, name(root));
    wrong.take(&mut to.goal, goal(root));
    if let Some(field) = root.find("flies") {
        let flying = field.word(SEATS).map(|word| Seat::ALL[word]);
        wrong.take(&mut to.roles.flying, flying);
    }
    if let Some(par) = wrong.section(root, "par", PAR) {
        wrong.take(&mut to.par.propellant_kg, par.measure(&PAR_PROPELLANT));
        wrong.take(&mut to.par.time_s, par.measure(&PAR_TIME));
    }
    wrong.take(&mut to.rules, rules(root));
    wrong.take(&mut to.start_utc_s, start_utc_s(root));
    match root
        .field("steps")
        .and_then(|field| Ok((field.list()?, field)))
    {
        Ok((entries, field)) => to.steps = steps(&field, entries, wrong),
        Err(error) => wrong.add(error),
    }
    if let Some(field) = root.find("transfers") {
        wrong.take(&mut to.transfers, transfers(&field));
    }
    to.faults = faults::faults(root, wrong);
    to.noise = noise::noise(root, wrong);
    if let Some(section) = wrong.section(root, "orbit", ORBIT) {
        orbit(&section, &mut to.orbit, wrong);
    }
    match root.field("start").and_then(|field| field.table()) {
        Ok(section) => start(&section, &mut to, wrong),
        Err(error) => wrong.add(error),
    }
    if let Some(rule) = wrong.section(root, "closing", CLOSING_RULE) {
        wrong.take(&mut to.closing.fraction_per_s, rule.measure(&FRACTION));
        wrong.take(&mut to.closing.floor_m_per_s, rule.measure(&FLOOR));
    }
    if let Some(mechanism) = wrong.section(root, "mechanism", MECHANISM) {
        wrong.take(&mut to.roles.active, active_ring(&mechanism));
        wrong.take(&mut to.retract_s, mechanism.measure(&RETRACT));
        wrong.take(&mut to.hook_s, mechanism.measure(&HOOK));
        wrong.take(&mut to.leak_check_s, mechanism.measure(&LEAK_CHECK));
    }
    if let Some(section) = wrong.section(root, "air", AIR) {
        air(&section, &mut to.air, wrong);
        if let Some(field) = section.find("valves_open") {
            let valve = |place: usize| ValveId::ALL[place];
            wrong.take(&mut to.valves_open, each_once(&field, &VALVE_KEYS, valve));
        }
    }
    if let Some(section) = wrong.section(root, "crew", MEN) {
        for (at, man) in to.crew.iter_mut().zip(MEN) {
            wrong.take(at, place(&section, man));
        }
    }
    to
}

/// The form that is filled in, field by field; nobody sees it with a field left.
fn blank() -> Scenario {
    Scenario {
        name: String::new(),
        goal: Goal::Handshake,
        par: Par {
            propellant_kg: 0.0,
            time_s: 0.0,
        },
        rules: Rules::Flight,
        start_utc_s: 0.0,
        orbit: OrbitSetup {
            altitude_m: 0.0,
            inclination_rad: 0.0,
            node_rad: 0.0,
            argument_rad: 0.0,
            sight_up_rad: 0.0,
        },
        stand: Stand::Orbit,
        range_m: 0.0,
        closing_m_per_s: 0.0,
        spread_m: 0.0,
        spread_rad: 0.0,
        closing: ClosingRule {
            fraction_per_s: 0.0,
            floor_m_per_s: 0.0,
        },
        gyro_drift_rad_per_s: 0.0,
        roles: Roles {
            active: Seat::Apollo,
            flying: Seat::Apollo,
        },
        retract_s: 0.0,
        hook_s: 0.0,
        leak_check_s: 0.0,
        lights_on: false,
        unpowered: Vec::new(),
        valves_open: Vec::new(),
        cavity_pa: 0.0,
        air: AirSetup {
            pressure_pa: [0.0; 6],
            partial_o2_pa: [0.0; 6],
            partial_co2_pa: [0.0; 6],
            partial_h2o_pa: [0.0; 6],
            temperature_k: 0.0,
            hatch_open: [false; 5],
        },
        crew: [CompartmentId::Cm; 5],
        steps: Vec::new(),
        transfers: vec![1],
        faults: Vec::new(),
        noise: Vec::new(),
    }
}

fn name(root: &Section) -> Result<String, ScenarioError> {
    let field = root.field("name")?;
    let name = field.text()?;
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    match (1..=SCENARIO_NAME_CHARS_MAX).contains(&name.len()) && name.chars().all(plain) {
        true => Ok(name.to_owned()),
        false => Err(field.expected(Expected::Name(SCENARIO_NAME_CHARS_MAX))),
    }
}

fn goal(root: &Section) -> Result<Goal, ScenarioError> {
    Ok(Goal::ALL[root.field("goal")?.word(GOALS)?])
}

fn rules(root: &Section) -> Result<Rules, ScenarioError> {
    const ALL: [Rules; 3] = [Rules::Training, Rules::Flight, Rules::Real];
    Ok(ALL[root.field("rules")?.word(RULES)?])
}

fn start_utc_s(root: &Section) -> Result<f64, ScenarioError> {
    let field = root.field("start_utc")?;
    let (day, seconds) = field.moment()?;
    let days = day - EPOCH_DAY;
    match days.abs() <= DAYS_FROM_EPOCH_MAX {
        true => Ok(days as f64 * 86_400.0 + seconds),
        false => Err(field.expected(Expected::Moment)),
    }
}

fn orbit(section: &Section, to: &mut OrbitSetup, wrong: &mut Complaints) {
    wrong.take(&mut to.altitude_m, section.measure(&ALTITUDE));
    wrong.take(&mut to.inclination_rad, section.measure(&INCLINATION));
    wrong.take(&mut to.node_rad, section.measure(&NODE));
    wrong.take(&mut to.argument_rad, section.measure(&ARGUMENT));
    wrong.take(&mut to.sight_up_rad, section.measure(&SIGHT_UP));
}

fn start(section: &Section, to: &mut Scenario, wrong: &mut Complaints) {
    if let Some(field) = section.find("stand") {
        let stand = field.word(STANDS).map(|word| Stand::ALL[word]);
        wrong.take(&mut to.stand, stand);
    }
    if to.stand == Stand::Docked {
        wrong.strangers(section, START_DOCKED);
        wrong.take(&mut to.cavity_pa, section.measure(&CAVITY));
    } else {
        wrong.strangers(section, START);
        wrong.take(&mut to.range_m, section.measure(&RANGE));
        wrong.take(&mut to.closing_m_per_s, section.measure(&CLOSING));
        wrong.take(&mut to.spread_m, section.measure(&SPREAD));
        wrong.take(&mut to.spread_rad, section.measure(&SPREAD_ANGLE));
    }
    wrong.take(&mut to.gyro_drift_rad_per_s, section.measure(&GYRO_DRIFT));
    let lights_on = section.field("lights_on").and_then(|field| field.flag());
    wrong.take(&mut to.lights_on, lights_on);
    if let Some(field) = section.find("unpowered") {
        let system = |place: usize| System::CIRCUITS[place];
        wrong.take(&mut to.unpowered, each_once(&field, System::KEYS, system));
    }
}

fn air(section: &Section, to: &mut AirSetup, wrong: &mut Complaints) {
    let celsius = section.measure(&TEMPERATURE);
    wrong.take(&mut to.temperature_k, celsius.map(|c| c + ZERO_CELSIUS_K));
    wrong.take(&mut to.hatch_open, hatches(section));
    for (i, key) in COMPARTMENTS.iter().enumerate() {
        let Some(cabin) = wrong.section(section, key, CABIN) else {
            continue;
        };
        let total = cabin.measure(&PRESSURE);
        // Nitrogen is the rest, so each gas may take what the ones before it left, to a millionth
        // of a millimetre: decimal fractions that add up to the whole do so in the file only.
        let mut left_pa = *total.as_ref().unwrap_or(&f64::INFINITY);
        wrong.take(&mut to.pressure_pa[i], total);
        let mut part = |pa: &mut f64, key| {
            let max = PRESSURE.max.min(round(left_pa / PA_PER_MMHG * 1e6) / 1e6);
            let read = cabin.field(key).and_then(|field| field.between(0.0, max));
            wrong.take(pa, read.map(|mmhg| (mmhg * PA_PER_MMHG).min(left_pa)));
            left_pa -= *pa;
        };
        part(&mut to.partial_o2_pa[i], "oxygen_mmhg");
        part(&mut to.partial_co2_pa[i], "carbon_dioxide_mmhg");
        part(&mut to.partial_h2o_pa[i], "water_mmhg");
    }
}

/// The tables of a list that may be left out: at most so many, of fields of these names. Every mistake
/// is a complaint.
fn tables<'a, 't>(
    root: &Section<'a, 't>,
    key: &'static str,
    (most, fields): (usize, &'static [&'static str]),
    wrong: &mut Complaints,
) -> Vec<Section<'a, 't>> {
    let Some(field) = root.find(key) else {
        return Vec::new();
    };
    let entries = match field.list() {
        Ok(entries) if entries.len() > most => {
            wrong.add(field.expected(Expected::EntriesAtMost(most)));
            return Vec::new();
        }
        Ok(entries) => entries,
        Err(error) => {
            wrong.add(error);
            return Vec::new();
        }
    };
    let mut sections = Vec::new();
    for entry in entries {
        match entry.table() {
            Ok(section) => {
                wrong.strangers(&section, fields);
                sections.push(section);
            }
            Err(error) => wrong.add(error),
        }
    }
    sections
}

/// Things named by these words, each once.
fn each_once<T: PartialEq>(
    field: &Field,
    words: &'static [&'static str],
    named: impl Fn(usize) -> T,
) -> Result<Vec<T>, ScenarioError> {
    let mut things = Vec::new();
    for entry in field.list()? {
        let thing = named(entry.word(words)?);
        if things.contains(&thing) {
            return Err(entry.expected(Expected::Once));
        }
        things.push(thing);
    }
    Ok(things)
}

fn active_ring(mechanism: &Section) -> Result<Seat, ScenarioError> {
    Ok(Seat::ALL[mechanism.field("active_ring")?.word(SEATS)?])
}

fn hatches(section: &Section) -> Result<[bool; 5], ScenarioError> {
    let mut open = [false; 5];
    for entry in section.field("hatches_open")?.list()? {
        let number = entry.between(1.0, 5.0)?;
        let hatch = HatchId::ALL
            .iter()
            .position(|hatch| f64::from(hatch.number()) == number);
        let hatch =
            hatch.ok_or_else(|| entry.expected(Expected::OneOf(&["1", "2", "3", "4", "5"])))?;
        if core::mem::replace(&mut open[hatch], true) {
            return Err(entry.expected(Expected::Once));
        }
    }
    Ok(open)
}

fn place(section: &Section, man: &str) -> Result<CompartmentId, ScenarioError> {
    Ok(CompartmentId::ALL[section.field(man)?.word(COMPARTMENTS)?])
}

fn steps(field: &Field, entries: Vec<Field>, wrong: &mut Complaints) -> Vec<StepId> {
    let mut steps: Vec<StepId> = Vec::new();
    if entries.is_empty() {
        wrong.add(field.expected(Expected::NotEmpty));
    }
    for entry in entries {
        let named = entry.text().map(StepId::from_key);
        match (named, steps.last()) {
            (Err(error), _) => wrong.add(error),
            (Ok(None), _) => wrong.add(entry.expected(Expected::Step)),
            (Ok(Some(step)), Some(before)) if *before >= step => {
                wrong.add(entry.expected(Expected::StepAfter(before.row().key)));
            }
            (Ok(Some(step)), _) => steps.push(step),
        }
    }
    steps
}

/// Numbers of transfers, each once, in the order of the flight.
fn transfers(field: &Field) -> Result<Vec<u8>, ScenarioError> {
    let entries = field.list()?;
    if entries.is_empty() {
        return Err(field.expected(Expected::NotEmpty));
    }
    let mut numbers: Vec<u8> = Vec::new();
    for entry in entries {
        let value = entry.between(1.0, TRANSFERS.len() as f64)?;
        let row = TRANSFERS
            .iter()
            .find(|row| f64::from(row.number) == value)
            .ok_or_else(|| entry.expected(Expected::OneOf(&["1", "2", "3", "4", "5"])))?;
        if numbers.last().is_some_and(|before| *before >= row.number) {
            return Err(entry.expected(Expected::Once));
        }
        numbers.push(row.number);
    }
    Ok(numbers)
}

#[cfg(test)]
mod tests;
