//! A room that begins in the middle of a flight: a world as it stands, and what was said in it. Nobody
//! sits there yet, and nothing moves until both seats are taken.

use handshake_shared::ids::Seat;
use handshake_shared::replay::record::SoFar;
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
    /// What was recorded of it.
    pub recorded: SoFar,
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
    use handshake_shared::replay::record::opening;
    use handshake_shared::replay::verify::{Verdict, verify};
    use handshake_shared::replay::{Header, Recorder, Replay};
    use handshake_shared::scenario;
    use handshake_shared::sim::input::{Command, Inputs};
    use handshake_shared::sim::step;
    use handshake_shared::wire::server::ServerMessage;
    use handshake_shared::wire::{Pace, Token};

    use super::*;
    use crate::room::{Arrival, Page, Post};

    /// In the middle of a second.
    const TAKEN_UP: u32 = 137;

    /// Two seconds and a bit flown and recorded, with a word said in them.
    fn flight() -> (Setup, Aloft) {
        let scenario = scenario::load("final-approach").expect("ships");
        let mut shipped = scenario::shipped().iter();
        let source = shipped.find(|(name, _)| *name == "final-approach");
        let (name, source) = *source.expect("ships");
        let mut world = World::new(&scenario, 1);
        let header = Header::new((name, source), scenario.rules, 1, Pace::RealTime);
        let mut bytes = opening(&header).expect("short");
        let mut recorder = Recorder::new(&world);
        let (mut events, mut aloft) = (Vec::new(), None);
        // It was flown further than it is taken up.
        for tick in 0..400 {
            if tick == TAKEN_UP {
                aloft = Some(world.clone());
            }
            let mut inputs = Inputs::default();
            if tick % 100 == 0 {
                let text = Command::Text("stand by".to_owned());
                inputs[Seat::Apollo.index()].commands.push(text);
                inputs[Seat::Soyuz.index()].stick.turn[0] = 40;
            }
            let mut now = Vec::new();
            step(&mut world, &inputs, &mut now);
            bytes.extend(recorder.note(&inputs, &world, &now).unwrap_or_default());
            if tick < TAKEN_UP {
                events.extend(now.into_iter().map(|event| (world.tick(), event)));
            }
        }
        bytes.extend(recorder.end(&world));
        let replay = Replay::read(&bytes).expect("whole");
        let setup = Setup {
            scenario,
            seed: 1,
            pace: Pace::RealTime,
        };
        let flight = Aloft {
            source: source.to_owned(),
            seed: 1,
            world: Box::new(aloft.expect("flown so far")),
            events,
            recorded: SoFar::of(&replay, Tick(TAKEN_UP)),
        };
        (setup, flight)
    }

    fn sit_both(room: &mut Room) {
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
    }

    #[test]
    fn its_recording_begins_with_what_was_flown_before_and_is_one_flight() {
        let (setup, flight) = flight();
        let (source, so_far) = (flight.source.clone(), flight.recorded.clone());
        let mut room = Room::aloft(RoomCode::new(1), setup, flight);
        room.record(source);
        room.record_after(so_far);
        sit_both(&mut room);
        for _ in 0..300 {
            assert!(room.advance());
        }
        let (last, _) = room.digest().expect("flying");
        assert_eq!(last, Tick(TAKEN_UP + 300));
        room.close(handshake_shared::wire::server::Closing::Operator);
        let pages = room.drain_pages().into_iter();
        let bytes = pages.flat_map(|page| match page {
            Page::Begin(header) => {
                assert_eq!(header.crews, ["crew", "crew"].map(str::to_owned));
                opening(&header).expect("short")
            }
            Page::More(bytes) => bytes,
            Page::End => Vec::new(),
        });
        let replay = Replay::read(&bytes.collect::<Vec<u8>>()).expect("reads");
        assert_eq!(verify(&replay, |_| {}), Ok(Verdict::Identical { last }));
        let said = replay.events();
        let said = said.filter(|(_, event)| matches!(event, Event::Heard(_)));
        assert_eq!(said.count(), 2, "before it was taken up, and no later");
    }

    #[test]
    fn a_flight_goes_on_at_its_tick_once_both_seats_are_taken_and_its_loop_is_not_empty() {
        let (setup, flight) = flight();
        let mut room = Room::aloft(RoomCode::new(1), setup, flight);
        assert!(!room.runs_on_clock());
        sit_both(&mut room);
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
        assert_eq!(
            room.digest().map(|(tick, _)| tick),
            Some(Tick(TAKEN_UP + 1))
        );
    }
}
