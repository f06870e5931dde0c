//! What a crew learns from its connection.

use alloc::boxed::Box;
use alloc::string::String;

use crate::ids::Seat;
use crate::sim::doors::Rules;
use crate::sim::event::Event;
use crate::sim::scoring::Debrief;
use crate::time::Tick;
use crate::view::View;
use crate::wire::server::{Briefing, Closing, NoPause, PaceState, PauseReason, Refused, Roster};
use crate::wire::{Flown, Follow, Pace, RoomCode, Token, WatchCode, Watchers};

/// What a crew learns from its connection.
#[derive(Clone, Debug, PartialEq)]
pub enum ClientEvent {
    /// Not let in.
    Refused(Refused),
    /// In the seat.
    Welcome {
        /// Code of the room.
        room: RoomCode,
        /// Which seat.
        seat: Seat,
        /// What makes the ticks come.
        pace: Pace,
    },
    /// Who sits where and who is ready.
    Lobby(Roster),
    /// The mission runs.
    Started {
        /// At which tick.
        tick: Tick,
        /// Name of the scenario.
        scenario: String,
        /// Rules it is flown under.
        rules: Rules,
    },
    /// A newer view.
    View(Box<View>),
    /// Something happened.
    Event {
        /// When.
        tick: Tick,
        /// What.
        event: Event,
    },
    /// The act took effect.
    Ack {
        /// Its number, as `command` gave it.
        seq: u32,
        /// When it was applied.
        tick: Tick,
    },
    /// The result.
    Debrief(Box<Debrief>),
    /// Nothing moves.
    Paused {
        /// Why.
        why: PauseReason,
        /// Since which tick.
        since: Tick,
        /// The room closes, or a pause that was asked for ends, after this, s; 0 for no end.
        left_s: u16,
    },
    /// It moves again.
    Resumed,
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
    /// The other crew's connection has been silent for so long, ms; absent when heard again.
    Silent(Option<u16>),
    /// The server closes the connection.
    Closed(Closing),
    /// Before the mission: which one, and what the crews tell of themselves.
    Briefing(Briefing),
    /// The server was gone and is back. So many ticks of what this crew had seen are undone; its acts in
    /// them are on their way again.
    Undone(u32),
    /// Acts up to this number outlive the server.
    Durable(u32),
    /// The room is kept on the server's disk, or at present it is not.
    Saving(bool),
    /// A software crew may sit down in this seat by this secret, until its own crew is back.
    Relief(Seat, Token),
    /// A software crew stood in for this one since then, and has gone.
    Relieved(Tick),
    /// The secret of those who may watch the room that this crew opened.
    WatchKey(WatchCode),
    /// The secret of the instructors of the room that this crew opened; absent where it lets none in.
    InstructorKey(Option<WatchCode>),
    /// Who watches.
    Watchers(Watchers),
    /// The next piece of the flight that is over, as [`super::ClientSession::wants_flight`] asked.
    Flown(Box<Flown>),
    /// The server cannot keep up: the flight runs at so many parts in a hundred of real time; absent when
    /// it keeps up again.
    Slow(Option<u8>),
    /// The server had lost the room, and has it again from the copy of a crew. So many ticks of what this
    /// crew had seen are undone.
    Restored(u32),
    /// One more second of the room's sealed copy, for whoever keeps it.
    Follow(Follow),
    /// The server asks for the copy that is kept.
    WantCopy,
}
