//! Real pixels: which protocol for pictures a terminal offers, by what it answers and what it calls
//! itself, and how pictures are sent in it. It knows terminals, and nothing of what is pictured.

#[cfg(feature = "pixels")]
pub mod encode;
pub mod pace;

use crate::probe::Answers;
use crate::settings::Graphics;

/// A protocol for pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// The kitty graphics protocol, placed by Unicode placeholders: text above it stays text.
    Kitty,
    /// Sixel, of DEC's VT340.
    Sixel,
    /// Inline images of iTerm2.
    Iterm2,
}

/// What the terminal offers for pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offer {
    /// How they are sent.
    pub protocol: Protocol,
    /// Size of a cell, pixels right and down.
    pub cell: (u16, u16),
    /// Most colours of a sixel picture.
    pub registers: u16,
    /// Largest picture, pixels right and down.
    pub largest: (u16, u16),
    /// Kitty pictures may be deflated.
    pub is_deflated: bool,
}

/// Why pictures are made of characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// The settings ask for characters.
    Asked,
    /// This copy of the game was built without.
    NotBuilt,
    /// A multiplexer stands between; few pass pictures on unharmed.
    Multiplexer,
    /// Over SSH, where a picture's bytes are dear.
    Remote,
    /// The terminal has no true colour, or the settings ask for a picture in two tones.
    Colours,
    /// The terminal said nothing.
    Silent,
    /// The terminal offers no protocol that is known to work there.
    NoneOffered,
    /// The size of a cell is not known.
    NoCellSize,
}

impl Lack {
    /// All of them.
    pub const ALL: [Lack; 8] = [
        Lack::Asked,
        Lack::NotBuilt,
        Lack::Multiplexer,
        Lack::Remote,
        Lack::Colours,
        Lack::Silent,
        Lack::NoneOffered,
        Lack::NoCellSize,
    ];

    /// The doctor's sentence.
    pub fn word(self) -> &'static str {
        match self {
            Lack::Asked => "doctor-pixels-asked",
            Lack::NotBuilt => "doctor-pixels-not-built",
            Lack::Multiplexer => "doctor-pixels-multiplexer",
            Lack::Remote => "doctor-pixels-remote",
            Lack::Colours => "doctor-pixels-colours",
            Lack::Silent => "doctor-pixels-silent",
            Lack::NoneOffered => "doctor-pixels-none",
            Lack::NoCellSize => "doctor-pixels-no-size",
        }
    }
}

/// What is around the game: the environment's word on the terminal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Around {
    /// Names of the terminal.
    pub names: Vec<String>,
    /// A multiplexer between the game and the terminal.
    pub multiplexer: Option<&'static str>,
    /// Over SSH.
    pub is_remote: bool,
}

impl Around {
    /// Reads the environment.
    pub fn of(variable: impl Fn(&str) -> Option<String>) -> Around {
        let variable = |name: &str| variable(name).filter(|value| !value.is_empty());
        let mut names: Vec<String> = ["TERM", "TERM_PROGRAM"]
            .into_iter()
            .filter_map(variable)
            .collect();
        for (name, of) in [("VTE_VERSION", "vte"), ("WT_SESSION", "windows terminal")] {
            names.extend(variable(name).map(|_| of.to_owned()));
        }
        let multiplexers = [("TMUX", "tmux"), ("STY", "screen"), ("ZELLIJ", "zellij")];
        Around {
            names,
            multiplexer: multiplexers
                .into_iter()
                .find(|(name, _)| variable(name).is_some())
                .map(|(_, called)| called),
            is_remote: ["SSH_CONNECTION", "SSH_TTY"]
                .into_iter()
                .any(|name| variable(name).is_some()),
        }
    }

    /// The environment this program runs in.
    pub fn here() -> Around {
        Around::of(|name| std::env::var(name).ok())
    }
}

/// The protocol that is known to work best in a terminal, by a part of its name in lower case. The
/// first row that fits counts. Kitty's placeholders are drawn by these two only; WezTerm and Konsole
/// answer the question for kitty images and then draw none of them, and Konsole's sixels smear (the
/// compatibility notes of ratatui-image; each terminal's own release notes).
const BEST: [(&str, Protocol); 12] = [
    ("kitty", Protocol::Kitty),
    ("ghostty", Protocol::Kitty),
    ("wezterm", Protocol::Iterm2),
    ("iterm", Protocol::Iterm2),
    ("konsole", Protocol::Iterm2),
    ("mintty", Protocol::Iterm2),
    ("foot", Protocol::Sixel),
    ("contour", Protocol::Sixel),
    ("mlterm", Protocol::Sixel),
    ("windows terminal", Protocol::Sixel),
    ("xterm(", Protocol::Sixel),
    ("vte", Protocol::Sixel),
];
/// Numbers of the windows' images in kitty's protocol, 24 bits that fit a colour: nobody else's, so
/// that taking ours away takes away no one's.
const KITTY_IDS: [u32; 2] = [0x48_53_01, 0x48_53_02];
/// Names under which a multiplexer answers for the terminal.
const MULTIPLEXERS: [&str; 3] = ["tmux", "screen", "zellij"];
/// Fewest colour registers with which a sixel picture beats quarter blocks: the sixteen of the first
/// terminals do not.
const REGISTERS_MIN: u16 = 64;
/// Registers of a terminal that does not say: every one in use has as many.
const REGISTERS: u16 = 256;
/// Largest sixel picture of a terminal that does not say, pixels: xterm's own bound.
const SIXEL_MAX: (u16, u16) = (1000, 1000);

/// How pictures are sent, or why they are not. `is_colourful`: the picture would be drawn in true
/// colour. `cell`: the size of a cell in pixels.
pub fn choose(
    setting: Graphics,
    around: &Around,
    answers: Option<&Answers>,
    is_colourful: bool,
    cell: Option<(u16, u16)>,
) -> Result<Offer, Lack> {
    let asked = match setting {
        Graphics::Cells => return Err(Lack::Asked),
        Graphics::Auto => None,
        Graphics::Kitty => Some(Protocol::Kitty),
        Graphics::Sixel => Some(Protocol::Sixel),
        Graphics::Iterm2 => Some(Protocol::Iterm2),
    };
    if !cfg!(feature = "pixels") {
        return Err(Lack::NotBuilt);
    }
    let protocol = match asked {
        Some(protocol) => protocol,
        None => found(around, answers, is_colourful)?,
    };
    let none = Answers::default();
    let said = answers.unwrap_or(&none);
    let largest = match protocol {
        Protocol::Sixel => said.sixel_max.unwrap_or(SIXEL_MAX),
        Protocol::Kitty | Protocol::Iterm2 => (u16::MAX, u16::MAX),
    };
    Ok(Offer {
        protocol,
        cell: cell.ok_or(Lack::NoCellSize)?,
        registers: said.registers.unwrap_or(REGISTERS),
        largest,
        is_deflated: said.deflated,
    })
}

/// What works without having been asked for.
fn found(around: &Around, answers: Option<&Answers>, is_colourful: bool) -> Result<Protocol, Lack> {
    let answered = answers.and_then(|said| said.name.as_ref());
    // What the terminal says of itself counts before what it has inherited.
    let names: Vec<String> = match answered {
        Some(name) => vec![name.to_lowercase()],
        None => around
            .names
            .iter()
            .map(|name| name.to_lowercase())
            .collect(),
    };
    let is_named = |part: &str| names.iter().any(|name| name.contains(part));
    if around.multiplexer.is_some() || MULTIPLEXERS.into_iter().any(is_named) {
        return Err(Lack::Multiplexer);
    }
    if around.is_remote {
        return Err(Lack::Remote);
    }
    if !is_colourful {
        return Err(Lack::Colours);
    }
    let said = answers.ok_or(Lack::Silent)?;
    let known = BEST.iter().find(|(part, _)| is_named(part));
    let sixel = said.sixel && said.registers.is_none_or(|count| count >= REGISTERS_MIN);
    match known.map(|(_, protocol)| *protocol) {
        Some(Protocol::Kitty) if said.images => Ok(Protocol::Kitty),
        // Nothing can be asked about inline images: the name must do.
        Some(Protocol::Iterm2) => Ok(Protocol::Iterm2),
        Some(Protocol::Sixel) | None if sixel => Ok(Protocol::Sixel),
        _ => Err(Lack::NoneOffered),
    }
}

/// The size of a cell in pixels: as the terminal told it at the start, until the system, which shares
/// out the window, tells another than it did then: the letters have been made larger or smaller.
pub fn cell(
    told: Option<(u16, u16)>,
    system_then: Option<(u16, u16)>,
    system_now: Option<(u16, u16)>,
) -> Option<(u16, u16)> {
    match system_now {
        Some(_) if system_now != system_then => system_now,
        _ => told.or(system_now),
    }
}

/// What takes our images out of a terminal's memory, in kitty's protocol.
pub fn delete_images() -> String {
    KITTY_IDS
        .iter()
        .map(|id| format!("\x1b_Ga=d,d=I,i={id},q=2\x1b\\"))
        .collect()
}

/// The size of a cell as the system tells it: that of the window, shared out.
pub fn cell_of_system() -> Option<(u16, u16)> {
    let window = crossterm::terminal::window_size().ok()?;
    let width = window.width.checked_div(window.columns)?;
    let height = window.height.checked_div(window.rows)?;
    (width > 0 && height > 0).then_some((width, height))
}

#[cfg(test)]
mod tests;
