//! How much light a surface sends to the eye: Sun with shadows, the shining Earth below, the own
//! floodlight, highlights and what polished metal mirrors. It knows no pixels and no cells.

use glam::Vec3;

use super::camera::Camera;
use super::earth::{Globe, smooth};
use super::raster::Surface;
use super::shadow::ShadowMap;

/// All light of one frame.
#[derive(Clone, Copy, Debug)]
pub struct Light<'a> {
    camera: &'a Camera,
    shadows: &'a ShadowMap,
    /// Share of the Sun's disc seen, 0..1.
    sunlight: f32,
    /// The Sun's colour: red where the Earth's air is before it.
    colour: Vec3,
    /// How brightly the Earth below is lit, 0..1.
    shine: f32,
    /// Cosine of Earth's angular radius.
    limb_cos: f32,
}

/// The floodlight's reach, m: at this distance it has lost three quarters of its light (estimate).
const FLOOD_REACH_M: f32 = 34.0;
/// Floodlight on a white surface at the lamp, as a share of full sunlight (estimate: enough to read
/// the target at night from 60 m, too little to see by day).
const FLOOD: f32 = 0.30;
/// Light of stars and airglow, as a share of full sunlight, far above the real: a black hull on a
/// black sky would say nothing.
const STARLIGHT: f32 = 0.030;
/// Earthshine from a fully lit Earth, as a share of full sunlight (clouds and sea, mean albedo 0.3).
const EARTHSHINE: f32 = 0.30;

impl<'a> Light<'a> {
    /// The light of a frame; `sunlight` is the share of the Sun's disc that the Earth leaves free.
    pub fn new(camera: &'a Camera, shadows: &'a ShadowMap, globe: &Globe, sunlight: f32) -> Self {
        let sunlight = sunlight.clamp(0.0, 1.0);
        Light {
            camera,
            shadows,
            sunlight,
            colour: Vec3::new(1.0, 0.55, 0.30).lerp(Vec3::new(1.0, 0.98, 0.94), sunlight),
            shine: globe.shine(),
            limb_cos: globe.limb_cos(),
        }
    }

    /// Light a surface at `at` (camera axes, m) sends to the eye, linear, and whether no shadow ends
    /// there. `texel_m` is the size of a sample.
    pub fn on(&self, surface: &Surface, at: Vec3, texel_m: f32) -> (Vec3, bool) {
        let row = surface.material.row();
        let albedo = row.albedo(surface.uv, texel_m);
        let normal = surface.normal.normalize_or_zero();
        let distance = at.length().max(1e-3);
        let to_eye = at / -distance;
        let towards_sun = normal.dot(self.camera.sun);
        let free = if self.sunlight > 0.0 && towards_sun > 0.0 {
            self.shadows.light_at(at + normal * 0.03)
        } else {
            0.0
        };
        let sun = self.sunlight * free;
        let highlight = if sun > 0.0 {
            let half = (self.camera.sun + to_eye).normalize_or_zero();
            let facing = normal.dot(half).max(0.0);
            let glint = (0..row.sharpness).fold(facing, |power, _| power * power);
            row.gloss * glint * sun
        } else {
            0.0
        };

        let below = 0.5 + 0.5 * normal.dot(self.camera.down);
        let earth = Vec3::new(0.72, 0.86, 1.0) * (EARTHSHINE * self.shine * below);
        let fade = 1.0 + 3.0 * (distance / FLOOD_REACH_M).powi(2);
        let flood = Vec3::new(1.0, 0.93, 0.82) * (FLOOD * normal.dot(to_eye).max(0.0) / fade);
        let starlight = Vec3::new(0.75, 0.85, 1.0) * (STARLIGHT * (0.6 + 0.4 * normal.dot(to_eye)));

        let diffuse = self.colour * (sun * towards_sun.max(0.0)) + earth + flood + starlight;
        let mirrored = if row.mirror > 0.0 {
            self.mirrored(normal, to_eye) * row.mirror
        } else {
            Vec3::ZERO
        };
        let seen = albedo * (diffuse + row.glow)
            + self.colour * highlight
            + mirrored * albedo.max_element().max(0.2);
        (seen, free <= 0.0 || free >= 1.0)
    }

    /// What a mirror at this angle shows: the Earth if it points down, else black sky.
    fn mirrored(&self, normal: Vec3, to_eye: Vec3) -> Vec3 {
        let out = normal * (2.0 * normal.dot(to_eye)) - to_eye;
        let down = out.dot(self.camera.down);
        let on_earth = smooth(self.limb_cos - 0.06, self.limb_cos + 0.10, down);
        let horizon = 1.0 - smooth(self.limb_cos, self.limb_cos + 0.35, down);
        let sea = Vec3::new(0.20, 0.34, 0.56).lerp(Vec3::new(0.85, 0.95, 1.0), horizon);
        sea * (on_earth * self.shine) + Vec3::splat(0.004)
    }
}
