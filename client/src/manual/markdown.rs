//! A document as Markdown: CommonMark with GitHub's tables. Every character of a text stands for
//! itself.

use super::document::{Block, Document, Look, Table};

/// The whole document.
pub fn write(document: &Document) -> String {
    let mut out = format!("# {}\n\n", escape(&document.title));
    out.push_str(&format!("**{}**\n\n", escape(&document.subtitle)));
    for line in &document.cover {
        out.push_str(&format!("{}\n\n", paragraph(line)));
    }
    out.push_str(&format!("## {}\n\n", escape(&document.contents)));
    for (index, section) in document.sections.iter().enumerate() {
        let number = index + 1;
        let title = escape(&section.title);
        out.push_str(&format!("{number}. [{title}](#{})\n", anchor(number)));
    }
    for (index, section) in document.sections.iter().enumerate() {
        let (number, title) = (index + 1, escape(&section.title));
        // A name of our own: what a reader makes of a heading differs from reader to reader.
        let name = anchor(number);
        out.push_str(&format!(
            "\n<a id=\"{name}\"></a>\n\n## {number}. {title}\n"
        ));
        for block in &section.blocks {
            out.push('\n');
            push_block(&mut out, block);
        }
    }
    out
}

fn anchor(number: usize) -> String {
    format!("s{number}")
}

fn push_block(out: &mut String, block: &Block) {
    match block {
        Block::Heading(text) => out.push_str(&format!("### {}\n", escape(text))),
        Block::Text(text) => out.push_str(&format!("{}\n", paragraph(text))),
        Block::List(points) => {
            for point in points {
                out.push_str(&format!("- {}\n", paragraph(point)));
            }
        }
        Block::Table(table) => push_table(out, table),
    }
}

fn push_table(out: &mut String, table: &Table) {
    let mut line = |cells: Vec<String>| {
        out.push_str(&format!("| {} |\n", cells.join(" | ")));
    };
    line(table.columns.iter().map(|c| escape(&c.title)).collect());
    line(table.columns.iter().map(|_| "---".to_owned()).collect());
    for row in &table.rows {
        let cells = row.iter().zip(&table.columns);
        line(cells.map(|(cell, c)| emphasis(cell, c.look)).collect());
    }
}

/// A cell in its column's look. Emphasis may not begin or end with a space.
fn emphasis(cell: &str, look: Look) -> String {
    let text = escape(cell);
    match look {
        Look::Strong if !text.is_empty() => format!("**{text}**"),
        _ => text,
    }
}

/// A text that begins a line, where a number with a point, a dash or a plus would begin a list.
fn paragraph(text: &str) -> String {
    let escaped = escape(text);
    let digits = escaped.chars().take_while(char::is_ascii_digit).count();
    let after = escaped[digits..].chars().next();
    match (digits, after) {
        (1.., Some('.' | ')')) => format!("{}\\{}", &escaped[..digits], &escaped[digits..]),
        (0, Some('-' | '+' | '=')) => format!("\\{escaped}"),
        _ => escaped,
    }
}

/// A text with everything that Markdown reads as a mark told to be a character.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '~' | '&' => {
                out.extend(['\\', c]);
            }
            '\n' => out.push(' '),
            other => out.push(other),
        }
    }
    out
}
