//! Bodies against published tables, closed forms and the flight of 1975.

use super::*;
use crate::catalogue::valves::{BottleId, ValveId};
use crate::ids::{HatchId, Seat};
use crate::maths::{exp, pow};
use crate::sim::atmosphere::gas::Species;
use crate::sim::atmosphere::{AirModel, AirSetup, PA_PER_MMHG};
use crate::sim::doors::HatchState;
use crate::sim::input::{Command, Stick};
use crate::sim::trials;

const MMHG: f64 = PA_PER_MMHG;

fn cabin(pressure_pa: f64, o2_pa: f64) -> Air {
    let mut setup = AirSetup::joint_flight();
    setup.pressure_pa = [pressure_pa; 6];
    setup.partial_o2_pa = [o2_pa; 6];
    setup.partial_co2_pa = [0.0; 6];
    setup.partial_h2o_pa = [0.0; 6];
    Air::new(&setup)
}

/// The same with so much of one species added, Pa.
fn hazy(pressure_pa: f64, o2_pa: f64, species: Species, pa: f64) -> Air {
    let mut air = cabin(pressure_pa, o2_pa);
    let gas = air.gas_mut(CompartmentId::Dm);
    let mol_per_pa = gas.total_mol() / pressure_pa;
    let kelvin = gas.temperature_k();
    gas.mol[species as usize] += pa * mol_per_pa;
    let heat = gas.heat_capacity_j_k();
    gas.energy_j = heat * kelvin;
    air
}

fn man(n2_pa: f64) -> CrewMember {
    CrewMember::new(CrewId::Slayton, CompartmentId::Dm, n2_pa)
}

fn stay(man: &mut CrewMember, air: &Air, seconds: u32) {
    (0..seconds * 10).for_each(|_| man.step(0.1, air));
}

#[test]
fn val_useful_consciousness_at_altitude_follows_the_published_table() {
    // US FAA, standard ascent: 18 000, 22 000, 25 000, 28 000, 30 000, 35 000, 40 000, 43 000 ft; from
    // an airliner's cabin at 8 000 ft.
    for (mmhg, from_s, to_s) in [
        (379.8, 1_000, 1_800),
        (321.0, 480, 780),
        (282.4, 180, 300),
        (247.0, 100, 180),
        (226.1, 60, 150),
        (179.3, 30, 65),
        (141.2, 12, 30),
        (122.0, 9, 20),
    ] {
        let air = cabin(mmhg * MMHG, 0.2095 * mmhg * MMHG);
        let mut man = man(0.0);
        stay(&mut man, &cabin(565.0 * MMHG, 0.2095 * 565.0 * MMHG), 300);
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
    let [lowered, high] = [lowered, high].map(|man| man.decompression_risk());
    assert!(lowered < 2e-3, "{lowered}");
    assert!((0.4..0.6).contains(&high), "{high}");
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
fn ears_hurt_on_a_fast_rise_and_tear_on_a_faster_one_and_not_on_a_slow_one() {
    let (low, pressed, high) = (
        cabin(258.0 * MMHG, 2e4),
        cabin(340.0 * MMHG, 2e4),
        cabin(520.0 * MMHG, 2e4),
    );
    let mut careful = man(0.0);
    stay(&mut careful, &low, 10);
    stay(&mut careful, &pressed, 1);
    assert!(careful.ears_hurt() && !careful.ears_injured());
    assert_eq!(careful.grade(Harm::Ears), Some(Grade::Near));
    stay(&mut careful, &pressed, 120);
    assert!(!careful.ears_hurt());
    careful.step(0.1, &high);
    assert!(careful.ears_injured());
    assert_eq!(careful.harm(), Some(Harm::Ears));
}

#[test]
fn every_tissue_follows_haldanes_exponential() {
    let (from_pa, to_pa) = (340.0 * MMHG, 600.4 * MMHG);
    for dt_s in [1.0 / 60.0, 1.0, 10.0] {
        let mut nitrogen = nitrogen::Nitrogen::in_balance(from_pa);
        let mut passed_s = 0.0;
        for minutes in [1.0, 10.0, 60.0, 300.0] {
            while passed_s < minutes * 60.0 - 0.5 * dt_s {
                nitrogen.step(dt_s, to_pa, 760.0 * MMHG);
                passed_s += dt_s;
            }
            for (tissue_pa, half_time_s) in nitrogen.tissue_pa().iter().zip(TISSUE_HALF_TIME_S) {
                let left = pow(2.0, -passed_s / half_time_s);
                let exact_pa = from_pa + (to_pa - from_pa) * (1.0 - left);
                let error = (tissue_pa / exact_pa - 1.0).abs();
                // The trapezoid rule's own bound over the way so far.
                let step = core::f64::consts::LN_2 / half_time_s * dt_s;
                let bound = 1e-9 + passed_s / dt_s * step * step * step / 12.0 * left;
                assert!(
                    error < bound.min(1e-5),
                    "{half_time_s} s, {dt_s} s: {error}"
                );
            }
        }
        assert!(dt_s > 0.5 || nitrogen.tissue_pa()[0] > 0.999 * to_pa);
    }
}

#[test]
fn the_joint_flights_own_trials_would_have_come_out_clean() {
    // 24 h at 5 psia after 10 psia with 30 % oxygen: no case in 11 runs.
    let five_psia = 258.575 * MMHG;
    let risk = |ratio: f64, hours: u32| {
        let mut nitrogen = nitrogen::Nitrogen::in_balance(ratio * five_psia);
        (0..hours * 360).for_each(|_| nitrogen.step(10.0, 0.0, five_psia));
        nitrogen.risk()
    };
    let clean = pow(1.0 - risk(1.40, 24), 11.0);
    assert!(clean > 0.9, "{clean}");
    assert!(risk(1.31, 6) < 0.002, "{}", risk(1.31, 6));
    assert!((0.01..0.05).contains(&risk(1.6, 6)), "{}", risk(1.6, 6));
    assert!((0.45..0.55).contains(&risk(2.322, 2)), "{}", risk(2.322, 2));
}

#[test]
fn pressure_takes_the_pain_of_the_bends_away_and_not_the_risk() {
    let five_psia = cabin(258.575 * MMHG, 258.575 * MMHG);
    let mut man = man(600.4 * MMHG);
    stay(&mut man, &five_psia, 7_200);
    assert!(man.decompression_sick() && man.incapacitated());
    assert_eq!(man.harm(), Some(Harm::Bends));
    assert_ne!(man.symptoms() & Symptom::JointPain.bit(), 0);
    let risk = man.decompression_risk();
    stay(&mut man, &cabin(760.0 * MMHG, 160.0 * MMHG), 60);
    assert!(!man.decompression_sick() && !man.incapacitated());
    assert!(man.decompression_risk() >= risk);
    assert_eq!(man.grade(Harm::Bends), Some(Grade::Near));
}

#[test]
fn carbon_dioxide_slows_then_stuns_as_occupational_medicine_says() {
    let breathing = |mmhg: f64, seconds: u32| {
        let air = hazy(760.0 * MMHG, 160.0 * MMHG, Species::Co2, mmhg * MMHG);
        let mut man = man(0.0);
        stay(&mut man, &air, seconds);
        man
    };
    let ready = breathing(7.6, 3_600);
    assert_eq!((ready.hands(), ready.symptoms()), (1.0, 0));
    let aching = breathing(25.0, 600);
    assert!((0.6..0.95).contains(&aching.hands()), "{}", aching.hands());
    assert_ne!(aching.symptoms() & Symptom::Headache.bit(), 0);
    assert_eq!(aching.grade(Harm::CarbonDioxide), Some(Grade::Near));
    // 7 to 10 %: minutes to an hour; 10 to 15 %: minutes; 17 to 30 %: within one.
    for (percent, awake_s, out_s) in [(7.0, 300, 3_600), (12.0, 60, 600), (25.0, 8, 60)] {
        let awake = breathing(percent * 7.6, awake_s);
        assert!(awake.consciousness() > 0.0, "{percent} %");
        let out = breathing(percent * 7.6, out_s);
        assert_eq!(out.harm(), Some(Harm::CarbonDioxide), "{percent} %");
        assert_eq!(out.grade(Harm::CarbonDioxide), Some(Grade::Down));
    }
    assert!(!breathing(25.0 * 7.6, 400).alive());
}

#[test]
fn breathing_deepens_so_that_one_per_cent_of_carbon_dioxide_hardly_raises_it() {
    let rise = |mmhg: f64| lungs::carbon_dioxide_rise_pa(mmhg * MMHG) / MMHG;
    assert_eq!(rise(0.0), 0.0);
    assert!((0.4..0.8).contains(&rise(7.6)), "{}", rise(7.6));
    assert!((8.0..16.0).contains(&rise(45.0)), "{}", rise(45.0));
    assert!((30.0..45.0).contains(&rise(76.0)), "{}", rise(76.0));
}

#[test]
fn carbon_monoxide_is_taken_up_and_washed_out_as_published() {
    // Peterson and Stewart: 100 ppm for 8 h, 11 to 14 %. Half-lives: 4 to 5.5 h in air, about an
    // hour in oxygen.
    let sea = 760.0 * MMHG;
    let smoky = hazy(sea, 0.2095 * sea, Species::Smoke, 100.0 * 0.101_325);
    let mut man = man(0.0);
    stay(&mut man, &smoky, 8 * 3_600);
    let loaded = man.carboxyhaemoglobin();
    assert!((0.10..0.145).contains(&loaded), "{loaded}");
    let half_life_min = |air: &Air| {
        let mut man = man.clone();
        let mut minutes = 0;
        while man.carboxyhaemoglobin() > 0.5 * loaded {
            stay(&mut man, air, 60);
            minutes += 1;
        }
        minutes
    };
    let in_air = half_life_min(&cabin(sea, 0.2095 * sea));
    assert!((200..=330).contains(&in_air), "{in_air} min");
    let in_oxygen = half_life_min(&cabin(sea, sea));
    assert!((30..=90).contains(&in_oxygen), "{in_oxygen} min");
}

#[test]
fn thick_smoke_stings_hurts_stuns_and_kills_in_that_order() {
    let pa = 258.575 * MMHG;
    let smoky = hazy(pa, 240.0 * MMHG, Species::Smoke, 5_000.0 * 0.101_325);
    let mut man = man(0.0);
    let mut grades = alloc::vec::Vec::new();
    man.step(0.1, &smoky);
    assert_ne!(man.symptoms() & Symptom::EyesSting.bit(), 0);
    assert!(man.sight() < 0.5);
    for _ in 0..7_200 {
        stay(&mut man, &smoky, 1);
        let grade = man.grade(Harm::Smoke);
        if grades.last() != Some(&grade) {
            grades.push(grade);
        }
    }
    use Grade::{Dead, Down, Hurt, Near};
    assert_eq!(
        grades,
        [None, Some(Near), Some(Hurt), Some(Down), Some(Dead)]
    );
    assert_eq!(man.harm(), Some(Harm::Smoke));
}

#[test]
fn the_oxidizer_of_the_1975_landing_makes_men_ill_and_leaves_them_alive() {
    let sea = 760.0 * MMHG;
    let brown = hazy(sea, 0.2 * sea, Species::Oxidizer, 250.0 * 0.101_325);
    let mut landed = man(0.0);
    stay(&mut landed, &brown, 280);
    assert!((landed.oxidizer_dose() - 1.0).abs() < 1e-2);
    assert_eq!(landed.harm(), Some(Harm::Oxidizer));
    assert_eq!(
        landed.grade(Harm::Oxidizer),
        Some(Grade::Down),
        "senses all but gone"
    );
    stay(&mut landed, &cabin(sea, 0.2 * sea), 60);
    assert!(landed.alive() && landed.consciousness() == 1.0);
    assert_eq!(
        landed.grade(Harm::Oxidizer),
        Some(Grade::Hurt),
        "lungs fill later"
    );
    let mut longer = man(0.0);
    stay(&mut longer, &brown, 1_900);
    assert!(!longer.alive());
}

#[test]
fn a_mask_keeps_smoke_oxidizer_and_nitrogen_out_and_not_tears() {
    let sea = 760.0 * MMHG;
    for species in [Species::Smoke, Species::Oxidizer, Species::Co2] {
        let air = hazy(sea, 0.2 * sea, species, 3_000.0);
        let mut masked = man(600.4 * MMHG);
        masked.set_mask(true);
        stay(&mut masked, &cabin(sea, 0.2 * sea), 7);
        assert!(masked.mask());
        stay(&mut masked, &air, 600);
        assert!(masked.carboxyhaemoglobin() < 0.01);
        assert_eq!(masked.oxidizer_dose(), 0.0);
        assert_eq!(masked.harm(), None);
        assert!(masked.tissue_n2_pa()[0] < 0.5 * 600.4 * MMHG);
        let stings = masked.symptoms() & Symptom::EyesSting.bit() != 0;
        assert_eq!(stings, species != Species::Co2);
        assert_eq!(masked.symptoms() & Symptom::BurntSmell.bit(), 0);
    }
}

#[test]
fn a_mask_takes_seconds_to_sit_and_stays_where_its_hose_is() {
    let air = cabin(258.575 * MMHG, 240.0 * MMHG);
    let mut man = man(0.0);
    man.set_mask(true);
    stay(&mut man, &air, 5);
    assert!(man.masked() && !man.mask());
    stay(&mut man, &air, 2);
    assert!(man.mask());
    man.at = CompartmentId::Tunnel1;
    man.step(0.1, &air);
    assert!(!man.masked());
}

#[test]
fn lungs_tear_when_a_hatch_opens_to_space_and_not_by_any_valve() {
    let emptied_in = |seconds: f64| {
        let mut ears = ears::Ears::default();
        let dt_s = 1.0 / 60.0;
        ears.step(dt_s, 69_000.0);
        for tick in 0..(10.0 / dt_s) as u32 {
            let left = exp(-f64::from(tick) * dt_s / seconds);
            ears.step(dt_s, 69_000.0 * left);
        }
        ears.chest_torn()
    };
    assert!(emptied_in(0.04) && emptied_in(0.2));
    assert!(!emptied_in(2.0) && !emptied_in(30.0));
}

#[test]
fn ears_pop_outward_by_themselves_and_lock_inward() {
    let after = |from_mmhg: f64, to_mmhg: f64, seconds: u32| {
        let mut ears = ears::Ears::default();
        ears.step(0.1, from_mmhg * MMHG);
        (0..seconds * 10).for_each(|_| ears.step(0.1, to_mmhg * MMHG));
        ears
    };
    assert!(!after(360.0, 260.0, 6).hurt(), "outward: open at once");
    assert!(after(260.0, 360.0, 6).hurt(), "inward: not yet swallowed");
    assert!(!after(260.0, 340.0, 60).hurt(), "inward: swallowed");
    assert!(after(260.0, 380.0, 3_600).hurt(), "inward: locked");
    // Locked ears come free when the cabin goes back part of the way.
    let mut locked = after(260.0, 380.0, 60);
    (0..600).for_each(|_| locked.step(0.1, 320.0 * MMHG));
    assert!(!locked.hurt() && !locked.drum_torn());
}

#[test]
fn hot_gas_burns_by_the_standard_dose_and_a_blow_by_its_energy() {
    let mut model = AirModel::catalogue(373.15);
    model.hull_leak_m2 = [0.0; 6];
    let mut setup = AirSetup::joint_flight();
    setup.temperature_k = 373.15;
    let air = Air::with_model(&setup, model);
    let mut baked = man(0.0);
    stay(&mut baked, &air, 480);
    assert!(
        (baked.grade(Harm::Burns)) == Some(Grade::Down),
        "8 min at 100 °C"
    );
    assert!(baked.alive());
    let mut knocked = man(0.0);
    knocked.strike(80.0);
    assert!(knocked.incapacitated() && knocked.alive());
    assert_eq!(knocked.harm(), Some(Harm::Struck));
    stay(&mut knocked, &cabin(258.575 * MMHG, 240.0 * MMHG), 60);
    assert!(!knocked.incapacitated() && knocked.hands() < 1.0);
    knocked.strike(300.0);
    assert!(!knocked.alive());
    let mut bumped = man(0.0);
    bumped.strike(5.0);
    assert_eq!((bumped.harm(), bumped.hands()), (None, 1.0));
}

#[test]
fn pre_breathing_by_mask_takes_as_long_in_the_running_flight_as_on_paper() {
    let mut scenario = trials::short_mission();
    scenario.steps = [crate::catalogue::procedures::StepId::Greet].into();
    for place in [CompartmentId::Om, CompartmentId::Sa] {
        let air = &mut scenario.air;
        let at = place as usize;
        air.pressure_pa[at] = 760.0 * MMHG;
        let trace_pa = air.partial_co2_pa[at] + air.partial_h2o_pa[at];
        air.partial_o2_pa[at] = 0.21 * 760.0 * MMHG - trace_pa;
    }
    scenario.crew[CrewId::Leonov as usize] = CompartmentId::Om;
    let mut trial = trials::Trial::of(&scenario);
    let crew = CrewId::Leonov;
    assert_eq!(
        trial.act(Seat::Soyuz, Command::Mask { crew, on: true }),
        Ok(())
    );
    let limit_pa = SAFE_NITROGEN_RATIO * 258.575 * MMHG;
    let mut reached_min = [None; 8];
    while reached_min[7].is_none() && trial.world.tick.seconds() < 200.0 * 60.0 {
        trial.tick([Stick::NEUTRAL; 2]);
        let leonov = &trial.world.crew[CrewId::Leonov as usize];
        for (tissue_pa, reached) in leonov.tissue_n2_pa().iter().zip(&mut reached_min) {
            if *tissue_pa <= limit_pa && reached.is_none() {
                *reached = Some(trial.world.tick.seconds() / 60.0);
            }
        }
    }
    for (tissue, minutes) in [(7, 193.418), (6, 128.945)] {
        let reached = reached_min[tissue].expect("the bottle lasts");
        assert!((reached / minutes - 1.0_f64).abs() < 5e-3, "{reached} min");
    }
    assert!(trial.world.crew[CrewId::Leonov as usize].mask());
    assert!(trial.world.air.bottle_kg(BottleId::SoyuzOxygen) < 1.5);
}
