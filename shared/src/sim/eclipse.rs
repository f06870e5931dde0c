//! The artificial eclipse: where Apollo stands before the Sun as Soyuz's corona camera sees it, and
//! how much of the disc it covers. Geometry only.

use glam::DVec3;

use crate::catalogue::instruments::sight;
use crate::catalogue::vessels::vessel;
use crate::frames::{sun_eci, sunlight};
use crate::ids::Seat;
use crate::maths::{PI, acos, asin, atan2, rad, sqrt};
use crate::sim::World;

/// Half of the Sun's diameter on 19 July, rad: 15'44" at 1.016 astronomical units (Astronomical
/// Almanac). Wrong: the distance at which Apollo just covers the disc.
pub const SUN_HALF_RAD: f64 = rad(0.2623);
/// Half of the camera's field, rad (estimate): far enough to see where Apollo stands when it has
/// lost the line.
const FIELD_HALF_RAD: f64 = rad(5.0);

/// What the ground glass of the corona camera shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Glass {
    /// The Sun's centre off the camera's axis: right, up, rad.
    pub sun_rad: [f64; 2],
    /// Apollo's centre off the Sun's: right, up, rad.
    pub apollo_rad: [f64; 2],
    /// Share of the Sun's disc that Apollo covers, 0 to 1.
    pub covered: f64,
}

/// The camera looks out of Soyuz's docking hatch. Nothing is to be seen on it when the Sun is not
/// in its field or below the Earth's limb.
pub fn glass(world: &World) -> Option<Glass> {
    let soyuz = &world.craft[Seat::Soyuz.index()];
    let sun = sun_eci(world.utc_s());
    let to_body = soyuz.eci_from_body.inverse();
    let sun_rad = angles(to_body * sun);
    let field = sun_rad.iter().all(|angle| angle.abs() < FIELD_HALF_RAD);
    if !field || (to_body * sun).x <= 0.0 || sunlight(soyuz.pos_eci_m, sun) < 0.5 {
        return None;
    }
    let apollo = angles(to_body * line(world));
    Some(Glass {
        sun_rad,
        apollo_rad: [apollo[0] - sun_rad[0], apollo[1] - sun_rad[1]],
        covered: covered(world),
    })
}

/// Share of the Sun's disc that Apollo covers as Soyuz sees it, 0 to 1; 0 when the Earth hides it.
///
/// Apollo counts as the ball that its service module's cylinder holds: exact when it is seen along
/// its axis, which is how it shades; seen askew it covers no less than this.
pub fn covered(world: &World) -> f64 {
    let soyuz = &world.craft[Seat::Soyuz.index()];
    let sun = sun_eci(world.utc_s());
    if sunlight(soyuz.pos_eci_m, sun) < 0.5 {
        return 0.0;
    }
    let line = line(world);
    let hull = asin((sight(Seat::Apollo).hull_radius_m / line.length()).min(1.0));
    let apart = atan2(line.cross(sun).length(), line.dot(sun));
    overlap(SUN_HALF_RAD, hull, apart)
}

/// From the camera to Apollo, ECI, m.
fn line(world: &World) -> DVec3 {
    let [apollo, soyuz] = &world.craft;
    apollo.pos_eci_m - soyuz.point_eci_m([vessel(Seat::Soyuz).port_x_m, 0.0, 0.0])
}

/// Right and up from the camera's axis, rad.
fn angles(line: DVec3) -> [f64; 2] {
    [atan2(line.y, line.x), atan2(-line.z, line.x)]
}

/// Share of a disc of radius `a` under a disc of radius `b` whose centre is `apart` away: the lens of
/// two circles over the whole.
pub fn overlap(a: f64, b: f64, apart: f64) -> f64 {
    if apart >= a + b {
        return 0.0;
    }
    if apart <= (b - a).abs() {
        return (b / a).min(1.0) * (b / a).min(1.0);
    }
    let part = |own: f64, other: f64| {
        let cos = (apart * apart + own * own - other * other) / (2.0 * apart * own);
        own * own * acos(cos.clamp(-1.0, 1.0))
    };
    let kite = (a + b + apart) * (a + b - apart) * (apart + a - b) * (apart - a + b);
    (part(a, b) + part(b, a) - 0.5 * sqrt(kite.max(0.0))) / (PI * a * a)
}

#[cfg(test)]
mod tests {
    use alloc::vec;
    use alloc::vec::Vec;

    use super::*;
    use crate::catalogue::procedures::StepId;
    use crate::scenario::load;
    use crate::sim::input::Inputs;
    use crate::sim::step;
    use crate::view;

    #[test]
    fn two_discs_overlap_as_in_the_tables() {
        assert_eq!(overlap(1.0, 1.0, 2.0), 0.0);
        assert_eq!(overlap(1.0, 2.0, 0.5), 1.0);
        assert_eq!(overlap(1.0, 0.5, 0.0), 0.25);
        // Equal circles through each other's centres: 2/3 - sqrt(3)/(2 pi).
        assert!((overlap(1.0, 1.0, 1.0) - 0.391_002_2).abs() < 1e-7);
        // A small disc before a limb that is nearly straight: half.
        assert!((overlap(1.0, 1e4, 1e4) - 0.5).abs() < 1e-4);
    }

    #[test]
    fn more_is_covered_the_nearer_the_discs_stand() {
        let shares: [f64; 30] = core::array::from_fn(|step| overlap(1.0, 1.9, 0.1 * step as f64));
        assert!(shares.is_sorted_by(|near, far| near >= far));
        assert_eq!((shares[0], shares[29]), (1.0, 0.0));
    }

    #[test]
    fn how_the_disc_is_covered_soyuz_alone_may_know() {
        let mut scenario = load("artificial-eclipse").expect("shipped");
        (scenario.spread_m, scenario.spread_rad) = (0.0, 0.0);
        scenario.range_m = 210.0;
        scenario.steps = vec![StepId::EclipseShade];
        let mut world = World::new(&scenario, 1);
        for _ in 0..60 {
            step(&mut world, &Inputs::default(), &mut Vec::new());
        }
        assert!(world.plan.to_hold().all(|(_, held)| held));
        for seat in Seat::ALL {
            let open = view::of(&world, seat).plan.open;
            assert_eq!((open.len(), open[0].held), (1, None), "{seat:?}");
        }
        let panel = view::of(&world, Seat::Soyuz).panel;
        let corona = panel.soyuz().and_then(|panel| panel.corona);
        assert_eq!(corona.map(|corona| corona.covered), Some(1.0));
    }

    #[test]
    fn at_the_range_of_the_plan_apollo_covers_the_disc_from_within_a_meter_of_the_line() {
        let mut scenario = load("artificial-eclipse").expect("shipped");
        (scenario.spread_m, scenario.spread_rad) = (0.0, 0.0);
        scenario.range_m = 210.0;
        let mut world = World::new(&scenario, 1);
        assert_eq!(covered(&world), 1.0);
        let right = world.craft[1].eci_from_body * DVec3::Y;
        let start = world.craft[0].pos_eci_m;
        let mut at = |aside_m: f64| {
            world.craft[0].pos_eci_m = start + right * aside_m;
            covered(&world)
        };
        assert_eq!(at(0.85), 1.0);
        assert!((0.4..0.6).contains(&at(1.95)), "{}", at(1.95));
        assert_eq!(at(3.1), 0.0);
    }
}
