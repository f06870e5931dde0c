//! Everything the client can want done, as data; only the runtime does it.

use std::num::NonZeroU16;
use std::path::PathBuf;

use handshake_shared::catalogue::faults::Injection;
use handshake_shared::ids::Seat;
use handshake_shared::sim::input::{Command, HelpLevel, Stick};

use super::Play;
use crate::i18n::Locale;
use crate::lan::Announcement;
use crate::sound::Cue;

/// One thing to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Send an act from a console.
    Command(usize, Command),
    /// Deflect a console's controllers for so many ticks.
    Stick(usize, Stick, u16),
    /// A pulse of a console's controllers, beside what stands on other axes.
    Pulse(usize, Stick, u16),
    /// Ask from a console for this time compression.
    Pace(usize, u8),
    /// Say from a console that its crew is ready to begin, or not yet.
    Ready(usize, bool),
    /// Tell from a console with which help its crew will begin.
    Help(usize, HelpLevel),
    /// Before the mission: change a console's seat.
    Sit(usize, Seat),
    /// Ask from a console to stop the flight, or to go on with it.
    Pause(usize, bool),
    /// Ask from a console for a software crew in the seat of one that was dropped.
    Relieve(usize),
    /// Ask as an instructor for this to happen.
    Inject(Injection),
    /// Somebody takes a console that software flew.
    TakeOver(usize),
    /// Have two software crews fly the show's mission with this seed.
    Fly(u64),
    /// Set up a mission.
    Open(Play),
    /// Leave the mission.
    Leave,
    /// End as if the line had gone: the seat stays held, a room of one's own is kept.
    Cut,
    /// Fly the mission again from its start.
    Again,
    /// Look what the folder of the player's own missions holds.
    ListOwn,
    /// Look what the folder of replays holds.
    ListReplays,
    /// Read a recorded flight.
    OpenReplay(PathBuf),
    /// Throw a recorded flight away, and look again.
    DeleteReplay(PathBuf),
    /// Write the debrief as a page, in this language.
    Share(Locale),
    /// Write down the words learned.
    Remember,
    /// Write down the rooms joined before.
    Recent,
    /// Look for rooms in the local network, or stop.
    Look(bool),
    /// Announce a room in the local network, or what is new of it.
    Announce(Box<Announcement>),
    /// Ask the router to pass this UDP port on to this machine.
    AskRouter(NonZeroU16),
    /// Write down the settings.
    Keep,
    /// Give the terminal back and stop until the shell goes on.
    Suspend,
    /// Let this be heard.
    Sound(Cue),
}
