//! Pixels into terminal cells: the best two-coloured block for each cell, fewer colours, dots of
//! braille, or plain characters. It knows pixels and cells, and nothing of space.

use handshake_shared::ids::Seat;
use ratatui::buffer::Cell;
use ratatui::style::Color;

use super::{Mode, fit};

/// Brightness of a colour, 0..255.
pub fn brightness([r, g, b]: [u8; 3]) -> f32 {
    0.299 * f32::from(r) + 0.587 * f32::from(g) + 0.114 * f32::from(b)
}

/// The mean of some pixels.
pub fn mean(pixels: &[[u8; 3]]) -> [u8; 3] {
    let sums = pixels.iter().fold([0; 3], |sums, pixel| {
        [0, 1, 2].map(|c| sums[c] + u32::from(pixel[c]))
    });
    sums.map(|sum: u32| (sum / pixels.len().max(1) as u32) as u8)
}

/// Paints one cell from its pixels, row by row; `column` and `row` place it for dithering.
pub fn paint_cell(cell: &mut Cell, mode: Mode, pixels: &[[u8; 3]], column: usize, row: usize) {
    match mode {
        Mode::Braille => paint_braille(cell, pixels),
        Mode::Ascii => paint_ascii(cell, pixels),
        Mode::Quadrant | Mode::Sextant => paint_fitted(cell, mode, pixels),
        Mode::Colours256 | Mode::Colours16 => paint_palette(cell, mode, pixels, column, row),
        Mode::HalfBlock => paint_halves(cell, mode, pixels),
    }
}

fn paint_fitted(cell: &mut Cell, mode: Mode, pixels: &[[u8; 3]]) {
    let Ok(pixels) = pixels.try_into() else {
        return;
    };
    let fitted = fit::fit(pixels, mode == Mode::Sextant);
    cell.set_char(fitted.glyph);
    cell.fg = colour(mode, fitted.ink);
    cell.bg = colour(mode, fitted.paper);
}

/// The same in a palette: a cell of one colour is dithered by halves, as far as it needs.
fn paint_palette(cell: &mut Cell, mode: Mode, pixels: &[[u8; 3]], column: usize, row: usize) {
    let Ok(pixels) = pixels.try_into() else {
        return;
    };
    let fitted = fit::fit(pixels, false);
    let paper = colour(mode, dither(mode, fitted.paper, column, 2 * row));
    let ink = colour(mode, dither(mode, fitted.ink, column, 2 * row + 1));
    let glyph = match fitted.glyph {
        _ if ink == paper => ' ',
        ' ' => '▄',
        other => other,
    };
    cell.set_char(glyph);
    (cell.fg, cell.bg) = (ink, paper);
}

/// Upper and lower half in their own colours.
fn paint_halves(cell: &mut Cell, mode: Mode, pixels: &[[u8; 3]]) {
    let &[upper, lower] = pixels else {
        return;
    };
    cell.set_char(if upper == lower { ' ' } else { '▀' });
    cell.fg = colour(mode, upper);
    cell.bg = colour(mode, lower);
}

fn distance(a: [u8; 3], b: [u8; 3]) -> u32 {
    let part = |k: usize, weight: u32| {
        let d = u32::from(a[k].abs_diff(b[k]));
        weight * d * d
    };
    part(0, 3) + part(1, 6) + part(2, 1)
}

/// The sextant whose inked parts are `bits`, bit 0 at the upper left. Unicode leaves out of the
/// sextants the four blocks it already had.
pub fn sextant(bits: u32) -> char {
    match bits {
        0 => ' ',
        21 => '▌',
        42 => '▐',
        63.. => '█',
        _ => {
            let gaps = 1 + u32::from(bits > 21) + u32::from(bits > 42);
            char::from_u32(0x1FB00 + bits - gaps).unwrap_or(' ')
        }
    }
}

/// Ordered dither, 0..15, four by four.
const BAYER: [[u8; 4]; 4] = [[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]];

/// Spreads a colour over the steps of a poor palette; a rich one is left alone.
fn dither(mode: Mode, pixel: [u8; 3], x: usize, y: usize) -> [u8; 3] {
    // The spread, and how much stronger colours are drawn: a poor palette has few steps between
    // grey and a hue, and green must stay green.
    let (strength, vividness) = match mode {
        Mode::Colours256 => (8.0, 1.6),
        Mode::Colours16 => (48.0, 2.8),
        _ => return pixel,
    };
    let offset = (f32::from(BAYER[y % 4][x % 4]) / 15.0 - 0.5) * strength;
    let grey = brightness(pixel);
    let vivid = |c: u8| grey + (f32::from(c) - grey) * vividness + offset;
    let [r, g, b] = pixel.map(|c| {
        if grey < 6.0 {
            0
        } else {
            vivid(c).clamp(0.0, 255.0) as u8
        }
    });
    shown(mode, [r, g, b])
}

/// A colour as it comes out of the mode's palette.
pub fn shown(mode: Mode, rgb: [u8; 3]) -> [u8; 3] {
    match colour(mode, rgb) {
        Color::Indexed(n) => palette(n),
        _ => rgb,
    }
}

/// A colour as the mode can show it.
pub fn colour(mode: Mode, rgb: [u8; 3]) -> Color {
    let [r, g, b] = rgb;
    match mode {
        Mode::Colours256 => Color::Indexed(nearest_256(rgb)),
        Mode::Colours16 => Color::Indexed(nearest_16(rgb)),
        Mode::Braille | Mode::Ascii => Color::Reset,
        _ => Color::Rgb(r, g, b),
    }
}

/// The colour of a seat's sight: amber for the COAS, pale green for the ВСК.
pub fn sight_colour(mode: Mode, seat: Seat) -> Color {
    match mode {
        // The palette's own names: bright yellow, bright green.
        Mode::Colours16 => Color::Indexed([11, 10][seat.index()]),
        _ => colour(mode, sight_rgb(seat)),
    }
}

/// The same, sRGB.
pub fn sight_rgb(seat: Seat) -> [u8; 3] {
    [[255, 176, 40], [150, 255, 170]][seat.index()]
}

/// The sixteen colours as most terminals show them.
const SIXTEEN: [[u8; 3]; 16] = [
    [0, 0, 0],
    [205, 0, 0],
    [0, 205, 0],
    [205, 205, 0],
    [0, 0, 238],
    [205, 0, 205],
    [0, 205, 205],
    [229, 229, 229],
    [127, 127, 127],
    [255, 0, 0],
    [0, 255, 0],
    [255, 255, 0],
    [92, 92, 255],
    [255, 0, 255],
    [0, 255, 255],
    [255, 255, 255],
];

/// A colour of the 256 as most terminals show it.
pub fn palette(n: u8) -> [u8; 3] {
    match n {
        0..=15 => SIXTEEN[usize::from(n)],
        16..=231 => {
            let n = n - 16;
            [n / 36, n / 6 % 6, n % 6].map(|c| if c == 0 { 0 } else { 55 + 40 * c })
        }
        _ => [8 + 10 * (n - 232); 3],
    }
}

fn nearest_256(rgb: [u8; 3]) -> u8 {
    let step = |c: u8| match c {
        0..=47 => 0,
        48..=114 => 1,
        _ => (c - 35) / 40,
    };
    let [r, g, b] = rgb.map(step);
    let cube = 16 + 36 * r + 6 * g + b;
    let level = brightness(rgb) as u8;
    let grey = 232 + (level.saturating_sub(3) / 10).min(23);
    if distance(palette(grey), rgb) < distance(palette(cube), rgb) {
        grey
    } else {
        cube
    }
}

fn nearest_16(rgb: [u8; 3]) -> u8 {
    (0..16)
        .min_by_key(|&n| distance(SIXTEEN[usize::from(n)], rgb))
        .unwrap_or(0)
}

/// Braille dot bit at column 0..1, row 0..3 of a cell.
pub fn braille_bit(x: usize, y: usize) -> u8 {
    const BITS: [[u8; 2]; 4] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]];
    BITS[y & 3][x & 1]
}

/// The braille character with these dots.
pub fn braille(bits: u8) -> char {
    char::from_u32(0x2800 + u32::from(bits)).unwrap_or(' ')
}

fn paint_braille(cell: &mut Cell, pixels: &[[u8; 3]]) {
    let mut bits = 0;
    for (index, pixel) in pixels.iter().take(8).enumerate() {
        let (x, y) = (index % 2, index / 2);
        // A 2 × 4 ordered dither that repeats in every cell.
        const STEPS: [f32; 8] = [1.0, 5.0, 7.0, 3.0, 2.0, 6.0, 8.0, 4.0];
        if brightness(*pixel) > 8.0 + STEPS[index] * 24.0 {
            bits |= braille_bit(x, y);
        }
    }
    cell.set_char(braille(bits));
    cell.fg = Color::Reset;
    cell.bg = Color::Reset;
}

fn paint_ascii(cell: &mut Cell, pixels: &[[u8; 3]]) {
    const RAMP: &[u8] = b" .:-=+*#%@";
    let mut lines = 0_u8;
    let mut sum = 0.0;
    for (index, pixel) in pixels.iter().take(8).enumerate() {
        if *pixel == [255; 3] {
            lines |= 1 << index;
        }
        sum += brightness(*pixel);
    }
    let glyph = stroke(lines).unwrap_or_else(|| {
        let step = (sum / pixels.len().max(1) as f32 / 256.0 * RAMP.len() as f32) as usize;
        char::from(RAMP[step.min(RAMP.len() - 1)])
    });
    cell.set_char(glyph);
    cell.fg = Color::Reset;
    cell.bg = Color::Reset;
}

/// The character that looks like the white pixels of a cell (bit 0 upper left, two a row), if they
/// look like a stroke at all.
pub fn stroke(lines: u8) -> Option<char> {
    let row = |k: u8| lines >> (2 * k) & 3;
    let rows = (0..4).filter(|&k| row(k) != 0).count();
    let left = (0..4).filter(|&k| row(k) & 1 != 0).count();
    let right = (0..4).filter(|&k| row(k) & 2 != 0).count();
    match (lines.count_ones(), rows, left, right) {
        (0 | 1, ..) => None,
        (7.., ..) => Some('#'),
        (_, 1, ..) if row(3) != 0 => Some('_'),
        (_, 1, ..) if row(0) != 0 => Some('"'),
        (_, 1, ..) => Some('-'),
        (_, 3.., 0, _) | (_, 3.., _, 0) => Some('|'),
        (_, 2.., ..) => {
            let upper = row(0) | row(1);
            let lower = row(2) | row(3);
            match (upper, lower) {
                (1, 2) => Some('\\'),
                (2, 1) => Some('/'),
                (1, 1) | (2, 2) => Some('|'),
                (3, 0) | (0, 3) => Some('='),
                _ => Some('+'),
            }
        }
        _ => Some('+'),
    }
}
