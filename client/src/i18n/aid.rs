//! How a call sounds, for whoever reads only one alphabet. Teaching only: never printed on a panel
//! and never sent.

use handshake_shared::catalogue::calls::{CallId, SlotValue};
use handshake_shared::catalogue::units::Unit;
use handshake_shared::ids::Seat;

use super::calls::{Form, fill, format_filled, sentence, stem, with_unit};
use super::numerals::{Gender, latin, spoken};
use super::{Bilingual, Words};

/// A call, a number or a word, in every form that helps somebody to say it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aid {
    /// English in words: "Range three eight feet."
    pub english: String,
    /// Russian in words with U+0301 after each stressed vowel.
    pub stressed: String,
    /// The Russian in Latin letters.
    pub latin: String,
    /// The English in Cyrillic letters.
    pub reading: String,
}

/// How a call sounds in both languages, numbers as said, units of the speaker's spacecraft.
pub fn call_aid(tongues: &Bilingual, units_of: Seat, call: CallId, slots: &[SlotValue]) -> Aid {
    let latin_slots: Vec<(&'static str, String)> =
        fill(&tongues.ru, units_of, call, slots, Form::Stressed)
            .into_iter()
            .map(|(name, text)| (name, latin(&text)))
            .collect();
    let latin_key = format!("{}.latin", stem(call, slots));
    Aid {
        english: sentence(&tongues.en, units_of, call, slots, Form::Said),
        stressed: sentence(&tongues.ru, units_of, call, slots, Form::Stressed),
        latin: format_filled(&tongues.ru, &latin_key, &latin_slots, true),
        reading: sentence(&tongues.en, units_of, call, slots, Form::Reading),
    }
}

/// How a number sounds, whatever it counts.
pub fn number_aid(tongues: &Bilingual, value: f64, decimals: u8) -> Aid {
    let said = |words: &Words, attribute: &str| {
        spoken(words, value, decimals, Gender::Masculine, attribute)
    };
    aid(tongues, |words, form| said(words, form.attribute()))
}

/// How a whole number of a unit sounds.
pub fn unit_aid(tongues: &Bilingual, unit: Unit, count: u32) -> Aid {
    aid(tongues, |words, form| {
        with_unit(words, unit, f64::from(count), 0, form)
    })
}

fn aid(tongues: &Bilingual, said: impl Fn(&Words, Form) -> String) -> Aid {
    let stressed = said(&tongues.ru, Form::Stressed);
    Aid {
        english: said(&tongues.en, Form::Said),
        latin: latin(&stressed),
        stressed,
        reading: said(&tongues.en, Form::Reading),
    }
}
