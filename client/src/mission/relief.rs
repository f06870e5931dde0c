//! Software crews in somebody's room: one that an invitation leads there, and one that stands in for a
//! crew that was dropped, as long as that is away.

use handshake_shared::ids::Seat;
use handshake_shared::wire::{Hello, Pace, RoomCode};

use super::SOFTWARE;
use super::invitation::{Invitation, Place};
use super::keep::{self, Keeper};
use crate::app::trouble::Trouble;
use crate::bots::{self, Temper};
use crate::net::{Destination, Link, connect};

/// A crew that has sat down in somebody's room.
#[derive(Debug)]
pub struct Seated {
    /// Its link.
    pub link: Link,
    /// Code of the room.
    pub room: RoomCode,
    /// Its seat.
    pub seat: Seat,
    /// What makes the ticks come.
    pub pace: Pace,
    /// Keeps what it takes to come back.
    pub keeper: Keeper,
}

/// Sits down where an invitation leads, as software, in this seat or in the one that is free; in the seat
/// that an earlier run of this program held there, if there is one. `told` hears that its room is not open
/// yet.
pub async fn sit_as_software(
    line: &str,
    seat: Option<Seat>,
    told: impl FnMut(),
) -> Result<Seated, Trouble> {
    let (to, place) = Invitation::read(line)?.destination()?;
    let Place::Room(code) = place else {
        return Err(Trouble::NoRoomNamed);
    };
    let hello = Hello {
        seat,
        ..Hello::join(SOFTWARE, code)
    };
    keep::sit_down(to, code, hello, told).await
}

/// Flies for a crew that was dropped until that takes its seat again; false when it could not sit down.
pub(super) async fn stand_in((to, hello): (Destination, Hello)) -> bool {
    match connect(to, hello).await {
        Ok(link) => {
            bots::serve(link, Pace::RealTime, Temper::default()).await;
            true
        }
        Err(error) => {
            tracing::debug!(%error, "no software crew can stand in");
            false
        }
    }
}
