//! The loupe: the docking target enlarged in a corner of the window while it is too small to read
//! in the picture itself. It follows the base, so what moves in it is the cross against the base:
//! where one stands off the target's axis. It is drawn as the picture is, with a narrower view.

use glam::{Vec2, Vec3};
use handshake_shared::ids::Seat;
use handshake_shared::view::scene::Scene;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::camera::Camera;
use super::canvas::Canvas;
use super::craft::Craft;
use super::material::TARGET_RADIUS_M;
use super::{Lens, Mode, cells, paint, picture};

/// From two hundred meters between the ports on the cross tells how far off the axis one comes in, m from
/// the eye, somebody well off it included. Farther out nobody lines up by it.
const FARTHEST_M: f32 = 225.0;
/// Nearer than this the view would be wider than a half circle, m.
const NEAREST_M: f32 = 0.4;
/// A target that takes this many cells of height in the picture itself needs no loupe.
const PLAIN_ROWS: f32 = 5.0;
/// Share of the loupe's height that the target's base takes.
pub const FILL: f32 = 0.72;

/// The corner of `area` where the loupe stands, if it would help: the target ahead, facing us, and
/// small in the picture of `camera`.
pub fn corner(seat: Seat, camera: &Camera, mode: Mode, area: Rect) -> Option<Rect> {
    let least = PLAIN_ROWS * mode.grid().1 as f32;
    if base_height(seat, camera).is_none_or(|height| height > least) {
        return None;
    }
    let rows = (area.height * 9 / 20).clamp(7, 15);
    let columns = 2 * rows;
    let fits = area.height >= 10 && area.width >= 3 * columns;
    fits.then(|| Rect {
        x: area.x,
        y: area.bottom() - rows,
        width: columns,
        height: rows,
    })
}

/// Height of the target's base in the picture, pixels, if it is ahead, near enough to tell something
/// and facing us.
pub fn base_height(seat: Seat, camera: &Camera) -> Option<f32> {
    let base = camera.other(Craft::of(seat.other()).target_m);
    let facing = (camera.camera_from_other * Vec3::X).dot(-base.normalize_or(Vec3::Z));
    let seen = base.z >= 0.5 && base.z <= FARTHEST_M && facing >= 0.6;
    seen.then(|| 2.0 * TARGET_RADIUS_M * camera.focal.y / base.z)
}

/// Draws the target, enlarged and framed, into `area`.
pub fn draw(
    scene: &Scene,
    seat: Seat,
    mode: Mode,
    area: Rect,
    buf: &mut Buffer,
    canvas: &mut Canvas,
) {
    let inside = Rect {
        x: area.x + 1,
        y: area.y + 1,
        width: area.width.saturating_sub(2),
        height: area.height.saturating_sub(2),
    };
    if inside.is_empty() {
        return;
    }
    canvas.fit(inside.width, inside.height, mode);
    enlarge(scene, seat, canvas);
    paint(canvas, mode, inside, buf);
    frame(seat, mode, area, buf);
}

/// Fills the canvas, which has been fitted and lent the window's shadows, with the target.
pub fn enlarge(scene: &Scene, seat: Seat, canvas: &mut Canvas) {
    let base = Craft::of(seat.other()).target_m;
    let plain = canvas.camera(scene, seat, &Lens::STEPS[0]);
    let at = plain.other(base);
    let height_m = 2.0 * TARGET_RADIUS_M / FILL;
    let fov_v_deg = (2.0 * (0.5 * height_m / at.z.max(NEAREST_M)).atan()).to_degrees();
    let narrow = Lens {
        fov_v_deg,
        label: "",
    };
    let mut camera = canvas.camera(scene, seat, &narrow);
    // The same view from the same eye, cut out round the base: turning would spoil its angles.
    let middle = Vec2::new(canvas.w as f32, canvas.h as f32) * 0.5;
    camera.centre = middle - camera.focal * at.truncate() / at.z.max(NEAREST_M);
    picture::render_lit(scene, seat, &camera, canvas);
}

/// A thin frame; the marks in the middle of its sides stand for the own upright and level.
fn frame(seat: Seat, mode: Mode, area: Rect, buf: &mut Buffer) {
    // Corners clockwise from the upper left, level and upright lines, the marks on each.
    let glyphs = match mode {
        Mode::Ascii => ['+', '+', '+', '+', '-', '|', '+', '+'],
        _ => ['╭', '╮', '╯', '╰', '─', '│', '┼', '┼'],
    };
    let (left, right) = (area.x, area.right() - 1);
    let (top, bottom) = (area.y, area.bottom() - 1);
    let mut put = |x: u16, y: u16, glyph: char| {
        let cell = &mut buf[(x, y)];
        cell.set_char(glyph);
        cell.fg = cells::sight_colour(mode, seat);
        cell.bg = cells::colour(mode, [0, 0, 0]);
    };
    let (middle_x, middle_y) = (left + area.width / 2, top + area.height / 2);
    for x in left + 1..right {
        let mark = x == middle_x || (area.width.is_multiple_of(2) && x + 1 == middle_x);
        let glyph = if mark { glyphs[6] } else { glyphs[4] };
        put(x, top, glyph);
        put(x, bottom, glyph);
    }
    for y in top + 1..bottom {
        let mark = y == middle_y || (area.height.is_multiple_of(2) && y + 1 == middle_y);
        let glyph = if mark { glyphs[7] } else { glyphs[5] };
        put(left, y, glyph);
        put(right, y, glyph);
    }
    for (x, y, glyph) in [
        (left, top, glyphs[0]),
        (right, top, glyphs[1]),
        (right, bottom, glyphs[2]),
        (left, bottom, glyphs[3]),
    ] {
        put(x, y, glyph);
    }
}
