//! The window: the other spacecraft in three dimensions, drawn in software into terminal cells,
//! with the Earth, the stars and the sight. A picture is a pure function of a `Scene`; this module
//! knows no clock, no key, no word and no instrument.

mod apas;
mod apollo;
mod camera;
mod cells;
mod craft;
pub mod earth;
mod effects;
mod jets;
mod light;
mod material;
mod mesh;
mod noise;
mod raster;
mod sight;
mod soyuz;
mod stars;

use glam::{Mat3, Vec2, Vec3};
use handshake_shared::ids::Seat;
use handshake_shared::view::scene::Scene;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Color;

use self::camera::Camera;
use self::craft::Craft;
use self::earth::Globe;
use self::effects::Picture;
use self::light::Light;
use self::raster::{Pose, Samples, ShadowMap};

/// How pixels become cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// Quarter blocks in true colour, 2 × 2 pixels a cell: every font has them.
    #[default]
    Quadrant,
    /// Half blocks in true colour, 1 × 2 pixels a cell.
    HalfBlock,
    /// Sextants in true colour, 2 × 3 pixels a cell: Unicode 13 fonts.
    Sextant,
    /// Half blocks in the 256-colour palette.
    Colours256,
    /// Half blocks in the sixteen colours.
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
            Mode::Quadrant => (2, 2),
            Mode::HalfBlock | Mode::Colours256 | Mode::Colours16 => (1, 2),
            Mode::Sextant => (2, 3),
            Mode::Braille | Mode::Ascii => (2, 4),
        }
    }

    /// Samples a pixel, right and down: about square, some two dozen a cell.
    const fn samples(self) -> (usize, usize) {
        match self {
            Mode::Quadrant => (2, 3),
            Mode::HalfBlock | Mode::Colours256 | Mode::Colours16 => (3, 3),
            Mode::Sextant | Mode::Braille | Mode::Ascii => (2, 2),
        }
    }

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
    /// Widest to narrowest.
    pub const STEPS: [Lens; 4] = [
        Lens::new(24.0, "×1"),
        Lens::new(16.0, "×1.5"),
        Lens::new(12.0, "×2"),
        Lens::new(8.0, "×3"),
    ];

    const fn new(fov_v_deg: f32, label: &'static str) -> Lens {
        Lens { fov_v_deg, label }
    }

    /// The step that shows most at `range_m` between the docking ports: far away the craft itself,
    /// in the last metres the target's cross.
    pub fn for_seat(seat: Seat, range_m: f32) -> Lens {
        // Apollo is bigger than Soyuz: from Soyuz the picture widens earlier.
        let size = match seat {
            Seat::Apollo => 1.0,
            Seat::Soyuz => 1.3,
        };
        let [wide, middle, near, far] = Lens::STEPS;
        match range_m / size {
            r if r > 110.0 => far,
            r if r > 45.0 => near,
            r if r > 22.0 => middle,
            r if r > 7.0 => wide,
            r if r > 2.5 => middle,
            _ => near,
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

/// A star as a dot finer than a pixel.
#[derive(Clone, Copy, Debug)]
struct StarDot {
    at: Vec2,
    rgb: [u8; 3],
    level: f32,
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
    mode: Mode,
    columns: usize,
    rows: usize,
    light: Vec<Vec3>,
    samples: Samples,
    shadows: ShadowMap,
    stars: Vec<StarDot>,
    dots: sight::Dots,
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

    fn camera(&self, scene: &Scene, seat: Seat, lens: &Lens) -> Camera {
        let (px, py) = self.mode.grid();
        // A cell is about half as wide as high.
        let pixel_aspect = 0.5 * py as f32 / px as f32;
        let down = 0.5 * self.h.max(1) as f32 / (0.5 * lens.fov_v_deg).to_radians().tan();
        let centre = Vec2::from_array(self.reticle());
        Camera::new(scene, seat, Vec2::new(down / pixel_aspect, down), centre)
    }
}

/// Draws the picture out of `seat`'s window into the canvas, which has been fitted.
pub fn render(scene: &Scene, seat: Seat, lens: &Lens, canvas: &mut Canvas) {
    if canvas.w == 0 || canvas.h == 0 {
        return;
    }
    let camera = canvas.camera(scene, seat, lens);
    let globe = Globe::new(
        Vec3::from_array(scene.own_pos_eci_m),
        Vec3::from_array(scene.sun_eci),
        scene.earth_angle_rad,
    );
    draw_craft(scene, seat, &camera, canvas);
    shade(scene, &camera, &globe, canvas);
    place_stars(&camera, &globe, canvas);
    let mut picture = Picture {
        width: canvas.w,
        light: &mut canvas.light,
        samples: &canvas.samples,
        per_pixel: canvas.mode.samples(),
    };
    picture.plumes(scene, seat.other(), &camera);
    picture.lamps(scene, seat.other(), &camera);
    if let Some(at) = camera.project(camera.sun)
        && !globe.hides(camera.eci_from_camera * camera.sun)
    {
        let shown = picture.open_sky(at) * scene.sunlight.clamp(0.0, 1.0);
        picture.sun(&camera, shown);
    }
    develop(canvas);
}

/// Both craft into samples, and into the Sun's shadow map.
fn draw_craft(scene: &Scene, seat: Seat, camera: &Camera, canvas: &mut Canvas) {
    let (sx, sy) = canvas.mode.samples();
    let per_pixel = Vec2::new(sx as f32, sy as f32);
    let (focal, centre) = (camera.focal * per_pixel, camera.centre * per_pixel);
    canvas.samples.clear(canvas.w * sx, canvas.h * sy);
    let (own, other) = (Craft::of(seat), Craft::of(seat.other()));
    let own_pose = |shift_m: f32| Pose {
        axes: camera.own_axes(),
        origin: camera.own(Vec3::X * shift_m),
        scale: Vec3::ONE,
    };
    let other_pose = |shift_m: f32| Pose {
        axes: camera.camera_from_other,
        origin: camera.other(Vec3::X * shift_m),
        scale: Vec3::ONE,
    };
    let parts = [
        (&other.rear, other_pose(0.0)),
        (&other.front, other_pose(0.0)),
        (&other.ring, other_pose(scene.other_ring_m)),
        (&own.front, own_pose(0.0)),
        (&own.ring, own_pose(scene.own_ring_m)),
    ];
    for (mesh, pose) in parts {
        canvas.samples.draw(mesh, pose, focal, centre);
    }
    for pose in cross_arms(other, camera, focal) {
        canvas.samples.draw(Craft::cross_arm(), pose, focal, centre);
    }
    if scene.sunlight > 0.0 {
        canvas
            .shadows
            .clear(camera.sun, camera.other(Vec3::X * -0.5));
        for (mesh, pose) in parts {
            canvas.shadows.draw(mesh, pose);
        }
        canvas.shadows.draw(&own.rear, own_pose(0.0));
    }
}

/// The two arms of the target's cross: never thinner than a sample and a half, so that a cross is
/// seen where a real eye would see one, and never so thick that it stops being a cross.
fn cross_arms(other: &Craft, camera: &Camera, focal: Vec2) -> [Pose; 2] {
    let centre = camera.other(other.cross_m());
    let seen_m = centre.z.max(0.1) / focal;
    let half = |sample_m: f32| {
        (0.8 * sample_m).clamp(apas::CROSS_HALF_WIDTH_M, 2.2 * apas::CROSS_HALF_WIDTH_M)
    };
    let arm = |scale: Vec3| Pose {
        axes: camera.camera_from_other,
        origin: centre,
        scale,
    };
    [
        arm(Vec3::new(0.01, apas::CROSS_ARM_M, half(seen_m.y))),
        arm(Vec3::new(0.01, half(seen_m.x), apas::CROSS_ARM_M)),
    ]
}

/// Light of every pixel: surfaces where a sample sees one, Earth and sky behind.
fn shade(scene: &Scene, camera: &Camera, globe: &Globe, canvas: &mut Canvas) {
    let (sx, sy) = canvas.mode.samples();
    let light = Light {
        camera,
        shadows: &canvas.shadows,
        sunlight: scene.sunlight.clamp(0.0, 1.0),
        shine: globe.shine(),
        limb_cos: globe.limb_cos(),
    };
    let samples = &canvas.samples;
    let share = 1.0 / (sx * sy) as f32;
    let step = Vec2::new(1.0 / sx as f32, 1.0 / sy as f32);
    for (index, out) in canvas.light.iter_mut().enumerate() {
        let (x, y) = (index % canvas.w, index / canvas.w);
        let corner = Vec2::new(x as f32, y as f32);
        let mut sum = Vec3::ZERO;
        let mut open = 0;
        for sub in 0..sx * sy {
            let (i, j) = (sub % sx, sub / sx);
            let at = (y * sy + j) * samples.width + x * sx + i;
            let near = samples.nearness[at];
            if near <= 0.0 {
                open += 1;
                continue;
            }
            let pixel = corner + (Vec2::new(i as f32, j as f32) + 0.5) * step;
            let place = ((pixel - camera.centre) / camera.focal).extend(1.0) / near;
            let texel_m = step.y / (camera.focal.y * near);
            // Tamed before averaging, so that one glint does not whiten a whole pixel.
            sum += light
                .on(&samples.surfaces[at], place, texel_m)
                .min(Vec3::splat(2.0));
        }
        if open > 0 {
            let ray = camera.eci_from_camera * camera.ray(corner + 0.5);
            sum += globe.look(ray).light * open as f32;
        }
        *out = sum * share;
    }
}

/// Stars that nothing hides, as dots.
fn place_stars(camera: &Camera, globe: &Globe, canvas: &mut Canvas) {
    let (sx, sy) = canvas.mode.samples();
    let camera_from_eci: Mat3 = camera.eci_from_camera.transpose();
    canvas.stars.clear();
    for star in stars::all() {
        let Some(at) = camera.project(camera_from_eci * star.direction) else {
            continue;
        };
        if at.x < 0.0 || at.y < 0.0 || at.x >= canvas.w as f32 || at.y >= canvas.h as f32 {
            continue;
        }
        let sample =
            (at.y * sy as f32) as usize * canvas.samples.width + (at.x * sx as f32) as usize;
        if canvas.samples.nearness[sample] > 0.0 || globe.hides(star.direction) {
            continue;
        }
        let level = star.level();
        canvas.stars.push(StarDot {
            at,
            rgb: (star.colour * level * 255.0).to_array().map(|c| c as u8),
            level,
        });
    }
}

/// Linear light into sRGB pixels: a film curve, and corners darkened like a window's.
fn develop(canvas: &mut Canvas) {
    let half = Vec2::new(canvas.w as f32, canvas.h as f32) * 0.5;
    for (index, (pixel, light)) in canvas.pixels.iter_mut().zip(&canvas.light).enumerate() {
        let place = Vec2::new(
            (index % canvas.w) as f32 + 0.5,
            (index / canvas.w) as f32 + 0.5,
        );
        let off = ((place - half) / half).abs();
        let corner = off.x.powi(6) + off.y.powi(6);
        let kept = 1.0 - 0.75 * earth::smooth(0.75, 1.7, corner);
        let x = light.max(Vec3::ZERO) * (1.05 * kept);
        let film = (x * (x * 2.51 + 0.03)) / (x * (x * 2.43 + 0.59) + 0.14);
        *pixel = film
            .clamp(Vec3::ZERO, Vec3::ONE)
            .to_array()
            .map(|c| (c.sqrt() * 255.0 + 0.5) as u8);
    }
}

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
    canvas.fit(area.width, area.height, mode);
    render(scene, seat, lens, canvas);
    paint(canvas, mode, area, buf);
    let camera = canvas.camera(scene, seat, lens);
    canvas.dots.clear(canvas.columns, canvas.rows);
    sight::draw(&mut canvas.dots, seat, &camera, mode.grid());
    paint_sight(canvas, seat, mode, area, buf);
}

/// Colours of the two reticles: amber for the COAS, pale green for the ВСК.
const SIGHT_RGB: [[u8; 3]; 2] = [[255, 176, 40], [150, 255, 170]];

fn paint_sight(canvas: &Canvas, seat: Seat, mode: Mode, area: Rect, buf: &mut Buffer) {
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
                cell.set_char('+');
                continue;
            }
            cell.set_char(cells::braille(bits));
            cell.fg = match mode {
                Mode::Colours16 => Color::Indexed([11, 10][seat.index()]),
                _ => cells::colour(mode, SIGHT_RGB[seat.index()]),
            };
            cell.bg = cells::colour(mode, cells::mean(&pixels[..px * py]));
        }
    }
}

#[cfg(test)]
mod tests;
