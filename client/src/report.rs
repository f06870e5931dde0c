//! `handshake report`: one file to send with a complaint: the last flight, the log, what the terminal
//! can do, versions and settings, and nothing that leads to a seat, a server or a person.

pub mod scrub;

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::Args;
use handshake_server::recordings::files;
use handshake_shared::sim::digest::SIM_REVISION;
use handshake_shared::wire::Version;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::app::Settings;
use crate::folder::{data_folder, home_folder};
use crate::i18n::{Arg, Locale, Words};
use crate::recent::Recents;
use crate::replays::{self, date_of};
use crate::runtime::shell::wall_s;
use crate::settings::Kept;
use crate::{doctor, log, seats};
use scrub::Scrub;

/// A file with secrets longer than this was not written by this program, bytes.
const SECRETS_BYTES_MAX: u64 = 64 * 1024;

/// Arguments of `handshake report`.
#[derive(Args, Clone, Debug)]
pub struct ReportArgs {
    /// The flight it is about: a file, or its name in your folder; without it, the last one
    pub replay: Option<PathBuf>,
    /// Where the report goes; without it, a file in the current folder
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// One file of a report, and the sentence that says what it is.
#[derive(Debug)]
struct Part {
    name: &'static str,
    told: &'static str,
    bytes: Vec<u8>,
}

/// Packs, and says on standard output where the report lies, what is in it and what was left out.
pub fn run(args: &ReportArgs, locale: Locale, settings: &Settings, kept: &Kept) -> ExitCode {
    let words = Words::new(locale);
    match packed(args, settings, kept, &words) {
        Ok(told) => {
            println!("{told}");
            ExitCode::SUCCESS
        }
        Err(why) => {
            eprintln!("handshake: {why:#}");
            ExitCode::FAILURE
        }
    }
}

fn packed(
    args: &ReportArgs,
    settings: &Settings,
    kept: &Kept,
    words: &Words,
) -> anyhow::Result<String> {
    let data = data_folder();
    let scrub = Scrub::new(home_folder().as_deref(), &secrets(data.as_deref()));
    let flight = match &args.replay {
        Some(named) => Some(replays::find(named)),
        None => last_flight(replays::folder().as_deref()),
    };
    let flight = match flight {
        Some(path) => {
            let reading = || format!("cannot read {}", path.display());
            Some(fs::read(&path).with_context(reading)?)
        }
        None => None,
    };
    let logs = log::files().map(|files| files.map(|path| fs::read(path).unwrap_or_default()));
    // The older one first.
    let [new, old] = logs.unwrap_or_default();
    let log = String::from_utf8_lossy(&[old, new].concat()).into_owned();
    let (terminal, _) = doctor::page(&Words::new(Locale::En), settings);
    let parts = parts(flight, &log, &terminal, kept, &scrub);
    let date = date_of(wall_s()).replace([' ', ':'], "-");
    let named = || PathBuf::from(format!("handshake-report-{date}.zip"));
    let out = args.out.clone().unwrap_or_else(named);
    let writing = || format!("cannot write {}", out.display());
    let file = File::create(&out).with_context(writing)?;
    pack(&parts, file).with_context(writing)?;
    let out = out.canonicalize().unwrap_or(out);
    Ok(told(&parts, &out, words))
}

fn parts(
    flight: Option<Vec<u8>>,
    log: &str,
    terminal: &str,
    kept: &Kept,
    scrub: &Scrub,
) -> Vec<Part> {
    let mut chosen = kept.chosen.clone();
    chosen.name = None;
    let settings = toml::to_string(&chosen).unwrap_or_default();
    let text = |name, told, text: &str| Part {
        name,
        told,
        bytes: scrub.text(text).into_bytes(),
    };
    let flight = flight.map(|bytes| Part {
        name: "flight.replay",
        told: "report-flight",
        bytes,
    });
    let texts = [
        text("log.txt", "report-log", log),
        text("terminal.txt", "report-terminal", terminal),
        text("version.txt", "report-version", &versions()),
        text("settings.toml", "report-settings", &settings),
    ];
    flight.into_iter().chain(texts).collect()
}

/// Every number that says which program this is.
fn versions() -> String {
    let version = Version::current();
    format!(
        "handshake {}\nprotocol {}\ncatalogue {:08x}\nsim_revision {SIM_REVISION}\nsystem {} {}\n\
         pdf {}\npixels {}\naudio {}\ngamepad {}\n",
        env!("CARGO_PKG_VERSION"),
        version.protocol,
        version.catalogue,
        std::env::consts::OS,
        std::env::consts::ARCH,
        cfg!(feature = "pdf"),
        cfg!(feature = "pixels"),
        cfg!(feature = "audio"),
        cfg!(feature = "gamepad"),
    )
}

fn pack(parts: &[Part], out: impl Write + io::Seek) -> zip::result::ZipResult<()> {
    let mut archive = ZipWriter::new(out);
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for part in parts {
        archive.start_file(part.name, options)?;
        archive.write_all(&part.bytes)?;
    }
    archive.finish()?.flush()?;
    Ok(())
}

fn told(parts: &[Part], out: &Path, words: &Words) -> String {
    let path = out.display().to_string();
    let mut told = vec![words.format("report-written", &[("path", Arg::Text(&path))])];
    for part in parts {
        let about = words.get(part.told);
        let bytes = part.bytes.len();
        told.push(format!("  {:<14} {bytes:>8} B  {about}", part.name));
    }
    if parts.iter().all(|part| part.name != "flight.replay") {
        told.push(format!("  {}", words.get("report-no-flight")));
    }
    told.push(words.get("report-left-out"));
    told.join("\n")
}

fn last_flight(folder: Option<&Path>) -> Option<PathBuf> {
    files(folder?).ok()?.pop()
}

/// The texts of the files that hold secrets: seats, rooms joined before, keys of servers.
fn secrets(data: Option<&Path>) -> Vec<String> {
    let Some(data) = data else {
        return Vec::new();
    };
    let seats = seats::folder().and_then(|folder| fs::read_dir(folder).ok());
    let seats = seats
        .into_iter()
        .flatten()
        .flatten()
        .map(|file| file.path());
    let others = [Recents::file(), Some(data.join("known-servers"))];
    let all = seats.chain(others.into_iter().flatten());
    let short = |path: &PathBuf| {
        let length = fs::metadata(path).map(|file| file.len());
        length.is_ok_and(|length| length <= SECRETS_BYTES_MAX)
    };
    all.filter(short)
        .filter_map(|path| fs::read_to_string(path).ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Cursor, Read};

    use zip::ZipArchive;

    fn unpacked(bytes: Vec<u8>) -> Vec<(String, Vec<u8>)> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("an archive");
        (0..archive.len())
            .map(|index| {
                let mut file = archive.by_index(index).expect("a file");
                let mut bytes = Vec::new();
                file.read_to_end(&mut bytes).expect("whole");
                (file.name().expect("a name").into_owned(), bytes)
            })
            .collect()
    }

    #[test]
    fn a_report_holds_what_helps_and_none_of_the_planted_secrets() {
        let planted = [
            "handshake:10.9.8.7:1975/482913#AAAAAAAA",
            "10.9.8.7",
            "482913",
            "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
            "seat-secret-of-anna",
            "/home/anna",
            "Anna Petrovna",
        ];
        let scrub = Scrub::new(
            Some(Path::new("/home/anna")),
            &["token = \"seat-secret-of-anna\"".to_owned()],
        );
        let mut kept = Kept::default();
        kept.chosen.name = Some("Anna Petrovna".to_owned());
        let log = format!(
            "INFO joined {} from {} room={}\nDEBUG key {} token={} in {}/x\n",
            planted[0], planted[1], planted[2], planted[3], planted[4], planted[5]
        );
        let terminal = format!("+ folder {}/.config/handshake can be written", planted[5]);
        let flight = b"HNDSPLAY of the flight".to_vec();
        let parts = parts(Some(flight.clone()), &log, &terminal, &kept, &scrub);
        let mut bytes = Cursor::new(Vec::new());
        pack(&parts, &mut bytes).expect("packed");
        let files = unpacked(bytes.into_inner());
        let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
        let wanted = [
            "flight.replay",
            "log.txt",
            "terminal.txt",
            "version.txt",
            "settings.toml",
        ];
        assert_eq!(names, wanted);
        assert_eq!(files[0].1, flight);
        for (name, bytes) in &files {
            let text = String::from_utf8_lossy(bytes);
            for secret in planted {
                assert!(!text.contains(secret), "{secret} in {name}: {text}");
            }
        }
        let text = |index: usize| String::from_utf8_lossy(&files[index].1).into_owned();
        assert!(
            text(1).contains("INFO joined [invite] from [address]"),
            "{}",
            text(1)
        );
        assert!(text(2).contains("~/.config/handshake can be written"));
        assert!(text(3).contains(&format!("sim_revision {SIM_REVISION}")));
    }

    #[test]
    fn a_report_says_where_it_lies_what_is_in_it_and_what_is_not_in_both_languages() {
        for locale in Locale::ALL {
            let words = Words::new(locale);
            let all = parts(None, "", "", &Kept::default(), &Scrub::default());
            let text = told(&all, Path::new("/tmp/r.zip"), &words);
            assert!(text.contains("/tmp/r.zip") && text.contains("settings.toml"));
            let all = parts(Some(vec![1]), "", "", &Kept::default(), &Scrub::default());
            assert!(told(&all, Path::new("r.zip"), &words).contains("flight.replay"));
            assert_eq!(words.missing(), Vec::<String>::new());
        }
    }
}
