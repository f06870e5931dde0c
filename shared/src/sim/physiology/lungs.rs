//! What a man breathes and what it makes of his lungs: the alveolar gas equation for oxygen and a
//! breath that deepens with carbon dioxide.

use serde::{Deserialize, Serialize};

use crate::catalogue::constants::PA_PER_MMHG;
use crate::ids::CompartmentId;
use crate::maths::{exp, pow, sqrt};
use crate::sim::atmosphere::Air;

use super::harm::ramp;
use super::poisons::Haze;

/// Alveolar oxygen below which the body works but badly, Pa (60 mmHg, clinical hypoxaemia).
pub const HYPOXIA_PA: f64 = 8_000.0;

/// Carbon dioxide a crew may live in, Pa (7.6 mmHg, recalled flight rule).
pub const CO2_LIMIT_PA: f64 = 7.6 * PA_PER_MMHG;
/// Carbon dioxide a crew may work in for a short time, Pa (15 mmHg, recalled emergency limit). Above
/// it heads ache and hands are slow.
const CO2_EMERGENCY_PA: f64 = 15.0 * PA_PER_MMHG;

/// Water vapour in the lungs at body temperature, Pa (47 mmHg).
pub const LUNG_WATER_PA: f64 = 6_266.0;

/// Respiratory quotient, 1 (mixed diet).
const RESPIRATORY_QUOTIENT: f64 = 0.8;

/// Alveolar CO₂ at rest, Pa (40 mmHg), and after the deepest breathing, Pa (25 mmHg); breathing
/// deepens as inspired oxygen falls from 14 to 5 kPa (a line through recalled chamber data).
const ALVEOLAR_CO2_REST_PA: f64 = 5_333.0;
const ALVEOLAR_CO2_DEEP_PA: f64 = 3_333.0;
const DEEPENS_BELOW_PA: f64 = 14_000.0;
const DEEPEST_AT_PA: f64 = 5_000.0;

/// How far breathing deepens for each pascal of alveolar CO₂ above rest, as a share of breathing at
/// rest (2 L/min for each mmHg over 5 L/min, the usual textbook response; healthy men: 1 to 4).
const DEEPENS_PER_PA: f64 = 2.0 / 5.0 / PA_PER_MMHG;

/// Lag of the lungs behind the air, s (estimate: lung washout plus the way to the brain).
const LUNG_LAG_S: f64 = 5.0;

/// Alveolar oxygen below which consciousness drains, Pa (42 mmHg: about 4.5 km in air).
pub(super) const DRAINING_PA: f64 = 5_600.0;

/// Time of useful consciousness is exp(A + B·alveolar O₂): fitted to the table that pilots are
/// taught (US FAA, standard ascent): 20 to 30 min at 18 000 ft, 10 at 22 000, 3 to 5 at 25 000,
/// 2.5 to 3 at 28 000, 1 to 2 at 30 000, 30 to 60 s at 35 000 ft, 15 to 20 s at 40 000 ft.
const USEFUL_LN_S: f64 = 3.8;
const USEFUL_LN_S_PA: f64 = 8.2e-4;

/// Breathed CO₂ above which consciousness drains, Pa (45 mmHg), the time it takes at a tenth of an
/// atmosphere of it, s, and how steeply that falls with pressure. A power law through the ranges of
/// occupational medicine (US EPA, 2000, carbon dioxide as an extinguishing agent): 7 to 10 % within
/// minutes to an hour, 10 to 15 % within minutes, 17 to 30 % within one. Estimate within them.
const NARCOSIS_FROM_PA: f64 = 45.0 * PA_PER_MMHG;
const NARCOSIS_PA: f64 = 76.0 * PA_PER_MMHG;
const NARCOSIS_S: f64 = 300.0;
const NARCOSIS_POWER: f64 = 2.8;

/// Breathed CO₂ at which hands are as slow as it makes them, Pa (60 mmHg, 8 %: estimate).
const CO2_SLOWEST_PA: f64 = 60.0 * PA_PER_MMHG;

/// Breathed CO₂ on which an unconscious man dies within minutes, Pa (17 %, US EPA 2000).
const CO2_DEADLY_PA: f64 = 129.0 * PA_PER_MMHG;

/// Below this nothing is breathed and nothing divides by it, Pa.
pub(super) const VACUUM_PA: f64 = 1.0;

/// What one man draws in: gases before his mouth, dry, Pa.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Breath {
    /// Pressure of the cabin.
    pub pressure_pa: f64,
    /// Oxygen as a share of the dry gas, 1.
    pub oxygen_fraction: f64,
    /// Nitrogen.
    pub n2_pa: f64,
    /// Carbon dioxide.
    pub co2_pa: f64,
    /// Smoke and oxidizer.
    pub haze: Haze,
}

impl Breath {
    /// Cabin air of a place.
    pub fn of_cabin(air: &Air, at: CompartmentId) -> Breath {
        let pressure_pa = air.pressure_pa(at);
        let dry_pa = (pressure_pa - air.partial_h2o_pa(at)).max(VACUUM_PA);
        Breath {
            pressure_pa,
            oxygen_fraction: air.partial_o2_pa(at) / dry_pa,
            n2_pa: air.partial_n2_pa(at),
            co2_pa: air.partial_co2_pa(at),
            haze: Haze::of_cabin(air, at),
        }
    }

    /// Oxygen from a mask at a cabin's pressure.
    pub fn of_mask(pressure_pa: f64) -> Breath {
        Breath {
            pressure_pa,
            oxygen_fraction: 1.0,
            n2_pa: 0.0,
            co2_pa: 0.0,
            haze: Haze::default(),
        }
    }

    /// Oxygen that lungs settle at on this breath, Pa, by the alveolar gas equation; below zero
    /// they draw oxygen out of the blood.
    pub fn alveolar_o2_pa(&self) -> f64 {
        let inspired_pa = self.oxygen_fraction * (self.pressure_pa - LUNG_WATER_PA).max(0.0);
        let rest_pa = ramp(
            inspired_pa,
            (DEEPEST_AT_PA, ALVEOLAR_CO2_DEEP_PA),
            (DEEPENS_BELOW_PA, ALVEOLAR_CO2_REST_PA),
        );
        let co2_pa = rest_pa + carbon_dioxide_rise_pa(self.co2_pa);
        inspired_pa
            - (co2_pa - self.co2_pa)
                * (self.oxygen_fraction + (1.0 - self.oxygen_fraction) / RESPIRATORY_QUOTIENT)
    }
}

/// How far breathed CO₂ raises alveolar CO₂ once breathing has deepened against it, Pa. Production
/// is what breathing carries off: rest² / rest = (1 + k·x)(rest + x − breathed), solved for x.
pub fn carbon_dioxide_rise_pa(breathed_pa: f64) -> f64 {
    let (k, rest_pa) = (DEEPENS_PER_PA, ALVEOLAR_CO2_REST_PA);
    let b = 1.0 + k * (rest_pa - breathed_pa);
    (sqrt(b * b + 4.0 * k * breathed_pa) - b) / (2.0 * k)
}

/// The lungs of one man.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Lungs {
    /// Oxygen in them, Pa.
    pub o2_pa: f64,
    /// Carbon dioxide he breathes in, Pa, with the lag of the lungs.
    pub co2_pa: f64,
    /// Pressure around him at the last tick, Pa; none before the first.
    outside_pa: Option<f64>,
}

impl Lungs {
    /// Healthy lungs in sea-level air (100 mmHg).
    pub const HEALTHY: Lungs = Lungs {
        o2_pa: 13_300.0,
        co2_pa: 0.0,
        outside_pa: None,
    };

    /// One tick of breathing. What is in the lungs swells at once when the pressure around falls: it
    /// has no lag.
    pub fn step(&mut self, dt_s: f64, breath: &Breath) {
        let before_pa = self.outside_pa.replace(breath.pressure_pa);
        if let Some(before_pa) = before_pa
            && breath.pressure_pa < before_pa
            && self.o2_pa > 0.0
        {
            self.o2_pa *= breath.pressure_pa / before_pa;
        }
        let share = dt_s / (LUNG_LAG_S + dt_s);
        self.o2_pa += (breath.alveolar_o2_pa() - self.o2_pa) * share;
        self.co2_pa += (breath.co2_pa - self.co2_pa) * share;
    }

    /// Short of oxygen, whether or not he feels it.
    pub fn hypoxic(&self) -> bool {
        self.o2_pa < HYPOXIA_PA
    }

    /// More carbon dioxide in the breath than a crew may work in.
    pub fn choking(&self) -> bool {
        self.co2_pa > CO2_EMERGENCY_PA
    }

    /// Carbon dioxide on which nobody lives for minutes.
    pub fn drowned(&self) -> bool {
        self.co2_pa > CO2_DEADLY_PA
    }

    /// So little oxygen that consciousness drains.
    pub fn starved(&self) -> bool {
        self.o2_pa < DRAINING_PA
    }

    /// Loss of consciousness by want of oxygen, 1/s.
    pub fn starvation_per_s(&self) -> f64 {
        match self.starved() {
            true => exp(-(USEFUL_LN_S + USEFUL_LN_S_PA * self.o2_pa)),
            false => 0.0,
        }
    }

    /// Loss of consciousness by carbon dioxide, 1/s.
    pub fn narcosis_per_s(&self) -> f64 {
        match self.co2_pa > NARCOSIS_FROM_PA {
            true => pow(self.co2_pa / NARCOSIS_PA, NARCOSIS_POWER) / NARCOSIS_S,
            false => 0.0,
        }
    }

    /// What both leave of the hands' skill, 0..=1.
    pub fn hands(&self) -> f64 {
        let oxygen = ramp(self.o2_pa, (DRAINING_PA, 0.6), (HYPOXIA_PA, 1.0));
        oxygen * ramp(self.co2_pa, (CO2_EMERGENCY_PA, 1.0), (CO2_SLOWEST_PA, 0.4))
    }

    /// What want of oxygen leaves of sight before he faints, 0..=1 (estimate: sight is the first to
    /// go).
    pub fn sight(&self) -> f64 {
        ramp(self.o2_pa, (DRAINING_PA, 0.75), (HYPOXIA_PA, 1.0))
    }

    /// Feeds the state to a hash.
    pub fn digest_into(&self, sink: &mut impl FnMut(u64)) {
        sink(self.o2_pa.to_bits());
        sink(self.co2_pa.to_bits());
        sink(self.outside_pa.unwrap_or(-1.0).to_bits());
    }
}
