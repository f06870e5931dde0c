//! One craft as a moving body: pose, rates, propellant, jets and its autopilot.
//! It knows how to become a `Rigid` for the mechanism and how to fly alone; not why.

use glam::{DMat3, DQuat, DVec3};
use serde::{Deserialize, Serialize};

use crate::catalogue::vessels::vessel;
use crate::frames::{quaternion, rotation_vector};
use crate::ids::Seat;
use crate::sim::control::Autopilot;
use crate::sim::input::ControlMode;
use crate::sim::jets::Rcs;
use crate::sim::mass::{MassProperties, Tanks};
use crate::sim::orbit::{self, ForceModel};
use crate::sim::rigid::{Push, Rigid};
use crate::time::DT_S;

/// One craft.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Craft {
    /// Which.
    pub seat: Seat,
    /// Centre of mass, ECI, m.
    pub pos_eci_m: DVec3,
    /// Velocity, ECI, m/s.
    pub vel_eci_m_per_s: DVec3,
    /// Attitude: turns body vectors into ECI ones.
    pub eci_from_body: DQuat,
    /// Body rates about own axes, rad/s.
    pub rate_rad_per_s: DVec3,
    /// Propellant left, and the craft's mass with it.
    pub(super) tanks: Tanks,
    /// Its jets: valves, failures, what is seen of them.
    pub rcs: Rcs,
    /// The control mode and what it remembers.
    pub autopilot: Autopilot,
    /// What somebody who watches it sees of its turning.
    pub turning: Turning,
}

/// Attitudes of the last tenth of a second: from a window nobody sees how a craft turns at this
/// moment, only how it has turned. It shapes nothing and is no part of the digest.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Turning {
    attitudes: [DQuat; SEEN_TICKS],
    next: u8,
}

/// Ticks over which a turn is seen, a tenth of a second: as long as a jet that has blown.
const SEEN_TICKS: usize = 6;
/// Passes that settle the rates within a tick; with two a tumble drifts by 7e-9 of its energy an
/// hour.
const TURN_PASSES: usize = 3;

impl Turning {
    /// A craft that has been turning at this rate, body axes, rad/s.
    pub fn steady(eci_from_body: DQuat, rate_rad_per_s: DVec3) -> Turning {
        let before = |ticks: usize| {
            let turned = rate_rad_per_s * (-DT_S * ticks as f64);
            (eci_from_body * quaternion(turned)).normalize()
        };
        Turning {
            attitudes: core::array::from_fn(|n| before(SEEN_TICKS - n)),
            next: 0,
        }
    }

    /// Mean rate since the oldest attitude, rad/s, body axes.
    fn rate_rad_per_s(&self, eci_from_body: DQuat) -> DVec3 {
        let oldest = self.attitudes[self.oldest()];
        let turned = rotation_vector((oldest.inverse() * eci_from_body).normalize());
        turned / (DT_S * SEEN_TICKS as f64)
    }

    fn note(&mut self, eci_from_body: DQuat) {
        let oldest = self.oldest();
        self.attitudes[oldest] = eci_from_body;
        self.next = (oldest as u8 + 1) % SEEN_TICKS as u8;
    }

    /// Whatever stands in a checkpoint, it is one of them.
    fn oldest(&self) -> usize {
        usize::from(self.next) % SEEN_TICKS
    }
}

impl Craft {
    /// A craft that moves freely, its tanks full, its jets sound, its control off.
    pub fn adrift(
        seat: Seat,
        pos_eci_m: DVec3,
        vel_eci_m_per_s: DVec3,
        eci_from_body: DQuat,
        rate_rad_per_s: DVec3,
    ) -> Craft {
        let held = Autopilot::new(seat, eci_from_body, eci_from_body, DVec3::ZERO);
        Craft {
            seat,
            pos_eci_m,
            vel_eci_m_per_s,
            eci_from_body,
            rate_rad_per_s,
            tanks: Tanks::with(seat, vessel(seat).full_kg()),
            rcs: Rcs::default(),
            autopilot: Autopilot {
                mode: ControlMode::Off,
                ..held
            },
            turning: Turning::steady(eci_from_body, rate_rad_per_s),
        }
    }

    /// Rate as it is seen from outside: the mean of the last tenth of a second, body axes, rad/s.
    pub fn seen_rate_rad_per_s(&self) -> DVec3 {
        self.turning.rate_rad_per_s(self.eci_from_body)
    }

    /// A tick begins: the attitude it begins with will have been seen.
    pub fn note_attitude(&mut self) {
        self.turning.note(self.eci_from_body);
    }

    /// Mass, centre of mass and inertia now.
    pub fn mass(&self) -> &MassProperties {
        self.tanks.mass()
    }

    /// Propellant left by tank, kg.
    pub fn tanks_kg(&self) -> [f64; 4] {
        *self.tanks.left_kg()
    }

    /// Fills the tanks up or empties them to this, kg, whoever asks: nothing moves by it.
    pub fn fill(&mut self, tanks_kg: [f64; 4]) {
        self.tanks = Tanks::with(self.seat, tanks_kg);
    }

    /// Mass now, kg.
    pub fn mass_kg(&self) -> f64 {
        self.mass().mass_kg
    }

    /// Propellant used since the start, kg.
    pub fn used_kg(&self) -> f64 {
        vessel(self.seat).mass_kg - self.mass_kg()
    }

    /// A point given in body axes, ECI, m.
    pub fn point_eci_m(&self, body_m: [f64; 3]) -> DVec3 {
        self.pos_eci_m + self.eci_from_body * (DVec3::from(body_m) - self.mass().com_m)
    }

    /// Takes the tanks down to what is left. The structure moves on as it did; its centre of mass,
    /// and so the craft's position and velocity, shift in it. Returns the shift, body axes, m.
    pub fn drain_to(&mut self, tanks_kg: [f64; 4]) -> DVec3 {
        if tanks_kg == self.tanks_kg() {
            return DVec3::ZERO;
        }
        let before_m = self.mass().com_m;
        self.fill(tanks_kg);
        let shift_m = self.mass().com_m - before_m;
        self.pos_eci_m += self.eci_from_body * shift_m;
        self.vel_eci_m_per_s += self.eci_from_body * self.rate_rad_per_s.cross(shift_m);
        shift_m
    }

    /// The craft in a frame that moves with a point of given place and velocity.
    pub fn rigid(&self, origin_m: DVec3, origin_m_per_s: DVec3) -> Rigid {
        let MassProperties {
            mass_kg,
            com_m,
            inertia_kg_m2,
        } = *self.mass();
        Rigid {
            mass_kg,
            inertia_kg_m2,
            com_m,
            pos_m: self.pos_eci_m - origin_m,
            inertial_from_body: self.eci_from_body,
            momentum_kg_m_per_s: (self.vel_eci_m_per_s - origin_m_per_s) * mass_kg,
            spin_n_m_s: self.eci_from_body * (inertia_kg_m2 * self.rate_rad_per_s),
        }
    }

    /// Takes pose and rates back from such a frame.
    pub fn take(&mut self, body: &Rigid, origin_m: DVec3, origin_m_per_s: DVec3) {
        self.pos_eci_m = origin_m + body.pos_m;
        self.vel_eci_m_per_s = origin_m_per_s + body.velocity();
        self.eci_from_body = body.inertial_from_body;
        self.rate_rad_per_s = body.angular_rate_body();
    }

    /// One tick alone: orbit and attitude. `thrust` is in body axes and turns with the craft,
    /// `outside` stands in inertial ones.
    pub fn fly(&mut self, model: ForceModel, thrust: &Push, outside: &Push, dt_s: f64) {
        let mass = *self.mass();
        let (pos_m, vel_m_per_s) = (self.pos_eci_m, self.vel_eci_m_per_s);
        let torque = |attitude: DQuat, time_s: f64| {
            let centre = attitude.inverse() * (pos_m + vel_m_per_s * time_s);
            let gradient = model.gravity_gradient_n_m(centre, mass.inertia_kg_m2);
            attitude * (thrust.torque_n_m + gradient) + outside.torque_n_m
        };
        let attitudes = self.turn(mass.inertia_kg_m2, torque, dt_s);
        let own =
            attitudes.map(|attitude| (attitude * thrust.force_n + outside.force_n) / mass.mass_kg);
        (self.pos_eci_m, self.vel_eci_m_per_s) = orbit::step(model, pos_m, vel_m_per_s, own, dt_s);
    }

    /// Rotation for one tick under a torque in inertial axes, given by attitude and time. Angular
    /// momentum gathers the torque and the attitude follows the rates at the beginning, middle and
    /// end of the tick (Simpson's rule and a Magnus series), so that a free tumble keeps its energy
    /// for hours. Returns the three attitudes.
    fn turn(
        &mut self,
        inertia_kg_m2: DMat3,
        torque_n_m: impl Fn(DQuat, f64) -> DVec3,
        dt_s: f64,
    ) -> [DQuat; 3] {
        let inverse = inertia_kg_m2.inverse();
        let start = self.eci_from_body;
        let spin = start * (inertia_kg_m2 * self.rate_rad_per_s);
        let turned_by = |turned: DVec3| (start * quaternion(turned)).normalize();
        let rate =
            |attitude: DQuat, gained: DVec3| inverse * (attitude.inverse() * (spin + gained));
        let first = self.rate_rad_per_s;
        let (mut middle, mut last) = (first, first);
        let (mut halfway, mut end) = (start, turned_by(first * dt_s));
        let torque_first = torque_n_m(start, 0.0);
        let mut gained = DVec3::ZERO;
        for _ in 0..TURN_PASSES {
            halfway = turned_by(to_middle([first, middle, last], dt_s));
            let torques = [
                torque_first,
                torque_n_m(halfway, 0.5 * dt_s),
                torque_n_m(end, dt_s),
            ];
            gained = to_end(torques, dt_s);
            middle = rate(halfway, to_middle(torques, dt_s));
            last = rate(end, gained);
            let commutator = first.cross(last) * (dt_s * dt_s / 12.0);
            end = turned_by(to_end([first, middle, last], dt_s) + commutator);
        }
        self.eci_from_body = end;
        self.rate_rad_per_s = rate(end, gained);
        [start, halfway, end]
    }
}

/// Integral over a tick of what is known at its beginning, middle and end (Simpson's rule).
fn to_end([first, middle, last]: [DVec3; 3], dt_s: f64) -> DVec3 {
    (first + middle * 4.0 + last) * (dt_s / 6.0)
}

/// The same up to the middle, by the parabola through the three.
fn to_middle([first, middle, last]: [DVec3; 3], dt_s: f64) -> DVec3 {
    (first * 5.0 + middle * 8.0 - last) * (dt_s / 24.0)
}

#[cfg(test)]
mod tests;
