//! Every armed act under all rules and at every level of help: locked before its call, after a wrong
//! read-back and when the right one is older than a minute; open in between.

use alloc::vec::Vec;

use super::*;
use crate::catalogue::calls::{CallId, SlotValue};
use crate::ids::Seat::{Apollo, Soyuz};
use crate::ids::{CompartmentId, Seat};
use crate::sim::doors::Rules;
use crate::sim::event::{DockingEvent, Verdict};
use crate::sim::input::{Answer, Command, ControlMode, HelpLevel, Tongue};
use crate::sim::trials::{Trial, about_to_dock, hard_docked, short_mission};

/// An armed act in the place where it is due.
struct Case {
    act: Armed,
    /// The world in which everything but the read-back is ready.
    ready: fn() -> Trial,
    /// Whose act it is, and what it is.
    order: (Seat, Command),
    /// Who makes which calls; the first one is made wrong or old.
    calls: &'static [(Seat, CallId)],
}

const CASES: &[Case] = &[
    Case {
        act: Armed::Ring,
        ready: at_the_gate,
        order: (Apollo, Command::Ring(RingAct::Extend)),
        calls: &[(Apollo, CallId::RingActive)],
    },
    Case {
        act: Armed::Hooks,
        ready: frames_together,
        order: (Apollo, Command::Hooks(true)),
        calls: &[(Soyuz, CallId::RetractComplete)],
    },
    Case {
        act: Armed::Equalise,
        ready: || joined(StepId::Equalise),
        order: (
            Soyuz,
            Command::Valve {
                valve: ValveId::H4Eq,
                open: true,
                confirmed: true,
            },
        ),
        calls: &[(Apollo, CallId::Pressure), (Soyuz, CallId::Pressure)],
    },
    Case {
        act: Armed::HatchGo(TwoKeyAct::Hatch4),
        ready: || joined(StepId::Hatch4),
        order: (Apollo, Command::Key(TwoKeyAct::Hatch4)),
        calls: &[(Soyuz, CallId::Equalized)],
    },
    Case {
        act: Armed::HatchGo(TwoKeyAct::Hatch3),
        ready: || joined(StepId::Hatch3),
        order: (Soyuz, Command::Key(TwoKeyAct::Hatch3)),
        calls: &[(Soyuz, CallId::HatchOpen)],
    },
    Case {
        act: Armed::Undock,
        ready: || leaving(StepId::LatchesFirst),
        order: (Apollo, Command::Hooks(false)),
        calls: &[(Apollo, CallId::UndockCommand)],
    },
    Case {
        act: Armed::Undock,
        ready: || leaving(StepId::LatchesFirst),
        order: (Soyuz, Command::Release),
        calls: &[(Apollo, CallId::UndockCommand)],
    },
    Case {
        act: Armed::Swap(Role::Control),
        ready: || offered(Role::Control),
        order: (Soyuz, Command::Accept),
        calls: &[(Apollo, CallId::ControlYours)],
    },
    Case {
        act: Armed::Swap(Role::Ring),
        ready: || offered(Role::Ring),
        order: (Soyuz, Command::Accept),
        calls: &[(Apollo, CallId::RingPassive)],
    },
];

fn at_the_gate() -> Trial {
    let mut trial = Trial::of(&short_mission());
    trial.wait(0.1);
    trial
}

fn frames_together() -> Trial {
    let mut trial = about_to_dock();
    trial.pass_steps_before(StepId::Retract);
    trial.world.switches.latch_cell = true;
    assert!(trial.wait_for(|event| *event == DockingEvent::Damped));
    assert_eq!(trial.act(Apollo, Command::Retract), Ok(()));
    assert!(trial.wait_for(|event| *event == DockingEvent::Retracted));
    trial.pass_steps_before(StepId::Frames);
    trial.wait(0.1);
    trial
}

/// The short mission's steps, hard-docked, everything before this one done.
fn joined(step: StepId) -> Trial {
    let mut trial = hard_docked(Rules::Flight);
    let mission = short_mission();
    let (roles, legs) = (mission.roles, &mission.transfers);
    trial.world.plan = crate::sim::procedures::Plan::new(&mission.steps, roles, legs);
    trial.pass_steps_before(step);
    trial
}

fn leaving(step: StepId) -> Trial {
    let mut trial = hard_docked(Rules::Flight);
    let steps = [StepId::UndockGo, step];
    let roles = trial.world.plan.roles;
    trial.world.plan = crate::sim::procedures::Plan::new(&steps, roles, &[1]);
    trial.wait(0.1);
    trial
        .act(roles.active.other(), call(CallId::UndockReady, &[]))
        .expect("said");
    trial.wait(0.1);
    trial
}

fn offered(role: Role) -> Trial {
    let mut trial = at_the_gate();
    trial.act(Apollo, Command::Offer(role)).expect("still");
    trial.wait(0.1);
    trial
}

fn call(call: CallId, slots: &[SlotValue]) -> Command {
    Command::Call {
        call,
        slots: slots.to_vec(),
        tongue: Tongue::English,
    }
}

/// What a seat's panel would fill in.
fn slots(trial: &Trial, seat: Seat, call: CallId) -> Vec<SlotValue> {
    let place = match seat {
        Seat::Apollo => CompartmentId::Dm,
        Seat::Soyuz => CompartmentId::Om,
    };
    match call {
        CallId::Pressure => {
            let pressure = trial.world.air.pressure_pa(place) as f32;
            [SlotValue::Place(place), SlotValue::Number(pressure)].into()
        }
        CallId::HatchOpen => [SlotValue::Hatch(HatchId::H4)].into(),
        _ => Vec::new(),
    }
}

/// Makes a call and reads it back, rightly or wrongly: by a card, or by digits where they are typed.
fn say_and_read_back(trial: &mut Trial, from: Seat, said: CallId, right: bool) {
    let slots = slots(trial, from, said);
    assert_eq!(trial.act(from, call(said, &slots)), Ok(()));
    let hearer = from.other();
    let debt = trial.world.radio.owed[hearer.index()]
        .clone()
        .expect("owed");
    let is_right = |card: &crate::view::radio::Card| card.call == said && card.slots == slots;
    let answer = match debt.cards.iter().position(|card| is_right(card) == right) {
        Some(card) => Answer::Card(card as u8),
        None => {
            let number = slots.iter().find_map(|slot| match slot {
                SlotValue::Number(number) => Some(*number),
                _ => None,
            });
            let factor = if right { 1.0 } else { 1.3 };
            Answer::Value(number.expect("digits are typed for a number") * factor)
        }
    };
    let seq = debt.seq;
    let judged = trial.act(hearer, Command::ReadBack { seq, answer });
    assert_eq!(
        judged,
        if right {
            Ok(())
        } else {
            Err(Refusal::SayAgain)
        }
    );
}

fn try_it(case: &Case, trial: &Trial) -> Result<(), Refusal> {
    let mut trial = Trial {
        world: trial.world.clone(),
        events: Vec::new(),
    };
    trial.act(case.order.0, case.order.1.clone())
}

/// What of a refusal the armed lock is: anything else comes after the lock.
fn locked(answer: &Result<(), Refusal>) -> bool {
    matches!(
        answer,
        Err(Refusal::Locked { .. } | Refusal::MatchExpired { .. })
    )
}

#[test]
fn every_armed_act_is_locked_until_a_fresh_match_under_all_rules_at_every_level_of_help() {
    for case in CASES {
        for rules in [Rules::Training, Rules::Flight, Rules::Real] {
            for level in HelpLevel::ALL {
                let name = alloc::format!("{:?} {rules:?} {level:?}", case.act);
                let mut trial = (case.ready)();
                trial.world.rules = rules;
                trial.world.help = [level; 2];
                let [(first, said), rest @ ..] = case.calls else {
                    panic!("{name}: no call");
                };
                let missing = Err(Refusal::Locked {
                    step: case.act.steps()[0],
                });
                assert_eq!(try_it(case, &trial), missing, "{name}: nothing said");
                for (from, said) in rest {
                    say_and_read_back(&mut trial, *from, *said, true);
                }
                say_and_read_back(&mut trial, *first, *said, false);
                let wrong = trial.events.iter().any(|event| {
                    let verdict = match event {
                        crate::sim::event::Event::ReadBack { verdict, .. } => verdict,
                        _ => return false,
                    };
                    *verdict != Verdict::Match
                });
                assert!(wrong, "{name}: judged a mismatch");
                assert_eq!(try_it(case, &trial), missing, "{name}: mismatch");
                trial.wait(0.1);
                say_and_read_back(&mut trial, *first, *said, true);
                let open = try_it(case, &trial);
                assert!(!locked(&open), "{name}: {open:?}");
                assert_eq!(open, Ok(()), "{name}: fresh");
                trial.skip(crate::limits::MATCH_FRESH_S - 0.1);
                assert!(!locked(&try_it(case, &trial)), "{name}: within the minute");
                trial.skip(0.2);
                let old = Err(Refusal::MatchExpired {
                    step: case.act.steps()[0],
                });
                assert_eq!(try_it(case, &trial), old, "{name}: expired");
            }
        }
    }
}

#[test]
fn no_armed_act_is_missing_from_the_table() {
    for act in Armed::ALL {
        assert!(CASES.iter().any(|case| case.act == act), "{act:?}");
        assert!(!act.steps().is_empty());
    }
}

#[test]
fn a_match_that_grew_old_while_its_act_waits_has_its_call_made_again_and_says_why() {
    let mut trial = frames_together();
    say_and_read_back(&mut trial, Soyuz, CallId::RetractComplete, true);
    trial.wait(0.1);
    assert!(Armed::Hooks.waits(&trial.world));
    trial.skip(60.1);
    trial.wait(0.1);
    assert!(
        trial
            .world
            .plan
            .asks(Act::Say(CallId::RetractComplete, None))
    );
    let step = StepId::Frames;
    let hooks = Command::Hooks(true);
    let old = Err(Refusal::MatchExpired { step });
    assert_eq!(trial.act(Apollo, hooks.clone()), old);
    say_and_read_back(&mut trial, Soyuz, CallId::RetractComplete, true);
    assert_eq!(trial.act(Apollo, hooks), Ok(()));
    assert_eq!(trial.world.craft[0].autopilot.mode, ControlMode::Off);
}
