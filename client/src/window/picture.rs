//! One picture: both craft into samples, light on every pixel, stars, lamps and glare, and the film
//! that makes colours of it. It knows a scene and a canvas, and no cells.

use glam::{Mat3, Vec2, Vec3, Vec3A};
use handshake_shared::ids::Seat;
use handshake_shared::view::scene::Scene;

use super::camera::Camera;
use super::canvas::{Canvas, StarDot};
use super::craft::Craft;
use super::earth::{self, Globe};
use super::effects::Picture;
use super::engrave::engrave;
use super::mesh::Mesh;
use super::raster::Pose;
use super::shadow::ShadowMap;
use super::{apas, rings, shade, stars};

/// Draws what `camera` sees from `seat`'s craft into the canvas, which has been fitted.
pub fn render(scene: &Scene, seat: Seat, camera: &Camera, canvas: &mut Canvas) {
    cast_shadows(scene, seat, camera, &mut canvas.shadows);
    render_lit(scene, seat, camera, canvas);
}

/// The same with the shadows that the canvas already holds, of the same scene from the same eye.
pub fn render_lit(scene: &Scene, seat: Seat, camera: &Camera, canvas: &mut Canvas) {
    if canvas.w == 0 || canvas.h == 0 {
        return;
    }
    let globe = Globe::new(
        Vec3::from_array(scene.own_pos_eci_m),
        Vec3::from_array(scene.sun_eci),
        scene.earth_angle_rad,
    );
    draw_craft(scene, seat, camera, canvas);
    shade::shade(scene, camera, &globe, canvas);
    place_stars(camera, &globe, canvas);
    let mut picture = Picture {
        width: canvas.w,
        light: &mut canvas.light,
        samples: &canvas.samples,
        per_pixel: canvas.per_pixel,
    };
    picture.plumes(scene, seat.other(), camera);
    picture.lamps(scene, seat.other(), camera);
    picture.signal(scene, seat.other(), camera);
    if let Some(at) = camera.project(camera.sun)
        && !globe.hides(camera.eci_from_camera * camera.sun)
    {
        let shown = picture.open_sky(at) * scene.sunlight.clamp(0.0, 1.0);
        picture.sun(camera, shown);
    }
    develop(canvas);
    if canvas.mode.is_mono() {
        engrave(canvas);
    }
}

/// The parts that are seen, nearest first: what they hide is then not written. The last is seen only
/// as a shadow.
fn parts(scene: &Scene, seat: Seat, camera: &Camera) -> [(&'static Mesh, Pose); 6] {
    let (own, other) = (Craft::of(seat), Craft::of(seat.other()));
    let own_hull = Pose {
        axes: camera.own_axes(),
        origin: camera.own(Vec3::ZERO),
        scale: Vec3::ONE,
    };
    let other_hull = Pose {
        axes: camera.camera_from_other,
        origin: camera.other(Vec3::ZERO),
        scale: Vec3::ONE,
    };
    let [own_ring, other_ring] = rings::poses(scene, seat, camera);
    [
        (&own.front, own_hull),
        (&own.ring, own_ring),
        (&other.ring, other_ring),
        (&other.front, other_hull),
        (&other.rear, other_hull),
        (&own.rear, own_hull),
    ]
}

/// Both craft into samples.
fn draw_craft(scene: &Scene, seat: Seat, camera: &Camera, canvas: &mut Canvas) {
    let (sx, sy) = canvas.per_pixel;
    let per_pixel = Vec2::new(sx as f32, sy as f32);
    let (focal, centre) = (camera.focal * per_pixel, camera.centre * per_pixel);
    canvas.samples.clear(canvas.w * sx, canvas.h * sy);
    let [seen @ .., _] = parts(scene, seat, camera);
    for (mesh, pose) in seen {
        canvas.samples.draw(mesh, pose, focal, centre);
    }
    for pose in cross_arms(Craft::of(seat.other()), camera, focal) {
        canvas.samples.draw(Craft::cross_arm(), pose, focal, centre);
    }
}

/// Both craft into the Sun's shadow map.
fn cast_shadows(scene: &Scene, seat: Seat, camera: &Camera, shadows: &mut ShadowMap) {
    if scene.sunlight <= 0.0 {
        return;
    }
    let middle = camera.other(Vec3::X * -0.5);
    let along = camera.camera_from_other * Vec3::X;
    shadows.cast(camera.sun, middle, along, &parts(scene, seat, camera));
}

/// The two arms of the target's cross: never thinner than a sample and a half, so that a cross is
/// seen where a real eye would see one, and never so thick that it stops being a cross.
fn cross_arms(other: &Craft, camera: &Camera, focal: Vec2) -> [Pose; 2] {
    let centre = camera.other(other.cross_m());
    let seen_m = centre.z.max(0.1) / focal;
    let half = |sample_m: f32| {
        (0.8 * sample_m).clamp(apas::CROSS_HALF_WIDTH_M, 2.2 * apas::CROSS_HALF_WIDTH_M)
    };
    let arm = |scale: Vec3| Pose {
        axes: camera.camera_from_other,
        origin: centre,
        scale,
    };
    [
        arm(Vec3::new(0.01, apas::CROSS_ARM_M, half(seen_m.y))),
        arm(Vec3::new(0.01, half(seen_m.x), apas::CROSS_ARM_M)),
    ]
}

/// Stars that nothing hides, as dots.
fn place_stars(camera: &Camera, globe: &Globe, canvas: &mut Canvas) {
    let (sx, sy) = canvas.per_pixel;
    let camera_from_eci: Mat3 = camera.eci_from_camera.transpose();
    let (ahead, edge_cos) = camera.cone((canvas.w, canvas.h));
    let ahead = camera.eci_from_camera * ahead;
    canvas.stars.clear();
    for star in stars::all() {
        if star.direction.dot(ahead) < edge_cos {
            continue;
        }
        let Some(at) = camera.project(camera_from_eci * star.direction) else {
            continue;
        };
        if at.x < 0.0 || at.y < 0.0 || at.x >= canvas.w as f32 || at.y >= canvas.h as f32 {
            continue;
        }
        let sample =
            (at.y * sy as f32) as usize * canvas.samples.width + (at.x * sx as f32) as usize;
        if canvas.samples.nearness[sample] > 0.0 || globe.hides(star.direction) {
            continue;
        }
        let level = star.level();
        canvas.stars.push(StarDot {
            at,
            rgb: (star.colour * level * 255.0).to_array().map(|c| c as u8),
            level,
        });
    }
}

/// Where corners begin to darken: sum of the sixth powers of the shares of half width and half height.
const CORNER_FROM: f32 = 0.75;

/// Linear light into sRGB pixels: a film curve, and corners darkened like a window's.
fn develop(canvas: &mut Canvas) {
    let half = Vec2::new(canvas.w as f32, canvas.h as f32) * 0.5;
    let off = |at: usize, half: f32| ((at as f32 + 0.5 - half) / half).powi(6);
    let across: Vec<f32> = (0..canvas.w).map(|x| off(x, half.x)).collect();
    let rows = canvas.pixels.chunks_exact_mut(canvas.w);
    for (y, (pixels, lights)) in rows.zip(canvas.light.chunks_exact(canvas.w)).enumerate() {
        let down = off(y, half.y);
        // Neighbours often share their light.
        let mut last = (Vec3::ZERO, 1.0, [0; 3]);
        for ((pixel, light), across) in pixels.iter_mut().zip(lights).zip(&across) {
            let kept = match across + down {
                ..=CORNER_FROM => 1.0,
                off => 1.0 - 0.75 * earth::smooth(CORNER_FROM, 1.7, off),
            };
            if (*light, kept) != (last.0, last.1) {
                last = (*light, kept, film(*light * kept));
            }
            *pixel = last.2;
        }
    }
}

/// A film's curve: linear light into sRGB.
fn film(light: Vec3) -> [u8; 3] {
    // Four at a time cost a processor as much as one.
    let x = Vec3A::from(light).max(Vec3A::ZERO) * 1.05;
    let density = (x * (x * 2.51 + 0.03)) / (x * (x * 2.43 + 0.59) + 0.14);
    let density = density.clamp(Vec3A::ZERO, Vec3A::ONE);
    let root = Vec3A::new(density.x.sqrt(), density.y.sqrt(), density.z.sqrt());
    // Adding so large a number rounds to a whole one, in the lowest bits.
    const ROUNDS: f32 = 8_388_608.0;
    (root * 255.0 + ROUNDS)
        .to_array()
        .map(|c| c.to_bits() as u8)
}
