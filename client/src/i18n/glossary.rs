//! Words of free text that the glossary knows, so that a console can underline them and show the
//! partner's word. It finds terms; it never translates a sentence.

use std::ops::Range;
use std::sync::LazyLock;

use super::{EN, Locale, RU};

/// A term found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownTerm {
    /// Where it stands, in bytes.
    pub span: Range<usize>,
    /// Its message in either locale: `term-docking-module`; `.panel` and `.stressed` belong to it.
    pub key: &'static str,
}

/// A term as it is looked for: the stems of its words.
struct Term {
    key: &'static str,
    stems: Vec<String>,
}

static TERMS: LazyLock<[Vec<Term>; 2]> = LazyLock::new(|| [terms(EN), terms(RU)]);

/// Endings a Russian word may lose; what is left is met in every case and number.
const RUSSIAN_ENDINGS: &str = "аеиоуыэюяйь";
/// How much longer than its stem an inflected word may be.
const ENDING_CHARS_MAX: usize = 4;

/// Keys of all terms, in the glossary's order.
pub fn glossary_keys() -> impl Iterator<Item = &'static str> {
    TERMS[Locale::En as usize].iter().map(|term| term.key)
}

/// Every term in a text of that language, longest first where two begin at one word; no overlaps.
pub fn known_terms(text: &str, locale: Locale) -> Vec<KnownTerm> {
    let words: Vec<(Range<usize>, String)> = words(text);
    let mut found = Vec::new();
    let mut next = 0;
    while next < words.len() {
        let here = &words[next..];
        let best = TERMS[locale as usize]
            .iter()
            .filter(|term| starts_with(here, &term.stems, locale))
            .max_by_key(|term| {
                (
                    term.stems.len(),
                    term.stems.iter().map(String::len).sum::<usize>(),
                )
            });
        let Some(term) = best else {
            next += 1;
            continue;
        };
        let count = term.stems.len();
        found.push(KnownTerm {
            span: here[0].0.start..here[count - 1].0.end,
            key: term.key,
        });
        next += count;
    }
    found
}

fn terms(sources: &'static [(&'static str, &'static str)]) -> Vec<Term> {
    sources
        .iter()
        .flat_map(|(_, text)| text.lines())
        .filter(|line| line.starts_with("term-"))
        .filter_map(|line| line.split_once(" = "))
        .map(|(key, text)| Term {
            key,
            stems: words(text)
                .into_iter()
                .map(|(_, word)| stem(&word))
                .collect(),
        })
        .filter(|term| !term.stems.is_empty())
        .collect()
}

/// Words with their places, folded: lower case, ё as е.
fn words(text: &str) -> Vec<(Range<usize>, String)> {
    let mut words: Vec<(Range<usize>, String)> = Vec::new();
    let mut open = false;
    for (at, c) in text.char_indices() {
        if !c.is_alphanumeric() {
            open = false;
            continue;
        }
        let folded = c.to_lowercase().map(|c| if c == 'ё' { 'е' } else { c });
        match words.last_mut() {
            Some((span, word)) if open => {
                span.end = at + c.len_utf8();
                word.extend(folded);
            }
            _ => words.push((at..at + c.len_utf8(), folded.collect())),
        }
        open = true;
    }
    words
}

/// A Russian word without its last one or two soft letters; anything else as it is.
fn stem(word: &str) -> String {
    let mut stem = word.to_owned();
    for _ in 0..2 {
        let long = stem.chars().count() > 3;
        if long && stem.ends_with(|c| RUSSIAN_ENDINGS.contains(c)) {
            stem.pop();
        }
    }
    stem
}

fn starts_with(words: &[(Range<usize>, String)], stems: &[String], locale: Locale) -> bool {
    stems.len() <= words.len()
        && stems
            .iter()
            .zip(words)
            .all(|(stem, (_, word))| match locale {
                Locale::En => word
                    .strip_prefix(stem.as_str())
                    .is_some_and(|end| matches!(end, "" | "s" | "es")),
                Locale::Ru => word
                    .strip_prefix(stem.as_str())
                    .is_some_and(|end| end.chars().count() < ENDING_CHARS_MAX),
            })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, locale: Locale) -> Vec<(&str, &'static str)> {
        known_terms(text, locale)
            .into_iter()
            .map(|term| (&text[term.span], term.key))
            .collect()
    }

    #[test]
    fn terms_are_found_whatever_their_case_or_number() {
        assert_eq!(
            found(
                "Smoke in the docking module, both hatches are stuck.",
                Locale::En
            ),
            [
                ("Smoke", "term-smoke"),
                ("docking module", "term-docking-module"),
                ("hatches", "term-hatch"),
            ]
        );
        assert_eq!(
            found(
                "В стыковочном модуле дым, люка не видно, замков два",
                Locale::Ru
            ),
            [
                ("стыковочном модуле", "term-docking-module"),
                ("дым", "term-smoke"),
                ("люка", "term-hatch"),
                ("замков", "term-hooks"),
            ]
        );
        assert_eq!(found("", Locale::Ru), []);
        assert_eq!(found("привет", Locale::Ru), []);
    }

    #[test]
    fn both_locales_list_the_same_terms() {
        let keys = |locale: Locale| TERMS[locale as usize].iter().map(|term| term.key);
        assert!(keys(Locale::En).eq(keys(Locale::Ru)));
        assert_eq!(glossary_keys().count(), keys(Locale::En).count());
        assert!(glossary_keys().count() > 140);
    }
}
