//! What the charts draw, cell by cell: values at their heights, names beside their lines, and the
//! same in letters where there are no braille dots.

use handshake_shared::scenario::load;
use handshake_shared::sim::World;
use handshake_shared::view::panel::{Called, CraftPanel, Panel, RangeCalled, Ranged};
use handshake_shared::view::{self, View};

use super::*;
use crate::app::station::Station;
use crate::app::{App, Settings};
use crate::draw::theme::Theme;
use crate::i18n::Locale;
use crate::window::Mode;

const fn look(mode: Mode) -> Look {
    Look {
        theme: Theme::MONO,
        mode,
        ascii: false,
    }
}

/// Sizes of a chart at 80×24, shared 160×48, 120×40 and 160×48.
const SIZES: [(u16, u16); 4] = [(45, 10), (80, 12), (76, 19), (116, 27)];

fn seen(seat: Seat) -> View {
    let world = World::new(&load("final-approach").expect("a shipped mission"), 7);
    view::of(&world, seat)
}

fn craft(view: &mut View) -> &mut CraftPanel {
    match &mut view.panel {
        Panel::Apollo(panel) => &mut panel.craft,
        Panel::Soyuz(panel) => &mut panel.craft,
    }
}

/// A console that saw these views, a second apart.
fn station(views: &[View]) -> Station {
    let mut station = Station::new(views[0].seat, Locale::of(views[0].seat));
    for (second, view) in views.iter().enumerate() {
        station.trends.note(&View {
            tick: Tick::at(second as f64),
            ..view.clone()
        });
    }
    station
}

fn drawn(
    station: &Station,
    view: &View,
    look: &Look,
    (width, height): (u16, u16),
    draw: impl Fn(&Console, Rect, &mut Buffer),
) -> Vec<String> {
    let app = App::new(Settings::default());
    let console = Console::new(&app, station, 0, view, look);
    let area = Rect::new(0, 0, width, height);
    let mut buf = Buffer::empty(area);
    draw(&console, area, &mut buf);
    for words in [&app.words.en, &app.words.ru] {
        assert_eq!(words.missing(), Vec::<String>::new());
    }
    let cell = |x, y| buf[(x, y)].symbol().to_owned();
    (0..height)
        .map(|y| (0..width).map(|x| cell(x, y)).collect())
        .collect()
}

fn strip(console: &Console, area: Rect, buf: &mut Buffer) {
    Strip::of(console, Some(53_329.0)).draw(area, buf);
}

fn approach(console: &Console, area: Rect, buf: &mut Buffer) {
    Plane::of(console).draw(area, buf);
}

#[test]
fn a_pressure_is_drawn_at_its_height_from_its_time_on() {
    let mut view = seen(Seat::Soyuz);
    if let Panel::Soyuz(panel) = &mut view.panel {
        // Half of 600 mmHg and a third of it.
        panel.om.total_pa = 300.0 * 133.322;
        panel.sa.total_pa = 200.0 * 133.322;
        panel.tunnel2_pa = 0.0;
    }
    let station = station(&vec![view.clone(); 150]);
    let lines = drawn(&station, &view, &look(Mode::Ascii), (76, 19), strip);
    // 17 rows of graph from 600 down to 0.
    let letters = |letter: char| {
        let rows: Vec<usize> = (0..17).filter(|row| lines[*row].contains(letter)).collect();
        rows
    };
    assert_eq!(letters('o'), [8]);
    assert_eq!(letters('s'), [11]);
    assert_eq!(letters('j'), [16], "tunnel 2 empty");
    let last = lines[8]
        .chars()
        .take(65)
        .filter(|cell| *cell == 'o')
        .count();
    assert!((27..=31).contains(&last), "half of five minutes: {last}");
    assert!(lines[18].contains("05:00"), "{}", lines[18]);
    let names = lines[8].trim_end();
    assert!(names.ends_with("БО 300"), "{names}");
}

#[test]
fn what_only_the_other_crew_reads_stands_as_points_where_it_was_called() {
    let mut view = seen(Seat::Apollo);
    let mut views = vec![view.clone(); 100];
    let called = Called {
        value: 69_000.0,
        at: Tick::at(50.0),
    };
    craft(&mut view).called.pressure_pa[4] = Some(called);
    views.extend(vec![view.clone(); 100]);
    let station = station(&views);
    let lines = drawn(&station, &view, &look(Mode::Braille), (76, 19), strip);
    let points = lines.join("").matches('▪').count();
    assert_eq!(points, 2, "one call and its name");
    assert!(lines.iter().any(|line| line.contains("▪OM 10.0")));
    assert!(lines.iter().all(|line| !line.contains("DV")), "not called");
}

#[test]
fn limits_are_dashed_and_named() {
    let view = seen(Seat::Apollo);
    let station = station(&[view.clone(), view.clone()]);
    let lines = drawn(&station, &view, &look(Mode::Braille), (76, 19), strip);
    for name in ["RELIEF", "TARGET"] {
        let line = lines.iter().find(|line| line.contains(name));
        let line = line.expect("a limit with its name");
        assert!(line.matches('╌').count() > 15, "{line}");
    }
}

#[test]
fn names_stand_one_below_the_other_and_whole_at_every_size() {
    for seat in Seat::ALL {
        for size in SIZES {
            let mut view = seen(seat);
            // All lines at one height: the worst for their names.
            match &mut view.panel {
                Panel::Apollo(panel) => {
                    panel.tunnel1_pa = panel.cm.total_pa;
                    panel.dm.total_pa = panel.cm.total_pa;
                }
                Panel::Soyuz(panel) => panel.tunnel2_pa = panel.om.total_pa,
            }
            let at = view.tick;
            craft(&mut view).called.pressure_pa = [Some(Called {
                value: 69_000.0,
                at,
            }); 6];
            let station = station(&[view.clone(), view.clone()]);
            let lines = drawn(&station, &view, &look(Mode::Ascii), size, strip);
            let right: Vec<String> = lines
                .iter()
                .map(|line| line.chars().skip(usize::from(size.0) - 10).collect())
                .collect();
            let shown = right.join("\n");
            assert!(!shown.contains('…'), "{size:?}\n{shown}");
            let own = match seat {
                Seat::Apollo => ["CM 5.0", "T1 5.0", "DM 5.0"],
                Seat::Soyuz => ["БО 520", "СА 520", "Т2 520"],
            };
            for name in own {
                let count = right.iter().filter(|line| line.contains(name)).count();
                assert_eq!(count, 1, "{size:?} {name}\n{shown}");
            }
        }
    }
}

#[test]
fn paper_is_as_long_as_the_mission_needs() {
    let view = seen(Seat::Soyuz);
    for (seconds, end) in [(10.0, "05:00"), (400.0, "15:00"), (7_000.0, "4h00")] {
        let mut station = Station::new(Seat::Soyuz, Locale::Ru);
        for tick in [0.0, seconds] {
            station.trends.note(&View {
                tick: Tick::at(tick),
                ..view.clone()
            });
        }
        let lines = drawn(&station, &view, &look(Mode::Ascii), (76, 19), strip);
        assert!(lines[18].contains(end), "{}", lines[18]);
    }
}

fn flying(range_m: f32, closing_m_per_s: f32) -> View {
    let mut view = seen(Seat::Soyuz);
    if let Panel::Soyuz(panel) = &mut view.panel {
        panel.ranged = Some(Ranged {
            range_m,
            closing_m_per_s,
        });
    }
    view
}

#[test]
fn above_the_dashed_rule_is_too_fast_and_contact_is_at_the_left() {
    let row_of = |lines: &[String], mark: char, column: usize| {
        lines
            .iter()
            .position(|line| line.chars().nth(column) == Some(mark))
    };
    for (closing, too_fast) in [(1.2, true), (0.3, false)] {
        let view = flying(20.0, closing);
        let station = station(&[flying(30.0, closing), flying(25.0, closing), view.clone()]);
        let lines = drawn(&station, &view, &look(Mode::Ascii), (76, 19), approach);
        let column = |mark| {
            let line = lines
                .iter()
                .find(|line| line.contains(mark))
                .expect("drawn");
            line.chars().position(|cell| cell == mark).expect("drawn")
        };
        let here = column('◆');
        let point = row_of(&lines, '◆', here).expect("the point");
        let rule = (here.saturating_sub(1)..=here + 1).find_map(|x| row_of(&lines, '╌', x));
        assert_eq!(point < rule.expect("the rule"), too_fast, "{closing}");
        let trail = lines.iter().any(|line| line.contains('*'));
        assert!(trail, "where it came from");
        let from = lines
            .iter()
            .filter_map(|line| {
                line.chars()
                    .collect::<Vec<_>>()
                    .iter()
                    .rposition(|c| *c == '*')
            })
            .max();
        assert!(from > Some(here), "it comes from the right");
    }
}

#[test]
fn after_the_flight_the_whole_approach_is_shown() {
    let view = flying(2.0, 0.2);
    let station = station(&[flying(900.0, 9.0), flying(80.0, 1.0), view.clone()]);
    for (whole, end) in [(false, "10\u{20}м"), (true, "1000\u{20}м")] {
        let lines = drawn(
            &station,
            &view,
            &look(Mode::Ascii),
            (76, 19),
            |console, area, buf| {
                Plane {
                    whole,
                    ..Plane::of(console)
                }
                .draw(area, buf);
            },
        );
        assert!(lines[18].contains(end), "{}", lines[18]);
    }
}

#[test]
fn apollo_flies_by_what_it_is_told_in_its_own_units() {
    let mut view = seen(Seat::Apollo);
    let empty = station(&[view.clone()]);
    let lines = drawn(&empty, &view, &look(Mode::Braille), (76, 19), approach);
    assert!(lines.join("").contains("not called yet"));
    craft(&mut view).called.range = Some(Called {
        value: RangeCalled {
            range_m: 20.0,
            closing_m_per_s: Some(0.3),
        },
        at: Tick(0),
    });
    let told = station(&[view.clone()]);
    let lines = drawn(&told, &view, &look(Mode::Braille), (76, 19), approach);
    assert!(lines[18].contains("100 ft"), "{}", lines[18]);
    assert!(lines.iter().any(|line| line.contains("◆0.98")));
}

#[test]
fn a_console_without_a_past_draws_nothing_and_one_too_small_does_not_panic() {
    let view = seen(Seat::Soyuz);
    let fresh = Station::new(Seat::Soyuz, Locale::Ru);
    let lines = drawn(&fresh, &view, &look(Mode::Braille), (76, 19), strip);
    assert!(lines.iter().all(|line| line.trim().is_empty()));
    let some = station(std::slice::from_ref(&view));
    for width in [1, 12, 31, 40] {
        for height in [1, 5, 6, 7] {
            drawn(&some, &view, &look(Mode::Braille), (width, height), strip);
            drawn(
                &some,
                &view,
                &look(Mode::Braille),
                (width, height),
                approach,
            );
        }
    }
    assert_eq!(some.locale(), Locale::Ru);
}
