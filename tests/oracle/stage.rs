//! Worlds to measure in: both craft whole, gyros true, controls off, far from each other.

use glam::DVec3;
use handshake_shared::ids::Seat;
use handshake_shared::scenario::{Scenario, load};
use handshake_shared::sim::craft::Craft;
use handshake_shared::sim::event::{DockingEvent, Event};
use handshake_shared::sim::input::{ControlMode, Inputs, Stick};
use handshake_shared::sim::mechanism::MechanismCommand;
use handshake_shared::sim::orbit::ForceModel;
use handshake_shared::sim::{World, step};
use handshake_shared::time::{DT_S, TICK_RATE_HZ};

/// Radius of the flight's orbit, m: 225 km over the equator.
pub const RADIUS_M: f64 = 6_378_137.0 + 225_000.0;
/// Mean motion there, rad/s (oracle O2).
pub const MEAN_MOTION_RAD_PER_S: f64 = 0.001_176_64;
/// Period there, s (oracle O3).
pub const PERIOD_S: f64 = 5_339.94;

/// The long mission without dispersions; exhaust does not reach over its two kilometres.
pub fn calm() -> Scenario {
    let mut scenario = load("first-handshake").expect("shipped scenarios parse");
    scenario.range_m = 2_000.0;
    scenario.closing_m_per_s = 0.0;
    scenario.spread_m = 0.0;
    scenario.spread_rad = 0.0;
    scenario.gyro_drift_rad_per_s = 0.0;
    scenario.steps.clear();
    scenario
}

/// Both craft with controls off under a force model, Soyuz on the circular orbit.
pub fn coasting(model: ForceModel) -> World {
    coasting_in(&calm(), model)
}

/// The same in another scenario.
pub fn coasting_in(scenario: &Scenario, model: ForceModel) -> World {
    let mut world = World::new(scenario, 1);
    world.force_model = model;
    for craft in &mut world.craft {
        craft.autopilot.mode = ControlMode::Off;
    }
    world
}

/// Ticks nearest to a time.
pub fn ticks(seconds: f64) -> u32 {
    (seconds * f64::from(TICK_RATE_HZ)).round() as u32
}

/// Flies without hands.
pub fn coast(world: &mut World, seconds: f64) {
    let mut events = Vec::new();
    for _ in 0..ticks(seconds) {
        events.clear();
        step(world, &Inputs::default(), &mut events);
    }
}

/// Flies with one seat's stick held.
pub fn hold(world: &mut World, seat: Seat, stick: Stick, ticks: u32) {
    let mut inputs = Inputs::default();
    inputs[seat.index()].stick = stick;
    let mut events = Vec::new();
    for _ in 0..ticks {
        events.clear();
        step(world, &inputs, &mut events);
    }
}

/// Angular momentum of a craft about its centre of mass, ECI axes, N·m·s.
pub fn spin_n_m_s(craft: &Craft) -> DVec3 {
    craft.eci_from_body * (craft.mass().inertia_kg_m2 * craft.rate_rad_per_s)
}

/// A docked pair in free space, controls off, nothing burnt.
pub fn docked() -> World {
    let mut scenario = calm();
    scenario.range_m = 1.5;
    scenario.closing_m_per_s = 0.2;
    let mut world = coasting_in(&scenario, ForceModel::Free);
    world.switches.latch_cell = true;
    let order = |world: &mut World, command, until| {
        world.mechanism.command(command).expect("its turn");
        coast_until(world, until);
    };
    let mechanism = MechanismCommand::ExtendRing(Seat::Apollo);
    order(&mut world, mechanism, DockingEvent::Damped);
    order(
        &mut world,
        MechanismCommand::Retract,
        DockingEvent::Retracted,
    );
    order(
        &mut world,
        MechanismCommand::CloseHooks,
        DockingEvent::HardDock,
    );
    world
}

fn coast_until(world: &mut World, until: DockingEvent) {
    let mut events = Vec::new();
    for _ in 0..ticks(180.0) {
        events.clear();
        step(world, &Inputs::default(), &mut events);
        world.outcome = None;
        if events.contains(&Event::Docking(until)) {
            return;
        }
    }
    panic!("{until:?} did not come");
}

/// Asserts that a value lies within a share of its oracle.
#[track_caller]
pub fn close(value: f64, oracle: f64, share: f64) {
    let off = value / oracle - 1.0;
    assert!(
        off.abs() < share,
        "{value} against {oracle}: off by {off:e}"
    );
}

/// Length of a tick for rates measured over one, s.
pub const TICK_S: f64 = DT_S;
