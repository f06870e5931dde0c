//! Finding a call by any of its words: English, Russian, Russian in Latin letters, English in
//! Russian ones, with the wrong layout on, or with a letter wrong.

use handshake_shared::catalogue::calls::CallId;
use handshake_shared::ids::Seat;
use nucleo_matcher::pattern::{Atom, AtomKind, CaseMatching, Normalization};
use nucleo_matcher::{Config, Matcher, Utf32String};
use strsim::osa_distance;

use super::keyboard::other_layout;
use super::{Bilingual, call_aid, call_text};

/// Every call's words as they are searched.
#[derive(Debug)]
pub struct Phrases {
    rows: Vec<Row>,
}

#[derive(Debug)]
struct Row {
    call: CallId,
    /// One text a language and script.
    texts: Vec<Utf32String>,
    words: Vec<String>,
    /// Letters of its two wordings.
    length: usize,
}

/// A letter that matches in its place is worth sixteen points to the matcher, more at the beginning of
/// a word; a word whose letters lie further apart than this many points a letter was not meant.
const LETTER_LEAST: u32 = 14;
/// A letter of a word with a slip in it: less than any letter in its place.
const SLIPPED_LETTER: u32 = 9;
/// What a reading in the other layout loses against the text as typed.
const LAYOUT_LOSS: u32 = 4;
/// Words shorter than this are not searched with slips: everything is a letter away from them.
const SLIP_LEAST: usize = 5;

impl Phrases {
    /// Lays out the words of every call.
    pub(super) fn new(words: &Bilingual) -> Phrases {
        let rows = CallId::ALL.iter().map(|call| row(words, *call)).collect();
        Phrases { rows }
    }

    /// Calls this seat may say, the best match first; all of them in the book's order when nothing is
    /// searched.
    pub fn find(&self, seat: Seat, typed: &str) -> Vec<CallId> {
        let allowed = || {
            self.rows
                .iter()
                .filter(|row| row.call.row().who.allows(seat))
        };
        let readings: Vec<Vec<String>> = [typed.to_owned(), other_layout(typed)]
            .iter()
            .map(|text| text.split_whitespace().map(plain).collect())
            .collect();
        if readings[0].is_empty() {
            return allowed().map(|row| row.call).collect();
        }
        let mut matcher = Matcher::new(Config::DEFAULT);
        let mut found: Vec<(u32, usize, CallId)> = allowed()
            .filter_map(|row| {
                let score = |(loss, words): (usize, &Vec<String>)| {
                    let score = row.score(words, &mut matcher)?;
                    Some(score.saturating_sub(LAYOUT_LOSS * loss as u32))
                };
                let best = readings.iter().enumerate().filter_map(score).max()?;
                Some((best, row.length, row.call))
            })
            .collect();
        // Of equals the shorter is the closer; the sort is stable and keeps the book's order.
        found.sort_by_key(|(score, length, _)| (std::cmp::Reverse(*score), *length));
        found.into_iter().map(|(_, _, call)| call).collect()
    }
}

impl Row {
    /// Points for a text all of whose words are met here.
    fn score(&self, words: &[String], matcher: &mut Matcher) -> Option<u32> {
        words
            .iter()
            .map(|word| {
                self.word_score(word, matcher)
                    .or_else(|| self.slip_score(word))
            })
            .sum()
    }

    fn word_score(&self, word: &str, matcher: &mut Matcher) -> Option<u32> {
        let (case, normal) = (CaseMatching::Ignore, Normalization::Never);
        let atom = Atom::new(word, case, normal, AtomKind::Fuzzy, false);
        let least = LETTER_LEAST * word.chars().count() as u32;
        let scores = self.texts.iter();
        let scores = scores.filter_map(|text| atom.score(text.slice(..), matcher));
        scores.map(u32::from).max().filter(|score| *score >= least)
    }

    /// A wrong, missing, doubled or swapped letter, two in a long word; the end of the word may still
    /// be untyped.
    fn slip_score(&self, word: &str) -> Option<u32> {
        let length = word.chars().count();
        if length < SLIP_LEAST {
            return None;
        }
        let allowed = if length > 6 { 2 } else { 1 };
        let slips = |other: &String| {
            let starts = [length - 1, length, length + 1];
            let heads = starts.map(|count| other.chars().take(count).collect::<String>());
            heads.iter().map(|head| osa_distance(word, head)).min()
        };
        let least = self.words.iter().filter_map(slips).min()?;
        let lost = u32::try_from(least).unwrap_or(u32::MAX);
        (least <= allowed).then(|| (SLIPPED_LETTER * length as u32).saturating_sub(lost))
    }
}

fn row(words: &Bilingual, call: CallId) -> Row {
    let aid = call_aid(words, Seat::Soyuz, call, &[]);
    let also = format!("call-{}.also", call.key());
    let wordings = |locale: &super::Words| {
        if locale.has(&also) {
            locale.get(&also)
        } else {
            String::new()
        }
    };
    let (also_en, also_ru) = (wordings(&words.en), wordings(&words.ru));
    let texts = [
        call_text(&words.en, Seat::Apollo, call, &[]),
        call_text(&words.ru, Seat::Soyuz, call, &[]),
        aid.latin,
        aid.reading,
        call.key().to_owned(),
        super::numerals::latin(&also_ru),
        also_en,
        also_ru,
    ];
    let texts: Vec<String> = texts.iter().map(|text| plain(text)).collect();
    let words = texts
        .iter()
        .flat_map(|text| text.split(|c: char| !c.is_alphanumeric()))
        .filter(|word| word.chars().count() + 1 >= SLIP_LEAST)
        .map(str::to_owned)
        .collect();
    let length = texts[..2].iter().map(|text| text.chars().count()).sum();
    Row {
        call,
        length,
        texts: texts.iter().map(|text| text.as_str().into()).collect(),
        words,
    }
}

/// Small letters without stress marks, ё as е: what a search compares.
fn plain(text: &str) -> String {
    text.to_lowercase()
        .chars()
        .filter(|c| !matches!(c, '\u{301}' | 'ʹ' | 'ʺ' | '\''))
        .map(fold)
        .collect()
}

/// A letter without its accent, ё as е.
pub(super) fn fold(c: char) -> char {
    match c {
        'ё' => 'е',
        'á' => 'a',
        'é' => 'e',
        'í' => 'i',
        'ó' => 'o',
        'ú' => 'u',
        'ý' => 'y',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(typed: &str) -> Vec<CallId> {
        Bilingual::new().phrases().find(Seat::Soyuz, typed)
    }

    /// The wanted call is the first, or among the first three where several have the word.
    #[test]
    fn a_call_is_found_in_either_language_either_script_with_slips_and_the_wrong_layout() {
        for (typed, wanted) in [
            ("stykovka", CallId::HardDock),
            ("стыковк", CallId::HardDock),
            ("стык", CallId::SealGood),
            ("cnsr", CallId::SealGood),
            ("dock", CallId::HardDock),
            ("вщсл", CallId::HardDock),
            ("hard dock", CallId::HardDock),
            ("range", CallId::Range),
            ("кфтпу", CallId::Range),
            ("dalnost", CallId::Range),
            ("рэйндж", CallId::Range),
            ("дальнсть", CallId::Range),
            ("rnage", CallId::Range),
            ("raskhodimsya", CallId::OpeningRate),
            ("удаляемся", CallId::OpeningRate),
            ("udalyaemsya", CallId::OpeningRate),
            ("пожар", CallId::Fire),
            ("pozhar", CallId::Fire),
            ("roger", CallId::Roger),
            ("copy", CallId::Roger),
            ("принято", CallId::Roger),
            ("еще", CallId::LeakCheckRunning),
            ("ещё", CallId::LeakCheckRunning),
            ("манёвр", CallId::BeginManeuver),
            ("маневр", CallId::BeginManeuver),
            ("equalised", CallId::Equalized),
        ] {
            let found = found(typed);
            let place = found.iter().position(|call| *call == wanted);
            assert!(
                place.is_some_and(|place| place < 4),
                "{typed}: {wanted:?} at {place:?} of {:?}",
                &found[..found.len().min(6)]
            );
        }
    }

    #[test]
    fn words_that_no_call_has_find_nothing_and_no_word_finds_all() {
        for typed in ["xylophone", "борщ", "qqqq", "range борщ"] {
            assert_eq!(found(typed), [], "{typed}");
        }
        assert_eq!(found("").len(), found("  ").len());
        assert!(found("").len() > 150);
    }

    #[test]
    fn nobody_finds_a_call_that_is_not_his_to_make() {
        assert!(!found("nitrogen").contains(&CallId::AddingNitrogen));
        let book = Bilingual::new();
        let apollo = book.phrases().find(Seat::Apollo, "nitrogen");
        assert_eq!(apollo.first(), Some(&CallId::AddingNitrogen));
    }

    #[test]
    fn every_call_is_found_first_or_nearly_by_its_own_words_in_each_language() {
        let book = Bilingual::new();
        for seat in Seat::ALL {
            for call in CallId::ALL
                .iter()
                .filter(|call| call.row().who.allows(seat))
            {
                let aid = call_aid(&book, seat, *call, &[]);
                for text in [
                    call_text(&book.en, seat, *call, &[]),
                    call_text(&book.ru, seat, *call, &[]),
                    aid.latin,
                ] {
                    let typed = plain(&text).replace(['…', '.', ',', '!', '?', ':'], "");
                    if typed.trim().is_empty() {
                        continue;
                    }
                    let found = book.phrases().find(seat, &typed);
                    let place = found.iter().position(|other| other == call);
                    assert!(
                        place.is_some_and(|place| place < 5),
                        "{typed}: at {place:?} of {:?}",
                        &found[..found.len().min(6)]
                    );
                }
            }
        }
    }
}
