//! What the book says of men who were hurt on purpose.

use super::*;
use crate::catalogue::valves::ValveId;
use crate::ids::HatchId;
use crate::sim::atmosphere::PA_PER_MMHG;
use crate::sim::atmosphere::gas::Species;
use crate::sim::doors::HatchState;
use crate::sim::event::Outcome;
use crate::sim::scoring::debrief;
use crate::sim::trials::{Trial, quiet};

/// The two men of the Docking Module behind hatch 2, on 520 mmHg of Soyuz's mixture.
fn in_the_module() -> Trial {
    let mut trial = quiet();
    trial.world.air.set_hatch(HatchId::H2, HatchState::Shut);
    *trial.world.air.gas_mut(CompartmentId::Dm) = mixture(&trial, 520.0, 180.0);
    trial.wait(60.0);
    trial
}

fn mixture(trial: &Trial, mmhg: f64, oxygen_mmhg: f64) -> crate::sim::atmosphere::gas::Gas {
    let mut partial_pa = [0.0; crate::sim::atmosphere::gas::SPECIES];
    partial_pa[Species::O2 as usize] = oxygen_mmhg * PA_PER_MMHG;
    partial_pa[Species::N2 as usize] = (mmhg - oxygen_mmhg) * PA_PER_MMHG;
    let volume_m3 = trial.world.air.model.volume_m3[CompartmentId::Dm as usize];
    crate::sim::atmosphere::gas::Gas::from_partials(partial_pa, volume_m3, 293.15)
}

fn breathed(trial: &Trial) -> Injury {
    let mut book = trial.world.record.harms.injuries.iter();
    let his = book.find(|injury| (injury.crew, injury.harm) == (CrewId::Slayton, Harm::Hypoxia));
    *his.expect("in the book")
}

fn slaytons(trial: &Trial) -> Vec<(Harm, Cause, Grade)> {
    let book = trial.world.record.harms.injuries.iter();
    book.filter(|injury| injury.crew == CrewId::Slayton)
        .map(|injury| (injury.harm, injury.cause, injury.grade))
        .collect()
}

#[test]
fn a_module_bled_without_oxygen_is_told_as_that() {
    let mut trial = in_the_module();
    assert_eq!(slaytons(&trial), []);
    trial.world.air.set_valve(ValveId::DmVent, true);
    while trial.world.air.pressure_pa(CompartmentId::Dm) > 258.0 * PA_PER_MMHG {
        trial.wait(1.0);
    }
    trial.world.air.set_valve(ValveId::DmVent, false);
    trial.wait(60.0);
    assert_eq!(
        slaytons(&trial),
        [(Harm::Hypoxia, Cause::Bled, Grade::Near)]
    );
    trial.world.outcome = Some(Outcome::CalledOff);
    let result = debrief(&trial.world);
    assert!(result.harms.is_empty(), "a near miss is none");
    assert_eq!(result.injuries.len(), 2);
    assert!(
        result
            .injuries
            .iter()
            .all(|injury| injury.at == CompartmentId::Dm)
    );
}

#[test]
fn a_hole_in_the_hull_is_told_as_that_until_it_kills() {
    let mut trial = in_the_module();
    let dm = CompartmentId::Dm as usize;
    trial.world.air.model.hull_leak_m2[dm] = 1e-3;
    trial.wait(90.0);
    let down = breathed(&trial);
    assert_eq!((down.cause, down.grade), (Cause::Escaped, Grade::Down));
    trial.wait(300.0);
    let dead = breathed(&trial);
    assert_eq!((dead.cause, dead.grade), (Cause::Escaped, Grade::Dead));
    assert!(dead.tick > down.tick, "the clock of the worst");
    trial.world.outcome = Some(Outcome::CalledOff);
    let result = debrief(&trial.world);
    let dead = (CrewId::Slayton, Harm::Hypoxia);
    assert!(
        result
            .harms
            .iter()
            .any(|(crew, harm, _)| (*crew, *harm) == dead)
    );
}

#[test]
fn nitrogen_without_oxygen_is_told_as_a_thin_mixture() {
    let mut trial = in_the_module();
    *trial.world.air.gas_mut(CompartmentId::Dm) = mixture(&trial, 520.0, 70.0);
    trial.wait(60.0);
    assert_eq!(
        slaytons(&trial),
        [(Harm::Hypoxia, Cause::Thin, Grade::Near)]
    );
}

#[test]
fn ears_are_told_by_the_way_the_pressure_went() {
    for (mmhg, cause) in [(900.0, Cause::Rise), (300.0, Cause::Fall)] {
        let mut trial = in_the_module();
        *trial.world.air.gas_mut(CompartmentId::Dm) = mixture(&trial, mmhg, 200.0);
        trial.wait(0.5);
        assert!(
            slaytons(&trial).contains(&(Harm::Ears, cause, Grade::Hurt)),
            "{cause:?}"
        );
    }
}

#[test]
fn every_other_harm_has_its_cause_in_the_book() {
    let hurt = |change: fn(&mut World)| {
        let mut trial = in_the_module();
        change(&mut trial.world);
        trial.wait(30.0);
        slaytons(&trial)
    };
    let blow = hurt(|w| w.crew[2].strike(50.0));
    assert_eq!(blow, [(Harm::Struck, Cause::Blow, Grade::Hurt)]);
    let brown = hurt(|w| {
        let gas = w.air.gas_mut(CompartmentId::Dm);
        gas.mol[Species::Oxidizer as usize] += 0.2;
    });
    assert_eq!(brown[0].0, Harm::Oxidizer);
    assert_eq!(brown[0].1, Cause::Oxidizer);
    let burning = hurt(|w| {
        w.air.gas_mut(CompartmentId::Dm).energy_j *= 2.2;
        w.air.model.wall_w_k[CompartmentId::Dm as usize] = 0.0;
    });
    assert!(
        burning
            .iter()
            .any(|(harm, cause, _)| (*harm, *cause) == (Harm::Burns, Cause::Heat))
    );
    let stale = hurt(|w| {
        w.air.gas_mut(CompartmentId::Dm).mol[Species::Co2 as usize] += 8.0;
    });
    assert_eq!(stale[0].0, Harm::CarbonDioxide);
}
