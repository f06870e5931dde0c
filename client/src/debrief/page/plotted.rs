//! What the page's plots show, in a crew's units, and the same in a sentence for who cannot see them.

use handshake_shared::catalogue::units::{Quantity, unit};
use handshake_shared::ids::{CompartmentId, Seat};
use handshake_shared::sim::event::ContactReport;
use handshake_shared::sim::scoring::ENVELOPE;

use super::Page;
use crate::app::trends::Trends;
use crate::debrief::CLOSING_1975;
use crate::debrief::plots::{BAD, Dash, GOOD, INK, LIMIT, LINES, Mark, Plot, WHOLE};
use crate::i18n::{Arg, labels};

/// One foot, m (exact).
const FOOT_M: f64 = 0.3048;
/// The axes of the envelope go so many times as far as what captures.
const ENVELOPE_FULL: f64 = 1.5;
/// Points of the line of the closing rule.
const RULE_POINTS: u32 = 60;
/// An axis goes this much beyond the most that was flown or allowed.
const ROOM_ABOVE: f64 = 1.15;
/// Dashes of the pressures, in the order of compartments: two that often are one line, a cabin and the
/// tunnel that is open to it, show both.
const DASHES: [Dash; 6] = [WHOLE, (7, 6), WHOLE, (2, 3), (9, 6), WHOLE];

impl Page<'_> {
    /// The unit of lengths: metres in it, its symbol, and that of its speed.
    fn length(&self) -> (f64, String, String) {
        let (length, symbol, speed) = match self.told.seat {
            Seat::Apollo => (FOOT_M, "symbol-foot", "symbol-foot-per-second"),
            Seat::Soyuz => (1.0, "symbol-meter", "symbol-meter-per-second"),
        };
        (length, self.word(symbol), self.word(speed))
    }

    /// Every contact among what captures, beside those of 1975.
    pub(super) fn envelope(&self, last: &ContactReport) -> Plot {
        let (length, metre, speed) = self.length();
        let shown = |value: f64| value / length;
        let [low, high] = ENVELOPE.closing_m_per_s;
        let contacts = self.debrief.contacts.iter().map(|contact| {
            let at = [contact.closing_m_per_s, contact.lateral_m];
            let [x, y] = at.map(|value| shown(f64::from(value)));
            (x, y)
        });
        let contacts: Vec<(f64, f64)> = contacts.collect();
        let fastest = contacts.iter().fold(0.0, |far, (x, _)| f64::max(far, *x));
        let widest = contacts.iter().fold(0.0, |far, (_, y)| f64::max(far, *y));
        let (bounces, dot) = contacts.split_at(contacts.len().saturating_sub(1));
        let inside = ENVELOPE.worst_share(last) <= 1.0;
        let bands = CLOSING_1975
            .iter()
            .zip(["page-first-1975", "page-second-1975"]);
        let mut marks: Vec<Mark> = bands
            .map(|(then, key)| Mark::Band {
                name: self.word(key),
                between: then.between_m_per_s.map(shown),
                at: shown(then.closing_m_per_s),
            })
            .collect();
        marks.push(Mark::Frame {
            name: self.word("page-box"),
            ink: LIMIT,
            corners: [(shown(low), 0.0), (shown(high), shown(ENVELOPE.lateral_m))],
        });
        marks.push(Mark::Dots {
            name: self.word("page-bounce-dot"),
            ink: BAD,
            points: bounces.to_vec(),
        });
        marks.push(Mark::Dots {
            name: self.word("page-contact-dot"),
            ink: if inside { GOOD } else { BAD },
            points: dot.to_vec(),
        });
        let far = |limit: f64, flown: f64| (shown(limit) * ENVELOPE_FULL).max(flown * ROOM_ABOVE);
        Plot {
            locale: self.words.locale(),
            told: self.envelope_told(last, inside),
            x: 0.0..far(high, fastest),
            y: 0.0..far(ENVELOPE.lateral_m, widest),
            names: [
                self.with("page-closing-axis", "unit", &speed),
                self.with("page-miss-axis", "unit", &metre),
            ],
            marks,
        }
    }

    fn envelope_told(&self, last: &ContactReport, inside: bool) -> String {
        let speed = |value: f64| self.told.quantity(Quantity::Speed, value);
        let closing = speed(f64::from(last.closing_m_per_s));
        let miss = self
            .told
            .quantity(Quantity::Length, f64::from(last.lateral_m));
        let [first, second] = CLOSING_1975.map(|then| speed(then.closing_m_per_s));
        let key = match inside {
            true => "page-told-inside",
            false => "page-told-outside",
        };
        let args = [
            ("closing", Arg::Text(&closing)),
            ("miss", Arg::Text(&miss)),
            ("first", Arg::Text(&first)),
            ("second", Arg::Text(&second)),
        ];
        self.words.format(key, &args)
    }

    /// Speed over range: as Soyuz read it where its console is here, else as it was called across.
    pub(super) fn approach(&self) -> Option<Plot> {
        let mut here = self.app.stations.iter();
        let measured = here.find(|station| station.seat == Seat::Soyuz);
        let station = measured.unwrap_or(self.station);
        let [share, floor] = station.view.as_ref()?.panel.craft().closing_rule;
        let (length, metre, speed) = self.length();
        let read = approached(&station.trends);
        let flown: Vec<(f64, f64)> = read.iter().map(|(x, y)| (x / length, y / length)).collect();
        let (first, last) = (*flown.first()?, *flown.last()?);
        let far = flown.iter().fold(0.1, |far, (x, _)| f64::max(far, *x));
        let limit = |range: f64| (f64::from(share) * range).max(f64::from(floor) / length);
        let rule = (0..=RULE_POINTS).map(|n| {
            let range = far * f64::from(n) / f64::from(RULE_POINTS);
            (range, limit(range))
        });
        let speeds = || flown.iter().map(|(_, y)| *y);
        let top = speeds().fold(limit(far), f64::max) * ROOM_ABOVE;
        let bottom = speeds().fold(0.0, f64::min) * ROOM_ABOVE;
        let line = |name: String, ink, dash, points| Mark::Line {
            name,
            ink,
            dash,
            named_behind: false,
            points,
        };
        let dot = |key: &str, at| Mark::Dots {
            name: self.word(key),
            ink: INK,
            points: vec![at],
        };
        Some(Plot {
            locale: self.words.locale(),
            told: self.approach_told(&read)?,
            x: 0.0..far * ROOM_ABOVE,
            y: bottom..top,
            names: [
                self.with("page-range-axis", "unit", &metre),
                self.with("page-closing-axis", "unit", &speed),
            ],
            marks: vec![
                line(self.word("page-limit-line"), LIMIT, (7, 5), rule.collect()),
                line(self.word("page-flown-line"), LINES[0], WHOLE, flown.clone()),
                dot("page-first-dot", first),
                dot("page-last-dot", last),
            ],
        })
    }

    fn approach_told(&self, read: &[(f64, f64)]) -> Option<String> {
        let fastest = read.iter().max_by(|a, b| a.1.total_cmp(&b.1))?;
        let length = |value: f64| self.told.quantity(Quantity::Length, value);
        let speed = |value: f64| self.told.quantity(Quantity::Speed, value);
        let (first, last) = (read.first()?, read.last()?);
        let shown = [
            ("from", length(first.0)),
            ("to", length(last.0)),
            ("fastest", speed(fastest.1)),
            ("at", length(fastest.0)),
            ("last", speed(last.1)),
        ];
        let args = shown
            .each_ref()
            .map(|(name, text)| (*name, Arg::Text(text)));
        Some(self.words.format("page-told-approach", &args))
    }

    /// Every gauge of the consoles here on one time line, and what was called of the others.
    pub(super) fn pressures(&self) -> Option<Plot> {
        let shown = |pressure_pa: f64| {
            unit(self.told.seat, Quantity::Pressure, pressure_pa).shown(pressure_pa)
        };
        let (mut marks, mut told) = (Vec::new(), Vec::new());
        let (mut end, mut top) = (0.0, 0.0);
        for (at, place) in CompartmentId::ALL.into_iter().enumerate() {
            let (is_read, points) = self.pressures_of(place);
            let (Some(first), Some(last)) = (points.first(), points.last()) else {
                continue;
            };
            end = f64::max(end, last.0);
            let name = self.word(labels::tag(place));
            told.push(self.pressure_told(&name, first.1, last.1));
            let points: Vec<(f64, f64)> = points.iter().map(|(x, y)| (*x, shown(*y))).collect();
            top = points.iter().fold(top, |top, (_, y)| f64::max(top, *y));
            marks.push(match is_read {
                true => Mark::Line {
                    name,
                    ink: LINES[at],
                    dash: DASHES[at],
                    named_behind: true,
                    points,
                },
                false => Mark::Dots {
                    name: self.with("page-called", "place", &name),
                    ink: LINES[at],
                    points,
                },
            });
        }
        // Dashes over what is whole, or a line below another is not seen at all.
        marks.sort_by_key(|mark| match mark {
            Mark::Line { dash, .. } => u8::from(*dash != WHOLE),
            _ => 2,
        });
        let symbol = self.word(match self.told.seat {
            Seat::Apollo => "symbol-psi",
            Seat::Soyuz => "symbol-mmhg",
        });
        (end > 0.0 && top > 0.0).then(|| Plot {
            locale: self.words.locale(),
            told: self.with("page-told-pressures", "list", &told.join("; ")),
            x: 0.0..end,
            y: 0.0..top * ROOM_ABOVE,
            names: [
                self.word("page-time-axis"),
                self.with("page-pressure-axis", "unit", &symbol),
            ],
            marks,
        })
    }

    /// The pressure of a place over the minutes of the mission, Pa: read off a gauge here, or as it was
    /// called across.
    fn pressures_of(&self, place: CompartmentId) -> (bool, Vec<(f64, f64)>) {
        let past = || self.app.stations.iter().map(|station| &station.trends);
        let gauge = past().map(|past| {
            let read = past.samples().iter().filter_map(|sample| {
                let pressure = sample.pressure_pa[place as usize]?;
                Some((sample.at.seconds() / 60.0, f64::from(pressure)))
            });
            read.collect::<Vec<_>>()
        });
        if let Some(read) = gauge.into_iter().find(|read| !read.is_empty()) {
            return (true, read);
        }
        let told = past().flat_map(Trends::told);
        let told = told.filter(|told| told.place == place);
        let called = told.map(|told| (told.at.seconds() / 60.0, f64::from(told.pressure_pa)));
        (false, called.collect())
    }

    fn pressure_told(&self, place: &str, first_pa: f64, last_pa: f64) -> String {
        let shown = |value: f64| self.told.quantity(Quantity::Pressure, value);
        let (first, last) = (shown(first_pa), shown(last_pa));
        let args = [
            ("place", Arg::Text(place)),
            ("first", Arg::Text(&first)),
            ("last", Arg::Text(&last)),
        ];
        self.words.format("page-told-pressure", &args)
    }
}

/// Range and closing speed of every look, m and m/s.
fn approached(past: &Trends) -> Vec<(f64, f64)> {
    let both = past.samples().iter().filter_map(|sample| sample.approach);
    both.map(|[range, closing]| (f64::from(range), f64::from(closing)))
        .collect()
}
