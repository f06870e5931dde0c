//! Every bound of the product with its reason, in one place.

/// How often something may be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// So many at once.
    pub at_once: u32,
    /// After that one more each time so long has passed, ms.
    pub every_ms: u32,
}

/// Longest free-text transmission, characters: two lines of a narrow radio panel.
pub const TEXT_CHARS_MAX: usize = 120;
/// Longest crew name shown to the partner, characters.
pub const NAME_CHARS_MAX: usize = 24;
/// Longest name of a scenario, characters: a room's list shows it in one column.
pub const SCENARIO_NAME_CHARS_MAX: usize = 40;
/// Largest datagram payload, bytes: fits a 1,200-byte path MTU with QUIC's own overhead.
pub const DATAGRAM_BYTES_MAX: usize = 1_100;
/// Largest message on the control stream, bytes.
pub const FRAME_BYTES_MAX: usize = 16 * 1024;
/// Commands one seat may have waiting for a tick; more are refused as too many.
pub const COMMANDS_PENDING_MAX: usize = 32;
/// Rooms one server keeps open.
pub const ROOMS_MAX: usize = 256;
/// Longest scenario file, bytes: with the rest of a hello it fits one frame, so that every file that
/// can be read can also be flown on a server.
pub const SCENARIO_BYTES_MAX: usize = 15 * 1024;
/// A read-back or match opens its lock for this long, s. This and the three below are the crews' own
/// time: `sim::pace` keeps the pace at ×1 while one of them runs, so ticks are time on the wall.
pub const MATCH_FRESH_S: f64 = 60.0;
/// Both keys of a two-key act must be turned within this, s.
pub const TWO_KEY_WINDOW_S: f64 = 5.0;
/// Both keys turned in time open their hatch's lock for this long, s.
pub const KEYS_FRESH_S: f64 = 60.0;
/// An offered role waits so long to be taken, s (game value: call, read-back and answer take a practised
/// pair some eight). Its own time too.
pub const OFFER_S: f64 = 30.0;
/// A called value on Apollo's range bar greys after this, s.
pub const CALLED_STALE_S: f32 = 10.0;
/// A called pressure, hatch or valve greys after this, s: as long as a read-back of it opens a lock.
pub const CALLED_AIR_STALE_S: f32 = MATCH_FRESH_S as f32;
/// Longest a single stick message may hold a deflection, ticks: a lost release costs at most this.
pub const STICK_TICKS_MAX: u16 = 600;
/// Contacts kept for the debrief; older ones are dropped.
pub const RECORD_CONTACTS_MAX: usize = 8;
/// Failures one mission may have in store.
pub const FAULTS_MAX: usize = 16;
/// Stretches of noise one mission may have in store.
pub const NOISE_MAX: usize = 16;
/// Grants one seat may have outstanding in lockstep; a crew that asks more is broken.
pub const GRANTS_AHEAD_MAX: usize = 64;
/// Longest single grant, ticks: one minute, so that a room never computes for long unasked.
pub const GRANT_TICKS_MAX: u32 = 3_600;
/// Events kept for a crew that comes back, a seat: some minutes of a busy loop.
pub const EVENTS_KEPT_MAX: usize = 256;
/// Copies of one stick message: at 10 % loss one in a thousand is lost altogether.
pub const STICK_COPIES: u8 = 3;
/// Movements one datagram of the sticks carries: the newest and those before it, so that one whose own
/// copies were all lost comes with the next.
pub const STICKS_REPEATED: usize = 4;
/// Movements of one seat that may wait for their tick; more than two hands make in a second.
pub const STICKS_WAITING_MAX: usize = 32;
/// Furthest ahead a movement may be meant for, ticks: one from a clock that is wrong comes no later.
pub const STICK_AHEAD_MAX: u32 = 60;
/// A seat is held this long for a crew whose connection was lost, s.
pub const SEAT_HOLD_S: u16 = 120;
/// The same before the mission has begun, s: nothing is lost yet, and a room opened and left again
/// should not stand in others' way.
pub const LOBBY_HOLD_S: u16 = 20;
/// So long after its connection was lost a crew may be stood in for by software, s (game value): most
/// lines are back by then, and nobody loses a seat over a hiccup.
pub const RELIEF_AFTER_S: u16 = 10;
/// Pauses of one crew last so long in all, a mission, s (game value): time for a door bell and a
/// kettle. A room that could be paused for ever would hold its place on a public server for ever.
pub const PAUSE_TOTAL_S: u16 = 1_200;
/// Least flight between two pauses, s: one that is paused at every step is no flight.
pub const PAUSE_GAP_S: u32 = 10;
/// From the wish to go on to the first tick, s: both crews find their keys.
pub const GO_ON_S: u8 = 3;
/// A connection from which nothing came for so long is told to the other crew as silent, ms: twice
/// the time after which a quiet end says something, and well within three seconds.
pub const SILENT_MS: u16 = 2_000;
/// A room in which nobody does anything closes after this, s.
pub const ROOM_IDLE_S: u32 = 3_600;
/// Connections from one address: a school behind one router. From half of it on, each has to prove that
/// the address is its own, so that nobody can use up another's by writing his on an envelope.
pub const CONNECTIONS_PER_ADDRESS_MAX: usize = 64;
/// TLS handshakes of one address, each half a millisecond of a core: all its connections come back after
/// an outage at once, twice over. From half of it on addresses are proved, as above.
pub const HANDSHAKES_PER_ADDRESS: Rate = Rate {
    at_once: 2 * CONNECTIONS_PER_ADDRESS_MAX as u32,
    every_ms: 250,
};
/// TLS handshakes going on at once in all; beyond, a packet is not even answered.
pub const HANDSHAKES_PENDING_MAX: usize = 512;
/// Rooms opened from one address that are open at once: a class by twos.
pub const ROOMS_PER_ADDRESS_MAX: usize = 16;
/// Rooms opened from one address.
pub const ROOMS_OPENED_PER_ADDRESS: Rate = Rate {
    at_once: ROOMS_PER_ADDRESS_MAX as u32,
    every_ms: 15_000,
};
/// Wrong room codes and secrets of seats from one address: ten a minute find one of 256 rooms among a
/// million codes in half a day, and no secret ever.
pub const GUESSES_PER_ADDRESS: Rate = Rate {
    at_once: 32,
    every_ms: 6_000,
};
/// Addresses of which anything is remembered; beyond, those that only waited for a rate are forgotten.
pub const ADDRESSES_KEPT_MAX: usize = 4_096;
/// Messages of one connection, grants of lockstep aside, which both crews' own steps bound: ten times
/// what a held key makes. One that sends more is closed.
pub const MESSAGES: Rate = Rate {
    at_once: 256,
    every_ms: 4,
};
/// Stick movements of one connection: four a tick of the world. More fall.
pub const STICKS: Rate = Rate {
    at_once: 60,
    every_ms: 4,
};
/// Acts of one seat, in mission time: twice what a held key makes. More are refused as too many.
pub const COMMANDS: Rate = Rate {
    at_once: 2 * COMMANDS_PENDING_MAX as u32,
    every_ms: 25,
};
/// Free texts of one seat, in mission time: nobody types faster, and the other crew has to read them.
pub const TEXTS: Rate = Rate {
    at_once: 8,
    every_ms: 1_000,
};
/// What instructors of one room have happen, in mission time: a crew that has to find one thing out should
/// not have to find out ten. More are refused as too many.
pub const INJECTIONS: Rate = Rate {
    at_once: 3,
    every_ms: 5_000,
};
/// The same in one mission: more than teaches anybody anything.
pub const INJECTED_MAX: usize = 64;
/// Ready, pause, pace, help, seat and again: of each so many a second; each is told to both crews. More
/// are refused as too many.
pub const ASKS_A_SECOND_MAX: u8 = 8;
/// Connections one server keeps: both seats of every room, observers, and a few at the door.
pub const CONNECTIONS_MAX: usize = 2 * ROOMS_MAX + OBSERVERS_ALL_MAX + 64;
/// Observers of one room: a class has a projector for the rest.
pub const OBSERVERS_MAX: usize = 8;
/// Observers of one server, in all its rooms: one a room. They take no crew's connection.
pub const OBSERVERS_ALL_MAX: usize = ROOMS_MAX;
/// What one observer may be behind with reading before it is cut off is bounded by its stream; so much of
/// a flight is handed to the stream at once, bytes.
pub const FEED_CHUNK_BYTES: usize = 16 * 1024;
/// A flight told to observers, and to a crew after it, grows no further, bytes: two hours of hands that
/// never rest. A room keeps it in memory.
pub const FEED_BYTES_MAX: usize = 1024 * 1024;
/// Longest leg of such a flight, ticks: a second at the fastest pace there is.
pub const LEG_TICKS_MAX: u32 = 3_600;
/// Acts after which a leg ends before its second is over, bytes on the wire.
pub const LEG_ACTS_BYTES_MAX: usize = 3 * 1024;
/// Movements of the sticks after which a leg ends, for the same reason: 14 bytes each.
pub const LEG_RUNS_MAX: usize = 64;
/// A world told to observers comes in parts of so many bytes; one that is longer in all than a record of a
/// replay may be is none.
pub const WORLD_PART_BYTES_MAX: usize = 8 * 1024;
/// Shards of one server: more threads than any machine it is meant for has cores.
pub const SHARDS_MAX: usize = 64;
/// Places one redirect names: every address of a machine that an invite would.
pub const REDIRECT_PLACES_MAX: usize = 8;
/// Redirects a crew follows in a row: from the first port to the room's, and once more where the room has
/// just moved. Beyond it the crew asks to be served where it began.
pub const REDIRECTS_MAX: usize = 2;
/// Frames waiting for one crew's connection; one that lets more pile up is cut off.
pub const FRAMES_WAITING_MAX: usize = 1_024;
/// Messages waiting for one room; senders are held back beyond.
pub const ROOM_INBOX_MAX: usize = 256;
/// Decoded events a client keeps for its screen before it stops reading.
pub const CLIENT_EVENTS_MAX: usize = 1_024;
/// Longest record of a replay, bytes: a second in which both crews do as much as a room takes.
pub const REPLAY_RECORD_BYTES_MAX: usize = 1024 * 1024;
/// Acts and events after which a record of a replay ends before its second is over: half a mebibyte
/// of the longest texts, so that one more tick of them fits.
pub const REPLAY_RECORD_ITEMS_MAX: usize = 1_024;
/// From this size on a replay holds inputs alone, bytes: four hours of views.
pub const REPLAY_VIEWS_BYTES_MAX: usize = 48 * 1024 * 1024;
/// A replay grows no further, bytes; what was flown until then can be played.
pub const REPLAY_BYTES_MAX: usize = 64 * 1024 * 1024;
/// Longest mission a replay is read for, ticks: two days.
pub const REPLAY_TICKS_MAX: u32 = 48 * 3_600 * 60;
/// States of the world kept while a replay is played, to seek from.
pub const REPLAY_KEYFRAMES_MAX: u32 = 512;
/// Pages of replays that wait for the disk; a room whose page finds no place is recorded no further.
pub const REPLAY_PAGES_WAITING_MAX: usize = 1_024;
/// Replays a player's folder keeps: some evenings; the oldest goes.
pub const REPLAYS_KEPT_PLAYER: usize = 50;
/// Replays a server's folder keeps unless it is told otherwise: each of its rooms a few times over.
pub const REPLAYS_KEPT_SERVER: usize = 4 * ROOMS_MAX;
/// Longest part of a room's log, ticks: what a kill may cost at the fastest pace there is, and more.
pub const RECORD_TICKS_MAX: u32 = 3 * 3_600;
/// Records of rooms that wait for the disk: four of every room. One that finds no place is followed by a
/// whole one.
pub const STORE_WAITING_MAX: usize = 4 * ROOMS_MAX;
/// Acts a crew's end keeps until they are durable: a second of a fast lockstep run, and far more than two
/// hands do while a server is away. Beyond it the oldest that took effect go.
pub const COMMANDS_KEPT_MAX: usize = 2_048;
/// Longest full copy of a room that its crews keep, bytes: some twelve times what a busy one takes. A
/// longer one is not given.
pub const COPY_WHOLE_BYTES_MAX: usize = 256 * 1024;
/// Longest second of a copy, bytes; a busier one is given as a full copy.
pub const COPY_PART_BYTES_MAX: usize = 2 * 1024;
/// Seconds that follow one full copy: twice as many as there should be.
pub const COPY_PARTS_MAX: usize = 240;
/// Longest copy a crew offers, bytes: the full one, and as many seconds as may follow it.
pub const COPY_BYTES_MAX: usize =
    COPY_WHOLE_BYTES_MAX + COPY_PARTS_MAX * (COPY_PART_BYTES_MAX + 32) + 64;
/// A copy is of use for so long, s: no crew comes back later.
pub const COPY_AGE_MAX_S: u64 = ROOM_IDLE_S as u64;
