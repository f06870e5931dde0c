//! What a server that cannot keep up gives up, and in which order. Snapshots come less often first, then
//! still less often; then no new rooms are let in. A tick is never skipped: below all that a late room
//! makes up for a few at once, and beyond that its mission's clock runs slower than the wall's. It is
//! told how late beats were and reads no clock.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// A beat later than this is late: what the design allows one beat in a thousand.
pub const LATE: Duration = Duration::from_millis(5);
/// Share of late beats in a second that is too much, one in so many: ten times what is allowed.
const TOO_MANY_ONE_IN: u32 = 100;
/// Share that is few enough to give less up, one in so many.
const FEW_ONE_IN: u32 = 1_000;
/// Seconds in a row that must be so before less is given up: shorter, and it would swing.
const CALM_S: u8 = 5;
/// Beats in a second below which a share says nothing: with one room every hiccup of the machine would
/// be one in sixty.
const LATE_MIN: u32 = 3;

/// How much is given up; each includes the ones before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Nothing.
    #[default]
    Nothing,
    /// Every second snapshot.
    HalfSnapshots,
    /// Three of four snapshots.
    MostSnapshots,
    /// New rooms.
    NewRooms,
}

impl Level {
    /// Snapshots come at most so many times less often.
    pub fn stretch(self) -> u32 {
        match self {
            Level::Nothing => 1,
            Level::HalfSnapshots => 2,
            Level::MostSnapshots | Level::NewRooms => 4,
        }
    }

    /// A crew may open a room.
    pub fn takes_rooms(self) -> bool {
        self < Level::NewRooms
    }

    fn more(self) -> Level {
        match self {
            Level::Nothing => Level::HalfSnapshots,
            Level::HalfSnapshots => Level::MostSnapshots,
            Level::MostSnapshots | Level::NewRooms => Level::NewRooms,
        }
    }

    fn less(self) -> Level {
        match self {
            Level::Nothing | Level::HalfSnapshots => Level::Nothing,
            Level::MostSnapshots => Level::HalfSnapshots,
            Level::NewRooms => Level::MostSnapshots,
        }
    }
}

/// What one server gives up, shared by its rooms.
#[derive(Debug, Default)]
pub struct Shedder {
    decision: Mutex<Decision>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Decision {
    level: Level,
    second: u64,
    beats: u32,
    late: u32,
    calm_s: u8,
}

impl Shedder {
    /// A room was woken in this second of the server, so late.
    pub fn woken(&self, second: u64, late: Duration) {
        self.with(|decision| {
            if second != decision.second {
                decision.judge();
                decision.second = second;
            }
            decision.beats += 1;
            decision.late += u32::from(late > LATE);
        });
    }

    /// What is given up now.
    pub fn level(&self) -> Level {
        self.with(|decision| decision.level)
    }

    /// The decision is whole after every statement, so a panic elsewhere does not spoil it.
    fn with<T>(&self, act: impl FnOnce(&mut Decision) -> T) -> T {
        act(&mut self.decision.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Decision {
    /// A second is over.
    fn judge(&mut self) {
        let (beats, late) = (self.beats, self.late);
        (self.beats, self.late) = (0, 0);
        let before = self.level;
        if late >= LATE_MIN && late * TOO_MANY_ONE_IN > beats {
            self.level = before.more();
            self.calm_s = 0;
        } else if late * FEW_ONE_IN <= beats {
            self.calm_s += 1;
            if self.calm_s >= CALM_S {
                self.level = before.less();
                self.calm_s = 0;
            }
        } else {
            self.calm_s = 0;
        }
        if self.level != before {
            tracing::warn!(late, beats, from = ?before, to = ?self.level, "load is shed");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Levels after each second, in which so many of a thousand beats were late.
    fn levels(late_per_mille: &[u32]) -> Vec<Level> {
        let shedder = Shedder::default();
        let mut levels = Vec::new();
        for (second, late) in (1..).zip(late_per_mille) {
            for beat in 0..1_000 {
                let ms = if beat < *late { 9 } else { 1 };
                shedder.woken(second, Duration::from_millis(ms));
            }
            levels.push(shedder.level());
        }
        levels
    }

    #[test]
    fn snapshots_go_before_new_rooms_and_come_back_after_them() {
        let busy = levels(&[50; 6]);
        let order = [
            Level::Nothing,
            Level::HalfSnapshots,
            Level::MostSnapshots,
            Level::NewRooms,
            Level::NewRooms,
            Level::NewRooms,
        ];
        assert_eq!(busy, order);
        assert_eq!(order.map(Level::stretch), [1, 2, 4, 4, 4, 4]);
        let takes = order.map(Level::takes_rooms);
        assert_eq!(takes, [true, true, true, false, false, false]);
        let mut seconds = vec![50; 4];
        seconds.extend([0; 16]);
        let calm = levels(&seconds);
        assert_eq!(calm[4], Level::NewRooms);
        assert_eq!(calm[9], Level::MostSnapshots);
        assert_eq!(calm[14], Level::HalfSnapshots);
        assert_eq!(calm[19], Level::Nothing);
    }

    #[test]
    fn neither_a_hiccup_nor_a_share_in_between_moves_it() {
        assert_eq!(levels(&[0, 1, 10, 2, 1, 0, 0]), [Level::Nothing; 7]);
        let shed = levels(&[20, 20, 5, 5, 5, 5, 5, 5, 5, 5]);
        assert_eq!(shed[2..], [Level::MostSnapshots; 8]);
        let shedder = Shedder::default();
        for second in 1..100 {
            for beat in 0..60 {
                let late = beat < 2;
                shedder.woken(second, Duration::from_millis(if late { 40 } else { 0 }));
            }
        }
        assert_eq!(shedder.level(), Level::Nothing, "one room, two hiccups");
    }
}
