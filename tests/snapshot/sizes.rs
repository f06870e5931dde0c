//! Every size between the smallest console and a wall: nothing of it is cut, nothing stands over
//! something else, and what a crew works by is there.

use std::collections::BTreeSet;

use handshake::app::App;
use handshake::i18n::{Locale, labels};
use handshake::input::Key;
use handshake_shared::catalogue::hatches::HATCHES;
use handshake_shared::catalogue::valves::VALVES;
use handshake_shared::ids::Seat;
use handshake_shared::view::View;

use crate::{demo, flying, picture};

/// From this height on every lamp has its place; below, a page of the panel has them.
const TALL: u16 = 36;

/// Widths and heights, coarser where they change nothing but room.
fn sizes() -> impl Iterator<Item = (u16, u16)> {
    let widths = (80..=160)
        .step_by(16)
        .chain([109, 110, 111, 155, 156, 157, 200, 240]);
    widths.flat_map(|width| [24, 25, 30, 35, 36, 40, 48, 60, 67].map(|height| (width, height)))
}

fn moments() -> [fn(Seat) -> View; 3] {
    [demo::final_approach, demo::read_back, demo::air]
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
        for size in sizes().filter(|(_, height)| *height >= TALL) {
            let mut app = flying(Locale::of(seat), &[seat], demo::air);
            let names = lamps(&app, seat);
            let shown = picture(&mut app, size);
            for name in names {
                let whole = shown.lines().any(|line| {
                    line.match_indices(&name).any(|(at, _)| {
                        let after = line[at + name.len()..].chars().next();
                        after.is_none_or(|c| !c.is_alphanumeric())
                    })
                });
                assert!(whole, "{seat:?} {size:?}: {name}\n{shown}");
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
            for size in sizes() {
                for moment in moments() {
                    let mut app = flying(locale, &[seat], moment);
                    let shown = picture(&mut app, size);
                    // The picture's own text stands in quotation marks, a line each.
                    let rows: Vec<&str> = shown.lines().map(|row| row.trim_matches('"')).collect();
                    let (head, keys) = (rows[0], rows[rows.len() - 1]);
                    let partner = rows[rows.len() - 2];
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
