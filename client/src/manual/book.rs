//! What the sections of one crew's book are written with: its words, its panel's words, its units.

use handshake_shared::catalogue::units::Quantity;
use handshake_shared::ids::Seat;

use super::document::{Block, Column, Table};
use crate::i18n::{Arg, Bilingual, Locale, Units, Words, format_quantity, latin, transliterated};

/// One crew's book in one language.
#[derive(Clone, Copy, Debug)]
pub struct Book<'a> {
    /// Both languages.
    pub tongues: &'a Bilingual,
    /// The reader's.
    pub locale: Locale,
    /// Whose book.
    pub seat: Seat,
}

impl<'a> Book<'a> {
    /// The reader's words.
    pub fn words(&self) -> &'a Words {
        self.tongues.of(self.locale)
    }

    /// A text in the reader's language.
    pub fn get(&self, key: &str) -> String {
        self.words().get(key)
    }

    /// The same with variables.
    pub fn say(&self, key: &str, args: &[(&str, &str)]) -> String {
        say(self.words(), key, args)
    }

    /// A text of the reader's language whose variables are not known on paper: each is an ellipsis.
    pub fn blank(&self, key: &str, names: &[&str]) -> String {
        let args: Vec<(&str, &str)> = names.iter().map(|name| (*name, "…")).collect();
        self.say(key, &args)
    }

    /// The words of the crew's own panel.
    pub fn panel(&self) -> &'a Words {
        self.tongues.of(Locale::of(self.seat))
    }

    /// The reader does not speak the language of this panel.
    pub fn is_foreign(&self) -> bool {
        Locale::of(self.seat) != self.locale
    }

    /// The units of the crew's instruments.
    pub fn units(&self) -> Units {
        Units::of(self.seat)
    }

    /// A quantity as this crew's panel shows it, in the reader's language.
    pub fn quantity(&self, quantity: Quantity, value_si: f64) -> String {
        format_quantity(self.words(), self.units(), quantity, value_si)
    }

    /// A paragraph.
    pub fn text(&self, key: &str) -> Block {
        Block::Text(self.get(key))
    }

    /// A heading of a column.
    pub fn column(&self, name: &str) -> String {
        self.get(&format!("manual-column-{name}"))
    }

    /// Columns for a text of the panel: as painted there, and for a reader of the other language
    /// what it says in his own and, where he cannot read the letters, how they sound.
    pub fn painted_columns(&self, share: f32) -> Vec<Column> {
        let mut columns = vec![Column::strong(self.column("painted"), share)];
        if self.is_foreign() {
            columns.push(Column::plain(self.column("says"), share));
        }
        if self.is_foreign() && self.locale == Locale::En {
            columns.push(Column::aid(self.column("sounds"), share));
        }
        columns
    }

    /// The cells of those columns for the panel's text and the reader's.
    pub fn painted_cells(&self, painted: String, own: String) -> Vec<String> {
        let sounds = transliterated(&painted);
        let mut cells = vec![painted];
        if self.is_foreign() {
            cells.push(own);
        }
        if self.is_foreign() && self.locale == Locale::En {
            cells.push(sounds);
        }
        cells
    }

    /// The same for a text without variables.
    pub fn painted(&self, key: &str) -> Vec<String> {
        self.painted_cells(self.panel().get(key), self.get(key))
    }

    /// A stressed Russian text, and for a reader of English how it sounds.
    pub fn sounded(&self, stressed: &str) -> Vec<String> {
        match self.locale {
            Locale::En => vec![stressed.to_owned(), latin(stressed)],
            Locale::Ru => vec![stressed.replace('\u{301}', "")],
        }
    }

    /// A table of what the panel says and what it means.
    pub fn meanings(&self, rows: impl IntoIterator<Item = (Vec<String>, String)>) -> Block {
        let mut columns = self.painted_columns(0.8);
        columns.push(Column::plain(self.column("means"), 2.4));
        let rows = rows.into_iter().map(|(mut cells, means)| {
            cells.push(means);
            cells
        });
        Block::Table(Table::new(columns).with(rows))
    }
}

/// A text with variables in any language.
pub fn say(words: &Words, key: &str, args: &[(&str, &str)]) -> String {
    let args: Vec<(&str, Arg)> = args
        .iter()
        .map(|(name, text)| (*name, Arg::Text(text)))
        .collect();
    words.format(key, &args)
}
