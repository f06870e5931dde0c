//! Tables: columns by their shares, rows that stay whole, headings repeated where a page ends.

use super::super::document::{Look, Table};
use super::face::Faces;
use super::flow::Flow;
use super::page::{Mark, Style};

/// Letters of a cell.
const CELL: Style = Style::text(8.5);
/// Letters of a heading.
const HEADING: Style = Style::bold(8.0).pale(60);
/// From the rule to the letters and from the letters to the next rule.
const PAD_Y: f32 = 2.6;
/// From a column's edge to its letters.
const PAD_X: f32 = 3.4;
/// Grey of the ground under headings, and of the rules between rows.
const GROUND: u8 = 232;
const RULE: u8 = 190;

/// A table while it is set.
struct Setting<'t> {
    table: &'t Table,
    faces: &'t Faces,
    /// Left edge and width of every column.
    columns: Vec<[f32; 2]>,
}

/// A row in lines.
struct Row {
    cells: Vec<Vec<String>>,
    height: f32,
    goes_on: bool,
}

/// Share of a page below which a table is not broken at all.
const WHOLE: f32 = 0.3;

/// Sets a table at the end of what is set.
pub fn set(flow: &mut Flow, table: &Table) {
    let setting = Setting::new(table, flow);
    let head = setting.head();
    let rows: Vec<Row> = table.rows.iter().map(|row| setting.row(row)).collect();
    flow.need(head.height + setting.first(flow, &rows));
    setting.put_head(flow, &head);
    for (index, row) in rows.iter().enumerate() {
        let group = setting.group(&rows[index..]);
        let page = flow.sheet.bottom - flow.sheet.top - head.height;
        // A group that fits on no page breaks where it has to.
        let together = if setting.begins(index) && group <= page {
            group
        } else {
            row.height
        };
        if !flow.fits(together) {
            flow.next_page();
            setting.put_head(flow, &head);
        }
        setting.put_row(flow, row);
    }
    flow.space(8.0);
}

/// Height that has to follow a heading of the text: of a table with its headings, what does not break.
pub fn first_height(flow: &Flow, table: &Table) -> f32 {
    let setting = Setting::new(table, flow);
    let rows: Vec<Row> = table.rows.iter().map(|row| setting.row(row)).collect();
    setting.head().height + setting.first(flow, &rows)
}

impl<'t> Setting<'t> {
    fn new(table: &'t Table, flow: &Flow<'t>) -> Setting<'t> {
        let sum: f32 = table.columns.iter().map(|column| column.share).sum();
        let mut left = flow.sheet.left;
        let columns = table.columns.iter().map(|column| {
            let width = flow.sheet.measure() * column.share / sum;
            let here = [left, width];
            left += width;
            here
        });
        Setting {
            table,
            faces: flow.faces,
            columns: columns.collect(),
        }
    }

    /// Height of the rows that stand on one page with the headings: all of a small table, the first
    /// group of a long one.
    fn first(&self, flow: &Flow, rows: &[Row]) -> f32 {
        let page = flow.sheet.bottom - flow.sheet.top;
        let all: f32 = rows.iter().map(|row| row.height).sum();
        let group = self.group(rows);
        match all <= WHOLE * page {
            true => all,
            false => group.min(page / 2.0),
        }
    }

    /// Height of a row with those after it whose first cell is empty: they go on with it.
    fn group(&self, rows: &[Row]) -> f32 {
        let more = rows.iter().skip(1).take_while(|row| row.goes_on);
        rows.first().map_or(0.0, |row| row.height) + more.map(|row| row.height).sum::<f32>()
    }

    /// Whether a row begins a group.
    fn begins(&self, index: usize) -> bool {
        self.table.rows[index]
            .first()
            .is_some_and(|cell| !cell.is_empty())
    }

    fn style(&self, column: usize) -> Style {
        match self.table.columns[column].look {
            Look::Plain => CELL,
            Look::Strong => Style { bold: true, ..CELL },
            Look::Aid => CELL.pale(70),
        }
    }

    fn head(&self) -> Row {
        let titles = self
            .table
            .columns
            .iter()
            .map(|column| column.title.as_str());
        self.lines(titles, |_| HEADING)
    }

    fn row(&self, cells: &[String]) -> Row {
        self.lines(cells.iter().map(String::as_str), |column| {
            self.style(column)
        })
    }

    fn lines<'c>(
        &self,
        cells: impl Iterator<Item = &'c str>,
        style: impl Fn(usize) -> Style,
    ) -> Row {
        let cells: Vec<Vec<String>> = cells
            .zip(&self.columns)
            .enumerate()
            .map(|(column, (cell, [_, width]))| {
                self.faces.lines(cell, style(column), width - 2.0 * PAD_X)
            })
            .collect();
        let heights = cells.iter().enumerate();
        let heights = heights.map(|(column, lines)| lines.len() as f32 * style(column).leading());
        Row {
            height: heights.fold(0.0, f32::max) + 2.0 * PAD_Y,
            goes_on: cells
                .first()
                .is_some_and(|lines| lines.iter().all(String::is_empty)),
            cells,
        }
    }

    fn put_head(&self, flow: &mut Flow, head: &Row) {
        let area = [flow.sheet.left, flow.y, flow.sheet.measure(), head.height];
        flow.mark(Mark::Area { area, grey: GROUND });
        self.put_cells(flow, head, |_| HEADING);
        flow.y += head.height;
    }

    fn put_row(&self, flow: &mut Flow, row: &Row) {
        self.put_cells(flow, row, |column| self.style(column));
        flow.y += row.height;
        let area = [flow.sheet.left, flow.y - 0.25, flow.sheet.measure(), 0.5];
        flow.mark(Mark::Area { area, grey: RULE });
    }

    fn put_cells(&self, flow: &mut Flow, row: &Row, style: impl Fn(usize) -> Style) {
        let top = flow.y + PAD_Y;
        for (column, lines) in row.cells.iter().enumerate() {
            let style = style(column);
            for (index, line) in lines.iter().enumerate() {
                let x = self.columns[column][0] + PAD_X;
                let y = top + index as f32 * style.leading() + style.size;
                flow.text(x, y, style, line);
            }
        }
    }
}
