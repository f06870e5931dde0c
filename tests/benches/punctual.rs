//! How late rooms are woken for their tick: by the metronome and by a plain interval of the runtime,
//! side by side in the same run, with so many rooms each, a tick's work in every beat.
//! `cargo bench -p handshake-tests --bench punctual`

use std::hint::black_box;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use handshake_server::metronome::{BEAT, Metronome};
use handshake_shared::scenario;
use handshake_shared::sim::input::Inputs;
use handshake_shared::sim::{World, step};
use tokio::task::JoinSet;
use tokio::time::{MissedTickBehavior, interval_at};

/// Rooms of each kind.
const ROOMS: [usize; 3] = [1, 50, 200];
const RUN: Duration = Duration::from_secs(10);
/// Share of beats that may be later than this, ms: what the design asks of a full server.
const LATE_MS: f64 = 5.0;

/// Lateness of every beat, ms.
type Late = Arc<Mutex<Vec<f64>>>;

/// What a room does in its beat; it is given the moment when it should have begun.
struct Work {
    world: World,
    late: Late,
}

impl Work {
    fn new(late: &Late) -> Work {
        let scenario = scenario::load("final-approach").expect("ships");
        Work {
            world: World::new(&scenario, 1),
            late: Arc::clone(late),
        }
    }

    fn beat(&mut self, due: Instant) {
        let late = Instant::now().saturating_duration_since(due);
        step(&mut self.world, &Inputs::default(), &mut Vec::new());
        black_box(&self.world);
        let mut all = self.late.lock().unwrap_or_else(PoisonError::into_inner);
        all.push(late.as_secs_f64() * 1e3);
    }
}

async fn by_metronome(metronome: Arc<Metronome>, mut work: Work, end: Instant) {
    let mut beats = metronome.beats(0);
    let mut next = beats.after(Instant::now());
    while next < end {
        beats.struck().await;
        if next <= Instant::now() {
            work.beat(next);
            next = beats.after(Instant::now());
        }
    }
}

/// The same number of rooms, spread over the beat as well, so that only what wakes them differs.
async fn by_interval(begin: Instant, mut work: Work, end: Instant) {
    let mut beats = interval_at(begin.into(), BEAT);
    beats.set_missed_tick_behavior(MissedTickBehavior::Skip);
    let mut due = begin;
    while due < end {
        due = beats.tick().await.into_std();
        work.beat(due);
    }
}

fn told(name: &str, rooms: usize, late: &Late) -> [f64; 2] {
    let mut ms = late.lock().unwrap_or_else(PoisonError::into_inner).clone();
    ms.sort_by(f64::total_cmp);
    let at = |share: f64| ms[((ms.len() - 1) as f64 * share) as usize];
    let over = ms.iter().filter(|ms| **ms > LATE_MS).count() as f64 / ms.len() as f64;
    println!(
        "{rooms:>5}  {name:<10} {:>7.3}  {:>7.3}  {:>7.3}  {:>7.2} %  {:>7}",
        at(0.5),
        at(0.99),
        at(0.999),
        100.0 * over,
        ms.len(),
    );
    [at(0.5), at(0.99)]
}

async fn run(rooms: usize) {
    let metronome = Arc::new(Metronome::begin(1).expect("a thread"));
    let (ours, plain) = (Late::default(), Late::default());
    let end = Instant::now() + RUN;
    let mut all = JoinSet::new();
    for number in 0..rooms {
        all.spawn(by_metronome(Arc::clone(&metronome), Work::new(&ours), end));
        let begin = Instant::now() + BEAT * (number as u32 % 8) / 8;
        all.spawn(by_interval(begin, Work::new(&plain), end));
    }
    while all.join_next().await.is_some() {}
    let ours = told("metronome", rooms, &ours);
    let plain = told("interval", rooms, &plain);
    println!(
        "{:>5}  interval to metronome: p50 {:.1}, p99 {:.1}",
        "",
        plain[0] / ours[0],
        plain[1] / ours[1]
    );
}

#[tokio::main]
async fn main() {
    println!("rooms  woken by    p50 ms   p99 ms  p99.9 ms  > {LATE_MS} ms     beats");
    for rooms in ROOMS {
        run(rooms).await;
    }
}
