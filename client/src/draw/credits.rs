//! Credits: the crews of 1975 in both alphabets, who made the docking possible, where facts and
//! pictures are from, and the licences.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::row::Row;
use super::theme::Role;
use super::{Canvases, Look};
use crate::app::App;
use crate::i18n::{Locale, Words};
use crate::widgets::poster;
use crate::widgets::text::{broken, lines};

/// The ships with their men, in the order of the seats and of rank.
const CREWS: [(&str, &[&str]); 2] = [
    (
        "credits-apollo",
        &["credits-stafford", "credits-brand", "credits-slayton"],
    ),
    ("credits-soyuz", &["credits-leonov", "credits-kubasov"]),
];
/// What else is owed to whom, a paragraph each.
const SOURCES: [&str; 8] = [
    "credits-docking",
    "credits-directors",
    "credits-facts",
    "credits-sky",
    "credits-earth",
    "credits-fonts",
    "credits-libraries",
    "credits-licence",
];
/// Columns of a man's post and of his name in the other alphabet.
const POST_AT: usize = 25;
const OTHER_AT: usize = 52;
/// Widest card, columns: a line that is still read in one look.
const CARD_COLUMNS_MAX: u16 = 84;

/// Draws the screen.
pub fn draw(
    app: &App,
    words: &Words,
    look: &Look,
    canvases: &mut Canvases,
    area: Rect,
    buf: &mut Buffer,
) {
    poster::draw(app.poster_ms(), look, area, buf, &mut canvases.windows);
    let card = Rect {
        width: area.width.min(CARD_COLUMNS_MAX),
        height: area.height - 1,
        ..area
    };
    poster::card(card, look, buf);
    let mut shown = vec![heading(words, look), Line::default()];
    for (ship, men) in CREWS {
        let title = Row::new(look.theme).at(2).put(Role::Title, words.get(ship));
        shown.push(title.line());
        shown.extend(men.iter().map(|man| member(app, words, look, man)));
        // At the smallest size every line is needed.
        if area.height > super::SIZE_MIN.1 {
            shown.push(Line::default());
        }
    }
    let width = usize::from(card.width).saturating_sub(4);
    for source in SOURCES {
        for piece in broken(&words.get(source), width) {
            let row = Row::new(look.theme).at(2).put(Role::Label, piece);
            shown.push(row.line());
        }
        if area.height >= crate::app::TALL_ROWS {
            shown.push(Line::default());
        }
    }
    lines(&shown, card, buf);
    let bar = Rect {
        y: area.bottom() - 1,
        height: 1,
        ..area
    };
    ratatui::widgets::Widget::render(ratatui::widgets::Clear, bar, buf);
    buf.set_style(bar, look.theme.style(Role::Bar));
    let keys = Row::new(look.theme).at(1).key("Esc");
    lines(
        &[keys.put(Role::Label, words.get("key-back")).line()],
        bar,
        buf,
    );
}

fn heading(words: &Words, look: &Look) -> Line<'static> {
    let title = words.get("menu-credits");
    let row = Row::new(look.theme).at(2).put(Role::Value, title);
    row.at(POST_AT)
        .put(Role::Label, words.get("menu-credits.about"))
        .line()
}

/// A man's name, what he was aboard, and how the other crew writes him.
fn member(app: &App, words: &Words, look: &Look, man: &str) -> Line<'static> {
    let other = match words.locale() {
        Locale::En => &app.words.ru,
        Locale::Ru => &app.words.en,
    };
    Row::new(look.theme)
        .at(4)
        .put(Role::Value, words.get(man))
        .at(POST_AT)
        .put(Role::Text, words.get(&format!("{man}.post")))
        .at(OTHER_AT)
        .put(Role::Mine, other.get(man))
        .line()
}
