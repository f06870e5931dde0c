//! The game's command.

use std::process::ExitCode;

use clap::Parser;
use handshake::app::first::First;
use handshake::app::{App, Screen};
use handshake::cli::{self, Cli, Command};
use handshake::i18n::{Words, mishap_text, trouble_text};
use handshake::settings::Kept;
use handshake::{doctor, manual, mission, plain, runtime, scenario_cli, sim_cli, terminal};
use handshake_shared::wire::PORT;

/// Exit code when there is no terminal to draw on.
const NOT_A_TERMINAL: u8 = 2;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let done = match cli.command {
        Some(Command::Server(args)) => handshake_server::cli::run(args),
        Some(Command::Sim(args)) => sim_cli::run(args),
        Some(Command::Scenario { command, lang }) => {
            return scenario_cli::run(&command, cli::locale(lang));
        }
        Some(Command::Manual(args)) => return manual::run(&args),
        Some(Command::Doctor { lang }) => {
            let (kept, _) = Kept::find();
            let locale = cli::locale(lang.or(kept.chosen.language));
            return doctor::run(locale, cli::depth_found());
        }
        command => {
            let port = command.as_ref().map_or(PORT, Command::port);
            let (play, options) = match command.as_ref().and_then(Command::play) {
                Some((play, options)) => (Some(play), options),
                None => (None, &cli.options),
            };
            let (kept, mishap) = Kept::find();
            let settings = options.settings(&kept.chosen, port);
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
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("handshake: {why:#}");
            ExitCode::FAILURE
        }
    }
}
