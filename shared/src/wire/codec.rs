//! Messages to bytes and back, the only place that names bincode: a successor needs to be known
//! here alone. Every decode has a byte limit, refuses left-over bytes and checks ranges before
//! anything else sees the value.

mod finite;

use alloc::vec::Vec;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::limits::{DATAGRAM_BYTES_MAX, FRAME_BYTES_MAX, REPLAY_RECORD_BYTES_MAX};

/// Bytes of a frame's length prefix, big-endian.
const PREFIX_BYTES: usize = 2;

/// Why bytes were not a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WireError {
    /// The first bytes are not ours.
    #[error("the other end does not speak Handshake")]
    NotHandshake,
    /// Not a message of this kind.
    #[error("malformed message")]
    Malformed,
    /// Bytes were left over after the message.
    #[error("bytes left over after a message")]
    LeftOver,
    /// A number, text or list lies outside its bounds.
    #[error("a value is out of its range: {0}")]
    OutOfRange(&'static str),
    /// A number is infinite, or none at all.
    #[error("a value is not a number")]
    NotANumber,
    /// Longer than a message may be.
    #[error("message too long")]
    TooLong,
    /// Told as what changed of something that this end has not.
    #[error("nothing to build a change on")]
    NoBase,
}

pub use finite::is_finite;

/// What travels: anything that can say whether its values lie in their ranges.
pub trait Message: Serialize + DeserializeOwned {
    /// Checks ranges and cleans texts after decoding, before anything else sees the value.
    fn validate(&mut self) -> Result<(), WireError>;
}

/// bincode's limit counts a number as wide as it is in memory, however short it was written: an
/// enum's four bytes stand for one. Less, and a message that fits its datagram is refused.
const WIDENING: usize = 4;

/// One message as a frame of the control stream: length, then body.
pub fn encode_frame<M: Message>(message: &M) -> Result<Vec<u8>, WireError> {
    let body = encode(message)?;
    let length = u16::try_from(body.len()).map_err(|_| WireError::TooLong)?;
    if body.len() > FRAME_BYTES_MAX {
        return Err(WireError::TooLong);
    }
    let mut frame = Vec::with_capacity(PREFIX_BYTES + body.len());
    frame.extend_from_slice(&length.to_be_bytes());
    frame.extend_from_slice(&body);
    Ok(frame)
}

/// The body of one frame back into a message.
pub fn decode_frame<M: Message>(body: &[u8]) -> Result<M, WireError> {
    decode::<M, FRAME_BYTES_MAX, { WIDENING * FRAME_BYTES_MAX }>(body)
}

/// One message as a datagram.
pub fn encode_datagram<M: Message>(message: &M) -> Result<Vec<u8>, WireError> {
    let bytes = encode(message)?;
    if bytes.len() > DATAGRAM_BYTES_MAX {
        return Err(WireError::TooLong);
    }
    Ok(bytes)
}

/// A datagram back into a message.
pub fn decode_datagram<M: Message>(bytes: &[u8]) -> Result<M, WireError> {
    decode::<M, DATAGRAM_BYTES_MAX, { WIDENING * DATAGRAM_BYTES_MAX }>(bytes)
}

/// One record of a replay as bytes, without the frame that its file puts around it.
pub fn encode_record<M: Message>(record: &M) -> Result<Vec<u8>, WireError> {
    let bytes = encode(record)?;
    if bytes.len() > REPLAY_RECORD_BYTES_MAX {
        return Err(WireError::TooLong);
    }
    Ok(bytes)
}

/// The bytes of one record of a replay back into a record.
pub fn decode_record<M: Message>(bytes: &[u8]) -> Result<M, WireError> {
    decode::<M, REPLAY_RECORD_BYTES_MAX, { WIDENING * REPLAY_RECORD_BYTES_MAX }>(bytes)
}

/// Cuts the control stream into frames. It holds at most one frame and what came with it.
#[derive(Debug, Default)]
pub struct FrameReader {
    buffer: Vec<u8>,
}

impl FrameReader {
    /// Takes the next bytes of the stream.
    pub fn push(&mut self, bytes: &[u8]) {
        self.buffer.extend_from_slice(bytes);
    }

    /// The first `N` bytes as they are, once they have all come.
    pub fn take_raw<const N: usize>(&mut self) -> Option<[u8; N]> {
        let raw = *self.buffer.first_chunk::<N>()?;
        self.buffer.drain(..N);
        Some(raw)
    }

    /// The next whole frame's body. A length beyond the limit is refused before anything is kept.
    pub fn next_frame(&mut self) -> Result<Option<Vec<u8>>, WireError> {
        let Some(prefix) = self.buffer.first_chunk::<PREFIX_BYTES>() else {
            return Ok(None);
        };
        let length = usize::from(u16::from_be_bytes(*prefix));
        if length > FRAME_BYTES_MAX {
            return Err(WireError::TooLong);
        }
        let end = PREFIX_BYTES + length;
        let Some(body) = self.buffer.get(PREFIX_BYTES..end).map(<[u8]>::to_vec) else {
            return Ok(None);
        };
        self.buffer.drain(..end);
        Ok(Some(body))
    }
}

fn encode<M: Serialize>(message: &M) -> Result<Vec<u8>, WireError> {
    bincode::serde::encode_to_vec(message, bincode::config::standard())
        .map_err(|_| WireError::Malformed)
}

fn decode<M: Message, const BYTES: usize, const CLAIM: usize>(
    bytes: &[u8],
) -> Result<M, WireError> {
    if bytes.len() > BYTES {
        return Err(WireError::TooLong);
    }
    let config = bincode::config::standard().with_limit::<CLAIM>();
    let (mut message, used): (M, usize) =
        bincode::serde::decode_from_slice(bytes, config).map_err(|_| WireError::Malformed)?;
    if used != bytes.len() {
        return Err(WireError::LeftOver);
    }
    if !finite::is_finite(&message) {
        return Err(WireError::NotANumber);
    }
    message.validate()?;
    Ok(message)
}

#[cfg(test)]
mod tests;
