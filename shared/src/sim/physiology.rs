//! Five bodies in the air: oxygen in their lungs, consciousness, nitrogen in their tissues, ears.
//! A body knows the air around it and its own past; not what any rule says about it.

use crate::ids::{CompartmentId, CrewId};
use crate::maths::exp;
use crate::sim::atmosphere::Air;

/// Half-times of the nitrogen tissues, s: 5 to 360 minutes, parallel Haldane compartments as in
/// the US Navy and NASA tables.
pub const TISSUE_HALF_TIME_S: [f64; 8] = [
    300.0, 600.0, 1_200.0, 2_400.0, 4_800.0, 7_200.0, 14_400.0, 21_600.0,
];

/// Tissue nitrogen over cabin pressure that is accepted without a pre-breathe, 1 (NASA practice,
/// recalled). At 520 mmHg Soyuz air over 5 psia it is 1.31; at 760 mmHg it would be 2.32.
pub const SAFE_NITROGEN_RATIO: f64 = 1.6;

/// Alveolar oxygen below which the body works but badly, Pa (60 mmHg, clinical hypoxaemia).
pub const HYPOXIA_PA: f64 = 8_000.0;

/// Water vapour in the lungs at body temperature, Pa (47 mmHg).
const LUNG_WATER_PA: f64 = 6_266.0;

/// Respiratory quotient, 1 (mixed diet).
const RESPIRATORY_QUOTIENT: f64 = 0.8;

/// Alveolar CO₂ at rest, Pa (40 mmHg), and after the deepest breathing, Pa (25 mmHg); breathing
/// deepens as inspired oxygen falls from 14 to 5 kPa (a line through recalled chamber data).
const ALVEOLAR_CO2_REST_PA: f64 = 5_333.0;
const ALVEOLAR_CO2_DEEP_PA: f64 = 3_333.0;
const DEEPENS_BELOW_PA: f64 = 14_000.0;
const DEEPEST_AT_PA: f64 = 5_000.0;

/// Lag of the lungs behind the air, s (estimate: lung washout plus the way to the brain).
const LUNG_LAG_S: f64 = 5.0;

/// Alveolar oxygen below which consciousness drains, Pa (42 mmHg: about 4.5 km in air).
const DRAINING_PA: f64 = 5_600.0;

/// Time of useful consciousness is exp(A + B·alveolar O₂): fitted to the table taught to pilots
/// (recalled): 25 min at 18 000 ft, 4 min at 25 000 ft, 45 s at 35 000 ft, 15 s at 40 000 ft.
const USEFUL_LN_S: f64 = 3.8;
const USEFUL_LN_S_PA: f64 = 8.2e-4;

/// Recovery once there is oxygen again, s (estimate).
const RECOVERY_S: f64 = 20.0;

/// Unconscious without oxygen for this long is death, s (4 min, common medical figure).
const FATAL_ANOXIA_S: f64 = 240.0;

/// Cabin CO₂ above which consciousness drains, Pa (6 kPa, about 45 mmHg), and the time it takes
/// at 2 kPa more, s (estimates; flight limit 7.6 mmHg, emergency 15 mmHg).
const NARCOSIS_PA: f64 = 6_000.0;
const NARCOSIS_S: f64 = 600.0;

/// Decompression sickness per hour and unit of nitrogen ratio above the safe one (estimate: half
/// of all men within two hours of 760 mmHg air to 5 psia).
const SICKNESS_PER_HOUR: f64 = 0.5;

/// Risk at which a man of this flight falls ill, 0..=1 (estimate; fixed, so that a replay is one).
const ILL_AT_RISK: f64 = 0.5;

/// Lag of swallowing ears behind the cabin, s (estimate), and the differences at which they hurt
/// and tear, Pa (60 and 150 mmHg, recalled).
const EAR_LAG_S: f64 = 20.0;
const EAR_PAIN_PA: f64 = 8_000.0;
const EAR_INJURY_PA: f64 = 20_000.0;

/// One man of the five.
#[derive(Clone, Debug, PartialEq)]
pub struct CrewMember {
    /// Who he is.
    pub id: CrewId,
    /// Where he is.
    pub at: CompartmentId,
    alveolar_o2_pa: f64,
    consciousness: f64,
    anoxia_s: f64,
    tissue_n2_pa: [f64; 8],
    nitrogen_ratio: f64,
    decompression_risk: f64,
    ear_pa: Option<f64>,
    ears_injured: bool,
    alive: bool,
}

impl CrewMember {
    /// A healthy man whose tissues are in balance with `breathed_n2_pa` of nitrogen.
    pub fn new(id: CrewId, at: CompartmentId, breathed_n2_pa: f64) -> CrewMember {
        CrewMember {
            id,
            at,
            alveolar_o2_pa: 13_300.0,
            consciousness: 1.0,
            anoxia_s: 0.0,
            tissue_n2_pa: [breathed_n2_pa; 8],
            nitrogen_ratio: 0.0,
            decompression_risk: 0.0,
            ear_pa: None,
            ears_injured: false,
            alive: true,
        }
    }

    /// One tick of `dt_s` seconds (well under a minute) in the air where he is.
    pub fn step(&mut self, dt_s: f64, air: &Air) {
        if !self.alive {
            return;
        }
        let pressure_pa = air.pressure_pa(self.at);
        self.breathe(dt_s, air, pressure_pa);
        self.take_up_nitrogen(dt_s, air.partial_n2_pa(self.at), pressure_pa);
        self.clear_ears(dt_s, pressure_pa);
    }

    /// How much he breathes, 1 alive, 0 dead.
    pub fn breathing(&self) -> f64 {
        f64::from(u8::from(self.alive))
    }

    /// Oxygen in his lungs by the alveolar gas equation, Pa. Below zero the lungs draw oxygen out
    /// of the blood; healthy is about 13 kPa (100 mmHg), more in oxygen-rich air.
    pub fn alveolar_o2_pa(&self) -> f64 {
        self.alveolar_o2_pa
    }

    /// 1 awake, 0 unconscious; what lies between is greying out.
    pub fn consciousness(&self) -> f64 {
        self.consciousness
    }

    /// Short of oxygen, whether or not he feels it.
    pub fn hypoxic(&self) -> bool {
        self.alveolar_o2_pa < HYPOXIA_PA
    }

    /// Cannot work: dead, unconscious or nearly, or doubled up with the bends.
    pub fn incapacitated(&self) -> bool {
        !self.alive || self.consciousness < 0.1 || self.decompression_sick()
    }

    /// Lives.
    pub fn alive(&self) -> bool {
        self.alive
    }

    /// Nitrogen tension of his tissues, Pa, in [`TISSUE_HALF_TIME_S`] order.
    pub fn tissue_n2_pa(&self) -> &[f64; 8] {
        &self.tissue_n2_pa
    }

    /// Highest tissue nitrogen over cabin pressure at the last step, 1;
    /// [`SAFE_NITROGEN_RATIO`] is the limit.
    pub fn nitrogen_ratio(&self) -> f64 {
        self.nitrogen_ratio
    }

    /// Probability of decompression sickness gathered so far, 0..=1.
    pub fn decompression_risk(&self) -> f64 {
        self.decompression_risk
    }

    /// Has the bends.
    pub fn decompression_sick(&self) -> bool {
        self.decompression_risk > ILL_AT_RISK
    }

    /// Cabin pressure minus the pressure in his ears, Pa.
    pub fn ear_difference_pa(&self, air: &Air) -> f64 {
        self.ear_pa
            .map_or(0.0, |ear| air.pressure_pa(self.at) - ear)
    }

    /// His ears hurt now.
    pub fn ears_hurt(&self, air: &Air) -> bool {
        let difference_pa = self.ear_difference_pa(air);
        difference_pa.abs() > EAR_PAIN_PA
    }

    /// An eardrum has torn.
    pub fn ears_injured(&self) -> bool {
        self.ears_injured
    }

    /// Feeds every bit of state that a replay must reproduce to a hash.
    pub fn digest_into(&self, sink: &mut impl FnMut(u64)) {
        sink(self.id as u64);
        sink(self.at as u64);
        let numbers = [
            self.alveolar_o2_pa,
            self.consciousness,
            self.anoxia_s,
            self.nitrogen_ratio,
            self.decompression_risk,
            self.ear_pa.unwrap_or(-1.0),
        ];
        numbers.iter().for_each(|v| sink(v.to_bits()));
        self.tissue_n2_pa.iter().for_each(|v| sink(v.to_bits()));
        sink(u64::from(self.ears_injured) | u64::from(self.alive) << 1);
    }

    fn breathe(&mut self, dt_s: f64, air: &Air, pressure_pa: f64) {
        let dry_pa = pressure_pa - air.partial_h2o_pa(self.at);
        let target_pa = alveolar_balance_pa(air.partial_o2_pa(self.at) / dry_pa, pressure_pa);
        self.alveolar_o2_pa += (target_pa - self.alveolar_o2_pa) * dt_s / (LUNG_LAG_S + dt_s);

        let starved = self.alveolar_o2_pa < DRAINING_PA;
        let narcosis_pa = air.partial_co2_pa(self.at) - NARCOSIS_PA;
        let mut drain = 0.0;
        if starved {
            drain += exp(-(USEFUL_LN_S + USEFUL_LN_S_PA * self.alveolar_o2_pa));
        }
        if narcosis_pa > 0.0 {
            drain += narcosis_pa / 2_000.0 / NARCOSIS_S;
        }
        let change = if drain > 0.0 {
            -drain
        } else {
            1.0 / RECOVERY_S
        };
        // Nobody is more than awake or less than unconscious.
        self.consciousness = (self.consciousness + change * dt_s).clamp(0.0, 1.0);
        if starved && self.consciousness <= 0.0 {
            self.anoxia_s += dt_s;
        } else if !starved {
            self.anoxia_s = (self.anoxia_s - dt_s).max(0.0);
        }
        self.alive = self.anoxia_s < FATAL_ANOXIA_S;
    }

    fn take_up_nitrogen(&mut self, dt_s: f64, ambient_n2_pa: f64, pressure_pa: f64) {
        let mut highest_pa: f64 = 0.0;
        for (tissue_pa, half_time_s) in self.tissue_n2_pa.iter_mut().zip(TISSUE_HALF_TIME_S) {
            // Trapezoid rule: exact to (rate·dt)³/12, and no exponential.
            let half_step = 0.5 * core::f64::consts::LN_2 / half_time_s * dt_s;
            *tissue_pa += (ambient_n2_pa - *tissue_pa) * 2.0 * half_step / (1.0 + half_step);
            highest_pa = highest_pa.max(*tissue_pa);
        }
        self.nitrogen_ratio = highest_pa / pressure_pa;
        let excess = self.nitrogen_ratio - SAFE_NITROGEN_RATIO;
        if excess > 0.0 {
            let hazard = SICKNESS_PER_HOUR * excess * dt_s / 3_600.0;
            self.decompression_risk = (self.decompression_risk + hazard) / (1.0 + hazard);
        }
    }

    fn clear_ears(&mut self, dt_s: f64, pressure_pa: f64) {
        let ear_pa = self.ear_pa.unwrap_or(pressure_pa);
        let ear_pa = ear_pa + (pressure_pa - ear_pa) * dt_s / (EAR_LAG_S + dt_s);
        self.ears_injured |= (pressure_pa - ear_pa).abs() > EAR_INJURY_PA;
        self.ear_pa = Some(ear_pa);
    }
}

/// The alveolar gas equation for a dry oxygen fraction and a cabin pressure (Pa). Under the vapour
/// pressure of the lungs nothing is breathed in at all.
fn alveolar_balance_pa(fraction: f64, pressure_pa: f64) -> f64 {
    let inspired_pa = fraction * (pressure_pa - LUNG_WATER_PA).max(0.0);
    let depth = (inspired_pa - DEEPEST_AT_PA) / (DEEPENS_BELOW_PA - DEEPEST_AT_PA);
    // Breathing has a resting and a deepest level.
    let co2_pa = ALVEOLAR_CO2_DEEP_PA
        + depth.clamp(0.0, 1.0) * (ALVEOLAR_CO2_REST_PA - ALVEOLAR_CO2_DEEP_PA);
    inspired_pa - co2_pa * (fraction + (1.0 - fraction) / RESPIRATORY_QUOTIENT)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::valves::ValveId;
    use crate::ids::HatchId;
    use crate::sim::atmosphere::{AirModel, AirSetup, PA_PER_MMHG};
    use crate::sim::doors::HatchState;

    const MMHG: f64 = PA_PER_MMHG;

    fn cabin(pressure_pa: f64, o2_pa: f64) -> Air {
        let mut setup = AirSetup::joint_flight();
        setup.pressure_pa = [pressure_pa; 6];
        setup.partial_o2_pa = [o2_pa; 6];
        setup.partial_co2_pa = [0.0; 6];
        setup.partial_h2o_pa = [0.0; 6];
        Air::new(&setup)
    }

    fn man(n2_pa: f64) -> CrewMember {
        CrewMember::new(CrewId::Slayton, CompartmentId::Dm, n2_pa)
    }

    fn stay(man: &mut CrewMember, air: &Air, seconds: u32) {
        (0..seconds * 10).for_each(|_| man.step(0.1, air));
    }

    #[test]
    fn val_useful_consciousness_at_altitude_follows_the_published_table() {
        for (mmhg, from_s, to_s) in [
            (379.8, 1_000, 1_800),
            (282.4, 180, 300),
            (226.1, 60, 150),
            (179.3, 30, 65),
            (141.2, 12, 30),
        ] {
            let air = cabin(mmhg * MMHG, 0.2095 * mmhg * MMHG);
            let mut man = man(0.0);
            stay(&mut man, &air, from_s);
            assert!(man.consciousness() > 0.0, "out too soon at {mmhg} mmHg");
            stay(&mut man, &air, to_s - from_s);
            assert_eq!(man.consciousness(), 0.0, "awake too long at {mmhg} mmHg");
        }
    }

    #[test]
    fn val_g18_g19_g20_g21_nitrogen_and_pre_breathing() {
        let five_psia = cabin(258.575 * MMHG, 258.575 * MMHG);
        for (n2_mmhg, ratio) in [(340.0, 1.314_90), (0.79 * 760.0, 2.321_96)] {
            let mut man = man(n2_mmhg * MMHG);
            man.step(0.01, &five_psia);
            assert!((man.nitrogen_ratio() / ratio - 1.0).abs() < 5e-3);
        }
        let oxygen = cabin(760.0 * MMHG, 760.0 * MMHG);
        for (tissue, minutes) in [(7, 193.418), (6, 128.945)] {
            let mut man = man(0.79 * 760.0 * MMHG);
            let mut seconds = 0.0;
            while man.tissue_n2_pa()[tissue] > SAFE_NITROGEN_RATIO * 258.575 * MMHG {
                man.step(1.0, &oxygen);
                seconds += 1.0;
            }
            assert!((seconds / 60.0 / minutes - 1.0_f64).abs() < 5e-3);
        }
    }

    #[test]
    fn going_to_apollo_from_520_is_safe_and_from_760_is_not() {
        let five_psia = cabin(258.575 * MMHG, 258.575 * MMHG);
        let mut lowered = man(340.0 * MMHG);
        let mut high = man(0.79 * 760.0 * MMHG);
        stay(&mut lowered, &five_psia, 7_200);
        stay(&mut high, &five_psia, 7_200);
        assert_eq!(lowered.decompression_risk(), 0.0);
        assert!(
            high.decompression_risk() > 0.2,
            "{}",
            high.decompression_risk()
        );
    }

    #[test]
    fn bleeding_the_docking_module_without_oxygen_makes_its_crew_hypoxic() {
        let mut setup = AirSetup::joint_flight();
        setup.pressure_pa = [520.0 * MMHG; 6];
        setup.partial_o2_pa = [180.0 * MMHG; 6];
        setup.hatch_open = [false; 5];
        let bleed = |flush: bool| {
            let mut air = Air::new(&setup);
            let at = [CompartmentId::Dm; 5];
            let mut crew: [CrewMember; 5] =
                core::array::from_fn(|i| CrewMember::new(CrewId::ALL[i], at[i], 0.0));
            crew[1].at = CompartmentId::Cm;
            crew[2].at = CompartmentId::Cm;
            crew[4].at = CompartmentId::Sa;
            air.set_valve(ValveId::DmVent, true);
            for tick in 0..60 * 400 {
                let high = air.pressure_pa(CompartmentId::Dm) > 258.0 * MMHG;
                air.set_valve(ValveId::DmVent, high);
                air.set_valve(ValveId::DmOxygen, flush && tick < 60 * 300);
                air.step(1.0 / 60.0, &crew, Some(0.0));
                crew.iter_mut().for_each(|man| man.step(1.0 / 60.0, &air));
            }
            crew[0].clone()
        };
        assert!(bleed(false).hypoxic());
        assert!(!bleed(true).hypoxic());
    }

    #[test]
    fn vacuum_takes_seconds_to_stun_and_minutes_to_kill() {
        let mut model = AirModel::catalogue(293.15);
        model.hull_leak_m2[CompartmentId::Dm as usize] = 0.5;
        let mut air = Air::with_model(&AirSetup::joint_flight(), model);
        air.set_hatch(HatchId::H2, HatchState::Shut);
        let crew = [0; 5].map(|_| man(0.0));
        (0..60).for_each(|_| air.step(1.0 / 60.0, &crew, Some(0.0)));
        let mut man = man(0.0);
        stay(&mut man, &air, 30);
        assert!(man.incapacitated() && man.alive());
        stay(&mut man, &air, 300);
        assert!(!man.alive());
    }

    #[test]
    fn a_fainted_man_wakes_when_oxygen_returns() {
        let mut man = man(0.0);
        stay(&mut man, &cabin(150.0 * MMHG, 20.0 * MMHG), 60);
        assert_eq!(man.consciousness(), 0.0);
        stay(&mut man, &cabin(260.0 * MMHG, 250.0 * MMHG), 60);
        assert_eq!(man.consciousness(), 1.0);
    }

    #[test]
    fn ears_hurt_on_a_fast_change_and_not_on_a_slow_one() {
        let (low, high) = (cabin(258.0 * MMHG, 2e4), cabin(520.0 * MMHG, 2e4));
        let mut man = man(0.0);
        stay(&mut man, &low, 10);
        man.step(0.1, &high);
        assert!(man.ears_hurt(&high) && man.ears_injured());
        stay(&mut man, &high, 120);
        assert!(!man.ears_hurt(&high));
    }
}
