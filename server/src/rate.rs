//! How often something may be done: so many at once, and one more every so often. It is told the
//! time in milliseconds of any clock that only grows, and reads none.

use handshake_shared::limits::Rate;

/// What of a rate is used up at present: when nothing of it will be any more, ms.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Used {
    free_at_ms: u64,
}

impl Used {
    /// Once more, if it may be; else how long to wait for it, ms.
    pub fn take(&mut self, rate: Rate, now_ms: u64) -> Result<(), u64> {
        let each_ms = u64::from(rate.every_ms);
        let free_at_ms = self.free_at_ms.max(now_ms) + each_ms;
        let over = (free_at_ms - now_ms).saturating_sub(u64::from(rate.at_once) * each_ms);
        if over > 0 {
            return Err(over);
        }
        self.free_at_ms = free_at_ms;
        Ok(())
    }

    /// The last one taken does not count.
    pub fn give_back(&mut self, rate: Rate) {
        self.free_at_ms = self.free_at_ms.saturating_sub(u64::from(rate.every_ms));
    }

    /// At least half of what may be done at once is used up.
    pub fn is_half(&self, rate: Rate, now_ms: u64) -> bool {
        let used_ms = self.free_at_ms.saturating_sub(now_ms);
        2 * used_ms >= u64::from(rate.at_once) * u64::from(rate.every_ms)
    }

    /// Nothing of it is used up: it may be forgotten.
    pub fn is_none(&self, now_ms: u64) -> bool {
        self.free_at_ms <= now_ms
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATE: Rate = Rate {
        at_once: 4,
        every_ms: 100,
    };

    #[test]
    fn so_many_go_at_once_and_then_one_every_so_often() {
        let mut used = Used::default();
        let taken = |used: &mut Used, now_ms| {
            let tries = (0..10).filter(|_| used.take(RATE, now_ms).is_ok());
            tries.count()
        };
        assert_eq!(taken(&mut used, 1_000), 4);
        assert_eq!(used.take(RATE, 1_000), Err(100));
        assert_eq!(used.take(RATE, 1_070), Err(30));
        assert_eq!(taken(&mut used, 1_100), 1);
        assert_eq!(taken(&mut used, 1_350), 2);
        assert!(!used.is_none(1_350));
        assert_eq!(taken(&mut used, 9_000), 4, "no more at once, however long");
    }

    #[test]
    fn what_is_given_back_was_not_taken() {
        let mut used = Used::default();
        for _ in 0..100 {
            assert_eq!(used.take(RATE, 5), Ok(()));
            used.give_back(RATE);
        }
        assert!(!used.is_half(RATE, 5));
        used.take(RATE, 5).expect("free");
        used.take(RATE, 5).expect("free");
        assert!(used.is_half(RATE, 5));
        assert!(used.is_none(205));
    }
}
