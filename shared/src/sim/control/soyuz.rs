//! Soyuz's attitude control: manual (РО), inertial hold on drifting gyros, orbital hold, and the
//! programmed turn in the orbital frame.
//!
//! The automatic mode turns to a stored orientation against the local vertical. That is what this
//! ship can know: an infrared vertical and the gyros' orbit compass give the orbital frame without
//! drift. It cannot point at Apollo by itself: the ships of this flight carried no approach radar,
//! and the free gyros wander by some 2° a minute.

use glam::DVec3;

use super::{Autopilot, Sensed, hand, phase_plane, turning};
use crate::catalogue::control::{SOYUZ, SOYUZ_STICK_RAD_PER_S, SOYUZ_TURN_RAD_PER_S};
use crate::frames::quaternion;
use crate::ids::Seat;
use crate::sim::input::{ControlMode, Stick};

/// Manual: deflection commands a rate, a released stick damps it. Changes of rate, rad/s.
pub fn manual(stick: &Stick, sensed: &Sensed) -> DVec3 {
    let command = commanded(stick);
    DVec3::from_array(core::array::from_fn(|axis| {
        let off = sensed.rate_rad_per_s[axis] - command[axis];
        phase_plane::relay(&SOYUZ, 0.0, off)
    }))
}

/// The holds: the reference drifts with the gyros and moves with the stick; the craft follows it.
pub fn hold(pilot: &mut Autopilot, stick: &Stick, sensed: &Sensed, dt_s: f64) -> DVec3 {
    let command = commanded(stick);
    if pilot.mode == ControlMode::OrbitalAuto && command != DVec3::ZERO {
        pilot.switch(ControlMode::OrbitalHold, sensed);
    }
    let own = match pilot.mode {
        ControlMode::OrbitalAuto => {
            turning::advance(pilot, Seat::Soyuz, SOYUZ_TURN_RAD_PER_S, sensed, dt_s)
        }
        _ => command,
    };
    let moved = match pilot.mode {
        ControlMode::OrbitalAuto => DVec3::ZERO,
        ControlMode::InertialHold => command + pilot.drift_rad_per_s,
        _ => command,
    };
    pilot.reference = (pilot.reference * quaternion(moved * dt_s)).normalize();
    let carried = match pilot.mode {
        ControlMode::InertialHold => DVec3::ZERO,
        _ => orbital_rate(sensed),
    };
    let error = pilot.held_error_rad(sensed);
    let off = sensed.rate_rad_per_s - own - carried;
    DVec3::from_array(core::array::from_fn(|axis| {
        phase_plane::relay(&SOYUZ, error[axis], off[axis])
    }))
}

fn commanded(stick: &Stick) -> DVec3 {
    DVec3::from_array(core::array::from_fn(|axis| {
        hand::soyuz(stick.turn[axis]).unwrap_or(0.0) * SOYUZ_STICK_RAD_PER_S
    }))
}

/// Rotation of the local vertical frame in body axes, rad/s.
pub(super) fn orbital_rate(sensed: &Sensed) -> DVec3 {
    // LVLH turns about its own −y (towards the orbit normal) once a revolution.
    sensed.eci_from_body.inverse()
        * (sensed.eci_from_lvlh * DVec3::new(0.0, -sensed.orbit_rate_rad_per_s, 0.0))
}
