//! Failures that the mission has in store: each breaks its part when its time has come, and what
//! takes time after that is done here. Under Training nothing fails.

use alloc::vec::Vec;

use crate::catalogue::compartments::Gauge;
use crate::catalogue::faults::{Condition, Part, Seal, Way};
use crate::catalogue::procedures::StepId;
use crate::catalogue::valves::ORIFICE_CD;
use crate::ids::{CompartmentId, HatchId, Seat};
use crate::sim::World;
use crate::sim::atmosphere::gas::Species;
use crate::sim::atmosphere::ledger::Source;
use crate::sim::atmosphere::network::CAVITY;
use crate::sim::doors::{HatchState, Rules};
use crate::sim::event::Event;
use crate::sim::jets::JetFault;
use crate::sim::mechanism::Phase;
use crate::time::{DT_S, Tick};

/// How long a smell or a vapour goes on coming, s (game value: the smell of 17 July faded within
/// the time it took to hand out masks).
const SEEP_S: f64 = 180.0;

/// Lag of a wall behind the Sun, s: sunlight of 1.4 kW/m² on bare metal gives some 0.03 K/s to a
/// 5 mm wall of aluminium, ten kelvin in five minutes (estimate).
const WALL_LAG_S: f64 = 400.0;

/// One failure to come.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fault {
    /// When: so long after its condition was first met, or after the first tick.
    pub at: Tick,
    /// What it waits for.
    pub on: Option<Condition>,
    /// What.
    pub part: Part,
    /// How.
    pub way: Way,
    /// How much, SI, as the part's `amount` row says; 0 where it has none.
    pub amount: f64,
}

impl Fault {
    /// One that comes at its time, as bad as such failures usually are.
    pub fn new(at: Tick, part: Part, way: Way) -> Fault {
        Fault {
            at,
            on: None,
            part,
            way,
            amount: part.amount().map_or(0.0, |row| row.in_si(row.default)),
        }
    }
}

/// A failure that has come.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Come {
    /// Which.
    pub fault: Fault,
    /// When it came.
    pub at: Tick,
    /// Vapour it gives off in all, mol.
    mol: f64,
}

/// The failures of this mission: those that have come, in their order, and those that have not.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Faults {
    waiting: Vec<Fault>,
    come: Vec<Come>,
    /// When each condition was first met, in [`Condition::ALL`] order.
    met: [Option<Tick>; Condition::ALL.len()],
    /// Hatches that have been seen shut.
    was_shut: [bool; HatchId::ALL.len()],
}

impl Faults {
    /// These failures, in any order.
    pub fn new(mut rows: Vec<Fault>) -> Faults {
        rows.sort_by_key(|fault| fault.at);
        Faults {
            waiting: rows,
            ..Faults::default()
        }
    }

    /// Failures that have come.
    pub fn come(&self) -> &[Come] {
        &self.come
    }

    /// Feeds what shapes the future, in a fixed order: the rows are the mission's.
    pub fn digest_into(&self, sink: &mut impl FnMut(u64)) {
        sink(self.waiting.len() as u64);
        for come in &self.come {
            sink(u64::from(come.at.0));
            sink(come.mol.to_bits());
        }
        let met = self.met.iter();
        met.for_each(|tick| sink(tick.map_or(u64::MAX, |tick| u64::from(tick.0))));
        let shut = self.was_shut.iter();
        sink(shut.fold(0, |bits, shut| bits << 1 | u64::from(*shut)));
    }

    /// The tick in which a failure is due; none while its condition has not been met.
    fn due(&self, fault: &Fault) -> Option<Tick> {
        let from = match fault.on {
            None => Tick(0),
            Some(on) => {
                let row = Condition::ALL
                    .iter()
                    .position(|condition| *condition == on)?;
                self.met[row]?
            }
        };
        Some(Tick(from.0.saturating_add(fault.at.0)))
    }
}

/// Breaks what is due in this tick, and goes on with what takes time.
pub fn step(world: &mut World, events: &mut Vec<Event>) {
    if world.rules == Rules::Training {
        return;
    }
    watch(world);
    let now = world.tick;
    let due = |faults: &Faults, fault: &Fault| faults.due(fault).is_some_and(|at| at <= now);
    while let Some(row) = (world.faults.waiting.iter()).position(|fault| due(&world.faults, fault))
    {
        let fault = world.faults.waiting.remove(row);
        let mol = match fault.part {
            Part::Odour(at) | Part::Oxidizer(at) => fault.amount * world.air.gas(at).total_mol(),
            _ => 0.0,
        };
        world.faults.come.push(Come {
            fault,
            at: now,
            mol,
        });
        break_part(world, &fault);
        events.push(Event::Failed(fault.part, fault.way));
    }
    for row in 0..world.faults.come.len() {
        let come = world.faults.come[row];
        go_on(world, &come);
    }
}

/// Notes which conditions are met for the first time.
fn watch(world: &mut World) {
    let faults = &mut world.faults;
    for (row, condition) in Condition::ALL.into_iter().enumerate() {
        let now = match condition {
            Condition::Capture => world.mechanism.captured(),
            Condition::HardDock => world.mechanism.phase() == Phase::HardDock,
            Condition::Hatch(hatch) => {
                let state = world.air.hatch(hatch);
                faults.was_shut[hatch as usize] |= state == HatchState::Shut;
                state == HatchState::Open && faults.was_shut[hatch as usize]
            }
        };
        if now && faults.met[row].is_none() {
            faults.met[row] = Some(world.tick);
        }
    }
}

/// What a failure goes on doing after it has come.
fn go_on(world: &mut World, come: &Come) {
    let since_s = world.tick.since(come.at);
    let mut seep = |at: CompartmentId, species: Species| {
        if since_s < SEEP_S {
            let mut cabin = world.air.cabin(at, Source::Vapours);
            let temperature_k = cabin.gas.temperature_k();
            cabin.make(species, come.mol * DT_S / SEEP_S, temperature_k);
        }
    };
    match come.fault.part {
        Part::Odour(at) => seep(at, Species::Smoke),
        Part::Oxidizer(at) => seep(at, Species::Oxidizer),
        Part::Wall(at) => {
            let wall_k = &mut world.air.model.wall_k[at as usize];
            *wall_k += (come.fault.amount - *wall_k) * DT_S / (WALL_LAG_S + DT_S);
        }
        _ => {}
    }
}

fn break_part(world: &mut World, fault: &Fault) {
    let mechanism = &mut world.mechanism.faults;
    let air = &mut world.air;
    match fault.part {
        Part::Jet(seat, row) => {
            let fault = match fault.way {
                Way::StuckOn => JetFault::StuckOn,
                Way::Leaking => JetFault::Leaking,
                _ => JetFault::StuckOff,
            };
            world.craft[seat.index()].rcs.faults[usize::from(row)] = Some(fault);
            // A dead jet shows only in what the craft does not do: shutting its manifold makes the
            // selection go round it, and that is the crew's own finding.
            if fault != JetFault::StuckOff && !world.mechanism.captured() {
                world.plan.call_for(match seat {
                    Seat::Apollo => StepId::JetApollo,
                    Seat::Soyuz => StepId::JetSoyuz,
                });
            }
        }
        Part::RingDrive(seat) => mechanism.ring_jammed[seat.index()] = true,
        Part::Latch(row) => mechanism.latch_stuck[usize::from(row)] = true,
        Part::Sensor(row) => mechanism.sensor_dead[usize::from(row)] = true,
        Part::Hook(row) => mechanism.hook_stuck[usize::from(row)] = true,
        Part::Hull(at) => air.model.hull_leak_m2[at as usize] += fault.amount * ORIFICE_CD,
        Part::Seal(Seal::Inner) => air.model.seal_leak_m2[0] += fault.amount * ORIFICE_CD,
        Part::Seal(Seal::Outer) => air.model.seal_leak_m2[1] += fault.amount * ORIFICE_CD,
        Part::Valve(valve) => air.stick_valve(valve),
        Part::Gauge(Gauge::Cabin(at)) => air.model.gauge_error_pa[at as usize] += fault.amount,
        Part::Gauge(Gauge::Cavity) => air.model.gauge_error_pa[CAVITY] += fault.amount,
        Part::Fan(at) => air.model.fan[at as usize] = false,
        Part::Spark(at) => world.fire.chafe(at),
        Part::Odour(_) | Part::Oxidizer(_) | Part::Wall(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::valves::ValveId;
    use crate::sim::event::{Alarm, DockingEvent};
    use crate::sim::input::Command;
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
        let soyuz = |trial: &Trial| trial.world.alarms[1] & Alarm::Smoke.bit() != 0;
        assert!(soyuz(&trial) && trial.world.alarms[0] & Alarm::Smoke.bit() == 0);
        trial.wait(100.0);
        let peak = smoke(&trial);
        assert!((1.5..4.0).contains(&peak), "{peak}");
        trial.wait(60.0);
        assert!(smoke(&trial) < peak, "no more comes");
        trial.wait(6_000.0);
        assert!(!soyuz(&trial), "{}", smoke(&trial));
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
}
