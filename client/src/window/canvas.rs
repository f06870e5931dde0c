//! The picture's buffers, and how a canvas of so many cells looks at a scene. It knows sizes, and
//! leaves drawing and painting to others.

use glam::{Vec2, Vec3};
use handshake_shared::ids::Seat;
use handshake_shared::view::scene::Scene;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::Color;

use super::camera::Camera;
use super::raster::Samples;
use super::shade::Node;
use super::shadow::ShadowMap;
use super::sight::Dots;
use super::{Lens, Mode};

/// A star as a dot finer than a pixel.
#[derive(Clone, Copy, Debug)]
pub struct StarDot {
    /// Place, pixels.
    pub at: Vec2,
    /// Colour at its brightness.
    pub rgb: [u8; 3],
    /// Brightness, 0..1.
    pub level: f32,
}

/// All that a window in cells shows: the same frame gives the same cells.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// What is outside.
    pub scene: Scene,
    /// Whose window.
    pub seat: Seat,
    /// Magnification.
    pub lens: Lens,
    /// Kind of cells.
    pub mode: Mode,
    /// Columns and rows.
    pub size: (u16, u16),
}

/// Difference of two shades, a channel of 255, that the eye does not tell in a picture in motion.
const SHADE: u8 = 10;

/// Two colours of a picture look alike.
pub(super) fn is_near(one: Color, other: Color) -> bool {
    match (one, other) {
        (Color::Rgb(r, g, b), Color::Rgb(s, h, c)) => {
            let near = |one: u8, other: u8| one.abs_diff(other) <= SHADE;
            near(r, s) && near(g, h) && near(b, c)
        }
        _ => one == other,
    }
}

/// The picture and everything it is made with: buffers are kept from frame to frame.
#[derive(Clone, Debug, Default)]
pub struct Canvas {
    /// Pixels a row.
    pub w: usize,
    /// Rows of pixels.
    pub h: usize,
    /// The picture, row by row, sRGB.
    pub pixels: Vec<[u8; 3]>,
    pub(super) mode: Mode,
    pub(super) columns: usize,
    pub(super) rows: usize,
    /// Samples a pixel, right and down.
    pub(super) per_pixel: (usize, usize),
    /// A pixel's width as a share of its height.
    pub(super) pixel_aspect: f32,
    /// The pixel place where the line of sight pierces the picture.
    pub(super) centre: Vec2,
    pub(super) light: Vec<Vec3>,
    pub(super) samples: Samples,
    pub(super) shadows: ShadowMap,
    pub(super) sky: Vec<Node>,
    pub(super) stars: Vec<StarDot>,
    pub(super) dots: Dots,
    /// The loupe's own picture.
    pub(super) inset: Option<Box<Canvas>>,
    /// The last frame and its cells, row by row.
    last: Option<(Frame, Vec<Cell>)>,
}

impl Canvas {
    /// Puts the last frame's cells into `area` again, if this is the same frame: a key or a line of the
    /// loop redraws the screen, but nothing has moved outside.
    pub(super) fn repeat(&self, frame: &Frame, area: Rect, buf: &mut Buffer) -> bool {
        let Some((_, cells)) = self.last.as_ref().filter(|(last, _)| last == frame) else {
            return false;
        };
        for (row, cells) in (area.y..).zip(cells.chunks(usize::from(area.width))) {
            let start = buf.index_of(area.x, row);
            buf.content[start..start + cells.len()].clone_from_slice(cells);
        }
        true
    }

    /// Leaves a cell as the last frame had it where nobody could tell the difference: every cell that
    /// changes is sent to the terminal, and a slow turn changes all of them by a shade. What is left is
    /// compared with what is right, so that no error grows. Keeps the frame and its cells, which stand
    /// in `area`.
    pub(super) fn calm(&mut self, frame: Frame, area: Rect, buf: &mut Buffer) {
        let (last, mut cells) = self.last.take().unzip();
        let cells = cells.get_or_insert_default();
        let same = |last: &Frame| (last.size, last.mode) == (frame.size, frame.mode);
        let is_calm = last.as_ref().is_some_and(same);
        if !is_calm {
            cells.clear();
            let count = usize::from(area.width) * usize::from(area.height);
            cells.resize(count, Cell::EMPTY);
        }
        for (row, cells) in (area.y..).zip(cells.chunks_mut(usize::from(area.width))) {
            let start = buf.index_of(area.x, row);
            let new = &mut buf.content[start..start + cells.len()];
            for (new, old) in new.iter_mut().zip(cells) {
                let alike = is_calm
                    && new.symbol() == old.symbol()
                    && is_near(new.fg, old.fg)
                    && is_near(new.bg, old.bg);
                if alike {
                    new.clone_from(old);
                } else {
                    old.clone_from(new);
                }
            }
        }
        self.last = Some((frame, std::mem::take(cells)));
    }

    /// Sets the size in terminal cells and how they will be painted.
    pub fn fit(&mut self, columns: u16, rows: u16, mode: Mode) {
        let (px, py) = mode.grid();
        (self.columns, self.rows) = (usize::from(columns), usize::from(rows));
        self.mode = mode;
        self.per_pixel = mode.samples(self.columns * self.rows);
        // A cell is about half as wide as high; the line of sight goes through the middle of one.
        self.pixel_aspect = 0.5 * py as f32 / px as f32;
        let middle = |cells: usize, per_cell: usize| ((cells / 2) as f32 + 0.5) * per_cell as f32;
        self.centre = Vec2::new(middle(self.columns, px), middle(self.rows, py));
        self.resize(self.columns * px, self.rows * py);
    }

    /// Sets the size in square pixels of their own, outside any cell.
    pub(super) fn fit_pixels(&mut self, width: usize, height: usize, per_pixel: (usize, usize)) {
        (self.columns, self.rows) = (0, 0);
        self.mode = Mode::default();
        self.per_pixel = per_pixel;
        self.pixel_aspect = 1.0;
        self.centre = Vec2::new(width as f32, height as f32) * 0.5;
        self.resize(width, height);
    }

    fn resize(&mut self, width: usize, height: usize) {
        (self.w, self.h) = (width, height);
        self.pixels.resize(width * height, [0; 3]);
        self.light.resize(width * height, Vec3::ZERO);
    }

    /// The pixel place where the line of sight pierces the picture: in cells, the middle of one.
    pub fn reticle(&self) -> [f32; 2] {
        self.centre.to_array()
    }

    /// The camera of `seat` through `lens`.
    pub(super) fn camera(&self, scene: &Scene, seat: Seat, lens: &Lens) -> Camera {
        let down = 0.5 * self.h.max(1) as f32 / (0.5 * lens.fov_v_deg).to_radians().tan();
        let focal = Vec2::new(down / self.pixel_aspect.max(0.01), down);
        Camera::new(scene, seat, focal, self.centre)
    }
}
