//! The debrief as one file to share: a page that fetches nothing and runs nothing, with its plots in it.
//! Texts of people are escaped by the template; colours follow the reader's light or dark, and paper.

use handshake_shared::catalogue::units::{Quantity, unit};
use handshake_shared::ids::{CompartmentId, Seat};
use handshake_shared::sim::event::{Speech, Transmission};
use handshake_shared::sim::scoring::{Debrief, ENVELOPE};
use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::plots::{BAD, GOOD, INK, LIMIT, LINES, Mark, Plot};
use super::{CLOSING_1975, Told, clock, found, signed};
use crate::app::App;
use crate::app::learning::Learned;
use crate::app::station::{Line, Station};
use crate::i18n::{Arg, Locale, Words, call_text, harm_text, labels};
use crate::mission::SOFTWARE;
use crate::replays::{crews_text, date_of, mission_text};
use crate::widgets::envelope;

/// One foot, m (exact).
const FOOT_M: f64 = 0.3048;
/// The axes of the envelope go so many times as far as what captures.
const ENVELOPE_FULL: f64 = 1.5;
/// Points of the line of the closing rule.
const RULE_POINTS: u32 = 60;
/// The axis of closing speed goes this much above the fastest that was flown or allowed.
const ROOM_ABOVE: f64 = 1.15;

/// The page in a language, in a seat's units; nothing before there is a result.
pub fn of(app: &App, locale: Locale, seat: Seat) -> Option<String> {
    let (station, debrief) = found(app)?;
    let words = app.words.of(locale);
    let page = Page {
        app,
        told: Told { words, seat },
        words,
        station,
        debrief,
    };
    Some(page.whole().into_string())
}

/// What the file is called without its ending: when, what, in which language.
pub fn name(app: &App, locale: Locale) -> String {
    let (date, mission) = match &app.playback {
        Some(playback) => {
            let header = &playback.player.replay().header;
            (header.began_utc_s, header.scenario.clone())
        }
        None => (app.wall_s(), app.mission.clone().unwrap_or_default()),
    };
    let language = match locale {
        Locale::En => "en",
        Locale::Ru => "ru",
    };
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let mut name = format!("{}-{mission}-{language}", date_of(date).replace(' ', "-"));
    name.retain(plain);
    name
}

struct Page<'a> {
    app: &'a App,
    told: Told<'a>,
    words: &'a Words,
    station: &'a Station,
    debrief: &'a Debrief,
}

impl Page<'_> {
    fn word(&self, key: &str) -> String {
        self.words.get(key)
    }

    fn with(&self, key: &str, name: &'static str, text: &str) -> String {
        self.words.format(key, &[(name, Arg::Text(text))])
    }

    fn whole(&self) -> Markup {
        let language = match self.words.locale() {
            Locale::En => "en",
            Locale::Ru => "ru",
        };
        let (mission, crews, date) = self.header();
        let title = self.with("page-title", "mission", &mission);
        let version = env!("CARGO_PKG_VERSION");
        html! {
            (DOCTYPE)
            html lang=(language) {
                head {
                    (PreEscaped("<meta charset=\"utf-8\"/>"))
                    (PreEscaped("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>"))
                    title { (title) }
                    style { (PreEscaped(style())) }
                }
                body {
                    header {
                        h1 { (mission) }
                        p.result { (self.told.outcome(self.debrief)) }
                        p.total { (self.told.total(self.debrief))
                            @if let Some(best) = self.station.best { " · " (self.told.best(best)) } }
                        dl {
                            dt { (self.word("page-crews")) } dd { (crews) }
                            dt { (self.word("page-date")) } dd { (date) }
                            dt { (self.word("page-length")) } dd { (clock(self.debrief.ended)) }
                        }
                        p { (self.told.below(self.debrief)) }
                    }
                    (self.points())
                    (self.contact())
                    (self.figure("page-approach", self.approach()))
                    (self.figure("page-pressures", self.pressures()))
                    (self.talk())
                    (self.happened())
                    (self.learned())
                    (self.transcript())
                    footer { p { (self.with("page-made", "version", version)) } }
                }
            }
        }
    }

    /// Mission, crews, date.
    fn header(&self) -> (String, String, String) {
        if let Some(playback) = &self.app.playback {
            let header = &playback.player.replay().header;
            let mission = mission_text(self.words, header);
            let crews = plain(&crews_text(self.words, header));
            return (mission, crews, date_of(header.began_utc_s));
        }
        let named = self.app.mission.clone().unwrap_or_default();
        let key = format!("mission-{named}");
        let mission = match self.words.has(&key) {
            true => self.words.get(&key),
            false => named,
        };
        let name = |name: &str| match name {
            "" => "—".to_owned(),
            SOFTWARE => self.word("console-software-crew"),
            name => plain(name),
        };
        let own = name(&self.app.settings.name);
        let partner = name(&self.station.partner.name);
        let crews = match self.station.seat {
            Seat::Apollo => format!("{own} · {partner}"),
            Seat::Soyuz => format!("{partner} · {own}"),
        };
        (mission, crews, date_of(self.app.wall_s()))
    }

    fn points(&self) -> Markup {
        html! {
            section {
                h2 { (self.word("page-result")) }
                table {
                    thead { tr { th { (self.word("page-head")) } th { (self.word("page-cause")) }
                        th.n { (self.word("page-points")) } } }
                    tbody {
                        @for (head, points) in self.told.points(self.debrief) {
                            @for (point, reason) in points {
                                tr class=(if point.points < 0 { "lost" } else { "won" }) {
                                    td { (head) } td { (reason) }
                                    td.n { (signed(self.words, point.points)) }
                                }
                            }
                        }
                    }
                    tfoot { tr { th { (self.word("page-sum")) } th {}
                        th.n { (self.debrief.total) } } }
                }
                @if !self.debrief.injuries.is_empty() {
                    h2 { (self.word("debrief-title-crew")) }
                    ul {
                        @for injury in &self.debrief.injuries {
                            li { (clock(injury.tick)) " · " (self.word(labels::grade(injury.grade)))
                                " · " (harm_text(self.words, injury)) }
                        }
                    }
                }
            }
        }
    }

    fn contact(&self) -> Markup {
        let Some(last) = self.debrief.contacts.last() else {
            return html! {};
        };
        let [first, second] =
            CLOSING_1975.map(|then| self.told.quantity(Quantity::Speed, then.closing_m_per_s));
        let args = [("first", Arg::Text(&first)), ("second", Arg::Text(&second))];
        html! {
            (self.figure("page-envelope", Some(self.envelope())))
            p.note { (self.words.format("page-history", &args)) }
            table {
                thead { tr { th { (self.word("page-condition")) } th.n { (self.word("page-value")) }
                    th.n { (self.word("page-limit")) } th {} } }
                tbody {
                    @for condition in envelope::conditions(self.words, self.told.seat, last) {
                        @let [value, limit] = &condition.printed;
                        tr class=(if condition.is_kept() { "won" } else { "lost" }) {
                            td { (self.word(condition.key)) } td.n { (value) } td.n { (limit) }
                            td { (if condition.is_kept() { "✓" } else { "✗" }) }
                        }
                    }
                }
            }
        }
    }

    fn figure(&self, title: &str, plot: Option<Plot>) -> Markup {
        let Some(svg) = plot.and_then(Plot::svg) else {
            return html! {};
        };
        html! {
            figure {
                figcaption { h2 { (self.word(title)) } }
                (PreEscaped(svg))
            }
        }
    }

    fn talk(&self) -> Markup {
        let ships = Seat::ALL.map(|seat| self.word(labels::ship(seat)));
        html! {
            section {
                h2 { (self.told.talk_total(self.debrief)) }
                table {
                    thead { tr { th {} th.n { (ships[0]) } th.n { (ships[1]) }
                        th.n { (self.word("page-points")) } } }
                    tbody {
                        @for spoken in self.told.talk(self.debrief, &self.app.stations) {
                            tr class=(if spoken.points.is_some() { "lost" } else { "won" }) {
                                td { (spoken.label) }
                                td.n { (spoken.counts[0]) } td.n { (spoken.counts[1]) }
                                td.n { (spoken.points.unwrap_or_default()) }
                            }
                        }
                    }
                }
                p.note { (self.word("debrief-talk-note")) }
            }
        }
    }

    fn happened(&self) -> Markup {
        html! {
            section {
                h2 { (self.word("console-title-milestones")) }
                table { tbody {
                    @for (tick, failed, text) in self.told.happened(self.debrief) {
                        tr class=(if failed { "lost" } else { "won" }) {
                            td.n { (clock(tick)) } td { (text) }
                        }
                    }
                } }
            }
        }
    }

    fn learned(&self) -> Markup {
        let learned: Vec<&Learned> = self
            .app
            .stations
            .iter()
            .flat_map(|station| &station.learned)
            .collect();
        if learned.is_empty() {
            return html! {};
        }
        html! {
            section {
                h2 { (self.word("page-words")) }
                ul {
                    @for (locale, key) in learned {
                        li { b { (self.app.words.of(*locale).get(key)) } " — "
                            (self.app.words.of(locale.other()).get(key)) }
                    }
                }
            }
        }
    }

    /// What this console heard and said, each call in both languages.
    fn transcript(&self) -> Markup {
        let spoken = self.station.log.iter().filter_map(|line| match line {
            Line::Spoken(said) => Some(said),
            _ => None,
        });
        html! {
            section {
                h2 { (self.word("page-transcript")) }
                table.said { tbody {
                    @for said in spoken {
                        tr { td.n { (clock(said.tick)) } td { (self.word(labels::ship(said.from))) }
                            (self.said(said)) }
                    }
                } }
            }
        }
    }

    fn said(&self, said: &Transmission) -> Markup {
        match &said.speech {
            Speech::Text(text) => html! { td { (plain(text)) } },
            Speech::Call {
                call,
                slots,
                tongue,
            } => {
                let spoken = Locale::spoken(*tongue);
                let [own, other] = [spoken, spoken.other()]
                    .map(|locale| call_text(self.app.words.of(locale), said.from, *call, slots));
                html! { td { (own) p.other { (other) } } }
            }
        }
    }

    /// The unit of lengths: metres in it, its symbol, and that of its speed.
    fn length(&self) -> (f64, String, String) {
        let (length, symbol, speed) = match self.told.seat {
            Seat::Apollo => (FOOT_M, "symbol-foot", "symbol-foot-per-second"),
            Seat::Soyuz => (1.0, "symbol-meter", "symbol-meter-per-second"),
        };
        (length, self.word(symbol), self.word(speed))
    }

    fn envelope(&self) -> Plot {
        let (length, metre, speed) = self.length();
        let shown = |value: f64| value / length;
        let [low, high] = ENVELOPE.closing_m_per_s;
        let contacts: Vec<(f64, f64)> = self
            .debrief
            .contacts
            .iter()
            .map(|contact| {
                let at = [contact.closing_m_per_s, contact.lateral_m];
                let [x, y] = at.map(|value| shown(f64::from(value)));
                (x, y)
            })
            .collect();
        let fastest = contacts.iter().fold(0.0, |far, (x, _)| f64::max(far, *x));
        let widest = contacts.iter().fold(0.0, |far, (_, y)| f64::max(far, *y));
        let (bounces, last) = contacts.split_at(contacts.len().saturating_sub(1));
        let inside = self
            .debrief
            .contacts
            .last()
            .is_some_and(|contact| ENVELOPE.worst_share(contact) <= 1.0);
        let bands = CLOSING_1975
            .iter()
            .zip(["page-first-1975", "page-second-1975"]);
        let mut marks: Vec<Mark> = bands
            .zip([0.99, 0.92])
            .map(|((then, key), height)| Mark::Band {
                name: self.word(key),
                between: then.between_m_per_s.map(shown),
                at: shown(then.closing_m_per_s),
                height,
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
            points: last.to_vec(),
        });
        let far = |limit: f64, flown: f64| (shown(limit) * ENVELOPE_FULL).max(flown * ROOM_ABOVE);
        Plot {
            locale: self.words.locale(),
            x: 0.0..far(high, fastest),
            y: 0.0..far(ENVELOPE.lateral_m, widest),
            names: [
                self.with("page-closing-axis", "unit", &speed),
                self.with("page-miss-axis", "unit", &metre),
            ],
            decimals: [2, 2],
            marks,
        }
    }

    /// Speed over range: as Soyuz read it where its console is here, else as it was called across.
    fn approach(&self) -> Option<Plot> {
        let mut here = self.app.stations.iter();
        let measured = here.find(|station| station.seat == Seat::Soyuz);
        let station = measured.unwrap_or(self.station);
        let [share, floor] = station.view.as_ref()?.panel.craft().closing_rule;
        let (length, metre, speed) = self.length();
        let samples = station.trends.samples().iter();
        let flown: Vec<(f64, f64)> = samples
            .filter_map(|sample| sample.approach)
            .map(|at| {
                let [range, closing] = at.map(|value| f64::from(value) / length);
                (range, closing)
            })
            .collect();
        if flown.is_empty() {
            return None;
        }
        let far = flown.iter().fold(0.1, |far, (x, _)| f64::max(far, *x));
        let limit = |range: f64| (f64::from(share) * range).max(f64::from(floor) / length);
        let rule = (0..=RULE_POINTS).map(|n| {
            let range = far * f64::from(n) / f64::from(RULE_POINTS);
            (range, limit(range))
        });
        let speeds = || flown.iter().map(|(_, y)| *y);
        let top = speeds().fold(limit(far), f64::max) * ROOM_ABOVE;
        let bottom = speeds().fold(0.0, f64::min) * ROOM_ABOVE;
        Some(Plot {
            locale: self.words.locale(),
            x: 0.0..far,
            y: bottom..top,
            names: [
                self.with("page-range-axis", "unit", &metre),
                self.with("page-closing-axis", "unit", &speed),
            ],
            decimals: [0, if top < 10.0 { 1 } else { 0 }],
            marks: vec![
                Mark::Line {
                    name: self.word("page-limit-line"),
                    ink: LIMIT,
                    dashed: true,
                    points: rule.collect(),
                },
                Mark::Line {
                    name: String::new(),
                    ink: LINES[0],
                    dashed: false,
                    points: flown.clone(),
                },
                Mark::Dots {
                    name: self.word("page-flown-line"),
                    ink: LINES[0],
                    points: flown.first().copied().into_iter().collect(),
                },
            ],
        })
    }

    /// Every gauge of the consoles here on one time line, and what was called of the others.
    fn pressures(&self) -> Option<Plot> {
        let shown = |pressure_pa: f32| {
            let value = f64::from(pressure_pa);
            unit(self.told.seat, Quantity::Pressure, value).shown(value)
        };
        let past = || self.app.stations.iter().map(|station| &station.trends);
        let mut marks = Vec::new();
        let mut end: f64 = 0.0;
        for (place, ink) in CompartmentId::ALL.into_iter().zip(LINES) {
            let read = past().flat_map(|past| past.samples()).filter_map(|sample| {
                let pressure = sample.pressure_pa[place as usize]?;
                Some((sample.at.seconds() / 60.0, shown(pressure)))
            });
            let points: Vec<(f64, f64)> = read.collect();
            let name = self.word(labels::tag(place));
            if let Some((last, _)) = points.last() {
                end = end.max(*last);
                marks.push(Mark::Line {
                    name,
                    ink,
                    dashed: false,
                    points,
                });
                continue;
            }
            let told = past().flat_map(|past| past.told());
            let told = told.filter(|told| told.place == place);
            let points: Vec<(f64, f64)> = told
                .map(|told| (told.at.seconds() / 60.0, shown(told.pressure_pa)))
                .collect();
            marks.push(Mark::Dots {
                name: self.with("page-called", "place", &name),
                ink,
                points,
            });
        }
        let all = marks.iter().flat_map(|mark| match mark {
            Mark::Line { points, .. } | Mark::Dots { points, .. } => points.as_slice(),
            _ => &[],
        });
        let top = all.fold(0.0, |top, (_, y)| f64::max(top, *y)) * ROOM_ABOVE;
        let symbol = self.word(match self.told.seat {
            Seat::Apollo => "symbol-psi",
            Seat::Soyuz => "symbol-mmhg",
        });
        (end > 0.0 && top > 0.0).then(|| Plot {
            locale: self.words.locale(),
            x: 0.0..end,
            y: 0.0..top,
            names: [
                self.word("page-time-axis"),
                self.with("page-pressure-axis", "unit", &symbol),
            ],
            decimals: [if end < 8.0 { 1 } else { 0 }, 0],
            marks,
        })
    }
}

/// What people wrote, without what no page may hold.
fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}

/// Colours for light, dark and paper; the marks of the plots become these.
fn style() -> String {
    const SHEET: &str = "\
:root{color-scheme:light dark;--paper:#fdfdfb;--ink:#1b1f24;--soft:#5c6570;--grid:#dfe2e6;\
--limit:#b3261e;--good:#1a7f37;--bad:#b3261e;--past:#6e40c9;\
--l0:#0b57d0;--l1:#7a8794;--l2:#9a6700;--l3:#56646f;--l4:#b34700;--l5:#1a7f37}\
@media (prefers-color-scheme:dark){:root{--paper:#14171b;--ink:#e6e8ea;--soft:#a0a8b0;--grid:#343a41;\
--limit:#ff8a80;--good:#6fdd8b;--bad:#ff8a80;--past:#c8a6ff;\
--l0:#8ab4ff;--l1:#9aa7b4;--l2:#f0c15c;--l3:#b0bec5;--l4:#ffab70;--l5:#7ee2a8}}\
@media print{:root{--paper:#fff;--ink:#000;--soft:#333;--grid:#ccc;--limit:#a00;--good:#060;--bad:#a00;\
--past:#50a;--l0:#039;--l1:#555;--l2:#740;--l3:#444;--l4:#930;--l5:#060}\
figure,table,li{break-inside:avoid}body{max-width:none}}\
body{margin:2rem auto;max-width:52rem;padding:0 1rem;background:var(--paper);color:var(--ink);\
font:16px/1.5 system-ui,sans-serif}\
h1{margin:0}h2{font-size:1.15rem;margin:2rem 0 .5rem}.result{font-size:1.2rem;margin:.2rem 0}\
.total{font-weight:bold}dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem}\
dt,.note,.other,footer{color:var(--soft)}dd{margin:0}table{border-collapse:collapse;width:100%}\
th,td{text-align:left;padding:.2rem .6rem .2rem 0;border-bottom:1px solid var(--grid);vertical-align:top}\
.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}.other{margin:0}\
.lost .n:last-child,.lost td:last-child{color:var(--bad);font-weight:bold}figure{margin:0}\
svg{max-width:100%;height:auto;display:block}";
    let named = [
        (INK, "ink"),
        (super::plots::GRID, "grid"),
        (LIMIT, "limit"),
        (GOOD, "good"),
        (BAD, "bad"),
        (super::plots::PAST, "past"),
        (LINES[0], "l0"),
        (LINES[1], "l1"),
        (LINES[2], "l2"),
        (LINES[3], "l3"),
        (LINES[4], "l4"),
        (LINES[5], "l5"),
    ];
    let rules = named.map(|(ink, name)| {
        let mark = format!("#{:02X}{:02X}{:02X}", ink.0, ink.1, ink.2);
        format!("svg [fill=\"{mark}\"]{{fill:var(--{name})}}svg [stroke=\"{mark}\"]{{stroke:var(--{name})}}")
    });
    format!("{SHEET}{}", rules.concat())
}
