//! The mouse: what is drawn as a key is pressed by a click, on every screen at every size in both
//! languages; a line of a list, a valve, a hatch and a cell of the matrix are reached and worked by it.

use handshake::app::effect::Effect;
use handshake::app::msg::Msg;
use handshake::app::station::Page;
use handshake::app::update::update;
use handshake::app::{App, Screen};
use handshake::draw::pointer::{Pointed, clicked, keys};
use handshake::draw::theme::{Role, Theme};
use handshake::draw::{Canvases, Look, draw};
use handshake::i18n::Locale;
use handshake::input::{Key, Press};
use handshake::window::Mode;
use handshake_shared::catalogue::spelling::KsuCell;
use handshake_shared::ids::Seat;
use handshake_shared::sim::input::Command;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::{NORMAL, SMALL, TOGETHER, client, demo, flying, press};

fn look() -> Look {
    Look {
        theme: Theme::FULL,
        mode: Mode::Quadrant,
        ascii: false,
    }
}

fn drawn(app: &mut App, (columns, rows): (u16, u16)) -> Buffer {
    update(app, Msg::Resize(columns, rows));
    let mut terminal = Terminal::new(TestBackend::new(columns, rows)).expect("a test backend");
    let mut canvases = Canvases::default();
    let done = terminal.draw(|frame| draw(app, &look(), &mut canvases, frame));
    done.expect("a test backend").buffer.clone()
}

fn click(app: &mut App, size: (u16, u16), at: (u16, u16)) -> Vec<Press> {
    let area = Rect::new(0, 0, size.0, size.1);
    keys(app, &look(), area, Pointed::Click(at.0, at.1))
}

/// Clicks and lets the keys act.
fn act(app: &mut App, size: (u16, u16), at: (u16, u16)) -> Vec<Effect> {
    let pressed = click(app, size, at);
    let keys = pressed.into_iter();
    keys.flat_map(|press| update(app, Msg::Key(press)))
        .collect()
}

fn row(buf: &Buffer, y: u16) -> String {
    (0..buf.area.width).map(|x| buf[(x, y)].symbol()).collect()
}

/// Where a text stands first.
fn place(buf: &Buffer, text: &str) -> (u16, u16) {
    let found = (0..buf.area.height).find_map(|y| {
        let row = row(buf, y);
        let at = row.find(text)?;
        Some((row[..at].chars().count() as u16, y))
    });
    found.unwrap_or_else(|| panic!("no {text:?}"))
}

/// The key caps of a picture with the place of each: runs of cells in the ink of keys.
fn caps(buf: &Buffer) -> Vec<(u16, u16, String)> {
    let style = Theme::FULL.style(Role::Key);
    let mut found = Vec::new();
    for y in 0..buf.area.height {
        let is_cap = |x: u16| {
            buf[(x, y)].bg == style.bg.expect("a ground") && Some(buf[(x, y)].fg) == style.fg
        };
        let mut x = 0;
        while x < buf.area.width {
            let start = x;
            while x < buf.area.width && is_cap(x) {
                x += 1;
            }
            if x > start {
                let label: String = (start..x).map(|x| buf[(x, y)].symbol()).collect();
                found.push((start, y, label.trim().to_owned()));
            }
            x += 1;
        }
    }
    found
}

#[test]
fn whatever_is_drawn_as_a_key_is_pressed_by_a_click() {
    let mut count = 0;
    for locale in Locale::ALL {
        for size in [SMALL, NORMAL, TOGETHER] {
            let mut apps = vec![client(locale)];
            for keys in ["6", "4", "41", "3", "7", "5"] {
                let mut app = client(locale);
                let keys: Vec<Key> = keys.chars().map(Key::Char).collect();
                press(&mut app, &keys);
                apps.push(app);
            }
            for seat in Seat::ALL {
                apps.push(flying(locale, &[seat], demo::final_approach));
                apps.push(flying(locale, &[seat], demo::read_back));
            }
            if size == TOGETHER {
                apps.push(flying(locale, &Seat::ALL, demo::final_approach));
            }
            for mut app in apps {
                let buf = drawn(&mut app, size);
                for (x, y, label) in caps(&buf) {
                    let Some(key) = Key::labelled(&label) else {
                        // Two keys in one cap ("↑ ↓", "W S", "1–3"), or none: more lines than digits.
                        assert_ne!(label.chars().count(), 1, "{}", row(&buf, y));
                        continue;
                    };
                    count += 1;
                    let click = |at| clicked(&app, &look(), &buf, at);
                    assert_eq!(click((x, y)), [Press::down(key)], "{label}");
                    assert_eq!(click((x + 1, y)), [Press::down(key)], "{label}");
                }
            }
        }
    }
    assert!(count > 500, "{count} caps");
}

#[test]
fn the_text_behind_a_key_belongs_to_it_and_empty_space_to_nobody() {
    let mut app = client(Locale::En);
    let buf = drawn(&mut app, NORMAL);
    let (x, y) = place(&buf, "Fly with a software crew");
    for along in [0, 5, 23] {
        assert_eq!(
            click(&mut app, NORMAL, (x + along, y)),
            [Press::down(Key::Char('4'))]
        );
    }
    assert_eq!(click(&mut app, NORMAL, (NORMAL.0 - 1, 3)), []);
    assert_eq!(click(&mut app, NORMAL, (500, 500)), []);
}

#[test]
fn a_line_of_a_list_is_chosen_by_one_click_and_taken_by_the_next() {
    let mut app = client(Locale::En);
    press(&mut app, &[Key::Char('4'), Key::Char('1')]);
    let before = drawn(&mut app, NORMAL);
    let (x, y) = place(&before, "Four Transfers");
    assert_eq!(act(&mut app, NORMAL, (x, y)), []);
    let Screen::Start(start) = &app.screen else {
        panic!("{:?}", app.screen);
    };
    let chosen = start.cursor;
    let effects = act(&mut app, NORMAL, (x, y));
    assert!(
        matches!(effects.as_slice(), [Effect::Open(_)]),
        "{chosen}: {effects:?}"
    );
    assert_eq!(app.settings.scenario, "four-transfers");
}

#[test]
fn a_valve_and_a_hatch_are_reached_by_their_names_and_worked_by_the_next_click() {
    for (seat, name) in [(Seat::Apollo, "DM VENT"), (Seat::Soyuz, "КВД 4")] {
        let locale = [Locale::En, Locale::Ru][seat.index()];
        let mut app = flying(locale, &[seat], demo::air);
        let buf = drawn(&mut app, NORMAL);
        assert_eq!(act(&mut app, NORMAL, place(&buf, name)), [], "{name}");
        assert_eq!(app.stations[0].page, Page::Controls, "{name}");
        let buf = drawn(&mut app, NORMAL);
        let row = row(&buf, place(&buf, "▸ ").1);
        assert!(row.contains(name), "{name}: {row}");
    }
}

#[test]
fn a_cell_of_the_matrix_is_chosen_and_then_pressed() {
    let mut app = flying(Locale::Ru, &[Seat::Soyuz], demo::final_approach);
    let mut presses = 0;
    while app.stations[0].page != Page::Ksu {
        press(&mut app, &[Key::Char('P')]);
        presses += 1;
        assert!(presses < 5, "the matrix is a page of the panel");
    }
    let buf = drawn(&mut app, NORMAL);
    let (x, y) = place(&buf, "А Б В Г Н Р С У");
    let at = (x + 2 * 5, y + 3);
    assert_eq!(act(&mut app, NORMAL, at), []);
    assert_eq!(app.stations[0].cell, (5, 2));
    let cell = KsuCell::new(5, 3).expect("on the panel");
    assert_eq!(
        act(&mut app, NORMAL, at),
        [Effect::Command(0, Command::Ksu(cell))]
    );
}

#[test]
fn the_wheel_moves_through_lists_and_never_turns_the_ship() {
    let area = Rect::new(0, 0, NORMAL.0, NORMAL.1);
    let wheel = |app: &App| keys(app, &look(), area, Pointed::Wheel(true));
    assert_eq!(wheel(&client(Locale::En)), [Press::down(Key::Down)]);
    let mut app = flying(Locale::En, &[Seat::Apollo], demo::final_approach);
    assert_eq!(wheel(&app), []);
    press(&mut app, &[Key::Char('P')]);
    assert_eq!(wheel(&app), [Press::down(Key::Down)]);
}

#[test]
fn a_bar_without_colours_is_clicked_by_its_words() {
    let mut app = flying(Locale::En, &[Seat::Apollo], demo::final_approach);
    let look = Look {
        theme: Theme::MONO,
        mode: Mode::Braille,
        ascii: false,
    };
    update(&mut app, Msg::Resize(NORMAL.0, NORMAL.1));
    let mut terminal = Terminal::new(TestBackend::new(NORMAL.0, NORMAL.1)).expect("a backend");
    let mut canvases = Canvases::default();
    let done = terminal.draw(|frame| draw(&app, &look, &mut canvases, frame));
    let buf = done.expect("a backend").buffer.clone();
    let bar = NORMAL.1 - 1;
    let text = row(&buf, bar);
    for (word, key) in [("help", Key::Char('H')), ("panel", Key::Char('P'))] {
        let at = text.find(word).expect("in the bar");
        let x = text[..at].chars().count() as u16;
        let pressed = clicked(&app, &look, &buf, (x + 1, bar));
        assert_eq!(pressed, [Press::down(key)], "{word}: {text}");
    }
}
