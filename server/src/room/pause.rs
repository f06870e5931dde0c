//! A pause that a crew asked for: it begins at once, between two ticks, and ends by either crew's
//! wish after a short count, or by itself when that crew's time for pauses is over. The world never
//! learns of it, so a flight's bits do not depend on its pauses.

use handshake_shared::ids::Seat;
use handshake_shared::limits::{GO_ON_S, PAUSE_GAP_S, PAUSE_TOTAL_S};
use handshake_shared::sim::World;
use handshake_shared::sim::pace::PaceDrop;
use handshake_shared::time::{TICK_RATE_HZ, Tick};
use handshake_shared::wire::server::{NoPause, PauseReason, ServerMessage};
use serde::{Deserialize, Serialize};

use super::{Room, Stage};

/// Beats of the clock in the count before the flight goes on.
const GO_ON_BEATS: u32 = GO_ON_S as u32 * TICK_RATE_HZ;

/// Pauses of one mission.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Pause {
    asked: Option<Asked>,
    /// What each crew's pauses have taken of their time, s.
    used_s: [u16; 2],
    /// No pause before this tick.
    not_before: Tick,
    /// The room holds nobody's place but its own crews'.
    without_end: bool,
}

/// A pause that is on.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Asked {
    by: Seat,
    since: Tick,
    /// A server that comes back has not counted on.
    #[serde(skip)]
    count: Option<Count>,
}

/// The count before the flight goes on.
#[derive(Clone, Copy, Debug)]
struct Count {
    /// Who asked to go on; absent when the time was over.
    by: Option<Seat>,
    beats_left: u32,
}

impl Pause {
    pub(super) fn without_end() -> Pause {
        Pause {
            without_end: true,
            ..Pause::default()
        }
    }

    /// A mission begins: its crews have paused nothing yet.
    pub(super) fn begin(&mut self) {
        *self = Pause {
            without_end: self.without_end,
            ..Pause::default()
        };
    }

    /// Nothing moves because a crew asked for it.
    pub(super) fn holds(&self) -> bool {
        self.asked.is_some()
    }

    /// A crew went missing: what was counted down waits with everything else.
    pub(super) fn stop_count(&mut self) {
        if let Some(asked) = &mut self.asked {
            asked.count = None;
        }
    }

    /// What is left of a crew's time, s; absent without an end.
    fn left_s(&self, seat: Seat) -> Option<u16> {
        let left = PAUSE_TOTAL_S.saturating_sub(self.used_s[seat.index()]);
        (!self.without_end).then_some(left)
    }

    /// What stands against a pause by this crew at this tick.
    fn barred(&self, seat: Seat, now: Tick) -> Option<NoPause> {
        if self.left_s(seat) == Some(0) {
            return Some(NoPause::Spent);
        }
        let wait = self.not_before.0.saturating_sub(now.0);
        // At most the gap, ten seconds.
        let wait_s = wait.div_ceil(TICK_RATE_HZ) as u16;
        (wait > 0 && !self.without_end).then_some(NoPause::TooSoon { wait_s })
    }
}

impl Room {
    /// A crew wants the flight to stop, or to go on. While the other crew is missing nothing moves,
    /// and there is nothing to ask.
    pub(super) fn ask_pause(&mut self, seat: Seat, paused: bool) {
        let Stage::Flying(world) = &self.stage else {
            return;
        };
        let now = world.tick();
        match (paused, self.pause.asked) {
            _ if self.paused => {}
            (true, None) => self.stop_at(seat, now),
            (true, Some(Asked { count: None, .. })) => {}
            (true, Some(asked)) => self.stop_again(seat, asked),
            (false, Some(Asked { count: None, .. })) => self.go_on(Some(seat)),
            (false, _) => {}
        }
    }

    /// The clock of the count, which no tick measures. Returns whether it counts.
    pub fn count_beat(&mut self) -> bool {
        let Some(asked) = &mut self.pause.asked else {
            return false;
        };
        let Some(count) = &mut asked.count else {
            return false;
        };
        count.beats_left = count.beats_left.saturating_sub(1);
        if count.beats_left == 0 {
            let now = self.stage.world().map_or(Tick(0), World::tick);
            self.pause.asked = None;
            self.pause.not_before = Tick(now.0 + PAUSE_GAP_S * TICK_RATE_HZ);
            self.turn();
            self.say_both(&ServerMessage::Resumed);
        }
        true
    }

    /// A pause is being counted down: the clock on the wall drives the count.
    pub fn counts_down(&self) -> bool {
        let counting = self.pause.asked.is_some_and(|asked| asked.count.is_some());
        counting && self.closing.is_none()
    }

    /// A second of a pause is one of its crew's.
    pub(super) fn pause_second(&mut self) {
        let Some(Asked { by, count, .. }) = self.pause.asked else {
            return;
        };
        if self.paused {
            return;
        }
        let used = &mut self.pause.used_s[by.index()];
        *used = used.saturating_add(1);
        // While it is counted down, too: else a crew could stop every count and stay for ever.
        if self.pause.left_s(by) == Some(0) && count.is_none() {
            self.go_on(None);
        }
    }

    /// A crew that pauses on its own machine may stay away as long as it likes.
    pub(super) fn pause_has_no_end(&self) -> bool {
        let here = |seat: Seat| self.seats[seat.index()].is_connected();
        self.pause.without_end && self.pause.holds() && Seat::ALL.into_iter().any(here)
    }

    /// How the pause stands, to both.
    pub(super) fn tell_pause(&mut self) {
        let Some(Asked { by, since, .. }) = self.pause.asked else {
            return;
        };
        let why = PauseReason::Asked(by);
        let left_s = self.pause.left_s(by).unwrap_or(0);
        self.say_both(&ServerMessage::Paused { why, since, left_s });
    }

    fn stop_at(&mut self, by: Seat, since: Tick) {
        if let Some(why) = self.pause.barred(by, since) {
            return self.say(by, ServerMessage::NoPause(why));
        }
        self.drop_pace([Some(PaceDrop::Asked); 2]);
        let count = None;
        self.pause.asked = Some(Asked { by, since, count });
        self.tell_pause();
    }

    /// A crew is not ready to go on: from now on the time is its own.
    fn stop_again(&mut self, by: Seat, asked: Asked) {
        let over = asked.count.is_some_and(|count| count.by.is_none());
        if self.pause.left_s(by) == Some(0) {
            return self.say(by, ServerMessage::NoPause(NoPause::Spent));
        }
        if over {
            let wait_s = u16::from(GO_ON_S) + PAUSE_GAP_S as u16;
            return self.say(by, ServerMessage::NoPause(NoPause::TooSoon { wait_s }));
        }
        self.pause.asked = Some(Asked {
            by,
            count: None,
            ..asked
        });
        self.tell_pause();
    }

    fn go_on(&mut self, by: Option<Seat>) {
        if let Some(asked) = &mut self.pause.asked {
            let beats_left = GO_ON_BEATS;
            asked.count = Some(Count { by, beats_left });
            let in_s = GO_ON_S;
            self.say_both(&ServerMessage::GoesOn { by, in_s });
        }
    }
}

#[cfg(test)]
mod tests;
