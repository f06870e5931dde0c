//! A call typed out in full: the words of the book in one language, numbers in the speaker's units,
//! names and sides as they are said. It knows wordings, also those that are never printed; it guesses
//! nothing.

use handshake_shared::catalogue::calls::{CallId, SlotKind, SlotValue, Slots};
use handshake_shared::catalogue::units::Unit;
use handshake_shared::ids::Seat;

use super::calls::{Form, slot};
use super::quantities::unit_key;
use super::{Arg, Units, Words, labels, parse_number, slot_unit};

/// Stands before a slot's name in a wording laid out for reading.
const MARK: char = '\u{1}';
/// Most unit words after a number: «мм рт. ст.», «фута в секунду».
const UNIT_WORDS_MAX: usize = 3;

/// The call that a text says, if it is one of this seat's and says all of it.
pub fn typed_call(words: &Words, seat: Seat, text: &str) -> Option<(CallId, Slots)> {
    let typed = tokens(text);
    let allowed = CallId::ALL
        .iter()
        .filter(|call| call.row().who.allows(seat));
    allowed.into_iter().find_map(|call| {
        let mut wordings = wordings(words, *call).into_iter();
        let slots = wordings.find_map(|wording| read(words, seat, *call, &wording, &typed))?;
        call.row().accepts(&slots).then_some((*call, slots))
    })
}

/// Every way to say a call, as tokens with marked slots.
fn wordings(words: &Words, call: CallId) -> Vec<Vec<String>> {
    let mut names: Vec<&str> = call.row().slots.iter().map(|kind| kind.key()).collect();
    names.push("place_loc");
    let marked: Vec<String> = names.iter().map(|name| format!("{MARK}{name}")).collect();
    let args: Vec<(&str, Arg)> = names
        .iter()
        .zip(&marked)
        .map(|(name, mark)| (*name, Arg::Text(mark)))
        .collect();
    let key = format!("call-{}", call.key());
    let mut texts = vec![words.format(&key, &args)];
    let also = format!("{key}.also");
    if words.has(&also) && call.row().slots.is_empty() {
        texts.extend(words.get(&also).split(';').map(str::to_owned));
    }
    texts.iter().map(|text| tokens(text)).collect()
}

/// Words and numbers of a text, small, ё as е, without the marks of a sentence.
fn tokens(text: &str) -> Vec<String> {
    text.to_lowercase()
        .replace('ё', "е")
        .split_whitespace()
        .map(|word| {
            let ends = |c: char| !(c.is_alphanumeric() || matches!(c, MARK | '°' | '%' | '−'));
            word.trim_matches(ends).to_owned()
        })
        .filter(|word| !word.is_empty())
        .collect()
}

/// Reads a text along a wording; the slots in the row's order.
fn read(
    words: &Words,
    seat: Seat,
    call: CallId,
    wording: &[String],
    typed: &[String],
) -> Option<Slots> {
    let kinds = call.row().slots;
    let mut found: Vec<Option<SlotValue>> = vec![None; kinds.len()];
    let mut left = typed;
    for token in wording {
        let Some(name) = token.strip_prefix(MARK) else {
            let (first, rest) = left.split_first()?;
            if first != token {
                return None;
            }
            left = rest;
            continue;
        };
        let name = name.trim_end_matches("_loc");
        let index = kinds.iter().position(|kind| kind.key() == name)?;
        let (value, rest) = value(words, seat, kinds[index], left)?;
        found[index] = Some(value);
        left = rest;
    }
    if !left.is_empty() {
        return None;
    }
    found.into_iter().collect()
}

/// One slot's value from the beginning of a text, and what is left of it.
fn value<'a>(
    words: &Words,
    seat: Seat,
    kind: SlotKind,
    typed: &'a [String],
) -> Option<(SlotValue, &'a [String])> {
    if let Some(quantity) = kind.quantity() {
        let (first, rest) = typed.split_first()?;
        let number = parse_number(words.locale(), first.trim_end_matches(['°', '%']))?;
        let usual = slot_unit(Units::of(seat), kind)?;
        // A number with a unit of the other spacecraft is no reading of this one.
        let known = Unit::ALL.into_iter().filter(|unit| {
            unit.quantity() == quantity && (*unit == usual || is_us(*unit) == is_us(usual))
        });
        let named = known.flat_map(|unit| (1..=UNIT_WORDS_MAX).map(move |count| (count, unit)));
        let named = named.filter(|(count, unit)| {
            let said = rest.get(..*count);
            said.is_some_and(|said| names_unit(words, *unit, said))
        });
        let (length, unit) = named.max_by_key(|(count, _)| *count).unwrap_or((0, usual));
        let value = SlotValue::Number(unit.to_si(number) as f32);
        return Some((value, &rest[length..]));
    }
    let counts = (0..=8).map(SlotValue::Count);
    let options: Vec<SlotValue> = match kind {
        SlotKind::Count => counts.collect(),
        _ => kind.choices(),
    };
    let said = options.into_iter().filter_map(|option| {
        let forms = forms(words, seat, kind, option);
        let length = forms
            .iter()
            .filter(|form| typed.starts_with(form))
            .map(Vec::len);
        Some((length.max()?, option))
    });
    let (length, option) = said.max_by_key(|(length, _)| *length)?;
    Some((option, &typed[length..]))
}

/// What a choice is called: as said, as a digit, and a room also with its preposition.
fn forms(words: &Words, seat: Seat, kind: SlotKind, option: SlotValue) -> Vec<Vec<String>> {
    let mut texts = vec![slot(words, seat, kind, option, Form::Said)];
    match option {
        SlotValue::Count(count) => texts.push(count.to_string()),
        SlotValue::Hatch(hatch) => texts.push(hatch.number().to_string()),
        SlotValue::Place(place) => {
            let key = format!("{}.loc", labels::place(place));
            texts.extend(words.has(&key).then(|| words.get(&key)));
        }
        _ => {}
    }
    texts.iter().map(|text| tokens(text)).collect()
}

/// Units of Apollo's instruments.
const fn is_us(unit: Unit) -> bool {
    matches!(
        unit,
        Unit::Foot
            | Unit::NauticalMile
            | Unit::FootPerSecond
            | Unit::Psi
            | Unit::Pound
            | Unit::PoundForce
    )
}

/// These words are that unit, printed or said, after whatever number.
fn names_unit(words: &Words, unit: Unit, typed: &[String]) -> bool {
    // One of each plural form: one, few, many, and a fraction.
    let numbers = [(1.0, 0), (2.0, 0), (5.0, 0), (0.5, 1)];
    let named = |form: &str| {
        numbers.iter().any(|(number, decimals)| {
            let args = [
                ("text", Arg::Text("")),
                ("n", Arg::Number(*number, *decimals)),
            ];
            let key = format!("{form}-{}", unit_key(unit));
            tokens(&words.format(&key, &args)) == typed
        })
    };
    named("printed") || named("unit")
}

#[cfg(test)]
mod tests {
    use handshake_shared::catalogue::calls::Dir;
    use handshake_shared::ids::{CompartmentId, HatchId};

    use super::*;
    use crate::i18n::{Bilingual, Locale, call_aid, call_text};

    #[test]
    fn a_call_typed_in_either_language_is_that_call() {
        let both = Bilingual::new();
        let number = SlotValue::Number;
        for (locale, seat, text, call, slots) in [
            (
                Locale::Ru,
                Seat::Soyuz,
                "дальность 12",
                CallId::Range,
                vec![number(12.0)],
            ),
            (
                Locale::Ru,
                Seat::Soyuz,
                "Дальность 12 м.",
                CallId::Range,
                vec![number(12.0)],
            ),
            (
                Locale::Ru,
                Seat::Soyuz,
                "дальность 11,5 метра, скорость 0,25",
                CallId::RangeAndRate,
                vec![number(11.5), number(0.25)],
            ),
            (
                Locale::En,
                Seat::Apollo,
                "range 100 ft",
                CallId::Range,
                vec![number(30.48)],
            ),
            (
                Locale::Ru,
                Seat::Apollo,
                "дальность 100 футов",
                CallId::Range,
                vec![number(30.48)],
            ),
            (
                Locale::Ru,
                Seat::Soyuz,
                "Давление во втором тоннеле 300 мм рт. ст.",
                CallId::Pressure,
                vec![
                    SlotValue::Place(CompartmentId::Tunnel2),
                    number((300.0 * 133.322_387_415_f64) as f32),
                ],
            ),
            (
                Locale::En,
                Seat::Soyuz,
                "close hatch 3",
                CallId::CloseHatch,
                vec![SlotValue::Hatch(HatchId::H3)],
            ),
            (
                Locale::Ru,
                Seat::Soyuz,
                "закройте люк номер три",
                CallId::CloseHatch,
                vec![SlotValue::Hatch(HatchId::H3)],
            ),
            (
                Locale::En,
                Seat::Soyuz,
                "you’re drifting left",
                CallId::Drifting,
                vec![SlotValue::Dir(Dir::Left)],
            ),
            (
                Locale::Ru,
                Seat::Soyuz,
                "есть мехзахват",
                CallId::Capture,
                vec![],
            ),
            (Locale::En, Seat::Apollo, "copy", CallId::Roger, vec![]),
        ] {
            let found = typed_call(both.of(locale), seat, text);
            assert_eq!(found, Some((call, slots)), "{text}");
        }
    }

    #[test]
    fn words_that_are_no_call_or_not_all_of_one_stay_text() {
        let both = Bilingual::new();
        for (locale, text) in [
            (Locale::Ru, "василий три"),
            (Locale::Ru, "В3"),
            (Locale::Ru, "дальность"),
            (Locale::Ru, "дальность 12 футов"),
            (Locale::Ru, "дальность 12 м и держите"),
            (Locale::En, "press cell Vasiliy three"),
            (Locale::En, ""),
        ] {
            assert_eq!(
                typed_call(both.of(locale), Seat::Soyuz, text),
                None,
                "{text}"
            );
        }
        // Not this seat's to say.
        let nitrogen = call_text(&both.en, Seat::Apollo, CallId::AddingNitrogen, &[]);
        assert!(typed_call(&both.en, Seat::Apollo, &nitrogen).is_some());
        assert_eq!(typed_call(&both.en, Seat::Soyuz, &nitrogen), None);
    }

    #[test]
    fn every_call_as_it_is_printed_reads_back_as_itself_in_each_language() {
        let both = Bilingual::new();
        for seat in Seat::ALL {
            for call in CallId::ALL
                .iter()
                .filter(|call| call.row().who.allows(seat))
            {
                let kinds = call.row().slots.iter();
                let slots: Slots = kinds
                    .map(|kind| match kind {
                        kind if kind.quantity().is_some() => SlotValue::Number(2.0),
                        SlotKind::Count => SlotValue::Count(5),
                        kind => kind.choices()[1],
                    })
                    .collect();
                let aid = call_aid(&both, seat, *call, &slots);
                assert!(!aid.english.is_empty());
                for locale in Locale::ALL {
                    let words = both.of(locale);
                    let text = call_text(words, seat, *call, &slots);
                    let Some((found, back)) = typed_call(words, seat, &text) else {
                        panic!("{text} is not read");
                    };
                    // Some calls say the same: "Start" is one call's word and another's.
                    let same = call_text(words, seat, found, &back);
                    assert_eq!(same.to_lowercase(), text.to_lowercase(), "{call:?}");
                }
            }
        }
    }
}
