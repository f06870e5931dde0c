//! Rows of the two spelling alphabets, of the КСУ columns and of the row numbers in words.
//!
//! Russian code words are those of service and civil radio, the Latin ones NATO's of 1956. The КСУ
//! matrix of the 1975 ships is not published; this layout is the game's, drawn so that it holds the
//! false friends В, Н, Р, С and У beside letters that have no Latin double.

use super::{KSU_COLUMN_COUNT, KSU_ROW_COUNT, KsuColumn, LetterRow};

/// Table of letters and code-word keys.
macro_rules! letters {
    ($($letter:literal $key:literal)*) => {
        [$(LetterRow { letter: $letter, key: $key }),*]
    };
}

/// The Russian alphabet's code words; Ё has none of its own.
pub const RUSSIAN: [LetterRow; 32] = letters! {
    'А' "anna" 'Б' "boris" 'В' "vasiliy" 'Г' "grigoriy" 'Д' "dmitriy" 'Е' "yelena" 'Ж' "zhenya"
    'З' "zinaida" 'И' "ivan" 'Й' "ivan-kratkiy" 'К' "konstantin" 'Л' "leonid" 'М' "mikhail"
    'Н' "nikolay" 'О' "olga" 'П' "pavel" 'Р' "roman" 'С' "semyon" 'Т' "tatyana" 'У' "ulyana"
    'Ф' "fyodor" 'Х' "khariton" 'Ц' "tsaplya" 'Ч' "chelovek" 'Ш' "shura" 'Щ' "shchuka"
    'Ъ' "tvyordyy-znak" 'Ы' "yery" 'Ь' "myagkiy-znak" 'Э' "ekho" 'Ю' "yuriy" 'Я' "yakov"
};

/// The Latin alphabet's code words.
pub const NATO: [LetterRow; 26] = letters! {
    'A' "alfa" 'B' "bravo" 'C' "charlie" 'D' "delta" 'E' "echo" 'F' "foxtrot" 'G' "golf"
    'H' "hotel" 'I' "india" 'J' "juliett" 'K' "kilo" 'L' "lima" 'M' "mike" 'N' "november"
    'O' "oscar" 'P' "papa" 'Q' "quebec" 'R' "romeo" 'S' "sierra" 'T' "tango" 'U' "uniform"
    'V' "victor" 'W' "whiskey" 'X' "x-ray" 'Y' "yankee" 'Z' "zulu"
};

/// The eight columns from left to right.
pub const KSU_COLUMNS: [KsuColumn; KSU_COLUMN_COUNT as usize] = [
    KsuColumn {
        letter: 'А',
        key: "anna",
        words: &["анна", "anna"],
    },
    KsuColumn {
        letter: 'Б',
        key: "boris",
        words: &["борис", "boris"],
    },
    KsuColumn {
        letter: 'В',
        key: "vasiliy",
        words: &[
            "василий",
            "vasiliy",
            "vasily",
            "vasili",
            "vasilii",
            "vasilij",
            "vassily",
            "vassili",
        ],
    },
    KsuColumn {
        letter: 'Г',
        key: "grigoriy",
        words: &[
            "григорий",
            "grigoriy",
            "grigory",
            "grigori",
            "grigorii",
            "grigorij",
        ],
    },
    KsuColumn {
        letter: 'Н',
        key: "nikolay",
        words: &["николай", "nikolay", "nikolai", "nikolaj", "nicolai"],
    },
    KsuColumn {
        letter: 'Р',
        key: "roman",
        words: &["роман", "roman"],
    },
    KsuColumn {
        letter: 'С',
        key: "semyon",
        words: &["семён", "семен", "semyon", "semyen", "semen", "semion"],
    },
    KsuColumn {
        letter: 'У',
        key: "ulyana",
        words: &["ульяна", "ulyana", "uliana", "ulyanna"],
    },
];

/// Row numbers as they are written: figure, Russian, Russian in Latin letters, English.
pub(super) const ROW_WORDS: [&[&str]; KSU_ROW_COUNT as usize] = [
    &["1", "один", "одна", "первый", "odin", "one"],
    &["2", "два", "две", "второй", "dva", "two"],
    &["3", "три", "третий", "tri", "three"],
    &["4", "четыре", "четвёртый", "chetyre", "four"],
    &["5", "пять", "пятый", "pyat", "five"],
];
