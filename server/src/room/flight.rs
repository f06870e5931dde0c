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
use handshake_shared::wire::snapshot::{FLIGHT_PERIOD_TICKS, Snapshot};

use super::pace::Compression;
use super::seat::{Act, SeatSlot};
use super::{Letter, Post, Room, Stage};

/// What one step is given, with the numbers of the acts in it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Given {
    pub(super) inputs: Inputs,
    /// Numbers of the acts among the inputs' commands, in their order.
    pub(super) applied: [Vec<u32>; 2],
    /// Numbers of acts that were too many, and have no effect.
    pub(super) too_many: [Vec<u32>; 2],
}

impl Room {
    /// Steps the world by one tick if that tick has come: on the clock one a beat, in lockstep when
    /// both crews have granted it. Returns whether it stepped.
    pub fn advance(&mut self) -> bool {
        let granted = self.seats.iter().all(|slot| slot.has_granted());
        if self.setup.pace == Pace::Lockstep && !granted {
            return false;
        }
        self.check_pace();
        self.tick(true)
    }

    /// One more tick in the same beat, while both crews want more than one. Returns whether it
    /// stepped.
    pub fn hurry(&mut self) -> bool {
        self.check_pace();
        self.ticks_a_beat() > 1 && self.tick(false)
    }

    fn tick(&mut self, first_of_beat: bool) -> bool {
        if !self.moves() {
            return false;
        }
        self.take_tape_up();
        let given = self.take_inputs();
        let Stage::Flying(world) = &self.stage else {
            return false;
        };
        let before = self.compression.watch(world);
        if let Some(log) = &mut self.log {
            log.note(world.tick(), &given);
        }
        if given.inputs != Inputs::default() {
            self.idle_s = 0;
        }
        for seat in Seat::ALL {
            let stick = &given.inputs[seat.index()].stick;
            self.seats[seat.index()].news.flown(stick);
        }
        self.count_tick(first_of_beat);
        if first_of_beat {
            self.beat_strip();
        }
        let (tick, ended, events) = self.give(&given);
        if first_of_beat || ended {
            self.tell_views(tick, ended);
        }
        self.heed(before, &events);
        if ended {
            self.end();
        }
        true
    }

    /// Takes one step with what it is given, and tells what came of it. Returns the tick reached, whether
    /// the mission has ended, and what happened.
    pub(super) fn give(&mut self, given: &Given) -> (Tick, bool, Vec<Event>) {
        let Stage::Flying(world) = &mut self.stage else {
            return (Tick(0), false, Vec::new());
        };
        let mut events = Vec::new();
        sim::step(world, &given.inputs, &mut events);
        if let Some(tape) = &mut self.tape {
            tape.note(&given.inputs, world, &events);
        }
        self.note_strip(&given.inputs);
        let Stage::Flying(world) = &self.stage else {
            return (Tick(0), false, Vec::new());
        };
        let (tick, ended) = (world.tick(), world.outcome().is_some());
        self.tell(tick, given, &events);
        (tick, ended, events)
    }

    /// The inputs of the next tick, with the numbers of the acts in them.
    fn take_inputs(&mut self) -> Given {
        let mut given = Given::default();
        let now = self.stage.world().map_or(Tick(0), World::tick);
        for seat in Seat::ALL {
            let slot = &mut self.seats[seat.index()];
            let (stick, acts) = match self.setup.pace {
                Pace::RealTime => slot.input_now(now),
                Pace::Lockstep => slot.input_granted(),
            };
            let (numbers, mut commands) = split(acts);
            given.applied[seat.index()] = numbers;
            commands.extend(self.seats[seat.index()].take_order());
            given.inputs[seat.index()] = SeatInput { stick, commands };
            given.too_many[seat.index()] = self.seats[seat.index()].take_too_many();
        }
        self.instructing.give(&mut given.inputs);
        given
    }

    /// Begins a mission from its start.
    pub(super) fn start(&mut self) {
        let world = World::new(&self.setup.scenario, self.setup.seed);
        self.mission = self.mission.wrapping_add(1);
        self.paused = false;
        self.pause.begin();
        self.compression = Compression::default();
        self.instructing.begin();
        for slot in &mut self.seats {
            slot.begin();
        }
        let started = self.started_at(world.tick());
        self.begin_tape(&world);
        self.stage = Stage::Flying(Box::new(world));
        self.begin_strip(None);
        self.turn();
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

    fn tell(&mut self, tick: Tick, given: &Given, events: &[Event]) {
        for seat in Seat::ALL {
            for seq in &given.applied[seat.index()] {
                let message = self.seats[seat.index()].apply(*seq, tick);
                self.say(seat, message);
            }
            for seq in &given.too_many[seat.index()] {
                let refused = Event::Refused {
                    seat,
                    why: Refusal::TooMany,
                };
                let message = self.seats[seat.index()].note(tick, refused);
                self.say(seat, message);
                let message = self.seats[seat.index()].apply(*seq, tick);
                self.say(seat, message);
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
                && self.compression.beat.is_multiple_of(FLIGHT_PERIOD_TICKS)
            {
                self.tell_snapshot(seat);
            }
        }
    }

    fn tell_view_reliably(&mut self, seat: Seat) {
        if let Some(world) = self.stage.world() {
            let view = view::of(world, seat);
            self.say(seat, ServerMessage::View(Box::new(view)));
        }
    }

    /// Snapshots to this seat come so many times less often at most, from now on.
    pub fn stretch_news(&mut self, seat: Seat, stretch: u32) {
        self.seats[seat.index()].stretch = stretch;
    }

    /// Periods count beats: however many ticks come in one, a crew gets no more news a second.
    pub(super) fn tell_snapshot(&mut self, seat: Seat) {
        let Some(world) = self.stage.world() else {
            return;
        };
        let beat = self.compression.beat;
        let view = view::of(world, seat);
        let SeatSlot { news, stretch, .. } = &mut self.seats[seat.index()];
        if !news.is_due(beat, &view, *stretch) {
            return;
        }
        let view = news.tell(beat, &view);
        let heard = self.seats[seat.index()].heard(view.tick);
        let snapshot = Box::new(Snapshot {
            mission: self.mission,
            heard,
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
            self.turn();
            self.end_tape();
            self.end_strip();
            if let Some(debrief) = debrief {
                self.say_both(&ServerMessage::Debrief(Box::new(debrief)));
            }
        }
    }
}

fn split(acts: Vec<Act>) -> (Vec<u32>, Vec<handshake_shared::sim::input::Command>) {
    acts.into_iter().unzip()
}
