//! The glossary: one thing, one word; as said, as painted on one's own panel, in the other language.
//! In the order of the reader's alphabet, to look a word up.

use super::super::book::Book;
use super::super::document::{Block, Column, Table};
use crate::i18n::{Locale, glossary_keys};

/// Every term.
pub fn write(book: &Book) -> Vec<Block> {
    let own = match book.locale {
        Locale::En => "english",
        Locale::Ru => "russian",
    };
    let mut columns = vec![
        Column::strong(book.column(own), 1.5),
        Column::plain(book.column("painted"), 0.8),
    ];
    match book.locale {
        Locale::En => columns.extend([
            Column::plain(book.column("russian"), 1.6),
            Column::aid(book.column("sounds"), 1.6),
        ]),
        Locale::Ru => columns.push(Column::plain(book.column("english"), 1.5)),
    }
    let mut rows: Vec<Vec<String>> = glossary_keys().map(|key| row(book, key)).collect();
    rows.sort_by_cached_key(|row| sorted(&row[0]));
    vec![Block::Table(Table::new(columns).with(rows))]
}

fn row(book: &Book, key: &str) -> Vec<String> {
    let panel = format!("{key}.panel");
    let painted = match book.panel().has(&panel) {
        true => book.panel().get(&panel),
        false => "—".to_owned(),
    };
    let mut cells = vec![book.get(key), painted];
    match book.locale {
        Locale::En => cells.extend(book.sounded(&book.tongues.ru.get(&format!("{key}.stressed")))),
        Locale::Ru => cells.push(book.tongues.en.get(key)),
    }
    cells
}

/// How a term is filed: by its letters alone, ё beside е.
fn sorted(term: &str) -> String {
    let letters = term.to_lowercase().replace('ё', "е");
    letters
        .chars()
        .filter(|c| c.is_alphanumeric() || *c == ' ')
        .collect()
}
