//! Time compression as the world sees it: which factors there are, what bars them, what brings a
//! fast run back to ×1. It reads the world and changes nothing: a world does not know its pace.
//!
//! Two windows of the plan are minutes of the crews' own time: a read-back opens its valve for
//! [`MATCH_FRESH_S`](crate::limits::MATCH_FRESH_S), two keys their hatch for [`KEYS_FRESH_S`](crate::limits::KEYS_FRESH_S), and a lonely key waits
//! [`TWO_KEY_WINDOW_S`](crate::limits::TWO_KEY_WINDOW_S). They are counted in ticks all the same,
//! and a tick is a sixtieth of a second on the wall while one of them runs, because [`bar`] holds
//! the pace at ×1 until its act is done or its time is over. The other way, to tell the world its
//! pace and count ticks over pace, would make the same act at the same tick legal at ×60 and refused
//! at ×1: the result would depend on the pace. A window whose act is done (the valve open, the hatch
//! open) bars nothing; what is left of it runs in simulated time.

use serde::{Deserialize, Serialize};

use crate::ids::{HatchId, Seat};
use crate::sim::World;
use crate::sim::armed::Armed;
use crate::sim::doors::HatchState;
use crate::sim::event::Event;
use crate::sim::input::TwoKeyAct;

/// Factors a crew can ask for: simulated seconds a second on the wall, 1-2-5 and the design's most.
pub const FACTORS: [u8; 6] = [1, 2, 5, 10, 20, 60];

/// Why the pace is ×1 although a crew asked for more; gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum PaceDrop {
    /// The mission is over.
    Ended,
    /// A man of one's own crew can no longer work.
    Collapse,
    /// An alarm came on at one's own panel.
    Alarm,
    /// A key is turned, or both are and their hatch is not open yet.
    Key,
    /// A read-back is owed, or is fresh and its valve still shut.
    ReadBack,
    /// Something was said on the loop.
    Call,
    /// A timed reading ended.
    Reading,
    /// A hatch moved.
    Hatch,
    /// A step of the plan was completed: somebody else's move.
    Step,
    /// The other crew has something of its own to see to; what, it has to say itself.
    Theirs,
    /// A hand is on the controllers: nobody flies in fast time.
    Hands,
    /// A crew asked for ×1.
    Asked,
    /// The craft are not joined by all their hooks.
    NotDocked,
    /// A crew is not there to agree.
    PartnerGone,
    /// This room runs by grants and not on a clock: there is nothing to compress.
    NoClock,
    /// A role is offered, or has just changed hands.
    Offer,
}

impl PaceDrop {
    /// All reasons, gravest first.
    pub const ALL: [PaceDrop; 16] = [
        PaceDrop::Ended,
        PaceDrop::Collapse,
        PaceDrop::Alarm,
        PaceDrop::Key,
        PaceDrop::ReadBack,
        PaceDrop::Call,
        PaceDrop::Reading,
        PaceDrop::Hatch,
        PaceDrop::Step,
        PaceDrop::Theirs,
        PaceDrop::Hands,
        PaceDrop::Asked,
        PaceDrop::NotDocked,
        PaceDrop::PartnerGone,
        PaceDrop::NoClock,
        PaceDrop::Offer,
    ];
}

/// What a crew may ask for next: the next factor up, the last stays.
pub fn faster(than: u8) -> u8 {
    let next = FACTORS.into_iter().find(|factor| *factor > than);
    next.unwrap_or(FACTORS[FACTORS.len() - 1])
}

/// What keeps the pace at ×1 as the world stands.
pub fn bar(world: &World) -> Option<PaceDrop> {
    if world.outcome().is_some() {
        Some(PaceDrop::Ended)
    } else if usize::from(world.mechanism.hooks()) < crate::catalogue::mechanisms::HOOKS {
        Some(PaceDrop::NotDocked)
    } else if keys_wait(world) {
        Some(PaceDrop::Key)
    } else if world.offer.is_some() {
        Some(PaceDrop::Offer)
    } else if read_back_waits(world) {
        Some(PaceDrop::ReadBack)
    } else {
        None
    }
}

fn keys_wait(world: &World) -> bool {
    const HATCHES: [(TwoKeyAct, HatchId); 2] = [
        (TwoKeyAct::Hatch4, HatchId::H4),
        (TwoKeyAct::Hatch3, HatchId::H3),
    ];
    let fresh = |(act, hatch): (TwoKeyAct, HatchId)| {
        world.radio.keys_open(act, world.tick) && world.air.hatch(hatch) != HatchState::Open
    };
    world.radio.key.is_some() || HATCHES.into_iter().any(fresh)
}

/// One is owed, or is fresh and waits for its act.
fn read_back_waits(world: &World) -> bool {
    let waits = |act: &Armed| act.is_undone(world) && act.is_fresh(world);
    let owed = world.radio.owed.iter().any(Option::is_some);
    owed || Armed::ALL.iter().any(waits)
}

/// What an event is to a fast run. Who may learn of it is not said here.
pub fn stop(event: &Event) -> Option<PaceDrop> {
    match event {
        Event::Ended(_) => Some(PaceDrop::Ended),
        Event::Alarm { on: true, .. } => Some(PaceDrop::Alarm),
        Event::Key { .. } | Event::BothKeys(_) => Some(PaceDrop::Key),
        Event::Heard(_) | Event::ReadBack { .. } | Event::Poll { .. } | Event::Abort(_) => {
            Some(PaceDrop::Call)
        }
        Event::LampSeen { .. } => Some(PaceDrop::Call),
        Event::Expired(_) => Some(PaceDrop::ReadBack),
        Event::Control { .. } => Some(PaceDrop::Offer),
        Event::LeakReading { .. } => Some(PaceDrop::Reading),
        Event::Hatch { .. }
        | Event::HatchSlam { .. }
        | Event::HatchHeld { .. }
        | Event::Struck { .. } => Some(PaceDrop::Hatch),
        Event::Step(_) | Event::Phase(_) => Some(PaceDrop::Step),
        // A failure and a flame tell nobody of themselves: crews see what they do, and lamps and
        // symptoms stop the run. The rest answers what a crew has just done itself.
        Event::Failed(..)
        | Event::Injected(_)
        | Event::Fire { .. }
        | Event::Alarm { on: false, .. }
        | Event::Arrived { .. }
        | Event::Stopped { .. }
        | Event::Pilot { .. }
        | Event::Refused { .. }
        | Event::Docking(_)
        | Event::NoCapture(_)
        | Event::Mode { .. }
        | Event::WrongCell
        | Event::Help { .. }
        | Event::Lamp { .. }
        | Event::Doubtful { .. } => None,
    }
}

/// What no event tells and a fast run stops for: how the hatches stand and who can work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Watch {
    hatches: [HatchState; 5],
    able: [bool; 5],
}

impl Watch {
    /// As the world stands.
    pub fn of(world: &World) -> Watch {
        Watch {
            hatches: HatchId::ALL.map(|hatch| world.air.hatch(hatch)),
            able: core::array::from_fn(|man| !world.crew[man].incapacitated()),
        }
    }

    /// Hatches that stand otherwise now.
    pub fn moved(self, now: Watch) -> impl Iterator<Item = HatchId> {
        let stands =
            move |hatch: &HatchId| self.hatches[*hatch as usize] != now.hatches[*hatch as usize];
        HatchId::ALL.into_iter().filter(stands)
    }

    /// A man of this crew could work then and cannot now.
    pub fn lost_a_man(self, now: Watch, seat: Seat) -> bool {
        let mut men = crate::ids::CrewId::ALL
            .into_iter()
            .filter(|man| man.seat() == seat);
        men.any(|man| self.able[man as usize] && !now.able[man as usize])
    }
}

#[cfg(test)]
mod tests;
