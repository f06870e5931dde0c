//! What one console has read and been told over the mission, for charts: its own gauges every so
//! often, values called across when they came. Knows times of the mission only, so that fast time is
//! no other time; bounded, because an old mission is kept ever more coarsely.

use std::collections::VecDeque;

use handshake_shared::ids::CompartmentId;
use handshake_shared::time::{TICK_RATE_HZ, Tick};
use handshake_shared::view::View;
use handshake_shared::view::panel::Panel;

use super::calls::gauge;

/// Samples kept: at the finest step ten minutes. When they are used up the step doubles
/// and what lies closer goes, so that ten hours are kept at a minute: no chart is wide enough to tell.
const SAMPLES_MAX: usize = 1_200;
/// The finest step, ticks: half a second.
const STEP_TICKS: u32 = TICK_RATE_HZ / 2;
/// Called values kept; the oldest goes.
const TOLD_MAX: usize = 256;

/// One look at the gauges.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sample {
    /// When.
    pub at: Tick,
    /// Total pressure by place, Pa; nothing where this seat has no gauge.
    pub pressure_pa: [Option<f32>; 6],
    /// Range and closing speed, m and m/s, where both are known: read, or called across.
    pub approach: Option<[f32; 2]>,
}

/// A pressure that was called across.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Told {
    /// When.
    pub at: Tick,
    /// Of which place.
    pub place: CompartmentId,
    /// As said, Pa.
    pub pressure_pa: f32,
}

/// A console's past.
#[derive(Clone, Debug, PartialEq)]
pub struct Trends {
    step_ticks: u32,
    samples: Vec<Sample>,
    told: VecDeque<Told>,
}

impl Default for Trends {
    fn default() -> Trends {
        Trends {
            step_ticks: STEP_TICKS,
            samples: Vec::new(),
            told: VecDeque::new(),
        }
    }
}

impl Trends {
    /// Takes in a view, if one is due.
    pub fn note(&mut self, view: &View) {
        self.note_told(view);
        let due = self
            .samples
            .last()
            .is_none_or(|last| view.tick.0 >= last.at.0.saturating_add(self.step_ticks));
        if !due {
            return;
        }
        if self.samples.len() >= SAMPLES_MAX {
            self.thin();
        }
        self.samples.push(Sample {
            at: view.tick,
            pressure_pa: CompartmentId::ALL
                .map(|place| gauge(&view.panel, place).map(|(total, _)| total)),
            approach: approach(&view.panel),
        });
    }

    /// Doubles the step until a quarter of the room is free. By time, not by every second one: in
    /// fast time the looks lie farther apart than the step.
    fn thin(&mut self) {
        while self.samples.len() > SAMPLES_MAX * 3 / 4 {
            self.step_ticks = self.step_ticks.saturating_mul(2);
            let mut due = Tick(0);
            self.samples.retain(|sample| {
                let kept = sample.at >= due;
                if kept {
                    due = Tick(sample.at.0.saturating_add(self.step_ticks));
                }
                kept
            });
        }
    }

    fn note_told(&mut self, view: &View) {
        let called = view.panel.craft().called.pressure_pa;
        for (place, called) in CompartmentId::ALL.into_iter().zip(called) {
            let Some(called) = called else { continue };
            let known = self.told.iter().rev().find(|told| told.place == place);
            if known.is_some_and(|told| told.at >= called.at) {
                continue;
            }
            if self.told.len() >= TOLD_MAX {
                self.told.pop_front();
            }
            self.told.push_back(Told {
                at: called.at,
                place,
                pressure_pa: called.value,
            });
        }
    }

    /// Every look kept, oldest first.
    pub fn samples(&self) -> &[Sample] {
        &self.samples
    }

    /// Called pressures, oldest first.
    pub fn told(&self) -> impl Iterator<Item = &Told> {
        self.told.iter()
    }

    /// How a pressure changes, Pa/s: over the last so many seconds, or as many as there are.
    pub fn pressure_rate_pa_per_s(&self, place: CompartmentId, over_s: f64) -> Option<f32> {
        let reading = |sample: &Sample| sample.pressure_pa[place as usize];
        let (last, before) = self.samples.split_last()?;
        let first = before
            .iter()
            .rev()
            .take_while(|sample| last.at.since(sample.at) <= over_s)
            .last()
            .or_else(|| before.last())?;
        let change_pa = reading(last)? - reading(first)?;
        Some(change_pa / last.at.since(first.at) as f32)
    }
}

/// Soyuz reads both; Apollo is told them.
fn approach(panel: &Panel) -> Option<[f32; 2]> {
    match panel {
        Panel::Soyuz(soyuz) => {
            let ranged = soyuz.ranged?;
            Some([ranged.range_m, ranged.closing_m_per_s])
        }
        Panel::Apollo(apollo) => {
            let called = apollo.craft.called.range?.value;
            Some([called.range_m, called.closing_m_per_s?])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use handshake_shared::ids::Seat;
    use handshake_shared::scenario::load;
    use handshake_shared::sim::World;
    use handshake_shared::view;
    use handshake_shared::view::panel::Called;

    fn seen(seat: Seat) -> View {
        view::of(
            &World::new(&load("final-approach").expect("a shipped mission"), 7),
            seat,
        )
    }

    fn at(view: &View, seconds: f64) -> View {
        View {
            tick: Tick::at(seconds),
            ..view.clone()
        }
    }

    #[test]
    fn only_ones_own_gauges_are_kept_half_a_second_apart() {
        for seat in Seat::ALL {
            let view = seen(seat);
            let mut trends = Trends::default();
            for tick in 0..600 {
                trends.note(&View {
                    tick: Tick(tick),
                    ..view.clone()
                });
            }
            assert_eq!(trends.samples().len(), 20);
            let kept = trends.samples()[0].pressure_pa.map(|value| value.is_some());
            let apollo = [true, true, true, false, false, false];
            let own = apollo.map(|own| own == (seat == Seat::Apollo));
            assert_eq!(kept, own, "{seat:?}");
        }
    }

    #[test]
    fn a_day_at_any_pace_is_kept_whole_and_within_bounds() {
        for jump_s in [0.2, 12.0] {
            let view = seen(Seat::Soyuz);
            let mut trends = Trends::default();
            let mut clock = 0.0;
            while clock < 86_400.0 {
                trends.note(&at(&view, clock));
                clock += jump_s;
            }
            let samples = trends.samples();
            assert!((SAMPLES_MAX / 3..=SAMPLES_MAX).contains(&samples.len()));
            assert_eq!(samples[0].at, Tick(0), "the beginning is kept");
            let last = samples[samples.len() - 1].at.seconds();
            assert!(last > 86_400.0 - 300.0, "{last}");
            let widest = samples
                .windows(2)
                .map(|pair| pair[1].at.since(pair[0].at))
                .fold(0.0, f64::max);
            assert!(widest <= 260.0, "{widest}");
        }
    }

    #[test]
    fn a_called_pressure_is_kept_once_for_each_call() {
        let mut view = seen(Seat::Apollo);
        let mut trends = Trends::default();
        let call = |view: &mut View, value, at| {
            if let Panel::Apollo(panel) = &mut view.panel {
                panel.craft.called.pressure_pa[4] = Some(Called { value, at });
            }
        };
        trends.note(&view);
        call(&mut view, 69_000.0, Tick(5));
        trends.note(&view);
        trends.note(&view);
        call(&mut view, 69_000.0, Tick(9));
        trends.note(&view);
        let times: Vec<_> = trends.told().map(|told| (told.place, told.at)).collect();
        let om = CompartmentId::Om;
        assert_eq!(times, [(om, Tick(5)), (om, Tick(9))]);
        for tick in 10..2_000 {
            call(&mut view, 1.0, Tick(tick));
            trends.note(&view);
        }
        assert_eq!(trends.told().count(), TOLD_MAX);
    }

    #[test]
    fn a_rate_is_taken_over_the_window_asked_for() {
        let mut view = seen(Seat::Soyuz);
        let mut trends = Trends::default();
        assert_eq!(trends.pressure_rate_pa_per_s(CompartmentId::Om, 10.0), None);
        for second in 0..40_u8 {
            if let Panel::Soyuz(panel) = &mut view.panel {
                panel.om.total_pa = 69_000.0 - f32::from(second.saturating_sub(20)) * 3.0;
            }
            trends.note(&at(&view, f64::from(second)));
        }
        let rate = trends.pressure_rate_pa_per_s(CompartmentId::Om, 10.0);
        assert_eq!(rate, Some(-3.0));
        let none = trends.pressure_rate_pa_per_s(CompartmentId::Cm, 10.0);
        assert_eq!(none, None, "no gauge");
    }
}
