//! Choosing a room: the line that is typed or pasted, the rooms of the local network, those joined
//! before, and what is wrong with a line that leads nowhere.

use handshake_shared::ids::Seat;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::{Clear, Widget};

use super::row::Row;
use super::theme::Role;
use super::{Canvases, Look};
use crate::app::App;
use crate::app::join::{Join, Looking, Place, closed};
use crate::i18n::{Arg, Words, labels, trouble_text};
use crate::lan::Found;
use crate::missions::offered;
use crate::recent::Recent;
use crate::widgets::poster;
use crate::widgets::text::{broken, cut, lines};

/// Columns of a room's mission and of its seats.
const MISSION_AT: usize = 26;
const SEATS_AT: usize = 52;
/// Columns of an address joined before, and of when that was.
const ADDRESS_AT: usize = 26;
const WHEN_AT: usize = 58;
/// Rows of the line that is typed: an invite line of two addresses at eighty columns.
const TYPED_ROWS: usize = 2;
/// Rows of a reason: the longest of both languages at eighty columns.
const TROUBLE_ROWS: usize = 3;
/// Most columns of the words.
const COLUMNS_MAX: u16 = 100;
const MINUTE_S: u64 = 60;
const HOUR_S: u64 = 60 * MINUTE_S;
const DAY_S: u64 = 24 * HOUR_S;

/// Draws the screen.
pub fn draw(
    app: &App,
    join: &Join,
    words: &Words,
    look: &Look,
    canvases: &mut Canvases,
    area: Rect,
    buf: &mut Buffer,
) {
    poster::draw(app.poster_ms(), look, area, buf, &mut canvases.windows);
    let bar = Rect { height: 1, ..area };
    Clear.render(bar, buf);
    buf.set_style(bar, look.theme.style(Role::Bar));
    let title = format!(" {}", words.get("menu-join"));
    lines(
        &[Row::new(look.theme).put(Role::Value, title).line()],
        bar,
        buf,
    );
    let card = Rect {
        y: area.y + 1,
        width: area.width.min(COLUMNS_MAX),
        height: area.height.saturating_sub(2),
        ..area
    };
    poster::card(card, look, buf);
    let width = usize::from(card.width).saturating_sub(4);
    let mut shown = typed(join, words, look, width);
    let mut lists = around(join, words, look, width);
    lists.push(Line::default());
    lists.extend(before(app, join, words, look, width));
    // What has no room scrolls with the cursor.
    let rows = usize::from(card.height).saturating_sub(shown.len());
    let picked = lists.iter().position(has_pointer).unwrap_or(0);
    shown.extend(lists.into_iter().skip((picked + 1).saturating_sub(rows)));
    lines(&shown, card, buf);
    keys(join, words, look, area, buf);
}

/// The line as typed, and below it why it leads nowhere: as many rows whichever, so that the lists
/// stand still.
fn typed(join: &Join, words: &Words, look: &Look, width: usize) -> Vec<Line<'static>> {
    let row = || Row::new(look.theme).at(2);
    let here = join.place() == Place::Typed;
    let role = if here { Role::Title } else { Role::Label };
    let mut shown = vec![row().put(role, words.get("join-prompt")).line()];
    let cursor = if here { "▏" } else { "" };
    let letters: Vec<char> = format!("{}{cursor}", join.line).chars().collect();
    // Of a long line the end is seen: that is where one types.
    let pieces: Vec<String> = letters
        .chunks(width.max(1))
        .map(|piece| piece.iter().collect())
        .collect();
    let first = pieces.len().saturating_sub(TYPED_ROWS);
    for at in first..first + TYPED_ROWS {
        let piece = pieces.get(at).cloned().unwrap_or_default();
        shown.push(row().put(Role::Value, piece).line());
    }
    let why = join.trouble.as_ref().map(|why| trouble_text(words, why));
    let mut why = broken(&why.unwrap_or_default(), width);
    why.resize(TROUBLE_ROWS.max(why.len()), String::new());
    shown.extend(
        why.into_iter()
            .map(|piece| row().put(Role::Caution, piece).line()),
    );
    shown
}

/// The rooms of the local network.
fn around(join: &Join, words: &Words, look: &Look, width: usize) -> Vec<Line<'static>> {
    let row = || Row::new(look.theme).at(2);
    let mut shown = vec![row().put(Role::Title, words.get("join-around")).line()];
    let empty = match &join.looking {
        Looking::Off => Some(words.get("join-around-off")),
        Looking::Failed(why) => {
            Some(words.format("join-around-failed", &[("why", Arg::Text(why))]))
        }
        Looking::On if join.found.is_empty() => Some(words.get("join-around-none")),
        Looking::On => None,
    };
    if let Some(text) = empty {
        let pieces = broken(&text, width.saturating_sub(2));
        shown.extend(
            pieces
                .into_iter()
                .map(|piece| row().at(4).put(Role::Dim, piece).line()),
        );
    }
    for (index, room) in join.found.iter().enumerate() {
        let here = join.place() == Place::Found(index);
        shown.push(found(room, here, words, look));
    }
    shown
}

fn found(room: &Found, here: bool, words: &Words, look: &Look) -> Line<'static> {
    let mission = match offered().iter().any(|offer| offer.name == room.scenario) {
        true => words.get(&format!("mission-{}", room.scenario)),
        false => room.scenario.clone(),
    };
    let free = Seat::ALL.into_iter().find(|seat| room.free[seat.index()]);
    let (role, state) = match (closed(room), free) {
        (None, Some(seat)) => {
            let seat = words.get(labels::ship(seat));
            (
                Role::Good,
                words.format("join-free", &[("seat", Arg::Text(&seat))]),
            )
        }
        (Some(_), Some(_)) => (Role::Caution, words.get("join-other-version")),
        (_, None) => (Role::Dim, words.get("join-full")),
    };
    pointer(here, look)
        .put(picked(here), cut(&room.name, MISSION_AT - 6))
        .at(MISSION_AT)
        .put(Role::Text, cut(&mission, SEATS_AT - MISSION_AT - 2))
        .at(SEATS_AT)
        .put(role, state)
        .line()
}

/// The rooms joined before.
fn before(app: &App, join: &Join, words: &Words, look: &Look, width: usize) -> Vec<Line<'static>> {
    let row = || Row::new(look.theme).at(2);
    let mut shown = vec![row().put(Role::Title, words.get("join-before")).line()];
    if app.recents.rooms().is_empty() {
        let none = words.get("join-before-none");
        shown.push(row().at(4).put(Role::Dim, none).line());
    }
    for (index, room) in app.recents.rooms().iter().enumerate() {
        let here = join.place() == Place::Recent(index);
        let name = match room.name.as_str() {
            "" => words.get("ready-unnamed"),
            name => name.to_owned(),
        };
        let line = pointer(here, look)
            .put(picked(here), cut(&name, ADDRESS_AT - 6))
            .at(ADDRESS_AT)
            .put(Role::Text, cut(&place(room), WHEN_AT - ADDRESS_AT - 2))
            .at(WHEN_AT.min(width))
            .put(
                Role::Label,
                ago(app.wall_s().saturating_sub(room.when_s), words),
            );
        shown.push(line.line());
    }
    shown
}

/// Address and code of a line, without its key.
fn place(room: &Recent) -> String {
    let line = room.line.split('#').next().unwrap_or_default();
    let line = line.strip_prefix("handshake:").unwrap_or(line);
    let (addresses, code) = line.split_once('/').unwrap_or((line, ""));
    let first = addresses.split(',').next().unwrap_or_default();
    format!("{first} {code}").trim_end().to_owned()
}

/// So long ago, in the largest unit that is whole.
fn ago(seconds: u64, words: &Words) -> String {
    let (key, unit) = match seconds {
        0..MINUTE_S => return words.get("ago-now"),
        MINUTE_S..HOUR_S => ("ago-minutes", MINUTE_S),
        HOUR_S..DAY_S => ("ago-hours", HOUR_S),
        _ => ("ago-days", DAY_S),
    };
    let n = i64::try_from(seconds / unit).unwrap_or(i64::MAX);
    words.format(key, &[("n", Arg::Count(n))])
}

/// Stands before the line with the cursor.
const POINTER: &str = "▸ ";

fn pointer(here: bool, look: &Look) -> Row {
    let mark = if here { POINTER } else { "  " };
    Row::new(look.theme).at(2).put(Role::Mine, mark)
}

fn has_pointer(line: &Line<'static>) -> bool {
    line.spans.iter().any(|span| span.content == POINTER)
}

fn picked(here: bool) -> Role {
    if here { Role::Picked } else { Role::Value }
}

fn keys(join: &Join, words: &Words, look: &Look, area: Rect, buf: &mut Buffer) {
    let bar = Rect {
        y: area.bottom() - 1,
        height: 1,
        ..area
    };
    Clear.render(bar, buf);
    buf.set_style(bar, look.theme.style(Role::Bar));
    let mut shown = vec![("↑ ↓", "console-key-choose"), ("Enter", "console-key-join")];
    if matches!(join.place(), Place::Recent(_)) {
        shown.push(("Backspace", "key-forget"));
    }
    shown.push(("Esc", "key-back"));
    let start = Row::new(look.theme).put(Role::Label, " ");
    let row = shown.iter().fold(start, |row, (key, word)| {
        row.key(key)
            .put(Role::Label, format!("{}   ", words.get(word)))
    });
    lines(&[row.line()], bar, buf);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Bilingual;

    #[test]
    fn an_address_is_shown_without_its_key() {
        let line = |line: &str| Recent {
            line: line.to_owned(),
            ..Recent::default()
        };
        for (text, shown) in [
            (
                "handshake:192.168.1.7:1975,[fe80::1]:1975/482913#MFRGGZDFMZTWQ2LKNNWG23TP",
                "192.168.1.7:1975 482913",
            ),
            ("192.168.1.7 482913", "192.168.1.7 482913"),
            (
                "handshake:[fe80::1]:1975#MFRGGZDFMZTWQ2LKNNWG23TP",
                "[fe80::1]:1975",
            ),
        ] {
            assert_eq!(place(&line(text)), shown);
        }
    }

    #[test]
    fn a_time_is_told_in_its_largest_whole_unit() {
        let both = Bilingual::new();
        for (seconds, en, ru) in [
            (59, "just now", "только что"),
            (60, "1 minute ago", "минуту назад"),
            (3 * 60 + 59, "3 minutes ago", "3 минуты назад"),
            (5 * HOUR_S, "5 hours ago", "5 часов назад"),
            (DAY_S, "yesterday", "вчера"),
            (22 * DAY_S, "22 days ago", "22 дня назад"),
        ] {
            let told = |words| ago(seconds, words).replace('\u{a0}', " ");
            assert_eq!((told(&both.en), told(&both.ru)), (en.into(), ru.into()));
        }
        assert_eq!(both.ru.missing(), Vec::<String>::new());
    }
}
