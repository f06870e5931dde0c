//! Every message's bytes are frozen here, and no bytes from outside do harm.

mod every;

use crate::sim::handover::Offer;
use crate::sim::input::Role;
use std::boxed::Box;
use std::fmt::Write as _;
use std::path::Path;
use std::string::{String, ToString};
use std::vec;

use proptest::prelude::*;

use super::*;
use crate::catalogue::calls::{CallId, Dir, SlotValue};
use crate::catalogue::faults::{Injection, Part, Way};
use crate::catalogue::lamps::LampCode;
use crate::catalogue::procedures::{Phase, Roles, STEPS, StepSet};
use crate::catalogue::spelling::KsuCell;
use crate::ids::{CompartmentId, CrewId, Seat};
use crate::replay::{Done, Header, Run};
use crate::sim::doors::{HatchState, Rules};
use crate::sim::event::{ContactReport, Event, Outcome, Refusal, Speech, Transmission};
use crate::sim::harms::{Cause, Injury};
use crate::sim::input::{
    Answer, Command, ControlMode, DapRate, Deadband, HelpLevel, Stick, StickRate, Tongue,
};
use crate::sim::pace::PaceDrop;
use crate::sim::physiology::{Grade, Harm};
use crate::sim::radio::noise::Noise;
use crate::sim::scoring::{Debrief, Head, Milestone, Point, Reason};
use crate::sim::talk::{Silence, Talk};
use crate::time::Tick;
use crate::view::panel::{
    ApolloPanel, Called, CalledAcross, Corona, CraftPanel, DockLamp, GasGauge, LeakReading,
    RangeCalled, Ranged, RingState, SoyuzPanel,
};
use crate::view::plan::OpenMove;
use crate::view::radio::{Card, KeyView, Owed, PollView};
use crate::view::sight::Hindered;
use crate::view::{Panel, PlanView, RadioView, Scene, Sight, View};
use crate::wire::client::{
    ClientMessage, Hello, ScenarioChoice, StickDatagram, StickMessage, Want,
};
use crate::wire::server::{
    BadCopy, Briefing, Closing, CrewCard, NoPause, NotInjected, PaceState, PauseReason, Refused,
    SeatStatus, ServerMessage,
};
use crate::wire::snapshot::{Heard, Snapshot};
use crate::wire::watch::Leg;
use crate::wire::{Fingerprint, Follow, Mark, Pace, Place, Redirect, RoomCode, Token};
use crate::wire::{Flown, WatchCode, Watcher, Watchers, Watching};

fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .map(|byte| std::format!("{byte:02x}"))
        .collect()
}

fn body<M: Message>(message: &M) -> Vec<u8> {
    encode_frame(message).expect("encodes")[PREFIX_BYTES..].to_vec()
}

const STICK: Stick = Stick {
    turn: [1, -2, 3],
    push: [127, 0, -127],
};

fn create() -> Hello {
    let want = Want::Create {
        scenario: ScenarioChoice::Named("last-mile".to_string()),
        seed: Some(7),
        rules: Some(Rules::Training),
        pace: Pace::Lockstep,
    };
    Hello {
        name: "Алексей".to_string(),
        want,
        seat: Some(Seat::Soyuz),
        token: None,
        heard: 0,
        fresh: Some(Token([5; 16])),
        stay: false,
        copy: None,
    }
}

fn resume() -> Hello {
    let want = Want::Join {
        code: RoomCode::new(482_913),
    };
    Hello {
        name: "Tom".to_string(),
        want,
        seat: None,
        token: Some(Token([9; 16])),
        heard: 300,
        fresh: None,
        stay: true,
        copy: Some(Mark {
            epoch: 1,
            mission: 1,
            tick: Tick(600),
        }),
    }
}

fn client_messages() -> Vec<ClientMessage> {
    let slots = vec![SlotValue::Number(12.5), SlotValue::Place(CompartmentId::Om)];
    let call = Command::Call {
        call: CallId::ALL[3],
        slots,
        tongue: Tongue::Russian,
    };
    let mut all = vec![
        ClientMessage::Hello(create()),
        ClientMessage::Hello(resume()),
        ClientMessage::Ready(true),
        ClientMessage::Command {
            seq: 1,
            command: Command::Mode(ControlMode::RateCmd),
        },
        ClientMessage::Command {
            seq: 2,
            command: call,
        },
        ClientMessage::Command {
            seq: 3,
            command: Command::Text("три метра".to_string()),
        },
        ClientMessage::Grant {
            seq: 4,
            through: Tick(600),
            stick: STICK,
            ticks: 30,
        },
        ClientMessage::Again,
        ClientMessage::Leave,
        ClientMessage::Pace(60),
        ClientMessage::Pause(true),
        ClientMessage::Help(HelpLevel::Commander),
        ClientMessage::Sit(Seat::Soyuz),
        ClientMessage::Relieve,
        ClientMessage::Watching(Watching::Projector),
        ClientMessage::WantsFlight,
        ClientMessage::Instruct(true),
        ClientMessage::Inject(Injection::Fails(Part::Fan(CompartmentId::Om), Way::Dead)),
        ClientMessage::Hello(Hello::watch("Ann", WatchCode(*b"abcdefghij"))),
    ];
    all.extend(every::other_client_messages());
    all
}

fn flown(piece: Flown) -> ServerMessage {
    ServerMessage::Flown(Box::new(piece))
}

/// Numbers of a flight that no later version changes.
fn flight_header() -> Header {
    Header {
        sim_revision: 1,
        protocol: 2,
        catalogue: 3,
        began_utc_s: 4,
        scenario: "s".to_string(),
        source: "t".to_string(),
        rules: 1,
        seed: 5,
        real_time: true,
        crews: ["a".to_string(), "b".to_string()],
    }
}

fn leg() -> Leg {
    Leg {
        beats: 30,
        runs: vec![Run {
            ticks: 60,
            sticks: [STICK, Stick::NEUTRAL],
        }],
        acts: vec![Done {
            after: 59,
            seat: Seat::Soyuz,
            command: Command::Mode(ControlMode::RateCmd),
        }],
        digest: Some(0xFEED),
        ..Leg::empty(Tick(600))
    }
}

#[test]
fn a_leg_that_cannot_be_is_refused() {
    let refused = |change: fn(&mut Leg)| {
        let mut leg = leg();
        change(&mut leg);
        decode_frame::<ServerMessage>(&body(&flown(Flown::Leg(leg)))).is_err()
    };
    assert!(!refused(|_| ()));
    assert!(refused(|leg| leg.beats = 61));
    assert!(refused(|leg| leg.runs.clear()));
    assert!(refused(|leg| leg.runs[0].ticks = 3_601));
    assert!(refused(|leg| leg.acts[0].after = 60));
    assert!(refused(|leg| leg.from = Tick(u32::MAX)));
}

fn server_messages() -> Vec<ServerMessage> {
    let heard = Event::Heard(Transmission {
        seq: 1,
        tick: Tick(5),
        from: Seat::Soyuz,
        speech: Speech::Text("Да".to_string()),
        wants_read_back: false,
        noise: Noise {
            loss_percent: 5,
            seed: 7,
        },
    });
    let sitting = SeatStatus {
        name: Some("Tom".to_string()),
        connected: true,
        ready: false,
    };
    let mut all = vec![
        ServerMessage::Refused(Refused::SeatTaken(Seat::Soyuz)),
        ServerMessage::Refused(Refused::TOO_MANY_ROOMS),
        ServerMessage::Welcome {
            room: RoomCode::new(482_913),
            seat: Seat::Soyuz,
            token: Token([1; 16]),
            pace: Pace::RealTime,
            received: 2,
        },
        ServerMessage::Lobby([sitting, SeatStatus::default()]),
        ServerMessage::Started {
            mission: 1,
            tick: Tick(0),
            scenario: "last-mile".to_string(),
            rules: Rules::Flight,
        },
        ServerMessage::Ack {
            seq: 7,
            tick: Tick(70_000),
        },
        ServerMessage::Event {
            number: 1,
            tick: Tick(5),
            event: heard,
        },
        ServerMessage::Event {
            number: 2,
            tick: Tick(6),
            event: Event::Refused {
                seat: Seat::Apollo,
                why: Refusal::TooMany,
            },
        },
        ServerMessage::Debrief(Box::new(debrief())),
        ServerMessage::Paused {
            why: PauseReason::Lost(Seat::Apollo),
            since: Tick(9),
            left_s: 120,
        },
        ServerMessage::Resumed,
        ServerMessage::Closing(Closing::ServerStopping),
        ServerMessage::Pace(PaceState {
            wants: [60, 20],
            granted: 20,
            achieved: 7,
            dropped: None,
        }),
        ServerMessage::Pace(PaceState {
            dropped: Some(PaceDrop::NoClock),
            ..PaceState::default()
        }),
        ServerMessage::Paused {
            why: PauseReason::Asked(Seat::Soyuz),
            since: Tick(700),
            left_s: 1_200,
        },
        ServerMessage::GoesOn {
            by: Some(Seat::Apollo),
            in_s: 3,
        },
        ServerMessage::NoPause(NoPause::TooSoon { wait_s: 7 }),
        ServerMessage::Silent(Some(2_100)),
        ServerMessage::Briefing(Briefing {
            scenario: "final-approach".to_string(),
            rules: Rules::Flight,
            crews: [
                CrewCard {
                    help: Some(HelpLevel::Pilot),
                    link_ms: Some(41),
                },
                CrewCard::default(),
            ],
        }),
        ServerMessage::History {
            epoch: 2,
            mission: 1,
            tick: Tick(36_000),
            events: 41,
        },
        ServerMessage::Durable { seq: 17 },
        ServerMessage::Saving(false),
        ServerMessage::Closing(Closing::Kept),
        ServerMessage::Relief {
            seat: Seat::Soyuz,
            token: Token([6; 16]),
        },
        ServerMessage::Relieved { since: Tick(4_200) },
        ServerMessage::Slow(Some(75)),
        ServerMessage::Redirect(Redirect {
            places: [
                Place {
                    address: None,
                    port: 1_976,
                },
                Place {
                    address: Some([192, 168, 1, 7].into()),
                    port: 1_975,
                },
            ]
            .into(),
            key: Fingerprint([7; 15]),
        }),
        ServerMessage::Refused(Refused::Busy),
        ServerMessage::Watching { delay_s: 20 },
        flown(Flown::Begins {
            mission: 2,
            header: Box::new(flight_header()),
            world_bytes: 300,
        }),
        flown(Flown::World(vec![1, 2, 3])),
        flown(Flown::Leg(leg())),
        flown(Flown::Ends(Tick(4_200))),
        flown(Flown::Cut(Tick(4_200))),
        ServerMessage::WatchKey(WatchCode(*b"abcdefghij")),
        ServerMessage::Watchers(Watchers {
            watching: Watching::Late,
            names: vec![
                Watcher {
                    name: "Ann".to_string(),
                    instructs: true,
                },
                Watcher::default(),
            ],
        }),
        ServerMessage::Refused(Refused::NotWatched),
        ServerMessage::Refused(Refused::WATCHERS_FULL),
        ServerMessage::Closing(Closing::NotWatched),
        ServerMessage::Closing(Closing::OnlyWatches),
        ServerMessage::Follow(Follow {
            base: 41,
            index: 3,
            number: 45,
            bytes: vec![7; 33],
        }),
        ServerMessage::WantCopy,
        ServerMessage::FromCopy,
        ServerMessage::Refused(Refused::NoInstructor),
        ServerMessage::InstructorKey(Some(WatchCode(*b"klmnopqrst"))),
        ServerMessage::Instructs,
        ServerMessage::Injection {
            what: Injection::Noise,
            refused: Some(NotInjected::TooOften { wait_s: 5 }),
        },
    ];
    all.extend(every::other_server_messages());
    all
}

fn debrief() -> Debrief {
    let contact = ContactReport {
        tick: Tick(5_000),
        closing_m_per_s: 0.2,
        lateral_m_per_s: 0.0,
        lateral_m: 0.1,
        tilt_rad: 0.0,
        roll_rad: 0.0,
        tilt_rad_per_s: 0.0,
        roll_rad_per_s: 0.0,
    };
    Debrief {
        outcome: Outcome::Handshake,
        ended: Tick(60_000),
        total: 91,
        points: vec![Point {
            head: Head::Safety,
            reason: Reason::Handshake,
            points: 40,
            value: 1.0,
        }],
        milestones: vec![(Milestone::Contact, Tick(5_000))],
        contacts: vec![contact],
        propellant_kg: [10.0, 2.0],
        below_rad: [0.5, -0.5],
        failures: vec![(Part::Jet(Seat::Apollo, 10), Way::StuckOn, Tick(60))],
        harms: vec![(CrewId::Slayton, Harm::Hypoxia, Tick(90))],
        injuries: vec![Injury {
            crew: CrewId::Slayton,
            harm: Harm::Hypoxia,
            cause: Cause::Bled,
            grade: Grade::Down,
            at: CompartmentId::Dm,
            tick: Tick(90),
        }],
        talk: [
            Talk {
                calls: 12,
                in_theirs: 3,
                asked: 4,
                right: 3,
                wrong: 1,
                slips: 1,
                unitless: 1,
                foreign: 9,
                translated: 9,
            },
            Talk::default(),
        ],
        silence: Silence {
            from: Tick(600),
            to: Tick(3_000),
        },
        injected: vec![(Injection::Noise, Tick(700))],
    }
}

/// All that one crew can be told of the other's gauges.
fn everything_called(seat: Seat) -> CalledAcross {
    use crate::ids::HatchId;
    use crate::sim::radio::called::{keeper, reader};
    fn said<T>(value: T) -> Option<Called<T>> {
        let at = Tick(u32::MAX);
        Some(Called { value, at })
    }
    let theirs = seat.other();
    let by_soyuz = theirs == Seat::Soyuz;
    let range = RangeCalled {
        range_m: 30.0,
        closing_m_per_s: Some(0.2),
    };
    let hatches =
        HatchId::ALL.map(|hatch| (keeper(hatch) == theirs).then_some(true).and_then(said));
    CalledAcross {
        range: by_soyuz.then_some(range).and_then(said),
        pressure_pa: CompartmentId::ALL
            .map(|place| (reader(place) == theirs).then_some(69_000.0).and_then(said)),
        cavity_pa: by_soyuz.then_some(69_000.0).and_then(said),
        oxygen_pa: said(24_000.0),
        oxygen_share: said(0.35),
        co2_pa: said(400.0),
        hatch_open: hatches,
        valve_open: hatches,
        hooks: said(8),
    }
}

const HEAVIEST_HEARD: Heard = Heard {
    moved: u32::MAX,
    late: u8::MAX,
    number: u8::MAX,
    ago: u8::MAX,
};

/// A view with everything in it that can be: the heaviest there is.
fn heaviest_view(seat: Seat) -> View {
    let craft = CraftPanel {
        mode: ControlMode::OrbitalAuto,
        deadband: Deadband::Max,
        error_rad: [0.1; 3],
        rate_rad_per_s: [0.1; 3],
        propellant_kg: [100.0; 4],
        jets: u32::MAX,
        ring: RingState::Extended,
        ring_m: 0.3,
        dock: DockLamp::HardDock,
        latches: [true; 3],
        hooks: 8,
        alarms: u16::MAX,
        crew_awake: [1.0; 3],
        crew_at: [CompartmentId::Sa; 3],
        switches: 0b10,
        crew_feels: [0; 3],
        pilot: CrewId::ALL[seat.index() * 3],
        pilot_sight: 1.0,
        pilot_hands: 1.0,
        masks: 0b100,
        bends_risk: 0.5,
        closing_rule: [0.01, 0.1],
        help: HelpLevel::Oklahomski,
        isolated: 0b0100,
        plume: true,
        called: everything_called(seat),
        flows: [-3; 5],
        guests: [Some(CompartmentId::Sa); 3],
        flames: u8::MAX,
        smoke: u8::MAX,
        fumes: u8::MAX,
    };
    let gas = GasGauge {
        total_pa: 69_000.0,
        oxygen_pa: 24_000.0,
        co2_pa: 400.0,
        water_pa: 1_300.0,
    };
    let cell = KsuCell::new(2, 3);
    let leak = LeakReading {
        left_s: 10.0,
        over_s: 5.0,
        change_pa: -3.0,
        before_pa: Some(-9.0),
        good: Some(true),
    };
    let panel = match seat {
        Seat::Apollo => Panel::Apollo(ApolloPanel {
            craft,
            stick_rate: StickRate::High,
            direct: true,
            dap_deadband: Deadband::Max,
            dap_rate: DapRate::R2,
            vhf_range_m: Some(200.0),
            cm: gas,
            tunnel1_pa: 34_000.0,
            dm: gas,
            bottles_kg: [9.0; 2],
            hatches: [HatchState::Open; 3],
            valves_open: u16::MAX,
            book_cell: cell,
            dm_k: 293.0,
            leak: Some(leak),
            soyuz_go: Some(true),
        }),
        Seat::Soyuz => Panel::Soyuz(SoyuzPanel {
            craft,
            ranged: Some(Ranged {
                range_m: 30.0,
                closing_m_per_s: 0.2,
            }),
            om: gas,
            sa: gas,
            tunnel2_pa: 69_000.0,
            cavity_pa: 69_000.0,
            bottle_kg: 9.0,
            hatches: [HatchState::Open; 2],
            valves_open: u16::MAX,
            beacons: true,
            transponder: true,
            ksu: cell,
            ksu_busy_s: 1.0,
            latch_power: true,
            tunnel2_k: 293.0,
            leak: Some(leak),
            cavity_leak: Some(leak),
            corona: Some(Corona {
                sun_rad: [0.01; 2],
                apollo_rad: [-0.01; 2],
                covered: 0.5,
            }),
            globus_rad: [0.5; 2],
            apollo_go: Some(true),
        }),
    };
    let scene = Scene {
        own_pos_eci_m: [6.6e6; 3],
        eci_from_own: [0.5; 4],
        other_pos_body_m: [30.0; 3],
        own_from_other: [0.5; 4],
        sun_eci: [0.6; 3],
        earth_angle_rad: 1.0,
        sunlight: 1.0,
        own_ring_m: 0.3,
        other_ring_m: 0.3,
        other_jets: u32::MAX,
        own_jets: u32::MAX,
        other_beacons: true,
        other_lamp: true,
        own_heading_rad: 1.0,
        other_vel_body: [i32::MIN; 3],
        other_rate: [i16::MIN; 3],
    };
    View {
        tick: Tick(u32::MAX),
        seat,
        panel,
        sight: Sight {
            target_rad: Some([0.1; 2]),
            cross_rad: Some([0.1; 2]),
            roll_rad: Some(0.1),
            hindered: Some(Hindered::Turn(Dir::Down)),
        },
        scene,
        radio: heaviest_radio(),
        plan: heaviest_plan(),
    }
}

fn heaviest_radio() -> RadioView {
    let slots = vec![SlotValue::Number(1.5); 3];
    let card = Card {
        call: CallId::ALL[157],
        slots,
    };
    RadioView {
        owed: Some(Owed {
            seq: u32::MAX,
            call: CallId::ALL[157],
            cards: vec![card; 3],
        }),
        awaited: Some(u32::MAX),
        poll: Some(PollView {
            gate: crate::catalogue::procedures::Gate::G3,
            mine: Some(true),
        }),
        key: Some(KeyView {
            act: crate::sim::input::TwoKeyAct::Hatch3,
            by: Seat::Soyuz,
            left_s: 4.0,
        }),
        heard_s: Some(10.0),
        loss_percent: 100,
        own_lamp: Some(LampCode::Capture),
        lamp: Some(LampCode::Capture),
    }
}

/// As many open moves as a plan has steps: more than any has at once.
fn heaviest_plan() -> PlanView {
    let open = OpenMove {
        step: STEPS[0].id,
        index: 200,
        since: Tick(u32::MAX),
        held: Some(Tick(u32::MAX)),
    };
    let open = vec![open; 32];
    PlanView {
        phase: Phase::Handshake,
        open,
        done: StepSet::FULL,
        flown: StepSet::FULL,
        outcome: Some(Outcome::CrewLost(Seat::Soyuz)),
        roles: Roles {
            active: Seat::Soyuz,
            flying: Seat::Apollo,
        },
        offer: Some(Offer::of(Role::Ring, Seat::Soyuz, Tick(u32::MAX / 2))),
        transfer: 4,
    }
}

/// Bytes that must never change unseen: the other end may be a build of last week. Bless with
/// `BLESS=1 cargo test -p handshake-shared wire::codec` after a change that is meant to change them,
/// and raise the protocol number with it.
#[test]
fn the_bytes_of_the_wire_are_frozen() {
    let mut found = String::new();
    for message in client_messages() {
        writeln!(found, "client {}", hex(&body(&message))).expect("a string takes all");
    }
    for message in server_messages() {
        writeln!(found, "server {}", hex(&body(&message))).expect("a string takes all");
    }
    let stick = StickMessage {
        id: 300,
        at: Tick(70_000),
        stick: STICK,
        ticks: 60,
        adds: true,
    };
    let said = StickDatagram {
        number: 255,
        seen: u16::MAX,
        movements: vec![stick],
    };
    let bytes = encode_datagram(&said).expect("fits");
    writeln!(found, "stick {}", hex(&bytes)).expect("a string takes all");
    for seat in Seat::ALL {
        let snapshot = Snapshot {
            mission: 1,
            heard: HEAVIEST_HEARD,
            view: heaviest_view(seat),
        };
        let bytes = encode_datagram(&snapshot).expect("fits");
        let (len, hash) = (bytes.len(), fnv(&bytes));
        writeln!(found, "snapshot {seat:?} {len} bytes {hash:08x}").expect("a string takes all");
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/wire/codec/golden.txt");
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, &found).expect("the golden file is writable");
    }
    let wanted = std::fs::read_to_string(&path).expect("golden.txt is committed");
    for (found, wanted) in found.lines().zip(wanted.lines()) {
        assert_eq!(found, wanted);
    }
    assert_eq!(found.lines().count(), wanted.lines().count());
}

fn fnv(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811C_9DC5, |hash, byte| {
        (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193)
    })
}

#[test]
fn every_message_is_read_back_as_it_was_written() {
    for message in client_messages() {
        assert_eq!(decode_frame(&body(&message)), Ok(message));
    }
    for message in server_messages() {
        assert_eq!(decode_frame(&body(&message)), Ok(message));
    }
    for seat in Seat::ALL {
        let snapshot = Snapshot {
            mission: 1,
            heard: HEAVIEST_HEARD,
            view: heaviest_view(seat),
        };
        let bytes = encode_datagram(&snapshot).expect("the heaviest view fits one datagram");
        assert_eq!(decode_datagram(&bytes), Ok(snapshot.clone()));
        let view = ServerMessage::View(Box::new(snapshot.view));
        assert_eq!(decode_frame(&body(&view)), Ok(view));
    }
}

#[test]
fn bytes_left_over_or_missing_are_refused() {
    for message in client_messages() {
        let mut bytes = body(&message);
        for short in 0..bytes.len() {
            assert!(decode_frame::<ClientMessage>(&bytes[..short]).is_err());
        }
        bytes.push(0);
        assert_eq!(
            decode_frame::<ClientMessage>(&bytes),
            Err(WireError::LeftOver)
        );
    }
}

fn refused(message: &ClientMessage) -> bool {
    matches!(
        decode_frame::<ClientMessage>(&body(message)),
        Err(WireError::OutOfRange(_) | WireError::NotANumber)
    )
}

fn command(command: Command) -> ClientMessage {
    ClientMessage::Command { seq: 1, command }
}

#[test]
fn values_out_of_their_range_are_refused() {
    let nan = vec![SlotValue::Number(f32::NAN)];
    let call = |slots| Command::Call {
        call: CallId::ALL[0],
        slots,
        tongue: Tongue::English,
    };
    let [answer, bare] = [Answer::Value, Answer::Bare].map(|answer| answer(f32::INFINITY));
    let off_panel = KsuCell { column: 8, row: 1 };
    let long_name = Hello {
        name: "x".repeat(25),
        ..resume()
    };
    for message in [
        command(call(nan)),
        command(call(vec![SlotValue::Count(1); 4])),
        command(Command::ReadBack { seq: 1, answer }),
        command(Command::ReadBack {
            seq: 1,
            answer: bare,
        }),
        command(Command::Text("ж".repeat(121))),
        command(Command::Ksu(off_panel)),
        ClientMessage::Command {
            seq: 0,
            command: Command::Abort,
        },
        ClientMessage::Grant {
            seq: 1,
            through: Tick(1),
            stick: STICK,
            ticks: 601,
        },
        ClientMessage::Hello(long_name),
        ClientMessage::Pace(0),
        ClientMessage::Pace(3),
        ClientMessage::Pace(61),
    ] {
        assert!(refused(&message), "{message:?}");
    }
    let stick = StickMessage {
        id: 1,
        at: Tick(1),
        stick: STICK,
        ticks: 601,
        adds: false,
    };
    let bytes = encode_datagram(&stick).expect("encodes");
    assert!(decode_datagram::<StickMessage>(&bytes).is_err());
    let good = |id| StickMessage {
        id,
        ticks: 600,
        ..stick
    };
    for (ids, fits) in [
        (&[1, 2, 3, 4][..], true),
        (&[1, 2, 3, 4, 5], false),
        (&[2, 1], false),
        (&[2, 2], false),
        (&[], true),
    ] {
        let said = StickDatagram {
            movements: ids.iter().map(|id| good(*id)).collect(),
            ..StickDatagram::default()
        };
        let bytes = encode_datagram(&said).expect("encodes");
        assert_eq!(
            decode_datagram::<StickDatagram>(&bytes).is_ok(),
            fits,
            "{ids:?}"
        );
    }
}

#[test]
fn a_view_that_is_not_a_number_is_never_shown() {
    let spoils: [fn(&mut Scene); 2] = [
        |scene| scene.other_pos_body_m[1] = f32::NAN,
        |scene| scene.own_heading_rad = f32::INFINITY,
    ];
    for spoil in spoils {
        let mut view = heaviest_view(Seat::Apollo);
        spoil(&mut view.scene);
        let bytes = encode_datagram(&Snapshot {
            mission: 1,
            heard: Heard::default(),
            view,
        })
        .expect("encodes");
        assert_eq!(
            decode_datagram::<Snapshot>(&bytes),
            Err(WireError::NotANumber)
        );
    }
}

#[test]
fn text_cannot_steer_a_terminal() {
    let text = "\u{1b}[2Jпривет\r\n\u{202e}\u{200b}\u{9b}31m".to_string();
    let decoded = decode_frame(&body(&command(Command::Text(text))));
    assert_eq!(
        decoded,
        Ok(command(Command::Text("[2Jпривет31m".to_string())))
    );
}

#[test]
fn a_scenario_too_long_for_one_frame_is_refused_before_it_is_sent() {
    let scenario = ScenarioChoice::Text("x".repeat(FRAME_BYTES_MAX));
    let hello = ClientMessage::Hello(Hello::create("Tom", scenario, Pace::RealTime));
    assert_eq!(encode_frame(&hello), Err(WireError::TooLong));
}

#[test]
fn a_frame_longer_than_allowed_is_refused_by_its_first_two_bytes() {
    let mut reader = FrameReader::default();
    reader.push(&[0xFF, 0xFF]);
    assert_eq!(reader.next_frame(), Err(WireError::TooLong));
}

fn any_stick() -> impl Strategy<Value = Stick> {
    (any::<[i8; 3]>(), any::<[i8; 3]>()).prop_map(|(turn, push)| Stick { turn, push })
}

fn any_message() -> impl Strategy<Value = ClientMessage> {
    let text = "[a-zа-я ]{0,120}".prop_map(Command::Text);
    let number = any::<f32>().prop_filter("finite", |value| value.is_finite());
    let slots = proptest::collection::vec(number.prop_map(SlotValue::Number), 0..=3);
    let call = (0..CallId::ALL.len(), slots).prop_map(|(call, slots)| Command::Call {
        call: CallId::ALL[call],
        slots,
        tongue: Tongue::English,
    });
    let way = (0..5_usize, 0..6_usize).prop_map(|(crew, to)| Command::Move {
        crew: CrewId::ALL[crew],
        to: CompartmentId::ALL[to],
        confirmed: false,
    });
    let act = (1..u32::MAX, prop_oneof![text, call, way])
        .prop_map(|(seq, command)| ClientMessage::Command { seq, command });
    let grant = (1..u32::MAX, any::<u32>(), any_stick(), 0..=600_u16).prop_map(
        |(seq, through, stick, ticks)| ClientMessage::Grant {
            seq,
            through: Tick(through),
            stick,
            ticks,
        },
    );
    prop_oneof![act, grant, any::<bool>().prop_map(ClientMessage::Ready)]
}

proptest! {
    #[test]
    fn random_bytes_never_do_harm(bytes in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        let _ = decode_frame::<ClientMessage>(&bytes);
        let _ = decode_frame::<ServerMessage>(&bytes);
        let _ = decode_datagram::<StickDatagram>(&bytes);
        let _ = decode_datagram::<Snapshot>(&bytes);
        let mut reader = FrameReader::default();
        reader.push(&bytes);
        while let Ok(Some(_)) = reader.next_frame() {}
    }

    #[test]
    fn one_flipped_bit_never_does_harm(at in 0..400_usize, bit in 0..8_u8) {
        for message in client_messages() {
            let mut bytes = body(&message);
            let at = at % bytes.len();
            bytes[at] ^= 1 << bit;
            let _ = decode_frame::<ClientMessage>(&bytes);
        }
        let snapshot = Snapshot { mission: 1, heard: HEAVIEST_HEARD, view: heaviest_view(Seat::Soyuz) };
        let mut bytes = encode_datagram(&snapshot).expect("encodes");
        let at = at % bytes.len();
        bytes[at] ^= 1 << bit;
        let _ = decode_datagram::<Snapshot>(&bytes);
    }

    #[test]
    fn what_is_encoded_decodes_to_itself(message in any_message()) {
        prop_assert_eq!(decode_frame(&body(&message)), Ok(message));
    }
}
