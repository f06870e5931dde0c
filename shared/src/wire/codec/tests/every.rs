//! Every variant of every enum that the wire itself names has a frozen line of its own: one that is put
//! in between others would give theirs another number, and only a line would show it.

use std::collections::BTreeSet;

use super::*;

/// An enum's name and a variant's.
type Named = (&'static str, &'static str);

/// A value that tells its variant.
trait Variant {
    /// Enum and variant.
    fn named(&self) -> Named;
}

/// Names every variant of these enums; one that is left out does not compile.
macro_rules! variants {
    ($($kind:ident: $($variant:ident)+;)+) => {
        $(impl Variant for $kind {
            fn named(&self) -> Named {
                match self {
                    $($kind::$variant { .. } => (stringify!($kind), stringify!($variant)),)+
                }
            }
        })+

        const ALL: &[Named] = &[$($((stringify!($kind), stringify!($variant)),)+)+];
    };
}

variants! {
    ClientMessage: Hello Ready Command Grant Again Leave Pace Pause Help Sit Relieve Watching WantsFlight
        Instruct Inject;
    Want: Create Join Watch;
    ScenarioChoice: Named Text;
    ServerMessage: Refused Welcome Lobby Started Ack Event Debrief Paused Resumed Closing Pace GoesOn
        NoPause Silent Briefing History Durable Saving Relief Relieved Slow Redirect Watching Flown
        WatchKey Watchers Follow WantCopy FromCopy View InstructorKey Instructs Injection;
    Refused: Version NoSuchRoom SeatTaken RoomFull WrongToken NoSuchScenario BadScenario TooManyRooms
        TooManyConnections Stopping TooManyRoomsHere TooOften NotWatched WatchersFull Busy BadCopy NotBack
        NoInstructor;
    BadCopy: Foreign Damaged Old Version;
    Closing: ServerStopping PartnerGone Idle RoomFault Protocol TooSlow Replaced Left Operator TooFast
        Kept NotWatched OnlyWatches;
    PauseReason: Lost Left Asked;
    NoPause: Spent TooSoon;
    NotInjected: NoInstructor NotFlying Already TooOften Enough;
    Pace: RealTime Lockstep;
    Watching: Closed Late Projector;
    Flown: Begins World Leg Ends Cut;
}

/// What the frozen lines have.
#[derive(Default)]
struct Seen(BTreeSet<Named>);

impl Seen {
    fn note(&mut self, value: &impl Variant) {
        self.0.insert(value.named());
    }

    fn client(&mut self, message: &ClientMessage) {
        self.note(message);
        match message {
            ClientMessage::Hello(hello) => {
                self.note(&hello.want);
                if let Want::Create { scenario, pace, .. } = &hello.want {
                    self.note(scenario);
                    self.note(pace);
                }
            }
            ClientMessage::Watching(watching) => self.note(watching),
            _ => {}
        }
    }

    fn server(&mut self, message: &ServerMessage) {
        self.note(message);
        match message {
            ServerMessage::Refused(why) => {
                self.note(why);
                if let Refused::BadCopy(why) = why {
                    self.note(why);
                }
            }
            ServerMessage::Welcome { pace, .. } => self.note(pace),
            ServerMessage::Closing(why) => self.note(why),
            ServerMessage::Paused { why, .. } => self.note(why),
            ServerMessage::NoPause(why) => self.note(why),
            ServerMessage::Injection {
                refused: Some(why), ..
            } => self.note(why),
            ServerMessage::Flown(flown) => self.note(flown.as_ref()),
            ServerMessage::Watchers(watchers) => self.note(&watchers.watching),
            _ => {}
        }
    }
}

/// One more message for each variant that is the wire's own and stands in no other line.
pub(super) fn other_client_messages() -> Vec<ClientMessage> {
    let want = Want::Create {
        scenario: ScenarioChoice::Text("s".to_string()),
        seed: None,
        rules: None,
        pace: Pace::RealTime,
    };
    vec![
        ClientMessage::Hello(Hello { want, ..create() }),
        ClientMessage::Watching(Watching::Closed),
        ClientMessage::Watching(Watching::Late),
    ]
}

/// The same of a server.
pub(super) fn other_server_messages() -> Vec<ServerMessage> {
    let refusals = [
        Refused::Version {
            server: (10, 7),
            client: (9, 300),
        },
        Refused::NoSuchRoom(RoomCode::new(482_913)),
        Refused::RoomFull,
        Refused::WrongToken,
        Refused::NoSuchScenario,
        Refused::BadScenario {
            line: 3,
            column: 14,
        },
        Refused::TooManyConnections,
        Refused::Stopping,
        Refused::TOO_MANY_ROOMS_HERE,
        Refused::TooOften { wait_s: 60 },
        Refused::BadCopy(BadCopy::Foreign),
        Refused::BadCopy(BadCopy::Damaged),
        Refused::BadCopy(BadCopy::Old),
        Refused::BadCopy(BadCopy::Version),
    ];
    let closings = [
        Closing::PartnerGone,
        Closing::Idle,
        Closing::RoomFault,
        Closing::Protocol,
        Closing::TooSlow,
        Closing::Replaced,
        Closing::Left,
        Closing::Operator,
        Closing::TooFast,
    ];
    let mut all: Vec<ServerMessage> = refusals.map(ServerMessage::Refused).into();
    all.extend(closings.map(ServerMessage::Closing));
    all.extend([
        ServerMessage::Paused {
            why: PauseReason::Left(Seat::Soyuz),
            since: Tick(9),
            left_s: 0,
        },
        ServerMessage::NoPause(NoPause::Spent),
        ServerMessage::Welcome {
            room: RoomCode::new(7),
            seat: Seat::Apollo,
            token: Token([1; 16]),
            pace: Pace::Lockstep,
            received: 0,
        },
        ServerMessage::Refused(Refused::NotBack(RoomCode::new(482_913))),
        ServerMessage::View(Box::new(heaviest_view(Seat::Apollo))),
    ]);
    let refused = [
        NotInjected::NoInstructor,
        NotInjected::NotFlying,
        NotInjected::Already,
        NotInjected::Enough,
    ];
    all.extend(refused.map(|why| ServerMessage::Injection {
        what: Injection::Noise,
        refused: Some(why),
    }));
    all.extend([Watching::Closed, Watching::Projector].map(|watching| {
        ServerMessage::Watchers(Watchers {
            watching,
            names: Vec::new(),
        })
    }));
    all
}

#[test]
fn every_variant_of_the_wire_has_a_line() {
    let mut seen = Seen::default();
    client_messages().iter().for_each(|said| seen.client(said));
    server_messages().iter().for_each(|said| seen.server(said));
    let missing: Vec<&Named> = ALL.iter().filter(|name| !seen.0.contains(*name)).collect();
    assert!(missing.is_empty(), "no frozen line: {missing:?}");
}
