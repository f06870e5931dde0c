//! The best that two software crews come to in each mission, as the list of missions shows it.

use std::fs;
use std::path::PathBuf;

use handshake::missions::SoftwareBest;

use super::{SEED, names, nominal};

/// The ladder's seeds: a mission that begins docked knows no seed.
const SEEDS: [u64; 5] = [SEED, 1, 2, 3, 42];
/// What the file says of itself.
const HEAD: &str = "\
# Best results of two software crews: mission, points, seconds. Written by
# BLESS=1 cargo test -p handshake-tests --test simulation bests
";

/// The most points; of as many, the shortest time.
fn best(name: &str) -> SoftwareBest {
    let results = SEEDS.into_iter().filter_map(|seed| {
        let flight = nominal(name, seed);
        let debrief = flight.world.debrief()?;
        let good = debrief.outcome.is_good();
        good.then(|| SoftwareBest {
            points: u8::try_from(debrief.total).unwrap_or(0),
            seconds: debrief.ended.seconds().round() as u32,
        })
    });
    let rank = |best: &SoftwareBest| (best.points, std::cmp::Reverse(best.seconds));
    results.max_by_key(rank).expect("it ends well")
}

/// Prints the results: `cargo test -p handshake-tests --test simulation -- --nocapture bests`.
#[test]
fn the_list_of_missions_shows_what_software_crews_come_to_bests() {
    let flown: Vec<_> = names().map(|name| (name, best(name))).collect();
    let row = |(name, best): &(&str, SoftwareBest)| {
        let SoftwareBest { points, seconds } = best;
        format!("{name} {points} {seconds}\n")
    };
    let rows: String = flown.iter().map(row).collect();
    print!("{rows}");
    let file =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../client/src/missions/software.txt");
    if std::env::var_os("BLESS").is_some() {
        fs::write(&file, format!("{HEAD}{rows}")).expect("it can be written");
        return;
    }
    let kept = fs::read_to_string(&file).expect("it can be read");
    assert_eq!(
        kept,
        format!("{HEAD}{rows}"),
        "the file is not what is flown"
    );
    for (name, best) in flown {
        assert_eq!(
            SoftwareBest::of(name),
            Some(best),
            "{name}: as the program reads it"
        );
    }
}
