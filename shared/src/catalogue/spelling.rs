//! The two spelling alphabets and the Soyuz command matrix КСУ, whose cells are spelt by them.
//! Knows what a spelt cell sounds like in writing; not what a cell does.
//!
//! The code word belongs to the panel, not to the speaker: a КСУ cell is spelt with Russian words
//! on both radios, so "Bravo three" is never В3, whatever the two look like on paper.

mod table;

use serde::{Deserialize, Serialize};

pub use table::{KSU_COLUMNS, NATO, RUSSIAN};

/// One letter of a spelling alphabet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LetterRow {
    /// Capital letter.
    pub letter: char,
    /// Its code word's name in the locale files, in Latin letters.
    pub key: &'static str,
}

/// One column of the КСУ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KsuColumn {
    /// Its Cyrillic capital.
    pub letter: char,
    /// Its code word's name in the locale files.
    pub key: &'static str,
    /// Every spelling of the code word that is understood, lower case, either script.
    pub words: &'static [&'static str],
}

/// Number of columns of the КСУ.
pub const KSU_COLUMN_COUNT: u8 = 8;
/// Number of rows of the КСУ.
pub const KSU_ROW_COUNT: u8 = 5;

/// A cell of the КСУ. Written `В3`: Cyrillic column letter, row number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct KsuCell {
    /// Index of the column, 0 to 7: А Б В Г Н Р С У.
    pub column: u8,
    /// Number of the row, 1 to 5.
    pub row: u8,
}

impl KsuCell {
    /// The cell, if the panel has it.
    pub const fn new(column: u8, row: u8) -> Option<KsuCell> {
        if column < KSU_COLUMN_COUNT && row >= 1 && row <= KSU_ROW_COUNT {
            Some(KsuCell { column, row })
        } else {
            None
        }
    }

    /// Whether the panel has it: a cell from the wire may lie outside.
    pub const fn is_on_panel(self) -> bool {
        KsuCell::new(self.column, self.row).is_some()
    }

    /// The column's Cyrillic letter; the last column's for a cell outside the panel.
    pub fn letter(self) -> char {
        self.column_row().letter
    }

    /// Name of the column's code word in the locale files.
    pub fn word_key(self) -> &'static str {
        self.column_row().key
    }

    fn column_row(self) -> &'static KsuColumn {
        &KSU_COLUMNS[usize::from(self.column.min(KSU_COLUMN_COUNT - 1))]
    }
}

/// The row of a Russian letter; Ё is spelt as Е.
pub fn spell_ru(letter: char) -> Option<&'static LetterRow> {
    let letter = match fold(letter) {
        'ё' => 'е',
        other => other,
    };
    RUSSIAN.iter().find(|row| fold(row.letter) == letter)
}

/// The row of a Latin letter.
pub fn spell_nato(letter: char) -> Option<&'static LetterRow> {
    NATO.iter().find(|row| fold(row.letter) == fold(letter))
}

/// The one КСУ cell a text names: «Василий три», "press Vasily 3", «В3», «В 3». Nothing if it
/// names none, or two different ones. Latin B, H, P, C, Y and their NATO words name no column; the
/// Latin A, which looks and sounds like А, does.
pub fn parse_cell(text: &str) -> Option<KsuCell> {
    let mut tokens = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|token| !token.is_empty())
        .peekable();
    let mut found = None;
    while let Some(token) = tokens.next() {
        let row = tokens.peek().and_then(|next| row_number(next));
        let Some(cell) = fused_cell(token).or_else(|| spelt_cell(token, row)) else {
            continue;
        };
        if found.is_some_and(|earlier| earlier != cell) {
            return None;
        }
        found = Some(cell);
    }
    found
}

/// «В3» in one piece, either case.
fn fused_cell(token: &str) -> Option<KsuCell> {
    let mut chars = token.chars();
    let (letter, digit) = (chars.next()?, chars.next()?);
    if chars.next().is_some() {
        return None;
    }
    KsuCell::new(column_of_letter(fold(letter))?, digit.to_digit(10)? as u8)
}

/// A code word, or a capital letter standing alone, followed by a row. A small letter alone is a
/// preposition: «в три часа».
fn spelt_cell(token: &str, row: Option<u8>) -> Option<KsuCell> {
    let by_word = KSU_COLUMNS
        .iter()
        .position(|column| is_one_of(token, column.words));
    let column = match by_word {
        Some(index) => index as u8,
        None => {
            let mut chars = token.chars();
            let letter = chars.next()?;
            if chars.next().is_some() || !letter.is_uppercase() {
                return None;
            }
            column_of_letter(fold(letter))?
        }
    };
    KsuCell::new(column, row?)
}

/// The column under a small letter, by code point: never by looks, except for the Latin `a`.
fn column_of_letter(letter: char) -> Option<u8> {
    let letter = if letter == 'a' { 'а' } else { letter };
    KSU_COLUMNS
        .iter()
        .position(|column| fold(column.letter) == letter)
        .map(|index| index as u8)
}

/// A row number in figures or words of either language.
fn row_number(token: &str) -> Option<u8> {
    table::ROW_WORDS
        .iter()
        .position(|words| is_one_of(token, words))
        .map(|index| index as u8 + 1)
}

fn is_one_of(token: &str, words: &[&str]) -> bool {
    words
        .iter()
        .any(|word| token.chars().map(fold).eq(word.chars()))
}

/// One letter in lower case, without allocation: both alphabets fold letter to letter.
fn fold(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(letter: char, row: u8) -> Option<KsuCell> {
        let column = KSU_COLUMNS
            .iter()
            .position(|column| column.letter == letter)?;
        KsuCell::new(column as u8, row)
    }

    #[test]
    fn a_spelt_cell_is_understood_in_either_script_and_inside_a_sentence() {
        for text in [
            "Василий три",
            "василий 3",
            "ВАСИЛИЙ-ТРИ",
            "Нажмите «Василий три».",
            "Vasiliy three",
            "Vasily 3",
            "press cell Vasily three, please",
            "vasilii tri",
            "В3",
            "в3",
            "В 3",
            "В-3",
        ] {
            assert_eq!(parse_cell(text), cell('В', 3), "{text}");
        }
        assert_eq!(parse_cell("Николай один"), cell('Н', 1));
        assert_eq!(parse_cell("Semyon five"), cell('С', 5));
        assert_eq!(parse_cell("Семён пять"), cell('С', 5));
        assert_eq!(parse_cell("Семен пять"), cell('С', 5));
        assert_eq!(parse_cell("Anna 2"), cell('А', 2));
    }

    #[test]
    fn a_latin_look_alike_is_no_cell() {
        for text in [
            "B3",
            "b3",
            "B 3",
            "Bravo three",
            "H1",
            "Hotel one",
            "P2",
            "C4",
            "Y5",
            "Charlie 4",
        ] {
            assert_eq!(parse_cell(text), None, "{text}");
        }
        assert_eq!(parse_cell("Борис три"), cell('Б', 3));
        assert_ne!(parse_cell("Борис три"), cell('В', 3));
        assert_eq!(parse_cell("A2"), cell('А', 2));
    }

    #[test]
    fn what_names_no_cell_or_two_names_none() {
        for text in [
            "",
            "три",
            "Василий",
            "Василий шесть",
            "В6",
            "В0",
            "в три часа",
            "Zulu 1",
            "not Boris three, Vasily three",
        ] {
            assert_eq!(parse_cell(text), None, "{text}");
        }
        assert_eq!(
            parse_cell("Vasily three, I say again, Vasily three"),
            cell('В', 3)
        );
    }

    #[test]
    fn every_cell_survives_being_spelt() {
        for column in KSU_COLUMNS {
            assert!(spell_ru(column.letter).is_some_and(|row| row.key == column.key));
            for row in 1..=KSU_ROW_COUNT {
                for word in column.words {
                    let text = std::format!("{word} {row}");
                    assert_eq!(parse_cell(&text), cell(column.letter, row), "{text}");
                }
            }
        }
    }

    #[test]
    fn a_cell_outside_the_panel_is_recognised() {
        assert_eq!(KsuCell::new(8, 1), None);
        assert_eq!(KsuCell::new(0, 0), None);
        assert_eq!(KsuCell::new(0, 6), None);
        assert!(
            !KsuCell {
                column: 200,
                row: 1
            }
            .is_on_panel()
        );
        assert_eq!(KsuCell { column: 2, row: 3 }.letter(), 'В');
    }

    #[test]
    fn both_alphabets_are_complete() {
        for letter in 'А'..='Я' {
            assert!(
                spell_ru(letter).is_some_and(|row| row.letter == letter),
                "{letter}"
            );
        }
        assert_eq!(spell_ru('Ё').map(|row| row.letter), Some('Е'));
        for letter in 'a'..='z' {
            assert!(spell_nato(letter).is_some(), "{letter}");
        }
        assert_eq!(spell_ru('B'), None);
        assert_eq!(spell_nato('В'), None);
    }
}
