//! Randomness of the operating system: room codes, seeds and the secrets of seats. The simulation
//! has its own, seeded from here.

use handshake_shared::wire::{Token, WatchCode};

/// A number nobody can foresee.
pub fn number() -> u64 {
    u64::from_le_bytes(bytes())
}

/// A new secret for a seat.
pub fn token() -> Token {
    Token(bytes())
}

/// A new secret for those who watch a room.
pub fn watch_code() -> WatchCode {
    WatchCode(bytes())
}

/// So many of them.
pub fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    bytes
}
