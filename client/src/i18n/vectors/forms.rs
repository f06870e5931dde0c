//! Forms of numbers: every numeral of both crews' tables, every unit in every plural.

use std::collections::BTreeSet;

use super::super::numerals::latin;
use super::*;

/// Units as a Russian says them: one, few, many, and any fraction. Compound ones change in their first
/// noun only.
const RUSSIAN_UNITS: &[(&str, [&str; 4])] = &[
    ("meter", ["метр", "метра", "метров", "метра"]),
    (
        "millimeter",
        ["миллиметр", "миллиметра", "миллиметров", "миллиметра"],
    ),
    (
        "centimeter",
        ["сантиметр", "сантиметра", "сантиметров", "сантиметра"],
    ),
    (
        "kilometer",
        ["километр", "километра", "километров", "километра"],
    ),
    (
        "meter-per-second",
        [
            "метр в секунду",
            "метра в секунду",
            "метров в секунду",
            "метра в секунду",
        ],
    ),
    ("foot", ["фут", "фута", "футов", "фута"]),
    ("nautical-mile", ["миля", "мили", "миль", "мили"]),
    (
        "foot-per-second",
        [
            "фут в секунду",
            "фута в секунду",
            "футов в секунду",
            "фута в секунду",
        ],
    ),
    ("psi", ["фунт", "фунта", "фунтов", "фунта"]),
    (
        "mmhg",
        ["миллиметр", "миллиметра", "миллиметров", "миллиметра"],
    ),
    ("degree", ["градус", "градуса", "градусов", "градуса"]),
    (
        "degree-per-second",
        [
            "градус в секунду",
            "градуса в секунду",
            "градусов в секунду",
            "градуса в секунду",
        ],
    ),
    ("second", ["секунда", "секунды", "секунд", "секунды"]),
    ("minute", ["минута", "минуты", "минут", "минуты"]),
    ("percent", ["процент", "процента", "процентов", "процента"]),
    (
        "atmosphere",
        ["атмосфера", "атмосферы", "атмосфер", "атмосферы"],
    ),
    (
        "kilogram",
        ["килограмм", "килограмма", "килограммов", "килограмма"],
    ),
    ("pound", ["фунт", "фунта", "фунтов", "фунта"]),
    ("pound-force", ["фунт", "фунта", "фунтов", "фунта"]),
    (
        "kilogram-force",
        ["килограмм", "килограмма", "килограммов", "килограмма"],
    ),
    ("hook", ["крюк", "крюка", "крюков", "крюка"]),
];

/// Numbers of each form: how they are printed decides, so that 1,0 is a fraction.
const FORMS: [(&[f64], u8); 4] = [
    (&[1.0, 21.0, 101.0, 121.0], 0),
    (&[2.0, 4.0, 22.0, 102.0, 492.0], 0),
    (
        &[
            0.0, 5.0, 10.0, 11.0, 12.0, 14.0, 20.0, 25.0, 100.0, 111.0, 112.0, 114.0, 260.0, 520.0,
            1000.0,
        ],
        0,
    ),
    (&[0.3, 1.0, 1.5, 5.0, 21.0], 1),
];

#[test]
fn every_unit_has_its_four_russian_forms() {
    let ru = Words::new(Locale::Ru);
    for (unit, forms) in RUSSIAN_UNITS {
        for (form, (values, decimals)) in forms.iter().zip(FORMS) {
            for value in values {
                let args = [
                    ("text", Arg::Text("#")),
                    ("n", Arg::Number(*value, decimals)),
                ];
                let said = ru.format(&format!("unit-{unit}"), &args);
                let plain = said.replace('\u{a0}', " ");
                assert_eq!(plain, format!("# {form}"), "{value}");
            }
        }
    }
    assert_eq!(ru.missing(), Vec::<String>::new());
}

#[test]
fn no_unit_is_left_out_of_the_table_of_forms() {
    let lines = Locale::Ru
        .sources()
        .iter()
        .flat_map(|(_, text)| text.lines());
    let units: BTreeSet<&str> = lines
        .filter_map(|line| line.strip_prefix("unit-")?.split_once(" ="))
        .map(|(unit, _)| unit)
        .collect();
    let known = RUSSIAN_UNITS.iter().map(|(unit, _)| *unit).collect();
    assert_eq!(units, known);
}

#[test]
fn russian_numbers_take_the_right_case_of_their_unit() {
    let ru = Words::new(Locale::Ru);
    for (unit, value, decimals, expected) in [
        ("meter", 0.0, 0, "0 метров"),
        ("meter", 1.0, 0, "1 метр"),
        ("meter", 2.0, 0, "2 метра"),
        ("meter", 5.0, 0, "5 метров"),
        ("meter", 11.0, 0, "11 метров"),
        ("meter", 21.0, 0, "21 метр"),
        ("meter", 22.0, 0, "22 метра"),
        ("meter", 25.0, 0, "25 метров"),
        ("meter", 101.0, 0, "101 метр"),
        ("meter", 111.0, 0, "111 метров"),
        ("meter", 0.3, 1, "0,3 метра"),
        ("meter", 1.0, 1, "1,0 метра"),
        ("second", 1.0, 0, "1 секунда"),
        ("second", 3.0, 0, "3 секунды"),
        ("second", 12.0, 0, "12 секунд"),
        ("second", 21.0, 0, "21 секунда"),
        ("second", 0.5, 1, "0,5 секунды"),
        ("minute", 1.0, 0, "1 минута"),
        ("minute", 2.0, 0, "2 минуты"),
        ("minute", 5.0, 0, "5 минут"),
        ("degree", 1.0, 0, "1 градус"),
        ("degree", 4.0, 0, "4 градуса"),
        ("degree", 60.0, 0, "60 градусов"),
        ("degree", 0.4, 1, "0,4 градуса"),
        ("millimeter", 1.0, 0, "1 миллиметр"),
        ("millimeter", 260.0, 0, "260 миллиметров"),
        ("millimeter", 492.0, 0, "492 миллиметра"),
        ("foot", 1.0, 0, "1 фут"),
        ("foot", 3.0, 0, "3 фута"),
        ("foot", 38.0, 0, "38 футов"),
        ("foot", 38.2, 1, "38,2 фута"),
        ("psi", 1.0, 0, "1 фунт"),
        ("psi", 5.0, 0, "5 фунтов"),
        ("psi", 5.0, 1, "5,0 фунта"),
        ("atmosphere", 1.0, 0, "1 атмосфера"),
        ("atmosphere", 2.0, 0, "2 атмосферы"),
        ("atmosphere", 0.68, 2, "0,68 атмосферы"),
        ("kilogram", 1.0, 0, "1 килограмм"),
        ("kilogram", 3.0, 0, "3 килограмма"),
        ("kilogram", 19.0, 0, "19 килограммов"),
        ("kilogram", 18.9, 1, "18,9 килограмма"),
        ("percent", 1.0, 0, "1 процент"),
        ("percent", 33.0, 0, "33 процента"),
        ("percent", 35.0, 0, "35 процентов"),
        ("percent", 38.5, 1, "38,5 процента"),
    ] {
        let text = number(Locale::Ru, value, decimals);
        let args = [
            ("text", Arg::Text(&text)),
            ("n", Arg::Number(value, decimals)),
        ];
        let said = ru.format(&format!("unit-{unit}"), &args);
        assert_eq!(said.replace('\u{a0}', " "), expected);
        assert!(!said.contains(' '), "{said:?} may break before its unit");
    }
    assert_eq!(ru.missing(), Vec::<String>::new());
}

#[test]
fn english_is_singular_only_for_a_bare_one() {
    let en = Words::new(Locale::En);
    for (value, decimals, expected) in [
        (1.0, 0, "1 foot"),
        (1.0, 1, "1.0 feet"),
        (0.0, 0, "0 feet"),
        (0.3, 1, "0.3 feet"),
    ] {
        let text = number(Locale::En, value, decimals);
        let args = [
            ("text", Arg::Text(&text)),
            ("n", Arg::Number(value, decimals)),
        ];
        assert_eq!(
            en.format("unit-foot", &args).replace('\u{a0}', " "),
            expected
        );
    }
}

#[test]
fn every_numeral_is_spelt_stressed_and_read_as_in_the_tables_of_both_crews() {
    let (en, ru) = (Words::new(Locale::En), Words::new(Locale::Ru));
    for (key, english, reading, stressed, latin_line) in [
        ("0", "zero", "зи́роу", "ноль", "nolʹ"),
        ("1", "one", "уа́н", "оди́н", "odín"),
        ("2", "two", "ту", "два", "dva"),
        ("3", "three", "сри", "три", "tri"),
        ("4", "four", "фор", "четы́ре", "chetýre"),
        ("5", "five", "файв", "пять", "pyatʹ"),
        ("6", "six", "сикс", "шесть", "shestʹ"),
        ("7", "seven", "сэ́вен", "семь", "semʹ"),
        ("8", "eight", "эйт", "во́семь", "vósemʹ"),
        ("9", "nine", "найн", "де́вять", "dévyatʹ"),
        ("10", "ten", "тэн", "де́сять", "désyatʹ"),
        ("11", "eleven", "илэ́вен", "оди́ннадцать", "odínnadtsatʹ"),
        ("12", "twelve", "туэ́лв", "двена́дцать", "dvenádtsatʹ"),
        ("13", "thirteen", "сэрти́н", "трина́дцать", "trinádtsatʹ"),
        ("14", "fourteen", "форти́н", "четы́рнадцать", "chetýrnadtsatʹ"),
        ("15", "fifteen", "фифти́н", "пятна́дцать", "pyatnádtsatʹ"),
        ("16", "sixteen", "сиксти́н", "шестна́дцать", "shestnádtsatʹ"),
        ("17", "seventeen", "сэвенти́н", "семна́дцать", "semnádtsatʹ"),
        ("18", "eighteen", "эйти́н", "восемна́дцать", "vosemnádtsatʹ"),
        (
            "19",
            "nineteen",
            "найнти́н",
            "девятна́дцать",
            "devyatnádtsatʹ",
        ),
        ("20", "twenty", "туэ́нти", "два́дцать", "dvádtsatʹ"),
        ("30", "thirty", "сёрти", "три́дцать", "trídtsatʹ"),
        ("40", "forty", "фо́рти", "со́рок", "sórok"),
        ("50", "fifty", "фи́фти", "пятьдеся́т", "pyatʹdesyát"),
        ("60", "sixty", "си́ксти", "шестьдеся́т", "shestʹdesyát"),
        ("70", "seventy", "сэ́венти", "се́мьдесят", "sémʹdesyat"),
        ("80", "eighty", "э́йти", "во́семьдесят", "vósemʹdesyat"),
        ("90", "ninety", "на́йнти", "девяно́сто", "devyanósto"),
        ("100", "one hundred", "уа́н ха́ндред", "сто", "sto"),
        ("200", "two hundred", "ту ха́ндред", "две́сти", "dvésti"),
        ("300", "three hundred", "сри ха́ндред", "три́ста", "trísta"),
        (
            "400",
            "four hundred",
            "фор ха́ндред",
            "четы́реста",
            "chetýresta",
        ),
        ("500", "five hundred", "файв ха́ндред", "пятьсо́т", "pyatʹsót"),
        (
            "600",
            "six hundred",
            "сикс ха́ндред",
            "шестьсо́т",
            "shestʹsót",
        ),
        (
            "700",
            "seven hundred",
            "сэ́вен ха́ндред",
            "семьсо́т",
            "semʹsót",
        ),
        (
            "800",
            "eight hundred",
            "эйт ха́ндред",
            "восемьсо́т",
            "vosemʹsót",
        ),
        (
            "900",
            "nine hundred",
            "найн ха́ндред",
            "девятьсо́т",
            "devyatʹsót",
        ),
        ("1000", "thousand", "са́узенд", "ты́сяча", "týsyacha"),
        ("point", "point", "пойнт", "запята́я", "zapyatáya"),
        ("minus", "minus", "ма́йнес", "ми́нус", "mínus"),
    ] {
        let word = format!("word-{key}");
        let text = |words: &Words, key: &str| words.get(key).replace('\u{a0}', " ");
        assert_eq!(text(&en, &word), english, "{key}");
        assert_eq!(text(&en, &format!("{word}.reading")), reading, "{key}");
        let line = text(&ru, &format!("{word}.stressed"));
        assert_eq!(line, stressed, "{key}");
        assert_eq!(text(&ru, &word), stressed.replace('\u{301}', ""), "{key}");
        assert_eq!(latin(&line), latin_line, "{key}");
    }
}
