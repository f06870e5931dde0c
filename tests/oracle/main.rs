//! Published oracles of flight, each taken from the whole `step` under the force model it states,
//! and the step itself against an integration that shares nothing with it. One home for each: a
//! test here is named after the oracles it checks, and the last one knows which are missing.

mod attitude;
mod conversions;
mod jets;
mod orbit;
mod reference;
mod sky;
mod stage;
mod whole_orbit;

use std::fs;
use std::path::Path;

/// Oracles of this suite by letter, and how many there are: orbit, propulsion, times of 1975.
const ORACLES: [(char, usize); 3] = [('o', 17), ('p', 18), ('t', 4)];

#[test]
fn every_oracle_has_a_test_here() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("oracle");
    let mut text = String::new();
    for entry in fs::read_dir(folder).expect("this suite's folder") {
        text += &fs::read_to_string(entry.expect("readable").path()).expect("text");
    }
    let names: Vec<&str> = text
        .match_indices("fn val_")
        .map(|(at, _)| text[at + 3..].split('(').next().unwrap_or(""))
        .collect();
    for (letter, count) in ORACLES {
        for number in 1..=count {
            let id = format!("{letter}{number:02}");
            let homes = names
                .iter()
                .filter(|name| name.split('_').any(|part| part == id))
                .count();
            assert_eq!(homes, 1, "tests of oracle {id}");
        }
    }
}
