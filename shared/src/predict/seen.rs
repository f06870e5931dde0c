//! What a crew could tell apart: two pictures outside and two attitude displays, in last digits.

use glam::{Quat, Vec3};

use crate::catalogue::instruments::{CROSS_DIGIT_RAD, CROSS_SEEN_M, sight};
use crate::catalogue::vessels::vessel;
use crate::ids::Seat;
use crate::maths::rad;
use crate::view::{Scene, View};

/// Last digit of an attitude error on a console, rad.
const ERROR_DIGIT_RAD: f64 = rad(0.1);
/// Last digit of a rate on a console, rad/s.
const RATE_DIGIT_RAD_PER_S: f64 = rad(0.01);
/// Points of the other craft that are looked at besides its target, m from its axis: about where its
/// outline lies.
const OUTLINE_M: f32 = 2.0;

/// What a crew sees of both craft's motion.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Motion {
    /// Whose.
    pub seat: Seat,
    /// The picture outside.
    pub scene: Scene,
    /// Own attitude against the held one, rad.
    pub error_rad: [f32; 3],
    /// Own rates, rad/s.
    pub rate_rad_per_s: [f32; 3],
}

impl Motion {
    /// What a view shows of it.
    pub fn of(view: &View) -> Motion {
        let craft = view.panel.craft();
        Motion {
            seat: view.seat,
            scene: view.scene,
            error_rad: craft.error_rad,
            rate_rad_per_s: craft.rate_rad_per_s,
        }
    }

    /// The greatest of all differences that can be seen, in last digits.
    pub fn difference(&self, other: &Motion) -> f64 {
        let apart = |a: [f32; 3], b: [f32; 3]| f64::from((Vec3::from(a) - Vec3::from(b)).length());
        let worst = [
            outside(self, other),
            apart(self.error_rad, other.error_rad) / ERROR_DIGIT_RAD,
            apart(self.rate_rad_per_s, other.rate_rad_per_s) / RATE_DIGIT_RAD_PER_S,
        ];
        // What is no number can be seen.
        let seen = |off: f64| if off.is_nan() { f64::INFINITY } else { off };
        worst.into_iter().map(seen).fold(0.0, f64::max)
    }
}

/// The picture: stars and horizon turn with the own attitude, the other craft stands somewhere, and
/// before it stands the cross that Apollo reads.
fn outside(one: &Motion, other: &Motion) -> f64 {
    let digit = sight(one.seat).digit_rad;
    let [a, b] = [one, other].map(|motion| Quat::from_array(motion.scene.eci_from_own));
    // Small turns alone matter; twice the sine of the half is as good as the angle.
    let turned = 2.0 * f64::from((a.inverse() * b).xyz().length());
    let target_m = Vec3::from(vessel(Seat::Soyuz).target_m.map(|m| m as f32));
    let aside = points(one.seat.other())
        .map(|point| between(ray(one, point), ray(other, point)))
        .into_iter()
        .fold(turned, f64::max);
    let near = f64::from(ray(one, target_m).length()) < CROSS_SEEN_M;
    if one.seat != Seat::Apollo || !near {
        return aside / digit;
    }
    let cross_m = target_m + Vec3::X * vessel(Seat::Soyuz).stand_off_m as f32;
    let shift = |motion: &Motion| direction(motion, cross_m) - direction(motion, target_m);
    let moved = f64::from((shift(one) - shift(other)).length());
    (aside / digit).max(moved / CROSS_DIGIT_RAD)
}

/// The port and the outline round it, in body axes.
fn points(of: Seat) -> [Vec3; 5] {
    let port = Vec3::X * vessel(of).port_x_m as f32;
    let round = [Vec3::Y, -Vec3::Y, Vec3::Z, -Vec3::Z].map(|aside| aside * OUTLINE_M);
    [port, round[0], round[1], round[2], round[3]]
}

/// From the own eye to a point of the other craft, own body axes, m.
fn ray(motion: &Motion, point_m: Vec3) -> Vec3 {
    let eye_m = Vec3::from(vessel(motion.seat).eye_m.map(|m| m as f32));
    let origin_m = Vec3::from(motion.scene.other_pos_body_m);
    origin_m + Quat::from_array(motion.scene.own_from_other) * point_m - eye_m
}

fn direction(motion: &Motion, point_m: Vec3) -> Vec3 {
    ray(motion, point_m).normalize_or_zero()
}

/// Angle between two rays, rad; for small ones, which alone matter, the chord.
fn between(a: Vec3, b: Vec3) -> f64 {
    f64::from((a.normalize_or_zero() - b.normalize_or_zero()).length())
}
