//! The debrief's plots as SVG. Their inks are marks that the page's style sheet turns into colours, light
//! and dark; every line ends in its name, so that none is told by colour alone.

use std::ops::Range;

use plotters::coord::types::RangedCoordf64;
use plotters::prelude::*;

use crate::i18n::{Locale, number};

/// Columns and rows of a plot, px; the page scales it to its width.
const SIZE: (u32, u32) = (760, 400);
/// Letters, px.
const LETTERS: i32 = 15;
/// Names at the ends of lines keep this share of the upright axis between each other.
const NAME_ROOM: f64 = 0.055;
/// The level axis goes on behind the last point by this share, for the names.
const NAME_WIDTH: f64 = 0.24;

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

/// One thing in a plot, in the units of its axes.
pub(super) enum Mark {
    /// A line with its name at its end; dashed for a limit.
    Line {
        name: String,
        ink: RGBColor,
        dashed: bool,
        points: Vec<(f64, f64)>,
    },
    /// Points by themselves; the last one has their name.
    Dots {
        name: String,
        ink: RGBColor,
        points: Vec<(f64, f64)>,
    },
    /// A box from one corner to the other, named at its top.
    Frame {
        name: String,
        ink: RGBColor,
        corners: [(f64, f64); 2],
    },
    /// A faint band over the whole height, with a line in it, named at this share of the height.
    Band {
        name: String,
        between: [f64; 2],
        at: f64,
        height: f64,
    },
}

/// Axes and what is in them.
pub(super) struct Plot {
    pub(super) locale: Locale,
    pub(super) x: Range<f64>,
    pub(super) y: Range<f64>,
    pub(super) names: [String; 2],
    pub(super) decimals: [u8; 2],
    pub(super) marks: Vec<Mark>,
}

type Chart<'a, 'b> = ChartContext<'a, SVGBackend<'b>, Cartesian2d<RangedCoordf64, RangedCoordf64>>;
type Drawn = Result<(), DrawingAreaErrorKind<std::io::Error>>;

impl Plot {
    /// The plot as an element of a page; nothing where the library cannot draw it.
    pub(super) fn svg(mut self) -> Option<String> {
        let longest = self.x.end - self.x.start;
        let has_names = self
            .marks
            .iter()
            .any(|mark| matches!(mark, Mark::Line { .. }));
        if has_names {
            self.x.end += NAME_WIDTH * longest;
        }
        let mut svg = String::new();
        self.draw(&mut svg).ok()?;
        // Inside a page the name space is known.
        Some(svg.replace(" xmlns=\"http://www.w3.org/2000/svg\"", ""))
    }

    fn draw(&self, svg: &mut String) -> Drawn {
        let root = SVGBackend::with_string(svg, SIZE).into_drawing_area();
        let letters = ("sans-serif", LETTERS).into_font().color(&INK);
        let mut chart = ChartBuilder::on(&root)
            .margin(8)
            .x_label_area_size(46)
            .y_label_area_size(64)
            .build_cartesian_2d(self.x.clone(), self.y.clone())?;
        let label = |decimals| move |value: &f64| number(self.locale, *value, decimals);
        let [x_name, y_name] = &self.names;
        chart
            .configure_mesh()
            .axis_style(INK)
            .bold_line_style(GRID)
            .light_line_style(TRANSPARENT)
            .label_style(letters.clone())
            .axis_desc_style(letters)
            .x_labels(8)
            .y_labels(7)
            .x_desc(x_name)
            .y_desc(y_name)
            .x_label_formatter(&label(self.decimals[0]))
            .y_label_formatter(&label(self.decimals[1]))
            .draw()?;
        for mark in &self.marks {
            self.mark(&mut chart, mark)?;
        }
        self.line_names(&mut chart)?;
        root.present()
    }

    fn mark(&self, chart: &mut Chart<'_, '_>, mark: &Mark) -> Drawn {
        match mark {
            Mark::Line {
                ink,
                dashed: false,
                points,
                ..
            } => {
                chart.draw_series(LineSeries::new(points.iter().copied(), ink.stroke_width(2)))?;
            }
            Mark::Line { ink, points, .. } => {
                let line = DashedLineSeries::new(points.iter().copied(), 7, 5, ink.stroke_width(2));
                chart.draw_series(line)?;
            }
            Mark::Dots { name, ink, points } => {
                let dots = points.iter().map(|at| Circle::new(*at, 5, ink.filled()));
                chart.draw_series(dots)?;
                if let Some((x, y)) = points.last() {
                    self.text(chart, name, *ink, (*x, *y), (9, -7))?;
                }
            }
            Mark::Frame { name, ink, corners } => {
                let frame = Rectangle::new(*corners, ink.stroke_width(2));
                chart.draw_series([frame])?;
                let [(x, _), (_, y)] = *corners;
                self.text(chart, name, *ink, (x, y), (6, 5))?;
            }
            Mark::Band {
                name,
                between: [low, high],
                at,
                height,
            } => {
                let (bottom, top) = (self.y.start, self.y.end);
                let band = Rectangle::new([(*low, bottom), (*high, top)], PAST.mix(0.14).filled());
                chart.draw_series([band])?;
                let line = [(*at, bottom), (*at, top)];
                chart.draw_series(DashedLineSeries::new(line, 3, 4, PAST.stroke_width(2)))?;
                let y = bottom + (top - bottom) * height;
                self.text(chart, name, PAST, (*at, y), (5, 0))?;
            }
        }
        Ok(())
    }

    /// Names behind the ends of their lines, pushed apart.
    fn line_names(&self, chart: &mut Chart<'_, '_>) -> Drawn {
        let ends = self.marks.iter().filter_map(|mark| match mark {
            Mark::Line {
                name, ink, points, ..
            } => points.last().map(|end| (name, *ink, *end)),
            _ => None,
        });
        let mut ends: Vec<_> = ends.filter(|(name, ..)| !name.is_empty()).collect();
        ends.sort_by(|(.., (_, a)), (.., (_, b))| a.total_cmp(b));
        let room = NAME_ROOM * (self.y.end - self.y.start);
        let mut free = f64::NEG_INFINITY;
        for (name, ink, (x, y)) in ends {
            let y = y.max(free);
            free = y + room;
            self.text(chart, name, ink, (x, y), (7, -7))?;
        }
        Ok(())
    }

    fn text(
        &self,
        chart: &mut Chart<'_, '_>,
        text: &str,
        ink: RGBColor,
        at: (f64, f64),
        off: (i32, i32),
    ) -> Drawn {
        let font = ("sans-serif", LETTERS).into_font().color(&ink);
        let text = EmptyElement::at(at) + Text::new(text.to_owned(), off, font);
        chart.draw_series([text])?;
        Ok(())
    }
}
