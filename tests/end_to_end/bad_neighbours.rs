//! Strangers with bad bytes close their own connection and nothing more.

use std::net::UdpSocket;

use handshake::net::{NetEvent, PinnedKey};
use handshake_server::{SERVER_NAME, Server};
use handshake_shared::session::ServerSession;
use handshake_shared::wire::codec::encode_frame;
use handshake_shared::wire::{ClientMessage, Pace, Version};
use quinn::{Connection, Endpoint};

use crate::crews::{flying, opening, server, wait_for};

pub async fn stranger(server: &Server) -> Connection {
    let endpoint = Endpoint::client(([127, 0, 0, 1], 0).into()).expect("a free port");
    let config = PinnedKey::new(Some(server.fingerprint()))
        .client_config()
        .expect("TLS");
    let connecting = endpoint.connect_with(config, server.local_addr(), SERVER_NAME);
    connecting
        .expect("a good address")
        .await
        .expect("lets strangers knock")
}

/// Bytes that look like nothing, the same at every run.
fn noise(length: usize, seed: u32) -> Vec<u8> {
    let mut state = seed;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    };
    (0..length).map(|_| next()).collect()
}

#[tokio::test]
async fn random_bytes_on_the_stream_end_that_connection_and_no_other() {
    let server = server().await;
    let ([mut apollo, _soyuz], _) = flying(&server, Pace::RealTime).await;
    for seed in 0..8 {
        let connection = stranger(&server).await;
        let (mut send, _recv) = connection.open_bi().await.expect("one stream");
        // The server may close before all is written; that is what is wanted.
        let _ = send.write_all(&noise(4_000, seed)).await;
        connection.closed().await;
    }
    wait_for(&mut apollo, |event| matches!(event, NetEvent::View(_))).await;
}

#[tokio::test]
async fn bad_frames_after_a_good_hello_end_that_connection_and_no_other() {
    let server = server().await;
    let ([mut apollo, _soyuz], _) = flying(&server, Pace::RealTime).await;
    for seed in 0..8 {
        let connection = stranger(&server).await;
        let (mut send, _recv) = connection.open_bi().await.expect("one stream");
        let mut bytes = ServerSession::new(Version::current()).opening();
        let hello = ClientMessage::Hello(opening(Pace::RealTime));
        bytes.extend(encode_frame(&hello).expect("encodes"));
        bytes.extend([0, 40]);
        bytes.extend([[0xFF; 2].as_slice(), &noise(38, seed)].concat());
        let _ = send.write_all(&bytes).await;
        connection.closed().await;
    }
    wait_for(&mut apollo, |event| matches!(event, NetEvent::View(_))).await;
}

#[tokio::test]
async fn bad_datagrams_end_that_connection_and_no_other() {
    let server = server().await;
    let ([mut apollo, _soyuz], _) = flying(&server, Pace::RealTime).await;
    let connection = stranger(&server).await;
    let (mut send, mut recv) = connection.open_bi().await.expect("one stream");
    let mut bytes = ServerSession::new(Version::current()).opening();
    bytes.extend(encode_frame(&ClientMessage::Hello(opening(Pace::RealTime))).expect("encodes"));
    send.write_all(&bytes).await.expect("open");
    recv.read_chunk(1, true).await.expect("the server answers");
    while connection.close_reason().is_none() {
        let _ = connection.send_datagram(noise(500, 3).into());
        tokio::task::yield_now().await;
    }
    wait_for(&mut apollo, |event| matches!(event, NetEvent::View(_))).await;
}

#[tokio::test]
async fn random_packets_on_the_socket_change_nothing() {
    let server = server().await;
    let ([mut apollo, _soyuz], _) = flying(&server, Pace::RealTime).await;
    let socket = UdpSocket::bind("127.0.0.1:0").expect("a free port");
    for seed in 0..500 {
        let packet = noise(1 + seed as usize * 2, seed);
        socket
            .send_to(&packet, server.local_addr())
            .expect("loopback takes it");
    }
    wait_for(&mut apollo, |event| matches!(event, NetEvent::View(_))).await;
}
