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
