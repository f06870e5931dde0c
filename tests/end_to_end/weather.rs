//! Whole missions over bad lines, on the clock and over real packets: two software crews fly
//! `final-approach` through relays that delay, scatter and lose, through a partition of twenty seconds and
//! through changes of address. Each has to end in the handshake, and what its crews were told is held
//! against the server's recording.
//!
//! One leg of thirty seconds is an ordinary test. The whole matrix, side by side in some seven minutes:
//! `cargo test -p handshake-tests --release --test end_to_end -- --ignored --nocapture weather`

use std::time::Duration;

use handshake::bots::{self, Temper};
use handshake::net::{Gauges, Link, NetError, NetEvent, connect};
use handshake_server::recordings::{Keep, files};
use handshake_server::{Config, Server};
use handshake_shared::ids::Seat;
use handshake_shared::replay::Replay;
use handshake_shared::rng::{Stream, Subject};
use handshake_shared::scenario::load;
use handshake_shared::sim::scoring::Debrief;
use handshake_shared::time::Tick;
use handshake_shared::wire::{Hello, Invite, Pace, RoomCode, ScenarioChoice, Want};
use handshake_tests::process::Scratch;
use handshake_tests::relay::{Relay, Weather};
use handshake_tests::told::{Compared, Told};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, timeout};

use crate::crews::{PATIENCE, wait};

const SCENARIO: &str = "final-approach";
/// A mission that is not over by then is stuck: software crews take four minutes.
const STUCK: Duration = Duration::from_secs(1_200);
/// How long nothing passes.
const PARTITION: Duration = Duration::from_secs(20);
/// A line that lets nobody in at once is tried again, so often.
const CALLS_MAX: usize = 10;

/// What a mission is flown through.
#[derive(Clone, Copy, Debug)]
struct Sky {
    name: &'static str,
    weather: (u64, u64, f64),
    /// One crew's line is cut once.
    partition: bool,
    /// The server sees a crew at another address, in turn, every so many seconds of the mission.
    moves_every_s: Option<f64>,
}

/// The matrix: round trip and scatter, ms, and loss each way, parts of a hundred.
const SKIES: [Sky; 5] = [
    sky("150/30/5", (150, 30, 5.0), false, None),
    sky("400/60/10", (400, 60, 10.0), false, None),
    sky("partition 20 s", (60, 10, 1.0), true, None),
    sky("address changes", (60, 10, 1.0), false, Some(20.0)),
    sky("all of it", (150, 30, 5.0), true, Some(20.0)),
];
const SEEDS: [u64; 4] = [7, 417, 1975, 20_260];

const fn sky(
    name: &'static str,
    weather: (u64, u64, f64),
    partition: bool,
    moves_every_s: Option<f64>,
) -> Sky {
    Sky {
        name,
        weather,
        partition,
        moves_every_s,
    }
}

/// Two crews in a room of their own server, each behind a relay.
struct Mission {
    server: Server,
    folder: Scratch,
    room: RoomCode,
    crews: [Link; 2],
    relays: [Relay; 2],
}

/// What one crew lived through.
#[derive(Default)]
struct Crew {
    told: Told,
    /// Corrections of the picture, m.
    corrected_m: Vec<f64>,
    counted: u64,
    /// When its line was lost, was heard again, and when the flight went on.
    lost: Vec<Instant>,
    heard: Vec<Instant>,
    resumed: Vec<Instant>,
}

impl Crew {
    fn take(&mut self, event: &NetEvent, gauges: &Gauges) {
        self.told.take(event);
        match event {
            NetEvent::Lost => self.lost.push(Instant::now()),
            NetEvent::Welcome { .. } | NetEvent::Quiet(None) => self.heard.push(Instant::now()),
            NetEvent::Resumed => self.resumed.push(Instant::now()),
            NetEvent::View(_) => {
                let off = gauges.corrections();
                if off.count != self.counted {
                    self.counted = off.count;
                    self.corrected_m.push(off.place_m);
                }
            }
            _ => {}
        }
    }
}

impl Mission {
    async fn begin(name: &str, seed: u64, weather: Weather) -> Mission {
        let folder = Scratch::new(&format!("weather-{name}-{seed}"));
        let keep = Keep {
            folder: folder.path().to_owned(),
            newest: 1,
        };
        let server = Server::start(Config {
            replays: Some(keep),
            ..Config::local()
        });
        let server = server.await.expect("a free port on loopback");
        let at = server.local_addr();
        let relay = async |salt| Relay::to(at, seed ^ salt, weather).await;
        let relays = [relay(0).await, relay(1 << 32).await];
        let relays = relays.map(|relay| relay.expect("a free port on loopback"));
        let want = Want::Create {
            scenario: ScenarioChoice::Named(SCENARIO.to_owned()),
            seed: Some(seed),
            rules: None,
            pace: Pace::RealTime,
        };
        let opening = Hello {
            want,
            seat: Some(Seat::Apollo),
            ..Hello::join("Tom", RoomCode::new(0))
        };
        let through = |relay: &Relay| Invite {
            addresses: vec![relay.address()],
            ..server.invite(None)
        };
        let apollo = call(&through(&relays[0]), opening).await;
        let room = server.rooms()[0];
        let soyuz = call(&through(&relays[1]), Hello::join("Alexei", room)).await;
        Mission {
            server,
            folder,
            room,
            crews: [apollo, soyuz],
            relays,
        }
    }

    /// Stops in good order; what the server wrote down, which must be its own flight.
    async fn recorded(self) -> Replay {
        let (tick, _) = self.server.digest(self.room).await.expect("it was flown");
        drop(self.crews);
        self.server.stop().await;
        let all = files(self.folder.path()).expect("a folder");
        let bytes = std::fs::read(&all[0]).expect("written");
        let replay = Replay::read(&bytes).expect("a header");
        assert_eq!((replay.cut.as_ref(), replay.last_tick()), (None, tick));
        replay
    }
}

/// Comes in as a person does, who tries again when nobody answers.
async fn call(invite: &Invite, hello: Hello) -> Link {
    for _ in 0..CALLS_MAX {
        match connect(invite, hello.clone()).await {
            Ok(link) => return link,
            Err(NetError::Unreachable(_)) => {}
            Err(why) => panic!("{why}"),
        }
    }
    panic!("nobody answers")
}

/// Flies a seat by software, telling how far the mission is, to its end or to this tick.
async fn fly(
    link: &mut Link,
    until: Option<Tick>,
    at: watch::Sender<Tick>,
) -> (Crew, Option<Debrief>) {
    let mut crew = Crew::default();
    let gauges = link.gauges();
    let watch = |event: &NetEvent| {
        crew.take(event, &gauges);
        match event {
            NetEvent::View(view) => {
                // Nobody may be waiting for it.
                at.send_replace(view.tick);
                until.is_some_and(|until| view.tick >= until)
            }
            NetEvent::Closed { reason } => panic!("the link ended: {reason:?}"),
            _ => false,
        }
    };
    let debrief = bots::fly_until(link, Pace::RealTime, Temper::default(), watch).await;
    (crew, debrief)
}

async fn reached(at: &mut watch::Receiver<Tick>, tick: Tick) {
    // The sender goes when the mission is over; then nothing is waited for.
    let _ = at.wait_for(|now| *now >= tick).await;
}

/// What comes over the lines while the crews fly: when the cut line was whole again, and how many
/// addresses changed.
async fn blow(
    sky: Sky,
    seed: u64,
    relays: &[Relay; 2],
    mut at: watch::Receiver<Tick>,
) -> (Option<Instant>, usize) {
    let mut draws = Stream::new(seed, Subject::Start);
    let clear = weather(sky);
    let cut_at_s = 20.0 + draws.below(120) as f64;
    let mut sees = at.clone();
    let healed = async {
        if !sky.partition {
            return None;
        }
        reached(&mut sees, Tick::at(cut_at_s)).await;
        let relay = &relays[(seed % 2) as usize];
        relay.weather(Weather { cut: true, ..clear });
        sleep(PARTITION).await;
        relay.weather(clear);
        Some(Instant::now())
    };
    let moved = async {
        let Some(every_s) = sky.moves_every_s else {
            return 0;
        };
        for change in 1.. {
            let due = Tick::at(every_s * change as f64);
            if at.wait_for(|now| *now >= due).await.is_err() {
                return change - 1;
            }
            relays[change % 2].move_house().await;
        }
        0
    };
    tokio::join!(healed, moved)
}

fn weather(sky: Sky) -> Weather {
    let (rtt_ms, jitter_ms, loss) = sky.weather;
    Weather::round_trip(rtt_ms, jitter_ms, loss)
}

/// What a whole mission came to.
struct Flown {
    debrief: Debrief,
    took: Duration,
    compared: Compared,
    datagrams: u64,
    lost_datagrams: u64,
    corrected_m: Vec<f64>,
    lines_lost: usize,
    moved: usize,
    /// From the heal to the crew heard again, and to the flight that goes on.
    back: Option<(Duration, Duration)>,
}

/// Flies one mission of the matrix to its end.
async fn whole(sky: Sky, seed: u64) -> Result<Flown, String> {
    let name = sky.name.replace(['/', ' '], "-");
    let mut mission = Mission::begin(&name, seed, weather(sky)).await;
    let began = Instant::now();
    let (at, sees) = watch::channel(Tick(0));
    let [apollo, soyuz] = &mut mission.crews;
    let (unseen, _) = watch::channel(Tick(0));
    let flying = async {
        tokio::join!(
            fly(apollo, None, at),
            fly(soyuz, None, unseen),
            blow(sky, seed, &mission.relays, sees)
        )
    };
    let flown = timeout(STUCK, flying).await;
    let ((a, ours), (b, theirs), (healed, moved)) = flown.map_err(|_| "stuck".to_owned())?;
    let took = began.elapsed();
    let counts = mission.relays.each_ref().map(Relay::counts);
    let replay = mission.recorded().await;
    if ours != theirs {
        return Err(format!("Apollo reads {ours:?}, Soyuz {theirs:?}"));
    }
    let debrief = ours.ok_or("no debrief")?;
    if debrief.outcome != load(SCENARIO).expect("ships").goal.outcome() {
        return Err(format!("it ended as {:?}", debrief.outcome));
    }
    let compared = both(&replay, [&a.told, &b.told])?;
    let cut = [&a, &b][(seed % 2) as usize];
    let after = |times: &[Instant]| {
        let since = |at: &Instant| healed.and_then(|healed| at.checked_duration_since(healed));
        times.iter().find_map(since)
    };
    Ok(Flown {
        debrief,
        took,
        compared,
        datagrams: counts.iter().map(|counts| counts.taken).sum(),
        lost_datagrams: counts.iter().map(|counts| counts.lost).sum(),
        lines_lost: a.lost.len() + b.lost.len(),
        moved,
        back: after(&cut.heard).zip(after(&cut.resumed)),
        corrected_m: [a.corrected_m, b.corrected_m].concat(),
    })
}

/// What both crews were told is what the room did.
fn both(replay: &Replay, told: [&Told; 2]) -> Result<Compared, String> {
    let [a, b] = Seat::ALL.map(|seat| told[seat.index()].check(replay, seat));
    let (a, b) = (a?, b?);
    Ok(Compared {
        acts: a.acts + b.acts,
        events: a.events + b.events,
        views: a.views + b.views,
    })
}

fn quantile(values: &mut [f64], share: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    let at = (values.len().saturating_sub(1) as f64 * share) as usize;
    values.get(at).copied().unwrap_or(f64::NAN)
}

impl Flown {
    fn print(&mut self, sky: Sky, seed: u64) {
        let Compared {
            acts,
            events,
            views,
        } = self.compared;
        let mm = [0.5, 0.99].map(|share| 1_000.0 * quantile(&mut self.corrected_m, share));
        let back = self.back.map_or_else(String::new, |(back, on)| {
            let [back, on] = [back, on].map(|time| time.as_secs_f64());
            format!("back {back:.2} s, flies on {on:.2} s")
        });
        println!(
            "{:<16} {seed:>6} {:>5.0} {:>5.0} {:>4} {:>6} {:>5} {:>6.1} {:>6.1} {:>5} {:>4} {:>5} {:>6} {:>6} {back}",
            sky.name,
            self.debrief.ended.seconds(),
            self.took.as_secs_f64(),
            self.debrief.total,
            self.datagrams,
            self.lost_datagrams,
            mm[0],
            mm[1],
            self.lines_lost,
            self.moved,
            acts,
            events,
            views,
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "the whole matrix: some seven minutes on the clock"]
async fn weather_does_not_keep_crews_from_the_handshake() {
    let mut missions = JoinSet::new();
    for sky in SKIES {
        for seed in SEEDS {
            missions.spawn(async move { (sky, seed, whole(sky, seed).await) });
        }
    }
    let mut flown = missions.join_all().await;
    flown.sort_by_key(|(sky, seed, _)| (SKIES.iter().position(|s| s.name == sky.name), *seed));
    println!(
        "                          flown  wall           datagrams  corrected mm lines moved \
         compared with the recording\n\
         sky                seed      s     s  pts  taken  lost    p50    p99  lost      \
         acts events  views"
    );
    let mut failed = Vec::new();
    for (sky, seed, result) in &mut flown {
        match result {
            Ok(flown) => flown.print(*sky, *seed),
            Err(why) => failed.push(format!("{} {seed}: {why}", sky.name)),
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

/// At so many seconds of the mission Apollo's address changes, Soyuz' line falls silent, and the leg
/// ends.
const LEG_S: [f64; 3] = [10.0, 15.0, 30.0];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn thirty_seconds_of_bad_weather_cost_no_act_and_double_none() {
    let bad = Weather::round_trip(150, 30, 5.0);
    let mut mission = Mission::begin("leg", 1975, bad).await;
    let [moves, falls_silent, ends] = LEG_S.map(Tick::at);
    let (at, mut sees) = watch::channel(Tick(0));
    let (unseen, _) = watch::channel(Tick(0));
    let [apollo, soyuz] = &mut mission.crews;
    let relays = &mission.relays;
    let blow = async {
        reached(&mut sees, moves).await;
        relays[0].move_house().await;
        reached(&mut sees, falls_silent).await;
        relays[1].weather(Weather { cut: true, ..bad });
        // Apollo's views go on; a second of the mission is a silence too short to be a loss.
        reached(&mut sees, Tick(falls_silent.0 + Tick::at(1.0).0)).await;
        relays[1].weather(bad);
    };
    let flying = async {
        tokio::join!(
            fly(apollo, Some(ends), at),
            fly(soyuz, Some(ends), unseen),
            blow
        )
    };
    let flown = timeout(PATIENCE * 4, flying).await.expect("not stuck");
    let ((mut a, _), (mut b, _), ()) = flown;
    apollo.pause(true).expect("seated");
    // Its word comes after everything that happened before it.
    for (crew, link) in [(&mut a, apollo), (&mut b, soyuz)] {
        let gauges = link.gauges();
        wait(link, |event| {
            crew.take(event, &gauges);
            matches!(event, NetEvent::Paused { .. }).then_some(())
        })
        .await;
    }
    let replay = mission.recorded().await;
    let compared = both(&replay, [&a.told, &b.told]).expect("what they were told is what happened");
    println!("{compared:?}, {} lines lost", a.lost.len() + b.lost.len());
    assert!(compared.acts > 10 && compared.views > 100, "{compared:?}");
}
