//! Numbers as they are said, and units: how they are said and what they come to in the other crew's.

use handshake_shared::catalogue::units::{Quantity, Unit};

use super::super::book::Book;
use super::super::document::{Block, Column, Table};
use crate::i18n::{
    Aid, Locale, Units, format_quantity, format_unit, number, number_aid, unit_aid, unit_symbol,
};

/// Whole numbers that make up all others.
const WHOLE: &[u32] = &[
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 30, 40, 50, 60, 70,
    80, 90, 100, 200, 300, 400, 500, 600, 700, 800, 900, 1000,
];
/// Numbers as the loop has them: with decimals, and of several words.
const SPOKEN: &[(f64, u8)] = &[
    (0.1, 1),
    (0.05, 2),
    (0.12, 2),
    (1.5, 1),
    (9.8, 1),
    (21.0, 0),
    (38.2, 1),
    (98.0, 0),
    (150.0, 0),
    (258.0, 0),
    (520.0, 0),
];

/// How numbers are said in both languages.
pub fn said(book: &Book) -> Vec<Block> {
    let whole = WHOLE.iter().map(|value| (f64::from(*value), 0));
    let row = |(value, decimals): (f64, u8)| {
        let figure = number(book.locale, value, decimals);
        spoken_cells(book, figure, number_aid(book.tongues, value, decimals))
    };
    let table = |rows: Vec<Vec<String>>| {
        Block::Table(Table::new(spoken_columns(book, "number")).with(rows))
    };
    vec![
        table(whole.map(row).collect()),
        Block::Heading(book.get("manual-numbers-examples")),
        table(SPOKEN.iter().copied().map(row).collect()),
    ]
}

fn spoken_columns(book: &Book, first: &str) -> Vec<Column> {
    let (own, foreign) = match book.locale {
        Locale::En => ("english", "russian"),
        Locale::Ru => ("russian", "english"),
    };
    vec![
        Column::strong(book.column(first), 0.7),
        Column::plain(book.column(own), 1.5),
        Column::plain(book.column(foreign), 1.5),
        Column::aid(book.column("sounds"), 1.5),
    ]
}

fn spoken_cells(book: &Book, first: String, aid: Aid) -> Vec<String> {
    match book.locale {
        Locale::En => vec![first, aid.english, aid.stressed, aid.latin],
        Locale::Ru => vec![
            first,
            aid.stressed.replace('\u{301}', ""),
            aid.english,
            aid.reading,
        ],
    }
}

/// Units that are said on the loop, one row a plural form of Russian.
const UNITS: [Unit; 9] = [
    Unit::Foot,
    Unit::FootPerSecond,
    Unit::Psi,
    Unit::Meter,
    Unit::MeterPerSecond,
    Unit::MmHg,
    Unit::Degree,
    Unit::Second,
    Unit::Minute,
];
/// Counts that show every plural form of both languages.
const COUNTS: [u32; 3] = [1, 2, 5];

/// How units are said, then conversions at the values the flight has.
pub fn units(book: &Book) -> Vec<Block> {
    let said = UNITS.into_iter().flat_map(|unit| {
        COUNTS.map(|count| {
            let shown = format_unit(book.words(), unit, f64::from(count), 0);
            spoken_cells(book, shown, unit_aid(book.tongues, unit, count))
        })
    });
    let mut blocks = vec![
        Block::Heading(book.get("manual-units-said")),
        Block::Table(Table::new(spoken_columns(book, "unit")).with(said)),
        Block::Heading(book.get("manual-units-factors")),
        factors(book),
    ];
    for (quantity, key, values) in CONVERSIONS {
        blocks.push(Block::Heading(book.get(key)));
        blocks.push(conversions(book, *quantity, values));
    }
    blocks
}

/// Pairs of units: this crew's, the other's.
const PAIRS: [[Unit; 2]; 6] = [
    [Unit::Foot, Unit::Meter],
    [Unit::NauticalMile, Unit::Kilometer],
    [Unit::FootPerSecond, Unit::MeterPerSecond],
    [Unit::Psi, Unit::MmHg],
    [Unit::Pound, Unit::Kilogram],
    [Unit::PoundForce, Unit::KilogramForce],
];

/// One of each unit in the other crew's.
fn factors(book: &Book) -> Block {
    let columns = vec![
        Column::strong(book.column("own-unit"), 1.0),
        Column::plain(book.column("their-unit"), 1.0),
        Column::strong(book.column("their-unit"), 1.0),
        Column::plain(book.column("own-unit"), 1.0),
    ];
    // Pounds of mass, of force and on a square inch are one word when said: symbols tell them apart.
    let one = |of: Unit, to: Unit| {
        let value = to.shown(of.si());
        let decimals = if value >= 10.0 { 2 } else { 4 };
        [(of, 1.0, 0), (to, value, decimals)].map(|(unit, value, decimals)| {
            let figure = number(book.locale, value, decimals);
            format!("{figure}\u{a0}{}", unit_symbol(book.words(), unit))
        })
    };
    let row = |[us, metric]: [Unit; 2]| {
        let (own, theirs) = match book.units() {
            Units::Us => (us, metric),
            Units::Metric => (metric, us),
        };
        [one(own, theirs), one(theirs, own)].concat()
    };
    Block::Table(Table::new(columns).with(PAIRS.map(row)))
}

/// Round values of Soyuz's instruments, in its own units, that are called on the way.
const CONVERSIONS: &[(Quantity, &str, &[f64])] = &[
    (
        Quantity::Length,
        "manual-units-length",
        &[
            0.3, 0.5, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0, 12.0, 15.0, 20.0, 25.0, 30.0, 35.0,
            40.0, 50.0, 75.0, 100.0, 150.0, 200.0, 220.0, 300.0, 400.0, 500.0, 750.0, 1000.0,
        ],
    ),
    (
        Quantity::Speed,
        "manual-units-speed",
        &[
            0.02, 0.05, 0.08, 0.1, 0.12, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0,
        ],
    ),
    (
        Quantity::Pressure,
        "manual-units-pressure",
        &[
            5.0, 10.0, 20.0, 50.0, 100.0, 150.0, 200.0, 255.0, 258.0, 260.0, 262.0, 300.0, 320.0,
            350.0, 400.0, 450.0, 490.0, 520.0, 600.0, 760.0,
        ],
    ),
];

/// Values in both crews' units, two pairs of columns beside each other.
fn conversions(book: &Book, quantity: Quantity, values: &[f64]) -> Block {
    let (own, theirs) = (book.units(), Units::of(book.seat.other()));
    let scale = match quantity {
        Quantity::Pressure => Unit::MmHg.si(),
        _ => 1.0,
    };
    let shown = |units, value: f64| format_quantity(book.words(), units, quantity, value * scale);
    let pair = |value: &f64| [shown(own, *value), shown(theirs, *value)];
    let half = values.len().div_ceil(2);
    let (left, right) = values.split_at(half);
    let rows = left.iter().enumerate().map(|(index, value)| {
        let right = right.get(index).map(pair).unwrap_or_default();
        [pair(value), right].concat()
    });
    let columns = ["own", "theirs", "own", "theirs"];
    let columns = columns.map(|name| match name {
        "own" => Column::strong(book.column("own-unit"), 1.0),
        _ => Column::plain(book.column("their-unit"), 1.0),
    });
    Block::Table(Table::new(columns.into()).with(rows))
}
