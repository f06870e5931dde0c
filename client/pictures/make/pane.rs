//! The game in a pseudo-terminal that remembers its cells: what a player would see.

use std::io::{Read, Write};
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use vt100::{Parser, Screen};

/// Longest wait for one thing on the screen; a loaded machine builds beside it.
const PATIENCE: Duration = Duration::from_secs(60);

/// The game while it runs.
pub struct Pane {
    /// Held, or the terminal would hang up.
    _master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    seen: Arc<Seen>,
    home: PathBuf,
}

/// What has come out of the terminal, and a word whenever that is more.
struct Seen {
    parser: Mutex<Parser>,
    more: Condvar,
}

impl Seen {
    fn lock(&self) -> MutexGuard<'_, Parser> {
        self.parser.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Pane {
    /// Runs the game in so many columns and rows, with the settings of somebody who has never
    /// changed any but the picture's cells.
    pub fn open(name: &str, (columns, rows): (u16, u16), args: &[&str]) -> anyhow::Result<Pane> {
        let home =
            std::env::temp_dir().join(format!("handshake-pictures-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&home).context("a folder for the game's files")?;
        let pair = native_pty_system().openpty(PtySize {
            rows,
            cols: columns,
            pixel_width: 0,
            pixel_height: 0,
        })?;
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_handshake"));
        command.args(args);
        command.env_clear();
        command.env("HOME", &home);
        command.env("XDG_CONFIG_HOME", home.join("config"));
        command.env("XDG_DATA_HOME", home.join("data"));
        command.env("TERM", "xterm-256color");
        command.env("COLORTERM", "truecolor");
        let child = pair.slave.spawn_command(command)?;
        drop(pair.slave);
        let seen = Arc::new(Seen {
            parser: Mutex::new(Parser::new(rows, columns, 0)),
            more: Condvar::new(),
        });
        watch(pair.master.try_clone_reader()?, Arc::clone(&seen));
        Ok(Pane {
            keys: pair.master.take_writer()?,
            _master: pair.master,
            child,
            seen,
            home,
        })
    }

    /// Presses keys.
    pub fn press(&mut self, keys: &str) -> anyhow::Result<()> {
        self.keys.write_all(keys.as_bytes())?;
        Ok(self.keys.flush()?)
    }

    /// The screen as it is as soon as it is as wanted.
    pub fn until<T>(&self, what: &str, wanted: impl Fn(&Screen) -> Option<T>) -> anyhow::Result<T> {
        let end = Instant::now() + PATIENCE;
        let mut parser = self.seen.lock();
        loop {
            if let Some(found) = wanted(parser.screen()) {
                return Ok(found);
            }
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                bail!(
                    "waited for {what}; on the screen stands:\n{}",
                    parser.screen().contents()
                );
            }
            parser = match self.seen.more.wait_timeout(parser, left) {
                Ok((parser, _)) => parser,
                Err(poisoned) => poisoned.into_inner().0,
            };
        }
    }

    /// Waits for a text.
    pub fn until_text(&self, text: &str) -> anyhow::Result<()> {
        self.until(text, |screen| {
            screen.contents().contains(text).then_some(())
        })
    }

    /// The screen after the mission's clock has run for so many seconds: everything has arrived.
    pub fn after(&self, seconds: u32) -> anyhow::Result<Screen> {
        let first = self.until("the mission's clock", clock_s)?;
        self.until("the mission's clock to run", |screen| {
            (clock_s(screen)? >= first + seconds).then(|| screen.clone())
        })
    }
}

/// The game ends; what it left is cleared away.
impl Drop for Pane {
    fn drop(&mut self) {
        // Whatever fails here, the picture has been taken.
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(&self.home);
    }
}

/// Reads what the game draws until it ends. Nothing is answered: the game waits a moment for what a
/// terminal has to say about itself and plays on with presses alone.
fn watch(mut output: Box<dyn Read + Send>, seen: Arc<Seen>) {
    std::thread::spawn(move || {
        let mut bytes = [0; 65536];
        while let Ok(length @ 1..) = output.read(&mut bytes) {
            seen.lock().process(&bytes[..length]);
            seen.more.notify_all();
        }
    });
}

/// The mission's time, s: the first `00:00:00` of the header.
fn clock_s(screen: &Screen) -> Option<u32> {
    let header = screen.rows(0, screen.size().1).next()?;
    header.split_whitespace().find_map(|word| {
        let parts: Option<Vec<u32>> = word.split(':').map(|part| part.parse().ok()).collect();
        match parts?[..] {
            [hours, minutes, seconds] => Some((hours * 60 + minutes) * 60 + seconds),
            _ => None,
        }
    })
}
