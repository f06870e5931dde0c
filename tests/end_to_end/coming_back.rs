//! What becomes of a crew whose line changes, falls silent, breaks, or whose program is killed: over
//! real QUIC on loopback, through a relay that does it to them.

use std::time::Duration;

use handshake::net::{Link, NetError, NetEvent, connect};
use handshake_server::Server;
use handshake_shared::ids::Seat;
use handshake_shared::limits::SILENT_MS;
use handshake_shared::sim::event::{Event, Speech};
use handshake_shared::sim::input::Command;
use handshake_shared::wire::{Hello, Invite, Pace, PauseReason, Refused, Token};
use handshake_tests::relay::{Relay, Weather};

use crate::crews::{flying, join, opening, server, wait, wait_for};

/// A line on which nothing arrives.
const CUT: Weather = Weather {
    delay: Duration::ZERO,
    jitter: Duration::ZERO,
    loss: 0.0,
    twice: 0.0,
    cut: true,
};

/// Two crews flying, each through a relay of its own, Apollo first.
async fn relayed(server: &Server) -> ([Link; 2], [Relay; 2]) {
    let (to_apollo, a) = relay(server).await;
    let (to_soyuz, b) = relay(server).await;
    let mut apollo = connect(&to_apollo, opening(Pace::RealTime))
        .await
        .expect("a new room");
    let room = wait(&mut apollo, |event| match event {
        NetEvent::Welcome { room, .. } => Some(*room),
        _ => None,
    })
    .await;
    let soyuz = connect(&to_soyuz, Hello::join("Alexei", room))
        .await
        .expect("a free seat");
    let mut crews = [apollo, soyuz];
    for crew in &mut crews {
        crew.ready(true).expect("seated");
    }
    for crew in &mut crews {
        wait_for(crew, |event| matches!(event, NetEvent::Started { .. })).await;
    }
    (crews, [a, b])
}

async fn relay(server: &Server) -> (Invite, Relay) {
    let relay = Relay::to(server.local_addr(), 1, Weather::default())
        .await
        .expect("a free port on loopback");
    let invite = Invite {
        addresses: vec![relay.address()],
        ..server.invite(None)
    };
    (invite, relay)
}

fn text(number: usize) -> Command {
    Command::Text(format!("{number}"))
}

/// The texts a crew hears, in order, until it has heard so many; nothing else may come to an end.
async fn hear(crew: &mut Link, from: Seat, count: usize) -> Vec<String> {
    let mut texts = Vec::new();
    while texts.len() < count {
        let text = wait(crew, |event| match event {
            NetEvent::Event {
                event: Event::Heard(said),
                ..
            } if said.from == from => match &said.speech {
                Speech::Text(text) => Some(text.clone()),
                Speech::Call { .. } => None,
            },
            _ => None,
        })
        .await;
        texts.push(text);
    }
    texts
}

/// The numbers of acts that took effect, in order.
async fn applied(crew: &mut Link, count: usize) -> Vec<u32> {
    let mut numbers = Vec::new();
    while numbers.len() < count {
        let number = wait(crew, |event| match event {
            NetEvent::Ack { seq, .. } => Some(*seq),
            _ => None,
        })
        .await;
        numbers.push(number);
    }
    numbers
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_crew_whose_address_changes_flies_on_over_the_same_connection() {
    let server = server().await;
    let ([mut apollo, mut soyuz], [_a, b]) = relayed(&server).await;
    for change in 1..=3 {
        b.move_house().await;
        let seq = soyuz.send(text(change)).expect("seated");
        let unbroken = |event: &NetEvent| {
            assert!(
                !matches!(event, NetEvent::Lost | NetEvent::Welcome { .. }),
                "{event:?}"
            );
            matches!(event, NetEvent::Ack { seq: s, .. } if *s == seq).then_some(())
        };
        wait(&mut soyuz, unbroken).await;
        let unpaused = |event: &NetEvent| {
            assert!(!matches!(event, NetEvent::Paused { .. }), "{event:?}");
            match event {
                NetEvent::Event {
                    event: Event::Heard(said),
                    ..
                } => (said.speech == Speech::Text(format!("{change}"))).then_some(()),
                _ => None,
            }
        };
        wait(&mut apollo, unpaused).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_short_silence_is_told_to_both_and_breaks_nothing() {
    let server = server().await;
    let ([mut apollo, mut soyuz], [_a, b]) = relayed(&server).await;
    b.weather(CUT);
    let seq = soyuz.send(text(1)).expect("kept");
    let silent = |event: &NetEvent| match event {
        NetEvent::Silent(Some(for_ms)) => Some(*for_ms),
        _ => None,
    };
    assert!(wait(&mut apollo, silent).await >= SILENT_MS);
    wait_for(&mut soyuz, |event| {
        matches!(event, NetEvent::Quiet(Some(_)))
    })
    .await;
    b.weather(Weather::default());
    wait_for(&mut apollo, |event| *event == NetEvent::Silent(None)).await;
    let unbroken = |event: &NetEvent| {
        assert!(!matches!(event, NetEvent::Lost), "{event:?}");
        matches!(event, NetEvent::Ack { seq: s, .. } if *s == seq).then_some(())
    };
    wait(&mut soyuz, unbroken).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_done_and_said_while_a_line_was_broken_happens_once_and_is_heard_once() {
    let server = server().await;
    let ([mut apollo, mut soyuz], [_a, b]) = relayed(&server).await;
    let first = soyuz.send(text(0)).expect("seated");
    assert_eq!(applied(&mut soyuz, 1).await, [first]);
    assert_eq!(hear(&mut apollo, Seat::Soyuz, 1).await, ["0"]);
    b.weather(CUT);
    let sent: Vec<u32> = (1..=5)
        .map(|number| soyuz.send(text(number)).expect("kept"))
        .collect();
    for number in 1..=5 {
        apollo.send(text(number)).expect("seated");
    }
    applied(&mut apollo, 5).await;
    wait_for(&mut soyuz, |event| *event == NetEvent::Lost).await;
    let lost = |event: &NetEvent| {
        let why = PauseReason::Lost(Seat::Soyuz);
        matches!(event, NetEvent::Paused { why: w, .. } if *w == why)
    };
    wait_for(&mut apollo, lost).await;
    wait_for(&mut soyuz, |event| matches!(event, NetEvent::Trying(2..))).await;
    b.weather(Weather::default());
    // Neither a second mission nor an event from before comes with the way back.
    let texts = async {
        let mut texts = Vec::new();
        let mut acks = Vec::new();
        while texts.len() < 5 || acks.len() < 5 {
            match soyuz.next().await {
                NetEvent::Event {
                    event: Event::Heard(said),
                    ..
                } if said.from == Seat::Apollo => texts.push(said.speech),
                NetEvent::Ack { seq, .. } => acks.push(seq),
                NetEvent::Started { .. } => panic!("begun again"),
                NetEvent::Closed { reason } => panic!("{reason:?}"),
                _ => {}
            }
        }
        (texts, acks)
    };
    let (texts, acks) = tokio::time::timeout(crate::crews::PATIENCE, texts)
        .await
        .expect("all of it comes");
    let spoken: Vec<Speech> = (1..=5)
        .map(|number| Speech::Text(format!("{number}")))
        .collect();
    assert_eq!((texts, acks), (spoken, sent));
    let heard = hear(&mut apollo, Seat::Soyuz, 5).await;
    assert_eq!(heard, ["1", "2", "3", "4", "5"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn both_crews_lost_at_once_come_back_and_fly_on() {
    let server = server().await;
    let ([mut apollo, mut soyuz], relays) = relayed(&server).await;
    relays.iter().for_each(|relay| relay.weather(CUT));
    for crew in [&mut apollo, &mut soyuz] {
        wait_for(crew, |event| *event == NetEvent::Lost).await;
    }
    relays
        .iter()
        .for_each(|relay| relay.weather(Weather::default()));
    for crew in [&mut apollo, &mut soyuz] {
        wait_for(crew, |event| matches!(event, NetEvent::Welcome { .. })).await;
        let seq = crew.send(text(1)).expect("seated");
        assert_eq!(applied(crew, 1).await, [seq]);
    }
}

#[tokio::test]
async fn a_killed_crew_comes_back_with_its_secret_and_nobody_without_it() {
    let server = server().await;
    let ([mut apollo, soyuz], room) = flying(&server, Pace::RealTime).await;
    let (key, token) = soyuz.seat_key().expect("seated");
    assert_eq!(key, server.fingerprint());
    drop(soyuz);
    wait_for(&mut apollo, |event| {
        matches!(event, NetEvent::Paused { .. })
    })
    .await;
    let back = |token| Hello {
        seat: Some(Seat::Soyuz),
        token,
        ..Hello::join("somebody", room)
    };
    let thief = join(&server, back(None)).await;
    assert!(
        matches!(
            thief,
            Err(NetError::Refused(Refused::SeatTaken(Seat::Soyuz)))
        ),
        "{thief:?}"
    );
    let Token(mut other) = token;
    other[15] ^= 1;
    let guess = join(&server, back(Some(Token(other)))).await;
    assert!(
        matches!(guess, Err(NetError::Refused(Refused::WrongToken))),
        "{guess:?}"
    );
    apollo.send(text(1)).expect("seated");
    let mut again = join(&server, back(Some(token))).await.expect("its seat");
    let seat = wait(&mut again, |event| match event {
        NetEvent::Welcome { seat, .. } => Some(*seat),
        _ => None,
    })
    .await;
    assert_eq!(seat, Seat::Soyuz);
    wait_for(&mut again, |event| {
        matches!(event, NetEvent::Started { .. })
    })
    .await;
    wait_for(&mut apollo, |event| *event == NetEvent::Resumed).await;
    assert_eq!(hear(&mut again, Seat::Apollo, 1).await, ["1"]);
    let seq = again.send(text(2)).expect("seated");
    assert_eq!(applied(&mut again, 1).await, [seq], "numbers go on");
}

#[tokio::test]
async fn a_pause_is_asked_by_one_crew_and_ended_by_the_other() {
    let server = server().await;
    let ([mut apollo, mut soyuz], room) = flying(&server, Pace::RealTime).await;
    apollo.pause(true).expect("seated");
    for crew in [&mut apollo, &mut soyuz] {
        let why = PauseReason::Asked(Seat::Apollo);
        let paused =
            |event: &NetEvent| matches!(event, NetEvent::Paused { why: w, .. } if *w == why);
        wait_for(crew, paused).await;
    }
    let stood = server.digest(room).await;
    soyuz.pause(false).expect("seated");
    for crew in [&mut apollo, &mut soyuz] {
        let by = Some(Seat::Soyuz);
        wait_for(
            crew,
            |event| matches!(event, NetEvent::GoesOn { by: b, .. } if *b == by),
        )
        .await;
    }
    assert_eq!(
        server.digest(room).await,
        stood,
        "not a bit while it counts"
    );
    for crew in [&mut apollo, &mut soyuz] {
        wait_for(crew, |event| *event == NetEvent::Resumed).await;
    }
}
