//! Who was hurt in this mission, by what, why, where, when and how badly: the book that the debrief
//! reads. It judges from the air and the openings of the moment, never from orders.

use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::catalogue::valves::{Port, VALVES};
use crate::ids::{CompartmentId, CrewId};
use crate::sim::World;
use crate::sim::physiology::{CrewMember, Grade, Harm};
use crate::time::Tick;

/// A hole in a hull that loses more than this is why air is short, kg/s: 0.04 kg an hour, what a
/// sound cabin seeps at most (estimate).
const LEAK_KG_S: f64 = 1e-5;
/// A place at less than this share of the highest pressure it has had has lost its air, 1 (estimate):
/// through an open hatch it loses it to a hole elsewhere.
const LOST_SHARE: f64 = 0.8;

/// Why it came to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Cause {
    /// Hypoxia: the place was bled and no oxygen followed.
    Bled,
    /// Hypoxia: the air went through a hole or to space.
    Escaped,
    /// Hypoxia: pressure enough and too little oxygen in it.
    Thin,
    /// Carbon dioxide that nothing took out of the air.
    Stale,
    /// The bends: too much nitrogen in the body for the pressure he went to.
    Nitrogen,
    /// Ears: the pressure rose too fast.
    Rise,
    /// Ears: the pressure fell too fast.
    Fall,
    /// Lungs: the cabin emptied at once.
    Blowout,
    /// Smoke.
    Smoke,
    /// Oxidizer in the cabin.
    Oxidizer,
    /// Hot gas.
    Heat,
    /// Struck by something that swung.
    Blow,
}

impl Cause {
    /// All causes.
    pub const ALL: [Cause; 12] = [
        Cause::Bled,
        Cause::Escaped,
        Cause::Thin,
        Cause::Stale,
        Cause::Nitrogen,
        Cause::Rise,
        Cause::Fall,
        Cause::Blowout,
        Cause::Smoke,
        Cause::Oxidizer,
        Cause::Heat,
        Cause::Blow,
    ];
}

/// One man and one harm, as bad as it became.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Injury {
    /// Who.
    pub crew: CrewId,
    /// What hurt him.
    pub harm: Harm,
    /// Why, as it stood when it began.
    pub cause: Cause,
    /// How badly, at the worst.
    pub grade: Grade,
    /// Where he was when it began.
    pub at: CompartmentId,
    /// When it became so bad.
    pub tick: Tick,
}

/// The book.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Harms {
    /// Who was hurt and who nearly was, in the order in which it began.
    pub injuries: Vec<Injury>,
    /// Places that a hand let gas out of, a bit each.
    bled: u8,
    /// Highest pressure that each place has had, Pa.
    highest_pa: [f64; CompartmentId::ALL.len()],
}

/// Writes one tick down: a harm that is new, or worse than it was.
pub fn take(world: &mut World) {
    for row in &VALVES {
        if let (Port::Compartment(from), Port::Space) = (row.from, row.to)
            && world.air.valve_open(row.id)
        {
            world.record.harms.bled |= 1 << from as u8;
        }
    }
    for (place, highest_pa) in CompartmentId::ALL
        .into_iter()
        .zip(&mut world.record.harms.highest_pa)
    {
        *highest_pa = highest_pa.max(world.air.pressure_pa(place));
    }
    for index in 0..world.crew.len() {
        for harm in Harm::ALL {
            let man = &world.crew[index];
            if let Some(grade) = man.grade(harm) {
                let now = Injury {
                    crew: man.id,
                    harm,
                    cause: cause(world, man, harm),
                    grade,
                    at: man.at,
                    tick: world.tick,
                };
                note(&mut world.record.harms.injuries, now);
            }
        }
    }
}

fn note(book: &mut Vec<Injury>, now: Injury) {
    let known = book
        .iter_mut()
        .find(|known| (known.crew, known.harm) == (now.crew, now.harm));
    match known {
        Some(known) if known.grade < now.grade => {
            known.grade = now.grade;
            known.tick = now.tick;
        }
        Some(_) => {}
        None => book.push(now),
    }
}

fn cause(world: &World, man: &CrewMember, harm: Harm) -> Cause {
    match harm {
        Harm::Hypoxia => short_of_oxygen(world, man),
        Harm::CarbonDioxide => Cause::Stale,
        Harm::Bends => Cause::Nitrogen,
        Harm::Ears if man.ear_difference_pa() < 0.0 || man.pressure_fall_pa() > 0.0 => Cause::Fall,
        Harm::Ears => Cause::Rise,
        Harm::Lungs => Cause::Blowout,
        Harm::Smoke => Cause::Smoke,
        Harm::Oxidizer => Cause::Oxidizer,
        Harm::Burns => Cause::Heat,
        Harm::Struck => Cause::Blow,
    }
}

/// A hole explains it before a hand does, and either before the mixture.
fn short_of_oxygen(world: &World, man: &CrewMember) -> Cause {
    let air = &world.air;
    let bled = world.record.harms.bled & 1 << man.at as u8 != 0;
    if air.leak_flow_kg_s(man.at) > LEAK_KG_S {
        Cause::Escaped
    } else if bled {
        Cause::Bled
    } else if air.pressure_pa(man.at) < LOST_SHARE * world.record.harms.highest_pa[man.at as usize]
    {
        Cause::Escaped
    } else {
        Cause::Thin
    }
}

#[cfg(test)]
mod tests;
