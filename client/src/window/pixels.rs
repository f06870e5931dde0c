//! The whole window in real pixels, for terminals that show pictures: the same scene, sight, loupe and
//! pointer as in cells, at any size. It knows no cells and no terminal.

use glam::Vec2;
use handshake_shared::ids::Seat;
use handshake_shared::view::scene::Scene;

use super::canvas::Canvas;
use super::{Lens, cells, loupe, outside, picture, port_range_m, sight};

/// A target whose base takes this share of the picture's height needs no loupe.
const PLAIN_SHARE: f32 = 0.14;
/// The loupe's side as a share of the picture's height.
const LOUPE_SHARE: f32 = 0.40;
/// A line of the sight is a pixel thick up to this height, and another for every one more.
const ROWS_A_LINE: usize = 480;
/// How much of the picture a line of the sight covers.
const LINE_COVER: f32 = 0.85;
/// Pixels up to which a picture is sampled two by two: a finer one is smooth enough by itself.
const FINE_PIXELS: usize = 300_000;

/// Draws the window of `seat` into `canvas` at `width` × `height` square pixels: then
/// `canvas.pixels` holds them row by row, sRGB. `lens` is the magnification, or nothing for the one
/// that suits the range; returns the one used.
pub fn draw_pixels(
    scene: &Scene,
    seat: Seat,
    lens: Option<Lens>,
    (width, height): (usize, usize),
    canvas: &mut Canvas,
) -> Lens {
    let lens = lens.unwrap_or_else(|| Lens::for_seat(seat, port_range_m(scene, seat)));
    let per_pixel = if width * height > FINE_PIXELS {
        (1, 1)
    } else {
        (2, 2)
    };
    canvas.fit_pixels(width, height, per_pixel);
    let camera = canvas.camera(scene, seat, &lens);
    picture::render(scene, seat, &camera, canvas);
    put_stars(canvas);
    let thick = height / ROWS_A_LINE + 1;
    let grid = (2 * thick, 4 * thick);
    let (columns, rows) = (width.div_ceil(grid.0), height.div_ceil(grid.1));
    canvas.dots.clear(columns, rows);
    sight::draw_scaled(&mut canvas.dots, seat, &camera, grid, false);
    put_dots(canvas, thick, cells::sight_rgb(seat));
    if let Some(off) = outside(canvas, seat, &camera) {
        put_pointer(canvas, seat, off);
    } else if loupe::base_height(seat, &camera).is_some_and(|h| h < PLAIN_SHARE * height as f32) {
        put_loupe(scene, seat, canvas, thick);
    }
    lens
}

/// Stars as points: the brightest spill into their neighbours.
fn put_stars(canvas: &mut Canvas) {
    for star in &canvas.stars {
        let (x, y) = (star.at.x as usize, star.at.y as usize);
        let mut put = |x: usize, y: usize, share: f32| {
            if x < canvas.w && y < canvas.h {
                let pixel = &mut canvas.pixels[y * canvas.w + x];
                for (part, light) in pixel.iter_mut().zip(star.rgb) {
                    *part = (*part).max((f32::from(light) * share) as u8);
                }
            }
        };
        put(x, y, 1.0);
        let spill = ((star.level - 0.6) * 1.6).clamp(0.0, 0.6);
        if spill > 0.0 {
            put(x + 1, y, spill);
            put(x, y + 1, spill);
            put(x.wrapping_sub(1), y, spill);
            put(x, y.wrapping_sub(1), spill);
        }
    }
}

/// Lays the sight's dots over the picture, each `thick` pixels square.
fn put_dots(canvas: &mut Canvas, thick: usize, rgb: [u8; 3]) {
    for y in 0..canvas.h {
        for x in 0..canvas.w {
            if canvas.dots.is_set(x / thick, y / thick) {
                blend(&mut canvas.pixels[y * canvas.w + x], rgb, LINE_COVER);
            }
        }
    }
}

fn blend(pixel: &mut [u8; 3], rgb: [u8; 3], cover: f32) {
    for (part, line) in pixel.iter_mut().zip(rgb) {
        let under = f32::from(*part);
        *part = (under + (f32::from(line) - under) * cover) as u8;
    }
}

/// A triangle at the picture's edge that points to a craft outside it. `towards` is its direction,
/// right and down.
fn put_pointer(canvas: &mut Canvas, seat: Seat, towards: Vec2) {
    let half = Vec2::new(canvas.w as f32, canvas.h as f32) * 0.5;
    let reach = (towards / half).abs().max_element();
    if !reach.is_finite() || reach <= 0.0 {
        return;
    }
    let tip = half + towards / reach;
    let along = (towards / half).normalize_or_zero();
    let along = match along.x.abs() >= along.y.abs() {
        true => Vec2::new(along.x.signum(), 0.0),
        false => Vec2::new(0.0, along.y.signum()),
    };
    let size = 0.05 * half.y * 2.0;
    let reach = Vec2::splat(size * 1.2);
    let low = (tip - reach).max(Vec2::ZERO);
    let high = (tip + reach).min(half * 2.0 - 1.0).max(Vec2::ZERO);
    for y in low.y as usize..=high.y as usize {
        for x in low.x as usize..=high.x as usize {
            let back = tip - (Vec2::new(x as f32, y as f32) + 0.5);
            let depth = back.dot(along);
            if depth >= 0.0 && depth <= size && back.perp_dot(along).abs() <= 0.6 * depth {
                canvas.pixels[y * canvas.w + x] = cells::sight_rgb(seat);
            }
        }
    }
}

/// The loupe in the lower left corner, framed, with a mark in the middle of each side.
fn put_loupe(scene: &Scene, seat: Seat, canvas: &mut Canvas, thick: usize) {
    let side = (canvas.h as f32 * LOUPE_SHARE) as usize;
    if side < 24 || side * 3 > canvas.w {
        return;
    }
    let mut inset = canvas.inset.take().unwrap_or_default();
    inset.fit_pixels(side, side, (2, 2));
    std::mem::swap(&mut inset.shadows, &mut canvas.shadows);
    loupe::enlarge(scene, seat, &mut inset);
    std::mem::swap(&mut inset.shadows, &mut canvas.shadows);
    let top = canvas.h - side;
    let (middle, mark) = (side / 2, 4 * thick);
    for y in 0..side {
        for x in 0..side {
            let edge = x.min(y).min(side - 1 - x).min(side - 1 - y);
            let marked =
                edge < mark && (x.abs_diff(middle) <= thick / 2 || y.abs_diff(middle) <= thick / 2);
            let pixel = match edge < thick || marked {
                true => cells::sight_rgb(seat),
                false => inset.pixels[y * side + x],
            };
            canvas.pixels[(top + y) * canvas.w + x] = pixel;
        }
    }
    canvas.inset = Some(inset);
}

#[cfg(test)]
mod tests {
    use super::super::sample_scene;
    use super::*;

    fn count(canvas: &Canvas, rgb: [u8; 3]) -> usize {
        let near = |p: &&[u8; 3]| p.iter().zip(rgb).all(|(a, b)| a.abs_diff(b) < 40);
        canvas.pixels.iter().filter(near).count()
    }

    #[test]
    fn every_size_is_filled_and_has_its_sight() {
        let mut canvas = Canvas::default();
        for size in [(0, 0), (1, 1), (64, 48), (333, 201), (1280, 800)] {
            for seat in Seat::ALL {
                let lens = draw_pixels(&sample_scene(), seat, None, size, &mut canvas);
                assert!(Lens::STEPS.contains(&lens));
                assert_eq!(canvas.pixels.len(), size.0 * size.1);
                let lines = count(&canvas, cells::sight_rgb(seat));
                assert!(size.0 < 100 || lines > size.0 / 4, "{size:?}: {lines}");
            }
        }
    }

    #[test]
    fn a_craft_aside_is_pointed_at_from_the_edge() {
        let mut scene = sample_scene();
        scene.other_pos_body_m = [30.0, 80.0, 0.0];
        let mut canvas = Canvas::default();
        draw_pixels(&scene, Seat::Apollo, None, (320, 200), &mut canvas);
        let at_edge = canvas.pixels[100 * 320 + 319 - 4];
        assert_eq!(at_edge, cells::sight_rgb(Seat::Apollo));
    }
}
