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
        match self.found.is_empty() {
            true => Ok(()),
            false => write!(f, ", found {}", self.found),
        }
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
            Expected::Step => {
                let keys: Vec<&str> = STEPS.iter().map(|step| step.key).collect();
                write!(f, "one of the steps {}", keys.join(", "))
            }
            Expected::StepAfter(key) => write!(f, "a step that comes after {key}"),
            Expected::NotEmpty => f.write_str("at least one entry"),
            Expected::Once => f.write_str("an entry that was not given before"),
            Expected::EntriesAtMost(most) => write!(f, "at most {most} entries"),
            Expected::Part => f.write_str(
                "a part that can fail: apollo.A1 to apollo.D4, soyuz.1 to soyuz.22, ring.apollo, \
                 ring.soyuz, latch.1 to latch.3, sensor.1 to sensor.3, hook.1 to hook.8",
            ),
        }
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
    /// The whole file; it may hold `known` fields and sections only.
    pub fn root(
        text: &'t str,
        document: &'a Spanned<DeTable<'t>>,
        known: &'static [&'static str],
    ) -> Result<Section<'a, 't>, ScenarioError> {
        let root = Section {
            text,
            path: String::new(),
            table: document.get_ref(),
            span: 0..0,
        };
        root.only(known).map(|()| root)
    }

    /// A section in this one; it may hold `known` fields and sections only.
    pub fn section(
        &self,
        key: &str,
        known: &'static [&'static str],
    ) -> Result<Section<'a, 't>, ScenarioError> {
        self.field(key)?.section(known)
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

    /// Refuses the first field, in the order of the file, that is not known.
    fn only(&self, known: &'static [&'static str]) -> Result<(), ScenarioError> {
        let unknown = self
            .table
            .keys()
            .filter(|key| !known.contains(&key.get_ref().as_ref()))
            .min_by_key(|key| key.span().start);
        match unknown {
            None => Ok(()),
            Some(key) => {
                let path = self.path_of(key.get_ref());
                Err(refuse(self.text, path, key.span(), Expected::Field(known)))
            }
        }
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

    /// A section; it may hold `known` fields and sections only.
    pub fn section(
        &self,
        known: &'static [&'static str],
    ) -> Result<Section<'a, 't>, ScenarioError> {
        let DeValue::Table(table) = self.value else {
            return Err(self.expected(Expected::Section));
        };
        let section = Section {
            text: self.text,
            path: self.path.clone(),
            table,
            span: self.span.clone(),
        };
        section.only(known).map(|()| section)
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
    use super::days;

    #[test]
    fn days_are_counted_in_the_gregorian_calendar() {
        assert_eq!(days(1970, 1, 1), 0);
        assert_eq!(days(1975, 7, 17), 2_023);
        assert_eq!(days(2000, 3, 1), 11_017);
    }
}
