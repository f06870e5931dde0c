//! Armed acts: what stays locked until its call has been read back rightly within the last minute, at
//! every level of help and under all rules. One row an act: which steps of the plan carry the call.

use crate::catalogue::mechanisms::HOOKS;
use crate::catalogue::procedures::{Act, StepId};
use crate::catalogue::valves::ValveId;
use crate::ids::HatchId;
use crate::sim::World;
use crate::sim::doors::HatchState;
use crate::sim::event::Refusal;
use crate::sim::input::{RingAct, Role, TwoKeyAct};
use crate::sim::mechanism::RingState;

/// An armed act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Armed {
    /// Driving the active ring out: which ring is the active one.
    Ring,
    /// Closing the hooks.
    Hooks,
    /// Opening the valve that leads air between the crews.
    Equalise,
    /// The go for a hatch: a key of its two-key act.
    HatchGo(TwoKeyAct),
    /// Undoing a joint.
    Undock,
    /// Taking a role over.
    Swap(Role),
}

impl Armed {
    /// All of them.
    pub const ALL: [Armed; 8] = [
        Armed::Ring,
        Armed::Hooks,
        Armed::Equalise,
        Armed::HatchGo(TwoKeyAct::Hatch4),
        Armed::HatchGo(TwoKeyAct::Hatch3),
        Armed::Undock,
        Armed::Swap(Role::Control),
        Armed::Swap(Role::Ring),
    ];

    /// Steps whose calls have to be read back, all of them.
    pub const fn steps(self) -> &'static [StepId] {
        match self {
            Armed::Ring => &[StepId::RingChoice],
            Armed::Hooks => &[StepId::Frames],
            Armed::Equalise => &[StepId::DmPressure, StepId::OmPressure],
            Armed::HatchGo(TwoKeyAct::Hatch4) => &[StepId::Equalise],
            Armed::HatchGo(TwoKeyAct::Hatch3) => &[StepId::Hatch4],
            Armed::Undock => &[StepId::UndockGo],
            Armed::Swap(Role::Control) => &[StepId::HandOver],
            Armed::Swap(Role::Ring) => &[StepId::RingSwap],
        }
    }

    /// The plan asks for the act, and it has not begun.
    pub fn waits(self, world: &World) -> bool {
        let asked = |act| world.plan.asks(act);
        self.is_undone(world)
            && match self {
                Armed::Ring => asked(Act::Ring(RingAct::Extend)),
                Armed::Hooks => asked(Act::Hooks),
                Armed::Equalise => asked(Act::Valve(ValveId::H4Eq, true)),
                Armed::HatchGo(key) => asked(Act::Key(key)),
                Armed::Undock => asked(Act::OpenHooks) || asked(Act::Release),
                // An offer lapses long before its read-back does.
                Armed::Swap(_) => false,
            }
    }

    /// There is something left to unlock as the world stands.
    pub fn is_undone(self, world: &World) -> bool {
        let mechanism = &world.mechanism;
        match self {
            Armed::Ring => {
                let ring = mechanism.ring_state(world.plan.roles.active);
                !mechanism.captured() && ring == RingState::Stowed
            }
            Armed::Hooks => mechanism.captured() && mechanism.hooks() == 0,
            Armed::Equalise => !world.air.valve_open(ValveId::H4Eq),
            Armed::HatchGo(key) => {
                let hatch = match key {
                    TwoKeyAct::Hatch4 => HatchId::H4,
                    TwoKeyAct::Hatch3 => HatchId::H3,
                };
                let shut = world.air.hatch(hatch) == HatchState::Shut;
                shut && !world.radio.keys_open(key, world.tick)
            }
            Armed::Undock => usize::from(mechanism.hooks()) == HOOKS,
            Armed::Swap(role) => world.offer.is_some_and(|offer| offer.role == role),
        }
    }

    /// One of its read-backs is fresh.
    pub fn is_fresh(self, world: &World) -> bool {
        let fresh = |step: &StepId| world.plan.matched_for(*step, world.tick).is_some();
        let mut flown = self.steps().iter().filter(|step| world.plan.flies(**step));
        flown.any(fresh)
    }
}

/// Every call of the act that the mission flies was read back rightly within the last minute.
///
/// # Errors
/// With the first step whose read-back is missing, was wrong, or is too old.
pub fn check(world: &World, act: Armed) -> Result<(), Refusal> {
    for step in act.steps().iter().copied() {
        if world.plan.flies(step) && world.plan.matched_for(step, world.tick).is_none() {
            return Err(match world.plan.has_lapsed(step, world.tick) {
                true => Refusal::MatchExpired { step },
                false => Refusal::Locked { step },
            });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
