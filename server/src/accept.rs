//! The door: lets connections in while there is room, asks strangers to prove their address when
//! it gets crowded, and turns away an address that brings too many.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use handshake_shared::limits::{CONNECTIONS_MAX, CONNECTIONS_PER_ADDRESS_MAX};
use quinn::{Endpoint, Incoming};
use tokio::sync::watch;
use tokio::time::timeout;

use crate::connection;
use crate::rooms::Rooms;

/// From the first packet to a finished TLS handshake.
const HANDSHAKE_DEADLINE: Duration = Duration::from_secs(5);
/// From so many connections on a new one must first show that its address is its own.
const PROVE_ADDRESS_FROM: usize = 64;

/// Connections in the house, by address.
#[derive(Clone, Default)]
struct Guests {
    by_address: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

/// One connection in the count, for as long as this lives.
struct Guest {
    guests: Guests,
    address: IpAddr,
}

/// Accepts connections until told to stop.
pub async fn run(endpoint: Endpoint, rooms: Rooms, mut stop: watch::Receiver<bool>) {
    let guests = Guests::default();
    loop {
        let incoming = tokio::select! {
            incoming = endpoint.accept() => incoming,
            // The sender gone means the same as told to stop.
            _ = stop.changed() => return,
        };
        let Some(incoming) = incoming else {
            return;
        };
        if guests.total() >= PROVE_ADDRESS_FROM && !incoming.remote_address_validated() {
            rooms.metrics().turned_away("prove_address");
            // It may be sent only once; a stranger that cannot be asked is let go unanswered.
            let _ = incoming.retry();
            continue;
        }
        match guests.enter(household(incoming.remote_address().ip())) {
            Some(guest) => drop(tokio::spawn(welcome(incoming, guest, rooms.clone()))),
            None => {
                tracing::info!(from = %incoming.remote_address(), "too many connections");
                rooms.metrics().turned_away("too_many_connections");
                incoming.refuse();
            }
        }
    }
}

async fn welcome(incoming: Incoming, _guest: Guest, rooms: Rooms) {
    let from = incoming.remote_address();
    let Ok(connecting) = incoming.accept() else {
        return;
    };
    match timeout(HANDSHAKE_DEADLINE, connecting).await {
        Ok(Ok(connection)) => connection::serve(connection, rooms).await,
        Ok(Err(error)) => {
            rooms.metrics().turned_away("handshake_failed");
            tracing::info!(%from, %error, "no connection");
        }
        Err(_) => {
            rooms.metrics().turned_away("handshake_slow");
            tracing::info!(%from, "no connection: the TLS handshake took too long");
        }
    }
}

/// What one subscriber has: an IPv4 address, or an IPv6 network of 64 bits.
fn household(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(v4) => v4.into(),
        IpAddr::V6(v6) => Ipv6Addr::from_bits(v6.to_bits() >> 64 << 64).into(),
    }
}

impl Guests {
    fn enter(&self, address: IpAddr) -> Option<Guest> {
        let mut by_address = self
            .by_address
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let total: usize = by_address.values().sum();
        let here = by_address.get(&address).copied().unwrap_or(0);
        if total >= CONNECTIONS_MAX || here >= CONNECTIONS_PER_ADDRESS_MAX {
            return None;
        }
        by_address.insert(address, here + 1);
        Some(Guest {
            guests: self.clone(),
            address,
        })
    }

    fn total(&self) -> usize {
        self.by_address
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .values()
            .sum()
    }
}

impl Drop for Guest {
    fn drop(&mut self) {
        let guests = &self.guests.by_address;
        let mut by_address = guests.lock().unwrap_or_else(PoisonError::into_inner);
        let here = by_address.get(&self.address).copied().unwrap_or(0);
        if here <= 1 {
            by_address.remove(&self.address);
        } else {
            by_address.insert(self.address, here - 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_cannot_fill_the_house() {
        let guests = Guests::default();
        let crowd: Vec<Guest> = (0..1_000)
            .filter_map(|_| guests.enter([10, 0, 0, 1].into()))
            .collect();
        assert_eq!(crowd.len(), CONNECTIONS_PER_ADDRESS_MAX);
        assert!(guests.enter([10, 0, 0, 2].into()).is_some());
        drop(crowd);
        assert_eq!(guests.total(), 0);
        assert!(guests.enter([10, 0, 0, 1].into()).is_some());
    }

    #[test]
    fn one_subscriber_is_one_address_however_many_he_has() {
        let at = |text: &str| household(text.parse().expect("an address"));
        assert_eq!(at("2001:db8::1"), at("2001:db8::ffff:1"));
        assert_ne!(at("2001:db8::1"), at("2001:db8:0:1::1"));
        assert_eq!(at("::ffff:10.0.0.1"), at("10.0.0.1"));
    }
}
