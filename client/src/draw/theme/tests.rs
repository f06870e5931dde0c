//! What holds of every theme. Contrast is measured on whole screens, in `tests/snapshot`.

use super::*;

/// The mono theme leaves both colours to the terminal, and does not make them fainter.
#[test]
fn without_colours_nothing_is_coloured_or_faint() {
    for depth in [Depth::True, Depth::Palette, Depth::Sixteen, Depth::Mono] {
        for scheme in Scheme::ALL {
            let theme = Theme { scheme, depth };
            for role in Role::ALL.into_iter().filter(|_| theme.is_mono()) {
                let style = theme.style(role);
                assert_eq!((style.fg, style.bg), (None, None), "{theme:?} {role:?}");
                assert!(!style.add_modifier.contains(Modifier::DIM), "{role:?}");
            }
        }
    }
}

/// What must be told apart at a glance looks different in every theme, mono included.
#[test]
fn an_alarm_never_looks_like_a_plain_value() {
    for scheme in Scheme::ALL {
        for depth in [Depth::True, Depth::Palette, Depth::Sixteen, Depth::Mono] {
            let theme = Theme { scheme, depth };
            for role in [Role::Text, Role::Value, Role::Caution, Role::Good] {
                let (alarm, other) = (theme.style(Role::Warning), theme.style(role));
                assert_ne!(alarm, other, "{theme:?}: {role:?}");
            }
        }
    }
}

#[test]
fn the_nearest_of_the_palette_is_itself_for_its_own_colours() {
    for index in 16..=255 {
        let colour = of_palette(index);
        assert_eq!(of_palette(nearest(colour)), colour, "{index}");
    }
}
