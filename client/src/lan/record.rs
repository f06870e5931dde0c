//! A room as it is announced and as it is read: the records of the network on one side, an invite line
//! on the other. What comes from the network is a stranger's word: bounded, cleaned, or dropped.

use std::net::{IpAddr, SocketAddr};

use handshake_shared::ids::Seat;
use handshake_shared::limits::{NAME_CHARS_MAX, SCENARIO_NAME_CHARS_MAX};
use handshake_shared::wire::client::clean;
use handshake_shared::wire::invite::ADDRESSES_MAX;
use handshake_shared::wire::{Fingerprint, Invite, RoomCode, Version};

/// Longest label of a name in the network, bytes (RFC 1035).
const LABEL_BYTES_MAX: usize = 63;
/// A seat's letter among the free ones.
const SEATS: [(Seat, char); 2] = [(Seat::Apollo, 'a'), (Seat::Soyuz, 's')];

/// A room to announce.
#[derive(Clone, Debug, PartialEq)]
pub struct Announcement {
    /// Name of the host; empty takes the machine's.
    pub name: String,
    /// The mission.
    pub scenario: String,
    /// Which seats nobody holds, by seat.
    pub free: [bool; 2],
    /// UDP port of the server.
    pub port: u16,
    /// Code of the room.
    pub room: RoomCode,
    /// The server's key.
    pub fingerprint: Fingerprint,
}

/// A room that is announced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Name of its host.
    pub name: String,
    /// Its mission.
    pub scenario: String,
    /// Which seats are free, by seat.
    pub free: [bool; 2],
    /// What its server speaks.
    pub version: Version,
    /// The line that leads there.
    pub line: String,
}

impl Announcement {
    /// What the invite line says, with what a list shows beside it. A line without a room leads to no
    /// room that could be listed.
    pub fn new(
        invite: &Invite,
        name: &str,
        scenario: &str,
        free: [bool; 2],
    ) -> Option<Announcement> {
        Some(Announcement {
            name: name.to_owned(),
            scenario: scenario.to_owned(),
            free,
            port: invite.addresses.first()?.port(),
            room: invite.room?,
            fingerprint: invite.fingerprint,
        })
    }

    /// Its label in the network: the host's name, and the code that keeps two of one name apart.
    pub(super) fn instance(&self, name: &str) -> String {
        let code = format!(" {}", self.room);
        let mut label = name.to_owned();
        while label.len() + code.len() > LABEL_BYTES_MAX {
            label.pop();
        }
        label + &code
    }

    /// A name of its own for its addresses, so that nobody's records of this machine are touched.
    pub(super) fn host(&self) -> String {
        format!("handshake-{}.local.", self.room)
    }

    /// What stands beside its addresses.
    pub(super) fn properties(&self, name: &str) -> [(&'static str, String); 7] {
        let version = Version::current();
        let free = SEATS.iter().filter(|(seat, _)| self.free[seat.index()]);
        [
            ("v", version.protocol.to_string()),
            ("c", format!("{:08x}", version.catalogue)),
            ("n", name.to_owned()),
            ("m", self.scenario.clone()),
            ("s", free.map(|(_, letter)| letter).collect()),
            ("r", self.room.to_string()),
            ("k", self.fingerprint.to_string()),
        ]
    }
}

impl Found {
    /// Reads what is announced; none where it leads nowhere or is no room of ours.
    pub(super) fn read<'a>(
        addresses: impl Iterator<Item = IpAddr>,
        port: u16,
        text: impl Fn(&str) -> Option<&'a str>,
    ) -> Option<Found> {
        let (mut name, mut scenario) = (text("n")?.to_owned(), text("m")?.to_owned());
        clean(&mut name, NAME_CHARS_MAX, "name").ok()?;
        clean(&mut scenario, SCENARIO_NAME_CHARS_MAX, "scenario name").ok()?;
        let version = Version {
            protocol: text("v")?.parse().ok()?,
            catalogue: u32::from_str_radix(text("c")?, 16).ok()?,
        };
        let free = SEATS.map(|(_, letter)| text("s").is_some_and(|free| free.contains(letter)));
        // An address of one cable alone would need the cable's name beside it.
        let on_cable = |ip: &IpAddr| matches!(ip, IpAddr::V6(v6) if v6.is_unicast_link_local());
        let mut addresses: Vec<IpAddr> = addresses.filter(|ip| !on_cable(ip)).collect();
        addresses.sort_by_key(|ip| (ip.is_loopback(), ip.is_ipv6(), *ip));
        addresses.truncate(ADDRESSES_MAX);
        if addresses.is_empty() || port == 0 {
            return None;
        }
        let at = |ip| SocketAddr::new(ip, port);
        let invite = Invite {
            addresses: addresses.into_iter().map(at).collect(),
            room: Some(text("r")?.parse().ok()?),
            fingerprint: text("k")?.parse().ok()?,
        };
        Some(Found {
            name,
            scenario,
            free,
            version,
            line: invite.to_string(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str = "handshake:192.168.1.7:1975/482913#MFRGGZDFMZTWQ2LKNNWG23TP";

    fn announced(name: &str) -> Announcement {
        let invite = LINE.parse().expect("a good line");
        Announcement::new(&invite, name, "final-approach", [false, true]).expect("a room")
    }

    fn read(properties: &[(&'static str, String)], addresses: &[&str]) -> Option<Found> {
        let addresses = addresses.iter().map(|ip| ip.parse().expect("an address"));
        Found::read(addresses, 1975, |key| {
            let found = properties.iter().find(|(other, _)| *other == key);
            found.map(|(_, value)| value.as_str())
        })
    }

    #[test]
    fn what_is_announced_is_read_back_as_the_line_that_leads_there() {
        let properties = announced("Tom").properties("Tom");
        let found = read(&properties, &["fe80::1", "192.168.1.7"]).expect("ours");
        assert_eq!((found.name.as_str(), found.line.as_str()), ("Tom", LINE));
        assert_eq!(found.free, [false, true]);
        assert_eq!(found.version, Version::current());
        for (_, value) in &properties {
            assert!(value.len() < 200, "a record holds 255 bytes with its key");
        }
    }

    #[test]
    fn a_strangers_record_is_cleaned_or_dropped_and_never_trusted() {
        let good = announced("Tom").properties("Tom");
        let with = |key: &str, value: String| {
            let mut properties = good.clone();
            for (other, text) in &mut properties {
                if *other == key {
                    text.clone_from(&value);
                }
            }
            read(&properties, &["192.168.1.7"])
        };
        for (key, value) in [
            ("v", "many".to_owned()),
            ("c", "x".to_owned()),
            ("n", "N".repeat(NAME_CHARS_MAX + 1)),
            ("m", "m".repeat(SCENARIO_NAME_CHARS_MAX + 1)),
            ("r", "48291".to_owned()),
            ("k", "AAAA".to_owned()),
        ] {
            assert_eq!(with(key, value), None, "{key}");
        }
        let cleaned = with("n", "T\u{1b}[31mom\u{202e}".to_owned()).expect("a name all the same");
        assert_eq!(cleaned.name, "T[31mom");
        assert_eq!(read(&good, &[]), None);
        assert_eq!(read(&good, &["fe80::1"]), None);
        let crowd: Vec<String> = (1..60).map(|n| format!("10.0.0.{n}")).collect();
        let crowd: Vec<&str> = crowd.iter().map(String::as_str).collect();
        let invite: Invite = read(&good, &crowd)
            .expect("ours")
            .line
            .parse()
            .expect("ours");
        assert_eq!(invite.addresses.len(), ADDRESSES_MAX);
    }

    #[test]
    fn a_label_is_never_too_long_and_never_cut_within_a_letter() {
        let room = announced("");
        for name in ["Tom", &"Алексей".repeat(9), &"n".repeat(99)] {
            let label = room.instance(name);
            assert!(label.len() <= LABEL_BYTES_MAX, "{label}");
            assert!(label.ends_with(" 482913"), "{label}");
        }
    }
}
