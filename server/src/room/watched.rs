//! What of a room goes to those who watch: who may, who does, and the flight as pieces of what its steps
//! were given. The pieces know no delay; whoever hands them on holds them back.

use handshake_shared::checkpoint;
use handshake_shared::ids::Seat;
use handshake_shared::limits::{
    LEG_ACTS_BYTES_MAX, LEG_RUNS_MAX, LEG_TICKS_MAX, OBSERVERS_MAX, WORLD_PART_BYTES_MAX,
};
use handshake_shared::replay::{Done, Header, Run};
use handshake_shared::sim::input::Inputs;
use handshake_shared::sim::{World, digest};
use handshake_shared::wire::server::{Refused, ServerMessage};
use handshake_shared::wire::watch::{Flown, Leg};
use handshake_shared::wire::{WatchCode, Watcher, Watchers, Watching};

use super::{Room, Stage};

/// Beats of a piece: one a second.
const LEG_BEATS: u16 = 60;
/// The same for a projector: what is shown as it happens comes in smaller ones.
const LEG_BEATS_AT_ONCE: u16 = 30;
/// A fingerprint goes with every so-many-th piece: a second flight that went wrong is known within ten
/// seconds, and most pieces are spared nine bytes.
const DIGEST_EVERY: u32 = 10;

/// Observers of a room.
#[derive(Debug, Default)]
pub(super) struct Watch {
    pub(super) key: Option<WatchCode>,
    pub(super) watching: Watching,
    /// Who sits in the seat of the crew that opened the room, while it does.
    pub(super) host: Option<Seat>,
    /// Somebody has sat here: whoever comes now has not opened the room.
    pub(super) opened: bool,
    observers: Vec<(u64, Watcher)>,
    last_observer: u64,
    strip: Option<Strip>,
}

/// The flight, cut into pieces.
#[derive(Debug)]
struct Strip {
    /// The mission's file.
    source: String,
    running: Option<Leg>,
    leg_beats: u16,
    legs: u32,
    pieces: Vec<Flown>,
    /// A flight has ended since this was asked last.
    over: bool,
}

impl Room {
    /// From now on this room's flights are told in pieces; `source` is the file its scenario was read
    /// from. One that is going on is taken up where it is.
    pub fn tell_flights(&mut self, source: String) {
        self.watch.strip = Some(Strip {
            source,
            running: None,
            leg_beats: LEG_BEATS,
            legs: 0,
            pieces: Vec::new(),
            over: false,
        });
        self.set_leg_beats();
        if let Stage::Flying(world) = &self.stage {
            let world = checkpoint::encode(&**world);
            self.begin_strip(world.ok());
        }
    }

    /// The secret of those who may watch, once they may.
    pub fn set_watch_key(&mut self, key: WatchCode) {
        self.watch.key = Some(key);
    }

    /// The same again.
    pub fn watch_key(&self) -> Option<WatchCode> {
        self.watch.key
    }

    /// Who may watch.
    pub fn watching(&self) -> Watching {
        self.watch.watching
    }

    /// Somebody wants to watch, an instructor or not; the answer is a number to be told when he has gone.
    pub fn observe(&mut self, name: String, instructs: bool) -> Result<u64, Refused> {
        if self.watch.watching == Watching::Closed {
            return Err(Refused::NotWatched);
        }
        if instructs && !self.instructing.allowed {
            return Err(Refused::NoInstructor);
        }
        if self.watch.observers.len() >= OBSERVERS_MAX {
            return Err(Refused::WATCHERS_FULL);
        }
        self.watch.last_observer += 1;
        let number = self.watch.last_observer;
        let who = Watcher { name, instructs };
        self.watch.observers.push((number, who));
        self.tell_watchers();
        Ok(number)
    }

    /// An observer has gone.
    pub fn observer_gone(&mut self, number: u64) {
        let before = self.watch.observers.len();
        self.watch.observers.retain(|(other, _)| *other != number);
        if self.watch.observers.len() != before {
            self.tell_watchers();
        }
    }

    /// The observer of this number has an instructor's line.
    pub(super) fn is_instructor(&self, number: u64) -> bool {
        let mut all = self.watch.observers.iter();
        all.any(|(other, who)| *other == number && who.instructs)
    }

    /// This crew opened the room, and sits here itself.
    pub(super) fn is_hosts(&self, seat: Seat) -> bool {
        self.watch.host == Some(seat) && !self.seats[seat.index()].is_relieved()
    }

    /// Pieces since this was asked last.
    pub fn drain_pieces(&mut self) -> Vec<Flown> {
        let strip = self.watch.strip.as_mut();
        strip.map_or_else(Vec::new, |strip| std::mem::take(&mut strip.pieces))
    }

    /// A flight has ended, and may be handed whole to its crews. Asked once, then forgotten.
    pub fn take_flight_over(&mut self) -> bool {
        let strip = self.watch.strip.as_mut();
        strip.is_some_and(|strip| std::mem::take(&mut strip.over))
    }

    /// There is a flight that has begun and not ended.
    pub fn is_flying(&self) -> bool {
        matches!(self.stage, Stage::Flying(_))
    }

    /// The flight is over and its result is read.
    pub fn is_in_debrief(&self) -> bool {
        matches!(self.stage, Stage::Debrief(_))
    }

    /// The crew that opened the room says who may watch; another's wish is not heeded.
    pub(super) fn set_watching(&mut self, seat: Seat, watching: Watching) {
        if !self.is_hosts(seat) || self.watch.key.is_none() {
            return;
        }
        self.watch.watching = watching;
        if watching == Watching::Closed {
            self.watch.observers.clear();
        }
        self.set_leg_beats();
        self.turn();
        self.tell_watch_key(seat);
        self.tell_watchers();
    }

    /// A crew has sat down. Whoever is the first in a new room has opened it: nobody else knows its code.
    pub(super) fn sat_down(&mut self, seat: Seat) {
        if !std::mem::replace(&mut self.watch.opened, true) {
            self.watch.host = Some(seat);
        }
        self.tell_watch_key(seat);
        if self.instructing.allowed {
            self.tell_instructor_key(seat);
        }
        if self.watch.watching != Watching::Closed {
            let watchers = ServerMessage::Watchers(self.watchers());
            self.say(seat, watchers);
        }
    }

    fn tell_watch_key(&mut self, seat: Seat) {
        if self.watch.host == Some(seat)
            && self.watch.watching != Watching::Closed
            && let Some(key) = self.watch.key
        {
            self.say(seat, ServerMessage::WatchKey(key));
        }
    }

    fn watchers(&self) -> Watchers {
        let names = self.watch.observers.iter();
        Watchers {
            watching: self.watch.watching,
            names: names.map(|(_, who)| who.clone()).collect(),
        }
    }

    fn tell_watchers(&mut self) {
        let watchers = ServerMessage::Watchers(self.watchers());
        self.say_both(&watchers);
    }

    fn set_leg_beats(&mut self) {
        let at_once = self.watch.watching == Watching::Projector;
        if let Some(strip) = &mut self.watch.strip {
            strip.leg_beats = if at_once {
                LEG_BEATS_AT_ONCE
            } else {
                LEG_BEATS
            };
        }
    }

    /// A flight begins, from its first tick or from this world.
    pub(super) fn begin_strip(&mut self, world: Option<Vec<u8>>) {
        let (Some(strip), Some(now)) = (&self.watch.strip, self.stage.world()) else {
            return;
        };
        let (header, tick) = (self.header(&strip.source), now.tick());
        let mission = self.mission;
        let bytes = world.unwrap_or_default();
        if let Some(strip) = &mut self.watch.strip {
            strip.pieces.push(Flown::Begins {
                mission,
                header: Box::new(header),
                world_bytes: u32::try_from(bytes.len()).unwrap_or(u32::MAX),
            });
            let parts = bytes.chunks(WORLD_PART_BYTES_MAX);
            strip
                .pieces
                .extend(parts.map(|part| Flown::World(part.into())));
            strip.running = Some(Leg::empty(tick));
            strip.over = false;
        }
    }

    /// A beat of the room's clock begins.
    pub(super) fn beat_strip(&mut self) {
        let Stage::Flying(world) = &self.stage else {
            return;
        };
        if let Some(strip) = &mut self.watch.strip {
            strip.beat(world);
        }
    }

    /// One tick: what the step was given, and the world after it.
    pub(super) fn note_strip(&mut self, inputs: &Inputs) {
        let Stage::Flying(world) = &self.stage else {
            return;
        };
        if let Some(strip) = &mut self.watch.strip {
            strip.note(inputs, world);
        }
    }

    /// The flight has ended, or the room has while it was flown.
    pub(super) fn end_strip(&mut self) {
        let (Some(strip), Some(world)) = (&mut self.watch.strip, self.stage.world()) else {
            return;
        };
        if strip.running.is_some() {
            strip.close(world);
            strip.running = None;
            strip.pieces.push(Flown::Ends(world.tick()));
            strip.over = true;
        }
    }

    /// What a recording of the flight begins with.
    pub(super) fn header(&self, source: &str) -> Header {
        let scenario = &self.setup.scenario;
        let named = (scenario.name.as_str(), source);
        let mut header = Header::new(named, scenario.rules, self.setup.seed, self.setup.pace);
        for seat in Seat::ALL {
            let name = self.seats[seat.index()].status().name;
            header.crews[seat.index()] = name.unwrap_or_default();
        }
        header
    }
}

impl Strip {
    fn beat(&mut self, world: &World) {
        let due = self
            .running
            .as_ref()
            .is_some_and(|leg| leg.beats >= self.leg_beats);
        if due {
            self.close(world);
        }
        if let Some(leg) = &mut self.running {
            leg.beats += 1;
        }
    }

    fn note(&mut self, inputs: &Inputs, world: &World) {
        let Some(leg) = &mut self.running else { return };
        let after = leg.ticks() as u16;
        let sticks = [inputs[0].stick, inputs[1].stick];
        match leg.runs.last_mut() {
            Some(run) if run.sticks == sticks => run.ticks += 1,
            _ => leg.runs.push(Run { ticks: 1, sticks }),
        }
        for seat in Seat::ALL {
            let commands = inputs[seat.index()].commands.iter().cloned();
            leg.acts.extend(commands.map(|command| Done {
                after,
                seat,
                command,
            }));
        }
        let full = leg.ticks() >= LEG_TICKS_MAX
            || leg.runs.len() >= LEG_RUNS_MAX
            || leg.acts_bytes() >= LEG_ACTS_BYTES_MAX;
        if full {
            self.close(world);
        }
    }

    /// The open leg becomes a piece; the next begins.
    fn close(&mut self, world: &World) {
        let Some(open) = &mut self.running else {
            return;
        };
        let mut leg = std::mem::replace(open, Leg::empty(world.tick()));
        if leg.runs.is_empty() {
            return;
        }
        leg.digest = self
            .legs
            .is_multiple_of(DIGEST_EVERY)
            .then(|| digest::of(world));
        self.legs = self.legs.wrapping_add(1);
        self.pieces.push(Flown::Leg(leg));
    }
}

#[cfg(test)]
mod tests;
