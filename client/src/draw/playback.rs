//! A recorded flight on the screen: the consoles as their crews had them, and below them, where in
//! flight keys and partner stand, the time line and the keys of the player.

use handshake_shared::ids::Seat;
use handshake_shared::replay::play::AsRecorded;
use handshake_shared::time::Tick;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::{Clear, Widget};
use unicode_width::UnicodeWidthStr;

use super::Look;
use super::row::Row;
use super::theme::Role;
use crate::app::App;
use crate::app::playback::{Mark, MarkKind, Playback, SPEEDS, Sat};
use crate::i18n::{Arg, Words, labels};
use crate::input::player::PLAY_KEYS;
use crate::replays::clock_text;
use crate::widgets::text::{cut, lines};

/// A mark is named so long after it has come, s.
const NAMED_S: f64 = 3.0;
/// Rows the player takes from the consoles.
pub const ROWS: u16 = 2;

/// Draws time line and keys over the last two rows.
pub fn draw(app: &App, playback: &Playback, look: &Look, area: Rect, buf: &mut Buffer) {
    let words = app.words.of(app.settings.locale);
    let bar = Rect {
        y: area.bottom().saturating_sub(ROWS),
        height: ROWS,
        ..area
    };
    Clear.render(bar, buf);
    buf.set_style(bar, look.theme.style(Role::Bar));
    let width = usize::from(area.width);
    let shown = [
        time_line(playback, words, look, width).line(),
        keys(playback, words, look, width).line(),
    ];
    lines(&shown, bar, buf);
}

/// `▶ ×1  00:01:23 ──◆──■█──□── 00:03:27  both`
fn time_line(playback: &Playback, words: &Words, look: &Look, width: usize) -> Row {
    let (at, end) = (playback.player.at(), playback.player.last_tick());
    let state = if playback.running { "▶" } else { "‖" };
    let row = Row::new(look.theme)
        .put(Role::Caution, format!(" {state} "))
        .put(
            Role::Value,
            format!("{:<4}", speed_text(playback.quarters())),
        )
        .put(Role::Value, format!(" {} ", clock_text(at)));
    let tail = tail(playback, words);
    let ending = format!(" {} ", clock_text(end));
    // The line keeps its place whatever stands beside it.
    let beside = tails(words).map(|text| text.width()).max().unwrap_or(0);
    let line = width.saturating_sub(row.used() + ending.width() + beside + 1);
    let row = paint(playback, row, line);
    row.put(Role::Label, ending).put(tail.0, tail.1)
}

/// The line itself: marks, and where one is. What stands later in the row of kinds hides the others.
fn paint(playback: &Playback, row: Row, cells: usize) -> Row {
    let (at, end) = (playback.player.at(), playback.player.last_tick());
    paint_line(&playback.marks, (at, end), row, cells)
}

/// The same for any flight: what happened in it, where it is, where it ends.
pub(super) fn paint_line(
    marks: &[Mark],
    (at, end): (Tick, Tick),
    mut row: Row,
    cells: usize,
) -> Row {
    let end = end.0.max(1);
    let cell = |tick: Tick| {
        let along = u64::from(tick.0.min(end)) * cells.saturating_sub(1) as u64;
        (along / u64::from(end)) as usize
    };
    let here = cell(at);
    let mut marked: Vec<Option<MarkKind>> = vec![None; cells];
    for kind in MarkKind::ALL {
        for mark in marks.iter().filter(|mark| mark.kind == kind) {
            if let Some(place) = marked.get_mut(cell(mark.at)) {
                *place = Some(kind);
            }
        }
    }
    for (index, kind) in marked.into_iter().enumerate() {
        row = match kind {
            _ if index == here => row.put(Role::Caution, "█"),
            Some(kind) => row.put(role(kind), kind.mark()),
            None if index < here => row.put(Role::Value, "─"),
            None => row.put(Role::Dim, "┄"),
        };
    }
    row
}

fn role(kind: MarkKind) -> Role {
    match kind {
        MarkKind::Alarm | MarkKind::Injected => Role::Warning,
        MarkKind::Contact | MarkKind::Hatch => Role::Mine,
        MarkKind::Joined | MarkKind::End => Role::Good,
    }
}

/// Everything that can stand right of the line.
fn tails(words: &Words) -> impl Iterator<Item = String> {
    let marks = MarkKind::ALL.map(|kind| marked(words, kind));
    let others = [
        words.get("replay-recorded"),
        words.get("replay-both"),
        words.get(labels::ship(Seat::Apollo)),
        words.get(labels::ship(Seat::Soyuz)),
    ];
    marks.into_iter().chain(others)
}

fn marked(words: &Words, kind: MarkKind) -> String {
    format!("{} {}", kind.mark(), words.get(kind.word()))
}

/// What stands right of the line: what has just happened, that only a recording is shown, or whose
/// consoles these are.
fn tail(playback: &Playback, words: &Words) -> (Role, String) {
    let at = playback.player.at();
    let just = playback.marks.iter().rev().find(|mark| mark.at <= at);
    if let Some(mark) = just.filter(|mark| at.since(mark.at) < NAMED_S) {
        return (role(mark.kind), marked(words, mark.kind));
    }
    if playback.player.as_recorded().is_some() {
        return (Role::Caution, words.get("replay-recorded"));
    }
    let text = match playback.sat {
        Sat::In(Seat::Apollo) => words.get(labels::ship(Seat::Apollo)),
        Sat::In(Seat::Soyuz) => words.get(labels::ship(Seat::Soyuz)),
        Sat::Both => words.get("replay-both"),
    };
    (Role::Text, text)
}

fn keys(playback: &Playback, words: &Words, look: &Look, width: usize) -> Row {
    let row = Row::new(look.theme);
    if let Some(typed) = &playback.typed {
        let prompt = words.get("replay-type-time");
        let row = row
            .put(Role::Label, format!("{prompt} "))
            .put(Role::Value, format!("{typed}▏  "));
        return row
            .key("Enter")
            .put(Role::Label, format!("{}  ", words.get("replay-key-time")))
            .key("Esc")
            .put(Role::Label, words.get("key-back"));
    }
    if let Some(why) = playback.player.as_recorded() {
        let text = recorded_text(words, why);
        // Said once, at the beginning; then the keys stand there.
        if playback.player.at() == Tick(0) {
            return row.put(Role::Caution, cut(&text, width.saturating_sub(2)));
        }
    }
    bar(words).into_iter().fold(row, |row, (keys, text)| {
        let needed = keys.width() + 3 + text.width();
        match row.used() + needed <= width {
            true => row.key(&keys).put(Role::Label, format!("{text} ")),
            false => row,
        }
    })
}

/// The keys in the order in which the bar needs them: what has no room is in the help.
fn bar(words: &Words) -> Vec<(String, String)> {
    const FIRST: [&str; 7] = [
        "replay-key-pause",
        "replay-key-hop",
        "replay-key-speed",
        "replay-key-event",
        "replay-key-seat",
        "key-help",
        "key-back",
    ];
    let place = |word: &str| {
        let first = FIRST.iter().position(|other| *other == word);
        first.unwrap_or(FIRST.len())
    };
    let mut all = by_word();
    all.sort_by_key(|(word, _)| place(word));
    let named = all.into_iter();
    named.map(|(word, keys)| (keys, words.get(word))).collect()
}

/// Why only what was written down is shown, in words.
pub fn recorded_text(words: &Words, why: &AsRecorded) -> String {
    use handshake_shared::replay::verify::Unverifiable;
    match why {
        AsRecorded::Unverifiable(Unverifiable::Revision(n)) => {
            let n = n.to_string();
            words.format("replay-as-recorded", &[("n", Arg::Text(&n))])
        }
        AsRecorded::Unverifiable(_) => words.get("replay-mission-unread"),
        AsRecorded::Differs(tick) => {
            let time = clock_text(*tick);
            words.format("replay-differs", &[("time", Arg::Text(&time))])
        }
    }
}

/// Keys that do the same kind of thing, with what they do.
pub fn grouped(words: &Words) -> Vec<(String, String)> {
    let named = by_word().into_iter();
    named.map(|(word, keys)| (keys, words.get(word))).collect()
}

fn by_word() -> Vec<(&'static str, String)> {
    let mut entries: Vec<(&str, String)> = Vec::new();
    for row in PLAY_KEYS {
        let label = row.key.label();
        match entries.iter_mut().find(|(word, _)| *word == row.word) {
            Some((_, keys)) => {
                keys.push(' ');
                keys.push_str(&label);
            }
            None => entries.push((row.word, label)),
        }
    }
    entries
}

/// A speed as a factor: quarters and halves of real time have their own signs.
fn speed_text(quarters: u32) -> String {
    match quarters {
        1 => "×¼".to_owned(),
        2 => "×½".to_owned(),
        more => format!("×{}", more / SPEEDS[2]),
    }
}
