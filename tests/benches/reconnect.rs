//! What a broken line costs its crews, over real QUIC on loopback: how soon the partner is told that
//! nothing comes any more, and how soon an act that waited takes effect once the way is open again.
//! `cargo bench -p handshake-tests --bench reconnect`

use std::time::Duration;

use handshake::net::{Link, NetEvent, connect};
use handshake_server::{Config, Server};
use handshake_shared::sim::input::Command;
use handshake_shared::wire::{Hello, Invite, Pace, RoomCode, ScenarioChoice};
use handshake_tests::relay::{Relay, Weather};
use tokio::time::{Instant, sleep, timeout};

/// Nothing takes longer unless something is broken.
const PATIENCE: Duration = Duration::from_secs(60);
/// Lengths of the cuts, s, and how often each is made.
const CUTS: [(u64, usize); 3] = [(3, 3), (5, 5), (20, 3)];

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

/// Two crews flying, the second through a relay.
async fn flying(server: &Server, seed: u64) -> (Link, Link, Relay) {
    let relay = Relay::to(server.local_addr(), seed, Weather::default());
    let relay = relay.await.expect("a free port on loopback");
    let scenario = ScenarioChoice::Named("final-approach".to_owned());
    let opening = Hello::create("Tom", scenario, Pace::RealTime);
    let direct = server.invite(None);
    let mut first = connect(&direct, opening).await.expect("a new room");
    let room: RoomCode = until(&mut first, |event| match event {
        NetEvent::Welcome { room, .. } => Some(*room),
        _ => None,
    })
    .await;
    let through = Invite {
        addresses: vec![relay.address()],
        ..direct
    };
    let second = connect(&through, Hello::join("Alexei", room));
    let mut second = second.await.expect("a free seat");
    for crew in [&mut first, &mut second] {
        crew.ready(true).expect("seated");
    }
    for crew in [&mut first, &mut second] {
        until(crew, |event| {
            matches!(event, NetEvent::View(_)).then_some(())
        })
        .await;
    }
    (first, second, relay)
}

/// One cut of so many seconds: from the cut to the partner's notice, from the heal to the act that
/// waited, and whether the line was lost for it.
async fn cut(server: &Server, seed: u64, length: Duration) -> (Duration, Duration, bool) {
    let (mut first, mut second, relay) = flying(server, seed).await;
    let began = Instant::now();
    relay.weather(Weather {
        cut: true,
        ..Weather::default()
    });
    let waiting = second
        .send(Command::Text("есть связь?".to_owned()))
        .expect("kept");
    let noticed = async {
        until(&mut first, |event| {
            matches!(event, NetEvent::Silent(Some(_))).then_some(())
        })
        .await;
        began.elapsed()
    };
    let back = async {
        let mut lost = false;
        until(&mut second, |event| {
            lost |= *event == NetEvent::Lost;
            matches!(event, NetEvent::Ack { seq, .. } if *seq == waiting).then_some(())
        })
        .await;
        (Instant::now(), lost)
    };
    let heal = async {
        sleep(length).await;
        relay.weather(Weather::default());
        Instant::now()
    };
    let (noticed, (at, lost), healed) = tokio::join!(noticed, back, heal);
    (noticed, at.saturating_duration_since(healed), lost)
}

#[tokio::main]
async fn main() {
    let server = Server::start(Config::local()).await.expect("a free port");
    println!("cut s  noticed s (worst)  back ms (median, worst)  lines lost");
    for (seconds, count) in CUTS {
        let (mut noticed, mut back, mut lost) = (Vec::new(), Vec::new(), 0);
        for trial in 0..count {
            // A cut falls anywhere between two packets.
            sleep(Duration::from_millis(170 * trial as u64)).await;
            let told = cut(&server, trial as u64, Duration::from_secs(seconds)).await;
            noticed.push(told.0);
            back.push(told.1);
            lost += usize::from(told.2);
        }
        noticed.sort();
        back.sort();
        let worst = noticed[count - 1].as_secs_f64();
        let ms = |time: Duration| time.as_secs_f64() * 1_000.0;
        println!(
            "{seconds:>5}  {worst:>17.2}  {:>11.0}, {:>10.0}  {lost} of {count}",
            ms(back[count / 2]),
            ms(back[count - 1]),
        );
    }
    server.stop().await;
}
