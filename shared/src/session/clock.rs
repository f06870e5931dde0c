//! The room's clock as a crew's end knows it: which tick the room is at, how long a movement takes to get
//! there, and how good the line is. Learnt from the ticks of snapshots and from round trips; told the time,
//! reads no clock.

use alloc::collections::VecDeque;

use crate::maths::floor;
use crate::time::{TICK_RATE_HZ, Tick};
use crate::wire::snapshot::Heard;

/// One tick, ms.
pub const TICK_MS: f64 = 1_000.0 / TICK_RATE_HZ as f64;
/// The least of a measure is sought over this time and once more as long, ms: a line that has grown longer
/// is believed after it, one that has grown shorter at once.
const LEAST_OVER_MS: u64 = 2_000;
/// Datagrams whose answer may still come: at most forty a second go out, and an answer that has taken
/// longer than a second is no measure.
const SENT_MAX: usize = 48;
/// Share of a new sample in what is shown of the line.
const NEWS_SHARE: f64 = 0.1;
/// Movements are sent so much earlier than the shortest way takes, ticks: they wait for the step, and a
/// datagram does not leave at the very moment.
const MARGIN_TICKS: f64 = 1.0;
/// Share of the margin a late movement has cost that is given back with every snapshot in time.
const FORGIVEN: f64 = 0.01;
/// Most that late movements may add, ticks.
const LATE_TICKS_MAX: f64 = 30.0;
/// A tick that comes so much later than the last ones, ms: the room stood still, or its clock was set.
const JUMP_MS: f64 = 400.0;

/// The least of a measure over the last few seconds.
#[derive(Clone, Copy, Debug, Default)]
struct Least {
    now: Option<f64>,
    before: Option<f64>,
    since_ms: u64,
}

impl Least {
    fn take(&mut self, value: f64, now_ms: u64) {
        if now_ms.saturating_sub(self.since_ms) > LEAST_OVER_MS {
            (self.before, self.now, self.since_ms) = (self.now, None, now_ms);
        }
        self.now = Some(self.now.map_or(value, |least| least.min(value)));
    }

    fn get(&self) -> Option<f64> {
        match (self.now, self.before) {
            (Some(now), Some(before)) => Some(now.min(before)),
            (now, before) => now.or(before),
        }
    }
}

/// The room's clock, seen from a crew's end.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    /// Own time less the room's, as the quickest snapshots have it, ms.
    offset_ms: Least,
    trip_ms: Least,
    sent: VecDeque<(u8, u64)>,
    /// Round trip and scatter of the way here, smoothed, ms.
    mean_trip_ms: Option<f64>,
    jitter_ms: f64,
    late_ticks: f64,
    /// The last movement that was told to be late.
    late_id: u32,
}

impl Clock {
    /// A datagram of this number goes out.
    pub fn sent(&mut self, number: u8, now_ms: u64) {
        if self.sent.len() == SENT_MAX {
            self.sent.pop_front();
        }
        self.sent.push_back((number, now_ms));
    }

    /// A snapshot has come.
    pub fn heard(&mut self, tick: Tick, heard: &Heard, now_ms: u64) {
        let offset_ms = now_ms as f64 - f64::from(tick.0) * TICK_MS;
        if self
            .offset_ms
            .get()
            .is_some_and(|least| offset_ms - least > JUMP_MS)
        {
            self.offset_ms = Least::default();
        }
        self.offset_ms.take(offset_ms, now_ms);
        let behind_ms = offset_ms - self.offset_ms.get().unwrap_or(offset_ms);
        self.jitter_ms += NEWS_SHARE * (behind_ms - self.jitter_ms);
        self.take_trip(heard, now_ms);
        if heard.late > 0 && heard.moved != self.late_id {
            self.late_id = heard.moved;
            self.late_ticks = (self.late_ticks + f64::from(heard.late)).min(LATE_TICKS_MAX);
        } else {
            self.late_ticks -= FORGIVEN * self.late_ticks;
        }
    }

    fn take_trip(&mut self, heard: &Heard, now_ms: u64) {
        let answered = |(number, _): &(u8, u64)| *number == heard.number;
        let Some(at) = self.sent.iter().position(answered) else {
            return;
        };
        if heard.ago == u8::MAX {
            return;
        }
        let (_, sent_ms) = self.sent[at];
        // Each answer is a measure once: later ones have waited for something else.
        self.sent.drain(..=at);
        let waited_ms = f64::from(heard.ago) * TICK_MS;
        let trip_ms = (now_ms.saturating_sub(sent_ms) as f64 - waited_ms).max(0.0);
        self.trip_ms.take(trip_ms, now_ms);
        let mean = self.mean_trip_ms.get_or_insert(trip_ms);
        *mean += NEWS_SHARE * (trip_ms - *mean);
    }

    /// The room stood still, or another mission has begun: its ticks are told anew.
    pub fn set_anew(&mut self) {
        self.offset_ms = Least::default();
    }

    /// The tick that a movement made now can be there for, with its fraction; none until a snapshot and an
    /// answer have come.
    pub fn reaches(&self, now_ms: f64) -> Option<f64> {
        let (offset_ms, trip_ms) = (self.offset_ms.get()?, self.trip_ms.get()?);
        // Evenly scattered delays come at most twice their mean behind the quickest.
        let margin = MARGIN_TICKS + 2.0 * self.jitter_ms / TICK_MS + self.late_ticks;
        Some((now_ms - offset_ms + trip_ms) / TICK_MS + margin)
    }

    /// The tick of the newest snapshot that can have come by now.
    pub fn heard_by(&self, now_ms: f64) -> Option<Tick> {
        let ticks = (now_ms - self.offset_ms.get()?) / TICK_MS;
        Some(Tick(floor(ticks.max(0.0)) as u32))
    }

    /// Round trip, smoothed, ms; it includes the wait for the room's step.
    pub fn trip_ms(&self) -> Option<f64> {
        self.mean_trip_ms
    }

    /// How much later than the quickest the mean snapshot comes, ms.
    pub fn jitter_ms(&self) -> f64 {
        self.jitter_ms
    }
}

#[cfg(test)]
mod tests {
    use std::println;

    use super::*;
    use crate::rng::{Stream, Subject};

    /// Steps of a true clock of one millisecond: a room that stamps a snapshot every third tick and says
    /// which datagram it heard last; the line takes `up` and `down`, each with scatter. Returns how early
    /// each movement was there that was made for the tick the clock said, in ticks.
    fn early(clock: &mut Clock, [up, down, scatter]: [u64; 3], seconds: u64) -> std::vec::Vec<f64> {
        let mut draw = Stream::new(7, Subject::Noise);
        let mut late = |ms: u64| ms + (0.5 * (draw.signed() + 1.0) * scatter as f64) as u64;
        let base_ms = 70_000;
        let (mut heard, mut number) = (
            Heard {
                ago: 255,
                ..Heard::default()
            },
            0_u8,
        );
        let mut to_room: std::vec::Vec<(u64, u8)> = std::vec::Vec::new();
        let mut to_crew: std::vec::Vec<(u64, Tick, Heard)> = std::vec::Vec::new();
        let mut early = std::vec::Vec::new();
        let mut came = Tick(0);
        for ms in 0..seconds * 1_000 {
            let tick = Tick((ms as f64 / TICK_MS) as u32);
            for (_, number) in to_room.extract_if(.., |(at, _)| *at <= ms) {
                (heard.number, came) = (number, tick);
                heard.ago = 0;
            }
            if ms % 50 == 0 {
                heard.ago = if heard.ago == 255 {
                    255
                } else {
                    (tick.0 - came.0) as u8
                };
                to_crew.push((ms + late(down), tick, heard));
            }
            for (_, tick, heard) in to_crew.extract_if(.., |(at, ..)| *at <= ms) {
                clock.heard(tick, &heard, base_ms + ms);
            }
            if ms % 250 == 0 {
                number = number.wrapping_add(1);
                clock.sent(number, base_ms + ms);
                let there_ms = ms + late(up);
                to_room.push((there_ms, number));
                if let Some(meant) = clock.reaches((base_ms + ms) as f64) {
                    early.push(meant - there_ms as f64 / TICK_MS);
                }
            }
        }
        early
    }

    #[test]
    fn movements_are_there_in_time_and_not_much_before_on_any_line() {
        for line in [
            [0, 0, 0],
            [75, 75, 0],
            [75, 75, 30],
            [20, 130, 15],
            [200, 200, 60],
        ] {
            let mut clock = Clock::default();
            let early = early(&mut clock, line, 30);
            let settled = &early[8..];
            let in_time = settled.iter().filter(|early| **early >= 0.0).count();
            let most = settled
                .iter()
                .fold(0.0, |most: f64, early| most.max(*early));
            let share = in_time as f64 / settled.len() as f64;
            println!(
                "up, down, scatter {line:?} ms: {share:.3} in time, {most:.1} ticks early at most"
            );
            assert!(share > 0.98, "{line:?}: {share}");
            // Two waits for a step, the margin, and the scatter both ways.
            let bound = 4.5 + 3.0 * line[2] as f64 / TICK_MS;
            assert!(most < bound, "{line:?}: {most} of {bound}");
        }
    }

    #[test]
    fn late_movements_make_the_next_ones_earlier_and_are_forgiven() {
        let mut clock = Clock::default();
        early(&mut clock, [50, 50, 0], 5);
        let before = clock.reaches(90_000.0).expect("set");
        let late = Heard {
            moved: 9,
            late: 6,
            ago: 255,
            number: 0,
        };
        clock.heard(Tick(300), &late, 75_050);
        clock.heard(Tick(303), &late, 75_100);
        let after = clock.reaches(90_000.0).expect("set");
        assert!((5.0..7.0).contains(&(after - before)), "{after} {before}");
        for n in 0..900 {
            clock.heard(Tick(306 + 3 * n), &late, 75_150 + 50 * u64::from(n));
        }
        let forgiven = clock.reaches(90_000.0).expect("set");
        assert!((forgiven - before).abs() < 0.5, "{forgiven} {before}");
    }

    #[test]
    fn a_room_that_stood_still_is_believed_at_once() {
        let mut clock = Clock::default();
        early(&mut clock, [50, 50, 0], 5);
        let heard = Heard {
            ago: 255,
            ..Heard::default()
        };
        assert_eq!(clock.heard_by(75_050.0), Some(Tick(300)));
        clock.heard(Tick(300), &heard, 85_050);
        assert_eq!(clock.heard_by(85_050.0), Some(Tick(300)));
    }
}
