//! One crew of a leg: its client's session, the server's end of its connection, both ways between, what
//! it was told and what the room has said to its seat.

use handshake_server::room::Post;
use handshake_shared::rng::Stream;
use handshake_shared::session::{ClientEvent, ClientSession, Ear, ServerSession, Teller};
use handshake_shared::sim::event::Event;
use handshake_shared::sim::input::Command;
use handshake_shared::time::Tick;
use handshake_shared::view::View;
use handshake_shared::wire::delta;
use handshake_shared::wire::{Hello, ServerMessage, Version};

use super::bug::Meddler;
use super::line::{Faults, Piece, Way};
use super::{ASKS_MS, KEEP_ALIVE_MS, Leg};

/// Everything one crew did and was told since its program was started.
#[derive(Debug, Default)]
pub(super) struct Told {
    pub(super) events: Vec<(Tick, Event)>,
    pub(super) sent: Vec<u32>,
    pub(super) applied: Vec<u32>,
    pub(super) view: Option<View>,
    pub(super) standing: bool,
}

/// What the room said to one seat, before any line: the truth.
#[derive(Debug, Default)]
pub(super) struct Truth {
    pub(super) events: Vec<(Tick, Event)>,
    pub(super) applied: Vec<u32>,
    pub(super) view: Option<View>,
}

/// One crew, both ends of its connection, and both ways between.
pub(super) struct Crew {
    pub(super) client: ClientSession,
    /// The server's end of the connection that stands, if it knows of one.
    pub(super) server: Option<ServerSession>,
    /// What has been told by datagram on it.
    pub(super) snapshots: Teller,
    pub(super) seated: bool,
    /// It was given its seat once.
    pub(super) sat: bool,
    pub(super) up: Way,
    pub(super) down: Way,
    pub(super) faults: Faults,
    pub(super) meddler: Option<Meddler>,
    pub(super) asked_ms: u64,
    /// Snapshots that could be compared so far.
    pub(super) compared: u64,
    /// When something was last received here and there, ms.
    pub(super) heard_ms: [u64; 2],
    /// When something was last sent from here and from there, ms.
    pub(super) spoke_ms: [u64; 2],
    pub(super) ears: [Ear; 2],
    pub(super) datagrams: [u64; 2],
    /// It calls again at this time, ms; absent while its connection stands.
    pub(super) calls_ms: Option<u64>,
    pub(super) killed_for: Option<Hello>,
    pub(super) texts: u32,
    pub(super) killed_with: u32,
    pub(super) told: Told,
    pub(super) truth: Truth,
}

impl Crew {
    pub(super) fn new(hello: Hello, faults: Faults, meddler: Option<Meddler>) -> Crew {
        Crew {
            client: ClientSession::new(hello, Version::current()).expect("a good hello"),
            server: None,
            snapshots: Teller::default(),
            seated: false,
            sat: false,
            up: Way::default(),
            down: Way::default(),
            faults,
            meddler,
            asked_ms: 0,
            compared: 0,
            heard_ms: [0; 2],
            spoke_ms: [0; 2],
            ears: Default::default(),
            datagrams: [0; 2],
            calls_ms: Some(0),
            killed_for: None,
            texts: 0,
            killed_with: 0,
            told: Told::default(),
            truth: Truth::default(),
        }
    }

    pub(super) fn command(&mut self, command: Command) {
        // More than may wait on a bad line are refused at once, and were never sent.
        if let Ok(seq) = self.client.command(command) {
            self.told.sent.push(seq);
        }
    }

    /// Its end of the connection is gone: it calls again, as soon as our own client does.
    pub(super) fn lose(&mut self, now_ms: u64, draws: &mut Stream) {
        self.calls_ms = Some(now_ms + 50 + draws.below(50));
        self.hang_up();
    }

    /// Nothing of the old connection arrives any more at this end or from it.
    pub(super) fn hang_up(&mut self) {
        self.up = Way::default();
        self.down = Way::default();
    }

    /// A connection stands from then on.
    pub(super) fn begin(&mut self, at_ms: u64, draws: &mut Stream) {
        self.hang_up();
        self.calls_ms = None;
        self.seated = false;
        let server = ServerSession::new(Version::current());
        let opening = Piece::Stream(server.opening());
        self.server = Some(server);
        self.snapshots = Teller::default();
        self.heard_ms = [at_ms; 2];
        self.spoke_ms = [at_ms; 2];
        self.down.send(opening, &self.faults, draws, at_ms);
    }

    pub(super) fn speak_up(&mut self, now_ms: u64, quiet: bool, draws: &mut Stream) {
        let stands = self.calls_ms.is_none();
        let mut pieces = Vec::new();
        while let Some(bytes) = self.client.poll_stream().filter(|_| stands) {
            match &mut self.meddler {
                Some(meddler) => pieces.extend(meddler.up(bytes).into_iter().map(Piece::Stream)),
                None => pieces.push(Piece::Stream(bytes)),
            }
        }
        if let Some(meddler) = self.meddler.as_ref().filter(|_| self.client.is_live())
            && now_ms - self.asked_ms >= ASKS_MS
        {
            self.asked_ms = now_ms;
            pieces.extend(meddler.asks(quiet).map(Piece::Stream));
        }
        while let Some(bytes) = self.client.poll_datagram(now_ms) {
            pieces.push(Piece::Datagram(bytes));
        }
        if now_ms.saturating_sub(self.spoke_ms[0]) >= KEEP_ALIVE_MS {
            pieces.push(Piece::Ping);
        }
        for piece in pieces.into_iter().filter(|_| stands) {
            self.spoke_ms[0] = now_ms;
            self.up
                .send(piece, &self.faults, draws, now_ms.max(self.heard_ms[0]));
        }
    }

    pub(super) fn say_down(&mut self, piece: Piece, now_ms: u64, draws: &mut Stream) {
        self.spoke_ms[1] = now_ms;
        self.down.send(piece, &self.faults, draws, now_ms);
    }

    pub(super) fn take(&mut self, event: ClientEvent, leg: &mut Leg) -> Result<(), String> {
        match event {
            ClientEvent::Welcome { .. } => {
                self.told.standing = false;
                // Said again while nobody flies yet; in flight it means nothing.
                let _ = self.client.ready(true);
            }
            ClientEvent::Event { tick, event } => self.told.events.push((tick, event)),
            ClientEvent::View(view) => {
                leg.views += 1;
                self.told.view = Some(*view);
            }
            ClientEvent::Ack { seq, .. } => {
                leg.acts += 1;
                self.told.applied.push(seq);
            }
            ClientEvent::Paused { .. } => {
                leg.pauses += 1;
                self.told.standing = true;
            }
            ClientEvent::Resumed => self.told.standing = false,
            ClientEvent::Refused(why) => return Err(format!("refused: {why:?}")),
            ClientEvent::Closed(why) => return Err(format!("closed: {why:?}")),
            _ => {}
        }
        Ok(())
    }
}

impl Truth {
    pub(super) fn note(&mut self, post: &Post) -> Result<(), String> {
        match post {
            Post::Message(ServerMessage::Event {
                number,
                tick,
                event,
            }) => {
                let known = self.events.len() as u32;
                if *number == known + 1 {
                    self.events.push((*tick, event.clone()));
                } else if *number > known {
                    return Err(format!("event {number} after {known}"));
                }
            }
            Post::Message(ServerMessage::Ack { seq, .. }) => self.applied.push(*seq),
            Post::Message(ServerMessage::View(view)) => self.view = Some((**view).clone()),
            Post::Snapshot(snapshot) => {
                // As near as the wire tells it.
                let told = delta::cut(snapshot.as_ref()).map_err(|error| error.to_string())?;
                self.view = Some(told.view);
            }
            Post::Message(_) => {}
        }
        Ok(())
    }
}
