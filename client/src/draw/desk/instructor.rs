//! The instructor's list over the desk: what may be had happen, what of it has happened, and the answer
//! to what was asked for last.

use handshake_shared::catalogue::faults::Injection;
use handshake_shared::wire::server::NotInjected;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::app::desk::Desk;
use crate::app::desk::instructor::{Answer, Instructor};
use crate::draw::Look;
use crate::draw::row::Row;
use crate::draw::theme::Role;
use crate::i18n::failures::{injection_name, injection_text};
use crate::i18n::{Arg, Words};
use crate::widgets::text::{broken, cleared, cut, lines};

/// Widest list, columns.
const COLUMNS_MAX: u16 = 78;
/// Rows for the answer below the list.
const TOLD_ROWS: u16 = 2;

/// Draws the list where it is open.
pub fn draw(
    desk: &Desk,
    instructor: &Instructor,
    (words, look): (&Words, &Look),
    area: Rect,
    buf: &mut Buffer,
) {
    let width = area.width.min(COLUMNS_MAX);
    let rows = Injection::OFFERED.len() as u16 + TOLD_ROWS + 3;
    let height = area.height.min(rows);
    let card = Rect {
        x: area.x + (area.width - width) / 2,
        y: area.y + (area.height - height) / 2,
        width,
        height,
    };
    cleared(card, buf);
    buf.set_style(card, look.theme.style(Role::Bar));
    let inside = super::titled(words, look, "desk-faults", card, buf);
    let listed = usize::from(inside.height.saturating_sub(TOLD_ROWS + 1));
    let mut shown = list(desk, instructor, (words, look), usize::from(width), listed);
    shown.push(rule(look, width));
    lines(&shown, inside, buf);
    let below = Rect {
        y: inside.bottom().saturating_sub(TOLD_ROWS),
        height: TOLD_ROWS,
        ..inside
    };
    let (role, text) = told(instructor, words);
    let pieces = broken(&text, usize::from(width).saturating_sub(4));
    let pieces = pieces
        .into_iter()
        .map(|piece| Row::new(look.theme).at(2).put(role, piece).line());
    lines(&pieces.collect::<Vec<_>>(), below, buf);
}

fn rule(look: &Look, width: u16) -> Line<'static> {
    let line = "─".repeat(usize::from(width));
    Row::new(look.theme).put(Role::Frame, line).line()
}

/// So many rows of the list around the chosen one.
fn list(
    desk: &Desk,
    instructor: &Instructor,
    (words, look): (&Words, &Look),
    width: usize,
    rows: usize,
) -> Vec<Line<'static>> {
    let all = Injection::OFFERED.len();
    let first = instructor.row.saturating_sub(rows / 2);
    let first = first.min(all.saturating_sub(rows));
    let row = |(index, what): (usize, &Injection)| {
        let happened = desk
            .follower
            .world()
            .is_some_and(|world| world.has_failed(*what));
        let chosen = index == instructor.row;
        let mark = if chosen { "▶ " } else { "  " };
        let name = injection_name(words, *what);
        let state = match happened {
            true => words.get("desk-fault-has"),
            false => String::new(),
        };
        let role = match (chosen, happened) {
            (_, true) => Role::Dim,
            (true, false) => Role::Value,
            (false, false) => Role::Text,
        };
        let room = width.saturating_sub(state.chars().count() + 6);
        let line = Row::new(look.theme).at(1).put(Role::Caution, mark);
        let line = line.put(role, cut(&name, room));
        line.right(Role::Caution, state, width.saturating_sub(2))
            .line()
    };
    let listed = Injection::OFFERED.iter().enumerate().skip(first);
    listed.take(rows).map(row).collect()
}

/// What became of what was asked for last; before, what this is.
pub fn told(instructor: &Instructor, words: &Words) -> (Role, String) {
    let Some((what, answer)) = instructor.told else {
        return (Role::Text, words.get("desk-faults-about"));
    };
    let text = injection_text(words, what);
    let args = [("what", Arg::Text(&text))];
    match answer {
        Answer::Asked => (Role::Dim, words.get("desk-fault-asked")),
        Answer::Done => (Role::Good, words.format("desk-fault-done", &args)),
        Answer::Refused(why) => (Role::Warning, refusal(words, why)),
    }
}

fn refusal(words: &Words, why: NotInjected) -> String {
    match why {
        NotInjected::NoInstructor => words.get("desk-fault-no-instructor"),
        NotInjected::NotFlying => words.get("desk-fault-not-flying"),
        NotInjected::Already => words.get("desk-fault-already"),
        NotInjected::TooOften { wait_s } => {
            let wait = Arg::Count(i64::from(wait_s));
            words.format("desk-fault-often", &[("s", wait)])
        }
        NotInjected::Enough => words.get("desk-fault-enough"),
    }
}
