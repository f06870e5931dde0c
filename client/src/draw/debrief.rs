//! After the flight: how it ended, what each point is for, what happened when, how the ports met and
//! how the crews spoke. The words are the debrief's own; here they get their places.

use std::cmp::Reverse;

use handshake_shared::ids::Seat;
use handshake_shared::sim::physiology::Grade;
use handshake_shared::sim::scoring::Debrief;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::Look;
use super::row::Row;
use super::theme::Role;
use crate::app::App;
use crate::app::learning::Learned;
use crate::app::station::{Shown, Station};
use crate::debrief::{CLOSING_1975, Told, clock, found, locale, signed};
use crate::i18n::{Arg, Words, harm_text, labels};
use crate::widgets::charts::{Plane, Strip};
use crate::widgets::envelope;
use crate::widgets::text::{broken, cut, lines};

/// From this width on charts have a column of their own, and nothing has to be turned to.
const THREE_COLUMNS: u16 = 160;
/// From this width on the bar of keys has room between them.
const ROOMY: u16 = 100;
/// From this height on a column has room for what is only nice to know.
const TALL: u16 = 36;
/// Least rows for the strip of pressures below the points.
const STRIP_LEAST: u16 = 9;

/// Draws the screen: one debrief is the same for both crews.
pub fn draw(app: &App, look: &Look, area: Rect, buf: &mut Buffer) {
    let Some((station, debrief)) = found(app) else {
        return;
    };
    let card = Card::of(app, look, station);
    let wide = area.width >= THREE_COLUMNS;
    let column = area.width / if wide { 3 } else { 2 };
    let left = Rect {
        x: area.x + 1,
        y: area.y + 4,
        width: column - 2,
        height: area.height - 5,
    };
    let next = Rect {
        x: area.x + column,
        ..left
    };
    lines(
        &card.head(station, debrief, usize::from(area.width)),
        Rect { height: 4, ..area },
        buf,
    );
    let points = card.points(debrief, usize::from(left.width));
    card.column(&points, left, buf);
    let below = under(left, points.len());
    match station.shown {
        _ if wide => {
            card.contact_and_talk(debrief, next, buf);
            let charts = Rect {
                x: area.x + 2 * column,
                height: left.height / 2,
                ..left
            };
            card.approach(station, charts, buf);
            card.pressures(
                app,
                Rect {
                    x: charts.x,
                    ..under(left, charts.height.into())
                },
                buf,
            );
        }
        Shown::Window | Shown::Stack => {
            card.contact_and_talk(debrief, next, buf);
            if below.height >= STRIP_LEAST {
                card.pressures(app, below, buf);
            }
        }
        Shown::Pressures => card.pressures(app, next, buf),
        Shown::Approach => card.approach(station, next, buf),
        Shown::Talk => lines(&card.talk(debrief, next.width.into()), next, buf),
    }
    card.keys(!wide, app, area, buf);
}

/// The same as lines of text, for who has no screen.
pub fn text(app: &App, look: &Look, width: usize) -> Vec<String> {
    let Some((station, debrief)) = found(app) else {
        return Vec::new();
    };
    let card = Card::of(app, look, station);
    let parts = [
        card.head(station, debrief, width),
        card.points(debrief, width),
        card.crew(debrief, width),
        card.contact(debrief, width, false),
        card.talk(debrief, width),
        card.vocabulary(width),
    ];
    let all = parts.into_iter().flatten().map(|line| line.to_string());
    all.map(|line| line.trim().to_owned())
        .filter(|line| !line.is_empty())
        .collect()
}

/// What is left of an area below so many rows and an empty one.
fn under(area: Rect, rows: usize) -> Rect {
    let used = u16::try_from(rows + 1).unwrap_or(u16::MAX).min(area.height);
    Rect {
        y: area.y + used,
        height: area.height - used,
        ..area
    }
}

struct Card<'a> {
    told: Told<'a>,
    words: &'a Words,
    look: &'a Look,
    stations: &'a [Station],
    /// Words learned in this flight, each with what it means.
    learned: Vec<(String, String)>,
    /// The end of long columns is shown.
    down: bool,
}

/// A learned word in its language and in the other.
fn pair(app: &App, (locale, key): Learned) -> (String, String) {
    let [word, means] = [locale, locale.other()].map(|locale| app.words.of(locale).get(key));
    (word, means)
}

impl<'a> Card<'a> {
    fn of(app: &'a App, look: &'a Look, station: &Station) -> Card<'a> {
        let shown = locale(app).unwrap_or(app.settings.locale);
        let learned = app.stations.iter().flat_map(|station| &station.learned);
        Card {
            told: Told {
                words: app.words.of(shown),
                seat: station.seat,
            },
            words: app.words.of(shown),
            look,
            stations: &app.stations,
            learned: learned.map(|learned| pair(app, *learned)).collect(),
            down: app.debrief_down,
        }
    }

    fn row(&self) -> Row {
        Row::new(self.look.theme)
    }

    fn head(&self, station: &Station, debrief: &Debrief, width: usize) -> Vec<Line<'static>> {
        let won = debrief.outcome.is_good();
        let total = self.told.total(debrief);
        let total = match station.best {
            Some(best) => format!("{total} · {}", self.told.best(best)),
            None => total,
        };
        let title = format!(" {}  ", self.words.get("debrief-title"));
        vec![
            self.row()
                .put(Role::Title, title)
                .put(
                    if won { Role::Good } else { Role::Warning },
                    self.told.outcome(debrief),
                )
                .line(),
            self.row().at(1).put(Role::Value, cut(&total, width)).line(),
            self.row()
                .at(1)
                .put(Role::Label, cut(&self.told.below(debrief), width))
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

    fn points(&self, debrief: &Debrief, width: usize) -> Vec<Line<'static>> {
        let mut shown = Vec::new();
        for (head, points) in self.told.points(debrief) {
            shown.push(self.row().put(Role::Title, head).line());
            for (point, text) in points {
                let role = if point.points < 0 {
                    Role::Caution
                } else {
                    Role::Text
                };
                let won = signed(self.words, point.points);
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
        for (tick, failed, text) in self.told.happened(debrief) {
            let role = if failed { Role::Caution } else { Role::Text };
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

    /// Who was hurt, how the ports met, and, where there is room, how the crews spoke and what was
    /// learned.
    fn contact_and_talk(&self, debrief: &Debrief, area: Rect, buf: &mut Buffer) {
        let width = usize::from(area.width);
        let mut shown = self.crew(debrief, width);
        shown.extend(self.contact(debrief, width, area.height + 5 >= TALL));
        let talk = self.talk(debrief, width);
        if shown.len() + 1 + talk.len() <= usize::from(area.height) {
            shown.push(Line::default());
            shown.extend(talk);
        }
        shown.extend(self.vocabulary(width.saturating_sub(2)));
        self.column(&shown, area, buf);
    }

    /// A column of text; of one that is too long the beginning or, once that is asked for, the end, and
    /// the key that leads to the rest.
    fn column(&self, all: &[Line<'static>], area: Rect, buf: &mut Buffer) {
        let height = usize::from(area.height);
        if all.len() <= height {
            return lines(all, area, buf);
        }
        let room = height.saturating_sub(1);
        let (shown, cap, key) = match self.down {
            true => (&all[all.len() - room..], "↑", "debrief-key-up"),
            false => (&all[..room], "↓", "debrief-key-down"),
        };
        lines(shown, area, buf);
        let last = Rect {
            y: area.bottom() - 1,
            height: 1,
            ..area
        };
        let row = self.row().at(1).key(cap);
        lines(
            &[row.put(Role::Label, self.words.get(key)).line()],
            last,
            buf,
        );
    }

    /// How the crews spoke: each row of each crew, and what it cost.
    fn talk(&self, debrief: &Debrief, width: usize) -> Vec<Line<'static>> {
        let points_at = width.min(60);
        let ends = [points_at.saturating_sub(14), points_at.saturating_sub(6)];
        let title = self.told.talk_total(debrief);
        let mut shown = vec![self.row().put(Role::Title, title).line()];
        let ships = Seat::ALL.map(|seat| self.words.get(labels::ship(seat)));
        let heads = self.row().right(Role::Label, ships[0].as_str(), ends[0]);
        shown.push(heads.right(Role::Label, ships[1].as_str(), ends[1]).line());
        for spoken in self.told.talk(debrief, self.stations) {
            let role = match spoken.points {
                Some(_) => Role::Caution,
                None => Role::Text,
            };
            let label = cut(&spoken.label, ends[0].saturating_sub(6));
            let mut row = self.row().at(1).put(role, label);
            for (count, end) in spoken.counts.iter().zip(ends) {
                row = row.right(Role::Value, count.as_str(), end);
            }
            if let Some(points) = &spoken.points {
                row = row.right(Role::Value, points.as_str(), points_at);
            }
            shown.push(row.line());
        }
        let note = self.words.get("debrief-talk-note");
        shown.push(self.row().at(1).put(Role::Dim, cut(&note, width)).line());
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

    /// Both cabins on one time line: what these consoles read, and were told.
    fn pressures(&self, app: &App, area: Rect, buf: &mut Buffer) {
        let strip = Strip {
            words: self.words,
            look: self.look,
            seat: self.told.seat,
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
            seat: self.told.seat,
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
        shown.extend(envelope::numbers(
            self.words,
            self.look,
            self.told.seat,
            last,
        ));
        shown.push(Line::default());
        let plot_width = width.min(40);
        shown.extend(envelope::dot(self.look, &debrief.contacts, plot_width));
        shown.push(self.marks_of_1975(plot_width));
        let axes = self.words.get("console-envelope-axes");
        shown.push(self.row().put(Role::Dim, cut(&axes, width)).line());
        if tall {
            shown.push(Line::default());
            for text in self.told.history() {
                shown.push(self.row().put(Role::Dim, text).line());
            }
        }
        shown
    }

    /// Where the contacts of 1975 lie along the axis of speed.
    fn marks_of_1975(&self, width: usize) -> Line<'static> {
        let [first, second] =
            CLOSING_1975.map(|then| envelope::column(then.closing_m_per_s as f32, width));
        self.row()
            .to(second)
            .put(Role::Label, self.words.get("debrief-mark-second"))
            .to(first)
            .put(Role::Label, self.words.get("debrief-mark-first"))
            .line()
    }

    /// What the keys do, or what came of the last one.
    fn keys(&self, turns: bool, app: &App, area: Rect, buf: &mut Buffer) {
        let keys = Rect {
            y: area.bottom() - 1,
            height: 1,
            ..area
        };
        buf.set_style(keys, self.look.theme.style(Role::Bar));
        let flown = app.playback.is_none();
        let shown = [
            ("Enter", "console-key-start", flown),
            ("Enter", "debrief-key-replay", !flown),
            ("A", "console-key-again", flown),
            ("L", "console-key-language", true),
            ("E", "debrief-key-share", true),
            ("0", "key-picture", turns),
        ];
        let gap = if area.width < ROOMY { " " } else { "   " };
        let mut row = self.row().at(1);
        for (cap, key, _) in shown.into_iter().filter(|(.., shown)| *shown) {
            let text = format!("{}{gap}", self.words.get(key));
            row = row.key(cap).put(Role::Label, text);
        }
        lines(&[row.line()], keys, buf);
        if let Some(shared) = &app.shared {
            let above = Rect {
                y: keys.y - 1,
                ..keys
            };
            let (role, key, arg) = match shared {
                Ok(path) => (Role::Good, "debrief-shared", ("path", Arg::Text(path))),
                Err(why) => (Role::Warning, "debrief-not-shared", ("why", Arg::Text(why))),
            };
            let text = self.words.format(key, &[arg]);
            let blank = " ".repeat(usize::from(area.width));
            buf.set_string(above.x, above.y, blank, self.look.theme.style(Role::Text));
            let text = cut(&text, usize::from(area.width).saturating_sub(2));
            lines(&[self.row().at(1).put(role, text).line()], above, buf);
        }
    }
}
