//! What the window shows: poses for drawing only. Not a secret (anybody may look out of a window),
//! and not an instrument: a software crew never sees it.

use serde::{Deserialize, Serialize};

/// The picture outside, as numbers. Single precision is drawing precision: own position is good to
/// half a metre, relative position to a micrometre.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Scene {
    /// Own centre of mass, Earth-centred inertial frame, m.
    pub own_pos_eci_m: [f32; 3],
    /// Rotation own body → ECI, quaternion x y z w.
    pub eci_from_own: [f32; 4],
    /// The other craft's centre of mass from ours, own body axes, m.
    pub other_pos_body_m: [f32; 3],
    /// Rotation other craft's body → own body, quaternion x y z w.
    pub own_from_other: [f32; 4],
    /// Unit vector to the Sun, ECI.
    pub sun_eci: [f32; 3],
    /// Earth's rotation angle: Greenwich's longitude from the ECI x axis, rad.
    pub earth_angle_rad: f32,
    /// Share of the Sun's disc seen from here: 0 in the umbra, 1 in full light.
    pub sunlight: f32,
    /// How far the own docking ring stands out of its stowed place, 0 to 0.30 m.
    pub own_ring_m: f32,
    /// The same of the other craft's ring.
    pub other_ring_m: f32,
    /// Jets of the other craft that fired since the last view; bit n is row n of its jet table.
    pub other_jets: u32,
    /// Own jets that fired since the last view.
    pub own_jets: u32,
    /// The other craft's flashing beacons are on.
    pub other_beacons: bool,
}
