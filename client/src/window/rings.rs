//! Where the two docking rings stand: each on its craft's axis, until they meet. Then the one that is
//! out gives way and lies on the other, as its attenuators let it, however the craft stand. The scene
//! does not tell; geometry does.

use glam::{Mat3, Quat, Vec3};
use handshake_shared::ids::Seat;
use handshake_shared::view::scene::Scene;

use super::camera::Camera;
use super::craft::Craft;
use super::earth::smooth;
use super::raster::Pose;

/// Faces this far apart, m, do not touch yet; this far into one another, they lie on each other.
const APART_M: f32 = 0.03;
const TOGETHER_M: f32 = -0.005;
/// Rings that miss by more than this have not met: aside, m, and the cosine of 15° (estimates after
/// the guides' reach).
const ASIDE_M: f32 = 0.30;
const LEAN_COS: f32 = 0.966;

/// Half a turn about Z: how one docking port faces the other.
const FACING: Mat3 = Mat3::from_cols(Vec3::NEG_X, Vec3::NEG_Y, Vec3::Z);

/// The rings of `seat`'s own and of the other craft, before the camera.
pub fn poses(scene: &Scene, seat: Seat, camera: &Camera) -> [Pose; 2] {
    let pose = |axes: Mat3, origin: Vec3| Pose {
        axes,
        origin,
        scale: Vec3::ONE,
    };
    let own = pose(camera.own_axes(), camera.own(Vec3::X * scene.own_ring_m));
    let other = pose(
        camera.camera_from_other,
        camera.other(Vec3::X * scene.other_ring_m),
    );
    let ports = [seat, seat.other()].map(|seat| Vec3::X * Craft::of(seat).port_x_m);
    if scene.own_ring_m >= scene.other_ring_m {
        [yielding(own, ports[0], other, ports[1]), other]
    } else {
        [own, yielding(other, ports[1], own, ports[0])]
    }
}

/// The ring `out` as it stands, given the one it may lie on; `*_face` are the middles of their faces
/// in their own frames.
fn yielding(out: Pose, out_face: Vec3, rest: Pose, rest_face: Vec3) -> Pose {
    let face = |pose: Pose, at: Vec3| pose.axes * at + pose.origin;
    let axes = rest.axes * FACING;
    let gap = face(rest, rest_face) - face(out, out_face);
    let ahead = gap.dot(out.axes.x_axis);
    let aside = (gap - out.axes.x_axis * ahead).length();
    if aside > ASIDE_M || axes.x_axis.dot(out.axes.x_axis) < LEAN_COS {
        return out;
    }
    let share = smooth(APART_M, TOGETHER_M, ahead);
    let turned = Quat::from_mat3(&out.axes).slerp(Quat::from_mat3(&axes), share);
    let axes = Mat3::from_quat(turned);
    let middle = face(out, out_face) + gap * share;
    Pose {
        axes,
        origin: middle - axes * out_face,
        scale: out.scale,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::window::canvas::Canvas;
    use crate::window::{Lens, Mode, sample_scene};

    /// Own ring out by 0.3 m, the ports `apart_m` from each other, the other craft yawed.
    fn scene(apart_m: f32, yaw_rad: f32) -> Scene {
        let turn = Quat::from_rotation_z(std::f32::consts::PI + yaw_rad);
        let [own, other] = Seat::ALL.map(|seat| Vec3::X * Craft::of(seat).port_x_m);
        Scene {
            other_pos_body_m: (own + Vec3::X * apart_m - turn * other).to_array(),
            own_from_other: turn.to_array(),
            own_ring_m: 0.3,
            other_ring_m: 0.0,
            ..sample_scene()
        }
    }

    /// Cosine between the rings' axes, and the distance between their faces, m.
    fn between(scene: &Scene) -> (f32, f32) {
        let mut canvas = Canvas::default();
        canvas.fit(40, 20, Mode::Quadrant);
        let camera = canvas.camera(scene, Seat::Apollo, &Lens::STEPS[0]);
        let [own, other] = poses(scene, Seat::Apollo, &camera);
        let [at, there] = [(own, Seat::Apollo), (other, Seat::Soyuz)]
            .map(|(pose, seat)| pose.axes * Vec3::X * Craft::of(seat).port_x_m + pose.origin);
        (-own.axes.x_axis.dot(other.axes.x_axis), at.distance(there))
    }

    #[test]
    fn a_ring_that_is_out_lies_on_the_other_once_they_meet() {
        let lean_rad = 0.06;
        let (before, gap_m) = between(&scene(0.5, lean_rad));
        assert!((before - lean_rad.cos()).abs() < 1e-4 && (gap_m - 0.2).abs() < 0.01);
        for apart_m in [0.25, 0.1] {
            let (after, gap_m) = between(&scene(apart_m, lean_rad));
            assert!(
                after > 0.999_99 && gap_m < 1e-3,
                "{apart_m} m: {after}, {gap_m} m"
            );
        }
    }

    #[test]
    fn a_ring_that_misses_stands_on_its_own_axis() {
        let mut aside = scene(0.25, 0.0);
        aside.other_pos_body_m[1] += 0.5;
        assert!(between(&aside).1 > 0.4);
    }
}
