//! Autopilots and hand-controller modes: from sticks and attitude to what is asked of the jets.
//! They know their own craft's attitude and rates only, as its gyros give them.

use glam::{DQuat, DVec3};

use crate::catalogue::vessels::vessel;
use crate::frames::{quaternion, rotation_vector};
use crate::ids::Seat;
use crate::maths::rad;
use crate::sim::input::{ControlMode, Deadband, Stick};
use crate::sim::jets::{Asked, turn_authority_n_m, turn_min_impulse_n_m_s};

/// Apollo's narrow deadband (Block I handbook; ±0.2°).
const DEADBAND_MIN_RAD: f64 = rad(0.2);
/// Apollo's wide deadband (±4.2°).
const DEADBAND_MAX_RAD: f64 = rad(4.2);
/// Soyuz's hold deadband, within the recollected 0.5 to 3° band's fine end; wider and the drift
/// cannot be trimmed by eye.
const SOYUZ_DEADBAND_RAD: f64 = rad(0.3);
/// Rate wanted per error beyond the deadband, 1/s: errors die out in some five seconds.
const RATE_PER_ERROR_PER_S: f64 = 0.2;
/// Fastest return to a held attitude, rad/s.
const RETURN_RATE_RAD_PER_S: f64 = rad(0.5);
/// Rates below this are left alone inside the deadband, rad/s: the limit cycle's own rate.
const RATE_DEADBAND_RAD_PER_S: f64 = rad(0.02);

/// A craft's control state.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Autopilot {
    /// The mode switch.
    pub mode: ControlMode,
    /// The deadband switch.
    pub deadband: Deadband,
    /// The attitude that is held, in the frame the mode holds it in (ECI, or LVLH).
    pub reference: DQuat,
    /// Error of the reference gyros, rad/s in body axes: Soyuz's inertial hold drifts by it.
    pub drift_rad_per_s: DVec3,
    /// Stick of the tick before: a minimum pulse answers the edge.
    pub last: Stick,
}

/// What a controller knows of its craft.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sensed {
    /// Attitude, ECI.
    pub eci_from_body: DQuat,
    /// Rates, body axes, rad/s.
    pub rate_rad_per_s: DVec3,
    /// Local vertical frame, ECI.
    pub eci_from_lvlh: DQuat,
    /// How fast that frame turns, rad/s.
    pub orbit_rate_rad_per_s: f64,
    /// Principal inertia, kg·m².
    pub inertia_kg_m2: DVec3,
}

impl Autopilot {
    /// Turns the switch; a holding mode takes the present attitude as its reference.
    pub fn switch(&mut self, mode: ControlMode, sensed: &Sensed) {
        self.mode = mode;
        self.reference = sensed.eci_from_body;
        if mode == ControlMode::OrbitalHold {
            self.reference = sensed.eci_from_lvlh.inverse() * sensed.eci_from_body;
        }
    }

    /// Attitude error as the autopilot believes it: rotation from reference to body, rad.
    pub fn error_rad(&self, sensed: &Sensed) -> DVec3 {
        match self.mode {
            ControlMode::RateCmd | ControlMode::InertialHold | ControlMode::OrbitalHold => {
                rotation_vector(self.reference_eci(sensed).inverse() * sensed.eci_from_body)
            }
            _ => DVec3::ZERO,
        }
    }

    fn reference_eci(&self, sensed: &Sensed) -> DQuat {
        match self.mode {
            ControlMode::OrbitalHold => sensed.eci_from_lvlh * self.reference,
            _ => self.reference,
        }
    }

    /// One tick: what is asked of the jets.
    pub fn ask(&mut self, seat: Seat, stick: &Stick, sensed: &Sensed, dt_s: f64) -> Asked {
        let mut asked = Asked::default();
        if self.mode != ControlMode::Off {
            for axis in 0..3 {
                asked.push[axis] = f64::from(stick.push[axis]) / 127.0;
            }
            asked.turn_n_m_s = self.turn(seat, stick, sensed, dt_s);
            asked.balanced = !matches!(self.mode, ControlMode::MinImp | ControlMode::AccelCmd);
        }
        self.last = *stick;
        asked
    }

    fn turn(&mut self, seat: Seat, stick: &Stick, sensed: &Sensed, dt_s: f64) -> [f64; 3] {
        match self.mode {
            ControlMode::Off => [0.0; 3],
            ControlMode::MinImp => self.pulses(seat, stick),
            ControlMode::AccelCmd => direct(seat, stick, dt_s),
            ControlMode::RateCmd | ControlMode::Manual => self.rate_command(seat, stick, sensed),
            ControlMode::InertialHold | ControlMode::OrbitalHold => {
                self.trimmed_hold(seat, stick, sensed, dt_s)
            }
        }
    }

    /// One minimum pulse for each new deflection.
    fn pulses(&self, seat: Seat, stick: &Stick) -> [f64; 3] {
        core::array::from_fn(|axis| {
            let fresh = self.last.turn[axis] == 0 && stick.turn[axis] != 0;
            let positive = stick.turn[axis] > 0;
            let impulse = if fresh {
                turn_min_impulse_n_m_s(seat, axis, positive)
            } else {
                0.0
            };
            if positive { impulse } else { -impulse }
        })
    }

    /// Deflection commands a rate. A released axis holds attitude (RATE CMD) or rate zero (РО).
    fn rate_command(&mut self, seat: Seat, stick: &Stick, sensed: &Sensed) -> [f64; 3] {
        let holds = self.mode == ControlMode::RateCmd;
        let mut error = rotation_vector(self.reference.inverse() * sensed.eci_from_body);
        let mut wanted = [None; 3];
        for axis in 0..3 {
            if stick.turn[axis] != 0 {
                let rate = f64::from(stick.turn[axis]) / 127.0;
                wanted[axis] = Some(rate * vessel(seat).stick_rate_rad_per_s);
            } else if holds && self.last.turn[axis] == 0 {
                wanted[axis] = self.hold_rate(seat, error[axis], sensed.rate_rad_per_s[axis]);
                continue;
            } else if !holds {
                wanted[axis] = Some(0.0);
            }
            // A commanded axis drags its reference along, so that release holds what was reached.
            error[axis] = 0.0;
        }
        self.reference = (sensed.eci_from_body * quaternion(-error)).normalize();
        impulses(wanted, sensed)
    }

    /// The reference drifts with the gyros and moves with the stick; the craft follows it.
    fn trimmed_hold(&mut self, seat: Seat, stick: &Stick, sensed: &Sensed, dt_s: f64) -> [f64; 3] {
        let mut trim = DVec3::ZERO;
        for axis in 0..3 {
            let rate = f64::from(stick.turn[axis]) / 127.0;
            trim[axis] = rate * vessel(seat).stick_rate_rad_per_s;
        }
        if self.mode == ControlMode::InertialHold {
            trim += self.drift_rad_per_s;
        }
        self.reference = (self.reference * quaternion(trim * dt_s)).normalize();
        let error = self.error_rad(sensed);
        let base = match self.mode {
            ControlMode::OrbitalHold => orbital_rate(sensed),
            _ => DVec3::ZERO,
        };
        let wanted = core::array::from_fn(|axis| {
            self.hold_rate(seat, error[axis], sensed.rate_rad_per_s[axis] - base[axis])
                .map(|rate| rate + base[axis])
        });
        impulses(wanted, sensed)
    }

    /// Rate wanted to bring an error home; none while error and rate lie inside their deadbands.
    fn hold_rate(&self, seat: Seat, error_rad: f64, rate_rad_per_s: f64) -> Option<f64> {
        let deadband = match (seat, self.deadband) {
            (Seat::Soyuz, _) => SOYUZ_DEADBAND_RAD,
            (Seat::Apollo, Deadband::Min) => DEADBAND_MIN_RAD,
            (Seat::Apollo, Deadband::Max) => DEADBAND_MAX_RAD,
        };
        let beyond = error_rad - error_rad.clamp(-deadband, deadband);
        if beyond != 0.0 {
            let back = -error_rad * RATE_PER_ERROR_PER_S;
            return Some(back.clamp(-RETURN_RATE_RAD_PER_S, RETURN_RATE_RAD_PER_S));
        }
        // Inside: coast, unless the rate would carry the craft out again soon.
        (rate_rad_per_s.abs() > RATE_DEADBAND_RAD_PER_S && rate_rad_per_s * error_rad > 0.0)
            .then_some(0.0)
    }
}

fn direct(seat: Seat, stick: &Stick, dt_s: f64) -> [f64; 3] {
    core::array::from_fn(|axis| {
        let share = f64::from(stick.turn[axis]) / 127.0;
        share * turn_authority_n_m(seat, axis, share > 0.0) * dt_s
    })
}

/// Angular impulses that bring the rates to what is wanted, at most full authority.
fn impulses(wanted: [Option<f64>; 3], sensed: &Sensed) -> [f64; 3] {
    core::array::from_fn(|axis| match wanted[axis] {
        Some(rate) => (rate - sensed.rate_rad_per_s[axis]) * sensed.inertia_kg_m2[axis],
        None => 0.0,
    })
}

/// Rotation of the local vertical frame in body axes, rad/s.
fn orbital_rate(sensed: &Sensed) -> DVec3 {
    // LVLH turns about its own −y (towards the orbit normal) once a revolution.
    sensed.eci_from_body.inverse()
        * (sensed.eci_from_lvlh * DVec3::new(0.0, -sensed.orbit_rate_rad_per_s, 0.0))
}

#[cfg(test)]
mod tests;
