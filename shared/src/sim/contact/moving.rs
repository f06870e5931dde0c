//! A rigid body inside a contact tick, with its derived velocities cached and its forces summed.
//! It knows nothing of what pushes it.

use crate::sim::rigid::{Push, Rigid, rotation_from_vector};
use glam::{DMat3, DVec3};

/// A body between two substeps.
#[derive(Clone, Debug)]
pub struct Moving {
    /// Pose and momenta: the state.
    pub rigid: Rigid,
    /// Body to inertial, from the attitude.
    pub axes: DMat3,
    /// Velocity of the centre of mass, m/s.
    pub velocity: DVec3,
    /// Angular rate, inertial axes, rad/s.
    pub rate: DVec3,
    inverse_inertia: DMat3,
    force_n: DVec3,
    torque_n_m: DVec3,
}

impl Moving {
    /// The body as it stands.
    pub fn new(rigid: Rigid) -> Moving {
        let mut moving = Moving {
            inverse_inertia: rigid.inertia_kg_m2.inverse(),
            axes: DMat3::from_quat(rigid.inertial_from_body),
            velocity: rigid.velocity(),
            rate: DVec3::ZERO,
            force_n: DVec3::ZERO,
            torque_n_m: DVec3::ZERO,
            rigid,
        };
        moving.rate = moving.rate_from_spin();
        moving
    }

    /// Inertial place of a body point, metres.
    pub fn point(&self, body_m: DVec3) -> DVec3 {
        self.rigid.pos_m + self.axes * body_m
    }

    /// Velocity of the body's material at an inertial place, m/s.
    pub fn velocity_at(&self, point_m: DVec3) -> DVec3 {
        self.velocity + self.rate.cross(point_m - self.rigid.pos_m)
    }

    /// Adds a force at an inertial place.
    pub fn push_at(&mut self, point_m: DVec3, force_n: DVec3) {
        self.force_n += force_n;
        self.torque_n_m += (point_m - self.rigid.pos_m).cross(force_n);
    }

    /// Adds a couple.
    pub fn twist(&mut self, torque_n_m: DVec3) {
        self.torque_n_m += torque_n_m;
    }

    /// Adds a push whose centre lies at `body_m`, and the tide at the centre of mass.
    pub fn push_outside(&mut self, push: &Push, body_m: DVec3, tide_per_s2: DMat3) {
        self.push_at(self.point(body_m), push.force_n);
        self.torque_n_m += push.torque_n_m;
        self.force_n += tide_per_s2 * self.rigid.pos_m * self.rigid.mass_kg;
    }

    /// Semi-implicit step: momenta, then pose with the new velocities. The place moves along the
    /// new momentum, so the angular momentum about any point changes by exactly arm × force.
    pub fn advance(&mut self, dt_s: f64) {
        self.rigid.momentum_kg_m_per_s += self.force_n * dt_s;
        self.rigid.spin_n_m_s += self.torque_n_m * dt_s;
        self.force_n = DVec3::ZERO;
        self.torque_n_m = DVec3::ZERO;
        self.velocity = self.rigid.velocity();
        self.rigid.pos_m += self.velocity * dt_s;
        let turn = rotation_from_vector(self.rate_from_spin() * dt_s);
        self.rigid.inertial_from_body = (turn * self.rigid.inertial_from_body).normalize();
        self.axes = DMat3::from_quat(self.rigid.inertial_from_body);
        self.rate = self.rate_from_spin();
    }

    fn rate_from_spin(&self) -> DVec3 {
        self.axes * (self.inverse_inertia * (self.axes.transpose() * self.rigid.spin_n_m_s))
    }
}
