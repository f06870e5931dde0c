//! One tick of the plan: what the world has completed of it, what has to be held, what has grown too old.

use alloc::vec::Vec;

use crate::catalogue::constants::PA_PER_MMHG;
use crate::catalogue::procedures::{Cond, Held, Move, Step};
use crate::ids::{HatchId, Seat};
use crate::limits::MATCH_FRESH_S;
use crate::sim::World;
use crate::sim::armed::Armed;
use crate::sim::contact::port::PortState;
use crate::sim::doors::HatchState;
use crate::sim::eclipse;
use crate::sim::event::Event;
use crate::sim::input::{HatchAct, ReadingOf, TwoKeyAct};
use crate::sim::mechanism;

/// Gas warmer than this is not calm, K (40 °C; a cabin is kept below 30).
const WARM_K: f64 = 313.15;

/// One tick of the plan: marks what the world has completed; `ports` as they stand now. Bounded: a
/// rank may fall each pass, and no step has more than a handful.
pub fn step(world: &mut World, ports: &PortState, events: &mut Vec<Event>) {
    let before = world.plan.phase();
    turn_keys_anew(world);
    call_anew(world, events);
    time_held(world, ports.range_m());
    let done: Vec<_> = world
        .plan
        .open_rows()
        .filter(|(step, index, mv)| holds(world, ports.range_m(), step, *index, mv))
        .map(|(step, index, _)| (step, index))
        .collect();
    for (step, index) in done {
        world.plan.moves_done[step.id as usize] |= 1 << index;
        world.plan.since[step.id as usize] = None;
        if world.plan.rank(step).is_none() {
            world.plan.finish(step.id);
            events.push(Event::Step(step.id));
        }
    }
    world.plan.next_transfer();
    for step in world.plan.steps.open().rows() {
        world.plan.since[step.id as usize].get_or_insert(world.tick);
    }
    let after = world.plan.phase();
    if after != before {
        events.push(Event::Phase(after));
    }
}

/// Starts and breaks the time of what has to be held.
fn time_held(world: &mut World, range_m: f64) {
    let now: Vec<_> = world
        .plan
        .open_rows()
        .filter_map(|(step, _, mv)| match mv.done {
            Cond::HeldFor(held, _) => Some((step.id as usize, is_held(world, range_m, held))),
            _ => None,
        })
        .collect();
    for (index, holds) in now {
        let held = &mut world.plan.held[index];
        *held = holds.then(|| held.unwrap_or(world.tick));
    }
}

fn is_held(world: &World, range_m: f64, held: Held) -> bool {
    match held {
        Held::Range { at_m, within_m } => (range_m - at_m).abs() <= within_m,
        Held::Sun(share) => eclipse::covered(world) >= share,
        Held::Calm(place) => !world.burning(place) && world.air.temperature_k(place) < WARM_K,
    }
}

/// Keys spring back: a hatch that was not opened in time asks both crews for theirs again.
fn turn_keys_anew(world: &mut World) {
    for step in world.plan.steps.open().rows() {
        let stale = step.moves.iter().any(|mv| {
            matches!(mv.done, Cond::KeysOrOpen(act, hatch) if !keys_or_open(world, act, hatch))
        });
        let index = step.id as usize;
        if stale && world.plan.rank(step) > Some(0) {
            world.plan.moves_done[index] = 0;
            world.plan.since[index] = None;
        }
    }
}

/// A read-back opens its lock for a minute: an act that waits longer has its calls made again.
fn call_anew(world: &mut World, events: &mut Vec<Event>) {
    let now = world.tick;
    for act in Armed::ALL {
        for step in act.steps().iter().copied() {
            let matched = world.plan.matched[step as usize];
            let old = matched.is_some_and(|at| now.since(at) > MATCH_FRESH_S);
            if old && act.waits(world) {
                world.plan.reopen(step);
                world.plan.lapsed.insert(step);
                events.push(Event::Expired(step));
            }
        }
    }
}

/// A reading begun since the step asks for one has ended.
fn leak_read(world: &World, step: &Step, of: ReadingOf) -> bool {
    let asked = world.plan.since[step.id as usize];
    let reading = world.switches.reading(of).filter(|reading| !reading.runs());
    asked.is_some_and(|asked| reading.map(|reading| reading.began) >= Some(asked))
}

fn keys_or_open(world: &World, act: TwoKeyAct, hatch: HatchId) -> bool {
    world.radio.keys_open(act, world.tick) || world.air.hatch(hatch) != HatchState::Shut
}

fn holds(world: &World, range_m: f64, step: &Step, index: usize, mv: &Move) -> bool {
    let plan = &world.plan;
    let seat = mv.who.seat(plan.roles);
    let said = || plan.said[step.id as usize] & 1 << index != 0;
    match mv.done {
        Cond::RangeBelow(limit) => range_m < limit,
        Cond::RangeAbove(limit) => range_m > limit,
        Cond::HeldFor(_, for_s) => {
            let since = plan.held[step.id as usize];
            since.is_some_and(|since| world.tick.since(since) >= for_s)
        }
        Cond::Said => said(),
        Cond::Matched => plan.matched[step.id as usize].is_some(),
        Cond::Spelt(system) => said() || world.switches.powered(system),
        Cond::Go(gate) => world.radio.go[gate as usize][seat.index()] == Some(true),
        Cond::Powered(system) => world.switches.powered(system),
        Cond::ControlActive => world.craft[seat.index()].autopilot.mode.is_active(),
        Cond::ControlPassive => !world.craft[seat.index()].autopilot.mode.is_active(),
        Cond::BeaconsOn => world.switches.beacons,
        Cond::TransponderOn => world.switches.transponder,
        Cond::KeysOrOpen(act, hatch) => keys_or_open(world, act, hatch),
        Cond::Masked(party, on) => {
            let men = plan.transfer().party(party).iter();
            men.filter(|man| man.seat() == seat)
                .map(|man| &world.crew[*man as usize])
                .all(|man| if on { man.mask() } else { !man.masked() })
        }
        Cond::PartyAt(party, place) => {
            let men = plan.transfer().party(party).iter();
            men.filter(|man| man.seat() == seat)
                .all(|man| world.crew[*man as usize].at == place)
        }
        Cond::LeakGood(of) => leak_read(world, step, of) && world.switches.leak_good(of),
        Cond::LeakRead(of) => leak_read(world, step, of),
        Cond::Offered(role) => world.offer.is_some_and(|offer| offer.role == role),
        Cond::NoOffer => world.offer.is_none(),
        Cond::JetsStopped => !world.craft[seat.index()].rcs.blows_by_itself(seat),
        cond => mechanism_holds(world, seat, cond) || air_holds(world, cond),
    }
}

fn mechanism_holds(world: &World, seat: Seat, cond: Cond) -> bool {
    use crate::sim::input::RingAct;
    use mechanism::Phase::{Captured, Contact, Damped, Extending, Free, Near, Retracted};
    let phase = world.mechanism.phase();
    let apart = matches!(phase, Free | Near | Contact | Extending);
    match cond {
        Cond::RingAt(act) => {
            let state = world.mechanism.ring_state(seat);
            match act {
                RingAct::Extend => state == mechanism::RingState::Extended,
                RingAct::Stow => state == mechanism::RingState::Stowed,
            }
        }
        Cond::Captured => !apart,
        Cond::Damped => !apart && phase != Captured,
        Cond::Retracting => !apart && !matches!(phase, Captured | Damped),
        Cond::Retracted => phase == Retracted || world.mechanism.hooks() > 0,
        Cond::HooksClosed => world.mechanism.hooks() == 8,
        Cond::HooksOpen => world.mechanism.hooks() == 0,
        Cond::LatchesOpen => world.mechanism.latches() == [false; 3],
        _ => false,
    }
}

fn air_holds(world: &World, cond: Cond) -> bool {
    let air = &world.air;
    let mmhg = |place| air.pressure_pa(place) / PA_PER_MMHG;
    let open = |valve| air.valve_open(valve);
    match cond {
        Cond::CavityAbove(limit) => air.cavity_pa() / PA_PER_MMHG > limit,
        Cond::ValveIs(valve, wanted) => open(valve) == wanted,
        Cond::OpenOrBelow(valve, place, limit) => open(valve) || mmhg(place) < limit,
        Cond::BelowAndShut(valve, place, limit) => !open(valve) && mmhg(place) < limit,
        Cond::OxygenAndShut(valve, place, limit) => {
            !open(valve) && air.partial_o2_pa(place) / PA_PER_MMHG > limit
        }
        Cond::OpenOrAbove(valve, place, limit) => open(valve) || mmhg(place) > limit,
        Cond::AboveAndShut(valve, place, limit) => !open(valve) && mmhg(place) > limit,
        Cond::Above(place, limit) => mmhg(place) > limit,
        Cond::Below(place, limit) => mmhg(place) < limit,
        Cond::DeltaBelow(hatch, limit) => air.hatch_delta_p_pa(hatch).abs() / PA_PER_MMHG < limit,
        Cond::HatchIs(hatch, HatchAct::Open) => air.hatch(hatch) == HatchState::Open,
        Cond::HatchIs(hatch, HatchAct::Shut) => air.hatch(hatch) == HatchState::Shut,
        _ => false,
    }
}
