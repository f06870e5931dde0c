//! What one crew knows of the other's gauges: the last value called across for each of them, as it
//! was said and when. A wrong or an old value stays as said; nothing but a newer call replaces it.

use serde::{Deserialize, Serialize};

use crate::catalogue::calls::{COUNT_MAX, CallId, SlotValue};
use crate::catalogue::hatches::HATCHES;
use crate::ids::{CompartmentId, HatchId, Seat};
use crate::limits::CALLED_STALE_S;
use crate::time::Tick;

/// Shortest time between two counts that tells a speed, s: said to 0.1 m, it is then right to 0.1 m/s.
const COUNT_S: f32 = 1.0;

/// A value as it was said.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Called<T> {
    /// What was said, SI.
    pub value: T,
    /// When.
    pub at: Tick,
}

/// What a call of range carries.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct RangeCalled {
    /// Range, m.
    pub range_m: f32,
    /// Closing speed said with it or, when opening, after it, m/s.
    pub closing_m_per_s: Option<f32>,
}

/// Everything a seat has been told of what only the other one reads; nothing stands here that was
/// not said. Its own gauges have no place here, whatever the other crew says of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CalledAcross {
    /// Range, told by Soyuz alone.
    pub range: Option<Called<RangeCalled>>,
    /// Total pressure by place, Pa.
    pub pressure_pa: [Option<Called<f32>>; 6],
    /// Pressure in the seal cavity, told by Soyuz alone, Pa.
    pub cavity_pa: Option<Called<f32>>,
    /// Oxygen in the speaker's cabin (command module, orbital module), Pa.
    pub oxygen_pa: Option<Called<f32>>,
    /// The same as a share of the whole, 0 to 1.
    pub oxygen_share: Option<Called<f32>>,
    /// Carbon dioxide in the speaker's cabin, Pa.
    pub co2_pa: Option<Called<f32>>,
    /// Hatches said to be open or shut.
    pub hatch_open: [Option<Called<bool>>; 5],
    /// Equalisation valves, by their hatch, said to be open or shut.
    pub valve_open: [Option<Called<bool>>; 5],
    /// Structural hooks the speaker counts closed.
    pub hooks: Option<Called<u8>>,
}

/// The seat with the gauge of a place (game table "who reads what").
pub const fn reader(place: CompartmentId) -> Seat {
    match place {
        CompartmentId::Cm | CompartmentId::Tunnel1 | CompartmentId::Dm => Seat::Apollo,
        CompartmentId::Tunnel2 | CompartmentId::Om | CompartmentId::Sa => Seat::Soyuz,
    }
}

/// The seat on whose side a hatch and its valve are.
pub const fn keeper(hatch: HatchId) -> Seat {
    HATCHES[hatch as usize].worked_by
}

impl CalledAcross {
    /// Takes in a call by `from`, the other crew.
    pub(super) fn hear(&mut self, at: Tick, from: Seat, call: CallId, slots: &[SlotValue]) {
        use SlotValue::{Count, Hatch, Number, Place};
        match (call, slots) {
            (CallId::Pressure, [Place(place), Number(value)]) if reader(*place) == from => {
                self.pressure_pa[*place as usize] = said(*value, at);
            }
            (CallId::SealPressure, [Number(value)]) => self.cavity_pa = said(*value, at),
            (CallId::Ppo2, [Number(value)]) => self.oxygen_pa = said(*value, at),
            (CallId::OxygenPercent, [Number(value)]) => self.oxygen_share = said(*value, at),
            (CallId::Co2, [Number(value)]) => self.co2_pa = said(*value, at),
            (CallId::HatchOpen | CallId::HatchClosed, [Hatch(hatch)]) if keeper(*hatch) == from => {
                self.hatch_open[*hatch as usize] = said(call == CallId::HatchOpen, at);
            }
            (CallId::ValveOpen | CallId::ValveClosed, [Hatch(hatch)]) if keeper(*hatch) == from => {
                self.valve_open[*hatch as usize] = said(call == CallId::ValveOpen, at);
            }
            (CallId::HooksCount, [Count(count)]) => self.hooks = said(*count, at),
            (CallId::HooksClosed, []) => self.hooks = said(COUNT_MAX, at),
            (CallId::HooksOpen, []) => self.hooks = said(0, at),
            _ if from == Seat::Soyuz => self.hear_range(at, call, slots),
            _ => {}
        }
    }

    /// A range without a speed leaves none standing, for the old one belonged to another range; a count
    /// tells it by itself, as it does to an ear.
    fn hear_range(&mut self, at: Tick, call: CallId, slots: &[SlotValue]) {
        use SlotValue::Number;
        let (range_m, closing_m_per_s) = match (call, slots) {
            (CallId::OpeningRate, [Number(rate)]) => {
                if let Some(range) = &mut self.range {
                    range.value.closing_m_per_s = Some(-rate);
                }
                return;
            }
            (CallId::RangeAndRate, [Number(range), Number(rate)]) => (*range, Some(*rate)),
            (CallId::RangeCount, [Number(range)]) => (*range, self.counted(at, *range)),
            (CallId::Range | CallId::Stationkeeping, [Number(range)]) => (*range, None),
            _ => return,
        };
        let range = RangeCalled {
            range_m,
            closing_m_per_s,
        };
        self.range = said(range, at);
    }

    /// Closing speed from the range before and this one, m/s; none when they were said at one time or
    /// too far apart.
    fn counted(&self, at: Tick, range_m: f32) -> Option<f32> {
        let last = self.range?;
        let since_s = at.since(last.at) as f32;
        let near = (COUNT_S..=CALLED_STALE_S).contains(&since_s);
        near.then(|| (last.value.range_m - range_m) / since_s)
    }

    /// Feeds every bit, in a fixed order.
    pub(super) fn digest_into(&self, sink: &mut impl FnMut(u64)) {
        put(
            &self.range.map(|called| (called, called.value.range_m)),
            sink,
        );
        let closing = self.range.and_then(|called| called.value.closing_m_per_s);
        sink(closing.map_or(u64::MAX, |rate| u64::from(rate.to_bits())));
        let numbers = [
            self.cavity_pa,
            self.oxygen_pa,
            self.oxygen_share,
            self.co2_pa,
        ];
        for number in self.pressure_pa.iter().chain(&numbers) {
            put(&number.map(|called| (called, called.value)), sink);
        }
        for state in self.hatch_open.iter().chain(&self.valve_open) {
            let number = |open| if open { 1.0 } else { 0.0 };
            put(&state.map(|called| (called, number(called.value))), sink);
        }
        put(
            &self.hooks.map(|called| (called, f32::from(called.value))),
            sink,
        );
    }
}

fn said<T>(value: T, at: Tick) -> Option<Called<T>> {
    Some(Called { value, at })
}

fn put<T>(called: &Option<(Called<T>, f32)>, sink: &mut impl FnMut(u64)) {
    sink(called.as_ref().map_or(u64::MAX, |(called, value)| {
        u64::from(value.to_bits()) << 32 | u64::from(called.at.0)
    }));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::{Stream, Subject};
    use crate::sim::event::Speech;
    use crate::sim::input::Tongue;
    use crate::sim::radio::Radio;
    use crate::sim::radio::noise::Noises;

    const OM: CompartmentId = CompartmentId::Om;

    fn silent() -> Radio {
        Radio::new(Stream::new(7, Subject::Cards), Noises::default())
    }

    fn say(radio: &mut Radio, at: u32, from: Seat, call: CallId, slots: &[SlotValue]) {
        let speech = Speech::Call {
            call,
            slots: slots.to_vec(),
            tongue: Tongue::English,
        };
        radio.transmit(Tick(at), from, speech);
    }

    fn pressure(radio: &mut Radio, at: u32, from: Seat, place: CompartmentId, value: f32) {
        let slots = [SlotValue::Place(place), SlotValue::Number(value)];
        say(radio, at, from, CallId::Pressure, &slots);
    }

    #[test]
    fn a_called_pressure_stands_as_said_until_a_newer_call_of_the_same_place() {
        let mut radio = silent();
        pressure(&mut radio, 10, Seat::Soyuz, OM, 69_000.0);
        pressure(
            &mut radio,
            20,
            Seat::Soyuz,
            CompartmentId::Tunnel2,
            34_000.0,
        );
        say(&mut radio, 30, Seat::Apollo, CallId::SayAgain, &[]);
        let called = radio.called[0].pressure_pa[OM as usize];
        assert_eq!(called, said(69_000.0, Tick(10)));
        pressure(&mut radio, 40, Seat::Soyuz, OM, 1.0);
        let called = radio.called[0].pressure_pa[OM as usize];
        assert_eq!(called, said(1.0, Tick(40)), "as said, however wrong");
        assert_eq!(
            radio.called[1],
            CalledAcross::default(),
            "not the speaker's"
        );
    }

    #[test]
    fn nobody_is_told_what_stands_on_his_own_gauge_or_by_one_who_cannot_read_it() {
        let mut radio = silent();
        pressure(&mut radio, 10, Seat::Apollo, OM, 69_000.0);
        pressure(&mut radio, 10, Seat::Soyuz, CompartmentId::Dm, 69_000.0);
        let hatch = |hatch| [SlotValue::Hatch(hatch)];
        say(
            &mut radio,
            11,
            Seat::Apollo,
            CallId::HatchOpen,
            &hatch(HatchId::H4),
        );
        say(
            &mut radio,
            11,
            Seat::Soyuz,
            CallId::ValveOpen,
            &hatch(HatchId::H3),
        );
        say(
            &mut radio,
            12,
            Seat::Apollo,
            CallId::Range,
            &[SlotValue::Number(150.0)],
        );
        assert_eq!(radio.called, [CalledAcross::default(); 2]);
    }

    #[test]
    fn every_kind_of_reading_finds_its_place() {
        let mut radio = silent();
        let number = SlotValue::Number;
        let h4 = SlotValue::Hatch(HatchId::H4);
        let calls: [(CallId, &[SlotValue]); 8] = [
            (CallId::SealPressure, &[number(300.0)]),
            (CallId::Ppo2, &[number(200.0)]),
            (CallId::OxygenPercent, &[number(0.35)]),
            (CallId::Co2, &[number(400.0)]),
            (CallId::HatchOpen, &[h4]),
            (CallId::ValveOpen, &[h4]),
            (CallId::HooksCount, &[SlotValue::Count(6)]),
            (CallId::RangeAndRate, &[number(30.0), number(0.2)]),
        ];
        for (call, slots) in calls {
            say(&mut radio, 5, Seat::Soyuz, call, slots);
        }
        let at = Tick(5);
        let mut told = CalledAcross {
            range: said(
                RangeCalled {
                    range_m: 30.0,
                    closing_m_per_s: Some(0.2),
                },
                at,
            ),
            cavity_pa: said(300.0, at),
            oxygen_pa: said(200.0, at),
            oxygen_share: said(0.35, at),
            co2_pa: said(400.0, at),
            hooks: said(6, at),
            ..CalledAcross::default()
        };
        told.hatch_open[HatchId::H4 as usize] = said(true, at);
        told.valve_open[HatchId::H4 as usize] = said(true, at);
        assert_eq!(radio.called[0], told);
        for (call, slots) in [
            (CallId::HatchClosed, &[h4][..]),
            (CallId::ValveClosed, &[h4]),
            (CallId::HooksClosed, &[]),
        ] {
            say(&mut radio, 6, Seat::Soyuz, call, slots);
        }
        let now = &radio.called[0];
        assert_eq!(now.hatch_open[3], said(false, Tick(6)));
        assert_eq!(now.valve_open[3], said(false, Tick(6)));
        assert_eq!(now.hooks, said(8, Tick(6)));
    }

    #[test]
    fn a_range_without_a_speed_leaves_none_and_an_opening_turns_it() {
        let mut radio = silent();
        let number = SlotValue::Number;
        let speed = |radio: &Radio| radio.called[0].range.expect("told").value.closing_m_per_s;
        say(
            &mut radio,
            1,
            Seat::Soyuz,
            CallId::RangeAndRate,
            &[number(30.0), number(0.2)],
        );
        assert_eq!(speed(&radio), Some(0.2));
        say(&mut radio, 2, Seat::Soyuz, CallId::Range, &[number(10.0)]);
        assert_eq!(speed(&radio), None);
        say(
            &mut radio,
            3,
            Seat::Soyuz,
            CallId::OpeningRate,
            &[number(0.1)],
        );
        assert_eq!(speed(&radio), Some(-0.1));
    }

    #[test]
    fn a_count_tells_the_speed_by_itself_unless_it_falters() {
        let mut radio = silent();
        let mut count = |at_s: f64, range_m: f32| {
            let range = [SlotValue::Number(range_m)];
            say(
                &mut radio,
                Tick::at(at_s).0,
                Seat::Soyuz,
                CallId::RangeCount,
                &range,
            );
            radio.called[0].range.expect("told").value.closing_m_per_s
        };
        assert_eq!(count(1.0, 10.0), None);
        assert_eq!(count(5.0, 9.0), Some(0.25));
        assert_eq!(count(5.5, 8.9), None);
        assert_eq!(count(10.5, 9.4), Some(-0.1));
        assert_eq!(count(21.0, 8.0), None);
    }

    #[test]
    fn every_called_value_and_its_time_are_in_the_fingerprint() {
        let print = |radio: &Radio| {
            let mut bits = alloc::vec::Vec::new();
            radio.digest_into(&mut |word| bits.push(word));
            bits
        };
        let base = silent();
        let changes: [fn(&mut CalledAcross); 10] = [
            |c| c.pressure_pa[4] = said(1.0, Tick(1)),
            |c| c.pressure_pa[4] = said(1.0, Tick(2)),
            |c| c.cavity_pa = said(1.0, Tick(1)),
            |c| c.oxygen_pa = said(1.0, Tick(1)),
            |c| c.oxygen_share = said(1.0, Tick(1)),
            |c| c.co2_pa = said(1.0, Tick(1)),
            |c| c.hatch_open[3] = said(false, Tick(1)),
            |c| c.valve_open[3] = said(false, Tick(1)),
            |c| c.hooks = said(0, Tick(1)),
            |c| {
                c.range = said(
                    RangeCalled {
                        range_m: 1.0,
                        closing_m_per_s: None,
                    },
                    Tick(1),
                );
            },
        ];
        let mut prints = alloc::vec![print(&base)];
        for seat in 0..2 {
            for change in changes {
                let mut changed = base.clone();
                change(&mut changed.called[seat]);
                prints.push(print(&changed));
            }
        }
        for (index, one) in prints.iter().enumerate() {
            assert!(!prints[index + 1..].contains(one), "change {index}");
        }
    }
}
