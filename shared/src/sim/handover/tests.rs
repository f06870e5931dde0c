//! Offers of control and of the active ring: what bars one, what ends one, what changes with it.

use super::*;
use crate::catalogue::calls::CallId;
use crate::catalogue::procedures::Act;
use crate::ids::Seat::{Apollo, Soyuz};
use crate::sim::doors::Rules;
use crate::sim::input::{Answer, Command, HelpLevel, Tongue};
use crate::sim::mechanism::MechanismCommand;
use crate::sim::trials::{Trial, about_to_dock, hard_docked, pushed, quiet, short_mission, turned};
use crate::time::DT_S;

fn say(trial: &mut Trial, seat: Seat, call: CallId) {
    let slots = alloc::vec::Vec::new();
    let tongue = Tongue::English;
    assert_eq!(
        trial.act(
            seat,
            Command::Call {
                call,
                slots,
                tongue
            }
        ),
        Ok(())
    );
}

/// Reads back what is owed, rightly or wrongly.
fn read_back(trial: &mut Trial, seat: Seat, right: bool) {
    let debt = trial.world.radio.owed[seat.index()].clone().expect("owed");
    let card = debt
        .cards
        .iter()
        .position(|card| (card.call == debt.call) == right);
    let answer = Answer::Card(card.expect("dealt") as u8);
    let seq = debt.seq;
    let judged = trial.act(seat, Command::ReadBack { seq, answer });
    assert_eq!(judged.is_ok(), right);
}

/// Offers a role, calls it and has it read back rightly.
fn offer_and_match(trial: &mut Trial, role: Role) {
    let by = trial.world.control().owner(role);
    assert_eq!(trial.act(by, Command::Offer(role)), Ok(()));
    trial.wait(0.1);
    say(
        trial,
        by,
        match role {
            Role::Control => CallId::ControlYours,
            Role::Ring => CallId::RingPassive,
        },
    );
    trial.wait(0.1);
    read_back(trial, by.other(), true);
    trial.wait(0.1);
}

fn last(trial: &Trial) -> Option<ControlAct> {
    trial.events.iter().rev().find_map(|event| match event {
        Event::Control { act, .. } => Some(*act),
        _ => None,
    })
}

#[test]
fn control_goes_over_by_offer_read_back_and_acceptance_and_the_plan_with_it() {
    let mut trial = Trial::of(&short_mission());
    trial.wait(0.1);
    assert_eq!(trial.world.control().owner(Role::Control), Apollo);
    offer_and_match(&mut trial, Role::Control);
    assert_eq!(trial.act(Soyuz, Command::Accept), Ok(()));
    trial.wait(0.1);
    let control = trial.world.control();
    assert_eq!(control.owner(Role::Control), Soyuz);
    assert_eq!(control.owner(Role::Ring), Apollo, "the ring's is another");
    assert_eq!(control.offer, None);
    assert_eq!(last(&trial), Some(ControlAct::Taken));
    let view = crate::view::of(&trial.world, Apollo);
    assert_eq!(view.plan.roles.flying, Soyuz, "named at both consoles");
    // Apollo now talks Soyuz on to the axis, and Soyuz says that it has control.
    assert!(trial.world.plan.flies(StepId::OnAxis));
    assert!(trial.world.plan.asks(Act::Say(CallId::ControlMine, None)));
    say(&mut trial, Soyuz, CallId::ControlMine);
    trial.wait(0.1);
    assert!(trial.world.plan.cleared(StepId::HandOver));
    // And back: the talking-on goes with the flying.
    offer_and_match(&mut trial, Role::Control);
    assert_eq!(trial.act(Apollo, Command::Accept), Ok(()));
    assert_eq!(trial.world.control().owner(Role::Control), Apollo);
    assert!(!trial.world.plan.flies(StepId::OnAxis));
}

#[test]
fn nothing_goes_over_without_its_read_back_at_any_level_of_help() {
    for level in HelpLevel::ALL {
        let mut trial = Trial::of(&short_mission());
        trial.world.help = [level; 2];
        trial.wait(0.1);
        let locked = Err(Refusal::Locked {
            step: StepId::HandOver,
        });
        assert_eq!(
            trial.act(Soyuz, Command::Accept),
            Err(Refusal::NoOffer),
            "{level:?}"
        );
        assert_eq!(trial.act(Apollo, Command::Offer(Role::Control)), Ok(()));
        trial.wait(0.1);
        assert_eq!(trial.act(Soyuz, Command::Accept), locked, "{level:?}");
        say(&mut trial, Apollo, CallId::ControlYours);
        trial.wait(0.1);
        assert_eq!(trial.act(Soyuz, Command::Accept), locked, "{level:?}");
        read_back(&mut trial, Soyuz, false);
        trial.wait(0.1);
        assert_eq!(trial.act(Soyuz, Command::Accept), locked, "{level:?}");
        say(&mut trial, Apollo, CallId::ControlYours);
        trial.wait(0.1);
        read_back(&mut trial, Soyuz, true);
        assert_eq!(
            trial.act(Apollo, Command::Accept),
            Err(Refusal::NoOffer),
            "its own"
        );
        assert_eq!(trial.act(Soyuz, Command::Accept), Ok(()), "{level:?}");
    }
}

#[test]
fn a_match_made_for_an_earlier_offer_does_not_open_a_later_one() {
    let mut trial = quiet();
    offer_and_match(&mut trial, Role::Control);
    assert_eq!(trial.act(Apollo, Command::Withdraw), Ok(()));
    assert_eq!(trial.act(Apollo, Command::Offer(Role::Control)), Ok(()));
    trial.wait(0.1);
    let step = StepId::HandOver;
    assert_eq!(
        trial.act(Soyuz, Command::Accept),
        Err(Refusal::Locked { step })
    );
}

#[test]
fn a_hand_on_the_controllers_or_no_hold_bars_offer_and_acceptance() {
    let sticks = [turned(1, 51), pushed(0, -127)];
    for (stick, deflected) in sticks.into_iter().zip([51.0 / 127.0, 1.0]) {
        let mut trial = quiet();
        trial.fly(0.1, [stick, Stick::NEUTRAL]);
        let share = deflected as f32;
        assert_eq!(
            trial.act(Apollo, Command::Offer(Role::Control)),
            Err(Refusal::SticksDeflected { share })
        );
        trial.wait(0.1);
        offer_and_match(&mut trial, Role::Control);
        trial.fly(DT_S, [Stick::NEUTRAL, stick]);
        let mine = trial.act(Soyuz, Command::Accept);
        assert_eq!(mine, Err(Refusal::SticksDeflected { share }));
        trial.fly(DT_S, [stick, Stick::NEUTRAL]);
        let theirs = trial.act(Soyuz, Command::Accept);
        assert_eq!(theirs, Err(Refusal::TheyAreNotStill));
        trial.wait(0.1);
        assert_eq!(trial.act(Soyuz, Command::Accept), Ok(()));
    }
    for (seat, mode) in [
        (Apollo, ControlMode::Off),
        (Apollo, ControlMode::MinImp),
        (Soyuz, ControlMode::Manual),
    ] {
        let mut trial = quiet();
        trial.world.plan.roles.flying = seat;
        trial.turn(seat, mode);
        let refused = Err(Refusal::NoAttitudeHold { mode });
        assert_eq!(trial.act(seat, Command::Offer(Role::Control)), refused);
        trial.turn(seat, ControlMode::hold_of(seat));
        assert_eq!(trial.act(seat, Command::Offer(Role::Control)), Ok(()));
    }
}

#[test]
fn one_offer_at_a_time_and_only_of_what_one_has() {
    let mut trial = quiet();
    trial.world.plan.roles.active = Soyuz;
    let owner = Apollo;
    let role = Role::Control;
    assert_eq!(
        trial.act(Soyuz, Command::Offer(role)),
        Err(Refusal::NotTheOwner { role, owner })
    );
    assert_eq!(trial.act(Apollo, Command::Offer(role)), Ok(()));
    let open = Err(Refusal::OfferOpen { role, by: Apollo });
    assert_eq!(trial.act(Soyuz, Command::Offer(Role::Ring)), open);
    assert_eq!(trial.act(Apollo, Command::Offer(role)), open);
    assert_eq!(trial.act(Soyuz, Command::Withdraw), Ok(()));
    assert_eq!(last(&trial), Some(ControlAct::Declined));
    assert_eq!(trial.act(Soyuz, Command::Offer(Role::Ring)), Ok(()));
    assert_eq!(trial.act(Soyuz, Command::Withdraw), Ok(()));
    assert_eq!(last(&trial), Some(ControlAct::Withdrawn));
    assert_eq!(trial.act(Soyuz, Command::Withdraw), Err(Refusal::NoOffer));
    assert_eq!(trial.world.control().roles, trial.world.plan.roles);
}

#[test]
fn an_offer_that_nobody_takes_lapses_with_its_step_and_its_read_back() {
    let mut trial = quiet();
    assert_eq!(trial.act(Apollo, Command::Offer(Role::Control)), Ok(()));
    trial.wait(0.1);
    say(&mut trial, Apollo, CallId::ControlYours);
    assert!(trial.world.radio.owed[1].is_some());
    trial.wait(OFFER_S - 0.2);
    assert!(trial.world.control().offer.is_some());
    trial.wait(0.2);
    assert_eq!(trial.world.control().offer, None);
    assert_eq!(last(&trial), Some(ControlAct::Expired));
    assert!(trial.world.radio.owed[1].is_none(), "nothing is owed");
    assert!(!trial.world.plan.flies(StepId::HandOver));
    assert_eq!(trial.act(Soyuz, Command::Accept), Err(Refusal::NoOffer));
    assert_eq!(trial.world.control().owner(Role::Control), Apollo);
}

#[test]
fn no_role_changes_hands_while_the_latches_hold() {
    let mut trial = about_to_dock();
    trial.world.switches.latch_cell = true;
    assert!(trial.wait_for(|event| *event == crate::sim::event::DockingEvent::Capture));
    for role in Role::ALL {
        let refused = trial.act(Apollo, Command::Offer(role));
        assert_eq!(refused, Err(Refusal::LatchesHold(role)));
    }
}

#[test]
fn one_craft_holds_the_joined_pair_and_the_hold_goes_over_with_control() {
    let mut trial = hard_docked(Rules::Flight);
    let hold = Command::Mode(ControlMode::InertialHold);
    trial.turn(Apollo, ControlMode::Off);
    trial.turn(Soyuz, ControlMode::Off);
    let (role, owner) = (Role::Control, Apollo);
    assert_eq!(
        trial.act(Soyuz, hold.clone()),
        Err(Refusal::NotTheOwner { role, owner })
    );
    assert_eq!(
        trial.act(Apollo, Command::Mode(ControlMode::RateCmd)),
        Ok(())
    );
    offer_and_match(&mut trial, Role::Control);
    assert_eq!(trial.act(Soyuz, Command::Accept), Ok(()));
    let modes = [0, 1].map(|index: usize| trial.world.craft[index].autopilot.mode);
    assert_eq!(modes, [ControlMode::Off, ControlMode::InertialHold]);
    let rate_cmd = Command::Mode(ControlMode::RateCmd);
    let owner = Soyuz;
    assert_eq!(
        trial.act(Apollo, rate_cmd),
        Err(Refusal::NotTheOwner { role, owner })
    );
    let ring = trial.act(Apollo, Command::Offer(Role::Ring));
    assert_eq!(ring, Err(Refusal::LatchesHold(Role::Ring)));
    trial.wait(30.0);
    let rate = trial.world.craft[0].rate_rad_per_s.length().to_degrees();
    assert!(rate < 0.1, "held: {rate} deg/s");
}

#[test]
fn the_ring_that_is_made_active_may_go_out_and_the_other_one_may_not() {
    let mut trial = Trial::of(&short_mission());
    trial.wait(0.1);
    say(&mut trial, Apollo, CallId::RingActive);
    trial.wait(0.1);
    read_back(&mut trial, Soyuz, true);
    let extend = || Command::Ring(crate::sim::input::RingAct::Extend);
    assert_eq!(trial.act(Apollo, extend()), Ok(()));
    trial.wait(10.0);
    offer_and_match(&mut trial, Role::Ring);
    assert_eq!(trial.act(Soyuz, Command::Accept), Ok(()));
    assert_eq!(trial.world.control().owner(Role::Ring), Soyuz);
    let (role, owner) = (Role::Ring, Soyuz);
    let refused = trial.act(Apollo, extend());
    assert_eq!(refused, Err(Refusal::NotTheOwner { role, owner }));
    assert_eq!(trial.act(Soyuz, extend()), Ok(()));
    trial.skip(60.1);
    trial
        .world
        .mechanism
        .command(MechanismCommand::StowRing(Soyuz))
        .expect("free");
    let step = StepId::RingChoice;
    let old = trial.act(Soyuz, extend());
    assert_eq!(old, Err(Refusal::MatchExpired { step }));
}
