//! The docking mechanism's switches.

use super::{at, unlocked};
use crate::catalogue::mechanisms::HOOKS;
use crate::catalogue::procedures::StepId;
use crate::ids::{HatchId, Seat};
use crate::sim::World;
use crate::sim::armed::{self, Armed};
use crate::sim::doors::{HatchState, Rules, hazards};
use crate::sim::event::Refusal;
use crate::sim::input::{RingAct, Role};
use crate::sim::mechanism::{MechanismCommand, MechanismRefusal, Phase};

/// The same order again within this confirms it, s.
const CONFIRM_S: f64 = 10.0;

/// Which ring goes out is agreed before, save where it pushes captured craft apart.
pub(super) fn drive_ring(world: &mut World, seat: Seat, ring: RingAct) -> Result<(), Refusal> {
    if ring == RingAct::Extend && !world.mechanism.captured() && world.plan.flies(StepId::Rings) {
        let (role, owner) = (Role::Ring, world.plan.roles.active);
        if owner != seat {
            return Err(Refusal::NotTheOwner { role, owner });
        }
        armed::check(world, Armed::Ring)?;
    }
    order(
        world,
        match ring {
            RingAct::Extend => MechanismCommand::ExtendRing(seat),
            RingAct::Stow => MechanismCommand::StowRing(seat),
        },
    )
}

/// The crew whose ring carries the docking; before there is one, the crew that the mission names.
fn active(world: &World) -> Seat {
    world.mechanism.active().unwrap_or(world.plan.roles.active)
}

pub(super) fn retract(world: &mut World, seat: Seat) -> Result<(), Refusal> {
    at(seat, active(world))?;
    unlocked(world, StepId::ControlOff)?;
    if world.craft[seat.index()].autopilot.mode.is_active() {
        return Err(Refusal::ControlStillOn);
    }
    if world.mechanism.phase() == Phase::Captured {
        return Err(Refusal::NotDamped);
    }
    order(world, MechanismCommand::Retract)
}

/// The active side closes the hooks; either side can open them: each unit has hooks of its own, and
/// the passive one can always undo the joint (Syromyatnikov). Hooks let go only of a tunnel that
/// nobody's air stands open to, save under Real rules; with a man on the wrong side they want to be
/// ordered twice.
pub(super) fn drive_hooks(world: &mut World, seat: Seat, close: bool) -> Result<(), Refusal> {
    if close {
        at(seat, active(world))?;
        unlocked(world, StepId::ControlOff)?;
        if usize::from(world.mechanism.hooks()) == HOOKS {
            return Err(Refusal::AlreadySo);
        }
        armed::check(world, Armed::Hooks)?;
        return order(world, MechanismCommand::CloseHooks);
    }
    armed::check(world, Armed::Undock)?;
    let open = [HatchId::H3, HatchId::H4]
        .into_iter()
        .find(|hatch| world.air.hatch(*hatch) != HatchState::Shut);
    if let Some(hatch) = open
        && world.rules != Rules::Real
    {
        return Err(Refusal::ShutFirst(hatch));
    }
    let asked = world.switches.hooks_asked[seat.index()];
    let again = asked.is_some_and(|at| world.tick.since(at) <= CONFIRM_S);
    let judged = world.rules.judge(hazards::of_undocking(world), again);
    if judged.is_err() {
        world.switches.hooks_asked[seat.index()] = Some(world.tick);
    }
    judged?;
    order(world, MechanismCommand::OpenHooks)
}

/// Latches that let go lose their power with it: they catch again only when the cell is pressed anew.
pub(super) fn release(world: &mut World) -> Result<(), Refusal> {
    if world.mechanism.hooked() {
        armed::check(world, Armed::Undock)?;
    }
    order(world, MechanismCommand::ReleaseLatches)?;
    world.switches.latch_cell = false;
    Ok(())
}

fn order(world: &mut World, command: MechanismCommand) -> Result<(), Refusal> {
    world.mechanism.command(command).map_err(|why| match why {
        MechanismRefusal::NotCaptured => Refusal::NotCaptured,
        MechanismRefusal::Captured | MechanismRefusal::Hooked => Refusal::Joined,
        MechanismRefusal::NotRetracted => Refusal::NotRetracted,
        MechanismRefusal::NotHooked => Refusal::NotJoined,
        MechanismRefusal::DriveRunning => Refusal::RingMoving,
        MechanismRefusal::Damaged => Refusal::MechanismDamaged,
    })
}
