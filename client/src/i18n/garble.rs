//! What noise leaves of a text. A word is lost or not by what it is, the loss and the flight's seed: the
//! same word is lost every time, in whatever form of stress or capitals, so that saying it again does
//! not help and another word, spelling or the lamp does. Numbers and their units, warnings, negations
//! and spelt letters are never lost. Knows words; no calls, no panel. The software crews hear through
//! this too.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use handshake_shared::catalogue::unit_words::makes_whole;
use handshake_shared::sim::radio::noise::Noise;
use unicode_width::UnicodeWidthChar;

use super::{EN, RU};

/// Share of a text's words that has to come through for it to be understood (game value): with less
/// than half, what is left fits several calls of the book.
const UNDERSTOOD: f64 = 0.5;

/// Warnings and negations in every form in which a crew says them, small letters.
#[rustfmt::skip]
const SAFETY: &[&str] = &[
    "stop", "stops", "stopped", "stopping", "abort", "aborted", "back", "off", "fire", "fires",
    "burning", "smoke", "hold", "holds", "holding", "wait", "stand", "by", "standby", "go", "no",
    "not", "don't", "danger", "emergency", "leak", "leaks", "leaking", "mask", "masks", "oxygen",
    "breathe", "negative", "never", "mayday", "hurt", "faint", "undock",
    "стоп", "стой", "стойте", "отход", "отхода", "отходите", "отходим", "отставить", "пожар",
    "пожара", "горит", "горим", "огонь", "огня", "дым", "дыма", "гарь", "гарью", "ждать", "жди",
    "ждите", "держать", "держи", "держите", "держим", "разрешаю", "запрещаю", "нет", "не", "ни",
    "опасно", "опасность", "авария", "аварийный", "аварийная", "аварийное", "утечка", "утечку",
    "утечки", "маска", "маску", "маски", "кислород", "кислорода", "дышать", "никогда",
    "плохо", "расстыковка", "расстыковку", "прекратить", "прекратите",
];

/// Numbers in words, small letters; a hyphen parts them.
#[rustfmt::skip]
const NUMBERS: &[&str] = &[
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "niner", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
    "hundred", "thousand", "point", "mark",
    "ноль", "нуль", "ноля", "один", "одна", "одно", "одну", "два", "две", "три", "четыре", "пять",
    "шесть", "семь", "восемь", "девять", "десять", "одиннадцать", "двенадцать", "тринадцать",
    "четырнадцать", "пятнадцать", "шестнадцать", "семнадцать", "восемнадцать", "девятнадцать",
    "двадцать", "тридцать", "сорок", "пятьдесят", "шестьдесят", "семьдесят", "восемьдесят",
    "девяносто", "сто", "двести", "триста", "четыреста", "пятьсот", "шестьсот", "семьсот",
    "восемьсот", "девятьсот", "тысяча", "тысячи", "тысяч", "целая", "целых", "десятая", "десятых",
    "сотая", "сотых", "запятая", "половина", "полтора",
];

/// Everything that is never lost by itself: the rows above and the code words of both alphabets.
static KEPT: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let rows = SAFETY.iter().chain(NUMBERS).map(|word| folded(word));
    rows.chain(code_words(EN)).chain(code_words(RU)).collect()
});

/// What is left of a text: each letter of a lost word is a mark as wide as it was.
pub fn garble(text: &str, loss_percent: u8, seed: u32) -> String {
    let noise = Noise { loss_percent, seed };
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for word in words(text) {
        if !word.is_lost(noise) {
            continue;
        }
        out.push_str(&text[done..word.span.start]);
        out.push_str(&noise_of(&text[word.span.clone()], seed));
        done = word.span.end;
    }
    out.push_str(&text[done..]);
    out
}

/// Some word of a text is lost.
pub fn is_garbled(text: &str, noise: Noise) -> bool {
    noise.loss_percent > 0 && words(text).any(|word| word.is_lost(noise))
}

/// Enough of a text comes through: at least half of its words and numbers.
pub fn is_understood(text: &str, noise: Noise) -> bool {
    if noise.loss_percent == 0 {
        return true;
    }
    let numbers = text
        .split(|c: char| c.is_whitespace())
        .filter(|piece| piece.contains(|c: char| c.is_ascii_digit()))
        .count();
    let (all, lost) = words(text).fold((numbers, 0), |(all, lost), word| {
        (all + 1, lost + usize::from(word.is_lost(noise)))
    });
    (all - lost) as f64 >= UNDERSTOOD * all as f64
}

/// A word of a text.
struct Word {
    span: Range<usize>,
    folded: String,
    /// It is a number's unit.
    unit: bool,
}

impl Word {
    fn is_lost(&self, noise: Noise) -> bool {
        if noise.loss_percent == 0 || self.unit || KEPT.contains(&self.folded) {
            return false;
        }
        // A letter alone is a designation, or as good as nothing.
        let long = self.folded.chars().count() > 1;
        long && hash(&self.folded, noise.seed) % 100 < u64::from(noise.loss_percent)
    }
}

/// The words of a text, in order; what holds a figure is none.
fn words(text: &str) -> impl Iterator<Item = Word> + '_ {
    let mut at = 0;
    let mut after_number = false;
    std::iter::from_fn(move || {
        loop {
            let start = at + text[at..].find(char::is_alphanumeric)?;
            let in_word = |c: char| c.is_alphanumeric() || matches!(c, '\u{301}' | '\'' | '’');
            let length = text[start..].find(|c| !in_word(c));
            at = length.map_or(text.len(), |length| start + length);
            let piece = &text[start..at];
            if piece.contains(|c: char| c.is_ascii_digit()) {
                after_number = true;
                continue;
            }
            let folded = folded(piece);
            let unit = after_number && makes_whole(&folded);
            after_number = unit || NUMBERS.contains(&folded.as_str());
            return Some(Word {
                span: start..at,
                folded,
                unit,
            });
        }
    })
}

/// A word as it is compared: small letters, no stress, ё as е.
fn folded(word: &str) -> String {
    let letters = word.chars().filter(|c| *c != '\u{301}');
    letters
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            'ё' => 'е',
            '’' => '\'',
            other => other,
        })
        .collect()
}

/// Code words of both alphabets as a locale prints them.
fn code_words(sources: &'static [(&'static str, &'static str)]) -> impl Iterator<Item = String> {
    let lines = sources.iter().flat_map(|(_, text)| text.lines());
    let printed = lines
        .filter(|line| line.starts_with("spell-"))
        .filter_map(|line| line.split_once(" = "));
    printed.flat_map(|(_, text)| {
        let pieces = text.split(|c: char| !c.is_alphabetic());
        pieces.map(folded).filter(|word| !word.is_empty())
    })
}

/// FNV-1a over a word, then SplitMix64's finaliser over that and the seed, so that near words and near
/// seeds have nothing in common.
fn hash(word: &str, seed: u32) -> u64 {
    let fnv = word.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let z = fnv ^ u64::from(seed).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// A lost word as it looks: the same marks for the same word, one for each cell.
fn noise_of(word: &str, seed: u32) -> String {
    let bits = hash(&folded(word), !seed);
    let cells: usize = word.chars().filter_map(UnicodeWidthChar::width).sum();
    (0..cells)
        .map(|cell| {
            if bits >> (cell % 64) & 3 == 0 {
                '-'
            } else {
                '·'
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use handshake_shared::catalogue::spelling::{NATO, RUSSIAN};
    use unicode_width::UnicodeWidthStr;

    use super::*;
    use crate::i18n::{Bilingual, Locale};

    const ALL: u8 = 79;

    /// A seed under which this word is lost, or is not.
    fn seed(word: &str, loss_percent: u8, lost: bool) -> u32 {
        let found = (0..10_000).find(|seed| {
            let noise = Noise {
                loss_percent,
                seed: *seed,
            };
            is_garbled(word, noise) == lost
        });
        found.expect("one of ten thousand")
    }

    #[test]
    fn without_noise_nothing_is_lost_and_a_loss_takes_its_share_of_the_words() {
        let text = "Ring is extended. We are active.";
        assert_eq!(garble(text, 0, 7), text);
        let words = [
            "ring",
            "extended",
            "active",
            "кольцо",
            "выдвинуто",
            "корабль",
        ];
        for loss in [5, 20, 60] {
            let lost = words.iter().flat_map(|word| {
                (0..5_000).filter(move |seed| {
                    let noise = Noise {
                        loss_percent: loss,
                        seed: *seed,
                    };
                    is_garbled(word, noise)
                })
            });
            let share = lost.count() as f64 / (5_000 * words.len()) as f64;
            assert!(
                (share - f64::from(loss) / 100.0).abs() < 0.01,
                "{loss}: {share}"
            );
        }
    }

    #[test]
    fn the_same_word_goes_the_same_way_in_any_dress_and_keeps_its_width() {
        let seed = seed("кольцо", 30, true);
        let once = garble("Кольцо́ вы́двинуто", 30, seed);
        let again = garble("вот и кольцо", 30, seed);
        let cells = |text: &str| text.split(' ').next_back().map(str::to_owned);
        assert_eq!(once.width(), "Кольцо вы́двинуто".width(), "{once}");
        assert_eq!(once.split(' ').next().map(str::to_owned), cells(&again));
        assert!(!once.contains("ольц"), "{once}");
        for text in ["тёмный", "Т\u{301}ем", "don’t know", "Я — «Сою́з», слы́шу"]
        {
            for seed in 0..50 {
                assert_eq!(garble(text, ALL, seed).width(), text.width(), "{text}");
            }
        }
        let e = [true, false].map(|lost| self::seed("тёмный", 50, lost));
        for seed in e {
            assert_eq!(
                garble("тёмный", 50, seed),
                garble("темный", 50, seed).replace("темный", "тёмный")
            );
        }
    }

    #[test]
    fn numbers_units_warnings_and_spelt_letters_always_come_through() {
        let kept = [
            "38.2 ft",
            "0.41 ft/s",
            "12 feet",
            "258 мм рт. ст.",
            "0,12 м/с",
            "двенадцать метров",
            "одна целая две десятых метра",
            "5.0 psi",
            "15 seconds",
            "Stop!",
            "Stop",
            "Back off!",
            "Стоп!",
            "Отход!",
            "Пожар!",
            "Не",
            "no go",
            "Hold",
            "В3",
            "A 4",
            "Vasiliy three",
            "Василий три",
        ];
        for text in kept {
            for seed in 0..500 {
                assert_eq!(garble(text, ALL, seed), text, "seed {seed}");
            }
        }
        let both = Bilingual::new();
        for (rows, kind) in [(RUSSIAN.as_slice(), "ru"), (NATO.as_slice(), "nato")] {
            for row in rows {
                for locale in Locale::ALL {
                    let word = both.of(locale).get(&format!("spell-{kind}-{}", row.key));
                    assert_eq!(garble(&word, ALL, 5), word);
                }
            }
        }
    }

    #[test]
    fn a_unit_is_kept_behind_its_number_only() {
        let seed = seed("time", 50, true);
        assert_eq!(garble("3 times", 50, seed), "3 times");
        assert_ne!(garble("what time", 50, seed), "what time");
    }

    #[test]
    fn a_text_is_understood_while_half_of_it_comes_through() {
        let noise = |seed| Noise {
            loss_percent: 50,
            seed,
        };
        let lost = seed("contact", 50, true);
        assert!(!is_understood("Contact.", noise(lost)));
        assert!(is_understood("Contact at 38.2 ft", noise(lost)));
        assert!(is_understood("Contact.", noise(seed("contact", 50, false))));
        assert!(is_understood("", noise(0)));
    }
}
