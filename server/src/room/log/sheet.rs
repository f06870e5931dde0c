//! What a room gives its crews to keep for it: now and then all of itself, and each second what its steps
//! were given since. The same words as the store's, in as few bytes as they can be said; somebody else
//! seals them.

use handshake_shared::catalogue::procedures::Phase;
use handshake_shared::limits::COPY_PART_BYTES_MAX;
use handshake_shared::wire::Mark;
use handshake_shared::wire::codec::{decode_record, encode_record};

use super::*;

/// Seconds between two full copies. All that follows one comes on a stream that loses nothing, and a crew
/// that has lost its line gets a full one, so it need not be often; what has followed is flown again when
/// a room comes back, some thousands of times faster than it was flown.
const WHOLE_EVERY_S: u32 = 120;
/// The same after a change that no tick tells; a crew that keeps changing something fills no line.
const TURN_EVERY_S: u32 = 5;
/// Bytes of a second's seal and some to spare.
const SEAL_SPARE_BYTES: usize = 32;

/// A sheet of the copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sheet {
    /// All of the room, and how far it stands.
    Whole(Mark, Vec<u8>),
    /// What came since the sheet before.
    Second(Vec<u8>),
}

/// What is noted for the next sheet.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    pub(super) open: Open,
    /// Something other than ticks and acts has changed.
    pub(super) turned: bool,
    /// What waited in the seats at the last sheet.
    waiting: [Waiting; 2],
    /// Mission and phase of the last full copy; absent before the first.
    of: Option<(u16, Option<Phase>)>,
    /// Seconds since then.
    since_s: u32,
    /// Anything at all has happened since then.
    moved: bool,
}

/// What came since the sheet before; where it stands is where that one ended.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Second {
    runs: Vec<Run>,
    acts: Vec<Taken>,
    /// What waits in the seats after it, where that is not what waited before it.
    waiting: [Option<Waiting>; 2],
}

impl Message for Second {
    fn validate(&mut self) -> Result<(), WireError> {
        fits(&self.runs, &mut self.acts)?;
        let mut waiting = self.waiting.iter_mut().flatten();
        waiting.try_for_each(Waiting::validate)
    }
}

impl Room {
    /// The next sheet of the copy, if anything has happened since the last; called once a second. A full one
    /// where it is asked for, or due.
    pub fn sheet(&mut self, whole: bool) -> Option<Sheet> {
        let waiting = [self.seats[0].waiting(), self.seats[1].waiting()];
        let of = (self.mission, self.phase());
        let log = self.log.as_mut()?;
        let (ledger, number) = (&mut log.ledger, log.number);
        ledger.since_s += 1;
        let has_ticks = ledger.open.ticks > 0;
        ledger.moved |= has_ticks || ledger.turned || waiting != ledger.waiting;
        let due = ledger.moved && ledger.since_s >= WHOLE_EVERY_S
            || ledger.turned && ledger.since_s >= TURN_EVERY_S;
        if !whole && !due && ledger.of == Some(of) {
            if !has_ticks && waiting == ledger.waiting {
                return None;
            }
            if let Some(second) = ledger.second(&waiting) {
                return Some(Sheet::Second(second));
            }
        }
        let whole = self.whole(number)?;
        let mark = self.mark();
        let log = self.log.as_mut()?;
        log.ledger = Ledger {
            waiting,
            of: Some(of),
            ..Ledger::default()
        };
        Some(Sheet::Whole(mark, whole))
    }

    /// How far the room stands.
    pub fn mark(&self) -> Mark {
        Mark {
            epoch: self.log.as_ref().map_or(0, |log| log.epoch),
            mission: self.mission,
            tick: self.stage.world().map_or(Tick(0), |world| world.tick()),
        }
    }

    fn phase(&self) -> Option<Phase> {
        match &self.stage {
            Stage::Lobby | Stage::Debrief(_) => None,
            Stage::Flying(world) => Some(world.plan.phase()),
        }
    }

    /// A room as it stood at the last sheet of this copy. Nobody is connected; the seats are held.
    pub fn back_from_copy(code: RoomCode, whole: &[u8], seconds: &[Vec<u8>]) -> Result<Room, Lost> {
        let (mut room, mut begun) = Room::stand(code, whole)?;
        for bytes in seconds {
            let second: Second = decode_record(bytes).map_err(Unreadable::Wire)?;
            let from = room.stage.world().map_or(Tick(0), |world| world.tick());
            let [a, b] = second.waiting;
            let waiting = [
                a.unwrap_or_else(|| room.seats[0].waiting()),
                b.unwrap_or_else(|| room.seats[1].waiting()),
            ];
            room.step_again(Part {
                room: code,
                number: 0,
                from,
                runs: second.runs,
                acts: second.acts,
                waiting,
            })?;
        }
        begun.from_copy = true;
        Ok(room.settle(begun))
    }

    /// Whether this secret holds a seat here.
    pub fn knows(&self, token: &Token) -> bool {
        self.seats.iter().any(|slot| slot.is_held_by(token))
    }
}

impl Ledger {
    /// What came since the last sheet; none where it would be too long.
    fn second(&mut self, waiting: &[Waiting; 2]) -> Option<Vec<u8>> {
        let open = std::mem::take(&mut self.open);
        let news =
            |seat: usize| (waiting[seat] != self.waiting[seat]).then(|| waiting[seat].clone());
        let second = Second {
            runs: open.runs,
            acts: open.acts,
            waiting: [news(0), news(1)],
        };
        let bytes = encode_record(&second).ok()?;
        self.waiting = waiting.clone();
        (bytes.len() + SEAL_SPARE_BYTES <= COPY_PART_BYTES_MAX).then_some(bytes)
    }
}

#[cfg(test)]
mod tests;
