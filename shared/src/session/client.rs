//! A crew's end of the connection: it says hello, keeps acts until they took effect for good, takes up
//! its seat again on a new connection, and lets old views and repeated events fall.

use alloc::boxed::Box;
use alloc::collections::VecDeque;
use alloc::string::String;
use alloc::vec::Vec;

use crate::ids::Seat;
use crate::limits::{COMMANDS_PENDING_MAX, GRANTS_AHEAD_MAX};
use crate::session::acts::Acts;
use crate::session::clock::Clock;
use crate::session::shown::{Corrections, Shown};
use crate::session::snapshots::Listener;
use crate::session::sticks::Sticks;
use crate::sim::doors::Rules;
use crate::sim::event::Event;
use crate::sim::input::{Command, HelpLevel, Stick};
use crate::sim::scoring::Debrief;
use crate::time::Tick;
use crate::view::View;
use crate::wire::client::{ClientMessage, Hello, Want};
use crate::wire::codec::{FrameReader, WireError, decode_frame, encode_datagram, encode_frame};
use crate::wire::server::{
    Briefing, Closing, NoPause, PaceState, PauseReason, Redirect, Refused, Roster, ServerMessage,
};
use crate::wire::version::{OPENING_BYTES, Version};
use crate::wire::{Flown, Follow, Mark, Pace, RoomCode, Token, WatchCode, Watchers, Watching};

/// What a crew learns from its connection.
#[derive(Clone, Debug, PartialEq)]
pub enum ClientEvent {
    /// Not let in.
    Refused(Refused),
    /// In the seat.
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
    /// The mission runs.
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
    /// The act took effect.
    Ack {
        /// Its number, as `command` gave it.
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
    /// The server closes the connection.
    Closed(Closing),
    /// Before the mission: which one, and what the crews tell of themselves.
    Briefing(Briefing),
    /// The server was gone and is back. So many ticks of what this crew had seen are undone; its acts in
    /// them are on their way again.
    Undone(u32),
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
    /// Who watches.
    Watchers(Watchers),
    /// The next piece of the flight that is over, as [`ClientSession::wants_flight`] asked.
    Flown(Box<Flown>),
    /// The server cannot keep up: the flight runs at so many parts in a hundred of real time; absent when
    /// it keeps up again.
    Slow(Option<u8>),
    /// The server had lost the room, and has it again from the copy of a crew. So many ticks of what this
    /// crew had seen are undone.
    Restored(u32),
    /// One more second of the room's sealed copy, for whoever keeps it.
    Follow(Follow),
    /// The server asks for the copy that is kept.
    WantCopy,
}

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

/// The word for the newest snapshot goes by itself after so long, ms: changes are small against one
/// that is a second old, and each word costs an acknowledgement back.
const WORD_MS: u64 = 1_000;
/// And after so many: the other end keeps four times as many.
const WORD_AFTER: u32 = 8;
/// Never more often than this, ms.
const WORD_AGAIN_MS: u64 = 100;

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

    fn on_opening(&mut self) -> Result<bool, WireError> {
        let Some(raw) = self.reader.take_raw::<OPENING_BYTES>() else {
            return Ok(false);
        };
        let theirs = Version::from_opening(&raw)?;
        self.stage = Stage::Greeting;
        if theirs != self.version {
            self.events
                .push_back(ClientEvent::Refused(Refused::Version {
                    server: (theirs.protocol, theirs.catalogue),
                    client: (self.version.protocol, self.version.catalogue),
                }));
        }
        Ok(true)
    }

    fn on_message(&mut self, message: ServerMessage) -> Result<(), WireError> {
        let event = match message {
            ServerMessage::Refused(why) => ClientEvent::Refused(why),
            ServerMessage::Welcome {
                room,
                seat,
                token,
                pace,
                received,
            } => {
                self.hello.want = Want::Join { code: room };
                self.hello.seat = Some(seat);
                self.hello.token = Some(token);
                self.by_the_clock = pace == Pace::RealTime;
                // Said again on a live connection it is another seat, for which nobody is ready yet.
                self.ready &= self.stage != Stage::Live;
                self.seated(received)?;
                ClientEvent::Welcome { room, seat, pace }
            }
            ServerMessage::Lobby(roster) => ClientEvent::Lobby(roster),
            ServerMessage::Started {
                mission,
                tick,
                scenario,
                rules,
            } => {
                // A crew that comes back to its mission is told of it again, and knows it.
                if mission == self.mission {
                    return Ok(());
                }
                self.newest = None;
                self.clock.set_anew();
                self.shown.begin();
                self.known = tick;
                self.ready = false;
                self.acts.settle_grants();
                self.mission = mission;
                ClientEvent::Started {
                    tick,
                    scenario,
                    rules,
                }
            }
            ServerMessage::Ack { seq, tick } => {
                self.applied(seq, tick);
                return Ok(());
            }
            ServerMessage::Event {
                number,
                tick,
                event,
            } => {
                if number <= self.hello.heard {
                    return Ok(());
                }
                self.hello.heard = number;
                self.known = self.known.max(tick);
                ClientEvent::Event { tick, event }
            }
            ServerMessage::View(view) => {
                self.acts.seen(view.tick);
                self.send_acts();
                if self.by_the_clock {
                    self.shown.stand(view.clone());
                }
                self.show(view);
                return Ok(());
            }
            ServerMessage::Debrief(debrief) => {
                self.acts.settle();
                self.send_acts();
                ClientEvent::Debrief(debrief)
            }
            ServerMessage::Paused { why, since, left_s } => {
                self.halt(true);
                ClientEvent::Paused { why, since, left_s }
            }
            ServerMessage::Resumed => {
                self.halt(false);
                ClientEvent::Resumed
            }
            ServerMessage::Pace(pace) => {
                self.shown.run(pace.granted);
                self.clock.set_anew();
                ClientEvent::Pace(pace)
            }
            ServerMessage::GoesOn { by, in_s } => ClientEvent::GoesOn { by, in_s },
            ServerMessage::NoPause(why) => ClientEvent::NoPause(why),
            ServerMessage::Silent(for_ms) => ClientEvent::Silent(for_ms),
            ServerMessage::Briefing(briefing) => ClientEvent::Briefing(briefing),
            ServerMessage::Closing(why) => ClientEvent::Closed(why),
            ServerMessage::History {
                epoch,
                mission,
                tick,
                events,
            } => match self.epoch.replace(epoch) {
                Some(before) if before != epoch => {
                    match (self.undo(mission, tick, events)?, self.from_copy) {
                        (ClientEvent::Undone(ticks), true) => ClientEvent::Restored(ticks),
                        (undone, _) => undone,
                    }
                }
                _ => return Ok(()),
            },
            ServerMessage::Durable { seq } => {
                self.acts.durable(seq);
                ClientEvent::Durable(seq)
            }
            ServerMessage::Saving(saving) => ClientEvent::Saving(saving),
            ServerMessage::Follow(follow) => {
                self.acts.copied();
                ClientEvent::Follow(follow)
            }
            ServerMessage::WantCopy => ClientEvent::WantCopy,
            ServerMessage::FromCopy => {
                self.from_copy = true;
                return Ok(());
            }
            ServerMessage::Relief { seat, token } => ClientEvent::Relief(seat, token),
            ServerMessage::Relieved { since } => ClientEvent::Relieved(since),
            ServerMessage::WatchKey(code) => ClientEvent::WatchKey(code),
            ServerMessage::Watchers(watchers) => ClientEvent::Watchers(watchers),
            ServerMessage::Flown(flown) => ClientEvent::Flown(flown),
            // It is said to those who watch, and a crew does not.
            ServerMessage::Watching { .. } => return Err(WireError::Malformed),
            ServerMessage::Slow(percent) => {
                // Its ticks come at other times than before.
                self.clock.set_anew();
                ClientEvent::Slow(percent)
            }
            // A crew that sits is sent nowhere.
            ServerMessage::Redirect(_) if self.stage == Stage::Live => {
                return Err(WireError::Malformed);
            }
            ServerMessage::Redirect(to) => {
                self.redirect = Some(to);
                return Ok(());
            }
        };
        self.events.push_back(event);
        Ok(())
    }

    /// The room stands still, or goes on: its clock is another one.
    fn halt(&mut self, halted: bool) {
        self.clock.set_anew();
        self.shown.halt(halted);
    }

    /// Sends again what the server has not got, or has lost, and goes on after what it has.
    fn seated(&mut self, received: u32) -> Result<(), WireError> {
        self.stage = Stage::Live;
        let again = [
            (self.wants_flight, ClientMessage::WantsFlight),
            (self.ready, ClientMessage::Ready(true)),
        ];
        for (_, message) in again.iter().filter(|(said, _)| *said) {
            self.outgoing.push_back(encode_frame(message)?);
        }
        self.acts.resume(received);
        self.send_acts();
        Ok(())
    }

    /// The server was gone, and the room stands as it stood at this tick. In lockstep it comes again to where
    /// it was, for what was granted is granted again: then nothing is undone. A mission whose start is
    /// undone is begun again: this crew was ready for it.
    fn undo(&mut self, mission: u16, tick: Tick, events: u32) -> Result<ClientEvent, WireError> {
        let same = mission == self.mission;
        if same && !self.by_the_clock {
            return Ok(ClientEvent::Undone(0));
        }
        let stands = if same { tick.0 } else { 0 };
        let undone = self.known.0.saturating_sub(stands);
        self.hello.heard = self.hello.heard.min(events);
        self.newest = None;
        self.clock.set_anew();
        self.shown.begin();
        self.known = tick;
        if !same {
            self.mission = mission;
            for wish in [ClientMessage::Ready(true), ClientMessage::Again] {
                self.outgoing.push_back(encode_frame(&wish)?);
            }
        }
        Ok(ClientEvent::Undone(undone))
    }

    /// Everything up to this number took effect. Each act is told once, however often it is said: the
    /// word for the last ones before a loss comes again. One that was undone is told again.
    fn applied(&mut self, seq: u32, tick: Tick) {
        self.known = self.known.max(tick);
        for seq in self.acts.applied(seq) {
            self.events.push_back(ClientEvent::Ack { seq, tick });
        }
        self.send_acts();
    }

    fn show(&mut self, view: Box<View>) {
        if self.newest.is_none_or(|newest| view.tick >= newest) {
            self.newest = Some(view.tick);
            self.known = self.known.max(view.tick);
            self.events.push_back(ClientEvent::View(view));
        }
    }
}

/// The word for the newest snapshot: with every movement of the sticks, and by itself where none goes.
#[derive(Clone, Copy, Debug, Default)]
struct Word {
    /// What it said last and when, ms.
    last: Option<(u16, u64)>,
    /// Snapshots since then.
    heard: u32,
}

impl Word {
    /// When it is to go by itself, ms; absent while there is nothing new to say.
    fn due_ms(&self, seen: u16) -> Option<u64> {
        match self.last {
            None => (self.heard > 0).then_some(0),
            Some((said, _)) if said == seen && (seen != 0 || self.heard == 0) => None,
            // Until the other end knows of one, all it tells is told in full.
            Some((said, at)) if said == 0 || seen == 0 => Some(at + WORD_AGAIN_MS),
            Some((_, at)) if self.heard >= WORD_AFTER => Some(at + WORD_AGAIN_MS),
            Some((_, at)) => Some(at + WORD_MS),
        }
    }

    fn goes(&mut self, seen: u16, now_ms: u64) {
        *self = Word {
            last: Some((seen, now_ms)),
            heard: 0,
        };
    }
}

#[cfg(test)]
mod tests;
