//! The face of an instrument: tones in pixels and, over them, lines in dots finer than a pixel, in
//! the cells of whatever the terminal has. It knows cells and colours, and not what is measured.

use glam::Vec2;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Color;

use super::{Mode, cells};

/// Dots a cell, right and down: braille.
const DOTS: Vec2 = Vec2::new(2.0, 4.0);
/// A tone at least this bright counts as light, 0..255: a mark on it has to be dark.
/// Greys up to here give white 4.5 to 1, from here on black.
const LIGHT: f32 = 118.0;

/// Colour of a mark, sRGB: on dark tones, and on light ones.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ink {
    /// On dark tones.
    pub on_dark: [u8; 3],
    /// On light ones.
    pub on_light: [u8; 3],
}

#[derive(Clone, Debug, Default)]
struct Mark {
    bits: u8,
    letter: Option<char>,
    ink: Option<Ink>,
}

/// A face of so many cells. Places on it are in cells from its upper left corner, right and down; a
/// cell is twice as high as wide.
#[derive(Clone, Debug)]
pub struct Face {
    mode: Mode,
    columns: usize,
    rows: usize,
    tones: Vec<Option<[u8; 3]>>,
    marks: Vec<Mark>,
}

impl Face {
    /// An empty face; `tone` gives the colour at a place, or nothing where the face ends.
    pub fn new(
        mode: Mode,
        columns: u16,
        rows: u16,
        tone: impl Fn(Vec2) -> Option<[u8; 3]>,
    ) -> Face {
        let (columns, rows) = (usize::from(columns), usize::from(rows));
        let (px, py) = mode.grid();
        let step = Vec2::new(px as f32, py as f32);
        let places = (0..rows * py).flat_map(|y| (0..columns * px).map(move |x| (x, y)));
        let tones = places
            .map(|(x, y)| tone((Vec2::new(x as f32, y as f32) + 0.5) / step))
            .collect();
        Face {
            mode,
            columns,
            rows,
            tones,
            marks: vec![Mark::default(); columns * rows],
        }
    }

    /// A dot.
    pub fn dot(&mut self, at: Vec2, ink: Ink) {
        let dot = (at * DOTS).floor();
        let edge = Vec2::new(self.columns as f32, self.rows as f32) * DOTS;
        if !(dot.cmpge(Vec2::ZERO).all() && dot.cmplt(edge).all()) {
            return;
        }
        let (x, y) = (dot.x as usize, dot.y as usize);
        let mark = &mut self.marks[y / 4 * self.columns + x / 2];
        // A letter keeps its place and its ink.
        if mark.letter.is_none() {
            mark.bits |= cells::braille_bit(x % 2, y % 4);
            mark.ink = Some(ink);
        }
    }

    /// A straight line.
    pub fn line(&mut self, from: Vec2, to: Vec2, ink: Ink) {
        let length = ((to - from) * DOTS).abs().max_element().ceil();
        let steps = length.clamp(1.0, 4096.0) as u32;
        for k in 0..=steps {
            self.dot(from.lerp(to, k as f32 / steps as f32), ink);
        }
    }

    /// A short text whose middle is at a place, over whatever dots are there or come there.
    pub fn text(&mut self, at: Vec2, text: &str, ink: Ink) {
        let from = (at.x - 0.5 * text.chars().count() as f32).round();
        if from < 0.0 || at.y < 0.0 || at.y >= self.rows as f32 {
            return;
        }
        let row = at.y as usize;
        for (column, letter) in (from as usize..self.columns).zip(text.chars()) {
            let mark = &mut self.marks[row * self.columns + column];
            (mark.letter, mark.ink) = (Some(letter), Some(ink));
        }
    }

    /// Puts it into the cells of `area`; what lies beyond its edge is left as it is.
    pub fn paint(&self, area: Rect, buf: &mut Buffer) {
        let area = area.intersection(buf.area);
        for row in 0..self.rows.min(usize::from(area.height)) {
            for column in 0..self.columns.min(usize::from(area.width)) {
                let at = (area.x + column as u16, area.y + row as u16);
                self.cell(column, row, &mut buf[at]);
            }
        }
    }

    fn cell(&self, column: usize, row: usize, cell: &mut ratatui::buffer::Cell) {
        let mark = &self.marks[row * self.columns + column];
        let mut pixels = [[0; 3]; 8];
        let (px, py) = self.mode.grid();
        let mut inside = 0;
        for (k, pixel) in pixels[..px * py].iter_mut().enumerate() {
            let (x, y) = (column * px + k % px, row * py + k / px);
            if let Some(tone) = self.tones[y * self.columns * px + x] {
                *pixel = tone;
                inside += 1;
            }
        }
        let pixels = &pixels[..px * py];
        if inside > 0 {
            cells::paint_cell(cell, self.mode, pixels, column, row);
        }
        let Some(ink) = mark.ink else {
            return;
        };
        if let Some(letter) = mark.letter {
            cell.set_char(letter);
        } else if self.mode == Mode::Ascii {
            let lines = (0..8).fold(0_u8, |lines, k| {
                let dot = cells::braille_bit(k % 2, k / 2);
                lines | u8::from(mark.bits & dot != 0) << k
            });
            cell.set_char(cells::stroke(lines).unwrap_or('.'));
        } else {
            cell.set_char(cells::braille(mark.bits));
        }
        if self.mode.is_mono() {
            return;
        }
        if mark.letter.is_some() && self.mode == Mode::Colours16 {
            // What a terminal makes of its greys is not known: a plate of black.
            (cell.fg, cell.bg) = (Color::White, Color::Black);
            return;
        }
        let ground = cells::mean(pixels);
        let bright = cells::brightness(cells::shown(self.mode, ground));
        let rgb = match inside > 0 && bright > LIGHT {
            true => ink.on_light,
            false => ink.on_dark,
        };
        cell.fg = cells::colour(self.mode, rgb);
        if inside > 0 {
            cell.bg = cells::colour(self.mode, ground);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const INK: Ink = Ink {
        on_dark: [255; 3],
        on_light: [0; 3],
    };

    fn drawn(mode: Mode) -> Buffer {
        let area = Rect::new(0, 0, 4, 2);
        let mut buf = Buffer::empty(area);
        let left = |at: Vec2| (at.x < 2.0).then_some([200; 3]);
        let mut face = Face::new(mode, 4, 2, left);
        face.line(Vec2::new(0.0, 0.4), Vec2::new(3.9, 0.4), INK);
        face.paint(area, &mut buf);
        buf
    }

    #[test]
    fn what_lies_beyond_the_edge_is_left_alone_and_a_line_runs_over_both() {
        let buf = drawn(Mode::Quadrant);
        let shown = |x| buf[(x, 0)].symbol().to_owned();
        assert_eq!([shown(0), shown(3)], ["⠒", "⠒"]);
        assert_eq!(buf[(0, 0)].fg, cells::colour(Mode::Quadrant, INK.on_light));
        assert_eq!(buf[(3, 0)].fg, cells::colour(Mode::Quadrant, INK.on_dark));
        assert_eq!(buf[(3, 1)], ratatui::buffer::Cell::default());
    }

    #[test]
    fn an_ascii_face_has_ascii_characters_only() {
        let buf = drawn(Mode::Ascii);
        assert!(buf.content().iter().all(|cell| cell.symbol().is_ascii()));
        assert_eq!(buf[(3, 0)].symbol(), "-");
    }

    #[test]
    fn a_dot_beyond_the_face_is_no_dot() {
        let mut face = Face::new(Mode::Braille, 2, 1, |_| None);
        for at in [Vec2::new(-0.1, 0.0), Vec2::new(2.0, 0.5), Vec2::NAN] {
            face.dot(at, INK);
        }
        assert!(face.marks.iter().all(|mark| mark.ink.is_none()));
    }
}
