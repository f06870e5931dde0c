//! Where the men are sent.

use crate::ids::{CompartmentId, CrewId, HatchId, Seat};
use crate::sim::World;
use crate::sim::doors::HatchState;
use crate::sim::event::Refusal;

/// The way between neighbouring compartments, from Apollo's end.
const WAYS: [(CompartmentId, HatchId, CompartmentId); 5] = [
    (CompartmentId::Cm, HatchId::H1, CompartmentId::Tunnel1),
    (CompartmentId::Tunnel1, HatchId::H2, CompartmentId::Dm),
    (CompartmentId::Dm, HatchId::H3, CompartmentId::Tunnel2),
    (CompartmentId::Tunnel2, HatchId::H4, CompartmentId::Om),
    (CompartmentId::Om, HatchId::H5, CompartmentId::Sa),
];

pub(super) fn send(
    world: &mut World,
    seat: Seat,
    crew: CrewId,
    to: CompartmentId,
) -> Result<(), Refusal> {
    if crew.seat() != seat {
        return Err(Refusal::NoSuchWay);
    }
    let from = world.crew[crew as usize].at;
    if from == to {
        return Err(Refusal::AlreadySo);
    }
    let hatch = WAYS
        .iter()
        .find(|(a, _, b)| (*a, *b) == (from, to) || (*b, *a) == (from, to))
        .map(|(_, hatch, _)| *hatch)
        .ok_or(Refusal::NoSuchWay)?;
    if world.air.hatch(hatch) != HatchState::Open {
        return Err(Refusal::HatchShut(hatch));
    }
    world.crew[crew as usize].at = to;
    Ok(())
}
