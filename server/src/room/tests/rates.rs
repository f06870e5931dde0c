//! What a crew may do how often, and what it is told when it does more.

use handshake_shared::limits::{ASKS_A_SECOND_MAX, COMMANDS_PENDING_MAX, TEXTS};
use handshake_shared::sim::event::{Event, Refusal, Speech};
use handshake_shared::sim::input::HelpLevel;

use super::*;

fn too_many(messages: &[ServerMessage]) -> usize {
    let is_it = |message: &&ServerMessage| {
        matches!(
            message,
            ServerMessage::Event {
                event: Event::Refused {
                    why: Refusal::TooMany,
                    ..
                },
                ..
            }
        )
    };
    messages.iter().filter(is_it).count()
}

fn texts_heard(messages: &[ServerMessage]) -> usize {
    let is_it = |message: &&ServerMessage| match message {
        ServerMessage::Event {
            event: Event::Heard(said),
            ..
        } => said.from == Seat::Apollo && matches!(said.speech, Speech::Text(_)),
        _ => false,
    };
    messages.iter().filter(is_it).count()
}

#[test]
fn texts_faster_than_anybody_reads_are_refused_answered_and_numbered_on() {
    let mut room = flying(Pace::RealTime);
    let (seconds, a_tick) = (30, 4);
    let (mut sent, mut acked, mut refused, mut heard) = (0, 0, 0, 0);
    for _ in 0..seconds * 60 {
        for _ in 0..a_tick {
            sent += 1;
            let text = Command::Text(format!("{sent}"));
            let taken = room.receive(Seat::Apollo, command(sent, text));
            taken.expect("well-formed");
        }
        room.advance();
        let letters = room.drain();
        let to = |seat| {
            let letters = letters.iter().filter(|letter| letter.to == seat);
            let messages = letters.filter_map(|letter| match &letter.post {
                Post::Message(message) => Some(message.clone()),
                Post::Snapshot(_) => None,
            });
            messages.collect::<Vec<_>>()
        };
        acked += acks(&to(Seat::Apollo)).len() as u32;
        refused += too_many(&to(Seat::Apollo));
        heard += texts_heard(&to(Seat::Soyuz));
    }
    assert_eq!(acked, sent, "each is answered");
    assert_eq!(heard + refused, sent as usize, "heard or refused");
    let most = TEXTS.at_once as usize + seconds as usize;
    assert!((most - 1..=most).contains(&heard), "{heard} of {most}");
    assert_eq!(room.take_dropped(), refused as u64);
    assert_eq!(room.seats[0].received(), sent);
}

#[test]
fn acts_faster_than_any_hand_are_refused_and_the_other_crew_hears_none_of_it() {
    let mut room = flying(Pace::RealTime);
    let (mut seq, mut acked, mut refused) = (0, 0, 0);
    for _ in 0..600 {
        for _ in 0..COMMANDS_PENDING_MAX {
            seq += 1;
            let mode = [ControlMode::Off, ControlMode::RateCmd][seq as usize % 2];
            room.receive(Seat::Apollo, command(seq, Command::Mode(mode)))
                .expect("well-formed");
        }
        room.advance();
        let told = messages(&mut room, Seat::Apollo);
        acked += acks(&told).len() as u32;
        refused += too_many(&told);
    }
    assert_eq!(acked, seq);
    let most = 2 * COMMANDS_PENDING_MAX + 10 * 40;
    assert!(seq as usize - refused <= most, "{refused} of {seq}");
}

#[test]
fn a_word_for_a_later_act_is_not_taken_back_by_one_for_an_earlier_that_was_refused() {
    let mut room = flying(Pace::RealTime);
    let last = TEXTS.at_once + 1;
    for seq in 1..=last {
        let text = Command::Text("x".to_owned());
        room.receive(Seat::Apollo, command(seq, text))
            .expect("well-formed");
    }
    room.receive(
        Seat::Apollo,
        command(last + 1, Command::Mode(ControlMode::Off)),
    )
    .expect("well-formed");
    room.advance();
    let applied = room.seats[0].applied();
    let seq = last + 1;
    assert!(
        matches!(applied, Some(ServerMessage::Ack { seq: s, .. }) if s == seq),
        "{applied:?}"
    );
}

#[test]
fn what_is_asked_of_a_room_more_often_than_it_answers_is_not_taken_and_told_once_a_second() {
    let mut room = room(Pace::RealTime);
    for name in ["Tom", "Alexei"] {
        room.join(arrival(name)).expect("a free seat");
    }
    room.drain();
    let floods = [
        ClientMessage::Ready(false),
        ClientMessage::Help(HelpLevel::Cadet),
        ClientMessage::Sit(Seat::Soyuz),
        ClientMessage::Pace(4),
        ClientMessage::Pause(true),
        ClientMessage::Again,
    ];
    for second in 0..5 {
        for _ in 0..500 {
            for flood in &floods {
                room.receive(Seat::Apollo, flood.clone())
                    .expect("well-formed");
            }
        }
        let letters = room.drain();
        let to = |seat| {
            letters
                .iter()
                .filter(move |letter| letter.to == seat)
                .count()
        };
        let most = floods.len() * usize::from(ASKS_A_SECOND_MAX);
        assert!(to(Seat::Soyuz) <= most, "{second}: {}", to(Seat::Soyuz));
        assert!(
            to(Seat::Apollo) <= most + 1,
            "{second}: {}",
            to(Seat::Apollo)
        );
        let refused = Letter {
            to: Seat::Apollo,
            post: Post::Message(ServerMessage::Event {
                number: second + 1,
                tick: Tick(0),
                event: Event::Refused {
                    seat: Seat::Apollo,
                    why: Refusal::TooMany,
                },
            }),
        };
        let told = letters.iter().filter(|letter| **letter == refused);
        assert_eq!(told.count(), 1, "{second}");
        room.second();
    }
    // The other crew asks as before.
    room.receive(Seat::Soyuz, ClientMessage::Ready(true))
        .expect("well-formed");
    assert!(room.seats[1].is_ready());
}
