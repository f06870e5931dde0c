//! One rigid body: pose and momenta are the state, velocities are derived, so that a force pair
//! conserves momentum by construction. It knows no gravity, no craft and no contact.

use serde::{Deserialize, Serialize};

use crate::maths;
use glam::{DMat3, DQuat, DVec3};

/// A rigid body in any frame that does not rotate. The body frame has its origin at the centre of
/// mass.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rigid {
    /// Mass, kg.
    pub mass_kg: f64,
    /// Inertia about the centre of mass in body axes, kg·m².
    pub inertia_kg_m2: DMat3,
    /// Where the centre of mass stands in the craft's structure, body axes from its origin, metres;
    /// zero for a body that is not a craft.
    pub com_m: DVec3,
    /// Centre of mass, metres.
    pub pos_m: DVec3,
    /// Attitude: turns body vectors into inertial ones.
    pub inertial_from_body: DQuat,
    /// Linear momentum, kg·m/s.
    pub momentum_kg_m_per_s: DVec3,
    /// Angular momentum about the body's own centre of mass, inertial axes, N·m·s.
    pub spin_n_m_s: DVec3,
}

/// Force and torque on a craft from outside the mechanism, constant over a tick.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Push {
    /// Force through the centre of mass, inertial axes, N.
    pub force_n: DVec3,
    /// Torque about the centre of mass, inertial axes, N·m.
    pub torque_n_m: DVec3,
}

/// Where one frame stands in another.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pose {
    /// Origin of the inner frame in the outer one, metres.
    pub origin_m: DVec3,
    /// Turns vectors of the inner frame into the outer one.
    pub rotation: DQuat,
}

/// Rounds in which the rate half a tick ahead is found; it is then that of a time-symmetric rule,
/// whose energy does not drift. With one round a tumbling Soyuz gains 2e-8 of its energy an hour.
const MIDPOINT_ROUNDS: u32 = 3;

impl Rigid {
    /// A body at rest at the origin, axes along the frame's.
    pub const fn at_rest(mass_kg: f64, inertia_kg_m2: DMat3) -> Rigid {
        Rigid {
            mass_kg,
            inertia_kg_m2,
            com_m: DVec3::ZERO,
            pos_m: DVec3::ZERO,
            inertial_from_body: DQuat::IDENTITY,
            momentum_kg_m_per_s: DVec3::ZERO,
            spin_n_m_s: DVec3::ZERO,
        }
    }

    /// Velocity of the centre of mass, m/s.
    pub fn velocity(&self) -> DVec3 {
        self.momentum_kg_m_per_s / self.mass_kg
    }

    /// Angular rate in inertial axes, rad/s.
    pub fn angular_rate_inertial(&self) -> DVec3 {
        self.inertial_from_body * self.angular_rate_body()
    }

    /// Angular rate in body axes, rad/s.
    pub fn angular_rate_body(&self) -> DVec3 {
        self.inertia_kg_m2.inverse() * (self.inertial_from_body.inverse() * self.spin_n_m_s)
    }

    /// Inertial place of a point given in body axes, metres.
    pub fn point(&self, body_m: DVec3) -> DVec3 {
        self.pos_m + self.inertial_from_body * body_m
    }

    /// Inertial velocity of a point given in body axes, m/s.
    pub fn point_velocity(&self, body_m: DVec3) -> DVec3 {
        let arm = self.inertial_from_body * body_m;
        self.velocity() + self.angular_rate_inertial().cross(arm)
    }

    /// Angular momentum about the frame's origin, N·m·s.
    pub fn angular_momentum_n_m_s(&self) -> DVec3 {
        self.spin_n_m_s + self.pos_m.cross(self.momentum_kg_m_per_s)
    }

    /// Kinetic energy, J.
    pub fn kinetic_energy_j(&self) -> f64 {
        0.5 * (self.momentum_kg_m_per_s.dot(self.velocity())
            + self.spin_n_m_s.dot(self.angular_rate_inertial()))
    }

    /// Both bodies as one, plastically joined where they are; body axes of `a`. Mass, linear and
    /// angular momentum are the sums.
    pub fn merge(a: &Rigid, b: &Rigid) -> Rigid {
        let mass_kg = a.mass_kg + b.mass_kg;
        let pos_m = (a.pos_m * a.mass_kg + b.pos_m * b.mass_kg) / mass_kg;
        let to_a = a.inertial_from_body.inverse();
        let turned = DMat3::from_quat((to_a * b.inertial_from_body).normalize());
        let inertia_kg_m2 = a.inertia_kg_m2
            + point_inertia(a.mass_kg, to_a * (a.pos_m - pos_m))
            + turned * b.inertia_kg_m2 * turned.transpose()
            + point_inertia(b.mass_kg, to_a * (b.pos_m - pos_m));
        let (momentum_kg_m_per_s, spin_n_m_s) = momenta_about(pos_m, a, b);
        Rigid {
            mass_kg,
            inertia_kg_m2,
            com_m: DVec3::ZERO,
            pos_m,
            inertial_from_body: a.inertial_from_body,
            momentum_kg_m_per_s,
            spin_n_m_s,
        }
    }

    /// What is left of this body when `part` leaves it: the remaining mass, momenta, and a centre
    /// of mass such that both together are this body again. `inertia_kg_m2` is the rest's own.
    pub fn without(&self, part: &Rigid, inertia_kg_m2: DMat3) -> Rigid {
        let mass_kg = self.mass_kg - part.mass_kg;
        let pos_m = (self.pos_m * self.mass_kg - part.pos_m * part.mass_kg) / mass_kg;
        let momentum = self.momentum_kg_m_per_s - part.momentum_kg_m_per_s;
        let spin_n_m_s = self.spin_n_m_s
            - part.spin_n_m_s
            - (part.pos_m - self.pos_m).cross(part.momentum_kg_m_per_s)
            - (pos_m - self.pos_m).cross(momentum);
        Rigid {
            mass_kg,
            inertia_kg_m2,
            com_m: DVec3::ZERO,
            pos_m,
            inertial_from_body: self.inertial_from_body,
            momentum_kg_m_per_s: momentum,
            spin_n_m_s,
        }
    }

    /// This body's mass, inertia and attitude with the centre of mass and momenta of `a` and `b`
    /// together, `self` being the whole of which they are the parts.
    pub fn regathered(&self, a: &Rigid, b: &Rigid) -> Rigid {
        let pos_m = (a.pos_m * a.mass_kg + b.pos_m * b.mass_kg) / (a.mass_kg + b.mass_kg);
        let (momentum_kg_m_per_s, spin_n_m_s) = momenta_about(pos_m, a, b);
        Rigid {
            pos_m,
            inertial_from_body: a.inertial_from_body,
            momentum_kg_m_per_s,
            spin_n_m_s,
            ..*self
        }
    }

    /// Where `other`'s body frame stands in this one's.
    pub fn pose_of(&self, other: &Rigid) -> Pose {
        let to_body = self.inertial_from_body.inverse();
        Pose {
            origin_m: to_body * (other.pos_m - self.pos_m),
            rotation: (to_body * other.inertial_from_body).normalize(),
        }
    }

    /// A body with the mass and inertia of `part` that stands at `pose` in this one and moves with
    /// it.
    pub fn carried(&self, pose: &Pose, part: &Rigid) -> Rigid {
        let attitude = (self.inertial_from_body * pose.rotation).normalize();
        let rate = self.angular_rate_inertial();
        Rigid {
            pos_m: self.point(pose.origin_m),
            inertial_from_body: attitude,
            momentum_kg_m_per_s: self.point_velocity(pose.origin_m) * part.mass_kg,
            spin_n_m_s: attitude * (part.inertia_kg_m2 * (attitude.inverse() * rate)),
            ..*part
        }
    }

    /// Moves the body freely for `dt_s` under a constant push; attitude by the implicit midpoint
    /// rule.
    pub fn coast(&mut self, push: &Push, dt_s: f64) {
        self.momentum_kg_m_per_s += push.force_n * dt_s;
        self.spin_n_m_s += push.torque_n_m * dt_s;
        self.pos_m += self.velocity() * dt_s;
        let start = self.inertial_from_body;
        let mut rate = self.angular_rate_inertial();
        for _ in 0..MIDPOINT_ROUNDS {
            let half = rotation_from_vector(rate * (0.5 * dt_s));
            self.inertial_from_body = (half * start).normalize();
            rate = self.angular_rate_inertial();
        }
        let whole = rotation_from_vector(rate * dt_s);
        self.inertial_from_body = (whole * start).normalize();
    }

    /// Feeds every bit of the state, in a fixed order.
    pub fn digest_into(&self, sink: &mut impl FnMut(u64)) {
        sink(self.mass_kg.to_bits());
        digest_vector(self.com_m, sink);
        for value in self.inertia_kg_m2.to_cols_array() {
            sink(value.to_bits());
        }
        digest_vector(self.pos_m, sink);
        digest_rotation(self.inertial_from_body, sink);
        digest_vector(self.momentum_kg_m_per_s, sink);
        digest_vector(self.spin_n_m_s, sink);
    }
}

impl Pose {
    /// Feeds every bit of the pose, in a fixed order.
    pub fn digest_into(&self, sink: &mut impl FnMut(u64)) {
        digest_vector(self.origin_m, sink);
        digest_rotation(self.rotation, sink);
    }
}

/// The rotation by |v| radians about v.
pub fn rotation_from_vector(v: DVec3) -> DQuat {
    let angle = v.length();
    // Below this the sine's own series has reached the last bit of a f64.
    let scale = if angle > 1e-8 {
        maths::sin(0.5 * angle) / angle
    } else {
        0.5
    };
    let axis = v * scale;
    DQuat::from_xyzw(axis.x, axis.y, axis.z, maths::cos(0.5 * angle))
}

/// The rotation vector, length 0 to π, of a unit quaternion.
pub fn vector_from_rotation(q: DQuat) -> DVec3 {
    let q = if q.w < 0.0 { -q } else { q };
    let axis = DVec3::new(q.x, q.y, q.z);
    let sine = axis.length();
    if sine > 1e-12 {
        axis * (2.0 * maths::atan2(sine, q.w) / sine)
    } else {
        axis * 2.0
    }
}

/// Inertia of a point mass about the origin, kg·m².
pub fn point_inertia(mass_kg: f64, at_m: DVec3) -> DMat3 {
    let outer = DMat3::from_cols(at_m * at_m.x, at_m * at_m.y, at_m * at_m.z);
    (DMat3::IDENTITY * at_m.length_squared() - outer) * mass_kg
}

/// Feeds the bits of a vector.
pub fn digest_vector(v: DVec3, sink: &mut impl FnMut(u64)) {
    for value in v.to_array() {
        sink(value.to_bits());
    }
}

/// Feeds the bits of a rotation.
pub fn digest_rotation(q: DQuat, sink: &mut impl FnMut(u64)) {
    for value in q.to_array() {
        sink(value.to_bits());
    }
}

fn momenta_about(at_m: DVec3, a: &Rigid, b: &Rigid) -> (DVec3, DVec3) {
    let spin = a.spin_n_m_s
        + b.spin_n_m_s
        + (a.pos_m - at_m).cross(a.momentum_kg_m_per_s)
        + (b.pos_m - at_m).cross(b.momentum_kg_m_per_s);
    (a.momentum_kg_m_per_s + b.momentum_kg_m_per_s, spin)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tumbling() -> Rigid {
        let inertia = DMat3::from_diagonal(DVec3::new(5_000.0, 25_000.0, 24_000.0));
        Rigid {
            momentum_kg_m_per_s: DVec3::new(300.0, -20.0, 5.0),
            spin_n_m_s: DVec3::new(40.0, 700.0, -90.0),
            pos_m: DVec3::new(3.0, 2.0, 1.0),
            inertial_from_body: rotation_from_vector(DVec3::new(0.3, -0.2, 1.0)),
            ..Rigid::at_rest(6_740.0, inertia)
        }
    }

    #[test]
    fn a_tumbling_body_keeps_energy_and_momentum_for_an_hour() {
        let mut body = tumbling();
        let (energy, momentum) = (body.kinetic_energy_j(), body.angular_momentum_n_m_s());
        for _ in 0..3_600 * 60 {
            body.coast(&Push::default(), 1.0 / 60.0);
        }
        let gained = body.kinetic_energy_j() / energy - 1.0;
        assert!(gained.abs() < 1e-9, "{gained:e}");
        let astray = (body.angular_momentum_n_m_s() - momentum).length();
        assert!(astray < 1e-9 * momentum.length());
    }

    #[test]
    fn a_part_taken_out_and_put_back_leaves_the_whole() {
        let whole = tumbling();
        let pose = Pose {
            origin_m: DVec3::new(4.0, 0.1, -0.2),
            rotation: rotation_from_vector(DVec3::Z),
        };
        let ring = Rigid::at_rest(40.0, DMat3::from_diagonal(DVec3::new(8.0, 4.5, 4.5)));
        let part = whole.carried(&pose, &ring);
        let rest = whole.without(&part, whole.inertia_kg_m2);
        let again = Rigid::merge(&rest, &part);
        assert!((again.pos_m - whole.pos_m).length() < 1e-12);
        let momentum = again.momentum_kg_m_per_s - whole.momentum_kg_m_per_s;
        assert!(momentum.length() < 1e-10);
        assert!((again.spin_n_m_s - whole.spin_n_m_s).length() < 1e-10);
    }

    #[test]
    fn rotations_and_their_vectors_are_each_others_inverse() {
        for v in [
            DVec3::ZERO,
            DVec3::X * 1e-13,
            DVec3::new(0.1, -2.0, 1.0),
            DVec3::Y * 3.1,
        ] {
            assert!((vector_from_rotation(rotation_from_vector(v)) - v).length() < 1e-12);
        }
    }
}
