//! The keys, from the key map: a keyboard of one's own, one's half of a shared one, and no screen.

use handshake_shared::ids::Seat;

use super::super::book::Book;
use super::super::document::{Block, Column, Table};
use crate::input::keymap::{Act, COCKPIT, KeyRow, TOGETHER, When};

/// Keys by what they do.
pub fn write(book: &Book) -> Vec<Block> {
    let heading = |key: &str| Block::Heading(book.get(key));
    vec![
        heading("manual-keys-own"),
        table(book, COCKPIT.iter()),
        heading("manual-keys-shared"),
        book.text(hand(book.seat)),
        table(book, TOGETHER.iter().filter(|row| is_own(row, book.seat))),
        heading("manual-keys-lines"),
        book.text("console-plain-help"),
    ]
}

const fn hand(seat: Seat) -> &'static str {
    match seat {
        Seat::Apollo => "manual-keys-left",
        Seat::Soyuz => "manual-keys-right",
    }
}

/// A key of this crew's hand, or of both.
fn is_own(row: &KeyRow, seat: Seat) -> bool {
    match row.when {
        When::Side(side) | When::SideMove(side) | When::SideTurn(side) | When::SidePanel(side) => {
            side == seat.index()
        }
        When::Always | When::Flying | When::Page => true,
    }
}

/// Keys that do the same share a row.
fn table<'r>(book: &Book, rows: impl Iterator<Item = &'r KeyRow>) -> Block {
    let mut entries: Vec<Vec<String>> = Vec::new();
    for row in rows {
        let does = does(book, row);
        let key = row.key.label();
        match entries.iter_mut().find(|entry| entry[1] == does) {
            Some(entry) => entry[0].push_str(&format!("\u{2002}{key}")),
            None => entries.push(vec![key, does]),
        }
    }
    let one = [
        Column::strong(book.column("key"), 1.0),
        Column::plain(book.column("does"), 2.0),
    ];
    Block::Table(Table::beside(&one, entries))
}

/// What a key does, and in which state of the hand or the panel.
fn does(book: &Book, row: &KeyRow) -> String {
    let does = match row.act {
        // On the screen it is “this page”.
        Act::Help => book.get("manual-keys-help"),
        act => book.get(act.word()),
    };
    let when = match row.when {
        When::SideMove(_) => "console-hand-move",
        When::SideTurn(_) => "console-hand-turn",
        When::SidePanel(_) => "console-hand-panel",
        When::Page => "manual-keys-page",
        When::Always | When::Flying | When::Side(_) => return does,
    };
    let when = book.get(when);
    book.say("manual-keys-when", &[("does", &does), ("when", &when)])
}
