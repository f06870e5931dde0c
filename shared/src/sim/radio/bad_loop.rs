//! The loop when it is bad: noise by time, phase and direction, a dead loop, light signals, read-backs
//! that run out, numbers without a unit.

use alloc::string::ToString;
use alloc::vec::Vec;

use super::noise::{DEAD_PERCENT, Noise, NoiseRow};
use crate::catalogue::calls::{CallId, SlotValue};
use crate::catalogue::faults::Condition;
use crate::catalogue::lamps::{LampCode, SIGNAL_S};
use crate::catalogue::procedures::{Gate, Phase, StepId};
use crate::ids::Seat::{self, Apollo, Soyuz};
use crate::limits::MATCH_FRESH_S;
use crate::sim::digest;
use crate::sim::event::{DockingEvent, Event, Refusal};
use crate::sim::input::{Answer, Command, HelpLevel, RingAct, Tongue};
use crate::sim::trials::{Trial, about_to_dock, hard_docked, quiet, short_mission, turned};
use crate::time::Tick;
use crate::view;

fn call(call: CallId, slots: &[SlotValue]) -> Command {
    Command::Call {
        call,
        slots: slots.to_vec(),
        tongue: Tongue::English,
    }
}

/// The short mission at its start with this noise.
fn noisy(rows: &[NoiseRow]) -> Trial {
    let mut scenario = short_mission();
    scenario.noise = rows.to_vec();
    let mut trial = Trial::of(&scenario);
    trial.wait(0.1);
    trial
}

/// How what this crew says now comes through.
fn heard(trial: &mut Trial, from: Seat) -> Noise {
    assert_eq!(trial.act(from, call(CallId::Roger, &[])), Ok(()));
    let said = trial.events.iter().rev().find_map(|event| match event {
        Event::Heard(said) => Some(said.noise),
        _ => None,
    });
    said.expect("said")
}

fn seen(trial: &Trial) -> Vec<(Seat, LampCode)> {
    let events = trial.events.iter().filter_map(|event| match event {
        Event::LampSeen { from, code } => Some((*from, *code)),
        _ => None,
    });
    events.collect()
}

#[test]
fn noise_comes_at_its_time_in_its_direction_and_the_worst_of_it_counts() {
    let row = NoiseRow::throughout(0);
    let mut trial = noisy(&[
        NoiseRow {
            from: Tick::at(10.0),
            lasts: Some(Tick::at(10.0)),
            to: Some(Soyuz),
            loss_percent: 20,
            ..row
        },
        NoiseRow {
            from: Tick::at(15.0),
            lasts: Some(Tick::at(10.0)),
            loss_percent: 5,
            ..row
        },
        NoiseRow {
            phase: Some(Phase::Air),
            loss_percent: 50,
            ..row
        },
    ]);
    let mut losses = Vec::new();
    for _ in 0..3 {
        losses.push([Apollo, Soyuz].map(|from| heard(&mut trial, from).loss_percent));
        trial.wait(8.0);
    }
    // Said by Apollo, heard by Soyuz; and the other way.
    assert_eq!(losses, [[0, 0], [0, 0], [20, 5]]);
    assert_eq!(heard(&mut trial, Apollo).loss_percent, 5);
    trial.wait(2.0);
    assert_eq!(heard(&mut trial, Apollo), Noise::default());
}

#[test]
fn noise_waits_for_what_happens_and_holds_under_training_too() {
    let mut trial = about_to_dock();
    trial.world.rules = crate::sim::doors::Rules::Training;
    let row = NoiseRow {
        on: Some(Condition::Capture),
        from: Tick::at(1.0),
        ..NoiseRow::throughout(30)
    };
    trial.world.radio.noise = super::Noises::new(
        &[row],
        crate::rng::Stream::new(3, crate::rng::Subject::Noise),
    );
    trial.world.switches.latch_cell = true;
    assert!(trial.wait_for(|docking| *docking == DockingEvent::Capture));
    assert_eq!(heard(&mut trial, Apollo).loss_percent, 0);
    trial.wait(1.1);
    assert_eq!(heard(&mut trial, Apollo).loss_percent, 30);
}

#[test]
fn which_words_go_is_the_seeds_and_stays_for_the_flight() {
    let rows = [NoiseRow::throughout(10)];
    let mut trial = noisy(&rows);
    let first = heard(&mut trial, Apollo);
    trial.wait(5.0);
    assert_eq!(heard(&mut trial, Soyuz), first);
    let mut scenario = short_mission();
    scenario.noise = rows.to_vec();
    let mut other = crate::sim::World::new(&scenario, 12);
    super::noise::step(&mut other);
    assert_ne!(other.radio.noise.at(Apollo).seed, first.seed);
}

#[test]
fn noise_and_lamps_shape_the_fingerprint() {
    let mut worlds = [quiet(), quiet(), quiet()];
    worlds[1].world.radio.noise = super::Noises::new(
        &[NoiseRow::throughout(10)],
        crate::rng::Stream::new(3, crate::rng::Subject::Noise),
    );
    worlds[2]
        .act(Soyuz, Command::Lamp(LampCode::Go))
        .expect("lit");
    let [plain, noise, lamp] = worlds.map(|mut trial| {
        trial.wait(0.1);
        digest::of(&trial.world)
    });
    assert_ne!(plain, noise);
    assert_ne!(plain, lamp);
}

#[test]
fn nothing_is_said_on_a_dead_loop_and_the_other_direction_stays_open() {
    let dead = NoiseRow {
        to: Some(Soyuz),
        ..NoiseRow::throughout(DEAD_PERCENT)
    };
    let mut trial = noisy(&[dead]);
    for command in [call(CallId::Roger, &[]), Command::Text("hello".to_string())] {
        assert_eq!(trial.act(Apollo, command.clone()), Err(Refusal::LoopDead));
        assert_eq!(trial.act(Soyuz, command), Ok(()));
    }
    assert_eq!(
        view::radio::of(&trial.world, Soyuz).loss_percent,
        DEAD_PERCENT
    );
    assert_eq!(view::radio::of(&trial.world, Apollo).loss_percent, 0);
}

#[test]
fn a_go_by_lamp_answers_the_hold_point_on_a_dead_loop() {
    let mut scenario = short_mission();
    scenario.noise = [NoiseRow {
        from: Tick::at(1.0),
        ..NoiseRow::throughout(100)
    }]
    .into();
    scenario.steps = [StepId::Gate30].into();
    let mut trial = Trial::of(&scenario);
    trial.world.help = [HelpLevel::Commander; 2];
    trial.wait(0.1);
    let slots = [SlotValue::Number(30.0), SlotValue::Number(0.0)];
    let said = call(CallId::RangeAndRate, &slots);
    assert_eq!(trial.act(Soyuz, said), Ok(()));
    let seq = trial.world.radio.owed[0].as_ref().expect("owed").seq;
    let answer = Answer::Value(30.0);
    assert_eq!(trial.act(Apollo, Command::ReadBack { seq, answer }), Ok(()));
    trial.wait(1.0);
    let gate = trial.world.plan.open_gate().expect("a hold point");
    assert_eq!(
        trial.act(Apollo, Command::Poll(true)),
        Err(Refusal::LoopDead)
    );
    for (seat, code, go) in [
        (Apollo, LampCode::Go, true),
        (Soyuz, LampCode::NoGo, false),
        (Soyuz, LampCode::Go, true),
    ] {
        assert_eq!(trial.act(seat, Command::Lamp(code)), Ok(()));
        trial.tick(Default::default());
        assert_eq!(trial.world.radio.go[gate as usize][seat.index()], Some(go));
    }
    assert!(trial.world.radio.is_go(gate));
    assert_eq!(gate, Gate::G30);
    trial.tick(Default::default());
    assert!(
        trial.world.plan.cleared(StepId::Gate30),
        "the gate is passed"
    );
}

#[test]
fn a_signal_is_seen_by_the_other_crew_alone_and_ends() {
    let mut trial = quiet();
    trial.wait(0.1);
    assert_eq!(trial.act(Soyuz, Command::Lamp(LampCode::Stop)), Ok(()));
    let [apollo, soyuz] = [Apollo, Soyuz].map(|seat| {
        let events = trial.events.iter();
        events
            .filter_map(|event| view::event_for(event, seat))
            .count()
    });
    assert_eq!((apollo, soyuz), (0, 1), "who gives it knows it");
    let mut flashes = 0;
    let mut before = false;
    for _ in 0..(SIGNAL_S * 60.0) as u32 {
        trial.tick(Default::default());
        let lit = view::scene::of(&trial.world, Apollo).other_lamp;
        flashes += u32::from(lit && !before);
        before = lit;
        assert!(!view::scene::of(&trial.world, Soyuz).other_lamp);
    }
    assert!(flashes >= 6, "two goes of three flashes: {flashes}");
    assert_eq!(seen(&trial), [(Soyuz, LampCode::Stop)]);
    trial.wait(0.2);
    assert_eq!(view::radio::of(&trial.world, Apollo).lamp, None);
    assert_eq!(view::radio::of(&trial.world, Soyuz).own_lamp, None);
}

#[test]
fn a_lamp_out_of_sight_is_not_seen_until_the_nose_turns_to_it() {
    let mut trial = quiet();
    trial.turn(Apollo, crate::sim::input::ControlMode::AccelCmd);
    trial.fly(10.0, [turned(2, 127), Default::default()]);
    trial.fly(30.0, Default::default());
    assert!(view::sight::of(&trial.world, Apollo).target_rad.is_none());
    trial
        .act(Soyuz, Command::Lamp(LampCode::BackOff))
        .expect("lit");
    trial.wait(1.0);
    assert_eq!(seen(&trial), []);
    // Apollo's own lamp is at its port, which Soyuz still has in its field.
    trial
        .act(Apollo, Command::Lamp(LampCode::SayAgain))
        .expect("lit");
    trial.wait(0.1);
    assert_eq!(seen(&trial), [(Apollo, LampCode::SayAgain)]);
}

#[test]
fn joined_craft_see_each_others_lamps() {
    let mut trial = hard_docked(crate::sim::doors::Rules::Real);
    for seat in [Apollo, Soyuz] {
        trial.act(seat, Command::Lamp(LampCode::Go)).expect("lit");
    }
    trial.tick(Default::default());
    assert_eq!(
        seen(&trial),
        [(Apollo, LampCode::Go), (Soyuz, LampCode::Go)]
    );
}

#[test]
fn a_crew_that_backs_off_shows_it() {
    let mut trial = quiet();
    trial.wait(0.1);
    assert_eq!(trial.act(Soyuz, Command::Abort), Ok(()));
    trial.tick(Default::default());
    assert_eq!(seen(&trial), [(Soyuz, LampCode::BackOff)]);
}

#[test]
fn a_read_back_that_does_not_come_runs_out_and_its_call_is_asked_for_again() {
    let mut scenario = short_mission();
    scenario.steps = [StepId::Rings].into();
    let mut trial = Trial::of(&scenario);
    trial.wait(0.1);
    assert_eq!(trial.act(Apollo, Command::Ring(RingAct::Extend)), Ok(()));
    trial.wait(8.0);
    let ring = || call(CallId::RingExtended, &[]);
    assert_eq!(trial.act(Apollo, ring()), Ok(()));
    let debt = trial.world.radio.owed[1].clone().expect("a read-back");
    trial.wait(MATCH_FRESH_S - 1.0);
    assert!(trial.world.radio.owed[1].is_some());
    trial.wait(2.0);
    assert_eq!(trial.world.radio.owed[1], None);
    assert!(trial.events.contains(&Event::Expired(debt.step)));
    let late = Command::ReadBack {
        seq: debt.seq,
        answer: Answer::Card(0),
    };
    assert_eq!(trial.act(Soyuz, late), Err(Refusal::NothingToReadBack));
    // The step asks for the call again.
    assert_eq!(trial.act(Apollo, ring()), Ok(()));
    assert!(trial.world.radio.owed[1].is_some());
}

#[test]
fn digits_without_a_unit_are_judged_alike_and_are_doubtful() {
    for (bare, doubtful) in [(false, 0), (true, 1)] {
        let mut scenario = short_mission();
        scenario.steps = [StepId::Call10].into();
        scenario.range_m = 10.0;
        let mut trial = Trial::of(&scenario);
        trial.world.help = [HelpLevel::Commander; 2];
        trial.wait(0.1);
        let slots = [SlotValue::Number(10.0), SlotValue::Number(0.2)];
        let said = call(CallId::RangeAndRate, &slots);
        assert_eq!(trial.act(Soyuz, said), Ok(()));
        let debt = trial.world.radio.owed[0].clone().expect("a read-back");
        let answer = match bare {
            true => Answer::Bare(10.0),
            false => Answer::Value(10.0),
        };
        let seq = debt.seq;
        assert_eq!(trial.act(Apollo, Command::ReadBack { seq, answer }), Ok(()));
        trial.wait(0.1);
        let told = Event::Doubtful { seq, by: Apollo };
        let count = trial.events.iter().filter(|event| **event == told).count();
        assert_eq!(count, doubtful);
        assert!(
            [Apollo, Soyuz]
                .iter()
                .all(|seat| view::event_for(&told, *seat).is_some())
        );
    }
}

#[test]
fn a_text_with_a_number_and_no_unit_is_doubtful_to_both_and_written_down() {
    let mut trial = quiet();
    for (text, count) in [("range 12 m", 0), ("range 12", 1), ("дальность 12", 2)] {
        let tick = trial.world.tick;
        assert_eq!(trial.act(Soyuz, Command::Text(text.to_string())), Ok(()));
        let happened = trial.events.split_off(0);
        trial.world.record.take(&happened, tick);
        let unitless = trial.world.record.talk.map(|talk| talk.unitless);
        assert_eq!(unitless, [0, count], "{text}");
    }
}
