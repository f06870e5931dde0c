//! The directory: which room has which code. It opens rooms and forgets them when they end; what
//! happens inside is theirs.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use handshake_shared::limits::ROOMS_MAX;
use handshake_shared::wire::RoomCode;
use handshake_shared::wire::server::Refused;

use crate::random;
use crate::room::{Room, Setup};
use crate::tick::{self, Inbox, RoomSender, ServerTime};

/// All rooms of one server.
#[derive(Clone)]
pub struct Rooms {
    table: Arc<Mutex<Table>>,
    time: ServerTime,
}

#[derive(Default)]
struct Table {
    rooms: HashMap<RoomCode, RoomSender>,
    stopping: bool,
}

impl Rooms {
    /// None yet; their time begins now, on this runtime.
    pub fn begin() -> Rooms {
        Rooms {
            table: Arc::default(),
            time: ServerTime::begin(),
        }
    }

    /// Opens a room under a code nobody can foresee.
    pub fn open(&self, setup: Setup) -> Result<(RoomCode, RoomSender), Refused> {
        let mut table = self.lock();
        if table.stopping {
            return Err(Refused::Stopping);
        }
        if table.rooms.len() >= ROOMS_MAX {
            return Err(Refused::TOO_MANY_ROOMS);
        }
        // At most 256 of a million codes are in use, so a free one comes at once.
        let code = loop {
            let code = RoomCode::new((random::number() % u64::from(RoomCode::COUNT)) as u32);
            if !table.rooms.contains_key(&code) {
                break code;
            }
        };
        let rooms = self.clone();
        let on_end = move || {
            rooms.lock().rooms.remove(&code);
            tracing::info!(room = %code, "room closed");
        };
        let sender = tick::spawn(Room::new(code, setup), self.time.clone(), on_end);
        table.rooms.insert(code, sender.clone());
        tracing::info!(room = %code, "room opened");
        Ok((code, sender))
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

    /// Number of open rooms.
    pub fn count(&self) -> usize {
        self.lock().rooms.len()
    }

    /// No new rooms; those there are told to close and to tell their crews.
    pub async fn stop(&self) {
        let rooms: Vec<RoomSender> = {
            let mut table = self.lock();
            table.stopping = true;
            table.rooms.values().cloned().collect()
        };
        for room in rooms {
            // A room that has just ended needs no telling.
            let _ = room.send(Inbox::Stop).await;
        }
    }

    /// The table is whole after every statement, so a panic elsewhere does not spoil it.
    fn lock(&self) -> MutexGuard<'_, Table> {
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
