//! What a player has learned and reached: how often each word of the other language was used rightly,
//! and the best result of each mission. One small file of lines, `ru term-range 2` and
//! `best final-approach soyuz cadet 86`; a file that cannot be read or written costs only the memory.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use handshake_shared::ids::Seat;
use handshake_shared::limits::SCENARIO_NAME_CHARS_MAX;
use handshake_shared::sim::input::HelpLevel;

use crate::folder::data_folder;
use crate::i18n::{Locale, glossary_keys};

/// Right uses after which a word needs no gloss (game value).
pub const LEARNED_AT: u8 = 3;

/// Missions whose best results are kept; those of a player's own beyond so many are forgotten.
const BESTS_MAX: usize = 400;

/// What a best result is of: the mission's name, the seat, the most help that was taken.
pub type Flown = (String, Seat, HelpLevel);

/// A result beside the best one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Best {
    /// The best so far, if there is one.
    pub before: Option<i16>,
    /// This time.
    pub now: i16,
}

/// A player's words and results.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profile {
    uses: BTreeMap<(Locale, &'static str), u8>,
    bests: BTreeMap<Flown, i16>,
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
            } else if let Some((flown, total)) = best_entry(line) {
                profile.reached(flown, total);
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
        let bests = self.bests.iter().map(|((mission, seat, level), total)| {
            let (seat, level) = (seat_tag(*seat), level_tag(*level));
            format!("best {mission} {seat} {level} {total}\n")
        });
        let passing = path.with_extension("new");
        fs::write(&passing, lines.chain(bests).collect::<String>())?;
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

    /// A mission came to this result: it beside the best before, which it takes the place of when it
    /// is better.
    pub fn reached(&mut self, flown: Flown, total: i16) -> Best {
        let before = self.bests.get(&flown).copied();
        let has_room = before.is_some() || self.bests.len() < BESTS_MAX;
        if has_room && is_name(&flown.0) && before.is_none_or(|before| total > before) {
            self.bests.insert(flown, total);
        }
        Best { before, now: total }
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

fn best_entry(line: &str) -> Option<(Flown, i16)> {
    let mut words = line.split_whitespace();
    words.next().filter(|first| *first == "best")?;
    let mission = words.next().filter(|name| is_name(name))?.to_owned();
    let seat = words.next()?;
    let seat = Seat::ALL.into_iter().find(|of| seat_tag(*of) == seat)?;
    let level = level_of(words.next()?)?;
    let total: i16 = words.next()?.parse().ok()?;
    (0..=100)
        .contains(&total)
        .then_some(((mission, seat, level), total))
}

/// A mission's name as its file may have it: one word.
fn is_name(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    (1..=SCENARIO_NAME_CHARS_MAX).contains(&name.len()) && name.chars().all(plain)
}

const fn seat_tag(seat: Seat) -> &'static str {
    match seat {
        Seat::Apollo => "apollo",
        Seat::Soyuz => "soyuz",
    }
}

/// The level of help a file names.
pub(crate) fn level_of(name: &str) -> Option<HelpLevel> {
    let mut levels = HelpLevel::ALL.into_iter();
    levels.find(|level| level_tag(*level) == name)
}

/// A level of help as files name it.
pub(crate) const fn level_tag(level: HelpLevel) -> &'static str {
    match level {
        HelpLevel::Passenger => "passenger",
        HelpLevel::Cadet => "cadet",
        HelpLevel::Pilot => "pilot",
        HelpLevel::Commander => "commander",
        HelpLevel::Oklahomski => "oklahomski",
    }
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

    fn flown(mission: &str, seat: Seat) -> Flown {
        (mission.to_owned(), seat, HelpLevel::Cadet)
    }

    #[test]
    fn the_best_of_each_mission_seat_and_level_is_kept_and_only_a_better_one_takes_its_place() {
        let path = scratch("bests").join("words");
        let mut profile = Profile::default();
        let mut reached = |seat, total| profile.reached(flown("rescue", seat), total);
        assert_eq!(reached(Seat::Apollo, 86).before, None);
        assert_eq!(reached(Seat::Soyuz, 40).before, None);
        assert_eq!(reached(Seat::Apollo, 91).before, Some(86));
        assert_eq!(reached(Seat::Apollo, 70).before, Some(91));
        profile
            .save(&path)
            .expect("a scratch folder can be written");
        let mut back = Profile::load(&path);
        assert_eq!(back, profile);
        assert_eq!(
            back.reached(flown("rescue", Seat::Apollo), 1).before,
            Some(91)
        );
        for strange in [
            "best rescue apollo cadet 101",
            "best rescue apollo nobody 9",
            "best Rescue\u{1b} apollo cadet 9",
            "best rescue",
        ] {
            assert_eq!(best_entry(strange), None, "{strange}");
        }
        fs::remove_dir_all(path.parent().expect("a folder")).expect("cleaned up");
    }

    #[test]
    fn a_folder_of_missions_without_end_fills_no_profile() {
        let mut profile = Profile::default();
        for number in 0..2 * BESTS_MAX {
            profile.reached(flown(&format!("mine-{number}"), Seat::Apollo), 50);
        }
        assert_eq!(profile.bests.len(), BESTS_MAX);
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
