//! What one live mission costs: a server and two software crews over QUIC on loopback in real time,
//! from the first tick to the handshake: `cargo bench --bench mission -- [SCENARIO]`. Prints the
//! server's share of a core and the bytes to each crew. Reads thread times from /proc, so it says
//! nothing about CPU elsewhere.

use std::time::{Duration, Instant};

use handshake::bots::{self, Temper};
use handshake::net::{Link, NetEvent, connect};
use handshake_server::{Config, Server};
use handshake_shared::wire::{Hello, Pace, RoomCode, ScenarioChoice, Want};

/// Name of the server's threads, by which their time is found.
const SERVER_THREADS: &str = "mission-server";
/// Clock ticks a second in /proc (Linux on every common machine).
const CLOCK_HZ: f64 = 100.0;

fn main() {
    let scenario = std::env::args().skip(1).find(|arg| !arg.starts_with('-'));
    let scenario = scenario.unwrap_or_else(|| "first-handshake".to_owned());
    let side = |name: &str| {
        tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name(name)
            .enable_all()
            .build()
            .expect("a runtime")
    };
    let host = side(SERVER_THREADS);
    let crews = side("mission-crews");
    let server = host
        .block_on(async { host.spawn(Server::start(Config::local())).await })
        .expect("the start does not panic")
        .expect("a free port on loopback");
    let (first, second) = crews.block_on(board(&server, &scenario));
    let before = cpu_s();
    let began = Instant::now();
    let [down, up] = crews.block_on(fly(first, second));
    let flown = began.elapsed();
    let cpu = cpu_s().zip(before).map(|(after, before)| after - before);
    report(&scenario, flown, cpu, down, up);
    host.block_on(server.stop());
}

async fn board(server: &Server, scenario: &str) -> (Link, Link) {
    let want = Want::Create {
        scenario: ScenarioChoice::Named(scenario.to_owned()),
        seed: Some(1975),
        rules: None,
        pace: Pace::RealTime,
    };
    let opening = Hello {
        want,
        ..Hello::join("one", RoomCode::new(0))
    };
    let mut first = connect(&server.invite(None), opening)
        .await
        .expect("a new room");
    let room = loop {
        if let NetEvent::Welcome { room, .. } = first.next().await {
            break room;
        }
    };
    let second = connect(&server.invite(None), Hello::join("two", room)).await;
    (first, second.expect("a free seat"))
}

/// Bytes down to each crew and up from each, UDP payload.
async fn fly(mut first: Link, mut second: Link) -> [[u64; 2]; 2] {
    let temper = Temper::default();
    let (a, b) = tokio::join!(
        bots::fly(&mut first, Pace::RealTime, temper),
        bots::fly(&mut second, Pace::RealTime, temper)
    );
    let outcome = a.expect("debriefed").outcome;
    println!(
        "outcome {outcome:?}, both crews agree: {}",
        b.is_some_and(|b| b.outcome == outcome)
    );
    let traffic = [first.traffic(), second.traffic()];
    [
        traffic.map(|t| t.received_bytes),
        traffic.map(|t| t.sent_bytes),
    ]
}

fn report(scenario: &str, flown: Duration, cpu: Option<f64>, down: [u64; 2], up: [u64; 2]) {
    let seconds = flown.as_secs_f64();
    println!("{scenario}: {seconds:.0} s in real time");
    match cpu {
        Some(cpu) => println!(
            "server CPU {cpu:.2} s: {:.3} % of a core",
            100.0 * cpu / seconds
        ),
        None => println!("server CPU: this system has no /proc"),
    }
    for (crew, name) in ["Apollo", "Soyuz"].iter().enumerate() {
        println!(
            "{name}: {:.0} B/s down, {:.0} B/s up (UDP payload)",
            down[crew] as f64 / seconds,
            up[crew] as f64 / seconds
        );
    }
}

/// CPU time of the server's threads so far, s.
fn cpu_s() -> Option<f64> {
    let mut ticks = 0.0;
    for task in std::fs::read_dir("/proc/self/task").ok()? {
        let path = task.ok()?.path();
        let name = std::fs::read_to_string(path.join("comm")).ok()?;
        if name.trim() == SERVER_THREADS {
            let stat = std::fs::read_to_string(path.join("stat")).ok()?;
            let fields: Vec<&str> = stat.rsplit(") ").next()?.split(' ').collect();
            ticks += fields.get(11)?.parse::<f64>().ok()? + fields.get(12)?.parse::<f64>().ok()?;
        }
    }
    Some(ticks / CLOCK_HZ)
}
