//! What a player chose once and need not choose again: one small file, `settings.toml`. What this
//! version does not know in it stays in it; a file that makes no sense is moved aside, not lost.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use serde::{Deserialize, Serialize};
use toml::{Table, Value};

use crate::draw::theme::Scheme;
use crate::folder::config_folder;
use crate::input::bindings::Changes;

/// Name of the file in the game's configuration folder.
const FILE: &str = "settings.toml";
/// Broken files kept at most, each beside the last: a bound, so that a program that writes nonsense
/// cannot fill a folder.
const BROKEN_MAX: usize = 20;

/// A language by its tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LangName {
    /// English
    En,
    /// Русский
    Ru,
}

/// A help level by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HelpName {
    /// Everything is translated; a read-back is one of three cards
    Passenger,
    /// Translation on a key; three cards
    Cadet,
    /// Safety words only; two cards
    Pilot,
    /// You type the digits of a read-back
    Commander,
    /// No help at all
    Oklahomski,
}

/// Characters that pictures are made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Glyphs {
    /// Quarter blocks, 2 × 2 pixels a cell: every font has them
    #[default]
    Quadrants,
    /// Sextants, 2 × 3 pixels a cell: fonts of Unicode 13
    Sextants,
    /// Half blocks, 1 × 2 pixels a cell
    HalfBlocks,
    /// Braille dots, 2 × 4 a cell, in two colours
    Braille,
    /// ASCII characters only
    Ascii,
}

/// How the window's picture is sent, where the terminal can show pictures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Graphics {
    /// Real pixels where the terminal offers them, else characters
    #[default]
    Auto,
    /// Characters only
    Cells,
    /// The kitty graphics protocol
    Kitty,
    /// Sixel
    Sixel,
    /// Inline images of iTerm2
    Iterm2,
}

/// Whether pictures may move by themselves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Motion {
    /// The poster turns.
    #[default]
    Full,
    /// Nothing moves that does not move in the flight.
    Reduced,
}

/// What may be heard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sound {
    /// The terminal's bell.
    #[default]
    Bell,
    /// Nothing.
    Off,
    /// Sounds of our own where the build and the machine have a loudspeaker, else the bell.
    Audio,
}

/// How loud sounds of our own are; the bell is as loud as the terminal makes it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Volume {
    /// As loud as two consoles can sound together without clipping.
    #[default]
    Full,
    /// About half as loud to the ear.
    Half,
    /// About a quarter as loud.
    Quiet,
}

/// What the mouse is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MouseUse {
    /// Clicks press what is drawn, the wheel moves through lists.
    #[default]
    On,
    /// The terminal keeps the mouse for itself.
    Off,
}

/// Whether rooms are announced and looked for in the local network.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LanUse {
    /// Announce a hosted room and list those of others
    #[default]
    On,
    /// Neither announce nor look
    Off,
}

/// What the file says: only what was chosen; everything else is found out or as built in.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub struct Chosen {
    /// Language of screens and help.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<LangName>,
    /// Help level a mission begins with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help_level: Option<HelpName>,
    /// Colours.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub theme: Option<Scheme>,
    /// Characters of pictures; absent until the first-run card was answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub picture: Option<Glyphs>,
    /// How the window's picture is sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub graphics: Option<Graphics>,
    /// Whether pictures move.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub motion: Option<Motion>,
    /// What is heard.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sound: Option<Sound>,
    /// How loud sounds of our own are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volume: Option<Volume>,
    /// Whether the local network is used to find each other.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lan: Option<LanUse>,
    /// Whether the mouse presses keys.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mouse: Option<MouseUse>,
    /// Name the other crew sees.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Keys that are not as built in.
    #[serde(skip_serializing_if = "Changes::is_empty")]
    pub keys: Changes,
}

/// The settings file as it stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Kept {
    /// What was chosen.
    pub chosen: Chosen,
    /// Where it is written; absent where nothing can or may be.
    file: Option<PathBuf>,
    /// The whole file as read, with what this version does not know.
    all: Table,
}

/// Why the settings file was not used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mishap {
    /// It makes no sense at this place.
    Broken {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// The file.
        file: PathBuf,
        /// Where it lies now; absent when it could not be moved, and is left alone.
        aside: Option<PathBuf>,
    },
    /// It cannot be read; in the system's words. It is left alone.
    Unread(PathBuf, String),
    /// It cannot be written; in the system's words.
    Unwritten(PathBuf, String),
}

impl Kept {
    /// The settings in the user's own folder.
    pub fn find() -> (Kept, Option<Mishap>) {
        match config_folder() {
            Some(folder) => Kept::load(&folder.join(FILE)),
            None => (Kept::default(), None),
        }
    }

    /// Reads a file. Whatever is wrong with it, there are settings to go on with.
    pub fn load(path: &Path) -> (Kept, Option<Mishap>) {
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            Err(error) if error.kind() == io::ErrorKind::InvalidData => {
                return broken(path, (1, 1));
            }
            Err(error) => {
                let why = Mishap::Unread(path.to_owned(), error.to_string());
                return (Kept::default(), Some(why));
            }
        };
        let read = toml::from_str::<Table>(&text)
            .and_then(|all| toml::from_str::<Chosen>(&text).map(|chosen| (chosen, all)));
        match read {
            Ok((chosen, all)) => {
                let file = Some(path.to_owned());
                (Kept { chosen, file, all }, None)
            }
            Err(error) => {
                let at = error.span().map_or(0, |span| span.start);
                broken(path, line_and_column(&text, at))
            }
        }
    }

    /// What is chosen is there the next time.
    pub fn is_kept(&self) -> bool {
        self.file.is_some()
    }

    /// Writes it whole or not at all, with all that was in it before. Nothing where nothing is kept.
    pub fn save(&self) -> Result<(), Mishap> {
        let Some(path) = &self.file else {
            return Ok(());
        };
        let told = |error: io::Error| Mishap::Unwritten(path.clone(), error.to_string());
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(told)?;
        }
        let passing = path.with_extension("new");
        fs::write(&passing, self.text()).map_err(told)?;
        fs::rename(&passing, path).map_err(told)
    }

    /// The file's text: known fields as chosen, the others as they were.
    fn text(&self) -> String {
        let mut all = self.all.clone();
        // Keys are all as built in again: what stood there would come back.
        all.remove("keys");
        // A table of names and words serialises always; a fault would leave the old fields.
        if let Ok(Value::Table(known)) = Value::try_from(&self.chosen) {
            all.extend(known);
        }
        toml::to_string(&all).unwrap_or_default()
    }
}

/// The file is moved aside, and the next save writes a new one. Where it cannot be moved it stays,
/// and nothing is written over it.
fn broken(path: &Path, (line, column): (usize, usize)) -> (Kept, Option<Mishap>) {
    let names = (1..=BROKEN_MAX).map(|n| path.with_extension(format!("broken-{n}.toml")));
    let free = names.into_iter().find(|name| !name.exists());
    let aside = free.filter(|name| fs::rename(path, name).is_ok());
    let kept = Kept {
        file: aside.is_some().then(|| path.to_owned()),
        ..Kept::default()
    };
    let file = path.to_owned();
    let why = Mishap::Broken {
        line,
        column,
        file,
        aside,
    };
    (kept, Some(why))
}

/// Line and column, from 1, of a byte of a text.
fn line_and_column(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let last = before.rsplit('\n').next().unwrap_or(before);
    (line, last.chars().count() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder of its own for each test.
    fn scratch(name: &str) -> PathBuf {
        let unique = format!("handshake-settings-{}-{name}", std::process::id());
        let folder = std::env::temp_dir().join(unique);
        fs::create_dir_all(&folder).expect("a scratch folder");
        folder
    }

    #[test]
    fn what_was_chosen_is_there_the_next_time_and_nothing_else_is_written() {
        let folder = scratch("chosen");
        let path = folder.join("deeper").join(FILE);
        let (mut kept, mishap) = Kept::load(&path);
        assert_eq!((&kept.chosen, mishap), (&Chosen::default(), None));
        kept.chosen.theme = Some(Scheme::Amber);
        kept.chosen.picture = Some(Glyphs::HalfBlocks);
        kept.chosen.name = Some("Анна \"А\"".to_owned());
        kept.save().expect("a scratch folder can be written");
        let (again, mishap) = Kept::load(&path);
        assert_eq!((again.chosen, mishap), (kept.chosen, None));
        let text = fs::read_to_string(&path).expect("just written");
        assert_eq!(text.lines().count(), 3, "{text}");
        assert!(text.contains("picture = \"half-blocks\""), "{text}");
        fs::remove_dir_all(folder).expect("cleaned up");
    }

    #[test]
    fn fields_of_another_version_stay_in_the_file() {
        let folder = scratch("unknown");
        let path = folder.join(FILE);
        fs::write(
            &path,
            "theme = \"amber\"\nwarp = 9\n[gamepad]\nstick = \"left\"\n",
        )
        .expect("a scratch folder can be written");
        let (mut kept, mishap) = Kept::load(&path);
        assert_eq!(mishap, None);
        kept.chosen.theme = Some(Scheme::Mono);
        kept.save().expect("a scratch folder can be written");
        let text = fs::read_to_string(&path).expect("just written");
        for line in [
            "theme = \"mono\"",
            "warp = 9",
            "[gamepad]",
            "stick = \"left\"",
        ] {
            assert!(text.contains(line), "{text}");
        }
        fs::remove_dir_all(folder).expect("cleaned up");
    }

    #[test]
    fn a_broken_file_is_named_by_line_and_column_and_moved_aside_each_time() {
        let folder = scratch("broken");
        let path = folder.join(FILE);
        for (count, (text, at)) in [
            ("sound = \"bell\"\ntheme = \"purple\"\n", (2, 9)),
            ("name = \"Anna\n", (1, 13)),
        ]
        .into_iter()
        .enumerate()
        {
            fs::write(&path, text).expect("a scratch folder can be written");
            let (kept, mishap) = Kept::load(&path);
            assert_eq!(kept.chosen, Chosen::default());
            let Some(Mishap::Broken {
                line,
                column,
                aside: Some(aside),
                ..
            }) = mishap
            else {
                panic!("{text}: {mishap:?}")
            };
            assert_eq!((line, column), at, "{text}");
            assert_eq!(fs::read_to_string(&aside).expect("kept"), text);
            assert_eq!(
                aside,
                folder.join(format!("settings.broken-{}.toml", count + 1))
            );
            assert!(!path.exists());
            kept.save().expect("a new one can be written");
            assert!(path.exists());
        }
        fs::remove_dir_all(folder).expect("cleaned up");
    }

    #[test]
    fn a_file_that_cannot_be_read_is_left_alone_and_a_folder_that_cannot_be_written_is_told() {
        let folder = scratch("unread");
        let path = folder.join(FILE);
        fs::create_dir_all(&path).expect("a folder where the file should be");
        let (kept, mishap) = Kept::load(&path);
        assert!(matches!(mishap, Some(Mishap::Unread(..))), "{mishap:?}");
        assert_eq!(kept.save(), Ok(()), "nothing is written over it");
        assert!(path.is_dir());
        let inside = folder.join("file").join(FILE);
        fs::write(folder.join("file"), "in the way").expect("a scratch folder can be written");
        let kept = Kept {
            file: Some(inside),
            ..Kept::default()
        };
        assert!(matches!(kept.save(), Err(Mishap::Unwritten(..))));
        fs::remove_dir_all(folder).expect("cleaned up");
    }
}
