//! Both ends of a stick movement: it is sent several times, spaced, so that one lost datagram costs
//! nothing, and stands at the other end until its time is over. Told the time, reads no clock.

use crate::limits::STICK_COPIES;
use crate::sim::input::Stick;
use crate::wire::StickMessage;

/// Between the copies, ms: further apart than most bursts of loss are long.
const SPACING_MS: u64 = 25;

/// The movement that is on its way.
#[derive(Debug, Default)]
pub struct Sticks {
    last_id: u32,
    sending: Option<Sending>,
}

#[derive(Debug)]
struct Sending {
    message: StickMessage,
    copies_left: u8,
    due_ms: u64,
}

impl Sticks {
    /// A new movement takes the place of the last one, whose copies are dropped.
    pub fn push(&mut self, stick: Stick, ticks: u16) {
        self.send(stick, ticks, false);
    }

    /// A pulse beside what already stands: a press of one key must not cut another's short.
    pub fn pulse(&mut self, stick: Stick, ticks: u16) {
        self.send(stick, ticks, true);
    }

    fn send(&mut self, stick: Stick, ticks: u16, adds: bool) {
        self.last_id += 1;
        let message = StickMessage {
            id: self.last_id,
            stick,
            ticks,
            adds,
        };
        self.sending = Some(Sending {
            message,
            copies_left: STICK_COPIES,
            due_ms: 0,
        });
    }

    /// Forgets what was not sent: hands are off the sticks when a connection is lost.
    pub fn clear(&mut self) {
        self.sending = None;
    }

    /// The copy that is due by now, if one is.
    pub fn poll(&mut self, now_ms: u64) -> Option<StickMessage> {
        let sending = self
            .sending
            .as_mut()
            .filter(|sending| sending.due_ms <= now_ms)?;
        let message = sending.message;
        sending.due_ms = now_ms + SPACING_MS;
        sending.copies_left -= 1;
        if sending.copies_left == 0 {
            self.sending = None;
        }
        Some(message)
    }

    /// Something to say where there is nothing to say: a movement that every server takes for a copy
    /// of an older one.
    pub fn nudge() -> StickMessage {
        StickMessage {
            id: 0,
            stick: Stick::NEUTRAL,
            ticks: 0,
            adds: false,
        }
    }

    /// When the next copy is due.
    pub fn wake_ms(&self) -> Option<u64> {
        self.sending.as_ref().map(|sending| sending.due_ms)
    }
}

/// Deflections as they stand, each axis with its own end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    id: u32,
    stick: Stick,
    /// Ticks left, turn axes first.
    left: [u16; 6],
}

impl Standing {
    /// One deflection for so many ticks.
    pub fn of(stick: Stick, ticks: u16) -> Standing {
        Standing {
            id: 0,
            stick,
            left: [ticks; 6],
        }
    }

    /// The newest movement wins; copies of it and older ones fall.
    pub fn take(&mut self, message: StickMessage) {
        let StickMessage {
            id,
            stick,
            ticks,
            adds,
        } = message;
        if id <= self.id {
            return;
        }
        let before = *self;
        *self = Standing {
            id,
            ..Standing::of(stick, ticks)
        };
        if adds {
            self.keep(&before);
        }
    }

    /// Axes that are not deflected go on as before; one that still stands the other way is let go.
    fn keep(&mut self, before: &Standing) {
        let Stick { turn, push } = &mut self.stick;
        let was = before.stick.turn.iter().chain(&before.stick.push);
        let axes = turn.iter_mut().chain(push).zip(was);
        for ((now, was), (left, rest)) in axes.zip(self.left.iter_mut().zip(before.left)) {
            if *now == 0 {
                (*now, *left) = (*was, rest);
            } else if rest > 0 && now.signum() == -was.signum() {
                (*now, *left) = (0, 0);
            }
        }
    }

    /// Everything is let go; movements already numbered stay old.
    pub fn let_go(&mut self) {
        *self = Standing {
            id: self.id,
            ..Standing::default()
        };
    }

    /// An axis still stands deflected.
    pub fn is_deflected(&self) -> bool {
        let axes = self.stick.turn.iter().chain(&self.stick.push);
        axes.zip(self.left)
            .any(|(axis, left)| *axis != 0 && left > 0)
    }

    /// The stick of the next tick; an axis is neutral once its time is over.
    pub fn next_tick(&mut self) -> Stick {
        let mut stick = self.stick;
        let axes = stick.turn.iter_mut().chain(&mut stick.push);
        for (axis, left) in axes.zip(&mut self.left) {
            if *left == 0 {
                *axis = 0;
            }
            *left = left.saturating_sub(1);
        }
        stick
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FORWARD: Stick = Stick {
        turn: [0; 3],
        push: [127, 0, 0],
    };

    #[test]
    fn each_movement_goes_out_three_times_under_one_number() {
        let mut sticks = Sticks::default();
        sticks.push(FORWARD, 30);
        let ids: std::vec::Vec<u32> = (0..1_000)
            .filter_map(|ms| sticks.poll(ms))
            .map(|message| message.id)
            .collect();
        assert_eq!(ids, [1, 1, 1]);
        assert_eq!(sticks.wake_ms(), None);
    }

    #[test]
    fn a_new_movement_goes_out_at_once_instead_of_the_old_copies() {
        let mut sticks = Sticks::default();
        sticks.push(FORWARD, 30);
        assert_eq!(sticks.poll(0).map(|message| message.id), Some(1));
        sticks.push(Stick::NEUTRAL, 0);
        assert_eq!(sticks.poll(1).map(|message| message.id), Some(2));
        assert_eq!(sticks.poll(1), None);
    }

    fn message(id: u32, stick: Stick, ticks: u16, adds: bool) -> StickMessage {
        StickMessage {
            id,
            stick,
            ticks,
            adds,
        }
    }

    #[test]
    fn a_pulse_on_one_axis_leaves_another_ones_running() {
        const RIGHT: Stick = Stick {
            turn: [0, 0, 127],
            push: [0; 3],
        };
        let mut standing = Standing::default();
        standing.take(message(1, FORWARD, 5, true));
        standing.next_tick();
        standing.take(message(2, RIGHT, 2, true));
        standing.take(message(1, FORWARD, 5, true));
        let both = Stick {
            push: FORWARD.push,
            turn: RIGHT.turn,
        };
        let flown: std::vec::Vec<Stick> = (0..5).map(|_| standing.next_tick()).collect();
        assert_eq!(flown, [both, both, FORWARD, FORWARD, Stick::NEUTRAL]);
    }

    #[test]
    fn the_opposite_pulse_ends_one_that_still_runs_and_is_flown_after_it() {
        const BACK: Stick = Stick {
            turn: [0; 3],
            push: [-127, 0, 0],
        };
        let mut standing = Standing::default();
        standing.take(message(1, FORWARD, 60, true));
        assert_eq!(standing.next_tick(), FORWARD);
        standing.take(message(2, BACK, 2, true));
        assert!(standing.next_tick().is_neutral());
        standing.take(message(3, BACK, 2, true));
        let flown: std::vec::Vec<Stick> = (0..3).map(|_| standing.next_tick()).collect();
        assert_eq!(flown, [BACK, BACK, Stick::NEUTRAL]);
    }

    #[test]
    fn sticks_told_as_a_whole_and_letting_go_end_everything_else() {
        let mut standing = Standing::of(FORWARD, 60);
        standing.take(message(3, Stick::NEUTRAL, 1, false));
        assert!(standing.next_tick().is_neutral());
        standing.take(message(4, FORWARD, 60, true));
        standing.let_go();
        standing.take(message(4, FORWARD, 60, true));
        assert!(standing.next_tick().is_neutral());
    }

    #[test]
    fn a_stick_is_deflected_until_its_last_tick_is_flown() {
        let mut standing = Standing::default();
        standing.take(message(1, FORWARD, 2, false));
        let deflected: std::vec::Vec<bool> = (0..3)
            .map(|_| {
                let deflected = standing.is_deflected();
                standing.next_tick();
                deflected
            })
            .collect();
        assert_eq!(deflected, [true, true, false]);
        standing.take(message(2, Stick::NEUTRAL, 9, false));
        assert!(!standing.is_deflected());
    }
}
