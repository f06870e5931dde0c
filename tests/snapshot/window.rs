//! The window alone at twenty metres, from both seats, in every kind of cell: its characters, and below
//! them how bright each cell is, 0 to 9.

use std::fmt::Write;

use handshake::window::{Canvas, Mode, draw_window};
use handshake_shared::ids::Seat;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::Color;

use crate::demo;

const AREA: Rect = Rect::new(0, 0, 96, 32);
const RANGE_M: f32 = 20.0;

fn drawn(mode: Mode, seat: Seat) -> Buffer {
    let mut buf = Buffer::empty(AREA);
    let scene = demo::facing(seat, RANGE_M);
    draw_window(&scene, seat, mode, AREA, &mut buf, &mut Canvas::default());
    buf
}

/// A level of true colour; the number of a colour from a palette; nothing for the terminal's own.
fn level(colour: Color) -> Option<u32> {
    match colour {
        Color::Rgb(r, g, b) => Some((3 * u32::from(r) + 6 * u32::from(g) + u32::from(b)) / 256),
        Color::Indexed(n) => Some(u32::from(n)),
        _ => None,
    }
}

/// Ink and paper of a cell as one sign each: a digit, or two signs of a palette's number.
fn tones(cell: &Cell) -> Option<String> {
    let (ink, paper) = (level(cell.fg)?, level(cell.bg)?);
    let pair = match cell.bg {
        Color::Indexed(_) => format!("{ink:02x}{paper:02x} "),
        _ => format!("{ink}{paper}"),
    };
    Some(pair)
}

fn told(buf: &Buffer) -> String {
    let mut text = String::new();
    let rows = buf.content().chunks(usize::from(AREA.width));
    for row in rows.clone() {
        let line: String = row.iter().map(Cell::symbol).collect();
        writeln!(text, "{}", line.trim_end()).expect("a string takes all");
    }
    for row in rows {
        let line: Option<String> = row.iter().map(tones).collect();
        if let Some(line) = line {
            writeln!(text, "{line}").expect("a string takes all");
        }
    }
    text
}

#[test]
fn the_window_is_as_blessed_in_every_kind_of_cell() {
    for mode in Mode::ALL {
        for seat in Seat::ALL {
            let name = format!("window-{mode:?}-{seat:?}").to_lowercase();
            insta::assert_snapshot!(name, told(&drawn(mode, seat)));
        }
    }
}

/// A kind of cell is complete only if it uses no character of another kind.
#[test]
fn a_cell_has_only_the_characters_of_its_kind() {
    let braille = '\u{2800}'..='\u{28FF}';
    let blocks = '▀'..='▟';
    let sextants = '\u{1FB00}'..='\u{1FB3B}';
    let frame = "╭╮╯╰─│┼ ";
    for mode in Mode::ALL {
        for seat in Seat::ALL {
            for cell in drawn(mode, seat).content() {
                let glyph = cell.symbol().chars().next().unwrap_or(' ');
                let fine = match mode {
                    Mode::Ascii => glyph.is_ascii(),
                    Mode::Braille => braille.contains(&glyph) || frame.contains(glyph),
                    _ => {
                        braille.contains(&glyph)
                            || blocks.contains(&glyph)
                            || frame.contains(glyph)
                            || mode == Mode::Sextant && sextants.contains(&glyph)
                    }
                };
                assert!(fine, "{mode:?}: {glyph:?}");
                let own = level(cell.fg).is_none() && level(cell.bg).is_none();
                assert!(own || !mode.is_mono(), "{mode:?} has colours of its own");
            }
        }
    }
}
