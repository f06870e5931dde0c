//! What a server records of a mission over real packets: the file is there when the server has
//! stopped, holds what the steps were given, and flies again to the server's own digest.

use std::fs;
use std::path::{Path, PathBuf};

use handshake::bots::{self, Temper};
use handshake::net::NetEvent;
use handshake_server::recordings::{Keep, files};
use handshake_server::{Config, Server};
use handshake_shared::ids::Seat;
use handshake_shared::replay::verify::{Verdict, verify};
use handshake_shared::replay::{Player, Replay, Summary};
use handshake_shared::wire::{Hello, Pace};

use crate::crews::{both, join, opening, wait};

/// A folder of this test's own, removed with it.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new(name: &str) -> Folder {
        let name = format!("handshake-end-to-end-{name}-{}", std::process::id());
        Folder(std::env::temp_dir().join(name))
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    /// A server that records here.
    pub async fn server(&self) -> Server {
        let keep = Keep {
            folder: self.0.clone(),
            newest: 5,
        };
        Server::start(Config {
            replays: Some(keep),
            ..Config::local()
        })
        .await
        .expect("a free port on loopback")
    }

    /// The only file in it.
    fn recorded(&self) -> Vec<u8> {
        let all = files(&self.0).expect("a folder");
        assert_eq!(all.len(), 1, "{all:?}");
        fs::read(&all[0]).expect("written")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[tokio::test]
async fn a_mission_over_packets_flies_again_to_the_servers_own_digest() {
    let folder = Folder::new("whole");
    let server = folder.server().await;
    let mut first = join(&server, opening(Pace::Lockstep))
        .await
        .expect("a new room");
    let code = wait(&mut first, |event| match event {
        NetEvent::Welcome { room, .. } => Some(*room),
        _ => None,
    })
    .await;
    let mut second = join(&server, Hello::join("Alexei", code))
        .await
        .expect("a free seat");
    let (a, _) = tokio::join!(
        bots::fly(&mut first, Pace::Lockstep, Temper::default()),
        bots::fly(&mut second, Pace::Lockstep, Temper::default())
    );
    let debrief = a.expect("debriefed");
    let (tick, digest) = server.digest(code).await.expect("a mission was flown");
    server.stop().await;
    let bytes = folder.recorded();
    let replay = Replay::read(&bytes).expect("a header");
    assert_eq!(replay.cut, None);
    assert_eq!(replay.header.crews, ["Tom", "Alexei"].map(str::to_owned));
    assert!(!replay.header.real_time && replay.header.began_utc_s > 0);
    let end = replay.end.clone().expect("it ended");
    assert_eq!(end.tick, tick);
    assert_eq!(end.debrief.as_deref(), Some(&debrief));
    let summary = Summary::read(&bytes).expect("a header");
    assert_eq!(summary.outcome, Some(debrief.outcome));
    assert_eq!(
        verify(&replay, |_| {}),
        Ok(Verdict::Identical { last: tick })
    );
    let mut player = Player::new(replay);
    player.seek(tick);
    assert_eq!(player.digest(), Some(digest));
}

#[tokio::test]
async fn a_flight_in_real_time_is_whole_when_its_server_stops_in_the_middle() {
    let folder = Folder::new("stopped");
    let server = folder.server().await;
    let (mut links, code) = both(&server, Pace::RealTime).await;
    for link in &mut links {
        link.ready(true).expect("seated");
    }
    for link in &mut links {
        wait(link, |event| match event {
            NetEvent::View(view) if view.tick.0 > 90 => Some(()),
            _ => None,
        })
        .await;
    }
    let before = server.digest(code).await.expect("flying").0;
    server.stop().await;
    let replay = Replay::read(&folder.recorded()).expect("a header");
    assert_eq!(replay.cut, None);
    let last = replay.last_tick();
    assert!(last >= before, "nothing of what was flown is missing");
    assert!(replay.end.as_ref().is_some_and(|end| end.debrief.is_none()));
    assert!(replay.header.real_time);
    assert_eq!(verify(&replay, |_| {}), Ok(Verdict::Identical { last }));
    let player = Player::new(replay);
    assert!(player.view(Seat::Soyuz).is_some());
}
