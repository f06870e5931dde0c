//! The one place where a message changes the client. Returns what is to be done; does nothing
//! itself.

use handshake_shared::ids::Seat;
use handshake_shared::replay::Player;
use handshake_shared::session::SessionError;
use handshake_shared::sim::input::Command;
use handshake_shared::wire::Roster;

use super::book::Book;
use super::choices::{self, Choices, Setting};
use super::cockpit::{self, Around};
use super::effect::Effect;
use super::first;
use super::join::{self, Join, Looking};
use super::msg::{LinkState, Msg, News};
use super::pads;
use super::pause::{self, Standstill};
use super::playback::{self, Playback, Sat};
use super::rebind::{self, Rebind};
use super::replays::{self, Replays};
use super::shelf;
use super::start::{self, Item, Start};
use super::station::{Entry, Notice, Shown, Station};
use super::trouble::Trouble;
use super::{App, Play, SIZE_MIN, Screen, Wait, entry, learning, ready, resume};
use crate::draw::help;
use crate::i18n::Locale;
use crate::input::keymap::{Act, Hand};
use crate::input::{Edge, Key, Press};
use crate::lan::{Announcement, LanNews};
use crate::replays::Wrong;
use crate::settings::LanUse;
use crate::sound::Cue;
use crate::{mission, missions};

/// Takes in one message.
pub fn update(app: &mut App, msg: Msg) -> Vec<Effect> {
    let mut effects = take(app, msg);
    effects.retain(|effect| match effect {
        Effect::Sound(cue) => cue.is_heard(app.settings.sound),
        _ => true,
    });
    effects
}

fn take(app: &mut App, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Key(press) => key(app, press),
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
            Vec::new()
        }
        Msg::Clock(now_ms) => {
            app.now_ms = now_ms;
            for station in &mut app.stations {
                lower_cover(station, now_ms);
            }
            let mut effects = playback::keys::clock(app);
            effects.extend(pads::follow(app));
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
        Msg::Failed(why) => failed(app, why),
        Msg::Lan(news) => lan(app, news),
        Msg::Pad(number, event) => pads::take(app, number, event),
        Msg::Link(index, news) => link(app, index, news),
        Msg::Replays(listed) => {
            if let Screen::Replays(replays) = &mut app.screen {
                replays.take(listed);
            }
            Vec::new()
        }
        Msg::Replay(name, read) => replay(app, name, read),
    }
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
fn end(app: &mut App, how: Effect) -> Vec<Effect> {
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
            let asked = start.press(press);
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
            app.settings.scenario = scenario.to_owned();
            begin(app, play)
        }
        start::Asked::Join => to_join(app, Join::default()),
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

fn other_language(app: &mut App) -> Vec<Effect> {
    let other = usize::from(app.settings.locale == Locale::En);
    Setting::Language.choose(other, &mut app.settings, &mut app.kept.chosen);
    vec![Effect::Keep]
}

/// Sets a mission up; also how a command line begins.
pub fn begin(app: &mut App, play: Play) -> Vec<Effect> {
    let (columns, rows) = app.size;
    if play == Play::Together && columns > 0 && !has_room_for_two(app.size) {
        // Told before the flight: behind a card that asks for a larger window it would be flown blind.
        return failed(app, Trouble::NoRoom { columns, rows });
    }
    app.play = Some(play.clone());
    app.stations.clear();
    let before = std::mem::replace(&mut app.screen, Screen::Wait(Wait::default()));
    let looked = matches!(before, Screen::Join(_));
    let chosen_on = matches!(before, Screen::Start(_) | Screen::Join(_)).then_some(before);
    app.chosen_on = chosen_on.map(Box::new);
    app.leaving = false;
    let no_more = looked.then_some(Effect::Look(false));
    no_more.into_iter().chain([Effect::Open(play)]).collect()
}

/// Two consoles side by side, or one above the other.
fn has_room_for_two((columns, rows): (u16, u16)) -> bool {
    let (least_columns, least_rows) = SIZE_MIN;
    let beside = columns >= 2 * least_columns && rows >= least_rows;
    let above = columns >= least_columns && rows >= 2 * least_rows;
    beside || above
}

/// To the screen of invitations, with what stood on it.
fn to_join(app: &mut App, join: Join) -> Vec<Effect> {
    let looks = app.settings.lan == LanUse::On;
    let looking = if looks { Looking::On } else { Looking::Off };
    app.screen = Screen::Join(Join { looking, ..join });
    looks.then_some(Effect::Look(true)).into_iter().collect()
}

/// Out of a mission that has not begun, to where it was chosen.
fn step_back(app: &mut App) -> Vec<Effect> {
    let chosen_on = app.chosen_on.take();
    let mut effects = to_start(app);
    match chosen_on.map(|screen| *screen) {
        Some(Screen::Join(join)) => {
            let found = Vec::new();
            effects.extend(to_join(app, Join { found, ..join }));
        }
        Some(screen) => app.screen = screen,
        None => {}
    }
    effects
}

/// What is learned of the local network.
fn lan(app: &mut App, news: LanNews) -> Vec<Effect> {
    match (&mut app.screen, news) {
        (Screen::Join(join), LanNews::Found(found)) => join.take(found),
        (Screen::Join(join), LanNews::Failed(why)) => join.looking = Looking::Failed(why),
        (Screen::Ready(room), LanNews::Announced(name)) => room.lan = Some(name),
        (Screen::Ready(room), LanNews::Failed(_)) => room.lan = None,
        _ => {}
    }
    Vec::new()
}

/// What of a hosted room is announced in the local network now.
fn announced(app: &App, invite: Option<&str>, free: [bool; 2]) -> Option<Effect> {
    let hosts = matches!(app.play, Some(Play::Host(_))) && app.settings.lan == LanUse::On;
    let invite = invite.filter(|_| hosts)?.parse().ok()?;
    // A mission of one's own is a path on this machine: that is nobody's business.
    let name = &app.settings.name;
    let scenario = missions::public_name(&app.settings.scenario);
    let room = Announcement::new(&invite, name, &scenario, free)?;
    Some(Effect::Announce(Box::new(room)))
}

/// Back on the start screen, with the cursor on the line one came from.
fn back_to(app: &mut App, item: Item) -> Vec<Effect> {
    app.screen = Screen::Start(Start::at(item));
    Vec::new()
}

fn to_start(app: &mut App) -> Vec<Effect> {
    app.screen = Screen::Start(Start::default());
    app.stations.clear();
    app.play = None;
    app.leaving = false;
    vec![Effect::Leave]
}

fn opened(app: &mut App, seats: &[Seat], invite: Option<String>) -> Vec<Effect> {
    // Two crews at one keyboard want their own; one player has one language at either seat.
    let help = |seat| match seats {
        [_] => app.settings.locale,
        _ => Locale::of(seat),
    };
    let station = |seat: &Seat| Station::new(*seat, help(*seat));
    app.stations = seats.iter().map(station).collect();
    app.hands = [Hand::Move; 2];
    app.screen = match is_ready_at_once(app.play.as_ref()) {
        true => Screen::Wait(Wait::default()),
        false => Screen::Ready(ready::Ready::new(invite)),
    };
    let help = app.settings.help;
    let mut effects: Vec<Effect> = (0..seats.len())
        .map(|index| Effect::Help(index, help))
        .collect();
    if let Some(Ok(line)) = joined_line(app) {
        app.recents.joined(&line, app.wall_s());
        effects.push(Effect::Recent);
    }
    effects
}

/// The line by which this crew has come, as it was handed over.
fn joined_line(app: &App) -> Option<Result<String, Trouble>> {
    match &app.play {
        Some(Play::Join(line)) => Some(mission::read_line(line)),
        _ => None,
    }
}

/// Nobody is waited for: both seats are flown from here, or one by software.
fn is_ready_at_once(play: Option<&Play>) -> bool {
    matches!(play, Some(Play::Together | Play::Solo(_)))
}

/// What a crew does in the room before the mission.
fn ready_key(app: &mut App, press: Press) -> Vec<Effect> {
    let help = app.settings.help;
    let (Screen::Ready(room), Some(station)) = (&mut app.screen, app.stations.first_mut()) else {
        return Vec::new();
    };
    match room.press(press, station.seat, help) {
        ready::Asked::Nothing => Vec::new(),
        ready::Asked::Ready(is_ready) => vec![Effect::Ready(0, is_ready)],
        ready::Asked::Sit(seat) => vec![Effect::Sit(0, seat)],
        ready::Asked::Help(level) => {
            app.settings.help = level;
            vec![Effect::Help(0, level)]
        }
        ready::Asked::Language => {
            let effects = other_language(app);
            for station in &mut app.stations {
                station.help = app.settings.locale;
            }
            effects
        }
        ready::Asked::Leave => step_back(app),
    }
}

/// Who sits where has changed. A crew that never waits says at once that it is ready.
fn seats_changed(app: &mut App, index: usize, roster: Roster) -> Vec<Effect> {
    let at_once = app.always_ready || is_ready_at_once(app.play.as_ref());
    let Some(own) = app.stations.get(index).map(|station| station.seat) else {
        return Vec::new();
    };
    let waits = matches!(app.screen, Screen::Wait(_) | Screen::Ready(_));
    let says = waits && at_once && !roster[own.index()].ready;
    let free = roster.each_ref().map(|seat| seat.name.is_none());
    let partner = roster[own.other().index()].name.clone();
    let (came, line) = match &mut app.screen {
        Screen::Ready(room) => (room.take(own, roster), room.line.clone()),
        _ => (false, None),
    };
    let met = match (joined_line(app), partner) {
        (Some(Ok(line)), Some(name)) => app.recents.met(&line, &name),
        _ => false,
    };
    let effects = [
        came.then_some(Effect::Sound(Cue::Notice)),
        says.then_some(Effect::Ready(index, true)),
        announced(app, line.as_deref(), free),
        met.then_some(Effect::Recent),
    ];
    effects.into_iter().flatten().collect()
}

fn failed(app: &mut App, why: Trouble) -> Vec<Effect> {
    if app.screen == Screen::Debrief {
        return Vec::new();
    }
    app.screen = Screen::Wait(Wait {
        trouble: Some(why),
        ..Wait::default()
    });
    Vec::new()
}

fn link(app: &mut App, index: usize, news: News) -> Vec<Effect> {
    let places = app.call_places();
    let Some(station) = app.stations.get_mut(index) else {
        return Vec::new();
    };
    let own = station.help;
    match news {
        News::View(view) => {
            station.trends.note(&view);
            station.view = Some(view);
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
            station.shown = Shown::Window;
            station.debrief = Some(debrief);
            app.debrief_swapped = false;
            app.screen = Screen::Debrief;
        }
        News::Partner(partner) => station.partner = partner,
        News::Roster(partner, roster) => {
            station.partner = partner;
            return seats_changed(app, index, roster);
        }
        News::Briefing(briefing) => {
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
        News::Saving(saving) => station.is_saved = saving,
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
        News::Started => return started(app, index),
    }
    Vec::new()
}

/// A mission begins, or begins again: what belongs to an earlier one goes.
fn started(app: &mut App, index: usize) -> Vec<Effect> {
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
    if app.screen == Screen::Debrief {
        app.screen = Screen::Wait(Wait::default());
    }
    vec![Effect::Command(index, Command::Help(help))]
}

fn cockpit_key(app: &mut App, press: Press) -> Vec<Effect> {
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

fn together_key(app: &mut App, press: Press) -> Vec<Effect> {
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
    use super::station::Page;
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

fn debrief_key(app: &mut App, press: Press) -> Vec<Effect> {
    if press.edge == Edge::Up {
        return Vec::new();
    }
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
                station.shown = match station.shown.next() {
                    // The stack is of a flight.
                    Shown::Stack => Shown::Pressures,
                    other => other,
                };
            }
            Vec::new()
        }
        Key::Char('L') => {
            app.debrief_swapped = !app.debrief_swapped;
            Vec::new()
        }
        _ => Vec::new(),
    }
}
