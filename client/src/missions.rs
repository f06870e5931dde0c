//! Where a mission comes from: shipped under a name, or a player's file under a path. One reading of
//! the same word for every command that takes it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use handshake_shared::limits::{SCENARIO_BYTES_MAX, SCENARIO_NAME_CHARS_MAX};
use handshake_shared::scenario::{Scenario, ScenarioError, load, parse, parse_all, shipped};
use handshake_shared::sim::input::is_printable;
use handshake_shared::wire::ScenarioChoice;

use crate::app::trouble::Trouble;
use crate::folder::data_folder;

/// Files of a player's own that are listed: the first ones by name.
pub const OWN_MAX: usize = 60;

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
    /// The best that two software crews have come to.
    pub software: Option<SoftwareBest>,
}

/// The best result of two software crews: as flown by a test, which refuses a file that says otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SoftwareBest {
    /// Points, 0 to 100.
    pub points: u8,
    /// Mission time to its good end, s.
    pub seconds: u32,
}

/// A line each: mission, points, seconds.
const SOFTWARE_BESTS: &str = include_str!("missions/software.txt");

impl SoftwareBest {
    /// Of a shipped mission.
    pub fn of(name: &str) -> Option<SoftwareBest> {
        let lines = SOFTWARE_BESTS.lines().map(str::split_whitespace);
        let mut line = lines.into_iter().find_map(|mut words| {
            let of_it = words.next() == Some(name);
            of_it.then_some(words)
        })?;
        Some(SoftwareBest {
            points: line.next()?.parse().ok()?,
            seconds: line.next()?.parse().ok()?,
        })
    }
}

/// A file in the folder for missions of a player's own.
#[derive(Clone, Debug, PartialEq)]
pub struct Own {
    /// Where it is.
    pub path: PathBuf,
    /// How long a good pair takes, begun minutes; or why it is no mission.
    pub told: Result<i64, Missing>,
}

impl Own {
    /// Its name without folders and ending.
    pub fn name(&self) -> String {
        public_name(&self.path.display().to_string())
    }
}

/// Where missions of a player's own are looked for, if the user has a folder.
pub fn own_folder() -> Option<PathBuf> {
    data_folder().map(|folder| folder.join("scenarios"))
}

/// Every mission file in a folder by its name, good or not; a folder that is not there holds none.
pub fn own(folder: &Path) -> Vec<Own> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let paths = entries.map(|entry| entry.path());
    let is_mission = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "toml");
    let mut paths: Vec<PathBuf> = paths.filter(is_mission).collect();
    paths.sort();
    paths.truncate(OWN_MAX);
    let told = |path: PathBuf| {
        let found = find(&path.display().to_string());
        let told = found.map(|mission| minutes(&mission.scenario));
        Own { path, told }
    };
    paths.into_iter().map(told).collect()
}

/// How long a good pair takes, begun minutes.
fn minutes(scenario: &Scenario) -> i64 {
    (scenario.par.time_s / 60.0).ceil() as i64
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
    let minutes = minutes(&scenario);
    let grade = Grade::of(name).unwrap_or(Grade::Medium);
    Some(Offer {
        name,
        minutes,
        grade,
        software: SoftwareBest::of(name),
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
        if let Some(scenario) = load(named) {
            let choice = ScenarioChoice::Named(named.to_owned());
            return Ok(Mission { scenario, choice });
        }
        // A name that nothing shipped has may be of a player's own.
        let own = own_folder().map(|folder| folder.join(named).with_extension("toml"));
        let own = own.filter(|path| path.is_file());
        return in_file(&own.ok_or(Missing::Unknown)?);
    }
    in_file(Path::new(named))
}

/// The mission that a file holds.
fn in_file(path: &Path) -> Result<Mission, Missing> {
    let text = read(path)?;
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
    fn the_own_folder_lists_good_files_and_bad_ones_by_name_and_follows_what_changes() {
        let folder = std::env::temp_dir().join(format!("handshake-own-{}", std::process::id()));
        assert_eq!(own(&folder), Vec::new());
        fs::create_dir_all(&folder).expect("a folder");
        let (_, text) = handshake_shared::scenario::shipped()[0];
        fs::write(folder.join("b-good.toml"), text).expect("a file");
        fs::write(folder.join("a-bad.toml"), "name = 7\n").expect("a file");
        fs::write(folder.join("notes.txt"), text).expect("a file");
        let listed = own(&folder);
        let names: Vec<String> = listed.iter().map(Own::name).collect();
        assert_eq!(names, ["a-bad", "b-good"]);
        assert!(matches!(&listed[0].told, Err(Missing::Wrong(errors)) if !errors.is_empty()));
        assert!(matches!(listed[1].told, Ok(1..)));
        fs::write(folder.join("a-bad.toml"), text).expect("mended");
        fs::remove_file(folder.join("b-good.toml")).expect("gone");
        let listed = own(&folder);
        assert_eq!(listed.len(), 1);
        assert!(listed[0].told.is_ok());
        for number in 0..2 * OWN_MAX {
            fs::write(folder.join(format!("{number}.toml")), "").expect("a file");
        }
        assert_eq!(own(&folder).len(), OWN_MAX);
        fs::remove_dir_all(&folder).expect("the folder goes");
    }

    /// What the page says of writing one's own.
    const PAGE: &str = include_str!("../../shared/scenarios/README.md");

    /// The lines between a fence of this kind and the next.
    fn block(kind: &str) -> Vec<&'static str> {
        let fence = format!("```{kind}");
        let lines = PAGE.lines().skip_while(|line| *line != fence).skip(1);
        lines.take_while(|line| *line != "```").collect()
    }

    #[test]
    fn the_guide_can_be_followed_to_a_mission_and_to_its_mistake() {
        let shipped = handshake_shared::scenario::shipped();
        let start = shipped.iter().find(|(name, _)| *name == "final-approach");
        let mut text = start.expect("the guide's example").1.to_owned();
        let mut steps = block("diff").into_iter().peekable();
        let mut changes = 0;
        while let Some(line) = steps.next() {
            let old = line.strip_prefix('-').expect("a line that is there");
            let new = steps.next_if(|line| line.starts_with('+'));
            let new = new.map(|line| format!("\n{}", &line[1..]));
            let old = format!("\n{old}");
            assert_eq!(text.matches(&format!("{old}\n")).count(), 1, "{old}");
            text = text.replacen(&old, &new.unwrap_or_default(), 1);
            changes += 1;
        }
        assert!(changes >= 5, "{changes}");
        let scenario = parse_all(&text).expect("the guide's mission");
        assert_eq!(scenario.name, "late-evening");
        let wrong = text.replacen("range_m", "rang_m", 1);
        let errors = parse_all(&wrong).expect_err("the guide's mistake");
        let words = crate::i18n::Words::new(crate::i18n::Locale::En);
        let told = errors
            .iter()
            .map(|error| crate::i18n::fields::mistake(&words, error));
        let told: Vec<String> = told.map(|told| format!("late-evening:{told}")).collect();
        assert_eq!(told.len(), 1, "{told:#?}");
        for line in &told {
            assert!(PAGE.contains(line.as_str()), "{told:#?}");
        }
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
