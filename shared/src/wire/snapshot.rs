//! A seat's view as one datagram, and how often one is due. It knows what a view weighs on the
//! wire, not what it shows.

use serde::{Deserialize, Serialize};

use crate::time::TICK_RATE_HZ;
use crate::view::View;
use crate::view::panel::DockLamp;
use crate::wire::client::valid_slots;
use crate::wire::codec::{Message, WireError};

/// Ticks between snapshots in free flight: 20 a second, smooth to the eye once interpolated.
pub const FLIGHT_PERIOD_TICKS: u32 = TICK_RATE_HZ / 20;
/// Ticks between snapshots once captured: gauges move slowly, 5 a second is what a hand can read.
pub const DOCKED_PERIOD_TICKS: u32 = TICK_RATE_HZ / 5;

/// One view by datagram; the newest tick of the newest mission wins.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    /// Number of the mission in its room: a late datagram of the last one is told by it.
    pub mission: u16,
    /// What of this crew's sticks is in the view.
    pub heard: Heard,
    /// The view.
    pub view: View,
}

/// How a room hears a crew's sticks: what its end needs to fly on from a view, and to set its clock.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heard {
    /// Number of the last movement that was done before the view's tick; 0 for none.
    pub moved: u32,
    /// By how many ticks that one came too late for its own; 255 for more.
    pub late: u8,
    /// Number of the last datagram that came.
    pub number: u8,
    /// Ticks since then; 255 for more, or for none ever.
    pub ago: u8,
}

/// Ticks from this view to the next one that is due.
pub fn period_ticks(view: &View) -> u32 {
    if view.panel.craft().dock >= DockLamp::Damped {
        DOCKED_PERIOD_TICKS
    } else {
        FLIGHT_PERIOD_TICKS
    }
}

/// Whether two views show the same; the tick alone is no news.
pub fn same_but_tick(one: &View, other: &View) -> bool {
    View {
        tick: other.tick,
        ..one.clone()
    } == *other
}

impl Message for Snapshot {
    fn validate(&mut self) -> Result<(), WireError> {
        self.view.validate()
    }
}

impl Message for View {
    fn validate(&mut self) -> Result<(), WireError> {
        if self.panel.seat() != self.seat {
            return Err(WireError::OutOfRange("panel"));
        }
        let mut cards = self.radio.owed.iter().flat_map(|owed| &owed.cards);
        cards.try_for_each(|card| valid_slots(&card.slots))
    }
}
