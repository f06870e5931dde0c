//! The picture's buffers, and how a canvas of so many cells looks at a scene. It knows sizes, and
//! leaves drawing and painting to others.

use glam::{Vec2, Vec3};
use handshake_shared::ids::Seat;
use handshake_shared::view::scene::Scene;

use super::camera::Camera;
use super::raster::{Samples, ShadowMap};
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
    pub(super) light: Vec<Vec3>,
    pub(super) samples: Samples,
    pub(super) shadows: ShadowMap,
    pub(super) stars: Vec<StarDot>,
    pub(super) dots: Dots,
    /// The loupe's own picture.
    pub(super) inset: Option<Box<Canvas>>,
}

impl Canvas {
    /// Sets the size in terminal cells and how they will be painted.
    pub fn fit(&mut self, columns: u16, rows: u16, mode: Mode) {
        let (px, py) = mode.grid();
        (self.columns, self.rows) = (usize::from(columns), usize::from(rows));
        (self.w, self.h) = (self.columns * px, self.rows * py);
        self.mode = mode;
        self.pixels.resize(self.w * self.h, [0; 3]);
        self.light.resize(self.w * self.h, Vec3::ZERO);
    }

    /// The pixel place where the line of sight pierces the picture: the middle of a cell.
    pub fn reticle(&self) -> [f32; 2] {
        let (px, py) = self.mode.grid();
        [
            ((self.columns / 2) as f32 + 0.5) * px as f32,
            ((self.rows / 2) as f32 + 0.5) * py as f32,
        ]
    }

    /// The camera of `seat` through `lens`.
    pub(super) fn camera(&self, scene: &Scene, seat: Seat, lens: &Lens) -> Camera {
        let (px, py) = self.mode.grid();
        // A cell is about half as wide as high.
        let pixel_aspect = 0.5 * py as f32 / px as f32;
        let down = 0.5 * self.h.max(1) as f32 / (0.5 * lens.fov_v_deg).to_radians().tan();
        let centre = Vec2::from_array(self.reticle());
        Camera::new(scene, seat, Vec2::new(down / pixel_aspect, down), centre)
    }
}
