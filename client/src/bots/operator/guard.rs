//! What a careful crew sees to beside its plan: what the other one calls of its air, and what the own
//! panel warns of. Nothing here is told by the plan.

use handshake_shared::catalogue::calls::{CallId, SlotValue};
use handshake_shared::catalogue::constants::PA_PER_MMHG;
use handshake_shared::catalogue::procedures::{Act, Move, Phase, StepId};
use handshake_shared::ids::{CompartmentId, Seat};
use handshake_shared::sim::input::Command;
use handshake_shared::time::Tick;
use handshake_shared::view::plan::OpenMove;

use super::words::fill;
use super::{Given, Operator};

/// Soyuz's cabin is too high to be joined, Pa: 30 mmHg above the agreed 520 (recalled: the Docking
/// Module is brought within 30 of it).
const HIGH_PA: f32 = 550.0 * PA_PER_MMHG as f32;

impl Operator {
    /// What has to be said or done beside the plan.
    pub(super) fn guard(&mut self, given: &Given<'_>) -> Option<Command> {
        self.ask_cabin(given).or_else(|| self.ask_lower(given))
    }

    /// Apollo is about to raise its module and does not know to what: nobody has called Soyuz's cabin.
    fn ask_cabin(&mut self, given: &Given<'_>) -> Option<Command> {
        let mut moves = given.plan.moves_of(self.seat);
        let raises = moves.any(|(open, _)| open.step == StepId::DmUp);
        let called = given.panel.craft().called.pressure_pa[CompartmentId::Om as usize];
        let knows = self.asked_cabin || called.is_some();
        if !raises || knows || self.temper.careless || self.temper.muted {
            return None;
        }
        self.asked_cabin = true;
        let slots = vec![SlotValue::Place(CompartmentId::Om)];
        Some(self.call(given, CallId::AskPressure, slots))
    }

    fn ask_lower(&mut self, given: &Given<'_>) -> Option<Command> {
        let high = self.high_cabin(given)?;
        let due = self.asked_lower.is_none_or(|at| high > at);
        let heard = given.tick.since(high) >= self.reaction_s();
        if self.temper.muted || !due || !heard || given.plan.phase != Phase::Air {
            return None;
        }
        self.asked_lower = Some(given.tick);
        let call = CallId::PressureNeeded;
        Some(self.call(given, call, fill(given, call, None)?))
    }

    /// A move of the plan that a careful crew does not make now.
    pub(super) fn holds_back(&self, given: &Given<'_>, open: OpenMove, mv: &Move) -> bool {
        let equalises = open.step == StepId::Equalise && matches!(mv.act, Act::Valve(..));
        let joins = equalises || matches!(mv.act, Act::Key(_));
        joins && self.high_cabin(given).is_some()
    }

    /// When Soyuz last called a cabin that must not be joined; absent once it has called a lower one.
    fn high_cabin(&self, given: &Given<'_>) -> Option<Tick> {
        if self.temper.careless || given.panel.seat() != Seat::Apollo {
            return None;
        }
        let called = given.panel.craft().called.pressure_pa[CompartmentId::Om as usize]?;
        (called.value > HIGH_PA).then_some(called.at)
    }
}
