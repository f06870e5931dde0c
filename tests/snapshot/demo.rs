//! Views made by hand: one moment of a flight for each seat, so that a picture changes only when
//! the drawing does.

use glam::{EulerRot, Mat3, Quat, Vec3};
use handshake_shared::catalogue::calls::{CallId, Dir, SlotValue};
use handshake_shared::catalogue::procedures::{Gate, Phase, Roles, StepId, StepSet};
use handshake_shared::catalogue::spelling::KsuCell;
use handshake_shared::catalogue::vessels::vessel;
use handshake_shared::ids::{CompartmentId, CrewId, Seat};
use handshake_shared::sim::doors::HatchState;
use handshake_shared::sim::event::{
    Alarm, ContactReport, DockingEvent, Event, Outcome, Speech, Transmission, Verdict,
};
use handshake_shared::sim::harms::{Cause, Injury};
use handshake_shared::sim::input::{ControlMode, DapRate, Deadband, HelpLevel, StickRate, Tongue};
use handshake_shared::sim::physiology::{Grade, Harm, Symptom};
use handshake_shared::sim::radio::noise::Noise;
use handshake_shared::sim::scoring::{Debrief, Head, Milestone, Point, Reason};
use handshake_shared::sim::talk::{Silence, Talk};
use handshake_shared::time::Tick;
use handshake_shared::view::panel::{
    ApolloPanel, Called, CalledAcross, CraftPanel, DockLamp, GasGauge, LeakReading, RangeCalled,
    Ranged, RingState, SoyuzPanel,
};
use handshake_shared::view::plan::OpenMove;
use handshake_shared::view::radio::{Card, Owed, PollView};
use handshake_shared::view::sight::Hindered;
use handshake_shared::view::{Panel, PlanView, RadioView, Scene, Sight, View};

const MMHG: f32 = 133.322;

fn craft(seat: Seat) -> CraftPanel {
    let apollo = seat == Seat::Apollo;
    CraftPanel {
        mode: if apollo {
            ControlMode::RateCmd
        } else {
            ControlMode::InertialHold
        },
        deadband: Deadband::Min,
        error_rad: [0.007, -0.0021, 0.0036],
        rate_rad_per_s: [0.0002, -0.0004, 0.0],
        propellant_kg: if apollo {
            [33.0, 32.1, 31.7, 32.8]
        } else {
            [98.0, 0.0, 0.0, 0.0]
        },
        jets: 0b0000_0010_0001_0000,
        ring: if apollo {
            RingState::Extended
        } else {
            RingState::Stowed
        },
        ring_m: if apollo { 0.3 } else { 0.0 },
        dock: DockLamp::Free,
        latches: [false; 3],
        hooks: 0,
        alarms: 0,
        crew_awake: [1.0; 3],
        crew_at: if apollo {
            [CompartmentId::Cm; 3]
        } else {
            [CompartmentId::Om; 3]
        },
        switches: match seat {
            Seat::Apollo => 0b00_1100_0011,
            Seat::Soyuz => 0b11_0011_1100,
        },
        crew_feels: [0; 3],
        pilot: CrewId::ALL[seat.index() * 3],
        pilot_sight: 1.0,
        pilot_hands: 1.0,
        masks: 0,
        bends_risk: 0.0,
        closing_rule: [0.03, 0.20],
        help: HelpLevel::Passenger,
        isolated: 0,
        plume: false,
        called: called(seat),
        flows: [0; 5],
        guests: [None; 3],
        flames: 0,
        smoke: 0,
        fumes: 0,
    }
}

/// Told by the other crew four seconds before; Soyuz, which reads range itself, nothing.
fn called(seat: Seat) -> CalledAcross {
    let range = Called {
        value: RangeCalled {
            range_m: 11.6,
            closing_m_per_s: Some(0.12),
        },
        at: Tick(8_400),
    };
    CalledAcross {
        range: (seat == Seat::Apollo).then_some(range),
        ..CalledAcross::default()
    }
}

fn gas(total: f32, oxygen: f32) -> GasGauge {
    GasGauge {
        total_pa: total * MMHG,
        oxygen_pa: oxygen * MMHG,
        co2_pa: 2.1 * MMHG,
        water_pa: 8.0 * MMHG,
    }
}

fn apollo_panel() -> ApolloPanel {
    ApolloPanel {
        craft: craft(Seat::Apollo),
        stick_rate: StickRate::Low,
        direct: false,
        dap_deadband: Deadband::Min,
        dap_rate: DapRate::R02,
        vhf_range_m: None,
        cm: gas(258.0, 256.0),
        tunnel1_pa: 258.0 * MMHG,
        dm: gas(490.0, 250.0),
        bottles_kg: [18.9, 21.7],
        hatches: [HatchState::Shut; 3],
        valves_open: 0b10_0000,
        book_cell: KsuCell::new(2, 3),
        dm_k: 293.0,
        leak: None,
        soyuz_go: None,
    }
}

fn soyuz_panel() -> SoyuzPanel {
    SoyuzPanel {
        craft: craft(Seat::Soyuz),
        ranged: Some(Ranged {
            range_m: 11.6,
            closing_m_per_s: 0.12,
        }),
        om: gas(520.0, 165.0),
        sa: gas(521.0, 165.0),
        tunnel2_pa: 0.0,
        cavity_pa: 0.0,
        bottle_kg: 2.9,
        hatches: [HatchState::Shut, HatchState::Open],
        valves_open: 0,
        beacons: true,
        transponder: true,
        ksu: KsuCell::new(1, 2),
        ksu_busy_s: 0.0,
        latch_power: false,
        tunnel2_k: 293.0,
        leak: None,
        cavity_leak: None,
        corona: None,
        globus_rad: [0.894, 1.106],
        apollo_go: None,
    }
}

fn scene(seat: Seat) -> Scene {
    let high = 6_598_000.0;
    let half = std::f32::consts::FRAC_1_SQRT_2;
    let apollo = seat == Seat::Apollo;
    Scene {
        own_pos_eci_m: [high * 0.62, high * 0.15, high * 0.77],
        eci_from_own: [0.18, 0.53, half, 0.43],
        other_pos_body_m: [20.0, 0.4, -0.25],
        own_from_other: [0.03, 0.0, 0.999, 0.0],
        sun_eci: [0.2, 0.91, 0.36],
        earth_angle_rad: 1.2,
        sunlight: 1.0,
        own_ring_m: if apollo { 0.3 } else { 0.0 },
        other_ring_m: if apollo { 0.0 } else { 0.3 },
        other_jets: 0,
        own_jets: 0,
        other_beacons: true,
        other_lamp: false,
        own_heading_rad: 0.8,
        other_vel_body: [0; 3],
        other_rate: [0; 3],
    }
}

/// What `seat` sees with the ports `range_m` apart: a little aside and askew, by day, along the orbit,
/// the Earth's limb below.
pub fn facing(seat: Seat, range_m: f32) -> Scene {
    let turn = Quat::from_euler(EulerRot::ZYX, std::f32::consts::PI + 0.10, 0.05, 0.04);
    let port = |seat: Seat| Vec3::X * vessel(seat).port_x_m as f32;
    let aside = Vec3::new(range_m, 0.04 * range_m, 0.02 * range_m);
    let level = Mat3::from_cols(Vec3::Y, Vec3::NEG_Z, Vec3::NEG_X);
    Scene {
        own_pos_eci_m: [6_598_000.0, 0.0, 0.0],
        eci_from_own: (Quat::from_mat3(&level) * Quat::from_rotation_y(-0.05)).to_array(),
        other_pos_body_m: (port(seat) + aside - turn * port(seat.other())).to_array(),
        own_from_other: turn.to_array(),
        sun_eci: Vec3::new(0.5, -0.8, 0.3).normalize().to_array(),
        ..scene(seat)
    }
}

/// A seat's view on the final approach at 11.6 m.
pub fn final_approach(seat: Seat) -> View {
    let open = |step, index| OpenMove {
        step,
        index,
        since: Tick(8_000),
        held: None,
    };
    View {
        tick: Tick(8_640),
        seat,
        panel: match seat {
            Seat::Apollo => Panel::Apollo(apollo_panel()),
            Seat::Soyuz => Panel::Soyuz(soyuz_panel()),
        },
        sight: Sight {
            target_rad: Some([0.006, -0.002]),
            cross_rad: Some([0.011, 0.0]),
            roll_rad: Some(-0.009),
            hindered: None,
        },
        scene: scene(seat),
        radio: RadioView {
            heard_s: Some(4.0),
            ..RadioView::default()
        },
        plan: PlanView {
            phase: Phase::Final,
            open: vec![
                open(StepId::Cell, 0),
                open(StepId::Close10, 0),
                open(StepId::Gate30, 0),
            ],
            done: StepSet::default(),
            flown: StepSet::FULL,
            outcome: None,
            roles: Roles {
                active: Seat::Apollo,
                flying: Seat::Apollo,
            },
            offer: None,
            transfer: 4,
        },
    }
}

/// The same with a read-back owed and a hold point open.
pub fn read_back(seat: Seat) -> View {
    let mut view = final_approach(seat);
    let card = |value: f32| Card {
        call: CallId::RangeAndRate,
        slots: vec![SlotValue::Number(value), SlotValue::Number(0.12)],
    };
    view.radio.owed = Some(Owed {
        seq: 5,
        call: CallId::RangeAndRate,
        cards: vec![card(3.0), card(0.914), card(9.0)],
    });
    view.radio.poll = Some(PollView {
        gate: Gate::G3,
        mine: None,
    });
    view.plan.open = vec![OpenMove {
        step: StepId::Gate3,
        index: 1,
        since: Tick(8_000),
        held: None,
    }];
    view
}

/// Soyuz and Apollo joined, air being made one.
pub fn air(seat: Seat) -> View {
    let mut view = final_approach(seat);
    view.plan.phase = Phase::Air;
    view.plan.open = vec![
        OpenMove {
            step: StepId::Tunnel,
            index: 1,
            since: Tick(8_000),
            held: None,
        },
        OpenMove {
            step: StepId::LeakCheck,
            index: 0,
            since: Tick(8_000),
            held: None,
        },
    ];
    let docked = |craft: &mut CraftPanel| {
        craft.mode = ControlMode::Off;
        craft.dock = DockLamp::HardDock;
        craft.hooks = 8;
        craft.ring = RingState::Stowed;
        craft.latches = [true; 3];
        craft.alarms = 0b10_0000;
    };
    match &mut view.panel {
        Panel::Apollo(panel) => docked(&mut panel.craft),
        Panel::Soyuz(panel) => {
            docked(&mut panel.craft);
            panel.ranged = None;
            panel.tunnel2_pa = 431.0 * MMHG;
            panel.cavity_pa = 310.0 * MMHG;
            panel.latch_power = true;
            panel.leak = Some(LeakReading {
                left_s: 9.0,
                over_s: 11.0,
                change_pa: -12.0,
                before_pa: None,
                good: None,
            });
        }
    }
    view.scene.other_pos_body_m = [9.2, 0.0, 0.0];
    view
}

/// The same moment with the air of the ships going: this crew's pilot greys out, the others feel it.
pub fn greying(seat: Seat) -> View {
    let mut view = air(seat);
    let craft = match &mut view.panel {
        Panel::Apollo(panel) => &mut panel.craft,
        Panel::Soyuz(panel) => &mut panel.craft,
    };
    craft.pilot_sight = 0.5;
    craft.pilot_hands = 0.4;
    craft.masks = 1 << CrewId::Slayton as u8 | 1 << CrewId::Kubasov as u8;
    craft.crew_feels = [
        Symptom::Tingling.bit(),
        Symptom::EarsHurt.bit() | Symptom::BurntSmell.bit(),
        0,
    ];
    craft.alarms = Alarm::OxygenLow.bit() | Alarm::PressureFalling.bit();
    view
}

/// How a mission ends that cost a man and nearly another.
pub fn debrief_of_harm() -> Debrief {
    let injury = |crew, harm, cause, grade, at, tick| Injury {
        crew,
        harm,
        cause,
        grade,
        at,
        tick: Tick(tick),
    };
    use CompartmentId::{Cm, Dm};
    let injuries = vec![
        injury(
            CrewId::Slayton,
            Harm::Hypoxia,
            Cause::Bled,
            Grade::Dead,
            Dm,
            11_000,
        ),
        injury(
            CrewId::Stafford,
            Harm::Ears,
            Cause::Fall,
            Grade::Hurt,
            Dm,
            9_000,
        ),
        injury(
            CrewId::Brand,
            Harm::Bends,
            Cause::Nitrogen,
            Grade::Near,
            Cm,
            12_000,
        ),
    ];
    Debrief {
        outcome: Outcome::CrewLost(Seat::Apollo),
        contacts: Vec::new(),
        injuries,
        ..debrief()
    }
}

/// The same moment after a bad turn: the other craft is out of both sights, and of Soyuz's beam.
pub fn out_of_sight(seat: Seat) -> View {
    let mut view = final_approach(seat);
    let side = match &mut view.panel {
        Panel::Apollo(_) => Dir::Left,
        Panel::Soyuz(panel) => {
            panel.ranged = None;
            Dir::Up
        }
    };
    view.sight = Sight {
        hindered: Some(Hindered::Turn(side)),
        ..Sight::default()
    };
    view.scene.other_pos_body_m = match side {
        Dir::Up => [17.0, 0.4, -10.0],
        _ => [17.0, -10.0, -0.25],
    };
    view
}

/// Two minutes of views that lead to a docked pair with air on the move: the craft close in, tunnel 2
/// fills, the other crew calls what it reads. Made by hand, a view a second.
pub fn past(seat: Seat) -> Vec<View> {
    (0..=120).map(|second| moment(seat, second)).collect()
}

fn moment(seat: Seat, second: u32) -> View {
    let mut view = if second < 60 {
        final_approach(seat)
    } else {
        air(seat)
    };
    view.tick = Tick(8_640 + 60 * second);
    let share = second as f32 / 120.0;
    let range_m = (11.6 - 0.2 * second as f32).max(0.0);
    let filled = (share - 0.5).max(0.0) * 2.0;
    match &mut view.panel {
        Panel::Apollo(panel) => {
            panel.dm.total_pa = (490.0 + 20.0 * filled) * MMHG;
            panel.craft.crew_at = [CompartmentId::Dm, CompartmentId::Cm, CompartmentId::Dm];
            panel.craft.flows = [0, 0, -2, 0, 0];
            panel.hatches = [HatchState::Open, HatchState::Shut, HatchState::Shut];
            panel.valves_open |= 0b100;
        }
        Panel::Soyuz(panel) => {
            panel.om.total_pa = (520.0 - 8.0 * filled) * MMHG;
            panel.tunnel2_pa = 500.0 * filled * MMHG;
            panel.craft.crew_at = [CompartmentId::Om, CompartmentId::Sa, CompartmentId::Sa];
            panel.craft.flows = [0, 0, 0, -3, 0];
            panel.valves_open |= 0b1000;
            let ranged = Ranged {
                range_m,
                closing_m_per_s: 0.2,
            };
            panel.ranged = (second < 58).then_some(ranged);
        }
    }
    let panel = match &mut view.panel {
        Panel::Apollo(panel) => &mut panel.craft,
        Panel::Soyuz(panel) => &mut panel.craft,
    };
    // Called every twenty seconds, and not at all in the last minute and a half.
    let called_s = second.min(30) / 20 * 20;
    let at = Tick(8_640 + 60 * called_s);
    let said = |mmhg: f32| {
        Some(Called {
            value: mmhg * MMHG,
            at,
        })
    };
    panel.called = match seat {
        Seat::Apollo => CalledAcross {
            range: (second < 58).then_some(Called {
                value: RangeCalled {
                    range_m: 11.6 - 0.2 * called_s as f32,
                    closing_m_per_s: Some(0.2),
                },
                at,
            }),
            cavity_pa: said(310.0),
            oxygen_pa: said(170.0),
            ..CalledAcross::default()
        },
        Seat::Soyuz => CalledAcross::default(),
    };
    let late = Called {
        value: 500.0 * MMHG,
        at: Tick(8_640 + 60 * 101),
    };
    let theirs = match seat {
        Seat::Apollo => [CompartmentId::Om, CompartmentId::Tunnel2],
        Seat::Soyuz => [CompartmentId::Dm, CompartmentId::Cm],
    };
    panel.called.pressure_pa[theirs[0] as usize] = said(520.0);
    if second > 100 {
        panel.called.pressure_pa[theirs[1] as usize] = Some(late);
        let hatch = Called {
            value: true,
            at: late.at,
        };
        panel.called.hatch_open = [Some(hatch); 5];
    }
    view
}

/// What was said and happened before.
pub fn loop_so_far() -> Vec<Event> {
    let said = |seq, from, speech, wants_read_back| {
        Event::Heard(Transmission {
            seq,
            tick: Tick(8_000),
            from,
            speech,
            wants_read_back,
            noise: Noise::default(),
        })
    };
    let call = |call, slots: &[f32], tongue| Speech::Call {
        call,
        slots: slots
            .iter()
            .map(|value| SlotValue::Number(*value))
            .collect(),
        tongue,
    };
    vec![
        said(
            1,
            Seat::Apollo,
            call(CallId::AskRange, &[], Tongue::English),
            false,
        ),
        said(
            2,
            Seat::Soyuz,
            call(CallId::RangeAndRate, &[30.0, 0.2], Tongue::Russian),
            true,
        ),
        Event::ReadBack {
            seq: 2,
            by: Seat::Apollo,
            verdict: Verdict::Match,
        },
        said(
            3,
            Seat::Apollo,
            Speech::Text("press cell Vasiliy three".into()),
            false,
        ),
        Event::Docking(DockingEvent::Ring(Seat::Apollo, true)),
        said(
            4,
            Seat::Apollo,
            call(CallId::TargetCentered, &[], Tongue::English),
            false,
        ),
        said(
            5,
            Seat::Soyuz,
            call(CallId::RangeAndRate, &[11.6, 0.12], Tongue::Russian),
            true,
        ),
    ]
}

/// The result of a decent flight.
pub fn debrief() -> Debrief {
    let point = |head, reason, points, value| Point {
        head,
        reason,
        points,
        value,
    };
    let contact = |closing, lateral| ContactReport {
        tick: Tick(9_000),
        closing_m_per_s: closing,
        lateral_m_per_s: 0.02,
        lateral_m: lateral,
        tilt_rad: 0.021,
        roll_rad: -0.009,
        tilt_rad_per_s: 0.003,
        roll_rad_per_s: 0.001,
    };
    Debrief {
        outcome: Outcome::Handshake,
        ended: Tick(13_200),
        total: 84,
        points: vec![
            point(Head::Safety, Reason::Handshake, 40, 1.0),
            point(Head::Safety, Reason::Bounced, -5, 1.0),
            point(Head::Precision, Reason::CleanContact, 20, 0.17),
            point(Head::Propellant, Reason::PropellantUsed, 8, 14.2),
            point(Head::Time, Reason::TimeTaken, 9, 220.0),
            point(Head::Language, Reason::ReadBacksRight, 10, 5.0),
            point(Head::Language, Reason::ReadBacksWrong, -2, 1.0),
            point(Head::Language, Reason::PartnersLanguage, 4, 2.0),
        ],
        milestones: vec![
            (Milestone::Go3, Tick(7_500)),
            (Milestone::Contact, Tick(9_000)),
            (Milestone::Capture, Tick(9_006)),
            (Milestone::HardDock, Tick(10_800)),
            (Milestone::Hatch4, Tick(12_300)),
            (Milestone::Hatch3, Tick(12_600)),
            (Milestone::Handshake, Tick(13_200)),
        ],
        contacts: vec![contact(0.34, 0.12), contact(0.17, 0.06)],
        propellant_kg: [10.1, 4.1],
        below_rad: [0.857, 0.108],
        failures: Vec::new(),
        harms: Vec::new(),
        injuries: Vec::new(),
        talk: talk(),
        silence: Silence {
            from: Tick(1_500),
            to: Tick(4_620),
        },
        injected: Vec::new(),
    }
}

/// How the crews of a decent flight spoke.
fn talk() -> [Talk; 2] {
    let apollo = Talk {
        calls: 11,
        in_theirs: 2,
        asked: 5,
        right: 4,
        wrong: 1,
        slips: 1,
        unitless: 0,
        foreign: 14,
        translated: 14,
    };
    let soyuz = Talk {
        calls: 14,
        in_theirs: 0,
        asked: 2,
        right: 1,
        wrong: 0,
        slips: 0,
        unitless: 1,
        foreign: 9,
        translated: 0,
    };
    [apollo, soyuz]
}
