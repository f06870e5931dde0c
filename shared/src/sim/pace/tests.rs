//! What bars a fast run, and for how long.

use super::*;
use crate::catalogue::procedures::StepId;
use crate::catalogue::valves::ValveId;
use crate::limits::MATCH_FRESH_S;
use crate::limits::{KEYS_FRESH_S, TWO_KEY_WINDOW_S};
use crate::scenario::Stand;
use crate::sim::trials::{Trial, quiet, short_mission};

/// Joined craft whose plan has both pressures called and waits for a greeting.
fn docked() -> Trial {
    let mut scenario = short_mission();
    scenario.stand = Stand::Docked;
    scenario.range_m = 0.0;
    (scenario.spread_m, scenario.spread_rad) = (0.0, 0.0);
    scenario.steps = [StepId::DmPressure, StepId::OmPressure, StepId::Greet].into();
    Trial::of(&scenario)
}

#[test]
fn the_factors_go_up_one_by_one_and_end_at_sixty() {
    let mut factor = FACTORS[0];
    for next in &FACTORS[1..] {
        factor = faster(factor);
        assert_eq!(factor, *next);
    }
    assert_eq!((factor, faster(factor)), (60, 60));
    assert_eq!(faster(7), 10, "from one there is none of");
}

#[test]
fn only_joined_craft_in_flight_may_hurry() {
    assert_eq!(bar(&quiet().world), Some(PaceDrop::NotDocked));
    let mut trial = docked();
    assert_eq!(bar(&trial.world), None);
    trial.world.outcome = Some(crate::sim::event::Outcome::Docked);
    assert_eq!(bar(&trial.world), Some(PaceDrop::Ended));
}

#[test]
fn a_fresh_read_back_holds_times_one_until_its_valve_is_open_or_its_minute_over() {
    for step in [StepId::DmPressure, StepId::OmPressure] {
        let mut trial = docked();
        trial.world.plan.matched[step as usize] = Some(trial.world.tick);
        assert_eq!(bar(&trial.world), Some(PaceDrop::ReadBack));
        trial.world.air.set_valve(ValveId::H4Eq, true);
        assert_eq!(bar(&trial.world), None, "{step:?}: its act is done");
        trial.world.air.set_valve(ValveId::H4Eq, false);
        trial.skip(MATCH_FRESH_S);
        assert_eq!(bar(&trial.world), Some(PaceDrop::ReadBack));
        trial.skip(0.1);
        assert_eq!(bar(&trial.world), None, "{step:?}: its minute is over");
    }
    let mut trial = docked();
    trial.world.plan.matched[StepId::Seal as usize] = Some(trial.world.tick);
    assert_eq!(
        bar(&trial.world),
        None,
        "the seal's read-back has no minute"
    );
}

#[test]
fn a_turned_key_holds_times_one_until_it_springs_back() {
    let mut trial = docked();
    trial
        .world
        .radio
        .turn_key(TwoKeyAct::Hatch4, Seat::Apollo, trial.world.tick);
    assert_eq!(bar(&trial.world), Some(PaceDrop::Key));
    trial.wait(TWO_KEY_WINDOW_S);
    assert_eq!(bar(&trial.world), Some(PaceDrop::Key));
    trial.wait(0.1);
    assert_eq!(bar(&trial.world), None);
}

#[test]
fn both_keys_hold_times_one_until_their_hatch_is_open_or_they_spring_back() {
    for (act, hatch) in [
        (TwoKeyAct::Hatch4, HatchId::H4),
        (TwoKeyAct::Hatch3, HatchId::H3),
    ] {
        let mut trial = docked();
        for seat in Seat::ALL {
            let tick = trial.world.tick;
            trial.world.radio.turn_key(act, seat, tick);
        }
        assert_eq!(trial.world.radio.key, None);
        assert_eq!(bar(&trial.world), Some(PaceDrop::Key));
        trial.world.air.set_hatch(hatch, HatchState::Ajar);
        assert_eq!(bar(&trial.world), Some(PaceDrop::Key), "hands are at it");
        trial.world.air.set_hatch(hatch, HatchState::Open);
        assert_eq!(bar(&trial.world), None, "{hatch:?} is open");
        trial.world.air.set_hatch(hatch, HatchState::Shut);
        trial.skip(KEYS_FRESH_S + 0.1);
        assert_eq!(bar(&trial.world), None);
    }
}
