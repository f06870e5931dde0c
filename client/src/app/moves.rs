//! What Enter does: the seat's next open move, when it is an act at the panel. Waits for a gauge
//! where the move asks for one. Knows the plan's rows and the own panel.

use std::cmp::Reverse;

use handshake_shared::catalogue::procedures::{Act, Cond, Move};
use handshake_shared::catalogue::transfers::Party;
use handshake_shared::catalogue::valves::ValveId;
use handshake_shared::ids::{CompartmentId, CrewId};
use handshake_shared::sim::input::{Command, ControlMode, ReadingOf};
use handshake_shared::view::panel::{LeakReading, Panel, RingState};
use handshake_shared::view::{PlanView, View};

use super::calls::gauge;
use super::station::Notice;

/// One mmHg, Pa: the plan's rows are printed in mmHg.
const MMHG_PA: f32 = 133.322_39;

/// What the next move at the panel comes to.
#[derive(Clone, Debug, PartialEq)]
pub enum Next {
    /// Do this.
    Do(Command),
    /// Not yet; this is what is waited for.
    Wait(Notice),
    /// No open move is an act at the panel.
    Nothing,
}

/// The seat's next act at the panel: the first that can be done now, else what is waited for.
pub fn next(view: &View) -> Next {
    let mut waiting = Next::Nothing;
    for (_, row) in view.plan.moves_of(view.seat) {
        match of_move(view, row) {
            Next::Nothing => {}
            Next::Wait(notice) => {
                if waiting == Next::Nothing {
                    waiting = Next::Wait(notice);
                }
            }
            act @ Next::Do(_) => return act,
        }
    }
    waiting
}

/// The move asks nothing of a hand or a voice now: it is under way, or to be watched.
pub fn waits(view: &View, row: &Move) -> bool {
    let watched = matches!(
        row.act,
        Act::Settle | Act::Watch | Act::Gauge(..) | Act::Hold(..)
    );
    watched || matches!(of_move(view, row), Next::Wait(_))
}

/// What stands in for a move's key while its act is under way: the key of a sentence.
pub fn under_way(view: &View, row: &Move) -> Option<&'static str> {
    match of_move(view, row) {
        Next::Wait(Notice::Hint(key)) => Some(key),
        _ => None,
    }
}

fn of_move(view: &View, row: &Move) -> Next {
    let command = match row.act {
        Act::Mode(mode) => Command::Mode(mode),
        Act::ControlOn => Command::Mode(ControlMode::hold_of(view.seat)),
        Act::Offer(role) => Command::Offer(role),
        Act::Accept(_) => Command::Accept,
        Act::Ring(_) if view.panel.craft().ring == RingState::Moving => {
            return Next::Wait(Notice::Hint("hint-ring-moves"));
        }
        Act::Ring(act) => Command::Ring(act),
        Act::Beacons => Command::Beacons(true),
        Act::Transponder => Command::Transponder(true),
        Act::Retract => Command::Retract,
        Act::Hooks if view.panel.craft().hooks > 0 => {
            return Next::Wait(Notice::Hint("hint-hooks-move"));
        }
        Act::Hooks => Command::Hooks(true),
        Act::OpenHooks => Command::Hooks(false),
        Act::Release => Command::Release,
        Act::LeakCheck(of) => return leak_check(view, of),
        Act::Hatch(hatch, act) => Command::Hatch {
            hatch,
            act,
            confirmed: false,
        },
        Act::Key(act) => return key(view, act),
        Act::Send(party, place) => match next_walk(&view.plan, &view.panel, party, place) {
            Some(command) => command,
            None => return Next::Nothing,
        },
        Act::Valve(valve, open) => return turn(view, row, valve, open),
        Act::Masks(party, on) => match next_mask(&view.plan, &view.panel, party, on) {
            Some(command) => command,
            None => return Next::Nothing,
        },
        Act::Fly(_)
        | Act::Part(_)
        | Act::Out(_)
        | Act::Hold(..)
        | Act::Dock
        | Act::Say(..)
        | Act::Find(_)
        | Act::Help
        | Act::Lamp(_)
        | Act::ReadBack
        | Act::Poll(_)
        | Act::Spell(_)
        | Act::Ksu(_)
        | Act::Settle
        | Act::Isolate
        | Act::Watch
        | Act::Gauge(..) => return Next::Nothing,
    };
    Next::Do(command)
}

/// The way of the man of a party who is farthest from there; of two as far, the first.
pub fn next_walk(
    plan: &PlanView,
    panel: &Panel,
    party: Party,
    place: CompartmentId,
) -> Option<Command> {
    let away = |at: CompartmentId| (at as usize).abs_diff(place as usize);
    let men = plan.men(panel, party).filter(|(_, at)| *at != place);
    let (crew, _) = men.min_by_key(|(_, at)| Reverse(away(*at)))?;
    Some(Command::Move {
        crew,
        to: place,
        confirmed: false,
    })
}

/// The mask of the first man of a party who has not got it on, or put it away, yet.
pub fn next_mask(plan: &PlanView, panel: &Panel, party: Party, on: bool) -> Option<Command> {
    let has = |man: CrewId| panel.craft().masks & 1 << man as u8 != 0;
    let (crew, _) = plan.men(panel, party).find(|(man, _)| has(*man) != on)?;
    Some(Command::Mask { crew, on })
}

fn leak_check(view: &View, of: ReadingOf) -> Next {
    if reading(&view.panel, of).is_some_and(|leak| leak.left_s > 0.0) {
        Next::Wait(Notice::Hint("hint-leak-check-runs"))
    } else {
        Next::Do(Command::LeakCheck(of))
    }
}

fn key(view: &View, act: handshake_shared::sim::input::TwoKeyAct) -> Next {
    match view.radio.key {
        Some(key) if key.act == act && key.by == view.seat => {
            Next::Wait(Notice::Hint("hint-key-waits"))
        }
        _ => Next::Do(Command::Key(act)),
    }
}

/// A valve: shut it when the gauge is there, keep it open until then.
fn turn(view: &View, row: &Move, valve: ValveId, open: bool) -> Next {
    let is_open = valve_open(&view.panel, valve);
    let set = |open| {
        Next::Do(Command::Valve {
            valve,
            open,
            confirmed: false,
        })
    };
    let reach = |pressure_pa| {
        if is_open {
            Next::Wait(Notice::Reach {
                key: "hint-valve-reach",
                pressure_pa,
            })
        } else {
            set(true)
        }
    };
    match row.done {
        Cond::OxygenAndShut(_, place, mmhg) => match gauge(&view.panel, place) {
            Some((_, oxygen)) if oxygen < mmhg as f32 * MMHG_PA => reach(mmhg as f32 * MMHG_PA),
            _ => set(!is_open),
        },
        Cond::AboveAndShut(_, place, mmhg) => match gauge(&view.panel, place) {
            Some((total, _)) if total < mmhg as f32 * MMHG_PA => reach(mmhg as f32 * MMHG_PA),
            _ => set(!is_open),
        },
        Cond::BelowAndShut(_, place, mmhg) => match gauge(&view.panel, place) {
            Some((total, _)) if total > mmhg as f32 * MMHG_PA => reach(mmhg as f32 * MMHG_PA),
            _ => set(!is_open),
        },
        Cond::CavityAbove(mmhg) => reach(mmhg as f32 * MMHG_PA),
        _ if is_open == open => Next::Wait(Notice::Hint("hint-valve-flows")),
        _ => set(open),
    }
}

/// An own leak reading, running or ended.
pub fn reading(panel: &Panel, of: ReadingOf) -> Option<LeakReading> {
    match (panel, of) {
        (Panel::Apollo(apollo), ReadingOf::Dm) => apollo.leak,
        (Panel::Soyuz(soyuz), ReadingOf::Tunnel2) => soyuz.leak,
        (Panel::Soyuz(soyuz), ReadingOf::Cavity) => soyuz.cavity_leak,
        _ => None,
    }
}

/// Gas temperature beside an own leak reading, K; the seal cavity has no gauge.
pub fn reading_k(panel: &Panel, of: ReadingOf) -> Option<f32> {
    match (panel, of) {
        (Panel::Apollo(apollo), ReadingOf::Dm) => Some(apollo.dm_k),
        (Panel::Soyuz(soyuz), ReadingOf::Tunnel2) => Some(soyuz.tunnel2_k),
        _ => None,
    }
}

/// Whether an own valve is open.
pub fn valve_open(panel: &Panel, valve: ValveId) -> bool {
    let bits = match panel {
        Panel::Apollo(apollo) => apollo.valves_open,
        Panel::Soyuz(soyuz) => soyuz.valves_open,
    };
    bits & (1 << valve as u16) != 0
}
