//! The poster behind the screens around a flight, and the ground on which words stand before it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Color;
use ratatui::widgets::{Clear, Widget};

use crate::draw::Look;
use crate::draw::theme::Role;
use crate::window::{Canvas, Mode, draw_meeting};

/// Draws the poster over the whole area.
pub fn draw(now_ms: u64, look: &Look, area: Rect, buf: &mut Buffer, canvases: &mut [Canvas; 2]) {
    draw_meeting(now_ms as f32 / 1000.0, look.mode, area, buf, canvases);
}

/// A part of the poster that text can be read on: darker where there are colours, empty where the
/// picture itself is made of letters.
pub fn card(area: Rect, look: &Look, buf: &mut Buffer) {
    if matches!(look.mode, Mode::Braille | Mode::Ascii | Mode::Colours16) {
        Clear.render(area.intersection(buf.area), buf);
        buf.set_style(area, look.theme.style(Role::Ground));
    } else {
        shade(area, buf);
    }
}

/// Darkens a part of the poster. Its cells become empty with the picture as their ground, so that a
/// line copied from it by mouse has no pixels at its ends.
fn shade(area: Rect, buf: &mut Buffer) {
    /// What is left of the light, of 255: with less the faintest ink stands out, and the picture still
    /// shows through.
    const LEFT: u16 = 60;
    let dark = |upper, lower| match (upper, lower) {
        (Color::Rgb(r, g, b), Color::Rgb(r2, g2, b2)) => {
            let part =
                |one: u8, other: u8| ((u16::from(one) + u16::from(other)) / 2 * LEFT / 255) as u8;
            Color::Rgb(part(r, r2), part(g, g2), part(b, b2))
        }
        _ => Color::Black,
    };
    let area = area.intersection(buf.area);
    for y in area.top()..area.bottom() {
        for x in area.left()..area.right() {
            if let Some(cell) = buf.cell_mut((x, y)) {
                let ground = dark(cell.fg, cell.bg);
                cell.reset();
                cell.set_bg(ground);
            }
        }
    }
}
