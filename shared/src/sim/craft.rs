//! One craft as a moving body: pose, rates, propellant, jets and its autopilot.
//! It knows how to become a `Rigid` for the mechanism and how to fly alone; not why.

use glam::{DQuat, DVec3};

use crate::catalogue::vessels::vessel;
use crate::frames::quaternion;
use crate::ids::Seat;
use crate::sim::control::Autopilot;
use crate::sim::jets::Rcs;
use crate::sim::mass::{self, MassProperties};
use crate::sim::orbit::{self, ForceModel};
use crate::sim::rigid::{Push, Rigid};

/// One craft.
#[derive(Clone, Debug, PartialEq)]
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
    /// Propellant left by tank, kg.
    pub tanks_kg: [f64; 4],
    /// Its jets: valves, failures, what is seen of them.
    pub rcs: Rcs,
    /// The control mode and what it remembers.
    pub autopilot: Autopilot,
}

/// Passes that settle the rates within a tick; with two a tumble drifts by 7e-9 of its energy an
/// hour.
const TURN_PASSES: usize = 3;

impl Craft {
    /// Mass, centre of mass and inertia now.
    pub fn mass(&self) -> MassProperties {
        mass::properties(self.seat, &self.tanks_kg)
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
        if tanks_kg == self.tanks_kg {
            return DVec3::ZERO;
        }
        let before_m = self.mass().com_m;
        self.tanks_kg = tanks_kg;
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
        } = self.mass();
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

    /// One tick alone: orbit and attitude.
    pub fn fly(&mut self, model: ForceModel, push: &Push, dt_s: f64) {
        let own = push.force_n / self.mass_kg();
        (self.pos_eci_m, self.vel_eci_m_per_s) =
            orbit::step(model, self.pos_eci_m, self.vel_eci_m_per_s, own, dt_s);
        self.turn(push.torque_n_m, dt_s);
    }

    /// Rotation for one tick: angular momentum is exact, the attitude follows the rates at the
    /// beginning, middle and end of the tick (Magnus series with Simpson's rule), so that a free tumble keeps
    /// its energy for hours.
    fn turn(&mut self, torque_n_m: DVec3, dt_s: f64) {
        let inertia = self.mass().inertia_kg_m2;
        let inverse = inertia.inverse();
        let spin = self.eci_from_body * (inertia * self.rate_rad_per_s);
        let rate_after = |turned: DVec3, time_s: f64| {
            let attitude = (self.eci_from_body * quaternion(turned)).normalize();
            inverse * (attitude.inverse() * (spin + torque_n_m * time_s))
        };
        let first = self.rate_rad_per_s;
        let (mut middle, mut last) = (first, first);
        let mut turned = first * dt_s;
        for _ in 0..TURN_PASSES {
            let half = (first * 5.0 + middle * 8.0 - last) * (dt_s / 24.0);
            (middle, last) = (rate_after(half, 0.5 * dt_s), rate_after(turned, dt_s));
            let commutator = first.cross(last) * (dt_s * dt_s / 12.0);
            turned = (first + middle * 4.0 + last) * (dt_s / 6.0) + commutator;
        }
        self.eci_from_body = (self.eci_from_body * quaternion(turned)).normalize();
        self.rate_rad_per_s = inverse * (self.eci_from_body.inverse() * (spin + torque_n_m * dt_s));
    }
}

#[cfg(test)]
mod tests;
