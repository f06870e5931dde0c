//! Whole missions over the network: two software crews, a server, real QUIC on loopback, in
//! lockstep so that fast time is no other time. Every mission that ships, opened from either seat, each
//! seat in either language: the flight must be the one flown in process, to the bit, end as the mission
//! is to end, and its recording must fly again identically.

use std::fs;

use handshake::bots::{self, Temper};
use handshake::net::NetEvent;
use handshake_server::Server;
use handshake_server::recordings::files;
use handshake_shared::ids::Seat;
use handshake_shared::replay::Replay;
use handshake_shared::replay::verify::{Verdict, verify};
use handshake_shared::scenario::{Scenario, load, shipped};
use handshake_shared::sim::scoring::Debrief;
use handshake_shared::time::Tick;
use handshake_shared::wire::{Hello, Pace, RoomCode, ScenarioChoice, Want};
use handshake_tests::flight;

use crate::crews::{join, wait};
use crate::replays::Folder;

const SEED: u64 = 1975;
/// Longer than the longest mission takes software crews, s.
const LIMIT_S: f64 = 3_600.0;

/// Who opens the room, and whether each crew speaks its own language or its partner's: between them the
/// rows put both languages at both seats.
const ROWS: [(Seat, bool); 2] = [(Seat::Apollo, true), (Seat::Soyuz, false)];

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

/// A mission as it was flown over the network: what both crews were told of it, and the server's own
/// last tick and digest.
struct Flown {
    debriefs: [Debrief; 2],
    tick: Tick,
    digest: u64,
}

/// Flies a mission whose room `host` opens; the other seat joins by its code.
async fn fly(server: &Server, scenario: &str, host: Seat, temper: Temper) -> Flown {
    let mut first = join(server, opening(scenario, host))
        .await
        .expect("a new room");
    let code = wait(&mut first, |event| match event {
        NetEvent::Welcome { room, .. } => Some(*room),
        _ => None,
    })
    .await;
    let mut second = join(server, Hello::join("guest", code))
        .await
        .expect("a free seat");
    let (a, b) = tokio::join!(
        bots::fly(&mut first, Pace::Lockstep, temper),
        bots::fly(&mut second, Pace::Lockstep, temper)
    );
    let (tick, digest) = server.digest(code).await.expect("a mission was flown");
    Flown {
        debriefs: [a.expect("debriefed"), b.expect("debriefed")],
        tick,
        digest,
    }
}

/// Languages at the seats, Apollo's first.
fn languages(own: bool) -> [&'static str; 2] {
    match own {
        true => ["en", "ru"],
        false => ["ru", "en"],
    }
}

/// The one recording in a folder flies again to the tick and the digest the server ended with.
fn flies_again(bytes: &[u8], flown: &Flown) -> bool {
    let replay = Replay::read(bytes).expect("a header");
    let mut last = 0;
    let verdict = verify(&replay, |world| {
        last = handshake_shared::sim::digest::of(world);
    });
    replay.cut.is_none()
        && verdict == Ok(Verdict::Identical { last: flown.tick })
        && last == flown.digest
}

/// Prints the table: `cargo test -p handshake-tests --test end_to_end -- --nocapture missions`.
#[tokio::test]
async fn every_mission_from_either_seat_in_either_language_is_the_same_over_quic() {
    println!("mission              host   languages  outcome         time  points  replay");
    for (name, _) in shipped() {
        let mission = load(name).expect("shipped scenarios parse");
        for (host, own_language) in ROWS {
            row(name, &mission, host, own_language).await;
        }
    }
}

async fn row(name: &str, mission: &Scenario, host: Seat, own_language: bool) {
    let temper = Temper {
        own_language,
        ..Temper::GOOD
    };
    let folder = Folder::new(&format!("{name}-{}", host.index()));
    let server = folder.server().await;
    let flown = fly(&server, name, host, temper).await;
    server.stop().await;
    let recorded = files(folder.path()).expect("a folder");
    assert_eq!(recorded.len(), 1, "{recorded:?}");
    let again = flies_again(&fs::read(&recorded[0]).expect("written"), &flown);
    let [apollo, soyuz] = languages(own_language);
    let Flown {
        debriefs: [debrief, others],
        tick,
        digest,
    } = &flown;
    println!(
        "{name:<20} {:<6} {apollo} {soyuz}      {:<12} {:>5.0} s {:>7}  {}",
        format!("{host:?}"),
        format!("{:?}", debrief.outcome),
        tick.seconds(),
        debrief.total,
        if again { "identical" } else { "differs" }
    );
    assert_eq!(debrief, others, "{name}: both crews read the same result");
    assert_eq!(debrief.outcome, mission.goal.outcome(), "{name}");
    assert!(again, "{name}: the recording is the mission");
    let here = flight::fly(mission, SEED, [temper; 2], LIMIT_S);
    assert_eq!(
        (*tick, *digest),
        (here.world.tick(), here.digest()),
        "{name}, {host:?} hosts"
    );
}
