//! The ships' air equipment: hand valves and switches, bottles and regulators, fans and canisters,
//! and what stands open in a tick. Which way gas then goes is the network's business.

use serde::{Deserialize, Serialize};

use crate::catalogue::compartments::{
    CM_RELIEF_BAND_PA, CM_RELIEF_CRACK_PA, COMPARTMENTS, REGULATORS,
};
use crate::catalogue::equipment::{SWITCHES, SwitchId, SwitchKind, switch};
use crate::catalogue::hatches::{
    HATCH_AREA_M2, HATCH_CD, HATCH_FAN_M3_S, HATCH_STILL_M3_S, HATCHES,
};
use crate::catalogue::valves::{BottleId, Port, VALVES, ValveId, ValveKind, ValveRow};
use crate::ids::CompartmentId;

use super::ledger::{Cabin, Source};
use super::network::{CAVITY, LINKS, NODES, Openings};
use super::{Air, supply};

/// Conductance to space of the cavity before the frames meet, m².
const UNJOINED_CAVITY_CDA_M2: f64 = 1.0e-3;

/// A hand valve: the handle is what a panel shows, the poppet is what gas meets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Valve {
    handle: bool,
    poppet: bool,
    stuck: bool,
}

impl Valve {
    /// A sound valve that stands open or shut.
    pub(super) fn at(open: bool) -> Valve {
        Valve {
            handle: open,
            poppet: open,
            stuck: false,
        }
    }

    /// Its state in one word.
    pub(super) fn bits(self) -> u64 {
        let flags = [self.handle, self.poppet, self.stuck];
        flags.iter().fold(0, |bits, on| bits << 1 | u64::from(*on))
    }
}

impl Air {
    /// Whether a valve's handle stands open: what hands and panels know of it.
    pub fn valve_open(&self, valve: ValveId) -> bool {
        self.valve[valve as usize].handle
    }

    /// Turns a valve, whoever asks: for scenarios and failures. Crews go through `doors`. The handle
    /// of a stuck valve turns and its poppet stays.
    pub fn set_valve(&mut self, valve: ValveId, open: bool) {
        let valve = &mut self.valve[valve as usize];
        valve.handle = open;
        if !valve.stuck {
            valve.poppet = open;
        }
    }

    /// Its poppet stays for good where it is.
    pub fn stick_valve(&mut self, valve: ValveId) {
        self.valve[valve as usize].stuck = true;
    }

    /// Whether a switch stands on.
    pub fn switch_on(&self, switch: SwitchId) -> bool {
        self.switch[switch as usize]
    }

    /// Turns a switch, whoever asks.
    pub fn set_switch(&mut self, switch: SwitchId, on: bool) {
        self.switch[switch as usize] = on;
    }

    /// A compartment's cables have power; tunnels have none.
    pub fn powered(&self, at: CompartmentId) -> bool {
        switch(SwitchKind::Power, at).is_some_and(|power| self.switch_on(power))
    }

    /// A compartment's fan turns: it is whole, on and has power.
    pub fn fan_turns(&self, at: CompartmentId) -> bool {
        self.fans()[at as usize]
    }

    /// The same of every compartment, in one pass over the switches.
    pub(super) fn fans(&self) -> [bool; COMPARTMENTS.len()] {
        let mut turn = self.model.fan;
        for row in &SWITCHES {
            let stops = row.kind != SwitchKind::Regenerator && !self.switch_on(row.id);
            turn[row.at as usize] &= !stops;
        }
        turn
    }

    /// Carbon dioxide a compartment's canister can still bind, mol.
    pub fn canister_mol(&self, at: CompartmentId) -> f64 {
        self.canister_mol[at as usize]
    }

    /// Bottles and regulators for one tick. Gives what came through each valve, kg.
    pub(super) fn feed(&mut self, dt_s: f64) -> [f64; VALVES.len()] {
        let mut fed_kg = [0.0; VALVES.len()];
        for row in &VALVES {
            let cda_m2 = self.valve_cda_m2(row);
            if let (Port::Bottle(bottle), Port::Compartment(to)) = (row.from, row.to)
                && cda_m2 > 0.0
            {
                fed_kg[row.id as usize] = match row.kind {
                    ValveKind::Regulators => self.regulate(bottle, to, dt_s),
                    ValveKind::Plain | ValveKind::Relief => {
                        let (mut cabin, bottle_mol) = self.at_bottle(bottle, to);
                        let area_s = cda_m2 * dt_s;
                        supply::feed_from_bottle(&mut cabin, bottle.row(), bottle_mol, area_s)
                    }
                };
            }
        }
        fed_kg
    }

    /// Fans and canisters for one tick.
    pub(super) fn clean(&mut self, fans: &[bool; COMPARTMENTS.len()], dt_s: f64) {
        for row in &COMPARTMENTS {
            let at = row.id;
            let i = at as usize;
            let flow_m3 = self.model.scrubber_m3_s[i] * dt_s;
            if flow_m3 == 0.0 || !fans[i] {
                continue;
            }
            let regenerator = switch(SwitchKind::Regenerator, at);
            if regenerator.is_none_or(|switch| self.switch_on(switch)) {
                let mut left_mol = self.canister_mol[i];
                let mut cabin = self.cabin(at, Source::Canisters);
                supply::scrub(&mut cabin, flow_m3, row.oxygen_per_co2, &mut left_mol);
                self.canister_mol[i] = left_mol;
            }
        }
    }

    /// What stands open this tick.
    pub(super) fn openings(
        &self,
        valve_m2: &[f64; VALVES.len()],
        fans: &[bool; COMPARTMENTS.len()],
        joint_leak_m2: Option<f64>,
    ) -> Openings {
        let mut open = Openings {
            link_cda_m2: [0.0; LINKS.len()],
            link_exchange_m3_s: [0.0; LINKS.len()],
            space_cda_m2: [0.0; NODES],
        };
        for (k, row) in HATCHES.iter().enumerate() {
            let fan = fans[row.apollo_side as usize] || fans[row.soyuz_side as usize];
            let exchange_m3_s = HATCH_STILL_M3_S + if fan { HATCH_FAN_M3_S } else { 0.0 };
            open.link_cda_m2[k] = self.hatch[k].cda_m2() + valve_m2[row.valve as usize];
            open.link_exchange_m3_s[k] = exchange_m3_s * self.hatch[k].clear();
        }
        open.space_cda_m2[..6].copy_from_slice(&self.model.hull_leak_m2);
        for row in &VALVES {
            if let (Port::Compartment(from), Port::Space) = (row.from, row.to) {
                open.space_cda_m2[from as usize] += valve_m2[row.id as usize];
            }
        }
        let [.., inner_seal, cavity_fill] = &mut open.link_cda_m2;
        *cavity_fill = valve_m2[ValveId::CavityFill as usize];
        match joint_leak_m2 {
            Some(leak_m2) => {
                let [inner_m2, outer_m2] = self.model.seal_leak_m2;
                *inner_seal = leak_m2 + inner_m2;
                open.space_cda_m2[CAVITY] = leak_m2 + outer_m2;
            }
            None => {
                let mouth_m2 = self.mouth_m2.min(HATCH_AREA_M2);
                open.space_cda_m2[CompartmentId::Tunnel2 as usize] += mouth_m2 * HATCH_CD;
                open.space_cda_m2[CAVITY] = UNJOINED_CAVITY_CDA_M2;
            }
        }
        open
    }

    /// Effective area of a valve as it stands now, m².
    pub(super) fn valve_cda_m2(&self, row: &ValveRow) -> f64 {
        if !self.valve[row.id as usize].poppet {
            return 0.0;
        }
        let open_m2 = self.model.valve_cda_m2[row.id as usize];
        match (row.kind, row.from) {
            (ValveKind::Relief, Port::Compartment(from)) => {
                let above = (self.pressure_pa(from) - CM_RELIEF_CRACK_PA) / CM_RELIEF_BAND_PA;
                // It lifts between two stops.
                open_m2 * above.clamp(0.0, 1.0)
            }
            _ => open_m2,
        }
    }

    /// All demand regulators of a compartment for one tick. Gives what they fed, kg.
    fn regulate(&mut self, bottle: BottleId, to: CompartmentId, dt_s: f64) -> f64 {
        let (mut cabin, bottle_mol) = self.at_bottle(bottle, to);
        let rows = REGULATORS.iter().filter(|row| row.feeds == to);
        rows.map(|row| supply::regulate(&mut cabin, row, bottle_mol, dt_s))
            .sum()
    }

    /// A compartment and the bottle that feeds it.
    fn at_bottle(&mut self, bottle: BottleId, to: CompartmentId) -> (Cabin<'_>, &mut f64) {
        let i = to as usize;
        let cabin = Cabin {
            gas: &mut self.gas[i],
            volume_m3: self.model.volume_m3[i],
            entry: &mut self.tick[Source::Bottles as usize],
        };
        (cabin, &mut self.bottle_mol[bottle as usize])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{CrewId, HatchId};
    use crate::sim::atmosphere::AirSetup;
    use crate::sim::atmosphere::gas::Species;
    use crate::sim::doors::HatchState;
    use crate::sim::physiology::CrewMember;

    const DT_S: f64 = 1.0 / 60.0;

    fn run(air: &mut Air, seconds: u32) {
        let at = [
            CompartmentId::Cm,
            CompartmentId::Cm,
            CompartmentId::Cm,
            CompartmentId::Om,
            CompartmentId::Om,
        ];
        let crew = CrewId::ALL.map(|id| CrewMember::new(id, at[id as usize], 0.0));
        (0..seconds * 60).for_each(|_| air.step(DT_S, &crew, Some(0.0)));
    }

    #[test]
    fn the_handle_of_a_stuck_valve_turns_and_nothing_flows() {
        let mut air = Air::new(&AirSetup::docking_module_raised());
        air.stick_valve(ValveId::DmVent);
        air.set_valve(ValveId::DmVent, true);
        run(&mut air, 1);
        assert!(air.valve_open(ValveId::DmVent));
        assert_eq!(air.valve_flow_kg_s(ValveId::DmVent), 0.0);
        air.set_valve(ValveId::DmNitrogen, true);
        air.stick_valve(ValveId::DmNitrogen);
        air.set_valve(ValveId::DmNitrogen, false);
        run(&mut air, 1);
        assert!(air.valve_flow_kg_s(ValveId::DmNitrogen) > 1e-3);
    }

    #[test]
    fn apollo_can_shut_off_its_regulators_and_lock_its_relief_valve() {
        let mut low = AirSetup::joint_flight();
        low.pressure_pa[0] = 30_000.0;
        low.partial_o2_pa[0] = 28_000.0;
        low.hatch_open = [false; 5];
        let mut air = Air::new(&low);
        run(&mut air, 1);
        assert!(air.valve_flow_kg_s(ValveId::CmOxygen) > 1e-4);
        air.set_valve(ValveId::CmOxygen, false);
        run(&mut air, 1);
        assert_eq!(air.valve_flow_kg_s(ValveId::CmOxygen), 0.0);

        let mut high = low;
        high.pressure_pa[0] = 50_000.0;
        let mut air = Air::new(&high);
        run(&mut air, 1);
        assert!(air.valve_flow_kg_s(ValveId::CmRelief) > 5e-3);
        air.set_valve(ValveId::CmRelief, false);
        run(&mut air, 1);
        assert_eq!(air.valve_flow_kg_s(ValveId::CmRelief), 0.0);
    }

    #[test]
    fn gauges_of_the_bottles_read_what_such_bottles_hold() {
        let air = Air::new(&AirSetup::joint_flight());
        // Spheres and Soyuz's bottle by the gas law at 20 °C; the cryogenic tank at its heaters' 900.
        for (bottle, psia) in [
            (BottleId::DmNitrogen, 954.0),
            (BottleId::DmOxygen, 959.0),
            (BottleId::SoyuzOxygen, 3_314.0),
            (BottleId::CmOxygen, 900.0),
        ] {
            let read = air.bottle_pa(bottle) / 6_894.757;
            assert!((read / psia - 1.0).abs() < 0.01, "{bottle:?} {read}");
        }
    }

    #[test]
    fn without_fan_power_or_regenerator_nothing_is_scrubbed() {
        for off in [SwitchId::OmFan, SwitchId::OmPower, SwitchId::OmRegenerator] {
            let mut air = Air::new(&AirSetup::joint_flight());
            air.set_hatch(HatchId::H5, HatchState::Shut);
            air.set_switch(off, false);
            let before = air.canister_mol(CompartmentId::Om);
            run(&mut air, 10);
            assert_eq!(air.canister_mol(CompartmentId::Om), before, "{off:?}");
        }
        let mut air = Air::new(&AirSetup::joint_flight());
        air.model.fan[CompartmentId::Om as usize] = false;
        let before = air.canister_mol(CompartmentId::Om);
        run(&mut air, 10);
        assert_eq!(air.canister_mol(CompartmentId::Om), before);
    }

    #[test]
    fn a_canister_binds_what_it_holds_and_no_more() {
        let mut air = Air::new(&AirSetup::joint_flight());
        let om = CompartmentId::Om;
        air.canister_mol[om as usize] = 0.02;
        air.set_hatch(HatchId::H5, HatchState::Shut);
        let before = air.ledger().of(Source::Canisters).mol[Species::Co2 as usize];
        run(&mut air, 7_200);
        let bound = before - air.ledger().of(Source::Canisters).mol[Species::Co2 as usize];
        let left = air.canister_mol(om);
        assert!(left > 0.0 && left < 0.004, "{left}");
        // The command module's canister works beside it.
        let others = 68.0 - air.canister_mol(CompartmentId::Cm) + 136.0
            - air.canister_mol(CompartmentId::Sa);
        assert!((bound - others - (0.02 - left)).abs() < 1e-9, "{bound}");
        assert!(air.partial_co2_pa(om) > 1_500.0, "it fills the cabin");
    }

    #[test]
    fn a_hatch_mixes_slower_in_still_air() {
        let shared_after = |fans: bool| {
            let mut air = Air::new(&AirSetup::joint_flight());
            let (cm, dm) = (CompartmentId::Cm, CompartmentId::Dm);
            air.model.fan = [fans; 6];
            air.cabin(cm, Source::Vapours)
                .make(Species::Smoke, 0.01, 293.15);
            run(&mut air, 300);
            air.ppm(dm, Species::Smoke) / air.ppm(cm, Species::Smoke)
        };
        let (stirred, still) = (shared_after(true), shared_after(false));
        assert!(stirred > 0.9, "{stirred}");
        assert!(still < 0.2, "{still}");
    }
}
