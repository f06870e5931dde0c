//! The calls of the phrasebook: who may say each, what numbers it carries and how it is read back.
//! Knows no words in any language and no rule about when a call is due.

mod table;

use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::ids::{CompartmentId, CrewId, HatchId, Seat};

pub use crate::catalogue::units::{Quantity, display_resolution_si, matches_value};
pub use table::CallId;

/// One call of the phrasebook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CallRow {
    /// Its identity.
    pub id: CallId,
    /// Its stable name in files: `range-and-rate`.
    pub key: &'static str,
    /// When it is learnt: 1 survival, 2 docking, 3 hatches and air.
    pub ring: u8,
    /// Who may say it.
    pub who: Speaker,
    /// What it carries, in the order in which the values travel; at most three.
    pub slots: &'static [SlotKind],
    /// How the hearer answers it.
    pub read_back: ReadBack,
    /// Calls with the same slots that a hearer could take it for; the wrong cards of a choice.
    pub look_alikes: &'static [CallId],
}

/// Who may say a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Speaker {
    /// Only Apollo.
    Apollo,
    /// Only Soyuz.
    Soyuz,
    /// Either crew.
    Both,
}

/// How a call is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReadBack {
    /// Not at all.
    Never,
    /// Its first number, but only at the marks: 30, 10 and 3 m.
    AtMarks,
    /// Its first number, in the hearer's own unit.
    Value,
    /// By choosing it among its look-alikes.
    Choice,
}

/// What can stand in a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SlotKind {
    /// Range, m.
    Range,
    /// Lateral offset, m; short ones are said in cm on Soyuz.
    Offset,
    /// Closing or opening rate, m/s.
    Rate,
    /// Angle, rad.
    Angle,
    /// Pressure, Pa.
    Pressure,
    /// Pressure difference, Pa.
    DeltaP,
    /// Partial pressure of carbon dioxide, Pa; mm of mercury with a decimal on both panels.
    Co2,
    /// Time, s.
    Time,
    /// Share, 0 to 1.
    Percent,
    /// Count, 0 to 8.
    Count,
    /// Hatch.
    Hatch,
    /// Axis of rotation.
    Axis,
    /// Side.
    Dir,
    /// Room.
    Place,
    /// Person.
    Name,
}

/// An axis of rotation, named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Axis {
    /// Pitch, тангаж.
    Pitch,
    /// Yaw, рыскание.
    Yaw,
    /// Roll, крен.
    Roll,
}

impl Axis {
    /// All three.
    pub const ALL: [Axis; 3] = [Axis::Pitch, Axis::Yaw, Axis::Roll];
}

/// A side: from the hearer's seat in `drifting` and `move-over`, from the speaker's elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Dir {
    /// Left, влево.
    Left,
    /// Right, вправо.
    Right,
    /// Up, вверх.
    Up,
    /// Down, вниз.
    Down,
}

impl Dir {
    /// All four.
    pub const ALL: [Dir; 4] = [Dir::Left, Dir::Right, Dir::Up, Dir::Down];
}

/// What a call carries in one slot.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum SlotValue {
    /// A measured value, SI (share 0 to 1 for a percentage, rad for an angle).
    Number(f32),
    /// A count.
    Count(u8),
    /// A hatch.
    Hatch(HatchId),
    /// An axis.
    Axis(Axis),
    /// A side.
    Dir(Dir),
    /// A room.
    Place(CompartmentId),
    /// A person.
    Name(CrewId),
}

/// A call's values in the row's order. One length byte and a tagged value each on the wire;
/// `CallRow::accepts` bounds it.
pub type Slots = Vec<SlotValue>;

/// Most slots a call has.
pub const SLOTS_MAX: usize = 3;
/// Largest count a call may name: the eight structural hooks.
pub const COUNT_MAX: u8 = 8;

impl CallId {
    /// Its row.
    pub const fn row(self) -> &'static CallRow {
        &table::ROWS[self as usize]
    }

    /// Its stable name in files.
    pub const fn key(self) -> &'static str {
        self.row().key
    }

    /// The call with that name.
    pub fn from_key(key: &str) -> Option<CallId> {
        table::ROWS
            .iter()
            .find(|row| row.key == key)
            .map(|row| row.id)
    }
}

impl CallRow {
    /// Whether these values fit its slots, each finite and in bounds.
    pub fn accepts(&self, values: &[SlotValue]) -> bool {
        self.slots.len() == values.len()
            && self
                .slots
                .iter()
                .zip(values)
                .all(|(kind, value)| kind.accepts(*value))
    }

    /// Index and quantity of its first measured slot: the number a read-back repeats.
    pub fn measured(&self) -> Option<(usize, Quantity)> {
        self.slots
            .iter()
            .enumerate()
            .find_map(|(index, kind)| kind.quantity().map(|quantity| (index, quantity)))
    }
}

impl Speaker {
    /// Whether that seat may say it.
    pub const fn allows(self, seat: Seat) -> bool {
        matches!(
            (self, seat),
            (Speaker::Both, _) | (Speaker::Apollo, Seat::Apollo) | (Speaker::Soyuz, Seat::Soyuz)
        )
    }
}

impl SlotKind {
    /// The slot's name in the locale files.
    pub const fn key(self) -> &'static str {
        match self {
            SlotKind::Range => "range",
            SlotKind::Offset => "offset",
            SlotKind::Rate => "rate",
            SlotKind::Angle => "angle",
            SlotKind::Pressure | SlotKind::Co2 => "p",
            SlotKind::DeltaP => "dp",
            SlotKind::Time => "time",
            SlotKind::Percent => "pct",
            SlotKind::Count => "n",
            SlotKind::Hatch => "hatch",
            SlotKind::Axis => "axis",
            SlotKind::Dir => "dir",
            SlotKind::Place => "place",
            SlotKind::Name => "name",
        }
    }

    /// What a speaker chooses from; nothing where he reads or counts.
    pub fn choices(self) -> Vec<SlotValue> {
        match self {
            SlotKind::Hatch => HatchId::ALL.map(SlotValue::Hatch).to_vec(),
            SlotKind::Axis => Axis::ALL.map(SlotValue::Axis).to_vec(),
            SlotKind::Dir => Dir::ALL.map(SlotValue::Dir).to_vec(),
            SlotKind::Place => CompartmentId::ALL.map(SlotValue::Place).to_vec(),
            SlotKind::Name => CrewId::ALL.map(SlotValue::Name).to_vec(),
            _ => Vec::new(),
        }
    }

    /// What it measures; a count or a name measures nothing.
    pub const fn quantity(self) -> Option<Quantity> {
        match self {
            SlotKind::Range | SlotKind::Offset => Some(Quantity::Length),
            SlotKind::Rate => Some(Quantity::Speed),
            SlotKind::Angle => Some(Quantity::Angle),
            SlotKind::Pressure | SlotKind::DeltaP | SlotKind::Co2 => Some(Quantity::Pressure),
            SlotKind::Time => Some(Quantity::Duration),
            SlotKind::Percent => Some(Quantity::Percent),
            SlotKind::Count
            | SlotKind::Hatch
            | SlotKind::Axis
            | SlotKind::Dir
            | SlotKind::Place
            | SlotKind::Name => None,
        }
    }

    /// Whether that value may stand here.
    pub fn accepts(self, value: SlotValue) -> bool {
        match (self, value) {
            (kind, SlotValue::Number(number)) => kind.quantity().is_some() && number.is_finite(),
            (SlotKind::Count, SlotValue::Count(count)) => count <= COUNT_MAX,
            (SlotKind::Hatch, SlotValue::Hatch(_))
            | (SlotKind::Axis, SlotValue::Axis(_))
            | (SlotKind::Dir, SlotValue::Dir(_))
            | (SlotKind::Place, SlotValue::Place(_))
            | (SlotKind::Name, SlotValue::Name(_)) => true,
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_call_has_its_own_row_and_key() {
        assert_eq!(CallId::ALL.len(), 170);
        assert_eq!(CallId::ALL.len(), table::ROWS.len());
        for call in CallId::ALL {
            assert_eq!(call.row().id, *call);
            assert_eq!(CallId::from_key(call.key()), Some(*call), "{}", call.key());
            assert!(call.row().slots.len() <= SLOTS_MAX);
            assert!((1..=3).contains(&call.row().ring));
        }
    }

    #[test]
    fn no_call_names_a_panel_cell() {
        assert_eq!(CallId::from_key("press-cell"), None);
        assert_eq!(CallId::from_key("cell-lit"), None);
    }

    #[test]
    fn a_read_back_has_a_number_or_two_look_alikes_with_the_same_slots() {
        for row in table::ROWS {
            match row.read_back {
                ReadBack::Never => assert!(row.look_alikes.is_empty(), "{}", row.key),
                ReadBack::AtMarks => {
                    let length = row.measured().map(|(_, quantity)| quantity);
                    assert_eq!(length, Some(Quantity::Length), "{}", row.key);
                }
                ReadBack::Value => assert!(
                    row.measured().is_some() || row.slots == [SlotKind::Count],
                    "{}",
                    row.key
                ),
                ReadBack::Choice => {
                    assert_eq!(row.look_alikes.len(), 2, "{}", row.key);
                    for alike in row.look_alikes {
                        assert_ne!(*alike, row.id, "{}", row.key);
                        assert_eq!(alike.row().slots, row.slots, "{}", row.key);
                    }
                }
            }
        }
    }

    #[test]
    fn slots_of_the_wrong_kind_number_or_count_are_refused() {
        let row = CallId::RangeAndRate.row();
        let number = SlotValue::Number;
        assert!(row.accepts(&[number(12.0), number(0.1)]));
        assert!(!row.accepts(&[number(12.0)]));
        assert!(!row.accepts(&[number(f32::NAN), number(0.1)]));
        assert!(!row.accepts(&[SlotValue::Count(3), number(0.1)]));
        assert!(!CallId::HooksCount.row().accepts(&[SlotValue::Count(9)]));
        assert!(!CallId::Roger.row().accepts(&[number(1.0)]));
    }

    #[test]
    fn ship_bound_calls_are_refused_to_the_other_ship() {
        assert!(CallId::SealPressure.row().who.allows(Seat::Soyuz));
        assert!(!CallId::SealPressure.row().who.allows(Seat::Apollo));
        assert!(CallId::AddingNitrogen.row().who.allows(Seat::Apollo));
        assert!(CallId::Range.row().who.allows(Seat::Soyuz));
    }
}
