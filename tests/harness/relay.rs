//! A bad link in user space: a UDP relay between one client and its server that delays, drops, repeats
//! and reorders datagrams, cuts the line, or changes the address the server sees, as a router does.
//! Seeded: which datagram fares how is drawn in the order in which they come. Loopback only.

use std::collections::BTreeMap;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use handshake_shared::rng::{Stream, Subject};
use tokio::net::UdpSocket;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep_until};

/// Largest datagram that is carried, bytes: more than any path on the way to a player allows.
const DATAGRAM_BYTES: usize = 2_048;
/// Orders that may wait for the relay.
const ORDERS_MAX: usize = 8;
/// Datagrams on their way at once; more are dropped, as a full router does.
const ON_THE_WAY_MAX: usize = 4_096;

/// What the link is like, each way.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Weather {
    /// Least time on the way.
    pub delay: Duration,
    /// Most time beyond that, evenly drawn; what comes later than what was sent after it is reordered.
    pub jitter: Duration,
    /// Share of datagrams that never arrive, 0 to 1.
    pub loss: f64,
    /// Share that arrive twice, 0 to 1.
    pub twice: f64,
    /// Nothing arrives.
    pub cut: bool,
}

impl Weather {
    /// A round trip of so many milliseconds, jitter of the whole round trip, loss in parts of a hundred
    /// each way.
    pub fn round_trip(rtt_ms: u64, jitter_ms: u64, loss_percent: f64) -> Weather {
        Weather {
            delay: Duration::from_millis(rtt_ms / 2),
            jitter: Duration::from_millis(jitter_ms / 2),
            loss: loss_percent / 100.0,
            ..Weather::default()
        }
    }
}

/// Datagrams so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Came to the relay.
    pub taken: u64,
    /// Sent on, twice counted twice.
    pub carried: u64,
    /// Dropped.
    pub lost: u64,
    /// Taken from the client.
    pub up: Crossed,
    /// Taken from the server.
    pub down: Crossed,
}

/// What one end has sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Crossed {
    /// Datagrams.
    pub datagrams: u64,
    /// Their UDP payload.
    pub payload_bytes: u64,
}

impl Crossed {
    /// IPv4's header and UDP's, bytes of every datagram.
    const HEADERS_BYTES: u64 = 20 + 8;

    /// With the headers, as an IPv4 network counts them.
    pub fn bytes(&self) -> u64 {
        self.payload_bytes + self.datagrams * Self::HEADERS_BYTES
    }

    fn count(&mut self, bytes: usize) {
        self.datagrams += 1;
        self.payload_bytes += bytes as u64;
    }
}

/// The relay; dropped, the line is dead.
pub struct Relay {
    address: SocketAddr,
    state: Arc<Mutex<State>>,
    orders: mpsc::Sender<Order>,
    task: JoinHandle<()>,
}

#[derive(Default)]
struct State {
    weather: Weather,
    counts: Counts,
}

#[derive(Debug)]
enum Order {
    MoveHouse,
    Aim(SocketAddr),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Up,
    Down,
}

/// What is on its way, by when it arrives and the order it came in.
type OnTheWay = BTreeMap<(Instant, u64), (Way, Vec<u8>)>;

impl Relay {
    /// A relay to this server.
    pub async fn to(server: SocketAddr, seed: u64, weather: Weather) -> io::Result<Relay> {
        let inside = loopback().await?;
        let address = inside.local_addr()?;
        let (orders, asked) = mpsc::channel(ORDERS_MAX);
        let state = Arc::new(Mutex::new(State {
            weather,
            counts: Counts::default(),
        }));
        let carrier = Carrier {
            inside,
            outside: loopback().await?,
            server,
            client: None,
            state: Arc::clone(&state),
            draws: Stream::new(seed, Subject::Noise),
            on_the_way: BTreeMap::new(),
            serial: 0,
        };
        Ok(Relay {
            address,
            state,
            orders,
            task: tokio::spawn(carrier.run(asked)),
        })
    }

    /// Where the client finds the server now.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The weather from now on; what is on its way already arrives as it was drawn.
    pub fn weather(&self, weather: Weather) {
        lock(&self.state).weather = weather;
    }

    /// From now on the server sees another address, and answers to the old one are lost.
    pub async fn move_house(&self) {
        self.order(Order::MoveHouse).await;
    }

    /// From now on the server is here: one that was started anew, perhaps at another port.
    pub async fn aim(&self, server: SocketAddr) {
        self.order(Order::Aim(server)).await;
    }

    /// How datagrams have fared.
    pub fn counts(&self) -> Counts {
        lock(&self.state).counts
    }

    async fn order(&self, order: Order) {
        let sent = self.orders.send(order).await;
        sent.expect("the relay runs");
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        self.task.abort();
    }
}

struct Carrier {
    /// Towards the client.
    inside: UdpSocket,
    /// Towards the server.
    outside: UdpSocket,
    server: SocketAddr,
    client: Option<SocketAddr>,
    state: Arc<Mutex<State>>,
    draws: Stream,
    on_the_way: OnTheWay,
    serial: u64,
}

impl Carrier {
    async fn run(mut self, mut asked: mpsc::Receiver<Order>) {
        let (mut up, mut down) = ([0; DATAGRAM_BYTES], [0; DATAGRAM_BYTES]);
        loop {
            let due = self.on_the_way.keys().next().map(|(at, _)| *at);
            tokio::select! {
                // An error here is a port that nobody listens at any more: a datagram lost.
                Ok((length, from)) = self.inside.recv_from(&mut up) => {
                    self.client = Some(from);
                    self.take(Way::Up, &up[..length]);
                }
                Ok((length, from)) = self.outside.recv_from(&mut down) => {
                    if from == self.server {
                        self.take(Way::Down, &down[..length]);
                    }
                }
                () = sleep_until(due.unwrap_or_else(Instant::now)), if due.is_some() => {
                    self.deliver().await;
                }
                order = asked.recv() => match order {
                    Some(Order::MoveHouse) => match loopback().await {
                        Ok(socket) => self.outside = socket,
                        Err(_) => return,
                    },
                    Some(Order::Aim(server)) => self.server = server,
                    None => return,
                },
                else => tokio::task::yield_now().await,
            }
        }
    }

    /// Draws how a datagram fares and puts it on its way.
    fn take(&mut self, way: Way, bytes: &[u8]) {
        let mut state = lock(&self.state);
        let weather = state.weather;
        state.counts.taken += 1;
        match way {
            Way::Up => state.counts.up.count(bytes.len()),
            Way::Down => state.counts.down.count(bytes.len()),
        }
        let mut chance = || self.draws.below(1 << 32) as f64 / (1_u64 << 32) as f64;
        let lost = chance() < weather.loss || weather.cut;
        let copies = if chance() < weather.twice { 2 } else { 1 };
        if lost || self.on_the_way.len() >= ON_THE_WAY_MAX {
            state.counts.lost += 1;
            return;
        }
        for _ in 0..copies {
            let arrives = Instant::now() + weather.delay + weather.jitter.mul_f64(chance());
            self.serial += 1;
            let key = (arrives, self.serial);
            self.on_the_way.insert(key, (way, bytes.to_vec()));
            state.counts.carried += 1;
        }
    }

    async fn deliver(&mut self) {
        let now = Instant::now();
        while let Some(entry) = self.on_the_way.first_entry()
            && entry.key().0 <= now
        {
            let (way, bytes) = entry.remove();
            // Nobody listening is a loss like any other.
            let _ = match (way, self.client) {
                (Way::Up, _) => self.outside.send_to(&bytes, self.server).await,
                (Way::Down, Some(client)) => self.inside.send_to(&bytes, client).await,
                (Way::Down, None) => continue,
            };
        }
    }
}

async fn loopback() -> io::Result<UdpSocket> {
    UdpSocket::bind(("127.0.0.1", 0)).await
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sends numbered datagrams through and tells which came back, in their order, from an echo.
    async fn echoed(seed: u64, weather: Weather, count: u8) -> (Vec<u8>, Counts) {
        let server = loopback().await.expect("loopback");
        let to = server.local_addr().expect("bound");
        let relay = Relay::to(to, seed, weather).await.expect("loopback");
        let client = loopback().await.expect("loopback");
        for number in 0..count {
            let sent = client.send_to(&[number], relay.address()).await;
            sent.expect("loopback takes it");
        }
        let mut came = Vec::new();
        let mut byte = [0; 1];
        loop {
            let counts = relay.counts();
            let all = counts.taken == u64::from(count);
            if all && came.len() as u64 == counts.carried {
                return (came, counts);
            }
            tokio::select! {
                got = server.recv_from(&mut byte) => {
                    got.expect("loopback");
                    came.push(byte[0]);
                }
                () = tokio::task::yield_now() => {}
            }
        }
    }

    #[tokio::test]
    async fn a_fair_link_carries_everything_in_order() {
        let (came, counts) = echoed(1, Weather::default(), 100).await;
        assert_eq!(came, (0..100).collect::<Vec<u8>>());
        assert_eq!(counts.lost, 0);
        assert_eq!((counts.up.bytes(), counts.down.bytes()), (2_900, 0));
    }

    #[tokio::test]
    async fn the_same_seed_loses_and_repeats_the_same_datagrams() {
        let weather = Weather {
            loss: 0.2,
            twice: 0.1,
            ..Weather::default()
        };
        let (one, counts) = echoed(7, weather, 200).await;
        let (same, _) = echoed(7, weather, 200).await;
        let (other, _) = echoed(8, weather, 200).await;
        assert_eq!(one, same);
        assert_ne!(one, other);
        assert!((20..60).contains(&counts.lost), "{counts:?}");
        assert!(counts.carried > counts.taken - counts.lost);
    }

    #[tokio::test]
    async fn jitter_reorders_and_a_cut_stops_everything() {
        let weather = Weather {
            jitter: Duration::from_millis(5),
            ..Weather::default()
        };
        let (came, _) = echoed(3, weather, 200).await;
        assert!(!came.is_sorted() && came.len() == 200);
        let cut = Weather {
            cut: true,
            ..Weather::default()
        };
        assert_eq!(echoed(3, cut, 50).await.1.lost, 50);
    }
}
