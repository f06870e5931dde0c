//! `handshake sim`: a mission without a screen, flown by a script, written down as rows. It sees
//! the whole truth, so nothing here may ever reach a crew's console.

pub mod columns;
pub mod crews;
pub mod happened;
pub mod rows;
pub mod script;

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result, anyhow, bail};
use clap::{Args, ValueEnum};
use handshake_shared::ids::Seat;
use handshake_shared::limits::SCENARIO_BYTES_MAX;
use handshake_shared::replay::record::opening;
use handshake_shared::replay::{Header, Recorder};
use handshake_shared::scenario::{Scenario, shipped};
use handshake_shared::sim::event::Event;
use handshake_shared::sim::input::Inputs;
use handshake_shared::sim::{World, step};
use handshake_shared::time::{TICK_RATE_HZ, Tick};
use handshake_shared::wire::{Pace, ScenarioChoice};

use crate::i18n::{Locale, Words, trouble_text};
use crate::missions::{self, Missing, Mission};
use crews::Crews;
use rows::{Format, Rows};
use script::ScriptAct;

/// Arguments of `handshake sim`.
#[derive(Args, Clone, Debug)]
pub struct SimArgs {
    /// A shipped mission's name, or the path of a mission file (.toml)
    #[arg(long, value_name = "NAME|FILE")]
    pub scenario: String,
    /// Timed acts of both crews, one a line: T SEAT COMMAND ARGS
    #[arg(long, value_name = "FILE")]
    pub script: Option<PathBuf>,
    /// Seats that a software crew flies; the script may still act there
    #[arg(long, value_enum, value_name = "SEATS")]
    pub software: Option<Software>,
    /// Seed of everything that is drawn by lot
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Stop at this mission time, s, unless the mission ends before
    #[arg(long, value_name = "SECONDS", default_value_t = 1800.0)]
    pub until: f64,
    /// Rows per simulated second, at most 60
    #[arg(long, value_name = "HZ", default_value_t = 1.0)]
    pub rate: f64,
    /// Where the rows go; the ending chooses the format: .csv or .jsonl
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// Write the run down as a replay, too
    #[arg(long, value_name = "FILE")]
    pub replay: Option<PathBuf>,
}

/// Seats flown by software.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Software {
    /// Apollo only.
    Apollo,
    /// Soyuz only.
    Soyuz,
    /// Both.
    Both,
}

impl Software {
    /// Whether it flies this seat.
    pub fn flies(self, seat: Seat) -> bool {
        match self {
            Software::Apollo => seat == Seat::Apollo,
            Software::Soyuz => seat == Seat::Soyuz,
            Software::Both => true,
        }
    }
}

/// What a run came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flown {
    /// Ticks flown.
    pub ticks: u32,
    /// Rows written.
    pub rows: u64,
    /// Acts of the script that the world refused.
    pub refused: u32,
}

/// Flies the mission and writes its rows; says on standard error what came of it.
pub fn run(args: SimArgs) -> Result<()> {
    let format = format_of(&args.out)?;
    let mission = scenario(&args.scenario)?;
    let header = header(&mission, args.seed);
    let plan = Plan {
        scenario: mission.scenario,
        acts: match &args.script {
            Some(path) => acts(path)?,
            None => Vec::new(),
        },
        software: args.software,
        seed: args.seed,
        until: last_tick(args.until)?,
        rate_hz: rate_hz(args.rate)?,
    };
    let out =
        File::create(&args.out).with_context(|| format!("cannot write {}", shown(&args.out)))?;
    let began = Instant::now();
    let rows = Rows::new(BufWriter::new(out), format)?;
    let mut tape = Recorder::new(&World::new(&plan.scenario, plan.seed));
    let mut bytes = opening(&header)?;
    let (flown, world, _) = fly_noted(&plan, rows, |inputs, world, events| {
        bytes.extend(tape.note(inputs, world, events).unwrap_or_default());
    })
    .with_context(|| format!("writing {}", shown(&args.out)))?;
    if let Some(path) = &args.replay {
        bytes.extend(tape.end(&world));
        fs::write(path, &bytes).with_context(|| format!("cannot write {}", shown(path)))?;
    }
    report(&flown, &world, began.elapsed().as_secs_f64());
    Ok(())
}

/// Everything that decides a run.
pub struct Plan {
    /// The mission.
    pub scenario: Scenario,
    /// What both crews do, earliest first.
    pub acts: Vec<(Tick, Seat, ScriptAct)>,
    /// Seats that a software crew flies.
    pub software: Option<Software>,
    /// The seed.
    pub seed: u64,
    /// The last tick.
    pub until: Tick,
    /// Rows per simulated second.
    pub rate_hz: f64,
}

/// Flies a plan to its end, row by row.
pub fn fly<W: Write>(plan: &Plan, rows: Rows<W>) -> Result<(Flown, World, W)> {
    fly_noted(plan, rows, |_, _, _| {})
}

/// The same; `note` sees what each step was given, the world after it and what happened.
pub fn fly_noted<W: Write>(
    plan: &Plan,
    mut rows: Rows<W>,
    mut note: impl FnMut(&Inputs, &World, &[Event]),
) -> Result<(Flown, World, W)> {
    let mut world = World::new(&plan.scenario, plan.seed);
    let mut crews = Crews::new(plan);
    let mut events = Vec::new();
    let mut lines = Vec::new();
    let mut refused = 0;
    rows.write(&world, &lines)?;
    let mut on_file = true;
    while world.tick() < plan.until && world.outcome().is_none() {
        let tick = world.tick();
        let inputs = crews.inputs(&world);
        step(&mut world, &inputs, &mut events);
        note(&inputs, &world, &events);
        for event in events.drain(..) {
            crews.hear(&event);
            refused += u32::from(matches!(event, Event::Refused { .. }));
            lines.push(happened::line(tick, &event));
        }
        on_file = row_due(tick, world.tick(), plan.rate_hz);
        if on_file {
            rows.write(&world, &lines)?;
            lines.clear();
        }
    }
    if !on_file {
        rows.write(&world, &lines)?;
    }
    let flown = Flown {
        ticks: world.tick().0,
        rows: rows.written(),
        refused,
    };
    Ok((flown, world, rows.finish()?))
}

/// A row falls between two ticks when the count of rows due by then goes up.
fn row_due(before: Tick, now: Tick, rate_hz: f64) -> bool {
    let due = |tick: Tick| (f64::from(tick.0) * rate_hz / f64::from(TICK_RATE_HZ)).floor();
    due(now) > due(before)
}

/// What a replay of a run begins with. Nobody flew it at any date.
fn header(mission: &Mission, seed: u64) -> Header {
    let scenario = &mission.scenario;
    let source = match &mission.choice {
        ScenarioChoice::Text(text) => text,
        ScenarioChoice::Named(name) => {
            let named = shipped().iter().find(|(shipped, _)| shipped == name);
            named.map_or("", |(_, text)| *text)
        }
    };
    let named = (scenario.name.as_str(), source);
    Header::new(named, scenario.rules, seed, Pace::Lockstep)
}

fn scenario(named: &str) -> Result<Mission> {
    missions::find(named).map_err(|why| {
        let words = Words::new(Locale::En);
        match &why {
            Missing::Wrong(errors) => {
                let lines = errors.iter().map(|error| format!("{named}: {error}"));
                anyhow!(lines.collect::<Vec<_>>().join("\n"))
            }
            _ => anyhow!(trouble_text(&words, &missions::trouble(named, why))),
        }
    })
}

fn acts(path: &Path) -> Result<Vec<(Tick, Seat, ScriptAct)>> {
    script::parse(&read(path)?).map_err(|error| anyhow!("{}: {error}", shown(path)))
}

/// A text file, refused by its size before it is read.
fn read(path: &Path) -> Result<String> {
    let reading = || format!("cannot read {}", shown(path));
    let bytes = fs::metadata(path).with_context(reading)?.len();
    let most = 16 * SCENARIO_BYTES_MAX as u64;
    if bytes > most {
        bail!("{} has {bytes} bytes; at most {most} are read", shown(path));
    }
    fs::read_to_string(path).with_context(reading)
}

fn format_of(out: &Path) -> Result<Format> {
    match out.extension().and_then(|ending| ending.to_str()) {
        Some("csv") => Ok(Format::Csv),
        Some("jsonl") => Ok(Format::JsonLines),
        _ => bail!(
            "--out {}: the name has to end in .csv or .jsonl",
            shown(out)
        ),
    }
}

fn last_tick(until_s: f64) -> Result<Tick> {
    match (0.0..=604_800.0).contains(&until_s) {
        true => Ok(script::nearest_tick(until_s)),
        false => bail!("--until {until_s}: expected 0 to 604800 s"),
    }
}

pub(crate) fn rate_hz(rate_hz: f64) -> Result<f64> {
    match (1e-4..=f64::from(TICK_RATE_HZ)).contains(&rate_hz) {
        true => Ok(rate_hz),
        false => bail!("--rate {rate_hz}: expected 0.0001 to {TICK_RATE_HZ} rows a second"),
    }
}

fn shown(path: &Path) -> std::path::Display<'_> {
    path.display()
}

fn report(flown: &Flown, world: &World, took_s: f64) {
    let flown_s = Tick(flown.ticks).seconds();
    let end = match world.outcome() {
        Some(outcome) => columns::word(&outcome),
        None => "time was up".to_owned(),
    };
    eprintln!(
        "{flown_s:.1} s flown in {took_s:.2} s ({:.0} times real time), {} rows; end: {end}",
        flown_s / took_s.max(1e-6),
        flown.rows,
    );
    if flown.refused > 0 {
        eprintln!("{} acts were refused: see the events column", flown.refused);
    }
}

#[cfg(test)]
mod tests;
