//! Hands on valves and hatches: whose they are, what the rules say to an unsafe act, what a tick of
//! pressure and hands does to a hatch. What then flows is the atmosphere's business.

pub mod hatch;
pub mod hazards;

use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::catalogue::hatches::{HATCHES, HatchRow, STRENGTH_PA, Swing};
use crate::catalogue::valves::ValveId;
use crate::ids::{CompartmentId, CrewId, HatchId, Seat};
use crate::sim::World;
use crate::sim::atmosphere::Air;
use crate::sim::event::{Event, Refusal};
use crate::sim::input::HatchAct;

use hatch::{Load, Swung};
pub use hazards::Hazard;

/// How a hatch stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum HatchState {
    /// On its seat and latched.
    Shut,
    /// On its seat, held by nothing but pressure and hands.
    Unlatched,
    /// Off its seat, in the way of whoever would pass.
    Ajar,
    /// Clear of the opening.
    Open,
}

/// One act of a crew on its air system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DoorCommand {
    /// Turn a valve: `true` opens it.
    Valve(ValveId, bool),
    /// Work a hatch.
    Hatch(HatchId, HatchAct),
}

/// How a mission treats unsafe acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Rules {
    /// Refused with the reason.
    Training,
    /// Done once confirmed.
    Flight,
    /// Physics decides.
    Real,
}

impl Rules {
    /// What they say to an act with this hazard.
    pub fn judge(self, hazard: Option<Hazard>, confirmed: bool) -> Result<(), Refusal> {
        match (self, hazard) {
            (Rules::Training, Some(hazard)) => Err(Refusal::Unsafe(hazard)),
            (Rules::Flight, Some(hazard)) if !confirmed => Err(Refusal::Confirm(hazard)),
            _ => Ok(()),
        }
    }
}

/// The man of a seat's crew whose hands do an act in this place: the first who is there, not on his
/// way elsewhere, and can act. A guest works nothing of his hosts'.
pub fn hands_at(world: &World, seat: Seat, place: CompartmentId) -> Result<CrewId, Refusal> {
    let there = |id: &CrewId| {
        let stays = world.walks[*id as usize].is_none();
        id.seat() == seat && stays && world.crew[*id as usize].at == place
    };
    let mut men = CrewId::ALL.into_iter().filter(there);
    let first = men.clone().next();
    men.find(|id| !world.crew[*id as usize].incapacitated())
        .ok_or(first.map_or(Refusal::NobodyThere(place), Refusal::NoAnswer))
}

/// The same where an act can be done in several places, the first of them by rights.
pub fn hands_in(world: &World, seat: Seat, places: &[CompartmentId]) -> Result<CrewId, Refusal> {
    let mut answer = Err(Refusal::NotAtThisSeat);
    for place in places {
        let here = hands_at(world, seat, *place);
        let worse = matches!(
            (&answer, &here),
            (Err(Refusal::NoAnswer(_)), Err(Refusal::NobodyThere(_)))
                | (Err(Refusal::NobodyThere(_)), Err(Refusal::NobodyThere(_)))
        );
        if here.is_ok() {
            return here;
        }
        if !worse {
            answer = here;
        }
    }
    answer
}

/// Whose hands an act is for.
pub fn hands_for(world: &World, cmd: DoorCommand) -> Result<CrewId, Refusal> {
    match cmd {
        DoorCommand::Valve(valve, _) => {
            let row = valve.row();
            hands_in(world, row.worked_by, row.reach)
        }
        DoorCommand::Hatch(hatch, _) => {
            let row = &HATCHES[hatch as usize];
            hands_in(world, row.worked_by, row.reach)
        }
    }
}

/// Does what a crew asks, or says why not.
pub fn command(
    world: &mut World,
    seat: Seat,
    cmd: DoorCommand,
    confirmed: bool,
) -> Result<(), Refusal> {
    let worked_by = match cmd {
        DoorCommand::Valve(valve, _) => valve.row().worked_by,
        DoorCommand::Hatch(hatch, _) => HATCHES[hatch as usize].worked_by,
    };
    if worked_by != seat {
        return Err(Refusal::NotAtThisSeat);
    }
    if let DoorCommand::Hatch(hatch, act) = cmd
        && stands(&world.air, hatch, act)
    {
        return Err(Refusal::AlreadySo);
    }
    let man = hands_for(world, cmd)?;
    world.rules.judge(hazards::of(world, cmd, man), confirmed)?;
    match cmd {
        DoorCommand::Valve(valve, open) => world.air.set_valve(valve, open),
        DoorCommand::Hatch(hatch, act) => {
            let held_n = world
                .air
                .hatch_body(hatch)
                .seating_n(seating_pa(&world.air, &HATCHES[hatch as usize]));
            let held = seating_pa(&world.air, &HATCHES[hatch as usize]) > STRENGTH_PA;
            if act == HatchAct::Open && held && world.rules != Rules::Real {
                let force_n = held_n as f32;
                return Err(Refusal::HatchHeld { force_n });
            }
            world.air.hatch_body_mut(hatch).set_order(act);
        }
    }
    Ok(())
}

/// A hatch is where an act would bring it, and no hands are taking it elsewhere.
fn stands(air: &Air, hatch: HatchId, act: HatchAct) -> bool {
    let wanted = match act {
        HatchAct::Open => HatchState::Open,
        HatchAct::Shut => HatchState::Shut,
    };
    air.hatch(hatch) == wanted && air.hatch_body(hatch).order().is_none_or(|now| now == act)
}

/// The pressure that holds a hatch on its seat, Pa; negative when it pushes the hatch open.
pub fn seating_pa(air: &Air, row: &HatchRow) -> f64 {
    let delta_pa = air.hatch_delta_p_pa(row.id);
    if row.opens_into == row.apollo_side {
        delta_pa
    } else {
        -delta_pa
    }
}

/// Who would be struck by a hatch that is thrown open: the man at it, when it swings to his side; in
/// a narrow place whoever is there.
pub fn in_swing(world: &World, row: &HatchRow, man: Option<CrewId>) -> Option<CrewId> {
    let there = |id: &CrewId| world.crew[*id as usize].at == row.opens_into;
    let at_it = man.filter(there);
    match row.swing {
        Swing::Roomy => at_it,
        Swing::Narrow => at_it.or_else(|| CrewId::ALL.into_iter().find(there)),
    }
}

/// One tick of every hatch.
pub fn step(world: &mut World, dt_s: f64, events: &mut Vec<Event>) {
    for row in &HATCHES {
        let act = world.air.hatch_body(row.id).order();
        let man = act.and_then(|act| {
            let cmd = DoorCommand::Hatch(row.id, act);
            hands_for(world, cmd).ok()
        });
        let struck = in_swing(world, row, man);
        let load = Load {
            seating_pa: seating_pa(&world.air, row),
            hands: man.map_or(0.0, |man| world.crew[man as usize].hands()),
            in_swing: struck.is_some(),
        };
        let swung = world.air.hatch_body_mut(row.id).step(dt_s, &load);
        tell(world, row.id, swung, struck, events);
    }
}

fn tell(
    world: &mut World,
    hatch: HatchId,
    swung: Swung,
    struck: Option<CrewId>,
    events: &mut Vec<Event>,
) {
    if let (Some(energy_j), Some(crew)) = (swung.struck_j, struck) {
        world.crew[crew as usize].strike(energy_j);
        let energy_j = energy_j as f32;
        events.push(Event::Struck { crew, energy_j });
    }
    if let Some((open, rim_m_per_s)) = swung.slam {
        let rim_m_per_s = rim_m_per_s as f32;
        events.push(Event::HatchSlam {
            hatch,
            open,
            rim_m_per_s,
        });
    }
    if let Some(force_n) = swung.held_n {
        let force_n = force_n as f32;
        events.push(Event::HatchHeld { hatch, force_n });
    }
    if let Some(open) = swung.settled {
        events.push(Event::Hatch { hatch, open });
    }
}

#[cfg(test)]
mod tests;
