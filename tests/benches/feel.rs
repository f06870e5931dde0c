//! What a bad line leaves of the feel of flying, over real QUIC through the seeded relay: by how much the
//! picture is corrected when the room's word comes, and how soon a key is seen in it, computed,
//! and at best if it were only told.
//! `cargo bench -p handshake-tests --bench feel`

use std::time::Duration;

use handshake::net::{Link, NetEvent, connect};
use handshake_server::{Config, Server};
use handshake_shared::ids::Seat;
use handshake_shared::rng::{Stream, Subject};
use handshake_shared::sim::input::{Command, HelpLevel, Stick};
use handshake_shared::view::View;
use handshake_shared::wire::{Hello, Invite, Pace, RoomCode, ScenarioChoice};
use handshake_tests::relay::{Relay, Weather};
use tokio::time::{Instant, interval, timeout};

/// Nothing takes longer unless something is broken.
const PATIENCE: Duration = Duration::from_secs(60);
/// How often the picture is looked at: finer than a screen draws.
const LOOK: Duration = Duration::from_millis(4);
/// Round trip, scatter, ms; loss, parts of a hundred.
const LINES: [(u64, u64, f64); 3] = [(0, 0, 0.0), (150, 30, 5.0), (400, 60, 10.0)];
/// A cell of the widest window, rad.
const CELL_RAD: f64 = 0.010;
/// Flight on each leg, s.
const LEG_S: u64 = 40;
/// Keys whose way to the picture is timed.
const KEYS: usize = 20;
/// Ticks of one pulse.
const PULSE_TICKS: u16 = 9;

#[tokio::main]
async fn main() {
    println!(
        "corrections of the picture and time from a key to it; \
         the last leg begins within ten metres\n\
         line ms/ms/%    leg         n   place mm p50 p99     turn deg p50 p99   cells p50 p99"
    );
    let mut keys = Vec::new();
    for (rtt_ms, jitter_ms, loss) in LINES {
        // One's own server has one room.
        let server = Server::start(Config::local()).await.expect("a free port");
        let weather = Weather::round_trip(rtt_ms, jitter_ms, loss);
        let mut flight = Flight::begin(&server, weather).await;
        let name = format!("{rtt_ms}/{jitter_ms}/{loss}");
        flight.leg(LEG_S, false).await.print(&name, "approach");
        keys.push((name.clone(), flight.time_keys().await));
        flight.close_in().await;
        flight.leg(LEG_S, true).await.print(&name, "last 10 m");
        server.stop().await;
    }
    println!("line ms/ms/%    key to picture ms p50 max: computed   told at best  ratio of p50");
    for (name, (mut computed, mut told)) in keys {
        let [a, b] = [quantile(&mut computed, 0.5), quantile(&mut told, 0.5)];
        println!(
            "{name:<14}  {a:>35.0} {:>5.0}  {b:>5.0} {:>5.0}  {:>8.2}",
            quantile(&mut computed, 1.0),
            quantile(&mut told, 1.0),
            b / a
        );
    }
}

/// Apollo through the relay; nobody touches Soyuz.
struct Flight {
    apollo: Link,
    soyuz: Link,
    _relay: Relay,
    draw: Stream,
    /// The last act that was answered.
    answered: u32,
}

/// Corrections of one leg.
#[derive(Default)]
struct Leg {
    place_m: Vec<f64>,
    turn_rad: Vec<f64>,
    cells: Vec<f64>,
}

impl Leg {
    fn print(mut self, line: &str, leg: &str) {
        let deg = |rad: f64| rad.to_degrees();
        println!(
            "{line:<14}  {leg:<9} {:>4}  {:>9.2} {:>7.2}  {:>9.4} {:>8.4}  {:>8.3} {:>6.3}",
            self.place_m.len(),
            1_000.0 * quantile(&mut self.place_m, 0.5),
            1_000.0 * quantile(&mut self.place_m, 0.99),
            deg(quantile(&mut self.turn_rad, 0.5)),
            deg(quantile(&mut self.turn_rad, 0.99)),
            quantile(&mut self.cells, 0.5),
            quantile(&mut self.cells, 0.99),
        );
    }
}

impl Flight {
    async fn begin(server: &Server, weather: Weather) -> Flight {
        let relay = Relay::to(server.local_addr(), 17, weather).await;
        let relay = relay.expect("a free port on loopback");
        let scenario = ScenarioChoice::Named("final-approach".to_owned());
        let hello = Hello {
            seat: Some(Seat::Soyuz),
            ..Hello::create("Alexei", scenario, Pace::RealTime)
        };
        let direct = server.invite(None);
        let mut soyuz = connect(&direct, hello).await.expect("a new room");
        let room: RoomCode = until(&mut soyuz, |event| match event {
            NetEvent::Welcome { room, .. } => Some(*room),
            _ => None,
        })
        .await;
        let through = Invite {
            addresses: vec![relay.address()],
            ..direct
        };
        let apollo = connect(&through, Hello::join("Tom", room)).await;
        let mut apollo = apollo.expect("a free seat");
        for crew in [&mut apollo, &mut soyuz] {
            crew.ready(true).expect("seated");
        }
        until(&mut apollo, |event| {
            matches!(event, NetEvent::View(_)).then_some(())
        })
        .await;
        let mut flight = Flight {
            apollo,
            soyuz,
            _relay: relay,
            draw: Stream::new(5, Subject::Noise),
            answered: 0,
        };
        flight.look_for(Duration::from_secs(4), |_| false).await;
        flight
    }

    /// Takes what has come.
    fn hear(&mut self) {
        while self.soyuz.try_next().is_some() {}
        while let Some(event) = self.apollo.try_next() {
            if let NetEvent::Ack { seq, .. } = event {
                self.answered = seq;
            }
        }
    }

    /// Looks at the picture until it shows this, for so long at most; how long it took.
    async fn look_for(
        &mut self,
        most: Duration,
        seen: impl Fn(&mut Flight) -> bool,
    ) -> Option<Duration> {
        let began = Instant::now();
        let mut looks = interval(LOOK);
        while began.elapsed() < most {
            looks.tick().await;
            self.hear();
            if seen(self) {
                return Some(began.elapsed());
            }
        }
        None
    }

    /// Flies by pulses drawn at random; near the other ship they cancel out.
    async fn leg(&mut self, seconds: u64, near: bool) -> Leg {
        let mut leg = Leg::default();
        let mut looks = interval(LOOK);
        let (began, mut pulsed, mut back) = (Instant::now(), Instant::now(), None);
        let mut seen = self.apollo.corrections().count;
        while began.elapsed() < Duration::from_secs(seconds) {
            looks.tick().await;
            self.hear();
            if pulsed.elapsed() > Duration::from_millis(600) {
                pulsed = Instant::now();
                let stick = back.take().unwrap_or_else(|| {
                    let stick = any_stick(&mut self.draw, near);
                    back = Some(opposite(stick));
                    stick
                });
                self.apollo.pulse(stick, PULSE_TICKS);
            }
            let Some(view) = self.apollo.shown() else {
                continue;
            };
            let correction = self.apollo.corrections();
            if correction.count == seen {
                continue;
            }
            seen = correction.count;
            let range_m = length_m(&view);
            leg.place_m.push(correction.place_m);
            leg.turn_rad.push(correction.turn_rad);
            let seen_rad = correction.place_m / range_m + correction.turn_rad;
            leg.cells.push(seen_rad / CELL_RAD);
        }
        leg
    }

    /// From a pulse to the first picture with its jets, and to the answer to an act of the same moment, ms:
    /// no picture that is only told can show anything of the pulse before that.
    async fn time_keys(&mut self) -> (Vec<f64>, Vec<f64>) {
        let mut times = (Vec::new(), Vec::new());
        let shows = |flight: &mut Flight| {
            let view = flight.apollo.shown();
            view.is_some_and(|view| view.panel.craft().jets != 0)
        };
        let mut sign = 127;
        for _ in 0..KEYS {
            let rests = |flight: &mut Flight| !shows(flight);
            self.look_for(PATIENCE, rests).await.expect("jets rest");
            let stick = Stick {
                push: [0, sign, 0],
                ..Stick::NEUTRAL
            };
            sign = -sign;
            let pressed = Instant::now();
            self.apollo.pulse(stick, PULSE_TICKS);
            let act = self.apollo.send(Command::Help(HelpLevel::Passenger));
            let act = act.expect("few acts");
            let ms = |pressed: Instant| pressed.elapsed().as_secs_f64() * 1_000.0;
            self.look_for(PATIENCE, shows).await.expect("seen");
            times.0.push(ms(pressed));
            let answered = |flight: &mut Flight| flight.answered >= act;
            self.look_for(PATIENCE, answered).await.expect("answered");
            times.1.push(ms(pressed));
            self.look_for(Duration::from_millis(500), |_| false).await;
        }
        times
    }

    /// Goes on to ten metres between the ports and stops there.
    async fn close_in(&mut self) {
        let along = |sign: i8| Stick {
            push: [sign, 0, 0],
            ..Stick::NEUTRAL
        };
        self.apollo.pulse(along(127), 240);
        let near = |flight: &mut Flight| {
            flight
                .apollo
                .shown()
                .is_some_and(|view| length_m(&view) < 21.0)
        };
        self.look_for(PATIENCE * 2, near).await.expect("it closes");
        self.apollo.pulse(along(-127), 240);
        self.look_for(Duration::from_secs(5), |_| false).await;
    }
}

/// Between the origins of both ships, m; ten more than between their ports.
fn length_m(view: &View) -> f64 {
    let square: f32 = view.scene.other_pos_body_m.iter().map(|x| x * x).sum();
    f64::from(square).sqrt()
}

fn any_stick(draw: &mut Stream, near: bool) -> Stick {
    let axis = if near {
        1 + draw.below(2)
    } else {
        draw.below(3)
    } as usize;
    let mut stick = Stick::NEUTRAL;
    match draw.below(2) {
        0 => stick.push[axis] = 127,
        _ => stick.turn[axis] = 60,
    }
    stick
}

fn opposite(stick: Stick) -> Stick {
    Stick {
        push: stick.push.map(|axis| -axis),
        turn: stick.turn.map(|axis| -axis),
    }
}

fn quantile(values: &mut [f64], share: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    let at = ((values.len() as f64 - 1.0) * share) as usize;
    values.get(at).copied().unwrap_or(f64::NAN)
}

async fn until<T>(crew: &mut Link, mut answer: impl FnMut(&NetEvent) -> Option<T>) -> T {
    let found = async {
        loop {
            let event = crew.next().await;
            if let Some(found) = answer(&event) {
                return found;
            }
            assert!(!matches!(event, NetEvent::Closed { .. }), "{event:?}");
        }
    };
    timeout(PATIENCE, found).await.expect("it comes")
}
