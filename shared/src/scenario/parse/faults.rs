//! The failures a mission has in store: `[[faults]]`, none or as many as wanted.

use alloc::vec::Vec;

use crate::catalogue::faults::{Amount, Condition, Part, Way};
use crate::limits::FAULTS_MAX;
use crate::scenario::reader::{Complaints, Expected, Measure, ScenarioError, Section};
use crate::sim::faults::Fault;
use crate::time::Tick;

pub(super) const FAULT: &[&str] = &[
    "at_s",
    "on",
    "part",
    "way",
    "size_mm2",
    "bias_mmhg",
    "share_ppm",
    "to_c",
];
pub(super) const AT: Measure = super::measure("at_s", 0.0, 86_400.0, 1.0);

/// All of them, in the order of the file; every mistake is a complaint.
pub fn faults(root: &Section, wrong: &mut Complaints) -> Vec<Fault> {
    let sections = super::tables(root, "faults", (FAULTS_MAX, FAULT), wrong);
    let read = |section: &Section| fault(section, wrong);
    sections.iter().filter_map(read).collect()
}

fn fault(section: &Section, wrong: &mut Complaints) -> Option<Fault> {
    let (mut at_s, mut on, mut part) = (0.0, None, None);
    wrong.take(&mut at_s, section.measure(&AT));
    if let Some(field) = section.find("on") {
        let read = field.word(Condition::KEYS);
        wrong.take(&mut on, read.map(|row| Some(Condition::ALL[row])));
    }
    wrong.take(&mut part, named(section).map(Some));
    let part: Part = part?;
    let mut way = part.ways().0[0];
    wrong.take(&mut way, how(section, part));
    let mut amount = 0.0;
    wrong.take(&mut amount, how_much(section, part));
    Some(Fault {
        at: Tick::at(at_s),
        on,
        part,
        way,
        amount,
    })
}

fn named(section: &Section) -> Result<Part, ScenarioError> {
    let field = section.field("part")?;
    Part::from_key(field.text()?).ok_or_else(|| field.expected(Expected::Part))
}

/// The way may be left out where there is one only.
fn how(section: &Section, part: Part) -> Result<Way, ScenarioError> {
    let (ways, words) = part.ways();
    match (section.find("way"), ways) {
        (None, [only]) => Ok(*only),
        _ => Ok(ways[section.field("way")?.word(words)?]),
    }
}

/// The part's own number, SI; a number that belongs to another part is a mistake.
fn how_much(section: &Section, part: Part) -> Result<f64, ScenarioError> {
    let own = part.amount();
    for amount in &Amount::ALL {
        if let Some(field) = section.find(amount.key) {
            let Some(own) = own.filter(|own| own.key == amount.key) else {
                return Err(field.expected(Expected::Field(fields_of(own))));
            };
            return Ok(own.in_si(field.between(own.min, own.max)?));
        }
    }
    Ok(own.map_or(0.0, |own| own.in_si(own.default)))
}

/// Fields of a failure whose number is this one.
fn fields_of(amount: Option<&Amount>) -> &'static [&'static str] {
    match amount.map(|amount| amount.key) {
        Some("size_mm2") => &["at_s", "on", "part", "way", "size_mm2"],
        Some("bias_mmhg") => &["at_s", "on", "part", "way", "bias_mmhg"],
        Some("share_ppm") => &["at_s", "on", "part", "way", "share_ppm"],
        Some("to_c") => &["at_s", "on", "part", "way", "to_c"],
        _ => &["at_s", "on", "part", "way"],
    }
}
