//! Seeded numbers, one stream a subsystem, so that adding a draw in one moves nothing in another.
//! The generator is SplitMix64 (Steele, Lea and Flood 2014): eight lines that never change under us,
//! where a generator crate may change its sampling between releases.

use serde::{Deserialize, Serialize};

/// One stream of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stream {
    state: u64,
}

/// Which subsystem draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Starting dispersions.
    Start,
    /// The cell of the command matrix.
    Cell,
    /// Gyro drift.
    Gyro,
    /// Read-back cards.
    Cards,
    /// Apollo's VHF ranging.
    Vhf,
    /// Soyuz's ranging set: its echoes.
    Echo,
    /// Soyuz's ranging set: when its echo fades.
    Fade,
    /// Apollo's eye at the COAS.
    Coas,
    /// Soyuz's eye at the periscope.
    Periscope,
    /// Slips of an impaired man's typing.
    Typing,
    /// Which words noise on the loop swallows.
    Noise,
    /// When a software crew errs.
    Lapses,
}

impl Stream {
    /// The stream of one subject under one mission seed.
    pub fn new(seed: u64, subject: Subject) -> Stream {
        let mut mixer = Stream {
            state: seed ^ (subject as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15),
        };
        // A draw is the new state: states a step apart would be one sequence, a draw late.
        Stream {
            state: mixer.draw(),
        }
    }

    /// The next 64 bits.
    pub fn draw(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Uniform in −1 to 1.
    pub fn signed(&mut self) -> f64 {
        (self.draw() >> 11) as f64 * (2.0 / (1u64 << 53) as f64) - 1.0
    }

    /// Bell-shaped, mean 0 and standard deviation 1, never beyond ±3: the sum of three uniform draws
    /// (Irwin and Hall). Always three draws.
    pub fn normal(&mut self) -> f64 {
        self.signed() + self.signed() + self.signed()
    }

    /// Uniform whole number below `n`; 0 when `n` is 0.
    pub fn below(&mut self, n: u64) -> u64 {
        if n == 0 { 0 } else { self.draw() % n }
    }

    /// The state, for the digest.
    pub fn bits(&self) -> u64 {
        self.state
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_generator_is_splitmix64_as_published() {
        // Reference output for state 0 (Vigna's splitmix64.c): the first draw is spent on mixing.
        let mut stream = Stream { state: 0 };
        assert_eq!(stream.draw(), 0xe220_a839_7b1d_cdaf);
        assert_eq!(stream.draw(), 0x6e78_9e6a_a1b9_65f4);
    }

    #[test]
    fn draws_stay_in_their_bounds_and_differ_by_subject_and_seed() {
        let mut start = Stream::new(1975, Subject::Start);
        let mut sum = 0.0;
        for _ in 0..10_000 {
            let x = start.signed();
            assert!((-1.0..1.0).contains(&x));
            assert!(start.below(5) < 5);
            sum += x;
        }
        assert!((sum / 10_000.0).abs() < 0.03, "{sum}");
        assert_eq!(start.below(0), 0);
        let square = (0..10_000)
            .map(|_| start.normal())
            .map(|x| x * x)
            .sum::<f64>()
            / 10_000.0;
        assert!((square - 1.0).abs() < 0.05, "{square}");
        let first = |seed, subject| Stream::new(seed, subject).draw();
        assert_ne!(first(1, Subject::Start), first(1, Subject::Gyro));
        assert_ne!(first(1, Subject::Start), first(2, Subject::Start));
    }

    #[test]
    fn no_stream_is_another_one_a_few_draws_late() {
        let subjects = [
            Subject::Start,
            Subject::Cell,
            Subject::Gyro,
            Subject::Vhf,
            Subject::Echo,
        ];
        for seed in [0, 1, 2, 1975] {
            let mut seen = alloc::vec::Vec::new();
            for subject in subjects {
                let mut stream = Stream::new(seed, subject);
                seen.extend((0..100).map(|_| stream.draw()));
            }
            let drawn = seen.len();
            seen.sort_unstable();
            seen.dedup();
            assert_eq!(seen.len(), drawn, "seed {seed}");
        }
    }
}
