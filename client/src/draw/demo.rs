//! The show on the screen: what is looked at, below it the caption in both languages, and what is asked.

use handshake_shared::ids::Seat;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::{Clear, Widget};
use unicode_width::UnicodeWidthStr;

use super::console::Console;
use super::row::Row;
use super::theme::Role;
use super::{Canvases, Look};
use crate::app::demo::scenes::{SCENES, Shot};
use crate::app::demo::{Asking, Demo, Layout, kiosk, shot};
use crate::app::playback::keys::has_room_for_both;
use crate::app::{App, SIZE_MIN, Screen};
use crate::i18n::{Arg, Locale, Words};
use crate::replays::clock_text;
use crate::widgets::text::{broken, centred, cleared, lines};
use crate::widgets::{poster, stack};
use crate::window::draw_outside;

/// Rows at the foot of a console that mean nothing to who only watches: partner and keys.
const UNUSED: u16 = 2;
/// Columns of a card.
const CARD: u16 = 62;
/// Rows of one console on a wall.
const CONSOLE_ROWS: u16 = 40;

/// Draws the show.
pub fn draw(app: &App, look: &Look, canvases: &mut Canvases, area: Rect, buf: &mut Buffer) {
    let Some(demo) = &app.demo else { return };
    let band = band(app, demo, look, usize::from(area.width));
    let rows = (band.len() as u16).min(area.height);
    let below = Rect {
        y: area.bottom() - rows,
        height: rows,
        ..area
    };
    let above = Rect {
        height: area.height - rows,
        ..area
    };
    match shot(app) {
        Some(shot) => pictures(app, shot, look, canvases, (area, above), buf),
        None => poster::draw(app.poster_ms(), look, area, buf, &mut canvases.windows),
    }
    Clear.render(below, buf);
    buf.set_style(below, look.theme.style(Role::Bar));
    lines(&band, below, buf);
    if let Some((asking, _)) = demo.asking {
        ask(app, asking, look, area, buf);
    }
}

/// What is looked at, as the size allows.
fn pictures(
    app: &App,
    shot: Shot,
    look: &Look,
    canvases: &mut Canvases,
    (area, above): (Rect, Rect),
    buf: &mut Buffer,
) {
    let consoles = Rect {
        height: (above.height + UNUSED).clamp(SIZE_MIN.1, area.height),
        ..above
    };
    match (Layout::of((area.width, area.height)), shot) {
        (Layout::Wall, _) => wall(app, look, canvases, above, buf),
        (_, Shot::Outside) => outside(app, look, canvases, above, buf),
        (_, Shot::Console(_) | Shot::Stack) => super::cockpits(app, look, canvases, consoles, buf),
    }
}

/// Both consoles above, below them both craft from outside and the stack.
fn wall(app: &App, look: &Look, canvases: &mut Canvases, area: Rect, buf: &mut Buffer) {
    let top = Rect {
        height: CONSOLE_ROWS.min(area.height),
        ..area
    };
    super::cockpits(app, look, canvases, top, buf);
    let left = Rect {
        y: top.bottom(),
        height: area.height - top.height,
        width: area.width / 2,
        ..area
    };
    outside(app, look, canvases, left, buf);
    let right = Rect {
        x: left.right(),
        width: area.width - left.width,
        ..left
    };
    if let Some(station) = app.stations.first()
        && let Some(view) = &station.view
    {
        let console = Console::new(app, station, 0, view, look);
        stack::draw(&console, right, buf);
    }
}

/// Both craft from outside.
fn outside(app: &App, look: &Look, canvases: &mut Canvases, area: Rect, buf: &mut Buffer) {
    let player = app.playback.as_ref().map(|playback| &playback.player);
    let views = player.map(|player| Seat::ALL.map(|seat| player.view(seat)));
    let Some([Some(apollo), Some(soyuz)]) = views else {
        return;
    };
    let scenes = [&apollo.scene, &soyuz.scene];
    draw_outside(scenes, look.mode, area, buf, &mut canvases.outside);
}

/// The caption: a rule, the words of both languages, what a key does.
fn band(app: &App, demo: &Demo, look: &Look, width: usize) -> Vec<Line<'static>> {
    let row = || Row::new(look.theme);
    let both = Locale::ALL.map(|locale| app.words.of(locale));
    let mut shown = vec![rule(app, demo, look, width)];
    let caption = demo.cut().map_or("demo-flying", |cut| cut.scene.caption);
    // Every caption takes the same rows, so that the picture above keeps its place.
    let rows = rows(&both, width);
    for (words, role) in both.into_iter().zip([Role::Value, Role::Title]) {
        let mut pieces = broken(&words.get(caption), width.saturating_sub(4));
        pieces.resize(rows, String::new());
        let said = pieces.into_iter();
        shown.extend(said.map(|piece| row().at(2).put(role, piece).line()));
    }
    let keys = match demo.kiosk {
        Some(_) => "demo-keys-table",
        None => "demo-keys-hint",
    };
    let [english, russian] = both.map(|words| words.get(keys));
    let keys = row()
        .at(2)
        .put(Role::Label, format!("{english} · {russian}"));
    shown.push(keys.line());
    shown
}

/// Rows that the longest caption takes at this width.
fn rows(both: &[&Words; 2], width: usize) -> usize {
    let captions = SCENES.iter().map(|scene| scene.caption);
    let taken = captions.flat_map(|caption| {
        both.map(|words| broken(&words.get(caption), width.saturating_sub(4)).len())
    });
    taken.max().unwrap_or(1)
}

/// `── 17 July 1975 ── 00:03:20 ── 17 июля 1975 года ──`
fn rule(app: &App, demo: &Demo, look: &Look, width: usize) -> Line<'static> {
    let [english, russian] = Locale::ALL.map(|locale| app.words.of(locale).get("demo-title"));
    let clock = match app.playback.as_ref().filter(|_| !demo.cuts.is_empty()) {
        Some(playback) => clock_text(playback.player.at()),
        None => "--:--:--".to_owned(),
    };
    let place = format!("{}/{}", demo.at + 1, demo.cuts.len().max(1));
    let row = Row::new(look.theme)
        .put(Role::Frame, "─ ")
        .put(Role::Title, english)
        .put(Role::Frame, " ── ")
        .put(Role::Value, clock)
        .put(Role::Dim, format!("  {place}"))
        .put(Role::Frame, " ── ")
        .put(Role::Title, russian)
        .put(Role::Frame, " ");
    let rest = width.saturating_sub(row.used());
    row.put(Role::Frame, "─".repeat(rest)).line()
}

/// The card with a question.
fn ask(app: &App, asking: Asking, look: &Look, area: Rect, buf: &mut Buffer) {
    let row = || Row::new(look.theme).at(2);
    let words = app.words.of(app.settings.locale);
    let mut shown = vec![Line::default()];
    let choice = |key: &str, text: String| row().key(key).put(Role::Text, text).line();
    match asking {
        Asking::Language => {
            for locale in Locale::ALL {
                let text = app.words.of(locale).get("demo-ask-language");
                shown.push(row().put(Role::Title, text).line());
            }
            shown.push(Line::default());
            for (key, locale) in ["1", "2"].into_iter().zip(Locale::ALL) {
                shown.push(choice(key, app.words.of(locale).get("demo-language")));
            }
        }
        Asking::Seat => {
            let ask = match kiosk::is_kiosk(app) {
                true => "demo-ask-seat",
                false => "demo-ask-seat-aloft",
            };
            shown.push(row().put(Role::Title, words.get(ask)).line());
            shown.push(Line::default());
            shown.push(choice("1", words.get("demo-seat-apollo")));
            shown.push(choice("2", words.get("demo-seat-soyuz")));
            let mut hints = vec![words.get("demo-seat-halves")];
            if kiosk::is_kiosk(app) && !has_room_for_both(app.size) {
                hints.push(one_console(words));
            }
            for hint in hints {
                shown.push(Line::default());
                let pieces = broken(&hint, usize::from(CARD) - 4).into_iter();
                shown.extend(pieces.map(|piece| row().put(Role::Dim, piece).line()));
            }
        }
    }
    shown.push(Line::default());
    let back = row().key("Esc").put(Role::Label, words.get("key-back"));
    shown.extend([back.line(), Line::default()]);
    let (width, height) = (CARD.min(area.width), shown.len() as u16);
    let card = Rect {
        x: area.x + (area.width - width) / 2,
        y: area.y + area.height.saturating_sub(height) / 3,
        width,
        height: height.min(area.height),
    };
    cleared(card, buf);
    buf.set_style(card, look.theme.style(Role::Bar));
    lines(&shown, card, buf);
}

/// Why nobody can take the other seat at this table, and what it would take.
fn one_console(words: &Words) -> String {
    let (columns, rows) = SIZE_MIN;
    let args = [
        ("columns", Arg::Count(2 * i64::from(columns))),
        ("rows", Arg::Count(2 * i64::from(rows))),
    ];
    words.format("demo-one-console", &args)
}

/// At a table, over a flight: whose seat is free, and that nobody seems to be there.
pub fn over(app: &App, words: &Words, look: &Look, area: Rect, buf: &mut Buffer) {
    let kiosk = app.demo.as_ref().and_then(|demo| demo.kiosk.as_ref());
    let Some(kiosk) = kiosk.filter(|_| app.screen == Screen::Cockpit) else {
        return;
    };
    if let Some(index) = kiosk.software
        && app.stations.iter().any(|one| one.view.is_some())
    {
        let half = area.width / 2;
        let free = Rect {
            x: area.x + half * index as u16,
            y: area.bottom().saturating_sub(1),
            width: half,
            height: 1,
        };
        Clear.render(free, buf);
        buf.set_style(free, look.theme.style(Role::Bar));
        let text = words.get("demo-free-half");
        centred(&text, look.theme.style(Role::Caution), free, buf);
    }
    if let Some(seconds) = kiosk.leaves_in_s(app.now_ms) {
        let n = i64::try_from(seconds).unwrap_or(i64::MAX);
        let text = words.format("demo-nobody", &[("n", Arg::Count(n))]);
        let width = (text.width() as u16 + 4).min(area.width);
        let card = Rect {
            x: area.x + (area.width - width) / 2,
            y: area.y + 3,
            width,
            height: 3,
        };
        cleared(card, buf);
        buf.set_style(card, look.theme.style(Role::Bar));
        let line = Rect {
            y: card.y + 1,
            height: 1,
            ..card
        };
        centred(&text, look.theme.style(Role::Caution), line, buf);
    }
}
