//! Mistakes in a mission's file in words: where, which field, what was expected, what was found.

use handshake_shared::scenario::{Expected, ScenarioError};

use super::{Arg, Words};

/// One mistake on one line: `LINE:COLUMN: field: …`; the file's name goes before it.
pub fn mistake(words: &Words, error: &ScenarioError) -> String {
    let expected = expected(words, &error.expected);
    let args = [
        ("expected", Arg::Text(expected.as_str())),
        ("found", Arg::Text(&error.found)),
        ("meant", Arg::Text(error.meant().unwrap_or_default())),
    ];
    let key = match (error.found.is_empty(), error.meant()) {
        (true, _) => "scenario-mistake",
        (false, None) => "scenario-mistake-found",
        (false, Some(_)) => "scenario-mistake-meant",
    };
    let text = words.format(key, &args);
    let field = match error.field.is_empty() {
        true => String::new(),
        false => format!("{}: ", error.field),
    };
    format!("{}:{}: {field}{text}", error.line, error.column)
}

/// What a field should have been.
fn expected(words: &Words, expected: &Expected) -> String {
    let list = |key, list: &[&str]| words.format(key, &[("list", Arg::Text(&list.join(", ")))]);
    let count = |key, count: usize| {
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        words.format(key, &[("n", Arg::Count(count))])
    };
    match expected {
        Expected::Toml(remark) => words.format("expected-toml", &[("remark", Arg::Text(remark))]),
        Expected::BytesAtMost(most) => count("expected-bytes", *most),
        Expected::Field(known) => list("expected-field", known),
        Expected::Given => words.get("expected-given"),
        Expected::Section => words.get("expected-section"),
        Expected::List => words.get("expected-list"),
        Expected::Text => words.get("expected-text"),
        Expected::Flag => words.get("expected-flag"),
        Expected::Number => words.get("expected-number"),
        Expected::Between { min, max } => {
            let (min, max) = (min.to_string(), max.to_string());
            let args = [("min", Arg::Text(min.as_str())), ("max", Arg::Text(&max))];
            words.format("expected-between", &args)
        }
        Expected::Moment => words.get("expected-moment"),
        Expected::Name(most) => count("expected-name", *most),
        Expected::OneOf(known) => list("expected-word", known),
        Expected::Step => list("expected-step", &Expected::steps()),
        Expected::StepAfter(step) => {
            words.format("expected-step-after", &[("step", Arg::Text(step))])
        }
        Expected::NotEmpty => words.get("expected-entry"),
        Expected::Once => words.get("expected-once"),
        Expected::EntriesAtMost(most) => count("expected-entries", *most),
        Expected::Part => list("expected-part", Expected::PARTS),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Bilingual;
    use handshake_shared::scenario::parse_all;

    #[test]
    fn a_mistake_names_place_field_what_was_found_and_what_was_meant() {
        let both = Bilingual::new();
        let errors = parse_all("nam = \"x\"\n").expect_err("hardly a mission");
        let said = |words| mistake(words, &errors[0]);
        let en = said(&both.en);
        assert!(en.starts_with("1:1: "), "{en}");
        let strange = errors.iter().find(|error| error.found == "nam");
        let strange = strange.expect("a strange field");
        let en = mistake(&both.en, strange);
        assert!(en.starts_with("1:1: nam: ") && en.contains("name"), "{en}");
        assert!(mistake(&both.ru, strange).contains("имелось в\u{a0}виду name"));
    }

    #[test]
    fn everything_that_can_be_expected_has_words_in_both_languages() {
        let both = Bilingual::new();
        let all = [
            Expected::Toml("x".into()),
            Expected::BytesAtMost(3),
            Expected::Field(&["a", "b"]),
            Expected::Given,
            Expected::Section,
            Expected::List,
            Expected::Text,
            Expected::Flag,
            Expected::Number,
            Expected::Between { min: 0.5, max: 2.0 },
            Expected::Moment,
            Expected::Name(40),
            Expected::OneOf(&["a", "b"]),
            Expected::Step,
            Expected::StepAfter("rings"),
            Expected::NotEmpty,
            Expected::Once,
            Expected::EntriesAtMost(16),
            Expected::Part,
        ];
        for what in &all {
            for words in [&both.en, &both.ru] {
                let text = expected(words, what);
                assert!(!text.contains('{') && !text.contains("expected-"), "{text}");
            }
        }
        assert_eq!(both.en.missing(), Vec::<String>::new());
        assert_eq!(both.ru.missing(), Vec::<String>::new());
    }
}
