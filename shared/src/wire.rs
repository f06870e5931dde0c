//! What travels between the crews and the server: messages by phase, how they become bytes, the
//! invite line. It knows no socket and no session; nothing else is serialised for the network.

pub mod client;
pub mod codec;
pub mod copy;
pub mod delta;
pub mod invite;
pub mod server;
pub mod snapshot;
pub mod version;
pub mod watch;

use core::fmt;
use core::str::FromStr;

use serde::{Deserialize, Serialize};

pub use client::{ClientMessage, Hello, ScenarioChoice, StickDatagram, StickMessage, Want};
pub use codec::WireError;
pub use copy::{Follow, Mark, RoomCopy};
pub use invite::{Fingerprint, Invite, InviteError};
pub use server::{
    Briefing, Closing, CrewCard, NoPause, PaceState, PauseReason, Place, Redirect, Refused, Roster,
    SeatStatus, ServerMessage,
};
pub use version::Version;
pub use watch::{Flown, WatchCode, WatchInvite, Watcher, Watchers, Watching};

/// Application protocol offered in the TLS handshake; it never changes, so that an old and a new
/// end still meet and can tell each other their numbers.
pub const ALPN: &[u8] = b"handshake";
/// UDP port of a server unless told otherwise: the year of the flight.
pub const PORT: u16 = 1975;

/// Whether the mission follows the clock on the wall or the crews' grants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Pace {
    /// Sixty ticks a second.
    RealTime,
    /// A tick comes when both crews have granted it; no clock is read.
    Lockstep,
}

/// The secret that holds a seat, 128 random bits.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Token(pub [u8; 16]);

impl Token {
    /// Compares without stopping at the first difference, so that timing tells nothing.
    pub fn matches(&self, other: &Token) -> bool {
        let differing = self
            .0
            .iter()
            .zip(&other.0)
            .fold(0, |sum, (a, b)| sum | (a ^ b));
        differing == 0
    }
}

impl fmt::Debug for Token {
    /// Secrets do not belong in logs.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Token(…)")
    }
}

/// A room's name: six digits, 000000 to 999999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RoomCode(u32);

impl RoomCode {
    /// Number of different codes.
    pub const COUNT: u32 = 1_000_000;

    /// The code of this number; larger ones wrap.
    pub const fn new(number: u32) -> RoomCode {
        RoomCode(number % RoomCode::COUNT)
    }

    /// The number.
    pub const fn number(self) -> u32 {
        self.0
    }

    /// Whether it has six digits: one from the wire may not.
    pub const fn is_valid(self) -> bool {
        self.0 < RoomCode::COUNT
    }
}

impl fmt::Display for RoomCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:06}", self.0)
    }
}

impl FromStr for RoomCode {
    type Err = InviteError;

    /// Exactly six digits; blanks around them are forgiven.
    fn from_str(text: &str) -> Result<RoomCode, InviteError> {
        let digits = text.trim();
        if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(InviteError::Room);
        }
        digits.parse().map(RoomCode).map_err(|_| InviteError::Room)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::string::ToString;

    #[test]
    fn a_room_code_is_exactly_six_digits() {
        assert_eq!(RoomCode::new(42).to_string(), "000042");
        assert_eq!("000042".parse(), Ok(RoomCode::new(42)));
        for wrong in ["", "12345", "1234567", "12345x", "+12345", "１２３４５６"] {
            assert_eq!(wrong.parse::<RoomCode>(), Err(InviteError::Room), "{wrong}");
        }
    }

    #[test]
    fn a_token_never_shows_itself() {
        let shown = std::format!("{:?}", Token([0xAB; 16]));
        assert!(!shown.contains("171") && !shown.to_lowercase().contains("ab"));
    }
}
