//! The joint flight plan as both crews see it: what is done and whose move is open. The same for
//! both seats: nobody should wonder whose move it is.

use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::catalogue::procedures::{Move, Phase, Roles, StepId, StepSet};
use crate::catalogue::transfers::{Party, Transfer};
use crate::ids::{CompartmentId, CrewId, Seat};
use crate::sim::World;
use crate::sim::event::Outcome;
use crate::sim::handover::Offer;
use crate::time::Tick;
use crate::view::panel::Panel;

/// An open move: a step's row and which of its moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenMove {
    /// The step.
    pub step: StepId,
    /// Index into the step's moves.
    pub index: u8,
    /// Open since.
    pub since: Tick,
    /// What has to be held has been held since; absent while it is not, or nothing has to be.
    pub held: Option<Tick>,
}

impl OpenMove {
    /// The move's row; absent when the index does not fit the step (a foreign catalogue).
    pub fn row(&self) -> Option<&'static Move> {
        self.step.row().moves.get(usize::from(self.index))
    }
}

/// The plan's state.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlanView {
    /// Current phase.
    pub phase: Phase,
    /// Open moves of both crews, in plan order.
    pub open: Vec<OpenMove>,
    /// Steps done.
    pub done: StepSet,
    /// Steps this mission flies.
    pub flown: StepSet,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// Who has which role now.
    pub roles: Roles,
    /// The role on offer.
    pub offer: Option<Offer>,
    /// Number of the transfer under way.
    pub transfer: u8,
}

impl PlanView {
    /// The own men of a party, each with where he is now by the own panel.
    pub fn men<'a>(
        &self,
        panel: &'a Panel,
        party: Party,
    ) -> impl Iterator<Item = (CrewId, CompartmentId)> + 'a {
        let seat = panel.seat();
        let men = Transfer::numbered(self.transfer).party(party).iter();
        men.filter(move |man| man.seat() == seat)
            .map(|man| (*man, panel.craft().where_is(*man)))
    }

    /// Open moves of one seat, in plan order.
    pub fn moves_of(&self, seat: Seat) -> impl Iterator<Item = (OpenMove, &'static Move)> + '_ {
        self.open
            .iter()
            .filter_map(|open| open.row().map(|row| (*open, row)))
            .filter(move |(_, row)| row.who.seat(self.roles) == seat)
    }
}

/// The plan at one tick; the same for both seats.
pub fn of(world: &World) -> PlanView {
    PlanView {
        phase: world.plan.phase(),
        open: world.plan.open(world.tick),
        done: world.plan.done().and(world.plan.flown()),
        flown: world.plan.flown(),
        outcome: world.outcome,
        roles: world.plan.roles,
        offer: world.offer,
        transfer: world.plan.transfer().number,
    }
}
