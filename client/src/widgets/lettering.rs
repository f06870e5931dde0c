//! Large letters of the title, Latin and Cyrillic, and digits, two pixels a cell. Knows only the
//! letters of the two titles.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Rows of a letter, pixels.
const ROWS: usize = 7;

/// Letters that look alike in both alphabets share a row: H and Н are not the same letter, but the
/// title uses each only where its shape is right.
const LETTERS: &[(char, [&str; ROWS])] = &[
    (
        'H',
        [
            "#...#", "#...#", "#...#", "#####", "#...#", "#...#", "#...#",
        ],
    ),
    (
        'A',
        [
            ".###.", "#...#", "#...#", "#####", "#...#", "#...#", "#...#",
        ],
    ),
    (
        'N',
        [
            "#...#", "##..#", "##..#", "#.#.#", "#..##", "#..##", "#...#",
        ],
    ),
    (
        'D',
        [
            "####.", "#...#", "#...#", "#...#", "#...#", "#...#", "####.",
        ],
    ),
    (
        'S',
        [
            ".####", "#....", "#....", ".###.", "....#", "....#", "####.",
        ],
    ),
    (
        'K',
        [
            "#...#", "#..#.", "#.#..", "##...", "#.#..", "#..#.", "#...#",
        ],
    ),
    (
        'E',
        [
            "#####", "#....", "#....", "####.", "#....", "#....", "#####",
        ],
    ),
    (
        'Р',
        [
            "####.", "#...#", "#...#", "####.", "#....", "#....", "#....",
        ],
    ),
    (
        'У',
        [
            "#...#", "#...#", "#...#", ".####", "....#", "....#", ".###.",
        ],
    ),
    (
        'К',
        [
            "#...#", "#..#.", "#.#..", "##...", "#.#..", "#..#.", "#...#",
        ],
    ),
    (
        'О',
        [
            ".###.", "#...#", "#...#", "#...#", "#...#", "#...#", ".###.",
        ],
    ),
    (
        'П',
        [
            "#####", "#...#", "#...#", "#...#", "#...#", "#...#", "#...#",
        ],
    ),
    (
        'Ж',
        [
            "#.#.#", "#.#.#", "#.#.#", ".###.", "#.#.#", "#.#.#", "#.#.#",
        ],
    ),
    (
        'А',
        [
            ".###.", "#...#", "#...#", "#####", "#...#", "#...#", "#...#",
        ],
    ),
    (
        'Т',
        [
            "#####", "..#..", "..#..", "..#..", "..#..", "..#..", "..#..",
        ],
    ),
    (
        'И',
        [
            "#...#", "#..##", "#..##", "#.#.#", "##..#", "##..#", "#...#",
        ],
    ),
    (
        'Е',
        [
            "#####", "#....", "#....", "####.", "#....", "#....", "#####",
        ],
    ),
    (
        '0',
        [
            ".###.", "#...#", "#..##", "#.#.#", "##..#", "#...#", ".###.",
        ],
    ),
    (
        '1',
        [
            "..#..", ".##..", "..#..", "..#..", "..#..", "..#..", ".###.",
        ],
    ),
    (
        '2',
        [
            ".###.", "#...#", "....#", "..##.", ".#...", "#....", "#####",
        ],
    ),
    (
        '3',
        [
            ".###.", "#...#", "....#", "..##.", "....#", "#...#", ".###.",
        ],
    ),
    (
        '4',
        [
            "...#.", "..##.", ".#.#.", "#..#.", "#####", "...#.", "...#.",
        ],
    ),
    (
        '5',
        [
            "#####", "#....", "####.", "....#", "....#", "#...#", ".###.",
        ],
    ),
    (
        '6',
        [
            ".###.", "#....", "#....", "####.", "#...#", "#...#", ".###.",
        ],
    ),
    (
        '7',
        [
            "#####", "....#", "...#.", "..#..", ".#...", ".#...", ".#...",
        ],
    ),
    (
        '8',
        [
            ".###.", "#...#", "#...#", ".###.", "#...#", "#...#", ".###.",
        ],
    ),
    (
        '9',
        [
            ".###.", "#...#", "#...#", ".####", "....#", "....#", ".###.",
        ],
    ),
];

/// Draws a word from the left edge of an area; rows used.
pub fn draw(word: &str, style: Style, area: Rect, buf: &mut Buffer) -> u16 {
    let mut x = area.x;
    for letter in word.chars() {
        let Some((_, shape)) = LETTERS.iter().find(|(other, _)| *other == letter) else {
            continue;
        };
        for row in 0..ROWS.div_ceil(2) {
            for column in 0..shape[0].len() {
                let lit = |y: usize| {
                    shape
                        .get(y)
                        .is_some_and(|line| line.as_bytes().get(column) == Some(&b'#'))
                };
                let symbol = match (lit(2 * row), lit(2 * row + 1)) {
                    (true, true) => "█",
                    (true, false) => "▀",
                    (false, true) => "▄",
                    (false, false) => continue,
                };
                let at = (x + column as u16, area.y + row as u16);
                if let Some(cell) = buf.cell_mut(at) {
                    cell.set_symbol(symbol).set_style(style);
                }
            }
        }
        x += 6;
    }
    ROWS.div_ceil(2) as u16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_titles_and_every_room_code_have_all_their_letters() {
        for letter in "HANDSHAKEРУКОПОЖАТИЕ0123456789".chars() {
            assert!(
                LETTERS.iter().any(|(other, _)| *other == letter),
                "{letter}"
            );
        }
        for (letter, rows) in LETTERS {
            assert!(
                rows.iter().all(|row| row.len() == rows[0].len()),
                "{letter}"
            );
        }
    }
}
