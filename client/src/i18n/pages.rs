//! The other crew's book in words: its list of contents, a page, and the labels of the other panel as
//! they are printed there. For the screen, and for whoever prints the book.

use handshake_shared::catalogue::book::{Mark, Page, PageId, shelf};
use handshake_shared::catalogue::jets::jets;
use handshake_shared::catalogue::ksu::System;
use handshake_shared::catalogue::spelling::KsuCell;
use handshake_shared::ids::Seat;
use handshake_shared::sim::input::ReadingOf;

use super::numerals::latin;
use super::{Arg, Bilingual, Locale, Words, labels, spelt_cell};

/// A page in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageText {
    /// Its title.
    pub title: String,
    /// What to ask the other crew.
    pub ask: String,
    /// Its table: what they may see, and what they then do.
    pub lines: Vec<[String; 2]>,
    /// Labels of the other panel that it names, each with how it sounds to a reader of the page's
    /// language; empty where that is the panel's own.
    pub labels: Vec<[String; 2]>,
    /// Cells of the matrix that it names.
    pub cells: Vec<KsuCell>,
}

/// A crew's list of contents: the pages of its shelf with their titles, in a language.
pub fn contents(words: &Words, seat: Seat) -> Vec<(PageId, String)> {
    let titled = |page: &Page| (page.id, words.get(&title_key(page)));
    shelf(seat).map(titled).collect()
}

/// A page in a language; labels stand in the other panel's. `latches` is the seed's cell, where the
/// reader's book shows it.
pub fn page_text(
    both: &Bilingual,
    locale: Locale,
    page: PageId,
    latches: Option<KsuCell>,
) -> PageText {
    text(both, locale, page, latches, "book-later")
}

/// The same as it is printed for every mission: where the seed's cell stands, it says where to find it.
pub fn printed_page(both: &Bilingual, locale: Locale, page: PageId) -> PageText {
    text(both, locale, page, None, "book-on-screen")
}

/// `unknown` stands for the seed's cell where it is not known.
fn text(
    both: &Bilingual,
    locale: Locale,
    page: PageId,
    latches: Option<KsuCell>,
    unknown: &str,
) -> PageText {
    let page = page.row();
    let words = both.of(locale);
    let key = title_key(page);
    let first = page.lines.first().map_or(&[][..], |line| line.marks);
    let lines = page.lines.iter().map(|line| {
        let key = format!("page-{}", line.words);
        ["", ".do"].map(|part| {
            filled(
                both,
                words,
                (page, line.marks),
                &format!("{key}{part}"),
                (latches, unknown),
            )
        })
    });
    PageText {
        title: words.get(&key),
        ask: filled(
            both,
            words,
            (page, first),
            &format!("{key}.ask"),
            (latches, unknown),
        ),
        lines: lines.collect(),
        labels: named(both, locale, page, latches),
        cells: cells(page, latches),
    }
}

fn title_key(page: &Page) -> String {
    format!("page-{}", page.words)
}

/// A sentence with the labels it names.
fn filled(
    both: &Bilingual,
    words: &Words,
    (page, marks): (&Page, &[Mark]),
    key: &str,
    (latches, unknown): (Option<KsuCell>, &str),
) -> String {
    const NAMES: [&str; 4] = ["a", "b", "c", "d"];
    let label = |mark: &Mark| match mark {
        Mark::Cell(system) => match cell(*system, latches) {
            Some(cell) => printed(cell),
            None => words.get(unknown),
        },
        mark => mark_label(both, page.shelf.other(), *mark, latches),
    };
    let labels: Vec<String> = marks.iter().map(label).collect();
    let args: Vec<(&str, Arg)> = NAMES
        .into_iter()
        .zip(&labels)
        .map(|(name, label)| (name, Arg::Text(label)))
        .collect();
    words.format(key, &args)
}

/// Every label a page names, once, with its sound.
fn named(
    both: &Bilingual,
    locale: Locale,
    page: &Page,
    latches: Option<KsuCell>,
) -> Vec<[String; 2]> {
    let panel = page.shelf.other();
    let mut named: Vec<[String; 2]> = Vec::new();
    for mark in page.lines.iter().flat_map(|line| line.marks) {
        let label = mark_label(both, panel, *mark, latches);
        let known = named.iter().any(|[other, _]| *other == label);
        if label.is_empty() || known {
            continue;
        }
        let sound = match mark {
            Mark::Cell(system) => cell(*system, latches)
                .map(|cell| spelt_cell(both.of(locale), cell))
                .unwrap_or_default(),
            _ if locale == Locale::of(panel) => String::new(),
            mark => sound(both, panel, *mark),
        };
        named.push([label, sound]);
    }
    named
}

fn cells(page: &Page, latches: Option<KsuCell>) -> Vec<KsuCell> {
    let marks = page.lines.iter().flat_map(|line| line.marks);
    let systems = marks.filter_map(|mark| match mark {
        Mark::Cell(system) => cell(*system, latches),
        _ => None,
    });
    let mut cells: Vec<KsuCell> = Vec::new();
    for cell in systems {
        if !cells.contains(&cell) {
            cells.push(cell);
        }
    }
    cells
}

fn cell(system: System, latches: Option<KsuCell>) -> Option<KsuCell> {
    match system {
        System::Latches => latches,
        _ => system.cell(),
    }
}

/// A cell as it is printed on the matrix: Cyrillic letter, number.
fn printed(cell: KsuCell) -> String {
    format!("{}{}", cell.letter(), cell.row)
}

/// A thing of a seat's panel as it is printed there; empty for a cell that is not known yet.
pub fn mark_label(both: &Bilingual, seat: Seat, mark: Mark, latches: Option<KsuCell>) -> String {
    if let Mark::Cell(system) = mark {
        return cell(system, latches).map(printed).unwrap_or_default();
    }
    let words = both.of(Locale::of(seat));
    lettered(words, words, seat, mark, "")
}

/// How a label sounds to whoever reads only the other alphabet.
fn sound(both: &Bilingual, seat: Seat, mark: Mark) -> String {
    match Locale::of(seat) {
        Locale::Ru => latin(&lettered(&both.ru, &both.ru, seat, mark, "").to_lowercase()),
        Locale::En => lettered(&both.en, &both.ru, seat, mark, ".reading"),
    }
}

/// A label, or its reading, with its number or letter.
fn lettered(words: &Words, spoken: &Words, seat: Seat, mark: Mark, part: &str) -> String {
    let numbered = |key: &str, number: u8| {
        let key = format!("{key}{part}");
        words.format(&key, &[("n", Arg::Count(number.into()))])
    };
    match mark {
        Mark::Hatch(hatch) => numbered("hatch-label", hatch.number()),
        Mark::Latches(count) => numbered("latches-held", count),
        Mark::Hooks(count) => numbered("hooks-held", count),
        Mark::Isolation(row) => {
            let name = jets(seat).manifolds.get(usize::from(row)).copied();
            let name = name.unwrap_or("—");
            let name = match part {
                "" => name.to_owned(),
                _ => spoken_letter(spoken, name),
            };
            words.format(
                &format!("isolation-valve{part}"),
                &[("name", Arg::Text(&name))],
            )
        }
        mark => words.get(&format!("{}{part}", key(mark))),
    }
}

/// The code word of a Latin letter, as a Russian says it.
fn spoken_letter(words: &Words, letter: &str) -> String {
    use handshake_shared::catalogue::spelling::NATO;
    let row = NATO.iter().find(|row| letter == row.letter.to_string());
    row.map_or_else(
        || letter.to_owned(),
        |row| words.get(&format!("spell-nato-{}", row.key)),
    )
}

/// The key of a label without a number.
const fn key(mark: Mark) -> &'static str {
    match mark {
        Mark::Valve(valve) => labels::valve(valve),
        Mark::Switch(switch) => labels::switch(switch),
        Mark::Gauge(at) => labels::room(at),
        Mark::Cavity => "label-seal",
        Mark::Lamp(lamp) => labels::lamp(lamp),
        Mark::Alarm(alarm) => labels::alarm(alarm),
        Mark::Ring(ring) => labels::ring(ring),
        Mark::RingSwitch => "label-ring",
        Mark::LatchPower => "label-latch-power",
        Mark::Beacons => "label-beacons",
        Mark::Transponder => "label-transponder",
        Mark::Reading(ReadingOf::Cavity) => "label-leak-cavity",
        Mark::Reading(ReadingOf::Tunnel2) => "label-leak-tunnel2",
        Mark::Reading(ReadingOf::Dm) => "label-leak-dm",
        Mark::Propellant => "label-propellant",
        Mark::Hatch(_) => "hatch-label",
        Mark::Latches(_) => "latches-held",
        Mark::Hooks(_) => "hooks-held",
        Mark::Isolation(_) => "isolation-valve",
        Mark::Cell(_) => "label-cell",
    }
}

#[cfg(test)]
mod tests;
