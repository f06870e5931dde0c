//! A shard: a thread with a runtime of its own, a UDP port, and the rooms that are served there. What
//! happens in a room, its crews' connections and its beats then stays on one thread. A server of one shard
//! runs where its caller does.

use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket};
use std::thread;
use std::time::Duration;

use tokio::runtime::{Builder, Handle};
use tokio::sync::oneshot;

/// A shard that ends has so long for its last packets.
const LAST_PACKETS: Duration = Duration::from_millis(50);

/// Where rooms of a server run; with it ends its thread, if it has one.
#[derive(Debug)]
pub struct Shard {
    handle: Handle,
    _end: Option<oneshot::Sender<()>>,
}

impl Shard {
    /// So many of them, at least one.
    pub fn all(count: usize) -> io::Result<Vec<Shard>> {
        match count {
            0 | 1 => Ok(vec![Shard::here()]),
            _ => (0..count).map(Shard::begin).collect(),
        }
    }

    /// What runs on it is spawned here.
    pub fn handle(&self) -> &Handle {
        &self.handle
    }

    /// The runtime this is called in.
    fn here() -> Shard {
        Shard {
            handle: Handle::current(),
            _end: None,
        }
    }

    /// A thread of its own.
    fn begin(number: usize) -> io::Result<Shard> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let handle = runtime.handle().clone();
        let (end, ended) = oneshot::channel::<()>();
        let thread = thread::Builder::new().name(format!("shard-{number}"));
        thread.spawn(move || {
            runtime.block_on(async {
                // Dropped, it says the same.
                let _ = ended.await;
                tokio::time::sleep(LAST_PACKETS).await;
            });
        })?;
        Ok(Shard {
            handle,
            _end: Some(end),
        })
    }
}

/// A socket for each shard: the first where it is asked for, the others at the ports after it as far as
/// they are free, so that they are the same at the next start.
pub fn sockets(first: SocketAddr, count: usize) -> io::Result<Vec<UdpSocket>> {
    let door = bind(first)?;
    let mut next = door.local_addr()?;
    let mut sockets = vec![door];
    for _ in 1..count {
        next.set_port(next.port().wrapping_add(1));
        let socket = UdpSocket::bind(next).or_else(|error| {
            tracing::warn!(%next, %error, "a shard takes any free port");
            UdpSocket::bind((next.ip(), 0))
        });
        sockets.push(socket?);
    }
    Ok(sockets)
}

/// A machine without IPv6 still listens everywhere under IPv4.
fn bind(address: SocketAddr) -> io::Result<UdpSocket> {
    match UdpSocket::bind(address) {
        Err(_) if address.ip() == Ipv6Addr::UNSPECIFIED => {
            UdpSocket::bind((Ipv4Addr::UNSPECIFIED, address.port()))
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ports_follow_the_first_and_one_that_is_taken_is_gone_around() {
        let any = (Ipv4Addr::LOCALHOST, 0).into();
        // The port after a free one may be anybody's on this machine: until it is ours.
        let (first, taken) = loop {
            let door = bind(any).expect("a free port").local_addr().expect("bound");
            let next = (door.ip(), door.port().wrapping_add(1));
            if let Ok(taken) = UdpSocket::bind(next) {
                break (door, taken);
            }
        };
        let Ok(sockets) = sockets(first, 3) else {
            // Somebody else was given the first one meanwhile.
            return;
        };
        let ports = sockets.iter().map(|socket| socket.local_addr());
        let ports: Vec<u16> = ports
            .map(|address| address.expect("bound").port())
            .collect();
        assert_eq!(ports[0], first.port());
        assert_ne!(ports[1], taken.local_addr().expect("bound").port());
        assert_eq!(ports.len(), 3);
    }

    #[test]
    fn a_shard_runs_what_is_spawned_on_it_on_its_own_thread_until_it_is_dropped() {
        let shards = Shard::all(2).expect("threads");
        let name = || async { thread::current().name().map(str::to_owned) };
        let waiting = Builder::new_current_thread().build().expect("a runtime");
        for (number, shard) in shards.iter().enumerate() {
            let ran = waiting.block_on(shard.handle().spawn(name()));
            assert_eq!(ran.expect("it runs"), Some(format!("shard-{number}")));
        }
        let forever = shards[0].handle().spawn(std::future::pending::<()>());
        drop(shards);
        assert!(waiting.block_on(forever).is_err(), "it ends with its shard");
    }
}
