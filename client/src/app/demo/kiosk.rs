//! The show on a table at which strangers play: who is there, when nobody is any more, and the chord
//! that ends it.

use handshake_shared::ids::Seat;

use super::super::effect::Effect;
use super::super::msg::Partner;
use super::super::pause;
use super::super::station::Station;
use super::super::update::end;
use super::super::{App, Play, Screen};
use super::back;
use crate::input::{Edge, Key, Press};

/// Without a key for so long the flight is left, ms.
pub const IDLE_MS: u64 = 45_000;
/// The last of it is counted down, s.
const WARNED_S: u64 = 10;
/// A debrief without a key is left after this, ms.
const DEBRIEF_MS: u64 = 20_000;
/// The chord's second key has to come so soon after its first, ms.
const CHORD_MS: u64 = 3_000;

/// One half of the chord that ends the show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chord {
    /// Ctrl-X.
    First,
    /// Ctrl-Q.
    Second,
}

/// The table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kiosk {
    /// When the last key came, ms.
    touched_ms: u64,
    /// When the debrief came, ms.
    debrief_ms: Option<u64>,
    /// When the chord's first key came, ms.
    chord_ms: Option<u64>,
    /// The console that software flies, until somebody takes it.
    pub software: Option<usize>,
}

impl Kiosk {
    /// Somebody sits down.
    pub(super) fn begin(&mut self, now_ms: u64, seat: Seat, two: bool) {
        self.touched_ms = now_ms;
        self.debrief_ms = None;
        self.software = two.then_some(seat.other().index());
    }

    /// Nobody sits there any more.
    pub(super) fn end(&mut self) {
        (self.debrief_ms, self.software) = (None, None);
    }

    /// After so many seconds the flight is left, while they are counted.
    pub fn leaves_in_s(&self, now_ms: u64) -> Option<u64> {
        let left_ms = (self.touched_ms + IDLE_MS).saturating_sub(now_ms);
        (left_ms <= 1_000 * WARNED_S).then_some(left_ms.div_ceil(1_000))
    }
}

/// This program stands on a table.
pub fn is_kiosk(app: &App) -> bool {
    app.demo.as_ref().is_some_and(|demo| demo.kiosk.is_some())
}

/// Who sits in the other seat, as the room has it; but at a table with two players nobody's place is
/// software's any more, whatever name it sat down under.
pub(in crate::app) fn partner(app: &App, told: Partner) -> Partner {
    let kiosk = app.demo.as_ref().and_then(|demo| demo.kiosk.as_ref());
    let two = kiosk.is_some_and(|kiosk| kiosk.software.is_none());
    match two && matches!(app.play, Some(Play::Table(_))) {
        true => person(told),
        false => told,
    }
}

/// Somebody without a name, where there was software.
fn person(partner: Partner) -> Partner {
    match partner.software {
        true => Partner {
            name: String::new(),
            software: false,
            ..partner
        },
        false => partner,
    }
}

/// The half of a shared keyboard on which a key lies: 0 for the left hand's, 1 for the right one's.
pub fn half_of(key: Key) -> Option<usize> {
    const HALVES: [&str; 2] = ["12345QWERTASDFGZXCVB", "67890YUIOPHJKLNM"];
    let Key::Char(letter) = key else { return None };
    HALVES.iter().position(|half| half.contains(letter))
}

/// A key at the table, before it means anything else: somebody is there, or sits down at the other console.
pub(in crate::app) fn touch(app: &mut App, press: Press) -> Option<Vec<Effect>> {
    let now_ms = app.now_ms;
    let kiosk = app.demo.as_mut()?.kiosk.as_mut()?;
    kiosk.touched_ms = now_ms;
    if app.screen != Screen::Cockpit || press.edge != Edge::Down {
        return None;
    }
    let side = half_of(press.key);
    if kiosk.software.is_some() && kiosk.software == side {
        kiosk.software = None;
        for station in &mut app.stations {
            station.partner = person(std::mem::take(&mut station.partner));
        }
        return side.map(|side| vec![Effect::TakeOver(side)]);
    }
    let stands = app.stations.iter().any(|one| Station::halt(one).is_some());
    // Nobody changes the table's settings.
    (stands && press.key == pause::SETTINGS).then(Vec::new)
}

/// The clock at the table: who has gone is not waited for.
pub(super) fn clock(app: &mut App) -> Vec<Effect> {
    let (now_ms, over) = (app.now_ms, app.screen == Screen::Debrief);
    let kiosk = app.demo.as_mut().and_then(|demo| demo.kiosk.as_mut());
    let Some(kiosk) = kiosk else {
        return Vec::new();
    };
    let most_ms = match over {
        true => {
            let since_ms = *kiosk.debrief_ms.get_or_insert(now_ms);
            kiosk.touched_ms = kiosk.touched_ms.max(since_ms);
            DEBRIEF_MS
        }
        false => {
            kiosk.debrief_ms = None;
            IDLE_MS
        }
    };
    if now_ms.saturating_sub(kiosk.touched_ms) < most_ms {
        return Vec::new();
    }
    back(app).unwrap_or_default()
}

/// Half of the chord.
pub(in crate::app) fn chord(app: &mut App, half: Chord) -> Vec<Effect> {
    let now_ms = app.now_ms;
    let kiosk = app.demo.as_mut().and_then(|demo| demo.kiosk.as_mut());
    let Some(kiosk) = kiosk else {
        return Vec::new();
    };
    match half {
        Chord::First => kiosk.chord_ms = Some(now_ms),
        Chord::Second => {
            let first = kiosk.chord_ms.take();
            if first.is_some_and(|at| now_ms.saturating_sub(at) <= CHORD_MS) {
                return end(app, Effect::Leave);
            }
        }
    }
    Vec::new()
}

#[cfg(test)]
mod tests;
