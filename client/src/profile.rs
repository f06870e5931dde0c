//! What a player has learned: how often each word of the other language was used rightly. One small
//! file of lines, `ru term-range 2`; a file that cannot be read or written costs only the memory.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::folder::data_folder;
use crate::i18n::{Locale, glossary_keys};

/// Right uses after which a word needs no gloss (game value).
pub const LEARNED_AT: u8 = 3;

/// A player's words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profile {
    uses: BTreeMap<(Locale, &'static str), u8>,
}

impl Profile {
    /// The file it is kept in, if the user has a folder.
    pub fn file() -> Option<PathBuf> {
        data_folder().map(|folder| folder.join("words"))
    }

    /// Reads a profile; what is missing or no entry is not known.
    pub fn load(path: &Path) -> Profile {
        let text = fs::read_to_string(path).unwrap_or_default();
        let mut profile = Profile::default();
        for line in text.lines() {
            if let Some((key, uses)) = entry(line) {
                profile.uses.insert(key, uses.min(LEARNED_AT));
            }
        }
        profile
    }

    /// Writes it whole or not at all.
    pub fn save(&self, path: &Path) -> io::Result<()> {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let lines = self.uses.iter().map(|((locale, key), uses)| {
            let tongue = tag(*locale);
            format!("{tongue} {key} {uses}\n")
        });
        let passing = path.with_extension("new");
        fs::write(&passing, lines.collect::<String>())?;
        fs::rename(&passing, path)
    }

    /// A word of that language was used rightly once more; true when it is learned by that.
    pub fn used(&mut self, locale: Locale, key: &'static str) -> bool {
        let uses = self.uses.entry((locale, key)).or_default();
        *uses = uses.saturating_add(1).min(LEARNED_AT + 1);
        let learned = *uses == LEARNED_AT;
        *uses = (*uses).min(LEARNED_AT);
        learned
    }

    /// This word needs no gloss any more.
    pub fn knows(&self, locale: Locale, key: &str) -> bool {
        let uses = self.uses.iter();
        let mut uses = uses.filter(|((of, word), _)| *of == locale && *word == key);
        uses.any(|(_, uses)| *uses >= LEARNED_AT)
    }
}

fn entry(line: &str) -> Option<((Locale, &'static str), u8)> {
    let mut words = line.split_whitespace();
    let tongue = words.next()?;
    let locale = Locale::ALL
        .into_iter()
        .find(|locale| tag(*locale) == tongue)?;
    let word = words.next()?;
    let key = glossary_keys().find(|key| *key == word)?;
    Some(((locale, key), words.next()?.parse().ok()?))
}

const fn tag(locale: Locale) -> &'static str {
    match locale {
        Locale::En => "en",
        Locale::Ru => "ru",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scratch(name: &str) -> PathBuf {
        let unique = format!("handshake-words-{}-{name}", std::process::id());
        std::env::temp_dir().join(unique)
    }

    #[test]
    fn a_word_is_learned_by_its_third_right_use_in_its_own_language_once() {
        let mut profile = Profile::default();
        let uses = [false, false, true, false, false];
        for learned in uses {
            assert_eq!(profile.used(Locale::Ru, "term-range"), learned);
        }
        assert!(profile.knows(Locale::Ru, "term-range"));
        assert!(!profile.knows(Locale::En, "term-range"));
        assert!(!profile.knows(Locale::Ru, "term-hook"));
    }

    #[test]
    fn what_was_learned_is_there_the_next_time_and_strange_lines_are_skipped() {
        let path = scratch("kept").join("words");
        let mut profile = Profile::default();
        for _ in 0..LEARNED_AT {
            profile.used(Locale::Ru, "term-range");
        }
        profile.used(Locale::En, "term-hook");
        profile
            .save(&path)
            .expect("a scratch folder can be written");
        assert_eq!(Profile::load(&path), profile);
        let text = fs::read_to_string(&path).expect("just written");
        fs::write(
            &path,
            format!("{text}ru term-no-such 3\nfr term-hook 3\nnonsense\n"),
        )
        .expect("a scratch folder can be written");
        assert_eq!(Profile::load(&path), profile);
        fs::remove_dir_all(path.parent().expect("a folder")).expect("cleaned up");
    }

    #[test]
    fn a_file_that_cannot_be_read_or_written_costs_only_the_memory() {
        let nowhere = scratch("nowhere").join("words");
        assert_eq!(Profile::load(&nowhere), Profile::default());
        let file = scratch("file");
        fs::write(&file, "in the way").expect("a scratch folder can be written");
        assert!(Profile::default().save(&file.join("words")).is_err());
        fs::remove_file(&file).expect("cleaned up");
    }
}
