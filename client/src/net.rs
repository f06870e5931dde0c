//! The client's network half: one `Link` to a server, the same for a screen, a software crew and a
//! test. It keeps the seat over lost connections and knows nothing of what is shown.

mod door;
mod driver;
mod known;
mod pin;
mod retry;
mod vault;
mod watching;

use std::net::SocketAddr;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use handshake_shared::ids::Seat;
use handshake_shared::session::{ClientEvent, ClientSession, Corrections, SessionError};
use handshake_shared::sim::doors::Rules;
use handshake_shared::sim::event::Event;
use handshake_shared::sim::input::{Command, HelpLevel, Stick};
use handshake_shared::sim::scoring::Debrief;
use handshake_shared::time::Tick;
use handshake_shared::view::View;
use handshake_shared::wire::{
    Briefing, Closing, Fingerprint, Flown, Hello, Mark, NoPause, Pace, PaceState, PauseReason,
    Refused, RoomCode, Roster, Token, WatchCode, Watchers, Watching,
};
use tokio::sync::{Notify, mpsc};
use tokio::task::JoinHandle;
use tokio::time::Instant;
use tracing::Level;

use crate::mission::SOFTWARE;

pub use door::{
    Destination, NetError, Trust, connect, connect_as, connect_keeping, connect_waiting,
};
pub use known::KnownServers;
pub use pin::PinnedKey;
pub use retry::RECONNECT_FOR;
pub use vault::Vault;
pub use watching::{WatchEvent, WatchLink, watch};

/// What comes over a link.
#[derive(Clone, Debug, PartialEq)]
pub enum NetEvent {
    /// In the seat; said again after a lost connection was restored.
    Welcome {
        /// Code of the room.
        room: RoomCode,
        /// Which seat.
        seat: Seat,
        /// What makes the ticks come.
        pace: Pace,
    },
    /// Who sits where and who is ready.
    Lobby(Roster),
    /// The mission runs, from this tick.
    Started {
        /// At which tick.
        tick: Tick,
        /// Name of the scenario.
        scenario: String,
        /// Rules it is flown under.
        rules: Rules,
    },
    /// A newer view.
    View(Box<View>),
    /// Something happened.
    Event {
        /// When.
        tick: Tick,
        /// What.
        event: Event,
    },
    /// An act took effect.
    Ack {
        /// Its number, as `Link::send` gave it.
        seq: u32,
        /// When it was applied.
        tick: Tick,
    },
    /// The result.
    Debrief(Box<Debrief>),
    /// Nothing moves.
    Paused {
        /// Why.
        why: PauseReason,
        /// Since which tick.
        since: Tick,
        /// The room closes, or a pause that was asked for ends, after this, s; 0 for no end.
        left_s: u16,
    },
    /// It moves again.
    Resumed,
    /// Time compression: wishes, agreement, what became of it.
    Pace(PaceState),
    /// The pause is over in a moment.
    GoesOn {
        /// Which crew asked to go on; absent when the time for pauses is over.
        by: Option<Seat>,
        /// After so many seconds.
        in_s: u8,
    },
    /// There is no pause.
    NoPause(NoPause),
    /// The other crew's connection has been silent for so long, ms; absent when heard again.
    Silent(Option<u16>),
    /// Nothing has come from the server for so long, ms; absent when it is heard again.
    Quiet(Option<u16>),
    /// Before the mission: which one, and what the crews tell of themselves.
    Briefing(Briefing),
    /// The server was gone and is back: so many ticks of what this crew had seen are undone.
    Undone(u32),
    /// The same where it had lost the room, and has it again from the copy of its crews.
    Restored(u32),
    /// Acts up to this number outlive the server.
    Durable(u32),
    /// The room is kept on the server's disk, or at present it is not.
    Saving(bool),
    /// A software crew may sit down in this seat by this secret, until its own crew is back.
    Relief(Seat, Token),
    /// A software crew stood in for this one since then, and has gone.
    Relieved(Tick),
    /// The secret of those who may watch the room that this crew opened.
    WatchKey(WatchCode),
    /// The secret of the instructors of the room that this crew opened; absent where it lets none in.
    InstructorKey(Option<WatchCode>),
    /// Who watches.
    Watchers(Watchers),
    /// The next piece of the flight that is over, as `Link::wants_flight` asked.
    Flown(Box<Flown>),
    /// The server cannot keep up: the flight runs at so many parts in a hundred of real time; absent when
    /// it keeps up again.
    Slow(Option<u8>),
    /// The connection is lost; it is tried again by itself. `Welcome` follows, or `Closed`.
    Lost,
    /// The so-many-th attempt to come back begins.
    Trying(u16),
    /// The server is there and the room is not yet: the other crew's copy may bring it back. It is asked for
    /// again by itself.
    NotBack,
    /// The link has ended; nothing follows.
    Closed {
        /// Why.
        reason: CloseReason,
    },
}

/// Bytes that crossed a connection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Traffic {
    /// From the server.
    pub received_bytes: u64,
    /// To the server.
    pub sent_bytes: u64,
}

/// How good a line is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Quality {
    /// Round trip, smoothed.
    pub rtt: Duration,
    /// How much later than the quickest the mean snapshot comes.
    pub jitter: Duration,
    /// Packets sent on the present connection.
    pub packets: u64,
    /// Those of them that were lost.
    pub lost_packets: u64,
}

/// Why a link ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CloseReason {
    /// The server said so.
    Server(Closing),
    /// The way back into the seat was refused.
    Refused(Refused),
    /// The lost connection did not come back in time.
    Lost,
}

/// One crew's link to a server. Dropped, it closes the connection; the seat is then held a while.
#[derive(Debug)]
pub struct Link {
    shared: Arc<Shared>,
    events: mpsc::Receiver<NetEvent>,
    driver: JoinHandle<()>,
    key: Fingerprint,
    addresses: Vec<SocketAddr>,
}

/// What a link tells of its picture, beside whoever holds the link.
#[derive(Clone, Debug)]
pub struct Gauges(Arc<Shared>);

/// What the link and its driver both touch. The lock is never held over a wait.
#[derive(Debug)]
struct Shared {
    session: Mutex<ClientSession>,
    /// The room's sealed copy, kept for the server.
    vault: Mutex<Vault>,
    /// When the session's time began.
    start: Instant,
    connection: Mutex<Option<quinn::Connection>>,
    changed: Notify,
}

impl Link {
    /// Asks for one act; its number comes back in `Ack`, and once it outlives the server in `Durable`. It
    /// takes effect exactly once in the history that stands, even over a lost connection or server.
    pub fn send(&mut self, command: Command) -> Result<u32, SessionError> {
        let act = tracing::enabled!(Level::TRACE).then(|| format!("{command:?}"));
        let seq = self.shared.tell(|session| session.command(command))?;
        if let Some(act) = act {
            tracing::trace!(seq, %act, "asked");
        }
        Ok(seq)
    }

    /// Holds the sticks so for so many ticks (real time only), then neutral.
    pub fn stick(&mut self, stick: Stick, ticks: u16) {
        let now_ms = self.shared.now_ms();
        self.shared
            .tell(|session| session.stick(stick, ticks, now_ms));
    }

    /// The same beside what already stands on other axes.
    pub fn pulse(&mut self, stick: Stick, ticks: u16) {
        let now_ms = self.shared.now_ms();
        self.shared
            .tell(|session| session.pulse(stick, ticks, now_ms));
    }

    /// Ready to begin, or not yet.
    pub fn ready(&mut self, ready: bool) -> Result<(), SessionError> {
        self.shared.tell(|session| session.ready(ready))
    }

    /// Lockstep: the world may step until its tick is `through`, with the sticks held so for
    /// `ticks` ticks. The view of that tick answers.
    pub fn grant(&mut self, through: Tick, stick: Stick, ticks: u16) -> Result<u32, SessionError> {
        self.shared
            .tell(|session| session.grant(through, stick, ticks))
    }

    /// Fly again from the start, after the debrief.
    pub fn again(&mut self) -> Result<(), SessionError> {
        self.shared.tell(ClientSession::again)
    }

    /// The time compression this crew wants; `Pace` tells what becomes of it.
    pub fn pace(&mut self, factor: u8) -> Result<(), SessionError> {
        self.shared.tell(|session| session.pace(factor))
    }

    /// Stop the flight, or go on with it; `Paused`, `GoesOn` or `NoPause` answers.
    pub fn pause(&mut self, paused: bool) -> Result<(), SessionError> {
        self.shared.tell(|session| session.pause(paused))
    }

    /// The other crew was dropped: ask for a software crew in its seat; `Relief` answers once that is due.
    pub fn relieve(&mut self) -> Result<(), SessionError> {
        self.shared.tell(ClientSession::relieve)
    }

    /// The help level this crew will begin with; the other one is told before the mission.
    pub fn help(&mut self, level: HelpLevel) -> Result<(), SessionError> {
        self.shared.tell(|session| session.help(level))
    }

    /// Before the mission: change to this seat. `Welcome` follows, unless somebody holds it.
    pub fn sit(&mut self, seat: Seat) -> Result<(), SessionError> {
        self.shared.tell(|session| session.sit(seat))
    }

    /// Who may watch; heeded where this crew opened the room. `WatchKey` and `Watchers` follow.
    pub fn watching(&mut self, watching: Watching) -> Result<(), SessionError> {
        self.shared.tell(|session| session.watching(watching))
    }

    /// Whether an instructor may have things fail; heeded where this crew opened the room. `InstructorKey`
    /// follows.
    pub fn instruct(&mut self, may: bool) -> Result<(), SessionError> {
        self.shared.tell(|session| session.instruct(may))
    }

    /// This end writes no recording of its own: when a flight is over it comes in pieces, and of one
    /// that is left as much as somebody who watches may see.
    pub fn wants_flight(&mut self) -> Result<(), SessionError> {
        self.shared.tell(ClientSession::wants_flight)
    }

    /// Give the seat up; `Closed` follows.
    pub fn leave(&mut self) -> Result<(), SessionError> {
        self.shared.tell(ClientSession::leave)
    }

    /// The next event. After `Closed` it is `Closed` for ever.
    pub async fn next(&mut self) -> NetEvent {
        let closed = NetEvent::Closed {
            reason: CloseReason::Lost,
        };
        self.events.recv().await.unwrap_or(closed)
    }

    /// An event that is there already.
    pub fn try_next(&mut self) -> Option<NetEvent> {
        self.events.try_recv().ok()
    }

    /// The server's key, and the secret that holds the seat.
    pub fn seat_key(&self) -> Option<(Fingerprint, Token)> {
        let token = self.shared.session().token()?;
        Some((self.key, token))
    }

    /// How a software crew comes into this room by a secret for that seat; absent before a seat is taken.
    pub fn door(&self, seat: Seat, token: Token) -> Option<(Destination, Hello)> {
        let room = self.shared.session().room()?;
        let to = Destination {
            addresses: self.addresses.clone(),
            trust: Trust::Pinned(self.key),
        };
        let hello = Hello {
            seat: Some(seat),
            token: Some(token),
            ..Hello::join(SOFTWARE, room)
        };
        Some((to, hello))
    }

    /// The code of the room that the seat is in.
    pub fn room(&self) -> Option<RoomCode> {
        self.shared.session().room()
    }

    /// From now on the room's sealed copy is kept in this file, too.
    pub fn keep_copy_in(&self, path: &Path) {
        self.shared.vault().keep_in(path);
    }

    /// How far the sealed copy leads that is kept of the room.
    pub fn copy_mark(&self) -> Option<Mark> {
        let room = self.shared.session().room()?;
        self.shared.vault().mark(room)
    }

    /// Round trip to the server as measured; absent while the connection is lost.
    pub fn rtt(&self) -> Option<Duration> {
        self.shared
            .connection()
            .as_ref()
            .map(quinn::Connection::rtt)
    }

    /// What is to be drawn now: the newest view flown on under the own sticks. Nothing before the first
    /// view of a room that runs by the clock.
    pub fn shown(&self) -> Option<Box<View>> {
        self.shared.session().shown(self.shared.now_ms())
    }

    /// Where the seat is served: at another port than asked for where the server has shards; absent while
    /// the connection is lost.
    pub fn served_at(&self) -> Option<SocketAddr> {
        let connection = self.shared.connection();
        connection.as_ref().map(quinn::Connection::remote_address)
    }

    /// Whether what is shown moves without news.
    pub fn moves(&self) -> bool {
        self.shared.session().moves()
    }

    /// How far off the picture was when the last snapshot came.
    pub fn corrections(&self) -> Corrections {
        self.shared.session().corrections()
    }

    /// The gauges of this link, also while a software crew flies it.
    pub fn gauges(&self) -> Gauges {
        Gauges(Arc::clone(&self.shared))
    }

    /// How good the line is, as far as it has been measured; absent while it is lost.
    pub fn quality(&self) -> Option<Quality> {
        let connection = self.shared.connection();
        let connection = connection.as_ref()?;
        let jitter_ms = self.shared.session().clock().jitter_ms();
        let path = connection.stats().path;
        Some(Quality {
            rtt: connection.rtt(),
            jitter: Duration::from_secs_f64(jitter_ms / 1_000.0),
            packets: path.sent_packets,
            lost_packets: path.lost_packets,
        })
    }

    /// Bytes that crossed the present connection, UDP payload; zero while it is lost.
    pub fn traffic(&self) -> Traffic {
        let connection = self.shared.connection();
        connection
            .as_ref()
            .map_or_else(Traffic::default, |connection| {
                let stats = connection.stats();
                Traffic {
                    received_bytes: stats.udp_rx.bytes,
                    sent_bytes: stats.udp_tx.bytes,
                }
            })
    }

    /// Drops the connection as a pulled cable would, keeping the seat; for tests.
    pub fn cut(&mut self) {
        if let Some(connection) = self.shared.connection().as_ref() {
            connection.close(quinn::VarInt::from_u32(1), b"cut");
        }
    }
}

impl Gauges {
    /// How far off the picture was when the last snapshot came.
    pub fn corrections(&self) -> Corrections {
        self.0.session().corrections()
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        self.driver.abort();
        if let Some(connection) = self.shared.connection().as_ref() {
            connection.close(quinn::VarInt::from_u32(0), b"");
        }
    }
}

impl Shared {
    fn tell<T>(&self, act: impl FnOnce(&mut ClientSession) -> T) -> T {
        let told = act(&mut self.session());
        self.changed.notify_one();
        told
    }

    /// The next hello tells how far the copy leads that is kept.
    fn remember(&self) {
        let room = self.session().room();
        let mark = room.and_then(|room| self.vault().mark(room));
        self.session().keeps(mark);
    }

    fn now_ms(&self) -> u64 {
        u64::try_from(self.start.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    /// The session is whole after every call, so a panic elsewhere does not spoil it.
    fn session(&self) -> MutexGuard<'_, ClientSession> {
        self.session.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// As above.
    fn vault(&self) -> MutexGuard<'_, Vault> {
        self.vault.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn connection(&self) -> MutexGuard<'_, Option<quinn::Connection>> {
        self.connection
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl NetEvent {
    /// What a session has learnt, as it comes over a link; what is the link's own business does not.
    fn of(event: ClientEvent) -> Option<NetEvent> {
        let event = match event {
            ClientEvent::Follow(_) | ClientEvent::WantCopy => return None,
            ClientEvent::Restored(ticks) => NetEvent::Restored(ticks),
            ClientEvent::Refused(why) => NetEvent::Closed {
                reason: CloseReason::Refused(why),
            },
            ClientEvent::Closed(why) => NetEvent::Closed {
                reason: CloseReason::Server(why),
            },
            ClientEvent::Welcome { room, seat, pace } => NetEvent::Welcome { room, seat, pace },
            ClientEvent::Lobby(roster) => NetEvent::Lobby(roster),
            ClientEvent::Started {
                tick,
                scenario,
                rules,
            } => NetEvent::Started {
                tick,
                scenario,
                rules,
            },
            ClientEvent::View(view) => NetEvent::View(view),
            ClientEvent::Event { tick, event } => NetEvent::Event { tick, event },
            ClientEvent::Ack { seq, tick } => {
                tracing::trace!(seq, tick = tick.0, "took effect");
                NetEvent::Ack { seq, tick }
            }
            ClientEvent::Debrief(debrief) => NetEvent::Debrief(debrief),
            ClientEvent::Paused { why, since, left_s } => NetEvent::Paused { why, since, left_s },
            ClientEvent::Resumed => NetEvent::Resumed,
            ClientEvent::Pace(pace) => NetEvent::Pace(pace),
            ClientEvent::GoesOn { by, in_s } => NetEvent::GoesOn { by, in_s },
            ClientEvent::NoPause(why) => NetEvent::NoPause(why),
            ClientEvent::Silent(for_ms) => NetEvent::Silent(for_ms),
            ClientEvent::Briefing(briefing) => NetEvent::Briefing(briefing),
            ClientEvent::Undone(ticks) => NetEvent::Undone(ticks),
            ClientEvent::Durable(seq) => NetEvent::Durable(seq),
            ClientEvent::Saving(saving) => NetEvent::Saving(saving),
            ClientEvent::Relief(seat, token) => NetEvent::Relief(seat, token),
            ClientEvent::Relieved(since) => NetEvent::Relieved(since),
            ClientEvent::WatchKey(code) => NetEvent::WatchKey(code),
            ClientEvent::InstructorKey(code) => NetEvent::InstructorKey(code),
            ClientEvent::Watchers(watchers) => NetEvent::Watchers(watchers),
            ClientEvent::Flown(flown) => NetEvent::Flown(flown),
            ClientEvent::Slow(percent) => NetEvent::Slow(percent),
        };
        Some(event)
    }
}
