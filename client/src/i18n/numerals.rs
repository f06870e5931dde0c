//! Numbers in words, as crews say them: English digit by digit, Russian in full; and Russian in
//! Latin letters. The words themselves stand in `speech.ftl`.

use super::{Locale, Words};

/// Grammatical gender of the Russian unit a number stands before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gender {
    /// Метр, градус.
    Masculine,
    /// Секунда, минута, миля.
    Feminine,
}

/// A number in words. `attribute` picks the stressed Russian or the Cyrillic reading of the
/// English; empty is the plain spelling. Whole numbers up to 999 999.
pub(super) fn spoken(
    words: &Words,
    value: f64,
    decimals: u8,
    gender: Gender,
    attribute: &str,
) -> String {
    let plain = format!("{:.*}", usize::from(decimals), value.abs());
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut keys = Vec::new();
    if value < 0.0 && plain.contains(|digit| matches!(digit, '1'..='9')) {
        keys.push("minus".to_owned());
    }
    match words.locale() {
        Locale::En => english(whole, fraction, &mut keys),
        Locale::Ru => russian(whole, fraction, gender, &mut keys),
    }
    let said: Vec<String> = keys.iter().map(|key| word(words, key, attribute)).collect();
    said.join(" ")
}

/// One numeral by its key, in the wanted form.
pub(super) fn word(words: &Words, key: &str, attribute: &str) -> String {
    if attribute.is_empty() {
        words.get(&format!("word-{key}"))
    } else {
        words.get(&format!("word-{key}.{attribute}"))
    }
}

/// Digit by digit, but whole hundreds and thousands in full; a fraction below one starts with
/// "point".
fn english(whole: &str, fraction: &str, keys: &mut Vec<String>) {
    let value: u32 = whole.parse().unwrap_or(0);
    if value > 0 || fraction.is_empty() {
        let (thousands, rest) = (value / 1000, value % 1000);
        if value >= 100 && value.is_multiple_of(100) && thousands < 10 {
            if thousands > 0 {
                keys.push(thousands.to_string());
                keys.push("1000".to_owned());
            }
            if rest > 0 {
                keys.push(rest.to_string());
            }
        } else {
            keys.extend(whole.chars().map(String::from));
        }
    }
    if !fraction.is_empty() {
        keys.push("point".to_owned());
        keys.extend(fraction.chars().map(String::from));
    }
}

/// In full; a fraction is read as a number after its zeros, and below one «запятая» is not said.
fn russian(whole: &str, fraction: &str, gender: Gender, keys: &mut Vec<String>) {
    let value: u32 = whole.parse().unwrap_or(0);
    if fraction.is_empty() {
        cardinal(value, gender, keys);
        return;
    }
    cardinal(value, Gender::Masculine, keys);
    if value > 0 {
        keys.push("point".to_owned());
    }
    let tail = fraction.trim_start_matches('0');
    keys.extend(
        fraction[..fraction.len() - tail.len()]
            .chars()
            .map(|_| "0".to_owned()),
    );
    if !tail.is_empty() {
        cardinal(tail.parse().unwrap_or(0), Gender::Masculine, keys);
    }
}

/// A Russian cardinal, nominative, as numeral keys.
fn cardinal(value: u32, gender: Gender, keys: &mut Vec<String>) {
    if value == 0 {
        keys.push("0".to_owned());
        return;
    }
    let thousands = value / 1000;
    if thousands > 1 {
        cardinal(thousands, Gender::Feminine, keys);
    }
    if thousands > 0 {
        let form = match (thousands % 100, thousands % 10) {
            (11..=14, _) => "1000-many",
            (_, 1) => "1000",
            (_, 2..=4) => "1000-few",
            _ => "1000-many",
        };
        keys.push(form.to_owned());
    }
    let below = value % 1000;
    if below >= 100 {
        keys.push((below / 100 * 100).to_string());
    }
    let tens = below % 100;
    if tens > 20 {
        keys.push((tens / 10 * 10).to_string());
    }
    let last = if tens > 20 { tens % 10 } else { tens };
    match (last, gender) {
        (0, _) => {}
        (1 | 2, Gender::Feminine) => keys.push(format!("{last}-f")),
        _ => keys.push(last.to_string()),
    }
}

/// Stressed Russian in Latin letters: BGN/PCGN simplified, the acute kept on the stressed vowel, ё
/// always "yo". Letter by letter, not phonetic.
pub fn latin(stressed: &str) -> String {
    let mut text = String::with_capacity(stressed.len());
    for piece in stressed.split_inclusive(|c: char| !c.is_alphabetic() && c != STRESS) {
        let long = piece.chars().filter(|c| is_vowel(*c)).count() > 1;
        let mut before = ' ';
        for c in piece.chars() {
            if c == STRESS {
                accent_last(&mut text);
                continue;
            }
            push_letter(c, before, &mut text);
            if matches!(c, 'ё' | 'Ё') && long {
                accent_last(&mut text);
            }
            before = c;
        }
    }
    text
}

/// Combining acute accent.
const STRESS: char = '\u{301}';

/// Small Cyrillic letters and what they become.
const LATIN: [(char, &str); 33] = [
    ('а', "a"),
    ('б', "b"),
    ('в', "v"),
    ('г', "g"),
    ('д', "d"),
    ('е', "e"),
    ('ё', "yo"),
    ('ж', "zh"),
    ('з', "z"),
    ('и', "i"),
    ('й', "y"),
    ('к', "k"),
    ('л', "l"),
    ('м', "m"),
    ('н', "n"),
    ('о', "o"),
    ('п', "p"),
    ('р', "r"),
    ('с', "s"),
    ('т', "t"),
    ('у', "u"),
    ('ф', "f"),
    ('х', "kh"),
    ('ц', "ts"),
    ('ч', "ch"),
    ('ш', "sh"),
    ('щ', "shch"),
    ('ъ', "ʺ"),
    ('ы', "y"),
    ('ь', "ʹ"),
    ('э', "e"),
    ('ю', "yu"),
    ('я', "ya"),
];

fn push_letter(c: char, before: char, text: &mut String) {
    let small = c.to_lowercase().next().unwrap_or(c);
    let plain = match c {
        '«' => "“",
        '»' => "”",
        _ => match LATIN.iter().find(|(letter, _)| *letter == small) {
            Some((_, latin)) => latin,
            None => {
                text.push(c);
                return;
            }
        },
    };
    let starts = !before.is_alphabetic() || is_vowel(before);
    let after_sign = matches!(before, 'й' | 'ъ' | 'ь' | 'Й' | 'Ъ' | 'Ь');
    let full = if small == 'е' && (starts || after_sign) {
        "ye"
    } else {
        plain
    };
    if small == c {
        text.push_str(full);
    } else {
        let mut letters = full.chars();
        text.extend(letters.next().into_iter().flat_map(char::to_uppercase));
        text.push_str(letters.as_str());
    }
}

/// A Russian label in Latin letters: words in capitals stay in capitals, whatever a letter becomes.
pub fn transliterated(label: &str) -> String {
    let pieces = label.split_inclusive(|c: char| !c.is_alphabetic());
    pieces
        .map(|piece| {
            let capitals = piece.chars().filter(|c| c.is_alphabetic()).count() > 1
                && !piece.chars().any(char::is_lowercase);
            match capitals {
                // "yo" has no stress of its own to show in a label.
                true => latin(&piece.to_lowercase())
                    .replace('ó', "o")
                    .to_uppercase(),
                false => latin(piece).replace('ó', "o"),
            }
        })
        .collect()
}

/// Puts the acute on the last letter written.
fn accent_last(text: &mut String) {
    const ACCENTS: [(char, char); 12] = [
        ('a', 'á'),
        ('e', 'é'),
        ('i', 'í'),
        ('o', 'ó'),
        ('u', 'ú'),
        ('y', 'ý'),
        ('A', 'Á'),
        ('E', 'É'),
        ('I', 'Í'),
        ('O', 'Ó'),
        ('U', 'Ú'),
        ('Y', 'Ý'),
    ];
    let last = text.chars().next_back();
    if let Some((_, accented)) = ACCENTS.iter().find(|(plain, _)| Some(*plain) == last) {
        text.pop();
        text.push(*accented);
    }
}

fn is_vowel(c: char) -> bool {
    "аеёиоуыэюяАЕЁИОУЫЭЮЯ".contains(c)
}
