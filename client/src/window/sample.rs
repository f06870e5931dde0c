//! A picture to judge a terminal by: Soyuz from Apollo's window, twelve metres off and a little
//! aside, in the Sun. Always the same.

use glam::{EulerRot, Mat3, Quat, Vec3};
use handshake_shared::ids::Seat;
use handshake_shared::view::scene::Scene;

use super::craft::Craft;

/// Distance between the ports, m: near enough for the target's cross, far enough for both wings.
const RANGE_M: f32 = 12.0;

/// The scene, as seen from Apollo.
pub fn sample_scene() -> Scene {
    let turned = Quat::from_euler(EulerRot::ZYX, std::f32::consts::PI + 0.22, 0.10, 0.0);
    let (own, other) = (Craft::of(Seat::Apollo), Craft::of(Seat::Soyuz));
    let ahead = own.port_x_m + RANGE_M + other.port_x_m;
    Scene {
        own_pos_eci_m: [6_603_000.0, 0.0, 0.0],
        // Forward along the orbit (ECI y), down to Earth (ECI −x).
        eci_from_own: Quat::from_mat3(&Mat3::from_cols(Vec3::Y, Vec3::NEG_Z, Vec3::NEG_X))
            .to_array(),
        other_pos_body_m: [ahead, 0.4, -0.3],
        own_from_other: turned.to_array(),
        sun_eci: Vec3::new(0.5, -0.8, 0.3).normalize().to_array(),
        earth_angle_rad: 1.0,
        sunlight: 1.0,
        own_ring_m: 0.0,
        other_ring_m: 0.3,
        other_jets: 0,
        own_jets: 0,
        other_beacons: false,
        other_lamp: false,
        own_heading_rad: std::f32::consts::FRAC_PI_2,
        other_vel_body: [0; 3],
        other_rate: [0; 3],
    }
}
