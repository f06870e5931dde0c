//! Who was hurt in this mission, by what, where, when and how badly: the book that the debrief reads.

use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::ids::{CompartmentId, CrewId};
use crate::sim::World;
use crate::sim::physiology::{Grade, Harm};
use crate::time::Tick;

/// One man and one harm, as bad as it became.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Injury {
    /// Who.
    pub crew: CrewId,
    /// What hurt him.
    pub harm: Harm,
    /// How badly, at the worst.
    pub grade: Grade,
    /// Where he was when it became so bad.
    pub at: CompartmentId,
    /// When it became so bad.
    pub tick: Tick,
}

/// Writes one tick down: a harm that is new, or worse than it was.
pub fn take(world: &mut World) {
    let (tick, book) = (world.tick, &mut world.record.injuries);
    for man in &world.crew {
        for harm in Harm::ALL {
            let Some(grade) = man.grade(harm) else {
                continue;
            };
            let now = Injury {
                crew: man.id,
                harm,
                grade,
                at: man.at,
                tick,
            };
            note(book, now);
        }
    }
}

fn note(book: &mut Vec<Injury>, now: Injury) {
    let known = book
        .iter_mut()
        .find(|known| (known.crew, known.harm) == (now.crew, now.harm));
    match known {
        Some(known) if known.grade < now.grade => *known = now,
        Some(_) => {}
        None => book.push(now),
    }
}
