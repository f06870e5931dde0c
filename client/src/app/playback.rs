//! A recorded flight being played: where it is, how fast it goes, whose console is shown and with how
//! much help. A replay is a source of views as a link is; nothing here can act.

pub mod keys;

use handshake_shared::ids::Seat;
use handshake_shared::replay::Player;
use handshake_shared::sim::event::{DockingEvent, Event, Outcome};
use handshake_shared::sim::input::HelpLevel;
use handshake_shared::time::{TICK_RATE_HZ, Tick};
use handshake_shared::view::{self, Panel, View};

use super::msg::Partner;
use super::station::{Shown, Station};
use crate::i18n::Locale;
use crate::mission::SOFTWARE;
use crate::sound::Cue;

/// Speeds in quarters of real time.
pub const SPEEDS: [u32; 9] = [1, 2, 4, 8, 16, 32, 64, 128, 256];
/// The one a replay begins with: real time.
const REAL_TIME: usize = 2;
/// Longest step of the clock that is made up for, ms: a program that was stopped does not leap.
const STEP_MS_MAX: u64 = 250;
/// A short jump, ticks.
pub const HOP_TICKS: u32 = 10 * TICK_RATE_HZ;
/// A long jump, ticks.
pub const LEAP_TICKS: u32 = 60 * TICK_RATE_HZ;
/// Landing before an event, ticks: one sees it come.
const BEFORE_TICKS: u32 = 2 * TICK_RATE_HZ;
/// Longest time that is typed: `12:34:56`.
pub const TYPED_MAX: usize = 8;

/// Something worth going to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MarkKind {
    /// The rings touched.
    Contact,
    /// The latches hold, or the hooks.
    Joined,
    /// A hatch moved.
    Hatch,
    /// Something broke, burns, or a lamp warns.
    Alarm,
    /// An instructor had something happen.
    Injected,
    /// A hand shaken, or the end of another mission.
    End,
}

impl MarkKind {
    /// All, in the order in which one hides another on the time line: the later ones stand.
    pub const ALL: [MarkKind; 6] = [
        MarkKind::Hatch,
        MarkKind::Alarm,
        MarkKind::Injected,
        MarkKind::Contact,
        MarkKind::Joined,
        MarkKind::End,
    ];

    /// Its mark on the time line.
    pub const fn mark(self) -> &'static str {
        match self {
            MarkKind::Contact => "◆",
            MarkKind::Joined => "■",
            MarkKind::Hatch => "□",
            MarkKind::Alarm => "▲",
            MarkKind::Injected => "▼",
            MarkKind::End => "✓",
        }
    }

    /// Its name in a locale.
    pub const fn word(self) -> &'static str {
        match self {
            MarkKind::Contact => "replay-mark-contact",
            MarkKind::Joined => "replay-mark-joined",
            MarkKind::Hatch => "replay-mark-hatch",
            MarkKind::Alarm => "replay-mark-alarm",
            MarkKind::Injected => "replay-mark-injected",
            MarkKind::End => "replay-mark-end",
        }
    }
}

/// An event on the time line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// When.
    pub at: Tick,
    /// What kind of.
    pub kind: MarkKind,
}

/// Whose console is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sat {
    /// One seat's.
    In(Seat),
    /// Both.
    Both,
}

impl Sat {
    /// The seats shown, in the order of the consoles.
    pub fn seats(self) -> &'static [Seat] {
        match self {
            Sat::In(Seat::Apollo) => &[Seat::Apollo],
            Sat::In(Seat::Soyuz) => &[Seat::Soyuz],
            Sat::Both => &Seat::ALL,
        }
    }
}

/// A flight being played.
#[derive(Debug)]
pub struct Playback {
    /// The flight.
    pub player: Player,
    /// Name of its file.
    pub name: String,
    /// What happened in it, in order.
    pub marks: Vec<Mark>,
    /// Whose console is shown.
    pub sat: Sat,
    /// Help as one likes; absent, as its crews had it.
    pub level: Option<HelpLevel>,
    /// Language of help; absent, each console's own.
    pub help: Option<Locale>,
    /// Place in the row of speeds.
    pub speed: usize,
    /// It goes on by itself.
    pub running: bool,
    /// A time being typed.
    pub typed: Option<String>,
    /// The clock's last time, ms.
    clock_ms: Option<u64>,
    /// Part of a tick that is still owed, in 4,000ths.
    owed: u64,
}

impl Playback {
    /// At the beginning, running, in that seat.
    pub fn new(player: Player, name: String, sat: Sat, help: Option<Locale>) -> Playback {
        let marks = marks(&player);
        Playback {
            player,
            name,
            marks,
            sat,
            level: None,
            help,
            speed: REAL_TIME,
            running: true,
            typed: None,
            clock_ms: None,
            owed: 0,
        }
    }

    /// Its speed in quarters of real time.
    pub fn quarters(&self) -> u32 {
        SPEEDS[self.speed.min(SPEEDS.len() - 1)]
    }

    /// Ticks that have come by this time of the clock, ms.
    pub fn due(&mut self, now_ms: u64) -> u32 {
        let before = self.clock_ms.replace(now_ms).unwrap_or(now_ms);
        if !self.running {
            self.owed = 0;
            return 0;
        }
        let passed_ms = now_ms.saturating_sub(before).min(STEP_MS_MAX);
        self.owed += passed_ms * u64::from(TICK_RATE_HZ) * u64::from(self.quarters());
        let ticks = self.owed / 4_000;
        self.owed %= 4_000;
        u32::try_from(ticks).unwrap_or(u32::MAX)
    }

    /// Where the next event lies, a moment before it; the end behind the last.
    pub fn next_mark(&self) -> Tick {
        let from = self.player.at().0 + BEFORE_TICKS;
        let next = self.marks.iter().find(|mark| mark.at.0 > from);
        next.map_or(self.player.last_tick(), |mark| before(mark.at))
    }

    /// Where the event before lies; the beginning before the first.
    pub fn mark_before(&self) -> Tick {
        let at = self.player.at();
        let earlier = self.marks.iter().rev().map(|mark| before(mark.at));
        earlier.into_iter().find(|to| *to < at).unwrap_or(Tick(0))
    }

    /// The consoles of the seats shown, as they stand now.
    pub fn stations(&self, places: usize) -> Vec<Station> {
        let seats = self.sat.seats().iter();
        seats
            .map(|seat| {
                let help = self.help.unwrap_or(Locale::of(*seat));
                let mut station = Station::new(*seat, help);
                station.partner = partner(&self.player, *seat);
                self.fill(&mut station);
                self.show(&mut station, places);
                station
            })
            .collect()
    }

    /// A console takes in everything from the beginning up to now: charts and loop are as they were.
    fn fill(&self, station: &mut Station) {
        let seat = station.seat;
        let mut views = self.player.views_so_far(seat).peekable();
        for (tick, event) in self.player.events(Tick(0), self.player.at()) {
            while let Some(seen) = views.next_if(|view| view.tick < tick) {
                self.look(station, seen.clone());
            }
            if let Some(event) = view::event_for(event, seat) {
                station.learn(event);
            }
        }
        for seen in views {
            self.look(station, seen.clone());
        }
    }

    /// Goes on by so many ticks; what is heard of it, the gravest where there is more.
    pub fn go_on(&mut self, stations: &mut [Station], ticks: u32, places: usize) -> Option<Cue> {
        let before = self.player.at();
        self.player.seek(Tick(before.0.saturating_add(ticks)));
        let now = self.player.at();
        self.running &= now < self.player.last_tick();
        let mut heard: Option<Cue> = None;
        for station in stations {
            for (_, event) in self.player.events(before, now) {
                if let Some(event) = view::event_for(event, station.seat) {
                    let cue = station.learn(event);
                    heard = heard.filter(|cue| cue.rings()).or(cue).or(heard);
                }
            }
            self.show(station, places);
        }
        heard
    }

    /// A console shows what its seat is shown now.
    fn show(&self, station: &mut Station, places: usize) {
        if let Some(seen) = self.player.view(station.seat) {
            self.look(station, seen);
        }
        station.follow(places);
    }

    fn look(&self, station: &mut Station, mut seen: View) {
        if let Some(level) = self.level {
            let craft = match &mut seen.panel {
                Panel::Apollo(panel) => &mut panel.craft,
                Panel::Soyuz(panel) => &mut panel.craft,
            };
            craft.help = level;
        }
        station.take_view(Box::new(seen));
    }

    /// Both consoles get the result; returns whether there is one.
    pub fn debrief(&self, stations: &mut [Station]) -> bool {
        let end = self.player.replay().end.as_ref();
        let Some(debrief) = end.and_then(|end| end.debrief.clone()) else {
            return false;
        };
        for station in stations {
            station.shown = Shown::Window;
            station.debrief = Some(debrief.clone());
        }
        true
    }
}

/// A time as it is typed: seconds, minutes and seconds, or hours too; nothing else is one.
pub fn typed_tick(typed: &str) -> Option<Tick> {
    let parts: Vec<u32> = typed
        .split(':')
        .map(|part| part.parse().ok())
        .collect::<Option<_>>()?;
    if parts.len() > 3 || parts.iter().skip(1).any(|part| *part >= 60) {
        return None;
    }
    let seconds = parts
        .iter()
        .try_fold(0_u32, |sum, part| sum.checked_mul(60)?.checked_add(*part))?;
    seconds.checked_mul(TICK_RATE_HZ).map(Tick)
}

fn before(at: Tick) -> Tick {
    Tick(at.0.saturating_sub(BEFORE_TICKS))
}

/// The other crew of a seat as the recording names it.
fn partner(player: &Player, seat: Seat) -> Partner {
    let name = player.replay().header.crews[seat.other().index()].clone();
    Partner {
        software: name == SOFTWARE,
        present: true,
        name,
    }
}

/// What of a flight stands on its time line. One kind within a second is one mark.
fn marks(player: &Player) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    for (at, event) in player.replay().events() {
        let Some(kind) = mark_kind(event) else {
            continue;
        };
        let same = marks.iter().rev().find(|mark| mark.kind == kind);
        if same.is_none_or(|mark| at.0.saturating_sub(mark.at.0) > TICK_RATE_HZ) {
            marks.push(Mark { at, kind });
        }
    }
    marks
}

/// What an event is on a time line.
pub fn mark_kind(event: &Event) -> Option<MarkKind> {
    match event {
        Event::Docking(DockingEvent::Contact(_)) => Some(MarkKind::Contact),
        Event::Docking(DockingEvent::Capture | DockingEvent::HardDock) => Some(MarkKind::Joined),
        Event::Hatch { .. } => Some(MarkKind::Hatch),
        Event::Alarm { on: true, .. }
        | Event::Failed(..)
        | Event::Fire { .. }
        | Event::Abort(_) => Some(MarkKind::Alarm),
        Event::Injected(_) => Some(MarkKind::Injected),
        Event::Ended(outcome) => Some(match outcome {
            good if good.is_good() => MarkKind::End,
            Outcome::CalledOff => MarkKind::End,
            _ => MarkKind::Alarm,
        }),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
