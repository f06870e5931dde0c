//! Whether the ships are lined up for contact: which readings of the sight are good enough. What the
//! window shows, judged as a pilot judges it, by the cross against the ring of its base.

use glam::{Quat, Vec3};
use handshake_shared::catalogue::vessels::vessel;
use handshake_shared::ids::Seat;
use handshake_shared::view::scene::Scene;
use handshake_shared::view::sight::Sight;

use crate::widgets::envelope::{ANGLE_RAD, LATERAL_M};

/// Ports nearer than this, m, are on their way to contact; farther out there is time, and marks that
/// all say no would only frighten (game value).
pub const NEAR_M: f32 = 6.0;
/// Share of the largest miss that the place of the eye and the turn of the nose may each take: together
/// they are still inside.
const SHARE: f32 = 0.5;

/// Which readings are good enough; none is told of what the sight does not show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinedUp {
    /// The eye is on the other craft's axis. Apollo's sight alone has a cross to show it.
    pub cross: Option<bool>,
    /// The rolls agree.
    pub roll: Option<bool>,
    /// The nose points at the target.
    pub target: Option<bool>,
}

/// The marks of `seat`, once contact is near and not yet made.
pub fn of(scene: &Scene, sight: &Sight, seat: Seat) -> Option<LinedUp> {
    let off = off(scene, seat);
    if !(0.0..NEAR_M).contains(&off.ahead_m) {
        return None;
    }
    let aside = off.aside_m.length();
    let own = vessel(seat);
    let arm_m = (own.port_x_m - own.eye_m[0]) as f32;
    let nose = |[right, up]: [f32; 2]| right.hypot(up) * arm_m <= SHARE * LATERAL_M;
    Some(LinedUp {
        cross: sight.cross_rad.map(|_| aside <= SHARE * LATERAL_M),
        roll: sight.roll_rad.map(|roll| roll.abs() <= ANGLE_RAD),
        target: sight.target_rad.map(nose),
    })
}

/// Where one stands before the other craft.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Off {
    /// From the other's docking plane to one's own, along its axis, m; negative once past it.
    pub ahead_m: f32,
    /// The own eye off the other's axis, own body axes, m.
    pub aside_m: Vec3,
}

/// Where the window shows `seat` to stand.
pub fn off(scene: &Scene, seat: Seat) -> Off {
    let [own, other] = [vessel(seat), vessel(seat.other())];
    let turned = Quat::from_array(scene.own_from_other);
    let origin = Vec3::from_array(scene.other_pos_body_m);
    // The other craft's axes.
    let seen = |point_m: Vec3| turned.inverse() * (point_m - origin);
    let ahead_m = seen(Vec3::X * own.port_x_m as f32).x - other.port_x_m as f32;
    // Where this eye is before the other craft once they are mated: half a turn about Z (`MATED`).
    let [_, right, down] = own.eye_m.map(|m| m as f32);
    let aside_m = seen(single(own.eye_m)) - Vec3::new(0.0, -right, down);
    Off {
        ahead_m,
        aside_m: turned * aside_m.with_x(0.0),
    }
}

fn single(at: [f64; 3]) -> Vec3 {
    Vec3::from_array(at.map(|part| part as f32))
}

#[cfg(test)]
mod tests {
    use std::f32::consts::PI;

    use handshake_shared::ids::Seat::Apollo;
    use handshake_shared::sim::World;
    use handshake_shared::{scenario, view};

    use super::*;

    /// Apollo with its port so far before Soyuz's, m, its axis this far aside, m, its nose turned right,
    /// rad, and its sight as it reads then.
    fn marks(ahead_m: f32, aside_m: f32, nose_rad: f32) -> Option<LinedUp> {
        let scenario = scenario::load("final-approach").expect("a shipped mission");
        let world = World::new(&scenario, 1);
        let turned = Quat::from_rotation_z(PI - nose_rad);
        let port = |seat| Vec3::X * vessel(seat).port_x_m as f32;
        let nose = Quat::from_rotation_z(-nose_rad);
        let away = nose * Vec3::new(ahead_m, aside_m, 0.0);
        let scene = Scene {
            own_from_other: turned.to_array(),
            other_pos_body_m: (port(Apollo) + away - turned * port(Apollo.other())).to_array(),
            ..view::of(&world, Apollo).scene
        };
        let sight = Sight {
            target_rad: Some([-nose_rad, 0.0]),
            cross_rad: Some([0.0; 2]),
            roll_rad: Some(0.0),
            hindered: None,
        };
        of(&scene, &sight, Apollo)
    }

    #[test]
    fn a_straight_approach_has_every_mark_and_far_out_none_is_given() {
        let all = LinedUp {
            cross: Some(true),
            roll: Some(true),
            target: Some(true),
        };
        assert_eq!(marks(3.0, 0.05, 0.0), Some(all));
        assert_eq!(marks(7.0, 0.0, 0.0), None);
        assert_eq!(marks(-0.01, 0.0, 0.0), None);
    }

    #[test]
    fn who_is_aside_loses_the_cross_and_who_looks_aside_the_target() {
        let aside = marks(3.0, 0.4, 0.0).expect("near");
        assert_eq!((aside.cross, aside.target), (Some(false), Some(true)));
        let looks = marks(3.0, 0.0, 0.09).expect("near");
        assert_eq!(looks.target, Some(false));
    }

    /// A nose as far off as tilt allows, 7°, misses with the cross at nothing.
    #[test]
    fn with_both_marks_the_ports_meet_inside_the_envelope() {
        let arm_m = (vessel(Apollo).port_x_m - vessel(Apollo).eye_m[0]) as f32;
        let worst = SHARE * LATERAL_M + arm_m * (SHARE * LATERAL_M / arm_m).sin();
        assert!(worst <= LATERAL_M, "{worst} m");
        assert!(arm_m * ANGLE_RAD.sin() > LATERAL_M);
    }
}
