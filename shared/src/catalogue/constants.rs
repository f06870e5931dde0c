//! Constants of nature and of the Earth: value, unit, source.

/// Earth's gravitational parameter, m³/s² (WGS 84). Wrong: every orbit's period.
pub const MU_M3_PER_S2: f64 = 3.986_004_418e14;
/// Earth's equatorial radius, m (WGS 84). Wrong: altitudes and J2.
pub const EARTH_RADIUS_M: f64 = 6_378_137.0;
/// Second zonal harmonic (EGM 96, rounded). Wrong: the node's drift.
pub const J2: f64 = 1.082_626_68e-3;
/// Standard gravity, m/s² (exact): turns specific impulse into exhaust speed.
pub const G0_M_PER_S2: f64 = 9.806_65;
/// One millimetre of mercury, Pa: 1/760 of a standard atmosphere.
pub const PA_PER_MMHG: f64 = 101_325.0 / 760.0;
/// Earth's rotation, rad/s (sidereal day 86,164.0905 s).
pub const EARTH_RATE_RAD_PER_S: f64 = 7.292_115_86e-5;
/// Greenwich mean sidereal angle at 1975-07-17 00:00 UTC, rad: 280.46062° + 360.98564737°·d with
/// d = −8934.5 days from J2000 (Astronomical Almanac). Wrong: places on the ground.
pub const GREENWICH_AT_EPOCH_RAD: f64 = GREENWICH_AT_EPOCH_DEG * (core::f64::consts::PI / 180.0);
const GREENWICH_AT_EPOCH_DEG: f64 = 294.194_224;
/// Days from J2000 (2000-01-01 12:00) to 1975-07-17 00:00.
pub const EPOCH_DAYS_FROM_J2000: f64 = -8_934.5;
