//! Seeded numbers, one stream a subsystem, so that adding a draw in one moves nothing in another.
//! The generator is SplitMix64 (Steele, Lea and Flood 2014): eight lines that never change under us,
//! where a generator crate may change its sampling between releases.

/// One stream of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
}

impl Stream {
    /// The stream of one subject under one mission seed.
    pub fn new(seed: u64, subject: Subject) -> Stream {
        let mut stream = Stream {
            state: seed ^ (subject as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15),
        };
        stream.draw();
        stream
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
        let first = |seed, subject| Stream::new(seed, subject).draw();
        assert_ne!(first(1, Subject::Start), first(1, Subject::Gyro));
        assert_ne!(first(1, Subject::Start), first(2, Subject::Start));
    }
}
