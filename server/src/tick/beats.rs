//! When a room's ticks are due: time as the rooms of a shard share it, the beats of the metronome, and what
//! is done about late ones. It knows no room.

use std::io;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::runtime::Handle;

use crate::metrics::Metrics;
use crate::metronome::{BEAT, Beats, Metronome};
use crate::shed::{Level, Shedder};
use crate::spare::Spare;

/// Ticks made up for at once after a late wake; what is later than that is given up, and the
/// mission's clock runs slower than the wall's instead of leaping.
const CATCH_UP_TICKS_MAX: u32 = 6;

/// Time as all rooms of one shard have it: since when it is counted, and what of it is to spare.
#[derive(Clone)]
pub struct ServerTime {
    began: Instant,
    /// Where the shard's rooms run.
    pub(super) handle: Handle,
    shard: usize,
    metronome: Arc<Metronome>,
    pub(super) spare: Arc<Spare>,
    shedder: Arc<Shedder>,
    pub(super) metrics: Metrics,
}

impl ServerTime {
    /// From now on, for shards on these runtimes, and a thread that tells all of them when.
    pub fn begin(metrics: Metrics, shards: Vec<Handle>) -> io::Result<Vec<ServerTime>> {
        let began = Instant::now();
        let metronome = Arc::new(Metronome::begin(shards.len())?);
        let of_shard = |(shard, handle): (usize, Handle)| ServerTime {
            began,
            shard,
            metronome: Arc::clone(&metronome),
            spare: Arc::new(Spare::new(handle.metrics().num_workers())),
            handle,
            shedder: Arc::default(),
            metrics: metrics.clone(),
        };
        Ok(shards.into_iter().enumerate().map(of_shard).collect())
    }

    pub(super) fn now_ns(&self) -> u64 {
        u64::try_from(self.began.elapsed().as_nanos()).unwrap_or(u64::MAX)
    }

    /// What the shard gives up for being late.
    pub fn shed(&self) -> Level {
        self.shedder.level()
    }

    /// A room was woken so late.
    fn woken(&self, late: Duration) {
        self.metrics.woken(late);
        self.shedder.woken(self.began.elapsed().as_secs(), late);
    }

    /// Does ticks and pays for them.
    pub(super) fn pay_for<T>(&self, ticks: impl FnOnce() -> T) -> T {
        let before = self.now_ns();
        let done = ticks();
        let now = self.now_ns();
        self.spare.pay(now, now.saturating_sub(before));
        done
    }
}

/// A room that moves: its beats, and when the next tick is due.
pub(super) struct Running {
    beats: Beats,
    next: Instant,
}

impl Running {
    /// From now on.
    pub(super) fn begin(time: &ServerTime) -> Running {
        let beats = time.metronome.beats(time.shard);
        let next = beats.after(Instant::now());
        Running { beats, next }
    }
}

/// Beats whose time has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Due {
    /// To be flown now.
    pub(super) beats: u32,
    /// Too late to be made up for.
    pub(super) given_up: u32,
}

/// Waits for the next beat of a room that moves and tells how many are due; for ever if it stands.
pub(super) async fn next_beats(running: &mut Option<Running>, time: &ServerTime) -> Due {
    let Some(Running { beats, next }) = running else {
        return std::future::pending().await;
    };
    loop {
        beats.struck().await;
        let now = Instant::now();
        let late = now.saturating_duration_since(*next);
        // Struck before its first tick: somebody else's beat of the same phase.
        let due = due_ticks(next, now, &time.metrics);
        if due.beats > 0 {
            time.woken(late);
            return due;
        }
    }
}

/// How many ticks are due by `now`; `next` moves on to the first that is not, and keeps its phase.
fn due_ticks(next: &mut Instant, now: Instant, metrics: &Metrics) -> Due {
    let (mut due, mut given_up) = (0, 0);
    while *next <= now && due < CATCH_UP_TICKS_MAX {
        *next += BEAT;
        due += 1;
    }
    if *next <= now {
        metrics.time_given_up();
        let late = now - *next;
        let late_ms = u64::try_from(late.as_millis()).unwrap_or(u64::MAX);
        tracing::warn!(late_ms, "ticks are late; time is given up");
        let beats = late.as_nanos() / BEAT.as_nanos() + 1;
        given_up = u32::try_from(beats).unwrap_or(u32::MAX);
        *next += BEAT * given_up;
    }
    Due {
        beats: due,
        given_up,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn late_ticks_are_made_up_for_within_a_bound_and_then_given_up() {
        let start = Instant::now();
        let mut next = start;
        let metrics = Metrics::default();
        let due = |next: &mut Instant, at| {
            let Due { beats, given_up } = due_ticks(next, at, &metrics);
            (beats, given_up)
        };
        assert_eq!(due(&mut next, start), (1, 0));
        assert_eq!(next, start + BEAT);
        assert_eq!(due(&mut next, start + 3 * BEAT), (3, 0));
        let late = start + Duration::from_secs(2);
        assert!(metrics.is_punctual());
        // Of 121 beats of two seconds four were flown.
        assert_eq!(
            due(&mut next, late),
            (CATCH_UP_TICKS_MAX, 121 - 4 - CATCH_UP_TICKS_MAX)
        );
        assert!(!metrics.is_punctual());
        assert!(next > late && next <= late + BEAT);
        let phase = (next - start).as_nanos() % BEAT.as_nanos();
        assert_eq!(phase, 0, "it keeps its place in the beat");
    }
}
