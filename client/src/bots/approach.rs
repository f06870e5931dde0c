//! How fast to close: from where the plan wants the craft that flies, to a speed along the line; and how far
//! to move over, as the other crew calls it.

use handshake_shared::catalogue::calls::{CallId, Dir, SlotValue};
use handshake_shared::catalogue::procedures::{Act, Held};
use handshake_shared::sim::event::{Speech, Transmission};
use handshake_shared::time::Tick;

use super::Given;

/// Share of the closing rule that is flown.
const RULE_SHARE: f64 = 0.9;
/// Closing speed at contact, m/s: the middle of the capture band.
const CONTACT_M_PER_S: f64 = 0.18;
/// Speed of backing off after a bounce, m/s.
const BACK_OFF_M_PER_S: f64 = 0.2;
/// Speed of backing off along the Sun line, m/s, and how soon it is taken off before the end, 1/s.
const OUT_M_PER_S: f64 = 1.0;
const OUT_PER_S: f64 = 0.06;

/// Where the plan wants the craft.
#[derive(Clone, Copy, Debug)]
pub(super) enum Goal {
    /// In, down to this range, m.
    To(f64),
    /// Out, until the plan says otherwise.
    Back,
    /// To this range and there, m.
    At(f64),
    /// Out to this range, m.
    Out(f64),
    /// In until the rings touch.
    Dock,
}

/// What the open moves of this seat ask of its pilot.
pub(super) fn goal(given: &Given<'_>) -> Option<Goal> {
    let mut moves = given.plan.moves_of(given.panel.seat());
    moves.find_map(|(_, mv)| match mv.act {
        Act::Part(_) => Some(Goal::Back),
        Act::Out(to) => Some(Goal::Out(to)),
        Act::Fly(to) => Some(Goal::To(to)),
        Act::Hold(Held::Range { at_m, .. }, _) => Some(Goal::At(at_m)),
        Act::Dock => Some(Goal::Dock),
        _ => None,
    })
}

/// What bounds a closing speed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Law {
    /// Share of the range a second, 1/s, and floor, m/s.
    rule: [f64; 2],
    /// Braking that is counted on, m/s².
    brake_m_per_s2: f64,
}

impl Law {
    /// The mission's rule, with a craft that brakes so.
    pub(super) fn of(given: &Given<'_>, brake_m_per_s2: f64) -> Law {
        Law {
            rule: given.panel.craft().closing_rule.map(f64::from),
            brake_m_per_s2,
        }
    }
}

/// A crew that was asked to stay and hears no more goes on after this, s.
const HALT_S: f64 = 45.0;

/// The pilot's memory of where the craft was when nothing was asked.
#[derive(Debug, Default)]
pub(super) struct Approach {
    hold_m: Option<f64>,
    /// The other crew wants the craft to stay where it is.
    halted: Option<Halt>,
}

/// Since when; the first decision after the call notes it.
#[derive(Clone, Copy, Debug)]
struct Halt {
    since: Option<Tick>,
}

impl Approach {
    /// The other crew asks to stay here (true) or to go on.
    pub(super) fn halt(&mut self, halt: bool) {
        self.halted = halt.then_some(Halt { since: None });
    }

    /// Where the plan wants the craft; nowhere while the other crew asks it to stay. Drawing apart is
    /// never barred.
    fn aim(&mut self, given: &Given<'_>) -> Option<Goal> {
        if let Some(halt) = &mut self.halted {
            let since = *halt.since.get_or_insert(given.tick);
            if given.tick.since(since) > HALT_S {
                self.halted = None;
            }
        }
        let stays = |goal: &Goal| matches!(goal, Goal::To(_) | Goal::Dock | Goal::At(_));
        goal(given).filter(|goal| self.halted.is_none() || !stays(goal))
    }

    /// Closing speed wanted at this range, m/s.
    pub(super) fn wanted(&mut self, given: &Given<'_>, law: &Law, range: f64) -> f64 {
        let [share, floor] = law.rule;
        let rule = (share * range).max(floor) * RULE_SHARE;
        let Some(goal) = self.aim(given) else {
            let hold = *self.hold_m.get_or_insert(range);
            return ((range - hold) * 0.1).clamp(-0.1, 0.1);
        };
        self.hold_m = None;
        match goal {
            Goal::Back => -BACK_OFF_M_PER_S,
            Goal::Dock if range < 3.0 => CONTACT_M_PER_S.min(rule),
            Goal::Dock => rule.min(0.3),
            Goal::Out(to) => -((to - range) * OUT_PER_S).clamp(0.05, OUT_M_PER_S),
            Goal::At(at) => ((range - at) * 0.05).clamp(-0.3, rule.min(0.3)),
            Goal::To(to) => {
                // The move counts a little outside its number; stop there, softly.
                let room = (range - to).max(0.0);
                rule.min((2.0 * law.brake_m_per_s2 * room).sqrt() + 0.03)
            }
        }
    }
}

/// What a call to move over asks for: the axis (0 right, 1 up) and how far along it, m.
pub(super) fn over(said: &Transmission) -> Option<(usize, f64)> {
    let Speech::Call {
        call: CallId::MoveOver,
        slots,
        ..
    } = &said.speech
    else {
        return None;
    };
    let [SlotValue::Dir(dir), SlotValue::Number(metres)] = slots[..] else {
        return None;
    };
    let metres = f64::from(metres);
    Some(match dir {
        Dir::Right => (0, metres),
        Dir::Left => (0, -metres),
        Dir::Up => (1, metres),
        Dir::Down => (1, -metres),
    })
}
