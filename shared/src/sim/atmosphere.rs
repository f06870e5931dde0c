//! The air of the docked pair: six compartments, the cavity between the docking seals, the
//! bottles, and what stands open between them. It must not know who may open what (that is
//! `doors`) nor what the air does to people (that is `physiology`).

pub mod flows;
pub mod gas;
pub mod network;
pub mod orifice;
pub mod supply;

#[cfg(test)]
mod oracles;

use crate::catalogue::compartments::{
    CAVITY_VOLUME_M3, CM_RELIEF_BAND_PA, CM_RELIEF_CDA_M2, CM_RELIEF_CRACK_PA, COMPARTMENTS,
    REGULATORS,
};
use crate::catalogue::hatches::{HATCH_AREA_M2, HATCH_CD, HATCH_EXCHANGE_M3_S, HATCHES};
use crate::catalogue::valves::{BOTTLES, BottleId, Port, VALVES, ValveId};
use crate::ids::{CompartmentId, HatchId};
use crate::sim::doors::HatchState;
use crate::sim::physiology::CrewMember;

use flows::Flows;
use gas::{Gas, MOLAR_MASS_KG, Species};
use network::{CAVITY, LINKS, NODES, Openings, SPACE_PA};

pub use crate::catalogue::constants::PA_PER_MMHG;

/// Conductance to space of the cavity before the frames meet, m².
const UNJOINED_CAVITY_CDA_M2: f64 = 1.0e-3;

/// What the cabins hold when a scenario begins, per compartment in [`CompartmentId`] order.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AirSetup {
    /// Total pressure, Pa. What is neither O₂, CO₂ nor H₂O is nitrogen.
    pub pressure_pa: [f64; 6],
    /// Oxygen partial pressure, Pa.
    pub partial_o2_pa: [f64; 6],
    /// Carbon dioxide partial pressure, Pa.
    pub partial_co2_pa: [f64; 6],
    /// Water vapour partial pressure, Pa.
    pub partial_h2o_pa: [f64; 6],
    /// Temperature of gas and walls, K.
    pub temperature_k: f64,
    /// Which hatches stand open, in [`HatchId`] order.
    pub hatch_open: [bool; 5],
}

impl AirSetup {
    /// Both ships before the joint flight's first docking: Apollo and the Docking Module at
    /// 5.0 psia of oxygen, Soyuz lowered to 520 mmHg with 180 mmHg of oxygen, tunnel 2 empty;
    /// hatches 1, 2 and 5 open.
    pub fn joint_flight() -> AirSetup {
        const MMHG: f64 = PA_PER_MMHG;
        const APOLLO: f64 = 258.575 * MMHG;
        const SOYUZ: f64 = 520.0 * MMHG;
        let carbon_dioxide = [430.0, 430.0, 430.0, 0.0, 400.0, 400.0];
        let water = [1_550.0, 1_550.0, 1_550.0, 0.0, 1_400.0, 1_400.0];
        AirSetup {
            pressure_pa: [APOLLO, APOLLO, APOLLO, 0.0, SOYUZ, SOYUZ],
            partial_o2_pa: [
                APOLLO - 1_980.0,
                APOLLO - 1_980.0,
                APOLLO - 1_980.0,
                0.0,
                180.0 * MMHG,
                180.0 * MMHG,
            ],
            partial_co2_pa: carbon_dioxide,
            partial_h2o_pa: water,
            temperature_k: 293.15,
            hatch_open: [true, true, false, false, true],
        }
    }

    /// As [`Self::joint_flight`], with hatch 2 shut and nitrogen already added to the Docking
    /// Module until it stands at 490 mmHg: where the short scenario begins.
    pub fn docking_module_raised() -> AirSetup {
        let mut setup = AirSetup::joint_flight();
        setup.pressure_pa[CompartmentId::Dm as usize] = 490.0 * PA_PER_MMHG;
        setup.hatch_open[HatchId::H2 as usize] = false;
        setup
    }
}

/// The measures of the ships' air systems. A scenario or a test runs with its own; failures
/// change them in flight (a leak, a stopped fan, a cold wall).
#[derive(Clone, Debug, PartialEq)]
pub struct AirModel {
    /// Free volume of each compartment, m³; must be above zero.
    pub volume_m3: [f64; 6],
    /// Heat conductance from gas to wall, W/K: 0 is adiabatic, 1e12 isothermal.
    pub wall_w_k: [f64; 6],
    /// Wall temperature, K.
    pub wall_k: [f64; 6],
    /// Air drawn through the CO₂ canister, m³/s; 0 is a stopped fan.
    pub scrubber_m3_s: [f64; 6],
    /// Flow area times discharge coefficient of a leak through the hull, m².
    pub hull_leak_m2: [f64; 6],
    /// Flow area times discharge coefficient of each valve, m², in [`ValveId`] order.
    pub valve_cda_m2: [f64; 12],
    /// The same for the command module's relief valve, fully open.
    pub relief_cda_m2: f64,
}

impl AirModel {
    /// The ships as the catalogue has them, all walls at one temperature (K).
    pub fn catalogue(wall_k: f64) -> AirModel {
        AirModel {
            volume_m3: core::array::from_fn(|i| COMPARTMENTS[i].volume_m3),
            wall_w_k: core::array::from_fn(|i| COMPARTMENTS[i].wall_w_k),
            wall_k: [wall_k; 6],
            scrubber_m3_s: core::array::from_fn(|i| COMPARTMENTS[i].scrubber_m3_s),
            hull_leak_m2: [0.0; 6],
            valve_cda_m2: core::array::from_fn(|i| VALVES[i].area_m2 * VALVES[i].cd),
            relief_cda_m2: CM_RELIEF_CDA_M2,
        }
    }
}

/// All gas of both ships and everything that lets it move.
#[derive(Clone, Debug, PartialEq)]
pub struct Air {
    /// The measures it runs with.
    pub model: AirModel,
    gas: [Gas; NODES],
    bottle_mol: [f64; 4],
    valve: [bool; 12],
    hatch: [HatchState; 5],
    /// Clear section before tunnel 2 while the frames have not met, m²; wider than a hatch it
    /// bars nothing.
    pub mouth_m2: f64,
    joined: bool,
    flows: Flows,
}

impl Air {
    /// Cabins as `setup` has them, the catalogue's ships, full bottles, all valves shut.
    pub fn new(setup: &AirSetup) -> Air {
        Air::with_model(setup, AirModel::catalogue(setup.temperature_k))
    }

    /// The same with measures of the caller's own.
    pub fn with_model(setup: &AirSetup, model: AirModel) -> Air {
        let gas = core::array::from_fn(|i| {
            let inside = if i == CAVITY {
                [0.0; gas::SPECIES]
            } else {
                let (o2, co2) = (setup.partial_o2_pa[i], setup.partial_co2_pa[i]);
                let h2o = setup.partial_h2o_pa[i];
                [
                    o2,
                    setup.pressure_pa[i] - o2 - co2 - h2o,
                    co2,
                    h2o,
                    0.0,
                    0.0,
                ]
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
            valve: [false; 12],
            hatch: setup.hatch_open.map(|open| match open {
                true => HatchState::Open,
                false => HatchState::Shut,
            }),
            joined: false,
            flows: Flows::default(),
            mouth_m2: HATCH_AREA_M2,
        }
    }

    /// One tick of `dt_s` seconds. `joint_leak_m2` is `None` while the frames have not met, which
    /// leaves tunnel 2 and the seal cavity wide open to space; then the effective area of the
    /// leak past each of the two seals.
    pub fn step(&mut self, dt_s: f64, crew: &[CrewMember; 5], joint_leak_m2: Option<f64>) {
        self.joined = joint_leak_m2.is_some();
        for man in crew {
            let i = man.at as usize;
            let volume_m3 = self.model.volume_m3[i];
            supply::breathe(&mut self.gas[i], volume_m3, man.breathing(), dt_s);
        }
        let fed_kg = self.feed(dt_s);
        let volume_m3 = self.volumes();
        let openings = self.openings(joint_leak_m2);
        let carried = network::flow(&mut self.gas, &volume_m3, &openings, dt_s);
        self.note_flows(&carried, &openings, fed_kg, dt_s);
        for i in 0..6 {
            let (wall_k, wall_w_k) = (self.model.wall_k[i], self.model.wall_w_k[i]);
            supply::touch_wall(&mut self.gas[i], wall_k, wall_w_k * dt_s);
        }
        // The cavity is two metal frames: its gas is always at tunnel 2's wall temperature.
        let capacity = self.gas[CAVITY].heat_capacity_j_k();
        self.gas[CAVITY].energy_j = capacity * self.model.wall_k[CompartmentId::Tunnel2 as usize];
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

    /// Mass left in a bottle, kg.
    pub fn bottle_kg(&self, bottle: BottleId) -> f64 {
        let species = supply::bottle_species(bottle.row()) as usize;
        self.bottle_mol[bottle as usize] * MOLAR_MASS_KG[species]
    }

    /// Whether a valve stands open.
    pub fn valve_open(&self, valve: ValveId) -> bool {
        self.valve[valve as usize]
    }

    /// How a hatch stands.
    pub fn hatch(&self, hatch: HatchId) -> HatchState {
        self.hatch[hatch as usize]
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

    /// Turns a valve, whoever asks: for scenarios and failures. Crews go through `doors`.
    pub fn set_valve(&mut self, valve: ValveId, open: bool) {
        self.valve[valve as usize] = open;
    }

    /// Moves a hatch, whoever asks: for scenarios and failures. Crews go through `doors`.
    pub fn set_hatch(&mut self, hatch: HatchId, state: HatchState) {
        self.hatch[hatch as usize] = state;
    }

    /// Feeds every bit of state that a replay must reproduce to a hash.
    pub fn digest_into(&self, sink: &mut impl FnMut(u64)) {
        for gas in &self.gas {
            gas.mol.iter().for_each(|n| sink(n.to_bits()));
            sink(gas.energy_j.to_bits());
        }
        self.bottle_mol.iter().for_each(|n| sink(n.to_bits()));
        self.valve.iter().for_each(|&open| sink(u64::from(open)));
        self.hatch.iter().for_each(|&state| sink(state as u64));
        sink(u64::from(self.joined));
        sink(self.mouth_m2.to_bits());
        let model = &self.model;
        let arrays = [
            &model.volume_m3,
            &model.wall_w_k,
            &model.wall_k,
            &model.scrubber_m3_s,
            &model.hull_leak_m2,
        ];
        arrays
            .iter()
            .for_each(|row| row.iter().for_each(|v| sink(v.to_bits())));
        model.valve_cda_m2.iter().for_each(|v| sink(v.to_bits()));
        sink(model.relief_cda_m2.to_bits());
    }

    fn volumes(&self) -> [f64; NODES] {
        let v = &self.model.volume_m3;
        [v[0], v[1], v[2], v[3], v[4], v[5], CAVITY_VOLUME_M3]
    }

    /// Bottles, regulators and canisters for one tick. Gives what came through each valve, kg.
    fn feed(&mut self, dt_s: f64) -> [f64; VALVES.len()] {
        let mut fed_kg = [0.0; VALVES.len()];
        for row in &VALVES {
            if let (Port::Bottle(bottle), Port::Compartment(to)) = (row.from, row.to)
                && self.valve[row.id as usize]
            {
                fed_kg[row.id as usize] = supply::feed_from_bottle(
                    &mut self.gas[to as usize],
                    self.model.volume_m3[to as usize],
                    bottle.row(),
                    &mut self.bottle_mol[bottle as usize],
                    self.model.valve_cda_m2[row.id as usize] * dt_s,
                );
            }
        }
        for row in &REGULATORS {
            let i = row.feeds as usize;
            let bottle = &mut self.bottle_mol[BottleId::CmOxygen as usize];
            supply::regulate(&mut self.gas[i], self.model.volume_m3[i], row, bottle, dt_s);
        }
        for row in &COMPARTMENTS {
            let i = row.id as usize;
            let flow_m3 = self.model.scrubber_m3_s[i] * dt_s;
            if flow_m3 > 0.0 {
                let volume_m3 = self.model.volume_m3[i];
                supply::scrub(&mut self.gas[i], volume_m3, flow_m3, row.oxygen_per_co2);
            }
        }
        fed_kg
    }

    /// What stands open this tick.
    fn openings(&self, joint_leak_m2: Option<f64>) -> Openings {
        let mut open = Openings {
            link_cda_m2: [0.0; LINKS.len()],
            link_exchange_m3_s: [0.0; LINKS.len()],
            space_cda_m2: [0.0; NODES],
        };
        for (k, row) in HATCHES.iter().enumerate() {
            if self.hatch[k] == HatchState::Open {
                open.link_cda_m2[k] = HATCH_AREA_M2 * HATCH_CD;
                open.link_exchange_m3_s[k] = HATCH_EXCHANGE_M3_S;
            }
            open.link_cda_m2[k] += self.poppet_cda_m2(row.valve);
        }
        open.space_cda_m2[..6].copy_from_slice(&self.model.hull_leak_m2);
        for row in &VALVES {
            if let (Port::Compartment(from), Port::Space) = (row.from, row.to) {
                open.space_cda_m2[from as usize] += self.poppet_cda_m2(row.id);
            }
        }
        let relief = (self.pressure_pa(CompartmentId::Cm) - CM_RELIEF_CRACK_PA) / CM_RELIEF_BAND_PA;
        // The poppet has two stops.
        open.space_cda_m2[CompartmentId::Cm as usize] +=
            self.model.relief_cda_m2 * relief.clamp(0.0, 1.0);
        let [.., inner_seal, cavity_fill] = &mut open.link_cda_m2;
        *cavity_fill = self.poppet_cda_m2(ValveId::CavityFill);
        match joint_leak_m2 {
            Some(leak_m2) => {
                *inner_seal = leak_m2;
                open.space_cda_m2[CAVITY] = leak_m2;
            }
            None => {
                let mouth_m2 = self.mouth_m2.min(HATCH_AREA_M2);
                open.space_cda_m2[CompartmentId::Tunnel2 as usize] += mouth_m2 * HATCH_CD;
                open.space_cda_m2[CAVITY] = UNJOINED_CAVITY_CDA_M2;
            }
        }
        open
    }

    fn poppet_cda_m2(&self, valve: ValveId) -> f64 {
        match self.valve[valve as usize] {
            true => self.model.valve_cda_m2[valve as usize],
            false => 0.0,
        }
    }
}
