//! Rooms that come back from the copies of their crews: where the store has lost one, or has an older one.
//! The newest sound state of the store and of both crews stands; a room that lives is never replaced, nor
//! one brought back that has ended here.

use std::net::IpAddr;
use std::panic::catch_unwind;
use std::time::Duration;

use handshake_shared::checkpoint::Unreadable;
use handshake_shared::limits::{COPY_AGE_MAX_S, COPY_BYTES_MAX, ROOMS_MAX};
use handshake_shared::time::TICK_RATE_HZ;
use handshake_shared::wire::client::{Hello, Want};
use handshake_shared::wire::codec::decode_record;
use handshake_shared::wire::server::{BadCopy, Refused};
use handshake_shared::wire::{Mark, RoomCode, RoomCopy};
use quinn::Connection;
use tokio::sync::watch;
use tokio::time::{sleep, timeout};

use super::Rooms;
use crate::neighbours::Place;
use crate::room::{Lost, Room};
use crate::tick::Inbox;

/// From the first copy of a room until it stands: the other crew comes back in the same moment, and may have
/// one second more.
const GATHER: Duration = Duration::from_millis(600);
/// A copy is given this long to arrive.
const DEADLINE: Duration = Duration::from_secs(3);
/// No copy is good for longer.
const COPY_AGE_MAX: Duration = Duration::from_secs(COPY_AGE_MAX_S);
/// What a store has of a room is never more than a second older than the room was: a copy that is no newer
/// than this is not asked for, ticks.
const NEWER_BY_TICKS: u32 = TICK_RATE_HZ;

/// A room that is to come back in a moment.
pub(super) struct Pending {
    /// The newest so far.
    room: Room,
    /// The place of the address that brought the first copy.
    place: Place,
    /// Dropped when the room stands.
    done: watch::Sender<()>,
}

impl Rooms {
    /// Whether the copy is wanted that this crew keeps: its room is not known here, or nobody has come to it
    /// yet since it came out of a store that has less of it.
    pub fn wants_copy(&self, hello: &Hello) -> Option<RoomCode> {
        let (Want::Join { code }, Some(mark), Some(_)) = (&hello.want, hello.copy, hello.token)
        else {
            return None;
        };
        self.sealer.as_ref()?;
        let table = self.lock();
        let wanted = if table.pending.contains_key(code) {
            true
        } else if let Some(stands) = table.untouched.get(code) {
            mark_when_back(mark) > *stands
        } else {
            !table.known.contains(code)
        };
        (wanted && !table.stopping && !table.draining).then_some(*code)
    }

    /// Whether a room that is not here may be brought back yet, by whoever keeps a copy of it: this server has
    /// not run for longer than a copy is good for.
    pub fn may_come_back(&self, code: RoomCode) -> bool {
        let table = self.lock();
        let lost = !table.known.contains(&code) && !table.stopping && !table.draining;
        lost && self.sealer.is_some() && self.began.elapsed() < COPY_AGE_MAX
    }

    /// Reads the copy that a crew sends.
    pub async fn read_copy(&self, connection: &Connection) -> Option<RoomCopy> {
        let _reading = self.readers.acquire().await.ok()?;
        let reading = async {
            let mut stream = connection.accept_uni().await.ok()?;
            stream.read_to_end(COPY_BYTES_MAX).await.ok()
        };
        let bytes = timeout(DEADLINE, reading).await.ok()??;
        decode_record(&bytes).ok()
    }

    /// Brings a room back from a crew's copy, together with what the other crew brings in the same moment.
    pub async fn restore(
        &self,
        code: RoomCode,
        copy: &RoomCopy,
        by: IpAddr,
    ) -> Result<(), Refused> {
        let room = self.open_copy(code, copy)?;
        let mut done = {
            let mut table = self.lock();
            if let Some(pending) = table.pending.get_mut(&code) {
                if room.mark() > pending.room.mark() {
                    pending.room = room;
                }
                pending.done.subscribe()
            } else if table.known.contains(&code) && !table.untouched.contains_key(&code) {
                // It came back meanwhile, or it has ended.
                let there = table.rooms.contains_key(&code);
                return there.then_some(()).ok_or(Refused::BadCopy(BadCopy::Old));
            } else {
                let place = self.neighbours.open_room(by)?;
                let (done, waits) = watch::channel(());
                table.pending.insert(code, Pending { room, place, done });
                let rooms = self.clone();
                tokio::spawn(async move {
                    sleep(GATHER).await;
                    rooms.bring_up(code).await;
                });
                waits
            }
        };
        // It ends when the room stands.
        let _ = done.changed().await;
        Ok(())
    }

    /// What stands in a copy, for a crew that holds a seat in it.
    fn open_copy(&self, code: RoomCode, copy: &RoomCopy) -> Result<Room, Refused> {
        let sealer = self.sealer.as_ref().ok_or(Refused::NoSuchRoom(code))?;
        let opened = sealer.open(copy).map_err(Refused::BadCopy)?;
        if opened.header.room != code {
            return Err(Refused::BadCopy(BadCopy::Damaged));
        }
        // A bug in one room's past ends this attempt alone.
        let back = catch_unwind(|| Room::back_from_copy(code, &opened.whole, &opened.seconds));
        let room = match back {
            Ok(Ok(room)) => room,
            Ok(Err(Lost::Unreadable(Unreadable::Foreign(_)))) => {
                return Err(Refused::BadCopy(BadCopy::Version));
            }
            Ok(Err(_)) | Err(_) => return Err(Refused::BadCopy(BadCopy::Damaged)),
        };
        match room.knows(&copy.token) {
            true => Ok(room),
            false => Err(Refused::WrongToken),
        }
    }

    /// The newest copy that has come stands from now on.
    async fn bring_up(&self, code: RoomCode) {
        let (pending, there) = {
            let mut table = self.lock();
            let Some(pending) = table.pending.remove(&code) else {
                return;
            };
            let there = table.rooms.get(&code).cloned();
            if there.is_none() && table.rooms.len() < ROOMS_MAX && !table.stopping {
                let facts = pending.room.facts();
                tracing::info!(
                    room = %code, mission = facts.scenario, tick = facts.tick.0,
                    "room is back from its crews' copy"
                );
                let Pending {
                    mut room, place, ..
                } = pending;
                let writer = self.record_on(code, &mut room);
                self.start(&mut table, code, (room, writer, place));
                return;
            }
            (pending, there)
        };
        if let Some(there) = there {
            // A room that has just ended needs no newer one.
            let _ = there.send(Inbox::Newer(Box::new(pending.room))).await;
        }
    }

    /// A crew sits in this room: it lives, and no copy is newer.
    pub fn lives(&self, code: RoomCode) {
        self.lock().untouched.remove(&code);
    }
}

/// How far a room would stand that comes back from a copy of which its crew says this: by so much it has to
/// be newer than the store's.
fn mark_when_back(mark: Mark) -> Mark {
    Mark {
        epoch: mark.epoch.wrapping_add(1),
        tick: handshake_shared::time::Tick(mark.tick.0.saturating_sub(NEWER_BY_TICKS)),
        ..mark
    }
}
