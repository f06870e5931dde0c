//! Agreement, what ends it and in which tick, what the crews read of it, and that the news stays as
//! much a second as before.

use handshake_shared::catalogue::faults::{Part, Way};
use handshake_shared::catalogue::procedures::StepId;
use handshake_shared::ids::{CompartmentId, HatchId};
use handshake_shared::scenario::{self, Scenario, Stand};
use handshake_shared::sim;
use handshake_shared::sim::atmosphere::gas::Species;
use handshake_shared::sim::faults::Fault;
use handshake_shared::sim::input::{Command, HatchAct, ReadingOf, Stick, TwoKeyAct};
use handshake_shared::time::Tick;
use handshake_shared::wire::client::{ClientMessage, StickMessage};
use handshake_shared::wire::{Pace, RoomCode, Token};

use super::super::{Arrival, Post, Setup};
use super::*;

/// Two craft joined, hatch 2 shut, a plan that waits for a greeting and never gets one.
fn docked() -> Scenario {
    let mut scenario = scenario::load("final-approach").expect("ships");
    scenario.stand = Stand::Docked;
    scenario.range_m = 0.0;
    (scenario.spread_m, scenario.spread_rad) = (0.0, 0.0);
    scenario.cavity_pa = 60_000.0;
    let air = &mut scenario.air;
    let (dm, tunnel) = (CompartmentId::Dm as usize, CompartmentId::Tunnel2 as usize);
    air.pressure_pa[tunnel] = air.pressure_pa[dm];
    air.partial_o2_pa[tunnel] = air.partial_o2_pa[dm];
    scenario.steps = [StepId::Greet].into();
    scenario
}

fn room_with(scenario: Scenario, pace: Pace) -> Room {
    let setup = Setup {
        scenario,
        seed: 1,
        pace,
    };
    let mut room = Room::new(RoomCode::new(1), setup);
    for seat in Seat::ALL {
        let arrival = Arrival {
            name: "crew".to_owned(),
            seat: Some(seat),
            token: None,
            heard: 0,
            fresh: Token([seat as u8; 16]),
        };
        room.join(arrival).expect("a free seat");
    }
    for seat in Seat::ALL {
        send(&mut room, seat, ClientMessage::Ready(true));
    }
    room.drain();
    room
}

fn room() -> Room {
    room_with(docked(), Pace::RealTime)
}

fn send(room: &mut Room, seat: Seat, message: ClientMessage) {
    room.receive(seat, message).expect("well-formed");
}

fn both_ask(room: &mut Room, factor: u8) {
    for seat in Seat::ALL {
        send(room, seat, ClientMessage::Pace(factor));
    }
}

fn world(room: &mut Room) -> &mut World {
    match &mut room.stage {
        Stage::Flying(world) => world,
        _ => panic!("in flight"),
    }
}

fn tick(room: &Room) -> u32 {
    room.digest().expect("has begun").0.0
}

/// One beat with all the time in the world.
fn beat(room: &mut Room) {
    room.advance();
    let extra = room.ticks_a_beat() - 1;
    for _ in 0..extra {
        room.hurry();
    }
}

/// What each crew was told last.
fn told(room: &mut Room) -> [Option<PaceState>; 2] {
    let letters = room.drain();
    Seat::ALL.map(|seat| {
        let of_seat = letters.iter().rev().filter(|letter| letter.to == seat);
        let mut states = of_seat.filter_map(|letter| match letter.post {
            Post::Message(ServerMessage::Pace(state)) => Some(state),
            _ => None,
        });
        states.next()
    })
}

fn reasons(room: &mut Room) -> [Option<PaceDrop>; 2] {
    told(room).map(|state| state.and_then(|state| state.dropped))
}

fn own(room: &mut Room, by: Seat, seq: u32, command: Command) {
    send(room, by, ClientMessage::Command { seq, command });
}

#[test]
fn the_smaller_of_both_wishes_runs_and_one_alone_runs_nothing() {
    let mut room = room();
    send(&mut room, Seat::Apollo, ClientMessage::Pace(60));
    assert_eq!(room.ticks_a_beat(), 1);
    room.advance();
    let waits = told(&mut room)[Seat::Soyuz.index()].expect("told");
    assert_eq!((waits.wants, waits.granted), ([60, 1], 1));
    send(&mut room, Seat::Soyuz, ClientMessage::Pace(20));
    assert_eq!(room.ticks_a_beat(), 20);
    let before = tick(&room);
    beat(&mut room);
    assert_eq!(tick(&room) - before, 20);
    send(&mut room, Seat::Apollo, ClientMessage::Pace(5));
    assert_eq!(room.ticks_a_beat(), 5);
}

#[test]
fn one_crew_is_enough_to_end_it_and_then_both_have_to_ask_again() {
    let mut room = room();
    both_ask(&mut room, 60);
    room.advance();
    (0..20).for_each(|_| assert!(room.hurry()));
    room.drain();
    let before = tick(&room);
    send(&mut room, Seat::Soyuz, ClientMessage::Pace(1));
    assert!(!room.hurry());
    assert_eq!(tick(&room), before);
    assert_eq!(reasons(&mut room), [Some(PaceDrop::Asked); 2]);
    send(&mut room, Seat::Apollo, ClientMessage::Pace(60));
    assert_eq!(room.ticks_a_beat(), 1);
}

#[test]
fn there_is_none_apart_nor_in_the_lobby_nor_without_a_clock_nor_after_the_end() {
    let apart = scenario::load("final-approach").expect("ships");
    let mut ended = docked();
    ended.steps.clear();
    let mut ended = room_with(ended, Pace::RealTime);
    ended.advance();
    ended.drain();
    let lobby = Setup {
        scenario: docked(),
        seed: 1,
        pace: Pace::RealTime,
    };
    for (mut room, why) in [
        (room_with(apart, Pace::RealTime), PaceDrop::NotDocked),
        (Room::new(RoomCode::new(2), lobby), PaceDrop::NotDocked),
        (room_with(docked(), Pace::Lockstep), PaceDrop::NoClock),
        (ended, PaceDrop::Ended),
    ] {
        both_ask(&mut room, 60);
        assert_eq!(room.ticks_a_beat(), 1);
        let told = told(&mut room).map(|state| state.expect("told"));
        assert_eq!(told.map(|state| state.dropped), [Some(why); 2]);
        assert_eq!(told.map(|state| state.wants), [[1; 2]; 2]);
    }
}

/// What provokes a drop in the middle of a beat, whether the tick in which it takes effect is one
/// more, and what each crew reads.
type Sudden = (fn(&mut Room), u32, [PaceDrop; 2]);

#[test]
fn what_a_crew_does_ends_a_fast_run_in_that_very_tick() {
    use PaceDrop::{Asked, Call, Hands, Hatch, Key, PartnerGone, ReadBack, Theirs};
    const SUDDEN: [Sudden; 8] = [
        (
            |room| own(room, Seat::Apollo, 1, Command::Text("go".to_owned())),
            1,
            [Call; 2],
        ),
        (
            |room| own(room, Seat::Soyuz, 1, Command::Key(TwoKeyAct::Hatch4)),
            1,
            [Key; 2],
        ),
        (
            |room| {
                let (hatch, act) = (HatchId::H5, HatchAct::Shut);
                let confirmed = true;
                let shut = Command::Hatch {
                    hatch,
                    act,
                    confirmed,
                };
                own(room, Seat::Soyuz, 1, shut);
            },
            1,
            [Theirs, Hatch],
        ),
        (
            |room| {
                let stick = Stick {
                    push: [1, 0, 0],
                    ..Stick::NEUTRAL
                };
                let (id, ticks, adds) = (1, 30, false);
                let message = StickMessage {
                    at: Tick(0),
                    id,
                    stick,
                    ticks,
                    adds,
                };
                room.stick(Seat::Soyuz, message);
            },
            0,
            [Theirs, Hands],
        ),
        (
            |room| send(room, Seat::Apollo, ClientMessage::Pace(1)),
            0,
            [Asked; 2],
        ),
        (
            |room| send(room, Seat::Soyuz, ClientMessage::Leave),
            0,
            [PartnerGone; 2],
        ),
        (|room| room.lost(Seat::Soyuz), 0, [PartnerGone; 2]),
        (
            |room| {
                let world = world(room);
                world.plan = sim::procedures::Plan::new(
                    &[StepId::DmPressure, StepId::Greet],
                    world.plan.roles,
                    &[1],
                );
                world.plan.matched[StepId::DmPressure as usize] = Some(world.tick);
            },
            0,
            [ReadBack; 2],
        ),
    ];
    for (provoke, ticks, why) in SUDDEN {
        let mut room = room();
        both_ask(&mut room, 60);
        room.advance();
        (0..20).for_each(|_| assert!(room.hurry()));
        room.drain();
        let before = tick(&room);
        provoke(&mut room);
        while room.hurry() {}
        assert_eq!(tick(&room) - before, ticks, "{why:?}");
        for (seat, told) in told(&mut room).into_iter().enumerate() {
            // A crew that left or lost its line is not told.
            let here = room.seats[seat].is_connected();
            let why = here.then_some(why[seat]);
            assert_eq!(told.and_then(|state| state.dropped), why);
        }
    }
}

/// A mission, what is done in it before the run, and what each crew reads when it ends by itself.
type Timed = (
    &'static str,
    fn(&mut Scenario),
    fn(&mut Room),
    [PaceDrop; 2],
);

#[test]
fn what_comes_up_by_itself_ends_a_fast_run_in_the_tick_it_comes() {
    use PaceDrop::{Alarm, Collapse, Ended, Reading, Step, Theirs};
    let timed: [Timed; 5] = [
        (
            "an alarm",
            |_| {},
            |room| breathe_nitrogen(world(room)),
            [Theirs, Alarm],
        ),
        (
            "the end of a reading",
            |_| {},
            |room| {
                own(room, Seat::Soyuz, 1, Command::LeakCheck(ReadingOf::Tunnel2));
                room.advance();
            },
            [Theirs, Reading],
        ),
        (
            "a collapse",
            |_| {},
            |room| {
                breathe_nitrogen(world(room));
                // His lamp has been on for a while.
                for _ in 0..SECONDS_OF_WARNING * TICK_RATE_HZ {
                    room.advance();
                }
            },
            [Theirs, Collapse],
        ),
        (
            "a step",
            |scenario| {
                scenario.steps = [StepId::Meet, StepId::Greet].into();
                scenario.crew[0] = CompartmentId::Tunnel2;
                scenario.crew[3] = CompartmentId::Tunnel2;
            },
            |_| {},
            [Step, Step],
        ),
        (
            "the end",
            |scenario| {
                scenario.steps = [StepId::DmTop].into();
                scenario.air.pressure_pa[CompartmentId::Dm as usize] = 70_000.0;
            },
            |_| {},
            [Ended, Ended],
        ),
    ];
    for (what, arrange, act, why) in timed {
        let mut scenario = docked();
        arrange(&mut scenario);
        let mut room = room_with(scenario, Pace::RealTime);
        act(&mut room);
        both_ask(&mut room, 60);
        assert_eq!(room.ticks_a_beat(), 60, "{what}");
        room.drain();
        let mut slow = world(&mut room).clone();
        let came = first_stop(&mut slow);
        for _ in 0..600 {
            if room.ticks_a_beat() == 1 {
                break;
            }
            beat(&mut room);
        }
        assert_eq!(Tick(tick(&room)), came, "{what}");
        assert_eq!(reasons(&mut room), why.map(Some), "{what}");
    }
}

/// Long enough that his lamp is on, not so long that he is gone, s.
const SECONDS_OF_WARNING: u32 = 12;

/// Leonov, in the tunnel, in air that looks right and holds no oxygen.
fn breathe_nitrogen(world: &mut World) {
    world.crew[3].at = CompartmentId::Tunnel2;
    let gas = world.air.gas_mut(CompartmentId::Tunnel2);
    gas.mol[Species::N2 as usize] += std::mem::take(&mut gas.mol[Species::O2 as usize]);
}

/// The tick in which the world alone, one tick after the other, comes to something.
fn first_stop(world: &mut World) -> Tick {
    for _ in 0..36_000 {
        let before = Watch::of(world);
        let mut events = Vec::new();
        sim::step(world, &Default::default(), &mut events);
        if drops(before, world, &events) != [None; 2] {
            return world.tick;
        }
    }
    panic!("nothing came");
}

#[test]
fn a_failure_that_no_crew_is_told_of_does_not_end_it() {
    let mut scenario = docked();
    let (at, part, way) = (Tick(100), Part::Jet(Seat::Apollo, 0), Way::Dead);
    scenario.faults = vec![Fault::new(at, part, way)];
    let mut room = room_with(scenario, Pace::RealTime);
    both_ask(&mut room, 60);
    (0..10).for_each(|_| beat(&mut room));
    assert_eq!(world(&mut room).faults.come().len(), 1);
    assert_eq!((tick(&room), room.ticks_a_beat()), (600, 60));
}

#[test]
fn talk_does_not_end_a_wish_that_waits_for_the_other_crew_but_an_alarm_does() {
    let mut room = room();
    send(&mut room, Seat::Apollo, ClientMessage::Pace(20));
    own(&mut room, Seat::Apollo, 1, Command::Text("20?".to_owned()));
    room.advance();
    send(&mut room, Seat::Soyuz, ClientMessage::Pace(20));
    assert_eq!(room.ticks_a_beat(), 20);
    send(&mut room, Seat::Soyuz, ClientMessage::Pace(1));
    send(&mut room, Seat::Apollo, ClientMessage::Pace(20));
    world(&mut room).craft[1].fill([1.0; 4]);
    room.advance();
    send(&mut room, Seat::Soyuz, ClientMessage::Pace(20));
    assert_eq!(room.ticks_a_beat(), 1);
}

#[test]
fn a_crew_that_keeps_changing_its_mind_fills_no_line_but_its_own() {
    let mut room = room();
    for _ in 0..500 {
        send(&mut room, Seat::Apollo, ClientMessage::Pace(20));
        send(&mut room, Seat::Apollo, ClientMessage::Pace(1));
    }
    room.advance();
    let to_soyuz = room.drain().into_iter().filter(|letter| {
        let pace = matches!(letter.post, Post::Message(ServerMessage::Pace(_)));
        letter.to == Seat::Soyuz && pace
    });
    assert_eq!(to_soyuz.count(), 1);
}

#[test]
fn a_crew_that_comes_back_reads_how_it_stands() {
    let mut room = room();
    both_ask(&mut room, 60);
    room.lost(Seat::Soyuz);
    room.drain();
    let back = Arrival {
        name: "again".to_owned(),
        seat: None,
        token: Some(Token([Seat::Soyuz as u8; 16])),
        heard: 0,
        fresh: Token([9; 16]),
    };
    room.join(back).expect("its own secret");
    let told = told(&mut room)[Seat::Soyuz.index()].expect("told");
    assert_eq!((told.wants, told.granted), ([1; 2], 1));
    assert_eq!(told.dropped, Some(PaceDrop::PartnerGone));
}

#[test]
fn what_there_was_no_time_for_is_told_as_achieved_and_a_late_beat_is_no_news() {
    let mut room = room();
    both_ask(&mut room, 60);
    room.advance();
    room.compression.counted = (0, 0);
    room.drain();
    let read = [57, 20, 23, 58].map(|ticks| {
        for _ in 0..TICK_RATE_HZ {
            room.advance();
            (1..ticks).for_each(|_| assert!(room.hurry()));
        }
        // The second is told with the beat after it.
        room.advance();
        room.compression.counted = (0, 0);
        told(&mut room).map(|state| state.map(|state| (state.granted, state.achieved)))
    });
    let (short, all) = (Some((60, 20)), Some((60, 60)));
    assert_eq!(read, [[None; 2], [short; 2], [None; 2], [all; 2]]);
}

#[test]
fn a_fast_run_sends_no_more_snapshots_a_second_than_a_slow_one() {
    let snapshots = |factor| {
        let mut room = room();
        (0..60).for_each(|_| beat(&mut room));
        both_ask(&mut room, factor);
        room.drain();
        (0..120).for_each(|_| beat(&mut room));
        let letters = room.drain();
        letters
            .iter()
            .filter(|letter| matches!(letter.post, Post::Snapshot(_)))
            .count()
    };
    let (slow, fast) = (snapshots(1), snapshots(60));
    assert!(slow > 0 && fast <= slow, "{fast} against {slow}");
}

#[test]
fn the_view_of_the_last_tick_goes_out_when_a_fast_run_ends() {
    let mut room = room();
    both_ask(&mut room, 60);
    room.advance();
    (0..7).for_each(|_| assert!(room.hurry()));
    room.drain();
    send(&mut room, Seat::Soyuz, ClientMessage::Pace(1));
    let now = Tick(tick(&room));
    let shown = room
        .drain()
        .into_iter()
        .filter_map(|letter| match letter.post {
            Post::Snapshot(snapshot) => Some((letter.to, snapshot.view.tick)),
            Post::Message(_) => None,
        });
    let shown: Vec<_> = shown.collect();
    assert_eq!(shown, Seat::ALL.map(|seat| (seat, now)));
}

#[test]
fn a_pause_brings_a_fast_run_to_its_end_first() {
    let mut room = room();
    beat(&mut room);
    both_ask(&mut room, 60);
    beat(&mut room);
    room.drain();
    send(&mut room, Seat::Soyuz, ClientMessage::Pause(true));
    assert_eq!(reasons(&mut room), [Some(PaceDrop::Asked); 2]);
    assert_eq!(room.ticks_a_beat(), 1);
    let before = tick(&room);
    beat(&mut room);
    assert_eq!(tick(&room), before);
    send(&mut room, Seat::Apollo, ClientMessage::Pace(60));
    assert_eq!(
        reasons(&mut room),
        [Some(PaceDrop::Asked), None],
        "and none begins in it"
    );
}
