//! From where an address can be reached, in words. It knows ranges of addresses, not this machine.

use std::net::IpAddr;

/// Who reaches an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// This machine alone.
    Machine,
    /// The same cable or radio network.
    Link,
    /// The same home, office or virtual private network.
    Network,
    /// Everybody, where no firewall stands before it.
    World,
}

impl Reach {
    /// Of an address (ranges of RFC 1918, 3927, 4193, 4291 and 6598).
    pub fn of(address: IpAddr) -> Reach {
        match address.to_canonical() {
            IpAddr::V4(v4) if v4.is_loopback() => Reach::Machine,
            IpAddr::V4(v4) if v4.is_link_local() => Reach::Link,
            IpAddr::V4(v4) => {
                let [a, b, ..] = v4.octets();
                // Shared by a provider's customers, and by most virtual private networks.
                let shared = a == 100 && (64..128).contains(&b);
                match v4.is_private() || shared {
                    true => Reach::Network,
                    false => Reach::World,
                }
            }
            IpAddr::V6(v6) if v6.is_loopback() => Reach::Machine,
            IpAddr::V6(v6) if v6.is_unicast_link_local() => Reach::Link,
            IpAddr::V6(v6) if v6.is_unique_local() => Reach::Network,
            IpAddr::V6(_) => Reach::World,
        }
    }

    /// What such an address is good for; a key of the locale.
    pub fn word(self) -> &'static str {
        match self {
            Reach::Machine => "reach-machine",
            Reach::Link => "reach-link",
            Reach::Network => "reach-network",
            Reach::World => "reach-world",
        }
    }

    /// What to do when nobody comes in and this is the farthest any address reaches.
    pub fn advice(self) -> &'static str {
        match self {
            Reach::Machine => "advice-machine",
            Reach::Link | Reach::Network => "advice-network",
            Reach::World => "advice-world",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_range_is_told_apart() {
        for (address, reach) in [
            ("127.0.0.1", Reach::Machine),
            ("::1", Reach::Machine),
            ("::ffff:127.0.0.1", Reach::Machine),
            ("169.254.7.7", Reach::Link),
            ("fe80::1", Reach::Link),
            ("192.168.1.7", Reach::Network),
            ("10.0.0.1", Reach::Network),
            ("172.31.0.1", Reach::Network),
            ("100.64.0.1", Reach::Network),
            ("fd00::1", Reach::Network),
            ("172.32.0.1", Reach::World),
            ("100.128.0.1", Reach::World),
            ("198.51.100.7", Reach::World),
            ("2001:db8::1", Reach::World),
        ] {
            let parsed = address.parse().expect("an address");
            assert_eq!(Reach::of(parsed), reach, "{address}");
        }
    }
}
