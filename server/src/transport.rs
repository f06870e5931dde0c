//! QUIC settings both ends share: they decide how the game feels on a bad link. They know nothing
//! of what is sent.

mod breaker;
mod window;

use std::sync::Arc;
use std::time::Duration;

use quinn::{AckFrequencyConfig, Connection, EndpointConfig, IdleTimeout, TransportConfig, VarInt};
use quinn_proto::RandomConnectionIdGenerator;

pub use breaker::Breaker;
pub use window::{WINDOW_BYTES, Window, Windows};

/// Datagrams waiting to be sent, bytes: a few snapshots; more would only grow old.
const DATAGRAM_SEND_BYTES: usize = 4 * 1024;
/// Datagrams waiting to be read, bytes.
const DATAGRAM_RECEIVE_BYTES: usize = 16 * 1024;
/// Silence after which a connection counts as lost.
const IDLE_MS: u32 = 5_000;
/// Sent when nothing else is: five chances before the idle time is over.
const KEEP_ALIVE: Duration = Duration::from_secs(1);
/// Packets that may come before they are acknowledged: as many as come within the time below.
const ACKS_AFTER: u32 = 8;
/// An acknowledgement may wait so long for something to ride on, or for others; never longer than a round
/// trip, so that a loss is found as soon as ever.
const ACKS_WITHIN: Duration = Duration::from_millis(100);
/// Unread bytes a peer may send on the one stream.
const STREAM_WINDOW_BYTES: u32 = 64 * 1024;

/// One-way streams the other end may have open: one copy of a room at a time.
const COPIES: u32 = 1;

/// The settings. `streams` is how many control streams the other end may open: one for a client
/// towards its server, none the other way.
pub fn config(streams: u32) -> TransportConfig {
    let mut transport = TransportConfig::default();
    transport
        .max_concurrent_bidi_streams(VarInt::from_u32(streams))
        .max_concurrent_uni_streams(VarInt::from_u32(COPIES))
        .stream_receive_window(VarInt::from_u32(STREAM_WINDOW_BYTES))
        .receive_window(VarInt::from_u32(4 * STREAM_WINDOW_BYTES))
        .send_window(4 * u64::from(STREAM_WINDOW_BYTES))
        .max_idle_timeout(Some(IdleTimeout::from(VarInt::from_u32(IDLE_MS))))
        .keep_alive_interval(Some(KEEP_ALIVE))
        .mtu_discovery_config(None)
        .datagram_send_buffer_size(DATAGRAM_SEND_BYTES)
        .datagram_receive_buffer_size(Some(DATAGRAM_RECEIVE_BYTES))
        .congestion_controller_factory(Arc::new(Windows))
        .ack_frequency_config(Some(acks()))
        .enable_segmentation_offload(false);
    transport
}

/// A crew's end, which has one connection: it needs no name for it, and eight bytes less stand in every
/// packet on the way down.
pub fn client() -> EndpointConfig {
    let mut config = EndpointConfig::default();
    config.cid_generator(|| Box::new(RandomConnectionIdGenerator::new(0)));
    config
}

/// How the other end is asked to acknowledge.
fn acks() -> AckFrequencyConfig {
    let mut acks = AckFrequencyConfig::default();
    acks.ack_eliciting_threshold(VarInt::from_u32(ACKS_AFTER))
        .max_ack_delay(Some(ACKS_WITHIN));
    acks
}

/// The path to the other end is full: whoever sends should send less until it is not.
pub fn is_full(connection: &Connection) -> bool {
    let window = connection
        .congestion_state()
        .into_any()
        .downcast::<Window>();
    window.is_ok_and(|window| window.is_narrow())
}
