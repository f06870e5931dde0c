//! The debrief as one file to share: a page that fetches nothing and runs nothing, with its plots in it.
//! Texts of people are escaped by the template; colours follow the reader's light or dark, and paper.

use handshake_shared::catalogue::units::Quantity;
use handshake_shared::ids::Seat;
use handshake_shared::sim::event::{Speech, Transmission};
use handshake_shared::sim::scoring::Debrief;
use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::plots::{NARROW, Plot, WIDE};
use super::{CLOSING_1975, Told, clock, found, signed};
use crate::app::App;
use crate::app::learning::Learned;
use crate::app::station::{Line, Station};
use crate::i18n::{Arg, Locale, Words, call_text, harm_text, labels};
use crate::mission::SOFTWARE;
use crate::replays::{date_of, mission_text};
use crate::widgets::envelope;

mod plotted;
pub(in crate::debrief) mod style;

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
    let language = tag(locale);
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
        let (mission, crews, began) = self.header();
        let title = self.with("page-title", "mission", &mission);
        let version = env!("CARGO_PKG_VERSION");
        html! {
            (DOCTYPE)
            html lang=(tag(self.words.locale())) {
                head {
                    (PreEscaped("<meta charset=\"utf-8\"/>"))
                    (PreEscaped("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>"))
                    title { (title) }
                    style { (PreEscaped(style::sheet())) }
                }
                body {
                    header {
                        h1 { (mission) }
                        p.result { (self.told.outcome(self.debrief)) }
                        p.total { (self.told.total(self.debrief))
                            @if let Some(best) = self.station.best { " · " (self.told.best(best)) } }
                        dl {
                            @for (seat, crew) in Seat::ALL.into_iter().zip(&crews) {
                                @if let Some(name) = crew {
                                    dt { (self.word(labels::who(seat))) } dd { (name) }
                                }
                            }
                            @if began > 0 {
                                dt { (self.word("page-date")) }
                                dd { (self.with("page-date-at", "at", &date_of(began))) }
                            }
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

    /// Mission, crews as far as they gave a name, when it began in seconds since 1970.
    fn header(&self) -> (String, [Option<String>; 2], u64) {
        let name = |name: &str| match name {
            "" => None,
            SOFTWARE => Some(self.word("console-software-crew")),
            name => Some(plain(name)),
        };
        if let Some(playback) = &self.app.playback {
            let header = &playback.player.replay().header;
            let crews = header.crews.each_ref().map(|crew| name(crew));
            return (mission_text(self.words, header), crews, header.began_utc_s);
        }
        let named = self.app.mission.clone().unwrap_or_default();
        let key = format!("mission-{named}");
        let mission = match self.words.has(&key) {
            true => self.words.get(&key),
            false => named,
        };
        let mut crews = [&self.app.settings.name, &self.station.partner.name].map(|of| name(of));
        if self.station.seat == Seat::Soyuz {
            crews.reverse();
        }
        (mission, crews, self.app.wall_s())
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
            (self.figure("page-envelope", Some(self.envelope(last))))
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

    /// A plot for a wide page and for a narrow one; the style sheet shows one of them.
    fn figure(&self, title: &str, plot: Option<Plot>) -> Markup {
        let both = plot.and_then(|plot| {
            let wide = plot.svg("wide", WIDE)?;
            Some(wide + &plot.svg("narrow", NARROW)?)
        });
        let Some(both) = both else {
            return html! {};
        };
        html! {
            figure {
                figcaption { h2 { (self.word(title)) } }
                (PreEscaped(both))
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
                            td.at { (clock(tick)) } td { (text) }
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
                        li { b lang=(tag(*locale)) { (self.app.words.of(*locale).get(key)) } " — "
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
                        tr { td.at { (clock(said.tick)) } td { (self.word(labels::ship(said.from))) }
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
                html! {
                    td lang=(tag(spoken)) { (own) p.other lang=(tag(spoken.other())) { (other) } }
                }
            }
        }
    }
}

/// A language as pages name it.
const fn tag(locale: Locale) -> &'static str {
    match locale {
        Locale::En => "en",
        Locale::Ru => "ru",
    }
}

/// What people wrote, without what no page may hold.
fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}
