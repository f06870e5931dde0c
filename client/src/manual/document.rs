//! A document before it has a form: sections of paragraphs, lists and tables, in reading order. It
//! knows no page, no markup and no fact about the game.

/// A whole book.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// Its name, on the title page and over every page.
    pub title: String,
    /// Whose book it is.
    pub subtitle: String,
    /// What else stands on the title page, line by line.
    pub cover: Vec<String>,
    /// Heading over the list of sections.
    pub contents: String,
    /// The language it is written in, as a tag of BCP 47.
    pub language: &'static str,
    /// Its parts.
    pub sections: Vec<Section>,
}

/// A part with a heading of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// Heading; also an entry of the contents.
    pub title: String,
    /// What stands under it.
    pub blocks: Vec<Block>,
}

/// A piece of a section.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A heading within the section.
    Heading(String),
    /// A paragraph.
    Text(String),
    /// Points, one after the other.
    List(Vec<String>),
    /// A table.
    Table(Table),
}

/// A table: as many cells in every row as there are columns.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Columns from left to right.
    pub columns: Vec<Column>,
    /// Rows under the headings.
    pub rows: Vec<Vec<String>>,
}

/// One column.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Heading; may be empty.
    pub title: String,
    /// Its part of the table's width, against the other columns' parts.
    pub share: f32,
    /// How its cells are set.
    pub look: Look,
}

/// How the cells of a column are set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// As text.
    Plain,
    /// Bold: what the eye looks for.
    Strong,
    /// Paler: what helps to say or to understand another column.
    Aid,
}

impl Column {
    /// A column of text.
    pub fn plain(title: String, share: f32) -> Column {
        Column {
            title,
            share,
            look: Look::Plain,
        }
    }

    /// A column the eye looks for.
    pub fn strong(title: String, share: f32) -> Column {
        Column {
            look: Look::Strong,
            ..Column::plain(title, share)
        }
    }

    /// A column of aids.
    pub fn aid(title: String, share: f32) -> Column {
        Column {
            look: Look::Aid,
            ..Column::plain(title, share)
        }
    }
}

impl Table {
    /// A table with no rows yet.
    pub fn new(columns: Vec<Column>) -> Table {
        Table {
            columns,
            rows: Vec::new(),
        }
    }

    /// The same with these rows.
    pub fn with(mut self, rows: impl IntoIterator<Item = Vec<String>>) -> Table {
        self.rows.extend(rows);
        self
    }
}

impl Table {
    /// Rows that are looked up, not read: the second half beside the first, under the same headings.
    pub fn beside(columns: &[Column], rows: Vec<Vec<String>>) -> Table {
        let half = rows.len().div_ceil(2);
        let (left, right) = rows.split_at(half);
        let none = vec![String::new(); columns.len()];
        let rows = left.iter().enumerate().map(|(index, left)| {
            let right = right.get(index).unwrap_or(&none);
            [left.as_slice(), right.as_slice()].concat()
        });
        Table::new([columns, columns].concat()).with(rows)
    }
}

impl Document {
    /// Every text in it, in reading order, for checks that care about words and not about form.
    #[cfg(test)]
    pub(super) fn texts(&self) -> Vec<&str> {
        let mut texts = vec![self.title.as_str(), self.subtitle.as_str()];
        texts.extend(self.cover.iter().map(String::as_str));
        texts.push(&self.contents);
        for section in &self.sections {
            texts.push(&section.title);
            for block in &section.blocks {
                block.push_texts(&mut texts);
            }
        }
        texts
    }
}

impl Block {
    #[cfg(test)]
    fn push_texts<'a>(&'a self, texts: &mut Vec<&'a str>) {
        match self {
            Block::Heading(text) | Block::Text(text) => texts.push(text),
            Block::List(points) => texts.extend(points.iter().map(String::as_str)),
            Block::Table(table) => {
                texts.extend(table.columns.iter().map(|column| column.title.as_str()));
                texts.extend(table.rows.iter().flatten().map(String::as_str));
            }
        }
    }
}
