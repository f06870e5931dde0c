//! A room's sealed copy as its crews keep it for the server: all of the room, and what followed it second
//! by second. A crew can neither read nor change it; the plain words before each seal say which room it
//! is and how far it stands. It knows no key.

use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::limits::{COPY_PART_BYTES_MAX, COPY_PARTS_MAX, COPY_WHOLE_BYTES_MAX};
use crate::time::{TICK_RATE_HZ, Tick};
use crate::wire::codec::{Message, WireError};
use crate::wire::{RoomCode, Token};

/// First byte of a full copy: the form of what follows.
const FORM: u8 = 2;
/// Bytes of the plain words before a full copy's seal.
pub const HEADER_BYTES: usize = 1 + 8 + 16 + 8 + 4 + 4 + 2 + 4;

/// How far a room stands: of two states of one room the greater is the newer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Mark {
    /// How often the room was brought back.
    pub epoch: u32,
    /// Number of the mission in it, 0 before the first.
    pub mission: u16,
    /// The mission's tick.
    pub tick: Tick,
}

/// What stands before the seal of a full copy, which the seal covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header {
    /// Which key sealed it: nothing that the key could be found by.
    pub key: [u8; 8],
    /// Drawn by the server at its start: its seals of this run.
    pub run: [u8; 16],
    /// Number of the seal in this run; no two have the same.
    pub number: u64,
    /// Which room.
    pub room: RoomCode,
    /// How far it stood.
    pub mark: Mark,
}

impl Header {
    /// As the first bytes of a copy.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(HEADER_BYTES);
        bytes.push(FORM);
        bytes.extend_from_slice(&self.key);
        bytes.extend_from_slice(&self.run);
        bytes.extend_from_slice(&self.number.to_be_bytes());
        bytes.extend_from_slice(&self.room.number().to_be_bytes());
        bytes.extend_from_slice(&self.mark.epoch.to_be_bytes());
        bytes.extend_from_slice(&self.mark.mission.to_be_bytes());
        bytes.extend_from_slice(&self.mark.tick.0.to_be_bytes());
        bytes
    }

    /// The header of a full copy, and what is sealed under it.
    pub fn split(copy: &[u8]) -> Option<(Header, &[u8])> {
        let (form, rest) = copy.split_first()?;
        let (key, rest) = rest.split_first_chunk()?;
        let (run, rest) = rest.split_first_chunk()?;
        let (number, rest) = rest.split_first_chunk()?;
        let (room, rest) = rest.split_first_chunk()?;
        let (epoch, rest) = rest.split_first_chunk()?;
        let (mission, rest) = rest.split_first_chunk()?;
        let (tick, rest) = rest.split_first_chunk()?;
        let room = u32::from_be_bytes(*room);
        if *form != FORM || room >= RoomCode::COUNT {
            return None;
        }
        let header = Header {
            key: *key,
            run: *run,
            number: u64::from_be_bytes(*number),
            room: RoomCode::new(room),
            mark: Mark {
                epoch: u32::from_be_bytes(*epoch),
                mission: u16::from_be_bytes(*mission),
                tick: Tick(u32::from_be_bytes(*tick)),
            },
        };
        Some((header, rest))
    }
}

/// What followed a full copy: about one second, sealed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Follow {
    /// Number of the full copy's seal.
    pub base: u64,
    /// Place after it, from 0.
    pub index: u8,
    /// Number of its own seal.
    pub number: u64,
    /// The sealed second.
    pub bytes: Vec<u8>,
}

/// A whole room as a crew offers it to a server that does not know the room any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoomCopy {
    /// The secret of the seat it comes from: who has none is not heard.
    pub token: Token,
    /// The full copy.
    pub whole: Vec<u8>,
    /// What followed, in order.
    pub follows: Vec<Follow>,
}

impl Follow {
    /// Its bounds.
    pub fn check(&self) -> Result<(), WireError> {
        let fits = self.bytes.len() <= COPY_PART_BYTES_MAX;
        if !fits || usize::from(self.index) >= COPY_PARTS_MAX {
            return Err(WireError::OutOfRange("second of a copy"));
        }
        Ok(())
    }
}

impl Message for Follow {
    fn validate(&mut self) -> Result<(), WireError> {
        self.check()
    }
}

impl Message for RoomCopy {
    fn validate(&mut self) -> Result<(), WireError> {
        let whole = self.whole.len() <= COPY_WHOLE_BYTES_MAX;
        if !whole || self.follows.len() > COPY_PARTS_MAX {
            return Err(WireError::OutOfRange("copy of a room"));
        }
        self.follows.iter().try_for_each(Follow::check)
    }
}

/// The newest copy of one room that has come, and what followed it; a newer one takes its place when it is
/// there, and an older one never.
#[derive(Clone, Debug, Default)]
pub struct Copies {
    whole: Vec<u8>,
    header: Option<Header>,
    follows: Vec<Follow>,
    /// Seconds that came before the full copy they follow.
    early: Vec<Follow>,
}

/// What a piece that came has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// Everything: another full copy.
    Anew,
    /// One more second at the end.
    More,
    /// Nothing.
    Same,
}

impl Copies {
    /// A full copy. Of the same run the later seal is the newer; of another the one that stands further.
    pub fn whole(&mut self, bytes: Vec<u8>) -> Kept {
        let Some((header, _)) = Header::split(&bytes) else {
            return Kept::Same;
        };
        let newer = self.header.is_none_or(|held| {
            let later = held.run == header.run && header.number > held.number;
            later || held.room != header.room || header.mark > held.mark
        });
        if bytes.len() > COPY_WHOLE_BYTES_MAX || !newer {
            return Kept::Same;
        }
        self.header = Some(header);
        self.whole = bytes;
        self.follows.clear();
        for early in core::mem::take(&mut self.early) {
            self.follow(early);
        }
        Kept::Anew
    }

    /// One more second.
    pub fn follow(&mut self, second: Follow) -> Kept {
        let base = self.header.map(|header| header.number);
        let next = usize::from(second.index) == self.follows.len();
        if second.check().is_err() {
            return Kept::Same;
        }
        if base == Some(second.base) && next {
            self.follows.push(second);
            return Kept::More;
        }
        if base.is_none_or(|base| second.base > base) {
            self.early.retain(|early| early.base == second.base);
            if self.early.len() < COPY_PARTS_MAX {
                self.early.push(second);
            }
        }
        Kept::Same
    }

    /// About how far it leads, for a server that asks itself whether it wants it.
    pub fn mark(&self) -> Option<Mark> {
        let mut mark = self.header?.mark;
        let seconds = u32::try_from(self.follows.len()).unwrap_or(0);
        mark.tick.0 = mark.tick.0.saturating_add(seconds * TICK_RATE_HZ);
        Some(mark)
    }

    /// Which room it is of.
    pub fn room(&self) -> Option<RoomCode> {
        self.header.map(|header| header.room)
    }

    /// All of it, for the server.
    pub fn offer(&self, token: Token) -> RoomCopy {
        RoomCopy {
            token,
            whole: self.whole.clone(),
            follows: self.follows.clone(),
        }
    }

    /// The full copy.
    pub fn full(&self) -> &[u8] {
        &self.whole
    }

    /// What followed it, in order.
    pub fn follows(&self) -> &[Follow] {
        &self.follows
    }
}

#[cfg(test)]
mod tests {
    use alloc::vec;

    use super::*;

    fn full(number: u64, tick: u32, run: u8) -> Vec<u8> {
        let header = Header {
            key: [1; 8],
            run: [run; 16],
            number,
            room: RoomCode::new(482_913),
            mark: Mark {
                epoch: 2,
                mission: 1,
                tick: Tick(tick),
            },
        };
        let mut bytes = header.to_bytes();
        assert_eq!(bytes.len(), HEADER_BYTES);
        bytes.extend([7; 20]);
        assert_eq!(Header::split(&bytes), Some((header, &[7; 20][..])));
        bytes
    }

    fn second(base: u64, index: u8) -> Follow {
        Follow {
            base,
            index,
            number: base + u64::from(index) + 1,
            bytes: vec![index; 17],
        }
    }

    #[test]
    fn seconds_follow_their_own_full_copy_in_order_whatever_comes_first() {
        let mut kept = Copies::default();
        assert_eq!(kept.follow(second(5, 0)), Kept::Same, "too early");
        assert_eq!(kept.whole(full(5, 100, 1)), Kept::Anew);
        assert_eq!(kept.follows().len(), 1, "it had come before");
        assert_eq!(kept.follow(second(5, 1)), Kept::More);
        assert_eq!(kept.follow(second(5, 1)), Kept::Same, "twice");
        assert_eq!(kept.follow(second(5, 3)), Kept::Same, "a gap");
        assert_eq!(kept.follow(second(4, 2)), Kept::Same, "of an older one");
        assert_eq!(kept.mark().map(|mark| mark.tick), Some(Tick(220)));
    }

    #[test]
    fn an_older_copy_never_takes_the_place_of_a_newer() {
        let mut kept = Copies::default();
        assert_eq!(kept.whole(full(5, 100, 1)), Kept::Anew);
        assert_eq!(kept.whole(full(4, 900, 1)), Kept::Anew, "it stands further");
        assert_eq!(kept.whole(full(3, 100, 1)), Kept::Same);
        assert_eq!(kept.whole(full(9, 100, 2)), Kept::Same, "another run");
        assert_eq!(kept.whole(full(1, 901, 2)), Kept::Anew);
        assert_eq!(kept.whole(vec![FORM; HEADER_BYTES - 1]), Kept::Same);
        assert_eq!(kept.whole(vec![0; 1_000]), Kept::Same);
    }

    #[test]
    fn what_comes_early_is_bounded() {
        let mut kept = Copies::default();
        for round in 0..5 * COPY_PARTS_MAX as u64 {
            kept.follow(second(1, (round % 60) as u8));
        }
        assert!(kept.early.len() <= COPY_PARTS_MAX);
        let long = Follow {
            bytes: vec![0; COPY_PART_BYTES_MAX + 1],
            ..second(1, 0)
        };
        assert!(long.check().is_err());
    }
}
