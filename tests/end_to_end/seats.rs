//! Coming, going and coming back: who is let in, and what a lost connection costs.

use handshake::net::{CloseReason, Destination, NetError, NetEvent, Trust, connect, connect_as};
use handshake_shared::ids::Seat;
use handshake_shared::sim::input::Command;
use handshake_shared::wire::{
    Closing, Fingerprint, Hello, Invite, Pace, PauseReason, Refused, RoomCode, Token, Version,
};

use crate::crews::{both, flying, join, opening, server, wait, wait_for};

#[tokio::test]
async fn a_room_takes_two_crews_and_tells_the_third() {
    let server = server().await;
    let (_crews, room) = both(&server, Pace::RealTime).await;
    let third = join(&server, Hello::join("Vance", room)).await;
    assert!(
        matches!(third, Err(NetError::Refused(Refused::RoomFull))),
        "{third:?}"
    );
    let wish = Hello {
        seat: Some(Seat::Soyuz),
        ..Hello::join("Deke", room)
    };
    let fourth = join(&server, wish).await;
    assert!(
        matches!(
            fourth,
            Err(NetError::Refused(Refused::SeatTaken(Seat::Soyuz)))
        ),
        "{fourth:?}"
    );
}

#[tokio::test]
async fn a_second_call_with_the_same_secret_is_the_same_crew() {
    let server = server().await;
    let mut apollo = join(&server, opening(Pace::RealTime))
        .await
        .expect("a room");
    let room = wait(&mut apollo, |event| match event {
        NetEvent::Welcome { room, .. } => Some(*room),
        _ => None,
    })
    .await;
    let hello = Hello {
        fresh: Some(Token([7; 16])),
        ..Hello::join("Alexei", room)
    };
    let first = join(&server, hello.clone()).await.expect("a free seat");
    let again = join(&server, hello).await.expect("its own seat");
    assert_eq!(first.seat_key(), again.seat_key());
    let (_, other) = apollo.seat_key().expect("seated");
    assert!(
        other != Token([7; 16]),
        "who proposes nothing of his own has a secret drawn"
    );
}

#[tokio::test]
async fn a_wrong_code_is_answered_with_that_code() {
    let server = server().await;
    let (_crews, room) = both(&server, Pace::RealTime).await;
    let wrong = if room == RoomCode::new(1) {
        RoomCode::new(2)
    } else {
        RoomCode::new(1)
    };
    let refused = join(&server, Hello::join("Tom", wrong)).await;
    assert!(
        matches!(refused, Err(NetError::Refused(Refused::NoSuchRoom(code))) if code == wrong),
        "{refused:?}"
    );
}

#[tokio::test]
async fn another_build_is_refused_with_both_numbers() {
    let server = server().await;
    let old = Version {
        protocol: 0,
        catalogue: 5,
    };
    let refused = connect_as(&server.invite(None), opening(Pace::RealTime), old).await;
    let ours = Version::current();
    let why = Refused::Version {
        server: (ours.protocol, ours.catalogue),
        client: (0, 5),
    };
    assert!(
        matches!(refused, Err(NetError::Refused(w)) if w == why),
        "{refused:?}"
    );
}

#[tokio::test]
async fn a_server_with_another_key_is_not_talked_to() {
    let server = server().await;
    let expected = Fingerprint([1; 15]);
    let invite = Invite {
        fingerprint: expected,
        ..server.invite(None)
    };
    let refused = connect(&invite, opening(Pace::RealTime)).await;
    let seen = server.fingerprint();
    assert!(
        matches!(refused, Err(NetError::WrongKey { seen: s, expected: e })
            if s == seen && e == expected),
        "{refused:?}"
    );
    assert_eq!(server.room_count(), 0);
}

#[tokio::test]
async fn an_address_without_a_key_is_trusted_once_and_then_held_to_it() {
    let folder = std::env::temp_dir().join(format!("handshake-known-{}", std::process::id()));
    let file = folder.join("known");
    let server = server().await;
    let address = server.local_addr();
    let to = Destination {
        addresses: vec![address],
        trust: Trust::FirstUse(file.clone()),
    };
    connect(to.clone(), opening(Pace::RealTime))
        .await
        .expect("trusted at first use");
    connect(to.clone(), opening(Pace::RealTime))
        .await
        .expect("the same key again");

    let other = Fingerprint([2; 15]);
    std::fs::write(&file, format!("{address} {other}\n")).expect("a writable folder");
    let refused = connect(to, opening(Pace::RealTime)).await;
    assert!(matches!(refused, Err(NetError::WrongKey { expected, .. }) if expected == other));
    std::fs::remove_dir_all(folder).expect("removable");
}

#[tokio::test]
async fn a_dead_address_in_the_invite_does_no_harm() {
    let server = server().await;
    let dead = "127.0.0.1:9".parse().expect("an address");
    let addresses = vec![dead, server.local_addr()];
    let invite = Invite {
        addresses,
        ..server.invite(None)
    };
    connect(&invite, opening(Pace::RealTime))
        .await
        .expect("the second address answers");
}

#[tokio::test]
async fn a_cut_connection_comes_back_to_its_seat_and_acts_take_effect_once() {
    let server = server().await;
    let ([mut apollo, mut soyuz], _) = flying(&server, Pace::RealTime).await;
    soyuz.cut();
    let sent: Vec<u32> = (0..5)
        .map(|_| soyuz.send(Command::Text("раз".into())).expect("kept"))
        .collect();
    wait_for(&mut apollo, |event| {
        matches!(
            event,
            NetEvent::Paused {
                why: PauseReason::Lost(Seat::Soyuz),
                ..
            }
        )
    })
    .await;
    wait_for(&mut soyuz, |event| *event == NetEvent::Lost).await;
    wait_for(&mut soyuz, |event| {
        matches!(
            event,
            NetEvent::Welcome {
                seat: Seat::Soyuz,
                ..
            }
        )
    })
    .await;
    wait_for(&mut apollo, |event| *event == NetEvent::Resumed).await;
    let mut acknowledged = Vec::new();
    while acknowledged.len() < sent.len() {
        let event = wait_for(&mut soyuz, |event| matches!(event, NetEvent::Ack { .. })).await;
        if let NetEvent::Ack { seq, .. } = event {
            acknowledged.push(seq);
        }
    }
    assert_eq!(acknowledged, sent);
}

#[tokio::test]
async fn an_orderly_stop_tells_both_crews() {
    let server = server().await;
    let ([mut apollo, mut soyuz], _) = flying(&server, Pace::RealTime).await;
    let goodbye = NetEvent::Closed {
        reason: CloseReason::Server(Closing::ServerStopping),
    };
    let told = async {
        wait_for(&mut apollo, |event| *event == goodbye).await;
        wait_for(&mut soyuz, |event| *event == goodbye).await;
    };
    tokio::join!(server.stop(), told);
}

#[tokio::test]
async fn a_crew_that_leaves_is_let_go_and_its_partner_is_told() {
    let server = server().await;
    let ([mut apollo, mut soyuz], _) = flying(&server, Pace::RealTime).await;
    apollo.leave().expect("seated");
    let left = NetEvent::Closed {
        reason: CloseReason::Server(Closing::Left),
    };
    wait_for(&mut apollo, |event| *event == left).await;
    wait_for(&mut soyuz, |event| {
        matches!(
            event,
            NetEvent::Paused {
                why: PauseReason::Left(Seat::Apollo),
                ..
            }
        )
    })
    .await;
}
