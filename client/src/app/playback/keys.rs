//! Keys of the screen on which a flight is played back, and the clock that moves it on.

use handshake_shared::ids::Seat;
use handshake_shared::sim::input::HelpLevel;
use handshake_shared::time::Tick;

use super::{HOP_TICKS, LEAP_TICKS, Playback, SPEEDS, Sat, TYPED_MAX, typed_tick};
use crate::app::effect::Effect;
use crate::app::{App, SIZE_MIN, Screen};
use crate::i18n::Locale;
use crate::input::player::{PlayAct, play_act};
use crate::input::{Edge, Key, Press};

/// Shows a flight from its beginning.
pub fn enter(app: &mut App, playback: Playback) {
    app.playback = Some(Box::new(playback));
    app.screen = Screen::Replay;
    app.play = None;
    seat(app);
}

/// The clock has gone on.
pub fn clock(app: &mut App) -> Vec<Effect> {
    let (now_ms, places) = (app.now_ms, app.call_places());
    let Some(playback) = app
        .playback
        .as_mut()
        .filter(|_| app.screen == Screen::Replay)
    else {
        return Vec::new();
    };
    let ticks = playback.due(now_ms);
    if ticks == 0 {
        return Vec::new();
    }
    // What goes by faster than life only rattles.
    let heard = playback.quarters() <= SPEEDS[3];
    let cue = playback.go_on(&mut app.stations, ticks, places);
    let cue = cue.filter(|_| heard);
    cue.map(Effect::Sound).into_iter().collect()
}

/// Both consoles have room beside or above each other.
pub fn has_room_for_both((columns, rows): (u16, u16)) -> bool {
    let (least_columns, least_rows) = SIZE_MIN;
    let beside = columns >= 2 * least_columns && rows >= least_rows;
    beside || (columns >= least_columns && rows >= 2 * least_rows)
}

/// The terminal has another size: two consoles may have no room any more.
pub fn resized(app: &mut App) {
    let room = has_room_for_both(app.size);
    if let Some(playback) = &mut app.playback
        && playback.sat == Sat::Both
        && !room
    {
        playback.sat = Sat::In(Seat::Apollo);
        seat(app);
    }
}

/// Takes a key.
pub fn press(app: &mut App, press: Press) -> Vec<Effect> {
    if press.edge == Edge::Up {
        return Vec::new();
    }
    let Some(playback) = &mut app.playback else {
        return Vec::new();
    };
    if playback.typed.is_some() {
        if let Some(to) = typing(playback, press) {
            seek(app, to);
        }
        return Vec::new();
    }
    let Some(act) = play_act(press.key) else {
        return Vec::new();
    };
    act_on(app, act)
}

fn act_on(app: &mut App, act: PlayAct) -> Vec<Effect> {
    let size = app.size;
    let Some(playback) = &mut app.playback else {
        return Vec::new();
    };
    let at = playback.player.at().0;
    match act {
        PlayAct::Pause if at >= playback.player.last_tick().0 => {
            playback.running = true;
            seek(app, Tick(0));
        }
        PlayAct::Pause => playback.running = !playback.running,
        PlayAct::Hop(forth) => seek(app, moved(at, HOP_TICKS, forth)),
        PlayAct::Leap(forth) => seek(app, moved(at, LEAP_TICKS, forth)),
        PlayAct::Event(forth) => {
            let to = match forth {
                true => playback.next_mark(),
                false => playback.mark_before(),
            };
            seek(app, to);
        }
        PlayAct::Speed(true) => playback.speed = (playback.speed + 1).min(SPEEDS.len() - 1),
        PlayAct::Speed(false) => playback.speed = playback.speed.saturating_sub(1),
        PlayAct::Begin => seek(app, Tick(0)),
        PlayAct::Time => playback.typed = Some(String::new()),
        PlayAct::Seat => {
            playback.sat = match playback.sat {
                Sat::In(Seat::Apollo) => Sat::In(Seat::Soyuz),
                Sat::In(Seat::Soyuz) if has_room_for_both(size) => Sat::Both,
                _ => Sat::In(Seat::Apollo),
            };
            seat(app);
        }
        PlayAct::Level => {
            playback.level = match playback.level {
                None => Some(HelpLevel::Passenger),
                Some(level) => HelpLevel::ALL.into_iter().find(|next| *next > level),
            };
            seat(app);
        }
        PlayAct::Language => {
            playback.help = match playback.help {
                None => Some(Locale::En),
                Some(Locale::En) => Some(Locale::Ru),
                Some(Locale::Ru) => None,
            };
            seat(app);
        }
        PlayAct::Labels => app
            .stations
            .iter_mut()
            .for_each(|one| one.swapped = !one.swapped),
        PlayAct::Picture => {
            let next = app.stations.first().map(|one| one.shown.next());
            for (station, shown) in app.stations.iter_mut().zip(next.into_iter().cycle()) {
                station.shown = shown;
            }
        }
        PlayAct::Debrief => {
            if playback.debrief(&mut app.stations) {
                app.debrief_swapped = false;
                app.debrief_down = false;
                app.screen = Screen::Debrief;
            }
        }
        PlayAct::Help => app.help_open = true,
        PlayAct::Back => return leave(app),
    }
    Vec::new()
}

/// Back to the list.
fn leave(app: &mut App) -> Vec<Effect> {
    app.playback = None;
    app.stations.clear();
    app.screen = Screen::Replays(Default::default());
    vec![Effect::ListReplays]
}

/// Goes to a tick; the consoles stand as they stood then.
pub fn seek(app: &mut App, to: Tick) {
    if let Some(playback) = &mut app.playback {
        playback.player.seek(to);
        seat(app);
    }
}

/// Fresh consoles for the seats shown, with everything up to now; what the eye had chosen stays.
pub(in crate::app) fn seat(app: &mut App) {
    let Some(playback) = &app.playback else {
        return;
    };
    // The number of consoles decides how many places a call bar has.
    let kept: Vec<_> = app
        .stations
        .iter()
        .map(|one| (one.shown, one.swapped))
        .collect();
    app.stations = playback.stations(0);
    let places = app.call_places();
    let first = kept.first().copied();
    for (index, station) in app.stations.iter_mut().enumerate() {
        if let Some((shown, swapped)) = kept.get(index).copied().or(first) {
            (station.shown, station.swapped) = (shown, swapped);
        }
        station.follow(places);
    }
}

/// A key of a time being typed; the time, once it is whole.
fn typing(playback: &mut Playback, press: Press) -> Option<Tick> {
    let typed = playback.typed.as_mut()?;
    match (press.key, press.typed) {
        (Key::Esc, _) => playback.typed = None,
        (Key::Backspace, _) => drop(typed.pop()),
        (Key::Enter, _) => {
            let to = typed_tick(typed);
            if to.is_some() {
                playback.typed = None;
            }
            return to;
        }
        (_, Some(c)) if typed.len() < TYPED_MAX && (c.is_ascii_digit() || c == ':') => {
            typed.push(c)
        }
        // The minus and the full stop lie where digits do; a colon often needs another hand.
        (_, Some('.' | '-' | ' ' | ',')) if typed.len() < TYPED_MAX => typed.push(':'),
        _ => {}
    }
    None
}

fn moved(at: u32, by: u32, forth: bool) -> Tick {
    Tick(match forth {
        true => at.saturating_add(by),
        false => at.saturating_sub(by),
    })
}
