//! Records as bytes in a row, and cut out of it again: length, checksum, body. Any bytes give either a
//! record or the place and the reason why there is none.

use alloc::vec::Vec;

use super::{FORMAT, MAGIC, Record};
use crate::limits::REPLAY_RECORD_BYTES_MAX;
use crate::wire::codec::{WireError, decode_record, encode_record};

/// Bytes before the first record: magic and format.
pub const PREAMBLE_BYTES: usize = 10;
/// Bytes around a record's body: length and checksum.
const FRAME_BYTES: usize = 8;

/// What is wrong with the bytes of a replay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// They begin with something else.
    #[error("this is no replay of Handshake")]
    NotAReplay,
    /// A form that this version does not know.
    #[error("its form has the number {0}, and this version reads {FORMAT}")]
    Format(u16),
    /// They end inside a record.
    #[error("it ends inside a record")]
    Torn,
    /// A length that no record has.
    #[error("a record of {0} bytes is longer than any can be")]
    TooLong(u32),
    /// The body is not what was written.
    #[error("a record's checksum does not fit: it was damaged")]
    Checksum,
    /// The body is no record.
    #[error("a record cannot be read: {0}")]
    Wire(WireError),
    /// A record where another should stand: no header first, a gap between stretches, more after the
    /// end.
    #[error("a record stands out of its order")]
    Order,
    /// Its records hold types of another version.
    #[error("it was recorded by a version that speaks another protocol: {0}")]
    Foreign(u16),
}

/// What is wrong, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("at byte {at}: {fault}")]
pub struct ReplayError {
    /// Byte at which the record begins.
    pub at: usize,
    /// What.
    pub fault: Fault,
}

/// The bytes every replay begins with.
pub fn preamble() -> [u8; PREAMBLE_BYTES] {
    let mut bytes = [0; PREAMBLE_BYTES];
    bytes[..MAGIC.len()].copy_from_slice(&MAGIC);
    bytes[MAGIC.len()..].copy_from_slice(&FORMAT.to_be_bytes());
    bytes
}

/// A record with its frame.
pub fn framed(record: &Record) -> Result<Vec<u8>, WireError> {
    let body = encode_record(record)?;
    let length = u32::try_from(body.len()).map_err(|_| WireError::TooLong)?;
    let mut bytes = Vec::with_capacity(FRAME_BYTES + body.len());
    bytes.extend_from_slice(&length.to_be_bytes());
    bytes.extend_from_slice(&checksum(&body).to_be_bytes());
    bytes.extend_from_slice(&body);
    Ok(bytes)
}

/// Walks over the frames of a replay without looking into them.
#[derive(Clone, Copy, Debug)]
pub struct Frames<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Frames<'a> {
    /// From behind the preamble.
    pub fn of(bytes: &'a [u8]) -> Result<Frames<'a>, ReplayError> {
        let fail = |fault| ReplayError { at: 0, fault };
        let Some(head) = bytes.first_chunk::<PREAMBLE_BYTES>() else {
            let begins = MAGIC.starts_with(&bytes[..bytes.len().min(MAGIC.len())]);
            let fault = if begins {
                Fault::Torn
            } else {
                Fault::NotAReplay
            };
            return Err(fail(fault));
        };
        let [magic @ .., high, low] = head;
        if *magic != MAGIC {
            return Err(fail(Fault::NotAReplay));
        }
        match u16::from_be_bytes([*high, *low]) {
            FORMAT => Ok(Frames {
                bytes,
                at: PREAMBLE_BYTES,
            }),
            other => Err(fail(Fault::Format(other))),
        }
    }

    /// Where the next one begins.
    pub fn at(&self) -> usize {
        self.at
    }

    /// The body of the next frame whose checksum fits; nothing at the end.
    pub fn next_body(&mut self) -> Result<Option<&'a [u8]>, ReplayError> {
        let at = self.at;
        let fail = |fault| ReplayError { at, fault };
        let rest = &self.bytes[at..];
        if rest.is_empty() {
            return Ok(None);
        }
        let Some([l0, l1, l2, l3, c0, c1, c2, c3]) = rest.first_chunk::<FRAME_BYTES>() else {
            return Err(fail(Fault::Torn));
        };
        let length = u32::from_be_bytes([*l0, *l1, *l2, *l3]);
        let told = u32::from_be_bytes([*c0, *c1, *c2, *c3]);
        let bytes = length as usize;
        if bytes > REPLAY_RECORD_BYTES_MAX {
            return Err(fail(Fault::TooLong(length)));
        }
        let Some(body) = rest.get(FRAME_BYTES..FRAME_BYTES + bytes) else {
            return Err(fail(Fault::Torn));
        };
        if checksum(body) != told {
            return Err(fail(Fault::Checksum));
        }
        self.at = at + FRAME_BYTES + bytes;
        Ok(Some(body))
    }

    /// The next record; nothing at the end.
    pub fn next_record(&mut self) -> Result<Option<Record>, ReplayError> {
        let at = self.at;
        let Some(body) = self.next_body()? else {
            return Ok(None);
        };
        record(body, at).map(Some)
    }
}

/// The record in a body that began at that byte.
pub fn record(body: &[u8], at: usize) -> Result<Record, ReplayError> {
    decode_record(body).map_err(|why| ReplayError {
        at,
        fault: Fault::Wire(why),
    })
}

/// FNV-1a, 32 bits: it finds what a torn write or a bad disk leaves, not what somebody forged.
fn checksum(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811C_9DC5, |hash, byte| {
        (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193)
    })
}
