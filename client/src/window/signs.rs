//! What is painted on the hulls: the countries' names and flags. It knows colours by place, and lays
//! each sign on the skin it stands on; of the light it knows nothing.

use glam::{Vec2, Vec3};

use super::apas::around;
use super::material::Material;
use super::mesh::Mesh;

/// One sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// UNITED STATES along the service module.
    UnitedStates,
    /// СССР on the orbital module: NASA S75-28510 has the letters there. Their size and tone are estimates.
    Ussr,
    /// The flag of the United States: 13 stripes, canton of 7 of them by two fifths of the fly
    /// (Executive Order 10834).
    FlagUs,
    /// The flag of the Soviet Union. Soviet ships carried one in multinational flights (A. Herzfeld,
    /// Space Vexillology, 1999).
    FlagUssr,
}

/// Rows and columns of a letter, and columns from one to the next.
const GLYPH: (usize, usize) = (7, 5);
const PITCH: usize = 6;
/// Colours, linear light (estimates): the letters, and the flags' cloth. Letters as pale as the target
/// beside them would rival its cross.
const LETTER: Vec3 = Vec3::new(0.32, 0.01, 0.01);
const OLD_GLORY_RED: Vec3 = Vec3::new(0.45, 0.01, 0.03);
const OLD_GLORY_BLUE: Vec3 = Vec3::new(0.03, 0.04, 0.16);
const CLOTH_WHITE: Vec3 = Vec3::new(0.80, 0.80, 0.80);
const SOVIET_RED: Vec3 = Vec3::new(0.60, 0.01, 0.01);
const GOLD: Vec3 = Vec3::new(0.85, 0.62, 0.05);
/// Looks a texel is averaged over, along each side.
const LOOKS: u32 = 3;

impl Sign {
    /// Width and height, m (estimates: as large as the skin between its fittings allows).
    pub fn size_m(self) -> Vec2 {
        match self {
            Sign::UnitedStates => Vec2::new(4.1, 0.375),
            Sign::Ussr => Vec2::new(1.10, 0.37),
            Sign::FlagUs => Vec2::new(0.95, 0.5),
            Sign::FlagUssr => Vec2::new(0.70, 0.35),
        }
    }

    /// The share of light given back at `uv`, m, by a texel of this size on a ground of that colour:
    /// what is finer than a texel fades into its mean.
    pub fn albedo(self, ground: Vec3, uv: Vec2, texel_m: f32) -> Vec3 {
        let mut sum = Vec3::ZERO;
        for k in 0..LOOKS * LOOKS {
            let step = Vec2::new((k % LOOKS) as f32, (k / LOOKS) as f32) + 0.5;
            let off = step / LOOKS as f32 - 0.5;
            sum += self.at(ground, (uv + off * texel_m) / self.size_m());
        }
        sum / (LOOKS * LOOKS) as f32
    }

    /// The colour at a point, each of its coordinates from 0 to 1.
    fn at(self, ground: Vec3, at: Vec2) -> Vec3 {
        match self {
            Sign::UnitedStates if inked("UNITED STATES", at) => LETTER,
            Sign::Ussr if inked("СССР", at) => LETTER,
            Sign::UnitedStates | Sign::Ussr => ground,
            Sign::FlagUs => stars_and_stripes(at),
            Sign::FlagUssr => hammer_and_sickle(at),
        }
    }
}

/// Whether a point lies on a letter.
fn inked(text: &str, at: Vec2) -> bool {
    let columns = text.chars().count() * PITCH - 1;
    let cell = (at * Vec2::new(columns as f32, GLYPH.0 as f32)).floor();
    if cell.min_element() < 0.0 || cell.x >= columns as f32 || cell.y >= GLYPH.0 as f32 {
        return false;
    }
    let (column, row) = (cell.x as usize, cell.y as usize);
    let letter = text.chars().nth(column / PITCH).unwrap_or(' ');
    column % PITCH < GLYPH.1 && rows(letter)[row] >> (GLYPH.1 - 1 - column % PITCH) & 1 == 1
}

/// A letter's rows, the left column in the highest of five bits.
const fn rows(letter: char) -> [u8; GLYPH.0] {
    match letter {
        'U' => [0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x0e],
        'N' => [0x11, 0x19, 0x19, 0x15, 0x13, 0x13, 0x11],
        'I' => [0x0e, 0x04, 0x04, 0x04, 0x04, 0x04, 0x0e],
        'T' => [0x1f, 0x04, 0x04, 0x04, 0x04, 0x04, 0x04],
        'E' => [0x1f, 0x10, 0x10, 0x1e, 0x10, 0x10, 0x1f],
        'D' => [0x1e, 0x11, 0x11, 0x11, 0x11, 0x11, 0x1e],
        'S' => [0x0f, 0x10, 0x10, 0x0e, 0x01, 0x01, 0x1e],
        'A' => [0x0e, 0x11, 0x11, 0x1f, 0x11, 0x11, 0x11],
        'С' => [0x0e, 0x11, 0x10, 0x10, 0x10, 0x11, 0x0e],
        'Р' => [0x1e, 0x11, 0x11, 0x1e, 0x10, 0x10, 0x10],
        _ => [0; GLYPH.0],
    }
}

fn stars_and_stripes(at: Vec2) -> Vec3 {
    const CANTON: Vec2 = Vec2::new(0.4, 7.0 / 13.0);
    if at.cmplt(CANTON).all() {
        // Fifty stars in nine rows; a row's pitch is a tenth of the canton's height.
        let star = (at / CANTON * Vec2::new(12.0, 10.0) - 0.5).round() + 0.5;
        let near = (at / CANTON * Vec2::new(12.0, 10.0)).distance(star) < 0.36;
        let place = (star - 0.5).max(Vec2::ZERO);
        let other = ((place.x + place.y) as u32).is_multiple_of(2);
        let is_star = other && place.x < 11.0 && place.y < 9.0;
        return if near && is_star {
            CLOTH_WHITE
        } else {
            OLD_GLORY_BLUE
        };
    }
    match (at.y * 13.0) as u32 % 2 {
        0 => OLD_GLORY_RED,
        _ => CLOTH_WHITE,
    }
}

/// Red cloth with the gold emblem at the upper hoist, drawn as coarse as it can ever be seen: a star
/// over a sickle's arc and a hammer across it.
fn hammer_and_sickle(at: Vec2) -> Vec3 {
    // In flag heights from the emblem's middle, half as high as a third of the flag.
    let from = (at * Vec2::new(2.0, 1.0) - Vec2::new(0.42, 0.34)) / 0.2;
    let sickle = (0.72..1.0).contains(&from.length()) && !(from.x < -0.2 && from.y < 0.5);
    let hammer = (from.x - from.y).abs() < 0.16 && from.length() < 0.85;
    let head = (from - Vec2::new(-0.5, -0.5)).abs().max_element() < 0.24;
    let star = (from - Vec2::new(0.0, -1.4)).length() < 0.26;
    match sickle || hammer || head || star {
        true => GOLD,
        false => SOVIET_RED,
    }
}

/// How far paint stands off the skin's flat facets, m: enough that it is never drawn beneath them.
const OFF_M: f32 = 0.02;

/// Where a point of a sign, m from its upper left corner, lies on a hull, and which way it looks.
#[derive(Clone, Copy, Debug)]
pub enum Skin {
    /// Lengthwise on a cylinder about the x axis, its text running forward: where it begins, the
    /// cylinder's radius, m, and its middle line round the axis, degrees.
    Cylinder(f32, f32, f32),
    /// On the front of a ball, so that somebody in front of it reads it: station of the ball's middle,
    /// radius, m; middle of the sign round the axis and away from it, degrees.
    Ball {
        /// Station of the ball's middle, m.
        centre_x_m: f32,
        /// Its radius, m.
        radius_m: f32,
        /// The sign's middle round the axis and away from it, degrees.
        middle_deg: [f32; 2],
        /// How far the sign is turned from standing with its feet towards the axis, degrees.
        turn_deg: f32,
    },
}

impl Skin {
    /// Place and outward side of a point of a sign, body frame, m.
    pub fn at(self, sign: Sign, uv: Vec2) -> (Vec3, Vec3) {
        let size_m = sign.size_m();
        match self {
            Skin::Cylinder(rear_x_m, radius_m, angle_deg) => {
                // The sheet's rows run down it, which is round the axis.
                let turn = ((uv.y - size_m.y / 2.0) / radius_m).to_degrees();
                let place = around(angle_deg + turn, radius_m + OFF_M);
                (
                    place.origin + Vec3::X * (rear_x_m + uv.x),
                    place.axes.y_axis,
                )
            }
            Skin::Ball {
                centre_x_m,
                radius_m,
                middle_deg: [angle_deg, lean_deg],
                turn_deg,
            } => {
                let off = Vec2::from_angle(turn_deg.to_radians()).rotate(uv - size_m / 2.0);
                let around_m = radius_m * lean_deg.to_radians().sin();
                let turn = (-off.x / around_m).to_degrees();
                let lean = lean_deg.to_radians() - off.y / radius_m;
                let aside = around(angle_deg + turn, 1.0).origin;
                let out = Vec3::X * lean.cos() + aside * lean.sin();
                (Vec3::X * centre_x_m + out * (radius_m + OFF_M), out)
            }
        }
    }
}

/// Lays a sign on its skin, from one part of its length to another, m.
pub fn lay(mesh: &mut Mesh, (sign, skin): (Sign, Skin), part_m: [f32; 2], material: Material) {
    let ends = [0.0, sign.size_m().y];
    let corners = [0, 1].map(|end| Vec2::new(part_m[end], ends[end]));
    // As few faces as keep its flat parts above the skin: a cylinder is straight along its axis.
    let faces = match skin {
        Skin::Cylinder(..) => (1, 3),
        Skin::Ball { .. } => (6, 3),
    };
    mesh.sheet(corners, faces, |uv| skin.at(sign, uv), material);
}

#[cfg(test)]
mod tests;
