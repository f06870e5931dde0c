//! Nitrogen in a man's tissues and what it does when the pressure around him falls: parallel
//! Haldane compartments and a hazard that grows with supersaturation.

use serde::{Deserialize, Serialize};

use crate::maths::pow;

use super::lungs::VACUUM_PA;

/// Half-times of the nitrogen tissues, s: 5 to 360 minutes, parallel Haldane compartments as in
/// the US Navy and NASA tables.
pub const TISSUE_HALF_TIME_S: [f64; 8] = [
    300.0, 600.0, 1_200.0, 2_400.0, 4_800.0, 7_200.0, 14_400.0, 21_600.0,
];

/// Tissue nitrogen over cabin pressure that is accepted without a pre-breathe, 1 (NASA practice,
/// recalled). At 520 mmHg Soyuz air over 5 psia it is 1.31; at 760 mmHg it would be 2.32.
pub const SAFE_NITROGEN_RATIO: f64 = 1.6;

/// Decompression sickness: hazard an hour = A·(ratio − 1)ⁿ. Two figures hold it: half of all men
/// within two hours of going from 760 mmHg of air to 5 psia (ratio 2.32, no pre-breathe; estimate),
/// and the joint flight's own trials, 11 runs of 24 h from 10 psia with 30 % oxygen to 5 psia
/// without a case (ratio 1.40, published). With the fourth power such a run has 3 cases in a
/// thousand, so that eleven clean ones are what is to be expected; a visit at the flown 1.31 has
/// one. A smaller power would have cost the trials a case, a larger one would forgive 1.6 all.
const HAZARD_PER_HOUR: f64 = 0.237;
const HAZARD_POWER: f64 = 4.0;

/// Risk at which joints begin to hurt and at which a man of this flight falls ill, 0..=1 (game
/// values; fixed, so that the same flight ends the same way for every seed).
const PAIN_AT_RISK: f64 = 0.2;
const ILL_AT_RISK: f64 = 0.4;

/// Risk that the debrief counts as a near miss, 0..=1 (game value).
pub const RISK_NOTED: f64 = 0.01;

/// Nitrogen of one man.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Nitrogen {
    tissue_pa: [f64; 8],
    ratio: f64,
    risk: f64,
}

impl Nitrogen {
    /// A man in balance with `n2_pa` of nitrogen in his breath.
    pub fn in_balance(n2_pa: f64) -> Nitrogen {
        Nitrogen {
            tissue_pa: [n2_pa; 8],
            ratio: 0.0,
            risk: 0.0,
        }
    }

    /// One tick at `n2_pa` of nitrogen in the breath and the cabin's pressure, Pa.
    pub fn step(&mut self, dt_s: f64, n2_pa: f64, pressure_pa: f64) {
        let mut highest_pa: f64 = 0.0;
        for (tissue_pa, half_time_s) in self.tissue_pa.iter_mut().zip(TISSUE_HALF_TIME_S) {
            // Trapezoid rule: exact to (rate·dt)³/12, and no exponential.
            let half_step = 0.5 * core::f64::consts::LN_2 / half_time_s * dt_s;
            *tissue_pa += (n2_pa - *tissue_pa) * 2.0 * half_step / (1.0 + half_step);
            highest_pa = highest_pa.max(*tissue_pa);
        }
        self.ratio = highest_pa / pressure_pa.max(VACUUM_PA);
        let excess = self.ratio - 1.0;
        if excess > 0.0 {
            let hazard = HAZARD_PER_HOUR * pow(excess, HAZARD_POWER) * dt_s / 3_600.0;
            // First order of 1 − (1 − risk)·exp(−hazard), and below 1 whatever the hazard.
            self.risk = (self.risk + hazard) / (1.0 + hazard);
        }
    }

    /// Nitrogen tension of the tissues, Pa, in [`TISSUE_HALF_TIME_S`] order.
    pub fn tissue_pa(&self) -> &[f64; 8] {
        &self.tissue_pa
    }

    /// Highest tissue nitrogen over cabin pressure at the last step, 1.
    pub fn ratio(&self) -> f64 {
        self.ratio
    }

    /// Probability of decompression sickness gathered so far, 0..=1.
    pub fn risk(&self) -> f64 {
        self.risk
    }

    /// Joints hurt. Pressure takes the bubbles back into solution, and the pain with them.
    pub fn aching(&self) -> bool {
        self.risk > PAIN_AT_RISK && self.ratio > 1.0
    }

    /// Doubled up.
    pub fn sick(&self) -> bool {
        self.risk > ILL_AT_RISK && self.ratio > 1.0
    }

    /// What it leaves of the hands' skill, 0..=1 (estimates).
    pub fn hands(&self) -> f64 {
        match (self.aching(), self.sick()) {
            (false, _) => 1.0,
            (true, false) => 0.6,
            (true, true) => 0.0,
        }
    }

    /// Feeds the state to a hash.
    pub fn digest_into(&self, sink: &mut impl FnMut(u64)) {
        self.tissue_pa.iter().for_each(|v| sink(v.to_bits()));
        sink(self.ratio.to_bits());
        sink(self.risk.to_bits());
    }
}
