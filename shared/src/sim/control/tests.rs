//! Hand controllers and holds as a pilot meets them: what moves, what holds, what it costs.

use std::println;
use std::vec::Vec;

use super::*;
use crate::ids::Seat::{Apollo, Soyuz};
use crate::maths::{deg, rad};
use crate::sim::input::Command;
use crate::sim::jets::turn_min_impulse_n_m_s;
use crate::sim::motion;
use crate::sim::trials::{Trial, pushed, quiet, turned};

const STILL: Stick = Stick::NEUTRAL;

fn alone(seat: Seat, stick: Stick) -> [Stick; 2] {
    match seat {
        Apollo => [stick, STILL],
        Soyuz => [STILL, stick],
    }
}

/// Degrees about body axes from an earlier attitude to a craft's present one.
fn turned_about_deg(trial: &Trial, seat: Seat, from: DQuat) -> [f64; 3] {
    let now = trial.world.craft[seat.index()].eci_from_body;
    rotation_vector(from.inverse() * now).to_array().map(deg)
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
fn rate_command_holds_attitude_for_ten_minutes_on_fifty_grams() {
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
    assert!((0.005..0.05).contains(&used_kg), "{used_kg}");
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
fn rate_command_turns_within_its_rate_deadband_and_its_release_holds_what_was_reached() {
    for (select, axis, full, dead) in [
        (StickRate::Low, 0, 0.65, 0.2),
        (StickRate::Low, 1, 0.65, 0.2),
        (StickRate::Low, 2, 0.65, 0.2),
        (StickRate::High, 0, 20.0, 2.0),
        (StickRate::High, 1, 7.0, 2.0),
        (StickRate::High, 2, 7.0, 2.0),
    ] {
        let mut trial = quiet();
        trial.world.craft[0].autopilot.stick_rate = select;
        trial.fly(8.0, alone(Apollo, turned(axis, 127)));
        // Sped up from below, it stays at the near edge of the deadband, to a tick and a pulse.
        let off = rate_deg_per_s(&trial, Apollo)[axis] - (full - dead);
        assert!((-0.021..0.17).contains(&off), "{select:?} {axis}: {off}");
        while rate_deg_per_s(&trial, Apollo)[axis] > dead {
            trial.tick([STILL; 2]);
        }
        let held = trial.world.craft[0].eci_from_body;
        trial.wait(60.0);
        let moved = turned_about_deg(&trial, Apollo, held)[axis];
        let edge = if select == StickRate::Low { 0.21 } else { 4.2 };
        assert!(moved.abs() < edge, "{select:?} {axis}: {moved}");
        assert!(rate_deg_per_s(&trial, Apollo)[axis].abs() < 0.05);
    }
}

#[test]
fn val_low_rate_answers_from_0_2_to_0_65_degrees_a_second() {
    for (share, answers) in [(0.28, false), (0.34, true)] {
        let mut trial = quiet();
        let stick = turned(1, hand::apollo_deflection(share));
        trial.fly(3.0, alone(Apollo, stick));
        let rate = rate_deg_per_s(&trial, Apollo)[1];
        assert_eq!(rate > 0.005, answers, "{share}: {rate}");
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
        // The breakout switch is enough, whatever the deflection; below it nothing happens.
        trial.fly(0.1, alone(Apollo, turned(axis, 16)));
        trial.fly(0.5, alone(Apollo, turned(axis, 17)));
        close(rate_deg_per_s(&trial, Apollo)[axis], 2.0 * oracle, 5e-3);
    }
}

#[test]
fn val_p8_p10_acceleration_command_and_cmc_free_keep_turning_after_release() {
    for (axis, oracle) in [(1, 0.954_772), (0, 9.621_81)] {
        for (mode, deflection) in [(ControlMode::AccelCmd, 127), (ControlMode::CmcFree, 17)] {
            let mut trial = quiet();
            trial.turn(Apollo, mode);
            trial.fly(1.0, alone(Apollo, turned(axis, deflection)));
            close(rate_deg_per_s(&trial, Apollo)[axis], oracle, 2e-3);
            trial.wait(20.0);
            close(rate_deg_per_s(&trial, Apollo)[axis], oracle, 5e-3);
        }
    }
}

#[test]
fn val_p8_p10_direct_coils_give_full_torque_past_a_control_that_is_off_and_damp_nothing() {
    for (axis, oracle) in [(1, 0.954_772), (0, 9.621_81)] {
        let mut trial = quiet();
        trial.turn(Apollo, ControlMode::Off);
        trial.fly(1.0, alone(Apollo, turned(axis, 127)));
        assert_eq!(trial.world.craft[0].used_kg(), 0.0, "no power, no coil");
        assert_eq!(trial.act(Apollo, Command::Direct(true)), Ok(()));
        // The direct switches are past the soft stop.
        trial.fly(1.0, alone(Apollo, turned(axis, 121)));
        assert_eq!(trial.world.craft[0].used_kg(), 0.0);
        trial.fly(1.0, alone(Apollo, turned(axis, 127)));
        close(rate_deg_per_s(&trial, Apollo)[axis], oracle, 2e-3);
        trial.wait(20.0);
        close(rate_deg_per_s(&trial, Apollo)[axis], oracle, 5e-3);
    }
}

#[test]
fn direct_coils_overrule_rate_command_while_they_are_closed() {
    let mut trial = quiet();
    trial.world.craft[0].autopilot.direct = true;
    trial.fly(2.0, alone(Apollo, turned(1, 127)));
    close(rate_deg_per_s(&trial, Apollo)[1], 2.0 * 0.954_772, 2e-3);
    trial.wait(10.0);
    assert!(
        rate_deg_per_s(&trial, Apollo)[1].abs() < 0.05,
        "damped again"
    );
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
    // The deadband first hides some of it.
    trial.wait(60.0);
    let start = trial.world.craft[1].eci_from_body;
    trial.wait(180.0);
    let moved = turned_deg(&trial, Soyuz, start);
    println!("inertial hold, three minutes: {moved:.2} deg");
    assert!((5.4..6.6).contains(&moved), "{moved}");
    let sensed = motion::sensed(&trial.world.craft[1]);
    let shown = trial.world.craft[1].autopilot.error_rad(&sensed);
    assert!(deg(shown.z).abs() < 0.72, "the gyros do not know");

    let mut trial = drifting();
    let start = trial.world.craft[1].eci_from_body;
    // 0.2°/s a full stick: −21/127 of it is −0.033°/s.
    trial.fly(600.0, alone(Soyuz, turned(2, -21)));
    let moved = turned_about_deg(&trial, Soyuz, start)[2].abs();
    println!(
        "trimmed hold, ten minutes: {moved:.2} deg, {:.3} kg",
        trial.world.craft[1].used_kg()
    );
    assert!(moved < 0.9, "{moved}");
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
    // Three axes at ±0.5° each.
    assert!(worst_deg < 0.9, "{worst_deg}");
    // 0.0674165°/s of local vertical.
    close(turned_deg(&trial, Soyuz, inertial), 40.45, 0.02);
}

#[test]
fn manual_attitude_damps_the_rate_and_holds_nothing() {
    let mut trial = quiet();
    trial.turn(Soyuz, ControlMode::Manual);
    trial.fly(20.0, alone(Soyuz, turned(1, 127)));
    // Within the rate deadband of 0.02.
    close(rate_deg_per_s(&trial, Soyuz)[1], 0.18, 0.02);
    trial.wait(10.0);
    assert!(rate_deg_per_s(&trial, Soyuz)[1].abs() < 0.0205);
    let sensed = motion::sensed(&trial.world.craft[1]);
    let error = trial.world.craft[1].autopilot.error_rad(&sensed);
    assert_eq!(error, DVec3::ZERO);
}

/// A two-sided limit cycle about one axis: its mean rate, period and propellant a period.
struct Cycle {
    rate_deg_per_s: f64,
    period_s: f64,
    propellant_kg: f64,
}

/// Lets a craft swing from edge to edge in free space, from half of one smallest step.
fn limit_cycle(trial: &mut Trial, seat: Seat, axis: usize, periods: u32) -> Cycle {
    trial.world.force_model = crate::sim::orbit::ForceModel::Free;
    let step = turn_min_impulse_n_m_s(seat, axis, true)
        / motion::sensed(&trial.world.craft[seat.index()]).inertia_kg_m2[axis];
    trial.world.craft[seat.index()].rate_rad_per_s[axis] = 0.5 * step;
    trial.world.craft[seat.index()].autopilot.settling = [false; 3];
    // From the first turning back to the same one some periods later; every second is at one side.
    let mut turns = Vec::new();
    let mut sum_deg_per_s = 0.0;
    let mut before = rate_deg_per_s(trial, seat)[axis];
    let mut since = None;
    while turns.len() < 1 + periods as usize {
        trial.tick([STILL; 2]);
        let rate = rate_deg_per_s(trial, seat)[axis];
        if before > 0.0 && rate <= 0.0 {
            turns.push((trial.world.tick, trial.world.craft[seat.index()].used_kg()));
            since.get_or_insert(trial.world.tick);
        }
        if since.is_some() {
            sum_deg_per_s += rate.abs();
        }
        before = rate;
        assert!(trial.world.tick.seconds() < 20_000.0, "no cycle");
    }
    let [first, .., last] = turns[..] else {
        panic!("at least two turns");
    };
    let ticks = f64::from(last.0.0 - first.0.0);
    Cycle {
        rate_deg_per_s: sum_deg_per_s / ticks,
        period_s: last.0.since(first.0) / f64::from(periods),
        propellant_kg: (last.1 - first.1) / f64::from(periods),
    }
}

/// One smallest pulse at each side: from edge to edge and back at half of its step.
fn check_cycle(name: &str, cycle: &Cycle, edge_deg: f64, step_deg_per_s: f64, pulse_kg: f64) {
    let period_s = 8.0 * edge_deg / step_deg_per_s;
    println!(
        "{name}: {:.5} deg/s ({:.5}), {:.1} s ({period_s:.1}), {:.2} g ({:.2})",
        cycle.rate_deg_per_s,
        0.5 * step_deg_per_s,
        cycle.period_s,
        cycle.propellant_kg * 1e3,
        pulse_kg * 2e3,
    );
    close(cycle.rate_deg_per_s, 0.5 * step_deg_per_s, 0.01);
    close(cycle.period_s, period_s, 0.03);
    close(cycle.propellant_kg, 2.0 * pulse_kg, 0.01);
}

/// Propellant of one pulse of some jets: smallest impulse over exhaust speed, kg.
fn pulse_kg(jets: f64, impulse_n_s: f64, isp_s: f64) -> f64 {
    jets * impulse_n_s / (isp_s * 9.806_65)
}

#[test]
fn val_p14_p15_apollo_limit_cycles_have_the_rate_period_and_cost_of_one_pulse_a_side() {
    for (mode, narrow, axis, edge_deg, step, jets, periods) in [
        (ControlMode::RateCmd, true, 1, 0.2, 0.003_819_09, 2.0, 2),
        (ControlMode::RateCmd, true, 0, 0.2, 0.038_487_2, 4.0, 8),
        (ControlMode::RateCmd, false, 0, 4.2, 0.038_487_2, 4.0, 1),
        // The autopilot's lines lean by 0.6 a second: at this rate it turns back a little early.
        (ControlMode::CmcHold, true, 0, 0.468, 0.038_487_2, 4.0, 4),
        (ControlMode::CmcHold, false, 0, 4.968, 0.038_487_2, 4.0, 1),
    ] {
        let mut trial = quiet();
        trial.turn(Apollo, mode);
        let width = if narrow { Deadband::Min } else { Deadband::Max };
        trial.world.craft[0].autopilot.deadband = width;
        trial.world.craft[0].autopilot.dap_deadband = width;
        let cycle = limit_cycle(&mut trial, Apollo, axis, periods);
        let name = std::format!("{mode:?} {width:?} axis {axis}");
        check_cycle(&name, &cycle, edge_deg, step, pulse_kg(jets, 1.779, 276.0));
    }
}

#[test]
fn soyuz_limit_cycle_runs_on_single_pulses_of_the_small_jets() {
    let mut trial = quiet();
    let cycle = limit_cycle(&mut trial, Soyuz, 0, 1);
    // Two jets of 0.08 N·s at 1.15 m on 5,000 kg·m².
    let step = deg(2.0 * 0.08 * 1.15 / 5_000.0);
    check_cycle("Soyuz roll", &cycle, 0.5, step, pulse_kg(2.0, 0.08, 160.0));
}

#[test]
fn cmc_hold_turns_at_the_selected_rate_and_holds_where_it_was_let_go() {
    for (rate, oracle) in [
        (DapRate::R005, 0.05),
        (DapRate::R02, 0.2),
        (DapRate::R05, 0.5),
        (DapRate::R2, 2.0),
    ] {
        for axis in 0..3 {
            let mut trial = quiet();
            trial.turn(Apollo, ControlMode::CmcHold);
            trial.world.craft[0].autopilot.dap_rate = rate;
            trial.wait(1.0);
            trial.fly(6.0, alone(Apollo, turned(axis, -127)));
            let off = rate_deg_per_s(&trial, Apollo)[axis] + oracle;
            assert!(off.abs() < 0.021, "{rate:?} {axis}: {off}");
            trial.wait(4.0);
            assert!(rate_deg_per_s(&trial, Apollo)[axis].abs() < 0.021);
            let held = trial.world.craft[0].eci_from_body;
            trial.wait(60.0);
            let moved = turned_deg(&trial, Apollo, held);
            assert!(moved < 0.65, "{rate:?} {axis}: {moved}");
        }
    }
}

/// How a turn went: fastest rate, furthest past its goal about any axis, time to come within a margin for good.
struct Turned {
    fastest_deg_per_s: f64,
    past_deg: f64,
    settled_s: f64,
    final_deg: f64,
}

fn watch_turn(trial: &mut Trial, seat: Seat, seconds: f64, margin_deg: f64) -> Turned {
    let error = |trial: &Trial| {
        let craft = &trial.world.craft[seat.index()];
        craft.autopilot.error_rad(&motion::sensed(craft))
    };
    let way = error(trial).signum();
    let mut turned = Turned {
        fastest_deg_per_s: 0.0,
        past_deg: 0.0,
        settled_s: 0.0,
        final_deg: 0.0,
    };
    let start = trial.world.tick;
    while trial.world.tick.since(start) < seconds {
        trial.tick([STILL; 2]);
        let rate = deg(trial.world.craft[seat.index()].rate_rad_per_s.length());
        turned.fastest_deg_per_s = turned.fastest_deg_per_s.max(rate);
        let past = (error(trial) * -way).max_element();
        turned.past_deg = turned.past_deg.max(deg(past));
        turned.final_deg = deg(error(trial).length());
        if turned.final_deg > margin_deg {
            turned.settled_s = trial.world.tick.since(start);
        }
    }
    turned
}

#[test]
fn cmc_auto_turns_at_the_selected_rate_and_stops_inside_its_deadband() {
    let axis = DVec3::new(0.5, 1.0, -0.7).normalize();
    for (rate, oracle, angle_deg) in [
        (DapRate::R005, 0.05, 3.0),
        (DapRate::R02, 0.2, 15.0),
        (DapRate::R05, 0.5, 40.0),
        (DapRate::R2, 2.0, 120.0),
    ] {
        let mut trial = quiet();
        let pilot = &mut trial.world.craft[0].autopilot;
        pilot.dap_rate = rate;
        pilot.stored *= quaternion(axis * rad(angle_deg));
        trial.turn(Apollo, ControlMode::CmcAuto);
        let ideal_s = angle_deg / oracle;
        let turned = watch_turn(&mut trial, Apollo, ideal_s + 60.0, 0.9);
        println!(
            "CMC AUTO {angle_deg} deg at {oracle}: fastest {:.3}, {:.0} s ({ideal_s:.0}), \
             past {:.2} deg, {:.2} kg",
            turned.fastest_deg_per_s,
            turned.settled_s,
            turned.past_deg,
            trial.world.craft[0].used_kg()
        );
        // A pulse of roll and, at the fastest, the lag of speeding up.
        let (slow, fast) = (0.9 * oracle, 1.05 * oracle + 0.06);
        assert!((slow..fast).contains(&turned.fastest_deg_per_s));
        assert!((0.7 * ideal_s - 5.0..ideal_s + 12.0).contains(&turned.settled_s));
        assert!(turned.past_deg < 0.6, "{}", turned.past_deg);
        assert!(turned.final_deg < 0.9, "{}", turned.final_deg);
    }
}

#[test]
fn taking_the_stick_ends_an_automatic_turn_in_a_hold() {
    for (seat, automatic, hold) in [
        (Apollo, ControlMode::CmcAuto, ControlMode::CmcHold),
        (Soyuz, ControlMode::OrbitalAuto, ControlMode::OrbitalHold),
    ] {
        let mut trial = quiet();
        trial.world.craft[seat.index()].autopilot.stored *= quaternion(DVec3::Y);
        trial.turn(seat, automatic);
        trial.wait(20.0);
        trial.tick(alone(seat, turned(2, 127)));
        assert_eq!(trial.world.craft[seat.index()].autopilot.mode, hold);
        trial.wait(10.0);
        let there = trial.world.craft[seat.index()].eci_from_body;
        trial.wait(20.0);
        // Orbital hold follows the local vertical: 1.35° in 20 s.
        let moved = turned_deg(&trial, seat, there);
        assert!(moved < 2.2, "{seat:?} {moved}");
    }
}

#[test]
fn soyuz_turns_back_to_the_orbital_orientation_it_began_in_and_stays() {
    let mut trial = quiet();
    trial.world.craft[1].autopilot.drift_rad_per_s = DVec3::Y * rad(2.0 / 60.0);
    let to_level = |trial: &Trial| {
        let sensed = motion::sensed(&trial.world.craft[1]);
        sensed.eci_from_lvlh.inverse() * sensed.eci_from_body
    };
    let start = to_level(&trial);
    trial.wait(300.0);
    let lost = deg(rotation_vector(start.inverse() * to_level(&trial)).length());
    assert!(
        lost > 8.0,
        "an inertial hold leaves the local vertical: {lost}"
    );
    trial.turn(Soyuz, ControlMode::OrbitalAuto);
    let turned = watch_turn(&mut trial, Soyuz, 160.0, 0.9);
    println!(
        "Soyuz turn of {lost:.1} deg: fastest {:.3} deg/s, {:.0} s, past {:.2} deg",
        turned.fastest_deg_per_s, turned.settled_s, turned.past_deg
    );
    assert!(turned.settled_s < 100.0 && turned.past_deg < 0.6);
    trial.wait(300.0);
    let off = deg(rotation_vector(start.inverse() * to_level(&trial)).length());
    assert!(off < 0.9, "{off}");
}

#[test]
fn the_stored_attitude_is_the_one_it_had_when_it_was_stored() {
    for (seat, automatic) in [
        (Apollo, ControlMode::CmcAuto),
        (Soyuz, ControlMode::OrbitalAuto),
    ] {
        let mut trial = quiet();
        trial.world.craft[seat.index()].eci_from_body *= quaternion(DVec3::Z * rad(30.0));
        assert_eq!(trial.act(seat, Command::StoreAttitude), Ok(()));
        trial.turn(seat, automatic);
        let sensed = motion::sensed(&trial.world.craft[seat.index()]);
        let error = trial.world.craft[seat.index()].autopilot.error_rad(&sensed);
        assert!(error.length() < 1e-9, "{seat:?} {error}");
    }
}

#[test]
fn a_translation_is_balanced_only_while_attitude_control_is_on() {
    for seat in Seat::ALL {
        for mode in ControlMode::of(seat) {
            let mut trial = quiet();
            trial.turn(seat, *mode);
            let sensed = motion::sensed(&trial.world.craft[seat.index()]);
            let pilot = &mut trial.world.craft[seat.index()].autopilot;
            let asked = pilot.ask(seat, &pushed(1, 127), &sensed, crate::time::DT_S);
            assert_eq!(asked.balanced, mode.is_active(), "{mode:?}");
            pilot.direct = true;
            let asked = pilot.ask(seat, &turned(1, 127), &sensed, crate::time::DT_S);
            assert_eq!(
                asked.balanced,
                mode.is_active() && seat == Soyuz,
                "{mode:?}"
            );
        }
    }
}
