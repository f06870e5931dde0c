//! What stands in the picture's place: the window, the stack, or a chart.

use handshake_shared::catalogue::constants::PA_PER_MMHG;
use handshake_shared::catalogue::procedures::Act as PlanAct;
use handshake_shared::catalogue::units::Quantity;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::super::console::Console;
use super::super::theme::Role;
use super::text_title;
use crate::app::station::Shown;
use crate::draw::Canvases;
use crate::i18n::Arg;
use crate::input::keymap::Act;
use crate::widgets::text::lines;
use crate::widgets::{bodies, charts, stack};
use crate::window::draw_window;

/// One mmHg, Pa: the plan prints pressures so.
const MMHG_PA: f32 = PA_PER_MMHG as f32;
/// Least rows for a strip below the stack.
const STRIP_LEAST: u16 = 9;

/// Draws what this console shows.
pub(super) fn draw(console: &Console, canvases: &mut Canvases, area: Rect, buf: &mut Buffer) {
    match console.station.shown {
        Shown::Window | Shown::Talk => {
            let (view, mode) = (console.view, console.look.mode);
            // What the crew says of itself stands over the foot: below a picture, not beneath it.
            let free = Rect {
                height: area.height - bodies::rows(console, area),
                ..area
            };
            let seen = (&view.scene, view.tick);
            let (index, seat) = (console.index, console.seat());
            if canvases.pixels.put(index, seen, seat, free, buf) {
                return;
            }
            let canvas = &mut canvases.windows[index.min(1)];
            draw_window(&view.scene, seat, mode, area, buf, canvas);
        }
        Shown::Stack => stacked(console, area, buf),
        Shown::Pressures => {
            let strip = charts::Strip::of(console, target_pa(console));
            let inner = titled(console, &strip.title(), area, buf);
            strip.draw(inner, buf);
        }
        Shown::Approach => {
            let plane = charts::Plane::of(console);
            let inner = titled(console, &plane.title(), area, buf);
            plane.draw(inner, buf);
        }
    }
}

/// The stack, with the strip below it where there is room for both.
fn stacked(console: &Console, area: Rect, buf: &mut Buffer) {
    let (_, unit) =
        crate::i18n::quantity_parts(console.words, console.units(), Quantity::Pressure, 0.0);
    let title = console.say("title-stack", &[("unit", Arg::Text(&unit))]);
    let inner = titled(console, &title, area, buf);
    let below = inner.height.saturating_sub(stack::height());
    stack::draw(console, inner, buf);
    if below > STRIP_LEAST {
        let strip = Rect {
            y: inner.bottom() - below + 1,
            height: below - 1,
            ..inner
        };
        charts::Strip::of(console, target_pa(console)).draw(strip, buf);
    }
}

/// The title, with the key that shows the next at its end.
fn titled(console: &Console, title: &str, area: Rect, buf: &mut Buffer) -> Rect {
    let inner = text_title(console, title, area, buf);
    let word = console.word("key-picture");
    let hint = console
        .row()
        .put(Role::Frame, " ")
        .key(&console.key(Act::Picture))
        .put(Role::Label, format!("{word} "));
    let width = hint.used() as u16;
    let end = Rect {
        x: area.right().saturating_sub(width),
        width,
        height: 1,
        ..area
    };
    lines(&[hint.line()], end, buf);
    inner
}

/// The pressure that an open move of one's own waits for.
pub fn target_pa(console: &Console) -> Option<f32> {
    let moves = console.view.plan.moves_of(console.seat());
    moves
        .filter_map(|(_, row)| match row.act {
            PlanAct::Gauge(_, mmhg) => Some(mmhg as f32 * MMHG_PA),
            _ => None,
        })
        .next()
}
