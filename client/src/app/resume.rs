//! The seat that an earlier run of this program left behind: what the start screen offers to go back to.

use handshake_shared::wire::RoomCode;

use super::effect::Effect;
use super::rooms::begin;
use super::start::Stage;
use super::{App, Play, Screen};
use crate::input::{Edge, Key, Press};
use crate::seats::Free;

/// The key that goes back.
pub const RESUME: Key = Key::Char('R');

/// A seat to go back to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resume {
    /// The line that leads there.
    pub line: String,
    /// Name of the mission, if it had begun.
    pub scenario: Option<String>,
    /// The room.
    pub room: Option<RoomCode>,
    /// How long ago its crew was last there, s.
    pub ago_s: u32,
}

impl From<Free> for Resume {
    fn from(free: Free) -> Resume {
        Resume {
            room: free.room(),
            line: free.ticket.invite.to_string(),
            scenario: free.ticket.scenario,
            ago_s: u32::try_from(free.ago.as_secs()).unwrap_or(u32::MAX),
        }
    }
}

/// Takes the key that goes back, where there is a seat to go back to.
pub(super) fn press(app: &mut App, press: Press) -> Option<Vec<Effect>> {
    let Screen::Start(start) = &app.screen else {
        return None;
    };
    if start.stage != Stage::Way || press.key != RESUME || press.edge != Edge::Down {
        return None;
    }
    let line = app.resume.take()?.line;
    Some(begin(app, Play::Join(line)))
}
