//! Alarms that light and go out, bounces, and the ways a mission ends.

use std::println;

use super::*;
use crate::catalogue::procedures::{STEPS, StepId};
use crate::catalogue::valves::ValveId;
use crate::ids::CompartmentId;
use crate::ids::Seat::{Apollo, Soyuz};
use crate::maths::rad;
use crate::scenario::load;
use crate::sim::atmosphere::gas::Species;
use crate::sim::event::BounceCause;
use crate::sim::input::{Command, ControlMode};
use crate::sim::trials::{Trial, about_to_dock, quiet};

/// Something done to a world.
type Change = fn(&mut World);

/// Ticks' events of one alarm at one seat, lit or not.
fn told(trial: &Trial, whose: Seat, which: Alarm) -> Vec<bool> {
    let of = |event: &Event| match event {
        Event::Alarm { seat, alarm, on } if *seat == whose && *alarm == which => Some(*on),
        _ => None,
    };
    trial.events.iter().filter_map(of).collect()
}

/// More or less of the same gas at the same temperature.
fn scale(world: &mut World, place: CompartmentId, share: f64) {
    let gas = world.air.gas_mut(place);
    gas.energy_j *= share;
    for mol in &mut gas.mol {
        *mol *= share;
    }
}

#[test]
fn alarms_light_and_go_out_with_an_event_each_at_their_own_seat() {
    let cases: [(Alarm, Change, Change); 3] = [
        (
            Alarm::PropellantLow,
            |w| w.craft[1].fill([20.0, 0.0, 0.0, 0.0]),
            |w| w.craft[1].fill([140.0, 0.0, 0.0, 0.0]),
        ),
        (
            Alarm::Co2High,
            |w| w.air.gas_mut(CompartmentId::Om).mol[Species::Co2 as usize] *= 4.0,
            |w| w.air.gas_mut(CompartmentId::Om).mol[Species::Co2 as usize] /= 4.0,
        ),
        (
            Alarm::ClosingFast,
            |w| w.closing.fraction_per_s = -1.0,
            |w| w.closing.fraction_per_s = 1.0,
        ),
    ];
    for (alarm, light, clear) in cases {
        let mut trial = quiet();
        trial
            .world
            .air
            .set_hatch(crate::ids::HatchId::H5, crate::sim::doors::HatchState::Shut);
        // Closing at 0.5 m/s, Soyuz's ranging alone can tell.
        trial.world.switches.transponder = false;
        let axis = trial.world.craft[1].pos_eci_m - trial.world.craft[0].pos_eci_m;
        trial.world.craft[0].vel_eci_m_per_s += axis.normalize() * 0.5;
        trial.wait(0.1);
        trial.events.clear();
        light(&mut trial.world);
        trial.wait(0.5);
        clear(&mut trial.world);
        trial.wait(0.5);
        assert_eq!(told(&trial, Soyuz, alarm), [true, false], "{alarm:?}");
        assert_eq!(told(&trial, Apollo, alarm), [], "{alarm:?}");
    }
}

#[test]
fn apollo_hears_the_closing_alarm_only_while_its_own_ranging_reads() {
    let mut trial = quiet();
    trial.world.closing.floor_m_per_s = -1.0;
    trial.world.closing.fraction_per_s = -1.0;
    trial.world.switches.transponder = true;
    trial.wait(0.1);
    assert_eq!(told(&trial, Apollo, Alarm::ClosingFast), [true]);
    trial.world.switches.transponder = false;
    trial.wait(0.1);
    assert_eq!(told(&trial, Apollo, Alarm::ClosingFast), [true, false]);
    assert_eq!(told(&trial, Soyuz, Alarm::ClosingFast), [true]);
}

#[test]
fn lowering_soyuz_as_planned_is_no_leak_and_a_torn_hull_is() {
    let scenario = load("first-handshake").expect("shipped scenarios parse");
    let mut trial = Trial::of(&scenario);
    let om = |trial: &Trial| trial.world.air.pressure_pa(CompartmentId::Om) / PA_PER_MMHG;
    for valve in [ValveId::OmVent, ValveId::OmOxygen] {
        trial.world.air.set_valve(valve, true);
    }
    let before = om(&trial);
    trial.wait(60.0);
    println!(
        "lowering Soyuz: {:.0} mmHg in the first minute",
        before - om(&trial)
    );
    while om(&trial) > 515.0 {
        trial.wait(1.0);
    }
    assert_eq!(told(&trial, Soyuz, Alarm::PressureFalling), []);
    for place in [CompartmentId::Om, CompartmentId::Sa] {
        scale(&mut trial.world, place, 0.85);
    }
    trial.wait(1.0);
    assert_eq!(told(&trial, Soyuz, Alarm::PressureFalling), [true]);
    trial.world.air.set_valve(ValveId::OmVent, false);
    trial.wait(60.0);
    assert_eq!(told(&trial, Soyuz, Alarm::PressureFalling), [true, false]);
}

#[test]
fn a_cabin_that_fills_fast_is_not_called_a_leak() {
    let mut trial = quiet();
    trial.wait(1.0);
    scale(&mut trial.world, CompartmentId::Dm, 1.5);
    trial.wait(5.0);
    assert_eq!(told(&trial, Apollo, Alarm::PressureFalling), []);
}

#[test]
fn control_left_on_after_capture_is_forgiven_three_seconds_then_rung_and_scored() {
    let mut trial = about_to_dock();
    trial.world.switches.latch_cell = true;
    assert!(trial.wait_for(|event| *event == DockingEvent::Capture));
    trial.turn(Apollo, ControlMode::RateCmd);
    trial.wait(2.9);
    assert_eq!(told(&trial, Apollo, Alarm::ControlFights), []);
    assert_eq!(trial.world.record.fought_s, 0.0);
    trial.world.craft[0].autopilot.reference *=
        crate::frames::quaternion(glam::DVec3::Y * rad(3.0));
    trial.wait(1.0);
    assert_eq!(told(&trial, Apollo, Alarm::ControlFights), [true]);
    assert_eq!(told(&trial, Soyuz, Alarm::ControlFights), []);
    assert!(trial.world.record.fought_s > 0.0);
    trial.turn(Apollo, ControlMode::Off);
    trial.wait(0.1);
    assert_eq!(told(&trial, Apollo, Alarm::ControlFights), [true, false]);
}

/// Mean couple in the attenuator, N·m, over twenty seconds after capture with a craft in a mode
/// whose held and stored attitudes stand 3° off; whether that rang, and the time that is scored, s.
fn loaded_n_m(seat: Seat, mode: ControlMode) -> (f64, bool, f64) {
    let mut trial = about_to_dock();
    trial.world.switches.latch_cell = true;
    assert!(trial.wait_for(|event| *event == DockingEvent::Capture));
    trial.turn(seat, mode);
    let off = crate::frames::quaternion(glam::DVec3::Y * rad(3.0));
    let pilot = &mut trial.world.craft[seat.index()].autopilot;
    pilot.settling = [false; 3];
    pilot.reference *= off;
    pilot.stored *= off;
    let ticks = 1_200;
    let mut sum_n_m = 0.0;
    for _ in 0..ticks {
        trial.tick([crate::sim::input::Stick::NEUTRAL; 2]);
        sum_n_m += trial.world.mechanism.attenuator().tilt_couple_n_m.abs();
    }
    let rung = told(&trial, seat, Alarm::ControlFights).contains(&true);
    (
        sum_n_m / f64::from(ticks),
        rung,
        trial.world.record.fought_s,
    )
}

#[test]
fn every_active_mode_left_on_after_capture_is_rung_and_loads_the_attenuator_more() {
    for seat in [Apollo, Soyuz] {
        let (off_n_m, ..) = loaded_n_m(seat, ControlMode::Off);
        for mode in ControlMode::of(seat) {
            let (mean_n_m, rung, fought_s) = loaded_n_m(seat, *mode);
            println!(
                "{seat:?} {mode:?} after capture: {mean_n_m:.1} N·m ({off_n_m:.1} off), {fought_s:.1} s"
            );
            assert_eq!(rung, mode.is_active(), "{mode:?}");
            assert_eq!(fought_s > 0.0, mode.is_active(), "{mode:?}");
            if mode.is_active() {
                assert!(mean_n_m > off_n_m, "{mode:?}");
            } else {
                assert_eq!(mean_n_m, off_n_m, "{mode:?}");
            }
        }
    }
}

#[test]
fn without_both_go_contact_bounces_and_the_gate_is_passed_again_from_five_metres() {
    let mut trial = about_to_dock();
    trial.world.switches.latch_cell = true;
    trial.world.radio.go[Gate::G3 as usize] = [Some(true), Some(false)];
    trial.wait(0.1);
    assert!(!trial.world.mechanism.latch_power());
    assert!(trial.wait_for(|event| matches!(event, DockingEvent::Contact(_))));
    assert!(trial.wait_for(|event| *event == DockingEvent::Bounce));
    trial.wait(0.1);
    assert!(!trial.world.mechanism.captured());
    assert_eq!(trial.world.radio.go[Gate::G3 as usize], [None; 2]);
    assert!(!trial.world.plan.cleared(StepId::Part) && trial.world.range_m() < 4.8);
    assert!(!trial.world.plan.cleared(StepId::Close3) && !trial.world.plan.cleared(StepId::Gate3));
    // Near, but not from five metres: the approach does not count.
    let poll = trial.act(Apollo, Command::Poll(true));
    assert_eq!(poll, Err(crate::sim::event::Refusal::NoPollOpen));
    // Controls were off for the docking: the craft hold themselves again before they part.
    for seat in Seat::ALL {
        trial.turn(seat, ControlMode::hold_of(seat));
    }
    trial.wait(0.1);
    let axis = trial.world.craft[0].pos_eci_m - trial.world.craft[1].pos_eci_m;
    let axis = axis.normalize();
    trial.world.craft[0].vel_eci_m_per_s = trial.world.craft[1].vel_eci_m_per_s + axis * 0.3;
    trial.wait(17.0);
    assert!(
        trial.world.plan.cleared(StepId::Part),
        "{}",
        trial.world.range_m()
    );
    trial.world.craft[0].vel_eci_m_per_s = trial.world.craft[1].vel_eci_m_per_s - axis * 0.3;
    trial.wait(8.0);
    assert!(trial.world.plan.cleared(StepId::Close3));
}

/// How a world ends once something has been done to it.
fn end(change: fn(&mut Trial)) -> Option<Outcome> {
    let mut trial = quiet();
    change(&mut trial);
    trial.wait(0.1);
    trial.world.outcome
}

#[test]
fn every_end_has_its_cause() {
    assert_eq!(end(|_| {}), None);
    let steps = |trial: &mut Trial| {
        for step in STEPS {
            trial.world.plan.finish(step.id);
        }
    };
    assert_eq!(end(steps), Some(Outcome::Handshake));
    let dry = |trial: &mut Trial| trial.world.craft[0].fill([0.5; 4]);
    assert_eq!(end(dry), Some(Outcome::PropellantLost));
    let strike = |trial: &mut Trial| {
        let at = trial.world.craft[1].pos_eci_m;
        trial.world.craft[0].pos_eci_m = at + glam::DVec3::splat(5.0);
    };
    assert_eq!(end(strike), Some(Outcome::HullStruck));
    let mut trial = quiet();
    assert_eq!(trial.act(Soyuz, Command::Abort), Ok(()));
    trial.wait(59.0);
    assert_eq!(trial.world.outcome, None);
    trial.wait(2.0);
    assert_eq!(trial.world.outcome, Some(Outcome::CalledOff));
}

#[test]
fn a_bounce_names_what_was_farthest_out() {
    let cause = |change: &dyn Fn(&mut Trial)| {
        let mut trial = about_to_dock();
        trial.world.switches.latch_cell = true;
        change(&mut trial);
        assert!(trial.wait_for(|event| *event == DockingEvent::Bounce));
        let told: Vec<_> = trial
            .events
            .iter()
            .filter_map(|event| match event {
                Event::NoCapture(cause) => Some(*cause),
                _ => None,
            })
            .collect();
        assert_eq!(told.len(), 1, "{told:?}");
        told[0]
    };
    let unpowered = cause(&|trial| trial.world.switches.latch_cell = false);
    assert_eq!(unpowered, BounceCause::Unpowered);
    let rolled = cause(&|trial| {
        let craft = &mut trial.world.craft[0];
        craft.eci_from_body *= crate::frames::quaternion(glam::DVec3::X * 0.25);
    });
    assert_eq!(rolled, BounceCause::Roll);
    // What no latch could have held is not the latches' fault.
    let fast = |trial: &mut Trial, speed_m_per_s: f64| {
        trial.world.switches.latch_cell = false;
        let craft = &mut trial.world.craft[0];
        let ahead = craft.eci_from_body * glam::DVec3::X;
        craft.vel_eci_m_per_s += speed_m_per_s * ahead;
    };
    let hasty = cause(&|trial| fast(trial, 0.11));
    assert_eq!(hasty, BounceCause::TooFast);
    let rammed = cause(&|trial| fast(trial, 0.4));
    assert_eq!(rammed, BounceCause::Torn);
}
