//! What the cells of Soyuz's command matrix КСУ select. The panel prints letters and numbers only: which
//! system answers stands in Apollo's book.
//!
//! The matrix of the 1975 ships is not published; this layout is the game's. No cell is idle, so a
//! look-alike always finds a live system, and every one can be put back by the crew: circuits by the
//! same cell, valves shut by themselves.

use crate::catalogue::equipment::SwitchId;
use crate::catalogue::spelling::{KSU_COLUMN_COUNT, KSU_ROW_COUNT, KsuCell};
use crate::catalogue::valves::ValveId;

/// A system behind a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum System {
    /// Power of the capture latches; its cell comes from the mission's seed.
    Latches,
    /// Circuit of the beacons.
    Beacons,
    /// Circuit of the transponder.
    Transponder,
    /// Circuit of the orbital module's fan.
    OmFan,
    /// Circuit of the descent vehicle's fan.
    SaFan,
    /// Circuit of the orbital module's regenerator.
    OmRegenerator,
    /// Circuit of the descent vehicle's regenerator.
    SaRegenerator,
    /// A test pulse of the orbital module's vent.
    OmVent,
    /// A test pulse of its oxygen valve.
    OmOxygen,
    /// A test pulse of the valve that fills the seal cavity.
    CavityFill,
}

/// What a cell does to its system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Gives the latches power.
    Latches,
    /// Makes or breaks the circuit of the beacons.
    Beacons,
    /// Makes or breaks the circuit of the transponder.
    Transponder,
    /// Makes or breaks the circuit of a switch.
    Circuit(SwitchId),
    /// Opens a valve that is shut, for [`PULSE_S`].
    Pulse(ValveId),
}

/// How long a valve stays open when its cell is pressed, s: a breath of gas (game value; 15 s would
/// take the orbital module below the air the doors are worked with).
pub const PULSE_S: f64 = 2.0;

/// How long the matrix is busy with a system that was not the latches, s: the price of a look-alike
/// (game value; longer, and one slip costs the approach).
pub const BUSY_S: f64 = 6.0;

impl System {
    /// All of them, in the order of [`Self::KEYS`].
    pub const ALL: [System; 10] = [
        System::Latches,
        System::Beacons,
        System::Transponder,
        System::OmFan,
        System::SaFan,
        System::OmRegenerator,
        System::SaRegenerator,
        System::OmVent,
        System::OmOxygen,
        System::CavityFill,
    ];

    /// Those a mission may begin without, by their names in its file.
    pub const CIRCUITS: [System; 6] = [
        System::Beacons,
        System::Transponder,
        System::OmFan,
        System::SaFan,
        System::OmRegenerator,
        System::SaRegenerator,
    ];

    /// Their names in a mission file, in that order.
    pub const KEYS: &'static [&'static str] = &[
        "beacons",
        "transponder",
        "om-fan",
        "sa-fan",
        "om-regenerator",
        "sa-regenerator",
    ];

    /// Its bit in a set of systems.
    pub const fn bit(self) -> u16 {
        1 << self as u16
    }

    /// What its cells do.
    pub const fn effect(self) -> Effect {
        match self {
            System::Latches => Effect::Latches,
            System::Beacons => Effect::Beacons,
            System::Transponder => Effect::Transponder,
            System::OmFan => Effect::Circuit(SwitchId::OmFan),
            System::SaFan => Effect::Circuit(SwitchId::SaFan),
            System::OmRegenerator => Effect::Circuit(SwitchId::OmRegenerator),
            System::SaRegenerator => Effect::Circuit(SwitchId::SaRegenerator),
            System::OmVent => Effect::Pulse(ValveId::OmVent),
            System::OmOxygen => Effect::Pulse(ValveId::OmOxygen),
            System::CavityFill => Effect::Pulse(ValveId::CavityFill),
        }
    }

    /// The system whose circuit a switch hangs on, if it hangs on one.
    pub fn of_switch(switch: SwitchId) -> Option<System> {
        System::ALL
            .into_iter()
            .find(|system| system.effect() == Effect::Circuit(switch))
    }

    /// Its cell as the book prints it, in a column where the latches' never lies; the latches' own
    /// cell is the seed's and stands in no row.
    pub fn cell(self) -> Option<KsuCell> {
        let book = |column: u8| !FALSE_FRIENDS.contains(&column);
        (0..KSU_COLUMN_COUNT)
            .filter(|column| book(*column))
            .flat_map(|column| (1..=KSU_ROW_COUNT).map(move |row| KsuCell { column, row }))
            .find(|cell| row(*cell) == self)
    }
}

/// Columns among which the seed puts the latches' cell: В Н Р С У, which look like Latin letters and
/// are others.
pub const FALSE_FRIENDS: [u8; 5] = [2, 4, 5, 6, 7];

use System::{
    Beacons, CavityFill, OmFan, OmOxygen, OmRegenerator, OmVent, SaFan, SaRegenerator, Transponder,
};

/// The cells, a row a column of the panel; where the seed puts the latches, they stand instead.
/// Neighbours differ, and so do В and Б, which an English eye takes for each other.
const MATRIX: [[System; KSU_ROW_COUNT as usize]; KSU_COLUMN_COUNT as usize] = [
    [OmFan, Beacons, SaFan, OmVent, Transponder],
    [OmVent, SaRegenerator, OmOxygen, CavityFill, OmRegenerator],
    [Beacons, OmVent, OmFan, SaFan, OmOxygen],
    [Transponder, OmOxygen, Beacons, OmRegenerator, OmVent],
    [SaFan, OmFan, OmVent, Beacons, CavityFill],
    [OmVent, Transponder, SaRegenerator, OmFan, Beacons],
    [OmOxygen, SaFan, Beacons, OmVent, OmFan],
    [OmRegenerator, OmVent, Transponder, CavityFill, SaFan],
];

/// The system that a cell selects where the latches have that cell.
pub fn system(cell: KsuCell, latches: KsuCell) -> System {
    if cell == latches {
        System::Latches
    } else {
        row(cell)
    }
}

/// The row of a cell; the last ones for a cell outside the panel, which is never pressed.
fn row(cell: KsuCell) -> System {
    let column = usize::from(cell.column.min(KSU_COLUMN_COUNT - 1));
    let number = cell.row.clamp(1, KSU_ROW_COUNT);
    MATRIX[column][usize::from(number - 1)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::spelling::KSU_COLUMNS;

    fn every_cell() -> impl Iterator<Item = KsuCell> {
        (0..KSU_COLUMN_COUNT)
            .flat_map(|column| (1..=KSU_ROW_COUNT).map(move |row| KsuCell { column, row }))
    }

    #[test]
    fn every_system_but_the_latches_has_a_cell_of_its_own_in_the_book() {
        for system in System::ALL {
            let Some(cell) = system.cell() else {
                assert_eq!(system, System::Latches);
                continue;
            };
            assert!(cell.is_on_panel() && !FALSE_FRIENDS.contains(&cell.column));
            assert_eq!(super::system(cell, KsuCell { column: 2, row: 3 }), system);
        }
    }

    #[test]
    fn the_false_friends_are_the_letters_that_look_latin() {
        let letters = FALSE_FRIENDS.map(|column| KSU_COLUMNS[usize::from(column)].letter);
        assert_eq!(letters, ['В', 'Н', 'Р', 'С', 'У']);
    }

    #[test]
    fn beside_the_latches_every_cell_is_a_live_system_and_a_wrong_one() {
        for latches in every_cell().filter(|cell| FALSE_FRIENDS.contains(&cell.column)) {
            for cell in every_cell() {
                assert_eq!(system(cell, latches) == System::Latches, cell == latches);
            }
        }
    }

    #[test]
    fn a_row_or_a_look_alike_away_another_system_answers() {
        for cell in every_cell().filter(|cell| cell.row < KSU_ROW_COUNT) {
            let below = KsuCell {
                row: cell.row + 1,
                ..cell
            };
            assert_ne!(row(cell), row(below), "{cell:?}");
        }
        for number in 1..=KSU_ROW_COUNT {
            let at = |column| {
                row(KsuCell {
                    column,
                    row: number,
                })
            };
            assert_ne!(at(1), at(2), "Б{number} and В{number}");
        }
    }

    #[test]
    fn names_of_circuits_stand_in_the_order_of_their_rows() {
        assert_eq!(System::KEYS.len(), System::CIRCUITS.len());
        for system in System::CIRCUITS {
            assert!(!matches!(
                system.effect(),
                Effect::Latches | Effect::Pulse(_)
            ));
        }
    }
}
