//! The page: well formed, alone in the world, the debrief's own numbers, and nobody's script.

use handshake_shared::ids::Seat;
use handshake_shared::replay::Player;
use roxmltree::{Document, ParsingOptions};

use super::*;
use crate::app::playback::keys::{enter, seek};
use crate::app::playback::{Playback, Sat};
use crate::app::station::Line;
use crate::app::{App, Settings};
use crate::i18n::Locale;
use crate::replays::flown::Flown;
use crate::widgets::envelope;

/// A flight of software crews, at its debrief, with a name that is no name.
fn flown(test: &str) -> App {
    let flight = Flown::new(test, 900.0);
    let mut replay = crate::replays::read(&flight.file()).expect("a replay");
    replay.header.crews = [
        "<script>alert(1)</script>".into(),
        "R&D \"quoted\" <b>".into(),
    ];
    let mut app = App::new(Settings::default());
    let player = Player::new(replay);
    let last = player.last_tick();
    enter(
        &mut app,
        Playback::new(player, String::new(), Sat::Both, None),
    );
    seek(&mut app, last);
    let App {
        playback, stations, ..
    } = &mut app;
    let playback = playback.as_ref().expect("being played");
    assert!(playback.debrief(stations), "a flight to its end");
    app
}

fn parsed(page: &str) -> Document<'_> {
    let options = ParsingOptions {
        allow_dtd: true,
        ..ParsingOptions::default()
    };
    Document::parse_with_options(page, options).expect("well formed")
}

/// All that a reader sees.
fn visible(page: &str) -> String {
    let document = parsed(page);
    let texts = document.descendants().filter(|node| node.is_text());
    let texts = texts.filter(|node| {
        let parent = node.parent().expect("in an element");
        !parent.has_tag_name("style")
    });
    let texts = texts.filter_map(|node| node.text());
    texts.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_page_is_well_formed_and_fetches_and_runs_nothing() {
    let app = flown("alone");
    for locale in Locale::ALL {
        for seat in Seat::ALL {
            let page = page::of(&app, locale, seat).expect("a result");
            let document = parsed(&page);
            for node in document.descendants().filter(|node| node.is_element()) {
                let name = node.tag_name().name();
                assert!(!["script", "link", "img", "iframe", "object"].contains(&name));
                for attribute in node.attributes() {
                    let key = attribute.name();
                    assert!(!["src", "href", "srcset"].contains(&key), "{key}");
                    assert!(!key.starts_with("on"), "{key}");
                    assert!(!attribute.value().contains("://"), "{key}");
                }
            }
            let lower = page.to_lowercase();
            for strange in ["http:", "https:", "url(", "@import", "<script"] {
                assert!(!lower.contains(strange), "{strange}");
            }
            let plots = document
                .descendants()
                .filter(|node| node.has_tag_name("svg"));
            let told: Vec<_> = plots
                .map(|plot| (plot.attribute("class"), plot.attribute("aria-label")))
                .collect();
            assert_eq!(told.len(), 6, "envelope, approach, pressures, each twice");
            for pair in told.chunks(2) {
                assert_eq!([pair[0].0, pair[1].0], [Some("wide"), Some("narrow")]);
                assert_eq!(pair[0].1, pair[1].1, "the same in words");
                assert!(pair[0].1.is_some_and(|told| told.len() > 40), "{pair:?}");
            }
        }
        assert_eq!(app.words.of(locale).missing(), Vec::<String>::new());
    }
}

#[test]
fn a_name_is_text_whatever_it_holds() {
    let app = flown("names");
    let page = page::of(&app, Locale::En, Seat::Apollo).expect("a result");
    let shown = visible(&page);
    for name in ["<script>alert(1)</script>", "R&D \"quoted\" <b>"] {
        assert!(shown.contains(name), "{name}");
    }
}

#[test]
fn every_number_on_the_page_is_the_debriefs_in_the_seats_own_units() {
    let app = flown("numbers");
    let (_, debrief) = found(&app).expect("a result");
    for locale in Locale::ALL {
        for seat in Seat::ALL {
            let words = app.words.of(locale);
            let told = Told { words, seat };
            let page = page::of(&app, locale, seat).expect("a result");
            let shown = visible(&page);
            let mut wanted = vec![
                told.total(debrief),
                told.below(debrief),
                told.talk_total(debrief),
            ];
            for (head, points) in told.points(debrief) {
                wanted.push(head);
                for (point, reason) in points {
                    wanted.extend([reason, signed(words, point.points)]);
                }
            }
            for spoken in told.talk(debrief, &app.stations) {
                wanted.push(spoken.label);
                wanted.extend(spoken.counts);
                wanted.extend(spoken.points);
            }
            let last = debrief.contacts.last().expect("a docking");
            for condition in envelope::conditions(words, seat, last) {
                wanted.extend(condition.printed);
            }
            for (tick, _, text) in told.happened(debrief) {
                wanted.extend([clock(tick), text]);
            }
            for text in wanted {
                assert!(shown.contains(&text), "{locale:?} {seat:?}: {text}");
            }
            let foreign = match seat {
                Seat::Apollo => ["symbol-mmhg", "symbol-meter-per-second"],
                Seat::Soyuz => ["symbol-psi", "symbol-foot-per-second"],
            };
            let before = shown.split(&words.get("page-transcript")).next();
            for symbol in foreign.map(|key| words.get(key)) {
                let before = before.unwrap_or_default();
                assert!(!before.contains(&symbol), "{locale:?} {seat:?}: {symbol}");
            }
        }
    }
}

#[test]
fn the_pages_points_sum_to_the_total_and_the_loop_is_there_call_by_call() {
    let app = flown("sum");
    let (station, debrief) = found(&app).expect("a result");
    let page = page::of(&app, Locale::En, Seat::Apollo).expect("a result");
    let document = parsed(&page);
    let rows = |class: &'static str| {
        let tables = document
            .descendants()
            .filter(|node| node.has_tag_name("table"));
        let mut tables =
            tables.filter(move |table| table.attribute("class").unwrap_or("") == class);
        tables.next().expect("a table")
    };
    let points = rows("")
        .descendants()
        .filter(|node| node.has_tag_name("td"));
    let points = points.filter(|cell| cell.attribute("class") == Some("n"));
    let sum: i16 = points
        .map(|cell| cell.text().unwrap_or("").replace('−', "-"))
        .map(|text| {
            text.trim_start_matches('+')
                .parse::<i16>()
                .expect("a number")
        })
        .sum();
    assert_eq!(sum.clamp(0, 100), debrief.total);
    let said = station
        .log
        .iter()
        .filter(|line| matches!(line, Line::Spoken(_)));
    let shown = rows("said")
        .descendants()
        .filter(|node| node.has_tag_name("tr"));
    assert_eq!(shown.count(), said.count());
}

/// Relative luminance of `#rrggbb` (WCAG 2.2).
fn luminance(colour: &str) -> f64 {
    let part = |at: usize| {
        let value = u8::from_str_radix(&colour[at..at + 2], 16).expect("a colour");
        let share = f64::from(value) / 255.0;
        match share <= 0.04045 {
            true => share / 12.92,
            false => ((share + 0.055) / 1.055).powf(2.4),
        }
    };
    0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
}

#[test]
fn every_letter_stands_out_of_the_ground_on_light_dark_and_paper() {
    let [paper, grid, inks @ ..] = &page::style::INKS;
    assert_eq!([paper.name, grid.name], ["paper", "grid"]);
    for scheme in 0..3 {
        let ground = luminance(paper.colours[scheme]);
        for ink in inks {
            let letter = luminance(ink.colours[scheme]);
            let contrast = (ground.max(letter) + 0.05) / (ground.min(letter) + 0.05);
            assert!(contrast >= 4.5, "{} {scheme}: {contrast:.2}", ink.name);
        }
    }
}
