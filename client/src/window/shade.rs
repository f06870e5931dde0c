//! Light of every pixel: the surface each of its samples sees, and Earth and sky behind. Where two by
//! two pixels see one even skin, its light is worked out once for the four. It knows faces and light,
//! and no cells.

use std::ops::Range;

use glam::{Vec2, Vec3};
use handshake_shared::view::scene::Scene;

use super::camera::Camera;
use super::canvas::Canvas;
use super::earth::Globe;
use super::light::Light;
use super::material::Material;
use super::raster::{NOTHING, Samples};

/// Pixels a side of a block that may share its light.
const BLOCK: usize = 2;
/// Samples whose distances differ by less than this share may lie on one skin.
const SAME_DISTANCE: f32 = 0.02;
/// And whose normals' cosine is above this.
const SAME_LEANING: f32 = 0.97;

/// The sky at a corner of a block.
#[derive(Clone, Copy, Debug, Default)]
pub struct Node {
    light: Vec3,
    ground: bool,
    known: bool,
}

/// Fills the canvas with light, linear.
pub fn shade(scene: &Scene, camera: &Camera, globe: &Globe, canvas: &mut Canvas) {
    let light = Light::new(camera, &canvas.shadows, globe, scene.sunlight);
    let (columns, rows) = (canvas.w.div_ceil(BLOCK), canvas.h.div_ceil(BLOCK));
    let no_earth = misses_earth(camera, globe, (canvas.w, canvas.h));
    if !no_earth {
        canvas.sky.clear();
        canvas
            .sky
            .resize((columns + 1) * (rows + 1), Node::default());
    }
    let mut painter = Painter {
        light,
        camera,
        globe,
        samples: &canvas.samples,
        per_pixel: canvas.per_pixel,
        size: (canvas.w, canvas.h),
        out: &mut canvas.light,
        sky: &mut canvas.sky,
        nodes_a_row: columns + 1,
        no_earth,
        earth: camera.eci_from_camera.transpose() * globe.place(),
    };
    for row in 0..rows {
        for column in 0..columns {
            painter.block(column, row);
        }
    }
}

/// Whether the picture shows neither Earth nor its air.
fn misses_earth(camera: &Camera, globe: &Globe, size: (usize, usize)) -> bool {
    let (axis, edge_cos) = camera.cone(size);
    globe.misses(camera.eci_from_camera * axis, edge_cos)
}

struct Painter<'a> {
    light: Light<'a>,
    camera: &'a Camera,
    globe: &'a Globe,
    samples: &'a Samples,
    per_pixel: (usize, usize),
    size: (usize, usize),
    out: &'a mut [Vec3],
    sky: &'a mut [Node],
    nodes_a_row: usize,
    /// No Earth and no air in the whole picture.
    no_earth: bool,
    /// Own place, Earth radii, camera axes.
    earth: Vec3,
}

/// What the samples of a block see.
enum Cover {
    Sky,
    /// One even skin; one of its faces.
    Skin(u32),
    Mixed,
}

impl Painter<'_> {
    fn block(&mut self, column: usize, row: usize) {
        let (x, y) = (column * BLOCK, row * BLOCK);
        let (x1, y1) = ((x + BLOCK).min(self.size.0), (y + BLOCK).min(self.size.1));
        let cover = self.cover(x, y, x1, y1);
        if matches!(cover, Cover::Sky) && self.dark_sky(x1, y1) {
            self.fill(x..x1, y..y1, Vec3::ZERO);
            return;
        }
        if let Cover::Skin(face) = cover {
            let middle = Vec2::new((x + x1) as f32, (y + y1) as f32) * 0.5;
            if let Some(colour) = self.skin(face, middle) {
                self.fill(x..x1, y..y1, colour);
                return;
            }
        }
        for y in y..y1 {
            for x in x..x1 {
                let light = match cover {
                    Cover::Sky => self.sky(x, y),
                    _ => self.pixel(x, y),
                };
                self.out[y * self.size.0 + x] = light;
            }
        }
    }

    /// Whether neither Earth nor air is seen at a pixel's corner; works without the line's length.
    fn dark_sky(&self, x: usize, y: usize) -> bool {
        let at = Vec2::new(x as f32, y as f32);
        let ray = ((at - self.camera.centre) / self.camera.focal).extend(1.0);
        self.no_earth
            || self
                .globe
                .is_dark(self.earth.dot(ray), ray.length_squared())
    }

    fn fill(&mut self, columns: Range<usize>, rows: Range<usize>, colour: Vec3) {
        for y in rows {
            let row = y * self.size.0;
            self.out[row + columns.start..row + columns.end].fill(colour);
        }
    }

    fn cover(&self, x: usize, y: usize, x1: usize, y1: usize) -> Cover {
        let (sx, sy) = self.per_pixel;
        let width = self.samples.width;
        let first = y * sy * width + x * sx;
        let face = self.samples.seen[first];
        let near = self.samples.nearness[first];
        let same = self.samples.all_see(face, y * sy..y1 * sy, x * sx..x1 * sx);
        if face == NOTHING {
            return if same { Cover::Sky } else { Cover::Mixed };
        }
        let material = self.samples.material(face);
        if material == Material::TargetBase {
            return Cover::Mixed;
        }
        if same {
            return Cover::Skin(face);
        }
        let leaning = self.samples.leaning(face);
        for row in y * sy..y1 * sy {
            for at in row * width + x * sx..row * width + x1 * sx {
                let other = self.samples.seen[at];
                if other == face {
                    continue;
                }
                let alike = other != NOTHING
                    && (self.samples.nearness[at] - near).abs() < SAME_DISTANCE * near
                    && self.samples.material(other) == material
                    && self.samples.leaning(other).dot(leaning) > SAME_LEANING;
                if !alike {
                    return Cover::Mixed;
                }
            }
        }
        Cover::Skin(face)
    }

    /// Light of a block of one skin, if it is even all over it.
    fn skin(&self, face: u32, middle: Vec2) -> Option<Vec3> {
        let (surface, near) = self.samples.surface(face, middle * self.grain());
        let block_m = BLOCK as f32 / (near * self.camera.focal.y);
        if !surface.material.row().even(surface.uv, block_m) {
            return None;
        }
        let (colour, even) = self
            .light
            .on(&surface, self.place(middle, near), 0.5 * block_m);
        even.then_some(colour)
    }

    fn grain(&self) -> Vec2 {
        Vec2::new(self.per_pixel.0 as f32, self.per_pixel.1 as f32)
    }

    /// A place in the picture, pixels, at a nearness, 1/m → camera axes, m.
    fn place(&self, pixel: Vec2, near: f32) -> Vec3 {
        ((pixel - self.camera.centre) / self.camera.focal).extend(1.0) / near
    }

    /// Light of a pixel from its samples.
    fn pixel(&mut self, x: usize, y: usize) -> Vec3 {
        let (sx, sy) = self.per_pixel;
        let texel = 1.0 / self.camera.focal.y;
        if let Some(face) = self.only_face(x, y) {
            let middle = Vec2::new(x as f32, y as f32) + 0.5;
            let (surface, near) = self.samples.surface(face, middle * self.grain());
            return self
                .light
                .on(&surface, self.place(middle, near), texel / near)
                .0;
        }
        let mut sum = Vec3::ZERO;
        let mut open = 0;
        let mut last: Option<(u32, f32, Vec3)> = None;
        let rows = y * sy..(y + 1) * sy;
        for (row, column) in rows.flat_map(|row| (x * sx..(x + 1) * sx).map(move |at| (row, at))) {
            let index = row * self.samples.width + column;
            let face = self.samples.seen[index];
            if face == NOTHING {
                open += 1;
                continue;
            }
            if let Some((other, near, colour)) = last
                && self.alike(face, other, self.samples.nearness[index], near)
            {
                sum += colour;
                continue;
            }
            let at = Vec2::new(column as f32, row as f32) + 0.5;
            let (surface, near) = self.samples.surface(face, at);
            let place = self.place(at / self.grain(), near);
            // Tamed before averaging, so that one glint does not whiten a whole pixel.
            let colour = self
                .light
                .on(&surface, place, texel / near)
                .0
                .min(Vec3::splat(2.0));
            sum += colour;
            last = Some((face, near, colour));
        }
        if open > 0 {
            sum += self.sky(x, y) * open as f32;
        }
        sum / (sx * sy) as f32
    }

    /// The face that all samples of a pixel see. The target is too fine for one look a pixel.
    fn only_face(&self, x: usize, y: usize) -> Option<u32> {
        let (sx, sy) = self.per_pixel;
        let first = y * sy * self.samples.width + x * sx;
        let face = self.samples.seen[first];
        let same = face != NOTHING
            && self
                .samples
                .all_see(face, y * sy..(y + 1) * sy, x * sx..(x + 1) * sx);
        (same && self.samples.material(face) != Material::TargetBase).then_some(face)
    }

    /// Whether two samples of one pixel look the same: their light is then worked out once. The target
    /// is too fine for that.
    fn alike(&self, face: u32, other: u32, near: f32, other_near: f32) -> bool {
        let material = self.samples.material(face);
        if material == Material::TargetBase {
            return false;
        }
        face == other
            || material == self.samples.material(other)
                && (near - other_near).abs() < SAME_DISTANCE * near
                && self.samples.leaning(face).dot(self.samples.leaning(other)) > SAME_LEANING
    }

    /// Earth and air behind a pixel. The ground is even enough to be worked out at the blocks' corners
    /// only; the air at its edge is not.
    fn sky(&mut self, x: usize, y: usize) -> Vec3 {
        if self.no_earth {
            return Vec3::ZERO;
        }
        let (column, row) = (x / BLOCK, y / BLOCK);
        let corners = [(0, 0), (1, 0), (0, 1), (1, 1)].map(|(i, j)| self.node(column + i, row + j));
        if corners.iter().all(|node| node.ground) {
            let at = |v: usize| (v % BLOCK) as f32 / BLOCK as f32 + 0.5 / BLOCK as f32;
            let top = corners[0].light.lerp(corners[1].light, at(x));
            let bottom = corners[2].light.lerp(corners[3].light, at(x));
            return top.lerp(bottom, at(y));
        }
        let dark = |node: &Node| !node.ground && node.light == Vec3::ZERO;
        if corners.iter().all(dark) {
            return Vec3::ZERO;
        }
        let middle = Vec2::new(x as f32 + 0.5, y as f32 + 0.5);
        self.globe
            .look(self.camera.eci_from_camera * self.camera.ray(middle))
            .light
    }

    fn node(&mut self, column: usize, row: usize) -> Node {
        let index = row * self.nodes_a_row + column;
        if !self.sky[index].known {
            let corner = Vec2::new((column * BLOCK) as f32, (row * BLOCK) as f32);
            let ray = self.camera.eci_from_camera * self.camera.ray(corner);
            let seen = self.globe.look(ray);
            self.sky[index] = Node {
                light: seen.light,
                ground: seen.ground,
                known: true,
            };
        }
        self.sky[index]
    }
}
