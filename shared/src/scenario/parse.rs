//! A mission's text into a [`Scenario`]: the fields of the file, their bounds and their units.
//! What the fields mean in flight is the simulation's business.

mod faults;

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;

use crate::catalogue::constants::PA_PER_MMHG;
use crate::catalogue::procedures::StepId;
use crate::ids::{CompartmentId, HatchId, Seat};
use crate::limits::{SCENARIO_BYTES_MAX, SCENARIO_NAME_CHARS_MAX};
use crate::maths::{PI, round};
use crate::scenario::reader::{Expected, Measure, ScenarioError, Section, document, refuse};
use crate::scenario::{ClosingRule, OrbitSetup, Scenario};
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
    "rules",
    "start_utc",
    "steps",
    "orbit",
    "start",
    "closing",
    "mechanism",
    "air",
    "crew",
    "faults",
];
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

const START: &[&str] = &[
    "range_m",
    "closing_m_per_s",
    "spread_m",
    "spread_deg",
    "gyro_drift_deg_per_min",
    "lights_on",
];
// The catalogue's contact begins at the rings, a metre out.
const RANGE: Measure = measure("range_m", 1.0, 10_000.0, 1.0);
const CLOSING: Measure = measure("closing_m_per_s", -10.0, 10.0, 1.0);
const SPREAD: Measure = measure("spread_m", 0.0, 1_000.0, 1.0);
const SPREAD_ANGLE: Measure = measure("spread_deg", 0.0, 180.0, DEG);
const GYRO_DRIFT: Measure = measure("gyro_drift_deg_per_min", 0.0, 60.0, DEG / 60.0);

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

/// A mission from its text, or the first thing that is wrong with it.
pub fn parse(text: &str) -> Result<Scenario, ScenarioError> {
    if text.len() > SCENARIO_BYTES_MAX {
        let bound = Expected::BytesAtMost(SCENARIO_BYTES_MAX);
        return Err(refuse(text, String::new(), 0..0, bound));
    }
    let document = document(text)?;
    let root = Section::root(text, &document, ROOT)?;
    let start = root.section("start", START)?;
    let rule = root.section("closing", CLOSING_RULE)?;
    let mechanism = root.section("mechanism", MECHANISM)?;
    Ok(Scenario {
        name: name(&root)?,
        rules: rules(&root)?,
        start_utc_s: start_utc_s(&root)?,
        orbit: orbit(&root.section("orbit", ORBIT)?)?,
        range_m: start.measure(&RANGE)?,
        closing_m_per_s: start.measure(&CLOSING)?,
        spread_m: start.measure(&SPREAD)?,
        spread_rad: start.measure(&SPREAD_ANGLE)?,
        closing: ClosingRule {
            fraction_per_s: rule.measure(&FRACTION)?,
            floor_m_per_s: rule.measure(&FLOOR)?,
        },
        gyro_drift_rad_per_s: start.measure(&GYRO_DRIFT)?,
        active_ring: Seat::ALL[mechanism.field("active_ring")?.word(SEATS)?],
        retract_s: mechanism.measure(&RETRACT)?,
        hook_s: mechanism.measure(&HOOK)?,
        leak_check_s: mechanism.measure(&LEAK_CHECK)?,
        lights_on: start.field("lights_on")?.flag()?,
        air: air(&root.section("air", AIR)?)?,
        crew: crew(&root.section("crew", MEN)?)?,
        steps: steps(&root)?,
        faults: faults::faults(&root)?,
    })
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

fn orbit(section: &Section) -> Result<OrbitSetup, ScenarioError> {
    Ok(OrbitSetup {
        altitude_m: section.measure(&ALTITUDE)?,
        inclination_rad: section.measure(&INCLINATION)?,
        node_rad: section.measure(&NODE)?,
        argument_rad: section.measure(&ARGUMENT)?,
        sight_up_rad: section.measure(&SIGHT_UP)?,
    })
}

fn air(section: &Section) -> Result<AirSetup, ScenarioError> {
    let mut air = AirSetup {
        pressure_pa: [0.0; 6],
        partial_o2_pa: [0.0; 6],
        partial_co2_pa: [0.0; 6],
        partial_h2o_pa: [0.0; 6],
        temperature_k: section.measure(&TEMPERATURE)? + ZERO_CELSIUS_K,
        hatch_open: hatches(section)?,
    };
    for (i, key) in COMPARTMENTS.iter().enumerate() {
        let cabin = section.section(key, CABIN)?;
        let total_pa = cabin.measure(&PRESSURE)?;
        // Nitrogen is the rest, so each gas may take what the ones before it left, to a millionth
        // of a millimetre: decimal fractions that add up to the whole do so in the file only.
        let mut left_pa = total_pa;
        let mut part = |key| {
            let max = round(left_pa / PA_PER_MMHG * 1e6) / 1e6;
            let pa = (cabin.field(key)?.between(0.0, max)? * PA_PER_MMHG).min(left_pa);
            left_pa -= pa;
            Ok(pa)
        };
        air.partial_o2_pa[i] = part("oxygen_mmhg")?;
        air.partial_co2_pa[i] = part("carbon_dioxide_mmhg")?;
        air.partial_h2o_pa[i] = part("water_mmhg")?;
        air.pressure_pa[i] = total_pa;
    }
    Ok(air)
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

fn crew(section: &Section) -> Result<[CompartmentId; 5], ScenarioError> {
    let mut crew = [CompartmentId::Cm; 5];
    for (at, man) in crew.iter_mut().zip(MEN) {
        *at = CompartmentId::ALL[section.field(man)?.word(COMPARTMENTS)?];
    }
    Ok(crew)
}

fn steps(root: &Section) -> Result<Vec<StepId>, ScenarioError> {
    let field = root.field("steps")?;
    let mut steps: Vec<StepId> = Vec::new();
    for entry in field.list()? {
        let step = StepId::from_key(entry.text()?);
        let step = step.ok_or_else(|| entry.expected(Expected::Step))?;
        match steps.last() {
            Some(before) if *before >= step => {
                return Err(entry.expected(Expected::StepAfter(before.row().key)));
            }
            _ => steps.push(step),
        }
    }
    match steps.is_empty() {
        true => Err(field.expected(Expected::NotEmpty)),
        false => Ok(steps),
    }
}

#[cfg(test)]
mod tests;
