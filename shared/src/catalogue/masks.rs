//! Oxygen masks: where they are stowed, how many, and which bottle feeds them.

use crate::catalogue::valves::BottleId;
use crate::ids::CompartmentId;

/// The masks of one compartment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MaskRow {
    /// Where they are stowed; their hoses reach no further.
    pub at: CompartmentId,
    /// How many.
    pub count: u8,
    /// What they draw from.
    pub bottle: BottleId,
}

/// Where there are masks. The Docking Module carried them (Encyclopedia Astronautica); the counts
/// are estimates: three for Apollo's crew, two for the most men a transfer puts into the Docking
/// Module, two for the cosmonauts.
pub const MASKS: [MaskRow; 3] = [
    row(CompartmentId::Cm, 3, BottleId::CmOxygen),
    row(CompartmentId::Dm, 2, BottleId::DmOxygen),
    row(CompartmentId::Om, 2, BottleId::SoyuzOxygen),
];

/// Time a ready man needs to take one and breathe from it, s (estimate; aircraft quick-don masks: 5).
/// Longer, and nobody with seconds left saves himself.
pub const DON_S: f64 = 6.0;

/// What a man at light work draws through a mask at body temperature, m³/s (8 L/min, usual figure).
/// It decides how long a bottle lasts: at 5 psia 0.2 kg an hour.
pub const DRAWN_M3_S: f64 = 8.0e-3 / 60.0;

/// The masks of a place, if it has any.
pub fn masks_at(at: CompartmentId) -> Option<&'static MaskRow> {
    MASKS.iter().find(|row| row.at == at)
}

const fn row(at: CompartmentId, count: u8, bottle: BottleId) -> MaskRow {
    MaskRow { at, count, bottle }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::valves::BottleGas;

    #[test]
    fn every_mask_draws_oxygen() {
        for row in MASKS {
            assert_eq!(row.bottle.row().gas, BottleGas::Oxygen, "{:?}", row.at);
            assert_eq!(masks_at(row.at), Some(&row));
        }
        assert_eq!(masks_at(CompartmentId::Tunnel1), None);
    }
}
