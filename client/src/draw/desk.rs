//! The desk of those who watch: what both crews read, the corridor, the air in all compartments, what is
//! said and what it means, whose move it is and which lock waits for a read-back. Every instrument is the
//! consoles' own; two stand here side by side.

mod instructor;
mod parts;

use handshake_shared::ids::Seat;
use handshake_shared::replay::follow::Last;
use handshake_shared::time::TICK_RATE_HZ;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line as Text;
use ratatui::widgets::{Clear, Widget};

use super::Look;
use super::console::Console;
use super::row::Row;
use super::theme::Role;
use crate::app::App;
use crate::app::desk::{Desk, Line};
use crate::i18n::{Arg, Words, labels, trouble_text};
use crate::missions::offered;
use crate::replays::clock_text;
use crate::widgets::charts::Plane;
use crate::widgets::text::{broken, centred, cut, lines};
use crate::widgets::{plan, radio, stack};

pub use parts::locks;

/// From so many rows on the air stands below the consoles; a smaller screen has the loop there.
const AIR_ROWS: u16 = 32;
/// From so many columns on loop and plan stand beside each other.
const BESIDE_COLUMNS: u16 = 110;
/// Rows of what both crews read.
const READ_ROWS: u16 = 10;
/// Most rows of the corridor.
const PLANE_ROWS_MAX: u16 = 26;

/// Draws the desk.
pub fn draw(app: &App, desk: &Desk, words: &Words, look: &Look, area: Rect, buf: &mut Buffer) {
    header(desk, (words, look), area, buf);
    let last = area.bottom() - 2;
    let inside = Rect {
        y: area.y + 1,
        height: area.height - 3,
        ..area
    };
    let consoles = consoles(app, words, look);
    match consoles.as_slice() {
        [apollo, soyuz] => desks([apollo, soyuz], desk, (words, look), inside, buf),
        _ => waiting(desk, (words, look), inside, buf),
    }
    if let Some(instructor) = desk.instructor.as_ref().filter(|at| at.open) {
        instructor::draw(desk, instructor, (words, look), inside, buf);
    }
    let bar = Rect {
        y: last,
        height: 2,
        ..area
    };
    Clear.render(bar, buf);
    buf.set_style(bar, look.theme.style(Role::Bar));
    let shown = [
        time_line(desk, (words, look), usize::from(area.width)).line(),
        status(app, desk, (words, look), usize::from(area.width)).line(),
    ];
    lines(&shown, bar, buf);
}

/// Both consoles, once there is something on them. One reader, one language: labels in it, whichever
/// console they stand on.
pub fn consoles<'a>(app: &'a App, words: &'a Words, look: &'a Look) -> Vec<Console<'a>> {
    let stations = app.stations.iter().enumerate();
    let seen = stations.filter_map(|(index, station)| {
        let view = station.view.as_deref()?;
        let mut console = Console::new(app, station, index, view, look);
        console.words = words;
        Some(console)
    });
    seen.collect()
}

/// The console of the crew that speaks the reader's language hears the other one, with its meaning.
pub fn ear<'a, 'b>(consoles: [&'b Console<'a>; 2], words: &Words) -> &'b Console<'a> {
    let own = consoles
        .into_iter()
        .find(|console| parts::reads(console, words));
    own.unwrap_or(consoles[0])
}

/// `MISSION CONTROL  Final approach  Apollo: Tom  Soyuz: Alexei        20 s late`
fn header(desk: &Desk, (words, look): (&Words, &Look), area: Rect, buf: &mut Buffer) {
    let bar = Rect { height: 1, ..area };
    Clear.render(bar, buf);
    buf.set_style(bar, look.theme.style(Role::Bar));
    let late = match desk.delay_s {
        0 => words.get("desk-at-once"),
        late => words.format("desk-late", &[("s", Arg::Count(i64::from(late)))]),
    };
    let title = format!(" {}", words.get("desk-title"));
    let mut row = Row::new(look.theme).put(Role::Title, title);
    if let Some(header) = desk.follower.header() {
        let known = offered().iter().find(|offer| offer.name == header.scenario);
        let mission = match known {
            Some(offer) => words.get(&format!("mission-{}", offer.name)),
            None => header.scenario.clone(),
        };
        row = row.put(Role::Value, format!("  {mission}"));
        for seat in Seat::ALL {
            let name = match desk.crew(seat) {
                "" => words.get("ready-unnamed"),
                crate::mission::SOFTWARE => words.get("console-software-crew"),
                name => name.to_owned(),
            };
            let ship = words.get(labels::ship(seat));
            row = row.put(Role::Text, format!("   {ship}: {name}"));
        }
    }
    let end = usize::from(area.width).saturating_sub(1);
    let room = end.saturating_sub(late.chars().count() + 1);
    let row = match row.used() < room {
        true => row.right(Role::Caution, late, end),
        false => row,
    };
    lines(&[row.line()], bar, buf);
}

/// Before the first tick: what is waited for.
fn waiting(desk: &Desk, (words, look): (&Words, &Look), area: Rect, buf: &mut Buffer) {
    let text = match &desk.line {
        Line::Lost => words.get("desk-lost"),
        Line::Strange(_) => words.get("desk-strange"),
        Line::Over(why) => trouble_text(words, why),
        Line::Waiting | Line::Open => match desk.delay_s {
            0 => words.get("desk-waiting"),
            late => words.format("desk-waiting-late", &[("s", Arg::Count(i64::from(late)))]),
        },
    };
    let style = look.theme.style(Role::Text);
    let told = broken(&text, usize::from(area.width).saturating_sub(8).min(90));
    let top = area.y + (area.height / 2).saturating_sub(told.len() as u16 / 2);
    for (piece, y) in told.iter().zip(top..area.bottom()) {
        let line = Rect {
            y,
            height: 1,
            ..area
        };
        centred(piece, style, line, buf);
    }
}

fn desks(
    consoles: [&Console; 2],
    desk: &Desk,
    (words, look): (&Words, &Look),
    area: Rect,
    buf: &mut Buffer,
) {
    let high = area.height >= AIR_ROWS;
    let air_rows = match high {
        true => (stack::height() + 1).min(area.height * 2 / 5),
        false => 0,
    };
    let spare = area.height.saturating_sub(air_rows);
    let top_rows = match high {
        true => (spare * 3 / 5).clamp(READ_ROWS, PLANE_ROWS_MAX),
        false => READ_ROWS.min(spare / 2 + 1),
    };
    let top = Rect {
        height: top_rows,
        ..area
    };
    upper(consoles, (words, look), top, buf);
    let air = Rect {
        y: top.bottom(),
        height: air_rows,
        ..area
    };
    if high {
        let below = titled(words, look, "desk-air", air, buf);
        parts::air(consoles, below, buf);
    }
    let rest = Rect {
        y: air.bottom(),
        height: area.bottom().saturating_sub(air.bottom()),
        ..area
    };
    lower(consoles, desk, (words, look), rest, buf);
}

/// What both crews read, and between them the corridor where there is room for it.
fn upper(consoles: [&Console; 2], (words, look): (&Words, &Look), area: Rect, buf: &mut Buffer) {
    let [left, middle, right] = thirds(area);
    for (console, part) in consoles.into_iter().zip([left, right]) {
        let title = labels::ship(console.seat());
        let below = titled(words, look, title, part, buf);
        let told = parts::readings(console, usize::from(below.width));
        lines(&told, below, buf);
    }
    // Range and speed are Soyuz's to read below a hundred metres: its console has all of them.
    let below = titled(words, look, "title-approach", middle, buf);
    Plane {
        words,
        ..Plane::of(consoles[1])
    }
    .draw(below, buf);
}

/// The loop, and beside or below it locks and plan.
fn lower(
    consoles: [&Console; 2],
    desk: &Desk,
    (words, look): (&Words, &Look),
    area: Rect,
    buf: &mut Buffer,
) {
    let [said_area, plan_area] = match area.width >= BESIDE_COLUMNS {
        true => {
            let wide = area.width * 11 / 20;
            let left = Rect {
                width: wide,
                ..area
            };
            let right = Rect {
                x: area.x + wide + 1,
                width: area.width - wide - 1,
                ..area
            };
            [left, right]
        }
        false => {
            let rows = area.height.div_ceil(2);
            let upper = Rect {
                height: rows,
                ..area
            };
            let lower = Rect {
                y: upper.bottom(),
                height: area.height - rows,
                ..area
            };
            [upper, lower]
        }
    };
    let ear = ear(consoles, words);
    let below = titled(words, look, "title-radio", said_area, buf);
    let said = radio::lines(ear, usize::from(below.width), usize::from(below.height));
    lines(&said, below, buf);
    let below = titled(words, look, "title-plan", plan_area, buf);
    let width = usize::from(below.width);
    let mut told = parts::locks(consoles, desk, (words, look), width);
    for console in consoles {
        let room = usize::from(below.height).saturating_sub(told.len());
        let moves = plan::lines(console, width.saturating_sub(2), room.div_ceil(2).min(6));
        let ship = words.get(labels::ship(console.seat()));
        if room > 1 {
            told.push(Row::new(look.theme).at(1).put(Role::Label, ship).line());
        }
        told.extend(moves.into_iter().map(indented));
    }
    lines(&told, below, buf);
}

fn indented(mut line: Text<'static>) -> Text<'static> {
    line.spans.insert(0, "  ".into());
    line
}

/// The left, the middle and the right of an area; the middle has more.
fn thirds(area: Rect) -> [Rect; 3] {
    let side = (area.width * 3 / 10).max(26).min(area.width / 2);
    let middle = area.width - 2 * side;
    let left = Rect {
        width: side.saturating_sub(1),
        ..area
    };
    let centre = Rect {
        x: area.x + side,
        width: middle,
        ..area
    };
    let right = Rect {
        x: centre.right() + 1,
        width: side.saturating_sub(1),
        ..area
    };
    [left, centre, right]
}

/// A title over an area; what is below it.
fn titled(words: &Words, look: &Look, key: &str, area: Rect, buf: &mut Buffer) -> Rect {
    let text = cut(&words.get(key), usize::from(area.width).saturating_sub(4));
    let mut row = Row::new(look.theme).put(Role::Frame, "─ ");
    row = row.put(Role::Title, text).put(Role::Frame, " ");
    let rest = usize::from(area.width).saturating_sub(row.used());
    let row = row.put(Role::Frame, "─".repeat(rest));
    lines(&[row.line()], area, buf);
    Rect {
        y: area.y + 1,
        height: area.height.saturating_sub(1),
        ..area
    }
}

/// `00:01:23 ──◆──■█──□── 00:08:00`: the mission's own length, as it is offered, is the end.
fn time_line(desk: &Desk, (words, look): (&Words, &Look), width: usize) -> Row {
    let at = desk
        .follower
        .world()
        .map_or(Default::default(), |world| world.tick());
    let header = desk.follower.header();
    let offer = header.and_then(|header| {
        let mut all = offered().iter();
        all.find(|offer| offer.name == header.scenario)
    });
    let minutes = offer.map_or(0, |offer| offer.minutes) as u32;
    let expected = minutes * 60 * TICK_RATE_HZ;
    let end = match desk.last() {
        Some(Last::Ended(_)) => at,
        _ => handshake_shared::time::Tick(expected.max(at.0)),
    };
    let row = Row::new(look.theme).put(Role::Value, format!(" {} ", clock_text(at)));
    let just = desk.marks.last().filter(|mark| at.since(mark.at) < 5.0);
    let named = just.map_or_else(String::new, |mark| {
        format!("  {} {}", mark.kind.mark(), words.get(mark.kind.word()))
    });
    let ending = format!(" {}{named} ", clock_text(end));
    let cells = width.saturating_sub(row.used() + ending.chars().count());
    super::playback::paint_line(&desk.marks, (at, end), row, cells).put(Role::Label, ending)
}

/// What the line is doing, and the keys.
fn status(app: &App, desk: &Desk, (words, look): (&Words, &Look), width: usize) -> Row {
    let (role, text) = match &desk.line {
        _ if app.leaving => (Role::Caution, words.get("desk-leave")),
        Line::Strange(_) => (Role::Warning, words.get("desk-strange")),
        Line::Lost => (Role::Warning, words.get("desk-lost")),
        _ if desk.is_behind() => (Role::Caution, words.get("desk-behind")),
        Line::Over(why) if desk.follower.waiting_beats() == 0 => {
            (Role::Text, trouble_text(words, why))
        }
        _ => match desk.last() {
            Some(Last::Ended(_)) => (Role::Good, words.get("desk-ended")),
            Some(Last::Cut(_)) => (Role::Caution, words.get("desk-cut")),
            None if desk.follower.world().is_some() && desk.follower.waiting_beats() == 0 => {
                (Role::Dim, words.get("desk-quiet"))
            }
            None if desk.instructor.is_some() => (Role::Text, words.get("desk-instructs")),
            None => (Role::Text, words.get("desk-only-looks")),
        },
    };
    // What an instructor asked for is answered here while the list is shut.
    let (role, text) = match &desk.instructor {
        Some(at) if at.told.is_some() && !at.open && !app.leaving => instructor::told(at, words),
        _ => (role, text),
    };
    let row = Row::new(look.theme).put(Role::Label, " ");
    let row = keys(desk).iter().fold(row, |row, (key, word)| {
        row.key(key)
            .put(Role::Label, format!("{}   ", words.get(word)))
    });
    let room = width.saturating_sub(row.used() + 1);
    row.put(role, cut(&text, room))
}

/// The keys that do something now.
fn keys(desk: &Desk) -> &'static [(&'static str, &'static str)] {
    const WATCHES: [(&str, &str); 3] = [
        ("?", "desk-key-help"),
        ("L", "console-key-language"),
        ("Esc", "key-back"),
    ];
    const INSTRUCTS: [(&str, &str); 4] = [
        ("F", "desk-key-faults"),
        ("?", "desk-key-help"),
        ("L", "console-key-language"),
        ("Esc", "key-back"),
    ];
    const CHOOSES: [(&str, &str); 3] = [
        ("↑↓", "desk-key-choose"),
        ("Enter", "desk-key-inject"),
        ("Esc", "key-back"),
    ];
    match &desk.instructor {
        None => &WATCHES,
        Some(at) if at.open => &CHOOSES,
        Some(_) => &INSTRUCTS,
    }
}

/// The lines of the help.
pub fn help(desk: &Desk, words: &Words, look: &Look, width: usize) -> Vec<Text<'static>> {
    let row = || Row::new(look.theme);
    let mut shown = vec![Text::default()];
    for (key, word) in keys(desk) {
        let line = row().at(2).key(key).put(Role::Text, words.get(word));
        shown.push(line.line());
    }
    shown.push(Text::default());
    for hint in [
        "desk-help-late",
        "desk-help-read",
        "desk-help-loop",
        "desk-help-locks",
    ]
    .into_iter()
    .chain(desk.instructor.is_some().then_some("desk-help-faults"))
    {
        for piece in broken(&words.get(hint), width.saturating_sub(4)) {
            shown.push(row().at(2).put(Role::Text, piece).line());
        }
    }
    shown
}
