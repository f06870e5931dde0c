//! The other crew's book in lines: its list of contents, or one page whole.

use crate::app::shelf::book_cell;
use crate::draw::console::Console;
use crate::i18n::{contents, page_text};
use handshake_shared::catalogue::ksu::System;

/// The list with the number of each page, or the page of that number.
pub(super) fn lines(console: &Console, typed: &str) -> Vec<String> {
    let words = console.app.words.of(console.help_locale());
    let list = contents(words, console.seat());
    let chosen = typed.trim().parse::<usize>().ok();
    let page = chosen.and_then(|number| list.get(number.checked_sub(1)?));
    let Some((page, _)) = page else {
        let titles = list.iter().enumerate();
        return titles
            .map(|(index, (_, title))| format!("{} {title}", index + 1))
            .collect();
    };
    let latches = console
        .view
        .panel
        .apollo()
        .and_then(|panel| book_cell(panel, System::Latches));
    let text = page_text(&console.app.words, console.help_locale(), *page, latches);
    let mut lines = vec![text.title, text.ask];
    lines.extend(
        text.lines
            .iter()
            .map(|[seen, todo]| format!("{seen} → {todo}")),
    );
    lines.extend(
        text.labels
            .iter()
            .map(|[label, sound]| match sound.is_empty() {
                true => label.clone(),
                false => format!("{label} [{sound}]"),
            }),
    );
    lines
}
