//! What the target's cross promises a pilot, measured in the cells as they are drawn: from two hundred
//! metres to contact it is there, its arms are brighter than the base they stand before, and it leaves
//! the middle of the base the further the more one stands aside.

use glam::{Quat, Vec2, Vec3};
use handshake_shared::ids::Seat;
use handshake_shared::view::scene::Scene;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::Color;

use super::craft::Craft;
use super::loupe;
use super::tests::face_to_face;
use super::{Canvas, Lens, Mode, cells, draw_window, port_range_m};

/// Picture sizes of consoles at 80×24, 120×40 and 160×48.
const SIZES: [(u16, u16); 3] = [(45, 11), (76, 21), (79, 28)];

/// A window and where the target's face is in it: its middle and half its size, cells.
struct Seen {
    buf: Buffer,
    mode: Mode,
    middle: Vec2,
    half: Vec2,
}

fn seen(scene: &Scene, seat: Seat, mode: Mode, (columns, rows): (u16, u16)) -> Seen {
    let area = Rect::new(0, 0, columns, rows);
    let mut buf = Buffer::empty(area);
    let mut canvas = Canvas::default();
    let lens = Lens::for_seat(seat, port_range_m(scene, seat));
    draw_window(scene, seat, mode, area, &mut buf, &mut canvas);
    let per_cell = Vec2::new(mode.grid().0 as f32, mode.grid().1 as f32);
    let camera = canvas.camera(scene, seat, &lens);
    let (middle, half) = if let Some(corner) = loupe::corner(seat, &camera, mode, area) {
        let inset = canvas.inset.as_ref().expect("a loupe has its picture");
        let size = Vec2::new(inset.w as f32, inset.h as f32);
        let at = Vec2::new(f32::from(corner.x + 1), f32::from(corner.y + 1));
        let half = 0.5 * loupe::FILL * inset.h as f32;
        (
            at + size * 0.5 / per_cell,
            Vec2::new(half / inset.pixel_aspect, half) / per_cell,
        )
    } else {
        let at = camera.other(Craft::of(seat.other()).target_m);
        let radius = camera.focal * (super::material::TARGET_RADIUS_M / at.z);
        let place = camera.project(at).expect("the target is ahead");
        (place / per_cell, radius / per_cell)
    };
    Seen {
        buf,
        mode,
        middle,
        half,
    }
}

impl Seen {
    /// How bright the drawn cell is at a place in the window, cells, 0..255: what the eye sees there.
    fn level(&self, at: Vec2) -> f32 {
        let cell = &self.buf[(at.x as u16, at.y as u16)];
        let (x, y) = (at.x.fract(), at.y.fract());
        match self.mode {
            Mode::Ascii => ascii_level(cell, y),
            Mode::Braille => {
                let bits = cell.symbol().chars().next().map_or(0, |c| c as u32 & 0xFF) as u8;
                let dot = cells::braille_bit((x * 2.0) as usize, (y * 4.0) as usize);
                if bits & dot != 0 { 255.0 } else { 0.0 }
            }
            _ => {
                let inked = inked(cell.symbol(), x, y);
                rgb_level(if inked { cell.fg } else { cell.bg })
            }
        }
    }

    /// Mean level over a line from `from` to `to`, shares of the base's half size.
    fn along(&self, from: Vec2, to: Vec2) -> f32 {
        const STEPS: u32 = 16;
        let at = |k: u32| self.middle + self.half * from.lerp(to, (k as f32 + 0.5) / STEPS as f32);
        (0..STEPS).map(|k| self.level(at(k))).sum::<f32>() / STEPS as f32
    }

    /// Where the cross stands off the base's middle, shares of the base's half size: of the lines across
    /// and down, the two whose light is most.
    fn cross(&self) -> Vec2 {
        let offsets = || (-12..=12).map(|k| k as f32 * 0.05);
        let brightest = |light: &dyn Fn(f32) -> f32| {
            let most = offsets().map(light).fold(0.0, f32::max);
            let best: Vec<f32> = offsets().filter(|k| light(*k) > 0.9 * most).collect();
            best.iter().sum::<f32>() / best.len() as f32
        };
        let upright = |x: f32| self.along(Vec2::new(x, -0.45), Vec2::new(x, 0.45));
        let level = |y: f32| self.along(Vec2::new(-0.45, y), Vec2::new(0.45, y));
        Vec2::new(brightest(&upright), brightest(&level))
    }
}

/// A character of the ruled kind is bright where its stroke runs.
fn ascii_level(cell: &Cell, y: f32) -> f32 {
    let on = match cell.symbol() {
        " " | "." | ":" => false,
        "_" => y >= 0.75,
        "-" => (0.25..0.75).contains(&y),
        "\"" => y < 0.25,
        _ => true,
    };
    f32::from(u8::from(on)) * 255.0
}

fn rgb_level(colour: Color) -> f32 {
    match colour {
        Color::Rgb(r, g, b) => cells::brightness([r, g, b]),
        Color::Indexed(n) => cells::brightness(cells::palette(n)),
        _ => 0.0,
    }
}

/// Whether a block character inks a place in its cell, 0..1 right and down.
fn inked(symbol: &str, x: f32, y: f32) -> bool {
    let glyph = symbol.chars().next().unwrap_or(' ');
    let code = glyph as u32;
    let quarter = usize::from(x >= 0.5) + 2 * usize::from(y >= 0.5);
    match glyph {
        '█' => true,
        '▀' => y < 0.5,
        '▐' => x >= 0.5,
        '▘' => quarter == 0,
        '▝' => quarter == 1,
        '▖' => quarter == 2,
        '▗' => quarter == 3,
        '▚' => quarter == 0 || quarter == 3,
        '▁'..='▇' => y >= 1.0 - (code - 0x2580) as f32 / 8.0,
        '▉'..='▏' => x < (0x2590 - code) as f32 / 8.0,
        '\u{1FB00}'..='\u{1FB3B}' => {
            let part = usize::from(x >= 0.5) + 2 * ((y * 3.0) as usize).min(2);
            (1..63).any(|bits| cells::sextant(bits) == glyph && bits >> part & 1 == 1)
        }
        _ => false,
    }
}

/// The other craft aside by so much that the cross leaves the middle by `share` of the base.
fn aside(seat: Seat, range_m: f32, share: Vec2) -> Scene {
    let straight = face_to_face(seat, range_m, Vec2::ZERO);
    let other = Craft::of(seat.other());
    let eye = Craft::of(seat).eye_m;
    let turn = Quat::from_array(straight.own_from_other);
    let base = Vec3::from_array(straight.other_pos_body_m) + turn * other.target_m - eye;
    // The cross leaves the base by stand-off × offset ÷ distance.
    let step_m = share * super::material::TARGET_RADIUS_M * base.x / other.stand_off_m;
    let mut scene = face_to_face(seat, range_m, step_m);
    // The own nose is turned to the base: it drops out of what the cross tells.
    let nose = Quat::from_rotation_arc(
        (base + Vec3::new(0.0, step_m.x, step_m.y)).normalize(),
        Vec3::X,
    );
    scene.other_pos_body_m =
        (nose * (Vec3::from_array(scene.other_pos_body_m) - eye) + eye).to_array();
    scene.own_from_other = (nose * turn).to_array();
    scene
}

const RANGES_M: [f32; 6] = [200.0, 100.0, 50.0, 30.0, 4.0, 0.3];

/// Every mode, seat, size and range from which the cross tells something.
fn each(sizes: &[(u16, u16)], mut check: impl FnMut(Mode, Seat, (u16, u16), f32)) {
    for mode in Mode::ALL {
        for seat in Seat::ALL {
            for &size in sizes {
                for range_m in RANGES_M {
                    check(mode, seat, size, range_m);
                }
            }
        }
    }
}

#[test]
fn the_crosss_arms_are_brighter_than_the_base_behind_them() {
    each(&SIZES, |mode, seat, size, range_m| {
        let seen = seen(&face_to_face(seat, range_m, Vec2::ZERO), seat, mode, size);
        let arms = [Vec2::X, Vec2::NEG_X, Vec2::Y, Vec2::NEG_Y].map(|to| {
            let (from, to) = (to * 0.1, to * 0.45);
            seen.along(from, to)
        });
        let quarters = [(1.0, 1.0), (1.0, -1.0), (-1.0, 1.0), (-1.0, -1.0)].map(|(x, y)| {
            let at = Vec2::new(x, y) * 0.38;
            seen.along(at - 0.06, at + 0.06)
        });
        let dark = quarters.iter().sum::<f32>() / 4.0;
        for arm in arms {
            assert!(
                arm > dark + 50.0,
                "{mode:?} {seat:?} {size:?} at {range_m} m: arms {arms:.0?}, base {quarters:.0?}"
            );
        }
    });
}

#[test]
fn the_cross_leaves_the_middle_the_further_the_more_one_stands_aside() {
    let ways = [(0, [Vec2::X, Vec2::NEG_Y]), (1, [Vec2::NEG_X, Vec2::Y])];
    for (size, way) in ways
        .into_iter()
        .flat_map(|(k, ways)| ways.map(|way| (k, way)))
    {
        each(&SIZES[size..=size], |mode, seat, size, range_m| {
            let shown = [0.0, 0.2, 0.4].map(|share| {
                let scene = aside(seat, range_m, way * share);
                seen(&scene, seat, mode, size).cross().dot(way)
            });
            assert!(
                shown[0] < shown[1] && shown[1] < shown[2],
                "{mode:?} {seat:?} {size:?} at {range_m} m, {way}: {shown:.2?}"
            );
        });
    }
}
