//! One room: two seats, the inputs that wait for their tick, and the world. It is pure: messages
//! in, letters out, a tick when it is told. It knows no socket, no clock and no task.

mod aloft;
mod flight;
mod instructor;
mod lobby;
mod log;
mod news;
mod pace;
mod pause;
mod relief;
mod seat;
mod silence;
mod tape;
mod watched;

use handshake_shared::ids::Seat;
use handshake_shared::limits::{LOBBY_HOLD_S, ROOM_IDLE_S, SEAT_HOLD_S};
use handshake_shared::scenario::Scenario;
use handshake_shared::sim::World;
use handshake_shared::sim::event::{Event, Refusal};
use handshake_shared::sim::input::Command;
use handshake_shared::sim::pace::PaceDrop;
use handshake_shared::time::Tick;
use handshake_shared::wire::client::{ClientMessage, StickDatagram};
use handshake_shared::wire::server::{
    Closing, NotInjected, PauseReason, Refused, Roster, ServerMessage,
};
use handshake_shared::wire::snapshot::Snapshot;
use handshake_shared::wire::{Pace, RoomCode, Token};
use serde::{Deserialize, Serialize};

use instructor::Instructing;
use log::Log;
use pace::Compression;
use pause::Pause;
use seat::{Ask, Came, SeatSlot};
use tape::Tape;
use watched::Watch;

pub use aloft::Aloft;
pub use log::{Cut, Lost, Sheet};
pub use tape::Page;

/// What a room is opened with.
#[derive(Clone, Debug)]
pub struct Setup {
    /// Where the mission starts, with the rules it is flown under.
    pub scenario: Scenario,
    /// Seed of everything random in it.
    pub seed: u64,
    /// What makes the ticks come.
    pub pace: Pace,
}

/// A crew at the door.
#[derive(Clone, Debug)]
pub struct Arrival {
    /// Name shown to the partner.
    pub name: String,
    /// The seat asked for; absent takes what is free.
    pub seat: Option<Seat>,
    /// The secret of a seat held before.
    pub token: Option<Token>,
    /// Number of the last event that reached it.
    pub heard: u32,
    /// The secret a newly taken seat will be held by. A crew that calls again with it, because the welcome
    /// was lost, takes up that seat.
    pub fresh: Token,
}

/// What a room has to say to one seat.
#[derive(Clone, Debug, PartialEq)]
pub enum Post {
    /// On the control stream.
    Message(ServerMessage),
    /// As a datagram; it may be lost.
    Snapshot(Box<Snapshot>),
}

/// A post and whom it is for.
#[derive(Clone, Debug, PartialEq)]
pub struct Letter {
    /// Whom.
    pub to: Seat,
    /// What.
    pub post: Post,
}

/// What an operator may know of a room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// The mission's name.
    pub scenario: String,
    /// How far it is.
    pub stage: StageName,
    /// The mission's time.
    pub tick: Tick,
    /// It stands still because a crew is away.
    pub paused: bool,
    /// Whether each seat's crew is connected; absent where nobody holds the seat.
    pub crews: [Option<bool>; 2],
}

/// How far a room is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StageName {
    /// Not begun.
    Lobby,
    /// In flight.
    Flying,
    /// Over.
    Debrief,
}

/// A seat sent what no client of ours sends; its connection should be closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an act out of order, or a grant that cannot be")]
pub struct ProtocolFault;

#[derive(Clone, Debug, Serialize, Deserialize)]
enum Stage {
    Lobby,
    Flying(Box<World>),
    Debrief(Box<World>),
}

/// One room.
pub struct Room {
    code: RoomCode,
    setup: Setup,
    seats: [SeatSlot; 2],
    stage: Stage,
    mission: u16,
    /// A crew is missing: nothing moves until both are there.
    paused: bool,
    /// A pause that a crew asked for.
    pause: Pause,
    compression: Compression,
    idle_s: u32,
    /// A crew has changed its seat since this was asked last.
    moved: bool,
    closing: Option<Closing>,
    /// The flight runs at so many parts in a hundred of real time, and its crews know.
    slow: Option<u8>,
    outbox: Vec<Letter>,
    /// The recording, where one is wanted.
    tape: Option<Tape>,
    /// What is kept of it, where it is.
    log: Option<Log>,
    watch: Watch,
    instructing: Instructing,
}

impl std::fmt::Debug for Room {
    /// Its code: what is in it belongs in no log.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_tuple("Room").field(&self.code).finish()
    }
}

impl Room {
    /// An empty room.
    pub fn new(code: RoomCode, setup: Setup) -> Room {
        Room {
            code,
            setup,
            seats: Default::default(),
            stage: Stage::Lobby,
            mission: 0,
            paused: false,
            pause: Pause::default(),
            compression: Compression::default(),
            idle_s: 0,
            moved: false,
            closing: None,
            slow: None,
            outbox: Vec::new(),
            tape: None,
            log: None,
            watch: Watch::default(),
            instructing: Instructing::default(),
        }
    }

    /// The same room on its crews' own machine: their pauses last as long as they like.
    pub fn of_ones_own(mut self) -> Room {
        self.pause = Pause::without_end();
        self
    }

    /// Lets a crew take a seat, or take up again the one its secret holds.
    pub fn join(&mut self, arrival: Arrival) -> Result<Seat, Refused> {
        let seat = self.seat_for(&arrival)?;
        self.idle_s = 0;
        let tick = self.stage.world().map_or(Tick(0), World::tick);
        let secret = arrival.token.unwrap_or(arrival.fresh);
        let slot = &mut self.seats[seat.index()];
        let (heard, came) = if slot.is_held_by(&secret) {
            let came = slot.take_up(secret, arrival.name, tick);
            (arrival.heard, Some(came))
        } else {
            slot.sit_down(arrival.name, secret, tick);
            (0, None)
        };
        let relieved = match came {
            Some(Came::Relieved(since)) => Some(since),
            _ => None,
        };
        if !matches!(came, Some(Came::Back)) {
            self.begin_durable(seat);
        }
        self.turn();
        self.welcome(seat);
        self.tell_history(seat);
        self.tell_roster();
        self.tell_briefing();
        if !matches!(came, Some(Came::Relief)) {
            self.sat_down(seat);
        }
        self.bring_up_to_date(seat, heard);
        self.tell_relieved(seat, relieved);
        if self.slow.is_some() {
            self.say(seat, ServerMessage::Slow(self.slow));
        }
        self.settle_pause();
        Ok(seat)
    }

    /// Takes one message of a seated crew.
    pub fn receive(&mut self, seat: Seat, message: ClientMessage) -> Result<(), ProtocolFault> {
        self.idle_s = 0;
        if let Some(ask) = ask_of(&message)
            && !self.seats[seat.index()].may_ask(ask)
        {
            self.tell_off(seat);
            return Ok(());
        }
        let flows = |message: &ClientMessage| {
            matches!(
                message,
                ClientMessage::Command { .. }
                    | ClientMessage::Grant { .. }
                    | ClientMessage::Pace(_)
            )
        };
        if !flows(&message) {
            self.turn();
        }
        match message {
            // A relief comes with a secret, by a way of its own.
            ClientMessage::Hello(_) | ClientMessage::Relieve => Err(ProtocolFault),
            ClientMessage::Ready(ready) => {
                if matches!(self.stage, Stage::Lobby) {
                    self.set_ready(seat, ready);
                }
                Ok(())
            }
            ClientMessage::Again => {
                if matches!(self.stage, Stage::Debrief(_)) {
                    self.set_ready(seat, true);
                }
                Ok(())
            }
            // Things fail by an instructor's word, which comes by a way of its own.
            ClientMessage::Command {
                command: Command::Inject(_),
                ..
            } => Err(ProtocolFault),
            ClientMessage::Inject(what) => {
                let refused = Some(NotInjected::NoInstructor);
                self.say(seat, ServerMessage::Injection { what, refused });
                Ok(())
            }
            ClientMessage::Instruct(allowed) => {
                self.set_instructing(seat, allowed);
                Ok(())
            }
            ClientMessage::Command { seq, command } => {
                let flown = match &self.stage {
                    Stage::Flying(world) => Some(world.tick()),
                    Stage::Lobby | Stage::Debrief(_) => None,
                };
                self.seats[seat.index()].take_command(seq, command, flown)?;
                if flown.is_none() {
                    self.dismiss_acts(seat);
                }
                Ok(())
            }
            ClientMessage::Grant {
                seq,
                through,
                stick,
                ticks,
            } => {
                if self.setup.pace == Pace::RealTime {
                    return Err(ProtocolFault);
                }
                let flying = matches!(self.stage, Stage::Flying(_));
                self.seats[seat.index()].take_grant(seq, through, (stick, ticks), flying)
            }
            ClientMessage::Leave => {
                self.leave(seat);
                Ok(())
            }
            ClientMessage::Pace(factor) => {
                self.wish(seat, factor);
                Ok(())
            }
            ClientMessage::Pause(paused) => {
                self.ask_pause(seat, paused);
                Ok(())
            }
            ClientMessage::Help(level) => {
                self.set_help(seat, level);
                Ok(())
            }
            ClientMessage::Sit(to) => {
                self.sit(seat, to);
                Ok(())
            }
            ClientMessage::Watching(watching) => {
                self.set_watching(seat, watching);
                Ok(())
            }
            // Of its connection and no other: whoever holds that heeds it.
            ClientMessage::WantsFlight => Ok(()),
        }
    }

    /// Messages of its crews that were not taken since this was asked last, for the count.
    pub fn take_dropped(&mut self) -> u64 {
        self.seats.iter_mut().map(SeatSlot::take_dropped).sum()
    }

    /// Takes movements of the sticks. In lockstep they come with the grants instead.
    pub fn stick(&mut self, seat: Seat, said: impl Into<StickDatagram>) {
        if let Stage::Flying(world) = &self.stage
            && self.setup.pace == Pace::RealTime
        {
            self.seats[seat.index()].take_sticks(&said.into(), world.tick());
        }
    }

    /// The seat's connection is gone; the seat is held for its crew.
    pub fn lost(&mut self, seat: Seat) {
        let on_ground = matches!(self.stage, Stage::Lobby);
        let hold_s = if on_ground { LOBBY_HOLD_S } else { SEAT_HOLD_S };
        if self.seats[seat.index()].go_away(hold_s) {
            self.turn();
            self.tell_roster();
            self.settle_pause();
        }
    }

    /// One second has passed on the wall: seats are not held and empty rooms not kept for ever.
    pub fn second(&mut self) {
        self.pause_second();
        self.idle_s += u32::from(!self.pause_has_no_end());
        if self.idle_s >= ROOM_IDLE_S {
            self.close(Closing::Idle);
        }
        let mut gone = false;
        for seat in Seat::ALL {
            gone |= self.seats[seat.index()].wait_a_second();
        }
        if gone {
            self.turn();
        }
        let nobody = self.seats.iter().all(|slot| !slot.is_held());
        if gone && matches!(self.stage, Stage::Lobby) && !nobody {
            self.tell_roster();
        } else if gone {
            self.close(Closing::PartnerGone);
        } else if nobody && self.idle_s >= u32::from(LOBBY_HOLD_S) {
            self.close(Closing::Idle);
        }
    }

    /// The room ends and says why; it will not move again.
    pub fn close(&mut self, why: Closing) {
        if self.closing.is_none() {
            self.closing = Some(why);
            if why == Closing::RoomFault {
                self.cut_tape();
            } else {
                self.end_tape();
            }
            // A room that is kept goes on, and its flight with it; what a bug left is no world.
            if !matches!(why, Closing::Kept | Closing::RoomFault) {
                self.end_strip();
            }
            self.say_both(&ServerMessage::Closing(why));
        }
    }

    /// Its code.
    pub fn code(&self) -> RoomCode {
        self.code
    }

    /// Why the room has ended, if it has.
    pub fn closing(&self) -> Option<Closing> {
        self.closing
    }

    /// The clock on the wall drives this room now.
    pub fn runs_on_clock(&self) -> bool {
        self.setup.pace == Pace::RealTime && self.moves()
    }

    /// What the room has to say since it was last asked.
    pub fn drain(&mut self) -> Vec<Letter> {
        std::mem::take(&mut self.outbox)
    }

    /// The world's tick and digest, once a mission has begun.
    pub fn digest(&self) -> Option<(Tick, u64)> {
        let world = self.stage.world()?;
        Some((world.tick(), handshake_shared::sim::digest::of(world)))
    }

    /// What an operator may know of it.
    pub fn facts(&self) -> Facts {
        let crew = |slot: &SeatSlot| slot.is_held().then(|| slot.is_connected());
        Facts {
            scenario: self.setup.scenario.name.to_string(),
            stage: match self.stage {
                Stage::Lobby => StageName::Lobby,
                Stage::Flying(_) => StageName::Flying,
                Stage::Debrief(_) => StageName::Debrief,
            },
            tick: self.stage.world().map_or(Tick(0), World::tick),
            paused: self.paused,
            crews: [crew(&self.seats[0]), crew(&self.seats[1])],
        }
    }

    fn moves(&self) -> bool {
        let paused = self.paused || self.pause.holds();
        matches!(self.stage, Stage::Flying(_)) && !paused && self.closing.is_none()
    }

    fn seat_for(&self, arrival: &Arrival) -> Result<Seat, Refused> {
        let by = |secret: &Token| {
            let held = |seat: &Seat| self.seats[seat.index()].is_held_by(secret);
            Seat::ALL.into_iter().find(held)
        };
        if let Some(token) = &arrival.token {
            return by(token).ok_or(Refused::WrongToken);
        }
        if let Some(seat) = by(&arrival.fresh) {
            return Ok(seat);
        }
        let is_free = |seat: &Seat| !self.seats[seat.index()].is_held();
        match arrival.seat {
            Some(seat) if is_free(&seat) => Ok(seat),
            Some(seat) => Err(Refused::SeatTaken(seat)),
            None => Seat::ALL.into_iter().find(is_free).ok_or(Refused::RoomFull),
        }
    }

    /// Asks come too fast: they are not taken, and once a second the crew is told.
    fn tell_off(&mut self, seat: Seat) {
        let tick = self.stage.world().map_or(Tick(0), World::tick);
        let slot = &mut self.seats[seat.index()];
        if slot.tell_off() {
            let why = Refusal::TooMany;
            let message = slot.note(tick, Event::Refused { seat, why });
            self.say(seat, message);
        }
    }

    /// Nothing can be done on the ground: acts are answered and have no effect.
    fn dismiss_acts(&mut self, seat: Seat) {
        let tick = self.stage.world().map_or(Tick(0), World::tick);
        let (_, acts) = self.seats[seat.index()].input_now(tick);
        for (seq, _) in acts {
            let message = self.seats[seat.index()].apply(seq, tick);
            self.say(seat, message);
        }
    }

    fn leave(&mut self, seat: Seat) {
        self.say(seat, ServerMessage::Closing(Closing::Left));
        let tick = self.stage.world().map_or(Tick(0), World::tick);
        self.seats[seat.index()].give_up(tick);
        self.watch.host = self.watch.host.filter(|host| *host != seat);
        self.tell_roster();
        self.settle_pause();
    }

    fn welcome(&mut self, seat: Seat) {
        let slot = &self.seats[seat.index()];
        // Who is welcomed sits there, and who sits has a secret.
        let Some(token) = slot.token() else { return };
        let received = slot.received();
        let (room, pace) = (self.code, self.setup.pace);
        let welcome = ServerMessage::Welcome {
            room,
            seat,
            token,
            pace,
            received,
        };
        self.say(seat, welcome);
    }

    fn bring_up_to_date(&mut self, seat: Seat, heard: u32) {
        if let Some(message) = self.seats[seat.index()].applied() {
            self.say(seat, message);
        }
        let Some(world) = self.stage.world() else {
            return;
        };
        let tick = world.tick();
        let debrief = world.debrief();
        let view = handshake_shared::view::of(world, seat);
        let started = self.started_at(tick);
        self.say(seat, started);
        for message in self.seats[seat.index()].events_after(heard) {
            self.say(seat, message);
        }
        self.say(seat, ServerMessage::View(Box::new(view)));
        self.tell_pace_to(seat);
        if let Some(debrief) = debrief {
            self.say(seat, ServerMessage::Debrief(Box::new(debrief)));
        }
    }

    /// Pauses when a crew is missing, goes on when both are there, and tells the others.
    fn settle_pause(&mut self) {
        let Stage::Flying(world) = &self.stage else {
            self.paused = false;
            return;
        };
        let since = world.tick();
        let missing = Seat::ALL
            .into_iter()
            .find(|seat| !self.seats[seat.index()].is_connected());
        let was_paused = std::mem::replace(&mut self.paused, missing.is_some());
        match missing {
            Some(seat) => {
                self.drop_pace([Some(PaceDrop::PartnerGone); 2]);
                let slot = &self.seats[seat.index()];
                let left = !slot.is_held();
                let why = if left {
                    PauseReason::Left(seat)
                } else {
                    PauseReason::Lost(seat)
                };
                let left_s = slot.hold_left_s();
                self.pause.stop_count();
                self.say_both(&ServerMessage::Paused { why, since, left_s });
            }
            None if self.pause.holds() => self.tell_pause(),
            None if was_paused => self.say_both(&ServerMessage::Resumed),
            None => {}
        }
    }

    /// The flight runs at so many parts in a hundred of real time; absent when it keeps up again.
    pub fn runs_at(&mut self, percent: Option<u8>) {
        self.slow = percent;
        self.say_both(&ServerMessage::Slow(percent));
    }

    fn tell_roster(&mut self) {
        let roster: Roster = [self.seats[0].status(), self.seats[1].status()];
        self.say_both(&ServerMessage::Lobby(roster));
    }

    fn say(&mut self, to: Seat, message: ServerMessage) {
        self.outbox.push(Letter {
            to,
            post: Post::Message(message),
        });
    }

    fn say_both(&mut self, message: &ServerMessage) {
        for seat in Seat::ALL {
            if self.seats[seat.index()].is_connected() {
                self.say(seat, message.clone());
            }
        }
    }
}

/// What is asked of the room, if anything is.
fn ask_of(message: &ClientMessage) -> Option<Ask> {
    match message {
        ClientMessage::Ready(_) => Some(Ask::Ready),
        ClientMessage::Again => Some(Ask::Again),
        ClientMessage::Pace(_) => Some(Ask::Pace),
        ClientMessage::Pause(_) => Some(Ask::Pause),
        ClientMessage::Help(_) => Some(Ask::Help),
        ClientMessage::Sit(_) => Some(Ask::Sit),
        ClientMessage::Watching(_) => Some(Ask::Watching),
        ClientMessage::Instruct(_) | ClientMessage::Inject(_) => Some(Ask::Instruct),
        ClientMessage::Hello(_)
        | ClientMessage::Relieve
        | ClientMessage::Command { .. }
        | ClientMessage::Grant { .. }
        | ClientMessage::Leave
        | ClientMessage::WantsFlight => None,
    }
}

impl Stage {
    fn world(&self) -> Option<&World> {
        match self {
            Stage::Lobby => None,
            Stage::Flying(world) | Stage::Debrief(world) => Some(world),
        }
    }
}

#[cfg(test)]
mod tests;
