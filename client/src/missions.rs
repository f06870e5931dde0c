//! Where a mission comes from: shipped under a name, or a player's file under a path. One reading of
//! the same word for every command that takes it.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use handshake_shared::limits::{SCENARIO_BYTES_MAX, SCENARIO_NAME_CHARS_MAX};
use handshake_shared::scenario::{Scenario, ScenarioError, load, parse, parse_all, shipped};
use handshake_shared::sim::input::is_printable;
use handshake_shared::wire::ScenarioChoice;

use crate::app::trouble::Trouble;

/// A mission that can be flown.
#[derive(Clone, Debug, PartialEq)]
pub struct Mission {
    /// As parsed here.
    pub scenario: Scenario,
    /// As asked of a server: the name of a shipped one, the text of any other.
    pub choice: ScenarioChoice,
}

/// A shipped mission as it is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Its name.
    pub name: &'static str,
    /// How long a good pair takes, begun minutes.
    pub minutes: i64,
    /// What it asks of a crew.
    pub grade: Grade,
}

/// What a mission asks of a crew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grade {
    /// It teaches; nothing can be lost.
    School,
    /// For a first flight.
    Easy,
    /// For a crew that has docked.
    Medium,
    /// For a crew that talks without thinking about it.
    Hard,
}

/// The grade of every shipped mission (game values).
const GRADES: [(&str, Grade); 15] = [
    ("station-keeping", Grade::School),
    ("radio-school", Grade::School),
    ("airlock-school", Grade::School),
    ("final-approach", Grade::Easy),
    ("first-handshake", Grade::Medium),
    ("second-docking", Grade::Medium),
    ("artificial-eclipse", Grade::Medium),
    ("leaking-seal", Grade::Medium),
    ("four-transfers", Grade::Medium),
    ("odour", Grade::Medium),
    ("soyuz-flies", Grade::Hard),
    ("stuck-jet", Grade::Hard),
    ("night-approach", Grade::Hard),
    ("high-cabin", Grade::Hard),
    ("rescue", Grade::Hard),
];

impl Grade {
    /// Of a shipped mission.
    pub fn of(name: &str) -> Option<Grade> {
        let row = GRADES.iter().find(|(mission, _)| *mission == name);
        row.map(|(_, grade)| *grade)
    }

    /// Its name in a locale.
    pub fn word(self) -> &'static str {
        match self {
            Grade::School => "grade-school",
            Grade::Easy => "grade-easy",
            Grade::Medium => "grade-medium",
            Grade::Hard => "grade-hard",
        }
    }
}

/// The shipped missions, shortest first.
pub fn offered() -> &'static [Offer] {
    static OFFERED: LazyLock<Vec<Offer>> = LazyLock::new(|| {
        let mut offers: Vec<Offer> = shipped().iter().filter_map(offer).collect();
        offers.sort_by_key(|offer| offer.minutes);
        offers
    });
    &OFFERED
}

fn offer((name, text): &(&'static str, &'static str)) -> Option<Offer> {
    let scenario = parse(text).ok()?;
    let minutes = (scenario.par.time_s / 60.0).ceil() as i64;
    let grade = Grade::of(name).unwrap_or(Grade::Medium);
    Some(Offer {
        name,
        minutes,
        grade,
    })
}

/// Why a word leads to no mission.
#[derive(Clone, Debug, PartialEq)]
pub enum Missing {
    /// No shipped mission has this name.
    Unknown,
    /// The file cannot be read; in the system's words.
    Unread(String),
    /// The file is no mission: everything that is wrong with it.
    Wrong(Vec<ScenarioError>),
}

/// The mission that a name or a path leads to.
pub fn find(named: &str) -> Result<Mission, Missing> {
    if !is_path(named) {
        let choice = ScenarioChoice::Named(named.to_owned());
        let scenario = load(named).ok_or(Missing::Unknown)?;
        return Ok(Mission { scenario, choice });
    }
    let text = read(Path::new(named))?;
    let scenario = parse_all(&text).map_err(Missing::Wrong)?;
    let choice = ScenarioChoice::Text(text);
    Ok(Mission { scenario, choice })
}

/// What a player is told when a word leads to no mission.
pub fn trouble(named: &str, why: Missing) -> Trouble {
    let path = named.to_owned();
    match why {
        Missing::Unknown => Trouble::NoSuchMission(path),
        Missing::Unread(why) => Trouble::MissionFile { path, why },
        Missing::Wrong(errors) => {
            let (line, column) = errors.first().map_or((1, 1), |at| (at.line, at.column));
            Trouble::MissionText { path, line, column }
        }
    }
}

/// A mission's name as strangers may have it: of a file, its own name without its folders.
pub fn public_name(named: &str) -> String {
    if !is_path(named) {
        return named.to_owned();
    }
    let stem = Path::new(named).file_stem().unwrap_or_default();
    let stem = stem.to_string_lossy();
    let shown = stem.chars().filter(|c| is_printable(*c));
    shown.take(SCENARIO_NAME_CHARS_MAX).collect()
}

/// A word with a folder in it, or one that ends in `.toml`.
fn is_path(named: &str) -> bool {
    let path = Path::new(named);
    path.extension().is_some_and(|ending| ending == "toml") || path.components().count() != 1
}

/// A file's text; one that is too long is refused by its size, before it is read.
fn read(path: &Path) -> Result<String, Missing> {
    let unread = |why: std::io::Error| Missing::Unread(why.to_string());
    let bytes = fs::metadata(path).map_err(unread)?.len();
    match bytes > SCENARIO_BYTES_MAX as u64 {
        true => Err(Missing::Unread(format!("{bytes} > {SCENARIO_BYTES_MAX} B"))),
        false => fs::read_to_string(path).map_err(unread),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_mission_is_offered_the_shortest_first() {
        assert_eq!(offered().len(), shipped().len());
        assert_eq!(offered()[0].name, "station-keeping");
        assert!(offered().is_sorted_by_key(|offer| offer.minutes));
    }

    #[test]
    fn every_shipped_mission_has_its_grade_and_no_other_has() {
        for (name, _) in shipped() {
            assert!(Grade::of(name).is_some(), "no grade of {name}");
        }
        assert_eq!(GRADES.len(), shipped().len());
    }

    #[test]
    fn a_name_is_shipped_and_a_folder_or_an_ending_makes_a_path() {
        for path in ["no-such.toml", "./no-such", "/no/such.toml", "no/such"] {
            assert!(is_path(path), "{path}");
            assert!(matches!(find(path), Err(Missing::Unread(_))), "{path}");
        }
        assert_eq!(find("no-such-mission"), Err(Missing::Unknown));
        let shipped = find("final-approach").expect("shipped");
        assert_eq!(
            shipped.choice,
            ScenarioChoice::Named("final-approach".into())
        );
    }

    #[test]
    fn a_file_is_sent_as_its_text_and_a_wrong_one_says_where() {
        let folder =
            std::env::temp_dir().join(format!("handshake-missions-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        let path = folder.join("mine.toml");
        let (_, text) = handshake_shared::scenario::shipped()[0];
        fs::write(&path, text).expect("a file");
        let named = path.display().to_string();
        let found = find(&named).expect("a good file");
        assert_eq!(found.choice, ScenarioChoice::Text(text.to_owned()));
        fs::write(&path, text.replacen("rules =", "rule =", 1)).expect("a file");
        let why = find(&named).expect_err("a wrong field");
        assert!(matches!(
            trouble(&named, why),
            Trouble::MissionText {
                line: 5..,
                column: 1,
                ..
            }
        ));
        fs::write(&path, "#".repeat(SCENARIO_BYTES_MAX + 1)).expect("a file");
        assert!(matches!(find(&named), Err(Missing::Unread(_))));
        fs::remove_dir_all(&folder).expect("the folder goes");
    }
}
