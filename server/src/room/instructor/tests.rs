//! Who may have things fail, when, how often; and that it stands in every record of the flight.

use handshake_shared::catalogue::faults::{Part, Way};
use handshake_shared::ids::CompartmentId;
use handshake_shared::limits::OBSERVERS_MAX;
use handshake_shared::replay::verify::{Verdict, verify};
use handshake_shared::replay::{Follower, Replay};
use handshake_shared::scenario;
use handshake_shared::sim::event::Event;
use handshake_shared::wire::client::ClientMessage;
use handshake_shared::wire::server::Refused;
use handshake_shared::wire::{Pace, RoomCode, Token, Watcher, Watching};

use super::*;
use crate::room::{Arrival, Page, Post, ProtocolFault, Setup};

const FAN: Injection = Injection::Fails(Part::Fan(CompartmentId::Om), Way::Dead);
const JET: Injection = Injection::Fails(Part::Jet(Seat::Soyuz, 11), Way::StuckOn);
const KEY: WatchCode = WatchCode([8; 10]);

fn room(pace: Pace) -> Room {
    let scenario = scenario::load("final-approach").expect("ships");
    let setup = Setup {
        scenario,
        seed: 1,
        pace,
    };
    let mut room = Room::new(RoomCode::new(1), setup);
    let mut shipped = scenario::shipped().iter();
    let source = shipped.find(|(name, _)| *name == "final-approach");
    let source = source.expect("ships").1.to_owned();
    room.set_watch_key(WatchCode([7; 10]));
    room.set_instructor_key(KEY);
    room.record(source.clone());
    room.tell_flights(source.clone());
    room.keep(source);
    for seat in Seat::ALL {
        let arrival = Arrival {
            name: format!("{seat:?}"),
            seat: Some(seat),
            token: None,
            heard: 0,
            fresh: Token([seat as u8 + 1; 16]),
        };
        room.join(arrival).expect("a free seat");
    }
    say(
        &mut room,
        Seat::Apollo,
        ClientMessage::Watching(Watching::Late),
    );
    room.drain();
    room
}

fn say(room: &mut Room, seat: Seat, message: ClientMessage) {
    room.receive(seat, message).expect("well-formed");
}

/// The same with instructors let in, one there, in flight.
fn instructed() -> (Room, u64) {
    let mut room = room(Pace::RealTime);
    say(&mut room, Seat::Apollo, ClientMessage::Instruct(true));
    let number = room.observe("Deke".into(), true).expect("let in");
    for seat in Seat::ALL {
        say(&mut room, seat, ClientMessage::Ready(true));
    }
    (room, number)
}

fn fly(room: &mut Room, ticks: u32) {
    for _ in 0..ticks {
        assert!(room.advance());
    }
}

fn told(room: &mut Room, seat: Seat) -> Vec<ServerMessage> {
    let mine = room.drain().into_iter().filter(|letter| letter.to == seat);
    mine.filter_map(|letter| match letter.post {
        Post::Message(message) => Some(message),
        Post::Snapshot(_) => None,
    })
    .collect()
}

#[test]
fn the_host_alone_lets_instructors_in_and_it_alone_gets_their_key() {
    let mut room = room(Pace::RealTime);
    assert_eq!(
        room.observe("Deke".into(), true),
        Err(Refused::NoInstructor)
    );
    say(&mut room, Seat::Soyuz, ClientMessage::Instruct(true));
    assert_eq!(
        room.observe("Deke".into(), true),
        Err(Refused::NoInstructor)
    );
    assert!(told(&mut room, Seat::Soyuz).is_empty(), "a guest's wish");
    say(&mut room, Seat::Apollo, ClientMessage::Instruct(true));
    let letters = room.drain();
    let key = Post::Message(ServerMessage::InstructorKey(Some(KEY)));
    let keys = letters.iter().filter(|letter| letter.post == key);
    assert_eq!(
        keys.map(|letter| letter.to).collect::<Vec<_>>(),
        [Seat::Apollo]
    );
    room.observe("Deke".into(), true).expect("let in");
    // Both crews read that he is one.
    let watchers = told(&mut room, Seat::Soyuz)
        .into_iter()
        .find_map(|message| match message {
            ServerMessage::Watchers(watchers) => Some(watchers.names),
            _ => None,
        });
    let deke = Watcher {
        name: "Deke".into(),
        instructs: true,
    };
    assert_eq!(watchers, Some(vec![deke]));
    say(&mut room, Seat::Apollo, ClientMessage::Instruct(false));
    assert!(told(&mut room, Seat::Apollo).contains(&ServerMessage::InstructorKey(None)));
    assert_eq!(
        room.observe("Deke".into(), true),
        Err(Refused::NoInstructor)
    );
    for _ in 1..OBSERVERS_MAX {
        room.observe(String::new(), false).expect("a place");
    }
}

#[test]
fn everybody_else_is_refused() {
    let (mut room, instructor) = instructed();
    let watches = room.observe("Ann".into(), false).expect("a place");
    for number in [watches, 0, instructor + 100] {
        assert_eq!(room.inject(number, FAN), Err(NotInjected::NoInstructor));
    }
    room.drain();
    // A crew is told so, and one that sends it among its acts is no client of ours.
    say(&mut room, Seat::Soyuz, ClientMessage::Inject(FAN));
    let refused = Some(NotInjected::NoInstructor);
    let answer = ServerMessage::Injection { what: FAN, refused };
    assert_eq!(told(&mut room, Seat::Soyuz), [answer]);
    let act = ClientMessage::Command {
        seq: 1,
        command: Command::Inject(FAN),
    };
    assert_eq!(room.receive(Seat::Apollo, act), Err(ProtocolFault));
    fly(&mut room, 3);
    assert_eq!(room.stage.world().expect("flies").injections(), 0);
    // The right ends with the host's word, and with the observer.
    say(&mut room, Seat::Apollo, ClientMessage::Instruct(false));
    assert_eq!(room.inject(instructor, FAN), Err(NotInjected::NoInstructor));
    say(&mut room, Seat::Apollo, ClientMessage::Instruct(true));
    room.observer_gone(instructor);
    assert_eq!(room.inject(instructor, FAN), Err(NotInjected::NoInstructor));
}

#[test]
fn it_happens_at_the_next_tick_in_a_flight_that_moves_and_so_often_and_no_more() {
    let mut standing = room(Pace::RealTime);
    say(&mut standing, Seat::Apollo, ClientMessage::Instruct(true));
    let number = standing.observe("Deke".into(), true).expect("let in");
    assert_eq!(standing.inject(number, FAN), Err(NotInjected::NotFlying));

    let (mut room, number) = instructed();
    fly(&mut room, 60);
    assert_eq!(room.inject(number, FAN), Ok(()));
    assert_eq!(
        room.inject(number, FAN),
        Err(NotInjected::Already),
        "asked twice"
    );
    assert_eq!(room.inject(number, JET), Ok(()));
    let world = |room: &Room| room.stage.world().expect("flies").injections();
    assert_eq!(world(&room), 0);
    room.drain();
    fly(&mut room, 1);
    assert_eq!(world(&room), 2);
    for seat in Seat::ALL {
        let named = |message: &ServerMessage| {
            matches!(
                message,
                ServerMessage::Event {
                    event: Event::Injected(_),
                    ..
                }
            )
        };
        assert!(!told(&mut room, seat).iter().any(named), "no crew is told");
    }
    assert_eq!(room.inject(number, FAN), Err(NotInjected::Already));
    assert_eq!(room.inject(number, Injection::Noise), Ok(()));
    let often = NotInjected::TooOften { wait_s: 5 };
    assert_eq!(
        room.inject(number, Injection::Noise),
        Err(NotInjected::Already)
    );
    fly(&mut room, 1);
    assert_eq!(room.inject(number, Injection::Noise), Err(often));
    fly(&mut room, 5 * 60);
    assert_eq!(room.inject(number, Injection::Noise), Ok(()));
    room.lost(Seat::Soyuz);
    assert_eq!(
        room.inject(number, Injection::Noise),
        Err(NotInjected::NotFlying)
    );
}

#[test]
fn a_recording_and_those_who_watch_fly_it_again_to_the_bit() {
    let (mut room, number) = instructed();
    let mut follower = Follower::default();
    fly(&mut room, 100);
    room.inject(number, JET).expect("may");
    fly(&mut room, 100);
    room.inject(number, Injection::Noise).expect("may");
    fly(&mut room, 400);
    let digest = room.digest();
    room.close(handshake_shared::wire::server::Closing::Operator);
    for piece in room.drain_pieces() {
        follower.take(piece).expect("in order");
    }
    let mut seen = Vec::new();
    while follower
        .beat(|_, _, events| {
            seen.extend(events.iter().filter_map(|event| match event {
                Event::Injected(what) => Some(*what),
                _ => None,
            }));
        })
        .expect("the same flight")
    {}
    assert_eq!(seen, [JET, Injection::Noise]);
    let world = follower.world().expect("flown");
    let own = handshake_shared::sim::digest::of(world);
    assert_eq!(Some((world.tick(), own)), digest);

    let bytes = room.drain_pages().into_iter().flat_map(|page| match page {
        Page::Begin(header) => handshake_shared::replay::record::opening(&header).expect("short"),
        Page::More(bytes) => bytes,
        Page::End => Vec::new(),
    });
    let replay = Replay::read(&bytes.collect::<Vec<u8>>()).expect("reads");
    let mut last = None;
    let verdict = verify(&replay, |world| last = Some(world.injections()));
    assert!(
        matches!(verdict, Ok(Verdict::Identical { .. })),
        "{verdict:?}"
    );
    assert_eq!(last, Some(2));
}

#[test]
fn a_room_that_comes_back_keeps_what_has_failed_and_who_may_instruct() {
    let (mut room, number) = instructed();
    let whole = room.cut(true).expect("something to keep");
    fly(&mut room, 60);
    room.inject(number, JET).expect("may");
    fly(&mut room, 60);
    let part = room.cut(false).expect("something has happened");
    assert!(whole.whole && !part.whole);
    let parts = [(part.number, part.bytes)];
    let back = Room::back(RoomCode::new(1), &whole.bytes, &parts).expect("comes back");
    assert_eq!(back.digest(), room.digest());
    assert_eq!(back.stage.world().expect("flies").injections(), 1);
    assert_eq!(back.instructor_key(), Some(KEY));
    assert!(back.instructing.allowed);
}
