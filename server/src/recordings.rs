//! Replays on disk: one file a flight in one folder, written by a thread of its own as the flight goes
//! on, so that no tick waits for a disk. Only the newest are kept. A disk that is full or slow costs
//! the recording, never the flight.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use handshake_shared::limits::REPLAY_PAGES_WAITING_MAX;
use handshake_shared::replay::Header;
use handshake_shared::replay::record::opening;
use handshake_shared::wire::RoomCode;
use time::OffsetDateTime;
use tokio::sync::{mpsc, oneshot};

use crate::room::Page;

/// Ending of a replay's file name.
pub const ENDING: &str = "replay";
/// Name of the folder of replays in a server's or a player's folder.
pub const REPLAYS_NAME: &str = "replays";

/// Where replays go and how many stay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keep {
    /// The folder; made when the first flight begins.
    pub folder: PathBuf,
    /// So many of the newest.
    pub newest: usize,
}

/// The writing thread's address.
#[derive(Clone, Debug)]
pub struct Recordings {
    orders: mpsc::Sender<Order>,
    numbers: Arc<AtomicU64>,
}

#[derive(Debug)]
enum Order {
    Write(u64, RoomCode, Page),
    Flush(oneshot::Sender<()>),
}

/// One room's way to the disk.
#[derive(Debug)]
pub struct Writer {
    to: Recordings,
    room: RoomCode,
    /// The file being written; absent between flights, and after a page found no place.
    file: Option<u64>,
}

impl Recordings {
    /// Starts the writing thread; it ends when the last room and the server are gone.
    pub fn begin(keep: Keep) -> io::Result<Recordings> {
        let (orders, inbox) = mpsc::channel(REPLAY_PAGES_WAITING_MAX);
        let disk = Disk {
            keep,
            open: BTreeMap::new(),
        };
        std::thread::Builder::new()
            .name("replays".to_owned())
            .spawn(move || disk.run(inbox))?;
        Ok(Recordings {
            orders,
            numbers: Arc::default(),
        })
    }

    /// For one room.
    pub fn writer(&self, room: RoomCode) -> Writer {
        Writer {
            to: self.clone(),
            room,
            file: None,
        }
    }

    /// Waits until everything that was handed over is with the operating system.
    pub async fn flush(&self) {
        let (done, flushed) = oneshot::channel();
        // A thread that is gone has nothing left to write.
        if self.orders.send(Order::Flush(done)).await.is_ok() {
            let _ = flushed.await;
        }
    }
}

impl Writer {
    /// Hands pages over without waiting. A page that finds no place ends the recording of its flight:
    /// what was written until then can be read.
    pub fn write(&mut self, pages: Vec<Page>) {
        for page in pages {
            if matches!(page, Page::Begin(_)) {
                self.file = Some(self.to.numbers.fetch_add(1, Ordering::Relaxed));
            }
            let Some(file) = self.file else {
                continue;
            };
            let order = Order::Write(file, self.room, page);
            if self.to.orders.try_send(order).is_err() {
                tracing::warn!(room = %self.room, "the disk is too slow: a replay is cut short");
                self.file = None;
            }
        }
    }
}

/// What the thread knows.
struct Disk {
    keep: Keep,
    open: BTreeMap<u64, (PathBuf, File)>,
}

impl Disk {
    fn run(mut self, mut inbox: mpsc::Receiver<Order>) {
        while let Some(order) = inbox.blocking_recv() {
            match order {
                Order::Write(number, room, page) => {
                    if let Err(error) = self.write(number, room, page) {
                        tracing::warn!(%room, %error, "a replay is recorded no further");
                        self.open.remove(&number);
                    }
                }
                // Whoever asked may have stopped waiting.
                Order::Flush(done) => drop(done.send(())),
            }
        }
    }

    fn write(&mut self, number: u64, room: RoomCode, page: Page) -> io::Result<()> {
        match page {
            Page::Begin(mut header) => {
                if header.began_utc_s == 0 {
                    header.began_utc_s = now_utc_s();
                }
                let bytes = opening(&header).map_err(io::Error::other)?;
                fs::create_dir_all(&self.keep.folder)?;
                let (path, mut file) = create(&self.keep.folder, &name(&header, room))?;
                file.write_all(&bytes)?;
                self.open.insert(number, (path, file));
                self.prune();
            }
            Page::More(bytes) => {
                if let Some((_, file)) = self.open.get_mut(&number) {
                    // One call a page: the system has it even if this process is killed now.
                    file.write_all(&bytes)?;
                }
            }
            Page::End => {
                if let Some((_, file)) = self.open.remove(&number) {
                    file.sync_data()?;
                }
            }
        }
        Ok(())
    }

    /// Removes the oldest beyond what is kept; never one that is being written.
    fn prune(&self) {
        let open: BTreeSet<&Path> = self.open.values().map(|(path, _)| path.as_path()).collect();
        let mut all = files(&self.keep.folder).unwrap_or_default();
        let spare = all.len().saturating_sub(self.keep.newest);
        all.truncate(spare);
        for path in all.iter().filter(|path| !open.contains(path.as_path())) {
            if let Err(error) = fs::remove_file(path) {
                tracing::warn!(%error, path = %path.display(), "an old replay stays");
            }
        }
    }
}

/// Replays in a folder, oldest first; a folder that does not exist has none.
pub fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        other => other?,
    };
    let mut all = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == ENDING) {
            all.push(path);
        }
    }
    // Names begin with the date.
    all.sort();
    Ok(all)
}

/// `19750717T161910Z-final-approach-482913`, in what every file system takes.
fn name(header: &Header, room: RoomCode) -> String {
    let began = i64::try_from(header.began_utc_s).unwrap_or(0);
    let at = OffsetDateTime::from_unix_timestamp(began).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    let scenario: String = header
        .scenario
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect();
    format!(
        "{:04}{:02}{:02}T{:02}{:02}{:02}Z-{scenario}-{room}",
        at.year(),
        u8::from(at.month()),
        at.day(),
        at.hour(),
        at.minute(),
        at.second()
    )
}

/// A file that did not exist: a second flight of the same second gets a number.
fn create(folder: &Path, name: &str) -> io::Result<(PathBuf, File)> {
    let mut tried = 1;
    loop {
        let more = if tried == 1 {
            String::new()
        } else {
            format!("-{tried}")
        };
        let path = folder.join(format!("{name}{more}.{ENDING}"));
        match OpenOptions::new().append(true).create_new(true).open(&path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && tried < 100 => tried += 1,
            other => return other.map(|file| (path, file)),
        }
    }
}

fn now_utc_s() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| since.as_secs())
}

#[cfg(test)]
mod tests;
