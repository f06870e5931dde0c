//! Translation by pulses: how long a jet burns for a change of speed, and how several share one
//! pulse length.

use handshake_shared::sim::input::Stick;
use handshake_shared::time::DT_S;

use super::DECISION_TICKS;

/// Ticks of thrust for a change of speed, at least one and no more than a decision lasts.
pub(super) fn pulse_ticks(delta_m_per_s: f64, accel_m_per_s2: f64) -> f64 {
    (delta_m_per_s.abs() / accel_m_per_s2 / DT_S)
        .round()
        .clamp(1.0, f64::from(DECISION_TICKS))
}

/// Deflection that does in the longest pulse what full deflection does in its own ticks.
pub(super) fn share(direction: f64, ticks: f64, longest: f64) -> i8 {
    (direction * 127.0 * ticks / longest) as i8
}

/// Spreads pushes meant for `from` ticks over `to` ticks.
pub(super) fn scale(stick: &mut Stick, from: f64, to: f64) {
    for push in &mut stick.push {
        *push = (f64::from(*push) * from / to) as i8;
    }
}
