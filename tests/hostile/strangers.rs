//! Clients that are none of ours: QUIC with a good key and whatever bytes they like on top, from any
//! address of loopback.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use handshake::net::PinnedKey;
use handshake_server::SERVER_NAME;
use handshake_shared::ids::Seat;
use handshake_shared::wire::codec::{FrameReader, decode_frame, encode_frame};
use handshake_shared::wire::{
    ClientMessage, Fingerprint, Hello, Pace, RoomCode, ScenarioChoice, ServerMessage, Version,
};
use quinn::{Connection, ConnectionError, Endpoint, RecvStream, SendStream, TransportConfig};
use tokio::time::timeout;

/// Nothing here takes longer unless something hangs.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// Where they attack.
#[derive(Clone, Copy)]
pub struct Target {
    /// The server.
    pub address: SocketAddr,
    /// Its key.
    pub key: Fingerprint,
}

/// An address of loopback that attacks.
pub struct Stranger {
    endpoint: Endpoint,
    target: Target,
    config: quinn::ClientConfig,
}

/// One connection with a stream, its opening and a hello sent.
pub struct Caller {
    /// The connection.
    pub connection: Connection,
    /// Where it writes.
    pub send: SendStream,
    recv: RecvStream,
    reader: FrameReader,
    opened: bool,
}

/// 127.0.1.`number`: every attack comes from its own.
pub fn loopback(number: u8) -> IpAddr {
    Ipv4Addr::new(127, 0, 1, number).into()
}

impl Stranger {
    /// At this address.
    pub fn at(number: u8, target: Target) -> Stranger {
        let endpoint = Endpoint::client((loopback(number), 0).into()).expect("loopback");
        let pin = PinnedKey::new(Some(target.key));
        let config = pin.client_config().expect("TLS");
        Stranger {
            endpoint,
            target,
            config,
        }
    }

    /// The same, which takes so few bytes at once from the server.
    pub fn slow(number: u8, target: Target, window_bytes: u32) -> Stranger {
        let mut stranger = Stranger::at(number, target);
        let mut transport = TransportConfig::default();
        transport.stream_receive_window(window_bytes.into());
        transport.keep_alive_interval(Some(Duration::from_secs(1)));
        stranger.config.transport_config(Arc::new(transport));
        stranger
    }

    /// One connection, if the server lets it in.
    pub async fn knock(&self) -> Result<Connection, ConnectionError> {
        let (config, to) = (self.config.clone(), self.target.address);
        let connecting = self.endpoint.connect_with(config, to, SERVER_NAME);
        let connected = timeout(PATIENCE, connecting.expect("a good address")).await;
        connected.expect("is answered")
    }

    /// One connection that says this hello.
    pub async fn call(&self, hello: Hello) -> Caller {
        // Served where it calls: the shard that an honest pair flies on is the one to disturb.
        let hello = Hello {
            stay: true,
            ..hello
        };
        let connection = self.knock().await.expect("lets one in");
        let (mut send, recv) = connection.open_bi().await.expect("one stream");
        let mut bytes = Version::current().to_opening().to_vec();
        bytes.extend(encode_frame(&ClientMessage::Hello(hello)).expect("encodes"));
        // The server may have hung up already, which its answer tells.
        let _ = send.write_all(&bytes).await;
        Caller {
            connection,
            send,
            recv,
            reader: FrameReader::default(),
            opened: false,
        }
    }

    /// Two crews of this address in a room of theirs, the mission begun.
    pub async fn pair(&self) -> (Caller, Caller) {
        let mut first = self.call(opening()).await;
        let room = first.room().await.expect("a new room");
        let mut second = self.call(Hello::join("Second", room)).await;
        second.room().await.expect("a free seat");
        for caller in [&mut first, &mut second] {
            caller.say(&ClientMessage::Ready(true)).await;
        }
        for caller in [&mut first, &mut second] {
            let begun = caller.until(|m| matches!(m, ServerMessage::Started { .. }));
            begun.await.expect("begins");
        }
        (first, second)
    }
}

/// A hello that opens a room.
pub fn opening() -> Hello {
    let scenario = ScenarioChoice::Named("final-approach".to_owned());
    let hello = Hello::create("Stranger", scenario, Pace::RealTime);
    Hello {
        seat: Some(Seat::Apollo),
        ..hello
    }
}

impl Caller {
    /// Sends a message, if the server still listens.
    pub async fn say(&mut self, message: &ClientMessage) {
        let frame = encode_frame(message).expect("encodes");
        let _ = self.send.write_all(&frame).await;
    }

    /// The next message; none when the server has hung up.
    pub async fn next(&mut self) -> Option<ServerMessage> {
        let reading = async {
            loop {
                if !self.opened {
                    self.opened = self.reader.take_raw::<10>().is_some();
                }
                if self.opened
                    && let Some(body) = self.reader.next_frame().expect("a good frame")
                {
                    return Some(decode_frame(&body).expect("a good message"));
                }
                let chunk = self.recv.read_chunk(64 * 1024, true).await;
                self.reader.push(&chunk.ok()??.bytes);
            }
        };
        let next = timeout(PATIENCE, reading).await;
        next.expect("the server answers or hangs up")
    }

    /// Reads on until this message; none when the server has hung up before.
    pub async fn until(&mut self, is_it: impl Fn(&ServerMessage) -> bool) -> Option<ServerMessage> {
        loop {
            let message = self.next().await?;
            if is_it(&message) {
                return Some(message);
            }
        }
    }

    /// The room it was let into.
    pub async fn room(&mut self) -> Option<RoomCode> {
        match self
            .until(|m| matches!(m, ServerMessage::Welcome { .. } | ServerMessage::Refused(_)))
            .await?
        {
            ServerMessage::Welcome { room, .. } => Some(room),
            _ => None,
        }
    }
}

/// Bytes that look like nothing, the same at every run.
pub fn noise(length: usize, seed: u32) -> Vec<u8> {
    let mut state = seed;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    };
    (0..length).map(|_| next()).collect()
}
