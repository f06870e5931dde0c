//! A world, or anything a server keeps of one, as bytes that are read back exactly or not at all. A world
//! is kept whole, not what it began with: two hours of inputs take seconds to step again, the whole
//! world is some kilobytes and a tenth of a millisecond. It knows no file.
//!
//! The form: the stamp of the version that wrote it (revision of the simulation, protocol, catalogue:
//! ten bytes big-endian), a checksum of eight bytes, then the value by the one codec.

use alloc::vec::Vec;

use crate::limits::REPLAY_TICKS_MAX;
use crate::sim::World;
use crate::sim::digest::SIM_REVISION;
use crate::wire::codec::{Message, WireError, decode_record, encode_record};
use crate::wire::version::Version;

/// Bytes of the stamp.
const STAMP_BYTES: usize = 10;
/// Bytes of the checksum.
const SUM_BYTES: usize = 8;

/// Which version wrote a record: only the same one goes on from it, for a tick of another revision
/// would be another tick, and the types of another protocol other types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Rules of the simulation.
    pub sim_revision: u32,
    /// Number of the wire protocol, whose types a record holds.
    pub protocol: u16,
    /// Fingerprint of the catalogue, whose indices it holds.
    pub catalogue: u32,
}

impl Stamp {
    /// Of this version.
    pub fn current() -> Stamp {
        let version = Version::current();
        Stamp {
            sim_revision: SIM_REVISION,
            protocol: version.protocol,
            catalogue: version.catalogue,
        }
    }

    fn to_bytes(self) -> [u8; STAMP_BYTES] {
        let [r0, r1, r2, r3] = self.sim_revision.to_be_bytes();
        let [p0, p1] = self.protocol.to_be_bytes();
        let [c0, c1, c2, c3] = self.catalogue.to_be_bytes();
        [r0, r1, r2, r3, p0, p1, c0, c1, c2, c3]
    }

    fn of([r0, r1, r2, r3, p0, p1, c0, c1, c2, c3]: [u8; STAMP_BYTES]) -> Stamp {
        Stamp {
            sim_revision: u32::from_be_bytes([r0, r1, r2, r3]),
            protocol: u16::from_be_bytes([p0, p1]),
            catalogue: u32::from_be_bytes([c0, c1, c2, c3]),
        }
    }
}

/// Why a record cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// It is shorter than any.
    #[error("it is cut short")]
    Torn,
    /// The bytes are not what was written.
    #[error("its checksum does not fit: it was damaged")]
    Checksum,
    /// Another version wrote it.
    #[error(
        "another version wrote it: revision {} of the simulation, protocol {}", .0.sim_revision, .0.protocol
    )]
    Foreign(Stamp),
    /// What was written is no such record.
    #[error("it cannot be read: {0}")]
    Wire(#[from] WireError),
}

impl Message for World {
    /// The checksum says that a world of ours stands here; the tick must leave room for the next.
    fn validate(&mut self) -> Result<(), WireError> {
        if self.tick.0 > REPLAY_TICKS_MAX {
            return Err(WireError::OutOfRange("tick of a world"));
        }
        Ok(())
    }
}

/// A record as bytes.
pub fn encode<M: Message>(record: &M) -> Result<Vec<u8>, WireError> {
    Ok(stamped(&encode_record(record)?))
}

/// What stands for itself, with stamp and checksum before it.
pub fn stamped(body: &[u8]) -> Vec<u8> {
    let stamp = Stamp::current().to_bytes();
    let mut bytes = Vec::with_capacity(STAMP_BYTES + SUM_BYTES + body.len());
    bytes.extend_from_slice(&stamp);
    bytes.extend_from_slice(&checksum(&stamp, body).to_be_bytes());
    bytes.extend_from_slice(body);
    bytes
}

/// A record of this version back from its bytes.
pub fn decode<M: Message>(bytes: &[u8]) -> Result<M, Unreadable> {
    let (stamp, rest) = bytes
        .split_first_chunk::<STAMP_BYTES>()
        .ok_or(Unreadable::Torn)?;
    let (sum, body) = rest
        .split_first_chunk::<SUM_BYTES>()
        .ok_or(Unreadable::Torn)?;
    if checksum(stamp, body) != u64::from_be_bytes(*sum) {
        return Err(Unreadable::Checksum);
    }
    let stamp = Stamp::of(*stamp);
    if stamp != Stamp::current() {
        return Err(Unreadable::Foreign(stamp));
    }
    Ok(decode_record(body)?)
}

/// FNV-1a (Fowler, Noll and Vo) over stamp and body: it finds damage, it is no defence against malice.
fn checksum(stamp: &[u8], body: &[u8]) -> u64 {
    stamp
        .iter()
        .chain(body)
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
        })
}

#[cfg(test)]
mod tests {
    use std::format;

    use super::*;
    use crate::scenario;
    use crate::sim::digest;

    fn world() -> World {
        let scenario = scenario::load("final-approach").expect("ships");
        World::new(&scenario, 7)
    }

    #[test]
    fn a_world_comes_back_field_by_field() {
        let world = world();
        let bytes = encode(&world).expect("short enough");
        assert!(bytes.len() < 8 * 1024, "{} bytes", bytes.len());
        let read: World = decode(&bytes).expect("whole");
        // Every field of every part, digested or not, by the shortest text that names its bits.
        assert_eq!(format!("{read:?}"), format!("{world:?}"));
        assert_eq!(digest::of(&read), digest::of(&world));
    }

    #[test]
    fn damage_and_other_versions_are_told_apart() {
        let bytes = encode(&world()).expect("short enough");
        let read = |bytes: &[u8]| decode::<World>(bytes).err();
        for at in (0..bytes.len()).step_by(13) {
            let mut damaged = bytes.clone();
            damaged[at] ^= 0x10;
            assert_eq!(read(&damaged), Some(Unreadable::Checksum), "byte {at}");
        }
        for cut in [0, STAMP_BYTES, STAMP_BYTES + SUM_BYTES - 1] {
            assert_eq!(read(&bytes[..cut]), Some(Unreadable::Torn));
        }
        assert_eq!(
            read(&bytes[..bytes.len() - 1]),
            Some(Unreadable::Checksum),
            "cut"
        );
        let mut foreign = Stamp::current();
        foreign.sim_revision += 1;
        let (stamp, body) = (foreign.to_bytes(), &bytes[STAMP_BYTES + SUM_BYTES..]);
        let mut older = stamp.to_vec();
        older.extend(checksum(&stamp, body).to_be_bytes());
        older.extend(body);
        assert_eq!(read(&older), Some(Unreadable::Foreign(foreign)));
    }

    #[test]
    fn a_world_at_the_end_of_time_is_refused() {
        let mut world = world();
        world.tick.0 = REPLAY_TICKS_MAX + 1;
        let bytes = encode(&world).expect("short enough");
        let late = Unreadable::Wire(WireError::OutOfRange("tick of a world"));
        assert_eq!(decode::<World>(&bytes).err(), Some(late));
    }
}
