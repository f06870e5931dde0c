//! The form is frozen, any bytes are answered, what was recorded is what is read, and a seek ends
//! where playing does.

use std::format;
use std::vec::Vec;

use proptest::prelude::*;

use super::frame::{Fault, framed, preamble};
use super::record::opening;
use super::verify::{Unverifiable, Verdict, verify};
use super::*;
use crate::catalogue::calls::CallId;
use crate::scenario;
use crate::sim::input::Tongue;
use crate::sim::{World, step};

const MISSION: &str = "final-approach";

fn header() -> Header {
    let shipped = scenario::shipped()
        .iter()
        .find(|(name, _)| *name == MISSION);
    let (name, source) = shipped.expect("ships");
    let rules = scenario::load(name).expect("parses").rules;
    Header::new((name, source), rules, 7, Pace::RealTime)
}

/// So many ticks of two busy hands, as a server would write them down.
fn recorded(ticks: u32) -> Vec<u8> {
    let header = header();
    let mut world = World::new(&scenario::load(MISSION).expect("parses"), header.seed);
    let mut recorder = Recorder::new(&world);
    let mut bytes = opening(&header).expect("short");
    let mut events = Vec::new();
    for tick in 0..ticks {
        let mut inputs = Inputs::default();
        inputs[0].stick.push[0] = if tick % 70 < 9 { 127 } else { 0 };
        inputs[1].stick.turn[1] = if tick % 50 < 5 { -127 } else { 0 };
        if tick % 45 == 0 {
            inputs[1].commands.push(Command::Call {
                call: CallId::Stop,
                slots: Vec::new(),
                tongue: Tongue::Russian,
            });
            inputs[0]
                .commands
                .push(Command::Text(format!("tick {tick}")));
        }
        events.clear();
        step(&mut world, &inputs, &mut events);
        bytes.extend(recorder.note(&inputs, &world, &events).unwrap_or_default());
    }
    bytes.extend(recorder.end(&world));
    bytes
}

#[test]
fn what_was_flown_is_read_and_flown_again_to_the_bit() {
    let replay = Replay::read(&recorded(330)).expect("whole");
    assert_eq!(replay.cut, None);
    assert_eq!(replay.last_tick(), Tick(330));
    assert_eq!(replay.stretches.len(), 6, "five seconds and a half");
    assert!(replay.events().count() > 5);
    let last = Tick(330);
    assert_eq!(verify(&replay, |_| {}), Ok(Verdict::Identical { last }));
}

#[test]
fn one_wrong_input_is_found_in_its_second() {
    let mut replay = Replay::read(&recorded(330)).expect("whole");
    replay.stretches[2].runs[0].sticks[0].push[0] ^= 0x55;
    let verdict = verify(&replay, |_| {}).expect("of this revision");
    let Verdict::Differs { first, same_until } = verdict else {
        panic!("{verdict:?}");
    };
    assert_eq!(same_until, Tick(120));
    assert!(first > Tick(120) && first <= Tick(180), "{first:?}");
}

#[test]
fn a_missing_event_is_found_at_its_tick() {
    let mut replay = Replay::read(&recorded(330)).expect("whole");
    let (after, _) = replay.stretches[1].events.remove(0);
    let first = Tick(60 + u32::from(after));
    let same_until = Tick(60);
    assert_eq!(
        verify(&replay, |_| {}),
        Ok(Verdict::Differs { first, same_until })
    );
}

#[test]
fn another_revision_plays_as_it_was_recorded() {
    let mut replay = Replay::read(&recorded(330)).expect("whole");
    let shown = {
        let mut player = Player::new(replay.clone());
        player.seek(Tick(240));
        player.view(Seat::Soyuz).expect("a world has a view")
    };
    replay.header.sim_revision += 1;
    let revision = Unverifiable::Revision(replay.header.sim_revision);
    let mut player = Player::new(replay);
    assert_eq!(
        player.as_recorded(),
        Some(&play::AsRecorded::Unverifiable(revision))
    );
    player.seek(Tick(255));
    assert_eq!(
        player.view(Seat::Soyuz),
        Some(shown),
        "the last that was written down"
    );
    assert_eq!(player.digest(), None);
}

#[test]
fn the_header_is_frozen() {
    let header = Header {
        sim_revision: 1,
        protocol: 2,
        catalogue: 3,
        began_utc_s: 4,
        scenario: "s".into(),
        source: "t".into(),
        rules: 1,
        seed: 5,
        real_time: true,
        crews: ["a".into(), "b".into()],
    };
    let mut bytes = preamble().to_vec();
    bytes.extend(framed(&Record::Header(header)).expect("short"));
    let hex: std::string::String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let wanted = "484e4453504c41590001000000103f30817200010203040173017401050101610162";
    assert_eq!(hex, wanted);
}

#[test]
fn what_is_wrong_is_said_with_its_place() {
    let whole = recorded(130);
    let fault = |bytes: &[u8]| Replay::read(bytes).map(|_| ()).map_err(|why| why.fault);
    assert_eq!(fault(b"asciicast"), Err(Fault::NotAReplay));
    assert_eq!(fault(&whole[..5]), Err(Fault::Torn));
    let mut newer = whole.clone();
    newer[9] = 9;
    assert_eq!(fault(&newer), Err(Fault::Format(9)));
    let mut foreign = header();
    foreign.protocol += 1;
    let bytes = opening(&foreign).expect("short");
    assert_eq!(fault(&bytes), Err(Fault::Foreign(foreign.protocol)));
    let listed = Summary::read(&bytes).expect("its header is read");
    assert_eq!((listed.header, listed.length), (foreign, None));
}

#[test]
fn a_torn_tail_costs_its_own_record_alone() {
    let whole = recorded(330);
    let full = Replay::read(&whole).expect("whole");
    let mut lengths = Vec::new();
    for cut in (0..whole.len()).rev().step_by(97) {
        let Ok(replay) = Replay::read(&whole[..cut]) else {
            continue;
        };
        assert!(replay.cut.is_some());
        assert_eq!(
            full.stretches[..replay.stretches.len()],
            replay.stretches[..]
        );
        let summary = Summary::read(&whole[..cut]).expect("the header is there");
        assert_eq!(summary.length, Some(replay.last_tick()));
        assert!(!summary.is_whole);
        lengths.push(replay.last_tick().0);
    }
    lengths.dedup();
    assert_eq!(lengths, [330, 300, 240, 180, 120, 60, 0]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes_are_answered(junk in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = Replay::read(&junk);
        let mut bytes = opening(&header()).expect("short");
        bytes.extend(&junk);
        let read = Replay::read(&bytes).expect("its header stands");
        prop_assert!(read.cut.is_some());
        // The same as a body whose checksum fits.
        let mut bytes = preamble().to_vec();
        bytes.extend((junk.len() as u32).to_be_bytes());
        let sum = junk.iter().fold(0x811C_9DC5_u32, |hash, byte| {
            (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193)
        });
        bytes.extend(sum.to_be_bytes());
        bytes.extend(&junk);
        let _ = Replay::read(&bytes);
        let _ = Summary::read(&bytes);
    }

    #[test]
    fn a_flipped_bit_is_found(at in 0usize..20_000, bit in 0u8..8) {
        let mut bytes = recorded(130);
        let full = Replay::read(&bytes).expect("whole");
        let at = at % bytes.len();
        bytes[at] ^= 1 << bit;
        if let Ok(read) = Replay::read(&bytes) {
            prop_assert!(read.cut.is_some());
            prop_assert_eq!(&read.header, &full.header);
            prop_assert_eq!(&full.stretches[..read.stretches.len()], &read.stretches[..]);
        }
    }
}

proptest! {
    // Each case flies some minutes.
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn a_seek_ends_where_playing_does(path in proptest::collection::vec(0u32..1_500, 1..6)) {
        let replay = Replay::read(&recorded(1_400)).expect("whole");
        let mut player = Player::new(replay.clone());
        prop_assert_eq!(player.as_recorded(), None);
        for to in path {
            player.seek(Tick(to));
            let mut played = Player::new(replay.clone());
            for tick in 0..=to {
                played.seek(Tick(tick));
            }
            prop_assert_eq!(player.at(), played.at());
            prop_assert_eq!(player.digest(), played.digest());
            prop_assert_eq!(player.view(Seat::Apollo), played.view(Seat::Apollo));
        }
    }
}
