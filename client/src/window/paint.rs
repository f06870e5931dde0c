//! The canvas into a terminal's cells: the picture, its stars and the sight's dots. It knows pixels
//! and cells, and nothing of the scene.

use glam::Vec2;
use handshake_shared::ids::Seat;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::canvas::Canvas;
use super::{Mode, cells};

/// Puts the canvas into the cells of `area`, whose size it was fitted to.
pub fn paint(canvas: &Canvas, mode: Mode, area: Rect, buf: &mut Buffer) {
    let area = area.intersection(buf.area);
    let (px, py) = canvas.mode.grid();
    let columns = canvas.columns.min(usize::from(area.width));
    let rows = canvas.rows.min(usize::from(area.height));
    for row in 0..rows {
        for column in 0..columns {
            let mut pixels = [[0; 3]; 8];
            gather(canvas, column, row, &mut pixels);
            let at = (area.x + column as u16, area.y + row as u16);
            cells::paint_cell(&mut buf[at], mode, &pixels[..px * py], column, row);
        }
    }
    paint_stars(canvas, mode, area, buf);
}

/// Copies a cell's pixels.
fn gather(canvas: &Canvas, column: usize, row: usize, pixels: &mut [[u8; 3]; 8]) {
    let (px, py) = canvas.mode.grid();
    for y in 0..py {
        let from = (row * py + y) * canvas.w + column * px;
        pixels[y * px..(y + 1) * px].copy_from_slice(&canvas.pixels[from..from + px]);
    }
}

/// Stars go on top of dark cells only, as braille dots: points, not squares.
fn paint_stars(canvas: &Canvas, mode: Mode, area: Rect, buf: &mut Buffer) {
    const DARK: f32 = 60.0;
    let (px, py) = canvas.mode.grid();
    // Faintest first, so that the brightest in a cell gives it its colour.
    for star in canvas.stars.iter().rev() {
        let (column, row) = (star.at.x as usize / px, star.at.y as usize / py);
        if column >= usize::from(area.width) || row >= usize::from(area.height) {
            continue;
        }
        let mut pixels = [[0; 3]; 8];
        gather(canvas, column, row, &mut pixels);
        let pixels = &pixels[..px * py];
        if pixels.iter().any(|p| cells::brightness(*p) > DARK) {
            continue;
        }
        let cell = &mut buf[(area.x + column as u16, area.y + row as u16)];
        if mode == Mode::Ascii {
            cell.set_char(if star.level > 0.8 { '*' } else { '.' });
            continue;
        }
        let dot = star.at / Vec2::new(px as f32, py as f32);
        let (x, y) = (
            (dot.x.fract() * 2.0) as usize,
            (dot.y.fract() * 4.0) as usize,
        );
        let mut bits = cells::braille_bit(x, y);
        if star.level > 0.86 {
            bits |= cells::braille_bit(1 - x, y);
        }
        cell.set_char(cells::braille(bits));
        cell.fg = cells::colour(mode, star.rgb);
        cell.bg = cells::colour(mode, cells::mean(pixels));
    }
}

/// Lays the sight's dots over the painted cells.
pub fn sight(canvas: &Canvas, seat: Seat, mode: Mode, area: Rect, buf: &mut Buffer) {
    let (px, py) = mode.grid();
    for row in 0..canvas.rows {
        for column in 0..canvas.columns {
            let bits = canvas.dots.at(column, row);
            if bits == 0 {
                continue;
            }
            let mut pixels = [[0; 3]; 8];
            gather(canvas, column, row, &mut pixels);
            let cell = &mut buf[(area.x + column as u16, area.y + row as u16)];
            if mode == Mode::Ascii {
                let lines = (0..8).fold(0_u8, |lines, k| {
                    let dot = cells::braille_bit(k % 2, k / 2);
                    lines | u8::from(bits & dot != 0) << k
                });
                cell.set_char(cells::stroke(lines).unwrap_or('.'));
                continue;
            }
            cell.set_char(cells::braille(bits));
            cell.fg = cells::sight_colour(mode, seat);
            cell.bg = cells::colour(mode, cells::mean(&pixels[..px * py]));
        }
    }
}

/// Points from the edge of the window to a craft outside it. `towards` is its direction in the
/// picture, right and down; `seen` its place in pixels, if it is ahead at all.
pub fn pointer(canvas: &Canvas, seat: Seat, towards: Vec2, area: Rect, buf: &mut Buffer) {
    let mode = canvas.mode;
    let centre = Vec2::new(f32::from(area.width), f32::from(area.height)) * 0.5;
    // In units of half the window, so that the larger one reaches an edge.
    let off = towards / centre;
    let reach = off.abs().max_element();
    if reach <= 0.0 || area.is_empty() {
        return;
    }
    let at = centre + off / reach * centre;
    let x = (at.x as u16).min(area.width - 1);
    let y = (at.y as u16).min(area.height - 1);
    let sideways = off.x.abs() >= off.y.abs();
    let glyphs = match mode {
        Mode::Ascii => ['<', '>', '^', 'v'],
        _ => ['◀', '▶', '▲', '▼'],
    };
    let glyph = match (sideways, off.x < 0.0, off.y < 0.0) {
        (true, true, _) => glyphs[0],
        (true, false, _) => glyphs[1],
        (false, _, true) => glyphs[2],
        (false, _, false) => glyphs[3],
    };
    // Three cells along the edge, so that it is not taken for a lamp.
    for k in -1..=1 {
        let (dx, dy) = if sideways { (0, k) } else { (k, 0) };
        let (x, y) = (i32::from(x) + dx, i32::from(y) + dy);
        if x < 0 || y < 0 || x >= i32::from(area.width) || y >= i32::from(area.height) {
            continue;
        }
        let cell = &mut buf[(area.x + x as u16, area.y + y as u16)];
        cell.set_char(glyph);
        cell.fg = cells::sight_colour(mode, seat);
        cell.bg = cells::colour(mode, [0, 0, 0]);
    }
}
