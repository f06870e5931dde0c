//! What a crew could tell apart: two pictures outside and two attitude displays, in last digits.

use glam::{DQuat, DVec3, Quat, Vec3};

use crate::catalogue::instruments::{CROSS_DIGIT_RAD, CROSS_SEEN_M, sight};
use crate::catalogue::vessels::vessel;
use crate::frames::{quaternion, rotation_vector};
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
    /// Own jet lamps; bit n is row n of the jet table.
    pub jets: u32,
}

/// A difference of two motions, small enough to be blended away.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Apart {
    /// Own attitude, inertial axes, rad.
    own_rad: DVec3,
    /// Place of the other craft, own body axes, m.
    place_m: DVec3,
    /// Its attitude, own body axes, rad.
    other_rad: DVec3,
    error_rad: Vec3,
    rate_rad_per_s: Vec3,
    /// Own ring and the other's, m.
    rings_m: [f32; 2],
}

/// Beyond this nothing is blended: it is another flight, or another place in it. Metres.
const BLENDED_M: f64 = 5.0;
/// The same in attitude, rad.
const BLENDED_RAD: f64 = rad(30.0);

impl Apart {
    /// It can be blended away.
    pub fn is_small(&self) -> bool {
        self.place_m() < BLENDED_M && self.turn_rad() < BLENDED_RAD
    }

    /// In place of the other craft, m.
    pub fn place_m(&self) -> f64 {
        self.place_m.length()
    }

    /// How far two differences are from each other: m and rad.
    pub fn differs_by(&self, other: &Apart) -> (f64, f64) {
        let own = (self.own_rad - other.own_rad).length();
        let other_rad = (self.other_rad - other.other_rad).length();
        let place_m = (self.place_m - other.place_m).length();
        (place_m, own.max(other_rad))
    }

    /// In attitude, the own or the other's against it, rad.
    pub fn turn_rad(&self) -> f64 {
        self.own_rad.length().max(self.other_rad.length())
    }
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
            jets: craft.jets,
        }
    }

    /// Puts it into a view in place of what was told.
    pub fn put_into(&self, view: &mut View) {
        view.scene = self.scene;
        let craft = view.panel.craft_mut();
        craft.error_rad = self.error_rad;
        craft.rate_rad_per_s = self.rate_rad_per_s;
        craft.jets = self.jets;
    }

    /// Between the origins of the two craft, m.
    pub fn distance_m(&self) -> f64 {
        f64::from(Vec3::from(self.scene.other_pos_body_m).length())
    }

    /// How far this stands off another.
    pub fn apart(&self, from: &Motion) -> Apart {
        let turned = |a: [f32; 4], b: [f32; 4]| {
            let turned = unit(a) * unit(b).inverse();
            rotation_vector(turned.normalize())
        };
        let apart = |a: [f32; 3], b: [f32; 3]| Vec3::from(a) - Vec3::from(b);
        let (one, other) = (&self.scene, &from.scene);
        Apart {
            own_rad: turned(one.eci_from_own, other.eci_from_own),
            place_m: apart(one.other_pos_body_m, other.other_pos_body_m).as_dvec3(),
            other_rad: turned(one.own_from_other, other.own_from_other),
            error_rad: apart(self.error_rad, from.error_rad),
            rate_rad_per_s: apart(self.rate_rad_per_s, from.rate_rad_per_s),
            rings_m: [
                one.own_ring_m - other.own_ring_m,
                one.other_ring_m - other.other_ring_m,
            ],
        }
    }

    /// The same put off by a share of a difference.
    pub fn put_off(&self, by: &Apart, share: f64) -> Motion {
        let turned = |rad: DVec3, q: [f32; 4]| {
            let turned = (quaternion(rad * share) * unit(q)).normalize();
            turned.to_array().map(|x| x as f32)
        };
        let some = share as f32;
        let scene = Scene {
            eci_from_own: turned(by.own_rad, self.scene.eci_from_own),
            other_pos_body_m: (Vec3::from(self.scene.other_pos_body_m)
                + by.place_m.as_vec3() * some)
                .to_array(),
            own_from_other: turned(by.other_rad, self.scene.own_from_other),
            own_ring_m: self.scene.own_ring_m + by.rings_m[0] * some,
            other_ring_m: self.scene.other_ring_m + by.rings_m[1] * some,
            ..self.scene
        };
        Motion {
            scene,
            error_rad: (Vec3::from(self.error_rad) + by.error_rad * some).to_array(),
            rate_rad_per_s: (Vec3::from(self.rate_rad_per_s) + by.rate_rad_per_s * some).to_array(),
            ..*self
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

fn unit(q: [f32; 4]) -> DQuat {
    Quat::from_array(q).as_dquat().normalize()
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
