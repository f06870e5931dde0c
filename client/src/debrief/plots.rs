//! The debrief's plots as SVG. Their inks are marks that the page's style sheet turns into colours, light
//! and dark; every line has its name beside it and dashes of its own, so that none is told by colour alone.

use std::ops::Range;

use maud::html;
use plotters::coord::Shift;
use plotters::coord::ranged1d::Ranged;
use plotters::coord::types::RangedCoordf64;
use plotters::element::DashedPathElement;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use self::names::{Area, Names, apart, around};
use crate::i18n::{Locale, number};

mod names;

/// Letters, in the library's measure: it writes 0.81 of it as pixels.
const LETTERS: i32 = 16;
/// A letter's width and a line's height, px: those of the widest usual fonts without serifs. Too small,
/// names touch.
const LETTER_PX: (i32, i32) = (8, 16);
/// From a point to its name, px.
const GAP_PX: i32 = 8;
/// From the right axis to the names behind it, px: the leaders cross it.
const LEADER_PX: i32 = 26;
/// Around the whole, px.
const MARGIN_PX: i32 = 10;

/// Marks that stand for colours: `rgb(1, 0, n)`. The style sheet has a rule for each.
pub(super) const INK: RGBColor = RGBColor(1, 0, 0);
pub(super) const GRID: RGBColor = RGBColor(1, 0, 1);
pub(super) const LIMIT: RGBColor = RGBColor(1, 0, 2);
pub(super) const GOOD: RGBColor = RGBColor(1, 0, 3);
pub(super) const BAD: RGBColor = RGBColor(1, 0, 4);
pub(super) const PAST: RGBColor = RGBColor(1, 0, 5);
/// Lines, in the order of compartments.
pub(super) const LINES: [RGBColor; 6] = [
    RGBColor(1, 0, 16),
    RGBColor(1, 0, 17),
    RGBColor(1, 0, 18),
    RGBColor(1, 0, 19),
    RGBColor(1, 0, 20),
    RGBColor(1, 0, 21),
];

/// How wide the page is that a plot is for.
#[derive(Clone, Copy)]
pub(super) struct Width {
    /// Columns and rows, px.
    size: (u32, u32),
    /// Most numbers along each axis.
    ticks: [usize; 2],
    /// Columns left of the upright axis, px.
    left: u32,
}

/// A screen and paper.
pub(super) const WIDE: Width = Width {
    size: (800, 400),
    ticks: [9, 7],
    left: 64,
};
/// A telephone.
pub(super) const NARROW: Width = Width {
    size: (368, 330),
    ticks: [5, 7],
    left: 56,
};

/// A line without dashes.
pub(super) const WHOLE: Dash = (1, 0);

/// A dash and the gap after it, px.
pub(super) type Dash = (u32, u32);

/// One thing in a plot, in the units of its axes.
pub(super) enum Mark {
    /// A line, named behind the right axis or anywhere along it.
    Line {
        name: String,
        ink: RGBColor,
        dash: Dash,
        named_behind: bool,
        points: Vec<(f64, f64)>,
    },
    /// Points by themselves; the last one has their name.
    Dots {
        name: String,
        ink: RGBColor,
        points: Vec<(f64, f64)>,
    },
    /// A box from one corner to the other.
    Frame {
        name: String,
        ink: RGBColor,
        corners: [(f64, f64); 2],
    },
    /// A faint band over the whole height, with a line in it, named at its top.
    Band {
        name: String,
        between: [f64; 2],
        at: f64,
    },
}

/// Axes and what is in them.
pub(super) struct Plot {
    pub(super) locale: Locale,
    /// What it shows, for who cannot see it.
    pub(super) told: String,
    pub(super) x: Range<f64>,
    pub(super) y: Range<f64>,
    pub(super) names: [String; 2],
    pub(super) marks: Vec<Mark>,
}

type Root<'b> = DrawingArea<SVGBackend<'b>, Shift>;
type Chart<'a, 'b> = ChartContext<'a, SVGBackend<'b>, Cartesian2d<RangedCoordf64, RangedCoordf64>>;
type Drawn = Result<(), DrawingAreaErrorKind<std::io::Error>>;

impl Plot {
    /// The plot as an element of a page; nothing where the library cannot draw it.
    pub(super) fn svg(&self, class: &str, width: Width) -> Option<String> {
        let mut svg = String::new();
        self.draw(&mut svg, width).ok()?;
        let escaped = html! { (self.told) }.into_string();
        let told = format!(" class=\"{class}\" role=\"img\" aria-label=\"{escaped}\"");
        // Inside a page the name space is known.
        Some(svg.replacen(" xmlns=\"http://www.w3.org/2000/svg\"", &told, 1))
    }

    fn draw(&self, svg: &mut String, width: Width) -> Drawn {
        let root = SVGBackend::with_string(svg, width.size).into_drawing_area();
        let letters = ("sans-serif", LETTERS).into_font().color(&INK);
        let mut chart = ChartBuilder::on(&root)
            .margin(MARGIN_PX)
            .margin_right(self.room_behind())
            .x_label_area_size(46)
            .y_label_area_size(width.left)
            .build_cartesian_2d(self.x.clone(), self.y.clone())?;
        let [columns, rows] = width.ticks;
        let label = |decimals| move |value: &f64| number(self.locale, *value, decimals);
        let [x_name, y_name] = &self.names;
        chart
            .configure_mesh()
            .axis_style(INK)
            .bold_line_style(GRID)
            .light_line_style(TRANSPARENT)
            .label_style(letters.clone())
            .axis_desc_style(letters)
            .x_labels(columns)
            .y_labels(rows)
            .x_desc(x_name)
            .y_desc(y_name)
            .x_label_formatter(&label(decimals(&self.x, columns)))
            .y_label_formatter(&label(decimals(&self.y, rows)))
            .draw()?;
        for mark in &self.marks {
            self.mark(&mut chart, mark)?;
        }
        self.name_inside(&root, &chart)?;
        self.name_behind(&root, &chart)?;
        root.present()
    }

    /// Columns right of the plot, px.
    fn room_behind(&self) -> i32 {
        let widest = self.behind().map(|(name, ..)| size(name).0).max();
        widest.map_or(0, |widest| LEADER_PX + widest) + MARGIN_PX
    }

    /// Lines that are named behind the right axis: name, ink, dashes, end.
    fn behind(&self) -> impl Iterator<Item = (&String, RGBColor, Dash, (f64, f64))> {
        self.marks.iter().filter_map(|mark| match mark {
            Mark::Line {
                name,
                ink,
                dash,
                named_behind: true,
                points,
            } => points.last().map(|end| (name, *ink, *dash, *end)),
            _ => None,
        })
    }

    fn mark(&self, chart: &mut Chart<'_, '_>, mark: &Mark) -> Drawn {
        match mark {
            Mark::Line {
                ink, dash, points, ..
            } => {
                let points = points.iter().copied();
                let style = ink.stroke_width(2);
                match *dash {
                    WHOLE => chart.draw_series(LineSeries::new(points, style))?,
                    (on, off) => {
                        chart.draw_series(DashedLineSeries::new(points, on, off, style))?
                    }
                };
            }
            Mark::Dots { ink, points, .. } => {
                let dots = points.iter().map(|at| Circle::new(*at, 5, ink.filled()));
                chart.draw_series(dots)?;
            }
            Mark::Frame { ink, corners, .. } => {
                chart.draw_series([Rectangle::new(*corners, ink.stroke_width(2))])?;
            }
            Mark::Band {
                between: [low, high],
                at,
                ..
            } => {
                let (bottom, top) = (self.y.start, self.y.end);
                let band = Rectangle::new([(*low, bottom), (*high, top)], PAST.mix(0.14).filled());
                chart.draw_series([band])?;
                let line = [(*at, bottom), (*at, top)];
                chart.draw_series(DashedLineSeries::new(line, 3, 4, PAST.stroke_width(2)))?;
            }
        }
        Ok(())
    }

    /// Names among what is drawn.
    fn name_inside(&self, root: &Root<'_>, chart: &Chart<'_, '_>) -> Drawn {
        let at = |point: &(f64, f64)| chart.backend_coord(point);
        let corners = [(self.x.start, self.y.start), (self.x.end, self.y.end)];
        let within = Area::between(at(&corners[0]), at(&corners[1]));
        let mut names = Names::new(within);
        for mark in &self.marks {
            take(&mut names, mark, within, &at);
        }
        // Points first: a line can be named in many places.
        let is_line = |mark: &&Mark| matches!(mark, Mark::Line { .. });
        let (lines, others): (Vec<&Mark>, Vec<&Mark>) = self.marks.iter().partition(is_line);
        for mark in others.into_iter().chain(lines) {
            let (name, ink, places) = match mark {
                Mark::Line {
                    name,
                    ink,
                    named_behind: false,
                    points,
                    ..
                } => (name, *ink, along(name, points, &at)),
                Mark::Dots { name, ink, points } => {
                    let last = points.last();
                    let places = last.map(|last| around(at(last), size(name), GAP_PX));
                    (name, *ink, places.into_iter().flatten().collect())
                }
                Mark::Frame { name, ink, corners } => {
                    let frame = Area::between(at(&corners[0]), at(&corners[1]));
                    (name, *ink, in_frame(name, frame))
                }
                Mark::Band { name, at: line, .. } => {
                    let top = at(&(*line, self.y.end));
                    (name, PAST, down(name, top))
                }
                Mark::Line { .. } => continue,
            };
            if let Some(place) = names.place(places) {
                let middle = (place.top + place.bottom) / 2;
                text(
                    root,
                    name,
                    ink,
                    ((place.left + place.right) / 2, middle),
                    HPos::Center,
                )?;
            }
        }
        Ok(())
    }

    /// Names behind the right axis, pushed apart, each with a leader from the end of its line.
    fn name_behind(&self, root: &Root<'_>, chart: &Chart<'_, '_>) -> Drawn {
        let edge = chart.backend_coord(&(self.x.end, self.y.end));
        let floor = chart.backend_coord(&(self.x.end, self.y.start)).1;
        let mut ends: Vec<_> = self
            .behind()
            .map(|(name, ink, dash, end)| (name, ink, dash, chart.backend_coord(&end)))
            .collect();
        ends.sort_by_key(|(.., (_, y))| *y);
        let wanted: Vec<f64> = ends.iter().map(|(.., (_, y))| f64::from(*y)).collect();
        let (top, bottom) = (f64::from(edge.1), f64::from(floor));
        let heights = apart(&wanted, f64::from(LETTER_PX.1), top, bottom);
        for ((name, ink, dash, end), height) in ends.into_iter().zip(heights) {
            let y = height.round() as i32;
            let leader = [end, (edge.0 + 4, end.1), (edge.0 + LEADER_PX - 6, y)];
            let style = ink.stroke_width(1);
            match dash {
                WHOLE => root.draw(&PathElement::new(leader, style))?,
                (on, off) => root.draw(&DashedPathElement::new(leader, on, off, style))?,
            }
            text(root, name, ink, (edge.0 + LEADER_PX, y), HPos::Left)?;
        }
        Ok(())
    }
}

/// What a mark covers.
fn take(names: &mut Names, mark: &Mark, within: Area, at: &impl Fn(&(f64, f64)) -> (i32, i32)) {
    match mark {
        Mark::Line { points, .. } => {
            names.take_line(&points.iter().map(at).collect::<Vec<_>>());
        }
        Mark::Dots { points, .. } => {
            for point in points {
                names.take(Area::between(at(point), at(point)).grown(6));
            }
        }
        Mark::Frame { corners, .. } => {
            let [(x, y), (to_x, to_y)] = corners.each_ref().map(at);
            names.take_line(&[(x, y), (to_x, y), (to_x, to_y), (x, to_y), (x, y)]);
        }
        Mark::Band { at: line, .. } => {
            let (x, _) = at(&(*line, 0.0));
            names.take_line(&[(x, within.top), (x, within.bottom)]);
        }
    }
}

/// Places beside a line, the middle of it last.
fn along(name: &str, points: &[(f64, f64)], at: &impl Fn(&(f64, f64)) -> (i32, i32)) -> Vec<Area> {
    const SHARES: [f64; 8] = [0.9, 0.8, 0.7, 0.3, 0.2, 0.1, 0.6, 0.5];
    let last = points.len().saturating_sub(1) as f64;
    let picked = SHARES.map(|share| points.get((share * last) as usize));
    let picked = picked.into_iter().flatten();
    picked
        .flat_map(|point| around(at(point), size(name), GAP_PX))
        .collect()
}

/// Places at the corners of a box: inside its top, above it, inside its bottom.
fn in_frame(name: &str, frame: Area) -> Vec<Area> {
    let (width, height) = size(name);
    let lefts = [frame.left + GAP_PX / 2, frame.right - GAP_PX / 2 - width];
    let tops = [
        frame.top + GAP_PX / 2,
        frame.top - GAP_PX / 2 - height,
        frame.bottom - GAP_PX - height,
    ];
    let places = tops
        .into_iter()
        .flat_map(|top| lefts.map(|left| Area::between((left, top), (left + width, top + height))));
    places.collect()
}

/// Places beside an upright line, from its top down.
fn down(name: &str, (x, y): (i32, i32)) -> Vec<Area> {
    const ROWS: i32 = 4;
    let (width, height) = size(name);
    let places = (0..ROWS).flat_map(|row| {
        let top = y + 2 + row * (height + 2);
        [x + GAP_PX / 2, x - GAP_PX / 2 - width]
            .map(|left| Area::between((left, top), (left + width, top + height)))
    });
    places.collect()
}

/// Width and height of a name, px.
fn size(name: &str) -> (i32, i32) {
    let letters = i32::try_from(name.chars().count()).unwrap_or(i32::MAX / LETTER_PX.0);
    (letters * LETTER_PX.0, LETTER_PX.1)
}

/// As many decimals as the numbers along an axis need, and no more.
fn decimals(range: &Range<f64>, most: usize) -> u8 {
    let shown = RangedCoordf64::from(range.clone()).key_points(most);
    let exact = |decimals: &u8| {
        let scale = 10f64.powi(i32::from(*decimals));
        let off = |value: &f64| (value * scale - (value * scale).round()).abs();
        shown.iter().all(|value| off(value) < 1e-6)
    };
    (0..3).find(exact).unwrap_or(3)
}

fn text(root: &Root<'_>, text: &str, ink: RGBColor, at: (i32, i32), side: HPos) -> Drawn {
    let font = ("sans-serif", LETTERS).into_font().color(&ink);
    let style = font.pos(Pos::new(side, VPos::Center));
    root.draw(&Text::new(text.to_owned(), at, style))
}
