//! The call bar: useful calls on the digit keys, or the cards of a read-back, or what is typed.

use handshake_shared::catalogue::units::Quantity;
use handshake_shared::sim::input::Tongue;
use ratatui::text::Line;

use crate::app::calls::spoken_in;
use crate::app::cockpit::speaks_partners_tongue;
use crate::app::entry::{chosen, said_slots, search};
use crate::app::station::{Entry, Station};
use crate::draw::console::Console;
use crate::draw::theme::Role;
use crate::i18n::{Arg, Locale, Units, call_text, quantity_parts};
use crate::input::keymap::Act;
use crate::widgets::text::cut;

/// The bar's title: what the digits do now.
pub fn title(console: &Console) -> String {
    let station = console.station;
    match &station.entry {
        Entry::Text(_) => return console.word("console-title-text"),
        Entry::Digits(_) => return console.word("console-title-digits"),
        Entry::Book { .. } => return console.word("title-phrasebook"),
        Entry::None => {}
    }
    if console
        .view
        .radio
        .owed
        .as_ref()
        .is_some_and(|owed| !owed.cards.is_empty())
    {
        return console.word("console-title-cards");
    }
    let tongue = match station.tongue {
        Tongue::English => "radio-tongue-en",
        Tongue::Russian => "radio-tongue-ru",
    };
    let mark = if speaks_partners_tongue(station) {
        "▲ "
    } else {
        ""
    };
    format!(
        "{} · {mark}{}",
        console.word("title-calls"),
        console.word(tongue)
    )
}

/// The bar's lines.
pub fn lines(console: &Console, width: usize, rows: usize) -> Vec<Line<'static>> {
    match &console.station.entry {
        Entry::Text(text) => return typed(console, "radio-type", text, width),
        Entry::Digits(text) => return digits(console, text, width),
        Entry::Book {
            filter,
            cursor,
            choice,
        } => {
            return book(console, filter, (*cursor, *choice), width, rows);
        }
        Entry::None => {}
    }
    if let Some(owed) = console
        .view
        .radio
        .owed
        .as_ref()
        .filter(|owed| !owed.cards.is_empty())
    {
        let cards = owed.cards.iter().map(|card| {
            Some((
                call_text(console.words, console.seat(), card.call, &card.slots),
                true,
            ))
        });
        return grid(console, cards.collect(), width, rows, 1);
    }
    let places = console.app.call_places();
    let offers = console.station.offers().into_iter().take(places);
    let calls: Vec<_> = offers
        .map(|offer| {
            let offer = offer?;
            let tongue = spoken_in(console.view, offer.call, console.station.tongue);
            let words = console.app.words.of(Locale::spoken(tongue));
            let text = call_text(words, console.seat(), offer.call, &offer.slots);
            Some((text, offer.planned))
        })
        .collect();
    let columns = places.div_ceil(rows.max(1));
    grid(console, calls, width, rows, columns)
}

/// Calls in columns, top to bottom, with their keys.
fn grid(
    console: &Console,
    calls: Vec<Option<(String, bool)>>,
    width: usize,
    rows: usize,
    columns: usize,
) -> Vec<Line<'static>> {
    let column = width / columns.max(1);
    (0..rows)
        .map(|y| {
            let mut row = console.row();
            for x in 0..columns {
                let place = x * rows + y;
                let Some(call) = calls.get(place) else {
                    continue;
                };
                let key = console.key(Act::Call(place as u8));
                row = row.at(x * column + 1);
                row = match call {
                    Some((text, planned)) => {
                        let role = if *planned { Role::Mine } else { Role::Text };
                        row.key(&key).put(role, cut(text, column.saturating_sub(6)))
                    }
                    None => row.put(Role::Dim, format!(" {key}  —")),
                };
            }
            row.line()
        })
        .collect()
}

fn typed(console: &Console, key: &str, text: &str, width: usize) -> Vec<Line<'static>> {
    let shown = format!("{text}▏");
    let line = console.say(key, &[("typed", Arg::Text(&shown))]);
    vec![
        console
            .row()
            .at(1)
            .put(Role::Value, cut_left(&line, width.saturating_sub(2)))
            .line(),
        console
            .row()
            .at(1)
            .put(Role::Dim, console.word("console-enter-sends"))
            .line(),
    ]
}

/// Keeps the end of a long line: that is where the cursor stands.
fn cut_left(text: &str, cells: usize) -> String {
    let count = text.chars().count();
    if count <= cells {
        return text.to_owned();
    }
    let tail: String = text.chars().skip(count + 1 - cells).collect();
    format!("…{tail}")
}

fn digits(console: &Console, text: &str, width: usize) -> Vec<Line<'static>> {
    let unit = unit_of_owed(console, console.station).unwrap_or_default();
    let shown = format!("{text}▏");
    let args = [("unit", Arg::Text(&unit)), ("typed", Arg::Text(&shown))];
    let line = console.say("radio-owed-value", &args);
    vec![
        console
            .row()
            .at(1)
            .put(Role::Value, cut(&line, width.saturating_sub(2)))
            .line(),
        console
            .row()
            .at(1)
            .put(Role::Dim, console.word("console-enter-sends"))
            .line(),
    ]
}

/// The unit in which the owed number has to come back.
fn unit_of_owed(console: &Console, station: &Station) -> Option<String> {
    let owed = console.view.radio.owed.as_ref()?;
    let (index, quantity) = owed.call.row().measured()?;
    let _: Quantity = quantity;
    let value = match said_slots(station, owed.seq)?.get(index)? {
        handshake_shared::catalogue::calls::SlotValue::Number(value) => f64::from(*value),
        _ => return None,
    };
    Some(quantity_parts(console.words, Units::of(station.seat), quantity, value).1)
}

fn book(
    console: &Console,
    filter: &str,
    (cursor, choice): (usize, usize),
    width: usize,
    rows: usize,
) -> Vec<Line<'static>> {
    let found = search(&console.app.words, console.view, filter);
    let shown = format!("{filter}▏");
    let head = console.say("radio-search", &[("typed", Arg::Text(&shown))]);
    let mut lines = vec![
        console
            .row()
            .at(1)
            .put(Role::Value, head)
            .right(
                Role::Dim,
                console.word("console-book-keys"),
                width.saturating_sub(1),
            )
            .line(),
    ];
    if found.is_empty() {
        let text = console.word("radio-nothing-found");
        lines.push(console.row().at(1).put(Role::Caution, text).line());
    }
    let room = rows.saturating_sub(1).max(1);
    let cursor = cursor.min(found.len().saturating_sub(1));
    let first = (cursor + 1)
        .saturating_sub(room.div_ceil(2))
        .min(found.len().saturating_sub(room));
    let own = console.app.words.of(Locale::spoken(console.station.tongue));
    for (index, call) in found.iter().enumerate().skip(first).take(room) {
        let here = index == cursor;
        let filled = chosen(console.view, *call, if here { choice } else { 0 });
        let slots = filled.map(|offer| offer.slots).unwrap_or_default();
        let text = call_text(own, console.seat(), *call, &slots);
        let (mark, role) = if here {
            ("▸", Role::Picked)
        } else {
            (" ", Role::Text)
        };
        let text = cut(&format!("{mark} {text}"), width.saturating_sub(2));
        lines.push(console.row().at(1).put(role, text).line());
    }
    lines
}
