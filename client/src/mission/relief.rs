//! Software crews in somebody's room: one that an invitation leads there, and one that stands in for a
//! crew that was dropped, as long as that is away.

use handshake_shared::ids::Seat;
use handshake_shared::wire::{Hello, Pace, RoomCode};

use super::invitation::{Invitation, Place};
use super::{SOFTWARE, enter};
use crate::app::trouble::Trouble;
use crate::bots::{self, Temper};
use crate::net::{Destination, Link, NetEvent, connect};

/// A software crew that has sat down.
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
}

/// Sits down where an invitation leads, as software, in this seat or in the one that is free.
pub async fn sit_as_software(line: &str, seat: Option<Seat>) -> Result<Seated, Trouble> {
    let (to, place) = Invitation::read(line)?.destination()?;
    let Place::Room(code) = place else {
        return Err(Trouble::NoRoomNamed);
    };
    let hello = Hello {
        seat,
        ..Hello::join(SOFTWARE, code)
    };
    let mut link = enter(to, hello).await?;
    loop {
        match link.next().await {
            NetEvent::Welcome { room, seat, pace } => {
                return Ok(Seated {
                    link,
                    room,
                    seat,
                    pace,
                });
            }
            NetEvent::Closed { reason } => return Err(super::link::closed(reason)),
            _ => {}
        }
    }
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
