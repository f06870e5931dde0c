//! Words: both locales, embedded, and the one way to get a text out of them. Knows typography and
//! plurals; knows nothing about panels, layouts or what a text is for.
//!
//! A missing word shows its key and is remembered, so that a test can fail on it.

mod aid;
mod alphabets;
mod calls;
pub mod failures;
pub mod fields;
#[cfg(test)]
mod fits;
mod followed;
mod garble;
mod gloss;
mod glossary;
mod harms;
mod keyboard;
pub mod labels;
mod lessons;
mod lexicon;
mod moves;
mod numerals;
mod pages;
mod quantities;
pub mod reach;
mod reasons;
mod search;
#[cfg(test)]
pub(crate) mod tests;
mod troubles;
mod typed;
#[cfg(test)]
mod vectors;

use std::collections::BTreeSet;
use std::fmt;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::types::{FluentNumber, FluentNumberOptions};
use fluent_bundle::{FluentArgs, FluentError, FluentResource, FluentValue};
use handshake_shared::ids::Seat;
use handshake_shared::sim::input::Tongue;
use unic_langid::LanguageIdentifier;

pub use aid::{Aid, call_aid, number_aid, unit_aid};
pub use alphabets::{Spelt, latin_alphabet, russian_alphabet};
pub use calls::{bar_text, call_text, quoted_call, slot_text, spelt_cell};
pub use failures::failure_text;
pub use followed::{is_followed, spoken_text};
pub use garble::{garble, is_garbled, is_understood};
pub use gloss::{Gloss, is_safety, number_glosses, word_glosses};
pub use glossary::{KnownTerm, glossary_keys, known_terms};
pub use harms::harm_text;
pub use keyboard::layout_key;
pub use lessons::lesson;
pub use lexicon::meant;
pub use moves::{awaited_move_text, gate_text, hold_range_text, own_move_text};
pub use numerals::{latin, transliterated};
pub use pages::{PageText, contents, mark_label, page_text, printed_page};
pub use quantities::{
    Units, format_quantity, format_unit, number, parse_number, quantity_parts, slot_unit, to_si,
    unit_symbol,
};
pub use reasons::{bounce_limit, refusal_text};
pub use search::Phrases;
pub use troubles::{mishap_text, trouble_text};
pub use typed::typed_call;

/// A console or help language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Locale {
    /// American English.
    En,
    /// Russian.
    Ru,
}

impl Locale {
    /// Both.
    pub const ALL: [Locale; 2] = [Locale::En, Locale::Ru];

    /// The language of that spacecraft's labels.
    pub const fn of(seat: Seat) -> Locale {
        match seat {
            Seat::Apollo => Locale::En,
            Seat::Soyuz => Locale::Ru,
        }
    }

    /// The other one.
    pub const fn other(self) -> Locale {
        match self {
            Locale::En => Locale::Ru,
            Locale::Ru => Locale::En,
        }
    }

    /// The language a call was spoken in.
    pub const fn spoken(tongue: Tongue) -> Locale {
        match tongue {
            Tongue::English => Locale::En,
            Tongue::Russian => Locale::Ru,
        }
    }

    fn language(self) -> LanguageIdentifier {
        let tag = match self {
            Locale::En => "en-US",
            Locale::Ru => "ru-RU",
        };
        // Both tags are well formed; the undetermined language would only lose plurals.
        tag.parse().unwrap_or_default()
    }

    fn sources(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Locale::En => EN,
            Locale::Ru => RU,
        }
    }
}

/// Lists a locale's files with their text.
macro_rules! sources {
    ($locale:literal) => {
        sources!($locale; "calls", "speech", "glossary", "panel", "plan", "reasons", "screens", "console", "radio", "manual", "book", "replays", "debrief")
    };
    ($locale:literal; $($name:literal),*) => {
        &[$((
            $name,
            include_str!(concat!("../locales/", $locale, "/", $name, ".ftl")),
        )),*]
    };
}

const EN: &[(&str, &str)] = sources!("en");
const RU: &[(&str, &str)] = sources!("ru");

/// A variable of a message.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Arg<'a> {
    /// Finished text: a formatted quantity, a name.
    Text(&'a str),
    /// A number printed with so many decimals in the locale's way; it also chooses the plural.
    Number(f64, u8),
    /// A whole number.
    Count(i64),
}

/// One locale's words.
pub struct Words {
    locale: Locale,
    bundle: FluentBundle<Arc<FluentResource>>,
    missing: Mutex<BTreeSet<String>>,
}

/// Both locales, for whoever shows a call and how it sounds.
#[derive(Debug)]
pub struct Bilingual {
    /// English.
    pub en: Words,
    /// Russian.
    pub ru: Words,
    phrases: OnceLock<Phrases>,
}

impl Words {
    /// Loads a locale. A file that does not parse keeps what does; tests see to it that all does.
    pub fn new(locale: Locale) -> Words {
        let mut bundle = FluentBundle::new_concurrent(vec![locale.language()]);
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(match locale {
            Locale::En => |value, _| typeset(value, Locale::En),
            Locale::Ru => |value, _| typeset(value, Locale::Ru),
        }));
        let mut missing = BTreeSet::new();
        for (name, text) in locale.sources() {
            let resource = match FluentResource::try_new((*text).to_owned()) {
                Ok(resource) => resource,
                Err((resource, _)) => {
                    missing.insert(format!("{name}.ftl does not parse"));
                    resource
                }
            };
            if bundle.add_resource(Arc::new(resource)).is_err() {
                missing.insert(format!("{name}.ftl repeats a key"));
            }
        }
        Words {
            locale,
            bundle,
            missing: Mutex::new(missing),
        }
    }

    /// Its language.
    pub fn locale(&self) -> Locale {
        self.locale
    }

    /// Whether there is such a text; an attribute is `key.attribute`.
    pub fn has(&self, key: &str) -> bool {
        self.render(key, &FluentArgs::new(), &mut Vec::new())
            .is_some()
    }

    /// A text without variables. `key.attribute` names an attribute.
    pub fn get(&self, key: &str) -> String {
        self.format(key, &[])
    }

    /// A text with its variables filled in.
    pub fn format(&self, key: &str, args: &[(&str, Arg)]) -> String {
        let mut values = FluentArgs::new();
        for (name, arg) in args {
            values.set((*name).to_owned(), arg.value());
        }
        let mut errors = Vec::new();
        let text = self.render(key, &values, &mut errors);
        if let Some(error) = errors.first() {
            self.remember(format!("{key}: {error}"));
        }
        match text {
            Some(text) => one_stop(text),
            None => {
                self.remember(key.to_owned());
                key.to_owned()
            }
        }
    }

    /// Every key asked for in vain so far, and every text whose variables were not all given.
    pub fn missing(&self) -> Vec<String> {
        let missing = self.missing.lock().unwrap_or_else(PoisonError::into_inner);
        missing.iter().cloned().collect()
    }

    fn render(
        &self,
        key: &str,
        values: &FluentArgs,
        errors: &mut Vec<FluentError>,
    ) -> Option<String> {
        let (id, attribute) = match key.split_once('.') {
            Some((id, attribute)) => (id, Some(attribute)),
            None => (key, None),
        };
        let message = self.bundle.get_message(id)?;
        let pattern = match attribute {
            Some(name) => message.get_attribute(name)?.value(),
            None => message.value()?,
        };
        Some(
            self.bundle
                .format_pattern(pattern, Some(values), errors)
                .into_owned(),
        )
    }

    fn remember(&self, complaint: String) {
        let mut missing = self.missing.lock().unwrap_or_else(PoisonError::into_inner);
        missing.insert(complaint);
    }
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Words")
            .field("locale", &self.locale)
            .finish_non_exhaustive()
    }
}

impl Bilingual {
    /// Loads both.
    pub fn new() -> Bilingual {
        Bilingual {
            en: Words::new(Locale::En),
            ru: Words::new(Locale::Ru),
            phrases: OnceLock::new(),
        }
    }

    /// The calls of the phrasebook as they are searched.
    pub fn phrases(&self) -> &Phrases {
        self.phrases.get_or_init(|| Phrases::new(self))
    }

    /// One of them.
    pub fn of(&self, locale: Locale) -> &Words {
        match locale {
            Locale::En => &self.en,
            Locale::Ru => &self.ru,
        }
    }
}

impl Default for Bilingual {
    fn default() -> Self {
        Bilingual::new()
    }
}

impl Arg<'_> {
    fn value(&self) -> FluentValue<'static> {
        match *self {
            Arg::Text(text) => FluentValue::from(text.to_owned()),
            Arg::Count(count) => FluentValue::from(count),
            Arg::Number(value, decimals) => FluentValue::Number(FluentNumber::new(
                value,
                FluentNumberOptions {
                    minimum_fraction_digits: Some(usize::from(decimals)),
                    ..FluentNumberOptions::default()
                },
            )),
        }
    }
}

/// Numbers inside a message get the locale's decimal mark; everything else stays as it is.
fn typeset(value: &FluentValue, locale: Locale) -> Option<String> {
    match value {
        FluentValue::Number(shown) => {
            let decimals = shown.options.minimum_fraction_digits.unwrap_or(0);
            Some(number(locale, shown.value, decimals as u8))
        }
        _ => None,
    }
}

/// «520 мм рт. ст.» at the end of a sentence brings its own full stop, and an ellipsis replaces it.
fn one_stop(text: String) -> String {
    if text.contains("..") || text.contains("….") {
        text.replace("..", ".").replace("….", "…")
    } else {
        text
    }
}
