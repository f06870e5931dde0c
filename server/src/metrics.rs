//! Numbers for an operator's monitoring, in the text form that Prometheus reads. They are counted
//! where things happen and gathered when somebody asks; nothing in the game depends on them.

mod http;
mod traffic;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use handshake_shared::wire::server::Refused;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};

pub use http::{answer, serve};
pub use traffic::Counted;

use traffic::Traffic;

/// Upper edges of the lateness of a beat, s. The aim is 99.9 % below 5 ms; a beat has 16.7 ms.
const LATE_S: [f64; 9] = [
    0.000_1, 0.000_5, 0.001, 0.002, 0.005, 0.01, 0.016_7, 0.1, 1.0,
];
/// Upper edges of what a beat's own ticks of one room take, s: a tick costs some microseconds.
const STEP_S: [f64; 9] = [
    2e-6, 5e-6, 10e-6, 20e-6, 50e-6, 100e-6, 500e-6, 0.002, 0.016_7,
];
/// Upper edges of what a commit to the store takes, s: some milliseconds on a disk that is well.
const COMMIT_S: [f64; 9] = [0.000_1, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.2, 1.0];
/// A server whose missions lost time this recently is not well.
const UNWELL: Duration = Duration::from_secs(10);

/// A reason that something was refused or has ended for.
#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Reason {
    reason: &'static str,
}

/// All numbers of one server; a copy counts into the same.
#[derive(Clone)]
pub struct Metrics(Arc<Numbers>);

struct Numbers {
    registry: Registry,
    rooms: Gauge,
    crews: Gauge,
    opened: Counter,
    faults: Counter,
    lateness: Histogram,
    step: Histogram,
    ticks: Counter,
    given_up: Counter,
    slowed: Counter,
    redirected: Counter,
    refused: Family<Reason, Counter>,
    dropped: Family<Reason, Counter>,
    turned_away: Family<Reason, Counter>,
    commits: Histogram,
    commits_failed: Counter,
    lost: Counter,
    /// Since the last commit, s.
    kept_age: Gauge<f64, AtomicU64>,
    /// The last commit, ms after `began`.
    kept_ms: AtomicU64,
    traffic: Traffic,
    began: Instant,
    /// When time was given up last, ms after `began`, plus one; 0 is never.
    lost_time_ms: AtomicU64,
}

/// A crew in a seat, for as long as this lives.
pub struct Seated(Gauge);

impl Drop for Seated {
    fn drop(&mut self) {
        self.0.dec();
    }
}

impl Default for Metrics {
    fn default() -> Metrics {
        let mut registry = Registry::with_prefix("handshake");
        let (rooms, crews) = (Gauge::default(), Gauge::default());
        let (opened, faults) = (Counter::default(), Counter::default());
        let (ticks, given_up) = (Counter::default(), Counter::default());
        let (refused, turned_away, dropped) = <(
            Family<Reason, Counter>,
            Family<Reason, Counter>,
            Family<Reason, Counter>,
        )>::default();
        let (lateness, step) = (Histogram::new(LATE_S), Histogram::new(STEP_S));
        registry.register("rooms", "Rooms that are open", rooms.clone());
        registry.register(
            "crews",
            "Crews that are connected and seated",
            crews.clone(),
        );
        registry.register("rooms_opened", "Rooms opened", opened.clone());
        registry.register("room_faults", "Rooms closed by a bug", faults.clone());
        registry.register("ticks", "Ticks stepped on the clock", ticks.clone());
        let help = "Times a room was so late that its mission's clock was let fall behind";
        registry.register("time_given_up", help, given_up.clone());
        let (slowed, redirected) = (Counter::default(), Counter::default());
        let help = "Times both crews were told that their flight runs slower than real time";
        registry.register("flights_slowed", help, slowed.clone());
        let help = "Crews sent to the port of another shard, where their room is";
        registry.register("redirected", help, redirected.clone());
        let help = "How late a room was woken for its tick";
        let late = lateness.clone();
        registry.register_with_unit("tick_lateness", help, Unit::Seconds, late);
        let help = "What the ticks of one beat of one room took";
        registry.register_with_unit("step_time", help, Unit::Seconds, step.clone());
        registry.register("refused", "Crews refused, by reason", refused.clone());
        let help =
            "Connections turned away at the door, or closed for what came over them, by reason";
        registry.register("turned_away", help, turned_away.clone());
        let help =
            "What crews sent too fast or to a full queue and was let fall or refused, by kind";
        registry.register("dropped", help, dropped.clone());
        let (commits, commits_failed) = (Histogram::new(COMMIT_S), Counter::default());
        let (lost, kept_age) = (Counter::default(), Gauge::default());
        let help = "What a commit of the rooms' records to the store took";
        registry.register_with_unit("store_commit_time", help, Unit::Seconds, commits.clone());
        let help = "Commits that failed: rooms went on from memory";
        registry.register("store_commits_failed", help, commits_failed.clone());
        let help = "Rooms that could not be brought back at the start";
        registry.register("rooms_lost", help, lost.clone());
        let help = "Time since the rooms' records were last committed; 0 while there is no room";
        registry.register_with_unit("checkpoint_age", help, Unit::Seconds, kept_age.clone());
        let traffic = Traffic::new(&mut registry);
        Metrics(Arc::new(Numbers {
            registry,
            rooms,
            crews,
            opened,
            faults,
            lateness,
            step,
            ticks,
            given_up,
            slowed,
            redirected,
            refused,
            dropped,
            turned_away,
            commits,
            commits_failed,
            lost,
            kept_age,
            kept_ms: AtomicU64::new(0),
            traffic,
            began: Instant::now(),
            lost_time_ms: AtomicU64::new(0),
        }))
    }
}

impl Metrics {
    /// Everything as text, in the OpenMetrics form.
    pub fn text(&self) -> String {
        self.0.traffic.settle();
        let since_ms = self.since_ms() - self.0.kept_ms.load(Ordering::Relaxed);
        let age_s = if self.0.rooms.get() > 0 {
            since_ms as f64 / 1e3
        } else {
            0.0
        };
        self.0.kept_age.set(age_s);
        let mut text = String::new();
        // Writing into a string does not fail.
        let _ = encode(&mut text, &self.0.registry);
        text
    }

    /// Ticks have come in time of late.
    pub fn is_punctual(&self) -> bool {
        let lost = self.0.lost_time_ms.load(Ordering::Relaxed);
        lost == 0 || self.since_ms() + 1 >= lost + UNWELL.as_millis() as u64
    }

    /// A room has opened.
    pub fn room_opened(&self) {
        self.0.opened.inc();
        self.0.rooms.inc();
    }

    /// A room has ended.
    pub fn room_closed(&self) {
        self.0.rooms.dec();
    }

    /// A bug has ended a room.
    pub fn room_fault(&self) {
        self.0.faults.inc();
    }

    /// Records of rooms were committed, or could not be.
    pub fn committed(&self, took: Duration, is_kept: bool) {
        if is_kept {
            self.0.commits.observe(took.as_secs_f64());
            let now = self.since_ms();
            self.0.kept_ms.store(now, Ordering::Relaxed);
        } else {
            self.0.commits_failed.inc();
        }
    }

    /// A room could not be brought back.
    pub fn room_lost(&self) {
        self.0.lost.inc();
    }

    /// A crew has taken a seat.
    pub fn seated(&self) -> Seated {
        self.0.crews.inc();
        Seated(self.0.crews.clone())
    }

    /// A crew was refused.
    pub fn refused(&self, why: &Refused) {
        let reason = reason(why);
        self.0.refused.get_or_create(&Reason { reason }).inc();
    }

    /// A connection did not come so far as to ask for a seat.
    pub fn turned_away(&self, reason: &'static str) {
        self.0.turned_away.get_or_create(&Reason { reason }).inc();
    }

    /// So much of what a crew sent was not taken.
    pub fn dropped(&self, reason: &'static str, count: u64) {
        self.0
            .dropped
            .get_or_create(&Reason { reason })
            .inc_by(count);
    }

    /// A room was woken so late.
    pub fn woken(&self, late: Duration) {
        self.0.lateness.observe(late.as_secs_f64());
    }

    /// So many ticks on the clock took so long.
    pub fn stepped(&self, ticks: u32, took: Duration) {
        self.0.ticks.inc_by(u64::from(ticks));
        self.0.step.observe(took.as_secs_f64());
    }

    /// A room was later than can be made up for.
    pub fn time_given_up(&self) {
        self.0.given_up.inc();
        let now = self.since_ms() + 1;
        self.0.lost_time_ms.store(now, Ordering::Relaxed);
    }

    /// Both crews of a room were told that their flight runs slow.
    pub fn slowed(&self) {
        self.0.slowed.inc();
    }

    /// A crew was sent to where its room is.
    pub fn redirected(&self) {
        self.0.redirected.inc();
    }

    /// Counts what a connection sends and receives until the answer is dropped.
    pub fn count(&self, connection: &quinn::Connection) -> Counted {
        self.0.traffic.count(connection)
    }

    fn since_ms(&self) -> u64 {
        u64::try_from(self.0.began.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}

/// The name of a refusal in a label.
fn reason(why: &Refused) -> &'static str {
    match why {
        Refused::Version { .. } => "version",
        Refused::NoSuchRoom(_) => "no_such_room",
        Refused::SeatTaken(_) => "seat_taken",
        Refused::RoomFull => "room_full",
        Refused::WrongToken => "wrong_token",
        Refused::NoSuchScenario => "no_such_scenario",
        Refused::BadScenario { .. } => "bad_scenario",
        Refused::TooManyRooms { .. } => "too_many_rooms",
        Refused::TooManyConnections => "too_many_connections",
        Refused::Stopping => "stopping",
        Refused::TooManyRoomsHere { .. } => "too_many_rooms_here",
        Refused::TooOften { .. } => "too_often",
        Refused::NotWatched => "not_watched",
        Refused::NoInstructor => "no_instructor",
        Refused::WatchersFull { .. } => "watchers_full",
        Refused::Busy => "busy",
        Refused::BadCopy(_) => "bad_copy",
        Refused::NotBack(_) => "not_back",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str, name: &str) -> f64 {
        let line = text.lines().find_map(|line| line.strip_prefix(name));
        let line = line.unwrap_or_else(|| panic!("no {name} in\n{text}"));
        line.trim().parse().expect("a number")
    }

    #[test]
    fn what_happens_is_counted_and_what_ends_is_not_there_any_more() {
        let metrics = Metrics::default();
        metrics.room_opened();
        metrics.room_opened();
        metrics.room_closed();
        let crew = metrics.seated();
        metrics.refused(&Refused::RoomFull);
        metrics.woken(Duration::from_micros(700));
        metrics.stepped(3, Duration::from_micros(12));
        let text = metrics.text();
        assert_eq!(value(&text, "handshake_rooms "), 1.0);
        assert_eq!(value(&text, "handshake_rooms_opened_total "), 2.0);
        assert_eq!(value(&text, "handshake_crews "), 1.0);
        assert_eq!(value(&text, "handshake_ticks_total "), 3.0);
        let full = "handshake_refused_total{reason=\"room_full\"} ";
        assert_eq!(value(&text, full), 1.0);
        for (edge, count) in [("0.0005", 0.0), ("0.001", 1.0), ("+Inf", 1.0)] {
            let bucket = format!("handshake_tick_lateness_seconds_bucket{{le=\"{edge}\"}} ");
            assert_eq!(value(&text, &bucket), count, "{edge}");
        }
        drop(crew);
        assert_eq!(value(&metrics.text(), "handshake_crews "), 0.0);
    }

    #[test]
    fn a_server_that_gave_time_up_is_not_well() {
        let metrics = Metrics::default();
        assert!(metrics.is_punctual());
        metrics.time_given_up();
        assert!(!metrics.is_punctual());
    }
}
