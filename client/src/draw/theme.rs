//! Colours by meaning, all in this file. Shape carries what matters; colour repeats it. Every text
//! stands out of its ground by 4.5 to 1 at least (WCAG 2.2, success criterion 1.4.3), in every scheme
//! and at every depth of colour.

mod inks;
#[cfg(test)]
mod tests;

use clap::ValueEnum;
use ratatui::style::{Color, Modifier, Style};
use serde::{Deserialize, Serialize};

use inks::{Inks, Rgb};

/// What a piece of the screen means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The ground everything stands on.
    Ground,
    /// Running text.
    Text,
    /// Secondary text, and what is old.
    Dim,
    /// An instrument's label.
    Label,
    /// A box's title.
    Title,
    /// A rule between boxes.
    Frame,
    /// A value read off an instrument.
    Value,
    /// A lamp that is lit, a value inside its limit.
    Good,
    /// Near its limit.
    Caution,
    /// Over its limit; an alarm.
    Warning,
    /// One's own crew.
    Mine,
    /// The other crew.
    Theirs,
    /// A key to press.
    Key,
    /// The line under the cursor.
    Picked,
    /// A title bar.
    Bar,
}

impl Role {
    /// All meanings.
    pub const ALL: [Role; 15] = [
        Role::Ground,
        Role::Text,
        Role::Dim,
        Role::Label,
        Role::Title,
        Role::Frame,
        Role::Value,
        Role::Good,
        Role::Caution,
        Role::Warning,
        Role::Mine,
        Role::Theirs,
        Role::Key,
        Role::Picked,
        Role::Bar,
    ];
}

/// A choice of colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scheme {
    /// Cool colours on near black
    #[default]
    Default,
    /// White and bright colours on black
    HighContrast,
    /// Blue and orange, for eyes that confuse red and green
    BlueOrange,
    /// Shades of amber
    Amber,
    /// No colour: the terminal's own two, bold and reverse
    Mono,
}

impl Scheme {
    /// All schemes.
    pub const ALL: [Scheme; 5] = [
        Scheme::Default,
        Scheme::HighContrast,
        Scheme::BlueOrange,
        Scheme::Amber,
        Scheme::Mono,
    ];
}

/// How many colours the terminal has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Depth {
    /// 16 million colours
    #[default]
    True,
    /// 256 colours
    #[value(name = "256")]
    Palette,
    /// The terminal's sixteen
    #[value(name = "16")]
    Sixteen,
    /// None
    Mono,
}

/// A set of colours: a scheme in as many colours as the terminal has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Theme {
    /// Which colours.
    pub scheme: Scheme,
    /// How many there are.
    pub depth: Depth,
}

impl Theme {
    /// The default scheme in true colour.
    pub const FULL: Theme = Theme {
        scheme: Scheme::Default,
        depth: Depth::True,
    };
    /// No colour.
    pub const MONO: Theme = Theme {
        scheme: Scheme::Mono,
        depth: Depth::Mono,
    };

    /// How that meaning looks.
    pub fn style(self, role: Role) -> Style {
        let inks = match self.scheme {
            Scheme::Default => &inks::DEFAULT,
            Scheme::HighContrast => &inks::HIGH_CONTRAST,
            Scheme::BlueOrange => &inks::BLUE_ORANGE,
            Scheme::Amber => &inks::AMBER,
            Scheme::Mono => return mono(role),
        };
        match self.depth {
            Depth::True => of_inks(inks, role),
            Depth::Palette => palette(of_inks(inks, role)),
            Depth::Sixteen => sixteen(self.scheme, role),
            Depth::Mono => mono(role),
        }
    }

    /// There are no colours but the terminal's own two.
    pub fn is_mono(self) -> bool {
        self.scheme == Scheme::Mono || self.depth == Depth::Mono
    }
}

fn of_inks(inks: &Inks, role: Role) -> Style {
    let colour = |(r, g, b): Rgb| Color::Rgb(r, g, b);
    let on = |(fg, bg): (Rgb, Rgb)| Style::new().fg(colour(fg)).bg(colour(bg));
    let ink = |ink: Rgb| Style::new().fg(colour(ink));
    let style = match role {
        Role::Ground => on((inks.text, inks.ground)),
        Role::Text => ink(inks.text),
        Role::Dim => ink(inks.dim),
        Role::Label => ink(inks.label),
        Role::Title => ink(inks.title),
        Role::Frame => ink(inks.frame),
        Role::Value => ink(inks.value),
        Role::Good => ink(inks.good),
        Role::Caution => ink(inks.caution),
        Role::Warning => on(inks.warning),
        Role::Mine => ink(inks.mine),
        Role::Theirs => ink(inks.theirs),
        Role::Key => on(inks.key),
        Role::Picked => on(inks.picked),
        Role::Bar => on((inks.text, inks.bar)),
    };
    // A warning on the plain ground has no ground of its own: it may stand on a bar.
    let style = match role {
        Role::Warning if inks.warning.1 == inks.ground => Style { bg: None, ..style },
        _ => style,
    };
    style.add_modifier(weight(role))
}

/// Bold repeats what colour says, the same in every scheme.
fn weight(role: Role) -> Modifier {
    match role {
        Role::Title | Role::Value | Role::Caution | Role::Warning | Role::Key => Modifier::BOLD,
        _ => Modifier::empty(),
    }
}

/// True colours as the nearest of the 256-colour palette.
fn palette(style: Style) -> Style {
    let near = |colour: Option<Color>| match colour {
        Some(Color::Rgb(r, g, b)) => Some(Color::Indexed(nearest((r, g, b)))),
        other => other,
    };
    Style {
        fg: near(style.fg),
        bg: near(style.bg),
        ..style
    }
}

/// Levels of a colour in the palette's cube of 6 × 6 × 6 (xterm's 256colres.h).
const CUBE: [u8; 6] = [0, 95, 135, 175, 215, 255];

/// The nearest colour of the palette's cube and its 24 greys, 16 to 255.
fn nearest(wanted: Rgb) -> u8 {
    let far = |index: u8| {
        let (r, g, b) = of_palette(index);
        let part = |one: u8, other: u8| u32::from(one.abs_diff(other)).pow(2);
        part(r, wanted.0) + part(g, wanted.1) + part(b, wanted.2)
    };
    (16..=255).min_by_key(|index| far(*index)).unwrap_or(16)
}

/// A colour of the palette, 16 to 255.
fn of_palette(index: u8) -> Rgb {
    if index >= 232 {
        let grey = 8 + 10 * (index - 232);
        return (grey, grey, grey);
    }
    let at = usize::from(index.saturating_sub(16));
    (CUBE[at / 36], CUBE[at / 6 % 6], CUBE[at % 6])
}

/// The terminal's own sixteen colours. The ground is their black: the terminal's own ground may be
/// any. No dark grey and no dark yellow: the first is too dark on a console's palette, the second too.
fn sixteen(scheme: Scheme, role: Role) -> Style {
    let fg = |colour| Style::new().fg(colour);
    let warm = matches!(scheme, Scheme::Amber);
    let style = match role {
        Role::Ground => fg(Color::Gray).bg(Color::Black),
        // What stands on a bar changes its ink only: the bar is reversed, not coloured.
        Role::Key | Role::Picked | Role::Bar => fg(Color::Gray)
            .bg(Color::Black)
            .add_modifier(Modifier::REVERSED),
        Role::Warning if scheme != Scheme::Default => {
            fg(Color::LightYellow).add_modifier(Modifier::REVERSED)
        }
        _ if warm => fg(Color::LightYellow),
        Role::Text | Role::Dim if scheme != Scheme::HighContrast => fg(Color::Gray),
        Role::Text | Role::Dim | Role::Value => fg(Color::White),
        Role::Label | Role::Frame if scheme == Scheme::Default => fg(Color::Cyan),
        Role::Label | Role::Frame => fg(Color::Gray),
        Role::Title => fg(Color::LightCyan),
        Role::Good if scheme == Scheme::BlueOrange => fg(Color::LightCyan),
        Role::Good => fg(Color::LightGreen),
        Role::Caution => fg(Color::LightYellow),
        Role::Warning => fg(Color::LightRed),
        Role::Mine => fg(Color::LightCyan),
        Role::Theirs if scheme == Scheme::BlueOrange => fg(Color::LightYellow),
        Role::Theirs => fg(Color::LightMagenta),
    };
    style.add_modifier(weight(role))
}

/// No colour. Faint text is left out: how faint it is, is the terminal's affair.
fn mono(role: Role) -> Style {
    match role {
        Role::Value | Role::Title | Role::Caution | Role::Mine => {
            Style::new().add_modifier(Modifier::BOLD)
        }
        Role::Warning | Role::Key | Role::Picked | Role::Bar => {
            Style::new().add_modifier(Modifier::REVERSED)
        }
        Role::Dim
        | Role::Frame
        | Role::Ground
        | Role::Text
        | Role::Label
        | Role::Good
        | Role::Theirs => Style::new(),
    }
}
