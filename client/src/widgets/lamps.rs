//! Light signals: the page they are chosen from, and what is seen of the other craft's lamp. Up to
//! Pilot a signal is shown with its meaning, from Commander on only as it blinks: what it means stands
//! in the crew's own list.

use handshake_shared::catalogue::lamps::{Flash, LampCode};
use handshake_shared::ids::Seat;
use handshake_shared::sim::input::HelpLevel;
use ratatui::text::Line;

use crate::draw::console::Console;
use crate::draw::theme::Role;
use crate::i18n::{Arg, labels};
use crate::widgets::text::cut;

/// Signals beside each other on the page.
const COLUMNS: usize = 2;
/// Cells of the longest rhythm, and the gap behind it.
const RHYTHM_CELLS: usize = 13;

/// A signal's flashes as they are printed.
pub fn rhythm(code: LampCode) -> String {
    let flashes = code.row().rhythm.iter().map(|flash| match flash {
        Flash::Short => "·",
        Flash::Long => "—",
    });
    flashes.collect::<Vec<_>>().join("\u{a0}")
}

/// A signal by flashes and meaning, for the crew that gives it.
pub fn name(console: &Console, code: LampCode) -> String {
    let (rhythm, name) = (rhythm(code), console.word(labels::lamp_code(code)));
    let args = [("rhythm", Arg::Text(&rhythm)), ("name", Arg::Text(&name))];
    console.say("light-given", &args)
}

/// What was seen, as far as the help level goes.
pub fn seen(console: &Console, from: Seat, code: LampCode) -> String {
    let rhythm = rhythm(code);
    let means = console.craft().help <= HelpLevel::Pilot;
    let words = console.app.words.of(console.help_locale());
    let name = words.get(labels::lamp_code(code));
    let key = match (from, means) {
        (Seat::Apollo, true) => "light-seen-apollo-means",
        (Seat::Soyuz, true) => "light-seen-soyuz-means",
        (Seat::Apollo, false) => "light-seen-apollo",
        (Seat::Soyuz, false) => "light-seen-soyuz",
    };
    let args = [("rhythm", Arg::Text(&rhythm)), ("name", Arg::Text(&name))];
    console.say(key, &args)
}

/// What the partner line says of both lamps while one of them is lit: the other craft's goes first.
pub fn told(console: &Console) -> Option<String> {
    let radio = &console.view.radio;
    let seen = radio
        .lamp
        .map(|code| seen(console, console.seat().other(), code));
    let own = || {
        let code = radio.own_lamp?;
        let (rhythm, name) = (rhythm(code), console.word(labels::lamp_code(code)));
        let args = [("rhythm", Arg::Text(&rhythm)), ("name", Arg::Text(&name))];
        Some(console.say("light-own", &args))
    };
    seen.or_else(own)
}

/// The page: a digit, the flashes and the meaning of each signal, down the columns.
pub fn lines(console: &Console, width: usize, rows: usize) -> Vec<Line<'static>> {
    let down = LampCode::ALL.len().div_ceil(COLUMNS);
    let column = width / COLUMNS;
    let mut lines: Vec<Line<'static>> = (0..down)
        .map(|y| {
            let mut row = console.row();
            for x in 0..COLUMNS {
                let place = x * down + y;
                let Some(code) = LampCode::ALL.get(place) else {
                    continue;
                };
                let text = console.word(labels::lamp_code(*code));
                row = row.at(x * column + 1).key(&(place + 1).to_string());
                row = row.put(Role::Value, rhythm(*code));
                row = row.at(x * column + 6 + RHYTHM_CELLS);
                let room = ((x + 1) * column).saturating_sub(row.used() + 1);
                row = row.put(Role::Text, cut(&text, room));
            }
            row.line()
        })
        .collect();
    if rows > lines.len() {
        let keys = cut(&console.word("light-keys"), width.saturating_sub(2));
        lines.push(console.row().at(1).put(Role::Dim, keys).line());
    }
    lines
}
