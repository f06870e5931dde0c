//! A crew whose connection has fallen silent but is not lost yet: the other crew is told, hands come
//! off its controllers, and its craft holds attitude. When the connection is lost, nothing moves.

use handshake_shared::ids::Seat;
use handshake_shared::sim::World;
use handshake_shared::sim::input::{Command, ControlMode};
use handshake_shared::view;
use handshake_shared::wire::Pace;
use handshake_shared::wire::server::ServerMessage;

use super::{Room, Stage};

impl Room {
    /// Nothing has come from this crew for so long, ms.
    pub fn silent(&mut self, seat: Seat, for_ms: u16) {
        if !self.seats[seat.index()].is_connected() {
            return;
        }
        // In lockstep a craft moves only by its crew's own grants. While the flight stands still the order
        // waits for its next tick.
        if let Stage::Flying(world) = &self.stage
            && self.setup.pace == Pace::RealTime
        {
            let order = hold(world, seat);
            self.seats[seat.index()].fall_silent(order);
        }
        self.tell_silence(seat, Some(for_ms));
    }

    /// This crew is heard again.
    pub fn heard(&mut self, seat: Seat) {
        self.tell_silence(seat, None);
    }

    fn tell_silence(&mut self, of: Seat, for_ms: Option<u16>) {
        if self.seats[of.other().index()].is_connected() {
            self.say(of.other(), ServerMessage::Silent(for_ms));
        }
    }
}

/// What makes this craft hold its attitude. Craft that hold each other are left as they are: there
/// only one of them may, and a second autopilot would tear at the ring.
fn hold(world: &World, seat: Seat) -> Option<Command> {
    let mode = view::of(world, seat).panel.craft().mode;
    let free = !world.is_joined() && !mode.holds();
    free.then(|| Command::Mode(ControlMode::hold_of(seat)))
}

#[cfg(test)]
mod tests {
    use handshake_shared::limits::SILENT_MS;
    use handshake_shared::scenario;
    use handshake_shared::sim::input::Stick;
    use handshake_shared::time::Tick;
    use handshake_shared::wire::client::{ClientMessage, StickMessage};
    use handshake_shared::wire::{RoomCode, Token};

    use super::*;
    use crate::room::{Arrival, Letter, Post, Setup};

    fn flying() -> Room {
        let scenario = scenario::load("final-approach").expect("ships");
        let (seed, pace) = (1, Pace::RealTime);
        let setup = Setup {
            scenario,
            seed,
            pace,
        };
        let mut room = Room::new(RoomCode::new(1), setup);
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
        for seat in Seat::ALL {
            room.receive(seat, ClientMessage::Ready(true))
                .expect("well-formed");
        }
        room
    }

    fn mode(room: &Room, seat: Seat) -> ControlMode {
        let world = room.stage.world().expect("flying");
        view::of(world, seat).panel.craft().mode
    }

    #[test]
    fn a_silent_crews_craft_is_let_go_and_holds_attitude_and_only_the_other_crew_is_told() {
        let mut room = flying();
        let seq = 1;
        let command = Command::Mode(ControlMode::Off);
        room.receive(Seat::Apollo, ClientMessage::Command { seq, command })
            .expect("well-formed");
        let push = StickMessage {
            at: Tick(0),
            id: 1,
            stick: Stick {
                turn: [0, 127, 0],
                push: [0; 3],
            },
            ticks: 600,
            adds: false,
        };
        room.stick(Seat::Apollo, push);
        room.advance();
        assert_eq!(mode(&room, Seat::Apollo), ControlMode::Off);
        room.drain();
        room.silent(Seat::Apollo, SILENT_MS);
        let silent = Letter {
            to: Seat::Soyuz,
            post: Post::Message(ServerMessage::Silent(Some(SILENT_MS))),
        };
        assert_eq!(room.drain(), [silent]);
        assert!(room.runs_on_clock(), "the flight goes on until it is lost");
        room.advance();
        let held = ControlMode::hold_of(Seat::Apollo);
        assert_eq!(mode(&room, Seat::Apollo), held);
        assert!(!room.seats[Seat::Apollo.index()].steers());
        room.drain();
        room.heard(Seat::Apollo);
        assert_eq!(room.drain().len(), 1);
    }

    #[test]
    fn joined_craft_and_a_crew_that_holds_already_are_left_as_they_are() {
        let joined = scenario::load("airlock-school").expect("ships");
        let apart = scenario::load("final-approach").expect("ships");
        let world = World::new(&apart, 1);
        assert!(view::of(&world, Seat::Soyuz).panel.craft().mode.holds());
        assert_eq!(hold(&world, Seat::Soyuz), None);
        let world = World::new(&joined, 1);
        assert!(world.is_joined());
        for seat in Seat::ALL {
            assert_eq!(hold(&world, seat), None);
        }
    }
}
