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

/// The Russian letter on the key where a QWERTY layout has this character; none on digits and the
/// space bar.
pub fn layout_letter(c: char) -> Option<char> {
    let sign = SHIFTED.iter().find(|(_, sign)| *sign == c);
    let key = sign.map_or(c.to_ascii_lowercase(), |(key, _)| *key);
    let index = QWERTY.chars().position(|other| other == key)?;
    let letter = JCUKEN.chars().nth(index)?;
    if key == c {
        Some(letter)
    } else {
        letter.to_uppercase().next()
    }
}

/// The text as the other layout would have typed it: Cyrillic as QWERTY, or Latin as ЙЦУКЕН. A sign
/// is a letter only beside a letter: "11,6" stays what it is.
pub fn other_layout(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let beside = |index: usize| {
        let before = index.checked_sub(1).and_then(|before| letters.get(before));
        let after = letters.get(index + 1);
        [before, after]
            .iter()
            .any(|other| other.is_some_and(|c| c.is_alphabetic()))
    };
    let other = |(index, &c): (usize, &char)| match c {
        c if c.is_alphabetic() && !c.is_ascii() => layout_key(c),
        c if c.is_ascii_alphabetic() || beside(index) => layout_letter(c).unwrap_or(c),
        c => c,
    };
    letters.iter().enumerate().map(other).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_gives_back_the_letter_it_was_made_of() {
        for letter in JCUKEN.chars().chain(JCUKEN.to_uppercase().chars()) {
            assert_eq!(layout_letter(layout_key(letter)), Some(letter), "{letter}");
        }
        assert_eq!(layout_letter('7'), None);
        assert_eq!(layout_letter(' '), None);
    }

    #[test]
    fn a_slip_of_the_layout_is_turned_back_either_way_and_numbers_stay() {
        assert_eq!(other_layout("cnsr"), "стык");
        assert_eq!(other_layout("вщсл"), "dock");
        assert_eq!(other_layout("lfkmyjcnm 11,6"), "дальность 11,6");
        assert_eq!(other_layout("j,kfn"), "облат");
        assert_eq!(other_layout("кфтпу 12"), "range 12");
    }

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
