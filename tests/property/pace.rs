//! A mission does not depend on its pace: the same acts at the same ticks give the same digest in
//! every simulated second and the same events, whatever the crews ask for and whenever, and whatever
//! time there was for it. The rooms here have no clock: the test is their clock.

use std::sync::LazyLock;

use handshake_server::room::{Letter, Post, Room};
use handshake_shared::catalogue::valves::ValveId;
use handshake_shared::ids::{CompartmentId, CrewId, HatchId, Seat};
use handshake_shared::limits::ASKS_A_SECOND_MAX;
use handshake_shared::sim::input::{Command, ControlMode, HatchAct, ReadingOf, Stick, TwoKeyAct};
use handshake_shared::sim::pace::FACTORS;
use handshake_shared::time::{TICK_RATE_HZ, Tick};
use handshake_shared::wire::client::{ClientMessage, StickMessage};
use handshake_shared::wire::server::ServerMessage;
use handshake_tests::docked;
use proptest::prelude::*;

/// Simulated time flown, s.
const FLOWN_S: u32 = 150;

/// Valves, a hatch, a walk, talk, a key, a reading, a stick: at these ticks, in this order.
fn acts() -> Vec<(u32, Seat, Command)> {
    use Seat::{Apollo, Soyuz};
    let valve = |valve, open| Command::Valve {
        valve,
        open,
        confirmed: true,
    };
    let hatch = |hatch, act| Command::Hatch {
        hatch,
        act,
        confirmed: true,
    };
    vec![
        (61, Soyuz, Command::LeakCheck(ReadingOf::Tunnel2)),
        (200, Apollo, valve(ValveId::DmNitrogen, true)),
        (777, Apollo, valve(ValveId::DmNitrogen, false)),
        (1_000, Apollo, Command::Text("go".to_owned())),
        (1_003, Soyuz, Command::Key(TwoKeyAct::Hatch4)),
        (1_500, Soyuz, hatch(HatchId::H5, HatchAct::Shut)),
        (2_000, Soyuz, valve(ValveId::OmVent, true)),
        (2_500, Apollo, Command::Mode(ControlMode::RateCmd)),
        (4_001, Soyuz, valve(ValveId::OmVent, false)),
        (
            5_000,
            Apollo,
            Command::Move {
                crew: CrewId::Brand,
                to: CompartmentId::Tunnel1,
                confirmed: false,
            },
        ),
        (6_123, Apollo, valve(ValveId::H3Eq, true)),
    ]
}

/// When the stick is moved, and for how long, ticks.
const STICK: (u32, u16) = (3_000, 40);

fn send(room: &mut Room, seat: Seat, message: ClientMessage) {
    room.receive(seat, message).expect("well-formed");
}

/// What a flight comes to: a digest each simulated second, and each crew's events with their ticks.
#[derive(Debug, Default, PartialEq)]
struct Flown {
    digests: Vec<u64>,
    events: [Vec<ServerMessage>; 2],
}

/// A flight being flown.
struct Flight {
    room: Room,
    acts: std::iter::Peekable<std::vec::IntoIter<(u32, Seat, Command)>>,
    last_seq: [u32; 2],
    flown: Flown,
    /// Most ticks that came in one beat.
    fastest: u32,
    /// Beats of the metronome so far.
    beats: u32,
}

impl Flight {
    fn new() -> Flight {
        Flight {
            room: docked::room(7),
            acts: acts().into_iter().peekable(),
            last_seq: [0; 2],
            flown: Flown::default(),
            fastest: 0,
            beats: 0,
        }
    }

    fn tick(&self) -> u32 {
        self.room.digest().map_or(0, |(tick, _)| tick.0)
    }

    fn is_over(&self) -> bool {
        self.tick() >= FLOWN_S * TICK_RATE_HZ
    }

    /// Acts and sticks of the tick that comes next.
    fn hands(&mut self) {
        let now = self.tick();
        while let Some((_, seat, command)) = self.acts.next_if(|(at, ..)| *at == now) {
            let seq = &mut self.last_seq[seat.index()];
            *seq += 1;
            let seq = *seq;
            send(
                &mut self.room,
                seat,
                ClientMessage::Command { seq, command },
            );
        }
        if now == STICK.0 {
            let stick = Stick {
                turn: [0, 90, 0],
                push: [127, 0, 0],
            };
            let (id, ticks, adds) = (1, STICK.1, false);
            let message = StickMessage {
                at: Tick(0),
                id,
                stick,
                ticks,
                adds,
            };
            self.room.stick(Seat::Apollo, message);
        }
    }

    /// One beat in which there is time for so many extra ticks.
    fn beat(&mut self, spare: u32) {
        let before = self.tick();
        if self.beats.is_multiple_of(TICK_RATE_HZ) {
            self.room.second();
        }
        self.beats += 1;
        self.hands();
        self.room.advance();
        self.note();
        for _ in 0..spare.min(self.room.ticks_a_beat() - 1) {
            if self.is_over() {
                break;
            }
            self.hands();
            if !self.room.hurry() {
                break;
            }
            self.note();
        }
        self.fastest = self.fastest.max(self.tick() - before);
    }

    fn note(&mut self) {
        if let Some((tick, digest)) = self.room.digest()
            && tick.0.is_multiple_of(TICK_RATE_HZ)
        {
            self.flown.digests.push(digest);
        }
        for Letter { to, post } in self.room.drain() {
            if let Post::Message(message @ ServerMessage::Event { .. }) = post {
                self.flown.events[to.index()].push(message);
            }
        }
    }
}

/// What both crews come to when nobody asks for anything.
static AT_TIMES_ONE: LazyLock<Flown> = LazyLock::new(|| {
    let mut flight = Flight::new();
    while !flight.is_over() {
        flight.beat(0);
    }
    flight.flown
});

/// Between two wishes of one crew, beats: no more often than a room lets it ask.
const ASK_BEATS: u32 = TICK_RATE_HZ / ASKS_A_SECOND_MAX as u32 + 1;

#[test]
fn sixty_times_as_fast_comes_to_the_same_in_every_simulated_second() {
    let slow = &*AT_TIMES_ONE;
    assert_eq!(slow.digests.len() as u32, FLOWN_S);
    assert!(slow.events.iter().all(|events| events.len() >= 3));
    let mut fast = Flight::new();
    let mut beats = 0;
    while !fast.is_over() {
        // As often as a crew may ask.
        if beats % ASK_BEATS == 0 {
            for seat in Seat::ALL {
                send(&mut fast.room, seat, ClientMessage::Pace(60));
            }
        }
        fast.beat(59);
        beats += 1;
    }
    assert_eq!(fast.fastest, 60);
    assert!(beats < FLOWN_S * TICK_RATE_HZ / 8, "{beats} beats");
    assert_eq!(&fast.flown, slow);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// Wishes of either crew at any time, and any time to spare.
    #[test]
    fn no_wish_and_no_lack_of_time_changes_a_bit(
        wishes in prop::collection::vec((ASK_BEATS..40, 0_usize..2, 0_usize..6, 0_u32..80), 1..60),
    ) {
        let mut flight = Flight::new();
        let mut wishes = wishes.into_iter().cycle();
        let mut wait = 0;
        let mut spare = 59;
        while !flight.is_over() {
            if wait == 0 {
                let (next, seat, factor, time) = wishes.next().expect("endless");
                let message = ClientMessage::Pace(FACTORS[factor]);
                send(&mut flight.room, Seat::ALL[seat], message);
                (wait, spare) = (next, time);
            } else {
                wait -= 1;
            }
            flight.beat(spare);
        }
        prop_assert_eq!(flight.tick(), Tick(FLOWN_S * TICK_RATE_HZ).0);
        prop_assert_eq!(&flight.flown, &*AT_TIMES_ONE);
    }
}
