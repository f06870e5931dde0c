//! Where a listening server can be reached: the addresses an invite carries. Finding them sends
//! nothing.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket};

/// Addresses for an invite, best first. A socket that listens everywhere is reached under the
/// addresses this machine would use towards the world; under loopback only when there is no other.
pub fn usable(local: SocketAddr) -> Vec<SocketAddr> {
    if !local.ip().is_unspecified() {
        return vec![local];
    }
    let v4 = own_address((Ipv4Addr::UNSPECIFIED, 0).into(), EXAMPLE_V4);
    let v6 = own_address((Ipv6Addr::UNSPECIFIED, 0).into(), EXAMPLE_V6);
    let v6 = v6.filter(|_| local.is_ipv6());
    let found: Vec<SocketAddr> = v4
        .into_iter()
        .chain(v6)
        .map(|ip| SocketAddr::new(ip, local.port()))
        .collect();
    if found.is_empty() {
        return vec![SocketAddr::new(Ipv4Addr::LOCALHOST.into(), local.port())];
    }
    found
}

/// Addresses reserved for documentation (RFC 5737, RFC 3849): routed like the world, never there.
const EXAMPLE_V4: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1)), 9);
const EXAMPLE_V6: SocketAddr = SocketAddr::new(
    IpAddr::V6(Ipv6Addr::new(0x2001, 0xDB8, 0, 0, 0, 0, 0, 1)),
    9,
);

/// Connecting a datagram socket only asks the routing table which own address would be used.
fn own_address(from: SocketAddr, towards: SocketAddr) -> Option<IpAddr> {
    let socket = UdpSocket::bind(from).ok()?;
    socket.connect(towards).ok()?;
    let ip = socket.local_addr().ok()?.ip();
    (!ip.is_unspecified() && !ip.is_loopback()).then_some(ip)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_socket_bound_to_one_address_is_reached_there_only() {
        let local: SocketAddr = "127.0.0.1:4000".parse().expect("an address");
        assert_eq!(usable(local), [local]);
    }

    #[test]
    fn an_invite_never_carries_an_unspecified_address() {
        let local: SocketAddr = "[::]:4000".parse().expect("an address");
        let found = usable(local);
        assert!(!found.is_empty());
        assert!(
            found
                .iter()
                .all(|at| !at.ip().is_unspecified() && at.port() == 4000)
        );
    }
}
