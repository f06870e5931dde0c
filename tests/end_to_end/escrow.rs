//! A server that is killed and whose store is gone: its rooms come back from the sealed copies of their
//! crews, and from nobody else's.

use std::fs;
use std::path::Path;
use std::time::Instant;

use handshake::net::{
    Destination, Link, NetError, NetEvent, Vault, connect, connect_keeping, connect_waiting,
};
use handshake_shared::ids::Seat;
use handshake_shared::time::{TICK_RATE_HZ, Tick};
use handshake_shared::wire::server::BadCopy;
use handshake_shared::wire::{Hello, Mark, Pace, Refused, RoomCode};
use handshake_tests::process::{Process, Scratch};

use crate::crews::{wait, wait_for};
use crate::killed::{PROGRAM, both, history, say};

/// A room in flight on a real server.
pub(crate) async fn flying(server: &Process) -> ([Link; 2], RoomCode) {
    let (mut crews, room) = both(server, "final-approach", Pace::RealTime).await;
    for crew in &mut crews {
        crew.ready(true).expect("seated");
    }
    for crew in &mut crews {
        wait_for(crew, |event| matches!(event, NetEvent::Started { .. })).await;
    }
    (crews, room)
}

/// Reads on until the copy that this crew keeps leads further than this; how far then.
pub(crate) async fn copied_beyond(crew: &mut Link, before: Option<Mark>) -> Mark {
    loop {
        let mark = crew.copy_mark();
        if let Some(mark) = mark.filter(|mark| mark.mission == 1 && Some(*mark) > before) {
            return mark;
        }
        wait_for(crew, |event| {
            matches!(event, NetEvent::View(_) | NetEvent::Durable(_))
        })
        .await;
    }
}

/// A crew reckons each second of its copy as a whole one; a late one has fewer ticks.
fn leads_to(back: Tick, copied: Mark) -> bool {
    back.0 + TICK_RATE_HZ >= copied.tick.0
}

/// The store is gone; the server's keys are there.
fn lose_store(folder: &Path) {
    fs::remove_file(folder.join("rooms.redb")).expect("it was there");
}

/// From the crew's copy to its seat again: ticks undone.
pub(crate) async fn restored(crew: &mut Link, up: Instant) -> u32 {
    wait_for(crew, |event| matches!(event, NetEvent::Welcome { .. })).await;
    let back_s = up.elapsed().as_secs_f64();
    let ticks = wait(crew, |event| match event {
        NetEvent::Restored(ticks) => Some(*ticks),
        NetEvent::Undone(_) => panic!("there was no store"),
        _ => None,
    })
    .await;
    let undone_s = f64::from(ticks) / f64::from(TICK_RATE_HZ);
    println!("back after {back_s:.2} s, {undone_s:.2} s undone");
    ticks
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mission_outlives_a_server_whose_store_is_gone_and_every_act_takes_effect_once() {
    let folder = Scratch::new("escrow-gone");
    let server = Process::start(PROGRAM, folder.path(), 0);
    let ([mut apollo, mut soyuz], room) = flying(&server).await;
    let mut next = 0;
    // Durable long before; durable, yet in no copy; applied just now; and said while it is gone.
    for _ in 0..2 {
        let seq = say(&mut soyuz, &mut next);
        let durable = |event: &NetEvent| matches!(event, NetEvent::Durable(upto) if *upto >= seq);
        wait_for(&mut soyuz, durable).await;
    }
    let first = copied_beyond(&mut soyuz, None).await;
    copied_beyond(&mut soyuz, Some(first)).await;
    let seq = say(&mut soyuz, &mut next);
    let durable = |event: &NetEvent| matches!(event, NetEvent::Durable(upto) if *upto >= seq);
    wait_for(&mut soyuz, durable).await;
    let seq = say(&mut soyuz, &mut next);
    let applied = |event: &NetEvent| matches!(event, NetEvent::Ack { seq: s, .. } if *s == seq);
    wait_for(&mut soyuz, applied).await;
    copied_beyond(&mut apollo, None).await;
    let (port, invite) = (server.port(), server.invite());
    server.kill();
    lose_store(folder.path());
    say(&mut soyuz, &mut next);
    let server = Process::start(PROGRAM, folder.path(), port);
    assert_eq!(server.invite(), invite, "the same key at the same place");
    let up = Instant::now();
    let undone = tokio::join!(restored(&mut apollo, up), restored(&mut soyuz, up));
    // A copy is a second old at most; a machine that is busy with other things may be late with one.
    let most = 5 * TICK_RATE_HZ;
    assert!(undone.0 <= most && undone.1 <= most, "{undone:?}");
    wait_for(&mut apollo, |event| *event == NetEvent::Resumed).await;
    let last = say(&mut soyuz, &mut next);
    let durable = |event: &NetEvent| matches!(event, NetEvent::Durable(upto) if *upto >= last);
    wait_for(&mut soyuz, durable).await;
    let spoken: Vec<String> = (1..=next).map(|number| number.to_string()).collect();
    assert_eq!(history(&server, room, &apollo, spoken.len()).await, spoken);
}

/// A program that was killed and started again, with its seat's secret and the file of the copy.
async fn again(
    to: Destination,
    room: RoomCode,
    (seat, link): (Seat, &Link),
    file: &Path,
) -> Result<Link, NetError> {
    let hello = Hello {
        seat: Some(seat),
        token: Some(link.seat_key().expect("seated").1),
        ..Hello::join("again", room)
    };
    connect_keeping(to, hello, Vault::read(file)).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn crews_that_were_killed_with_their_server_bring_the_room_back_and_no_other_server_opens_it()
{
    let folder = Scratch::new("escrow-all");
    let server = Process::start(PROGRAM, folder.path(), 0);
    let ([mut apollo, mut soyuz], room) = flying(&server).await;
    let file = |seat: Seat| folder.path().join("copies").join(format!("{seat:?}"));
    apollo.keep_copy_in(&file(Seat::Apollo));
    soyuz.keep_copy_in(&file(Seat::Soyuz));
    let first = copied_beyond(&mut apollo, None).await;
    let early = folder.path().join("early");
    fs::copy(file(Seat::Apollo), &early).expect("kept");
    copied_beyond(&mut apollo, Some(first)).await;
    copied_beyond(&mut soyuz, None).await;
    server.kill();
    // Another server knows neither the room nor the key of its copy.
    let elsewhere = Scratch::new("escrow-elsewhere");
    let stranger = Process::start(PROGRAM, elsewhere.path(), 0);
    let to = |server: &Process| Destination::from(&server.invite());
    let wrong = again(
        to(&stranger),
        room,
        (Seat::Apollo, &apollo),
        &file(Seat::Apollo),
    )
    .await;
    assert!(
        matches!(
            wrong,
            Err(NetError::Refused(Refused::BadCopy(BadCopy::Foreign)))
        ),
        "{wrong:?}"
    );
    lose_store(folder.path());
    let server = Process::start(PROGRAM, folder.path(), 0);
    // A forged copy brings nothing back, and is in nobody's way.
    let mut bytes = fs::read(file(Seat::Apollo)).expect("kept");
    bytes[100] ^= 1;
    let forged = folder.path().join("forged");
    fs::write(&forged, bytes).expect("a scratch file");
    let refused = again(to(&server), room, (Seat::Apollo, &apollo), &forged).await;
    assert!(
        matches!(
            refused,
            Err(NetError::Refused(Refused::BadCopy(BadCopy::Damaged)))
        ),
        "{refused:?}"
    );
    // Without a copy there is no room; with the older one and the newer one in the same moment the newer stands.
    let mine = file(Seat::Soyuz);
    let older = again(to(&server), room, (Seat::Apollo, &apollo), &early);
    let newer = again(to(&server), room, (Seat::Soyuz, &soyuz), &mine);
    let (a, b) = tokio::join!(older, newer);
    let (mut a, mut b) = (a.expect("its seat"), b.expect("its seat"));
    for crew in [&mut a, &mut b] {
        let tick = wait(crew, |event| match event {
            NetEvent::Started { tick, .. } => Some(*tick),
            _ => None,
        })
        .await;
        assert!(tick > first.tick, "{tick:?} is not the newer");
    }
    // The room lives: an old copy is not even asked for, whatever it says.
    let mut living = again(to(&server), room, (Seat::Apollo, &apollo), &early)
        .await
        .expect("its seat");
    let tick = wait(&mut living, |event| match event {
        NetEvent::Started { tick, .. } => Some(*tick),
        _ => None,
    })
    .await;
    assert!(tick > first.tick);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_crew_without_a_copy_waits_until_the_other_brings_the_room_back() {
    let folder = Scratch::new("escrow-none");
    let server = Process::start(PROGRAM, folder.path(), 0);
    let ([apollo, mut soyuz], room) = flying(&server).await;
    let file = folder.path().join("copies").join("soyuz");
    soyuz.keep_copy_in(&file);
    let copied = copied_beyond(&mut soyuz, None).await;
    server.kill();
    lose_store(folder.path());
    let server = Process::start(PROGRAM, folder.path(), 0);
    let to = Destination::from(&server.invite());
    let hello = Hello {
        seat: Some(Seat::Apollo),
        token: Some(apollo.seat_key().expect("seated").1),
        ..Hello::join("again", room)
    };
    // Who only has the code is told as ever; who has a seat's secret, that the room may come back.
    for (token, not_back) in [(None, false), (hello.token, true)] {
        let hello = Hello {
            token,
            ..hello.clone()
        };
        match connect(to.clone(), hello).await {
            Err(NetError::Refused(Refused::NotBack(code))) if not_back => assert_eq!(code, room),
            Err(NetError::Refused(Refused::NoSuchRoom(code))) if !not_back => {
                assert_eq!(code, room)
            }
            other => panic!("{other:?}"),
        }
    }
    let (told, is_told) = tokio::sync::oneshot::channel();
    let mut told = Some(told);
    let waits = connect_waiting(to.clone(), hello, Vault::default, || {
        if let Some(told) = told.take() {
            told.send(()).expect("somebody waits for it");
        }
    });
    let brings = async {
        is_told.await.expect("it is told before it has its seat");
        again(to.clone(), room, (Seat::Soyuz, &soyuz), &file).await
    };
    let (waited, brought) = tokio::join!(waits, brings);
    for crew in [
        &mut waited.expect("its seat"),
        &mut brought.expect("its seat"),
    ] {
        let tick = wait(crew, |event| match event {
            NetEvent::Started { tick, .. } => Some(*tick),
            _ => None,
        });
        assert!(leads_to(tick.await, copied));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rooms_come_back_on_the_shard_of_their_code_wherever_their_crews_knock() {
    let folder = Scratch::new("escrow-shards");
    let server = Process::start_with(PROGRAM, folder.path(), 0, &["--shards", "2"]);
    let file = |room: RoomCode| folder.path().join("copies").join(room.to_string());
    let served = |link: &Link| link.served_at().expect("the line stands").port();
    // One on each shard; their crews' programs end, so that nobody else brings one back.
    let mut flights = Vec::new();
    for _ in 0..2 {
        let ([mut apollo, _soyuz], room) = flying(&server).await;
        apollo.keep_copy_in(&file(room));
        let copied = copied_beyond(&mut apollo, None).await;
        let hello = Hello {
            seat: Some(Seat::Apollo),
            token: Some(apollo.seat_key().expect("seated").1),
            ..Hello::join("again", room)
        };
        flights.push((served(&apollo), hello, room, copied));
    }
    assert_ne!(flights[0].0, flights[1].0);
    let port = server.port();
    server.kill();
    lose_store(folder.path());
    let server = Process::start_with(PROGRAM, folder.path(), port, &["--shards", "2"]);
    for (at, hello, room, copied) in flights {
        // It knows the first port alone.
        let to = Destination::from(&server.invite());
        let back = connect_keeping(to, hello, Vault::read(&file(room))).await;
        let mut back = back.expect("its seat");
        assert_eq!(served(&back), at);
        let tick = wait(&mut back, |event| match event {
            NetEvent::Started { tick, .. } => Some(*tick),
            _ => None,
        });
        assert!(leads_to(tick.await, copied));
    }
    server.stop();
}
