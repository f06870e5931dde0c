//! An instructor over real sockets: his own line, what he has happen in the flight that all see and in the
//! server's recording, and the refusals of everybody else.

use std::fs;

use handshake::net::{NetError, NetEvent, WatchEvent, WatchLink, watch};
use handshake_server::recordings::files;
use handshake_shared::catalogue::faults::{Injection, Part, Way};
use handshake_shared::ids::{CompartmentId, Seat};
use handshake_shared::replay::verify::{Verdict, verify};
use handshake_shared::replay::{Follower, Replay};
use handshake_shared::sim::digest;
use handshake_shared::sim::event::Event;
use handshake_shared::sim::input::Stick;
use handshake_shared::time::Tick;
use handshake_shared::wire::server::NotInjected;
use handshake_shared::wire::{Hello, Pace, Refused, Watching};

use crate::crews::{both, wait, wait_for};
use crate::replays::Folder;
use crate::watching::{fly_to, let_watch, next, observer};

const JET: Injection = Injection::Fails(Part::Jet(Seat::Soyuz, 11), Way::StuckOn);
const FAN: Injection = Injection::Fails(Part::Fan(CompartmentId::Om), Way::Dead);

/// Asks, and reads on until it is answered; what the flight told meanwhile is taken along.
async fn ask(
    link: &mut WatchLink,
    what: Injection,
    follower: &mut Follower,
) -> Result<(), NotInjected> {
    link.injections().send(what).await.expect("the line is up");
    loop {
        match next(link).await {
            WatchEvent::Flown(flown) => follower.take(*flown).expect("in order"),
            WatchEvent::Injection { what: of, refused } => {
                assert_eq!(of, what);
                return refused.map_or(Ok(()), Err);
            }
            WatchEvent::Watching { .. } | WatchEvent::Instructs => {}
            event => panic!("instead of an answer: {event:?}"),
        }
    }
}

#[tokio::test]
async fn an_instructor_has_a_jet_stick_and_the_recording_is_the_same_flight() {
    let folder = Folder::new("instructor");
    let server = folder.server().await;
    let (mut crews, room) = both(&server, Pace::Lockstep).await;
    let code = let_watch(&mut crews[0], Watching::Projector).await;
    crews[0].instruct(true).expect("seated");
    let key = wait(&mut crews[0], |event| match event {
        NetEvent::InstructorKey(key) => *key,
        _ => None,
    })
    .await;
    let line = server.watch_invite(key, true);
    let mut link = watch(&line, Hello::watch("Deke", key))
        .await
        .expect("let in");
    assert_eq!(next(&mut link).await, WatchEvent::Watching { delay_s: 0 });
    assert_eq!(next(&mut link).await, WatchEvent::Instructs);
    let mut ann = observer(&server, code).await.expect("may watch");
    let (mut seen, mut hers) = (Follower::default(), Follower::default());
    let early = ask(&mut link, JET, &mut seen).await;
    assert_eq!(early, Err(NotInjected::NotFlying));

    for crew in &mut crews {
        crew.ready(true).expect("seated");
    }
    for crew in &mut crews {
        wait_for(crew, |event| matches!(event, NetEvent::Started { .. })).await;
    }
    fly_to(&mut crews, Tick(60), Stick::NEUTRAL).await;
    let refused = ask(&mut ann, FAN, &mut hers).await;
    assert_eq!(refused, Err(NotInjected::NoInstructor), "she only watches");
    assert_eq!(ask(&mut link, JET, &mut seen).await, Ok(()));
    fly_to(&mut crews, Tick(120), Stick::NEUTRAL).await;
    let again = ask(&mut link, JET, &mut seen).await;
    assert_eq!(again, Err(NotInjected::Already));
    fly_to(&mut crews, Tick(600), Stick::NEUTRAL).await;

    let mut injected = Vec::new();
    while seen.told() < Tick(480) {
        if let WatchEvent::Flown(flown) = next(&mut link).await {
            seen.take(*flown).expect("in order");
        }
    }
    let note = |world: &handshake_shared::sim::World, events: &[Event]| {
        let jet = events.contains(&Event::Injected(JET));
        jet.then_some(world.tick())
    };
    while seen
        .beat(|_, world, events| injected.extend(note(world, events)))
        .expect("the same world")
    {}
    assert_eq!(injected, [Tick(61)], "at the tick after it was asked for");

    crews[0].instruct(false).expect("seated");
    wait_for(&mut crews[0], |event| {
        matches!(event, NetEvent::InstructorKey(None))
    })
    .await;
    let refused = watch(&line, Hello::watch("Deke", key)).await.map(|_| ());
    assert!(matches!(
        refused,
        Err(NetError::Refused(Refused::NoInstructor))
    ));
    let withdrawn = ask(&mut link, FAN, &mut seen).await;
    assert_eq!(withdrawn, Err(NotInjected::NoInstructor));

    let flown = server.digest(room).await.expect("flying");
    server.stop().await;
    let all = files(folder.path()).expect("a folder");
    let kept = Replay::read(&fs::read(&all[0]).expect("written")).expect("whole");
    let told = kept
        .events()
        .filter(|(_, event)| **event == Event::Injected(JET));
    assert_eq!(told.count(), 1);
    let mut last = None;
    let verdict = verify(&kept, |world| {
        last = Some((world.tick(), digest::of(world)))
    });
    assert_eq!(verdict, Ok(Verdict::Identical { last: flown.0 }));
    assert_eq!(last, Some(flown));
}
