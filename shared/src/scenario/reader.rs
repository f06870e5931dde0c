//! Typed fields out of a mission's text, each with its place: line, column, name, what was expected
//! and what stood there. It must not know which fields a mission has.

use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use core::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};
use toml::value::{Datetime, Offset};

use crate::catalogue::procedures::STEPS;

/// Most characters of the text that are quoted back, so that a message stays a line.
const FOUND_CHARS_MAX: usize = 40;

/// What a field should have been. The shells put it into words; numbers are in the field's own
/// unit, which stands in its name.
#[derive(Clone, Debug, PartialEq)]
pub enum Expected {
    /// Text in TOML; the reader's own remark.
    Toml(String),
    /// No more text than this, bytes.
    BytesAtMost(usize),
    /// One of these fields, and no other.
    Field(&'static [&'static str]),
    /// The field has to be given.
    Given,
    /// A section, `[name]`.
    Section,
    /// A list.
    List,
    /// A text in quotes.
    Text,
    /// `true` or `false`.
    Flag,
    /// A number.
    Number,
    /// A number in these bounds, both allowed.
    Between {
        /// Lowest.
        min: f64,
        /// Highest.
        max: f64,
    },
    /// A moment in UTC: `1975-07-17T16:07:19Z`.
    Moment,
    /// A mission's name: lower-case letters, digits and hyphens, at most this many.
    Name(usize),
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// The name of a step of the joint flight plan.
    Step,
    /// A step that comes after this one in the joint flight plan.
    StepAfter(&'static str),
    /// At least one entry.
    NotEmpty,
    /// An entry that has not been given before.
    Once,
    /// A list of at most so many entries.
    EntriesAtMost(usize),
    /// A part that can fail.
    Part,
}

/// Why a mission's text was refused. The shell adds the file's name.
#[derive(Clone, Debug, PartialEq)]
pub struct ScenarioError {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// The field with its section, `air.dm.oxygen_mmhg`; empty when the text is not TOML.
    pub field: String,
    /// What should have stood there.
    pub expected: Expected,
    /// What stood there, as written; empty when nothing did.
    pub found: String,
}

impl core::error::Error for ScenarioError {}

impl fmt::Display for ScenarioError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}: ", self.line, self.column)?;
        if !self.field.is_empty() {
            write!(f, "{}: ", self.field)?;
        }
        write!(f, "expected {}", self.expected)?;
        if !self.found.is_empty() {
            write!(f, ", found {}", self.found)?;
        }
        match self.meant() {
            Some(word) => write!(f, "; did you mean {word}?"),
            None => Ok(()),
        }
    }
}

impl ScenarioError {
    /// The known word that what was found most resembles, when a slip of the hand explains it.
    pub fn meant(&self) -> Option<&'static str> {
        let found = self.found.trim_matches('"');
        match &self.expected {
            Expected::Field(known) | Expected::OneOf(known) => {
                nearest(found, known.iter().copied())
            }
            Expected::Step => nearest(found, STEPS.iter().map(|step| step.key)),
            _ => None,
        }
    }

    /// The field that a strange one probably stands for, with its section.
    fn for_field(&self) -> Option<String> {
        let section = self.field.strip_suffix(self.found.as_str())?;
        let Expected::Field(_) = self.expected else {
            return None;
        };
        self.meant().map(|field| format!("{section}{field}"))
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Expected::Toml(remark) => write!(f, "TOML ({remark})"),
            Expected::BytesAtMost(bytes) => write!(f, "at most {bytes} bytes"),
            Expected::Field(known) => write!(f, "one of the fields {}", known.join(", ")),
            Expected::Given => f.write_str("this field to be given"),
            Expected::Section => f.write_str("a section"),
            Expected::List => f.write_str("a list"),
            Expected::Text => f.write_str("a text in quotes"),
            Expected::Flag => f.write_str("true or false"),
            Expected::Number => f.write_str("a number"),
            Expected::Between { min, max } => write!(f, "a number from {min} to {max}"),
            Expected::Moment => f.write_str("a moment in UTC like 1975-07-17T16:07:19Z"),
            Expected::Name(chars) => {
                write!(f, "1 to {chars} lower-case letters, digits and hyphens")
            }
            Expected::OneOf(words) => write!(f, "one of {}", words.join(", ")),
            Expected::Step => write!(f, "one of the steps {}", Expected::steps().join(", ")),
            Expected::StepAfter(key) => write!(f, "a step that comes after {key}"),
            Expected::NotEmpty => f.write_str("at least one entry"),
            Expected::Once => f.write_str("an entry that was not given before"),
            Expected::EntriesAtMost(most) => write!(f, "at most {most} entries"),
            Expected::Part => write!(f, "a part that can fail: {}", Expected::PARTS.join(", ")),
        }
    }
}

/// Everything that is wrong with a text. A field that is wrong leaves its place as it was, so that the
/// reading goes on to the next; nothing that was read is used unless there is no complaint.
#[derive(Debug, Default)]
pub struct Complaints(Vec<ScenarioError>);

impl Complaints {
    /// Puts the value where it belongs, or a complaint here.
    pub fn take<T>(&mut self, place: &mut T, read: Result<T, ScenarioError>) {
        match read {
            Ok(value) => *place = value,
            Err(error) => self.0.push(error),
        }
    }

    /// One more complaint.
    pub fn add(&mut self, error: ScenarioError) {
        self.0.push(error);
    }

    /// Complains about each field of a section that is not known.
    pub fn strangers(&mut self, section: &Section, known: &'static [&'static str]) {
        self.0.extend(section.strangers(known));
    }

    /// The section; absent with a complaint. Fields it does not know are complaints, each.
    pub fn section<'a, 't>(
        &mut self,
        within: &Section<'a, 't>,
        key: &str,
        known: &'static [&'static str],
    ) -> Option<Section<'a, 't>> {
        let section = within.field(key).and_then(|field| field.table());
        let section = section.map_err(|error| self.0.push(error)).ok()?;
        self.strangers(&section, known);
        Some(section)
    }

    /// What was read if nothing was wrong; else every complaint in the order of the file.
    pub fn finish<T>(mut self, read: T) -> Result<T, Vec<ScenarioError>> {
        let written: Vec<String> = self.0.iter().filter_map(ScenarioError::for_field).collect();
        // A field under a wrong name is one mistake, not a strange field and a missing one.
        self.0
            .retain(|error| error.expected != Expected::Given || !written.contains(&error.field));
        self.0.sort_by_key(|error| (error.line, error.column));
        match self.0.is_empty() {
            true => Ok(read),
            false => Err(self.0),
        }
    }
}

impl Expected {
    /// Parts that can fail, as the file names them.
    pub const PARTS: &'static [&'static str] = &[
        "apollo.A1 – apollo.D4",
        "soyuz.1 – soyuz.22",
        "ring.apollo",
        "ring.soyuz",
        "latch.1 – latch.3",
        "sensor.1 – sensor.3",
        "hook.1 – hook.8",
        "hull.dm",
        "seal.inner",
        "seal.outer",
        "valve.dm-vent",
        "gauge.dm",
        "gauge.cavity",
        "fan.dm",
        "odour.dm",
        "spark.dm",
        "oxidizer.cm",
        "wall.tunnel2",
    ];

    /// Names of the steps, in plan order.
    pub fn steps() -> Vec<&'static str> {
        STEPS.iter().map(|step| step.key).collect()
    }
}

/// A number's name in the file, its bounds there, and what turns it into SI.
#[derive(Clone, Copy, Debug)]
pub struct Measure {
    /// Field name, unit last.
    pub key: &'static str,
    /// Lowest value, in the file's unit.
    pub min: f64,
    /// Highest value, in the file's unit.
    pub max: f64,
    /// The file's unit in SI.
    pub si: f64,
}

/// One section of the file.
pub struct Section<'a, 't> {
    text: &'t str,
    path: String,
    table: &'a DeTable<'t>,
    span: Range<usize>,
}

/// A value of the file with its name and place.
pub struct Field<'a, 't> {
    text: &'t str,
    path: String,
    value: &'a DeValue<'t>,
    span: Range<usize>,
}

/// The text as TOML.
pub fn document(text: &str) -> Result<Spanned<DeTable<'_>>, ScenarioError> {
    DeTable::parse(text).map_err(|error| {
        let span = error.span().unwrap_or(0..0);
        let remark = error.message().to_owned();
        refuse(text, String::new(), span, Expected::Toml(remark))
    })
}

/// A complaint about a place in the text.
pub fn refuse(text: &str, field: String, span: Range<usize>, expected: Expected) -> ScenarioError {
    let before = text.get(..span.start).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let found = text.get(span).unwrap_or("").lines().next().unwrap_or("");
    let mut quoted: String = found.chars().take(FOUND_CHARS_MAX).collect();
    if quoted.len() < found.len() {
        quoted.push('…');
    }
    ScenarioError {
        line: 1 + before.matches('\n').count(),
        column: 1 + before[line_start..].chars().count(),
        field,
        expected,
        found: quoted,
    }
}

impl<'a, 't> Section<'a, 't> {
    /// The whole file.
    pub fn root(text: &'t str, document: &'a Spanned<DeTable<'t>>) -> Section<'a, 't> {
        Section {
            text,
            path: String::new(),
            table: document.get_ref(),
            span: 0..0,
        }
    }

    /// A field that may be there.
    pub fn find(&self, key: &str) -> Option<Field<'a, 't>> {
        self.table.get(key).map(|value| Field {
            text: self.text,
            path: self.path_of(key),
            value: value.get_ref(),
            span: value.span(),
        })
    }

    /// A field that has to be there.
    pub fn field(&self, key: &str) -> Result<Field<'a, 't>, ScenarioError> {
        self.find(key).ok_or_else(|| {
            let place = self.span.start..self.span.start;
            refuse(self.text, self.path_of(key), place, Expected::Given)
        })
    }

    /// A number in its bounds, in SI.
    pub fn measure(&self, measure: &Measure) -> Result<f64, ScenarioError> {
        let field = self.field(measure.key)?;
        Ok(field.between(measure.min, measure.max)? * measure.si)
    }

    /// A complaint about each field that is not known.
    pub fn strangers(&self, known: &'static [&'static str]) -> Vec<ScenarioError> {
        let unknown = self
            .table
            .keys()
            .filter(|key| !known.contains(&key.get_ref().as_ref()));
        unknown
            .map(|key| {
                let path = self.path_of(key.get_ref());
                refuse(self.text, path, key.span(), Expected::Field(known))
            })
            .collect()
    }

    fn path_of(&self, key: &str) -> String {
        match self.path.is_empty() {
            true => key.to_owned(),
            false => format!("{}.{key}", self.path),
        }
    }
}

impl<'a, 't> Field<'a, 't> {
    /// A complaint about this value.
    pub fn expected(&self, expected: Expected) -> ScenarioError {
        refuse(self.text, self.path.clone(), self.span.clone(), expected)
    }

    /// A section, whatever it holds.
    pub fn table(&self) -> Result<Section<'a, 't>, ScenarioError> {
        let DeValue::Table(table) = self.value else {
            return Err(self.expected(Expected::Section));
        };
        Ok(Section {
            text: self.text,
            path: self.path.clone(),
            table,
            span: self.span.clone(),
        })
    }

    /// A text.
    pub fn text(&self) -> Result<&'a str, ScenarioError> {
        match self.value {
            DeValue::String(text) => Ok(text.as_ref()),
            _ => Err(self.expected(Expected::Text)),
        }
    }

    /// The number of the word in a closed list of words.
    pub fn word(&self, words: &'static [&'static str]) -> Result<usize, ScenarioError> {
        let text = self.text()?;
        let at = words.iter().position(|word| *word == text);
        at.ok_or_else(|| self.expected(Expected::OneOf(words)))
    }

    /// True or false.
    pub fn flag(&self) -> Result<bool, ScenarioError> {
        match self.value {
            DeValue::Boolean(flag) => Ok(*flag),
            _ => Err(self.expected(Expected::Flag)),
        }
    }

    /// A finite number in bounds, both allowed, in the file's unit.
    pub fn between(&self, min: f64, max: f64) -> Result<f64, ScenarioError> {
        let number = match self.value {
            DeValue::Float(float) => float.as_str().parse().ok(),
            DeValue::Integer(whole) => i64::from_str_radix(whole.as_str(), whole.radix())
                .ok()
                .map(|whole| whole as f64),
            _ => None,
        };
        let number: f64 = number.ok_or_else(|| self.expected(Expected::Number))?;
        match (min..=max).contains(&number) {
            true => Ok(number),
            false => Err(self.expected(Expected::Between { min, max })),
        }
    }

    /// The entries of a list.
    pub fn list(&self) -> Result<Vec<Field<'a, 't>>, ScenarioError> {
        let DeValue::Array(entries) = self.value else {
            return Err(self.expected(Expected::List));
        };
        let field = |(index, value): (usize, &'a Spanned<DeValue<'t>>)| Field {
            text: self.text,
            path: format!("{}[{index}]", self.path),
            value: value.get_ref(),
            span: value.span(),
        };
        Ok(entries.iter().enumerate().map(field).collect())
    }

    /// A moment in UTC: days from 1970-01-01 and seconds of the day.
    pub fn moment(&self) -> Result<(i64, f64), ScenarioError> {
        let moment = match self.value {
            DeValue::Datetime(moment) => utc(moment),
            _ => None,
        };
        moment.ok_or_else(|| self.expected(Expected::Moment))
    }
}

/// Most letters changed, left out or put in for a word to pass as a slip of the hand.
const SLIP_MAX: usize = 2;

/// The word that resembles `found` most: few letters differ, or one is the beginning of the other.
fn nearest(found: &str, words: impl Iterator<Item = &'static str>) -> Option<&'static str> {
    let begins =
        |word: &str| found.len() >= 3 && (word.starts_with(found) || found.starts_with(word));
    words
        .map(|word| (distance(found, word), word))
        .filter(|(changes, word)| {
            found != *word && (*changes <= SLIP_MAX && *changes < word.len() || begins(word))
        })
        .min()
        .map(|(_, word)| word)
}

/// Letters to change, leave out or put in to make one word of the other (Levenshtein's distance).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut diagonal = core::mem::replace(&mut row[0], i + 1);
        for (j, to) in b.iter().enumerate() {
            let changed = diagonal + usize::from(from != *to);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

fn utc(moment: &Datetime) -> Option<(i64, f64)> {
    let (date, time) = (moment.date?, moment.time?);
    match moment.offset? {
        Offset::Z | Offset::Custom { minutes: 0 } => {}
        Offset::Custom { .. } => return None,
    }
    let whole_s = u32::from(time.hour) * 3_600
        + u32::from(time.minute) * 60
        + u32::from(time.second.unwrap_or(0));
    let seconds = f64::from(whole_s) + f64::from(time.nanosecond.unwrap_or(0)) * 1e-9;
    Some((days(date.year, date.month, date.day), seconds))
}

/// Days from 1970-01-01 in the Gregorian calendar: years are counted from March, so that the leap
/// day is the last of its year.
fn days(year: u16, month: u8, day: u8) -> i64 {
    let (month, day) = (i64::from(month), i64::from(day));
    let year = i64::from(year) - i64::from(month <= 2);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + day_of_year
        - 719_468
}

#[cfg(test)]
mod tests {
    use super::{days, distance, nearest};

    #[test]
    fn a_slip_of_the_hand_is_told_from_another_word() {
        assert_eq!(distance("kitten", "sitting"), 3);
        let words = || ["altitude_km", "node_deg", "gate-3", "gate-30"].into_iter();
        assert_eq!(nearest("altitude", words()), Some("altitude_km"));
        assert_eq!(nearest("nod_deg", words()), Some("node_deg"));
        assert_eq!(nearest("gate-31", words()), Some("gate-3"));
        assert_eq!(nearest("weight", words()), None);
    }

    #[test]
    fn days_are_counted_in_the_gregorian_calendar() {
        assert_eq!(days(1970, 1, 1), 0);
        assert_eq!(days(1975, 7, 17), 2_023);
        assert_eq!(days(2000, 3, 1), 11_017);
    }
}
