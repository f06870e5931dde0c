//! `handshake manual`: one crew's book as a document to print or to read beside the game, written
//! from the same rows as the game. Chooses the form by the file's ending; knows no fact itself.

mod book;
mod document;
mod markdown;
#[cfg(feature = "pdf")]
mod pdf;
mod sections;
#[cfg(test)]
mod tests;

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use handshake_shared::ids::Seat;
use handshake_shared::wire::Version;

use crate::cli::SeatName;
use crate::i18n::{Arg, Bilingual, Locale, Words, labels};
use crate::settings::LangName;
use book::Book;
use document::Document;

/// Exit code when the file could not be written.
const UNWRITTEN: u8 = 1;
/// Exit code when its ending names no form.
const NO_FORM: u8 = 2;
/// In place of a file: Markdown on standard output.
const STANDARD_OUTPUT: &str = "-";

/// What is printed, for whom, where to.
#[derive(Clone, Debug, Args)]
pub struct ManualArgs {
    /// Whose book
    #[arg(long, value_enum)]
    pub seat: SeatName,
    /// Language it is written in; labels stay as they are painted
    #[arg(long, value_enum, env = "HANDSHAKE_LANG")]
    pub lang: Option<LangName>,
    /// File to write: .pdf or .md; - is Markdown on standard output
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// Paper of a PDF; when left out, letter for English and a4 for Russian
    #[arg(long, value_enum)]
    pub paper: Option<Paper>,
}

/// A size of paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Paper {
    /// 210 × 297 mm
    A4,
    /// 8½ × 11 in
    Letter,
}

impl Paper {
    /// What a printer is likely to hold where that language is read.
    const fn of(locale: Locale) -> Paper {
        match locale {
            Locale::En => Paper::Letter,
            Locale::Ru => Paper::A4,
        }
    }
}

/// Why there is no book.
#[derive(Debug)]
enum Trouble {
    /// The file's ending names no form.
    Ending,
    /// The file cannot be written.
    Unwritten(io::Error),
    /// The library made no PDF of it; in its words.
    Pdf(String),
}

/// Writes the book; a mistake is told in the reader's language.
pub fn run(args: &ManualArgs) -> ExitCode {
    let locale = crate::cli::locale(args.lang);
    let tongues = Bilingual::new();
    let document = compose(&tongues, locale, args.seat.into());
    let paper = args.paper.unwrap_or(Paper::of(locale));
    match write(&document, paper, &args.out) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            let file = args.out.display().to_string();
            let (code, text) = told(tongues.of(locale), &file, &why);
            eprintln!("handshake: {text}");
            ExitCode::from(code)
        }
    }
}

/// The whole book of one crew in one language.
fn compose(tongues: &Bilingual, locale: Locale, seat: Seat) -> Document {
    let book = Book {
        tongues,
        locale,
        seat,
    };
    let edition = format!("{:08x}", Version::current().catalogue);
    let version = [
        ("version", env!("CARGO_PKG_VERSION")),
        ("edition", &edition),
    ];
    let cover = [
        book.get("poster-sub"),
        book.get(match seat {
            Seat::Apollo => "manual-cover-apollo",
            Seat::Soyuz => "manual-cover-soyuz",
        }),
        book.get("manual-cover-use"),
        book.say("manual-cover-version", &version),
    ];
    Document {
        title: book.get("manual-title"),
        subtitle: book.say("manual-subtitle", &[("ship", &book.get(labels::who(seat)))]),
        cover: cover.into(),
        contents: book.get("manual-contents"),
        language: match locale {
            Locale::En => "en-US",
            Locale::Ru => "ru-RU",
        },
        sections: sections::write(&book),
    }
}

/// The document in the form its file's ending asks for.
fn write(document: &Document, paper: Paper, out: &Path) -> Result<(), Trouble> {
    if out.as_os_str() == STANDARD_OUTPUT {
        let text = markdown::write(document);
        return match io::stdout().write_all(text.as_bytes()) {
            // A pager that was left, or `head`: they have what they wanted.
            Err(why) if why.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            done => done.map_err(Trouble::Unwritten),
        };
    }
    let ending = out.extension().and_then(|ending| ending.to_str());
    let bytes = match ending.map(str::to_ascii_lowercase).as_deref() {
        Some("md" | "markdown") => markdown::write(document).into_bytes(),
        Some("pdf") => printed(document, paper).map_err(Trouble::Pdf)?,
        _ => return Err(Trouble::Ending),
    };
    fs::write(out, bytes).map_err(Trouble::Unwritten)
}

#[cfg(feature = "pdf")]
fn printed(document: &Document, paper: Paper) -> Result<Vec<u8>, String> {
    pdf::write(document, paper)
}

#[cfg(not(feature = "pdf"))]
fn printed(_: &Document, _: Paper) -> Result<Vec<u8>, String> {
    Err("built without the feature `pdf`".to_owned())
}

fn told(words: &Words, file: &str, why: &Trouble) -> (u8, String) {
    let file = ("file", Arg::Text(file));
    match why {
        Trouble::Ending => (NO_FORM, words.format("manual-no-form", &[file])),
        Trouble::Unwritten(why) => {
            let why = why.to_string();
            let args = [file, ("why", Arg::Text(&why))];
            (UNWRITTEN, words.format("manual-unwritten", &args))
        }
        Trouble::Pdf(why) => {
            let args = [file, ("why", Arg::Text(why))];
            (UNWRITTEN, words.format("manual-no-pdf", &args))
        }
    }
}
