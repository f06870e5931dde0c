use std::string::String;
use std::vec::Vec;

use proptest::prelude::*;

use super::*;
use crate::ids::Seat;
use crate::scenario;
use crate::sim::input::{Inputs, Stick};
use crate::sim::{World, step};
use crate::view;

/// Snapshots of a flight that is flown by hand, three ticks apart.
fn told(count: usize) -> Vec<Snapshot> {
    let scenario = scenario::load("final-approach").expect("ships");
    let mut world = World::new(&scenario, 1);
    let mut inputs = Inputs::default();
    (0..count)
        .map(|number| {
            inputs[0].stick = Stick {
                turn: [0, (number % 40) as i8 - 20, 0],
                push: [if number % 20 < 4 { 127 } else { 0 }, 0, 0],
            };
            for _ in 0..3 {
                step(&mut world, &inputs, &mut Vec::new());
            }
            let view = view::of(&world, Seat::Apollo);
            delta::cut(&Snapshot {
                mission: 1,
                heard: crate::wire::snapshot::Heard::default(),
                view,
            })
            .expect("it is laid")
        })
        .collect()
}

#[test]
fn a_crew_that_answers_is_told_little_and_one_that_does_not_everything() {
    let told = told(40);
    let (mut mute, mut teller) = (Teller::default(), Teller::default());
    let mut listener = Listener::default();
    let (mut full, mut little) = (0, 0);
    for (number, snapshot) in told.iter().enumerate() {
        full += mute.tell(snapshot).expect("fits").len();
        let bytes = teller.tell(snapshot).expect("fits");
        assert_eq!(listener.hear(&bytes).as_ref(), Ok(snapshot));
        teller.seen(listener.seen());
        little += if number == 0 { 0 } else { bytes.len() };
    }
    let (full, little) = (full / told.len(), little / (told.len() - 1));
    assert!(full > 300 && little * 3 < full, "{full} bytes, {little}");
}

#[test]
fn one_that_has_nothing_to_build_on_asks_for_everything_and_gets_it() {
    let told = told(4);
    let (mut teller, mut listener) = (Teller::default(), Listener::default());
    let bytes = teller.tell(&told[0]).expect("fits");
    listener.hear(&bytes).expect("a full one");
    teller.seen(listener.seen());
    // A client that was started anew has not what its server knows it to have.
    let mut listener = Listener::default();
    let bytes = teller.tell(&told[1]).expect("fits");
    assert_eq!(listener.hear(&bytes), Err(WireError::NoBase));
    assert_eq!(listener.seen(), 0);
    teller.seen(listener.seen());
    let bytes = teller.tell(&told[2]).expect("fits");
    assert_eq!(listener.hear(&bytes).as_ref(), Ok(&told[2]));
    assert_eq!(listener.seen(), 3);
}

#[test]
fn numbers_come_round_without_a_zero() {
    assert_eq!((after(1), after(u16::MAX)), (2, 1));
    assert_eq!((before(5, 3), before(2, 3)), (2, u16::MAX - 1));
    for (from, back) in [(1_u16, 200_u8), (65_535, 1), (40, 40), (300, 255)] {
        assert_eq!(distance(before(from, back), from), u16::from(back));
        assert!(is_after(from, before(from, back)) && !is_after(before(from, back), from));
    }
    let told = told(2);
    let (mut teller, mut listener) = (Teller::default(), Listener::default());
    teller.last = u16::MAX - 20;
    for number in 0..60 {
        let snapshot = &told[number % 2];
        let bytes = teller.tell(snapshot).expect("fits");
        assert_eq!(listener.hear(&bytes).as_ref(), Ok(snapshot), "{number}");
        teller.seen(listener.seen());
    }
}

/// Bytes that must never change unseen: the other end may be a build of last week. Bless with
/// `BLESS=1 cargo test -p handshake-shared session::snapshots`, and raise the protocol number.
#[test]
fn the_bytes_of_snapshots_are_frozen() {
    let told = told(3);
    let mut teller = Teller::default();
    let mut found = String::new();
    for snapshot in &told {
        let bytes = teller.tell(snapshot).expect("fits");
        let shown = if bytes[2] == 0 {
            &bytes[..HEAD_BYTES]
        } else {
            &bytes
        };
        let hex = |byte: &u8| std::format!("{byte:02x}");
        found.extend(shown.iter().map(hex));
        found.push('\n');
        teller.seen(1);
    }
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = path.join("src/session/snapshots/golden.txt");
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, &found).expect("the golden file is writable");
    }
    let wanted = std::fs::read_to_string(&path).expect("golden.txt is committed");
    assert_eq!(found, wanted);
}

/// How one datagram fares: lost, or arriving up to so many places late, perhaps twice; and whether a
/// word goes back after it, and arrives.
type Fate = (bool, u8, bool, bool);

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Whatever a link does, what is decoded is the very snapshot that was told.
    #[test]
    fn loss_repeats_and_any_order_never_break_what_is_decoded(
        fates in prop::collection::vec((any::<bool>(), 0_u8..40, any::<bool>(), any::<bool>()), 120),
        kind in 0_usize..3,
    ) {
        let told = flown();
        let (mut teller, mut listener) = (Teller::default(), Listener::default());
        let mut on_the_way: Vec<(usize, usize, Vec<u8>)> = Vec::new();
        let mut words: Vec<(usize, u16)> = Vec::new();
        let (mut decoded, mut since_news) = (0, 0);
        for (now, fate) in fates.iter().enumerate() {
            let (lost, late, twice, answers): Fate = *fate;
            // From a fair link over a bad one to one that loses half.
            let lost = lost && kind == 2;
            let late = usize::from(late) * kind / 2;
            let bytes = teller.tell(&told[now]).expect("fits");
            if !lost {
                on_the_way.push((now + late, now, bytes.clone()));
            }
            if twice {
                on_the_way.push((now + 2 * late, now, bytes));
            }
            let arrives = |due: usize| due <= now;
            since_news += 1;
            for (_, number, bytes) in on_the_way.iter().filter(|(due, ..)| arrives(*due)) {
                if let Ok(snapshot) = listener.hear(bytes) {
                    prop_assert_eq!(&snapshot, &told[*number]);
                    decoded += 1;
                    since_news = 0;
                }
            }
            on_the_way.retain(|(due, ..)| !arrives(*due));
            if answers {
                words.push((now + late / 2, listener.seen()));
            }
            for (_, word) in words.iter().filter(|(due, _)| arrives(*due)) {
                teller.seen(*word);
            }
            words.retain(|(due, _)| !arrives(*due));
            prop_assert!(since_news < 60, "it never recovers");
        }
        prop_assert!(decoded > 10);
        if kind == 0 {
            prop_assert!(decoded >= fates.len());
        }
    }
}

/// The flight of all cases, flown once.
fn flown() -> &'static [Snapshot] {
    static FLOWN: std::sync::OnceLock<Vec<Snapshot>> = std::sync::OnceLock::new();
    FLOWN.get_or_init(|| told(120))
}
