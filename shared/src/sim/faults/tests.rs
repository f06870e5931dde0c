//! Failures come when they should and break what they should.

use super::*;
use crate::catalogue::valves::ValveId;
use crate::sim::event::{Alarm, DockingEvent};
use crate::sim::input::Command;
use crate::sim::physiology::Symptom;
use crate::sim::trials::{Trial, quiet};
use crate::view;

fn fault(seconds: f64, part: Part, way: Way) -> Fault {
    Fault::new(Tick::at(seconds), part, way)
}

fn rows() -> Vec<Fault> {
    [
        fault(2.0, Part::Hook(3), Way::Dead),
        fault(1.0, Part::Jet(Seat::Apollo, 10), Way::StuckOn),
    ]
    .into()
}

#[test]
fn failures_come_at_their_time_and_stay() {
    let mut trial = quiet();
    trial.world.faults = Faults::new(rows());
    trial.wait(0.9);
    assert!(trial.world.faults.come().is_empty());
    trial.wait(0.2);
    assert_eq!(trial.world.craft[0].rcs.faults[10], Some(JetFault::StuckOn));
    assert!(!trial.world.mechanism.faults.hook_stuck[3]);
    trial.wait(1.0);
    assert!(trial.world.mechanism.faults.hook_stuck[3]);
    let failed = |event: &&Event| matches!(event, Event::Failed(..));
    assert_eq!(trial.events.iter().filter(failed).count(), 2);
}

#[test]
fn a_jet_that_blows_by_itself_calls_for_its_step_until_its_manifold_is_shut() {
    for (way, called) in [
        (Way::StuckOn, true),
        (Way::Leaking, true),
        (Way::Dead, false),
    ] {
        let mut trial = quiet();
        trial.world.faults = Faults::new([fault(0.5, Part::Jet(Seat::Soyuz, 11), way)].into());
        trial.wait(1.0);
        let plan = &trial.world.plan;
        assert_eq!(plan.flies(StepId::JetSoyuz), called, "{way:?}");
        assert_eq!(
            trial.world.craft[1].rcs.blows_by_itself(Seat::Soyuz),
            called
        );
        trial.world.craft[1].rcs.shut = 0b010;
        assert!(!trial.world.craft[1].rcs.blows_by_itself(Seat::Soyuz));
    }
}

#[test]
fn nothing_fails_under_training() {
    let mut trial = quiet();
    trial.world.rules = Rules::Training;
    trial.world.faults = Faults::new(rows());
    trial.wait(3.0);
    assert!(trial.world.faults.come().is_empty());
    assert_eq!(trial.world.craft[0].rcs.faults[10], None);
}

fn broken(part: Part, amount: f64, seconds: f64) -> Trial {
    let mut trial = quiet();
    let fault = Fault {
        amount,
        ..fault(0.0, part, part.ways().0[0])
    };
    trial.world.faults = Faults::new([fault].into());
    trial.wait(seconds);
    trial
}

#[test]
fn a_hole_in_the_hull_and_a_torn_seal_let_gas_out() {
    let dm = CompartmentId::Dm;
    let trial = broken(Part::Hull(dm), 1e-5, 1.0);
    // Choked gas through 10 mm² with coefficient 0.62, at 490 mmHg (G4 scaled).
    let flow = trial.world.air.leak_flow_kg_s(dm);
    let scaled = 0.62 * 0.1 * 0.023_917 * 490.0 / 760.0;
    assert!((flow / scaled - 1.0).abs() < 0.05, "{flow}");
    let trial = broken(Part::Seal(Seal::Outer), 1e-6, 1.0);
    assert_eq!(trial.world.air.model.seal_leak_m2, [0.0, 1e-6 * ORIFICE_CD]);
    let trial = broken(Part::Seal(Seal::Inner), 1e-6, 1.0);
    assert_eq!(trial.world.air.model.seal_leak_m2, [1e-6 * ORIFICE_CD, 0.0]);
}

#[test]
fn a_wrong_gauge_moves_its_needle_and_nothing_else() {
    let om = CompartmentId::Om;
    let trial = broken(Part::Gauge(Gauge::Cabin(om)), 2_000.0, 1.0);
    let air = &trial.world.air;
    let off = air.gauge_pa(Gauge::Cabin(om)) - air.pressure_pa(om);
    assert!((off - 2_000.0).abs() < 1e-9);
    let panel = view::of(&trial.world, Seat::Soyuz).panel;
    let read = panel.soyuz().expect("Soyuz's").om.total_pa;
    assert_eq!(read, air.gauge_pa(Gauge::Cabin(om)) as f32);
    let trial = broken(Part::Gauge(Gauge::Cavity), -2_000.0, 1.0);
    assert_eq!(trial.world.air.gauge_pa(Gauge::Cavity), 0.0, "on its stop");
}

#[test]
fn a_dead_fan_stands_and_a_stuck_valve_does_not_follow_its_handle() {
    let om = CompartmentId::Om;
    let trial = broken(Part::Fan(om), 0.0, 0.1);
    assert!(!trial.world.air.fan_turns(om));
    let mut trial = broken(Part::Valve(ValveId::OmVent), 0.0, 0.1);
    let open = Command::Valve {
        valve: ValveId::OmVent,
        open: true,
        confirmed: true,
    };
    assert_eq!(trial.act(Seat::Soyuz, open), Ok(()));
    trial.wait(0.1);
    assert!(trial.world.air.valve_open(ValveId::OmVent));
    assert_eq!(trial.world.air.valve_flow_kg_s(ValveId::OmVent), 0.0);
}

#[test]
fn a_smell_comes_for_minutes_is_smelt_by_those_it_reaches_and_fades() {
    let om = CompartmentId::Om;
    let mut trial = broken(Part::Odour(om), 4e-6, 100.0);
    let smoke = |trial: &Trial| trial.world.air.ppm(om, Species::Smoke);
    let smells = |trial: &Trial, seat: Seat| {
        let mut men = trial.world.crew.iter().filter(|man| man.id.seat() == seat);
        men.any(|man| man.symptoms() & Symptom::BurntSmell.bit() != 0)
    };
    assert!(smells(&trial, Seat::Soyuz) && !smells(&trial, Seat::Apollo));
    assert_eq!(trial.world.alarms, [0, 0], "a smell is no alarm");
    trial.wait(100.0);
    let peak = smoke(&trial);
    assert!((1.5..4.0).contains(&peak), "{peak}");
    trial.wait(60.0);
    assert!(smoke(&trial) < peak, "no more comes");
    trial.wait(6_000.0);
    assert!(!smells(&trial, Seat::Soyuz), "{}", smoke(&trial));
    let given = trial.world.air.ledger().of(Source::Vapours).mol[Species::Smoke as usize];
    assert!((given / trial.world.faults.come()[0].mol - 1.0).abs() < 1e-9);
}

#[test]
fn oxidizer_vapour_is_seen_and_smelt() {
    let trial = broken(Part::Oxidizer(CompartmentId::Cm), 250e-6, 60.0);
    assert!(trial.world.air.ppm(CompartmentId::Cm, Species::Oxidizer) > 20.0);
    assert!(trial.world.alarms[0] & Alarm::Oxidizer.bit() != 0);
}

#[test]
fn a_wall_that_warms_by_ten_kelvin_looks_like_a_leak() {
    let dm = CompartmentId::Dm;
    let mut trial = quiet();
    for hatch in HatchId::ALL {
        trial.world.air.set_hatch(hatch, HatchState::Shut);
    }
    for man in &mut trial.world.crew {
        man.at = match man.id.seat() {
            Seat::Apollo => CompartmentId::Cm,
            Seat::Soyuz => CompartmentId::Sa,
        };
    }
    trial.world.air.model.wall_k = [285.0; 6];
    trial.wait(1_200.0);
    let cold_pa = trial.world.air.pressure_pa(dm);
    let warm = Fault {
        amount: 295.0,
        ..fault(0.0, Part::Wall(dm), Way::Drifting)
    };
    trial.world.faults = Faults::new([warm].into());
    trial.wait(60.0);
    let first_mmhg = (trial.world.air.pressure_pa(dm) / cold_pa - 1.0) * 260.0;
    assert!(first_mmhg > 0.5, "a leak check would see {first_mmhg}");
    trial.wait(4_800.0);
    let rise = (trial.world.air.pressure_pa(dm) / cold_pa - 1.0) * 260.0;
    assert!((rise / 9.122_81 - 1.0).abs() < 5e-3, "{rise}");
}

#[test]
fn a_failure_may_wait_for_a_hatch_to_be_opened() {
    let mut trial = quiet();
    let waits = Fault {
        on: Some(Condition::Hatch(HatchId::H5)),
        ..fault(2.0, Part::Fan(CompartmentId::Om), Way::Dead)
    };
    trial.world.faults = Faults::new([waits].into());
    // Hatch 5 has stood open since the start: that does not count.
    trial.wait(3.0);
    assert!(trial.world.faults.come().is_empty());
    trial.world.air.set_hatch(HatchId::H5, HatchState::Shut);
    trial.wait(1.0);
    trial.world.air.set_hatch(HatchId::H5, HatchState::Open);
    trial.wait(1.9);
    assert!(trial.world.faults.come().is_empty());
    trial.wait(0.2);
    let come = trial.world.faults.come();
    assert_eq!(come.len(), 1);
    assert!((come[0].at.seconds() - 6.0).abs() < 0.1);
}

#[test]
fn a_failure_may_wait_for_the_capture() {
    let mut trial = crate::sim::trials::about_to_dock();
    trial.world.switches.latch_cell = true;
    let waits = Fault {
        on: Some(Condition::Capture),
        ..fault(1.0, Part::Hook(3), Way::Dead)
    };
    trial.world.faults = Faults::new([waits].into());
    assert!(trial.wait_for(|event| *event == DockingEvent::Capture));
    assert!(trial.world.faults.come().is_empty());
    trial.wait(1.1);
    assert_eq!(trial.world.faults.come().len(), 1);
}

/// One step in which an instructor has these happen; what happened in it.
fn injected(trial: &mut Trial, whats: &[Injection]) -> Vec<Event> {
    let mut inputs = crate::sim::input::Inputs::default();
    inputs[0].commands = whats.iter().copied().map(Command::Inject).collect();
    let first = trial.events.len();
    crate::sim::step(&mut trial.world, &inputs, &mut trial.events);
    trial.events[first..].to_vec()
}

const JET: Injection = Injection::Fails(Part::Jet(Seat::Apollo, 10), Way::StuckOn);

#[test]
fn an_instructor_breaks_a_part_in_the_same_tick_under_any_rules_and_no_crew_is_told() {
    for rules in [Rules::Training, Rules::Flight, Rules::Real] {
        let mut trial = quiet();
        trial.world.rules = rules;
        trial.world.faults = Faults::new(rows());
        let now = trial.world.tick;
        let happened = injected(&mut trial, &[JET, JET]);
        assert_eq!(trial.world.craft[0].rcs.faults[10], Some(JetFault::StuckOn));
        assert_eq!(
            trial.world.faults.injected(),
            [(JET, now)],
            "once, not twice"
        );
        let told = |event: &&Event| **event == Event::Injected(JET);
        assert_eq!(happened.iter().filter(told).count(), 1);
        for seat in Seat::ALL {
            assert_eq!(view::event_for(&Event::Injected(JET), seat), None);
        }
        assert!(
            !happened
                .iter()
                .any(|event| matches!(event, Event::Refused { .. }))
        );
        trial.wait(3.0);
        let own = trial.world.faults.of_the_mission().count();
        assert_eq!(own, if rules == Rules::Training { 0 } else { 2 });
    }
}

#[test]
fn what_an_instructor_did_is_in_the_fingerprint_and_stands_apart_in_the_debrief() {
    let mut trials = [quiet(), quiet()];
    let [with, without] = &mut trials;
    // A sensor that nothing touches moves nothing else.
    let sensor = Injection::Fails(Part::Sensor(1), Way::Dead);
    injected(with, &[sensor]);
    injected(without, &[]);
    let digests = trials
        .each_ref()
        .map(|trial| crate::sim::digest::of(&trial.world));
    assert_ne!(digests[0], digests[1]);
    let [mut with, _] = trials;
    with.world.outcome = Some(crate::sim::event::Outcome::CalledOff);
    with.wait(0.1);
    let debrief = with.world.debrief().expect("over");
    assert!(debrief.failures.is_empty());
    let [(what, _)] = debrief.injected[..] else {
        panic!("one");
    };
    assert_eq!(what, sensor);
}

#[test]
fn an_instructors_noise_comes_and_goes_and_may_come_again() {
    let mut trial = quiet();
    for _ in 0..2 {
        assert_eq!(trial.world.radio.noise.at(Seat::Apollo).loss_percent, 0);
        injected(&mut trial, &[Injection::Noise]);
        trial.wait(0.1);
        for seat in Seat::ALL {
            assert_eq!(trial.world.radio.noise.at(seat).loss_percent, 35);
        }
        trial.wait(120.0);
    }
    assert_eq!(trial.world.faults.injected().len(), 2);
}

#[test]
fn all_that_is_offered_happens_and_a_mission_holds_so_much_and_no_more() {
    let mut trial = quiet();
    injected(&mut trial, &Injection::OFFERED);
    assert_eq!(
        trial.world.faults.injected().len(),
        Injection::OFFERED.len()
    );
    trial.wait(1.0);
    for _ in 0..INJECTED_MAX {
        injected(&mut trial, &[Injection::Noise]);
    }
    assert_eq!(trial.world.faults.injected().len(), INJECTED_MAX);
    let nowhere = Injection::Fails(Part::Jet(Seat::Apollo, 200), Way::Dead);
    let mut trial = quiet();
    injected(&mut trial, &[nowhere]);
    assert!(trial.world.faults.injected().is_empty());
}
