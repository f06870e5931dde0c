//! Smoke and oxidizer: carbon monoxide that blood takes up, nitrogen dioxide that lungs answer with
//! water hours later, and what both do to eyes and nose at once.

use serde::{Deserialize, Serialize};

use crate::catalogue::constants::PA_PER_MMHG;
use crate::ids::CompartmentId;
use crate::sim::atmosphere::Air;
use crate::sim::atmosphere::gas::Species;

use super::harm::{Grade, ramp};
use super::lungs::{Breath, LUNG_WATER_PA};
use super::wounds::graded;

/// Uptake of carbon monoxide after Coburn, Forster and Kane (1965) with the constants of Peterson
/// and Stewart (1970): own production mL/min, blood mL, what blood carries mL/mL, affinity over
/// oxygen 1, diffusing capacity mL/min/mmHg, ventilation mL/min. Wrong, smoke stuns in minutes or
/// never.
const PRODUCED_ML_PER_MIN: f64 = 0.007;
const BLOOD_ML: f64 = 5_500.0;
const CAPACITY: f64 = 0.2;
const AFFINITY: f64 = 218.0;
const DIFFUSING_ML_PER_MIN_MMHG: f64 = 30.0;
const VENTILATION_ML_PER_MIN: f64 = 6_000.0;
/// Least oxygen against which carbon monoxide is washed out, mmHg: below it nobody lives anyway.
const LEAST_OXYGEN_MMHG: f64 = 10.0;

/// Carboxyhaemoglobin of a non-smoker, 1 (below 1 %).
const NORMAL: f64 = 0.007;
/// Carboxyhaemoglobin that is a near miss and that hurts, 1: heads ache from 10 to 20 %, men stagger
/// from 30, faint from 40 to 50, die above 60 (toxicology's usual table).
const NEAR: f64 = 0.10;
const HEADACHE: f64 = 0.15;
const HURTS: f64 = 0.25;
const FAINTING: f64 = 0.40;
const DEADLY: f64 = 0.60;
/// Time in which consciousness drains a tenth above the share where fainting begins, s (estimate).
const FAINTING_S: f64 = 300.0;

/// One part in a million of an atmosphere, Pa: what toxicology counts, whatever the cabin's pressure.
const PPM_PA: f64 = 0.101_325;

/// Smoke that the nose finds, that stings, and in which nothing is seen any more, ppm of its carbon
/// monoxide (estimates: the irritants of burning insulation come with it).
const SMOKE_SMELT_PPM: f64 = 1.0;
const SMOKE_STINGS_PPM: f64 = 100.0;
const SMOKE_BLINDS_PPM: f64 = 2_000.0;

/// Nitrogen dioxide that is smelt, that stings, that makes cough and that takes the senses, ppm
/// (odour threshold and irritation of occupational medicine; the last by the 1975 landing, where one
/// of three was briefly unconscious).
const OXIDIZER_SMELT_PPM: f64 = 0.4;
const OXIDIZER_STINGS_PPM: f64 = 15.0;
const OXIDIZER_COUGH_PPM: f64 = 50.0;
const OXIDIZER_STUNS_PPM: f64 = 100.0;
/// The landing of 24 July 1975: about 250 ppm on average for 4 min 40 s (recalled). Ill for two
/// weeks, none dead. Its product is the unit in which the dose is counted.
const LANDING_PPM: f64 = 250.0;
const LANDING_S: f64 = 280.0;
/// Doses at which it was close, lungs will fill within hours, he can do nothing more and he dies, in
/// landings (estimates; men were reckoned to die of an hour at 174 ppm, which is 9: Book, 1982).
const OXIDIZER_GRADES: [f64; 4] = [0.1, 0.7, 3.0, 6.0];

/// What is before a man's eyes, mask or not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Haze {
    /// Smoke, Pa of its carbon monoxide.
    pub smoke_pa: f64,
    /// Oxidizer, Pa of nitrogen dioxide.
    pub oxidizer_pa: f64,
}

impl Haze {
    /// What a place's air holds.
    pub fn of_cabin(air: &Air, at: CompartmentId) -> Haze {
        Haze {
            smoke_pa: air.partial_pa(at, Species::Smoke),
            oxidizer_pa: air.partial_pa(at, Species::Oxidizer),
        }
    }

    fn smoke_ppm(&self) -> f64 {
        self.smoke_pa / PPM_PA
    }

    fn oxidizer_ppm(&self) -> f64 {
        self.oxidizer_pa / PPM_PA
    }
}

/// Poisons in one man, and what he has before eyes and nose.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Poisons {
    carboxyhaemoglobin: f64,
    oxidizer_dose: f64,
    seen: Haze,
    breathed: Haze,
}

impl Poisons {
    /// A non-smoker in clean air.
    pub const NONE: Poisons = Poisons {
        carboxyhaemoglobin: NORMAL,
        oxidizer_dose: 0.0,
        seen: Haze {
            smoke_pa: 0.0,
            oxidizer_pa: 0.0,
        },
        breathed: Haze {
            smoke_pa: 0.0,
            oxidizer_pa: 0.0,
        },
    };

    /// One tick: what he breathes with how much oxygen in his lungs, Pa, and what the air before his
    /// eyes holds.
    pub fn step(&mut self, dt_s: f64, breath: &Breath, alveolar_o2_pa: f64, seen: Haze) {
        self.seen = seen;
        self.breathed = breath.haze;
        let minutes = dt_s / 60.0;
        let dry_mmhg = (breath.pressure_pa - LUNG_WATER_PA).max(0.0) / PA_PER_MMHG;
        let resistance = 1.0 / DIFFUSING_ML_PER_MIN_MMHG + dry_mmhg / VENTILATION_ML_PER_MIN;
        let oxygen_mmhg = (alveolar_o2_pa / PA_PER_MMHG).max(LEAST_OXYGEN_MMHG);
        let share = self.carboxyhaemoglobin;
        // Blood's own pressure of carbon monoxide, by Haldane's law of the two gases' shares.
        let held_mmhg = share / (1.0 - share) * oxygen_mmhg / AFFINITY;
        let inward_mmhg = breath.haze.smoke_pa / PA_PER_MMHG - held_mmhg;
        let taken = (PRODUCED_ML_PER_MIN + inward_mmhg / resistance) / (BLOOD_ML * CAPACITY);
        // Blood can be neither fuller than full nor emptier than empty.
        self.carboxyhaemoglobin = (share + taken * minutes).clamp(0.0, 0.99);
        self.oxidizer_dose += breath.haze.oxidizer_ppm() / LANDING_PPM * dt_s / LANDING_S;
    }

    /// Share of the blood's haemoglobin that carbon monoxide holds, 0..=1.
    pub fn carboxyhaemoglobin(&self) -> f64 {
        self.carboxyhaemoglobin
    }

    /// Oxidizer breathed in so far, in doses of the 1975 landing, 1.
    pub fn oxidizer_dose(&self) -> f64 {
        self.oxidizer_dose
    }

    /// Loss of consciousness by carbon monoxide, 1/s.
    pub fn smoke_per_s(&self) -> f64 {
        (self.carboxyhaemoglobin - FAINTING).max(0.0) / 0.1 / FAINTING_S
    }

    /// Loss of consciousness by oxidizer, 1/s: a landing's dose takes nearly all of it.
    pub fn oxidizer_per_s(&self) -> f64 {
        let ppm = self.breathed.oxidizer_ppm();
        match ppm > OXIDIZER_STUNS_PPM {
            true => 0.9 * ppm / LANDING_PPM / LANDING_S,
            false => 0.0,
        }
    }

    /// Blood that carries too little oxygen to live on, however much is breathed.
    pub fn airless(&self) -> bool {
        self.carboxyhaemoglobin > DEADLY
    }

    /// How badly smoke has him.
    pub fn smoke(&self) -> Option<Grade> {
        match self.carboxyhaemoglobin {
            share if share > HURTS => Some(Grade::Hurt),
            share if share > NEAR => Some(Grade::Near),
            _ => None,
        }
    }

    /// How badly oxidizer has him: lungs that will fill with water count as hurt from the first.
    pub fn oxidizer(&self) -> Option<Grade> {
        graded(self.oxidizer_dose, &OXIDIZER_GRADES)
    }

    /// His head aches with carbon monoxide.
    pub fn headache(&self) -> bool {
        self.carboxyhaemoglobin > HEADACHE
    }

    /// He smells burning. A mask smells of rubber.
    pub fn smells_burnt(&self) -> bool {
        self.breathed.smoke_ppm() > SMOKE_SMELT_PPM
    }

    /// He smells acid.
    pub fn smells_sharp(&self) -> bool {
        self.breathed.oxidizer_ppm() > OXIDIZER_SMELT_PPM
    }

    /// His eyes sting: a mask covers nose and mouth.
    pub fn eyes_sting(&self) -> bool {
        self.seen.smoke_ppm() > SMOKE_STINGS_PPM || self.seen.oxidizer_ppm() > OXIDIZER_STINGS_PPM
    }

    /// He coughs.
    pub fn coughs(&self) -> bool {
        self.breathed.smoke_ppm() > SMOKE_BLINDS_PPM
            || self.breathed.oxidizer_ppm() > OXIDIZER_COUGH_PPM
    }

    /// What poisons leave of the hands' skill, 0..=1 (estimates).
    pub fn hands(&self) -> f64 {
        let blood = ramp(self.carboxyhaemoglobin, (HEADACHE, 1.0), (0.5, 0.2));
        let ppm = self.breathed.oxidizer_ppm();
        let cough = ramp(ppm, (OXIDIZER_STINGS_PPM, 1.0), (LANDING_PPM, 0.4));
        // Lungs full of water end his work as surely as any wound.
        let drowned = ramp(
            self.oxidizer_dose,
            (OXIDIZER_GRADES[1], 1.0),
            (OXIDIZER_GRADES[2], 0.0),
        );
        blood * cough * drowned
    }

    /// What haze and tears leave of sight, 0..=1 (estimates).
    pub fn sight(&self) -> f64 {
        let smoke = self.seen.smoke_ppm();
        let oxidizer = self.seen.oxidizer_ppm();
        ramp(smoke, (SMOKE_STINGS_PPM, 1.0), (SMOKE_BLINDS_PPM, 0.3))
            * ramp(oxidizer, (OXIDIZER_STINGS_PPM, 1.0), (LANDING_PPM, 0.4))
    }

    /// Feeds the state to a hash.
    pub fn digest_into(&self, sink: &mut impl FnMut(u64)) {
        let numbers = [
            self.carboxyhaemoglobin,
            self.oxidizer_dose,
            self.seen.smoke_pa,
            self.seen.oxidizer_pa,
            self.breathed.smoke_pa,
            self.breathed.oxidizer_pa,
        ];
        numbers.iter().for_each(|v| sink(v.to_bits()));
    }
}
