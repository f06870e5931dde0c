//! Triangle meshes and the few solids a spacecraft is built of: turned parts, boxes and tubes.
//! It knows metres and materials, and nothing about cameras, light or cells.

use std::sync::OnceLock;

use glam::{Mat3, Vec2, Vec3};

use super::material::Material;

/// One corner: place and outward normal in the craft's body frame, m; surface coordinates for
/// the material's pattern, m (turned parts: arc at the wider rim, and station along the axis).
#[derive(Clone, Copy, Debug)]
pub struct Vertex {
    /// Place, body frame, m.
    pub pos: Vec3,
    /// Unit outward normal, body frame.
    pub normal: Vec3,
    /// Surface coordinates, m.
    pub uv: Vec2,
}

/// Three corners and what they are made of; counter-clockwise seen from outside.
#[derive(Clone, Copy, Debug)]
pub struct Triangle {
    /// Indices into [`Mesh::vertices`].
    pub corners: [u32; 3],
    /// What the face is made of.
    pub material: Material,
}

/// A rigid part, built once and drawn every frame.
#[derive(Clone, Debug, Default)]
pub struct Mesh {
    /// All corners.
    pub vertices: Vec<Vertex>,
    /// All faces.
    pub triangles: Vec<Triangle>,
    sphere: OnceLock<(Vec3, f32)>,
}

/// Where a solid stands: its own axes (columns) and origin in the body frame.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// Origin, body frame, m.
    pub origin: Vec3,
    /// The solid's x, y, z axes in the body frame.
    pub axes: Mat3,
}

impl Place {
    /// Body axes, at `origin`.
    pub const fn at(origin: Vec3) -> Place {
        Place {
            origin,
            axes: Mat3::IDENTITY,
        }
    }

    /// At `origin`, with the solid's x axis along `direction`.
    pub fn along(origin: Vec3, direction: Vec3) -> Place {
        let x = direction.normalize_or(Vec3::X);
        let y = x.any_orthonormal_vector();
        Place {
            origin,
            axes: Mat3::from_cols(x, y, x.cross(y)),
        }
    }
}

/// Two neighbouring faces of a turned part are shaded as one smooth skin below this cosine's angle
/// (about 40°); a sharper edge stays an edge.
const SMOOTH_COS: f32 = 0.77;

impl Mesh {
    /// Middle and radius of a ball round the whole part, body frame, m. Asked first when it is done.
    pub fn sphere(&self) -> (Vec3, f32) {
        *self.sphere.get_or_init(|| {
            let places = || self.vertices.iter().map(|v| v.pos);
            let low = places().fold(Vec3::INFINITY, Vec3::min);
            let high = places().fold(Vec3::NEG_INFINITY, Vec3::max);
            let middle = (low + high) * 0.5;
            let radius = places().map(|p| p.distance(middle)).fold(0.0, f32::max);
            (middle, radius)
        })
    }

    /// Turns `profile`, pairs of (station along x, radius), m, round the place's x axis in `sides`
    /// flat strips. Walk it with the material on the right hand of +x: rear to front outside,
    /// inwards over the front, front to rear inside.
    pub fn lathe(&mut self, place: Place, profile: &[(f32, f32)], sides: u32, material: Material) {
        let normal_of = |i: usize| -> Option<Vec2> {
            let (a, b) = (profile.get(i)?, profile.get(i + 1)?);
            Some(Vec2::new(a.1 - b.1, b.0 - a.0).normalize_or_zero())
        };
        let widest_m = profile.iter().fold(0.0_f32, |m, p| m.max(p.1));
        for i in 0..profile.len().saturating_sub(1) {
            let Some(own) = normal_of(i) else { continue };
            let blend = |other: Option<Vec2>| match other {
                Some(n) if n.dot(own) > SMOOTH_COS => (n + own).normalize_or_zero(),
                _ => own,
            };
            let before = if i > 0 { normal_of(i - 1) } else { None };
            let ends = [
                (profile[i], blend(before)),
                (profile[i + 1], blend(normal_of(i + 1))),
            ];
            let base = self.vertices.len() as u32;
            for k in 0..=sides {
                let angle = k as f32 / sides as f32 * std::f32::consts::TAU;
                let (sin, cos) = angle.sin_cos();
                for ((x, r), n) in ends {
                    self.vertices.push(Vertex {
                        pos: place.origin + place.axes * Vec3::new(x, r * cos, r * sin),
                        normal: place.axes * Vec3::new(n.x, n.y * cos, n.y * sin),
                        uv: Vec2::new(angle * widest_m, x),
                    });
                }
            }
            for k in 0..sides {
                let v = base + 2 * k;
                self.quad([v, v + 1, v + 3, v + 2], material);
            }
        }
    }

    /// A box with half sizes `half`, m, in the place's axes.
    pub fn cuboid(&mut self, place: Place, half: Vec3, material: Material) {
        self.plate(place, half, material, material);
    }

    /// A box whose −z face is of another material: a solar panel has cells on one side only.
    pub fn plate(&mut self, place: Place, half: Vec3, rest: Material, minus_z: Material) {
        const FACES: [(Vec3, Vec3, Vec3); 6] = [
            (Vec3::X, Vec3::Y, Vec3::Z),
            (Vec3::NEG_X, Vec3::Y, Vec3::Z),
            (Vec3::Y, Vec3::X, Vec3::Z),
            (Vec3::NEG_Y, Vec3::X, Vec3::Z),
            (Vec3::Z, Vec3::X, Vec3::Y),
            (Vec3::NEG_Z, Vec3::X, Vec3::Y),
        ];
        for (normal, u, v) in FACES {
            let base = self.vertices.len() as u32;
            for (a, b) in [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)] {
                let local = (normal + u * a + v * b) * half;
                self.vertices.push(Vertex {
                    pos: place.origin + place.axes * local,
                    normal: place.axes * normal,
                    uv: Vec2::new(local.dot(u), local.dot(v)),
                });
            }
            let material = if normal == Vec3::NEG_Z { minus_z } else { rest };
            self.quad([base, base + 1, base + 2, base + 3], material);
        }
    }

    /// A thin rod from `a` to `b`, m.
    pub fn rod(&mut self, a: Vec3, b: Vec3, radius_m: f32, material: Material) {
        let place = Place::along(a, b - a);
        self.lathe(
            place,
            &[
                (0.0, 0.0),
                (0.0, radius_m),
                (a.distance(b), radius_m),
                (a.distance(b), 0.0),
            ],
            6,
            material,
        );
    }

    /// A four-cornered patch, corners in order round it, outward side towards `outward`.
    pub fn patch(&mut self, corners: [Vec3; 4], outward: Vec3, material: Material) {
        let mut normal = (corners[1] - corners[0])
            .cross(corners[2] - corners[0])
            .normalize_or(outward);
        if normal.dot(outward) < 0.0 {
            normal = -normal;
        }
        let base = self.vertices.len() as u32;
        let u = (corners[1] - corners[0]).normalize_or_zero();
        let v = normal.cross(u);
        for pos in corners {
            let from_first = pos - corners[0];
            self.vertices.push(Vertex {
                pos,
                normal,
                uv: Vec2::new(from_first.dot(u), from_first.dot(v)),
            });
        }
        self.quad([base, base + 1, base + 2, base + 3], material);
    }

    /// A sheet that follows a skin, in so many columns and rows: `at` says where a point of it lies and
    /// which way it looks. Surface coordinates are the sheet's own, m.
    pub fn sheet(
        &mut self,
        [from, to]: [Vec2; 2],
        (columns, rows): (u32, u32),
        at: impl Fn(Vec2) -> (Vec3, Vec3),
        material: Material,
    ) {
        let base = self.vertices.len() as u32;
        for row in 0..=rows {
            for column in 0..=columns {
                let share = Vec2::new(column as f32 / columns as f32, row as f32 / rows as f32);
                let uv = from + (to - from) * share;
                let (pos, normal) = at(uv);
                self.vertices.push(Vertex { pos, normal, uv });
            }
        }
        for row in 0..rows {
            for column in 0..columns {
                let first = base + row * (columns + 1) + column;
                let below = first + columns + 1;
                self.quad([first, first + 1, below + 1, below], material);
            }
        }
    }

    fn quad(&mut self, [a, b, c, d]: [u32; 4], material: Material) {
        self.triangle([a, b, c], material);
        self.triangle([a, c, d], material);
    }

    /// Adds a face, turned so that its corners run counter-clockwise seen from where its normals
    /// point; faces without area (the pole of a turned part) are left out.
    fn triangle(&mut self, corners: [u32; 3], material: Material) {
        let [a, b, c] = corners.map(|i| self.vertices[i as usize]);
        let facing = (b.pos - a.pos).cross(c.pos - a.pos);
        if facing.length_squared() < 1e-12 {
            return;
        }
        let outward = facing.dot(a.normal + b.normal + c.normal) >= 0.0;
        let corners = if outward {
            corners
        } else {
            [corners[0], corners[2], corners[1]]
        };
        self.triangles.push(Triangle { corners, material });
    }
}
