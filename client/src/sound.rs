//! What may be heard, in one table: which events sound at a seat, and what of them is grave enough
//! for the terminal's bell. Each of them shows on the screen as well. Makes no sound itself: the
//! screen's bell does, or with the feature `audio` a loudspeaker.

pub mod speaker;
#[cfg(feature = "audio")]
pub mod tones;

use handshake_shared::ids::Seat;
use handshake_shared::sim::event::{DockingEvent, Event};

use crate::settings::Sound;

/// One thing to be heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cue {
    /// The rings touch.
    Contact,
    /// A lamp of the own caution and warning panel lit.
    Alarm,
    /// The other crew spoke: who.
    Heard(Seat),
    /// The console wants a look: a fast run ended, the flight was stopped, somebody joined.
    Notice,
}

impl Cue {
    /// Whether the terminal's bell tells it: a crew that talks would ring without end.
    pub fn rings(self) -> bool {
        !matches!(self, Cue::Heard(_))
    }

    /// Whether a player who chose this hears of it at all.
    pub fn is_heard(self, chosen: Sound) -> bool {
        match chosen {
            Sound::Off => false,
            Sound::Bell => self.rings(),
            Sound::Audio => true,
        }
    }
}

/// What of an event is heard at a seat.
pub fn cue(event: &Event, at: Seat) -> Option<Cue> {
    match event {
        Event::Docking(DockingEvent::Contact(_)) => Some(Cue::Contact),
        Event::Alarm { seat, on: true, .. } if *seat == at => Some(Cue::Alarm),
        Event::Heard(said) if said.from != at => Some(Cue::Heard(said.from)),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
