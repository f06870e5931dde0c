//! Valves, hatches and the timed leak reading: locks, keys and what a refusal says.

use super::{at, unlocked};
use crate::catalogue::procedures::StepId;
use crate::catalogue::valves::ValveId;
use crate::ids::{HatchId, Seat};
use crate::sim::World;
use crate::sim::armed::{self, Armed};
use crate::sim::doors::{self, DoorCommand};
use crate::sim::event::Refusal;
use crate::sim::input::{HatchAct, ReadingOf, TwoKeyAct};
use crate::sim::switches::Reading;

pub(super) fn turn_valve(
    world: &mut World,
    seat: Seat,
    valve: ValveId,
    open: bool,
    confirmed: bool,
) -> Result<(), Refusal> {
    if valve.row().worked_by != seat {
        return Err(Refusal::NotAtThisSeat);
    }
    if open {
        // The seal's read-back opens the way into tunnel 2 for good; air between the crews is armed.
        match valve {
            ValveId::H3Eq => unlocked(world, StepId::Seal)?,
            ValveId::H4Eq => armed::check(world, Armed::Equalise)?,
            _ => {}
        }
    }
    if world
        .switches
        .pulse
        .is_some_and(|(pulsed, _)| pulsed == valve)
    {
        world.switches.pulse = None;
    }
    doors::command(world, seat, DoorCommand::Valve(valve, open), confirmed)
}

pub(super) fn work_hatch(
    world: &mut World,
    seat: Seat,
    hatch: HatchId,
    act: HatchAct,
    confirmed: bool,
) -> Result<(), Refusal> {
    if act == HatchAct::Open {
        let key = match hatch {
            HatchId::H3 => Some(TwoKeyAct::Hatch3),
            HatchId::H4 => Some(TwoKeyAct::Hatch4),
            _ => None,
        };
        if key.is_some_and(|key| !world.radio.keys_open(key, world.tick)) {
            return Err(Refusal::NeedsBothKeys);
        }
    }
    doors::command(world, seat, DoorCommand::Hatch(hatch, act), confirmed)
}

pub(super) fn start_leak_reading(
    world: &mut World,
    seat: Seat,
    of: ReadingOf,
) -> Result<(), Refusal> {
    at(seat, of.seat())?;
    if of != ReadingOf::Dm && world.mechanism.hooks() == 0 {
        return Err(Refusal::NotJoined);
    }
    if world.switches.reading(of).is_some_and(Reading::runs) {
        return Err(Refusal::ReadingRuns);
    }
    let pressure_pa = of.pressure_pa(&world.air);
    world
        .switches
        .start_leak_reading(of, world.tick, pressure_pa);
    Ok(())
}
