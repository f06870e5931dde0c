//! Valves, hatches and the timed leak reading: locks, keys and what a refusal says.

use alloc::vec::Vec;

use super::{at, freshly_matched, unlocked};
use crate::catalogue::procedures::StepId;
use crate::catalogue::valves::ValveId;
use crate::ids::{HatchId, Seat};
use crate::sim::World;
use crate::sim::doors::{self, DoorCommand, DoorRefusal, Hazard};
use crate::sim::event::{Event, Refusal};
use crate::sim::input::{HatchAct, ReadingOf, TwoKeyAct};
use crate::sim::switches::Reading;

/// Calls that have to be read back before a valve leads air between the crews.
pub(in crate::sim) const VALVE_LOCKS: &[(ValveId, &[StepId])] = &[
    (ValveId::H3Eq, &[StepId::Seal]),
    (ValveId::H4Eq, &[StepId::DmPressure, StepId::OmPressure]),
];

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
        for (_, steps) in VALVE_LOCKS.iter().filter(|(locked, _)| *locked == valve) {
            for step in *steps {
                match step {
                    StepId::Seal => unlocked(world, *step)?,
                    _ => freshly_matched(world, *step)?,
                }
            }
        }
    }
    if valve == ValveId::OmVent {
        world.switches.puff_until = None;
    }
    door(world, seat, DoorCommand::Valve(valve, open), confirmed)
}

pub(super) fn work_hatch(
    world: &mut World,
    seat: Seat,
    hatch: HatchId,
    act: HatchAct,
    confirmed: bool,
    events: &mut Vec<Event>,
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
    door(world, seat, DoorCommand::Hatch(hatch, act), confirmed)?;
    events.push(Event::Hatch {
        hatch,
        open: act == HatchAct::Open,
    });
    Ok(())
}

fn door(
    world: &mut World,
    seat: Seat,
    command: DoorCommand,
    confirmed: bool,
) -> Result<(), Refusal> {
    doors::command(&mut world.air, seat, command, world.rules, confirmed).map_err(|why| match why {
        DoorRefusal::NotYourSide => Refusal::NotAtThisSeat,
        DoorRefusal::HatchAlready(_) => Refusal::AlreadySo,
        DoorRefusal::HatchHeld { force_n, .. } => Refusal::HatchHeld {
            force_n: force_n as f32,
        },
        DoorRefusal::Unsafe(hazard) => unsafe_act(hazard, false),
        DoorRefusal::NeedsConfirmation(hazard) => unsafe_act(hazard, true),
    })
}

pub(super) fn unsafe_act(hazard: Hazard, may_confirm: bool) -> Refusal {
    match (hazard, may_confirm) {
        (Hazard::OtherHatchOpen(hatch), false) => Refusal::ShutFirst(hatch),
        (Hazard::OtherHatchOpen(hatch), true) => Refusal::ConfirmShutFirst(hatch),
        (Hazard::NotJoined, false) => Refusal::NotJoined,
        (Hazard::NotJoined, true) => Refusal::ConfirmNotJoined,
        (Hazard::PressureDifference { delta_pa, limit_pa }, may_confirm) => {
            let (delta_pa, limit_pa) = (delta_pa as f32, limit_pa as f32);
            if may_confirm {
                Refusal::ConfirmPressureDifference { delta_pa, limit_pa }
            } else {
                Refusal::PressureDifference { delta_pa, limit_pa }
            }
        }
        (
            Hazard::Interlock {
                predicted_pa,
                limit_pa,
            },
            may_confirm,
        ) => {
            let (predicted_pa, limit_pa) = (predicted_pa as f32, limit_pa as f32);
            if may_confirm {
                Refusal::ConfirmCabinOverpressure {
                    predicted_pa,
                    limit_pa,
                }
            } else {
                Refusal::CabinOverpressure {
                    predicted_pa,
                    limit_pa,
                }
            }
        }
    }
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
