//! The account of the air: what came in from outside the seven gas volumes and what left them, by
//! source, written down by whatever gave or took it. What the volumes hold now less what they held
//! at first is the account's total; a leak in the bookkeeping is a leak in the physics.

use serde::{Deserialize, Serialize};

use super::Air;
use super::gas::{Gas, SPECIES, Species};

/// Where gas and heat come from or go to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Source {
    /// Bottles, through valves and regulators.
    Bottles,
    /// The crews' bodies.
    Lungs,
    /// CO₂ canisters.
    Canisters,
    /// Vents, relief valve, holes, seals and the open mouth of an unjoined tunnel.
    Overboard,
    /// Heat of the walls, and of the frames around the seal cavity.
    Walls,
    /// Flames.
    Fire,
    /// Vapours that seep in.
    Vapours,
}

/// How many sources there are.
const SOURCES: usize = 7;

impl Source {
    /// All seven, in index order.
    pub const ALL: [Source; SOURCES] = [
        Source::Bottles,
        Source::Lungs,
        Source::Canisters,
        Source::Overboard,
        Source::Walls,
        Source::Fire,
        Source::Vapours,
    ];
}

/// Gas and energy, positive into the volumes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Each species, mol, in [`Species`] order.
    pub mol: [f64; SPECIES],
    /// Internal energy, J.
    pub energy_j: f64,
}

impl Entry {
    /// Adds another to it.
    pub fn add(&mut self, other: &Entry) {
        for (sum, part) in self.mol.iter_mut().zip(other.mol) {
            *sum += part;
        }
        self.energy_j += other.energy_j;
    }
}

/// What one tick brought, by source.
pub type Tick = [Entry; SOURCES];

/// The account since the beginning. An hour is two hundred thousand ticks, so the sums carry
/// their rounding along (Neumaier, 1974).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Ledger {
    sums: [[Sum; SPECIES + 1]; SOURCES],
}

impl Ledger {
    /// What one source has given, less what it has taken.
    pub fn of(&self, source: Source) -> Entry {
        let row = &self.sums[source as usize];
        Entry {
            mol: core::array::from_fn(|s| row[s].value()),
            energy_j: row[SPECIES].value(),
        }
    }

    /// All sources together.
    pub fn total(&self) -> Entry {
        let mut total = Entry::default();
        for source in Source::ALL {
            total.add(&self.of(source));
        }
        total
    }

    /// Enters one tick.
    pub(super) fn enter(&mut self, tick: &Tick) {
        for (row, entry) in self.sums.iter_mut().zip(tick) {
            for (sum, mol) in row.iter_mut().zip(entry.mol) {
                sum.add(mol);
            }
            row[SPECIES].add(entry.energy_j);
        }
    }
}

impl Air {
    /// The account since this air began, by source. Changes by hand ([`Air::gas_mut`]) are not in it.
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// What the six compartments and the seal cavity hold together.
    pub fn content(&self) -> Entry {
        let mut sum = Entry::default();
        for gas in &self.gas {
            sum.add(&Entry {
                mol: gas.mol,
                energy_j: gas.energy_j,
            });
        }
        sum
    }
}

/// One gas volume whose dealings with the outside are written down as they are done.
pub struct Cabin<'a> {
    /// Its gas.
    pub gas: &'a mut Gas,
    /// Its volume, m³.
    pub volume_m3: f64,
    /// Where its dealings are written.
    pub entry: &'a mut Entry,
}

impl Cabin<'_> {
    /// Lets gas of one species in from outside at `temperature_k`, with its enthalpy.
    pub fn admit(&mut self, species: Species, mol: f64, temperature_k: f64) {
        self.entry.energy_j += self.gas.admit(species, mol, temperature_k);
        self.entry.mol[species as usize] += mol;
    }

    /// Makes (or, negative, binds) gas of one species in place, leaving the temperature alone.
    pub fn make(&mut self, species: Species, mol: f64, temperature_k: f64) {
        self.entry.energy_j += self.gas.make(species, mol, temperature_k);
        self.entry.mol[species as usize] += mol;
    }

    /// Gives heat, J.
    pub fn warm(&mut self, heat_j: f64) {
        self.gas.energy_j += heat_j;
        self.entry.energy_j += heat_j;
    }

    /// Pressure, Pa.
    pub fn pressure_pa(&self) -> f64 {
        self.gas.pressure_pa(self.volume_m3)
    }
}

/// A sum that keeps what rounding took from it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Sum {
    sum: f64,
    lost: f64,
}

impl Sum {
    fn add(&mut self, value: f64) {
        let sum = self.sum + value;
        self.lost += if self.sum.abs() >= value.abs() {
            (self.sum - sum) + value
        } else {
            (value - sum) + self.sum
        };
        self.sum = sum;
    }

    fn value(&self) -> f64 {
        self.sum + self.lost
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_keeps_what_is_too_small_for_it() {
        let mut sum = Sum::default();
        sum.add(1.0);
        (0..1_000_000).for_each(|_| sum.add(1e-17));
        sum.add(-1.0);
        assert!((sum.value() - 1e-11).abs() < 1e-20, "{:e}", sum.value());
    }
}
