//! Keys while text is entered: free text, a read-back in digits, the phrasebook. Knows what may be
//! typed and what is sent; the words searched come from the locales.

use handshake_shared::catalogue::calls::{CallId, SlotValue};
use handshake_shared::limits::TEXT_CHARS_MAX;
use handshake_shared::sim::event::Speech;
use handshake_shared::sim::input::{Answer, Command};
use handshake_shared::view::View;

use super::calls::{Offer, choices, fill, spoken_in};
use super::station::{Entry, Notice, Station};
use crate::i18n::{Bilingual, Units, parse_number, to_si};
use crate::input::{Edge, Key, Press};

/// Longest number typed, characters.
const DIGITS_MAX: usize = 8;
/// Longest search, characters.
const FILTER_MAX: usize = 24;

/// Takes a key while text is entered; the act to send, if any.
pub fn press(station: &mut Station, words: &Bilingual, press: Press) -> Option<Command> {
    if press.edge == Edge::Up {
        return None;
    }
    let entry = std::mem::take(&mut station.entry);
    match entry {
        Entry::None => None,
        Entry::Text(text) => text_key(station, text, press),
        Entry::Digits(text) => digits_key(station, text, press),
        Entry::Book {
            filter,
            cursor,
            choice,
        } => book_key(
            station,
            words,
            Book {
                filter,
                cursor,
                choice,
            },
            press,
        ),
    }
}

/// Takes pasted text, as if typed.
pub fn paste(station: &mut Station, pasted: &str) {
    if let Entry::Text(text) = &mut station.entry {
        let room = TEXT_CHARS_MAX.saturating_sub(text.chars().count());
        text.extend(pasted.chars().filter(|c| !c.is_control()).take(room));
    }
}

fn text_key(station: &mut Station, mut text: String, press: Press) -> Option<Command> {
    match press.key {
        Key::Esc => return None,
        Key::Enter => {
            let text = text.trim().to_owned();
            return (!text.is_empty()).then_some(Command::Text(text));
        }
        _ => edit(&mut text, press, TEXT_CHARS_MAX),
    }
    station.entry = Entry::Text(text);
    None
}

fn digits_key(station: &mut Station, mut text: String, press: Press) -> Option<Command> {
    match press.key {
        Key::Esc => return None,
        Key::Enter => {
            let command = read_back(station, &text);
            if command.is_none() {
                station.notice = Some(Notice::Hint("hint-not-a-number"));
                station.entry = Entry::Digits(text);
            }
            return command;
        }
        _ => {
            let fits = press
                .typed
                .is_none_or(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-'));
            if fits {
                edit(&mut text, press, DIGITS_MAX);
            }
        }
    }
    station.entry = Entry::Digits(text);
    None
}

/// The typed number as an answer: in the hearer's own unit, turned to SI.
fn read_back(station: &Station, text: &str) -> Option<Command> {
    let view = station.view.as_ref()?;
    let owed = view.radio.owed.as_ref()?;
    let number = parse_number(station.locale(), text)?;
    let value = match owed.call.row().measured() {
        Some((_, quantity)) => to_si(Units::of(station.seat), quantity, number),
        None => number,
    };
    Some(Command::ReadBack {
        seq: owed.seq,
        answer: Answer::Value(value as f32),
    })
}

/// What the hearer of a call must bring back, for the prompt: the slots as they were said.
pub fn said_slots(station: &Station, seq: u32) -> Option<&[SlotValue]> {
    match &station.heard(seq)?.speech {
        Speech::Call { slots, .. } => Some(slots),
        Speech::Text(_) => None,
    }
}

struct Book {
    filter: String,
    cursor: usize,
    choice: usize,
}

fn book_key(
    station: &mut Station,
    words: &Bilingual,
    mut book: Book,
    press: Press,
) -> Option<Command> {
    let view = station.view.clone()?;
    let found = search(words, &view, &book.filter);
    match press.key {
        Key::Esc => return None,
        Key::Enter => {
            let call = *found.get(book.cursor.min(found.len().saturating_sub(1)))?;
            let Some(Offer { call, slots, .. }) = chosen(&view, call, book.choice) else {
                station.notice = Some(Notice::Hint("hint-no-reading"));
                station.entry = keep(book);
                return None;
            };
            return Some(Command::Call {
                call,
                slots,
                tongue: spoken_in(&view, call, station.tongue),
            });
        }
        Key::Up => (book.cursor, book.choice) = (book.cursor.saturating_sub(1), 0),
        Key::Down => {
            let last = found.len().saturating_sub(1);
            (book.cursor, book.choice) = ((book.cursor + 1).min(last), 0);
        }
        Key::Left => book.choice = book.choice.saturating_sub(1),
        Key::Right => {
            let ways = found
                .get(book.cursor)
                .map_or(1, |call| choices(*call).len());
            book.choice = (book.choice + 1).min(ways.saturating_sub(1));
        }
        _ => {
            edit(&mut book.filter, press, FILTER_MAX);
            (book.cursor, book.choice) = (0, 0);
        }
    }
    station.entry = keep(book);
    None
}

fn keep(book: Book) -> Entry {
    Entry::Book {
        filter: book.filter,
        cursor: book.cursor,
        choice: book.choice,
    }
}

/// The call with the choice of slots under the cursor.
pub fn chosen(view: &View, call: CallId, choice: usize) -> Option<Offer> {
    let ways = choices(call);
    let way = ways.get(choice.min(ways.len().saturating_sub(1)))?;
    fill(view, call, way)
}

/// Calls this seat may say whose words hold every word searched, in either language or as the
/// Russian is read.
pub fn search(words: &Bilingual, view: &View, filter: &str) -> Vec<CallId> {
    let wanted: Vec<String> = filter.split_whitespace().map(plain).collect();
    CallId::ALL
        .iter()
        .copied()
        .filter(|call| call.row().who.allows(view.seat))
        .filter(|call| wanted.is_empty() || holds(words, *call, &wanted))
        .collect()
}

fn holds(words: &Bilingual, call: CallId, wanted: &[String]) -> bool {
    use crate::i18n::{call_aid, call_text};
    let aid = call_aid(words, handshake_shared::ids::Seat::Soyuz, call, &[]);
    let text = format!(
        "{} {} {} {}",
        call.key(),
        plain(&call_text(
            &words.en,
            handshake_shared::ids::Seat::Apollo,
            call,
            &[]
        )),
        plain(&call_text(
            &words.ru,
            handshake_shared::ids::Seat::Soyuz,
            call,
            &[]
        )),
        plain(&aid.latin),
    );
    wanted.iter().all(|word| text.contains(word.as_str()))
}

/// Small letters without stress marks, ё as е: what a search compares.
fn plain(text: &str) -> String {
    const FOLD: [(char, char); 7] = [
        ('ё', 'е'),
        ('á', 'a'),
        ('é', 'e'),
        ('í', 'i'),
        ('ó', 'o'),
        ('ú', 'u'),
        ('ý', 'y'),
    ];
    text.to_lowercase()
        .chars()
        .filter(|c| !matches!(c, '\u{301}' | 'ʹ' | 'ʺ'))
        .map(|c| {
            FOLD.iter()
                .find(|(from, _)| *from == c)
                .map_or(c, |(_, to)| *to)
        })
        .collect()
}

fn edit(text: &mut String, press: Press, most: usize) {
    if press.key == Key::Backspace {
        text.pop();
    } else if let Some(c) = press.typed.filter(|c| !c.is_control())
        && text.chars().count() < most
    {
        text.push(c);
    }
}
