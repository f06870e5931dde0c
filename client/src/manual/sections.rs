//! The sections of a crew's book, in their order: one row each. A section that has nothing to say to
//! a crew leaves itself out.

mod air;
mod calls;
mod flight;
mod glossary;
mod keys;
mod limits;
mod numbers;
mod pages;
mod panel;
mod plan;
mod spelling;

use super::book::Book;
use super::document::{Block, Section};

/// One section: its heading is the message `manual-` and its key, what it is for the `.about` of
/// that message.
struct Row {
    key: &'static str,
    write: fn(&Book) -> Vec<Block>,
}

const fn row(key: &'static str, write: fn(&Book) -> Vec<Block>) -> Row {
    Row { key, write }
}

/// The book from front to back.
const SECTIONS: &[Row] = &[
    row("flight", flight::write),
    row("keys", keys::write),
    row("panel", panel::write),
    row("alarms", panel::alarms),
    row("plan", plan::write),
    row("loop", flight::talking),
    row("calls", calls::write),
    row("pages", pages::write),
    row("numbers", numbers::said),
    row("units", numbers::units),
    row("spelling", spelling::write),
    row("matrix", spelling::matrix),
    row("lamps", spelling::lamps),
    row("air", air::write),
    row("limits", limits::write),
    row("glossary", glossary::write),
    row("help", flight::ladder),
    row("missions", flight::missions),
];

/// Every section of a crew's book.
pub fn write(book: &Book) -> Vec<Section> {
    let sections = SECTIONS.iter().filter_map(|row| {
        let blocks = (row.write)(book);
        (!blocks.is_empty()).then(|| section(book, row.key, blocks))
    });
    sections.collect()
}

fn section(book: &Book, key: &str, blocks: Vec<Block>) -> Section {
    let about = book.text(&format!("manual-{key}.about"));
    Section {
        title: book.get(&format!("manual-{key}")),
        blocks: std::iter::once(about).chain(blocks).collect(),
    }
}
