//! What the cabins hold when a scenario begins, and the measures of the ships' air systems.

use serde::{Deserialize, Serialize};

use crate::catalogue::compartments::COMPARTMENTS;
use crate::catalogue::valves::VALVES;
use crate::ids::{CompartmentId, HatchId};

use super::PA_PER_MMHG;
use super::gas::SPECIES;
use super::network::NODES;

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

    /// Partial pressures of one compartment, Pa.
    pub(super) fn partials_pa(&self, i: usize) -> [f64; SPECIES] {
        let (o2, co2) = (self.partial_o2_pa[i], self.partial_co2_pa[i]);
        let h2o = self.partial_h2o_pa[i];
        let n2 = self.pressure_pa[i] - o2 - co2 - h2o;
        [o2, n2, co2, h2o, 0.0, 0.0]
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AirModel {
    /// Free volume of each compartment, m³; must be above zero.
    pub volume_m3: [f64; 6],
    /// Heat conductance from gas to wall, W/K: 0 is adiabatic, 1e12 isothermal.
    pub wall_w_k: [f64; 6],
    /// Wall temperature, K.
    pub wall_k: [f64; 6],
    /// Air that a turning fan draws through the CO₂ canister, m³/s.
    pub scrubber_m3_s: [f64; 6],
    /// The fan turns when it has power; a dead one never does.
    pub fan: [bool; 6],
    /// Flow area times discharge coefficient of a leak through the hull, m².
    pub hull_leak_m2: [f64; 6],
    /// What leaks past the inner and the outer docking seal beyond what its compression lets by, m².
    pub seal_leak_m2: [f64; 2],
    /// Flow area times discharge coefficient of each valve, m², in [`ValveId`] order; of a relief
    /// valve fully lifted.
    ///
    /// [`ValveId`]: crate::catalogue::valves::ValveId
    pub valve_cda_m2: [f64; VALVES.len()],
    /// Error of the pressure gauges of the six compartments and the seal cavity, Pa.
    pub gauge_error_pa: [f64; NODES],
}

impl AirModel {
    /// The ships as the catalogue has them, all walls at one temperature (K).
    pub fn catalogue(wall_k: f64) -> AirModel {
        AirModel {
            volume_m3: core::array::from_fn(|i| COMPARTMENTS[i].volume_m3),
            wall_w_k: core::array::from_fn(|i| COMPARTMENTS[i].wall_w_k),
            wall_k: [wall_k; 6],
            scrubber_m3_s: core::array::from_fn(|i| COMPARTMENTS[i].scrubber_m3_s),
            fan: core::array::from_fn(|i| COMPARTMENTS[i].fan),
            hull_leak_m2: [0.0; 6],
            seal_leak_m2: [0.0; 2],
            valve_cda_m2: core::array::from_fn(|i| VALVES[i].area_m2 * VALVES[i].cd),
            gauge_error_pa: [0.0; NODES],
        }
    }

    /// Feeds every bit of it to a hash.
    pub(super) fn digest_into(&self, sink: &mut impl FnMut(u64)) {
        let numbers = [
            &self.volume_m3[..],
            &self.wall_w_k,
            &self.wall_k,
            &self.scrubber_m3_s,
            &self.hull_leak_m2,
            &self.seal_leak_m2,
            &self.valve_cda_m2,
            &self.gauge_error_pa,
        ];
        let numbers = numbers.into_iter().flatten();
        numbers.for_each(|v| sink(v.to_bits()));
        let fans = self.fan.iter();
        sink(fans.fold(0, |bits, fan| bits << 1 | u64::from(*fan)));
    }
}
