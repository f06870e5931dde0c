//! Глобус: the place of one's own craft over a map of the world, the way of one revolution ahead,
//! the edge of the night, and when the next ones come. It tells no place by name.

mod orbit;

use glam::Vec2;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Color;
use ratatui::text::Line;

use super::text::lines;
use crate::draw::console::Console;
use crate::draw::theme::Role;
use crate::i18n::Arg;
use crate::window::earth::{land_share, smooth};
use crate::window::{Face, Ink, Mode};
use orbit::Orbit;

/// Rows of text below the map: place and light, two edges of the shadow.
const TOLD_ROWS: u16 = 3;
/// Dots of the way for each cell of the map's width: none is left out where it runs along it.
const DOTS_PER_CELL: u32 = 16;

/// The way ahead in the Sun, in the Earth's shadow; the edge of the night on the ground.
const LIT: Ink = Ink {
    on_dark: [255, 205, 90],
    on_light: [70, 35, 0],
};
const SHADED: Ink = Ink {
    on_dark: [150, 185, 255],
    on_light: [0, 20, 90],
};
const TERMINATOR: Ink = Ink {
    on_dark: [120, 130, 150],
    on_light: [40, 50, 70],
};

/// Rows it takes at a width: the whole map at its true proportions, and what is told below it.
pub fn rows(width: u16) -> u16 {
    (width + 1) / 4 + TOLD_ROWS
}

/// Draws map and text.
pub fn draw(console: &Console, area: Rect, buf: &mut Buffer) {
    let Some(orbit) = Orbit::of(&console.view.scene) else {
        return;
    };
    let height = area
        .height
        .saturating_sub(TOLD_ROWS)
        .min(rows(area.width) - TOLD_ROWS);
    let map = Rect { height, ..area };
    let mode = console.look.mode;
    chart(&orbit, mode, map).paint(map, buf);
    here(&orbit, mode, map, buf);
    let below = Rect {
        y: map.bottom(),
        height: TOLD_ROWS.min(area.height - height),
        ..area
    };
    lines(&told(console, &orbit), below, buf);
}

/// The world with its night, and the way over it.
fn chart(orbit: &Orbit, mode: Mode, map: Rect) -> Face {
    let size = Vec2::new(f32::from(map.width), f32::from(map.height)).max(Vec2::ONE);
    let [sun_lat, sun_lon] = orbit.sun_rad().map(|angle| angle as f32);
    let mut face = Face::new(mode, map.width, map.height, |at| {
        let share = at / size;
        let (lat, lon) = (90.0 - 180.0 * share.y, 360.0 * share.x - 180.0);
        let height = sine_of_sun(lat.to_radians(), lon.to_radians() - sun_lon, sun_lat);
        Some(tone(mode, land_share(lat, lon) > 0.5, height))
    });
    if mode != Mode::Ascii {
        night_edge(&mut face, size, [sun_lat, sun_lon]);
    }
    let steps = u32::from(map.width) * DOTS_PER_CELL;
    for k in 0..steps {
        let at_s = orbit.period_s() * f64::from(k) / f64::from(steps);
        let at = place(orbit, at_s, size);
        match orbit.lit(at_s) {
            // Strokes would be lost among the characters of land and sea.
            lit if mode == Mode::Ascii => face.text(at, if lit { "*" } else { "o" }, LIT),
            true => face.dot(at, LIT),
            // Shape tells it too: a dotted way is a way in the dark.
            false if (k / (DOTS_PER_CELL / 2)).is_multiple_of(2) => face.dot(at, SHADED),
            false => (),
        }
    }
    face
}

/// Sine of the Sun's height over a place, all angles in rad; `hour` is the longitude from the Sun's.
fn sine_of_sun(lat: f32, hour: f32, sun_lat: f32) -> f32 {
    lat.sin() * sun_lat.sin() + lat.cos() * sun_lat.cos() * hour.cos()
}

/// Colour of land or sea where the Sun stands at a height of this sine; in two colours land by day is
/// dense, by night thin, and the sea is empty; in characters the night lies on the sea too, which has
/// no line to end it.
fn tone(mode: Mode, land: bool, sun: f32) -> [u8; 3] {
    let day = smooth(-0.12, 0.08, sun);
    if mode == Mode::Ascii {
        let level = match (land, sun > 0.0) {
            (true, true) => 200,
            (true, false) => 60,
            (false, true) => 0,
            (false, false) => 30,
        };
        return [level; 3];
    }
    if mode.is_mono() {
        let level = if land { 44.0 + 70.0 * day } else { 0.0 };
        return [level as u8; 3];
    }
    let [night, lit] = match land {
        true => [[34.0, 42.0, 44.0], [112.0, 134.0, 78.0]],
        false => [[8.0, 12.0, 28.0], [26.0, 62.0, 112.0]],
    };
    [0, 1, 2].map(|c| (night[c] + (lit[c] - night[c]) * day) as u8)
}

/// The line on which the Sun stands in the horizon.
fn night_edge(face: &mut Face, size: Vec2, [sun_lat, sun_lon]: [f32; 2]) {
    let steps = size.x as u32 * DOTS_PER_CELL;
    for k in 0..steps {
        let share = k as f32 / steps as f32;
        let hour = (share - 0.5) * std::f32::consts::TAU - sun_lon;
        let lat = (-hour.cos() / sun_lat.tan()).atan();
        let down = 0.5 - lat / std::f32::consts::PI;
        face.dot(Vec2::new(share, down) * size, TERMINATOR);
    }
}

fn place(orbit: &Orbit, after_s: f64, size: Vec2) -> Vec2 {
    let [lat, lon] = orbit.below_rad(after_s).map(|angle| angle as f32);
    let share = Vec2::new(
        0.5 + lon / std::f32::consts::TAU,
        0.5 - lat / std::f32::consts::PI,
    );
    share * size
}

/// The mark over one's own place.
fn here(orbit: &Orbit, mode: Mode, map: Rect, buf: &mut Buffer) {
    if map.is_empty() {
        return;
    }
    let size = Vec2::new(f32::from(map.width), f32::from(map.height));
    let at = place(orbit, 0.0, size);
    let x = map.x + (at.x as u16).min(map.width - 1);
    let y = map.y + (at.y as u16).min(map.height - 1);
    let cell = &mut buf[(x, y)];
    cell.set_symbol("◆");
    if !mode.is_mono() {
        (cell.fg, cell.bg) = (Color::White, Color::Black);
    }
}

/// Place and light now; when the next edges of the shadow come.
fn told(console: &Console, orbit: &Orbit) -> Vec<Line<'static>> {
    let lit = orbit.lit(0.0);
    let [word, dark] = match lit {
        true => ["label-daylight", "label-night"],
        false => ["label-night", "label-daylight"],
    };
    let at = orbit.below_rad(0.0).map(|angle| angle as f32);
    let head = console
        .row()
        .put(Role::Value, super::programme::place(console, at))
        .put(Role::Text, format!("  {}", console.word(word)));
    let mut told = vec![head.line()];
    let edges = orbit.edges_s();
    for (next, name) in [dark, word].into_iter().enumerate() {
        let key = match name {
            "label-night" => "globus-night-in",
            _ => "globus-day-in",
        };
        let time = edges.get(next).map_or_else(
            || "—".to_owned(),
            |s| console.printed("printed-minute", (s / 60.0).ceil() as f32, 0),
        );
        let text = console.say(key, &[("time", Arg::Text(&time))]);
        told.push(console.row().put(Role::Text, text).line());
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_night_side_is_darker_in_every_mode_and_land_is_not_sea() {
        for mode in Mode::ALL {
            let level = |land, sun| {
                let [r, g, b] = tone(mode, land, sun).map(u32::from);
                r + g + b
            };
            assert!(level(true, 0.5) > level(true, -0.5), "{mode:?}");
            for sun in [0.5, -0.5] {
                assert!(level(true, sun) > level(false, sun), "{mode:?}");
            }
        }
    }

    #[test]
    fn the_edge_of_the_night_has_the_sun_in_its_horizon() {
        let sun_lat = 0.37_f32;
        for hour in [-3.0_f32, -1.2, 0.0, 0.4, 2.5] {
            let lat = (-hour.cos() / sun_lat.tan()).atan();
            assert!(sine_of_sun(lat, hour, sun_lat).abs() < 1e-6);
        }
        assert!(sine_of_sun(sun_lat, 0.0, sun_lat) > 0.999);
    }
}
