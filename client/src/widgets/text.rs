//! Text in cells: cut to a width, wrapped at words, centred. Knows display widths; no meaning.

use ratatui::buffer::Buffer;
use ratatui::layout::{Alignment, Rect};
use ratatui::style::Style;
use ratatui::text::Line;
use ratatui::widgets::{Paragraph, Widget, Wrap};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The text cut to so many cells, with an ellipsis when something was cut.
pub fn cut(text: &str, cells: usize) -> String {
    if text.width() <= cells {
        return text.to_owned();
    }
    let mut kept = String::new();
    for grapheme in text.graphemes(true) {
        if kept.width() + grapheme.width() + 1 > cells {
            break;
        }
        kept.push_str(grapheme);
    }
    kept.push('…');
    kept
}

/// The text broken into lines of at most so many cells, at spaces. A no-break space never breaks.
pub fn broken(text: &str, cells: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for paragraph in text.lines() {
        let mut line = String::new();
        for word in paragraph.split(' ') {
            if !line.is_empty() && line.width() + 1 + word.width() > cells {
                lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        lines.push(line);
    }
    lines
}

/// A paragraph in the middle of an area.
pub fn wrapped(text: &str, style: Style, area: Rect, buf: &mut Buffer) {
    Paragraph::new(text.to_owned())
        .style(style)
        .alignment(Alignment::Center)
        .wrap(Wrap { trim: true })
        .render(area, buf);
}

/// One centred line.
pub fn centred(text: &str, style: Style, area: Rect, buf: &mut Buffer) {
    let text = cut(text, usize::from(area.width));
    Line::styled(text, style).centered().render(area, buf);
}

/// Lines from the top of an area down; what does not fit is left off.
pub fn lines(lines: &[Line<'static>], area: Rect, buf: &mut Buffer) {
    let area = area.intersection(buf.area);
    for (line, y) in lines.iter().zip(area.top()..area.bottom()) {
        buf.set_line(area.x, y, line, area.width);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_text_never_exceeds_its_cells() {
        for cells in 1..12 {
            assert!(cut("Дальность 11,6\u{a0}м", cells).width() <= cells);
        }
        assert_eq!(cut("short", 9), "short");
    }

    #[test]
    fn a_number_stays_with_its_unit() {
        let lines = broken("Дальность 11,6\u{a0}м, скорость 0,12\u{a0}м/с", 20);
        assert!(lines.iter().all(|line| line.width() <= 20));
        assert!(lines.iter().any(|line| line.contains("11,6\u{a0}м")));
    }
}
