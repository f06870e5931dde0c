//! What the docking mechanism bears and captures, how fast one may close, and the times and pressures
//! by which both crews work.

use handshake_shared::catalogue::hatches::{HATCH_SAFE_DELTA_PA, STRENGTH_PA};
use handshake_shared::catalogue::mechanisms::{
    DAMAGE_AXIAL_N, DAMAGE_LATERAL_N, DAMAGE_RIGID_N, LATCH_WINDOW_S,
};
use handshake_shared::catalogue::units::{Quantity, unit};
use handshake_shared::limits::{CALLED_STALE_S, KEYS_FRESH_S, MATCH_FRESH_S, TWO_KEY_WINDOW_S};
use handshake_shared::sim::event::BounceCause;
use handshake_shared::sim::scoring::ENVELOPE;

use super::super::book::Book;
use super::super::document::{Block, Column, Table};
use crate::i18n::{Units, bounce_limit, format_quantity, format_unit, labels};

/// The envelope, why rings bounce, loads, times and pressures.
pub fn write(book: &Book) -> Vec<Block> {
    let heading = |key: &str| Block::Heading(book.get(key));
    vec![
        heading("manual-limits-contact"),
        envelope(book),
        heading("manual-limits-bounce"),
        Block::List(BounceCause::ALL.map(|cause| bounce(book, cause)).into()),
        heading("manual-limits-loads"),
        values(book, &LOADS),
        heading("manual-limits-times"),
        values(book, &TIMES),
        heading("manual-limits-pressures"),
        pressures(book),
    ]
}

/// Conditions of a contact, in this crew's units and the other's.
fn envelope(book: &Book) -> Block {
    let units = [book.units(), Units::of(book.seat.other())];
    let upto = |quantity, limit: f64| {
        units.map(|units| {
            let limit = format_quantity(book.words(), units, quantity, limit);
            book.say("manual-limits-upto", &[("limit", &limit)])
        })
    };
    let [low, high] = ENVELOPE.closing_m_per_s;
    let closing = units.map(|units| {
        let [low, high] =
            [low, high].map(|rate| format_quantity(book.words(), units, Quantity::Speed, rate));
        book.say("manual-limits-between", &[("low", &low), ("high", &high)])
    });
    let row = |key: &str, [own, theirs]: [String; 2]| vec![book.get(key), own, theirs];
    let rows = [
        row("console-contact-closing", closing),
        row(
            "console-contact-lateral",
            upto(Quantity::Length, ENVELOPE.lateral_m),
        ),
        row(
            "console-contact-side-speed",
            upto(Quantity::Speed, ENVELOPE.lateral_m_per_s),
        ),
        row(
            "console-contact-tilt",
            upto(Quantity::Angle, ENVELOPE.tilt_rad),
        ),
        row(
            "console-contact-roll",
            upto(Quantity::Angle, ENVELOPE.roll_rad),
        ),
        row(
            "console-contact-rate",
            upto(Quantity::AngularRate, ENVELOPE.rate_rad_per_s),
        ),
    ];
    let columns = vec![
        Column::strong(book.column("condition"), 1.4),
        Column::plain(book.column("own-unit"), 1.0),
        Column::plain(book.column("their-unit"), 1.0),
    ];
    Block::Table(Table::new(columns).with(rows))
}

/// Why rings came apart, as the console says it.
fn bounce(book: &Book, cause: BounceCause) -> String {
    let [low, high] = ENVELOPE
        .closing_m_per_s
        .map(|rate| book.quantity(Quantity::Speed, rate));
    let limit = bounce_limit(cause)
        .map(|(quantity, limit)| book.quantity(quantity, limit))
        .unwrap_or_default();
    let args = [("low", &*low), ("high", &*high), ("limit", &*limit)];
    book.say(labels::bounce(cause), &args)
}

/// A value with its name, SI.
type Value = (&'static str, Quantity, f64);

const LOADS: [Value; 3] = [
    ("manual-limits-axial", Quantity::Force, DAMAGE_AXIAL_N),
    ("manual-limits-lateral", Quantity::Force, DAMAGE_LATERAL_N),
    ("manual-limits-rigid", Quantity::Force, DAMAGE_RIGID_N),
];
const TIMES: [Value; 5] = [
    ("manual-limits-latches", Quantity::Duration, LATCH_WINDOW_S),
    ("manual-limits-match", Quantity::Duration, MATCH_FRESH_S),
    ("manual-limits-keys", Quantity::Duration, TWO_KEY_WINDOW_S),
    ("manual-limits-keys-fresh", Quantity::Duration, KEYS_FRESH_S),
    (
        "manual-limits-called",
        Quantity::Duration,
        CALLED_STALE_S as f64,
    ),
];
const PRESSURES: [(&str, f64); 2] = [
    ("manual-limits-hatch-safe", HATCH_SAFE_DELTA_PA),
    ("manual-limits-hatch-strength", STRENGTH_PA),
];

/// Differences in both crews' units: some are less than a digit of Apollo's gauges.
fn pressures(book: &Book) -> Block {
    let columns = vec![
        Column::plain(book.column("what"), 2.4),
        Column::strong(book.column("own-unit"), 1.0),
        Column::plain(book.column("their-unit"), 1.0),
    ];
    let row = |(key, value_pa): (&str, f64)| {
        let shown = [book.seat, book.seat.other()].map(|seat| {
            let unit = unit(seat, Quantity::Pressure, value_pa);
            let shown = unit.shown(value_pa);
            let decimals = if shown < 1.0 { 2 } else { unit.decimals(shown) };
            format_unit(book.words(), unit, shown, decimals)
        });
        let [own, theirs] = shown;
        vec![book.get(key), own, theirs]
    };
    Block::Table(Table::new(columns).with(PRESSURES.map(row)))
}

fn values(book: &Book, values: &[Value]) -> Block {
    let columns = vec![
        Column::plain(book.column("what"), 2.6),
        Column::strong(book.column("value"), 1.0),
    ];
    let row =
        |(key, quantity, value): &Value| vec![book.get(key), book.quantity(*quantity, *value)];
    Block::Table(Table::new(columns).with(values.iter().map(row)))
}
