//! The card over a flight that stands still: why, since when, what goes on by itself, what the keys
//! do. The picture stands behind it.

use handshake_shared::catalogue::units::Quantity;
use handshake_shared::ids::Seat;
use handshake_shared::wire::PauseReason;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::Look;
use super::row::Row;
use super::theme::Role;
use crate::app::App;
use crate::app::pause::{Halt, LostLine, RELIEVE, SETTINGS, Standstill, may_relieve};
use crate::app::station::Station;
use crate::i18n::{Arg, Units, Words, format_quantity};
use crate::input::Key;
use crate::input::bindings::Board;
use crate::input::keymap::Act;
use crate::widgets::text::{broken, cleared, lines};

/// Columns of the card: a sentence of the longer language in two lines.
const COLUMNS: u16 = 62;
/// Rows from the top of the screen: below the header.
const TOP: u16 = 2;

/// Draws the card, if the flight stands still.
pub fn draw(app: &App, words: &Words, look: &Look, area: Rect, buf: &mut Buffer) {
    let halted = app
        .stations
        .iter()
        .find_map(|station| Some((station, station.halt()?)));
    let Some((station, halt)) = halted else {
        return;
    };
    let card = Card {
        app,
        words,
        look,
        units: Units::of(station.seat),
    };
    let shown = card.of(station, &halt);
    let width = COLUMNS.min(area.width);
    let area = Rect {
        x: area.x + (area.width - width) / 2,
        y: area.y + TOP,
        width,
        height: (shown.len() as u16).min(area.height.saturating_sub(TOP)),
    };
    cleared(area, buf);
    buf.set_style(area, look.theme.style(Role::Bar));
    lines(&shown, area, buf);
}

/// The one sentence that says why this seat's flight stands still.
pub fn halted(halt: &Halt, own: Seat) -> &'static str {
    let Halt::Room(stands) = halt else {
        return "pause-line";
    };
    match stands.why {
        PauseReason::Asked(by) if by == own => "pause-by-you",
        PauseReason::Asked(Seat::Apollo) => "pause-by-apollo",
        PauseReason::Asked(Seat::Soyuz) => "pause-by-soyuz",
        PauseReason::Lost(Seat::Apollo) => "pause-lost-apollo",
        PauseReason::Lost(Seat::Soyuz) => "pause-lost-soyuz",
        PauseReason::Left(Seat::Apollo) => "pause-left-apollo",
        PauseReason::Left(Seat::Soyuz) => "pause-left-soyuz",
    }
}

struct Card<'a> {
    app: &'a App,
    words: &'a Words,
    look: &'a Look,
    units: Units,
}

impl Card<'_> {
    fn of(&self, station: &Station, halt: &Halt) -> Vec<Line<'static>> {
        let title = match halt {
            Halt::Room(stands) if matches!(stands.why, PauseReason::Asked(_)) => "pause-title",
            _ => "pause-title-line",
        };
        let title = Row::new(self.look.theme)
            .at(2)
            .put(Role::Title, self.words.get(title));
        let mut shown = vec![Line::default(), title.line(), Line::default()];
        let why = match self.app.is_together() {
            // At one keyboard nobody needs to be told who it was.
            true if matches!(halt, Halt::Room(s) if matches!(s.why, PauseReason::Asked(_))) => {
                "pause-by-you"
            }
            _ => halted(halt, station.seat),
        };
        shown.extend(self.text(Role::Value, &self.words.get(why)));
        match halt {
            Halt::Line(lost) => self.line(lost, &mut shown),
            Halt::Room(stands) => {
                self.room(stands, &mut shown);
                self.relief(stands, station.seat, &mut shown);
            }
        }
        shown.push(Line::default());
        let keys = match self.app.leaving {
            true => self.text(Role::Caution, &self.words.get("console-leave")),
            false => vec![self.keys(halt, station.seat)],
        };
        shown.extend(keys);
        shown.push(Line::default());
        shown
    }

    /// One's own line: how often it was tried, how long there is, what is kept.
    fn line(&self, lost: &LostLine, shown: &mut Vec<Line<'static>>) {
        let tries = [("n", Arg::Count(i64::from(lost.tries.max(1))))];
        let left = self.time(lost.held_s(self.app.now_ms));
        shown.extend(self.text(Role::Text, &self.words.format("pause-tries", &tries)));
        let left = [("left", Arg::Text(&left))];
        shown.extend(self.text(Role::Text, &self.words.format("pause-held", &left)));
    }

    /// The room: since when, what goes on, how long yet.
    fn room(&self, stands: &Standstill, shown: &mut Vec<Line<'static>>) {
        let seconds = stands.since.seconds() as u32;
        let clock = format!(
            "{:02}:{:02}:{:02}",
            seconds / 3600,
            seconds / 60 % 60,
            seconds % 60
        );
        let lasts = self.time(stands.lasts_s(self.app.now_ms));
        let since = [("clock", Arg::Text(&clock)), ("lasts", Arg::Text(&lasts))];
        shown.extend(self.text(Role::Text, &self.words.format("pause-since", &since)));
        shown.extend(self.text(Role::Text, &self.words.get("pause-what")));
        let left = stands
            .left_s(self.app.now_ms)
            .map(|left_s| self.time(left_s));
        let asked = matches!(stands.why, PauseReason::Asked(_));
        if let (Some(count), Some((by, _))) = (stands.counts(self.app.now_ms), stands.count) {
            let key = match by {
                Some(_) => "pause-count",
                None => "pause-count-over",
            };
            let count = self
                .words
                .format(key, &[("n", Arg::Count(i64::from(count)))]);
            shown.extend(self.text(Role::Caution, &count));
        } else if let Some(left) = left {
            let key = if asked { "pause-ends" } else { "pause-closes" };
            let text = self.words.format(key, &[("left", Arg::Text(&left))]);
            shown.extend(self.text(Role::Text, &text));
        } else {
            shown.extend(self.text(Role::Text, &self.words.get("pause-no-end")));
        }
    }

    /// The other crew is away: that software may fly meanwhile, or when.
    fn relief(&self, stands: &Standstill, own: Seat, shown: &mut Vec<Line<'static>>) {
        let text = match stands.relief_in_s(own, self.app.now_ms) {
            None => return,
            Some(0) => self.words.get("pause-relief"),
            Some(seconds) => {
                let left = self.time(seconds);
                let args = [("left", Arg::Text(&left))];
                self.words.format("pause-relief-in", &args)
            }
        };
        shown.extend(self.text(Role::Text, &text));
    }

    fn keys(&self, halt: &Halt, own: Seat) -> Line<'static> {
        let mut row = Row::new(self.look.theme).at(2);
        if may_relieve(halt, own, self.app.now_ms) {
            row = self.key(row, &RELIEVE.label(), "pause-key-relief");
        }
        if let Halt::Room(stands) = halt
            && matches!(stands.why, PauseReason::Asked(_))
        {
            let key = match stands.count {
                None => "pause-key-go-on",
                Some(_) => "pause-key-stay",
            };
            row = self.key(row, &self.label(Act::Pause), key);
        }
        row = self.key(row, &self.label(Act::Help), "key-help");
        row = self.key(row, &SETTINGS.label(), "pause-key-settings");
        self.key(row, &self.label(Act::Back), "key-quit").line()
    }

    fn key(&self, row: Row, label: &str, word: &str) -> Row {
        row.key(label)
            .put(Role::Label, format!("{}  ", self.words.get(word)))
    }

    /// The key of an act on the keyboard in use.
    fn label(&self, act: Act) -> String {
        let board = match self.app.is_together() {
            true => Board::Shared,
            false => Board::Own,
        };
        let mut rows = self.app.settings.keys.rows(board);
        let key = rows.find_map(|(row, key)| key.filter(|_| row.act == act));
        key.map_or_else(|| "—".to_owned(), Key::label)
    }

    fn text(&self, role: Role, text: &str) -> Vec<Line<'static>> {
        let line = |piece| Row::new(self.look.theme).at(2).put(role, piece).line();
        let pieces = broken(text, usize::from(COLUMNS) - 4);
        pieces.into_iter().map(line).collect()
    }

    fn time(&self, seconds: u16) -> String {
        let seconds = f64::from(seconds);
        format_quantity(self.words, self.units, Quantity::Duration, seconds)
    }
}
