//! Seats held on servers elsewhere, kept so that a program that was killed takes its seat up again: one
//! small file a seat, which only its owner can read, for it holds the seat's secret. A running program
//! keeps its file locked; the lock goes with the program, whatever ends it. Files of seats that no
//! server can hold any more are swept away.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use handshake_shared::ids::Seat;
use handshake_shared::limits::ROOM_IDLE_S;
use handshake_shared::sim::input::HelpLevel;
use handshake_shared::wire::{Invite, RoomCode, Token};

use crate::folder::data_folder;
use crate::profile::{level_of, level_tag};

/// A room in which nothing happens closes after this; no seat outlives it.
const KEPT_FOR: Duration = Duration::from_secs(ROOM_IDLE_S as u64);
/// Seats looked at, at most; the folder is the user's.
const SEATS_MAX: usize = 64;
/// Longest file that is read, bytes.
const BYTES_MAX: u64 = 4 * 1024;

/// What it takes to sit down again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ticket {
    /// The server, its key and the room.
    pub invite: Invite,
    /// Which seat.
    pub seat: Seat,
    /// The secret that holds it.
    pub token: Token,
    /// Name of the mission, once it has begun.
    pub scenario: Option<String>,
    /// The most help its crew asked for in that mission: whose best result it will be.
    pub most_help: Option<HelpLevel>,
}

/// A seat of this program's own, while it runs.
#[derive(Debug)]
pub struct Held {
    ticket: Ticket,
    path: PathBuf,
    file: File,
}

/// A seat that no running program holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Free {
    /// What it takes to sit down again.
    pub ticket: Ticket,
    /// How long ago its crew was last there.
    pub ago: Duration,
    path: PathBuf,
}

/// Where tickets lie, if the user has a folder.
pub fn folder() -> Option<PathBuf> {
    data_folder().map(|folder| folder.join("seats"))
}

/// Seats that may be taken up again, the latest first.
pub fn free(folder: &Path) -> Vec<Free> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let mut found: Vec<Free> = paths.take(SEATS_MAX).filter_map(look).collect();
    found.sort_by_key(|free| free.ago);
    found
}

/// One file: a seat that is free, or nothing. One that is too old or says nothing goes.
fn look(path: PathBuf) -> Option<Free> {
    let file = File::open(&path).ok()?;
    if let Err(TryLockError::WouldBlock) = file.try_lock() {
        return None;
    }
    let there = file.metadata().and_then(|about| about.modified()).ok()?;
    let ago = SystemTime::now().duration_since(there).unwrap_or_default();
    let mut text = String::new();
    // What cannot be read is no ticket.
    let _ = file.take(BYTES_MAX).read_to_string(&mut text);
    match read(&text) {
        Some(ticket) if ago < KEPT_FOR => Some(Free { ticket, ago, path }),
        _ => {
            forget(&path);
            None
        }
    }
}

impl Free {
    /// Its server holds it no longer.
    pub fn forget(self) {
        forget(&self.path);
    }

    /// Where the room's sealed copy is kept.
    pub fn copy(&self) -> PathBuf {
        copy_of(&self.path)
    }

    /// Its room's code.
    pub fn room(&self) -> Option<RoomCode> {
        self.ticket.invite.room
    }
}

impl Held {
    /// Writes a ticket down and holds its file. Only its owner can read it.
    pub fn keep(folder: &Path, ticket: Ticket) -> io::Result<Held> {
        private_folder(folder)?;
        let path = folder.join(name(&ticket));
        let file = private_file(&path)?;
        file.try_lock()?;
        let mut held = Held { ticket, path, file };
        held.write()?;
        Ok(held)
    }

    /// The same seat of the same room, by the same secret.
    pub fn is_for(&self, ticket: &Ticket) -> bool {
        let Ticket {
            invite,
            seat,
            token,
            ..
        } = &self.ticket;
        (invite, seat, token) == (&ticket.invite, &ticket.seat, &ticket.token)
    }

    /// The mission has begun; the start screen names it.
    pub fn begins(&mut self, scenario: &str) -> io::Result<()> {
        self.ticket.scenario = Some(scenario.to_owned());
        self.write()
    }

    /// This much help was taken in the mission so far.
    pub fn helped(&mut self, most: Option<HelpLevel>) -> io::Result<()> {
        if self.ticket.most_help == most {
            return Ok(());
        }
        self.ticket.most_help = most;
        self.write()
    }

    /// The crew is still there.
    pub fn is_there(&self) -> io::Result<()> {
        self.file.set_modified(SystemTime::now())
    }

    /// Where the room's sealed copy is kept.
    pub fn copy(&self) -> PathBuf {
        copy_of(&self.path)
    }

    /// The seat was given up: there is nothing to come back to.
    pub fn give_up(self) {
        forget(&self.path);
    }

    fn write(&mut self) -> io::Result<()> {
        self.file.set_len(0)?;
        self.file.rewind()?;
        self.file.write_all(written(&self.ticket).as_bytes())
    }
}

/// A seat and the copy of its room that nobody comes back to.
fn forget(path: &Path) {
    // A file that stays is looked at again next time, or leads to a refusal in words.
    let _ = fs::remove_file(path);
    let _ = fs::remove_file(copy_of(path));
}

/// The copy of a seat's room: in a folder beside that of the seats, under the same name.
fn copy_of(path: &Path) -> PathBuf {
    let folder = path.parent().unwrap_or(Path::new(""));
    let copies = folder.with_file_name("copies");
    copies.join(path.file_name().unwrap_or_default())
}

/// One file a seat of a room of a server.
fn name(ticket: &Ticket) -> String {
    let room = ticket.invite.room.map(|room| room.to_string());
    let key = ticket.invite.fingerprint.to_string();
    let seat = word(ticket.seat);
    format!("{}-{seat}-{key}", room.unwrap_or_default())
}

fn word(seat: Seat) -> &'static str {
    match seat {
        Seat::Apollo => "apollo",
        Seat::Soyuz => "soyuz",
    }
}

fn written(ticket: &Ticket) -> String {
    let Ticket {
        invite,
        seat,
        token: Token(secret),
        scenario,
        most_help,
    } = ticket;
    let secret: String = secret.iter().map(|byte| format!("{byte:02x}")).collect();
    let mission = match scenario {
        Some(name) => format!("mission {name}\n"),
        None => String::new(),
    };
    let help = most_help.map(|level| format!("help {}\n", level_tag(level)));
    let help = help.unwrap_or_default();
    format!(
        "invite {invite}\nseat {}\nsecret {secret}\n{mission}{help}",
        word(*seat)
    )
}

fn read(text: &str) -> Option<Ticket> {
    let value = |key: &str| {
        let mut lines = text.lines().filter_map(|line| line.split_once(' '));
        lines.find_map(|(name, value)| (name == key).then_some(value))
    };
    let invite: Invite = value("invite")?.parse().ok()?;
    invite.room?;
    let seat = Seat::ALL
        .into_iter()
        .find(|seat| Some(word(*seat)) == value("seat"))?;
    let secret = value("secret").filter(|secret| secret.len() == 32)?;
    let mut token = [0; 16];
    for (index, byte) in token.iter_mut().enumerate() {
        *byte = u8::from_str_radix(secret.get(2 * index..2 * index + 2)?, 16).ok()?;
    }
    Some(Ticket {
        invite,
        seat,
        token: Token(token),
        scenario: value("mission").map(str::to_owned),
        most_help: value("help").and_then(level_of),
    })
}

/// The folder, made if there is none; one that is made is its owner's alone.
#[cfg(unix)]
pub(crate) fn private_folder(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
}

#[cfg(not(unix))]
pub(crate) fn private_folder(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)
}

/// The file, made if there is none. One that others could read is made private before anything is
/// written to it.
pub(crate) fn private_file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    {
        use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
        let file = options.mode(0o600).open(path)?;
        file.set_permissions(fs::Permissions::from_mode(0o600))?;
        Ok(file)
    }
    #[cfg(not(unix))]
    options.open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str = "handshake:192.168.1.7:1975,[fe80::1]:1975/482913#MFRGGZDFMZTWQ2LKNNWG23TP";

    fn ticket(seat: Seat) -> Ticket {
        Ticket {
            invite: LINE.parse().expect("a line"),
            seat,
            token: Token(std::array::from_fn(|byte| 17 * byte as u8)),
            scenario: None,
            most_help: None,
        }
    }

    fn scratch(name: &str) -> PathBuf {
        let unique = format!("handshake-seats-{}-{name}", std::process::id());
        std::env::temp_dir().join(unique)
    }

    #[test]
    fn a_seat_is_free_once_its_program_is_gone_and_is_read_as_it_was_written() {
        let folder = scratch("free");
        let mut held = Held::keep(&folder, ticket(Seat::Soyuz)).expect("a scratch folder");
        assert_eq!(free(&folder), [], "it is in use");
        held.begins("final-approach").expect("writable");
        held.helped(Some(HelpLevel::Pilot)).expect("writable");
        held.helped(Some(HelpLevel::Cadet)).expect("writable");
        drop(held);
        let found = free(&folder);
        let [seat] = &found[..] else {
            panic!("{found:?}");
        };
        let kept = Ticket {
            scenario: Some("final-approach".to_owned()),
            most_help: Some(HelpLevel::Cadet),
            ..ticket(Seat::Soyuz)
        };
        assert_eq!((&seat.ticket, seat.room()), (&kept, kept.invite.room));
        let again = Held::keep(&folder, ticket(Seat::Soyuz)).expect("nobody holds it");
        again.give_up();
        assert_eq!(free(&folder), []);
        fs::remove_dir_all(folder).expect("cleaned up");
    }

    #[cfg(unix)]
    #[test]
    fn only_its_owner_can_read_a_secret_and_no_log_shows_it() {
        use std::os::unix::fs::{MetadataExt, PermissionsExt};
        let folder = scratch("private");
        fs::create_dir_all(&folder).expect("a scratch folder");
        let path = folder.join(name(&ticket(Seat::Apollo)));
        fs::write(&path, "in the way").expect("a scratch folder");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).expect("our own");
        let held = Held::keep(&folder, ticket(Seat::Apollo)).expect("a scratch folder");
        let mode = fs::metadata(&path).expect("kept").mode();
        assert_eq!(mode & 0o777, 0o600);
        let told = format!("{held:?}");
        // The folder's own name has a number in it: the secret is looked for whole.
        let secret = ["0011223344556677", "[0, 17, 34"];
        assert!(told.contains("Token(…)") && secret.iter().all(|part| !told.contains(part)));
        drop(held);
        fs::remove_dir_all(folder).expect("cleaned up");
    }

    #[test]
    fn what_is_old_or_no_ticket_is_swept_away() {
        let folder = scratch("swept");
        let held = Held::keep(&folder, ticket(Seat::Apollo)).expect("a scratch folder");
        let long_ago = SystemTime::now() - KEPT_FOR - Duration::from_secs(1);
        held.file.set_modified(long_ago).expect("our own");
        drop(held);
        let whole = written(&ticket(Seat::Soyuz));
        for (number, text) in [
            "",
            "nonsense",
            &whole.replace("482913", ""),
            &whole.replace("soyuz", "vostok"),
            &whole.replace("0011", "00é"),
            &whole[..whole.len() - 2],
        ]
        .iter()
        .enumerate()
        {
            fs::write(folder.join(number.to_string()), text).expect("a scratch folder");
        }
        assert_eq!(free(&folder), []);
        let left = fs::read_dir(&folder).expect("there").count();
        assert_eq!(left, 0);
        assert_eq!(free(&scratch("nowhere")), []);
        fs::remove_dir_all(folder).expect("cleaned up");
    }
}
