//! Triangles into samples: which surface each sample of the picture sees, and how far away it is;
//! and the same from the Sun, for shadows. It knows geometry, and nothing of colour.

use glam::{Mat3, Vec2, Vec3};

use super::material::Material;
use super::mesh::Mesh;

/// What one sample sees.
#[derive(Clone, Copy, Debug)]
pub struct Surface {
    /// Unit normal, camera axes.
    pub normal: Vec3,
    /// Surface coordinates, m.
    pub uv: Vec2,
    /// What it is made of.
    pub material: Material,
}

const NOTHING: Surface = Surface {
    normal: Vec3::ZERO,
    uv: Vec2::ZERO,
    material: Material::Hatch,
};

/// Where a part stands before the camera.
#[derive(Clone, Copy, Debug)]
pub struct Pose {
    /// Rotation part → camera.
    pub axes: Mat3,
    /// The part's origin, camera axes, m.
    pub origin: Vec3,
    /// Stretch along the part's own axes: 1 except for the cross, whose arms keep a visible width.
    pub scale: Vec3,
}

/// Samples of the picture, several a pixel. Buffers are kept between frames.
#[derive(Clone, Debug, Default)]
pub struct Samples {
    /// Samples a row.
    pub width: usize,
    /// Rows of samples.
    pub height: usize,
    /// 1 / distance along the line of sight, 1/m; 0 where nothing is seen.
    pub nearness: Vec<f32>,
    /// What is seen where `nearness` is not 0.
    pub surfaces: Vec<Surface>,
    placed: Vec<Vec3>,
}

/// Nearest distance drawn, m: a face closer than that would cover the window.
const NEAR_M: f32 = 0.05;

impl Samples {
    /// Empties the picture, keeping its memory.
    pub fn clear(&mut self, width: usize, height: usize) {
        (self.width, self.height) = (width, height);
        self.nearness.clear();
        self.nearness.resize(width * height, 0.0);
        self.surfaces.resize(width * height, NOTHING);
    }

    /// Draws a part. `focal` and `centre` are the camera's, in samples.
    pub fn draw(&mut self, mesh: &Mesh, pose: Pose, focal: Vec2, centre: Vec2) {
        let Samples {
            width,
            height,
            nearness,
            surfaces,
            placed,
        } = self;
        placed.clear();
        placed.extend(
            mesh.vertices
                .iter()
                .map(|v| pose.axes * (v.pos * pose.scale) + pose.origin),
        );
        for triangle in &mesh.triangles {
            let at = triangle.corners.map(|i| placed[i as usize]);
            if at.iter().any(|p| p.z < NEAR_M) || facing_away(at) {
                continue;
            }
            let inverse = Vec3::new(1.0 / at[0].z, 1.0 / at[1].z, 1.0 / at[2].z);
            let seen = [0, 1, 2].map(|i| centre + focal * at[i].truncate() * inverse[i]);
            let corners = triangle.corners.map(|i| mesh.vertices[i as usize]);
            let normals = corners.map(|c| pose.axes * c.normal);
            scan(seen, *width, *height, |index, weights| {
                let near = weights.dot(inverse);
                if near <= nearness[index] {
                    return;
                }
                let w = weights * inverse / near;
                nearness[index] = near;
                surfaces[index] = Surface {
                    normal: normals[0] * w.x + normals[1] * w.y + normals[2] * w.z,
                    uv: corners[0].uv * w.x + corners[1].uv * w.y + corners[2].uv * w.z,
                    material: triangle.material,
                };
            });
        }
    }
}

fn facing_away(at: [Vec3; 3]) -> bool {
    (at[1] - at[0]).cross(at[2] - at[0]).dot(at[0]) >= 0.0
}

/// Calls `put` for every sample whose middle lies in the triangle, with its weights.
fn scan(p: [Vec2; 3], width: usize, height: usize, mut put: impl FnMut(usize, Vec3)) {
    let area = (p[1] - p[0]).perp_dot(p[2] - p[0]);
    if area.abs() < 1e-9 {
        return;
    }
    let low = p[0].min(p[1]).min(p[2]);
    let high = p[0].max(p[1]).max(p[2]);
    if high.x < 0.0 || high.y < 0.0 || low.x > width as f32 || low.y > height as f32 {
        return;
    }
    // Float-to-integer casts saturate, so a far corner cannot wrap round.
    let (x0, y0) = ((low.x - 0.5).ceil().max(0.0), (low.y - 0.5).ceil().max(0.0));
    let x1 = ((high.x - 0.5).floor() as isize).min(width as isize - 1);
    let y1 = ((high.y - 0.5).floor() as isize).min(height as isize - 1);
    let edge = |a: Vec2, b: Vec2, at: Vec2| (b - a).perp_dot(at - a) / area;
    let first = Vec2::new(x0 + 0.5, y0 + 0.5);
    let at = |q: Vec2| {
        Vec3::new(
            edge(p[1], p[2], q),
            edge(p[2], p[0], q),
            edge(p[0], p[1], q),
        )
    };
    let mut row = at(first);
    let step_x = at(first + Vec2::X) - row;
    let step_y = at(first + Vec2::Y) - row;
    for y in y0 as isize..=y1 {
        // Only the stretch of this row between the edges, widened by a sample against rounding.
        let (mut from, mut to) = (0.0_f32, (x1 - x0 as isize) as f32);
        for (at, step) in row.to_array().into_iter().zip(step_x.to_array()) {
            let crossing = -at / step;
            if step > 0.0 {
                from = from.max(crossing - 1.0);
            } else if step < 0.0 {
                to = to.min(crossing + 1.0);
            } else if at < 0.0 {
                to = -1.0;
            }
        }
        let (from, to) = (from as isize, to as isize);
        let mut weights = row + step_x * from as f32;
        for x in x0 as isize + from..=x0 as isize + to {
            if weights.min_element() >= 0.0 {
                put(y as usize * width + x as usize, weights);
            }
            weights += step_x;
        }
        row += step_y;
    }
}

/// What the Sun sees of the craft: the distance of the first surface along its rays.
#[derive(Clone, Debug, Default)]
pub struct ShadowMap {
    depth_m: Vec<f32>,
    placed: Vec<Vec3>,
    /// Camera → light axes; z runs away from the Sun.
    light_from_camera: Mat3,
    centre: Vec3,
}

/// Cells a side of the shadow map.
const MAP: usize = 224;
/// Half the side of the square the map covers, m: either craft from end to end.
const REACH_M: f32 = 8.2;
const CELLS_PER_M: f32 = MAP as f32 / (2.0 * REACH_M);
/// A surface must lie this much behind another to be in its shadow, m: less gives speckle.
const BIAS_M: f32 = 0.06;

impl ShadowMap {
    /// Empties the map and points it at `centre`, with light from `sun` (both camera axes).
    pub fn clear(&mut self, sun: Vec3, centre: Vec3) {
        self.depth_m.clear();
        self.depth_m.resize(MAP * MAP, f32::INFINITY);
        let z = -sun;
        let x = z.any_orthonormal_vector();
        self.light_from_camera = Mat3::from_cols(x, z.cross(x), z).transpose();
        self.centre = centre;
    }

    /// Adds a part that throws shadows.
    pub fn draw(&mut self, mesh: &Mesh, pose: Pose) {
        let axes = self.light_from_camera * pose.axes;
        let origin = self.light_from_camera * (pose.origin - self.centre);
        self.placed.clear();
        self.placed
            .extend(mesh.vertices.iter().map(|v| axes * v.pos + origin));
        for triangle in &mesh.triangles {
            let at = triangle.corners.map(|i| self.placed[i as usize]);
            // Only faces turned to the Sun: each shadow begins behind a lit face.
            if (at[1] - at[0]).cross(at[2] - at[0]).z >= 0.0 {
                continue;
            }
            let depth = Vec3::new(at[0].z, at[1].z, at[2].z);
            let seen = at.map(|p| (p.truncate() + REACH_M) * CELLS_PER_M);
            let map = &mut self.depth_m;
            scan(seen, MAP, MAP, |index, weights| {
                map[index] = map[index].min(weights.dot(depth));
            });
        }
    }

    /// The share of sunlight that reaches a place, camera axes, m, past the parts drawn: 0..1,
    /// softened over four cells.
    pub fn light_at(&self, at: Vec3) -> f32 {
        let p = self.light_from_camera * (at - self.centre);
        let cell = (p.truncate() + REACH_M) * CELLS_PER_M - 0.5;
        let (x, y) = (cell.x.floor(), cell.y.floor());
        let limit = MAP as f32 - 1.0;
        if x < 0.0 || y < 0.0 || x >= limit || y >= limit {
            return 1.0;
        }
        let (fx, fy) = (cell.x - x, cell.y - y);
        let index = y as usize * MAP + x as usize;
        let lit = |i: usize| f32::from(u8::from(p.z - BIAS_M <= self.depth_m[i]));
        let top = lit(index) * (1.0 - fx) + lit(index + 1) * fx;
        let bottom = lit(index + MAP) * (1.0 - fx) + lit(index + MAP + 1) * fx;
        top * (1.0 - fy) + bottom * fy
    }
}
