//! The sights laid over the picture: Apollo's COAS reticle, the grid of the Soyuz periscope, and
//! the pointer to a craft outside the picture. Angles become dots finer than a cell.

use glam::Vec2;
use handshake_shared::ids::Seat;

use super::Mode;
use super::camera::Camera;
use super::craft::Craft;
use super::material::TARGET_RADIUS_M;

/// Dots a cell, right and down: braille.
const DOTS: Vec2 = Vec2::new(2.0, 4.0);

/// Dots over the cells of a window, kept between frames.
#[derive(Clone, Debug, Default)]
pub struct Dots {
    columns: usize,
    rows: usize,
    bits: Vec<u8>,
    /// Where no dot goes: middle and half sizes of an ellipse.
    free: Option<[Vec2; 2]>,
}

impl Dots {
    /// No dots, over so many cells.
    pub fn clear(&mut self, columns: usize, rows: usize) {
        (self.columns, self.rows) = (columns, rows);
        self.free = None;
        self.bits.clear();
        self.bits.resize(columns * rows, 0);
    }

    /// Braille dots of a cell.
    pub fn at(&self, column: usize, row: usize) -> u8 {
        if column < self.columns && row < self.rows {
            self.bits[row * self.columns + column]
        } else {
            0
        }
    }

    /// Whether the dot at column `x`, row `y` of all dots is set.
    pub fn is_set(&self, x: usize, y: usize) -> bool {
        self.at(x / 2, y / 4) & super::cells::braille_bit(x % 2, y % 4) != 0
    }

    fn put(&mut self, dot: Vec2) {
        let dot = dot.floor();
        let edge = Vec2::new(self.columns as f32, self.rows as f32) * DOTS;
        if dot.x < 0.0 || dot.y < 0.0 || dot.x >= edge.x || dot.y >= edge.y {
            return;
        }
        if let Some([middle, half]) = self.free
            && ((dot + 0.5 - middle) / half).length_squared() < 1.0
        {
            return;
        }
        let (x, y) = (dot.x as usize, dot.y as usize);
        self.bits[y / 4 * self.columns + x / 2] |= super::cells::braille_bit(x % 2, y % 4);
    }

    /// A straight line of dots; every `every`-th is drawn.
    fn line(&mut self, from: Vec2, to: Vec2, every: u32) {
        let length = (to - from).abs().max_element().ceil().clamp(1.0, 4096.0);
        for k in (0..=length as u32).step_by(every as usize) {
            self.put(from.lerp(to, k as f32 / length));
        }
    }
}

/// Angles from the line of sight into dots.
struct Scale {
    centre: Vec2,
    per_tangent: Vec2,
}

impl Scale {
    /// `grid`: pixels a cell.
    fn new(camera: &Camera, grid: (usize, usize)) -> Scale {
        let per_pixel = DOTS / Vec2::new(grid.0 as f32, grid.1 as f32);
        Scale {
            centre: camera.centre * per_pixel,
            per_tangent: camera.focal * per_pixel,
        }
    }

    /// Degrees right and down → dots.
    fn dot(&self, right_deg: f32, down_deg: f32) -> Vec2 {
        let tangent = Vec2::new(right_deg.to_radians().tan(), down_deg.to_radians().tan());
        self.centre + self.per_tangent * tangent
    }

    /// The finest of these tick steps, degrees, whose ticks stand at least three dots apart.
    fn tick_deg(&self) -> f32 {
        let per_degree = self.per_tangent.min_element() * 1.0_f32.to_radians();
        [1.0, 5.0, 10.0]
            .into_iter()
            .find(|step| step * per_degree >= 3.0)
            .unwrap_or(10.0)
    }
}

/// Draws the seat's sight over the cells of `mode`.
pub fn draw(dots: &mut Dots, seat: Seat, camera: &Camera, mode: Mode) {
    draw_scaled(dots, seat, camera, mode.grid(), mode.is_mono());
}

/// The same where a cell of dots is `grid` pixels in size.
pub fn draw_scaled(
    dots: &mut Dots,
    seat: Seat,
    camera: &Camera,
    grid: (usize, usize),
    frame_only: bool,
) {
    let scale = Scale::new(camera, grid);
    dots.free = target(seat, camera, &scale);
    match seat {
        Seat::Apollo => coas(dots, &scale),
        Seat::Soyuz => periscope(dots, &scale, frame_only),
    }
}

/// The other craft's target, once it is large enough to be read in the picture: a line over it would
/// take the colours its cross needs.
fn target(seat: Seat, camera: &Camera, scale: &Scale) -> Option<[Vec2; 2]> {
    const READ_DOTS: f32 = 10.0;
    let at = camera.other(Craft::of(seat.other()).target_m);
    if at.z < 0.1 {
        return None;
    }
    let half = scale.per_tangent * (TARGET_RADIUS_M / at.z);
    let middle = scale.centre + scale.per_tangent * at.truncate() / at.z;
    (half.y >= READ_DOTS).then(|| [middle, half + DOTS])
}

/// Crossed lines of ±5° with a tick every degree and a ring of 10° across; the middle stays open so
/// that the target shows.
fn coas(dots: &mut Dots, scale: &Scale) {
    const ARM_DEG: f32 = 5.0;
    let open_deg = 0.35_f32
        .max(5.0 / (scale.per_tangent.x * 1.0_f32.to_radians()))
        .min(1.6);
    for sign in [-1.0, 1.0] {
        dots.line(
            scale.dot(sign * open_deg, 0.0),
            scale.dot(sign * ARM_DEG, 0.0),
            1,
        );
        dots.line(
            scale.dot(0.0, sign * open_deg),
            scale.dot(0.0, sign * ARM_DEG),
            1,
        );
    }
    let step = scale.tick_deg();
    let mut at = step;
    while at <= ARM_DEG + 0.01 {
        let half = if (at / 5.0).fract() < 0.01 { 2.0 } else { 1.0 };
        for angle in [-at, at] {
            let (side, up) = (scale.dot(angle, 0.0), scale.dot(0.0, angle));
            dots.line(side - Vec2::Y * half, side + Vec2::Y * half, 1);
            dots.line(up - Vec2::X * half, up + Vec2::X * half, 1);
        }
        at += step;
    }
    circle(dots, scale, 5.0, 2);
}

/// A cross and a grid of thin lines, as on the screen of the ВСК; in two colours the inner lines would
/// drown the picture, and only the frame is left.
fn periscope(dots: &mut Dots, scale: &Scale, frame_only: bool) {
    const HALF_DEG: f32 = 7.5;
    let open_deg = 0.35_f32
        .max(5.0 / (scale.per_tangent.x * 1.0_f32.to_radians()))
        .min(1.6);
    for sign in [-1.0, 1.0] {
        dots.line(
            scale.dot(sign * open_deg, 0.0),
            scale.dot(sign * HALF_DEG, 0.0),
            1,
        );
        dots.line(
            scale.dot(0.0, sign * open_deg),
            scale.dot(0.0, sign * HALF_DEG),
            1,
        );
    }
    for line in [-7.5, -5.0, -2.5, 2.5, 5.0, 7.5_f32] {
        if frame_only && line.abs() < HALF_DEG {
            continue;
        }
        dots.line(scale.dot(line, -HALF_DEG), scale.dot(line, HALF_DEG), 4);
        dots.line(scale.dot(-HALF_DEG, line), scale.dot(HALF_DEG, line), 4);
    }
}

fn circle(dots: &mut Dots, scale: &Scale, radius_deg: f32, every: usize) {
    let radius = scale.per_tangent * radius_deg.to_radians().tan();
    let around = (std::f32::consts::TAU * radius.max_element()).clamp(8.0, 4096.0) as usize;
    for k in (0..around).step_by(every) {
        let (sin, cos) = (k as f32 / around as f32 * std::f32::consts::TAU).sin_cos();
        dots.put(scale.centre + radius * Vec2::new(cos, sin));
    }
}
