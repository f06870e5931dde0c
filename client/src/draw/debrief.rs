//! After the flight: how it ended, what each point is for, what happened when, and how the ports
//! met.

use std::cmp::Reverse;

use handshake_shared::catalogue::units::Quantity;
use handshake_shared::ids::Seat;
use handshake_shared::sim::physiology::Grade;
use handshake_shared::sim::scoring::{Debrief, Head, Point, Reason};
use handshake_shared::time::Tick;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::Look;
use super::row::Row;
use super::theme::Role;
use crate::app::App;
use crate::app::learning::Learned;
use crate::app::station::{Shown, Station};
use crate::i18n::{Arg, Units, Words, failure_text, format_quantity, harm_text, labels, number};
use crate::widgets::charts::{Plane, Strip};
use crate::widgets::envelope;
use crate::widgets::text::{broken, cut, lines};

/// Closing speeds at both contacts of 1975, m/s, to compare with: figures of recollection, not of a
/// flight report, and the screen says so. Wrong, they mislead only about history.
const CLOSING_1975: [(&str, f64); 2] =
    [("debrief-1975-first", 0.25), ("debrief-1975-second", 0.18)];

/// Least rows for the strip of pressures below the points.
const STRIP_LEAST: u16 = 9;

/// Draws the screen: one debrief is the same for both crews.
pub fn draw(app: &App, look: &Look, area: Rect, buf: &mut Buffer) {
    let Some((station, debrief)) = found(app) else {
        return;
    };
    let card = Card::of(app, look, station);
    let words = card.words;
    let half = area.width / 2;
    let left = Rect {
        x: area.x + 1,
        y: area.y + 4,
        width: half - 2,
        height: area.height - 5,
    };
    let right = Rect {
        x: area.x + half,
        ..left
    };
    lines(
        &card.head(debrief, usize::from(area.width)),
        Rect { height: 4, ..area },
        buf,
    );
    let points = card.points(debrief, usize::from(left.width));
    lines(&points, left, buf);
    let used = (points.len() as u16 + 1).min(left.height);
    let below = Rect {
        y: left.y + used,
        height: left.height - used,
        ..left
    };
    match station.shown {
        Shown::Window | Shown::Stack => {
            let mut beside = card.crew(debrief, usize::from(right.width));
            beside.extend(card.contact(debrief, usize::from(right.width), area.height >= 36));
            beside.extend(card.vocabulary(usize::from(right.width).saturating_sub(2)));
            lines(&beside, right, buf);
            if below.height >= STRIP_LEAST {
                card.pressures(app, below, buf);
            }
        }
        Shown::Pressures => card.pressures(app, right, buf),
        Shown::Approach => card.approach(station, right, buf),
    }
    let keys = Rect {
        y: area.bottom() - 1,
        height: 1,
        ..area
    };
    buf.set_style(keys, look.theme.style(Role::Bar));
    let row = Row::new(look.theme)
        .at(1)
        .key("Enter")
        .put(
            Role::Label,
            format!("{}   ", words.get("console-key-start")),
        )
        .key("A")
        .put(
            Role::Label,
            format!("{}   ", words.get("console-key-again")),
        )
        .key("L")
        .put(
            Role::Label,
            format!("{}   ", words.get("console-key-language")),
        )
        .key("0")
        .put(Role::Label, words.get("key-picture"));
    lines(&[row.line()], keys, buf);
}

/// Minutes and seconds of the mission.
/// The same as lines of text, for who has no screen.
pub fn text(app: &App, look: &Look, width: usize) -> Vec<String> {
    let Some((station, debrief)) = found(app) else {
        return Vec::new();
    };
    let card = Card::of(app, look, station);
    let parts = [
        card.head(debrief, width),
        card.points(debrief, width),
        card.crew(debrief, width),
        card.contact(debrief, width, false),
        card.vocabulary(width),
    ];
    let all = parts.into_iter().flatten().map(|line| line.to_string());
    all.map(|line| line.trim().to_owned())
        .filter(|line| !line.is_empty())
        .collect()
}

fn found(app: &App) -> Option<(&Station, &Debrief)> {
    app.stations
        .iter()
        .find_map(|station| Some((station, station.debrief.as_deref()?)))
}

fn clock(tick: Tick) -> String {
    let seconds = tick.seconds() as u32;
    format!("{:02}:{:02}", seconds / 60, seconds % 60)
}

struct Card<'a> {
    words: &'a Words,
    look: &'a Look,
    seat: Seat,
    /// Words learned in this flight, each with what it means.
    learned: Vec<(String, String)>,
}

/// A learned word in its language and in the other.
fn pair(app: &App, (locale, key): Learned) -> (String, String) {
    let [word, means] = [locale, locale.other()].map(|locale| app.words.of(locale).get(key));
    (word, means)
}

impl<'a> Card<'a> {
    fn of(app: &'a App, look: &'a Look, station: &Station) -> Card<'a> {
        // The crew's own language; at a shared keyboard, where the two have one each, the start
        // screen's.
        let own = match app.is_together() {
            true => app.settings.locale,
            false => station.help,
        };
        let shown = if app.debrief_swapped {
            own.other()
        } else {
            own
        };
        let learned = app.stations.iter().flat_map(|station| &station.learned);
        Card {
            words: app.words.of(shown),
            look,
            seat: station.seat,
            learned: learned.map(|learned| pair(app, *learned)).collect(),
        }
    }

    fn row(&self) -> Row {
        Row::new(self.look.theme)
    }

    fn head(&self, debrief: &Debrief, width: usize) -> Vec<Line<'static>> {
        let won = debrief.outcome.is_good();
        let total = self.words.format(
            "debrief-total",
            &[("n", Arg::Count(i64::from(debrief.total)))],
        );
        let title = format!(" {}  ", self.words.get("debrief-title"));
        let outcome = self.words.get(labels::outcome(debrief.outcome));
        vec![
            self.row()
                .put(Role::Title, title)
                .put(if won { Role::Good } else { Role::Warning }, outcome)
                .line(),
            self.row().at(1).put(Role::Value, cut(&total, width)).line(),
            self.row()
                .at(1)
                .put(Role::Label, cut(&self.below(debrief), width))
                .line(),
            self.learned(width.saturating_sub(2)),
        ]
    }

    /// The words learned, in the language they were learned in.
    fn learned(&self, width: usize) -> Line<'static> {
        if self.learned.is_empty() {
            return Line::default();
        }
        let words: Vec<&str> = self.learned.iter().map(|(word, _)| word.as_str()).collect();
        let args = [("words", Arg::Text(&words.join(", ")))];
        let text = self.words.format("debrief-words", &args);
        self.row().at(1).put(Role::Good, cut(&text, width)).line()
    }

    /// The same with what each means, where there is room.
    fn vocabulary(&self, width: usize) -> Vec<Line<'static>> {
        if self.learned.is_empty() {
            return Vec::new();
        }
        let title = self.words.get("debrief-words-title");
        let head = [Line::default(), self.row().put(Role::Title, title).line()];
        let pairs = self.learned.iter().map(|(word, means)| {
            let args = [("word", Arg::Text(word)), ("means", Arg::Text(means))];
            let text = self.words.format("debrief-word", &args);
            self.row().at(1).put(Role::Text, cut(&text, width)).line()
        });
        head.into_iter().chain(pairs).collect()
    }

    /// The place below at the end.
    fn below(&self, debrief: &Debrief) -> String {
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

    fn points(&self, debrief: &Debrief, width: usize) -> Vec<Line<'static>> {
        let mut shown = Vec::new();
        for head in [
            Head::Safety,
            Head::Precision,
            Head::Propellant,
            Head::Time,
            Head::Language,
        ] {
            let mine: Vec<&Point> = debrief
                .points
                .iter()
                .filter(|point| point.head == head)
                .collect();
            if mine.is_empty() {
                continue;
            }
            let name = self.words.get(labels::head(head));
            shown.push(self.row().put(Role::Title, name).line());
            for point in mine {
                let text = self.reason(point);
                let role = if point.points < 0 {
                    Role::Caution
                } else {
                    Role::Text
                };
                let won = number(self.words.locale(), f64::from(point.points), 0);
                let sign = if point.points > 0 { "+" } else { "" };
                let won = format!("{sign}{won}");
                let rows = broken(&text, width.saturating_sub(8));
                shown.extend(rows.into_iter().enumerate().map(|(index, piece)| {
                    let row = self.row().at(1 + index.min(1)).put(role, piece);
                    match index {
                        0 => row.right(Role::Value, won.as_str(), width).line(),
                        _ => row.line(),
                    }
                }));
            }
        }
        shown.push(Line::default());
        shown.push(
            self.row()
                .put(Role::Title, self.words.get("console-title-milestones"))
                .line(),
        );
        for (tick, role, text) in self.happened(debrief) {
            shown.push(
                self.row()
                    .at(1)
                    .put(Role::Value, clock(tick))
                    .put(role, format!("  {text}"))
                    .line(),
            );
        }
        shown
    }

    /// Who was hurt and who nearly was, the worst first; nothing when all stayed whole.
    fn crew(&self, debrief: &Debrief, width: usize) -> Vec<Line<'static>> {
        let mut injuries = debrief.injuries.clone();
        injuries.sort_by_key(|injury| Reverse(injury.grade));
        let mut shown = Vec::new();
        for injury in &injuries {
            let (mark, role) = match injury.grade {
                Grade::Near => ("·", Role::Caution),
                Grade::Hurt => ("▲", Role::Caution),
                Grade::Down | Grade::Dead => ("✗", Role::Warning),
            };
            let grade = self.words.get(labels::grade(injury.grade));
            let head = self.row().put(role, format!("{mark} {grade}"));
            shown.push(head.right(Role::Value, clock(injury.tick), width).line());
            let told = broken(&harm_text(self.words, injury), width.saturating_sub(2));
            let told = told.into_iter();
            shown.extend(told.map(|part| self.row().at(2).put(Role::Text, part).line()));
        }
        if !shown.is_empty() {
            let title = self.words.get("debrief-title-crew");
            shown.insert(0, self.row().put(Role::Title, title).line());
            shown.push(Line::default());
        }
        shown
    }

    /// Moments and failures by their time.
    fn happened(&self, debrief: &Debrief) -> Vec<(Tick, Role, String)> {
        let moments = debrief.milestones.iter().map(|(milestone, tick)| {
            let text = self.words.get(labels::milestone(*milestone));
            (*tick, Role::Text, text)
        });
        let failures = debrief
            .failures
            .iter()
            .map(|(part, way, tick)| (*tick, Role::Caution, failure_text(self.words, *part, *way)));
        let mut all: Vec<_> = moments.chain(failures).collect();
        all.sort_by_key(|(tick, ..)| *tick);
        all
    }

    /// A point's reason with its measured value in this crew's units.
    fn reason(&self, point: &Point) -> String {
        let quantity = |quantity| {
            format_quantity(
                self.words,
                Units::of(self.seat),
                quantity,
                f64::from(point.value),
            )
        };
        let value = match point.reason {
            Reason::CleanContact | Reason::RoughContact | Reason::HardContact => {
                quantity(Quantity::Percent)
            }
            Reason::ControlLeftOn | Reason::ClosedFast | Reason::TimeTaken => format_quantity(
                self.words,
                Units::of(self.seat),
                Quantity::Duration,
                f64::from(point.value.round()),
            ),
            Reason::BendsRisk => quantity(Quantity::Percent),
            Reason::PropellantUsed => quantity(Quantity::Mass),
            _ => number(self.words.locale(), f64::from(point.value), 0),
        };
        self.words
            .format(labels::score(point.reason), &[("value", Arg::Text(&value))])
    }

    /// Both cabins on one time line: what these consoles read, and were told.
    fn pressures(&self, app: &App, area: Rect, buf: &mut Buffer) {
        let strip = Strip {
            words: self.words,
            look: self.look,
            seat: self.seat,
            past: app.stations.iter().map(|station| &station.trends).collect(),
            target_pa: None,
            whole: true,
        };
        strip.draw(self.titled(strip.title(), area, buf), buf);
    }

    /// Speed over range, the whole approach.
    fn approach(&self, station: &Station, area: Rect, buf: &mut Buffer) {
        let Some(view) = &station.view else { return };
        let plane = Plane {
            words: self.words,
            look: self.look,
            seat: self.seat,
            past: &station.trends,
            rule: view.panel.craft().closing_rule,
            whole: true,
        };
        plane.draw(self.titled(plane.title(), area, buf), buf);
    }

    fn titled(&self, title: String, area: Rect, buf: &mut Buffer) -> Rect {
        lines(&[self.row().put(Role::Title, title).line()], area, buf);
        Rect {
            y: area.y + 1,
            height: area.height.saturating_sub(1),
            ..area
        }
    }

    fn contact(&self, debrief: &Debrief, width: usize, tall: bool) -> Vec<Line<'static>> {
        let title = self.words.get("console-title-contact");
        let mut shown = vec![self.row().put(Role::Title, title).line()];
        let Some(last) = debrief.contacts.last() else {
            let none = self.words.get("console-no-contact");
            shown.push(self.row().put(Role::Dim, none).line());
            return shown;
        };
        shown.extend(envelope::numbers(self.words, self.look, self.seat, last));
        shown.push(Line::default());
        shown.extend(envelope::dot(self.look, &debrief.contacts, width.min(40)));
        let axes = self.words.get("console-envelope-axes");
        shown.push(self.row().put(Role::Dim, cut(&axes, width)).line());
        if tall {
            let speed = |value: f64| {
                format_quantity(self.words, Units::of(self.seat), Quantity::Speed, value)
            };
            shown.push(Line::default());
            for (key, value) in CLOSING_1975 {
                let rate = speed(value);
                let text = self.words.format(key, &[("rate", Arg::Text(&rate))]);
                shown.push(self.row().put(Role::Dim, text).line());
            }
        }
        shown
    }
}
