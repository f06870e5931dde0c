//! A crew's end of the connection: it says hello, keeps acts until they took effect for good, takes up
//! its seat again on a new connection, and lets old views and repeated events fall.

mod event;
mod hear;
mod word;

use alloc::boxed::Box;
use alloc::collections::VecDeque;
use alloc::vec::Vec;

pub use event::ClientEvent;

use crate::ids::Seat;
use crate::limits::{COMMANDS_PENDING_MAX, GRANTS_AHEAD_MAX};
use crate::session::acts::Acts;
use crate::session::clock::Clock;
use crate::session::shown::{Corrections, Shown};
use crate::session::snapshots::Listener;
use crate::session::sticks::Sticks;
use crate::sim::input::{Command, HelpLevel, Stick};
use crate::time::Tick;
use crate::view::View;
use crate::wire::client::{ClientMessage, Hello, Want};
use crate::wire::codec::{FrameReader, WireError, decode_frame, encode_datagram, encode_frame};
use crate::wire::server::Redirect;
use crate::wire::version::Version;
use crate::wire::{Mark, RoomCode, Token, Watching};
use word::Word;

/// Why an act could not be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SessionError {
    /// More acts wait for the server than it would take.
    #[error("too many acts are waiting")]
    TooMany,
    /// The connection is not in a state for that.
    #[error("not seated")]
    NotSeated,
    /// The act itself cannot be sent.
    #[error(transparent)]
    Wire(#[from] WireError),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Opening,
    Greeting,
    Live,
}

/// A crew's end of the connection.
#[derive(Debug)]
pub struct ClientSession {
    hello: Hello,
    version: Version,
    stage: Stage,
    reader: FrameReader,
    acts: Acts,
    /// What was said last about being ready; said again on a new connection.
    ready: bool,
    /// The flight is wanted when it is over; said again as well.
    wants_flight: bool,
    mission: u16,
    /// Of the last view.
    newest: Option<Tick>,
    /// The last that anything is known of.
    known: Tick,
    /// Of the room's history.
    epoch: Option<u32>,
    /// That history began with a crew's copy.
    from_copy: bool,
    sticks: Sticks,
    clock: Clock,
    shown: Shown,
    /// The room runs by the clock and takes sticks by datagram.
    by_the_clock: bool,
    snapshots: Listener,
    word: Word,
    redirect: Option<Redirect>,
    outgoing: VecDeque<Vec<u8>>,
    events: VecDeque<ClientEvent>,
}

impl ClientSession {
    /// A crew about to say hello.
    pub fn new(hello: Hello, version: Version) -> Result<ClientSession, SessionError> {
        let mut session = ClientSession {
            hello,
            version,
            stage: Stage::Opening,
            reader: FrameReader::default(),
            acts: Acts::default(),
            ready: false,
            wants_flight: false,
            mission: 0,
            newest: None,
            known: Tick(0),
            epoch: None,
            from_copy: false,
            sticks: Sticks::default(),
            clock: Clock::default(),
            shown: Shown::default(),
            by_the_clock: false,
            snapshots: Listener::default(),
            word: Word::default(),
            redirect: None,
            outgoing: VecDeque::new(),
            events: VecDeque::new(),
        };
        session.open()?;
        Ok(session)
    }

    /// Begins again on a new connection, with the secret of the seat if one is held.
    pub fn open(&mut self) -> Result<(), SessionError> {
        self.stage = Stage::Opening;
        self.from_copy = false;
        self.reader = FrameReader::default();
        self.sticks.clear();
        self.clock = Clock::default();
        self.shown.begin();
        self.snapshots = Listener::default();
        self.word = Word::default();
        self.redirect = None;
        self.outgoing.clear();
        self.outgoing.push_back(self.version.to_opening().to_vec());
        self.outgoing
            .push_back(encode_frame(&ClientMessage::Hello(self.hello.clone()))?);
        Ok(())
    }

    /// Asks for one act; its number comes back with `Ack`. It is kept until it outlives the server.
    pub fn command(&mut self, command: Command) -> Result<u32, SessionError> {
        self.act(|seq| ClientMessage::Command { seq, command })
    }

    /// Lockstep: the world may step until its tick is `through`; the view of that tick answers.
    pub fn grant(&mut self, through: Tick, stick: Stick, ticks: u16) -> Result<u32, SessionError> {
        self.act(|seq| ClientMessage::Grant {
            seq,
            through,
            stick,
            ticks,
        })
    }

    /// Holds the sticks so for so many ticks, from the next tick that can be reached.
    pub fn stick(&mut self, stick: Stick, ticks: u16, now_ms: u64) {
        self.move_sticks(stick, ticks, false, now_ms);
    }

    /// A pulse of so many ticks beside what already stands.
    pub fn pulse(&mut self, stick: Stick, ticks: u16, now_ms: u64) {
        self.move_sticks(stick, ticks, true, now_ms);
    }

    fn move_sticks(&mut self, stick: Stick, ticks: u16, adds: bool, now_ms: u64) {
        let at = self.shown.next_tick(&self.clock, now_ms);
        let message = self.sticks.push(stick, ticks, adds, at);
        self.shown.moved(message);
    }

    /// What is to be drawn now: the newest view flown on under the own sticks; nothing before the first
    /// view of a room that runs by the clock.
    pub fn shown(&mut self, now_ms: u64) -> Option<Box<View>> {
        self.shown.frame(&self.clock, now_ms)
    }

    /// Whether what is shown moves without news.
    pub fn moves(&self) -> bool {
        self.shown.is_moving()
    }

    /// The room's clock, and how good the line is.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// How far off the picture was when the last snapshot came.
    pub fn corrections(&self) -> Corrections {
        self.shown.corrections()
    }

    /// Ready to begin, or not yet.
    pub fn ready(&mut self, ready: bool) -> Result<(), SessionError> {
        self.say(&ClientMessage::Ready(ready))?;
        self.ready = ready;
        Ok(())
    }

    /// Fly again from the start.
    pub fn again(&mut self) -> Result<(), SessionError> {
        self.say(&ClientMessage::Again)
    }

    /// The time compression this crew wants, one of [`FACTORS`](crate::sim::pace::FACTORS).
    pub fn pace(&mut self, factor: u8) -> Result<(), SessionError> {
        self.say(&ClientMessage::Pace(factor))
    }

    /// Stop the flight, or go on with it.
    pub fn pause(&mut self, paused: bool) -> Result<(), SessionError> {
        self.say(&ClientMessage::Pause(paused))
    }

    /// The other crew was dropped: ask for a software crew in its seat. `Relief` follows once it is due.
    pub fn relieve(&mut self) -> Result<(), SessionError> {
        self.say(&ClientMessage::Relieve)
    }

    /// The help level this crew will begin with.
    pub fn help(&mut self, level: HelpLevel) -> Result<(), SessionError> {
        self.say(&ClientMessage::Help(level))
    }

    /// Before the mission: change to this seat. A `Welcome` to it follows, unless somebody holds it.
    pub fn sit(&mut self, seat: Seat) -> Result<(), SessionError> {
        self.say(&ClientMessage::Sit(seat))
    }

    /// Who may watch; heeded where this crew opened the room.
    pub fn watching(&mut self, watching: Watching) -> Result<(), SessionError> {
        self.say(&ClientMessage::Watching(watching))
    }

    /// Whether an instructor may have things fail; heeded where this crew opened the room.
    pub fn instruct(&mut self, may: bool) -> Result<(), SessionError> {
        self.say(&ClientMessage::Instruct(may))
    }

    /// The flight is wanted when it is over, on this connection and those after it.
    pub fn wants_flight(&mut self) -> Result<(), SessionError> {
        self.wants_flight = true;
        self.say(&ClientMessage::WantsFlight)
    }

    /// Give the seat up.
    pub fn leave(&mut self) -> Result<(), SessionError> {
        self.say(&ClientMessage::Leave)
    }

    /// Takes the next bytes of the control stream. An error is final for this connection.
    pub fn on_stream(&mut self, bytes: &[u8]) -> Result<(), WireError> {
        self.reader.push(bytes);
        if self.stage == Stage::Opening && !self.on_opening()? {
            return Ok(());
        }
        while let Some(body) = self.reader.next_frame()? {
            let message = decode_frame(&body)?;
            self.on_message(message)?;
        }
        Ok(())
    }

    /// Takes one datagram; what is damaged or old falls.
    pub fn on_datagram(&mut self, bytes: &[u8], now_ms: u64) {
        let heard = self.snapshots.hear(bytes);
        self.word.heard += 1;
        let Ok(snapshot) = heard else {
            return;
        };
        let view = Box::new(snapshot.view);
        if snapshot.mission != self.mission || self.newest.is_some_and(|newest| view.tick < newest)
        {
            return;
        }
        self.clock.heard(view.tick, &snapshot.heard, now_ms);
        self.sticks.done(snapshot.heard.moved);
        self.shown
            .tell(view.clone(), &snapshot.heard, &self.clock, now_ms);
        self.show(view);
    }

    /// Bytes for the control stream, in order.
    pub fn poll_stream(&mut self) -> Option<Vec<u8>> {
        self.outgoing.pop_front()
    }

    /// A datagram that is due by now; `now_ms` only ever grows.
    pub fn poll_datagram(&mut self, now_ms: u64) -> Option<Vec<u8>> {
        if self.stage != Stage::Live {
            return None;
        }
        let seen = self.snapshots.seen();
        let word = self.word.due_ms(seen).is_some_and(|due| due <= now_ms);
        let said = match self.sticks.poll(seen, now_ms) {
            Some(said) => said,
            None if word => self.sticks.say(seen),
            None => return None,
        };
        self.word.goes(seen, now_ms);
        self.clock.sent(said.number, now_ms);
        encode_datagram(&said).ok()
    }

    /// The same whether or not it is due: on a connection that has fallen silent it finds out whether the
    /// way is open again, and tells the server of a new address.
    pub fn nudge(&mut self) -> Option<Vec<u8>> {
        let live = self.stage == Stage::Live;
        let seen = self.snapshots.seen();
        live.then(|| encode_datagram(&self.sticks.say(seen)).ok())?
    }

    /// When `poll_datagram` has something again, ms.
    pub fn wake_ms(&self) -> Option<u64> {
        if self.stage != Stage::Live {
            return None;
        }
        let word = self.word.due_ms(self.snapshots.seen());
        word.into_iter().chain([self.sticks.wake_ms()]).min()
    }

    /// What was learnt, in order.
    pub fn poll_event(&mut self) -> Option<ClientEvent> {
        self.events.pop_front()
    }

    /// The room's code, once in a seat.
    pub fn room(&self) -> Option<RoomCode> {
        match self.hello.want {
            Want::Join { code } => Some(code),
            Want::Create { .. } | Want::Watch { .. } => None,
        }
    }

    /// Where it was sent instead of being welcomed: the hello belongs there, on a new connection.
    pub fn redirected(&mut self) -> Option<Redirect> {
        self.redirect.take()
    }

    /// Where it was sent to could not be reached: from now on it asks to be served where it knocks.
    pub fn stay(&mut self) {
        self.hello.stay = true;
    }

    /// The secret that holds the seat, once there is one.
    pub fn token(&self) -> Option<Token> {
        self.hello.token
    }

    /// How far the sealed copy leads that is kept of the room; the next hello tells.
    pub fn keeps(&mut self, copy: Option<Mark>) {
        self.hello.copy = copy;
    }

    /// The seat is ours on this connection.
    pub fn is_live(&self) -> bool {
        self.stage == Stage::Live
    }

    fn act(&mut self, of: impl FnOnce(u32) -> ClientMessage) -> Result<u32, SessionError> {
        let seq = self.acts.push(of)?;
        self.send_acts();
        Ok(seq)
    }

    /// Acts whose turn it is go out.
    fn send_acts(&mut self) {
        if self.stage == Stage::Live {
            while let Some(frame) = self.acts.next_out() {
                self.outgoing.push_back(frame);
            }
        }
    }

    fn say(&mut self, message: &ClientMessage) -> Result<(), SessionError> {
        if self.stage != Stage::Live {
            return Err(SessionError::NotSeated);
        }
        if self.outgoing.len() >= COMMANDS_PENDING_MAX + GRANTS_AHEAD_MAX {
            return Err(SessionError::TooMany);
        }
        self.outgoing.push_back(encode_frame(message)?);
        Ok(())
    }
}

#[cfg(test)]
mod tests;
