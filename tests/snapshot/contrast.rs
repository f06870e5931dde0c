//! Contrast and shape: every text stands out of its ground in every theme, on the screens as they are
//! drawn; and nothing is told by colour alone.

use handshake::app::App;
use handshake::app::msg::{Msg, News};
use handshake::app::update::update;
use handshake::bots::Temper;
use handshake::draw::theme::{Depth, Role, Scheme, Theme};
use handshake::draw::{Canvases, Look, draw};
use handshake::i18n::Locale;
use handshake::input::Key;
use handshake::window::Mode;
use handshake_shared::ids::Seat;
use handshake_shared::scenario::load;
use handshake_shared::view::{self, View};
use handshake_tests::flight::fly_watched;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

use super::{NORMAL, SMALL, TOGETHER, client, demo, flying, press, replays};

/// Red, green, blue, sRGB.
type Rgb = (u8, u8, u8);

/// Least contrast of text: WCAG 2.2, success criterion 1.4.3 (AA).
const CONTRAST_MIN: f64 = 4.5;

/// What terminals print for the sixteen colours: xterm's defaults (XTerm-col.ad) and the console of
/// Linux (drivers/tty/vt/vt.c, `default_red` and its kin).
const SIXTEEN: [[Rgb; 16]; 2] = [
    [
        (0, 0, 0),
        (205, 0, 0),
        (0, 205, 0),
        (205, 205, 0),
        (0, 0, 238),
        (205, 0, 205),
        (0, 205, 205),
        (229, 229, 229),
        (127, 127, 127),
        (255, 0, 0),
        (0, 255, 0),
        (255, 255, 0),
        (92, 92, 255),
        (255, 0, 255),
        (0, 255, 255),
        (255, 255, 255),
    ],
    [
        (0, 0, 0),
        (170, 0, 0),
        (0, 170, 0),
        (170, 85, 0),
        (0, 0, 170),
        (170, 0, 170),
        (0, 170, 170),
        (170, 170, 170),
        (85, 85, 85),
        (255, 85, 85),
        (85, 255, 85),
        (255, 255, 85),
        (85, 85, 255),
        (255, 85, 255),
        (85, 255, 255),
        (255, 255, 255),
    ],
];

/// The colour as such a terminal shows it.
fn shown(colour: Color, sixteen: &[Rgb; 16]) -> Rgb {
    match colour {
        Color::Rgb(r, g, b) => (r, g, b),
        Color::Indexed(index) if index < 16 => sixteen[usize::from(index)],
        Color::Indexed(index) => of_palette(index),
        Color::Black => sixteen[0],
        Color::Cyan => sixteen[6],
        Color::Gray => sixteen[7],
        Color::DarkGray => sixteen[8],
        Color::LightRed => sixteen[9],
        Color::LightGreen => sixteen[10],
        Color::LightYellow => sixteen[11],
        Color::LightMagenta => sixteen[13],
        Color::LightCyan => sixteen[14],
        Color::White => sixteen[15],
        other => panic!("a theme uses {other}, whose contrast is not known"),
    }
}

/// Relative luminance of an sRGB colour (WCAG 2.2).
fn luminance((r, g, b): Rgb) -> f64 {
    let linear = |value: u8| {
        let part = f64::from(value) / 255.0;
        match part <= 0.04045 {
            true => part / 12.92,
            false => ((part + 0.055) / 1.055).powf(2.4),
        }
    };
    0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}

/// Contrast ratio of two colours, 1 to 21 (WCAG 2.2).
fn contrast(one: Rgb, other: Rgb) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// The grounds a role is drawn on: its own where it has one, else the screen's and a bar's.
const GROUNDS: [Role; 2] = [Role::Ground, Role::Bar];

#[test]
fn contrast_is_that_of_the_guideline() {
    assert_eq!(contrast((0, 0, 0), (255, 255, 255)), 21.0);
    // The guideline's own example of a grey that just fails on white.
    let grey = contrast((119, 119, 119), (255, 255, 255));
    assert!((4.47..4.49).contains(&grey), "{grey}");
}

#[test]
fn every_role_stands_out_of_every_ground_in_every_theme() {
    let mut least = (f64::INFINITY, String::new());
    let mut faint = Vec::new();
    for scheme in Scheme::ALL
        .into_iter()
        .filter(|scheme| *scheme != Scheme::Mono)
    {
        for depth in [Depth::True, Depth::Palette, Depth::Sixteen] {
            let theme = Theme { scheme, depth };
            for (role, ground) in Role::ALL
                .into_iter()
                .flat_map(|role| GROUNDS.map(|ground| (role, ground)))
            {
                let base = theme.style(Role::Ground).patch(theme.style(ground));
                let style = base.patch(theme.style(role));
                let (Some(fg), Some(bg)) = (style.fg, style.bg) else {
                    panic!("{theme:?}: {role:?} on {ground:?} leaves a colour to the terminal")
                };
                for sixteen in &SIXTEEN {
                    let ratio = contrast(shown(fg, sixteen), shown(bg, sixteen));
                    let what = format!("{scheme:?} {depth:?} {role:?} on {ground:?}: {ratio:.2}");
                    if ratio < CONTRAST_MIN {
                        faint.push(what.clone());
                    }
                    if ratio < least.0 {
                        least = (ratio, what);
                    }
                }
            }
        }
    }
    assert_eq!(faint, Vec::<String>::new());
    println!("least contrast: {}", least.1);
}

/// A colour of the 256-colour palette, 16 to 255: a cube of 6 × 6 × 6 and 24 greys (xterm's
/// 256colres.h).
fn of_palette(index: u8) -> Rgb {
    const CUBE: [u8; 6] = [0, 95, 135, 175, 215, 255];
    assert!(index >= 16, "the first sixteen have names");
    if index >= 232 {
        let grey = 8 + 10 * (index - 232);
        return (grey, grey, grey);
    }
    let at = usize::from(index - 16);
    (CUBE[at / 36], CUBE[at / 6 % 6], CUBE[at % 6])
}

/// Every screen with text on it, as far into a flight as it goes; none shows the window.
pub(super) fn screens(locale: Locale) -> Vec<(&'static str, App, (u16, u16))> {
    let mut all: Vec<(&'static str, App, (u16, u16))> = Vec::new();
    let menu = |keys: &[Key]| {
        let mut app = client(locale);
        press(&mut app, keys);
        app
    };
    let four = Key::Char('4');
    all.push(("start", menu(&[]), SMALL));
    all.push(("seat", menu(&[four]), NORMAL));
    all.push(("missions", menu(&[four, Key::Enter]), NORMAL));
    all.push(("missions", menu(&[four, Key::Enter, Key::Down]), TOGETHER));
    all.push(("join", menu(&[Key::Char('3'), Key::Char('H')]), SMALL));
    all.push(("settings", menu(&[Key::Char('7')]), SMALL));
    for keys in [&[][..], &[Key::PageDown], &[Key::Char('X')]] {
        all.push(("replays", replays::list(locale, keys), SMALL));
    }
    let aloft = |seats: &[Seat], view: fn(Seat) -> View, keys: &[Key]| {
        let mut app = flying(locale, seats, view);
        press(&mut app, keys);
        app
    };
    let picture = Key::Char('0');
    for seat in Seat::ALL {
        for view in [demo::final_approach, demo::air, demo::read_back] {
            all.push(("stack", aloft(&[seat], view, &[picture]), SMALL));
            all.push(("stack", aloft(&[seat], view, &[picture]), NORMAL));
        }
        for keys in [
            &[picture, Key::Char('P')][..],
            &[picture, Key::Char('B'), Key::Char('R')],
            &[picture, Key::Char('T'), Key::Char('V')],
            &[picture, picture],
            &[picture, picture, picture],
            &[Key::Char('H')],
        ] {
            all.push(("page", aloft(&[seat], demo::air, keys), NORMAL));
        }
        for debrief in [demo::debrief(), demo::debrief_of_harm()] {
            let mut app = aloft(&[seat], demo::air, &[]);
            update(&mut app, Msg::Link(0, News::Debrief(Box::new(debrief))));
            all.push(("debrief", app, NORMAL));
        }
    }
    let both = aloft(&Seat::ALL, demo::final_approach, &[Key::Space]);
    all.push(("together", both, TOGETHER));
    for seat in Seat::ALL {
        all.push((
            "wide",
            aloft(&[seat], demo::final_approach, &[picture]),
            TOGETHER,
        ));
    }
    all
}

pub(super) fn drawn(app: &mut App, (columns, rows): (u16, u16), look: &Look) -> Buffer {
    update(app, Msg::Resize(columns, rows));
    let mut terminal = Terminal::new(TestBackend::new(columns, rows)).expect("a test backend");
    let mut canvases = Canvases::default();
    terminal
        .draw(|frame| draw(app, look, &mut canvases, frame))
        .expect("a test backend");
    terminal.backend().buffer().clone()
}

/// Ink and ground of a cell as the terminal shows them.
fn inks(cell: &Cell) -> (Color, Color) {
    match cell.modifier.contains(Modifier::REVERSED) {
        true => (cell.bg, cell.fg),
        false => (cell.fg, cell.bg),
    }
}

#[test]
fn every_letter_of_every_screen_stands_out_of_its_ground_in_every_theme() {
    let mut faint = std::collections::BTreeSet::new();
    let mut letters = 0;
    for locale in Locale::ALL {
        for (name, mut app, size) in screens(locale) {
            for scheme in Scheme::ALL
                .into_iter()
                .filter(|scheme| *scheme != Scheme::Mono)
            {
                for (depth, mode) in [
                    (Depth::True, Mode::Quadrant),
                    (Depth::Palette, Mode::Colours256),
                    (Depth::Sixteen, Mode::Colours16),
                ] {
                    let theme = Theme { scheme, depth };
                    let look = Look {
                        theme,
                        mode,
                        ascii: false,
                    };
                    let shown_cells = drawn(&mut app, size, &look);
                    for cell in shown_cells.content() {
                        if !cell.symbol().starts_with(char::is_alphanumeric) {
                            continue;
                        }
                        letters += 1;
                        let (fg, bg) = inks(cell);
                        for sixteen in &SIXTEEN {
                            let ratio = contrast(shown(fg, sixteen), shown(bg, sixteen));
                            if ratio < CONTRAST_MIN {
                                faint.insert(format!("{name} {scheme:?} {depth:?} {fg} on {bg}"));
                            }
                        }
                    }
                }
            }
        }
    }
    assert!(letters > 100_000, "only {letters} letters were looked at");
    assert!(faint.is_empty(), "{} faint: {faint:#?}", faint.len());
}

/// What a row says in shapes, and what it says in colours.
type RowSeen = (String, Vec<(Color, Color, Modifier)>);

fn rows(buf: &Buffer) -> Vec<RowSeen> {
    let columns = usize::from(buf.area.width);
    let rows = buf.content().chunks(columns);
    rows.map(|row| {
        let text = row.iter().map(Cell::symbol).collect();
        let looks = row.iter().map(|cell| (cell.fg, cell.bg, cell.modifier));
        (text, looks.collect())
    })
    .collect()
}

/// Through a whole flight, second by second: a row that changes its colours changes its characters.
#[test]
fn nothing_is_told_by_colour_alone() {
    let scenario = load("final-approach").expect("a shipped mission");
    let mut views: Vec<[View; 2]> = Vec::new();
    let mut next_s = 0.0;
    fly_watched(&scenario, 1975, [Temper::default(); 2], 900.0, |world| {
        if world.tick().seconds() >= next_s {
            views.push(Seat::ALL.map(|seat| view::of(world, seat)));
            next_s += 1.0;
        }
    });
    let look = Look {
        theme: Theme::FULL,
        mode: Mode::Quadrant,
        ascii: false,
    };
    let (mut changed, mut by_colour) = (0, std::collections::BTreeSet::new());
    for seat in Seat::ALL {
        for keys in [
            &[Key::Char('0')][..],
            &[Key::Char('0'), Key::Char('P')],
            &[Key::Char('0'), Key::Char('P'), Key::Char('P')],
        ] {
            let mut app = flying(Locale::of(seat), &[seat], demo::final_approach);
            press(&mut app, keys);
            let mut before: Option<Vec<RowSeen>> = None;
            for pair in &views {
                let view = Box::new(pair[seat.index()].clone());
                update(&mut app, Msg::Link(0, News::View(view)));
                let now = rows(&drawn(&mut app, NORMAL, &look));
                for (old, new) in before.iter().flatten().zip(&now) {
                    changed += usize::from(old.1 != new.1);
                    if old.1 != new.1 && old.0 == new.0 {
                        by_colour.insert(format!("{seat:?} {}", new.0.trim_end()));
                    }
                }
                before = Some(now);
            }
        }
    }
    assert!(views.len() > 100 && changed > 300, "{changed} rows changed");
    assert!(
        by_colour.is_empty(),
        "{} rows: {by_colour:#?}",
        by_colour.len()
    );
}
