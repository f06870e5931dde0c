//! What the world's state means: alarms, the abort, the end. It decides nothing that physics
//! decides; it only says what it comes to.

use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::catalogue::constants::PA_PER_MMHG;
use crate::catalogue::hatches::HATCHES;
use crate::catalogue::procedures::{Gate, StepId};
use crate::catalogue::valves::{Port, VALVES, ValveId};
use crate::catalogue::vessels::vessel;
use crate::ids::{CompartmentId, Seat};
use crate::sim::World;
use crate::sim::atmosphere::Air;
use crate::sim::contact::port::PortState;
use crate::sim::doors::HatchState;
use crate::sim::event::{Alarm, DockingEvent, Event, Outcome};
use crate::sim::motion;
use crate::sim::physiology::lungs::{Breath, CO2_LIMIT_PA, HYPOXIA_PA};
use crate::sim::physiology::{CrewMember, Symptom};
use crate::sim::procedures::LAST_GATE;
use crate::time::Tick;

/// Above this many times the rule closing is too fast.
const FAST_FACTOR: f64 = 1.3;
/// After capture control may stay on this long without an alarm, s: thrust seats the ring, and a
/// hand needs time to reach the switch.
const CONTROL_OFF_GRACE_S: f64 = 3.0;
/// A cabin that has lost so much over about 20 s is leaking, Pa (40 mmHg, estimate): a lasting fall
/// of 120 mmHg a minute; the planned lowering of Soyuz, some 85 a minute, stays dark.
const FALLING_PA: f64 = 40.0 * PA_PER_MMHG;
/// The same where no valve and no hatch explains it, Pa (18 mmHg, estimate): 54 mmHg a minute, faster
/// than gas cools after a fill.
const FALLING_SHUT_PA: f64 = 18.0 * PA_PER_MMHG;
/// The same where a valve stands open to the next room, Pa (80 mmHg, estimate): a room that fills a
/// tunnel falls by 55 in that time, and its gas is still the crews'.
const FALLING_NEXT_PA: f64 = 80.0 * PA_PER_MMHG;
const _: () = assert!(FALLING_SHUT_PA < FALLING_PA && FALLING_PA < FALLING_NEXT_PA);
/// Between two looks at the valves, ticks (half a second): a fall takes longer to be felt.
const OUTLETS_TICKS: u32 = 30;
/// A valve explains a fall so long after it was shut, s: until little of it is remembered.
const EXPLAINED_S: f64 = 24.0;
/// Share of propellant below which the lamp lights, and below which no stop is left.
const LOW_SHARE: f64 = 0.2;
const LOST_SHARE: f64 = 0.01;
/// Hulls meet when the planes have passed each other by this far, m, or the centres of mass come
/// this close: more than any ring gives way.
const PASSED_M: f64 = -0.35;
/// After a call-off the mission ends when the craft draw apart beyond this, m, or after this long, s.
const CALLED_OFF_M: f64 = 20.0;
const CALLED_OFF_S: f64 = 60.0;

/// When each compartment's gas last had a way out that a crew had opened: none has leaked that goes where
/// it was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outlets {
    out: [Option<Tick>; 6],
    next: [Option<Tick>; 6],
}

impl Outlets {
    /// Fall of a place's pressure over 20 s that rings, Pa.
    fn falling_pa(&self, at: CompartmentId, now: Tick) -> f64 {
        let fresh = |since: [Option<Tick>; 6]| {
            since[at as usize].is_some_and(|since| now.since(since) < EXPLAINED_S)
        };
        match (fresh(self.next), fresh(self.out)) {
            (true, _) => FALLING_NEXT_PA,
            (false, true) => FALLING_PA,
            (false, false) => FALLING_SHUT_PA,
        }
    }

    /// Feeds every bit, in a fixed order.
    pub fn digest_into(&self, sink: &mut impl FnMut(u64)) {
        for since in self.out.iter().chain(&self.next) {
            sink(since.map_or(u64::MAX, |since| u64::from(since.0)));
        }
    }
}

/// What the mechanism's events mean for the plan.
pub fn docking(world: &mut World, events: &[DockingEvent]) {
    let torn = events.contains(&DockingEvent::Damaged);
    let hooked = world.mechanism.hooked();
    let caught = torn && world.mechanism.captured();
    let let_go = !world.plan.cleared(StepId::Hooks) && events.contains(&DockingEvent::Undocked);
    if !hooked && (events.contains(&DockingEvent::Bounce) || caught || let_go) {
        world.radio.go[Gate::G3 as usize] = [None; 2];
        world.radio.forgive(&LAST_GATE);
        world.plan.reopen_last_gate();
    }
    if let_go {
        world.plan.power_latches_anew();
    }
    let active = world.plan.roles.active;
    if torn && !hooked && world.mechanism.ring_damaged(active) && world.offer.is_none() {
        world.plan.call_for(StepId::RingSwap);
    }
}

/// Alarms and the end; `ports` as they stand now.
pub fn step(world: &mut World, ports: &PortState, events: &mut Vec<Event>) {
    let fast = closes_fast(world, ports);
    if world.tick.0.is_multiple_of(OUTLETS_TICKS) {
        note_outlets(world);
    }
    let felt = world.crew.each_ref().map(CrewMember::symptoms);
    for seat in Seat::ALL {
        let lit = lit(world, seat, fast, &felt);
        let changed = lit ^ world.alarms[seat.index()];
        for alarm in Alarm::ALL
            .into_iter()
            .filter(|alarm| changed & alarm.bit() != 0)
        {
            events.push(Event::Alarm {
                seat,
                alarm,
                on: lit & alarm.bit() != 0,
            });
        }
        world.alarms[seat.index()] = lit;
    }
    if world.outcome.is_none() {
        world.outcome = outcome(world, ports);
        if let Some(outcome) = world.outcome {
            events.push(Event::Ended(outcome));
        }
    }
}

/// Lamps of a seat that burn, when closing is too fast or not and the five men feel this.
fn lit(world: &World, seat: Seat, fast: bool, felt: &[u16; 5]) -> u16 {
    let ring_held = world.mechanism.captured() && !world.mechanism.hooked();
    let men = || world.crew.iter().filter(|man| man.id.seat() == seat);
    let low_co2 = |place| world.air.partial_co2_pa(place) < CO2_LIMIT_PA;
    // No lamp of either ship knows smoke: the men do, and say so. A smell alone is no alarm.
    let feels = |man: &CrewMember, symptom: Symptom| felt[man.id as usize] & symptom.bit() != 0;
    let notices = |symptom| men().any(|man| feels(man, symptom));
    let smoked =
        |man: &CrewMember| feels(man, Symptom::BurntSmell) && feels(man, Symptom::EyesSting);
    // The lamp believes its gauge: a mask saves a man and does not put it out.
    let thin = |place| Breath::of_cabin(&world.air, place).alveolar_o2_pa() < HYPOXIA_PA;
    let craft = &world.craft[seat.index()];
    let conditions = [
        (Alarm::ClosingFast, ranges(world, seat) && fast),
        (
            Alarm::ControlFights,
            ring_held
                && world.mechanism.captured_s() > CONTROL_OFF_GRACE_S
                && craft.autopilot.mode.is_active(),
        ),
        (Alarm::Mechanism, world.mechanism.ring_damaged(seat)),
        (Alarm::OxygenLow, men().any(|man| thin(man.at))),
        (Alarm::PressureFalling, men().any(|man| falls(world, man))),
        (Alarm::PropellantLow, share(world, seat) < LOW_SHARE),
        (Alarm::Co2High, men().any(|man| !low_co2(man.at))),
        (Alarm::Smoke, men().any(smoked)),
        (Alarm::Oxidizer, notices(Symptom::SharpSmell)),
        (
            Alarm::Fire,
            men().any(|man| !man.incapacitated() && world.burning(man.at)),
        ),
    ];
    conditions
        .iter()
        .filter(|(_, on)| *on)
        .fold(0, |bits, (alarm, _)| bits | alarm.bit())
}

/// The pressure around a man falls faster than it should.
fn falls(world: &World, man: &CrewMember) -> bool {
    man.pressure_fall_pa() > world.outlets.falling_pa(man.at, world.tick)
}

/// Notes which compartments have an open way out, their own or that of one that shares their air.
fn note_outlets(world: &mut World) {
    let now = Some(world.tick);
    for row in VALVES.iter().filter(|row| world.air.valve_open(row.id)) {
        // The relief valve is armed all flight long and opens by itself.
        if row.id == ValveId::CmRelief {
            continue;
        }
        let (Port::Compartment(from), to) = (row.from, row.to) else {
            continue;
        };
        let rooms = |at| one_air(&world.air, at);
        match to {
            // Beside an open hatch a valve lets nothing out.
            Port::Compartment(to) if rooms(from).contains(&(to as usize)) => {}
            Port::Compartment(to) => {
                for place in rooms(from).chain(rooms(to)) {
                    world.outlets.next[place] = now;
                }
            }
            _ => {
                for place in rooms(from) {
                    world.outlets.out[place] = now;
                }
            }
        }
    }
    share_outlets(world);
}

/// What is known of one room holds for all that share its air: a man comes out of it with his ears full.
fn share_outlets(world: &mut World) {
    for at in CompartmentId::ALL {
        let shared = one_air(&world.air, at);
        for since in [&mut world.outlets.out, &mut world.outlets.next] {
            let last = since[shared.clone()].iter().copied().max().flatten();
            since[at as usize] = last;
        }
    }
}

/// The compartments that share a place's air through open hatches, its own included.
fn one_air(air: &Air, at: CompartmentId) -> core::ops::RangeInclusive<usize> {
    let joined = |k: usize| air.hatch(HATCHES[k].id) != HatchState::Shut;
    let (mut first, mut last) = (at as usize, at as usize);
    while first > 0 && joined(first - 1) {
        first -= 1;
    }
    while last < HATCHES.len() && joined(last) {
        last += 1;
    }
    first..=last
}

/// The seat has a ranging set that reads now: an alarm may not tell a pilot what no instrument of
/// his shows.
fn ranges(world: &World, seat: Seat) -> bool {
    match seat {
        Seat::Apollo => world.instruments.vhf.reading_m().is_some(),
        Seat::Soyuz => world.instruments.rangefinder.reading().is_some(),
    }
}

/// Closing is too fast, whether or not anybody can read it.
pub fn closes_fast(world: &World, ports: &PortState) -> bool {
    let free = !world.mechanism.captured() && !world.mechanism.hooked();
    let limit = world.closing.limit_m_per_s(ports.range_m());
    free && ports.closing_m_per_s() > FAST_FACTOR * limit
}

/// Share of a craft's propellant that is left.
fn share(world: &World, seat: Seat) -> f64 {
    let full: f64 = vessel(seat).full_kg().iter().sum();
    world.craft[seat.index()].tanks_kg().iter().sum::<f64>() / full
}

fn outcome(world: &World, ports: &PortState) -> Option<Outcome> {
    if world.plan.complete() {
        return Some(world.goal.outcome());
    }
    if Seat::ALL
        .into_iter()
        .all(|seat| world.mechanism.ring_damaged(seat))
    {
        return Some(Outcome::RingsLost);
    }
    for seat in Seat::ALL {
        let mut men = world.crew.iter().filter(|man| man.id.seat() == seat);
        if men.all(|man| man.incapacitated()) {
            return Some(Outcome::CrewLost(seat));
        }
    }
    let lost = |man: &&CrewMember| !man.alive() || man.decompression_sick();
    if let Some(man) = world.crew.iter().find(lost) {
        return Some(Outcome::CrewmanLost(man.id));
    }
    let free = !world.mechanism.captured() && !world.mechanism.hooked();
    if free && share(world, world.plan.roles.flying) < LOST_SHARE {
        return Some(Outcome::PropellantLost);
    }
    if free && hulls_meet(world) {
        return Some(Outcome::HullStruck);
    }
    let (_, since) = world.called_off?;
    let away = ports.range_m() > CALLED_OFF_M && ports.closing_m_per_s() < 0.0;
    let over = world.tick.since(since) > CALLED_OFF_S;
    (away || over).then_some(Outcome::CalledOff)
}

fn hulls_meet(world: &World) -> bool {
    let (origin_m, _) = motion::barycentre(&world.craft);
    let [apollo_m, soyuz_m] = world
        .craft
        .each_ref()
        .map(|craft| craft.pos_eci_m - origin_m);
    let apart = (apollo_m - soyuz_m).length();
    let docked = vessel(Seat::Apollo).port_x_m + vessel(Seat::Soyuz).port_x_m;
    apart < docked + PASSED_M
}

#[cfg(test)]
mod tests;
