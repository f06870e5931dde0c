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
            let text = text.to_uppercase();
            let named = shelf(seat).filter(|page| names(page, words, &text));
            named.map(|page| page.id).collect()
        }
    }
}

/// Whether a text, in capitals, names a thing of a page as it is printed on their panel.
fn names(page: &Page, words: &Bilingual, text: &str) -> bool {
    let marks = page.lines.iter().flat_map(|line| line.marks);
    let named = marks.filter(|mark| !matches!(mark, Mark::Cell(_)));
    let mut labels = named.map(|mark| mark_label(words, page.shelf.other(), *mark, None));
    labels.any(|label| text.contains(&label.to_uppercase()))
}

/// Where the book opens: what the plan asks for, else what was just heard.
pub fn suggested(station: &Station, view: &View, words: &Bilingual) -> Option<PageId> {
    planned(view).or_else(|| heard(station, words).first().copied())
}
