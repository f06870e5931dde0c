//! Lines that are understood, and how the others are refused.

use super::*;

fn only(text: &str) -> ScriptAct {
    let mut acts = parse(text).expect("a good line");
    assert_eq!(acts.len(), 1);
    acts.remove(0).2
}

#[test]
fn acts_come_in_the_order_of_their_times_then_of_the_file() {
    let text = "# a comment\n\n 2 soyuz poll go # go\n1.5 apollo retract\n2 apollo poll no-go\n";
    let acts = parse(text).expect("good");
    let ticks: Vec<u32> = acts.iter().map(|(tick, ..)| tick.0).collect();
    assert_eq!(ticks, [90, 120, 120]);
    assert_eq!(acts[1].1, Seat::Soyuz);
    assert_eq!(acts[2].2, ScriptAct::Command(Command::Poll(false)));
}

#[test]
fn every_command_of_the_handbook_is_understood() {
    let text = include_str!("every-command.txt");
    let acts = parse(text).unwrap_or_else(|error| panic!("{error}"));
    for (name, _) in COMMANDS {
        let used = text
            .lines()
            .any(|line| line.split_whitespace().nth(2) == Some(name));
        assert!(used, "{name}");
    }
    assert!(acts.len() >= COMMANDS.len());
}

#[test]
fn a_push_lasts_its_seconds_and_a_call_carries_its_values() {
    assert_eq!(
        only("12.5 apollo push -x 0.5"),
        ScriptAct::Hold {
            push: true,
            axis: 0,
            positive: false,
            ticks: 30
        }
    );
    assert_eq!(
        only("20 soyuz call pressure om 69327"),
        ScriptAct::Command(Command::Call {
            call: CallId::Pressure,
            slots: vec![
                SlotValue::Place(CompartmentId::Om),
                SlotValue::Number(69_327.0)
            ],
            tongue: Tongue::Russian,
        })
    );
}

#[test]
fn an_error_names_the_line_the_word_and_what_would_be_right() {
    let cases = [
        (
            "x apollo retract",
            "line 1: not a time in seconds: x; a number from 0 to 604800",
        ),
        (
            "\n1 vostok retract",
            "line 2: not a seat: vostok; one of apollo, soyuz",
        ),
        (
            "1 soyuz mode rate-cmd",
            "line 1: not a control mode: rate-cmd; one of off, manual, inertial, orbital, \
             orbital-auto",
        ),
        (
            "1 apollo hooks",
            "line 1: what the hooks do is missing; one of close, open",
        ),
        (
            "1 soyuz ksu B3",
            "line 1: no cell of the matrix: B3; a column А Б В Г Н Р С У (Cyrillic) and a row \
             1 to 5, like В3",
        ),
        (
            "1 apollo abort now",
            "line 1: a word too many: now; the command is complete without it; # begins a \
             comment",
        ),
        (
            "1 apollo text \"good day",
            "line 1: a text without its end; end it with a double quote",
        ),
        (
            "1 apollo call praise",
            "line 1: no call: praise; the calls are listed in the phrasebook, e.g. \
             range-and-rate",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(parse(text).expect_err(text).to_string(), expected);
    }
}

#[test]
fn valves_and_places_have_the_names_they_have_in_mission_files() {
    use handshake_shared::catalogue::faults;
    let names: Vec<&str> = VALVES.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, faults::VALVE_KEYS);
    let names: Vec<&str> = PLACES.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, faults::PLACES);
}
