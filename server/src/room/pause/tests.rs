use handshake_shared::scenario;
use handshake_shared::sim::input::{Command, ControlMode, Stick};
use handshake_shared::time::Tick;
use handshake_shared::wire::client::{ClientMessage, StickMessage};
use handshake_shared::wire::{Pace, RoomCode, Token};

use super::*;
use crate::room::{Arrival, Post, Setup};

fn arrival(seat: Seat) -> Arrival {
    Arrival {
        name: format!("{seat:?}"),
        seat: Some(seat),
        token: None,
        heard: 0,
        fresh: Token([seat.index() as u8; 16]),
    }
}

fn sit_down(mut room: Room) -> Room {
    for seat in Seat::ALL {
        room.join(arrival(seat)).expect("a free seat");
    }
    for seat in Seat::ALL {
        send(&mut room, seat, ClientMessage::Ready(true));
    }
    room.drain();
    room
}

fn flying(pace: Pace) -> Room {
    let scenario = scenario::load("final-approach").expect("ships");
    let seed = 1;
    sit_down(Room::new(
        RoomCode::new(1),
        Setup {
            scenario,
            seed,
            pace,
        },
    ))
}

fn send(room: &mut Room, seat: Seat, message: ClientMessage) {
    room.receive(seat, message).expect("well-formed");
}

fn pause(room: &mut Room, seat: Seat) {
    send(room, seat, ClientMessage::Pause(true));
}

fn go_on(room: &mut Room, seat: Seat) {
    send(room, seat, ClientMessage::Pause(false));
}

/// A beat of the clock on the wall; whether a tick came with it.
fn beat(room: &mut Room) -> bool {
    !room.count_beat() && room.advance()
}

fn count_down(room: &mut Room) {
    for _ in 0..GO_ON_BEATS {
        assert!(room.counts_down() && !beat(room));
    }
    assert!(!room.counts_down() && !room.pause.holds());
}

fn told(room: &mut Room) -> [Vec<ServerMessage>; 2] {
    let letters = room.drain();
    Seat::ALL.map(|seat| {
        let of_seat = letters.iter().filter(|letter| letter.to == seat);
        let messages = of_seat.filter_map(|letter| match &letter.post {
            Post::Message(message) => Some(message.clone()),
            Post::Snapshot(_) => None,
        });
        messages.collect()
    })
}

fn tick(room: &Room) -> u32 {
    room.digest().expect("has begun").0.0
}

fn paused(by: Seat, since: u32, left_s: u16) -> ServerMessage {
    ServerMessage::Paused {
        why: PauseReason::Asked(by),
        since: Tick(since),
        left_s,
    }
}

#[test]
fn either_crew_stops_the_flight_at_a_tick_and_either_lets_it_go_on_after_a_count() {
    for (by, then) in [(Seat::Apollo, Seat::Soyuz), (Seat::Soyuz, Seat::Soyuz)] {
        let mut room = flying(Pace::RealTime);
        assert!(beat(&mut room));
        told(&mut room);
        pause(&mut room, by);
        assert!(!room.runs_on_clock() && !beat(&mut room));
        let both = told(&mut room);
        assert!(
            both.iter()
                .all(|told| told == &[paused(by, 1, PAUSE_TOTAL_S)])
        );
        go_on(&mut room, then);
        let goes_on = ServerMessage::GoesOn {
            by: Some(then),
            in_s: GO_ON_S,
        };
        let both = told(&mut room);
        assert!(
            both.iter()
                .all(|told| told.as_slice() == std::slice::from_ref(&goes_on))
        );
        count_down(&mut room);
        let both = told(&mut room);
        assert!(both.iter().all(|told| told == &[ServerMessage::Resumed]));
        assert_eq!(tick(&room), 1);
        assert!(beat(&mut room) && room.runs_on_clock());
    }
}

#[test]
fn a_pause_changes_no_bit_of_the_flight() {
    let flown = |pauses: &[u32]| {
        let mut room = flying(Pace::RealTime);
        while tick(&room) < 1_500 {
            let now = tick(&room);
            let (id, seq) = (now / 60 + 1, now / 60 + 1);
            if now.is_multiple_of(60) {
                // A push that is still held when the pause comes.
                let stick = Stick {
                    turn: [0, 90, 0],
                    push: [127, 0, 0],
                };
                let (ticks, adds) = (45, false);
                let message = StickMessage {
                    at: Tick(0),
                    id,
                    stick,
                    ticks,
                    adds,
                };
                room.stick(Seat::Apollo, message);
                let mode = [ControlMode::MinImp, ControlMode::Off][id as usize % 2];
                let command = Command::Mode(mode);
                send(
                    &mut room,
                    Seat::Apollo,
                    ClientMessage::Command { seq, command },
                );
            }
            if pauses.contains(&now) {
                pause(&mut room, Seat::Soyuz);
                for _ in 0..500 {
                    assert!(!beat(&mut room));
                }
                go_on(&mut room, Seat::Apollo);
                count_down(&mut room);
            }
            assert!(beat(&mut room));
            room.drain();
        }
        room.digest()
    };
    let through = flown(&[]);
    assert_eq!(flown(&[7, 700, 1_331]), through);
    assert_eq!(flown(&[0]), through);
}

#[test]
fn an_act_that_came_in_a_pause_takes_effect_at_the_first_tick_after_it() {
    let mut room = flying(Pace::RealTime);
    beat(&mut room);
    pause(&mut room, Seat::Apollo);
    let command = Command::Mode(ControlMode::Off);
    send(
        &mut room,
        Seat::Apollo,
        ClientMessage::Command { seq: 1, command },
    );
    go_on(&mut room, Seat::Apollo);
    count_down(&mut room);
    told(&mut room);
    beat(&mut room);
    let ack = ServerMessage::Ack {
        seq: 1,
        tick: Tick(2),
    };
    assert!(told(&mut room)[0].contains(&ack));
}

#[test]
fn a_crew_that_is_not_ready_stops_the_count() {
    let mut room = flying(Pace::RealTime);
    pause(&mut room, Seat::Apollo);
    go_on(&mut room, Seat::Soyuz);
    beat(&mut room);
    pause(&mut room, Seat::Apollo);
    assert!(!room.counts_down() && room.pause.holds());
    assert_eq!(
        told(&mut room)[1].last(),
        Some(&paused(Seat::Apollo, 0, PAUSE_TOTAL_S))
    );
}

#[test]
fn a_crew_has_so_much_time_for_pauses_and_then_the_flight_goes_on_by_itself() {
    let mut room = flying(Pace::RealTime);
    pause(&mut room, Seat::Apollo);
    for _ in 0..PAUSE_TOTAL_S {
        assert!(!room.counts_down());
        room.second();
    }
    let over = ServerMessage::GoesOn {
        by: None,
        in_s: GO_ON_S,
    };
    assert_eq!(told(&mut room)[1].last(), Some(&over));
    pause(&mut room, Seat::Soyuz);
    // Soyuz has all of its time, but the flight has to go on first.
    let wait_s = u16::from(GO_ON_S) + PAUSE_GAP_S as u16;
    let later = ServerMessage::NoPause(NoPause::TooSoon { wait_s });
    assert_eq!(told(&mut room)[1].last(), Some(&later));
    count_down(&mut room);
    while tick(&room) < PAUSE_GAP_S * TICK_RATE_HZ {
        assert!(beat(&mut room));
    }
    told(&mut room);
    pause(&mut room, Seat::Apollo);
    let spent = ServerMessage::NoPause(NoPause::Spent);
    assert_eq!(told(&mut room)[0], [spent]);
    pause(&mut room, Seat::Soyuz);
    assert!(room.pause.holds(), "the other crew has its own time");
}

#[test]
fn a_count_that_is_stopped_again_and_again_costs_the_same_time() {
    let mut room = flying(Pace::RealTime);
    pause(&mut room, Seat::Apollo);
    for _ in 0..PAUSE_TOTAL_S {
        assert!(room.pause.holds());
        go_on(&mut room, Seat::Apollo);
        room.second();
        pause(&mut room, Seat::Apollo);
    }
    assert!(room.counts_down(), "nobody stops the last count");
    count_down(&mut room);
    assert!(room.runs_on_clock());
}

#[test]
fn between_two_pauses_there_is_some_flight() {
    let mut room = flying(Pace::RealTime);
    pause(&mut room, Seat::Apollo);
    go_on(&mut room, Seat::Apollo);
    count_down(&mut room);
    beat(&mut room);
    told(&mut room);
    pause(&mut room, Seat::Soyuz);
    let wait_s = PAUSE_GAP_S as u16;
    let too_soon = ServerMessage::NoPause(NoPause::TooSoon { wait_s });
    assert_eq!(
        told(&mut room),
        [Vec::new(), vec![too_soon]],
        "an answer to who asked"
    );
    assert!(room.runs_on_clock());
}

#[test]
fn on_ones_own_machine_a_pause_has_no_end_and_no_gap() {
    let scenario = scenario::load("final-approach").expect("ships");
    let (seed, pace) = (1, Pace::RealTime);
    let setup = Setup {
        scenario,
        seed,
        pace,
    };
    let mut room = sit_down(Room::new(RoomCode::new(1), setup).of_ones_own());
    for _ in 0..3 {
        pause(&mut room, Seat::Soyuz);
        assert_eq!(
            told(&mut room)[0].last(),
            Some(&paused(Seat::Soyuz, tick(&room), 0))
        );
        for _ in 0..20_000 {
            room.second();
        }
        assert!(room.closing().is_none() && !room.counts_down());
        go_on(&mut room, Seat::Soyuz);
        count_down(&mut room);
        assert!(beat(&mut room));
    }
}

#[test]
fn a_crew_lost_in_a_pause_comes_back_into_it() {
    let mut room = flying(Pace::RealTime);
    pause(&mut room, Seat::Apollo);
    go_on(&mut room, Seat::Apollo);
    room.lost(Seat::Soyuz);
    assert!(!room.counts_down(), "nobody is counted back in who is away");
    go_on(&mut room, Seat::Apollo);
    assert!(!room.counts_down());
    room.second();
    told(&mut room);
    let back = Arrival {
        token: Some(Token([1; 16])),
        ..arrival(Seat::Soyuz)
    };
    room.join(back).expect("its own secret");
    let both = told(&mut room);
    for told in &both {
        assert_eq!(told.last(), Some(&paused(Seat::Apollo, 0, PAUSE_TOTAL_S)));
    }
    go_on(&mut room, Seat::Soyuz);
    count_down(&mut room);
    assert!(beat(&mut room));
}

#[test]
fn software_crews_wait_in_lockstep_too() {
    let mut room = flying(Pace::Lockstep);
    let grant = |through| ClientMessage::Grant {
        seq: 1,
        through: Tick(through),
        stick: Stick::NEUTRAL,
        ticks: 0,
    };
    pause(&mut room, Seat::Apollo);
    for seat in Seat::ALL {
        send(&mut room, seat, grant(10));
    }
    assert!(!room.advance());
    go_on(&mut room, Seat::Apollo);
    count_down(&mut room);
    while room.advance() {}
    assert_eq!(tick(&room), 10);
}

#[test]
fn a_crew_that_falls_silent_in_a_pause_is_let_go_when_the_flight_goes_on() {
    let mut room = flying(Pace::RealTime);
    let push = StickMessage {
        at: Tick(0),
        id: 1,
        stick: Stick {
            turn: [0, 127, 0],
            push: [0; 3],
        },
        ticks: 600,
        adds: false,
    };
    room.stick(Seat::Apollo, push);
    beat(&mut room);
    pause(&mut room, Seat::Soyuz);
    room.silent(Seat::Apollo, 2_000);
    go_on(&mut room, Seat::Soyuz);
    count_down(&mut room);
    beat(&mut room);
    assert!(room.runs_on_clock());
    assert!(!room.seats[Seat::Apollo.index()].steers());
}
