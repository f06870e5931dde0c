//! What a debrief says, in one crew's words and units: for the screen, for plain lines and for a page
//! to share. It draws nothing.

pub mod page;
mod plots;
#[cfg(test)]
mod tests;

use handshake_shared::catalogue::units::Quantity;
use handshake_shared::ids::Seat;
use handshake_shared::sim::scoring::{Debrief, Head, Point, Reason};
use handshake_shared::sim::talk::{Slip, Talk, communication};
use handshake_shared::time::Tick;

use crate::app::App;
use crate::app::station::Station;
use crate::i18n::failures::injection_text;
use crate::i18n::{Arg, Locale, Units, Words, failure_text, format_quantity, labels, number};
use crate::profile::Best;

/// Closing speeds at both contacts of 1975 and how far off they may be, m/s: figures of recollection,
/// not of a flight report, and every place that shows them says so; the miss is known of neither.
/// Wrong, they mislead only about history.
pub const CLOSING_1975: [History; 2] = [
    History {
        key: "debrief-1975-first",
        closing_m_per_s: 0.25,
        between_m_per_s: [0.15, 0.30],
    },
    History {
        key: "debrief-1975-second",
        closing_m_per_s: 0.18,
        between_m_per_s: [0.10, 0.25],
    },
];

/// A contact of 1975.
#[derive(Clone, Copy, Debug)]
pub struct History {
    /// Its sentence.
    pub key: &'static str,
    /// As recalled, m/s.
    pub closing_m_per_s: f64,
    /// No slower and no faster, m/s.
    pub between_m_per_s: [f64; 2],
}

/// Who tells it: the words, and whose units.
#[derive(Clone, Copy)]
pub struct Told<'a> {
    /// The words.
    pub words: &'a Words,
    /// Whose units.
    pub seat: Seat,
}

/// A line of the table of communication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spoken {
    /// What is counted.
    pub label: String,
    /// Of each crew, in seat order; of both together only the first.
    pub counts: [String; 2],
    /// Points lost, where it costs any.
    pub points: Option<String>,
}

/// The console that has a result, and the result.
pub fn found(app: &App) -> Option<(&Station, &Debrief)> {
    app.stations
        .iter()
        .find_map(|station| Some((station, station.debrief.as_deref()?)))
}

/// The language a debrief is shown in: the crew's own, or the other when it was asked for; at a shared
/// keyboard, where the two have one each, the start screen's.
pub fn locale(app: &App) -> Option<Locale> {
    let (station, _) = found(app)?;
    let own = match app.is_together() {
        true => app.settings.locale,
        false => station.help,
    };
    Some(if app.debrief_swapped {
        own.other()
    } else {
        own
    })
}

/// Minutes and seconds of the mission.
pub fn clock(tick: Tick) -> String {
    let seconds = tick.seconds() as u32;
    format!("{:02}:{:02}", seconds / 60, seconds % 60)
}

/// Points with their sign.
pub fn signed(words: &Words, points: i16) -> String {
    let text = number(words.locale(), f64::from(points), 0);
    let sign = if points > 0 { "+" } else { "" };
    format!("{sign}{text}")
}

impl Told<'_> {
    /// A quantity in this crew's unit.
    pub fn quantity(&self, quantity: Quantity, value_si: f64) -> String {
        format_quantity(self.words, Units::of(self.seat), quantity, value_si)
    }

    /// How it ended.
    pub fn outcome(&self, debrief: &Debrief) -> String {
        self.words.get(labels::outcome(debrief.outcome))
    }

    /// The sum.
    pub fn total(&self, debrief: &Debrief) -> String {
        let n = [("n", Arg::Count(i64::from(debrief.total)))];
        self.words.format("debrief-total", &n)
    }

    /// The result beside the player's best before it.
    pub fn best(&self, best: Best) -> String {
        let number = |n: i16| Arg::Count(i64::from(n));
        match best.before {
            None => self.words.get("debrief-best-first"),
            Some(before) if best.now > before => {
                let args = [("before", number(before)), ("now", number(best.now))];
                self.words.format("debrief-best-new", &args)
            }
            Some(before) => {
                let args = [("before", number(before))];
                self.words.format("debrief-best-stays", &args)
            }
        }
    }

    /// The place below at the end.
    pub fn below(&self, debrief: &Debrief) -> String {
        let part = |value: f32, keys: [&str; 2]| {
            let text = number(self.words.locale(), f64::from(value.to_degrees().abs()), 1);
            self.words.format(
                keys[usize::from(value < 0.0)],
                &[("degrees", Arg::Text(&text))],
            )
        };
        let [latitude, longitude] = debrief.below_rad;
        let latitude = part(latitude, ["console-north", "console-south"]);
        let longitude = part(longitude, ["console-east", "console-west"]);
        let args = [
            ("latitude", Arg::Text(&latitude)),
            ("longitude", Arg::Text(&longitude)),
        ];
        self.words.format("console-below", &args)
    }

    /// Every head that has points, by its name, each point with its cause.
    pub fn points<'d>(&self, debrief: &'d Debrief) -> Vec<(String, Vec<(&'d Point, String)>)> {
        const HEADS: [Head; 5] = [
            Head::Safety,
            Head::Precision,
            Head::Propellant,
            Head::Time,
            Head::Language,
        ];
        let of = |head: Head| {
            let points = debrief.points.iter().filter(|point| point.head == head);
            let told = points.map(|point| (point, self.reason(point)));
            (self.words.get(labels::head(head)), told.collect::<Vec<_>>())
        };
        let heads = HEADS.into_iter().map(of);
        heads.filter(|(_, points)| !points.is_empty()).collect()
    }

    /// A point's reason with its measured value in this crew's units.
    fn reason(&self, point: &Point) -> String {
        let value = f64::from(point.value);
        let value = match point.reason {
            Reason::CleanContact
            | Reason::RoughContact
            | Reason::HardContact
            | Reason::BendsRisk
            | Reason::SunCovered => self.quantity(Quantity::Percent, value),
            Reason::ControlLeftOn | Reason::ClosedFast | Reason::TimeTaken => {
                self.quantity(Quantity::Duration, value.round())
            }
            Reason::PropellantUsed => self.quantity(Quantity::Mass, value),
            Reason::RangeHeld => self.quantity(Quantity::Length, value),
            _ => number(self.words.locale(), value, 0),
        };
        self.words
            .format(labels::score(point.reason), &[("value", Arg::Text(&value))])
    }

    /// Moments, and failures marked as such, by their time.
    pub fn happened(&self, debrief: &Debrief) -> Vec<(Tick, bool, String)> {
        let moments = debrief.milestones.iter().map(|(milestone, tick)| {
            let text = self.words.get(labels::milestone(*milestone));
            (*tick, false, text)
        });
        let failures = debrief
            .failures
            .iter()
            .map(|(part, way, tick)| (*tick, true, failure_text(self.words, *part, *way)));
        let injected = debrief.injected.iter().map(|(what, tick)| {
            let what = injection_text(self.words, *what);
            let args = [("what", Arg::Text(&what))];
            (*tick, true, self.words.format("injected-what", &args))
        });
        let mut all: Vec<_> = moments.chain(failures).chain(injected).collect();
        all.sort_by_key(|(tick, ..)| *tick);
        all
    }

    /// The score of communication as a sentence.
    pub fn talk_total(&self, debrief: &Debrief) -> String {
        let (total, _) = communication(&debrief.talk, debrief.silence);
        let n = [("n", Arg::Count(i64::from(total)))];
        self.words.format("debrief-talk-total", &n)
    }

    /// What both crews said and heard, and what of it cost points. How often a meaning was asked for is
    /// known of the consoles here alone.
    pub fn talk(&self, debrief: &Debrief, stations: &[Station]) -> Vec<Spoken> {
        let count = |n: u16| number(self.words.locale(), f64::from(n), 0);
        let counted = |key: &str, of: fn(&Talk) -> u16| Spoken {
            label: self.words.get(key),
            counts: debrief.talk.each_ref().map(|talk| count(of(talk))),
            points: None,
        };
        let mut rows = vec![
            counted("debrief-talk-calls", |talk| talk.calls),
            counted("debrief-talk-theirs", |talk| talk.in_theirs),
            counted("debrief-talk-matched", |talk| talk.right),
        ];
        let (_, costs) = communication(&debrief.talk, debrief.silence);
        rows.extend(costs.iter().map(|cost| {
            let counts = match cost.slip {
                // Docked from the first, nobody was silent before a contact.
                Slip::Silent if cost.value[0] == 0 => ["—".to_owned(), String::new()],
                Slip::Silent => {
                    let seconds = f64::from(cost.value[0]);
                    [self.quantity(Quantity::Duration, seconds), String::new()]
                }
                _ => cost.value.map(count),
            };
            Spoken {
                label: self.words.get(labels::slip(cost.slip)),
                counts,
                points: (cost.points != 0).then(|| signed(self.words, cost.points)),
            }
        }));
        if stations.iter().any(|station| station.meanings > 0) {
            let asked = |seat: Seat| {
                let mut own = stations.iter().filter(|station| station.seat == seat);
                own.next().map_or("—".to_owned(), |own| count(own.meanings))
            };
            rows.push(Spoken {
                label: self.words.get("debrief-talk-meanings"),
                counts: Seat::ALL.map(asked),
                points: None,
            });
        }
        rows
    }

    /// Both contacts of 1975 as sentences.
    pub fn history(&self) -> [String; 2] {
        CLOSING_1975.map(|then| {
            let rate = self.quantity(Quantity::Speed, then.closing_m_per_s);
            self.words.format(then.key, &[("rate", Arg::Text(&rate))])
        })
    }
}
