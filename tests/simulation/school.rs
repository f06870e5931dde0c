//! The radio school: each lesson is passed by what it teaches and by nothing else, and both crews see
//! what a wrong read-back does.

use handshake::app::calls::{Bar, PLACES};
use handshake::bots::Temper;
use handshake_shared::catalogue::calls::CallId;
use handshake_shared::catalogue::lamps::LampCode;
use handshake_shared::catalogue::procedures::StepId;
use handshake_shared::ids::{HatchId, Seat};
use handshake_shared::sim::event::{Event, Outcome, Refusal, Verdict};
use handshake_shared::sim::input::{Command, HatchAct, HelpLevel, SeatInput, Tongue, TwoKeyAct};
use handshake_shared::sim::{World, step};
use handshake_shared::view;
use handshake_tests::flight::{Flight, fly, fly_until};

use super::{SEED, scenario};

/// What the lessons may take, s.
const FOUR_MINUTES_S: f64 = 240.0;
const BOTH: [Temper; 2] = [Temper::GOOD; 2];

/// The school up to where a lesson is the next one.
fn at(before: StepId) -> World {
    let reached = |world: &World| world.plan.done().has(before);
    let flight = fly_until(
        &scenario("radio-school"),
        SEED,
        BOTH,
        FOUR_MINUTES_S,
        reached,
    );
    assert!(reached(&flight.world), "{before:?} is passed");
    flight.world
}

/// One act of one seat, and a tick: what came of it.
fn act(world: &mut World, seat: Seat, command: Command) -> Vec<Event> {
    let mut inputs = [SeatInput::default(), SeatInput::default()];
    inputs[seat.index()].commands.push(command);
    let mut events = Vec::new();
    step(world, &inputs, &mut events);
    events
}

fn say(call: CallId, tongue: Tongue) -> Command {
    Command::Call {
        call,
        slots: Vec::new(),
        tongue,
    }
}

/// Moves a seat has open.
fn open(world: &World, seat: Seat) -> usize {
    let plan = view::of(world, seat).plan;
    plan.moves_of(seat).count()
}

/// Verdicts on the read-backs of a seat, in order.
fn verdicts(flight: &Flight, of: Seat) -> Vec<bool> {
    let judged = flight.events.iter().filter_map(|(_, event)| match event {
        Event::ReadBack { by, verdict, .. } if *by == of => Some(*verdict == Verdict::Match),
        _ => None,
    });
    judged.collect()
}

#[test]
fn software_crews_pass_in_four_minutes_and_each_reads_back_wrongly_once() {
    for seed in [SEED, 1, 2, 3, 42] {
        for reaction_s in [1.2, 8.0] {
            let slow = BOTH.map(|temper| Temper {
                reaction_s,
                ..temper
            });
            let flight = fly(&scenario("radio-school"), seed, slow, FOUR_MINUTES_S);
            println!(
                "radio-school, seed {seed}, {reaction_s} s to react: {:.1} s",
                flight.world.tick().seconds()
            );
            assert_eq!(flight.outcome(), Some(Outcome::PlanFlown), "{seed}");
            for seat in Seat::ALL {
                assert_eq!(verdicts(&flight, seat), [false, true], "{seat:?} {seed}");
            }
        }
    }
}

#[test]
fn the_call_of_the_phrasebook_lesson_is_on_no_digit() {
    let world = at(StepId::SchoolAnswer);
    let view = view::of(&world, Seat::Apollo);
    let mut bar = Bar::default();
    bar.follow(&view, None, PLACES);
    let offers = bar.offers(&view, None);
    let offered = |call| offers.iter().flatten().any(|offer| offer.call == call);
    assert!(!offered(CallId::DockingComplete));
    assert!(offered(CallId::AllWell), "the bar is not empty");
}

#[test]
fn their_language_is_learnt_in_their_language_only() {
    let mut world = at(StepId::SchoolBook);
    for (tongue, left) in [(Tongue::English, 1), (Tongue::Russian, 0)] {
        act(&mut world, Seat::Apollo, say(CallId::AllWell, tongue));
        assert_eq!(open(&world, Seat::Apollo), left, "{tongue:?}");
    }
}

#[test]
fn a_light_signal_counts_when_it_is_the_one_and_the_other_crew_sees_it() {
    let mut world = at(StepId::SchoolTheirs);
    for (code, left) in [(LampCode::Stop, 1), (LampCode::SayAgain, 0)] {
        let seen = Event::LampSeen {
            from: Seat::Apollo,
            code,
        };
        let events = act(&mut world, Seat::Apollo, Command::Lamp(code));
        assert!(events.contains(&seen), "{events:?}");
        assert_eq!(open(&world, Seat::Apollo), left, "{code:?}");
    }
}

#[test]
fn a_help_level_counts_when_it_is_another_one() {
    let mut world = at(StepId::SchoolLamp);
    for (level, left) in [(HelpLevel::Passenger, 1), (HelpLevel::Oklahomski, 0)] {
        act(&mut world, Seat::Soyuz, Command::Help(level));
        assert_eq!(open(&world, Seat::Soyuz), left, "{level:?}");
    }
}

#[test]
fn the_last_hatch_waits_for_both_answers_and_both_keys() {
    let mut world = at(StepId::SchoolCell);
    act(&mut world, Seat::Apollo, Command::Poll(true));
    act(&mut world, Seat::Soyuz, Command::Poll(false));
    assert!(!world.plan.done().has(StepId::SchoolGo), "no go is no go");
    act(&mut world, Seat::Soyuz, Command::Poll(true));
    assert!(world.plan.done().has(StepId::SchoolGo));
    let hatch = Command::Hatch {
        hatch: HatchId::H3,
        act: HatchAct::Open,
        confirmed: true,
    };
    act(&mut world, Seat::Apollo, Command::Key(TwoKeyAct::Hatch3));
    let refused = Event::Refused {
        seat: Seat::Apollo,
        why: Refusal::NeedsBothKeys,
    };
    assert!(act(&mut world, Seat::Apollo, hatch.clone()).contains(&refused));
    act(&mut world, Seat::Soyuz, Command::Key(TwoKeyAct::Hatch3));
    assert!(!act(&mut world, Seat::Apollo, hatch).contains(&refused));
}
