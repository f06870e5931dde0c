//! Fit hands are at once, hurt ones late, and a place at the controls is taken over.

use super::*;
use crate::catalogue::valves::ValveId;
use crate::sim::digest;
use crate::sim::event::{Speech, Transmission};
use crate::sim::input::ControlMode;
use crate::sim::step as tick;
use crate::sim::trials::{Trial, quiet, turned};
use crate::view::event_for;
use alloc::vec;

/// A blow that leaves about half of a man's skill.
const HALF_BLOW_J: f64 = 66.0;
/// One that stuns.
const STUN_J: f64 = 90.0;

fn given(trial: &mut Trial, stick: Stick, commands: Vec<Command>) {
    let inputs = [SeatInput { stick, commands }, SeatInput::default()];
    tick(&mut trial.world, &inputs, &mut trial.events);
}

fn hit(trial: &mut Trial, man: CrewId, energy_j: f64) {
    trial.world.crew[man as usize].strike(energy_j);
}

/// Ticks until Apollo's mode switch stands where it was told to, and until its stick does.
fn lags(trial: &mut Trial) -> [u32; 2] {
    let mode = ControlMode::AccelCmd;
    let mut lags = [None; 2];
    given(trial, turned(0, 100), vec![Command::Mode(mode)]);
    for passed in 0..200 {
        let done = [
            trial.world.craft[0].autopilot.mode == mode,
            trial.world.hands.held[0] == turned(0, 100),
        ];
        for (lag, done) in lags.iter_mut().zip(done) {
            *lag = lag.or(done.then_some(passed));
        }
        given(trial, turned(0, 100), Vec::new());
    }
    lags.map(|lag| lag.expect("done at last"))
}

#[test]
fn a_fit_mans_acts_are_at_once_and_a_hurt_mans_come_late() {
    assert_eq!(lags(&mut quiet()), [0, 0]);
    let mut hurt = quiet();
    hit(&mut hurt, CrewId::Brand, HALF_BLOW_J);
    let skill = hurt.world.crew[CrewId::Brand as usize].hands();
    let expected = (LATEST_S * 60.0 * (1.0 - skill)).round() as u32;
    assert!((40..80).contains(&expected), "{expected}");
    assert_eq!(lags(&mut hurt), [expected; 2]);
    // Somebody else's bruises are no matter of the man at the controls.
    let mut other = quiet();
    hit(&mut other, CrewId::Slayton, HALF_BLOW_J);
    assert_eq!(lags(&mut other), [0, 0]);
}

#[test]
fn a_valve_waits_for_the_man_beside_it_and_not_for_the_pilot() {
    let opened_after = |hurt: CrewId| {
        let mut trial = quiet();
        // Stafford and Slayton are in the Docking Module; the first of them does it.
        hit(&mut trial, hurt, HALF_BLOW_J);
        let open = Command::Valve {
            valve: ValveId::H2Eq,
            open: true,
            confirmed: true,
        };
        given(
            &mut trial,
            Stick::NEUTRAL,
            vec![Command::StoreAttitude, open],
        );
        let mut ticks = 0;
        while !trial.world.air.valve_open(ValveId::H2Eq) && ticks < 200 {
            given(&mut trial, Stick::NEUTRAL, Vec::new());
            ticks += 1;
        }
        ticks
    };
    assert!((40..80).contains(&opened_after(CrewId::Stafford)));
    assert_eq!(opened_after(CrewId::Brand), 0, "and not behind the pilot's");
}

#[test]
fn late_acts_keep_their_order_when_the_hand_recovers_and_are_in_the_fingerprint() {
    let mut trial = quiet();
    hit(&mut trial, CrewId::Brand, HALF_BLOW_J);
    let before = digest::of(&trial.world);
    let modes = [ControlMode::AccelCmd, ControlMode::MinImp];
    let [first, last] = modes.map(Command::Mode);
    let mut waits = trial.world.clone();
    let inputs = [
        SeatInput {
            stick: Stick::NEUTRAL,
            commands: vec![first.clone()],
        },
        SeatInput::default(),
    ];
    work(&mut waits, Seat::Apollo, &inputs[0], &mut Vec::new());
    assert_ne!(digest::of(&waits), before);
    given(&mut trial, Stick::NEUTRAL, vec![first]);
    let well = CrewMember::new(CrewId::Brand, CompartmentId::Cm, 0.0);
    trial.world.crew[CrewId::Brand as usize] = well;
    given(&mut trial, Stick::NEUTRAL, vec![last]);
    assert_eq!(trial.world.craft[0].autopilot.mode, ControlMode::RateCmd);
    trial.wait(2.0);
    assert_eq!(trial.world.craft[0].autopilot.mode, modes[1]);
}

#[test]
fn another_man_takes_the_controls_when_the_pilot_is_down_and_only_his_crew_hears() {
    let mut trial = quiet();
    let pilots = |trial: &Trial| Seat::ALL.map(|seat| trial.world.hands.pilot(seat));
    // Stafford and Slayton wait in the Docking Module, Leonov in the orbital module.
    assert_eq!(pilots(&trial), [CrewId::Brand, CrewId::Kubasov]);
    hit(&mut trial, CrewId::Brand, STUN_J);
    trial.wait(0.1);
    assert_eq!(pilots(&trial)[0], CrewId::Stafford);
    let change = Event::Pilot {
        seat: Seat::Apollo,
        crew: CrewId::Stafford,
    };
    assert!(trial.events.contains(&change));
    assert_eq!(event_for(&change, Seat::Soyuz), None);
    assert!(event_for(&change, Seat::Apollo).is_some());
    // The cockpit is better than any other place, once its man is himself again.
    trial.wait(60.0);
    assert_eq!(pilots(&trial)[0], CrewId::Brand);
    // Of two in the cockpit the one who flies goes on.
    trial.world.crew[0].at = CompartmentId::Cm;
    trial.wait(0.1);
    assert_eq!(pilots(&trial)[0], CrewId::Brand);
    hit(&mut trial, CrewId::Stafford, HALF_BLOW_J);
    trial.world.crew[2].at = CompartmentId::Cm;
    hit(&mut trial, CrewId::Brand, STUN_J);
    trial.wait(0.1);
    assert_eq!(pilots(&trial)[0], CrewId::Slayton, "the fittest of the two");
}

#[test]
fn with_all_men_down_the_stick_springs_back_and_no_act_is_done() {
    let mut trial = quiet();
    given(&mut trial, turned(1, 90), Vec::new());
    assert_eq!(trial.world.hands.held[0], turned(1, 90));
    for man in [CrewId::Stafford, CrewId::Brand, CrewId::Slayton] {
        hit(&mut trial, man, STUN_J);
    }
    let order = Command::Mode(ControlMode::MinImp);
    given(&mut trial, turned(1, 90), vec![order]);
    assert_eq!(trial.world.hands.held[0], Stick::NEUTRAL);
    let why = Refusal::NoAnswer(CrewId::Brand);
    let seat = Seat::Apollo;
    assert!(trial.events.contains(&Event::Refused { seat, why }));
}

fn said(trial: &mut Trial, text: &str) -> String {
    assert_eq!(trial.act(Seat::Apollo, Command::Text(text.into())), Ok(()));
    let heard = trial.events.iter().rev().find_map(|event| match event {
        Event::Heard(Transmission {
            speech: Speech::Text(text),
            ..
        }) => Some(text.clone()),
        _ => None,
    });
    heard.expect("heard")
}

#[test]
fn an_impaired_man_mistypes_and_the_partner_reads_it_so() {
    let text = "Soyuz, мы теряем давление, number 3 1 4";
    let mut fit = quiet();
    assert_eq!(said(&mut fit, text), text);
    let garble = || {
        let mut dazed = quiet();
        hit(&mut dazed, CrewId::Brand, HALF_BLOW_J);
        said(&mut dazed, text)
    };
    let read = garble();
    assert_ne!(read, text);
    assert_eq!(read, garble(), "the seed's own slips");
    // Swapped or doubled: no letter is lost and no digit is touched.
    let mut rest: Vec<char> = read.chars().collect();
    for letter in text.chars() {
        let at = rest.iter().position(|other| *other == letter);
        rest.remove(at.expect("kept"));
    }
    assert!(rest.iter().all(|letter| letter.is_alphabetic()), "{read}");
    let digits = |text: &str| -> String { text.chars().filter(char::is_ascii_digit).collect() };
    assert_eq!(digits(&read), digits(text));
}

#[test]
fn a_garbled_text_never_grows_past_its_bound() {
    let mut stream = Stream::new(7, crate::rng::Subject::Typing);
    let long: String = core::iter::repeat_n('ж', TEXT_CHARS_MAX).collect();
    assert_eq!(
        garbled(&long, 0.9, &mut stream).chars().count(),
        TEXT_CHARS_MAX
    );
    assert_eq!(garbled("", 1.0, &mut stream), "");
    assert_eq!(garbled("ab", 0.0, &mut stream), "ab");
}
