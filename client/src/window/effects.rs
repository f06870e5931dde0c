//! Light that is not a surface: plumes, lamps, the Sun's disc and its glare. It adds to the picture
//! what hulls in front let through.

use glam::{Vec2, Vec3};
use handshake_shared::catalogue::vessels::vessel;
use handshake_shared::ids::Seat;
use handshake_shared::view::scene::Scene;

use super::camera::Camera;
use super::craft::Craft;
use super::jets;
use super::raster::Samples;

/// A picture in linear light, with the depth of what is in it.
#[derive(Debug)]
pub struct Picture<'a> {
    /// Pixels a row.
    pub width: usize,
    /// Linear light, row by row.
    pub light: &'a mut [Vec3],
    /// The samples the picture was made from.
    pub samples: &'a Samples,
    /// Samples a pixel, right and down.
    pub per_pixel: (usize, usize),
}

/// Earth's rotation rate, rad/s (WGS 84). The scene carries no clock: lamps keep time by the Earth.
const EARTH_RATE_RAD_S: f32 = 7.292_115e-5;
/// Flashes a second of a rendezvous lamp (estimate).
const FLASH_HZ: f32 = 1.1;
/// Share of the time it is lit: longer than a flash tube's, so that a slow screen shows it.
const FLASH_SHARE: f32 = 0.22;
/// Place of the signal lamp, behind the docking plane and above the axis, and its radius, m (game
/// values: clear of ring and petals, a searchlight's mirror).
const SIGNAL_BEHIND_M: f32 = 0.4;
const SIGNAL_ABOVE_M: f32 = 1.0;
const SIGNAL_RADIUS_M: f32 = 0.10;
/// A tungsten lamp's warm white.
const SIGNAL_COLOUR: Vec3 = Vec3::new(1.0, 0.93, 0.78);
/// The Sun's angular radius, rad (0.2666°).
const SUN_RADIUS_RAD: f32 = 0.004_65;

/// Whether rendezvous lamps are lit at this moment.
pub fn lamps_flash(scene: &Scene) -> bool {
    let turns = scene.earth_angle_rad.abs() / EARTH_RATE_RAD_S * FLASH_HZ;
    turns.fract() < FLASH_SHARE
}

impl Picture<'_> {
    fn height(&self) -> usize {
        self.light.len() / self.width.max(1)
    }

    /// Nearness of what is drawn at a pixel place; nothing outside the picture.
    fn nearness(&self, at: Vec2) -> Option<f32> {
        let x = at.x * self.per_pixel.0 as f32;
        let y = at.y * self.per_pixel.1 as f32;
        if x < 0.0 || y < 0.0 || x >= self.samples.width as f32 || y >= self.samples.height as f32 {
            return None;
        }
        Some(self.samples.nearness[y as usize * self.samples.width + x as usize])
    }

    /// Adds a soft spot; `radius` in pixels, right and down.
    fn spot(&mut self, at: Vec2, radius: Vec2, colour: Vec3) {
        let reach = radius * 2.2;
        let (width, height) = (self.width as f32, self.height() as f32);
        let low = (at - reach).max(Vec2::ZERO);
        let high = (at + reach).min(Vec2::new(width - 1.0, height - 1.0));
        if high.x < low.x || high.y < low.y {
            return;
        }
        for y in low.y as usize..=high.y as usize {
            for x in low.x as usize..=high.x as usize {
                let off = (Vec2::new(x as f32 + 0.5, y as f32 + 0.5) - at) / radius;
                self.light[y * self.width + x] += colour * (-off.length_squared()).exp();
            }
        }
    }

    /// The other craft's plumes: spots that widen and fade along each jet's axis.
    pub fn plumes(&mut self, scene: &Scene, other: Seat, camera: &Camera) {
        const STEPS: u32 = 14;
        for bit in (0..32).filter(|bit| scene.other_jets >> bit & 1 == 1) {
            let Some(plume) = jets::plume(other, bit) else {
                continue;
            };
            for step in 0..STEPS {
                let t = (step as f32 + 0.5) / STEPS as f32;
                let at = camera.other(plume.mouth + plume.exhaust * (plume.length_m * t));
                let Some(seen) = camera.project(at) else {
                    continue;
                };
                let hidden = self.nearness(seen).is_some_and(|near| near > 1.02 / at.z);
                if hidden {
                    continue;
                }
                let radius = camera.focal * ((0.07 + 0.26 * t) / at.z);
                let least = Vec2::splat(0.55);
                let kept = (radius / radius.max(least)).element_product().sqrt();
                let strength = 0.55 * (1.0 - t).powi(2) * kept;
                let colour = Vec3::new(0.80, 0.90, 1.0) * strength;
                self.spot(seen, radius.max(least), colour);
            }
        }
    }

    /// The other craft's signal lamp, a searchlight beside its port; the scene says when it is seen.
    pub fn signal(&mut self, scene: &Scene, other: Seat, camera: &Camera) {
        if !scene.other_lamp {
            return;
        }
        let port_m = vessel(other).port_x_m as f32;
        let at = camera.other(Vec3::new(port_m - SIGNAL_BEHIND_M, 0.0, -SIGNAL_ABOVE_M));
        let Some(seen) = camera.project(at) else {
            return;
        };
        let round = |height: f32| Vec2::new(camera.focal.x / camera.focal.y, 1.0) * height;
        let size = (camera.focal.y * SIGNAL_RADIUS_M / at.z).max(1.0);
        self.spot(seen, round(size), SIGNAL_COLOUR * 3.5);
        self.spot(
            seen,
            round((size * 4.0).clamp(3.0, 12.0)),
            SIGNAL_COLOUR * 0.35,
        );
    }

    /// The other craft's lamps.
    pub fn lamps(&mut self, scene: &Scene, other: Seat, camera: &Camera) {
        if !scene.other_beacons {
            return;
        }
        let flash = lamps_flash(scene);
        for beacon in &Craft::of(other).beacons {
            if beacon.flashes && !flash {
                continue;
            }
            let at = camera.other(beacon.pos);
            let Some(seen) = camera.project(at) else {
                continue;
            };
            let shown = self
                .nearness(seen)
                .is_some_and(|near| near < 1.0 / (at.z - 0.25));
            if !shown {
                continue;
            }
            // Heights in pixels; widths follow the shape of a pixel, so that a lamp is round.
            let round = |height: f32| Vec2::new(camera.focal.x / camera.focal.y, 1.0) * height;
            let size = camera.focal.y * 0.07 / at.z;
            let colour = Vec3::from_array(beacon.colour);
            let power = if beacon.flashes { 2.6 } else { 1.1 };
            self.spot(seen, round(size.max(0.65)), colour * power);
            let halo = (size * 5.0).clamp(1.8, size.max(4.5));
            self.spot(seen, round(halo), colour * (0.07 * power));
        }
    }

    /// The Sun's disc and its glare. `shown` is the share of the disc that no hull and no Earth hides.
    pub fn sun(&mut self, camera: &Camera, shown: f32) {
        let Some(at) = camera.project(camera.sun) else {
            return;
        };
        if shown <= 0.0 {
            return;
        }
        let radius = SUN_RADIUS_RAD * camera.focal;
        let width = self.width;
        for (index, light) in self.light.iter_mut().enumerate() {
            let pixel = Vec2::new((index % width) as f32 + 0.5, (index / width) as f32 + 0.5);
            // In Sun radii, whatever the shape of a pixel.
            let off = (pixel - at) / radius;
            let r = off.length();
            let disc = 6.0 * (1.25 - r).clamp(0.0, 1.0);
            let glow = 1.1 / (1.0 + (r / 2.6).powi(2)) + 0.035 / (1.0 + (r / 40.0).powi(2));
            let ray = |along: f32, across: f32| {
                (-across.abs() * 1.4).exp() * 0.5 / (1.0 + (along / 9.0).powi(2))
            };
            let (diagonal_a, diagonal_b) = ((off.x + off.y) * 0.707, (off.x - off.y) * 0.707);
            let rays = ray(diagonal_a, diagonal_b) + ray(diagonal_b, diagonal_a);
            *light += Vec3::new(1.0, 0.96, 0.88) * ((disc + glow + rays) * shown);
        }
    }

    /// Share of the neighbourhood of a pixel place that shows open sky, 0..1; 1 outside the picture.
    pub fn open_sky(&self, at: Vec2) -> f32 {
        let (mut open, mut all) = (0.0, 0.0);
        for dy in -2..=2 {
            for dx in -2..=2 {
                let place = at + Vec2::new(dx as f32, dy as f32) * 0.4;
                all += 1.0;
                if self.nearness(place).is_none_or(|near| near == 0.0) {
                    open += 1.0;
                }
            }
        }
        open / all
    }
}
