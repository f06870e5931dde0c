//! Before the mission: what the crews are told, and a change of seat.

use handshake_shared::sim::input::HelpLevel;
use handshake_shared::wire::server::Briefing;

use super::*;

fn briefings(room: &mut Room, seat: Seat) -> Vec<Briefing> {
    let told = messages(room, seat).into_iter();
    told.filter_map(|message| match message {
        ServerMessage::Briefing(briefing) => Some(briefing),
        _ => None,
    })
    .collect()
}

fn with_one_crew() -> Room {
    let mut room = room(Pace::RealTime);
    room.join(arrival("Tom")).expect("a free seat");
    room
}

#[test]
fn both_crews_are_told_the_mission_and_each_other_before_it_begins_and_not_after() {
    let mut room = with_one_crew();
    room.join(arrival("Alexei")).expect("a free seat");
    room.drain();
    room.receive(Seat::Soyuz, ClientMessage::Help(HelpLevel::Pilot))
        .expect("well-formed");
    let told = briefings(&mut room, Seat::Apollo);
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].scenario, "final-approach");
    assert_eq!(told[0].crews[0].help, None);
    assert_eq!(told[0].crews[1].help, Some(HelpLevel::Pilot));
    for seat in Seat::ALL {
        room.receive(seat, ClientMessage::Ready(true))
            .expect("well-formed");
    }
    room.drain();
    room.receive(Seat::Soyuz, ClientMessage::Help(HelpLevel::Cadet))
        .expect("well-formed");
    room.links([Some(900), None]);
    assert_eq!(briefings(&mut room, Seat::Apollo), []);
}

#[test]
fn a_round_trip_is_told_when_it_changes_and_not_when_it_flickers() {
    let mut room = with_one_crew();
    room.drain();
    let mut told = |ms| {
        room.links([Some(ms), None]);
        briefings(&mut room, Seat::Apollo)
            .pop()
            .map(|briefing| briefing.crews[0].link_ms)
    };
    assert_eq!(told(40), Some(Some(40)));
    assert_eq!(told(47), None);
    assert_eq!(told(52), Some(Some(52)));
    assert_eq!(told(u16::MAX), Some(Some(u16::MAX)));
}

#[test]
fn a_crew_changes_to_a_seat_nobody_holds_and_takes_its_secret_with_it() {
    let mut room = with_one_crew();
    room.receive(Seat::Apollo, ClientMessage::Help(HelpLevel::Pilot))
        .expect("well-formed");
    room.receive(Seat::Apollo, ClientMessage::Ready(true))
        .expect("well-formed");
    room.drain();
    room.receive(Seat::Apollo, ClientMessage::Sit(Seat::Soyuz))
        .expect("well-formed");
    assert!(room.take_moved());
    assert!(!room.take_moved(), "asked once");
    let told = messages(&mut room, Seat::Soyuz);
    let token = Token([3; 16]);
    assert!(
        matches!(&told[0], ServerMessage::Welcome { seat: Seat::Soyuz, token: own, .. } if *own == token)
    );
    let roster = told.iter().find_map(|message| match message {
        ServerMessage::Lobby(roster) => Some(roster.clone()),
        _ => None,
    });
    let [apollo, soyuz] = roster.expect("told anew");
    assert_eq!((apollo.name, soyuz.name), (None, Some("Tom".to_owned())));
    assert!(!soyuz.ready, "another seat is another question");
    // The seat it left is free, and its secret opens the new one.
    assert_eq!(room.join(arrival("Alexei")), Ok(Seat::Apollo));
    room.lost(Seat::Soyuz);
    assert_eq!(room.join(back(token, 0)), Ok(Seat::Soyuz));
}

#[test]
fn a_seat_that_is_held_or_a_mission_that_runs_is_no_place_to_change() {
    let mut room = with_one_crew();
    room.join(arrival("Alexei")).expect("a free seat");
    room.lost(Seat::Soyuz);
    for seat in Seat::ALL {
        room.receive(Seat::Apollo, ClientMessage::Sit(seat))
            .expect("well-formed");
        assert!(!room.take_moved(), "{seat:?}");
    }
    let mut room = flying(Pace::RealTime);
    room.receive(Seat::Soyuz, ClientMessage::Leave)
        .expect("well-formed");
    room.receive(Seat::Apollo, ClientMessage::Sit(Seat::Soyuz))
        .expect("well-formed");
    assert!(!room.take_moved());
}
