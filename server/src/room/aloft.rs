//! A room that begins in the middle of a flight: a world as it stands, and what was said in it. Nobody
//! sits there yet, and nothing moves until both seats are taken.

use handshake_shared::ids::Seat;
use handshake_shared::sim::event::Event;
use handshake_shared::sim::{World, digest};
use handshake_shared::time::Tick;
use handshake_shared::view;
use handshake_shared::wire::RoomCode;

use super::{Room, Setup, Stage};

/// A flight to go on with.
#[derive(Clone, Debug)]
pub struct Aloft {
    /// The mission's file.
    pub source: String,
    /// Its seed.
    pub seed: u64,
    /// The world.
    pub world: Box<World>,
    /// What happened in it, oldest first: each seat is told what it may know of it.
    pub events: Vec<(Tick, Event)>,
}

impl PartialEq for Aloft {
    /// Worlds with the same digest go on alike.
    fn eq(&self, other: &Aloft) -> bool {
        let told = |flight: &Aloft| (flight.seed, digest::of(&flight.world));
        told(self) == told(other) && self.source == other.source && self.events == other.events
    }
}

impl Room {
    /// A room in the middle of that flight.
    pub fn aloft(code: RoomCode, setup: Setup, flight: Aloft) -> Room {
        let mut room = Room::new(code, setup);
        for (tick, event) in &flight.events {
            for seat in Seat::ALL {
                if let Some(event) = view::event_for(event, seat) {
                    room.seats[seat.index()].note(*tick, event);
                }
            }
        }
        room.mission = 1;
        room.stage = Stage::Flying(flight.world);
        room.settle_pause();
        room
    }
}

#[cfg(test)]
mod tests {
    use handshake_shared::scenario;
    use handshake_shared::sim::input::{Command, Inputs};
    use handshake_shared::sim::step;
    use handshake_shared::wire::server::ServerMessage;
    use handshake_shared::wire::{Pace, Token};

    use super::*;
    use crate::room::{Arrival, Post};

    #[test]
    fn a_flight_goes_on_at_its_tick_once_both_seats_are_taken_and_its_loop_is_not_empty() {
        let scenario = scenario::load("final-approach").expect("ships");
        let mut world = World::new(&scenario, 1);
        let mut events = Vec::new();
        for tick in 0..120 {
            let mut inputs = Inputs::default();
            if tick == 0 {
                let text = Command::Text("stand by".to_owned());
                inputs[Seat::Apollo.index()].commands.push(text);
            }
            let mut now = Vec::new();
            step(&mut world, &inputs, &mut now);
            events.extend(now.into_iter().map(|event| (world.tick(), event)));
        }
        let setup = Setup {
            scenario,
            seed: 1,
            pace: Pace::RealTime,
        };
        let flight = Aloft {
            source: String::new(),
            seed: 1,
            world: Box::new(world),
            events,
        };
        let mut room = Room::aloft(RoomCode::new(1), setup, flight);
        assert!(!room.runs_on_clock());
        for seat in Seat::ALL {
            let arrival = Arrival {
                name: "crew".to_owned(),
                seat: Some(seat),
                token: None,
                heard: 0,
                fresh: Token([seat as u8; 16]),
            };
            room.join(arrival).expect("a free seat");
        }
        let heard = |to: Seat, letters: &[crate::room::Letter]| {
            letters.iter().any(|letter| {
                letter.to == to
                    && matches!(
                        letter.post,
                        Post::Message(ServerMessage::Event {
                            event: Event::Heard(_),
                            ..
                        })
                    )
            })
        };
        let letters = room.drain();
        assert!(Seat::ALL.into_iter().all(|seat| heard(seat, &letters)));
        assert!(room.runs_on_clock());
        room.advance();
        assert_eq!(room.digest().map(|(tick, _)| tick), Some(Tick(121)));
    }
}
