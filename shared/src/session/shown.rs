//! What a crew is shown between two snapshots: its own craft answers its sticks at once and the other flies
//! on, both by the room's own step; what the room then says otherwise is blended in and never jumped.
//! Where nothing is computed (contact, the docked pair, fast time) the picture glides to what was told.

use alloc::boxed::Box;
use alloc::collections::VecDeque;

use crate::limits::STICKS_WAITING_MAX;
use crate::maths::floor;
use crate::predict::{Apart, Motion, Predicted};
use crate::session::clock::{Clock, TICK_MS};
use crate::session::sticks::Standing;
use crate::sim::input::Stick;
use crate::time::Tick;
use crate::view::View;
use crate::wire::StickMessage;
use crate::wire::snapshot::Heard;

/// A difference is blended away over this time, ms (netcode practice for physics seen from afar).
const BLEND_MS: f64 = 150.0;
/// The same when the ports are near: there a crew judges by hand's breadths.
const BLEND_NEAR_MS: f64 = 50.0;
/// What is near, m between the craft's origins: 2 m between the ports.
const NEAR_M: f64 = 12.0;
/// A picture glides to what was told within this, ms: from frame to frame up to the slowest news.
const GLIDE_MS: [f64; 2] = [33.0, 250.0];
/// Share of a new interval in how fast it glides.
const INTERVAL_SHARE: f64 = 0.2;
/// Longest flight on from one snapshot, ticks: two and a half seconds after it nothing of what is computed
/// can be answered for, and the picture stands.
const ALONE_TICKS_MAX: u32 = 150;
/// Shown time runs at most so much faster or slower than time to meet the clock: nobody sees it.
const SLEW: f64 = 0.1;
/// Beyond this the shown time is set, ticks.
const SLEW_TICKS_MAX: f64 = 30.0;

/// The picture of one crew's end.
#[derive(Debug, Default)]
pub struct Shown {
    told: Option<Box<View>>,
    told_ms: f64,
    interval_ms: f64,
    /// Movements not yet in the told view, with the tick each is done at.
    moves: VecDeque<StickMessage>,
    /// The sticks in the room before the step of the told view's tick.
    hold: Standing,
    ahead: Option<Ahead>,
    /// The tick that is shown, with its fraction, and when that was.
    shown: Option<(f64, f64)>,
    blend: Option<Blend>,
    /// The room does not run one tick a beat.
    halted: bool,
    fast: bool,
    corrections: Corrections,
}

/// What is computed ahead of the told view.
#[derive(Debug)]
struct Ahead {
    predicted: Predicted,
    hold: Standing,
    /// Movements done so far.
    done: usize,
}

/// A difference on its way out.
#[derive(Clone, Copy, Debug)]
struct Blend {
    apart: Apart,
    since_ms: f64,
    over_ms: f64,
}

/// How far what was shown was off, when the room's word came.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Corrections {
    /// Snapshots that could be compared.
    pub count: u64,
    /// The last one's difference in place of the other craft, m.
    pub place_m: f64,
    /// In attitude: own, or of the other against the own, rad.
    pub turn_rad: f64,
    /// In last digits of what a crew sees.
    pub digits: f64,
}

impl Shown {
    /// A movement was made, to be done at its tick.
    pub fn moved(&mut self, message: StickMessage) {
        if self.moves.len() < STICKS_WAITING_MAX {
            self.moves.push_back(message);
        }
    }

    /// A mission begins, or the line is a new one: nothing of the last picture counts.
    pub fn begin(&mut self) {
        *self = Shown {
            fast: self.fast,
            ..Shown::default()
        };
    }

    /// The room stands still, or goes on.
    pub fn halt(&mut self, halted: bool) {
        self.halted = halted;
        self.moves.clear();
        self.hold.let_go();
        self.ahead = None;
        self.shown = None;
    }

    /// Time runs this many times as fast.
    pub fn run(&mut self, factor: u8) {
        self.fast = factor > 1;
    }

    /// The tick a movement made now is done at: one that can be reached, and none that is shown already.
    pub fn next_tick(&self, clock: &Clock, now_ms: u64) -> Tick {
        let Some(reached) = clock.reaches(now_ms as f64).filter(|_| self.computes()) else {
            return Tick(0);
        };
        let shown = self.shown.map_or(0.0, |(tick, _)| tick);
        Tick(floor(reached.max(shown)) as u32 + 1)
    }

    /// A newer view has come.
    pub fn tell(&mut self, view: Box<View>, heard: &Heard, clock: &Clock, now_ms: u64) {
        let now_ms = now_ms as f64;
        let before = self.motion(clock, now_ms);
        let same_flight = self
            .told
            .as_ref()
            .is_some_and(|told| told.seat == view.seat);
        if self.told.is_some() {
            let interval_ms = (now_ms - self.told_ms).clamp(GLIDE_MS[0], GLIDE_MS[1]);
            self.interval_ms += INTERVAL_SHARE * (interval_ms - self.interval_ms);
        } else {
            self.interval_ms = GLIDE_MS[0];
        }
        let last = self.settle(view.tick, heard);
        let computed = Predicted::from(&view, &last).filter(|_| self.computes());
        self.ahead = computed.map(|predicted| Ahead {
            predicted,
            hold: self.hold,
            done: 0,
        });
        (self.told, self.told_ms) = (Some(view), now_ms);
        self.blend = None;
        let after = self.motion(clock, now_ms);
        if let (Some(before), Some(after), true) = (before, after, same_flight) {
            self.correct(&before, &after, now_ms);
        }
    }

    /// A view outside the stream of snapshots: the first of a mission, or the last.
    pub fn stand(&mut self, view: Box<View>) {
        self.moves.clear();
        (self.ahead, self.blend) = (None, None);
        self.told = Some(view);
    }

    /// Notes by how much the new word differs from what is shown, to be blended away.
    fn correct(&mut self, before: &Motion, after: &Motion, now_ms: f64) {
        let apart = before.apart(after);
        if !apart.is_small() {
            return;
        }
        let over_ms = match &self.ahead {
            None => self.interval_ms,
            Some(_) if after.distance_m() < NEAR_M => BLEND_NEAR_MS,
            Some(_) => BLEND_MS,
        };
        if self.ahead.is_some() {
            self.corrections = Corrections {
                count: self.corrections.count + 1,
                place_m: apart.place_m(),
                turn_rad: apart.turn_rad(),
                digits: before.difference(after),
            };
        }
        self.blend = Some(Blend {
            apart,
            since_ms: now_ms,
            over_ms,
        });
    }

    /// Brings the room's sticks up to this tick as far as it has heard of movements; where the stick was
    /// in the last tick comes back.
    fn settle(&mut self, tick: Tick, heard: &Heard) -> Stick {
        let mut last = Stick::NEUTRAL;
        let from = self.told.as_ref().map_or(tick, |told| told.tick);
        for movement in &mut self.moves {
            if movement.id == heard.moved {
                movement.at.0 += u32::from(heard.late);
            }
            if movement.id > heard.moved {
                // Not in this view: it is still to be done.
                movement.at = movement.at.max(tick);
            } else {
                movement.at = movement.at.min(Tick(tick.0.saturating_sub(1)));
            }
        }
        // What stands longer than the longest movement has ended.
        let first = from.0.max(tick.0.saturating_sub(u32::from(u16::MAX)));
        for now in first..tick.0 {
            last = self.step_hold(Tick(now));
        }
        while self.moves.front().is_some_and(|next| next.at < tick) {
            self.moves.pop_front().inspect(|next| self.hold.take(*next));
        }
        last
    }

    fn step_hold(&mut self, now: Tick) -> Stick {
        while let Some(movement) = self.moves.pop_front_if(|next| next.at <= now) {
            self.hold.take(movement);
        }
        self.hold.next_tick()
    }

    /// The view as it is to be drawn now; nothing before the first.
    pub fn frame(&mut self, clock: &Clock, now_ms: u64) -> Option<Box<View>> {
        let motion = self.motion(clock, now_ms as f64)?;
        let mut view = self.told.clone()?;
        motion.put_into(&mut view);
        Some(view)
    }

    /// Something is computed, or on its way: the picture moves without news.
    pub fn is_moving(&self) -> bool {
        self.ahead.is_some() || self.blend.is_some()
    }

    /// How far off the picture was when the last snapshot came.
    pub fn corrections(&self) -> Corrections {
        self.corrections
    }

    fn computes(&self) -> bool {
        !self.halted && !self.fast
    }

    fn motion(&mut self, clock: &Clock, now_ms: f64) -> Option<Motion> {
        self.go_on(clock, now_ms);
        let told = self.told.as_deref()?;
        let motion = match &self.ahead {
            Some(ahead) => ahead.predicted.motion(told),
            None => Motion::of(told),
        };
        let Some(blend) = &self.blend else {
            return Some(motion);
        };
        let left = 1.0 - (now_ms - blend.since_ms) / blend.over_ms;
        if left <= 0.0 {
            self.blend = None;
            return Some(motion);
        }
        Some(motion.put_off(&blend.apart, left))
    }

    /// Flies on to the tick that is shown now.
    fn go_on(&mut self, clock: &Clock, now_ms: f64) {
        let Some(reached) = clock.reaches(now_ms).filter(|_| self.computes()) else {
            return;
        };
        let shown = match self.shown {
            Some((tick, since_ms)) => {
                let due = tick + (now_ms - since_ms) / TICK_MS;
                let most = SLEW * (due - tick);
                match reached - due {
                    off if off.abs() > SLEW_TICKS_MAX => reached,
                    off => due + off.clamp(-most, most),
                }
            }
            None => reached,
        };
        self.shown = Some((shown, now_ms));
        let (Some(ahead), Some(told)) = (&mut self.ahead, &self.told) else {
            return;
        };
        let until = (floor(shown) as u32).min(told.tick.0 + ALONE_TICKS_MAX);
        while ahead.predicted.tick().0 < until {
            let now = ahead.predicted.tick();
            while let Some(next) = self.moves.get(ahead.done).filter(|next| next.at <= now) {
                ahead.hold.take(*next);
                ahead.done += 1;
            }
            ahead.predicted.advance(&ahead.hold.next_tick(), 1);
        }
    }
}

#[cfg(test)]
mod tests;
