//! The two ends of one connection as state machines without I/O: bytes in, events out, and bytes
//! when asked. They know no socket and read no clock; the shells pass both in.

mod acts;
mod client;
mod clock;
mod ear;
mod feed;
mod observer;
mod server;
mod shown;
mod snapshots;
mod sticks;

pub use client::{ClientEvent, ClientSession, SessionError};
pub use clock::Clock;
pub use ear::{Ear, Noticed};
pub use feed::Feed;
pub use observer::{ObserverEvent, ObserverSession};
pub use server::{ServerEvent, ServerSession};
pub use shown::{Corrections, Shown};
pub use snapshots::{Listener, Teller};
pub use sticks::{Coming, Standing};
