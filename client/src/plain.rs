//! The game in lines: no screen, no cursor moves. What matters comes by itself, graver first, at
//! most one line a second; everything else on request. The same client underneath. A flight that is
//! watched is told line by line as it happens.

mod desk;
mod orders;
mod pages;
mod sighting;
mod teller;

use std::io::BufRead;
use std::time::Duration;

use ratatui::text::Line;
use tokio::sync::mpsc;
use tokio::time::{MissedTickBehavior, interval};

use crate::app::effect::Effect;
use crate::app::msg::Msg;
use crate::app::rooms::begin;
use crate::app::update::update;
use crate::app::{App, Play, Screen, Settings, Wait};
use crate::draw::Look;
use crate::draw::console::Console;
use crate::i18n::trouble_text;
use crate::profile::Profile;
use crate::runtime::shell::{Shell, joined_before, remembered, wall_s};
use crate::widgets::{
    alarms, attitude, bodies, callbar, closing, doors, gas, jets, mechanism, pace, plan, told,
};

use desk::DeskTeller;
use sighting::Sighting;
use teller::Teller;

/// Width lines are made for.
const WIDTH: usize = 200;
/// Most moves that are told at once.
const MOVES_MAX: usize = 6;
/// Most lines of what a crew feels.
const FELT_MAX: usize = 12;
/// Shortest time between two lines that come by themselves.
const EVERY: Duration = Duration::from_secs(1);

/// How often a flight that is watched goes on.
const WATCH_EVERY: Duration = Duration::from_millis(100);

/// Runs the client in lines until the player leaves.
pub fn run(settings: Settings, play: Option<Play>) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let done = runtime.block_on(in_lines(settings, play));
    // The thread that reads standard input may wait for a line for ever.
    runtime.shutdown_background();
    done
}

async fn in_lines(settings: Settings, play: Option<Play>) -> anyhow::Result<()> {
    let mut session = Session::new(settings, remembered());
    session.app.recents = joined_before();
    session.app.began_s = wall_s();
    let mut shell = Shell::new();
    let play = play.unwrap_or(Play::Solo(handshake_shared::ids::Seat::Apollo));
    let effects = session.begin(play.clone());
    shell.perform(&session.app, effects).await;
    let mut typed = typed_lines();
    let mut tick = interval(EVERY);
    tick.set_missed_tick_behavior(MissedTickBehavior::Skip);
    let mut beat = interval(WATCH_EVERY);
    beat.set_missed_tick_behavior(MissedTickBehavior::Skip);
    // A pipe that ends is no wish to leave a flight that is watched.
    let watches = matches!(play, Play::Watch(_));
    let mut ended = false;
    while !session.is_over() {
        let effects = tokio::select! {
            line = typed.recv(), if !ended => match line {
                Some(line) => session.take(line.trim()),
                None if watches => {
                    ended = true;
                    Vec::new()
                }
                None => break,
            },
            _ = beat.tick(), if session.watches() => {
                session.watch(shell.now_ms());
                Vec::new()
            }
            msg = shell.next() => {
                let Some(msg) = msg else { continue };
                match session.heed(msg) {
                    Ok(effects) => effects,
                    Err(why) => {
                        shell.close().await;
                        anyhow::bail!(why);
                    }
                }
            }
            _ = tick.tick() => {
                session.second(shell.now_ms());
                Vec::new()
            }
        };
        for line in session.printed() {
            println!("{line}");
        }
        shell.perform(&session.app, effects).await;
    }
    shell.close().await;
    Ok(())
}

/// A player who has lines and nothing else: what he types comes in, what he reads goes out, and
/// nothing here waits. The shell around it may be a terminal, a pipe or a test.
#[derive(Debug)]
pub struct Session {
    app: App,
    look: Look,
    teller: Teller,
    desk: DeskTeller,
    sighting: Sighting,
    printed: Vec<String>,
}

impl Session {
    /// Before anything.
    pub fn new(settings: Settings, profile: Profile) -> Session {
        let look = Look::of(&settings);
        let mut app = App::new(settings);
        app.always_ready = true;
        app.profile = profile;
        update(&mut app, Msg::Resize(120, 40));
        Session {
            app,
            look,
            teller: Teller::default(),
            desk: DeskTeller::default(),
            sighting: Sighting::default(),
            printed: Vec::new(),
        }
    }

    /// Asks for a mission.
    pub fn begin(&mut self, play: Play) -> Vec<Effect> {
        begin(&mut self.app, play)
    }

    /// Takes what happened. Lines have no way back to a start screen: a trouble is the last one.
    pub fn heed(&mut self, msg: Msg) -> Result<Vec<Effect>, String> {
        let effects = update(&mut self.app, msg);
        if let Screen::Wait(Wait {
            trouble: Some(why), ..
        }) = &self.app.screen
        {
            return Err(trouble_text(
                self.app.words.of(self.app.settings.locale),
                why,
            ));
        }
        if let Some(view) = self
            .app
            .stations
            .first()
            .and_then(|station| station.view.as_ref())
        {
            self.sighting.note(view);
        }
        match &self.app.desk {
            Some(desk) => self
                .printed
                .extend(self.desk.news(&self.app, desk, &self.look)),
            None => self.teller.watch(&self.app, &self.look),
        }
        Ok(effects)
    }

    /// Takes a typed line, and answers at once.
    pub fn take(&mut self, line: &str) -> Vec<Effect> {
        if line == "quit" {
            self.app.done = true;
            return Vec::new();
        }
        if let Some(desk) = &self.app.desk {
            self.printed
                .extend(DeskTeller::asked(&self.app, desk, &self.look));
            return Vec::new();
        }
        let seen = (&self.look, &self.sighting);
        orders::obey(&mut self.app, seen, &mut self.printed, line)
    }

    /// A second has passed: the gravest line that waits is told.
    pub fn second(&mut self, now_ms: u64) {
        update(&mut self.app, Msg::Clock(now_ms));
        self.printed.extend(self.teller.tell());
    }

    /// The clock of a flight that is watched: it is flown along here, and what is new of it is told.
    pub fn watch(&mut self, now_ms: u64) {
        update(&mut self.app, Msg::Clock(now_ms));
        if let Some(desk) = &self.app.desk {
            self.printed
                .extend(self.desk.news(&self.app, desk, &self.look));
        }
    }

    /// A flight is watched.
    pub fn watches(&self) -> bool {
        self.app.desk.is_some()
    }

    /// The lines since this was asked last.
    pub fn printed(&mut self) -> Vec<String> {
        std::mem::take(&mut self.printed)
    }

    /// The player has left, or what was watched is told to its end.
    pub fn is_over(&self) -> bool {
        self.app.done || self.app.desk.as_ref().is_some_and(|desk| desk.is_told())
    }
}

/// Lines from standard input; a thread of its own waits for them.
fn typed_lines() -> mpsc::Receiver<String> {
    let (sender, lines) = mpsc::channel(16);
    std::thread::spawn(move || {
        for line in std::io::stdin().lock().lines() {
            let Ok(line) = line else { return };
            if sender.blocking_send(line).is_err() {
                return;
            }
        }
    });
    lines
}

fn with_console<T>(app: &App, look: &Look, make: impl Fn(&Console) -> T) -> Option<T> {
    let station = app.stations.first()?;
    let view = station.view.as_ref()?;
    Some(make(&Console::new(app, station, 0, view, look)))
}

fn plain(lines: Vec<Line<'static>>) -> Vec<String> {
    lines
        .into_iter()
        .map(|line| line.to_string().trim().to_owned())
        .filter(|line| !line.is_empty())
        .collect()
}

fn help(console: &Console) -> Vec<String> {
    let mut lines = vec![
        console
            .app
            .words
            .of(console.help_locale())
            .get("console-plain-help"),
    ];
    lines.extend(plain(callbar::lines(console, WIDTH, 9)));
    lines
}

fn sight(console: &Console, sighting: &Sighting) -> Vec<String> {
    let mut lines = sighting.lines(console, WIDTH);
    lines.extend(plain(closing::lines(console, 30)).into_iter().take(2));
    lines
}

/// The moves that are open now, and whose they are.
fn moves(console: &Console) -> Vec<String> {
    plain(plan::lines(console, WIDTH, MOVES_MAX))
}

fn panel(console: &Console) -> Vec<String> {
    let mut lines = plain(jets::lines(console));
    lines.extend(plain(attitude::lines(console, 30)));
    lines.extend(plain(mechanism::lines(console, WIDTH)));
    lines.extend(plain(gas::lines(console)));
    lines.extend(plain(doors::lines(console, WIDTH)));
    lines.extend(plain(told::lines(console)));
    lines.extend(plain(bodies::lines(console, WIDTH, FELT_MAX)));
    lines
}

/// The factor that runs, and a wish that waits.
fn pace_lines(console: &Console) -> Vec<String> {
    let mut lines = plain(vec![pace::factor(console, console.row()).line()]);
    lines.extend(pace::wish_text(console).map(|(_, text)| text));
    lines
}

fn notice(console: &Console) -> Vec<String> {
    match console.station.notice {
        Some(_) => plain(alarms::lines(console, WIDTH)),
        None => Vec::new(),
    }
}
