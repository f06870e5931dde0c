//! Five bodies in the air: lungs, consciousness, nitrogen in the tissues, ears and chest, wounds,
//! and a mask before the mouth. A body knows the air around it and its own past; not what any rule
//! says about it.

pub mod ears;
pub mod harm;
pub mod lungs;
pub mod mind;
pub mod nitrogen;
pub mod poisons;
pub mod wounds;

use serde::{Deserialize, Serialize};

use crate::catalogue::masks::DON_S;
use crate::ids::{CompartmentId, CrewId};
use crate::sim::atmosphere::Air;

use ears::Ears;
use lungs::{Breath, Lungs};
use mind::Mind;
use nitrogen::{Nitrogen, RISK_NOTED};
use poisons::{Haze, Poisons};
use wounds::Wounds;

pub use harm::{Grade, Harm, Symptom};
pub use lungs::LUNG_WATER_PA;
pub use nitrogen::{SAFE_NITROGEN_RATIO, TISSUE_HALF_TIME_S};

/// Temperature of a body, K (37 °C).
pub const BODY_K: f64 = 310.15;

/// A mask that somebody has taken.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Mask {
    /// Where it is stowed and its hose ends.
    at: CompartmentId,
    /// Time until it sits, s.
    donning_s: f64,
}

/// One man of the five.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CrewMember {
    /// Who he is.
    pub id: CrewId,
    /// Where he is.
    pub at: CompartmentId,
    lungs: Lungs,
    mind: Mind,
    nitrogen: Nitrogen,
    ears: Ears,
    poisons: Poisons,
    wounds: Wounds,
    mask: Option<Mask>,
    /// What his body leaves of his skill, as of his last step or blow.
    skill: f64,
}

impl CrewMember {
    /// A healthy man whose tissues are in balance with `breathed_n2_pa` of nitrogen.
    pub fn new(id: CrewId, at: CompartmentId, breathed_n2_pa: f64) -> CrewMember {
        CrewMember {
            id,
            at,
            lungs: Lungs::HEALTHY,
            mind: Mind::AWAKE,
            nitrogen: Nitrogen::in_balance(breathed_n2_pa),
            ears: Ears::default(),
            poisons: Poisons::NONE,
            wounds: Wounds::default(),
            mask: None,
            skill: 1.0,
        }
    }

    /// One tick of `dt_s` seconds (well under a minute) in the air where he is.
    pub fn step(&mut self, dt_s: f64, air: &Air) {
        if !self.alive() {
            return;
        }
        self.breathe_and_bear(dt_s, air);
        self.skill = self.skill_left();
    }

    /// Something hard meets him with so much energy, J.
    pub fn strike(&mut self, energy_j: f64) {
        let stunned_s = self.wounds.strike(energy_j);
        if stunned_s > 0.0 {
            self.mind.stun(stunned_s);
        }
        if self.wounds.blow() == Some(Grade::Dead) {
            self.mind.kill(Harm::Struck);
        }
        self.skill = self.skill_left();
    }

    /// He has a mask in hand or on his face.
    pub fn masked(&self) -> bool {
        self.mask.is_some()
    }

    /// He breathes from a mask.
    pub fn mask(&self) -> bool {
        self.mask.is_some_and(|mask| mask.donning_s <= 0.0)
    }

    /// Takes a mask of the place where he is, which sits some seconds later, or puts it away.
    pub fn set_mask(&mut self, on: bool) {
        self.mask = on.then_some(Mask {
            at: self.at,
            donning_s: DON_S,
        });
    }

    /// What his body leaves of his skill, 0..=1: 0 does nothing more.
    pub fn hands(&self) -> f64 {
        self.skill
    }

    /// What his body leaves of his sight, 0..=1.
    pub fn sight(&self) -> f64 {
        self.mind.awake() * self.lungs.sight() * self.poisons.sight()
    }

    /// How much he breathes, 1 alive, 0 dead.
    pub fn breathing(&self) -> f64 {
        f64::from(u8::from(self.alive()))
    }

    /// Oxygen in his lungs by the alveolar gas equation, Pa. Below zero the lungs draw oxygen out
    /// of the blood; healthy is about 13 kPa (100 mmHg), more in oxygen-rich air.
    pub fn alveolar_o2_pa(&self) -> f64 {
        self.lungs.o2_pa
    }

    /// 1 awake, 0 unconscious; what lies between is greying out.
    pub fn consciousness(&self) -> f64 {
        self.mind.awake()
    }

    /// Short of oxygen, whether or not he feels it.
    pub fn hypoxic(&self) -> bool {
        self.lungs.hypoxic()
    }

    /// Cannot work: dead, unconscious or nearly, doubled up with the bends, torn, burnt.
    pub fn incapacitated(&self) -> bool {
        self.hands() <= 0.0
    }

    /// Lives.
    pub fn alive(&self) -> bool {
        self.mind.killed_by().is_none()
    }

    /// Nitrogen tension of his tissues, Pa, in [`TISSUE_HALF_TIME_S`] order.
    pub fn tissue_n2_pa(&self) -> &[f64; 8] {
        self.nitrogen.tissue_pa()
    }

    /// Highest tissue nitrogen over cabin pressure at the last step, 1;
    /// [`SAFE_NITROGEN_RATIO`] is the limit.
    pub fn nitrogen_ratio(&self) -> f64 {
        self.nitrogen.ratio()
    }

    /// Probability of decompression sickness gathered so far, 0..=1.
    pub fn decompression_risk(&self) -> f64 {
        self.nitrogen.risk()
    }

    /// Has the bends.
    pub fn decompression_sick(&self) -> bool {
        self.nitrogen.sick()
    }

    /// Share of his haemoglobin that carbon monoxide holds, 0..=1.
    pub fn carboxyhaemoglobin(&self) -> f64 {
        self.poisons.carboxyhaemoglobin()
    }

    /// Oxidizer he has breathed in, in doses of the 1975 landing, 1.
    pub fn oxidizer_dose(&self) -> f64 {
        self.poisons.oxidizer_dose()
    }

    /// Pressure around him minus the pressure in his ears, Pa.
    pub fn ear_difference_pa(&self) -> f64 {
        self.ears.difference_pa()
    }

    /// Fall of the pressure around him over about the last 20 s, Pa.
    pub fn pressure_fall_pa(&self) -> f64 {
        self.ears.fall_pa()
    }

    /// His ears hurt now.
    pub fn ears_hurt(&self) -> bool {
        self.ears.hurt()
    }

    /// An eardrum has torn.
    pub fn ears_injured(&self) -> bool {
        self.ears.drum_torn()
    }

    /// How badly one harm has him at this moment.
    pub fn grade(&self, harm: Harm) -> Option<Grade> {
        if self.mind.killed_by() == Some(harm) {
            return Some(Grade::Dead);
        }
        let worse = |down: bool, hurt: bool, near: bool| match (down, hurt, near) {
            (true, ..) => Some(Grade::Down),
            (_, true, _) => Some(Grade::Hurt),
            (.., true) => Some(Grade::Near),
            _ => None,
        };
        let taken = self.mind.taken_by() == Some(harm);
        match harm {
            Harm::Hypoxia => worse(taken, false, self.hypoxic()),
            Harm::CarbonDioxide => worse(taken, false, self.lungs.choking()),
            Harm::Bends => {
                let risked = self.decompression_risk() > RISK_NOTED;
                worse(self.decompression_sick(), self.nitrogen.aching(), risked)
            }
            Harm::Ears => worse(false, self.ears_injured(), self.ears_hurt()),
            Harm::Lungs => worse(self.ears.chest_torn(), false, false),
            Harm::Smoke => worse(taken, false, false).max(self.poisons.smoke()),
            Harm::Oxidizer => worse(taken, false, false).max(self.poisons.oxidizer()),
            Harm::Burns => self.wounds.burns(),
            Harm::Struck => self.wounds.blow(),
        }
    }

    /// What has him worst at this moment, from a bruise up; a near miss is none.
    pub fn harm(&self) -> Option<Harm> {
        let graded = Harm::ALL
            .into_iter()
            .filter_map(|harm| Some((self.grade(harm)?, harm)));
        graded
            .filter(|(grade, _)| *grade > Grade::Near)
            .max_by_key(|(grade, _)| *grade)
            .map(|(_, harm)| harm)
    }

    /// What he notices, a bit each; nothing once he is out of his senses.
    pub fn symptoms(&self) -> u16 {
        if !self.alive() || self.mind.fainted() {
            return 0;
        }
        let felt = [
            (Symptom::Tingling, self.hypoxic()),
            (Symptom::ShortOfBreath, self.lungs.choking()),
            (
                Symptom::Headache,
                self.lungs.choking() || self.poisons.headache(),
            ),
            (Symptom::EarsHurt, self.ears_hurt() || self.ears_injured()),
            (Symptom::JointPain, self.nitrogen.aching()),
            (Symptom::ChestPain, self.ears.chest_torn()),
            (Symptom::BurntSmell, self.poisons.smells_burnt()),
            (Symptom::SharpSmell, self.poisons.smells_sharp()),
            (Symptom::EyesSting, self.poisons.eyes_sting()),
            (Symptom::Coughing, self.poisons.coughs()),
            (Symptom::Heat, self.wounds.hot()),
            (Symptom::Blow, self.wounds.blow().is_some()),
        ];
        let felt = felt.iter().filter(|(_, on)| *on);
        felt.fold(0, |bits, (symptom, _)| bits | symptom.bit())
    }

    /// Feeds every bit of state that a replay must reproduce to a hash.
    pub fn digest_into(&self, sink: &mut impl FnMut(u64)) {
        sink(self.id as u64);
        sink(self.at as u64);
        self.lungs.digest_into(sink);
        self.mind.digest_into(sink);
        self.nitrogen.digest_into(sink);
        self.ears.digest_into(sink);
        self.poisons.digest_into(sink);
        self.wounds.digest_into(sink);
        let mask = self.mask.map(|mask| (mask.at as u64, mask.donning_s));
        let (at, donning_s) = mask.unwrap_or((u64::MAX, 0.0));
        sink(at);
        sink(donning_s.to_bits());
    }

    /// A hose has its length: he who leaves the place leaves the mask.
    fn breathe_and_bear(&mut self, dt_s: f64, air: &Air) {
        self.wear_mask(dt_s);
        let pressure_pa = air.pressure_pa(self.at);
        let breath = match self.mask() {
            true => Breath::of_mask(pressure_pa),
            false => Breath::of_cabin(air, self.at),
        };
        self.lungs.step(dt_s, &breath);
        self.nitrogen.step(dt_s, breath.n2_pa, pressure_pa);
        self.ears.step(dt_s, pressure_pa);
        let seen = Haze::of_cabin(air, self.at);
        self.poisons.step(dt_s, &breath, self.lungs.o2_pa, seen);
        self.wounds.step(dt_s, air.temperature_k(self.at));
        let drains = [
            (Harm::Hypoxia, self.lungs.starvation_per_s()),
            (Harm::CarbonDioxide, self.lungs.narcosis_per_s()),
            (Harm::Smoke, self.poisons.smoke_per_s()),
            (Harm::Oxidizer, self.poisons.oxidizer_per_s()),
        ];
        let airless = self.lungs.starved() || self.lungs.drowned() || self.poisons.airless();
        self.mind.step(dt_s, &drains, airless);
        for (harm, grade) in [
            (Harm::Burns, self.wounds.burns()),
            (Harm::Oxidizer, self.poisons.oxidizer()),
        ] {
            if grade == Some(Grade::Dead) {
                self.mind.kill(harm);
            }
        }
    }

    fn skill_left(&self) -> f64 {
        if !self.alive() || self.mind.fainted() {
            return 0.0;
        }
        self.mind.awake()
            * self.lungs.hands()
            * self.nitrogen.hands()
            * self.ears.hands()
            * self.poisons.hands()
            * self.wounds.hands()
    }

    fn wear_mask(&mut self, dt_s: f64) {
        self.mask = self.mask.filter(|mask| mask.at == self.at);
        if let Some(mask) = &mut self.mask {
            mask.donning_s -= dt_s;
        }
    }
}

#[cfg(test)]
mod tests;
