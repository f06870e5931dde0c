//! The room before its mission: what the crews learn of it and of each other, a change of seat, and
//! who is ready.

use handshake_shared::ids::Seat;
use handshake_shared::sim::input::HelpLevel;
use handshake_shared::wire::server::{Briefing, ServerMessage};

use super::seat::SeatSlot;
use super::{Room, Stage};

impl Room {
    /// The round trip of each connected seat, ms, as measured now. Told to the crews before the
    /// mission, when it has changed by more than the eye would pass over.
    pub fn links(&mut self, links_ms: [Option<u16>; 2]) {
        let mut news = false;
        for (slot, link_ms) in self.seats.iter_mut().zip(links_ms) {
            news |= slot.set_link(link_ms);
        }
        if news {
            self.tell_briefing();
        }
    }

    /// A crew has changed its seat: its connection goes with it. Asked once, then forgotten.
    pub fn take_moved(&mut self) -> bool {
        std::mem::take(&mut self.moved)
    }

    pub(super) fn set_ready(&mut self, seat: Seat, ready: bool) {
        self.seats[seat.index()].set_ready(ready);
        self.tell_roster();
        if self.seats.iter().all(SeatSlot::is_ready) {
            self.start();
        }
    }

    pub(super) fn set_help(&mut self, seat: Seat, level: HelpLevel) {
        self.seats[seat.index()].set_help(level);
        self.tell_briefing();
    }

    /// The crew of one seat changes to the other, if nobody holds that and no mission has begun.
    /// Whoever asks for what cannot be sees it in the roster it has.
    pub(super) fn sit(&mut self, from: Seat, to: Seat) {
        let free = !self.seats[to.index()].is_held();
        if !matches!(self.stage, Stage::Lobby) || from == to || !free {
            return;
        }
        self.seats.swap(from.index(), to.index());
        self.moved = true;
        if self.watch.host == Some(from) {
            self.watch.host = Some(to);
        }
        self.seats[to.index()].set_ready(false);
        self.welcome(to);
        self.tell_roster();
        self.tell_briefing();
    }

    /// Told while there is no mission yet; a mission tells its own name and rules.
    pub(super) fn tell_briefing(&mut self) {
        if !matches!(self.stage, Stage::Lobby) {
            return;
        }
        let scenario = &self.setup.scenario;
        let briefing = Briefing {
            scenario: scenario.name.clone(),
            rules: scenario.rules,
            crews: [self.seats[0].card(), self.seats[1].card()],
        };
        self.say_both(&ServerMessage::Briefing(briefing));
    }
}
