//! One console: the newest view, the loop so far, the page its keys work. Knows one seat.

use std::collections::VecDeque;

use handshake_shared::catalogue::units::Quantity;
use handshake_shared::ids::Seat;
use handshake_shared::sim::event::{Event, Refusal, Speech, Transmission, Verdict};
use handshake_shared::sim::input::{Command, HelpLevel, Tongue};
use handshake_shared::sim::pace::PaceDrop;
use handshake_shared::sim::scoring::Debrief;
use handshake_shared::time::{TICK_RATE_HZ, Tick};
use handshake_shared::view::View;
use handshake_shared::wire::{PaceState, Watcher};

use super::book::Book;
use super::calls::{Bar, Offer, PLACES};
use super::learning::Learned;
use super::msg::{LinkState, Partner};
use super::pause::{LostLine, Standstill};
use super::shelf::Shelf;
use super::trends::Trends;
use crate::i18n::{Locale, Units};
use crate::input::stick::{Held, Step};
use crate::profile::Best;
use crate::sound::{Cue, cue};

/// Lines of the loop a console keeps: more than the largest screen shows.
const LOG_MAX: usize = 200;

/// One line of the loop.
#[derive(Clone, Debug, PartialEq)]
pub enum Line {
    /// Somebody spoke.
    Spoken(Transmission),
    /// A read-back was judged.
    ReadBack {
        /// When.
        tick: Tick,
        /// Who read back.
        by: Seat,
        /// The judgement.
        verdict: Verdict,
        /// What the number called measures; a count measures nothing.
        quantity: Option<Quantity>,
    },
    /// Something happened that both crews should see.
    Happened(Tick, Event),
}

/// What stands in the alarm line until the next act.
#[derive(Clone, Debug, PartialEq)]
pub enum Notice {
    /// An act was refused.
    Refused(Refusal),
    /// Time goes at ×1 although somebody asked for more.
    Pace(PaceDrop),
    /// No pause yet: so many seconds have to be flown first.
    PauseSoon(u16),
    /// The server was gone and is back: so many ticks of the flight are undone.
    Undone(u32),
    /// The server cannot keep up: the flight runs at so many parts in a hundred of real time.
    Slow(u8),
    /// The same where the room came back from its crews' copy.
    Restored(u32),
    /// No move waits at the panel.
    NoMove,
    /// A hint by its key in the locale.
    Hint(&'static str),
    /// Somebody has come to watch.
    Watched(Watcher),
    /// Who watched has gone.
    Unwatched(Watcher),
    /// A wait by its key, with a value to reach, as text in mmHg or the console's unit.
    Reach {
        /// Key of the sentence.
        key: &'static str,
        /// Pressure to reach, Pa.
        pressure_pa: f32,
    },
}

/// Which page of the console has the arrows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Page {
    /// None: the arrows turn the craft.
    #[default]
    Flight,
    /// Every control of the seat as a list.
    Controls,
    /// Soyuz's command matrix.
    Ksu,
    /// The other crew's book.
    Shelf,
}

/// What stands in the picture's place. None of these takes a key: one flies on whatever is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shown {
    /// The window.
    #[default]
    Window,
    /// The stack of compartments with their air.
    Stack,
    /// Pressures over time.
    Pressures,
    /// Closing speed over range.
    Approach,
    /// How both crews spoke; after the flight only.
    Talk,
}

impl Shown {
    /// The next in the round.
    pub fn next(self) -> Shown {
        match self {
            Shown::Window => Shown::Stack,
            Shown::Stack => Shown::Pressures,
            Shown::Pressures => Shown::Approach,
            Shown::Approach | Shown::Talk => Shown::Window,
        }
    }

    /// The next in the round of the debrief: the stack is of a flight.
    pub fn next_after(self) -> Shown {
        match self {
            Shown::Window | Shown::Stack => Shown::Pressures,
            Shown::Pressures => Shown::Approach,
            Shown::Approach => Shown::Talk,
            Shown::Talk => Shown::Window,
        }
    }
}

/// What takes whole keys instead of acts.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Entry {
    /// Nothing.
    #[default]
    None,
    /// Free text, and which of the things it can have been meant as goes out.
    Text {
        /// As typed.
        typed: String,
        /// Index into what it can have been meant as.
        way: usize,
    },
    /// A read-back in digits.
    Digits(Digits),
    /// The phrasebook.
    Book(Book),
    /// A light signal is chosen.
    Lamps,
    /// Both spelling alphabets are read.
    Alphabets,
}

/// A number being typed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Digits {
    /// As typed.
    pub typed: String,
    /// The unit it is given: of this craft, or of the other one; without one it is doubtful.
    pub unit: Option<Units>,
}

/// One console.
#[derive(Clone, Debug, PartialEq)]
pub struct Station {
    /// Whose.
    pub seat: Seat,
    /// The language its crew wants help in.
    pub help: Locale,
    /// Labels are shown in the language that they are not in by themselves.
    pub swapped: bool,
    /// The newest view.
    pub view: Option<Box<View>>,
    /// The loop, oldest first.
    pub log: VecDeque<Line>,
    /// Lines of it there have been, those included that it keeps no more.
    pub logged: usize,
    /// What stands in the alarm line.
    pub notice: Option<Notice>,
    /// The act that may be done again with confirmation.
    pub confirm: Option<Command>,
    /// The last act that can need confirmation.
    pub last_guarded: Option<Command>,
    /// The other crew.
    pub partner: Partner,
    /// The connection.
    pub link: LinkState,
    /// Page with the arrows.
    pub page: Page,
    /// What stands in the picture's place.
    pub shown: Shown,
    /// What was read and told so far.
    pub trends: Trends,
    /// Cursor of the list of controls.
    pub control: usize,
    /// Cursor of the matrix: column, row, from 0.
    pub cell: (u8, u8),
    /// Place in the other crew's book.
    pub shelf: Shelf,
    /// Order of the call bar.
    pub bar: Bar,
    /// Text being entered.
    pub entry: Entry,
    /// Length of a pulse.
    pub step: Step,
    /// Keys held.
    pub held: Held,
    /// When its pad's sticks were told last, ms.
    pub leaned_ms: u64,
    /// Language of the calls sent.
    pub tongue: Tongue,
    /// The language spoken before a level without much help asked for the other crew's.
    spoke: Option<Tongue>,
    /// From then on the meaning of the last call is shown, ms.
    pub meaning_from_ms: Option<u64>,
    /// So many times a meaning was asked for.
    pub meanings: u16,
    /// The most help taken in this flight.
    pub most_help: Option<HelpLevel>,
    /// Words learned in this flight, in their order.
    pub learned: Vec<Learned>,
    /// The abort cover is up until then, ms.
    pub cover_until_ms: Option<u64>,
    /// Nothing moves, and why.
    pub standstill: Option<Standstill>,
    /// The line is lost.
    pub lost: Option<LostLine>,
    /// Nothing has come from the other crew's line since then, ms.
    pub silent_since_ms: Option<u64>,
    /// The server keeps the room on its disk.
    pub is_saved: bool,
    /// Time compression: wishes, agreement, what became of it.
    pub pace: PaceState,
    /// The result.
    pub debrief: Option<Box<Debrief>>,
    /// The player's best result of this mission at this seat and level beside this one.
    pub best: Option<Best>,
}

impl Station {
    /// A console before its first view, for a crew that wants help in that language.
    pub fn new(seat: Seat, help: Locale) -> Station {
        Station {
            seat,
            help,
            swapped: false,
            view: None,
            log: VecDeque::new(),
            logged: 0,
            notice: None,
            confirm: None,
            last_guarded: None,
            partner: Partner::default(),
            link: LinkState::default(),
            page: Page::default(),
            shown: Shown::default(),
            trends: Trends::default(),
            control: 0,
            cell: (0, 0),
            shelf: Shelf::default(),
            bar: Bar::default(),
            entry: Entry::default(),
            step: Step::default(),
            held: Held::default(),
            leaned_ms: 0,
            tongue: own_tongue(seat),
            spoke: None,
            meaning_from_ms: None,
            meanings: 0,
            most_help: None,
            learned: Vec::new(),
            cover_until_ms: None,
            standstill: None,
            lost: None,
            silent_since_ms: None,
            is_saved: true,
            pace: PaceState::default(),
            debrief: None,
            best: None,
        }
    }

    /// The language its labels are in now: as printed on the panel, but a passenger's own; one key
    /// swaps them in place.
    pub fn locale(&self) -> Locale {
        let craft = self.view.as_ref().map(|view| view.panel.craft());
        let level = craft.map_or(HelpLevel::Passenger, |craft| craft.help);
        let shown = match level {
            HelpLevel::Passenger => self.help,
            _ => Locale::of(self.seat),
        };
        if self.swapped { shown.other() } else { shown }
    }

    /// A view comes: what it shows, and what its crew's help is.
    pub fn take_view(&mut self, view: Box<View>) {
        self.trends.note(&view);
        // In the first second a room may not have been told yet which help is wanted.
        if view.tick.0 >= TICK_RATE_HZ {
            let level = view.panel.craft().help;
            self.most_help = Some(self.most_help.map_or(level, |most| most.min(level)));
        }
        self.view = Some(view);
    }

    /// The call bar takes in what is new; `places` is how many the screen shows.
    pub fn follow(&mut self, places: usize) {
        let mut bar = std::mem::take(&mut self.bar);
        if let Some(view) = &self.view {
            bar.follow(view, self.unanswered(), places);
        }
        self.bar = bar;
    }

    /// What stands on the digit keys.
    pub fn offers(&self) -> [Option<Offer>; PLACES] {
        match &self.view {
            Some(view) => self.bar.offers(view, self.unanswered()),
            None => [const { None }; PLACES],
        }
    }

    /// A page of controls has the arrows.
    pub fn has_page(&self) -> bool {
        self.page != Page::Flight
    }

    /// The console shows what it shows at the beginning: back leads out.
    pub fn is_home(&self) -> bool {
        self.page == Page::Flight && self.shown == Shown::Window
    }

    /// The last thing the other crew said.
    pub fn last_heard(&self) -> Option<&Transmission> {
        self.log.iter().rev().find_map(|line| match line {
            Line::Spoken(said) if said.from != self.seat => Some(said),
            _ => None,
        })
    }

    /// What the other crew said last, if this crew has said nothing since.
    pub fn unanswered(&self) -> Option<&Transmission> {
        let last = self.log.iter().rev().find_map(|line| match line {
            Line::Spoken(said) => Some(said),
            _ => None,
        });
        last.filter(|said| said.from != self.seat)
    }

    /// The last free text of the other crew.
    pub fn last_text(&self) -> Option<&str> {
        self.log.iter().rev().find_map(|line| match line {
            Line::Spoken(said) if said.from != self.seat => free_text(said),
            _ => None,
        })
    }

    /// The transmission with that number, if it is still kept.
    pub fn heard(&self, seq: u32) -> Option<&Transmission> {
        self.log.iter().rev().find_map(|line| match line {
            Line::Spoken(said) if said.seq == seq => Some(said),
            _ => None,
        })
    }

    /// Takes in what happened; what is heard of it.
    pub fn learn(&mut self, event: Event) -> Option<Cue> {
        let heard = cue(&event, self.seat);
        let tick = self.view.as_ref().map_or(Tick(0), |view| view.tick);
        match event {
            Event::Heard(said) => {
                if said.from != self.seat {
                    self.meaning_from_ms = None;
                }
                self.push(Line::Spoken(said));
            }
            Event::ReadBack { seq, by, verdict } => {
                let quantity = self.quantity_of(seq);
                self.push(Line::ReadBack {
                    tick,
                    by,
                    verdict,
                    quantity,
                });
            }
            Event::Refused { seat, why } => {
                if seat == self.seat {
                    self.refuse(why);
                }
            }
            other => {
                if let Event::Help { seat, level } = other
                    && seat == self.seat
                {
                    self.speak_at(level);
                }
                if is_news(&other, self.seat) {
                    self.push(Line::Happened(tick, other));
                }
            }
        }
        heard
    }

    /// From Commander up a crew speaks the other's language, and takes its own up again below.
    fn speak_at(&mut self, level: HelpLevel) {
        if level >= HelpLevel::Commander {
            self.spoke.get_or_insert(self.tongue);
            self.tongue = own_tongue(self.seat.other());
        } else if let Some(tongue) = self.spoke.take() {
            self.tongue = tongue;
        }
    }

    /// Takes in how time compression stands; why there is none is said like a refusal. True when
    /// the bell should ring: a fast run has ended.
    pub fn take_pace(&mut self, pace: PaceState) -> bool {
        let ran = std::mem::replace(&mut self.pace, pace).granted > 1;
        match pace.dropped {
            Some(why) => self.notice = Some(Notice::Pace(why)),
            None if matches!(self.notice, Some(Notice::Pace(_))) => self.notice = None,
            None => {}
        }
        ran && pace.granted == 1
    }

    fn refuse(&mut self, why: Refusal) {
        self.notice = Some(Notice::Refused(why));
        // One line seldom holds a danger with both its numbers: the loop keeps it whole.
        if let (Refusal::Unsafe(_) | Refusal::Confirm(_), Some(view)) = (&why, &self.view) {
            let (tick, seat) = (view.tick, self.seat);
            self.push(Line::Happened(tick, Event::Refused { seat, why }));
        }
        if why.may_confirm() {
            self.confirm = self.last_guarded.take().map(confirmed);
        }
    }

    /// What the number of a call that was read back measures.
    fn quantity_of(&self, seq: u32) -> Option<Quantity> {
        let said = self.log.iter().rev().find_map(|line| match line {
            Line::Spoken(said) if said.seq == seq => Some(&said.speech),
            _ => None,
        })?;
        match said {
            Speech::Call { call, .. } => call.row().measured().map(|(_, quantity)| quantity),
            Speech::Text(_) => None,
        }
    }

    /// Lines of the loop since there had been so many, as far as they are kept.
    pub fn log_since(&self, logged: usize) -> impl Iterator<Item = &Line> {
        let new = self.logged.saturating_sub(logged).min(self.log.len());
        self.log.iter().skip(self.log.len() - new)
    }

    fn push(&mut self, line: Line) {
        if self.log.len() >= LOG_MAX {
            self.log.pop_front();
        }
        self.log.push_back(line);
        self.logged += 1;
    }
}

/// The language of that seat's console and crew.
pub fn own_tongue(seat: Seat) -> Tongue {
    match seat {
        Seat::Apollo => Tongue::English,
        Seat::Soyuz => Tongue::Russian,
    }
}

/// A transmission's own words, when it was free text.
pub fn free_text(said: &Transmission) -> Option<&str> {
    match &said.speech {
        Speech::Text(text) => Some(text),
        Speech::Call { .. } => None,
    }
}

/// The same act with its second confirmation.
pub fn confirmed(command: Command) -> Command {
    match command {
        Command::Valve { valve, open, .. } => Command::Valve {
            valve,
            open,
            confirmed: true,
        },
        Command::Hatch { hatch, act, .. } => Command::Hatch {
            hatch,
            act,
            confirmed: true,
        },
        Command::Move { crew, to, .. } => Command::Move {
            crew,
            to,
            confirmed: true,
        },
        // Hooks ask for the same order once more.
        other => other,
    }
}

/// Events that make a line on the loop. Steps and modes stand elsewhere on the console.
fn is_news(event: &Event, seat: Seat) -> bool {
    match event {
        Event::Poll { .. }
        | Event::Key { .. }
        | Event::BothKeys(_)
        | Event::Control { .. }
        | Event::Docking(_)
        | Event::LeakReading { .. }
        | Event::NoCapture(_)
        | Event::LampSeen { .. }
        | Event::Expired(_)
        | Event::Doubtful { .. }
        | Event::Abort(_)
        | Event::Ended(_) => true,
        Event::Help { .. } => true,
        Event::Alarm { seat: whose, .. } | Event::Pilot { seat: whose, .. } => *whose == seat,
        Event::WrongCell => seat == Seat::Soyuz,
        _ => false,
    }
}
