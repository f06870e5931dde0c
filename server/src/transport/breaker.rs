//! Tells a path that loses at random, which a game flow should sit out, from one that is full, where it
//! must make way (a circuit breaker in the sense of RFC 8083). Told the time, reads no clock.
//!
//! The rule. Outcomes of the last four seconds stand in slots of a quarter of a second. The path is full
//! when more than a quarter of the packets were lost beyond chance, in at least two of those seconds, or
//! when for two seconds not one packet was answered within [`STANDING_MS`] of the fastest answer of the
//! last minutes: then a queue stands somewhere on the way. The breaker opens at once and closes after a
//! calm that doubles each time it was too short.

/// Length of a slot, ms.
const SLOT_MS: u64 = 250;
/// Slots looked back over: four seconds.
const SLOTS: usize = 16;
/// Slots that must show the trouble, two seconds: a burst of loss or the end of a cut is no full path.
const TROUBLED_MIN: usize = 8;
/// An answer later than the fastest one by this was held up in a queue, ms. Jitter of a bad link is a
/// tenth of it, and acknowledgements are held back for at most 25 ms; queues of home routers stand for
/// half a second and more.
const STANDING_MS: u64 = 400;
/// How long a fastest answer counts, once or twice this, ms: a route may have grown longer for good.
const FASTEST_FOR_MS: u64 = 60_000;
/// Least calm before the breaker closes, ms: as long as it looks back.
const CALM_MIN_MS: u64 = 4_000;
/// Longest it is made to wait, ms.
const CALM_MAX_MS: u64 = 64_000;
/// Opened again within this, the calm before was too short, ms.
const TOO_SOON_MS: u64 = 60_000;

/// What became of the packets of one slot.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Slot {
    arrived: u32,
    lost: u32,
    fastest_ms: Option<u64>,
}

/// The breaker of one connection's one direction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breaker {
    slots: [Slot; SLOTS],
    /// Number of the present slot since time 0.
    slot: u64,
    /// Fastest answers of this minute and of the one before, ms.
    fastest_ms: [Option<u64>; 2],
    minute: u64,
    open: bool,
    /// A queue stands: told apart from loss, which a window that shrinks on loss heeds by itself.
    standing: bool,
    calm_since_ms: u64,
    closed_ms: Option<u64>,
    calm_ms: u64,
}

impl Default for Breaker {
    fn default() -> Breaker {
        Breaker {
            slots: [Slot::default(); SLOTS],
            slot: 0,
            fastest_ms: [None; 2],
            minute: 0,
            open: false,
            standing: false,
            calm_since_ms: 0,
            closed_ms: None,
            calm_ms: CALM_MIN_MS,
        }
    }
}

impl Breaker {
    /// A packet was answered, so long after it was sent, ms.
    pub fn arrived(&mut self, now_ms: u64, took_ms: u64) {
        self.advance(now_ms);
        let least = |one: Option<u64>| Some(one.map_or(took_ms, |ms| ms.min(took_ms)));
        self.fastest_ms[0] = least(self.fastest_ms[0]);
        let slot = self.present();
        slot.arrived += 1;
        slot.fastest_ms = least(slot.fastest_ms);
    }

    /// So many packets were lost.
    pub fn lost(&mut self, now_ms: u64, packets: u32) {
        self.advance(now_ms);
        let slot = self.present();
        slot.lost = slot.lost.saturating_add(packets);
    }

    /// The path is full: make way.
    pub fn is_open(&self) -> bool {
        self.open
    }

    /// It is open because a queue stands on the way.
    pub fn queue_stands(&self) -> bool {
        self.open && self.standing
    }

    fn present(&mut self) -> &mut Slot {
        &mut self.slots[(self.slot % SLOTS as u64) as usize]
    }

    /// Ends the slots that are over; each that had anything in it is judged.
    fn advance(&mut self, now_ms: u64) {
        let slot = (now_ms / SLOT_MS).max(self.slot);
        if slot == self.slot {
            return;
        }
        if *self.present() != Slot::default() {
            self.judge(now_ms);
        }
        for number in (self.slot + 1..=slot).rev().take(SLOTS) {
            self.slots[(number % SLOTS as u64) as usize] = Slot::default();
        }
        self.slot = slot;
        let minute = now_ms / FASTEST_FOR_MS;
        if minute != self.minute {
            // After a silent minute there is none of the minute before.
            let last = self.fastest_ms[0].filter(|_| minute == self.minute + 1);
            self.fastest_ms = [None, last];
            self.minute = minute;
        }
    }

    fn judge(&mut self, now_ms: u64) {
        self.standing = self.is_held_up();
        let (lost, all) = self.totals();
        let full = self.standing || self.loses_beyond_chance(lost, all);
        if !self.open {
            if full {
                self.open_at(now_ms);
            }
        } else if self.standing || 4 * lost > all {
            self.calm_since_ms = now_ms;
        } else if now_ms - self.calm_since_ms >= self.calm_ms {
            self.open = false;
            self.closed_ms = Some(now_ms);
        }
    }

    fn open_at(&mut self, now_ms: u64) {
        let too_soon = |closed: u64| now_ms - closed < TOO_SOON_MS;
        self.calm_ms = if self.closed_ms.is_some_and(too_soon) {
            (2 * self.calm_ms).min(CALM_MAX_MS)
        } else {
            CALM_MIN_MS
        };
        self.open = true;
        self.calm_since_ms = now_ms;
    }

    /// Packets lost, and all whose fate is known.
    fn totals(&self) -> (u64, u64) {
        let count = |of: fn(&Slot) -> u32| self.slots.iter().map(of).map(u64::from).sum::<u64>();
        let lost = count(|slot| slot.lost);
        (lost, lost + count(|slot| slot.arrived))
    }

    /// More than a quarter, by more than four standard deviations of that many throws at a quarter:
    /// l − n/4 > 4 √(3n/16), without fractions (4l − n)² > 48 n. With three, a fifth lost at random
    /// opened it once in three hours.
    fn loses_beyond_chance(&self, lost: u64, all: u64) -> bool {
        let over = (4 * lost).saturating_sub(all);
        let troubled = self.slots.iter().filter(|slot| slot.lost > 0).count();
        troubled >= TROUBLED_MIN && over * over > 48 * all
    }

    /// Every answer of the last two seconds that had any was late.
    fn is_held_up(&self) -> bool {
        let Some(fastest) = self.fastest_ms.iter().flatten().min() else {
            return false;
        };
        let newest_first = (0..SLOTS as u64).filter_map(|back| {
            let number = self.slot.checked_sub(back)?;
            self.slots[(number % SLOTS as u64) as usize].fastest_ms
        });
        let late = newest_first
            .take(TROUBLED_MIN)
            .filter(|slot| *slot > fastest + STANDING_MS);
        late.count() == TROUBLED_MIN
    }
}

#[cfg(test)]
mod tests {
    use handshake_shared::rng::{Stream, Subject};

    use super::*;

    /// Twenty packets a second; `fate` tells for each time how long its answer takes, or that it is
    /// lost. Tells when the breaker changed, ms.
    fn play(
        breaker: &mut Breaker,
        from_ms: u64,
        to_ms: u64,
        mut fate: impl FnMut(u64) -> Option<u64>,
    ) -> Vec<(u64, bool)> {
        let mut changes = Vec::new();
        for now_ms in (from_ms..to_ms).step_by(50) {
            let before = breaker.is_open();
            match fate(now_ms) {
                Some(took_ms) => breaker.arrived(now_ms, took_ms),
                None => breaker.lost(now_ms, 1),
            }
            if breaker.is_open() != before {
                changes.push((now_ms, breaker.is_open()));
            }
        }
        changes
    }

    /// Loses so many of a hundred at random.
    fn losing(percent: u64, seed: u64) -> impl FnMut(u64) -> Option<u64> {
        let mut draws = Stream::new(seed, Subject::Noise);
        move |_| (draws.below(100) >= percent).then_some(200)
    }

    #[test]
    fn a_fifth_lost_at_random_never_opens_it() {
        for seed in 0..20 {
            let changes = play(&mut Breaker::default(), 0, 600_000, losing(20, seed));
            assert_eq!(changes, [], "seed {seed}");
        }
    }

    #[test]
    fn half_lost_for_seconds_opens_it_and_calm_closes_it() {
        for seed in 0..20 {
            let mut breaker = Breaker::default();
            let opened = play(&mut breaker, 0, 10_000, losing(55, seed));
            assert!(matches!(opened[..], [(2_000..8_000, true)]), "{opened:?}");
            let closed = play(&mut breaker, 10_000, 30_000, losing(5, seed));
            assert!(
                matches!(closed[..], [(14_000..19_000, false)]),
                "{closed:?}"
            );
        }
    }

    #[test]
    fn a_queue_that_stands_opens_it_and_jitter_does_not() {
        let mut breaker = Breaker::default();
        let mut draws = Stream::new(1, Subject::Noise);
        let jitter = play(&mut breaker, 0, 20_000, |_| Some(100 + draws.below(600)));
        assert_eq!(jitter, []);
        let opened = play(&mut breaker, 20_000, 25_000, |_| Some(900));
        assert!(matches!(opened[..], [(21_750..22_600, true)]), "{opened:?}");
        assert!(breaker.queue_stands());
        let closed = play(&mut breaker, 25_000, 35_000, |_| Some(150));
        assert!(
            matches!(closed[..], [(29_000..31_000, false)]),
            "{closed:?}"
        );
    }

    #[test]
    fn a_burst_or_the_end_of_a_cut_does_not_open_it() {
        let mut breaker = Breaker::default();
        play(&mut breaker, 0, 10_000, |_| Some(200));
        // Nothing is known of a cut until the first answer after it: then all of it is lost at once.
        breaker.lost(30_000, 400);
        assert_eq!(play(&mut breaker, 30_000, 40_000, |_| Some(200)), []);
        let burst = |now_ms: u64| (now_ms % 5_000 >= 1_500).then_some(200);
        assert_eq!(play(&mut breaker, 40_000, 60_000, burst), []);
    }

    #[test]
    fn a_longer_route_is_got_used_to() {
        let mut breaker = Breaker::default();
        play(&mut breaker, 0, 10_000, |_| Some(40));
        let changes = play(&mut breaker, 10_000, 200_000, |_| Some(700));
        let [(opened, true), (closed, false)] = changes[..] else {
            panic!("{changes:?}");
        };
        assert!(opened < 13_000 && closed < 2 * FASTEST_FOR_MS + CALM_MIN_MS + 2_000);
    }

    #[test]
    fn opened_again_and_again_it_waits_longer_up_to_a_bound() {
        let mut breaker = Breaker::default();
        let mut waits = Vec::new();
        let mut now_ms = 0;
        for _ in 0..8 {
            let bad_to = now_ms + 8_000;
            play(&mut breaker, now_ms, bad_to, losing(70, 3));
            assert!(breaker.is_open());
            now_ms = bad_to;
            while breaker.is_open() {
                play(&mut breaker, now_ms, now_ms + 250, |_| Some(200));
                now_ms += 250;
            }
            waits.push((now_ms - bad_to) / 1_000);
        }
        assert!(waits.is_sorted() && waits[0] < 9, "{waits:?}");
        assert!(waits[7] == waits[6] && waits[7] < 70, "{waits:?}");
    }
}
