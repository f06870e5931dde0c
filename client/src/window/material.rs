//! What the two craft are covered with: colours, gloss and surface patterns, one row a material.
//! It knows nothing of light sources: it answers what share of light a surface point gives back.

use glam::{Vec2, Vec3};

use super::signs::Sign;

/// Names a row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Material {
    /// Soyuz orbital module and instrument module: green-grey screen-vacuum blanket.
    GreenBlanket,
    /// Soyuz descent vehicle: the same blanket, darker.
    DarkBlanket,
    /// Soyuz radiator bands: white enamel.
    WhiteEnamel,
    /// Bare machined metal: docking frames, rods, brackets.
    Metal,
    /// Petals and guide ring: pale metal that must stand out against the hull.
    RingMetal,
    /// Capture latches and catches.
    Latch,
    /// Inside of the tunnel and the hatch cover.
    Hatch,
    /// Solar cells.
    SolarCells,
    /// The back of a solar panel.
    PanelBack,
    /// Apollo service module skin: silver paint with radiator panels.
    Silver,
    /// Apollo command module: reflective tape, faintly warm.
    MirrorTape,
    /// Apollo white radiators and the fairing ring.
    WhitePaint,
    /// Docking Module skin: dull Inconel over insulation.
    Inconel,
    /// Engine bells, black inside of nozzles.
    BurntMetal,
    /// Glass with darkness behind.
    Glass,
    /// Face of the stand-off target's base disc: dark, with a pale rim and ticks.
    TargetBase,
    /// The target's stand-off cross.
    TargetCross,
    /// White antenna rods and dishes.
    Antenna,
    /// Apollo's silver and white skins where the country's name is painted on them.
    SilverLettered,
    WhiteLettered,
    /// Soyuz's blanket where the country's letters are printed on it.
    GreenLettered,
    /// Flags on both hulls.
    FlagUs,
    FlagUssr,
}

/// How a surface varies across itself.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Pattern {
    Plain,
    /// Seams every so many metres along u and v, this much darker.
    Seams(f32, f32, f32),
    /// Solar cells in a grid of this pitch, m, with bright bus lines.
    Cells(f32),
    /// Target face: u and v are metres from the centre of the disc.
    Target,
    /// Painted letters or a flag: u and v are metres from its upper left corner.
    Sign(Sign),
}

/// Width of a seam between blankets or plates, and of a bus line between solar cells, m (estimates).
const SEAM_M: f32 = 0.018;
const BUS_M: f32 = 0.010;
/// A pattern finer than this share of a block has faded into an even tone.
const COARSE: f32 = 0.5;

/// One row: what a surface gives back.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    colour: [f32; 3],
    /// Strength of the highlight, 0..1.
    pub gloss: f32,
    /// Sharpness of the highlight: how often its cosine is squared (2ⁿ is Blinn–Phong's exponent).
    pub sharpness: u32,
    /// Share of the surroundings mirrored, 0..1.
    pub mirror: f32,
    /// Own light, as a share of full daylight: the target is painted to be seen at night.
    pub glow: f32,
    pattern: Pattern,
}

const fn row(colour: [f32; 3], gloss: f32, sharpness: u32, mirror: f32, pattern: Pattern) -> Row {
    Row {
        colour,
        gloss,
        sharpness,
        mirror,
        glow: 0.0,
        pattern,
    }
}

/// Radius of the target's base disc, m: the lunar module's was 17.7 in across (Apollo hardware
/// descriptions). Changing it changes what one tick of the sight means to a pilot.
pub const TARGET_RADIUS_M: f32 = 0.225;

impl Material {
    /// The material's row. Colours are linear light, estimates from flight photographs.
    pub fn row(self) -> Row {
        use Material as M;
        use Pattern::{Cells, Plain, Seams, Target};
        match self {
            M::GreenBlanket => row([0.25, 0.39, 0.21], 0.12, 4, 0.0, Seams(0.58, 0.55, 0.72)),
            M::DarkBlanket => row([0.13, 0.18, 0.115], 0.10, 3, 0.0, Seams(0.69, 0.52, 0.75)),
            M::WhiteEnamel => row([0.72, 0.72, 0.68], 0.15, 4, 0.0, Seams(0.8, 9.0, 0.8)),
            M::Metal => row([0.34, 0.34, 0.36], 0.55, 5, 0.25, Plain),
            M::RingMetal => row([0.62, 0.61, 0.58], 0.50, 5, 0.15, Plain),
            M::Latch => row([0.62, 0.42, 0.10], 0.60, 5, 0.10, Plain),
            M::Hatch => row([0.10, 0.11, 0.11], 0.10, 3, 0.0, Plain),
            M::SolarCells => row([0.020, 0.035, 0.16], 1.2, 6, 0.22, Cells(0.155)),
            M::PanelBack => row([0.42, 0.44, 0.40], 0.12, 3, 0.0, Seams(0.31, 0.36, 0.6)),
            M::Silver => row([0.42, 0.43, 0.45], 0.65, 5, 0.38, Seams(2.05, 1.1, 0.7)),
            M::MirrorTape => row([0.36, 0.34, 0.32], 0.80, 5, 0.45, Seams(0.75, 0.62, 0.75)),
            M::WhitePaint => row([0.76, 0.76, 0.75], 0.18, 4, 0.05, Seams(0.42, 9.0, 0.85)),
            M::Inconel => row([0.30, 0.29, 0.27], 0.50, 5, 0.22, Seams(0.55, 0.62, 0.7)),
            M::BurntMetal => row([0.09, 0.085, 0.08], 0.35, 4, 0.05, Plain),
            M::Glass => row([0.012, 0.014, 0.018], 1.0, 6, 0.30, Plain),
            M::TargetBase => Row {
                glow: 0.10,
                ..row([0.02, 0.02, 0.02], 0.02, 3, 0.0, Target)
            },
            M::TargetCross => Row {
                glow: 0.45,
                ..row([0.92, 0.92, 0.90], 0.02, 3, 0.0, Plain)
            },
            M::Antenna => row([0.70, 0.70, 0.68], 0.30, 5, 0.05, Plain),
            // Paint over the skin: duller than the silver, and as pale as that looks.
            M::SilverLettered => Row {
                pattern: Pattern::Sign(Sign::UnitedStates),
                ..row([0.50, 0.51, 0.53], 0.35, 5, 0.16, Plain)
            },
            M::WhiteLettered => Row {
                pattern: Pattern::Sign(Sign::UnitedStates),
                ..M::WhitePaint.row()
            },
            M::GreenLettered => Row {
                pattern: Pattern::Sign(Sign::Ussr),
                ..M::GreenBlanket.row()
            },
            M::FlagUs => row([0.45, 0.30, 0.32], 0.1, 3, 0.0, Pattern::Sign(Sign::FlagUs)),
            M::FlagUssr => row(
                [0.50, 0.02, 0.02],
                0.1,
                3,
                0.0,
                Pattern::Sign(Sign::FlagUssr),
            ),
        }
    }
}

impl Row {
    /// Whether nothing of the pattern ends or crosses within `size_m` metres round `uv`.
    pub fn even(&self, uv: Vec2, size_m: f32) -> bool {
        let clear = |at: f32, pitch_m: f32, width_m: f32| off(at, pitch_m) > 0.5 * width_m + size_m;
        match self.pattern {
            Pattern::Plain => true,
            Pattern::Seams(u_m, v_m, _) => {
                size_m > COARSE * u_m.min(v_m)
                    || clear(uv.x, u_m, SEAM_M) && clear(uv.y, v_m, SEAM_M)
            }
            Pattern::Cells(pitch_m) => {
                size_m > COARSE * pitch_m
                    || clear(uv.x, pitch_m, BUS_M) && clear(uv.y, pitch_m, BUS_M)
            }
            Pattern::Target => false,
            Pattern::Sign(sign) => size_m > COARSE * sign.size_m().y,
        }
    }

    /// The share of red, green and blue light given back at surface coordinates `uv`, m, seen at a
    /// size of `texel_m` metres a sample: detail finer than that fades instead of flickering.
    pub fn albedo(&self, uv: Vec2, texel_m: f32) -> Vec3 {
        let base = Vec3::from_array(self.colour);
        match self.pattern {
            Pattern::Plain => base,
            Pattern::Seams(u_m, v_m, dark) => {
                let seam = line(uv.x, u_m, SEAM_M, texel_m).max(line(uv.y, v_m, SEAM_M, texel_m));
                base * (1.0 - (1.0 - dark) * seam)
            }
            Pattern::Cells(pitch_m) => {
                let bus = line(uv.x, pitch_m, BUS_M, texel_m);
                let rows = line(uv.y, pitch_m, BUS_M, texel_m);
                base + Vec3::new(0.10, 0.12, 0.16) * (0.7 * bus).max(0.45 * rows)
            }
            Pattern::Target => target_face(base, uv),
            Pattern::Sign(sign) => sign.albedo(base, uv, texel_m),
        }
    }
}

/// Distance to the nearest whole multiple of `pitch_m`.
fn off(at: f32, pitch_m: f32) -> f32 {
    let turns = at / pitch_m;
    // Rounding by a cast: the library's own is slow.
    let nearest = (turns + 0.5f32.copysign(turns)) as i32 as f32;
    (turns - nearest).abs() * pitch_m
}

/// How much of a sample at `at` lies on lines `width_m` wide repeated every `pitch_m`.
fn line(at: f32, pitch_m: f32, width_m: f32, texel_m: f32) -> f32 {
    let half_m = 0.5 * (width_m + texel_m);
    if off(at, pitch_m) > half_m {
        return 0.0;
    }
    (width_m / (width_m + texel_m)).min(1.0)
}

fn target_face(base: Vec3, uv: Vec2) -> Vec3 {
    let r = uv.length() / TARGET_RADIUS_M;
    let near_axis = uv.x.abs().min(uv.y.abs()) < 0.012;
    if r > 0.84 || (near_axis && r > 0.62) {
        Vec3::new(0.62, 0.60, 0.56)
    } else {
        base
    }
}
