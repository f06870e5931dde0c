//! Who watches a room over real sockets: late to the tick, without a hand, in bounded number, and to the
//! same world; and the flight that a crew on somebody else's server takes home.

use std::fs;

use handshake::bots::{self, Temper};
use handshake::net::{CloseReason, Link, NetError, NetEvent, WatchEvent, WatchLink, watch};
use handshake::replays::received::{Received, flown_again};
use handshake_server::Server;
use handshake_server::recordings::files;
use handshake_shared::ids::Seat;
use handshake_shared::limits::OBSERVERS_MAX;
use handshake_shared::replay::record::opening as header_bytes;
use handshake_shared::replay::verify::{Verdict, verify};
use handshake_shared::replay::{Follower, Replay};
use handshake_shared::session::ServerSession;
use handshake_shared::sim::digest;
use handshake_shared::sim::input::{Command, Stick};
use handshake_shared::time::{TICK_RATE_HZ, Tick};
use handshake_shared::wire::codec::encode_frame;
use handshake_shared::wire::watch::DELAY_S;
use handshake_shared::wire::{
    ClientMessage, Closing, Hello, Pace, Refused, StickDatagram, Version, WatchCode, Watchers,
    Watching,
};

use crate::bad_neighbours::stranger;
use crate::crews::{PATIENCE, both, flying, join, opening, server, wait, wait_for};
use crate::replays::Folder;

/// Whole seconds are told, and in lockstep the clock goes on by slices: what may be seen comes within so
/// many ticks.
const PIECE_TICKS: u32 = 2 * TICK_RATE_HZ;
const LATE_TICKS: u32 = DELAY_S as u32 * TICK_RATE_HZ;

/// The crew that opened the room lets others watch.
pub async fn let_watch(host: &mut Link, watching: Watching) -> WatchCode {
    host.watching(watching).expect("seated");
    wait(host, |event| match event {
        NetEvent::WatchKey(code) => Some(*code),
        _ => None,
    })
    .await
}

pub async fn observer(server: &Server, code: WatchCode) -> Result<WatchLink, NetError> {
    watch(&server.watch_invite(code, false), Hello::watch("Ann", code)).await
}

pub async fn next(link: &mut WatchLink) -> WatchEvent {
    tokio::time::timeout(PATIENCE, link.next())
        .await
        .expect("the event comes")
}

/// Both crews let so many ticks more be flown, with the sticks held so, and see them done.
pub async fn fly_to(crews: &mut [Link; 2], tick: Tick, stick: Stick) {
    for crew in crews.iter_mut() {
        crew.grant(tick, stick, 30).expect("seated");
    }
    for crew in crews {
        wait_for(
            crew,
            |event| matches!(event, NetEvent::View(view) if view.tick == tick),
        )
        .await;
    }
}

/// Takes what comes until the flight was told so far; what it came to.
async fn told(link: &mut WatchLink, follower: &mut Follower, until: Tick) {
    while follower.told() < until {
        if let WatchEvent::Flown(flown) = next(link).await {
            follower.take(*flown).expect("in order");
        }
    }
    while follower.beat(|_, _, _| {}).expect("the same world") {}
}

#[tokio::test]
async fn an_observer_is_twenty_seconds_late_to_the_tick_and_sees_the_same_world() {
    let server = server().await;
    let (mut crews, room) = both(&server, Pace::Lockstep).await;
    let code = let_watch(&mut crews[0], Watching::Late).await;
    let mut link = observer(&server, code).await.expect("may watch");
    assert_eq!(next(&mut link).await, WatchEvent::Watching { delay_s: 20 });
    for crew in &mut crews {
        crew.ready(true).expect("seated");
    }
    // What is granted before the flight is granted to no flight.
    for crew in &mut crews {
        wait_for(crew, |event| matches!(event, NetEvent::Started { .. })).await;
    }
    let forward = Stick {
        push: [127, 0, 0],
        turn: [0; 3],
    };
    let mut follower = Follower::default();
    for part in 1..=10 {
        let now = part * 300;
        fly_to(&mut crews, Tick(now), forward).await;
        // What may be seen by now comes, and nothing that may not.
        let may = now.saturating_sub(LATE_TICKS);
        told(
            &mut link,
            &mut follower,
            Tick(may.saturating_sub(PIECE_TICKS)),
        )
        .await;
        assert!(follower.told().0 <= may, "{:?} of {now}", follower.told());
    }
    // One that comes late, or comes back, is told all of it from the beginning.
    link.cut();
    // What was on its way is handed over first.
    loop {
        match next(&mut link).await {
            WatchEvent::Flown(flown) => follower.take(*flown).expect("in order"),
            event => break assert_eq!(event, WatchEvent::Lost),
        }
    }
    while follower.beat(|_, _, _| {}).expect("the same world") {}
    let seen = follower.world().map(digest::of);
    let mut again = Follower::default();
    told(&mut link, &mut again, follower.told()).await;
    assert_eq!(again.told(), follower.told());
    assert_eq!(again.world().map(digest::of), seen);
    let (now, truth) = server.digest(room).await.expect("flying");
    assert!(now.0 >= again.told().0 + LATE_TICKS && Some(truth) != seen);
}

#[tokio::test]
async fn crews_see_who_watches_and_the_room_can_be_closed_to_them() {
    let server = server().await;
    let (mut crews, _) = both(&server, Pace::RealTime).await;
    let wrong = WatchCode([1; 10]);
    let refused = observer(&server, wrong).await.map(|_| ());
    assert!(matches!(
        refused,
        Err(NetError::Refused(Refused::NotWatched))
    ));
    let code = let_watch(&mut crews[0], Watching::Late).await;
    let mut links = Vec::new();
    for _ in 0..OBSERVERS_MAX {
        links.push(observer(&server, code).await.expect("may watch"));
    }
    let refused = observer(&server, code).await.map(|_| ());
    assert!(matches!(
        refused,
        Err(NetError::Refused(Refused::WATCHERS_FULL))
    ));
    for crew in &mut crews {
        wait_for(crew, |event| {
            matches!(event, NetEvent::Watchers(Watchers { names, .. }) if names.len() == OBSERVERS_MAX)
        })
        .await;
    }
    links.pop();
    wait_for(&mut crews[1], |event| {
        matches!(event, NetEvent::Watchers(Watchers { names, .. }) if names.len() < OBSERVERS_MAX)
    })
    .await;
    crews[0].watching(Watching::Closed).expect("seated");
    for link in &mut links {
        assert!(matches!(next(link).await, WatchEvent::Watching { .. }));
        let closed = WatchEvent::Closed(CloseReason::Server(Closing::NotWatched));
        assert_eq!(next(link).await, closed);
    }
    let refused = observer(&server, code).await.map(|_| ());
    assert!(matches!(
        refused,
        Err(NetError::Refused(Refused::NotWatched))
    ));
}

#[tokio::test]
async fn a_projector_is_told_at_once_and_for_fewer_bytes_than_a_crew() {
    let server = server().await;
    let (mut crews, _) = both(&server, Pace::RealTime).await;
    let code = let_watch(&mut crews[0], Watching::Projector).await;
    let mut link = observer(&server, code).await.expect("may watch");
    assert_eq!(next(&mut link).await, WatchEvent::Watching { delay_s: 0 });
    for crew in &mut crews {
        crew.ready(true).expect("seated");
    }
    let [apollo, soyuz] = &mut crews;
    wait_for(soyuz, |event| matches!(event, NetEvent::View(_))).await;
    let before = (link.traffic(), soyuz.traffic());
    let mut follower = Follower::default();
    told(&mut link, &mut follower, Tick(600)).await;
    // What a room of a real clock has flown by now is far less than the delay of the others.
    let now = wait(soyuz, |event| match event {
        NetEvent::View(view) if view.tick >= Tick(600) => Some(view.tick),
        _ => None,
    })
    .await;
    assert!(now.0 < LATE_TICKS, "{now:?}");
    let since = |now: u64, before: u64| (now - before) as f64 / 10.0;
    let watching = since(link.traffic().received_bytes, before.0.received_bytes);
    let flying = since(soyuz.traffic().received_bytes, before.1.received_bytes);
    println!("bytes/s, UDP payload: an observer at once {watching:.0}, a crew {flying:.0}");
    let _ = apollo.leave();
}

/// An observer made by hand: it says hello and then these bytes.
async fn acting(server: &Server, code: WatchCode, bytes: &[u8], datagram: Option<Vec<u8>>) {
    let connection = stranger(server).await;
    let (mut send, mut recv) = connection.open_bi().await.expect("one stream");
    let mut all = ServerSession::new(Version::current()).opening();
    let hello = ClientMessage::Hello(Hello::watch("Mallory", code));
    all.extend(encode_frame(&hello).expect("short"));
    all.extend(bytes);
    // The server may close before all is written; that is what is wanted.
    let _ = send.write_all(&all).await;
    if let Some(bytes) = datagram {
        // After the welcome: before it there is nobody to hear it.
        let _ = recv.read_chunk(1_024, true).await;
        connection
            .send_datagram(bytes.into())
            .expect("it takes them");
    }
    tokio::time::timeout(PATIENCE, connection.closed())
        .await
        .expect("it is closed");
}

#[tokio::test]
async fn an_observer_that_acts_or_floods_is_put_out_and_the_room_flies_on() {
    let server = server().await;
    let (mut crews, room) = flying(&server, Pace::Lockstep).await;
    let code = let_watch(&mut crews[0], Watching::Projector).await;
    let frame = |message: &ClientMessage| encode_frame(message).expect("short");
    let act = ClientMessage::Command {
        seq: 1,
        command: Command::Text("let me".to_owned()),
    };
    let stick = handshake_shared::wire::codec::encode_datagram(&StickDatagram::default());
    for bytes in [
        frame(&act),
        frame(&ClientMessage::Ready(true)),
        frame(&ClientMessage::Pause(true)),
        frame(&ClientMessage::Watching(Watching::Projector)),
        frame(&act).repeat(20_000),
        vec![0xFF; 4_000],
    ] {
        acting(&server, code, &bytes, None).await;
    }
    acting(&server, code, &[], Some(stick.expect("short"))).await;
    wait_for(
        &mut crews[1],
        |event| matches!(event, NetEvent::Watchers(Watchers { names, .. }) if names.is_empty()),
    )
    .await;
    fly_to(&mut crews, Tick(120), Stick::NEUTRAL).await;
    let (tick, with) = server.digest(room).await.expect("flying");
    // The same flight in a room that nobody watches.
    let (mut others, room) = flying(&server, Pace::Lockstep).await;
    fly_to(&mut others, Tick(120), Stick::NEUTRAL).await;
    assert_eq!(server.digest(room).await, Some((tick, with)));
}

/// Everything that comes of a flight until it ends.
pub(crate) async fn taken_home(crew: &mut Link) -> Replay {
    let mut received = Received::default();
    let whole = wait(crew, |event| match event {
        NetEvent::Flown(flown) => received.take((**flown).clone()),
        _ => None,
    })
    .await;
    let (header, rest) = flown_again(whole).expect("the same world");
    let mut bytes = header_bytes(&header).expect("short");
    bytes.extend(rest);
    Replay::read(&bytes).expect("whole")
}

#[tokio::test]
async fn a_crew_that_joined_takes_the_flight_home_and_it_is_the_servers_recording() {
    let folder = Folder::new("joined");
    let server = folder.server().await;
    let mut host = join(&server, opening(Pace::Lockstep))
        .await
        .expect("a new room");
    let code = wait(&mut host, |event| match event {
        NetEvent::Welcome { room, .. } => Some(*room),
        _ => None,
    })
    .await;
    let mut guest = join(&server, Hello::join("Alexei", code))
        .await
        .expect("a free seat");
    guest.wants_flight().expect("seated");
    let (a, b) = tokio::join!(
        bots::fly(&mut host, Pace::Lockstep, Temper::default()),
        bots::fly(&mut guest, Pace::Lockstep, Temper::default())
    );
    assert!(a.is_some() && b.is_some(), "debriefed");
    let mut home = taken_home(&mut guest).await;
    let (last, _) = server.digest(code).await.expect("flown");
    server.stop().await;
    assert_eq!(verify(&home, |_| {}), Ok(Verdict::Identical { last }));
    let all = files(folder.path()).expect("a folder");
    let kept = Replay::read(&fs::read(&all[0]).expect("written")).expect("whole");
    assert_eq!(home.header.crews, ["Tom", "Alexei"].map(str::to_owned));
    // Both clocks looked at their own second.
    home.header.began_utc_s = kept.header.began_utc_s;
    assert!(home == kept, "the same to the bit");
}

#[tokio::test]
async fn a_crew_that_leaves_in_flight_takes_home_what_an_observer_may_see() {
    let server = server().await;
    let (mut crews, _) = flying(&server, Pace::Lockstep).await;
    crews[1].wants_flight().expect("seated");
    fly_to(&mut crews, Tick(1_500), Stick::NEUTRAL).await;
    let [_, soyuz] = &mut crews;
    soyuz.leave().expect("seated");
    let mut received = Received::default();
    loop {
        match tokio::time::timeout(PATIENCE, soyuz.next())
            .await
            .expect("comes")
        {
            NetEvent::Flown(flown) => received.keep(*flown),
            NetEvent::Closed { .. } => break,
            _ => {}
        }
    }
    let (header, rest) = flown_again(received.end().expect("flown")).expect("the same world");
    let mut bytes = header_bytes(&header).expect("short");
    bytes.extend(rest);
    let home = Replay::read(&bytes).expect("whole");
    let last = home.last_tick();
    assert_eq!(verify(&home, |_| {}), Ok(Verdict::Identical { last }));
    let newest = 1_500 - LATE_TICKS;
    assert!(
        (newest - PIECE_TICKS..=newest).contains(&last.0),
        "{last:?}"
    );
    assert_eq!(home.header.crews[Seat::Apollo.index()], "Tom");
}
