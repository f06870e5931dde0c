//! Rooms and servers joined before, newest first: one small file. A file that cannot be read or
//! written costs only the memory.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use handshake_shared::limits::NAME_CHARS_MAX;
use handshake_shared::wire::client::clean;
use serde::{Deserialize, Serialize};

use crate::folder::data_folder;

/// Rooms remembered: what a list holds without scrolling.
pub const RECENT_MAX: usize = 8;
/// Longest line taken from the file, characters; longer ones were not written by this program.
const LINE_CHARS_MAX: usize = 400;

/// A room joined before.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recent {
    /// When, seconds since 1970.
    pub when_s: u64,
    /// The line that led there.
    pub line: String,
    /// Who was there; empty when nobody was, or said nothing.
    #[serde(default)]
    pub name: String,
}

/// The rooms joined before.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recents {
    /// Newest first.
    #[serde(default, rename = "room")]
    rooms: Vec<Recent>,
}

impl Recents {
    /// The file it is kept in, if the user has a folder.
    pub fn file() -> Option<PathBuf> {
        data_folder().map(|folder| folder.join("recent.toml"))
    }

    /// Reads the file; what is missing or makes no sense is not known.
    pub fn load(path: &Path) -> Recents {
        let text = fs::read_to_string(path).unwrap_or_default();
        let mut recents: Recents = toml::from_str(&text).unwrap_or_default();
        recents.rooms.retain_mut(|room| {
            let named = clean(&mut room.name, NAME_CHARS_MAX, "name").is_ok();
            named && clean(&mut room.line, LINE_CHARS_MAX, "line").is_ok()
        });
        recents.rooms.truncate(RECENT_MAX);
        recents
    }

    /// Writes it whole or not at all.
    pub fn save(&self, path: &Path) -> io::Result<()> {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let passing = path.with_extension("new");
        let text = toml::to_string(self).map_err(io::Error::other)?;
        fs::write(&passing, text)?;
        fs::rename(&passing, path)
    }

    /// Newest first.
    pub fn rooms(&self) -> &[Recent] {
        &self.rooms
    }

    /// A room was joined: it is the first now, and the same line stands once.
    pub fn joined(&mut self, line: &str, when_s: u64) {
        let before = self.rooms.iter().position(|room| room.line == line);
        let before = before.map(|place| self.rooms.remove(place));
        let (name, line) = (before.unwrap_or_default().name, line.to_owned());
        self.rooms.insert(0, Recent { when_s, line, name });
        self.rooms.truncate(RECENT_MAX);
    }

    /// Somebody is there; returns whether that was not known.
    pub fn met(&mut self, line: &str, name: &str) -> bool {
        let room = self.rooms.iter_mut().find(|room| room.line == line);
        match room {
            Some(room) if room.name != name && !name.is_empty() => {
                room.name = name.to_owned();
                true
            }
            _ => false,
        }
    }

    /// Forgets a room by its place in the list.
    pub fn forget(&mut self, place: usize) {
        if place < self.rooms.len() {
            self.rooms.remove(place);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_eight_stand_newest_first_and_each_line_once() {
        let mut recents = Recents::default();
        for (when_s, room) in (100..).zip(0..12) {
            recents.joined(&format!("192.168.1.7 {room:06}"), when_s);
        }
        recents.joined("192.168.1.7 000009", 500);
        let lines: Vec<&str> = recents.rooms().iter().map(|r| r.line.as_str()).collect();
        assert_eq!(lines.len(), RECENT_MAX);
        assert_eq!(
            lines[..3],
            [
                "192.168.1.7 000009",
                "192.168.1.7 000011",
                "192.168.1.7 000010"
            ]
        );
        assert!(
            recents
                .rooms()
                .is_sorted_by_key(|room| u64::MAX - room.when_s)
        );
    }

    #[test]
    fn who_was_there_is_kept_with_the_room_when_it_is_joined_again() {
        let mut recents = Recents::default();
        recents.joined("a 1", 1);
        assert!(recents.met("a 1", "Алексей"));
        assert!(!recents.met("a 1", "Алексей"), "known");
        assert!(!recents.met("a 1", ""), "nobody is no news");
        assert!(!recents.met("b 2", "Tom"), "another room");
        recents.joined("b 2", 2);
        recents.joined("a 1", 3);
        assert_eq!(recents.rooms()[0].name, "Алексей");
        recents.forget(0);
        recents.forget(7);
        assert_eq!(recents.rooms().len(), 1);
    }

    #[test]
    fn what_was_written_is_read_again_and_nonsense_is_nothing() {
        let unique = format!("handshake-recent-{}", std::process::id());
        let folder = std::env::temp_dir().join(unique);
        let path = folder.join("deeper").join("recent.toml");
        let mut recents = Recents::default();
        assert_eq!(Recents::load(&path), recents);
        recents.joined(
            "handshake:192.168.1.7:1975/482913#MFRGGZDFMZTWQ2LKNNWG23TP",
            7,
        );
        recents.met(&recents.rooms()[0].line.clone(), "Анна \"А\"");
        recents
            .save(&path)
            .expect("a scratch folder can be written");
        assert_eq!(Recents::load(&path), recents);
        let evil = "[[room]]\nwhen_s = 1\nline = \"1.2.3.4\\u001b[2J 482913\"\n";
        fs::write(&path, evil).expect("a scratch folder can be written");
        assert_eq!(Recents::load(&path).rooms()[0].line, "1.2.3.4[2J 482913");
        fs::write(&path, "room = 7").expect("a scratch folder can be written");
        assert_eq!(Recents::load(&path), Recents::default());
        fs::remove_dir_all(folder).expect("cleaned up");
    }
}
