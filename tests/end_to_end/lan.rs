//! Rooms of the local network, found by multicast in a network namespace that the test makes for
//! itself: nothing leaves the machine, and no neighbour is heard.

use std::process::Command;
use std::time::Duration;

use handshake::lan::{Announcement, Found, Lan, LanNews};
use handshake_shared::wire::Invite;
use tokio::sync::mpsc;
use tokio::time::timeout;

/// Tells the test that it is inside.
const INSIDE: &str = "HANDSHAKE_TEST_NETWORK";
/// A cable between two ends of one machine. Its addresses are for documentation (RFC 5737).
const CABLE: &str = "ip link set lo up && ip link add v0 type veth peer name v1 && \
                     ip addr add 192.0.2.1/24 dev v0 && ip addr add 192.0.2.2/24 dev v1 && \
                     ip link set v0 up && ip link set v1 up";
const LINE: &str = "handshake:127.0.0.1:1975/482913#MFRGGZDFMZTWQ2LKNNWG23TP";
/// Longest wait for the network to tell; probing and announcing take about a second (RFC 6762, 8).
const PATIENCE: Duration = Duration::from_secs(20);

fn apart(script: &str) -> Command {
    let mut command = Command::new("unshare");
    command.args([
        "--user",
        "--map-root-user",
        "--net",
        "sh",
        "-c",
        script,
        "sh",
    ]);
    command
}

/// The same test again, inside a network of its own; where the system makes none, it says so.
#[test]
fn a_hosted_room_is_listed_with_its_free_seats_until_it_closes() {
    if std::env::var_os(INSIDE).is_some() {
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        return runtime.block_on(inside());
    }
    let probe = apart(CABLE).output();
    if !probe.is_ok_and(|done| done.status.success()) {
        eprintln!("not run: this system makes no network namespace");
        return;
    }
    let exe = std::env::current_exe().expect("this test");
    let name = "lan::a_hosted_room_is_listed_with_its_free_seats_until_it_closes";
    let status = apart(&format!("{CABLE} && exec \"$@\""))
        .arg(exe)
        .args([name, "--exact", "--nocapture"])
        .env(INSIDE, "1")
        .status()
        .expect("it was made once already");
    assert!(status.success());
}

async fn inside() {
    let invite: Invite = LINE.parse().expect("a good line");
    let room = |free| {
        Announcement::new(&invite, "Алексей", "final-approach", free).expect("a line with a room")
    };
    let mut host = Lan::open().expect("sockets");
    let mut join = Lan::open().expect("sockets");
    let (news, mut told) = mpsc::channel(16);
    join.look(news).expect("listening");
    let name = host.announce(&room([false, true])).expect("announced");
    assert_eq!(name.as_deref(), Some("Алексей"));
    assert_eq!(host.announce(&room([false, true])), Ok(None), "said once");
    // Addresses may come one after the other: loopback's first, and then the cable's.
    let found = until(&mut told, |found| found.iter().any(leads_over_the_cable)).await;
    let [one] = found.as_slice() else {
        panic!("one room: {found:?}")
    };
    assert_eq!((one.name.as_str(), one.free), ("Алексей", [false, true]));
    assert_eq!(one.scenario, "final-approach");
    let line: Invite = one.line.parse().expect("a line that leads there");
    assert_eq!(
        (line.room, line.fingerprint),
        (invite.room, invite.fingerprint)
    );
    assert!(line.addresses.iter().all(|at| at.port() == 1975));
    host.announce(&room([false; 2])).expect("announced anew");
    until(&mut told, |found| {
        found.iter().all(|room| room.free == [false; 2])
    })
    .await;
    host.close().await;
    until(&mut told, <[Found]>::is_empty).await;
}

/// A room that is reached over the pair of this test's own, and not by loopback alone.
fn leads_over_the_cable(room: &Found) -> bool {
    let line: Invite = room.line.parse().expect("a line that leads there");
    let over = |at: &std::net::SocketAddr| at.ip().to_string().starts_with("192.0.2.");
    line.addresses.iter().any(over)
}

async fn until(
    told: &mut mpsc::Receiver<LanNews>,
    wanted: impl Fn(&[Found]) -> bool,
) -> Vec<Found> {
    let seen = timeout(PATIENCE, async {
        loop {
            match told.recv().await {
                Some(LanNews::Found(found)) if wanted(&found) => return found,
                Some(_) => {}
                None => panic!("nobody listens any more"),
            }
        }
    });
    seen.await.expect("the network tells in time")
}
