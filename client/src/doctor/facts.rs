//! What the doctor finds out: the terminal, its surroundings, the network of this machine, folders.

use std::fs;
use std::net::UdpSocket;
use std::path::PathBuf;
use std::time::Duration;

use crate::draw::theme::Depth;
use crate::folder::{config_folder, data_folder};
use crate::graphics::{Around, Lack, Offer, cell, cell_of_system, choose};
use crate::probe::{self, Answers};
use crate::settings::Graphics;
use crate::terminal::is_terminal;

/// How long a packet to oneself may take.
const LOOPBACK_WAIT: Duration = Duration::from_millis(500);

/// A folder of the game, and whether it can be written.
#[derive(Clone, Debug)]
pub(super) struct Folder {
    pub(super) path: PathBuf,
    pub(super) written: Result<(), String>,
}

/// Everything that was found.
#[derive(Clone, Debug)]
pub(super) struct Facts {
    /// Both standard input and output are a terminal.
    pub(super) is_terminal: bool,
    /// Columns and rows.
    pub(super) size: Option<(u16, u16)>,
    /// Colours as the game would use them.
    pub(super) depth: Depth,
    /// The locale of characters as the environment names it.
    pub(super) locale: String,
    /// What the environment says of the terminal.
    pub(super) around: Around,
    /// What the terminal said; absent where it could not be asked.
    pub(super) answers: Option<Answers>,
    /// How the window's picture is sent, or why it is made of characters.
    pub(super) pixels: Result<Offer, Lack>,
    /// Names of the gamepads that are plugged in, or why nobody can tell; absent in a build without them.
    pub(super) pads: Option<Result<Vec<String>, String>>,
    /// The loudspeaker's name, or why there is none; absent in a build without sounds of its own.
    pub(super) speaker: Option<Result<String, String>>,
    /// A packet to oneself came.
    pub(super) udp: Result<(), String>,
    /// Folder of settings, folder of data.
    pub(super) folders: Vec<Folder>,
}

/// Terminals that draw sextants themselves or come with a font that has them, as their environment
/// or their answer names them. From their own release notes; a guess, and told as one.
const WITH_SEXTANTS: [&str; 9] = [
    "kitty",
    "foot",
    "wezterm",
    "ghostty",
    "contour",
    "alacritty",
    "vte",
    "windows terminal",
    "konsole",
];

impl Facts {
    /// Asks the world, for these colours and a picture that may or may not have them all.
    pub(super) fn gather(depth: Depth, graphics: Graphics, is_colourful: bool) -> Facts {
        let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let is_terminal = is_terminal();
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
            .into_iter()
            .find_map(variable);
        let around = Around::here();
        let answers = if is_terminal { probe::ask() } else { None };
        let complete = answers.as_ref().filter(|answers| answers.is_complete);
        let system = cell_of_system();
        let cell = cell(complete.and_then(|said| said.cell), system, system);
        let pixels = choose(graphics, &around, complete, is_colourful, cell);
        Facts {
            is_terminal,
            size: crossterm::terminal::size().ok(),
            depth,
            locale: locale.unwrap_or_else(|| "C".to_owned()),
            around,
            answers,
            pixels,
            pads: pads(),
            speaker: speaker(),
            udp: loopback().map_err(|error| error.to_string()),
            folders: [config_folder(), data_folder()]
                .into_iter()
                .flatten()
                .map(tried)
                .collect(),
        }
    }

    /// The locale's characters are UTF-8.
    pub(super) fn is_utf8(&self) -> bool {
        let name = self.locale.to_lowercase();
        cfg!(windows) || name.contains("utf-8") || name.contains("utf8")
    }

    /// The terminal is known to have sextants.
    pub(super) fn has_sextants(&self) -> bool {
        let answered = self
            .answers
            .iter()
            .filter_map(|answers| answers.name.clone());
        let mut names = self.around.names.iter().cloned().chain(answered);
        names.any(|name| {
            let name = name.to_lowercase();
            WITH_SEXTANTS.iter().any(|known| name.contains(known))
        })
    }
}

#[cfg(feature = "gamepad")]
fn pads() -> Option<Result<Vec<String>, String>> {
    Some(crate::input::pad_reader::names())
}

#[cfg(not(feature = "gamepad"))]
fn pads() -> Option<Result<Vec<String>, String>> {
    None
}

#[cfg(feature = "audio")]
fn speaker() -> Option<Result<String, String>> {
    Some(crate::sound::speaker::name())
}

#[cfg(not(feature = "audio"))]
fn speaker() -> Option<Result<String, String>> {
    None
}

/// Sends a packet from this machine to itself.
fn loopback() -> std::io::Result<()> {
    let here = UdpSocket::bind("127.0.0.1:0")?;
    let there = UdpSocket::bind("127.0.0.1:0")?;
    there.set_read_timeout(Some(LOOPBACK_WAIT))?;
    let sent = *b"handshake";
    here.send_to(&sent, there.local_addr()?)?;
    let mut came = [0; 16];
    let length = there.recv(&mut came)?;
    match came[..length] == sent {
        true => Ok(()),
        false => Err(std::io::ErrorKind::InvalidData.into()),
    }
}

/// Writes a file in a folder and takes it away again.
fn tried(path: PathBuf) -> Folder {
    let trial = path.join(format!("doctor-{}", std::process::id()));
    let written = fs::create_dir_all(&path)
        .and_then(|()| fs::write(&trial, "handshake"))
        .and_then(|()| fs::remove_file(&trial))
        .map_err(|error| error.to_string());
    Folder { path, written }
}
