//! The capture envelope by Monte Carlo: thousands of contacts with drawn errors, each craft's ring
//! active in every other one. Prints captured-and-unharmed and damaged shares, and ends with an error
//! when a promise of the design is broken. `cargo bench -p handshake-tests --bench contacts`

use std::process::ExitCode;

use handshake_shared::sim::scoring::ENVELOPE;
use handshake_tests::contact::{Approach, ERRORS, Shares, shares};

const SEED: u64 = 1975;
/// Contacts with every error inside half of its limit.
const HALF: u32 = 2_000;
/// Contacts a point of a curve.
const POINT: u32 = 100;
/// Contacts with every error at a multiple of its limit.
const CORNER: u32 = 500;

/// Multiples of a limit.
const MULTIPLES: [f64; 10] = [0.25, 0.5, 0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0];
/// Closing speeds, m/s: below, through and above the envelope's 0.05 to 0.30.
const SPEEDS: [f64; 15] = [
    0.02, 0.03, 0.035, 0.04, 0.045, 0.05, 0.06, 0.075, 0.10, 0.20, 0.30, 0.36, 0.38, 0.40, 0.45,
];
/// What one lucky contact in a point may add to a curve that must not rise.
const LUCK: f64 = 1.0 / POINT as f64 + 1e-9;

fn main() -> ExitCode {
    let mut broken = Vec::new();
    println!("captured and unharmed %, damaged % of contacts; errors at first touch\n");

    let half = shares(HALF, SEED, |_, _| {});
    line("half of every limit", half);
    promise(&mut broken, "half of every limit", half.good >= 0.98);
    for multiple in [1.0, 1.25, 1.5, 2.0] {
        let corner = shares(CORNER, SEED, |approach, direction| {
            for (_, spoil) in ERRORS {
                spoil(approach, multiple, direction);
            }
        });
        line(&format!("all together at {multiple} x"), corner);
        if multiple == 1.5 {
            promise(&mut broken, "all together at 1.5 x", corner.good <= 0.10);
        }
    }

    println!("\none error at multiples of its limit, the others inside half of theirs");
    header("x limit", &MULTIPLES);
    for (name, spoil) in ERRORS {
        let curve = MULTIPLES.map(|multiple| {
            shares(POINT, SEED, |approach: &mut Approach, direction| {
                spoil(approach, multiple, direction);
            })
        });
        rows(name, &curve);
        let past: Vec<_> = MULTIPLES
            .iter()
            .zip(&curve)
            .filter(|(f, _)| **f >= 1.0)
            .collect();
        let falls = past
            .windows(2)
            .all(|pair| pair[1].1.good <= pair[0].1.good + LUCK);
        promise(&mut broken, name, falls && curve[1].good >= 0.98);
    }

    println!("\nclosing speed, the errors inside half of their limits");
    header("m/s", &SPEEDS);
    let curve = SPEEDS.map(|speed| shares(POINT, SEED, |a, _| a.closing_m_per_s = speed));
    rows("closing speed", &curve);
    for (speed, point) in SPEEDS.iter().zip(&curve) {
        let [low, high] = ENVELOPE.closing_m_per_s;
        // The slow edge is the plungers' energy, the fast one the end of the stroke.
        if *speed < low {
            promise(&mut broken, "too slow", point.good == 0.0);
        }
        if (2.0 * low..=high).contains(speed) {
            promise(&mut broken, "closing speed", point.good >= 0.98);
        }
        if *speed <= high {
            promise(&mut broken, "whole inside the limit", point.damaged == 0.0);
        }
        if *speed >= 1.3 * high {
            promise(&mut broken, "too fast", point.damaged == 1.0);
        }
    }
    println!();
    for what in &broken {
        println!("BROKEN: {what}");
    }
    if broken.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn promise(broken: &mut Vec<String>, what: &str, kept: bool) {
    if !kept {
        broken.push(what.to_owned());
    }
}

fn line(name: &str, shares: Shares) {
    let Shares {
        contacts,
        good,
        damaged,
    } = shares;
    println!(
        "{name:24} {:6.2} {:6.2}   of {contacts}",
        100.0 * good,
        100.0 * damaged
    );
}

fn header(unit: &str, values: &[f64]) {
    print!("{unit:>24} ");
    values.iter().for_each(|value| print!("{value:>6}"));
    println!();
}

fn rows(name: &str, curve: &[Shares]) {
    for (name, share) in [
        (name, (|point: &Shares| point.good) as fn(&Shares) -> f64),
        ("damaged", |point| point.damaged),
    ] {
        print!("{name:>24} ");
        curve
            .iter()
            .for_each(|point| print!("{:6.0}", 100.0 * share(point)));
        println!();
    }
}
