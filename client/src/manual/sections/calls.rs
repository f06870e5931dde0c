//! The phrasebook on paper: every call in three rings, in both languages, with what helps to say the
//! foreign one, its blanks and its answer; then the calls that only the other crew makes.

use handshake_shared::catalogue::calls::{CallId, CallRow, ReadBack};

use super::super::book::Book;
use super::super::document::{Block, Column, Table};
use crate::i18n::{Aid, Locale, Units, call_aid, call_text, slot_unit, unit_symbol};
use crate::widgets::phrasebook::slot_key;

/// Rings in which the calls are learnt.
const RINGS: [u8; 3] = [1, 2, 3];

/// Own calls ring by ring, then those only heard.
pub fn write(book: &Book) -> Vec<Block> {
    let mut blocks = Vec::new();
    for ring in RINGS {
        let ring_name = book.get(&format!("book-ring-{ring}"));
        blocks.push(Block::Heading(capitalised(&ring_name)));
        let own = |row: &&CallRow| row.ring == ring && row.who.allows(book.seat);
        blocks.push(table(book, rows().filter(own)));
    }
    blocks.push(Block::Heading(book.get("manual-calls-heard")));
    blocks.push(book.text("manual-calls-heard.about"));
    let theirs = rows().filter(|row| !row.who.allows(book.seat));
    blocks.push(table(book, theirs));
    blocks
}

fn rows() -> impl Iterator<Item = &'static CallRow> {
    CallId::ALL.iter().map(|call| call.row())
}

fn table<'r>(book: &Book, rows: impl Iterator<Item = &'r CallRow>) -> Block {
    let columns = match book.locale {
        Locale::En => vec![
            Column::strong(book.column("english"), 1.6),
            Column::plain(book.column("russian"), 1.6),
            Column::aid(book.column("sounds"), 1.6),
            Column::plain(book.column("blanks"), 1.2),
        ],
        Locale::Ru => vec![
            Column::strong(book.column("russian"), 1.6),
            Column::plain(book.column("english"), 1.6),
            Column::aid(book.column("sounds"), 1.6),
            Column::plain(book.column("blanks"), 1.2),
        ],
    };
    Block::Table(Table::new(columns).with(rows.map(|row| cells(book, row))))
}

fn cells(book: &Book, row: &CallRow) -> Vec<String> {
    let speaker = if row.who.allows(book.seat) {
        book.seat
    } else {
        book.seat.other()
    };
    let text = |locale| call_text(book.tongues.of(locale), speaker, row.id, &[]);
    let Aid {
        stressed,
        latin,
        reading,
        ..
    } = call_aid(book.tongues, speaker, row.id, &[]);
    let blanks = blanks(book, row, Units::of(speaker));
    match book.locale {
        Locale::En => vec![text(Locale::En), stressed, latin, blanks],
        Locale::Ru => vec![text(Locale::Ru), text(Locale::En), reading, blanks],
    }
}

/// A heading of what stands within a line elsewhere.
fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

/// What stands in its blanks and how it is answered.
fn blanks(book: &Book, row: &CallRow, units: Units) -> String {
    let slots = row.slots.iter().map(|kind| {
        let name = book.get(slot_key(*kind));
        match slot_unit(units, *kind) {
            Some(unit) => {
                let unit = unit_symbol(book.words(), unit);
                book.say("manual-calls-blank", &[("name", &name), ("unit", &unit)])
            }
            None => name,
        }
    });
    let answer = match row.read_back {
        ReadBack::Never => None,
        ReadBack::AtMarks => Some("manual-calls-at-marks"),
        ReadBack::Value => Some("manual-calls-value"),
        ReadBack::Choice => Some("manual-calls-choice"),
    };
    let parts: Vec<String> = slots.chain(answer.map(|key| book.get(key))).collect();
    match parts.is_empty() {
        true => "—".to_owned(),
        false => parts.join("; "),
    }
}
