//! Where the pilot's eye stands, which way it looks and how the picture is spread over pixels. It
//! turns a `Scene` into single-precision matrices and knows nothing of meshes or light.

use glam::{Mat3, Quat, Vec2, Vec3};
use handshake_shared::ids::Seat;
use handshake_shared::view::scene::Scene;

use super::craft::Craft;

/// Camera axes: x right, y down, z forward; the eye at the origin. Own body axes are forward,
/// right, down, so turning one into the other only renames them.
#[derive(Clone, Copy, Debug)]
pub struct Camera {
    /// Pixels per unit tangent, right and down.
    pub focal: Vec2,
    /// Where the line of sight pierces the picture, pixels.
    pub centre: Vec2,
    /// Rotation camera → ECI.
    pub eci_from_camera: Mat3,
    /// Rotation other craft's body → camera.
    pub camera_from_other: Mat3,
    /// The other craft's centre of mass, camera axes, m.
    pub other_pos: Vec3,
    /// Unit vector to the Sun, camera axes.
    pub sun: Vec3,
    /// Unit vector to Earth's centre, camera axes.
    pub down: Vec3,
    /// The own eye, own body frame, m.
    pub eye_m: Vec3,
}

/// Own body → camera: a renaming of axes.
const CAMERA_FROM_BODY: Mat3 = Mat3::from_cols(Vec3::Z, Vec3::X, Vec3::Y);

impl Camera {
    /// The camera of `seat` in `scene`.
    pub fn new(scene: &Scene, seat: Seat, focal: Vec2, centre: Vec2) -> Camera {
        let eye_m = Craft::of(seat).eye_m;
        let eci_from_body = Mat3::from_quat(unit(scene.eci_from_own));
        let eci_from_camera = eci_from_body * CAMERA_FROM_BODY.transpose();
        let camera_from_eci = eci_from_camera.transpose();
        let own_pos = Vec3::from_array(scene.own_pos_eci_m);
        Camera {
            focal,
            centre,
            eci_from_camera,
            camera_from_other: CAMERA_FROM_BODY * Mat3::from_quat(unit(scene.own_from_other)),
            other_pos: CAMERA_FROM_BODY * (Vec3::from_array(scene.other_pos_body_m) - eye_m),
            sun: camera_from_eci * Vec3::from_array(scene.sun_eci).normalize_or(Vec3::X),
            down: camera_from_eci * -own_pos.normalize_or(Vec3::X),
            eye_m,
        }
    }

    /// Own body place, m → camera axes.
    pub fn own(&self, body_m: Vec3) -> Vec3 {
        CAMERA_FROM_BODY * (body_m - self.eye_m)
    }

    /// Rotation own body → camera.
    pub fn own_axes(&self) -> Mat3 {
        CAMERA_FROM_BODY
    }

    /// A place on the other craft, its body frame, m → camera axes.
    pub fn other(&self, body_m: Vec3) -> Vec3 {
        self.camera_from_other * body_m + self.other_pos
    }

    /// Where a place in camera axes is seen, pixels; nothing if it is behind the eye.
    pub fn project(&self, at: Vec3) -> Option<Vec2> {
        (at.z > 0.02).then(|| self.centre + self.focal * Vec2::new(at.x, at.y) / at.z)
    }

    /// The narrowest cone that holds a whole picture of so many pixels: the direction through its middle,
    /// unit, camera axes, and the cosine of its half angle.
    pub fn cone(&self, (width, height): (usize, usize)) -> (Vec3, f32) {
        let (right, bottom) = (width as f32, height as f32);
        let axis = self.ray(Vec2::new(right, bottom) * 0.5);
        let corners = [(0.0, 0.0), (right, 0.0), (0.0, bottom), (right, bottom)];
        let cosines = corners.map(|(x, y)| self.ray(Vec2::new(x, y)).dot(axis));
        (axis, cosines.into_iter().fold(1.0, f32::min))
    }

    /// Unit direction through a pixel place, camera axes.
    pub fn ray(&self, pixel: Vec2) -> Vec3 {
        ((pixel - self.centre) / self.focal).extend(1.0).normalize()
    }
}

/// A unit quaternion from x y z w; an all-zero one (no news yet) is no rotation.
fn unit(q: [f32; 4]) -> Quat {
    let q = Quat::from_array(q);
    if q.length_squared() < 1e-6 {
        return Quat::IDENTITY;
    }
    q.normalize()
}
