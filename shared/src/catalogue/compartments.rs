//! What each gas volume of the docked pair is like: how much air it holds, how fast its walls
//! take heat, what cleans it. Rows only; how gas moves is none of this file's business.

use serde::{Deserialize, Serialize};

use crate::ids::CompartmentId;

/// One gas volume with its walls and its air-cleaning canister.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CompartmentRow {
    /// Which volume this is.
    pub id: CompartmentId,
    /// Free gas volume, m³. Every pressure the crews read when volumes are joined follows from it.
    pub volume_m3: f64,
    /// Heat the walls take per kelvin between gas and wall, W/K. Estimate: about 2 W/(m²·K) in a
    /// cabin with fans, 10 to 50 in the bare Docking Module and tunnels, which are stirred by the
    /// jets that fill them. It decides how much a venting cabin cools, and how long gas that was
    /// heated by filling goes on falling in pressure and looks like a leak.
    pub wall_w_k: f64,
    /// Air drawn through the CO₂ canister and condenser, m³/s; 0 where there is none. Chosen so
    /// that the craft's own crew settles near 3 mmHg CO₂ (estimate; limit in flight 7.6 mmHg).
    pub scrubber_m3_s: f64,
    /// Carbon dioxide the canister binds before it is spent, mol.
    pub canister_mol: f64,
    /// Oxygen the canister gives back per mole of CO₂ it takes: 0 for lithium hydroxide. The
    /// potassium superoxide regenerator of Soyuz is worked to match the crew's own use, 1.1553
    /// (the ratio of 0.84 kg O₂ to 1.0 kg CO₂ a day in moles), so that O₂ stays level.
    pub oxygen_per_co2: f64,
    /// A cabin fan stirs the air and draws it through the canister.
    pub fan: bool,
}

/// The six volumes, in [`CompartmentId`] order.
///
/// CM: 210 ft³ habitable (5.95 m³, recalled) is taken to count the forward tunnel (0.30 m³,
/// estimate). DM: 3.7 m³ (130 ft³, recalled; 3.3 to 4.6). Tunnel 2: 0.4 m³, estimate. Soyuz: 9.0
/// m³ free in total (Wade's Soyuz ASTP page), split 5.5 and 3.5 in the ratio of the 6.5 and 4.0
/// m³ hulls. Canisters: Apollo's two of lithium hydroxide last three men a day between them
/// (recalled), which is 3 kg of CO₂; each regenerator of Soyuz two men for three days (estimate).
pub const COMPARTMENTS: [CompartmentRow; 6] = [
    row(CompartmentId::Cm, 5.65, 60.0).cleaned(4.4e-3, 68.0, 0.0),
    row(CompartmentId::Tunnel1, 0.30, 150.0),
    row(CompartmentId::Dm, 3.70, 200.0).stirred(),
    row(CompartmentId::Tunnel2, 0.40, 200.0),
    row(CompartmentId::Om, 5.50, 50.0).cleaned(1.6e-3, 136.0, 1.1553),
    row(CompartmentId::Sa, 3.50, 40.0).cleaned(1.6e-3, 136.0, 1.1553),
];

/// Share of the smoke in the air drawn through a canister that its charcoal and filters keep, 1
/// (estimate: soot and vapours of burnt plastic are kept, carbon monoxide itself is not).
pub const SMOKE_KEPT: f64 = 0.5;

/// The same of oxidizer vapour: an acid gas, which lithium hydroxide and superoxide bind (estimate).
pub const OXIDIZER_KEPT: f64 = 0.9;

/// A pressure gauge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Gauge {
    /// Of a compartment.
    Cabin(CompartmentId),
    /// Of the cavity between the docking seals.
    Cavity,
}

/// Volume between the two concentric seals of the docking frames, m³ (0.5 l, estimate). Small on
/// purpose: the smaller it is, the sooner its gauge shows a leaking seal.
pub const CAVITY_VOLUME_M3: f64 = 0.5e-3;

/// A demand regulator: feeds its compartment below a set pressure, in proportion over a band.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RegulatorRow {
    /// The compartment it senses and feeds.
    pub feeds: CompartmentId,
    /// Pressure above which it is locked up, Pa.
    pub set_pa: f64,
    /// How far below the set pressure it stands fully open, Pa.
    pub band_pa: f64,
    /// Flow when fully open, kg/s.
    pub full_kg_s: f64,
}

/// The two oxygen regulators of the command module: cabin (5.0 psia, 1.4 lb/h) and emergency
/// (below 4.6 psia, 0.67 lb/min). Set points and flows recalled.
pub const REGULATORS: [RegulatorRow; 2] = [
    RegulatorRow {
        feeds: CompartmentId::Cm,
        set_pa: 34_473.8,
        band_pa: 700.0,
        full_kg_s: 1.764e-4,
    },
    RegulatorRow {
        feeds: CompartmentId::Cm,
        set_pa: 31_716.0,
        band_pa: 2_800.0,
        full_kg_s: 5.065e-3,
    },
];

/// Difference to space at which the command module's relief valve begins to open, Pa (6.0 psid,
/// 310 mmHg, recalled). Above it the crew loses oxygen overboard.
pub const CM_RELIEF_CRACK_PA: f64 = 41_368.5;

/// Difference above the crack at which the relief valve stands fully open, Pa (estimate).
pub const CM_RELIEF_BAND_PA: f64 = 1_400.0;

const fn row(id: CompartmentId, volume_m3: f64, wall_w_k: f64) -> CompartmentRow {
    CompartmentRow {
        id,
        volume_m3,
        wall_w_k,
        scrubber_m3_s: 0.0,
        canister_mol: 0.0,
        oxygen_per_co2: 0.0,
        fan: false,
    }
}

impl CompartmentRow {
    /// With a fan.
    const fn stirred(mut self) -> CompartmentRow {
        self.fan = true;
        self
    }

    /// With a fan and a canister.
    const fn cleaned(
        mut self,
        scrubber_m3_s: f64,
        canister_mol: f64,
        oxygen_per_co2: f64,
    ) -> CompartmentRow {
        self.scrubber_m3_s = scrubber_m3_s;
        self.canister_mol = canister_mol;
        self.oxygen_per_co2 = oxygen_per_co2;
        self.stirred()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_stand_in_the_order_of_their_ids() {
        for (row, id) in COMPARTMENTS.iter().zip(CompartmentId::ALL) {
            assert_eq!(row.id, id);
        }
    }
}
