//! What the client knows and how it changes: a message in, a new state and effects out. It cannot
//! draw, wait or send; words and colours are chosen when it is drawn.

pub mod book;
pub mod calls;
pub mod choices;
pub mod cockpit;
mod consoles;
pub mod controls;
pub mod demo;
pub mod desk;
pub mod effect;
pub mod entry;
pub mod first;
pub mod join;
pub mod learning;
pub mod moves;
pub mod msg;
mod news;
pub mod pads;
pub mod pause;
pub mod playback;
pub mod ready;
pub mod rebind;
pub mod replays;
pub mod resume;
pub mod rooms;
pub mod shelf;
pub mod start;
pub mod station;
pub mod trends;
pub mod trouble;
pub mod update;

use handshake_server::room::Aloft;
use handshake_shared::ids::Seat;
use handshake_shared::sim::input::HelpLevel;
use handshake_shared::wire::{Watchers, Watching};

use crate::draw::theme::{Depth, Scheme};
use crate::i18n::{Bilingual, Locale};
use crate::input::bindings::KeyMap;
use crate::input::keymap::Hand;
use crate::input::pad::Pads;
use crate::missions::Own;
use crate::profile::Profile;
use crate::recent::Recents;
use crate::settings::{Glyphs, Graphics, Kept, LanUse, Mishap, Motion, MouseUse, Sound, Volume};
use book::PAGE_MAX;
use station::Station;
use trouble::Trouble;

/// What the player chose once: how things look and are told.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// Language of screens and help; each console keeps its own.
    pub locale: Locale,
    /// Help level a mission begins with.
    pub help: HelpLevel,
    /// Name shown to the partner.
    pub name: String,
    /// Colours.
    pub scheme: Scheme,
    /// How many colours the terminal has.
    pub depth: Depth,
    /// Characters of pictures.
    pub glyphs: Glyphs,
    /// How the window's picture is sent.
    pub graphics: Graphics,
    /// Whether pictures move by themselves.
    pub motion: Motion,
    /// What may be heard.
    pub sound: Sound,
    /// How loud sounds of our own are.
    pub volume: Volume,
    /// Whether the local network is used to find each other.
    pub lan: LanUse,
    /// What the mouse is for.
    pub mouse: MouseUse,
    /// The keys.
    pub keys: KeyMap,
    /// Scenario flown unless another is chosen.
    pub scenario: String,
    /// Seed of the mission; absent for a fresh one.
    pub seed: Option<u64>,
    /// Rules; absent for the scenario's own.
    pub rules: Option<RulesChoice>,
    /// UDP port a hosted flight listens at; 0 takes a free one.
    pub port: u16,
    /// Who may watch a flight whose room this crew opens.
    pub watching: Watching,
    /// Whether it lets instructors in.
    pub instructor: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            locale: Locale::En,
            help: HelpLevel::Passenger,
            name: String::new(),
            scheme: Scheme::Default,
            depth: Depth::True,
            glyphs: Glyphs::Quadrants,
            graphics: Graphics::Auto,
            motion: Motion::Full,
            sound: Sound::Bell,
            volume: Volume::Full,
            lan: LanUse::On,
            mouse: MouseUse::On,
            keys: KeyMap::default(),
            scenario: "final-approach".to_owned(),
            seed: None,
            rules: None,
            port: 0,
            watching: Watching::Late,
            instructor: false,
        }
    }
}

/// Rules as chosen on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum RulesChoice {
    /// Unsafe acts are refused, nothing fails.
    Training,
    /// Unsafe hatch acts need a second confirmation.
    Flight,
    /// Physics decides.
    Real,
}

/// How a mission is flown.
#[derive(Clone, Debug, PartialEq)]
pub enum Play {
    /// Two seats at one keyboard.
    Together,
    /// A server for this machine alone: one seat here, the other in a second terminal.
    Split(Seat),
    /// A server here, one seat here, the other by invitation.
    Host(Seat),
    /// A seat on somebody's server, by their invite line.
    Join(String),
    /// One seat here, the other flown by software.
    Solo(Seat),
    /// No seat: watching, by the line for that.
    Watch(String),
    /// Two consoles at one keyboard; software flies the other one until a second player takes it.
    Table(Seat),
    /// A seat in the middle of a flight, the other flown by software.
    Aloft(Seat, Box<Aloft>),
}

/// Which screen has the keys.
#[derive(Clone, Debug, PartialEq)]
pub enum Screen {
    /// The questions of the first run.
    First(first::First),
    /// The poster and its choices.
    Start(start::Start),
    /// Settings.
    Settings(choices::Choices),
    /// Keys.
    Keys(rebind::Rebind),
    /// The crews of 1975, sources, licences.
    Credits,
    /// Recorded flights.
    Replays(replays::Replays),
    /// One of them being played.
    Replay,
    /// Waiting for a mission to be set up, or why there is none.
    Wait(Wait),
    /// The room before its mission: invitation, crews, who is ready.
    Ready(ready::Ready),
    /// Typing an invite line.
    Join(join::Join),
    /// Two software crews fly, and it is told what they do.
    Demo,
    /// In the cockpit.
    Cockpit,
    /// After the flight.
    Debrief,
    /// The desk of those who watch.
    Desk,
}

/// What the waiting screen shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wait {
    /// Why it cannot go on.
    pub trouble: Option<Trouble>,
    /// Why the last key did nothing.
    pub hint: Option<&'static str>,
}

/// The whole client.
#[derive(Debug)]
pub struct App {
    /// Words of both languages.
    pub words: Bilingual,
    /// The player's choices.
    pub settings: Settings,
    /// What of them is kept for the next time.
    pub kept: Kept,
    /// Why the settings file was not read or not written.
    pub mishap: Option<Mishap>,
    /// A seat that an earlier run left behind.
    pub resume: Option<resume::Resume>,
    /// Words the player has learned.
    pub profile: Profile,
    /// Missions of the player's own, as their folder holds them now.
    pub own: Vec<Own>,
    /// When that is looked at again, ms.
    pub own_due_ms: u64,
    /// Rooms joined before.
    pub recents: Recents,
    /// The screen.
    pub screen: Screen,
    /// The debrief is shown in the other language.
    pub debrief_swapped: bool,
    /// Of columns of the debrief that are too long for the screen the end is shown.
    pub debrief_down: bool,
    /// Where the debrief was written as a page, or why it was not.
    pub shared: Option<Result<String, String>>,
    /// The keys are shown over the screen.
    pub help_open: bool,
    /// Which of their pages, from 0.
    pub help_page: usize,
    /// Consoles: one, or two at a shared keyboard.
    pub stations: Vec<Station>,
    /// The recorded flight being played.
    pub playback: Option<Box<playback::Playback>>,
    /// The flight being watched.
    pub desk: Option<Box<desk::Desk>>,
    /// Who watches this crew's flight.
    pub watchers: Watchers,
    /// The show of two software crews, also while somebody flies out of it.
    pub demo: Option<Box<demo::Demo>>,
    /// How the mission is flown.
    pub play: Option<Play>,
    /// Its name as the room told it.
    pub mission: Option<String>,
    /// The screen on which the mission was chosen, to go back to while it has not begun.
    pub chosen_on: Option<Box<Screen>>,
    /// What each hand does at a shared keyboard.
    pub hands: [Hand; 2],
    /// Gamepads that are there.
    pub pads: Pads,
    /// The terminal tells key releases.
    pub has_release: bool,
    /// Size of the terminal: columns, rows.
    pub size: (u16, u16),
    /// When the program began, seconds since 1970; zero where that is not known.
    pub began_s: u64,
    /// Time since the program began, ms; only for what blinks, greys or turns.
    pub now_ms: u64,
    /// The crew is ready as soon as it sits: there is nobody to press a key, as in the mode of lines.
    pub always_ready: bool,
    /// The key that leaves was pressed once.
    pub leaving: bool,
    /// The program is to end.
    pub done: bool,
}

impl App {
    /// A client at its start screen.
    pub fn new(settings: Settings) -> App {
        App {
            words: Bilingual::new(),
            settings,
            kept: Kept::default(),
            mishap: None,
            resume: None,
            profile: Profile::default(),
            own: Vec::new(),
            own_due_ms: 0,
            recents: Recents::default(),
            screen: Screen::Start(start::Start::default()),
            debrief_swapped: false,
            debrief_down: false,
            shared: None,
            help_open: false,
            help_page: 0,
            stations: Vec::new(),
            playback: None,
            desk: None,
            watchers: Watchers::default(),
            demo: None,
            play: None,
            mission: None,
            chosen_on: None,
            hands: [Hand::Move; 2],
            pads: Pads::default(),
            has_release: false,
            size: (80, 24),
            began_s: 0,
            now_ms: 0,
            always_ready: false,
            leaving: false,
            done: false,
        }
    }

    /// The poster's own time, ms: it stands still where nothing may move by itself.
    pub fn poster_ms(&self) -> u64 {
        match self.settings.motion {
            Motion::Full => self.now_ms,
            Motion::Reduced => 0,
        }
    }

    /// The time on the wall, seconds since 1970.
    pub fn wall_s(&self) -> u64 {
        self.began_s + self.now_ms / 1000
    }

    /// Two consoles share one keyboard.
    pub fn is_together(&self) -> bool {
        self.stations.len() == 2
    }

    /// Columns of one console.
    pub fn console_columns(&self) -> u16 {
        if self.is_together() {
            self.size.0 / 2
        } else {
            self.size.0
        }
    }

    /// How many calls of the phrasebook a page has at this size.
    pub fn book_page(&self) -> usize {
        if self.size.1 >= TALL_ROWS {
            PAGE_MAX
        } else {
            6
        }
    }

    /// How many places the call bar has at this size.
    pub fn call_places(&self) -> usize {
        if self.is_together() {
            5
        } else if self.console_columns() >= WIDE_COLUMNS {
            9
        } else {
            6
        }
    }
}

/// From this width on a console shows three columns of calls.
pub const WIDE_COLUMNS: u16 = 110;
/// From this height on a console has room for titles and whole pages.
pub const TALL_ROWS: u16 = 36;
/// Smallest terminal in which a mission can be flown: columns, rows.
pub const SIZE_MIN: (u16, u16) = (80, 24);
