//! What can break and how: the parts a mission may fail, the ways each of them can, and the names by
//! which mission files call them. What a failure does stands beside the part's own model.

use alloc::format;
use alloc::string::String;

use serde::{Deserialize, Serialize};

use crate::catalogue::jets::jets;
use crate::catalogue::mechanisms::HOOKS;
use crate::ids::Seat;

/// A part that can fail; rows are counted from 0, names from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part {
    /// A control jet, by row of its craft's table.
    Jet(Seat, u8),
    /// A ring drive.
    RingDrive(Seat),
    /// A capture latch.
    Latch(u8),
    /// A capture sensor.
    Sensor(u8),
    /// A structural hook.
    Hook(u8),
}

/// How a part fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Way {
    /// It does nothing any more.
    Dead,
    /// It works without being told to, and does not stop.
    StuckOn,
    /// It does not shut tightly.
    Leaking,
}

/// Capture latches and sensors of a unit.
const TRIPLE: u8 = 3;

impl Part {
    /// Every part of a kind that this name's first word says: `apollo.C3`, `soyuz.12`,
    /// `ring.soyuz`, `latch.1`, `sensor.2`, `hook.8`.
    pub fn from_key(key: &str) -> Option<Part> {
        let (kind, which) = key.split_once('.')?;
        let counted = |most: u8| {
            let number: u8 = which.parse().ok()?;
            (1..=most).contains(&number).then(|| number - 1)
        };
        match kind {
            "ring" => seat(which).map(Part::RingDrive),
            "latch" => counted(TRIPLE).map(Part::Latch),
            "sensor" => counted(TRIPLE).map(Part::Sensor),
            "hook" => counted(HOOKS as u8).map(Part::Hook),
            _ => {
                let craft = seat(kind)?;
                let row = jets(craft).jets.iter().position(|jet| jet.name == which)?;
                Some(Part::Jet(craft, row as u8))
            }
        }
    }

    /// Its name in a mission file.
    pub fn key(self) -> String {
        match self {
            Part::Jet(seat, row) => {
                format!("{}.{}", word(seat), jets(seat).jets[usize::from(row)].name)
            }
            Part::RingDrive(seat) => format!("ring.{}", word(seat)),
            Part::Latch(row) => format!("latch.{}", row + 1),
            Part::Sensor(row) => format!("sensor.{}", row + 1),
            Part::Hook(row) => format!("hook.{}", row + 1),
        }
    }

    /// The ways in which it can fail.
    pub const fn ways(self) -> &'static [Way] {
        match self {
            Part::Jet(..) => &[Way::Dead, Way::StuckOn, Way::Leaking],
            Part::RingDrive(_) | Part::Latch(_) | Part::Sensor(_) | Part::Hook(_) => &[Way::Dead],
        }
    }
}

impl Way {
    /// All ways.
    pub const ALL: [Way; 3] = [Way::Dead, Way::StuckOn, Way::Leaking];

    /// Its name in a mission file.
    pub const fn key(self) -> &'static str {
        match self {
            Way::Dead => "dead",
            Way::StuckOn => "stuck-on",
            Way::Leaking => "leaking",
        }
    }
}

const fn word(seat: Seat) -> &'static str {
    match seat {
        Seat::Apollo => "apollo",
        Seat::Soyuz => "soyuz",
    }
}

fn seat(name: &str) -> Option<Seat> {
    match name {
        "apollo" => Some(Seat::Apollo),
        "soyuz" => Some(Seat::Soyuz),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_known_by_the_names_on_their_panels() {
        assert_eq!(
            Part::from_key("apollo.C3"),
            Some(Part::Jet(Seat::Apollo, 10))
        );
        assert_eq!(Part::from_key("soyuz.12"), Some(Part::Jet(Seat::Soyuz, 11)));
        assert_eq!(
            Part::from_key("ring.soyuz"),
            Some(Part::RingDrive(Seat::Soyuz))
        );
        assert_eq!(Part::from_key("hook.8"), Some(Part::Hook(7)));
        for key in [
            "apollo.A1",
            "soyuz.22",
            "ring.apollo",
            "latch.3",
            "sensor.1",
            "hook.5",
        ] {
            assert_eq!(Part::from_key(key).map(Part::key).as_deref(), Some(key));
        }
        for wrong in [
            "",
            "apollo",
            "apollo.E1",
            "soyuz.23",
            "latch.0",
            "latch.4",
            "hook.9",
            "x.1",
        ] {
            assert_eq!(Part::from_key(wrong), None, "{wrong}");
        }
    }
}
