//! Where a listening server can be reached: the addresses an invite carries. Finding them sends
//! nothing.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket};

use handshake_shared::wire::invite::ADDRESSES_MAX;

/// Addresses for an invite, best first, as many as one carries. A socket that listens everywhere is
/// reached under the addresses this machine would use towards the world, then under those of its other
/// networks; under loopback only when there is no other.
pub fn usable(local: SocketAddr) -> Vec<SocketAddr> {
    if !local.ip().is_unspecified() {
        return vec![local];
    }
    let v4 = own_address((Ipv4Addr::UNSPECIFIED, 0).into(), EXAMPLE_V4);
    let v6 = own_address((Ipv6Addr::UNSPECIFIED, 0).into(), EXAMPLE_V6);
    let ips = ranked(v4.into_iter().chain(v6), interfaces(), local.is_ipv6());
    if ips.is_empty() {
        return vec![SocketAddr::new(Ipv4Addr::LOCALHOST.into(), local.port())];
    }
    let with_port = |ip| SocketAddr::new(ip, local.port());
    ips.into_iter().map(with_port).collect()
}

/// Those towards the world first, each once; what another machine cannot dial falls.
fn ranked(
    towards_world: impl Iterator<Item = IpAddr>,
    others: Vec<IpAddr>,
    with_v6: bool,
) -> Vec<IpAddr> {
    let mut found = Vec::new();
    for ip in towards_world.chain(others) {
        if is_dialled(ip) && (ip.is_ipv4() || with_v6) && !found.contains(&ip) {
            found.push(ip);
        }
    }
    found.truncate(ADDRESSES_MAX);
    found
}

/// Another machine can use it: a link-local address means something else on each of its networks.
fn is_dialled(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(v4) => !v4.is_loopback() && !v4.is_link_local() && !v4.is_unspecified(),
        IpAddr::V6(v6) => !v6.is_loopback() && !v6.is_unicast_link_local() && !v6.is_unspecified(),
    }
}

/// Addresses of every network interface, those of the older protocol first; none where the system does
/// not tell.
fn interfaces() -> Vec<IpAddr> {
    let found = if_addrs::get_if_addrs().unwrap_or_default();
    let mut ips: Vec<IpAddr> = found.iter().map(if_addrs::Interface::ip).collect();
    ips.sort_by_key(IpAddr::is_ipv6);
    ips
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
    fn every_network_is_offered_once_the_way_to_the_world_first() {
        let ips = |texts: &[&str]| -> Vec<IpAddr> {
            let parsed = texts.iter().map(|text| text.parse().expect("an address"));
            parsed.collect()
        };
        let world = ips(&["192.168.1.7", "2001:db8::7"]);
        let others = ips(&[
            "127.0.0.1",
            "192.168.1.7",
            "10.8.0.2",
            "169.254.9.9",
            "::1",
            "fe80::1",
            "fd00::2",
        ]);
        let found = ranked(world.clone().into_iter(), others.clone(), true);
        let wanted = ips(&["192.168.1.7", "2001:db8::7", "10.8.0.2", "fd00::2"]);
        assert_eq!(found, wanted);
        let v4_only = ranked(world.into_iter(), others, false);
        assert_eq!(v4_only, ips(&["192.168.1.7", "10.8.0.2"]));
        let many = (0..40).map(|last| IpAddr::from([10, 0, 0, last]));
        assert_eq!(ranked(many, Vec::new(), true).len(), ADDRESSES_MAX);
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
