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
