//! The crew at the matrix and over the other crew's book: which cell it presses, what it puts back after
//! a wrong one, and what it reads out when the other crew describes a fault.

use std::sync::OnceLock;

use handshake_shared::catalogue::book::PageId;
use handshake_shared::catalogue::procedures::Act;
use handshake_shared::catalogue::spelling::KsuCell;
use handshake_shared::ids::Seat;
use handshake_shared::limits::TEXT_CHARS_MAX;
use handshake_shared::sim::input::Command;
use handshake_shared::view::Panel;

use super::{Given, Operator};
use crate::app::shelf;
use crate::i18n::{Bilingual, Locale, page_text};

/// Soyuz's side of the matrix.
#[derive(Debug, Default)]
pub(super) struct Matrix {
    /// The cell that was spelt and not pressed yet.
    pub(super) spelt: Option<KsuCell>,
    /// A cell pressed instead of the first one spelt.
    slip: Option<KsuCell>,
    /// The last cell pressed, and the lamps before it.
    pressed: Option<(KsuCell, u16)>,
    /// A wrong cell, and the lamps before it.
    spoilt: Option<(KsuCell, u16)>,
}

impl Matrix {
    /// For a crew that presses this cell before the first one spelt.
    pub(super) fn new(slip: Option<KsuCell>) -> Matrix {
        Matrix {
            slip,
            ..Matrix::default()
        }
    }

    /// Presses what was spelt, once the matrix is free; a slip comes first.
    pub(super) fn press(&mut self, panel: &Panel) -> Option<Command> {
        if panel.soyuz()?.ksu_busy_s > 0.0 {
            return None;
        }
        let spelt = self.spelt?;
        let cell = match self.slip.take() {
            Some(slip) => slip,
            None => {
                self.spelt = None;
                spelt
            }
        };
        self.pressed = Some((cell, lamps(panel)));
        Some(Command::Ksu(cell))
    }

    /// The panel says that another system answered.
    pub(super) fn was_wrong(&mut self) {
        self.spoilt = self.pressed.take();
    }

    /// Presses a wrong cell again when it put something out: the same cell puts it back. The matrix has
    /// to be free, and the plan may want no cell of it.
    pub(super) fn mend(&mut self, given: &Given<'_>) -> Option<Command> {
        let (cell, before) = self.spoilt?;
        let soyuz = given.panel.soyuz()?;
        let mut moves = Seat::ALL
            .into_iter()
            .flat_map(|seat| given.plan.moves_of(seat));
        let wants_cell = moves.any(|(_, mv)| matches!(mv.act, Act::Ksu(_) | Act::Spell(_)));
        if soyuz.ksu_busy_s > 0.0 || wants_cell {
            return None;
        }
        self.spoilt = None;
        let gone = before & !lamps(given.panel);
        (gone != 0).then_some(Command::Ksu(cell))
    }
}

/// What stands on of all that a cell can put out: beacons, transponder, fans and regenerators.
fn lamps(panel: &Panel) -> u16 {
    let Some(soyuz) = panel.soyuz() else {
        return 0;
    };
    let lights = u16::from(soyuz.beacons) << 15 | u16::from(soyuz.transponder) << 14;
    soyuz.craft.switches | lights
}

impl Operator {
    /// Reads out of the book what the other crew should do.
    pub(super) fn read_out(&self, given: &Given<'_>, page: PageId, line: usize) -> Option<Command> {
        let latches = given.panel.apollo().and_then(|apollo| apollo.book_cell);
        let listener = Locale::of(self.seat.other());
        let text = page_text(words(), listener, page, latches);
        let [_, act] = text.lines.get(line)?;
        Some(Command::Text(act.chars().take(TEXT_CHARS_MAX).collect()))
    }
}

/// The line of a crew's book that a description fits best.
pub(super) fn described(seat: Seat, text: &str) -> Option<(PageId, usize)> {
    shelf::described(words(), seat, text)
}

/// The words of both panels, loaded when the first description comes.
pub(super) fn words() -> &'static Bilingual {
    static WORDS: OnceLock<Bilingual> = OnceLock::new();
    WORDS.get_or_init(Bilingual::new)
}
