//! What a click or a turn of the wheel means: the keys that would do the same. Found in the picture
//! itself, as it was drawn, so that there is no second layout to keep in step: a key cap is pressed by
//! a click on it or on what stands behind it; a line of a list by a click on the line; a valve or a
//! hatch by its printed name; a cell of the matrix by its place below the letters.

use handshake_shared::catalogue::spelling::{KSU_COLUMNS, KSU_ROW_COUNT};
use handshake_shared::ids::Seat;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::console::Console;
use super::phrases::control_name;
use super::theme::Role;
use super::{Canvases, Look, screen};
use crate::app::controls::{Control, of};
use crate::app::station::{Entry, Page};
use crate::app::{App, Screen};
use crate::i18n::labels;
use crate::input::keymap::Act;
use crate::input::{Key, Press};

/// Columns beside the place where the line of a list begins, that belong to it.
const LEFT_OF: u16 = 6;
const RIGHT_OF: u16 = 70;
/// Most blanks between a key cap and its text.
const GAP_MAX: u16 = 3;

/// Where the pointer is, in cells, and what it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pointed {
    /// The button went down.
    Click(u16, u16),
    /// The wheel was turned, down when true.
    Wheel(bool),
}

/// The keys that do the same.
pub fn keys(app: &App, look: &Look, area: Rect, pointed: Pointed) -> Vec<Press> {
    match pointed {
        Pointed::Wheel(down) if has_list(app) => {
            vec![Press::down(if down { Key::Down } else { Key::Up })]
        }
        Pointed::Wheel(_) => Vec::new(),
        Pointed::Click(x, y) => {
            let mut buf = Buffer::empty(area);
            // Its own canvases: the frame on the screen must not notice.
            screen(app, look, &mut Canvases::default(), area, &mut buf);
            clicked(app, look, &buf, (x, y))
        }
    }
}

/// Up and down move through something, and fly nothing.
fn has_list(app: &App) -> bool {
    match &app.screen {
        Screen::Cockpit => app
            .stations
            .iter()
            .any(|station| station.page != Page::Flight || matches!(station.entry, Entry::Book(_))),
        Screen::Replay | Screen::Desk => false,
        _ => true,
    }
}

/// What a click at this place of the picture as it was drawn is.
pub fn clicked(app: &App, look: &Look, buf: &Buffer, (x, y): (u16, u16)) -> Vec<Press> {
    if !buf.area.contains((x, y).into()) {
        return Vec::new();
    }
    if let Some(key) = cap(buf, look.theme.style(Role::Key), (x, y)) {
        return vec![Press::down(key)];
    }
    let console = console_at(app, look, buf.area, (x, y));
    let found = console.and_then(|console| {
        ksu_cell(&console, buf, (x, y)).or_else(|| control(&console, buf, (x, y)))
    });
    found
        .or_else(|| listed(app, buf, look.theme.style(Role::Picked), (x, y)))
        .unwrap_or_default()
}

/// The key of the cap at this place, or of the cap whose text stands there.
fn cap(buf: &Buffer, style: Style, (x, y): (u16, u16)) -> Option<Key> {
    let is_cap = |x: u16| is_styled(buf, (x, y), style);
    let (mut start, mut blanks) = (x, 0);
    while !is_cap(start) {
        let is_blank = buf[(start, y)].symbol() == " ";
        // Two blanks part one thing from the next; before its own text a cap has up to three.
        if (!is_blank && blanks > 1) || blanks > GAP_MAX || start == buf.area.left() {
            return None;
        }
        blanks = if is_blank { blanks + 1 } else { 0 };
        start -= 1;
    }
    while start > buf.area.left() && is_cap(start - 1) {
        start -= 1;
    }
    let cells = (start..buf.area.right()).take_while(|x| is_cap(*x));
    let run: Vec<&str> = cells.map(|x| buf[(x, y)].symbol()).collect();
    let text = run.concat();
    // Without colours a bar and its caps are one: the keys in it are told by what they say.
    Key::labelled(text.trim()).or_else(|| in_bar(&run, x.checked_sub(start)?))
}

/// The key of a bar whose caps look like the rest of it: each stands before its words, two blanks after
/// those of the last one.
fn in_bar(run: &[&str], x: u16) -> Option<Key> {
    let mut found = None;
    let mut word = String::new();
    for (at, symbol) in run.iter().chain([&" "]).enumerate() {
        if *symbol != " " {
            word.push_str(symbol);
            continue;
        }
        found = Key::labelled(&word).or(found);
        word.clear();
        if at >= usize::from(x) {
            return found;
        }
    }
    found
}

fn is_styled(buf: &Buffer, at: (u16, u16), style: Style) -> bool {
    let cell = &buf[at];
    let colour = |own, wanted: Option<_>| wanted.is_none_or(|wanted| own == wanted);
    colour(cell.fg, style.fg) && colour(cell.bg, style.bg) && cell.modifier == style.add_modifier
}

/// The console that is drawn at this place.
fn console_at<'a>(
    app: &'a App,
    look: &'a Look,
    area: Rect,
    (x, y): (u16, u16),
) -> Option<Console<'a>> {
    if app.screen != Screen::Cockpit {
        return None;
    }
    let second = match app.is_together() {
        false => false,
        true if area.width >= 2 * crate::app::SIZE_MIN.0 => x >= area.width / 2,
        true => y >= area.height / 2,
    };
    let index = usize::from(second);
    let station = app.stations.get(index)?;
    let view = station.view.as_ref()?;
    Some(Console::new(app, station, index, view, look))
}

/// A cell of the open matrix: the cursor goes there; there already, it is pressed.
fn ksu_cell(console: &Console, buf: &Buffer, (x, y): (u16, u16)) -> Option<Vec<Press>> {
    if console.station.page != Page::Ksu {
        return None;
    }
    let head: Vec<String> = KSU_COLUMNS
        .iter()
        .map(|column| column.letter.to_string())
        .collect();
    let columns = head.len() as u16;
    let (left, top) = places(buf).find(|(left, top)| {
        let letter = |at: u16| buf.cell((left + 2 * at, *top)).map(|cell| cell.symbol());
        (0..columns).all(|at| letter(at) == Some(head[usize::from(at)].as_str()))
    })?;
    let column = x.checked_sub(left)? / 2;
    let row = y.checked_sub(top + 1)?;
    if column >= columns || row >= u16::from(KSU_ROW_COUNT) {
        return None;
    }
    let (at_column, at_row) = console.station.cell;
    let across = i32::from(column) - i32::from(at_column);
    let down = i32::from(row) - i32::from(at_row);
    if (across, down) == (0, 0) {
        return Some(vec![Press::down(Key::Enter)]);
    }
    let mut keys = steps(across, Key::Left, Key::Right);
    keys.extend(steps(down, Key::Up, Key::Down));
    Some(keys)
}

fn places(buf: &Buffer) -> impl Iterator<Item = (u16, u16)> {
    let area = buf.area;
    (area.top()..area.bottom()).flat_map(move |y| (area.left()..area.right()).map(move |x| (x, y)))
}

/// A valve, hatch or switch by its name: the cursor of the panel goes there; there already, it works.
fn control(console: &Console, buf: &Buffer, (x, y): (u16, u16)) -> Option<Vec<Press>> {
    if !matches!(console.station.page, Page::Flight | Page::Controls) {
        return None;
    }
    let list = of(console.view);
    let row: Vec<&str> = (buf.area.left()..buf.area.right())
        .map(|x| buf[(x, y)].symbol())
        .collect();
    let text = row.concat();
    let covers = |name: &str| {
        text.match_indices(name).any(|(at, _)| {
            let start = text[..at].chars().count() as u16;
            // The lamp and a blank before the name belong to it.
            (start.saturating_sub(2)..start + name.chars().count() as u16).contains(&x)
        })
    };
    let named = |control: &Control| match control {
        Control::Valve(valve) => Some(console.word(labels::valve(*valve))),
        Control::Hatch(_) => Some(control_name(console, *control)),
        _ if console.station.page == Page::Controls => Some(control_name(console, *control)),
        _ => None,
    };
    let index = (0..list.len())
        .filter(|index| named(&list[*index]).is_some_and(|name| covers(&name)))
        .max_by_key(|index| named(&list[*index]).map_or(0, |name| name.len()))?;
    let at = console.station.control.min(list.len().saturating_sub(1));
    let mut keys = Vec::new();
    if console.station.page == Page::Flight {
        // Soyuz's matrix lies before its list.
        let pages = match console.seat() {
            Seat::Apollo => 1,
            Seat::Soyuz => 2,
        };
        let key = Key::labelled(&console.key(Act::Page))?;
        keys.extend(vec![Press::down(key); pages]);
    } else if at == index {
        return Some(vec![Press::down(Key::Enter)]);
    }
    keys.extend(steps(index as i32 - at as i32, Key::Up, Key::Down));
    Some(keys)
}

/// A line of a list whose lines follow each other: the cursor goes there; there already, it is taken.
fn listed(app: &App, buf: &Buffer, picked: Style, (x, y): (u16, u16)) -> Option<Vec<Press>> {
    if app.screen == Screen::Cockpit || !has_list(app) {
        return None;
    }
    let picked_at =
        |y: u16| (buf.area.left()..buf.area.right()).find(|x| is_styled(buf, (*x, y), picked));
    let (cursor, left) =
        (buf.area.top()..buf.area.bottom() - 1).find_map(|y| picked_at(y).map(|left| (y, left)))?;
    // A list's lines begin below each other, with no empty one between.
    let is_line = |y: u16| (left..left + 2).any(|x| buf[(x, y)].symbol() != " ");
    let is_beside = (left.saturating_sub(LEFT_OF)..left + RIGHT_OF).contains(&x);
    let mut between = cursor.min(y)..=cursor.max(y);
    if y >= buf.area.bottom() - 1 || !is_beside || !between.all(is_line) {
        return None;
    }
    if y == cursor {
        return Some(vec![Press::down(Key::Enter)]);
    }
    Some(steps(i32::from(y) - i32::from(cursor), Key::Up, Key::Down))
}

fn steps(count: i32, back: Key, on: Key) -> Vec<Press> {
    let key = if count < 0 { back } else { on };
    vec![Press::down(key); count.unsigned_abs() as usize]
}
