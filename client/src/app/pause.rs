//! A flight that stands still, as its consoles know it: why, since when, how long yet, and what the
//! keys do meanwhile. It tells time by the clock it is given.

use handshake_shared::ids::Seat;
use handshake_shared::limits::{RELIEF_AFTER_S, SEAT_HOLD_S};
use handshake_shared::time::Tick;
use handshake_shared::wire::{NoPause, PauseReason};

use super::choices::Choices;
use super::consoles::leave_key;
use super::effect::Effect;
use super::msg::{LinkState, Partner};
use super::station::{Notice, Station};
use super::{App, Screen, cockpit};
use crate::input::keymap::Act;
use crate::input::{Edge, Key, Press};
use crate::sound::Cue;

/// Opens the settings in a pause: beside the pause's own key, and none that a hand in flight may just be
/// pressing.
pub const SETTINGS: Key = Key::Char(',');
/// Asks for a software crew in the seat of one that was dropped: C for crew.
pub const RELIEVE: Key = Key::Char('C');

/// What the room said of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standstill {
    /// Why nothing moves.
    pub why: PauseReason,
    /// Since which tick.
    pub since: Tick,
    /// When that was told, ms.
    pub told_ms: u64,
    /// From then on it lasts at most so long, s; 0 for no end.
    pub left_s: u16,
    /// The flight goes on: who asked, absent when the time is over, and when, ms.
    pub count: Option<(Option<Seat>, u64)>,
}

impl Standstill {
    /// How long it has lasted, s.
    pub fn lasts_s(&self, now_ms: u64) -> u16 {
        seconds(now_ms.saturating_sub(self.told_ms))
    }

    /// How long it may last yet, s; absent without an end.
    pub fn left_s(&self, now_ms: u64) -> Option<u16> {
        (self.left_s > 0).then(|| self.left_s.saturating_sub(self.lasts_s(now_ms)))
    }

    /// The other crew is away: after so many seconds more, 0 for at once, software may have its seat.
    pub fn relief_in_s(&self, own: Seat, now_ms: u64) -> Option<u16> {
        match self.why {
            PauseReason::Left(seat) if seat != own => Some(0),
            PauseReason::Lost(seat) if seat != own => {
                let away_s = SEAT_HOLD_S.saturating_sub(self.left_s) + self.lasts_s(now_ms);
                Some(RELIEF_AFTER_S.saturating_sub(away_s))
            }
            _ => None,
        }
    }

    /// What is left of the count, s: 3, 2, 1.
    pub fn counts(&self, now_ms: u64) -> Option<u16> {
        let (_, until_ms) = self.count?;
        Some(seconds(until_ms.saturating_sub(now_ms) + 999).max(1))
    }
}

/// A line that is lost: since when and how often it has been tried again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LostLine {
    /// Since when, ms.
    pub since_ms: u64,
    /// Attempts so far.
    pub tries: u16,
}

impl LostLine {
    /// How long the seat is held yet, s.
    pub fn held_s(&self, now_ms: u64) -> u16 {
        SEAT_HOLD_S.saturating_sub(seconds(now_ms.saturating_sub(self.since_ms)))
    }
}

/// Why a console's flight stands still.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Halt {
    /// Its own line is lost.
    Line(LostLine),
    /// The room said so.
    Room(Standstill),
}

impl Station {
    /// Why its flight stands still, if it does. Without a line a crew does not know how the room does.
    pub fn halt(&self) -> Option<Halt> {
        let line = self.lost.map(Halt::Line);
        line.or(self.standstill.map(Halt::Room))
    }

    /// Takes in what became of its own line.
    pub(super) fn take_link(&mut self, state: LinkState, now_ms: u64) {
        self.link = state;
        if self.lost.is_some() && !matches!(state, LinkState::Lost(_)) {
            // What is so now is told anew.
            self.silent_since_ms = None;
        }
        self.lost = match (state, self.lost) {
            (LinkState::Lost(tries), Some(lost)) => Some(LostLine { tries, ..lost }),
            (LinkState::Lost(tries), None) => Some(LostLine {
                since_ms: now_ms,
                tries,
            }),
            _ => None,
        };
    }

    /// Takes in who flies the other seat, and tells this crew when software comes for a crew or goes for it.
    pub(super) fn meet(&mut self, partner: Partner) {
        let before = std::mem::replace(&mut self.partner, partner);
        let now = &self.partner;
        if self.view.is_none() || !now.present || before.software == now.software {
            return;
        }
        self.notice = Some(Notice::Hint(match now.software {
            true => "hint-software-in",
            false => "hint-crew-back",
        }));
    }

    /// Takes in why there is no pause.
    pub(super) fn no_pause(&mut self, why: NoPause) {
        self.notice = Some(match why {
            NoPause::Spent => Notice::Hint("hint-pause-spent"),
            NoPause::TooSoon { wait_s } => Notice::PauseSoon(wait_s),
        });
    }
}

/// The room stands still: hands come off, and who did not ask for it hears a bell.
pub(super) fn stopped(app: &mut App, index: usize, stands: Standstill) -> Vec<Effect> {
    let Some(station) = app.stations.get_mut(index) else {
        return Vec::new();
    };
    station.standstill = Some(stands);
    station.silent_since_ms = None;
    let told = matches!(stands.why, PauseReason::Asked(by) if by == station.seat);
    let bell = (!told).then_some(Effect::Sound(Cue::Notice));
    let hands = cockpit::let_go(station, index);
    hands.into_iter().chain(bell).collect()
}

/// The room goes on in a moment: whoever looks something up comes back to the console.
pub(super) fn goes_on(app: &mut App, index: usize, by: Option<Seat>, in_s: u8) -> Vec<Effect> {
    let until_ms = app.now_ms + 1_000 * u64::from(in_s);
    if let Some(stands) = app
        .stations
        .get_mut(index)
        .and_then(|station| station.standstill.as_mut())
    {
        stands.count = Some((by, until_ms));
    }
    if matches!(app.screen, Screen::Settings(_) | Screen::Keys(_)) {
        back_from_settings(app);
    }
    vec![Effect::Sound(Cue::Notice)]
}

/// Back to the console from settings that were opened in a pause; false when there is none.
pub(super) fn back_from_settings(app: &mut App) -> bool {
    if app.stations.is_empty() {
        return false;
    }
    if let [station] = app.stations.as_mut_slice() {
        station.help = app.settings.locale;
    }
    app.screen = Screen::Cockpit;
    true
}

/// Takes a key while the flight stands still. Only what does not fly is left: go on, help, settings,
/// leave. Absent when it does not stand still, or the key means the same as ever.
pub(super) fn press(app: &mut App, act: Option<Act>, press: Press) -> Option<Vec<Effect>> {
    let halts = app.stations.iter().enumerate();
    let mut halts = halts.filter_map(|(index, one)| Some((index, one.seat, one.halt()?)));
    let (index, seat, halt) = halts.next()?;
    if press.edge != Edge::Down {
        return Some(Vec::new());
    }
    let own_pause = match halt {
        Halt::Room(stands) if matches!(stands.why, PauseReason::Asked(_)) => Some(stands),
        _ => None,
    };
    let leaving = std::mem::take(&mut app.leaving);
    match (act, press.key, own_pause) {
        (Some(Act::Help), ..) => None,
        (Some(Act::Back), ..) => {
            app.leaving = leaving;
            Some(leave_key(app))
        }
        (Some(Act::Pause), _, Some(stands)) => Some(vec![Effect::Pause(0, stands.count.is_some())]),
        (_, RELIEVE, None) if may_relieve(&halt, seat, app.now_ms) => {
            Some(vec![Effect::Relieve(index)])
        }
        (_, SETTINGS, _) => {
            app.screen = Screen::Settings(Choices::default());
            Some(Vec::new())
        }
        _ => Some(Vec::new()),
    }
}

/// Software may have the other seat now.
pub fn may_relieve(halt: &Halt, own: Seat, now_ms: u64) -> bool {
    matches!(halt, Halt::Room(stands) if stands.relief_in_s(own, now_ms) == Some(0))
}

fn seconds(ms: u64) -> u16 {
    u16::try_from(ms / 1_000).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests;
