//! Single words and numbers of a call in the hearer's own language and units, for crews that no
//! longer want the whole sentence.

use handshake_shared::catalogue::calls::{CallId, SlotValue};
use handshake_shared::ids::Seat;

use super::Words;
use super::calls::{Form, call_text, slot};
use super::glossary::known_terms;

/// A piece of what was said and what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gloss {
    /// As it was said.
    pub said: String,
    /// In the hearer's language.
    pub means: String,
    /// The glossary's term, where it is one.
    pub term: Option<&'static str>,
}

/// Numbers and counts of a call, turned from the speaker's units into the hearer's.
pub fn number_glosses(
    [spoken, own]: [&Words; 2],
    from: Seat,
    call: CallId,
    slots: &[SlotValue],
) -> Vec<Gloss> {
    let kinds = call.row().slots.iter().zip(slots);
    let numbers = kinds.filter(|(kind, value)| {
        let counted = matches!(value, SlotValue::Count(_) | SlotValue::Hatch(_));
        kind.accepts(**value) && (counted || matches!(value, SlotValue::Number(_)))
    });
    numbers
        .map(|(kind, value)| Gloss {
            said: slot(spoken, from, *kind, *value, Form::Printed),
            means: slot(own, from.other(), *kind, *value, Form::Printed),
            term: None,
        })
        .collect()
}

/// Words of a call that the glossary knows, each once.
pub fn word_glosses(
    [spoken, own]: [&Words; 2],
    from: Seat,
    call: CallId,
    slots: &[SlotValue],
) -> Vec<Gloss> {
    let text = call_text(spoken, from, call, slots);
    let mut glosses: Vec<Gloss> = Vec::new();
    for term in known_terms(&text, spoken.locale()) {
        if glosses.iter().all(|gloss| gloss.term != Some(term.key)) {
            glosses.push(Gloss {
                said: text[term.span].to_lowercase(),
                means: own.get(term.key),
                term: Some(term.key),
            });
        }
    }
    glosses
}

/// Calls that nobody may miss: their whole meaning is shown even to those who want numbers only.
pub const fn is_safety(call: CallId) -> bool {
    use CallId::*;
    matches!(
        call,
        Stop | BackOff
            | Danger
            | Problem
            | NoGo
            | DockingNoGo
            | DockingOff
            | StopClosing
            | JetsFiring
            | JetStuck
            | HatchNoGo
            | SmellBurning
            | Smoke
            | Fire
            | MasksOn
            | Leak
            | LosingPressure
            | ReturnToShip
            | CloseAllHatches
            | EmergencyUndock
            | Alarm
            | Co2High
            | FeelFaint
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Bilingual;

    fn pairs(glosses: Vec<Gloss>) -> Vec<(String, String)> {
        let plain = |text: String| text.replace('\u{a0}', " ");
        glosses
            .into_iter()
            .map(|gloss| (plain(gloss.said), plain(gloss.means)))
            .collect()
    }

    fn pair(said: &str, means: &str) -> (String, String) {
        (said.to_owned(), means.to_owned())
    }

    #[test]
    fn numbers_come_over_into_the_hearers_units_and_language() {
        let both = Bilingual::new();
        let heard = [&both.ru, &both.en];
        let call = CallId::RangeAndRate;
        let slots = [SlotValue::Number(12.0), SlotValue::Number(0.12)];
        assert_eq!(
            pairs(number_glosses(heard, Seat::Soyuz, call, &slots)),
            [pair("12 м", "39.4 ft"), pair("0,12 м/с", "0.39 ft/s")]
        );
        let hooks = [SlotValue::Count(8)];
        let heard = [&both.en, &both.ru];
        assert_eq!(
            pairs(number_glosses(
                heard,
                Seat::Apollo,
                CallId::HooksCount,
                &hooks
            )),
            [pair("eight", "восемь")]
        );
        assert_eq!(number_glosses(heard, Seat::Apollo, CallId::Roger, &[]), []);
    }

    #[test]
    fn the_glossarys_words_of_a_call_are_glossed_each_once() {
        let both = Bilingual::new();
        let words = |call, slots: &[SlotValue]| {
            pairs(word_glosses([&both.ru, &both.en], Seat::Soyuz, call, slots))
        };
        assert_eq!(
            words(CallId::Range, &[SlotValue::Number(12.0)]),
            [pair("дальность", "range")]
        );
        assert_eq!(
            words(CallId::SealPressure, &[SlotValue::Number(5000.0)]),
            [
                pair("давление", "pressure"),
                pair("полости стыка", "seal cavity")
            ]
        );
        assert_eq!(words(CallId::Thanks, &[]), []);
    }

    #[test]
    fn most_calls_have_a_word_to_learn_in_each_language() {
        let both = Bilingual::new();
        for heard in [[&both.ru, &both.en], [&both.en, &both.ru]] {
            let with = CallId::ALL
                .iter()
                .filter(|call| !word_glosses(heard, Seat::Soyuz, **call, &[]).is_empty())
                .count();
            assert!(
                with * 2 > CallId::ALL.len(),
                "{with} of {}",
                CallId::ALL.len()
            );
        }
    }
}
