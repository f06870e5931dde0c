//! What the instruments tell, when they tell nothing, and that nobody changes it by looking.

use alloc::vec::Vec;

use glam::DVec3;

use super::rangefinder::Reading;
use super::*;
use crate::catalogue::calls::Dir;
use crate::catalogue::instruments::{LIGHT_M_PER_S, RANGEFINDER, VHF, sight};
use crate::frames::{quaternion, sun_eci};
use crate::ids::Seat::{Apollo, Soyuz};
use crate::maths::{fabs, rad, sqrt};
use crate::sim::digest;
use crate::sim::trials::{Trial, about_to_dock, quiet, short_mission};
use crate::view;
use crate::view::sight::{Hindered, Sight};

/// Thirty metres apart and drawn exactly, under these rules.
fn thirty_metres(rules: Rules) -> Trial {
    let mut scenario = short_mission();
    scenario.rules = rules;
    scenario.spread_m = 0.0;
    scenario.spread_rad = 0.0;
    scenario.gyro_drift_rad_per_s = 0.0;
    Trial::of(&scenario)
}

/// Puts Apollo so far from where it is, along the docking axis; negative is towards Soyuz.
fn part(world: &mut World, metres: f64) {
    let axis = (world.craft[0].pos_eci_m - world.craft[1].pos_eci_m).normalize();
    world.craft[0].pos_eci_m += axis * metres;
}

/// Turns a craft where it stands, body axes, and lets it hold that.
fn turn(world: &mut World, seat: Seat, rotation_rad: DVec3) {
    let craft = &mut world.craft[seat.index()];
    craft.eci_from_body = (craft.eci_from_body * quaternion(rotation_rad)).normalize();
    craft.autopilot.reference = craft.eci_from_body;
}

fn vhf_m(trial: &Trial) -> Option<f64> {
    trial.world.instruments.vhf.reading_m()
}

fn ranged(trial: &Trial) -> Option<Reading> {
    trial.world.instruments.rangefinder.reading()
}

fn seen(world: &World, seat: Seat) -> Sight {
    view::of(world, seat).sight
}

/// Mean and scatter of what a set of readings misses by.
fn miss(missed: &[f64]) -> (f64, f64) {
    let n = missed.len() as f64;
    let mean = missed.iter().sum::<f64>() / n;
    let square = missed.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / n;
    (mean, sqrt(square))
}

#[test]
fn val_o17_the_coarsest_vhf_tone_repeats_after_607_kilometres() {
    let bound_m = LIGHT_M_PER_S / (2.0 * VHF.coarse_tone_hz);
    assert!(fabs(bound_m - 606_867.0) < 1.0, "{bound_m}");
    let mut trial = quiet();
    trial.world.rules = Rules::Training;
    for (range_m, told_m) in [(600_000.0, 600_000.0), (610_000.0, 3_133.0)] {
        let away = range_m - trial.world.range_m();
        part(&mut trial.world, away);
        trial.wait(1.2);
        let reading = vhf_m(&trial).expect("the transponder answers");
        let tolerance = VHF.digit_m + fabs(trial.world.range_m() - range_m);
        assert!(fabs(reading - told_m) < tolerance, "{reading}");
    }
}

#[test]
fn vhf_takes_seconds_to_lock_and_goes_with_the_transponder() {
    let mut trial = quiet();
    assert!(vhf_m(&trial).is_some_and(|range| fabs(range - 500.0) < VHF.digit_m));
    trial.world.switches.transponder = false;
    trial.wait(0.2);
    assert_eq!(vhf_m(&trial), None);
    trial.world.switches.transponder = true;
    trial.wait(VHF.acquire_s - 0.5);
    assert_eq!(vhf_m(&trial), None);
    trial.wait(1.0);
    assert!(vhf_m(&trial).is_some());
    part(&mut trial.world, -401.0);
    trial.wait(0.2);
    assert_eq!(vhf_m(&trial), None, "nothing below a hundred metres");
}

#[test]
fn vhf_counts_whole_digits_once_a_second_and_scatters_as_its_row_says() {
    let mut trial = quiet();
    let mut missed = Vec::new();
    let mut changes = 0;
    for _ in 0..200 {
        trial.wait(1.0);
        let reading = vhf_m(&trial).expect("in reach");
        let digits = reading / VHF.digit_m;
        assert!(fabs(digits - crate::maths::round(digits)) < 1e-6);
        missed.push(reading - trial.world.range_m());
        let before = vhf_m(&trial);
        trial.wait(0.5);
        changes += u32::from(vhf_m(&trial) != before);
    }
    let (mean, scatter) = miss(&missed);
    // The digit's own round-off adds 5.3 m.
    let expected = sqrt(VHF.noise_m * VHF.noise_m + VHF.digit_m * VHF.digit_m / 12.0);
    assert!(fabs(mean) < 2.0, "{mean}");
    assert!((0.7..1.3).contains(&(scatter / expected)), "{scatter}");
    assert!(changes > 20, "{changes}");
}

#[test]
fn the_ranging_set_scatters_little_close_in_more_far_out_and_most_under_real_rules() {
    let scatter = |rules, away_m| {
        let mut trial = thirty_metres(rules);
        part(&mut trial.world, away_m);
        let (mut range, mut speed) = (Vec::new(), Vec::new());
        trial.wait(8.0);
        for _ in 0..240 {
            trial.wait(0.5);
            let ports = trial.world.ports();
            let Some(reading) = ranged(&trial) else {
                continue;
            };
            range.push(reading.range_m - ports.offset_m.length());
            speed.push(reading.closing_m_per_s - ports.closing_m_per_s());
        }
        assert!(range.len() > 100, "{}", range.len());
        [miss(&range), miss(&speed)]
    };
    let [(range_mean, range), (speed_mean, speed)] = scatter(Rules::Flight, 0.0);
    assert!(fabs(range_mean) < 0.02 && fabs(speed_mean) < 0.005);
    assert!((0.004..0.03).contains(&range), "{range}");
    assert!((0.003..0.015).contains(&speed), "{speed}");
    let [(_, near), _] = scatter(Rules::Flight, -25.0);
    let [(_, real), (_, real_speed)] = scatter(Rules::Real, 0.0);
    let [(_, true_range), (_, true_speed)] = scatter(Rules::Training, 0.0);
    assert!(near < 0.8 * range, "{near} {range}");
    assert!(
        real > 2.0 * range && real_speed > 2.0 * speed,
        "{real} {real_speed}"
    );
    assert!(
        true_range < 0.004 && true_speed < 0.002,
        "{true_range} {true_speed}"
    );
}

#[test]
fn off_its_beam_the_ranging_set_loses_apollo_and_needs_time_to_find_it_again() {
    let mut trial = thirty_metres(Rules::Training);
    trial.wait(1.0);
    assert!(ranged(&trial).is_some());
    // A turn carries the port aside, which adds an eighth, and Apollo's face fills 1.3° of the
    // beam: 5.3° of turn are 4.6° off it, 6.1° are 5.5°.
    let yaw = |trial: &mut Trial, degrees: f64| {
        turn(&mut trial.world, Soyuz, DVec3::Z * rad(degrees));
        trial.wait(0.5);
    };
    yaw(&mut trial, 5.3);
    assert!(ranged(&trial).is_some(), "held near its edge");
    yaw(&mut trial, 0.8);
    assert_eq!(ranged(&trial), None, "lost beyond it");
    yaw(&mut trial, -0.8);
    trial.wait(5.0);
    assert_eq!(ranged(&trial), None, "not found where it was held");
    turn(&mut trial.world, Soyuz, DVec3::Z * rad(-5.3));
    trial.wait(RANGEFINDER.acquire_s - 0.3);
    assert_eq!(ranged(&trial), None, "not yet");
    trial.wait(0.8);
    let reading = ranged(&trial).expect("found again");
    assert!(fabs(reading.range_m - trial.world.range_m()) < 0.05);
}

#[test]
fn echoes_fade_now_and_then_far_out_hardly_ever_close_in_and_never_in_training() {
    let fades = |rules, away_m| {
        let mut trial = thirty_metres(rules);
        part(&mut trial.world, away_m);
        let mut lost = 0;
        let mut before = true;
        for _ in 0..600 {
            trial.wait(0.5);
            let now = ranged(&trial).is_some();
            lost += u32::from(before && !now);
            before = now;
        }
        lost
    };
    assert_eq!(fades(Rules::Training, 70.0), 0);
    let (far, real) = (fades(Rules::Flight, 70.0), fades(Rules::Real, 70.0));
    assert!((2..=14).contains(&far), "{far}");
    assert!(real > far, "{real} {far}");
    assert!(fades(Rules::Flight, -27.0) <= 2);
}

#[test]
fn the_ranging_set_goes_dark_when_the_latches_hold() {
    let mut trial = about_to_dock();
    trial.world.switches.latch_cell = true;
    let mut seen_to_m = f64::INFINITY;
    for _ in 0..300 {
        trial.wait(0.1);
        if trial.world.mechanism.captured() {
            break;
        }
        if let Some(reading) = ranged(&trial) {
            seen_to_m = seen_to_m.min(reading.range_m);
        }
    }
    assert!(trial.world.mechanism.captured(), "captured");
    assert!(seen_to_m < 0.6, "read down to contact: {seen_to_m}");
    trial.wait(0.2);
    assert_eq!(ranged(&trial), None);
}

#[test]
fn a_sight_says_which_way_to_turn_to_what_stands_outside() {
    for seat in Seat::ALL {
        // A yaw to the right leaves the target on the left.
        for (axis, side) in [
            (DVec3::Z, Dir::Left),
            (-DVec3::Z, Dir::Right),
            (DVec3::Y, Dir::Down),
            (-DVec3::Y, Dir::Up),
        ] {
            for degrees in [17.0, 80.0, 150.0] {
                let mut trial = thirty_metres(Rules::Flight);
                turn(&mut trial.world, seat, axis * rad(degrees));
                let sight = seen(&trial.world, seat);
                assert_eq!(sight.target_rad, None);
                assert_eq!(
                    sight.hindered,
                    Some(Hindered::Turn(side)),
                    "{seat:?} {degrees}"
                );
            }
        }
    }
}

#[test]
fn at_night_without_beacons_apollo_sees_nothing_beyond_its_floodlight() {
    let mut trial = quiet();
    into_the_shadow(&mut trial.world);
    assert_eq!(seen(&trial.world, Apollo).hindered, None);
    trial.world.switches.beacons = false;
    assert_eq!(seen(&trial.world, Apollo).hindered, Some(Hindered::Dark));
    part(&mut trial.world, -475.0);
    assert_eq!(seen(&trial.world, Apollo).hindered, None);
}

/// Moves both craft as they are to the middle of the Earth's shadow.
fn into_the_shadow(world: &mut World) {
    let own = world.craft[0].pos_eci_m;
    let shift = -sun_eci(world.utc_s()) * own.length() - own;
    for craft in &mut world.craft {
        craft.pos_eci_m += shift;
    }
}

/// Thirty metres apart with the docking axis at an angle from the Sun, ahead of this seat.
fn towards_the_sun(seat: Seat, degrees: f64, rules: Rules) -> World {
    let mut world = thirty_metres(rules).world;
    let sun = sun_eci(world.utc_s());
    let ahead = world.craft[seat.index()].eci_from_body * DVec3::X;
    let across = ahead.cross(sun).normalize();
    let all = glam::DQuat::from_axis_angle(across, ahead.angle_between(sun) - rad(degrees));
    let pivot = world.craft[seat.index()].pos_eci_m;
    for craft in &mut world.craft {
        craft.pos_eci_m = pivot + all * (craft.pos_eci_m - pivot);
        craft.eci_from_body = (all * craft.eci_from_body).normalize();
    }
    world
}

#[test]
fn the_sun_near_the_line_of_sight_drowns_the_cross_and_then_the_craft() {
    for seat in Seat::ALL {
        let at = |degrees| seen(&towards_the_sun(seat, degrees, Rules::Flight), seat);
        let near = at(5.5);
        assert_eq!(near.target_rad, None);
        assert_eq!(near.hindered, Some(Hindered::Glare));
        let middle = at(8.5);
        assert!(middle.target_rad.is_some() && middle.cross_rad.is_none());
        assert_eq!(middle.hindered, Some(Hindered::Glare));
        let clear = at(14.0);
        assert!(clear.target_rad.is_some() && clear.hindered.is_none());
        assert_eq!(clear.cross_rad.is_some(), seat == Apollo);
        let trained = seen(&towards_the_sun(seat, 5.5, Rules::Training), seat);
        assert!(trained.target_rad.is_some() && trained.hindered.is_none());
    }
}

#[test]
fn behind_the_other_hull_or_below_the_horizon_the_sun_does_not_glare() {
    // Soyuz's hull, 1.36 m, hides the Sun within 2° at 40 m from the eye.
    let hidden = towards_the_sun(Apollo, 0.5, Rules::Flight);
    assert_eq!(seen(&hidden, Apollo).hindered, None);
    let mut night = towards_the_sun(Apollo, 5.5, Rules::Flight);
    into_the_shadow(&mut night);
    assert_eq!(seen(&night, Apollo).hindered, None);
}

#[test]
fn readings_wander_by_their_rows_and_are_told_in_their_digits() {
    let mut trial = thirty_metres(Rules::Flight);
    let true_world = |world: &World| {
        let mut still = world.clone();
        still.instruments = Instruments::new(0);
        still
    };
    let mut missed = Vec::new();
    for _ in 0..300 {
        trial.wait(1.0);
        let eye = &trial.world.instruments.eyes[Apollo.index()];
        missed.push(eye.target_rad[0]);
        let told = seen(&trial.world, Apollo).target_rad.expect("in view");
        let plain = seen(&true_world(&trial.world), Apollo).target_rad;
        let apart = told[0] - plain.expect("in view")[0];
        assert!(fabs(f64::from(apart)) < 3.5 * sight(Apollo).noise_rad + rad(0.11));
    }
    let (mean, scatter) = miss(&missed);
    let row = sight(Apollo).noise_rad;
    assert!(fabs(mean) < 0.5 * row, "{mean}");
    assert!((0.7..1.3).contains(&(scatter / row)), "{scatter}");
}

#[test]
fn looking_changes_nothing_and_two_looks_are_one() {
    let mut watched = thirty_metres(Rules::Real);
    let mut unwatched = thirty_metres(Rules::Real);
    for _ in 0..300 {
        watched.tick([crate::sim::input::Stick::NEUTRAL; 2]);
        unwatched.tick([crate::sim::input::Stick::NEUTRAL; 2]);
        for seat in Seat::ALL {
            let first = view::of(&watched.world, seat);
            assert_eq!(first, view::of(&watched.world, seat));
        }
    }
    assert_eq!(digest::of(&watched.world), digest::of(&unwatched.world));
}

#[test]
fn errors_depend_on_seed_and_tick_alone() {
    // One crew loses its target at once, the other never: when it is back, both read alike.
    let mut lost = thirty_metres(Rules::Flight);
    let mut kept = thirty_metres(Rules::Flight);
    turn(&mut lost.world, Soyuz, DVec3::Z * rad(30.0));
    lost.wait(2.0);
    kept.wait(2.0);
    lost.world.craft = kept.world.craft.clone();
    lost.wait(20.0);
    kept.wait(20.0);
    assert!(ranged(&kept).is_some());
    assert_eq!(lost.world.instruments.eyes, kept.world.instruments.eyes);
    let apart = |a: Option<Reading>, b: Option<Reading>| {
        fabs(a.map_or(0.0, |a| a.range_m) - b.map_or(9.9, |b| b.range_m))
    };
    assert!(apart(ranged(&lost), ranged(&kept)) < 0.011);
}
