//! Promises about the manual on paper: fonts, lines, pages, the file.

use super::super::pdf::{self, Mark, Sheet};
use super::*;

#[test]
fn the_fonts_have_every_character_and_a_stress_mark_takes_no_room() {
    books(|_, _, _, document| {
        for text in document.texts() {
            assert_eq!(pdf::unprintable(text), "", "{text}");
        }
    });
    let style = pdf::Style::text(10.0);
    let [bare, stressed] = ["замки", "замки\u{301}"].map(|text| pdf::width(text, style));
    assert!((bare - stressed).abs() < 1e-3, "{bare} {stressed}");
}

/// What a page says, line by line, with where it ends.
fn lines(page: &pdf::Page) -> Vec<(f32, f32, f32, &str)> {
    let texts = page.marks.iter().filter_map(|mark| match mark {
        Mark::Text { x, y, style, text } => {
            Some((*y, *x, x + pdf::width(text, *style), text.as_str()))
        }
        _ => None,
    });
    let mut lines: Vec<_> = texts.collect();
    lines.sort_by(|a, b| (a.0, a.1).partial_cmp(&(b.0, b.1)).expect("finite"));
    lines
}

#[test]
fn nothing_on_paper_is_cut_broken_or_set_over_something_else() {
    for (locale, seat, paper) in [
        (Locale::En, Seat::Apollo, Paper::Letter),
        (Locale::Ru, Seat::Soyuz, Paper::A4),
        (Locale::En, Seat::Soyuz, Paper::A4),
        (Locale::Ru, Seat::Apollo, Paper::Letter),
    ] {
        let document = compose(&Bilingual::new(), locale, seat);
        let (sheet, pages) = (Sheet::of(paper), pdf::pages(&document, paper));
        let mut set: BTreeSet<&str> = BTreeSet::new();
        for page in &pages {
            let lines = lines(page);
            for (y, left, right, text) in &lines {
                assert!(
                    *left >= sheet.left - 0.1 && *right <= sheet.right + 0.1,
                    "{text}"
                );
                assert!(*y >= sheet.head() && *y <= sheet.foot() + 0.1, "{text}");
                set.extend(text.split(' '));
            }
            for pair in lines.windows(2) {
                let [(y, _, end, before), (below, start, _, text)] = pair else {
                    continue;
                };
                assert!(y != below || end <= start, "{before} runs into {text}");
            }
        }
        for word in document
            .texts()
            .iter()
            .flat_map(|text| text.split([' ', '\u{2002}']))
        {
            assert!(
                set.contains(word) || word.is_empty(),
                "{word} is broken or missing"
            );
        }
    }
}

#[test]
fn a_table_that_goes_on_over_a_page_repeats_its_headings() {
    let document = compose(&Bilingual::new(), Locale::Ru, Seat::Soyuz);
    let pages = pdf::pages(&document, Paper::A4);
    let tables = document.sections.iter().flat_map(tables).count();
    let grounds = |page: &pdf::Page| {
        let areas = page
            .marks
            .iter()
            .filter(|mark| matches!(mark, Mark::Area { area, .. } if area[3] > 5.0));
        areas.count()
    };
    // The first thing under the running head of a page that a table fills is its headings.
    let mut over = 0;
    for page in pages.iter().skip(2) {
        let first = page
            .marks
            .iter()
            .find(|mark| !matches!(mark, Mark::Link { .. }));
        over += usize::from(matches!(first, Some(Mark::Area { area, .. }) if area[3] > 5.0));
    }
    let all: usize = pages.iter().map(grounds).sum();
    assert!(over > 5, "{over} pages begin within a table");
    assert!(all >= tables + over / 2, "{all} headings, {tables} tables");
}

#[test]
fn no_heading_stands_at_the_foot_of_a_page_without_what_it_heads() {
    for (locale, seat) in [(Locale::En, Seat::Apollo), (Locale::Ru, Seat::Soyuz)] {
        let document = compose(&Bilingual::new(), locale, seat);
        for page in pdf::pages(&document, Paper::A4).iter().skip(2) {
            let marks: Vec<&Mark> = page.marks.iter().collect();
            let heading = marks.iter().rposition(
                |mark| matches!(mark, Mark::Text { style, .. } if style.bold && style.size > 11.0),
            );
            // Under the last heading: a table's ground, or three lines of text and more.
            let Some(at) = heading else { continue };
            let below = &marks[at + 1..];
            let ground = below
                .iter()
                .any(|mark| matches!(mark, Mark::Area { area, .. } if area[3] > 5.0));
            let text = below
                .iter()
                .filter(|mark| matches!(mark, Mark::Text { style, .. } if style.size > 9.0));
            assert!(ground || text.count() >= 3, "{:?}", marks[at]);
        }
    }
}

#[test]
fn a_pdf_is_read_by_another_library_and_is_the_same_file_every_time() {
    for (locale, seat, paper, word) in [
        (Locale::En, Seat::Soyuz, Paper::Letter, "Phrasebook"),
        (Locale::Ru, Seat::Apollo, Paper::A4, "Разговорник"),
    ] {
        let document = compose(&Bilingual::new(), locale, seat);
        let bytes = pdf::write(&document, paper).expect("a PDF");
        assert_eq!(bytes, pdf::write(&document, paper).expect("a PDF"));
        assert!(bytes.len() < 1_000_000, "{} bytes", bytes.len());
        let read = lopdf::Document::load_mem(&bytes).expect("a PDF that parses");
        let pages = read.get_pages();
        assert!((25..=60).contains(&pages.len()), "{} pages", pages.len());
        let numbers: Vec<u32> = pages.keys().copied().collect();
        let text = read.extract_text(&numbers).expect("text");
        let plain = |text: &str| text.split_whitespace().collect::<String>();
        let text = plain(&text);
        assert!(text.contains(word));
        for section in &document.sections {
            assert!(text.contains(&plain(&section.title)), "{}", section.title);
        }
        let calls = section(&Bilingual::new(), locale, &document, "calls");
        for row in tables(calls)
            .flat_map(|table| &table.rows)
            .filter(|row| row[0].len() < 20)
        {
            assert!(text.contains(&plain(&row[1])), "{row:?}");
        }
    }
}
