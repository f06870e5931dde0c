//! Numbers, plurals, units and calls against worked examples.

use handshake_shared::catalogue::calls::{CallId, SlotValue};
use handshake_shared::catalogue::spelling::KsuCell;
use handshake_shared::catalogue::units::{Quantity, Unit};
use handshake_shared::ids::{CompartmentId, HatchId, Seat};

use super::numerals::{Gender, latin, spoken};
use super::*;

mod forms;

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-9 * (1.0 + b.abs())
}

#[test]
fn a_console_prints_its_own_units_in_its_own_way() {
    let (en, ru) = (Words::new(Locale::En), Words::new(Locale::Ru));
    let us = |quantity, si| format_quantity(&en, Units::Us, quantity, si).replace('\u{a0}', " ");
    let metric =
        |quantity, si| format_quantity(&ru, Units::Metric, quantity, si).replace('\u{a0}', " ");
    assert_eq!(us(Quantity::Length, 11.64), "38.2 ft");
    assert_eq!(us(Quantity::Length, 100.0), "328 ft");
    assert_eq!(us(Quantity::Length, 3704.0), "2.0 nmi");
    assert_eq!(us(Quantity::Speed, 0.125), "0.41 ft/s");
    assert_eq!(us(Quantity::Pressure, 34_475.0), "5.0 psi");
    assert_eq!(us(Quantity::Percent, 0.35), "35%");
    assert_eq!(us(Quantity::Duration, 97.0), "97 s");
    assert_eq!(metric(Quantity::Length, 11.64), "11,6 м");
    assert_eq!(metric(Quantity::Length, 99.97), "100 м");
    assert_eq!(metric(Quantity::Length, 3704.0), "3,7 км");
    assert_eq!(metric(Quantity::Speed, 0.124), "0,12 м/с");
    assert_eq!(metric(Quantity::Pressure, 69_328.0), "520 мм рт. ст.");
    assert_eq!(metric(Quantity::Angle, 0.4_f64.to_radians()), "0,4°");
    assert_eq!(metric(Quantity::Percent, 0.35), "35 %");
    assert_eq!(metric(Quantity::Duration, 120.0), "2 мин");
    assert_eq!(
        quantity_parts(&ru, Units::Metric, Quantity::Length, 11.64),
        ("11,6".to_owned(), "м".to_owned())
    );
    assert!(en.missing().is_empty() && ru.missing().is_empty());
}

#[test]
fn numbers_are_printed_in_the_locales_way() {
    for (locale, value, decimals, expected) in [
        (Locale::En, 0.12, 2, "0.12"),
        (Locale::Ru, 0.12, 2, "0,12"),
        (Locale::En, 1200.0, 0, "1200"),
        (Locale::En, 12_904.0, 0, "12,904"),
        (Locale::Ru, 12_904.0, 0, "12\u{a0}904"),
        (Locale::Ru, 1_234_567.5, 1, "1\u{a0}234\u{a0}567,5"),
        (Locale::Ru, -0.3, 1, "−0,3"),
        (Locale::En, -0.04, 1, "0.0"),
        (Locale::En, f64::NAN, 1, "—"),
    ] {
        assert_eq!(number(locale, value, decimals), expected);
    }
    assert_eq!(
        Words::new(Locale::Ru).format("printed-meter", &[("text", Arg::Number(11.64, 1))]),
        "11,6\u{a0}м"
    );
}

#[test]
fn numbers_are_read_however_a_hand_types_them() {
    for (locale, text, expected) in [
        (Locale::En, "38.2", Some(38.2)),
        (Locale::En, "38,2", Some(38.2)),
        (Locale::Ru, "38.2", Some(38.2)),
        (Locale::Ru, "11,6", Some(11.6)),
        (Locale::En, ".41", Some(0.41)),
        (Locale::Ru, ",41", Some(0.41)),
        (Locale::En, " 5 ", Some(5.0)),
        (Locale::En, "12,904", Some(12_904.0)),
        (Locale::En, "0,412", Some(0.412)),
        (Locale::Ru, "12\u{a0}904", Some(12_904.0)),
        (Locale::Ru, "1,234", Some(1.234)),
        (Locale::Ru, "−0,3", Some(-0.3)),
        (Locale::En, "-3", Some(-3.0)),
        (Locale::En, "", None),
        (Locale::En, ".", None),
        (Locale::En, "1.2.3", None),
        (Locale::En, "inf", None),
        (Locale::En, "1e9", None),
        (Locale::En, "5 psi", None),
    ] {
        assert_eq!(parse_number(locale, text), expected, "{text:?}");
    }
}

#[test]
fn a_range_survives_the_way_across_and_back() {
    let called_m = to_si(Units::Us, Quantity::Length, 38.2);
    assert_eq!(number(Locale::Ru, Unit::Meter.shown(called_m), 1), "11,6");
    assert!(close(to_si(Units::Metric, Quantity::Length, 11.6), 11.6));
    assert_eq!(number(Locale::En, Unit::Foot.shown(11.643), 1), "38.2");
    assert!(close(
        to_si(Units::Metric, Quantity::Pressure, 760.0),
        760.0 * 133.322_387_415
    ));
}

#[test]
fn a_call_is_printed_in_either_language_in_the_speakers_units() {
    let (en, ru) = (Words::new(Locale::En), Words::new(Locale::Ru));
    let n = SlotValue::Number;
    let at_12_m = [n(12.0), n(0.12)];
    let text = |words, seat, call, slots: &[SlotValue]| {
        call_text(words, seat, call, slots).replace('\u{a0}', " ")
    };
    let rate = CallId::RangeAndRate;
    assert_eq!(
        text(&ru, Seat::Soyuz, rate, &at_12_m),
        "Дальность 12 м, скорость 0,12 м/с."
    );
    assert_eq!(
        text(&en, Seat::Soyuz, rate, &at_12_m),
        "Range 12 m, closing at 0.12 m/s."
    );
    assert_eq!(
        text(&en, Seat::Apollo, rate, &at_12_m),
        "Range 39.4 ft, closing at 0.39 ft/s."
    );
    assert_eq!(
        text(&ru, Seat::Apollo, rate, &at_12_m),
        "Дальность 39,4 фута, скорость 0,39 фут/с."
    );
    let om = [SlotValue::Place(CompartmentId::Om), n(69_328.0)];
    assert_eq!(
        text(&ru, Seat::Soyuz, CallId::Pressure, &om),
        "Давление в бытовом отсеке 520 мм рт. ст."
    );
    assert_eq!(
        text(&en, Seat::Apollo, CallId::Pressure, &om),
        "Pressure in the orbital module 10.1 psi."
    );
    let co2 = [n(306.6)];
    assert_eq!(
        text(&en, Seat::Apollo, CallId::Co2, &co2),
        "Carbon dioxide 2.3 mmHg."
    );
    let three = [SlotValue::Hatch(HatchId::H3)];
    assert_eq!(
        text(&ru, Seat::Soyuz, CallId::CloseHatch, &three),
        "Закройте люк номер три."
    );
    assert_eq!(
        text(
            &en,
            Seat::Apollo,
            CallId::HooksCount,
            &[SlotValue::Count(8)]
        ),
        "Eight of eight hooks closed."
    );
    assert_eq!(text(&en, Seat::Apollo, CallId::Range, &[]), "Range …");
    assert!(en.missing().is_empty() && ru.missing().is_empty());
}

#[test]
fn a_call_without_its_values_still_reads_in_the_phrasebook() {
    let both = Bilingual::new();
    for call in CallId::ALL {
        for seat in Seat::ALL {
            assert!(!call_text(&both.en, seat, *call, &[]).is_empty());
            assert!(!call_text(&both.ru, seat, *call, &[]).is_empty());
            call_aid(&both, seat, *call, &[]);
        }
    }
    assert_eq!(
        call_text(&both.ru, Seat::Soyuz, CallId::Pressure, &[]),
        "Давление … …"
    );
    assert_eq!(both.en.missing(), Vec::<String>::new());
    assert_eq!(both.ru.missing(), Vec::<String>::new());
}

#[test]
fn numbers_are_said_as_crews_say_them() {
    let (en, ru) = (Words::new(Locale::En), Words::new(Locale::Ru));
    let english = |value, decimals| spoken(&en, value, decimals, Gender::Masculine, "");
    for (value, decimals, expected) in [
        (3.0, 0, "three"),
        (10.0, 0, "one zero"),
        (75.0, 0, "seven five"),
        (100.0, 0, "one hundred"),
        (500.0, 0, "five hundred"),
        (583.0, 0, "five eight three"),
        (2500.0, 0, "two thousand five hundred"),
        (0.41, 2, "point four one"),
        (5.0, 1, "five point zero"),
        (0.0, 0, "zero"),
    ] {
        assert_eq!(english(value, decimals), expected);
    }
    for (value, decimals, gender, expected) in [
        (25.0, 0, Gender::Masculine, "двадцать пять"),
        (125.0, 0, Gender::Masculine, "сто двадцать пять"),
        (583.0, 0, Gender::Masculine, "пятьсот восемьдесят три"),
        (2500.0, 0, Gender::Masculine, "две тысячи пятьсот"),
        (1200.0, 0, Gender::Masculine, "тысяча двести"),
        (
            21_012.0,
            0,
            Gender::Masculine,
            "двадцать одна тысяча двенадцать",
        ),
        (12_000.0, 0, Gender::Masculine, "двенадцать тысяч"),
        (7.2, 1, Gender::Masculine, "семь запятая два"),
        (0.3, 1, Gender::Masculine, "ноль три"),
        (0.12, 2, Gender::Masculine, "ноль двенадцать"),
        (0.05, 2, Gender::Masculine, "ноль ноль пять"),
        (0.30, 2, Gender::Masculine, "ноль тридцать"),
        (1.50, 2, Gender::Masculine, "один запятая пятьдесят"),
        (2.0, 0, Gender::Feminine, "две"),
        (21.0, 0, Gender::Feminine, "двадцать одна"),
        (11.0, 0, Gender::Feminine, "одиннадцать"),
        (20.0, 0, Gender::Feminine, "двадцать"),
    ] {
        assert_eq!(spoken(&ru, value, decimals, gender, ""), expected);
    }
}

#[test]
fn a_call_is_taught_in_words_stresses_and_both_scripts() {
    let both = Bilingual::new();
    let n = SlotValue::Number;
    let plain = |text: String| text.replace('\u{a0}', " ");
    let aid = call_aid(
        &both,
        Seat::Soyuz,
        CallId::RangeAndRate,
        &[n(12.0), n(0.12)],
    );
    assert_eq!(
        plain(aid.stressed),
        "Да́льность двена́дцать ме́тров, ско́рость ноль двена́дцать ме́тра в секу́нду."
    );
    assert_eq!(
        plain(aid.latin),
        "Dálʹnostʹ dvenádtsatʹ métrov, skórostʹ nolʹ dvenádtsatʹ métra v sekúndu."
    );
    assert_eq!(
        plain(aid.english),
        "Range one two meters, closing at point one two meters per second."
    );
    let apollo = call_aid(&both, Seat::Apollo, CallId::Range, &[n(11.58)]);
    assert_eq!(plain(apollo.english), "Range three eight feet.");
    assert_eq!(plain(apollo.reading), "рэйндж сри эйт фит");
    let om = [SlotValue::Place(CompartmentId::Tunnel2), n(34_663.9)];
    let place = call_aid(&both, Seat::Soyuz, CallId::Pressure, &om);
    assert_eq!(
        plain(place.stressed),
        "Давле́ние во второ́м тонне́ле две́сти шестьдеся́т миллиме́тров."
    );
    assert_eq!(
        plain(place.latin),
        "Davléniye vo vtoróm tonnéle dvésti shestʹdesyát millimétrov."
    );
    assert_eq!(both.en.missing(), Vec::<String>::new());
    assert_eq!(both.ru.missing(), Vec::<String>::new());
}

#[test]
fn the_latin_line_of_every_call_is_its_stressed_line_letter_by_letter() {
    let ru = Words::new(Locale::Ru);
    for call in CallId::ALL {
        let args: Vec<(&str, Arg)> = ["range", "rate", "offset", "angle", "p", "dp", "time", "pct"]
            .iter()
            .chain(&["n", "hatch", "axis", "dir", "place", "place_loc", "name"])
            .map(|name| (*name, Arg::Text("#")))
            .collect();
        let stressed = ru.format(&format!("call-{}.stressed", call.key()), &args);
        let printed = ru.format(&format!("call-{}.latin", call.key()), &args);
        assert_eq!(latin(&stressed).replace('\u{a0}', " "), printed);
    }
}

#[test]
fn a_cell_is_spelt_with_the_panels_own_words_in_both_languages() {
    let (en, ru) = (Words::new(Locale::En), Words::new(Locale::Ru));
    let cell = KsuCell { column: 2, row: 3 };
    assert_eq!(spelt_cell(&ru, cell), "Василий три");
    assert_eq!(spelt_cell(&en, cell), "Vasiliy three");
}

#[test]
fn a_reading_is_said_with_its_unit_as_crews_of_each_language_say_it() {
    let both = Bilingual::new();
    let said = |words: &Words, (unit, value, decimals): (&str, f64, u8), gender| {
        let text = spoken(words, value, decimals, gender, "");
        let args = [
            ("text", Arg::Text(&text)),
            ("n", Arg::Number(value, decimals)),
        ];
        words
            .format(&format!("unit-{unit}"), &args)
            .replace('\u{a0}', " ")
    };
    let (he, she) = (Gender::Masculine, Gender::Feminine);
    for (unit, value, decimals, gender, english, russian) in [
        ("meter", 12.0, 0, he, "one two meters", "двенадцать метров"),
        ("meter", 21.0, 0, he, "two one meters", "двадцать один метр"),
        (
            "meter",
            500.0,
            0,
            he,
            "five hundred meters",
            "пятьсот метров",
        ),
        (
            "foot",
            38.0,
            0,
            he,
            "three eight feet",
            "тридцать восемь футов",
        ),
        ("foot", 1.0, 0, he, "one foot", "один фут"),
        (
            "meter-per-second",
            0.12,
            2,
            he,
            "point one two meters per second",
            "ноль двенадцать метра в секунду",
        ),
        (
            "meter-per-second",
            0.30,
            2,
            he,
            "point three zero meters per second",
            "ноль тридцать метра в секунду",
        ),
        (
            "foot-per-second",
            0.41,
            2,
            he,
            "point four one feet per second",
            "ноль сорок один фута в секунду",
        ),
        (
            "meter-per-second",
            1.50,
            2,
            he,
            "one point five zero meters per second",
            "один запятая пятьдесят метра в секунду",
        ),
        (
            "mmhg",
            260.0,
            0,
            he,
            "two six zero millimeters",
            "двести шестьдесят миллиметров",
        ),
        (
            "mmhg",
            492.0,
            0,
            he,
            "four nine two millimeters",
            "четыреста девяносто два миллиметра",
        ),
        (
            "mmhg",
            521.0,
            0,
            he,
            "five two one millimeters",
            "пятьсот двадцать один миллиметр",
        ),
        (
            "psi",
            5.0,
            1,
            he,
            "five point zero pounds",
            "пять запятая ноль фунта",
        ),
        (
            "second",
            97.0,
            0,
            she,
            "nine seven seconds",
            "девяносто семь секунд",
        ),
        ("minute", 1.0, 0, she, "one minute", "одна минута"),
        ("minute", 2.0, 0, she, "two minutes", "две минуты"),
        (
            "degree",
            0.4,
            1,
            he,
            "point four degrees",
            "ноль четыре градуса",
        ),
        (
            "degree",
            60.0,
            0,
            he,
            "six zero degrees",
            "шестьдесят градусов",
        ),
        (
            "percent",
            35.0,
            0,
            he,
            "three five percent",
            "тридцать пять процентов",
        ),
    ] {
        let reading = (unit, value, decimals);
        assert_eq!(said(&both.en, reading, he), english, "{unit}");
        assert_eq!(said(&both.ru, reading, gender), russian, "{unit}");
    }
    assert_eq!(both.en.missing(), Vec::<String>::new());
    assert_eq!(both.ru.missing(), Vec::<String>::new());
}
