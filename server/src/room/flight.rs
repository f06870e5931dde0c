//! The room in flight: one tick at a time, what each seat may learn of it, and the end. Inputs are
//! taken in seat order, Apollo then Soyuz, whatever order the packets had.

use handshake_shared::ids::Seat;
use handshake_shared::sim::event::{Event, Refusal};
use handshake_shared::sim::input::{Inputs, SeatInput};
use handshake_shared::sim::{self, World};
use handshake_shared::time::Tick;
use handshake_shared::view;
use handshake_shared::wire::Pace;
use handshake_shared::wire::server::ServerMessage;
use handshake_shared::wire::snapshot::{self, FLIGHT_PERIOD_TICKS, Snapshot};

use super::seat::Act;
use super::{Letter, Post, Room, Stage};

impl Room {
    /// Steps the world by one tick if that tick has come; in lockstep it has when both crews have
    /// granted it. Returns whether it stepped.
    pub fn advance(&mut self) -> bool {
        let granted = self.seats.iter().all(|slot| slot.has_granted());
        if !self.moves() || (self.setup.pace == Pace::Lockstep && !granted) {
            return false;
        }
        let Stage::Flying(world) = &mut self.stage else {
            return false;
        };
        let mut inputs = Inputs::default();
        let mut applied: [Vec<u32>; 2] = Default::default();
        for seat in Seat::ALL {
            let slot = &mut self.seats[seat.index()];
            let (stick, acts) = match self.setup.pace {
                Pace::RealTime => slot.input_now(),
                Pace::Lockstep => slot.input_granted(),
            };
            let (numbers, commands) = split(acts);
            applied[seat.index()] = numbers;
            inputs[seat.index()] = SeatInput { stick, commands };
        }
        let mut events = Vec::new();
        sim::step(world, &inputs, &mut events);
        let (tick, ended) = (world.tick(), world.outcome().is_some());
        self.idle_s = if inputs == Inputs::default() {
            self.idle_s
        } else {
            0
        };
        self.tell(tick, applied, &events);
        self.tell_views(tick, ended);
        if ended {
            self.end();
        }
        true
    }

    /// Begins a mission from its start.
    pub(super) fn start(&mut self) {
        let world = World::new(&self.setup.scenario, self.setup.seed);
        self.mission = self.mission.wrapping_add(1);
        self.paused = false;
        for slot in &mut self.seats {
            slot.begin();
        }
        let started = self.started_at(world.tick());
        self.stage = Stage::Flying(Box::new(world));
        self.say_both(&started);
        self.tell_roster();
        for seat in Seat::ALL {
            self.tell_view_reliably(seat);
        }
    }

    pub(super) fn started_at(&self, tick: Tick) -> ServerMessage {
        let scenario = &self.setup.scenario;
        ServerMessage::Started {
            mission: self.mission,
            tick,
            scenario: scenario.name.clone(),
            rules: scenario.rules,
        }
    }

    fn tell(&mut self, tick: Tick, applied: [Vec<u32>; 2], events: &[Event]) {
        for seat in Seat::ALL {
            for seq in &applied[seat.index()] {
                self.say(seat, ServerMessage::Ack { seq: *seq, tick });
            }
            for seq in self.seats[seat.index()].take_too_many() {
                let refused = Event::Refused {
                    seat,
                    why: Refusal::TooMany,
                };
                let message = self.seats[seat.index()].note(tick, refused);
                self.say(seat, message);
                self.say(seat, ServerMessage::Ack { seq, tick });
            }
            for event in events
                .iter()
                .filter_map(|event| view::event_for(event, seat))
            {
                let message = self.seats[seat.index()].note(tick, event);
                self.say(seat, message);
            }
        }
    }

    /// In lockstep each grant is answered by the view of its last tick, so that what a crew has
    /// seen when it decides does not depend on packets. On the clock, news goes out at its rate.
    fn tell_views(&mut self, tick: Tick, ended: bool) {
        for seat in Seat::ALL {
            let ends_grant = self.seats[seat.index()].ends_grant(tick);
            if ends_grant || ended {
                self.tell_view_reliably(seat);
            } else if self.setup.pace == Pace::RealTime
                && tick.0.is_multiple_of(FLIGHT_PERIOD_TICKS)
            {
                self.tell_snapshot(seat, tick);
            }
        }
    }

    fn tell_view_reliably(&mut self, seat: Seat) {
        if let Some(world) = self.stage.world() {
            let view = view::of(world, seat);
            self.say(seat, ServerMessage::View(Box::new(view)));
        }
    }

    fn tell_snapshot(&mut self, seat: Seat, tick: Tick) {
        let Some(world) = self.stage.world() else {
            return;
        };
        let shown = &mut self.seats[seat.index()].shown;
        let waiting = shown
            .as_ref()
            .is_some_and(|last| tick.0.saturating_sub(last.tick.0) < snapshot::period_ticks(last));
        if waiting {
            return;
        }
        let view = view::of(world, seat);
        if shown
            .as_ref()
            .is_some_and(|last| snapshot::same_but_tick(last, &view))
        {
            return;
        }
        *shown = Some(view.clone());
        let snapshot = Box::new(Snapshot {
            mission: self.mission,
            view,
        });
        self.outbox.push(Letter {
            to: seat,
            post: Post::Snapshot(snapshot),
        });
    }

    fn end(&mut self) {
        if let Stage::Flying(world) = std::mem::replace(&mut self.stage, Stage::Lobby) {
            let debrief = world.debrief();
            self.stage = Stage::Debrief(world);
            if let Some(debrief) = debrief {
                self.say_both(&ServerMessage::Debrief(Box::new(debrief)));
            }
        }
    }
}

fn split(acts: Vec<Act>) -> (Vec<u32>, Vec<handshake_shared::sim::input::Command>) {
    acts.into_iter().unzip()
}
