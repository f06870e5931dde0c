//! Soyuz's command matrix КСУ: columns are Cyrillic letters whatever the language of the labels,
//! rows are numbers.

use handshake_shared::catalogue::spelling::{KSU_COLUMNS, KSU_ROW_COUNT};
use handshake_shared::view::panel::SoyuzPanel;
use ratatui::text::Line;

use crate::app::station::Page;
use crate::draw::console::Console;
use crate::draw::theme::Role;

/// Six lines of twenty cells: the letters, then the rows.
pub fn lines(console: &Console, panel: &SoyuzPanel) -> Vec<Line<'static>> {
    let mut head = console.row().at(3);
    for column in &KSU_COLUMNS {
        head = head.put(Role::Value, format!("{} ", column.letter));
    }
    let mut lines = vec![head.line()];
    for number in 1..=KSU_ROW_COUNT {
        let mut row = console.row().put(Role::Value, format!(" {number} "));
        for column in 0..KSU_COLUMNS.len() as u8 {
            let pressed = panel
                .ksu
                .is_some_and(|cell| (cell.column, cell.row) == (column, number));
            let here =
                console.station.page == Page::Ksu && console.station.cell == (column, number - 1);
            let works = panel.ksu_busy_s > 0.0;
            let mark = match (pressed, works, here) {
                (true, true, _) => "▣",
                (true, false, _) => "■",
                (false, _, true) => "□",
                (false, _, false) => "·",
            };
            let role = match (here, pressed, works) {
                (true, _, _) => Role::Picked,
                (false, true, true) => Role::Caution,
                (false, true, false) => Role::Good,
                (false, false, _) => Role::Dim,
            };
            row = row.put(role, mark).put(Role::Text, " ");
        }
        lines.push(row.line());
    }
    lines
}

/// What is selected, for the title.
pub fn selected(console: &Console, panel: &SoyuzPanel) -> String {
    match panel.ksu {
        Some(cell) => format!(
            "{} {}{}",
            console.word("title-ksu"),
            cell.letter(),
            cell.row
        ),
        None => console.word("title-ksu"),
    }
}
