//! The two craft: mass, inertia, port, eye and target. Body frame: origin at the centre of mass,
//! +X out of the docking port, +Y right, +Z down (feet).

use crate::ids::Seat;
use crate::maths::rad;

/// One craft.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct VesselRow {
    /// Which.
    pub seat: Seat,
    /// Mass at the start with all propellant, kg.
    pub mass_kg: f64,
    /// Principal moments of inertia about body X, Y, Z, kg·m².
    pub inertia_kg_m2: [f64; 3],
    /// Docking plane ahead of the centre of mass along +X, m.
    pub port_x_m: f64,
    /// Where the pilot's eye looks out, body axes, m; the line of sight is parallel to +X.
    pub eye_m: [f64; 3],
    /// Centre of the base of the docking target, body axes, m.
    pub target_m: [f64; 3],
    /// How far the target's cross stands in front of its base, m.
    pub stand_off_m: f64,
    /// Half of the sight's field of view, rad.
    pub sight_half_rad: f64,
    /// Propellant tanks of the control jets, kg at the start; unused tanks are zero.
    pub tanks_kg: [f64; 4],
    /// Speed of the rate a full stick commands, rad/s.
    pub stick_rate_rad_per_s: f64,
}

// Masses: NASA SP-4012 vol. 3 gives the docked sum 20,977 kg; the split is an estimate (±150 kg).
// Inertias: estimates scaled from published CSM tables (Malyuta and Açıkmeşe 2019). Wrong: every
// turn rate. Ports: derived from the CG stations. Apollo's eye is in the left rendezvous window,
// and Soyuz's target is mounted so that the COAS line runs through it when docked (a game choice;
// the true target stood elsewhere). Stand-off: 15 in, as on the LM's target.
// Apollo tanks: 336 lb a quad (NASSP's documentation). Soyuz: about 140 kg peroxide (recollection).
/// Both craft, in `Seat` order.
pub const VESSELS: [VesselRow; 2] = [
    VesselRow {
        seat: Seat::Apollo,
        mass_kg: 14_237.0,
        inertia_kg_m2: [22_000.0, 110_000.0, 112_000.0],
        port_x_m: 6.123_58,
        eye_m: [3.0, -0.6, -0.9],
        target_m: [5.9, -0.6, -0.9],
        stand_off_m: 0.381,
        sight_half_rad: rad(15.0),
        tanks_kg: [152.5, 152.5, 152.5, 152.5],
        stick_rate_rad_per_s: rad(0.5),
    },
    VesselRow {
        seat: Seat::Soyuz,
        mass_kg: 6_740.0,
        inertia_kg_m2: [5_000.0, 25_000.0, 25_000.0],
        port_x_m: 3.694_99,
        eye_m: [1.5, 0.0, -1.2],
        target_m: [3.3, 0.6, -0.9],
        stand_off_m: 0.381,
        sight_half_rad: rad(15.0),
        tanks_kg: [140.0, 0.0, 0.0, 0.0],
        stick_rate_rad_per_s: rad(0.2),
    },
];

/// One craft's row.
pub const fn vessel(seat: Seat) -> &'static VesselRow {
    &VESSELS[seat.index()]
}
