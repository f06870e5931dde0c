//! Both craft from outside, as nobody in them sees them: in the last tens of meters from the side, farther
//! off over Apollo's shoulder. Light, Earth and stars are those of the moment.

use glam::{Mat3, Quat, Vec2, Vec3};
use handshake_shared::ids::Seat;
use handshake_shared::view::scene::Scene;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::camera::Camera;
use super::canvas::Canvas;
use super::craft::Craft;
use super::meeting::lay_over;
use super::{Mode, paint, picture};

/// From this distance between the ports on one looks along the way instead of across it, m.
const ACROSS_M: f32 = 60.0;
/// Length of both craft without their gap, m: Apollo with its Docking Module 13, Soyuz 7.
const LENGTH_M: f32 = 20.0;
/// Both and their gap take so much of the picture's width.
const SHARE: f32 = 0.62;
/// Half of the angle from the picture's top to its bottom, rad.
const HALF_RAD: f32 = 0.30;
/// Behind Apollo's port and beside it, m.
const BEHIND_M: f32 = 34.0;
const BESIDE_M: f32 = 9.0;
/// What one looks at then, ahead of the port, m.
const AHEAD_M: f32 = 40.0;

/// Draws both craft into `area`, by what each window sees: Apollo's and Soyuz's.
pub fn draw_outside(
    scenes: [&Scene; 2],
    mode: Mode,
    area: Rect,
    buf: &mut Buffer,
    canvases: &mut [Canvas; 2],
) {
    let area = area.intersection(buf.area);
    if area.is_empty() {
        return;
    }
    let [apollo, soyuz] = scenes;
    let [canvas, aside] = canvases;
    canvas.fit(area.width, area.height, mode);
    aside.fit(area.width, area.height, mode);
    let view = Outside::of(apollo, canvas);
    // Each picture has one craft, the other one of the window it is drawn from.
    picture::render(apollo, Seat::Apollo, &view.before(Seat::Soyuz), canvas);
    picture::render(soyuz, Seat::Soyuz, &view.before(Seat::Apollo), aside);
    lay_over(canvas, aside);
    paint(canvas, mode, area, buf);
}

/// An eye beside the craft, and where they are from it.
struct Outside {
    eye: Camera,
    /// Rotations body → ECI, in seat order.
    eci_from_body: [Mat3; 2],
    /// Body origins from Apollo's, ECI axes, m.
    origin_m: [Vec3; 2],
    /// The eye, the same.
    at_m: Vec3,
}

impl Outside {
    fn of(scene: &Scene, canvas: &Canvas) -> Outside {
        let turn = |q: [f32; 4]| Mat3::from_quat(Quat::from_array(q).normalize());
        let apollo = turn(scene.eci_from_own);
        let soyuz = apollo * turn(scene.own_from_other);
        let origin_m = [
            Vec3::ZERO,
            apollo * Vec3::from_array(scene.other_pos_body_m),
        ];
        let port = |seat: Seat, axes: Mat3| {
            origin_m[seat.index()] + axes * Vec3::X * Craft::of(seat).port_x_m
        };
        let [near, far] = [port(Seat::Apollo, apollo), port(Seat::Soyuz, soyuz)];
        let range_m = near.distance(far);
        let along = match range_m > 1.0 {
            true => (far - near).normalize(),
            false => apollo * Vec3::X,
        };
        let up = Vec3::from_array(scene.own_pos_eci_m).normalize_or(Vec3::Z);
        let sun = Vec3::from_array(scene.sun_eci).normalize_or(Vec3::X);
        let off = |v: Vec3| v - along * v.dot(along);
        // From the sunlit side and from above: the Earth is behind.
        let side = (off(sun) * 0.7 + off(up) * 0.6).normalize_or(along.any_orthonormal_vector());
        let (width, height) = (canvas.w as f32, canvas.h as f32);
        let focal_y = height * 0.5 / HALF_RAD.tan();
        let focal = Vec2::new(focal_y / canvas.pixel_aspect, focal_y);
        let across = range_m < ACROSS_M;
        let (at_m, target_m) = match across {
            true => {
                let middle = (near + far) * 0.5;
                let distance = focal.x * (range_m + LENGTH_M) / (SHARE * width);
                (middle + side * distance, middle)
            }
            false => (
                near - along * BEHIND_M + side * BESIDE_M,
                near + along * AHEAD_M,
            ),
        };
        let forward = (target_m - at_m).normalize();
        let right = match across {
            true => along,
            false => forward.cross(side).normalize(),
        };
        let down = forward.cross(right);
        let eci_from_camera = Mat3::from_cols(right, down, forward);
        let camera_from_eci = eci_from_camera.transpose();
        Outside {
            eye: Camera {
                focal,
                centre: Vec2::new(width, height) * 0.5,
                eci_from_camera,
                camera_from_other: Mat3::IDENTITY,
                other_pos: Vec3::ZERO,
                sun: camera_from_eci * sun,
                down: camera_from_eci * -up,
                // The craft whose window this would be lies far behind.
                eye_m: Vec3::X * 10_000.0,
            },
            eci_from_body: [apollo, soyuz],
            origin_m,
            at_m,
        }
    }

    /// The eye with this craft before it.
    fn before(&self, seat: Seat) -> Camera {
        let camera_from_eci = self.eye.eci_from_camera.transpose();
        let index = seat.index();
        Camera {
            camera_from_other: camera_from_eci * self.eci_from_body[index],
            other_pos: camera_from_eci * (self.origin_m[index] - self.at_m),
            ..self.eye
        }
    }
}

#[cfg(test)]
mod tests {
    use handshake_shared::scenario::load;
    use handshake_shared::sim::World;
    use handshake_shared::view;

    use super::*;

    #[test]
    fn both_craft_stand_in_the_picture_from_afar_and_near_with_apollo_on_the_left() {
        for mission in ["first-handshake", "final-approach", "airlock-school"] {
            let world = World::new(&load(mission).expect("ships"), 1);
            let scene = view::of(&world, Seat::Apollo).scene;
            let mut canvas = Canvas::default();
            canvas.fit(120, 34, Mode::HalfBlock);
            let view = Outside::of(&scene, &canvas);
            let seen = Seat::ALL.map(|seat| {
                let camera = view.before(seat);
                let at = camera.project(camera.other(Vec3::ZERO));
                at.unwrap_or_else(|| panic!("{mission}: {seat:?} is behind the eye"))
            });
            let size = Vec2::new(canvas.w as f32, canvas.h as f32);
            for at in seen {
                assert!(
                    at.cmpge(Vec2::ZERO).all() && at.cmplt(size).all(),
                    "{mission}: {seen:?}"
                );
            }
            if mission != "first-handshake" {
                assert!(seen[0].x < seen[1].x, "{mission}: {seen:?}");
            }
        }
    }
}
