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

/// Published oracles: letter, how many, and the folder that is their home. Orbit, propulsion and the
/// times of 1975; contact; gas and bodies.
const ORACLES: [(char, usize, &str); 5] = [
    ('o', 17, "tests/oracle"),
    ('p', 18, "tests/oracle"),
    ('t', 4, "tests/oracle"),
    ('c', 15, "tests/contact"),
    ('g', 29, "shared/src"),
];

#[test]
fn every_oracle_has_one_home() {
    for (letter, count, folder) in ORACLES {
        let mut names = Vec::new();
        collect(
            &Path::new(env!("CARGO_MANIFEST_DIR"))
                .join("..")
                .join(folder),
            &mut names,
        );
        let found: Vec<usize> = names
            .iter()
            .flat_map(|name| numbers(name, letter))
            .collect();
        for number in 1..=count {
            let homes = found.iter().filter(|found| **found == number).count();
            assert_eq!(homes, 1, "tests of {letter}{number} in {folder}");
        }
        assert!(found.iter().all(|number| (1..=count).contains(number)));
    }
}

/// Names of all oracle tests below a folder.
fn collect(folder: &Path, names: &mut Vec<String>) {
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("readable").path();
        if path.is_dir() {
            collect(&path, names);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = fs::read_to_string(&path).expect("text");
            let tests = text
                .match_indices("\nfn val_")
                .chain(text.match_indices("    fn val_"));
            names.extend(tests.map(|(at, found)| {
                let rest = &text[at + found.len()..];
                rest.split('(').next().unwrap_or("").to_owned()
            }));
        }
    }
}

/// Oracles of a letter that a test's name begins with: `o07_o08_…`, `g7_to_g12_…`.
fn numbers(name: &str, letter: char) -> Vec<usize> {
    let mut found: Vec<usize> = Vec::new();
    let mut range = false;
    for part in name.split('_') {
        if part == "to" {
            range = true;
            continue;
        }
        let mut chars = part.chars();
        let (first, number) = (chars.next(), chars.as_str().parse().ok());
        let (Some(first), Some(number)) = (first, number) else {
            break; // The ids stand first; words come after them.
        };
        if first == letter {
            match found.last() {
                Some(last) if range => found.extend(last + 1..=number),
                _ => found.push(number),
            }
        }
        range = false;
    }
    found
}
