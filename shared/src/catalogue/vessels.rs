//! The two craft: mass, inertia, tanks, port, eye and target. Body frame: fixed in the structure,
//! origin where the centre of mass stands with all propellant, +X out of the docking port, +Y
//! right, +Z down (feet).

use crate::ids::Seat;

/// One propellant tank of the control jets; unused rows are empty.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TankRow {
    /// Propellant at the start, kg.
    pub full_kg: f64,
    /// Centre of the propellant, body axes, m.
    pub place_m: [f64; 3],
}

/// A surface that exhaust strikes, as a disc across it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FaceRow {
    /// Its centre, body axes, m.
    pub place_m: [f64; 3],
    /// Area, m².
    pub area_m2: f64,
}

/// One craft.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct VesselRow {
    /// Which.
    pub seat: Seat,
    /// Mass at the start with all propellant, kg.
    pub mass_kg: f64,
    /// Inertia tensor about the origin with all propellant, body axes, kg·m²: XX YY ZZ, then the
    /// off-diagonal elements XY XZ YZ (products of inertia with their sign turned).
    pub inertia_kg_m2: [f64; 6],
    /// Docking plane ahead of the origin along +X, m.
    pub port_x_m: f64,
    /// Where the pilot's eye looks out, body axes, m; the line of sight is parallel to +X.
    pub eye_m: [f64; 3],
    /// Centre of the base of the docking target, body axes, m.
    pub target_m: [f64; 3],
    /// How far the target's cross stands in front of its base, m.
    pub stand_off_m: f64,
    /// What the other craft's exhaust strikes.
    pub faces: &'static [FaceRow],
    /// Propellant tanks of the control jets.
    pub tanks: [TankRow; 4],
}

// Masses: NASA SP-4012 vol. 3 gives the docked sum 20,977 kg; the split is an estimate (±150 kg).
// Inertias: estimates scaled from published CSM tables (Malyuta and Açıkmeşe 2019); the off-diagonal
// elements are estimates of the size such tables print, one to four in a thousand of the greatest
// moment; Soyuz is taken as the same to the left and to the right, so that only XZ is left. Wrong:
// every turn rate, and how much one turn leaks into another. Ports: derived from the CG stations.
// Apollo's eye is in the left rendezvous window,
// and Soyuz's target is mounted so that the COAS line runs through it when docked (a game choice;
// the true target stood elsewhere). Stand-off: 15 in, as on the LM's target.
// Apollo tanks: 336 lb a quad (NASSP's documentation), just inside the skin at the quads, 7°15' off
// the axes like them and left out here as for the jets (radius an estimate). Soyuz: about 140 kg of
// peroxide (recollection) in the propulsion section at the rear (place an estimate).
// Faces: Apollo's body of 3.9 m; Soyuz's cabin of 2.2 m and its two arrays of 8.33 m² together,
// which stand across its axis (friends-partners.org; places estimates).
const QUAD_TANK_KG: f64 = 152.5;
const QUAD_TANK_X_M: f64 = -0.87;
const QUAD_TANK_RADIUS_M: f64 = 1.75;
const PEROXIDE_KG: f64 = 140.0;
const PEROXIDE_X_M: f64 = -2.6;
const NO_TANK: TankRow = TankRow {
    full_kg: 0.0,
    place_m: [0.0; 3],
};

const fn quad_tank(right: f64, down: f64) -> TankRow {
    TankRow {
        full_kg: QUAD_TANK_KG,
        place_m: [
            QUAD_TANK_X_M,
            QUAD_TANK_RADIUS_M * right,
            QUAD_TANK_RADIUS_M * down,
        ],
    }
}

/// Both craft, in `Seat` order.
pub const VESSELS: [VesselRow; 2] = [
    VesselRow {
        seat: Seat::Apollo,
        mass_kg: 14_237.0,
        inertia_kg_m2: [22_000.0, 110_000.0, 112_000.0, -300.0, 150.0, -400.0],
        port_x_m: 6.123_58,
        eye_m: [3.0, -0.6, -0.9],
        target_m: [5.9, -0.6, -0.9],
        stand_off_m: 0.381,
        faces: &[FaceRow {
            place_m: [2.0, 0.0, 0.0],
            area_m2: 11.9,
        }],
        tanks: [
            quad_tank(0.0, -1.0),
            quad_tank(1.0, 0.0),
            quad_tank(0.0, 1.0),
            quad_tank(-1.0, 0.0),
        ],
    },
    VesselRow {
        seat: Seat::Soyuz,
        mass_kg: 6_740.0,
        inertia_kg_m2: [5_000.0, 25_000.0, 25_000.0, 0.0, -40.0, 0.0],
        port_x_m: 3.694_99,
        eye_m: [1.5, 0.0, -1.2],
        target_m: [3.3, 0.6, -0.9],
        stand_off_m: 0.381,
        faces: &[
            FaceRow {
                place_m: [1.5, 0.0, 0.0],
                area_m2: 3.8,
            },
            FaceRow {
                place_m: [-1.5, 2.9, 0.0],
                area_m2: 4.1,
            },
            FaceRow {
                place_m: [-1.5, -2.9, 0.0],
                area_m2: 4.1,
            },
        ],
        tanks: [
            TankRow {
                full_kg: PEROXIDE_KG,
                place_m: [PEROXIDE_X_M, 0.0, 0.0],
            },
            NO_TANK,
            NO_TANK,
            NO_TANK,
        ],
    },
];

impl VesselRow {
    /// Propellant by tank at the start, kg.
    pub fn full_kg(&self) -> [f64; 4] {
        self.tanks.map(|tank| tank.full_kg)
    }
}

/// One craft's row.
pub const fn vessel(seat: Seat) -> &'static VesselRow {
    &VESSELS[seat.index()]
}
