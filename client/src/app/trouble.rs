//! Why a mission cannot begin or go on, as data: every cause with the numbers and names a player
//! needs to put it right. It knows no words; they are chosen where it is shown.

use std::net::SocketAddr;

use handshake_shared::wire::invite::InviteError;
use handshake_shared::wire::{Closing, Fingerprint, Refused};

/// Why a mission cannot begin or go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// What was typed is neither an invite line nor an address with a code.
    Line,
    /// An invite line is damaged.
    Invite(InviteError),
    /// An invite line names a server and no room, where a room is needed.
    NoRoomNamed,
    /// A name leads to no address.
    Address(String),
    /// No shipped mission has this name.
    NoSuchMission(String),
    /// A mission's file cannot be read.
    MissionFile {
        /// Which file.
        path: String,
        /// Why not, in the system's words.
        why: String,
    },
    /// A mission's file holds a mistake.
    MissionText {
        /// Which file.
        path: String,
        /// Line of the first mistake, from 1.
        line: usize,
        /// Its column, from 1.
        column: usize,
    },
    /// No address of the server answered.
    Unreachable(Vec<SocketAddr>),
    /// The server's key is not the one expected.
    WrongKey {
        /// The key it showed.
        seen: Fingerprint,
        /// The key it should have shown.
        expected: Fingerprint,
        /// The file that remembers the key, when no invite line named it.
        known: Option<String>,
    },
    /// The server did not let the crew in.
    Refused(Refused),
    /// The server closed the link.
    Closed(Closing),
    /// The lost connection did not come back in time.
    Lost,
    /// What answers is not Handshake.
    Stranger,
    /// The file of known servers cannot be used.
    Known {
        /// Which file.
        path: String,
        /// Why not, in the system's words.
        why: String,
    },
    /// The server inside this client may not listen at its port.
    Listen {
        /// Which UDP port.
        port: u16,
        /// Why not, in the system's words.
        why: String,
    },
    /// The server inside this client does not start for a reason that no player can mend.
    Server(String),
    /// Two consoles have no room on this screen.
    NoRoom {
        /// Columns there are.
        columns: u16,
        /// Rows there are.
        rows: u16,
    },
    /// A bug ended what this client was doing; what it said, with its place.
    Bug(String),
}
