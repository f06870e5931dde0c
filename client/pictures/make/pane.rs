//! The game in a pseudo-terminal that remembers its cells: what a player would see.

use std::io::{Read, Write};
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use vt100::{Parser, Screen};

/// Longest wait for one thing on the screen; a loaded machine builds beside it.
const PATIENCE: Duration = Duration::from_secs(120);

/// What the game sends after a frame: the end of a synchronized update.
const FRAME_END: &[u8; 8] = b"\x1b[?2026l";

/// The game while it runs.
pub struct Pane {
    /// Held, or the terminal would hang up.
    _master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    seen: Arc<Seen>,
    home: PathBuf,
}

/// The last whole frame, and a word whenever there is a newer one.
struct Seen {
    frame: Mutex<Screen>,
    newer: Condvar,
}

impl Seen {
    fn lock(&self) -> MutexGuard<'_, Screen> {
        self.frame.lock().unwrap_or_else(PoisonError::into_inner)
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
        // Nothing of a picture leaves the machine.
        command.env("HANDSHAKE_LAN", "off");
        let child = pair.slave.spawn_command(command)?;
        drop(pair.slave);
        let parser = Parser::new(rows, columns, 0);
        let seen = Arc::new(Seen {
            frame: Mutex::new(parser.screen().clone()),
            newer: Condvar::new(),
        });
        watch(pair.master.try_clone_reader()?, parser, Arc::clone(&seen));
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
        let mut frame = self.seen.lock();
        loop {
            if let Some(found) = wanted(&frame) {
                return Ok(found);
            }
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                let text = frame.contents();
                bail!("waited for {what}; on the screen stands:\n{text}");
            }
            frame = match self.seen.newer.wait_timeout(frame, left) {
                Ok((frame, _)) => frame,
                Err(poisoned) => poisoned.into_inner().0,
            };
        }
    }

    /// Presses the key that stands before a text, a second after it has come: no hand is faster.
    pub fn choose(&mut self, text: &str) -> anyhow::Result<()> {
        self.until_text(text)?;
        self.after(1)?;
        let key = self.until(text, |screen| {
            let mut rows = screen.rows(0, screen.size().1);
            rows.find_map(|row| {
                let (before, _) = row.split_once(text)?;
                before
                    .trim_end_matches([' ', '▸'])
                    .chars()
                    .next_back()
                    .filter(char::is_ascii_digit)
            })
        })?;
        self.press(key.encode_utf8(&mut [0; 4]))
    }

    /// Waits for a text.
    pub fn until_text(&self, text: &str) -> anyhow::Result<()> {
        self.until(text, |screen| {
            screen.contents().contains(text).then_some(())
        })
    }

    /// Presses a key so many times, a second of the mission apart.
    pub fn pulses(&mut self, key: &str, count: u32) -> anyhow::Result<()> {
        for _ in 0..count {
            self.press(key)?;
            self.after(1)?;
        }
        Ok(())
    }

    /// The screen as soon as Soyuz's console reads less than this range, m.
    pub fn until_range(&self, below_m: f32) -> anyhow::Result<Screen> {
        let what = format!("a range below {below_m} m");
        self.until(&what, |screen| {
            (range_m(screen)? < below_m).then(|| screen.clone())
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

/// Reads what the game draws until it ends. A frame counts when its last byte has come: between two
/// of them a screen shows half of each. Nothing is answered: the game waits a moment for what a
/// terminal has to say about itself and plays on with presses alone.
fn watch(mut output: Box<dyn Read + Send>, mut parser: Parser, seen: Arc<Seen>) {
    std::thread::spawn(move || {
        let (mut bytes, mut last) = ([0; 65536], [0; FRAME_END.len()]);
        while let Ok(length @ 1..) = output.read(&mut bytes) {
            for byte in &bytes[..length] {
                parser.process(&[*byte]);
                last.rotate_left(1);
                last[FRAME_END.len() - 1] = *byte;
                if last == *FRAME_END {
                    seen.lock().clone_from(parser.screen());
                    seen.newer.notify_all();
                }
            }
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

/// The range as Soyuz's console shows it, m.
fn range_m(screen: &Screen) -> Option<f32> {
    let text = screen.contents();
    let after = text.split("ДАЛЬНОСТЬ").nth(1)?;
    let number = after.split_whitespace().next()?;
    number.replace(',', ".").parse().ok()
}
