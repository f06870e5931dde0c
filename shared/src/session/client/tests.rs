use std::vec::Vec;

use super::*;
use crate::sim::doors::Rules;
use crate::sim::event::Event;
use crate::wire::server::{Refused, ServerMessage};
use crate::wire::{Fingerprint, Pace, Place, ScenarioChoice};

fn session() -> ClientSession {
    let scenario = ScenarioChoice::Named("final-approach".into());
    let hello = Hello::create("Tom", scenario, Pace::Lockstep);
    ClientSession::new(hello, Version::current()).expect("a good hello")
}

fn hear(session: &mut ClientSession, message: &ServerMessage) {
    let frame = encode_frame(message).expect("encodes");
    session.on_stream(&frame).expect("well-formed");
}

fn welcome(received: u32) -> ServerMessage {
    welcome_at(Pace::Lockstep, received)
}

fn welcome_at(pace: Pace, received: u32) -> ServerMessage {
    let (room, token) = (RoomCode::new(7), Token([5; 16]));
    ServerMessage::Welcome {
        room,
        seat: Seat::Apollo,
        token,
        pace,
        received,
    }
}

fn seated() -> ClientSession {
    let mut session = session();
    session
        .on_stream(&Version::current().to_opening())
        .expect("our own opening");
    hear(&mut session, &welcome(0));
    while session.poll_stream().is_some() {}
    while session.poll_event().is_some() {}
    session
}

/// What the session sends, without the opening.
fn said(session: &mut ClientSession) -> Vec<ClientMessage> {
    let mut reader = FrameReader::default();
    while let Some(bytes) = session.poll_stream() {
        if bytes != Version::current().to_opening() {
            reader.push(&bytes);
        }
    }
    let mut messages = Vec::new();
    while let Some(body) = reader.next_frame().expect("whole frames") {
        messages.push(decode_frame(&body).expect("well-formed"));
    }
    messages
}

#[test]
fn a_crew_is_sent_elsewhere_before_it_sits_and_never_after() {
    let redirect = Redirect {
        places: [Place {
            address: None,
            port: 1976,
        }]
        .into(),
        key: Fingerprint([7; 15]),
    };
    let word = ServerMessage::Redirect(redirect.clone());
    let mut crew = session();
    crew.on_stream(&Version::current().to_opening())
        .expect("our own opening");
    hear(&mut crew, &word);
    assert_eq!(
        (crew.redirected(), crew.redirected()),
        (Some(redirect), None)
    );
    assert_eq!(crew.poll_event(), None);
    crew.stay();
    crew.open().expect("encodes");
    let stays =
        |message: &ClientMessage| matches!(message, ClientMessage::Hello(hello) if hello.stay);
    assert!(said(&mut crew).iter().any(stays));

    let frame = encode_frame(&word).expect("encodes");
    assert_eq!(seated().on_stream(&frame), Err(WireError::Malformed));
    for places in [
        Vec::new(),
        [Place {
            address: None,
            port: 0,
        }]
        .into(),
    ] {
        let empty = ServerMessage::Redirect(Redirect {
            places,
            key: Fingerprint([7; 15]),
        });
        let frame = encode_frame(&empty).expect("encodes");
        assert_eq!(
            seated().on_stream(&frame),
            Err(WireError::OutOfRange("places"))
        );
    }
}

#[test]
fn another_version_is_a_refusal_that_names_both() {
    let mut session = session();
    let ours = Version::current();
    let theirs = Version {
        protocol: 99,
        catalogue: 3,
    };
    session
        .on_stream(&theirs.to_opening())
        .expect("an opening is an opening");
    let refused = Refused::Version {
        server: (99, 3),
        client: (ours.protocol, ours.catalogue),
    };
    assert_eq!(session.poll_event(), Some(ClientEvent::Refused(refused)));
}

#[test]
fn acts_wait_for_the_welcome_and_then_go_in_order() {
    let mut session = session();
    assert_eq!(session.command(Command::Abort), Ok(1));
    assert_eq!(session.command(Command::Retract), Ok(2));
    assert!(matches!(said(&mut session)[..], [ClientMessage::Hello(_)]));
    session
        .on_stream(&Version::current().to_opening())
        .expect("our own opening");
    hear(&mut session, &welcome(0));
    let numbers: Vec<u32> = said(&mut session)
        .iter()
        .map(|message| match message {
            ClientMessage::Command { seq, .. } => *seq,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(numbers, [1, 2]);
}

#[test]
fn a_new_connection_brings_the_secret_and_only_what_the_server_has_not_got() {
    let mut session = seated();
    for _ in 0..3 {
        session.command(Command::Abort).expect("room for three");
    }
    said(&mut session);
    session.open().expect("opens");
    session
        .on_stream(&Version::current().to_opening())
        .expect("our own opening");
    let messages = said(&mut session);
    let [ClientMessage::Hello(hello)] = &messages[..] else {
        panic!("{messages:?}");
    };
    assert_eq!(hello.token, Some(Token([5; 16])));
    assert_eq!(
        hello.want,
        Want::Join {
            code: RoomCode::new(7)
        }
    );
    hear(&mut session, &welcome(2));
    let third = ClientMessage::Command {
        seq: 3,
        command: Command::Abort,
    };
    assert_eq!(said(&mut session), [third]);
}

#[test]
fn events_that_come_again_are_heard_once() {
    let mut session = seated();
    let event = ServerMessage::Event {
        number: 1,
        tick: Tick(1),
        event: Event::WrongCell,
    };
    hear(&mut session, &event);
    hear(&mut session, &event);
    assert!(session.poll_event().is_some());
    assert_eq!(session.poll_event(), None);
}

#[test]
fn too_many_acts_are_refused_here_before_the_server_must() {
    let mut session = seated();
    for _ in 0..COMMANDS_PENDING_MAX {
        session.command(Command::Abort).expect("below the bound");
    }
    assert_eq!(session.command(Command::Abort), Err(SessionError::TooMany));
    assert!(
        session.grant(Tick(1), Stick::NEUTRAL, 0).is_ok(),
        "grants have their own bound"
    );
    hear(
        &mut session,
        &ServerMessage::Ack {
            seq: 1,
            tick: Tick(1),
        },
    );
    assert!(session.command(Command::Abort).is_ok());
}

#[test]
fn a_word_lost_with_the_line_is_said_again_and_heard_once() {
    let mut session = seated();
    session.ready(true).expect("seated");
    for _ in 0..3 {
        session.command(Command::Abort).expect("room for three");
    }
    said(&mut session);
    session.open().expect("opens");
    session
        .on_stream(&Version::current().to_opening())
        .expect("our own opening");
    said(&mut session);
    hear(&mut session, &welcome(3));
    assert_eq!(said(&mut session), [ClientMessage::Ready(true)]);
    session.poll_event();
    let tick = Tick(9);
    for seq in [2, 2, 3, 2] {
        hear(&mut session, &ServerMessage::Ack { seq, tick });
    }
    let acks: Vec<ClientEvent> = core::iter::from_fn(|| session.poll_event()).collect();
    let ack = |seq| ClientEvent::Ack { seq, tick };
    assert_eq!(acks, [ack(1), ack(2), ack(3)]);
}

#[test]
fn a_mission_that_goes_on_is_not_begun_again_by_coming_back() {
    let mut session = seated();
    let started = |mission| ServerMessage::Started {
        mission,
        tick: Tick(0),
        scenario: "final-approach".into(),
        rules: Rules::Flight,
    };
    for (mission, news) in [(1, true), (1, false), (2, true)] {
        hear(&mut session, &started(mission));
        assert_eq!(session.poll_event().is_some(), news, "{mission}");
    }
}

#[test]
fn nobody_is_ready_in_a_seat_that_was_just_taken() {
    let mut session = seated();
    session.ready(true).expect("seated");
    assert_eq!(said(&mut session), [ClientMessage::Ready(true)]);
    // Another seat on the same connection: ready has to be said anew.
    hear(&mut session, &welcome(0));
    assert_eq!(said(&mut session), []);
    // A line that was lost and is back: what was said holds.
    session.ready(true).expect("seated");
    said(&mut session);
    session.open().expect("closed or not");
    session
        .on_stream(&Version::current().to_opening())
        .expect("our own opening");
    hear(&mut session, &welcome(0));
    assert!(said(&mut session).contains(&ClientMessage::Ready(true)));
}

fn back(session: &mut ClientSession, received: u32) {
    session.open().expect("opens");
    session
        .on_stream(&Version::current().to_opening())
        .expect("our own opening");
    hear(session, &welcome_at(Pace::RealTime, received));
}

fn history(epoch: u32, mission: u16, tick: u32, events: u32) -> ServerMessage {
    ServerMessage::History {
        epoch,
        mission,
        tick: Tick(tick),
        events,
    }
}

fn started(mission: u16) -> ServerMessage {
    ServerMessage::Started {
        mission,
        tick: Tick(0),
        scenario: "final-approach".into(),
        rules: Rules::Flight,
    }
}

fn happened(number: u32, tick: u32) -> ServerMessage {
    ServerMessage::Event {
        number,
        tick: Tick(tick),
        event: Event::Abort(Seat::Soyuz),
    }
}

fn events(session: &mut ClientSession) -> Vec<ClientEvent> {
    core::iter::from_fn(|| session.poll_event()).collect()
}

#[test]
fn a_server_that_came_back_undoes_what_was_seen_and_is_sent_what_it_lost() {
    let mut session = seated();
    back(&mut session, 0);
    said(&mut session);
    events(&mut session);
    hear(&mut session, &history(4, 1, 0, 0));
    hear(&mut session, &started(1));
    for _ in 0..3 {
        session.command(Command::Abort).expect("room for three");
    }
    let acts = said(&mut session);
    for seq in 1..=2 {
        let tick = Tick(50 * seq);
        hear(&mut session, &ServerMessage::Ack { seq, tick });
        hear(&mut session, &happened(seq, tick.0));
    }
    hear(&mut session, &ServerMessage::Durable { seq: 1 });
    assert_eq!(events(&mut session).len(), 6);
    // The same server again: nothing of it is news.
    back(&mut session, 3);
    hear(&mut session, &history(4, 1, 100, 2));
    assert!(matches!(
        events(&mut session)[..],
        [ClientEvent::Welcome { .. }]
    ));
    // Another one, which has the first act alone.
    back(&mut session, 1);
    hear(&mut session, &history(5, 1, 64, 1));
    hear(&mut session, &started(1));
    let news = events(&mut session);
    assert!(
        matches!(
            news[..],
            [ClientEvent::Welcome { .. }, ClientEvent::Undone(36)]
        ),
        "{news:?}"
    );
    let sent: Vec<ClientMessage> = said(&mut session)
        .into_iter()
        .filter(|message| !matches!(message, ClientMessage::Hello(_)))
        .collect();
    assert_eq!(sent, acts[1..]);
    // The second event happens once more, and is heard once more.
    hear(&mut session, &happened(2, 70));
    let (seq, tick) = (2, Tick(70));
    hear(&mut session, &ServerMessage::Ack { seq, tick });
    let news = events(&mut session);
    assert!(
        matches!(
            news[..],
            [ClientEvent::Event { .. }, ClientEvent::Ack { seq: 2, .. }]
        ),
        "{news:?}"
    );
}

#[test]
fn a_mission_whose_start_is_undone_is_begun_again() {
    let mut session = seated();
    hear(&mut session, &history(0, 0, 0, 0));
    hear(&mut session, &started(1));
    said(&mut session);
    events(&mut session);
    back(&mut session, 0);
    hear(&mut session, &history(1, 0, 0, 0));
    let ready = said(&mut session).contains(&ClientMessage::Ready(true));
    assert!(ready, "it was ready for it");
    hear(&mut session, &started(1));
    let begun = |event: &ClientEvent| matches!(event, ClientEvent::Started { .. });
    assert!(events(&mut session).iter().any(begun));
}
