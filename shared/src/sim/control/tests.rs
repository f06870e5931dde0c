//! Hand controllers and holds as a pilot meets them: what moves, what holds, what it costs.

use std::println;

use super::*;
use crate::ids::Seat::{Apollo, Soyuz};
use crate::maths::deg;
use crate::sim::motion;
use crate::sim::trials::{Trial, pushed, quiet, turned};

const STILL: Stick = Stick::NEUTRAL;

fn alone(seat: Seat, stick: Stick) -> [Stick; 2] {
    match seat {
        Apollo => [stick, STILL],
        Soyuz => [STILL, stick],
    }
}

/// Degrees between a craft's attitude and an earlier one.
fn turned_deg(trial: &Trial, seat: Seat, from: DQuat) -> f64 {
    let now = trial.world.craft[seat.index()].eci_from_body;
    deg(rotation_vector(from.inverse() * now).length())
}

fn rate_deg_per_s(trial: &Trial, seat: Seat) -> [f64; 3] {
    trial.world.craft[seat.index()]
        .rate_rad_per_s
        .to_array()
        .map(deg)
}

fn close(value: f64, oracle: f64, share: f64) {
    assert!(
        (value / oracle - 1.0).abs() < share,
        "{value} against {oracle}"
    );
}

#[test]
fn rate_command_holds_attitude_for_ten_minutes_on_a_third_of_a_kilogram() {
    let mut trial = quiet();
    let start = trial.world.craft[0].eci_from_body;
    let mut worst_deg: f64 = 0.0;
    for _ in 0..600 {
        trial.wait(1.0);
        worst_deg = worst_deg.max(turned_deg(&trial, Apollo, start));
    }
    let used_kg = trial.world.craft[0].used_kg();
    println!("RATE CMD ten minutes: worst {worst_deg:.3} deg, {used_kg:.3} kg");
    // Three axes at ±0.2° each, and the tick it takes to turn back.
    assert!(worst_deg < 0.36, "{worst_deg}");
    assert!((0.1..0.6).contains(&used_kg), "{used_kg}");
}

#[test]
fn the_wide_deadband_lets_the_craft_wander_further() {
    let mut trial = quiet();
    trial.world.craft[0].autopilot.deadband = Deadband::Max;
    trial.world.craft[0].rate_rad_per_s = DVec3::new(0.0, rad(0.015), 0.0);
    let start = trial.world.craft[0].eci_from_body;
    let mut worst_deg: f64 = 0.0;
    for _ in 0..400 {
        trial.wait(1.0);
        worst_deg = worst_deg.max(turned_deg(&trial, Apollo, start));
    }
    assert!((3.0..4.6).contains(&worst_deg), "{worst_deg}");
}

#[test]
fn the_stick_commands_the_rate_and_its_release_holds_what_was_reached() {
    for axis in 0..3 {
        let mut trial = quiet();
        trial.fly(6.0, alone(Apollo, turned(axis, 127)));
        // Within half of the smallest pulse, 0.0385°/s in roll.
        let off = rate_deg_per_s(&trial, Apollo)[axis] - 0.5;
        assert!(off.abs() < 0.021, "axis {axis}: {off}");
        trial.fly(6.0, alone(Apollo, turned(axis, -64)));
        let off = rate_deg_per_s(&trial, Apollo)[axis] + 0.252;
        assert!(off.abs() < 0.021, "axis {axis}: {off}");
        trial.wait(1.0);
        let held = trial.world.craft[0].eci_from_body;
        trial.wait(60.0);
        assert!(turned_deg(&trial, Apollo, held) < 0.6, "axis {axis}");
    }
}

#[test]
fn val_p14_p15_one_minimum_pulse_for_one_deflection() {
    for (axis, oracle) in [(1, 0.003_819_09), (0, 0.038_487_2)] {
        let mut trial = quiet();
        trial.turn(Apollo, ControlMode::MinImp);
        trial.fly(0.5, alone(Apollo, turned(axis, 127)));
        close(rate_deg_per_s(&trial, Apollo)[axis], oracle, 5e-3);
        trial.tick([STILL; 2]);
        trial.fly(0.5, alone(Apollo, turned(axis, 1)));
        close(rate_deg_per_s(&trial, Apollo)[axis], 2.0 * oracle, 5e-3);
    }
}

#[test]
fn val_p8_p10_acceleration_command_keeps_turning_after_release() {
    for (axis, oracle) in [(1, 0.954_772), (0, 9.621_81)] {
        let mut trial = quiet();
        trial.turn(Apollo, ControlMode::AccelCmd);
        trial.fly(1.0, alone(Apollo, turned(axis, 127)));
        close(rate_deg_per_s(&trial, Apollo)[axis], oracle, 2e-3);
        trial.wait(20.0);
        close(rate_deg_per_s(&trial, Apollo)[axis], oracle, 5e-3);
    }
}

#[test]
fn control_off_fires_nothing_whatever_the_sticks_do() {
    let mut trial = quiet();
    for seat in Seat::ALL {
        trial.turn(seat, ControlMode::Off);
        trial.world.craft[seat.index()].rate_rad_per_s = DVec3::splat(rad(0.3));
    }
    let full = Stick {
        turn: [127, -127, 127],
        push: [-127, 127, -127],
    };
    trial.fly(20.0, [full; 2]);
    for craft in &trial.world.craft {
        assert_eq!(craft.used_kg(), 0.0);
        assert_eq!(craft.rcs.lamps_lit(), 0);
    }
}

#[test]
fn val_p11_p13_a_side_push_yaws_the_nose_unless_rate_command_pays_for_it() {
    let mut trial = quiet();
    trial.turn(Apollo, ControlMode::AccelCmd);
    trial.fly(1.0, alone(Apollo, pushed(1, 127)));
    close(rate_deg_per_s(&trial, Apollo)[2], -0.389_457, 2e-3);
    let free_kg = trial.world.craft[0].used_kg();

    let mut trial = quiet();
    let start = trial.world.craft[0].eci_from_body;
    // Against Soyuz: both fall alike.
    let apart = |trial: &Trial| {
        let [apollo, soyuz] = &trial.world.craft;
        apollo.vel_eci_m_per_s - soyuz.vel_eci_m_per_s
    };
    let before = apart(&trial);
    trial.fly(4.0, alone(Apollo, pushed(1, 127)));
    let held_kg = trial.world.craft[0].used_kg();
    assert!(turned_deg(&trial, Apollo, start) < 0.5);
    println!(
        "side push: {free_kg:.3} kg/s free, {:.3} kg/s held",
        held_kg / 4.0
    );
    assert!(held_kg / 4.0 > 1.05 * free_kg);
    let gained = apart(&trial) - before;
    let across = (start.inverse() * gained).y;
    close(across, 4.0 * 0.061_54, 0.05);
}

#[test]
fn soyuz_drifts_two_degrees_a_minute_under_a_calm_needle_and_trim_answers_it() {
    let drift = rad(2.0 / 60.0);
    let drifting = || {
        let mut trial = quiet();
        trial.world.craft[1].autopilot.drift_rad_per_s = DVec3::new(0.0, 0.0, drift);
        trial
    };
    let mut trial = drifting();
    let start = trial.world.craft[1].eci_from_body;
    trial.wait(60.0);
    let moved = turned_deg(&trial, Soyuz, start);
    assert!((1.6..2.4).contains(&moved), "{moved}");
    let sensed = motion::sensed(&trial.world.craft[1]);
    let shown = trial.world.craft[1].autopilot.error_rad(&sensed);
    assert!(deg(shown.length()) < 0.5, "the gyros do not know");

    let mut trial = drifting();
    // 0.2°/s a full stick: −21/127 of it is −0.033°/s.
    trial.fly(600.0, alone(Soyuz, turned(2, -21)));
    let moved = turned_deg(&trial, Soyuz, start);
    println!(
        "trimmed hold, ten minutes: {moved:.2} deg, {:.3} kg",
        trial.world.craft[1].used_kg()
    );
    assert!(moved < 0.8, "{moved}");
}

#[test]
fn orbital_hold_keeps_its_attitude_to_the_local_vertical_for_ten_minutes() {
    let mut trial = quiet();
    trial.turn(Soyuz, ControlMode::OrbitalHold);
    let to_level = |trial: &Trial| {
        let sensed = motion::sensed(&trial.world.craft[1]);
        sensed.eci_from_lvlh.inverse() * sensed.eci_from_body
    };
    let start = to_level(&trial);
    let inertial = trial.world.craft[1].eci_from_body;
    let mut worst_deg: f64 = 0.0;
    for _ in 0..600 {
        trial.wait(1.0);
        let off = rotation_vector(start.inverse() * to_level(&trial));
        worst_deg = worst_deg.max(deg(off.length()));
    }
    println!(
        "orbital hold: worst {worst_deg:.3} deg, {:.3} kg",
        trial.world.craft[1].used_kg()
    );
    assert!(worst_deg < 0.7, "{worst_deg}");
    // 0.0674165°/s of local vertical.
    close(turned_deg(&trial, Soyuz, inertial), 40.45, 0.02);
}

#[test]
fn manual_attitude_damps_the_rate_and_holds_nothing() {
    let mut trial = quiet();
    trial.turn(Soyuz, ControlMode::Manual);
    trial.fly(20.0, alone(Soyuz, turned(1, 127)));
    close(rate_deg_per_s(&trial, Soyuz)[1], 0.2, 0.05);
    trial.wait(10.0);
    assert!(rate_deg_per_s(&trial, Soyuz)[1].abs() < 0.02);
    let sensed = motion::sensed(&trial.world.craft[1]);
    let error = trial.world.craft[1].autopilot.error_rad(&sensed);
    assert_eq!(error, DVec3::ZERO);
}
