//! A room that is brought back stands as it stood at its last record, whatever came in between; its crews
//! come back to it, and nobody else.

use handshake_shared::scenario;
use handshake_shared::sim::event::Outcome;
use handshake_shared::wire::Token;
use handshake_shared::wire::client::{ClientMessage, StickMessage};
use handshake_shared::wire::server::Refused;

use super::*;
use crate::room::{Arrival, Post};

pub(super) const CODE: RoomCode = RoomCode::new(482_913);
const MISSION: &str = "final-approach";

fn source() -> &'static str {
    let mut shipped = scenario::shipped().iter();
    let found = shipped.find(|(name, _)| *name == MISSION);
    found.map(|(_, text)| *text).expect("ships")
}

fn token(seat: Seat) -> Token {
    Token([0xA0 + seat as u8; 16])
}

fn arrival(seat: Seat, secret: Option<Token>) -> Arrival {
    Arrival {
        name: "Tom".to_owned(),
        seat: Some(seat),
        token: secret,
        heard: 0,
        fresh: token(seat),
    }
}

fn room(pace: Pace) -> Room {
    let scenario = scenario::parse(source()).expect("ships");
    let seed = 7;
    let setup = Setup {
        scenario,
        seed,
        pace,
    };
    let mut room = Room::new(CODE, setup);
    room.keep(source().to_owned());
    room
}

pub(super) fn flying(pace: Pace) -> Room {
    let mut room = room(pace);
    for seat in Seat::ALL {
        room.join(arrival(seat, None)).expect("a free seat");
    }
    for seat in Seat::ALL {
        say(&mut room, seat, ClientMessage::Ready(true));
    }
    room.drain();
    room
}

fn say(room: &mut Room, seat: Seat, message: ClientMessage) {
    room.receive(seat, message).expect("well-formed");
}

/// An act of which each has its own bits, and of which a crew may do many.
pub(super) fn act(room: &mut Room, seat: Seat, seq: u32) {
    let command = Command::Beacons(seq.is_multiple_of(2));
    say(room, seat, ClientMessage::Command { seq, command });
}

/// What a store would have of a room.
#[derive(Default)]
struct Shelf {
    whole: Vec<u8>,
    parts: Vec<(u64, Vec<u8>)>,
}

impl Shelf {
    fn keep(&mut self, cut: Cut) {
        if cut.whole {
            *self = Shelf {
                whole: cut.bytes,
                parts: Vec::new(),
            };
        } else {
            self.parts.push((cut.number, cut.bytes));
        }
    }

    fn back(&self) -> Result<Room, Lost> {
        Room::back(CODE, &self.whole, &self.parts)
    }
}

/// Everything of a room that a crew could tell.
pub(super) fn state(room: &Room) -> String {
    let seats = room.seats.iter().map(|slot| {
        let told = slot.events_after(0);
        format!("{:?} {:?} {told:?}", slot.waiting(), slot.applied())
    });
    let seats: Vec<String> = seats.collect();
    let tick = room.stage.world().map(|world| world.tick());
    let digest = room.digest();
    format!("{} {tick:?} {digest:?} {seats:?}", room.mission)
}

#[test]
fn a_room_stands_as_it_stood_at_any_of_its_records() {
    let mut room = flying(Pace::RealTime);
    let mut shelf = Shelf::default();
    let (mut seqs, mut parts) = ([0; 2], 0);
    for beat in 0..1_500_u32 {
        let seat = Seat::ALL[(beat / 7 % 2) as usize];
        if beat % 11 == 0 {
            let stick = Stick {
                turn: [0, 90, 0],
                push: [0, 0, -127],
            };
            let (id, ticks, adds) = (beat + 1, 9, beat % 2 == 0);
            room.stick(
                seat,
                StickMessage {
                    id,
                    at: Tick(0),
                    stick,
                    ticks,
                    adds,
                },
            );
        }
        // Some beats bring more than one act, and once more than a seat may have waiting.
        let acts = match beat {
            700 => 40,
            _ if beat % 13 == 0 => 2,
            _ => 0,
        };
        for _ in 0..acts {
            seqs[seat.index()] += 1;
            act(&mut room, seat, seqs[seat.index()]);
        }
        if beat % 400 == 300 {
            room.silent(seat, 2_000);
        }
        // Records are cut with acts that wait for their tick, and after it.
        if beat % 15 < 2 {
            let cut = room.cut(false).expect("it flies");
            parts += usize::from(!cut.whole);
            shelf.keep(cut);
            let back = shelf.back().expect("its own records");
            assert_eq!(state(&back), state(&room), "beat {beat}");
        }
        room.advance();
    }
    assert!(parts > 100, "{parts}");
    assert!(room.cut(false).is_some());
    room.paused = true;
    room.advance();
    assert!(room.cut(false).is_none(), "nothing has happened");
}

#[test]
fn a_lockstep_room_goes_on_in_the_middle_of_a_grant() {
    let mut room = flying(Pace::Lockstep);
    let mut shelf = Shelf::default();
    shelf.keep(room.cut(false).expect("the first"));
    let grant = |room: &mut Room, seq, through| {
        for seat in Seat::ALL {
            act(room, seat, seq);
            let stick = Stick {
                turn: [0; 3],
                push: [127, 0, 0],
            };
            let grant = ClientMessage::Grant {
                seq: seq + 1,
                through: Tick(through),
                stick,
                ticks: 6,
            };
            say(room, seat, grant);
        }
    };
    grant(&mut room, 1, 12);
    for _ in 0..5 {
        assert!(room.advance());
    }
    shelf.keep(room.cut(false).expect("it flies"));
    let mut back = shelf.back().expect("its own records");
    for seat in Seat::ALL {
        back.join(arrival(seat, Some(token(seat)))).expect("held");
    }
    for room in [&mut room, &mut back] {
        grant(room, 3, 20);
        while room.advance() {}
    }
    assert_eq!(room.digest(), back.digest());
    assert_eq!(back.stage.world().map(|world| world.tick()), Some(Tick(20)));
}

#[test]
fn crews_come_back_by_their_secrets_and_no_record_holds_one() {
    let mut room = flying(Pace::RealTime);
    let mut shelf = Shelf::default();
    for _ in 0..20 {
        room.advance();
        shelf.keep(room.cut(false).expect("it flies"));
    }
    for seat in Seat::ALL {
        let Token(secret) = token(seat);
        let shown = |bytes: &[u8]| bytes.windows(8).any(|part| part == &secret[..8]);
        assert!(!shown(&shelf.whole) && !shelf.parts.iter().any(|(_, part)| shown(part)));
    }
    let mut back = shelf.back().expect("its own records");
    assert!(!back.advance(), "nobody is there");
    let stranger = arrival(Seat::Apollo, Some(Token([1; 16])));
    assert_eq!(back.join(stranger), Err(Refused::WrongToken));
    let taken = back.join(Arrival {
        fresh: Token([1; 16]),
        ..arrival(Seat::Soyuz, None)
    });
    assert_eq!(taken, Err(Refused::SeatTaken(Seat::Soyuz)));
    for seat in Seat::ALL {
        let seated = back.join(arrival(Seat::Apollo, Some(token(seat))));
        assert_eq!(seated, Ok(seat));
        let letters = back.drain();
        let history = letters.iter().find_map(|letter| match &letter.post {
            Post::Message(ServerMessage::History {
                epoch,
                mission,
                tick,
                ..
            }) => Some((*epoch, *mission, *tick)),
            _ => None,
        });
        assert_eq!(history, Some((1, 1, Tick(20))));
    }
    assert!(back.advance(), "both are there");
    shelf.keep(back.cut(false).expect("its first record is whole"));
    assert!(shelf.parts.is_empty());
    assert_eq!(
        shelf.back().expect("again").log.map(|log| log.epoch),
        Some(2)
    );
}

#[test]
fn acts_are_told_to_be_durable_when_their_record_is_kept() {
    let mut room = flying(Pace::RealTime);
    let first = room.cut(false).expect("the first").number;
    act(&mut room, Seat::Soyuz, 1);
    let second = room.cut(false).expect("an act waits").number;
    act(&mut room, Seat::Soyuz, 2);
    room.drain();
    let durable = |room: &mut Room| {
        let letters = room.drain().into_iter();
        let told = letters.filter_map(|letter| match letter.post {
            Post::Message(ServerMessage::Durable { seq }) => Some((letter.to, seq)),
            _ => None,
        });
        told.collect::<Vec<_>>()
    };
    room.is_kept_up_to(first);
    assert_eq!(durable(&mut room), []);
    room.is_kept_up_to(second);
    assert_eq!(durable(&mut room), [(Seat::Soyuz, 1)]);
    let mut told = |saving| {
        room.saving(saving);
        room.drain().len()
    };
    assert_eq!(
        [told(true), told(false), told(false), told(true)],
        [0, 2, 0, 2]
    );
}

#[test]
fn a_damaged_room_is_lost_and_says_why() {
    let mut room = flying(Pace::RealTime);
    let mut shelf = Shelf::default();
    for _ in 0..3 {
        room.advance();
        shelf.keep(room.cut(false).expect("it flies"));
    }
    let mut whole = shelf.whole.clone();
    whole[100] ^= 1;
    let checksum = Lost::Unreadable(Unreadable::Checksum);
    let why = |lost: Result<Room, Lost>| lost.err().map(|why| why.to_string());
    assert_eq!(
        why(Room::back(CODE, &whole, &shelf.parts)),
        Some(checksum.to_string())
    );
    let gap = why(Room::back(CODE, &shelf.whole, &shelf.parts[1..]));
    assert_eq!(gap, Some(Lost::Order.to_string()));
    let other = why(Room::back(RoomCode::new(1), &shelf.whole, &[]));
    assert_eq!(other, Some(Lost::Order.to_string()));
}

#[test]
fn a_room_on_the_ground_and_one_after_its_flight_come_back_too() {
    let mut room = room(Pace::RealTime);
    room.join(arrival(Seat::Soyuz, None)).expect("a free seat");
    let mut shelf = Shelf::default();
    shelf.keep(room.cut(false).expect("the first"));
    let mut back = shelf.back().expect("its own record");
    back.join(arrival(Seat::Soyuz, Some(token(Seat::Soyuz))))
        .expect("held");
    back.join(arrival(Seat::Apollo, None)).expect("free");
    let mut flown = flying(Pace::RealTime);
    if let Stage::Flying(world) = &mut flown.stage {
        world.outcome = Some(Outcome::CalledOff);
    }
    assert!(flown.advance());
    shelf.keep(flown.cut(false).expect("it has ended"));
    let back = shelf.back().expect("its own record");
    assert!(matches!(back.stage, Stage::Debrief(_)));
    assert_eq!(state(&back), state(&flown));
}
