//! Oxygen masks in use: who takes one, and what it draws from its ship's bottle. What a mask does
//! for its wearer is `physiology`'s business.

use crate::catalogue::masks::{DRAWN_M3_S, masks_at};
use crate::ids::{CompartmentId, CrewId, Seat};
use crate::sim::World;
use crate::sim::atmosphere::gas::GAS_CONSTANT;
use crate::sim::event::Refusal;
use crate::sim::physiology::{BODY_K, LUNG_WATER_PA};

/// Has a man of this seat take a mask where he is, or put it away. One who is out of his senses is
/// helped by whoever is with him.
pub fn order(world: &mut World, seat: Seat, crew: CrewId, on: bool) -> Result<(), Refusal> {
    let man = &world.crew[crew as usize];
    let at = man.at;
    if crew.seat() != seat {
        return Err(Refusal::NotAtThisSeat);
    }
    if man.masked() == on {
        return Err(Refusal::AlreadySo);
    }
    let helped = world
        .crew
        .iter()
        .any(|other| other.at == at && !other.incapacitated());
    if !helped {
        return Err(Refusal::NoAnswer(crew));
    }
    if on && left_at(world, at) == 0 {
        return Err(Refusal::NoMask(at));
    }
    world.crew[crew as usize].set_mask(on);
    Ok(())
}

/// Masks of a place that nobody wears.
pub fn left_at(world: &World, at: CompartmentId) -> u8 {
    let worn = world.crew.iter().filter(|man| man.at == at && man.masked());
    let count = masks_at(at).map_or(0, |row| row.count);
    count.saturating_sub(worn.count() as u8)
}

/// Oxygen through every mask for one tick: from the bottle through the wearer into the cabin, where
/// `Air` has him breathe. A bottle that gives no more ends it.
pub fn feed(world: &mut World, dt_s: f64) {
    for man in &mut world.crew {
        let Some(row) = masks_at(man.at).filter(|_| man.mask()) else {
            continue;
        };
        let dry_pa = (world.air.pressure_pa(man.at) - LUNG_WATER_PA).max(0.0);
        let asked_mol = DRAWN_M3_S * dt_s * dry_pa / (GAS_CONSTANT * BODY_K);
        let given_mol = world.air.draw_through_mask(row.bottle, man.at, asked_mol);
        if given_mol < asked_mol {
            man.set_mask(false);
        }
    }
}

#[cfg(test)]
mod tests;
