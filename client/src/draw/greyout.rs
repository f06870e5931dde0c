//! What a pilot still sees when his body fails him: colours fade first, then sight closes to a
//! tunnel. Shape carries it, colour repeats it; nothing moves by itself.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier, Style};

use super::theme::{Role, Theme};

/// Sight from which on nothing shows.
const CLEAR: f32 = 0.97;
/// Sight at which the tunnel's rim comes into the console.
const TUNNEL: f32 = 0.85;
/// Width of the rim, as a share of the tunnel's radius.
const RIM: f32 = 0.22;
/// Cells are about twice as high as wide.
const CELL_HEIGHT: f32 = 2.0;

/// Draws a console as a pilot with so much sight, 0 to 1, sees it. The tunnel closes on `focus`;
/// `spared` stays legible, so that a player always knows why and what to do.
pub fn draw(sight: f32, theme: Theme, area: Rect, focus: Rect, spared: &[Rect], buf: &mut Buffer) {
    if sight >= CLEAR {
        return;
    }
    let area = area.intersection(buf.area);
    let centre = (
        f32::from(focus.x) + 0.5 * f32::from(focus.width),
        (f32::from(focus.y) + 0.5 * f32::from(focus.height)) * CELL_HEIGHT,
    );
    // At the tunnel's beginning its rim touches the farthest corner, at no sight nothing is left.
    let corners = [
        (area.left(), area.top()),
        (area.right(), area.top()),
        (area.left(), area.bottom()),
        (area.right(), area.bottom()),
    ];
    let reach = corners
        .into_iter()
        .map(|corner| away(corner, centre))
        .fold(0.0, f32::max);
    let radius = (sight / TUNNEL * reach).max(0.0);
    let fade = ((CLEAR - sight) / CLEAR).clamp(0.0, 1.0);
    for position in area.positions() {
        if spared.iter().any(|place| place.contains(position)) {
            continue;
        }
        let cell = &mut buf[position];
        match away((position.x, position.y), centre) {
            gone if gone > radius => darken(cell, theme),
            rim if rim > radius * (1.0 - RIM) && sight < TUNNEL => thin(cell, position),
            _ => {}
        }
        pale(cell, fade);
    }
}

/// Distance of a cell from a point, in cell widths.
fn away((x, y): (u16, u16), centre: (f32, f32)) -> f32 {
    let across = f32::from(x) + 0.5 - centre.0;
    let down = (f32::from(y) + 0.5) * CELL_HEIGHT - centre.1;
    across.hypot(down)
}

/// Beyond the tunnel there is nothing.
fn darken(cell: &mut Cell, theme: Theme) {
    cell.set_symbol(" ");
    cell.set_style(Style::reset());
    cell.set_style(theme.style(Role::Ground));
}

/// On the rim every other cell is lost, in a chequer that stands still.
fn thin(cell: &mut Cell, at: Position) {
    if (at.x + at.y).is_multiple_of(2) {
        cell.set_symbol(" ");
    }
    cell.modifier.insert(Modifier::DIM);
    cell.modifier.remove(Modifier::BOLD);
}

/// Colours go toward their grey.
fn pale(cell: &mut Cell, fade: f32) {
    cell.fg = faded(cell.fg, fade);
    cell.bg = faded(cell.bg, fade);
    if fade > 0.5 {
        cell.modifier.remove(Modifier::BOLD);
    }
}

fn faded(colour: Color, fade: f32) -> Color {
    match colour {
        Color::Rgb(r, g, b) => {
            // Luma of ITU-R BT.601.
            let grey = 0.299 * f32::from(r) + 0.587 * f32::from(g) + 0.114 * f32::from(b);
            let toward = |part: u8| (f32::from(part) + (grey - f32::from(part)) * fade) as u8;
            Color::Rgb(toward(r), toward(g), toward(b))
        }
        // The palette's cube and the sixteen colours have no steps between: they go grey at half.
        Color::Indexed(16..=231) if fade > 0.5 => Color::Indexed(245),
        Color::Reset | Color::Black | Color::White | Color::Gray | Color::DarkGray => colour,
        Color::Indexed(_) => colour,
        _ if fade > 0.5 => Color::Gray,
        _ => colour,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AREA: Rect = Rect {
        x: 0,
        y: 0,
        width: 80,
        height: 24,
    };
    const FOCUS: Rect = Rect {
        width: 46,
        height: 12,
        ..AREA
    };

    fn seen(sight: f32, spared: &[Rect]) -> Buffer {
        let mut buf = Buffer::empty(AREA);
        for position in AREA.positions() {
            buf[position].set_symbol("x").fg = Color::Rgb(255, 104, 92);
        }
        draw(sight, Theme::FULL, AREA, FOCUS, spared, &mut buf);
        buf
    }

    fn left(buf: &Buffer) -> usize {
        let cells = buf.content.iter();
        cells.filter(|cell| cell.symbol() == "x").count()
    }

    #[test]
    fn sight_closes_to_nothing_and_never_opens_on_the_way() {
        let all = left(&seen(1.0, &[]));
        assert_eq!(all, 80 * 24);
        assert_eq!(seen(1.0, &[])[(3, 3)].fg, Color::Rgb(255, 104, 92));
        let mut before = all;
        for step in (0..20).rev() {
            let now = left(&seen(step as f32 / 20.0, &[]));
            assert!(now <= before, "{step}");
            before = now;
        }
        assert_eq!(before, 0);
        let tunnel = seen(0.4, &[]);
        assert_eq!(
            tunnel[(22, 6)].symbol(),
            "x",
            "the middle of the picture stays"
        );
        assert_eq!(tunnel[(79, 23)].symbol(), " ");
    }

    #[test]
    fn colours_fade_before_anything_is_lost_and_what_is_spared_is_legible() {
        let dull = seen(0.9, &[]);
        assert_eq!(left(&dull), 80 * 24);
        let Color::Rgb(r, g, _) = dull[(3, 3)].fg else {
            panic!("true colour stays true colour");
        };
        assert!(r < 255 && g > 104, "{r} {g}");
        let keys = Rect {
            y: 23,
            height: 1,
            ..AREA
        };
        let blind = seen(0.0, &[keys]);
        assert_eq!(left(&blind), 80);
        assert_eq!(blind[(5, 23)].fg, Color::Rgb(255, 104, 92));
    }
}
