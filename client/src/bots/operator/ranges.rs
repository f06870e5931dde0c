//! What the crew reads out while the craft are apart: ranges, and the way back to the line.

use handshake_shared::catalogue::calls::{CallId, Dir, SlotValue, Slots};
use handshake_shared::catalogue::procedures::StepId;
use handshake_shared::catalogue::vessels::vessel;
use handshake_shared::ids::Seat;
use handshake_shared::sim::event::Alarm;
use handshake_shared::sim::input::{Command, ControlMode};
use handshake_shared::time::Tick;
use handshake_shared::view::panel::{DockLamp, Panel, Ranged};
use handshake_shared::view::sight::Hindered;

use super::words::fill;
use super::{Given, Operator};
use crate::app::calls::{eye_to_target_m, known_range_m, off_the_line, slots, way_back};

/// Between two range calls of Soyuz, s.
const RANGE_CALLS_S: f64 = 4.0;
/// Soyuz calls ranges from here on, m.
const RANGE_CALLS_FROM_M: f32 = 115.0;
/// Between two warnings of the own lamp that the other crew closes too fast, s.
const SLOW_CALLS_S: f64 = 5.0;
/// Between two calls of a crew that has no range to call, s: nobody should wait longer for a word.
const LOST_CALLS_S: f64 = 18.0;
/// Between two takings of hold, s: longer than the search for the other craft takes.
const HOLD_ANEW_S: f64 = 60.0;
/// Between two calls to move over, s.
const OVER_CALLS_S: f64 = 3.0;
/// On the axis, as Apollo sees it: half of the offset that is captured, m, and as much of a turned nose
/// as the cross shows of three degrees, rad.
const ON_AXIS_M: f32 = 0.15;
const ON_AXIS_NOSE_RAD: f64 = 0.052;
/// Apollo asks for a range when the last is older than this, s.
const ASK_RANGE_S: f64 = 12.0;

impl Operator {
    /// Apollo has heard no range for a while, close in: asks for one.
    pub(super) fn ask_range(&mut self, given: &Given<'_>) -> Option<Command> {
        let panel = given.panel.apollo()?;
        let last = panel.craft.called.range.map_or(Tick(0), |called| called.at);
        let old = given.tick.since(last) > ASK_RANGE_S;
        let apart = panel.craft.dock == DockLamp::Free && panel.vhf_range_m.is_none();
        let due = self
            .asked_range
            .is_none_or(|at| given.tick.since(at) > ASK_RANGE_S);
        if self.temper.muted || !old || !apart || !due {
            return None;
        }
        self.asked_range = Some(given.tick);
        Some(self.call(given, CallId::AskRange, Slots::new()))
    }

    /// Who sees the line tells the crew that flies how to come back to it, one axis after the other:
    /// Soyuz the line to the Sun, an Apollo that is flown to its own axis.
    pub(super) fn call_over(&mut self, given: &Given<'_>) -> Option<Command> {
        let talks_on = match given.panel {
            Panel::Soyuz(panel) => panel.corona.is_some(),
            Panel::Apollo(panel) => talks_on(given) && panel.craft.dock == DockLamp::Free,
        };
        // Said again while its read-back is owed, it would take the place of the one that is awaited.
        if !talks_on || given.radio.awaited.is_some() {
            return None;
        }
        let off_rad = off_the_line(given)?;
        let due = self
            .over_called
            .is_none_or(|(at, _)| given.tick.since(at) >= OVER_CALLS_S);
        if self.temper.muted || !due {
            return None;
        }
        let axis = self.over_called.map_or(0, |(_, axis)| 1 - axis);
        self.over_called = Some((given.tick, axis));
        let dir = SlotValue::Dir(way_back(axis, off_rad[axis]));
        let call = CallId::MoveOver;
        let slots = slots(given, call, &[dir])?;
        Some(self.call(given, call, slots))
    }

    /// The own lamp says that the crew that flies closes too fast: it cannot see that itself.
    pub(super) fn call_slower(&mut self, given: &Given<'_>) -> Option<Command> {
        let craft = given.panel.craft();
        let fast = craft.alarms & Alarm::ClosingFast.bit() != 0;
        let flown = given.plan.roles.flying == self.seat;
        let due = self
            .slow_called
            .is_none_or(|at| given.tick.since(at) >= SLOW_CALLS_S);
        if self.temper.muted || flown || !fast || !due || craft.dock != DockLamp::Free {
            return None;
        }
        self.slow_called = Some(given.tick);
        let call = CallId::SlowDown;
        Some(self.call(given, call, Slots::new()))
    }

    /// A Soyuz that was thrown about takes hold of the attitude it has, or its hold turns it back to where
    /// it once was: over another hold, for a mode that is on cannot be turned on.
    pub(super) fn hold_anew(&mut self, given: &Given<'_>) -> Option<Command> {
        let craft = &given.panel.soyuz()?.craft;
        let due = self
            .held_anew
            .is_none_or(|at| given.tick.since(at) >= HOLD_ANEW_S);
        match craft.mode {
            ControlMode::OrbitalHold if self.held_anew.is_some() => {
                Some(Command::Mode(ControlMode::InertialHold))
            }
            ControlMode::InertialHold if due && craft.dock == DockLamp::Free => {
                let lost = matches!(given.sight.hindered, Some(Hindered::Turn(_)));
                lost.then(|| {
                    self.held_anew = Some(given.tick);
                    Command::Mode(ControlMode::OrbitalHold)
                })
            }
            _ => None,
        }
    }

    /// A crew that can read no range out says what it has instead, after a bounce above all: the other one
    /// waits for its word to come back.
    pub(super) fn call_lost(&mut self, given: &Given<'_>) -> Option<Command> {
        let panel = given.panel.soyuz()?;
        let apart = panel.craft.dock <= DockLamp::Contact && given.plan.flown.has(StepId::Part);
        let quiet = given.tick.since(self.said_at) >= LOST_CALLS_S;
        if self.temper.muted || !apart || !quiet || panel.ranged.is_some() {
            return None;
        }
        let call = match given.sight.hindered {
            Some(Hindered::Turn(_)) => CallId::TargetLost,
            Some(Hindered::Dark) => CallId::VisualLost,
            Some(Hindered::Glare) => CallId::SunGlare,
            None => CallId::StandBy,
        };
        Some(self.call(given, call, Slots::new()))
    }

    /// The crew that is flown to tells of a touch that did not hold.
    pub(super) fn call_bounced(&mut self, given: &Given<'_>) -> Option<Command> {
        let bounced = std::mem::take(&mut self.bounced);
        let flown = given.plan.roles.flying == self.seat;
        let says = bounced && !flown && !self.temper.muted;
        says.then(|| self.call(given, CallId::Bounced, Slots::new()))
    }

    /// Soyuz reads ranges out all the way in.
    pub(super) fn call_range(&mut self, given: &Given<'_>) -> Option<Command> {
        let panel = given.panel.soyuz()?;
        let Ranged {
            range_m,
            closing_m_per_s,
        } = panel.ranged?;
        let apart = panel.craft.dock == DockLamp::Free && range_m < RANGE_CALLS_FROM_M;
        let due = self
            .range_called
            .is_none_or(|at| given.tick.since(at) >= RANGE_CALLS_S);
        let moved = self.range_said.is_none_or(|[range, rate]| {
            (range_m - range).abs() > 0.3 || (closing_m_per_s - rate).abs() > 0.04
        });
        let stale = self
            .range_called
            .is_none_or(|at| given.tick.since(at) >= 2.5 * RANGE_CALLS_S);
        if self.temper.muted || !apart || !due || !(moved || stale) {
            return None;
        }
        self.range_called = Some(given.tick);
        self.range_said = Some([range_m, closing_m_per_s]);
        // A full call would take the place of the one that waits for its read-back: count only.
        let call = match given.radio.awaited {
            Some(_) => CallId::RangeCount,
            None => CallId::RangeAndRate,
        };
        let slots = fill(given, call, None)?;
        Some(self.call(given, call, slots))
    }
}

/// Apollo is flown to and sees what the crew that flies cannot.
pub(super) fn talks_on(given: &Given<'_>) -> bool {
    given.panel.seat() == Seat::Apollo && given.plan.roles.flying == Seat::Soyuz
}

/// The other craft stands on the own axis, and its cross on its base: its nose points here.
pub(super) fn on_axis(given: &Given<'_>) -> bool {
    let off = |dir: Dir| {
        let slots = slots(given, CallId::Offset, &[SlotValue::Dir(dir)])?;
        match slots[..] {
            [_, SlotValue::Number(metres)] => Some(metres),
            _ => None,
        }
    };
    let near = |dir: Dir| off(dir).is_some_and(|metres| metres < ON_AXIS_M);
    let points = || {
        let distance_m = eye_to_target_m(Seat::Apollo, f64::from(known_range_m(given.panel)?));
        let stand_off_m = vessel(Seat::Soyuz).stand_off_m;
        let least = ON_AXIS_NOSE_RAD * stand_off_m / (distance_m - stand_off_m);
        let cross = given.sight.cross_rad?;
        Some(cross.iter().all(|shift| f64::from(shift.abs()) < least))
    };
    // A cross that the Sun drowns says nothing: the go is then given by the place alone.
    near(Dir::Right) && near(Dir::Up) && points().unwrap_or(true)
}
