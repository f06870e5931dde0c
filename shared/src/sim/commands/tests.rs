//! Every act at both panels: whose it is, which lock holds it, and what opens the lock.

use alloc::string::ToString;

use super::*;
use crate::catalogue::calls::{CallId, SlotValue};
use crate::catalogue::procedures::Gate;
use crate::catalogue::spelling::KsuCell;
use crate::catalogue::valves::ValveId;
use crate::ids::Seat::{Apollo, Soyuz};
use crate::ids::{CompartmentId, CrewId, HatchId};
use crate::limits::TEXT_CHARS_MAX;
use crate::sim::doors::{HatchState, Hazard, Rules};
use crate::sim::event::{DockingEvent, Outcome, Speech};
use crate::sim::input::{
    Answer, ControlMode, DapRate, Deadband, HatchAct, HelpLevel, ReadingOf, RingAct, Stick,
    StickRate, Tongue, TwoKeyAct, is_printable,
};
use crate::sim::trials::{Trial, about_to_dock, about_to_dock_with, pushed, quiet, short_mission};

fn call(call: CallId, slots: &[SlotValue]) -> Command {
    Command::Call {
        call,
        slots: slots.to_vec(),
        tongue: Tongue::English,
    }
}

fn valve(valve: ValveId) -> Command {
    Command::Valve {
        valve,
        open: true,
        confirmed: false,
    }
}

fn hatch(hatch: HatchId, confirmed: bool) -> Command {
    Command::Hatch {
        hatch,
        act: HatchAct::Open,
        confirmed,
    }
}

/// The right card of the read-back a seat owes, or another.
fn answer(trial: &Trial, seat: Seat, right: bool) -> Command {
    let debt = trial.world.radio.owed[seat.index()].clone().expect("owed");
    let card = debt
        .cards
        .iter()
        .position(|card| (card.call == debt.call && card.slots == debt.slots) == right)
        .expect("dealt");
    Command::ReadBack {
        seq: debt.seq,
        answer: Answer::Card(card as u8),
    }
}

/// Every kind of act, once at the seat that has it.
fn every_act() -> Vec<(Seat, Command)> {
    let mut acts = alloc::vec![
        (Apollo, Command::Mode(ControlMode::MinImp)),
        (Soyuz, Command::Mode(ControlMode::Manual)),
        (Soyuz, Command::Mode(ControlMode::OrbitalAuto)),
        (Apollo, Command::Mode(ControlMode::CmcAuto)),
        (Apollo, Command::Deadband(Deadband::Max)),
        (Apollo, Command::StickRate(StickRate::High)),
        (Apollo, Command::Direct(true)),
        (Apollo, Command::DapDeadband(Deadband::Max)),
        (Apollo, Command::DapRate(DapRate::R2)),
        (Soyuz, Command::Beacons(true)),
        (Soyuz, Command::Transponder(true)),
        (Soyuz, Command::Ksu(KsuCell { column: 0, row: 1 })),
        (Soyuz, Command::LeakCheck(ReadingOf::Tunnel2)),
        (Soyuz, Command::LeakCheck(ReadingOf::Cavity)),
        (Apollo, Command::LeakCheck(ReadingOf::Dm)),
    ];
    for row in ValveId::ALL {
        acts.push((row.row().worked_by, valve(row)));
    }
    for row in crate::catalogue::hatches::HATCHES {
        acts.push((row.worked_by, hatch(row.id, true)));
    }
    acts
}

#[test]
fn no_seat_can_work_the_others_panel() {
    for (owner, command) in every_act() {
        let answer = quiet().act(owner.other(), command.clone());
        // A locked act may say so first; that, too, leaves it undone.
        let refused = matches!(
            answer,
            Err(Refusal::NotAtThisSeat | Refusal::Locked { .. } | Refusal::NeedsBothKeys)
        );
        assert!(refused, "{command:?}: {answer:?}");
    }
    let mut trial = quiet();
    let to = CompartmentId::Cm;
    let stolen = Command::Move {
        crew: CrewId::Brand,
        to,
        confirmed: true,
    };
    assert_eq!(trial.act(Soyuz, stolen), Err(Refusal::NoSuchWay));
    let seal = call(CallId::SealPressure, &[SlotValue::Number(4e4)]);
    assert_eq!(trial.act(Apollo, seal), Err(Refusal::NotYourCall));
}

#[test]
fn a_switch_turned_to_where_it_stands_says_so_and_another_place_is_taken() {
    let mut trial = quiet();
    for (there, elsewhere) in [
        (
            Command::Deadband(Deadband::Min),
            Command::Deadband(Deadband::Max),
        ),
        (
            Command::StickRate(StickRate::Low),
            Command::StickRate(StickRate::High),
        ),
        (Command::Direct(false), Command::Direct(true)),
        (
            Command::DapDeadband(Deadband::Min),
            Command::DapDeadband(Deadband::Max),
        ),
        (
            Command::DapRate(DapRate::R02),
            Command::DapRate(DapRate::R2),
        ),
    ] {
        assert_eq!(trial.act(Apollo, there), Err(Refusal::AlreadySo));
        assert_eq!(trial.act(Apollo, elsewhere.clone()), Ok(()));
        assert_eq!(trial.act(Apollo, elsewhere), Err(Refusal::AlreadySo));
    }
}

#[test]
fn an_isolation_valve_stops_its_quad_and_answers_what_cannot_be() {
    let mut trial = quiet();
    let isolate = |manifold, shut| Command::Isolate { manifold, shut };
    assert_eq!(trial.act(Apollo, isolate(2, true)), Ok(()));
    assert_eq!(trial.act(Apollo, isolate(2, true)), Err(Refusal::AlreadySo));
    // Four quads on Apollo, three manifolds on Soyuz.
    assert_eq!(
        trial.act(Apollo, isolate(4, true)),
        Err(Refusal::NotAtThisSeat)
    );
    assert_eq!(
        trial.act(Soyuz, isolate(3, true)),
        Err(Refusal::NotAtThisSeat)
    );
    let full = trial.world.craft[0].tanks_kg();
    trial.fly(1.0, [pushed(0, 127), Stick::NEUTRAL]);
    let left = trial.world.craft[0].tanks_kg();
    assert!(left[2] == full[2] && left[1] < full[1], "{left:?}");
    assert_eq!(trial.act(Apollo, isolate(2, false)), Ok(()));
    trial.fly(1.0, [pushed(0, 127), Stick::NEUTRAL]);
    assert!(trial.world.craft[0].tanks_kg()[2] < full[2]);
}

#[test]
fn after_the_end_every_act_is_refused() {
    let mut trial = quiet();
    trial.world.outcome = Some(Outcome::CalledOff);
    let mut acts = every_act();
    acts.extend([
        (Apollo, Command::Ring(RingAct::Extend)),
        (Apollo, Command::Retract),
        (Apollo, Command::Hooks(true)),
        (Apollo, Command::Release),
        (Apollo, call(CallId::Roger, &[])),
        (Soyuz, Command::Text("hello".to_string())),
        (Soyuz, Command::Poll(true)),
        (Soyuz, Command::Key(TwoKeyAct::Hatch4)),
        (Apollo, Command::Abort),
        (Apollo, Command::Help(HelpLevel::Pilot)),
    ]);
    for (seat, command) in acts {
        assert_eq!(
            trial.act(seat, command.clone()),
            Err(Refusal::Ended),
            "{command:?}"
        );
    }
}

#[test]
fn the_ring_is_not_drawn_in_before_both_controls_are_reported_off() {
    let mut trial = about_to_dock();
    trial.world.plan.call_for(StepId::Dock);
    trial.world.switches.latch_cell = true;
    assert!(trial.wait_for(|event| *event == DockingEvent::Capture));
    let locked = Err(Refusal::Locked {
        step: StepId::ControlOff,
    });
    assert_eq!(trial.act(Apollo, Command::Retract), locked);
    assert_eq!(trial.act(Apollo, Command::Hooks(true)), locked);
    trial.wait(0.1);
    for (seat, said) in [
        (Apollo, CallId::Capture),
        (Soyuz, CallId::Capture),
        (Apollo, CallId::ControlOff),
    ] {
        assert_eq!(trial.act(seat, call(said, &[])), Ok(()));
        trial.wait(0.1);
    }
    assert_eq!(
        trial.act(Apollo, Command::Retract),
        locked,
        "Soyuz is silent"
    );
    assert_eq!(trial.act(Soyuz, call(CallId::ControlOff, &[])), Ok(()));
    trial.wait(0.1);
    assert_eq!(trial.act(Apollo, Command::Retract), Err(Refusal::NotDamped));
    trial.turn(Apollo, ControlMode::RateCmd);
    assert_eq!(
        trial.act(Apollo, Command::Retract),
        Err(Refusal::ControlStillOn)
    );
    trial.turn(Apollo, ControlMode::Off);
    assert!(trial.wait_for(|event| *event == DockingEvent::Damped));
    assert_eq!(trial.act(Apollo, Command::Retract), Ok(()));
}

#[test]
fn the_valve_of_hatch_4_wants_both_pressures_read_back_within_the_last_minute() {
    let mut trial = Trial::of(&short_mission());
    trial.world.rules = Rules::Real;
    trial.pass_steps_before(StepId::Equalise);
    let locked = |step| Err(Refusal::Locked { step });
    let h4 = || valve(ValveId::H4Eq);
    assert_eq!(trial.act(Soyuz, h4()), locked(StepId::DmPressure));
    let say = |trial: &mut Trial, from: Seat, place, right| {
        let pressure = trial.world.air.pressure_pa(place) as f32;
        let slots = [SlotValue::Place(place), SlotValue::Number(pressure)];
        assert_eq!(trial.act(from, call(CallId::Pressure, &slots)), Ok(()));
        let back = answer(trial, from.other(), right);
        let expected = if right {
            Ok(())
        } else {
            Err(Refusal::SayAgain)
        };
        assert_eq!(trial.act(from.other(), back), expected);
    };
    say(&mut trial, Apollo, CompartmentId::Dm, true);
    assert_eq!(trial.act(Soyuz, h4()), locked(StepId::OmPressure));
    say(&mut trial, Soyuz, CompartmentId::Om, true);
    assert_eq!(trial.act(Soyuz, h4()), Ok(()));
    trial.skip(60.1);
    let step = StepId::DmPressure;
    let stale = Err(Refusal::MatchExpired { step });
    assert_eq!(trial.act(Soyuz, h4()), stale);
    say(&mut trial, Apollo, CompartmentId::Dm, true);
    say(&mut trial, Soyuz, CompartmentId::Om, true);
    assert_eq!(trial.act(Soyuz, h4()), Ok(()), "said and read back anew");
    say(&mut trial, Apollo, CompartmentId::Dm, false);
    assert_eq!(
        trial.act(Soyuz, h4()),
        locked(StepId::DmPressure),
        "misheard"
    );
}

#[test]
fn pressures_that_waited_too_long_for_their_valve_are_called_anew() {
    let mut trial = Trial::of(&short_mission());
    trial.pass_steps_before(StepId::Equalise);
    for step in [StepId::DmPressure, StepId::OmPressure] {
        trial.world.plan.matched[step as usize] = Some(trial.world.tick);
    }
    let opens = |trial: &Trial| -> Vec<StepId> {
        let open = trial.world.plan.open(trial.world.tick);
        open.iter().map(|mv| mv.step).collect()
    };
    trial.wait(0.1);
    assert_eq!(opens(&trial), [StepId::Equalise]);
    trial.skip(60.1);
    trial.wait(0.1);
    // The one to call is the docking module's; the orbital module's comes after it.
    assert_eq!(opens(&trial), [StepId::DmPressure]);
}

#[test]
fn a_wrong_read_back_unsays_the_call_and_keeps_the_step_open() {
    let mut trial = Trial::of(&short_mission());
    trial.pass_steps_before(StepId::Rings);
    trial.match_now(StepId::RingChoice);
    assert_eq!(trial.act(Apollo, Command::Ring(RingAct::Extend)), Ok(()));
    trial.wait(8.0);
    for right in [false, true] {
        let open = trial.world.plan.open(trial.world.tick);
        let says = |mv: &crate::view::plan::OpenMove| (mv.step, mv.index) == (StepId::Rings, 1);
        assert!(open.iter().any(says), "Apollo has to say it");
        assert_eq!(trial.act(Apollo, call(CallId::RingExtended, &[])), Ok(()));
        trial.wait(0.1);
        let back = answer(&trial, Soyuz, right);
        let _ = trial.act(Soyuz, back);
        trial.wait(0.1);
        assert_eq!(trial.world.plan.cleared(StepId::Rings), right);
    }
}

#[test]
fn digits_and_undealt_cards_do_not_answer_a_call_without_a_number() {
    let mut trial = Trial::of(&short_mission());
    trial.world.help[1] = HelpLevel::Oklahomski;
    trial.pass_steps_before(StepId::Rings);
    trial.match_now(StepId::RingChoice);
    trial
        .act(Apollo, Command::Ring(RingAct::Extend))
        .expect("free");
    trial.wait(8.0);
    trial
        .act(Apollo, call(CallId::RingExtended, &[]))
        .expect("said");
    let debt = trial.world.radio.owed[1].clone().expect("owed");
    assert_eq!(debt.cards.len(), 3, "no digits to type, so it is chosen");
    for answer in [Answer::Value(1.0), Answer::Value(f32::NAN), Answer::Card(3)] {
        let back = Command::ReadBack {
            seq: debt.seq,
            answer,
        };
        assert_eq!(trial.act(Soyuz, back), Err(Refusal::NothingToReadBack));
    }
    assert!(trial.world.radio.owed[1].is_some(), "still owed");
}

#[test]
fn hatches_4_and_3_open_to_two_keys_only_and_the_keys_spring_back() {
    let mut trial = Trial::of(&short_mission());
    trial.pass_steps_before(StepId::Hatch4);
    let h4 = hatch(HatchId::H4, true);
    assert_eq!(trial.act(Soyuz, h4.clone()), Err(Refusal::NeedsBothKeys));
    trial.match_now(StepId::Equalise);
    for seat in Seat::ALL {
        assert_eq!(trial.act(seat, Command::Key(TwoKeyAct::Hatch4)), Ok(()));
    }
    trial.wait(0.1);
    let asked_for_keys = |trial: &Trial| {
        let open = trial.world.plan.open(trial.world.tick);
        open.iter()
            .any(|mv| mv.step == StepId::Hatch4 && mv.index == 0)
    };
    assert!(!asked_for_keys(&trial));
    // The pressure holds it now: the lock itself is open.
    assert!(matches!(
        trial.act(Soyuz, h4.clone()),
        Err(Refusal::HatchHeld { .. })
    ));
    trial.skip(61.0);
    assert_eq!(trial.act(Soyuz, h4), Err(Refusal::NeedsBothKeys));
    trial.match_now(StepId::Equalise);
    trial.wait(0.1);
    assert!(asked_for_keys(&trial), "whose move it is stays true");
    let early = Command::Key(TwoKeyAct::Hatch3);
    let step = StepId::Hatch4;
    assert_eq!(trial.act(Apollo, early), Err(Refusal::Locked { step }));
}

#[test]
fn a_door_to_open_space_can_be_confirmed_under_flight_rules() {
    let mut trial = quiet();
    let open = valve(ValveId::H3Eq);
    assert_eq!(
        trial.act(Apollo, open.clone()),
        Err(Refusal::Confirm(Hazard::NotJoined))
    );
    assert!(Refusal::Confirm(Hazard::NotJoined).may_confirm());
    let sure = Command::Valve {
        valve: ValveId::H3Eq,
        open: true,
        confirmed: true,
    };
    assert_eq!(trial.act(Apollo, sure), Ok(()));
    trial.world.rules = Rules::Training;
    let unsafe_act = Err(Refusal::Unsafe(Hazard::NotJoined));
    assert_eq!(trial.act(Apollo, open), unsafe_act);
}

#[test]
fn long_text_with_escapes_is_cleaned_and_cut_and_empty_text_refused() {
    let mut trial = quiet();
    let wild = "\u{1b}[2J\u{202e}кто\u{200b}\r\n".repeat(2_000);
    assert_eq!(trial.act(Soyuz, Command::Text(wild)), Ok(()));
    let Some(Event::Heard(said)) = trial.events.last() else {
        panic!("heard");
    };
    let Speech::Text(text) = &said.speech else {
        panic!("text");
    };
    assert_eq!(text.chars().count(), TEXT_CHARS_MAX);
    assert!(text.starts_with("[2Jкто[2J") && text.chars().all(is_printable));
    for empty in ["", " \n ", "\u{200b}\u{1b}"] {
        let said = trial.act(Soyuz, Command::Text(empty.to_string()));
        assert_eq!(said, Err(Refusal::BadText));
    }
}

#[test]
fn a_man_moves_only_through_open_hatches() {
    let mut trial = quiet();
    let send = |crew, to| Command::Move {
        crew,
        to,
        confirmed: false,
    };
    let (dm, cm, tunnel1) = (CompartmentId::Dm, CompartmentId::Cm, CompartmentId::Tunnel1);
    let stafford = CrewId::Stafford;
    let way = trial.act(Apollo, send(stafford, tunnel1));
    assert_eq!(way, Err(Refusal::HatchShut(HatchId::H2)));
    assert_eq!(
        trial.act(Apollo, send(stafford, cm)),
        Err(Refusal::HatchShut(HatchId::H2))
    );
    assert_eq!(
        trial.act(Apollo, send(stafford, dm)),
        Err(Refusal::AlreadySo)
    );
    assert_eq!(trial.act(Apollo, send(CrewId::Brand, tunnel1)), Ok(()));
    trial.wait(5.0);
    assert_eq!(trial.world.crew[1].at, tunnel1);
}

/// A docked pair whose active ring is this seat's, every step before the undocking done.
fn docked(active: Seat) -> Trial {
    let mut trial = about_to_dock_with(active);
    trial.pass_steps_before(StepId::Retract);
    trial.world.switches.latch_cell = true;
    assert!(trial.wait_for(|event| *event == DockingEvent::Damped));
    let passive = trial.act(active.other(), Command::Retract);
    assert_eq!(passive, Err(Refusal::NotAtThisSeat));
    assert_eq!(trial.act(active, Command::Retract), Ok(()));
    assert!(trial.wait_for(|event| *event == DockingEvent::Retracted));
    let passive = trial.act(active.other(), Command::Hooks(true));
    assert_eq!(passive, Err(Refusal::NotAtThisSeat));
    trial.match_now(StepId::Frames);
    assert_eq!(trial.act(active, Command::Hooks(true)), Ok(()));
    assert!(trial.wait_for(|event| *event == DockingEvent::HardDock));
    trial
}

#[test]
fn the_active_side_joins_and_the_passive_side_can_always_undo_the_joint() {
    for active in Seat::ALL {
        let mut trial = docked(active);
        let passive = active.other();
        assert_eq!(trial.act(passive, Command::Release), Ok(()));
        assert_eq!(trial.act(passive, Command::Hooks(false)), Ok(()));
        assert!(trial.wait_for(|event| *event == DockingEvent::Undocked));
        trial.wait(5.0);
        let leaving = -trial.world.ports().closing_m_per_s();
        assert!((0.045..0.055).contains(&leaving), "{leaving}");
        assert!(!trial.world.mechanism.captured());
    }
}

/// Speed at which a pair parts by Soyuz's order, m/s, after `ready` has left the tunnel as it is.
fn parts_at(ready: impl Fn(&mut Trial)) -> f64 {
    let mut trial = docked(Soyuz);
    ready(&mut trial);
    assert_eq!(trial.act(Soyuz, Command::Release), Ok(()));
    assert_eq!(trial.act(Soyuz, Command::Hooks(false)), Ok(()));
    assert!(trial.wait_for(|event| *event == DockingEvent::Undocked));
    trial.wait(2.0);
    -trial.world.ports().closing_m_per_s()
}

#[test]
fn gas_left_between_the_hatches_throws_the_craft_apart() {
    let empty = parts_at(|_| ());
    // Through hatch 4's valve, then shut: the opening hooks let most of it out, the rest pushes.
    let filled = parts_at(|trial| {
        trial.world.air.set_valve(ValveId::H4Eq, true);
        trial.wait(20.0);
        trial.world.air.set_valve(ValveId::H4Eq, false);
    });
    assert!(filled > empty + 0.005, "{empty} {filled}");
    // A whole orbital module behind an open hatch.
    let open = parts_at(|trial| {
        trial.world.rules = Rules::Real;
        trial.world.air.set_hatch(HatchId::H4, HatchState::Open);
        trial.wait(20.0);
    });
    assert!(open > 0.3, "{open}");
}

#[test]
fn hooks_do_not_open_under_an_open_hatch_except_under_real_rules() {
    let mut trial = quiet();
    trial.world.air.set_hatch(HatchId::H4, HatchState::Open);
    let open = Command::Hooks(false);
    let shut_first = Err(Refusal::ShutFirst(HatchId::H4));
    assert_eq!(trial.act(Apollo, open.clone()), shut_first);
    trial.world.rules = Rules::Real;
    assert_eq!(trial.act(Apollo, open), Err(Refusal::NotJoined));
}

#[test]
fn no_go_holds_the_gate_and_go_from_both_opens_it() {
    let mut trial = Trial::of(&short_mission());
    assert_eq!(
        trial.act(Soyuz, Command::Poll(true)),
        Err(Refusal::NoPollOpen)
    );
    trial.pass_steps_before(StepId::Gate30);
    trial.wait(0.1);
    let slots = [SlotValue::Number(30.0), SlotValue::Number(0.0)];
    trial
        .act(Soyuz, call(CallId::RangeAndRate, &slots))
        .expect("said");
    trial.wait(0.1);
    let back = answer(&trial, Apollo, true);
    trial.act(Apollo, back).expect("right");
    trial.wait(0.1);
    for (apollo, passes) in [(false, false), (true, true)] {
        assert_eq!(trial.act(Apollo, Command::Poll(apollo)), Ok(()));
        let _ = trial.act(Soyuz, Command::Poll(true));
        // Each crew's answer stands on its partner's panel.
        let on_soyuz = crate::view::of(&trial.world, Soyuz)
            .panel
            .soyuz()
            .map(|panel| panel.apollo_go);
        let on_apollo = crate::view::of(&trial.world, Apollo)
            .panel
            .apollo()
            .map(|panel| panel.soyuz_go);
        assert_eq!(on_soyuz, Some(Some(apollo)));
        assert_eq!(on_apollo, Some(Some(true)));
        trial.wait(1.0);
        assert_eq!(trial.world.plan.cleared(StepId::Gate30), passes);
        assert_eq!(trial.world.radio.is_go(Gate::G30), passes);
    }
}

#[test]
fn a_greeting_counts_only_in_the_language_of_the_crew_that_hears_it() {
    let mut trial = quiet();
    trial.wait(0.1);
    let greet = |tongue| Command::Call {
        call: CallId::GladToSeeYou,
        slots: Vec::new(),
        tongue,
    };
    for (seat, own, theirs) in [
        (Apollo, Tongue::English, Tongue::Russian),
        (Soyuz, Tongue::Russian, Tongue::English),
    ] {
        let owed = |trial: &Trial| {
            let open = trial.world.plan.open(trial.world.tick);
            let mut rows = open.iter().filter_map(crate::view::plan::OpenMove::row);
            rows.any(|row| row.who.seat(trial.world.plan.roles) == seat)
        };
        trial.act(seat, greet(own)).expect("spoken");
        trial.wait(0.1);
        assert!(owed(&trial), "{seat:?} greeted in its own language");
        trial.act(seat, greet(theirs)).expect("spoken");
        trial.wait(0.1);
        assert!(!owed(&trial), "{seat:?}");
    }
}

#[test]
fn a_change_of_help_is_logged_for_both_crews_and_an_unchanged_one_is_not() {
    let mut trial = quiet();
    for level in [HelpLevel::Cadet, HelpLevel::Cadet, HelpLevel::Passenger] {
        trial.act(Soyuz, Command::Help(level)).expect("taken");
    }
    let changed: Vec<_> = trial
        .events
        .iter()
        .filter(|event| matches!(event, Event::Help { .. }))
        .cloned()
        .collect();
    let seat = Soyuz;
    let logged = [HelpLevel::Cadet, HelpLevel::Passenger].map(|level| Event::Help { seat, level });
    assert_eq!(changed, logged);
    for event in &logged {
        assert!(
            Seat::ALL
                .map(|seat| crate::view::event_for(event, seat))
                .iter()
                .all(Option::is_some)
        );
    }
}
