//! The program in a pseudo-terminal, and what is read from it and of its process.

#[path = "../../pictures/make/crews.rs"]
mod crews;

use std::io::{Read, Write};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use anyhow::Context;
use handshake_server::{Config, Server};
use handshake_shared::ids::Seat;
use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use vt100::Parser;

use crews::Flight;

const COLUMNS: u16 = 160;
const ROWS: u16 = 48;
/// Range at which the seat is taken over, m: half a minute before contact.
const FROM_M: f32 = 29.0;
/// What the approach is measured over.
const WATCHED: Duration = Duration::from_secs(15);
/// Keys that are timed.
const KEYS: usize = 200;
/// Longest wait for anything.
const PATIENCE: Duration = Duration::from_secs(60);
/// Ticks a second in which Linux counts a process's time; the same on every machine it runs on.
const CLOCK_HZ: f64 = 100.0;

/// Aims: bytes a second, share of a core, and milliseconds of the slowest key in a hundred.
const AIM_BYTES: f64 = 30_000.0;
const AIM_CPU: f64 = 0.08;
const AIM_KEY_MS: f64 = 33.0;

/// What stands in the title of the first box before and after its labels were swapped.
const TITLES: [&str; 2] = ["APPROACH · СБЛИЖЕНИЕ", "СБЛИЖЕНИЕ · APPROACH"];
const SWAP: &[u8] = b"L";

/// Flies and measures.
pub fn run() -> anyhow::Result<()> {
    let runtime = tokio::runtime::Runtime::new()?;
    let server = runtime.block_on(Server::start(Config::local()))?;
    let (invite, _reads) = runtime.block_on(async {
        let flight = Flight::open(&server, "final-approach", 1975).await?;
        flight.leave_at(&server, Seat::Apollo, FROM_M).await
    })?;
    let home = std::env::temp_dir().join(format!("handshake-bench-{}", std::process::id()));
    std::fs::create_dir_all(&home)?;
    let measured = measure(&invite.to_string(), &home);
    std::fs::remove_dir_all(&home)?;
    measured
}

fn measure(invite: &str, home: &std::path::Path) -> anyhow::Result<()> {
    let pair = native_pty_system().openpty(PtySize {
        rows: ROWS,
        cols: COLUMNS,
        pixel_width: 0,
        pixel_height: 0,
    })?;
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_handshake"));
    command.args(["join", invite, "--lang", "en", "--picture", "quadrants"]);
    command.env_clear();
    for (name, value) in [
        ("TERM", "xterm-256color"),
        ("COLORTERM", "truecolor"),
        ("HANDSHAKE_LAN", "off"),
    ] {
        command.env(name, value);
    }
    for name in ["HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"] {
        command.env(name, home);
    }
    let mut child = pair.slave.spawn_command(command)?;
    drop(pair.slave);
    let pid = child.process_id().context("a process")?;
    let mut keys = pair.master.take_writer()?;
    let mut screen = Watched::new(pair.master.try_clone_reader()?);
    screen.until(TITLES[0])?;

    let (bytes, cpu, began) = (screen.bytes, cpu_s(pid)?, Instant::now());
    while began.elapsed() < WATCHED {
        screen.next(WATCHED.saturating_sub(began.elapsed()));
    }
    let over_s = began.elapsed().as_secs_f64();
    let a_second = (screen.bytes - bytes) as f64 / over_s;
    let share = (cpu_s(pid)? - cpu) / over_s;

    let mut took: Vec<f64> = Vec::new();
    for press in 0..KEYS {
        // Uneven, so that no key keeps step with the frames.
        let rest = Duration::from_millis(30 + (press as u64 * 37) % 50);
        let until = Instant::now() + rest;
        while Instant::now() < until {
            screen.next(until.saturating_duration_since(Instant::now()));
        }
        let pressed = Instant::now();
        keys.write_all(SWAP)?;
        keys.flush()?;
        screen.until(TITLES[(press + 1) % 2])?;
        took.push(pressed.elapsed().as_secs_f64() * 1_000.0);
    }
    took.sort_by(f64::total_cmp);
    child.kill()?;
    child.wait()?;
    let [p50, p99] = [0.5, 0.99].map(|part| took[((took.len() - 1) as f64 * part) as usize]);
    println!("in the approach, {COLUMNS}×{ROWS}, {over_s:.0} s:");
    println!(
        "  to the terminal  {a_second:8.0} bytes/s  {:5.2} of the aim",
        a_second / AIM_BYTES
    );
    println!(
        "  processor        {:8.1} % of a core  {:5.2} of the aim",
        share * 100.0,
        share / AIM_CPU
    );
    println!("from a key to its cells, {KEYS} keys:");
    println!(
        "  p50 {p50:6.1} ms, p99 {p99:6.1} ms      {:5.2} of the aim",
        p99 / AIM_KEY_MS
    );
    Ok(())
}

/// The screen, read as it comes.
struct Watched {
    chunks: Receiver<Vec<u8>>,
    parser: Parser,
    bytes: usize,
}

impl Watched {
    fn new(mut output: Box<dyn Read + Send>) -> Watched {
        let (sender, chunks) = channel();
        std::thread::spawn(move || {
            let mut bytes = [0; 65_536];
            while let Ok(length @ 1..) = output.read(&mut bytes) {
                if sender.send(bytes[..length].to_vec()).is_err() {
                    return;
                }
            }
        });
        Watched {
            chunks,
            parser: Parser::new(ROWS, COLUMNS, 0),
            bytes: 0,
        }
    }

    /// Takes what comes within a time.
    fn next(&mut self, within: Duration) {
        if let Ok(chunk) = self.chunks.recv_timeout(within) {
            self.bytes += chunk.len();
            self.parser.process(&chunk);
        }
    }

    /// Waits for a text in the upper rows.
    fn until(&mut self, text: &str) -> anyhow::Result<()> {
        let end = Instant::now() + PATIENCE;
        loop {
            let stands = |row: String| row.contains(text);
            if self.parser.screen().rows(0, COLUMNS).take(3).any(stands) {
                return Ok(());
            }
            let left = end.saturating_duration_since(Instant::now());
            anyhow::ensure!(
                !left.is_zero(),
                "waited for {text}; on the screen stands:\n{}",
                self.parser.screen().contents()
            );
            self.next(left);
        }
    }
}

/// Processor time of a process so far, s.
fn cpu_s(pid: u32) -> anyhow::Result<f64> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat"))?;
    // The name in parentheses may hold blanks; the fields after it do not.
    let (_, fields) = stat.rsplit_once(") ").context("fields of a process")?;
    let ticks = fields.split(' ').skip(11).take(2);
    let ticks: f64 = ticks.filter_map(|field| field.parse::<f64>().ok()).sum();
    Ok(ticks / CLOCK_HZ)
}
