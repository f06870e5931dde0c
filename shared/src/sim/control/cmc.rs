//! Apollo's digital autopilot in the command module computer: it decides ten times a second, fires
//! what it decided in between, holds, and turns to a stored attitude.

use glam::DVec3;

use super::{Autopilot, Sensed, hand, phase_plane, turning};
use crate::catalogue::control::{DAP_CYCLE_TICKS, dap_deadband_rad, dap_rate_rad_per_s};
use crate::ids::Seat;
use crate::sim::input::{ControlMode, Stick};
use crate::sim::jets::{turn_authority_n_m, turn_min_impulse_n_m_s};

/// An axis counts as still when its rate is below this many smallest pulses: it takes more than half
/// a pulse to fire one, and one then leaves less than half.
const STILL_PULSES: f64 = 0.75;

/// One tick of HOLD or AUTO: angular impulses, N·m·s.
pub fn fly(pilot: &mut Autopilot, stick: &Stick, sensed: &Sensed, dt_s: f64) -> [f64; 3] {
    let out = |stick: &Stick| stick.turn.iter().any(|turn| hand::apollo(*turn).is_some());
    if pilot.mode == ControlMode::CmcAuto && out(stick) {
        // Taking the stick ends a manoeuvre: the autopilot stops the craft and holds.
        pilot.switch(ControlMode::CmcHold, sensed);
    }
    let wanted = match pilot.mode {
        ControlMode::CmcAuto => turning::advance(
            pilot,
            Seat::Apollo,
            dap_rate_rad_per_s(pilot.dap_rate),
            sensed,
            dt_s,
        ),
        _ => DVec3::ZERO,
    };
    if pilot.cycle == 0 {
        let change = match pilot.mode {
            ControlMode::CmcAuto => automatic(pilot, wanted, sensed),
            _ => hold(pilot, stick, sensed),
        };
        pilot.due_n_m_s = (change * sensed.inertia_kg_m2).to_array();
    }
    pilot.cycle = (pilot.cycle + 1) % DAP_CYCLE_TICKS;
    fire_due(pilot, dt_s)
}

fn automatic(pilot: &Autopilot, wanted_rad_per_s: DVec3, sensed: &Sensed) -> DVec3 {
    let error = pilot.held_error_rad(sensed);
    let off = sensed.rate_rad_per_s - wanted_rad_per_s;
    let deadband = dap_deadband_rad(pilot.dap_deadband);
    DVec3::from_array(core::array::from_fn(|axis| {
        phase_plane::dap(deadband, error[axis], off[axis])
    }))
}

/// A deflected axis is driven to the selected rate, a released one to none; then it holds what it
/// has.
fn hold(pilot: &mut Autopilot, stick: &Stick, sensed: &Sensed) -> DVec3 {
    let deadband = dap_deadband_rad(pilot.dap_deadband);
    let turn = dap_rate_rad_per_s(pilot.dap_rate);
    let mut kept = pilot.held_error_rad(sensed);
    let mut change = DVec3::ZERO;
    for axis in 0..3 {
        let rate = sensed.rate_rad_per_s[axis];
        let command = hand::apollo(stick.turn[axis]).map(f64::signum);
        let least = turn_min_impulse_n_m_s(Seat::Apollo, axis, rate < 0.0);
        let still = rate.abs() * sensed.inertia_kg_m2[axis] < STILL_PULSES * least;
        pilot.settling[axis] = command.is_some() || (pilot.settling[axis] && !still);
        change[axis] = if pilot.settling[axis] {
            kept[axis] = 0.0;
            command.unwrap_or(0.0) * turn - rate
        } else {
            phase_plane::dap(deadband, kept[axis], rate)
        };
    }
    pilot.hold_with_error(sensed, kept);
    change
}

/// What this tick can give of what the last decision asked.
fn fire_due(pilot: &mut Autopilot, dt_s: f64) -> [f64; 3] {
    core::array::from_fn(|axis| {
        let due = pilot.due_n_m_s[axis];
        let most = turn_authority_n_m(Seat::Apollo, axis, due > 0.0) * dt_s;
        let now = due.clamp(-most, most);
        pilot.due_n_m_s[axis] -= now;
        now
    })
}
