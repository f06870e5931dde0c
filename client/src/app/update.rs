//! The one place where a message changes the client. Returns what is to be done; does nothing
//! itself.

use handshake_shared::ids::Seat;
use handshake_shared::replay::Player;

use super::choices::{self, Choices, Setting};
use super::consoles::{cockpit_key, together_key};
use super::demo;
use super::desk;
use super::effect::Effect;
use super::first;
use super::join::{self, Join};
use super::msg::{Msg, NOT_BACK};
use super::news::link;
use super::pads;
use super::pause;
use super::playback::{self, Playback, Sat};
use super::rebind::{self, Rebind};
use super::replays::{self, Replays};
use super::rooms::{begin, failed, lan, opened, ready_key, stands_outside, step_back, to_join};
use super::start::{self, Item, Start};
use super::station::{Notice, Station};
use super::{App, Play, Screen, entry, resume};
use crate::debrief;
use crate::draw::help;
use crate::i18n::Locale;
use crate::input::{Edge, Key, Press};
use crate::replays::Wrong;
use crate::sound::Cue;

/// Takes in one message.
pub fn update(app: &mut App, msg: Msg) -> Vec<Effect> {
    let mut effects = take(app, msg);
    if demo::kiosk::is_kiosk(app) {
        // What strangers choose and learn is theirs alone.
        effects
            .retain(|effect| !matches!(effect, Effect::Keep | Effect::Remember | Effect::Recent));
    }
    effects.retain(|effect| match effect {
        Effect::Sound(cue) => cue.is_heard(app.settings.sound),
        _ => true,
    });
    effects
}

fn take(app: &mut App, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Key(press) => key(app, press),
        Msg::Interrupt | Msg::Suspend if demo::kiosk::is_kiosk(app) => Vec::new(),
        Msg::Chord(half) => demo::kiosk::chord(app, half),
        Msg::Flown(player) => demo::flown(app, player),
        Msg::Interrupt => end(app, Effect::Leave),
        Msg::Cut => end(app, Effect::Cut),
        Msg::Suspend => suspend(app),
        Msg::Paste(text) => paste(app, &text),
        Msg::Resize(columns, rows) => {
            app.size = (columns, rows);
            let places = app.call_places();
            for station in &mut app.stations {
                station.follow(places);
            }
            playback::keys::resized(app);
            demo::resized(app);
            Vec::new()
        }
        Msg::Clock(now_ms) => {
            app.now_ms = now_ms;
            for station in &mut app.stations {
                lower_cover(station, now_ms);
            }
            desk::clock(app, now_ms);
            let mut effects = playback::keys::clock(app);
            effects.extend(demo::clock(app));
            effects.extend(pads::follow(app));
            effects.extend(look_for_own(app));
            effects
        }
        Msg::Releases(told) => {
            app.has_release = told;
            Vec::new()
        }
        Msg::NotKept(why) => {
            app.mishap = Some(why);
            Vec::new()
        }
        Msg::Resume(resume) => {
            app.resume = resume;
            Vec::new()
        }
        Msg::Opened { seats, invite } => opened(app, &seats, invite),
        Msg::NotBack => {
            if let Screen::Wait(wait) = &mut app.screen {
                wait.hint = Some(NOT_BACK);
            }
            Vec::new()
        }
        Msg::Failed(why) => failed(app, why),
        Msg::Lan(news) => lan(app, news),
        Msg::Outside(outside) => stands_outside(app, outside),
        Msg::Pad(number, event) => pads::take(app, number, event),
        Msg::Link(index, news) => link(app, index, news),
        Msg::Watch(news) => desk::take(app, news),
        Msg::Replays(listed) => {
            if let Screen::Replays(replays) = &mut app.screen {
                replays.take(listed);
            }
            Vec::new()
        }
        Msg::Replay(name, read) => replay(app, name, read),
        Msg::Own(own) => {
            app.own = own;
            if let Screen::Start(start) = &mut app.screen {
                start.follow(&app.own);
            }
            Vec::new()
        }
        Msg::Shared(done) => {
            app.shared = Some(done);
            Vec::new()
        }
    }
}

/// Once a second while missions are chosen: a look at a small folder is cheaper than a watch on it, and
/// sees what changes on any file system.
fn look_for_own(app: &mut App) -> Option<Effect> {
    const EVERY_MS: u64 = 1_000;
    let Screen::Start(start) = &app.screen else {
        return None;
    };
    let chooses = matches!(start.stage, start::Stage::Scenario(..));
    if !chooses || app.now_ms < app.own_due_ms {
        return None;
    }
    app.own_due_ms = app.now_ms + EVERY_MS;
    Some(Effect::ListOwn)
}

/// A recorded flight was read; nobody may be waiting for it any more.
fn replay(app: &mut App, name: String, read: Result<Box<Player>, Wrong>) -> Vec<Effect> {
    let Screen::Replays(replays) = &mut app.screen else {
        return Vec::new();
    };
    if !std::mem::take(&mut replays.opening) {
        return Vec::new();
    }
    match read {
        Ok(player) => {
            let help = Some(app.settings.locale);
            let sat = match playback::keys::has_room_for_both(app.size) {
                true => Sat::Both,
                false => Sat::In(Seat::Apollo),
            };
            playback::keys::enter(app, Playback::new(*player, name, sat, help));
        }
        Err(why) => replays.wrong = Some(why),
    }
    Vec::new()
}

fn lower_cover(station: &mut Station, now_ms: u64) {
    if station.cover_until_ms.is_some_and(|until| now_ms > until) {
        station.cover_until_ms = None;
        if station.notice == Some(Notice::Hint("hint-cover-up")) {
            station.notice = None;
        }
    }
}

/// Ctrl-C always ends the program; the runtime says goodbye to the server.
pub(super) fn end(app: &mut App, how: Effect) -> Vec<Effect> {
    app.done = true;
    vec![how]
}

/// Ctrl-Z stops this program, and with it a server that another crew flies on: then it is refused.
fn suspend(app: &mut App) -> Vec<Effect> {
    if !matches!(app.play, Some(Play::Host(_) | Play::Split(_))) {
        return vec![Effect::Suspend];
    }
    const WHY: &str = "hint-no-suspend";
    match &mut app.screen {
        Screen::Wait(wait) => wait.hint = Some(WHY),
        Screen::Ready(room) => room.hint = Some(WHY),
        _ => {}
    }
    for station in &mut app.stations {
        station.notice = Some(Notice::Hint(WHY));
    }
    Vec::new()
}

fn paste(app: &mut App, text: &str) -> Vec<Effect> {
    match &mut app.screen {
        Screen::Join(join) => join.paste(text),
        Screen::Settings(choices) => choices.paste(text),
        Screen::Cockpit => {
            if let [station] = app.stations.as_mut_slice() {
                entry::paste(station, text);
            }
        }
        _ => {}
    }
    Vec::new()
}

/// Any key leads to the next page of the help and from the last one back; Esc goes back from each.
fn turn_help(app: &mut App, key: Key) {
    app.help_page += 1;
    if key == Key::Esc || app.help_page >= help::pages(app) {
        (app.help_open, app.help_page) = (false, 0);
    }
}

pub(super) fn key(app: &mut App, press: Press) -> Vec<Effect> {
    if let Some(effects) = demo::kiosk::touch(app, press) {
        return effects;
    }
    if app.help_open {
        if press.edge == Edge::Down {
            turn_help(app, press.key);
        }
        return Vec::new();
    }
    if let Some(effects) = resume::press(app, press) {
        return effects;
    }
    let together = app.is_together();
    match &mut app.screen {
        Screen::First(first) => match first.press(press, &mut app.settings, &mut app.kept.chosen) {
            first::Asked::Nothing => Vec::new(),
            first::Asked::Done => after_first(app),
        },
        Screen::Start(start) => {
            let asked = start.press(press, &app.own);
            start_asked(app, asked)
        }
        Screen::Settings(choices) => {
            match choices.press(press, &mut app.settings, &mut app.kept.chosen) {
                choices::Asked::Nothing => Vec::new(),
                choices::Asked::Keep => vec![Effect::Keep],
                choices::Asked::Hear => vec![Effect::Keep, Effect::Sound(Cue::Notice)],
                choices::Asked::Keys => {
                    app.screen = Screen::Keys(Rebind::default());
                    Vec::new()
                }
                choices::Asked::Back if pause::back_from_settings(app) => Vec::new(),
                choices::Asked::Back => back_to(app, Item::Settings),
            }
        }
        Screen::Keys(keys) => match keys.press(press, &mut app.settings, &mut app.kept.chosen) {
            rebind::Asked::Nothing => Vec::new(),
            rebind::Asked::Keep => vec![Effect::Keep],
            rebind::Asked::Back => {
                app.screen = Screen::Settings(Choices::at(Setting::Keys));
                Vec::new()
            }
        },
        Screen::Credits => match (press.key, press.edge) {
            (Key::Esc | Key::Enter, Edge::Down) => back_to(app, Item::Credits),
            _ => Vec::new(),
        },
        Screen::Replays(replays) => match replays.press(press) {
            replays::Asked::Nothing => Vec::new(),
            replays::Asked::Play(path) => vec![Effect::OpenReplay(path)],
            replays::Asked::Delete(path) => vec![Effect::DeleteReplay(path)],
            replays::Asked::Back => back_to(app, Item::Replays),
        },
        Screen::Replay => playback::keys::press(app, press),
        Screen::Demo => demo::press(app, press),
        Screen::Join(join) => match join.press(press, &app.recents) {
            join::Asked::Nothing => Vec::new(),
            join::Asked::Join(line) => begin(app, Play::Join(line)),
            join::Asked::Forget(place) => {
                app.recents.forget(place);
                vec![Effect::Recent]
            }
            join::Asked::Back => {
                back_to(app, Item::Fly(start::Way::Join));
                vec![Effect::Look(false)]
            }
        },
        Screen::Ready(_) => ready_key(app, press),
        Screen::Wait(_) => {
            if press.key == Key::Esc && press.edge == Edge::Down {
                step_back(app)
            } else {
                Vec::new()
            }
        }
        Screen::Cockpit if together => together_key(app, press),
        Screen::Cockpit => cockpit_key(app, press),
        Screen::Debrief => debrief_key(app, press),
        Screen::Desk => desk::press(app, press),
    }
}

/// The first run's questions are answered: on to what the player came for.
fn after_first(app: &mut App) -> Vec<Effect> {
    let then = match &mut app.screen {
        Screen::First(first) => first.then.take(),
        _ => None,
    };
    app.screen = Screen::Start(Start::default());
    let on = then.map(|play| begin(app, play)).unwrap_or_default();
    std::iter::once(Effect::Keep).chain(on).collect()
}

fn start_asked(app: &mut App, asked: start::Asked) -> Vec<Effect> {
    match asked {
        start::Asked::Nothing => Vec::new(),
        start::Asked::Fly(play, scenario) => {
            app.settings.scenario = scenario;
            begin(app, play)
        }
        start::Asked::Join => to_join(app, Join::default()),
        start::Asked::Demo => demo::begin(app, false, None),
        start::Asked::Replays => {
            app.screen = Screen::Replays(Replays::default());
            vec![Effect::ListReplays]
        }
        start::Asked::Settings => {
            app.screen = Screen::Settings(Choices::default());
            Vec::new()
        }
        start::Asked::Credits => {
            app.screen = Screen::Credits;
            Vec::new()
        }
        start::Asked::Language => other_language(app),
        start::Asked::Quit => end(app, Effect::Leave),
    }
}

pub(super) fn other_language(app: &mut App) -> Vec<Effect> {
    let other = usize::from(app.settings.locale == Locale::En);
    Setting::Language.choose(other, &mut app.settings, &mut app.kept.chosen);
    vec![Effect::Keep]
}

/// Back on the start screen, with the cursor on the line one came from.
pub(super) fn back_to(app: &mut App, item: Item) -> Vec<Effect> {
    app.screen = Screen::Start(Start::at(item));
    Vec::new()
}

pub(super) fn to_start(app: &mut App) -> Vec<Effect> {
    if let Some(effects) = demo::back(app) {
        return effects;
    }
    app.screen = Screen::Start(Start::default());
    app.stations.clear();
    app.play = None;
    app.leaving = false;
    vec![Effect::Leave]
}

fn debrief_key(app: &mut App, press: Press) -> Vec<Effect> {
    if press.edge == Edge::Up {
        return Vec::new();
    }
    app.shared = None;
    match press.key {
        Key::Esc | Key::Enter if app.playback.is_some() => {
            app.screen = Screen::Replay;
            Vec::new()
        }
        Key::Esc | Key::Enter => to_start(app),
        Key::Char('A') if app.playback.is_some() => Vec::new(),
        Key::Char('A') => vec![Effect::Again],
        Key::Char('0') => {
            for station in &mut app.stations {
                station.shown = station.shown.next_after();
            }
            Vec::new()
        }
        Key::Char('L') => {
            app.debrief_swapped = !app.debrief_swapped;
            Vec::new()
        }
        Key::Up | Key::Down => {
            app.debrief_down = press.key == Key::Down;
            Vec::new()
        }
        Key::Char('E') => {
            let locale = debrief::locale(app);
            locale.map(Effect::Share).into_iter().collect()
        }
        _ => Vec::new(),
    }
}
