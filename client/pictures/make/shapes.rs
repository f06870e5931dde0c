//! Characters that are geometry: what stands at a cell's edge meets what stands in the next one.

/// One part of a character, in pixels from the cell's corner.
pub enum Shape {
    /// A filled rectangle: left, top, right, bottom.
    Block([f32; 4]),
    /// The whole cell, so much of it in ink.
    Shade(f32),
    /// A disc: its middle and radius.
    Dot([f32; 2], f32),
    /// A line from the first point to the last, drawn towards the one between.
    Curve([[f32; 2]; 3]),
}

/// Parts of a character in a cell of this size; none when it is a letter.
pub fn shapes(character: char, size: (f32, f32)) -> Option<Vec<Shape>> {
    let code = u32::from(character);
    match code {
        0x2500..=0x257f => lines(character, size),
        0x2580..=0x259f => blocks(code, size),
        0x2800..=0x28ff => Some(braille(code - 0x2800, size)),
        0x1fb00..=0x1fb3b => Some(grid(sextant(code - 0x1fb00), 2, 3, size)),
        _ => None,
    }
}

/// Sextants leave out what older characters already were: nothing, both halves, everything.
fn sextant(index: u32) -> u32 {
    let mask = index + 1;
    mask + u32::from(mask >= 0b01_0101) + u32::from(mask >= 0b10_1001)
}

/// Parts of a cell cut into a grid, bit by bit from the upper left, row by row. Edges lie between
/// pixels.
fn grid(mask: u32, columns: u32, rows: u32, size: (f32, f32)) -> Vec<Shape> {
    let edge = |step: u32, of: u32, length: f32| (length * step as f32 / of as f32).round();
    let part = |bit: u32| {
        let (column, row) = (bit % columns, bit / columns);
        Shape::Block([
            edge(column, columns, size.0),
            edge(row, rows, size.1),
            edge(column + 1, columns, size.0),
            edge(row + 1, rows, size.1),
        ])
    };
    let bits = 0..columns * rows;
    bits.filter(|bit| mask >> bit & 1 == 1).map(part).collect()
}

fn blocks(code: u32, (width, height): (f32, f32)) -> Option<Vec<Shape>> {
    let eighths = |count: u32, of: f32| (of * count as f32 / 8.0).round();
    // Quadrants in the order of their code points: upper left 1, upper right 2, lower 4 and 8.
    const QUADRANTS: [u32; 10] = [4, 8, 1, 13, 9, 7, 11, 2, 6, 14];
    let whole = [0.0, 0.0, width, height];
    let block = match code {
        0x2580 => [0.0, 0.0, width, eighths(4, height)],
        0x2581..=0x2588 => [0.0, height - eighths(code - 0x2580, height), width, height],
        0x2589..=0x258f => [0.0, 0.0, eighths(0x2590 - code, width), height],
        0x2590 => [eighths(4, width), 0.0, width, height],
        0x2591..=0x2593 => {
            return Some(vec![Shape::Shade((code - 0x2590) as f32 / 4.0)]);
        }
        0x2594 => [0.0, 0.0, width, eighths(1, height)],
        0x2595 => [width - eighths(1, width), 0.0, width, height],
        _ => {
            let mask = QUADRANTS.get(code.checked_sub(0x2596)? as usize)?;
            return Some(grid(*mask, 2, 2, (whole[2], whole[3])));
        }
    };
    Some(vec![Shape::Block(block)])
}

/// Eight dots, two columns of four; the first six count down the columns, the last row came later.
fn braille(mask: u32, (width, height): (f32, f32)) -> Vec<Shape> {
    const PLACES: [[f32; 2]; 8] = [
        [0.0, 0.0],
        [0.0, 1.0],
        [0.0, 2.0],
        [1.0, 0.0],
        [1.0, 1.0],
        [1.0, 2.0],
        [0.0, 3.0],
        [1.0, 3.0],
    ];
    let bits = PLACES.iter().enumerate();
    bits.filter(|(bit, _)| mask >> bit & 1 == 1)
        .map(|(_, [column, row])| {
            let middle = [(column + 0.5) * width / 2.0, (row + 0.5) * height / 4.0];
            Shape::Dot(middle, width * 0.13)
        })
        .collect()
}

/// Box lines: the arms from the middle to the left, right, upper and lower edge, 0 for none, 1 light,
/// 2 heavy; dashes and curves by themselves.
fn lines(character: char, (width, height): (f32, f32)) -> Option<Vec<Shape>> {
    // The middle of a pixel, or a line would be two pixels of half its ink.
    let (x, y) = ((width - 1.0) / 2.0, (height - 1.0) / 2.0);
    let arms = match character {
        '─' => [1, 1, 0, 0],
        '━' => [2, 2, 0, 0],
        '│' => [0, 0, 1, 1],
        '┃' => [0, 0, 2, 2],
        '┌' => [0, 1, 0, 1],
        '┐' => [1, 0, 0, 1],
        '└' => [0, 1, 1, 0],
        '┘' => [1, 0, 1, 0],
        '├' => [0, 1, 1, 1],
        '┤' => [1, 0, 1, 1],
        '┬' => [1, 1, 0, 1],
        '┴' => [1, 1, 1, 0],
        '┼' => [1, 1, 1, 1],
        '╴' => [1, 0, 0, 0],
        '╵' => [0, 0, 1, 0],
        '╶' => [0, 1, 0, 0],
        '╷' => [0, 0, 0, 1],
        '╌' => return Some(dashes(2, (width, height))),
        '┄' => return Some(dashes(3, (width, height))),
        '╭' => return Some(vec![Shape::Curve([[width, y], [x, y], [x, height]])]),
        '╮' => return Some(vec![Shape::Curve([[0.0, y], [x, y], [x, height]])]),
        '╯' => return Some(vec![Shape::Curve([[0.0, y], [x, y], [x, 0.0]])]),
        '╰' => return Some(vec![Shape::Curve([[width, y], [x, y], [x, 0.0]])]),
        '╱' => return Some(vec![Shape::Curve([[0.0, height], [x, y], [width, 0.0]])]),
        '╲' => return Some(vec![Shape::Curve([[0.0, 0.0], [x, y], [width, height]])]),
        _ => return None,
    };
    let half = |weight: u8| f32::from(weight) - 0.5;
    let arm = |index: usize, weight: u8| {
        let half = half(weight);
        Shape::Block(match index {
            0 => [0.0, y - half, x + half, y + half],
            1 => [x - half, y - half, width, y + half],
            2 => [x - half, 0.0, x + half, y + half],
            _ => [x - half, y - half, x + half, height],
        })
    };
    let weights = arms.into_iter().enumerate();
    Some(
        weights
            .filter(|(_, weight)| *weight > 0)
            .map(|(index, weight)| arm(index, weight))
            .collect(),
    )
}

/// A level line of so many dashes.
fn dashes(count: u8, (width, height): (f32, f32)) -> Vec<Shape> {
    let (step, y) = (width / f32::from(count), (height - 1.0) / 2.0);
    let dash = |index: u8| {
        let left = step * (f32::from(index) + 0.2);
        Shape::Block([left, y - 0.5, left + step * 0.6, y + 0.5])
    };
    (0..count).map(dash).collect()
}
