//! The columns of a recorded run: name with unit, meaning, and how each is read off the world. One
//! table makes header, rows and the handbook's page; it must not change the world it reads.

mod table;

use std::fmt::Debug;
use std::fmt::Write as _;

use handshake_shared::catalogue::valves::BottleId;
use handshake_shared::ids::{HatchId, Seat};
use handshake_shared::sim::World;

use super::script::{MEN, PLACES, VALVES};
use table::{
    AIR, APOLLO_CONTROL, BOTTLE, CAVITY, CRAFT, END, HATCH, INSTRUMENTS, MAN, MECHANISM, PORTS,
    SIGHT, TIME, VALVE,
};

/// One value of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// A measured value, SI; one that is not finite is left empty.
    Real(f64),
    /// A count.
    Whole(u128),
    /// Yes or no: 1 or 0 in CSV.
    Flag(bool),
    /// A word of a closed list, or a hexadecimal number.
    Word(String),
}

/// One column of a recorded run.
pub struct Column {
    /// Name, unit last.
    pub name: String,
    read: Box<dyn Fn(&World) -> Cell>,
}

impl Column {
    /// Its value now.
    pub fn read(&self, world: &World) -> Cell {
        (self.read)(world)
    }
}

/// All columns in their fixed order; new ones go at the end of their group.
pub fn columns() -> Vec<Column> {
    let mut columns = Collect(Vec::new());
    visit(&mut columns);
    columns.0
}

/// The handbook's table of all columns, Markdown.
pub fn markdown() -> String {
    let mut page = Describe(String::from("| Column | Meaning |\n| --- | --- |\n"));
    visit(&mut page);
    page.0
}

/// A column of every subject of a group: the end of its name, its meaning, how it is read.
struct Row<K>(&'static str, &'static str, fn(&World, K) -> Cell);

/// The subjects of a group by the beginning of their columns' names.
type Subjects<K> = Vec<(String, K)>;

trait Visitor {
    fn group<K: Copy + 'static>(&mut self, subjects: Subjects<K>, rows: &'static [Row<K>]);
}

fn visit(visitor: &mut impl Visitor) {
    let all = || vec![(String::new(), ())];
    visitor.group(all(), TIME);
    let seats = Seat::ALL.map(|seat| (format!("{}.", word(&seat)), seat));
    visitor.group(seats.to_vec(), CRAFT);
    visitor.group(all(), APOLLO_CONTROL);
    visitor.group(all(), PORTS);
    visitor.group(all(), INSTRUMENTS);
    visitor.group(seats.to_vec(), SIGHT);
    visitor.group(all(), MECHANISM);
    visitor.group(named("", PLACES), AIR);
    visitor.group(all(), CAVITY);
    let hatches = HatchId::ALL.map(|hatch| (format!("hatch{}.", hatch.number()), hatch));
    visitor.group(hatches.to_vec(), HATCH);
    visitor.group(named("valve.", VALVES), VALVE);
    let bottles = BottleId::ALL.map(|bottle| (format!("bottle.{}.", word(&bottle)), bottle));
    visitor.group(bottles.to_vec(), BOTTLE);
    visitor.group(named("", MEN), MAN);
    visitor.group(all(), END);
}

fn named<K: Copy>(before: &str, rows: &[(&str, K)]) -> Subjects<K> {
    let subject = |(name, subject): &(&str, K)| {
        let name = name.replace('-', "_");
        (format!("{before}{name}."), *subject)
    };
    rows.iter().map(subject).collect()
}

struct Collect(Vec<Column>);

impl Visitor for Collect {
    fn group<K: Copy + 'static>(&mut self, subjects: Subjects<K>, rows: &'static [Row<K>]) {
        for (prefix, subject) in &subjects {
            for Row(name, _, read) in rows {
                let (read, subject) = (*read, *subject);
                self.0.push(Column {
                    name: format!("{prefix}{name}"),
                    read: Box::new(move |world| read(world, subject)),
                });
            }
        }
    }
}

struct Describe(String);

impl Visitor for Describe {
    fn group<K: Copy + 'static>(&mut self, subjects: Subjects<K>, rows: &'static [Row<K>]) {
        for Row(name, meaning, _) in rows {
            let names: Vec<String> = subjects
                .iter()
                .map(|(prefix, _)| format!("`{prefix}{name}`"))
                .collect();
            // Writing to a string cannot fail.
            let _ = writeln!(self.0, "| {} | {meaning} |", names.join(", "));
        }
    }
}

/// A name of the code as a word of a file: `HardDock` becomes `hard_dock`.
pub fn word(value: &impl Debug) -> String {
    let mut word = String::new();
    for c in format!("{value:?}").chars() {
        if c.is_ascii_uppercase() && !word.is_empty() && !word.ends_with([' ', '(', '_']) {
            word.push('_');
        }
        word.push(c.to_ascii_lowercase());
    }
    word
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_column_has_its_own_name() {
        let columns = columns();
        let names: BTreeSet<&str> = columns.iter().map(|column| column.name.as_str()).collect();
        assert_eq!(names.len(), columns.len());
    }

    #[test]
    fn the_handbook_names_every_column() {
        let handbook = include_str!("../../../shared/README.md");
        let table = markdown();
        assert!(handbook.contains(&table), "the table should be:\n{table}");
        for column in columns() {
            let name = format!("`{}`", column.name);
            assert!(table.contains(&name), "{name} is missing");
        }
    }

    #[test]
    fn names_of_the_code_become_words() {
        assert_eq!(word(&Seat::Soyuz), "soyuz");
        assert_eq!(word(&BottleId::DmNitrogen), "dm_nitrogen");
    }
}
