//! Keys of the cockpit: one console with the whole keyboard, or two that share it.

use super::book::Book;
use super::cockpit::{self, Around};
use super::effect::Effect;
use super::station::{Entry, Page};
use super::update::to_start;
use super::{App, entry, pause, shelf};
use crate::input::keymap::{Act, Hand};
use crate::input::{Edge, Press};

pub(super) fn cockpit_key(app: &mut App, press: Press) -> Vec<Effect> {
    let act = app.settings.keys.cockpit(press.key, false);
    if let Some(effects) = pause::press(app, act, press) {
        return effects;
    }
    let (around, page) = (around(app, 0), app.book_page());
    let Some(station) = app.stations.first_mut() else {
        return Vec::new();
    };
    let halted = station.halt().is_some();
    if station.entry != Entry::None && !halted {
        let command = entry::press(station, &app.words, page, press);
        return command
            .map(|command| Effect::Command(0, command))
            .into_iter()
            .collect();
    }
    let Some(act) = app.settings.keys.cockpit(press.key, station.has_page()) else {
        return Vec::new();
    };
    match act {
        Act::Help if press.edge == Edge::Down => {
            app.help_open = true;
            cockpit::let_go(station, 0)
        }
        Act::Back if press.edge == Edge::Down && station.is_home() => leave_key(app),
        Act::Shelf if press.edge == Edge::Down => {
            let view = station.view.as_deref();
            let page = view.and_then(|view| shelf::suggested(station, view, &app.words));
            cockpit::turn_book(station, page);
            (station.notice, station.confirm, station.cover_until_ms) = (None, None, None);
            app.leaving = false;
            cockpit::let_go(station, 0)
        }
        Act::Book if press.edge == Edge::Down => {
            let book = Book::open(app.words.phrases(), station.seat);
            station.entry = Entry::Book(book);
            (station.notice, station.confirm, station.cover_until_ms) = (None, None, None);
            app.leaving = false;
            cockpit::let_go(station, 0)
        }
        act => {
            app.leaving = false;
            cockpit::act(station, around, act, press.edge)
        }
    }
}

pub(super) fn together_key(app: &mut App, press: Press) -> Vec<Effect> {
    match app.settings.keys.together(press.key, app.hands) {
        Some(asked) => together_act(app, asked, press),
        None => pause::press(app, None, press).unwrap_or_default(),
    }
}

/// An act at a shared keyboard, and the side that asked; an act of both has none.
pub(super) fn together_act(
    app: &mut App,
    (side, act): (Option<usize>, Act),
    press: Press,
) -> Vec<Effect> {
    if let Some(effects) = pause::press(app, Some(act), press) {
        return effects;
    }
    let Some(side) = side else {
        return match act {
            _ if press.edge != Edge::Down => Vec::new(),
            Act::Help => {
                app.help_open = true;
                Vec::new()
            }
            // Two crews at one keyboard agree aloud; one key says it for both.
            Act::Faster | Act::Slower => both_ask(app, act),
            Act::Pause => vec![Effect::Pause(0, true)],
            Act::Picture => {
                for station in &mut app.stations {
                    station.shown = station.shown.next();
                }
                Vec::new()
            }
            _ => leave_key(app),
        };
    };
    app.leaving = false;
    if act == Act::Hand {
        if press.edge == Edge::Down {
            return switch_hand(app, side);
        }
        return Vec::new();
    }
    let around = around(app, side);
    match app.stations.get_mut(side) {
        Some(station) => cockpit::act(station, around, act, press.edge),
        None => Vec::new(),
    }
}

fn both_ask(app: &mut App, act: Act) -> Vec<Effect> {
    app.leaving = false;
    let around: Vec<Around> = (0..app.stations.len())
        .map(|side| around(app, side))
        .collect();
    let asked = app.stations.iter_mut().zip(around);
    asked
        .flat_map(|(station, around)| cockpit::act(station, around, act, Edge::Down))
        .collect()
}

/// The next use of a hand; the panel page opens and closes with it.
fn switch_hand(app: &mut App, side: usize) -> Vec<Effect> {
    app.hands[side] = app.hands[side].next();
    let Some(station) = app.stations.get_mut(side) else {
        return Vec::new();
    };
    station.page = match app.hands[side] {
        Hand::Panel => Page::Controls,
        Hand::Move | Hand::Turn => Page::Flight,
    };
    cockpit::let_go(station, side)
}

fn around(app: &App, index: usize) -> Around {
    Around {
        index,
        now_ms: app.now_ms,
        has_release: app.has_release,
        places: app.call_places(),
        together: app.is_together(),
    }
}

/// Escape only goes back: out of the cockpit when asked twice.
pub(super) fn leave_key(app: &mut App) -> Vec<Effect> {
    if app.leaving {
        return to_start(app);
    }
    app.leaving = true;
    Vec::new()
}
