//! Both ends of a stick movement: it is sent several times, spaced, each time with the few before it, so
//! that a lost datagram costs nothing; at the other end it waits for its tick and stands until its time
//! is over. Told the time, reads no clock.

use alloc::collections::VecDeque;

use serde::{Deserialize, Serialize};

use crate::limits::{STICK_AHEAD_MAX, STICK_COPIES, STICKS_REPEATED, STICKS_WAITING_MAX};
use crate::sim::input::Stick;
use crate::time::Tick;
use crate::wire::snapshot::Heard;
use crate::wire::{StickDatagram, StickMessage};

/// Between the copies, ms: as far apart as three of them are still acknowledged by one packet, for QUIC
/// waits with that for a round trip, and a crew that pulses was told as much in acknowledgements as in news.
const SPACING_MS: u64 = 18;
/// Between two datagrams for a while after a movement, ms: the clock has to be right to the tick.
const FLYING_MS: u64 = 250;
/// So many of them follow a movement: two seconds.
const FLYING: u8 = 8;
/// Between two datagrams while the sticks rest, ms: they tell the room that this end is there and what it
/// has seen, and set the clock. Four have to be lost in a row for the other crew to be told of a silence.
const RESTING_MS: u64 = 500;

/// A crew's end: movements on their way.
#[derive(Debug, Default)]
pub struct Sticks {
    last_id: u32,
    /// The last few, oldest first: each datagram repeats them all.
    last: VecDeque<StickMessage>,
    copies_left: u8,
    /// Datagrams that follow closely.
    flying: u8,
    due_ms: u64,
    number: u8,
}

impl Sticks {
    /// A new movement goes out at once with the last few before it. A pulse is `adds`: it stands beside
    /// what already does, for a press of one key must not cut another's short.
    pub fn push(&mut self, stick: Stick, ticks: u16, adds: bool, at: Tick) -> StickMessage {
        self.last_id += 1;
        let message = StickMessage {
            id: self.last_id,
            at,
            stick,
            ticks,
            adds,
        };
        if self.last.len() == STICKS_REPEATED {
            self.last.pop_front();
        }
        self.last.push_back(message);
        self.copies_left = STICK_COPIES;
        self.flying = FLYING;
        self.due_ms = 0;
        message
    }

    /// The room has done everything up to this movement: it is not told of it again.
    pub fn done(&mut self, moved: u32) {
        self.last.retain(|movement| movement.id > moved);
        if self.last.is_empty() && self.copies_left > 0 {
            self.copies_left = 0;
            self.due_ms += FLYING_MS - SPACING_MS;
        }
    }

    /// Forgets what was not sent: hands are off the sticks when a connection is lost.
    pub fn clear(&mut self) {
        self.last.clear();
        self.copies_left = 0;
    }

    /// The datagram that is due by now, if one is.
    pub fn poll(&mut self, seen: u16, now_ms: u64) -> Option<StickDatagram> {
        if self.due_ms > now_ms {
            return None;
        }
        self.copies_left = self.copies_left.saturating_sub(1);
        let pause_ms = match (self.copies_left, self.flying) {
            (1.., _) => SPACING_MS,
            (0, 1..) => FLYING_MS,
            (0, 0) => RESTING_MS,
        };
        if self.copies_left == 0 {
            self.flying = self.flying.saturating_sub(1);
        }
        self.due_ms = now_ms + pause_ms;
        Some(self.say(seen))
    }

    /// All there is to say, whether or not it is due.
    pub fn say(&mut self, seen: u16) -> StickDatagram {
        self.number = self.number.wrapping_add(1);
        StickDatagram {
            number: self.number,
            seen,
            movements: self.last.iter().copied().collect(),
        }
    }

    /// When the next datagram is due.
    pub fn wake_ms(&self) -> u64 {
        self.due_ms
    }
}

/// The room's end: movements that have come wait for their tick; each is done once, in order.
#[derive(Clone, Debug, Default)]
pub struct Coming {
    waiting: VecDeque<(StickMessage, u32)>,
    last_id: u32,
    heard: Heard,
    came: Option<Tick>,
}

impl Coming {
    /// Takes a datagram that comes before the step of this tick.
    pub fn take(&mut self, said: &StickDatagram, now: Tick) {
        let order = said.number.wrapping_sub(self.heard.number) as i8;
        if self.came.is_none() || order > 0 {
            (self.heard.number, self.came) = (said.number, Some(now));
        }
        for movement in &said.movements {
            if movement.id <= self.last_id || self.waiting.len() >= STICKS_WAITING_MAX {
                continue;
            }
            self.last_id = movement.id;
            let at = movement.at.min(Tick(now.0.saturating_add(STICK_AHEAD_MAX)));
            // One that is meant for no tick in particular cannot be late.
            let late = match at {
                Tick(0) => 0,
                at => now.0.saturating_sub(at.0),
            };
            self.waiting
                .push_back((StickMessage { at, ..*movement }, late));
        }
    }

    /// Moves the sticks as they are to be moved before the step of this tick.
    pub fn do_due(&mut self, now: Tick, standing: &mut Standing) {
        while let Some((movement, late)) = self.waiting.pop_front_if(|(next, _)| next.at <= now) {
            standing.take(movement);
            self.heard.moved = movement.id;
            self.heard.late = u8::try_from(late).unwrap_or(u8::MAX);
        }
    }

    /// Something waits to deflect a stick.
    pub fn steers(&self) -> bool {
        self.waiting
            .iter()
            .any(|(next, _)| !next.stick.is_neutral())
    }

    /// What waits is not done any more; what is numbered already stays old.
    pub fn let_go(&mut self) {
        self.waiting.clear();
    }

    /// How this crew is heard in a view of this tick.
    pub fn heard(&self, now: Tick) -> Heard {
        let ago = self
            .came
            .map_or(u32::MAX, |came| now.0.saturating_sub(came.0));
        Heard {
            ago: u8::try_from(ago).unwrap_or(u8::MAX),
            ..self.heard
        }
    }
}

/// Deflections as they stand, each axis with its own end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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
            ..
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
    use std::vec;
    use std::vec::Vec;

    use super::*;

    const FORWARD: Stick = Stick {
        turn: [0; 3],
        push: [127, 0, 0],
    };

    fn ids(said: &StickDatagram) -> Vec<u32> {
        said.movements.iter().map(|movement| movement.id).collect()
    }

    #[test]
    fn each_movement_goes_out_three_times_at_once_and_then_with_what_is_said_anyway() {
        let mut sticks = Sticks::default();
        sticks.push(FORWARD, 30, false, Tick(5));
        let sent: Vec<(u64, Vec<u32>)> = (0..600)
            .filter_map(|ms| Some((ms, ids(&sticks.poll(0, ms)?))))
            .collect();
        let times: Vec<u64> = sent.iter().map(|(ms, _)| *ms).collect();
        assert_eq!(times, [0, 18, 36, 286, 536]);
        assert!(sent.iter().all(|(_, ids)| ids[..] == [1]), "{sent:?}");
        let rests = (600..10_000).filter(|ms| sticks.poll(0, *ms).is_some());
        let rests: Vec<u64> = rests.collect();
        assert_eq!(
            rests[..8],
            [786, 1_036, 1_286, 1_536, 1_786, 2_036, 2_536, 3_036]
        );
    }

    #[test]
    fn what_the_room_has_done_is_not_told_again() {
        let mut sticks = Sticks::default();
        sticks.push(FORWARD, 30, false, Tick(5));
        sticks.push(FORWARD, 30, false, Tick(9));
        assert_eq!(sticks.poll(0, 0).as_ref().map(ids), Some(vec![1, 2]));
        sticks.done(1);
        assert_eq!(sticks.poll(0, 25).as_ref().map(ids), Some(vec![2]));
        sticks.done(2);
        assert_eq!(sticks.poll(0, 274), None, "no third copy of what is done");
        assert_eq!(sticks.poll(0, 275).as_ref().map(ids), Some(vec![]));
        sticks.push(FORWARD, 30, false, Tick(40));
        sticks.done(2);
        assert_eq!(sticks.poll(0, 280).as_ref().map(ids), Some(vec![3]));
    }

    #[test]
    fn a_datagram_repeats_the_last_few_movements_and_no_more() {
        let mut sticks = Sticks::default();
        let mut said = StickDatagram::default();
        for movement in 0..7 {
            sticks.push(FORWARD, 30, true, Tick(movement));
            said = sticks.poll(9, 0).expect("at once");
        }
        assert_eq!(ids(&said), [4, 5, 6, 7]);
        assert_eq!((said.number, said.seen), (7, 9));
        sticks.clear();
        assert!(sticks.say(0).movements.is_empty());
    }

    #[test]
    fn whatever_datagram_is_lost_each_movement_is_done_once_in_order_and_at_its_tick() {
        for lost in 0..8 {
            let mut sticks = Sticks::default();
            let (mut coming, mut standing) = (Coming::default(), Standing::default());
            let mut moved = Vec::new();
            for tick in 0..40 {
                if tick % 5 == 0 {
                    let deflection = 1 + (tick / 5) as i8;
                    let stick = Stick {
                        push: [deflection, 0, 0],
                        ..Stick::NEUTRAL
                    };
                    sticks.push(stick, 600, false, Tick(tick + 4));
                }
                if let Some(said) = sticks.poll(0, u64::from(tick) * 16)
                    && u32::from(said.number) % 8 != lost
                {
                    coming.take(&said, Tick(tick));
                    coming.take(&said, Tick(tick));
                }
                coming.do_due(Tick(tick), &mut standing);
                let push = standing.next_tick().push[0];
                if moved.last().is_none_or(|(_, last)| *last != push) {
                    moved.push((tick, push));
                }
            }
            let right: Vec<(u32, i8)> = core::iter::once((0, 0))
                .chain((0..8).map(|n| (n * 5 + 4, n as i8 + 1)))
                .collect();
            assert_eq!(moved, right, "lost {lost}");
        }
    }

    #[test]
    fn the_room_says_what_it_has_heard_and_how_late() {
        let (mut coming, mut standing) = (Coming::default(), Standing::default());
        assert_eq!(coming.heard(Tick(9)).ago, u8::MAX);
        let said = |number, id, at| StickDatagram {
            number,
            seen: 0,
            movements: [StickMessage {
                at: Tick(at),
                ..message(id, FORWARD, 60, false)
            }]
            .into(),
        };
        coming.take(&said(250, 3, 12), Tick(10));
        coming.do_due(Tick(11), &mut standing);
        let waits = Heard {
            moved: 0,
            late: 0,
            number: 250,
            ago: 1,
        };
        assert_eq!(coming.heard(Tick(11)), waits);
        assert!(coming.steers() && !standing.is_deflected());
        coming.do_due(Tick(12), &mut standing);
        assert_eq!(coming.heard(Tick(12)).moved, 3);
        // Counted round, and one that is overtaken is not the last.
        coming.take(&said(3, 4, 15), Tick(20));
        coming.take(&said(251, 2, 15), Tick(21));
        coming.do_due(Tick(21), &mut standing);
        let late = Heard {
            moved: 4,
            late: 5,
            number: 3,
            ago: 2,
        };
        assert_eq!(coming.heard(Tick(22)), late);
    }

    #[test]
    fn nothing_waits_for_ever_and_not_more_than_there_is_room_for() {
        let (mut coming, mut standing) = (Coming::default(), Standing::default());
        for id in 1..500 {
            let far = StickMessage {
                at: Tick(u32::MAX),
                ..message(id, FORWARD, 60, false)
            };
            coming.take(&far.into(), Tick(1));
        }
        assert_eq!(coming.waiting.len(), STICKS_WAITING_MAX);
        coming.do_due(Tick(1 + STICK_AHEAD_MAX), &mut standing);
        assert!(standing.is_deflected() && !coming.steers());
    }

    fn message(id: u32, stick: Stick, ticks: u16, adds: bool) -> StickMessage {
        StickMessage {
            id,
            at: Tick(0),
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
        let flown: Vec<Stick> = (0..5).map(|_| standing.next_tick()).collect();
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
        let flown: Vec<Stick> = (0..3).map(|_| standing.next_tick()).collect();
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
        let deflected: Vec<bool> = (0..3)
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
