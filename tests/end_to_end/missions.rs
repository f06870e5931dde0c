//! Whole missions over the network: two software crews, a server, real QUIC on loopback, in
//! lockstep so that fast time is no other time. The flight must be the one flown in process, to the
//! bit, whoever opened the room.

use handshake::bots::{self, Temper};
use handshake::net::NetEvent;
use handshake_shared::ids::Seat;
use handshake_shared::scenario::load;
use handshake_shared::sim::scoring::Debrief;
use handshake_shared::time::Tick;
use handshake_shared::wire::{Hello, Pace, RoomCode, ScenarioChoice, Want};
use handshake_tests::flight;

use crate::crews::{join, server, wait};

const SEED: u64 = 1975;

/// Opens a room for a seat of this scenario, in lockstep.
fn opening(scenario: &str, seat: Seat) -> Hello {
    let want = Want::Create {
        scenario: ScenarioChoice::Named(scenario.to_owned()),
        seed: Some(SEED),
        rules: None,
        pace: Pace::Lockstep,
    };
    Hello {
        want,
        seat: Some(seat),
        ..Hello::join("host", RoomCode::new(0))
    }
}

/// Flies a mission whose room `host` opens; the other seat joins by its code. The digest is the
/// server's own.
async fn fly(scenario: &str, host: Seat) -> ([Debrief; 2], Tick, u64) {
    let server = server().await;
    let mut first = join(&server, opening(scenario, host))
        .await
        .expect("a new room");
    let code = wait(&mut first, |event| match event {
        NetEvent::Welcome { room, .. } => Some(*room),
        _ => None,
    })
    .await;
    let mut second = join(&server, Hello::join("guest", code))
        .await
        .expect("a free seat");
    let (a, b) = tokio::join!(
        bots::fly(&mut first, Pace::Lockstep, Temper::default()),
        bots::fly(&mut second, Pace::Lockstep, Temper::default())
    );
    let (tick, digest) = server.digest(code).await.expect("a mission was flown");
    server.stop().await;
    ([a.expect("debriefed"), b.expect("debriefed")], tick, digest)
}

/// The mission over the network is the mission flown in process, and ends as the mission is to end.
async fn same_as_in_process(scenario: &str) {
    let here = flight::fly(
        &load(scenario).expect("shipped scenarios parse"),
        SEED,
        [Temper::default(); 2],
        1_200.0,
    );
    let good = load(scenario).expect("shipped").goal.outcome();
    for host in Seat::ALL {
        let (debriefs, tick, digest) = fly(scenario, host).await;
        assert_eq!(debriefs[0], debriefs[1], "both crews read the same result");
        assert_eq!(debriefs[0].outcome, good);
        assert_eq!(
            (tick, digest),
            (here.world.tick(), here.digest()),
            "{scenario}, {host:?} hosts"
        );
    }
}

#[tokio::test]
async fn final_approach_ends_in_the_handshake_over_quic_whoever_hosts() {
    same_as_in_process("final-approach").await;
}

#[tokio::test]
async fn a_mission_that_begins_docked_is_the_same_over_quic_whoever_hosts() {
    same_as_in_process("airlock-school").await;
    same_as_in_process("rescue").await;
}

#[tokio::test]
async fn first_handshake_ends_in_the_handshake_over_quic_whoever_hosts() {
    same_as_in_process("first-handshake").await;
}
