//! The joint flight plan: every step of every mission, phase by phase, whose move each is.

use handshake_shared::catalogue::procedures::{Act, Move, Phase, STEPS, Step, Who};
use handshake_shared::catalogue::transfers::{Party, TRANSFERS, Transfer};
use handshake_shared::ids::CrewId;

use super::super::book::Book;
use super::super::document::{Block, Column, Table};
use crate::i18n::{awaited_move_text, labels, own_move_text};

/// Phases in their order, then who goes where in each transfer.
pub fn write(book: &Book) -> Vec<Block> {
    let mut blocks = Vec::new();
    for phase in Phase::ALL {
        let steps: Vec<&Step> = STEPS.iter().filter(|step| step.phase == phase).collect();
        if steps.is_empty() {
            continue;
        }
        blocks.push(Block::Heading(book.get(labels::phase(phase))));
        let columns = vec![
            Column::strong(book.column("step"), 1.3),
            Column::plain(book.column("whose"), 1.0),
            Column::plain(book.column("move"), 3.2),
        ];
        let rows = steps.into_iter().flat_map(|step| rows(book, step));
        blocks.push(Block::Table(Table::new(columns).with(rows)));
    }
    blocks.push(Block::Heading(book.get("manual-plan-transfers")));
    blocks.push(book.text("manual-plan-transfers.about"));
    blocks.push(transfers(book));
    blocks
}

/// A row a move; the step's title stands before the first.
fn rows(book: &Book, step: &'static Step) -> Vec<Vec<String>> {
    let mut title = book.get(&labels::step(step.id));
    let row = |row: &Move| {
        vec![
            std::mem::take(&mut title),
            whose(book, row.who),
            text(book, row),
        ]
    };
    step.moves.iter().map(row).collect()
}

/// A craft's crew, or the crew to which the mission gives a role.
fn whose(book: &Book, who: Who) -> String {
    match who {
        Who::Seat(seat) if seat == book.seat => book.get("manual-whose-own"),
        Who::Seat(seat) => book.get(labels::who(seat)),
        Who::Active => book.get("manual-whose-active"),
        Who::Passive => book.get("manual-whose-passive"),
        Who::Flying => book.get("manual-whose-flying"),
        Who::Standing => book.get("manual-whose-standing"),
    }
}

/// An order where the move is, or in some mission may be, this crew's; else what it waits for.
fn text(book: &Book, row: &Move) -> String {
    let transfer = transfer_of(row);
    match row.who {
        Who::Seat(seat) if seat != book.seat => {
            awaited_move_text(book.words(), book.units(), row, transfer)
        }
        _ => own_move_text(book.words(), book.units(), row, transfer),
    }
}

/// The first transfer in which the move's crew has men to send; the first of all for any other move.
fn transfer_of(row: &Move) -> &'static Transfer {
    let (Who::Seat(seat), Act::Send(party, _) | Act::Masks(party, _)) = (row.who, row.act) else {
        return &TRANSFERS[0];
    };
    let sends = |transfer: &&Transfer| transfer.party(party).iter().any(|man| man.seat() == seat);
    TRANSFERS.iter().find(sends).unwrap_or(&TRANSFERS[0])
}

/// Who goes where in each transfer.
fn transfers(book: &Book) -> Block {
    let mut columns = vec![Column::strong(book.column("transfer"), 0.8)];
    columns.extend(Party::ALL.map(|party| Column::plain(book.column(party_key(party)), 1.3)));
    let row = |transfer: &Transfer| {
        let number = match transfer.number {
            RESCUE => book.get("manual-plan-rescue"),
            number => number.to_string(),
        };
        let parties = Party::ALL.map(|party| men(book, transfer.party(party)));
        std::iter::once(number).chain(parties).collect()
    };
    Block::Table(Table::new(columns).with(TRANSFERS.iter().map(row)))
}

/// The transfer that no flight needed.
const RESCUE: u8 = 5;

const fn party_key(party: Party) -> &'static str {
    match party {
        Party::Out => "out",
        Party::Meet => "meet",
        Party::Over => "over",
        Party::Back => "back",
    }
}

fn men(book: &Book, men: &[CrewId]) -> String {
    let names: Vec<String> = men.iter().map(|man| book.get(labels::name(*man))).collect();
    match names.is_empty() {
        true => "—".to_owned(),
        false => names.join(", "),
    }
}
