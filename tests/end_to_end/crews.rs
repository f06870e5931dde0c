//! Words the suite is written in: a server, two crews in one room, and waiting for an event.

use std::time::Duration;

use handshake::net::{Link, NetError, NetEvent, connect};
use handshake_server::{Config, Server};
use handshake_shared::ids::Seat;
use handshake_shared::wire::{Hello, Pace, RoomCode, ScenarioChoice, Want};

/// A test that hangs fails; no figure is asserted by it.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// The scenario the suite flies.
pub const SCENARIO: &str = "final-approach";
/// Its seed.
pub const SEED: u64 = 7;

/// A server on loopback, on a free port.
pub async fn server() -> Server {
    Server::start(Config::local())
        .await
        .expect("a free port on loopback")
}

/// A crew that opens a room.
pub fn opening(pace: Pace) -> Hello {
    let scenario = ScenarioChoice::Named(SCENARIO.to_owned());
    let want = Want::Create {
        scenario,
        seed: Some(SEED),
        rules: None,
        pace,
    };
    Hello {
        want,
        ..Hello::join("Tom", RoomCode::new(0))
    }
}

/// Connects with the server's own invite.
pub async fn join(server: &Server, hello: Hello) -> Result<Link, NetError> {
    connect(&server.invite(None), hello).await
}

/// Two crews in one new room, Apollo first, before they are ready.
pub async fn both(server: &Server, pace: Pace) -> ([Link; 2], RoomCode) {
    let mut apollo = join(server, opening(pace)).await.expect("a new room");
    let room = wait(&mut apollo, |event| match event {
        NetEvent::Welcome {
            room,
            seat: Seat::Apollo,
            ..
        } => Some(*room),
        _ => None,
    })
    .await;
    let soyuz = join(server, Hello::join("Alexei", room))
        .await
        .expect("a free seat");
    ([apollo, soyuz], room)
}

/// The same, flying.
pub async fn flying(server: &Server, pace: Pace) -> ([Link; 2], RoomCode) {
    let (mut crews, room) = both(server, pace).await;
    for crew in &mut crews {
        crew.ready(true).expect("seated");
    }
    for crew in &mut crews {
        wait_for(crew, |event| matches!(event, NetEvent::Started { .. })).await;
    }
    (crews, room)
}

/// Reads events until one gives an answer.
pub async fn wait<T>(crew: &mut Link, mut answer: impl FnMut(&NetEvent) -> Option<T>) -> T {
    let reading = async {
        loop {
            let event = crew.next().await;
            if let Some(found) = answer(&event) {
                return found;
            }
            assert!(
                !matches!(event, NetEvent::Closed { .. }),
                "closed instead: {event:?}"
            );
        }
    };
    tokio::time::timeout(PATIENCE, reading)
        .await
        .expect("the event comes")
}

/// Reads events until this one.
pub async fn wait_for(crew: &mut Link, is_it: impl Fn(&NetEvent) -> bool) -> NetEvent {
    wait(crew, |event| is_it(event).then(|| event.clone())).await
}
