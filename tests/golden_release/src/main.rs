//! `golden_release DIGESTS FOLDER`: flies every golden mission again from its replay, built as this build
//! is, and says whether every event, every digest on the way and the committed last one are the same.
//! The replays come from the debug build: `.ci/run` has them written.

use std::path::Path;
use std::process::ExitCode;

use handshake_shared::replay::Replay;
use handshake_shared::replay::verify::{Verdict, verify};
use handshake_shared::sim::digest;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [digests, folder] = &arguments[..] else {
        eprintln!("usage: golden_release DIGESTS FOLDER");
        return ExitCode::FAILURE;
    };
    match all(Path::new(digests), Path::new(folder)) {
        Ok(count) => {
            println!("{count} missions end in the committed digests");
            ExitCode::SUCCESS
        }
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}

/// Flies all missions of the file of digests; how many there were.
fn all(digests: &Path, folder: &Path) -> Result<usize, String> {
    let wanted = std::fs::read_to_string(digests)
        .map_err(|error| format!("{}: {error}", digests.display()))?;
    // The first line names the revision, which a replay of another one refuses by itself.
    let missions: Vec<&str> = wanted.lines().skip(1).collect();
    if missions.is_empty() {
        return Err(format!("{}: no mission in it", digests.display()));
    }
    for line in &missions {
        let again = again(line, folder).map_err(|why| format!("{line}: {why}"))?;
        if again != *line {
            return Err(format!("wanted: {line}\nfound:  {again}"));
        }
    }
    Ok(missions.len())
}

/// The line that this build comes to for a mission.
fn again(line: &str, folder: &Path) -> Result<String, String> {
    let words: Vec<&str> = line.split(' ').collect();
    let [name, "seed", seed, ..] = words[..] else {
        return Err("no mission and seed".to_owned());
    };
    let file = folder.join(format!("{name}-{seed}.replay"));
    let bytes = std::fs::read(&file).map_err(|error| format!("{}: {error}", file.display()))?;
    let replay = Replay::read(&bytes).map_err(|error| error.to_string())?;
    if let Some(why) = &replay.cut {
        return Err(why.to_string());
    }
    let mut last = 0;
    let verdict = verify(&replay, |world| last = digest::of(world));
    match verdict.map_err(|error| error.to_string())? {
        Verdict::Identical { last: tick } => {
            Ok(format!("{name} seed {seed} tick {} digest {last:016x}", tick.0))
        }
        Verdict::Differs { first, same_until } => Err(format!(
            "differs at tick {} (the same until {})",
            first.0, same_until.0
        )),
    }
}
