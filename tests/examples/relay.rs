//! A bad line to fly over by hand: a relay on loopback before a server, seeded, until it is stopped.
//! `cargo run -p handshake-tests --example relay -- 127.0.0.1:1975 150 30 5` is a round trip of 150 ms with
//! 30 ms of scatter and 5 % lost each way; it prints the address to join in place of the server's.

use std::net::SocketAddr;

use handshake_tests::relay::{Relay, Weather};

const USAGE: &str = "relay ADDRESS:PORT RTT_MS JITTER_MS LOSS_PERCENT";

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let wrong = || std::io::Error::new(std::io::ErrorKind::InvalidInput, USAGE);
    let mut args = std::env::args().skip(1);
    let mut next = || args.next().ok_or_else(wrong);
    let server: SocketAddr = next()?.parse().map_err(|_| wrong())?;
    let rtt_ms = next()?.parse().map_err(|_| wrong())?;
    let jitter_ms = next()?.parse().map_err(|_| wrong())?;
    let loss = next()?.parse().map_err(|_| wrong())?;
    let weather = Weather::round_trip(rtt_ms, jitter_ms, loss);
    let relay = Relay::to(server, 1, weather).await?;
    println!("join {} ROOM-CODE", relay.address());
    tokio::signal::ctrl_c().await
}
