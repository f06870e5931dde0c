//! Nobody holds the whole picture: what only one seat may read is changed in the world, and the
//! other seat's encoded snapshot must not change by a byte. A value that is moved here must reach
//! its own seat, or the test would prove nothing.

use glam::{DQuat, DVec3};
use handshake_shared::catalogue::calls::{CallId, SlotValue};
use handshake_shared::catalogue::equipment::SwitchId;
use handshake_shared::catalogue::ksu::System;
use handshake_shared::catalogue::lamps::LampCode;
use handshake_shared::catalogue::procedures::StepId;
use handshake_shared::catalogue::spelling::KsuCell;
use handshake_shared::catalogue::valves::ValveId;
use handshake_shared::catalogue::vessels::vessel;
use handshake_shared::ids::{CompartmentId, HatchId, Seat};
use handshake_shared::rng::{Stream, Subject};
use handshake_shared::sim::atmosphere::gas::Species;
use handshake_shared::sim::doors::HatchState;
use handshake_shared::sim::event::{Alarm, Event, Speech};
use handshake_shared::sim::input::{
    ControlMode, DapRate, Deadband, HelpLevel, Inputs, ReadingOf, StickRate, Tongue,
};
use handshake_shared::sim::instruments::Instruments;
use handshake_shared::sim::pace::{PaceDrop, Watch};
use handshake_shared::sim::radio::called::reader;
use handshake_shared::sim::radio::lamps;
use handshake_shared::sim::radio::noise::{self, NoiseRow, Noises};
use handshake_shared::sim::switches::{Reading, set_circuit};
use handshake_shared::sim::{World, step};
use handshake_shared::time::{DT_S, Tick};
use handshake_shared::view;
use handshake_shared::view::pace::drops;
use handshake_shared::view::panel::CalledAcross;
use handshake_shared::wire::codec::encode_datagram;
use handshake_shared::wire::snapshot::{Heard, Snapshot};

use proptest::prelude::*;

use crate::scenario;

/// A secret: its name, whose it is, and how to change it.
type Secret = (&'static str, Seat, fn(&mut World));

fn thin(world: &mut World, place: CompartmentId, species: usize) {
    let gas = world.air.gas_mut(place);
    gas.mol[species] *= 1.01;
}

/// Nearly every second word is lost on the way to this crew.
fn deafen(world: &mut World, hearer: Seat) {
    let row = NoiseRow {
        to: Some(hearer),
        ..NoiseRow::throughout(45)
    };
    world.radio.noise = Noises::new(&[row], Stream::new(11, Subject::Noise));
    noise::step(world);
}

const SECRETS: &[Secret] = &[
    ("command module gas", Seat::Apollo, |w| {
        thin(w, CompartmentId::Cm, 0)
    }),
    ("tunnel 1 gas", Seat::Apollo, |w| {
        thin(w, CompartmentId::Tunnel1, 0)
    }),
    ("docking module gas", Seat::Apollo, |w| {
        thin(w, CompartmentId::Dm, 1)
    }),
    ("docking module CO2", Seat::Apollo, |w| {
        thin(w, CompartmentId::Dm, 2)
    }),
    ("tunnel 2 gas", Seat::Soyuz, |w| {
        *w.air.gas_mut(CompartmentId::Tunnel2) = *w.air.gas(CompartmentId::Dm);
    }),
    ("seal cavity", Seat::Soyuz, |w| {
        *w.air.cavity_mut() = *w.air.gas(CompartmentId::Dm)
    }),
    ("orbital module gas", Seat::Soyuz, |w| {
        thin(w, CompartmentId::Om, 1)
    }),
    ("orbital module oxygen", Seat::Soyuz, |w| {
        thin(w, CompartmentId::Om, 0)
    }),
    ("descent vehicle gas", Seat::Soyuz, |w| {
        thin(w, CompartmentId::Sa, 2)
    }),
    ("Apollo propellant", Seat::Apollo, |w| {
        let [a, b, c, d] = w.craft[0].tanks_kg();
        w.craft[0].drain_to([a, b, c - 1.0, d]);
    }),
    ("Soyuz propellant", Seat::Soyuz, |w| {
        w.craft[1].drain_to([139.0, 0.0, 0.0, 0.0]);
    }),
    ("Apollo mode", Seat::Apollo, |w| {
        w.craft[0].autopilot.mode = ControlMode::MinImp
    }),
    ("Apollo deadband", Seat::Apollo, |w| {
        w.craft[0].autopilot.deadband = Deadband::Max
    }),
    ("Apollo rate switch", Seat::Apollo, |w| {
        w.craft[0].autopilot.stick_rate = StickRate::High
    }),
    ("Apollo direct coils", Seat::Apollo, |w| {
        w.craft[0].autopilot.direct = true
    }),
    ("Apollo autopilot deadband", Seat::Apollo, |w| {
        w.craft[0].autopilot.dap_deadband = Deadband::Max
    }),
    ("Apollo autopilot rate", Seat::Apollo, |w| {
        w.craft[0].autopilot.dap_rate = DapRate::R2
    }),
    ("Soyuz mode", Seat::Soyuz, |w| {
        w.craft[1].autopilot.mode = ControlMode::Manual
    }),
    ("Apollo roll rate", Seat::Apollo, |w| {
        w.craft[0].rate_rad_per_s.x += 1e-3
    }),
    ("Soyuz roll rate", Seat::Soyuz, |w| {
        w.craft[1].rate_rad_per_s.x += 1e-3
    }),
    ("matrix cell pressed", Seat::Soyuz, |w| {
        w.switches.ksu = KsuCell::new(2, 3)
    }),
    ("matrix busy", Seat::Soyuz, |w| {
        w.switches.ksu_busy_until = Tick(w.tick.0 + 99)
    }),
    ("latch power lamp", Seat::Soyuz, |w| {
        w.switches.latch_cell = true
    }),
    ("circuit of the orbital module's fan", Seat::Soyuz, |w| {
        set_circuit(w, System::OmFan, false)
    }),
    ("transponder switch", Seat::Soyuz, |w| {
        w.switches.transponder ^= true
    }),
    ("ranging set", Seat::Soyuz, |w| {
        w.instruments.rangefinder = Instruments::new(0).rangefinder
    }),
    ("tunnel 2 leak reading", Seat::Soyuz, |w| {
        w.switches.readings[ReadingOf::Tunnel2 as usize] = Some(READ)
    }),
    ("seal cavity leak reading", Seat::Soyuz, |w| {
        w.switches.readings[ReadingOf::Cavity as usize] = Some(READ)
    }),
    ("Docking Module leak reading", Seat::Apollo, |w| {
        w.switches.readings[ReadingOf::Dm as usize] = Some(READ)
    }),
    ("Apollo valve", Seat::Apollo, |w| {
        w.air.set_valve(ValveId::DmVent, true)
    }),
    ("relief valve's lock", Seat::Apollo, |w| {
        w.air.set_valve(ValveId::CmRelief, false)
    }),
    ("Docking Module fan switch", Seat::Apollo, |w| {
        w.air.set_switch(SwitchId::DmFan, false)
    }),
    ("regenerator switch", Seat::Soyuz, |w| {
        w.air.set_switch(SwitchId::OmRegenerator, false)
    }),
    ("error of Apollo's cabin gauge", Seat::Apollo, |w| {
        w.air.model.gauge_error_pa[CompartmentId::Cm as usize] = 2_000.0
    }),
    ("error of the cavity's gauge", Seat::Soyuz, |w| {
        *w.air.model.gauge_error_pa.last_mut().expect("seven gauges") = 2_000.0
    }),
    ("Soyuz valve", Seat::Soyuz, |w| {
        w.air.set_valve(ValveId::OmVent, true)
    }),
    ("hatch 2", Seat::Apollo, |w| {
        w.air.set_hatch(HatchId::H2, HatchState::Open)
    }),
    ("hatch 2 unlatched", Seat::Apollo, |w| {
        w.air.set_hatch(HatchId::H2, HatchState::Unlatched)
    }),
    ("hatch 5 ajar", Seat::Soyuz, |w| {
        w.air.set_hatch(HatchId::H5, HatchState::Ajar)
    }),
    ("warmth of the Docking Module", Seat::Apollo, |w| {
        w.air.gas_mut(CompartmentId::Dm).energy_j *= 1.01
    }),
    ("warmth of tunnel 2", Seat::Soyuz, |w| {
        w.air.gas_mut(CompartmentId::Tunnel2).energy_j *= 1.01
    }),
    ("hatch 5", Seat::Soyuz, |w| {
        w.air.set_hatch(HatchId::H5, HatchState::Shut)
    }),
    ("Apollo alarms", Seat::Apollo, |w| {
        w.alarms[0] ^= Alarm::Co2High.bit()
    }),
    ("Soyuz alarms", Seat::Soyuz, |w| {
        w.alarms[1] ^= Alarm::OxygenLow.bit()
    }),
    ("Apollo help", Seat::Apollo, |w| {
        w.help[0] = HelpLevel::Oklahomski
    }),
    ("Soyuz help", Seat::Soyuz, |w| {
        w.help[1] = HelpLevel::Oklahomski
    }),
    ("Brand's sight and hands", Seat::Apollo, |w| {
        w.crew[1].strike(50.0)
    }),
    ("Slayton's aches", Seat::Apollo, |w| w.crew[2].strike(20.0)),
    ("Kubasov's faint", Seat::Soyuz, |w| w.crew[4].strike(90.0)),
    ("Stafford's mask", Seat::Apollo, |w| {
        w.crew[0].set_mask(true)
    }),
    ("Leonov's mask", Seat::Soyuz, |w| w.crew[3].set_mask(true)),
    ("smoke before Leonov's nose", Seat::Soyuz, |w| {
        let mut air = w.air.clone();
        air.gas_mut(CompartmentId::Om).mol[Species::Smoke as usize] += 0.01;
        w.crew[3].step(DT_S, &air);
    }),
    ("noise Apollo hears", Seat::Apollo, |w| {
        deafen(w, Seat::Apollo)
    }),
    ("noise Soyuz hears", Seat::Soyuz, |w| deafen(w, Seat::Soyuz)),
    ("Slayton's place", Seat::Apollo, |w| {
        w.crew[2].at = CompartmentId::Tunnel1
    }),
    ("Kubasov's place", Seat::Soyuz, |w| {
        w.crew[4].at = CompartmentId::Om
    }),
];

const READ: Reading = Reading {
    began: Tick(0),
    first_pa: 1.0,
    change_pa: Some(-3.0),
    before_pa: None,
};

fn bytes(world: &World, seat: Seat) -> Vec<u8> {
    let view = view::of(world, seat);
    encode_datagram(&Snapshot {
        mission: 0,
        heard: Heard::default(),
        view,
    })
    .expect("a view fits a datagram")
}

/// Thirty metres out, nothing open.
fn world() -> World {
    World::new(&scenario(), 11)
}

/// The same after both crews have read out every gauge they have, and as many wrong numbers.
fn told() -> World {
    use SlotValue::{Count, Hatch, Number, Place};
    let mut world = world();
    let value = Number(33_333.0);
    for from in Seat::ALL {
        let places = CompartmentId::ALL.map(|place| (CallId::Pressure, vec![Place(place), value]));
        let hatches = HatchId::ALL.map(|hatch| (CallId::HatchOpen, vec![Hatch(hatch)]));
        let valves = HatchId::ALL.map(|hatch| (CallId::ValveClosed, vec![Hatch(hatch)]));
        let rest = [
            (CallId::SealPressure, vec![value]),
            (CallId::Ppo2, vec![value]),
            (CallId::OxygenPercent, vec![Number(0.9)]),
            (CallId::Co2, vec![value]),
            (CallId::HooksCount, vec![Count(3)]),
        ];
        let calls = places.into_iter().chain(hatches).chain(valves).chain(rest);
        for (call, slots) in calls.filter(|(call, _)| call.row().who.allows(from)) {
            let tongue = Tongue::English;
            let speech = Speech::Call {
                call,
                slots,
                tongue,
            };
            world.radio.transmit(world.tick, from, speech);
        }
    }
    world
}

#[test]
fn no_secret_of_one_seat_moves_a_byte_of_the_others_snapshot() {
    for world in [world(), told()] {
        for (name, seat, change) in SECRETS {
            let mut changed = world.clone();
            change(&mut changed);
            let own = bytes(&world, *seat) != bytes(&changed, *seat);
            assert!(own, "{name} does not reach its own seat");
            let other = bytes(&world, seat.other()) == bytes(&changed, seat.other());
            assert!(other, "{name} leaks to the other seat");
        }
    }
}

#[test]
fn a_called_value_is_what_was_said_and_not_what_is() {
    let [before, after] = [world(), told()];
    for seat in Seat::ALL {
        let [blank, said] =
            [&before, &after].map(|world| view::of(world, seat).panel.craft().called);
        assert_eq!(blank, CalledAcross::default(), "{seat:?} before any call");
        for place in CompartmentId::ALL {
            let theirs = reader(place) != seat;
            let stands = said.pressure_pa[place as usize].map(|called| called.value);
            assert_eq!(stands, theirs.then_some(33_333.0), "{seat:?} {place:?}");
        }
        assert_eq!(said.oxygen_share.map(|called| called.value), Some(0.9));
    }
}

proptest! {
    /// Whatever becomes of the partner's air, nothing moves here until it is called.
    #[test]
    fn the_partners_air_moves_no_called_value(
        place in 0..6_usize,
        mol in proptest::array::uniform3(0.0..2_000.0_f64),
        open in any::<bool>(),
    ) {
        let place = CompartmentId::ALL[place];
        let seat = reader(place).other();
        let before = told();
        let mut after = before.clone();
        after.air.gas_mut(place).mol[..3].copy_from_slice(&mol);
        let inner = if seat == Seat::Apollo { HatchId::H5 } else { HatchId::H2 };
        let state = if open { HatchState::Open } else { HatchState::Shut };
        after.air.set_hatch(inner, state);
        prop_assert_eq!(bytes(&before, seat), bytes(&after, seat));
    }
}

#[test]
fn gas_on_the_move_is_felt_on_its_own_side_only() {
    for (valve, hatch, felt) in [
        (ValveId::H2Eq, HatchId::H2, Seat::Apollo),
        (ValveId::H5Eq, HatchId::H5, Seat::Soyuz),
    ] {
        let mut world = world();
        world.air.set_hatch(hatch, HatchState::Shut);
        world.air.set_valve(valve, true);
        world.air.gas_mut(CompartmentId::Dm).mol[0] *= 1.3;
        world.air.gas_mut(CompartmentId::Om).mol[0] *= 1.3;
        step(&mut world, &Inputs::default(), &mut Vec::new());
        for seat in Seat::ALL {
            let flows = view::of(&world, seat).panel.craft().flows;
            assert_eq!(
                flows[hatch as usize] != 0,
                seat == felt,
                "{hatch:?} {seat:?}"
            );
        }
    }
}

#[test]
fn a_man_of_the_other_crew_is_seen_on_ones_own_side_and_beside_ones_own_men() {
    let seen = |world: &World, seat| view::of(world, seat).panel.craft().guests;
    let mut world = world();
    for seat in Seat::ALL {
        assert_eq!(seen(&world, seat), [None; 3], "each crew at home");
    }
    world.crew[3].at = CompartmentId::Dm;
    assert_eq!(
        seen(&world, Seat::Apollo),
        [Some(CompartmentId::Dm), None, None]
    );
    world.crew[0].at = CompartmentId::Sa;
    assert_eq!(
        seen(&world, Seat::Soyuz)[0],
        Some(CompartmentId::Sa),
        "Stafford in the descent vehicle"
    );
    world.crew[4].at = CompartmentId::Sa;
    assert_eq!(
        seen(&world, Seat::Apollo)[1],
        Some(CompartmentId::Sa),
        "Stafford sees Kubasov there"
    );
}

#[test]
fn no_secret_of_one_seat_is_named_to_the_other_as_the_end_of_a_fast_run() {
    for (what, owner, change) in SECRETS {
        let world = world();
        let mut changed = world.clone();
        change(&mut changed);
        let told = drops(Watch::of(&world), &changed, &[])[owner.other().index()];
        assert!(
            matches!(told, None | Some(PaceDrop::Theirs)),
            "{what}: {told:?}"
        );
    }
    for owner in Seat::ALL {
        for alarm in Alarm::ALL {
            let lit = Event::Alarm {
                seat: owner,
                alarm,
                on: true,
            };
            let told = drops(Watch::of(&world()), &world(), &[lit]);
            assert_eq!(told[owner.index()], Some(PaceDrop::Alarm));
            assert_eq!(told[owner.other().index()], Some(PaceDrop::Theirs));
        }
    }
}

#[test]
fn flames_and_smoke_stand_on_the_panel_of_the_men_who_are_there() {
    let mut world = world();
    let om = CompartmentId::Om;
    world.fire.chafe(om);
    while !world.burning(om) && world.tick < Tick::at(120.0) {
        step(&mut world, &Inputs::default(), &mut Vec::new());
    }
    let flames = |world: &World| Seat::ALL.map(|seat| view::of(world, seat).panel.craft().flames);
    assert_eq!(flames(&world), [0, 1 << om as u8], "Leonov is there");
    world.crew[3].at = CompartmentId::Sa;
    assert_eq!(flames(&world), [0, 0], "nobody is there to see it");
}

#[test]
fn the_matrix_cell_stands_in_apollos_book_alone() {
    let mut world = world();
    // Past the hold point at 30 m the book is open.
    let steps = scenario().steps.into_iter();
    let steps: Vec<_> = steps.skip_while(|step| *step != StepId::Cell).collect();
    world.plan = handshake_shared::sim::procedures::Plan::new(&steps, world.plan.roles, &[1]);
    let mut changed = world.clone();
    changed.switches.right_cell.row = changed.switches.right_cell.row % 5 + 1;
    assert_ne!(bytes(&world, Seat::Apollo), bytes(&changed, Seat::Apollo));
    assert_eq!(bytes(&world, Seat::Soyuz), bytes(&changed, Seat::Soyuz));
}

#[test]
fn the_vhf_counter_stands_on_apollos_panel_alone() {
    let mut far = scenario();
    far.range_m = 500.0;
    let world = World::new(&far, 11);
    let mut silent = world.clone();
    silent.instruments.vhf = Instruments::new(11).vhf;
    assert_ne!(bytes(&world, Seat::Apollo), bytes(&silent, Seat::Apollo));
    assert_eq!(bytes(&world, Seat::Soyuz), bytes(&silent, Seat::Soyuz));
}

#[test]
fn where_soyuz_stands_off_apollos_axis_is_in_apollos_sight_alone() {
    let world = world();
    // Soyuz goes round Apollo's port, its nose on it all the way.
    let mut round = world.clone();
    let [apollo, soyuz] = &mut round.craft;
    let port = apollo.point_eci_m([vessel(Seat::Apollo).port_x_m, 0.0, 0.0]);
    let turn = DQuat::from_axis_angle(soyuz.eci_from_body * DVec3::Z, 4_f64.to_radians());
    soyuz.pos_eci_m = port + turn * (soyuz.pos_eci_m - port);
    soyuz.eci_from_body = turn * soyuz.eci_from_body;
    let sights = [&world, &round].map(|world| Seat::ALL.map(|seat| view::of(world, seat).sight));
    let moved = |seat: Seat| {
        let [was, is] = [0, 1].map(|at| sights[at][seat.index()].target_rad.expect("in sight"));
        (is[0] - was[0]).abs().max((is[1] - was[1]).abs())
    };
    assert!(moved(Seat::Apollo) > 0.05, "{}", moved(Seat::Apollo));
    // The periscope's last digit: it aims beside the port by the height of its eye.
    assert!(moved(Seat::Soyuz) < 0.002, "{}", moved(Seat::Soyuz));
}

#[test]
fn a_lamp_is_seen_by_its_own_crew_and_by_whoever_has_it_in_sight() {
    for (from, code) in Seat::ALL.into_iter().zip([LampCode::Go, LampCode::Stop]) {
        for away in [false, true] {
            let mut dark = world();
            if away {
                let hearer = &mut dark.craft[from.other().index()];
                hearer.eci_from_body *= DQuat::from_rotation_z(2.0);
            }
            let mut lit = dark.clone();
            lamps::light(&mut lit, from, code, &mut Vec::new());
            // Half a second, so that a signal that is seen is also taken in.
            for _ in 0..=Tick::at(0.5).0 {
                let moved =
                    [from, from.other()].map(|seat| bytes(&dark, seat) != bytes(&lit, seat));
                assert_eq!(moved, [true, !away], "{from:?}, turned away: {away}");
                for world in [&mut dark, &mut lit] {
                    step(world, &Inputs::default(), &mut Vec::new());
                }
            }
        }
    }
}

#[test]
fn the_eyes_errors_are_each_pilots_own() {
    for seat in Seat::ALL {
        let world = world();
        let mut wrong = world.clone();
        wrong.instruments.eyes[seat.index()].target_rad = [0.01; 2];
        assert_ne!(bytes(&world, seat), bytes(&wrong, seat));
        assert_eq!(bytes(&world, seat.other()), bytes(&wrong, seat.other()));
    }
}

#[test]
fn range_below_a_hundred_metres_is_on_no_instrument_of_apollo() {
    let mut scenario = scenario();
    for (range_m, seen) in [(150.0, true), (101.0, true), (99.0, false), (10.0, false)] {
        scenario.range_m = range_m;
        scenario.spread_m = 0.0;
        let view = view::of(&World::new(&scenario, 1), Seat::Apollo);
        let panel = view.panel.apollo().expect("Apollo's view");
        assert_eq!(panel.vhf_range_m.is_some(), seen, "{range_m} m");
        assert!(panel.craft.called.range.is_none(), "nobody has called yet");
    }
}
