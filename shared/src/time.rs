//! Simulated time: ticks of a fixed length. Nobody below the shells ever reads a clock.

use serde::{Deserialize, Serialize};

/// Ticks in one simulated second. The fixed step everything is tuned for: the minimum on-time of a
/// jet (14 ms) is just under one tick. Changing it changes every digest.
pub const TICK_RATE_HZ: u32 = 60;

/// Length of one tick, s.
pub const DT_S: f64 = 1.0 / TICK_RATE_HZ as f64;

/// Ticks since the mission began. `u32` holds 828 days.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Tick(pub u32);

impl Tick {
    /// Mission time at this tick, s.
    pub fn seconds(self) -> f64 {
        f64::from(self.0) * DT_S
    }

    /// The tick that many seconds after the beginning, rounded down.
    pub fn at(seconds: f64) -> Tick {
        Tick((seconds * f64::from(TICK_RATE_HZ)) as u32)
    }

    /// The next tick.
    pub fn next(self) -> Tick {
        Tick(self.0 + 1)
    }

    /// Seconds from `earlier` to here; zero when `earlier` lies ahead.
    pub fn since(self, earlier: Tick) -> f64 {
        f64::from(self.0.saturating_sub(earlier.0)) * DT_S
    }
}
