//! Promises about the words of the book.

use std::collections::BTreeSet;

use handshake_shared::catalogue::book::PAGES;
use unicode_width::UnicodeWidthStr;

use super::*;
use crate::widgets::text::broken;

/// Columns of a page beside the picture, less its margin and the mark of a line.
const NARROW: usize = 40;
/// Rows that a question, a sign or an act may take there.
const ROWS: usize = 3;

fn every_page() -> impl Iterator<Item = (Locale, PageId, PageText)> {
    let both = Bilingual::new();
    let latches = KsuCell::new(2, 3);
    let pages = Locale::ALL
        .into_iter()
        .flat_map(|locale| PAGES.iter().map(move |page| (locale, page.id)));
    let texts: Vec<_> = pages
        .map(|(locale, page)| (locale, page, page_text(&both, locale, page, latches)))
        .collect();
    assert_eq!(both.en.missing(), Vec::<String>::new());
    assert_eq!(both.ru.missing(), Vec::<String>::new());
    texts.into_iter()
}

#[test]
fn every_page_has_its_words_in_both_languages_and_nothing_is_left_unfilled() {
    for (locale, page, text) in every_page() {
        let all = text.lines.iter().flatten().chain([&text.title, &text.ask]);
        for sentence in all {
            assert!(!sentence.is_empty(), "{locale:?} {page:?}");
            assert!(!sentence.contains(['{', '}', '$']), "{page:?}: {sentence}");
        }
    }
}

#[test]
fn every_page_fits_beside_the_picture() {
    for (_, page, text) in every_page() {
        assert!(text.title.width() <= 28, "{page:?}: {}", text.title);
        for sentence in text.lines.iter().flatten().chain([&text.ask]) {
            let rows = broken(sentence, NARROW).len();
            assert!(rows <= ROWS, "{page:?}: {rows} rows: {sentence}");
        }
    }
}

#[test]
fn a_page_names_the_other_panel_as_it_is_printed_there_whatever_its_own_language() {
    let both = Bilingual::new();
    for (_, page, text) in every_page() {
        let seat = page.row().shelf.other();
        for [label, _] in &text.labels {
            let foreign = match Locale::of(seat) {
                Locale::En => label.chars().any(|c| ('А'..='я').contains(&c)),
                // Formulae and bare numbers are the same in both.
                Locale::Ru => label.chars().filter(|c| c.is_ascii_alphabetic()).count() > 2,
            };
            assert!(!foreign, "{page:?}: {label}");
        }
    }
    let latches = page_text(&both, Locale::En, PageId::LatchPower, KsuCell::new(2, 3));
    assert!(latches.lines[0][0].contains("ПИТ ЗАЩ"), "{latches:?}");
    assert!(latches.lines[0][1].contains("В3"), "the Cyrillic letter");
    let jets = page_text(&both, Locale::Ru, PageId::ApolloJets, None);
    assert!(jets.lines[0][1].contains("RCS C ISOL"), "{jets:?}");
}

#[test]
fn every_label_has_a_reading_for_whoever_reads_only_the_other_alphabet() {
    for (locale, page, text) in every_page() {
        let own = locale == Locale::of(page.row().shelf.other());
        let marks: BTreeSet<_> = text.cells.iter().map(|cell| printed(*cell)).collect();
        for [label, sound] in &text.labels {
            let is_cell = marks.contains(label);
            assert_eq!(sound.is_empty(), own && !is_cell, "{page:?}: {label}");
            if sound.is_empty() || own {
                continue;
            }
            let stranger = |c: char| match locale {
                Locale::En => ('А'..='ё').contains(&c),
                Locale::Ru => c.is_ascii_alphabetic(),
            };
            assert!(!sound.contains(stranger), "{label}: {sound}");
        }
    }
}

#[test]
fn a_page_that_names_no_known_cell_yet_says_so() {
    let both = Bilingual::new();
    let page = page_text(&both, Locale::En, PageId::LatchPower, None);
    assert!(page.lines[0][1].contains(&both.en.get("book-later")));
    assert!(page.cells.is_empty());
}

#[test]
fn contents_are_the_shelf_in_its_order() {
    let both = Bilingual::new();
    for seat in Seat::ALL {
        let listed: Vec<PageId> = contents(&both.en, seat)
            .into_iter()
            .map(|(id, _)| id)
            .collect();
        let rows: Vec<PageId> = shelf(seat).map(|page| page.id).collect();
        assert_eq!(listed, rows);
    }
}

#[test]
fn every_word_of_the_book_belongs_to_a_row() {
    let mut used: BTreeSet<String> = PAGES.iter().map(title_key).collect();
    let lines = PAGES.iter().flat_map(|page| page.lines);
    used.extend(lines.map(|line| format!("page-{}", line.words)));
    let text = include_str!("../../../locales/en/book.ftl");
    for key in text.lines().filter_map(|line| line.split_once(" =")) {
        if key.0.starts_with("page-") {
            assert!(used.contains(key.0), "{} is on no page", key.0);
        }
    }
}
