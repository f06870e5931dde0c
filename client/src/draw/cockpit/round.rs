//! What a wide console has room for: the round instrument of its craft beside the picture with the
//! closing chart below it, and the pressures over time below the boxes. Each has its place whatever
//! the mission is at.

use handshake_shared::ids::Seat;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::super::console::Console;
use super::{picture, text_title};
use crate::widgets::{charts, fdai, globus};

/// Least rows of a chart with its title.
const CHART_LEAST: u16 = 8;

/// Apollo's ball or Soyuz's globe, and the closing chart.
pub(super) fn draw(console: &Console, area: Rect, buf: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    let wanted = 1 + match console.seat() {
        Seat::Apollo => fdai::rows(area.width),
        Seat::Soyuz => globus::rows(area.width),
    };
    // A chart that has no room for its axes leaves its rows to the instrument.
    let [height, left] = match area.height.checked_sub(wanted) {
        Some(left) if left >= CHART_LEAST => [wanted, left],
        _ => [area.height, 0],
    };
    let round = Rect { height, ..area };
    match console.seat() {
        Seat::Apollo => {
            let inner = text_title(console, &console.title("title-ball"), round, buf);
            fdai::draw(console, inner, buf);
        }
        Seat::Soyuz => {
            let inner = text_title(console, &console.title("title-globus"), round, buf);
            globus::draw(console, inner, buf);
        }
    }
    let below = Rect {
        y: round.bottom(),
        height: left,
        ..area
    };
    if left > 0 {
        let plane = charts::Plane::of(console);
        let inner = text_title(console, &plane.title(), below, buf);
        plane.draw(inner, buf);
    }
}

/// Pressures over time in what the boxes leave.
pub(super) fn pressures(console: &Console, area: Rect, buf: &mut Buffer) {
    if area.height < CHART_LEAST {
        return;
    }
    let strip = charts::Strip::of(console, picture::target_pa(console));
    let inner = text_title(console, &strip.title(), area, buf);
    strip.draw(inner, buf);
}
