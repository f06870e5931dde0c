//! What a player types to join: an invite line, or an address with a room code. Reading it needs no
//! network; only `destination` asks for the addresses behind a name.

use std::net::{IpAddr, SocketAddr, ToSocketAddrs};
use std::path::PathBuf;

use handshake_shared::wire::invite::SCHEME;
use handshake_shared::wire::{Invite, PORT, RoomCode};

use crate::app::trouble::Trouble;
use crate::folder::data_folder;
use crate::net::{Destination, Trust};

/// A line as read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Invitation {
    /// An invite line.
    Invite(Invite),
    /// An address, with or without its port, and a room code.
    Address(String, RoomCode),
}

/// What an invitation names.
#[derive(Debug)]
pub(super) enum Place {
    /// A room that exists.
    Room(RoomCode),
    /// A server: a room has to be opened.
    Server(Invite),
}

impl Invitation {
    /// Reads a line.
    pub(super) fn read(line: &str) -> Result<Invitation, Trouble> {
        let line = line.trim();
        if line.starts_with(SCHEME) {
            return line
                .parse()
                .map(Invitation::Invite)
                .map_err(Trouble::Invite);
        }
        let (address, code) = line.rsplit_once(char::is_whitespace).ok_or(Trouble::Line)?;
        let code = code.parse().map_err(Trouble::Invite)?;
        Ok(Invitation::Address(address.trim().to_owned(), code))
    }

    /// Where it leads.
    pub(super) fn destination(self) -> Result<(Destination, Place), Trouble> {
        match self {
            Invitation::Invite(invite) => {
                let to = Destination::from(&invite);
                let place = invite.room.map_or(Place::Server(invite), Place::Room);
                Ok((to, place))
            }
            Invitation::Address(address, code) => {
                let to = Destination {
                    addresses: resolve(&address)?,
                    trust: Trust::FirstUse(known_servers()),
                };
                Ok((to, Place::Room(code)))
            }
        }
    }
}

/// An address with or without its port.
fn resolve(text: &str) -> Result<Vec<SocketAddr>, Trouble> {
    if let Ok(address) = text.parse::<SocketAddr>() {
        return Ok(vec![address]);
    }
    if let Ok(ip) = text.trim_matches(['[', ']']).parse::<IpAddr>() {
        return Ok(vec![SocketAddr::new(ip, PORT)]);
    }
    let found = text
        .to_socket_addrs()
        .or_else(|_| (text, PORT).to_socket_addrs())
        .map_err(|_| Trouble::Address(text.to_owned()))?;
    Ok(found.collect())
}

/// Where keys of servers met by address are remembered.
fn known_servers() -> PathBuf {
    data_folder().unwrap_or_default().join("known-servers")
}

#[cfg(test)]
mod tests {
    use super::*;
    use handshake_shared::wire::invite::InviteError;

    #[test]
    fn an_address_with_a_code_is_an_invitation() {
        let read = Invitation::read("192.168.1.7 482913").expect("an address and a code");
        let (to, place) = read.destination().expect("an address in numbers");
        assert_eq!(
            to.addresses,
            vec![SocketAddr::from(([192, 168, 1, 7], PORT))]
        );
        assert!(matches!(place, Place::Room(code) if code.to_string() == "482913"));
    }

    #[test]
    fn anything_else_is_told_apart_before_a_packet_is_sent() {
        for (line, why) in [
            ("", Trouble::Line),
            ("482913", Trouble::Line),
            ("192.168.1.7 12", Trouble::Invite(InviteError::Room)),
            ("handshake:nonsense", Trouble::Invite(InviteError::Cut)),
        ] {
            assert_eq!(Invitation::read(line), Err(why), "{line}");
        }
    }
}
