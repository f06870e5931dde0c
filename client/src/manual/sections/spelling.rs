//! Both spelling alphabets, Soyuz's command matrix whose cells are spelt by one of them, and the light
//! signals for when no word gets through.

use handshake_shared::catalogue::lamps::LampCode;
use handshake_shared::catalogue::spelling::{KSU_COLUMNS, KSU_ROW_COUNT};
use handshake_shared::ids::Seat;

use super::super::book::Book;
use super::super::document::{Block, Column, Table};
use crate::i18n::{Locale, Spelt, labels, latin_alphabet, russian_alphabet};
use crate::widgets::lamps::rhythm;

/// The alphabet of one's own panel first, then the other crew's.
pub fn write(book: &Book) -> Vec<Block> {
    let table = |key: &str, of: Locale, letters: Vec<Spelt>| {
        let heading = Block::Heading(book.get(key));
        [heading, alphabet(book, of, letters)]
    };
    let russian = russian_alphabet(book.tongues);
    let russian = table("alphabets-russian", Locale::Ru, russian);
    let latin = table("alphabets-latin", Locale::En, latin_alphabet(book.tongues));
    match book.seat {
        Seat::Apollo => [latin, russian].concat(),
        Seat::Soyuz => [russian, latin].concat(),
    }
}

/// Letter, code word in its own language, how the reader says it: his own needs no telling.
fn alphabet(book: &Book, of: Locale, letters: Vec<Spelt>) -> Block {
    let mut one = vec![
        Column::strong(book.column("letter"), 0.5),
        Column::plain(book.column("code-word"), 1.0),
    ];
    if of != book.locale {
        one.push(Column::aid(book.column("sounds"), 1.0));
    }
    let rows = letters.into_iter().map(|spelt| {
        let mut cells = vec![spelt.letter.to_string(), word(book, of, &spelt)];
        if of != book.locale {
            cells.push(spelt.sound);
        }
        cells
    });
    Block::Table(Table::beside(&one, rows.collect()))
}

/// A code word, with its stress for whoever needs it.
fn word(book: &Book, of: Locale, spelt: &Spelt) -> String {
    match of == book.locale {
        true => spelt.word.replace('\u{301}', ""),
        false => spelt.word.clone(),
    }
}

/// The matrix as it stands on the panel, with the code word of every column.
pub fn matrix(book: &Book) -> Vec<Block> {
    let alphabet = russian_alphabet(book.tongues);
    let words: Vec<&Spelt> = KSU_COLUMNS
        .iter()
        .filter_map(|column| alphabet.iter().find(|spelt| spelt.letter == column.letter))
        .collect();
    let line = |name: &str, cell: &dyn Fn(&Spelt) -> String| {
        let cells = words.iter().map(|spelt| cell(spelt));
        std::iter::once(book.column(name)).chain(cells).collect()
    };
    let mut columns = vec![Column::aid(String::new(), 1.0)];
    columns.extend(KSU_COLUMNS.map(|column| Column::strong(column.letter.to_string(), 1.0)));
    let mut rows = vec![line("code-word", &|spelt| word(book, Locale::Ru, spelt))];
    if book.locale == Locale::En {
        rows.push(line("sounds", &|spelt| spelt.sound.clone()));
    }
    rows.extend((1..=KSU_ROW_COUNT).map(|number| {
        let cells = KSU_COLUMNS.map(|column| format!("{}{number}", column.letter));
        std::iter::once(number.to_string()).chain(cells).collect()
    }));
    let notes = match book.seat {
        Seat::Apollo => ["help-cell", "manual-matrix-spell", "help-latches"],
        Seat::Soyuz => ["help-cell", "manual-matrix-press", "help-latches"],
    };
    vec![
        Block::Table(Table::new(columns).with(rows)),
        Block::List(notes.map(|key| book.get(key)).into()),
    ]
}

/// The six signals.
pub fn lamps(book: &Book) -> Vec<Block> {
    let columns = vec![
        Column::strong(book.column("number"), 0.6),
        Column::strong(book.column("rhythm"), 1.0),
        Column::plain(book.column("means"), 3.0),
    ];
    let row = |(index, code): (usize, LampCode)| {
        let means = book.get(labels::lamp_code(code));
        vec![(index + 1).to_string(), rhythm(code), means]
    };
    let rows = LampCode::ALL.into_iter().enumerate().map(row);
    vec![Block::Table(Table::new(columns).with(rows))]
}
