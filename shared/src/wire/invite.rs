//! The invite line, written and read in this one place: every usable address, the room's code and
//! the server key's fingerprint. Example:
//! `handshake:192.168.1.7:1975,[fe80::1]:1975/482913#MFRGGZDFMZTWQ2LKNNWG23TP`.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use core::net::SocketAddr;
use core::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::wire::RoomCode;

/// First word of the line.
pub const SCHEME: &str = "handshake:";
/// Most addresses in one line: what a terminal line still holds.
pub const ADDRESSES_MAX: usize = 8;

const FINGERPRINT_BYTES: usize = 15;
/// Letters of a fingerprint.
pub const FINGERPRINT_CHARS: usize = FINGERPRINT_BYTES * 8 / 5;
/// RFC 4648 base32.
const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// The first 120 bits of SHA-256 over the server's certificate: nobody finds a second certificate
/// with the same ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Fingerprint(pub [u8; FINGERPRINT_BYTES]);

/// All a crew needs to join.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invite {
    /// Where the server may be reached, best first.
    pub addresses: Vec<SocketAddr>,
    /// The room; absent in a line that only names the server.
    pub room: Option<RoomCode>,
    /// The key to expect.
    pub fingerprint: Fingerprint,
}

/// What is wrong with a line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InviteError {
    /// It does not begin with the scheme.
    #[error("an invite begins with `handshake:`")]
    Scheme,
    /// No `#` with a fingerprint behind it.
    #[error("the invite is cut short: the `#` and the server key's fingerprint are missing")]
    Cut,
    /// An address is none.
    #[error("`{0}` is no address; expected e.g. 192.168.1.7:1975 or [fe80::1]:1975")]
    Address(String),
    /// More addresses than a line may carry.
    #[error("more than 8 addresses in one invite")]
    TooManyAddresses,
    /// The room code is not six digits.
    #[error("a room code is six digits")]
    Room,
    /// The fingerprint is damaged.
    #[error("the key's fingerprint is 24 letters A-Z and digits 2-7; this one is damaged")]
    Fingerprint,
    /// A line for those who watch, where a crew's is wanted.
    #[error(
        "this line is for watching; a crew joins by the other one, which begins with `handshake:`"
    )]
    Watched,
    /// Not a line for those who watch.
    #[error("a line for watching begins with `handshake-watch:`")]
    WatchScheme,
    /// The secret of those who watch is damaged.
    #[error("a watch code is 16 letters A-Z and digits 2-7; this one is damaged")]
    Watch,
}

impl Fingerprint {
    /// From a SHA-256 digest.
    pub fn from_sha256(digest: &[u8; 32]) -> Fingerprint {
        let mut bytes = [0; FINGERPRINT_BYTES];
        bytes.copy_from_slice(&digest[..FINGERPRINT_BYTES]);
        Fingerprint(bytes)
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_base32(&self.0, out)
    }
}

impl FromStr for Fingerprint {
    type Err = InviteError;

    /// Letters of either case; people retype these.
    fn from_str(text: &str) -> Result<Fingerprint, InviteError> {
        let mut bytes = [0; FINGERPRINT_BYTES];
        read_base32(text, &mut bytes).ok_or(InviteError::Fingerprint)?;
        Ok(Fingerprint(bytes))
    }
}

/// Bytes as letters; their number is a multiple of five.
pub(super) fn write_base32(bytes: &[u8], out: &mut fmt::Formatter<'_>) -> fmt::Result {
    for group in bytes.chunks(5) {
        let word = group
            .iter()
            .fold(0_u64, |word, byte| (word << 8) | u64::from(*byte));
        for shift in (0..8).rev() {
            let letter = ALPHABET[(word >> (5 * shift)) as usize & 31];
            write!(out, "{}", char::from(letter))?;
        }
    }
    Ok(())
}

/// Letters back to exactly so many bytes, a multiple of five; nothing where it is anything else.
pub(super) fn read_base32(text: &str, bytes: &mut [u8]) -> Option<()> {
    if text.len() != bytes.len() * 8 / 5 {
        return None;
    }
    for (letters, group) in text.as_bytes().chunks(8).zip(bytes.chunks_mut(5)) {
        let mut word = 0_u64;
        for letter in letters {
            let upper = letter.to_ascii_uppercase();
            let value = ALPHABET.iter().position(|known| *known == upper)?;
            word = (word << 5) | value as u64;
        }
        group.copy_from_slice(&word.to_be_bytes()[3..]);
    }
    Some(())
}

/// The addresses of a line, one comma between two.
pub(super) fn read_addresses(text: &str) -> Result<Vec<SocketAddr>, InviteError> {
    let parse = |word: &str| word.parse().map_err(|_| InviteError::Address(word.into()));
    let addresses = text.split(',').map(parse).collect::<Result<Vec<_>, _>>()?;
    if addresses.len() > ADDRESSES_MAX {
        return Err(InviteError::TooManyAddresses);
    }
    Ok(addresses)
}

impl fmt::Display for Invite {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(SCHEME)?;
        for (index, address) in self.addresses.iter().enumerate() {
            let comma = if index == 0 { "" } else { "," };
            write!(out, "{comma}{address}")?;
        }
        if let Some(room) = self.room {
            write!(out, "/{room}")?;
        }
        write!(out, "#{}", self.fingerprint)
    }
}

impl FromStr for Invite {
    type Err = InviteError;

    /// White space anywhere is forgiven: a long line is often wrapped when it is copied.
    fn from_str(text: &str) -> Result<Invite, InviteError> {
        let line: String = text
            .chars()
            .filter(|letter| !letter.is_whitespace())
            .collect();
        let watch = [super::watch::SCHEME, super::watch::INSTRUCT_SCHEME];
        if watch.iter().any(|scheme| line.starts_with(scheme)) {
            return Err(InviteError::Watched);
        }
        let rest = line.strip_prefix(SCHEME).ok_or(InviteError::Scheme)?;
        let (place, fingerprint) = rest.split_once('#').ok_or(InviteError::Cut)?;
        let (addresses, room) = match place.split_once('/') {
            Some((addresses, room)) => (addresses, Some(room.parse()?)),
            None => (place, None),
        };
        let addresses = read_addresses(addresses)?;
        Ok(Invite {
            addresses,
            room,
            fingerprint: fingerprint.parse()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::string::ToString;

    const LINE: &str = "handshake:192.168.1.7:1975,[fe80::1]:1975/482913#MFRGGZDFMZTWQ2LKNNWG23TP";

    #[test]
    fn an_invite_is_read_back_as_it_was_written() {
        let invite: Invite = LINE.parse().expect("a good line");
        assert_eq!(invite.fingerprint, Fingerprint(*b"abcdefghijklmno"));
        assert_eq!(invite.addresses.len(), 2);
        assert_eq!(invite.to_string(), LINE);
        let server = Invite {
            room: None,
            ..invite
        };
        assert_eq!(server.to_string().parse(), Ok(server));
    }

    #[test]
    fn a_wrapped_or_lower_case_copy_still_works() {
        let wrapped = LINE.replace("/4829", "/4829\n  ").replace("MFRG", "mfrg");
        assert_eq!(wrapped.parse(), LINE.parse::<Invite>());
    }

    #[test]
    fn a_damaged_invite_says_what_is_wrong_with_it() {
        for (line, error) in [
            ("", InviteError::Scheme),
            ("https://example.org", InviteError::Scheme),
            ("handshake:1.2.3.4:1975/482913", InviteError::Cut),
            (
                "handshake:1.2.3.4:1975/48291#MFRGGZDFMZTWQ2LKNNWG23TP",
                InviteError::Room,
            ),
            (
                "handshake:1.2.3.4:1975/482913#MFRGGZDF",
                InviteError::Fingerprint,
            ),
            (
                "handshake:1.2.3.4:1975/482913#MFRGGZDFMZTWQ2LKNNWG23T!",
                InviteError::Fingerprint,
            ),
            (
                "handshake:1.2.3/482913#MFRGGZDFMZTWQ2LKNNWG23TP",
                InviteError::Address("1.2.3".into()),
            ),
        ] {
            assert_eq!(line.parse::<Invite>(), Err(error), "{line}");
        }
    }
}
