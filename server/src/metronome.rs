//! The clock of all rooms: a thread that sleeps to absolute deadlines and wakes the rooms whose beat has
//! come. A runtime's own timers count whole milliseconds and wake a millisecond late; a thread that only
//! sleeps is late by a tenth of that. Rooms are spread over phases of the beat, so that they are stepped
//! a few at a time and the last of them does not wait for all the others.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use handshake_shared::time::TICK_RATE_HZ;
use tokio::sync::watch;

/// Length of a beat on the wall: one tick.
pub const BEAT: Duration = Duration::from_nanos(1_000_000_000 / TICK_RATE_HZ as u64);
/// Parts of a beat in which rooms are woken: with five hundred rooms some sixty a wake, stepped and
/// sent within a millisecond.
const PHASES: u32 = 8;

/// The phases of one shard.
type Phases = [watch::Sender<u64>; PHASES as usize];

/// The clock; its thread ends with the last copy of it.
#[derive(Debug)]
pub struct Metronome {
    dial: Arc<Dial>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Debug)]
struct Dial {
    began: Instant,
    /// By shard and phase, the beats that were due when it was struck last.
    shards: Vec<Phases>,
    stopped: AtomicBool,
}

/// The beats of one room, as long as it wants any.
#[derive(Debug)]
pub struct Beats {
    began: Instant,
    struck: watch::Receiver<u64>,
}

impl Metronome {
    /// Begins for so many shards; without a thread of its own there can be no server.
    pub fn begin(shards: usize) -> std::io::Result<Metronome> {
        let dial = Arc::new(Dial::new(shards));
        let own = Arc::clone(&dial);
        let thread = thread::Builder::new().name("metronome".to_owned());
        let thread = Some(thread.spawn(move || own.run())?);
        Ok(Metronome { dial, thread })
    }

    /// Beats for one more room of this shard, in the phase of it that has the fewest.
    pub fn beats(&self, shard: usize) -> Beats {
        let phases = &self.dial.shards[shard];
        let quietest = (0..PHASES)
            .zip(phases)
            .min_by_key(|(_, phase)| phase.receiver_count());
        // There are phases, always.
        let (number, phase) = quietest.unwrap_or((0, &phases[0]));
        let beats = Beats {
            began: self.dial.began + offset(number),
            struck: phase.subscribe(),
        };
        if let Some(thread) = &self.thread {
            thread.thread().unpark();
        }
        beats
    }
}

impl Drop for Metronome {
    fn drop(&mut self) {
        self.dial.stopped.store(true, Ordering::Release);
        if let Some(thread) = self.thread.take() {
            thread.thread().unpark();
            // It panics nowhere, and if it had, this would not mend it.
            let _ = thread.join();
        }
    }
}

impl Beats {
    /// When the first beat after this moment is due.
    pub fn after(&self, now: Instant) -> Instant {
        self.began + BEAT * due(self.began, now) + BEAT
    }

    /// Waits until the phase is struck again. Whoever comes late is not made to wait: several beats may
    /// be due then.
    pub async fn struck(&mut self) {
        if self.struck.changed().await.is_err() {
            // The clock is gone, and its server with it.
            std::future::pending::<()>().await;
        }
    }
}

/// Beats since the phase's first, which is number 0.
fn due(began: Instant, now: Instant) -> u32 {
    let passed = now.saturating_duration_since(began).as_nanos();
    u32::try_from(passed / BEAT.as_nanos()).unwrap_or(u32::MAX)
}

fn offset(phase: u32) -> Duration {
    BEAT * phase / PHASES
}

impl Dial {
    fn new(shards: usize) -> Dial {
        let phases = |_| core::array::from_fn(|_| watch::Sender::new(0));
        Dial {
            began: Instant::now(),
            shards: (0..shards).map(phases).collect(),
            stopped: AtomicBool::new(false),
        }
    }

    fn run(&self) {
        while !self.stopped.load(Ordering::Acquire) {
            match self.strike(Instant::now()) {
                // Woken sooner by a room that has just begun, or by the end.
                Some(next) => thread::park_timeout(next.saturating_duration_since(Instant::now())),
                // Nothing to do until somebody wants beats.
                None => thread::park(),
            }
        }
    }

    /// Strikes the phases that are due and wanted; tells when the next one is.
    fn strike(&self, now: Instant) -> Option<Instant> {
        let mut next = None::<Instant>;
        let phases = self
            .shards
            .iter()
            .flat_map(|phases| (0..PHASES).zip(phases));
        for (number, phase) in phases {
            if phase.receiver_count() == 0 {
                continue;
            }
            let began = self.began + offset(number);
            let count = due(began, now);
            phase.send_if_modified(|struck| {
                let more = *struck < u64::from(count);
                *struck = u64::from(count);
                more
            });
            let after = began + BEAT * count + BEAT;
            next = Some(next.map_or(after, |other| other.min(after)));
        }
        next
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rooms_are_spread_evenly_over_the_beat() {
        let metronome = Metronome::begin(1).expect("a thread");
        let all: Vec<Beats> = (0..24).map(|_| metronome.beats(0)).collect();
        let counts = metronome.dial.shards[0].each_ref();
        assert_eq!(counts.map(watch::Sender::receiver_count), [3; 8]);
        let mut phases: Vec<Duration> = all
            .iter()
            .map(|beats| beats.began - metronome.dial.began)
            .collect();
        phases.dedup();
        assert_eq!(phases.len(), 24, "neighbours are apart");
        drop(all);
        let counts = metronome.dial.shards[0].each_ref();
        assert_eq!(counts.map(watch::Sender::receiver_count), [0; 8]);
    }

    #[test]
    fn only_wanted_phases_are_struck_and_the_next_deadline_is_absolute() {
        let dial = Dial::new(1);
        assert_eq!(dial.strike(dial.began), None);
        let wanted = dial.shards[0][2].subscribe();
        // Struck late by a third of a beat, and the next deadline is no later for it.
        let began = dial.began + offset(2);
        let late = began + BEAT * 5 + BEAT / 3;
        assert_eq!(dial.strike(late), Some(began + BEAT * 6));
        assert_eq!(*wanted.borrow(), 5);
        assert!(wanted.has_changed().expect("it lives"));
        assert_eq!(*dial.shards[0][1].borrow(), 0);
    }

    #[tokio::test]
    async fn beats_come_to_whoever_waits_and_stop_with_nobody() {
        let metronome = Metronome::begin(1).expect("a thread");
        let mut beats = metronome.beats(0);
        let first = beats.after(Instant::now());
        let mut last = 0;
        for _ in 0..5 {
            beats.struck().await;
            let count = *beats.struck.borrow_and_update();
            assert!(count > last);
            last = count;
        }
        assert!(Instant::now() >= first + BEAT * 3);
    }
}
