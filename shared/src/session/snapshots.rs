//! Both ends of a seat's snapshots: each is told as what has changed against the newest one that the
//! crew is known to have, or in full while there is none. Datagrams may be lost, repeated or come in
//! any order: what is decoded is the very snapshot that was told, or nothing is. A crew that cannot
//! decode what comes says that it has none, and a full one follows.
//!
//! The bytes: the snapshot's number (16 bits, from 1, never 0), how many numbers back the one is against
//! which it is told (8 bits; 0 for none), then the whole snapshot or what changed.

use alloc::collections::VecDeque;
use alloc::vec::Vec;

use crate::wire::codec::{Message, WireError, decode_datagram, encode_datagram, is_finite};
use crate::wire::delta::{self, Token};
use crate::wire::snapshot::Snapshot;

/// Snapshots that either end keeps: with twenty a second and a word for every eighth, those of a round
/// trip of more than a second.
pub const KEPT_MAX: usize = 32;
/// Bytes before the snapshot itself.
const HEAD_BYTES: usize = 3;

/// What has been told to one crew on one connection.
#[derive(Clone, Debug, Default)]
pub struct Teller {
    last: u16,
    /// The newest that the crew is known to have.
    known: Option<Kept>,
    /// Told after that, oldest first.
    waiting: VecDeque<Kept>,
}

/// What has been heard on one connection.
#[derive(Clone, Debug, Default)]
pub struct Listener {
    newest: u16,
    /// The one that the newest was told against, which the next may be told against as well.
    based_on: u16,
    kept: VecDeque<Kept>,
    /// One newer than all others could not be decoded: the other end knows us to have what we have not.
    lost: bool,
}

#[derive(Clone, Debug)]
struct Kept {
    number: u16,
    row: Vec<Token>,
}

impl Teller {
    /// The datagram that tells this snapshot.
    pub fn tell(&mut self, snapshot: &Snapshot) -> Result<Vec<u8>, WireError> {
        let row = delta::lay(snapshot)?;
        self.last = after(self.last);
        let mut bytes = Vec::with_capacity(128);
        bytes.extend_from_slice(&self.last.to_be_bytes());
        match self.base() {
            Some((back, base)) => {
                bytes.push(back);
                delta::encode(&base.row, &row, &mut bytes);
            }
            None => {
                bytes.push(0);
                let told: Snapshot = delta::raise(&row)?;
                bytes.extend(encode_datagram(&told)?);
            }
        }
        if self.waiting.len() == KEPT_MAX {
            self.waiting.pop_front();
        }
        self.waiting.push_back(Kept {
            number: self.last,
            row,
        });
        Ok(bytes)
    }

    /// The crew says that this is the newest it has; 0 for none.
    pub fn seen(&mut self, number: u16) {
        if number == 0 {
            self.known = None;
            return;
        }
        // Older words and made-up numbers find nothing.
        if let Some(at) = self.waiting.iter().position(|kept| kept.number == number) {
            self.known = self.waiting.drain(..=at).next_back();
        }
    }

    fn base(&self) -> Option<(u8, &Kept)> {
        let known = self.known.as_ref()?;
        let back = u8::try_from(distance(known.number, self.last)).ok()?;
        Some((back, known))
    }
}

impl Listener {
    /// The snapshot in a datagram. One that cannot be decoded is no harm: it was lost.
    pub fn hear(&mut self, bytes: &[u8]) -> Result<Snapshot, WireError> {
        let Some((head, body)) = bytes.split_first_chunk::<HEAD_BYTES>() else {
            return Err(WireError::Malformed);
        };
        let [high, low, back] = *head;
        let number = u16::from_be_bytes([high, low]);
        if number == 0 {
            return Err(WireError::Malformed);
        }
        let is_newest = self.newest == 0 || is_after(number, self.newest);
        let (row, snapshot) = match self.decode(number, back, body) {
            Ok(decoded) => decoded,
            Err(why) => {
                self.lost |= is_newest;
                return Err(why);
            }
        };
        if is_newest {
            self.newest = number;
            self.based_on = before(number, back);
            self.lost = false;
        }
        self.keep(Kept { number, row });
        Ok(snapshot)
    }

    /// What the other end is to know: the newest snapshot there is, 0 for none.
    pub fn seen(&self) -> u16 {
        if self.lost { 0 } else { self.newest }
    }

    fn decode(
        &self,
        number: u16,
        back: u8,
        body: &[u8],
    ) -> Result<(Vec<Token>, Snapshot), WireError> {
        if back == 0 {
            let snapshot = decode_datagram(body)?;
            return Ok((delta::lay(&snapshot)?, snapshot));
        }
        let base = before(number, back);
        let mut kept = self.kept.iter();
        let base = kept.find(|kept| kept.number == base);
        let row = delta::decode(&base.ok_or(WireError::NoBase)?.row, body)?;
        let mut snapshot: Snapshot = delta::raise(&row)?;
        if !is_finite(&snapshot) {
            return Err(WireError::NotANumber);
        }
        snapshot.validate()?;
        Ok((row, snapshot))
    }

    /// Numbers come round again: one that does takes the place of its namesake. The one in use stays.
    fn keep(&mut self, new: Kept) {
        self.kept.retain(|kept| kept.number != new.number);
        if self.kept.len() == KEPT_MAX {
            let age = |kept: &Kept| distance(kept.number, self.newest);
            let spare = (0..self.kept.len()).filter(|at| self.kept[*at].number != self.based_on);
            if let Some(oldest) = spare.max_by_key(|at| age(&self.kept[*at])) {
                self.kept.remove(oldest);
            }
        }
        self.kept.push_back(new);
    }
}

/// The number after this one.
fn after(number: u16) -> u16 {
    number.checked_add(1).unwrap_or(1)
}

/// The number so many before this one.
fn before(number: u16, back: u8) -> u16 {
    let back = u16::from(back);
    if number > back {
        number - back
    } else {
        // There is no 0 to count.
        u16::MAX - (back - number)
    }
}

/// How many numbers it takes from the one to the other.
fn distance(from: u16, to: u16) -> u16 {
    if to >= from {
        to - from
    } else {
        u16::MAX - from + to
    }
}

fn is_after(number: u16, other: u16) -> bool {
    number != other && distance(other, number) < u16::MAX / 2
}

#[cfg(test)]
mod tests;
