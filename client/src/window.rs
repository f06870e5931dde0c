//! The window: the other spacecraft in three dimensions, drawn in software into terminal cells,
//! with the Earth, the stars and the sight. A picture is a pure function of a `Scene`; this module
//! knows no clock, no key, no word and no instrument.

mod apas;
mod apollo;
mod camera;
mod canvas;
mod cells;
mod craft;
pub mod earth;
mod effects;
mod engrave;
mod face;
mod fit;
mod jets;
mod light;
mod loupe;
mod material;
mod meeting;
mod mesh;
mod noise;
mod outside;
mod paint;
mod picture;
mod pixels;
mod raster;
mod rings;
mod sample;
mod shade;
mod shadow;
mod sight;
mod signs;
mod soyuz;
mod stars;

use glam::{Vec2, Vec3};
use handshake_shared::ids::Seat;
use handshake_shared::view::scene::Scene;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

pub use self::canvas::Canvas;
use self::canvas::Frame;
use self::craft::Craft;
pub use self::effects::lamps_flash;
pub use self::face::{Face, Ink};
pub use self::meeting::draw_meeting;
pub use self::outside::draw_outside;
pub use self::paint::paint;
pub use self::pixels::draw_pixels;
pub use self::sample::sample_scene;

/// How pixels become cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// Quarters and eighths of a cell in true colour, fitted to 2 × 4 pixels: every font has them.
    #[default]
    Quadrant,
    /// Half blocks in true colour, 1 × 2 pixels a cell.
    HalfBlock,
    /// The same with sextants: Unicode 13 fonts.
    Sextant,
    /// Quarters and eighths in the 256-colour palette.
    Colours256,
    /// Quarters and eighths in the sixteen colours.
    Colours16,
    /// Braille dots in the terminal's own two colours, 2 × 4 a cell.
    Braille,
    /// Plain characters in the terminal's own two colours.
    Ascii,
}

impl Mode {
    /// All modes.
    pub const ALL: [Mode; 7] = [
        Mode::Quadrant,
        Mode::HalfBlock,
        Mode::Sextant,
        Mode::Colours256,
        Mode::Colours16,
        Mode::Braille,
        Mode::Ascii,
    ];

    /// Pixels a cell, right and down.
    pub const fn grid(self) -> (usize, usize) {
        match self {
            Mode::HalfBlock => (1, 2),
            _ => (2, 4),
        }
    }

    /// Samples a pixel, right and down, in a window of so many cells: enough that an edge is smooth,
    /// fewer where cells are many and fine. Two colours have no shades to smooth it with.
    const fn samples(self, cells: usize) -> (usize, usize) {
        match self {
            Mode::HalfBlock => (3, 3),
            Mode::Braille | Mode::Ascii => (1, 1),
            _ if cells > Mode::MANY => (1, 2),
            _ => (2, 2),
        }
    }

    /// More cells than a window has at 120×40.
    const MANY: usize = 1_600;

    /// The mode has no colours of its own: only the terminal's two.
    pub const fn is_mono(self) -> bool {
        matches!(self, Mode::Braille | Mode::Ascii)
    }
}

/// The sight's magnification.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lens {
    /// Angle from the top of the picture to its bottom, degrees.
    pub fov_v_deg: f32,
    /// The magnification as the console shows it, the same in every language.
    pub label: &'static str,
}

impl Lens {
    /// Widest to narrowest. The widest show the Earth's limb below the other craft: from this orbit it
    /// lies 15° under the horizon.
    pub const STEPS: [Lens; 5] = [
        Lens::new(32.0, "×1"),
        Lens::new(26.0, "×1.2"),
        Lens::new(16.0, "×2"),
        Lens::new(12.0, "×2.7"),
        Lens::new(8.0, "×4"),
    ];

    const fn new(fov_v_deg: f32, label: &'static str) -> Lens {
        Lens { fov_v_deg, label }
    }

    /// The step that shows most at `range_m` between the docking ports: far away the craft itself,
    /// nearer the craft and the Earth, in the last metres the target's cross.
    pub fn for_seat(seat: Seat, range_m: f32) -> Lens {
        let [widest, wide, middle, near, far] = Lens::STEPS;
        match (seat, range_m) {
            (_, r) if r > 120.0 => far,
            (_, r) if r > 50.0 => near,
            (_, r) if r > 25.0 => middle,
            (_, r) if r > 12.0 => wide,
            (_, r) if r > 6.0 => widest,
            // The periscope stands close behind its port: there the target is large by itself.
            (Seat::Soyuz, _) => wide,
            (Seat::Apollo, _) => middle,
        }
    }

    /// The step to change to from this one: a craft that hovers at a step's edge must not make the
    /// picture jump, so a step is kept until the range is a good bit beyond its edge.
    pub fn follow(self, seat: Seat, range_m: f32) -> Lens {
        const MARGIN: f32 = 0.08;
        let near = Lens::for_seat(seat, range_m * (1.0 - MARGIN));
        let far = Lens::for_seat(seat, range_m * (1.0 + MARGIN));
        if self == near || self == far {
            self
        } else {
            Lens::for_seat(seat, range_m)
        }
    }
}

/// Distance between the two docking ports in `scene`, seen from `seat`, m.
pub fn port_range_m(scene: &Scene, seat: Seat) -> f32 {
    let turn = glam::Quat::from_array(scene.own_from_other);
    let other = Vec3::from_array(scene.other_pos_body_m)
        + turn * Vec3::X * Craft::of(seat.other()).port_x_m;
    other.distance(Vec3::X * Craft::of(seat).port_x_m)
}

/// Draws the picture out of `seat`'s window into the canvas, which has been fitted.
pub fn render(scene: &Scene, seat: Seat, lens: &Lens, canvas: &mut Canvas) {
    let camera = canvas.camera(scene, seat, lens);
    picture::render(scene, seat, &camera, canvas);
}

/// Draws the whole window into `area`: picture, stars and sight, at the magnification that suits
/// the range; returns that magnification for the console to show.
pub fn draw_window(
    scene: &Scene,
    seat: Seat,
    mode: Mode,
    area: Rect,
    buf: &mut Buffer,
    canvas: &mut Canvas,
) -> Lens {
    let lens = Lens::for_seat(seat, port_range_m(scene, seat));
    draw_window_with(scene, seat, &lens, mode, area, buf, canvas);
    lens
}

/// The same at a magnification the player has chosen.
pub fn draw_window_with(
    scene: &Scene,
    seat: Seat,
    lens: &Lens,
    mode: Mode,
    area: Rect,
    buf: &mut Buffer,
    canvas: &mut Canvas,
) {
    let area = area.intersection(buf.area);
    if area.is_empty() {
        return;
    }
    let frame = Frame {
        scene: *scene,
        seat,
        lens: *lens,
        mode,
        size: (area.width, area.height),
    };
    if canvas.repeat(&frame, area, buf) {
        return;
    }
    draw_anew(&frame, area, buf, canvas);
    canvas.calm(frame, area, buf);
}

fn draw_anew(frame: &Frame, area: Rect, buf: &mut Buffer, canvas: &mut Canvas) {
    let Frame {
        scene, seat, mode, ..
    } = frame;
    let (seat, mode) = (*seat, *mode);
    canvas.fit(area.width, area.height, mode);
    let camera = canvas.camera(scene, seat, &frame.lens);
    picture::render(scene, seat, &camera, canvas);
    paint(canvas, mode, area, buf);
    canvas.dots.clear(canvas.columns, canvas.rows);
    sight::draw(&mut canvas.dots, seat, &camera, mode);
    paint::sight(canvas, seat, mode, area, buf);
    if let Some(off) = outside(canvas, seat, &camera) {
        let per_cell = Vec2::new(mode.grid().0 as f32, mode.grid().1 as f32);
        paint::pointer(canvas, seat, off / per_cell, area, buf);
    } else if let Some(corner) = loupe::corner(seat, &camera, mode, area) {
        let mut inset = canvas.inset.take().unwrap_or_default();
        std::mem::swap(&mut inset.shadows, &mut canvas.shadows);
        loupe::draw(scene, seat, mode, corner, buf, &mut inset);
        std::mem::swap(&mut inset.shadows, &mut canvas.shadows);
        canvas.inset = Some(inset);
    }
}

/// Which way the other craft lies, pixels right and down, if the picture shows neither its middle nor
/// its target.
fn outside(canvas: &Canvas, seat: Seat, camera: &camera::Camera) -> Option<Vec2> {
    let size = Vec2::new(canvas.w as f32, canvas.h as f32);
    let shown = |at_m: Vec3| {
        let seen = camera.project(camera.other(at_m));
        seen.is_some_and(|at| at.cmpge(Vec2::ZERO).all() && at.cmplt(size).all())
    };
    let (middle_m, target_m) = (Vec3::X, Craft::of(seat.other()).target_m);
    if shown(middle_m) || shown(target_m) {
        return None;
    }
    Some(camera.other(middle_m).truncate() * camera.focal)
}

#[cfg(test)]
mod cross_tests;
#[cfg(test)]
mod tests;
