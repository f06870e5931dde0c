//! What a server seals it opens again, and nothing else.

use handshake_shared::limits::COPY_AGE_MAX_S;
use handshake_shared::time::Tick;
use handshake_shared::wire::Token;

use super::*;

const ROOM: RoomCode = RoomCode::new(482_913);
const MARK: Mark = Mark {
    epoch: 2,
    mission: 1,
    tick: Tick(5_400),
};

fn copy(sealer: &Sealer, record: &[u8], seconds: u8) -> RoomCopy {
    let (base, whole) = sealer.whole(ROOM, MARK, record);
    let follows = (0..seconds).map(|index| sealer.follow(base, index, &[index; 17]));
    RoomCopy {
        token: Token([1; 16]),
        whole,
        follows: follows.collect(),
    }
}

#[test]
fn a_copy_is_opened_by_any_run_of_the_server_that_has_the_secret() {
    let made = copy(&Sealer::new(&[7; SECRET_BYTES]), b"a room", 3);
    let later = Sealer::new(&[7; SECRET_BYTES]);
    let opened = later.open(&made).expect("its own");
    assert_eq!((opened.header.room, opened.header.mark), (ROOM, MARK));
    assert_eq!(opened.whole, b"a room");
    assert_eq!(opened.seconds, [[0; 17], [1; 17], [2; 17]]);
    let other = Sealer::new(&[8; SECRET_BYTES]);
    assert_eq!(other.open(&made).err(), Some(BadCopy::Foreign));
}

#[test]
fn no_byte_of_a_full_copy_can_be_changed_and_none_of_it_can_be_read() {
    let sealer = Sealer::new(&[7; SECRET_BYTES]);
    let made = copy(&sealer, b"a room with a secret in it", 0);
    let shows = made.whole.windows(6).any(|part| part == b"secret");
    assert!(!shows);
    for at in 0..made.whole.len() {
        let mut forged = made.clone();
        forged.whole[at] ^= 1;
        assert!(sealer.open(&forged).is_err(), "byte {at}");
        forged.whole.truncate(at);
        assert!(sealer.open(&forged).is_err(), "cut at {at}");
    }
}

#[test]
fn seconds_count_in_their_place_alone_and_the_first_unsound_one_ends_them() {
    let sealer = Sealer::new(&[7; SECRET_BYTES]);
    let made = copy(&sealer, b"a room", 4);
    let count = |copy: &RoomCopy| sealer.open(copy).expect("its own").seconds.len();
    for at in 0..4 {
        let mut forged = made.clone();
        forged.follows[at].bytes[3] ^= 1;
        assert_eq!(count(&forged), at, "changed");
        let mut gap = made.clone();
        gap.follows.remove(at);
        assert_eq!(count(&gap), at, "left out");
        let mut moved = made.clone();
        moved.follows[at].index ^= 1;
        assert_eq!(count(&moved), at, "moved");
    }
    let mut swapped = made.clone();
    swapped.follows = copy(&sealer, b"a room", 4).follows;
    assert_eq!(count(&swapped), 0, "of another full copy");
}

#[test]
fn a_copy_is_of_use_for_as_long_as_a_crew_may_come_back() {
    let sealer = Sealer::new(&[7; SECRET_BYTES]);
    let at = |at_s| RoomCopy {
        token: Token([1; 16]),
        whole: sealer.whole_at(ROOM, MARK, b"a room", at_s).1,
        follows: Vec::new(),
    };
    let now = now_s();
    assert!(sealer.open(&at(now - COPY_AGE_MAX_S + 60)).is_ok());
    assert!(sealer.open(&at(now + 60)).is_ok(), "a clock was set back");
    let old = sealer.open(&at(now - COPY_AGE_MAX_S - 60));
    assert_eq!(old.err(), Some(BadCopy::Old));
}
