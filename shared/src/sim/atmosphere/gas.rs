//! A well-mixed parcel of cabin air: moles of six species and their internal energy. Ideal gas
//! with constant heat capacities; it does not know what encloses it.

use serde::{Deserialize, Serialize};

use crate::maths::sqrt;

/// How many species a gas carries.
pub const SPECIES: usize = 6;

/// The species of cabin air; the value is the index in [`Gas::mol`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Species {
    /// Oxygen.
    O2,
    /// Nitrogen.
    N2,
    /// Carbon dioxide.
    Co2,
    /// Water vapour.
    H2o,
    /// Products of pyrolysis and incomplete combustion, counted as carbon monoxide.
    Smoke,
    /// Vapour of nitrogen tetroxide, counted as the nitrogen dioxide it falls apart into: at cabin
    /// temperature and some hundred parts in a million less than a thousandth stays paired.
    Oxidizer,
}

impl Species {
    /// All six, in index order.
    pub const ALL: [Species; SPECIES] = [
        Species::O2,
        Species::N2,
        Species::Co2,
        Species::H2o,
        Species::Smoke,
        Species::Oxidizer,
    ];
}

/// Gas constant, J/(mol·K) (CODATA 2018).
pub const GAS_CONSTANT: f64 = 8.314_462_618_153_24;

/// Molar masses, kg/mol (IUPAC), in [`Species`] order; the traces as CO and NO₂.
pub const MOLAR_MASS_KG: [f64; SPECIES] = [
    0.031_998_8,
    0.028_013_4,
    0.044_009_5,
    0.018_015_3,
    0.028_010_1,
    0.046_005_5,
];

/// Molar heat capacities at constant volume, J/(mol·K): 5/2 R for O₂, N₂ and CO (γ = 1.4), 28.8
/// for CO₂ (γ = 1.29), 3 R for H₂O (γ = 1.33), 28.7 for NO₂ (its 37.0 at constant pressure less R;
/// NIST-JANAF tables at 298 K). Cooling on venting and choking follow from them.
pub const CV_J_MOL_K: [f64; SPECIES] = [
    2.5 * GAS_CONSTANT,
    2.5 * GAS_CONSTANT,
    28.8,
    3.0 * GAS_CONSTANT,
    2.5 * GAS_CONSTANT,
    28.7,
];

/// Moles and internal energy of one parcel.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Gas {
    /// Amount of each species, mol, in [`Species`] order; never negative.
    pub mol: [f64; SPECIES],
    /// Internal energy, J, zero at 0 K.
    pub energy_j: f64,
}

impl Gas {
    /// A parcel that fills `volume_m3` with these partial pressures (Pa) at one temperature.
    pub fn from_partials(partial_pa: [f64; SPECIES], volume_m3: f64, temperature_k: f64) -> Gas {
        let mol = partial_pa.map(|p| p * volume_m3 / (GAS_CONSTANT * temperature_k));
        Gas {
            mol,
            energy_j: capacity(&mol) * temperature_k,
        }
    }

    /// All species together, mol.
    pub fn total_mol(&self) -> f64 {
        let [o2, n2, co2, h2o, smoke, oxidizer] = self.mol;
        o2 + n2 + co2 + h2o + smoke + oxidizer
    }

    /// Heat capacity at constant volume, J/K.
    pub fn heat_capacity_j_k(&self) -> f64 {
        capacity(&self.mol)
    }

    /// Temperature, K.
    pub fn temperature_k(&self) -> f64 {
        self.energy_j / capacity(&self.mol)
    }

    /// Pressure in a volume, Pa.
    pub fn pressure_pa(&self, volume_m3: f64) -> f64 {
        self.total_mol() * GAS_CONSTANT * self.temperature_k() / volume_m3
    }

    /// Partial pressure of one species in a volume, Pa.
    pub fn partial_pa(&self, species: Species, volume_m3: f64) -> f64 {
        self.mol[species as usize] * GAS_CONSTANT * self.temperature_k() / volume_m3
    }

    /// Mass, kg.
    pub fn mass_kg(&self) -> f64 {
        mass_kg(&self.mol)
    }

    /// Lets gas of one species in from outside at `temperature_k`, with its enthalpy; gives that, J.
    pub fn admit(&mut self, species: Species, mol: f64, temperature_k: f64) -> f64 {
        let i = species as usize;
        let enthalpy_j = mol * (CV_J_MOL_K[i] + GAS_CONSTANT) * temperature_k;
        self.mol[i] += mol;
        self.energy_j += enthalpy_j;
        enthalpy_j
    }

    /// Makes (or, negative, binds) gas of one species in place, leaving the temperature alone:
    /// lungs and canisters work inside the cabin, so no flow work crosses its wall. Gives the energy
    /// that it brings, J.
    pub fn make(&mut self, species: Species, mol: f64, temperature_k: f64) -> f64 {
        let i = species as usize;
        let energy_j = mol * CV_J_MOL_K[i] * temperature_k;
        self.mol[i] += mol;
        self.energy_j += energy_j;
        energy_j
    }

    /// The parcel as the upstream end of an opening.
    pub fn stagnation(&self, volume_m3: f64) -> Stagnation {
        let total = self.total_mol();
        let capacity = capacity(&self.mol);
        let temperature_k = self.energy_j / capacity;
        Stagnation {
            pressure_pa: total * GAS_CONSTANT * temperature_k / volume_m3,
            temperature_k,
            root_mrt: sqrt(mass_kg(&self.mol) / total * GAS_CONSTANT * temperature_k),
            gamma: 1.0 + total * GAS_CONSTANT / capacity,
        }
    }
}

/// What an opening needs to know about the gas in front of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stagnation {
    /// Pressure, Pa.
    pub pressure_pa: f64,
    /// Temperature, K.
    pub temperature_k: f64,
    /// √(M·R·T) of the mixture, √(kg·J)/mol.
    pub root_mrt: f64,
    /// Ratio of heat capacities of the mixture, 1.
    pub gamma: f64,
}

/// Heat capacity at constant volume of these moles, J/K.
pub fn capacity(mol: &[f64; SPECIES]) -> f64 {
    dot(mol, &CV_J_MOL_K)
}

/// Mass of these moles, kg.
pub fn mass_kg(mol: &[f64; SPECIES]) -> f64 {
    dot(mol, &MOLAR_MASS_KG)
}

fn dot(a: &[f64; SPECIES], b: &[f64; SPECIES]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
