//! Who may watch and who is told of it; that the pieces are the flight; and that a room is the same to its
//! crews whether anybody watches or not.

use handshake_shared::replay::Follower;
use handshake_shared::scenario;
use handshake_shared::sim::input::{Command, Stick};
use handshake_shared::wire::client::{ClientMessage, StickMessage};
use handshake_shared::wire::{Pace, RoomCode, Token};

use super::*;
use crate::room::{Arrival, Letter, Post, Setup};

const KEY: WatchCode = WatchCode([7; 10]);

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
    room.set_watch_key(KEY);
    room.tell_flights(source.clone());
    room.keep(source);
    room
}

fn sit(room: &mut Room, seat: Seat) {
    let arrival = Arrival {
        name: format!("{seat:?}"),
        seat: Some(seat),
        token: None,
        heard: 0,
        fresh: Token([seat as u8 + 1; 16]),
    };
    room.join(arrival).expect("a free seat");
}

fn ask(room: &mut Room, seat: Seat, watching: Watching) {
    let ask = ClientMessage::Watching(watching);
    room.receive(seat, ask).expect("well-formed");
}

fn begin(room: &mut Room) {
    for seat in Seat::ALL {
        room.receive(seat, ClientMessage::Ready(true))
            .expect("well-formed");
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

fn watchers(messages: &[ServerMessage]) -> Option<&Watchers> {
    messages.iter().rev().find_map(|message| match message {
        ServerMessage::Watchers(watchers) => Some(watchers),
        _ => None,
    })
}

#[test]
fn the_crew_that_opened_the_room_says_who_may_watch_and_it_alone_gets_the_key() {
    let mut room = room(Pace::RealTime);
    sit(&mut room, Seat::Soyuz);
    sit(&mut room, Seat::Apollo);
    assert_eq!(room.observe("Ann".into(), false), Err(Refused::NotWatched));
    room.drain();
    ask(&mut room, Seat::Apollo, Watching::Projector);
    assert_eq!(room.watching(), Watching::Closed, "a guest's wish");
    ask(&mut room, Seat::Soyuz, Watching::Late);
    let letters = room.drain();
    let keys = letters
        .iter()
        .filter(|letter| letter.post == Post::Message(ServerMessage::WatchKey(KEY)));
    let keys: Vec<Seat> = keys.map(|letter| letter.to).collect();
    assert_eq!(keys, [Seat::Soyuz]);
    // The right goes with the crew when it changes seats, and ends when it leaves.
    room.receive(Seat::Apollo, ClientMessage::Leave)
        .expect("may");
    room.receive(Seat::Soyuz, ClientMessage::Sit(Seat::Apollo))
        .expect("may");
    ask(&mut room, Seat::Apollo, Watching::Projector);
    assert_eq!(room.watching(), Watching::Projector);
    room.receive(Seat::Apollo, ClientMessage::Leave)
        .expect("may");
    room.drain();
    sit(&mut room, Seat::Apollo);
    ask(&mut room, Seat::Apollo, Watching::Closed);
    assert_eq!(room.watching(), Watching::Projector);
    assert!(!told(&mut room, Seat::Apollo).contains(&ServerMessage::WatchKey(KEY)));
}

#[test]
fn both_crews_are_told_who_watches_and_the_places_have_a_number() {
    let mut room = room(Pace::RealTime);
    for seat in Seat::ALL {
        sit(&mut room, seat);
    }
    ask(&mut room, Seat::Apollo, Watching::Late);
    room.drain();
    let first = room.observe("Ann".into(), false).expect("a place");
    for seat in Seat::ALL {
        let number = room.observe("Boris".into(), false).expect("a place");
        let told = told(&mut room, seat);
        let watchers = watchers(&told).expect("told");
        let names = watchers.names.iter().map(|who| who.name.as_str());
        assert!(names.eq(["Ann", "Boris"]));
        room.observer_gone(number);
        room.drain();
    }
    for _ in 1..OBSERVERS_MAX {
        room.observe(String::new(), false).expect("a place");
    }
    assert_eq!(
        room.observe(String::new(), false),
        Err(Refused::WATCHERS_FULL)
    );
    room.observer_gone(first);
    let again = room.observe(String::new(), false).expect("a place is free");
    assert_ne!(again, first, "no number comes twice");
    // Closed, the gallery is empty.
    ask(&mut room, Seat::Apollo, Watching::Closed);
    let told = told(&mut room, Seat::Soyuz);
    assert_eq!(watchers(&told), Some(&Watchers::default()));
}

/// What a tick is given by two busy crews.
fn hands(room: &mut Room, tick: u32, seqs: &mut [u32; 2]) {
    if tick.is_multiple_of(7) {
        let stick = Stick {
            push: [if tick.is_multiple_of(2) { 127 } else { 0 }, 0, 0],
            turn: [0; 3],
        };
        let movement = StickMessage {
            id: tick + 1,
            at: handshake_shared::time::Tick(tick),
            stick,
            ticks: 5,
            adds: false,
        };
        room.stick(Seat::Apollo, movement);
    }
    if tick.is_multiple_of(50) {
        seqs[1] += 1;
        let command = Command::Text(format!("tick {tick}"));
        let seq = seqs[1];
        room.receive(Seat::Soyuz, ClientMessage::Command { seq, command })
            .expect("well-formed");
    }
}

#[test]
fn the_pieces_are_the_flight_from_its_beginning_and_from_where_it_was_taken_up() {
    let mut room = room(Pace::RealTime);
    for seat in Seat::ALL {
        sit(&mut room, seat);
    }
    begin(&mut room);
    let mut seqs = [0; 2];
    let mut follower = Follower::default();
    let mut pieces = 0;
    for tick in 0..700 {
        hands(&mut room, tick, &mut seqs);
        assert!(room.advance());
        for piece in room.drain_pieces() {
            follower.take(piece).expect("in order");
            pieces += 1;
        }
        room.drain();
    }
    while follower.beat(|_, _, _| {}).expect("the same world") {}
    assert_eq!(pieces, 1 + 11, "one a second, and the beginning");
    assert_eq!(follower.told().0, 660);
    // The server is killed and comes back: the flight is taken up in the middle.
    let whole = room.cut(true).expect("a record");
    let mut back = Room::back(RoomCode::new(1), &whole.bytes, &[]).expect("reads");
    assert_eq!(back.watch_key(), Some(KEY));
    for seat in Seat::ALL {
        let arrival = Arrival {
            name: String::new(),
            seat: None,
            token: Some(Token([seat as u8 + 1; 16])),
            heard: 0,
            fresh: Token([9; 16]),
        };
        back.join(arrival).expect("its seat");
    }
    for _ in 0..120 {
        back.advance();
    }
    back.close(handshake_shared::wire::server::Closing::PartnerGone);
    assert!(back.take_flight_over() && !back.take_flight_over());
    for piece in back.drain_pieces() {
        follower.take(piece).expect("in order");
    }
    while follower.beat(|_, _, _| {}).expect("the same world") {}
    let (tick, digest) = back.digest().expect("a world");
    let world = follower.world().expect("a world");
    assert_eq!((world.tick(), digest::of(world)), (tick, digest));
    assert!(follower.last().is_some());
}

#[test]
fn a_projector_is_told_in_smaller_pieces() {
    let mut room = room(Pace::RealTime);
    for seat in Seat::ALL {
        sit(&mut room, seat);
    }
    ask(&mut room, Seat::Apollo, Watching::Projector);
    begin(&mut room);
    room.drain_pieces();
    for _ in 0..61 {
        room.advance();
    }
    assert_eq!(room.drain_pieces().len(), 2);
}

#[test]
fn a_room_that_is_kept_does_not_hand_its_flight_out() {
    let mut room = room(Pace::RealTime);
    for seat in Seat::ALL {
        sit(&mut room, seat);
    }
    begin(&mut room);
    room.advance();
    room.close(handshake_shared::wire::server::Closing::Kept);
    assert!(!room.take_flight_over());
}

/// Everything a room says to its crews in a busy minute.
fn said(watched: bool) -> Vec<Letter> {
    let mut room = room(Pace::RealTime);
    for seat in Seat::ALL {
        sit(&mut room, seat);
    }
    ask(&mut room, Seat::Apollo, Watching::Late);
    begin(&mut room);
    let (mut seqs, mut said) = ([0; 2], Vec::new());
    let mut number = None;
    for tick in 0..3_600 {
        if watched && tick == 100 {
            number = room.observe("Ann".into(), false).ok();
        }
        if tick == 2_000
            && let Some(number) = number
        {
            room.observer_gone(number);
        }
        hands(&mut room, tick, &mut seqs);
        room.advance();
        said.extend(room.drain());
        room.drain_pieces();
    }
    said.retain(|letter| !matches!(letter.post, Post::Message(ServerMessage::Watchers(_))));
    said
}

#[test]
fn crews_are_told_the_same_to_the_byte_with_and_without_watchers() {
    use handshake_shared::wire::codec::encode_frame;
    let (without, with) = (said(false), said(true));
    let snapshots = |letters: &[Letter]| {
        let shown = letters.iter();
        shown
            .filter(|letter| matches!(letter.post, Post::Snapshot(_)))
            .count()
    };
    assert!(snapshots(&without) > 60);
    assert_eq!(without.len(), with.len());
    for (one, other) in without.iter().zip(&with) {
        assert_eq!(one.to, other.to);
        match (&one.post, &other.post) {
            (Post::Message(one), Post::Message(other)) => {
                assert_eq!(encode_frame(one), encode_frame(other));
            }
            (one, other) => assert_eq!(one, other),
        }
    }
}
