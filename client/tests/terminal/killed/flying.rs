//! `handshake bot` as a process of its own, killed and started again in the seat it flies, and the program
//! at its terminal killed in between: the seat is kept, nothing of the flight is undone, and each act took
//! effect once. What the programs asked for is read in their logs, what the room did in its recording.
//!
//! The whole matrix, a kill in every phase and at every mark of the docking of two missions, from either
//! seat, takes as long as the longer mission, some fifteen minutes:
//! `cargo test -p handshake --test terminal -- --ignored --nocapture killed`

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use handshake::bots::{self, Temper};
use handshake::net::{Link, NetEvent, connect};
use handshake_server::recordings::{Keep, files};
use handshake_server::{Config, Server};
use handshake_shared::catalogue::procedures::Phase;
use handshake_shared::ids::Seat;
use handshake_shared::replay::Replay;
use handshake_shared::scenario::load;
use handshake_shared::sim::event::{DockingEvent, Event};
use handshake_shared::sim::scoring::Debrief;
use handshake_shared::time::Tick;
use handshake_shared::wire::{Hello, Pace, ScenarioChoice};
use rustix::process::{Pid, Signal, kill_process};
use tokio::runtime::Runtime;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::timeout;

use super::until;
use crate::SETTLED;
use crate::player::{DEADLINE, Player};

/// What a software crew's log says first.
const SITS: &str = "A software crew sits in";
/// What it says when its server came back without the last moments.
const UNDONE: &str = "flown again";
/// Where the game notes acts and their effect.
const NOTES: &str = "handshake::net=trace";
/// A mission that is not over by then is stuck.
const STUCK: Duration = Duration::from_secs(2_400);

/// `handshake bot` in a process of its own.
struct Crew {
    child: Child,
    lines: Receiver<String>,
    began: Instant,
    /// What it had to say so far.
    said: Vec<String>,
}

impl Crew {
    fn start(home: &Path, line: &str, seat: Seat) -> Crew {
        let seat = match seat {
            Seat::Apollo => "apollo",
            Seat::Soyuz => "soyuz",
        };
        let mut command = Command::new(env!("CARGO_BIN_EXE_handshake"));
        command
            .args(["bot", line, "--seat", seat, "--lang", "en"])
            .env_clear()
            .env("HOME", home)
            .env("XDG_CONFIG_HOME", home.join("config"))
            .env("XDG_DATA_HOME", home.join("data"))
            .env("HANDSHAKE_LAN", "off")
            .env("HANDSHAKE_LOG", NOTES)
            .stdin(Stdio::null())
            .stdout(Stdio::piped());
        let began = Instant::now();
        let mut child = command.spawn().expect("the game starts");
        let output = BufReader::new(child.stdout.take().expect("piped"));
        let (tell, lines) = channel();
        std::thread::spawn(move || {
            // Nobody may be listening any more.
            let told = output.lines().map_while(Result::ok);
            told.for_each(|line| drop(tell.send(line)));
        });
        Crew {
            child,
            lines,
            began,
            said: Vec::new(),
        }
    }

    /// Waits for a line with this in it; how long after its start that came.
    fn until(&mut self, text: &str) -> Duration {
        loop {
            let line = self.lines.recv_timeout(DEADLINE);
            let line = line.unwrap_or_else(|why| panic!("{text}: {why}, after {:?}", self.said));
            let found = line.contains(text);
            self.said.push(line);
            if found {
                return self.began.elapsed();
            }
        }
    }

    /// SIGKILL; what it said of a flight undone.
    fn kill(mut self) -> usize {
        self.child.kill().expect("ours");
        self.child.wait().expect("ours");
        self.undone()
    }

    /// SIGTERM: it leaves and ends in good order.
    fn stop(mut self) -> usize {
        let pid = Pid::from_child(&self.child);
        kill_process(pid, Signal::TERM).expect("it runs");
        assert!(
            self.child.wait().expect("ours").success(),
            "{:?}",
            self.said
        );
        self.undone()
    }

    fn undone(&mut self) -> usize {
        self.said.extend(self.lines.iter());
        self.said
            .iter()
            .filter(|line| line.contains(UNDONE))
            .count()
    }
}

impl Drop for Crew {
    fn drop(&mut self) {
        // Gone already where a test ended it.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What the partner, who is never killed, sees of the flight.
#[derive(Clone, Debug, PartialEq)]
enum Seen {
    /// A moment that a kill belongs to.
    Moment(String, Tick),
    /// The other crew said something.
    Heard,
    /// The flight went back, or some of it is gone.
    Undone,
}

/// Tells of moments as they come.
struct Watch {
    to: UnboundedSender<Seen>,
    /// The crew that is killed.
    other: Seat,
    phase: Option<Phase>,
    at: Tick,
}

impl Watch {
    fn take(&mut self, event: &NetEvent) {
        match event {
            NetEvent::Event {
                event: Event::Heard(said),
                ..
            } if said.from == self.other => self.tell(Seen::Heard),
            NetEvent::View(view) => {
                if view.tick < self.at {
                    self.tell(Seen::Undone);
                }
                self.at = self.at.max(view.tick);
                let phase = view.plan.phase;
                if self.phase.replace(phase) != Some(phase) {
                    self.moment(format!("phase {phase:?}"));
                }
            }
            NetEvent::Event { event, .. } => {
                if let Some(moment) = mark(event) {
                    self.moment(moment);
                }
            }
            NetEvent::Undone(_) | NetEvent::Restored(_) => self.tell(Seen::Undone),
            _ => {}
        }
    }

    fn moment(&self, name: String) {
        self.tell(Seen::Moment(name, self.at));
    }

    fn tell(&self, seen: Seen) {
        // The test has seen enough.
        let _ = self.to.send(seen);
    }
}

/// The marks of a docking at which a crew is killed, too.
fn mark(event: &Event) -> Option<String> {
    let name = match event {
        Event::Docking(DockingEvent::Contact(_)) => "contact",
        Event::Docking(DockingEvent::Capture) => "capture",
        Event::Docking(DockingEvent::Damped) => "damped",
        Event::Docking(DockingEvent::Retracted) => "retracted",
        Event::Docking(DockingEvent::HardDock) => "hard dock",
        Event::Hatch { hatch, open: true } => return Some(format!("{hatch:?} opens")),
        _ => return None,
    };
    Some(name.to_owned())
}

/// A mission whose partner flies here, in a room of its own server that writes it down.
struct Mission {
    runtime: Runtime,
    server: Server,
    player: Player,
    line: String,
    room: String,
    seat: Seat,
    sees: UnboundedReceiver<Seen>,
    flying: JoinHandle<Option<Debrief>>,
    /// The partner leaves.
    leaves: oneshot::Sender<()>,
}

/// What a shell does with the game again and again, until it ends in good order.
const AGAIN: &str = "n=0; read go; until \"$GAME\"; do n=$((n + 1)); stty sane; \
                     printf '\\033[?1049l\\033[2J\\033[H'; echo \"gone $n\"; read go; done; echo over";

impl Mission {
    fn begin(name: &str, scenario: &str, seat: Seat) -> Mission {
        let name = format!("{name}-{scenario}-{seat:?}");
        let script = format!("export HANDSHAKE_LOG={NOTES}; {AGAIN}");
        let player = Player::start(&name, (120, 40), SETTLED, &script);
        let runtime = Runtime::new().expect("threads");
        let keep = Keep {
            folder: player.home().join("recorded"),
            newest: 1,
        };
        let config = Config {
            replays: Some(keep),
            ..Config::local()
        };
        let server = runtime
            .block_on(Server::start(config))
            .expect("a free port");
        let opening = Hello {
            seat: Some(seat.other()),
            ..Hello::create(
                "Tom",
                ScenarioChoice::Named(scenario.to_owned()),
                Pace::RealTime,
            )
        };
        let partner = runtime.block_on(async {
            let mut partner = connect(&server.invite(None), opening)
                .await
                .expect("a room");
            let room = until(&mut partner, |event| match event {
                NetEvent::Welcome { room, .. } => Some(*room),
                _ => None,
            });
            (room.await, partner)
        });
        let (room, partner) = partner;
        let (to, sees) = unbounded_channel();
        let (leaves, may_leave) = oneshot::channel();
        let flying = runtime.spawn(fly(partner, seat, to, may_leave));
        Mission {
            line: server.invite(Some(room)).to_string(),
            room: room.to_string(),
            runtime,
            server,
            player,
            seat,
            sees,
            flying,
            leaves,
        }
    }

    fn crew(&self) -> Crew {
        Crew::start(self.player.home(), &self.line, self.seat)
    }

    /// The next thing that the partner sees; nothing when the flight is over.
    fn next(&mut self) -> Option<Seen> {
        let sees = &mut self.sees;
        self.runtime.block_on(async {
            let seen = timeout(STUCK, sees.recv()).await;
            seen.expect("not stuck")
        })
    }

    /// Waits until the partner has heard so many more calls.
    fn hears(&mut self, mut calls: usize) {
        while calls > 0 {
            match self.next().expect("it flies") {
                Seen::Heard => calls -= 1,
                Seen::Moment(..) => {}
                Seen::Undone => panic!("some of the flight is gone"),
            }
        }
    }

    /// The program at its terminal is offered the seat, sits in it, and is killed; how long it took from
    /// its start to the cockpit.
    fn at_the_terminal(&self, round: usize) -> Duration {
        let began = Instant::now();
        self.player.press("\n");
        self.player.until_text("Back to your seat: ");
        // A crew that was killed in its first moments knows no mission yet.
        self.player
            .until_text(&format!(", room {}, left ", self.room));
        self.player.press("r");
        self.player.until_text("CONTROL ");
        let took = began.elapsed();
        self.player.signal(Signal::KILL);
        self.player.until_text(&format!("gone {round}"));
        took
    }

    /// Both crews leave, and the server stops in good order; how the flight ended, what the room did, and where
    /// the notes of the programs are.
    fn recorded(self, crew: impl FnOnce()) -> (Option<Debrief>, Replay, PathBuf) {
        let home = self.player.home().to_owned();
        crew();
        // The partner may be gone.
        let _ = self.leaves.send(());
        let debrief = self.runtime.block_on(self.flying).expect("no bug");
        self.runtime.block_on(self.server.stop());
        let all = files(&home.join("recorded")).expect("a folder");
        let bytes = std::fs::read(&all[0]).expect("written");
        let notes = home.join("data/handshake");
        let replay = Replay::read(&bytes).expect("a header");
        self.player.press("\n");
        self.player.until_text("Together at this keyboard");
        self.player.press("q");
        self.player.until_text("over");
        // The logs go with the player's folder.
        let kept = std::env::temp_dir().join(format!("{}-notes", home.display()));
        std::fs::rename(notes, &kept).expect("the same disk");
        self.player.end();
        (debrief, replay, kept)
    }
}

/// The partner, who is good and stays until it is told to leave.
async fn fly(
    mut link: Link,
    other: Seat,
    to: UnboundedSender<Seen>,
    may_leave: oneshot::Receiver<()>,
) -> Option<Debrief> {
    let mut watch = Watch {
        to,
        other,
        phase: None,
        at: Tick(0),
    };
    let sees = |event: &NetEvent| {
        watch.take(event);
        // Nobody looks any more.
        watch.to.is_closed()
    };
    let debrief = bots::fly_until(&mut link, Pace::RealTime, Temper::default(), sees).await;
    drop(watch);
    // Dropped, it says the same.
    let _ = may_leave.await;
    let _ = link.leave();
    let gone = async { while !matches!(link.next().await, NetEvent::Closed { .. }) {} };
    let _ = timeout(DEADLINE, gone).await;
    debrief
}

/// What all programs in one seat asked for and what they were told took effect.
#[derive(Debug, Default)]
struct Notes {
    /// By number; one that was lost with its program gives its number to the next.
    asked: Vec<(usize, String)>,
    took: BTreeMap<usize, u32>,
}

impl Notes {
    fn read(folder: &Path) -> Notes {
        let mut notes = Notes::default();
        for name in ["handshake.log.old", "handshake.log"] {
            // There may be no older one.
            let text = std::fs::read_to_string(folder.join(name)).unwrap_or_default();
            text.lines().for_each(|line| notes.line(line));
        }
        notes
    }

    fn line(&mut self, line: &str) {
        let number = |key: &str| {
            let (_, rest) = line.split_once(key)?;
            let digits = rest.split(' ').next()?;
            digits.parse::<usize>().ok()
        };
        if let (Some(seq), Some((_, act))) = (number("asked seq="), line.split_once(" act=")) {
            self.asked.push((seq, act.to_owned()));
        }
        if let (Some(seq), Some(tick)) = (number("took effect seq="), number(" tick=")) {
            let told = self.took.insert(seq, tick as u32);
            assert_eq!(told, None, "act {seq} is told once");
        }
    }

    /// Everything in the recording was asked for by the number that it has there; what was told to have
    /// taken effect did so then. Returns how many acts were on their way at a kill: known to the room and
    /// not told any more, and lost.
    fn check(&self, replay: &Replay, seat: Seat) -> (usize, usize) {
        let done: Vec<(u32, String)> = replay
            .stretches
            .iter()
            .flat_map(|stretch| {
                let own = stretch.acts.iter().filter(|done| done.seat == seat);
                own.map(|done| {
                    let tick = stretch.from.0 + u32::from(done.after) + 1;
                    (tick, format!("{:?}", done.command))
                })
            })
            .collect();
        for (seq, (tick, act)) in (1..).zip(&done) {
            let asked = self.asked.iter().any(|(s, a)| (s, a) == (&seq, act));
            assert!(
                asked,
                "act {seq} of the recording, {act}, was not asked for"
            );
            if let Some(told) = self.took.get(&seq) {
                assert_eq!(told, tick, "act {seq}, {act}");
            }
        }
        let beyond = self.took.keys().find(|seq| **seq > done.len());
        assert_eq!(beyond, None, "of {} acts", done.len());
        (done.len() - self.took.len(), self.asked.len() - done.len())
    }
}

fn median_and_worst(times: &mut [Duration]) -> (f64, f64) {
    times.sort();
    let at = |index: usize| times.get(index).map_or(f64::NAN, Duration::as_secs_f64);
    (
        at(times.len().saturating_sub(1) / 2),
        at(times.len().saturating_sub(1)),
    )
}

/// One mission whose crew in this seat is killed again and again.
fn killed_everywhere(scenario: &str, seat: Seat) {
    let mut mission = Mission::begin("everywhere", scenario, seat);
    let mut crew = mission.crew();
    crew.until(SITS);
    let (mut back, mut offered, mut undone) = (Vec::new(), Vec::new(), 0);
    let mut known: Vec<String> = Vec::new();
    while let Some(seen) = mission.next() {
        let (moment, tick) = match seen {
            Seen::Moment(moment, tick) => (moment, tick),
            Seen::Undone => {
                undone += 1;
                continue;
            }
            Seen::Heard => continue,
        };
        if known.contains(&moment) {
            continue;
        }
        undone += crew.kill();
        if moment.starts_with("phase") {
            let took = mission.at_the_terminal(offered.len() + 1);
            offered.push(took);
        }
        crew = mission.crew();
        let took = crew.until(SITS);
        println!(
            "{scenario} {seat:?} killed at {:.1} s, {moment}: back after {:.2} s",
            tick.seconds(),
            took.as_secs_f64()
        );
        back.push(took);
        known.push(moment);
    }
    let (debrief, replay, notes) = mission.recorded(|| undone += crew.stop());
    let (unheard, lost) = Notes::read(&notes).check(&replay, seat);
    std::fs::remove_dir_all(notes).expect("cleaned up");
    let (p50, worst) = median_and_worst(&mut back);
    let (offered50, offered_worst) = median_and_worst(&mut offered);
    let acts = replay.stretches.iter().flat_map(|stretch| &stretch.acts);
    println!(
        "{scenario} {seat:?}: {} kills of the crew, back in the seat p50 {p50:.2} s, worst {worst:.2} s; \
         {} of the program at its terminal, from its start to the cockpit p50 {offered50:.2} s, worst \
         {offered_worst:.2} s; undone {undone}; {} acts, of them {unheard} not told any more, {lost} lost \
         on their way; {:?}",
        back.len(),
        offered.len(),
        acts.filter(|done| done.seat == seat).count(),
        debrief
            .as_ref()
            .map(|debrief| (debrief.outcome, debrief.total)),
    );
    assert_eq!(undone, 0);
    let good = load(scenario).expect("ships").goal.outcome();
    assert_eq!(debrief.map(|debrief| debrief.outcome), Some(good));
    assert!(known.len() > 8, "{known:?}");
}

#[test]
#[ignore = "the whole matrix: as long as the longer mission, some fifteen minutes"]
fn missions_reach_their_handshake_though_a_crew_is_killed_in_every_phase() {
    let missions: Vec<_> = ["final-approach", "first-handshake"]
        .into_iter()
        .flat_map(|scenario| Seat::ALL.map(|seat| (scenario, seat)))
        .map(|(scenario, seat)| std::thread::spawn(move || killed_everywhere(scenario, seat)))
        .collect();
    let failed = missions.into_iter().filter_map(|flown| flown.join().err());
    assert_eq!(failed.count(), 0, "told above");
}

/// The short case: one kill in flight.
#[test]
fn a_software_crew_that_is_killed_sits_down_in_its_seat_again() {
    let mut mission = Mission::begin("once", "final-approach", Seat::Soyuz);
    let mut crew = mission.crew();
    crew.until(SITS);
    mission.hears(2);
    let undone = crew.kill();
    let mut crew = mission.crew();
    let back = crew.until(SITS);
    println!("back in the seat after {:.2} s", back.as_secs_f64());
    mission.hears(3);
    mission.sees.close();
    let mut gone = 0;
    let (_, replay, notes) = mission.recorded(|| gone = crew.stop());
    assert_eq!(undone + gone, 0);
    Notes::read(&notes).check(&replay, Seat::Soyuz);
    std::fs::remove_dir_all(notes).expect("cleaned up");
    let acts = replay.stretches.iter().flat_map(|stretch| &stretch.acts);
    assert!(acts.filter(|done| done.seat == Seat::Soyuz).count() > 1);
}
