//! Colours by meaning, all in this file. Shape carries what matters; colour repeats it.

use ratatui::style::{Color, Modifier, Style};

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

/// A set of colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// True colour on near black.
    #[default]
    Full,
    /// The same in the 256-colour palette.
    Palette,
    /// The terminal's own sixteen colours.
    Sixteen,
    /// No colour: bold, dim and reverse only.
    Mono,
}

impl Theme {
    /// How that meaning looks.
    pub fn style(self, role: Role) -> Style {
        match self {
            Theme::Full => full(role),
            Theme::Palette => palette(full(role)),
            Theme::Sixteen => sixteen(role),
            Theme::Mono => mono(role),
        }
    }
}

const GROUND: Color = Color::Rgb(9, 12, 18);
const BAR: Color = Color::Rgb(28, 38, 54);

fn full(role: Role) -> Style {
    let rgb = |r, g, b| Style::new().fg(Color::Rgb(r, g, b));
    match role {
        Role::Ground => rgb(200, 208, 218).bg(GROUND),
        Role::Text => rgb(206, 213, 222),
        Role::Dim => rgb(122, 134, 150),
        Role::Label => rgb(138, 158, 182),
        Role::Title => rgb(120, 170, 205).add_modifier(Modifier::BOLD),
        Role::Frame => rgb(56, 72, 94),
        Role::Value => rgb(240, 244, 248).add_modifier(Modifier::BOLD),
        Role::Good => rgb(104, 214, 150),
        Role::Caution => rgb(246, 196, 84).add_modifier(Modifier::BOLD),
        Role::Warning => rgb(255, 104, 92).add_modifier(Modifier::BOLD),
        Role::Mine => rgb(126, 200, 250),
        Role::Theirs => rgb(250, 180, 120),
        Role::Key => rgb(16, 20, 28)
            .bg(Color::Rgb(160, 190, 220))
            .add_modifier(Modifier::BOLD),
        Role::Picked => rgb(255, 255, 255).bg(Color::Rgb(44, 74, 112)),
        Role::Bar => rgb(216, 226, 238).bg(BAR),
    }
}

/// True colours as the nearest of the palette's cube of 6 × 6 × 6 and its 24 greys.
fn palette(style: Style) -> Style {
    let near = |colour: Option<Color>| match colour {
        Some(Color::Rgb(r, g, b)) if r.abs_diff(g) < 12 && g.abs_diff(b) < 14 => Some(
            Color::Indexed(232 + (u16::from(g).saturating_sub(8) / 10).min(23) as u8),
        ),
        Some(Color::Rgb(r, g, b)) => {
            let step = |value: u8| (u16::from(value) * 5 + 127) / 255;
            Some(Color::Indexed(
                (16 + 36 * step(r) + 6 * step(g) + step(b)) as u8,
            ))
        }
        other => other,
    };
    Style {
        fg: near(style.fg),
        bg: near(style.bg),
        ..style
    }
}

fn sixteen(role: Role) -> Style {
    let fg = |colour| Style::new().fg(colour);
    match role {
        Role::Ground | Role::Text => Style::new(),
        Role::Dim | Role::Frame => fg(Color::DarkGray),
        Role::Label => fg(Color::Gray),
        Role::Title => fg(Color::Cyan).add_modifier(Modifier::BOLD),
        Role::Value => fg(Color::White).add_modifier(Modifier::BOLD),
        Role::Good => fg(Color::Green),
        Role::Caution => fg(Color::Yellow).add_modifier(Modifier::BOLD),
        Role::Warning => fg(Color::LightRed).add_modifier(Modifier::BOLD),
        Role::Mine => fg(Color::LightCyan),
        Role::Theirs => fg(Color::LightYellow),
        Role::Key | Role::Picked | Role::Bar => Style::new().add_modifier(Modifier::REVERSED),
    }
}

fn mono(role: Role) -> Style {
    match role {
        Role::Value | Role::Title | Role::Caution | Role::Mine => {
            Style::new().add_modifier(Modifier::BOLD)
        }
        Role::Warning | Role::Key | Role::Picked | Role::Bar => {
            Style::new().add_modifier(Modifier::REVERSED)
        }
        Role::Dim | Role::Frame => Style::new().add_modifier(Modifier::DIM),
        Role::Ground | Role::Text | Role::Label | Role::Good | Role::Theirs => Style::new(),
    }
}
