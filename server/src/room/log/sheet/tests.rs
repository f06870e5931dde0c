//! A room that comes back from its crews' copy stands as it stood at the last sheet of it.

use handshake_shared::wire::client::StickMessage;

use super::super::tests::{CODE, act, flying, state};
use super::*;

/// What a crew would have of it.
#[derive(Default)]
struct Kept {
    whole: Vec<u8>,
    seconds: Vec<Vec<u8>>,
}

impl Kept {
    fn take(&mut self, sheet: Sheet) {
        match sheet {
            Sheet::Whole(_, bytes) => {
                *self = Kept {
                    whole: bytes,
                    seconds: Vec::new(),
                };
            }
            Sheet::Second(bytes) => self.seconds.push(bytes),
        }
    }
}

#[test]
fn a_room_stands_as_it_stood_at_any_second_of_its_copy() {
    let mut room = flying(Pace::RealTime);
    let mut kept = Kept::default();
    let (mut seqs, mut wholes, mut longest) = ([0; 2], 0, 0);
    for beat in 0..60 * 250_u32 {
        let seat = Seat::ALL[(beat / 7 % 2) as usize];
        if beat % 41 == 0 {
            let stick = Stick {
                turn: [0, 90, 0],
                push: [0, 0, -127],
            };
            let (id, at, ticks, adds) = (beat + 1, Tick(0), 9, beat % 2 == 0);
            room.stick(
                seat,
                StickMessage {
                    id,
                    at,
                    stick,
                    ticks,
                    adds,
                },
            );
        }
        if beat % 130 == 0 {
            seqs[seat.index()] += 1;
            act(&mut room, seat, seqs[seat.index()]);
        }
        // The store's records are cut in between, and take nothing from the copy.
        if beat % 15 == 0 {
            room.cut(false);
        }
        if beat % 60 == 59 {
            let sheet = room.sheet(false).expect("it flies");
            wholes += usize::from(matches!(sheet, Sheet::Whole(..)));
            if let Sheet::Second(bytes) = &sheet {
                longest = longest.max(bytes.len());
            }
            kept.take(sheet);
            // To fly all of it again for each second takes too long.
            let looked_at = beat < 60 * 20 || beat % 13 == 0;
            if !looked_at {
                room.advance();
                continue;
            }
            let back = Room::back_from_copy(CODE, &kept.whole, &kept.seconds);
            let back = back.expect("its own sheets");
            assert_eq!(state(&back), state(&room), "beat {beat}");
            let (was, is) = (room.mark(), back.mark());
            assert_eq!((is.epoch, is.tick), (was.epoch + 1, was.tick));
        }
        room.advance();
    }
    println!("250 s under way: {wholes} full copies, longest second {longest} B");
    assert!((3..20).contains(&wholes), "{wholes}");
}

#[test]
fn a_coasting_second_is_a_few_bytes() {
    let mut room = flying(Pace::RealTime);
    let mut sizes = Vec::new();
    let mut wholes = Vec::new();
    for beat in 1..=60 * 60_u32 {
        room.advance();
        if beat % 60 == 0 {
            match room.sheet(false) {
                Some(Sheet::Second(bytes)) => sizes.push(bytes.len()),
                Some(Sheet::Whole(_, bytes)) => wholes.push(bytes.len()),
                None => {}
            }
        }
    }
    let mean = sizes.iter().sum::<usize>() as f64 / sizes.len() as f64;
    println!(
        "a coasting minute: {} seconds of {mean:.1} B on average, at most {:?}, and full copies of {wholes:?} B",
        sizes.len(),
        sizes.iter().max()
    );
    // With its seal and its place no more than the 60 bytes of the design.
    assert!(sizes.iter().all(|bytes| bytes + 16 + 12 <= 60), "{sizes:?}");
    assert!(sizes.len() >= 50, "{}", sizes.len());
}

#[test]
fn a_room_that_stands_still_gives_nothing_more() {
    let mut room = flying(Pace::RealTime);
    assert!(matches!(room.sheet(false), Some(Sheet::Whole(..))));
    room.paused = true;
    for _ in 0..100 {
        room.advance();
        assert_eq!(room.sheet(false), None);
    }
    room.turn();
    let given = (0..10).filter_map(|_| room.sheet(false)).count();
    assert_eq!(given, 1, "what has changed is told once, and not at once");
}
