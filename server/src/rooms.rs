//! The directory: which room has which code. It opens rooms and forgets them when they end; what
//! happens inside is theirs.

mod restore;

use std::collections::{HashMap, HashSet};
use std::io;
use std::net::IpAddr;
use std::panic::catch_unwind;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use handshake_shared::limits::{OBSERVERS_ALL_MAX, ROOMS_MAX};
use handshake_shared::scenario;
use handshake_shared::wire::server::{Place, Redirect, Refused};
use handshake_shared::wire::{Fingerprint, Mark, Pace, RoomCode, WatchCode};

use tokio::runtime::Handle;
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};

use crate::escrow::{Giver, Sealer};
use crate::metrics::Metrics;
use crate::neighbours::Neighbours;
use crate::random;
use crate::recordings::{Recordings, Writer};
use crate::room::{Aloft, Room, Setup};
use crate::store::{Kept, Saver};
use crate::tick::{self, Inbox, RoomSender, ServerTime};
use restore::Pending;

/// Copies of rooms that are read from crews at the same time, each of a few hundred kilobytes at most.
const COPIES_READ_AT_ONCE: usize = 16;

/// What rooms of a server share.
pub struct House {
    /// Where everything here is counted.
    pub metrics: Metrics,
    /// Where missions are recorded, if they are.
    pub recordings: Option<Recordings>,
    /// Where rooms are kept.
    pub saver: Saver,
    /// The server's key, at every shard's port.
    pub fingerprint: Fingerprint,
    /// What seals the copies that crews keep, where they keep any.
    pub sealer: Option<Sealer>,
    /// Only this machine's own crews come here.
    pub of_ones_own: bool,
}

/// All rooms of one server, as they are seen from one of its shards. A room's code says on which shard it
/// is: the remainder by their number, so that it is there again after a restart.
#[derive(Clone)]
pub struct Rooms {
    table: Arc<Mutex<Table>>,
    /// Woken whenever a room ends or none shall be opened any more.
    fewer: Arc<Notify>,
    shards: Arc<[At]>,
    /// The shard they are seen from.
    here: usize,
    fingerprint: Fingerprint,
    metrics: Metrics,
    neighbours: Neighbours,
    /// Where missions are recorded, if they are.
    recordings: Option<Recordings>,
    /// Where rooms are kept.
    saver: Saver,
    /// What seals the copies that crews keep, where they keep any.
    sealer: Option<Sealer>,
    /// Copies that are read at the same time.
    readers: Arc<Semaphore>,
    /// Only this machine's own crews come here.
    of_ones_own: bool,
    /// Places of observers, in all rooms together.
    stand: Arc<Semaphore>,
    /// When this server began.
    began: Instant,
}

/// One shard as its rooms have it.
struct At {
    time: ServerTime,
    port: u16,
}

#[derive(Default)]
struct Table {
    rooms: HashMap<RoomCode, RoomSender>,
    /// Rooms by the secrets of those who may watch them; whether it is the instructors'.
    watched: HashMap<WatchCode, (RoomCode, bool)>,
    /// Every room that was ever here since the start: of these the server itself knows best.
    known: HashSet<RoomCode>,
    /// Rooms out of the store that nobody has come to yet, and how far they stand.
    untouched: HashMap<RoomCode, Mark>,
    /// Rooms that are to come back from copies in a moment.
    pending: HashMap<RoomCode, Pending>,
    stopping: bool,
    draining: bool,
}

impl Table {
    /// A code nobody can foresee, of those that fit. At most 256 of a million are in use, so a free one comes
    /// at once.
    fn free_code(&self, fits: impl Fn(RoomCode) -> bool) -> RoomCode {
        loop {
            let code = RoomCode::new((random::number() % u64::from(RoomCode::COUNT)) as u32);
            if fits(code) && !self.rooms.contains_key(&code) {
                return code;
            }
        }
    }
}

impl Rooms {
    /// None yet, seen from the first shard; their time begins now, on these runtimes, each with the port of
    /// its shard.
    pub fn begin(house: House, shards: Vec<(Handle, u16)>) -> io::Result<Rooms> {
        let (handles, ports): (Vec<Handle>, Vec<u16>) = shards.into_iter().unzip();
        let times = ServerTime::begin(house.metrics.clone(), handles)?;
        let at = times.into_iter().zip(ports);
        Ok(Rooms {
            table: Arc::default(),
            fewer: Arc::default(),
            shards: at.map(|(time, port)| At { time, port }).collect(),
            here: 0,
            fingerprint: house.fingerprint,
            metrics: house.metrics,
            neighbours: Neighbours::default(),
            recordings: house.recordings,
            saver: house.saver,
            sealer: house.sealer,
            readers: Arc::new(Semaphore::new(COPIES_READ_AT_ONCE)),
            of_ones_own: house.of_ones_own,
            stand: Arc::new(Semaphore::new(OBSERVERS_ALL_MAX)),
            began: Instant::now(),
        })
    }

    /// The same rooms seen from this shard.
    pub fn at(&self, shard: usize) -> Rooms {
        Rooms {
            here: shard,
            ..self.clone()
        }
    }

    /// Where a room of this code is served, when that is not here.
    pub fn elsewhere(&self, code: RoomCode) -> Option<Redirect> {
        let shard = self.shard_of(code);
        (shard != self.here).then(|| self.way_to(shard))
    }

    /// Where a new room is served, when that is not here. The first shard sends crews to the one with the
    /// fewest rooms that takes more; whoever was sent stays where he came.
    pub fn new_elsewhere(&self) -> Option<Redirect> {
        let counts = self.by_shard();
        let open = (0..self.shards.len()).filter(|shard| self.takes_rooms(*shard));
        let shard = open.min_by_key(|shard| counts[*shard])?;
        (self.here == 0 && shard != 0).then(|| self.way_to(shard))
    }

    /// Rooms on each shard.
    pub fn by_shard(&self) -> Vec<usize> {
        let mut counts = vec![0; self.shards.len()];
        for code in self.lock().rooms.keys() {
            counts[self.shard_of(*code)] += 1;
        }
        counts
    }

    fn shard_of(&self, code: RoomCode) -> usize {
        code.number() as usize % self.shards.len()
    }

    fn takes_rooms(&self, shard: usize) -> bool {
        self.shards[shard].time.shed().takes_rooms()
    }

    fn way_to(&self, shard: usize) -> Redirect {
        let place = Place {
            address: None,
            port: self.shards[shard].port,
        };
        Redirect {
            places: vec![place],
            key: self.fingerprint,
        }
    }

    /// Opens again what a store has kept: rooms as they stood, their seats held. A room whose records
    /// cannot be read is lost alone.
    pub fn bring_back(&self, kept: Vec<Kept>) {
        for Kept { room, whole, parts } in kept {
            // A bug in one room's past must not keep the others from coming back.
            let back = catch_unwind(|| Room::back(room, &whole, &parts));
            match back {
                Ok(Ok(mut back)) if self.count() < ROOMS_MAX => {
                    let facts = back.facts();
                    let mut table = self.lock();
                    table.untouched.insert(room, back.mark());
                    let writer = self.record_on(room, &mut back);
                    self.start(&mut table, room, (back, writer, ()));
                    tracing::info!(
                        %room, mission = facts.scenario, tick = facts.tick.0, "room is back"
                    );
                    continue;
                }
                Ok(Ok(_)) => tracing::error!(%room, "room is lost: there are too many"),
                Ok(Err(why)) => tracing::error!(%room, %why, "room is lost"),
                Err(_) => tracing::error!(%room, "room is lost: reading it ends in a bug"),
            }
            self.metrics.room_lost();
            self.saver.forget(room);
        }
    }

    /// A room that came back is recorded from there on, in a file of its own.
    fn record_on(&self, code: RoomCode, back: &mut Room) -> Option<Writer> {
        let writer = self.recordings.as_ref()?.writer(code);
        back.record_on();
        Some(writer)
    }

    /// Waits until what was recorded and kept so far is with the operating system.
    pub async fn flush(&self) {
        self.saver.flush().await;
        if let Some(recordings) = &self.recordings {
            recordings.flush().await;
        }
    }

    /// Where everything here is counted.
    pub fn metrics(&self) -> &Metrics {
        &self.metrics
    }

    /// Who is in the house, by address.
    pub fn neighbours(&self) -> &Neighbours {
        &self.neighbours
    }

    /// Opens a room under a code nobody can foresee, for a crew at this address; `source` is the file
    /// its scenario was read from.
    pub fn open(
        &self,
        setup: Setup,
        source: String,
        by: IpAddr,
    ) -> Result<(RoomCode, RoomSender), Refused> {
        let mut table = self.lock();
        if table.stopping || table.draining {
            return Err(Refused::Stopping);
        }
        if table.rooms.len() >= ROOMS_MAX {
            return Err(Refused::TOO_MANY_ROOMS);
        }
        if !self.takes_rooms(self.here) {
            return Err(Refused::Busy);
        }
        let place = self.neighbours.open_room(by)?;
        let code = table.free_code(|code| self.shard_of(code) == self.here);
        let mut room = match self.of_ones_own {
            true => Room::new(code, setup).of_ones_own(),
            false => Room::new(code, setup),
        };
        let writer = self.recordings.as_ref().map(|to| to.writer(code));
        if writer.is_some() {
            room.record(source.clone());
        }
        room.set_watch_key(random::watch_code());
        room.set_instructor_key(random::watch_code());
        room.tell_flights(source.clone());
        room.keep(source);
        let sender = self.start(&mut table, code, (room, writer, place));
        tracing::info!(room = %code, "room opened");
        Ok((code, sender))
    }

    /// Opens a room in the middle of a flight, for crews of this machine. What was recorded of it before is
    /// the beginning of the recording here.
    pub fn open_aloft(&self, flight: Aloft, by: IpAddr) -> Result<RoomCode, Refused> {
        let scenario = scenario::parse(&flight.source).map_err(|_| Refused::NoSuchScenario)?;
        let mut table = self.lock();
        if table.stopping || table.draining {
            return Err(Refused::Stopping);
        }
        let place = self.neighbours.open_room(by)?;
        let code = table.free_code(|code| self.shard_of(code) == self.here);
        let setup = Setup {
            scenario,
            seed: flight.seed,
            pace: Pace::RealTime,
        };
        let (source, so_far) = (flight.source.clone(), flight.recorded.clone());
        let mut room = match self.of_ones_own {
            true => Room::aloft(code, setup, flight).of_ones_own(),
            false => Room::aloft(code, setup, flight),
        };
        room.keep(source);
        let writer = self.record_on(code, &mut room);
        if writer.is_some() {
            room.record_after(so_far);
        }
        self.start(&mut table, code, (room, writer, place));
        tracing::info!(room = %code, "room opened in flight");
        Ok(code)
    }

    /// Gives a room its task and enters it. The place of the address that opened it is free when it ends; one
    /// that is brought back has none.
    fn start(
        &self,
        table: &mut Table,
        code: RoomCode,
        (room, writer, place): (Room, Option<Writer>, impl Send + 'static),
    ) -> RoomSender {
        let rooms = self.clone();
        let watch = room.watch_key().map(|key| (key, (code, false)));
        let instructors = room.instructor_key().map(|key| (key, (code, true)));
        let keys = [watch, instructors];
        table.watched.extend(keys.into_iter().flatten());
        let on_end = move || {
            let mut table = rooms.lock();
            table.rooms.remove(&code);
            for (key, _) in keys.into_iter().flatten() {
                table.watched.remove(&key);
            }
            drop(table);
            drop(place);
            rooms.metrics.room_closed();
            rooms.fewer.notify_waiters();
            tracing::info!(room = %code, "room closed");
        };
        let lodger = self.saver.lodger(code);
        let time = self.shards[self.shard_of(code)].time.clone();
        let keepers = (writer, lodger, self.sealer.clone().map(Giver::new));
        let sender = tick::spawn(room, time, keepers, on_end);
        table.rooms.insert(code, sender.clone());
        table.known.insert(code);
        self.metrics.room_opened();
        sender
    }

    /// The room of this code.
    pub fn find(&self, code: RoomCode) -> Result<RoomSender, Refused> {
        let table = self.lock();
        if table.stopping {
            return Err(Refused::Stopping);
        }
        table
            .rooms
            .get(&code)
            .cloned()
            .ok_or(Refused::NoSuchRoom(code))
    }

    /// The room that this secret lets somebody watch, if its crews let anybody; whether it is an
    /// instructor's; and one of the places for observers, to be held while he does.
    pub fn find_watched(
        &self,
        key: WatchCode,
    ) -> Result<(RoomSender, bool, OwnedSemaphorePermit), Refused> {
        let found = self.lock().watched.get(&key).copied();
        let (code, instructs) = found.ok_or(Refused::NotWatched)?;
        let room = self.find(code).map_err(|_| Refused::NotWatched)?;
        let stand = Arc::clone(&self.stand);
        let place = stand.try_acquire_owned();
        let place = place.map_err(|_| Refused::TooManyConnections)?;
        Ok((room, instructs, place))
    }

    /// Number of open rooms.
    pub fn count(&self) -> usize {
        self.lock().rooms.len()
    }

    /// The codes of all rooms with their addresses, in the order of their codes.
    pub fn all(&self) -> Vec<(RoomCode, RoomSender)> {
        let table = self.lock();
        let rooms = table.rooms.iter();
        let mut all: Vec<_> = rooms.map(|(code, room)| (*code, room.clone())).collect();
        all.sort_by_key(|(code, _)| *code);
        all
    }

    /// No new rooms from now on; those there go on to their end, and crews come back to them.
    pub fn drain(&self) {
        self.lock().draining = true;
        self.fewer.notify_waiters();
    }

    /// Waits until no room is to come and none is left.
    pub async fn drained(&self) {
        self.until(|table| table.draining && table.rooms.is_empty())
            .await;
    }

    /// Waits until the rooms are so.
    async fn until(&self, so: impl Fn(&Table) -> bool) {
        loop {
            let fewer = self.fewer.notified();
            tokio::pin!(fewer);
            // From here on no waking is missed.
            fewer.as_mut().enable();
            if so(&self.lock()) {
                return;
            }
            fewer.await;
        }
    }

    /// A crew that wants to open a room is let.
    pub fn takes_new(&self) -> bool {
        let table = self.lock();
        !table.draining && !table.stopping
    }

    /// No new rooms; those there are kept for the next start, where the store outlives this one, tell their
    /// crews and end. Waits for that.
    pub async fn stop(&self) {
        if self.saver.outlives() {
            self.end_all(|| Inbox::Rest).await;
        } else {
            self.close().await;
        }
    }

    /// The same for good: none of them comes back.
    pub async fn close(&self) {
        self.end_all(|| Inbox::Stop).await;
    }

    async fn end_all(&self, order: impl Fn() -> Inbox) {
        let rooms: Vec<RoomSender> = {
            let mut table = self.lock();
            table.stopping = true;
            table.rooms.values().cloned().collect()
        };
        for room in rooms {
            // A room that has just ended needs no telling.
            let _ = room.send(order()).await;
        }
        self.until(|table| table.rooms.is_empty()).await;
    }

    /// The table is whole after every statement, so a panic elsewhere does not spoil it.
    fn lock(&self) -> MutexGuard<'_, Table> {
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
