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

/// The text broken into lines of at most so many cells, at spaces. A no-break space breaks only
/// where what it joins is wider than a line, and so does a word.
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
            for grapheme in word.graphemes(true) {
                if !line.is_empty() && line.width() + grapheme.width() > cells {
                    lines.push(std::mem::take(&mut line));
                }
                line.push_str(grapheme);
            }
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

    /// Every teaching line of the book, in Cyrillic with its stress marks and in Latin.
    fn teaching_lines() -> Vec<String> {
        use crate::i18n::{Bilingual, call_aid};
        use handshake_shared::catalogue::calls::{CallId, SlotValue};
        use handshake_shared::ids::Seat;
        let both = Bilingual::new();
        let lines = CallId::ALL.iter().flat_map(|call| {
            let kinds = call.row().slots.iter();
            let known = kinds.map(|kind| kind.quantity().map(|_| SlotValue::Number(88.8)));
            let slots: Vec<SlotValue> = known.collect::<Option<_>>().unwrap_or_default();
            let aid = call_aid(&both, Seat::Soyuz, *call, &slots);
            let lost = crate::i18n::garble(&aid.stressed, 60, 5);
            [aid.stressed, aid.latin, aid.reading, aid.english, lost]
        });
        lines.collect()
    }

    const STRESS: char = '\u{301}';

    #[test]
    fn a_stress_mark_takes_no_cell_and_never_leaves_its_vowel() {
        let lines = teaching_lines();
        assert!(lines.iter().filter(|line| line.contains(STRESS)).count() > 250);
        for line in lines {
            assert_eq!(line.width(), line.replace(STRESS, "").width(), "{line}");
            for cells in 1..line.width() + 2 {
                let short = cut(&line, cells);
                assert!(short.width() <= cells, "{cells} cells: {short}");
                let kept = short.trim_end_matches('…');
                assert!(line.starts_with(kept));
                assert!(
                    !line[kept.len()..].starts_with(STRESS),
                    "{cells} cells: {short}"
                );
                let rows = broken(&line, cells);
                assert!(rows.iter().all(|row| row.width() <= cells), "{rows:?}");
                assert!(rows.iter().all(|row| !row.starts_with(STRESS)), "{rows:?}");
                let bare = |text: &str| text.replace(' ', "");
                assert_eq!(bare(&rows.concat()), bare(&line), "nothing is lost");
            }
        }
    }

    #[test]
    fn a_line_with_stress_marks_ends_in_the_same_cell_as_without_them() {
        let area = Rect::new(0, 0, 40, 2);
        let mut buf = Buffer::empty(area);
        let line = |text: &str| Line::from(format!("{text}│"));
        lines(
            &[line("да́льность двена́дцать"), line("дальность двенадцать")],
            area,
            &mut buf,
        );
        let column = |y| (0..40).find(|x| buf[(*x, y)].symbol() == "│");
        assert_eq!(column(0), Some(20));
        assert_eq!(column(0), column(1));
        assert_eq!(buf[(1, 0)].symbol(), "а\u{301}");
    }
}
