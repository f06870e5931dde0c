//! Rooms on several shards of one server: whoever knocks at the first port is served where the room is,
//! also after a kill, and where the way there is closed; nobody is sent around for ever, and nobody goes
//! to a server that does not have the key the first one names.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use handshake::net::{Destination, Link, NetError, NetEvent, Trust, connect};
use handshake_server::{Config, Identity, Server, transport};
use handshake_shared::ids::Seat;
use handshake_shared::limits::REDIRECTS_MAX;
use handshake_shared::session::{ServerEvent, ServerSession};
use handshake_shared::sim::input::Command;
use handshake_shared::wire::codec::encode_frame;
use handshake_shared::wire::{
    Fingerprint, Hello, Pace, Place, Redirect, RoomCode, ServerMessage, Version,
};
use handshake_tests::process::{Process, Scratch};
use quinn::{Connection, Endpoint, ServerConfig};

use crate::crews::{both, join, opening, server, wait, wait_for};

const PROGRAM: &str = env!("CARGO_BIN_EXE_server-under-test");

async fn of_shards(shards: usize) -> Server {
    let config = Config {
        shards,
        ..Config::local()
    };
    Server::start(config).await.expect("free ports on loopback")
}

fn port(link: &Link) -> u16 {
    link.served_at().expect("connected").port()
}

#[tokio::test]
async fn rooms_are_spread_and_a_code_leads_through_the_first_port_to_the_right_shard() {
    let server = of_shards(3).await;
    let ports: Vec<u16> = server.shards().iter().map(SocketAddr::port).collect();
    let mut rooms = Vec::new();
    for _ in 0..6 {
        let (crews, room) = both(&server, Pace::RealTime).await;
        let right = ports[room.number() as usize % 3];
        assert_eq!(crews.each_ref().map(port), [right; 2]);
        rooms.push((crews, right));
    }
    assert_eq!(server.rooms_by_shard(), [2; 3]);
    for (mut crews, right) in rooms {
        for crew in &mut crews {
            crew.ready(true).expect("seated");
        }
        let [apollo, soyuz] = &mut crews;
        wait_for(apollo, |event| matches!(event, NetEvent::View(_))).await;
        apollo.send(Command::Text("Hello".into())).expect("flying");
        wait_for(soyuz, |event| matches!(event, NetEvent::Event { .. })).await;
        // A line that breaks leads back to the same port.
        apollo.cut();
        wait_for(apollo, |event| matches!(event, NetEvent::Welcome { .. })).await;
        assert_eq!(port(apollo), right);
    }
    server.stop().await;
}

#[tokio::test]
async fn a_room_that_is_not_there_is_refused_at_the_first_port() {
    let server = of_shards(2).await;
    let nowhere = RoomCode::new(999_999);
    let refused = join(&server, Hello::join("Tom", nowhere)).await;
    assert!(matches!(refused, Err(NetError::Refused(_))), "{refused:?}");
}

#[tokio::test]
async fn a_crew_that_asks_to_stay_is_served_where_it_knocks_by_whatever_shard() {
    let server = of_shards(2).await;
    let stay = |hello: Hello| Hello {
        stay: true,
        ..hello
    };
    let mut rooms = Vec::new();
    // Those that stay open their rooms on the first shard, the others on the second.
    for hello in [stay(opening(Pace::RealTime)), opening(Pace::RealTime)] {
        let mut apollo = join(&server, hello).await.expect("a new room");
        let room = wait(&mut apollo, |event| match event {
            NetEvent::Welcome { room, .. } => Some(*room),
            _ => None,
        });
        let room = room.await;
        let hello = stay(Hello::join("Alexei", room));
        let mut soyuz = join(&server, hello).await.expect("a free seat");
        assert_eq!(port(&soyuz), server.local_addr().port());
        for crew in [&mut apollo, &mut soyuz] {
            crew.ready(true).expect("seated");
        }
        wait_for(&mut soyuz, |event| matches!(event, NetEvent::View(_))).await;
        rooms.push((apollo, soyuz));
    }
    assert_eq!(server.rooms_by_shard(), [1, 1]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_server_has_its_rooms_on_their_shards_again_and_their_crews_too() {
    let folder = Scratch::new("shards");
    // As operators run it: a shard for each core, at least two.
    let server = Process::start_with(PROGRAM, folder.path(), 0, &["--shards", "2"]);
    let to = Destination::from(&server.invite());
    let mut crews = Vec::new();
    for _ in 0..2 {
        let apollo = connect(to.clone(), opening(Pace::RealTime)).await;
        let mut apollo = apollo.expect("a new room");
        let room = wait(&mut apollo, |event| match event {
            NetEvent::Welcome { room, .. } => Some(*room),
            _ => None,
        });
        let hello = Hello::join("Alexei", room.await);
        let soyuz = connect(to.clone(), hello).await.expect("a free seat");
        crews.push([apollo, soyuz]);
    }
    let ports: Vec<u16> = crews.iter().flatten().map(port).collect();
    assert_eq!((ports[0], ports[2]), (ports[1], ports[3]));
    assert_ne!(ports[0], ports[2]);
    for crew in crews.iter_mut().flatten() {
        crew.ready(true).expect("seated");
    }
    for crew in crews.iter_mut().flatten() {
        let second = |event: &NetEvent| matches!(event, NetEvent::View(view) if view.tick.0 > 60);
        wait_for(crew, second).await;
    }
    let at = server.port();
    server.kill();
    let server = Process::start_with(PROGRAM, folder.path(), at, &["--shards", "2"]);
    let up = Instant::now();
    for crew in crews.iter_mut().flatten() {
        let seated = |event: &NetEvent| matches!(event, NetEvent::Welcome { .. });
        wait_for(crew, seated).await;
        println!("back after {:.2} s", up.elapsed().as_secs_f64());
        wait_for(crew, |event| matches!(event, NetEvent::Undone(_))).await;
    }
    let back: Vec<u16> = crews.iter().flatten().map(port).collect();
    assert_eq!(back, ports);
    server.stop();
}

/// A server that sends whoever says hello somewhere.
struct Signpost {
    address: SocketAddr,
    key: Fingerprint,
    /// Of each hello, whether it asked to stay.
    hellos: Arc<Mutex<Vec<bool>>>,
    _endpoint: Endpoint,
}

impl Signpost {
    /// Sends to where the function says, which is told its own place.
    fn begin(to: impl Fn(Place, Fingerprint) -> Redirect + Send + 'static) -> Signpost {
        let identity = Identity::load_or_make(None).expect("a fresh key");
        let tls = identity.tls().expect("one provider");
        let mut config = ServerConfig::with_crypto(Arc::new(tls));
        config.transport_config(Arc::new(transport::config(1)));
        let endpoint = Endpoint::server(config, (Ipv4Addr::LOCALHOST, 0).into());
        let endpoint = endpoint.expect("a free port");
        let address = endpoint.local_addr().expect("bound");
        let (key, hellos) = (identity.fingerprint(), Arc::<Mutex<Vec<bool>>>::default());
        let own = Place {
            address: None,
            port: address.port(),
        };
        let redirect = to(own, key);
        let (door, heard) = (endpoint.clone(), Arc::clone(&hellos));
        tokio::spawn(async move {
            while let Some(incoming) = door.accept().await {
                let (redirect, heard) = (redirect.clone(), Arc::clone(&heard));
                tokio::spawn(async move {
                    let Ok(connection) = incoming.await else {
                        return;
                    };
                    let stays = point(&connection, redirect).await;
                    heard
                        .lock()
                        .unwrap_or_else(PoisonError::into_inner)
                        .extend(stays);
                    connection.closed().await;
                });
            }
        });
        Signpost {
            address,
            key,
            hellos,
            _endpoint: endpoint,
        }
    }

    async fn knock(&self, hello: Hello) -> Result<Link, NetError> {
        let to = Destination {
            addresses: vec![self.address],
            trust: Trust::Pinned(self.key),
        };
        connect(to, hello).await
    }

    fn hellos(&self) -> Vec<bool> {
        self.hellos
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

/// Hears a hello and answers it; whether it asked to stay.
async fn point(connection: &Connection, redirect: Redirect) -> Option<bool> {
    let (mut send, mut recv) = connection.accept_bi().await.ok()?;
    let mut session = ServerSession::new(Version::current());
    send.write_all(&session.opening()).await.ok()?;
    loop {
        if let Some(ServerEvent::Hello(hello)) = session.poll_event().expect("well-formed") {
            let frame = encode_frame(&ServerMessage::Redirect(redirect)).expect("short");
            send.write_all(&frame).await.ok()?;
            return Some(hello.stay);
        }
        let chunk = recv.read_chunk(1_024, true).await.ok()??;
        session.on_stream(&chunk.bytes);
    }
}

#[tokio::test]
async fn nobody_is_sent_around_for_ever() {
    let circle = Signpost::begin(|own, key| Redirect {
        places: vec![own],
        key,
    });
    let lost = circle.knock(Hello::join("Tom", RoomCode::new(1))).await;
    assert!(matches!(lost, Err(NetError::Wire(_))), "{lost:?}");
    // Where it began, as often as it may be sent on, and once more to ask to stay.
    let mut hellos = vec![false; 1 + REDIRECTS_MAX];
    hellos.push(true);
    assert_eq!(circle.hellos(), hellos);
}

#[tokio::test]
async fn a_place_that_shows_another_key_than_was_named_is_not_gone_to() {
    let real = server().await;
    let port = real.local_addr().port();
    // It names its own key for a place that has another one.
    let wrong = Signpost::begin(move |own, key| Redirect {
        places: vec![Place { port, ..own }],
        key,
    });
    let lost = wrong.knock(opening(Pace::RealTime)).await;
    assert!(matches!(lost, Err(NetError::Wire(_))), "{lost:?}");
    assert_eq!(wrong.hellos(), [false, true], "asked to serve it itself");
    assert_eq!(real.room_count(), 0);
    // With the right key the same way leads to a seat.
    let key = real.fingerprint();
    let right = Signpost::begin(move |own, _| Redirect {
        places: vec![Place { port, ..own }],
        key,
    });
    let mut link = right.knock(opening(Pace::RealTime)).await.expect("a seat");
    let seated = |event: &NetEvent| {
        matches!(
            event,
            NetEvent::Welcome {
                seat: Seat::Apollo,
                ..
            }
        )
    };
    wait_for(&mut link, seated).await;
    assert_eq!(link.served_at(), Some(real.local_addr()));
}

#[tokio::test]
async fn a_server_with_another_key_than_the_invite_names_sends_nobody_anywhere() {
    let real = server().await;
    let (port, key) = (real.local_addr().port(), real.fingerprint());
    let impostor = Signpost::begin(move |own, _| Redirect {
        places: vec![Place { port, ..own }],
        key,
    });
    let to = Destination {
        addresses: vec![impostor.address],
        trust: Trust::Pinned(key),
    };
    let turned = connect(to, opening(Pace::RealTime)).await;
    assert!(
        matches!(turned, Err(NetError::WrongKey { .. })),
        "{turned:?}"
    );
    assert_eq!((impostor.hellos(), real.room_count()), (vec![], 0));
}
