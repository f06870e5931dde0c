//! Which numbers of a free text stand without a unit. The game's two crews measure in different units,
//! so such a number is doubtful: it counts, and both crews are told. Knows the words that make a
//! number whole in either language; judges nothing else. Numbers written out in words are not looked
//! at: only figures can be told from the rest of a text for certain.

use crate::catalogue::spelling::parse_cell;

/// What may follow a number and make it whole, small letters: units as both crews write them, and the
/// things that are counted on board.
#[rustfmt::skip]
const AFTER: &[&str] = &[
    "ft", "foot", "feet", "fps", "nmi", "mile", "miles", "in", "inch", "inches", "yd", "yards",
    "m", "meter", "meters", "metre", "metres", "cm", "mm", "km", "mmhg", "psi", "psia", "psid",
    "s", "sec", "second", "seconds", "min", "minute", "minutes", "h", "hour", "hours",
    "deg", "degree", "degrees", "percent", "lb", "lbs", "pound", "pounds", "kg", "o", "oclock",
    "hook", "hooks", "latch", "latches", "hatch", "hatches", "man", "men", "time", "times",
    "рт", "ст", "м", "метр", "метра", "метров", "см", "мм", "км", "сантиметр", "сантиметра", "сантиметров",
    "миллиметр", "миллиметра", "миллиметров", "километр", "километра", "километров",
    "фут", "фута", "футов", "миля", "мили", "миль", "дюйм", "дюйма", "дюймов", "фунт", "фунта",
    "фунтов", "с", "сек", "секунда", "секунды", "секунду", "секунд", "мин", "минута", "минуты",
    "минуту", "минут", "ч", "час", "часа", "часов", "градус", "градуса", "градусов", "процент",
    "процента", "процентов", "кг", "килограмм", "килограмма", "килограммов",
    "замок", "замка", "замков", "защёлка", "защёлки", "защёлок", "люк", "люка", "люков", "человек",
    "человека", "раз", "раза",
];

/// What may stand before a number and make it a name, small letters.
const BEFORE: &[&str] = &[
    "number",
    "no",
    "hatch",
    "tunnel",
    "page",
    "step",
    "hook",
    "latch",
    "apollo",
    "soyuz",
    "номер",
    "люк",
    "люка",
    "люку",
    "тоннель",
    "тоннеле",
    "тоннеля",
    "страница",
    "пункт",
    "замок",
    "защёлка",
    "аполлон",
    "союз",
];

/// This word makes the number before it whole: a unit, or a thing that is counted.
pub fn makes_whole(word: &str) -> bool {
    is_one_of(word, AFTER)
}

/// A text holds a number in figures that has no unit and is no name.
pub fn bare_number(text: &str) -> bool {
    let mut at = 0;
    while let Some(start) = text[at..].find(|c: char| c.is_ascii_digit()) {
        let start = at + start;
        let length = text[start..]
            .find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',' | ':'))
            .unwrap_or(text.len() - start);
        let end = start + length;
        let (before, number, after) = (&text[..start], &text[start..end], &text[end..]);
        if !is_whole(before, number.trim_end_matches(['.', ',']), after) {
            return true;
        }
        at = end;
    }
    false
}

fn is_whole(before: &str, number: &str, after: &str) -> bool {
    // A time of day is its own unit; so is a sign.
    if number.contains(':') || after.trim_start().starts_with(['°', '%', '′', '″']) {
        return true;
    }
    // В3, 7K: a designation, whatever it names; a unit may stand as close.
    if before.ends_with(char::is_alphabetic) || after.starts_with(char::is_alphabetic) {
        return true;
    }
    let word = |c: char| !c.is_alphanumeric();
    let next = after
        .trim_start_matches([' ', '\u{a0}', '-'])
        .split(word)
        .next()
        .unwrap_or("");
    let last = before.split(word).rfind(|word| !word.is_empty());
    let last = last.unwrap_or("");
    if is_one_of(next, AFTER) || is_one_of(last, BEFORE) {
        return true;
    }
    let mut cell = alloc::string::String::from(last);
    cell.push(' ');
    cell.push_str(number);
    parse_cell(&cell).is_some()
}

fn is_one_of(word: &str, words: &[&str]) -> bool {
    let folded = |c: char| c.to_lowercase().next().unwrap_or(c);
    words
        .iter()
        .any(|known| word.chars().map(folded).eq(known.chars()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_doubtful_unless_something_makes_it_whole() {
        for text in [
            "range 12",
            "Range 12, closing",
            "дальность 12",
            "дальность 12, скорость 0,3 м/с",
            "12 and holding",
            "5.0",
            "take 3 over",
        ] {
            assert!(bare_number(text), "{text}");
        }
        for text in [
            "",
            "nothing here",
            "range 12 m",
            "range 12m",
            "range 12 feet, closing 0.4 ft/s",
            "дальность 12 м, скорость 0,3 м/с.",
            "520\u{a0}мм рт.\u{a0}ст.",
            "В3",
            "Василий 3",
            "press Vasily 3, please",
            "hatch 4 is shut",
            "люк номер 3",
            "at 16:07",
            "15° left",
            "50 %",
            "8 hooks",
            "8 замков",
            "Apollo 18",
        ] {
            assert!(!bare_number(text), "{text}");
        }
    }
}
