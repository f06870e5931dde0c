//! A flight on its way to those who watch: its pieces as frames in a row, and how far an observer may
//! read by now. What is younger than the delay is handed to nobody, however he asks. Each observer reads
//! at his own pace from the one row, so that a slow one costs nothing and a late one sees all of it.
//!
//! Time is counted in beats of the room's clock, which stands in a pause: what was the present when the
//! crews stopped is not told until they have flown on.

use alloc::collections::VecDeque;
use alloc::vec::Vec;

use crate::limits::{FEED_BYTES_MAX, FEED_CHUNK_BYTES};
use crate::time::{TICK_RATE_HZ, Tick};
use crate::wire::codec::{WireError, encode_frame};
use crate::wire::server::ServerMessage;
use crate::wire::watch::Flown;

/// Bytes of a frame's length.
const PREFIX_BYTES: usize = 2;

/// The row of a room's pieces.
#[derive(Debug, Default)]
pub struct Feed {
    delay_beats: u64,
    now: u64,
    /// Place of the first byte kept, counted from the room's first.
    base: u64,
    bytes: Vec<u8>,
    /// Pieces that are too young.
    young: VecDeque<Young>,
    /// Up to here anybody may read.
    released: u64,
    /// Where the newest flight begins.
    flight: u64,
    /// The newest flight is told no further.
    full: bool,
}

#[derive(Clone, Copy, Debug)]
struct Young {
    from: u64,
    end: u64,
    beat: u64,
    begins: bool,
}

impl Feed {
    /// A row of which everything is held back so long, s.
    pub fn new(delay_s: u16) -> Feed {
        let mut feed = Feed::default();
        feed.hold_back(delay_s);
        feed
    }

    /// From now on everything is held back so long, s.
    pub fn hold_back(&mut self, delay_s: u16) {
        self.delay_beats = u64::from(delay_s) * u64::from(TICK_RATE_HZ);
        self.release();
    }

    /// Takes the next piece. A flight that has grown too long is told no further, and says so once.
    pub fn push(&mut self, flown: Flown) -> Result<(), WireError> {
        let begins = matches!(flown, Flown::Begins { .. });
        if begins {
            (self.flight, self.full) = (self.end(), false);
        }
        if self.full {
            return Ok(());
        }
        let at = tick_of(&flown);
        let mut frame = framed(flown)?;
        let told = usize::try_from(self.end() - self.flight).unwrap_or(usize::MAX);
        if told + frame.len() > FEED_BYTES_MAX {
            self.full = true;
            frame = framed(Flown::Cut(at))?;
        }
        let from = self.end();
        self.bytes.extend_from_slice(&frame);
        let (end, beat) = (self.end(), self.now);
        self.young.push_back(Young {
            from,
            end,
            beat,
            begins,
        });
        self.release();
        Ok(())
    }

    /// The room's clock has gone on by so many beats.
    pub fn beat(&mut self, beats: u32) {
        self.now += u64::from(beats);
        self.release();
    }

    /// The room is over, and with it every secret: the rest may be read.
    pub fn release_all(&mut self) {
        self.delay_beats = 0;
        self.release();
    }

    /// The place up to which anybody may read.
    pub fn released(&self) -> u64 {
        self.released
    }

    /// Whole frames from that place on, and the place behind them; none when there is nothing to read
    /// yet. Whoever was so slow that what he had not read is gone goes on with the newest flight.
    pub fn read(&self, at: u64) -> Option<(Vec<u8>, u64)> {
        let at = at.max(self.base);
        let bytes = self.between(at, self.released);
        let mut end = 0;
        while let Some(frame) = first_frame(&bytes[end..])
            && (end == 0 || end + frame <= FEED_CHUNK_BYTES)
        {
            end += frame;
        }
        (end > 0).then(|| (bytes[..end].to_vec(), at + end as u64))
    }

    /// The newest flight from its beginning to its end: for a crew, once there is nothing left to hide.
    pub fn whole_flight(&self) -> &[u8] {
        self.between(self.flight, self.end())
    }

    /// The newest flight as far as an observer may see it.
    pub fn flight_so_far(&self) -> &[u8] {
        self.between(self.flight, self.released)
    }

    fn end(&self) -> u64 {
        self.base + self.bytes.len() as u64
    }

    fn between(&self, from: u64, to: u64) -> &[u8] {
        let place = |at: u64| usize::try_from(at.saturating_sub(self.base)).unwrap_or(usize::MAX);
        self.bytes.get(place(from)..place(to)).unwrap_or_default()
    }

    fn release(&mut self) {
        while let Some(young) = self.young.front().copied()
            && self.now - young.beat >= self.delay_beats
        {
            self.young.pop_front();
            self.released = young.end;
            if young.begins {
                // Whoever comes now begins here.
                let gone = usize::try_from(young.from - self.base).unwrap_or(0);
                self.bytes.drain(..gone);
                self.base = young.from;
            }
        }
    }
}

fn framed(flown: Flown) -> Result<Vec<u8>, WireError> {
    encode_frame(&ServerMessage::Flown(flown.into()))
}

fn first_frame(bytes: &[u8]) -> Option<usize> {
    let prefix = bytes.first_chunk::<PREFIX_BYTES>()?;
    let whole = PREFIX_BYTES + usize::from(u16::from_be_bytes(*prefix));
    (whole <= bytes.len()).then_some(whole)
}

fn tick_of(flown: &Flown) -> Tick {
    match flown {
        Flown::Leg(leg) => leg.from,
        Flown::Ends(tick) | Flown::Cut(tick) => *tick,
        Flown::Begins { .. } | Flown::World(_) => Tick(0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::replay::{Header, Run};
    use crate::sim::doors::Rules;
    use crate::sim::input::Stick;
    use crate::wire::Pace;
    use crate::wire::codec::{FrameReader, decode_frame};
    use crate::wire::watch::{DELAY_S, Leg};
    use std::boxed::Box;

    fn begins(mission: u16) -> Flown {
        let header = Header::new(("final-approach", ""), Rules::Flight, 1, Pace::RealTime);
        Flown::Begins {
            mission,
            header: Box::new(header),
            world_bytes: 0,
        }
    }

    fn leg(from: u32) -> Flown {
        Flown::Leg(Leg {
            beats: 60,
            runs: [Run {
                ticks: 60,
                sticks: [Stick::NEUTRAL; 2],
            }]
            .into(),
            ..Leg::empty(Tick(from))
        })
    }

    fn read(feed: &Feed, at: &mut u64) -> Vec<Flown> {
        let mut reader = FrameReader::default();
        while let Some((bytes, next)) = feed.read(*at) {
            *at = next;
            reader.push(&bytes);
        }
        let mut all = Vec::new();
        while let Some(body) = reader.next_frame().expect("whole frames") {
            let ServerMessage::Flown(flown) = decode_frame(&body).expect("well-formed") else {
                panic!("something else");
            };
            all.push(*flown);
        }
        all
    }

    #[test]
    fn nothing_is_told_before_its_time_and_a_pause_is_no_time() {
        let mut feed = Feed::new(DELAY_S);
        let mut at = 0;
        feed.push(begins(1)).expect("short");
        for second in 0..20 {
            feed.push(leg(60 * second)).expect("short");
            assert_eq!(read(&feed, &mut at), [], "second {second}");
            feed.beat(60);
        }
        assert_eq!(read(&feed, &mut at), [begins(1), leg(0)]);
        assert_eq!(read(&feed, &mut at), [], "the clock stands");
        feed.beat(59);
        assert_eq!(read(&feed, &mut at), []);
        feed.beat(1);
        assert_eq!(read(&feed, &mut at), [leg(60)]);
        let mut late = 0;
        assert_eq!(read(&feed, &mut late), [begins(1), leg(0), leg(60)]);
    }

    #[test]
    fn a_new_flight_takes_the_place_of_the_old_one_when_it_is_told() {
        let mut feed = Feed::new(DELAY_S);
        let (mut quick, mut slow) = (0, 0);
        feed.push(begins(1)).expect("short");
        feed.push(leg(0)).expect("short");
        feed.beat(1_200);
        assert_eq!(read(&feed, &mut quick).len(), 2);
        feed.push(leg(60)).expect("short");
        feed.push(begins(2)).expect("short");
        assert_eq!(feed.whole_flight(), framed(begins(2)).expect("short"));
        feed.beat(1_200);
        assert_eq!(read(&feed, &mut slow), [begins(2)]);
        assert_eq!(read(&feed, &mut quick), [begins(2)]);
    }

    #[test]
    fn without_delay_it_is_told_at_once_and_the_end_of_a_room_releases_the_rest() {
        let mut feed = Feed::new(0);
        let mut at = 0;
        feed.push(begins(1)).expect("short");
        assert_eq!(read(&feed, &mut at), [begins(1)]);
        feed.hold_back(DELAY_S);
        feed.push(leg(0)).expect("short");
        assert_eq!(feed.released(), at);
        feed.release_all();
        assert_eq!(read(&feed, &mut at), [leg(0)]);
    }

    #[test]
    fn a_flight_that_grows_too_long_says_so_once() {
        let mut feed = Feed::new(0);
        feed.push(begins(1)).expect("short");
        for second in 0..60_000 {
            feed.push(leg(60 * second)).expect("short");
        }
        assert!(feed.whole_flight().len() <= FEED_BYTES_MAX + 16);
        let mut at = 0;
        let told = read(&feed, &mut at);
        let cuts = told.iter().filter(|flown| matches!(flown, Flown::Cut(_)));
        assert_eq!(cuts.count(), 1);
        assert!(matches!(told.last(), Some(Flown::Cut(_))));
    }
}
