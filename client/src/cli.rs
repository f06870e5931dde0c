//! The command line: what is played, where, and how it looks. It only reads; `main` acts.

use std::io::IsTerminal;

use clap::{Args, Parser, Subcommand, ValueEnum};
use handshake_shared::ids::Seat;
use handshake_shared::sim::input::HelpLevel;
use handshake_shared::wire::{PORT, Watching};

use crate::app::{Play, RulesChoice, Settings};
use crate::draw::theme::{Depth, Scheme};
use crate::i18n::{Arg, Locale, Words};
use crate::input::bindings::KeyMap;
use crate::missions::{Offer, offered};
use crate::report::ReportArgs;
use crate::settings::{Chosen, Glyphs, Graphics, HelpName, Kept, LanUse, LangName};

/// Two crews, two languages, one docking.
#[derive(Clone, Debug, Parser)]
#[command(
    name = "handshake",
    version,
    args_conflicts_with_subcommands = true,
    about = "Handshake · Рукопожатие: two crews, two languages, one docking",
    long_about = "Handshake · Рукопожатие: dock Apollo and Soyuz with somebody who speaks the other \
                  language.\n\n\
                  One player flies Apollo, in English, in feet and psi. The other flies Soyuz, in \
                  Russian, in meters and millimeters of mercury. Neither can finish alone, and \
                  neither sees what the other sees: talk each other in, dock, make one air out of \
                  two, open the hatches and shake hands.\n\n\
                  Without a command the start screen opens; from there it is three keys to flying.",
    after_help = "Examples:\n  \
                  handshake                          the start screen\n  \
                  handshake local                    two players at this keyboard\n  \
                  handshake solo --seat soyuz        with a software crew in the other seat\n  \
                  handshake host                     open a room, get the line to hand over\n  \
                  handshake join 'handshake:…'       join with that line\n\n\
                  In flight, H shows every key."
)]
pub struct Cli {
    /// What to do; the start screen when left out.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Options of every command.
    #[command(flatten)]
    pub options: Options,
}

/// What to do.
#[derive(Clone, Debug, Subcommand)]
#[allow(clippy::large_enum_variant)]
pub enum Command {
    /// Two players at this keyboard, both consoles on one screen
    #[command(
        long_about = "Two players at this keyboard: the left hand flies Apollo, the right hand \
                      Soyuz. Both consoles are drawn side by side in a terminal of 160×48, one \
                      above the other in 80×48 or more; with --split each has a \
                      terminal of its own. Nothing is hidden locally: the locks, the \
                      read-backs and the foreign words are the game. Tab shows the keys."
    )]
    Local {
        /// One console here, the other in a second terminal: shows the line to type there
        #[arg(long)]
        split: bool,
        /// With --split, the seat to take here
        #[arg(long, value_enum, default_value = "apollo")]
        seat: SeatName,
        /// Options of the flight.
        #[command(flatten)]
        options: Options,
    },
    /// Open a room here and wait for the other crew
    #[command(
        long_about = "Starts a server inside this client, takes a seat and shows one invite line \
                      for the other crew: every usable address of this machine, the room and the \
                      fingerprint of the server's key. Over the internet, UDP port 1975 has to be \
                      reachable from outside."
    )]
    Host {
        /// The seat to take here
        #[arg(long, value_enum, default_value = "apollo")]
        seat: SeatName,
        /// UDP port to listen at; 0 takes a free one
        #[arg(long, default_value_t = PORT)]
        port: u16,
        /// Who may watch by the line for watching
        #[arg(long, value_enum, default_value = "late")]
        watch: WatchName,
        /// Let an instructor in, by a line of its own: whoever has it watches and has things fail
        #[arg(long)]
        instructor: bool,
        /// Options of the flight.
        #[command(flatten)]
        options: Options,
    },
    /// Join a room by its invite line
    #[command(
        long_about = "Joins a room. INVITE is the line the host's screen shows; quote it. An \
                      address and a six-digit room code do as well: '192.168.1.7 482913'. The \
                      server's key is then remembered at first contact and must stay the same. The line of a bare \
                      server, without a room, opens a room there and shows the line for your partner."
    )]
    Join {
        /// The invite line, or ADDRESS and CODE
        #[arg(required = true, num_args = 1..)]
        invite: Vec<String>,
        /// Options of the flight.
        #[command(flatten)]
        options: Options,
    },
    /// Watch a flight without a seat in it
    #[command(
        long_about = "Shows a flight to an audience: what both crews read, the corridor, the air, \
                      the loop with its meaning, and who holds which lock. INVITE is the line for \
                      watching; quote it. Whoever watches cannot act, and is twenty seconds late \
                      unless the host has a projector in the room. The crews see who watches."
    )]
    Watch {
        /// The line for watching
        #[arg(required = true, num_args = 1..)]
        invite: Vec<String>,
        /// Options of the screen.
        #[command(flatten)]
        options: Options,
    },
    /// Fly with a software crew in the other seat
    #[command(
        long_about = "Fly one seat; a software crew flies the other. It reads the same panel, \
                      speaks on the same radio and sees no more than a person would."
    )]
    Solo {
        /// The seat to fly
        #[arg(long, value_enum, default_value = "apollo")]
        seat: SeatName,
        /// Options of the flight.
        #[command(flatten)]
        options: Options,
    },
    /// Watch two software crews fly, told in both languages; any key takes a seat
    #[command(
        long_about = "Two software crews fly the mission of 17 July 1975 and it is told, in both \
                      languages, what they do: four minutes of a quarter of an hour, in real time from \
                      cut to cut, round and round, another flight each time. Any key takes a seat in the \
                      flight as it stands.\n\n\
                      With --kiosk it stands on a table for strangers: a key asks for the language, \
                      then for the seat, and final-approach begins; a key of the other half of the \
                      keyboard takes the other seat. After 45 s without a key, or 20 s after the \
                      debrief, the show goes on. Nothing but Ctrl-X Ctrl-Q ends it."
    )]
    Demo {
        /// For a table with strangers: only Ctrl-X Ctrl-Q ends it
        #[arg(long)]
        kiosk: bool,
        /// Each stretch lasts at most so long, s: the cuts come earlier, the clock is the same
        #[arg(long, hide = true)]
        stretch: Option<u32>,
        /// Options of the flight.
        #[command(flatten)]
        options: Options,
    },
    /// Seat a software crew in a room, with a log of what it says and does
    #[command(
        long_about = "Joins a room by its invite line as a software crew: it flies, works the plan, calls \
                      and reads back, sees and hears what its seat does and no more, and says on standard \
                      output what was said and which of its moves are done. It stays for further flights, \
                      until the room closes or Ctrl-C.\n\n\
                      Exit code 0 when it left or the room closed in good order, 1 when it could not \
                      join or was cut off.",
        after_help = "Examples:\n  \
                      handshake bot 'handshake:…' --seat soyuz\n  \
                      handshake bot 192.168.1.7 482913 --latency 3 --level commander"
    )]
    Bot(crate::bot_cli::BotArgs),
    /// Fly a mission from a file, without a screen or a network
    Sim(crate::sim_cli::SimArgs),
    /// List the missions, or check a mission file
    Scenario {
        /// What to do.
        #[command(subcommand)]
        command: crate::scenario_cli::ScenarioCommand,
        /// Language of the answers
        #[arg(long, value_enum, env = "HANDSHAKE_LANG", global = true)]
        lang: Option<LangName>,
    },
    /// Recorded flights: list them, play one, fly one again to compare, write one out
    Replay {
        /// What to do.
        #[command(subcommand)]
        command: crate::replays::cli::ReplayCommand,
        /// Language of the answers
        #[arg(long, value_enum, env = "HANDSHAKE_LANG", global = true)]
        lang: Option<LangName>,
    },
    /// Write a crew's book to print or to read beside the game
    #[command(
        long_about = "Writes one crew's book as a PDF or as Markdown: keys, panel, flight plan, \
                      phrasebook with stress marks and readings, malfunction pages, numbers, \
                      units, alphabets, hatches and valves, limits, glossary. It is written from the same rows as \
                      the game. Each crew's book is its own: print one for each of you, and do not \
                      look into the other's.\n\n\
                      Exit code 0 when it is written, 1 when the file cannot be written, 2 when its \
                      ending names no form.",
        after_help = "Examples:\n  \
                      handshake manual --seat apollo --lang en --out apollo.pdf\n  \
                      handshake manual --seat soyuz --lang ru --out soyuz.pdf\n  \
                      handshake manual --seat soyuz --lang en --out - | less"
    )]
    Manual(crate::manual::ManualArgs),
    /// Say what this terminal and this machine can do for the game, and what to change
    #[command(
        long_about = "Examines size, colours, widths of characters, keyboard and output protocols, \
                      the network of this machine and the folders of the game. Exit code 0 when the \
                      game can be played, 1 when something has to be changed first."
    )]
    Doctor {
        /// Language of the answers
        #[arg(long, value_enum, env = "HANDSHAKE_LANG")]
        lang: Option<LangName>,
    },
    /// Pack the last flight, the log and what the terminal can do into one file, without secrets
    #[command(
        long_about = "Packs what whoever looks into a fault needs into one file: the last recorded flight \
                      or the named one, the log, what handshake doctor says, versions and settings. \
                      Secrets of seats, invite lines, keys, addresses and the name of your home folder \
                      are taken out, and nothing is sent anywhere."
    )]
    Report {
        /// What is packed, and where
        #[command(flatten)]
        args: ReportArgs,
        /// Language of the answers
        #[arg(long, value_enum, env = "HANDSHAKE_LANG")]
        lang: Option<LangName>,
    },
    /// Run a server without a screen
    Server(handshake_server::cli::Args),
}

/// Options of every command.
#[derive(Clone, Debug, Args)]
pub struct Options {
    /// Mission to fly, by its name or the path of a file (.toml)
    #[arg(
        long,
        value_name = "NAME|FILE",
        default_value = "final-approach",
        long_help = scenario_help()
    )]
    pub scenario: String,
    /// Seed of the mission: the same seed and the same acts give the same flight
    #[arg(long, value_name = "NUMBER")]
    pub seed: Option<u64>,
    /// Rules of the mission; the scenario's own when left out
    #[arg(long, value_enum)]
    pub rules: Option<RulesChoice>,
    /// How much the words are helped; it never adds an instrument
    #[arg(long, value_enum)]
    pub help_level: Option<HelpName>,
    /// Language of screens and help: each console keeps its own
    #[arg(long, value_enum, env = "HANDSHAKE_LANG")]
    pub lang: Option<LangName>,
    /// Your name as the other crew sees it
    #[arg(long, env = "HANDSHAKE_NAME")]
    pub name: Option<String>,
    /// Whether a hosted room is announced in the local network and its port asked of the router, and rooms
    /// are looked for
    #[arg(long, value_enum, env = "HANDSHAKE_LAN")]
    pub lan: Option<LanUse>,
    /// Lines only: no full screen, no cursor moves; for screen readers and scripts
    #[arg(long, env = "HANDSHAKE_PLAIN", value_parser = clap::builder::FalseyValueParser::new())]
    pub plain: bool,
    /// ASCII characters only, as --picture ascii
    #[arg(long, conflicts_with = "picture")]
    pub ascii: bool,
    /// Characters that pictures are made of
    #[arg(long, value_enum)]
    pub picture: Option<Glyphs>,
    /// How the window's picture is sent to a terminal that can show pictures
    #[arg(long, value_enum)]
    pub graphics: Option<Graphics>,
    /// Choice of colours
    #[arg(long, value_enum)]
    pub theme: Option<Scheme>,
    /// Colours of the terminal; found out when left out
    #[arg(long, value_enum, visible_alias = "color")]
    pub colour: Option<Depth>,
}

/// The missions there are, for the long help: name, length, title.
fn scenario_help() -> String {
    let words = Words::new(Locale::En);
    let row = |offer: &Offer| {
        let title = words.get(&format!("mission-{}", offer.name));
        let minutes = words.format("mission-minutes", &[("n", Arg::Count(offer.minutes))]);
        format!("\n  {:<20} {minutes:>6}  {title}", offer.name)
    };
    let rows: String = offered().iter().map(row).collect();
    format!("Mission to fly, by its name or the path of a file (.toml):{rows}")
}

/// Who may watch a hosted flight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum WatchName {
    /// Whoever has the line, twenty seconds late
    Late,
    /// Whoever has the line, at once: for a projector in the same room
    Projector,
    /// Nobody
    Nobody,
}

impl From<WatchName> for Watching {
    fn from(name: WatchName) -> Watching {
        match name {
            WatchName::Late => Watching::Late,
            WatchName::Projector => Watching::Projector,
            WatchName::Nobody => Watching::Closed,
        }
    }
}

/// A seat on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SeatName {
    /// Apollo, in English
    Apollo,
    /// Soyuz, in Russian
    Soyuz,
}

impl From<SeatName> for Seat {
    fn from(name: SeatName) -> Seat {
        match name {
            SeatName::Apollo => Seat::Apollo,
            SeatName::Soyuz => Seat::Soyuz,
        }
    }
}

impl From<HelpName> for HelpLevel {
    fn from(name: HelpName) -> HelpLevel {
        match name {
            HelpName::Passenger => HelpLevel::Passenger,
            HelpName::Cadet => HelpLevel::Cadet,
            HelpName::Pilot => HelpLevel::Pilot,
            HelpName::Commander => HelpLevel::Commander,
            HelpName::Oklahomski => HelpLevel::Oklahomski,
        }
    }
}

impl Command {
    /// How the mission is flown and with which options; nothing for a command without a screen.
    pub fn play(&self) -> Option<(Play, &Options)> {
        match self {
            Command::Local {
                split: true,
                seat,
                options,
            } => Some((Play::Split((*seat).into()), options)),
            Command::Local { options, .. } => Some((Play::Together, options)),
            Command::Host { seat, options, .. } => Some((Play::Host((*seat).into()), options)),
            Command::Watch { invite, options } => Some((Play::Watch(invite.join(" ")), options)),
            Command::Join { invite, options } => Some((Play::Join(invite.join(" ")), options)),
            Command::Solo { seat, options } => Some((Play::Solo((*seat).into()), options)),
            Command::Bot(_)
            | Command::Demo { .. }
            | Command::Sim(_)
            | Command::Scenario { .. }
            | Command::Replay { .. }
            | Command::Manual(_)
            | Command::Doctor { .. }
            | Command::Report { .. }
            | Command::Server(_) => None,
        }
    }

    /// Who may watch a flight whose room is opened.
    pub fn watching(&self) -> Watching {
        match self {
            Command::Host { watch, .. } => (*watch).into(),
            _ => Watching::Late,
        }
    }

    /// Whether a flight whose room is opened lets instructors in.
    pub fn instructor(&self) -> bool {
        matches!(
            self,
            Command::Host {
                instructor: true,
                ..
            }
        )
    }

    /// The port asked for.
    pub fn port(&self) -> u16 {
        match self {
            Command::Host { port, .. } => *port,
            _ => PORT,
        }
    }
}

impl Options {
    /// The player's settings: what the command line asks for, else what was chosen once, else as
    /// built in.
    pub fn settings(&self, chosen: &Chosen, port: u16) -> Settings {
        let help = self.help_level.or(chosen.help_level);
        Settings {
            locale: locale(self.lang.or(chosen.language)),
            help: help.unwrap_or(HelpName::Passenger).into(),
            name: self
                .name
                .clone()
                .or(chosen.name.clone())
                .unwrap_or_default(),
            scheme: self.theme.or(chosen.theme).unwrap_or_default(),
            depth: self.colour.unwrap_or_else(depth_found),
            glyphs: self.glyphs().or(chosen.picture).unwrap_or_default(),
            graphics: self.graphics.or(chosen.graphics).unwrap_or_default(),
            motion: chosen.motion.unwrap_or_default(),
            sound: chosen.sound.unwrap_or_default(),
            volume: chosen.volume.unwrap_or_default(),
            lan: self.lan.or(chosen.lan).unwrap_or_default(),
            mouse: chosen.mouse.unwrap_or_default(),
            keys: KeyMap::with(&chosen.keys),
            scenario: self.scenario.clone(),
            seed: self.seed,
            rules: self.rules,
            port,
            watching: Watching::Late,
            instructor: false,
        }
    }

    /// The characters asked for.
    pub fn glyphs(&self) -> Option<Glyphs> {
        self.picture.or(self.ascii.then_some(Glyphs::Ascii))
    }

    /// Nobody has said yet which pictures look right here, and an answer would be remembered.
    pub fn is_first_run(&self, kept: &Kept) -> bool {
        kept.is_kept() && kept.chosen.picture.is_none() && self.glyphs().is_none()
    }

    /// Which language is read here was said: on the command line, once before, or by the environment.
    pub fn is_language_clear(&self, chosen: &Chosen) -> bool {
        let told = self.lang.or(chosen.language).is_some();
        told || language_of_environment(|name| std::env::var(name).ok()).is_some()
    }

    /// Lines instead of a screen.
    pub fn is_plain(&self) -> bool {
        self.plain || std::env::var("TERM").is_ok_and(|term| term == "dumb")
    }
}

/// Colours as the environment and standard output have them.
pub fn depth_found() -> Depth {
    colours_of_environment(
        |name| std::env::var(name).ok(),
        std::io::stdout().is_terminal(),
    )
}

/// The language asked for, or else the environment's.
pub fn locale(asked: Option<LangName>) -> Locale {
    match asked {
        Some(LangName::En) => Locale::En,
        Some(LangName::Ru) => Locale::Ru,
        None => locale_of_environment(|name| std::env::var(name).ok()),
    }
}

/// The language the environment asks for, English where it asks for none of ours.
fn locale_of_environment(variable: impl Fn(&str) -> Option<String>) -> Locale {
    language_of_environment(variable).unwrap_or(Locale::En)
}

/// The language the environment asks for, if it is one of ours.
fn language_of_environment(variable: impl Fn(&str) -> Option<String>) -> Option<Locale> {
    let asked = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .find_map(|name| variable(name).filter(|value| !value.is_empty()))?;
    match asked.get(..2) {
        Some("ru") => Some(Locale::Ru),
        Some("en") => Some(Locale::En),
        _ => None,
    }
}

/// What the environment says about colours.
fn colours_of_environment(variable: impl Fn(&str) -> Option<String>, is_terminal: bool) -> Depth {
    if !is_terminal || variable("NO_COLOR").is_some_and(|value| !value.is_empty()) {
        return Depth::Mono;
    }
    if variable("COLORTERM").is_some_and(|value| value == "truecolor" || value == "24bit") {
        return Depth::True;
    }
    match variable("TERM") {
        Some(term) if term.contains("direct") || term.contains("kitty") => Depth::True,
        Some(term) if term.contains("256color") => Depth::Palette,
        _ => Depth::Sixteen,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    fn none(_: &str) -> Option<String> {
        None
    }

    #[test]
    fn the_command_line_is_well_formed() {
        Cli::command().debug_assert();
    }

    #[test]
    fn an_address_and_a_code_are_one_invitation() {
        let cli = Cli::try_parse_from(["handshake", "join", "192.168.1.7", "482913"])
            .expect("a well-formed command line");
        let command = cli.command.expect("a command was given");
        let play = command.play().map(|(play, _)| play);
        assert_eq!(play, Some(Play::Join("192.168.1.7 482913".into())));
    }

    #[test]
    fn a_split_flight_takes_apollo_here_unless_told_otherwise() {
        for (line, play) in [
            (&["local"][..], Play::Together),
            (&["local", "--split"], Play::Split(Seat::Apollo)),
            (
                &["local", "--split", "--seat", "soyuz"],
                Play::Split(Seat::Soyuz),
            ),
        ] {
            let line = std::iter::once("handshake").chain(line.iter().copied());
            let command = Cli::try_parse_from(line).expect("a well-formed command line");
            let asked = command.command.as_ref().and_then(Command::play);
            assert_eq!(asked.map(|(play, _)| play), Some(play));
        }
    }

    #[test]
    fn no_color_is_honoured_and_a_pipe_has_none() {
        let told = |name: &str| (name == "NO_COLOR").then(|| "1".to_owned());
        assert_eq!(colours_of_environment(told, true), Depth::Mono);
        assert_eq!(colours_of_environment(none, false), Depth::Mono);
        assert_eq!(colours_of_environment(none, true), Depth::Sixteen);
    }

    #[test]
    fn a_russian_environment_gets_russian_screens() {
        let told = |name: &str| (name == "LANG").then(|| "ru_RU.UTF-8".to_owned());
        assert_eq!(locale_of_environment(told), Locale::Ru);
        assert_eq!(locale_of_environment(none), Locale::En);
        for (value, language) in [
            ("en_GB.UTF-8", Some(Locale::En)),
            ("C.UTF-8", None),
            ("fr_FR.UTF-8", None),
            ("ю", None),
        ] {
            let told = |name: &str| (name == "LC_ALL").then(|| value.to_owned());
            assert_eq!(language_of_environment(told), language, "{value}");
        }
    }
}
