//! The core of Handshake: spacecraft, air, people, rules and the protocol. It knows no clock,
//! socket, terminal, file or sentence, and builds without the standard library.
//!
//! Modules stand in reading order; each may use only those above it.
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;
#[cfg(test)]
extern crate std;

pub mod maths;

pub mod ids;

pub mod time;

pub mod rng;

pub mod limits;

pub mod catalogue;

pub mod frames;

pub mod scenario;

pub mod sim;

pub mod view;

pub mod predict;

pub mod wire;

pub mod replay;

pub mod checkpoint;

pub mod session;
