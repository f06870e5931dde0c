//! The poster's picture: the Earth turning under its terminator, low on the right, and before it both
//! ships in profile, closing on each other, docked for a while, and closing again. A function of time
//! only; no seat sees this.

use glam::{Mat3, Vec2, Vec3};
use handshake_shared::ids::Seat;
use handshake_shared::view::scene::Scene;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::camera::Camera;
use super::canvas::Canvas;
use super::craft::Craft;
use super::earth::{RADIUS_M, smooth};
use super::{Mode, paint, picture, sample_scene};

/// Distance of the eye from the middle of the Earth, Earth radii: all of the disc is seen.
const EYE_RADII: f32 = 3.6;
/// One turn of the Earth, s: slow enough to read the title, quick enough to be seen.
const TURN_S: f32 = 240.0;
/// The ships close for so long, stay docked for so long, and are apart again after so long, s.
const CLOSE_S: f32 = 50.0;
const DOCKED_S: f32 = 14.0;
const PART_S: f32 = 8.0;
/// From port to port when they begin to close, m: both are in the picture.
const GAP_M: f32 = 7.0;
/// Both ships and their gap take so much of the picture's width.
const SHARE: f32 = 0.52;
/// Length of the two, docked, m: Apollo with its Docking Module 13, Soyuz 7.
const LENGTH_M: f32 = 20.0;
/// Where they meet, as shares of width and height from the upper left.
const MEET_AT: Vec2 = Vec2::new(0.68, 0.45);
/// Direction to the light on the ships, camera axes: over the painter's right shoulder, as on a poster.
/// The Sun that lights the Earth would leave the sides we see in the dark.
const KEY_LIGHT: Vec3 = Vec3::new(0.45, -0.60, -0.66);

/// Draws the picture into `area`. Buffers are kept in the canvases.
pub fn draw_meeting(
    time_s: f32,
    mode: Mode,
    area: Rect,
    buf: &mut Buffer,
    canvases: &mut [Canvas; 2],
) {
    let area = area.intersection(buf.area);
    if area.is_empty() {
        return;
    }
    let scene = scene(time_s);
    let [canvas, aside] = canvases;
    canvas.fit(area.width, area.height, mode);
    let eye = eye(canvas, &scene);
    // Each picture has one ship: whose window it is does not matter, his own is behind the eye.
    let camera = before(&eye, canvas, Seat::Soyuz, gap_m(time_s));
    picture::render(&scene, Seat::Apollo, &camera, canvas);
    aside.fit(area.width, area.height, mode);
    let camera = before(&eye, canvas, Seat::Apollo, gap_m(time_s));
    picture::render(&scene, Seat::Soyuz, &camera, aside);
    lay_over(canvas, aside);
    paint(canvas, mode, area, buf);
}

/// The distance between the ports, m.
fn gap_m(time_s: f32) -> f32 {
    let time_s = time_s % (CLOSE_S + DOCKED_S + PART_S);
    let closing = 1.0 - smooth(0.0, CLOSE_S, time_s);
    let parting = smooth(CLOSE_S + DOCKED_S, CLOSE_S + DOCKED_S + PART_S, time_s);
    GAP_M * (closing + parting)
}

fn scene(time_s: f32) -> Scene {
    let eye = Vec3::new(EYE_RADII, 0.0, 0.9).normalize() * EYE_RADII;
    Scene {
        own_pos_eci_m: (eye * RADIUS_M).to_array(),
        sun_eci: Vec3::new(0.25, 0.93, 0.28).normalize().to_array(),
        earth_angle_rad: 0.6 + time_s / TURN_S * std::f32::consts::TAU,
        own_ring_m: 0.3,
        ..sample_scene()
    }
}

/// An eye that has the globe low on the right, running off the edge; no ship before it yet.
fn eye(canvas: &Canvas, scene: &Scene) -> Camera {
    let at = Vec3::from_array(scene.own_pos_eci_m);
    let forward = -at.normalize();
    let right = forward.cross(Vec3::Z).normalize();
    let down = forward.cross(right);
    let eci_from_camera = Mat3::from_cols(right, down, forward);
    let (width, height) = (canvas.w as f32, canvas.h as f32);
    let (radius, limb) = (height * 0.62, (1.0 / EYE_RADII).asin().tan());
    let focal = Vec2::new(radius / canvas.pixel_aspect, radius) / limb;
    let centre = Vec2::new(width - radius / canvas.pixel_aspect * 0.72, height * 0.56);
    Camera {
        focal,
        centre,
        eci_from_camera,
        camera_from_other: Mat3::IDENTITY,
        other_pos: Vec3::ZERO,
        sun: KEY_LIGHT.normalize(),
        down: Vec3::Z,
        // The ship whose window this would be lies far behind.
        eye_m: Vec3::X * 10_000.0,
    }
}

/// The same eye with one of the ships before it, so far from the other.
fn before(eye: &Camera, canvas: &Canvas, seat: Seat, gap_m: f32) -> Camera {
    // Turned a little towards the eye and up: three sides are seen.
    let tilt = Mat3::from_rotation_z(-0.10) * Mat3::from_rotation_y(0.42);
    let (ahead, roll) = match seat {
        Seat::Apollo => (Vec3::X, 0.0),
        // Its wings, which would be seen edge on.
        Seat::Soyuz => (Vec3::NEG_X, -1.1),
    };
    let level = Mat3::from_cols(ahead, Vec3::Y.cross(ahead), Vec3::Y);
    let camera_from_other = tilt * level * Mat3::from_rotation_x(roll);
    let place = Vec2::new(canvas.w as f32, canvas.h as f32) * MEET_AT;
    let distance = eye.focal.x * (LENGTH_M + GAP_M) / (SHARE * canvas.w as f32);
    let tangent = (place - eye.centre) / eye.focal;
    let port = gap_m * 0.5 + Craft::of(seat).port_x_m;
    Camera {
        camera_from_other,
        other_pos: tangent.extend(1.0) * distance - tilt * ahead * port,
        ..*eye
    }
}

/// Lays the ship of one picture over another, nearer or not: they never hide each other.
pub(super) fn lay_over(under: &mut Canvas, over: &Canvas) {
    let (sx, sy) = over.per_pixel;
    for (index, pixel) in under.pixels.iter_mut().enumerate() {
        let (x, y) = (index % over.w, index / over.w);
        let sees = |sub: usize| {
            let at = (y * sy + sub / sx) * over.samples.width + x * sx + sub % sx;
            over.samples.nearness[at] > 0.0
        };
        if (0..sx * sy).any(sees) {
            *pixel = over.pixels[index];
        }
    }
    let hidden = |at: Vec2| {
        let sample = (at.y * sy as f32) as usize * over.samples.width + (at.x * sx as f32) as usize;
        over.samples.nearness[sample] > 0.0
    };
    under.stars.retain(|star| !hidden(star.at));
}

#[cfg(test)]
mod tests {
    use super::*;

    /// First and last column of pixels in which a ship is seen.
    fn ship_columns(canvas: &Canvas) -> (usize, usize) {
        let seen = canvas.samples.nearness.iter().enumerate();
        let columns = seen
            .filter(|(_, near)| **near > 0.0)
            .map(|(at, _)| at % canvas.samples.width);
        let (low, high) = columns.fold((usize::MAX, 0), |(low, high), x| (low.min(x), high.max(x)));
        (low / canvas.per_pixel.0, high / canvas.per_pixel.0)
    }

    #[test]
    fn both_ships_are_whole_in_the_picture_apart_and_docked_at_every_size() {
        for (columns, rows) in [(80, 24), (120, 40), (160, 48), (240, 67)] {
            for time_s in [0.0, CLOSE_S + 1.0] {
                let area = Rect::new(0, 0, columns, rows);
                let mut canvases = [Canvas::default(), Canvas::default()];
                let mut buf = Buffer::empty(area);
                draw_meeting(time_s, Mode::HalfBlock, area, &mut buf, &mut canvases);
                let [soyuz, apollo] = canvases.each_ref().map(ship_columns);
                assert!(
                    apollo.0 > 0 && soyuz.1 + 1 < usize::from(columns),
                    "{columns}"
                );
                assert!(
                    apollo.0 < soyuz.0 && apollo.1 < soyuz.1,
                    "Apollo on the left"
                );
                let gap = soyuz.0 as i32 - apollo.1 as i32;
                assert_eq!(
                    gap > i32::from(columns) / 20,
                    time_s == 0.0,
                    "{columns}: {gap}"
                );
            }
        }
    }

    #[test]
    fn they_close_dock_part_and_begin_again() {
        assert_eq!(gap_m(0.0), GAP_M);
        assert_eq!(gap_m(CLOSE_S + 1.0), 0.0);
        assert!(gap_m(CLOSE_S * 0.4) > gap_m(CLOSE_S * 0.6));
        let round_s = CLOSE_S + DOCKED_S + PART_S;
        assert!((gap_m(round_s - 0.01) - gap_m(round_s)).abs() < 0.01);
    }
}
