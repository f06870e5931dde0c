//! Where the men are sent.

use crate::ids::{CompartmentId, CrewId, Seat};
use crate::sim::World;
use crate::sim::doors::HatchState;
use crate::sim::doors::hazards;
use crate::sim::event::Refusal;
use crate::sim::walking::{self, LEG_S, Walk};

/// Sends a man of the crew somewhere. He goes as far as hatches stand open; the first one he comes to
/// has to be.
pub(super) fn send(
    world: &mut World,
    seat: Seat,
    crew: CrewId,
    to: CompartmentId,
    confirmed: bool,
) -> Result<(), Refusal> {
    if crew.seat() != seat {
        return Err(Refusal::NoSuchWay);
    }
    let man = &world.crew[crew as usize];
    if man.incapacitated() {
        return Err(Refusal::NoAnswer(crew));
    }
    let Some((hatch, _)) = walking::next(man.at, to) else {
        // He stays, wherever he was bound for.
        let turned_back = world.walks[crew as usize].take().is_some();
        return if turned_back {
            Ok(())
        } else {
            Err(Refusal::AlreadySo)
        };
    };
    if world.walks[crew as usize].is_some_and(|walk| walk.to == to) {
        return Ok(());
    }
    if world.air.hatch(hatch) != HatchState::Open {
        return Err(Refusal::HatchShut(hatch));
    }
    let way = walking::way(man.at, to);
    world
        .rules
        .judge(hazards::of_walk(world, crew, &way), confirmed)?;
    world.walks[crew as usize] = Some(Walk { to, left_s: LEG_S });
    Ok(())
}
