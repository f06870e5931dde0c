//! A recorded flight as rows: the columns of `handshake sim`, read off the world flown again.

use std::io::{self, Write};

use handshake_shared::replay::Player;
use handshake_shared::time::{TICK_RATE_HZ, Tick};

use crate::sim_cli::happened;
use crate::sim_cli::rows::{Format, Rows};

/// Writes a row at every so many ticks and at the end; returns how many. Nothing where the flight
/// cannot be flown again: rows are of the world.
pub fn write<W: Write>(
    player: &mut Player,
    out: W,
    format: Format,
    rate_hz: f64,
) -> io::Result<Option<(u64, W)>> {
    let mut rows = Rows::new(out, format)?;
    let last = player.last_tick();
    let mut before = Tick(0);
    let mut count = 0_u32;
    loop {
        player.seek(due(count, rate_hz).min(last));
        let at = player.at();
        let events: Vec<String> = player
            .events(before, at)
            // A run's line tells the tick that was stepped, the recording the one after it.
            .map(|(tick, event)| happened::line(Tick(tick.0.saturating_sub(1)), event))
            .collect();
        let Some(world) = player.world() else {
            return Ok(None);
        };
        rows.write(world, &events)?;
        if at >= last {
            let written = rows.written();
            return Ok(Some((written, rows.finish()?)));
        }
        before = at;
        count += 1;
    }
}

/// The tick of a row by its number; two rows are never of one tick.
fn due(count: u32, rate_hz: f64) -> Tick {
    let rate_hz = rate_hz.clamp(1e-4, f64::from(TICK_RATE_HZ));
    Tick((f64::from(count) * f64::from(TICK_RATE_HZ) / rate_hz).ceil() as u32)
}
