//! Autopilots and hand-controller modes: from sticks and attitude to what is asked of the jets.
//! They know their own craft's attitude and rates only, as its gyros give them. Each system has a
//! file: Apollo's SCS and computer, Soyuz; here is what they share and which one flies.

mod cmc;
pub mod hand;
mod phase_plane;
mod scs;
mod soyuz;
mod turning;

use glam::{DQuat, DVec3};
use serde::{Deserialize, Serialize};

use crate::catalogue::control;
use crate::frames::{quaternion, rotation_vector};
use crate::ids::Seat;
use crate::sim::input::{ControlMode, DapRate, Deadband, Stick, StickRate};
use crate::sim::jets::Asked;
use crate::time::DT_S;

/// A craft's control state.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Autopilot {
    /// The mode switch.
    pub mode: ControlMode,
    /// Apollo: deadband of the SCS.
    pub deadband: Deadband,
    /// Apollo: rate of the SCS.
    pub stick_rate: StickRate,
    /// Apollo: the direct coils have power.
    pub direct: bool,
    /// Apollo: deadband of the digital autopilot.
    pub dap_deadband: Deadband,
    /// Apollo: manoeuvre rate of the digital autopilot.
    pub dap_rate: DapRate,
    /// The attitude that is held, in the frame the mode holds it in (ECI, or LVLH).
    pub reference: DQuat,
    /// The attitude an automatic turn goes to: Apollo's in ECI, Soyuz's in LVLH.
    pub stored: DQuat,
    /// Error of the reference gyros, rad/s in body axes: Soyuz's inertial hold drifts by it.
    pub drift_rad_per_s: DVec3,
    /// Axes that are being turned or stopped by hand: they hold nothing yet.
    pub settling: [bool; 3],
    /// How fast an automatic turn moves the reference now, rad/s.
    pub turn_rad_per_s: f64,
    /// What the digital autopilot's last decision has not fired yet, N·m·s.
    pub due_n_m_s: [f64; 3],
    /// Ticks since the digital autopilot's last decision.
    pub cycle: u8,
    /// Stick of the tick before: a minimum pulse answers the edge.
    pub last: Stick,
}

/// What a console tells of its craft's control. Gyro drift, pulses not yet fired and the moment of
/// the last decision stand on no panel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Told {
    /// The mode switch.
    pub mode: ControlMode,
    /// Apollo: deadband and rate of the SCS.
    pub scs: (Deadband, StickRate),
    /// Apollo: the direct coils have power.
    pub direct: bool,
    /// Apollo: deadband and manoeuvre rate of the digital autopilot.
    pub dap: (Deadband, DapRate),
    /// Attitude error as the autopilot believes it, rad.
    pub error_rad: DVec3,
    /// Where the stick was in the tick before.
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

impl Sensed {
    /// Attitude in the frame of a mode's reference.
    fn attitude(&self, mode: ControlMode) -> DQuat {
        if orbital(mode) {
            self.eci_from_lvlh.inverse() * self.eci_from_body
        } else {
            self.eci_from_body
        }
    }
}

/// An axis that is turned or stopped by hand shows no more error than it has turned by since the last
/// tick; within this and a share of it, rad: a held one passes through that between two ticks.
const SETTLING_RAD: f64 = 1e-7;
/// The share: a tick's jets change the rate.
const SETTLING_SHARE: f64 = 0.3;

/// The mode's reference stands in the local vertical frame.
const fn orbital(mode: ControlMode) -> bool {
    matches!(mode, ControlMode::OrbitalHold | ControlMode::OrbitalAuto)
}

impl Autopilot {
    /// Switches as a mission begins: the craft holds the attitude it has.
    pub fn new(
        seat: Seat,
        eci_from_body: DQuat,
        stored: DQuat,
        drift_rad_per_s: DVec3,
    ) -> Autopilot {
        Autopilot {
            mode: match seat {
                Seat::Apollo => ControlMode::RateCmd,
                Seat::Soyuz => ControlMode::InertialHold,
            },
            deadband: Deadband::Min,
            stick_rate: StickRate::Low,
            direct: false,
            dap_deadband: Deadband::Min,
            dap_rate: DapRate::R02,
            reference: eci_from_body,
            stored,
            drift_rad_per_s,
            settling: [false; 3],
            turn_rad_per_s: 0.0,
            due_n_m_s: [0.0; 3],
            cycle: 0,
            last: Stick::NEUTRAL,
        }
    }

    /// The control as far as its console tells. An automatic turn is taken to be under way as it
    /// should: with the craft on the reference, turning at the reference's rate.
    pub fn told(seat: Seat, told: &Told, sensed: &Sensed) -> Autopilot {
        let attitude = sensed.attitude(told.mode);
        let held = (attitude * quaternion(-told.error_rad)).normalize();
        let turns = matches!(told.mode, ControlMode::CmcAuto | ControlMode::OrbitalAuto);
        let left = -told.error_rad;
        let deadband = control::dap_deadband_rad(told.dap.0);
        let arrived = left.length() < deadband;
        let carried = match orbital(told.mode) {
            true => soyuz::orbital_rate(sensed),
            false => DVec3::ZERO,
        };
        let along = (sensed.rate_rad_per_s - carried).dot(left.normalize_or_zero());
        Autopilot {
            mode: told.mode,
            deadband: told.scs.0,
            stick_rate: told.scs.1,
            direct: told.direct,
            dap_deadband: told.dap.0,
            dap_rate: told.dap.1,
            reference: if turns && !arrived { attitude } else { held },
            settling: core::array::from_fn(|axis| {
                let turned = sensed.rate_rad_per_s[axis] * DT_S;
                let off = (told.error_rad[axis] - turned).abs();
                off < SETTLING_RAD + SETTLING_SHARE * turned.abs()
            }),
            turn_rad_per_s: if turns { along.max(0.0) } else { 0.0 },
            last: told.last,
            ..Autopilot::new(seat, attitude, held, DVec3::ZERO)
        }
    }

    /// Turns the switch; a holding mode stops the craft and takes the attitude it then has.
    pub fn switch(&mut self, mode: ControlMode, sensed: &Sensed) {
        self.mode = mode;
        self.reference = sensed.attitude(mode);
        self.settling = [true; 3];
        self.turn_rad_per_s = 0.0;
        self.due_n_m_s = [0.0; 3];
        self.cycle = 0;
    }

    /// Stores the present attitude as the one an automatic turn goes to.
    pub fn store(&mut self, seat: Seat, sensed: &Sensed) {
        self.stored = sensed.attitude(match seat {
            Seat::Apollo => ControlMode::CmcAuto,
            Seat::Soyuz => ControlMode::OrbitalAuto,
        });
    }

    /// Attitude error as the autopilot believes it: rotation from the held attitude to the body, in
    /// an automatic mode from the stored one, rad.
    pub fn error_rad(&self, sensed: &Sensed) -> DVec3 {
        match self.mode {
            ControlMode::RateCmd
            | ControlMode::CmcHold
            | ControlMode::InertialHold
            | ControlMode::OrbitalHold => self.held_error_rad(sensed),
            ControlMode::CmcAuto | ControlMode::OrbitalAuto => {
                rotation_vector(self.stored.inverse() * sensed.attitude(self.mode))
            }
            ControlMode::Off
            | ControlMode::MinImp
            | ControlMode::AccelCmd
            | ControlMode::CmcFree
            | ControlMode::Manual => DVec3::ZERO,
        }
    }

    /// One tick: what is asked of the jets.
    pub fn ask(&mut self, seat: Seat, stick: &Stick, sensed: &Sensed, dt_s: f64) -> Asked {
        let mut asked = Asked::default();
        if self.mode != ControlMode::Off {
            asked.push = stick.push.map(|push| f64::from(push) / 127.0);
            asked.turn_n_m_s = self.turn(stick, sensed, dt_s);
            asked.balanced = self.mode.is_active();
        }
        if seat == Seat::Apollo && self.direct {
            asked.balanced &= !scs::direct(stick, dt_s, &mut asked.turn_n_m_s);
        }
        self.last = *stick;
        asked
    }

    /// Angular impulses of the mode's law, N·m·s.
    fn turn(&mut self, stick: &Stick, sensed: &Sensed, dt_s: f64) -> [f64; 3] {
        let change = match self.mode {
            ControlMode::Off => return [0.0; 3],
            ControlMode::MinImp => return scs::pulses(&self.last, stick),
            ControlMode::AccelCmd | ControlMode::CmcFree => {
                return scs::acceleration(stick, dt_s);
            }
            ControlMode::CmcHold | ControlMode::CmcAuto => {
                return cmc::fly(self, stick, sensed, dt_s);
            }
            ControlMode::RateCmd => scs::rate_command(self, stick, sensed),
            ControlMode::Manual => soyuz::manual(stick, sensed),
            ControlMode::InertialHold | ControlMode::OrbitalHold | ControlMode::OrbitalAuto => {
                soyuz::hold(self, stick, sensed, dt_s)
            }
        };
        (change * sensed.inertia_kg_m2).to_array()
    }

    /// Rotation from the held attitude to the body, rad.
    fn held_error_rad(&self, sensed: &Sensed) -> DVec3 {
        rotation_vector(self.reference.inverse() * sensed.attitude(self.mode))
    }

    /// Moves the held attitude so that the error is this: an axis under way drags it along.
    fn hold_with_error(&mut self, sensed: &Sensed, error_rad: DVec3) {
        self.reference = (sensed.attitude(self.mode) * quaternion(-error_rad)).normalize();
    }

    /// The held attitude, ECI.
    fn reference_eci(&self, sensed: &Sensed) -> DQuat {
        if orbital(self.mode) {
            sensed.eci_from_lvlh * self.reference
        } else {
            self.reference
        }
    }
}

#[cfg(test)]
mod tests;
