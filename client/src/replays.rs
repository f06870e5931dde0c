//! Recorded flights in the player's own folder: which there are, and one of them read. Knows files;
//! how a flight is written down is the shared core's.

pub mod cast;
pub mod cli;
#[cfg(test)]
pub(crate) mod flown;
pub mod received;
pub mod telemetry;
pub mod transcript;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use handshake_server::recordings::{Keep, REPLAYS_NAME, files};
use handshake_shared::limits::{REPLAY_BYTES_MAX, REPLAYS_KEPT_PLAYER};
use handshake_shared::replay::{Fault, Header, Player, Replay, ReplayError, Summary};
use handshake_shared::time::Tick;
use time::OffsetDateTime;

use crate::folder::data_folder;
use crate::i18n::{Arg, Words};

/// A file a little longer than a replay can grow is read; a longer one is something else.
const FILE_BYTES_MAX: u64 = 2 * REPLAY_BYTES_MAX as u64;

/// Why a file gives no flight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// It cannot be read; in the system's words.
    Unread(String),
    /// It is far longer than a replay can be.
    TooLong,
    /// It is no replay of this version.
    Replay(ReplayError),
}

/// One file of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Where it is.
    pub path: PathBuf,
    /// What it holds, or why that cannot be told.
    pub told: Result<Summary, Wrong>,
}

impl Listed {
    /// The file's name without its ending.
    pub fn name(&self) -> String {
        let stem = self.path.file_stem().unwrap_or_default();
        stem.to_string_lossy().into_owned()
    }
}

/// The player's folder of replays, if the user has a folder.
pub fn folder() -> Option<PathBuf> {
    data_folder().map(|folder| folder.join(REPLAYS_NAME))
}

/// Where a server inside this client records, and how much of it stays.
pub fn keep() -> Option<Keep> {
    folder().map(|folder| Keep {
        folder,
        newest: REPLAYS_KEPT_PLAYER,
    })
}

/// Everything in the folder, newest first.
pub fn list(folder: &Path) -> io::Result<Vec<Listed>> {
    let mut listed = Vec::new();
    for path in files(folder)?.into_iter().rev() {
        let read = bytes(&path).and_then(|bytes| Summary::read(&bytes).map_err(Wrong::Replay));
        listed.push(Listed { path, told: read });
    }
    Ok(listed)
}

/// The flight in a file.
pub fn read(path: &Path) -> Result<Replay, Wrong> {
    Replay::read(&bytes(path)?).map_err(Wrong::Replay)
}

/// A flight ready to be played.
pub fn open(path: &Path) -> Result<Player, Wrong> {
    read(path).map(Player::new)
}

/// The file a word names: a path, or the name of one in the player's folder.
pub fn find(named: &Path) -> PathBuf {
    let in_folder = folder().map(|folder| folder.join(named));
    let with_ending = in_folder.as_ref().map(|path| {
        let mut name = path.clone().into_os_string();
        name.push(".replay");
        PathBuf::from(name)
    });
    let known = [in_folder, with_ending].into_iter().flatten();
    let mut known = known.filter(|path| !named.exists() && path.is_file());
    known.next().unwrap_or_else(|| named.to_owned())
}

fn bytes(path: &Path) -> Result<Vec<u8>, Wrong> {
    let unread = |why: io::Error| Wrong::Unread(why.to_string());
    if fs::metadata(path).map_err(unread)?.len() > FILE_BYTES_MAX {
        return Err(Wrong::TooLong);
    }
    fs::read(path).map_err(unread)
}

/// Why a file gives no flight, in words.
pub fn wrong_text(words: &Words, wrong: &Wrong) -> String {
    match wrong {
        Wrong::Unread(why) => words.format("replay-unread", &[("why", Arg::Text(why))]),
        Wrong::TooLong => words.get("replay-not"),
        Wrong::Replay(error) => fault_text(words, error),
    }
}

/// What is wrong with a replay, in words.
pub fn fault_text(words: &Words, error: &ReplayError) -> String {
    let at = error.at.to_string();
    let place = |key| words.format(key, &[("at", Arg::Text(&at))]);
    match error.fault {
        Fault::NotAReplay => words.get("replay-not"),
        Fault::Format(_) => words.get("replay-newer"),
        Fault::Foreign(protocol) => {
            let number = [("n", Arg::Text(&protocol.to_string()))];
            words.format("replay-foreign", &number)
        }
        Fault::Torn => place("replay-torn"),
        Fault::TooLong(_) | Fault::Checksum | Fault::Wire(_) | Fault::Order => {
            place("replay-damaged")
        }
    }
}

/// Name of a mission as it is offered, or, of a player's own, as its file has it.
pub fn mission_text(words: &Words, header: &Header) -> String {
    let key = format!("mission-{}", header.scenario);
    match words.has(&key) {
        true => words.get(&key),
        false => header.scenario.clone(),
    }
}

/// Both crews, by the names they gave.
pub fn crews_text(words: &Words, header: &Header) -> String {
    let name = |name: &String| match name.as_str() {
        "" => "—".to_owned(),
        crate::mission::SOFTWARE => words.get("console-software-crew"),
        name => name.to_owned(),
    };
    let [apollo, soyuz] = header.crews.each_ref().map(name);
    format!("{apollo} · {soyuz}")
}

/// When it began: `1975-07-17 16:19`, universal time.
pub fn date_text(header: &Header) -> String {
    date_of(header.began_utc_s)
}

/// The same of seconds since 1970; zero is nobody knows when.
pub fn date_of(utc_s: u64) -> String {
    let seconds = i64::try_from(utc_s).ok();
    let at = seconds.and_then(|at| OffsetDateTime::from_unix_timestamp(at).ok());
    match at.filter(|_| utc_s > 0) {
        Some(at) => format!(
            "{:04}-{:02}-{:02} {:02}:{:02}",
            at.year(),
            u8::from(at.month()),
            at.day(),
            at.hour(),
            at.minute()
        ),
        None => "—".to_owned(),
    }
}

/// Hours, minutes and seconds of a mission.
pub fn clock_text(tick: Tick) -> String {
    let seconds = tick.seconds() as u32;
    let (hours, minutes) = (seconds / 3_600, seconds / 60 % 60);
    format!("{hours:02}:{minutes:02}:{:02}", seconds % 60)
}
