//! Every size between the smallest console and a wall, whatever a console shows: no word and no number
//! of it is cut, nothing stands over something else, nothing moves between phases, and what a crew works
//! by is there.

mod around;
mod states;
mod tokens;

use std::collections::{BTreeMap, BTreeSet};

use handshake::app::App;
use handshake::app::msg::Msg;
use handshake::app::station::Shown;
use handshake::app::update::update;
use handshake::draw::cockpit::places::{Places, TALL, places};
use handshake::draw::theme::Theme;
use handshake::draw::{Canvases, Look, draw};
use handshake::i18n::{Locale, labels};
use handshake::input::Key;
use handshake::input::bindings::Board;
use handshake::widgets::phrasebook;
use handshake::window::Mode;
use handshake_shared::catalogue::hatches::HATCHES;
use handshake_shared::catalogue::valves::VALVES;
use handshake_shared::ids::Seat;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::{LARGE, NORMAL, SMALL, TOGETHER, moments, press};
use states::STATES;
use tokens::{Vocabulary, words_of};

/// Widths and heights, coarser where they change nothing but room.
const WIDTHS: [u16; 12] = [80, 88, 96, 109, 110, 120, 140, 155, 156, 160, 200, 240];
const HEIGHTS: [u16; 9] = [24, 25, 30, 35, 36, 40, 48, 60, 67];

/// More room than any line needs.
const ROOM: (u16, u16) = (420, 140);

fn sizes() -> impl Iterator<Item = (u16, u16)> {
    WIDTHS
        .into_iter()
        .flat_map(|width| HEIGHTS.map(|height| (width, height)))
}

/// One in `of`, others for each state, and always the four that matter most.
fn some_sizes(state: usize, of: usize) -> impl Iterator<Item = (u16, u16)> {
    let shown = [SMALL, NORMAL, TOGETHER, LARGE];
    let turns = sizes().enumerate();
    turns
        .filter(move |(index, size)| (index + state).is_multiple_of(of) || shown.contains(size))
        .map(|(_, size)| size)
}

/// The screen at a size. What stands in the picture's place is not drawn in three dimensions: it is
/// the slowest part, and has no words.
fn screen(app: &mut App, (columns, rows): (u16, u16)) -> Buffer {
    const LOOK: Look = Look {
        theme: Theme::MONO,
        mode: Mode::Braille,
        ascii: false,
    };
    update(app, Msg::Resize(columns, rows));
    let mut terminal = Terminal::new(TestBackend::new(columns, rows)).expect("a test backend");
    let mut canvases = Canvases::default();
    terminal
        .draw(|frame| draw(app, &LOOK, &mut canvases, frame))
        .expect("a test backend");
    terminal.backend().buffer().clone()
}

/// A row of a part of the screen.
fn row(buf: &Buffer, area: Rect, y: u16) -> String {
    let cells = (area.left()..area.right()).map(|x| buf[(x, y)].symbol());
    cells.collect()
}

/// Rows of the whole screen.
fn rows_of(buf: &Buffer) -> impl Iterator<Item = String> {
    rows(buf, buf.area).map(|row| row + "\n")
}

fn rows(buf: &Buffer, area: Rect) -> impl Iterator<Item = String> {
    (area.top()..area.bottom()).map(move |y| row(buf, area, y))
}

/// The parts of a console that have lines of their own.
fn parts(places: &Places) -> Vec<Rect> {
    let Places {
        header,
        picture,
        sight,
        middle,
        boxes,
        alarm,
        radio,
        calls,
        plan,
        partner,
        keys,
    } = places.clone();
    let mut parts = vec![
        header, picture, sight, middle, alarm, radio, calls, plan, partner, keys,
    ];
    parts.extend(boxes);
    parts.retain(|part| !part.is_empty());
    parts
}

/// A console of this seat in its state, for a crew that reads this language.
fn console(make: fn(Seat) -> App, seat: Seat, locale: Locale) -> App {
    let mut app = make(seat);
    app.settings.locale = locale;
    app.stations[0].help = locale;
    if app.stations[0].shown == Shown::Window {
        app.stations[0].shown = Shown::Stack;
    }
    app
}

#[test]
fn no_part_of_a_console_stands_over_another_and_none_is_left_off() {
    for (width, height) in sizes() {
        let page = if height >= TALL { 9 } else { 6 };
        let book = (1 + phrasebook::FRAME_ROWS + page) as u16;
        for calls_rows in [3, 4, book] {
            let area = Rect::new(0, 0, width, height);
            let parts = parts(&places(area, calls_rows));
            for (index, part) in parts.iter().enumerate() {
                assert_eq!(part.intersection(area), *part, "{width}×{height}");
                for other in &parts[index + 1..] {
                    let over = part.intersection(*other);
                    assert!(over.is_empty(), "{width}×{height}: {part:?} {other:?}");
                }
            }
            let places = places(area, calls_rows);
            for part in [
                places.header,
                places.picture,
                places.sight,
                places.boxes[0],
                places.alarm,
                places.radio,
                places.calls,
                places.plan,
                places.partner,
                places.keys,
            ] {
                assert!(!part.is_empty(), "{width}×{height} {calls_rows}");
            }
            // Title and a line.
            assert!(
                height < TALL || places.radio.height >= 2,
                "{width}×{height}"
            );
        }
    }
}

/// What is cut of a screen: words and numbers that are in no dictionary and that the same console does
/// not show where there is room for everything.
#[test]
fn no_word_and_no_number_is_cut_at_any_size() {
    let dictionary = Vocabulary::of_both_languages();
    let mut cut: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (index, (name, seats, make)) in STATES.iter().enumerate() {
        for seat in *seats {
            for locale in Locale::ALL {
                let mut app = console(*make, *seat, locale);
                let mut known = words_of(&screen(&mut app, ROOM), None);
                // A page hides boxes there that stand beside it in a smaller console.
                let page = std::mem::take(&mut app.stations[0].page);
                known.append(&mut words_of(&screen(&mut app, ROOM), None));
                app.stations[0].page = page;
                let known = dictionary.and(known);
                for size in some_sizes(index, 3) {
                    let buf = screen(&mut app, size);
                    let over = app.help_open || states::covers(&app);
                    let parts = (!over).then(|| {
                        let calls = states::calls_rows(&app, size.1);
                        parts(&places(Rect::new(0, 0, size.0, size.1), calls))
                    });
                    if !over {
                        says_no_plan_twice(&app, &buf, size);
                    }
                    let shown = words_of(&buf, parts.as_deref());
                    for word in shown.into_iter().filter(|word| !known.has(word)) {
                        let place = format!("{}×{}", size.0, size.1);
                        let key = format!("{name} {seat:?} {locale:?}: {word:?}");
                        cut.entry(key).or_default().push(place);
                    }
                }
            }
        }
    }
    let told: Vec<String> = cut
        .iter()
        .map(|(word, sizes)| format!("{word} at {}", sizes.join(" ")))
        .collect();
    assert!(told.is_empty(), "{} cut:\n{}", told.len(), told.join("\n"));
}

/// A plan has few lines: none of them stands there twice.
fn says_no_plan_twice(app: &App, buf: &Buffer, size: (u16, u16)) {
    let area = Rect::new(0, 0, size.0, size.1);
    let plan = places(area, states::calls_rows(app, size.1)).plan;
    let mut seen = BTreeSet::new();
    for line in rows(buf, plan) {
        let line = line.trim().trim_start_matches('►').trim().to_owned();
        let twice = !line.is_empty() && !seen.insert(line.clone());
        assert!(!twice, "{size:?}: {line}");
    }
}

/// On one page or on several, each key of the help stands with all it does.
#[test]
fn the_help_says_every_key_whole_at_every_size() {
    for locale in Locale::ALL {
        let mut app = console(moments::approach, Seat::Soyuz, locale);
        let rows: Vec<_> = app.settings.keys.rows(Board::Own).collect();
        let rows = rows.into_iter().filter(|(_, key)| key.is_some());
        let words: BTreeSet<String> = rows
            .map(|(row, _)| app.words.of(locale).get(row.act.word()))
            .collect();
        for size in sizes() {
            app.help_open = true;
            let mut said = String::new();
            let mut pages = 0;
            while app.help_open {
                let buf = screen(&mut app, size);
                said.extend(rows_of(&buf));
                press(&mut app, &[Key::Char('M')]);
                pages += 1;
            }
            assert!(pages <= 3, "{pages} pages at {size:?}");
            for word in &words {
                assert!(said.contains(word), "{locale:?} {size:?}: {word}");
            }
            // Esc leads back from the first.
            app.help_open = true;
            press(&mut app, &[Key::Esc]);
            assert!(!app.help_open && app.help_page == 0);
        }
    }
}

/// Whatever the mission is at, titles and labels stand where they stood.
#[test]
fn nothing_moves_between_phases() {
    const LABELS: [&str; 8] = [
        "label-range",
        "label-limit",
        "label-roll",
        "label-pitch",
        "label-yaw",
        "label-ring",
        "label-hooks",
        "label-latches",
    ];
    for seat in Seat::ALL {
        for locale in Locale::ALL {
            let phases = states::PHASES.map(|make| console(make, seat, locale));
            let mut phases = phases;
            for size in sizes() {
                let stand = |app: &mut App| -> BTreeSet<(u16, u16, String)> {
                    let buf = screen(app, size);
                    let area = Rect::new(0, 0, size.0, size.1);
                    let places = places(area, states::calls_rows(app, size.1));
                    let words = app.words.of(app.stations[0].locale());
                    let labels = LABELS.map(|key| words.get(key));
                    let mut found = BTreeSet::new();
                    for column in &places.boxes {
                        for y in column.top()..column.bottom() {
                            let line = row(&buf, *column, y);
                            let labelled = labels.iter().filter(|label| line.contains(*label));
                            found.extend(labelled.map(|label| {
                                let at = line.find(label.as_str()).unwrap_or(0);
                                (line[..at].chars().count() as u16, y, label.clone())
                            }));
                        }
                    }
                    for y in 0..size.1 {
                        let cells: Vec<char> = row(&buf, area, y).chars().collect();
                        let starts = cells.windows(2).enumerate();
                        found.extend(
                            starts
                                .filter(|(x, two)| {
                                    **two == ['─', ' '] && (*x == 0 || cells[x - 1] == ' ')
                                })
                                .map(|(x, _)| (x as u16, y, "─".to_owned())),
                        );
                    }
                    found
                };
                let before = stand(&mut phases[0]);
                assert!(before.len() >= 7, "{seat:?} {size:?} {before:?}");
                for app in &mut phases[1..] {
                    assert_eq!(stand(app), before, "{seat:?} {locale:?} {size:?}");
                }
            }
        }
    }
}

/// The names that are printed beside a seat's lamps.
fn lamps(app: &App, seat: Seat) -> Vec<String> {
    let words = app.words.of(Locale::of(seat));
    let craft = handshake::app::controls::valves(seat);
    craft.map(|valve| words.get(labels::valve(valve))).collect()
}

#[test]
fn every_lamp_has_its_whole_name_at_every_size() {
    assert!(!VALVES.is_empty() && !HATCHES.is_empty());
    for seat in Seat::ALL {
        let mut app = console(moments::air, seat, Locale::of(seat));
        let names = lamps(&app, seat);
        for size in sizes().filter(|(_, height)| *height >= TALL) {
            let buf = screen(&mut app, size);
            let shown: Vec<String> = rows(&buf, buf.area).collect();
            for name in &names {
                let whole = shown.iter().any(|line| {
                    line.match_indices(name.as_str()).any(|(at, _)| {
                        let after = line[at + name.len()..].chars().next();
                        after.is_none_or(|c| !c.is_alphanumeric())
                    })
                });
                assert!(whole, "{seat:?} {size:?}: {name}");
            }
        }
    }
}

/// Everything that either language has to say in one line.
fn sentences() -> BTreeSet<String> {
    const FILES: [&str; 6] = [
        include_str!("../../client/locales/en/console.ftl"),
        include_str!("../../client/locales/en/screens.ftl"),
        include_str!("../../client/locales/en/panel.ftl"),
        include_str!("../../client/locales/ru/console.ftl"),
        include_str!("../../client/locales/ru/screens.ftl"),
        include_str!("../../client/locales/ru/panel.ftl"),
    ];
    let lines = FILES.into_iter().flat_map(str::lines);
    let said = lines.filter_map(|line| Some(line.split_once(" = ")?.1));
    said.map(|text| text.trim().to_owned()).collect()
}

/// What stands behind the last key of a bar.
fn last_word(bar: &str) -> String {
    let words: Vec<&str> = bar.split_whitespace().collect();
    let cap = words.iter().rposition(|word| Key::labelled(word).is_some());
    words[cap.map_or(0, |at| at + 1)..].join(" ")
}

#[test]
fn header_partner_and_keys_are_whole_at_every_size() {
    let words = sentences();
    for seat in Seat::ALL {
        for locale in Locale::ALL {
            for moment in states::PHASES {
                let mut app = console(moment, seat, locale);
                for size in sizes() {
                    let buf = screen(&mut app, size);
                    let rows: Vec<String> = rows(&buf, buf.area).collect();
                    let (head, keys) = (&rows[0], &rows[rows.len() - 1]);
                    let partner = &rows[rows.len() - 2];
                    let ships = [["APOLLO", "АПОЛЛОН"], ["SOYUZ", "СОЮЗ"]];
                    let own = ships[seat.index()];
                    let starts = |name: &&str| head.starts_with(&format!(" {name} "));
                    assert!(own.iter().any(starts), "{size:?}: {head}");
                    // The level ends the header: whole, or left out where there is no room for it.
                    let level = ["Passenger", "Пассажир"];
                    let whole = level.iter().any(|level| head.trim_end().ends_with(level));
                    assert!(whole, "{size:?}: {head}");
                    let link = ["\u{a0}ms", "\u{a0}мс", " ms", " мс"]
                        .iter()
                        .any(|unit| partner.contains(unit));
                    assert!(
                        link && !partner.ends_with(|c: char| c.is_alphanumeric()),
                        "{size:?}: {partner}"
                    );
                    let last = last_word(keys);
                    assert!(words.contains(&last), "{size:?}: {last:?} in {keys}");
                }
            }
        }
    }
}
