//! The words the game itself uses, and how they are typed on another keyboard: Russian in Latin
//! letters, or either language with the other layout left on. It knows words; no grammar.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::keyboard::other_layout;
use super::numerals::latin;
use super::{EN, Locale, RU};

/// Words of a language, small letters.
static WORDS: LazyLock<[BTreeSet<String>; 2]> =
    LazyLock::new(|| [collect(EN, |c| !is_cyrillic(c)), collect(RU, is_cyrillic)]);

/// Russian words by how they sound in any spelling.
static BY_SOUND: LazyLock<BTreeMap<String, Vec<String>>> = LazyLock::new(|| {
    let mut by_sound: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for word in &WORDS[Locale::Ru as usize] {
        by_sound.entry(sound(word)).or_default().push(word.clone());
    }
    by_sound
});

/// What a typed text can have been meant as, the likeliest first and each once; the text as it was
/// typed is always among them. Likeliest is the one with the most words of the game; where none has
/// more, what is written in the language about to be spoken.
pub fn meant(text: &str, locale: Locale) -> Vec<String> {
    let foreign = text.chars().any(|c| match locale {
        Locale::Ru => c.is_ascii_alphabetic(),
        Locale::En => is_cyrillic(c),
    });
    let (typed, slipped, spelt) = (text.to_owned(), other_layout(text), to_cyrillic(text));
    let mut ways = match (locale, foreign) {
        (Locale::Ru, true) => vec![
            (spelt, Locale::Ru),
            (slipped, Locale::Ru),
            (typed, Locale::En),
        ],
        (Locale::Ru, false) => vec![(typed, Locale::Ru)],
        (Locale::En, true) => vec![(typed, Locale::Ru), (slipped, Locale::En)],
        (Locale::En, false) => vec![(typed, Locale::En), (spelt, Locale::Ru)],
    };
    // The sort is stable: of equals the earlier stays first.
    ways.sort_by_cached_key(|(way, locale)| std::cmp::Reverse(known(way, *locale)));
    let mut seen = BTreeSet::new();
    let ways = ways.into_iter().map(|(way, _)| way);
    ways.filter(|way| seen.insert(way.clone())).collect()
}

/// Latin letters to Russian: a word of the game by its sound, soft signs put back; any other letter
/// by letter. What is not Latin stays.
pub fn to_cyrillic(text: &str) -> String {
    let mut out = String::with_capacity(2 * text.len());
    let mut word = String::new();
    for c in text.chars() {
        if c.is_ascii_alphabetic() || (!word.is_empty() && matches!(c, '\'' | '’' | 'ʹ')) {
            word.push(c);
        } else {
            flush(&mut word, &mut out);
            out.push(c);
        }
    }
    flush(&mut word, &mut out);
    out
}

fn flush(word: &mut String, out: &mut String) {
    if word.is_empty() {
        return;
    }
    let small = word.to_lowercase();
    let candidates = BY_SOUND.get(&sound(&spell(&small)));
    let signed = small.replace(['’', 'ʹ'], "'");
    let plain = signed.replace('\'', "");
    let found = candidates.and_then(|words| {
        let exact = |russian: &&String| unaccented(&latin(russian)) == signed;
        let nearly = |russian: &&String| unaccented(&latin(russian)).replace('\'', "") == plain;
        let mut all = words.iter();
        all.clone()
            .find(exact)
            .or_else(|| all.clone().find(nearly))
            .or_else(|| all.next())
    });
    let russian = match found {
        // One letter is a designation, not a word.
        Some(found) if small.len() > 1 => found.clone(),
        _ => spell(&small),
    };
    let mut letters = russian.chars();
    let upper = word.chars().all(|c| !c.is_lowercase());
    if upper && word.chars().count() > 1 {
        out.push_str(&russian.to_uppercase());
    } else if word.starts_with(|c: char| c.is_uppercase()) {
        out.extend(letters.next().into_iter().flat_map(char::to_uppercase));
        out.push_str(letters.as_str());
    } else {
        out.push_str(&russian);
    }
    word.clear();
}

/// How many words of a text the game uses in that language.
fn known(text: &str, locale: Locale) -> usize {
    words(text)
        .filter(|word| WORDS[locale as usize].contains(&word.to_lowercase()))
        .count()
}

fn collect(sources: &[(&str, &str)], own: fn(char) -> bool) -> BTreeSet<String> {
    let lines = sources
        .iter()
        .filter(|(name, _)| matches!(*name, "calls" | "speech" | "glossary"))
        .flat_map(|(_, text)| text.lines())
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(" = ").map_or(Some(line), in_use));
    lines
        .flat_map(|line| line.split('{').map(after_variable))
        .flat_map(words)
        .filter(|word| word.chars().count() > 1 && word.chars().all(own))
        .map(str::to_lowercase)
        .collect()
}

/// What follows a variable's closing brace; all of a piece that holds none.
fn after_variable(piece: &str) -> &str {
    piece.split_once('}').map_or(piece, |(_, text)| text)
}

/// The text of a message, or of its other wordings; a teaching line or a panel's abbreviation has no
/// words of its own.
fn in_use<'a>((key, text): (&str, &'a str)) -> Option<&'a str> {
    let key = key.trim();
    (!key.starts_with('.') || key == ".also").then_some(text)
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
}

const fn is_cyrillic(c: char) -> bool {
    matches!(c, '\u{400}'..='\u{4ff}')
}

/// Latin spellings of Russian letters, longest first: BGN/PCGN and what people type instead.
const SPELLINGS: [(&str, &str); 47] = [
    ("shch", "щ"),
    ("sch", "щ"),
    ("zh", "ж"),
    ("kh", "х"),
    ("ts", "ц"),
    ("ch", "ч"),
    ("sh", "ш"),
    ("yu", "ю"),
    ("ju", "ю"),
    ("ya", "я"),
    ("ja", "я"),
    ("yo", "ё"),
    ("jo", "ё"),
    ("ye", "е"),
    ("je", "е"),
    ("iy", "ий"),
    ("yy", "ый"),
    ("ay", "ай"),
    ("ey", "ей"),
    ("oy", "ой"),
    ("uy", "уй"),
    ("a", "а"),
    ("b", "б"),
    ("c", "ц"),
    ("d", "д"),
    ("e", "е"),
    ("f", "ф"),
    ("g", "г"),
    ("h", "х"),
    ("i", "и"),
    ("j", "й"),
    ("k", "к"),
    ("l", "л"),
    ("m", "м"),
    ("n", "н"),
    ("o", "о"),
    ("p", "п"),
    ("q", "к"),
    ("r", "р"),
    ("s", "с"),
    ("t", "т"),
    ("u", "у"),
    ("v", "в"),
    ("w", "в"),
    ("x", "кс"),
    ("y", "ы"),
    ("z", "з"),
];

/// A Latin word in Russian letters, rule by rule; an apostrophe is a soft sign.
fn spell(small: &str) -> String {
    let mut rest = small;
    let mut out = String::new();
    while let Some(first) = rest.chars().next() {
        let rule = SPELLINGS.iter().find(|(latin, _)| rest.starts_with(latin));
        // "dvigatelya": the y of a digraph is not the y after a vowel.
        let splits = |latin: &str| {
            latin.len() == 2
                && latin.ends_with('y')
                && rest[latin.len()..].starts_with(['a', 'e', 'o', 'u'])
        };
        match rule {
            Some((latin, _)) if splits(latin) => {
                let (_, letter) = SPELLINGS
                    .iter()
                    .find(|(one, _)| one.len() == 1 && latin.starts_with(one))
                    .copied()
                    .unwrap_or(("", ""));
                out.push_str(letter);
                rest = &rest[1..];
            }
            Some((latin, russian)) => {
                let starts_open = out.is_empty() && *latin == "e";
                out.push_str(if starts_open { "э" } else { russian });
                rest = &rest[latin.len()..];
            }
            None => {
                if matches!(first, '\'' | '’' | 'ʹ') {
                    out.push('ь');
                }
                rest = &rest[first.len_utf8()..];
            }
        }
    }
    out
}

/// What is left of a Russian word when everything that spellings disagree on is dropped.
fn sound(russian: &str) -> String {
    const FOLDS: [(&str, &str); 16] = [
        ("ь", ""),
        ("ъ", ""),
        ("ё", "е"),
        ("э", "е"),
        ("й", "и"),
        ("ы", "и"),
        ("иа", "я"),
        ("иу", "ю"),
        ("ио", "е"),
        ("ие", "е"),
        ("ия", "я"),
        ("ию", "ю"),
        ("ии", "и"),
        ("тс", "ц"),
        ("сх", "ш"),
        ("сч", "щ"),
    ];
    let mut text = russian.to_lowercase();
    for (from, to) in FOLDS {
        text = text.replace(from, to);
    }
    text
}

/// Latin as it is typed: no accents, an apostrophe for a soft sign.
fn unaccented(latin: &str) -> String {
    let plain = latin.to_lowercase().replace('ʹ', "'").replace('ʺ', "");
    plain.chars().map(super::search::fold).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(text: &str, locale: Locale) -> String {
        meant(text, locale).swap_remove(0)
    }

    #[test]
    fn russian_in_latin_letters_comes_out_in_russian_with_its_soft_signs() {
        for (typed, russian) in [
            ("dalnost 12", "дальность 12"),
            ("dal'nost' 12", "дальность 12"),
            ("Dalnost", "Дальность"),
            ("skorost sblizheniya 0,12", "скорость сближения 0,12"),
            ("skorost sblizhenia", "скорость сближения"),
            ("est styk", "есть стык"),
            ("yest' stykovka", "есть стыковка"),
            ("zashchelki", "защёлки"),
            ("zaschelki", "защёлки"),
            ("bytovoy otsek", "бытовой отсек"),
            ("rashodimsya", "расходимся"),
            ("raskhodimsya", "расходимся"),
            ("germetichnost v norme", "герметичность в норме"),
            ("V3", "В3"),
            ("kletka V3", "клетка В3"),
            ("vklyuchite otvetchik", "включите ответчик"),
            ("privet, druzya", "привет, друзя"),
        ] {
            assert_eq!(first(typed, Locale::Ru), russian, "{typed}");
        }
    }

    #[test]
    fn a_layout_left_on_is_seen_and_the_text_as_typed_can_still_be_had() {
        assert_eq!(first("lfkmyjcnm 12", Locale::Ru), "дальность 12");
        assert_eq!(first("кфтпу 12", Locale::En), "range 12");
        assert_eq!(first("В3", Locale::En), "В3", "a cell is no slip");
        assert_eq!(first("range 12", Locale::En), "range 12");
        assert_eq!(first("дальность 12", Locale::Ru), "дальность 12");
        assert_eq!(first("dalnost 12", Locale::En), "дальность 12");
        assert_eq!(first("quad B", Locale::Ru), "quad B", "English is English");
        for (text, locale) in [
            ("quad B", Locale::Ru),
            ("range", Locale::En),
            ("В3", Locale::En),
        ] {
            assert!(meant(text, locale).contains(&text.to_owned()), "{text}");
        }
    }

    #[test]
    fn every_russian_word_of_the_game_can_be_typed_in_latin_letters() {
        let words = &WORDS[Locale::Ru as usize];
        assert!(words.len() > 400, "{}", words.len());
        for word in words {
            let typed = unaccented(&latin(word));
            assert_eq!(to_cyrillic(&typed), *word, "{typed}");
            // Without its soft sign it is the same word, or one that differs in nothing else.
            let short = typed.replace('\'', "");
            let back = to_cyrillic(&short);
            assert_eq!(sound(&back), sound(word), "{short}");
            assert!(words.contains(&back), "{short}: {back}");
        }
    }
}
