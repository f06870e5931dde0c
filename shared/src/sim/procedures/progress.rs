//! How far a flight plan has come: the steps it flies and those done, and what follows from both.

use serde::{Deserialize, Serialize};

use crate::catalogue::procedures::{Phase, StepId, StepSet};

/// Flown at any time and beside the plan: no phase and no end waits for it.
const ASIDE: StepSet = StepSet::of(&[StepId::HandOver]);

/// Steps flown and done. Which of them are open, and in which phase, is asked many times a tick and
/// changes once in thousands of them: it is worked out wherever either set changes, all of them here.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Progress {
    flown: StepSet,
    done: StepSet,
    open: StepSet,
    phase: Phase,
}

impl Progress {
    /// These steps, none of them done.
    pub(super) fn of(flown: StepSet) -> Progress {
        Progress::after(flown, StepSet::default())
    }

    /// Steps that the mission flies.
    pub(super) fn flown(&self) -> StepSet {
        self.flown
    }

    /// Steps done.
    pub(super) fn done(&self) -> StepSet {
        self.done
    }

    /// Steps flown and not done.
    pub(super) fn left(&self) -> StepSet {
        self.flown.without(self.done)
    }

    /// Nothing is left to do.
    pub(super) fn is_complete(&self) -> bool {
        self.left().without(ASIDE).is_empty()
    }

    /// Steps left that nothing flown has to come before.
    pub(super) fn open(&self) -> StepSet {
        self.open
    }

    /// The earliest phase with a step left; the last one flown when all is done.
    pub(super) fn phase(&self) -> Phase {
        self.phase
    }

    /// Adds a step to those flown.
    pub(super) fn fly(&mut self, step: StepId) {
        let mut flown = self.flown;
        flown.insert(step);
        *self = Progress::after(flown, self.done);
    }

    /// Takes a step from those flown.
    pub(super) fn drop(&mut self, step: StepId) {
        let mut flown = self.flown;
        flown.remove(step);
        *self = Progress::after(flown, self.done);
    }

    /// A step is done.
    pub(super) fn finish(&mut self, step: StepId) {
        let mut done = self.done;
        done.insert(step);
        *self = Progress::after(self.flown, done);
    }

    /// A step is to be done again.
    pub(super) fn undo(&mut self, step: StepId) {
        let mut done = self.done;
        done.remove(step);
        *self = Progress::after(self.flown, done);
    }

    fn after(flown: StepSet, done: StepSet) -> Progress {
        let left = flown.without(done);
        let mut open = StepSet::default();
        for step in left.rows().filter(|step| step.after.and(left).is_empty()) {
            open.insert(step.id);
        }
        let phases = |steps: StepSet| steps.rows().map(|step| step.phase);
        let [flown_so, left_so] = [flown, left].map(|steps| steps.without(ASIDE));
        let phase = phases(left_so).min().or_else(|| phases(flown_so).max());
        Progress {
            flown,
            done,
            open,
            phase: phase.unwrap_or(Phase::Approach),
        }
    }
}
