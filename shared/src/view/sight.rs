//! Angles as the sight shows them: Apollo's COAS on Soyuz's stand-off target, Soyuz's periscope
//! (ВСК) on Apollo. Angles only; no sight knows a distance.

use serde::{Deserialize, Serialize};

/// What can be read off the sight. All angles in rad, in the observer's own frame.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Sight {
    /// Where the other craft's target stands in the reticle: right, up. Absent when it is outside
    /// the field of view or too dim to see.
    pub target_rad: Option<[f32; 2]>,
    /// Apollo: shift of the stand-off cross against its base: right, up. It shows where Apollo
    /// stands off Soyuz's axis, whatever Apollo's own nose does. Absent beyond 60 m, where the
    /// cross cannot be told from its base.
    pub cross_rad: Option<[f32; 2]>,
    /// Roll of the target against the reticle, clockwise positive. Absent beyond 200 m.
    pub roll_rad: Option<f32>,
}
