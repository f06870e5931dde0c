//! The Sun in a sight: how far its veil drowns the target. Geometry and published law of the eye
//! only; it knows no instrument's errors.

use glam::DVec3;

use crate::catalogue::instruments::{
    EARTHSHINE, TARGET_ALBEDO, VEIL_LEAST_DEG, VEIL_PER_LUX_DEG2, sight,
};
use crate::frames::{sun_eci, sunlight};
use crate::ids::Seat;
use crate::maths::{PI, acos, asin, deg};
use crate::sim::World;

/// Contrast of the other craft's face as a seat sees it along `line_body`, 0 to 1: the face's own
/// light over that and the Sun's veil together. 1 where the Sun does not shine into the sight.
pub fn contrast(world: &World, seat: Seat, line_body: DVec3) -> f64 {
    let own = &world.craft[seat.index()];
    let other = &world.craft[seat.other().index()];
    let sun = sun_eci(world.utc_s());
    let disc = sunlight(own.pos_eci_m, sun);
    let sun_body = own.eci_from_body.inverse() * sun;
    if disc == 0.0 || !shines_in(world, seat, sun) {
        return 1.0;
    }
    let face = (other.eci_from_body * DVec3::X).dot(sun).max(0.0);
    // Both in units of full sunlight, lx: the face is matt, the veil falls with the angle squared.
    let seen = TARGET_ALBEDO * (face * disc + EARTHSHINE) / PI;
    let apart_deg = deg(between_rad(sun_body, line_body)).max(VEIL_LEAST_DEG);
    let veil = VEIL_PER_LUX_DEG2 * disc / (apart_deg * apart_deg);
    seen / (seen + veil)
}

/// The Sun stands in the sight's opening and not behind the other craft's hull.
fn shines_in(world: &World, seat: Seat, sun: DVec3) -> bool {
    let own = &world.craft[seat.index()];
    let other = &world.craft[seat.other().index()];
    let bore = own.eci_from_body * DVec3::X;
    let to_other = other.pos_eci_m - own.pos_eci_m;
    let hull = asin((sight(seat.other()).hull_radius_m / to_other.length()).min(1.0));
    between_rad(sun, bore) < sight(seat).hood_half_rad && between_rad(sun, to_other) > hull
}

fn between_rad(a: DVec3, b: DVec3) -> f64 {
    acos(
        a.normalize_or_zero()
            .dot(b.normalize_or_zero())
            .clamp(-1.0, 1.0),
    )
}
