//! Known answers: every value here comes out of [`Air::step`] and is compared with a closed form
//! or a published figure.

use std::vec::Vec;

use super::*;
use crate::catalogue::valves::ValveId;
use crate::ids::CrewId;

mod closed_forms;

const DT_S: f64 = 1.0 / 60.0;
const MMHG: f64 = PA_PER_MMHG;
const ISOTHERMAL_W_K: f64 = 1e12;
const VENT_1_CM2: f64 = 1e-4;

/// Nobody who breathes: five men left in a vacuum until they do not.
fn nobody() -> [CrewMember; 5] {
    let vacuum = Air::new(&AirSetup::joint_flight());
    let mut crew = crew_at([CompartmentId::Tunnel2; 5], 0.0);
    for man in &mut crew {
        (0..400).for_each(|_| man.step(1.0, &vacuum));
        assert!(!man.alive());
    }
    crew
}

fn crew_at(at: [CompartmentId; 5], n2_pa: f64) -> [CrewMember; 5] {
    core::array::from_fn(|i| CrewMember::new(CrewId::ALL[i], at[i], n2_pa))
}

/// One gas everywhere at one pressure, every hatch shut, no canisters.
fn sealed(pressure_pa: f64, o2_fraction: f64, wall_w_k: f64) -> Air {
    let setup = AirSetup {
        pressure_pa: [pressure_pa; 6],
        partial_o2_pa: [pressure_pa * o2_fraction; 6],
        partial_co2_pa: [0.0; 6],
        partial_h2o_pa: [0.0; 6],
        temperature_k: 293.15,
        hatch_open: [false; 5],
    };
    let mut model = AirModel::catalogue(293.15);
    model.wall_w_k = [wall_w_k; 6];
    model.scrubber_m3_s = [0.0; 6];
    model.valve_cda_m2[ValveId::CmRelief as usize] = 0.0;
    Air::with_model(&setup, model)
}

fn run(air: &mut Air, crew: &[CrewMember; 5], seconds: f64) {
    for _ in 0..(seconds * 60.0) as usize {
        air.step(DT_S, crew, Some(0.0));
    }
}

fn seconds_until(air: &mut Air, done: impl Fn(&Air) -> bool) -> f64 {
    let crew = nobody();
    for tick in 0..1_000_000 {
        if done(air) {
            return f64::from(tick) * DT_S;
        }
        air.step(DT_S, &crew, Some(0.0));
    }
    f64::INFINITY
}

fn close(value: f64, expected: f64, relative: f64) {
    assert!(
        (value / expected - 1.0).abs() < relative,
        "{value} is not {expected} within {relative}"
    );
}

fn dm_vent(pressure_pa: f64, o2: f64, wall_w_k: f64, cda_m2: f64) -> Air {
    let mut air = sealed(pressure_pa, o2, wall_w_k);
    air.model.valve_cda_m2[ValveId::DmVent as usize] = cda_m2;
    air.set_valve(ValveId::DmVent, true);
    air
}

#[test]
fn val_g4_g5_g6_choked_flow_through_one_square_centimetre() {
    for (pressure_pa, o2, kg_s) in [
        (101_325.0, 0.21, 0.023_917_1),
        (520.0 * MMHG, 0.21, 0.016_364_4),
        (258.575 * MMHG, 1.0, 0.008_552_91),
    ] {
        let mut air = dm_vent(pressure_pa, o2, ISOTHERMAL_W_K, VENT_1_CM2);
        let before = air.gas(CompartmentId::Dm).mass_kg();
        air.step(DT_S, &nobody(), Some(0.0));
        close(
            (before - air.gas(CompartmentId::Dm).mass_kg()) / DT_S,
            kg_s,
            5e-3,
        );
    }
}

#[test]
fn val_g7_to_g12_blow_down_of_the_docking_module() {
    let below = |mmhg: f64| move |air: &Air| air.pressure_pa(CompartmentId::Dm) < mmhg * MMHG;
    let mut air = dm_vent(760.0 * MMHG, 0.21, ISOTHERMAL_W_K, VENT_1_CM2);
    let to_260 = seconds_until(&mut air, below(260.0));
    close(to_260, 199.805, 5e-3);
    close(to_260 / crate::maths::log(760.0 / 260.0), 186.275, 5e-3);
    close(to_260 + seconds_until(&mut air, below(1.0)), 1_235.62, 5e-3);
    for (wall_w_k, cda_m2, seconds) in [
        (ISOTHERMAL_W_K, VENT_1_CM2, 129.116),
        (0.0, VENT_1_CM2, 96.946_2),
        (ISOTHERMAL_W_K, 0.62 * VENT_1_CM2, 208.251),
    ] {
        let mut air = dm_vent(520.0 * MMHG, 0.21, wall_w_k, cda_m2);
        close(seconds_until(&mut air, below(260.0)), seconds, 5e-3);
    }
}

#[test]
fn val_g13_g14_nitrogen_for_one_fill() {
    let mut air = sealed(255.0 * MMHG, 1.0, ISOTHERMAL_W_K);
    air.set_valve(ValveId::DmNitrogen, true);
    seconds_until(&mut air, |air| {
        air.pressure_pa(CompartmentId::Dm) >= 520.0 * MMHG
    });
    let used_kg = 18.9 - air.bottle_kg(BottleId::DmNitrogen);
    close(used_kg, 1.502_42, 5e-3);
    close(18.9 / used_kg, 12.579_7, 5e-3);
}

#[test]
fn val_g15_oxygen_to_fill_the_empty_docking_module() {
    let mut air = sealed(0.0, 0.0, ISOTHERMAL_W_K);
    air.set_valve(ValveId::DmOxygen, true);
    seconds_until(&mut air, |air| {
        air.pressure_pa(CompartmentId::Dm) >= 258.575 * MMHG
    });
    close(21.7 - air.bottle_kg(BottleId::DmOxygen), 1.674_56, 5e-3);
}

#[test]
fn val_g16_g17_docking_module_mixes_with_soyuz() {
    let mut setup = AirSetup::joint_flight();
    setup.partial_co2_pa = [0.0; 6];
    setup.partial_h2o_pa = [0.0; 6];
    setup.pressure_pa = [520.0 * MMHG; 6];
    setup.partial_o2_pa = [180.0 * MMHG; 6];
    setup.partial_o2_pa[CompartmentId::Dm as usize] = 255.0 * MMHG;
    setup.hatch_open = [false, false, true, true, true];
    let mut model = AirModel::catalogue(293.15);
    model.volume_m3 = [5.65, 0.30, 3.7, 1e-3, 6.0, 4.0];
    model.scrubber_m3_s = [0.0; 6];
    let mut air = Air::with_model(&setup, model);
    run(&mut air, &nobody(), 1_200.0);
    close(air.partial_o2_pa(CompartmentId::Sa) / MMHG, 200.255, 5e-3);
    close(air.oxygen_fraction(CompartmentId::Dm), 0.385_107, 5e-3);
}

#[test]
fn val_g24_trapped_gas_rises_when_it_warms() {
    let mut air = sealed(260.0 * MMHG, 1.0, 5.0);
    air.model.wall_k = [285.0; 6];
    run(&mut air, &nobody(), 1_200.0);
    let cold_pa = air.pressure_pa(CompartmentId::Tunnel2);
    air.model.wall_k = [295.0; 6];
    run(&mut air, &nobody(), 1_200.0);
    let rise_pa = air.pressure_pa(CompartmentId::Tunnel2) - cold_pa;
    close(rise_pa / cold_pa * 260.0, 9.122_81, 5e-3);
}

#[test]
fn val_g25_g26_g27_two_men_in_the_closed_docking_module() {
    let mut air = sealed(258.575 * MMHG, 1.0, ISOTHERMAL_W_K);
    let (cm, dm) = (CompartmentId::Cm, CompartmentId::Dm);
    let crew = crew_at([dm, cm, dm, cm, cm], 0.0);
    let o2_pa = air.partial_o2_pa(dm);
    run(&mut air, &crew, 600.0);
    close(air.partial_co2_pa(dm) / MMHG / 10.0, 0.155_934, 5e-3);
    close((o2_pa - air.partial_o2_pa(dm)) / MMHG * 6.0, 10.809, 5e-3);
    let mut seconds = 600.0;
    while air.partial_co2_pa(dm) < 7.6 * MMHG {
        run(&mut air, &crew, 1.0);
        seconds += 1.0;
    }
    close(seconds, 2_924.32, 5e-3);
}

#[test]
fn val_g28_a_hole_that_loses_one_mmhg_a_minute() {
    let mut air = sealed(258.575 * MMHG, 1.0, ISOTHERMAL_W_K);
    air.model.hull_leak_m2[CompartmentId::Dm as usize] = 1.261_97e-6;
    run(&mut air, &nobody(), 60.0);
    let lost = 258.575 - air.pressure_pa(CompartmentId::Dm) / MMHG;
    close(lost, 1.0, 5e-3);
}

#[test]
fn val_g29_hatch_2_valve_opened_on_a_high_docking_module() {
    let mut air = sealed(258.575 * MMHG, 1.0, ISOTHERMAL_W_K);
    let n2_pa = (520.0 - 258.575) * MMHG;
    let dm = CompartmentId::Dm as usize;
    air.gas[dm] = Gas::from_partials([258.575 * MMHG, n2_pa, 0.0, 0.0, 0.0, 0.0], 3.7, 293.15);
    air.set_hatch(HatchId::H1, HatchState::Open);
    air.set_valve(ValveId::H2Eq, true);
    run(&mut air, &nobody(), 120.0);
    close(air.pressure_pa(CompartmentId::Cm) / MMHG, 358.810, 5e-3);
}

#[test]
fn val_procedures_take_the_times_the_game_needs() {
    let dm_490 = |air: &Air| air.pressure_pa(CompartmentId::Dm) >= 490.0 * MMHG;
    let mut air = Air::new(&AirSetup::joint_flight());
    air.set_hatch(HatchId::H2, HatchState::Shut);
    air.set_valve(ValveId::DmNitrogen, true);
    let seconds = seconds_until(&mut air, dm_490);
    assert!((45.0..60.0).contains(&seconds), "nitrogen {seconds}");
    air.set_valve(ValveId::DmNitrogen, false);

    for valve in [ValveId::H3Eq, ValveId::H4Eq] {
        let mut air = Air::new(&AirSetup::docking_module_raised());
        air.set_valve(valve, true);
        let hatch = if valve == ValveId::H3Eq {
            HatchId::H3
        } else {
            HatchId::H4
        };
        let safe = |air: &Air| air.hatch_delta_p_pa(hatch).abs() < 266.0;
        let seconds = seconds_until(&mut air, safe);
        assert!((4.0..8.0).contains(&seconds), "{valve:?} {seconds}");
    }

    let mut air = Air::new(&AirSetup::joint_flight());
    air.set_valve(ValveId::CavityFill, true);
    let filled = |air: &Air| air.cavity_pa() > 0.95 * 520.0 * MMHG;
    let seconds = seconds_until(&mut air, filled);
    assert!((2.0..4.0).contains(&seconds), "cavity {seconds}");
}

#[test]
fn val_soyuz_comes_down_to_520_by_vent_and_oxygen_together() {
    let mut setup = AirSetup::joint_flight();
    for at in [CompartmentId::Om as usize, CompartmentId::Sa as usize] {
        setup.pressure_pa[at] = 760.0 * MMHG;
        setup.partial_o2_pa[at] = 160.0 * MMHG;
    }
    let at_520 = |air: &Air| air.pressure_pa(CompartmentId::Om) <= 520.0 * MMHG;
    let mut air = Air::new(&setup);
    air.set_valve(ValveId::OmVent, true);
    let seconds = seconds_until(&mut air, at_520);
    assert!((150.0..180.0).contains(&seconds), "vent alone {seconds}");
    close(air.partial_o2_pa(CompartmentId::Om) / MMHG, 109.0, 0.02);

    let mut air = Air::new(&setup);
    air.set_valve(ValveId::OmVent, true);
    air.set_valve(ValveId::OmOxygen, true);
    let seconds = seconds_until(&mut air, at_520);
    let o2 = air.partial_o2_pa(CompartmentId::Om) / MMHG;
    assert!((150.0..200.0).contains(&o2), "ppO2 {o2} after {seconds}");
    assert!(air.bottle_kg(BottleId::SoyuzOxygen) > 0.5);
}

#[test]
fn closed_volumes_that_equalise_keep_every_mole() {
    let mut setup = AirSetup::joint_flight();
    setup.hatch_open = [true; 5];
    let mut model = AirModel::catalogue(293.15);
    model.scrubber_m3_s = [0.0; 6];
    model.valve_cda_m2[ValveId::CmRelief as usize] = 0.0;
    model.wall_w_k = [0.0; 6];
    let mut air = Air::with_model(&setup, model);
    // Locked up: what the regulators would add is not part of this.
    air.gas[0] = Gas::from_partials([40_000.0, 0.0, 400.0, 900.0, 0.0, 0.0], 5.65, 300.0);
    air.set_valve(ValveId::CavityFill, true);
    let total = |air: &Air, s: usize| air.gas.iter().map(|g| g.mol[s]).sum::<f64>();
    let energy = |air: &Air| air.gas[..6].iter().map(|g| g.energy_j).sum::<f64>();
    let before: Vec<f64> = (0..gas::SPECIES).map(|s| total(&air, s)).collect();
    let energy_j = energy(&air);
    let volume_m3 = air.volumes();
    for _ in 0..36_000 {
        let valve_m2 = VALVES.each_ref().map(|row| air.valve_cda_m2(row));
        let openings = air.openings(&valve_m2, &air.fans(), Some(0.0));
        network::flow(&mut air.gas, &volume_m3, &openings, 10.0 * DT_S);
    }
    for (s, before) in before.into_iter().enumerate() {
        let after = total(&air, s);
        assert!((after - before).abs() <= 1e-12 * before, "{s}: {after}");
    }
    close(energy(&air) + air.gas[CAVITY].energy_j, energy_j, 1e-7);
    let pressures = CompartmentId::ALL.map(|at| air.pressure_pa(at));
    pressures.iter().for_each(|&p| close(p, pressures[0], 1e-5));
    close(
        air.partial_n2_pa(CompartmentId::Cm),
        air.partial_n2_pa(CompartmentId::Sa),
        1e-6,
    );
}

#[test]
fn every_opening_at_once_stays_quiet_and_positive() {
    let mut air = Air::new(&AirSetup::joint_flight());
    ValveId::ALL
        .iter()
        .for_each(|&valve| air.set_valve(valve, true));
    HatchId::ALL
        .iter()
        .for_each(|&hatch| air.set_hatch(hatch, HatchState::Open));
    let crew = nobody();
    for tick in 0..60_000 {
        let joint = if tick < 30_000 { Some(1e-4) } else { None };
        air.step(DT_S, &crew, joint);
        for gas in &air.gas {
            assert!(gas.mol.iter().all(|&n| n >= 0.0), "{tick} {gas:?}");
            let kelvin = gas.temperature_k();
            assert!((20.0..900.0).contains(&kelvin), "{tick} {kelvin}");
        }
    }
}

#[test]
fn a_hatch_that_opens_between_unlike_volumes_settles_without_ringing() {
    let mut setup = AirSetup::joint_flight();
    setup.pressure_pa[1] = 90_000.0;
    setup.partial_o2_pa[1] = 20_000.0;
    let mut air = Air::new(&setup);
    let mut signs = 0;
    let mut last = air.hatch_delta_p_pa(HatchId::H1);
    for _ in 0..600 {
        air.step(DT_S, &nobody(), Some(0.0));
        let now = air.hatch_delta_p_pa(HatchId::H1);
        signs += usize::from(now * last < 0.0 && now.abs() > 10.0);
        last = now;
    }
    assert!(signs <= 1, "{signs} swings");
    assert!(last.abs() < 1.0, "{last} Pa left");
}

#[test]
fn the_nominal_cabins_stay_level_for_a_day() {
    let mut air = Air::new(&AirSetup::joint_flight());
    let (cm, om, sa) = (CompartmentId::Cm, CompartmentId::Om, CompartmentId::Sa);
    let crew = crew_at([cm, cm, cm, om, sa], 0.0);
    for _ in 0..86_400 * 4 {
        air.step(0.25, &crew, Some(0.0));
    }
    assert!((4.8..5.1).contains(&(air.pressure_pa(cm) / 6_894.757)));
    for at in [cm, om, sa] {
        let co2 = air.partial_co2_pa(at) / MMHG;
        assert!((1.0..5.0).contains(&co2), "{at:?} {co2}");
    }
    close(air.partial_o2_pa(om) / MMHG, 180.0, 0.05);
    close(air.pressure_pa(om) / MMHG, 520.0, 0.03);
}

#[test]
fn an_unjoined_tunnel_is_empty_within_a_second_and_a_sealed_one_is_not() {
    let mut air = Air::new(&AirSetup::docking_module_raised());
    air.set_valve(ValveId::H3Eq, true);
    run(&mut air, &nobody(), 60.0);
    assert!(air.pressure_pa(CompartmentId::Tunnel2) > 430.0 * MMHG);
    air.set_valve(ValveId::H3Eq, false);
    let crew = nobody();
    (0..60).for_each(|_| air.step(DT_S, &crew, None));
    assert!(air.pressure_pa(CompartmentId::Tunnel2) < 1.0);
    assert!(air.cavity_pa() < 1.0);
}

#[test]
fn a_valve_turned_at_random_ten_times_a_second_breaks_nothing() {
    let (cm, dm, sa) = (CompartmentId::Cm, CompartmentId::Dm, CompartmentId::Sa);
    let crew = crew_at([cm, dm, dm, sa, sa], 0.0);
    let mut air = Air::new(&AirSetup::joint_flight());
    let mut draw: u64 = 1;
    let mut joint = None;
    for tick in 0..60_000_u32 {
        if tick % 6 == 0 {
            draw = draw
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let pick = (draw >> 40) as usize;
            let open = draw >> 63 == 1;
            match pick % 20 {
                valve @ 0..14 => air.set_valve(ValveId::ALL[valve], open),
                hatch @ 14..19 => air.set_hatch(
                    HatchId::ALL[hatch - 14],
                    [HatchState::Shut, HatchState::Open][usize::from(open)],
                ),
                _ => joint = open.then_some(1e-9),
            }
        }
        air.step(DT_S, &crew, joint);
        for gas in &air.gas {
            assert!(
                gas.mol.iter().all(|&n| (0.0..1e4).contains(&n)),
                "{tick} {gas:?}"
            );
            let kelvin = gas.temperature_k();
            assert!((20.0..900.0).contains(&kelvin), "{tick} {kelvin}");
        }
    }
}

#[test]
fn the_same_acts_give_the_same_digest_and_a_turned_valve_another() {
    let digest = |valve: bool| {
        let mut air = Air::new(&AirSetup::joint_flight());
        air.set_valve(ValveId::DmNitrogen, valve);
        let crew = crew_at([CompartmentId::Cm; 5], 0.0);
        (0..600).for_each(|_| air.step(DT_S, &crew, None));
        let mut words: Vec<u64> = Vec::new();
        air.digest_into(&mut |word| words.push(word));
        words
    };
    assert_eq!(digest(true), digest(true));
    assert_ne!(digest(true), digest(false));
}
