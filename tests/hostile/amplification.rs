//! What an address gets that has not shown it is its own: whoever writes another's address on his
//! packets may not make the server send there much more than he sent himself.

use std::net::SocketAddr;
use std::time::Duration;

use handshake::net::PinnedKey;
use handshake_server::SERVER_NAME;
use quinn::Endpoint;
use tokio::net::UdpSocket;
use tokio::time::timeout;

use crate::process::Served;
use crate::strangers::{PATIENCE, Stranger, Target, loopback, noise};

/// RFC 9000, 8.1: before an address is validated a server sends at most three times what came from it.
const MOST: usize = 3;
/// quinn lets the packet that reaches the limit out whole: one more, of this size at most
/// (<https://github.com/quinn-rs/quinn/issues/1082>).
const WHOLE: usize = 1_200;
/// A socket from which nothing more has come for so long has got it all.
const QUIET: Duration = Duration::from_millis(200);

/// The first packet of a good connection to this server.
async fn first_packet(served: &Served) -> Vec<u8> {
    let trap = UdpSocket::bind((loopback(201), 0)).await.expect("loopback");
    let pin = PinnedKey::new(Some(served.invite.fingerprint));
    let config = pin.client_config().expect("TLS");
    let client = Endpoint::client((loopback(201), 0).into()).expect("loopback");
    let to = trap.local_addr().expect("bound");
    let _calling = client.connect_with(config, to, SERVER_NAME);
    let mut packet = [0; 2_048];
    let got = timeout(PATIENCE, trap.recv_from(&mut packet)).await;
    let (length, _) = got.expect("it calls").expect("loopback");
    packet[..length].to_vec()
}

/// Bytes that come to a socket until it is quiet and `done`.
async fn answered(socket: &UdpSocket, mut done: impl AsyncFnMut() -> bool) -> usize {
    let mut bytes = 0;
    let mut packet = [0; 2_048];
    let reading = async {
        loop {
            match timeout(QUIET, socket.recv_from(&mut packet)).await {
                Ok(got) => bytes += got.expect("loopback").0,
                Err(_) if done().await => return,
                Err(_) => {}
            }
        }
    };
    timeout(PATIENCE, reading).await.expect("it ends");
    bytes
}

async fn sent_from(number: u8, to: SocketAddr, packets: &[Vec<u8>]) -> (UdpSocket, usize) {
    let socket = UdpSocket::bind((loopback(number), 0)).await;
    let socket = socket.expect("loopback");
    let mut bytes = 0;
    for packet in packets {
        bytes += socket.send_to(packet, to).await.expect("loopback");
    }
    (socket, bytes)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_forged_address_gets_at_most_three_times_what_was_sent_in_its_name() {
    let served = Served::start();
    let to = served.address();
    let first = first_packet(&served).await;
    assert_eq!(first.len(), 1_200, "padded, so that the server may answer");
    let (socket, sent) = sent_from(202, to, &[first]).await;
    let given_up = async || {
        let seen = served.seen().await;
        seen.reason("turned_away", "handshake_slow")
            + seen.reason("turned_away", "handshake_failed")
            > 0
    };
    let got = answered(&socket, given_up).await;
    println!("one first packet: {sent} bytes sent, {got} answered");
    assert!(got > 0 && got <= MOST * sent + WHOLE, "{got} for {sent}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nonsense_gets_less_than_was_sent_and_a_crowd_is_asked_for_its_address() {
    let served = Served::start();
    let to = served.address();
    let mut nonsense: Vec<Vec<u8>> = (0..500)
        .map(|seed| noise(40 + 2 * seed, seed as u32))
        .collect();
    for (at, packet) in nonsense.iter_mut().enumerate() {
        // By turns a short header, a long one of no known version, and what chance has made.
        match at % 3 {
            0 => packet[0] = 0x40,
            1 => packet[..5].copy_from_slice(&[0xC0, 0xFA, 0xCE, 0xB0, 0x0C]),
            _ => {}
        }
    }
    let (socket, sent) = sent_from(203, to, &nonsense).await;
    let got = answered(&socket, async || true).await;
    println!("nonsense: {sent} bytes sent, {got} answered");
    assert!(got < sent, "{got} for {sent}");

    // Enough connections that newcomers have to show their address.
    let target = Target {
        address: to,
        key: served.invite.fingerprint,
    };
    let mut crowd = Vec::new();
    for number in [204, 205] {
        let stranger = Stranger::at(number, target);
        for _ in 0..40 {
            crowd.push(stranger.knock().await.expect("lets one in"));
        }
    }
    let before = served.seen().await.reason("turned_away", "prove_address");
    let first = first_packet(&served).await;
    let (socket, sent) = sent_from(206, to, &[first]).await;
    let asked = async || served.seen().await.reason("turned_away", "prove_address") > before;
    let got = answered(&socket, asked).await;
    println!("a first packet in a crowd: {sent} bytes sent, {got} answered");
    assert!(got > 0 && got < sent, "a Retry alone: {got} for {sent}");
}
