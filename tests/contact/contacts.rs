//! Single contacts with known outcomes.

use glam::DVec3;
use handshake_shared::ids::Seat;
use handshake_shared::maths::{cos, rad, sin};
use handshake_shared::sim::mechanism::{
    Mechanism, MechanismCommand, MechanismEvent, MechanismSettings, RingState, port_state,
};
use handshake_shared::sim::rigid::Rigid;
use handshake_tests::contact::*;

#[test]
fn head_on_contacts_capture_between_the_plungers_energy_and_the_breaking_speed() {
    // Closing speed; capture time, axial force and stroke after it, where captured: as three
    // masses on a line do it in steps of 20 µs, worked out apart from this code.
    let table = [
        (0.20, Some((0.083, 1_158.0, 0.081)), false),
        (0.0333, None, false),
        (0.045, None, false),
        (0.049, None, false),
        (0.052, Some((0.464, 1_023.0, 0.004)), false),
        (0.055, Some((0.391, 1_247.0, 0.005)), false),
        (0.30, Some((0.058, 1_313.0, 0.167)), false),
        (0.36, Some((0.048, 5_323.0, 0.191)), false),
        (0.40, Some((0.042, 7_138.0, 0.200)), true),
    ];
    for (speed, expected, damaged) in table {
        let outcome = Approach::head_on(speed).begin().outcome(10.0);
        assert_eq!(outcome.captured, expected.is_some(), "{speed}: {outcome:?}");
        assert_eq!(outcome.damaged, damaged, "{speed}: {outcome:?}");
        if let Some((at_s, axial_n, stroke_m)) = expected {
            assert!(near(outcome.at_s, at_s, 0.025), "{speed}: {outcome:?}");
            assert!(
                near(outcome.loads.axial_n, axial_n, 0.05 * axial_n),
                "{outcome:?}"
            );
            assert!(near(outcome.loads.stroke_m, stroke_m, 0.003), "{outcome:?}");
        }
    }
}

#[test]
fn a_slow_contact_leaves_slower_than_it_came() {
    let mut trial = Approach::head_on(0.0333).begin();
    trial.outcome(10.0);
    let leaving = -port_state(&trial.craft).closing_m_per_s();
    assert!(near(leaving, 0.0218, 0.0015), "{leaving}");
}

/// A contact at 0.20 m/s with one error, and when it is captured if it is.
type Row = (&'static str, Approach, Option<f64>);

fn off_axis() -> [Row; 13] {
    let base = Approach::head_on(0.20);
    let lateral = |y, z| Approach {
        lateral_m: [y, z],
        ..base
    };
    let tilt = |degrees| Approach {
        turn_rad: DVec3::Y * rad(degrees),
        ..base
    };
    let roll = |degrees| Approach {
        turn_rad: DVec3::X * rad(degrees),
        ..base
    };
    let side = |speed| Approach {
        side_m_per_s: [speed, 0.0],
        ..base
    };
    let rate = |degrees| Approach {
        rate_rad_per_s: DVec3::Y * rad(degrees),
        ..base
    };
    let all = Approach {
        lateral_m: [0.15, 0.0],
        side_m_per_s: [0.05, 0.0],
        turn_rad: DVec3::new(rad(3.5), rad(3.5), 0.0),
        rate_rad_per_s: DVec3::new(rad(0.5), rad(0.5), 0.0),
        ..base
    };
    [
        ("towards a petal", lateral(0.15, 0.0), Some(0.749)),
        (
            "between petals",
            lateral(0.15 * cos(rad(60.0)), 0.15 * sin(rad(60.0))),
            Some(0.576),
        ),
        ("onto a petal's tip", lateral(0.45, 0.0), None),
        ("tilt 3.5", tilt(3.5), Some(0.206)),
        ("tilt 7", tilt(7.0), Some(0.337)),
        ("tilt 10.5", tilt(10.5), None),
        ("roll 3.5", roll(3.5), Some(0.167)),
        ("roll 7", roll(7.0), Some(0.25)),
        ("roll 10.5", roll(10.5), None),
        ("roll 60", roll(60.0), None),
        ("side speed", side(0.10), Some(0.1)),
        ("rate", rate(1.0), Some(0.083)),
        ("half of every limit", all, Some(1.1)),
    ]
}

#[test]
fn petals_and_teeth_guide_what_they_can_reach_and_nothing_more() {
    for (name, approach, expected) in off_axis() {
        let mut trial = approach.begin();
        let outcome = trial.outcome(20.0);
        assert_eq!(outcome.captured, expected.is_some(), "{name}: {outcome:?}");
        assert!(!outcome.damaged, "{name}: {outcome:?}");
        if let Some(at_s) = expected {
            assert!(near(outcome.at_s, at_s, 0.03), "{name}: {outcome:?}");
        }
        let astray = trial.momentum_error();
        assert!(astray[0] < 1e-12 && astray[1] < 1e-12, "{name}: {astray:?}");
    }
}

#[test]
fn either_craft_can_be_the_active_one() {
    let approach = Approach {
        active: Seat::Soyuz,
        ..Approach::head_on(0.18)
    };
    let mut trial = approach.begin();
    let outcome = trial.outcome(10.0);
    assert!(near(outcome.at_s, 0.091, 0.02), "{outcome:?}");
    assert!(near(outcome.loads.axial_n, 1_128.0, 56.0), "{outcome:?}");
    assert!(near(outcome.loads.stroke_m, 0.0665, 0.003), "{outcome:?}");
    assert_eq!(trial.mechanism.active(), Some(Seat::Soyuz));
}

#[test]
fn contact_only_ever_takes_energy_away() {
    let cases = off_axis().into_iter().map(|(_, approach, _)| approach);
    for approach in cases.chain([Approach::head_on(0.0333), Approach::head_on(0.45)]) {
        let mut trial = approach.begin();
        let energy =
            |trial: &Trial| -> f64 { trial.craft.iter().map(Rigid::kinetic_energy_j).sum() };
        let start = energy(&trial);
        trial.outcome(20.0);
        assert!(energy(&trial) < start, "{approach:?}");
        for _ in 0..600 {
            trial.tick_of(DT_S);
            assert!(energy(&trial) < start * 1.001, "{approach:?}");
        }
    }
}

#[test]
fn a_mirrored_contact_is_the_mirror_image() {
    let approach = off_axis()[12].1;
    let flip = |v: DVec3| DVec3::new(-v.x, -v.y, v.z);
    let mirrored = Approach {
        lateral_m: [approach.lateral_m[0], -approach.lateral_m[1]],
        side_m_per_s: [approach.side_m_per_s[0], -approach.side_m_per_s[1]],
        turn_rad: flip(approach.turn_rad),
        rate_rad_per_s: flip(approach.rate_rad_per_s),
        ..approach
    };
    let [one, other] = [approach, mirrored].map(|approach| approach.begin().outcome(20.0));
    assert_eq!(one.at_s, other.at_s);
    // Round-off grows along a stiff contact: not to the last bit.
    assert!(near(
        one.loads.contact_n,
        other.loads.contact_n,
        1e-6 * one.loads.contact_n
    ));
    assert!(near(
        one.loads.axial_n,
        other.loads.axial_n,
        1e-6 * one.loads.axial_n
    ));
}

#[test]
fn a_third_of_a_turn_of_all_errors_changes_nothing_but_the_inertia_met() {
    let turn = |[y, z]: [f64; 2]| {
        let (c, s) = (cos(rad(120.0)), sin(rad(120.0)));
        [c * y - s * z, s * y + c * z]
    };
    let spun = |v: DVec3| {
        let [y, z] = turn([v.y, v.z]);
        DVec3::new(v.x, y, z)
    };
    for (name, approach, _) in off_axis() {
        let turned = Approach {
            lateral_m: turn(approach.lateral_m),
            side_m_per_s: turn(approach.side_m_per_s),
            turn_rad: spun(approach.turn_rad),
            rate_rad_per_s: spun(approach.rate_rad_per_s),
            ..approach
        };
        let [one, other] = [approach, turned].map(|approach| approach.begin().outcome(20.0));
        assert_eq!(one.captured, other.captured, "{name}");
        let within = 0.02 * one.loads.axial_n;
        assert!(
            near(one.loads.axial_n, other.loads.axial_n, within),
            "{name}: {one:?} {other:?}"
        );
    }
}

#[test]
fn a_bounced_ring_levels_itself_and_captures_at_the_next_try() {
    let mut trial = Approach::head_on(0.0333).begin();
    trial.outcome(10.0);
    trial.run(2.0);
    for (body, speed) in trial.craft.iter_mut().zip([0.05, -0.1]) {
        body.momentum_kg_m_per_s = DVec3::X * (speed * body.mass_kg);
    }
    trial.events.clear();
    assert!(trial.outcome(20.0).captured);
}

#[test]
fn two_rings_out_or_two_rings_in_only_knock() {
    for state in [RingState::Extended, RingState::Stowed] {
        let extension_m = if state == RingState::Extended {
            0.3
        } else {
            -0.25
        };
        let mut trial = Approach::head_on(0.2).begin();
        trial.mechanism = Mechanism::new(&MechanismSettings {
            rings: [state; 2],
            ..MechanismSettings::default()
        });
        order(&mut trial, MechanismCommand::LatchPower(true));
        trial.craft = Approach::head_on(0.2).craft(extension_m + 0.1);
        trial.start_momentum = momentum(&trial.craft);
        assert!(!trial.outcome(20.0).captured);
        assert!(
            trial.saw(|event| *event == MechanismEvent::Bounce),
            "{state:?}"
        );
        let astray = trial.momentum_error();
        assert!(astray[0] < 1e-12 && astray[1] < 1e-12, "{astray:?}");
    }
}
