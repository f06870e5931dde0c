//! Promises about the locale files themselves: complete, alike, typographically right, and narrow
//! enough for the panels.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use handshake_shared::catalogue::calls::CallId;
use handshake_shared::catalogue::spelling::{NATO, RUSSIAN};
use unicode_width::UnicodeWidthStr;

use super::*;

/// Every refusal with the widest numbers, for whoever has to find room for it.
pub(crate) fn widest_refusals() -> Vec<handshake_shared::sim::event::Refusal> {
    reasons::tests::widest()
}

/// A file's messages: key → text with attributes, in file order.
fn messages(text: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for line in text.lines() {
        let starts = line.chars().next().is_some_and(|c| c.is_ascii_lowercase());
        match (
            starts.then(|| line.split_once(" =")).flatten(),
            found.last_mut(),
        ) {
            (Some((key, rest)), _) => found.push((key.to_owned(), rest.to_owned())),
            (None, Some((_, body))) if line.starts_with(' ') || line == "}" => {
                body.push('\n');
                body.push_str(line);
            }
            _ => {}
        }
    }
    found
}

/// All messages of a locale by key.
fn all(locale: Locale) -> BTreeMap<String, String> {
    locale
        .sources()
        .iter()
        .flat_map(|(_, text)| messages(text))
        .collect()
}

/// Variables a text needs, `_loc` forms under their plain name, references followed. Selectors do
/// not count: one language may need a plural where the other does not.
fn variables(body: &str, among: &BTreeMap<String, String>) -> BTreeSet<String> {
    let value = body.split("\n    .").next().unwrap_or(body);
    let mut names = BTreeSet::new();
    for piece in value.split('{').skip(1) {
        let inner = piece.split('}').next().unwrap_or("").trim();
        if let Some(name) = inner.strip_prefix('$') {
            if !name.contains("->") {
                names.insert(name.trim_end_matches("_loc").to_owned());
            }
        } else if let Some(other) = among.get(inner) {
            names.extend(variables(other, among));
        }
    }
    names
}

/// A message's attributes: name and text.
fn attributes(body: &str) -> Vec<(&str, &str)> {
    body.split("\n    .")
        .skip(1)
        .filter_map(|piece| piece.split_once(" = "))
        .collect()
}

#[test]
fn both_locales_parse_and_repeat_no_key() {
    for locale in Locale::ALL {
        assert_eq!(Words::new(locale).missing(), Vec::<String>::new());
    }
}

#[test]
fn every_locale_file_there_is_is_read() {
    for (locale, folder) in [(Locale::En, "en"), (Locale::Ru, "ru")] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("locales")
            .join(folder);
        let files: BTreeSet<String> = fs::read_dir(&folder)
            .expect("a folder of words")
            .map(|entry| entry.expect("readable").file_name())
            .map(|name| name.to_string_lossy().into_owned())
            .collect();
        let read = locale.sources().iter();
        let read: BTreeSet<String> = read.map(|(name, _)| format!("{name}.ftl")).collect();
        assert_eq!(files, read, "{locale:?}");
    }
}

#[test]
fn both_locales_have_the_same_keys_in_the_same_files_and_the_same_variables() {
    for ((name, en), (_, ru)) in EN.iter().zip(RU) {
        let keys = |text| {
            messages(text)
                .into_iter()
                .map(|(key, _)| key)
                .collect::<BTreeSet<_>>()
        };
        let (en, ru) = (keys(en), keys(ru));
        let only: Vec<_> = en.symmetric_difference(&ru).collect();
        assert!(only.is_empty(), "{name}.ftl: only in one locale: {only:?}");
    }
    let (en, ru) = (all(Locale::En), all(Locale::Ru));
    for (key, body) in &en {
        for (attribute, text) in attributes(body) {
            if let Some((_, other)) = attributes(&ru[key])
                .iter()
                .find(|(own, _)| *own == attribute)
            {
                assert_eq!(
                    variables(text, &en),
                    variables(other, &ru),
                    "{key}.{attribute}"
                );
            } else {
                assert!(
                    ["reading", "also", "panel", "bar"].contains(&attribute),
                    "{key}.{attribute}"
                );
            }
        }
        // Plural units print $text in both, whatever their selector.
        assert_eq!(variables(body, &en), variables(&ru[key], &ru), "{key}");
    }
}

#[test]
fn every_call_has_its_words_and_aids_and_there_are_no_others() {
    let (en, ru) = (Words::new(Locale::En), Words::new(Locale::Ru));
    for call in CallId::ALL {
        let key = format!("call-{}", call.key());
        assert!(en.has(&key) && en.has(&format!("{key}.reading")), "{key}");
        assert!(ru.has(&key), "{key}");
        assert!(
            ru.has(&format!("{key}.stressed")) && ru.has(&format!("{key}.latin")),
            "{key}"
        );
    }
    let calls: BTreeSet<String> = CallId::ALL
        .iter()
        .map(|call| format!("call-{}", call.key()))
        .collect();
    for (name, text) in EN.iter().chain(RU).filter(|(name, _)| *name == "calls") {
        for (key, _) in messages(text) {
            // A call of two wordings has the second beside it.
            let of = key.replacen("parting-", "call-", 1);
            assert!(calls.contains(&of), "{name}.ftl: {key} is no call");
        }
    }
}

#[test]
fn every_call_uses_exactly_its_slots() {
    for locale in Locale::ALL {
        let messages = all(locale);
        for call in CallId::ALL {
            let body = &messages[&format!("call-{}", call.key())];
            let slots: BTreeSet<String> = call
                .row()
                .slots
                .iter()
                .map(|slot| slot.key().to_owned())
                .collect();
            assert_eq!(variables(body, &messages), slots, "{}", call.key());
            for line in body
                .lines()
                .filter(|line| !line.trim_start().starts_with(".also"))
            {
                for slot in &slots {
                    assert!(line.contains(&format!("${slot}")), "{}: {line}", call.key());
                }
            }
        }
    }
}

#[test]
fn every_label_of_the_shared_catalogue_has_its_word() {
    for locale in Locale::ALL {
        let words = Words::new(locale);
        for key in labels::ALL {
            assert!(words.has(key), "{locale:?}: {key}");
        }
        for alarm in handshake_shared::sim::event::Alarm::ALL {
            let key = labels::alarm(alarm);
            assert!(
                words.has(&format!("{key}.text")) && words.has(&format!("{key}.do")),
                "{key}"
            );
        }
        for level in handshake_shared::sim::input::HelpLevel::ALL {
            assert!(words.has(&format!("{}.about", labels::level(level))));
        }
    }
}

#[test]
fn stress_marks_stand_only_in_the_teaching_lines_and_agree_with_the_plain_text() {
    for (key, body) in all(Locale::Ru) {
        let mut lines = body.split("\n    .");
        let plain = lines.next().unwrap_or("").trim();
        assert!(!plain.contains('\u{301}'), "{key}");
        for line in lines {
            if let Some(stressed) = line.strip_prefix("stressed = ") {
                let bare = stressed.replace('\u{301}', "");
                let lines = |text: &str| text.lines().map(str::trim).collect::<Vec<_>>().join("|");
                let (same, plain) = (lines(&bare), lines(plain));
                let nato = key.starts_with("spell-nato");
                assert!(nato || same == plain, "{key}: {same:?} {plain:?}");
            }
        }
    }
}

#[test]
fn both_spelling_alphabets_have_their_words() {
    for locale in Locale::ALL {
        let words = Words::new(locale);
        for row in RUSSIAN {
            words.get(&format!("spell-ru-{}", row.key));
        }
        for row in NATO {
            words.get(&format!("spell-nato-{}", row.key));
        }
        assert_eq!(words.missing(), Vec::<String>::new());
    }
}

#[test]
fn russian_typography_is_kept() {
    for (key, body) in all(Locale::Ru) {
        let plain = body.split("\n    .").next().unwrap_or("");
        assert!(!plain.contains('"'), "{key}: straight quotes");
        assert!(
            !plain.contains(" — ") || plain.contains("\u{a0}—"),
            "{key}: dash after a space"
        );
        assert!(!plain.contains("..."), "{key}: three points");
        let words: Vec<&str> = plain.split(' ').collect();
        for word in &words[..words.len().saturating_sub(1)] {
            let short = word.rsplit(['\u{a0}', '«', '(']).next().unwrap_or(word);
            let lone = ["в", "к", "с", "у", "о", "В", "К", "С", "У", "О"].contains(&short);
            assert!(!lone, "{key}: {short:?} may be left alone at a line's end");
        }
    }
}

#[test]
fn english_typography_is_kept() {
    for (key, body) in all(Locale::En) {
        for straight in ['"', '\''] {
            assert!(!body.contains(straight), "{key}: {straight}");
        }
        assert!(!body.contains("..."), "{key}: three points");
        for word in body.split(|c: char| !c.is_ascii_alphabetic()) {
            let british = [
                "metre",
                "metres",
                "centred",
                "manoeuvre",
                "odour",
                "colour",
                "colours",
            ];
            assert!(
                !british.contains(&word.to_ascii_lowercase().as_str()),
                "{key}: {word}"
            );
        }
    }
}

/// A message's text and attributes without its variables, selectors and references: what a reader
/// sees, and the name of the attribute it stands in.
fn prose(body: &str) -> Vec<(String, String)> {
    let mut found = vec![(String::new(), String::new())];
    for line in body.lines() {
        let inner = line.trim_start();
        let (line, starts) = match inner
            .strip_prefix('.')
            .and_then(|rest| rest.split_once(" ="))
        {
            Some((name, text)) => (text, Some(name.to_owned())),
            None => (line, None),
        };
        if let Some(name) = starts {
            found.push((name, String::new()));
        }
        let Some((_, text)) = found.last_mut() else {
            continue;
        };
        let mut rest = line;
        // A variant's name: `[few]`, `*[other]`.
        let bare = rest.trim_start().trim_start_matches('*');
        if let Some((_, variant)) = bare.strip_prefix('[').and_then(|bare| bare.split_once(']')) {
            rest = variant;
        }
        while let Some((before, inside)) = rest.split_once('{') {
            text.push_str(before);
            rest = inside.split_once('}').map_or("", |(_, after)| after);
        }
        text.push_str(rest.trim_end_matches('}'));
        text.push('\n');
    }
    found
}

fn is_latin(c: char) -> bool {
    c.is_alphabetic() && (c.is_ascii() || matches!(c, '\u{c0}'..='\u{24f}'))
}

fn is_cyrillic(c: char) -> bool {
    matches!(c, '\u{400}'..='\u{4ff}')
}

/// Words of the other script that may stand in a language's text: whole words, and the key of the
/// message where they may stand; a key that ends in `*` names its beginning.
const FOREIGN: &[(Locale, &str, &[&str])] = &[
    // A key and a command of an instructor's.
    (Locale::Ru, "desk-help-faults", &["F"]),
    (Locale::Ru, "trouble-no-instructor", &["host", "instructor"]),
    // Keys as they are printed on every keyboard, and names nobody translates.
    (
        Locale::Ru,
        "*",
        &[
            "Enter", "Esc", "Tab", "Ctrl", "C", "Z", "OK", "UDP", "UTC", "TOML", "HTML", "T",
        ],
    ),
    (
        Locale::Ru,
        "*",
        &[
            "handshake",
            "HANDSHAKE",
            "Handshake",
            "watch",
            "A",
            "scenario",
            "check",
            "toml",
            "port",
            "plain",
        ],
    ),
    (Locale::Ru, "console-*", &["F"]),
    (Locale::Ru, "help-book", &["F"]),
    (Locale::Ru, "desk-help-faults", &["F"]),
    (Locale::Ru, "trouble-no-instructor", &["host", "instructor"]),
    // Lessons that show what to type and what looks alike.
    (Locale::En, "lesson-find", &["стык"]),
    (Locale::Ru, "lesson-find", &["stykovka", "dock"]),
    (Locale::En, "lesson-*", &["В"]),
    (Locale::Ru, "lesson-*", &["B"]),
    // Terminals, variables of the environment and settings of tmux as they are written.
    (
        Locale::Ru,
        "doctor-*",
        &[
            "TERM",
            "xterm",
            "color",
            "COLORTERM",
            "truecolor",
            "NO",
            "COLOR",
            "XDG",
            "DATA",
            "CONFIG",
            "HOME",
            "UTF",
            "LANG",
            "ru",
            "RU",
            "kitty",
            "foot",
            "WezTerm",
            "Ghostty",
            "ascii",
            "SSH",
            "tmux",
            "set",
            "as",
            "terminal",
            "features",
            "RGB",
            "g",
            "extended",
            "keys",
            "on",
            "graphics",
            "sixel",
            "iTerm",
            "iterm",
            "Konsole",
            "pixels",
        ],
    ),
    (Locale::En, "doctor-cyrillic-wide", &["Союз"]),
    // Names that are written one way everywhere.
    (
        Locale::Ru,
        "credits-*",
        &[
            "Natural", "Earth", "Noto", "Sans", "OFL", "MIT", "Apache", "ratatui", "quinn",
            "rustls", "glam", "krilla", "Fluent",
        ],
    ),
    // Buttons as they are marked on the pad; names of a system and of a part of this program.
    (
        Locale::Ru,
        "help-pad-buttons",
        &["A", "B", "X", "Y", "Select", "Start"],
    ),
    (Locale::Ru, "hint-pad", &["Start"]),
    (Locale::Ru, "doctor-sound-*", &["audio"]),
    (Locale::Ru, "doctor-pads-*", &["Linux", "udev", "gamepad"]),
    // Networks by their names, and a command as it is typed.
    (Locale::Ru, "reach-*", &["Wi", "Fi", "VPN"]),
    (Locale::Ru, "advice-*", &["VPN", "server"]),
    (Locale::Ru, "key-code", &["QR"]),
    (Locale::Ru, "join-around-off", &["lan", "off"]),
    (Locale::Ru, "ready-*", &["Enter", "Esc", "I"]),
    // Gases by their formulae.
    (Locale::Ru, "*", &["O", "N", "CO"]),
    // Apollo's quads have Latin names on both consoles.
    // Endings of files and a form's name.
    (Locale::Ru, "manual-no-*", &["pdf", "md", "PDF", "Markdown"]),
    (Locale::Ru, "manual-lamps", &["F"]),
    (Locale::Ru, "label-quad-*", &["A", "B", "C", "D"]),
    (Locale::Ru, "help-cell", &["B"]),
    (Locale::Ru, "help-apollo-final", &["CROSS", "TGT"]),
    (Locale::Ru, "trouble-invite-key", &["A", "Z"]),
    (Locale::Ru, "expected-flag", &["true", "false"]),
    (Locale::Ru, "console-key-language", &["in", "English"]),
    (Locale::Ru, "hint-no-such-pace", &["pace"]),
    // The commands of the mode of lines are typed as they stand.
    (
        Locale::Ru,
        "console-plain-help",
        &[
            "rb", "g", "n", "k", "do", "w", "s", "a", "d", "r", "f", "up", "down", "left", "right",
            "q", "e", "z", "c", "m", "y", "j", "v", "direct", "store", "t", "ksu", "see", "panel",
            "again", "quit", "pace", "lamp", "book", "offer", "ring", "accept", "withdraw", "plan",
        ],
    ),
    (Locale::Ru, "lines-cards", &["rb"]),
    (
        Locale::Ru,
        "trouble-unreachable*",
        &["handshake", "server", "VPN"],
    ),
    (Locale::Ru, "setting-pixels-*", &["iTerm", "kitty", "sixel"]),
    // A cell of the other crew's panel, letter for letter.
    (Locale::En, "help-cell", &["В"]),
    (Locale::En, "demo-cell", &["В"]),
    (Locale::Ru, "report-*", &["doctor"]),
    // The game's name in its other language, and the way there.
    (Locale::En, "poster-line", &["РУКОПОЖАТИЕ"]),
    (Locale::En, "console-key-language", &["по", "русски"]),
];

fn may_stand(locale: Locale, key: &str, word: &str) -> bool {
    FOREIGN.iter().any(|(of, place, words)| {
        let here = match place.strip_suffix('*') {
            Some(start) => key.starts_with(start),
            None => key == *place,
        };
        *of == locale && here && words.contains(&word)
    })
}

/// Whether a text is to be in Latin letters: English, and Russian in its teaching line.
fn wants_latin(locale: Locale, attribute: &str) -> bool {
    match (locale, attribute) {
        (Locale::Ru, "latin") => true,
        (Locale::En, "reading") => false,
        (locale, _) => locale == Locale::En,
    }
}

#[test]
fn no_word_in_either_language_has_a_letter_of_the_other_script() {
    let (mut looked_at, mut foreign) = (0, Vec::new());
    let mut met = BTreeSet::new();
    for locale in Locale::ALL {
        for (key, body) in all(locale) {
            for (attribute, text) in prose(&body) {
                let latin = wants_latin(locale, &attribute);
                for word in text.split(|c: char| !c.is_alphabetic() && c != '\u{301}') {
                    let wrong = |c: char| if latin { is_cyrillic(c) } else { is_latin(c) };
                    looked_at += usize::from(!word.is_empty());
                    let subscript = text.contains(&format!("{word}₂"));
                    let formula = subscript && word.chars().any(is_cyrillic);
                    assert!(!formula, "{key}: the formula {word}₂ is Latin");
                    let mixed = word.chars().any(is_latin) && word.chars().any(is_cyrillic);
                    assert!(!mixed, "{locale:?} {key}.{attribute}: {word} mixes scripts");
                    let strange = word.chars().any(wrong);
                    if strange && may_stand(locale, &key, word) {
                        met.insert((locale, word.to_owned()));
                    } else if strange {
                        foreign.push(format!("{locale:?} {key}.{attribute}: {word}"));
                    }
                }
            }
        }
    }
    assert!(looked_at > 5_000, "only {looked_at} words were looked at");
    assert!(foreign.is_empty(), "{foreign:#?}");
    for (locale, key, words) in FOREIGN {
        for word in *words {
            let needed = met.contains(&(*locale, (*word).to_owned()));
            assert!(needed, "{word} is allowed in {key} and stands nowhere");
        }
    }
}

#[test]
fn what_a_reader_sees_of_a_message_is_found_whole() {
    let body = " a { $x ->\n    [one] { $n } b\n   *[other] c { d } e\n}\n    .latin = f { $g } h";
    let plain: Vec<String> = prose(body)
        .iter()
        .map(|(name, text)| {
            let words: Vec<&str> = text.split_whitespace().collect();
            format!("{name}:{}", words.join(" "))
        })
        .collect();
    assert_eq!(plain, [":a b c e", "latin:f h"]);
}

/// Widest label of each kind, in cells, by the first part of its key.
const WIDTHS: &[(&str, usize)] = &[
    ("title", 24),
    ("stack", 6),
    ("margin", 2),
    ("tag", 3),
    ("initials", 2),
    ("ship", 8),
    ("room", 7),
    ("post", 3),
    ("label", 11),
    ("side", 5),
    ("mode", 9),
    ("deadband", 9),
    ("state", 9),
    ("ring", 9),
    ("guard", 9),
    ("lamp", 10),
    ("valve", 13),
    ("alarm", 12),
    ("phase", 15),
    ("key", 14),
    ("menu", 30),
];

#[test]
fn panel_labels_fit_their_places_in_both_languages() {
    for locale in Locale::ALL {
        let messages = all(locale);
        for (class, limit) in WIDTHS {
            let prefix = format!("{class}-");
            let of_class = messages.iter().filter(|(key, _)| key.starts_with(&prefix));
            let mut count = 0;
            for (key, body) in of_class {
                // A variable of a label is one digit.
                let plain = body.split("\n    .").next().unwrap_or("").trim();
                let label = plain.replace("{ $n }", "0");
                let width = label.width();
                assert!(
                    width <= *limit,
                    "{key}: {label} is {width} wide, {limit} allowed"
                );
                count += 1;
            }
            assert!(count > 0, "no {class}");
        }
    }
}

#[test]
fn a_missing_word_shows_its_key_and_is_remembered() {
    let words = Words::new(Locale::En);
    assert_eq!(words.get("no-such-word"), "no-such-word");
    assert_eq!(
        words.get("call-roger.no-such-form"),
        "call-roger.no-such-form"
    );
    words.get("call-range");
    let missing = words.missing();
    assert_eq!(missing.len(), 3, "{missing:?}");
    assert!(missing.contains(&"no-such-word".to_owned()));
}
