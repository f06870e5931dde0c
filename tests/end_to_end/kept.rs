//! What befalls a store costs no room but the one it befalls: a record that is damaged, a file that cannot be
//! read, a folder that a second server is given by mistake.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use handshake::bots::{self, Temper};
use handshake::net::{Link, NetError, NetEvent, connect};
use handshake_server::recordings::files;
use handshake_server::store::{Change, Kept, RedbStore, STORE_NAME, Store};
use handshake_shared::ids::Seat;
use handshake_shared::replay::verify::{Verdict, verify};
use handshake_shared::replay::{Fault, Player, Replay};
use handshake_shared::scenario::load;
use handshake_shared::time::Tick;
use handshake_shared::wire::{Hello, Pace, Refused, RoomCode};
use handshake_tests::process::{Process, Scratch};

use crate::crews::wait_for;
use crate::escrow::{copied_beyond, flying, restored};
use crate::killed::{PROGRAM, both, come_back, say};
use crate::watching::taken_home;

/// An act of this crew's is applied and outlives the server: its room lives.
async fn lives(crew: &mut Link, next: &mut u32) {
    let seq = say(crew, next);
    let durable = |event: &NetEvent| matches!(event, NetEvent::Durable(upto) if *upto >= seq);
    wait_for(crew, durable).await;
}

/// Flips one bit of what the store has of a room.
fn damage(folder: &Path, code: RoomCode) {
    let mut store = RedbStore::open(folder).expect("its server is gone");
    let kept = store.load().expect("sound");
    let found = kept.into_iter().find(|kept| kept.room == code);
    let Kept { mut whole, .. } = found.expect("it was kept");
    let middle = whole.len() / 2;
    whole[middle] ^= 1;
    let change = Change::Whole {
        room: code,
        number: 1,
        bytes: whole,
    };
    store.commit(&[change]).expect("room for it");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_damaged_record_loses_its_room_alone() {
    let folder = Scratch::new("kept-damaged");
    let server = Process::start(PROGRAM, folder.path(), 0);
    let ([lost, mut other], gone) = flying(&server).await;
    let ([mut apollo, mut soyuz], _) = flying(&server).await;
    let (mut in_gone, mut next) = (0, 0);
    lives(&mut other, &mut in_gone).await;
    lives(&mut soyuz, &mut next).await;
    let (_, token) = lost.seat_key().expect("seated");
    // Whoever keeps a copy would bring it back.
    drop((lost, other));
    let port = server.port();
    server.kill();
    damage(folder.path(), gone);
    let server = Process::start(PROGRAM, folder.path(), port);
    let up = Instant::now();
    tokio::join!(come_back(&mut apollo, up), come_back(&mut soyuz, up));
    wait_for(&mut apollo, |event| *event == NetEvent::Resumed).await;
    lives(&mut soyuz, &mut next).await;
    let hello = Hello {
        seat: Some(Seat::Apollo),
        token: Some(token),
        ..Hello::join("again", gone)
    };
    let refused = connect(&server.invite(), hello).await;
    assert!(
        matches!(refused, Err(NetError::Refused(Refused::NotBack(code))) if code == gone),
        "{refused:?}"
    );
    lives(&mut soyuz, &mut next).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_store_that_cannot_be_read_is_set_aside_and_its_rooms_come_from_their_crews() {
    let folder = Scratch::new("kept-unreadable");
    let server = Process::start(PROGRAM, folder.path(), 0);
    let mut rooms = Vec::new();
    for _ in 0..2 {
        let ([mut apollo, mut soyuz], _) = flying(&server).await;
        copied_beyond(&mut apollo, None).await;
        copied_beyond(&mut soyuz, None).await;
        rooms.push((apollo, soyuz));
    }
    let port = server.port();
    server.kill();
    fs::write(folder.path().join(STORE_NAME), "no store").expect("a scratch folder");
    let _server = Process::start(PROGRAM, folder.path(), port);
    let up = Instant::now();
    for (apollo, soyuz) in &mut rooms {
        tokio::join!(restored(apollo, up), restored(soyuz, up));
        lives(soyuz, &mut 0).await;
    }
    let entries = fs::read_dir(folder.path()).expect("there").flatten();
    let mut names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    assert!(names.any(|name| name.contains(".unreadable-")));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_server_in_the_same_folder_is_told_whose_it_is_and_the_rooms_of_the_first_go_on() {
    let folder = Scratch::new("kept-locked");
    let server = Process::start(PROGRAM, folder.path(), 0);
    let ([_apollo, mut soyuz], _) = flying(&server).await;
    let mut next = 0;
    lives(&mut soyuz, &mut next).await;
    let mut second = Command::new(PROGRAM);
    second
        .args(["--log", "warn", "--listen", "127.0.0.1:0", "--data"])
        .arg(folder.path());
    let told = tokio::task::spawn_blocking(move || second.output());
    let told = told.await.expect("no bug").expect("it starts");
    let words = String::from_utf8_lossy(&told.stderr);
    assert!(!told.status.success(), "{words}");
    assert!(words.contains("in use by process "), "{words}");
    lives(&mut soyuz, &mut next).await;
}

/// Flies both seats to this tick; something of it is durable then.
async fn fly_to(crews: &mut [Link; 2], tick: Tick) {
    let [apollo, soyuz] = crews;
    let mut durable = false;
    let ours = |event: &NetEvent| {
        durable |= matches!(event, NetEvent::Durable(_));
        matches!(event, NetEvent::View(view) if view.tick >= tick)
    };
    let theirs = |event: &NetEvent| matches!(event, NetEvent::View(view) if view.tick >= tick);
    tokio::join!(
        bots::fly_until(apollo, Pace::Lockstep, Temper::default(), ours),
        bots::fly_until(soyuz, Pace::Lockstep, Temper::default(), theirs)
    );
    // A room that is some milliseconds old may be gone with its server.
    if !durable {
        wait_for(apollo, |event| matches!(event, NetEvent::Durable(_))).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_flight_is_recorded_on_from_where_its_server_came_back_to_it() {
    let folder = Scratch::new("kept-recorded");
    let server = Process::start(PROGRAM, folder.path(), 0);
    let (mut crews, _) = both(&server, "final-approach", Pace::Lockstep).await;
    fly_to(&mut crews, Tick(3_000)).await;
    let port = server.port();
    server.kill();
    let server = Process::start(PROGRAM, folder.path(), port);
    let [mut apollo, mut soyuz] = crews;
    let up = Instant::now();
    tokio::join!(come_back(&mut apollo, up), come_back(&mut soyuz, up));
    soyuz.wants_flight().expect("seated");
    let (ours, theirs) = tokio::join!(
        bots::fly(&mut apollo, Pace::Lockstep, Temper::default()),
        bots::fly(&mut soyuz, Pace::Lockstep, Temper::default())
    );
    let good = load("final-approach").expect("ships").goal.outcome();
    assert_eq!(ours.as_ref().map(|debrief| debrief.outcome), Some(good));
    assert_eq!(ours, theirs);
    let mut home = taken_home(&mut soyuz).await;
    server.stop();
    let all = files(&folder.path().join("replays")).expect("a folder");
    let read = |path: &std::path::PathBuf| {
        Replay::read(&fs::read(path).expect("written")).expect("a header")
    };
    let mut all: Vec<Replay> = all.iter().map(read).collect();
    // Files of the same second are in no order.
    all.sort_by_key(Replay::first_tick);
    let [before, after] = &all[..] else {
        panic!("{} files", all.len());
    };
    assert_eq!(before.cut.map(|cut| cut.fault), Some(Fault::Torn), "killed");
    assert!(
        after.world.is_some() && after.cut.is_none(),
        "{:?}",
        after.cut
    );
    assert!(
        after.first_tick() > Tick(0) && after.first_tick() <= before.last_tick().max(Tick(3_000))
    );
    let last = after.last_tick();
    assert_eq!(verify(after, |_| {}), Ok(Verdict::Identical { last }));
    // Both clocks looked at their own second.
    home.header.began_utc_s = after.header.began_utc_s;
    assert!(home == *after, "the joiner's is the same to the bit");
    let first = after.first_tick();
    let mut player = Player::new(after.clone());
    assert_eq!((player.at(), player.as_recorded()), (first, None));
    player.seek(last);
    let end = player.digest();
    player.seek(Tick(0));
    assert_eq!(player.at(), first, "there is nothing before it");
    player.seek(last);
    assert_eq!(player.digest(), end, "a seek ends where playing would");
}
