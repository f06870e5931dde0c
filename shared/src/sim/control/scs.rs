//! Apollo's stabilization and control system: what each place of its manual attitude switch does
//! with a stick. It knows nothing of the computer's autopilot.

use glam::DVec3;

use super::{Autopilot, Sensed, hand, phase_plane};
use crate::catalogue::control::{scs, scs_stick_rate_rad_per_s};
use crate::ids::Seat;
use crate::sim::input::Stick;
use crate::sim::jets::{turn_authority_n_m, turn_min_impulse_n_m_s};

/// MIN IMP: one smallest pulse for each new deflection, N·m·s.
pub fn pulses(last: &Stick, stick: &Stick) -> [f64; 3] {
    core::array::from_fn(|axis| match hand::apollo(stick.turn[axis]) {
        Some(share) if hand::apollo(last.turn[axis]).is_none() => signed(
            share > 0.0,
            turn_min_impulse_n_m_s(Seat::Apollo, axis, share > 0.0),
        ),
        _ => 0.0,
    })
}

/// ACCEL CMD: jets on while deflected, N·m·s in this tick; no rate loop.
pub fn acceleration(stick: &Stick, dt_s: f64) -> [f64; 3] {
    core::array::from_fn(|axis| match hand::apollo(stick.turn[axis]) {
        Some(share) => full(axis, share > 0.0, dt_s),
        None => 0.0,
    })
}

/// RATE CMD: a deflected axis turns at the commanded rate within the rate deadband; a released one
/// is slowed into it and holds the attitude it then has. Changes of rate, rad/s.
pub fn rate_command(pilot: &mut Autopilot, stick: &Stick, sensed: &Sensed) -> DVec3 {
    let row = scs(pilot.stick_rate, pilot.deadband);
    let full = scs_stick_rate_rad_per_s(pilot.stick_rate);
    let error = pilot.held_error_rad(sensed);
    let mut kept = error;
    let mut change = DVec3::ZERO;
    for axis in 0..3 {
        let rate = sensed.rate_rad_per_s[axis];
        let command = hand::apollo(stick.turn[axis]);
        pilot.settling[axis] =
            command.is_some() || (pilot.settling[axis] && rate.abs() > row.rate_deadband_rad_per_s);
        if pilot.settling[axis] || hand::apollo(pilot.last.turn[axis]).is_some() {
            kept[axis] = 0.0;
        }
        let off = rate - command.unwrap_or(0.0) * full[axis];
        change[axis] = phase_plane::relay(&row, kept[axis], off);
    }
    pilot.hold_with_error(sensed, kept);
    change
}

/// Direct coils: the switches at the controller's stop drive a whole set of jets past all logic,
/// whatever the mode and even with control off. Overrides what the mode asked; whether any did.
pub fn direct(stick: &Stick, dt_s: f64, asked_n_m_s: &mut [f64; 3]) -> bool {
    let mut any = false;
    for (axis, asked) in asked_n_m_s.iter_mut().enumerate() {
        if let Some(positive) = hand::direct(stick.turn[axis]) {
            *asked = full(axis, positive, dt_s);
            any = true;
        }
    }
    any
}

fn full(axis: usize, positive: bool, dt_s: f64) -> f64 {
    signed(
        positive,
        turn_authority_n_m(Seat::Apollo, axis, positive) * dt_s,
    )
}

fn signed(positive: bool, size: f64) -> f64 {
    if positive { size } else { -size }
}
