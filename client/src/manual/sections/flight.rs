//! What a flight asks of this crew: its part, how the loop is used, the help levels, the missions.

use handshake_shared::catalogue::procedures::Gate;
use handshake_shared::catalogue::units::Quantity;
use handshake_shared::ids::Seat;
use handshake_shared::limits::{MATCH_FRESH_S, TWO_KEY_WINDOW_S};
use handshake_shared::sim::doors::Rules;
use handshake_shared::sim::input::HelpLevel;

use super::super::book::Book;
use super::super::document::{Block, Column, Table};
use crate::i18n::{Arg, hold_range_text, labels};
use crate::missions::offered;

/// This crew's part.
pub fn write(book: &Book) -> Vec<Block> {
    let (seat, briefing, notes) = match book.seat {
        Seat::Apollo => (
            "seat-apollo",
            "briefing-apollo",
            ["help-picture", "help-apollo-final", "help-apollo-stands"],
        ),
        Seat::Soyuz => (
            "seat-soyuz",
            "briefing-soyuz",
            ["help-picture", "help-soyuz-final", "help-soyuz-flies"],
        ),
    };
    let common = [
        "help-read-back",
        "help-cell",
        "help-latches",
        "help-control-off",
        "help-jets",
        "help-two-keys",
        "help-abort",
    ];
    let notes = notes.into_iter().chain(common).map(|key| book.get(key));
    vec![
        book.text(seat),
        book.text(briefing),
        book.text("briefing-place"),
        Block::List(notes.collect()),
    ]
}

/// How the loop is used: answers, hold points, keys.
pub fn talking(book: &Book) -> Vec<Block> {
    let fresh = book.quantity(Quantity::Duration, MATCH_FRESH_S);
    let window = book.quantity(Quantity::Duration, TWO_KEY_WINDOW_S);
    let ranges = Gate::ALL.into_iter().filter_map(Gate::range_m);
    let gates: Vec<String> = ranges
        .map(|range_m| hold_range_text(book.words(), book.units(), range_m))
        .collect();
    let gates = gates.join(", ");
    let points = vec![
        book.get("manual-loop-call"),
        book.get("manual-loop-back"),
        book.get("manual-loop-judged"),
        book.say("manual-loop-fresh", &[("time", &fresh)]),
        book.say("manual-loop-gates", &[("gates", &gates)]),
        book.say("manual-loop-keys", &[("time", &window)]),
        book.get("manual-loop-theirs"),
        book.get("manual-loop-typed"),
    ];
    vec![Block::List(points)]
}

/// The help levels, then the rules.
pub fn ladder(book: &Book) -> Vec<Block> {
    let table = |first: &str, keys: Vec<&'static str>| {
        let columns = vec![
            Column::strong(book.column(first), 1.0),
            Column::plain(book.column("means"), 3.0),
        ];
        let rows = keys
            .into_iter()
            .map(|key| vec![book.get(key), book.get(&format!("{key}.about"))]);
        Block::Table(Table::new(columns).with(rows))
    };
    let rules = [Rules::Training, Rules::Flight, Rules::Real].map(labels::rules);
    vec![
        table("level", HelpLevel::ALL.map(labels::level).into()),
        Block::Heading(book.get("manual-help-rules")),
        table("rules", rules.into()),
    ]
}

/// Every mission with its briefing, the shortest first.
pub fn missions(book: &Book) -> Vec<Block> {
    let columns = vec![
        Column::strong(book.column("mission"), 1.0),
        Column::plain(book.column("length"), 0.5),
        Column::plain(book.column("briefing"), 3.4),
    ];
    let row = |offer: &crate::missions::Offer| {
        let key = format!("mission-{}", offer.name);
        let minutes = [("n", Arg::Count(offer.minutes))];
        vec![
            book.get(&key),
            book.words().format("mission-minutes", &minutes),
            book.get(&format!("{key}.briefing")),
        ]
    };
    vec![Block::Table(
        Table::new(columns).with(offered().iter().map(row)),
    )]
}
