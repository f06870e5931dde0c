//! Apollo's VHF tone ranging: the interrogator in the command module counts the phase of tones that
//! Soyuz's transponder sends back. A range once a second in whole digits, and no rate.

use serde::{Deserialize, Serialize};

use crate::catalogue::instruments::{LIGHT_M_PER_S, VHF};
use crate::maths::{floor, round};
use crate::rng::Stream;
use crate::sim::World;
use crate::sim::contact::port::PortState;
use crate::sim::instruments::SAMPLE_HZ;

/// Samples between two readings.
const READING_SAMPLES: u32 = (VHF.period_s * SAMPLE_HZ as f64) as u32;
/// Samples from the first answer to the first reading.
const ACQUIRE_SAMPLES: u32 = (VHF.acquire_s * SAMPLE_HZ as f64) as u32;

/// State of the set.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Vhf {
    noise: Stream,
    /// Samples for which the transponder has answered without a break.
    answered: u32,
    reading_m: Option<f64>,
}

impl Vhf {
    /// A set that has heard nothing.
    pub fn new(noise: Stream) -> Vhf {
        Vhf {
            noise,
            answered: 0,
            reading_m: None,
        }
    }

    /// Range on the counter, m; absent while nothing answers or the tones are not locked yet.
    pub fn reading_m(&self) -> Option<f64> {
        self.reading_m
    }

    /// Takes an answer that has stood for long.
    pub(super) fn settle(&mut self, answer_m: Option<f64>) {
        self.answered = answer_m.map_or(0, |_| ACQUIRE_SAMPLES);
        self.reading_m = answer_m.map(counted_m);
    }

    /// One sample: `answer_m` is the range to a transponder that answers.
    pub(super) fn sample(&mut self, answer_m: Option<f64>, errors: f64) {
        let error_m = self.noise.normal() * VHF.noise_m * errors;
        let Some(range_m) = answer_m else {
            self.answered = 0;
            self.reading_m = None;
            return;
        };
        self.answered = self.answered.saturating_add(1);
        let locked = self.answered >= ACQUIRE_SAMPLES;
        if locked && (self.answered - ACQUIRE_SAMPLES).is_multiple_of(READING_SAMPLES) {
            self.reading_m = Some(counted_m(range_m + error_m));
        }
    }

    /// Feeds every bit of the state, in a fixed order.
    pub fn digest_into(&self, sink: &mut impl FnMut(u64)) {
        sink(self.noise.bits());
        sink(u64::from(self.answered));
        sink(self.reading_m.map_or(u64::MAX, f64::to_bits));
    }
}

/// Range to the transponder if it answers: switched on, and not so near that the tones say nothing.
pub(super) fn answer_m(world: &World, ports: &PortState) -> Option<f64> {
    let range_m = ports.range_m();
    (world.switches.transponder && range_m > VHF.least_m).then_some(range_m)
}

/// What the counter shows of a range: the coarsest tone repeats after half its wavelength.
fn counted_m(range_m: f64) -> f64 {
    const REPEATS_M: f64 = LIGHT_M_PER_S / (2.0 * VHF.coarse_tone_hz);
    let told_m = range_m - REPEATS_M * floor(range_m / REPEATS_M);
    round(told_m / VHF.digit_m) * VHF.digit_m
}
