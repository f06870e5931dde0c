//! One room's copies on their way to its crews: a full one on a one-way stream, and each second after it
//! on the control stream. A crew that is slow or gone gets the next full one.

use std::sync::Arc;
use std::time::Duration;

use handshake_shared::limits::{COPY_PARTS_MAX, COPY_WHOLE_BYTES_MAX};
use handshake_shared::wire::copy::Follow;
use quinn::{Connection, VarInt};
use tokio::time::timeout;

use super::Sealer;
use crate::room::{Room, Sheet};

/// A full copy is given this long to arrive.
const DEADLINE: Duration = Duration::from_secs(10);
/// What a full copy gives way to on its connection: everything else.
const PRIORITY: i32 = -1;

/// One room's way to its crews' copies.
pub struct Giver {
    sealer: Sealer,
    /// The last full copy's seal, and the place of the next second after it.
    base: Option<(u64, u8)>,
}

/// What is to be given.
pub enum Gift {
    /// A full copy, to every crew.
    Whole(u64, Arc<Vec<u8>>),
    /// A second, to those who have the full copy it follows.
    Second(Follow),
}

impl Giver {
    /// Nothing was given yet.
    pub fn new(sealer: Sealer) -> Giver {
        Giver { sealer, base: None }
    }

    /// A second has passed: what of the room is to be given.
    pub fn second(&mut self, room: &mut Room) -> Option<Gift> {
        let next = self
            .base
            .filter(|(_, index)| usize::from(*index) < COPY_PARTS_MAX);
        match (room.sheet(next.is_none())?, next) {
            (Sheet::Second(bytes), Some((base, index))) => {
                self.base = Some((base, index + 1));
                Some(Gift::Second(self.sealer.follow(base, index, &bytes)))
            }
            (Sheet::Second(_), None) => None,
            (Sheet::Whole(mark, record), _) => {
                let (number, copy) = self.sealer.whole(room.code(), mark, &record);
                if copy.len() > COPY_WHOLE_BYTES_MAX {
                    tracing::warn!(
                        bytes = copy.len(),
                        "a room is too large for its crews' copies"
                    );
                    self.base = None;
                    return None;
                }
                self.base = Some((number, 0));
                Some(Gift::Whole(number, Arc::new(copy)))
            }
        }
    }
}

/// Sends a full copy on a stream of its own; what does not arrive in time is dropped.
pub async fn send(connection: Connection, copy: Arc<Vec<u8>>) {
    let Ok(Ok(mut stream)) = timeout(DEADLINE, connection.open_uni()).await else {
        return;
    };
    // Only a stream that has ended refuses it.
    let _ = stream.set_priority(PRIORITY);
    let sending = async {
        stream.write_all(&copy).await.ok()?;
        stream.finish().ok()?;
        stream.stopped().await.ok()
    };
    if timeout(DEADLINE, sending).await.is_err() {
        // As above.
        let _ = stream.reset(VarInt::from_u32(0));
    }
}
