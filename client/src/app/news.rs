//! What comes from a server, taken in by the console it is for.

use handshake_shared::session::SessionError;
use handshake_shared::sim::input::{Command, HelpLevel};
use handshake_shared::sim::scoring::Debrief;
use handshake_shared::wire::Watchers;

use super::demo::kiosk;
use super::effect::Effect;
use super::msg::{LinkState, NOT_BACK, News};
use super::pause::{self, Standstill};
use super::rooms::seats_changed;
use super::station::{Notice, Shown, Station};
use super::{App, Screen, Wait, learning};
use crate::sound::Cue;

pub(super) fn link(app: &mut App, index: usize, news: News) -> Vec<Effect> {
    let places = app.call_places();
    let news = match news {
        News::Partner(partner) => News::Partner(kiosk::partner(app, partner)),
        News::Roster(partner, roster) => News::Roster(kiosk::partner(app, partner), roster),
        other => other,
    };
    let Some(station) = app.stations.get_mut(index) else {
        return Vec::new();
    };
    let own = station.help;
    match news {
        News::View(view) => {
            station.take_view(view);
            station.follow(places);
            if matches!(app.screen, Screen::Wait(_) | Screen::Ready(_)) {
                app.screen = Screen::Cockpit;
            }
        }
        News::Event(event) => {
            let learned = learning::take(station, &mut app.profile, &app.words, own, &event);
            let cue = station.learn(event);
            station.follow(places);
            let sound = cue.map(Effect::Sound);
            return sound
                .into_iter()
                .chain(learned.then_some(Effect::Remember))
                .collect();
        }
        News::Debrief(debrief) => {
            return debriefed(app, index, debrief);
        }
        News::Partner(partner) => station.partner = partner,
        News::Roster(partner, roster) => {
            station.meet(partner);
            return seats_changed(app, index, roster);
        }
        News::Briefing(briefing) => {
            app.mission = Some(briefing.scenario.clone());
            if let Screen::Ready(room) = &mut app.screen {
                room.briefing = Some(briefing);
            }
        }
        News::Seated(seat) => {
            station.take_link(LinkState::Unknown, app.now_ms);
            if station.seat != seat {
                *station = Station::new(seat, station.help);
            }
        }
        News::Link(state) => station.take_link(state, app.now_ms),
        News::Paused { why, since, left_s } => {
            let stands = Standstill {
                why,
                since,
                told_ms: app.now_ms,
                left_s,
                count: None,
            };
            return pause::stopped(app, index, stands);
        }
        News::GoesOn { by, in_s } => return pause::goes_on(app, index, by, in_s),
        News::Resumed => station.standstill = None,
        News::NoPause(why) => station.no_pause(why),
        News::Silent(for_ms) => {
            let since = |for_ms| app.now_ms.saturating_sub(u64::from(for_ms));
            station.silent_since_ms = for_ms.map(since);
        }
        News::Undone(ticks) => {
            station.notice = Some(Notice::Undone(ticks));
            return vec![Effect::Sound(Cue::Notice)];
        }
        News::Restored(ticks) => {
            station.notice = Some(Notice::Restored(ticks));
            return vec![Effect::Sound(Cue::Notice)];
        }
        News::Saving(saving) => station.is_saved = saving,
        News::WatchKey(code) => {
            if let Screen::Ready(room) = &mut app.screen {
                room.take_watch_code(code);
            }
        }
        News::InstructorKey(code) => {
            if let Screen::Ready(room) = &mut app.screen {
                room.take_instructor_code(code);
            }
        }
        News::Watchers(watchers) => watched(app, watchers),
        News::Relieved(_) => {
            station.notice = Some(Notice::Hint("hint-seat-again"));
            return vec![Effect::Sound(Cue::Notice)];
        }
        News::NotBack => station.notice = Some(Notice::Hint(NOT_BACK)),
        News::NoRelief => station.notice = Some(Notice::Hint("hint-no-relief")),
        News::Slow(percent) => {
            station.notice = Some(percent.map_or(Notice::Hint("hint-slow-over"), Notice::Slow));
        }
        News::Pace(pace) => {
            if station.take_pace(pace) {
                return vec![Effect::Sound(Cue::Notice)];
            }
        }
        News::Unsent(why) => {
            station.notice = Some(Notice::Hint(match why {
                SessionError::TooMany => "reason-too-many",
                SessionError::NotSeated => "hint-line-down",
                SessionError::Wire(_) => "reason-bad-slots",
            }));
        }
        News::Started {
            scenario,
            most_help,
        } => {
            app.mission = Some(scenario);
            return started(app, index, most_help);
        }
    }
    Vec::new()
}

/// Who watches has changed: a crew in flight is told in passing.
fn watched(app: &mut App, watchers: Watchers) {
    let before = std::mem::replace(&mut app.watchers, watchers);
    let now = &app.watchers;
    // Of several changes at once the last is told.
    let notice = match now.names.len() > before.names.len() {
        true => now.names.last().map(|who| Notice::Watched(who.clone())),
        false => {
            let mut left = before.names.iter();
            let left = left.find(|who| !now.names.contains(who));
            left.map(|who| Notice::Unwatched(who.clone()))
        }
    };
    if app.screen == Screen::Cockpit && notice.is_some() {
        for station in &mut app.stations {
            station.notice = notice.clone();
        }
    }
}

/// The result comes: beside the best one before it, if the flight had its good end.
fn debriefed(app: &mut App, index: usize, debrief: Box<Debrief>) -> Vec<Effect> {
    let Some(station) = app.stations.get_mut(index) else {
        return Vec::new();
    };
    station.shown = Shown::Window;
    let flown = (app.mission.clone(), station.most_help);
    let counts = debrief.outcome.is_good() && station.debrief.is_none();
    if let ((Some(mission), Some(level)), true) = (flown, counts) {
        let flown = (mission, station.seat, level);
        station.best = Some(app.profile.reached(flown, debrief.total));
    }
    station.debrief = Some(debrief);
    app.debrief_swapped = false;
    app.debrief_down = false;
    app.shared = None;
    app.screen = Screen::Debrief;
    match counts {
        true => vec![Effect::Remember],
        false => Vec::new(),
    }
}

/// A mission begins, or begins again: what belongs to an earlier one goes.
fn started(app: &mut App, index: usize, most_help: Option<HelpLevel>) -> Vec<Effect> {
    let help = app.settings.help;
    let Some(station) = app.stations.get_mut(index) else {
        return Vec::new();
    };
    let fresh = Station::new(station.seat, station.help);
    let before = std::mem::replace(station, fresh);
    station.partner = before.partner;
    station.link = before.link;
    station.is_saved = before.is_saved;
    station.swapped = before.swapped;
    station.most_help = most_help;
    if app.screen == Screen::Debrief {
        app.screen = Screen::Wait(Wait::default());
    }
    vec![Effect::Command(index, Command::Help(help))]
}
