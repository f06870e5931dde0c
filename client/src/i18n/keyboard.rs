//! Letters by physical key: what a QWERTY keyboard would have typed where ЙЦУКЕН typed this. Knows
//! the two layouts and no command.

/// Rows of the Russian layout and the same keys of the American one, small letters. The Ё key is
/// the grave accent; the last key of the bottom row is the slash.
const JCUKEN: &str = "ёйцукенгшщзхъфывапролджэячсмитьбю";
const QWERTY: &str = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.";

/// Where Shift makes a sign of a QWERTY key that holds a letter in ЙЦУКЕН.
const SHIFTED: [(char, char); 7] = [
    ('`', '~'),
    ('[', '{'),
    (']', '}'),
    (';', ':'),
    ('\'', '"'),
    (',', '<'),
    ('.', '>'),
];

/// The character a QWERTY layout has on the same physical key, with the same Shift. A character
/// that is not a Cyrillic letter stays itself: terminals do not tell which layout typed it.
pub fn layout_key(c: char) -> char {
    let small = c.to_lowercase().next().unwrap_or(c);
    let Some(index) = JCUKEN.chars().position(|letter| letter == small) else {
        return c;
    };
    let Some(key) = QWERTY.chars().nth(index) else {
        return c;
    };
    if small == c {
        return key;
    }
    match SHIFTED.iter().find(|(plain, _)| *plain == key) {
        Some((_, sign)) => *sign,
        None => key.to_ascii_uppercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cyrillic_letter_lands_on_its_own_key_in_both_cases() {
        assert_eq!(JCUKEN.chars().count(), QWERTY.chars().count());
        assert_eq!(JCUKEN.chars().count(), 33);
        let mut keys: Vec<char> = JCUKEN.chars().map(layout_key).collect();
        keys.extend(JCUKEN.to_uppercase().chars().map(layout_key));
        let count = keys.len();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), count);
    }

    #[test]
    fn physical_positions_are_kept() {
        for (typed, key) in [
            ('й', 'q'),
            ('Й', 'Q'),
            ('ц', 'w'),
            ('ф', 'a'),
            ('я', 'z'),
            ('ч', 'x'),
            ('и', 'b'),
            ('р', 'h'),
            ('ъ', ']'),
            ('Ж', ':'),
            ('ю', '.'),
            ('ё', '`'),
            ('Ё', '~'),
            ('q', 'q'),
            ('7', '7'),
            (' ', ' '),
        ] {
            assert_eq!(layout_key(typed), key, "{typed}");
        }
    }
}
