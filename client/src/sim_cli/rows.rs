//! Rows onto a file: CSV or JSON lines, one row at a time, in the columns' order. It knows how a
//! value is written down, not what it means.

use std::io::{self, Write};

use handshake_shared::sim::World;

use super::columns::{Cell, Column, columns};

/// The name of the last column: what happened since the row before.
const EVENTS: &str = "events";

/// How rows are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A header, then comma-separated values (RFC 4180 with LF).
    Csv,
    /// One JSON object a line.
    JsonLines,
}

/// A file that grows by rows.
pub struct Rows<W> {
    out: W,
    format: Format,
    columns: Vec<Column>,
    written: u64,
}

impl<W: Write> Rows<W> {
    /// Starts the file; CSV begins with its header.
    pub fn new(mut out: W, format: Format) -> io::Result<Rows<W>> {
        let columns = columns();
        if format == Format::Csv {
            for column in &columns {
                write!(out, "{},", column.name)?;
            }
            writeln!(out, "{EVENTS}")?;
        }
        Ok(Rows {
            out,
            format,
            columns,
            written: 0,
        })
    }

    /// Writes the world as it stands, and what happened since the row before.
    pub fn write(&mut self, world: &World, events: &[String]) -> io::Result<()> {
        self.written += 1;
        match self.format {
            Format::Csv => self.write_csv(world, events),
            Format::JsonLines => self.write_json(world, events),
        }
    }

    /// Rows written so far, without the header.
    pub fn written(&self) -> u64 {
        self.written
    }

    /// Ends the file.
    pub fn finish(mut self) -> io::Result<W> {
        self.out.flush()?;
        Ok(self.out)
    }

    fn write_csv(&mut self, world: &World, events: &[String]) -> io::Result<()> {
        for column in &self.columns {
            match column.read(world) {
                Cell::Real(value) if value.is_finite() => write!(self.out, "{value:?},")?,
                Cell::Real(_) => write!(self.out, ",")?,
                Cell::Whole(count) => write!(self.out, "{count},")?,
                Cell::Flag(flag) => write!(self.out, "{},", u8::from(flag))?,
                Cell::Word(word) => write!(self.out, "{word},")?,
            }
        }
        match events.is_empty() {
            true => writeln!(self.out),
            false => {
                let joined = events.join("; ").replace('"', "\"\"");
                writeln!(self.out, "\"{joined}\"")
            }
        }
    }

    fn write_json(&mut self, world: &World, events: &[String]) -> io::Result<()> {
        write!(self.out, "{{")?;
        for column in &self.columns {
            write!(self.out, "\"{}\":", column.name)?;
            match column.read(world) {
                Cell::Real(value) if value.is_finite() => write!(self.out, "{value:?},")?,
                Cell::Real(_) => write!(self.out, "null,")?,
                Cell::Whole(count) => write!(self.out, "{count},")?,
                Cell::Flag(flag) => write!(self.out, "{flag},")?,
                Cell::Word(word) => write!(self.out, "{},", quoted(&word))?,
            }
        }
        let events: Vec<String> = events.iter().map(|event| quoted(event)).collect();
        writeln!(self.out, "\"{EVENTS}\":[{}]}}", events.join(","))
    }
}

/// A text as JSON has it.
pub fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c < ' ' => quoted.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn texts_are_escaped_as_json_wants_it() {
        assert_eq!(quoted("a\"b\\c\n"), "\"a\\\"b\\\\c\\u000a\"");
    }
}
