//! Which approaches are captured, over many of them.

use glam::DVec3;
use handshake_shared::catalogue::mechanisms as row;
use handshake_shared::ids::Seat;
use handshake_shared::sim::mechanism::{MechanismCommand, MechanismEvent};
use handshake_tests::contact::*;

#[test]
fn a_hundred_contacts_within_half_of_every_limit_are_all_captured() {
    let mut draw = Draw::new(1975);
    for n in 0..100 {
        let active = if n % 4 == 3 {
            Seat::Soyuz
        } else {
            Seat::Apollo
        };
        let approach = within_half(&mut draw, active);
        let mut trial = approach.begin();
        let outcome = trial.outcome(20.0);
        assert!(
            outcome.captured && !outcome.damaged,
            "{n} {approach:?} {outcome:?}"
        );
        let astray = trial.momentum_error();
        assert!(astray[0] < 1e-12 && astray[1] < 1e-12, "{astray:?}");
    }
}

#[test]
fn unpowered_latches_never_hold() {
    let mut draw = Draw::new(17);
    for _ in 0..20 {
        let mut trial = within_half(&mut draw, Seat::Apollo).begin();
        order(&mut trial, MechanismCommand::LatchPower(false));
        assert!(!trial.outcome(20.0).captured);
        assert!(trial.saw(|event| *event == MechanismEvent::Bounce));
        assert!(!trial.saw(|event| matches!(event, MechanismEvent::LatchTripped(_))));
    }
}

/// Contacts for a point of a curve: enough to see an edge, few enough for every run of the tests.
/// `cargo bench -p handshake-tests --bench contacts` flies thousands.
const CASES: u32 = 30;

/// Share captured and unharmed when `spoil` has set one error in otherwise good approaches.
fn success(seed: u64, spoil: impl Fn(&mut Approach, [f64; 2])) -> f64 {
    shares(CASES, seed, spoil).good
}

#[test]
fn every_error_captures_inside_its_limit_and_never_more_beyond_it() {
    for (name, spoil) in ERRORS {
        let curve = [0.5, 0.75, 1.0, 1.25, 1.5, 2.0]
            .map(|multiple| success(75, |approach, d| spoil(approach, multiple, d)));
        println!("{name}: {curve:?}");
        assert!(curve[0] >= 0.98, "{name}: {curve:?}");
        for pair in curve.windows(2) {
            assert!(pair[1] <= pair[0] + 0.05, "{name}: {curve:?}");
        }
    }
}

#[test]
fn closing_speed_captures_from_a_tenth_to_three_tenths_fails_below_and_breaks_above() {
    let curve = [0.03, 0.04, 0.045, 0.075, 0.10, 0.20, 0.30, 0.40, 0.45]
        .map(|speed| shares(CASES, 76, |approach, _| approach.closing_m_per_s = speed));
    println!("closing: {curve:?}");
    assert!(
        curve[..3].iter().all(|point| point.good == 0.0),
        "{curve:?}"
    );
    assert!(curve[3].good > curve[2].good, "{curve:?}");
    assert!(curve[4..7].iter().all(|point| point.good >= 0.98));
    assert!(curve[..7].iter().all(|point| point.damaged == 0.0));
    assert!(curve[7..].iter().all(|point| point.damaged == 1.0));
}

#[test]
fn everything_half_beyond_its_limit_together_is_not_captured() {
    let share = success(77, |approach, _| {
        let d = [0.8, 0.6];
        for (_, spoil) in ERRORS {
            spoil(approach, 1.5, d);
        }
    });
    println!("all at 1.5: {share}");
    assert!(share <= 0.1, "{share}");
}

#[test]
fn twice_as_many_substeps_capture_the_same_contacts() {
    let mut draw = Draw::new(18);
    for n in 0..60 {
        let mut approach = within_half(&mut draw, Seat::Apollo);
        // Beyond the limits too, where the outcome hangs on little.
        approach.lateral_m = approach.lateral_m.map(|x| x * 2.0);
        let coarse = approach.begin().outcome(10.0);
        let mut fine = approach.begin();
        while fine.ticks < 2_400 && !fine.mechanism.captured() {
            fine.tick_of(0.5 * DT_S);
        }
        assert_eq!(
            coarse.captured,
            fine.mechanism.captured(),
            "{n}: {approach:?}"
        );
    }
}

#[test]
fn any_pose_however_wild_keeps_momentum_and_stays_finite() {
    let mut draw = Draw::new(4);
    for n in 0..300 {
        let approach = Approach {
            closing_m_per_s: 2.0 * draw.signed(),
            lateral_m: draw.disc(),
            side_m_per_s: draw.disc(),
            turn_rad: DVec3::new(draw.signed(), draw.signed(), draw.signed()) * 2.0,
            rate_rad_per_s: DVec3::new(draw.signed(), draw.signed(), draw.signed()),
            ..within_half(
                &mut draw,
                if n % 2 == 0 {
                    Seat::Apollo
                } else {
                    Seat::Soyuz
                },
            )
        };
        let mut trial = Trial::new(
            approach.craft(0.8 * draw.signed()),
            approach.active,
            row::RETRACT_S,
        );
        trial.run(10.0);
        let astray = trial.momentum_error();
        assert!(
            astray[0] < 1e-9 && astray[1] < 1e-9,
            "{approach:?} {astray:?}"
        );
    }
}
