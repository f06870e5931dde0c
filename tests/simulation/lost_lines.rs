//! Lines that break in every phase of a mission, either crew's and both at once, noticed by the
//! server or not: nothing is lost, nothing happens twice, and the flight is the one without a break.

use handshake_shared::catalogue::procedures::Phase;
use handshake_shared::ids::Seat;
use handshake_shared::rng::{Stream, Subject};
use handshake_shared::sim::World;
use handshake_tests::flight::{Flight, fly_watched};
use handshake_tests::lines::{Break, Lines, Told};

use crate::{LIMIT_S, SEED, scenario};
use handshake::bots::Temper;

const MISSION: &str = "final-approach";
/// Beats after which a flight that has not ended is stuck: ten times what an undisturbed one takes.
const BEATS_MAX: u32 = 300_000;

/// The flight without a break, and the first tick of each of its phases.
fn undisturbed() -> (Flight, Vec<(Phase, u32)>) {
    let mut phases: Vec<(Phase, u32)> = Vec::new();
    let watch = |world: &World| {
        let phase = handshake_shared::view::of(world, Seat::Apollo).plan.phase;
        if phases.last().is_none_or(|(last, _)| *last != phase) {
            phases.push((phase, world.tick().0));
        }
    };
    let flight = fly_watched(
        &scenario(MISSION),
        SEED,
        [Temper::default(); 2],
        LIMIT_S,
        watch,
    );
    (flight, phases)
}

/// Flies over lines that break as soon as each of these ticks is reached; what both crews were told.
fn flown(breaks: &[(u32, Vec<Break>)]) -> ([Told; 2], Option<(u32, u64)>) {
    let mut lines = Lines::new(&scenario(MISSION), SEED);
    let mut left = breaks.iter().peekable();
    for _ in 0..BEATS_MAX {
        let tick = lines.digest().map_or(0, |(tick, _)| tick.0);
        let present = Seat::ALL.into_iter().all(|seat| !lines.is_away(seat));
        if let Some((_, cuts)) = left.next_if(|(at, _)| present && tick >= *at) {
            cuts.iter().for_each(|cut| lines.cut(*cut));
        }
        if !lines.step() {
            break;
        }
        assert_eq!(lines.closing(), None, "at tick {tick}");
    }
    assert_eq!(left.next(), None, "every line that was to break has broken");
    let digest = lines.digest().map(|(tick, digest)| (tick.0, digest));
    (Seat::ALL.map(|seat| lines.told(seat).clone()), digest)
}

/// Whoever's line breaks: one crew's, the other's, both.
const WHOSE: [&[Seat]; 3] = [
    &[Seat::Apollo],
    &[Seat::Soyuz],
    &[Seat::Apollo, Seat::Soyuz],
];

/// Everything both crews did and heard is what they do and hear without a break.
fn same_as(calm: &([Told; 2], Option<(u32, u64)>), breaks: &[(u32, Vec<Break>)]) {
    let (told, digest) = flown(breaks);
    assert_eq!(digest, calm.1, "another flight: {breaks:?}");
    for seat in Seat::ALL {
        let (told, calm) = (&told[seat.index()], &calm.0[seat.index()]);
        assert_eq!(told.events, calm.events, "{seat:?}: {breaks:?}");
        assert_eq!(told.sent, calm.sent, "{seat:?}: {breaks:?}");
        let after_debrief = told.applied.len();
        assert_eq!(
            told.applied,
            told.sent[..after_debrief],
            "each act once and in its order, {seat:?}: {breaks:?}"
        );
        assert!(calm.applied.len() - after_debrief <= 1, "{breaks:?}");
        let own = |cuts: &Vec<Break>| cuts.iter().any(|cut| cut.seat == seat);
        let count = breaks.iter().filter(|(_, cuts)| own(cuts)).count();
        assert_eq!(told.welcomes as usize, 1 + count, "{seat:?}: {breaks:?}");
    }
}

#[test]
fn a_line_that_breaks_in_any_phase_loses_nothing_and_doubles_nothing() {
    let (flight, phases) = undisturbed();
    assert!(phases.len() >= 5, "{phases:?}");
    let calm = flown(&[]);
    assert_eq!(
        calm.1,
        Some((flight.world.tick().0, flight.digest())),
        "lines that hold change nothing"
    );
    let mut draws = Stream::new(SEED, Subject::Start);
    for whose in WHOSE {
        let breaks: Vec<(u32, Vec<Break>)> = phases
            .iter()
            .map(|(_, tick)| (tick + 1, cuts(whose, &mut draws)))
            .collect();
        same_as(&calm, &breaks);
    }
}

#[test]
fn lines_that_break_again_and_again_lose_nothing_and_double_nothing() {
    let calm = flown(&[]);
    let (last, _) = calm.1.expect("flown");
    for seed in 0..12 {
        let mut draws = Stream::new(seed, Subject::Start);
        let mut at = 0;
        let mut breaks = Vec::new();
        while at < last - 60 {
            let whose = WHOSE[(draws.draw() % 3) as usize];
            breaks.push((at, cuts(whose, &mut draws)));
            at += (draws.draw() % 600) as u32;
        }
        same_as(&calm, &breaks);
    }
}

/// A break of these crews' lines, each as long and as badly noticed as it comes.
fn cuts(whose: &[Seat], draws: &mut Stream) -> Vec<Break> {
    let mut below = |bound: u64| draws.draw() % bound;
    let cut = |seat: &Seat| Break {
        seat: *seat,
        away: below(600) as u32,
        unnoticed: below(600) as u32,
        arrive: below(4) as usize,
    };
    whose.iter().map(cut).collect()
}
