//! What one neighbour may take of the house: connections, TLS handshakes, rooms and guesses, counted
//! by address. Whoever has not shown that an address is his own can use up half of it at most: the rest
//! is for those who have, so nobody is locked out by a stranger who writes his address on envelopes.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use handshake_shared::limits::{
    ADDRESSES_KEPT_MAX, CONNECTIONS_MAX, CONNECTIONS_PER_ADDRESS_MAX, GUESSES_PER_ADDRESS,
    HANDSHAKES_PENDING_MAX, HANDSHAKES_PER_ADDRESS, ROOMS_OPENED_PER_ADDRESS,
    ROOMS_PER_ADDRESS_MAX,
};
use handshake_shared::wire::server::Refused;

use crate::rate::Used;

/// From so many connections on a new one must first show that its address is its own.
const PROVE_ADDRESS_FROM: usize = 64;

/// All neighbours of one server; a copy counts into the same.
#[derive(Clone)]
pub struct Neighbours {
    ledger: Arc<Mutex<Ledger>>,
    began: Instant,
}

/// What becomes of a connection at the door.
pub enum Knock {
    /// It comes in.
    Enter(Guest),
    /// It has to show first that its address is its own.
    Prove,
    /// It is told that it cannot come in; the reason is for the count.
    Refuse(&'static str),
    /// There is no time to say even that.
    Ignore,
}

/// One connection in the house, for as long as this lives.
pub struct Guest {
    neighbours: Neighbours,
    address: IpAddr,
    /// Its TLS handshake is still going on.
    pending: bool,
}

/// One open room of a neighbour, for as long as this lives.
pub struct Place {
    neighbours: Neighbours,
    address: IpAddr,
}

#[derive(Default)]
struct Ledger {
    houses: HashMap<IpAddr, House>,
    guests: usize,
    pending: usize,
}

/// What one address has in use.
#[derive(Debug, Default)]
struct House {
    guests: usize,
    rooms: usize,
    handshakes: Used,
    openings: Used,
    guesses: Used,
}

impl Default for Neighbours {
    fn default() -> Neighbours {
        Neighbours {
            ledger: Arc::default(),
            began: Instant::now(),
        }
    }
}

impl Neighbours {
    /// A connection from this address, which it has proved to be its own or not.
    pub fn knock(&self, address: IpAddr, proved: bool) -> Knock {
        self.knock_at(address, proved, self.now_ms())
    }

    fn knock_at(&self, address: IpAddr, proved: bool, now_ms: u64) -> Knock {
        let address = household(address);
        let mut ledger = self.lock();
        if !proved && ledger.guests >= PROVE_ADDRESS_FROM {
            return Knock::Prove;
        }
        if ledger.pending >= HANDSHAKES_PENDING_MAX {
            return Knock::Ignore;
        }
        if ledger.guests >= CONNECTIONS_MAX {
            return Knock::Refuse("too_many_connections");
        }
        let house = ledger.house(address, now_ms);
        let half = 2 * house.guests >= CONNECTIONS_PER_ADDRESS_MAX
            || house.handshakes.is_half(HANDSHAKES_PER_ADDRESS, now_ms);
        if !proved && half {
            return Knock::Prove;
        }
        if house.guests >= CONNECTIONS_PER_ADDRESS_MAX {
            return Knock::Refuse("too_many_connections");
        }
        if house
            .handshakes
            .take(HANDSHAKES_PER_ADDRESS, now_ms)
            .is_err()
        {
            return Knock::Refuse("too_many_handshakes");
        }
        house.guests += 1;
        ledger.guests += 1;
        ledger.pending += 1;
        Knock::Enter(Guest {
            neighbours: self.clone(),
            address,
            pending: true,
        })
    }

    /// A crew names a room or shows the secret of a seat. Until it is told that this was right it
    /// counts as a guess; too many are an answer of their own, whatever they were.
    pub fn guess(&self, address: IpAddr) -> Result<(), Refused> {
        let now_ms = self.now_ms();
        let mut ledger = self.lock();
        let house = ledger.house(household(address), now_ms);
        house
            .guesses
            .take(GUESSES_PER_ADDRESS, now_ms)
            .map_err(too_often)
    }

    /// It was right.
    pub fn guessed_right(&self, address: IpAddr) {
        let now_ms = self.now_ms();
        let mut ledger = self.lock();
        let house = ledger.house(household(address), now_ms);
        house.guesses.give_back(GUESSES_PER_ADDRESS);
    }

    /// A room of this address opens, if it may have one more.
    pub fn open_room(&self, address: IpAddr) -> Result<Place, Refused> {
        let address = household(address);
        let now_ms = self.now_ms();
        let mut ledger = self.lock();
        let house = ledger.house(address, now_ms);
        if house.rooms >= ROOMS_PER_ADDRESS_MAX {
            return Err(Refused::TOO_MANY_ROOMS_HERE);
        }
        let openings = &mut house.openings;
        openings
            .take(ROOMS_OPENED_PER_ADDRESS, now_ms)
            .map_err(too_often)?;
        house.rooms += 1;
        Ok(Place {
            neighbours: self.clone(),
            address,
        })
    }

    fn now_ms(&self) -> u64 {
        u64::try_from(self.began.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    /// The ledger is whole after every statement, so a panic elsewhere does not spoil it.
    fn lock(&self) -> MutexGuard<'_, Ledger> {
        self.ledger.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Ledger {
    /// The page of this address. A full ledger forgets first who has nothing in use, then who only
    /// waits for a rate: whoever has four thousand addresses does not need to wait on one of them.
    fn house(&mut self, address: IpAddr, now_ms: u64) -> &mut House {
        if self.houses.len() >= ADDRESSES_KEPT_MAX && !self.houses.contains_key(&address) {
            self.houses.retain(|_, house| !house.is_at_rest(now_ms));
            if self.houses.len() >= ADDRESSES_KEPT_MAX {
                self.houses
                    .retain(|_, house| house.guests + house.rooms > 0);
            }
        }
        self.houses.entry(address).or_default()
    }
}

impl House {
    fn is_at_rest(&self, now_ms: u64) -> bool {
        let waits = [self.handshakes, self.openings, self.guesses];
        self.guests + self.rooms == 0 && waits.iter().all(|used| used.is_none(now_ms))
    }
}

impl Guest {
    /// Its TLS handshake is done.
    pub fn settle(&mut self) {
        if std::mem::take(&mut self.pending) {
            self.neighbours.lock().pending -= 1;
        }
    }
}

impl Drop for Guest {
    fn drop(&mut self) {
        self.settle();
        let mut ledger = self.neighbours.lock();
        ledger.guests -= 1;
        if let Some(house) = ledger.houses.get_mut(&self.address) {
            house.guests -= 1;
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Some(house) = self.neighbours.lock().houses.get_mut(&self.address) {
            house.rooms -= 1;
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

fn too_often(wait_ms: u64) -> Refused {
    let wait_s = u16::try_from(wait_ms.div_ceil(1_000)).unwrap_or(u16::MAX);
    Refused::TooOften { wait_s }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn enter(knock: Knock) -> Option<Guest> {
        match knock {
            Knock::Enter(guest) => Some(guest),
            _ => None,
        }
    }

    fn at(number: u32) -> IpAddr {
        std::net::Ipv4Addr::from_bits(0x0A00_0000 + number).into()
    }

    #[test]
    fn one_address_cannot_fill_the_house() {
        let neighbours = Neighbours::default();
        let crowd: Vec<Guest> = (0..1_000)
            .filter_map(|_| enter(neighbours.knock_at(at(1), true, 0)))
            .collect();
        assert_eq!(crowd.len(), CONNECTIONS_PER_ADDRESS_MAX);
        assert!(enter(neighbours.knock_at(at(2), true, 0)).is_some());
        drop(crowd);
        assert_eq!(neighbours.lock().guests, 0);
        assert_eq!(neighbours.lock().pending, 0);
        assert!(enter(neighbours.knock_at(at(1), true, 0)).is_some());
    }

    #[test]
    fn whoever_forges_an_address_uses_up_half_of_it_at_most() {
        let neighbours = Neighbours::default();
        let half = CONNECTIONS_PER_ADDRESS_MAX / 2;
        let forged: Vec<Guest> = (0..1_000)
            .filter_map(|_| enter(neighbours.knock_at(at(1), false, 0)))
            .collect();
        assert_eq!(forged.len(), half);
        assert!(matches!(neighbours.knock_at(at(1), false, 0), Knock::Prove));
        let own = (0..1_000).filter_map(|_| enter(neighbours.knock_at(at(1), true, 0)));
        assert_eq!(own.collect::<Vec<_>>().len(), half);
    }

    #[test]
    fn handshakes_of_one_address_have_a_rate_and_their_number_in_all_a_bound() {
        let neighbours = Neighbours::default();
        let burst = HANDSHAKES_PER_ADDRESS.at_once as usize;
        let hasty = (0..1_000).filter_map(|_| enter(neighbours.knock_at(at(1), true, 0)));
        assert_eq!(hasty.map(drop).count(), burst);
        let later = u64::from(HANDSHAKES_PER_ADDRESS.every_ms);
        assert!(enter(neighbours.knock_at(at(1), true, later)).is_some());
        let knock = neighbours.knock_at(at(1), true, later);
        assert!(matches!(knock, Knock::Refuse("too_many_handshakes")));

        let mut crowd: Vec<Guest> = (0..HANDSHAKES_PENDING_MAX as u32)
            .filter_map(|number| enter(neighbours.knock_at(at(100 + number), true, 0)))
            .collect();
        assert_eq!(crowd.len(), HANDSHAKES_PENDING_MAX);
        let late = || neighbours.knock_at(at(99), true, 0);
        assert!(matches!(late(), Knock::Ignore));
        crowd.iter_mut().for_each(Guest::settle);
        assert!(matches!(late(), Knock::Enter(_)));
    }

    #[test]
    fn a_crowd_has_to_prove_its_addresses() {
        let neighbours = Neighbours::default();
        let crowd: Vec<Guest> = (0..1_000)
            .filter_map(|number| enter(neighbours.knock_at(at(number), false, 0)))
            .collect();
        assert_eq!(crowd.len(), PROVE_ADDRESS_FROM);
        assert!(matches!(neighbours.knock_at(at(7), false, 0), Knock::Prove));
        assert!(matches!(
            neighbours.knock_at(at(7), true, 0),
            Knock::Enter(_)
        ));
    }

    #[test]
    fn rooms_and_guesses_of_one_address_are_counted_and_right_ones_are_not() {
        let neighbours = Neighbours::default();
        for _ in 0..1_000 {
            assert_eq!(neighbours.guess(at(1)), Ok(()));
            neighbours.guessed_right(at(1));
        }
        let wrong = (0..1_000).filter(|_| neighbours.guess(at(1)).is_ok());
        assert_eq!(wrong.count(), GUESSES_PER_ADDRESS.at_once as usize);
        let told = neighbours.guess(at(1));
        assert!(matches!(told, Err(Refused::TooOften { wait_s: 1..=6 })));
        assert_eq!(neighbours.guess(at(2)), Ok(()));

        let open: Vec<Place> = (0..100)
            .filter_map(|_| neighbours.open_room(at(1)).ok())
            .collect();
        assert_eq!(open.len(), ROOMS_PER_ADDRESS_MAX);
        let more = neighbours.open_room(at(1)).err();
        assert_eq!(more, Some(Refused::TOO_MANY_ROOMS_HERE));
        drop(open);
        let again = neighbours.open_room(at(1)).err();
        assert!(matches!(again, Some(Refused::TooOften { wait_s: 1..=15 })));
        assert!(neighbours.open_room(at(2)).is_ok());
    }

    #[test]
    fn the_ledger_keeps_so_many_addresses_and_those_in_use_in_any_case() {
        let neighbours = Neighbours::default();
        let guest = enter(neighbours.knock_at(at(0), true, 0));
        for number in 1..3 * ADDRESSES_KEPT_MAX as u32 {
            drop(enter(neighbours.knock_at(at(number), true, 0)));
            assert!(neighbours.lock().houses.len() <= ADDRESSES_KEPT_MAX);
        }
        assert_eq!(neighbours.lock().houses[&at(0)].guests, 1);
        drop(guest);
        assert_eq!(neighbours.lock().guests, 0);
    }

    #[test]
    fn one_subscriber_is_one_address_however_many_he_has() {
        let at = |text: &str| household(text.parse().expect("an address"));
        assert_eq!(at("2001:db8::1"), at("2001:db8::ffff:1"));
        assert_ne!(at("2001:db8::1"), at("2001:db8:0:1::1"));
        assert_eq!(at("::ffff:10.0.0.1"), at("10.0.0.1"));
    }
}
