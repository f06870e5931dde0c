//! Who gets a mask, and what becomes of the oxygen.

use super::*;
use crate::catalogue::valves::BottleId;
use crate::sim::atmosphere::gas::{MOLAR_MASS_KG, Species};
use crate::sim::input::Command;
use crate::sim::trials::{Trial, quiet};

fn told(trial: &mut Trial, crew: CrewId, on: bool) -> Result<(), Refusal> {
    trial.act(crew.seat(), Command::Mask { crew, on })
}

#[test]
fn a_place_gives_as_many_masks_as_it_has_and_only_to_its_own_crew() {
    let mut trial = quiet();
    let stranger = trial.act(
        Seat::Soyuz,
        Command::Mask {
            crew: CrewId::Brand,
            on: true,
        },
    );
    assert_eq!(stranger, Err(Refusal::NotAtThisSeat));
    trial.world.crew[CrewId::Brand as usize].at = CompartmentId::Dm;
    assert_eq!(left_at(&trial.world, CompartmentId::Dm), 2);
    assert_eq!(told(&mut trial, CrewId::Stafford, true), Ok(()));
    assert_eq!(
        told(&mut trial, CrewId::Stafford, true),
        Err(Refusal::AlreadySo)
    );
    assert_eq!(told(&mut trial, CrewId::Slayton, true), Ok(()));
    let none = Err(Refusal::NoMask(CompartmentId::Dm));
    assert_eq!(told(&mut trial, CrewId::Brand, true), none);
    assert_eq!(told(&mut trial, CrewId::Stafford, false), Ok(()));
    assert_eq!(told(&mut trial, CrewId::Brand, true), Ok(()));
    // The descent vehicle carries none.
    let none = Err(Refusal::NoMask(CompartmentId::Sa));
    assert_eq!(told(&mut trial, CrewId::Kubasov, true), none);
}

#[test]
fn a_man_out_of_his_senses_is_helped_by_whoever_is_with_him_and_by_nobody_else() {
    let mut trial = quiet();
    for man in [CrewId::Slayton, CrewId::Brand] {
        trial.world.crew[man as usize].strike(90.0);
    }
    assert_eq!(
        told(&mut trial, CrewId::Slayton, true),
        Ok(()),
        "Stafford is there"
    );
    let alone = Err(Refusal::NoAnswer(CrewId::Brand));
    assert_eq!(told(&mut trial, CrewId::Brand, true), alone);
}

#[test]
fn what_a_mask_gives_leaves_the_bottle_and_comes_into_the_cabin() {
    let mut masked = quiet();
    let mut bare = quiet();
    assert_eq!(told(&mut masked, CrewId::Leonov, true), Ok(()));
    for trial in [&mut masked, &mut bare] {
        trial.wait(600.0);
    }
    let bottle_kg = |trial: &Trial| trial.world.air.bottle_kg(BottleId::SoyuzOxygen);
    let cabin_kg = |trial: &Trial| -> f64 {
        let places = [CompartmentId::Om, CompartmentId::Sa];
        let oxygen = places.map(|at| trial.world.air.gas(at).mol[Species::O2 as usize]);
        oxygen.iter().sum::<f64>() * MOLAR_MASS_KG[Species::O2 as usize]
    };
    let given_kg = bottle_kg(&bare) - bottle_kg(&masked);
    // 8 L/min at 520 mmHg: 0.38 kg an hour.
    assert!((0.055..0.070).contains(&given_kg), "{given_kg}");
    let gained_kg = cabin_kg(&masked) - cabin_kg(&bare);
    assert!(
        (gained_kg / given_kg - 1.0).abs() < 0.02,
        "{gained_kg} of {given_kg}"
    );
}

#[test]
fn an_empty_bottle_ends_it() {
    let mut trial = quiet();
    assert_eq!(told(&mut trial, CrewId::Leonov, true), Ok(()));
    trial.wait(10.0);
    assert!(trial.world.crew[CrewId::Leonov as usize].mask());
    let rest_mol = trial.world.air.bottle_kg(BottleId::SoyuzOxygen) / MOLAR_MASS_KG[0];
    let om = CompartmentId::Om;
    trial
        .world
        .air
        .draw_through_mask(BottleId::SoyuzOxygen, om, rest_mol);
    trial.wait(1.0);
    assert!(!trial.world.crew[CrewId::Leonov as usize].masked());
}
