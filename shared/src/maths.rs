//! The one door to transcendental functions. `libm` gives the same bits on every machine, which
//! the platform's own mathematics library does not; only `+ - * / sqrt` are exact by themselves.

pub use libm::{acos, asin, atan2, cos, exp, fabs, floor, log, pow, round, sin, sqrt, tan};

/// Half a turn, radians.
pub const PI: f64 = core::f64::consts::PI;

/// Radians from degrees.
pub const fn rad(degrees: f64) -> f64 {
    degrees * (PI / 180.0)
}

/// Degrees from radians.
pub const fn deg(radians: f64) -> f64 {
    radians * (180.0 / PI)
}
