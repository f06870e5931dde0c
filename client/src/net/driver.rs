//! Moves the link's bytes: finds an address that answers, pumps stream and datagrams between quinn
//! and the session, and comes back when the connection is lost. It decides nothing about the game.

use std::hash::{BuildHasher, RandomState};
use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use handshake_server::{SERVER_NAME, transport};
use handshake_shared::limits::{COPY_WHOLE_BYTES_MAX, REDIRECTS_MAX};
use handshake_shared::session::{ClientEvent, Ear, Noticed};
use handshake_shared::sim::input::is_printable;
use handshake_shared::wire::codec::encode_record;
use handshake_shared::wire::{Fingerprint, Redirect, Refused, WireError};
use quinn::{
    Connection, ConnectionError, Endpoint, RecvStream, SendStream, TokioRuntime,
    TransportErrorCode, VarInt,
};
use tokio::sync::mpsc;
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::{Instant, MissedTickBehavior, interval, sleep, sleep_until, timeout, timeout_at};

use super::door::{NOT_BACK_EVERY, NOT_BACK_FOR};
use super::pin::PinnedKey;
use super::retry::Retry;
use super::{CloseReason, Destination, KnownServers, NetError, NetEvent, Shared, Trust};

/// From the first packet to a seat.
pub(super) const CONNECT_DEADLINE: Duration = Duration::from_secs(5);
/// The same where a crew was sent to: it has an answer from this server already, and asks it again when
/// that way is closed.
const REDIRECT_DEADLINE: Duration = Duration::from_secs(2);
/// A seat that is taken up again is there within so much and so many round trips: of hello and welcome one,
/// three where a shard sends the crew to another, and as many again for what is lost.
const SEAT_AFTER: Duration = Duration::from_millis(1_000);
const SEAT_ROUND_TRIPS: u32 = 6;
/// Head start of each address before the next one is tried beside it.
const STAGGER: Duration = Duration::from_millis(200);
/// How often it is listened whether the server has fallen silent.
const LISTEN: Duration = Duration::from_millis(250);
/// From this silence on the server is asked for an answer each time: until the way is open again a
/// connection only waits longer and longer by itself.
const NUDGE_AFTER_MS: u64 = 1_250;
/// A full copy of the room is given this long to come through.
const COPY_DEADLINE: Duration = Duration::from_secs(10);
/// Bytes read at once.
pub(super) const READ_BYTES: usize = 16 * 1024;

/// Connects, takes the seat and leaves a task behind that keeps it.
pub(super) async fn start(
    to: Destination,
    shared: Arc<Shared>,
    events: mpsc::Sender<NetEvent>,
) -> Result<(JoinHandle<()>, Fingerprint), NetError> {
    let door = Pipe::open(&to).await?;
    // From here on only the server that let us in will do, whatever it was trusted by, and whom it sends
    // us to.
    let key = door.way.key;
    let ways = to.addresses.iter().map(|address| Way {
        address: *address,
        key,
    });
    let ways: Vec<Way> = ways.collect();
    let pipe = match settle(door, &shared).await {
        Err(NetError::Unreachable(why)) => {
            // The server may have given the seat, and the word be lost: by the secret it is the same crew.
            tracing::debug!(why, "called once more");
            shared.session().open()?;
            settle(Pipe::race(&ways).await?, &shared).await?
        }
        sat => sat?,
    };
    let driver = Driver {
        ways,
        shared,
        events,
    };
    Ok((tokio::spawn(driver.run(pipe)), key))
}

/// Takes the seat at this server or where it sends the crew. Where that cannot be reached, or leads on and
/// on, the server that let us in is asked to serve us itself.
async fn settle(door: Pipe, shared: &Shared) -> Result<Pipe, NetError> {
    let first = door.way;
    let (mut pipe, mut stays) = (door, false);
    for hops in 0.. {
        let sat = timeout(CONNECT_DEADLINE, pipe.sit_down(shared)).await;
        let no_answer = |_| NetError::Unreachable("no answer to our hello".to_owned());
        let Some(redirect) = sat.map_err(no_answer)?? else {
            break;
        };
        if stays {
            // No server of ours sends on who asks to stay.
            return Err(WireError::Malformed.into());
        }
        pipe.connection.close(VarInt::from_u32(0), b"");
        let there = match hops < REDIRECTS_MAX {
            true => Pipe::sent(&redirect, pipe.way.address).await,
            false => None,
        };
        pipe = match there {
            Some(there) => there,
            None => {
                tracing::debug!(?redirect, "cannot go there");
                stays = true;
                shared.session().stay();
                Pipe::race(&[first]).await?
            }
        };
        shared.session().open()?;
    }
    Ok(pipe)
}

/// Where a server is found and the key it has to show there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Way {
    address: SocketAddr,
    key: Fingerprint,
}

/// One connection with its control stream.
pub(super) struct Pipe {
    pub(super) connection: Connection,
    pub(super) send: SendStream,
    pub(super) recv: RecvStream,
    /// Where it leads.
    way: Way,
}

impl Pipe {
    /// To the destination, at any of its addresses.
    pub(super) async fn open(to: &Destination) -> Result<Pipe, NetError> {
        let path = match &to.trust {
            Trust::Pinned(key) => {
                return Pipe::try_all(to.addresses.iter().map(|at| (*at, Some(*key)))).await;
            }
            Trust::FirstUse(path) => path,
        };
        let unusable = |source| known_error(path, source);
        let mut known = KnownServers::load(path).map_err(unusable)?;
        let expected = to.addresses.iter().map(|at| (*at, known.key_of(*at)));
        let pipe = Pipe::try_all(expected).await?;
        known
            .remember(pipe.way.address, pipe.way.key)
            .map_err(unusable)?;
        Ok(pipe)
    }

    /// By the first of these ways that is open.
    async fn race(ways: &[Way]) -> Result<Pipe, NetError> {
        Pipe::try_all(ways.iter().map(|way| (way.address, Some(way.key)))).await
    }

    /// To where a server at this address sends the crew; none when no way there is open.
    async fn sent(to: &Redirect, by: SocketAddr) -> Option<Pipe> {
        let ways = to.places.iter().map(|place| {
            let mut address = by;
            if let Some(other) = place.address {
                address = SocketAddr::new(other, by.port());
            }
            address.set_port(place.port);
            Way {
                address,
                key: to.key,
            }
        });
        let ways: Vec<Way> = ways.collect();
        timeout(REDIRECT_DEADLINE, Pipe::race(&ways))
            .await
            .ok()?
            .ok()
    }

    /// Tries all addresses, each a little after the one before; the first that answers is taken.
    async fn try_all(
        to: impl Iterator<Item = (SocketAddr, Option<Fingerprint>)>,
    ) -> Result<Pipe, NetError> {
        let mut attempts = JoinSet::new();
        for (index, (address, expected)) in to.enumerate() {
            let wait = STAGGER * u32::try_from(index).unwrap_or(0);
            attempts.spawn(async move {
                sleep(wait).await;
                let (connection, key) = dial(address, expected).await?;
                Ok((connection, Way { address, key }))
            });
        }
        let mut last = NetError::Unreachable("the invite has no address".to_owned());
        while let Some(attempt) = attempts.join_next().await {
            match attempt {
                Ok(Ok((connection, way))) => return Pipe::over(connection, way).await,
                // A wrong key is graver news than an address that does not answer.
                Ok(Err(error)) if !matches!(last, NetError::WrongKey { .. }) => last = error,
                Ok(Err(_)) => {}
                Err(error) => last = NetError::Unreachable(error.to_string()),
            }
        }
        Err(last)
    }

    async fn over(connection: Connection, way: Way) -> Result<Pipe, NetError> {
        let (send, recv) = connection.open_bi().await.map_err(unreachable)?;
        Ok(Pipe {
            connection,
            send,
            recv,
            way,
        })
    }

    /// Says hello and waits for the seat, or to be sent elsewhere; events that came with the seat stay in
    /// the session.
    async fn sit_down(&mut self, shared: &Shared) -> Result<Option<Redirect>, NetError> {
        loop {
            while let Some(bytes) = next_out(shared) {
                self.send.write_all(&bytes).await.map_err(unreachable)?;
            }
            match answered(shared)? {
                Some(Answer::Seat) => {
                    *shared.connection() = Some(self.connection.clone());
                    return Ok(None);
                }
                Some(Answer::Sent(to)) => return Ok(Some(to)),
                Some(Answer::WantsCopy) => {
                    self.offer(shared).await?;
                    continue;
                }
                None => {}
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

impl Pipe {
    /// Hands over the room's copy that was kept for a server that has lost it.
    async fn offer(&self, shared: &Shared) -> Result<(), NetError> {
        let Some(token) = shared.session().token() else {
            return Ok(());
        };
        let copy = encode_record(&shared.vault().offer(token))?;
        let mut stream = self.connection.open_uni().await.map_err(unreachable)?;
        stream.write_all(&copy).await.map_err(unreachable)?;
        stream.finish().map_err(unreachable)
    }
}

struct Driver {
    /// To the server that let us in.
    ways: Vec<Way>,
    shared: Arc<Shared>,
    events: mpsc::Sender<NetEvent>,
}

/// What came of an attempt to take up the seat.
enum Taken {
    Seat(Box<Pipe>),
    /// The connection did not last so long.
    NotYet,
    /// The room is not there yet.
    NotBack(Refused),
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
            match self.come_back(pipe.way).await {
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
    /// up after its own deadline, so that there are never more than a dozen. The way that led to the seat is
    /// tried first, beside those to the server that knows where the room is.
    async fn come_back(&self, last: Way) -> Result<Pipe, CloseReason> {
        let others = self.ways.iter().filter(|way| **way != last);
        let ways: Vec<Way> = [last].into_iter().chain(others.copied()).collect();
        let lost = Instant::now();
        let mut retry = Retry::new(RandomState::new().hash_one(0));
        let mut attempts = JoinSet::new();
        for number in 1.. {
            let pause = retry.pause(lost.elapsed()).ok_or(CloseReason::Lost)?;
            // A listener that is gone is found out by the next event.
            let _ = self.events.send(NetEvent::Trying(number)).await;
            let ways = ways.clone();
            attempts.spawn(async move { Pipe::race(&ways).await });
            let mut next = Instant::now() + pause;
            loop {
                let attempt = tokio::select! {
                    Some(attempt) = attempts.join_next() => attempt,
                    () = sleep_until(next) => break,
                };
                let Ok(Ok(pipe)) = attempt else {
                    continue;
                };
                match self.take_seat(pipe).await? {
                    Taken::Seat(pipe) => return Ok(*pipe),
                    Taken::NotYet => {}
                    Taken::NotBack(why) if lost.elapsed() > NOT_BACK_FOR => {
                        return Err(CloseReason::Refused(why));
                    }
                    Taken::NotBack(_) => {
                        // A listener that is gone is found out by the next event.
                        let _ = self.events.send(NetEvent::NotBack).await;
                        attempts.abort_all();
                        next = Instant::now() + NOT_BACK_EVERY;
                    }
                }
            }
        }
        Err(CloseReason::Lost)
    }

    /// Takes up the seat on a connection that stands. One on which no answer comes, because it died in its
    /// first moments, is not waited for as long as a first call is: others stand beside it.
    async fn take_seat(&self, pipe: Pipe) -> Result<Taken, CloseReason> {
        let answer = SEAT_AFTER + SEAT_ROUND_TRIPS * pipe.connection.rtt();
        let attempt = async {
            self.shared.remember();
            self.shared.session().open()?;
            settle(pipe, &self.shared).await
        };
        let no_answer = |_| NetError::Unreachable("no answer to our hello".to_owned());
        let taken = timeout(answer, attempt).await.map_err(no_answer);
        match taken.and_then(|taken| taken) {
            Ok(pipe) => Ok(Taken::Seat(Box::new(pipe))),
            Err(NetError::Refused(why @ Refused::NotBack(_))) => Ok(Taken::NotBack(why)),
            Err(NetError::Refused(why)) => Err(CloseReason::Refused(why)),
            Err(NetError::Closed(why)) => Err(CloseReason::Server(why)),
            Err(error) => {
                tracing::debug!(%error, "not back yet");
                Ok(Taken::NotYet)
            }
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
            stopped = self.keep(connection) => stopped,
        };
        connection.close(VarInt::from_u32(0), b"");
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

    /// Keeps the room's full copies as they come.
    async fn keep(&self, connection: &Connection) -> Stopped {
        while let Ok(mut stream) = connection.accept_uni().await {
            let reading = stream.read_to_end(COPY_WHOLE_BYTES_MAX);
            // One that does not come through is followed by another.
            if let Ok(Ok(copy)) = timeout(COPY_DEADLINE, reading).await {
                self.shared.vault().whole(copy);
            }
        }
        // The connection is gone, and whoever reads finds it out.
        std::future::pending().await
    }

    /// A full queue holds the reading back, never the order of events.
    async fn pass_events_on(&self) -> Option<Stopped> {
        loop {
            let event = self.shared.session().poll_event()?;
            if let ClientEvent::Follow(second) = event {
                self.shared.vault().follow(second);
                continue;
            }
            let Some(event) = NetEvent::of(event) else {
                continue;
            };
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

/// What a server says to a hello.
enum Answer {
    /// The seat is ours.
    Seat,
    /// Not here.
    Sent(Redirect),
    /// It has lost the room, and asks for what is kept of it.
    WantsCopy,
}

/// The answer, once there is one; a refusal is the error. Nothing else is said before the welcome.
fn answered(shared: &Shared) -> Result<Option<Answer>, NetError> {
    let mut session = shared.session();
    if session.is_live() {
        return Ok(Some(Answer::Seat));
    }
    if let Some(to) = session.redirected() {
        return Ok(Some(Answer::Sent(to)));
    }
    match session.poll_event() {
        Some(ClientEvent::Refused(why)) => Err(NetError::Refused(why)),
        Some(ClientEvent::Closed(why)) => Err(NetError::Closed(why)),
        Some(ClientEvent::WantCopy) => Ok(Some(Answer::WantsCopy)),
        Some(_) | None => Ok(None),
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

fn known_error(path: &Path, source: io::Error) -> NetError {
    let path = path.display().to_string();
    NetError::Known { path, source }
}
