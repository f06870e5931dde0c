//! What the server says: welcome or refusal, the room's state, the applied acts, what happened,
//! and in lockstep the views themselves. Ids and numbers only; the console has the words.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use core::net::IpAddr;

use serde::{Deserialize, Serialize};

use crate::catalogue::faults::Injection;
use crate::ids::Seat;
use crate::limits::{
    NAME_CHARS_MAX, OBSERVERS_MAX, REDIRECT_PLACES_MAX, ROOMS_MAX, ROOMS_PER_ADDRESS_MAX,
    SCENARIO_NAME_CHARS_MAX, TEXT_CHARS_MAX,
};
use crate::sim::doors::Rules;
use crate::sim::event::{Event, Speech};
use crate::sim::input::HelpLevel;
use crate::sim::pace::PaceDrop;
use crate::sim::scoring::Debrief;
use crate::time::Tick;
use crate::view::View;
use crate::wire::client::{clean, valid_factor, valid_injection, valid_slots};
use crate::wire::codec::{Message, WireError};
use crate::wire::{Fingerprint, Flown, Follow, Pace, RoomCode, Token, WatchCode, Watchers};

/// Why a crew was not let in; with the numbers the console needs to say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refused {
    /// The two ends speak different versions; protocol and catalogue of each.
    Version {
        /// The server's protocol and catalogue.
        server: (u16, u32),
        /// The client's protocol and catalogue.
        client: (u16, u32),
    },
    /// No room has this code.
    NoSuchRoom(RoomCode),
    /// The seat asked for is held by somebody.
    SeatTaken(Seat),
    /// Both seats are held.
    RoomFull,
    /// The secret fits no seat of the room.
    WrongToken,
    /// No shipped scenario has this name.
    NoSuchScenario,
    /// The scenario's text is wrong at this place.
    BadScenario {
        /// Line, from 1.
        line: u32,
        /// Column in characters, from 1.
        column: u32,
    },
    /// The server keeps as many rooms as it can.
    TooManyRooms {
        /// So many.
        max: u16,
    },
    /// Too many connections, in all or from one address.
    TooManyConnections,
    /// The server is going down.
    Stopping,
    /// As many rooms as one address may have open are open from this one.
    TooManyRoomsHere {
        /// So many.
        max: u16,
    },
    /// Too many wrong codes or secrets, or too many rooms opened, from one address.
    TooOften {
        /// Until it may be tried again, s.
        wait_s: u16,
    },
    /// No room is watched by this code, or its crews have closed it to observers.
    NotWatched,
    /// As many watch the room as may.
    WatchersFull {
        /// So many.
        max: u16,
    },
    /// The server has no time for another room: those it has are late.
    Busy,
    /// No room has this crew's code, and its copy of the room brings none back.
    BadCopy(BadCopy),
    /// The server has lost rooms, this one perhaps; the copy of it that the other crew keeps may bring it back.
    NotBack(RoomCode),
    /// The line is an instructor's, and the room's host lets none in.
    NoInstructor,
}

impl Refused {
    /// As many rooms as one address may have open are open from this one.
    pub const TOO_MANY_ROOMS_HERE: Refused = Refused::TooManyRoomsHere {
        max: ROOMS_PER_ADDRESS_MAX as u16,
    };

    /// As many watch the room as may.
    pub const WATCHERS_FULL: Refused = Refused::WatchersFull {
        max: OBSERVERS_MAX as u16,
    };

    /// The server keeps as many rooms as it can.
    pub const TOO_MANY_ROOMS: Refused = Refused::TooManyRooms {
        max: ROOMS_MAX as u16,
    };
}

/// Why a sealed copy brings no room back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BadCopy {
    /// Another server's key sealed it.
    Foreign,
    /// It is not as it was sealed.
    Damaged,
    /// The room has ended since, or it is too long ago.
    Old,
    /// Another version wrote it.
    Version,
}

/// Why a room or a connection is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Closing {
    /// The server is going down in good order.
    ServerStopping,
    /// The partner did not come back.
    PartnerGone,
    /// Nobody was there for long.
    Idle,
    /// A bug ended this room, and only this room.
    RoomFault,
    /// This end sent what no client of ours sends.
    Protocol,
    /// This end read too slowly.
    TooSlow,
    /// The same seat was taken up from another connection.
    Replaced,
    /// The crew left by its own wish.
    Left,
    /// The server's operator closed the room.
    Operator,
    /// This end sent more than any client of ours sends.
    TooFast,
    /// The server is going down in good order, and has the room again when it runs again.
    Kept,
    /// The crews have closed their room to observers.
    NotWatched,
    /// An observer tried to act.
    OnlyWatches,
}

/// Why nothing moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PauseReason {
    /// The connection of this crew was lost; its seat is held.
    Lost(Seat),
    /// This crew gave its seat up; anybody with the code may take it.
    Left(Seat),
    /// This crew asked for it.
    Asked(Seat),
}

/// Why there is no pause although a crew asked for one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NoPause {
    /// This crew's pauses have taken all the time there is for them in one mission.
    Spent,
    /// The flight has only just gone on: so many seconds have to be flown first.
    TooSoon {
        /// So many, s.
        wait_s: u16,
    },
}

/// A seat as both crews see it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeatStatus {
    /// Who sits there; absent when nobody does.
    pub name: Option<String>,
    /// Its connection stands.
    pub connected: bool,
    /// Ready to begin, or to fly again.
    pub ready: bool,
}

/// Both seats, in seat order.
pub type Roster = [SeatStatus; 2];

/// The mission that a room will fly and what its crews tell of themselves, before it begins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Briefing {
    /// Name of the scenario.
    pub scenario: String,
    /// Rules it will be flown under.
    pub rules: Rules,
    /// By seat.
    pub crews: [CrewCard; 2],
}

/// What one crew tells of itself, and how it is reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CrewCard {
    /// Help level it begins with; absent until it has said so.
    pub help: Option<HelpLevel>,
    /// Round trip between it and the server, ms; absent while it is not connected.
    pub link_ms: Option<u16>,
}

/// Time compression as one crew sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaceState {
    /// What each crew wants, by seat; 1 wants none.
    pub wants: [u8; 2],
    /// What both agreed on: the smaller of both wishes, 1 while there are not two.
    pub granted: u8,
    /// What the last second came to; below `granted` when the server has no time to spare.
    pub achieved: u8,
    /// Why there is none although somebody wanted it; absent while wishes stand.
    pub dropped: Option<PaceDrop>,
}

impl Default for PaceState {
    /// Nobody wants anything.
    fn default() -> PaceState {
        PaceState {
            wants: [1; 2],
            granted: 1,
            achieved: 1,
            dropped: None,
        }
    }
}

impl PaceState {
    fn validate(&self) -> Result<(), WireError> {
        self.wants
            .into_iter()
            .chain([self.granted])
            .try_for_each(valid_factor)
    }
}

/// What the server sends on the control stream.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ServerMessage {
    /// Not let in.
    Refused(Refused),
    /// The seat is yours.
    Welcome {
        /// Code of the room.
        room: RoomCode,
        /// Which seat.
        seat: Seat,
        /// The secret that holds it.
        token: Token,
        /// What makes the ticks come.
        pace: Pace,
        /// Number of the last act that came from this seat; the client sends on from there.
        received: u32,
    },
    /// Who sits where and who is ready.
    Lobby(Roster),
    /// The mission runs.
    Started {
        /// Number of the mission in this room, from 1.
        mission: u16,
        /// At which tick: 0 unless one comes back to a mission that runs.
        tick: Tick,
        /// Name of the scenario.
        scenario: String,
        /// Rules it is flown under.
        rules: Rules,
    },
    /// The act took effect at this tick, and whatever came before it by then. Said again to a crew
    /// that comes back.
    Ack {
        /// Its number.
        seq: u32,
        /// When it was applied.
        tick: Tick,
    },
    /// Something happened that this seat may learn.
    Event {
        /// Number in this seat's row of events, from 1.
        number: u32,
        /// When.
        tick: Tick,
        /// What.
        event: Event,
    },
    /// Lockstep: the view at the end of one grant.
    View(Box<View>),
    /// The result.
    Debrief(Box<Debrief>),
    /// Nothing moves.
    Paused {
        /// Why.
        why: PauseReason,
        /// Since which tick.
        since: Tick,
        /// A crew is missing: the room closes after this, s. A crew asked: the flight goes on by
        /// itself after this, s; 0 when the pause may last as long as the crews like.
        left_s: u16,
    },
    /// It moves again.
    Resumed,
    /// The connection closes.
    Closing(Closing),
    /// Time compression: wishes, agreement, what became of it.
    Pace(PaceState),
    /// The pause is over in a moment.
    GoesOn {
        /// Which crew asked to go on; absent when the time for pauses is over.
        by: Option<Seat>,
        /// After so many seconds.
        in_s: u8,
    },
    /// There is no pause.
    NoPause(NoPause),
    /// Nothing has come from the other crew's connection for so long, ms; absent when it is heard
    /// again.
    Silent(Option<u16>),
    /// Before the mission: which one, and what the crews tell of themselves.
    Briefing(Briefing),
    /// After `Welcome`: which history of the room stands. What a crew knows beyond it, from an earlier
    /// epoch, is undone.
    History {
        /// How often the room was brought back after its server had gone.
        epoch: u32,
        /// Number of the mission, as in `Started`; 0 before the first.
        mission: u16,
        /// The mission's tick.
        tick: Tick,
        /// Number of this seat's last event.
        events: u32,
    },
    /// This crew's acts up to this number outlive the server: those that took effect in what they did,
    /// the others in wait for their tick.
    Durable {
        /// Number of the last of them.
        seq: u32,
    },
    /// The room is kept on the server's disk, or at present it is not.
    Saving(bool),
    /// A software crew may sit down in the other seat by this secret, until its own crew is back.
    Relief {
        /// Which seat.
        seat: Seat,
        /// The secret, good for one sitting.
        token: Token,
    },
    /// To a crew that comes back: a software crew stood in for it from this tick on, and has gone.
    Relieved {
        /// Since when.
        since: Tick,
    },
    /// To an observer, first of all: it is let in.
    Watching {
        /// How much later it is told what happens, s.
        delay_s: u16,
    },
    /// To an observer as the flight goes on, and to a crew that wants it when the flight is over.
    Flown(Box<Flown>),
    /// To the crew that opened the room, and to no other: the secret of those who may watch it.
    WatchKey(WatchCode),
    /// To both crews: who watches.
    Watchers(Watchers),
    /// The server cannot keep up: so many parts in a hundred of real time is what the flight runs at;
    /// absent when it keeps up again.
    Slow(Option<u8>),
    /// Instead of a welcome: the room is served elsewhere, and this hello belongs there.
    Redirect(Redirect),
    /// About one more second of the room, sealed: it follows the full copy that came on a stream of its own.
    Follow(Follow),
    /// Before the welcome: the sealed copy that this crew keeps is wanted, on a stream of its own.
    WantCopy,
    /// Before `History`: this history began with the copy that a crew had kept.
    FromCopy,
    /// To the crew that opened the room, and to no other: the secret of its instructors; absent where it lets
    /// none in.
    InstructorKey(Option<WatchCode>),
    /// To an observer, behind `Watching`: it is an instructor.
    Instructs,
    /// Whether what was asked by `Inject` happens.
    Injection {
        /// What was asked.
        what: Injection,
        /// Why it does not; absent when it happens at the next tick.
        refused: Option<NotInjected>,
    },
}

/// Why nothing of what was asked by `Inject` happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NotInjected {
    /// Whoever asked is no instructor of this room.
    NoInstructor,
    /// There is no flight, or it stands still.
    NotFlying,
    /// It has failed already.
    Already,
    /// One thing at a time: it may be asked for again after so long, s.
    TooOften {
        /// So long.
        wait_s: u16,
    },
    /// As much as one mission can hold has happened.
    Enough,
}

/// Where a room is served, told by a server whose key the crew trusts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Redirect {
    /// The places to try; one without an address is the machine that says this.
    pub places: Vec<Place>,
    /// The key that has to be shown there.
    pub key: Fingerprint,
}

/// A UDP port of a machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Which machine; absent for the one that says this, which cannot know by which of its addresses it is
    /// reached.
    pub address: Option<IpAddr>,
    /// Which port.
    pub port: u16,
}

impl Message for ServerMessage {
    fn validate(&mut self) -> Result<(), WireError> {
        match self {
            ServerMessage::Lobby(roster) => roster
                .iter_mut()
                .filter_map(|seat| seat.name.as_mut())
                .try_for_each(|name| clean(name, NAME_CHARS_MAX, "name")),
            ServerMessage::Started { scenario, .. }
            | ServerMessage::Briefing(Briefing { scenario, .. }) => {
                clean(scenario, SCENARIO_NAME_CHARS_MAX, "scenario name")
            }
            ServerMessage::Event { event, .. } => valid_event(event),
            ServerMessage::View(view) => view.validate(),
            ServerMessage::Pace(pace) => pace.validate(),
            ServerMessage::Flown(flown) => flown.validate(),
            ServerMessage::Watchers(watchers) => watchers.validate(),
            ServerMessage::Slow(Some(percent)) if *percent > 100 => {
                Err(WireError::OutOfRange("share of real time"))
            }
            ServerMessage::Redirect(to) => to.validate(),
            ServerMessage::Follow(follow) => follow.check(),
            ServerMessage::Injection { what, .. } => valid_injection(*what),
            _ => Ok(()),
        }
    }
}

impl Redirect {
    fn validate(&self) -> Result<(), WireError> {
        let few = (1..=REDIRECT_PLACES_MAX).contains(&self.places.len());
        if few && self.places.iter().all(|place| place.port != 0) {
            Ok(())
        } else {
            Err(WireError::OutOfRange("places"))
        }
    }
}

/// What was spoken is clean and as long as agreed, its numbers finite; what was injected can be.
pub fn valid_event(event: &mut Event) -> Result<(), WireError> {
    let heard = match event {
        Event::Heard(heard) => heard,
        Event::Injected(what) => return valid_injection(*what),
        _ => return Ok(()),
    };
    match &mut heard.speech {
        Speech::Text(text) => clean(text, TEXT_CHARS_MAX, "text"),
        Speech::Call { slots, .. } => valid_slots(slots),
    }
}
