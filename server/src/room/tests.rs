use handshake_shared::scenario;
use handshake_shared::sim::event::Event;
use handshake_shared::sim::input::{Command, ControlMode, Stick};
use handshake_shared::time::Tick;
use handshake_shared::wire::client::StickMessage;

use super::*;

mod lobby;
mod rates;

const FORWARD: Stick = Stick {
    turn: [0; 3],
    push: [127, 0, 0],
};

fn room(pace: Pace) -> Room {
    let scenario = scenario::load("final-approach").expect("ships");
    Room::new(
        RoomCode::new(1),
        Setup {
            scenario,
            seed: 1,
            pace,
        },
    )
}

fn arrival(name: &str) -> Arrival {
    let fresh = Token([name.len() as u8; 16]);
    Arrival {
        name: name.to_owned(),
        seat: None,
        token: None,
        heard: 0,
        fresh,
    }
}

fn back(token: Token, heard: u32) -> Arrival {
    Arrival {
        token: Some(token),
        heard,
        ..arrival("again")
    }
}

#[test]
fn a_crew_whose_welcome_was_lost_takes_up_its_seat_by_the_secret_it_proposed() {
    let mut room = room(Pace::RealTime);
    assert_eq!(room.join(arrival("Tom")), Ok(Seat::Apollo));
    room.drain();
    // Its line is gone, noticed or not; nothing of the welcome came through.
    for noticed in [false, true] {
        if noticed {
            room.lost(Seat::Apollo);
        }
        let seated = room.join(arrival("Tom"));
        assert_eq!(seated, Ok(Seat::Apollo), "{noticed}");
    }
    let wish = Arrival {
        seat: Some(Seat::Apollo),
        ..arrival("Alexei")
    };
    assert_eq!(room.join(wish), Err(Refused::SeatTaken(Seat::Apollo)));
    assert_eq!(room.join(arrival("Alexei")), Ok(Seat::Soyuz));
    assert_eq!(room.join(arrival("Vance")), Err(Refused::RoomFull));
}

fn flying(pace: Pace) -> Room {
    let mut room = room(pace);
    for name in ["Tom", "Alexei"] {
        room.join(arrival(name)).expect("a free seat");
    }
    for seat in Seat::ALL {
        room.receive(seat, ClientMessage::Ready(true))
            .expect("well-formed");
    }
    room.drain();
    room
}

fn command(seq: u32, command: Command) -> ClientMessage {
    ClientMessage::Command { seq, command }
}

fn grant(seq: u32, through: u32) -> ClientMessage {
    ClientMessage::Grant {
        seq,
        through: Tick(through),
        stick: FORWARD,
        ticks: 5,
    }
}

fn messages(room: &mut Room, seat: Seat) -> Vec<ServerMessage> {
    let letters = room.drain().into_iter().filter(|letter| letter.to == seat);
    letters
        .filter_map(|letter| match letter.post {
            Post::Message(message) => Some(message),
            Post::Snapshot(_) => None,
        })
        .collect()
}

fn acks(messages: &[ServerMessage]) -> Vec<u32> {
    let ack = |message: &ServerMessage| match message {
        ServerMessage::Ack { seq, .. } => Some(*seq),
        _ => None,
    };
    messages.iter().filter_map(ack).collect()
}

fn views(messages: &[ServerMessage]) -> Vec<u32> {
    let tick = |message: &ServerMessage| match message {
        ServerMessage::View(view) => Some(view.tick.0),
        _ => None,
    };
    messages.iter().filter_map(tick).collect()
}

fn run(room: &mut Room) {
    while room.advance() {}
}

#[test]
fn two_crews_get_two_seats_and_a_third_none() {
    let mut room = room(Pace::RealTime);
    assert_eq!(room.join(arrival("Tom")), Ok(Seat::Apollo));
    let wish = Arrival {
        seat: Some(Seat::Apollo),
        ..arrival("Deke")
    };
    assert_eq!(room.join(wish), Err(Refused::SeatTaken(Seat::Apollo)));
    assert_eq!(room.join(arrival("Alexei")), Ok(Seat::Soyuz));
    assert_eq!(room.join(arrival("Vance")), Err(Refused::RoomFull));
}

#[test]
fn a_seat_is_taken_up_again_by_its_secret_and_no_other() {
    let mut room = flying(Pace::RealTime);
    room.lost(Seat::Soyuz);
    assert_eq!(room.join(arrival("Thief")), Err(Refused::RoomFull));
    assert_eq!(
        room.join(back(Token([0xEE; 16]), 0)),
        Err(Refused::WrongToken)
    );
    assert_eq!(room.join(back(Token([6; 16]), 0)), Ok(Seat::Soyuz));
}

#[test]
fn the_mission_begins_when_both_are_ready_and_not_before() {
    let mut room = room(Pace::RealTime);
    room.join(arrival("Tom")).expect("a free seat");
    room.receive(Seat::Apollo, ClientMessage::Ready(true))
        .expect("well-formed");
    assert!(!room.advance());
    room.join(arrival("Alexei")).expect("a free seat");
    assert!(!room.advance());
    room.receive(Seat::Soyuz, ClientMessage::Ready(true))
        .expect("well-formed");
    assert!(room.advance());
    let started = messages(&mut room, Seat::Soyuz)
        .into_iter()
        .any(|message| matches!(message, ServerMessage::Started { tick: Tick(0), .. }));
    assert!(started);
}

#[test]
fn an_act_takes_effect_once_however_often_it_comes() {
    let mut room = flying(Pace::RealTime);
    for _ in 0..3 {
        room.receive(Seat::Apollo, command(1, Command::Mode(ControlMode::Off)))
            .expect("a repeat");
    }
    room.advance();
    room.receive(Seat::Apollo, command(1, Command::Mode(ControlMode::Off)))
        .expect("a repeat");
    room.advance();
    assert_eq!(acks(&messages(&mut room, Seat::Apollo)), [1]);
}

#[test]
fn a_gap_in_the_numbers_of_acts_is_a_fault() {
    let mut room = flying(Pace::RealTime);
    assert_eq!(
        room.receive(Seat::Apollo, command(2, Command::Abort)),
        Err(ProtocolFault)
    );
}

#[test]
fn acts_before_the_mission_are_answered_and_have_no_effect() {
    let mut room = room(Pace::RealTime);
    room.join(arrival("Tom")).expect("a free seat");
    for seq in 1..200 {
        room.receive(Seat::Apollo, command(seq, Command::Abort))
            .expect("well-formed");
    }
    assert_eq!(acks(&messages(&mut room, Seat::Apollo)).len(), 199);
}

#[test]
fn a_lost_connection_pauses_the_mission_until_its_crew_is_back() {
    let mut room = flying(Pace::RealTime);
    assert!(room.advance());
    room.lost(Seat::Soyuz);
    assert!(!room.advance() && !room.runs_on_clock());
    let why = PauseReason::Lost(Seat::Soyuz);
    let paused = ServerMessage::Paused {
        why,
        since: Tick(1),
        left_s: SEAT_HOLD_S,
    };
    assert!(messages(&mut room, Seat::Apollo).contains(&paused));
    room.join(back(Token([6; 16]), 0)).expect("its own secret");
    assert!(messages(&mut room, Seat::Apollo).contains(&ServerMessage::Resumed));
    assert!(room.advance());
}

#[test]
fn a_crew_that_does_not_come_back_ends_the_room_for_the_other() {
    let mut room = flying(Pace::RealTime);
    room.lost(Seat::Soyuz);
    for _ in 0..SEAT_HOLD_S {
        assert_eq!(room.closing(), None);
        room.second();
    }
    assert_eq!(room.closing(), Some(Closing::PartnerGone));
    let said = messages(&mut room, Seat::Apollo);
    assert_eq!(
        said.last(),
        Some(&ServerMessage::Closing(Closing::PartnerGone))
    );
}

#[test]
fn a_crew_that_left_makes_room_for_another() {
    let mut room = flying(Pace::RealTime);
    room.receive(Seat::Soyuz, ClientMessage::Leave)
        .expect("well-formed");
    assert!(!room.advance());
    assert_eq!(room.join(arrival("Valeri")), Ok(Seat::Soyuz));
    assert!(room.advance());
}

#[test]
fn what_happened_meanwhile_is_told_to_a_crew_that_comes_back() {
    let mut room = flying(Pace::RealTime);
    room.receive(Seat::Apollo, command(1, Command::Text("privet".to_owned())))
        .expect("well-formed");
    room.advance();
    let heard_now = messages(&mut room, Seat::Soyuz);
    room.lost(Seat::Soyuz);
    room.join(back(Token([6; 16]), 0)).expect("its own secret");
    let heard_again = messages(&mut room, Seat::Soyuz);
    let is_speech = |message: &&ServerMessage| {
        matches!(
            message,
            ServerMessage::Event {
                event: Event::Heard(_),
                ..
            }
        )
    };
    let said = heard_now.iter().find(is_speech);
    assert!(said.is_some());
    assert_eq!(heard_again.iter().find(is_speech), said);
}

#[test]
fn a_stick_is_held_for_its_ticks_and_then_let_go() {
    let pushed = |ticks: u16, flown: u32| {
        let mut room = flying(Pace::RealTime);
        let message = StickMessage {
            at: Tick(0),
            id: 1,
            stick: FORWARD,
            ticks,
            adds: false,
        };
        for _ in 0..3 {
            room.stick(Seat::Apollo, message);
        }
        for _ in 0..flown {
            room.stick(Seat::Apollo, message);
            room.advance();
        }
        room.digest()
    };
    assert_ne!(
        pushed(30, 60),
        pushed(40, 60),
        "the length of the push counts"
    );
    let mut free = flying(Pace::Lockstep);
    let held = ClientMessage::Grant {
        seq: 1,
        through: Tick(60),
        stick: FORWARD,
        ticks: 30,
    };
    let idle = ClientMessage::Grant {
        seq: 1,
        through: Tick(60),
        stick: Stick::NEUTRAL,
        ticks: 0,
    };
    free.receive(Seat::Apollo, held).expect("well-formed");
    free.receive(Seat::Soyuz, idle).expect("well-formed");
    run(&mut free);
    assert_eq!(
        free.digest(),
        pushed(30, 60),
        "copies of the movement change nothing"
    );
}

#[test]
fn in_lockstep_a_tick_comes_when_both_have_granted_it() {
    let mut room = flying(Pace::Lockstep);
    assert!(!room.runs_on_clock());
    room.receive(Seat::Apollo, grant(1, 10))
        .expect("well-formed");
    run(&mut room);
    assert_eq!(room.digest().map(|(tick, _)| tick), Some(Tick(0)));
    room.receive(Seat::Soyuz, grant(1, 4)).expect("well-formed");
    run(&mut room);
    assert_eq!(room.digest().map(|(tick, _)| tick), Some(Tick(4)));
}

#[test]
fn each_grant_is_answered_by_the_view_of_its_last_tick() {
    let mut room = flying(Pace::Lockstep);
    for (seq, through) in [(1, 3), (2, 10)] {
        room.receive(Seat::Apollo, grant(seq, through))
            .expect("well-formed");
    }
    room.receive(Seat::Soyuz, grant(1, 10))
        .expect("well-formed");
    run(&mut room);
    let letters = room.drain();
    for (seat, ticks) in [(Seat::Apollo, vec![3, 10]), (Seat::Soyuz, vec![10])] {
        let seen: Vec<u32> = letters
            .iter()
            .filter(|letter| letter.to == seat)
            .filter_map(|letter| match &letter.post {
                Post::Message(ServerMessage::View(view)) => Some(view.tick.0),
                _ => None,
            })
            .collect();
        assert_eq!(seen, ticks, "{seat:?}");
    }
}

#[test]
fn in_lockstep_the_order_of_packets_does_not_matter() {
    let apollo = [
        command(1, Command::Mode(ControlMode::MinImp)),
        grant(2, 20),
        command(3, Command::Text("go".to_owned())),
        grant(4, 50),
    ];
    let soyuz = [
        grant(1, 7),
        command(2, Command::Beacons(true)),
        grant(3, 31),
        command(4, Command::Transponder(true)),
        grant(5, 50),
    ];
    let mut digests = Vec::new();
    for order in 0..16_u32 {
        let mut room = flying(Pace::Lockstep);
        let mut streams = [apollo.iter().peekable(), soyuz.iter().peekable()];
        let mut draw = order;
        while streams.iter_mut().any(|stream| stream.peek().is_some()) {
            draw = draw.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let seat = Seat::ALL[(draw >> 31) as usize];
            if let Some(message) = streams[seat.index()].next() {
                room.receive(seat, message.clone()).expect("well-formed");
            }
            if draw & 1 == 0 {
                run(&mut room);
            }
        }
        run(&mut room);
        digests.push(room.digest());
    }
    assert_eq!(digests[0].map(|(tick, _)| tick), Some(Tick(50)));
    assert!(
        digests.iter().all(|digest| *digest == digests[0]),
        "{digests:?}"
    );
}

#[test]
fn a_grant_backwards_too_long_or_one_too_many_is_a_fault() {
    let mut room = flying(Pace::Lockstep);
    room.receive(Seat::Apollo, grant(1, 10))
        .expect("well-formed");
    assert_eq!(room.receive(Seat::Apollo, grant(2, 10)), Err(ProtocolFault));
    assert_eq!(
        room.receive(Seat::Soyuz, grant(1, 1_000_000)),
        Err(ProtocolFault)
    );
    let mut clocked = flying(Pace::RealTime);
    assert_eq!(
        clocked.receive(Seat::Apollo, grant(1, 10)),
        Err(ProtocolFault)
    );
}

#[test]
fn after_the_debrief_both_may_ask_to_fly_again_from_the_start() {
    let mut room = flying(Pace::RealTime);
    let mut seq = 0;
    // Both turn away and drift; calling it off ends any mission before capture.
    for _ in 0..400_000 {
        if room.digest().is_none_or(|(tick, _)| tick.0 % 600 == 0) {
            seq += 1;
            for seat in Seat::ALL {
                room.receive(seat, command(seq, Command::Abort))
                    .expect("well-formed");
            }
        }
        if !room.advance() {
            break;
        }
        room.drain();
    }
    let (ended, _) = room.digest().expect("has flown");
    assert!(!room.runs_on_clock(), "the mission has ended at {ended:?}");
    room.receive(Seat::Apollo, ClientMessage::Again)
        .expect("well-formed");
    assert!(!room.advance());
    room.receive(Seat::Soyuz, ClientMessage::Again)
        .expect("well-formed");
    assert_eq!(room.digest().map(|(tick, _)| tick), Some(Tick(0)));
    assert!(room.advance());
    assert_eq!(views(&messages(&mut room, Seat::Apollo)), [0]);
}

#[test]
fn a_room_nobody_uses_closes() {
    let mut unused = room(Pace::RealTime);
    let mut left_alone = room(Pace::RealTime);
    left_alone.join(arrival("Tom")).expect("a free seat");
    left_alone.lost(Seat::Apollo);
    for _ in 0..LOBBY_HOLD_S {
        assert_eq!((unused.closing(), left_alone.closing()), (None, None));
        unused.second();
        left_alone.second();
    }
    assert!(unused.closing().is_some() && left_alone.closing().is_some());
}

#[test]
fn a_tape_holds_what_each_step_was_given_and_flies_again() {
    use handshake_shared::replay::record::opening;
    use handshake_shared::replay::verify::{Verdict, verify};
    use handshake_shared::replay::{Fault, Replay};

    let mut room = room(Pace::Lockstep);
    let (_, source) = scenario::shipped()
        .iter()
        .find(|(name, _)| *name == "final-approach")
        .expect("ships");
    room.record((*source).to_owned());
    for name in ["Tom", "Alexei"] {
        room.join(arrival(name)).expect("a free seat");
    }
    for seat in Seat::ALL {
        room.receive(seat, ClientMessage::Ready(true))
            .expect("well-formed");
    }
    let acts = command(1, Command::Mode(ControlMode::Off));
    room.receive(Seat::Apollo, acts).expect("well-formed");
    room.receive(Seat::Apollo, grant(2, 150)).expect("fits");
    room.receive(Seat::Soyuz, grant(1, 150)).expect("fits");
    while room.advance() {}
    let mut bytes = Vec::new();
    let mut take = |room: &mut Room| {
        for page in room.drain_pages() {
            match page {
                Page::Begin(header) => {
                    assert_eq!(header.crews, ["Tom", "Alexei"].map(str::to_owned));
                    bytes = opening(&header).expect("short");
                }
                Page::More(more) => bytes.extend(more),
                Page::End => {}
            }
        }
        Replay::read(&bytes).expect("a header")
    };
    let running = take(&mut room);
    assert_eq!(running.last_tick(), Tick(120), "whole seconds so far");
    assert_eq!(running.cut.map(|cut| cut.fault), Some(Fault::Torn));
    room.close(Closing::Operator);
    let whole = take(&mut room);
    assert_eq!(whole.cut, None);
    assert_eq!(whole.stretches[0].acts.len(), 1);
    let last = Tick(150);
    assert_eq!(verify(&whole, |_| {}), Ok(Verdict::Identical { last }));
    assert!(take(&mut room) == whole, "nothing more comes");
}
