//! What an operator sees of a running server and what he may ask of it, over the real sockets.

use std::net::SocketAddr;
use std::path::PathBuf;

use handshake::net::{CloseReason, NetError, NetEvent};
use handshake_server::admin::{Order, Socket, SocketError, ask};
use handshake_server::{Config, Server, StartError};
use handshake_shared::time::Tick;
use handshake_shared::wire::{Closing, Hello, Pace, Refused, RoomCode};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::crews::{flying, join, opening, wait_for};

/// A folder of one test's own.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("handshake-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).expect("a scratch folder");
        Folder(path)
    }

    fn socket(&self) -> PathBuf {
        self.0.join("admin.sock")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // The system clears its scratch folder anyway.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

async fn seen(folder: &Folder) -> Server {
    let config = Config {
        metrics: Some(([127, 0, 0, 1], 0).into()),
        admin: Some(folder.socket()),
        ..Config::local()
    };
    Server::start(config).await.expect("free ports on loopback")
}

/// Status and body of one request.
async fn get(address: SocketAddr, request: &str) -> (u16, String) {
    let mut stream = TcpStream::connect(address).await.expect("listens");
    let request = format!("{request} HTTP/1.1\r\nHost: x\r\n\r\n");
    stream.write_all(request.as_bytes()).await.expect("reads");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.expect("answers");
    let status = answer.split(' ').nth(1).expect("a status line");
    let (_, body) = answer.split_once("\r\n\r\n").expect("a head");
    (status.parse().expect("a number"), body.to_owned())
}

fn value(text: &str, name: &str) -> f64 {
    let line = text.lines().find_map(|line| line.strip_prefix(name));
    let line = line.unwrap_or_else(|| panic!("no {name} in\n{text}"));
    line.trim().parse().expect("a number")
}

#[tokio::test]
async fn prometheus_reads_rooms_crews_ticks_bytes_and_refusals() {
    let folder = Folder::new("metrics");
    let server = seen(&folder).await;
    let address = server.metrics_addr().expect("asked for");
    // Before anything flies: a busy machine may be late, and that is told there.
    assert_eq!(get(address, "GET /healthz").await, (200, "ok\n".to_owned()));
    let ([mut apollo, _soyuz], room) = flying(&server, Pace::RealTime).await;
    let full = join(&server, Hello::join("Third", room)).await;
    assert!(
        matches!(full, Err(NetError::Refused(Refused::RoomFull))),
        "{full:?}"
    );
    wait_for(
        &mut apollo,
        |event| matches!(event, NetEvent::View(view) if view.tick > Tick(0)),
    )
    .await;
    let (status, text) = get(address, "GET /metrics").await;
    assert_eq!(status, 200);
    assert_eq!(value(&text, "handshake_rooms "), 1.0);
    assert_eq!(value(&text, "handshake_crews "), 2.0);
    let full = "handshake_refused_total{reason=\"room_full\"} ";
    assert_eq!(value(&text, full), 1.0);
    assert!(value(&text, "handshake_ticks_total ") >= 1.0);
    assert!(value(&text, "handshake_tick_lateness_seconds_count ") >= 1.0);
    for way in ["in", "out"] {
        let bytes = format!("handshake_traffic_bytes_total{{direction=\"{way}\"}} ");
        // Two handshakes of TLS alone are more than this.
        assert!(value(&text, &bytes) > 2_000.0, "{text}");
    }
    assert!(text.ends_with("# EOF\n"));
    for (request, status) in [("GET /", 404), ("POST /metrics", 405), ("NONSENSE", 400)] {
        assert_eq!(get(address, request).await.0, status, "{request}");
    }
}

#[cfg(unix)]
#[tokio::test]
async fn the_operator_lists_closes_and_drains() {
    let folder = Folder::new("operator");
    let server = seen(&folder).await;
    let order = async |order| ask(&folder.socket(), order).await;
    let ([mut apollo, _soyuz], room) = flying(&server, Pace::RealTime).await;
    let list = order(Order::Rooms).await.expect("answers");
    let row = list.lines().nth(1).expect("one room");
    assert!(row.starts_with(&room.to_string()), "{list}");
    for word in ["flying", "there", "final-approach"] {
        assert!(row.contains(word), "{list}");
    }

    let health = server.metrics_addr().expect("asked for");
    order(Order::Drain).await.expect("answers");
    assert_eq!(get(health, "GET /healthz").await.0, 503);
    // Nobody new; who flies goes on.
    let late = join(&server, opening(Pace::RealTime)).await;
    assert!(
        matches!(late, Err(NetError::Refused(Refused::Stopping))),
        "{late:?}"
    );
    wait_for(&mut apollo, |event| matches!(event, NetEvent::View(_))).await;

    let other = RoomCode::new((room_number(room) + 1) % RoomCode::COUNT);
    let close = |room| order(Order::Close { room });
    assert!(close(other).await.is_err());
    close(room).await.expect("answers");
    let closed = loop {
        if let NetEvent::Closed { reason } = apollo.next().await {
            break reason;
        }
    };
    assert!(
        matches!(closed, CloseReason::Server(Closing::Operator)),
        "{closed:?}"
    );
    server.drained().await;
}

fn room_number(room: RoomCode) -> u32 {
    room.to_string().parse().expect("six digits")
}

#[cfg(unix)]
#[tokio::test]
async fn a_socket_has_one_owner_and_one_left_behind_is_taken_over() {
    use std::os::unix::fs::PermissionsExt;

    let folder = Folder::new("socket");
    let first = seen(&folder).await;
    let mode = std::fs::metadata(folder.socket()).expect("is there");
    assert_eq!(mode.permissions().mode() & 0o777, 0o600);
    let config = Config {
        admin: Some(folder.socket()),
        ..Config::local()
    };
    let second = Server::start(config.clone()).await.err();
    assert!(matches!(
        second,
        Some(StartError::Admin(SocketError::Taken { .. }))
    ));
    drop(first);
    assert!(!folder.socket().exists());

    // Killed, a server leaves the file behind.
    drop(std::os::unix::net::UnixListener::bind(folder.socket()).expect("a socket"));
    let third = Server::start(config).await.expect("takes it over");
    ask(&folder.socket(), Order::Rooms).await.expect("answers");
    drop(third);

    std::fs::write(folder.socket(), "a letter").expect("a file");
    let why = Socket::open(&folder.socket()).expect_err("is not ours");
    assert!(matches!(why, SocketError::NotASocket { .. }));
    let kept = std::fs::read_to_string(folder.socket()).expect("still there");
    assert_eq!(kept, "a letter");
}
