//! What a crew's line carries each way while `final-approach` is flown by software crews over real QUIC in
//! real time, as a counting relay on the way sees it: every packet with its headers, QUIC's own
//! acknowledgements among them. Beside each crew the same views are told in full twenty times a second,
//! over a connection with the same settings: the ratio is what news against repetition saves.
//! `cargo bench -p handshake-tests --bench bytes -- [RTT_MS]`

use std::net::Ipv4Addr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use handshake::bots::{self, Temper};
use handshake::net::{Link, NetEvent, PinnedKey, connect};
use handshake_server::{Config, Identity, SERVER_NAME, Server, transport};
use handshake_shared::ids::Seat;
use handshake_shared::view::View;
use handshake_shared::view::panel::DockLamp;
use handshake_shared::wire::codec::encode_datagram;
use handshake_shared::wire::snapshot::{Heard, Snapshot};
use handshake_shared::wire::{Hello, Invite, Pace, ScenarioChoice, StickDatagram};
use handshake_tests::relay::{Crossed, Relay, Weather};
use quinn::{Connection, Endpoint, ServerConfig};
use tokio::time::{Instant, MissedTickBehavior, interval};

const SCENARIO: &str = "final-approach";
/// Nobody touches anything for so long at the start: both craft coast.
const COAST: Duration = Duration::from_secs(20);
/// Round trip unless another is asked for, ms: two homes in one country.
const RTT_MS: u64 = 40;
/// Told in full, snapshots go so often, and the sticks of a crew that rests.
const FULL_EVERY: Duration = Duration::from_millis(50);
const STICKS_EVERY: Duration = Duration::from_millis(250);
/// Between the middles of both craft with ten metres between their ports, m.
const LAST_TEN_M: f32 = 20.0;

/// What a second belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Leg {
    Coasting,
    Approaching,
    LastTen,
    Docked,
}

impl Leg {
    const ALL: [Leg; 4] = [Leg::Coasting, Leg::Approaching, Leg::LastTen, Leg::Docked];

    fn name(self) -> &'static str {
        match self {
            Leg::Coasting => "coasting",
            Leg::Approaching => "approaching",
            Leg::LastTen => "last ten metres",
            Leg::Docked => "docked",
        }
    }

    /// What the design asks for, B/s.
    fn aim(self) -> f64 {
        match self {
            Leg::Coasting | Leg::Docked => 400.0,
            Leg::Approaching => 1_000.0,
            Leg::LastTen => 2_000.0,
        }
    }
}

/// The newest view of a crew.
type Seen = Arc<Mutex<Option<Box<View>>>>;

/// What crossed in one second: our two ways, then the two of full snapshots.
struct Second {
    leg: Leg,
    ways: [Crossed; 4],
}

fn newest(seen: &Seen) -> Option<Box<View>> {
    seen.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

#[tokio::main]
async fn main() {
    let asked = std::env::args().skip(1).find_map(|arg| arg.parse().ok());
    let weather = Weather::round_trip(asked.unwrap_or(RTT_MS), 0, 0.0);
    let server = Server::start(Config::local()).await.expect("a free port");
    let relays = [
        line(&server, 1, weather).await,
        line(&server, 2, weather).await,
    ];
    let [apollo, soyuz] = board(&server, &relays).await;
    let (one, two) = tokio::join!(
        crew(apollo, &relays[0], weather),
        crew(soyuz, &relays[1], weather),
    );
    println!(
        "{SCENARIO} at {:?} round trip; IPv4 and UDP headers counted; B/s (packets/s)",
        2 * weather.delay
    );
    println!(
        "crew    leg              seconds      down          up           aim   full at 20 Hz: down          up     ratio"
    );
    for (seat, seconds) in Seat::ALL.into_iter().zip([one, two]) {
        Leg::ALL
            .into_iter()
            .for_each(|leg| print(seat, leg, &seconds));
    }
    server.stop().await;
}

fn print(seat: Seat, leg: Leg, seconds: &[Second]) {
    let of_leg: Vec<&Second> = seconds.iter().filter(|second| second.leg == leg).collect();
    let count = of_leg.len();
    if count == 0 {
        return;
    }
    let a_second = |way: usize| {
        let sum = |of: fn(&Crossed) -> u64| -> f64 {
            let all: u64 = of_leg.iter().map(|second| of(&second.ways[way])).sum();
            all as f64 / count as f64
        };
        (sum(Crossed::bytes), sum(|way| way.datagrams))
    };
    let [down, up, full_down, full_up] = [0, 1, 2, 3].map(a_second);
    println!(
        "{:<7} {:<16} {count:>6}  {:>6.0} ({:>4.1})  {:>6.0} ({:>4.1})  {:>6.0}          {:>8.0} ({:>4.1})  {:>6.0} ({:>4.1})  {:>6.1}",
        format!("{seat:?}"),
        leg.name(),
        down.0,
        down.1,
        up.0,
        up.1,
        leg.aim(),
        full_down.0,
        full_down.1,
        full_up.0,
        full_up.1,
        full_down.0 / down.0,
    );
}

async fn line(server: &Server, seed: u64, weather: Weather) -> Relay {
    let relay = Relay::to(server.local_addr(), seed, weather).await;
    relay.expect("a free port on loopback")
}

async fn board(server: &Server, relays: &[Relay; 2]) -> [Link; 2] {
    let through = |relay: &Relay| Invite {
        addresses: vec![relay.address()],
        ..server.invite(None)
    };
    let scenario = ScenarioChoice::Named(SCENARIO.to_owned());
    let hello = Hello::create("Tom", scenario, Pace::RealTime);
    let apollo = connect(&through(&relays[0]), hello).await;
    let mut apollo = apollo.expect("a new room");
    let room = loop {
        if let NetEvent::Welcome { room, .. } = apollo.next().await {
            break room;
        }
    };
    let soyuz = connect(&through(&relays[1]), Hello::join("Alexei", room)).await;
    [apollo, soyuz.expect("a free seat")]
}

/// Coasts, then flies to the debrief; what crossed in each second since the first view.
async fn crew(mut link: Link, relay: &Relay, weather: Weather) -> Vec<Second> {
    let (seen, repeated) = (Seen::default(), Repeated::begin(weather).await);
    let see = |event: &NetEvent| {
        if let NetEvent::View(view) = event {
            *seen.lock().unwrap_or_else(PoisonError::into_inner) = Some(view.clone());
        }
    };
    let hands = AtomicBool::new(false);
    let flight = async {
        link.ready(true).expect("seated");
        let mut began = None;
        while began.is_none_or(|began: Instant| began.elapsed() < COAST) {
            let event = link.next().await;
            see(&event);
            if matches!(event, NetEvent::View(_)) {
                began.get_or_insert_with(Instant::now);
            }
        }
        hands.store(true, Ordering::Relaxed);
        let watched = |event: &NetEvent| {
            see(event);
            false
        };
        let debrief = bots::fly_until(&mut link, Pace::RealTime, Temper::default(), watched).await;
        println!("outcome {:?}", debrief.expect("debriefed").outcome);
    };
    let mut seconds = Vec::new();
    tokio::select! {
        () = flight => {}
        () = repeated.repeat(&seen) => {}
        () = count(&seen, &hands, [relay, &repeated.relay], &mut seconds) => {}
    }
    seconds
}

/// Counts every second as what it was at its end.
async fn count(seen: &Seen, hands: &AtomicBool, relays: [&Relay; 2], seconds: &mut Vec<Second>) {
    let now = || {
        let [ours, full] = relays.map(Relay::counts);
        [ours.down, ours.up, full.down, full.up]
    };
    let mut beats = interval(Duration::from_secs(1));
    beats.set_missed_tick_behavior(MissedTickBehavior::Burst);
    let mut before = None;
    loop {
        beats.tick().await;
        let Some(view) = newest(seen) else {
            continue;
        };
        let now = now();
        if let Some(before) = before.replace(now) {
            seconds.push(Second {
                leg: leg(&view, hands.load(Ordering::Relaxed)),
                ways: core::array::from_fn(|way| since(now[way], before[way])),
            });
        }
    }
}

fn leg(view: &View, hands: bool) -> Leg {
    let apart = view.scene.other_pos_body_m;
    let apart_m = apart.iter().map(|m| m * m).sum::<f32>().sqrt();
    match view.panel.craft().dock {
        DockLamp::Free if !hands => Leg::Coasting,
        DockLamp::Free if apart_m > LAST_TEN_M => Leg::Approaching,
        DockLamp::Free => Leg::LastTen,
        _ => Leg::Docked,
    }
}

fn since(now: Crossed, before: Crossed) -> Crossed {
    Crossed {
        datagrams: now.datagrams - before.datagrams,
        payload_bytes: now.payload_bytes - before.payload_bytes,
    }
}

/// A connection that tells everything all the time.
struct Repeated {
    relay: Relay,
    server: Connection,
    client: Connection,
    _ends: [Endpoint; 2],
}

impl Repeated {
    async fn begin(weather: Weather) -> Repeated {
        let identity = Identity::load_or_make(None).expect("a fresh key");
        let mut config = ServerConfig::with_crypto(Arc::new(identity.tls().expect("one provider")));
        config.transport_config(Arc::new(transport::config(1)));
        let there = Endpoint::server(config, (Ipv4Addr::LOCALHOST, 0).into());
        let there = there.expect("a free port");
        let to = there.local_addr().expect("bound");
        let relay = Relay::to(to, 3, weather).await.expect("a free port");
        let here = Endpoint::client((Ipv4Addr::LOCALHOST, 0).into()).expect("a free port");
        let config = PinnedKey::new(None).client_config().expect("one provider");
        let dialling = here.connect_with(config, relay.address(), SERVER_NAME);
        let dialling = dialling.expect("an address");
        let (server, client) = tokio::join!(
            async { there.accept().await.expect("a client").await },
            dialling,
        );
        Repeated {
            relay,
            server: server.expect("a handshake"),
            client: client.expect("a handshake"),
            _ends: [there, here],
        }
    }

    /// The newest view down in full, and up what a crew says that rests. Who sends and is sent nothing else
    /// reads what comes, too.
    async fn repeat(&self, seen: &Seen) {
        let down = async {
            let mut beats = interval(FULL_EVERY);
            loop {
                beats.tick().await;
                if let Some(view) = newest(seen) {
                    let snapshot = Snapshot {
                        mission: 1,
                        heard: Heard::default(),
                        view: *view,
                    };
                    let bytes = encode_datagram(&snapshot).expect("fits");
                    self.server.send_datagram(bytes.into()).expect("open");
                }
            }
        };
        let up = async {
            let mut beats = interval(STICKS_EVERY);
            loop {
                beats.tick().await;
                let bytes = encode_datagram(&StickDatagram::default()).expect("fits");
                self.client.send_datagram(bytes.into()).expect("open");
            }
        };
        let read = async |end: &Connection| while end.read_datagram().await.is_ok() {};
        tokio::join!(down, up, read(&self.client), read(&self.server));
    }
}
