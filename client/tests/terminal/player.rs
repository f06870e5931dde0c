//! A player at a pseudo-terminal: keys in, a screen out, signals and sizes from outside.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process_group};
use vt100::{MouseProtocolMode, Parser, Screen};

/// Longest wait for anything; a loaded machine builds beside the test.
pub const DEADLINE: Duration = Duration::from_secs(120);

/// What has come out of the terminal.
struct Seen {
    parser: Parser,
    /// Everything as sent, for what a screen does not remember.
    raw: Vec<u8>,
    ended: bool,
}

/// A player at a terminal.
pub struct Player {
    master: Box<dyn MasterPty + Send>,
    keys: Arc<Mutex<Box<dyn Write + Send>>>,
    child: Box<dyn Child + Send + Sync>,
    seen: Arc<(Mutex<Seen>, Condvar)>,
    home: PathBuf,
}

impl Player {
    /// Runs a script of the shell with job control; `$GAME` is the game, its settings lie in a folder
    /// of this test's own.
    pub fn start(name: &str, (columns, rows): (u16, u16), settings: &str, script: &str) -> Player {
        let home =
            std::env::temp_dir().join(format!("handshake-pty-{}-{name}", std::process::id()));
        let config = home.join("config/handshake");
        std::fs::create_dir_all(&config).expect("a scratch folder");
        if !settings.is_empty() {
            std::fs::write(config.join("settings.toml"), settings).expect("a scratch folder");
        }
        let pair = native_pty_system()
            .openpty(size_of((columns, rows)))
            .expect("a pseudo-terminal");
        let game = Path::new(env!("CARGO_BIN_EXE_handshake"));
        let mut command = CommandBuilder::new("sh");
        command.args(["-m", "-c", script]);
        command.env_clear();
        for (name, value) in std::env::vars().filter(|(name, _)| name == "PATH") {
            command.env(name, value);
        }
        command.env("GAME", game);
        command.env("HOME", &home);
        command.env("XDG_CONFIG_HOME", home.join("config"));
        command.env("XDG_DATA_HOME", home.join("data"));
        command.env("TERM", "xterm-256color");
        command.env("COLORTERM", "truecolor");
        command.env("LANG", "en_US.UTF-8");
        // Nothing of a test leaves the machine.
        command.env("HANDSHAKE_LAN", "off");
        let child = pair.slave.spawn_command(command).expect("a shell");
        drop(pair.slave);
        let keys = pair.master.take_writer().expect("the terminal's input");
        let keys = Arc::new(Mutex::new(keys));
        let seen = Seen {
            parser: Parser::new(rows, columns, 0),
            raw: Vec::new(),
            ended: false,
        };
        let seen = Arc::new((Mutex::new(seen), Condvar::new()));
        let output = pair
            .master
            .try_clone_reader()
            .expect("the terminal's output");
        watch(output, Arc::clone(&seen), Arc::clone(&keys));
        Player {
            master: pair.master,
            keys,
            child,
            seen,
            home,
        }
    }

    /// Presses keys, as the terminal sends them.
    pub fn press(&self, keys: &str) {
        let mut input = self.keys.lock().expect("no thread has panicked");
        input.write_all(keys.as_bytes()).expect("somebody reads");
        input.flush().expect("somebody reads");
    }

    /// Waits until the screen is as wanted.
    pub fn until(&self, what: &str, wanted: impl Fn(&Screen) -> bool) {
        let end = Instant::now() + DEADLINE;
        let mut seen = self.seen.0.lock().expect("no thread has panicked");
        while !wanted(seen.parser.screen()) {
            let left = end.saturating_duration_since(Instant::now());
            assert!(
                !left.is_zero() && !seen.ended,
                "waited for {what}; on the screen stands:\n{}",
                seen.parser.screen().contents()
            );
            seen = self
                .seen
                .1
                .wait_timeout(seen, left)
                .expect("no thread has panicked")
                .0;
        }
    }

    /// Clicks on a text that stands on the screen, as a terminal tells it.
    pub fn click(&self, text: &str) {
        let (rows, _) = self.size();
        let place = (0..rows).find_map(|y| {
            let row = self.row(y);
            let at = row.find(text)?;
            Some((row[..at].chars().count() + 1, y + 1))
        });
        let (x, y) = place.unwrap_or_else(|| panic!("no {text} in\n{}", self.text()));
        self.press(&format!("\x1b[<0;{x};{y}M\x1b[<0;{x};{y}m"));
    }

    /// Waits until this text stands on the screen.
    pub fn until_text(&self, text: &str) {
        self.until(text, |screen| screen.contents().contains(text));
    }

    /// Waits for this word of the shell's, which comes after it has asked the terminal how it stands,
    /// and finds the terminal as it was before the game.
    pub fn until_restored(&self, word: &str) {
        self.until("the shell's word", |screen| {
            !screen.alternate_screen() && screen.contents().contains(word)
        });
        let seen = self.seen.0.lock().expect("no thread has panicked");
        let screen = seen.parser.screen();
        let text = screen.contents();
        assert!(!screen.hide_cursor(), "the cursor is shown: {text}");
        assert!(!screen.bracketed_paste(), "{text}");
        assert_eq!(screen.mouse_protocol_mode(), MouseProtocolMode::None);
        for flag in ["icanon", "echo", "isig", "icrnl", "opost"] {
            let words = |wanted: &str| text.split_whitespace().any(|word| word == wanted);
            assert!(words(flag), "{flag} is set again: {text}");
        }
        let count = |wanted: &[u8]| {
            let windows = seen.raw.windows(wanted.len());
            windows.filter(|window| *window == wanted).count()
        };
        // A push ends in u; the terminal is asked for its name by the same beginning.
        let all = String::from_utf8_lossy(&seen.raw);
        let pushes = all.split("\x1b[>").skip(1);
        let is_push = |rest: &str| {
            rest.trim_start_matches(|c: char| c.is_ascii_digit())
                .starts_with('u')
        };
        let pushed = pushes.filter(|rest| is_push(rest)).count();
        let popped = count(b"\x1b[<1u");
        assert!(
            pushed <= popped,
            "keyboard flags: {pushed} pushed, {popped} popped"
        );
        assert!(pushed > 0, "the terminal said it has them");
    }

    /// Sends a signal to the game: to the job that has the terminal.
    pub fn signal(&self, signal: Signal) {
        let job = self.master.process_group_leader().and_then(Pid::from_raw);
        kill_process_group(job.expect("the game has the terminal"), signal).expect("it runs");
    }

    /// Gives the terminal another size.
    pub fn resize(&self, (columns, rows): (u16, u16)) {
        // What the game draws for the new size must find a screen of that size.
        let mut seen = self.seen.0.lock().expect("no thread has panicked");
        seen.parser.screen_mut().set_size(rows, columns);
        self.master
            .resize(size_of((columns, rows)))
            .expect("a pseudo-terminal has a size");
    }

    /// What stands on the screen.
    pub fn text(&self) -> String {
        let seen = self.seen.0.lock().expect("no thread has panicked");
        seen.parser.screen().contents()
    }

    /// Rows and columns.
    fn size(&self) -> (u16, u16) {
        let seen = self.seen.0.lock().expect("no thread has panicked");
        seen.parser.screen().size()
    }

    fn row(&self, at: u16) -> String {
        let seen = self.seen.0.lock().expect("no thread has panicked");
        let screen = seen.parser.screen();
        let (_, columns) = screen.size();
        screen
            .rows(0, columns)
            .nth(usize::from(at))
            .unwrap_or_default()
    }

    /// Folder of this player's own files.
    pub fn home(&self) -> &Path {
        &self.home
    }

    /// Runs out; everything the player left is cleared away.
    pub fn end(mut self) {
        self.child.wait().expect("the shell ends");
        std::fs::remove_dir_all(&self.home).expect("cleaned up");
    }
}

fn size_of((columns, rows): (u16, u16)) -> PtySize {
    PtySize {
        rows,
        cols: columns,
        pixel_width: 0,
        pixel_height: 0,
    }
}

/// Reads what the terminal is sent, and answers its questions as a terminal with the kitty keyboard
/// protocol does.
fn watch(
    mut output: Box<dyn Read + Send>,
    seen: Arc<(Mutex<Seen>, Condvar)>,
    keys: Arc<Mutex<Box<dyn Write + Send>>>,
) {
    const ANSWERS: [(&[u8], &[u8]); 3] = [
        (b"\x1b[?u", b"\x1b[?0u"),
        (b"\x1b[c", b"\x1b[?62c"),
        (b"\x1b[?2026$p", b"\x1b[?2026;2$y"),
    ];
    std::thread::spawn(move || {
        let mut bytes = [0; 65536];
        loop {
            let length = output.read(&mut bytes).unwrap_or(0);
            let mut asked: Vec<u8> = Vec::new();
            let mut now = seen.0.lock().expect("no thread has panicked");
            for byte in &bytes[..length] {
                now.parser.process(&[*byte]);
                now.raw.push(*byte);
                if now.raw.ends_with(b"\x1b[6n") {
                    let (row, column) = now.parser.screen().cursor_position();
                    asked.extend(format!("\x1b[{};{}R", row + 1, column + 1).bytes());
                }
                for (question, answer) in ANSWERS {
                    if now.raw.ends_with(question) {
                        asked.extend(answer);
                    }
                }
            }
            now.ended = length == 0;
            drop(now);
            seen.1.notify_all();
            if length == 0 {
                return;
            }
            if !asked.is_empty() {
                let mut input = keys.lock().expect("no thread has panicked");
                let _ = input.write_all(&asked).and_then(|()| input.flush());
            }
        }
    });
}
