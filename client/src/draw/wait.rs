//! While a mission is set up, or why there is none.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::row::Row;
use super::theme::Role;
use super::{Canvases, Look};
use crate::app::{App, Wait};
use crate::i18n::{Words, trouble_text};
use crate::widgets::poster;
use crate::widgets::text::{broken, lines};

/// Draws the screen.
pub fn draw(
    app: &App,
    wait: &Wait,
    words: &Words,
    look: &Look,
    canvases: &mut Canvases,
    area: Rect,
    buf: &mut Buffer,
) {
    poster::draw(app.poster_ms(), look, area, buf, &mut canvases.windows);
    let width = usize::from(area.width).saturating_sub(8);
    let row = || Row::new(look.theme).at(2);
    let mut shown: Vec<Line<'static>> = vec![Line::default()];
    if let Some(trouble) = &wait.trouble {
        let title = if app.stations.is_empty() {
            "console-failed"
        } else {
            "console-flight-over"
        };
        shown.push(row().put(Role::Warning, words.get(title)).line());
        for piece in broken(&trouble_text(words, trouble), width) {
            shown.push(row().put(Role::Text, piece).line());
        }
    } else {
        let text = words.get("console-connecting");
        shown.push(row().put(Role::Text, text).line());
    }
    shown.push(Line::default());
    if let Some(hint) = wait.hint {
        shown.push(row().put(Role::Caution, words.get(hint)).line());
        shown.push(Line::default());
    }
    let back = row().key("Esc").put(Role::Label, words.get("key-back"));
    shown.extend([back.line(), Line::default()]);
    let height = (shown.len() as u16).min(area.height);
    let card = Rect {
        y: area.bottom() - height,
        height,
        ..area
    };
    ratatui::widgets::Widget::render(ratatui::widgets::Clear, card, buf);
    buf.set_style(card, look.theme.style(Role::Ground));
    lines(&shown, card, buf);
}
