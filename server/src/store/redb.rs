//! Records in one redb file: every commit is on the disk when it returns. A file that cannot be read is
//! set aside by name, and a new one begun; a locked one names who has it.

use std::fs;
use std::io::{self, ErrorKind};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use handshake_shared::wire::RoomCode;
use redb::{Builder, Database, ReadableDatabase, ReadableTable, TableDefinition};

use super::{Change, Kept, Store, StoreError};

/// Name of the file in a server's folder.
pub const STORE_NAME: &str = "rooms.redb";
/// Beside it: who has it open, for whoever finds it locked.
const OWNER_ENDING: &str = "owner";
/// Memory redb may keep pages in, bytes: every room's records many times over. Its own choice is a
/// gibibyte.
const CACHE_BYTES: usize = 8 * 1024 * 1024;

/// Whole records by room.
const WHOLE: TableDefinition<u32, &[u8]> = TableDefinition::new("whole");
/// What came after them, by room and number.
const PARTS: TableDefinition<(u32, u64), &[u8]> = TableDefinition::new("parts");

/// Rooms in a file.
pub struct RedbStore {
    path: PathBuf,
    /// Absent after a failure, until the next attempt: redb takes nothing more from a file that failed it.
    database: Option<Database>,
}

impl RedbStore {
    /// The store of this folder, begun if there is none.
    pub fn open(folder: &Path) -> Result<RedbStore, StoreError> {
        let path = folder.join(STORE_NAME);
        fs::create_dir_all(folder).map_err(|why| system(&path, why))?;
        let database = open(&path)?;
        Ok(RedbStore {
            path,
            database: Some(database),
        })
    }

    fn try_commit(&mut self, changes: &[Change]) -> Result<(), StoreError> {
        let path = &self.path;
        let database = match self.database.take() {
            Some(database) => database,
            None => open(path)?,
        };
        // A file that has failed is opened anew next time.
        write(&database, changes).map_err(|why| broken(path, why))?;
        self.database = Some(database);
        Ok(())
    }
}

impl Store for RedbStore {
    fn commit(&mut self, changes: &[Change]) -> Result<(), StoreError> {
        let path = self.path.clone();
        let done = catch_unwind(AssertUnwindSafe(|| self.try_commit(changes)));
        done.unwrap_or_else(|_| Err(panicked(&path)))
    }

    fn outlives(&self) -> bool {
        true
    }

    fn load(&mut self) -> Result<Vec<Kept>, StoreError> {
        let database = match self.database.take() {
            Some(database) => database,
            None => open(&self.path)?,
        };
        let kept = match catch_unwind(AssertUnwindSafe(|| read(&database))) {
            Ok(Ok(kept)) => kept,
            Ok(Err(why)) if !is_damage(&why) => return Err(broken(&self.path, why)),
            // What stands in it cannot be read although it could be opened.
            Ok(Err(_)) | Err(_) => {
                drop(database);
                let aside = set_aside(&self.path)?;
                tracing::error!(aside = %aside.display(), "the store is damaged: a new one is begun");
                self.database = Some(open(&self.path)?);
                return Ok(Vec::new());
            }
        };
        self.database = Some(database);
        Ok(kept)
    }
}

fn open(path: &Path) -> Result<Database, StoreError> {
    match try_open(path) {
        Opened::Ready(database) => {
            let who = format!("process {}\n", std::process::id());
            if let Err(error) = fs::write(path.with_extension(OWNER_ENDING), who) {
                tracing::debug!(%error, "nobody will know who has the store");
            }
            Ok(*database)
        }
        Opened::Locked => Err(StoreError::Locked {
            path: path.to_owned(),
            owner: owner(path),
        }),
        Opened::No(why) => Err(system(path, why)),
        Opened::Unreadable(why) => {
            let aside = set_aside(path)?;
            tracing::error!(
                path = %path.display(), aside = %aside.display(), %why,
                "the store cannot be read: it is set aside and a new one begun"
            );
            match try_open(path) {
                Opened::Ready(database) => Ok(*database),
                Opened::Locked | Opened::No(_) | Opened::Unreadable(_) => Err(broken(path, why)),
            }
        }
    }
}

enum Opened {
    Ready(Box<Database>),
    Locked,
    No(io::Error),
    Unreadable(String),
}

fn try_open(path: &Path) -> Opened {
    let opening = || {
        let mut builder = Builder::new();
        builder
            .set_cache_size(CACHE_BYTES)
            .set_check_integrity_on_open(true);
        let database = builder.create(path)?;
        let tables = database.begin_write()?;
        tables.open_table(WHOLE)?;
        tables.open_table(PARTS)?;
        tables.commit()?;
        Ok::<_, redb::Error>(database)
    };
    match catch_unwind(AssertUnwindSafe(opening)) {
        Ok(Ok(database)) => Opened::Ready(Box::new(database)),
        Ok(Err(redb::Error::DatabaseAlreadyOpen)) => Opened::Locked,
        Ok(Err(redb::Error::Io(why))) if why.kind() != ErrorKind::InvalidData => Opened::No(why),
        Ok(Err(why)) => Opened::Unreadable(why.to_string()),
        Err(_) => Opened::Unreadable("reading it ends in a bug of the store".to_owned()),
    }
}

fn write(database: &Database, changes: &[Change]) -> Result<(), redb::Error> {
    // Durability is immediate unless it is told otherwise.
    let commit = database.begin_write()?;
    {
        let mut whole = commit.open_table(WHOLE)?;
        let mut parts = commit.open_table(PARTS)?;
        for change in changes {
            match change {
                Change::Whole { room, bytes, .. } => {
                    whole.insert(room.number(), bytes.as_slice())?;
                    parts.retain_in(all_of(*room), |_, _| false)?;
                }
                Change::Part {
                    room,
                    number,
                    bytes,
                } => drop(parts.insert((room.number(), *number), bytes.as_slice())?),
                Change::Gone(room) => {
                    whole.remove(room.number())?;
                    parts.retain_in(all_of(*room), |_, _| false)?;
                }
            }
        }
    }
    commit.commit()?;
    Ok(())
}

fn read(database: &Database) -> Result<Vec<Kept>, redb::Error> {
    let reading = database.begin_read()?;
    let whole = reading.open_table(WHOLE)?;
    let parts = reading.open_table(PARTS)?;
    let mut all = Vec::new();
    for row in whole.iter()? {
        let (room, bytes) = row?;
        let room = RoomCode::new(room.value());
        let mut kept = Kept {
            room,
            whole: bytes.value().to_vec(),
            parts: Vec::new(),
        };
        for row in parts.range(all_of(room))? {
            let (key, bytes) = row?;
            kept.parts.push((key.value().1, bytes.value().to_vec()));
        }
        all.push(kept);
    }
    Ok(all)
}

fn all_of(room: RoomCode) -> std::ops::RangeInclusive<(u32, u64)> {
    (room.number(), 0)..=(room.number(), u64::MAX)
}

/// The file's contents are at fault, not the machine.
fn is_damage(why: &redb::Error) -> bool {
    !matches!(why, redb::Error::Io(_) | redb::Error::PreviousIo)
}

/// Gives a file that cannot be read another name, which tells when.
fn set_aside(path: &Path) -> Result<PathBuf, StoreError> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    let seconds = now.map_or(0, |now| now.as_secs());
    let mut aside = path.with_extension(format!("unreadable-{seconds}"));
    let mut number = 1;
    while aside.exists() {
        number += 1;
        aside = path.with_extension(format!("unreadable-{seconds}-{number}"));
    }
    fs::rename(path, &aside).map_err(|why| system(path, why))?;
    Ok(aside)
}

/// Who has the file open, as that server wrote it down.
fn owner(path: &Path) -> String {
    let told = fs::read_to_string(path.with_extension(OWNER_ENDING));
    let told = told.unwrap_or_default();
    let clean: String = told.chars().filter(|c| !c.is_control()).take(80).collect();
    if clean.is_empty() {
        "another process".to_owned()
    } else {
        clean
    }
}

fn system(path: &Path, source: io::Error) -> StoreError {
    StoreError::System {
        path: path.to_owned(),
        source,
    }
}

fn broken(path: &Path, why: impl std::fmt::Display) -> StoreError {
    StoreError::Broken {
        path: path.to_owned(),
        why: why.to_string(),
    }
}

fn panicked(path: &Path) -> StoreError {
    broken(path, "writing it ended in a bug of the store")
}
