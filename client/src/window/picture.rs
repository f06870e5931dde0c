//! One picture: both craft into samples, light on every pixel, stars, lamps and glare, and the film
//! that makes colours of it. It knows a scene and a canvas, and no cells.

use glam::{Mat3, Vec2, Vec3};
use handshake_shared::ids::Seat;
use handshake_shared::view::scene::Scene;

use super::camera::Camera;
use super::canvas::{Canvas, StarDot};
use super::craft::Craft;
use super::earth::{self, Globe};
use super::effects::Picture;
use super::engrave::engrave;
use super::light::Light;
use super::material::Material;
use super::raster::{Pose, Surface};
use super::{apas, stars};

/// Draws what `camera` sees from `seat`'s craft into the canvas, which has been fitted.
pub fn render(scene: &Scene, seat: Seat, camera: &Camera, canvas: &mut Canvas) {
    if canvas.w == 0 || canvas.h == 0 {
        return;
    }
    let globe = Globe::new(
        Vec3::from_array(scene.own_pos_eci_m),
        Vec3::from_array(scene.sun_eci),
        scene.earth_angle_rad,
    );
    draw_craft(scene, seat, camera, canvas);
    shade(scene, camera, &globe, canvas);
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

/// Both craft into samples, and into the Sun's shadow map.
fn draw_craft(scene: &Scene, seat: Seat, camera: &Camera, canvas: &mut Canvas) {
    let (sx, sy) = canvas.per_pixel;
    let per_pixel = Vec2::new(sx as f32, sy as f32);
    let (focal, centre) = (camera.focal * per_pixel, camera.centre * per_pixel);
    canvas.samples.clear(canvas.w * sx, canvas.h * sy);
    let (own, other) = (Craft::of(seat), Craft::of(seat.other()));
    let own_pose = |shift_m: f32| Pose {
        axes: camera.own_axes(),
        origin: camera.own(Vec3::X * shift_m),
        scale: Vec3::ONE,
    };
    let other_pose = |shift_m: f32| Pose {
        axes: camera.camera_from_other,
        origin: camera.other(Vec3::X * shift_m),
        scale: Vec3::ONE,
    };
    let parts = [
        (&other.rear, other_pose(0.0)),
        (&other.front, other_pose(0.0)),
        (&other.ring, other_pose(scene.other_ring_m)),
        (&own.front, own_pose(0.0)),
        (&own.ring, own_pose(scene.own_ring_m)),
    ];
    for (mesh, pose) in parts {
        canvas.samples.draw(mesh, pose, focal, centre);
    }
    for pose in cross_arms(other, camera, focal) {
        canvas.samples.draw(Craft::cross_arm(), pose, focal, centre);
    }
    if scene.sunlight > 0.0 {
        canvas
            .shadows
            .clear(camera.sun, camera.other(Vec3::X * -0.5));
        for (mesh, pose) in parts {
            canvas.shadows.draw(mesh, pose);
        }
        canvas.shadows.draw(&own.rear, own_pose(0.0));
    }
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

/// Light of every pixel: surfaces where a sample sees one, Earth and sky behind.
fn shade(scene: &Scene, camera: &Camera, globe: &Globe, canvas: &mut Canvas) {
    let (sx, sy) = canvas.per_pixel;
    let light = Light {
        camera,
        shadows: &canvas.shadows,
        sunlight: scene.sunlight.clamp(0.0, 1.0),
        shine: globe.shine(),
        limb_cos: globe.limb_cos(),
    };
    let samples = &canvas.samples;
    let share = 1.0 / (sx * sy) as f32;
    let step = Vec2::new(1.0 / sx as f32, 1.0 / sy as f32);
    let pixel_tangent = 1.0 / camera.focal.y;
    // The pixels across a cell share the sky behind them.
    let pair = if canvas.columns > 0 {
        canvas.mode.grid().0
    } else {
        1
    };
    let mut sky = (usize::MAX, Vec3::ZERO);
    for (index, out) in canvas.light.iter_mut().enumerate() {
        let (x, y) = (index % canvas.w, index / canvas.w);
        let corner = Vec2::new(x as f32, y as f32);
        let mut sum = Vec3::ZERO;
        let mut open = 0;
        let mut shaded: Option<(&Surface, f32, Vec3)> = None;
        for sub in 0..sx * sy {
            let (i, j) = (sub % sx, sub / sx);
            let at = (y * sy + j) * samples.width + x * sx + i;
            let near = samples.nearness[at];
            if near <= 0.0 {
                open += 1;
                continue;
            }
            let surface = &samples.surfaces[at];
            if let Some((last, last_near, colour)) = shaded
                && alike(surface, last)
                && (near - last_near).abs() < 0.02 * near
            {
                sum += colour;
                continue;
            }
            let pixel = corner + (Vec2::new(i as f32, j as f32) + 0.5) * step;
            let place = ((pixel - camera.centre) / camera.focal).extend(1.0) / near;
            // Tamed before averaging, so that one glint does not whiten a whole pixel.
            let colour = light
                .on(surface, place, pixel_tangent / near)
                .min(Vec3::splat(2.0));
            sum += colour;
            shaded = Some((surface, near, colour));
        }
        if open > 0 {
            let block = index / pair;
            if sky.0 != block {
                let middle = corner + Vec2::new(0.5 * pair as f32, 0.5);
                let ray = camera.eci_from_camera * camera.ray(middle);
                sky = (block, globe.look(ray).light);
            }
            sum += sky.1 * open as f32;
        }
        *out = sum * share;
    }
}

/// Whether two samples of one pixel look the same: their light is then worked out once. The target
/// is too fine for that.
fn alike(a: &Surface, b: &Surface) -> bool {
    a.material == b.material && a.material != Material::TargetBase && a.normal.dot(b.normal) > 0.97
}

/// Stars that nothing hides, as dots.
fn place_stars(camera: &Camera, globe: &Globe, canvas: &mut Canvas) {
    let (sx, sy) = canvas.per_pixel;
    let camera_from_eci: Mat3 = camera.eci_from_camera.transpose();
    canvas.stars.clear();
    for star in stars::all() {
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

/// Linear light into sRGB pixels: a film curve, and corners darkened like a window's.
fn develop(canvas: &mut Canvas) {
    let half = Vec2::new(canvas.w as f32, canvas.h as f32) * 0.5;
    for (index, (pixel, light)) in canvas.pixels.iter_mut().zip(&canvas.light).enumerate() {
        let place = Vec2::new(
            (index % canvas.w) as f32 + 0.5,
            (index / canvas.w) as f32 + 0.5,
        );
        let off = ((place - half) / half).abs();
        let corner = off.x.powi(6) + off.y.powi(6);
        let kept = 1.0 - 0.75 * earth::smooth(0.75, 1.7, corner);
        let x = light.max(Vec3::ZERO) * (1.05 * kept);
        let film = (x * (x * 2.51 + 0.03)) / (x * (x * 2.43 + 0.59) + 0.14);
        *pixel = film
            .clamp(Vec3::ZERO, Vec3::ONE)
            .to_array()
            .map(|c| (c.sqrt() * 255.0 + 0.5) as u8);
    }
}
