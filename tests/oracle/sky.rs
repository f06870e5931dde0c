//! Sun, Earth and shadow on 17 July 1975 against values found another way: Meeus's solar position,
//! the sidereal time of 1982 as the IAU defined it, published equinoxes, and rays cast from Soyuz
//! to points of a Sun at its true distance.

use glam::DVec3;
use handshake_shared::frames::{below_rad, earth_angle_rad, sun_eci, sunlight};
use handshake_shared::scenario::load;
use handshake_shared::sim::input::Inputs;
use handshake_shared::sim::orbit::ForceModel;
use handshake_shared::sim::step;

use crate::stage::{coast, coasting, coasting_in, ticks};

const DAY_S: f64 = 86_400.0;
/// Days from J2000.0 to 1975-07-17 00:00 UTC: JD 2 442 610.5 less 2 451 545.0.
const DAYS_TO_EPOCH: f64 = 2_442_610.5 - 2_451_545.0;
const SUN_RADIUS_M: f64 = 6.96e8;
const ASTRONOMICAL_UNIT_M: f64 = 1.495_978_707e11;

/// Direction and distance of the Sun, ECI of date (Meeus, Astronomical Algorithms, ch. 25, low
/// accuracy, apparent place): m.
fn meeus_sun_m(utc_s: f64) -> DVec3 {
    let t = (DAYS_TO_EPOCH + utc_s / DAY_S) / 36_525.0;
    let mean = 280.466_46 + 36_000.769_83 * t + 0.000_303_2 * t * t;
    let anomaly = (357.529_11 + 35_999.050_29 * t - 0.000_153_7 * t * t).to_radians();
    let eccentricity = 0.016_708_634 - 0.000_042_037 * t;
    let centre = (1.914_602 - 0.004_817 * t) * anomaly.sin()
        + (0.019_993 - 0.000_101 * t) * (2.0 * anomaly).sin()
        + 0.000_289 * (3.0 * anomaly).sin();
    let node = (125.04 - 1_934.136 * t).to_radians();
    let longitude = (mean + centre - 0.005_69 - 0.004_78 * node.sin()).to_radians();
    let tilt = (23.439_291 - 0.013_004_2 * t + 0.002_56 * node.cos()).to_radians();
    let true_anomaly = anomaly + centre.to_radians();
    let distance_au = 1.000_001_018 * (1.0 - eccentricity * eccentricity)
        / (1.0 + eccentricity * true_anomaly.cos());
    let direction = DVec3::new(
        longitude.cos(),
        tilt.cos() * longitude.sin(),
        tilt.sin() * longitude.sin(),
    );
    direction * distance_au * ASTRONOMICAL_UNIT_M
}

/// Greenwich mean sidereal time by the IAU's expression of 1982, rad.
fn sidereal_rad(utc_s: f64) -> f64 {
    let days = (utc_s / DAY_S).floor();
    let t = (DAYS_TO_EPOCH + days) / 36_525.0;
    let at_midnight_s = 24_110.548_41 + 8_640_184.812_866 * t + 0.093_104 * t * t;
    let since_s = (utc_s - days * DAY_S) * 1.002_737_909_35;
    ((at_midnight_s + since_s) / DAY_S).rem_euclid(1.0) * std::f64::consts::TAU
}

/// Difference of two angles, −π to π.
fn apart_rad(a: f64, b: f64) -> f64 {
    (a - b).sin().atan2((a - b).cos())
}

/// Days for ten years to each side, at all hours.
fn moments() -> impl Iterator<Item = f64> {
    (-520..520).map(|week| f64::from(week) * 7.03 * DAY_S)
}

#[test]
fn the_sun_stands_where_meeus_puts_it() {
    let worst = moments()
        .map(|utc_s| {
            sun_eci(utc_s)
                .angle_between(meeus_sun_m(utc_s))
                .to_degrees()
        })
        .fold(0.0, f64::max);
    println!("Sun: within {worst:.4} degrees of Meeus's for twenty years");
    assert!(worst < 0.015, "{worst}");
    let now = 16.0 * 3_600.0 + 549.0;
    let off = sun_eci(now).angle_between(meeus_sun_m(now)).to_degrees();
    assert!(off < 0.01, "{off}");
}

#[test]
fn the_sun_crosses_the_equator_and_turns_back_when_the_almanac_says() {
    // UTC of 1975: June solstice 22 June 00:26, September equinox 23 September 15:55.
    let solstice_s = -25.0 * DAY_S + 26.0 * 60.0;
    let equinox_s = 68.0 * DAY_S + 15.0 * 3_600.0 + 55.0 * 60.0;
    // A degree of longitude a day: 0.015° is twenty minutes.
    assert!(sun_eci(equinox_s).z.asin().to_degrees().abs() < 0.006);
    let highest = sun_eci(solstice_s);
    let right_ascension = highest.y.atan2(highest.x).to_degrees();
    assert!((right_ascension - 90.0).abs() < 0.015, "{right_ascension}");
    assert!((highest.z.asin().to_degrees() - 23.442).abs() < 0.003);
}

#[test]
fn the_earth_has_turned_by_the_sidereal_time() {
    for utc_s in moments() {
        let off = apart_rad(earth_angle_rad(utc_s), sidereal_rad(utc_s));
        // A second of arc is thirty metres on the ground: 2e-4 rad, a kilometre, ten years off.
        assert!(off.abs() < 2e-4, "{utc_s}: {off:e}");
    }
    let contact_s = 58_149.0;
    let off = apart_rad(earth_angle_rad(contact_s), sidereal_rad(contact_s));
    assert!(off.abs() < 2e-6, "{off:e}");
}

/// The long mission's Soyuz coasting to the moment of the flight's contact, 16:09:09 UTC.
fn at_contact() -> (DVec3, f64) {
    let scenario = load("first-handshake").expect("shipped");
    let mut world = coasting_in(&scenario, ForceModel::J2);
    coast(&mut world, 58_149.0 - scenario.start_utc_s);
    (world.craft[1].pos_eci_m, world.utc_s())
}

#[test]
fn at_contact_soyuz_is_over_the_atlantic_off_portugal_in_daylight() {
    let (pos, utc_s) = at_contact();
    assert!((utc_s - 58_149.0).abs() < 1e-6);
    let [latitude, longitude] = below_rad(pos, utc_s).map(f64::to_degrees);
    // Spherical angles from the position and the other sidereal time.
    let east = apart_rad(pos.y.atan2(pos.x), sidereal_rad(utc_s)).to_degrees();
    let north = pos.z.atan2(pos.x.hypot(pos.y)).to_degrees();
    assert!((latitude - north).abs() < 1e-9 && (longitude - east).abs() < 2e-4);
    // The scenario aims at 42° N, 14° W on a circle; oblateness moves the place by a tenth.
    println!("contact: {latitude:.3} N, {longitude:.3} E");
    assert!((latitude - 42.0).abs() < 0.15 && (longitude + 14.0).abs() < 0.15);
    // Sun over the ground's horizon: 42 to 49 degrees.
    let height = 90.0 - pos.angle_between(meeus_sun_m(utc_s)).to_degrees();
    println!("Sun at docking: {height:.2} degrees high");
    assert!((42.0..49.0).contains(&height), "{height}");
    assert_eq!(sunlight(pos, sun_eci(utc_s)), 1.0);
}

/// Share of the Sun's disc seen past the Earth's sphere: rays from the place to the middles of
/// equal parts of the disc.
fn seen_by_rays(pos: DVec3, sun_m: DVec3) -> f64 {
    const RINGS: u32 = 60;
    const SPOKES: u32 = 120;
    const EARTH_RADIUS_M: f64 = 6_378_137.0;
    let to_sun = sun_m - pos;
    let across = to_sun.normalize().any_orthonormal_vector();
    let along = to_sun.normalize().cross(across);
    let mut seen = 0;
    for ring in 0..RINGS {
        // Rings of equal area.
        let radius = SUN_RADIUS_M * ((f64::from(ring) + 0.5) / f64::from(RINGS)).sqrt();
        for spoke in 0..SPOKES {
            let angle = std::f64::consts::TAU * f64::from(spoke) / f64::from(SPOKES);
            let point = to_sun + (across * angle.cos() + along * angle.sin()) * radius;
            let ray = point.normalize();
            let nearest = -pos.dot(ray);
            let miss = (pos + ray * nearest).length();
            seen += u32::from(nearest < 0.0 || miss > EARTH_RADIUS_M);
        }
    }
    f64::from(seen) / f64::from(RINGS * SPOKES)
}

#[test]
fn the_shadows_edge_comes_and_goes_as_rays_to_the_suns_disc_say() {
    let mut world = coasting(ForceModel::J2);
    let mut events = Vec::new();
    let (mut light_before, mut worst) = (1.0, 0.0_f64);
    // Moments at which the disc begins to be hidden, is gone, comes back, is whole.
    let (mut core_s, mut rays_s) = (Vec::new(), Vec::new());
    let mut seen_before = 1.0;
    for _ in 0..ticks(5_400.0) {
        events.clear();
        step(&mut world, &Inputs::default(), &mut events);
        let (pos, utc_s) = (world.craft[1].pos_eci_m, world.utc_s());
        let light = sunlight(pos, sun_eci(utc_s));
        let near = sunlight(pos * 1.002, sun_eci(utc_s)) != sunlight(pos * 0.998, sun_eci(utc_s));
        let seen = if near {
            seen_by_rays(pos, meeus_sun_m(utc_s))
        } else {
            light
        };
        worst = worst.max((light - seen).abs());
        for (moments, before, now) in [
            (&mut core_s, light_before, light),
            (&mut rays_s, seen_before, seen),
        ] {
            let edge = |share: f64| share == 0.0 || share == 1.0;
            if edge(before) != edge(now) {
                moments.push(world.tick().seconds());
            }
        }
        (light_before, seen_before) = (light, seen);
    }
    println!("edges of the penumbra: {core_s:.2?} s, by rays {rays_s:.2?} s, worst {worst:.4}");
    assert_eq!((core_s.len(), rays_s.len()), (4, 4));
    for (core, rays) in core_s.iter().zip(&rays_s) {
        assert!((core - rays).abs() < 0.3, "{core} against {rays}");
    }
    // The core's Sun is always of one size and infinitely far: a fiftieth of its disc at most.
    assert!(worst < 0.03, "{worst}");
    // The umbra of a 225 km orbit: over half an hour, and each edge some eight to ten seconds.
    let edges = [core_s[1] - core_s[0], core_s[3] - core_s[2]];
    assert!(
        edges.iter().all(|edge| (7.0..15.0).contains(edge)),
        "{edges:?}"
    );
    assert!(core_s[2] - core_s[1] > 1_700.0);
}
