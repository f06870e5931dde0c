//! The spring, damper and brake between the active ring and its craft. It knows nothing of what
//! holds the ring on its other side.

use serde::{Deserialize, Serialize};

use super::moving::Moving;
use crate::catalogue::mechanisms::{self as row, Gains};
use crate::sim::rigid::vector_from_rotation;
use glam::{DQuat, DVec3};

/// How the attenuator is set for one tick.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Setting {
    /// Ring's nominal place: docking plane plus extension, in the active body's axes, metres.
    pub anchor_m: DVec3,
    /// Speed of that place, metres a second, outward.
    pub drive_m_per_s: f64,
    /// Compression at which the end stop begins, metres.
    pub stroke_m: f64,
    /// Springs and dampers.
    pub gains: Gains,
}

/// What the attenuator does at one instant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// Compression, metres.
    pub compression_m: f64,
    /// Side travel, metres.
    pub lateral_m: f64,
    /// Tilt of the ring in its craft, radians.
    pub tilt_rad: f64,
    /// Roll of the ring in its craft, radians.
    pub roll_rad: f64,
    /// Force along the axis, N; pushing the ring out is positive.
    pub axial_n: f64,
    /// Force across the axis, N.
    pub lateral_n: f64,
    /// Pitch and yaw couple, N·m.
    pub tilt_couple_n_m: f64,
    /// Speed of ring against craft, m/s.
    pub speed_m_per_s: f64,
    /// Angular rate of ring against craft, rad/s.
    pub rate_rad_per_s: f64,
}

impl Gains {
    /// Between two sets: 0 is `self`, 1 is `other`.
    pub fn lerp(&self, other: &Gains, share: f64) -> Gains {
        let mix = |a: f64, b: f64| a + (b - a) * share;
        Gains {
            lateral_n_per_m: mix(self.lateral_n_per_m, other.lateral_n_per_m),
            lateral_n_s_per_m: mix(self.lateral_n_s_per_m, other.lateral_n_s_per_m),
            tilt_n_m_per_rad: mix(self.tilt_n_m_per_rad, other.tilt_n_m_per_rad),
            tilt_n_m_s_per_rad: mix(self.tilt_n_m_s_per_rad, other.tilt_n_m_s_per_rad),
            roll_n_m_per_rad: mix(self.roll_n_m_per_rad, other.roll_n_m_per_rad),
            roll_n_m_s_per_rad: mix(self.roll_n_m_s_per_rad, other.roll_n_m_s_per_rad),
            axial_n_s_per_m: mix(self.axial_n_s_per_m, other.axial_n_s_per_m),
        }
    }

    /// All springs and all dampers multiplied.
    pub fn scaled(&self, stiffness: f64, damping: f64) -> Gains {
        Gains {
            lateral_n_per_m: self.lateral_n_per_m * stiffness,
            lateral_n_s_per_m: self.lateral_n_s_per_m * damping,
            tilt_n_m_per_rad: self.tilt_n_m_per_rad * stiffness,
            tilt_n_m_s_per_rad: self.tilt_n_m_s_per_rad * damping,
            roll_n_m_per_rad: self.roll_n_m_per_rad * stiffness,
            roll_n_m_s_per_rad: self.roll_n_m_s_per_rad * damping,
            axial_n_s_per_m: self.axial_n_s_per_m * damping,
        }
    }
}

/// Adds the attenuator's force and couple to the active craft and to the body that carries the
/// ring, equal and opposite at one point. `brake_m` is where the brake's spring is at rest.
pub fn apply(
    craft: &mut Moving,
    carrier: &mut Moving,
    ring_centre_m: DVec3,
    ring_attitude: DQuat,
    setting: &Setting,
    brake_m: &mut f64,
) -> Reading {
    let to_craft = craft.axes.transpose();
    let offset = to_craft * (ring_centre_m - craft.rigid.pos_m) - setting.anchor_m;
    // Both velocities at the ring's centre, or drift would make a torque.
    let velocity = to_craft
        * (carrier.velocity_at(ring_centre_m) - craft.velocity_at(ring_centre_m))
        - DVec3::X * setting.drive_m_per_s;
    let turn = vector_from_rotation(craft.rigid.inertial_from_body.inverse() * ring_attitude);
    let rate = to_craft * (carrier.rate - craft.rate);
    let gains = &setting.gains;

    let axial_n = axial(-offset.x, -velocity.x, setting, brake_m);
    let lateral = side(offset.with_x(0.0), velocity.with_x(0.0), gains);
    let tilt = angular(
        turn.with_x(0.0),
        rate.with_x(0.0),
        [gains.tilt_n_m_per_rad, gains.tilt_n_m_s_per_rad],
        row::TILT_TRAVEL_RAD,
    );
    let roll = angular(
        DVec3::X * turn.x,
        DVec3::X * rate.x,
        [gains.roll_n_m_per_rad, gains.roll_n_m_s_per_rad],
        row::ROLL_TRAVEL_RAD,
    );

    let force = craft.axes * (lateral + DVec3::X * axial_n);
    let couple = craft.axes * (tilt + roll);
    carrier.push_at(ring_centre_m, force);
    craft.push_at(ring_centre_m, -force);
    carrier.twist(couple);
    craft.twist(-couple);
    Reading {
        compression_m: -offset.x,
        lateral_m: offset.with_x(0.0).length(),
        tilt_rad: turn.with_x(0.0).length(),
        roll_rad: turn.x,
        axial_n,
        lateral_n: lateral.length(),
        tilt_couple_n_m: tilt.length(),
        speed_m_per_s: velocity.length(),
        rate_rad_per_s: rate.length(),
    }
}

/// Force out along the axis. The brake holds up to its slip force, then gives at that force and
/// keeps what it has turned into heat: no rebound and true stiction without a speed threshold.
fn axial(compression: f64, speed: f64, setting: &Setting, brake_m: &mut f64) -> f64 {
    let mut brake = row::BRAKE_N_PER_M * (compression - *brake_m);
    if brake.abs() > row::BRAKE_SLIP_N {
        brake = if brake > 0.0 {
            row::BRAKE_SLIP_N
        } else {
            -row::BRAKE_SLIP_N
        };
        *brake_m = compression - brake / row::BRAKE_N_PER_M;
    }
    let beyond = compression - setting.stroke_m;
    let stop = if beyond > 0.0 {
        (row::STOP_N_PER_M * beyond + row::STOP_N_S_PER_M * speed).max(0.0)
    } else {
        0.0
    };
    brake
        + row::RETURN_SPRING_N_PER_M * compression.max(0.0)
        + row::STOP_N_PER_M * compression.min(0.0)
        + setting.gains.axial_n_s_per_m * speed
        + stop
}

fn side(offset: DVec3, velocity: DVec3, gains: &Gains) -> DVec3 {
    let free = -offset * gains.lateral_n_per_m - velocity * gains.lateral_n_s_per_m;
    let travel = offset.length();
    if travel <= row::LATERAL_TRAVEL_M {
        return free;
    }
    let outward = offset / travel;
    let stop = row::LATERAL_STOP_N_PER_M * (travel - row::LATERAL_TRAVEL_M)
        + row::LATERAL_STOP_N_S_PER_M * velocity.dot(outward);
    free - outward * stop.max(0.0)
}

fn angular(turn: DVec3, rate: DVec3, [spring, damper]: [f64; 2], travel_rad: f64) -> DVec3 {
    let free = -turn * spring - rate * damper;
    let travel = turn.length();
    if travel <= travel_rad {
        return free;
    }
    let outward = turn / travel;
    let stop = row::ANGULAR_STOP_N_M_PER_RAD * (travel - travel_rad)
        + row::ANGULAR_STOP_N_M_S_PER_RAD * rate.dot(outward);
    free - outward * stop.max(0.0)
}
