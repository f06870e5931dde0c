//! The picture as an engraving, for terminals with two colours: outlines and creases of the craft
//! in full white, everything else toned down so that the lines stand out.

use super::canvas::Canvas;
use super::cells;
use super::material::Material;

/// Tone kept by hulls and by Earth and sky, shares of their brightness.
const HULL_TONE: f32 = 0.50;
const SKY_TONE: f32 = 0.36;
/// Neighbours further apart than this share of their distance have an outline between them.
const STEP: f32 = 0.05;
/// Neighbours whose normals differ by more than this (cosine, about 40°) have a crease.
const CREASE_COS: f32 = 0.76;

/// Turns the developed picture into lines and tones of grey.
pub fn engrave(canvas: &mut Canvas) {
    let (width, height) = (canvas.w, canvas.h);
    for y in 0..height {
        for x in 0..width {
            let index = y * width + x;
            let level = cells::brightness(canvas.pixels[index]);
            let tone = match at(canvas, x, y) {
                None => level * SKY_TONE,
                // The target is black and white already.
                Some((_, Material::TargetBase | Material::TargetCross)) => {
                    if level > 110.0 {
                        255.0
                    } else {
                        0.0
                    }
                }
                Some(_) if is_line(canvas, x, y) => 255.0,
                Some(_) => level * HULL_TONE,
            };
            canvas.pixels[index] = [tone as u8; 3];
        }
    }
}

/// The sample that stands for a pixel.
fn sample(canvas: &Canvas, x: usize, y: usize) -> usize {
    let (sx, sy) = canvas.per_pixel;
    y * sy * canvas.samples.width + x * sx
}

/// Nearness and material at a pixel, if a hull is there.
fn at(canvas: &Canvas, x: usize, y: usize) -> Option<(f32, Material)> {
    let sample = sample(canvas, x, y);
    let near = canvas.samples.nearness[sample];
    (near > 0.0).then(|| {
        let material = canvas.samples.material(canvas.samples.seen[sample]);
        (near, material)
    })
}

/// Whether a hull pixel lies on an outline or a crease towards a neighbour. Of two neighbours the
/// nearer one bears the outline, and the left or upper one the crease.
fn is_line(canvas: &Canvas, x: usize, y: usize) -> bool {
    let here = sample(canvas, x, y);
    let near = canvas.samples.nearness[here];
    let surface = |sample: usize| {
        let (x, y) = (sample % canvas.samples.width, sample / canvas.samples.width);
        let place = glam::Vec2::new(x as f32, y as f32) + 0.5;
        canvas.samples.surface(canvas.samples.seen[sample], place).0
    };
    let own = surface(here);
    let neighbours = [
        (x.wrapping_sub(1), y, false),
        (x + 1, y, true),
        (x, y.wrapping_sub(1), false),
        (x, y + 1, true),
    ];
    neighbours.into_iter().any(|(x, y, ahead)| {
        if x >= canvas.w || y >= canvas.h {
            return false;
        }
        let there = sample(canvas, x, y);
        let other = canvas.samples.nearness[there];
        if other < near * (1.0 - STEP) {
            return true;
        }
        if !ahead || other >= near * (1.0 + STEP) {
            return false;
        }
        let beside = surface(there);
        beside.normal.dot(own.normal) < CREASE_COS || beside.material != own.material
    })
}
