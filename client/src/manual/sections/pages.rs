//! The malfunction pages of this crew's shelf: what the other crew may see on its panel and what it then
//! does, with the labels as they are printed there.

use handshake_shared::catalogue::book::shelf;

use super::super::book::Book;
use super::super::document::{Block, Column, Table};
use crate::i18n::{PageText, printed_page};

/// Every page of the shelf, in its order.
pub fn write(book: &Book) -> Vec<Block> {
    let pages = shelf(book.seat).map(|page| printed_page(book.tongues, book.locale, page.id));
    pages.flat_map(|text| page(book, text)).collect()
}

fn page(book: &Book, text: PageText) -> Vec<Block> {
    let columns = vec![
        Column::plain(book.column("sign"), 1.0),
        Column::strong(book.column("tell"), 1.2),
    ];
    let lines = Table::new(columns).with(text.lines.into_iter().map(Vec::from));
    let mut blocks = vec![
        Block::Heading(text.title),
        Block::Text(text.ask),
        Block::Table(lines),
    ];
    blocks.extend(labels(book, text.labels));
    blocks
}

/// The labels a page names, in two columns; how they sound where the reader cannot read them.
fn labels(book: &Book, labels: Vec<[String; 2]>) -> Option<Block> {
    let mut one = vec![Column::strong(book.column("their-panel"), 1.0)];
    let sound = labels.iter().any(|[_, sound]| !sound.is_empty());
    if sound {
        one.push(Column::aid(book.column("sounds"), 1.2));
    }
    let rows = labels.into_iter().map(|label| {
        let cells = if sound { 2 } else { 1 };
        label.into_iter().take(cells).collect()
    });
    let rows: Vec<Vec<String>> = rows.collect();
    (!rows.is_empty()).then(|| Block::Table(Table::beside(&one, rows)))
}
