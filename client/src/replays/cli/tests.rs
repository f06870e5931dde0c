//! What the commands answer, for good files and for others.

use std::fs;

use handshake_shared::sim::event::{Event, Speech};

use super::*;
use crate::replays::flown::Flown;

/// Seconds that are flown.
const UNTIL_S: f64 = 60.0;

fn args(flight: &Flown, what: What, out: &str) -> ExportArgs {
    ExportArgs {
        file: flight.file(),
        what,
        out: flight.folder().join(out),
        rate: 2.0,
        seat: Some(SeatName::Soyuz),
        size: (80, 24),
        fps: 5,
        speed: 4.0,
        from: Some(Tick(60)),
        to: Some(Tick(600)),
    }
}

#[test]
fn a_flight_is_identical_and_a_changed_one_is_not() {
    let flight = Flown::new("verify", UNTIL_S);
    let words = Words::new(Locale::En);
    let (code, answer) = verified(&words, &flight.file());
    assert_eq!(code, 0, "{answer}");
    assert!(answer.starts_with("identical: 3600 ticks"), "{answer}");
    let bytes = fs::read(flight.file()).expect("written");
    fs::write(flight.file(), &bytes[..bytes.len() - 9]).expect("writable");
    let (code, answer) = verified(&words, &flight.file());
    assert_eq!(code, 0, "{answer}");
    assert!(answer.contains("ends inside a record"), "{answer}");
    fs::write(flight.file(), "nothing").expect("writable");
    assert_eq!(verified(&words, &flight.file()).0, UNREAD);
    assert_eq!(verified(&words, &flight.folder().join("none")).0, UNREAD);
}

#[test]
fn telemetry_is_the_same_file_that_the_flight_wrote() {
    let flight = Flown::new("telemetry", UNTIL_S);
    export(&args(&flight, What::Telemetry, "again.csv"), Locale::En).expect("written");
    let read = |name: &str| fs::read_to_string(flight.folder().join(name)).expect("written");
    assert!(read("again.csv") == read("flown.csv"));
    export(&args(&flight, What::Telemetry, "again.jsonl"), Locale::En).expect("written");
    assert_eq!(
        read("again.jsonl").lines().count() + 1,
        read("again.csv").lines().count()
    );
    assert!(export(&args(&flight, What::Telemetry, "again.txt"), Locale::En).is_err());
}

#[test]
fn the_transcript_has_every_call_in_both_languages() {
    let flight = Flown::new("transcript", UNTIL_S);
    export(&args(&flight, What::Transcript, "said.txt"), Locale::En).expect("written");
    let said = fs::read_to_string(flight.folder().join("said.txt")).expect("written");
    let replay = super::super::read(&flight.file()).expect("whole");
    let (mut calls, mut texts) = (0, 0);
    for (_, event) in replay.events() {
        if let Event::Heard(said) = event {
            match said.speech {
                Speech::Call { .. } => calls += 1,
                Speech::Text(_) => texts += 1,
            }
        }
    }
    assert!(calls > 10, "{said}");
    let lines = |ships: [&str; 2]| {
        let spoken = said.lines().filter(|line| !line.contains(" · "));
        spoken
            .filter(|line| ships.iter().any(|ship| line.contains(ship)))
            .count()
    };
    let (english, russian) = (
        lines(["APOLLO: ", "SOYUZ: "]),
        lines(["АПОЛЛОН: ", "СОЮЗ: "]),
    );
    assert_eq!(english + russian, 2 * calls + texts, "{said}");
    assert_eq!(
        english.abs_diff(russian),
        texts,
        "each call in both: {said}"
    );
}

#[test]
fn every_answer_has_its_words_in_both_languages() {
    let flight = Flown::new("words", UNTIL_S);
    let listed = list(flight.folder()).expect("a folder");
    for locale in Locale::ALL {
        let words = Words::new(locale);
        assert_eq!(listed.len(), 1);
        let shown = line(&words, &listed[0]);
        assert!(shown.contains("00:01:00"), "{shown}");
        verified(&words, &flight.file());
        for junk in [
            &b"x"[..],
            b"HND",
            b"HNDSPLAY\x00\x09",
            b"HNDSPLAY\x00\x01zzzzzzzzzzz",
        ] {
            let path = flight.folder().join("junk");
            fs::write(&path, junk).expect("writable");
            let (code, answer) = verified(&words, &path);
            assert_eq!(code, UNREAD, "{answer}");
        }
        assert_eq!(words.missing(), Vec::<String>::new());
    }
}

#[test]
fn sizes_speeds_and_times_are_checked() {
    assert_eq!(parse_size("120x40"), Ok((120, 40)));
    assert!(parse_size("79x24").is_err() && parse_size("120").is_err());
    assert!(parse_speed("65").is_err() && parse_speed("NaN").is_err());
    assert_eq!(parse_time("1:30"), Ok(Tick(5_400)));
    assert!(parse_time("99:00:00").is_err());
}
