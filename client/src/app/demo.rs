//! The show: a flight of two software crews in stretches with captions, round and round, until somebody
//! takes a seat in it. On a table at which strangers play it is also the place everything comes back to.

pub mod kiosk;
pub mod scenes;

use handshake_server::room::Aloft;
use handshake_shared::ids::Seat;
use handshake_shared::replay::Player;
use handshake_shared::replay::record::SoFar;
use handshake_shared::time::Tick;

use super::effect::Effect;
use super::playback::keys::{has_room_for_both, seat as seat_consoles};
use super::playback::{Playback, Sat};
use super::rooms::begin as set_up;
use super::station::Shown;
use super::update::to_start;
use super::{App, Play, Screen};
use crate::demo::MISSION;
use crate::i18n::Locale;
use crate::input::{Edge, Key, Press};
pub use kiosk::{Chord, Kiosk};
use scenes::{Cut, Shot, cuts};

/// A question that nobody answers goes away after this, ms.
const ASKED_MS: u64 = 20_000;
/// From this size on both consoles, the craft from outside and the stack stand side by side.
const WALL: (u16, u16) = (240, 60);
/// From this size on both consoles do.
const PAIR: (u16, u16) = (160, 40);
/// The mission of the table.
const TABLE_MISSION: &str = "final-approach";

/// How much is seen at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// One picture.
    One,
    /// Both consoles, or one picture.
    Pair,
    /// Everything.
    Wall,
}

impl Layout {
    /// What a terminal of this size has room for.
    pub fn of((columns, rows): (u16, u16)) -> Layout {
        let fits = |(least_columns, least_rows)| columns >= least_columns && rows >= least_rows;
        if fits(WALL) {
            Layout::Wall
        } else if fits(PAIR) {
            Layout::Pair
        } else {
            Layout::One
        }
    }
}

/// What is asked over the show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asking {
    /// The language of help.
    Language,
    /// The seat.
    Seat,
}

/// The show.
#[derive(Debug)]
pub struct Demo {
    /// It stands on a table: nobody leaves it by a plain key.
    pub kiosk: Option<Kiosk>,
    /// The stretches of the flight that is shown.
    pub cuts: Vec<Cut>,
    /// Which of them.
    pub at: usize,
    /// What is asked, and since when, ms.
    pub asking: Option<(Asking, u64)>,
    /// Each stretch lasts at most so long, s; for tests of whole rounds.
    most_s: Option<u32>,
    /// Seed of the flight that is flown ahead.
    seed: u64,
    /// The flight of the next round.
    next: Option<Box<Player>>,
    /// The show while somebody flies.
    resting: Option<Box<Playback>>,
}

impl Demo {
    /// The stretch that is shown.
    pub fn cut(&self) -> Option<&Cut> {
        self.cuts.get(self.at)
    }

    /// Another flight, every time.
    fn fly(&mut self) -> Effect {
        self.seed = self.seed.wrapping_add(1);
        Effect::Fly(self.seed)
    }
}

/// The show begins: its first flight is flown ahead.
pub fn begin(app: &mut App, kiosk: bool, most_s: Option<u32>) -> Vec<Effect> {
    let seed = app.settings.seed.unwrap_or(app.began_s.max(1));
    app.demo = Some(Box::new(Demo {
        kiosk: kiosk.then(Kiosk::default),
        cuts: Vec::new(),
        at: 0,
        asking: None,
        most_s,
        seed,
        next: None,
        resting: None,
    }));
    app.screen = Screen::Demo;
    vec![Effect::Fly(seed)]
}

/// A flight was flown ahead. The first one is shown at once; one that came to no good end is flown again
/// otherwise.
pub(super) fn flown(app: &mut App, player: Option<Box<Player>>) -> Vec<Effect> {
    let Some(demo) = &mut app.demo else {
        return Vec::new();
    };
    if player.is_none() {
        return vec![demo.fly()];
    }
    demo.next = player;
    match demo.cuts.is_empty() {
        true => round(app),
        false => Vec::new(),
    }
}

/// From the first stretch on, of the next flight where it is there; then another is flown ahead.
fn round(app: &mut App) -> Vec<Effect> {
    let Some(demo) = &mut app.demo else {
        return Vec::new();
    };
    demo.at = 0;
    let next = demo.next.take();
    let fly = next.is_some().then(|| demo.fly());
    if let Some(player) = next {
        demo.cuts = cuts(&player, demo.most_s);
        let name = MISSION.to_owned();
        let playback = Playback::new(*player, name, Sat::In(Seat::Apollo), None);
        match app.screen {
            Screen::Demo => app.playback = Some(Box::new(playback)),
            _ => demo.resting = Some(Box::new(playback)),
        }
    }
    if app.screen == Screen::Demo {
        cut_to(app);
    }
    fly.into_iter().collect()
}

/// Shows the present stretch from its beginning.
fn cut_to(app: &mut App) {
    let Some(from) = app.demo.as_ref().and_then(|demo| Some(demo.cut()?.from)) else {
        return;
    };
    if let Some(playback) = &mut app.playback {
        playback.player.seek(from);
        playback.running = true;
        aim(app, true);
    }
}

/// Where one looks from now.
pub fn shot(app: &App) -> Option<Shot> {
    let at = app.playback.as_ref()?.player.at();
    Some(app.demo.as_ref()?.cut()?.shot(at))
}

/// Consoles stand for what is looked at; fresh ones where it jumped.
fn aim(app: &mut App, jumped: bool) {
    let (layout, both) = (Layout::of(app.size), has_room_for_both(app.size));
    let (Some(shot), Some(playback)) = (shot(app), &mut app.playback) else {
        return;
    };
    let sat = match (layout, shot) {
        (Layout::Pair | Layout::Wall, _) if both => Sat::Both,
        (_, Shot::Console(seat)) => Sat::In(seat),
        (_, _) if playback.sat == Sat::Both => Sat::In(Seat::Apollo),
        _ => playback.sat,
    };
    if jumped || playback.sat != sat {
        playback.sat = sat;
        seat_consoles(app);
    }
    let shown = match shot {
        Shot::Stack if layout != Layout::Wall => Shown::Stack,
        _ => Shown::Window,
    };
    for station in &mut app.stations {
        station.shown = shown;
    }
}

/// The terminal has another size.
pub(super) fn resized(app: &mut App) {
    if app.screen == Screen::Demo {
        aim(app, true);
    }
}

/// The clock has gone on: the stretch is played in real time, and its end is a cut to the next.
pub(super) fn clock(app: &mut App) -> Vec<Effect> {
    let (now_ms, places) = (app.now_ms, app.call_places());
    if app.screen != Screen::Demo {
        return kiosk::clock(app);
    }
    let Some(demo) = &mut app.demo else {
        return Vec::new();
    };
    demo.asking
        .take_if(|(_, since_ms)| now_ms.saturating_sub(*since_ms) > ASKED_MS);
    let (Some(cut), Some(playback)) = (demo.cut().copied(), &mut app.playback) else {
        return Vec::new();
    };
    let ticks = playback.due(now_ms);
    let left = cut.to.0.saturating_sub(playback.player.at().0);
    playback.go_on(&mut app.stations, ticks.min(left), places);
    let at = playback.player.at();
    if at < cut.to {
        aim(app, false);
        return Vec::new();
    }
    next_cut(app)
}

fn next_cut(app: &mut App) -> Vec<Effect> {
    let Some(demo) = &mut app.demo else {
        return Vec::new();
    };
    demo.at += 1;
    if demo.at < demo.cuts.len() {
        cut_to(app);
        return Vec::new();
    }
    round(app)
}

/// Takes a key.
pub(super) fn press(app: &mut App, press: Press) -> Vec<Effect> {
    if press.edge != Edge::Down {
        return Vec::new();
    }
    let now_ms = app.now_ms;
    let Some(demo) = &mut app.demo else {
        return to_start(app);
    };
    let on_table = demo.kiosk.is_some();
    match (demo.asking.map(|(asking, _)| asking), press.key) {
        (None, Key::Esc) if !on_table => leave(app),
        (None, _) if demo.cuts.is_empty() => Vec::new(),
        (None, _) => {
            let first = if on_table {
                Asking::Language
            } else {
                Asking::Seat
            };
            demo.asking = Some((first, now_ms));
            Vec::new()
        }
        (Some(_), Key::Esc) => {
            demo.asking = None;
            Vec::new()
        }
        (Some(Asking::Language), key) => {
            let locale = match key {
                Key::Char('1') => Locale::En,
                Key::Char('2') => Locale::Ru,
                _ => return Vec::new(),
            };
            demo.asking = Some((Asking::Seat, now_ms));
            app.settings.locale = locale;
            Vec::new()
        }
        (Some(Asking::Seat), key) => match seat_of(key) {
            Some(seat) => take(app, seat),
            None => Vec::new(),
        },
    }
}

/// A seat by its digit, or by the half of the keyboard the key lies on.
fn seat_of(key: Key) -> Option<Seat> {
    match key {
        Key::Char('1') => Some(Seat::Apollo),
        Key::Char('2') => Some(Seat::Soyuz),
        key => kiosk::half_of(key).map(|half| Seat::ALL[half.min(1)]),
    }
}

/// Somebody sits down: in the flight as it stands, or, at the table, in a fresh one.
fn take(app: &mut App, seat: Seat) -> Vec<Effect> {
    let (size, now_ms) = (app.size, app.now_ms);
    let Some(demo) = &mut app.demo else {
        return Vec::new();
    };
    demo.asking = None;
    let play = match &mut demo.kiosk {
        Some(kiosk) => {
            app.settings.scenario = TABLE_MISSION.to_owned();
            kiosk.begin(now_ms, seat, has_room_for_both(size));
            match has_room_for_both(size) {
                true => Play::Table(seat),
                false => Play::Solo(seat),
            }
        }
        None => {
            let Some(flight) = app.playback.as_ref().and_then(|playback| aloft(playback)) else {
                return Vec::new();
            };
            app.settings.scenario = MISSION.to_owned();
            Play::Aloft(seat, Box::new(flight))
        }
    };
    demo.resting = app.playback.take();
    set_up(app, play)
}

/// The flight that is shown, to go on with.
fn aloft(playback: &Playback) -> Option<Aloft> {
    let player = &playback.player;
    let header = &player.replay().header;
    let events = player.events(Tick(0), player.at());
    Some(Aloft {
        source: header.source.clone(),
        seed: header.seed,
        world: Box::new(player.world()?.clone()),
        events: events.map(|(tick, event)| (tick, event.clone())).collect(),
        recorded: SoFar::of(player.replay(), player.at()),
    })
}

/// Back to the show from whatever came of it; absent where there is none.
pub(super) fn back(app: &mut App) -> Option<Vec<Effect>> {
    let demo = app.demo.as_mut()?;
    demo.asking = None;
    app.playback = demo.resting.take();
    if let Some(kiosk) = &mut demo.kiosk {
        kiosk.end();
    }
    app.screen = Screen::Demo;
    app.stations.clear();
    (app.play, app.leaving, app.help_open) = (None, false, false);
    let fly = round(app);
    Some(std::iter::once(Effect::Leave).chain(fly).collect())
}

/// Out of the show.
fn leave(app: &mut App) -> Vec<Effect> {
    app.demo = None;
    app.playback = None;
    to_start(app)
}
