//! A pilot's eye at his sight: errors of reading that wander slowly, one for each thing he reads.

use serde::{Deserialize, Serialize};

use crate::catalogue::instruments::{CROSS_NOISE_RAD, EYE_S, sight};
use crate::ids::Seat;
use crate::maths::sqrt;
use crate::rng::Stream;
use crate::sim::instruments::LOOK_S;

/// Errors of one pilot's readings, rad.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Eye {
    noise: Stream,
    /// Bearing of the target: right, up.
    pub target_rad: [f64; 2],
    /// Shift of the stand-off cross: right, up.
    pub cross_rad: [f64; 2],
    /// Roll of the target.
    pub roll_rad: f64,
}

impl Eye {
    /// A fresh eye.
    pub fn new(noise: Stream) -> Eye {
        Eye {
            noise,
            target_rad: [0.0; 2],
            cross_rad: [0.0; 2],
            roll_rad: 0.0,
        }
    }

    /// One look: first-order Gauss–Markov errors whose scatter is the sight's row times `errors`.
    pub fn look(&mut self, seat: Seat, errors: f64) {
        const KEPT: f64 = 1.0 - LOOK_S / EYE_S;
        let fresh = errors * sqrt(1.0 - KEPT * KEPT);
        let row = sight(seat);
        let noise = &mut self.noise;
        let mut wander = |error: &mut f64, scatter_rad: f64| {
            *error = *error * KEPT + noise.normal() * fresh * scatter_rad;
        };
        for error in &mut self.target_rad {
            wander(error, row.noise_rad);
        }
        for error in &mut self.cross_rad {
            wander(error, CROSS_NOISE_RAD);
        }
        wander(&mut self.roll_rad, row.roll_noise_rad);
    }

    /// Feeds every bit of the state, in a fixed order.
    pub fn digest_into(&self, sink: &mut impl FnMut(u64)) {
        sink(self.noise.bits());
        for error in self.target_rad.iter().chain(&self.cross_rad) {
            sink(error.to_bits());
        }
        sink(self.roll_rad.to_bits());
    }
}
