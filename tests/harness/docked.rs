//! A mission that begins hard-docked and does not end by itself: the short mission's craft, air and
//! men with the way between them flown; and a room that flies it.

use handshake_server::room::{Arrival, Room, Setup};
use handshake_shared::ids::Seat;
use handshake_shared::scenario::{Scenario, parse};
use handshake_shared::wire::client::ClientMessage;
use handshake_shared::wire::{Pace, RoomCode, Token};

const SHORT: &str = include_str!("../../shared/scenarios/final-approach.toml");

/// As text, for a server; its only step is a greeting that nobody has to say.
pub fn text() -> String {
    let (before, rest) = SHORT.split_once("[start]").expect("a start");
    let (_, after) = rest.split_once("[closing]").expect("a closing rule");
    let (head, rest) = before.split_once("steps = [").expect("steps");
    let (_, middle) = rest.split_once(']').expect("an end of the steps");
    let start =
        "stand = \"docked\"\ngyro_drift_deg_per_min = 2.0\nlights_on = true\ncavity_mmhg = 450";
    // The tunnel holds the Docking Module's air, as after its leak check.
    let (open, held) = (
        tunnel("0.0", "0.0", "0.0", "0.0"),
        tunnel("490.0", "255.0", "3.2", "11.6"),
    );
    assert!(after.contains(&open), "the tunnel's air is where it was");
    let after = after.replace(&open, &held);
    format!("{head}steps = [\"greet\"]{middle}[start]\n{start}\n\n[closing]{after}")
}

fn tunnel(pressure: &str, oxygen: &str, carbon_dioxide: &str, water: &str) -> String {
    format!(
        "[air.tunnel2]\npressure_mmhg = {pressure}\noxygen_mmhg = {oxygen}\n\
         carbon_dioxide_mmhg = {carbon_dioxide}\nwater_mmhg = {water}\n"
    )
}

/// The same, parsed.
pub fn scenario() -> Scenario {
    parse(&text()).expect("a well-formed mission")
}

/// A room on the clock that flies it, with both crews in their seats and ready: the next beat begins it.
pub fn room(seed: u64) -> Room {
    let setup = Setup {
        scenario: scenario(),
        seed,
        pace: Pace::RealTime,
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
        let ready = ClientMessage::Ready(true);
        room.receive(seat, ready).expect("well-formed");
    }
    room
}
