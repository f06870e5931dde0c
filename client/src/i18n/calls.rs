//! A call as text: its sentence in one language with its slots filled in the speaker's own units.
//! Knows no panel and no rule; who may say what stands in the shared catalogue.

use handshake_shared::catalogue::calls::{Axis, CallId, Dir, SlotKind, SlotValue};
use handshake_shared::catalogue::spelling::KsuCell;
use handshake_shared::catalogue::units::{Quantity, Unit, unit};
use handshake_shared::ids::Seat;

use unicode_width::UnicodeWidthStr;

use super::numerals::{Gender, spoken, word};
use super::quantities::{round, unit_key};
use super::{Arg, Locale, Words, format_unit, labels};

/// Closing speeds below this with a minus are said as drawing apart, m/s: half of the last digit of
/// Soyuz's gauge, nearer to nothing they read as nothing.
const PARTING_M_PER_S: f32 = 0.005;

/// In what form a text is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// As printed on a panel: figures and symbols.
    Printed,
    /// In words, as said.
    Said,
    /// Russian in words with stress marks.
    Stressed,
    /// English in words, in Cyrillic letters.
    Reading,
}

impl Form {
    /// The attribute that holds this form; empty for the plain text.
    pub(super) const fn attribute(self) -> &'static str {
        match self {
            Form::Printed | Form::Said => "",
            Form::Stressed => "stressed",
            Form::Reading => "reading",
        }
    }

    /// The message or attribute that holds this form of a key.
    pub(super) fn key(self, key: &str) -> String {
        match self.attribute() {
            "" => key.to_owned(),
            attribute => format!("{key}.{attribute}"),
        }
    }
}

/// A call as it is printed, in the language of `words` and the units of the speaker's spacecraft.
/// A slot without a fitting value is an ellipsis.
pub fn call_text(words: &Words, units_of: Seat, call: CallId, slots: &[SlotValue]) -> String {
    sentence(words, units_of, call, slots, Form::Printed)
}

/// The same within so many cells: its short form where the sentence is too wide.
pub fn bar_text(
    words: &Words,
    units_of: Seat,
    call: CallId,
    slots: &[SlotValue],
    cells: usize,
) -> String {
    let whole = call_text(words, units_of, call, slots);
    let key = format!("{}.bar", stem(call, slots));
    if whole.width() <= cells || !words.has(&key) {
        return whole;
    }
    let filled = fill(words, units_of, call, slots, Form::Printed);
    format_filled(words, &key, &filled, true)
}

/// A call inside the quotation marks of a sentence: its own marks become the inner ones, «„…“» and
/// “‘…’”.
pub fn quoted_call(words: &Words, units_of: Seat, call: CallId, slots: &[SlotValue]) -> String {
    let inner = match words.locale() {
        Locale::Ru => [("«", "„"), ("»", "“")],
        Locale::En => [("“", "‘"), ("”", "’")],
    };
    let whole = call_text(words, units_of, call, slots);
    inner
        .iter()
        .fold(whole, |text, (own, inside)| text.replace(own, inside))
}

/// A cell of the command matrix spelt out: «Василий три», "Vasiliy three".
pub fn spelt_cell(words: &Words, cell: KsuCell) -> String {
    let column = words.get(&format!("spell-ru-{}", cell.word_key()));
    let row = word(words, &cell.row.to_string(), "");
    words.format(
        "spelt-cell",
        &[("word", Arg::Text(&column)), ("row", Arg::Text(&row))],
    )
}

/// A call's sentence in a given form, capitalised unless it is a reading.
pub(super) fn sentence(
    words: &Words,
    units_of: Seat,
    call: CallId,
    slots: &[SlotValue],
    form: Form,
) -> String {
    let key = form.key(&stem(call, slots));
    let filled = fill(words, units_of, call, slots, form);
    format_filled(words, &key, &filled, form != Form::Reading)
}

/// The message of a call. Craft that draw apart do not close at less than nothing: a call that carries a
/// negative closing speed has words of its own.
pub(super) fn stem(call: CallId, slots: &[SlotValue]) -> String {
    let kinds = call.row().slots.iter().zip(slots);
    let parting = kinds.into_iter().any(|(kind, value)| {
        matches!(value, SlotValue::Number(rate) if *kind == SlotKind::Rate && *rate <= -PARTING_M_PER_S)
    });
    match (call, parting) {
        (CallId::RangeAndRate, true) => "parting-range-and-rate".to_owned(),
        (CallId::ClosingRate, true) => format!("call-{}", CallId::OpeningRate.key()),
        _ => format!("call-{}", call.key()),
    }
}

/// A speed as it is said: along the way that the words name, and no less than nothing.
fn said_speed(rate_m_per_s: f32) -> f32 {
    match rate_m_per_s {
        rate if rate <= -PARTING_M_PER_S => -rate,
        rate => rate.max(0.0),
    }
}

/// Every slot's variable with its text.
pub(super) fn fill(
    words: &Words,
    units_of: Seat,
    call: CallId,
    slots: &[SlotValue],
    form: Form,
) -> Vec<(&'static str, String)> {
    let mut filled = Vec::new();
    for (index, kind) in call.row().slots.iter().enumerate() {
        let Some(value) = slots.get(index).filter(|value| kind.accepts(**value)) else {
            filled.push((kind.key(), "…".to_owned()));
            if *kind == SlotKind::Place {
                filled.push(("place_loc", "…".to_owned()));
            }
            continue;
        };
        if let (SlotValue::Place(place), Locale::Ru) = (value, words.locale()) {
            let attribute = if form == Form::Stressed {
                "loc-stressed"
            } else {
                "loc"
            };
            filled.push((
                "place_loc",
                words.get(&format!("{}.{attribute}", labels::place(*place))),
            ));
        }
        let value = match value {
            SlotValue::Number(rate) if *kind == SlotKind::Rate => {
                SlotValue::Number(said_speed(*rate))
            }
            value => *value,
        };
        filled.push((kind.key(), slot(words, units_of, *kind, value, form)));
    }
    filled
}

/// A message with finished slot texts.
pub(super) fn format_filled(
    words: &Words,
    key: &str,
    filled: &[(&'static str, String)],
    capital: bool,
) -> String {
    let args: Vec<(&str, Arg)> = filled
        .iter()
        .map(|(name, text)| (*name, Arg::Text(text)))
        .collect();
    // «520 мм рт. ст.» at the end of a sentence brings its own full stop, an ellipsis replaces it.
    let text = words
        .format(key, &args)
        .replace("..", ".")
        .replace("….", "…");
    let mut letters = text.chars();
    match letters.next() {
        Some(first) if capital => first.to_uppercase().chain(letters).collect(),
        _ => text,
    }
}

/// One slot's value as it is printed in a call.
pub fn slot_text(words: &Words, units_of: Seat, kind: SlotKind, value: SlotValue) -> String {
    slot(words, units_of, kind, value, Form::Printed)
}

/// One slot's value in words or figures.
pub(super) fn slot(
    words: &Words,
    units_of: Seat,
    kind: SlotKind,
    value: SlotValue,
    form: Form,
) -> String {
    match value {
        SlotValue::Number(value_si) => measured(words, units_of, kind, f64::from(value_si), form),
        SlotValue::Count(count) => word(words, &count.to_string(), form.attribute()),
        SlotValue::Hatch(hatch) => word(words, &hatch.number().to_string(), form.attribute()),
        SlotValue::Axis(axis) => words.get(&form.key(axis_key(axis))),
        SlotValue::Dir(dir) => words.get(&form.key(dir_key(dir))),
        SlotValue::Place(place) => words.get(&form.key(labels::place(place))),
        SlotValue::Name(name) => words.get(&form.key(labels::name(name))),
    }
}

fn measured(words: &Words, units_of: Seat, kind: SlotKind, value_si: f64, form: Form) -> String {
    let Some(quantity) = kind.quantity() else {
        return "…".to_owned();
    };
    let (unit, least) = match kind {
        SlotKind::Co2 => (Unit::MmHg, 1),
        SlotKind::Offset if units_of == Seat::Soyuz && value_si.abs() < 1.0 => {
            (Unit::Centimeter, 0)
        }
        _ => (unit(units_of, quantity, value_si), 0),
    };
    let shown = unit.shown(value_si);
    let decimals = said_decimals(unit, shown).max(least);
    if form == Form::Printed {
        return format_unit(words, unit, shown, decimals);
    }
    with_unit(words, unit, shown, decimals, form)
}

/// A number in words with its unit in words.
pub(super) fn with_unit(words: &Words, unit: Unit, shown: f64, decimals: u8, form: Form) -> String {
    let gender = match unit {
        Unit::Second | Unit::Minute | Unit::NauticalMile => Gender::Feminine,
        _ => Gender::Masculine,
    };
    let text = spoken(
        words,
        round(shown, decimals),
        decimals,
        gender,
        form.attribute(),
    );
    words.format(
        &form.key(&format!("unit-{}", unit_key(unit))),
        &[
            ("text", Arg::Text(&text)),
            ("n", Arg::Number(round(shown, decimals), decimals)),
        ],
    )
}

/// A length or angle that comes out whole is said whole: "30 m", though the gauge shows 30.0. A
/// rate and a pressure keep their zeros: they are said as printed.
fn said_decimals(unit: Unit, shown: f64) -> u8 {
    let decimals = unit.decimals(shown);
    let sheds_zero = matches!(unit.quantity(), Quantity::Length | Quantity::Angle);
    if sheds_zero && round(shown, decimals).fract() == 0.0 {
        0
    } else {
        decimals
    }
}

const fn axis_key(axis: Axis) -> &'static str {
    match axis {
        Axis::Pitch => "axis-pitch",
        Axis::Yaw => "axis-yaw",
        Axis::Roll => "axis-roll",
    }
}

const fn dir_key(dir: Dir) -> &'static str {
    match dir {
        Dir::Left => "dir-left",
        Dir::Right => "dir-right",
        Dir::Up => "dir-up",
        Dir::Down => "dir-down",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn craft_that_draw_apart_are_not_said_to_close() {
        let said = |locale, call, slots: &[f32]| {
            let slots: Vec<_> = slots.iter().copied().map(SlotValue::Number).collect();
            call_text(&Words::new(locale), Seat::Soyuz, call, &slots)
        };
        let range = CallId::RangeAndRate;
        assert_eq!(
            said(Locale::En, range, &[25.0, -0.01]).replace('\u{a0}', " "),
            "Range 25 m, opening at 0.01 m/s."
        );
        assert_eq!(
            said(Locale::Ru, range, &[25.0, -0.01]).replace('\u{a0}', " "),
            "Дальность 25 м, расходимся, скорость 0,01 м/с."
        );
        assert_eq!(
            said(Locale::En, CallId::ClosingRate, &[-0.2]),
            said(Locale::En, CallId::OpeningRate, &[0.2])
        );
        for (locale, word) in [(Locale::En, "closing"), (Locale::Ru, "скорость 0,00")] {
            let nothing = said(locale, range, &[25.0, -0.004]).replace('\u{a0}', " ");
            assert!(
                nothing.contains(word) && !nothing.contains('−'),
                "{nothing}"
            );
        }
    }
}
