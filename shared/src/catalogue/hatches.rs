//! The five hatches: what each divides, which way it swings, whose hands work it. Rows only; it
//! does not know whether one may be opened now.

use crate::catalogue::valves::ValveId;
use crate::ids::{CompartmentId, HatchId, Seat};
use crate::maths::PI;

/// Room where a hatch swings (choices after the sizes of the cabins).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Swing {
    /// Only who works the hatch stands in its way.
    Roomy,
    /// Nobody in there can stand clear of it.
    Narrow,
}

/// One hatch between two neighbouring volumes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HatchRow {
    /// Which hatch this is.
    pub id: HatchId,
    /// The volume on its Apollo side.
    pub apollo_side: CompartmentId,
    /// The volume on its Soyuz side.
    pub soyuz_side: CompartmentId,
    /// The volume it swings into. Pressure there holds it on its seat, so hands must beat it.
    pub opens_into: CompartmentId,
    /// The crew that works it.
    pub worked_by: Seat,
    /// Where its handles are worked from.
    pub reach: &'static [CompartmentId],
    /// What room there is where it swings.
    pub swing: Swing,
    /// The equalisation valve set in it.
    pub valve: ValveId,
    /// Hatches that must be shut before this one is opened: the airlock rule, so that the 5 psia
    /// cabin and the 520 mmHg cabin are never one.
    pub shut_first: &'static [HatchId],
}

/// The five hatches, in [`HatchId`] order. Numbers and owners: recalled; that both crews open
/// them by hand: V. S. Syromyatnikov, Spacecraft Docking Devices. Swing: each into its own ship,
/// estimate.
pub const HATCHES: [HatchRow; 5] = [
    HatchRow {
        id: HatchId::H1,
        apollo_side: CompartmentId::Cm,
        soyuz_side: CompartmentId::Tunnel1,
        opens_into: CompartmentId::Cm,
        worked_by: Seat::Apollo,
        reach: &[CompartmentId::Cm, CompartmentId::Tunnel1],
        swing: Swing::Roomy,
        valve: ValveId::H1Eq,
        shut_first: &[],
    },
    HatchRow {
        id: HatchId::H2,
        apollo_side: CompartmentId::Tunnel1,
        soyuz_side: CompartmentId::Dm,
        opens_into: CompartmentId::Dm,
        worked_by: Seat::Apollo,
        reach: &[CompartmentId::Dm, CompartmentId::Tunnel1],
        swing: Swing::Narrow,
        valve: ValveId::H2Eq,
        shut_first: &[HatchId::H3],
    },
    HatchRow {
        id: HatchId::H3,
        apollo_side: CompartmentId::Dm,
        soyuz_side: CompartmentId::Tunnel2,
        opens_into: CompartmentId::Dm,
        worked_by: Seat::Apollo,
        reach: &[CompartmentId::Dm],
        swing: Swing::Narrow,
        valve: ValveId::H3Eq,
        shut_first: &[HatchId::H2],
    },
    HatchRow {
        id: HatchId::H4,
        apollo_side: CompartmentId::Tunnel2,
        soyuz_side: CompartmentId::Om,
        opens_into: CompartmentId::Om,
        worked_by: Seat::Soyuz,
        reach: &[CompartmentId::Om, CompartmentId::Tunnel2],
        swing: Swing::Roomy,
        valve: ValveId::H4Eq,
        shut_first: &[],
    },
    HatchRow {
        id: HatchId::H5,
        apollo_side: CompartmentId::Om,
        soyuz_side: CompartmentId::Sa,
        opens_into: CompartmentId::Sa,
        worked_by: Seat::Soyuz,
        reach: &[CompartmentId::Om, CompartmentId::Sa],
        swing: Swing::Narrow,
        valve: ValveId::H5Eq,
        shut_first: &[],
    },
];

/// Clear radius of every hatch, m (estimate, the width of the transfer tunnel: 0.8 m across).
pub const HATCH_RADIUS_M: f64 = 0.4;

/// Area of every hatch, m²: 1 mmHg across it is 67 N.
pub const HATCH_AREA_M2: f64 = PI * HATCH_RADIUS_M * HATCH_RADIUS_M;

/// Discharge coefficient of an open hatch (sharp edge, 0.6).
pub const HATCH_CD: f64 = 0.6;

/// Volume an open hatch exchanges each way when a fan turns on either side of it, m³/s (estimate:
/// fans and hoses mix the Docking Module in about a minute).
pub const HATCH_FAN_M3_S: f64 = 0.058;

/// Volume an open hatch exchanges each way in still air, m³/s (estimate: the draught of men who
/// pass and work beside it; weightless air has no layers and no convection, and diffusion alone,
/// some 5e-5 m²/s over a metre, carries a hundredth of this).
pub const HATCH_STILL_M3_S: f64 = 0.002;

/// Largest pressure difference at which the joint procedure lets a hatch be opened, Pa
/// (2 mmHg, estimate: 134 N on the hatch).
pub const HATCH_SAFE_DELTA_PA: f64 = 266.645;

/// The force a braced man can put on a hatch's handle, N (estimate). The handle sits at the rim
/// across from the hinge, so that he beats twice as much pressing on its middle: 14.9 mmHg.
pub const HATCH_STRENGTH_N: f64 = 500.0;

/// Pressure that a man's full strength just lifts a hatch against, Pa.
pub const STRENGTH_PA: f64 = 2.0 * HATCH_STRENGTH_N / HATCH_AREA_M2;

/// Inertia of a hatch about its hinge, kg·m²: a disc of 25 kg (estimate) about its rim, 5/4·m·R².
/// Only how fast it is thrown open follows from it, not whether.
pub const HINGE_KG_M2: f64 = 5.0;

/// Friction of the hinge, N·m (estimate): a hatch left ajar stays where it is in a cabin's draught and
/// moves from 0.19 mmHg on.
pub const FRICTION_N_M: f64 = 5.0;

/// How far a hatch swings before it meets its stop, rad (choice: out of the way of the opening).
pub const STOP_RAD: f64 = PI / 2.0;

/// Turning the latch one way, s (game value: one stroke of a handle; in the flight it took several). Both
/// crews wait for it, and a novice pair has four minutes from thirty metres to the handshake.
pub const LATCH_S: f64 = 1.0;

/// The swing a hand gives a hatch, rad/s (choice: open in 1.6 s, 0.8 m/s at the rim, under a slam).
pub const SWING_RAD_PER_S: f64 = 1.0;

/// Torque of the hands for each rad/s that it swings too slowly or too fast, N·m·s (choice: a hatch
/// that stands gets all their strength).
pub const GRIP_N_M_S: f64 = 1_000.0;

/// Hands that pull in vain let go after so long, s (estimate).
pub const TIRED_S: f64 = 5.0;

/// Where a swinging hatch meets whoever stands before it, rad (choice: half-way).
pub const STRIKES_AT_RAD: f64 = PI / 4.0;

/// Faster than this no hand can hold it and nobody steps back in time, m/s at the rim (estimate).
pub const STRIKES_M_PER_S: f64 = 1.5;

/// Inertia that a struck man adds about the hinge, kg·m² (estimate: 40 kg of him at 0.6 m).
pub const BODY_KG_M2: f64 = 14.4;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::CompartmentId;

    #[test]
    fn hatches_divide_neighbours_in_order() {
        for (k, row) in HATCHES.iter().enumerate() {
            assert_eq!(row.id, HatchId::ALL[k]);
            assert_eq!(row.apollo_side, CompartmentId::ALL[k]);
            assert_eq!(row.soyuz_side, CompartmentId::ALL[k + 1]);
            assert!(row.opens_into == row.apollo_side || row.opens_into == row.soyuz_side);
        }
    }
}
