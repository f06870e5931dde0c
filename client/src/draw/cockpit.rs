//! One console: the picture first, instruments around it in fixed places, the loop, the calls and
//! the plan below. Three shapes: small, tall (half of a shared screen) and wide.

mod bars;
mod picture;
pub mod places;
mod round;
#[cfg(test)]
mod tests;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::{Clear, Widget};

use handshake_shared::view::panel::Panel;

use super::console::Console;
use super::greyout;
use super::theme::Role;
use super::{Canvases, Look};
use crate::app::App;
use crate::app::station::{Entry, Page, Station};
use crate::i18n::Arg;
use crate::widgets::text::{centred, cut, lines};
use crate::widgets::{
    alarms, alphabets, attitude, bodies, book_page, callbar, closing, controls, doors, gas, jets,
    ksu, mechanism, phrasebook, plan, programme, radio,
};
pub use picture::target_pa;
use places::{Places, TALL, in_short, places};

/// Draws one console.
pub fn draw(
    app: &App,
    station: &Station,
    index: usize,
    look: &Look,
    canvases: &mut Canvases,
    area: Rect,
    buf: &mut Buffer,
) {
    let Some(view) = &station.view else {
        let text = app.words.of(station.locale()).get("console-no-view");
        let y = area.y + area.height / 2;
        centred(
            &text,
            look.theme.style(Role::Dim),
            Rect {
                y,
                height: 1,
                ..area
            },
            buf,
        );
        return;
    };
    let console = Console::new(app, station, index, view, look);
    let titled = area.height >= TALL;
    let places = places(area, entry_rows(app, station, area.height));
    bars::header(&console, places.header, buf);
    if reads_in_picture(&console, area) {
        book(&console, places.picture, buf);
    } else {
        picture::draw(&console, canvases, places.picture, buf);
    }
    buf.set_style(places.sight, look.theme.style(Role::Bar));
    lines(
        &[attitude::sight(&console, usize::from(places.sight.width))],
        places.sight,
        buf,
    );
    instruments(&console, &places, area, buf);
    round::draw(&console, places.middle, buf);
    let width = usize::from(area.width);
    let narrow = usize::from(places.alarm.width);
    let idle = alarms::is_idle(&console).then(|| {
        let lesson = (!titled).then(|| plan::lesson_line(&console, narrow));
        lesson
            .flatten()
            .or_else(|| callbar::partner_wording(&console, narrow))
    });
    let alarm = match idle.flatten() {
        Some(wording) => vec![wording],
        None => alarms::lines(&console, narrow),
    };
    let (alarm_area, radio_place) = shared(places.alarm, places.radio, alarm.len());
    lines(&alarm, alarm_area, buf);
    let radio_area = titled_area(&console, "title-radio", radio_place, titled, buf);
    let said = radio::lines(&console, narrow, usize::from(radio_area.height));
    lines(&said, radio_area, buf);
    let title = callbar::title(&console);
    let entered = station.entry != Entry::None;
    let calls_area = if titled || entered {
        text_title(&console, &title, places.calls, buf)
    } else {
        places.calls
    };
    let calls = callbar::lines(&console, width, usize::from(calls_area.height));
    lines(&calls, calls_area, buf);
    let plan_area = titled_area(&console, "title-plan", places.plan, titled, buf);
    let moves = plan::lines(&console, width, usize::from(plan_area.height));
    lines(&moves, plan_area, buf);
    bars::partner(&console, places.partner, buf);
    bars::keys(&console, places.keys, buf);
    let sight = console.craft().pilot_sight;
    let spared = [alarm_area, places.keys];
    greyout::draw(sight, look.theme, area, places.picture, &spared, buf);
    bodies::draw(&console, places.picture, buf);
    if station.entry == Entry::Alphabets {
        alphabets_page(&console, area, buf);
    }
}

/// A long reason goes on below its line, and the loop gives it the room: all but its last row.
fn shared(alarm: Rect, radio: Rect, rows: usize) -> (Rect, Rect) {
    let more = (rows.saturating_sub(1) as u16).min(radio.height.saturating_sub(1));
    let height = alarm.height + more;
    let left = Rect {
        y: radio.y + more,
        height: radio.height - more,
        ..radio
    };
    (Rect { height, ..alarm }, left)
}

/// Both spelling alphabets over the whole console.
fn alphabets_page(console: &Console, area: Rect, buf: &mut Buffer) {
    Clear.render(area, buf);
    buf.set_style(area, console.look.theme.style(Role::Ground));
    let words = console.app.words.of(console.help_locale());
    let mut shown = alphabets::lines(&console.app.words, words, console.look.theme);
    let keys = words.get("alphabets-keys");
    shown.push(console.row().put(Role::Dim, format!(" {keys}")).line());
    lines(&shown, area, buf);
}

/// Rows of the call bar: more while the phrasebook is open.
fn entry_rows(app: &App, station: &Station, height: u16) -> u16 {
    match station.entry {
        Entry::Book(_) => (1 + phrasebook::FRAME_ROWS + app.book_page()) as u16,
        Entry::None if height < TALL => 3,
        _ => 4,
    }
}

/// A box of instruments: its title and its lines.
type Boxed = (String, Vec<Line<'static>>);

fn instruments(console: &Console, places: &Places, area: Rect, buf: &mut Buffer) {
    let [first, rest @ ..] = places.boxes.as_slice() else {
        return;
    };
    if in_short(area) {
        return small(console, *first, buf);
    }
    // Lines are made for the narrower of two columns.
    let narrow = places.boxes.iter().map(|place| place.width).min();
    let (left, right) = boxes(console, usize::from(narrow.unwrap_or(first.width)));
    match rest {
        [second] => {
            stack(console, &left, *first, buf);
            match console.station.page {
                Page::Controls => control_list(console, *second, buf),
                Page::Shelf => book(console, *second, buf),
                Page::Flight | Page::Ksu => {
                    stack(console, &right, *second, buf);
                }
            }
        }
        _ => {
            let all: Vec<Boxed> = left.into_iter().chain(right).collect();
            let kept = match console.station.page {
                Page::Controls => 2,
                Page::Shelf => 1,
                Page::Flight | Page::Ksu => all.len(),
            };
            let used = stack(console, &all[..kept], *first, buf);
            let below = Rect {
                y: first.y + used,
                height: first.height - used,
                ..*first
            };
            match console.station.page {
                Page::Controls => control_list(console, below, buf),
                Page::Shelf => book(console, below, buf),
                Page::Flight | Page::Ksu => round::pressures(console, below, buf),
            }
        }
    }
}

/// Boxes of a seat: those of the left column, those of the right one.
fn boxes(console: &Console, width: usize) -> (Vec<Boxed>, Vec<Boxed>) {
    let title = |key: &str| console.title(key);
    let unit = console.word(match console.view.panel {
        Panel::Apollo(_) => "symbol-psi",
        Panel::Soyuz(_) => "symbol-mmhg",
    });
    let pressure = console.say("title-pressure", &[("unit", Arg::Text(&unit))]);
    let left = vec![
        (title("title-approach"), closing::lines(console, width)),
        (title("title-attitude"), attitude::lines(console, width)),
        (title("title-jets"), jets::lines(console)),
    ];
    let air = (pressure, gas::lines(console));
    let door = (title("title-hatches"), doors::lines(console, width));
    match &console.view.panel {
        Panel::Apollo(_) => {
            let dock = (title("title-docking"), mechanism::lines(console, width));
            (left, vec![dock, air, door])
        }
        Panel::Soyuz(panel) => {
            let matrix = ksu::lines(console, panel);
            let beside = mechanism::column(console);
            let both = matrix
                .into_iter()
                .zip(beside)
                .map(|(left, right)| join(left, right, 21));
            let head = format!(
                "{} · {}",
                ksu::selected(console, panel),
                title("title-docking")
            );
            let mut left = left;
            left.push((
                title("title-program"),
                vec![programme::strip(console, panel)],
            ));
            (left, vec![(head, both.collect()), air, door])
        }
    }
}

/// Two lines side by side, the second from a column on.
fn join(left: Line<'static>, right: Line<'static>, column: usize) -> Line<'static> {
    let gap = column.saturating_sub(left.width());
    let mut spans = left.spans;
    spans.push(" ".repeat(gap).into());
    spans.extend(right.spans);
    Line::from(spans)
}

/// Boxes from the top down; rows used.
fn stack(console: &Console, boxes: &[Boxed], area: Rect, buf: &mut Buffer) -> u16 {
    let mut y = area.y;
    for (title, content) in boxes {
        let room = area.bottom().saturating_sub(y);
        if room < 2 {
            break;
        }
        let place = Rect {
            y,
            height: room.min(1 + content.len() as u16),
            ..area
        };
        let inner = text_title(console, title, place, buf);
        lines(content, inner, buf);
        y = place.bottom();
    }
    y - area.y
}

/// In a small terminal no box beside the picture has room for a page: it takes the picture's place.
fn reads_in_picture(console: &Console, area: Rect) -> bool {
    console.station.page == Page::Shelf && in_short(area)
}

/// The other crew's book.
fn book(console: &Console, area: Rect, buf: &mut Buffer) {
    let inner = text_title(console, &book_page::title(console), area, buf);
    let (width, rows) = (usize::from(inner.width), usize::from(inner.height));
    lines(&book_page::lines(console, width, rows), inner, buf);
}

fn control_list(console: &Console, area: Rect, buf: &mut Buffer) {
    let title = console.word("console-title-controls");
    let inner = text_title(console, &title, area, buf);
    let rows = usize::from(inner.height);
    lines(
        &controls::lines(console, usize::from(inner.width), rows),
        inner,
        buf,
    );
}

/// Everything needed to finish, in a column of twelve rows.
fn small(console: &Console, area: Rect, buf: &mut Buffer) {
    let width = usize::from(area.width);
    let mut shown = closing::lines(console, width);
    let rest = usize::from(area.height).saturating_sub(shown.len());
    match (console.station.page, &console.view.panel) {
        (Page::Controls, _) => shown.extend(controls::lines(console, width, rest)),
        (Page::Ksu, Panel::Soyuz(panel)) => {
            shown.push(
                console
                    .row()
                    .put(Role::Title, ksu::selected(console, panel))
                    .line(),
            );
            shown.extend(ksu::lines(console, panel));
        }
        _ => {
            shown.extend(attitude::lines(console, width));
            shown.extend(jets::lines(console).into_iter().take(1));
            shown.push(mechanism::summary(console));
            shown.push(mechanism::ladder_line(console));
            shown.extend(gas::short(console));
            shown.extend(doors::lines(console, width));
        }
    }
    lines(&shown, area, buf);
}

fn titled_area(console: &Console, key: &str, area: Rect, titled: bool, buf: &mut Buffer) -> Rect {
    if !titled {
        return area;
    }
    text_title(console, &console.title(key), area, buf)
}

/// A rule with a title; what is below it.
fn text_title(console: &Console, title: &str, area: Rect, buf: &mut Buffer) -> Rect {
    if area.height == 0 {
        return area;
    }
    let width = usize::from(area.width);
    let title = cut(title, width.saturating_sub(6));
    let row = console
        .row()
        .put(Role::Frame, "─ ")
        .put(Role::Title, title)
        .put(Role::Frame, " ");
    let rest = width.saturating_sub(row.used());
    lines(
        &[row.put(Role::Frame, "─".repeat(rest)).line()],
        Rect { height: 1, ..area },
        buf,
    );
    Rect {
        y: area.y + 1,
        height: area.height - 1,
        ..area
    }
}
