//! The hand valves of both ships and the gas bottles behind some of them: where each leads, how
//! wide it is, whose hand is on it. Rows only; what flows is the atmosphere's business.

use serde::{Deserialize, Serialize};

use crate::catalogue::constants::PA_PER_MMHG;
use crate::ids::{CompartmentId, HatchId, Seat};

/// A hand valve.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ValveId {
    /// Equalisation valve in hatch 1.
    H1Eq,
    /// Equalisation valve in hatch 2.
    H2Eq,
    /// Equalisation valve in hatch 3.
    H3Eq,
    /// Equalisation valve in hatch 4.
    H4Eq,
    /// Equalisation valve in hatch 5.
    H5Eq,
    /// Nitrogen into the Docking Module.
    DmNitrogen,
    /// Oxygen into the Docking Module.
    DmOxygen,
    /// Docking Module overboard.
    DmVent,
    /// Tunnel 2 overboard.
    Tunnel2Vent,
    /// Orbital-module air into the cavity between the docking seals.
    CavityFill,
    /// Orbital module overboard.
    OmVent,
    /// Oxygen into the orbital module.
    OmOxygen,
    /// Oxygen to the command module's regulators.
    CmOxygen,
    /// The command module's relief valve: open it is free to lift, shut it is locked on its seat.
    CmRelief,
}

impl ValveId {
    /// All fourteen, in index order.
    pub const ALL: [ValveId; 14] = [
        ValveId::H1Eq,
        ValveId::H2Eq,
        ValveId::H3Eq,
        ValveId::H4Eq,
        ValveId::H5Eq,
        ValveId::DmNitrogen,
        ValveId::DmOxygen,
        ValveId::DmVent,
        ValveId::Tunnel2Vent,
        ValveId::CavityFill,
        ValveId::OmVent,
        ValveId::OmOxygen,
        ValveId::CmOxygen,
        ValveId::CmRelief,
    ];

    /// What stands in the catalogue about it.
    pub const fn row(self) -> &'static ValveRow {
        &VALVES[self as usize]
    }
}

/// A gas store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum BottleId {
    /// Two of the Docking Module's four spheres.
    DmNitrogen,
    /// The other two.
    DmOxygen,
    /// Soyuz oxygen.
    SoyuzOxygen,
    /// The service module's oxygen that feeds the command module's regulators.
    CmOxygen,
}

impl BottleId {
    /// All four, in index order.
    pub const ALL: [BottleId; 4] = [
        BottleId::DmNitrogen,
        BottleId::DmOxygen,
        BottleId::SoyuzOxygen,
        BottleId::CmOxygen,
    ];

    /// What stands in the catalogue about it.
    pub const fn row(self) -> &'static BottleRow {
        &BOTTLES[self as usize]
    }
}

impl BottleId {
    /// It holds oxygen.
    pub fn gives_oxygen(self) -> bool {
        self.row().gas == BottleGas::Oxygen
    }
}

/// What a bottle holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BottleGas {
    /// Oxygen.
    Oxygen,
    /// Nitrogen.
    Nitrogen,
}

/// One gas store.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BottleRow {
    /// Which store this is.
    pub id: BottleId,
    /// What it holds.
    pub gas: BottleGas,
    /// Mass at the start of the joint flight, kg.
    pub full_kg: f64,
    /// Inner volume, m³; with the mass it gives the pressure that drives the last of the gas out.
    pub volume_m3: f64,
    /// Pressure behind the valve while the bottle holds more than that, Pa.
    pub regulated_pa: f64,
    /// The most the store's own gauge reads, Pa: a cryogenic tank is held there by its heaters
    /// until it is nearly empty.
    pub held_pa: f64,
}

/// The stores, in [`BottleId`] order. DM: 41.7 lb N₂ and 47.8 lb O₂ in four equal spheres
/// (Encyclopedia Astronautica); sphere volume and regulator pressure (100 psi) are estimates.
/// Soyuz: 3 kg, estimate. Service module: two cryogenic tanks of 320 lb, held at 900 psia,
/// recalled.
pub const BOTTLES: [BottleRow; 4] = [
    bottle(BottleId::DmNitrogen, BottleGas::Nitrogen, 18.9, 0.25),
    bottle(BottleId::DmOxygen, BottleGas::Oxygen, 21.7, 0.25),
    bottle(BottleId::SoyuzOxygen, BottleGas::Oxygen, 3.0, 0.010),
    BottleRow {
        held_pa: 6_205_281.0,
        ..bottle(BottleId::CmOxygen, BottleGas::Oxygen, 290.0, 0.27)
    },
];

/// One end of a valve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Port {
    /// A gas volume.
    Compartment(CompartmentId),
    /// A gas store behind its regulator and check valve.
    Bottle(BottleId),
    /// Overboard.
    Space,
    /// The cavity between the two docking seals.
    Cavity,
}

/// What a hand turns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValveKind {
    /// The opening itself.
    Plain,
    /// The shut-off before demand regulators, which then open by themselves.
    Regulators,
    /// The lock of a relief valve, which then lifts by itself.
    Relief,
}

/// One hand valve.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ValveRow {
    /// Which valve this is.
    pub id: ValveId,
    /// Upstream end in normal use.
    pub from: Port,
    /// Downstream end in normal use.
    pub to: Port,
    /// What its handle moves.
    pub kind: ValveKind,
    /// It stands open when a mission begins.
    pub stands_open: bool,
    /// Orifice area, m²; of a relief valve fully lifted.
    pub area_m2: f64,
    /// Discharge coefficient, 1.
    pub cd: f64,
    /// The crew that works it.
    pub worked_by: Seat,
    /// Where its handle or its switch is. Soyuz's vent, oxygen and seal-cavity valves are commanded
    /// electrically and answer in both of its rooms (choice after its command matrix).
    pub reach: &'static [CompartmentId],
    /// Pressure to which the procedures let air down through it, Pa; nothing for what is no vent.
    pub lets_down_to_pa: Option<f64>,
    /// Hatches that must be shut before it is opened, or it changes the wrong ship's air.
    pub shut_first: &'static [HatchId],
}

/// The valves, in [`ValveId`] order. Which valves there were: recalled. The areas are estimates,
/// each chosen for the time it takes: 9 s to fill tunnel 2 and 21 s to bring the Docking Module
/// level with Soyuz through both hatches, 53 s to raise it from 255 to 490 mmHg, 104 s to halve
/// it, 165 s from 760 to 520 mmHg in Soyuz, 3 s for the seal cavity (the flight took tens of
/// minutes over the same work). The Docking Module's oxygen and vent go together: both open, it
/// settles near 320 mmHg and its air is renewed in 150 s; the vent alone takes less than the
/// 2 mmHg/s that ears follow.
pub const VALVES: [ValveRow; 14] = [
    between(
        ValveId::H1Eq,
        CompartmentId::Cm,
        CompartmentId::Tunnel1,
        Seat::Apollo,
        &[CompartmentId::Cm, CompartmentId::Tunnel1],
        &[],
    ),
    between(
        ValveId::H2Eq,
        CompartmentId::Dm,
        CompartmentId::Tunnel1,
        Seat::Apollo,
        &[CompartmentId::Dm, CompartmentId::Tunnel1],
        &[HatchId::H3],
    ),
    between(
        ValveId::H3Eq,
        CompartmentId::Dm,
        CompartmentId::Tunnel2,
        Seat::Apollo,
        &[CompartmentId::Dm],
        &[HatchId::H2],
    ),
    between(
        ValveId::H4Eq,
        CompartmentId::Om,
        CompartmentId::Tunnel2,
        Seat::Soyuz,
        &[CompartmentId::Om, CompartmentId::Tunnel2],
        &[],
    ),
    between(
        ValveId::H5Eq,
        CompartmentId::Om,
        CompartmentId::Sa,
        Seat::Soyuz,
        &[CompartmentId::Om, CompartmentId::Sa],
        &[],
    ),
    ValveRow {
        id: ValveId::DmNitrogen,
        from: Port::Bottle(BottleId::DmNitrogen),
        to: Port::Compartment(CompartmentId::Dm),
        kind: ValveKind::Plain,
        stands_open: false,
        area_m2: 2.3e-5,
        cd: CD,
        worked_by: Seat::Apollo,
        reach: &[CompartmentId::Dm],
        lets_down_to_pa: None,
        shut_first: &[HatchId::H2],
    },
    ValveRow {
        id: ValveId::DmOxygen,
        from: Port::Bottle(BottleId::DmOxygen),
        to: Port::Compartment(CompartmentId::Dm),
        kind: ValveKind::Plain,
        stands_open: false,
        area_m2: 1.3e-5,
        cd: CD,
        worked_by: Seat::Apollo,
        reach: &[CompartmentId::Dm],
        lets_down_to_pa: None,
        shut_first: &[HatchId::H2],
    },
    ValveRow {
        id: ValveId::DmVent,
        from: Port::Compartment(CompartmentId::Dm),
        to: Port::Space,
        kind: ValveKind::Plain,
        stands_open: false,
        area_m2: 2.0e-4,
        cd: CD,
        worked_by: Seat::Apollo,
        reach: &[CompartmentId::Dm],
        lets_down_to_pa: Some(260.0 * PA_PER_MMHG),
        shut_first: &[HatchId::H2, HatchId::H3],
    },
    ValveRow {
        id: ValveId::Tunnel2Vent,
        from: Port::Compartment(CompartmentId::Tunnel2),
        to: Port::Space,
        kind: ValveKind::Plain,
        stands_open: false,
        area_m2: 2.2e-4,
        cd: CD,
        worked_by: Seat::Apollo,
        reach: &[CompartmentId::Dm],
        lets_down_to_pa: Some(0.0),
        shut_first: &[HatchId::H3, HatchId::H4],
    },
    ValveRow {
        id: ValveId::CavityFill,
        from: Port::Compartment(CompartmentId::Om),
        to: Port::Cavity,
        kind: ValveKind::Plain,
        stands_open: false,
        area_m2: 1.5e-6,
        cd: CD,
        worked_by: Seat::Soyuz,
        reach: &[CompartmentId::Om, CompartmentId::Sa],
        lets_down_to_pa: None,
        shut_first: &[],
    },
    ValveRow {
        id: ValveId::OmVent,
        from: Port::Compartment(CompartmentId::Om),
        to: Port::Space,
        kind: ValveKind::Plain,
        stands_open: false,
        area_m2: 1.46e-4,
        cd: CD,
        worked_by: Seat::Soyuz,
        reach: &[CompartmentId::Om, CompartmentId::Sa],
        lets_down_to_pa: Some(520.0 * PA_PER_MMHG),
        shut_first: &[HatchId::H4],
    },
    ValveRow {
        id: ValveId::OmOxygen,
        from: Port::Bottle(BottleId::SoyuzOxygen),
        to: Port::Compartment(CompartmentId::Om),
        kind: ValveKind::Plain,
        stands_open: false,
        area_m2: 5.6e-6,
        cd: CD,
        worked_by: Seat::Soyuz,
        reach: &[CompartmentId::Om, CompartmentId::Sa],
        lets_down_to_pa: None,
        shut_first: &[HatchId::H4],
    },
    // The regulators' flows are their own rows; the shut-off before them is wider than both.
    ValveRow {
        id: ValveId::CmOxygen,
        from: Port::Bottle(BottleId::CmOxygen),
        to: Port::Compartment(CompartmentId::Cm),
        kind: ValveKind::Regulators,
        stands_open: true,
        area_m2: 1.0e-5,
        cd: CD,
        worked_by: Seat::Apollo,
        reach: &[CompartmentId::Cm],
        lets_down_to_pa: None,
        shut_first: &[],
    },
    ValveRow {
        id: ValveId::CmRelief,
        from: Port::Compartment(CompartmentId::Cm),
        to: Port::Space,
        kind: ValveKind::Relief,
        stands_open: true,
        area_m2: 1.6e-4,
        cd: CD,
        worked_by: Seat::Apollo,
        reach: &[CompartmentId::Cm],
        lets_down_to_pa: None,
        shut_first: &[],
    },
];

/// Discharge coefficient of a hand valve or a hole (sharp-edged orifice, 0.62).
pub const ORIFICE_CD: f64 = 0.62;

const CD: f64 = ORIFICE_CD;

/// Orifice of every equalisation valve, m². Times go with its inverse.
const EQUALISATION_M2: f64 = 7.0e-4;

const fn between(
    id: ValveId,
    from: CompartmentId,
    to: CompartmentId,
    worked_by: Seat,
    reach: &'static [CompartmentId],
    shut_first: &'static [HatchId],
) -> ValveRow {
    ValveRow {
        id,
        from: Port::Compartment(from),
        to: Port::Compartment(to),
        kind: ValveKind::Plain,
        stands_open: false,
        area_m2: EQUALISATION_M2,
        cd: CD,
        worked_by,
        reach,
        lets_down_to_pa: None,
        shut_first,
    }
}

const fn bottle(id: BottleId, gas: BottleGas, full_kg: f64, volume_m3: f64) -> BottleRow {
    BottleRow {
        id,
        gas,
        full_kg,
        volume_m3,
        regulated_pa: 689_476.0,
        held_pa: f64::INFINITY,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_stand_in_the_order_of_their_ids() {
        for (row, id) in VALVES.iter().zip(ValveId::ALL) {
            assert_eq!(row.id, id);
        }
        for (row, id) in BOTTLES.iter().zip(BottleId::ALL) {
            assert_eq!(row.id, id);
        }
    }
}
