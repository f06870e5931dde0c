//! `handshake doctor`: what this terminal and this machine can do for the game, and what to change.
//! Gathering asks the world; what it comes to is a function of what was found.

mod facts;

use std::process::ExitCode;

use crate::app::{SIZE_MIN, Settings};
use crate::draw::Look;
use crate::draw::theme::Depth;
use crate::graphics::Protocol;
use crate::i18n::{Arg, Locale, Words};
use crate::probe;
use facts::{Facts, Folder};

/// Exit code when the game cannot be played as things are.
const TO_CHANGE: u8 = 1;
/// Smallest terminal for two consoles side by side: columns, rows.
const SIDE_BY_SIDE: (u16, u16) = (2 * SIZE_MIN.0, SIZE_MIN.1);

/// How a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// In order.
    Good,
    /// The game can be played; something could be better.
    Note,
    /// The game cannot be played so.
    Bad,
}

/// One thing found, and what to change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// How it weighs.
    pub weight: Weight,
    /// What was found.
    pub text: String,
    /// What to change.
    pub advice: Option<String>,
}

/// Examines, prints, and says by the exit code whether the game can be played: 0 when it can, 1 when
/// something has to be changed first.
pub fn run(locale: Locale, settings: &Settings) -> ExitCode {
    let (page, is_bad) = page(&Words::new(locale), settings);
    print!("{page}");
    if is_bad {
        ExitCode::from(TO_CHANGE)
    } else {
        ExitCode::SUCCESS
    }
}

/// The same as text, and whether something has to be changed before the game can be played.
pub fn page(words: &Words, settings: &Settings) -> (String, bool) {
    let is_colourful = Look::of(settings).is_colourful();
    let facts = Facts::gather(settings.depth, settings.graphics, is_colourful);
    let found = findings(&facts, words);
    let mut lines = vec![words.get("doctor-title")];
    for finding in &found {
        let mark = match finding.weight {
            Weight::Good => '+',
            Weight::Note => '-',
            Weight::Bad => '!',
        };
        lines.push(format!(" {mark} {}", finding.text));
        let advice = finding.advice.iter();
        lines.extend(advice.map(|advice| format!("     {advice}")));
    }
    let is_bad = found.iter().any(|finding| finding.weight == Weight::Bad);
    let verdict = if is_bad { "doctor-bad" } else { "doctor-good" };
    lines.push(words.get(verdict));
    (lines.join("\n") + "\n", is_bad)
}

/// What the facts come to, in the order of the page.
fn findings(facts: &Facts, words: &Words) -> Vec<Finding> {
    let page = Page { words };
    let mut found = vec![page.size(facts), page.colours(facts), page.locale(facts)];
    found.extend(page.answers(facts));
    found.push(page.sextants(facts));
    found.extend(page.pixels(facts));
    found.extend(page.around(facts));
    found.push(page.pads(facts));
    found.push(page.speaker(facts));
    found.push(match &facts.udp {
        Ok(()) => page.good("doctor-udp", &[]),
        Err(why) => page.bad("doctor-no-udp", &[("why", Arg::Text(why))]),
    });
    let keys = ["doctor-settings", "doctor-data"];
    found.extend(
        facts
            .folders
            .iter()
            .zip(keys)
            .map(|(folder, key)| page.folder(folder, key)),
    );
    found
}

/// Findings in one language. A finding's advice is the attribute `.advice` of its sentence.
struct Page<'a> {
    words: &'a Words,
}

impl Page<'_> {
    fn find(&self, weight: Weight, key: &str, args: &[(&str, Arg)]) -> Finding {
        let advice = format!("{key}.advice");
        Finding {
            weight,
            text: self.words.format(key, args),
            advice: self
                .words
                .has(&advice)
                .then(|| self.words.format(&advice, args)),
        }
    }

    fn good(&self, key: &str, args: &[(&str, Arg)]) -> Finding {
        self.find(Weight::Good, key, args)
    }

    fn note(&self, key: &str, args: &[(&str, Arg)]) -> Finding {
        self.find(Weight::Note, key, args)
    }

    fn bad(&self, key: &str, args: &[(&str, Arg)]) -> Finding {
        self.find(Weight::Bad, key, args)
    }

    fn size(&self, facts: &Facts) -> Finding {
        let Some((columns, rows)) = facts.size.filter(|_| facts.is_terminal) else {
            return self.bad("doctor-no-terminal", &[]);
        };
        let args = [
            ("width", Arg::Count(i64::from(columns))),
            ("height", Arg::Count(i64::from(rows))),
        ];
        if columns < SIZE_MIN.0 || rows < SIZE_MIN.1 {
            self.bad("doctor-size-small", &args)
        } else if columns < SIDE_BY_SIDE.0 || rows < SIDE_BY_SIDE.1 {
            self.note("doctor-size-one", &args)
        } else {
            self.good("doctor-size", &args)
        }
    }

    fn colours(&self, facts: &Facts) -> Finding {
        match facts.depth {
            Depth::True => self.good("doctor-colours-true", &[]),
            Depth::Palette => self.note("doctor-colours-256", &[]),
            Depth::Sixteen => self.note("doctor-colours-16", &[]),
            Depth::Mono => self.note("doctor-colours-none", &[]),
        }
    }

    fn locale(&self, facts: &Facts) -> Finding {
        let args = [("name", Arg::Text(&facts.locale))];
        match facts.is_utf8() {
            true => self.good("doctor-locale", &args),
            false => self.note("doctor-locale-bytes", &args),
        }
    }

    /// What the terminal itself said.
    fn answers(&self, facts: &Facts) -> Vec<Finding> {
        let Some(answers) = &facts.answers else {
            return Vec::new();
        };
        if !answers.is_complete {
            return vec![self.note("doctor-silent", &[])];
        }
        let told = |is: bool, yes: &str, no: &str| match is {
            true => self.good(yes, &[]),
            false => self.note(no, &[]),
        };
        let mut found = Vec::new();
        if let Some(name) = &answers.name {
            found.push(self.good("doctor-name", &[("name", Arg::Text(name))]));
        }
        for (sample, columns) in probe::SAMPLES.iter().zip(&answers.columns) {
            let args = [
                ("cells", Arg::Count(i64::from(*columns))),
                ("wanted", Arg::Count(i64::from(sample.cells))),
            ];
            found.push(match *columns == sample.cells {
                true => self.good(sample.good, &args),
                false => self.note(sample.bad, &args),
            });
        }
        found.push(told(answers.kitty, "doctor-keys", "doctor-no-keys"));
        found.push(told(answers.sync, "doctor-sync", "doctor-no-sync"));
        found
    }

    fn sextants(&self, facts: &Facts) -> Finding {
        match facts.has_sextants() {
            true => self.good("doctor-sextants", &[]),
            false => self.note("doctor-no-sextants", &[]),
        }
    }

    /// How the window's picture is sent.
    fn pixels(&self, facts: &Facts) -> Option<Finding> {
        if !facts.is_terminal {
            return None;
        }
        Some(match &facts.pixels {
            Ok(offer) => {
                let name = self.words.get(match offer.protocol {
                    Protocol::Kitty => "setting-pixels-kitty",
                    Protocol::Sixel => "setting-pixels-sixel",
                    Protocol::Iterm2 => "setting-pixels-iterm2",
                });
                let args = [
                    ("name", Arg::Text(&name)),
                    ("width", Arg::Count(i64::from(offer.cell.0))),
                    ("height", Arg::Count(i64::from(offer.cell.1))),
                ];
                self.good("doctor-pixels", &args)
            }
            Err(lack) => self.note(lack.word(), &[]),
        })
    }

    fn pads(&self, facts: &Facts) -> Finding {
        match &facts.pads {
            None => self.note("doctor-pads-not-built", &[]),
            Some(Err(why)) => self.note("doctor-pads-failed", &[("why", Arg::Text(why))]),
            Some(Ok(names)) if names.is_empty() => self.good("doctor-pads-none", &[]),
            Some(Ok(names)) => {
                let names = names.join(", ");
                self.good("doctor-pads", &[("names", Arg::Text(&names))])
            }
        }
    }

    fn speaker(&self, facts: &Facts) -> Finding {
        match &facts.speaker {
            None => self.note("doctor-sound-not-built", &[]),
            Some(Err(why)) => self.note("doctor-sound-failed", &[("why", Arg::Text(why))]),
            Some(Ok(name)) => self.good("doctor-sound", &[("name", Arg::Text(name))]),
        }
    }

    /// What stands between the game and the screen.
    fn around(&self, facts: &Facts) -> Vec<Finding> {
        let mut found = Vec::new();
        if let Some(name) = facts.around.multiplexer {
            let key = match name {
                "tmux" => "doctor-tmux",
                _ => "doctor-multiplexer",
            };
            found.push(self.note(key, &[("name", Arg::Text(name))]));
        }
        if facts.around.is_remote {
            found.push(self.note("doctor-ssh", &[]));
        }
        found
    }

    fn folder(&self, folder: &Folder, key: &str) -> Finding {
        let path = folder.path.display().to_string();
        match &folder.written {
            Ok(()) => self.good(key, &[("path", Arg::Text(&path))]),
            Err(why) => {
                let args = [("path", Arg::Text(&path)), ("why", Arg::Text(why))];
                self.note(&format!("{key}-not"), &args)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graphics::{Around, Lack, Offer};
    use probe::Answers;
    use std::path::PathBuf;

    fn well() -> Facts {
        Facts {
            is_terminal: true,
            size: Some((160, 48)),
            depth: Depth::True,
            locale: "ru_RU.UTF-8".into(),
            around: Around {
                names: vec!["foot".into()],
                ..Around::default()
            },
            answers: Some(Answers {
                is_complete: true,
                columns: probe::SAMPLES.iter().map(|sample| sample.cells).collect(),
                kitty: true,
                sync: true,
                name: Some("foot(1.16.2)".into()),
                sixel: true,
                cell: Some((8, 18)),
                ..Answers::default()
            }),
            pixels: Ok(Offer {
                protocol: Protocol::Sixel,
                cell: (8, 18),
                registers: 256,
                largest: (1000, 1000),
                is_deflated: false,
            }),
            pads: Some(Ok(vec!["Xbox Controller".into(), "DualSense".into()])),
            speaker: Some(Ok("HDA Intel PCH".into())),
            udp: Ok(()),
            folders: vec![
                Folder {
                    path: PathBuf::from("/home/anna/.config/handshake"),
                    written: Ok(()),
                },
                Folder {
                    path: PathBuf::from("/home/anna/.local/share/handshake"),
                    written: Ok(()),
                },
            ],
        }
    }

    fn ill() -> Facts {
        Facts {
            is_terminal: true,
            size: Some((60, 20)),
            depth: Depth::Sixteen,
            locale: "C".into(),
            around: Around {
                names: vec!["xterm".into()],
                multiplexer: Some("tmux"),
                is_remote: true,
            },
            answers: Some(Answers {
                is_complete: true,
                columns: vec![2; probe::SAMPLES.len()],
                ..Answers::default()
            }),
            pixels: Err(Lack::Multiplexer),
            pads: None,
            speaker: None,
            udp: Err("refused".into()),
            folders: well()
                .folders
                .into_iter()
                .map(|folder| Folder {
                    written: Err("denied".into()),
                    ..folder
                })
                .collect(),
        }
    }

    #[test]
    fn a_good_terminal_needs_nothing_and_an_ill_one_hears_what_to_change_in_both_languages() {
        for locale in Locale::ALL {
            let words = Words::new(locale);
            let found = findings(&well(), &words);
            assert!(found.iter().all(|f| f.weight == Weight::Good), "{found:#?}");
            assert!(found.iter().all(|f| f.advice.is_none()), "{found:#?}");
            let found = findings(&ill(), &words);
            for finding in &found {
                assert_ne!(finding.weight, Weight::Good, "{finding:?}");
                assert!(finding.advice.is_some(), "{finding:?}");
            }
            let bad = found.iter().filter(|f| f.weight == Weight::Bad).count();
            assert_eq!(bad, 2, "size and network: {found:#?}");
            for (silent, terminal) in [(Some(Answers::default()), true), (None, false)] {
                let facts = Facts {
                    answers: silent,
                    is_terminal: terminal,
                    around: Around {
                        multiplexer: Some("screen"),
                        ..Around::default()
                    },
                    size: Some((100, 30)),
                    depth: Depth::Palette,
                    ..well()
                };
                let found = findings(&facts, &words);
                let bad = found.iter().any(|f| f.weight == Weight::Bad);
                assert_eq!(bad, !terminal, "{found:#?}");
            }
            for (pads, weight) in [
                (Some(Ok(Vec::new())), Weight::Good),
                (Some(Err("no udev".into())), Weight::Note),
            ] {
                let facts = Facts { pads, ..well() };
                let found = findings(&facts, &words);
                let heaviest = found.iter().map(|f| f.weight).max();
                assert_eq!(heaviest, Some(weight), "{found:#?}");
            }
            let mono = Facts {
                depth: Depth::Mono,
                ..well()
            };
            findings(&mono, &words);
            for lack in Lack::ALL {
                let facts = Facts {
                    pixels: Err(lack),
                    ..well()
                };
                let found = findings(&facts, &words);
                let told = found.iter().find(|f| f.weight == Weight::Note);
                assert!(told.is_some_and(|f| f.advice.is_some()), "{lack:?}");
            }
            assert_eq!(words.missing(), Vec::<String>::new());
        }
    }
}
