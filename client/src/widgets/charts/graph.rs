//! Axes with lines in them, on the terminal library's chart; what its legend would tell by colour
//! alone stands as a name at each line's end. Knows numbers and names, not what they measure.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::symbols::Marker;
use ratatui::text::Span;
use ratatui::widgets::{Axis, Chart, Dataset, GraphType, Widget};
use unicode_width::UnicodeWidthStr;

use super::super::text::cut;
use crate::draw::Look;
use crate::draw::theme::Role;
use crate::window::Mode;

/// Cells at the right for the names of the lines.
const NAMES: u16 = 11;
/// Least area in which a chart says anything.
const LEAST: (u16, u16) = (NAMES + 20, 6);
/// Cells at the left for the numbers of the upright axis, and the axis itself: as many as the first
/// number of the other axis takes, which stands below it.
const NUMBERS: usize = 5;
const AXIS: usize = 1;
/// Rows below the graph: the level axis and its numbers.
const BELOW: u16 = 2;
/// A dashed line has a dash every so many cells.
const DASH_EVERY: usize = 2;

/// A line of a chart in the units of its axes.
pub(super) struct Trace {
    pub(super) name: String,
    pub(super) role: Role,
    pub(super) marker: Marker,
    pub(super) joined: bool,
    pub(super) points: Vec<(f64, f64)>,
}

/// Axes, lines and the names of the lines.
pub(super) struct Graph<'a> {
    pub(super) look: &'a Look,
    pub(super) x: [f64; 2],
    pub(super) x_labels: [String; 3],
    pub(super) y: [f64; 2],
    pub(super) y_labels: Vec<String>,
    pub(super) traces: Vec<Trace>,
}

impl Graph<'_> {
    pub(super) fn draw(&self, area: Rect, buf: &mut Buffer) {
        if area.width < LEAST.0 || area.height < LEAST.1 {
            return;
        }
        let style = |role| self.look.theme.style(role);
        let chart = Rect {
            width: area.width - NAMES,
            ..area
        };
        let sets = self.traces.iter().map(|trace| {
            Dataset::default()
                .marker(trace.marker)
                .graph_type(if trace.joined {
                    GraphType::Line
                } else {
                    GraphType::Scatter
                })
                .style(style(trace.role))
                .data(&trace.points)
        });
        // A label has its share of the axis; where the last needs more, the middle one goes.
        let [first, middle, last] = self.x_labels.clone();
        let share = usize::from(chart.width).saturating_sub(NUMBERS + AXIS) / 3;
        let labels = match last.width() > share {
            true => vec![first, last],
            false => vec![first, middle, last],
        };
        let numbers = self.numbers(usize::from(chart.height.saturating_sub(BELOW)));
        Chart::new(sets.collect())
            .style(style(Role::Ground))
            .legend_position(None)
            .x_axis(
                Axis::default()
                    .bounds(self.x)
                    .labels(labels.into_iter().map(Span::from))
                    .style(style(Role::Label)),
            )
            .y_axis(
                Axis::default()
                    .bounds(self.y)
                    .labels(numbers.into_iter().map(Span::from))
                    .style(style(Role::Label)),
            )
            .render(chart, buf);
        self.names(area, buf);
    }

    /// The numbers of the axis, from the lowest, each in the row where its value is drawn and every other
    /// row with none: a chart spreads fewer labels than it has rows evenly over them, off their values.
    fn numbers(&self, rows: usize) -> Vec<String> {
        let mut numbers = vec![" ".repeat(NUMBERS); rows];
        let last = self.y_labels.len().saturating_sub(1).max(1);
        for (index, text) in self.y_labels.iter().enumerate() {
            let row = (index * rows.saturating_sub(1) * 2 + last) / (2 * last);
            if let Some(number) = numbers.get_mut(row) {
                *number = format!("{text:>NUMBERS$}");
            }
        }
        numbers
    }

    /// Each line's name at the height where it ends, moved on where two would touch.
    fn names(&self, area: Rect, buf: &mut Buffer) {
        let rows = area.height - BELOW;
        let [bottom, top] = self.y;
        let mut ends: Vec<(u16, &Trace)> = self
            .traces
            .iter()
            .filter(|trace| !trace.name.is_empty())
            .filter_map(|trace| {
                let (_, y) = *trace.points.last()?;
                let share = ((top - y) / (top - bottom)).clamp(0.0, 1.0);
                Some(((share * f64::from(rows - 1)).round() as u16, trace))
            })
            .collect();
        ends.sort_by_key(|(row, _)| *row);
        let count = ends.len() as u16;
        let mut free = 0;
        for (index, (row, trace)) in ends.into_iter().enumerate() {
            // Room has to be left for those below.
            let last = rows.saturating_sub(count - index as u16);
            let row = row.clamp(free, last.max(free));
            if row >= rows {
                break;
            }
            let name = cut(&trace.name, usize::from(NAMES) - 1);
            let x = area.right() - NAMES + 1;
            buf.set_string(x, area.y + row, &name, self.look.theme.style(trace.role));
            free = row + 1;
        }
    }
}

/// Braille where the terminal has it, else a letter.
pub(super) fn marker(look: &Look, letter: char) -> Marker {
    if look.ascii || look.mode == Mode::Ascii {
        Marker::Custom(letter)
    } else {
        Marker::Braille
    }
}

/// Places of the dashes on the level axis of a chart in so many cells.
pub(super) fn dashes([from, to]: [f64; 2], width: u16) -> impl Iterator<Item = f64> {
    let cells = usize::from(width).saturating_sub(usize::from(NAMES) + NUMBERS + AXIS);
    (0..cells)
        .step_by(DASH_EVERY)
        .map(move |cell| from + (to - from) * cell as f64 / (cells - 1).max(1) as f64)
}
