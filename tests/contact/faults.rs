//! Parts that fail, a tunnel that was not emptied, and what each comes to.

use handshake_shared::catalogue::constants::PA_PER_MMHG;
use handshake_shared::catalogue::mechanisms as row;
use handshake_shared::ids::Seat;
use handshake_shared::sim::mechanism::{MechanismCommand, MechanismEvent, Phase, port_state};
use handshake_tests::contact::*;

/// Captured head-on at 0.2 m/s, still, drawn together in 20 s and hooked.
fn docked() -> Trial {
    let mut trial = Approach::head_on(0.2).begin_with(20.0);
    assert!(trial.outcome(10.0).captured);
    trial.until_damped();
    order(&mut trial, MechanismCommand::Retract);
    trial.run(30.0);
    assert_eq!(trial.mechanism.phase(), Phase::Retracted);
    order(&mut trial, MechanismCommand::CloseHooks);
    trial.run(40.0);
    trial
}

/// The same with only so many hooks closed, the others stuck.
fn docked_by(hooks: usize) -> Trial {
    let mut trial = docked();
    trial.mechanism.faults.hook_stuck[hooks..].fill(false);
    trial.mechanism.faults.hook_stuck[..hooks].fill(true);
    order(&mut trial, MechanismCommand::OpenHooks);
    trial.run(40.0);
    assert_eq!(usize::from(trial.mechanism.hooks()), hooks);
    trial
}

#[test]
fn with_one_latch_stuck_two_hold_for_their_time_and_let_go() {
    let mut draw = Draw::new(22);
    for n in 0..50 {
        let mut trial = within_half(&mut draw, Seat::ALL[n % 2]).begin();
        trial.mechanism.faults.latch_stuck[n % 3] = true;
        let outcome = trial.outcome(20.0);
        assert!(!outcome.captured && !outcome.damaged, "{n}: {outcome:?}");
        let stuck = MechanismEvent::LatchTripped((n % 3) as u8);
        assert!(!trial.saw(|event| *event == stuck));
        let released = |event: &MechanismEvent| matches!(event, MechanismEvent::LatchReleased(_));
        let tripped = |event: &MechanismEvent| matches!(event, MechanismEvent::LatchTripped(_));
        let count = |trial: &Trial, what: fn(&MechanismEvent) -> bool| {
            trial.events.iter().filter(|event| what(event)).count()
        };
        assert_eq!(count(&trial, released), count(&trial, tripped), "{n}");
        let astray = trial.momentum_error();
        assert!(astray[0] < 1e-12 && astray[1] < 1e-12, "{astray:?}");
    }
}

#[test]
fn a_dead_sensor_stays_dark_while_its_latch_holds() {
    let mut trial = Approach::head_on(0.2).begin();
    trial.mechanism.faults.sensor_dead[1] = true;
    assert!(trial.outcome(10.0).captured);
    assert_eq!(trial.mechanism.latches(), [true; 3]);
    assert_eq!(trial.mechanism.sensors(), [true, false, true]);
}

#[test]
fn a_jammed_drive_stops_where_it_is_and_goes_on_when_it_is_free() {
    let mut trial = Approach::head_on(0.2).begin_with(20.0);
    assert!(trial.outcome(10.0).captured);
    trial.until_damped();
    order(&mut trial, MechanismCommand::Retract);
    trial.run(10.0);
    trial.mechanism.faults.ring_jammed[0] = true;
    let at_m = trial.mechanism.ring_m(Seat::Apollo);
    trial.run(30.0);
    assert_eq!(trial.mechanism.ring_m(Seat::Apollo), at_m);
    assert_eq!(trial.mechanism.phase(), Phase::Retracting);
    assert!(at_m > 0.01 && at_m < 0.29, "{at_m}");
    trial.mechanism.faults.ring_jammed[0] = false;
    trial.run(30.0);
    assert_eq!(trial.mechanism.phase(), Phase::Retracted);
}

#[test]
fn a_jammed_ring_can_still_be_let_go() {
    let mut trial = Approach::head_on(0.2).begin();
    assert!(trial.outcome(10.0).captured);
    trial.mechanism.faults.ring_jammed[0] = true;
    order(&mut trial, MechanismCommand::ReleaseLatches);
    trial.run(1.0);
    assert!(!trial.mechanism.captured());
}

#[test]
fn too_few_hooks_gape_under_the_tunnels_pressure_and_one_alone_is_torn() {
    for (hooks, gapes, tears) in [
        (4, false, false),
        (3, false, false),
        (2, true, false),
        (1, true, true),
    ] {
        let mut trial = docked_by(hooks);
        assert_eq!(trial.mechanism.leak_area_m2(), row::JOINT_LEAK_M2[hooks]);
        trial.tunnel_pa = 760.0 * PA_PER_MMHG;
        trial.tick_of(DT_S);
        let torn = |event: &MechanismEvent| matches!(event, MechanismEvent::HookTorn(_));
        assert_eq!(trial.saw(torn), tears, "{hooks}");
        if !tears {
            let wide = trial.mechanism.leak_area_m2() > row::JOINT_LEAK_M2[hooks];
            assert_eq!(wide, gapes, "{hooks}");
        }
    }
}

#[test]
fn more_hooks_leak_less() {
    let leaks: Vec<f64> = (1..=8)
        .map(|hooks| docked_by(hooks).mechanism.leak_area_m2())
        .collect();
    assert!(leaks.windows(2).all(|pair| pair[1] < pair[0]), "{leaks:?}");
}

/// Speed of parting after the latches and then eight hooks have let go, with this much gas between
/// the frames until they part, m/s; whether anything broke.
fn parts_at(tunnel_pa: f64, held: bool) -> (f64, bool) {
    let mut trial = docked();
    trial.start_momentum = momentum(&trial.craft);
    if !held {
        order(&mut trial, MechanismCommand::ReleaseLatches);
    }
    trial.tunnel_pa = tunnel_pa;
    order(&mut trial, MechanismCommand::OpenHooks);
    let most = trial.time_s() + 60.0;
    while trial.mechanism.hooked() && trial.time_s() < most {
        trial.tick_of(DT_S);
    }
    // A tenth of a second empties a tunnel that is open all round.
    trial.run(0.1);
    trial.tunnel_pa = 0.0;
    trial.run(2.0);
    let astray = trial.momentum_error();
    assert!(astray[0] < 1e-12 && astray[1] < 1e-12, "{astray:?}");
    (
        -port_state(&trial.craft).closing_m_per_s(),
        trial.mechanism.damaged(),
    )
}

#[test]
fn a_tunnel_not_emptied_throws_the_craft_apart_and_tears_a_ring_that_still_holds() {
    let (springs, _) = parts_at(0.0, false);
    let (thrown, _) = parts_at(200.0 * PA_PER_MMHG, false);
    assert!(near(springs, 0.05, 0.002), "{springs}");
    assert!(thrown > 0.3, "{thrown}");
    let (_, damaged) = parts_at(0.0, true);
    assert!(!damaged);
    let (_, damaged) = parts_at(200.0 * PA_PER_MMHG, true);
    assert!(damaged);
}
