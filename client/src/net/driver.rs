//! Moves the link's bytes: finds an address that answers, pumps stream and datagrams between quinn
//! and the session, and comes back when the connection is lost. It decides nothing about the game.

use std::hash::{BuildHasher, RandomState};
use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket};
use std::sync::Arc;
use std::time::Duration;

use handshake_server::{SERVER_NAME, transport};
use handshake_shared::session::{ClientEvent, Ear, Noticed};
use handshake_shared::sim::input::is_printable;
use handshake_shared::wire::{Fingerprint, Refused, WireError};
use quinn::{
    Connection, ConnectionError, Endpoint, RecvStream, SendStream, TokioRuntime, TransportErrorCode,
};
use tokio::sync::mpsc;
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::{Instant, MissedTickBehavior, interval, sleep, sleep_until, timeout, timeout_at};

use super::pin::PinnedKey;
use super::retry::Retry;
use super::{CloseReason, Destination, KnownServers, NetError, NetEvent, Shared, Trust};

/// From the first packet to a seat.
pub(super) const CONNECT_DEADLINE: Duration = Duration::from_secs(5);
/// Head start of each address before the next one is tried beside it.
const STAGGER: Duration = Duration::from_millis(200);
/// How often it is listened whether the server has fallen silent.
const LISTEN: Duration = Duration::from_millis(250);
/// From this silence on the server is asked for an answer each time: until the way is open again a
/// connection only waits longer and longer by itself.
const NUDGE_AFTER_MS: u64 = 1_250;
/// Bytes read at once.
pub(super) const READ_BYTES: usize = 16 * 1024;

/// Connects, takes the seat and leaves a task behind that keeps it.
pub(super) async fn start(
    to: Destination,
    shared: Arc<Shared>,
    events: mpsc::Sender<NetEvent>,
) -> Result<(JoinHandle<()>, Fingerprint), NetError> {
    let mut pipe = Pipe::open(&to).await?;
    if let Err(NetError::Unreachable(why)) = pipe.be_seated(&shared).await {
        // The server may have given the seat, and the word be lost: by the secret it is the same crew.
        tracing::debug!(why, "called once more");
        shared.session().open()?;
        pipe = Pipe::open(&to).await?;
        pipe.be_seated(&shared).await?;
    }
    // From here on only the server that gave us the seat will do, whatever it was trusted by.
    let key = pipe.key;
    let to = Destination {
        trust: Trust::Pinned(key),
        ..to
    };
    let driver = Driver { to, shared, events };
    Ok((tokio::spawn(driver.run(pipe)), key))
}

/// One connection with its control stream.
pub(super) struct Pipe {
    pub(super) connection: Connection,
    pub(super) send: SendStream,
    pub(super) recv: RecvStream,
    key: Fingerprint,
}

impl Pipe {
    /// Tries all addresses, each a little after the one before; the first that answers is taken.
    pub(super) async fn open(to: &Destination) -> Result<Pipe, NetError> {
        let mut known = match &to.trust {
            Trust::Pinned(_) => None,
            Trust::FirstUse(path) => {
                Some(KnownServers::load(path).map_err(|e| known_error(to, e))?)
            }
        };
        let mut attempts = JoinSet::new();
        for (index, address) in to.addresses.iter().copied().enumerate() {
            let expected = match (&to.trust, &known) {
                (Trust::Pinned(key), _) => Some(*key),
                (Trust::FirstUse(_), known) => known.as_ref().and_then(|k| k.key_of(address)),
            };
            let wait = STAGGER * u32::try_from(index).unwrap_or(0);
            attempts.spawn(async move {
                sleep(wait).await;
                dial(address, expected)
                    .await
                    .map(|(connection, key)| (address, connection, key))
            });
        }
        let mut last = NetError::Unreachable("the invite has no address".to_owned());
        while let Some(attempt) = attempts.join_next().await {
            match attempt {
                Ok(Ok((address, connection, key))) => {
                    if let Some(known) = &mut known {
                        known
                            .remember(address, key)
                            .map_err(|e| known_error(to, e))?;
                    }
                    return Pipe::over(connection, key).await;
                }
                // A wrong key is graver news than an address that does not answer.
                Ok(Err(error)) if !matches!(last, NetError::WrongKey { .. }) => last = error,
                Ok(Err(_)) => {}
                Err(error) => last = NetError::Unreachable(error.to_string()),
            }
        }
        Err(last)
    }

    async fn over(connection: Connection, key: Fingerprint) -> Result<Pipe, NetError> {
        let (send, recv) = connection.open_bi().await.map_err(unreachable)?;
        Ok(Pipe {
            connection,
            send,
            recv,
            key,
        })
    }

    /// Takes the seat within the time there is for it.
    async fn be_seated(&mut self, shared: &Shared) -> Result<(), NetError> {
        timeout(CONNECT_DEADLINE, self.sit_down(shared))
            .await
            .map_err(|_| NetError::Unreachable("no answer to our hello".to_owned()))?
    }

    /// Says hello and waits for the seat; events that came with it stay in the session.
    async fn sit_down(&mut self, shared: &Shared) -> Result<(), NetError> {
        loop {
            while let Some(bytes) = next_out(shared) {
                self.send.write_all(&bytes).await.map_err(unreachable)?;
            }
            if answered(shared)? {
                *shared.connection() = Some(self.connection.clone());
                return Ok(());
            }
            let chunk = self
                .recv
                .read_chunk(READ_BYTES, true)
                .await
                .map_err(unreachable)?;
            let chunk = chunk.ok_or(NetError::Wire(WireError::NotHandshake))?;
            shared.session().on_stream(&chunk.bytes)?;
        }
    }
}

struct Driver {
    to: Destination,
    shared: Arc<Shared>,
    events: mpsc::Sender<NetEvent>,
}

/// Why a pump stopped.
enum Stopped {
    /// Said by the server; final.
    Closed,
    /// The connection is gone; worth another try.
    Lost,
    /// Nobody listens to the link any more.
    Dropped,
}

impl Driver {
    async fn run(self, mut pipe: Pipe) {
        loop {
            match self.pump(&mut pipe).await {
                Stopped::Closed | Stopped::Dropped => return,
                Stopped::Lost => {}
            }
            if self.pass_events_on().await.is_some() {
                return;
            }
            *self.shared.connection() = None;
            if self.events.send(NetEvent::Lost).await.is_err() {
                return;
            }
            match self.come_back().await {
                Ok(back) => pipe = back,
                Err(reason) => {
                    // The listener may be gone; then nobody misses the word.
                    let _ = self.events.send(NetEvent::Closed { reason }).await;
                    return;
                }
            }
        }
    }

    /// Tries to take up the seat again until the time is over. An attempt that gets no answer is not
    /// waited for: the next one begins beside it, and the first that gets through is taken. Each gives
    /// up after its own deadline, so that there are never more than a dozen.
    async fn come_back(&self) -> Result<Pipe, CloseReason> {
        let lost = Instant::now();
        let mut retry = Retry::new(RandomState::new().hash_one(0));
        let mut attempts = JoinSet::new();
        for number in 1.. {
            let pause = retry.pause(lost.elapsed()).ok_or(CloseReason::Lost)?;
            // A listener that is gone is found out by the next event.
            let _ = self.events.send(NetEvent::Trying(number)).await;
            let to = self.to.clone();
            attempts.spawn(async move { Pipe::open(&to).await });
            let next = Instant::now() + pause;
            loop {
                let attempt = tokio::select! {
                    Some(attempt) = attempts.join_next() => attempt,
                    () = sleep_until(next) => break,
                };
                if let Ok(Ok(pipe)) = attempt
                    && let Some(pipe) = self.take_seat(pipe).await?
                {
                    return Ok(pipe);
                }
            }
        }
        Err(CloseReason::Lost)
    }

    /// Takes up the seat on a connection that stands; none when it did not last so long.
    async fn take_seat(&self, mut pipe: Pipe) -> Result<Option<Pipe>, CloseReason> {
        let attempt = async {
            self.shared.session().open()?;
            pipe.sit_down(&self.shared).await
        };
        match timeout(CONNECT_DEADLINE, attempt).await {
            Ok(Ok(())) => Ok(Some(pipe)),
            Ok(Err(NetError::Refused(why))) => Err(CloseReason::Refused(why)),
            Ok(Err(NetError::Closed(why))) => Err(CloseReason::Server(why)),
            Ok(Err(error)) => {
                tracing::debug!(%error, "not back yet");
                Ok(None)
            }
            Err(_) => Ok(None),
        }
    }

    /// Both directions side by side, so that a full send window never keeps us from reading.
    async fn pump(&self, pipe: &mut Pipe) -> Stopped {
        let Pipe {
            connection,
            send,
            recv,
            ..
        } = pipe;
        let stopped = tokio::select! {
            stopped = self.read(connection, recv) => stopped,
            stopped = self.write(connection, send) => stopped,
            stopped = self.listen(connection) => stopped,
        };
        connection.close(quinn::VarInt::from_u32(0), b"");
        stopped
    }

    async fn read(&self, connection: &Connection, recv: &mut RecvStream) -> Stopped {
        loop {
            if let Some(stopped) = self.pass_events_on().await {
                return stopped;
            }
            tokio::select! {
                chunk = recv.read_chunk(READ_BYTES, true) => {
                    let Ok(Some(chunk)) = chunk else {
                        return Stopped::Lost;
                    };
                    if self.shared.session().on_stream(&chunk.bytes).is_err() {
                        return Stopped::Lost;
                    }
                    // A welcome lets kept acts go out again.
                    self.shared.changed.notify_one();
                }
                datagram = connection.read_datagram() => match datagram {
                    Ok(bytes) => {
                        self.shared
                            .session()
                            .on_datagram(&bytes, self.shared.now_ms());
                        // The other end may have to be told what has come.
                        self.shared.changed.notify_one();
                    }
                    Err(_) => return Stopped::Lost,
                },
            }
        }
    }

    /// Tells when nothing has come for a while, and asks for an answer until something does.
    async fn listen(&self, connection: &Connection) -> Stopped {
        let mut ear = Ear::default();
        let mut ticks = interval(LISTEN);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Skip);
        loop {
            ticks.tick().await;
            let now_ms = self.shared.now_ms();
            let noticed = ear.listen(connection.stats().udp_rx.datagrams, now_ms);
            if ear.quiet_ms(now_ms) >= NUDGE_AFTER_MS
                && let Some(bytes) = self.shared.session().nudge()
            {
                // One that does not go out is followed by another.
                let _ = connection.send_datagram(bytes.into());
            }
            let quiet = match noticed {
                Some(Noticed::Silence(for_ms)) => Some(for_ms),
                Some(Noticed::Sound) => None,
                None => continue,
            };
            if self.events.send(NetEvent::Quiet(quiet)).await.is_err() {
                return Stopped::Dropped;
            }
        }
    }

    /// A full queue holds the reading back, never the order of events.
    async fn pass_events_on(&self) -> Option<Stopped> {
        loop {
            let event = self.shared.session().poll_event()?;
            let event = NetEvent::from(event);
            let last = matches!(event, NetEvent::Closed { .. });
            if self.events.send(event).await.is_err() {
                return Some(Stopped::Dropped);
            }
            if last {
                return Some(Stopped::Closed);
            }
        }
    }

    async fn write(&self, connection: &Connection, send: &mut SendStream) -> Stopped {
        loop {
            while let Some(bytes) = next_out(&self.shared) {
                if send.write_all(&bytes).await.is_err() {
                    return self.reader_knows().await;
                }
            }
            let wake_ms = {
                let mut session = self.shared.session();
                let now_ms = self.shared.now_ms();
                while let Some(bytes) = session.poll_datagram(now_ms) {
                    // More copies follow; what becomes of one is the network's business.
                    let _ = connection.send_datagram(bytes.into());
                }
                session.wake_ms()
            };
            let changed = self.shared.changed.notified();
            match wake_ms {
                // Woken early or in time, the loop looks again.
                Some(ms) => {
                    drop(timeout_at(self.shared.start + Duration::from_millis(ms), changed).await)
                }
                None => changed.await,
            }
        }
    }

    /// The stream cannot be written any more. The server's last words may still be unread, and the
    /// reader ends when they are.
    async fn reader_knows(&self) -> Stopped {
        std::future::pending().await
    }
}

async fn dial(
    address: SocketAddr,
    expected: Option<Fingerprint>,
) -> Result<(Connection, Fingerprint), NetError> {
    let any = match address {
        SocketAddr::V4(_) => (Ipv4Addr::UNSPECIFIED, 0).into(),
        SocketAddr::V6(_) => (Ipv6Addr::UNSPECIFIED, 0).into(),
    };
    let pin = PinnedKey::new(expected);
    let config = pin.client_config().map_err(unreachable)?;
    let endpoint = endpoint(any).map_err(unreachable)?;
    let connecting = endpoint
        .connect_with(config, address, SERVER_NAME)
        .map_err(unreachable)?;
    let connected = timeout(CONNECT_DEADLINE, connecting)
        .await
        .map_err(unreachable)?;
    match (connected, pin.seen(), expected) {
        (Ok(connection), Some(key), _) => Ok((connection, key)),
        (Err(_), Some(seen), Some(expected)) if seen != expected => {
            Err(NetError::WrongKey { seen, expected })
        }
        (Err(ConnectionError::ConnectionClosed(close)), ..)
            if close.error_code == TransportErrorCode::CONNECTION_REFUSED =>
        {
            Err(NetError::Refused(Refused::TooManyConnections))
        }
        (Err(error), ..) => Err(unreachable(error)),
        (Ok(_), None, _) => Err(NetError::Unreachable("the server showed no key".to_owned())),
    }
}

fn endpoint(any: SocketAddr) -> io::Result<Endpoint> {
    let socket = UdpSocket::bind(any)?;
    Endpoint::new(transport::client(), None, socket, Arc::new(TokioRuntime))
}

/// Whether the seat is ours; a refusal is the error. Nothing else is said before the welcome.
fn answered(shared: &Shared) -> Result<bool, NetError> {
    let mut session = shared.session();
    if session.is_live() {
        return Ok(true);
    }
    match session.poll_event() {
        Some(ClientEvent::Refused(why)) => Err(NetError::Refused(why)),
        Some(ClientEvent::Closed(why)) => Err(NetError::Closed(why)),
        Some(_) | None => Ok(false),
    }
}

fn next_out(shared: &Shared) -> Option<Vec<u8>> {
    shared.session().poll_stream()
}

/// The other end may close a connection with words of its own: nothing in them may steer a terminal.
pub(super) fn unreachable(error: impl std::fmt::Display) -> NetError {
    let mut text = error.to_string();
    text.retain(is_printable);
    NetError::Unreachable(text)
}

fn known_error(to: &Destination, source: std::io::Error) -> NetError {
    let path = match &to.trust {
        Trust::FirstUse(path) => path.display().to_string(),
        Trust::Pinned(_) => String::new(),
    };
    NetError::Known { path, source }
}
