//! The card of the first run: the same picture in every kind of character, side by side; the one that
//! looks right is chosen by its digit.

use handshake_shared::ids::Seat;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::row::Row;
use super::theme::Role;
use super::{Canvases, Look};
use crate::app::choices::{PICTURES, Setting};
use crate::app::first::{First, Stage, pictures};
use crate::app::{App, Settings};
use crate::i18n::{Bilingual, Words};
use crate::widgets::text::{broken, lines};
use crate::window::{draw_window, sample_scene};

/// First row of the pictures.
const PICTURES_AT: u16 = 7;
/// Highest picture, rows.
const HEIGHT_MAX: u16 = 14;

/// Draws the card.
pub fn draw(
    app: &App,
    first: &First,
    look: &Look,
    canvases: &mut Canvases,
    area: Rect,
    buf: &mut Buffer,
) {
    let words = app.words.of(app.settings.locale);
    let bar = Rect { height: 1, ..area };
    buf.set_style(bar, look.theme.style(Role::Bar));
    let title = Row::new(look.theme).put(Role::Value, format!(" {}", words.get("poster-line")));
    lines(&[title.line()], bar, buf);
    match first.stage {
        Stage::Language => language(first, &app.words, look, area, buf),
        Stage::Picture => picture(app, first, look, canvases, area, buf),
    }
}

/// Nobody knows yet which language is read here: both ask.
fn language(first: &First, both: &Bilingual, look: &Look, area: Rect, buf: &mut Buffer) {
    let row = || Row::new(look.theme).at(2);
    let mut shown = vec![
        row().put(Role::Text, both.en.get("first-language")).line(),
        row().put(Role::Text, both.ru.get("first-language")).line(),
        row().line(),
    ];
    for (index, words) in [&both.en, &both.ru].into_iter().enumerate() {
        let role = if index == first.cursor {
            Role::Picked
        } else {
            Role::Value
        };
        let name = words.get("first-language-name");
        let line = row().key(&(index + 1).to_string());
        shown.push(line.put(role, format!(" {name} ")).line());
    }
    let below = Rect {
        y: area.y + 2,
        height: area.height.saturating_sub(2),
        ..area
    };
    lines(&shown, below, buf);
}

fn picture(
    app: &App,
    first: &First,
    look: &Look,
    canvases: &mut Canvases,
    area: Rect,
    buf: &mut Buffer,
) {
    let words = app.words.of(app.settings.locale);
    let width = usize::from(area.width);
    let asked = broken(&words.get("first-picture"), width.saturating_sub(4));
    let asked: Vec<_> = asked
        .into_iter()
        .map(|piece| Row::new(look.theme).at(2).put(Role::Text, piece).line())
        .collect();
    let above = Rect {
        y: area.y + 2,
        height: PICTURES_AT - 3,
        ..area
    };
    lines(&asked, above, buf);
    let offered = pictures(&app.settings);
    let column = area.width / offered.len() as u16;
    for (index, glyphs) in offered.into_iter().enumerate() {
        let settings = Settings {
            glyphs,
            ..app.settings.clone()
        };
        let place = Rect {
            x: area.x + 1 + index as u16 * column,
            y: area.y + PICTURES_AT,
            width: column - 2,
            height: area.height.saturating_sub(PICTURES_AT + 5).min(HEIGHT_MAX),
        };
        let mode = Look::of(&settings).mode;
        let canvas = &mut canvases.windows[0];
        draw_window(&sample_scene(), Seat::Apollo, mode, place, buf, canvas);
        let value = PICTURES.iter().position(|other| *other == glyphs);
        let key = Setting::Picture.values()[value.unwrap_or(0)];
        name(words, look, (index, index == first.cursor, key), place, buf);
    }
    keys(words, look, area, buf);
}

/// Digit and name below a picture.
fn name(
    words: &Words,
    look: &Look,
    (index, here, key): (usize, bool, &str),
    picture: Rect,
    buf: &mut Buffer,
) {
    let role = if here { Role::Picked } else { Role::Value };
    let mut shown = vec![
        Row::new(look.theme)
            .key(&(index + 1).to_string())
            .put(Role::Mine, if here { "◂" } else { " " })
            .line(),
    ];
    for piece in broken(&words.get(key), usize::from(picture.width)) {
        shown.push(Row::new(look.theme).put(role, piece).line());
    }
    let below = Rect {
        y: picture.bottom(),
        height: 3,
        ..picture
    };
    lines(&shown, below, buf);
}

fn keys(words: &Words, look: &Look, area: Rect, buf: &mut Buffer) {
    let keys = Rect {
        y: area.bottom() - 1,
        height: 1,
        ..area
    };
    buf.set_style(keys, look.theme.style(Role::Bar));
    let row = Row::new(look.theme)
        .at(1)
        .key("← →")
        .put(
            Role::Label,
            format!("{}   ", words.get("console-key-choose")),
        )
        .key("Enter")
        .put(
            Role::Label,
            format!("{}   ", words.get("settings-key-accept")),
        )
        .key("Esc")
        .put(Role::Label, words.get("first-skip"));
    lines(&[row.line()], keys, buf);
}
