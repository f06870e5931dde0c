//! An automatic turn: the reference moves to the stored attitude about one axis, speeding up and
//! slowing down so that jets can follow; a hold follows the reference.

use glam::DVec3;

use super::{Autopilot, Sensed};
use crate::catalogue::control::TURN_SHARE;
use crate::frames::{quaternion, rotation_vector};
use crate::ids::Seat;
use crate::maths;
use crate::sim::jets::turn_authority_n_m;

/// Moves the reference by one tick at most at a rate, rad/s; the rate the craft has to turn at to
/// stay with it, against the frame the reference stands in, body axes, rad/s.
pub fn advance(
    pilot: &mut Autopilot,
    seat: Seat,
    rate_rad_per_s: f64,
    sensed: &Sensed,
    dt_s: f64,
) -> DVec3 {
    let left = rotation_vector(pilot.reference.inverse() * pilot.stored);
    let left_rad = left.length();
    let Some(axis) = left.try_normalize() else {
        pilot.turn_rad_per_s = 0.0;
        return DVec3::ZERO;
    };
    let steady = acceleration_rad_per_s2(seat, axis, sensed.inertia_kg_m2);
    let stopping = maths::sqrt(2.0 * steady * left_rad);
    let faster = pilot.turn_rad_per_s + steady * dt_s;
    pilot.turn_rad_per_s = faster.min(rate_rad_per_s).min(stopping);
    let step_rad = (pilot.turn_rad_per_s * dt_s).min(left_rad);
    pilot.reference = (pilot.reference * quaternion(axis * step_rad)).normalize();
    let body_from_reference = sensed.eci_from_body.inverse() * pilot.reference_eci(sensed);
    body_from_reference * (axis * (step_rad / dt_s))
}

/// Angular acceleration about an axis that a share of the jets' torque gives, rad/s².
fn acceleration_rad_per_s2(seat: Seat, axis: DVec3, inertia_kg_m2: DVec3) -> f64 {
    let mut least = f64::INFINITY;
    for i in 0..3 {
        let needs = inertia_kg_m2[i] * axis[i].abs();
        let weaker = turn_authority_n_m(seat, i, true).min(turn_authority_n_m(seat, i, false));
        if needs * least > weaker {
            least = weaker / needs;
        }
    }
    least * TURN_SHARE
}
