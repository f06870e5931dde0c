//! Soyuz's pilot: keeps Apollo in the middle of the periscope by trimming a hold that drifts.

use handshake_shared::catalogue::control::SOYUZ_STICK_RAD_PER_S;
use handshake_shared::sim::input::{ControlMode, Stick};
use handshake_shared::view::panel::DockLamp;

use super::{DECISION_TICKS, Given};

/// Bearings smaller than this are left alone, rad (0.3°).
const LEAVE_RAD: f64 = 0.0052;
/// Trim rate per bearing, 1/s.
const TRIM_PER_S: f64 = 0.15;
/// Closer than this Soyuz keeps still: Apollo steers the last metres, m.
const STILL_M: f32 = 1.5;

/// Soyuz's pilot. Nothing to remember: the bearing says it all.
#[derive(Debug, Default)]
pub struct SoyuzPilot;

impl SoyuzPilot {
    /// Sticks until the next decision.
    pub fn fly(&mut self, given: &Given<'_>) -> (Stick, u16) {
        let Some(panel) = given.panel.soyuz() else {
            return (Stick::NEUTRAL, 0);
        };
        let holds = panel.craft.mode == ControlMode::InertialHold;
        let near = panel.ranged.is_some_and(|ranged| ranged.range_m < STILL_M);
        let apart = panel.craft.dock == DockLamp::Free && !near;
        // With a camera on the Sun, the Sun is what has to stay in the middle.
        let sun = panel.corona.map(|corona| corona.sun_rad);
        let (Some([right, up]), true, true) = (sun.or(given.sight.target_rad), holds, apart) else {
            return (Stick::NEUTRAL, 0);
        };
        let mut stick = Stick::NEUTRAL;
        let rate = |error: f32| {
            let error = f64::from(error);
            let deflection = error * TRIM_PER_S / SOYUZ_STICK_RAD_PER_S * 127.0;
            if error.abs() > LEAVE_RAD {
                deflection.clamp(-127.0, 127.0) as i8
            } else {
                0
            }
        };
        stick.turn = [0, rate(up), rate(right)];
        let ticks = if stick.is_neutral() {
            0
        } else {
            DECISION_TICKS as u16
        };
        (stick, ticks)
    }
}
