//! The air of the docked pair: six compartments, the cavity between the docking seals, the
//! bottles, and what stands open between them. It must not know who may open what (that is
//! `doors`) nor what the air does to people (that is `physiology`).

pub mod equipment;
pub mod flows;
pub mod gas;
pub mod ledger;
pub mod network;
pub mod orifice;
pub mod setup;
pub mod supply;

#[cfg(test)]
mod oracles;

use serde::{Deserialize, Serialize};

use crate::catalogue::compartments::{CAVITY_VOLUME_M3, COMPARTMENTS, Gauge};
use crate::catalogue::equipment::SwitchId;
use crate::catalogue::hatches::{HATCH_AREA_M2, HATCHES};
use crate::catalogue::valves::{BOTTLES, BottleId, VALVES};
use crate::ids::{CompartmentId, HatchId};
use crate::sim::doors::HatchState;
use crate::sim::doors::hatch::Hatch;
use crate::sim::physiology::{BODY_K, CrewMember};

use equipment::Valve;
use flows::Flows;
use gas::{Gas, MOLAR_MASS_KG, SPECIES, Species};
use ledger::{Cabin, Entry, Ledger, Source, Tick};
use network::{CAVITY, NODES, SPACE_PA};

pub use crate::catalogue::constants::PA_PER_MMHG;
pub use setup::{AirModel, AirSetup};

/// All gas of both ships and everything that lets it move.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Air {
    /// The measures it runs with.
    pub model: AirModel,
    gas: [Gas; NODES],
    bottle_mol: [f64; BOTTLES.len()],
    /// Carbon dioxide that each compartment's canister can still bind, mol.
    canister_mol: [f64; COMPARTMENTS.len()],
    valve: [Valve; VALVES.len()],
    switch: [bool; SwitchId::ALL.len()],
    hatch: [Hatch; HATCHES.len()],
    /// Clear section before tunnel 2 while the frames have not met, m²; wider than a hatch it
    /// bars nothing.
    pub mouth_m2: f64,
    joined: bool,
    flows: Flows,
    ledger: Ledger,
    /// What came in since the last step, before the next one enters it in the ledger.
    tick: Tick,
}

impl Air {
    /// Cabins as `setup` has them, the catalogue's ships, full bottles, fresh canisters, hand valves
    /// as they stand at the start, all switches on.
    pub fn new(setup: &AirSetup) -> Air {
        Air::with_model(setup, AirModel::catalogue(setup.temperature_k))
    }

    /// The same with measures of the caller's own.
    pub fn with_model(setup: &AirSetup, model: AirModel) -> Air {
        let gas = core::array::from_fn(|i| {
            let inside = if i == CAVITY {
                [0.0; SPECIES]
            } else {
                setup.partials_pa(i)
            };
            let partial_pa = core::array::from_fn(|s| inside[s] + SPACE_PA[s]);
            let volume_m3 = model.volume_m3.get(i).copied();
            let volume_m3 = volume_m3.unwrap_or(CAVITY_VOLUME_M3);
            Gas::from_partials(partial_pa, volume_m3, setup.temperature_k)
        });
        Air {
            model,
            gas,
            bottle_mol: core::array::from_fn(|i| {
                let species = supply::bottle_species(&BOTTLES[i]) as usize;
                BOTTLES[i].full_kg / MOLAR_MASS_KG[species]
            }),
            canister_mol: core::array::from_fn(|i| COMPARTMENTS[i].canister_mol),
            valve: core::array::from_fn(|i| Valve::at(VALVES[i].stands_open)),
            switch: [true; SwitchId::ALL.len()],
            hatch: setup.hatch_open.map(|open| match open {
                true => Hatch::standing(HatchState::Open),
                false => Hatch::standing(HatchState::Shut),
            }),
            mouth_m2: HATCH_AREA_M2,
            joined: false,
            flows: Flows::default(),
            ledger: Ledger::default(),
            tick: Tick::default(),
        }
    }

    /// One tick of `dt_s` seconds. `joint_leak_m2` is `None` while the frames have not met, which
    /// leaves tunnel 2 and the seal cavity wide open to space; then the effective area of the
    /// leak past each of the two seals.
    pub fn step(&mut self, dt_s: f64, crew: &[CrewMember; 5], joint_leak_m2: Option<f64>) {
        self.joined = joint_leak_m2.is_some();
        for man in crew {
            supply::breathe(
                &mut self.cabin(man.at, Source::Lungs),
                man.breathing(),
                dt_s,
            );
        }
        let fed_kg = self.feed(dt_s);
        let fans = self.fans();
        self.clean(&fans, dt_s);
        let volume_m3 = self.volumes();
        let valve_m2 = VALVES.each_ref().map(|row| self.valve_cda_m2(row));
        let openings = self.openings(&valve_m2, &fans, joint_leak_m2);
        let carried = network::flow(&mut self.gas, &volume_m3, &openings, dt_s);
        for i in 0..NODES {
            self.tick[Source::Overboard as usize].add(&Entry {
                mol: carried.space_mol[i].map(|mol| -mol),
                energy_j: -carried.space_j[i],
            });
        }
        self.note_flows(&carried, &openings, &valve_m2, fed_kg, dt_s);
        self.touch_walls(dt_s);
        self.ledger.enter(&self.tick);
        self.tick = Tick::default();
    }

    /// Gas or heat given to a compartment's air before its next step, as `source`'s: to be used by
    /// whatever burns or seeps there.
    pub fn cabin(&mut self, at: CompartmentId, source: Source) -> Cabin<'_> {
        let i = at as usize;
        Cabin {
            gas: &mut self.gas[i],
            volume_m3: self.model.volume_m3[i],
            entry: &mut self.tick[source as usize],
        }
    }

    /// Total pressure of a compartment, Pa.
    pub fn pressure_pa(&self, at: CompartmentId) -> f64 {
        self.gas[at as usize].pressure_pa(self.model.volume_m3[at as usize])
    }

    /// Oxygen partial pressure of a compartment, Pa.
    pub fn partial_o2_pa(&self, at: CompartmentId) -> f64 {
        self.partial_pa(at, Species::O2)
    }

    /// Nitrogen partial pressure of a compartment, Pa.
    pub fn partial_n2_pa(&self, at: CompartmentId) -> f64 {
        self.partial_pa(at, Species::N2)
    }

    /// Carbon dioxide partial pressure of a compartment, Pa.
    pub fn partial_co2_pa(&self, at: CompartmentId) -> f64 {
        self.partial_pa(at, Species::Co2)
    }

    /// Water vapour partial pressure of a compartment, Pa.
    pub fn partial_h2o_pa(&self, at: CompartmentId) -> f64 {
        self.partial_pa(at, Species::H2o)
    }

    /// Partial pressure of one species in a compartment, Pa.
    pub fn partial_pa(&self, at: CompartmentId, species: Species) -> f64 {
        self.gas[at as usize].partial_pa(species, self.model.volume_m3[at as usize])
    }

    /// A species' share of a compartment's gas, moles in a million.
    pub fn ppm(&self, at: CompartmentId, species: Species) -> f64 {
        let gas = &self.gas[at as usize];
        gas.mol[species as usize] / gas.total_mol() * 1e6
    }

    /// Oxygen's share of a compartment's gas, 0..=1; fire rises with it (joint limit 0.40).
    pub fn oxygen_fraction(&self, at: CompartmentId) -> f64 {
        let gas = &self.gas[at as usize];
        gas.mol[Species::O2 as usize] / gas.total_mol()
    }

    /// Gas temperature of a compartment, K.
    pub fn temperature_k(&self, at: CompartmentId) -> f64 {
        self.gas[at as usize].temperature_k()
    }

    /// Gas in a compartment.
    pub fn gas(&self, at: CompartmentId) -> &Gas {
        &self.gas[at as usize]
    }

    /// The same, to be changed by hand: faults, and tests of who may know.
    pub fn gas_mut(&mut self, at: CompartmentId) -> &mut Gas {
        &mut self.gas[at as usize]
    }

    /// Gas of the seal cavity, to be changed by hand.
    pub fn cavity_mut(&mut self) -> &mut Gas {
        &mut self.gas[CAVITY]
    }

    /// Pressure in the cavity between the docking seals, Pa: the gauge Soyuz reads.
    pub fn cavity_pa(&self) -> f64 {
        self.gas[CAVITY].pressure_pa(CAVITY_VOLUME_M3)
    }

    /// What a pressure gauge shows, Pa: the truth and the gauge's own error.
    pub fn gauge_pa(&self, gauge: Gauge) -> f64 {
        let (truth_pa, i) = match gauge {
            Gauge::Cabin(at) => (self.pressure_pa(at), at as usize),
            Gauge::Cavity => (self.cavity_pa(), CAVITY),
        };
        // A needle has a stop at zero.
        (truth_pa + self.model.gauge_error_pa[i]).max(0.0)
    }

    /// Mass left in a bottle, kg.
    pub fn bottle_kg(&self, bottle: BottleId) -> f64 {
        let species = supply::bottle_species(bottle.row()) as usize;
        self.bottle_mol[bottle as usize] * MOLAR_MASS_KG[species]
    }

    /// Pressure in a bottle, Pa: the gauge before its regulator.
    pub fn bottle_pa(&self, bottle: BottleId) -> f64 {
        supply::store_pa(bottle.row(), self.bottle_mol[bottle as usize])
    }

    /// Draws so much of a bottle's gas, mol, through a mask into the place of its wearer; what the
    /// bottle gave.
    pub fn draw_through_mask(&mut self, from: BottleId, to: CompartmentId, mol: f64) -> f64 {
        let store_mol = &mut self.bottle_mol[from as usize];
        let given_mol = mol.min(*store_mol);
        *store_mol -= given_mol;
        let species = supply::bottle_species(from.row());
        self.cabin(to, Source::Bottles)
            .admit(species, given_mol, BODY_K);
        given_mol
    }

    /// How a hatch stands.
    pub fn hatch(&self, hatch: HatchId) -> HatchState {
        self.hatch[hatch as usize].state()
    }

    /// A hatch as a body.
    pub fn hatch_body(&self, hatch: HatchId) -> &Hatch {
        &self.hatch[hatch as usize]
    }

    /// The same, for hands, pressure and failures.
    pub fn hatch_body_mut(&mut self, hatch: HatchId) -> &mut Hatch {
        &mut self.hatch[hatch as usize]
    }

    /// Pressure on a hatch's Apollo side minus that on its Soyuz side, Pa.
    pub fn hatch_delta_p_pa(&self, hatch: HatchId) -> f64 {
        let row = &HATCHES[hatch as usize];
        self.pressure_pa(row.apollo_side) - self.pressure_pa(row.soyuz_side)
    }

    /// Whether the frames had met at the last step.
    pub fn joined(&self) -> bool {
        self.joined
    }

    /// Moves a hatch, whoever asks: for scenarios and failures. Crews go through `doors`.
    pub fn set_hatch(&mut self, hatch: HatchId, state: HatchState) {
        let body = &mut self.hatch[hatch as usize];
        let seal_leak_m2 = body.seal_leak_m2;
        *body = Hatch::standing(state);
        body.seal_leak_m2 = seal_leak_m2;
    }

    /// Feeds every bit of state that a replay must reproduce to a hash.
    pub fn digest_into(&self, sink: &mut impl FnMut(u64)) {
        for gas in &self.gas {
            gas.mol.iter().for_each(|n| sink(n.to_bits()));
            sink(gas.energy_j.to_bits());
        }
        self.bottle_mol.iter().for_each(|n| sink(n.to_bits()));
        self.canister_mol.iter().for_each(|n| sink(n.to_bits()));
        self.valve.iter().for_each(|valve| sink(valve.bits()));
        let on = self.switch.iter();
        sink(on.fold(0, |bits, on| bits << 1 | u64::from(*on)));
        self.hatch.iter().for_each(|body| body.digest_into(sink));
        sink(u64::from(self.joined));
        sink(self.mouth_m2.to_bits());
        self.model.digest_into(sink);
    }

    fn volumes(&self) -> [f64; NODES] {
        let v = &self.model.volume_m3;
        [v[0], v[1], v[2], v[3], v[4], v[5], CAVITY_VOLUME_M3]
    }

    fn touch_walls(&mut self, dt_s: f64) {
        for at in CompartmentId::ALL {
            let i = at as usize;
            let (wall_k, wall_j_k) = (self.model.wall_k[i], self.model.wall_w_k[i] * dt_s);
            supply::touch_wall(&mut self.cabin(at, Source::Walls), wall_k, wall_j_k);
        }
        // The cavity is two metal frames: its gas is always at tunnel 2's wall temperature.
        let gas = &mut self.gas[CAVITY];
        let wall_k = self.model.wall_k[CompartmentId::Tunnel2 as usize];
        let heat_j = gas.heat_capacity_j_k() * wall_k - gas.energy_j;
        gas.energy_j += heat_j;
        self.tick[Source::Walls as usize].energy_j += heat_j;
    }
}
