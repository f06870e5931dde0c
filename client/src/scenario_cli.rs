//! `handshake scenario`: what missions there are, and whether a file is one.

use std::process::ExitCode;

use clap::Subcommand;
use handshake_shared::catalogue::procedures::STEPS;
use handshake_shared::scenario::{Scenario, shipped};
use handshake_shared::wire::ScenarioChoice;

use crate::i18n::{Arg, Locale, Words, fields};
use crate::missions::{Missing, Offer, Own, find, offered, own, own_folder, trouble};

/// Exit code when a file is not a mission.
const WRONG: u8 = 1;
/// Exit code when a file cannot be read at all.
const UNREAD: u8 = 2;

/// What is asked about missions.
#[derive(Clone, Debug, Subcommand)]
pub enum ScenarioCommand {
    /// The missions that come with the game, and your own: name, length and what each is about
    List,
    /// Print the text of a mission, to begin one of your own with
    Show {
        /// Name of a shipped mission, or a file
        name: String,
    },
    /// Print the folder in which missions of your own are looked for; it is made if it is not there
    Folder,
    /// Check mission files: every mistake with file, line, column and field
    #[command(
        long_about = "Checks mission files and says of each that it is good, or every mistake in it: \
                      file, line, column, field, what was expected and what was found. Exit code 0 \
                      when all are good, 1 when one holds a mistake, 2 when one cannot be read."
    )]
    Check {
        /// Mission files (.toml), or names of shipped missions
        #[arg(required = true, num_args = 1.., value_name = "FILE")]
        files: Vec<String>,
    },
}

/// Answers on standard output; mistakes go there too, as they are what was asked for.
pub fn run(command: &ScenarioCommand, locale: Locale) -> ExitCode {
    let words = Words::new(locale);
    match command {
        ScenarioCommand::List => {
            print!("{}", list(&words));
            let own = own_folder().map(|folder| own(&folder)).unwrap_or_default();
            print!("{}", list_own(&words, &own));
            ExitCode::SUCCESS
        }
        ScenarioCommand::Show { name } => match find(name) {
            Ok(mission) => {
                print!("{}", text(&mission.choice));
                ExitCode::SUCCESS
            }
            Err(why) => {
                let why = crate::i18n::trouble_text(&words, &trouble(name, why));
                eprintln!("handshake: {why}");
                ExitCode::from(UNREAD)
            }
        },
        ScenarioCommand::Folder => {
            let made = own_folder().filter(|folder| std::fs::create_dir_all(folder).is_ok());
            let Some(folder) = made else {
                eprintln!("handshake: {}", words.get("scenario-no-folder"));
                return ExitCode::from(UNREAD);
            };
            println!("{}", folder.display());
            ExitCode::SUCCESS
        }
        ScenarioCommand::Check { files } => {
            let answers = files.iter().map(|file| check(&words, file));
            let worst = answers.fold(0, |worst, (code, lines)| {
                println!("{lines}");
                worst.max(code)
            });
            ExitCode::from(worst)
        }
    }
}

/// Every shipped mission on a line: name, length, title, what it is about.
fn list(words: &Words) -> String {
    let row = |offer: &Offer| {
        let name = offer.name;
        let title = words.get(&format!("mission-{name}"));
        let about = words.get(&format!("mission-{name}.about"));
        let minutes = words.format("mission-minutes", &[("n", Arg::Count(offer.minutes))]);
        format!("{name:<20} {minutes:>7}  {title}. {about}\n")
    };
    offered().iter().map(row).collect()
}

/// The player's own on a line each: name, length, file; of a bad one what is wrong first.
fn list_own(words: &Words, own: &[Own]) -> String {
    let row = |one: &Own| {
        let (name, path) = (one.name(), one.path.display());
        match &one.told {
            Ok(minutes) => {
                let minutes = words.format("mission-minutes", &[("n", Arg::Count(*minutes))]);
                format!("{name:<20} {minutes:>7}  {path}\n")
            }
            Err(Missing::Wrong(errors)) => {
                let first = errors.first().map(|error| fields::mistake(words, error));
                format!("{name:<20}       ✗  {path}:{}\n", first.unwrap_or_default())
            }
            Err(why) => {
                let path = path.to_string();
                let why = crate::i18n::trouble_text(words, &trouble(&path, why.clone()));
                format!("{name:<20}       ✗  {why}\n")
            }
        }
    };
    own.iter().map(row).collect()
}

fn text(choice: &ScenarioChoice) -> &str {
    match choice {
        ScenarioChoice::Text(text) => text,
        ScenarioChoice::Named(name) => {
            let mut shipped = shipped().iter();
            shipped
                .find(|(known, _)| known == name)
                .map_or("", |(_, text)| text)
        }
    }
}

/// One file's answer and its exit code.
fn check(words: &Words, file: &str) -> (u8, String) {
    match find(file) {
        Ok(mission) => (0, summary(words, file, &mission.scenario)),
        Err(Missing::Wrong(errors)) => {
            let line = |error| format!("{file}:{}", fields::mistake(words, error));
            let lines: Vec<String> = errors.iter().map(line).collect();
            (WRONG, lines.join("\n"))
        }
        Err(why) => {
            let text = crate::i18n::trouble_text(words, &trouble(file, why));
            (UNREAD, format!("{file}: {text}"))
        }
    }
}

fn summary(words: &Words, file: &str, scenario: &Scenario) -> String {
    let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let range = format!("{}", scenario.range_m);
    let args = [
        ("file", Arg::Text(file)),
        ("name", Arg::Text(&scenario.name)),
        ("range", Arg::Text(&range)),
        ("steps", Arg::Count(number(scenario.steps.len()))),
        ("all", Arg::Count(number(STEPS.len()))),
        ("faults", Arg::Count(number(scenario.faults.len()))),
    ];
    words.format("scenario-ok", &args)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_mission_is_listed_with_title_and_length_in_both_languages() {
        for locale in [Locale::En, Locale::Ru] {
            let words = Words::new(locale);
            let list = list(&words);
            assert_eq!(list.lines().count(), shipped().len());
            assert_eq!(words.missing(), Vec::<String>::new(), "{locale:?}");
            assert!(
                list.lines().all(|line| line.chars().count() <= 120),
                "{list}"
            );
        }
    }

    #[test]
    fn a_shipped_mission_is_shown_as_its_file_and_own_ones_are_listed_with_their_mistake() {
        for (name, file) in shipped() {
            let mission = find(name).expect("shipped");
            assert_eq!(text(&mission.choice), *file);
        }
        let folder = std::env::temp_dir().join(format!("handshake-list-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        let (_, file) = shipped()[0];
        std::fs::write(folder.join("good.toml"), file).expect("a file");
        let wrong = file.replacen("rules =", "rule =", 1);
        std::fs::write(folder.join("wrong.toml"), wrong).expect("a file");
        for locale in Locale::ALL {
            let words = Words::new(locale);
            let listed = list_own(&words, &own(&folder));
            let lines: Vec<&str> = listed.lines().collect();
            assert_eq!(lines.len(), 2, "{listed}");
            assert!(lines[0].contains("good.toml") && !lines[0].contains('✗'));
            assert!(
                lines[1].contains("wrong.toml:") && lines[1].contains("rule"),
                "{listed}"
            );
            assert_eq!(words.missing(), Vec::<String>::new());
        }
        std::fs::remove_dir_all(&folder).expect("cleaned up");
    }

    #[test]
    fn a_good_mission_is_one_line_and_a_missing_file_has_its_own_code() {
        let words = Words::new(Locale::En);
        for (name, _) in shipped() {
            let (code, line) = check(&words, name);
            assert_eq!((code, line.lines().count()), (0, 1), "{line}");
            assert!(line.starts_with(&format!("{name}: OK")), "{line}");
        }
        assert_eq!(check(&words, "no/such/file.toml").0, UNREAD);
        assert_eq!(check(&words, "no-such-name").0, UNREAD);
    }
}
