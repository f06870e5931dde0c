//! Angles as the sight shows them: Apollo's COAS on Soyuz's stand-off target, Soyuz's periscope
//! (ВСК) on Apollo. Angles only; no sight knows a distance.

use glam::DVec3;
use serde::{Deserialize, Serialize};

use crate::catalogue::calls::Dir;
use crate::catalogue::instruments::{
    CONTRAST_CRAFT, CONTRAST_CROSS, CROSS_DIGIT_RAD, CROSS_SEEN_M, DAY_LEAST, FLOODLIT_M,
    ROLL_SEEN_M, SightRow, sight,
};
use crate::catalogue::vessels::{VesselRow, vessel};
use crate::frames::{rotation_vector, sun_eci, sunlight};
use crate::ids::Seat;
use crate::maths::{atan2, round};
use crate::sim::World;
use crate::sim::contact::port::MATED;
use crate::sim::doors::Rules;
use crate::sim::instruments::glare;

/// What can be read off the sight. All angles in rad, in the observer's own frame, each with its
/// observer's error.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Sight {
    /// Where the other craft's target stands in the reticle: right, up. Absent when it is outside
    /// the field of view, too dim to see, or drowned by the Sun.
    pub target_rad: Option<[f32; 2]>,
    /// Apollo: shift of the stand-off cross against its base: right, up. It shows where Apollo
    /// stands off Soyuz's axis, whatever Apollo's own nose does. Absent beyond 60 m, where the
    /// cross cannot be told from its base.
    pub cross_rad: Option<[f32; 2]>,
    /// Roll of the target against the reticle, clockwise positive. Absent beyond 250 m.
    pub roll_rad: Option<f32>,
    /// What keeps the target, or its cross alone, from being seen.
    pub hindered: Option<Hindered>,
}

/// What keeps a target from being seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Hindered {
    /// It is outside the field: turn the own nose this way.
    Turn(Dir),
    /// Neither Sun nor lamp lights it.
    Dark,
    /// The Sun shines into the sight.
    Glare,
}

/// What a seat's sight shows.
pub fn of(world: &World, seat: Seat) -> Sight {
    let own = &world.craft[seat.index()];
    let other = &world.craft[seat.other().index()];
    let (eye_m, target) = (vessel(seat).eye_m, vessel(seat.other()));
    let to_body = own.eci_from_body.inverse();
    let line = |point_m: [f64; 3]| to_body * (other.point_eci_m(point_m) - own.point_eci_m(eye_m));
    let base = line(aim(target));
    let range = base.length();
    let contrast = match world.rules {
        Rules::Training => 1.0,
        Rules::Flight | Rules::Real => glare::contrast(world, seat, base),
    };
    let row = sight(seat);
    if let Some(why) = hindered(world, row, base, contrast) {
        return Sight {
            hindered: Some(why),
            ..Sight::default()
        };
    }
    let mut cross_at = aim(target);
    cross_at[0] += target.stand_off_m;
    let (base, cross) = (angles(base), angles(line(cross_at)));
    let eye = &world.instruments.eyes[seat.index()];
    let shift: [f64; 2] = core::array::from_fn(|axis| cross[axis] - base[axis]);
    let turned = rotation_vector((to_body * other.eci_from_body * MATED.inverse()).normalize());
    let drowned = contrast < CONTRAST_CROSS;
    let crossed = seat == Seat::Apollo && range < CROSS_SEEN_M && !drowned;
    let told = |angle: [f64; 2], error: [f64; 2], digit: f64| {
        core::array::from_fn(|axis| read(angle[axis] + error[axis], digit))
    };
    Sight {
        target_rad: Some(told(base, eye.target_rad, digit(row, base))),
        cross_rad: crossed.then(|| told(shift, eye.cross_rad, CROSS_DIGIT_RAD)),
        roll_rad: (range < ROLL_SEEN_M).then(|| read(turned.x + eye.roll_rad, row.digit_rad)),
        hindered: drowned.then_some(Hindered::Glare),
    }
}

/// The other craft's signal lamp can be seen: it stands beside its port, in the field of the sight,
/// and the Sun does not drown it. Joined craft stand still before each other's port: it lights that up.
/// It needs no light of its own but its own; a searchlight of a hundred
/// candela is a bright star still at ten kilometres (10⁻⁶ lx, magnitude 1).
pub fn sees_lamp(world: &World, seat: Seat) -> bool {
    if world.is_joined() {
        return true;
    }
    let own = &world.craft[seat.index()];
    let other = &world.craft[seat.other().index()];
    let port_m = aim(vessel(seat.other()));
    let line = own.eci_from_body.inverse()
        * (other.point_eci_m(port_m) - own.point_eci_m(vessel(seat).eye_m));
    let contrast = match world.rules {
        Rules::Training => 1.0,
        Rules::Flight | Rules::Real => glare::contrast(world, seat, line),
    };
    !outside(sight(seat), line) && contrast >= CONTRAST_CRAFT
}

/// What the pilot aims at: Soyuz's target base from Apollo, Apollo's port from Soyuz.
fn aim(target: &VesselRow) -> [f64; 3] {
    match target.seat {
        Seat::Soyuz => target.target_m,
        Seat::Apollo => [target.port_x_m, 0.0, vessel(Seat::Soyuz).eye_m[2]],
    }
}

/// Why nothing of the target is seen, if so.
fn hindered(world: &World, row: &SightRow, line: DVec3, contrast: f64) -> Option<Hindered> {
    if outside(row, line) {
        return Some(Hindered::Turn(towards(line)));
    }
    if !lit(world, row.seat, line.length()) {
        return Some(Hindered::Dark);
    }
    (contrast < CONTRAST_CRAFT).then_some(Hindered::Glare)
}

fn outside(row: &SightRow, line: DVec3) -> bool {
    let [right, up] = angles(line);
    line.x <= 0.0 || right.abs() > row.field_half_rad || up.abs() > row.field_half_rad
}

/// The side to turn to, by the shortest way; what stands behind is somewhere aside as well.
fn towards(line: DVec3) -> Dir {
    match (line.y.abs() >= line.z.abs(), line.y > 0.0, line.z < 0.0) {
        (true, true, _) => Dir::Right,
        (true, false, _) => Dir::Left,
        (false, _, true) => Dir::Up,
        (false, _, false) => Dir::Down,
    }
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
    light > DAY_LEAST || beacons || range_m < FLOODLIT_M
}

/// What can be read where the target stands: between marks, or by guess outside them.
fn digit(row: &SightRow, angles: [f64; 2]) -> f64 {
    let marked = angles.iter().all(|angle| angle.abs() <= row.marks_half_rad);
    if marked { row.digit_rad } else { row.guess_rad }
}

/// An angle as it can be read off; never a negative zero.
fn read(angle_rad: f64, digit_rad: f64) -> f32 {
    (round(angle_rad / digit_rad) * digit_rad + 0.0) as f32
}
