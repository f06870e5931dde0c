//! What makes an act on the air, a walk or the undocking unsafe, with the numbers a crew needs. It
//! only says so; what is then refused, the rules decide.

use serde::{Deserialize, Serialize};

use crate::catalogue::compartments::CM_RELIEF_CRACK_PA;
use crate::catalogue::hatches::{HATCH_SAFE_DELTA_PA, HATCHES, HatchRow};
use crate::catalogue::procedures::Act;
use crate::catalogue::valves::{Port, ValveId, ValveRow};
use crate::ids::{CompartmentId, CrewId, HatchId, Seat};
use crate::sim::World;
use crate::sim::atmosphere::Air;
use crate::sim::atmosphere::gas::Species;
use crate::sim::doors::{DoorCommand, HatchState, in_swing, seating_pa};
use crate::sim::input::HatchAct;

/// Oxygen pressure below which nobody should be asked to breathe, Pa (120 mmHg: some 2,300 m of
/// standard air; estimate).
pub const OXYGEN_LEAST_PA: f64 = 16_000.0;
/// Share of oxygen above which Soyuz's materials burn too well, 1 (recalled).
pub const OXYGEN_MOST: f64 = 0.40;
/// Men in the Docking Module at most (recalled: three are crowded).
pub const DM_MEN_MOST: u8 = 2;

/// Why an act is unsafe.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Hazard {
    /// The two sides of the hatch stand too far apart; both Pa, the difference unsigned.
    PressureDifference {
        /// Difference across the hatch.
        delta_pa: f64,
        /// Largest the procedure allows.
        limit_pa: f64,
    },
    /// Another hatch must be shut first.
    OtherHatchOpen(HatchId),
    /// The command module would be brought above its relief valve's setting; both Pa.
    Interlock {
        /// Where the joined volumes would settle.
        predicted_pa: f64,
        /// Where the relief valve begins to open.
        limit_pa: f64,
    },
    /// The opening leads to space: the craft are not joined.
    NotJoined,
    /// The pressure would throw the hatch open on him; both Pa.
    InTheSwing {
        /// Who stands there.
        crew: CrewId,
        /// Difference that pushes it open.
        delta_pa: f64,
        /// Largest that a hand still holds safely.
        limit_pa: f64,
    },
    /// Somebody without a mask would be left short of oxygen; both Pa of oxygen.
    ShortOfOxygen {
        /// Who.
        crew: CrewId,
        /// Oxygen when the air has been let down as far as the procedure has it.
        predicted_pa: f64,
        /// Least he should breathe.
        limit_pa: f64,
    },
    /// Soyuz's air would hold too much oxygen; both shares of one.
    OxygenShare {
        /// Share then.
        predicted: f64,
        /// Largest allowed.
        limit: f64,
    },
    /// This hatch is on his way home, and the plan does not ask for it to be shut.
    CutOff(CrewId),
    /// He is in the other craft, or between the two.
    WrongSide(CrewId),
    /// More men there than there is room for.
    Crowded {
        /// Where.
        place: CompartmentId,
        /// Men there then.
        men: u8,
        /// Most there should be.
        limit: u8,
    },
    /// Nobody of this crew would be left aboard its craft.
    NobodyHome(Seat),
}

/// What makes an act of this man unsafe now, if anything; the gravest first.
pub fn of(world: &World, cmd: DoorCommand, man: CrewId) -> Option<Hazard> {
    let air = &world.air;
    match cmd {
        DoorCommand::Valve(_, false) => None,
        DoorCommand::Valve(valve, true) => {
            let row = valve.row();
            let joint = [Port::Compartment(CompartmentId::Tunnel2), Port::Cavity];
            if joint.contains(&row.to) && !air.joined() {
                return Some(Hazard::NotJoined);
            }
            let bulkhead = HATCHES.iter().find(|hatch| hatch.valve == valve);
            bulkhead
                .and_then(|hatch| joined_air(air, hatch))
                .or_else(|| open_among(air, row.shut_first))
                .or_else(|| let_down(world, row))
                .or_else(|| enriched(air, row))
        }
        DoorCommand::Hatch(hatch, HatchAct::Shut) => cut_off(world, hatch),
        DoorCommand::Hatch(hatch, HatchAct::Open) => {
            let row = &HATCHES[hatch as usize];
            let outer = [row.apollo_side, row.soyuz_side].contains(&CompartmentId::Tunnel2);
            if outer && !air.joined() {
                return Some(Hazard::NotJoined);
            }
            difference(world, row, man)
                .or_else(|| open_among(air, row.shut_first))
                .or_else(|| joined_air(air, row))
        }
    }
}

/// What makes the undocking unsafe.
pub fn of_undocking(world: &World) -> Option<Hazard> {
    let away = |id: &CrewId| !home(id.seat()).contains(&world.crew[*id as usize].at);
    CrewId::ALL.into_iter().find(away).map(Hazard::WrongSide)
}

/// What makes it unsafe that he goes there by this way.
pub fn of_walk(world: &World, crew: CrewId, way: &[CompartmentId]) -> Option<Hazard> {
    let place = CompartmentId::Dm;
    let bound = |id: &CrewId| {
        let goes = world.walks[*id as usize].map(|walk| walk.to);
        *id != crew && goes.unwrap_or(world.crew[*id as usize].at) == place
    };
    let men = 1 + CrewId::ALL.iter().filter(|id| bound(id)).count() as u8;
    if way.contains(&place) && men > DM_MEN_MOST {
        let limit = DM_MEN_MOST;
        return Some(Hazard::Crowded { place, men, limit });
    }
    let seat = crew.seat();
    // In tunnel 2 he is at his own door.
    let aboard = |at| home(seat).contains(&at) || at == CompartmentId::Tunnel2;
    let stays = |id: &CrewId| {
        let goes = world.walks[*id as usize].map(|walk| walk.to);
        let fit = !world.crew[*id as usize].incapacitated();
        let at = goes.unwrap_or(world.crew[*id as usize].at);
        *id != crew && id.seat() == seat && fit && aboard(at)
    };
    let leaves = way.last().is_some_and(|to| !aboard(*to));
    (leaves && !CrewId::ALL.iter().any(stays)).then_some(Hazard::NobodyHome(seat))
}

/// Where a crew is aboard: tunnel 2 is neither's.
fn home(seat: Seat) -> &'static [CompartmentId] {
    match seat {
        Seat::Apollo => &[CompartmentId::Cm, CompartmentId::Tunnel1, CompartmentId::Dm],
        Seat::Soyuz => &[CompartmentId::Om, CompartmentId::Sa],
    }
}

fn difference(world: &World, row: &HatchRow, man: CrewId) -> Option<Hazard> {
    let limit_pa = HATCH_SAFE_DELTA_PA;
    let seating = seating_pa(&world.air, row);
    let delta_pa = seating.abs();
    if delta_pa <= limit_pa {
        return None;
    }
    let struck = in_swing(world, row, Some(man)).filter(|_| seating < 0.0);
    Some(match struck {
        Some(crew) => Hazard::InTheSwing {
            crew,
            delta_pa,
            limit_pa,
        },
        None => Hazard::PressureDifference { delta_pa, limit_pa },
    })
}

fn open_among(air: &Air, hatches: &[HatchId]) -> Option<Hazard> {
    let open = |hatch: &&HatchId| air.hatch(**hatch) != HatchState::Shut;
    hatches
        .iter()
        .find(open)
        .map(|&hatch| Hazard::OtherHatchOpen(hatch))
}

/// Compartments that are one volume, as a range of indices: between `first` and `last` and all that
/// stands open to them.
fn joined_to(air: &Air, first: usize, last: usize, valves: bool) -> (usize, usize) {
    let connected = |k: usize| {
        air.hatch(HatchId::ALL[k]) != HatchState::Shut || valves && air.valve_open(HATCHES[k].valve)
    };
    let (mut first, mut last) = (first, last);
    while first > 0 && connected(first - 1) {
        first -= 1;
    }
    while last < HATCHES.len() && connected(last) {
        last += 1;
    }
    (first, last)
}

/// Where the volumes on both sides of a bulkhead, with all already open to them, would settle: a
/// hazard when the command module is one of them and its relief valve would open, or Soyuz's orbital
/// module is and there would be too much oxygen.
fn joined_air(air: &Air, row: &HatchRow) -> Option<Hazard> {
    let ends = (row.apollo_side as usize, row.soyuz_side as usize);
    let (first, last) = joined_to(air, ends.0, ends.1, true);
    let (mut product, mut oxygen, mut volume_m3) = (0.0, 0.0, 0.0);
    for &at in &CompartmentId::ALL[first..=last] {
        let here_m3 = air.model.volume_m3[at as usize];
        product += air.pressure_pa(at) * here_m3;
        oxygen += air.partial_pa(at, Species::O2) * here_m3;
        volume_m3 += here_m3;
    }
    let (predicted_pa, limit_pa) = (product / volume_m3, CM_RELIEF_CRACK_PA);
    if first == CompartmentId::Cm as usize && predicted_pa > limit_pa {
        return Some(Hazard::Interlock {
            predicted_pa,
            limit_pa,
        });
    }
    let (predicted, limit) = (oxygen / product, OXYGEN_MOST);
    let soyuz = (first..=last).contains(&(CompartmentId::Om as usize));
    (soyuz && predicted > limit).then_some(Hazard::OxygenShare { predicted, limit })
}

/// Somebody in the air that a vent lets down, unmasked, with no oxygen flowing in: what he would
/// breathe when it has come to where the procedure has it, or, if it is there already, nothing.
fn let_down(world: &World, row: &ValveRow) -> Option<Hazard> {
    let air = &world.air;
    let (Port::Compartment(place), Some(floor_pa)) = (row.from, row.lets_down_to_pa) else {
        return None;
    };
    let (first, last) = joined_to(air, place as usize, place as usize, false);
    let rooms = &CompartmentId::ALL[first..=last];
    let fed = |valve: &ValveId| {
        let oxygen = matches!(valve.row().from, Port::Bottle(bottle) if bottle.gives_oxygen());
        let here = matches!(valve.row().to, Port::Compartment(to) if rooms.contains(&to));
        oxygen && here && air.valve_open(*valve)
    };
    let above = air.pressure_pa(place) > floor_pa;
    if above && ValveId::ALL.iter().any(fed) {
        return None;
    }
    let breathes = |man: &&CrewId| {
        let man = &world.crew[**man as usize];
        man.alive() && !man.masked() && rooms.contains(&man.at)
    };
    let crew = *CrewId::ALL.iter().find(breathes)?;
    let floor_pa = if above { floor_pa } else { 0.0 };
    let (predicted_pa, limit_pa) = (air.oxygen_fraction(place) * floor_pa, OXYGEN_LEAST_PA);
    (predicted_pa < limit_pa).then_some(Hazard::ShortOfOxygen {
        crew,
        predicted_pa,
        limit_pa,
    })
}

/// Oxygen let into Soyuz that holds too much of it already.
fn enriched(air: &Air, row: &ValveRow) -> Option<Hazard> {
    let soyuz = [CompartmentId::Om, CompartmentId::Sa];
    let Port::Compartment(place) = row.to else {
        return None;
    };
    let oxygen = matches!(row.from, Port::Bottle(bottle) if bottle.gives_oxygen());
    let (predicted, limit) = (air.oxygen_fraction(place), OXYGEN_MOST);
    let rich = oxygen && soyuz.contains(&place) && predicted > limit;
    rich.then_some(Hazard::OxygenShare { predicted, limit })
}

/// A man whose way home leads through a hatch that is being shut, though the plan does not ask for it.
fn cut_off(world: &World, hatch: HatchId) -> Option<Hazard> {
    let asked = world.plan.asks(Act::Hatch(hatch, HatchAct::Shut));
    if asked || world.air.hatch(hatch) == HatchState::Shut {
        return None;
    }
    let row = &HATCHES[hatch as usize];
    let beyond = |id: &CrewId| {
        let at = world.crew[*id as usize].at;
        if home(id.seat()).contains(&at) {
            return false;
        }
        match id.seat() {
            Seat::Apollo => at >= row.soyuz_side && row.soyuz_side > CompartmentId::Dm,
            Seat::Soyuz => at <= row.apollo_side && row.apollo_side < CompartmentId::Om,
        }
    };
    CrewId::ALL.into_iter().find(beyond).map(Hazard::CutOff)
}
