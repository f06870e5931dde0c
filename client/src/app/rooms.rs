//! Rooms: how one is come to, waited in and left, until its mission begins.

use std::num::NonZeroU16;

use handshake_shared::ids::Seat;
use handshake_shared::wire::{Invite, Roster, Watchers};

use super::effect::Effect;
use super::join::{Join, Looking};

use super::station::Station;
use super::trouble::Trouble;
use super::update::{other_language, to_start};
use super::{App, Play, SIZE_MIN, Screen, Wait, ready};
use crate::i18n::Locale;
use crate::input::Press;
use crate::input::keymap::Hand;
use crate::lan::{Announcement, LanNews};
use crate::router::Outside;
use crate::settings::LanUse;
use crate::sound::Cue;
use crate::{mission, missions};

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
pub(super) fn to_join(app: &mut App, join: Join) -> Vec<Effect> {
    let looks = app.settings.lan == LanUse::On;
    let looking = if looks { Looking::On } else { Looking::Off };
    app.screen = Screen::Join(Join { looking, ..join });
    looks.then_some(Effect::Look(true)).into_iter().collect()
}

/// Out of a mission that has not begun, to where it was chosen.
pub(super) fn step_back(app: &mut App) -> Vec<Effect> {
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
pub(super) fn lan(app: &mut App, news: LanNews) -> Vec<Effect> {
    match (&mut app.screen, news) {
        (Screen::Join(join), LanNews::Found(found)) => join.take(found),
        (Screen::Join(join), LanNews::Failed(why)) => join.looking = Looking::Failed(why),
        (Screen::Ready(room), LanNews::Announced(name)) => room.lan = Some(name),
        (Screen::Ready(room), LanNews::Failed(_)) => room.lan = None,
        _ => {}
    }
    Vec::new()
}

/// How the hosted room stands to the internet.
pub(super) fn stands_outside(app: &mut App, outside: Outside) -> Vec<Effect> {
    if let Screen::Ready(room) = &mut app.screen {
        room.take_outside(outside);
    }
    Vec::new()
}

/// The router of a hosted room is asked for the port that its own addresses have.
fn asks_router(app: &App, invite: Option<&str>) -> Option<Effect> {
    let hosts = matches!(app.play, Some(Play::Host(_))) && app.settings.lan == LanUse::On;
    let invite: Invite = invite.filter(|_| hosts)?.parse().ok()?;
    let port = NonZeroU16::new(invite.addresses.first()?.port())?;
    Some(Effect::AskRouter(port))
}

/// What of a hosted room is announced in the local network now.
fn announced(app: &App, invite: Option<Invite>, free: [bool; 2]) -> Option<Effect> {
    let hosts = matches!(app.play, Some(Play::Host(_))) && app.settings.lan == LanUse::On;
    let invite = invite.filter(|_| hosts)?;
    // A mission of one's own is a path on this machine: that is nobody's business.
    let name = &app.settings.name;
    let scenario = missions::public_name(&app.settings.scenario);
    let room = Announcement::new(&invite, name, &scenario, free)?;
    Some(Effect::Announce(Box::new(room)))
}

pub(super) fn opened(app: &mut App, seats: &[Seat], invite: Option<String>) -> Vec<Effect> {
    // Two crews at one keyboard want their own; one player has one language at either seat.
    let help = |seat| match (seats, &app.play) {
        ([_], _) | (_, Some(Play::Table(_))) => app.settings.locale,
        _ => Locale::of(seat),
    };
    let station = |seat: &Seat| Station::new(*seat, help(*seat));
    app.stations = seats.iter().map(station).collect();
    app.hands = [Hand::Move; 2];
    app.watchers = Watchers::default();
    let asks = asks_router(app, invite.as_deref());
    app.screen = match is_ready_at_once(app.play.as_ref()) {
        true => Screen::Wait(Wait::default()),
        false => Screen::Ready(ready::Ready::new(invite)),
    };
    let help = app.settings.help;
    let mut effects: Vec<Effect> = (0..seats.len())
        .map(|index| Effect::Help(index, help))
        .chain(asks)
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
    matches!(
        play,
        Some(Play::Together | Play::Solo(_) | Play::Table(_) | Play::Aloft(..))
    )
}

/// What a crew does in the room before the mission.
pub(super) fn ready_key(app: &mut App, press: Press) -> Vec<Effect> {
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
pub(super) fn seats_changed(app: &mut App, index: usize, roster: Roster) -> Vec<Effect> {
    let at_once = app.always_ready || is_ready_at_once(app.play.as_ref());
    let Some(own) = app.stations.get(index).map(|station| station.seat) else {
        return Vec::new();
    };
    let waits = matches!(app.screen, Screen::Wait(_) | Screen::Ready(_));
    let says = waits && at_once && !roster[own.index()].ready;
    let free = roster.each_ref().map(|seat| seat.name.is_none());
    let partner = roster[own.other().index()].name.clone();
    let (came, invite) = match &mut app.screen {
        Screen::Ready(room) => (room.take(own, roster), room.local_invite()),
        _ => (false, None),
    };
    let met = match (joined_line(app), partner) {
        (Some(Ok(line)), Some(name)) => app.recents.met(&line, &name),
        _ => false,
    };
    let effects = [
        came.then_some(Effect::Sound(Cue::Notice)),
        says.then_some(Effect::Ready(index, true)),
        announced(app, invite, free),
        met.then_some(Effect::Recent),
    ];
    effects.into_iter().flatten().collect()
}

pub(super) fn failed(app: &mut App, why: Trouble) -> Vec<Effect> {
    if app.screen == Screen::Debrief {
        return Vec::new();
    }
    app.screen = Screen::Wait(Wait {
        trouble: Some(why),
        ..Wait::default()
    });
    Vec::new()
}
