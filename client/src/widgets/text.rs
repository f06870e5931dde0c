//! Text in cells: cut to a width, wrapped at words, centred. Knows display widths; no meaning.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Alignment, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Paragraph, Widget, Wrap};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The text cut to so many cells after a whole word, with an ellipsis when something was cut. A number
/// and its unit, joined by a no-break space, go together; a word is cut only where it alone is wider.
pub fn cut(text: &str, cells: usize) -> String {
    if text.width() <= cells {
        return text.to_owned();
    }
    let kept = &text[..kept(text, cells.saturating_sub(1))];
    format!("{}…", kept.trim_end_matches([' ', ',', ';', ':', '·']))
}

/// Bytes of a text that fit into so many cells, up to the end of a word or, where not one word fits,
/// of a letter.
fn kept(text: &str, cells: usize) -> usize {
    let (mut used, mut end) = (0, 0);
    let mut word = None;
    for (at, grapheme) in text.grapheme_indices(true) {
        if grapheme == " " {
            word = Some(at).filter(|at| *at > 0).or(word);
        }
        used += grapheme.width();
        if used > cells {
            break;
        }
        end = at + grapheme.len();
    }
    word.unwrap_or(end)
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

/// Empties an area for a card, and with it the words that would be left over in part at its sides.
pub fn cleared(area: Rect, buf: &mut Buffer) {
    let part_of_word = |cell: &Cell| {
        let joins = |c: char| c.is_alphanumeric() || "\u{a0}\u{301}.,:/%°′″’-".contains(c);
        cell.symbol().chars().all(joins)
    };
    for y in area.top()..area.bottom() {
        let left = (buf.area.left()..area.left()).rev();
        let right = area.right()..buf.area.right();
        let cut: [Vec<u16>; 2] = [
            left.take_while(|x| part_of_word(&buf[(*x, y)])).collect(),
            right.take_while(|x| part_of_word(&buf[(*x, y)])).collect(),
        ];
        for x in cut.into_iter().flatten() {
            buf[(x, y)].set_symbol(" ");
        }
    }
    Clear.render(area, buf);
}

/// Lines from the top of an area down; what does not fit is left off, and a line that is too long ends
/// after a whole word.
pub fn lines(lines: &[Line<'static>], area: Rect, buf: &mut Buffer) {
    let area = area.intersection(buf.area);
    for (line, y) in lines.iter().zip(area.top()..area.bottom()) {
        match line.width() > usize::from(area.width) {
            true => buf.set_line(area.x, y, &shortened(line, area.width.into()), area.width),
            false => buf.set_line(area.x, y, line, area.width),
        };
    }
}

/// The line cut to so many cells, each of its pieces in its own style.
fn shortened(line: &Line<'static>, cells: usize) -> Line<'static> {
    let whole = line.to_string();
    let short = cut(whole.trim_end(), cells);
    let mut left = short.as_str();
    let mut spans = Vec::new();
    for span in &line.spans {
        let same = span.content.char_indices().zip(left.chars());
        let end = same
            .take_while(|((_, own), kept)| own == kept)
            .map(|((at, own), _)| at + own.len_utf8())
            .last()
            .unwrap_or(0);
        spans.push(Span::styled(span.content[..end].to_owned(), span.style));
        left = &left[end..];
        if end < span.content.len() {
            spans.push(Span::styled(left.to_owned(), span.style));
            break;
        }
    }
    Line {
        spans,
        ..line.clone()
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
        assert_eq!(cut("at the end", 7), "at the…");
        assert_eq!(cut("at the end", 6), "at…");
        assert_eq!(cut("Дальность 11,6\u{a0}м", 14), "Дальность…");
        assert_eq!(cut("Дальность", 5), "Даль…");
    }

    #[test]
    fn a_line_that_is_too_long_ends_after_a_word_and_keeps_its_styles() {
        let area = Rect::new(0, 0, 12, 1);
        let mut buf = Buffer::empty(area);
        let loud = Style::new().add_modifier(ratatui::style::Modifier::BOLD);
        let line = Line::from(vec![Span::raw("range "), Span::styled("11.6 metres", loud)]);
        lines(&[line], area, &mut buf);
        let shown: String = buf.content().iter().map(|cell| cell.symbol()).collect();
        assert_eq!(shown.trim_end(), "range 11.6…");
        assert_eq!(buf[(0, 0)].modifier, Style::new().add_modifier);
        assert_eq!(buf[(6, 0)].modifier, loud.add_modifier);
    }

    #[test]
    fn a_card_leaves_no_half_of_a_word_beside_it() {
        let area = Rect::new(0, 0, 30, 1);
        let mut buf = Buffer::empty(area);
        lines(
            &[Line::from("roll 0.4° range 11.6\u{a0}m limit")],
            area,
            &mut buf,
        );
        cleared(Rect::new(6, 0, 12, 1), &mut buf);
        let shown: String = buf.content().iter().map(|cell| cell.symbol()).collect();
        assert_eq!(shown, format!("roll{}limit  ", " ".repeat(19)));
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
