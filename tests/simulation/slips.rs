//! A pair that always reads back another unit or another call than it heard: it comes to every armed act,
//! and no further. A good pair that takes over at the same moment goes on.

use handshake::bots::Temper;
use handshake_shared::catalogue::calls::{CallId, SlotValue};
use handshake_shared::catalogue::procedures::{Act, StepId};
use handshake_shared::catalogue::valves::ValveId;
use handshake_shared::ids::{HatchId, Seat};
use handshake_shared::sim::armed::Armed;
use handshake_shared::sim::doors::HatchState;
use handshake_shared::sim::event::{Event, Refusal, Verdict};
use handshake_shared::sim::input::{
    Command, HelpLevel, Inputs, RingAct, SeatInput, Tongue, TwoKeyAct,
};
use handshake_shared::sim::{World, step};
use handshake_shared::view;
use handshake_tests::flight::{Flight, fly_on, fly_until};

use super::{SEED, scenario};

/// How long a pair tries at one lock, s.
const TRIES_S: f64 = 90.0;

/// An armed act, how a flight comes to it, and what its crew does.
struct Case {
    armed: Armed,
    mission: &'static str,
    /// The read-back that opens it is owed next.
    next: fn(&World) -> bool,
    act: fn() -> (Seat, Command),
    /// It was done.
    done: fn(&World) -> bool,
}

fn open(world: &World, hatch: HatchId) -> bool {
    world.air.hatch(hatch) == HatchState::Open
}

const CASES: &[Case] = &[
    Case {
        armed: Armed::Ring,
        mission: "final-approach",
        next: |_| true,
        act: || (Seat::Apollo, Command::Ring(RingAct::Extend)),
        done: |world| world.plan.done().has(StepId::Rings),
    },
    Case {
        armed: Armed::Hooks,
        mission: "final-approach",
        next: |world| world.plan.done().has(StepId::Retract),
        act: || (Seat::Apollo, Command::Hooks(true)),
        done: |world| world.mechanism.hooks() > 0,
    },
    Case {
        armed: Armed::Equalise,
        mission: "airlock-school",
        next: |world| world.plan.done().has(StepId::DmTop),
        act: || {
            let open = Command::Valve {
                valve: ValveId::H4Eq,
                open: true,
                confirmed: true,
            };
            (Seat::Soyuz, open)
        },
        done: |world| world.air.valve_open(ValveId::H4Eq),
    },
    Case {
        armed: Armed::HatchGo(TwoKeyAct::Hatch4),
        mission: "airlock-school",
        next: |world| world.air.valve_open(ValveId::H4Eq),
        act: || (Seat::Apollo, Command::Key(TwoKeyAct::Hatch4)),
        done: |world| open(world, HatchId::H4),
    },
    Case {
        armed: Armed::HatchGo(TwoKeyAct::Hatch3),
        mission: "airlock-school",
        next: |world| open(world, HatchId::H4),
        act: || (Seat::Soyuz, Command::Key(TwoKeyAct::Hatch3)),
        done: |world| open(world, HatchId::H3),
    },
    Case {
        armed: Armed::Undock,
        mission: "second-docking",
        next: |world| world.plan.done().has(StepId::TunnelDown),
        act: || (Seat::Soyuz, Command::Hooks(false)),
        done: |world| world.mechanism.hooks() == 0,
    },
];

/// Read-backs of a flight, right and wrong.
fn verdicts(flight: &Flight) -> [usize; 2] {
    [true, false].map(|right| {
        let of_it = |event: &Event| matches!(event, Event::ReadBack { verdict, .. } if (*verdict == Verdict::Match) == right);
        flight.events.iter().filter(|(_, event)| of_it(event)).count()
    })
}

/// What an act at the panel is answered with.
fn answer(mut world: World, (seat, command): (Seat, Command)) -> Option<Refusal> {
    let mut inputs = [SeatInput::default(), SeatInput::default()];
    inputs[seat.index()].commands.push(command);
    let mut events = Vec::new();
    step(&mut world, &inputs, &mut events);
    events.into_iter().find_map(|event| match event {
        Event::Refused { seat: whose, why } if whose == seat => Some(why),
        _ => None,
    })
}

fn pair(slips: bool, help: HelpLevel) -> [Temper; 2] {
    [Temper {
        slips,
        help,
        ..Temper::GOOD
    }; 2]
}

#[test]
fn a_pair_that_always_slips_comes_to_every_armed_act_and_is_refused_it_with_its_reason() {
    for case in CASES {
        let good = pair(false, HelpLevel::Passenger);
        let begun = fly_until(&scenario(case.mission), SEED, good, 900.0, case.next);
        assert!((case.next)(&begun.world), "{:?} is reached", case.armed);
        let limit_s = begun.world.tick().seconds() + TRIES_S;
        for help in [
            HelpLevel::Passenger,
            HelpLevel::Pilot,
            HelpLevel::Oklahomski,
        ] {
            let name = format!("{:?} at {help:?}", case.armed);
            let barred = fly_on(begun.world.clone(), pair(true, help), limit_s);
            let [right, wrong] = verdicts(&barred);
            assert!(
                wrong > 0 && right == 0,
                "{name}: {right} right, {wrong} wrong"
            );
            assert!(!(case.done)(&barred.world), "{name}: done all the same");
            let said = answer(barred.world, (case.act)());
            let steps = case.armed.steps();
            let locked = matches!(said, Some(Refusal::Locked { step }) if steps.contains(&step));
            assert!(locked, "{name}: {said:?}");
            let flown = fly_on(begun.world.clone(), pair(false, help), limit_s);
            assert!((case.done)(&flown.world), "{name}: a good pair does it");
            println!("{name}: {wrong} wrong read-backs, {said:?}");
        }
    }
}

#[test]
fn a_call_whose_read_back_another_one_took_the_place_of_has_to_be_said_again() {
    let good = pair(false, HelpLevel::Passenger);
    let rings = |world: &World| {
        let owed = world.radio.owed[Seat::Apollo.index()].as_ref();
        owed.is_some_and(|debt| debt.step == StepId::Rings)
    };
    let begun = fly_until(&scenario("second-docking"), SEED, good, 120.0, rings);
    assert!(rings(&begun.world), "Soyuz has called its ring");
    let mut world = begun.world;
    let says_it_again = |world: &World| {
        let plan = view::of(world, Seat::Soyuz).plan;
        let again = Act::Say(CallId::RingExtended, None);
        plan.moves_of(Seat::Soyuz).any(|(_, mv)| mv.act == again)
    };
    while !world.plan.done().has(StepId::Close30) {
        step(&mut world, &Inputs::default(), &mut Vec::new());
        assert!(!says_it_again(&world), "it is said");
    }
    let mut inputs = Inputs::default();
    inputs[Seat::Soyuz.index()].commands.push(Command::Call {
        call: CallId::RangeAndRate,
        slots: vec![SlotValue::Number(30.0), SlotValue::Number(0.2)],
        tongue: Tongue::English,
    });
    step(&mut world, &inputs, &mut Vec::new());
    let owed = world.radio.owed[Seat::Apollo.index()].as_ref();
    assert_eq!(owed.map(|debt| debt.step), Some(StepId::Gate30));
    step(&mut world, &Inputs::default(), &mut Vec::new());
    assert!(says_it_again(&world), "nobody can answer it any more");
}

/// Roles that change hands have tests of their own.
#[test]
fn every_armed_act_has_its_case() {
    for armed in Armed::ALL {
        let cased = CASES.iter().any(|case| case.armed == armed);
        assert!(cased || matches!(armed, Armed::Swap(_)), "{armed:?}");
    }
}
