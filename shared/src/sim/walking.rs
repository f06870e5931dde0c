//! Men on their way: compartment by compartment, through hatches that stand open.

use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::catalogue::hatches::HATCHES;
use crate::ids::{CompartmentId, CrewId, HatchId};
use crate::sim::World;
use crate::sim::doors::HatchState;
use crate::sim::event::Event;

/// From one compartment through a hatch into the next, s (estimate: some two metres afloat at a metre a
/// second).
pub const LEG_S: f64 = 2.0;

/// A man under way.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Walk {
    /// Where he is going.
    pub to: CompartmentId,
    /// Until he is in the next compartment, s.
    pub left_s: f64,
}

/// The next compartment on the way from one to another, and the hatch between; nothing when he is
/// there.
pub fn next(from: CompartmentId, to: CompartmentId) -> Option<(HatchId, CompartmentId)> {
    let row = match from.cmp(&to) {
        core::cmp::Ordering::Equal => return None,
        core::cmp::Ordering::Less => HATCHES.iter().find(|row| row.apollo_side == from)?,
        core::cmp::Ordering::Greater => HATCHES.iter().find(|row| row.soyuz_side == from)?,
    };
    let there = if row.apollo_side == from {
        row.soyuz_side
    } else {
        row.apollo_side
    };
    Some((row.id, there))
}

/// All he passes on the way, the end with it.
pub fn way(from: CompartmentId, to: CompartmentId) -> Vec<CompartmentId> {
    let mut at = from;
    core::iter::from_fn(|| {
        let (_, there) = next(at, to)?;
        at = there;
        Some(there)
    })
    .collect()
}

/// One tick of everybody under way. Who can no longer act stays where he is; a hatch that is not
/// fully open stops who comes to it.
pub fn step(world: &mut World, dt_s: f64, events: &mut Vec<Event>) {
    for crew in CrewId::ALL {
        let index = crew as usize;
        let Some(walk) = world.walks[index] else {
            continue;
        };
        let man = &mut world.crew[index];
        let leg = next(man.at, walk.to).filter(|_| !man.incapacitated());
        let Some((hatch, there)) = leg else {
            world.walks[index] = None;
            continue;
        };
        if world.air.hatch(hatch) != HatchState::Open {
            world.walks[index] = None;
            events.push(Event::Stopped { crew, hatch });
            continue;
        }
        let left_s = walk.left_s - dt_s;
        if left_s > 0.0 {
            world.walks[index] = Some(Walk { left_s, ..walk });
            continue;
        }
        man.at = there;
        let arrived = there == walk.to;
        world.walks[index] = (!arrived).then_some(Walk {
            left_s: LEG_S,
            ..walk
        });
        if arrived {
            events.push(Event::Arrived { crew, at: there });
        }
    }
}

/// Feeds every bit of the state, in a fixed order.
pub fn digest_into(walks: &[Option<Walk>; 5], sink: &mut impl FnMut(u64)) {
    for walk in walks {
        sink(walk.map_or(u64::MAX, |walk| walk.to as u64));
        sink(walk.map_or(0, |walk| walk.left_s.to_bits()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::Seat;
    use crate::sim::doors::Rules;
    use crate::sim::event::Refusal;
    use crate::sim::input::Command;
    use crate::sim::trials::{Trial, hard_docked};

    use CompartmentId::{Cm, Dm, Om, Sa, Tunnel1, Tunnel2};

    fn send(trial: &mut Trial, crew: CrewId, to: CompartmentId) -> Result<(), Refusal> {
        let order = Command::Move {
            crew,
            to,
            confirmed: false,
        };
        trial.act(crew.seat(), order)
    }

    fn open(trial: &mut Trial, hatches: &[HatchId]) {
        for hatch in hatches {
            trial.world.air.set_hatch(*hatch, HatchState::Open);
        }
    }

    #[test]
    fn he_walks_hatch_by_hatch_and_each_takes_its_time() {
        assert_eq!(way(Cm, Om), [Tunnel1, Dm, Tunnel2, Om]);
        assert_eq!(way(Sa, Tunnel2), [Om, Tunnel2]);
        assert_eq!(way(Dm, Dm), []);
        let mut trial = hard_docked(Rules::Training);
        open(&mut trial, &[HatchId::H3, HatchId::H4]);
        let slayton = CrewId::Slayton;
        assert_eq!(send(&mut trial, slayton, Om), Ok(()));
        let at = |trial: &Trial| trial.world.crew[slayton as usize].at;
        trial.wait(LEG_S - 0.2);
        assert_eq!(at(&trial), Dm);
        trial.wait(0.4);
        assert_eq!(at(&trial), Tunnel2);
        trial.wait(LEG_S);
        assert_eq!(at(&trial), Om);
        assert_eq!(trial.world.walks, [None; 5]);
        let came = Event::Arrived {
            crew: slayton,
            at: Om,
        };
        assert!(trial.events.contains(&came));
        assert_eq!(send(&mut trial, slayton, Om), Err(Refusal::AlreadySo));
    }

    #[test]
    fn a_hatch_not_fully_open_stops_him_before_it() {
        let mut trial = hard_docked(Rules::Training);
        let (stafford, hatch) = (CrewId::Stafford, HatchId::H3);
        for state in [HatchState::Shut, HatchState::Unlatched, HatchState::Ajar] {
            trial.world.air.set_hatch(hatch, state);
            let refused = send(&mut trial, stafford, Om);
            assert_eq!(refused, Err(Refusal::HatchShut(hatch)), "{state:?}");
        }
        open(&mut trial, &[hatch]);
        assert_eq!(
            send(&mut trial, stafford, Om),
            Ok(()),
            "the next one may open yet"
        );
        trial.wait(2.5 * LEG_S);
        assert_eq!(trial.world.crew[stafford as usize].at, Tunnel2);
        let hatch = HatchId::H4;
        let stopped = Event::Stopped {
            crew: stafford,
            hatch,
        };
        assert!(trial.events.contains(&stopped));
    }

    #[test]
    fn the_third_man_in_the_docking_module_is_one_too_many_and_one_stays_in_each_ship() {
        use crate::sim::doors::Hazard;
        let mut trial = hard_docked(Rules::Training);
        open(&mut trial, &[HatchId::H3, HatchId::H4]);
        let crowded = Hazard::Crowded {
            place: Dm,
            men: 3,
            limit: 2,
        };
        let leonov = CrewId::Leonov;
        assert_eq!(send(&mut trial, leonov, Dm), Err(Refusal::Unsafe(crowded)));
        // One of the two leaves; then there is room, even before he has gone.
        assert_eq!(send(&mut trial, CrewId::Stafford, Om), Ok(()));
        assert_eq!(send(&mut trial, leonov, Dm), Ok(()));
        let home = Refusal::Unsafe(Hazard::NobodyHome(Seat::Soyuz));
        let kubasov = CrewId::Kubasov;
        trial.wait(4.0 * LEG_S);
        trial.world.crew[leonov as usize].at = Cm;
        trial.world.crew[kubasov as usize].at = Om;
        assert_eq!(send(&mut trial, kubasov, Dm), Err(home));
        assert_eq!(
            send(&mut trial, kubasov, Tunnel2),
            Ok(()),
            "at his own door"
        );
    }

    #[test]
    fn a_man_who_faints_goes_no_further() {
        let mut trial = hard_docked(Rules::Training);
        let brand = CrewId::Brand;
        assert_eq!(send(&mut trial, brand, Tunnel1), Ok(()));
        trial.world.crew[brand as usize].strike(150.0);
        trial.wait(2.0 * LEG_S);
        assert_eq!(trial.world.crew[brand as usize].at, Cm);
        // Such a blow ends the mission; what he answers is asked before.
        trial.world.outcome = None;
        let refused = send(&mut trial, brand, Tunnel1);
        assert_eq!(refused, Err(Refusal::NoAnswer(brand)));
    }
}
