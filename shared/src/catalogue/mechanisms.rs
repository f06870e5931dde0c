//! The APAS-75 docking units: geometry, contact law, attenuator, latches, hooks, springs and seal.
//! Rows only; it knows nothing of motion. The drawings are not public: a value marked "choice"
//! was tuned until capture, stroke and damping agreed with what is recorded of the 1975 flight.
//!
//! Unit frame: origin on the docking axis in the ring's face, +X outward, +Y and +Z with the
//! craft's body axes. Directions across the axis are (Y, Z) pairs.

use serde::{Deserialize, Serialize};

use crate::maths::{PI, rad};
use glam::{DMat3, DVec3};

/// One guide rod of a petal's inner face, unit frame, metres.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rod {
    /// Root, in the face plane just outside the rim.
    pub base_m: DVec3,
    /// Tip, ahead of the face and farther out.
    pub tip_m: DVec3,
}

/// One craft's docking unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Unit {
    /// Docking plane ahead of the craft's centre of mass, metres.
    pub port_x_m: f64,
    /// Directions of the three petals as (Y, Z) unit pairs.
    pub petals: [[f64; 2]; 3],
    /// Nine guide rods, three to a petal.
    pub rods: [Rod; 9],
}

/// Docking plane ahead of the centre of mass: Apollo (derived from module lengths and an
/// estimated centre of mass), Soyuz (estimate). Wrong: the docked pair's length and inertia (oracles C7, C8) move.
const PORT_X_M: [f64; 2] = [6.12358, 3.69499];
/// Petals at 0°, 120°, 240° from +Y towards +Z on both units, which are one and the same part:
/// turned face to face about Z, each one's petals fall midway between the other's. Choice of
/// zero. Wrong: petals meet petals and nothing mates.
const PETALS: [[f64; 2]; 3] = [
    [1.0, 0.0],
    [-0.5, 0.866_025_403_784_438_6],
    [-0.5, -0.866_025_403_784_438_6],
];
/// Cosine and sine of a petal's half width, 25°. Choice (15°-28° tried): wider sharpens the
/// edge of the lateral miss that is captured.
const PETAL_HALF_WIDTH: [f64; 2] = [0.906_307_787_036_65, 0.422_618_261_740_699_44];

/// Both units, by seat index.
pub const UNITS: [Unit; 2] = [unit(PORT_X_M[0], PETALS), unit(PORT_X_M[1], PETALS)];

/// Rim radius, metres. Choice; with the petal tips it sets the reach. Wrong: lateral edge moves.
pub const RIM_RADIUS_M: f64 = 0.45;
/// Gap between rim and petal root, metres. Choice (0.003-0.012 tried), not sensitive.
pub const PETAL_CLEARANCE_M: f64 = 0.006;
/// Radius of the petal tips, metres. Choice: 0.65 would obey the 1.3 m shroud but loses a miss
/// of 0.3 m altogether; at 0.75 one of 0.45 m begins to be captured.
pub const PETAL_TIP_RADIUS_M: f64 = 0.735;
/// Height of the tips above the face, metres: the petals lean 45° (choice).
pub const PETAL_HEIGHT_M: f64 = PETAL_TIP_RADIUS_M - RIM_RADIUS_M - PETAL_CLEARANCE_M;
/// How far outside the rim a face still bears on a face, metres. Choice.
pub const FACE_MARGIN_M: f64 = 0.06;
/// A rod deeper than this inside a rim has passed it and guides no more, metres. Choice.
pub const ROD_DEPTH_MAX_M: f64 = 0.15;
/// Directions of the six face pads on the rim as (Y, Z) unit pairs. Choice.
pub const PADS: [[f64; 2]; 6] = [
    [1.0, 0.0],
    [0.5, 0.866_025_403_784_438_6],
    [-0.5, 0.866_025_403_784_438_6],
    [-1.0, 0.0],
    [-0.5, -0.866_025_403_784_438_6],
    [0.5, -0.866_025_403_784_438_6],
];

/// Roll tooth: free play to each side of the notch's middle, metres. Choice.
pub const TOOTH_FREE_PLAY_M: f64 = 0.012;
/// Roll tooth: half the notch's mouth, metres. Choice; over the rim radius it is the roll error,
/// 8.1°, at which the tooth lands on the flat.
pub const TOOTH_HALF_MOUTH_M: f64 = 0.064;
/// Roll tooth: height, metres. Choice; taller meets the side miss before the petals have removed
/// it and lets too much roll through.
pub const TOOTH_HEIGHT_M: f64 = 0.013;

/// Contact stiffness of metal on metal, N/m. Choice (5e4-5e5 tried), moves peaks by 20 %.
pub const CONTACT_N_PER_M: f64 = 1.5e5;
/// Hunt-Crossley damping of a contact, s/m. Choice, not sensitive.
pub const CONTACT_DAMPING_S_PER_M: f64 = 5.0;
/// Largest factor of that damping, reached at 0.4 m/s. Choice; without it a ring met at several
/// metres a second is thrown off faster than it came.
pub const CONTACT_DAMPING_MAX: f64 = 3.0;
/// Coulomb friction. Choice: at 0.05 rolls of 9° slip in, at 0.3 lateral misses jam.
pub const FRICTION: f64 = 0.10;
/// Sliding speed below which friction fades, m/s. Choice; smaller is unstable at 480 Hz.
pub const FRICTION_SPEED_M_PER_S: f64 = 0.02;

/// Mass of a ring with its petals, kg, part of its craft's mass. Choice (25-60 tried).
pub const RING_MASS_KG: f64 = 40.0;
/// Ring inertia about its centre, kg·m²: axial, transverse, transverse. Choice.
pub const RING_INERTIA_KG_M2: DMat3 = DMat3::from_diagonal(DVec3::new(8.0, 4.5, 4.5));
/// Face of the extended ring ahead of the docking plane, metres (recalled as about 0.3).
pub const RING_EXTENSION_M: f64 = 0.30;
/// Ring drive out and in with nothing attached, m/s: six seconds. Game value: a crew that waits
/// half a minute for a lamp has nothing to do.
pub const RING_DRIVE_M_PER_S: f64 = 0.05;

/// Stiffness and damping of the attenuator on its free axes.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Gains {
    /// Sideways, N/m.
    pub lateral_n_per_m: f64,
    /// Sideways, N·s/m.
    pub lateral_n_s_per_m: f64,
    /// Pitch and yaw, N·m/rad.
    pub tilt_n_m_per_rad: f64,
    /// Pitch and yaw, N·m·s/rad.
    pub tilt_n_m_s_per_rad: f64,
    /// Roll, N·m/rad.
    pub roll_n_m_per_rad: f64,
    /// Roll, N·m·s/rad.
    pub roll_n_m_s_per_rad: f64,
    /// Along the axis, N·s/m.
    pub axial_n_s_per_m: f64,
}

/// Before capture: soft to every side, so that lining up costs a few joules only (Syromyatnikov,
/// *Spacecraft Docking Devices*: side, pitch, yaw and roll soft from first touch). Choice of values
/// (0.15 m of side travel cost 4.5 J of the 5.7 J that 0.05 m/s brings). Stiffer loses slow contacts.
pub const GAINS_BEFORE_CAPTURE: Gains = Gains {
    lateral_n_per_m: 400.0,
    lateral_n_s_per_m: 120.0,
    tilt_n_m_per_rad: 100.0,
    tilt_n_m_s_per_rad: 25.0,
    roll_n_m_per_rad: 100.0,
    roll_n_m_s_per_rad: 25.0,
    axial_n_s_per_m: 200.0,
};
/// After capture, brakes engaged: damps the pair in 5-40 s (Syromyatnikov: 60 s allowed) and takes Soyuz
/// turned at 3°/s to the edge of its travel, as on the second docking. Choice of values.
pub const GAINS_AFTER_CAPTURE: Gains = Gains {
    lateral_n_per_m: 500.0,
    lateral_n_s_per_m: 1_000.0,
    tilt_n_m_per_rad: 1_200.0,
    tilt_n_m_s_per_rad: 5_500.0,
    roll_n_m_per_rad: 1_000.0,
    roll_n_m_s_per_rad: 3_000.0,
    axial_n_s_per_m: 1_300.0,
};
/// Time over which the first gains become the second, seconds. Choice.
pub const GAINS_RAMP_S: f64 = 0.3;
/// Stiffness added by levelling the ring, as a multiple of the captured stiffness. Choice: less
/// leaves the frames too far apart for the pins.
pub const ALIGN_STIFFNESS_GAIN: f64 = 20.0;
/// Damping added by levelling the ring, as a multiple of the captured damping. Choice.
pub const ALIGN_DAMPING_GAIN: f64 = 4.0;
/// What is left of the damping after damage. Choice.
pub const DAMAGED_DAMPING: f64 = 0.2;

/// Axial friction brake: stiffness while it holds, N/m. Choice.
pub const BRAKE_N_PER_M: f64 = 2.0e5;
/// Axial friction brake: slip force, N. Choice; must exceed the three plungers together (840 N), or
/// the ring retreats instead of tripping its latches. Higher stops a craft in less stroke.
pub const BRAKE_SLIP_N: f64 = 950.0;
/// Speed at which the drive brings the brake's zero back, m/s, for a 15 s alignment. Choice.
pub const BRAKE_RESET_M_PER_S: f64 = 0.015;
/// How hard that drive slows before it arrives, m/s². Choice; without it the craft runs on into the
/// forward stop.
pub const BRAKE_RESET_M_PER_S2: f64 = 0.02;
/// Axial return spring, N/m. Choice.
pub const RETURN_SPRING_N_PER_M: f64 = 1_000.0;
/// Axial stroke, metres (estimate 0.10-0.20). Choice: what the brake needs to stop 0.30 m/s short
/// of the end stop. Wrong: the speed that damages moves.
pub const STROKE_M: f64 = 0.17;
/// End and forward stops, N/m. Choice.
pub const STOP_N_PER_M: f64 = 2.0e5;
/// End stop, N·s/m. Choice.
pub const STOP_N_S_PER_M: f64 = 1_500.0;
/// Side travel of the ring to its stop, metres. Choice (0.10-0.30 tried), not sensitive.
pub const LATERAL_TRAVEL_M: f64 = 0.15;
/// Side stop, N/m. Choice.
pub const LATERAL_STOP_N_PER_M: f64 = 5.0e4;
/// Side stop, N·s/m. Choice.
pub const LATERAL_STOP_N_S_PER_M: f64 = 800.0;
/// Tilt travel of the ring to its stop, radians. Choice: sets the tilt that can be captured, and
/// the 3°/s of the second docking must come "almost to the limit".
pub const TILT_TRAVEL_RAD: f64 = rad(8.0);
/// Roll travel of the ring to its stop, radians. Choice.
pub const ROLL_TRAVEL_RAD: f64 = rad(9.0);
/// Tilt and roll stops, N·m/rad. Choice.
pub const ANGULAR_STOP_N_M_PER_RAD: f64 = 2.0e4;
/// Tilt and roll stops, N·m·s/rad. Choice.
pub const ANGULAR_STOP_N_M_S_PER_RAD: f64 = 200.0;

/// Axial attenuator force that breaks it, N. Choice: with the stroke it puts damage above 0.37 m/s.
pub const DAMAGE_AXIAL_N: f64 = 6_000.0;
/// Side force that breaks the attenuator, N. Choice.
pub const DAMAGE_LATERAL_N: f64 = 5_000.0;
/// Tilt couple that breaks the attenuator, N·m. Choice: Soyuz turned at 3°/s survives, 5°/s does not.
pub const DAMAGE_TILT_N_M: f64 = 900.0;

/// Force between two rings both locked that bends their petals, N. Choice: two stowed rings meeting
/// at more than 0.3 m/s are ruined.
pub const DAMAGE_RIGID_N: f64 = 20_000.0;

/// Force of one capture sensor's plunger at the end of its stroke, N. Choice (200-310 tried): the
/// energy of three over the stroke, 6.2 J, sets the slowest speed that captures, 0.0504 m/s head-on
/// (published limit 0.05). Higher loses more contacts between 0.06 and 0.10 m/s, and comes near what
/// the brake holds.
pub const PLUNGER_N: f64 = 280.0;
/// Plunger stroke, metres. Choice with the force above: at 12 mm contacts of 0.044 m/s capture.
pub const PLUNGER_STROKE_M: f64 = 0.015;
/// Gap at which the sensor closes and its latch may trip, metres. Choice.
pub const PLUNGER_TRIP_M: f64 = 0.002;
/// Mean share of the plunger force, between going in (1.0) and coming out (0.3). Choice; without
/// the difference a slow contact returns at its arrival speed.
pub const PLUNGER_MEAN: f64 = 0.65;
/// Half the difference between going in and coming out. Choice.
pub const PLUNGER_HYSTERESIS: f64 = 0.35;
/// Speed over which the plunger turns from one to the other, m/s. Choice.
pub const PLUNGER_SPEED_M_PER_S: f64 = 0.003;
/// How far beside its catch a latch still grips, metres. Choice: half as much loses 4 % of good contacts.
pub const LATCH_REACH_M: f64 = 0.025;
/// A held latch, in tension only, N/m. Choice.
pub const LATCH_N_PER_M: f64 = 2.0e5;
/// A held latch, in tension only, N·s/m. Choice.
pub const LATCH_N_S_PER_M: f64 = 2_000.0;
/// Latches let go when the third has not tripped this long after the first, seconds. Choice.
pub const LATCH_WINDOW_S: f64 = 3.0;
/// A contact is over when nothing has touched for this long, seconds. Choice.
pub const CONTACT_OVER_S: f64 = 0.5;

/// Ring faces closer than this along the axis are integrated with the contact model, metres.
/// Must exceed the two petal heights together (0.56 m).
pub const REACH_AXIAL_M: f64 = 0.6;
/// Faces that have passed each other by more than this are no longer a docking, metres. Choice.
pub const REACH_BEHIND_M: f64 = 1.0;
/// Ring centres closer than this across the axis, metres. Must exceed rim plus tip radius (1.19 m).
pub const REACH_LATERAL_M: f64 = 2.0;
/// Substeps of a tick before capture (480 Hz at 60 ticks a second); fewer shift the peak forces.
pub const SUBSTEPS_FREE: u32 = 8;
/// Substeps of a tick after capture.
pub const SUBSTEPS_CAPTURED: u32 = 4;

/// Relative rate at which the pair counts as still, rad/s. Choice.
pub const STILL_RAD_PER_S: f64 = rad(0.05);
/// Relative speed at which the pair counts as still, m/s. Choice.
pub const STILL_M_PER_S: f64 = 0.005;
/// How long it must stay still, seconds: past the turning points of the axial swing (0.95 s) and
/// of the slow tilt. Choice; shorter calls a pair still that is only turning back.
pub const STILL_HOLD_S: f64 = 4.0;
/// Damping is called finished after this, seconds (Syromyatnikov, «100 рассказов о
/// стыковке»: 60 s allowed).
pub const DAMPING_ALLOWED_S: f64 = 60.0;
/// Share of the whole align-and-retract time that levelling takes: 15 s of 90 s. Choice.
pub const ALIGN_SHARE: f64 = 1.0 / 6.0;
/// Align-and-retract time as flown, seconds (10-20 s and 60-120 s, estimate).
pub const RETRACT_S: f64 = 90.0;
/// Shortest align-and-retract time the drive can do, seconds. Choice.
pub const RETRACT_MIN_S: f64 = 10.0;
/// Time the drive takes to reach its speed when it hauls a craft, and to lose it, seconds. Choice;
/// starting at once loads the attenuator with 2.5 kN at the shortest times.
pub const DRIVE_RAMP_S: f64 = 1.0;
/// Speed with which the drive arrives at its end, m/s. Choice.
pub const DRIVE_CREEP_M_PER_S: f64 = 2.0e-4;
/// Tilt that the guide pins still find their sockets at, radians. Choice.
pub const PIN_TILT_RAD: f64 = rad(0.2);
/// Misfit the guide pins and sockets tolerate, metres (Syromyatnikov: 1-1.5 mm).
pub const PIN_MISFIT_M: f64 = 0.0015;
/// Load at which the retraction motor stalls, N. Choice.
pub const MOTOR_STALL_N: f64 = 2_000.0;

/// Structural hooks of a joint, of eight active and eight passive a unit (recalled, the
/// pattern of Soyuz and Salyut).
pub const HOOKS: usize = 8;
/// Load a hook is designed for, N: 2500 kgf (Syromyatnikov). Together they clamp the frames with
/// as much; a load above it lets the frames gape. Wrong: oracle C15.
pub const HOOK_DESIGN_N: f64 = 2_500.0 * 9.806_65;
/// Load that tears a hook open, N: half as much again, the usual factor of safety (choice).
pub const HOOK_TEARS_N: f64 = 1.5 * HOOK_DESIGN_N;
/// Diameter of the docking seal, metres: what the tunnel's gas presses on (as oracle C14 states).
pub const SEAL_DIAMETER_M: f64 = 0.95;
/// Area within the seal, m².
pub const SEAL_AREA_M2: f64 = PI * SEAL_DIAMETER_M * SEAL_DIAMETER_M / 4.0;
/// Frames farther apart than this no longer hold the gas between them, metres: the gap around the
/// seal is then as wide as the area within it.
pub const SEAL_OPEN_M: f64 = SEAL_DIAMETER_M / 4.0;
/// Time the drive takes from hook to hook, seconds: 32 s for all (30-60 s, estimate).
pub const HOOK_PERIOD_S: f64 = 4.0;
/// Energy of the separation springs, J: 0.05 m/s between the craft (oracle C13). Estimate.
pub const SPRING_ENERGY_J: f64 = 5.718_01;
/// Travel of the separation springs, metres. Choice; with the energy it gives their force, 381 N,
/// which must stay below the brake's slip force.
pub const SPRING_STROKE_M: f64 = 0.03;
/// Effective leak area of the joint to space by hooks closed, 0 to 8, m². Estimate: with eight the
/// cavity between the seals, half a litre, loses some 2 mmHg a minute at 500 mmHg before an empty
/// tunnel, within its table; seven fail the tunnel's 1 mmHg a minute check plainly.
pub const JOINT_LEAK_M2: [f64; HOOKS + 1] = [
    0.05, 5.0e-3, 1.0e-3, 3.0e-4, 1.0e-4, 3.0e-5, 4.0e-6, 4.0e-7, 1.0e-10,
];

const fn unit(port_x_m: f64, petals: [[f64; 2]; 3]) -> Unit {
    let none = Rod {
        base_m: DVec3::ZERO,
        tip_m: DVec3::ZERO,
    };
    let [c, s] = PETAL_HALF_WIDTH;
    let sides = [[c, -s], [1.0, 0.0], [c, s]];
    let mut rods = [none; 9];
    let mut i = 0;
    while i < 9 {
        let [y, z] = petals[i / 3];
        let [c, s] = sides[i % 3];
        rods[i] = rod([y * c - z * s, z * c + y * s]);
        i += 1;
    }
    Unit {
        port_x_m,
        petals,
        rods,
    }
}

const fn rod([y, z]: [f64; 2]) -> Rod {
    let root = RIM_RADIUS_M + PETAL_CLEARANCE_M;
    Rod {
        base_m: DVec3::new(0.0, root * y, root * z),
        tip_m: DVec3::new(
            PETAL_HEIGHT_M,
            PETAL_TIP_RADIUS_M * y,
            PETAL_TIP_RADIUS_M * z,
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_brake_is_stronger_than_the_plungers_and_than_the_springs() {
        const { assert!(BRAKE_SLIP_N > 3.0 * PLUNGER_N) };
        const { assert!(BRAKE_SLIP_N > 2.0 * SPRING_ENERGY_J / SPRING_STROKE_M) };
    }

    #[test]
    fn every_hook_closed_makes_the_joint_tighter() {
        assert!(JOINT_LEAK_M2.windows(2).all(|pair| pair[1] < pair[0]));
    }

    #[test]
    fn reach_begins_before_anything_can_touch() {
        const { assert!(REACH_AXIAL_M > 2.0 * PETAL_HEIGHT_M) };
        const { assert!(REACH_LATERAL_M > RIM_RADIUS_M + PETAL_TIP_RADIUS_M) };
    }
}
