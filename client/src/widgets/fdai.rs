//! FDAI, the ball of Apollo's panel: attitude against level flight along the orbit, the autopilot's
//! error by needles over it, the body's rates by pointers round it. Every needle and pointer goes
//! the way the ball goes: one flies towards it.

mod ball;

use glam::Vec2;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::text::lines;
use crate::draw::console::Console;
use crate::draw::theme::Role;
use crate::window::{Face, Ink, Mode};
use ball::{Ball, Paint};

/// Full deflection of the needles and of the rate pointers: the 5/1 position of the indicator's
/// scale switch, which is the one for docking.
const ERROR_FULL_DEG: f32 = 5.0;
const RATE_FULL_DEG_PER_S: f32 = 1.0;
/// Rows besides the ball: a rate scale above and below, the angles in digits.
const AROUND_ROWS: u16 = 3;
/// Columns besides the ball: the pitch rate scale with a gap, and as much at the left.
const AROUND_COLUMNS: u16 = 7;
/// The smallest ball that shows anything, rows.
const LEAST_ROWS: u16 = 5;

const PAINTED: Ink = Ink {
    on_dark: [150, 160, 175],
    on_light: [70, 76, 88],
};
const NUMERAL: Ink = Ink {
    on_dark: [255, 255, 255],
    on_light: [0, 0, 0],
};
const NEEDLE: Ink = Ink {
    on_dark: [255, 214, 60],
    on_light: [150, 40, 0],
};
const SCALE: Ink = Ink {
    on_dark: [130, 140, 155],
    on_light: [0; 3],
};
const POINTER: Ink = Ink {
    on_dark: [255, 214, 60],
    on_light: [0; 3],
};

/// Rows it takes at a width.
pub fn rows(width: u16) -> u16 {
    width.saturating_sub(AROUND_COLUMNS) / 2 + AROUND_ROWS
}

/// Draws ball, needles, pointers and digits; the whole as large as the area allows, in its middle.
pub fn draw(console: &Console, area: Rect, buf: &mut Buffer) {
    let height = area.height.min(rows(area.width));
    let ball_rows = height.saturating_sub(AROUND_ROWS);
    if ball_rows < LEAST_ROWS {
        return;
    }
    let Some(ball) = Ball::of(&console.view.scene) else {
        return;
    };
    let area = Rect {
        y: area.y + (area.height - height) / 2,
        height,
        ..area
    };
    let dial = Dial {
        middle: Vec2::new(
            f32::from((area.width - AROUND_COLUMNS) / 2) + 2.0,
            1.0 + 0.5 * f32::from(ball_rows),
        ),
        radius: Vec2::new(f32::from(ball_rows), 0.5 * f32::from(ball_rows)),
    };
    let above = height - 1;
    let mut face = dial.ball(&ball, console.look.mode, area.width, above);
    let craft = console.craft();
    dial.errors(&mut face, craft.error_rad);
    dial.rates(&mut face, craft.rate_rad_per_s);
    face.paint(
        Rect {
            height: above,
            ..area
        },
        buf,
    );
    full_scales(console, ball_rows, area, buf);
    let digits = Rect {
        y: area.y + above,
        height: 1,
        ..area
    };
    lines(&[angles(console, &ball, area.width)], digits, buf);
}

/// Where the ball stands in its face, cells; radii right and down.
struct Dial {
    middle: Vec2,
    radius: Vec2,
}

impl Dial {
    fn at(&self, radii: Vec2) -> Vec2 {
        self.middle + radii * self.radius
    }

    /// The painted ball with its fixed index and the mark of its top.
    fn ball(&self, ball: &Ball, mode: Mode, columns: u16, rows: u16) -> Face {
        let mut face = Face::new(mode, columns, rows, |at| {
            let at = (at - self.middle) / self.radius;
            let painted = ball.painted(at)?;
            Some(tone(mode, Paint::at(painted), at))
        });
        if mode == Mode::Ascii {
            self.outline(&mut face, ball);
        } else {
            for at in ball.circles(mode.is_mono()) {
                face.dot(self.at(at), PAINTED);
            }
        }
        for (tens, at) in ball.numerals() {
            face.text(self.at(at), &format!("{tens:02}"), NUMERAL);
        }
        let [roll, ..] = ball.angles_rad();
        let top = Vec2::new(-roll.sin(), -roll.cos());
        face.line(self.at(top * 0.84), self.at(top * 0.98), NUMERAL);
        // The fixed index: wings and a point between them.
        for side in [-1.0, 1.0] {
            let wing = |x: f32| self.at(Vec2::new(side * x, 0.0));
            face.line(wing(0.10), wing(0.26), NEEDLE);
            face.line(
                self.at(Vec2::new(side * 0.10, 0.0)),
                self.at(Vec2::new(0.0, 0.09)),
                NEEDLE,
            );
        }
        face
    }

    /// Rim and horizon alone: in characters the painted circles would hide the needles.
    fn outline(&self, face: &mut Face, ball: &Ball) {
        const STEPS: u32 = 360;
        for k in 0..STEPS {
            let angle = k as f32 / STEPS as f32 * std::f32::consts::TAU;
            face.dot(self.at(Vec2::from_angle(angle) * 0.98), PAINTED);
            let yaw = 0.5 * angle - std::f32::consts::FRAC_PI_2;
            for pitch in [0.0, std::f32::consts::PI] {
                if let Some(at) = ball.place([pitch, yaw]) {
                    face.dot(self.at(at), PAINTED);
                }
            }
        }
    }

    /// Roll above, pitch at the right, yaw below: from the rim half way in.
    fn errors(&self, face: &mut Face, error_rad: [f32; 3]) {
        const THROW: f32 = 0.5;
        const INNER: f32 = 0.46;
        let [roll, pitch, yaw] =
            error_rad.map(|error| THROW * (error.to_degrees() / ERROR_FULL_DEG).clamp(-1.0, 1.0));
        let rim = |off: f32| 0.95 * (1.0 - off * off).sqrt();
        let needles = [
            (
                Vec2::new(-roll, -INNER),
                Vec2::new(-roll, -rim(roll)),
                Vec2::X,
            ),
            (
                Vec2::new(INNER, pitch),
                Vec2::new(rim(pitch), pitch),
                Vec2::Y,
            ),
            (Vec2::new(-yaw, INNER), Vec2::new(-yaw, rim(yaw)), Vec2::X),
        ];
        for (from, to, across) in needles {
            // Two dots thick: told from a painted circle by shape.
            let thick = across * Vec2::new(0.5, 0.25);
            for side in [Vec2::ZERO, thick] {
                face.line(self.at(from) + side, self.at(to) + side, NEEDLE);
            }
        }
    }

    /// The same order outside the rim.
    fn rates(&self, face: &mut Face, rate_rad_per_s: [f32; 3]) {
        const HALF: f32 = 0.6;
        let [roll, pitch, yaw] =
            rate_rad_per_s.map(|rate| (rate.to_degrees() / RATE_FULL_DEG_PER_S).clamp(-1.0, 1.0));
        let dot = Vec2::new(0.5, 0.25);
        let (left, top) = (self.middle - self.radius, self.middle - self.radius);
        let right = left.x + 2.0 * self.radius.x + 1.0;
        let scales = [
            (
                Vec2::new(self.middle.x, top.y - dot.y),
                Vec2::X,
                Vec2::NEG_Y,
                -roll,
            ),
            (Vec2::new(right, self.middle.y), Vec2::Y, Vec2::X, pitch),
            (
                Vec2::new(self.middle.x, top.y + 2.0 * self.radius.y),
                Vec2::X,
                Vec2::Y,
                -yaw,
            ),
        ];
        for (zero, along, outward, value) in scales {
            // Half a dot in, so that no rounding moves a scale.
            let zero = zero + 0.5 * dot;
            let reach = along * self.radius * HALF;
            face.line(zero - reach, zero + reach, SCALE);
            for tick in [-1.0, -0.5, 0.0, 0.5, 1.0] {
                face.dot(zero + reach * tick + outward * dot, SCALE);
            }
            let at = zero + reach * value;
            for away in 1..=3_i8 {
                for aside in 1 - away..away {
                    let step = outward * f32::from(away) + along * f32::from(aside);
                    face.dot(at + step * dot, POINTER);
                }
            }
        }
    }
}

/// A painted tone in the light that falls from above the left shoulder; in two colours the dark half
/// has dots, the red ends many.
fn tone(mode: Mode, paint: Paint, at: Vec2) -> [u8; 3] {
    if mode.is_mono() {
        return match paint {
            Paint::Up => [0; 3],
            Paint::Down => [66; 3],
            Paint::Red => [160; 3],
        };
    }
    let rgb = match paint {
        Paint::Up => [206.0, 212.0, 218.0],
        Paint::Down => [44.0, 50.0, 62.0],
        Paint::Red => [196.0, 44.0, 36.0],
    };
    let light = glam::Vec3::new(-0.35, -0.55, 0.76);
    let depth = (1.0 - at.length_squared()).max(0.0).sqrt();
    let lit = 0.42 + 0.58 * at.extend(depth).dot(light).max(0.0);
    rgb.map(|c: f32| (c * lit) as u8)
}

/// What a full deflection means, in the corners the ball leaves free.
fn full_scales(console: &Console, ball_rows: u16, area: Rect, buf: &mut Buffer) {
    let texts = [
        (
            0,
            "label-error",
            console.printed("printed-degree", ERROR_FULL_DEG, 0),
        ),
        (
            ball_rows,
            "label-rate",
            console.printed("printed-degree-per-second", RATE_FULL_DEG_PER_S, 0),
        ),
    ];
    for (row, key, value) in texts {
        let corner = Rect {
            y: area.y + row,
            height: 2,
            width: 6,
            ..area
        };
        let name = console.row().put(Role::Label, console.word(key)).line();
        let value = console.row().put(Role::Text, value).line();
        lines(&[name, value], corner, buf);
    }
}

/// The angles of the ball, as its scales count them: 0° to 359°.
fn angles(console: &Console, ball: &Ball, width: u16) -> Line<'static> {
    let [roll, pitch, yaw] = ball.angles_rad();
    let names = ["label-roll", "label-pitch", "label-yaw"];
    let mut row = console.row();
    for (k, (name, angle)) in names.into_iter().zip([roll, pitch, yaw]).enumerate() {
        let whole = angle.to_degrees().round().rem_euclid(360.0) as u16;
        row = row
            .at(usize::from(width) / 3 * k)
            .put(Role::Label, console.word(name))
            .put(Role::Value, format!(" {whole:03}°"));
    }
    row.line()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIDE: f32 = 20.0;

    fn dial() -> Dial {
        Dial {
            middle: Vec2::new(SIDE, 1.0 + 0.5 * SIDE),
            radius: Vec2::new(SIDE, 0.5 * SIDE),
        }
    }

    /// Middle of the dots drawn in these rows of cells.
    fn middle(draw: impl Fn(&Dial, &mut Face), rows: std::ops::Range<u16>) -> [f32; 2] {
        middle_in(draw, rows, 0..44)
    }

    /// Height of the middle of the dots drawn in the outer right part, where only pitch is told.
    fn middle_of_right(draw: impl Fn(&Dial, &mut Face)) -> f32 {
        middle_in(draw, 0..22, 32..40)[1]
    }

    fn middle_in(
        draw: impl Fn(&Dial, &mut Face),
        rows: std::ops::Range<u16>,
        columns: std::ops::Range<u16>,
    ) -> [f32; 2] {
        let area = Rect::new(0, 0, 44, 22);
        let mut buf = Buffer::empty(area);
        let mut face = Face::new(Mode::Braille, area.width, area.height, |_| None);
        draw(&dial(), &mut face);
        face.paint(area, &mut buf);
        let (mut sum, mut count) = (Vec2::ZERO, 0.0);
        for y in rows {
            for x in columns.clone() {
                let dots = buf[(x, y)]
                    .symbol()
                    .chars()
                    .next()
                    .map_or(0, |c| c as u32 & 0xFF);
                if buf[(x, y)].symbol() != " " {
                    sum += Vec2::new(f32::from(x), f32::from(y)) * dots.count_ones() as f32;
                    count += dots.count_ones() as f32;
                }
            }
        }
        assert!(count > 0.0);
        (sum / count).to_array()
    }

    #[test]
    fn a_needle_shows_where_to_fly() {
        let of = |error: [f32; 3], rows| middle(|dial, face| dial.errors(face, error), rows);
        let five = ERROR_FULL_DEG.to_radians();
        // Rolled and yawed right of the held attitude: the needles stand at the left.
        assert!(of([five, 0.0, 0.0], 1..5)[0] < of([0.0; 3], 1..5)[0] - 8.0);
        assert!(of([0.0, 0.0, five], 17..21)[0] < of([0.0; 3], 17..21)[0] - 8.0);
        // Nose above it: the needle stands below.
        let below = |error| middle_of_right(|dial, face| dial.errors(face, [0.0, error, 0.0]));
        assert!(below(0.9 * five) > below(-0.9 * five) + 5.0);
        // Full deflection is the end of it.
        assert_eq!(of([five, 0.0, 0.0], 1..5), of([3.0 * five, 0.0, 0.0], 1..5));
    }

    #[test]
    fn a_rate_pointer_goes_the_way_the_ball_goes() {
        let of = |rate: [f32; 3], rows| middle(|dial, face| dial.rates(face, rate), rows);
        let one = RATE_FULL_DEG_PER_S.to_radians();
        assert!(of([one, 0.0, 0.0], 0..1)[0] < of([0.0; 3], 0..1)[0] - 1.0);
        assert!(of([0.0, 0.0, one], 21..22)[0] < of([0.0; 3], 21..22)[0] - 1.0);
        assert!(of([0.0, one, 0.0], 2..20)[1] > of([0.0; 3], 2..20)[1] + 0.5);
    }

    #[test]
    fn the_halves_of_the_ball_differ_in_every_mode() {
        for mode in Mode::ALL {
            let tones =
                [Paint::Up, Paint::Down, Paint::Red].map(|paint| tone(mode, paint, Vec2::ZERO));
            assert!(tones[0] != tones[1] && tones[1] != tones[2] && tones[0] != tones[2]);
        }
    }
}
