//! A QR code of a line, dark on light whatever the theme, with its quiet zone, so that a phone's
//! camera reads it off the screen. Knows modules and cells; not what the line means.

use qrcode::{Color as Module, EcLevel, QrCode};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

use crate::draw::Look;
use crate::draw::theme::Depth;
use crate::window::Mode;

/// Light modules around the code: four by the standard (ISO/IEC 18004), and two where there is no
/// room, which cameras still read on a screen without print around it.
const QUIET: [usize; 2] = [4, 2];

/// A code ready to be drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Qr {
    /// Modules of a side, quiet zone included.
    side: usize,
    /// Rows from the top; true is dark.
    dark: Vec<bool>,
    /// Each module is two cells; otherwise each cell is two modules, one above the other.
    wide: bool,
}

impl Qr {
    /// The smallest code that holds the line, as large as its area allows; none where it has no room
    /// or where no code holds the line.
    pub fn fitting(line: &str, look: &Look, columns: u16, rows: u16) -> Option<Qr> {
        // A screen has no stains: the least correction gives the largest modules.
        let code = QrCode::with_error_correction_level(line, EcLevel::L).ok()?;
        let fits = |qr: &Qr| {
            let (width, height) = qr.cells();
            width <= columns && height <= rows
        };
        QUIET
            .into_iter()
            .map(|quiet| Qr::of(&code, quiet, look.ascii))
            .find(fits)
    }

    fn of(code: &QrCode, quiet: usize, wide: bool) -> Qr {
        let width = code.width();
        let side = width + 2 * quiet;
        let inside = |at: usize| at.checked_sub(quiet).filter(|at| *at < width);
        let module = |index: usize| match (inside(index % side), inside(index / side)) {
            (Some(x), Some(y)) => code[(x, y)] == Module::Dark,
            _ => false,
        };
        Qr {
            side,
            dark: (0..side * side).map(module).collect(),
            wide,
        }
    }

    /// Columns and rows it takes.
    pub fn cells(&self) -> (u16, u16) {
        match self.wide {
            true => (2 * self.side as u16, self.side as u16),
            false => (self.side as u16, self.side.div_ceil(2) as u16),
        }
    }

    /// Draws it from the top left corner of an area.
    pub fn draw(&self, look: &Look, area: Rect, buf: &mut Buffer) {
        let (columns, rows) = self.cells();
        for row in 0..rows.min(area.height) {
            for column in 0..columns.min(area.width) {
                let (symbol, style) = self.cell(look, usize::from(column), usize::from(row));
                if let Some(cell) = buf.cell_mut((area.x + column, area.y + row)) {
                    cell.reset();
                    cell.set_symbol(symbol).set_style(style);
                }
            }
        }
    }

    fn cell(&self, look: &Look, column: usize, row: usize) -> (&'static str, Style) {
        let inks = Inks::of(look);
        if self.wide {
            return (" ", inks.blank(self.is_dark(column / 2, row)));
        }
        let (top, bottom) = (
            self.is_dark(column, 2 * row),
            self.is_dark(column, 2 * row + 1),
        );
        // A block shows the ink: the dark modules where there are colours, else the light ones.
        let symbol = match (top == inks.ink_is_dark, bottom == inks.ink_is_dark) {
            (true, true) => "█",
            (true, false) => "▀",
            (false, true) => "▄",
            (false, false) => " ",
        };
        (symbol, inks.both)
    }

    /// The row below an odd code is light like all around it.
    fn is_dark(&self, x: usize, y: usize) -> bool {
        x < self.side && self.dark.get(y * self.side + x).copied().unwrap_or(false)
    }
}

/// How dark and light come out: black on white where there are colours; where there are none, the
/// terminal's own two, light letters on a dark ground as the mono theme takes them.
struct Inks {
    both: Style,
    ink_is_dark: bool,
}

impl Inks {
    fn of(look: &Look) -> Inks {
        let (dark, light) = match (look.mode, look.theme.depth) {
            (_, Depth::Mono) => (Color::Reset, Color::Reset),
            (Mode::Colours16, _) | (_, Depth::Sixteen) => (Color::Black, Color::White),
            (_, Depth::Palette) => (Color::Indexed(16), Color::Indexed(231)),
            (_, Depth::True) => (Color::Rgb(0, 0, 0), Color::Rgb(255, 255, 255)),
        };
        Inks {
            both: Style::new().fg(dark).bg(light),
            ink_is_dark: look.theme.depth != Depth::Mono,
        }
    }

    /// A cell with nothing but its ground.
    fn blank(&self, dark: bool) -> Style {
        match (self.ink_is_dark, dark) {
            (true, true) => Style::new().bg(self.both.fg.unwrap_or(Color::Black)),
            (true, false) => self.both,
            (false, true) => Style::new(),
            (false, false) => Style::new().add_modifier(Modifier::REVERSED),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::theme::{Scheme, Theme};

    const LINES: [&str; 3] = [
        "handshake:192.168.1.7:1975/482913#MFRGGZDFMZTWQ2LKNNWG23TP",
        "handshake:192.168.1.7:1975,[2001:db8:85a3:8d3:1319:8a2e:370:7348]:1975/482913#MFRGGZDFMZTWQ2LKNNWG23TP",
        "handshake:[fe80::1]:54321#MFRGGZDFMZTWQ2LKNNWG23TP",
    ];

    fn looks() -> Vec<Look> {
        let depths = [Depth::True, Depth::Palette, Depth::Sixteen, Depth::Mono];
        let themes = Scheme::ALL
            .into_iter()
            .flat_map(|scheme| depths.map(|depth| Theme { scheme, depth }));
        let modes = [(Mode::Quadrant, false), (Mode::Ascii, true)];
        themes
            .flat_map(|theme| modes.map(|(mode, ascii)| Look { theme, mode, ascii }))
            .collect()
    }

    /// Whether a colour is light, on a terminal with light letters on a dark ground.
    fn is_light(colour: Color, otherwise: bool) -> bool {
        match colour {
            Color::Reset => otherwise,
            Color::Black | Color::Indexed(16) | Color::Rgb(0, 0, 0) => false,
            Color::White | Color::Indexed(231) | Color::Rgb(255, 255, 255) => true,
            other => panic!("{other:?} is neither"),
        }
    }

    /// A photograph of the screen: each cell eight points wide and sixteen high.
    fn photograph(buf: &Buffer) -> (usize, usize, impl Fn(usize, usize) -> u8) {
        let (columns, rows) = (usize::from(buf.area.width), usize::from(buf.area.height));
        let point = move |x: usize, y: usize| {
            let cell = &buf[((x / 8) as u16, (y / 16) as u16)];
            let upper = y % 16 < 8;
            let inked = match cell.symbol() {
                " " => false,
                "█" => true,
                "▀" => upper,
                "▄" => !upper,
                other => panic!("{other} is no block"),
            };
            let inked = inked != cell.modifier.contains(Modifier::REVERSED);
            let light = match inked {
                true => is_light(cell.fg, true),
                false => is_light(cell.bg, false),
            };
            if light { 255 } else { 0 }
        };
        (columns * 8, rows * 16, point)
    }

    #[test]
    fn a_camera_reads_the_line_off_the_screen_in_every_theme() {
        for look in looks() {
            for line in LINES {
                let qr = Qr::fitting(line, &look, 200, 100).expect("room enough");
                let (columns, rows) = qr.cells();
                let mut buf = Buffer::empty(Rect::new(0, 0, columns, rows));
                qr.draw(&look, buf.area, &mut buf);
                let (width, height, point) = photograph(&buf);
                let mut image = rqrr::PreparedImage::prepare_from_greyscale(width, height, point);
                let found = image.detect_grids();
                assert_eq!(found.len(), 1, "{look:?} {line}");
                let (_, read) = found[0].decode().expect("readable");
                assert_eq!(read, line, "{look:?}");
            }
        }
    }

    #[test]
    fn the_light_around_it_is_narrower_where_there_is_less_room_and_never_none() {
        let look = Look {
            theme: Theme::FULL,
            mode: Mode::Quadrant,
            ascii: false,
        };
        let sides = |columns| {
            let qr = Qr::fitting(LINES[0], &look, columns, 100)?;
            assert!(qr.cells().0 <= columns);
            Some(qr.side)
        };
        let (whole, narrow) = (sides(100), sides(36));
        assert_eq!(whole.zip(narrow).map(|(a, b)| a - b), Some(4));
        assert_eq!(sides(32), None);
    }

    #[test]
    fn a_line_with_one_address_fits_the_smallest_terminal_beside_its_words() {
        let look = Look {
            theme: Theme::FULL,
            mode: Mode::Quadrant,
            ascii: false,
        };
        let qr = Qr::fitting(LINES[0], &look, 39, 19).expect("room enough");
        assert_eq!(qr.cells(), (37, 19));
    }
}
