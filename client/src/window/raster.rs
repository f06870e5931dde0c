//! Triangles into samples: which face each sample of the picture sees, and how far away it is. What
//! the face looks like there is worked out only where it is seen. It knows geometry, and nothing of
//! colour.

use std::ops::Range;

use glam::{Mat3, Vec2, Vec3};

use super::material::Material;
use super::mesh::Mesh;

/// What one sample sees.
#[derive(Clone, Copy, Debug)]
pub struct Surface {
    /// Normal, camera axes, about one long.
    pub normal: Vec3,
    /// Surface coordinates, m.
    pub uv: Vec2,
    /// What it is made of.
    pub material: Material,
}

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

/// A number that changes evenly over the picture.
#[derive(Clone, Copy, Debug, Default)]
pub struct Plane {
    /// Its value in the middle of sample 0, 0.
    pub start: f32,
    /// Its change a sample, right and down.
    pub step: Vec2,
}

impl Plane {
    /// The plane with these values at three places; nothing if they lie on a line.
    pub fn through(p: [Vec2; 3], values: Vec3) -> Option<Plane> {
        let (u, v) = (p[1] - p[0], p[2] - p[0]);
        let area = u.perp_dot(v);
        if area.abs() < 1e-9 {
            return None;
        }
        let (du, dv) = (values.y - values.x, values.z - values.x);
        let step = Vec2::new(du * v.y - dv * u.y, dv * u.x - du * v.x) / area;
        Some(Plane {
            start: values.x + step.dot(Vec2::splat(0.5) - p[0]),
            step,
        })
    }

    /// Its value in the middle of a sample.
    pub fn at(&self, x: usize, y: usize) -> f32 {
        self.start + self.step.x * x as f32 + self.step.y * y as f32
    }

    fn at_place(&self, place: Vec2) -> f32 {
        self.start + self.step.dot(place - 0.5)
    }
}

/// A face before the camera, and how to find its surface at a place in the picture.
#[derive(Clone, Copy, Debug)]
struct Face {
    nearness: Plane,
    /// Shares of the second and third corner, times nearness.
    shares: [Plane; 2],
    normals: [Vec3; 3],
    uvs: [Vec2; 3],
    material: Material,
}

/// No face at a sample: sky.
pub const NOTHING: u32 = u32::MAX;

/// Samples of the picture, one or several a pixel. Buffers are kept between frames.
#[derive(Clone, Debug, Default)]
pub struct Samples {
    /// Samples a row.
    pub width: usize,
    /// Rows of samples.
    pub height: usize,
    /// 1 / distance along the line of sight, 1/m; 0 where nothing is seen.
    pub nearness: Vec<f32>,
    /// Which face is seen, or [`NOTHING`].
    pub seen: Vec<u32>,
    faces: Vec<Face>,
    placed: Vec<Corner>,
}

/// A corner before the camera.
#[derive(Clone, Copy, Debug)]
struct Corner {
    /// Where it is seen, samples.
    at: Vec2,
    /// 1 / distance along the line of sight, 1/m; 0 where it is nearer than anything drawn.
    near: f32,
}

/// Nearest distance drawn, m: a face closer than that would cover the window.
const NEAR_M: f32 = 0.05;

impl Samples {
    /// Empties the picture, keeping its memory.
    pub fn clear(&mut self, width: usize, height: usize) {
        (self.width, self.height) = (width, height);
        self.nearness.resize(width * height, 0.0);
        self.nearness.fill(0.0);
        self.seen.resize(width * height, NOTHING);
        self.seen.fill(NOTHING);
        self.faces.clear();
    }

    /// Draws a part. `focal` and `centre` are the camera's, in samples.
    pub fn draw(&mut self, mesh: &Mesh, pose: Pose, focal: Vec2, centre: Vec2) {
        if self.misses(mesh, pose, focal, centre) {
            return;
        }
        self.placed.clear();
        self.placed.extend(mesh.vertices.iter().map(|v| {
            let at = pose.axes * (v.pos * pose.scale) + pose.origin;
            let near = if at.z < NEAR_M { 0.0 } else { 1.0 / at.z };
            Corner {
                at: centre + focal * at.truncate() * near,
                near,
            }
        }));
        let size = Vec2::new(self.width as f32, self.height as f32);
        for triangle in &mesh.triangles {
            let [a, b, c] = triangle.corners.map(|i| i as usize);
            let corners = [self.placed[a], self.placed[b], self.placed[c]];
            let seen = corners.map(|corner| corner.at);
            let [near_a, near_b, near_c] = corners.map(|corner| corner.near);
            if lesser(near_a, lesser(near_b, near_c)) <= 0.0
                || facing_away(seen)
                || is_between_middles(seen, size)
            {
                continue;
            }
            let inverse = Vec3::new(near_a, near_b, near_c);
            let Some(nearness) = Plane::through(seen, inverse) else {
                continue;
            };
            if !self.fill(seen, nearness) {
                continue;
            }
            let share = |corner: Vec3| Plane::through(seen, corner * inverse).unwrap_or_default();
            let [a, b, c] = [mesh.vertices[a], mesh.vertices[b], mesh.vertices[c]];
            self.faces.push(Face {
                nearness,
                shares: [share(Vec3::Y), share(Vec3::Z)],
                normals: [
                    pose.axes * a.normal,
                    pose.axes * b.normal,
                    pose.axes * c.normal,
                ],
                uvs: [a.uv, b.uv, c.uv],
                material: triangle.material,
            });
        }
    }

    /// Whether a part lies wholly outside the picture or behind the eye.
    fn misses(&self, mesh: &Mesh, pose: Pose, focal: Vec2, centre: Vec2) -> bool {
        let (middle, radius) = mesh.sphere();
        let at = pose.axes * (middle * pose.scale) + pose.origin;
        let radius = radius * pose.scale.max_element();
        if at.z + radius < NEAR_M {
            return true;
        }
        // Distance beyond each side of the pyramid of sight, whose walls lean outwards.
        let size = Vec2::new(self.width as f32, self.height as f32);
        let (low, high) = (-centre / focal, (size - centre) / focal);
        let beyond =
            |along: f32, tangent: f32| (along - tangent * at.z) / (1.0 + tangent * tangent).sqrt();
        beyond(at.x, high.x) > radius
            || -beyond(at.x, low.x) > radius
            || beyond(at.y, high.y) > radius
            || -beyond(at.y, low.y) > radius
    }

    /// Puts the next face into the samples where it is nearest; whether it is anywhere.
    fn fill(&mut self, corners: [Vec2; 3], near: Plane) -> bool {
        let id = self.faces.len() as u32;
        let (width, step) = (self.width, near.step.x);
        let mut any = 0;
        let (nearness, seen) = (&mut self.nearness, &mut self.seen);
        scan(corners, (self.width, self.height), |y, from, to| {
            let start = near.at(from, y);
            let row = y * width + from..y * width + to;
            let (depths, names) = (&mut nearness[row.clone()], &mut seen[row]);
            for (column, (depth, name)) in depths.iter_mut().zip(names).enumerate() {
                let near = start + step * column as i32 as f32;
                let closer = near > *depth;
                *depth = if closer { near } else { *depth };
                *name = if closer { id } else { *name };
                any |= u32::from(closer);
            }
        });
        any != 0
    }

    /// Whether all samples in these rows and columns see `face`.
    pub fn all_see(&self, face: u32, rows: Range<usize>, columns: Range<usize>) -> bool {
        // Pixels and blocks of pixels have few widths; a width known beforehand needs no loop.
        match columns.len() {
            1 => self.rows_see::<1>(face, rows, columns.start),
            2 => self.rows_see::<2>(face, rows, columns.start),
            4 => self.rows_see::<4>(face, rows, columns.start),
            _ => columns
                .into_iter()
                .all(|x| self.rows_see::<1>(face, rows.clone(), x)),
        }
    }

    fn rows_see<const WIDTH: usize>(&self, face: u32, rows: Range<usize>, first: usize) -> bool {
        let mut differ = 0;
        for row in rows {
            let at = row * self.width + first;
            for other in &self.seen[at..at + WIDTH] {
                differ |= other ^ face;
            }
        }
        differ == 0
    }

    /// The surface of a face at a place in the picture, in samples, and its nearness there, 1/m.
    pub fn surface(&self, face: u32, place: Vec2) -> (Surface, f32) {
        let face = &self.faces[face as usize];
        let near = face.nearness.at_place(place).max(1e-6);
        let [b, c] = face.shares.map(|share| share.at_place(place) / near);
        let a = 1.0 - b - c;
        let surface = Surface {
            normal: face.normals[0] * a + face.normals[1] * b + face.normals[2] * c,
            uv: face.uvs[0] * a + face.uvs[1] * b + face.uvs[2] * c,
            material: face.material,
        };
        (surface, near)
    }

    /// What a face is made of.
    pub fn material(&self, face: u32) -> Material {
        self.faces[face as usize].material
    }

    /// A face's normal at its first corner, camera axes: enough to tell two faces of one skin.
    pub fn leaning(&self, face: u32) -> Vec3 {
        self.faces[face as usize].normals[0]
    }
}

/// Corners run counter-clockwise seen from outside; down is down in the picture.
fn facing_away(seen: [Vec2; 3]) -> bool {
    (seen[1] - seen[0]).perp_dot(seen[2] - seen[0]) >= 0.0
}

/// Whether a triangle's box holds no sample's middle: it lies outside the picture or between samples.
fn is_between_middles([a, b, c]: [Vec2; 3], size: Vec2) -> bool {
    let is_empty = |[a, b, c]: [f32; 3], size: f32| {
        let low = lesser(a, lesser(b, c));
        let high = greater(a, greater(b, c));
        nearest(low, size) == nearest(high, size)
    };
    is_empty([a.y, b.y, c.y], size.y) || is_empty([a.x, b.x, c.x], size.x)
}

/// The lesser of two. One instruction: the library's minding of what is no number takes several.
fn lesser(a: f32, b: f32) -> f32 {
    if a < b { a } else { b }
}

/// The greater of two.
fn greater(a: f32, b: f32) -> f32 {
    if a > b { a } else { b }
}

/// The first sample whose middle lies beyond `edge`, between 0 and `most`, which is below four
/// millions. Adding so large a number rounds: several times faster than the library's way.
fn nearest(edge: f32, most: f32) -> usize {
    const ROUNDS: f32 = 12_582_912.0;
    let edge = lesser(greater(edge, 0.0), most);
    ((edge + ROUNDS).to_bits() - ROUNDS.to_bits()) as usize
}

/// Calls `put` with row, first column and the column after the last for every row of samples whose
/// middles lie in the triangle. Two faces that share an edge share no sample and leave none out: both
/// find the edge's crossing by the same sum.
pub fn scan(
    mut p: [Vec2; 3],
    (width, height): (usize, usize),
    mut put: impl FnMut(usize, usize, usize),
) {
    // From top to bottom; of two at one height the left one first, so that an edge has one direction.
    let later = |a: Vec2, b: Vec2| (a.y, a.x) > (b.y, b.x);
    for (i, j) in [(0, 1), (1, 2), (0, 1)] {
        if later(p[i], p[j]) {
            p.swap(i, j);
        }
    }
    let slope = |a: Vec2, b: Vec2| {
        if b.y > a.y {
            (b.x - a.x) / (b.y - a.y)
        } else {
            0.0
        }
    };
    let (long, upper, lower) = (slope(p[0], p[2]), slope(p[0], p[1]), slope(p[1], p[2]));
    let (right, bottom) = (width as f32, height as f32);
    for y in nearest(p[0].y, bottom)..nearest(p[2].y, bottom) {
        let middle = y as f32 + 0.5;
        let far = p[0].x + (middle - p[0].y) * long;
        let near = if middle < p[1].y {
            p[0].x + (middle - p[0].y) * upper
        } else {
            p[1].x + (middle - p[1].y) * lower
        };
        let (from, to) = (
            nearest(lesser(far, near), right),
            nearest(greater(far, near), right),
        );
        if from < to {
            put(y, from, to);
        }
    }
}
