//! What goes to those who watch, and after a mission to a crew's own folder: no snapshot, but what each
//! step of the flight was given. Whoever has it steps the same world and sees both consoles' truth.
//! The line that leads an observer to a room stands here too: it names no room, so that nobody can sit
//! down with it, and no crew's line can be made into one. Example:
//! `handshake-watch:192.168.1.7:1975/MFRGGZDFMZTWQ2LK#MFRGGZDFMZTWQ2LKNNWG23TP`.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use core::net::SocketAddr;
use core::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::limits::{
    LEG_ACTS_BYTES_MAX, LEG_TICKS_MAX, NAME_CHARS_MAX, OBSERVERS_MAX, REPLAY_TICKS_MAX,
    WORLD_PART_BYTES_MAX,
};
use crate::replay::{Done, Header, Run, inputs_at};
use crate::sim::input::{Command, Inputs};
use crate::time::Tick;
use crate::wire::client::{clean, valid_command};
use crate::wire::codec::WireError;
use crate::wire::invite::{self, Fingerprint, InviteError};

/// First word of the line for those who watch.
pub const SCHEME: &str = "handshake-watch:";
/// First word of an instructor's line: the same, with a secret of its own.
pub const INSTRUCT_SCHEME: &str = "handshake-instruct:";
/// How much later an observer sees what happens, s: what he calls across to a crew by another way is
/// then no instrument any more.
pub const DELAY_S: u16 = 20;

const CODE_BYTES: usize = 10;
/// Letters of a code.
pub const CODE_CHARS: usize = CODE_BYTES * 8 / 5;

/// The secret that lets somebody watch a room, 80 random bits.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct WatchCode(pub [u8; CODE_BYTES]);

impl fmt::Debug for WatchCode {
    /// Secrets do not belong in logs.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("WatchCode(…)")
    }
}

impl fmt::Display for WatchCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        invite::write_base32(&self.0, out)
    }
}

impl FromStr for WatchCode {
    type Err = InviteError;

    fn from_str(text: &str) -> Result<WatchCode, InviteError> {
        let mut bytes = [0; CODE_BYTES];
        invite::read_base32(text, &mut bytes).ok_or(InviteError::Watch)?;
        Ok(WatchCode(bytes))
    }
}

/// All an observer needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WatchInvite {
    /// Where the server may be reached, best first.
    pub addresses: Vec<SocketAddr>,
    /// The secret of the room's observers, or that of its instructors.
    pub code: WatchCode,
    /// Which of them, for whoever reads the line; the server knows it by the secret.
    pub instructs: bool,
    /// The key to expect.
    pub fingerprint: Fingerprint,
}

impl fmt::Display for WatchInvite {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(if self.instructs {
            INSTRUCT_SCHEME
        } else {
            SCHEME
        })?;
        for (index, address) in self.addresses.iter().enumerate() {
            let comma = if index == 0 { "" } else { "," };
            write!(out, "{comma}{address}")?;
        }
        write!(out, "/{}#{}", self.code, self.fingerprint)
    }
}

impl FromStr for WatchInvite {
    type Err = InviteError;

    /// White space anywhere is forgiven, as in a crew's line.
    fn from_str(text: &str) -> Result<WatchInvite, InviteError> {
        let line: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let watches = line.strip_prefix(SCHEME).map(|rest| (rest, false));
        let instructs = || line.strip_prefix(INSTRUCT_SCHEME).map(|rest| (rest, true));
        let (rest, instructs) = watches.or_else(instructs).ok_or(InviteError::WatchScheme)?;
        let (place, fingerprint) = rest.split_once('#').ok_or(InviteError::Cut)?;
        let (addresses, code) = place.split_once('/').ok_or(InviteError::Watch)?;
        Ok(WatchInvite {
            addresses: invite::read_addresses(addresses)?,
            code: code.parse()?,
            fingerprint: fingerprint.parse()?,
            instructs,
        })
    }
}

/// Who may watch a room, as the crew that opened it wants it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Watching {
    /// Nobody.
    #[default]
    Closed,
    /// Whoever has the line, [`DELAY_S`] late.
    Late,
    /// Whoever has the line, at once: for a projector in the same room.
    Projector,
}

impl Watching {
    /// How much later an observer sees what happens, s; absent where there is none.
    pub const fn delay_s(self) -> Option<u16> {
        match self {
            Watching::Closed => None,
            Watching::Late => Some(DELAY_S),
            Watching::Projector => Some(0),
        }
    }
}

/// Who watches, as both crews are told.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Watchers {
    /// Who may.
    pub watching: Watching,
    /// Those who do, in the order in which they came.
    pub names: Vec<Watcher>,
}

/// Somebody who watches.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Watcher {
    /// His name, as he gave it.
    pub name: String,
    /// He is an instructor, and may have things fail.
    pub instructs: bool,
}

impl Watchers {
    pub(super) fn validate(&mut self) -> Result<(), WireError> {
        if self.names.len() > OBSERVERS_MAX {
            return Err(WireError::OutOfRange("observers"));
        }
        let mut names = self.names.iter_mut();
        names.try_for_each(|who| clean(&mut who.name, NAME_CHARS_MAX, "name"))
    }
}

/// Some consecutive ticks of a flight.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Leg {
    /// The world's tick before the first of them.
    pub from: Tick,
    /// Beats of the room's clock they took, 60 a second: more ticks than beats is fast time.
    pub beats: u16,
    /// Controllers, one run after the other; together they are the leg's ticks.
    pub runs: Vec<Run>,
    /// Acts, in the order in which the world took them.
    pub acts: Vec<Done>,
    /// Now and then the fingerprint of the world after the last tick.
    pub digest: Option<u64>,
}

impl Leg {
    /// Nothing yet, from that tick on.
    pub fn empty(from: Tick) -> Leg {
        Leg {
            from,
            beats: 0,
            runs: Vec::new(),
            acts: Vec::new(),
            digest: None,
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

    /// About how many bytes its acts are on the wire, never less.
    pub fn acts_bytes(&self) -> usize {
        let bytes = |done: &Done| match &done.command {
            Command::Text(text) => 16 + text.len(),
            _ => ACT_BYTES,
        };
        self.acts.iter().map(bytes).sum()
    }

    fn validate(&mut self) -> Result<(), WireError> {
        let ticks = self.ticks();
        let fits = (1..=LEG_TICKS_MAX).contains(&ticks)
            && u32::from(self.beats) <= ticks
            && self.from.0.saturating_add(ticks) <= REPLAY_TICKS_MAX
            && self.runs.iter().all(|run| run.ticks > 0)
            && self.acts.iter().all(|done| u32::from(done.after) < ticks);
        if !fits {
            return Err(WireError::OutOfRange("ticks of a leg"));
        }
        let mut commands = self.acts.iter_mut().map(|done| &mut done.command);
        commands.try_for_each(valid_command)
    }
}

/// No act other than a text is longer on the wire: a call with three numbers.
const ACT_BYTES: usize = 48;
// A leg is closed when its acts reach the bound; the tick that passes it can bring no more than both
// crews' acts of one tick, and the frame still holds it.
const _: () = assert!(LEG_ACTS_BYTES_MAX + 12 * 1024 <= crate::limits::FRAME_BYTES_MAX);

/// A piece of a flight, in their order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Flown {
    /// A flight begins, or is taken up where its server came back to it.
    Begins {
        /// Number of the mission in its room, from 1.
        mission: u16,
        /// What it began with.
        header: Box<Header>,
        /// Bytes of the world that follow; 0 for the world that the mission begins with.
        world_bytes: u32,
    },
    /// The next bytes of that world.
    World(Vec<u8>),
    /// Some ticks.
    Leg(Leg),
    /// The flight has ended at this tick; nothing more comes of it.
    Ends(Tick),
    /// It goes on, and has grown too long to be told.
    Cut(Tick),
}

impl Flown {
    pub(super) fn validate(&mut self) -> Result<(), WireError> {
        match self {
            Flown::Begins { header, .. } => header.validate(),
            Flown::World(part) if part.len() > WORLD_PART_BYTES_MAX => {
                Err(WireError::OutOfRange("part of a world"))
            }
            Flown::Leg(leg) => leg.validate(),
            Flown::Ends(tick) | Flown::Cut(tick) if tick.0 > REPLAY_TICKS_MAX => {
                Err(WireError::OutOfRange("last tick"))
            }
            Flown::World(_) | Flown::Ends(_) | Flown::Cut(_) => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::string::ToString;

    const LINE: &str =
        "handshake-watch:192.168.1.7:1975,[fe80::1]:1975/MFRGGZDFMZTWQ2LK#MFRGGZDFMZTWQ2LKNNWG23TP";

    #[test]
    fn a_line_is_read_back_as_it_was_written() {
        let invite: WatchInvite = LINE.parse().expect("a good line");
        assert_eq!(invite.code, WatchCode(*b"abcdefghij"));
        assert_eq!(invite.to_string(), LINE);
        let wrapped = LINE.replace("/MFRG", "/\n mfrg");
        assert_eq!(wrapped.parse(), Ok(invite.clone()));
        let line = LINE.replace(SCHEME, INSTRUCT_SCHEME);
        let instructor: WatchInvite = line.parse().expect("a good line");
        assert!(instructor.instructs && !invite.instructs);
        assert_eq!(instructor.code, invite.code);
        assert_eq!(instructor.to_string(), line);
        assert_eq!(
            line.parse::<crate::wire::Invite>(),
            Err(InviteError::Watched)
        );
    }

    #[test]
    fn neither_line_can_be_taken_for_the_other() {
        let crew = "handshake:192.168.1.7:1975/482913#MFRGGZDFMZTWQ2LKNNWG23TP";
        assert_eq!(crew.parse::<WatchInvite>(), Err(InviteError::WatchScheme));
        assert_eq!(
            LINE.parse::<crate::wire::Invite>(),
            Err(InviteError::Watched)
        );
        let mixed = LINE.replace("MFRGGZDFMZTWQ2LK#", "482913#");
        assert_eq!(mixed.parse::<WatchInvite>(), Err(InviteError::Watch));
    }

    #[test]
    fn a_code_never_shows_itself_in_a_log() {
        assert_eq!(
            std::format!("{:?}", WatchCode(*b"abcdefghij")),
            "WatchCode(…)"
        );
    }
}
