//! The other crew's book: the list of contents of one's own shelf, or the open page: what to ask, the
//! table, the labels as they are printed on the other panel, and the matrix with its cells.

use handshake_shared::catalogue::spelling::{KSU_COLUMNS, KSU_ROW_COUNT, KsuCell};
use handshake_shared::sim::input::HelpLevel;
use ratatui::text::Line;

use crate::app::shelf::{heard, planned};
use crate::draw::console::Console;
use crate::draw::theme::Role;
use crate::i18n::{Arg, PageText, contents, labels, page_text};
use crate::input::keymap::Act;
use crate::widgets::text::{broken, cut};

/// The box's title: whose panel the pages are about.
pub fn title(console: &Console) -> String {
    let who = console.word(labels::ship(console.seat().other()));
    console.say("book-shelf", &[("who", Arg::Text(&who))])
}

/// The book in so many rows; what stands under the cursor is always among them.
pub fn lines(console: &Console, width: usize, rows: usize) -> Vec<Line<'static>> {
    let (key, (lines, from, to)) = match console.station.shelf.line {
        Some(line) => ("book-page-keys", page(console, width, line)),
        None => ("book-keys", list(console, width)),
    };
    let room = rows.saturating_sub(1);
    // As far down as the line under the cursor needs, and no farther than the text goes.
    let top = to.saturating_sub(room).min(from);
    let mut shown: Vec<_> = lines.into_iter().skip(top).take(room).collect();
    shown.resize(room, Line::default());
    let args = [
        ("open", console.key(Act::Work)),
        ("back", console.key(Act::Back)),
    ];
    let args: Vec<_> = args
        .iter()
        .map(|(name, key)| (*name, Arg::Text(key)))
        .collect();
    let keys = cut(&console.words.format(key, &args), width.saturating_sub(1));
    shown.push(console.row().at(1).put(Role::Dim, keys).line());
    shown.truncate(rows);
    shown
}

/// Lines with the first row under the cursor and the one after its last.
type Around = (Vec<Line<'static>>, usize, usize);

fn list(console: &Console, width: usize) -> Around {
    let words = console.app.words.of(console.help_locale());
    let planned = planned(console.view);
    let heard = heard(console.station, &console.app.words);
    let here = console.station.shelf.cursor;
    let titles = contents(words, console.seat()).into_iter().enumerate();
    let lines = titles.map(|(index, (page, title))| {
        let role = if index == here {
            Role::Picked
        } else {
            Role::Text
        };
        let asked = planned == Some(page);
        let mark = match (asked, heard.contains(&page)) {
            (true, _) => "► ",
            (false, true) => "● ",
            (false, false) => "  ",
        };
        let row = console.row().at(1).put(Role::Mine, mark);
        let room = width.saturating_sub(row.used() + 1);
        let row = row.put(role, cut(&title, room));
        match heard.contains(&page) {
            true => row.put(Role::Dim, format!(" {}", words.get("book-heard"))),
            false => row,
        }
        .line()
    });
    (lines.collect(), here, here + 1)
}

fn page(console: &Console, width: usize, at: usize) -> Around {
    let Some(row) = console.station.shelf.page(console.seat()) else {
        return (Vec::new(), 0, 0);
    };
    let locale = console.help_locale();
    let latches = console
        .view
        .panel
        .apollo()
        .and_then(|panel| panel.book_cell);
    let text = page_text(&console.app.words, locale, row.id, latches);
    let words = console.app.words.of(locale);
    let mut lines = vec![
        console
            .row()
            .at(1)
            .put(Role::Title, cut(&text.title, width.saturating_sub(2)))
            .line(),
    ];
    let ask = format!("{}: {}", words.get("book-ask"), text.ask);
    lines.extend(sentence(console, Role::Label, "  ", &ask, width));
    let mut around = (0, lines.len());
    for (index, [sign, act]) in text.lines.iter().enumerate() {
        let from = if index == 0 { 0 } else { lines.len() };
        let here = index == at;
        let role = if here { Role::Picked } else { Role::Text };
        lines.extend(sentence(console, role, "○ ", sign, width));
        lines.extend(sentence(console, Role::Value, "  ► ", act, width));
        if here {
            around = (from, lines.len());
        }
    }
    if console.craft().help < HelpLevel::Oklahomski {
        let from = lines.len();
        lines.extend(printed(console, &text, &words.get("book-printed"), width));
        lines.extend(matrix(console, &text.cells));
        if at >= text.lines.len() {
            around = (from, lines.len());
        }
    }
    (lines, around.0, around.1)
}

/// A sentence behind its mark, on as many lines as it needs.
fn sentence(
    console: &Console,
    role: Role,
    mark: &'static str,
    text: &str,
    width: usize,
) -> Vec<Line<'static>> {
    let left = 1 + mark.chars().count();
    broken(text, width.saturating_sub(left + 1))
        .into_iter()
        .enumerate()
        .map(|(index, piece)| {
            let row = match index {
                0 => console.row().at(1).put(Role::Mine, mark),
                _ => console.row().at(left),
            };
            row.put(role, piece).line()
        })
        .collect()
}

/// The labels of the other panel, each with its sound.
fn printed(console: &Console, text: &PageText, title: &str, width: usize) -> Vec<Line<'static>> {
    let heading = console
        .row()
        .at(1)
        .put(Role::Label, title.to_owned())
        .line();
    let labels = text.labels.iter().map(|[label, sound]| {
        let row = console.row().at(3).put(Role::Value, label.clone());
        let room = width.saturating_sub(row.used() + 1);
        match sound.is_empty() {
            true => row.line(),
            false => row
                .put(Role::Dim, cut(&format!("  [{sound}]"), room))
                .line(),
        }
    });
    [heading].into_iter().chain(labels).collect()
}

/// The matrix as it stands on Soyuz's panel, with the page's cells filled.
fn matrix(console: &Console, cells: &[KsuCell]) -> Vec<Line<'static>> {
    if cells.is_empty() {
        return Vec::new();
    }
    let mut head = console.row().at(5);
    for column in &KSU_COLUMNS {
        head = head.put(Role::Value, format!("{} ", column.letter));
    }
    let rows = (1..=KSU_ROW_COUNT).map(|number| {
        let mut row = console.row().at(3).put(Role::Value, format!("{number} "));
        for column in 0..KSU_COLUMNS.len() as u8 {
            let filled = cells.contains(&KsuCell {
                column,
                row: number,
            });
            let (role, mark) = if filled {
                (Role::Good, "■ ")
            } else {
                (Role::Dim, "· ")
            };
            row = row.put(role, mark);
        }
        row.line()
    });
    [head.line()].into_iter().chain(rows).collect()
}
