//! What a server keeps of its rooms so that they outlive it: the trait that hides where, and the thread
//! that writes. Rooms hand their records over without waiting; those of all rooms that have come
//! meanwhile are committed together. A store that fails costs the keeping, never the flight.

mod lodger;
mod memory;
mod redb;
mod thread;

use std::io;
use std::path::PathBuf;

use handshake_shared::wire::RoomCode;

pub use lodger::Lodger;
pub use memory::MemoryStore;
pub use redb::{RedbStore, STORE_NAME};
pub use thread::Saver;

/// One thing to be kept, or kept no longer. Numbers of a room's records grow by one; a whole one and the
/// parts that follow it without a gap are the room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// All of a room; what was kept of it before is not needed any more.
    Whole {
        /// Which room.
        room: RoomCode,
        /// Number of the record.
        number: u64,
        /// The record.
        bytes: Vec<u8>,
    },
    /// What has come since the record before.
    Part {
        /// Which room.
        room: RoomCode,
        /// Number of the record.
        number: u64,
        /// The record.
        bytes: Vec<u8>,
    },
    /// The room has ended.
    Gone(RoomCode),
}

/// What was kept of one room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Which room.
    pub room: RoomCode,
    /// Its last whole record.
    pub whole: Vec<u8>,
    /// The parts after it with their numbers, in order.
    pub parts: Vec<(u64, Vec<u8>)>,
}

/// A place for records of rooms.
pub trait Store: Send {
    /// Keeps all of these changes or none. When it returns without an error they outlive a kill, and, as
    /// far as the machine keeps its word, a loss of power.
    fn commit(&mut self, changes: &[Change]) -> Result<(), StoreError>;

    /// Everything kept, in the order of the rooms' codes.
    fn load(&mut self) -> Result<Vec<Kept>, StoreError>;

    /// It is there when the server is not.
    fn outlives(&self) -> bool;
}

/// Why nothing can be kept.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another server has the file open.
    #[error("{path}: in use by {owner}; give this server a folder of its own")]
    Locked {
        /// Which file.
        path: PathBuf,
        /// Who, as far as it is known.
        owner: String,
    },
    /// The system says no: a full disk, a folder that cannot be written.
    #[error("{path}: {source}")]
    System {
        /// Which file.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// The store itself says no.
    #[error("{path}: {why}")]
    Broken {
        /// Which file.
        path: PathBuf,
        /// Why, in the store's words.
        why: String,
    },
    /// No thread to write with.
    #[error("cannot start the thread that keeps the rooms: {0}")]
    Thread(io::Error),
}

#[cfg(test)]
mod tests;
