//! A line of an instrument put together left to right, with fixed columns. Knows widths of cells,
//! not what is printed.

use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::theme::{Role, Theme};

/// A line being put together.
#[derive(Clone, Debug)]
pub struct Row {
    theme: Theme,
    spans: Vec<Span<'static>>,
    used: usize,
}

impl Row {
    /// An empty line.
    pub fn new(theme: Theme) -> Row {
        Row {
            theme,
            spans: Vec::new(),
            used: 0,
        }
    }

    /// Goes on at a column, at least one cell after what stands there.
    pub fn at(mut self, column: usize) -> Row {
        let left = column.saturating_sub(self.used);
        let gap = if self.used == 0 { column } else { left.max(1) };
        #[cfg(test)]
        jumps::note(&self, gap > left);
        self.pad(gap);
        self
    }

    /// Text with a meaning.
    pub fn put(mut self, role: Role, text: impl Into<String>) -> Row {
        let text = text.into();
        self.used += text.width();
        self.spans.push(Span::styled(text, self.theme.style(role)));
        self
    }

    /// Text that ends at a column.
    pub fn right(mut self, role: Role, text: impl Into<String>, end: usize) -> Row {
        let text = text.into();
        let gap = end.saturating_sub(self.used + text.width());
        let least = usize::from(self.used > 0);
        #[cfg(test)]
        jumps::note(&self, gap < least);
        self.pad(gap.max(least));
        self.put(role, text)
    }

    /// A key cap with a space after it.
    pub fn key(self, label: &str) -> Row {
        self.put(Role::Key, format!(" {label} "))
            .put(Role::Text, " ")
    }

    /// A lamp: lit or not.
    pub fn lamp(self, lit: bool) -> Row {
        if lit {
            self.put(Role::Good, "●")
        } else {
            self.put(Role::Dim, "○")
        }
    }

    /// Goes on at a column, with a gap only where one is left.
    pub fn to(mut self, column: usize) -> Row {
        let gap = column.saturating_sub(self.used);
        self.pad(gap);
        self
    }

    /// Cells used so far.
    pub fn used(&self) -> usize {
        self.used
    }

    /// The line.
    pub fn line(self) -> Line<'static> {
        Line::from(self.spans)
    }

    fn pad(&mut self, cells: usize) {
        if cells > 0 {
            self.spans.push(Span::raw(" ".repeat(cells)));
            self.used += cells;
        }
    }
}

/// Lines in which something did not stand at its column, for the tests of labels.
#[cfg(test)]
pub mod jumps {
    use std::cell::RefCell;

    thread_local! {
        static JUMPED: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
    }

    pub(super) fn note(row: &super::Row, jumped: bool) {
        if jumped {
            JUMPED.with_borrow_mut(|all| all.push(row.clone().line().to_string()));
        }
    }

    /// What has jumped since this was asked last.
    pub fn taken() -> Vec<String> {
        JUMPED.take()
    }
}
