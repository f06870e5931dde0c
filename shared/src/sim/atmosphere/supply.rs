//! Everything that makes, binds or feeds cabin gas: bottles and regulators, lungs, canisters,
//! warm walls. It knows one gas volume at a time; openings between them are not its business.

use super::gas::{GAS_CONSTANT, MOLAR_MASS_KG, Species, Stagnation};
use super::ledger::Cabin;
use super::orifice::flux_mol_s_m2;
use crate::catalogue::compartments::{OXIDIZER_KEPT, RegulatorRow, SMOKE_KEPT};
use crate::catalogue::valves::{BottleGas, BottleRow};
use crate::maths::sqrt;

/// Temperature at which bottled gas arrives after its heater, K.
pub const BOTTLE_K: f64 = 293.15;

/// Oxygen one man uses, mol/s (0.84 kg a day, the usual planning figure).
pub const OXYGEN_MOL_S: f64 = 0.84 / MOLAR_MASS_KG[0] / 86_400.0;

/// Carbon dioxide one man gives off, mol/s (1.0 kg a day, likewise).
pub const CARBON_DIOXIDE_MOL_S: f64 = 1.0 / MOLAR_MASS_KG[2] / 86_400.0;

/// Water one man breathes and sweats into the air, mol/s (1.8 kg a day, likewise).
pub const WATER_MOL_S: f64 = 1.8 / MOLAR_MASS_KG[3] / 86_400.0;

/// Dry heat of one man at light work, W (estimate).
pub const BODY_HEAT_W: f64 = 80.0;

/// Oxygen pressure at which lungs take up half of what the body asks for, Pa (estimate, near the
/// P50 of blood). Far above it uptake does not depend on pressure; at zero it is zero.
const UPTAKE_HALF_PA: f64 = 2_500.0;

/// Feeds a volume from a bottle through an open regulated valve of effective area times time
/// `cda_m2_s`. Gives the mass fed, kg.
pub fn feed_from_bottle(
    cabin: &mut Cabin,
    bottle: &BottleRow,
    bottle_mol: &mut f64,
    cda_m2_s: f64,
) -> f64 {
    let species = bottle_species(bottle);
    let up = Stagnation {
        pressure_pa: store_pa(bottle, *bottle_mol).min(bottle.regulated_pa),
        temperature_k: BOTTLE_K,
        root_mrt: sqrt(MOLAR_MASS_KG[species as usize] * GAS_CONSTANT * BOTTLE_K),
        gamma: 1.4,
    };
    let mol = cda_m2_s * flux_mol_s_m2(&up, cabin.pressure_pa());
    *bottle_mol -= mol;
    cabin.admit(species, mol, BOTTLE_K);
    mol * MOLAR_MASS_KG[species as usize]
}

/// Pressure in a store that holds so many moles, Pa: an ideal gas, up to what its heaters hold.
pub fn store_pa(bottle: &BottleRow, mol: f64) -> f64 {
    (mol * GAS_CONSTANT * BOTTLE_K / bottle.volume_m3).min(bottle.held_pa)
}

/// Feeds oxygen from a bottle through a demand regulator for `dt_s` seconds. Gives the mass fed, kg.
pub fn regulate(
    cabin: &mut Cabin,
    regulator: &RegulatorRow,
    bottle_mol: &mut f64,
    dt_s: f64,
) -> f64 {
    let below = (regulator.set_pa - cabin.pressure_pa()) / regulator.band_pa;
    // The poppet has two stops. A nearly empty bottle gives what is left in proportion.
    let opening = below.clamp(0.0, 1.0);
    let full_mol = regulator.full_kg_s / MOLAR_MASS_KG[0] * dt_s;
    let mol = opening * full_mol * *bottle_mol / (*bottle_mol + 1.0);
    *bottle_mol -= mol;
    cabin.admit(Species::O2, mol, BOTTLE_K);
    mol * MOLAR_MASS_KG[0]
}

/// One man breathes for `dt_s` seconds at `activity` (0 dead, 1 awake).
pub fn breathe(cabin: &mut Cabin, activity: f64, dt_s: f64) {
    let temperature_k = cabin.gas.temperature_k();
    let oxygen = cabin.gas.partial_pa(Species::O2, cabin.volume_m3) / UPTAKE_HALF_PA;
    // Hill's curve, exponent 4: 1 within 3e-4 above 19 kPa, no oxygen below zero.
    let hill = oxygen * oxygen * oxygen * oxygen;
    let rate = activity * hill / (1.0 + hill) * dt_s;
    cabin.make(Species::O2, -rate * OXYGEN_MOL_S, temperature_k);
    cabin.make(Species::Co2, rate * CARBON_DIOXIDE_MOL_S, temperature_k);
    cabin.make(Species::H2o, rate * WATER_MOL_S, temperature_k);
    cabin.warm(rate * BODY_HEAT_W);
}

/// Draws `flow_m3` of cabin air through a canister that keeps its CO₂ and water, part of its smoke
/// and oxidizer vapour, and gives back `oxygen_per_co2` moles of oxygen for each of CO₂. Implicit in
/// the flow. A nearly spent canister works in proportion to what it can still bind.
pub fn scrub(cabin: &mut Cabin, flow_m3: f64, oxygen_per_co2: f64, canister_mol: &mut f64) {
    let temperature_k = cabin.gas.temperature_k();
    let fresh = *canister_mol / (*canister_mol + 1.0);
    let share = fresh * flow_m3 / (cabin.volume_m3 + flow_m3);
    let mut kept = |species: Species, part: f64| {
        let mol = cabin.gas.mol[species as usize] * share * part;
        cabin.make(species, -mol, temperature_k);
        mol
    };
    let co2 = kept(Species::Co2, 1.0);
    kept(Species::H2o, 1.0);
    kept(Species::Smoke, SMOKE_KEPT);
    kept(Species::Oxidizer, OXIDIZER_KEPT);
    cabin.make(Species::O2, co2 * oxygen_per_co2, temperature_k);
    *canister_mol -= co2;
}

/// Heat between gas and wall over a step; `wall_j_k` is conductance times time. Implicit.
pub fn touch_wall(cabin: &mut Cabin, wall_k: f64, wall_j_k: f64) {
    let capacity = cabin.gas.heat_capacity_j_k();
    let energy_j = cabin.gas.energy_j;
    let temperature_k = (energy_j + wall_j_k * wall_k) / (capacity + wall_j_k);
    cabin.warm(capacity * temperature_k - energy_j);
}

/// Which species a bottle holds.
pub fn bottle_species(bottle: &BottleRow) -> Species {
    match bottle.gas {
        BottleGas::Oxygen => Species::O2,
        BottleGas::Nitrogen => Species::N2,
    }
}
