//! Rooms that outlive even the server's disk: sealed copies that their crews keep, and the server that opens
//! them again. The key stands beside the server's identity and nowhere else: a crew can neither read nor
//! change what it keeps. It knows no room's inside.

mod giver;
mod pack;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use handshake_shared::limits::{COPY_AGE_MAX_S, COPY_PART_BYTES_MAX, COPY_WHOLE_BYTES_MAX};
use handshake_shared::wire::RoomCode;
use handshake_shared::wire::copy::{Follow, HEADER_BYTES, Header, Mark, RoomCopy};
use handshake_shared::wire::server::BadCopy;
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::hmac;

use crate::random;

pub use giver::{Gift, Giver, send};

/// Bytes of the secret from which all keys of a server's seals are made.
pub const SECRET_BYTES: usize = 32;
/// Bytes a seal adds to what it holds.
pub const SEAL_BYTES: usize = 16;
/// Bytes of the time at which a full copy was sealed, s since 1970, before its record.
const TIME_BYTES: usize = 8;

/// Seals and opens copies. Each run of a server has a key of its own, made from the secret and a number drawn
/// at its start, and counts its seals: no two are ever made alike, whatever becomes of a room.
#[derive(Clone)]
pub struct Sealer(Arc<Keys>);

struct Keys {
    secret: hmac::Key,
    id: [u8; 8],
    run: [u8; 16],
    key: LessSafeKey,
    next: AtomicU64,
}

/// A copy that was ours.
#[derive(Debug)]
pub struct Opened {
    /// Which room, and how far its full copy stood.
    pub header: Header,
    /// The record of the whole room.
    pub whole: Vec<u8>,
    /// What followed, as far as it is sound.
    pub seconds: Vec<Vec<u8>>,
}

impl Sealer {
    /// By this secret, for this run of the server.
    pub fn new(secret: &[u8; SECRET_BYTES]) -> Sealer {
        let secret = hmac::Key::new(hmac::HMAC_SHA256, secret);
        let mut id = [0; 8];
        id.copy_from_slice(&hmac::sign(&secret, b"handshake copies: name").as_ref()[..8]);
        let run = random::bytes();
        Sealer(Arc::new(Keys {
            key: key_of(&secret, &run),
            secret,
            id,
            run,
            next: AtomicU64::new(1),
        }))
    }

    /// A full copy of a room that stands there, and the number of its seal.
    pub fn whole(&self, room: RoomCode, mark: Mark, record: &[u8]) -> (u64, Vec<u8>) {
        self.whole_at(room, mark, record, now_s())
    }

    fn whole_at(&self, room: RoomCode, mark: Mark, record: &[u8], at_s: u64) -> (u64, Vec<u8>) {
        let number = self.0.next.fetch_add(1, Ordering::Relaxed);
        let header = Header {
            key: self.0.id,
            run: self.0.run,
            number,
            room,
            mark,
        };
        let mut copy = header.to_bytes();
        let mut inside = at_s.to_be_bytes().to_vec();
        inside.extend(pack::pack(record));
        seal(&self.0.key, number, &copy, &mut inside);
        copy.append(&mut inside);
        (number, copy)
    }

    /// What follows a full copy, the so-many-th.
    pub fn follow(&self, base: u64, index: u8, second: &[u8]) -> Follow {
        let number = self.0.next.fetch_add(1, Ordering::Relaxed);
        let mut bytes = pack::pack(second);
        seal(&self.0.key, number, &place(base, index), &mut bytes);
        Follow {
            base,
            index,
            number,
            bytes,
        }
    }

    /// What a crew has kept. Of what follows the full copy that is taken which is sound and without a gap.
    pub fn open(&self, copy: &RoomCopy) -> Result<Opened, BadCopy> {
        let (header, sealed) = Header::split(&copy.whole).ok_or(BadCopy::Damaged)?;
        if header.key != self.0.id {
            return Err(BadCopy::Foreign);
        }
        let key = key_of(&self.0.secret, &header.run);
        let words = copy.whole.get(..HEADER_BYTES).ok_or(BadCopy::Damaged)?;
        let inside = open(&key, header.number, words, sealed).ok_or(BadCopy::Damaged)?;
        let (at_s, whole) = inside
            .split_first_chunk::<TIME_BYTES>()
            .ok_or(BadCopy::Damaged)?;
        if now_s().saturating_sub(u64::from_be_bytes(*at_s)) > COPY_AGE_MAX_S {
            return Err(BadCopy::Old);
        }
        let follows = copy.follows.iter().zip(0..);
        let seconds = follows.map_while(|(second, index)| {
            let words = place(header.number, index);
            let here = (second.base, second.index) == (header.number, index);
            let bytes = here.then(|| open(&key, second.number, &words, &second.bytes))??;
            pack::unpack(&bytes, COPY_PART_BYTES_MAX)
        });
        Ok(Opened {
            header,
            seconds: seconds.collect(),
            whole: pack::unpack(whole, COPY_WHOLE_BYTES_MAX).ok_or(BadCopy::Damaged)?,
        })
    }
}

/// The key of one run.
fn key_of(secret: &hmac::Key, run: &[u8; 16]) -> LessSafeKey {
    let mut about = hmac::Context::with_key(secret);
    about.update(b"handshake copies: run");
    about.update(run);
    let key = UnboundKey::new(&CHACHA20_POLY1305, about.sign().as_ref());
    LessSafeKey::new(key.expect("a tag of SHA-256 has the cipher's 32 bytes"))
}

/// Where a second belongs: its seal covers it.
fn place(base: u64, index: u8) -> [u8; 9] {
    let mut words = [0; 9];
    words[..8].copy_from_slice(&base.to_be_bytes());
    words[8] = index;
    words
}

fn nonce(number: u64) -> Nonce {
    let mut bytes = [0; NONCE_LEN];
    bytes[NONCE_LEN - 8..].copy_from_slice(&number.to_be_bytes());
    Nonce::assume_unique_for_key(bytes)
}

fn seal(key: &LessSafeKey, number: u64, words: &[u8], inside: &mut Vec<u8>) {
    key.seal_in_place_append_tag(nonce(number), Aad::from(words), inside)
        .expect("a record is shorter than the cipher's 256 GiB");
}

fn open(key: &LessSafeKey, number: u64, words: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
    let mut inside = sealed.to_vec();
    let length = key
        .open_in_place(nonce(number), Aad::from(words), &mut inside)
        .ok()?
        .len();
    inside.truncate(length);
    Some(inside)
}

fn now_s() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| since.as_secs())
}

#[cfg(test)]
mod tests;
