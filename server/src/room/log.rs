//! What is kept of a room, so that it outlives its server: now and then all of it, and in between what
//! each step was given since. Read back, the steps are taken again, and the room stands as it stood when
//! the last record was cut: world, seats, acts that wait, numbers of acts and of events. It makes
//! records; somebody else has a disk.
//!
//! Crews come back to it as after a lost line. What they had seen beyond it is undone; what they sent
//! beyond it they send again.

mod sheet;

use std::collections::VecDeque;

use handshake_shared::checkpoint::{Unreadable, decode, encode};
use handshake_shared::ids::Seat;
use handshake_shared::limits::{
    COMMANDS_PENDING_MAX, EVENTS_KEPT_MAX, GRANTS_AHEAD_MAX, LOBBY_HOLD_S, NAME_CHARS_MAX,
    RECORD_TICKS_MAX, SCENARIO_BYTES_MAX, SEAT_HOLD_S,
};
use handshake_shared::replay::Run;
use handshake_shared::scenario;
use handshake_shared::sim::doors::Rules;
use handshake_shared::sim::input::{Command, Inputs, SeatInput, Stick};
use handshake_shared::time::Tick;
use handshake_shared::wire::client::{clean, valid_command};
use handshake_shared::wire::codec::Message;
use handshake_shared::wire::server::ServerMessage;
use handshake_shared::wire::{Pace, RoomCode, Token, WatchCode, Watching, WireError};
use serde::{Deserialize, Serialize};

use super::flight::Given;
use super::pause::Pause;
use super::seat::{SeatSlot, Waiting};
use super::{Room, Setup, Stage};
use sheet::Ledger;

pub use sheet::Sheet;

/// Ticks between two whole records: to step these again at a start takes some milliseconds.
const WHOLE_EVERY_TICKS: u32 = 600;

/// A record, ready to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cut {
    /// Its number in the room.
    pub number: u64,
    /// The record.
    pub bytes: Vec<u8>,
    /// It is all of the room; otherwise what came since the record before.
    pub whole: bool,
}

/// Why a room cannot be brought back.
#[derive(Debug, thiserror::Error)]
pub enum Lost {
    /// A record is damaged, or another version's.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// The mission's file is refused.
    #[error("its mission cannot be read")]
    Scenario,
    /// Records do not follow one another, or are another room's.
    #[error("its records do not belong together")]
    Order,
}

/// The log of a room that is kept.
#[derive(Debug)]
pub(super) struct Log {
    /// The mission's file.
    source: String,
    /// How often the room was brought back.
    epoch: u32,
    /// Number of the last record.
    number: u64,
    open: Open,
    /// Ticks since the last whole record.
    since_whole: u32,
    /// Something other than ticks and acts has changed: the next record is whole, and soon.
    turned: bool,
    /// What waited in the seats when the last record was cut.
    waiting: [Waiting; 2],
    /// Records that are not known to be kept, with the numbers of the acts they hold.
    unkept: VecDeque<(u64, [u32; 2])>,
    /// The last numbers of acts that crews were told to be durable.
    durable: [u32; 2],
    saving: bool,
    /// What is noted for the copies that crews keep.
    ledger: Ledger,
    /// This history began with such a copy.
    from_copy: bool,
}

/// Ticks since the last record.
#[derive(Debug, Default)]
struct Open {
    from: Tick,
    runs: Vec<Run>,
    acts: Vec<Taken>,
    ticks: u32,
}

/// One act and when the world was given it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Taken {
    /// Ticks after the record's first.
    after: u32,
    seat: Seat,
    /// Its number; absent where the room itself had the craft do it.
    seq: Option<u32>,
    /// What; absent where it was one too many and had no effect.
    command: Option<Command>,
}

/// All of a room.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Whole {
    room: RoomCode,
    number: u64,
    epoch: u32,
    source: String,
    rules: Rules,
    seed: u64,
    pace: Pace,
    mission: u16,
    stage: Stage,
    seats: [SeatSlot; 2],
    pause: Pause,
    /// Who may watch, by which secret, as whose wish.
    watching: Watching,
    watch_key: Option<WatchCode>,
    host: Option<Seat>,
    /// Whether it has instructors, and by which secret.
    instructed: bool,
    instructor_key: Option<WatchCode>,
}

/// What came since the record before.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Part {
    room: RoomCode,
    number: u64,
    from: Tick,
    runs: Vec<Run>,
    acts: Vec<Taken>,
    /// What waits in the seats after it.
    waiting: [Waiting; 2],
}

impl Message for Whole {
    fn validate(&mut self) -> Result<(), WireError> {
        if !self.room.is_valid() || self.source.len() > SCENARIO_BYTES_MAX {
            return Err(WireError::OutOfRange("room"));
        }
        if let Stage::Flying(world) | Stage::Debrief(world) = &mut self.stage {
            world.validate()?;
        }
        self.seats.iter_mut().try_for_each(SeatSlot::validate)
    }
}

impl Message for Part {
    fn validate(&mut self) -> Result<(), WireError> {
        if !self.room.is_valid() {
            return Err(WireError::OutOfRange("room"));
        }
        fits(&self.runs, &mut self.acts)?;
        self.waiting.iter_mut().try_for_each(Waiting::validate)
    }
}

/// Every act has its tick, and they are no more than one record may have.
fn fits(runs: &[Run], acts: &mut [Taken]) -> Result<(), WireError> {
    let ticks = runs.iter().map(|run| u32::from(run.ticks));
    let ticks = ticks.fold(0, u32::saturating_add);
    if ticks > RECORD_TICKS_MAX || acts.iter().any(|act| act.after >= ticks) {
        return Err(WireError::OutOfRange("ticks of a record"));
    }
    let mut commands = acts.iter_mut().filter_map(|act| act.command.as_mut());
    commands.try_for_each(valid_command)
}

impl SeatSlot {
    fn validate(&mut self) -> Result<(), WireError> {
        if let Some(name) = self.name_mut() {
            clean(name, NAME_CHARS_MAX, "name")?;
        }
        if self.events_kept() > EVENTS_KEPT_MAX {
            return Err(WireError::OutOfRange("events"));
        }
        self.waiting_mut().validate()
    }
}

impl Waiting {
    fn validate(&mut self) -> Result<(), WireError> {
        let fits = self.acts.len() <= COMMANDS_PENDING_MAX
            && self.too_many.len() <= COMMANDS_PENDING_MAX
            && self.grants.len() <= GRANTS_AHEAD_MAX;
        if !fits {
            return Err(WireError::OutOfRange("acts that wait"));
        }
        let granted = self.grants.iter_mut().flat_map(|grant| &mut grant.acts);
        let mut acts = self.acts.iter_mut().chain(granted);
        acts.try_for_each(|(_, command)| valid_command(command))
    }
}

impl Log {
    fn begin(source: String, epoch: u32, number: u64) -> Log {
        Log {
            source,
            epoch,
            number,
            open: Open::default(),
            since_whole: 0,
            turned: true,
            waiting: Default::default(),
            unkept: VecDeque::new(),
            durable: [0; 2],
            saving: true,
            ledger: Ledger::default(),
            from_copy: false,
        }
    }

    /// One tick: what the step was given.
    pub(super) fn note(&mut self, now: Tick, given: &Given) {
        self.open.note(now, given);
        self.ledger.open.note(now, given);
        self.since_whole += 1;
    }
}

impl Open {
    fn note(&mut self, now: Tick, given: &Given) {
        if self.ticks == 0 {
            self.from = now;
        }
        let after = self.ticks;
        let sticks = [given.inputs[0].stick, given.inputs[1].stick];
        match self.runs.last_mut() {
            Some(run) if run.sticks == sticks && run.ticks < u16::MAX => run.ticks += 1,
            _ => self.runs.push(Run { ticks: 1, sticks }),
        }
        for seat in Seat::ALL {
            let index = seat.index();
            let numbers = given.applied[index].iter().map(|seq| Some(*seq));
            let numbers = numbers.chain(std::iter::repeat(None));
            let commands = given.inputs[index].commands.iter().cloned().map(Some);
            let taken = numbers.zip(commands);
            let refused = given.too_many[index].iter().map(|seq| (Some(*seq), None));
            self.acts
                .extend(taken.chain(refused).map(|(seq, command)| Taken {
                    after,
                    seat,
                    seq,
                    command,
                }));
        }
        self.ticks += 1;
    }
}

impl Part {
    /// What the step was given so many ticks after the first.
    fn given(&self, after: u32, sticks: [Stick; 2]) -> Given {
        let mut given = Given {
            inputs: sticks.map(|stick| SeatInput {
                stick,
                commands: Vec::new(),
            }),
            ..Given::default()
        };
        for act in self.acts.iter().filter(|act| act.after == after) {
            let index = act.seat.index();
            match (act.seq, act.command.clone()) {
                (Some(seq), None) => given.too_many[index].push(seq),
                (seq, Some(command)) => {
                    given.applied[index].extend(seq);
                    given.inputs[index].commands.push(command);
                }
                (None, None) => {}
            }
        }
        given
    }
}

impl Room {
    /// From now on records are made of this room; `source` is the file its scenario was read from.
    pub fn keep(&mut self, source: String) {
        self.log = Some(Log::begin(source, 0, 0));
    }

    /// Something has changed that a crew would miss at once: who sits where, the mission itself.
    pub fn has_turned(&self) -> bool {
        self.log.as_ref().is_some_and(|log| log.turned)
    }

    /// The next record, if anything has happened since the last; a whole one where it is asked for, or due.
    pub fn cut(&mut self, whole: bool) -> Option<Cut> {
        let waiting = [self.seats[0].waiting(), self.seats[1].waiting()];
        let log = self.log.as_mut()?;
        let long = log.since_whole >= WHOLE_EVERY_TICKS;
        let whole = whole || long || log.turned || log.number == 0;
        if !whole && log.open.ticks == 0 && waiting == log.waiting {
            return None;
        }
        log.number += 1;
        let received = waiting.each_ref().map(|waiting| waiting.received);
        let number = log.number;
        let part = (!whole).then(|| {
            let open = std::mem::take(&mut log.open);
            encode(&Part {
                room: self.code,
                number,
                from: open.from,
                runs: open.runs,
                acts: open.acts,
                waiting: waiting.clone(),
            })
        });
        log.waiting = waiting;
        let (bytes, whole) = match part {
            Some(Ok(bytes)) => (bytes, false),
            // A part can be too long where very many acts came; then all of it is shorter.
            Some(Err(_)) | None => (self.whole(number)?, true),
        };
        let log = self.log.as_mut()?;
        if whole {
            log.open = Open::default();
            log.since_whole = 0;
            log.turned = false;
        }
        log.unkept.push_back((number, received));
        Some(Cut {
            number,
            bytes,
            whole,
        })
    }

    fn whole(&self, number: u64) -> Option<Vec<u8>> {
        let log = self.log.as_ref()?;
        let whole = Whole {
            room: self.code,
            number,
            epoch: log.epoch,
            source: log.source.clone(),
            rules: self.setup.scenario.rules,
            seed: self.setup.seed,
            pace: self.setup.pace,
            mission: self.mission,
            stage: self.stage.clone(),
            seats: self.seats.clone(),
            pause: self.pause.clone(),
            watching: self.watch.watching,
            watch_key: self.watch.key,
            host: self.watch.host,
            instructed: self.instructing.allowed,
            instructor_key: self.instructing.key,
        };
        encode(&whole)
            .inspect_err(|error| tracing::error!(%error, "a room is too large to be kept"))
            .ok()
    }

    /// Records up to this number are kept: crews are told which of their acts outlive the server now.
    pub fn is_kept_up_to(&mut self, number: u64) {
        let Some(log) = &mut self.log else { return };
        let mut kept = None;
        while let Some((_, received)) = log.unkept.pop_front_if(|(cut, _)| *cut <= number) {
            kept = Some(received);
        }
        let Some(received) = kept else { return };
        for seat in Seat::ALL {
            let Some(log) = &mut self.log else { return };
            let (seq, told) = (received[seat.index()], &mut log.durable[seat.index()]);
            if seq != *told {
                *told = seq;
                if self.seats[seat.index()].is_connected() {
                    self.say(seat, ServerMessage::Durable { seq });
                }
            }
        }
    }

    /// Another crew sits here, whose acts have numbers of their own: what is kept of the one before is
    /// not told to it.
    pub(super) fn begin_durable(&mut self, seat: Seat) {
        let received = self.seats[seat.index()].received();
        if let Some(log) = &mut self.log {
            let kept = log.unkept.iter_mut().map(|(_, numbers)| numbers);
            for numbers in kept.chain([&mut log.durable]) {
                numbers[seat.index()] = received;
            }
        }
    }

    /// Whether records are kept at all just now. Both crews are told when that changes.
    pub fn saving(&mut self, saving: bool) {
        let Some(log) = &mut self.log else { return };
        if std::mem::replace(&mut log.saving, saving) != saving {
            self.say_both(&ServerMessage::Saving(saving));
        }
    }

    /// The file that the scenario of a room that is kept was read from.
    pub(super) fn kept_source(&self) -> Option<String> {
        self.log.as_ref().map(|log| log.source.clone())
    }

    /// Records are kept just now, as far as the crews were told.
    #[cfg(test)]
    pub(crate) fn is_saved(&self) -> bool {
        self.log.as_ref().is_some_and(|log| log.saving)
    }

    /// Something changes that no tick tells; for tests of stores.
    #[cfg(test)]
    pub(crate) fn touch(&mut self) {
        self.turn();
    }

    /// Something changes that no tick tells.
    pub(super) fn turn(&mut self) {
        if let Some(log) = &mut self.log {
            log.turned = true;
            log.ledger.turned = true;
        }
    }

    /// Which history stands, for a crew that has just sat down.
    pub(super) fn tell_history(&mut self, seat: Seat) {
        let Some(log) = &self.log else { return };
        let (epoch, saving) = (log.epoch, log.saving);
        let history = ServerMessage::History {
            epoch,
            mission: self.mission,
            tick: self.stage.world().map_or(Tick(0), |world| world.tick()),
            events: self.seats[seat.index()].event_count(),
        };
        if log.from_copy {
            self.say(seat, ServerMessage::FromCopy);
        }
        self.say(seat, history);
        if !saving {
            self.say(seat, ServerMessage::Saving(false));
        }
    }

    /// A room as it stood when its last record was cut. Nobody is connected; the seats are held.
    pub fn back(code: RoomCode, whole: &[u8], parts: &[(u64, Vec<u8>)]) -> Result<Room, Lost> {
        let (mut room, mut log) = Room::stand(code, whole)?;
        for (_, bytes) in parts {
            let part: Part = decode(bytes)?;
            log.number += 1;
            if part.room != code || part.number != log.number {
                return Err(Lost::Order);
            }
            room.step_again(part)?;
        }
        Ok(room.settle(log))
    }

    /// A room as it stood at a whole record, and the log that goes on after it.
    fn stand(code: RoomCode, whole: &[u8]) -> Result<(Room, Log), Lost> {
        let whole: Whole = decode(whole)?;
        let mut scenario = scenario::parse(&whole.source).map_err(|_| Lost::Scenario)?;
        scenario.rules = whole.rules;
        if whole.room != code {
            return Err(Lost::Order);
        }
        let setup = Setup {
            scenario,
            seed: whole.seed,
            pace: whole.pace,
        };
        let mut room = Room {
            seats: whole.seats,
            stage: whole.stage,
            mission: whole.mission,
            pause: whole.pause,
            ..Room::new(code, setup)
        };
        room.watch.watching = whole.watching;
        room.watch.key = whole.watch_key;
        room.watch.host = whole.host;
        room.watch.opened = true;
        room.instructing.allowed = whole.instructed;
        room.instructing.key = whole.instructor_key;
        let epoch = whole.epoch.wrapping_add(1);
        Ok((room, Log::begin(whole.source, epoch, whole.number)))
    }

    /// The steps are taken: nobody is there yet, and each seat is held for its crew.
    fn settle(mut self, log: Log) -> Room {
        self.drain();
        let on_ground = matches!(self.stage, Stage::Lobby);
        let hold_s = if on_ground { LOBBY_HOLD_S } else { SEAT_HOLD_S };
        for slot in &mut self.seats {
            slot.wait_for_crew(hold_s);
        }
        self.tell_flights(log.source.clone());
        self.log = Some(log);
        self.settle_pause();
        self
    }

    fn step_again(&mut self, part: Part) -> Result<(), Lost> {
        let mut after = 0;
        for run in &part.runs {
            for _ in 0..run.ticks {
                let Stage::Flying(world) = &self.stage else {
                    return Err(Lost::Order);
                };
                if world.tick().0 != part.from.0.wrapping_add(after) {
                    return Err(Lost::Order);
                }
                self.give(&part.given(after, run.sticks));
                self.drain();
                after += 1;
            }
        }
        for (slot, waiting) in self.seats.iter_mut().zip(part.waiting) {
            slot.set_waiting(waiting);
        }
        Ok(())
    }
}

/// Nothing was given.
impl Default for Given {
    fn default() -> Given {
        Given {
            inputs: Inputs::default(),
            applied: Default::default(),
            too_many: Default::default(),
        }
    }
}

#[cfg(test)]
mod tests;
