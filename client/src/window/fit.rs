//! The best character for a cell: of all blocks the terminal's font has, the one which in two colours
//! comes nearest to the cell's pixels, by least squares. It knows pixels and shapes, and no terminal.

use std::sync::LazyLock;

use glam::{Vec3, Vec4};

/// Pixels of a cell, two a row.
pub const PIXELS: usize = 8;

/// A cell as it will be drawn: ink on paper, sRGB.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fitted {
    /// The character.
    pub glyph: char,
    /// Colour of its inked part.
    pub ink: [u8; 3],
    /// Colour of the rest.
    pub paper: [u8; 3],
}

/// A character's shape: the share of each pixel that it inks.
#[derive(Clone, Copy, Debug)]
struct Shape {
    glyph: char,
    inked: [f32; PIXELS],
    /// Sums over the pixels of ink · ink, ink · paper and paper · paper.
    squares: [f32; 3],
    /// One over the determinant of these sums.
    scale: f32,
}

impl Shape {
    fn new(glyph: char, inked: [f32; PIXELS]) -> Shape {
        let sum = |part: fn(f32) -> f32| inked.iter().map(|ink| part(*ink)).sum::<f32>();
        let squares = [
            sum(|ink| ink * ink),
            sum(|ink| ink * (1.0 - ink)),
            sum(|ink| (1.0 - ink) * (1.0 - ink)),
        ];
        let determinant = squares[0] * squares[2] - squares[1] * squares[1];
        Shape {
            glyph,
            inked,
            squares,
            scale: determinant.recip(),
        }
    }

    /// A block over the part of the cell from `left` to `right` and `top` to `bottom`, 0..1 each.
    fn block(glyph: char, [left, right]: [f32; 2], [top, bottom]: [f32; 2]) -> Shape {
        let share = |from: f32, to: f32, k: usize, of: usize| {
            let (low, high) = (k as f32 / of as f32, (k + 1) as f32 / of as f32);
            ((to.min(high) - from.max(low)) * of as f32).clamp(0.0, 1.0)
        };
        let inked = |k: usize| share(left, right, k % 2, 2) * share(top, bottom, k / 2, 4);
        Shape::new(glyph, std::array::from_fn(inked))
    }

    /// Blocks in rows of two whose inked ones are `bits`, bit 0 at the upper left.
    fn mosaic(glyph: char, rows: usize, bits: u32) -> Shape {
        let mut inked = [0.0; PIXELS];
        for k in (0..2 * rows).filter(|k| bits >> k & 1 == 1) {
            let side = (k % 2) as f32 * 0.5;
            let (top, bottom) = (k / 2, k / 2 + 1);
            let height = [top, bottom].map(|row| row as f32 / rows as f32);
            let part = Shape::block(glyph, [side, side + 0.5], height);
            for (sum, more) in inked.iter_mut().zip(part.inked) {
                *sum += more;
            }
        }
        Shape::new(glyph, inked)
    }
}

/// Shapes whose gains are worked out together.
const LANES: usize = 4;

/// The numbers of four shapes side by side. A lane without a shape is all zero, and explains nothing.
#[derive(Clone, Copy, Debug, Default)]
struct Lot {
    inked: [Vec4; PIXELS],
    squares: [Vec4; 3],
    scale: Vec4,
}

impl Lot {
    fn new(shapes: &[Shape]) -> Lot {
        let mut lot = Lot::default();
        for (lane, shape) in shapes.iter().enumerate().take(LANES) {
            for (row, inked) in lot.inked.iter_mut().zip(shape.inked) {
                row[lane] = inked;
            }
            for (row, square) in lot.squares.iter_mut().zip(shape.squares) {
                row[lane] = square;
            }
            lot.scale[lane] = shape.scale;
        }
        lot
    }

    /// How much of the squares about the mean each shape explains, if neither colour goes beyond the
    /// `low` and `high` end of the pixels' `levels`.
    fn gains(&self, levels: &[f32; PIXELS], (low, high): (f32, f32)) -> [f32; LANES] {
        let inked = self.inked.iter().zip(levels);
        let matched = inked.fold(Vec4::ZERO, |sum, (ink, level)| sum + *ink * *level);
        let [a, b, d] = self.squares;
        let (low, high) = (Vec4::splat(low), Vec4::splat(high));
        let ink = (matched * (d + b) * self.scale).clamp(low, high);
        let paper = (-matched * (a + b) * self.scale).clamp(low, high);
        let gains = 2.0 * matched * (ink - paper)
            - (a * ink * ink + 2.0 * b * ink * paper + d * paper * paper);
        gains.to_array()
    }
}

/// All shapes of a font.
struct Font {
    shapes: Vec<Shape>,
    lots: Vec<Lot>,
}

impl Font {
    fn new(shapes: Vec<Shape>) -> Font {
        Font {
            lots: shapes.chunks(LANES).map(Lot::new).collect(),
            shapes,
        }
    }

    /// The shape that explains most; the first where none explains anything.
    fn best(&self, levels: &[f32; PIXELS], ends: (f32, f32)) -> &Shape {
        let mut best = (0.0, 0);
        for (lot, first) in self.lots.iter().zip((0..).step_by(LANES)) {
            for (gain, index) in lot.gains(levels, ends).into_iter().zip(first..) {
                if gain > best.0 {
                    best = (gain, index);
                }
            }
        }
        &self.shapes[best.1]
    }
}

/// Quarters and eighths of a cell, which every font with block characters has. Each stands for its
/// own complement too: ink and paper may change places.
static BLOCKS: LazyLock<Font> = LazyLock::new(|| {
    const LOWER: [char; 7] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇'];
    const LEFT: [char; 7] = ['▏', '▎', '▍', '▌', '▋', '▊', '▉'];
    let quarters = [('▘', 1), ('▝', 2), ('▖', 4), ('▗', 8), ('▚', 9)];
    let quarters = quarters.map(|(glyph, bits)| Shape::mosaic(glyph, 2, bits));
    let eighths = (0..7).flat_map(|k| {
        let share = (k + 1) as f32 / 8.0;
        [
            Shape::block(LOWER[k], [0.0, 1.0], [1.0 - share, 1.0]),
            Shape::block(LEFT[k], [0.0, share], [0.0, 1.0]),
        ]
    });
    Font::new(quarters.into_iter().chain(eighths).collect())
});

/// The same and sextants.
static SEXTANTS: LazyLock<Font> = LazyLock::new(|| {
    let halves = [21, 42];
    let sextants = (1..32)
        .filter(|bits| !halves.contains(bits))
        .map(|bits| Shape::mosaic(super::cells::sextant(bits), 3, bits));
    Font::new(BLOCKS.shapes.iter().copied().chain(sextants).collect())
});

/// Pixels whose levels differ by no more than this look like one colour.
const FLAT: u8 = 5;
/// The eye's weights of red, green and blue.
const EYE: Vec3 = Vec3::new(0.55, 0.77, 0.32);

/// The best character for a cell; with `sextants` the font has those.
pub fn fit(pixels: &[[u8; 3]; PIXELS], sextants: bool) -> Fitted {
    let blank = |colour| Fitted {
        glyph: ' ',
        ink: colour,
        paper: colour,
    };
    // Most cells are open sky or an even skin.
    if pixels.iter().all(|pixel| *pixel == pixels[0]) {
        return blank(pixels[0]);
    }
    let (low, high) = extremes(pixels);
    if (0..3).all(|c| high[c] - low[c] <= FLAT) {
        return blank(super::cells::mean(pixels));
    }
    let colours = pixels.map(|[r, g, b]| Vec3::new(f32::from(r), f32::from(g), f32::from(b)));
    let along = levels(&colours);
    let ends = along.iter().fold((0.0_f32, 0.0_f32), |(low, high), level| {
        (low.min(*level), high.max(*level))
    });
    let font: &Font = if sextants { &SEXTANTS } else { &BLOCKS };
    let shape = font.best(&along, ends);
    let inked = (0..PIXELS).fold(Vec3::ZERO, |sum, k| sum + colours[k] * shape.inked[k]);
    let rest = colours.iter().sum::<Vec3>() - inked;
    let [a, b, d] = shape.squares;
    // No colour that the cell does not have: a fit beyond them would draw an edge of its own.
    let kept = |colour: Vec3| {
        let part = |c: usize| (colour[c] + 0.5).clamp(f32::from(low[c]), f32::from(high[c])) as u8;
        [part(0), part(1), part(2)]
    };
    Fitted {
        glyph: shape.glyph,
        ink: kept((inked * d - rest * b) * shape.scale),
        paper: kept((rest * a - inked * b) * shape.scale),
    }
}

fn extremes(pixels: &[[u8; 3]; PIXELS]) -> ([u8; 3], [u8; 3]) {
    pixels.iter().fold(([255; 3], [0; 3]), |(low, high), p| {
        (
            std::array::from_fn(|c| low[c].min(p[c])),
            std::array::from_fn(|c| high[c].max(p[c])),
        )
    })
}

/// Each pixel's place along the line in colour space on which they differ most, about their mean.
fn levels(colours: &[Vec3; PIXELS]) -> [f32; PIXELS] {
    let mean = colours.iter().sum::<Vec3>() / PIXELS as f32;
    let off = colours.map(|colour| (colour - mean) * EYE);
    let far = |from: Vec3| {
        off.iter().copied().fold((0.0, from), |(most, at), p| {
            let d = p.distance_squared(from);
            if d > most { (d, p) } else { (most, at) }
        })
    };
    let one_end = far(Vec3::ZERO).1;
    let axis = (far(one_end).1 - one_end).normalize_or(EYE);
    off.map(|p| p.dot(axis))
}

#[cfg(test)]
mod tests {
    use super::*;

    const DARK: [u8; 3] = [10, 20, 30];
    const LIGHT: [u8; 3] = [200, 210, 190];

    fn of(bits: u8) -> [[u8; 3]; PIXELS] {
        std::array::from_fn(|k| if bits >> k & 1 == 1 { LIGHT } else { DARK })
    }

    #[test]
    fn a_cell_of_one_colour_is_blank_and_keeps_it() {
        let fitted = fit(&[LIGHT; PIXELS], true);
        assert_eq!((fitted.glyph, fitted.paper), (' ', LIGHT));
    }

    #[test]
    fn whole_pixels_are_drawn_as_they_are() {
        for (bits, glyph) in [(0b1111_0000, '▄'), (0b0101_0101, '▌'), (0b0000_0101, '▘')] {
            let fitted = fit(&of(bits), false);
            assert_eq!(
                (fitted.glyph, fitted.ink, fitted.paper),
                (glyph, LIGHT, DARK)
            );
        }
        let right = fit(&of(0b1010_1010), false);
        assert_eq!((right.glyph, right.ink, right.paper), ('▌', DARK, LIGHT));
    }

    #[test]
    fn an_edge_between_two_pixels_takes_the_eighth_it_runs_through() {
        let mut pixels = of(0b1100_0000);
        let half: [u8; 3] = std::array::from_fn(|c| u8::midpoint(DARK[c], LIGHT[c]));
        (pixels[4], pixels[5]) = (half, half);
        let fitted = fit(&pixels, false);
        assert_eq!(fitted.glyph, '▃');
        let near = |a: [u8; 3], b: [u8; 3]| (0..3).all(|c| a[c].abs_diff(b[c]) <= 2);
        assert!(
            near(fitted.ink, LIGHT) && near(fitted.paper, DARK),
            "{fitted:?}"
        );
    }

    #[test]
    fn sextants_are_taken_only_where_the_font_has_them() {
        let pixels = of(0b0000_0001);
        let sextant = |c: char| ('\u{1FB00}'..='\u{1FB3B}').contains(&c);
        assert!(sextant(fit(&pixels, true).glyph));
        assert!(!sextant(fit(&pixels, false).glyph));
    }

    #[test]
    fn no_fit_leaves_the_colours_of_its_cell() {
        for bits in 0..=255 {
            let mut pixels = of(bits);
            pixels[usize::from(bits) % PIXELS] = [90, 60, 120];
            let (low, high) = extremes(&pixels);
            let fitted = fit(&pixels, true);
            for colour in [fitted.ink, fitted.paper] {
                assert!(
                    (0..3).all(|c| (low[c]..=high[c]).contains(&colour[c])),
                    "{bits:#b}"
                );
            }
        }
    }
}
