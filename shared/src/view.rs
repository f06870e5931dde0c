//! World × Seat → View: all a seat may know. The secrecy boundary stands here and nowhere else.
//! A software crew is given `panel`, `sight`, `radio` and `plan`; only a window is given `scene`.

pub mod gauges;
pub mod pace;
pub mod panel;
pub mod plan;
pub mod radio;
pub mod scene;
pub mod sight;

use serde::{Deserialize, Serialize};

use crate::catalogue::hatches::HATCHES;
use crate::ids::{HatchId, Seat};
use crate::sim::World;
use crate::sim::event::{DockingEvent, Event};
use crate::time::Tick;

pub use panel::Panel;
pub use plan::PlanView;
pub use radio::RadioView;
pub use scene::Scene;
pub use sight::Sight;

/// Everything one seat may know at one tick.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct View {
    /// When.
    pub tick: Tick,
    /// Whose view.
    pub seat: Seat,
    /// Instruments.
    pub panel: Panel,
    /// Angles as the sight shows them.
    pub sight: Sight,
    /// The picture outside, for drawing only.
    pub scene: Scene,
    /// The loop: read-backs owed, polls, keys.
    pub radio: RadioView,
    /// The joint flight plan.
    pub plan: PlanView,
}

/// What one seat may know now.
pub fn of(world: &World, seat: Seat) -> View {
    View {
        tick: world.tick,
        seat,
        panel: panel::of(world, seat),
        sight: sight::of(world, seat),
        scene: scene::of(world, seat),
        radio: radio::of(world, seat),
        plan: plan::of(world),
    }
}

/// What one seat may learn of an event: everything on the loop and in the plan is common; panels,
/// refusals, alarms and inner hatches are their seat's own; contact's numbers wait for the debrief.
pub fn event_for(event: &Event, seat: Seat) -> Option<Event> {
    let own = match event {
        Event::Refused { seat: whose, .. }
        | Event::Alarm { seat: whose, .. }
        | Event::Pilot { seat: whose, .. }
        | Event::Mode { seat: whose, .. } => *whose == seat,
        // What lies inside one ship is that ship's business; the tunnel's hatches both crews hear.
        Event::Hatch { hatch, .. } | Event::HatchSlam { hatch, .. } => match hatch {
            HatchId::H1 | HatchId::H2 => seat == Seat::Apollo,
            HatchId::H3 | HatchId::H4 => true,
            HatchId::H5 => seat == Seat::Soyuz,
        },
        Event::HatchHeld { hatch, .. } => seat == HATCHES[*hatch as usize].worked_by,
        Event::Struck { crew, .. } | Event::Arrived { crew, .. } | Event::Stopped { crew, .. } => {
            seat == crew.seat()
        }
        Event::Failed(..) | Event::Injected(_) | Event::Fire { .. } => false,
        Event::Lamp { from, .. } => seat == *from,
        Event::LampSeen { from, .. } => seat != *from,
        Event::LeakReading { of, .. } => seat == of.seat(),
        Event::WrongCell => seat == Seat::Soyuz,
        Event::Docking(DockingEvent::Ring(whose, _)) => *whose == seat,
        Event::Docking(DockingEvent::Contact(report)) => {
            let felt = crate::sim::event::ContactReport {
                tick: report.tick,
                ..Default::default()
            };
            return Some(Event::Docking(DockingEvent::Contact(felt)));
        }
        _ => true,
    };
    own.then(|| event.clone())
}

#[cfg(test)]
mod tests;
