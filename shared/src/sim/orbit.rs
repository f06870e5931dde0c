//! Motion of a centre of mass under gravity: two bodies plus J2, integrated in ECI by the classical
//! Runge–Kutta method. It knows no attitude and no other craft.

use glam::{DMat3, DVec3};
use serde::{Deserialize, Serialize};

use crate::catalogue::constants::{EARTH_RADIUS_M, J2, MU_M3_PER_S2};
use crate::maths;

/// Which gravity a world has; an oracle runs with its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ForceModel {
    /// None: free space, for momentum books.
    Free,
    /// A point mass.
    PointMass,
    /// A point mass and the Earth's oblateness.
    J2,
}

impl ForceModel {
    /// Acceleration at a position in ECI, m/s².
    pub fn gravity_m_per_s2(self, pos_eci_m: DVec3) -> DVec3 {
        match self {
            ForceModel::Free => DVec3::ZERO,
            ForceModel::PointMass => central(pos_eci_m),
            ForceModel::J2 => central(pos_eci_m) + oblateness(pos_eci_m),
        }
    }

    /// Gravity gradient of the central term, 1/s²: acceleration of a neighbour less one's own is
    /// this times the offset, to one part in 10⁵ at 10 m.
    pub fn tide_per_s2(self, pos_eci_m: DVec3) -> DMat3 {
        if self == ForceModel::Free {
            return DMat3::ZERO;
        }
        let r = pos_eci_m.length();
        let out = pos_eci_m / r;
        let outer = DMat3::from_cols(out * out.x, out * out.y, out * out.z);
        (outer * 3.0 - DMat3::IDENTITY) * (MU_M3_PER_S2 / (r * r * r))
    }

    /// Gravity-gradient torque on a body about its centre of mass, 3μ/r³ · n × (I·n), N·m. Position
    /// from the Earth's centre and inertia in one frame, any; the torque is in it too.
    pub fn gravity_gradient_n_m(self, pos_m: DVec3, inertia_kg_m2: DMat3) -> DVec3 {
        if self == ForceModel::Free {
            return DVec3::ZERO;
        }
        let r = pos_m.length();
        let out = pos_m / r;
        out.cross(inertia_kg_m2 * out) * (3.0 * MU_M3_PER_S2 / (r * r * r))
    }
}

fn central(pos: DVec3) -> DVec3 {
    let r2 = pos.length_squared();
    pos * (-MU_M3_PER_S2 / (r2 * maths::sqrt(r2)))
}

/// J2 term (Vallado, Fundamentals of Astrodynamics, 4th ed., eq. 8-30).
fn oblateness(pos: DVec3) -> DVec3 {
    let r2 = pos.length_squared();
    let r = maths::sqrt(r2);
    let k = -1.5 * J2 * MU_M3_PER_S2 * EARTH_RADIUS_M * EARTH_RADIUS_M / (r2 * r2 * r);
    let z2 = 5.0 * pos.z * pos.z / r2;
    DVec3::new(pos.x * (1.0 - z2), pos.y * (1.0 - z2), pos.z * (3.0 - z2)) * k
}

/// One step of a centre of mass in ECI under gravity and an acceleration of its own, given at the
/// step's beginning, middle and end.
pub fn step(
    model: ForceModel,
    pos_m: DVec3,
    vel_m_per_s: DVec3,
    [own_first, own_middle, own_last]: [DVec3; 3],
    dt_s: f64,
) -> (DVec3, DVec3) {
    let half = 0.5 * dt_s;
    let a1 = model.gravity_m_per_s2(pos_m) + own_first;
    let v2 = vel_m_per_s + a1 * half;
    let a2 = model.gravity_m_per_s2(pos_m + vel_m_per_s * half) + own_middle;
    let v3 = vel_m_per_s + a2 * half;
    let a3 = model.gravity_m_per_s2(pos_m + v2 * half) + own_middle;
    let v4 = vel_m_per_s + a3 * dt_s;
    let a4 = model.gravity_m_per_s2(pos_m + v3 * dt_s) + own_last;
    let sixth = dt_s / 6.0;
    (
        pos_m + (vel_m_per_s + (v2 + v3) * 2.0 + v4) * sixth,
        vel_m_per_s + (a1 + (a2 + a3) * 2.0 + a4) * sixth,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const RADIUS_M: f64 = EARTH_RADIUS_M + 225_000.0;

    #[test]
    fn val_a_long_craft_tilted_45_degrees_is_pulled_upright_with_0_187_newton_metres() {
        // 3/2 n² (Izz − Ixx) at 45°: 1.5 × 1.17664e-3² × 90,000 N·m.
        let inertia = DMat3::from_diagonal(DVec3::new(22_000.0, 112_000.0, 112_000.0));
        let pos = DVec3::new(1.0, 0.0, 1.0).normalize() * RADIUS_M;
        let torque = ForceModel::PointMass.gravity_gradient_n_m(pos, inertia);
        assert!((torque.y / -0.186_907 - 1.0).abs() < 1e-4, "{torque}");
        assert!(torque.x.abs() < 1e-12 && torque.z.abs() < 1e-12);
        // Turning by −y takes +X, the long axis, towards +Z: to the vertical, which lies between.
        assert_eq!(
            ForceModel::Free.gravity_gradient_n_m(pos, inertia),
            DVec3::ZERO
        );
    }
}
