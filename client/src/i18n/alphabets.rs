//! Both spelling alphabets as a crew learns them: letter, code word, how that sounds in the other
//! crew's alphabet. Rows are the catalogue's; this gives them their words.

use handshake_shared::catalogue::spelling::{LetterRow, NATO, RUSSIAN};

use super::Bilingual;

/// A letter of a spelling alphabet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spelt {
    /// Capital letter.
    pub letter: char,
    /// Its code word, Russian ones with their stress.
    pub word: String,
    /// How that sounds, in the letters of the other alphabet.
    pub sound: String,
}

/// The Russian alphabet: letters of Soyuz's panel.
pub fn russian_alphabet(both: &Bilingual) -> Vec<Spelt> {
    spelt(&RUSSIAN, |key| {
        let key = format!("spell-ru-{key}");
        ["stressed", "latin"].map(|form| both.ru.get(&format!("{key}.{form}")))
    })
}

/// The Latin alphabet: letters of Apollo's panel.
pub fn latin_alphabet(both: &Bilingual) -> Vec<Spelt> {
    spelt(&NATO, |key| {
        let key = format!("spell-nato-{key}");
        [both.en.get(&key), both.en.get(&format!("{key}.reading"))]
    })
}

fn spelt(rows: &[LetterRow], words: impl Fn(&str) -> [String; 2]) -> Vec<Spelt> {
    rows.iter()
        .map(|row| {
            let [word, sound] = words(row.key);
            Spelt {
                letter: row.letter,
                word,
                sound,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_has_a_word_that_begins_with_it_and_a_reading() {
        let both = Bilingual::new();
        let (russian, latin) = (russian_alphabet(&both), latin_alphabet(&both));
        assert_eq!((russian.len(), latin.len()), (32, 26));
        for spelt in russian.iter().chain(&latin) {
            let first = spelt.word.chars().next().expect("a word");
            // The signs and Ы name themselves, Й is a short И.
            let named = matches!(spelt.letter, 'Ъ' | 'Ы' | 'Ь' | 'Й');
            let begins = first.to_uppercase().eq(spelt.letter.to_uppercase());
            assert!(begins || named, "{spelt:?}");
            assert!(!spelt.sound.is_empty(), "{spelt:?}");
        }
        assert_eq!(both.en.missing(), Vec::<String>::new());
        assert_eq!(both.ru.missing(), Vec::<String>::new());
    }
}
