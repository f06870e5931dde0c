//! The noise a mission has in store: `[[noise]]`, none or as many stretches as wanted.

use alloc::vec::Vec;

use crate::catalogue::faults::Condition;
use crate::catalogue::procedures::Phase;
use crate::ids::Seat;
use crate::limits::NOISE_MAX;
use crate::maths::round;
use crate::scenario::reader::{Complaints, Measure, ScenarioError, Section};
use crate::sim::radio::noise::NoiseRow;
use crate::time::Tick;

pub(super) const NOISE: &[&str] = &["from_s", "for_s", "on", "phase", "to", "loss"];
pub(super) const FROM: Measure = super::measure("from_s", 0.0, 86_400.0, 1.0);
pub(super) const LASTS: Measure = super::measure("for_s", 0.0, 86_400.0, 1.0);
/// In a file a share, inside whole per cent: the wire carries one byte.
pub(super) const LOSS: Measure = super::measure("loss", 0.0, 1.0, 100.0);
const HEARERS: &[&str] = &["apollo", "soyuz", "both"];

/// All of them, in the order of the file; every mistake is a complaint.
pub fn noise(root: &Section, wrong: &mut Complaints) -> Vec<NoiseRow> {
    let sections = super::tables(root, "noise", (NOISE_MAX, NOISE), wrong);
    let read = |section: &Section| stretch(section, wrong);
    sections.iter().filter_map(read).collect()
}

fn stretch(section: &Section, wrong: &mut Complaints) -> Option<NoiseRow> {
    let mut row = NoiseRow::throughout(0);
    let loss = section.measure(&LOSS);
    wrong.take(
        &mut row.loss_percent,
        loss.map(|percent| round(percent) as u8),
    );
    if section.find("from_s").is_some() {
        wrong.take(&mut row.from, section.measure(&FROM).map(Tick::at));
    }
    if section.find("for_s").is_some() {
        let lasts = section.measure(&LASTS).map(|for_s| Some(Tick::at(for_s)));
        wrong.take(&mut row.lasts, lasts);
    }
    wrong.take(
        &mut row.on,
        named(section, "on", Condition::KEYS, &Condition::ALL),
    );
    wrong.take(
        &mut row.phase,
        named(section, "phase", Phase::KEYS, &Phase::ALL),
    );
    let hearers = [Some(Seat::Apollo), Some(Seat::Soyuz), None];
    let to = named(section, "to", HEARERS, &hearers);
    wrong.take(&mut row.to, to.map(Option::flatten));
    Some(row)
}

/// A field that may be left out, by its word.
fn named<T: Copy>(
    section: &Section,
    key: &str,
    words: &'static [&'static str],
    values: &[T],
) -> Result<Option<T>, ScenarioError> {
    let field = section.find(key);
    field
        .map(|field| Ok(values[field.word(words)?]))
        .transpose()
}
