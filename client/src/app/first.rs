//! The card of the first run: the language, where the environment does not say, then which picture
//! looks right. Asked once, remembered, and then on to what the player came for.

use super::choices::{PICTURES, Setting};
use super::{Play, Settings};
use crate::draw::Look;
use crate::input::{Edge, Key, Press};
use crate::settings::{Chosen, Glyphs};

/// What is asked now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stage {
    /// The language.
    Language,
    /// The picture.
    #[default]
    Picture,
}

/// The card.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct First {
    /// What is asked now.
    pub stage: Stage,
    /// The answer with the cursor.
    pub cursor: usize,
    /// The flight to go on to; the start screen when there is none.
    pub then: Option<Play>,
}

/// What the card asks for after a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Nothing.
    Nothing,
    /// Write down what was chosen and go on.
    Done,
}

impl First {
    /// The card; the language is asked when it is not clear.
    pub fn new(is_language_clear: bool) -> First {
        let stage = match is_language_clear {
            true => Stage::Picture,
            false => Stage::Language,
        };
        First {
            stage,
            ..First::default()
        }
    }

    /// Takes a key. Escape keeps what is built in.
    pub fn press(&mut self, press: Press, settings: &mut Settings, chosen: &mut Chosen) -> Asked {
        if press.edge != Edge::Down {
            return Asked::Nothing;
        }
        let count = match self.stage {
            Stage::Language => Setting::Language.values().len(),
            Stage::Picture => pictures(settings).len(),
        };
        let answer = match press.key {
            Key::Left | Key::Up => {
                self.cursor = self.cursor.saturating_sub(1);
                return Asked::Nothing;
            }
            Key::Right | Key::Down => {
                self.cursor = (self.cursor + 1).min(count - 1);
                return Asked::Nothing;
            }
            Key::Enter | Key::Space => Some(self.cursor),
            Key::Esc => Some(0),
            Key::Char(digit) => digit
                .to_digit(10)
                .map(|digit| digit as usize)
                .and_then(|n| n.checked_sub(1)),
            _ => None,
        };
        match answer.filter(|answer| *answer < count) {
            Some(answer) => self.take(answer, settings, chosen),
            None => Asked::Nothing,
        }
    }

    fn take(&mut self, answer: usize, settings: &mut Settings, chosen: &mut Chosen) -> Asked {
        match self.stage {
            Stage::Language => {
                Setting::Language.choose(answer, settings, chosen);
                (self.stage, self.cursor) = (Stage::Picture, 0);
                Asked::Nothing
            }
            Stage::Picture => {
                let picture = pictures(settings)[answer];
                let value = PICTURES.iter().position(|glyphs| *glyphs == picture);
                Setting::Picture.choose(value.unwrap_or(0), settings, chosen);
                Asked::Done
            }
        }
    }
}

/// The pictures that differ in as many colours as this terminal has.
pub fn pictures(settings: &Settings) -> Vec<Glyphs> {
    let mode = |glyphs: Glyphs| {
        let settings = Settings {
            glyphs,
            ..settings.clone()
        };
        Look::of(&settings).mode
    };
    let mut offered: Vec<Glyphs> = Vec::new();
    for glyphs in PICTURES {
        if offered.iter().all(|other| mode(*other) != mode(glyphs)) {
            offered.push(glyphs);
        }
    }
    offered
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::theme::Depth;
    use crate::i18n::Locale;

    #[test]
    fn an_unclear_language_is_the_first_question_and_digits_answer_both() {
        let (mut settings, mut chosen) = (Settings::default(), Chosen::default());
        let mut card = First::new(false);
        let mut press = |key| card.press(Press::down(key), &mut settings, &mut chosen);
        assert_eq!(press(Key::Char('9')), Asked::Nothing);
        assert_eq!(press(Key::Char('2')), Asked::Nothing);
        assert_eq!(press(Key::Char('2')), Asked::Done);
        assert_eq!(settings.locale, Locale::Ru);
        assert_eq!(chosen.picture, Some(Glyphs::Sextants));
    }

    #[test]
    fn escape_keeps_what_every_font_has_and_is_an_answer_too() {
        let (mut settings, mut chosen) = (Settings::default(), Chosen::default());
        let mut card = First::new(true);
        assert_eq!(card.stage, Stage::Picture);
        let asked = card.press(Press::down(Key::Esc), &mut settings, &mut chosen);
        assert_eq!(asked, Asked::Done);
        assert_eq!(chosen.picture, Some(Glyphs::Quadrants));
    }

    #[test]
    fn only_pictures_that_differ_are_offered() {
        for (depth, count) in [
            (Depth::True, 5),
            (Depth::Palette, 3),
            (Depth::Sixteen, 3),
            (Depth::Mono, 2),
        ] {
            let settings = Settings {
                depth,
                ..Settings::default()
            };
            assert_eq!(pictures(&settings).len(), count, "{depth:?}");
        }
    }
}
