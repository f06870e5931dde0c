//! Oracles of the jets, in free space with a full craft: what one tick's firing adds to momentum
//! and spin. Published to six digits; a tick of four jets burns a millionth of the mass.

use glam::DVec3;
use handshake_shared::ids::Seat::{self, Apollo, Soyuz};
use handshake_shared::sim::World;
use handshake_shared::sim::input::{ControlMode, Stick};
use handshake_shared::sim::jets::JetFault;
use handshake_shared::sim::orbit::ForceModel;

use crate::stage::{TICK_S, close, coasting, docked, hold, spin_n_m_s};

/// Share by which a force, a torque or a flow may differ.
const EXACT: f64 = 5e-6;
/// The same of a turn rate: the oracle leaves out the products of inertia, which take at most four
/// parts in a hundred thousand.
const DIAGONAL: f64 = 1e-4;

fn ready(seat: Seat, mode: ControlMode) -> World {
    let mut world = coasting(ForceModel::Free);
    world.craft[seat.index()].autopilot.mode = mode;
    world
}

fn apollo() -> World {
    ready(Apollo, ControlMode::AccelCmd)
}

fn push(axis: usize, deflection: i8) -> Stick {
    let mut stick = Stick::NEUTRAL;
    stick.push[axis] = deflection;
    stick
}

fn turn(axis: usize) -> Stick {
    let mut stick = Stick::NEUTRAL;
    stick.turn[axis] = 127;
    stick
}

/// What a stick held for some ticks adds to a craft: velocity in the body axes it began in, m/s,
/// and spin in them, N·m·s.
fn gained(world: &mut World, seat: Seat, stick: Stick, ticks: u32) -> (DVec3, DVec3) {
    let before = world.craft[seat.index()].clone();
    hold(world, seat, stick, ticks);
    let after = &world.craft[seat.index()];
    let to_body = before.eci_from_body.inverse();
    (
        to_body * (after.vel_eci_m_per_s - before.vel_eci_m_per_s),
        to_body * (spin_n_m_s(after) - spin_n_m_s(&before)),
    )
}

/// Acceleration of a craft from rest in one tick, body axes, m/s².
fn accelerated(world: &mut World, seat: Seat, stick: Stick) -> DVec3 {
    gained(world, seat, stick, 1).0 / TICK_S
}

fn rate_deg_per_s(world: &World) -> DVec3 {
    world.craft[0].rate_rad_per_s.map(f64::to_degrees)
}

#[test]
fn val_p01_one_jet_pushes_with_444_8_newtons() {
    let mut world = apollo();
    // C3 alone, its valves stuck open.
    world.craft[0].rcs.faults[10] = Some(JetFault::StuckOn);
    let force_n = accelerated(&mut world, Apollo, Stick::NEUTRAL).length() * 14_237.0;
    close(force_n, 444.822, EXACT);
}

#[test]
fn val_p02_p05_four_jets_ahead() {
    let mut world = apollo();
    let quad_kg = world.craft[0].tanks_kg()[0];
    close(
        accelerated(&mut world, Apollo, push(0, 127)).x,
        0.123_078,
        EXACT,
    );
    let flow = (quad_kg - world.craft[0].tanks_kg()[0]) / TICK_S;
    close(flow, 0.164_345, EXACT);
}

/// Apollo with quads B and D shut off: two jets are left for each push ahead.
fn half_shut() -> World {
    let mut world = apollo();
    world.craft[0].rcs.shut = 0b1010;
    world
}

#[test]
fn val_p03_two_jets_ahead() {
    let mut world = half_shut();
    close(
        accelerated(&mut world, Apollo, push(0, 127)).x,
        0.061_538_9,
        EXACT,
    );
}

/// Time under a full push ahead until this speed is gained, s, and the propellant it took, kg.
fn until_gained(world: &mut World, speed_m_per_s: f64) -> (f64, f64) {
    let (mut gained_m_per_s, mut time_s) = (0.0, 0.0);
    loop {
        let before_kg = world.craft[0].used_kg();
        let tick = gained(world, Apollo, push(0, 127), 1).0.x;
        let burnt_kg = world.craft[0].used_kg() - before_kg;
        if gained_m_per_s + tick >= speed_m_per_s {
            let share = (speed_m_per_s - gained_m_per_s) / tick;
            return (time_s + share * TICK_S, before_kg + share * burnt_kg);
        }
        gained_m_per_s += tick;
        time_s += TICK_S;
    }
}

#[test]
fn val_p04_a_foot_a_second_takes_2_5_s_with_four_jets_and_5_s_with_two() {
    // The oracle's mass does not change; the craft loses a ten-thousandth on the way.
    close(until_gained(&mut apollo(), 0.304_8).0, 2.476_48, DIAGONAL);
    close(
        until_gained(&mut half_shut(), 0.304_8).0,
        4.952_97,
        DIAGONAL,
    );
}

#[test]
fn val_p06_a_metre_a_second_costs_5_34_kilograms() {
    close(until_gained(&mut apollo(), 1.0).1, 5.340_18, EXACT);
}

#[test]
fn val_p07_p08_two_jets_pitch() {
    let mut world = apollo();
    let torque = gained(&mut world, Apollo, turn(1), 1).1 / TICK_S;
    close(torque.y, 1_833.03, EXACT);
    close(rate_deg_per_s(&world).y / TICK_S, 0.954_772, DIAGONAL);
}

#[test]
fn val_p09_p10_four_jets_roll() {
    let mut world = apollo();
    let torque = gained(&mut world, Apollo, turn(0), 1).1 / TICK_S;
    close(torque.x, 3_694.51, EXACT);
    close(rate_deg_per_s(&world).x / TICK_S, 9.621_81, DIAGONAL);
}

#[test]
fn val_p11_p12_p13_two_jets_aside_yaw_the_nose() {
    let mut world = apollo();
    let (speed, spin) = gained(&mut world, Apollo, push(1, 127), 1);
    close(speed.y / TICK_S, 0.061_538_9, EXACT);
    close(spin.z / TICK_S, -761.298, EXACT);
    close(rate_deg_per_s(&world).z / TICK_S, -0.389_457, DIAGONAL);
}

#[test]
fn a_push_aside_under_rate_command_does_not_yaw_the_nose() {
    // The other half of P12: selection takes the torque out, up to the least pulse of a couple.
    let mut world = ready(Apollo, ControlMode::RateCmd);
    let spin = gained(&mut world, Apollo, push(1, 127), 60).1;
    assert!(spin.z.abs() < 0.02 * 761.298, "{spin}");
}

#[test]
fn val_p14_the_least_pulse_pitches_by_0_004_degrees_a_second() {
    let mut world = ready(Apollo, ControlMode::MinImp);
    hold(&mut world, Apollo, turn(1), 1);
    close(rate_deg_per_s(&world).y, 0.003_819_09, DIAGONAL);
}

#[test]
fn val_p15_the_least_pulse_rolls_by_0_04_degrees_a_second() {
    let mut world = ready(Apollo, ControlMode::MinImp);
    hold(&mut world, Apollo, turn(0), 1);
    close(rate_deg_per_s(&world).x, 0.038_487_2, DIAGONAL);
}

#[test]
fn val_p16_the_least_pulse_ahead_gives_half_a_millimetre_a_second() {
    // A sixth of the tick is shorter than a valve can be open: it gives its least pulse.
    let mut world = apollo();
    let speed = gained(&mut world, Apollo, push(0, 22), 1).0;
    close(speed.x, 0.000_492_311, EXACT);
}

#[test]
fn val_p17_the_docked_pair_is_pushed_as_one() {
    let mut world = docked();
    world.craft[0].autopilot.mode = ControlMode::AccelCmd;
    let before = world.craft.each_ref().map(|craft| craft.vel_eci_m_per_s);
    let axis = world.craft[0].eci_from_body * DVec3::X;
    hold(&mut world, Apollo, push(0, 127), 6);
    let gained = [0, 1].map(|n| (world.craft[n].vel_eci_m_per_s - before[n]).dot(axis));
    let masses = world.craft.each_ref().map(|craft| craft.mass_kg());
    let together = (gained[0] * masses[0] + gained[1] * masses[1]) / (masses[0] + masses[1]);
    close(together / (6.0 * TICK_S), 0.083_532_3, 1e-5);
    close(gained[1], gained[0], 1e-3);
}

#[test]
fn val_p18_soyuz_pushes_aside_with_two_jets() {
    let mut world = ready(Soyuz, ControlMode::Manual);
    close(
        accelerated(&mut world, Soyuz, push(1, 127)).y,
        0.029_099_9,
        EXACT,
    );
}
