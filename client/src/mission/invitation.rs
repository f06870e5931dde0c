//! What a player types to join: an invite line, or an address with a room code. Reading it needs no
//! network; only `destination` asks for the addresses behind a name.

use std::fmt;
use std::net::{IpAddr, SocketAddr, ToSocketAddrs};
use std::path::PathBuf;

use handshake_shared::wire::invite::{FINGERPRINT_CHARS, SCHEME};
use handshake_shared::wire::{Invite, PORT, RoomCode};

use crate::app::trouble::Trouble;
use crate::folder::data_folder;
use crate::net::{Destination, Trust};

/// Marks that people and chats put around a line.
const QUOTES: [char; 12] = ['"', '\'', '`', '«', '»', '“', '”', '„', '‘', '’', '<', '>'];

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

impl fmt::Display for Invitation {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Invitation::Invite(invite) => write!(out, "{invite}"),
            Invitation::Address(address, code) => write!(out, "{address} {code}"),
        }
    }
}

impl Invitation {
    /// Reads a line.
    pub(super) fn read(line: &str) -> Result<Invitation, Trouble> {
        // A host's own name may end in the same letters.
        let is_name =
            |before: &str| before.ends_with(|c: char| c.is_alphanumeric() || c == '-' || c == '.');
        let invite = line.split_once(SCHEME);
        if let Some((_, rest)) = invite.filter(|(before, _)| !is_name(before)) {
            return bare(rest)
                .parse()
                .map(Invitation::Invite)
                .map_err(Trouble::Invite);
        }
        let line = line.trim_matches(|c: char| c.is_whitespace() || QUOTES.contains(&c));
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

/// An invite line as it was, out of a message that may have wrapped, quoted and followed it. `rest` is
/// what stands after the scheme.
fn bare(rest: &str) -> String {
    let (place, key) = rest.split_once('#').unwrap_or((rest, ""));
    let kept = |c: &char| c.is_ascii_alphanumeric() || ".,:[]/".contains(*c);
    let place: String = place.chars().filter(kept).collect();
    if !rest.contains('#') {
        return format!("{SCHEME}{place}");
    }
    // A wrapped key goes on in the next line; a whole one ends where its word does.
    let mut whole = String::new();
    for word in key.split(|c: char| !c.is_ascii_alphanumeric()) {
        if whole.len() >= FINGERPRINT_CHARS {
            break;
        }
        whole.push_str(word);
    }
    format!("{SCHEME}{place}#{whole}")
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
    fn a_line_is_found_in_the_message_that_carried_it() {
        const LINE: &str =
            "handshake:192.168.1.7:1975,[fe80::1]:1975/482913#MFRGGZDFMZTWQ2LKNNWG23TP";
        let invite = LINE.parse().map(Invitation::Invite).expect("a good line");
        let (first, second) = LINE.split_at(40);
        let (start, key) = LINE.split_at(60);
        for message in [
            format!("'{LINE}'"),
            format!("«{LINE}»."),
            format!("`{LINE}`"),
            format!("\n  {LINE}  \r\n"),
            format!("handshake join '{LINE}'"),
            format!("Летим? {LINE} жду!"),
            format!("> {first}\n> {second}\n> see you"),
            format!("{start}\r\n{key}\n"),
            format!("{LINE} (Tom, 20:15)"),
        ] {
            assert_eq!(Invitation::read(&message), Ok(invite.clone()), "{message}");
        }
        let read = Invitation::read("  «192.168.1.7 482913» ");
        assert!(matches!(read, Ok(Invitation::Address(at, _)) if at == "192.168.1.7"));
    }

    #[test]
    fn a_key_that_is_too_long_or_too_short_is_damage_and_not_cut_to_fit() {
        let damaged = Err(Trouble::Invite(InviteError::Fingerprint));
        for key in ["MFRGGZDFMZTWQ2LKNNWG23TPA", "MFRGGZDF", ""] {
            let line = format!("handshake:192.168.1.7:1975/482913#{key}");
            assert_eq!(Invitation::read(&line), damaged, "{key}");
        }
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
