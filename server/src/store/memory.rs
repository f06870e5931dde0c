//! Records in memory, for play on one machine: there a room and its crews end together, and what counts
//! is that acts are acknowledged as on any server.

use std::collections::BTreeMap;

use handshake_shared::wire::RoomCode;

use super::{Change, Kept, Store, StoreError};

/// Keeps the newest records for as long as it lives.
#[derive(Debug, Default)]
pub struct MemoryStore {
    rooms: BTreeMap<RoomCode, Kept>,
}

impl Store for MemoryStore {
    fn commit(&mut self, changes: &[Change]) -> Result<(), StoreError> {
        for change in changes.iter().cloned() {
            match change {
                Change::Whole { room, bytes, .. } => {
                    let kept = Kept {
                        room,
                        whole: bytes,
                        parts: Vec::new(),
                    };
                    self.rooms.insert(room, kept);
                }
                Change::Part {
                    room,
                    number,
                    bytes,
                } => {
                    if let Some(kept) = self.rooms.get_mut(&room) {
                        kept.parts.push((number, bytes));
                    }
                }
                Change::Gone(room) => drop(self.rooms.remove(&room)),
            }
        }
        Ok(())
    }

    fn outlives(&self) -> bool {
        false
    }

    fn load(&mut self) -> Result<Vec<Kept>, StoreError> {
        Ok(self.rooms.values().cloned().collect())
    }
}
