//! A mission's starting point, parsed once from a text file into types that cannot be wrong. The
//! shipped files are embedded; a player's own comes in as text. Errors are typed; the shell adds
//! the file's name and the words.

mod parse;
mod reader;

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::catalogue::ksu::System;
use crate::catalogue::procedures::{Roles, StepId};
use crate::catalogue::valves::ValveId;
use crate::ids::CompartmentId;
use crate::sim::atmosphere::AirSetup;
use crate::sim::doors::Rules;
use crate::sim::event::Outcome;
use crate::sim::faults::Fault;
use crate::sim::radio::noise::NoiseRow;

pub use parse::{parse, parse_all};
pub use reader::{Expected, ScenarioError};

/// The missions that come with the game, sorted by name: name and text.
const SHIPPED: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/scenarios.rs"));

/// The missions that come with the game, sorted by name: name and text.
pub const fn shipped() -> &'static [(&'static str, &'static str)] {
    SHIPPED
}

/// The shipped mission with that name.
pub fn load(name: &str) -> Option<Scenario> {
    let (_, text) = SHIPPED.iter().find(|(shipped, _)| *shipped == name)?;
    parse(text).ok()
}

/// How fast the crews may close: a share of the range each second, with a floor.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClosingRule {
    /// Share of the range per second, 1/s.
    pub fraction_per_s: f64,
    /// Floor, m/s; near contact the rule stays here.
    pub floor_m_per_s: f64,
}

impl ClosingRule {
    /// Fastest closing allowed at this range, m/s.
    pub fn limit_m_per_s(&self, range_m: f64) -> f64 {
        (self.fraction_per_s * range_m).max(self.floor_m_per_s)
    }
}

/// The orbit of Soyuz at the start, circular.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OrbitSetup {
    /// Height over the equatorial radius, m.
    pub altitude_m: f64,
    /// Inclination, rad.
    pub inclination_rad: f64,
    /// Right ascension of the ascending node, rad.
    pub node_rad: f64,
    /// Angle from the node to Soyuz along the orbit, rad.
    pub argument_rad: f64,
    /// Elevation of Apollo's line of sight to Soyuz over the local horizontal, rad; Apollo stands
    /// ahead on the orbit and looks back.
    pub sight_up_rad: f64,
}

/// What a mission is for: how a plan flown to its end is called and scored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Goal {
    /// The crews meet.
    Handshake,
    /// Every step of the plan is flown.
    Plan,
    /// The craft are joined.
    Docking,
    /// A place was held.
    Station,
    /// Apollo shaded Soyuz from the Sun.
    Eclipse,
    /// The men went over and came back.
    Transfer,
    /// Everybody is out of a ship that loses its air.
    Rescue,
}

impl Goal {
    /// All goals, in the order of their names in a file.
    pub const ALL: [Goal; 7] = [
        Goal::Handshake,
        Goal::Plan,
        Goal::Docking,
        Goal::Station,
        Goal::Eclipse,
        Goal::Transfer,
        Goal::Rescue,
    ];

    /// How a mission ends whose plan was flown to its end.
    pub const fn outcome(self) -> Outcome {
        match self {
            Goal::Handshake => Outcome::Handshake,
            Goal::Plan => Outcome::PlanFlown,
            Goal::Docking => Outcome::Docked,
            Goal::Station => Outcome::StationKept,
            Goal::Eclipse => Outcome::Eclipsed,
            Goal::Transfer => Outcome::Transferred,
            Goal::Rescue => Outcome::Rescued,
        }
    }
}

/// Where Apollo stands at the start, seen from Soyuz.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stand {
    /// Ahead on the orbit, by the elevation of its line of sight.
    Orbit,
    /// On the line to the Sun.
    Sun,
    /// At Soyuz's port: rings in, hooks closed.
    Docked,
}

impl Stand {
    /// All, in the order of their names in a file.
    pub const ALL: [Stand; 3] = [Stand::Orbit, Stand::Sun, Stand::Docked];
}

/// What a good pair needs for a mission: the scale of two heads of the score.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Par {
    /// Propellant of both craft, kg.
    pub propellant_kg: f64,
    /// Time to the good end, s.
    pub time_s: f64,
}

/// A mission before it begins.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    /// Stable name, as in the file's own name.
    pub name: String,
    /// What the mission is for.
    pub goal: Goal,
    /// What a good pair needs for it.
    pub par: Par,
    /// Rules the mission is flown under unless the crews choose others.
    pub rules: Rules,
    /// Seconds from 1975-07-17 00:00 UTC to the first tick.
    pub start_utc_s: f64,
    /// Soyuz's orbit.
    pub orbit: OrbitSetup,
    /// Where Apollo stands.
    pub stand: Stand,
    /// Distance between the docking planes, m; 0 docked.
    pub range_m: f64,
    /// Closing speed, m/s.
    pub closing_m_per_s: f64,
    /// Spread of Apollo's sideways place, one seeded draw an axis, m.
    pub spread_m: f64,
    /// Spread of both attitudes, one seeded draw an axis, rad.
    pub spread_rad: f64,
    /// The closing rule.
    pub closing: ClosingRule,
    /// Drift of Soyuz's gyros, rad/s; the seed chooses its direction.
    pub gyro_drift_rad_per_s: f64,
    /// Whose docking ring is active, and who flies.
    pub roles: Roles,
    /// Alignment and retraction together, s.
    pub retract_s: f64,
    /// Time between hooks, s.
    pub hook_s: f64,
    /// Length of the timed leak reading, s.
    pub leak_check_s: f64,
    /// Soyuz's beacons and transponder are on at the start.
    pub lights_on: bool,
    /// Systems of Soyuz whose circuit is broken at the start: they stand off and their switches do
    /// nothing until their cell of the matrix is pressed.
    pub unpowered: Vec<System>,
    /// Valves that stand open at the start beside those that always do.
    pub valves_open: Vec<ValveId>,
    /// Pressure in the cavity between the seals, Pa; 0 apart.
    pub cavity_pa: f64,
    /// Gas and hatches at the start.
    pub air: AirSetup,
    /// Where the five men are, in `CrewId` order.
    pub crew: [CompartmentId; 5],
    /// Steps of the joint flight plan, in plan order.
    pub steps: Vec<StepId>,
    /// Numbers of the transfers that are flown, in order.
    pub transfers: Vec<u8>,
    /// Failures in store.
    pub faults: Vec<Fault>,
    /// Noise on the loop in store.
    pub noise: Vec<NoiseRow>,
}
