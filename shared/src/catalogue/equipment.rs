//! Switches of the cabins' air equipment: fans, regenerators, and the breaker of each cabin's cables.
//! Rows only; what a fan does is the atmosphere's business.

use serde::{Deserialize, Serialize};

use crate::ids::{CompartmentId, Seat};

/// A switch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum SwitchId {
    /// Command module fan; it stands for the suit compressor too, which draws the cabin's air
    /// through the canisters.
    CmFan,
    /// Docking Module fan.
    DmFan,
    /// Orbital module fan.
    OmFan,
    /// Descent vehicle fan.
    SaFan,
    /// Orbital module regenerator.
    OmRegenerator,
    /// Descent vehicle regenerator.
    SaRegenerator,
    /// Power of the command module's cabin cables: lights, fans.
    CmPower,
    /// The same in the Docking Module.
    DmPower,
    /// The same in the orbital module.
    OmPower,
    /// The same in the descent vehicle.
    SaPower,
}

impl SwitchId {
    /// All ten, in index order.
    pub const ALL: [SwitchId; 10] = [
        SwitchId::CmFan,
        SwitchId::DmFan,
        SwitchId::OmFan,
        SwitchId::SaFan,
        SwitchId::OmRegenerator,
        SwitchId::SaRegenerator,
        SwitchId::CmPower,
        SwitchId::DmPower,
        SwitchId::OmPower,
        SwitchId::SaPower,
    ];

    /// What stands in the catalogue about it.
    pub const fn row(self) -> &'static SwitchRow {
        &SWITCHES[self as usize]
    }
}

/// What a switch turns on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SwitchKind {
    /// The cabin fan.
    Fan,
    /// The canister's way: shut, the fan blows past it.
    Regenerator,
    /// The cabin's cables and all that hangs on them.
    Power,
}

/// One switch; all stand on when a mission begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SwitchRow {
    /// Which switch this is.
    pub id: SwitchId,
    /// What it turns on.
    pub kind: SwitchKind,
    /// Whose air it serves.
    pub at: CompartmentId,
    /// Where the switch is: beside its fan or regenerator, a breaker on the cockpit's panel, so that
    /// a burning module is cut off from outside it.
    pub worked_at: CompartmentId,
    /// The crew that works it.
    pub worked_by: Seat,
}

/// The switches, in [`SwitchId`] order. That there were fans, canisters and regenerators: recalled;
/// one breaker for a cabin's cables is a choice (the panels had a row of them for each).
pub const SWITCHES: [SwitchRow; 10] = [
    row(SwitchId::CmFan, SwitchKind::Fan, CompartmentId::Cm),
    row(SwitchId::DmFan, SwitchKind::Fan, CompartmentId::Dm),
    row(SwitchId::OmFan, SwitchKind::Fan, CompartmentId::Om),
    row(SwitchId::SaFan, SwitchKind::Fan, CompartmentId::Sa),
    row(
        SwitchId::OmRegenerator,
        SwitchKind::Regenerator,
        CompartmentId::Om,
    ),
    row(
        SwitchId::SaRegenerator,
        SwitchKind::Regenerator,
        CompartmentId::Sa,
    ),
    row(SwitchId::CmPower, SwitchKind::Power, CompartmentId::Cm),
    row(SwitchId::DmPower, SwitchKind::Power, CompartmentId::Dm),
    row(SwitchId::OmPower, SwitchKind::Power, CompartmentId::Om),
    row(SwitchId::SaPower, SwitchKind::Power, CompartmentId::Sa),
];

/// The switch of a kind in a compartment, where there is one.
pub fn switch(kind: SwitchKind, at: CompartmentId) -> Option<SwitchId> {
    SWITCHES
        .iter()
        .find(|row| row.kind == kind && row.at == at)
        .map(|row| row.id)
}

const fn row(id: SwitchId, kind: SwitchKind, at: CompartmentId) -> SwitchRow {
    let worked_by = match at {
        CompartmentId::Cm | CompartmentId::Tunnel1 | CompartmentId::Dm => Seat::Apollo,
        CompartmentId::Tunnel2 | CompartmentId::Om | CompartmentId::Sa => Seat::Soyuz,
    };
    let worked_at = match (kind, worked_by) {
        (SwitchKind::Power, Seat::Apollo) => CompartmentId::Cm,
        (SwitchKind::Power, Seat::Soyuz) => CompartmentId::Sa,
        _ => at,
    };
    SwitchRow {
        id,
        kind,
        at,
        worked_at,
        worked_by,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::compartments::COMPARTMENTS;

    #[test]
    fn rows_stand_in_the_order_of_their_ids() {
        for (row, id) in SWITCHES.iter().zip(SwitchId::ALL) {
            assert_eq!(row.id, id);
        }
    }

    #[test]
    fn every_fan_has_its_switch_and_hangs_on_cables_that_have_theirs() {
        for row in &COMPARTMENTS {
            for kind in [SwitchKind::Fan, SwitchKind::Power] {
                assert_eq!(switch(kind, row.id).is_some(), row.fan, "{:?}", row.id);
            }
        }
    }
}
