//! Keeps what it takes to come back to a seat on a server elsewhere, for as long as there is a seat to
//! come back to. A file that cannot be written costs only the coming back.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use handshake_shared::ids::Seat;
use handshake_shared::sim::input::HelpLevel;
use handshake_shared::time::Tick;
use handshake_shared::wire::{Closing, Hello, Invite, Refused, RoomCode};

use super::relief::Seated;
use super::{Welcome, enter, enter_keeping, welcome};
use crate::app::Settings;
use crate::app::trouble::Trouble;
use crate::missions;
use crate::net::{CloseReason, Destination, Link, NetEvent, Trust, Vault};
use crate::seats::{self, Free, Held, Ticket};

/// Seconds between two marks that the crew is still there.
const MARK_EVERY_S: u32 = 15;

/// The keeper of one link's seat.
#[derive(Debug, Default)]
pub struct Keeper {
    addresses: Vec<SocketAddr>,
    /// Where tickets lie.
    folder: Option<PathBuf>,
    held: Option<Held>,
    seconds: u32,
    /// The most help that was asked for in this mission.
    most_help: Option<HelpLevel>,
}

impl Keeper {
    /// Of a link to a server at these addresses.
    pub(super) fn of(addresses: Vec<SocketAddr>) -> Keeper {
        Keeper::in_folder(seats::folder(), addresses)
    }

    /// The same with tickets in a folder of their own, which nobody is offered to come back by.
    pub(super) fn in_folder(folder: Option<PathBuf>, addresses: Vec<SocketAddr>) -> Keeper {
        Keeper {
            addresses,
            folder,
            ..Keeper::default()
        }
    }

    /// Writes the seat down that the link was given.
    pub(super) fn keep(&mut self, link: &Link, room: RoomCode, seat: Seat) {
        let (Some(folder), Some((fingerprint, token))) = (self.folder.clone(), link.seat_key())
        else {
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
            most_help: self.most_help,
        };
        if let Some(before) = self.held.take_if(|held| !held.is_for(&ticket)) {
            before.give_up();
        }
        if self.held.is_none() {
            self.held = noted(Held::keep(&folder, ticket));
            if let Some(held) = &self.held {
                link.keep_copy_in(&held.copy());
            }
        }
    }

    /// Heeds what comes over the link.
    pub(super) fn heed(&mut self, event: &NetEvent, link: &Link) {
        if let NetEvent::Welcome { room, seat, .. } = event
            && !self.addresses.is_empty()
        {
            self.keep(link, *room, *seat);
        }
        self.note(event);
    }

    /// The same where the seat cannot become another one.
    pub fn note(&mut self, event: &NetEvent) {
        match event {
            NetEvent::Started { scenario, tick, .. } => {
                // A mission that begins knows of no help yet; one that is come back to does.
                if *tick == Tick(0) {
                    self.most_help = None;
                }
                if let Some(held) = &mut self.held {
                    noted(held.begins(scenario));
                    noted(held.helped(self.most_help));
                }
            }
            // A line that does not come back may yet, by hand; so may a server that keeps its rooms.
            NetEvent::Closed {
                reason: CloseReason::Lost | CloseReason::Server(Closing::Kept),
            } => {}
            NetEvent::Closed { .. } => self.give_up(),
            _ => {}
        }
    }

    /// The crew asks for this level of help.
    pub(super) fn helped(&mut self, level: HelpLevel) {
        self.most_help = Some(self.most_help.map_or(level, |most| most.min(level)));
        if let Some(held) = &mut self.held {
            noted(held.helped(self.most_help));
        }
    }

    /// The most help that was asked for in this mission, in this run of the program and before.
    pub(super) fn most_help(&self) -> Option<HelpLevel> {
        self.most_help
    }

    /// A second has passed with the crew there.
    pub fn second(&mut self) {
        self.seconds += 1;
        if self.seconds.is_multiple_of(MARK_EVERY_S)
            && let Some(held) = &self.held
        {
            noted(held.is_there());
        }
    }

    /// There is nothing to come back to.
    pub fn give_up(&mut self) {
        if let Some(held) = self.held.take() {
            held.give_up();
        }
    }
}

/// Sits down in this room: in the seat that an earlier run of this program held there, if its server
/// still holds it and no other one is asked for. `told` hears that its room is not open yet.
pub(super) async fn sit_down(
    to: Destination,
    code: RoomCode,
    hello: Hello,
    told: impl FnMut(),
) -> Result<Seated, Trouble> {
    let mut keeper = Keeper::of(to.addresses.clone());
    let folder = keeper.folder.clone();
    let held = folder.and_then(|folder| held_before(&folder, &to, code, hello.seat));
    let mut link = match held {
        Some(free) => match take_up(to.clone(), &hello, &free, told).await {
            Err(Trouble::Refused(Refused::WrongToken | Refused::NoSuchRoom(_))) => {
                free.forget();
                enter(to, hello).await?
            }
            other => {
                keeper.most_help = free.ticket.most_help;
                other?
            }
        },
        None => enter(to, hello).await?,
    };
    let Welcome { room, seat, pace } = welcome(&mut link).await?;
    keeper.keep(&link, room, seat);
    Ok(Seated {
        link,
        room,
        seat,
        pace,
        keeper,
    })
}

/// Sits down again in a seat held before, with the copy of its room that was kept for its server.
async fn take_up(
    to: Destination,
    hello: &Hello,
    free: &Free,
    told: impl FnMut(),
) -> Result<Link, Trouble> {
    let vault = || Vault::read(&free.copy());
    enter_keeping(to, again(hello, free), vault, told).await
}

fn again(hello: &Hello, free: &Free) -> Hello {
    Hello {
        seat: Some(free.ticket.seat),
        token: Some(free.ticket.token),
        ..hello.clone()
    }
}

/// Sits down again in the seat that an earlier run of this program held on its own server, for the same
/// mission.
pub(super) async fn reopen(
    folder: PathBuf,
    (to, rooms): (&Destination, &[RoomCode]),
    settings: &Settings,
) -> Option<(Link, RoomCode, Seat, Keeper)> {
    // A room that the server has lost may come back by the copy that was kept beside the seat.
    let mut held = seats::free(&folder).into_iter().filter(|free| {
        let there = free.room().is_some_and(|code| rooms.contains(&code));
        leads_there(to, &free.ticket.invite) && (there || free.copy().exists())
    });
    let free = held.find(|free| is_for(free, settings))?;
    let hello = Hello::join(settings.name.clone(), free.room()?);
    let mut link = noted_here(take_up(to.clone(), &hello, &free, || ()).await)?;
    let Welcome { room, seat, .. } = noted_here(welcome(&mut link).await)?;
    let mut keeper = Keeper::in_folder(Some(folder), to.addresses.clone());
    keeper.most_help = free.ticket.most_help;
    keeper.keep(&link, room, seat);
    Some((link, room, seat, keeper))
}

/// The mission that is to be flown now is the one that was flown.
fn is_for(free: &Free, settings: &Settings) -> bool {
    let Ok(mission) = missions::find(&settings.scenario) else {
        return false;
    };
    let flown = free.ticket.scenario.as_ref();
    flown.is_none_or(|flown| *flown == mission.scenario.name)
}

fn noted_here<T>(done: Result<T, Trouble>) -> Option<T> {
    done.inspect_err(|why| tracing::debug!(?why, "the room of an earlier run is not taken up"))
        .ok()
}

/// The seat of this room that nobody holds now but its server: this one, or any.
fn held_before(
    folder: &Path,
    to: &Destination,
    code: RoomCode,
    seat: Option<Seat>,
) -> Option<Free> {
    let free = seats::free(folder).into_iter();
    let mut free = free.filter(|free| seat.is_none_or(|seat| seat == free.ticket.seat));
    free.find(|free| free.room() == Some(code) && leads_there(to, &free.ticket.invite))
}

/// An invite leads to this server.
fn leads_there(to: &Destination, invite: &Invite) -> bool {
    match to.trust {
        Trust::Pinned(key) => invite.fingerprint == key,
        Trust::FirstUse(_) => {
            let mut addresses = invite.addresses.iter();
            addresses.any(|address| to.addresses.contains(address))
        }
    }
}

fn noted<T>(done: std::io::Result<T>) -> Option<T> {
    done.inspect_err(|error| tracing::debug!(%error, "a seat cannot be kept"))
        .ok()
}
