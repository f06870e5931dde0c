//! Spare step time of one server: what rooms above ×1 may take without making anybody late. A purse
//! in nanoseconds of one core; it is told the time and reads no clock.
//!
//! The rule. Every tick of every room is paid for from one purse, into which [`SHARE`] of each
//! worker's time on the wall flows. A beat's own tick is never asked for: it is stepped in time and
//! may leave the purse in debt. Extra ticks are stepped only while something is in it: in a beat for
//! at most an equal part of what is in hand for each room that hurries, in slices of at most
//! [`SLICE_NS`], between which every other room that is due comes first. So no room is later for
//! another's hurry than one slice a worker, and what is left of the workers' time stays with the
//! network. A wake that comes late empties the purse: who is late has no time to spare. Extra ticks
//! that did not come within their beat are forgotten, and the crews read what was achieved instead.

use std::sync::{Mutex, PoisonError};

use handshake_shared::time::TICK_RATE_HZ;

/// A beat on the wall, ns.
const BEAT_NS: i64 = 1_000_000_000 / TICK_RATE_HZ as i64;
/// Parts in a hundred of each worker's time that ticks may take before extra ones stop: half, so
/// that datagrams, encryption and whatever else runs on the machine have the other.
const SHARE: i64 = 50;
/// Longest run of extra ticks before other tasks get their turn, ns: a thirtieth of a beat.
pub const SLICE_NS: u64 = 500_000;

/// What all rooms of one server take their extra ticks from.
#[derive(Debug)]
pub struct Spare {
    purse: Mutex<Purse>,
}

/// Time in hand, ns. Never more than a beat's, so that a quiet minute does not buy a long rush, and
/// never deeper in debt, so that a rush of lockstep ticks is paid off within two beats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Purse {
    workers: i64,
    in_hand_ns: i64,
    filled_to_ns: u64,
    hurrying: u32,
}

/// The extra ticks of one room in one beat.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hurry {
    ticks_left: u32,
    time_left_ns: u64,
}

impl Hurry {
    /// Some have not come yet.
    pub fn is_on(&self) -> bool {
        self.ticks_left > 0
    }
}

impl Spare {
    /// For so many worker threads, from time 0; the first beat fills the purse.
    pub fn new(workers: usize) -> Spare {
        let purse = Purse {
            workers: i64::try_from(workers.max(1)).unwrap_or(1),
            in_hand_ns: 0,
            filled_to_ns: 0,
            hurrying: 0,
        };
        Spare {
            purse: Mutex::new(purse),
        }
    }

    /// Ticks that ended now have taken so long, ns.
    pub fn pay(&self, now_ns: u64, cost_ns: u64) {
        self.with(|purse| {
            purse.fill(now_ns);
            purse.pay(cost_ns);
        });
    }

    /// A room was woken late.
    pub fn late(&self) {
        self.with(|purse| purse.in_hand_ns = purse.in_hand_ns.min(0));
    }

    /// One more room hurries, or one less.
    pub fn hurries(&self, on: bool) {
        self.with(|purse| {
            purse.hurrying = if on {
                purse.hurrying + 1
            } else {
                purse.hurrying.saturating_sub(1)
            };
        });
    }

    /// A beat of a room that wants so many extra ticks in it: they may take an equal part of what
    /// is in hand now.
    pub fn beat(&self, now_ns: u64, extra: u32) -> Hurry {
        let part = self.with(|purse| {
            purse.fill(now_ns);
            purse.part_ns()
        });
        if part == 0 {
            return Hurry::default();
        }
        Hurry {
            ticks_left: extra,
            time_left_ns: part,
        }
    }

    /// Steps extra ticks of a beat while there is time for them, at most one slice. When none came,
    /// the rest of the beat's is forgotten. `step` does one and returns false when no more are
    /// wanted, `now_ns` tells the time.
    pub fn slice(
        &self,
        hurry: &mut Hurry,
        mut now_ns: impl FnMut() -> u64,
        mut step: impl FnMut() -> bool,
    ) {
        let began = now_ns();
        if !self.with(|purse| purse.fill(began)) {
            *hurry = Hurry::default();
            return;
        }
        let longest = hurry.time_left_ns.min(SLICE_NS);
        let mut passed = 0;
        while hurry.ticks_left > 0 && passed < longest {
            if !step() {
                *hurry = Hurry::default();
                break;
            }
            hurry.ticks_left -= 1;
            passed = now_ns().saturating_sub(began);
        }
        hurry.time_left_ns = hurry.time_left_ns.saturating_sub(passed);
        if hurry.time_left_ns == 0 {
            *hurry = Hurry::default();
        }
        self.pay(began + passed, passed);
    }

    /// The purse is whole after every statement, so a panic elsewhere does not spoil it.
    fn with<T>(&self, act: impl FnOnce(&mut Purse) -> T) -> T {
        act(&mut self.purse.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Purse {
    /// What has flowed in by now; whether there is anything to spend.
    fn fill(&mut self, now_ns: u64) -> bool {
        let passed = now_ns.saturating_sub(self.filled_to_ns);
        self.filled_to_ns = self.filled_to_ns.max(now_ns);
        // Two beats fill it from the deepest debt; more need not be counted.
        let passed = i64::try_from(passed).unwrap_or(i64::MAX).min(8 * BEAT_NS);
        let full = self.full_ns();
        self.in_hand_ns = (self.in_hand_ns + passed * SHARE / 100 * self.workers).min(full);
        self.in_hand_ns > 0
    }

    fn pay(&mut self, cost_ns: u64) {
        let cost = i64::try_from(cost_ns).unwrap_or(i64::MAX);
        let full = self.full_ns();
        self.in_hand_ns = self.in_hand_ns.saturating_sub(cost).max(-full);
    }

    fn full_ns(&self) -> i64 {
        BEAT_NS * SHARE / 100 * self.workers
    }

    /// An equal part of what is in hand; one room cannot use more than one worker's.
    fn part_ns(&self) -> u64 {
        let part = self.in_hand_ns.max(0) / i64::from(self.hurrying.max(1));
        part.min(BEAT_NS) as u64
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    const BEAT: u64 = BEAT_NS as u64;

    /// A server of one worker and rooms that all want the same; their tick costs the same too.
    struct Model {
        spare: Spare,
        clock: Cell<u64>,
        due: u64,
        cost_ns: u64,
        /// Extra ticks each room got.
        got: Vec<u32>,
        /// Longest that any beat's own tick had to wait, ns.
        waited_ns: u64,
    }

    impl Model {
        fn new(rooms: usize, cost_ns: u64) -> Model {
            let spare = Spare::new(1);
            (0..rooms).for_each(|_| spare.hurries(true));
            Model {
                spare,
                clock: Cell::new(0),
                due: 0,
                cost_ns,
                got: vec![0; rooms],
                waited_ns: 0,
            }
        }

        /// All rooms are due at once, the worst there is; then they take slices in turn.
        fn beat(&mut self, extra: u32) {
            self.due += BEAT;
            let due = self.due;
            self.clock.set(due.max(self.clock.get()));
            for _ in 0..self.got.len() {
                self.waited_ns = self.waited_ns.max(self.clock.get() - due);
                self.clock.set(self.clock.get() + self.cost_ns);
                self.spare.pay(self.clock.get(), self.cost_ns);
            }
            let mut hurries: Vec<Hurry> = (0..self.got.len())
                .map(|_| self.spare.beat(self.clock.get(), extra))
                .collect();
            while hurries.iter().any(Hurry::is_on) && self.clock.get() < due + BEAT {
                for (hurry, got) in hurries.iter_mut().zip(&mut self.got) {
                    let (clock, cost_ns) = (&self.clock, self.cost_ns);
                    let step = || {
                        clock.set(clock.get() + cost_ns);
                        *got += 1;
                        true
                    };
                    self.spare.slice(hurry, || clock.get(), step);
                }
            }
        }

        fn fly(&mut self, beats: u32) -> f64 {
            let before: u32 = self.got.iter().sum();
            (0..beats).for_each(|_| self.beat(59));
            f64::from(self.got.iter().sum::<u32>() - before) / f64::from(beats)
        }
    }

    #[test]
    fn a_server_with_time_to_spare_grants_all_that_is_wanted() {
        assert_eq!(Model::new(1, 5_000).fly(60), 59.0);
    }

    #[test]
    fn a_slow_step_gets_what_the_share_pays_for_and_no_more() {
        // A tick of 1 ms: half a beat pays for 8.3 of them, one of which is the beat's own.
        let a_beat = Model::new(1, 1_000_000).fly(600);
        assert!((6.8..7.5).contains(&a_beat), "{a_beat}");
    }

    #[test]
    fn many_rooms_share_what_there_is_and_none_is_late_for_it() {
        let cost = 20_000;
        let mut server = Model::new(20, cost);
        // Half a beat of 16.7 ms pays for 416 ticks of 20 µs, twenty of them the rooms' own.
        let a_beat = server.fly(600);
        assert!((370.0..400.0).contains(&a_beat), "{a_beat}");
        let least = server.got.iter().min().copied().unwrap_or(0);
        let most = server.got.iter().max().copied().unwrap_or(0);
        assert!(4 * most <= 5 * least, "{:?}", server.got);
        // Own ticks waited for each other and for the slice that was running, never for a rush.
        let most = 19 * cost + SLICE_NS + cost;
        assert!(server.waited_ns <= most, "{}", server.waited_ns);
    }

    #[test]
    fn rooms_that_fill_the_server_by_themselves_leave_nothing_for_a_rush() {
        // Own ticks alone take 60 % of every beat: once the first beats are spent, nothing is left.
        let mut server = Model::new(20, 500_000);
        server.fly(10);
        assert_eq!(server.fly(600), 0.0);
    }

    #[test]
    fn a_late_wake_empties_the_purse_and_the_next_beat_fills_it_again() {
        let spare = Spare::new(1);
        let some = |at: u64| {
            let mut hurry = spare.beat(at, 1);
            let mut came = 0;
            let step = || {
                came += 1;
                true
            };
            spare.slice(&mut hurry, || at, step);
            came
        };
        assert_eq!(some(BEAT), 1);
        spare.late();
        assert_eq!(some(BEAT), 0);
        assert_eq!(some(2 * BEAT), 1);
    }

    #[test]
    fn a_slice_ends_with_its_time_and_when_nothing_more_is_wanted() {
        let (spare, clock) = (Spare::new(1), Cell::new(BEAT));
        let step = || {
            clock.set(clock.get() + SLICE_NS / 4);
            true
        };
        let mut hurry = spare.beat(BEAT, 59);
        spare.slice(&mut hurry, || clock.get(), step);
        assert_eq!(hurry.ticks_left, 55);
        spare.slice(&mut hurry, || clock.get(), || false);
        assert!(!hurry.is_on());
    }

    #[test]
    fn a_long_rush_of_lockstep_is_paid_off_and_a_quiet_hour_buys_nothing() {
        let spare = Spare::new(1);
        let in_hand = |spare: &Spare| spare.with(|purse| purse.in_hand_ns);
        spare.pay(3_600_000_000_000, 0);
        assert_eq!(in_hand(&spare), BEAT_NS / 2);
        spare.pay(3_600_000_000_000, u64::MAX);
        assert_eq!(in_hand(&spare), -(BEAT_NS / 2));
    }
}
