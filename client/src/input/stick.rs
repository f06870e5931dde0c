//! Hand controllers out of keys: pulses from presses alone, thrust while held where the terminal
//! tells releases. Knows body axes and durations, not which craft is flown.

use handshake_shared::limits::STICK_TICKS_MAX;
use handshake_shared::sim::input::Stick;

/// Full deflection of one axis.
const FULL: i8 = 127;

/// Length of a pulse made by one key press.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// 0.1 s.
    Fine,
    /// 0.5 s.
    #[default]
    Medium,
    /// 2 s.
    Coarse,
}

impl Step {
    /// Length, ticks of 1/60 s.
    pub const fn ticks(self) -> u16 {
        match self {
            Step::Fine => 6,
            Step::Medium => 30,
            Step::Coarse => 120,
        }
    }

    /// The next shorter one.
    pub fn finer(self) -> Step {
        match self {
            Step::Fine | Step::Medium => Step::Fine,
            Step::Coarse => Step::Medium,
        }
    }

    /// The next longer one.
    pub fn coarser(self) -> Step {
        match self {
            Step::Fine => Step::Medium,
            Step::Medium | Step::Coarse => Step::Coarse,
        }
    }

    /// The next in the round, for a hand with one key to spare.
    pub fn next(self) -> Step {
        match self {
            Step::Fine => Step::Medium,
            Step::Medium => Step::Coarse,
            Step::Coarse => Step::Fine,
        }
    }
}

/// One deflection: which controller, which axis, which way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deflection {
    /// Translation along body axis, sign.
    Push(usize, i8),
    /// Rotation about body axis, sign.
    Turn(usize, i8),
}

/// Keys that are held, for terminals that tell, over where a gamepad has the sticks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Held {
    down: Vec<Deflection>,
    /// A gamepad's part.
    pub lean: Stick,
}

impl Held {
    /// A key went down: the stick as it stands now, held until a release says otherwise.
    pub fn press(&mut self, deflection: Deflection) -> (Stick, u16) {
        if !self.down.contains(&deflection) {
            self.down.push(deflection);
        }
        (self.stick(), STICK_TICKS_MAX)
    }

    /// A key came up: the stick as it stands now.
    pub fn release(&mut self, deflection: Deflection) -> (Stick, u16) {
        self.down.retain(|held| *held != deflection);
        self.now()
    }

    /// A gamepad has the sticks so: as they stand now.
    pub fn lean(&mut self, lean: Stick) -> (Stick, u16) {
        self.lean = lean;
        self.now()
    }

    /// The stick as it stands, and for how long.
    pub fn now(&self) -> (Stick, u16) {
        let stick = self.stick();
        (
            stick,
            if stick.is_neutral() {
                1
            } else {
                STICK_TICKS_MAX
            },
        )
    }

    /// Every key is let go; whether any was held. A gamepad tells itself when it lets go.
    pub fn clear(&mut self) -> bool {
        let held = !self.down.is_empty();
        self.down.clear();
        held
    }

    fn stick(&self) -> Stick {
        self.down
            .iter()
            .fold(self.lean, |stick, held| deflect(stick, *held))
    }
}

/// A single pulse.
pub fn pulse(deflection: Deflection, step: Step) -> (Stick, u16) {
    (deflect(Stick::NEUTRAL, deflection), step.ticks())
}

fn deflect(mut stick: Stick, deflection: Deflection) -> Stick {
    let (axes, axis, sign) = match deflection {
        Deflection::Push(axis, sign) => (&mut stick.push, axis, sign),
        Deflection::Turn(axis, sign) => (&mut stick.turn, axis, sign),
    };
    axes[axis.min(2)] = axes[axis.min(2)]
        .saturating_add(sign.signum() * FULL)
        .max(-FULL);
    stick
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_press_alone_is_a_whole_pulse() {
        let (stick, ticks) = pulse(Deflection::Push(1, -1), Step::Fine);
        assert_eq!(
            stick,
            Stick {
                push: [0, -127, 0],
                turn: [0; 3]
            }
        );
        assert_eq!(ticks, 6);
    }

    #[test]
    fn held_keys_add_up_and_the_last_release_lets_go() {
        let mut held = Held::default();
        held.press(Deflection::Push(0, 1));
        let (both, _) = held.press(Deflection::Turn(2, 1));
        assert_eq!(
            both,
            Stick {
                push: [127, 0, 0],
                turn: [0, 0, 127]
            }
        );
        let (one, _) = held.release(Deflection::Push(0, 1));
        assert_eq!(
            one,
            Stick {
                push: [0; 3],
                turn: [0, 0, 127]
            }
        );
        let (none, ticks) = held.release(Deflection::Turn(2, 1));
        assert!(none.is_neutral());
        assert_eq!(ticks, 1);
    }

    #[test]
    fn opposite_keys_cancel() {
        let mut held = Held::default();
        held.press(Deflection::Push(0, 1));
        assert!(held.press(Deflection::Push(0, -1)).0.is_neutral());
    }
}
