//! Gamepads at the consoles: a button presses the key of what it asks for, wherever the player put
//! it; the sticks are followed while somebody flies. Knows no library.

use handshake_shared::limits::STICK_TICKS_MAX;
use handshake_shared::sim::input::Stick;

use super::consoles::together_act;
use super::effect::Effect;
use super::station::{Entry, Notice};
use super::update::key;
use super::{App, Screen};
use crate::input::keymap::Act;
use crate::input::pad::{Asks, Made, PadEvent, console_of};
use crate::input::{Edge, Key, Press};

/// A stick that stands still is told again after this, ms: half of what the server believes it for.
const AGAIN_MS: u64 = STICK_TICKS_MAX as u64 * 1_000 / 60 / 2;

/// Takes in what the pad of that number did.
pub(super) fn take(app: &mut App, number: usize, event: PadEvent) -> Vec<Effect> {
    let Some((place, made)) = app.pads.take(number, event) else {
        return Vec::new();
    };
    let hint = match event {
        PadEvent::Connected => Some("hint-pad"),
        PadEvent::Disconnected => Some("hint-pad-gone"),
        PadEvent::Axis(..) | PadEvent::Button(..) => None,
    };
    let consoles = app.stations.len();
    if let (Some(hint), Some(console)) = (hint, console_of(place, consoles)) {
        app.stations[console].notice = Some(Notice::Hint(hint));
    }
    let mut effects = match made {
        Some(Made::Ask(asks)) => ask(app, place, asks),
        Some(Made::Lean(_)) | None => Vec::new(),
    };
    effects.extend(follow(app));
    effects
}

/// Brings every console's controllers to where its pads have them; hands that do not fly are off.
pub(super) fn follow(app: &mut App) -> Vec<Effect> {
    let (consoles, now_ms) = (app.stations.len(), app.now_ms);
    let flies = app.screen == Screen::Cockpit && !app.help_open;
    let mut effects = Vec::new();
    for (index, station) in app.stations.iter_mut().enumerate() {
        let stick = match flies && station.view.is_some() && station.halt().is_none() {
            true => app.pads.stick(index, consoles),
            false => Stick::NEUTRAL,
        };
        let is_old = now_ms.saturating_sub(station.leaned_ms) >= AGAIN_MS;
        if stick != station.held.lean || (is_old && !stick.is_neutral()) {
            station.leaned_ms = now_ms;
            let (stick, ticks) = station.held.lean(stick);
            effects.push(Effect::Stick(index, stick, ticks));
        }
    }
    effects
}

/// A button: at a console its act, elsewhere the key of that place.
fn ask(app: &mut App, place: usize, asks: Asks) -> Vec<Effect> {
    let Some(console) = console_of(place, app.stations.len()) else {
        return menu(app, asks);
    };
    let station = &app.stations[console];
    let at_panel = app.screen == Screen::Cockpit && !app.help_open;
    if !at_panel || (station.entry != Entry::None && station.halt().is_none()) {
        return menu(app, asks);
    }
    let page = station.has_page();
    let act = if page { asks.page } else { asks.flying };
    if app.is_together() {
        // A shared keyboard has not every act's key for either hand: the act is done itself.
        let side = (!matches!(act, Act::Help | Act::Back)).then_some(console);
        return together_act(app, (side, act), silent(Key::Esc));
    }
    match app.settings.keys.key_of(act, page) {
        Some(bound) => key(app, silent(bound)),
        None => Vec::new(),
    }
}

fn menu(app: &mut App, asks: Asks) -> Vec<Effect> {
    key(app, silent(asks.menu))
}

/// A button types nothing.
fn silent(key: Key) -> Press {
    Press {
        key,
        typed: None,
        edge: Edge::Down,
    }
}

#[cfg(test)]
mod tests;
