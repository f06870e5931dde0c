//! A crew that was dropped is stood in for: its partner asks, and the room gives out a secret by which a
//! software crew sits down in the empty seat. The seat stays the dropped crew's: by its own secret it
//! takes it up again at any time, and the software crew has to go.

use handshake_shared::ids::Seat;
use handshake_shared::time::Tick;
use handshake_shared::wire::Token;
use handshake_shared::wire::server::ServerMessage;

use super::seat::Ask;
use super::{Room, Stage};

impl Room {
    /// The crew of this seat asks for a software crew in the other one, which would sit down by this
    /// secret. Before it is due, or where nobody is missing, nothing comes of it.
    pub fn relieve(&mut self, by: Seat, fresh: Token) {
        self.idle_s = 0;
        if !self.seats[by.index()].may_ask(Ask::Relieve) {
            return self.tell_off(by);
        }
        let seat = by.other();
        let slot = &mut self.seats[seat.index()];
        if !matches!(self.stage, Stage::Flying(_)) || !slot.may_be_relieved() {
            return;
        }
        slot.expect_relief(&fresh);
        self.turn();
        let token = fresh;
        self.say(by, ServerMessage::Relief { seat, token });
    }

    /// A crew is back in the seat that software had flown from this tick on.
    pub(super) fn tell_relieved(&mut self, seat: Seat, since: Option<Tick>) {
        if let Some(since) = since {
            self.say(seat, ServerMessage::Relieved { since });
        }
    }
}

#[cfg(test)]
mod tests {
    use handshake_shared::limits::{RELIEF_AFTER_S, SEAT_HOLD_S};
    use handshake_shared::scenario;
    use handshake_shared::sim::input::{Command, ControlMode};
    use handshake_shared::wire::client::ClientMessage;
    use handshake_shared::wire::server::{PauseReason, Refused};
    use handshake_shared::wire::{Pace, RoomCode};

    use super::*;
    use crate::room::{Arrival, Post, Setup};

    const SOFTWARE: Token = Token([9; 16]);

    fn arrival(name: &str, token: Option<Token>, fresh: u8) -> Arrival {
        Arrival {
            name: name.to_owned(),
            seat: None,
            token,
            heard: 0,
            fresh: Token([fresh; 16]),
        }
    }

    /// Apollo's secret is of ones, Soyuz's of twos.
    fn flying() -> Room {
        let scenario = scenario::load("final-approach").expect("ships");
        let setup = Setup {
            scenario,
            seed: 1,
            pace: Pace::RealTime,
        };
        let mut room = Room::new(RoomCode::new(1), setup);
        for (name, fresh) in [("Tom", 1), ("Alexei", 2)] {
            room.join(arrival(name, None, fresh)).expect("a free seat");
        }
        for seat in Seat::ALL {
            let ready = room.receive(seat, ClientMessage::Ready(true));
            ready.expect("well-formed");
        }
        room.drain();
        room
    }

    fn told(room: &mut Room, to: Seat) -> Vec<ServerMessage> {
        let letters = room.drain().into_iter().filter(|letter| letter.to == to);
        letters
            .filter_map(|letter| match letter.post {
                Post::Message(message) => Some(message),
                Post::Snapshot(_) => None,
            })
            .collect()
    }

    fn seconds(room: &mut Room, count: u16) {
        for _ in 0..count {
            room.second();
        }
    }

    fn act(room: &mut Room, seat: Seat, seq: u32) {
        let command = Command::Mode(ControlMode::hold_of(seat));
        let message = ClientMessage::Command { seq, command };
        room.receive(seat, message).expect("in order");
        room.advance();
    }

    /// Soyuz's crew has acted and was dropped; software has its seat.
    fn relieved() -> Room {
        let mut room = flying();
        act(&mut room, Seat::Soyuz, 1);
        act(&mut room, Seat::Soyuz, 2);
        room.lost(Seat::Soyuz);
        seconds(&mut room, RELIEF_AFTER_S);
        room.relieve(Seat::Apollo, SOFTWARE);
        room.drain();
        let sits = room.join(arrival("software", Some(SOFTWARE), 3));
        assert_eq!(sits, Ok(Seat::Soyuz));
        room
    }

    #[test]
    fn software_sits_down_only_when_it_is_due_and_was_asked_for_and_only_once() {
        let mut room = flying();
        room.relieve(Seat::Apollo, SOFTWARE);
        room.lost(Seat::Soyuz);
        seconds(&mut room, RELIEF_AFTER_S - 1);
        room.relieve(Seat::Apollo, SOFTWARE);
        let is_relief = |message: &ServerMessage| matches!(message, ServerMessage::Relief { .. });
        assert!(!told(&mut room, Seat::Apollo).iter().any(is_relief));
        let too_soon = room.join(arrival("software", Some(SOFTWARE), 3));
        assert_eq!(too_soon, Err(Refused::WrongToken));
        seconds(&mut room, 1);
        room.relieve(Seat::Apollo, SOFTWARE);
        let relief = ServerMessage::Relief {
            seat: Seat::Soyuz,
            token: SOFTWARE,
        };
        assert_eq!(told(&mut room, Seat::Apollo), [relief]);
        let sits = room.join(arrival("software", Some(SOFTWARE), 3));
        assert_eq!(sits, Ok(Seat::Soyuz));
        assert!(room.runs_on_clock(), "both seats are flown");
        let resumed = told(&mut room, Seat::Apollo);
        assert!(resumed.contains(&ServerMessage::Resumed), "{resumed:?}");
    }

    #[test]
    fn the_dropped_crew_takes_its_seat_again_with_its_own_numbers_and_software_is_out() {
        let mut room = relieved();
        for seq in 1..=5 {
            act(&mut room, Seat::Soyuz, seq);
        }
        let since = Tick(2);
        told(&mut room, Seat::Soyuz);
        let own = Token([2; 16]);
        let back = room.join(arrival("Alexei", Some(own), 4));
        assert_eq!(back, Ok(Seat::Soyuz));
        let told = told(&mut room, Seat::Soyuz);
        let received = told.iter().find_map(|message| match message {
            ServerMessage::Welcome {
                token, received, ..
            } => Some((*token, *received)),
            _ => None,
        });
        assert_eq!(received, Some((own, 2)));
        assert!(
            told.contains(&ServerMessage::Relieved { since }),
            "{told:?}"
        );
        act(&mut room, Seat::Soyuz, 3);
        assert!(room.runs_on_clock());
        let again = room.join(arrival("software", Some(SOFTWARE), 3));
        assert_eq!(again, Err(Refused::WrongToken));
    }

    #[test]
    fn software_that_goes_leaves_the_seat_to_its_crew_and_not_to_strangers() {
        let mut room = relieved();
        room.receive(Seat::Soyuz, ClientMessage::Leave)
            .expect("well-formed");
        let told = told(&mut room, Seat::Apollo);
        let why = PauseReason::Lost(Seat::Soyuz);
        let waits = told.iter().any(|message| {
            matches!(message, ServerMessage::Paused { why: w, left_s, .. }
                if *w == why && *left_s == SEAT_HOLD_S)
        });
        assert!(waits, "{told:?}");
        let stranger = room.join(arrival("Vance", None, 5));
        assert_eq!(stranger, Err(Refused::RoomFull));
        let back = room.join(arrival("Alexei", Some(Token([2; 16])), 4));
        assert_eq!(back, Ok(Seat::Soyuz));
    }

    #[test]
    fn whoever_sits_down_in_flight_hears_what_was_said_to_the_seat() {
        let mut room = flying();
        let text = Command::Text("stand by".to_owned());
        let says = ClientMessage::Command {
            seq: 1,
            command: text,
        };
        room.receive(Seat::Apollo, says).expect("in order");
        for _ in 0..120 {
            room.advance();
        }
        room.lost(Seat::Soyuz);
        seconds(&mut room, RELIEF_AFTER_S);
        room.relieve(Seat::Apollo, SOFTWARE);
        room.drain();
        room.join(arrival("software", Some(SOFTWARE), 3))
            .expect("its secret is good");
        let told = told(&mut room, Seat::Soyuz);
        let heard = |message: &ServerMessage| {
            matches!(
                message,
                ServerMessage::Event {
                    event: handshake_shared::sim::event::Event::Heard(_),
                    ..
                }
            )
        };
        assert!(told.iter().any(heard), "{told:?}");
    }
}
