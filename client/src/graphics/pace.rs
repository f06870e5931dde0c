//! How many bytes of pictures a terminal gets: so many a second and no more, fewer where it reads
//! slowly. First the picture gets coarser, then it comes less often, at last it is left to characters.
//! It knows bytes and milliseconds, and nothing of pictures.

use std::time::Duration;

use crate::output::Written;

/// Most bytes of pictures a second. A terminal on the same machine reads ten times that; more would
/// only cost its processor time. A game value.
pub const BYTES_PER_S_MAX: f64 = 1_500_000.0;
/// Share of what a slow way takes that pictures may have: the instruments share it, and they are what
/// one flies by. A game value.
const SHARE: f64 = 0.5;
/// Pictures a second that the size of one is chosen for: ships drift slowly, and a sharp cross tells
/// more than a smooth one.
const WANTED_HZ: f64 = 6.0;
/// Shortest time between two pictures, ms: fifteen a second.
const PICTURE_MS: f64 = 1000.0 / 15.0;
/// The same for pictures so small that they cost no more than cells do, ms: thirty a second.
const SMALL_PICTURE_MS: f64 = 1000.0 / 30.0;
/// Bytes up to which a picture is small.
const SMALL: usize = 16 * 1024;
/// Pixels of the terminal a pixel of the picture takes, right and down: finest and coarsest.
const COARSEST: usize = 4;
/// The first picture is coarse, and sharpens when the way has shown itself: a slow one is not choked.
const FIRST: usize = 3;
/// A finer picture must fit the budget with so much to spare.
const SPARE: f64 = 0.8;
/// Pictures of one fineness before the next finer one is tried: else it would flicker between two.
const PATIENCE: u32 = 8;
/// A coarsest picture that takes longer than this is left to characters, s.
const HOPELESS_S: f64 = 0.5;
/// Time until pictures are tried again, ms.
const RETRY_MS: u64 = 30_000;
/// Frames from this size on tell how fast the way is: smaller ones fit into its buffers.
const TELLING: usize = 8 * 1024;

/// The pace of pictures.
#[derive(Clone, Debug)]
pub struct Pace {
    coarse: usize,
    /// Pictures at this coarseness so far.
    count: u32,
    /// When the next may go, ms.
    next_ms: f64,
    /// What the way takes, bytes/s, where it has been slower than our budget.
    measured: Option<f64>,
    /// Characters until then, ms.
    hopeless_until_ms: Option<u64>,
}

impl Default for Pace {
    fn default() -> Pace {
        Pace {
            coarse: FIRST,
            count: 0,
            next_ms: 0.0,
            measured: None,
            hopeless_until_ms: None,
        }
    }
}

impl Pace {
    /// Pixels of the terminal a pixel of the picture takes, right and down.
    pub fn coarse(&self) -> usize {
        self.coarse
    }

    /// Another picture may go.
    pub fn is_due(&self, now_ms: u64) -> bool {
        now_ms as f64 >= self.next_ms
    }

    /// The way is too slow for pictures; characters do for a while.
    pub fn is_hopeless(&mut self, now_ms: u64) -> bool {
        if self.hopeless_until_ms.is_some_and(|until| now_ms >= until) {
            *self = Pace {
                coarse: COARSEST,
                ..Pace::default()
            };
        }
        self.hopeless_until_ms.is_some()
    }

    /// A picture went, in a frame of so many bytes.
    pub fn sent(&mut self, bytes: usize, now_ms: u64) {
        let size = bytes as f64;
        let least_ms = match bytes {
            0..=SMALL => SMALL_PICTURE_MS,
            _ => PICTURE_MS,
        };
        let budget = self.budget();
        // From when it might have gone, a frame ago at most: the frames' own rhythm must not slow the
        // pictures'.
        let from = self.next_ms.max(now_ms as f64 - SMALL_PICTURE_MS);
        self.next_ms = from + least_ms.max(size / budget * 1000.0);
        self.count += 1;
        let room = budget / WANTED_HZ;
        let finer = (self.coarse as f64 / (self.coarse - 1).max(1) as f64).powi(2) * size;
        if size > budget * HOPELESS_S && self.coarse == COARSEST {
            self.hopeless_until_ms = Some(now_ms + RETRY_MS);
        } else if size > room && self.coarse < COARSEST {
            (self.coarse, self.count) = (self.coarse + 1, 0);
        } else if finer < SPARE * room && self.coarse > 1 && self.count >= PATIENCE {
            (self.coarse, self.count) = (self.coarse - 1, 0);
        }
    }

    /// How a frame went out.
    pub fn written(&mut self, written: Written) {
        if written.bytes < TELLING {
            return;
        }
        let took = written.took.max(Duration::from_micros(1)).as_secs_f64();
        let rate = written.bytes as f64 / took;
        let mean = self.measured.map_or(rate, |before| 0.5 * (before + rate));
        self.measured = Some(mean);
    }

    /// Bytes of pictures a second.
    pub fn budget(&self) -> f64 {
        let way = self.measured.map_or(BYTES_PER_S_MAX, |rate| SHARE * rate);
        way.clamp(1.0, BYTES_PER_S_MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Flies for some seconds at thirty frames a second with pictures of `finest` bytes when finest, on
    /// a way of `way` bytes/s. Bytes a second, pictures a second and coarseness over the last half.
    fn fly(
        pace: &mut Pace,
        finest: f64,
        way: f64,
        from_ms: u64,
        seconds: u64,
    ) -> (f64, f64, usize) {
        let (mut bytes, mut pictures) = (0.0, 0.0);
        let mut busy_until = 0.0;
        for frame in 0..seconds * 30 {
            let now_ms = from_ms + frame * 1000 / 30;
            if (now_ms as f64) < busy_until || pace.is_hopeless(now_ms) || !pace.is_due(now_ms) {
                continue;
            }
            let size = finest / (pace.coarse() * pace.coarse()) as f64;
            let took = size / way;
            busy_until = now_ms as f64 + took * 1000.0;
            pace.sent(size as usize, now_ms);
            pace.written(Written {
                bytes: size as usize,
                took: Duration::from_secs_f64(took),
            });
            if frame >= seconds * 15 {
                bytes += size;
                pictures += 1.0;
            }
        }
        let half = seconds as f64 / 2.0;
        (bytes / half, pictures / half, pace.coarse())
    }

    #[test]
    fn on_a_quick_way_the_picture_sharpens_and_keeps_to_the_budget() {
        let (bytes, rate, coarse) = fly(&mut Pace::default(), 90_000.0, 1e9, 0, 20);
        assert_eq!(coarse, 1);
        assert!((13.0..=15.5).contains(&rate), "{rate} pictures/s");
        assert!(bytes <= BYTES_PER_S_MAX, "{bytes}");
        let (bytes, rate, coarse) = fly(&mut Pace::default(), 400_000.0, 1e9, 0, 20);
        assert_eq!(coarse, 2, "too large to be sent whole");
        assert!(
            bytes <= 1.02 * BYTES_PER_S_MAX && rate > 5.0,
            "{bytes} {rate}"
        );
        let (_, rate, _) = fly(&mut Pace::default(), 9_000.0, 1e9, 0, 20);
        assert!((26.0..=31.0).contains(&rate), "small ones: {rate}");
    }

    #[test]
    fn a_slow_way_gets_a_coarser_picture_less_often_and_keeps_room_for_the_rest() {
        let way = 200_000.0;
        let (bytes, rate, coarse) = fly(&mut Pace::default(), 120_000.0, way, 0, 40);
        assert!(coarse >= 3, "{coarse}");
        assert!(bytes <= 1.1 * SHARE * way, "{bytes}");
        assert!(rate > 4.0, "{rate}");
    }

    #[test]
    fn a_hopeless_way_is_left_to_characters_and_tried_again() {
        let mut pace = Pace::default();
        let (bytes, ..) = fly(&mut pace, 120_000.0, 4_000.0, 0, 40);
        assert!(bytes < 0.5 * 4_000.0, "{bytes}");
        let until = pace.hopeless_until_ms.expect("given up");
        assert!(pace.is_hopeless(until - 1));
        assert!(!pace.is_hopeless(until) && pace.is_due(until));
        let (_, rate, coarse) = fly(&mut pace, 60_000.0, 1e9, until, 20);
        assert!(coarse == 1 && rate > 10.0, "the way is quick now: {rate}");
    }
}
