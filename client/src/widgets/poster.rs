//! The poster behind the start screen: the Earth turning under its terminator, stars, and the two
//! ships closing on each other. A function of time only.

use glam::{Mat3, Vec3};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};
use ratatui::widgets::{Clear, Widget};

use crate::draw::Look;
use crate::draw::theme::Role;
use crate::window::Mode;
use crate::window::earth::{Globe, RADIUS_M};

/// Distance of the eye from the middle of the Earth, Earth radii.
const EYE_RADII: f32 = 3.6;
/// One turn of the poster's Earth, s: slow enough to read the title, quick enough to be seen.
const TURN_S: f32 = 240.0;
/// The ships close, then begin again, s.
const CLOSE_S: f32 = 60.0;

/// Apollo with its Docking Module, nose to the right; Soyuz with its wings, nose to the left. One
/// character a pixel, see `paint`.
const APOLLO: [&str; 7] = [
    "....ddwwwwwwwwl.......",
    "...ddwwwwwwwwwwll.....",
    "ddddgwwwwwwwwwwlllkkk.",
    "ddddgwwwwywwwwwlllkkko",
    "ddddgggggggggggggdkkk.",
    "...ddgggggggggggdd....",
    "....ddggggggggdd......",
];
const SOYUZ: [&str; 9] = [
    ".......bbbbbb......",
    ".......bbbbbb......",
    "..ee.....e.........",
    ".eeeefeeeeeeeee....",
    "oeeeefeerreeeeeed..",
    ".hhhhfhhhhhhhhhh...",
    "..hh.....h.........",
    ".......bbbbbb......",
    ".......bbbbbb......",
];

/// Draws the poster over the whole area.
pub fn draw(now_ms: u64, look: &Look, area: Rect, buf: &mut Buffer) {
    let time_s = now_ms as f32 / 1000.0;
    let (columns, rows) = (usize::from(area.width), usize::from(area.height) * 2);
    let picture = picture(time_s, columns, rows);
    let stars = stars(columns, usize::from(area.height));
    for row in 0..usize::from(area.height) {
        for column in 0..columns {
            let top = picture[2 * row * columns + column];
            let bottom = picture[(2 * row + 1) * columns + column];
            let at = (area.x + column as u16, area.y + row as u16);
            if let Some(cell) = buf.cell_mut(at) {
                let (symbol, style) = cell_of(look, top, bottom);
                cell.set_symbol(symbol).set_style(style);
                let star = stars.iter().find(|star| (star.0, star.1) == (column, row));
                if let Some((_, _, level)) = star.filter(|_| top + bottom == Vec3::ZERO) {
                    let light = Vec3::splat(*level);
                    cell.set_symbol("·").set_fg(colour(look.mode, light));
                }
            }
        }
    }
}

/// A part of the poster that text can be read on: darker where there are colours, empty where the
/// picture itself is made of letters.
pub fn card(area: Rect, look: &Look, buf: &mut Buffer) {
    if matches!(look.mode, Mode::Braille | Mode::Ascii | Mode::Colours16) {
        Clear.render(area.intersection(buf.area), buf);
        buf.set_style(area, look.theme.style(Role::Ground));
    } else {
        shade(area, buf);
    }
}

/// Darkens a part of the poster. Its cells become empty with the picture as their ground, so that a
/// line copied from it by mouse has no pixels at its ends.
fn shade(area: Rect, buf: &mut Buffer) {
    /// What is left of the light, of 255: with less the faintest ink stands out, and the picture still
    /// shows through.
    const LEFT: u16 = 60;
    let dark = |upper, lower| match (upper, lower) {
        (Color::Rgb(r, g, b), Color::Rgb(r2, g2, b2)) => {
            let part =
                |one: u8, other: u8| ((u16::from(one) + u16::from(other)) / 2 * LEFT / 255) as u8;
            Color::Rgb(part(r, r2), part(g, g2), part(b, b2))
        }
        _ => Color::Black,
    };
    let area = area.intersection(buf.area);
    for y in area.top()..area.bottom() {
        for x in area.left()..area.right() {
            if let Some(cell) = buf.cell_mut((x, y)) {
                let ground = dark(cell.fg, cell.bg);
                cell.reset();
                cell.set_bg(ground);
            }
        }
    }
}

/// Pixels from the top left, two rows a cell, linear light.
fn picture(time_s: f32, columns: usize, rows: usize) -> Vec<Vec3> {
    let mut pixels = vec![Vec3::ZERO; columns * rows];
    earth(time_s, &mut pixels, columns, rows);
    ships(time_s, &mut pixels, columns, rows);
    pixels
}

fn earth(time_s: f32, pixels: &mut [Vec3], columns: usize, rows: usize) {
    let eye = Vec3::new(EYE_RADII, 0.0, 0.9);
    let sun = Vec3::new(0.25, 0.93, 0.28).normalize();
    let turn = 0.6 + time_s / TURN_S * std::f32::consts::TAU;
    let globe = Globe::new(eye * RADIUS_M, sun, turn);
    let forward = -eye.normalize();
    let right = forward.cross(Vec3::Z).normalize();
    let view = Mat3::from_cols(right, right.cross(forward), forward);
    // The globe stands low on the right and runs off the edge.
    let radius_px = rows as f32 * 0.62;
    let (cx, cy) = (columns as f32 - radius_px * 0.72, rows as f32 * 0.56);
    let limb = (1.0 / EYE_RADII).asin().tan();
    for y in 0..rows {
        for x in 0..columns {
            let (dx, dy) = (
                (x as f32 + 0.5 - cx) / radius_px,
                (cy - y as f32 - 0.5) / radius_px,
            );
            if dx * dx + dy * dy > 1.12 {
                continue;
            }
            let direction = (view * Vec3::new(dx * limb, dy * limb, 1.0)).normalize();
            let seen = globe.look(direction);
            let pixel = &mut pixels[y * columns + x];
            *pixel = if seen.ground {
                seen.light
            } else {
                *pixel + seen.light
            };
        }
    }
}

/// Fixed stars: column, row, brightness.
fn stars(columns: usize, rows: usize) -> Vec<(usize, usize, f32)> {
    let mut seed: u32 = 0x1975_0717;
    let mut draw = |count: usize| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) as usize % count.max(1)
    };
    (0..columns * rows / 45)
        .map(|_| {
            let level = draw(32) as f32 / 31.0;
            (
                draw(columns),
                draw(rows),
                0.05 + 0.9 * level * level * level,
            )
        })
        .collect()
}

fn ships(time_s: f32, pixels: &mut [Vec3], columns: usize, rows: usize) {
    let gap = (1.0 - (time_s % CLOSE_S) / CLOSE_S) * 16.0;
    let y = (rows as f32 * 0.30) as i32;
    let middle = columns as i32 - (columns as i32 / 4).max(24);
    let apollo_x = middle - 22 - gap as i32;
    sprite(&APOLLO, apollo_x, y, pixels, columns, rows);
    sprite(
        &SOYUZ,
        middle + gap as i32 / 2,
        y - 1,
        pixels,
        columns,
        rows,
    );
}

fn sprite(shape: &[&str], x: i32, y: i32, pixels: &mut [Vec3], columns: usize, rows: usize) {
    for (dy, line) in shape.iter().enumerate() {
        for (dx, letter) in line.bytes().enumerate() {
            let Some(light) = paint(letter) else { continue };
            let (px, py) = (x + dx as i32, y + dy as i32);
            if (0..columns as i32).contains(&px) && (0..rows as i32).contains(&py) {
                pixels[py as usize * columns + px as usize] = light;
            }
        }
    }
}

/// Colour of a pixel's letter, linear light.
fn paint(letter: u8) -> Option<Vec3> {
    Some(match letter {
        b'w' => Vec3::new(0.62, 0.64, 0.66),
        b'l' => Vec3::new(0.50, 0.50, 0.52),
        b'g' => Vec3::new(0.22, 0.23, 0.26),
        b'd' => Vec3::new(0.10, 0.10, 0.12),
        b'k' => Vec3::new(0.36, 0.36, 0.38),
        b'y' => Vec3::new(0.75, 0.60, 0.20),
        b'o' => Vec3::new(0.80, 0.42, 0.10),
        b'e' => Vec3::new(0.16, 0.40, 0.24),
        b'f' => Vec3::new(0.55, 0.60, 0.55),
        b'h' => Vec3::new(0.05, 0.15, 0.09),
        b'b' => Vec3::new(0.10, 0.16, 0.45),
        b'r' => Vec3::new(0.60, 0.10, 0.08),
        _ => return None,
    })
}

fn cell_of(look: &Look, top: Vec3, bottom: Vec3) -> (&'static str, Style) {
    match look.mode {
        Mode::Braille | Mode::Ascii | Mode::Colours16 => {
            const RAMP: [&str; 8] = [" ", ".", ":", "-", "=", "+", "*", "#"];
            let light = (top + bottom)
                .dot(Vec3::new(0.11, 0.36, 0.04))
                .clamp(0.0, 1.0)
                .powf(0.45);
            (RAMP[((light * 7.0) as usize).min(7)], Style::new())
        }
        mode => {
            let style = Style::new().fg(colour(mode, top)).bg(colour(mode, bottom));
            ("▀", style)
        }
    }
}

fn colour(mode: Mode, light: Vec3) -> Color {
    let level = |value: f32| (value.clamp(0.0, 1.0).powf(1.0 / 2.2) * 255.0) as u8;
    let (r, g, b) = (level(light.x), level(light.y), level(light.z));
    if mode == Mode::Colours256 {
        let step = |value: u8| u16::from(value) * 5 / 255;
        return Color::Indexed((16 + 36 * step(r) + 6 * step(g) + step(b)) as u8);
    }
    Color::Rgb(r, g, b)
}
