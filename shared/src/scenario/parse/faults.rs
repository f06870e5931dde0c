//! The failures a mission has in store: `[[faults]]`, none or as many as wanted.

use alloc::vec::Vec;

use crate::catalogue::faults::{Part, Way};
use crate::limits::FAULTS_MAX;
use crate::scenario::reader::{Expected, Measure, ScenarioError, Section};
use crate::sim::faults::Fault;
use crate::time::Tick;

pub(super) const FAULT: &[&str] = &["at_s", "part", "way"];
pub(super) const AT: Measure = super::measure("at_s", 0.0, 86_400.0, 1.0);
const WAYS: &[&str] = &["dead", "stuck-on", "leaking"];

/// All of them, in the order of the file.
pub fn faults(root: &Section) -> Result<Vec<Fault>, ScenarioError> {
    let Some(field) = root.find("faults") else {
        return Ok(Vec::new());
    };
    let entries = field.list()?;
    if entries.len() > FAULTS_MAX {
        return Err(field.expected(Expected::EntriesAtMost(FAULTS_MAX)));
    }
    entries
        .into_iter()
        .map(|entry| fault(&entry.section(FAULT)?))
        .collect()
}

fn fault(section: &Section) -> Result<Fault, ScenarioError> {
    let field = section.field("part")?;
    let part = Part::from_key(field.text()?).ok_or_else(|| field.expected(Expected::Part))?;
    let field = section.field("way")?;
    let way = Way::ALL[field.word(WAYS)?];
    match part.ways().contains(&way) {
        true => Ok(Fault {
            at: Tick::at(section.measure(&AT)?),
            part,
            way,
        }),
        false => Err(field.expected(Expected::OneOf(&["dead"]))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_the_file_are_the_ways_in_their_order() {
        let keys: Vec<&str> = Way::ALL.iter().map(|way| way.key()).collect();
        assert_eq!(keys, WAYS);
    }
}
