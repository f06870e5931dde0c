//! Every bound of the product with its reason, in one place.

/// Longest free-text transmission, characters: two lines of a narrow radio panel.
pub const TEXT_CHARS_MAX: usize = 120;
/// Longest crew name shown to the partner, characters.
pub const NAME_CHARS_MAX: usize = 24;
/// Largest datagram payload, bytes: fits a 1,200-byte path MTU with QUIC's own overhead.
pub const DATAGRAM_BYTES_MAX: usize = 1_100;
/// Largest message on the control stream, bytes.
pub const FRAME_BYTES_MAX: usize = 16 * 1024;
/// Commands one seat may have waiting for a tick; more are refused as too many.
pub const COMMANDS_PENDING_MAX: usize = 32;
/// Rooms one server keeps open.
pub const ROOMS_MAX: usize = 256;
/// Longest scenario file, bytes.
pub const SCENARIO_BYTES_MAX: usize = 64 * 1024;
/// A read-back or match opens its lock for this long, s.
pub const MATCH_FRESH_S: f64 = 60.0;
/// Both keys of a two-key act must be turned within this, s.
pub const TWO_KEY_WINDOW_S: f64 = 5.0;
/// A called value on Apollo's range bar greys after this, s.
pub const CALLED_STALE_S: f32 = 10.0;
/// Longest a single stick message may hold a deflection, ticks: a lost release costs at most this.
pub const STICK_TICKS_MAX: u16 = 600;
/// Contacts kept for the debrief; older ones are dropped.
pub const RECORD_CONTACTS_MAX: usize = 8;
