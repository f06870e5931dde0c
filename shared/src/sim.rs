//! World and step(): the one place that orders subsystems. A pure function of scenario, seed and
//! inputs: no clock, no I/O, no failure; the same inputs give the same bits everywhere.

pub mod armed;
pub mod atmosphere;
pub mod commands;
pub mod contact;
pub mod control;
pub mod craft;
pub mod digest;
pub mod doors;
pub mod eclipse;
pub mod event;
pub mod faults;
pub mod fire;
pub mod handover;
pub mod hands;
pub mod harms;
pub mod input;
pub mod instruments;
pub mod jets;
pub mod masks;
pub mod mass;
pub mod mechanism;
pub mod motion;
pub mod orbit;
pub mod pace;
pub mod physiology;
pub mod plumes;
pub mod procedures;
pub mod radio;
pub mod record;
pub mod rigid;
pub mod rules;
pub mod scoring;
pub mod setup;
pub mod switches;
pub mod talk;
pub mod walking;

use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::catalogue::faults::Injection;
use crate::ids::{CompartmentId, Seat};
use crate::scenario::{ClosingRule, Goal, Par, Scenario};
use crate::time::{DT_S, Tick};

use atmosphere::Air;
use craft::Craft;
use doors::Rules;
use event::{DockingEvent, Event, Outcome};
use faults::Faults;
use fire::Fires;
use handover::{Control, Offer};
use hands::Hands;
use input::{HelpLevel, Inputs};
use instruments::Instruments;
use mechanism::{Mechanism, PortState, port_state};
use orbit::ForceModel;
use physiology::CrewMember;
use procedures::Plan;
use radio::Radio;
use record::Record;
use scoring::Debrief;
use switches::Switches;
use walking::Walk;

/// Everything that is true at one tick.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct World {
    /// Ticks since the beginning.
    pub tick: Tick,
    /// Seconds from 1975-07-17 00:00 UTC to the first tick.
    pub start_utc_s: f64,
    /// Which gravity acts.
    pub force_model: ForceModel,
    /// Rules the mission is flown under.
    pub rules: Rules,
    /// What the mission is for.
    pub goal: Goal,
    /// What a good pair needs for it.
    pub par: Par,
    /// The closing rule.
    pub closing: ClosingRule,
    /// Both craft, in `Seat` order.
    pub craft: [Craft; 2],
    /// The docking mechanism between them.
    pub mechanism: Mechanism,
    /// Cabin air, valves, hatches.
    pub air: Air,
    /// Failures that have come and are to come.
    pub faults: Faults,
    /// Flames, and what puts them out.
    pub fire: Fires,
    /// The five men.
    pub crew: [CrewMember; 5],
    /// Those of them who are under way.
    pub walks: [Option<Walk>; 5],
    /// Who works the consoles, and what of it comes late.
    pub hands: Hands,
    /// Switches, matrix, timed reading.
    pub switches: Switches,
    /// The loop.
    pub radio: Radio,
    /// Instruments that look at the other craft.
    pub instruments: Instruments,
    /// The joint flight plan.
    pub plan: Plan,
    /// A role that is offered and waits to be taken.
    pub offer: Option<Offer>,
    /// Alarm bits by seat.
    pub alarms: [u16; 2],
    /// Ways out of the cabins that the crews have opened.
    pub outlets: rules::Outlets,
    /// Help level by seat.
    pub help: [HelpLevel; 2],
    /// Who called the docking off, and when.
    pub called_off: Option<(Seat, Tick)>,
    /// Any jet fired in this tick.
    pub fired_now: bool,
    /// Push of the other craft's exhaust in this tick, by seat, N.
    pub plume_n: [f64; 2],
    /// How it ended, if it has.
    pub outcome: Option<Outcome>,
    /// Notes for the debrief.
    pub record: Record,
    debrief: Option<Debrief>,
}

impl World {
    /// The world at the first tick of a scenario under a seed.
    pub fn new(scenario: &Scenario, seed: u64) -> World {
        setup::world(scenario, seed)
    }

    /// The tick that comes next.
    pub fn tick(&self) -> Tick {
        self.tick
    }

    /// How the mission ended, if it has.
    pub fn outcome(&self) -> Option<Outcome> {
        self.outcome
    }

    /// The result, once the mission has ended.
    pub fn debrief(&self) -> Option<Debrief> {
        self.debrief.clone()
    }

    /// Who has which role, and what is on offer.
    pub fn control(&self) -> Control {
        Control {
            roles: self.plan.roles,
            offer: self.offer,
        }
    }

    /// Seconds after 1975-07-17 00:00 UTC.
    pub fn utc_s(&self) -> f64 {
        self.start_utc_s + self.tick.seconds()
    }

    /// Pose and motion of Soyuz's port against Apollo's.
    pub fn ports(&self) -> PortState {
        port_state(&motion::pair(&self.craft))
    }

    /// The craft hold each other, by the capture latches or by hooks.
    pub fn is_joined(&self) -> bool {
        self.mechanism.captured() || self.mechanism.hooked()
    }

    /// What an instructor would have happen has happened already, whoever brought it about.
    pub fn has_failed(&self, what: Injection) -> bool {
        self.faults.has(what)
    }

    /// How much instructors have had happen.
    pub fn injections(&self) -> usize {
        self.faults.injected().len()
    }

    /// Distance between the centres of the docking planes, m.
    pub fn range_m(&self) -> f64 {
        self.ports().range_m()
    }
}

/// One tick. Appends what happened to `events`.
pub fn step(world: &mut World, inputs: &Inputs, events: &mut Vec<Event>) {
    let first = events.len();
    world.fired_now = false;
    radio::noise::step(world);
    let inputs = hands::step(world, inputs, events);
    faults::step(world, events);
    switches::step(world, events);
    let mut docking = Vec::new();
    motion::step(world, &inputs, DT_S, &mut docking);
    let bounced = docking.contains(&DockingEvent::Bounce);
    let cause = bounced.then(|| scoring::bounce_cause(world));
    rules::docking(world, &docking);
    events.extend(docking.into_iter().map(Event::Docking));
    events.extend(cause.map(Event::NoCapture));
    // From here to the next tick neither craft moves.
    let ports = world.ports();
    walking::step(world, DT_S, events);
    doors::step(world, DT_S, events);
    breathe(world, &ports, events);
    instruments::step(world, &ports);
    radio::lamps::step(world, events);
    give_up_read_backs(world, events);
    handover::step(world, events);
    procedures::step(world, &ports, events);
    rules::step(world, &ports, events);
    record::take_state(world, &ports, DT_S);
    let happened = events.split_at(first).1;
    world.record.take(happened, world.tick);
    if world.outcome.is_some() && world.debrief.is_none() {
        world.debrief = Some(scoring::debrief(world));
    }
    world.tick = world.tick.next();
}

/// Read-backs that did not come in time: their calls have to be made again.
fn give_up_read_backs(world: &mut World, events: &mut Vec<Event>) {
    let now = world.tick;
    for step in world.radio.expire(now) {
        world.plan.note_read_back(step, false, now);
        events.push(Event::Expired(step));
    }
}

/// Fire, air, then bodies.
fn breathe(world: &mut World, ports: &PortState, events: &mut Vec<Event>) {
    fire::step(world, events);
    let joined = world.mechanism.hooks() > 0;
    let leak = joined.then(|| world.mechanism.leak_area_m2());
    world.air.mouth_m2 = world.mechanism.mouth_m2(ports.range_m());
    masks::feed(world, DT_S);
    world.air.step(DT_S, &world.crew, leak);
    for man in &mut world.crew {
        man.step(DT_S, &world.air);
    }
}

/// Compartments of a seat's own craft.
pub const fn own_compartments(seat: Seat) -> &'static [CompartmentId] {
    match seat {
        Seat::Apollo => &[CompartmentId::Cm, CompartmentId::Tunnel1, CompartmentId::Dm],
        Seat::Soyuz => &[CompartmentId::Tunnel2, CompartmentId::Om, CompartmentId::Sa],
    }
}

#[cfg(test)]
pub(crate) mod trials;
