//! The desk of those who watch: both consoles' truth, flown along here from what the server tells. It
//! goes by its own clock, at the pace of the room's beats, and nothing here can act, save that an
//! instructor may have things fail.

pub mod instructor;

use handshake_shared::catalogue::faults::Injection;
use handshake_shared::ids::Seat;
use handshake_shared::replay::follow::Last;
use handshake_shared::replay::{Follower, Strange};
use handshake_shared::sim::World;
use handshake_shared::sim::armed::{Armed, check};
use handshake_shared::sim::event::Event;
use handshake_shared::sim::input::HelpLevel;
use handshake_shared::time::{TICK_RATE_HZ, Tick};
use handshake_shared::view::{self, Panel, View};
use handshake_shared::wire::Flown;
use handshake_shared::wire::server::NotInjected;

use instructor::Instructor;

use super::effect::Effect;
use super::msg::Partner;
use super::playback::{Mark, mark_kind};
use super::station::Station;
use super::trouble::Trouble;
use super::{App, Screen, Wait};
use crate::input::{Edge, Key, Press};
use crate::mission::SOFTWARE;

/// What comes from the server to the desk.
#[derive(Clone, Debug, PartialEq)]
pub enum WatchNews {
    /// Let in; what happens is told so much later, s.
    Watching {
        /// So much.
        delay_s: u16,
    },
    /// The line is an instructor's.
    Instructs,
    /// What became of a failure asked for.
    Injection {
        /// Which.
        what: Injection,
        /// Why it does not happen; absent when it does.
        refused: Option<NotInjected>,
    },
    /// The next piece of the flight.
    Flown(Box<Flown>),
    /// The line is lost, and tried again by itself.
    Lost,
    /// It is over.
    Closed(Trouble),
}

/// What the line is doing.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Line {
    /// Nothing has come yet.
    #[default]
    Waiting,
    /// The flight comes.
    Open,
    /// Lost, and tried again.
    Lost,
    /// Over; what was told is shown to its end.
    Over(Trouble),
    /// What comes cannot be flown here.
    Strange(Strange),
}

/// How an armed act stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Interlock {
    /// The plan does not ask for it now.
    Rests,
    /// It is asked for, and waits for a read-back.
    Locked,
    /// Read back rightly: it may be done.
    Open,
}

/// Beats that wait while all goes well: a piece is a second long, and one may be a second late.
const AHEAD_BEATS: u32 = 150;
/// Beats flown with each call of the clock while it is behind: hours are made up for in a minute.
const CATCH_UP_BEATS: u32 = 240;
/// Longest step of the clock that is made up for, ms.
const STEP_MS_MAX: u64 = 250;
/// Ticks between two looks at the gauges, for charts.
const LOOK_TICKS: u32 = TICK_RATE_HZ / 2;

/// The desk.
#[derive(Debug, Default)]
pub struct Desk {
    /// The flight.
    pub follower: Follower,
    /// The line it comes by.
    pub line: Line,
    /// How much later it is told what happens, s.
    pub delay_s: u16,
    /// What happened, in order.
    pub marks: Vec<Mark>,
    /// What an instructor has before him; nobody else has any of it.
    pub instructor: Option<Instructor>,
    /// How the armed acts stand.
    pub interlocks: Vec<(Armed, Interlock)>,
    clock_ms: Option<u64>,
    /// Part of a beat that is still owed, in thousandths.
    owed: u64,
}

impl Desk {
    /// It is far behind what has been told.
    pub fn is_behind(&self) -> bool {
        self.follower.waiting_beats() > AHEAD_BEATS && !matches!(self.line, Line::Over(_))
    }

    /// The line is over, and all that came of it is shown.
    pub fn is_told(&self) -> bool {
        matches!(self.line, Line::Over(_)) && self.follower.waiting_beats() == 0
    }

    /// How the flight stopped, once it is shown so far.
    pub fn last(&self) -> Option<Last> {
        self.follower.last()
    }

    /// Names of both crews.
    pub fn crew(&self, seat: Seat) -> &str {
        let header = self.follower.header();
        header.map_or("", |header| &header.crews[seat.index()])
    }

    /// Beats that have come by this time of the clock, ms.
    fn due(&mut self, now_ms: u64) -> u32 {
        let before = self.clock_ms.replace(now_ms).unwrap_or(now_ms);
        let passed_ms = now_ms.saturating_sub(before).min(STEP_MS_MAX);
        self.owed += passed_ms * u64::from(TICK_RATE_HZ);
        let beats = self.owed / 1_000;
        self.owed %= 1_000;
        match self.is_behind() {
            true => CATCH_UP_BEATS,
            false => u32::try_from(beats).unwrap_or(u32::MAX),
        }
    }
}

/// Takes in what came from the server.
pub fn take(app: &mut App, news: WatchNews) -> Vec<Effect> {
    if app.desk.is_none() && matches!(news, WatchNews::Watching { .. }) {
        app.desk = Some(Box::default());
        app.screen = Screen::Desk;
    }
    let Some(desk) = &mut app.desk else {
        return Vec::new();
    };
    match news {
        WatchNews::Watching { delay_s } => {
            desk.delay_s = delay_s;
            desk.line = Line::Waiting;
        }
        WatchNews::Flown(flown) => {
            let begins = matches!(*flown, Flown::Begins { .. });
            desk.line = match desk.follower.take(*flown) {
                Ok(()) => Line::Open,
                Err(why) => Line::Strange(why),
            };
            if begins {
                desk.marks.clear();
                set_up(app);
            }
        }
        WatchNews::Instructs => {
            desk.instructor.get_or_insert_default();
        }
        WatchNews::Injection { what, refused } => {
            if let Some(instructor) = &mut desk.instructor {
                instructor.take(what, refused);
            }
        }
        WatchNews::Lost => {
            desk.line = Line::Lost;
            if let Some(instructor) = &mut desk.instructor {
                instructor.lose_line();
            }
        }
        WatchNews::Closed(why) if app.stations.is_empty() => {
            app.desk = None;
            app.screen = Screen::Wait(Wait {
                trouble: Some(why),
                ..Wait::default()
            });
        }
        WatchNews::Closed(why) => desk.line = Line::Over(why),
    }
    Vec::new()
}

/// Two consoles for a flight that begins.
fn set_up(app: &mut App) {
    let Some(desk) = &app.desk else { return };
    let help = app.settings.locale;
    let station = |seat: Seat| {
        let mut station = Station::new(seat, help);
        let name = desk.crew(seat.other()).to_owned();
        station.partner = Partner {
            software: name == SOFTWARE,
            present: true,
            name,
        };
        station
    };
    app.stations = Seat::ALL.map(station).into();
}

/// The clock has gone on: the flight is flown along. Returns whether anything is new on the screen.
pub fn clock(app: &mut App, now_ms: u64) -> bool {
    let Some(desk) = &mut app.desk else {
        return false;
    };
    let mut flown = false;
    for _ in 0..desk.due(now_ms) {
        let stations = &mut app.stations;
        let marks = &mut desk.marks;
        let beat = desk.follower.beat(|_, world, events| {
            note(stations, world, events);
            for event in events {
                mark(marks, world.tick(), event);
            }
        });
        match beat {
            Ok(true) => flown = true,
            Ok(false) => break,
            Err(why) => {
                desk.line = Line::Strange(why);
                break;
            }
        }
    }
    if let Some(world) = desk.follower.world()
        && (flown || desk.interlocks.is_empty())
    {
        for station in &mut app.stations {
            station.view = Some(seen(world, station.seat));
        }
        desk.interlocks = Armed::ALL.map(|act| (act, interlock(world, act))).into();
    }
    flown
}

/// Both consoles take in a tick.
fn note(stations: &mut [Station], world: &World, events: &[Event]) {
    let looks = world.tick().0.is_multiple_of(LOOK_TICKS);
    if !looks && events.is_empty() {
        return;
    }
    for station in stations {
        let seen = seen(world, station.seat);
        if looks {
            station.trends.note(&seen);
        }
        station.view = Some(seen);
        for event in events {
            if let Some(event) = view::event_for(event, station.seat) {
                station.learn(event);
            }
        }
    }
}

/// What a seat is shown, with all the help there is: whoever watches reads one language.
fn seen(world: &World, seat: Seat) -> Box<View> {
    let mut seen = view::of(world, seat);
    let craft = match &mut seen.panel {
        Panel::Apollo(panel) => &mut panel.craft,
        Panel::Soyuz(panel) => &mut panel.craft,
    };
    craft.help = HelpLevel::Passenger;
    Box::new(seen)
}

fn interlock(world: &World, act: Armed) -> Interlock {
    match (act.waits(world), check(world, act).is_ok()) {
        (false, _) => Interlock::Rests,
        (true, false) => Interlock::Locked,
        (true, true) => Interlock::Open,
    }
}

/// One kind within a second is one mark.
fn mark(marks: &mut Vec<Mark>, at: Tick, event: &Event) {
    let Some(kind) = mark_kind(event) else {
        return;
    };
    let same = marks.iter().rev().find(|mark| mark.kind == kind);
    if same.is_none_or(|mark| at.0.saturating_sub(mark.at.0) > TICK_RATE_HZ) {
        marks.push(Mark { at, kind });
    }
}

/// Takes a key.
pub fn press(app: &mut App, press: Press) -> Vec<Effect> {
    if press.edge != Edge::Down {
        return Vec::new();
    }
    if let Some(desk) = &mut app.desk
        && let Some(effects) = instructor::press(desk, press.key)
    {
        app.leaving = false;
        return effects;
    }
    match press.key {
        Key::Char('?') | Key::F(1) => app.help_open = true,
        Key::Char('L') => {
            let effects = super::update::other_language(app);
            let help = app.settings.locale;
            for station in &mut app.stations {
                station.help = help;
            }
            return effects;
        }
        Key::Esc if app.leaving => {
            app.desk = None;
            return super::update::to_start(app);
        }
        Key::Esc => app.leaving = true,
        _ => app.leaving = false,
    }
    Vec::new()
}

#[cfg(test)]
mod tests;
