//! The desk of those who watch, in lines: what happens by itself as it happens, and every so often where
//! the flight is. For screen readers, for pipes, and for whoever keeps a log beside the projector.

use handshake_shared::time::{TICK_RATE_HZ, Tick};

use super::{WIDTH, plain};
use crate::app::App;
use crate::app::desk::{Desk, Line};
use crate::draw::Look;
use crate::draw::console::Console;
use crate::draw::desk::{consoles, ear, locks};
use crate::i18n::{Arg, Words, labels, trouble_text};
use crate::replays::clock_text;
use crate::widgets::{closing, gas, radio};

/// Flown time between two lines that say where the flight is, ticks.
const STATUS_TICKS: u32 = 10 * TICK_RATE_HZ;
/// The same while the desk catches up with a flight that began long ago.
const BEHIND_TICKS: u32 = 60 * TICK_RATE_HZ;
/// Columns that range and rate are made for; their bar is left out.
const CLOSING_COLUMNS: usize = 40;
/// Lines of range and rate without the bar.
const CLOSING_LINES: usize = 2;

/// What was told already.
#[derive(Debug, Default)]
pub(super) struct DeskTeller {
    line: String,
    crews: String,
    phase: String,
    locks: Vec<String>,
    /// Lines of the loop, by console.
    heard: usize,
    marks: usize,
    status: Option<Tick>,
}

impl DeskTeller {
    /// What is new since this was asked last.
    pub(super) fn news(&mut self, app: &App, desk: &Desk, look: &Look) -> Vec<String> {
        let words = app.words.of(app.settings.locale);
        let mut said = Vec::new();
        let line = line_text(desk, words);
        if line != self.line {
            self.line.clone_from(&line);
            said.push(line);
        }
        let crews = crews_text(desk, words);
        if crews != self.crews {
            // Another flight: everything of it is new.
            *self = DeskTeller {
                line: std::mem::take(&mut self.line),
                crews: crews.clone(),
                ..DeskTeller::default()
            };
            said.push(crews);
        }
        let consoles = consoles(app, words, look);
        let [apollo, soyuz] = consoles.as_slice() else {
            return said;
        };
        let now = apollo.view.tick;
        let clock = clock_text(now);
        let stamped = |text: String| format!("{clock}  {text}");
        let phase = words.get(labels::phase(apollo.view.plan.phase));
        if phase != self.phase {
            self.phase.clone_from(&phase);
            let args = [("phase", Arg::Text(&phase))];
            said.push(stamped(words.format("desk-plain-phase", &args)));
        }
        let listening = ear([apollo, soyuz], words);
        for line in listening.station.log_since(self.heard) {
            let told = plain(radio::of_line(listening, line, WIDTH));
            said.extend(told.into_iter().map(stamped));
        }
        self.heard = listening.station.logged;
        let marks = desk.marks.iter().skip(self.marks);
        said.extend(marks.map(|mark| {
            let (at, word) = (clock_text(mark.at), words.get(mark.kind.word()));
            format!("{at}  {} {word}", mark.kind.mark())
        }));
        self.marks = desk.marks.len();
        let held = plain(locks([apollo, soyuz], desk, (words, look), WIDTH));
        let new = held.iter().filter(|lock| !self.locks.contains(lock));
        said.extend(new.cloned().map(stamped));
        self.locks = held;
        let every = match desk.is_behind() {
            true => BEHIND_TICKS,
            false => STATUS_TICKS,
        };
        if self.status.is_none_or(|last| now.0 >= last.0 + every) {
            self.status = Some(now);
            said.push(stamped(status([apollo, soyuz])));
        }
        said
    }

    /// What is asked for: where the flight is, and who holds what.
    pub(super) fn asked(app: &App, desk: &Desk, look: &Look) -> Vec<String> {
        let words = app.words.of(app.settings.locale);
        let consoles = consoles(app, words, look);
        let [apollo, soyuz] = consoles.as_slice() else {
            return vec![line_text(desk, words)];
        };
        let clock = clock_text(apollo.view.tick);
        let phase = words.get(labels::phase(apollo.view.plan.phase));
        let mut said = vec![format!("{clock}  {phase}  {}", status([apollo, soyuz]))];
        said.extend(plain(locks([apollo, soyuz], desk, (words, look), WIDTH)));
        said
    }
}

/// Range and rate as Soyuz has them, and what every gauge of both crews reads, each in its own units.
fn status([apollo, soyuz]: [&Console; 2]) -> String {
    let range = closing::lines(soyuz, CLOSING_COLUMNS).into_iter();
    let mut parts = plain(range.take(CLOSING_LINES).collect());
    for console in [apollo, soyuz] {
        let ship = console.word(labels::ship(console.seat()));
        let gauges = plain(gas::short(console)).join("  ");
        parts.push(format!("{ship}: {gauges}"));
    }
    let spaces = |text: &String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    parts.iter().map(spaces).collect::<Vec<_>>().join(" · ")
}

/// What the line is doing.
fn line_text(desk: &Desk, words: &Words) -> String {
    match &desk.line {
        Line::Waiting => match desk.delay_s {
            0 => words.get("desk-waiting"),
            late => words.format("desk-waiting-late", &[("s", Arg::Count(i64::from(late)))]),
        },
        Line::Open if desk.last().is_some() => words.get("desk-ended"),
        Line::Open => words.get("desk-only-looks"),
        Line::Lost => words.get("desk-lost"),
        Line::Over(why) => trouble_text(words, why),
        Line::Strange(_) => words.get("desk-strange"),
    }
}

/// Which mission, and who flies it.
fn crews_text(desk: &Desk, words: &Words) -> String {
    let Some(header) = desk.follower.header() else {
        return String::new();
    };
    let mission = crate::replays::mission_text(words, header);
    let crews = crate::replays::crews_text(words, header);
    format!("{mission}  {crews}")
}
