//! What lights, what it does to the air, and what puts it out.

use super::*;
use crate::catalogue::equipment::SwitchId;
use crate::catalogue::valves::ValveId;
use crate::ids::HatchId;
use crate::sim::atmosphere::PA_PER_MMHG;
use crate::sim::atmosphere::gas::Gas;
use crate::sim::doors::HatchState;
use crate::sim::event::Alarm;
use crate::sim::input::Command;
use crate::sim::trials::{Trial, quiet};

const DM: CompartmentId = CompartmentId::Dm;
const OM: CompartmentId = CompartmentId::Om;

/// A chafed cable in a shut compartment that holds this mixture; one man is there.
fn chafed(at: CompartmentId, pressure_mmhg: f64, oxygen: f64) -> Trial {
    let mut trial = quiet();
    for hatch in HatchId::ALL {
        trial.world.air.set_hatch(hatch, HatchState::Shut);
    }
    let pa = pressure_mmhg * PA_PER_MMHG;
    let partials = [oxygen * pa, (1.0 - oxygen) * pa, 0.0, 0.0, 0.0, 0.0];
    let volume_m3 = trial.world.air.model.volume_m3[at as usize];
    *trial.world.air.gas_mut(at) = Gas::from_partials(partials, volume_m3, 293.15);
    for man in &mut trial.world.crew {
        man.at = match man.id.seat() {
            Seat::Apollo => CompartmentId::Cm,
            Seat::Soyuz => CompartmentId::Sa,
        };
    }
    trial.world.crew[man_of(at) as usize].at = at;
    trial.world.fire.chafe(at);
    trial
}

fn man_of(at: CompartmentId) -> CrewId {
    match at {
        CompartmentId::Tunnel2 | CompartmentId::Om | CompartmentId::Sa => CrewId::Kubasov,
        _ => CrewId::Slayton,
    }
}

#[test]
fn a_spark_lights_only_air_above_its_flammability_limit() {
    for (pressure_mmhg, oxygen, burns) in [
        // Apollo's oxygen, Soyuz lowered, Soyuz at home: 21 % at one atmosphere burns too.
        (258.6, 0.95, true),
        (520.0, 0.346, true),
        (760.0, 0.21, true),
        // Nitrogen to spare, or oxygen too thin.
        (760.0, 0.16, false),
        (258.6, 0.27, false),
        (45.0, 1.0, false),
    ] {
        let mut trial = chafed(OM, pressure_mmhg, oxygen);
        trial.wait(30.0);
        let lit = trial.world.burning(OM);
        assert_eq!(lit, burns, "{pressure_mmhg} mmHg, {oxygen}");
        assert_eq!(trial.world.air.ppm(OM, Species::Smoke) > 0.0, burns);
    }
}

#[test]
fn oxygen_feeds_the_flame_faster_than_air() {
    let rate = |pressure_mmhg, oxygen| {
        let mut trial = chafed(DM, pressure_mmhg, oxygen);
        trial.wait(20.0);
        trial.world.fire.rate_kg_s(DM)
    };
    let (apollo, soyuz) = (rate(258.6, 0.95), rate(520.0, 0.346));
    assert!(apollo > 3.0 * soyuz, "{apollo} {soyuz}");
    assert!(soyuz > SPARK_KG_S, "{soyuz}");
}

#[test]
fn a_fire_left_alone_eats_its_fuel_and_goes_out_and_every_mole_of_it_is_in_the_books() {
    let mut trial = chafed(OM, 520.0, 0.346);
    let first = trial.world.air.content();
    let book = trial.world.air.ledger().total();
    trial.wait(3_000.0);
    let air = &trial.world.air;
    assert!(!trial.world.burning(OM));
    let fire = air.ledger().of(Source::Fire);
    let burnt_kg = fire.mol[Species::H2o as usize] * FUEL_KG_MOL;
    assert!(
        burnt_kg > 0.95 * FUEL_KG && burnt_kg < FUEL_KG,
        "{burnt_kg}"
    );
    // Oxygen atoms in are oxygen atoms out.
    let [o2, _, co2, h2o, smoke, _] = fire.mol;
    assert!((2.0 * o2 + 2.0 * co2 + h2o + smoke).abs() < 1e-12);
    let (now, total) = (air.content(), air.ledger().total());
    for s in 0..now.mol.len() {
        let off = (now.mol[s] - first.mol[s]) - (total.mol[s] - book.mol[s]);
        assert!(off.abs() < 1e-9 * first.mol[1], "{s}: {off}");
    }
    let off = (now.energy_j - first.energy_j) - (total.energy_j - book.energy_j);
    assert!(off.abs() < 1e-9 * first.energy_j, "{off}");
}

#[test]
fn it_heats_and_smokes_its_room_and_the_next_one_through_an_open_hatch() {
    let mut trial = chafed(OM, 520.0, 0.346);
    let sa = CompartmentId::Sa;
    trial.world.air.set_hatch(HatchId::H5, HatchState::Open);
    let before_pa = trial.world.air.pressure_pa(OM);
    trial.wait(240.0);
    let air = &trial.world.air;
    assert!(air.temperature_k(OM) > 320.0, "{}", air.temperature_k(OM));
    assert!(air.temperature_k(sa) > 296.0, "{}", air.temperature_k(sa));
    assert!(air.ppm(OM, Species::Smoke) > 300.0);
    assert!(air.ppm(sa, Species::Smoke) > 0.2 * air.ppm(OM, Species::Smoke));
    assert!(air.pressure_pa(OM) > before_pa);
    let lit = |alarm: Alarm, seat: Seat| trial.world.alarms[seat.index()] & alarm.bit() != 0;
    assert!(lit(Alarm::Fire, Seat::Soyuz) && lit(Alarm::Smoke, Seat::Soyuz));
    assert!(!lit(Alarm::Fire, Seat::Apollo) && !lit(Alarm::Smoke, Seat::Apollo));
}

/// Half a minute of fire in Soyuz's air, with what is then done; whether it burns a minute later.
fn answered(at: CompartmentId, answer: impl Fn(&mut Trial)) -> bool {
    let mut trial = chafed(at, 520.0, 0.346);
    trial.wait(90.0);
    assert!(trial.world.burning(at));
    answer(&mut trial);
    trial.wait(60.0);
    trial.world.burning(at)
}

#[test]
fn foam_puts_it_out_even_under_a_live_cable_and_is_spent_once() {
    let out = |trial: &mut Trial| {
        let crew = CrewId::Kubasov;
        let act = Command::Extinguish { crew };
        assert_eq!(trial.act(Seat::Soyuz, act.clone()), Ok(()));
        assert_eq!(trial.act(Seat::Soyuz, act), Err(Refusal::AlreadySo));
        trial.wait(40.0);
        let act = Command::Extinguish { crew };
        let none = Err(Refusal::NoExtinguisher(OM));
        assert_eq!(trial.act(Seat::Soyuz, act), none);
        let his = Command::Extinguish {
            crew: CrewId::Brand,
        };
        assert_eq!(
            trial.act(Seat::Soyuz, his),
            Err(Refusal::NotAtThisSeat),
            "another crew's man"
        );
    };
    assert!(!answered(OM, out));
}

#[test]
fn foam_stops_when_he_leaves() {
    let mut trial = chafed(OM, 520.0, 0.346);
    let act = Command::Extinguish {
        crew: CrewId::Kubasov,
    };
    assert_eq!(trial.act(Seat::Soyuz, act), Ok(()));
    trial.wait(5.0);
    trial.world.crew[CrewId::Kubasov as usize].at = CompartmentId::Sa;
    trial.wait(5.0);
    let left_s = trial.world.fire.foam_s(OM);
    assert!((left_s - 25.0).abs() < 0.1, "{left_s}");
}

#[test]
fn venting_the_room_puts_it_out() {
    let vent = |trial: &mut Trial| {
        trial.world.crew[CrewId::Slayton as usize].at = CompartmentId::Cm;
        trial.world.air.set_valve(ValveId::DmVent, true);
        trial.wait(240.0);
        trial.world.air.set_valve(ValveId::DmVent, false);
    };
    assert!(!answered(DM, vent));
}

#[test]
fn nitrogen_starves_it() {
    let flood = |trial: &mut Trial| {
        let gas = trial.world.air.gas_mut(DM);
        gas.make(Species::N2, 1.5 * gas.total_mol(), gas.temperature_k());
    };
    // 14 % of oxygen is left, at more than its old pressure.
    assert!(!answered(DM, flood));
}

#[test]
fn cutting_power_ends_the_sparks_and_stopping_the_fan_slows_the_flame() {
    let rate = |switch: Option<SwitchId>| {
        let mut trial = chafed(OM, 520.0, 0.346);
        trial.wait(150.0);
        let command = switch.map(|switch| Command::Switch { switch, on: false });
        if let Some(command) = command {
            assert_eq!(trial.act(Seat::Soyuz, command), Ok(()));
        }
        trial.wait(60.0);
        trial.world.fire.rate_kg_s(OM)
    };
    let (burning, still) = (rate(None), rate(Some(SwitchId::OmFan)));
    assert!(still < 0.5 * burning, "{still} {burning}");
    // No power: no sparks, and no fan either. The breaker is on the panel in the descent vehicle.
    let mut trial = chafed(OM, 520.0, 0.346);
    let off = Command::Switch {
        switch: SwitchId::OmPower,
        on: false,
    };
    assert_eq!(trial.act(Seat::Soyuz, off.clone()), Ok(()));
    assert_eq!(trial.act(Seat::Soyuz, off), Err(Refusal::AlreadySo));
    trial.wait(30.0);
    assert!(!trial.world.burning(OM) && !trial.world.air.fan_turns(OM));
    let theirs = Command::Switch {
        switch: SwitchId::DmPower,
        on: false,
    };
    assert_eq!(trial.act(Seat::Soyuz, theirs), Err(Refusal::NotAtThisSeat));
}
