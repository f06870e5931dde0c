//! What burns in a cabin and what puts it out: figures with their sources. How a flame lives is
//! `sim::fire`'s business.

use crate::ids::CompartmentId;

/// Oxygen share below which plastics do not burn at one atmosphere, 1: the oxygen index of
/// polyethylene, 17.4 %. Better materials need more; a fire that starts has found a worse one.
pub const LIMIT_FRACTION: f64 = 0.174;

/// One atmosphere, Pa.
pub const ATMOSPHERE_PA: f64 = 101_325.0;

/// How the limit rises as pressure falls, Pa: limit = index + this × (1/p − 1/atmosphere). That it
/// rises: D. Hirsch, J. Williams, H. Beeson, Pressure Effects on Oxygen Concentration Flammability
/// Thresholds, 2007. The value is an estimate: with it pure oxygen stops to feed flames at 7 kPa, and
/// the limits are 20 % at 520 mmHg and 29 % at 5 psia.
pub const LIMIT_RISE_PA: f64 = 6_200.0;

/// Time in which a flame in the best of air grows e-fold, s (estimate): in Apollo's oxygen a small
/// flame is a big one within the minute, in Soyuz's lowered air in two.
pub const GROWTH_S: f64 = 6.0;

/// Time in which a flame dies e-fold in air that does not feed it, s (estimate).
pub const DYING_S: f64 = 3.0;

/// What burns near one cable, kg (estimate: insulation, Velcro, paper within reach).
pub const FUEL_KG: f64 = 0.08;

/// Time in which that would burn down at full blaze in stirred air, s (estimate; 0.2 g/s, 9 kW).
pub const BURN_DOWN_S: f64 = 400.0;

/// Share of the blaze that is left in still air, 1 (estimate): without weight nothing rises, and a
/// flame that no fan feeds lives on diffusion.
pub const STILL_SHARE: f64 = 0.25;

/// What a spark sets alight, kg/s (estimate: a match).
pub const SPARK_KG_S: f64 = 2.0e-6;

/// A flame smaller than this is out, kg/s (estimate: less heat than the cable takes away).
pub const OUT_KG_S: f64 = 5.0e-7;

/// Molar mass of what burns, kg/mol: a CH₂ group, as in polyethylene.
pub const FUEL_KG_MOL: f64 = 0.014_026_6;

/// Share of its carbon that becomes carbon monoxide, 1 (estimate for a small ventilated fire of
/// plastics); with the smoke that goes with it, it is the poison.
pub const SMOKE_YIELD: f64 = 0.1;

/// Heat of burning per kilogram of oxygen consumed, J/kg: 13.1 MJ/kg for nearly all organic
/// matter, within 5 % (C. Huggett, 1980).
pub const HEAT_J_KG_O2: f64 = 13.1e6;

/// Share of that which warms the gas, 1 (estimate); walls take the rest as radiation.
pub const GAS_SHARE: f64 = 0.65;

/// Oxygen pressure at which burning is half as fast as its rate says, Pa (estimate, far under any
/// limit above): nothing burns in a vacuum, however the flame stood before.
pub const HALF_PA: f64 = 1_000.0;

/// How long an extinguisher gives foam, s (recalled for the command module's gelled water).
pub const EXTINGUISHER_S: f64 = 30.0;

/// Time in which foam beats a flame down e-fold, s (estimate).
pub const BEATEN_S: f64 = 1.5;

/// Time in which foam covers e-fold what could burn, s (estimate: half a minute of it leaves a
/// four-hundredth uncovered).
pub const COVERED_S: f64 = 5.0;

/// Where an extinguisher hangs: the command module (one flew in each), the Docking Module
/// (Soyuz–Apollo Experiments Handbook's list of its fittings), Soyuz's orbital module (recalled).
pub const EXTINGUISHERS: [CompartmentId; 3] =
    [CompartmentId::Cm, CompartmentId::Dm, CompartmentId::Om];
