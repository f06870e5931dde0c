//! Ears and chest: hollows that a changing pressure stretches. The middle ear is cleared by
//! swallowing; its tube opens outward by itself and locks inward. Lungs empty through the throat.

use serde::{Deserialize, Serialize};

use crate::catalogue::constants::PA_PER_MMHG;

/// Lag of ears that swallow all the time behind the cabin, s (estimate; game value: filling the Docking
/// Module in a minute must not hurt who does it by the plan), and of ears that a falling cabin opens
/// by itself, s (estimate).
const SWALLOW_LAG_S: f64 = 12.0;
const POP_LAG_S: f64 = 3.0;
/// Over so long a falling cabin is noticed, s (estimate).
const RECENT_LAG_S: f64 = 20.0;

/// Differences of the middle ear, Pa, after Armstrong and Heim's chamber flights (1937, recalled):
/// the tube pops open outward at 15 mmHg, ears hurt at 60, no swallowing opens the tube inward from
/// 90 on, drums tear between 100 and 500: 150 here.
const POP_PA: f64 = 15.0 * PA_PER_MMHG;
const PAIN_PA: f64 = 60.0 * PA_PER_MMHG;
const LOCK_PA: f64 = 90.0 * PA_PER_MMHG;
const TEAR_PA: f64 = 150.0 * PA_PER_MMHG;

/// Lag of the lungs' gas behind a cabin that empties, s (estimate: open glottis), and the excess that
/// tears them, Pa (80 mmHg across the chest, Luft and Bancroft 1956, recalled). A cabin has to lose
/// some 400 mmHg a second for it: a hatch to space does, no valve can.
const CHEST_LAG_S: f64 = 0.2;
const CHEST_TEAR_PA: f64 = 80.0 * PA_PER_MMHG;

/// What a torn drum and torn lungs leave of the hands' skill, 1 (estimates).
const HANDS_IN_PAIN: f64 = 0.8;

/// Ears and chest of one man.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Ears {
    /// Pressure in the middle ear, Pa; none before the first tick.
    ear_pa: Option<f64>,
    /// Pressure around him as it was some seconds ago, Pa: what a falling cabin is felt against.
    recent_pa: Option<f64>,
    chest_pa: Option<f64>,
    outside_pa: f64,
    drum_torn: bool,
    chest_torn: bool,
}

impl Ears {
    /// One tick at a cabin pressure, Pa.
    pub fn step(&mut self, dt_s: f64, pressure_pa: f64) {
        let ear_pa = self.ear_pa.unwrap_or(pressure_pa);
        let inward_pa = pressure_pa - ear_pa;
        let lag_s = match inward_pa {
            p if p > LOCK_PA => f64::INFINITY,
            p if p < -POP_PA => POP_LAG_S,
            _ => SWALLOW_LAG_S,
        };
        let ear_pa = ear_pa + inward_pa * dt_s / (lag_s + dt_s);
        let follow = |from: Option<f64>, lag_s: f64| {
            let from = from.unwrap_or(pressure_pa);
            from + (pressure_pa - from) * dt_s / (lag_s + dt_s)
        };
        let chest_pa = follow(self.chest_pa, CHEST_LAG_S);
        self.drum_torn |= (pressure_pa - ear_pa).abs() > TEAR_PA;
        self.chest_torn |= chest_pa - pressure_pa > CHEST_TEAR_PA;
        self.recent_pa = Some(follow(self.recent_pa, RECENT_LAG_S));
        self.chest_pa = Some(chest_pa);
        // A torn drum lets air through.
        self.ear_pa = Some(if self.drum_torn { pressure_pa } else { ear_pa });
        self.outside_pa = pressure_pa;
    }

    /// Pressure around him minus the pressure in his ears at the last tick, Pa.
    pub fn difference_pa(&self) -> f64 {
        self.ear_pa.map_or(0.0, |ear_pa| self.outside_pa - ear_pa)
    }

    /// Fall of the pressure around him over about the last 20 s, Pa; negative while it rises.
    pub fn fall_pa(&self) -> f64 {
        self.recent_pa
            .map_or(0.0, |recent_pa| recent_pa - self.outside_pa)
    }

    /// His ears hurt now.
    pub fn hurt(&self) -> bool {
        self.difference_pa().abs() > PAIN_PA
    }

    /// An eardrum has torn.
    pub fn drum_torn(&self) -> bool {
        self.drum_torn
    }

    /// His lungs have torn.
    pub fn chest_torn(&self) -> bool {
        self.chest_torn
    }

    /// What they leave of the hands' skill, 0..=1.
    pub fn hands(&self) -> f64 {
        match (self.chest_torn, self.drum_torn || self.hurt()) {
            (true, _) => 0.0,
            (false, true) => HANDS_IN_PAIN,
            (false, false) => 1.0,
        }
    }

    /// Feeds the state to a hash.
    pub fn digest_into(&self, sink: &mut impl FnMut(u64)) {
        let hollows = [self.ear_pa, self.recent_pa, self.chest_pa];
        hollows
            .iter()
            .for_each(|pa| sink(pa.unwrap_or(-1.0).to_bits()));
        sink(self.outside_pa.to_bits());
        sink(u64::from(self.drum_torn) | u64::from(self.chest_torn) << 1);
    }
}
