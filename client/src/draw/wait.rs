//! Waiting for the mission: the invite line to hand over, who is here, or what is wrong.

use handshake_shared::ids::Seat;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::Look;
use super::row::Row;
use super::theme::Role;
use crate::app::{App, Play, Wait};
use crate::i18n::{Words, labels, trouble_text};
use crate::widgets::poster;
use crate::widgets::text::{broken, lines};

/// Draws the screen.
pub fn draw(app: &App, wait: &Wait, words: &Words, look: &Look, area: Rect, buf: &mut Buffer) {
    poster::draw(app.poster_ms(), look, area, buf);
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
    } else if let Some(invite) = &wait.invite {
        let (title, line) = handed(app.play.as_ref(), words, invite);
        shown.push(row().put(Role::Text, title).line());
        shown.push(Line::default());
        for piece in chunks(&line, width + 4) {
            shown.push(row().put(Role::Value, piece).line());
        }
        shown.push(Line::default());
        for seat in Seat::ALL {
            let here = wait.here[seat.index()];
            let name = words.get(labels::ship(seat));
            let state = words.get(if here {
                "console-crew-here"
            } else {
                "host-waiting"
            });
            let line = row()
                .lamp(here)
                .put(Role::Text, format!(" {name}  {state}"));
            shown.push(line.line());
        }
    } else {
        shown.push(
            row()
                .put(Role::Text, words.get("console-connecting"))
                .line(),
        );
    }
    shown.push(Line::default());
    if let Some(hint) = wait.hint {
        shown.push(row().put(Role::Caution, words.get(hint)).line());
        shown.push(Line::default());
    }
    shown.push(
        row()
            .key("Esc")
            .put(Role::Label, words.get("key-back"))
            .line(),
    );
    shown.push(Line::default());
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

/// What the other crew needs, with its heading: an invite line, or the whole command for somebody
/// at this machine.
pub fn handed(play: Option<&Play>, words: &Words, invite: &str) -> (String, String) {
    match play {
        Some(Play::Split(_)) => (
            words.get("host-split"),
            format!("handshake join '{invite}'"),
        ),
        _ => (words.get("host-line"), invite.to_owned()),
    }
}

/// A line without spaces cut into pieces that fit.
fn chunks(text: &str, width: usize) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    letters
        .chunks(width.max(1))
        .map(|piece| piece.iter().collect())
        .collect()
}
