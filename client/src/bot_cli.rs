//! `handshake bot`: a software crew in somebody's room, with a plain log of what it says, hears and has
//! done. It is a crew like any other: it sees what its seat sees, holds its seat over lost lines, and sits
//! down in it again when its program was killed.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::pin::pin;
use std::process::ExitCode;
use std::time::Duration;

use clap::Args;
use handshake_shared::catalogue::procedures::StepId;
use handshake_shared::catalogue::transfers::Transfer;
use handshake_shared::ids::Seat;
use handshake_shared::sim::event::{Event, Verdict};
use handshake_shared::time::Tick;
use handshake_shared::view::View;
use handshake_shared::wire::{Closing, PauseReason, RoomCode};
use tokio::time::interval;

use crate::app::msg::NOT_BACK;
use crate::app::trouble::Trouble;
use crate::bots::{Lapses, Temper, fly_until};
use crate::cli::{SeatName, locale};
use crate::i18n::{
    Arg, Units, Words, labels, own_move_text, refusal_text, spoken_text, trouble_text,
};
use crate::mission::{Seated, closed, sit_as_software};
use crate::net::{CloseReason, NetEvent};
use crate::replays::clock_text;
use crate::runtime::signals::told_to_stop;
use crate::settings::{HelpName, LangName};

/// How long a leave waits for the server's goodbye.
const LEAVE_WAIT: Duration = Duration::from_millis(400);

/// A software crew and where it goes.
#[derive(Clone, Debug, Args)]
pub struct BotArgs {
    /// The invite line, or ADDRESS and CODE
    #[arg(required = true, num_args = 1..)]
    pub invite: Vec<String>,
    /// The seat to take; the free one when left out
    #[arg(long, value_enum)]
    pub seat: Option<SeatName>,
    /// Help it gives itself: with less it reads back in digits and speaks the other language
    #[arg(long, value_enum, default_value = "passenger")]
    pub level: HelpName,
    /// Time from seeing or hearing something to answering it, s
    #[arg(long, value_name = "SECONDS", default_value_t = 1.2, value_parser = latency)]
    pub latency: f64,
    /// The most that an answer comes later than that, by chance, s
    #[arg(long, value_name = "SECONDS", default_value_t = 0.0, value_parser = latency)]
    pub hesitates: f64,
    /// Share of what it says, spells and reads back that comes out wrong, %; without a number it reads
    /// back wrongly every time, and nothing armed may give way to it
    #[arg(long, value_name = "PERCENT", num_args = 0..=1, require_equals = true,
        default_value_t = 0, default_missing_value = "100", value_parser = percent())]
    pub slips: u8,
    /// Share of the calls in the other language that it catches the first time, %
    #[arg(long, value_name = "PERCENT", default_value_t = 100, value_parser = percent())]
    pub fluency: u8,
    /// Where its chances begin: of one number it errs in one way
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    pub seed: u64,
    /// Language of the log
    #[arg(long, value_enum, env = "HANDSHAKE_LANG")]
    pub lang: Option<LangName>,
}

fn percent() -> clap::builder::RangedI64ValueParser<u8> {
    clap::value_parser!(u8).range(0..=100)
}

impl BotArgs {
    /// How the crew behaves. One that always reads back wrongly says what it means: a crew that never did
    /// would come to no lock at all.
    fn temper(&self) -> Temper {
        let always = self.slips == 100;
        Temper {
            slips: always,
            help: self.level.into(),
            reaction_s: self.latency,
            lapses: Lapses {
                seed: self.seed,
                slip_percent: if always { 0 } else { self.slips },
                uncaught_percent: 100 - self.fluency,
                late_s: self.hesitates,
            },
            ..Temper::GOOD
        }
    }
}

/// A latency that a crew can still fly with.
fn latency(text: &str) -> Result<f64, String> {
    let seconds: f64 = text.parse().map_err(|_| "a number of seconds".to_owned())?;
    match (0.0..=30.0).contains(&seconds) {
        true => Ok(seconds),
        false => Err("0 to 30 seconds".to_owned()),
    }
}

/// Crews the seat until the room closes or the program is told to stop; why it could not is told on
/// standard error.
pub fn run(args: &BotArgs, lang: Option<LangName>) -> ExitCode {
    let words = Words::new(locale(args.lang.or(lang)));
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build();
    let done = match runtime {
        Ok(runtime) => runtime.block_on(crew(args, &words)),
        Err(why) => Err(Trouble::Server(why.to_string())),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("handshake: {}", trouble_text(&words, &why));
            ExitCode::FAILURE
        }
    }
}

async fn crew(args: &BotArgs, words: &Words) -> Result<(), Trouble> {
    let seat = args.seat.map(Seat::from);
    let Seated {
        mut link,
        room,
        seat,
        pace,
        keeper,
    } = sit_as_software(&args.invite.join(" "), seat, || {
        print(words.get(NOT_BACK));
    })
    .await?;
    let temper = args.temper();
    let mut log = Log::new(words, seat);
    print(log.sits(room));
    // What watches the link and what counts the seconds both tell it.
    let keeper = RefCell::new(keeper);
    let mut seconds = interval(Duration::from_secs(1));
    let mut stop = Box::pin(told());
    loop {
        let mut over = None;
        let watch = |event: &NetEvent| {
            keeper.borrow_mut().note(event);
            if let NetEvent::Closed { reason } = event {
                over = Some(*reason);
            }
            log.lines(event).into_iter().for_each(print);
            false
        };
        let flown = {
            let mut flying = pin!(fly_until(&mut link, pace, temper, watch));
            loop {
                tokio::select! {
                    flown = &mut flying => break Some(flown),
                    _ = seconds.tick() => keeper.borrow_mut().second(),
                    () = &mut stop => break None,
                }
            }
        };
        let Some(flown) = flown else {
            keeper.borrow_mut().give_up();
            leave(&mut link).await;
            return Ok(());
        };
        // The other crew decides whether there is another flight; this one is always willing.
        if flown.is_none() || link.again().is_err() {
            return ended(over.unwrap_or(CloseReason::Lost));
        }
    }
}

fn print(line: String) {
    println!("{line}");
}

/// The program is told to stop: by a key at its terminal, or by a signal.
async fn told() {
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = told_to_stop() => {}
    }
}

async fn leave(link: &mut crate::net::Link) {
    if link.leave().is_err() {
        return;
    }
    // A server that does not answer is not waited for.
    let _ = tokio::time::timeout(LEAVE_WAIT, async {
        while !matches!(link.next().await, NetEvent::Closed { .. }) {}
    })
    .await;
}

/// A room that closes because its flight is over is no trouble.
fn ended(why: CloseReason) -> Result<(), Trouble> {
    match why {
        CloseReason::Server(Closing::Left | Closing::PartnerGone | Closing::ServerStopping) => {
            Ok(())
        }
        other => Err(closed(other)),
    }
}

/// What a software crew's log says of what comes over its link.
struct Log<'a> {
    words: &'a Words,
    seat: Seat,
    at: Tick,
    /// Its open moves, in words.
    open: BTreeMap<(StepId, u8), String>,
    stands: bool,
}

impl Log<'_> {
    fn new(words: &Words, seat: Seat) -> Log<'_> {
        Log {
            words,
            seat,
            at: Tick(0),
            open: BTreeMap::new(),
            stands: false,
        }
    }

    fn sits(&self, room: RoomCode) -> String {
        let key = match self.seat {
            Seat::Apollo => "bot-sits-apollo",
            Seat::Soyuz => "bot-sits-soyuz",
        };
        let room = room.to_string();
        self.words.format(key, &[("room", Arg::Text(&room))])
    }

    fn lines(&mut self, event: &NetEvent) -> Vec<String> {
        match event {
            NetEvent::Started { scenario, tick, .. } => {
                (self.at, self.stands) = (*tick, false);
                self.open.clear();
                let key = format!("mission-{scenario}");
                let title = match self.words.has(&key) {
                    true => self.words.get(&key),
                    false => scenario.clone(),
                };
                let text = self
                    .words
                    .format("bot-begins", &[("mission", Arg::Text(&title))]);
                vec![self.line(&text)]
            }
            NetEvent::Event { tick, event } => {
                self.at = *tick;
                self.happened(event).into_iter().collect()
            }
            NetEvent::View(view) => self.worked(view),
            NetEvent::Paused { why, .. } => {
                self.stands = true;
                vec![self.say(stands(*why))]
            }
            NetEvent::Resumed if std::mem::take(&mut self.stands) => {
                vec![self.say("bot-goes-on")]
            }
            NetEvent::Lost => vec![self.say("bot-lost")],
            NetEvent::NotBack => vec![self.say(NOT_BACK)],
            NetEvent::Undone(_) | NetEvent::Restored(_) => vec![self.say("bot-undone")],
            NetEvent::Closed {
                reason: CloseReason::Server(Closing::Left),
            } => vec![self.say("bot-left")],
            NetEvent::Closed {
                reason: CloseReason::Server(why),
            } => {
                let why = Trouble::Closed(*why);
                vec![self.line(&trouble_text(self.words, &why))]
            }
            _ => Vec::new(),
        }
    }

    /// What was said, judged and refused, and how it ended.
    fn happened(&self, event: &Event) -> Option<String> {
        let ship = |seat| self.words.get(labels::ship(seat));
        let text = match event {
            Event::Heard(said) => format!("{}: {}", ship(said.from), spoken_text(said)),
            Event::ReadBack { by, verdict, .. } => {
                let key = match verdict {
                    Verdict::Match => "replay-read-back-right",
                    _ => "replay-read-back-wrong",
                };
                format!("{}: {}", ship(*by), self.words.get(key))
            }
            Event::Refused { seat, why } if *seat == self.seat => {
                refusal_text(self.words, Units::of(self.seat), why)
            }
            Event::Ended(outcome) => self.words.get(labels::outcome(*outcome)),
            _ => return None,
        };
        Some(self.line(&text))
    }

    /// The moves of this crew that are open no longer: done.
    fn worked(&mut self, view: &View) -> Vec<String> {
        self.at = view.tick;
        let units = Units::of(self.seat);
        let transfer = Transfer::numbered(view.plan.transfer);
        let moves = view.plan.moves_of(self.seat);
        let open: BTreeMap<_, _> = moves
            .map(|(open, row)| {
                let text = own_move_text(self.words, units, row, transfer);
                ((open.step, open.index), text)
            })
            .collect();
        let before = std::mem::replace(&mut self.open, open);
        let done = before
            .into_iter()
            .filter(|(key, _)| !self.open.contains_key(key));
        done.map(|(_, text)| self.line(&format!("✓ {text}")))
            .collect()
    }

    fn say(&self, key: &str) -> String {
        self.line(&self.words.get(key))
    }

    fn line(&self, text: &str) -> String {
        format!("{}  {text}", clock_text(self.at))
    }
}

/// Why the flight stands still.
fn stands(why: PauseReason) -> &'static str {
    match why {
        PauseReason::Lost(Seat::Apollo) => "pause-lost-apollo",
        PauseReason::Lost(Seat::Soyuz) => "pause-lost-soyuz",
        PauseReason::Left(Seat::Apollo) => "bot-gone-apollo",
        PauseReason::Left(Seat::Soyuz) => "bot-gone-soyuz",
        PauseReason::Asked(Seat::Apollo) => "pause-by-apollo",
        PauseReason::Asked(Seat::Soyuz) => "pause-by-soyuz",
    }
}

#[cfg(test)]
mod tests {
    use handshake_shared::catalogue::calls::CallId;
    use handshake_shared::scenario::load;
    use handshake_shared::sim::World;
    use handshake_shared::sim::event::{Speech, Transmission};
    use handshake_shared::sim::input::Tongue;
    use handshake_shared::sim::radio::noise::Noise;
    use handshake_shared::view;

    use super::*;
    use crate::i18n::Locale;

    #[test]
    fn the_log_says_what_is_said_and_which_moves_are_done_in_both_languages() {
        let scenario = load("final-approach").expect("ships");
        for locale in Locale::ALL {
            let words = Words::new(locale);
            let mut log = Log::new(&words, Seat::Apollo);
            let mut view = Box::new(view::of(&World::new(&scenario, 1), Seat::Apollo));
            assert!(log.lines(&NetEvent::View(view.clone())).is_empty());
            let open = log.open.len();
            view.plan.open.clear();
            let done = log.lines(&NetEvent::View(view));
            assert_eq!(done.len(), open, "{done:?}");
            let said = Transmission {
                seq: 1,
                tick: Tick(600),
                from: Seat::Soyuz,
                speech: Speech::Call {
                    call: CallId::StandBy,
                    slots: Default::default(),
                    tongue: Tongue::Russian,
                },
                wants_read_back: false,
                noise: Noise::default(),
            };
            let heard = log.lines(&NetEvent::Event {
                tick: Tick(600),
                event: Event::Heard(said),
            });
            let [line] = heard.as_slice() else {
                panic!("{heard:?}")
            };
            assert!(line.starts_with("00:00:10  "), "{line}");
            for key in [
                "bot-goes-on",
                "bot-lost",
                "bot-undone",
                "bot-left",
                "bot-gone-apollo",
                "bot-gone-soyuz",
            ] {
                log.say(key);
            }
            log.sits(RoomCode::new(7));
            assert_eq!(words.missing(), Vec::<String>::new());
        }
    }

    #[derive(clap::Parser)]
    struct Line {
        #[command(flatten)]
        bot: BotArgs,
    }

    fn temper(line: &str) -> Option<Temper> {
        use clap::Parser;
        let words = ["bot"].into_iter().chain(line.split_whitespace());
        let line = Line::try_parse_from(words).ok()?;
        assert_eq!(line.bot.invite, ["127.0.0.1", "123456"]);
        Some(line.bot.temper())
    }

    #[test]
    fn how_often_and_how_far_it_errs_is_said_on_the_line() {
        let errs = temper("--slips=10 --fluency 70 --hesitates 3 --seed 5 127.0.0.1 123456");
        let lapses = Lapses {
            seed: 5,
            slip_percent: 10,
            uncaught_percent: 30,
            late_s: 3.0,
        };
        assert_eq!(
            errs.map(|crew| (crew.slips, crew.lapses)),
            Some((false, lapses))
        );
        let always = temper("--slips 127.0.0.1 123456").expect("a number is not asked for");
        assert!(always.slips && always.lapses.slip_percent == 0);
        let good = temper("127.0.0.1 123456").expect("nothing is asked for");
        let seedless = Lapses {
            seed: 0,
            ..good.lapses
        };
        assert_eq!((good.slips, seedless), (false, Lapses::default()));
        assert!(temper("--slips=101 127.0.0.1 123456").is_none());
    }

    #[test]
    fn a_latency_is_a_time_a_crew_can_fly_with() {
        assert_eq!(latency("2.5"), Ok(2.5));
        for wrong in ["-1", "31", "soon", "NaN"] {
            assert!(latency(wrong).is_err(), "{wrong}");
        }
    }
}
