//! The frozen first ten bytes of each direction: who we are, which protocol and which catalogue we
//! speak. They may never change, so that any two ends can say which of them should update.

use crate::catalogue::calls::CallId;
use crate::catalogue::procedures::STEPS;
use crate::wire::codec::WireError;

/// Number of the wire protocol: any change of a message's bytes raises it.
pub const PROTOCOL: u16 = 11;
/// Length of the opening, bytes.
pub const OPENING_BYTES: usize = 10;

const MAGIC: [u8; 4] = *b"HNDS";

/// What one end speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Version {
    /// Number of the wire protocol.
    pub protocol: u16,
    /// Fingerprint of the catalogue: ids on the wire are indices into its tables.
    pub catalogue: u32,
}

impl Version {
    /// What this build speaks.
    pub fn current() -> Version {
        Version {
            protocol: PROTOCOL,
            catalogue: catalogue_fingerprint(),
        }
    }

    /// The opening: magic, protocol and catalogue, big-endian.
    pub fn to_opening(self) -> [u8; OPENING_BYTES] {
        let mut bytes = [0; OPENING_BYTES];
        bytes[..4].copy_from_slice(&MAGIC);
        bytes[4..6].copy_from_slice(&self.protocol.to_be_bytes());
        bytes[6..].copy_from_slice(&self.catalogue.to_be_bytes());
        bytes
    }

    /// Reads the other end's opening.
    pub fn from_opening(bytes: &[u8; OPENING_BYTES]) -> Result<Version, WireError> {
        let [m0, m1, m2, m3, p0, p1, c0, c1, c2, c3] = *bytes;
        if [m0, m1, m2, m3] != MAGIC {
            return Err(WireError::NotHandshake);
        }
        Ok(Version {
            protocol: u16::from_be_bytes([p0, p1]),
            catalogue: u32::from_be_bytes([c0, c1, c2, c3]),
        })
    }
}

/// FNV-1a over the stable names whose indices travel: calls and steps. Two builds with different
/// tables would understand each other's numbers wrongly, so they must not talk.
fn catalogue_fingerprint() -> u32 {
    let calls = CallId::ALL.iter().map(|call| call.key());
    let steps = STEPS.iter().map(|step| step.key);
    let mut hash: u32 = 0x811C_9DC5;
    for byte in calls.chain(steps).flat_map(|key| key.bytes().chain([0])) {
        hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_opening_is_frozen() {
        let version = Version {
            protocol: 1,
            catalogue: 0x0102_0304,
        };
        let bytes = version.to_opening();
        assert_eq!(&bytes, b"HNDS\x00\x01\x01\x02\x03\x04");
        assert_eq!(Version::from_opening(&bytes), Ok(version));
    }

    #[test]
    fn a_stranger_is_recognised_by_its_first_bytes() {
        assert_eq!(
            Version::from_opening(b"GET / HTTP"),
            Err(WireError::NotHandshake)
        );
    }
}
