//! How a flight plan changes on the way: steps that failures and calls ask for, transfers one after the
//! other, roles that change hands, what a parting undoes.

use super::{LAST_GATE, Plan, TALKED_ON};
use crate::catalogue::procedures::{Phase, STEPS, Step, StepId};
use crate::ids::Seat;
use crate::sim::input::Role;

/// Calls of Soyuz's cabin on its way down, and at what, mmHg.
const CABIN_MARKS: [(StepId, f64); 4] = [
    (StepId::CabinFirst, 700.0),
    (StepId::CabinSecond, 640.0),
    (StepId::CabinThird, 580.0),
    (StepId::CabinFourth, 540.0),
];
/// Calls on the way to something, of no use any more once it is done.
const ON_THE_WAY: [(StepId, StepId); 6] = [
    (StepId::CabinFirst, StepId::CabinLower),
    (StepId::CabinSecond, StepId::CabinLower),
    (StepId::CabinThird, StepId::CabinLower),
    (StepId::CabinFourth, StepId::CabinLower),
    (StepId::FallFirst, StepId::Hatch3),
    (StepId::FallSecond, StepId::Hatch3),
];

impl Plan {
    /// Counts a step as done, whoever asks: the world does it by itself.
    pub fn finish(&mut self, step: StepId) {
        self.steps.finish(step);
        for (call, _) in ON_THE_WAY.into_iter().filter(|(_, to)| *to == step) {
            if !self.cleared(call) {
                self.steps.drop(call);
            }
        }
    }

    /// Takes a step back to its beginning.
    pub(super) fn reopen(&mut self, step: StepId) {
        let index = step as usize;
        self.steps.undo(step);
        self.moves_done[index] = 0;
        self.said[index] = 0;
        self.matched[index] = None;
        self.lapsed.remove(step);
        self.since[index] = None;
        self.held[index] = None;
    }

    /// The next transfer begins when the way back of the one before is flown to its end.
    pub(super) fn next_transfer(&mut self) {
        let left = self.leg + 1 < self.transfers.len();
        let of_it = |step: &&Step| step.phase.is_of_a_transfer() && self.flies(step.id);
        if !left || !STEPS.iter().filter(of_it).all(|step| self.cleared(step.id)) {
            return;
        }
        self.leg += 1;
        for step in STEPS.iter().filter(|step| step.phase.is_of_a_transfer()) {
            self.reopen(step.id);
        }
        // A cabin that was lowered once is not lowered again.
        self.steps.drop(StepId::CabinLower);
        for (mark, _) in CABIN_MARKS {
            self.steps.drop(mark);
        }
    }

    /// A failure calls for a step that the mission did not plan.
    pub fn call_for(&mut self, step: StepId) {
        self.steps.fly(step);
        self.reopen(step);
    }

    /// Soyuz's cabin has to come down before air is joined, and both pressures are called anew. What it
    /// stands at, mmHg, says how many calls there are on its way.
    pub fn call_for_lower_cabin(&mut self, stands_mmhg: f64) {
        let asked = self.flies(StepId::CabinLower) && !self.cleared(StepId::CabinLower);
        if asked || self.phase() != Phase::Air {
            return;
        }
        self.call_for(StepId::CabinLower);
        for (mark, mmhg) in CABIN_MARKS {
            if stands_mmhg > mmhg {
                self.call_for(mark);
            }
        }
        self.reopen(StepId::DmPressure);
        self.reopen(StepId::OmPressure);
    }

    /// After rings have parted the craft draw apart, and the last hold point has to be passed again.
    pub fn reopen_last_gate(&mut self) {
        self.steps.fly(StepId::Part);
        for step in LAST_GATE {
            self.reopen(step);
        }
    }

    /// Latches that let go have lost their power: their cell is spelt and pressed again.
    pub fn power_latches_anew(&mut self) {
        self.reopen(StepId::Cell);
    }

    /// A crew offers a role: the plan takes the step in which it changes hands.
    pub fn offered(&mut self, role: Role) {
        let step = role.step();
        if self.cleared(step) {
            self.call_for(step);
        }
    }

    /// Nobody took an offered role: the plan drops its step, or asks for it anew when it is `needed`.
    pub fn not_taken(&mut self, role: Role, needed: bool) {
        self.reopen(role.step());
        if !needed {
            self.steps.drop(role.step());
        }
    }

    /// A role changes hands, and with it whose the moves are.
    pub fn hand_over(&mut self, role: Role) {
        match role {
            Role::Control => {
                self.roles.flying = self.roles.flying.other();
                self.talk_on();
            }
            Role::Ring => {
                self.roles.active = self.roles.active.other();
                // What was read back for the swap is which ring is the active one.
                self.matched[StepId::RingChoice as usize] = self.matched[StepId::RingSwap as usize];
                self.undock_in_order();
            }
        }
    }

    /// Steps that belong to one crew's flying come and go with it.
    fn talk_on(&mut self) {
        let talks = self.roles.flying == Seat::Soyuz;
        for (step, gate) in TALKED_ON.into_iter().zip([StepId::Gate30, StepId::Gate3]) {
            if talks && self.flies(gate) && !self.done().has(gate) {
                self.call_for(step);
            } else if !talks && !self.done().has(step) {
                self.steps.drop(step);
            }
        }
    }

    /// The order of undoing the joint differs by the side that is active.
    fn undock_in_order(&mut self) {
        let orders = [StepId::HooksFirst, StepId::LatchesFirst];
        let left = |step| self.flies(step) && !self.done().has(step);
        if orders.into_iter().any(left) {
            for (seat, step) in Seat::ALL.into_iter().zip(orders) {
                match self.roles.active == seat {
                    true => self.call_for(step),
                    false => self.steps.drop(step),
                }
            }
        }
    }
}
