//! Attitude error with its rate beside it, each with its side in words, and a needle.

pub mod coach;
pub mod lined_up;

use handshake_shared::catalogue::calls::Dir;
use handshake_shared::view::sight::Hindered;
use ratatui::text::Line;
use unicode_width::UnicodeWidthStr;

use self::lined_up::LinedUp;
use crate::draw::console::Console;
use crate::draw::row::Row;
use crate::draw::theme::Role;
use crate::input::keymap::Act;
use crate::widgets::text::cut;

/// Full deflection of a needle, rad: 5°, one limit of the capture envelope with room.
const NEEDLE_FULL_RAD: f32 = 0.087;

/// Three lines: roll, pitch, yaw.
pub fn lines(console: &Console, width: usize) -> Vec<Line<'static>> {
    let craft = console.craft();
    let names = ["label-roll", "label-pitch", "label-yaw"];
    let sides = [
        ["side-ccw", "side-cw"],
        ["side-down", "side-up"],
        ["side-left", "side-right"],
    ];
    (0..3)
        .map(|axis| {
            let (error, rate) = (craft.error_rad[axis], craft.rate_rad_per_s[axis]);
            let row = console
                .row()
                .put(Role::Label, console.word(names[axis]))
                .right(
                    Role::Value,
                    sided(console, sides[axis], error, 1, "printed-degree"),
                    18,
                )
                .right(
                    Role::Text,
                    sided(console, sides[axis], rate, 2, "printed-degree-per-second"),
                    32,
                );
            needle(row, error, width).line()
        })
        .collect()
}

/// What the sight shows, in words: cross, roll, target, as many as fit; or why it shows nothing and
/// what to do about it. One line.
pub fn sight(console: &Console, width: usize) -> Line<'static> {
    let sight = &console.view.sight;
    if let (None, Some(why)) = (sight.target_rad, sight.hindered) {
        return unseen(console, why, width);
    }
    let across = ["side-left", "side-right"];
    let updown = ["side-down", "side-up"];
    let pair = |at: Option<[f32; 2]>, decimals: u8| {
        at.map_or_else(
            || "—".to_owned(),
            |[right, up]| {
                let right = sided(console, across, right, decimals, "printed-degree");
                format!(
                    "{right} {}",
                    sided(console, updown, up, decimals, "printed-degree")
                )
            },
        )
    };
    let roll = sight.roll_rad.map_or_else(
        || "—".to_owned(),
        |roll| sided(console, ["side-ccw", "side-cw"], roll, 1, "printed-degree"),
    );
    let marks = lined_up::of(&console.view.scene, sight, console.seat());
    let piece = |name: &str, value: String, mark: fn(LinedUp) -> Option<bool>| Piece {
        name: console.word(name),
        value,
        good: marks.and_then(mark),
    };
    let roll = piece("label-roll", roll, |marks| marks.roll);
    let target = pair(sight.target_rad, 1);
    let target = piece("label-target", target, |marks| marks.target);
    let mut pieces = vec![roll, target];
    if console.view.panel.apollo().is_some() {
        let cross = match sight.hindered {
            Some(Hindered::Glare) => console.word("console-sun"),
            // Ten metres out, a hundredth of a degree is eight centimetres off the axis.
            _ => pair(sight.cross_rad, 2),
        };
        pieces.insert(0, piece("console-cross", cross, |marks| marks.cross));
    }
    // Rolls that agree say nothing more: the nose has their room where there is none for all.
    let whole: usize = pieces.iter().map(Piece::width).sum();
    if whole > width
        && let [.., roll, target] = pieces.as_mut_slice()
        && roll.good == Some(true)
    {
        std::mem::swap(roll, target);
    }
    // A mark stands clear of the reading before it where there is room.
    let gap = match marks.is_some() && whole + pieces.len() <= width {
        true => " ",
        false => "",
    };
    pieces
        .into_iter()
        .fold(console.row(), |row, piece| {
            piece.put(row.put(Role::Label, gap), width)
        })
        .line()
}

/// A reading of the sight, and whether it is good enough for contact.
struct Piece {
    name: String,
    value: String,
    good: Option<bool>,
}

impl Piece {
    /// With its mark before it and a space between.
    fn width(&self) -> usize {
        self.name.width() + self.value.width() + 2
    }

    /// Puts it into the row, if there is room for all of it.
    fn put(self, row: Row, width: usize) -> Row {
        let (role, mark) = match self.good {
            Some(true) => (Role::Good, "✓"),
            Some(false) => (Role::Caution, "✗"),
            None => (Role::Label, " "),
        };
        if row.used() + self.width() > width {
            return row;
        }
        row.put(role, mark)
            .put(Role::Label, self.name + " ")
            .put(Role::Value, self.value)
    }
}

/// Why the target is not seen; which way to turn, and the key that turns.
fn unseen(console: &Console, why: Hindered, width: usize) -> Line<'static> {
    let (sentence, key) = match why {
        Hindered::Turn(Dir::Left) => ("console-turn-left", Some(Act::Turn(2, -1))),
        Hindered::Turn(Dir::Right) => ("console-turn-right", Some(Act::Turn(2, 1))),
        Hindered::Turn(Dir::Up) => ("console-turn-up", Some(Act::Turn(1, 1))),
        Hindered::Turn(Dir::Down) => ("console-turn-down", Some(Act::Turn(1, -1))),
        Hindered::Dark => ("console-dark", None),
        Hindered::Glare => ("console-glare", None),
    };
    let row = match key {
        Some(act) => console.row().key(&console.key(act)),
        None => console.row().at(1),
    };
    let room = width.saturating_sub(row.used());
    row.put(Role::Caution, cut(&console.word(sentence), room))
        .line()
}

/// A signed angle with its side in words and no sign.
pub fn sided(
    console: &Console,
    sides: [&str; 2],
    value_rad: f32,
    decimals: u8,
    unit: &str,
) -> String {
    let degrees = value_rad.to_degrees();
    let shown = console.number(degrees.abs(), decimals);
    let nothing = shown.chars().all(|c| matches!(c, '0' | '.' | ','));
    let printed = console.printed(unit, degrees.abs(), decimals);
    if nothing {
        return printed;
    }
    let side = console.word(sides[usize::from(degrees > 0.0)]);
    format!("{side} {printed}")
}

fn needle(row: Row, error_rad: f32, width: usize) -> Row {
    let start = row.used() + 1;
    let cells = width.saturating_sub(start) | 1;
    if cells < 9 || start + cells > width + 1 {
        return row;
    }
    let cells = if start + cells > width {
        cells - 2
    } else {
        cells
    };
    let half = (cells / 2) as f32;
    let at = (half + (error_rad / NEEDLE_FULL_RAD * half).clamp(-half, half)).round() as usize;
    let mut row = row.at(start);
    for cell in 0..cells {
        row = match (cell == at, cell == cells / 2) {
            (true, _) => row.put(Role::Mine, "◆"),
            (false, true) => row.put(Role::Label, "┼"),
            (false, false) => row.put(Role::Frame, "┄"),
        };
    }
    row
}
