//! Frames and the rotations between them. ECI: inertial, x to the equinox, z to the pole. LVLH:
//! x along the velocity, y against the orbit normal, z to the Earth's centre (so that a craft level
//! and heading forward has its body axes along it). Body and port axes: see `catalogue::vessels`.
//! A rotation is named from–to: `eci_from_lvlh` turns LVLH vectors into ECI ones.

use glam::{DMat3, DQuat, DVec3};

use crate::catalogue::constants::{
    EARTH_RADIUS_M, EARTH_RATE_RAD_PER_S, EPOCH_DAYS_FROM_J2000, GREENWICH_AT_EPOCH_RAD,
    MU_M3_PER_S2,
};
use crate::maths::{self, PI, rad};

/// LVLH axes at a position and velocity in ECI. Both must be non-zero and not parallel.
pub fn eci_from_lvlh(pos_eci_m: DVec3, vel_eci_m_per_s: DVec3) -> DQuat {
    let z = -pos_eci_m.normalize();
    let y = -pos_eci_m.cross(vel_eci_m_per_s).normalize();
    DQuat::from_mat3(&DMat3::from_cols(y.cross(z), y, z)).normalize()
}

/// Earth's rotation angle at a time in s after 1975-07-17 00:00 UTC, rad, 0 to 2π.
pub fn earth_angle_rad(utc_s: f64) -> f64 {
    let angle = GREENWICH_AT_EPOCH_RAD + EARTH_RATE_RAD_PER_S * utc_s;
    angle - 2.0 * PI * maths::floor(angle / (2.0 * PI))
}

/// Geocentric latitude and longitude under a position, rad; longitude −π to π.
pub fn below_rad(pos_eci_m: DVec3, utc_s: f64) -> [f64; 2] {
    let out = pos_eci_m.normalize();
    let longitude = maths::atan2(out.y, out.x) - earth_angle_rad(utc_s);
    let wrapped = longitude - 2.0 * PI * maths::round(longitude / (2.0 * PI));
    [maths::asin(out.z), wrapped]
}

/// Angle of the level part of a velocity from north towards east, rad, −π to π; zero over a pole.
pub fn heading_rad(pos_eci_m: DVec3, vel_eci_m_per_s: DVec3) -> f64 {
    let out = pos_eci_m.normalize();
    let east = DVec3::Z.cross(out);
    let north = out.cross(east);
    maths::atan2(vel_eci_m_per_s.dot(east), vel_eci_m_per_s.dot(north))
}

/// Velocity of a circular orbit about a point-like Earth that leads so from a position, ECI, m/s: for
/// those who know where a craft is and where it heads, but not how fast. An orbit of Apollo's and
/// Soyuz's is within 10 m/s of it.
pub fn circular_m_per_s(pos_eci_m: DVec3, heading_rad: f64) -> DVec3 {
    let out = pos_eci_m.normalize();
    let east = DVec3::Z.cross(out).normalize_or(DVec3::Y);
    let north = out.cross(east);
    let along = east * maths::sin(heading_rad) + north * maths::cos(heading_rad);
    along * maths::sqrt(MU_M3_PER_S2 / pos_eci_m.length())
}

/// Unit vector to the Sun in ECI; low-precision formula of the Astronomical Almanac (0.01°).
pub fn sun_eci(utc_s: f64) -> DVec3 {
    let days = EPOCH_DAYS_FROM_J2000 + utc_s / 86_400.0;
    let mean_longitude = rad(280.460 + 0.985_647_4 * days);
    let anomaly = rad(357.528 + 0.985_600_3 * days);
    let longitude =
        mean_longitude + rad(1.915) * maths::sin(anomaly) + rad(0.020) * maths::sin(2.0 * anomaly);
    let tilt = rad(23.439 - 4.0e-7 * days);
    DVec3::new(
        maths::cos(longitude),
        maths::cos(tilt) * maths::sin(longitude),
        maths::sin(tilt) * maths::sin(longitude),
    )
}

/// Share of the Sun's disc seen from a position: 0 in the umbra, 1 in full light; between, the part
/// of the disc beyond a straight limb, which over half a degree the Earth's is.
pub fn sunlight(pos_eci_m: DVec3, sun_eci: DVec3) -> f64 {
    const SUN_HALF_RAD: f64 = rad(0.267);
    let distance = pos_eci_m.length();
    let earth_half = maths::asin((EARTH_RADIUS_M / distance).min(1.0));
    let apart = maths::acos((-pos_eci_m.dot(sun_eci) / distance).clamp(-1.0, 1.0));
    let above = ((apart - earth_half) / SUN_HALF_RAD).clamp(-1.0, 1.0);
    1.0 - (maths::acos(above) - above * maths::sqrt(1.0 - above * above)) / PI
}

/// Rotation vector of a unit quaternion, rad; length 0 to π.
pub fn rotation_vector(q: DQuat) -> DVec3 {
    let q = if q.w < 0.0 { -q } else { q };
    let v = DVec3::new(q.x, q.y, q.z);
    let s = v.length();
    if s < 1e-12 {
        v * 2.0
    } else {
        v * (2.0 * maths::atan2(s, q.w) / s)
    }
}

/// Unit quaternion of a rotation vector, rad.
pub fn quaternion(rotation_rad: DVec3) -> DQuat {
    let angle = rotation_rad.length();
    let half = 0.5 * angle;
    let scale = if angle < 1e-9 {
        0.5
    } else {
        maths::sin(half) / angle
    };
    let v = rotation_rad * scale;
    DQuat::from_xyzw(v.x, v.y, v.z, maths::cos(half)).normalize()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::maths::deg;

    #[test]
    fn the_sun_stood_over_the_tropic_of_cancer_side_in_july_1975() {
        let sun = sun_eci(16.0 * 3600.0);
        let declination = deg(maths::asin(sun.z));
        assert!((declination - 21.2).abs() < 0.2, "{declination}");
    }

    #[test]
    fn the_sun_passes_the_greenwich_meridian_near_noon() {
        let utc_s = 12.0 * 3600.0;
        let [_, longitude] = below_rad(sun_eci(utc_s) * 1.5e11, utc_s);
        // The equation of time in mid-July is about −6 minutes: 1.5° east.
        assert!((deg(longitude) - 1.5).abs() < 0.5, "{}", deg(longitude));
    }

    #[test]
    fn a_heading_is_told_from_north_towards_east_whatever_the_climb() {
        let at = DVec3::new(6.6e6, 0.0, 0.0);
        for (vel, degrees) in [
            (DVec3::new(0.0, 0.0, 7.8e3), 0.0),
            (DVec3::new(50.0, 7.8e3, 0.0), 90.0),
            (DVec3::new(-50.0, -7.8e3, -7.8e3), -135.0),
        ] {
            assert!((deg(heading_rad(at, vel)) - degrees).abs() < 1e-9);
        }
        assert_eq!(heading_rad(DVec3::Z * 6.6e6, DVec3::X), 0.0);
    }

    #[test]
    fn rotation_vectors_survive_the_round_trip() {
        for v in [
            DVec3::new(0.3, -1.2, 0.5),
            DVec3::ZERO,
            DVec3::new(1e-11, 0.0, 0.0),
        ] {
            assert!((rotation_vector(quaternion(v)) - v).length() < 1e-12);
        }
    }
}
