//! Contrast, computed from the themes themselves: what each role comes to on each ground it stands on.

use super::*;

/// Least contrast of text: WCAG 2.2, success criterion 1.4.3 (AA).
const CONTRAST_MIN: f64 = 4.5;

/// What terminals print for the sixteen colours: xterm's defaults (XTerm-col.ad) and the console of
/// Linux (drivers/tty/vt/vt.c, `default_red` and its kin).
const SIXTEEN: [[Rgb; 16]; 2] = [
    [
        (0, 0, 0),
        (205, 0, 0),
        (0, 205, 0),
        (205, 205, 0),
        (0, 0, 238),
        (205, 0, 205),
        (0, 205, 205),
        (229, 229, 229),
        (127, 127, 127),
        (255, 0, 0),
        (0, 255, 0),
        (255, 255, 0),
        (92, 92, 255),
        (255, 0, 255),
        (0, 255, 255),
        (255, 255, 255),
    ],
    [
        (0, 0, 0),
        (170, 0, 0),
        (0, 170, 0),
        (170, 85, 0),
        (0, 0, 170),
        (170, 0, 170),
        (0, 170, 170),
        (170, 170, 170),
        (85, 85, 85),
        (255, 85, 85),
        (85, 255, 85),
        (255, 255, 85),
        (85, 85, 255),
        (255, 85, 255),
        (85, 255, 255),
        (255, 255, 255),
    ],
];

/// The colour as such a terminal shows it.
fn shown(colour: Color, sixteen: &[Rgb; 16]) -> Rgb {
    match colour {
        Color::Rgb(r, g, b) => (r, g, b),
        Color::Indexed(index) => of_palette(index),
        Color::Black => sixteen[0],
        Color::Cyan => sixteen[6],
        Color::Gray => sixteen[7],
        Color::DarkGray => sixteen[8],
        Color::LightRed => sixteen[9],
        Color::LightGreen => sixteen[10],
        Color::LightYellow => sixteen[11],
        Color::LightMagenta => sixteen[13],
        Color::LightCyan => sixteen[14],
        Color::White => sixteen[15],
        other => panic!("a theme uses {other}, whose contrast is not known"),
    }
}

/// Relative luminance of an sRGB colour (WCAG 2.2).
fn luminance((r, g, b): Rgb) -> f64 {
    let linear = |value: u8| {
        let part = f64::from(value) / 255.0;
        match part <= 0.04045 {
            true => part / 12.92,
            false => ((part + 0.055) / 1.055).powf(2.4),
        }
    };
    0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}

/// Contrast ratio of two colours, 1 to 21 (WCAG 2.2).
fn contrast(one: Rgb, other: Rgb) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// The grounds a role is drawn on: its own where it has one, else the screen's and a bar's.
const GROUNDS: [Role; 2] = [Role::Ground, Role::Bar];

#[test]
fn contrast_is_that_of_the_guideline() {
    assert_eq!(contrast((0, 0, 0), (255, 255, 255)), 21.0);
    // The guideline's own example of a grey that just fails on white.
    let grey = contrast((119, 119, 119), (255, 255, 255));
    assert!((4.47..4.49).contains(&grey), "{grey}");
}

#[test]
fn every_role_stands_out_of_every_ground_in_every_theme() {
    let mut least = (f64::INFINITY, String::new());
    let mut faint = Vec::new();
    for scheme in Scheme::ALL
        .into_iter()
        .filter(|scheme| *scheme != Scheme::Mono)
    {
        for depth in [Depth::True, Depth::Palette, Depth::Sixteen] {
            let theme = Theme { scheme, depth };
            for (role, ground) in Role::ALL
                .into_iter()
                .flat_map(|role| GROUNDS.map(|ground| (role, ground)))
            {
                let base = theme.style(Role::Ground).patch(theme.style(ground));
                let style = base.patch(theme.style(role));
                let (Some(fg), Some(bg)) = (style.fg, style.bg) else {
                    panic!("{theme:?}: {role:?} on {ground:?} leaves a colour to the terminal")
                };
                for sixteen in &SIXTEEN {
                    let ratio = contrast(shown(fg, sixteen), shown(bg, sixteen));
                    let what = format!("{scheme:?} {depth:?} {role:?} on {ground:?}: {ratio:.2}");
                    if ratio < CONTRAST_MIN {
                        faint.push(what.clone());
                    }
                    if ratio < least.0 {
                        least = (ratio, what);
                    }
                }
            }
        }
    }
    assert_eq!(faint, Vec::<String>::new());
    println!("least contrast: {}", least.1);
}

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
