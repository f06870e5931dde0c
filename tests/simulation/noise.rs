//! Software crews on a bad loop: they hear through the same noise as people, ask again, and go on by
//! lamp where nothing is heard.

use handshake_shared::catalogue::calls::CallId;
use handshake_shared::catalogue::lamps::LampCode;
use handshake_shared::ids::Seat;
use handshake_shared::scenario::load;
use handshake_shared::sim::event::{Event, Outcome, Speech};
use handshake_shared::sim::radio::noise::NoiseRow;
use handshake_shared::time::Tick;
use handshake_tests::flight::{Flight, fly, fly_until};

/// Far beyond the longest of these flights, s.
const LIMIT_S: f64 = 1_500.0;

fn said(flight: &Flight, wanted: CallId) -> usize {
    let calls = flight.events.iter().filter(|(_, event)| {
        let Event::Heard(said) = event else {
            return false;
        };
        matches!(&said.speech, Speech::Call { call, .. } if *call == wanted)
    });
    calls.count()
}

#[test]
fn crews_finish_with_one_word_in_five_lost() {
    let mut asked = 0;
    for seed in 1..5 {
        let mut scenario = load("final-approach").expect("shipped");
        scenario.noise = vec![NoiseRow::throughout(20)];
        let flight = fly(&scenario, seed, Default::default(), LIMIT_S);
        assert_eq!(flight.outcome(), Some(Outcome::Handshake), "seed {seed}");
        asked += said(&flight, CallId::SayAgain);
    }
    assert!(asked > 0, "nobody asked for anything again");
}

#[test]
fn crews_that_hear_little_ask_and_guess_and_still_finish() {
    let mut scenario = load("final-approach").expect("shipped");
    scenario.noise = vec![NoiseRow::throughout(60)];
    for seed in 1..4 {
        let flight = fly(&scenario, seed, Default::default(), LIMIT_S);
        assert_eq!(flight.outcome(), Some(Outcome::Handshake), "seed {seed}");
        assert!(said(&flight, CallId::SayAgain) > 0, "seed {seed}");
    }
}

#[test]
fn a_hold_point_is_passed_by_lamp_while_the_loop_is_dead() {
    let mut scenario = load("final-approach").expect("shipped");
    let polled = |world: &handshake_shared::sim::World| world.plan.open_gate().is_some();
    let until = fly_until(&scenario, 1, Default::default(), LIMIT_S, polled);
    let from = until.world.tick();
    let lasts = Tick::at(40.0);
    scenario.noise = vec![NoiseRow {
        from,
        lasts: Some(lasts),
        ..NoiseRow::throughout(100)
    }];
    let flight = fly(&scenario, 1, Default::default(), LIMIT_S);
    assert_eq!(flight.outcome(), Some(Outcome::Handshake));
    let dead = |tick: Tick| tick >= from && tick.0 < from.0 + lasts.0;
    for seat in Seat::ALL {
        let code = LampCode::Go;
        let seen = Event::LampSeen { from: seat, code };
        let polls = flight.events.iter().filter(|(tick, event)| {
            dead(*tick) && matches!(event, Event::Poll { seat: by, go: true, .. } if *by == seat)
        });
        assert!(
            flight
                .events
                .iter()
                .any(|(tick, event)| dead(*tick) && *event == seen)
        );
        assert_eq!(polls.count(), 1, "{seat:?} answered by lamp");
    }
    let spoken = flight.events.iter().filter(|(tick, event)| {
        dead(*tick) && matches!(event, Event::Heard(_) | Event::ReadBack { .. })
    });
    assert_eq!(spoken.count(), 0, "nothing passes a dead loop");
}
