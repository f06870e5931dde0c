//! What flowed through which opening in the last tick: numbers for schematics, charts and hands
//! that feel a draught. They follow from the step and shape nothing.

use serde::{Deserialize, Serialize};

use crate::catalogue::hatches::HATCHES;
use crate::catalogue::valves::{Port, VALVES, ValveId};
use crate::ids::{CompartmentId, HatchId};

use super::Air;
use super::network::{CAVITY, Carried, LINKS, NODES, Openings};

/// Link of the network that the cavity's filling valve is.
const CAVITY_FILL_LINK: usize = 6;

/// Mass flows of one tick, kg/s.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Flows {
    bulkhead_kg_s: [f64; HATCHES.len()],
    valve_kg_s: [f64; VALVES.len()],
    leak_kg_s: [f64; CompartmentId::ALL.len()],
}

impl Air {
    /// Net mass flow of the last tick through a bulkhead, valve and hatch together, kg/s; positive
    /// from its Apollo side to its Soyuz side.
    pub fn bulkhead_flow_kg_s(&self, hatch: HatchId) -> f64 {
        self.flows.bulkhead_kg_s[hatch as usize]
    }

    /// Mass flow of the last tick through a valve, kg/s; positive from its row's `from` to its
    /// `to`.
    pub fn valve_flow_kg_s(&self, valve: ValveId) -> f64 {
        self.flows.valve_kg_s[valve as usize]
    }

    /// Mass flow of the last tick through a hole in a compartment's hull, kg/s; outward.
    pub fn leak_flow_kg_s(&self, at: CompartmentId) -> f64 {
        self.flows.leak_kg_s[at as usize]
    }

    /// Notes what a step carried through valves of such effective areas, and what the bottles gave (kg,
    /// by valve).
    pub(super) fn note_flows(
        &mut self,
        carried: &Carried,
        open: &Openings,
        valve_m2: &[f64; VALVES.len()],
        fed_kg: [f64; VALVES.len()],
        dt_s: f64,
    ) {
        let share = |part: f64, whole: f64| if whole > 0.0 { part / whole } else { 0.0 };
        let link_kg = |k: usize, valve: ValveId| {
            carried.driven_kg[k] * share(valve_m2[valve as usize], open.link_cda_m2[k])
        };
        let space_kg: [f64; NODES] =
            core::array::from_fn(|i| super::gas::mass_kg(&carried.space_mol[i]));
        let overboard = |i: usize, cda_m2: f64| space_kg[i] * share(cda_m2, open.space_cda_m2[i]);
        let mut valve_kg = fed_kg;
        for (k, row) in HATCHES.iter().enumerate() {
            let forward = row.valve.row().from == Port::Compartment(row.apollo_side);
            let kg = link_kg(k, row.valve);
            valve_kg[row.valve as usize] = if forward { kg } else { -kg };
        }
        valve_kg[ValveId::CavityFill as usize] = link_kg(CAVITY_FILL_LINK, ValveId::CavityFill);
        for row in &VALVES {
            if let (Port::Compartment(from), Port::Space) = (row.from, row.to) {
                valve_kg[row.id as usize] = overboard(from as usize, valve_m2[row.id as usize]);
            }
        }
        self.flows = Flows {
            bulkhead_kg_s: core::array::from_fn(|k| carried.link_kg[k] / dt_s),
            valve_kg_s: valve_kg.map(|kg| kg / dt_s),
            leak_kg_s: core::array::from_fn(|i| overboard(i, self.model.hull_leak_m2[i]) / dt_s),
        };
    }
}

const _: () = assert!(LINKS[CAVITY_FILL_LINK].1 == CAVITY);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::CrewId;
    use crate::sim::atmosphere::AirSetup;
    use crate::sim::doors::HatchState;
    use crate::sim::physiology::CrewMember;

    const DT_S: f64 = 1.0 / 60.0;

    fn step(air: &mut Air) {
        let at = CompartmentId::Cm;
        let crew = CrewId::ALL.map(|id| CrewMember::new(id, at, 0.0));
        air.step(DT_S, &crew, Some(0.0));
    }

    #[test]
    fn a_vent_and_a_hole_report_together_what_the_volume_has_lost() {
        let mut air = Air::new(&AirSetup::docking_module_raised());
        air.set_valve(ValveId::DmVent, true);
        air.model.hull_leak_m2[CompartmentId::Dm as usize] = 1e-4;
        let before = air.gas(CompartmentId::Dm).mass_kg();
        step(&mut air);
        let lost_kg_s = (before - air.gas(CompartmentId::Dm).mass_kg()) / DT_S;
        let vent = air.valve_flow_kg_s(ValveId::DmVent);
        let hole = air.leak_flow_kg_s(CompartmentId::Dm);
        assert!(((vent + hole) / lost_kg_s - 1.0).abs() < 1e-9);
        let area_ratio = air.model.valve_cda_m2[ValveId::DmVent as usize] / 1e-4;
        assert!((vent / hole / area_ratio - 1.0).abs() < 1e-9);
    }

    #[test]
    fn flow_through_a_valve_turns_its_sign_with_the_pressure_difference() {
        // Hatch 2's valve is a row from the Docking Module to tunnel 1, against the bulkhead's sign.
        for (tunnel_pa, sign) in [(20_000.0, 1.0), (90_000.0, -1.0)] {
            let mut setup = AirSetup::docking_module_raised();
            setup.hatch_open = [false; 5];
            setup.pressure_pa[CompartmentId::Tunnel1 as usize] = tunnel_pa;
            setup.partial_o2_pa[CompartmentId::Tunnel1 as usize] = tunnel_pa / 2.0;
            let mut air = Air::new(&setup);
            air.set_valve(ValveId::H2Eq, true);
            let before = air.gas(CompartmentId::Dm).mass_kg();
            step(&mut air);
            let lost_kg_s = (before - air.gas(CompartmentId::Dm).mass_kg()) / DT_S;
            let valve = air.valve_flow_kg_s(ValveId::H2Eq);
            assert!(valve * sign > 1e-3, "{valve}");
            assert!((valve / lost_kg_s - 1.0).abs() < 1e-9);
            assert_eq!(valve, -air.bulkhead_flow_kg_s(HatchId::H2));
        }
    }

    #[test]
    fn an_open_hatch_at_equal_pressure_carries_only_what_it_exchanges() {
        let mut air = Air::new(&AirSetup::joint_flight());
        air.set_hatch(HatchId::H5, HatchState::Open);
        step(&mut air);
        // The descent vehicle's nobody breathes; both sides hold the same air.
        assert!(air.bulkhead_flow_kg_s(HatchId::H5).abs() < 1e-4);
        assert_eq!(air.valve_flow_kg_s(ValveId::H5Eq), 0.0);
    }

    #[test]
    fn a_bottle_reports_what_it_gave() {
        use crate::catalogue::valves::BottleId;
        let mut air = Air::new(&AirSetup::docking_module_raised());
        air.set_valve(ValveId::DmNitrogen, true);
        let before = air.bottle_kg(BottleId::DmNitrogen);
        step(&mut air);
        let gave_kg_s = (before - air.bottle_kg(BottleId::DmNitrogen)) / DT_S;
        let valve = air.valve_flow_kg_s(ValveId::DmNitrogen);
        assert!((valve / gave_kg_s - 1.0).abs() < 1e-6, "{valve}");
    }
}
