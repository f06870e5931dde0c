//! Hatches, valves and switches: what each divides or leads to, who works it and from where.

use handshake_shared::catalogue::equipment::{SWITCHES, SwitchKind, SwitchRow};
use handshake_shared::catalogue::hatches::{HATCHES, HatchRow};
use handshake_shared::catalogue::valves::{BottleGas, Port, VALVES, ValveKind, ValveRow};
use handshake_shared::ids::{CompartmentId, HatchId};

use super::super::book::{Book, say};
use super::super::document::{Block, Column, Table};
use crate::i18n::labels;

/// All five hatches, then the valves and switches of one's own.
pub fn write(book: &Book) -> Vec<Block> {
    let heading = |key: &str| Block::Heading(book.get(key));
    vec![
        heading("manual-air-hatches"),
        hatches(book),
        heading("manual-air-valves"),
        valves(book),
        heading("manual-air-switches"),
        switches(book),
    ]
}

fn hatches(book: &Book) -> Block {
    let mut columns = vec![Column::strong(book.column("hatch"), 0.9)];
    columns.extend(
        [
            "between",
            "opens-into",
            "worked-by",
            "worked-from",
            "shut-first",
        ]
        .map(|name| Column::plain(book.column(name), 1.2)),
    );
    let row = |row: &HatchRow| {
        let [apollo, soyuz] = [row.apollo_side, row.soyuz_side].map(|at| place(book, at));
        // Its own crew reads the label; the other one only hears the number.
        let words = if row.worked_by == book.seat {
            book.panel()
        } else {
            book.words()
        };
        let number = row.id.number().to_string();
        vec![
            say(words, "hatch-label", &[("n", &number)]),
            format!("{apollo} – {soyuz}"),
            place(book, row.opens_into),
            book.get(labels::who(row.worked_by)),
            places(book, row.reach),
            numbers(row.shut_first),
        ]
    };
    Block::Table(Table::new(columns).with(HATCHES.iter().map(row)))
}

fn valves(book: &Book) -> Block {
    let mut columns = book.painted_columns(1.0);
    columns.push(Column::plain(book.column("leads"), 1.9));
    columns.push(Column::plain(book.column("worked-from"), 1.3));
    columns.push(Column::plain(book.column("shut-first"), 0.8));
    let row = |row: &ValveRow| {
        let mut cells = book.painted(labels::valve(row.id));
        cells.push(leads(book, row));
        cells.push(places(book, row.reach));
        cells.push(numbers(row.shut_first));
        cells
    };
    let own = VALVES.iter().filter(|row| row.worked_by == book.seat);
    Block::Table(Table::new(columns).with(own.map(row)))
}

/// Where a valve leads, and what it does by itself.
fn leads(book: &Book, row: &ValveRow) -> String {
    let [from, to] = [row.from, row.to].map(|end| port(book, end));
    let ends = format!("{from} → {to}");
    let more = match (row.kind, row.lets_down_to_pa) {
        (ValveKind::Regulators, _) => book.get("manual-air-regulators"),
        (ValveKind::Relief, _) => book.get("manual-air-relief"),
        (ValveKind::Plain, _) => return ends,
    };
    format!("{ends}. {more}")
}

fn port(book: &Book, port: Port) -> String {
    match port {
        Port::Compartment(at) => place(book, at),
        Port::Space => book.get("manual-air-space"),
        Port::Cavity => book.get("manual-air-cavity"),
        Port::Bottle(bottle) => book.get(match bottle.row().gas {
            BottleGas::Oxygen => "manual-air-oxygen",
            BottleGas::Nitrogen => "manual-air-nitrogen",
        }),
    }
}

fn switches(book: &Book) -> Block {
    let mut columns = book.painted_columns(1.0);
    columns.push(Column::plain(book.column("means"), 1.9));
    columns.push(Column::plain(book.column("worked-from"), 1.3));
    let row = |row: &SwitchRow| {
        let mut cells = book.painted(labels::switch(row.id));
        let kind = match row.kind {
            SwitchKind::Fan => "means-switch-fan",
            SwitchKind::Regenerator => "means-switch-regenerator",
            SwitchKind::Power => "means-switch-power",
        };
        cells.push(book.say(kind, &[("room", &place(book, row.at))]));
        cells.push(place(book, row.worked_at));
        cells
    };
    let own = SWITCHES.iter().filter(|row| row.worked_by == book.seat);
    Block::Table(Table::new(columns).with(own.map(row)))
}

fn place(book: &Book, at: CompartmentId) -> String {
    book.get(labels::place(at))
}

fn places(book: &Book, all: &[CompartmentId]) -> String {
    let names: Vec<String> = all.iter().map(|at| place(book, *at)).collect();
    names.join(", ")
}

fn numbers(hatches: &[HatchId]) -> String {
    let numbers: Vec<String> = hatches
        .iter()
        .map(|hatch| hatch.number().to_string())
        .collect();
    match numbers.is_empty() {
        true => "—".to_owned(),
        false => numbers.join(", "),
    }
}
