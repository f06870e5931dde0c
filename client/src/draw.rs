//! The client's screens. Drawing reads the model and cannot change it; what it keeps between
//! frames is canvases only.

pub mod choices;
pub mod cockpit;
pub mod console;
pub mod credits;
pub mod debrief;
pub mod demo;
pub mod desk;
pub mod first;
pub mod greyout;
pub mod help;
pub mod host;
pub mod join;
pub mod pause;
pub mod phrases;
pub mod pixels;
pub mod playback;
pub mod pointer;
pub mod ready;
pub mod rebind;
pub mod replays;
pub mod row;
pub mod start;
pub mod steady;
pub mod theme;
pub mod wait;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::{App, SIZE_MIN, Screen, Settings};
use crate::i18n::{Arg, Words};
use crate::settings::Glyphs;
use crate::widgets::text::wrapped;
use crate::window::{Canvas, Mode};
use theme::{Depth, Role, Theme};

/// How everything is drawn: colours by meaning, pixels by mode.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// Colours.
    pub theme: Theme,
    /// How pictures become cells.
    pub mode: Mode,
    /// Only ASCII characters.
    pub ascii: bool,
}

impl Look {
    /// The look that the player's settings ask for.
    pub fn of(settings: &Settings) -> Look {
        let theme = Theme {
            scheme: settings.scheme,
            depth: settings.depth,
        };
        Look {
            theme,
            mode: mode(settings.glyphs, theme),
            ascii: settings.glyphs == Glyphs::Ascii,
        }
    }
}

impl Look {
    /// Pictures have every colour they are drawn with.
    pub fn is_colourful(&self) -> bool {
        matches!(self.mode, Mode::Quadrant | Mode::HalfBlock | Mode::Sextant)
    }
}

/// How pictures become cells. Below true colour one way suits every font with block characters.
fn mode(glyphs: Glyphs, theme: Theme) -> Mode {
    match (glyphs, theme.depth) {
        (Glyphs::Ascii, _) => Mode::Ascii,
        (Glyphs::Braille, _) | (_, Depth::Mono) => Mode::Braille,
        _ if theme.is_mono() => Mode::Braille,
        (_, Depth::Palette) => Mode::Colours256,
        (_, Depth::Sixteen) => Mode::Colours16,
        (Glyphs::Quadrants, Depth::True) => Mode::Quadrant,
        (Glyphs::Sextants, Depth::True) => Mode::Sextant,
        (Glyphs::HalfBlocks, Depth::True) => Mode::HalfBlock,
    }
}

/// What drawing keeps between frames.
#[derive(Debug, Default)]
pub struct Canvases {
    /// A window for each console.
    pub windows: [Canvas; 2],
    /// Both craft from outside, one picture each.
    pub outside: [Canvas; 2],
    /// Pictures in real pixels, where the terminal shows them.
    pub pixels: pixels::Pixels,
}

/// Draws the client as it stands.
pub fn draw(app: &App, look: &Look, canvases: &mut Canvases, frame: &mut Frame) {
    let area = frame.area();
    let buf = frame.buffer_mut();
    screen(app, look, canvases, area, buf);
    if canvases.pixels.is_covered(buf) {
        buf.reset();
        screen(app, look, canvases, area, buf);
    }
}

fn screen(app: &App, look: &Look, canvases: &mut Canvases, area: Rect, buf: &mut Buffer) {
    buf.set_style(area, look.theme.style(Role::Ground));
    let words = app.words.of(app.settings.locale);
    if area.width < SIZE_MIN.0 || area.height < SIZE_MIN.1 {
        return too_small(words, look, area, buf);
    }
    match &app.screen {
        Screen::First(first) => first::draw(app, first, look, canvases, area, buf),
        Screen::Start(start) => start::draw(app, start, words, look, canvases, area, buf),
        Screen::Settings(choices) => {
            choices::draw(app, choices, words, look, canvases, area, buf);
        }
        Screen::Credits => credits::draw(app, words, look, canvases, area, buf),
        Screen::Keys(rebind) => rebind::draw(app, rebind, words, look, area, buf),
        Screen::Ready(room) => ready::draw(app, room, words, look, canvases, area, buf),
        Screen::Wait(wait) => wait::draw(app, wait, words, look, canvases, area, buf),
        Screen::Replays(list) => replays::draw(app, list, words, look, canvases, area, buf),
        Screen::Replay => {
            cockpits(app, look, canvases, area, buf);
            if let Some(shown) = &app.playback {
                playback::draw(app, shown, look, area, buf);
            }
        }
        Screen::Join(join) => join::draw(app, join, words, look, canvases, area, buf),
        Screen::Demo => demo::draw(app, look, canvases, area, buf),
        Screen::Cockpit => {
            cockpits(app, look, canvases, area, buf);
            pause::draw(app, words, look, area, buf);
            demo::over(app, words, look, area, buf);
        }
        Screen::Desk => {
            if let Some(desk) = &app.desk {
                desk::draw(app, desk, words, look, area, buf);
            }
        }
        Screen::Debrief => debrief::draw(app, look, area, buf),
    }
    if app.help_open {
        help::draw(app, words, look, area, buf);
    }
    if look.ascii {
        plain_ascii(area, buf);
    }
}

/// One console, or two side by side, or one above the other where there is no width.
fn cockpits(app: &App, look: &Look, canvases: &mut Canvases, area: Rect, buf: &mut Buffer) {
    if !app.is_together() {
        if let Some(station) = app.stations.first() {
            cockpit::draw(app, station, 0, look, canvases, area, buf);
        }
        return;
    }
    let halves = if area.width >= 2 * SIZE_MIN.0 {
        let left = Rect {
            width: area.width / 2,
            ..area
        };
        [
            left,
            Rect {
                x: left.right(),
                width: area.width - left.width,
                ..area
            },
        ]
    } else if area.height >= 2 * SIZE_MIN.1 {
        let top = Rect {
            height: area.height / 2,
            ..area
        };
        [
            top,
            Rect {
                y: top.bottom(),
                height: area.height - top.height,
                ..area
            },
        ]
    } else {
        return too_small_for_two(app.words.of(app.settings.locale), look, area, buf);
    };
    for (index, (station, half)) in app.stations.iter().zip(halves).enumerate() {
        cockpit::draw(app, station, index, look, canvases, half, buf);
    }
}

/// The plain card of a terminal that is too small: the mission goes on behind it.
fn too_small(words: &Words, look: &Look, area: Rect, buf: &mut Buffer) {
    let args = [
        ("width", Arg::Count(i64::from(area.width))),
        ("height", Arg::Count(i64::from(area.height))),
    ];
    let text = words.format("screen-too-small", &args);
    wrapped(&text, look.theme.style(Role::Text), area, buf);
}

fn too_small_for_two(words: &Words, look: &Look, area: Rect, buf: &mut Buffer) {
    let args = [
        ("width", Arg::Count(i64::from(area.width))),
        ("height", Arg::Count(i64::from(area.height))),
        ("command", Arg::Text("handshake local --split")),
    ];
    let text = words.format("screen-split", &args);
    wrapped(&text, look.theme.style(Role::Text), area, buf);
}

/// What a terminal without these characters shows instead.
const ASCII: &[(&str, &str)] = &[
    ("●", "*"),
    ("○", "o"),
    ("■", "#"),
    ("▣", "%"),
    ("□", "."),
    ("▲", "!"),
    ("▸", ">"),
    ("◂", "<"),
    ("►", ">"),
    ("✓", "+"),
    ("✗", "x"),
    ("─", "-"),
    ("│", "|"),
    ("┄", "."),
    ("┼", "+"),
    ("◆", "O"),
    ("█", "#"),
    ("░", "."),
    ("▒", "%"),
    ("╱", "/"),
    ("▏", "|"),
    ("┃", "|"),
    ("·", "."),
    ("—", "-"),
    ("–", "-"),
    ("−", "-"),
    ("…", "~"),
    ("«", "\""),
    ("»", "\""),
    ("“", "\""),
    ("”", "\""),
    ("↑", "^"),
    ("↓", "v"),
    ("←", "<"),
    ("→", ">"),
    ("₂", "2"),
    ("°", "d"),
    ("№", "N"),
    ("┌", "+"),
    ("┐", "+"),
    ("└", "+"),
    ("┘", "+"),
    ("├", "+"),
    ("┤", "+"),
    ("╴", "-"),
    ("▀", "\""),
    ("▄", "_"),
    ("▌", "|"),
    ("▐", "|"),
    ("◇", "o"),
    ("▶", ">"),
    ("×", "x"),
    ("ʹ", "'"),
    ("’", "'"),
    ("\u{a0}", " "),
    ("Δ", "d"),
    ("±", "~"),
    ("▪", "*"),
    ("▫", "o"),
    ("⚠", "!"),
    ("▕", "|"),
    ("╌", "-"),
];

fn plain_ascii(area: Rect, buf: &mut Buffer) {
    for y in area.top()..area.bottom() {
        for x in area.left()..area.right() {
            let Some(cell) = buf.cell_mut((x, y)) else {
                continue;
            };
            if cell.symbol().is_ascii() {
                continue;
            }
            if let Some((_, plain)) = ASCII.iter().find(|(fancy, _)| *fancy == cell.symbol()) {
                cell.set_symbol(plain);
            }
        }
    }
}
