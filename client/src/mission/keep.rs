//! Keeps what it takes to come back to a seat on a server elsewhere, for as long as there is a seat to
//! come back to. A file that cannot be written costs only the coming back.

use std::net::SocketAddr;

use handshake_shared::ids::Seat;
use handshake_shared::wire::{Hello, Invite, Refused, RoomCode};

use super::{enter, welcome};
use crate::app::Settings;
use crate::app::trouble::Trouble;
use crate::net::{CloseReason, Destination, Link, NetEvent, Trust};
use crate::seats::{self, Free, Held, Ticket};

/// Seconds between two marks that the crew is still there.
const MARK_EVERY_S: u32 = 15;

/// The keeper of one link's seat.
#[derive(Debug, Default)]
pub(super) struct Keeper {
    addresses: Vec<SocketAddr>,
    held: Option<Held>,
    seconds: u32,
}

impl Keeper {
    /// Of a link to a server at these addresses.
    pub(super) fn of(addresses: Vec<SocketAddr>) -> Keeper {
        Keeper {
            addresses,
            ..Keeper::default()
        }
    }

    /// Writes the seat down that the link was given.
    pub(super) fn keep(&mut self, link: &Link, room: RoomCode, seat: Seat) {
        let (Some(folder), Some((fingerprint, token))) = (seats::folder(), link.seat_key()) else {
            return;
        };
        let invite = Invite {
            addresses: self.addresses.clone(),
            room: Some(room),
            fingerprint,
        };
        let ticket = Ticket {
            invite,
            seat,
            token,
            scenario: None,
        };
        if let Some(before) = self.held.take_if(|held| !held.is_for(&ticket)) {
            before.give_up();
        }
        if self.held.is_none() {
            self.held = noted(Held::keep(&folder, ticket));
        }
    }

    /// Heeds what comes over the link.
    pub(super) fn heed(&mut self, event: &NetEvent, link: &Link) {
        match event {
            NetEvent::Welcome { room, seat, .. } if !self.addresses.is_empty() => {
                self.keep(link, *room, *seat);
            }
            NetEvent::Started { scenario, .. } => {
                if let Some(held) = &mut self.held {
                    noted(held.begins(scenario));
                }
            }
            // A line that does not come back may yet, by hand.
            NetEvent::Closed {
                reason: CloseReason::Lost,
            } => {}
            NetEvent::Closed { .. } => self.give_up(),
            _ => {}
        }
    }

    /// A second has passed with the crew there.
    pub(super) fn second(&mut self) {
        self.seconds += 1;
        if self.seconds.is_multiple_of(MARK_EVERY_S)
            && let Some(held) = &self.held
        {
            noted(held.is_there());
        }
    }

    /// There is nothing to come back to.
    pub(super) fn give_up(&mut self) {
        if let Some(held) = self.held.take() {
            held.give_up();
        }
    }
}

/// Sits down in a room: in the seat that an earlier run of this program held there, if its server
/// still holds it.
pub(super) async fn sit_down(
    to: Destination,
    code: RoomCode,
    settings: &Settings,
) -> Result<(Link, Seat, Keeper), Trouble> {
    let hello = Hello::join(settings.name.clone(), code);
    let mut keeper = Keeper::of(to.addresses.clone());
    let mut link = match held_before(&to, code) {
        Some(free) => match enter(to.clone(), again(&hello, &free)).await {
            Err(Trouble::Refused(Refused::WrongToken | Refused::NoSuchRoom(_))) => {
                free.forget();
                enter(to, hello).await?
            }
            other => other?,
        },
        None => enter(to, hello).await?,
    };
    let (room, seat) = welcome(&mut link).await?;
    keeper.keep(&link, room, seat);
    Ok((link, seat, keeper))
}

fn again(hello: &Hello, free: &Free) -> Hello {
    Hello {
        seat: Some(free.ticket.seat),
        token: Some(free.ticket.token),
        ..hello.clone()
    }
}

/// The seat of this room that nobody holds now but its server.
fn held_before(to: &Destination, code: RoomCode) -> Option<Free> {
    let leads_there = |invite: &Invite| match to.trust {
        Trust::Pinned(key) => invite.fingerprint == key,
        Trust::FirstUse(_) => invite
            .addresses
            .iter()
            .any(|address| to.addresses.contains(address)),
    };
    let mut free = seats::free(&seats::folder()?).into_iter();
    free.find(|free| free.room() == Some(code) && leads_there(&free.ticket.invite))
}

fn noted<T>(done: std::io::Result<T>) -> Option<T> {
    done.inspect_err(|error| tracing::debug!(%error, "a seat cannot be kept"))
        .ok()
}
