//! What a novice makes of what he sees. Apollo's: range and rate by what is called, one press at a
//! time, then a look whether it was enough; the target kept near the middle, drift stopped, the
//! cross followed once it shows. Soyuz's: the other ship kept near the middle of the periscope.
//! Neither reads an instrument beside the sight.

use handshake::input::stick::Deflection;
use handshake_shared::catalogue::calls::Dir;
use handshake_shared::catalogue::procedures::Act;
use handshake_shared::ids::Seat;
use handshake_shared::rng::Subject;
use handshake_shared::time::Tick;
use handshake_shared::view::View;
use handshake_shared::view::panel::{Called, RangeCalled};
use handshake_shared::view::sight::Hindered;

use crate::hands::{Hands, Look};

/// Off the middle by more than this a novice turns, and until this, degrees.
const TURN_DEG: [f32; 2] = [1.0, 0.4];
/// Roll that bothers him, degrees.
const ROLL_DEG: f32 = 2.0;
/// Speed one medium press gives, as the first minute teaches it: ahead and aside, m/s.
const PRESS_AHEAD: f32 = 0.06;
const PRESS_ASIDE: f32 = 0.03;
/// After a press aside he waits for its effect, s.
const PATIENCE_S: f64 = 2.0;
/// Stretch over which he sees a drift, s.
const DRIFT_S: f64 = 3.0;
/// Nearer than this he flies by the cross, m.
const CROSS_TELLS_M: f32 = 15.0;
/// From the docking planes' distance to that of eye and target, m, and the cross's stand-off, m:
/// what practice would teach him in a minute, as a number.
const EYE_TO_TARGET_M: f32 = 3.5;
const STAND_OFF_M: f32 = 0.38;

/// A novice at a seat.
#[derive(Debug)]
pub struct Novice {
    seat: Seat,
    pub hands: Hands,
    /// Presses ahead (positive) or back still meant since the last call.
    ahead: i32,
    heard: Option<Tick>,
    turning: [bool; 2],
    turned: Tick,
    pushed: [Tick; 2],
    /// The range he is to hold when the plan wants no other, m.
    pub hold_m: Option<f32>,
}

impl Novice {
    pub fn new(seat: Seat, seed: u64) -> Novice {
        let subject = match seat {
            Seat::Apollo => Subject::Coas,
            Seat::Soyuz => Subject::Periscope,
        };
        Novice {
            seat,
            hands: Hands::new(seed, subject),
            ahead: 0,
            heard: None,
            turning: [false; 2],
            turned: Tick(0),
            pushed: [Tick(0); 2],
            hold_m: None,
        }
    }

    /// One tick at the console: looks, and presses a key if a finger is free and one is meant.
    pub fn work(&mut self, view: &View) {
        let now = view.tick;
        self.hands.see(Look {
            at: now,
            sight: view.sight,
            called: view.panel.craft().called.range,
        });
        if !self.hands.free(now) {
            return;
        }
        let Some(look) = self.hands.seen(now).next_back().copied() else {
            return;
        };
        let meant = match self.seat {
            Seat::Apollo => self.apollo(view, &look),
            Seat::Soyuz => self.turn(&look),
        };
        if let Some(key) = meant {
            self.hands.press(now, key);
        }
    }

    fn apollo(&mut self, view: &View, look: &Look) -> Option<Deflection> {
        self.count_presses(view, look.called);
        let turn = self.turn(look);
        if matches!(look.sight.hindered, Some(Hindered::Turn(_))) {
            return turn;
        }
        if self.ahead != 0 {
            let sign = self.ahead.signum();
            self.ahead -= sign;
            return Some(Deflection::Push(0, sign as i8));
        }
        // The cross first, then the nose: as the handbook says.
        self.aside(view.tick, look)
            .or(turn)
            .or_else(|| Self::roll(look))
    }

    /// A fresh call: how many presses ahead or back it takes.
    fn count_presses(&mut self, view: &View, called: Option<Called<RangeCalled>>) {
        let Some(called) = called.filter(|called| self.heard.is_none_or(|at| called.at > at))
        else {
            return;
        };
        self.heard = Some(called.at);
        let Some(closing) = called.value.closing_m_per_s else {
            return;
        };
        let missing = self.wanted(view, called.value.range_m) - closing;
        self.ahead = ((missing / PRESS_AHEAD).round() as i32).clamp(-10, 10);
    }

    /// Closing speed he wants at a range, m/s: left of the limit's tick, and soft at the end.
    fn wanted(&self, view: &View, range_m: f32) -> f32 {
        if let Some(hold_m) = self.hold_m {
            return ((range_m - hold_m) * 0.05).clamp(-0.3, 0.3);
        }
        let [share, floor] = view.panel.craft().closing_rule;
        let rule = 0.9 * (share * range_m).max(floor);
        let act = view.plan.moves_of(Seat::Apollo).find_map(|(_, mv)| {
            matches!(mv.act, Act::Fly(_) | Act::Part(_) | Act::Dock).then_some(mv.act)
        });
        match act {
            Some(Act::Dock) => rule,
            Some(Act::Part(_)) => -0.15,
            Some(Act::Fly(to)) => rule.min((0.15 * (range_m - to as f32)).max(0.0) + 0.05),
            _ => 0.0,
        }
    }

    /// A key that brings the target to the middle.
    fn turn(&mut self, look: &Look) -> Option<Deflection> {
        let turn = |axis, positive: bool| Deflection::Turn(axis, if positive { 1 } else { -1 });
        if let Some(Hindered::Turn(side)) = look.sight.hindered {
            self.turned = look.at;
            return Some(match side {
                Dir::Left => turn(2, false),
                Dir::Right => turn(2, true),
                Dir::Up => turn(1, true),
                Dir::Down => turn(1, false),
            });
        }
        let off = look.sight.target_rad?;
        for (axis, body) in [(0, 2), (1, 1)] {
            let degrees = off[axis].to_degrees();
            self.turning[axis] = degrees.abs() > TURN_DEG[usize::from(self.turning[axis])];
            if self.turning[axis] {
                self.turned = look.at;
                return Some(turn(body, degrees > 0.0));
            }
        }
        None
    }

    fn roll(look: &Look) -> Option<Deflection> {
        let degrees = look.sight.roll_rad?.to_degrees();
        (degrees.abs() > ROLL_DEG)
            .then_some(Deflection::Turn(0, if degrees > 0.0 { 1 } else { -1 }))
    }

    /// A key across the line of sight: stops a drift, follows the cross.
    fn aside(&mut self, now: Tick, look: &Look) -> Option<Deflection> {
        let eye_m = look.called?.value.range_m.max(1.0) + EYE_TO_TARGET_M;
        let before = self
            .hands
            .seen(now)
            .rev()
            .find(|before| look.at.since(before.at) >= DRIFT_S)
            .copied()?;
        for axis in 0..2 {
            let Some((offset, drift)) = self.off_axis(look, &before, axis, eye_m) else {
                continue;
            };
            let wanted = (-offset / 10.0).clamp(-0.06, 0.06);
            let missing = wanted - drift;
            let waited = now.since(self.pushed[axis]) > PATIENCE_S;
            if missing.abs() > 0.8 * PRESS_ASIDE && waited {
                self.pushed[axis] = now;
                let right_or_up = missing > 0.0;
                // Up is body −Z.
                let positive = right_or_up == (axis == 0);
                return Some(Deflection::Push(1 + axis, if positive { 1 } else { -1 }));
            }
        }
        None
    }

    /// How far off the other's axis he takes himself to be, right or up, m, and how fast that grows,
    /// m/s. Near, the cross tells both whatever his nose does; far out only the target's wandering
    /// tells a drift, and nothing while he turns.
    fn off_axis(&self, look: &Look, before: &Look, axis: usize, eye_m: f32) -> Option<(f32, f32)> {
        let seconds = look.at.since(before.at) as f32;
        if eye_m < CROSS_TELLS_M + EYE_TO_TARGET_M {
            let offset = |look: &Look| {
                let cross = look.sight.cross_rad?;
                Some(-cross[axis] * eye_m * eye_m / STAND_OFF_M)
            };
            let (now, then) = (offset(look)?, offset(before)?);
            return Some((now, (now - then) / seconds));
        }
        if look.at.since(self.turned) < DRIFT_S + 0.5 {
            return None;
        }
        let (now, then) = (look.sight.target_rad?, before.sight.target_rad?);
        Some((0.0, -(now[axis] - then[axis]) / seconds * eye_m))
    }
}
