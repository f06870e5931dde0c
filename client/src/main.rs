//! The game's command.

use std::path::Path;
use std::process::ExitCode;

use clap::Parser;
use handshake::app::demo;
use handshake::app::first::First;
use handshake::app::playback::keys::enter;
use handshake::app::{App, Screen};
use handshake::cli::{self, Cli, Command, Options};
use handshake::i18n::{Words, mishap_text, trouble_text};
use handshake::replays::cli::ReplayCommand;
use handshake::settings::{Kept, LangName};
use handshake::{
    bot_cli, doctor, log, manual, mission, plain, replays, report, runtime, scenario_cli, sim_cli,
    terminal,
};
use handshake_shared::wire::PORT;

/// Exit code when there is no terminal to draw on.
const NOT_A_TERMINAL: u8 = 2;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let done = match cli.command {
        Some(Command::Server(args)) => handshake_server::cli::run(args),
        Some(Command::Sim(args)) => sim_cli::run(args),
        Some(Command::Demo {
            kiosk,
            stretch,
            options,
        }) => return show(kiosk, stretch, &options),
        Some(Command::Bot(args)) => {
            let (kept, _) = Kept::find();
            log::begin();
            return bot_cli::run(&args, kept.chosen.language);
        }
        Some(Command::Scenario { command, lang }) => {
            return scenario_cli::run(&command, cli::locale(lang));
        }
        Some(Command::Replay {
            command: ReplayCommand::Play { file },
            lang,
        }) => return play(&file, lang, &cli.options),
        Some(Command::Replay { command, lang }) => {
            let (kept, _) = Kept::find();
            return replays::cli::run(&command, cli::locale(lang.or(kept.chosen.language)));
        }
        Some(Command::Manual(args)) => return manual::run(&args),
        Some(Command::Report { args, lang }) => {
            let (kept, _) = Kept::find();
            let locale = cli::locale(lang.or(kept.chosen.language));
            let settings = cli.options.settings(&kept.chosen, PORT);
            return report::run(&args, locale, &settings, &kept);
        }
        Some(Command::Doctor { lang }) => {
            let (kept, _) = Kept::find();
            let locale = cli::locale(lang.or(kept.chosen.language));
            let settings = cli.options.settings(&kept.chosen, PORT);
            return doctor::run(locale, &settings);
        }
        command => {
            let port = command.as_ref().map_or(PORT, Command::port);
            let (play, options) = match command.as_ref().and_then(Command::play) {
                Some((play, options)) => (Some(play), options),
                None => (None, &cli.options),
            };
            let (kept, mishap) = Kept::find();
            let mut settings = options.settings(&kept.chosen, port);
            if let Some(command) = &command {
                settings.watching = command.watching();
                settings.instructor = command.instructor();
            }
            log::begin();
            if let Some(why) = play
                .as_ref()
                .and_then(|play| mission::check(play, &settings).err())
            {
                let words = Words::new(settings.locale);
                eprintln!("handshake: {}", trouble_text(&words, &why));
                return ExitCode::FAILURE;
            }
            if options.is_plain() {
                if let Some(why) = &mishap {
                    let words = Words::new(settings.locale);
                    eprintln!("handshake: {}", mishap_text(&words, why));
                }
                plain::run(settings, play)
            } else if terminal::is_terminal() {
                let mut app = App::new(settings);
                if options.is_first_run(&kept) {
                    let is_clear = options.is_language_clear(&kept.chosen);
                    app.screen = Screen::First(First::new(is_clear));
                }
                (app.kept, app.mishap) = (kept, mishap);
                runtime::run(app, play)
            } else {
                let words = Words::new(settings.locale);
                eprintln!("{}", words.get("console-not-a-terminal"));
                return ExitCode::from(NOT_A_TERMINAL);
            }
        }
    };
    ended(done)
}

/// Plays a recorded flight on the screen.
fn play(file: &Path, lang: Option<LangName>, options: &Options) -> ExitCode {
    let (kept, mishap) = Kept::find();
    let mut settings = options.settings(&kept.chosen, PORT);
    settings.locale = cli::locale(lang.or(kept.chosen.language));
    if !terminal::is_terminal() {
        eprintln!(
            "{}",
            Words::new(settings.locale).get("console-not-a-terminal")
        );
        return ExitCode::from(NOT_A_TERMINAL);
    }
    let playback = match replays::cli::to_play(file, &settings) {
        Ok(playback) => playback,
        Err(why) => {
            eprintln!("handshake: {why}");
            return ExitCode::FAILURE;
        }
    };
    let mut app = App::new(settings);
    (app.kept, app.mishap) = (kept, mishap);
    enter(&mut app, playback);
    ended(runtime::run(app, None))
}

/// Shows how two software crews fly.
fn show(kiosk: bool, stretch: Option<u32>, options: &Options) -> ExitCode {
    let (kept, mishap) = Kept::find();
    let settings = options.settings(&kept.chosen, PORT);
    if !terminal::is_terminal() {
        let words = Words::new(settings.locale);
        eprintln!("{}", words.get("console-not-a-terminal"));
        return ExitCode::from(NOT_A_TERMINAL);
    }
    let mut app = App::new(settings);
    (app.kept, app.mishap) = (kept, mishap);
    app.began_s = runtime::shell::wall_s();
    let first = demo::begin(&mut app, kiosk, stretch);
    ended(runtime::run_first(app, None, first))
}

fn ended(done: anyhow::Result<()>) -> ExitCode {
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("handshake: {why:#}");
            ExitCode::FAILURE
        }
    }
}
