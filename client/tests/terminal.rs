//! The real binary in a real pseudo-terminal, under a real shell: what a player sees on the way from
//! the start screen into a flight and out of it, and that the terminal is given back, after a kill too.
//! Waits are on what stands on the screen, with a deadline; nothing sleeps.
#![cfg(unix)]

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process_group};
use vt100::{MouseProtocolMode, Parser, Screen};

/// Longest wait for anything; a loaded machine builds beside the test.
const DEADLINE: Duration = Duration::from_secs(120);

/// What has come out of the terminal.
struct Seen {
    parser: Parser,
    /// Everything as sent, for what a screen does not remember.
    raw: Vec<u8>,
    ended: bool,
}

/// A player at a terminal.
struct Player {
    master: Box<dyn MasterPty + Send>,
    keys: Arc<Mutex<Box<dyn Write + Send>>>,
    child: Box<dyn Child + Send + Sync>,
    seen: Arc<(Mutex<Seen>, Condvar)>,
    home: PathBuf,
}

impl Player {
    /// Runs a script of the shell with job control; `$GAME` is the game, its settings lie in a folder
    /// of this test's own.
    fn start(name: &str, (columns, rows): (u16, u16), settings: &str, script: &str) -> Player {
        let home =
            std::env::temp_dir().join(format!("handshake-pty-{}-{name}", std::process::id()));
        let config = home.join("config/handshake");
        std::fs::create_dir_all(&config).expect("a scratch folder");
        if !settings.is_empty() {
            std::fs::write(config.join("settings.toml"), settings).expect("a scratch folder");
        }
        let size = PtySize {
            rows,
            cols: columns,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system()
            .openpty(size)
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

    fn press(&self, keys: &str) {
        let mut input = self.keys.lock().expect("no thread has panicked");
        input.write_all(keys.as_bytes()).expect("somebody reads");
        input.flush().expect("somebody reads");
    }

    /// Waits until the screen is as wanted.
    fn until(&self, what: &str, wanted: impl Fn(&Screen) -> bool) {
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

    fn until_text(&self, text: &str) {
        self.until(text, |screen| screen.contents().contains(text));
    }

    /// Waits for the shell's last word, and finds the terminal as it was before the game.
    fn until_restored(&self) {
        // The shell asks the terminal itself how it stands.
        self.until("the shell's word", |screen| {
            !screen.alternate_screen() && screen.contents().contains("extproc")
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
        let (pushed, popped) = (count(b"\x1b[>"), count(b"\x1b[<1u"));
        assert!(
            pushed <= popped,
            "keyboard flags: {pushed} pushed, {popped} popped"
        );
        assert!(pushed > 0, "the terminal said it has them");
    }

    /// Runs out; everything the player left is cleared away.
    fn end(mut self) {
        self.child.wait().expect("the shell ends");
        std::fs::remove_dir_all(&self.home).expect("cleaned up");
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

/// Settings of a player who has answered the first run's card.
const SETTLED: &str = "picture = \"ascii\"\nmotion = \"reduced\"\n";
/// The game, and then how the terminal stands.
const PLAY: &str = "\"$GAME\"; echo \"ended $?\"; stty -a";

const ESC: &str = "\x1b";

#[test]
fn from_the_start_screen_through_the_settings_into_a_flight_and_out() {
    let player = Player::start("whole-way", (160, 48), "", PLAY);
    player.until_text("Which looks best here");
    player.press("5");
    player.until_text("Together at this keyboard");
    player.press("5");
    player.until_text("Help level");
    player.press("3");
    player.until_text("high contrast");
    player.press(ESC);
    player.until_text("Together at this keyboard");
    player.press("12");
    player.until_text("FLT PLAN");
    player.until_text("ПРОГРАММА");
    player.press(ESC);
    player.until_text("Esc again leaves");
    player.press(ESC);
    player.until_text("Together at this keyboard");
    player.press("q");
    player.until_text("ended 0");
    player.until_restored();
    let kept = player.home.join("config/handshake/settings.toml");
    let kept = std::fs::read_to_string(kept).expect("the settings were written");
    assert!(kept.contains("theme = \"high-contrast\""), "{kept}");
    assert!(kept.contains("picture = \"ascii\""), "{kept}");
    player.end();
}

#[test]
fn a_kill_gives_the_terminal_back() {
    for (name, signal) in [("kill-term", Signal::TERM), ("kill-hup", Signal::HUP)] {
        let player = Player::start(name, (100, 30), SETTLED, PLAY);
        player.until_text("Together at this keyboard");
        signal_game(&player, signal);
        player.until_text("ended 0");
        player.until_restored();
        player.end();
    }
}

/// Sends a signal to the game: to the job that has the terminal.
fn signal_game(player: &Player, signal: Signal) {
    let job = player.master.process_group_leader().and_then(Pid::from_raw);
    kill_process_group(job.expect("the game has the terminal"), signal).expect("it runs");
}

#[test]
fn the_doctor_examines_a_terminal_and_leaves_nothing_on_it() {
    let script = "\"$GAME\" doctor; echo \"ended $?\"; stty -a";
    let player = Player::start("doctor", (100, 60), SETTLED, script);
    player.until_text("The game can be played here.");
    player.until_text("ended 0");
    player.until("stty", |screen| screen.contents().contains("extproc"));
    let seen = player.seen.0.lock().expect("no thread has panicked");
    let text = seen.parser.screen().contents();
    assert!(text.contains("Key releases are told"), "{text}");
    assert!(text.contains("Cyrillic takes a cell a letter"), "{text}");
    assert!(text.contains("A stress mark takes no cell"), "{text}");
    assert!(text.contains("synchronized output"), "{text}");
    let first = text.lines().next().unwrap_or("");
    assert!(first.starts_with("What this terminal can do"), "{text}");
    assert!(
        text.contains(" icanon") && text.contains(" echo "),
        "{text}"
    );
    drop(seen);
    player.end();
}
