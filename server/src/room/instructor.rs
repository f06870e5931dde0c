//! The instructor of a room: somebody who watches it and, where the crew that opened it lets him, has
//! things fail. What he asks for enters the world with the inputs of the next tick, so that every record
//! of those inputs holds it; it comes from no crew, and no crew is told.

use handshake_shared::catalogue::faults::Injection;
use handshake_shared::ids::Seat;
use handshake_shared::limits::{INJECTED_MAX, INJECTIONS};
use handshake_shared::sim::input::{Command, Inputs};
use handshake_shared::time::Tick;
use handshake_shared::wire::WatchCode;
use handshake_shared::wire::server::{NotInjected, ServerMessage};

use super::{Room, Stage};
use crate::rate::Used;

/// What a room knows of its instructors.
#[derive(Debug, Default)]
pub(super) struct Instructing {
    /// Their secret, handed out or not.
    pub(super) key: Option<WatchCode>,
    /// The crew that opened the room lets them in.
    pub(super) allowed: bool,
    /// What happens at the next tick.
    next: Vec<Injection>,
    /// What of the rate is used up, in mission time: one for all of them.
    used: Used,
}

impl Instructing {
    /// A mission begins.
    pub(super) fn begin(&mut self) {
        self.next.clear();
        self.used = Used::default();
    }

    /// Puts what happens now behind the acts of a seat, the first one's: whose does not matter.
    pub(super) fn give(&mut self, inputs: &mut Inputs) {
        let now = self.next.drain(..).map(Command::Inject);
        inputs[Seat::Apollo.index()].commands.extend(now);
    }
}

impl Room {
    /// The secret of those who may instruct, once they may.
    pub fn set_instructor_key(&mut self, key: WatchCode) {
        self.instructing.key = Some(key);
    }

    /// The same again.
    pub fn instructor_key(&self) -> Option<WatchCode> {
        self.instructing.key
    }

    /// The crew that opened the room says whether there may be instructors; another's wish is not heeded.
    pub(super) fn set_instructing(&mut self, seat: Seat, allowed: bool) {
        if !self.is_hosts(seat) || self.instructing.key.is_none() {
            return;
        }
        self.instructing.allowed = allowed;
        self.turn();
        self.tell_instructor_key(seat);
    }

    /// The crew that opened the room gets the secret where it lets instructors in.
    pub(super) fn tell_instructor_key(&mut self, seat: Seat) {
        if self.watch.host == Some(seat) {
            let key = self.instructing.key.filter(|_| self.instructing.allowed);
            self.say(seat, ServerMessage::InstructorKey(key));
        }
    }

    /// The observer of this number wants that to happen at the next tick.
    pub fn inject(&mut self, number: u64, what: Injection) -> Result<(), NotInjected> {
        if !self.instructing.allowed || !self.is_instructor(number) {
            return Err(NotInjected::NoInstructor);
        }
        let Stage::Flying(world) = &self.stage else {
            return Err(NotInjected::NotFlying);
        };
        if !self.moves() {
            return Err(NotInjected::NotFlying);
        }
        let next = &mut self.instructing.next;
        if world.has_failed(what) || next.contains(&what) {
            return Err(NotInjected::Already);
        }
        if world.injections() + next.len() >= INJECTED_MAX {
            return Err(NotInjected::Enough);
        }
        let now_ms = ms(world.tick());
        if let Err(wait_ms) = self.instructing.used.take(INJECTIONS, now_ms) {
            let wait_s = u16::try_from(wait_ms.div_ceil(1_000)).unwrap_or(u16::MAX);
            return Err(NotInjected::TooOften { wait_s });
        }
        next.push(what);
        Ok(())
    }
}

/// Mission time, ms.
fn ms(tick: Tick) -> u64 {
    u64::from(tick.0) * 1_000 / u64::from(handshake_shared::time::TICK_RATE_HZ)
}

#[cfg(test)]
mod tests;
