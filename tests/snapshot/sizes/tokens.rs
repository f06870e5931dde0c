//! Words and numbers on a screen, and which of them are whole.

use std::collections::BTreeSet;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::rows;

/// Everything that can stand on a screen: words of both languages, and what is shown where there is
/// room for all.
pub struct Vocabulary(BTreeSet<String>);

impl Vocabulary {
    /// The words of every sentence that either language has.
    pub fn of_both_languages() -> Vocabulary {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../client/locales");
        let mut words = BTreeSet::new();
        for language in ["en", "ru"] {
            let files = std::fs::read_dir(folder.join(language)).expect("a language's folder");
            for file in files {
                let path = file.expect("a file").path();
                let text = std::fs::read_to_string(path).expect("a locale is text");
                words.extend(
                    text.lines()
                        .flat_map(tokens)
                        .map(|word| word.to_lowercase()),
                );
            }
        }
        // Names of keys on their caps, and letters that stand for themselves.
        words.extend(["tab", "enter", "esc", "space"].map(str::to_owned));
        Vocabulary(words)
    }

    /// The same with these.
    pub fn and(&self, more: BTreeSet<String>) -> Vocabulary {
        Vocabulary(self.0.union(&more).cloned().collect())
    }

    /// It is whole: a word of the vocabulary, a single letter, or such a word with a number in it.
    pub fn has(&self, word: &str) -> bool {
        let letters = word.trim_end_matches(|c: char| c.is_ascii_digit());
        let numbered = !letters.is_empty() && letters.len() < word.len();
        let known = |word: &str| self.0.contains(word);
        let letter =
            |word: &str| word.chars().all(char::is_alphabetic) && word.chars().count() == 1;
        known(word) || letter(word) || numbered && (known(letters) || letter(letters))
    }
}

/// Words and numbers of a screen: row by row, and column by column where it has parts.
pub fn words_of(buf: &Buffer, parts: Option<&[Rect]>) -> BTreeSet<String> {
    let whole = [buf.area];
    let parts = parts.unwrap_or(&whole);
    let rows = parts.iter().flat_map(|part| rows(buf, *part));
    let words = rows.flat_map(|row| tokens(&row));
    words.map(|word| word.to_lowercase()).collect()
}

/// Runs of letters, or of digits with what belongs to a number.
fn tokens(text: &str) -> Vec<String> {
    let joins = |c: char| c.is_alphanumeric() || matches!(c, '\u{301}' | 'ʹ' | '’' | '₂');
    let mut found = Vec::new();
    let mut word = String::new();
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        let numeral = word
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | ':'));
        let point = matches!(c, '.' | ',' | ':')
            && numeral
            && !word.is_empty()
            && letters.peek().is_some_and(char::is_ascii_digit);
        if joins(c) || point {
            word.push(c);
        } else if !word.is_empty() {
            found.push(std::mem::take(&mut word));
        }
    }
    found.extend((!word.is_empty()).then_some(word));
    found
}
