//! The craft as the Sun sees them: what lies behind another part lies in its shadow. It knows depths
//! along the light, and nothing of colour.

use glam::{Mat3, Vec3};

use super::mesh::Mesh;
use super::raster::{Plane, Pose, scan};

/// What the Sun sees of the craft: the distance of the first surface along its rays.
#[derive(Clone, Debug, Default)]
pub struct ShadowMap {
    depth_m: Vec<f32>,
    placed: Vec<Vec3>,
    /// Camera → light axes; z runs away from the Sun.
    light_from_camera: Mat3,
    centre: Vec3,
    /// The parts that are in the map, light axes.
    cast: Vec<Caster>,
}

/// A part that throws a shadow, where it stands to the light.
#[derive(Clone, Copy, Debug)]
struct Caster {
    mesh: &'static Mesh,
    axes: Mat3,
    origin: Vec3,
}

/// Cells a side of the shadow map, below 256.
const MAP: usize = 224;
/// Half the side of the square the map covers, m: either craft from end to end.
const REACH_M: f32 = 8.2;
const CELLS_PER_M: f32 = MAP as f32 / (2.0 * REACH_M);
/// A surface must lie this much behind another to be in its shadow, m: less gives speckle.
const BIAS_M: f32 = 0.06;
/// Parts that have moved by less than this against the light and each other keep their shadows, m: a
/// quarter of a cell, which no softened edge shows, and well below the bias.
const STILL_M: f32 = 0.25 / CELLS_PER_M;

impl Caster {
    /// Whether no place of the part is farther than [`STILL_M`] from where it was.
    fn stands_as(&self, before: &Caster) -> bool {
        let (middle, radius) = self.mesh.sphere();
        let shift = (self.middle(middle) - before.middle(middle)).length();
        let turn = self.axes - before.axes;
        let square = [turn.x_axis, turn.y_axis, turn.z_axis].map(Vec3::length_squared);
        // Of a small turn two of three axes see the angle.
        let angle_rad = (0.5 * square.iter().sum::<f32>()).sqrt();
        std::ptr::eq(self.mesh, before.mesh) && shift + radius * angle_rad < STILL_M
    }

    fn middle(&self, middle: Vec3) -> Vec3 {
        self.axes * middle + self.origin
    }

    fn is_in_reach(&self) -> bool {
        let (middle, radius) = self.mesh.sphere();
        let off = self.middle(middle).truncate().abs();
        off.max_element() <= REACH_M + radius
    }
}

impl ShadowMap {
    /// Points the map at `centre`, with light from `sun` and its rows along `along`, an axis of the
    /// craft, so that shadows keep their edges while the eye turns, and throws the shadows of `parts`
    /// (all camera axes). While nothing moves against the light, the shadows thrown last are the same.
    pub fn cast(&mut self, sun: Vec3, centre: Vec3, along: Vec3, parts: &[(&'static Mesh, Pose)]) {
        let z = -sun;
        let x = along
            .reject_from_normalized(z)
            .try_normalize()
            .unwrap_or_else(|| z.any_orthonormal_vector());
        self.light_from_camera = Mat3::from_cols(x, z.cross(x), z).transpose();
        self.centre = centre;
        let casters = parts.iter().map(|(mesh, pose)| Caster {
            mesh,
            axes: self.light_from_camera * pose.axes,
            origin: self.light_from_camera * (pose.origin - centre),
        });
        let casters: Vec<Caster> = casters.filter(Caster::is_in_reach).collect();
        let as_before = casters.len() == self.cast.len()
            && casters
                .iter()
                .zip(&self.cast)
                .all(|(now, then)| now.stands_as(then));
        if as_before {
            return;
        }
        self.depth_m.resize(MAP * MAP, 0.0);
        self.depth_m.fill(f32::INFINITY);
        for caster in &casters {
            self.draw(caster);
        }
        self.cast = casters;
    }

    /// Adds a part that throws shadows.
    fn draw(&mut self, caster: &Caster) {
        let Caster { mesh, axes, origin } = *caster;
        self.placed.clear();
        self.placed
            .extend(mesh.vertices.iter().map(|v| axes * v.pos + origin));
        for triangle in &mesh.triangles {
            let [a, b, c] = triangle.corners.map(|i| i as usize);
            let at = [self.placed[a], self.placed[b], self.placed[c]];
            // Only faces turned to the Sun: each shadow begins behind a lit face.
            if (at[1] - at[0]).cross(at[2] - at[0]).z >= 0.0 {
                continue;
            }
            let cell = |p: Vec3| (p.truncate() + REACH_M) * CELLS_PER_M;
            let seen = [cell(at[0]), cell(at[1]), cell(at[2])];
            let Some(plane) = Plane::through(seen, Vec3::new(at[0].z, at[1].z, at[2].z)) else {
                continue;
            };
            let map = &mut self.depth_m;
            scan(seen, (MAP, MAP), |y, from, to| {
                let mut depth = plane.at(from, y);
                for cell in &mut map[y * MAP + from..y * MAP + to] {
                    *cell = cell.min(depth);
                    depth += plane.step.x;
                }
            });
        }
    }

    /// The share of sunlight that reaches a place, camera axes, m, past the parts drawn: 0..1,
    /// softened over four cells.
    pub fn light_at(&self, at: Vec3) -> f32 {
        let p = self.light_from_camera * (at - self.centre);
        let cell = (p.truncate() + REACH_M) * CELLS_PER_M - 0.5;
        let limit = MAP as f32 - 1.0;
        if !(cell.min_element() >= 0.0 && cell.max_element() < limit) {
            return 1.0;
        }
        // A map has fewer cells a side than a byte has values, and into a byte a number goes quickly.
        let (x, y) = (usize::from(cell.x as u8), usize::from(cell.y as u8));
        let (fx, fy) = (cell.x - x as f32, cell.y - y as f32);
        let index = y * MAP + x;
        let row = |first: usize| {
            let lit = |depth_m: f32| if p.z - BIAS_M <= depth_m { 1.0 } else { 0.0 };
            let pair = &self.depth_m[first..first + 2];
            lit(pair[0]) * (1.0 - fx) + lit(pair[1]) * fx
        };
        row(index) * (1.0 - fy) + row(index + MAP) * fy
    }
}
