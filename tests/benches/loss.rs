//! What a bad link adds to the way of a snapshot and of a message on a stream, with our congestion
//! window and with a stock one in the same run, over real QUIC through the relay: 200 ms, a fifth lost
//! each way. `cargo bench -p handshake-tests --bench loss`

use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::Duration;

use handshake::net::PinnedKey;
use handshake_server::{Identity, SERVER_NAME, transport};
use handshake_tests::relay::{Relay, Weather};
use quinn::congestion::CubicConfig;
use quinn::{Connection, Endpoint, RecvStream, SendStream, ServerConfig, TransportConfig};
use tokio::time::{Instant, MissedTickBehavior, interval};

const RTT_MS: u64 = 200;
const LOSS_PERCENT: f64 = 20.0;
const SEED: u64 = 1;
/// One of our runs, and how long the last of it is waited for.
const RUN: Duration = Duration::from_secs(60);
const AFTER: Duration = Duration::from_secs(12);
/// Snapshots: every twentieth of a second, as heavy as a full one is in flight.
const DATAGRAM_EVERY: Duration = Duration::from_millis(50);
const DATAGRAM_BYTES: usize = 700;
/// Acts: four a second, as heavy as a call.
const MESSAGE_EVERY: Duration = Duration::from_millis(250);
const MESSAGE_BYTES: usize = 64;
/// Bytes of a time on the wire.
const STAMP_BYTES: usize = 8;

/// Settings of both ends.
type Settings = fn(u32) -> TransportConfig;

/// Ours, ours with the stock window alone, and everything as it comes.
const RUNS: [(&str, Settings); 3] = [
    ("ours", transport::config),
    ("ours, but with CUBIC", with_cubic),
    ("stock in everything", |_| TransportConfig::default()),
];

fn with_cubic(streams: u32) -> TransportConfig {
    let mut settings = transport::config(streams);
    settings.congestion_controller_factory(Arc::new(CubicConfig::default()));
    settings
}

/// Milliseconds added to the way, sorted, and how many were sent.
struct Added {
    ms: Vec<f64>,
    sent: usize,
}

impl Added {
    fn at(&self, share: f64) -> f64 {
        let last = self.ms.len().saturating_sub(1);
        let place = (last as f64 * share).round() as usize;
        self.ms.get(place).copied().unwrap_or(f64::NAN)
    }
}

/// A server and a client of it through the relay.
async fn connected(settings: Settings) -> (Relay, [Endpoint; 2], Connection, Connection) {
    let identity = Identity::load_or_make(None).expect("a fresh key");
    let tls = identity.tls().expect("one provider");
    let mut config = ServerConfig::with_crypto(Arc::new(tls));
    config.transport_config(Arc::new(settings(1)));
    let server = Endpoint::server(config, (Ipv4Addr::LOCALHOST, 0).into());
    let server = server.expect("a free port");
    let fair = Weather::round_trip(RTT_MS, 0, 0.0);
    let to = server.local_addr().expect("bound");
    let relay = Relay::to(to, SEED, fair).await.expect("a free port");
    let client = Endpoint::client((Ipv4Addr::LOCALHOST, 0).into()).expect("a free port");
    let mut config = PinnedKey::new(None).client_config().expect("one provider");
    config.transport_config(Arc::new(settings(0)));
    let dialling = client.connect_with(config, relay.address(), SERVER_NAME);
    let dialling = dialling.expect("an address");
    let (there, here) = tokio::join!(
        async {
            let incoming = server.accept().await.expect("a client");
            incoming.await.expect("a handshake")
        },
        async { dialling.await.expect("a handshake") }
    );
    // The bad weather begins when the connection stands.
    relay.weather(Weather::round_trip(RTT_MS, 0, LOSS_PERCENT));
    (relay, [server, client], there, here)
}

fn stamp(began: Instant, bytes: usize) -> Vec<u8> {
    let mut message = vec![0; bytes];
    let now = began.elapsed().as_nanos() as u64;
    message[..STAMP_BYTES].copy_from_slice(&now.to_be_bytes());
    message
}

/// What was added to the way of what has just arrived, ms.
fn added_ms(began: Instant, message: &[u8]) -> f64 {
    let sent = message
        .first_chunk()
        .map(|stamp| u64::from_be_bytes(*stamp));
    let way = began.elapsed().as_nanos() as f64 - sent.expect("a stamp") as f64;
    way / 1e6 - RTT_MS as f64 / 2.0
}

/// Does something so often for as long as a run is; tells how many times.
async fn regularly(every: Duration, began: Instant, mut act: impl AsyncFnMut()) -> usize {
    let mut beats = interval(every);
    beats.set_missed_tick_behavior(MissedTickBehavior::Burst);
    let mut count = 0;
    while began.elapsed() < RUN {
        beats.tick().await;
        act().await;
        count += 1;
    }
    count
}

async fn datagrams(from: &Connection, to: &Connection, began: Instant) -> Added {
    let sending = regularly(DATAGRAM_EVERY, began, async || {
        // A full queue is part of what is measured.
        let _ = from.send_datagram(stamp(began, DATAGRAM_BYTES).into());
    });
    let receiving = async {
        let mut ms = Vec::new();
        let last = began + RUN + AFTER;
        while let Ok(Ok(datagram)) = tokio::time::timeout_at(last, to.read_datagram()).await {
            ms.push(added_ms(began, &datagram));
        }
        ms
    };
    let (sent, mut ms) = tokio::join!(sending, receiving);
    ms.sort_by(f64::total_cmp);
    Added { ms, sent }
}

async fn messages(mut send: SendStream, mut receive: RecvStream, began: Instant) -> Added {
    let sending = async {
        let sent = regularly(MESSAGE_EVERY, began, async || {
            let written = send.write_all(&stamp(began, MESSAGE_BYTES)).await;
            written.expect("the connection stands");
        });
        let sent = sent.await;
        send.finish().expect("open");
        (sent, send)
    };
    let receiving = async {
        let (mut ms, mut message) = (Vec::new(), [0; MESSAGE_BYTES]);
        let last = began + RUN + AFTER;
        while let Ok(Ok(())) = tokio::time::timeout_at(last, receive.read_exact(&mut message)).await
        {
            ms.push(added_ms(began, &message));
        }
        ms
    };
    let ((sent, _send), mut ms) = tokio::join!(sending, receiving);
    ms.sort_by(f64::total_cmp);
    Added { ms, sent }
}

async fn run(settings: Settings) -> [Added; 2] {
    let (_relay, _ends, server, client) = connected(settings).await;
    let (mut send, _) = client.open_bi().await.expect("open");
    // A stream is there for the other end with its first bytes.
    send.write_all(&[0; MESSAGE_BYTES]).await.expect("open");
    let (_, mut receive) = server.accept_bi().await.expect("open");
    let mut first = [0; MESSAGE_BYTES];
    receive.read_exact(&mut first).await.expect("they come");
    let began = Instant::now();
    let (down, up) = tokio::join!(
        datagrams(&server, &client, began),
        messages(send, receive, began),
    );
    [down, up]
}

#[tokio::main]
async fn main() {
    println!(
        "added to the way at {RTT_MS} ms and {LOSS_PERCENT} % lost each way, over {} s",
        RUN.as_secs()
    );
    let [ours, cubic, stock] = RUNS.map(|(_, settings)| run(settings));
    let (ours, cubic, stock) = tokio::join!(ours, cubic, stock);
    let all = [ours, cubic, stock];
    for (kind, name) in ["snapshots (datagrams)", "acts (stream)"]
        .iter()
        .enumerate()
    {
        println!("\n{name:<24}  p50 ms   p99 ms  arrived  p99 to ours");
        let ours = all[0][kind].at(0.99);
        for ((settings, _), run) in RUNS.iter().zip(&all) {
            let added = &run[kind];
            println!(
                "{settings:<24} {:>7.1}  {:>7.1}  {:>5.1} %  {:>9.1}",
                added.at(0.5),
                added.at(0.99),
                100.0 * added.ms.len() as f64 / added.sent as f64,
                added.at(0.99) / ours,
            );
        }
    }
}
