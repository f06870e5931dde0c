//! Moves gas through every opening of the docked pair in one implicit step, so that a hatch
//! standing open between a tunnel and a cabin is as stable as a pinhole. It knows volumes and
//! effective areas; not which valve or hatch made them.

use super::gas::{GAS_CONSTANT, Gas, SPECIES, Stagnation, capacity, mass_kg};
use super::orifice::conductance;

/// Gas volumes: the six compartments in their order, then the seal cavity.
pub const NODES: usize = 7;

/// Index of the seal cavity among the nodes.
pub const CAVITY: usize = 6;

/// Openings between nodes: the five hatches' bulkheads, then the two ways into the cavity.
pub const LINKS: [(usize, usize); 7] = [
    (0, 1),
    (1, 2),
    (2, 3),
    (3, 4),
    (4, 5),
    (3, CAVITY),
    (4, CAVITY),
];

/// Partial pressures outside, Pa: the thin air at 225 km and the ships' own outgassing, together
/// 1e-4 Pa (estimate). Too little to weigh; it keeps the temperature of a vented volume defined.
pub const SPACE_PA: [f64; SPECIES] = [2e-5, 4e-5, 1e-5, 3e-5, 0.0, 0.0];

/// Temperature of what little comes in from outside, K.
const SPACE_K: f64 = 293.15;

/// What stands open during one step.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Openings {
    /// Flow area times discharge coefficient of each link, m².
    pub link_cda_m2: [f64; LINKS.len()],
    /// Volume each link exchanges both ways at equal pressure, m³/s.
    pub link_exchange_m3_s: [f64; LINKS.len()],
    /// Flow area times discharge coefficient from each node to space, m².
    pub space_cda_m2: [f64; NODES],
}

/// What one step carried, signed from a link's first node to its second and outward to space.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Carried {
    /// Net mass through each link, kg.
    pub link_kg: [f64; LINKS.len()],
    /// The part of it that a pressure difference drove, kg; the rest is exchange.
    pub driven_kg: [f64; LINKS.len()],
    /// Each species from each node to space, mol.
    pub space_mol: [[f64; SPECIES]; NODES],
    /// Enthalpy from each node to space, J.
    pub space_j: [f64; NODES],
}

/// Lets gas flow for `dt_s` seconds. Species and energy that leave one node arrive in the other
/// (or in space) as the same number; nothing becomes negative whatever the step.
pub fn flow(
    gas: &mut [Gas; NODES],
    volume_m3: &[f64; NODES],
    open: &Openings,
    dt_s: f64,
) -> Carried {
    let moved = moles_moved(gas, volume_m3, open, dt_s);
    carry_species_and_energy(gas, &moved)
}

/// Moles through each opening during the step, signed from the link's first node to its second
/// and outward to space; and moles exchanged both ways.
struct Moved {
    link: [f64; LINKS.len()],
    exchange: [f64; LINKS.len()],
    space: [f64; NODES],
}

/// Solves for the pressures at the end of the step, with each opening's secant conductance taken
/// at its start, and returns the flows those pressures drive.
fn moles_moved(gas: &[Gas; NODES], volume_m3: &[f64; NODES], open: &Openings, dt_s: f64) -> Moved {
    let state: [Stagnation; NODES] = core::array::from_fn(|i| gas[i].stagnation(volume_m3[i]));
    let outside = Gas::from_partials(SPACE_PA, 1.0, SPACE_K).stagnation(1.0);
    let mut link_g = [0.0; LINKS.len()];
    let mut space_g = [0.0; NODES];
    for (k, &(a, b)) in LINKS.iter().enumerate() {
        if open.link_cda_m2[k] > 0.0 {
            link_g[k] = open.link_cda_m2[k] * conductance(&state[a], &state[b]) * dt_s;
        }
    }
    let mut system = System::default();
    let mut pressure: [[f64; 1]; NODES] = [[0.0]; NODES];
    for i in 0..NODES {
        if open.space_cda_m2[i] > 0.0 {
            space_g[i] = open.space_cda_m2[i] * conductance(&state[i], &outside) * dt_s;
        }
        // Moles per pascal when the volume takes or gives gas adiabatically. Dividing by it
        // keeps every node's total above zero: at most 1/γ of it can leave in one step.
        let capacity = volume_m3[i] / (state[i].gamma * GAS_CONSTANT * state[i].temperature_k);
        system.diagonal[i] = capacity + space_g[i];
        pressure[i] = [capacity * state[i].pressure_pa + space_g[i] * outside.pressure_pa];
    }
    for (k, &(a, b)) in LINKS.iter().enumerate() {
        system.diagonal[a] += link_g[k];
        system.diagonal[b] += link_g[k];
        system.couple(k, -link_g[k], -link_g[k]);
    }
    system.solve(&mut pressure);
    Moved {
        link: core::array::from_fn(|k| {
            let (a, b) = LINKS[k];
            link_g[k] * (pressure[a][0] - pressure[b][0])
        }),
        exchange: core::array::from_fn(|k| {
            let (a, b) = LINKS[k];
            let density = gas[a].total_mol() / volume_m3[a] + gas[b].total_mol() / volume_m3[b];
            0.5 * density * open.link_exchange_m3_s[k] * dt_s
        }),
        space: core::array::from_fn(|i| space_g[i] * (pressure[i][0] - outside.pressure_pa)),
    }
}

/// Carries species, then enthalpy, upwind and implicitly: what leaves has the composition and
/// temperature of the end of the step.
fn carry_species_and_energy(gas: &mut [Gas; NODES], moved: &Moved) -> Carried {
    let forward: [f64; LINKS.len()] =
        core::array::from_fn(|k| moved.link[k].max(0.0) + moved.exchange[k]);
    let backward: [f64; LINKS.len()] =
        core::array::from_fn(|k| (-moved.link[k]).max(0.0) + moved.exchange[k]);
    let outside = Gas::from_partials(SPACE_PA, 1.0, SPACE_K);
    let outside_total = outside.total_mol();

    let mut system = System::default();
    for (k, &(a, b)) in LINKS.iter().enumerate() {
        system.diagonal[a] += backward[k];
        system.diagonal[b] += forward[k];
        system.couple(k, -backward[k], -forward[k]);
    }
    let mut fraction: [[f64; SPECIES]; NODES] = [[0.0; SPECIES]; NODES];
    for i in 0..NODES {
        let inward = (-moved.space[i]).max(0.0);
        // Old total plus all that comes in; equal to the new total plus all that leaves.
        system.diagonal[i] += gas[i].total_mol() + inward;
        fraction[i] =
            core::array::from_fn(|s| gas[i].mol[s] + inward * outside.mol[s] / outside_total);
    }
    system.solve(&mut fraction);
    let mut carried = Carried {
        link_kg: [0.0; LINKS.len()],
        driven_kg: [0.0; LINKS.len()],
        space_mol: [[0.0; SPECIES]; NODES],
        space_j: [0.0; NODES],
    };
    for (k, &(a, b)) in LINKS.iter().enumerate() {
        if forward[k] == 0.0 && backward[k] == 0.0 {
            continue;
        }
        let mol: [f64; SPECIES] =
            core::array::from_fn(|s| forward[k] * fraction[a][s] - backward[k] * fraction[b][s]);
        subtract(&mut gas[a].mol, 1.0, &mol);
        subtract(&mut gas[b].mol, -1.0, &mol);
        let upstream = if moved.link[k] > 0.0 { a } else { b };
        carried.link_kg[k] = mass_kg(&mol);
        carried.driven_kg[k] = moved.link[k] * mass_kg(&fraction[upstream]);
    }
    for i in 0..NODES {
        if moved.space[i] == 0.0 {
            continue;
        }
        let (outward, inward) = (moved.space[i].max(0.0), (-moved.space[i]).max(0.0));
        carried.space_mol[i] = core::array::from_fn(|s| {
            outward * fraction[i][s] - inward * outside.mol[s] / outside_total
        });
        subtract(&mut gas[i].mol, 1.0, &carried.space_mol[i]);
    }
    carried.space_j = carry_energy(gas, moved, &forward, &backward, &fraction);
    carried
}

/// The same for enthalpy; the unknown is the molar enthalpy of each node at the end of the step.
/// Gives what left each node for space, J.
fn carry_energy(
    gas: &mut [Gas; NODES],
    moved: &Moved,
    forward: &[f64; LINKS.len()],
    backward: &[f64; LINKS.len()],
    fraction: &[[f64; SPECIES]; NODES],
) -> [f64; NODES] {
    let outside = Gas::from_partials(SPACE_PA, 1.0, SPACE_K);
    let outside_h = (outside.heat_capacity_j_k() / outside.total_mol() + GAS_CONSTANT) * SPACE_K;
    let mut system = System::default();
    for (k, &(a, b)) in LINKS.iter().enumerate() {
        system.diagonal[a] += forward[k];
        system.diagonal[b] += backward[k];
        system.couple(k, -backward[k], -forward[k]);
    }
    let mut enthalpy: [[f64; 1]; NODES] = [[0.0]; NODES];
    for i in 0..NODES {
        let cv = capacity(&fraction[i]);
        let (outward, inward) = (moved.space[i].max(0.0), (-moved.space[i]).max(0.0));
        system.diagonal[i] += gas[i].total_mol() * cv / (cv + GAS_CONSTANT) + outward;
        enthalpy[i] = [gas[i].energy_j + inward * outside_h];
    }
    system.solve(&mut enthalpy);
    for (k, &(a, b)) in LINKS.iter().enumerate() {
        let energy_j = forward[k] * enthalpy[a][0] - backward[k] * enthalpy[b][0];
        gas[a].energy_j -= energy_j;
        gas[b].energy_j += energy_j;
    }
    core::array::from_fn(|i| {
        let (outward, inward) = (moved.space[i].max(0.0), (-moved.space[i]).max(0.0));
        let energy_j = outward * enthalpy[i][0] - inward * outside_h;
        gas[i].energy_j -= energy_j;
        energy_j
    })
}

/// A linear system with the shape of the docked pair: a chain of six and the cavity, which touches
/// two neighbours of the chain only. Eliminating the cavity first fills in nothing new, so the
/// rest is tridiagonal. Diagonally dominant by construction, so no pivoting.
#[derive(Default)]
struct System {
    diagonal: [f64; NODES],
    /// Row of the link's first node, column of its second.
    upper: [f64; LINKS.len()],
    /// Row of the second, column of the first.
    lower: [f64; LINKS.len()],
}

impl System {
    /// Sets both off-diagonal entries of link `k`.
    fn couple(&mut self, k: usize, upper: f64, lower: f64) {
        self.upper[k] = upper;
        self.lower[k] = lower;
    }

    /// Replaces each right-hand side by its solution.
    fn solve<const N: usize>(mut self, rhs: &mut [[f64; N]; NODES]) {
        // Links 5 and 6 join nodes 3 and 4 to the cavity; link 3 joins 3 to 4.
        let (row3, row4) = (self.upper[5], self.upper[6]);
        let (col3, col4) = (self.lower[5], self.lower[6]);
        let pivot = self.diagonal[CAVITY];
        let (f3, f4) = (row3 / pivot, row4 / pivot);
        self.diagonal[3] -= f3 * col3;
        self.upper[3] -= f3 * col4;
        self.lower[3] -= f4 * col3;
        self.diagonal[4] -= f4 * col4;
        let cavity = rhs[CAVITY];
        subtract(&mut rhs[3], f3, &cavity);
        subtract(&mut rhs[4], f4, &cavity);
        for k in 0..5 {
            let f = self.lower[k] / self.diagonal[k];
            self.diagonal[k + 1] -= f * self.upper[k];
            let row = rhs[k];
            subtract(&mut rhs[k + 1], f, &row);
        }
        rhs[5] = rhs[5].map(|v| v / self.diagonal[5]);
        for k in (0..5).rev() {
            let next = rhs[k + 1];
            subtract(&mut rhs[k], self.upper[k], &next);
            rhs[k] = rhs[k].map(|v| v / self.diagonal[k]);
        }
        let (node3, node4) = (rhs[3], rhs[4]);
        subtract(&mut rhs[CAVITY], col3, &node3);
        subtract(&mut rhs[CAVITY], col4, &node4);
        rhs[CAVITY] = rhs[CAVITY].map(|v| v / pivot);
    }
}

/// Takes `factor` times `other` from `row`.
fn subtract<const N: usize>(row: &mut [f64; N], factor: f64, other: &[f64; N]) {
    for (a, b) in row.iter_mut().zip(other) {
        *a -= factor * b;
    }
}
