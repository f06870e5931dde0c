//! From capture to hard dock and back.

use glam::DVec3;
use handshake_shared::catalogue::mechanisms as row;
use handshake_shared::ids::Seat;
use handshake_shared::maths::{deg, rad};
use handshake_shared::sim::mechanism::{
    MechanismCommand, MechanismEvent, MechanismRefusal, Phase, port_state,
};
use handshake_shared::sim::rigid::Push;
use handshake_tests::contact::*;

#[test]
fn a_captured_pair_is_drawn_together_hooked_and_let_go_again() {
    let mut trial = Approach {
        lateral_m: [0.1, 0.05],
        turn_rad: DVec3::new(rad(2.0), rad(2.0), rad(1.0)),
        ..Approach::head_on(0.2)
    }
    .begin();
    assert!(trial.outcome(10.0).captured);
    trial.until_damped();
    order(&mut trial, MechanismCommand::Retract);
    let started = trial.time_s();
    while trial.mechanism.phase() != Phase::Retracted && trial.time_s() < started + 130.0 {
        trial.tick_of(DT_S);
    }
    let state = port_state(&trial.craft);
    assert_eq!(trial.mechanism.phase(), Phase::Retracted);
    assert!(
        state.tilt_rad() < rad(0.01) && state.lateral_m() < 0.001 && state.gap_m().abs() < 0.001
    );
    order(&mut trial, MechanismCommand::CloseHooks);
    trial.run(40.0);
    assert_eq!(trial.mechanism.phase(), Phase::HardDock);
    assert!(trial.saw(|event| *event == MechanismEvent::HardDock));

    order(&mut trial, MechanismCommand::OpenHooks);
    trial.run(40.0);
    assert_eq!(trial.mechanism.phase(), Phase::Retracted);
    order(&mut trial, MechanismCommand::ExtendRing(Seat::Apollo));
    trial.run(120.0);
    assert!(near(trial.mechanism.ring_m(Seat::Apollo), 0.3, 1e-9));
    order(&mut trial, MechanismCommand::ReleaseLatches);
    trial.run(10.0);
    assert!(trial.saw(|event| *event == MechanismEvent::Undocked));
    let astray = trial.momentum_error();
    assert!(astray[0] < 1e-12 && astray[1] < 1e-12, "{astray:?}");
}

/// Captured head-on at 0.2 m/s and still.
fn captured() -> Trial {
    captured_with(row::RETRACT_S)
}

fn captured_with(retract_s: f64) -> Trial {
    let mut trial = Approach::head_on(0.2).begin_with(retract_s);
    assert!(trial.outcome(10.0).captured);
    trial.until_damped();
    trial.start_momentum = momentum(&trial.craft);
    trial
}

/// The same, drawn together.
fn retracted(settings: Option<f64>) -> Trial {
    let mut trial = captured_with(settings.unwrap_or(row::RETRACT_S));
    order(&mut trial, MechanismCommand::Retract);
    let most = trial.time_s() + 130.0;
    while trial.mechanism.phase() != Phase::Retracted && trial.time_s() < most {
        trial.tick_of(DT_S);
    }
    assert_eq!(trial.mechanism.phase(), Phase::Retracted);
    trial
}

/// Captured and still, then Soyuz swung about its port at a rate.
fn swung_at(degrees_per_s: f64) -> Trial {
    let mut trial = captured();
    let soyuz = &mut trial.craft[1];
    let rate = DVec3::Y * rad(degrees_per_s);
    let arm = soyuz.inertial_from_body * (DVec3::X * -row::UNITS[1].port_x_m);
    soyuz.spin_n_m_s += soyuz.inertia_kg_m2 * rate;
    soyuz.momentum_kg_m_per_s += rate.cross(arm) * soyuz.mass_kg;
    trial.run(60.0);
    trial
}

#[test]
fn soyuz_swung_at_three_degrees_a_second_comes_almost_to_the_limit_and_six_break_it() {
    let survived = swung_at(3.0);
    let tilt = survived.mechanism.loads().tilt_rad;
    assert!((rad(6.5)..rad(8.7)).contains(&tilt), "{}", deg(tilt));
    assert!(!survived.mechanism.damaged());
    let reading = survived.mechanism.attenuator();
    assert!(reading.rate_rad_per_s < rad(0.05), "{reading:?}");
    let broken = swung_at(6.0);
    assert!(broken.mechanism.ring_damaged(Seat::Apollo));
    assert!(!broken.mechanism.ring_damaged(Seat::Soyuz));
}

#[test]
fn a_stuck_pitch_couple_breaks_the_attenuator_in_four_seconds_and_not_in_one() {
    for (seconds, damaged) in [(1.0, false), (4.0, true)] {
        let mut trial = captured();
        let couple = Push {
            torque_n_m: DVec3::Y * 1_833.0,
            ..Push::default()
        };
        for _ in 0..(seconds * 60.0) as u32 {
            trial.push(&[couple, Push::default()], DT_S);
        }
        trial.run(20.0);
        assert_eq!(trial.mechanism.damaged(), damaged, "{seconds}");
    }
}

#[test]
fn a_broken_ring_holds_but_will_not_retract() {
    let mut trial = swung_at(6.0);
    assert!(trial.mechanism.captured());
    assert_eq!(
        trial.mechanism.command(MechanismCommand::Retract),
        Err(MechanismRefusal::Damaged)
    );
    order(&mut trial, MechanismCommand::ReleaseLatches);
    trial.run(1.0);
    assert!(!trial.mechanism.captured());
}

#[test]
fn two_latches_of_three_let_go_when_the_window_ends() {
    let mut trial = Approach::head_on(0.15).begin();
    trial.mechanism.faults.latch_stuck[1] = true;
    assert!(!trial.outcome(20.0).captured);
    let let_go = |event: &MechanismEvent| matches!(event, MechanismEvent::LatchReleased(_));
    assert_eq!(trial.events.iter().filter(|event| let_go(event)).count(), 2);
    trial.run(10.0);
    assert_eq!(trial.mechanism.latches(), [false; 3]);
    let astray = trial.momentum_error();
    assert!(astray[0] < 1e-12 && astray[1] < 1e-12, "{astray:?}");
}

#[test]
fn align_and_retract_take_the_time_the_mission_asks() {
    for retract_s in [20.0, 45.0, 90.0] {
        let mut trial = captured_with(retract_s);
        order(&mut trial, MechanismCommand::Retract);
        let start = trial.time_s();
        while trial.mechanism.phase() != Phase::Retracted && trial.time_s() < start + 130.0 {
            trial.tick_of(DT_S);
        }
        let took = trial.time_s() - start;
        assert!(near(took, retract_s, 3.0), "{retract_s}: {took}");

        assert!(trial.mechanism.loads().axial_n < 1_200.0);
    }
}

#[test]
fn latches_first_then_hooks_lets_the_springs_part_the_craft() {
    let mut trial = retracted(Some(20.0));
    order(&mut trial, MechanismCommand::CloseHooks);
    trial.run(40.0);
    order(&mut trial, MechanismCommand::ReleaseLatches);
    trial.run(1.0);
    assert!(trial.mechanism.hooked());
    order(&mut trial, MechanismCommand::OpenHooks);
    trial.run(45.0);
    let leaving = -port_state(&trial.craft).closing_m_per_s();
    assert!(near(leaving, 0.05, 0.002), "{leaving}");
    assert!(trial.saw(|event| *event == MechanismEvent::Undocked));
    let astray = trial.momentum_error();
    assert!(astray[0] < 1e-12 && astray[1] < 1e-12, "{astray:?}");
}

#[test]
fn a_stuck_hook_leaves_seven_and_a_leaking_joint() {
    let mut trial = retracted(Some(20.0));
    trial.mechanism.faults.hook_stuck[4] = true;
    order(&mut trial, MechanismCommand::CloseHooks);
    trial.run(40.0);
    assert_eq!(trial.mechanism.hooks(), 7);
    assert_eq!(trial.mechanism.phase(), Phase::Hooking);
    let leaking = trial.mechanism.leak_area_m2();
    trial.mechanism.faults.hook_stuck[4] = false;
    order(&mut trial, MechanismCommand::CloseHooks);
    trial.run(40.0);
    assert_eq!(trial.mechanism.phase(), Phase::HardDock);
    assert!(trial.mechanism.leak_area_m2() < leaking);
}

#[test]
fn hooks_refuse_before_the_frames_have_met() {
    let mut trial = captured();
    assert_eq!(
        trial.mechanism.command(MechanismCommand::CloseHooks),
        Err(MechanismRefusal::NotRetracted)
    );
    assert_eq!(
        trial.mechanism.command(MechanismCommand::OpenHooks),
        Err(MechanismRefusal::NotHooked)
    );
    assert_eq!(
        trial
            .mechanism
            .command(MechanismCommand::StowRing(Seat::Apollo)),
        Err(MechanismRefusal::Captured)
    );
}

#[test]
fn the_same_flight_gives_the_same_bits() {
    let digest = || {
        let mut trial = retracted(Some(20.0));
        let mut hash = 0_u64;
        let mut sink = |word: u64| {
            hash = (hash ^ word)
                .wrapping_mul(0x0000_0100_0000_01b3)
                .rotate_left(9)
        };
        trial.mechanism.digest_into(&mut sink);
        for body in &trial.craft {
            body.digest_into(&mut sink);
        }
        trial.events.clear();
        hash
    };
    assert_eq!(digest(), digest());
}

#[test]
fn a_captured_pair_comes_to_rest_in_five_to_forty_seconds() {
    let half = Approach {
        lateral_m: [0.15, 0.0],
        side_m_per_s: [0.05, 0.0],
        turn_rad: DVec3::new(rad(3.5), rad(3.5), 0.0),
        rate_rad_per_s: DVec3::new(rad(0.5), rad(0.5), 0.0),
        ..Approach::head_on(0.2)
    };
    let turning = Approach {
        rate_rad_per_s: DVec3::Y * rad(1.0),
        ..Approach::head_on(0.2)
    };
    for approach in [Approach::head_on(0.2), turning, half] {
        let mut trial = approach.begin();
        assert!(trial.outcome(10.0).captured);
        let damped_s = trial.until_damped();
        assert!((5.0..40.0).contains(&damped_s), "{approach:?}: {damped_s}");
    }
}
