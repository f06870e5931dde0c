//! A seat that changes hands in flight: at any moment of a mission another software crew takes it, knows
//! nothing of what was said, and the mission still comes to its good end.

use handshake_shared::ids::Seat;
use handshake_shared::rng::{Stream, Subject};
use handshake_shared::time::Tick;
use handshake_tests::flight::fly_handing;

use super::{SEED, matrix::how, names, nominal, scenario};

/// Longer than the longest mission with a crew that has to find its way, s.
const LIMIT_S: f64 = 3_000.0;
/// Moments of a mission, in turn for either seat, and how many of a hundred have to end well.
const MOMENTS: usize = 20;
const GOOD_PERCENT: usize = 95;

/// Hands a seat over at so many moments of every mission.
fn relieved(moments: usize) {
    let (mut good, mut all) = (0, 0);
    let mut short = Vec::new();
    for (index, name) in names().enumerate() {
        let mission = scenario(name);
        let last = nominal(name, SEED).world.tick();
        let mut draw = Stream::new(index as u64, Subject::Start);
        let mut bad = Vec::new();
        for number in 0..moments {
            let at = Tick(draw.below(u64::from(last.0)) as u32);
            let seat = Seat::ALL[number % 2];
            let flight = fly_handing(&mission, SEED, LIMIT_S, at, seat);
            if flight.outcome() != Some(mission.goal.outcome()) {
                let when = at.seconds();
                bad.push(format!("{seat:?} at {when:.1} s: {}", how(SEED, &flight)));
            }
        }
        let ended = moments - bad.len();
        println!("{name:<20} {ended:>3} of {moments}");
        for line in &bad {
            println!("    {line}");
        }
        if ended * 100 < moments * GOOD_PERCENT {
            short.push((name, bad));
        }
        (good, all) = (good + ended, all + moments);
    }
    println!("{good} of {all}");
    assert!(short.is_empty(), "{short:#?}");
}

/// Prints the table: `cargo test -p handshake-tests --test simulation -- --ignored --nocapture relieves`.
#[test]
#[ignore = "three hundred flights take a minute or two"]
fn another_crew_relieves_a_seat_at_twenty_moments_of_every_mission() {
    relieved(MOMENTS);
}
