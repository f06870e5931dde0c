//! Where two docking rings touch: rods on rims, tips and pads on faces, teeth in notches. Pure
//! geometry of two discs; it knows no force, speed or latch.

use crate::catalogue::mechanisms as row;
use glam::{DMat3, DVec3};

/// A docking ring's face in inertial space.
#[derive(Clone, Copy, Debug)]
pub struct Disc {
    /// Centre of the face, metres.
    pub centre_m: DVec3,
    /// Unit frame to inertial: +X outward.
    pub axes: DMat3,
    /// Which body of the tick carries it.
    pub body: usize,
    /// Seat index of the unit, for its geometry.
    pub unit: usize,
}

/// One point contact.
#[derive(Clone, Copy, Debug)]
pub struct Touch {
    /// Where, inertial, metres.
    pub point_m: DVec3,
    /// Direction of the force on `body`, unit.
    pub normal: DVec3,
    /// Penetration, metres.
    pub depth_m: f64,
    /// Body pushed along the normal.
    pub body: usize,
    /// Body pushed against it.
    pub against: usize,
}

impl Disc {
    /// An inertial point in the unit frame.
    pub fn local(&self, point_m: DVec3) -> DVec3 {
        self.axes.transpose() * (point_m - self.centre_m)
    }

    /// A point of the unit frame in inertial space.
    pub fn inertial(&self, local_m: DVec3) -> DVec3 {
        self.centre_m + self.axes * local_m
    }

    /// The rim point in a (Y, Z) direction, inertial.
    pub fn rim(&self, [y, z]: [f64; 2]) -> DVec3 {
        self.inertial(DVec3::new(0.0, y, z) * row::RIM_RADIUS_M)
    }
}

/// Where a direction across the other unit's axis lies in this one when the two are mated: one is
/// turned half a turn about Z against the other.
pub const fn mated([y, z]: [f64; 2]) -> [f64; 2] {
    [-y, z]
}

/// Distance from the axis, metres.
pub fn across_m(local: DVec3) -> f64 {
    local.with_x(0.0).length()
}

/// Every contact between the active ring and the passive one, in a fixed order.
pub fn touches(active: &Disc, passive: &Disc, sink: &mut impl FnMut(Touch)) {
    rods(active, passive, sink);
    rods(passive, active, sink);
    pads(active, passive, sink);
    teeth(active, passive, sink);
}

/// Rods of `owner` on the rim and face of `rim`.
fn rods(owner: &Disc, rim: &Disc, sink: &mut impl FnMut(Touch)) {
    let turn = rim.axes.transpose() * owner.axes;
    let shift = rim.local(owner.centre_m);
    for rod in &row::UNITS[owner.unit].rods {
        let tip = turn * rod.tip_m + shift;
        if tip.x >= 0.0 {
            continue;
        }
        let base = turn * rod.base_m + shift;
        let Some((at, normal, depth_m)) = rod_on_disc(base, tip) else {
            continue;
        };
        sink(Touch {
            point_m: rim.inertial(at),
            normal: rim.axes * normal,
            depth_m,
            body: owner.body,
            against: rim.body,
        });
    }
}

/// Contact of one rod, base to tip, tip behind the face, in the disc's frame: point, normal and
/// depth. The lesser of the two ways out is the contact, or a tip that has landed on the face would be thrown sideways.
fn rod_on_disc(base: DVec3, tip: DVec3) -> Option<(DVec3, DVec3, f64)> {
    let cut = base.lerp(tip, (base.x / (base.x - tip.x)).clamp(0.0, 1.0));
    let radius = across_m(cut);
    if !(1e-6..row::RIM_RADIUS_M).contains(&radius) {
        return None;
    }
    let outward = cut.with_x(0.0) / radius;
    let tangent = DVec3::new(0.0, -outward.z, outward.y);
    let mut normal = (tip - base).cross(tangent).normalize_or_zero();
    if normal.dot(outward) < 0.0 {
        normal = -normal;
    }
    let side = (row::RIM_RADIUS_M - radius) * normal.dot(outward);
    if across_m(tip) < row::RIM_RADIUS_M && -tip.x < side {
        return Some((tip, DVec3::X, -tip.x));
    }
    (side < row::ROD_DEPTH_MAX_M).then_some((cut, normal, side))
}

/// Face of the active ring on the face of the passive one.
fn pads(active: &Disc, passive: &Disc, sink: &mut impl FnMut(Touch)) {
    for direction in row::PADS {
        let point_m = active.rim(direction);
        let local = passive.local(point_m);
        if local.x < 0.0 && across_m(local) < row::RIM_RADIUS_M + row::FACE_MARGIN_M {
            sink(Touch {
                point_m,
                normal: passive.axes.x_axis,
                depth_m: -local.x,
                body: active.body,
                against: passive.body,
            });
        }
    }
}

/// The passive rim under its petals in the active ring's notches: what stops a roll error that
/// the petals, which must let a side miss in, would pass.
fn teeth(active: &Disc, passive: &Disc, sink: &mut impl FnMut(Touch)) {
    let slope = row::TOOTH_HEIGHT_M / (row::TOOTH_HALF_MOUTH_M - row::TOOTH_FREE_PLAY_M);
    let slant = 1.0 / crate::maths::sqrt(1.0 + slope * slope);
    for petal in row::UNITS[passive.unit].petals {
        let point_m = passive.rim(petal);
        let local = active.local(point_m);
        let [y, z] = mated(petal);
        let tangent = DVec3::new(0.0, -z, y);
        let along = local.dot(tangent);
        let top = row::TOOTH_HEIGHT_M - local.x;
        let flank = ((along.abs() - row::TOOTH_FREE_PLAY_M) * slope - local.x) * slant;
        if top <= 0.0 || flank <= 0.0 {
            continue;
        }
        let (normal, depth_m) = if flank < top {
            let sign = if along < 0.0 { -1.0 } else { 1.0 };
            ((DVec3::X - tangent * (sign * slope)) * slant, flank)
        } else {
            (DVec3::X, top)
        };
        if depth_m < row::ROD_DEPTH_MAX_M {
            sink(Touch {
                point_m,
                normal: active.axes * normal,
                depth_m,
                body: passive.body,
                against: active.body,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sim::contact::port::MATED;

    fn facing(gap_m: f64) -> [Disc; 2] {
        let disc = |body, centre_m, axes| Disc {
            centre_m,
            axes,
            body,
            unit: body,
        };
        [
            disc(0, DVec3::ZERO, DMat3::IDENTITY),
            disc(1, DVec3::X * gap_m, DMat3::from_quat(MATED)),
        ]
    }

    fn count([active, passive]: [Disc; 2]) -> usize {
        let mut found = 0;
        touches(&active, &passive, &mut |_| found += 1);
        found
    }

    #[test]
    fn petals_of_true_rings_pass_between_each_other_all_the_way_in() {
        for gap_mm in 0..600 {
            assert_eq!(count(facing(0.001 * f64::from(gap_mm))), 0, "{gap_mm} mm");
        }
    }

    #[test]
    fn true_rings_pressed_together_bear_on_their_six_pads() {
        assert_eq!(count(facing(-0.001)), 6);
    }

    #[test]
    fn a_ring_moved_aside_rides_on_a_rod_and_is_pushed_back() {
        let [active, mut passive] = facing(0.15);
        passive.centre_m.y += 0.2;
        let mut push = DVec3::ZERO;
        touches(&active, &passive, &mut |touch| {
            push += touch.normal * if touch.body == 1 { 1.0 } else { -1.0 };
        });
        assert!(push.y < 0.0, "{push}");
    }
}
