//! An observer's link to a server: let in by the line for watching, it is told the flight and says
//! nothing, unless it is an instructor's, who may ask for failures. A lost connection is tried again by itself, and the flight is then told from its beginning.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::time::Instant;

use handshake_shared::catalogue::faults::Injection;
use handshake_shared::limits::CLIENT_EVENTS_MAX;
use handshake_shared::session::{ObserverEvent, ObserverSession};
use handshake_shared::wire::server::NotInjected;
use handshake_shared::wire::{Flown, Hello, Version, WireError};
use tokio::sync::{mpsc, watch as changes};
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};

use super::driver::{CONNECT_DEADLINE, Pipe, READ_BYTES, unreachable};
use super::retry::Retry;
use super::{CloseReason, Destination, NetError, Traffic};

/// Failures asked for that may wait for the line; a hand asks for one at a time.
const ASKED_MAX: usize = 8;

/// What comes over an observer's link.
#[derive(Clone, Debug, PartialEq)]
pub enum WatchEvent {
    /// Let in; said again after a lost connection was restored.
    Watching {
        /// How much later it is told what happens, s.
        delay_s: u16,
    },
    /// Its line is an instructor's: it may ask for failures.
    Instructs,
    /// What became of a failure asked for.
    Injection {
        /// Which.
        what: Injection,
        /// Why it does not happen; absent when it does.
        refused: Option<NotInjected>,
    },
    /// The next piece of the flight.
    Flown(Box<Flown>),
    /// The connection is lost; it is tried again by itself. `Watching` follows, or `Closed`.
    Lost,
    /// The link has ended; nothing follows.
    Closed(CloseReason),
}

/// An observer's link to a server.
#[derive(Debug)]
pub struct WatchLink {
    events: mpsc::Receiver<WatchEvent>,
    injections: mpsc::Sender<Injection>,
    connection: changes::Receiver<quinn::Connection>,
    driver: JoinHandle<()>,
}

/// Connects and asks to be let in. The first event is always `Watching`.
pub async fn watch(to: impl Into<Destination>, hello: Hello) -> Result<WatchLink, NetError> {
    let (to, (sender, events)) = (to.into(), mpsc::channel(CLIENT_EVENTS_MAX));
    let seen = timeout(CONNECT_DEADLINE, enter(&to, &hello)).await;
    let (seen, session) =
        seen.map_err(|_| NetError::Unreachable("no answer to our hello".to_owned()))??;
    let (changed, connection) = changes::channel(seen.connection.clone());
    let (injections, asked) = mpsc::channel(ASKED_MAX);
    let pipe = (seen, session);
    let driver = tokio::spawn(drive(to, hello, pipe, (sender, asked), changed));
    Ok(WatchLink {
        events,
        injections,
        connection,
        driver,
    })
}

impl WatchLink {
    /// The next event. After `Closed` it is `Closed` for ever.
    pub async fn next(&mut self) -> WatchEvent {
        let closed = WatchEvent::Closed(CloseReason::Lost);
        self.events.recv().await.unwrap_or(closed)
    }

    /// Where failures are asked for; `Injection` answers, on an instructor's line with what became of it.
    /// What is asked for while the line is lost is not asked for later.
    pub fn injections(&self) -> mpsc::Sender<Injection> {
        self.injections.clone()
    }

    /// Bytes that crossed the newest connection, UDP payload.
    pub fn traffic(&self) -> Traffic {
        let stats = self.connection.borrow().stats();
        Traffic {
            received_bytes: stats.udp_rx.bytes,
            sent_bytes: stats.udp_tx.bytes,
        }
    }

    /// Drops the connection as a pulled cable would; for tests.
    pub fn cut(&self) {
        let connection = self.connection.borrow();
        connection.close(quinn::VarInt::from_u32(1), b"cut");
    }
}

impl Drop for WatchLink {
    fn drop(&mut self) {
        self.driver.abort();
        let connection = self.connection.borrow();
        connection.close(quinn::VarInt::from_u32(0), b"");
    }
}

/// A connection on which the hello is answered by a welcome, which waits in the session.
async fn enter(to: &Destination, hello: &Hello) -> Result<(Pipe, ObserverSession), NetError> {
    let mut pipe = Pipe::open(to).await?;
    let (mut session, bytes) = ObserverSession::open(hello.clone(), Version::current())?;
    pipe.send.write_all(&bytes).await.map_err(unreachable)?;
    loop {
        let chunk = pipe.recv.read_chunk(READ_BYTES, true).await;
        let chunk = chunk.map_err(unreachable)?;
        let chunk = chunk.ok_or(NetError::Wire(WireError::NotHandshake))?;
        session.on_stream(&chunk.bytes)?;
        match session.poll_event() {
            None => {}
            Some(ObserverEvent::Refused(why)) => return Err(NetError::Refused(why)),
            Some(ObserverEvent::Closed(why)) => return Err(NetError::Closed(why)),
            Some(
                ObserverEvent::Flown(_)
                | ObserverEvent::Instructs
                | ObserverEvent::Injection { .. },
            ) => return Err(NetError::Wire(WireError::Malformed)),
            Some(ObserverEvent::Watching { delay_s }) => {
                session.unread(ObserverEvent::Watching { delay_s });
                return Ok((pipe, session));
            }
        }
    }
}

async fn drive(
    to: Destination,
    hello: Hello,
    (mut pipe, mut session): (Pipe, ObserverSession),
    (events, mut asked): (mpsc::Sender<WatchEvent>, mpsc::Receiver<Injection>),
    changed: changes::Sender<quinn::Connection>,
) {
    loop {
        match pump(&mut pipe, &mut session, &events, &mut asked).await {
            Some(WatchEvent::Lost) => {}
            Some(last) => {
                // Nobody is listening any more when the program ends.
                let _ = events.send(last).await;
                return;
            }
            None => return,
        }
        if events.send(WatchEvent::Lost).await.is_err() {
            return;
        }
        match come_back(&to, &hello).await {
            Ok(back) => {
                (pipe, session) = back;
                // What was asked for in the meantime was meant for that moment.
                while asked.try_recv().is_ok() {}
            }
            Err(why) => {
                let _ = events.send(WatchEvent::Closed(why)).await;
                return;
            }
        }
        changed.send_replace(pipe.connection.clone());
    }
}

/// Passes events on; what ended it, or nothing when nobody listens. A full queue holds the reading back,
/// and through flow control the server's writing.
async fn pump(
    pipe: &mut Pipe,
    session: &mut ObserverSession,
    events: &mpsc::Sender<WatchEvent>,
    asked: &mut mpsc::Receiver<Injection>,
) -> Option<WatchEvent> {
    loop {
        while let Some(event) = session.poll_event() {
            let event = match event {
                ObserverEvent::Watching { delay_s } => WatchEvent::Watching { delay_s },
                ObserverEvent::Flown(flown) => WatchEvent::Flown(flown),
                ObserverEvent::Instructs => WatchEvent::Instructs,
                ObserverEvent::Injection { what, refused } => {
                    WatchEvent::Injection { what, refused }
                }
                ObserverEvent::Refused(why) => {
                    return Some(WatchEvent::Closed(CloseReason::Refused(why)));
                }
                ObserverEvent::Closed(why) => {
                    return Some(WatchEvent::Closed(CloseReason::Server(why)));
                }
            };
            events.send(event).await.ok()?;
        }
        tokio::select! {
            chunk = pipe.recv.read_chunk(READ_BYTES, true) => {
                let Ok(Some(chunk)) = chunk else {
                    return Some(WatchEvent::Lost);
                };
                if session.on_stream(&chunk.bytes).is_err() {
                    return Some(WatchEvent::Lost);
                }
            }
            Some(what) = asked.recv() => {
                let Ok(bytes) = session.inject(what) else {
                    continue;
                };
                if pipe.send.write_all(&bytes).await.is_err() {
                    return Some(WatchEvent::Lost);
                }
            }
        }
    }
}

async fn come_back(
    to: &Destination,
    hello: &Hello,
) -> Result<(Pipe, ObserverSession), CloseReason> {
    let lost = Instant::now();
    let mut retry = Retry::new(RandomState::new().hash_one(0));
    loop {
        let pause = retry.pause(lost.elapsed()).ok_or(CloseReason::Lost)?;
        match timeout(CONNECT_DEADLINE, enter(to, hello)).await {
            Ok(Ok(back)) => return Ok(back),
            Ok(Err(NetError::Refused(why))) => return Err(CloseReason::Refused(why)),
            Ok(Err(NetError::Closed(why))) => return Err(CloseReason::Server(why)),
            Ok(Err(_)) | Err(_) => sleep(pause).await,
        }
    }
}
