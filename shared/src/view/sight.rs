//! Angles as the sight shows them: Apollo's COAS on Soyuz's stand-off target, Soyuz's periscope
//! (ВСК) on Apollo. Angles only; no sight knows a distance.

use glam::DVec3;
use serde::{Deserialize, Serialize};

use crate::catalogue::vessels::{VesselRow, vessel};
use crate::frames::{rotation_vector, sun_eci, sunlight};
use crate::ids::Seat;
use crate::maths::{atan2, rad, round};
use crate::sim::World;
use crate::sim::contact::port::MATED;

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

/// What an eye and a reticle with one-degree ticks resolve, rad (0.01°).
const RESOLUTION_RAD: f64 = rad(0.01);
/// Beyond this the cross cannot be told from its base, m: a stand-off of 15 in seen under an arc
/// minute of shift a metre of offset.
const CROSS_SEEN_M: f64 = 60.0;
/// Beyond this the roll of the target cannot be judged by eye, m.
const ROLL_SEEN_M: f64 = 250.0;
/// In the dark, without beacons, a craft is seen by one's own floodlight up to here, m.
const FLOODLIT_M: f64 = 40.0;

/// What a seat's sight shows.
pub fn of(world: &World, seat: Seat) -> Sight {
    let own = &world.craft[seat.index()];
    let other = &world.craft[seat.other().index()];
    let (row, target) = (vessel(seat), vessel(seat.other()));
    let to_body = own.eci_from_body.inverse();
    let line =
        |point_m: [f64; 3]| to_body * (other.point_eci_m(point_m) - own.point_eci_m(row.eye_m));
    let base = line(aim(target));
    let range = base.length();
    if !lit(world, seat, range) || outside(row, base) {
        return Sight::default();
    }
    let mut cross_at = aim(target);
    cross_at[0] += target.stand_off_m;
    let cross = line(cross_at);
    let (base, cross) = (angles(base), angles(cross));
    let shift = [cross[0] - base[0], cross[1] - base[1]];
    let turned = rotation_vector((to_body * other.eci_from_body * MATED.inverse()).normalize());
    Sight {
        target_rad: Some(base.map(read)),
        cross_rad: (seat == Seat::Apollo && range < CROSS_SEEN_M).then_some(shift.map(read)),
        roll_rad: (range < ROLL_SEEN_M).then_some(read(turned.x)),
    }
}

/// What the pilot aims at: Soyuz's target base from Apollo, Apollo's port from Soyuz.
fn aim(target: &VesselRow) -> [f64; 3] {
    match target.seat {
        Seat::Soyuz => target.target_m,
        Seat::Apollo => [target.port_x_m, 0.0, vessel(Seat::Soyuz).eye_m[2]],
    }
}

fn outside(row: &VesselRow, line: DVec3) -> bool {
    let [right, up] = angles(line);
    line.x <= 0.0 || right.abs() > row.sight_half_rad || up.abs() > row.sight_half_rad
}

/// Right and up from the line of sight, rad.
fn angles(line: DVec3) -> [f64; 2] {
    [atan2(line.y, line.x), atan2(-line.z, line.x)]
}

/// The target can be seen: by the Sun, by its beacons, or close by in one's own floodlight.
fn lit(world: &World, seat: Seat, range_m: f64) -> bool {
    let light = sunlight(world.craft[seat.index()].pos_eci_m, sun_eci(world.utc_s()));
    // Apollo carries its own running lights; Soyuz's beacons are a switch.
    let beacons = seat == Seat::Soyuz || world.switches.beacons;
    light > 0.05 || beacons || range_m < FLOODLIT_M
}

/// An angle as it can be read off.
fn read(angle_rad: f64) -> f32 {
    (round(angle_rad / RESOLUTION_RAD) * RESOLUTION_RAD) as f32
}
