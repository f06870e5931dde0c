//! What the program notes for whoever looks into a fault later: one small file in the player's data
//! folder, and the one before it. Never on the terminal, which is the cockpit's.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use tracing_subscriber::EnvFilter;

use crate::folder::data_folder;

/// Longest file, bytes; a second one holds what came before.
pub const BYTES_MAX: u64 = 256 * 1024;
/// What is noted unless `HANDSHAKE_LOG` says otherwise.
const FILTER: &str = "warn,handshake=debug,handshake_server=info,handshake_shared=info";

/// Where it lies, if the user has a folder: the newest file first.
pub fn files() -> Option<[PathBuf; 2]> {
    data_folder().map(|folder| files_in(&folder))
}

fn files_in(folder: &Path) -> [PathBuf; 2] {
    ["handshake.log", "handshake.log.old"].map(|name| folder.join(name))
}

/// Notes go to the file from now on; a bug is noted with its place before it is told. Where the file
/// cannot be written nothing is noted, and the game goes on.
pub fn begin() {
    let Some(file) = data_folder().and_then(|folder| Bounded::open(&folder).ok()) else {
        return;
    };
    let filter = std::env::var("HANDSHAKE_LOG").unwrap_or_else(|_| FILTER.to_owned());
    let log = tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::new(filter))
        .with_ansi(false)
        .with_writer(Mutex::new(file));
    if log.try_init().is_err() {
        return;
    }
    let told = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        tracing::error!(%panic, "a bug");
        told(panic);
    }));
    tracing::info!(version = env!("CARGO_PKG_VERSION"), "the program begins");
}

/// A file that begins anew when it is full.
#[derive(Debug)]
struct Bounded {
    folder: PathBuf,
    file: File,
    written: u64,
}

impl Bounded {
    fn open(folder: &Path) -> io::Result<Bounded> {
        fs::create_dir_all(folder)?;
        let [path, _] = files_in(folder);
        let file = OpenOptions::new().create(true).append(true).open(path)?;
        let written = file.metadata()?.len();
        Ok(Bounded {
            folder: folder.to_owned(),
            file,
            written,
        })
    }

    fn turn_over(&mut self) -> io::Result<()> {
        let [path, old] = files_in(&self.folder);
        fs::rename(&path, old)?;
        *self = Bounded::open(&self.folder)?;
        Ok(())
    }
}

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let length = bytes.len() as u64;
        if self.written > 0 && self.written + length > BYTES_MAX {
            self.turn_over()?;
        }
        self.file.write_all(bytes)?;
        self.written += length;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_log_turns_over_and_never_outgrows_two_files() {
        let unique = format!("handshake-log-{}", std::process::id());
        let folder = std::env::temp_dir().join(unique);
        let mut log = Bounded::open(&folder).expect("a scratch folder can be written");
        let line = [b'x'; 1000];
        for _ in 0..1000 {
            log.write_all(&line).expect("written");
        }
        log.write_all(b"the last").expect("written");
        let [new, old] = files_in(&folder).map(|path| fs::read(path).expect("a file"));
        assert!(new.ends_with(b"the last"));
        for file in [new, old] {
            assert!(file.len() as u64 <= BYTES_MAX, "{}", file.len());
        }
        fs::remove_dir_all(folder).expect("cleaned up");
    }
}
