//! Strip charts: pressures over time with their limits, and closing speed over range against the
//! closing rule. Axes in the craft's own units; lines in braille dots, or in letters where those are
//! not to be had; every line ends in its name and value, so that none is told by colour alone.

mod graph;

use handshake_shared::catalogue::compartments::CM_RELIEF_CRACK_PA;
use handshake_shared::catalogue::units::{Quantity, unit};
use handshake_shared::ids::{CompartmentId, Seat};
use handshake_shared::time::Tick;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::symbols::Marker;

use super::text::centred;
use crate::app::trends::Trends;
use crate::draw::Look;
use crate::draw::console::Console;
use crate::draw::theme::Role;
use crate::i18n::{Arg, Units, Words, labels, number, quantity_parts};
use graph::{Graph, Trace, dashes, marker};

/// Lengths of paper, s: the shortest that holds the mission so far.
const PAPER_S: [f64; 5] = [300.0, 900.0, 3_600.0, 14_400.0, 43_200.0];
/// Tops of the pressure axis in psi and in mmHg: the lowest above all that is shown.
const TOPS_PSI: [f64; 4] = [8.0, 12.0, 16.0, 24.0];
const TOPS_MMHG: [f64; 4] = [400.0, 600.0, 800.0, 1_200.0];
/// Ends of the range axis in feet and in metres, by the range now.
const RANGES_FT: [f64; 7] = [30.0, 100.0, 300.0, 1_000.0, 3_000.0, 10_000.0, 40_000.0];
const RANGES_M: [f64; 7] = [10.0, 30.0, 100.0, 300.0, 1_000.0, 3_000.0, 12_000.0];
/// One foot, m (exact).
const FOOT_M: f64 = 0.3048;
/// The upright axis of the plane goes at least this many times the rule at its far end up: too fast
/// can be told from fast enough.
const ROOM_ABOVE_RULE: f64 = 1.4;
/// Steps of that axis, ft/s or m/s: three of them above nothing, one below for opening.
const SPEED_STEPS: [f64; 10] = [0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0];

/// Pressures over time.
pub struct Strip<'a> {
    /// Words of its labels.
    pub words: &'a Words,
    /// How it looks.
    pub look: &'a Look,
    /// Whose units.
    pub seat: Seat,
    /// What the consoles of this screen have read and been told.
    pub past: Vec<&'a Trends>,
    /// Pressure that the plan waits for, Pa.
    pub target_pa: Option<f32>,
    /// The whole mission rather than the last of it.
    pub whole: bool,
}

impl<'a> Strip<'a> {
    /// The strip of one console in flight.
    pub fn of(console: &Console<'a>, target_pa: Option<f32>) -> Strip<'a> {
        Strip {
            words: console.words,
            look: console.look,
            seat: console.seat(),
            past: vec![&console.station.trends],
            target_pa,
            whole: false,
        }
    }

    /// Draws it.
    pub fn draw(&self, area: Rect, buf: &mut Buffer) {
        let Some([from, to]) = self.paper() else {
            return;
        };
        let traces = self.traces(from, to, area.width);
        let shown = traces.iter().flat_map(|trace| &trace.points);
        let highest = shown.fold(0.0, |top, (_, y)| f64::max(top, *y));
        let tops = match self.seat {
            Seat::Apollo => TOPS_PSI,
            Seat::Soyuz => TOPS_MMHG,
        };
        let top = above(&tops, highest);
        let label = |value: f64| number(self.words.locale(), value, 0);
        Graph {
            look: self.look,
            x: [from, to],
            x_labels: [from, (from + to) / 2.0, to].map(clock),
            y: [0.0, top],
            y_labels: vec![label(0.0), label(top / 2.0), label(top)],
            traces,
        }
        .draw(area, buf);
    }

    /// Its title with the unit of the upright axis.
    pub fn title(&self) -> String {
        let unit = self.words.get(match self.seat {
            Seat::Apollo => "symbol-psi",
            Seat::Soyuz => "symbol-mmhg",
        });
        let args = [("unit", Arg::Text(&unit))];
        self.words.format("title-pressures", &args)
    }

    /// From when to when, s.
    fn paper(&self) -> Option<[f64; 2]> {
        let seconds = |at: Tick| at.seconds();
        let samples = || self.past.iter().map(|past| past.samples());
        let first = samples()
            .filter_map(|samples| samples.first())
            .map(|sample| seconds(sample.at))
            .reduce(f64::min)?;
        let last = samples()
            .filter_map(|samples| samples.last())
            .map(|sample| seconds(sample.at))
            .reduce(f64::max)?;
        if self.whole {
            return Some([first, last.max(first + 1.0)]);
        }
        let length = above(&PAPER_S, last - first);
        let from = (last - length).max(first);
        Some([from, from + length])
    }

    fn traces(&self, from: f64, to: f64, width: u16) -> Vec<Trace> {
        let mut traces: Vec<Trace> = self.limits(from, to, width);
        // Points over lines: a call would vanish in a line that runs through it.
        for place in CompartmentId::ALL {
            traces.extend(self.read(place, from));
        }
        for place in CompartmentId::ALL {
            traces.extend(self.told(place, from));
        }
        traces
    }

    fn shown(&self, pressure_pa: f32) -> f64 {
        let value = f64::from(pressure_pa);
        unit(self.seat, Quantity::Pressure, value).shown(value)
    }

    fn name(&self, place: CompartmentId, pressure_pa: f32) -> String {
        let units = Units::of(self.seat);
        let value = f64::from(pressure_pa);
        let (text, _) = quantity_parts(self.words, units, Quantity::Pressure, value);
        format!("{} {text}", self.words.get(labels::tag(place)))
    }

    /// What a gauge of these consoles has read.
    fn read(&self, place: CompartmentId, from: f64) -> Option<Trace> {
        let samples = self.past.iter().flat_map(|past| past.samples());
        let read: Vec<(f64, f32)> = samples
            .filter_map(|sample| Some((sample.at.seconds(), sample.pressure_pa[place as usize]?)))
            .filter(|(at, _)| *at >= from)
            .collect();
        let (_, last) = *read.last()?;
        const LETTERS: [char; 6] = ['c', 'i', 'd', 'j', 'o', 's'];
        const ROLES: [Role; 6] = [
            Role::Mine,
            Role::Label,
            Role::Value,
            Role::Label,
            Role::Theirs,
            Role::Good,
        ];
        let marker = marker(self.look, LETTERS[place as usize]);
        let name = self.name(place, last);
        Some(Trace {
            name: match marker {
                Marker::Custom(letter) => format!("{letter} {name}"),
                _ => name,
            },
            role: ROLES[place as usize],
            marker,
            joined: true,
            points: read.iter().map(|(at, pa)| (*at, self.shown(*pa))).collect(),
        })
    }

    /// What was called across, as points; nothing of a place that is read here too.
    fn told(&self, place: CompartmentId, from: f64) -> Option<Trace> {
        let is_read = |past: &&Trends| {
            let last = past.samples().last();
            last.is_some_and(|sample| sample.pressure_pa[place as usize].is_some())
        };
        if self.past.iter().any(is_read) {
            return None;
        }
        let told = self.past.iter().flat_map(|past| past.told());
        let told: Vec<_> = told.filter(|told| told.place == place).collect();
        let last = told.last()?;
        Some(Trace {
            name: format!("▪{}", self.name(place, last.pressure_pa)),
            role: Role::Theirs,
            marker: Marker::Custom('▪'),
            joined: false,
            points: told
                .iter()
                .filter(|told| told.at.seconds() >= from)
                .map(|told| (told.at.seconds(), self.shown(told.pressure_pa)))
                .collect(),
        })
    }

    /// Dashed lines: the command module's relief valve, the pressure the plan waits for.
    fn limits(&self, from: f64, to: f64, width: u16) -> Vec<Trace> {
        let relief = (self.seat == Seat::Apollo).then_some(CM_RELIEF_CRACK_PA as f32);
        let limits = [
            ("label-relief", Role::Warning, relief),
            ("label-target-pressure", Role::Caution, self.target_pa),
        ];
        let dashed = |(key, role, value): (&str, Role, Option<f32>)| {
            let y = self.shown(value?);
            Some(Trace {
                name: self.words.get(key),
                role,
                marker: Marker::Custom('╌'),
                joined: false,
                points: dashes([from, to], width).map(|x| (x, y)).collect(),
            })
        };
        limits.into_iter().filter_map(dashed).collect()
    }
}

/// Closing speed over range with the closing rule: left is contact.
pub struct Plane<'a> {
    /// Words of its labels.
    pub words: &'a Words,
    /// How it looks.
    pub look: &'a Look,
    /// Whose units, and whose ranging.
    pub seat: Seat,
    /// What this seat's console has read and been told.
    pub past: &'a Trends,
    /// The closing rule: share of range a second and floor, m/s.
    pub rule: [f32; 2],
    /// The whole approach rather than what is left of it.
    pub whole: bool,
}

impl<'a> Plane<'a> {
    /// The plane of one console in flight.
    pub fn of(console: &Console<'a>) -> Plane<'a> {
        Plane {
            words: console.words,
            look: console.look,
            seat: console.seat(),
            past: &console.station.trends,
            rule: console.craft().closing_rule,
            whole: false,
        }
    }

    /// Draws it; says why it is empty.
    pub fn draw(&self, area: Rect, buf: &mut Buffer) {
        let samples = self.past.samples().iter();
        let flown: Vec<[f32; 2]> = samples.filter_map(|sample| sample.approach).collect();
        let Some(now) = flown.last() else {
            return self.empty(area, buf);
        };
        // The axis keeps one unit whatever the range: feet or metres.
        let (length, ends, unit) = match self.seat {
            Seat::Apollo => (FOOT_M, RANGES_FT, "symbol-foot"),
            Seat::Soyuz => (1.0, RANGES_M, "symbol-meter"),
        };
        let far = match self.whole {
            true => flown
                .iter()
                .fold(0.0, |far, [range, _]| f32::max(far, *range)),
            false => now[0],
        };
        let end = above(&ends, f64::from(far) / length);
        let step = above(
            &SPEED_STEPS,
            ROOM_ABOVE_RULE * self.limit(end, length) / 3.0,
        );
        let decimals = match step {
            0.0..0.1 => 2,
            0.1..1.0 => 1,
            _ => 0,
        };
        let label = |value: f64, decimals| number(self.words.locale(), value, decimals);
        Graph {
            look: self.look,
            x: [0.0, end],
            x_labels: [
                label(0.0, 0),
                label(end / 2.0, 0),
                format!("{} {}", label(end, 0), self.words.get(unit)),
            ],
            y: [-step, 3.0 * step],
            y_labels: (-1..=3)
                .map(|n| label(f64::from(n) * step, decimals))
                .collect(),
            traces: self.traces(&flown, *now, end, length, area.width),
        }
        .draw(area, buf);
    }

    fn limit(&self, range: f64, length: f64) -> f64 {
        let [share, floor] = self.rule.map(f64::from);
        (share * range).max(floor / length)
    }

    fn traces(
        &self,
        flown: &[[f32; 2]],
        now: [f32; 2],
        end: f64,
        length: f64,
        width: u16,
    ) -> Vec<Trace> {
        let units = Units::of(self.seat);
        let (speed, _) = quantity_parts(self.words, units, Quantity::Speed, f64::from(now[1]));
        let rule = dashes([0.0, end], width).map(|x| (x, self.limit(x, length)));
        let still = dashes([0.0, end], width).map(|x| (x, 0.0));
        vec![
            Trace {
                name: String::new(),
                role: Role::Frame,
                marker: Marker::Custom('·'),
                joined: false,
                points: still.collect(),
            },
            Trace {
                name: self.words.get("label-limit"),
                role: Role::Warning,
                marker: Marker::Custom('╌'),
                joined: false,
                points: rule.collect(),
            },
            Trace {
                name: String::new(),
                role: Role::Label,
                marker: marker(self.look, '*'),
                joined: true,
                points: flown.iter().map(|at| in_axes(at, length)).collect(),
            },
            Trace {
                name: format!("◆{speed}"),
                role: Role::Value,
                marker: Marker::Custom('◆'),
                joined: false,
                points: vec![in_axes(&now, length)],
            },
        ]
    }

    fn empty(&self, area: Rect, buf: &mut Buffer) {
        let text = self.words.get(match self.seat {
            Seat::Apollo => "console-not-called",
            Seat::Soyuz => "console-no-lock",
        });
        let line = Rect {
            y: area.y + area.height / 2,
            height: area.height.min(1),
            ..area
        };
        centred(&text, self.look.theme.style(Role::Dim), line, buf);
    }

    /// Its title with the unit of the upright axis.
    pub fn title(&self) -> String {
        let unit = self.words.get(match self.seat {
            Seat::Apollo => "symbol-foot-per-second",
            Seat::Soyuz => "symbol-meter-per-second",
        });
        let args = [("unit", Arg::Text(&unit))];
        self.words.format("title-phase-plane", &args)
    }
}

fn in_axes([range, closing]: &[f32; 2], length: f64) -> (f64, f64) {
    (f64::from(*range) / length, f64::from(*closing) / length)
}

/// The lowest of these above a value, or the last.
fn above(steps: &[f64], value: f64) -> f64 {
    let found = steps.iter().find(|step| **step >= value);
    found.or(steps.last()).copied().unwrap_or(value)
}

/// Mission time: minutes and seconds, or hours and minutes from an hour on.
fn clock(seconds: f64) -> String {
    let whole = seconds.max(0.0).round() as u32;
    if whole < 3_600 {
        format!("{:02}:{:02}", whole / 60, whole % 60)
    } else {
        format!("{}h{:02}", whole / 3_600, whole / 60 % 60)
    }
}

#[cfg(test)]
mod tests;
