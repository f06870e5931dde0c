//! The call bar: useful calls on the digit keys, or the cards of a read-back, or what is typed.

use handshake_shared::catalogue::calls::SlotValue;
use handshake_shared::sim::input::{HelpLevel, Tongue};
use ratatui::text::Line;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::app::calls::{Offer, spoken_in};
use crate::app::cockpit::speaks_partners_tongue;
use crate::app::entry::{outgoing, said_slots, typed_out};
use crate::app::station::{Digits, Entry, Station};
use crate::draw::console::Console;
use crate::draw::theme::Role;
use crate::i18n::{Arg, Locale, Units, bar_text, call_aid, call_text, quantity_parts};
use crate::input::keymap::Act;
use crate::widgets::text::cut;
use crate::widgets::{lamps, phrasebook};

/// The bar's title: what the digits do now.
pub fn title(console: &Console) -> String {
    let station = console.station;
    match &station.entry {
        Entry::Text { .. } => return console.word("console-title-text"),
        Entry::Digits(_) => return console.word("console-title-digits"),
        Entry::Book(_) => return phrasebook::title(console),
        Entry::Lamps => return console.word("title-lamps"),
        Entry::Alphabets => return console.word("title-alphabets"),
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
    console.both(
        format!(
            "{} · {mark}{}",
            console.word("title-calls"),
            console.word(tongue)
        ),
        |words| format!("{} · {}", words.get("title-calls"), words.get(tongue)),
    )
}

/// The bar's lines.
pub fn lines(console: &Console, width: usize, rows: usize) -> Vec<Line<'static>> {
    match &console.station.entry {
        Entry::Text { typed, way } => return free_text(console, typed, *way, width),
        Entry::Digits(typed) => return digits(console, typed, width),
        Entry::Book(book) => return phrasebook::lines(console, book, width, rows),
        Entry::Lamps => return lamps::lines(console, width, rows),
        Entry::None | Entry::Alphabets => {}
    }
    if let Some(owed) = console
        .view
        .radio
        .owed
        .as_ref()
        .filter(|owed| !owed.cards.is_empty())
    {
        // A card is the player's own business: he has to understand what he chooses.
        let words = console.app.words.of(console.picker_locale());
        let cards: Vec<_> = owed.cards.iter().collect();
        return grid(console, cards.len(), (width, rows, 1), |place, cells| {
            let card = cards.get(place)?;
            Some((
                bar_text(words, console.seat(), card.call, &card.slots, cells),
                true,
            ))
        });
    }
    let places = console.app.call_places();
    let offers = console.station.offers();
    let columns = places.div_ceil(rows.max(1));
    grid(console, places, (width, rows, columns), |place, cells| {
        let offer = offers.get(place)?.as_ref()?;
        Some((shown(console, offer, cells), offer.planned))
    })
}

/// A call as it stands on the bar: one that has its own language whatever is chosen shows it.
fn shown(console: &Console, offer: &Offer, cells: usize) -> String {
    let tongue = spoken_in(console.view, offer.call, console.station.tongue);
    let locale = if tongue == console.station.tongue {
        console.picker_locale()
    } else {
        Locale::spoken(tongue)
    };
    let words = console.app.words.of(locale);
    bar_text(words, console.seat(), offer.call, &offer.slots, cells)
}

/// For a cadet: how the most wanted call on the bar goes in the partner's language, and how that
/// sounds.
pub fn partner_wording(console: &Console, width: usize) -> Option<Line<'static>> {
    if console.craft().help != HelpLevel::Cadet || console.station.entry != Entry::None {
        return None;
    }
    let offers = console.station.offers();
    let (place, offer) = offers
        .iter()
        .enumerate()
        .find_map(|(place, offer)| Some((place, offer.as_ref().filter(|offer| offer.planned)?)))?;
    let own = console.help_locale();
    let seat = console.seat();
    let aid = call_aid(&console.app.words, seat, offer.call, &offer.slots);
    let (other, sound) = match own {
        Locale::En => (&console.app.words.ru, aid.latin),
        Locale::Ru => (&console.app.words.en, aid.reading),
    };
    let text = call_text(other, seat, offer.call, &offer.slots);
    let row = console.row().key(&console.key(Act::Call(place as u8)));
    let room = width.saturating_sub(row.used() + 1);
    let text = cut(&format!("{text} [{sound}]"), room);
    Some(row.put(Role::Dim, text).line())
}

/// Cells of a column that are not the call's: the key before it and the gap after it.
pub const KEY_CELLS: usize = 6;

/// Calls in columns, top to bottom, with their keys; `call` gets a place and its cells.
fn grid(
    console: &Console,
    places: usize,
    (width, rows, columns): (usize, usize, usize),
    call: impl Fn(usize, usize) -> Option<(String, bool)>,
) -> Vec<Line<'static>> {
    let column = width / columns.max(1);
    let cells = column.saturating_sub(KEY_CELLS);
    (0..rows)
        .map(|y| {
            let mut row = console.row();
            for x in 0..columns {
                let place = x * rows + y;
                if place >= places {
                    continue;
                }
                let key = console.key(Act::Call(place as u8));
                row = row.at(x * column + 1);
                row = match call(place, cells) {
                    Some((text, planned)) => {
                        let (role, mark) = match planned {
                            true => (Role::Mine, "▸"),
                            false => (Role::Text, " "),
                        };
                        row.put(Role::Key, format!(" {key} "))
                            .put(role, format!("{mark}{}", cut(&text, cells)))
                    }
                    None => row.put(Role::Dim, format!(" {key}  —")),
                };
            }
            row.line()
        })
        .collect()
}

/// What is typed, and below it what goes out, where that is another text.
fn free_text(console: &Console, typed: &str, way: usize, width: usize) -> Vec<Line<'static>> {
    let room = width.saturating_sub(2);
    let cursor = format!("{typed}▏");
    let line = console.say("radio-type", &[("typed", Arg::Text(&cursor))]);
    let goes = outgoing(console.station, typed, way);
    let call = typed_out(console.station, &console.app.words, typed, way);
    let goes = if let Some((call, slots)) = call {
        let spoken = Locale::spoken(console.station.tongue);
        let words = console.app.words.of(spoken);
        let text = call_text(words, console.seat(), call, &slots);
        console.say("console-goes-as-call", &[("text", Arg::Text(&text))])
    } else if goes == typed {
        String::new()
    } else {
        console.say("console-goes-out", &[("text", Arg::Text(&goes))])
    };
    let plain = |role, text: String| console.row().at(1).put(role, text).line();
    vec![
        plain(Role::Value, cut_left(&line, room)),
        plain(Role::Good, cut_left(&goes, room)),
        plain(Role::Dim, cut(&console.word("console-text-keys"), room)),
    ]
}

/// Keeps the end of a long line: that is where the cursor stands.
fn cut_left(text: &str, cells: usize) -> String {
    if text.width() <= cells {
        return text.to_owned();
    }
    let mut kept: Vec<&str> = Vec::new();
    let mut used = 1;
    for grapheme in text.graphemes(true).rev() {
        used += grapheme.width();
        if used > cells {
            break;
        }
        kept.push(grapheme);
    }
    kept.reverse();
    format!("…{}", kept.concat())
}

fn digits(console: &Console, digits: &Digits, width: usize) -> Vec<Line<'static>> {
    let units = digits.unit.unwrap_or(console.units());
    let unit = unit_of_owed(console, console.station, units);
    let asked = unit_of_owed(console, console.station, console.units()).unwrap_or_default();
    let cursor = format!("{}▏", digits.typed);
    let shown = match (&unit, digits.unit) {
        (Some(unit), Some(_)) => {
            let args = [("typed", Arg::Text(&cursor)), ("unit", Arg::Text(unit))];
            console.say("digits-unit", &args)
        }
        (Some(_), None) => console.say("digits-bare", &[("typed", Arg::Text(&cursor))]),
        // A count has no unit to miss.
        (None, _) => cursor,
    };
    let args = [("unit", Arg::Text(&asked)), ("typed", Arg::Text(&shown))];
    let line = console.say("radio-owed-value", &args);
    let keys = match unit {
        Some(_) => "digits-keys",
        None => "console-enter-sends",
    };
    let room = width.saturating_sub(2);
    let plain = |role, text: &str| console.row().at(1).put(role, cut(text, room)).line();
    vec![
        plain(Role::Value, &line),
        plain(Role::Dim, &console.word(keys)),
    ]
}

/// The unit of the owed number in one craft's or the other's.
fn unit_of_owed(console: &Console, station: &Station, units: Units) -> Option<String> {
    let owed = console.view.radio.owed.as_ref()?;
    let (index, quantity) = owed.call.row().measured()?;
    let value = match said_slots(station, owed.seq)?.get(index)? {
        SlotValue::Number(value) => f64::from(*value),
        _ => return None,
    };
    Some(quantity_parts(console.words, units, quantity, value).1)
}
