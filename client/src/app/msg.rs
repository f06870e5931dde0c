//! Everything that can happen to the client, as data.

use handshake_shared::ids::Seat;
use handshake_shared::replay::Player;
use handshake_shared::session::SessionError;
use handshake_shared::sim::event::Event;
use handshake_shared::sim::input::HelpLevel;
use handshake_shared::sim::scoring::Debrief;
use handshake_shared::time::Tick;
use handshake_shared::view::View;
use handshake_shared::wire::{
    Briefing, NoPause, PaceState, PauseReason, Roster, WatchCode, Watchers,
};

use super::demo::Chord;
use super::desk::WatchNews;
use super::resume::Resume;
use super::trouble::Trouble;
use crate::input::Press;
use crate::input::pad::PadEvent;
use crate::lan::LanNews;
use crate::missions::Own;
use crate::replays::{Listed, Wrong};
use crate::router::Outside;
use crate::settings::Mishap;

/// What a crew is told whose room is not open yet.
pub const NOT_BACK: &str = "hint-not-back";

/// One thing that happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// A key.
    Key(Press),
    /// Ctrl-C: the player leaves.
    Interrupt,
    /// The terminal went away, or the program is told to end: nobody has said that he leaves.
    Cut,
    /// Ctrl-Z: back to the shell for a while.
    Suspend,
    /// Text was pasted.
    Paste(String),
    /// The terminal has another size.
    Resize(u16, u16),
    /// Time since the program began, ms.
    Clock(u64),
    /// The terminal was asked whether it tells key releases.
    Releases(bool),
    /// The settings could not be written.
    NotKept(Mishap),
    /// The seat that may be taken up again, if there is one.
    Resume(Option<Resume>),
    /// A mission was set up: these seats are flown here.
    Opened {
        /// Seats in the order of the consoles.
        seats: Vec<Seat>,
        /// Invite line, when the other seat waits for somebody.
        invite: Option<String>,
    },
    /// The room of a seat that is taken up again is not open yet; it is asked for again.
    NotBack,
    /// A mission could not be set up, or was lost.
    Failed(Trouble),
    /// What the folder of replays holds.
    Replays(Vec<Listed>),
    /// A recorded flight was read, or could not be; with its name.
    Replay(String, Result<Box<Player>, Wrong>),
    /// The show's flight was flown ahead, or could not be.
    Flown(Option<Box<Player>>),
    /// Both keys of the chord that ends a show nobody may leave, one after the other.
    Chord(Chord),
    /// What the folder of the player's own missions holds.
    Own(Vec<Own>),
    /// The debrief was written as a page under this path, or why it was not.
    Shared(Result<String, String>),
    /// What is learned of the local network.
    Lan(LanNews),
    /// How the hosted room stands to the internet.
    Outside(Outside),
    /// What the gamepad of that number did.
    Pad(usize, PadEvent),
    /// What comes to the desk of those who watch.
    Watch(WatchNews),
    /// News for a console.
    Link(usize, News),
}

/// News from the server for one console.
#[derive(Clone, Debug, PartialEq)]
pub enum News {
    /// A new view.
    View(Box<View>),
    /// Something happened.
    Event(Event),
    /// The mission's result.
    Debrief(Box<Debrief>),
    /// What is known of the partner.
    Partner(Partner),
    /// Who sits where and who is ready; the partner as this console sees them.
    Roster(Partner, Roster),
    /// Before the mission: which one, and what the crews tell of themselves.
    Briefing(Briefing),
    /// In this seat; said again after a lost connection and after a change of seat.
    Seated(Seat),
    /// The connection: round trip ms, or lost.
    Link(LinkState),
    /// The mission begins, begins again, or is come back to by another run of the program.
    Started {
        /// Its name.
        scenario: String,
        /// The most help that was taken in it before, as far as is known.
        most_help: Option<HelpLevel>,
    },
    /// Nothing moves.
    Paused {
        /// Why.
        why: PauseReason,
        /// Since which tick.
        since: Tick,
        /// The room closes, or a pause that was asked for ends, after this, s; 0 for no end.
        left_s: u16,
    },
    /// The pause is over in a moment.
    GoesOn {
        /// Which crew asked to go on; absent when the time for pauses is over.
        by: Option<Seat>,
        /// After so many seconds.
        in_s: u8,
    },
    /// It moves again.
    Resumed,
    /// There is no pause.
    NoPause(NoPause),
    /// The other crew's connection has been silent for so long, ms; absent when heard again.
    Silent(Option<u16>),
    /// The server is back and the room is not yet: the other crew's copy may bring it back.
    NotBack,
    /// The server was gone and is back: so many ticks of the flight are undone.
    Undone(u32),
    /// The same where the room came back from its crews' copy.
    Restored(u32),
    /// The room is kept on the server's disk, or at present it is not.
    Saving(bool),
    /// A software crew flew this seat since then; it has gone.
    Relieved(Tick),
    /// No software crew could sit down in the other seat.
    NoRelief,
    /// The secret of those who may watch this crew's room.
    WatchKey(WatchCode),
    /// The secret of this crew's room's instructors; absent where it lets none in.
    InstructorKey(Option<WatchCode>),
    /// Who watches.
    Watchers(Watchers),
    /// The server cannot keep up: the flight runs at so many parts in a hundred of real time; absent when
    /// it keeps up again.
    Slow(Option<u8>),
    /// Time compression: wishes, agreement, what became of it.
    Pace(PaceState),
    /// An act could not be sent.
    Unsent(SessionError),
}

/// The other crew as the network knows it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Partner {
    /// Name, empty when not given.
    pub name: String,
    /// Somebody holds the seat and is connected.
    pub present: bool,
    /// Flown by software.
    pub software: bool,
}

/// How good a line is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// Round trip, ms.
    pub rtt_ms: u32,
    /// How much later than the quickest a snapshot mostly comes, ms.
    pub jitter_ms: u32,
    /// Share of the packets of the last seconds that were lost, in parts of a hundred.
    pub loss_percent: u32,
}

impl Line {
    /// A line without scatter or loss.
    pub const fn clear(rtt_ms: u32) -> Line {
        Line {
            rtt_ms,
            jitter_ms: 0,
            loss_percent: 0,
        }
    }
}

/// The connection as the partner line shows it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum LinkState {
    /// Nothing known yet.
    #[default]
    Unknown,
    /// In good order.
    Good(Line),
    /// Nothing has come for a while.
    Quiet,
    /// Broken; tried again so many times.
    Lost(u16),
}
