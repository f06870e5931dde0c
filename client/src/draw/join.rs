//! Typing or pasting an invite line.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::Look;
use super::row::Row;
use super::theme::Role;
use crate::app::join::Join;
use crate::i18n::Words;
use crate::widgets::text::lines;

/// Draws the screen.
pub fn draw(join: &Join, words: &Words, look: &Look, area: Rect, buf: &mut Buffer) {
    let width = usize::from(area.width).saturating_sub(6).max(1);
    let row = || Row::new(look.theme).at(2);
    let mut shown = vec![
        Line::default(),
        row().put(Role::Title, words.get("menu-join")).line(),
        Line::default(),
        row().put(Role::Text, words.get("join-prompt")).line(),
        Line::default(),
    ];
    let typed: Vec<char> = format!("{}▏", join.line).chars().collect();
    for piece in typed.chunks(width) {
        shown.push(
            row()
                .put(Role::Value, piece.iter().collect::<String>())
                .line(),
        );
    }
    shown.push(Line::default());
    shown.push(
        row()
            .key("Enter")
            .put(Role::Label, format!("{}   ", words.get("console-key-join")))
            .key("Esc")
            .put(Role::Label, words.get("key-back"))
            .line(),
    );
    lines(&shown, area, buf);
}
