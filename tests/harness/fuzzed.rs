//! What is tried with bytes from anywhere: every decoder that reads what a stranger wrote. Each takes
//! any bytes, never panics, and what it accepts it writes and reads again as the same. The fuzzer runs
//! these (`tests/fuzz`), and the suite runs them over everything the fuzzer has kept.

use handshake_server::escrow::Sealer;
use handshake_server::room::Room;
use handshake_shared::checkpoint;
use handshake_shared::ids::Seat;
use handshake_shared::limits::COPY_PARTS_MAX;
use handshake_shared::replay::{Follower, Player, Record, Replay, Summary};
use handshake_shared::scenario;
use handshake_shared::session::{
    ClientSession, Listener, ObserverEvent, ObserverSession, ServerSession, Teller,
};
use handshake_shared::sim::input::Inputs;
use handshake_shared::sim::{World, step};
use handshake_shared::time::Tick;
use handshake_shared::view;
use handshake_shared::wire::codec::{
    Message, WireError, decode_datagram, decode_frame, decode_record, encode_datagram,
    encode_frame, encode_record,
};
use handshake_shared::wire::copy::{Copies, RoomCopy};
use handshake_shared::wire::delta;
use handshake_shared::wire::snapshot::{Heard, Snapshot};
use handshake_shared::wire::{
    ClientMessage, Flown, Hello, Invite, RoomCode, ServerMessage, StickDatagram, Version,
    WatchCode, WatchInvite,
};

/// A decoder by its name: the fuzzer's target and the folder of its corpus.
pub type Target = (&'static str, fn(&[u8]));

/// All of them.
pub const TARGETS: [Target; 16] = [
    ("client_frame", client_frame),
    ("server_frame", server_frame),
    ("stick_datagram", stick_datagram),
    ("snapshot_datagram", snapshot_datagram),
    ("snapshot_change", snapshot_change),
    ("server_session", server_session),
    ("client_session", client_session),
    ("invite", invite),
    ("scenario", scenario_file),
    ("replay", replay),
    ("checkpoint", checkpoint),
    ("store_record", store_record),
    ("room_copy", room_copy),
    ("watch_line", watch_line),
    ("watch_session", watch_session),
    ("told_flight", told_flight),
];

/// A room of two crews before the first tick of their mission.
const SOUND_RECORD: &[u8] = include_bytes!("../fuzz/corpus/store_record/whole");
/// Bytes of a frame's length, before its body.
const PREFIX_BYTES: usize = 2;
/// Ticks that an accepted mission is flown for: long enough for every part of a step to have its turn.
const TICKS: u32 = 4;
/// Beats that a flight is followed for after each of its pieces.
const BEATS: u32 = 4;

/// A message of a crew.
pub fn client_frame(bytes: &[u8]) {
    frame::<ClientMessage>(bytes);
}

/// A message of a server.
pub fn server_frame(bytes: &[u8]) {
    frame::<ServerMessage>(bytes);
}

/// A crew's sticks.
pub fn stick_datagram(bytes: &[u8]) {
    datagram::<StickDatagram>(bytes);
}

/// A server's snapshot.
pub fn snapshot_datagram(bytes: &[u8]) {
    datagram::<Snapshot>(bytes);
}

/// What a server tells after a first snapshot: datagrams of the length that each begins with.
pub fn snapshot_change(bytes: &[u8]) {
    let scenario = scenario::load("final-approach").expect("ships");
    let view = view::of(&World::new(&scenario, 1), Seat::Apollo);
    let heard = Heard::default();
    let first = Snapshot {
        mission: 1,
        heard,
        view,
    };
    let (mut teller, mut listener) = (Teller::default(), Listener::default());
    let first = teller.tell(&first).expect("it fits");
    listener.hear(&first).expect("our own");
    let mut rest = bytes;
    while let Some((length, after)) = rest.split_first() {
        let (datagram, after) = after.split_at(usize::from(*length).min(after.len()));
        rest = after;
        let Ok(snapshot) = listener.hear(datagram) else {
            continue;
        };
        // What was accepted can be told on, to the same. A text may have grown.
        let mut onward = (Teller::default(), Listener::default());
        match onward.0.tell(&snapshot) {
            Ok(told) => assert_eq!(onward.1.hear(&told), delta::cut(&snapshot)),
            Err(why) => assert_eq!(why, WireError::TooLong),
        }
    }
}

/// A server's end of a connection; the first byte says how the stream is cut into pieces.
pub fn server_session(bytes: &[u8]) {
    let Some((cut, bytes)) = bytes.split_first() else {
        return;
    };
    let mut session = ServerSession::new(Version::current());
    for piece in bytes.chunks(usize::from(*cut).max(1)) {
        session.on_stream(piece);
        while let Ok(Some(_)) = session.poll_event() {}
        if session.on_datagram(piece).is_err() {
            return;
        }
    }
}

/// A client's end of one.
pub fn client_session(bytes: &[u8]) {
    let Some((cut, bytes)) = bytes.split_first() else {
        return;
    };
    let hello = Hello::join("Tom", RoomCode::new(0));
    let mut session = ClientSession::new(hello, Version::current()).expect("a good hello");
    for (at, piece) in bytes.chunks(usize::from(*cut).max(1)).enumerate() {
        if session.on_stream(piece).is_err() {
            return;
        }
        session.on_datagram(piece, 0);
        while session.poll_event().is_some() {}
        while session.poll_stream().is_some() {}
        session.poll_datagram(at as u64 * 20);
    }
}

/// An invite line.
pub fn invite(bytes: &[u8]) {
    let Ok(text) = core::str::from_utf8(bytes) else {
        return;
    };
    if let Ok(invite) = text.parse::<Invite>() {
        assert_eq!(invite.to_string().parse(), Ok(invite));
    }
}

/// A mission's file; one that is accepted can be flown.
pub fn scenario_file(bytes: &[u8]) {
    let Ok(text) = core::str::from_utf8(bytes) else {
        return;
    };
    if let Ok(scenario) = scenario::parse(text) {
        let mut world = World::new(&scenario, 1);
        for _ in 0..TICKS {
            step(&mut world, &Inputs::default(), &mut Vec::new());
        }
    }
}

/// A replay, or the body of one of its records, which no checksum guards here; one that is accepted can
/// be played.
pub fn replay(bytes: &[u8]) {
    if let Ok(record) = decode_record::<Record>(bytes)
        && let Ok(written) = encode_record(&record)
    {
        // Figures may be no numbers, which equal nothing: bytes are compared.
        let again = decode_record::<Record>(&written).map(|record| encode_record(&record));
        assert_eq!(again, Ok(Ok(written)));
    }
    let listed = Summary::read(bytes);
    if let Ok(replay) = Replay::read(bytes) {
        assert!(listed.is_ok_and(|listed| listed.header == replay.header));
        let mut player = Player::new(replay);
        player.seek(player.last_tick());
        for seat in Seat::ALL {
            let shown = player.view(seat);
            assert!(player.world().is_none() || shown.is_some());
        }
    }
}

/// A world's checkpoint, or its body, which no checksum guards here.
pub fn checkpoint(bytes: &[u8]) {
    if let Ok(world) = checkpoint::decode::<World>(bytes) {
        assert_eq!(checkpoint::encode(&world).as_deref(), Ok(bytes));
    }
    if let Ok(world) = decode_record::<World>(bytes)
        && let Ok(written) = encode_record(&world)
    {
        let again = decode_record::<World>(&written).map(|world| encode_record(&world));
        assert_eq!(again, Ok(Ok(written)));
    }
}

/// A room's whole record out of a server's store, with a checksum that fits; and the same bytes as what came
/// after a sound one.
pub fn store_record(bytes: &[u8]) {
    let room = RoomCode::new(482_913);
    let record = checkpoint::stamped(bytes);
    // What is accepted is a room that nobody is in, and tells an operator so.
    if let Ok(back) = Room::back(room, &record, &[]) {
        assert!(back.facts().crews.iter().all(|there| *there != Some(true)));
    }
    let sound = checkpoint::stamped(SOUND_RECORD);
    if let Ok(back) = Room::back(room, &sound, &[(2, record)]) {
        assert!(back.digest().is_some());
    }
}

/// A crew's copy of a room as a server reads it; and the same bytes as a second that was sealed, after a
/// sound full copy.
pub fn room_copy(bytes: &[u8]) {
    let sealer = Sealer::new(&[7; 32]);
    if let Ok(copy) = decode_record::<RoomCopy>(bytes) {
        let written = encode_record(&copy).expect("it was as short");
        assert_eq!(decode_record(&written), Ok(copy.clone()));
        // Nobody who has not the key makes a copy that is opened.
        assert!(sealer.open(&copy).is_err());
        let (mut kept, follows) = (Copies::default(), copy.follows);
        kept.whole(copy.whole);
        for second in follows {
            kept.follow(second);
        }
        assert!(kept.follows().len() <= COPY_PARTS_MAX);
    }
    let room = RoomCode::new(482_913);
    let sound = checkpoint::stamped(SOUND_RECORD);
    if let Ok(back) = Room::back_from_copy(room, &sound, &[bytes.to_vec()]) {
        assert!(back.digest().is_some());
    }
}

/// The line of those who watch.
pub fn watch_line(bytes: &[u8]) {
    let Ok(text) = core::str::from_utf8(bytes) else {
        return;
    };
    if let Ok(line) = text.parse::<WatchInvite>() {
        assert_eq!(line.to_string().parse(), Ok(line));
        // Nobody sits down by it.
        assert!(text.parse::<Invite>().is_err());
    }
}

/// An observer's end of a connection that was opened well; the first byte says how the stream is cut into
/// pieces. What it learns of a flight is flown along with.
pub fn watch_session(bytes: &[u8]) {
    let Some((cut, bytes)) = bytes.split_first() else {
        return;
    };
    let hello = Hello::watch("Ann", WatchCode(*b"abcdefghij"));
    let version = Version::current();
    let (mut session, _) = ObserverSession::open(hello, version).expect("a good hello");
    session.on_stream(&version.to_opening()).expect("our own");
    let mut follower = Follower::default();
    for piece in bytes.chunks(usize::from(*cut).max(1)) {
        if session.on_stream(piece).is_err() {
            return;
        }
        while let Some(event) = session.poll_event() {
            if let ObserverEvent::Flown(flown) = event {
                follow(&mut follower, *flown);
            }
        }
    }
}

/// A flight that is told: frames of it without their first byte, which says that they are, each after two
/// bytes of its length.
pub fn told_flight(bytes: &[u8]) {
    let mut follower = Follower::default();
    let told = ServerMessage::Flown(Box::new(Flown::Ends(Tick(0))));
    let kind = encode_frame(&told).expect("short")[PREFIX_BYTES];
    let mut rest = bytes;
    while let Some((length, after)) = rest.split_first_chunk() {
        let length = usize::from(u16::from_le_bytes(*length)).min(after.len());
        let (piece, after) = after.split_at(length);
        rest = after;
        let frame = [&[kind], piece].concat();
        if let Ok(ServerMessage::Flown(flown)) = decode_frame(&frame) {
            follow(&mut follower, *flown);
        }
    }
}

fn follow(follower: &mut Follower, flown: Flown) {
    // After an error it takes only a flight that begins.
    let _ = follower.take(flown);
    for _ in 0..BEATS {
        let flown = follower.beat(|_, _, _| ());
        if flown != Ok(true) {
            return;
        }
    }
    assert!(follower.world().is_some(), "what flies has a world");
}

fn frame<M: Message + PartialEq + core::fmt::Debug>(bytes: &[u8]) {
    again(
        decode_frame::<M>(bytes),
        |message| encode_frame(message).map(|frame| frame[PREFIX_BYTES..].to_vec()),
        |bytes| decode_frame(bytes),
    );
}

fn datagram<M: Message + PartialEq + core::fmt::Debug>(bytes: &[u8]) {
    again(decode_datagram::<M>(bytes), encode_datagram, |bytes| {
        decode_datagram(bytes)
    });
}

/// What was read is written and read as the same. A text may have grown when it was cleaned: then it
/// is too long, which is an answer too.
fn again<M: PartialEq + core::fmt::Debug>(
    read: Result<M, WireError>,
    write: impl Fn(&M) -> Result<Vec<u8>, WireError>,
    reread: impl Fn(&[u8]) -> Result<M, WireError>,
) {
    let Ok(message) = read else { return };
    match write(&message) {
        Ok(bytes) => assert_eq!(reread(&bytes), Ok(message)),
        Err(why) => assert_eq!(why, WireError::TooLong),
    }
}
