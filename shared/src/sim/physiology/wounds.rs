//! Heat on the skin and blows: harm that is done to a body from outside.

use serde::{Deserialize, Serialize};

use crate::maths::pow;

use super::harm::{Grade, ramp};

/// Time a man in hot dry air can bear it, s: 60·5·10⁷·T⁻³·⁴ with T in °C (convected heat on bare
/// skin, ISO 13571): 8 min at 100 °C, 45 s at 200 °C. Doses of a changing temperature add up.
const BEARABLE_S: f64 = 60.0 * 5.0e7;
const BEARABLE_POWER: f64 = 3.4;
/// Below this hot air is only unpleasant, °C (estimate), and above 0 °C in kelvins.
const HOT_C: f64 = 45.0;
const ZERO_C_K: f64 = 273.15;

/// Doses of heat at which it was close, burns last, he can do nothing more and he dies, 1. One is
/// the standard's own end of a man's ability; the others are estimates.
const HEAT_GRADES: [f64; 4] = [0.1, 0.4, 1.0, 3.0];

/// Energies of a blow at which it bruises, breaks, stuns and kills, J. Skulls break from 45 to 102 J
/// (Gurdjian and others, 1949, recalled); the others are estimates.
const BLOW_GRADES_J: [f64; 4] = [10.0, 40.0, 70.0, 250.0];
/// A stunning blow takes his senses for so long for each joule above the least, s/J (estimate).
const STUNNED_S_PER_J: f64 = 2.0;

/// Burns and blows of one man.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Wounds {
    heat_dose: f64,
    hot: bool,
    blow_j: f64,
}

impl Wounds {
    /// One tick in air of a temperature, K.
    pub fn step(&mut self, dt_s: f64, temperature_k: f64) {
        let celsius = temperature_k - ZERO_C_K;
        self.hot = celsius > HOT_C;
        if self.hot {
            self.heat_dose += pow(celsius, BEARABLE_POWER) * dt_s / BEARABLE_S;
        }
    }

    /// A blow of so much energy, J; how long it takes his senses, s.
    pub fn strike(&mut self, energy_j: f64) -> f64 {
        self.blow_j = self.blow_j.max(energy_j);
        ((energy_j - BLOW_GRADES_J[2]) * STUNNED_S_PER_J).max(0.0)
    }

    /// How badly he is burnt.
    pub fn burns(&self) -> Option<Grade> {
        graded(self.heat_dose, &HEAT_GRADES)
    }

    /// How badly he was struck.
    pub fn blow(&self) -> Option<Grade> {
        graded(self.blow_j, &BLOW_GRADES_J)
    }

    /// The air is hot on his skin.
    pub fn hot(&self) -> bool {
        self.hot
    }

    /// What both leave of the hands' skill, 0..=1 (estimates).
    pub fn hands(&self) -> f64 {
        let burns = ramp(self.heat_dose, (HEAT_GRADES[0], 1.0), (HEAT_GRADES[2], 0.0));
        burns
            * ramp(
                self.blow_j,
                (BLOW_GRADES_J[0], 1.0),
                (BLOW_GRADES_J[2], 0.5),
            )
    }

    /// Feeds the state to a hash.
    pub fn digest_into(&self, sink: &mut impl FnMut(u64)) {
        sink(self.heat_dose.to_bits());
        sink(self.blow_j.to_bits());
        sink(u64::from(self.hot));
    }
}

/// The worst grade whose limit, of limits that rise, a dose has passed.
pub(super) fn graded(dose: f64, limits: &[f64; 4]) -> Option<Grade> {
    // Asked of every man in every tick, and nearly always of one who is whole.
    if dose < limits[0] {
        return None;
    }
    let grades = [Grade::Near, Grade::Hurt, Grade::Down, Grade::Dead];
    let passed = limits
        .iter()
        .zip(grades)
        .filter(|(limit, _)| dose >= **limit);
    passed.map(|(_, grade)| grade).next_back()
}
