//! The world at its first tick: orbit, poses and dispersions from scenario and seed.

use glam::{DMat3, DQuat, DVec3};

use crate::catalogue::compartments::CAVITY_VOLUME_M3;
use crate::catalogue::constants::{EARTH_RADIUS_M, MU_M3_PER_S2};
use crate::catalogue::ksu::FALSE_FRIENDS;
use crate::catalogue::spelling::{KSU_ROW_COUNT, KsuCell};
use crate::catalogue::vessels::vessel;
use crate::frames::{eci_from_lvlh, quaternion, sun_eci};
use crate::ids::{CompartmentId, CrewId, Seat};
use crate::maths::{cos, sin, sqrt};
use crate::rng::{Stream, Subject};
use crate::scenario::{OrbitSetup, Scenario, Stand};
use crate::sim::World;
use crate::sim::atmosphere::Air;
use crate::sim::atmosphere::gas::Gas;
use crate::sim::contact::port::MATED;
use crate::sim::control::Autopilot;
use crate::sim::craft::Craft;
use crate::sim::faults::Faults;
use crate::sim::fire::Fires;
use crate::sim::hands::Hands;
use crate::sim::input::{ControlMode, HelpLevel};
use crate::sim::instruments::{self, Instruments};
use crate::sim::mechanism::{Mechanism, MechanismSettings, RingState};
use crate::sim::motion;
use crate::sim::orbit::ForceModel;
use crate::sim::physiology::CrewMember;
use crate::sim::procedures::Plan;
use crate::sim::radio::Radio;
use crate::sim::radio::noise::Noises;
use crate::sim::record::Record;
use crate::sim::rules::Outlets;
use crate::sim::switches::{Switches, set_circuit};
use crate::time::Tick;

/// The first tick of a scenario under a seed.
pub fn world(scenario: &Scenario, seed: u64) -> World {
    let craft = craft(scenario, seed);
    let crew = crew(scenario);
    let mut world = World {
        tick: Tick(0),
        start_utc_s: scenario.start_utc_s,
        force_model: ForceModel::J2,
        rules: scenario.rules,
        goal: scenario.goal,
        par: scenario.par,
        closing: scenario.closing,
        mechanism: mechanism(scenario, &craft),
        craft,
        air: air(scenario),
        faults: Faults::new(scenario.faults.clone()),
        fire: Fires::default(),
        hands: Hands::new(&crew, Stream::new(seed, Subject::Typing)),
        crew,
        walks: [None; 5],
        switches: switches(scenario, seed),
        radio: Radio::new(
            Stream::new(seed, Subject::Cards),
            Noises::new(&scenario.noise, Stream::new(seed, Subject::Noise)),
        ),
        instruments: Instruments::new(seed),
        plan: Plan::new(&scenario.steps, scenario.roles, &scenario.transfers),
        offer: None,
        alarms: [0; 2],
        outlets: Outlets::default(),
        help: [HelpLevel::Passenger; 2],
        called_off: None,
        fired_now: false,
        plume_n: [0.0; 2],
        outcome: None,
        record: Record::default(),
        debrief: None,
    };
    for system in &scenario.unpowered {
        set_circuit(&mut world, *system, false);
    }
    for valve in &scenario.valves_open {
        world.air.set_valve(*valve, true);
    }
    instruments::settle(&mut world);
    world
}

fn mechanism(scenario: &Scenario, craft: &[Craft; 2]) -> Mechanism {
    let settings = MechanismSettings {
        retract_s: scenario.retract_s,
        hook_period_s: scenario.hook_s,
        rings: [RingState::Stowed; 2],
    };
    match scenario.stand {
        Stand::Docked => {
            Mechanism::hard_docked(&settings, scenario.roles.active, &motion::pair(craft))
        }
        Stand::Orbit | Stand::Sun => Mechanism::new(&settings),
    }
}

/// Cabins as the mission has them; what fills the seal cavity came from the orbital module.
fn air(scenario: &Scenario) -> Air {
    let mut air = Air::new(&scenario.air);
    let from = air.gas(CompartmentId::Om);
    let share = scenario.cavity_pa / air.pressure_pa(CompartmentId::Om) * CAVITY_VOLUME_M3
        / air.model.volume_m3[CompartmentId::Om as usize];
    let filled = Gas {
        mol: from.mol.map(|mol| mol * share),
        energy_j: from.energy_j * share,
    };
    if scenario.cavity_pa > 0.0 {
        *air.cavity_mut() = filled;
    }
    air
}

fn switches(scenario: &Scenario, seed: u64) -> Switches {
    Switches {
        beacons: scenario.lights_on,
        transponder: scenario.lights_on,
        right_cell: right_cell(seed),
        ksu: None,
        ksu_busy_until: Tick(0),
        pulse: None,
        unpowered: 0,
        latch_cell: false,
        reading_s: scenario.leak_check_s,
        hooks_asked: [None; 2],
        readings: [const { None }; 3],
    }
}

/// The latches' cell: a column whose letter looks like a Latin one but is another.
fn right_cell(seed: u64) -> KsuCell {
    let mut stream = Stream::new(seed, Subject::Cell);
    KsuCell {
        column: FALSE_FRIENDS[stream.below(FALSE_FRIENDS.len() as u64) as usize],
        row: 1 + stream.below(u64::from(KSU_ROW_COUNT)) as u8,
    }
}

/// Men breathed their own ship's air long enough to be in balance with its nitrogen.
fn crew(scenario: &Scenario) -> [CrewMember; 5] {
    CrewId::ALL.map(|id| {
        let at = scenario.crew[id as usize];
        let air = &scenario.air;
        let place = at as usize;
        let nitrogen = air.pressure_pa[place]
            - air.partial_o2_pa[place]
            - air.partial_co2_pa[place]
            - air.partial_h2o_pa[place];
        CrewMember::new(id, at, nitrogen.max(0.0))
    })
}

/// Position and velocity on a circular orbit, ECI.
fn circular(orbit: &OrbitSetup) -> (DVec3, DVec3) {
    let radius = EARTH_RADIUS_M + orbit.altitude_m;
    let speed = sqrt(MU_M3_PER_S2 / radius);
    let (cn, sn) = (cos(orbit.node_rad), sin(orbit.node_rad));
    let (ci, si) = (cos(orbit.inclination_rad), sin(orbit.inclination_rad));
    let (cu, su) = (cos(orbit.argument_rad), sin(orbit.argument_rad));
    let node = DVec3::new(cn, sn, 0.0);
    let ahead = DVec3::new(-sn * ci, cn * ci, si);
    (
        (node * cu + ahead * su) * radius,
        (ahead * cu - node * su) * speed,
    )
}

/// Both craft on the docking axis, a range apart, with seeded dispersions; or port to port.
fn craft(scenario: &Scenario, seed: u64) -> [Craft; 2] {
    let mut draw = Stream::new(seed, Subject::Start);
    let (soyuz_pos, soyuz_vel) = circular(&scenario.orbit);
    let level = eci_from_lvlh(soyuz_pos, soyuz_vel);
    // Soyuz faces ahead on its orbit, where Apollo stands and looks back; both have feet to Earth.
    let soyuz_q = match scenario.stand {
        Stand::Orbit | Stand::Docked => {
            level * DQuat::from_rotation_y(-scenario.orbit.sight_up_rad)
        }
        Stand::Sun => facing(sun_eci(scenario.start_utc_s), level),
    };
    let apollo_q = soyuz_q * MATED;
    let mut tilt = || {
        let v = DVec3::new(draw.signed(), draw.signed(), draw.signed());
        quaternion(v * scenario.spread_rad)
    };
    let (apollo_tilt, soyuz_tilt) = (tilt(), tilt());
    let across = DVec3::new(0.0, draw.signed(), draw.signed()) * scenario.spread_m;
    let ports = vessel(Seat::Apollo).port_x_m + vessel(Seat::Soyuz).port_x_m;
    let offset = DVec3::X * (ports + scenario.range_m) + across;
    let axis = soyuz_q * DVec3::X;
    let drift = gyro_drift(scenario, seed);
    let mut craft = [
        pose(
            Seat::Apollo,
            soyuz_pos + soyuz_q * offset,
            soyuz_vel - axis * scenario.closing_m_per_s,
            apollo_q * apollo_tilt,
            apollo_q,
            DVec3::ZERO,
        ),
        pose(
            Seat::Soyuz,
            soyuz_pos,
            soyuz_vel,
            soyuz_q * soyuz_tilt,
            level.inverse() * soyuz_q,
            drift,
        ),
    ];
    if scenario.stand == Stand::Docked {
        // The stack drifts: both controls were turned off at capture.
        craft
            .iter_mut()
            .for_each(|craft| craft.autopilot.mode = ControlMode::Off);
    }
    craft
}

/// Body +X along a direction, feet as near to the level frame's down as that leaves them.
fn facing(ahead: DVec3, level: DQuat) -> DQuat {
    let right = (level * DVec3::Z).cross(ahead);
    let right = right.normalize_or(level * DVec3::Y);
    let axes = DMat3::from_cols(ahead, right, ahead.cross(right));
    DQuat::from_mat3(&axes).normalize()
}

fn gyro_drift(scenario: &Scenario, seed: u64) -> DVec3 {
    let mut draw = Stream::new(seed, Subject::Gyro);
    let direction = DVec3::new(0.3 * draw.signed(), draw.signed(), draw.signed());
    direction.normalize_or(DVec3::Y) * scenario.gyro_drift_rad_per_s
}

/// A craft at rest in its attitude; `stored` is the flight plan's attitude for docking.
fn pose(seat: Seat, pos: DVec3, vel: DVec3, attitude: DQuat, stored: DQuat, drift: DVec3) -> Craft {
    let eci_from_body = attitude.normalize();
    Craft {
        autopilot: Autopilot::new(seat, eci_from_body, stored.normalize(), drift),
        ..Craft::adrift(seat, pos, vel, eci_from_body, DVec3::ZERO)
    }
}

#[cfg(test)]
mod tests;
