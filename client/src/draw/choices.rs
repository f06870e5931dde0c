//! The settings screen: the list, and below it how colours and pictures come out with them.

use handshake_shared::ids::Seat;
use handshake_shared::time::Tick;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::row::Row;
use super::theme::Role;
use super::{Canvases, Look};
use crate::app::App;
use crate::app::choices::{Choices, Setting, digit_of};
use crate::i18n::{Arg, Words, mishap_text};
use crate::input::bindings::Board;
use crate::widgets::text::{broken, cut, lines};
use crate::window::{draw_window, sample_scene};

/// Column of the values.
const VALUE_AT: usize = 28;
/// Widest picture of the sample, columns; a row has two and a half columns for each of its height.
const SAMPLE_COLUMNS_MAX: u16 = 60;

/// Draws the screen.
pub fn draw(
    app: &App,
    choices: &Choices,
    words: &Words,
    look: &Look,
    canvases: &mut Canvases,
    area: Rect,
    buf: &mut Buffer,
) {
    let bar = Rect { height: 1, ..area };
    buf.set_style(bar, look.theme.style(Role::Bar));
    let title = Row::new(look.theme).put(Role::Value, format!(" {}", words.get("menu-settings")));
    lines(&[title.line()], bar, buf);
    let shown = listed(app, choices, words, look, usize::from(area.width));
    let list = Rect {
        y: area.y + 2,
        height: (shown.len() as u16).min(area.height.saturating_sub(3)),
        ..area
    };
    lines(&shown, list, buf);
    let below = Rect {
        y: list.bottom() + 1,
        height: area.bottom().saturating_sub(list.bottom() + 3),
        ..area
    };
    sample(words, look, canvases, below, buf);
    keys(choices, words, look, area, buf);
}

/// A line a setting, then what went wrong with the file.
fn listed(
    app: &App,
    choices: &Choices,
    words: &Words,
    look: &Look,
    width: usize,
) -> Vec<Line<'static>> {
    let mut shown = Vec::new();
    for (index, setting) in Setting::ALL.iter().copied().enumerate() {
        let here = index == choices.cursor;
        let row = Row::new(look.theme)
            .at(1)
            .key(&digit_of(index).map(String::from).unwrap_or_default())
            .put(
                if here { Role::Picked } else { Role::Text },
                format!(" {} ", words.get(setting.word())),
            )
            .at(VALUE_AT);
        let row = match (setting.values(), &choices.typing) {
            ([], Some(name)) if here => row.put(Role::Value, format!("{name}▏")),
            _ if setting == Setting::Keys => keys_row(app, words, row),
            ([], _) if app.settings.name.is_empty() => row.put(Role::Dim, "—"),
            ([], _) => row.put(Role::Value, cut(&app.settings.name, width - VALUE_AT)),
            (values, _) => {
                let (left, right) = if here { ("◂ ", " ▸") } else { ("  ", "") };
                let value = words.get(values[setting.value(&app.settings) % values.len()]);
                row.put(Role::Mine, left)
                    .put(Role::Value, value)
                    .put(Role::Mine, right)
            }
        };
        shown.push(row.line());
    }
    if let Some(mishap) = &app.mishap {
        shown.push(Line::default());
        for piece in broken(&mishap_text(words, mishap), width.saturating_sub(4)) {
            shown.push(Row::new(look.theme).at(2).put(Role::Caution, piece).line());
        }
    }
    shown
}

/// How many keys are not as built in.
fn keys_row(app: &App, words: &Words, row: Row) -> Row {
    let moved = |board: Board| {
        let rows = app.settings.keys.rows(board);
        rows.filter(|(row, key)| *key != Some(row.key)).count()
    };
    let count: usize = Board::ALL.into_iter().map(moved).sum();
    match count {
        0 => row.put(Role::Value, words.get("keys-as-built-in")),
        count => {
            let args = [("n", Arg::Count(count as i64))];
            row.put(Role::Value, words.format("keys-changed", &args))
        }
    }
}

/// The other craft in these characters, and what the colours mean, in these colours.
fn sample(words: &Words, look: &Look, canvases: &mut Canvases, area: Rect, buf: &mut Buffer) {
    const LEGEND: [(Role, &str, &str); 6] = [
        (Role::Good, "●", "sample-good"),
        (Role::Caution, "▲", "sample-caution"),
        (Role::Warning, "■", "sample-warning"),
        (Role::Mine, "▸", "sample-mine"),
        (Role::Theirs, "◂", "sample-theirs"),
        (Role::Dim, "○", "sample-dim"),
    ];
    if area.height < LEGEND.len() as u16 {
        return;
    }
    let width = (area.height * 5 / 2)
        .min(SAMPLE_COLUMNS_MAX)
        .min(area.width / 2);
    let picture = Rect {
        x: area.x + 2,
        width,
        ..area
    };
    let (scene, seat) = (sample_scene(), Seat::Apollo);
    let seen = (&scene, Tick::at(0.0));
    if !canvases.pixels.put(0, seen, seat, picture, buf) {
        let canvas = &mut canvases.windows[0];
        draw_window(&scene, seat, look.mode, picture, buf, canvas);
    }
    let legend = LEGEND.map(|(role, mark, key)| {
        let text = format!("{mark} {}", words.get(key));
        Row::new(look.theme).put(role, text).line()
    });
    let beside = Rect {
        x: picture.right() + 3,
        width: area.right().saturating_sub(picture.right() + 3),
        ..area
    };
    lines(&legend, beside, buf);
}

fn keys(choices: &Choices, words: &Words, look: &Look, area: Rect, buf: &mut Buffer) {
    let keys = Rect {
        y: area.bottom() - 1,
        height: 1,
        ..area
    };
    buf.set_style(keys, look.theme.style(Role::Bar));
    let word = |key: &str| format!("{}   ", words.get(key));
    let row = Row::new(look.theme).at(1);
    let row = if choices.typing.is_some() {
        row.key("Enter")
            .put(Role::Label, word("settings-key-accept"))
    } else {
        row.key("↑ ↓")
            .put(Role::Label, word("console-key-choose"))
            .key("← →")
            .put(Role::Label, word("settings-key-change"))
    };
    let row = row.key("Esc").put(Role::Label, words.get("key-back"));
    lines(&[row.line()], keys, buf);
}
