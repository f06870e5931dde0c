//! Both spelling alphabets on one page: letter, code word, how it sounds to the other crew. It fills a
//! small screen and no more.

use ratatui::text::Line;
use unicode_width::UnicodeWidthStr;

use crate::draw::row::Row;
use crate::draw::theme::{Role, Theme};
use crate::i18n::{Bilingual, Spelt, Words, latin_alphabet, russian_alphabet};

const COLUMNS: usize = 3;

/// The page's lines: `words` has the headings, the rows are the same in both languages.
pub fn lines(both: &Bilingual, words: &Words, theme: Theme) -> Vec<Line<'static>> {
    let heading = |key: &str| {
        Row::new(theme)
            .put(Role::Title, format!(" {}", words.get(key)))
            .line()
    };
    let mut lines = vec![heading("alphabets-russian")];
    lines.extend(table(&russian_alphabet(both), theme));
    lines.push(heading("alphabets-latin"));
    lines.extend(table(&latin_alphabet(both), theme));
    lines
}

/// Letters down the columns, each column as wide as its widest entry.
fn table(letters: &[Spelt], theme: Theme) -> Vec<Line<'static>> {
    let rows = letters.len().div_ceil(COLUMNS);
    let width = |spelt: &Spelt| 4 + spelt.word.width() + spelt.sound.width();
    let widths = letters
        .chunks(rows)
        .map(|column| column.iter().map(width).max().unwrap_or(0));
    let starts: Vec<usize> = widths
        .scan(0, |at, width| {
            let start = *at;
            *at += width;
            Some(start)
        })
        .collect();
    (0..rows)
        .map(|y| {
            let mut line = Row::new(theme);
            for (start, column) in starts.iter().zip(letters.chunks(rows)) {
                if let Some(spelt) = column.get(y) {
                    line = line
                        .at(*start)
                        .put(Role::Value, format!("{} ", spelt.letter))
                        .put(Role::Text, format!("{} ", spelt.word))
                        .put(Role::Dim, spelt.sound.clone());
                }
            }
            line.line()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Locale;

    #[test]
    fn both_alphabets_fit_the_smallest_screen() {
        let both = Bilingual::new();
        for locale in Locale::ALL {
            let lines = lines(&both, both.of(locale), Theme::FULL);
            // One row is left for the key that closes the page.
            assert!(lines.len() <= 23, "{}", lines.len());
            for line in &lines {
                assert!(line.width() <= 80, "{} {line}", line.width());
            }
        }
        assert_eq!(both.en.missing(), Vec::<String>::new());
        assert_eq!(both.ru.missing(), Vec::<String>::new());
    }
}
