//! Every widget kind by itself: drawn alone in the room that a console of each size really gives it, in
//! the language of the seats that have it, empty, at work and at its limits. One picture a widget and
//! language.

mod rooms;
mod table;

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

use handshake::app::App;
use handshake::app::msg::Msg;
use handshake::app::station::Entry;
use handshake::app::update::update;
use handshake::draw::Look;
use handshake::draw::cockpit::places::{Places, TALL, in_short, places};
use handshake::draw::console::Console;
use handshake::draw::theme::Theme;
use handshake::i18n::Locale;
use handshake::widgets::{phrasebook, text};
use handshake::window::Mode;
use handshake_shared::ids::Seat;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::{LARGE, NORMAL, SMALL, TOGETHER};
use table::KINDS;

/// One thing a widget draws.
struct Kind {
    /// The widget's file.
    file: &'static str,
    /// Which of the things it draws.
    part: &'static str,
    /// The seats that have it.
    seats: &'static [Seat],
    /// The room it is given; none of it where a console of this size has no place for it.
    place: fn(&Given) -> Rect,
    /// What it shows.
    moments: Moments,
    draw: Drawn,
}

/// Moments by name, each as a console of a seat that shows it.
type Moments = &'static [(&'static str, fn(Seat) -> App)];

/// How it is drawn.
#[derive(Clone, Copy)]
enum Drawn {
    /// As lines, which its place cuts.
    Lines(fn(&Console, &Given, (usize, usize)) -> Vec<Line<'static>>),
    /// Into its cells.
    Cells(fn(&Console, Rect, &mut Buffer)),
}

/// What a console of one size gives.
struct Given {
    console: (u16, u16),
    places: Places,
    /// The boxes have no titles, and lines in short.
    short: bool,
    /// Radio, calls and plan have titles.
    titled: bool,
}

impl Given {
    fn of(app: &App, (width, height): (u16, u16)) -> Given {
        let area = Rect::new(0, 0, width, height);
        let calls_rows = match app.stations[0].entry {
            Entry::Book(_) => 1 + phrasebook::FRAME_ROWS + app.book_page(),
            Entry::None if height < TALL => 3,
            _ => 4,
        };
        Given {
            console: (width, height),
            places: places(area, calls_rows as u16),
            short: in_short(area),
            titled: height >= TALL,
        }
    }
}

const SIZES: [(u16, u16); 4] = [SMALL, NORMAL, TOGETHER, LARGE];

/// Braille and no colours: every pixel of a round instrument stands in the picture.
const LOOK: Look = Look {
    theme: Theme::MONO,
    mode: Mode::Braille,
    ascii: false,
};

/// The widget alone, in so much room at that size of a console.
fn alone(kind: &Kind, app: &mut App, size: (u16, u16)) -> Option<(Rect, String)> {
    update(app, Msg::Resize(size.0, size.1));
    let given = Given::of(app, size);
    let place = (kind.place)(&given);
    if place.is_empty() {
        return None;
    }
    let area = Rect::new(0, 0, place.width, place.height);
    let station = &app.stations[0];
    let view = station.view.as_ref().expect("a moment has a view");
    let console = Console::new(app, station, 0, view, &LOOK);
    let mut buf = Buffer::empty(area);
    match kind.draw {
        Drawn::Cells(draw) => draw(&console, area, &mut buf),
        Drawn::Lines(lines) => {
            let room = (usize::from(area.width), usize::from(area.height));
            text::lines(&lines(&console, &given, room), area, &mut buf);
        }
    }
    let rows = buf.content().chunks(usize::from(area.width));
    let rows = rows.map(|row| row.iter().map(Cell::symbol).collect::<String>());
    // What it leaves empty on the right and below, the size alone tells.
    let rows: Vec<String> = rows
        .map(|row| row.trim_end_matches([' ', '⠀']).to_owned())
        .collect();
    Some((area, rows.join("\n").trim_end_matches('\n').to_owned()))
}

/// Everything a widget draws for a seat; the same picture is told once, whatever sizes it stands at.
fn told(file: &str, seat: Seat) -> String {
    let mut text = String::new();
    let rows = KINDS.iter().filter(|kind| kind.file == file);
    for kind in rows.filter(|kind| kind.seats.contains(&seat)) {
        for (moment, make) in kind.moments {
            let mut seen: Vec<(String, Vec<String>)> = Vec::new();
            let mut app = make(seat);
            for size in SIZES {
                let Some((area, shown)) = alone(kind, &mut app, size) else {
                    continue;
                };
                let at = format!("{}×{} of {}×{}", area.width, area.height, size.0, size.1);
                match seen.iter_mut().find(|(other, _)| *other == shown) {
                    Some((_, sizes)) => sizes.push(at),
                    None => seen.push((shown, vec![at])),
                }
            }
            assert_eq!(app.words.en.missing(), Vec::<String>::new());
            assert_eq!(app.words.ru.missing(), Vec::<String>::new());
            for (shown, sizes) in seen {
                let (part, at) = (kind.part, sizes.join(", "));
                writeln!(text, "── {part}, {moment}: {at}\n{shown}").expect("a string takes all");
            }
        }
    }
    text
}

#[test]
fn every_widget_alone_is_as_blessed() {
    let files: BTreeSet<&str> = KINDS.iter().map(|kind| kind.file).collect();
    for file in files {
        for seat in Seat::ALL {
            let language = match Locale::of(seat) {
                Locale::En => "en",
                Locale::Ru => "ru",
            };
            let shown = told(file, seat);
            if !shown.is_empty() {
                insta::assert_snapshot!(format!("{file}-{language}"), shown);
            }
        }
    }
}

/// Files beside the widgets that draw nothing of their own.
const NO_WIDGETS: [&str; 1] = ["text"];

#[test]
fn every_widget_has_its_picture() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../client/src/widgets");
    let files = std::fs::read_dir(folder).expect("the widgets' folder");
    let files = files.map(|entry| entry.expect("a file").path());
    let sources = files.filter(|path| path.extension().is_some_and(|kind| kind == "rs"));
    let mut found: Vec<String> = sources
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
        .filter(|name| !NO_WIDGETS.contains(&name.as_str()))
        .collect();
    found.sort();
    let drawn: BTreeSet<&str> = KINDS.iter().map(|kind| kind.file).collect();
    // The sights are drawn with the window they lie over.
    let drawn: Vec<&str> = drawn.into_iter().filter(|file| *file != "sight").collect();
    assert_eq!(found, drawn);
}

/// A moment that changes nothing of a widget at any size would be no picture of it.
#[test]
fn every_moment_shows_something_else() {
    let mut same = Vec::new();
    for kind in KINDS {
        for seat in kind.seats {
            let at_all = |make: &fn(Seat) -> App| -> String {
                let mut app = make(*seat);
                let shown = SIZES
                    .into_iter()
                    .filter_map(|size| alone(kind, &mut app, size));
                shown.map(|(_, shown)| shown + "\n").collect()
            };
            let shown = kind.moments.iter().map(|(_, make)| at_all(make));
            let different: BTreeSet<String> = shown.collect();
            if different.len() < kind.moments.len() {
                same.push((kind.file, kind.part, *seat));
            }
        }
    }
    assert_eq!(same, []);
}
