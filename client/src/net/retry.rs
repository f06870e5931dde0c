//! When a lost connection is tried again: quickly at first, then about once a second, for as long as
//! the seat is held. Told how much time has passed, it reads no clock.

use std::time::Duration;

use handshake_shared::limits::SEAT_HOLD_S;
use handshake_shared::rng::{Stream, Subject};

/// A lost connection is tried again for this long: the server holds the seat no longer.
pub const RECONNECT_FOR: Duration = Duration::from_secs(SEAT_HOLD_S as u64);
/// Longest first pause; each is up to twice as long as the one before.
const FIRST: Duration = Duration::from_millis(100);
/// Longest pause: a way that opens again is found within a second, handshake included, and a server that
/// was down is not stormed.
const LONGEST: Duration = Duration::from_millis(600);

/// The pauses between attempts. Each is drawn from the upper half of its length, so that crews that
/// were lost together do not come back in step.
#[derive(Clone, Debug)]
pub struct Retry {
    draws: Stream,
    longest: Duration,
}

impl Retry {
    /// The pauses after one loss; the seed only spreads them.
    pub fn new(seed: u64) -> Retry {
        Retry {
            // A stream of its own: no mission draws from it.
            draws: Stream::new(seed, Subject::Start),
            longest: FIRST,
        }
    }

    /// The pause after the next attempt, so long after the loss; none when it is no use any more.
    pub fn pause(&mut self, since_lost: Duration) -> Option<Duration> {
        let left = RECONNECT_FOR.checked_sub(since_lost)?;
        let share = 0.75 + 0.25 * self.draws.signed();
        let pause = self.longest.mul_f64(share).min(left);
        self.longest = (self.longest * 2).min(LONGEST);
        (!left.is_zero()).then_some(pause)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pauses(seed: u64) -> Vec<Duration> {
        let (mut retry, mut since) = (Retry::new(seed), Duration::ZERO);
        let mut pauses = Vec::new();
        while let Some(pause) = retry.pause(since) {
            since += pause;
            pauses.push(pause);
        }
        assert_eq!(since, RECONNECT_FOR, "to the last moment and no further");
        pauses
    }

    #[test]
    fn pauses_grow_to_the_longest_and_end_with_the_seat() {
        for seed in 0..200 {
            let pauses = pauses(seed);
            let mut longest = FIRST;
            for pause in &pauses[..pauses.len() - 1] {
                assert!((longest / 2..=longest).contains(pause), "{pause:?}");
                longest = (longest * 2).min(LONGEST);
            }
            let bound = (2 * RECONNECT_FOR.as_millis()).div_ceil(LONGEST.as_millis()) as usize + 5;
            assert!(pauses.len() <= bound, "{}", pauses.len());
        }
    }

    #[test]
    fn crews_lost_together_do_not_come_back_in_step() {
        let mut first: Vec<Duration> = (0..100).map(|seed| pauses(seed)[3]).collect();
        first.sort();
        first.dedup();
        assert!(first.len() > 90);
    }
}
