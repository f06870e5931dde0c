//! Whether a room's clock has fallen behind the wall's for so long that its crews should know, and by how
//! much. A late tick that was made up for is nothing, and neither is one hiccup of the machine: told are two
//! seconds in which too little was flown, and the end of it. It is told what was flown and reads no clock.

/// A second of which less was flown is slow, parts in a hundred.
const SLOW_BELOW: u32 = 95;
/// Slow seconds in a row before the crews are told.
const SLOW_S: u8 = 2;
/// Whole seconds in a row before they are told that it is over.
const WHOLE_S: u8 = 3;
/// Told again when it has changed by so much, parts in a hundred.
const NEWS: u32 = 15;

/// One room's clock against the wall's.
#[derive(Clone, Copy, Debug, Default)]
pub struct Slow {
    /// Beats of this second that were flown, and that were given up.
    flown: u32,
    given_up: u32,
    slow_s: u8,
    whole_s: u8,
    told: Option<u8>,
}

impl Slow {
    /// So many beats came, and so many will never come.
    pub fn beats(&mut self, flown: u32, given_up: u32) {
        self.flown += flown;
        self.given_up += given_up;
    }

    /// A second is over. What the crews are to be told: so many parts in a hundred of real time, or none
    /// when all of it is flown again.
    pub fn second(&mut self) -> Option<Option<u8>> {
        let (flown, all) = (self.flown, self.flown + self.given_up);
        (self.flown, self.given_up) = (0, 0);
        // A room that stands still is not slow.
        let share = (100 * flown).checked_div(all).unwrap_or(100);
        if share >= SLOW_BELOW {
            self.slow_s = 0;
            self.whole_s = self.whole_s.saturating_add(1);
            let over = self.whole_s >= WHOLE_S && self.told.take().is_some();
            return over.then_some(None);
        }
        self.whole_s = 0;
        self.slow_s = self.slow_s.saturating_add(1);
        let news = self
            .told
            .is_none_or(|told| share.abs_diff(u32::from(told)) >= NEWS);
        if self.slow_s < SLOW_S || !news {
            return None;
        }
        // A share is below a hundred.
        self.told = u8::try_from(share).ok();
        Some(self.told)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is told after each second, in which so many of sixty beats were given up.
    fn told(given_up: &[u32]) -> Vec<Option<Option<u8>>> {
        let mut slow = Slow::default();
        let second = |given_up: &u32| {
            slow.beats(60 - given_up, *given_up);
            slow.second()
        };
        given_up.iter().map(second).collect()
    }

    #[test]
    fn one_hiccup_is_not_worth_a_word() {
        assert_eq!(told(&[0, 30, 0, 0, 1, 2, 3, 0]), [None; 8]);
    }

    #[test]
    fn the_beginning_the_measure_and_the_end_are_told_once() {
        let all = told(&[15, 15, 15, 18, 30, 30, 0, 0, 0, 0, 15]);
        let mut right = [None; 11];
        right[1] = Some(Some(75));
        right[4] = Some(Some(50));
        right[8] = Some(None);
        assert_eq!(all, right);
    }

    #[test]
    fn a_room_that_stands_still_is_not_slow() {
        let mut slow = Slow::default();
        let mut half = || {
            slow.beats(30, 30);
            slow.second()
        };
        assert_eq!([half(), half()], [None, Some(Some(50))]);
        let told: Vec<_> = (0..WHOLE_S).map(|_| slow.second()).collect();
        assert_eq!(told.last(), Some(&Some(None)));
    }
}
