//! `handshake replay`: recorded flights listed, played, flown again to compare, and written out for
//! other programs.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use anyhow::Context;
use clap::{Args, Subcommand, ValueEnum};
use handshake_shared::ids::Seat;
use handshake_shared::limits::REPLAY_TICKS_MAX;
use handshake_shared::replay::verify::{Verdict, verify};
use handshake_shared::replay::{Player, Replay};
use handshake_shared::time::{TICK_RATE_HZ, Tick};

use super::cast::Shot;
use super::{
    Listed, cast, clock_text, crews_text, date_text, fault_text, find, folder, list, mission_text,
    telemetry, transcript, wrong_text,
};
use crate::app::playback::keys::{enter, has_room_for_both, seek};
use crate::app::playback::{Playback, Sat, typed_tick};
use crate::app::{App, SIZE_MIN, Settings};
use crate::cli::SeatName;
use crate::debrief::page;
use crate::draw::playback::recorded_text;
use crate::draw::replays::ended;
use crate::draw::theme::Depth;
use crate::i18n::{Arg, Bilingual, Locale, Words, number};
use crate::sim_cli::rows::Format;

/// Exit code of a flight that differs.
const DIFFERS: u8 = 1;
/// Exit code of a file that cannot be told anything about.
const UNREAD: u8 = 2;
/// Exit code of a flight that cannot be flown again.
const UNVERIFIABLE: u8 = 3;

/// What is asked about replays.
#[derive(Clone, Debug, Subcommand)]
pub enum ReplayCommand {
    /// The recorded flights: file, date, mission, length, crews, how each ended
    List {
        /// Another folder than your own
        #[arg(long, value_name = "DIR")]
        folder: Option<PathBuf>,
    },
    /// Play one on the screen
    Play {
        /// A file, or its name in your folder
        file: PathBuf,
    },
    /// Fly them again and say "identical", or the first tick that differs
    #[command(
        long_about = "Flies recorded flights again with what each step was given. Exit code 0 when \
                      all are identical, 1 when one differs, 2 when a file is no replay of this version, \
                      3 when one was recorded under another revision of the simulation."
    )]
    Verify {
        /// Files, or their names in your folder
        #[arg(required = true, num_args = 1..)]
        file: Vec<PathBuf>,
    },
    /// Write one out for other programs
    #[command(
        long_about = "Writes a recorded flight out: telemetry as the columns of `handshake sim` (CSV or \
                      JSON lines by the ending of --out), the transcript of the loop in both languages, \
                      the cockpit as an asciinema cast, or the debrief as one HTML page that needs no \
                      network."
    )]
    Export(ExportArgs),
}

/// Arguments of `handshake replay export`.
#[derive(Args, Clone, Debug)]
pub struct ExportArgs {
    /// A file, or its name in your folder
    pub file: PathBuf,
    /// What of it
    #[arg(long, value_enum)]
    pub what: What,
    /// Where it goes; - is standard output
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// Telemetry: rows per simulated second, at most 60
    #[arg(long, value_name = "HZ", default_value_t = 1.0, value_parser = parse_rate)]
    pub rate: f64,
    /// Cast: whose console, both where they have room; debrief: whose units
    #[arg(long, value_enum)]
    pub seat: Option<SeatName>,
    /// Cast: columns and rows
    #[arg(long, value_name = "COLSxROWS", default_value = "120x40", value_parser = parse_size)]
    pub size: (u16, u16),
    /// Cast: pictures a second
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=30))]
    pub fps: u32,
    /// Cast: seconds of the mission in one of the cast
    #[arg(long, default_value_t = 1.0, value_parser = parse_speed)]
    pub speed: f64,
    /// Cast: where it begins, h:mm:ss
    #[arg(long, value_name = "TIME", value_parser = parse_time)]
    pub from: Option<Tick>,
    /// Cast: where it ends, h:mm:ss
    #[arg(long, value_name = "TIME", value_parser = parse_time)]
    pub to: Option<Tick>,
}

/// What is written out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum What {
    /// Rows of the world: .csv or .jsonl
    Telemetry,
    /// What was said, in both languages
    Transcript,
    /// The cockpit as an asciinema cast, version 2
    Cast,
    /// The debrief as one HTML page, in the language of --lang and the units of --seat
    Html,
}

/// Answers on standard output. Playing is the screen's; see [`to_play`].
pub fn run(command: &ReplayCommand, locale: Locale) -> ExitCode {
    let words = Words::new(locale);
    match command {
        ReplayCommand::List { folder: named } => {
            let Some(folder) = named.clone().or_else(folder) else {
                return ExitCode::SUCCESS;
            };
            match list(&folder) {
                Ok(all) => {
                    all.iter().for_each(|one| println!("{}", line(&words, one)));
                    ExitCode::SUCCESS
                }
                Err(why) => told(&words, "replay-unread", &why.to_string()),
            }
        }
        // The screen takes this one before it comes here.
        ReplayCommand::Play { .. } => ExitCode::SUCCESS,
        ReplayCommand::Verify { file } => {
            let worst = file.iter().fold(0, |worst, file| {
                let (code, answer) = verified(&words, &find(file));
                println!("{}: {answer}", file.display());
                worst.max(code)
            });
            ExitCode::from(worst)
        }
        ReplayCommand::Export(args) => match export(args, locale) {
            Ok(()) => ExitCode::SUCCESS,
            Err(why) => {
                eprintln!("handshake: {why:#}");
                ExitCode::FAILURE
            }
        },
    }
}

/// The flight to be played on the screen, or why there is none.
pub fn to_play(file: &Path, settings: &Settings) -> Result<Playback, String> {
    let words = Words::new(settings.locale);
    let path = find(file);
    let player = super::open(&path)
        .map_err(|why| format!("{}: {}", file.display(), wrong_text(&words, &why)))?;
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    let help = Some(settings.locale);
    Ok(Playback::new(player, name.into_owned(), Sat::Both, help))
}

fn told(words: &Words, key: &str, why: &str) -> ExitCode {
    eprintln!(
        "handshake: {}",
        words.format(key, &[("why", Arg::Text(why))])
    );
    ExitCode::from(UNREAD)
}

/// One flight of the list on a line.
fn line(words: &Words, one: &Listed) -> String {
    let name = one.name();
    match &one.told {
        Ok(summary) => {
            let header = &summary.header;
            let length = summary.length.map_or("—".to_owned(), clock_text);
            format!(
                "{name}  {}  {}  {length}  {}  {}",
                date_text(header),
                mission_text(words, header),
                crews_text(words, header),
                ended(summary, words)
            )
        }
        Err(why) => format!("{name}  {}", wrong_text(words, why)),
    }
}

/// Exit code and answer for one file.
fn verified(words: &Words, path: &Path) -> (u8, String) {
    let replay = match super::read(path) {
        Ok(replay) => replay,
        Err(why) => return (UNREAD, wrong_text(words, &why)),
    };
    let began = Instant::now();
    let (code, answer) = match verify(&replay, |_| {}) {
        Ok(Verdict::Identical { last }) => {
            let took_s = began.elapsed().as_secs_f64().max(1e-6);
            let ticks = last.0.to_string();
            let times = format!("{:.0}", last.seconds() / took_s);
            let args = [
                ("ticks", Arg::Text(&ticks)),
                ("flown", Arg::Text(&clock_text(last))),
                ("took", Arg::Text(&number(words.locale(), took_s, 2))),
                ("times", Arg::Text(&times)),
            ];
            (0, words.format("replay-said-identical", &args))
        }
        Ok(Verdict::Differs { first, same_until }) => {
            let (tick, same) = (first.0.to_string(), same_until.0.to_string());
            let args = [
                ("tick", Arg::Text(&tick)),
                ("time", Arg::Text(&clock_text(first))),
                ("same", Arg::Text(&same)),
            ];
            (DIFFERS, words.format("replay-said-differs", &args))
        }
        Err(why) => {
            let why = handshake_shared::replay::play::AsRecorded::Unverifiable(why);
            (UNVERIFIABLE, recorded_text(words, &why))
        }
    };
    match cut_text(words, &replay) {
        Some(cut) => (code, format!("{answer}; {cut}")),
        None => (code, answer),
    }
}

/// What a recording lacks at its end, if it lacks something.
fn cut_text(words: &Words, replay: &Replay) -> Option<String> {
    replay.cut.as_ref().map(|cut| fault_text(words, cut))
}

fn export(args: &ExportArgs, locale: Locale) -> anyhow::Result<()> {
    let words = Bilingual::new();
    let own = words.of(locale);
    let path = find(&args.file);
    let mut player = super::open(&path).map_err(|why| {
        let why = wrong_text(own, &why);
        anyhow::anyhow!("{}: {why}", args.file.display())
    })?;
    let format = format_of(args)?;
    let writing = || format!("cannot write {}", args.out.display());
    let mut out: Box<dyn Write> = match args.out.as_os_str() == "-" {
        true => Box::new(io::stdout().lock()),
        false => Box::new(BufWriter::new(
            File::create(&args.out).with_context(writing)?,
        )),
    };
    let count = match args.what {
        What::Telemetry => match telemetry::write(&mut player, &mut out, format, args.rate) {
            Ok(Some((rows, _))) => rows,
            Ok(None) => anyhow::bail!("{}", own.get("replay-said-no-world")),
            Err(why) => return Err(why).with_context(writing),
        },
        What::Transcript => transcript::write(&player, &words, &mut out).with_context(writing)?,
        What::Cast => film(args, locale, player, &mut out).with_context(writing)?,
        What::Html => {
            let seat = args.seat.map_or(Seat::Apollo, Seat::from);
            let page = debriefed(player, locale, seat);
            let page = page.ok_or_else(|| anyhow::anyhow!(own.get("replay-no-debrief")))?;
            out.write_all(page.as_bytes()).with_context(writing)?;
            1
        }
    };
    out.flush().with_context(writing)?;
    let text = [
        ("file", Arg::Text(&args.out.display().to_string())),
        ("count", Arg::Text(&count.to_string())),
    ];
    eprintln!("{}", own.format("replay-said-exported", &text));
    Ok(())
}

/// The debrief's page, where the flight has an end. Both consoles are sat at: all gauges are read.
fn debriefed(player: Player, locale: Locale, seat: Seat) -> Option<String> {
    let mut app = App::new(Settings {
        locale,
        ..Settings::default()
    });
    let last = player.last_tick();
    enter(
        &mut app,
        Playback::new(player, String::new(), Sat::Both, None),
    );
    seek(&mut app, last);
    let App {
        playback, stations, ..
    } = &mut app;
    playback.as_ref()?.debrief(stations).then_some(())?;
    page::of(&app, locale, seat)
}

fn film(args: &ExportArgs, locale: Locale, player: Player, out: impl Write) -> io::Result<u64> {
    let last = player.last_tick();
    let sat = match args.seat {
        Some(seat) => Sat::In(seat.into()),
        None if has_room_for_both(args.size) => Sat::Both,
        None => Sat::In(Seat::Apollo),
    };
    let shot = Shot {
        size: args.size,
        fps: args.fps,
        speed: args.speed,
        span: [
            args.from.unwrap_or(Tick(0)),
            args.to.unwrap_or(last).min(last),
        ],
    };
    let mut app = App::new(Settings {
        locale,
        depth: Depth::True,
        ..Settings::default()
    });
    let playback = Playback::new(player, String::new(), sat, Some(locale));
    cast::write(&mut app, playback, &shot, out).map(|filmed| filmed.frames)
}

/// Telemetry's form is chosen by the file's ending; elsewhere it does not matter.
fn format_of(args: &ExportArgs) -> anyhow::Result<Format> {
    match args.out.extension().and_then(|ending| ending.to_str()) {
        Some("jsonl") => Ok(Format::JsonLines),
        Some("csv") => Ok(Format::Csv),
        _ if args.what != What::Telemetry || args.out.as_os_str() == "-" => Ok(Format::Csv),
        _ => anyhow::bail!(
            "--out {}: the name has to end in .csv or .jsonl",
            args.out.display()
        ),
    }
}

fn parse_size(text: &str) -> Result<(u16, u16), String> {
    let (columns, rows) = text.split_once(['x', '×']).ok_or("expected e.g. 120x40")?;
    let read = |number: &str| number.parse::<u16>().map_err(|why| why.to_string());
    let size = (read(columns)?, read(rows)?);
    let fits = |(columns, rows): (u16, u16)| {
        (SIZE_MIN.0..=500).contains(&columns) && (SIZE_MIN.1..=200).contains(&rows)
    };
    match fits(size) {
        true => Ok(size),
        false => Err("expected 80x24 to 500x200".to_owned()),
    }
}

fn parse_speed(text: &str) -> Result<f64, String> {
    let speed = text.parse::<f64>().map_err(|why| why.to_string())?;
    match (0.25..=64.0).contains(&speed) {
        true => Ok(speed),
        false => Err("expected 0.25 to 64".to_owned()),
    }
}

fn parse_time(text: &str) -> Result<Tick, String> {
    let tick = typed_tick(text).filter(|tick| tick.0 <= REPLAY_TICKS_MAX);
    tick.ok_or_else(|| {
        format!(
            "expected e.g. 2:30; at most {} s",
            REPLAY_TICKS_MAX / TICK_RATE_HZ
        )
    })
}

fn parse_rate(text: &str) -> Result<f64, String> {
    let rate = text.parse::<f64>().map_err(|why| why.to_string())?;
    crate::sim_cli::rate_hz(rate).map_err(|why| why.to_string())
}

#[cfg(test)]
mod tests;
