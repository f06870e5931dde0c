//! Software in somebody's room: by an invitation, and for a crew that was dropped, which comes back.

use std::time::Duration;

use handshake::app::trouble::Trouble;
use handshake::bots::{Temper, serve};
use handshake::mission::sit_as_software;
use handshake::net::{Destination, Link, NetEvent, connect};
use handshake_shared::ids::Seat;
use handshake_shared::sim::event::Event;
use handshake_shared::wire::{Hello, Pace, PauseReason, Refused};
use tokio::time::interval;

use crate::crews::{flying, join, opening, server, wait, wait_for};

/// A player presses the key so often.
const PRESSED: Duration = Duration::from_secs(1);

#[tokio::test]
async fn an_invitation_seats_software_in_the_free_seat_and_one_without_a_room_says_so() {
    let server = server().await;
    let mut apollo = join(&server, opening(Pace::RealTime))
        .await
        .expect("a room");
    let room = wait(&mut apollo, |event| match event {
        NetEvent::Welcome { room, .. } => Some(*room),
        _ => None,
    })
    .await;
    let bare = server.invite(None).to_string();
    let refused = sit_as_software(&bare, None, || ())
        .await
        .map(|seated| seated.seat);
    assert_eq!(refused, Err(Trouble::NoRoomNamed));
    let line = server.invite(Some(room)).to_string();
    let taken = sit_as_software(&line, Some(Seat::Apollo), || ()).await;
    let why = Trouble::Refused(Refused::SeatTaken(Seat::Apollo));
    assert_eq!(taken.map(|seated| seated.seat), Err(why));
    let seated = sit_as_software(&line, None, || ())
        .await
        .expect("a free seat");
    assert_eq!((seated.seat, seated.room), (Seat::Soyuz, room));
    tokio::spawn(serve(seated.link, seated.pace, Temper::default()));
    apollo.ready(true).expect("seated");
    wait_for(&mut apollo, is_spoken_by_soyuz).await;
}

#[tokio::test]
async fn a_dropped_crew_is_stood_in_for_and_takes_its_seat_again_knowing_what_was_said() {
    let server = server().await;
    let ([mut apollo, soyuz], room) = flying(&server, Pace::RealTime).await;
    let (_, own) = soyuz.seat_key().expect("seated");
    drop(soyuz);
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
    let (to, hello) = asked(&mut apollo).await;
    let software = connect(to, hello).await.expect("its secret is good");
    let software = tokio::spawn(serve(software, Pace::RealTime, Temper::default()));
    wait_for(&mut apollo, |event| *event == NetEvent::Resumed).await;
    wait_for(&mut apollo, is_spoken_by_soyuz).await;

    let hello = Hello {
        seat: Some(Seat::Soyuz),
        token: Some(own),
        ..Hello::join("Alexei", room)
    };
    let mut back = join(&server, hello)
        .await
        .expect("its secret is still good");
    let mut heard = 0;
    wait(&mut back, |event| {
        heard += usize::from(is_spoken_by_soyuz(event));
        matches!(event, NetEvent::Relieved(_)).then_some(())
    })
    .await;
    assert!(heard > 0, "it is told what software said for it");
    // Put out, the software is gone, and the flight goes on with both crews.
    software.await.expect("no bug in there");
    let now = wait(&mut back, |event| match event {
        NetEvent::View(view) => Some(view.tick),
        _ => None,
    })
    .await;
    wait_for(
        &mut apollo,
        |event| matches!(event, NetEvent::View(view) if view.tick > now),
    )
    .await;
}

/// The key is pressed until it is due: before that nothing comes of it.
async fn asked(apollo: &mut Link) -> (Destination, Hello) {
    let mut pressed = interval(PRESSED);
    loop {
        tokio::select! {
            _ = pressed.tick() => apollo.relieve().expect("seated"),
            event = apollo.next() => {
                if let NetEvent::Relief(seat, token) = event {
                    return apollo.door(seat, token).expect("in a room");
                }
            }
        }
    }
}

fn is_spoken_by_soyuz(event: &NetEvent) -> bool {
    matches!(
        event,
        NetEvent::Event { event: Event::Heard(said), .. } if said.from == Seat::Soyuz
    )
}
