//! How Soyuz's docking port stands and moves against Apollo's, as sights and scoring measure it.
//! It knows no rings and no forces.

use serde::{Deserialize, Serialize};

use crate::catalogue::mechanisms as row;
use crate::ids::Seat;
use crate::sim::rigid::{Rigid, digest_vector, vector_from_rotation};
use glam::{DQuat, DVec3};

/// Soyuz's docking plane seen from Apollo's, in Apollo's body axes (+X out of its port).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PortState {
    /// From Apollo's port centre to Soyuz's, metres; x is the gap between the planes.
    pub offset_m: DVec3,
    /// Velocity of Soyuz's port centre against Apollo's, m/s; x is negative when closing.
    pub velocity_m_per_s: DVec3,
    /// Rotation of Soyuz from the mated attitude: roll, pitch, yaw components, radians.
    pub turn_rad: DVec3,
    /// Angular rate of Soyuz against Apollo: roll, pitch, yaw, rad/s.
    pub rate_rad_per_s: DVec3,
}

impl PortState {
    /// Distance between the centres of the docking planes, metres.
    pub fn range_m(&self) -> f64 {
        self.offset_m.length()
    }

    /// Gap between the docking planes along Apollo's axis, metres.
    pub fn gap_m(&self) -> f64 {
        self.offset_m.x
    }

    /// Closing speed along Apollo's axis, m/s.
    pub fn closing_m_per_s(&self) -> f64 {
        -self.velocity_m_per_s.x
    }

    /// Miss across Apollo's axis, metres.
    pub fn lateral_m(&self) -> f64 {
        self.offset_m.with_x(0.0).length()
    }

    /// Speed across Apollo's axis, m/s.
    pub fn lateral_m_per_s(&self) -> f64 {
        self.velocity_m_per_s.with_x(0.0).length()
    }

    /// Pitch and yaw error together, radians.
    pub fn tilt_rad(&self) -> f64 {
        self.turn_rad.with_x(0.0).length()
    }

    /// Roll error, radians, signed.
    pub fn roll_rad(&self) -> f64 {
        self.turn_rad.x
    }

    /// Pitch and yaw rate together, rad/s.
    pub fn tilt_rad_per_s(&self) -> f64 {
        self.rate_rad_per_s.with_x(0.0).length()
    }

    /// Roll rate, rad/s, signed.
    pub fn roll_rad_per_s(&self) -> f64 {
        self.rate_rad_per_s.x
    }

    /// Feeds every bit, in a fixed order.
    pub fn digest_into(&self, sink: &mut impl FnMut(u64)) {
        digest_vector(self.offset_m, sink);
        digest_vector(self.velocity_m_per_s, sink);
        digest_vector(self.turn_rad, sink);
        digest_vector(self.rate_rad_per_s, sink);
    }
}

/// The turn between the two crafts' axes when mated: half a turn about Z.
pub const MATED: DQuat = DQuat::from_xyzw(0.0, 0.0, 1.0, 0.0);

/// Pose and motion of Soyuz's port against Apollo's. `craft` is by seat index, in one frame.
pub fn port_state(craft: &[Rigid; 2]) -> PortState {
    between(
        craft,
        Seat::ALL.map(|seat| port_m(seat, &craft[seat.index()])),
    )
}

/// Centre of a craft's docking plane from its centre of mass, body axes, metres.
pub fn port_m(seat: Seat, craft: &Rigid) -> DVec3 {
    DVec3::X * row::UNITS[seat.index()].port_x_m - craft.com_m
}

/// The same for ports given in each body's own axes.
pub fn between([apollo, soyuz]: &[Rigid; 2], ports_m: [DVec3; 2]) -> PortState {
    let to_apollo = apollo.inertial_from_body.inverse();
    let [own, other] = [(apollo, ports_m[0]), (soyuz, ports_m[1])].map(moving);
    let mated_from_soyuz = (to_apollo * soyuz.inertial_from_body * MATED.inverse()).normalize();
    PortState {
        offset_m: to_apollo * (other.at_m - own.at_m),
        velocity_m_per_s: to_apollo * (other.velocity_m_per_s - own.velocity_m_per_s),
        turn_rad: vector_from_rotation(mated_from_soyuz),
        rate_rad_per_s: to_apollo * (other.rate_rad_per_s - own.rate_rad_per_s),
    }
}

/// Where a port is and how it moves, inertial axes.
struct MovingPort {
    at_m: DVec3,
    velocity_m_per_s: DVec3,
    rate_rad_per_s: DVec3,
}

fn moving((body, port_m): (&Rigid, DVec3)) -> MovingPort {
    let arm_m = body.inertial_from_body * port_m;
    let rate_rad_per_s = body.angular_rate_inertial();
    MovingPort {
        at_m: body.pos_m + arm_m,
        velocity_m_per_s: body.velocity() + rate_rad_per_s.cross(arm_m),
        rate_rad_per_s,
    }
}
