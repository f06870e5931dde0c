//! The stack of compartments side by side, Apollo's end to the left: air, hatches, valves, flow and
//! men. One's own side as its gauges read now; the other crew's as last called across, blank before.
//! A mark is one row of `ROWS`; it knows nothing of where on the screen it stands.

mod marks;

use handshake_shared::ids::{CompartmentId, HatchId, Seat};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use unicode_width::UnicodeWidthStr;

use super::text::{cut, lines};
use crate::draw::console::Console;
use crate::draw::theme::Role;
use crate::i18n::labels;
use marks::{
    age, co2, device, hatch_age, leaf, men, nitrogen, oxygen, pressure, ship, stands, stores,
    trend, valve_and_flow,
};

/// What stands in one place of a row.
type Mark = (Role, String);

/// A row of the schematic.
struct StackRow {
    /// The smaller, the longer it stays when there is no room for all.
    rank: u8,
    /// Key of the label before it, or nothing.
    label: &'static str,
    /// What it shows.
    shows: Shows,
}

enum Shows {
    /// Whose side is whose.
    Ships,
    /// The upper wall with the names of the compartments and the numbers of the hatches.
    Names,
    /// Something of each compartment; hatches beside it where the flag is set.
    Place(fn(&Console, CompartmentId, &Fit) -> Mark, bool),
    /// The lower wall.
    Floor,
    /// Something of each bulkhead.
    Hatch(fn(&Console, HatchId) -> Mark),
    /// A line of its own.
    Line(fn(&Console) -> Line<'static>),
}

/// What room a mark has.
struct Fit {
    /// Cells across.
    room: usize,
    /// The rows that stand only in a large picture are there.
    full: bool,
}

/// From this rank on the picture is a large one.
const FULL_RANK: u8 = 5;

const fn row(rank: u8, label: &'static str, shows: Shows) -> StackRow {
    StackRow { rank, label, shows }
}

/// The rows from the top down.
const ROWS: [StackRow; 17] = [
    row(7, "", Shows::Ships),
    row(1, "", Shows::Names),
    row(3, "", Shows::Place(men, false)),
    row(1, "", Shows::Place(pressure, true)),
    row(5, "", Shows::Place(trend, false)),
    row(5, "", Shows::Place(age, false)),
    row(1, "label-oxygen", Shows::Place(oxygen, false)),
    row(1, "label-nitrogen", Shows::Place(nitrogen, false)),
    row(8, "", Shows::Place(co2, false)),
    row(
        4,
        "",
        Shows::Place(|c, at, fit| device(c, at, 0, fit), false),
    ),
    row(
        4,
        "",
        Shows::Place(|c, at, fit| device(c, at, 1, fit), false),
    ),
    row(
        4,
        "",
        Shows::Place(|c, at, fit| device(c, at, 2, fit), false),
    ),
    row(7, "", Shows::Floor),
    row(2, "", Shows::Hatch(stands)),
    row(1, "margin-valves", Shows::Hatch(valve_and_flow)),
    row(9, "", Shows::Hatch(hatch_age)),
    row(6, "", Shows::Line(stores)),
];

/// Draws the stack; what does not fit is left off by rank, never cut.
pub fn draw(console: &Console, area: Rect, buf: &mut Buffer) {
    let rank = last_rank(usize::from(area.height));
    let cells = Cells::of(area, rank >= FULL_RANK);
    let kept = ROWS.iter().filter(|row| row.rank <= rank);
    for (row, y) in kept.zip(area.top()..area.bottom()) {
        row.draw(console, &cells, y, buf);
    }
}

/// The column from which on Soyuz's gauges read the stack: tunnel 2 and hatch 4 are among them.
pub fn soyuz_from(area: Rect) -> u16 {
    Cells::of(area, true).place_x(CompartmentId::Tunnel2)
}

/// Rows the whole of it takes.
pub const fn height() -> u16 {
    ROWS.len() as u16
}

/// The highest rank that still has room with all those before it.
fn last_rank(height: usize) -> u8 {
    (1..=9)
        .rev()
        .find(|rank| ROWS.iter().filter(|row| row.rank <= *rank).count() <= height)
        .unwrap_or(1)
}

/// Where compartments and bulkheads stand in a line.
struct Cells {
    left: u16,
    margin: u16,
    room: u16,
    wall: u16,
    full: bool,
}

impl Cells {
    fn of(area: Rect, full: bool) -> Cells {
        let (margin, wall) = match area.width {
            0..70 => (2, 1),
            70..100 => (4, 3),
            _ => (4, 5),
        };
        let room = area.width.saturating_sub(margin + 2 + 5 * wall) / 6;
        Cells {
            left: area.x,
            margin,
            room,
            wall,
            full,
        }
    }

    fn place_x(&self, place: CompartmentId) -> u16 {
        self.left + self.margin + 1 + place as u16 * (self.room + self.wall)
    }

    fn hatch_x(&self, hatch: HatchId) -> u16 {
        self.left + self.margin + 1 + self.room + hatch as u16 * (self.room + self.wall)
    }

    /// The outer walls: before the first compartment, after the last.
    fn ends(&self) -> [u16; 2] {
        let [first, last] = [CompartmentId::Cm, CompartmentId::Sa].map(|place| self.place_x(place));
        [first - 1, last + self.room]
    }

    /// From one compartment to the end of another: start and width.
    fn span(&self, from: CompartmentId, to: CompartmentId) -> (u16, u16) {
        let start = self.place_x(from);
        (start, self.place_x(to) + self.room - start)
    }
}

impl StackRow {
    fn draw(&self, console: &Console, cells: &Cells, y: u16, buf: &mut Buffer) {
        let theme = console.look.theme;
        let margin = usize::from(cells.margin);
        if !self.label.is_empty() {
            let label = cut(&console.word(self.label), margin);
            buf.set_string(cells.left, y, label, theme.style(Role::Label));
        }
        let mut put = |x: u16, width: u16, (role, text): Mark| {
            let text = cut(&text, usize::from(width));
            let gap = width.saturating_sub(text.width() as u16) / 2;
            buf.set_string(x + gap, y, text, theme.style(role));
        };
        match self.shows {
            Shows::Ships => {
                for (seat, from, to) in [
                    (Seat::Apollo, CompartmentId::Cm, CompartmentId::Dm),
                    (Seat::Soyuz, CompartmentId::Tunnel2, CompartmentId::Sa),
                ] {
                    let (x, width) = cells.span(from, to);
                    put(x, width, ship(console, seat));
                }
            }
            Shows::Names => {
                wall(&mut put, cells, ["┌", "┐"]);
                let short = cells.room < SHORT_NAMES;
                for place in CompartmentId::ALL {
                    let name = console.word(if short {
                        labels::tag(place)
                    } else {
                        labels::room(place)
                    });
                    let name = format!(" {name} ");
                    put(cells.place_x(place), cells.room, (Role::Label, name));
                }
                for hatch in HatchId::ALL {
                    let number = hatch.number().to_string();
                    put(cells.hatch_x(hatch), cells.wall, (Role::Title, number));
                }
            }
            Shows::Place(mark, with_hatches) => {
                let fit = Fit {
                    room: usize::from(cells.room),
                    full: cells.full,
                };
                for place in CompartmentId::ALL {
                    put(cells.place_x(place), cells.room, mark(console, place, &fit));
                }
                for x in cells.ends() {
                    put(x, 1, (Role::Frame, "│".into()));
                }
                for hatch in HatchId::ALL {
                    let wall = if with_hatches {
                        leaf(console, hatch, cells.wall)
                    } else {
                        (Role::Frame, "│".into())
                    };
                    put(cells.hatch_x(hatch), cells.wall, wall);
                }
            }
            Shows::Floor => wall(&mut put, cells, ["└", "┘"]),
            Shows::Hatch(mark) => {
                for hatch in HatchId::ALL {
                    // Half a compartment on each side: neighbours never touch.
                    let width = cells.room + cells.wall - 1;
                    let middle = cells.hatch_x(hatch) + cells.wall / 2;
                    put(middle - width / 2, width, mark(console, hatch));
                }
            }
            Shows::Line(line) => {
                let area = Rect {
                    x: cells.left,
                    y,
                    width: cells.ends()[1] + 1 - cells.left,
                    height: 1,
                };
                lines(&[line(console)], area, buf);
            }
        }
    }
}

/// An outer wall along the stack between two corners.
fn wall(put: &mut impl FnMut(u16, u16, Mark), cells: &Cells, corners: [&str; 2]) {
    let [start, end] = cells.ends();
    let [first, last] = corners;
    let along = "─".repeat(usize::from(end - start - 1));
    let wall = format!("{first}{along}{last}");
    put(start, end - start + 1, (Role::Frame, wall));
}

/// Below this many cells a compartment has a shorter name.
const SHORT_NAMES: u16 = 8;

#[cfg(test)]
mod tests;
