//! Failures that the mission has in store: each breaks its part when its time has come, and what
//! takes time after that is done here. Under Training nothing fails but what an instructor breaks.

use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::catalogue::compartments::Gauge;
use crate::catalogue::faults::{Condition, Injection, Part, Seal, Way};
use crate::catalogue::procedures::StepId;
use crate::catalogue::valves::ORIFICE_CD;
use crate::ids::{CompartmentId, HatchId, Seat};
use crate::limits::INJECTED_MAX;
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
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
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
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Come {
    /// Which.
    pub fault: Fault,
    /// When it came.
    pub at: Tick,
    /// Vapour it gives off in all, mol.
    mol: f64,
}

/// The failures of this mission: those that have come, in their order, and those that have not.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Faults {
    waiting: Vec<Fault>,
    come: Vec<Come>,
    /// When each condition was first met, in [`Condition::ALL`] order.
    met: [Option<Tick>; Condition::ALL.len()],
    /// Hatches that have been seen shut.
    was_shut: [bool; HatchId::ALL.len()],
    /// What an instructor had happen, and when.
    injected: Vec<(Injection, Tick)>,
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
        // Rows are the mission's, the order in which they wait and come is the flight's.
        let name = |fault: &Fault, sink: &mut dyn FnMut(u64)| {
            let key = fault.part.key();
            key.bytes().for_each(|byte| sink(byte.into()));
            sink(fault.way as u64);
        };
        self.waiting.iter().for_each(|fault| name(fault, sink));
        for come in &self.come {
            name(&come.fault, sink);
            sink(u64::from(come.at.0));
            sink(come.mol.to_bits());
        }
        let met = self.met.iter();
        met.for_each(|tick| sink(tick.map_or(u64::MAX, |tick| u64::from(tick.0))));
        let shut = self.was_shut.iter();
        sink(shut.fold(0, |bits, shut| bits << 1 | u64::from(*shut)));
        for (what, at) in &self.injected {
            what.key().bytes().for_each(|byte| sink(byte.into()));
            sink(u64::from(at.0));
        }
    }

    /// What an instructor had happen, and when, in order.
    pub fn injected(&self) -> &[(Injection, Tick)] {
        &self.injected
    }

    /// The failures that the mission itself had in store and that have come.
    pub fn of_the_mission(&self) -> impl Iterator<Item = &Come> {
        let instructors = |come: &Come| {
            let what = Injection::Fails(come.fault.part, come.fault.way);
            self.injected.contains(&(what, come.at))
        };
        self.come.iter().filter(move |come| !instructors(come))
    }

    /// Whether it has happened: what is broken does not break again. Noise ends, and may come again.
    pub fn has(&self, what: Injection) -> bool {
        let Injection::Fails(part, way) = what else {
            return false;
        };
        let same = |come: &Come| come.fault.part == part && come.fault.way == way;
        self.come.iter().any(same)
    }

    /// When that happened for the first time, in a mission with something that waits for it.
    pub fn first_met(&self, on: Condition) -> Option<Tick> {
        let row = Condition::ALL
            .iter()
            .position(|condition| *condition == on)?;
        self.met[row]
    }

    /// The tick in which a failure is due; none while its condition has not been met.
    fn due(&self, fault: &Fault) -> Option<Tick> {
        let from = match fault.on {
            None => Tick(0),
            Some(on) => self.first_met(on)?,
        };
        Some(Tick(from.0.saturating_add(fault.at.0)))
    }
}

/// Breaks what is due in this tick, and goes on with what takes time.
pub fn step(world: &mut World, events: &mut Vec<Event>) {
    let idle = world.faults.waiting.is_empty() && world.faults.come.is_empty();
    let fails = world.rules != Rules::Training && !idle;
    if fails || world.radio.noise.waits() {
        watch(world);
    }
    if fails {
        come_due(world, events);
    }
    for row in 0..world.faults.come.len() {
        let come = world.faults.come[row];
        go_on(world, &come);
    }
}

/// An instructor has this happen, whatever the rules: his host lets him. Nothing happens where there is no
/// such part, or it has failed so already, or more has happened than a mission can hold.
pub fn inject(world: &mut World, what: Injection, events: &mut Vec<Event>) {
    let full = world.faults.injected.len() >= INJECTED_MAX;
    if full || !what.can_be() || world.faults.has(what) {
        return;
    }
    let now = world.tick;
    match what {
        Injection::Fails(part, way) => come(world, Fault::new(now, part, way)),
        Injection::Noise => world.radio.noise.begin(now),
    }
    world.faults.injected.push((what, now));
    events.push(Event::Injected(what));
}

/// Breaks what is due in this tick.
fn come_due(world: &mut World, events: &mut Vec<Event>) {
    let now = world.tick;
    let due = |faults: &Faults, fault: &Fault| faults.due(fault).is_some_and(|at| at <= now);
    while let Some(row) = (world.faults.waiting.iter()).position(|fault| due(&world.faults, fault))
    {
        let fault = world.faults.waiting.remove(row);
        come(world, fault);
        events.push(Event::Failed(fault.part, fault.way));
    }
}

/// A failure comes now.
fn come(world: &mut World, fault: Fault) {
    let mol = match fault.part {
        Part::Odour(at) | Part::Oxidizer(at) => fault.amount * world.air.gas(at).total_mol(),
        _ => 0.0,
    };
    world.faults.come.push(Come {
        fault,
        at: world.tick,
        mol,
    });
    break_part(world, &fault);
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
mod tests;
