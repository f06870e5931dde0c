//! What goes under a seal, in as few bytes as it takes: sealed, nothing more can be saved on the way. Two
//! hands on their sticks move the same few ways a dozen times a second, and a mission's file is text.

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;

/// First byte: the rest is as it was, or deflated (RFC 1951).
const PLAIN: u8 = 0;
const DEFLATED: u8 = 1;
/// zlib's usual level; a room is packed once a second.
const LEVEL: u8 = 6;

/// Short bytes gain nothing and stay as they are.
pub(super) fn pack(bytes: &[u8]) -> Vec<u8> {
    let deflated = compress_to_vec(bytes, LEVEL);
    let (form, shorter) = match deflated.len() < bytes.len() {
        true => (DEFLATED, &deflated[..]),
        false => (PLAIN, bytes),
    };
    let mut packed = Vec::with_capacity(1 + shorter.len() + super::SEAL_BYTES);
    packed.push(form);
    packed.extend_from_slice(shorter);
    packed
}

/// What was packed, if it is no longer than this; however few bytes claim to be more.
pub(super) fn unpack(packed: &[u8], longest: usize) -> Option<Vec<u8>> {
    let (form, rest) = packed.split_first()?;
    match *form {
        PLAIN if rest.len() <= longest => Some(rest.to_vec()),
        DEFLATED => decompress_to_vec_with_limit(rest, longest).ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_packed_comes_out_again_and_takes_fewer_bytes_where_it_can() {
        let pulses = [[9, 0, 127, 0, 0, 3], [0; 6]].concat().repeat(12);
        for bytes in [&b""[..], b"a", b"no two alike", &pulses] {
            let packed = pack(bytes);
            assert!(packed.len() <= bytes.len() + 1);
            assert_eq!(unpack(&packed, bytes.len()).as_deref(), Some(bytes));
        }
        assert!(4 * pack(&pulses).len() < pulses.len());
    }

    #[test]
    fn nothing_comes_out_longer_than_it_may() {
        let long = vec![0; 1 << 20];
        let packed = pack(&long);
        assert!(packed.len() < 2_048);
        for bytes in [
            &packed[..],
            &[PLAIN; 100],
            &[7, 1, 2],
            &[DEFLATED, 0xff],
            &[],
        ] {
            assert_eq!(unpack(bytes, 64), None);
        }
    }
}
