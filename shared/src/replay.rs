//! A flight as bytes: what it began with, what every step was given, what both seats were shown, and
//! fingerprints of the world between. It knows no file: a shell writes the bytes down as they come.
//!
//! The form, first number last changed with [`FORMAT`]: eight bytes of magic, the format as two bytes
//! big-endian, then records. Each is framed by its length and its checksum, four bytes big-endian each,
//! so that a file whose writer was killed is read up to its last whole record. The first record is the
//! header, then the world of a flight that was taken up in its middle, a stretch for every second or less,
//! and the end, where the flight had one.

pub mod follow;
pub mod frame;
pub mod play;
pub mod read;
pub mod record;
pub mod verify;

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::ids::Seat;
use crate::limits::{
    NAME_CHARS_MAX, REPLAY_TICKS_MAX, SCENARIO_BYTES_MAX, SCENARIO_NAME_CHARS_MAX,
};
use crate::sim::digest::SIM_REVISION;
use crate::sim::doors::Rules;
use crate::sim::event::Event;
use crate::sim::input::{Command, Inputs, SeatInput, Stick};
use crate::sim::scoring::Debrief;
use crate::time::{TICK_RATE_HZ, Tick};
use crate::view::View;
use crate::wire::client::{clean, valid_command};
use crate::wire::codec::{Message, WireError};
use crate::wire::server::valid_event;
use crate::wire::{Pace, Version};

pub use follow::{Follower, Strange};
pub use frame::{Fault, ReplayError};
pub use play::Player;
pub use read::{Replay, Summary};
pub use record::Recorder;

/// First bytes of a replay.
pub const MAGIC: [u8; 8] = *b"HNDSPLAY";
/// Number of the form of its records.
pub const FORMAT: u16 = 1;
/// Longest stretch, ticks: what a kill may cost.
pub const STRETCH_TICKS_MAX: u16 = TICK_RATE_HZ as u16;
/// Ticks between two recorded views of a seat: twice a second is what a gauge's hand can be read at.
pub const VIEW_PERIOD_TICKS: u32 = TICK_RATE_HZ / 2;

/// What a flight began with. Its form is frozen: it has to be read by every later version, if only to
/// say that the rest cannot be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// Rules of the simulation it was flown under.
    pub sim_revision: u32,
    /// Number of the wire protocol, whose types its records hold.
    pub protocol: u16,
    /// Fingerprint of the catalogue, whose indices they hold.
    pub catalogue: u32,
    /// When it began, seconds from 1970-01-01 00:00 UTC; 0 where nobody knows.
    pub began_utc_s: u64,
    /// Name of the mission.
    pub scenario: String,
    /// The mission's file as it was then.
    pub source: String,
    /// Rules it was flown under, by their place in `Rules`: 0 training, 1 flight, 2 real.
    pub rules: u8,
    /// Its seed.
    pub seed: u64,
    /// It ran by the clock on the wall.
    pub real_time: bool,
    /// Names of both crews, in seat order.
    pub crews: [String; 2],
}

impl Header {
    /// A flight of today's version that begins now; the shell that knows the date sets it.
    pub fn new(scenario: (&str, &str), rules: Rules, seed: u64, pace: Pace) -> Header {
        let version = Version::current();
        Header {
            sim_revision: SIM_REVISION,
            protocol: version.protocol,
            catalogue: version.catalogue,
            began_utc_s: 0,
            scenario: scenario.0.into(),
            source: scenario.1.into(),
            rules: rules as u8,
            seed,
            real_time: pace == Pace::RealTime,
            crews: Default::default(),
        }
    }

    /// Its records can be read by this version.
    pub fn is_readable(&self) -> bool {
        let version = Version::current();
        (self.protocol, self.catalogue) == (version.protocol, version.catalogue)
    }

    /// Simulating it again gives the same flight.
    pub fn is_current(&self) -> bool {
        self.is_readable() && self.sim_revision == SIM_REVISION
    }

    pub(crate) fn validate(&mut self) -> Result<(), WireError> {
        if self.source.len() > SCENARIO_BYTES_MAX {
            return Err(WireError::OutOfRange("length of the mission's file"));
        }
        clean(&mut self.scenario, SCENARIO_NAME_CHARS_MAX, "scenario name")?;
        let mut crews = self.crews.iter_mut();
        crews.try_for_each(|name| clean(name, NAME_CHARS_MAX, "name"))
    }
}

/// Both controllers of both seats, held for so many ticks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// So many.
    pub ticks: u16,
    /// Controllers, in seat order.
    pub sticks: [Stick; 2],
}

/// One act and when it was given to the world.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Done {
    /// Ticks after the stretch's first.
    pub after: u16,
    /// By whom.
    pub seat: Seat,
    /// What.
    pub command: Command,
}

/// Some consecutive ticks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stretch {
    /// The world's tick before the first of them.
    pub from: Tick,
    /// Controllers, one run after the other; together they are the stretch's ticks.
    pub runs: Vec<Run>,
    /// Acts, in the order in which the world took them.
    pub acts: Vec<Done>,
    /// What came of it: ticks after `from` at which both crews could know, and what happened.
    pub events: Vec<(u16, Event)>,
    /// What the seats were shown, twice a second each.
    pub views: Vec<View>,
    /// Fingerprint of the world after the last tick.
    pub digest: u64,
}

impl Stretch {
    /// Nothing yet, from that tick on.
    pub(crate) fn empty(from: Tick) -> Stretch {
        Stretch {
            from,
            runs: Vec::new(),
            acts: Vec::new(),
            events: Vec::new(),
            views: Vec::new(),
            digest: 0,
        }
    }

    /// Number of its ticks.
    pub fn ticks(&self) -> u32 {
        let all = self.runs.iter().map(|run| u32::from(run.ticks));
        all.fold(0, u32::saturating_add)
    }

    /// The world's tick after its last one.
    pub fn end(&self) -> Tick {
        Tick(self.from.0.saturating_add(self.ticks()))
    }

    /// What the step was given so many ticks after the first.
    pub fn inputs(&self, after: u32) -> Inputs {
        inputs_at(&self.runs, &self.acts, after)
    }

    fn validate(&mut self) -> Result<(), WireError> {
        let ticks = self.ticks();
        let fits = (1..=u32::from(STRETCH_TICKS_MAX)).contains(&ticks)
            && self.from.0.saturating_add(ticks) <= REPLAY_TICKS_MAX
            && self.acts.iter().all(|done| u32::from(done.after) < ticks)
            && self
                .events
                .iter()
                .all(|(after, _)| u32::from(*after) <= ticks);
        if !fits {
            return Err(WireError::OutOfRange("ticks of a stretch"));
        }
        let (first, last) = (self.from, self.end());
        if self
            .views
            .iter()
            .any(|view| view.tick < first || view.tick > last)
        {
            return Err(WireError::OutOfRange("tick of a view"));
        }
        self.acts
            .iter_mut()
            .try_for_each(|done| valid_command(&mut done.command))?;
        self.events
            .iter_mut()
            .try_for_each(|(_, event)| valid_event(event))?;
        self.views.iter_mut().try_for_each(Message::validate)
    }
}

/// What the step was given so many ticks after the first of some.
pub(crate) fn inputs_at(runs: &[Run], acts: &[Done], after: u32) -> Inputs {
    let mut left = after;
    let run = runs.iter().find(|run| {
        let here = left < u32::from(run.ticks);
        left = left.saturating_sub(u32::from(run.ticks));
        here
    });
    let sticks = run.map_or([Stick::NEUTRAL; 2], |run| run.sticks);
    let mut inputs = sticks.map(|stick| SeatInput {
        stick,
        commands: Vec::new(),
    });
    for done in acts.iter().filter(|done| u32::from(done.after) == after) {
        inputs[done.seat.index()]
            .commands
            .push(done.command.clone());
    }
    inputs
}

/// How a flight ended, where its recording did not just stop.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct End {
    /// The world's last tick.
    pub tick: Tick,
    /// The result; absent where the crews left before there was one.
    pub debrief: Option<Box<Debrief>>,
}

/// One record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Record {
    /// Always the first.
    Header(Header),
    /// One second or less.
    Stretch(Stretch),
    /// Always the last.
    End(End),
    /// Behind the header of a flight that was taken up in its middle: the world then, as a checkpoint.
    World(Vec<u8>),
}

impl Message for Record {
    fn validate(&mut self) -> Result<(), WireError> {
        match self {
            Record::Header(header) => header.validate(),
            Record::Stretch(stretch) => stretch.validate(),
            Record::End(end) if end.tick.0 > REPLAY_TICKS_MAX => {
                Err(WireError::OutOfRange("last tick"))
            }
            Record::World(world) if world.is_empty() => Err(WireError::OutOfRange("world")),
            Record::End(_) | Record::World(_) => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests;
