//! Pages before they are a PDF: marks at places. Lengths in points (1/72 in), from the upper left
//! corner, down and to the right.

use super::super::Paper;

/// Points in a millimeter.
const MM: f32 = 72.0 / 25.4;

/// A sheet of paper and the area that text may fill.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sheet {
    /// Width of the paper.
    pub width: f32,
    /// Height of the paper.
    pub height: f32,
    /// Left edge of the text.
    pub left: f32,
    /// Right edge of the text.
    pub right: f32,
    /// Upper edge of the text.
    pub top: f32,
    /// Lower edge of the text.
    pub bottom: f32,
}

impl Sheet {
    /// The sheet of a paper. Margins of 20 mm leave room for punched holes; what stands over and
    /// under the text keeps 10 mm, more than any printer loses.
    pub fn of(paper: Paper) -> Sheet {
        let (width, height) = match paper {
            Paper::A4 => (210.0 * MM, 297.0 * MM),
            Paper::Letter => (8.5 * 72.0, 11.0 * 72.0),
        };
        Sheet {
            width,
            height,
            left: 20.0 * MM,
            right: width - 18.0 * MM,
            top: 22.0 * MM,
            bottom: height - 20.0 * MM,
        }
    }

    /// Width of the text.
    pub fn measure(&self) -> f32 {
        self.right - self.left
    }

    /// Baseline of the running head.
    pub fn head(&self) -> f32 {
        14.0 * MM
    }

    /// Baseline of the page number.
    pub fn foot(&self) -> f32 {
        self.height - 11.0 * MM
    }
}

/// Weight and size of letters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Style {
    /// Bold.
    pub bold: bool,
    /// Size, points.
    pub size: f32,
    /// Grey, 0 black to 255 white.
    pub grey: u8,
}

impl Style {
    /// Letters as text is set.
    pub const fn text(size: f32) -> Style {
        Style {
            bold: false,
            size,
            grey: 0,
        }
    }

    /// The same in bold.
    pub const fn bold(size: f32) -> Style {
        Style {
            bold: true,
            ..Style::text(size)
        }
    }

    /// The same, paler.
    pub const fn pale(self, grey: u8) -> Style {
        Style { grey, ..self }
    }

    /// From one line to the next.
    pub fn leading(&self) -> f32 {
        1.36 * self.size
    }
}

/// What stands on a page.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// A line of text from its left end, on its baseline.
    Text {
        /// Left end.
        x: f32,
        /// Baseline.
        y: f32,
        /// How it is set.
        style: Style,
        /// What it says.
        text: String,
    },
    /// A filled rectangle: rules and grounds.
    Area {
        /// Left, top, width, height.
        area: [f32; 4],
        /// Grey, 0 black to 255 white.
        grey: u8,
    },
    /// A place that leads to another page.
    Link {
        /// Left, top, width, height.
        area: [f32; 4],
        /// Index of the page.
        to: usize,
    },
    /// Circles about one middle, drawn as lines: the emblem.
    Rings {
        /// Middle.
        middle: [f32; 2],
        /// Radii.
        radii: Vec<f32>,
    },
}

/// One page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// Its marks, the lowest first.
    pub marks: Vec<Mark>,
}

/// A heading and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// What it says.
    pub title: String,
    /// Index of its page.
    pub page: usize,
    /// Its upper edge.
    pub y: f32,
    /// 1 a section, 2 a part of one.
    pub level: u8,
}

/// A document on pages.
#[derive(Clone, Debug, PartialEq)]
pub struct Laid {
    /// The paper.
    pub sheet: Sheet,
    /// Pages in order.
    pub pages: Vec<Page>,
    /// Headings in order.
    pub entries: Vec<Entry>,
}
