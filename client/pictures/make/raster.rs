//! Cells of a terminal as a picture. Letters come from a font; what has to join from cell to cell,
//! blocks, sextants, braille and box lines, is drawn by geometry and leaves no seams.

use anyhow::Context;
use harfrust::{FontRef as ShapedFont, ShapeOptions, ShaperData, UnicodeBuffer};
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, GlyphId, MetadataProvider, OutlineGlyphCollection};
use tiny_skia::{Color, FillRule, Paint, PathBuilder, Pixmap, Rect, Stroke, Transform};
use vt100::{Cell, Screen};

use crate::shapes::{Shape, shapes};

/// See `client/pictures/font/README.md` for what they are and may be used for.
const REGULAR: &[u8] = include_bytes!("../font/DejaVuSansMono.ttf");
const BOLD: &[u8] = include_bytes!("../font/DejaVuSansMono-Bold.ttf");
/// A cell, pixels: as high as two widths, as the game takes a cell to be.
const CELL: (u32, u32) = (10, 20);
/// Height of an em, pixels: an advance of 1233 of 2048 units is then a cell's width.
const EM: f32 = 10.0 * 2048.0 / 1233.0;
/// From a cell's top to the base line, pixels: middle of the room that ascent and descent leave.
const BASE_LINE: f32 = 16.0;
/// Colours of a terminal that were never set: light grey on black.
const INK: [u8; 3] = [204, 204, 204];
const PAPER: [u8; 3] = [0, 0, 0];

/// Both weights of the font.
pub struct Faces([Face; 2]);

struct Face {
    shaped: ShapedFont<'static>,
    shaper: ShaperData,
    outlines: OutlineGlyphCollection<'static>,
}

impl Face {
    fn new(data: &'static [u8]) -> anyhow::Result<Face> {
        let shaped = ShapedFont::new(data).context("the font for the shaper")?;
        Ok(Face {
            shaper: ShaperData::new(&shaped),
            shaped,
            outlines: FontRef::new(data).context("the font")?.outline_glyphs(),
        })
    }
}

impl Faces {
    /// Reads both.
    pub fn new() -> anyhow::Result<Faces> {
        Ok(Faces([Face::new(REGULAR)?, Face::new(BOLD)?]))
    }

    /// A PNG of what stands on the screen. Fails on a character that the font lacks.
    pub fn png(&self, screen: &Screen) -> anyhow::Result<Vec<u8>> {
        let (rows, columns) = screen.size();
        let (width, height) = (u32::from(columns) * CELL.0, u32::from(rows) * CELL.1);
        let mut picture = Pixmap::new(width, height).context("an empty screen")?;
        picture.fill(colour(PAPER));
        for row in 0..rows {
            for column in 0..columns {
                let cell = screen.cell(row, column).context("a cell of the screen")?;
                let corner = (
                    (u32::from(column) * CELL.0) as f32,
                    (u32::from(row) * CELL.1) as f32,
                );
                self.draw(cell, corner, &mut picture)
                    .with_context(|| format!("row {row}, column {column}"))?;
            }
        }
        Ok(picture.encode_png()?)
    }

    fn draw(&self, cell: &Cell, (x, y): (f32, f32), picture: &mut Pixmap) -> anyhow::Result<()> {
        let (ink, paper) = colours(cell);
        let size = (CELL.0 as f32, CELL.1 as f32);
        rect(picture, [x, y, size.0, size.1], paper);
        if cell.underline() {
            rect(picture, [x, y + BASE_LINE + 2.0, size.0, 1.0], ink);
        }
        let text = cell.contents();
        let mut characters = text.chars();
        let shapes = match (characters.next(), characters.next()) {
            (None | Some(' ' | '\u{a0}'), None) => return Ok(()),
            (Some(character), None) => shapes(character, size),
            _ => None,
        };
        match shapes {
            Some(shapes) => {
                for shape in shapes {
                    draw_shape(picture, (x, y), &shape, (ink, paper));
                }
                Ok(())
            }
            None => self.letter(text, cell.bold(), (x, y + BASE_LINE), ink, picture),
        }
    }

    /// A letter, with its stress mark if it has one.
    fn letter(
        &self,
        text: &str,
        bold: bool,
        (x, y): (f32, f32),
        ink: [u8; 3],
        picture: &mut Pixmap,
    ) -> anyhow::Result<()> {
        let face = &self.0[usize::from(bold)];
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        let shaper = face.shaper.shaper(&face.shaped).build();
        let glyphs = shaper.shape(buffer, ShapeOptions::default());
        let scale = EM / 2048.0;
        let mut along = x;
        for (glyph, place) in glyphs.glyph_infos().iter().zip(glyphs.glyph_positions()) {
            anyhow::ensure!(glyph.glyph_id != 0, "the font has no {text:?}");
            let outline = face.outlines.get(GlyphId::new(glyph.glyph_id));
            let outline = outline.with_context(|| format!("no outline of {text:?}"))?;
            let mut pen = Pen {
                path: PathBuilder::new(),
                x: along + place.x_offset as f32 * scale,
                y: y - place.y_offset as f32 * scale,
            };
            let settings = DrawSettings::unhinted(Size::new(EM), LocationRef::default());
            outline
                .draw(settings, &mut pen)
                .with_context(|| format!("outline of {text:?}"))?;
            if let Some(path) = pen.path.finish() {
                let (rule, place) = (FillRule::Winding, Transform::identity());
                picture.fill_path(&path, &paint(ink), rule, place, None);
            }
            along += place.x_advance as f32 * scale;
        }
        Ok(())
    }
}

fn draw_shape(
    picture: &mut Pixmap,
    (x, y): (f32, f32),
    shape: &Shape,
    (ink, paper): ([u8; 3], [u8; 3]),
) {
    let place = Transform::from_translate(x, y);
    match shape {
        Shape::Block([left, top, right, bottom]) => {
            rect(
                picture,
                [x + left, y + top, right - left, bottom - top],
                ink,
            );
        }
        Shape::Shade(share) => {
            let size = [x, y, CELL.0 as f32, CELL.1 as f32];
            rect(picture, size, mixed(ink, paper, *share));
        }
        Shape::Dot([across, down], radius) => {
            if let Some(path) = PathBuilder::from_circle(*across, *down, *radius) {
                picture.fill_path(&path, &paint(ink), FillRule::Winding, place, None);
            }
        }
        Shape::Curve(points) => {
            let mut path = PathBuilder::new();
            let [from, bend, to] = points;
            path.move_to(from[0], from[1]);
            path.quad_to(bend[0], bend[1], to[0], to[1]);
            if let Some(path) = path.finish() {
                picture.stroke_path(&path, &paint(ink), &Stroke::default(), place, None);
            }
        }
    }
}

/// An outline on its way into a path: a font's heights go up, a picture's go down.
struct Pen {
    path: PathBuilder,
    x: f32,
    y: f32,
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.path.move_to(self.x + x, self.y - y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.path.line_to(self.x + x, self.y - y);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        let control = (self.x + cx, self.y - cy);
        self.path
            .quad_to(control.0, control.1, self.x + x, self.y - y);
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        let controls = [self.x + ax, self.y - ay, self.x + bx, self.y - by];
        let [ax, ay, bx, by] = controls;
        self.path.cubic_to(ax, ay, bx, by, self.x + x, self.y - y);
    }

    fn close(&mut self) {
        self.path.close();
    }
}

/// Ink and paper of a cell.
fn colours(cell: &Cell) -> ([u8; 3], [u8; 3]) {
    let ink = of_terminal(cell.fgcolor()).unwrap_or(INK);
    let paper = of_terminal(cell.bgcolor()).unwrap_or(PAPER);
    let (ink, paper) = match cell.inverse() {
        true => (paper, ink),
        false => (ink, paper),
    };
    match cell.dim() {
        true => (mixed(ink, paper, 0.6), paper),
        false => (ink, paper),
    }
}

/// A colour that was set. The game sends all of them as they are in true colour.
fn of_terminal(colour: vt100::Color) -> Option<[u8; 3]> {
    match colour {
        vt100::Color::Default => None,
        vt100::Color::Idx(index) => Some(of_palette(index)),
        vt100::Color::Rgb(red, green, blue) => Some([red, green, blue]),
    }
}

/// The palette of 256: xterm's cube and greys, and its first sixteen.
fn of_palette(index: u8) -> [u8; 3] {
    let level = |step: u8| if step == 0 { 0 } else { 55 + 40 * step };
    match index {
        0..8 => [0, 1, 2].map(|bit| if index >> bit & 1 == 1 { 205 } else { 0 }),
        8..16 => [0, 1, 2].map(|bit| if index >> bit & 1 == 1 { 255 } else { 85 }),
        16..232 => [36, 6, 1].map(|place| level((index - 16) / place % 6)),
        232.. => [8 + 10 * (index - 232); 3],
    }
}

/// So much of one colour, the rest of the other.
fn mixed(ink: [u8; 3], paper: [u8; 3], share: f32) -> [u8; 3] {
    let part = |of: usize| {
        let (ink, paper) = (f32::from(ink[of]), f32::from(paper[of]));
        (paper + (ink - paper) * share).round() as u8
    };
    [part(0), part(1), part(2)]
}

fn rect(picture: &mut Pixmap, [x, y, width, height]: [f32; 4], ink: [u8; 3]) {
    if let Some(rect) = Rect::from_xywh(x, y, width, height) {
        picture.fill_rect(rect, &paint(ink), Transform::identity(), None);
    }
}

fn paint(ink: [u8; 3]) -> Paint<'static> {
    let mut paint = Paint::default();
    paint.set_color(colour(ink));
    paint
}

fn colour([red, green, blue]: [u8; 3]) -> Color {
    Color::from_rgba8(red, green, blue, u8::MAX)
}
