//! What the window shows: poses for drawing only. Not a secret (anybody may look out of a window),
//! and not an instrument: a software crew never sees it.

use glam::{DQuat, DVec3};
use serde::{Deserialize, Serialize};

use crate::frames::{earth_angle_rad, heading_rad, sun_eci, sunlight};
use crate::ids::Seat;
use crate::maths::round;
use crate::sim::World;
use crate::sim::craft::Craft;
use crate::sim::radio::lamps;

/// The picture outside, as numbers. Single precision is drawing precision: own position is good to
/// half a metre, relative position to a micrometre.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Scene {
    /// Own body origin, Earth-centred inertial frame, m.
    pub own_pos_eci_m: [f32; 3],
    /// Rotation own body → ECI, quaternion x y z w.
    pub eci_from_own: [f32; 4],
    /// The other craft's body origin from ours, own body axes, m.
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
    /// Jets of the other craft that blew within the last tenth of a second; bit n is row n of its
    /// jet table.
    pub other_jets: u32,
    /// The same of one's own jets.
    pub own_jets: u32,
    /// The other craft's flashing beacons are on.
    pub other_beacons: bool,
    /// The other craft's signal lamp is lit at this moment, and in sight.
    pub other_lamp: bool,
    /// Where the own way leads, in inertial axes: angle of the level part of the velocity from north
    /// towards east, rad, −π to π. With the own place it gives the plane of the orbit.
    pub own_heading_rad: f32,
    /// Velocity of the other craft's centre of mass against ours, own body axes, inertial, in
    /// [`VELOCITY_STEP_M_PER_S`].
    pub other_vel_body: [i32; 3],
    /// Rate at which the other craft has turned in the last tenth of a second, its own body axes, in
    /// [`RATE_STEP_RAD_PER_S`]. What its gyros read at this moment is its own crew's.
    pub other_rate: [i16; 3],
}

/// Step of a velocity in a scene, m/s: a prediction of two seconds by it is off by a tenth of a
/// millimetre. Smaller: more bytes, and another value in every snapshot of a coasting pair.
pub const VELOCITY_STEP_M_PER_S: f64 = 1e-4;
/// Step of a rate in a scene, rad/s: 0.001° in two seconds.
pub const RATE_STEP_RAD_PER_S: f64 = 1e-5;

/// What a seat's window shows.
pub fn of(world: &World, seat: Seat) -> Scene {
    let own = &world.craft[seat.index()];
    let other = &world.craft[seat.other().index()];
    let sun = sun_eci(world.utc_s());
    let told = Scene {
        own_pos_eci_m: [0.0; 3],
        eci_from_own: [0.0; 4],
        other_pos_body_m: [0.0; 3],
        own_from_other: [0.0; 4],
        sun_eci: single(sun),
        earth_angle_rad: earth_angle_rad(world.utc_s()) as f32,
        sunlight: sunlight(own.pos_eci_m, sun) as f32,
        own_ring_m: world.mechanism.ring_m(seat) as f32,
        other_ring_m: world.mechanism.ring_m(seat.other()) as f32,
        other_jets: other.rcs.plumes_seen(),
        own_jets: own.rcs.plumes_seen(),
        other_beacons: seat == Seat::Soyuz || world.switches.beacons,
        other_lamp: lamps::is_lit(world, seat),
        own_heading_rad: heading_rad(own.pos_eci_m, own.vel_eci_m_per_s) as f32,
        other_vel_body: [0; 3],
        other_rate: [0; 3],
    };
    poses(own, other, told)
}

/// The same scene with the two craft where these are and moving as they do.
pub fn poses(own: &Craft, other: &Craft, scene: Scene) -> Scene {
    let to_body = own.eci_from_body.inverse();
    let [own_origin, other_origin] = [own, other].map(|craft| craft.point_eci_m([0.0; 3]));
    let velocity = to_body * (other.vel_eci_m_per_s - own.vel_eci_m_per_s);
    let rate = other.seen_rate_rad_per_s();
    Scene {
        own_pos_eci_m: single(own_origin),
        eci_from_own: quat(own.eci_from_body),
        other_pos_body_m: single(to_body * (other_origin - own_origin)),
        own_from_other: quat((to_body * other.eci_from_body).normalize()),
        other_vel_body: in_steps(velocity, VELOCITY_STEP_M_PER_S).map(|steps| steps as i32),
        other_rate: in_steps(rate, RATE_STEP_RAD_PER_S).map(|steps| steps as i16),
        ..scene
    }
}

fn in_steps(v: DVec3, step: f64) -> [f64; 3] {
    v.to_array().map(|x| round(x / step))
}

fn single(v: DVec3) -> [f32; 3] {
    v.to_array().map(|x| x as f32)
}

fn quat(q: DQuat) -> [f32; 4] {
    q.to_array().map(|x| x as f32)
}
