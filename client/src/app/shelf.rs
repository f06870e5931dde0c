//! The other crew's book while it is open: which page, which line, and which pages what was heard points
//! to. Knows the rows and the seat; the words come from the locales.

use handshake_shared::catalogue::book::{Mark, Page, PageId, Trouble, answers, shelf};
use handshake_shared::catalogue::ksu::System;
use handshake_shared::catalogue::procedures::Act;
use handshake_shared::catalogue::spelling::KsuCell;
use handshake_shared::ids::Seat;
use handshake_shared::sim::event::Speech;
use handshake_shared::view::View;
use handshake_shared::view::panel::ApolloPanel;

use super::station::Station;
use crate::i18n::{Bilingual, mark_label};

/// Where a crew stands in the other crew's book.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shelf {
    /// Line of the list of contents.
    pub cursor: usize,
    /// The page is open, at this line of its table; the one past the last shows the labels.
    pub line: Option<usize>,
}

impl Shelf {
    /// The page under the cursor.
    pub fn page(self, seat: Seat) -> Option<&'static Page> {
        shelf(seat).nth(self.cursor)
    }

    /// Opens at the page that is asked for now; closed pages stay where they were.
    pub fn turn_to(&mut self, seat: Seat, page: Option<PageId>) {
        let found = page.and_then(|id| shelf(seat).position(|row| row.id == id));
        if let Some(cursor) = found {
            *self = Shelf {
                cursor,
                line: Some(0),
            };
        }
    }

    /// The arrows: through the list, or down the open page.
    pub fn step(&mut self, seat: Seat, by: i8) {
        let shift =
            |value: usize, last: usize| value.saturating_add_signed(isize::from(by)).min(last);
        match self.line {
            Some(line) => {
                let last = self.page(seat).map_or(0, |page| page.lines.len());
                self.line = Some(shift(line, last));
            }
            None => self.cursor = shift(self.cursor, shelf(seat).count().saturating_sub(1)),
        }
    }

    /// Opens the page under the cursor.
    pub fn open(&mut self) {
        self.line = self.line.or(Some(0));
    }

    /// Back to the list; false when it was there already.
    pub fn back(&mut self) -> bool {
        self.line.take().is_some()
    }
}

/// The cell that Apollo's book prints for a system: the latches' once the final approach begins.
pub fn book_cell(panel: &ApolloPanel, system: System) -> Option<KsuCell> {
    match system {
        System::Latches => panel.book_cell,
        _ => system.cell(),
    }
}

/// The page of the cell that the plan has this crew spell now.
pub fn planned(view: &View) -> Option<PageId> {
    let system = view
        .plan
        .moves_of(view.seat)
        .find_map(|(_, mv)| match mv.act {
            Act::Spell(system) => Some(system),
            _ => None,
        })?;
    let mut pages = answers(view.seat, Trouble::Unpowered(system));
    pages.next().map(|page| page.id)
}

/// Pages that the other crew's last words point to: a call that has its page, or free text that names
/// something of their panel.
pub fn heard(station: &Station, words: &Bilingual) -> Vec<PageId> {
    let Some(said) = station.last_heard() else {
        return Vec::new();
    };
    let seat = station.seat;
    match &said.speech {
        Speech::Call { call, .. } => {
            let pages = answers(seat, Trouble::Heard(*call));
            pages.map(|page| page.id).collect()
        }
        Speech::Text(text) => {
            let page = described(words, seat, text).map(|(page, _)| page);
            page.into_iter().collect()
        }
    }
}

/// The line of a crew's shelf that a description fits best: the one most of whose labels it names, as
/// they are printed on the other panel.
pub fn described(words: &Bilingual, seat: Seat, text: &str) -> Option<(PageId, usize)> {
    let text = text.to_uppercase();
    let named = |mark: &&Mark| {
        let label = mark_label(words, seat.other(), **mark, None).to_uppercase();
        !label.is_empty() && text.contains(&label)
    };
    let lines = shelf(seat).flat_map(|page| {
        let lines = page.lines.iter().enumerate();
        lines.map(move |(index, line)| (page.id, index, line))
    });
    let counted = lines.map(|(page, index, line)| {
        // Longer labels hold shorter ones: what is named in more letters is meant.
        let letters = line.marks.iter().filter(named).map(|mark| {
            let label = mark_label(words, seat.other(), *mark, None);
            label.chars().count()
        });
        ((page, index), letters.sum::<usize>())
    });
    // Of lines as good, the first: pages begin with what is likeliest.
    let best = counted.reduce(|best, other| if other.1 > best.1 { other } else { best });
    best.filter(|(_, letters)| *letters > 0)
        .map(|(line, _)| line)
}

/// Where the book opens: what the plan asks for, else what was just heard.
pub fn suggested(station: &Station, view: &View, words: &Bilingual) -> Option<PageId> {
    planned(view).or_else(|| heard(station, words).first().copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_description_in_the_panels_own_words_finds_its_line() {
        let words = Bilingual::new();
        for (seat, text, page, line) in [
            (Seat::Apollo, "маяки не горят", PageId::Lights, 0),
            (Seat::Apollo, "ПИТ ЗАЩ тёмное", PageId::LatchPower, 0),
            (
                Seat::Apollo,
                "тонн 2 падает, полость падает",
                PageId::Seals,
                0,
            ),
            (Seat::Soyuz, "our cm relief hisses", PageId::Relief, 0),
            (
                Seat::Soyuz,
                "DM CABLE PWR, there is smoke",
                PageId::ApolloFire,
                0,
            ),
        ] {
            let found = described(&words, seat, text);
            assert_eq!(found, Some((page, line)), "{text}");
        }
        for nothing in ["", "hello", "как дела?"] {
            assert_eq!(described(&words, Seat::Apollo, nothing), None, "{nothing}");
        }
    }

    #[test]
    fn the_cursor_stays_on_the_shelf_and_on_the_page() {
        let mut book = Shelf::default();
        for _ in 0..99 {
            book.step(Seat::Apollo, 1);
        }
        assert_eq!(book.cursor, shelf(Seat::Apollo).count() - 1);
        book.open();
        let lines = book.page(Seat::Apollo).expect("the last page").lines.len();
        for _ in 0..99 {
            book.step(Seat::Apollo, 1);
        }
        assert_eq!(book.line, Some(lines));
        assert!(book.back() && !book.back());
    }
}
