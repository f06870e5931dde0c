//! Time compression of a room: what both crews want, what they agreed on, and what ended it. Above
//! ×1 a beat of the clock is one tick like any other and as many extra ones as there is time for;
//! the world never learns which is which, so a mission's bits do not depend on its pace.
//!
//! Beats are counted here because ticks no longer tell how much time has passed on the wall:
//! snapshots go out by beats, and what a second of them achieved is told.

use handshake_shared::ids::Seat;
use handshake_shared::sim::World;
use handshake_shared::sim::event::Event;
use handshake_shared::sim::pace::{PaceDrop, Watch, bar};
use handshake_shared::time::TICK_RATE_HZ;
use handshake_shared::view::pace::drops;
use handshake_shared::wire;
use handshake_shared::wire::server::{PaceState, ServerMessage};

use super::{Room, Stage};

/// Wishes of both crews and what came of them.
#[derive(Debug)]
pub(super) struct Compression {
    wants: [u8; 2],
    achieved: u8,
    dropped: [Option<PaceDrop>; 2],
    /// A wish that the other crew has not been told yet.
    untold: bool,
    /// Beats of the clock since the mission began.
    pub(super) beat: u32,
    /// Ticks and beats since `achieved` was last told.
    counted: (u32, u32),
}

impl Default for Compression {
    fn default() -> Compression {
        Compression {
            wants: [1; 2],
            achieved: 1,
            dropped: [None; 2],
            untold: false,
            beat: 0,
            counted: (0, 0),
        }
    }
}

impl Compression {
    /// What both crews agreed on: the smaller of both wishes.
    pub(super) fn granted(&self) -> u8 {
        self.wants[0].min(self.wants[1])
    }

    fn is_wanted(&self) -> bool {
        self.wants != [1; 2]
    }

    /// What to hold the world after a tick against; absent while nobody wants anything.
    pub(super) fn watch(&self, world: &World) -> Option<Watch> {
        self.is_wanted().then(|| Watch::of(world))
    }

    /// What a second came to; true when the crews should read another figure. A beat that came late
    /// is no news: within a tenth of what was agreed it counts as all of it, and a figure stands
    /// until it is off by as much.
    fn note_achieved(&mut self, achieved: u8) -> bool {
        let granted = self.granted();
        let tenth = granted.div_ceil(10);
        let achieved = if achieved + tenth >= granted {
            granted
        } else {
            achieved
        };
        let stands = achieved.abs_diff(self.achieved) <= tenth && achieved < granted;
        if stands || achieved == self.achieved {
            return false;
        }
        self.achieved = achieved;
        true
    }

    fn state(&self, seat: Seat) -> PaceState {
        PaceState {
            wants: self.wants,
            granted: self.granted(),
            achieved: self.achieved,
            dropped: self.dropped[seat.index()],
        }
    }
}

impl Room {
    /// Ticks both crews want in each beat of the clock: 1 unless they agreed on more.
    pub fn ticks_a_beat(&self) -> u32 {
        if self.runs_on_clock() {
            u32::from(self.compression.granted())
        } else {
            1
        }
    }

    /// A crew wants this factor. A wish that is barred is refused with the reason; ×1 ends what runs
    /// for both. The other crew is told of a wish with the next beat: one that keeps changing its
    /// mind fills its own line and not its partner's.
    pub(super) fn wish(&mut self, seat: Seat, factor: u8) {
        let wants = self.compression.wants[seat.index()];
        if factor == 1 && self.compression.granted() > 1 {
            self.drop_pace([Some(PaceDrop::Asked); 2]);
        } else if factor > 1
            && let Some(why) = self.barred(seat)
        {
            self.compression.dropped[seat.index()] = Some(why);
            self.tell_pace_to(seat);
        } else if factor != wants {
            self.compression.wants[seat.index()] = factor;
            self.compression.dropped = [None; 2];
            self.compression.counted = (0, 0);
            self.compression.achieved = self.compression.granted();
            self.compression.untold = true;
            self.tell_pace_to(seat);
        }
    }

    /// Why this crew cannot have a fast run now.
    fn barred(&self, seat: Seat) -> Option<PaceDrop> {
        if self.setup.pace == wire::Pace::Lockstep {
            return Some(PaceDrop::NoClock);
        }
        if self.paused {
            return Some(PaceDrop::PartnerGone);
        }
        if self.pause.holds() {
            return Some(PaceDrop::Asked);
        }
        match &self.stage {
            Stage::Lobby => Some(PaceDrop::NotDocked),
            Stage::Debrief(_) => Some(PaceDrop::Ended),
            Stage::Flying(world) => bar(world).or_else(|| self.steering(seat)),
        }
    }

    fn steering(&self, seat: Seat) -> Option<PaceDrop> {
        let steers = |seat: Seat| self.seats[seat.index()].steers();
        match (steers(seat), steers(seat.other())) {
            (true, _) => Some(PaceDrop::Hands),
            (false, true) => Some(PaceDrop::Theirs),
            (false, false) => None,
        }
    }

    /// Before a tick: wishes are told, and what stands against a fast run now ends it.
    pub(super) fn check_pace(&mut self) {
        if std::mem::take(&mut self.compression.untold) {
            self.tell_pace();
        }
        if self.compression.is_wanted() {
            let why = Seat::ALL.map(|seat| self.barred(seat));
            if why != [None; 2] {
                self.drop_pace(why);
            }
        }
    }

    /// After a tick: what came up in it ends a fast run before the next one. While only one crew
    /// wants it, talk and steps do not end the wish, for the two have to agree somehow.
    pub(super) fn heed(&mut self, before: Option<Watch>, events: &[Event]) {
        let (Some(before), Stage::Flying(world)) = (before, &self.stage) else {
            return;
        };
        let why = drops(before, world, events);
        let grave = why.iter().flatten().any(|why| *why <= PaceDrop::Alarm);
        if why != [None; 2] && (grave || self.compression.granted() > 1) {
            self.drop_pace(why);
        }
    }

    /// Nobody wants anything any more, and why.
    pub(super) fn drop_pace(&mut self, why: [Option<PaceDrop>; 2]) {
        if !self.compression.is_wanted() {
            return;
        }
        let ran = self.compression.granted() > 1;
        self.compression.wants = [1; 2];
        self.compression.achieved = 1;
        self.compression.dropped = why;
        self.tell_pace();
        if ran {
            // The crews see at once where the fast run left them.
            for seat in Seat::ALL {
                self.seats[seat.index()].news.forget();
                self.tell_snapshot(seat);
            }
        }
    }

    /// Counts a tick, the first of a beat or an extra one, and tells what a second achieved.
    pub(super) fn count_tick(&mut self, first_of_beat: bool) {
        let compression = &mut self.compression;
        compression.beat = compression.beat.wrapping_add(u32::from(first_of_beat));
        if compression.granted() == 1 {
            return;
        }
        let (ticks, beats) = &mut compression.counted;
        if first_of_beat && *beats == TICK_RATE_HZ {
            // Between 1 and 60 ticks came on each beat.
            let achieved = ((*ticks + *beats / 2) / *beats).clamp(1, 60) as u8;
            (*ticks, *beats) = (0, 0);
            if compression.note_achieved(achieved) {
                self.tell_pace();
            }
        }
        let (ticks, beats) = &mut self.compression.counted;
        *ticks += 1;
        *beats += u32::from(first_of_beat);
    }

    /// How things stand, to both.
    pub(super) fn tell_pace(&mut self) {
        for seat in Seat::ALL {
            if self.seats[seat.index()].is_connected() {
                let state = self.compression.state(seat);
                self.say(seat, ServerMessage::Pace(state));
            }
        }
    }

    pub(super) fn tell_pace_to(&mut self, seat: Seat) {
        let state = self.compression.state(seat);
        self.say(seat, ServerMessage::Pace(state));
    }
}

#[cfg(test)]
mod tests;
