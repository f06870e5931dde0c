//! Promises about the printed manual: whole, the crew's own, the same file every time, nothing cut.

#[cfg(feature = "pdf")]
mod paper;

use std::collections::BTreeSet;

use handshake_shared::catalogue::book::{PAGES, shelf};
use handshake_shared::catalogue::calls::CallId;
use handshake_shared::catalogue::equipment::SWITCHES;
use handshake_shared::catalogue::lamps::LampCode;
use handshake_shared::catalogue::procedures::{Phase, STEPS};
use handshake_shared::catalogue::spelling::{KSU_COLUMNS, KSU_ROW_COUNT, NATO, RUSSIAN};
use handshake_shared::catalogue::valves::VALVES;
use handshake_shared::sim::event::Alarm;
use handshake_shared::sim::input::{ControlMode, HelpLevel};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::document::{Block, Section, Table};
use super::*;
use crate::i18n::{call_text, glossary_keys, printed_page};
use crate::input::keymap::{Act, COCKPIT, KeyRow, TOGETHER, When};

/// Every book there is, with the words it was written from.
fn books(mut judge: impl FnMut(&Bilingual, Locale, Seat, &Document)) {
    for locale in Locale::ALL {
        for seat in Seat::ALL {
            let tongues = Bilingual::new();
            let document = compose(&tongues, locale, seat);
            judge(&tongues, locale, seat, &document);
        }
    }
}

fn section<'d>(
    tongues: &Bilingual,
    locale: Locale,
    document: &'d Document,
    key: &str,
) -> &'d Section {
    let title = tongues.of(locale).get(&format!("manual-{key}"));
    let found = document
        .sections
        .iter()
        .find(|section| section.title == title);
    found.unwrap_or_else(|| panic!("no section {title}"))
}

fn tables(section: &Section) -> impl Iterator<Item = &Table> {
    section.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    })
}

/// First cells of a section's tables.
fn firsts(section: &Section) -> Vec<&str> {
    let rows = tables(section).flat_map(|table| &table.rows);
    rows.map(|row| row[0].as_str()).collect()
}

#[test]
fn every_book_is_whole_in_both_languages() {
    books(|tongues, locale, seat, document| {
        for words in [&tongues.en, &tongues.ru] {
            assert_eq!(words.missing(), Vec::<String>::new(), "{locale:?} {seat:?}");
        }
        assert_eq!(document.sections.len(), 18, "{locale:?} {seat:?}");
        for section in &document.sections {
            assert!(section.blocks.len() > 1, "{} is empty", section.title);
            for table in tables(section) {
                assert!(
                    !table.rows.is_empty(),
                    "{}: a table without rows",
                    section.title
                );
                for row in &table.rows {
                    assert_eq!(row.len(), table.columns.len(), "{row:?}");
                }
            }
        }
        for text in document.texts() {
            for wrong in ["  ", "{", "..", "�"] {
                assert!(!text.contains(wrong), "{text}");
            }
        }
    });
}

#[test]
fn a_call_stands_among_the_own_ones_exactly_when_this_crew_may_say_it() {
    books(|tongues, locale, seat, document| {
        let section = section(tongues, locale, document, "calls");
        let tables: Vec<&Table> = tables(section).collect();
        let (heard, own) = tables.split_last().expect("rings and what is heard");
        assert_eq!(own.len(), 3);
        let mut told = 0;
        for call in CallId::ALL {
            let row = call.row();
            let mine = row.who.allows(seat);
            let speaker = if mine { seat } else { seat.other() };
            let texts = Locale::ALL.map(|of| call_text(tongues.of(of), speaker, *call, &[]));
            let is_it = |cells: &&Vec<String>| {
                let [first, second] =
                    [&cells[0], &cells[1]].map(|cell| cell.replace('\u{301}', ""));
                match locale {
                    Locale::En => [first, second] == texts,
                    Locale::Ru => [second, first] == texts,
                }
            };
            let table = if mine {
                own[usize::from(row.ring) - 1]
            } else {
                *heard
            };
            assert_eq!(
                table.rows.iter().filter(is_it).count(),
                1,
                "{} {seat:?}",
                call.key()
            );
            told += 1;
        }
        let rows: usize = tables.iter().map(|table| table.rows.len()).sum();
        assert_eq!(rows, told, "a call stands twice");
    });
}

#[test]
fn foreign_calls_have_their_stress_and_their_reading() {
    books(|tongues, locale, _, document| {
        for table in tables(section(tongues, locale, document, "calls")) {
            for row in &table.rows {
                assert!(!row[2].is_empty(), "{row:?}");
                // A word of one vowel has nothing to stress.
                let vowels = |word: &str| word.chars().filter(|c| "аеиоуыэюя".contains(*c)).count();
                let long = |text: &str| text.split(' ').any(|word| vowels(word) > 1);
                let told = match locale {
                    Locale::En => &row[1],
                    Locale::Ru => &row[2],
                };
                let stressed = told.contains(['\u{301}', 'ё']);
                assert!(stressed || !long(told), "no stress in {told}");
            }
        }
    });
}

#[test]
fn the_keys_are_the_maps_and_one_hand_is_not_told_the_others() {
    books(|tongues, locale, seat, document| {
        let section = section(tongues, locale, document, "keys");
        let [own, shared] = tables(section).collect::<Vec<_>>()[..] else {
            panic!("two tables of keys")
        };
        let words = tongues.of(locale);
        let does = |row: &KeyRow| match row.act {
            Act::Help => words.get("manual-keys-help"),
            act => words.get(act.word()),
        };
        let named = |table: &Table, key: &str, does: &str| {
            let pairs = table.rows.iter().flat_map(|row| row.chunks(2));
            pairs.into_iter().any(|pair| {
                pair[0].split('\u{2002}').any(|one| one == key) && pair[1].ends_with(does)
            })
        };
        for row in COCKPIT {
            let (key, does) = (row.key.label(), does(row));
            assert!(named(own, &key, &does), "{key}: {does}");
        }
        for row in TOGETHER {
            let (key, does) = (row.key.label(), does(row));
            let mine = match row.when {
                When::Side(side)
                | When::SideMove(side)
                | When::SideTurn(side)
                | When::SidePanel(side) => side == seat.index(),
                _ => true,
            };
            assert_eq!(named(shared, &key, &does), mine, "{seat:?} {key}: {does}");
        }
    });
}

#[test]
fn the_panel_is_ones_own_and_stands_as_it_is_painted() {
    books(|tongues, locale, seat, document| {
        let panel = tongues.of(Locale::of(seat));
        let mut painted = firsts(section(tongues, locale, document, "panel"));
        painted.extend(firsts(section(tongues, locale, document, "air")));
        let mut labels: Vec<(bool, String)> = Vec::new();
        for row in VALVES {
            labels.push((row.worked_by == seat, panel.get(labels::valve(row.id))));
        }
        for row in SWITCHES {
            labels.push((row.worked_by == seat, panel.get(labels::switch(row.id))));
        }
        for mode in Seat::ALL.map(ControlMode::of).concat() {
            let own = ControlMode::of(seat).contains(&mode);
            labels.push((own, panel.get(labels::mode(mode))));
        }
        for key in ["label-beacons", "label-transponder", "label-latch-power"] {
            labels.push((seat == Seat::Soyuz, panel.get(key)));
        }
        for key in [
            "label-vhf",
            "label-direct",
            "label-dap-rate",
            "console-cross",
        ] {
            labels.push((seat == Seat::Apollo, panel.get(key)));
        }
        for (own, label) in labels {
            let off = label == panel.get("mode-off");
            assert!(
                painted.contains(&label.as_str()) == own || off,
                "{seat:?}: {label}"
            );
        }
        let alarms = firsts(section(tongues, locale, document, "alarms"));
        assert_eq!(
            alarms,
            Alarm::ALL.map(|alarm| panel.get(labels::alarm(alarm)))
        );
    });
}

#[test]
fn a_shelf_holds_its_own_pages_and_none_of_the_other_crews() {
    books(|tongues, locale, seat, document| {
        let section = section(tongues, locale, document, "pages");
        let titles: Vec<&str> = section
            .blocks
            .iter()
            .filter_map(|block| match block {
                Block::Heading(title) => Some(title.as_str()),
                _ => None,
            })
            .collect();
        let own: Vec<String> = shelf(seat)
            .map(|page| tongues.of(locale).get(&format!("page-{}", page.words)))
            .collect();
        assert_eq!(titles, own, "{locale:?} {seat:?}");
        // Pages of both shelves may share words; what they tell never.
        let told: BTreeSet<&str> = tables(section)
            .flat_map(|table| &table.rows)
            .flatten()
            .map(String::as_str)
            .collect();
        for page in PAGES {
            let text = printed_page(tongues, locale, page.id);
            for [sign, tell] in text.lines {
                let here = told.contains(sign.as_str()) && told.contains(tell.as_str());
                let mine = shelf(seat).any(|other| {
                    let other = printed_page(tongues, locale, other.id);
                    other.lines.contains(&[sign.clone(), tell.clone()])
                });
                assert_eq!(here, mine, "{seat:?} {}: {sign}", page.key);
            }
        }
    });
}

#[test]
fn steps_cells_letters_terms_levels_and_missions_are_all_there() {
    books(|tongues, locale, _, document| {
        let words = tongues.of(locale);
        let plan = section(tongues, locale, document, "plan");
        let steps = firsts(plan);
        for step in STEPS {
            assert!(
                steps.contains(&words.get(&labels::step(step.id)).as_str()),
                "{}",
                step.key
            );
        }
        let moves: usize = STEPS.iter().map(|step| step.moves.len()).sum();
        let phases = Phase::ALL
            .iter()
            .filter(|phase| STEPS.iter().any(|step| step.phase == **phase));
        let rows: usize = tables(plan)
            .take(phases.count())
            .map(|table| table.rows.len())
            .sum();
        assert_eq!(rows, moves);
        let matrix = tables(section(tongues, locale, document, "matrix"))
            .next()
            .expect("a matrix");
        let cells: BTreeSet<&str> = matrix.rows.iter().flatten().map(String::as_str).collect();
        for column in KSU_COLUMNS {
            for number in 1..=KSU_ROW_COUNT {
                assert!(cells.contains(format!("{}{number}", column.letter).as_str()));
            }
        }
        let letters = tables(section(tongues, locale, document, "spelling"));
        let letters: Vec<&str> = letters
            .flat_map(|table| &table.rows)
            .flat_map(|row| [row[0].as_str(), row[row.len() / 2].as_str()])
            .collect();
        for letter in RUSSIAN
            .map(|row| row.letter)
            .into_iter()
            .chain(NATO.map(|row| row.letter))
        {
            assert!(letters.contains(&letter.to_string().as_str()), "{letter}");
        }
        let terms = firsts(section(tongues, locale, document, "glossary"));
        assert_eq!(terms.len(), glossary_keys().count());
        for key in glossary_keys() {
            assert!(terms.contains(&words.get(key).as_str()), "{key}");
        }
        let lamps = firsts(section(tongues, locale, document, "lamps"));
        assert_eq!(lamps.len(), LampCode::ALL.len());
        let levels = firsts(section(tongues, locale, document, "help"));
        for level in HelpLevel::ALL {
            assert!(
                levels.contains(&words.get(labels::level(level)).as_str()),
                "{level:?}"
            );
        }
        let missions = firsts(section(tongues, locale, document, "missions"));
        assert_eq!(missions.len(), crate::missions::offered().len());
    });
}

#[test]
fn markdown_is_read_back_as_what_was_written() {
    books(|_, _, _, document| {
        let text = markdown::write(document);
        let mut read: Vec<String> = Vec::new();
        let (mut open, mut rows, mut tables) = (String::new(), 0, 0);
        for event in Parser::new_ext(&text, Options::ENABLE_TABLES) {
            match event {
                Event::Text(text) | Event::Code(text) => open.push_str(&text),
                Event::SoftBreak | Event::HardBreak => panic!("a break within {open}"),
                Event::Start(Tag::Table(_)) => tables += 1,
                Event::End(
                    TagEnd::Heading(_) | TagEnd::Paragraph | TagEnd::Item | TagEnd::TableCell,
                ) => read.push(std::mem::take(&mut open)),
                Event::End(TagEnd::TableRow) => rows += 1,
                Event::Start(Tag::CodeBlock(_) | Tag::BlockQuote(_)) => panic!("a block at {open}"),
                _ => {}
            }
        }
        let wanted: usize = document
            .sections
            .iter()
            .flat_map(super::tests::tables)
            .count();
        assert_eq!(tables, wanted);
        let wanted = document.sections.iter().flat_map(super::tests::tables);
        assert_eq!(rows, wanted.map(|table| table.rows.len()).sum::<usize>());
        // The list of sections and their numbers are Markdown's own; every text comes back whole.
        let read: BTreeSet<String> = read
            .into_iter()
            .map(|text| {
                text.trim_start_matches(|c: char| c.is_ascii_digit())
                    .to_owned()
            })
            .collect();
        for text in document.texts().into_iter().filter(|text| !text.is_empty()) {
            let bare = text.trim_start_matches(|c: char| c.is_ascii_digit());
            let numbered = format!(". {text}");
            assert!(read.contains(bare) || read.contains(&numbered), "{text}");
        }
    });
}

#[test]
fn marks_of_markdown_in_a_text_stay_characters() {
    let hard = [
        "*a* _b_",
        "1. not a list",
        "- no point",
        "<b> & |x|",
        "#1 [a](b)",
        "~~c~~ `d` \\",
    ];
    let section = Section {
        title: "t".into(),
        blocks: hard
            .iter()
            .map(|text| Block::Text((*text).to_owned()))
            .collect(),
    };
    let document = Document {
        title: "d".into(),
        subtitle: "s".into(),
        cover: Vec::new(),
        contents: "c".into(),
        language: "en-US",
        sections: vec![section],
    };
    let text = markdown::write(&document);
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let (mut paragraphs, mut open) = (Vec::new(), String::new());
    for event in Parser::new_ext(&text, options) {
        match event {
            Event::Text(text) => open.push_str(&text),
            Event::End(TagEnd::Paragraph) => paragraphs.push(std::mem::take(&mut open)),
            Event::End(_) => open.clear(),
            _ => {}
        }
    }
    for text in hard {
        assert!(
            paragraphs.iter().any(|read| read == text),
            "{text}: {paragraphs:?}"
        );
    }
}

#[test]
fn what_cannot_be_written_is_told_in_the_readers_language() {
    let folder = std::env::temp_dir().join(format!("handshake-manual-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder");
    let document = compose(&Bilingual::new(), Locale::En, Seat::Apollo);
    let good = folder.join("book.md");
    write(&document, Paper::A4, &good).expect("written");
    assert_eq!(
        fs::read_to_string(&good).expect("read"),
        markdown::write(&document)
    );
    for (file, code) in [
        (folder.join("book.txt"), NO_FORM),
        (folder.join("book"), NO_FORM),
        (folder.join("no/such/folder/book.md"), UNWRITTEN),
        (
            folder.clone().with_extension("pdf").join("book.pdf"),
            UNWRITTEN,
        ),
    ] {
        let why = write(&document, Paper::A4, &file).expect_err("not written");
        let told = Locale::ALL.map(|locale| {
            let words = Words::new(locale);
            let (told_code, text) = told(&words, &file.display().to_string(), &why);
            assert_eq!(told_code, code, "{text}");
            assert!(text.contains(&file.display().to_string()), "{text}");
            assert_eq!(words.missing(), Vec::<String>::new());
            text
        });
        assert_ne!(told[0], told[1]);
    }
    fs::remove_dir_all(&folder).expect("the folder goes");
}
