//! Time compression over real sockets: both ask, time runs, a call stops it for both, and the world
//! is the one that the same acts make at the same ticks one after the other.

use handshake::bots::{self, Temper};
use handshake::net::{Link, NetEvent};
use handshake_shared::catalogue::valves::ValveId;
use handshake_shared::ids::Seat;
use handshake_shared::sim::event::Event;
use handshake_shared::sim::input::{Command, Inputs};
use handshake_shared::sim::pace::PaceDrop;
use handshake_shared::sim::{World, digest, step};
use handshake_shared::time::Tick;
use handshake_shared::wire::{Hello, Pace, PaceState, RoomCode, ScenarioChoice, Want};
use handshake_tests::docked;

use crate::crews::{SEED, join, server, wait, wait_for};

/// Ticks between two snapshots that no crew at ×1 sees: twenty periods of a docked craft's.
const LEAP_TICKS: u32 = 240;

/// Two crews flying a docked mission on the clock, Apollo first.
async fn flying(server: &handshake_server::Server, pace: Pace) -> ([Link; 2], RoomCode) {
    let want = Want::Create {
        scenario: ScenarioChoice::Text(docked::text()),
        seed: Some(SEED),
        rules: None,
        pace,
    };
    let hello = Hello {
        want,
        ..Hello::join("Tom", RoomCode::new(0))
    };
    let mut apollo = join(server, hello).await.expect("a new room");
    let room = wait(&mut apollo, |event| match event {
        NetEvent::Welcome { room, .. } => Some(*room),
        _ => None,
    })
    .await;
    let soyuz = join(server, Hello::join("Alexei", room))
        .await
        .expect("a free seat");
    let mut crews = [apollo, soyuz];
    for crew in &mut crews {
        crew.ready(true).expect("seated");
    }
    for crew in &mut crews {
        wait_for(crew, |event| matches!(event, NetEvent::Started { .. })).await;
    }
    (crews, room)
}

async fn pace_of(crew: &mut Link, is_it: impl Fn(&PaceState) -> bool) -> PaceState {
    wait(crew, |event| match event {
        NetEvent::Pace(state) if is_it(state) => Some(*state),
        _ => None,
    })
    .await
}

/// Sends an act and waits until it took effect; the tick whose step it was in.
async fn acted(crew: &mut Link, command: Command) -> Tick {
    let seq = crew.send(command).expect("few acts");
    wait(crew, |event| match event {
        NetEvent::Ack { seq: s, tick } if *s == seq => Some(Tick(tick.0 - 1)),
        _ => None,
    })
    .await
}

/// Waits until time has leapt between two views.
async fn leapt(crew: &mut Link) {
    let mut last: Option<Tick> = None;
    wait(crew, |event| {
        let NetEvent::View(view) = event else {
            return None;
        };
        let before = last.replace(view.tick)?;
        (view.tick.0 >= before.0 + LEAP_TICKS).then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn both_ask_time_runs_a_call_stops_it_and_the_world_is_the_same() {
    let server = server().await;
    let ([mut apollo, mut soyuz], room) = flying(&server, Pace::RealTime).await;
    apollo.pace(60).expect("seated");
    pace_of(&mut soyuz, |state| state.wants == [60, 1]).await;
    soyuz.pace(60).expect("seated");
    pace_of(&mut soyuz, |state| state.granted == 60).await;
    let valve = |open| Command::Valve {
        valve: ValveId::OmVent,
        open,
        confirmed: true,
    };
    let mut acts = Vec::new();
    for open in [true, false] {
        leapt(&mut soyuz).await;
        acts.push((
            Seat::Soyuz,
            acted(&mut soyuz, valve(open)).await,
            valve(open),
        ));
    }
    let said = Command::Text("Стоп".into());
    acts.push((Seat::Soyuz, acted(&mut soyuz, said.clone()).await, said));
    for crew in [&mut apollo, &mut soyuz] {
        let state = pace_of(crew, |state| state.dropped.is_some()).await;
        assert_eq!((state.dropped, state.granted), (Some(PaceDrop::Call), 1));
    }
    let (now, fast) = server.digest(room).await.expect("flying");
    let mut world = World::new(&docked::scenario(), SEED);
    let mut events = Vec::new();
    while world.tick() < now {
        let mut inputs = Inputs::default();
        for (seat, _, command) in acts.iter().filter(|(_, at, _)| *at == world.tick()) {
            inputs[seat.index()].commands.push(command.clone());
        }
        step(&mut world, &inputs, &mut events);
    }
    assert_eq!(digest::of(&world), fast);
}

#[tokio::test]
async fn a_room_of_grants_has_no_clock_to_speed_up() {
    let server = server().await;
    let ([mut apollo, _soyuz], _) = flying(&server, Pace::Lockstep).await;
    apollo.pace(60).expect("seated");
    let state = pace_of(&mut apollo, |state| state.dropped.is_some()).await;
    assert_eq!(
        (state.dropped, state.wants),
        (Some(PaceDrop::NoClock), [1; 2])
    );
}

#[tokio::test]
async fn a_factor_that_is_none_ends_the_connection_that_asked_for_it() {
    let server = server().await;
    let ([mut apollo, mut soyuz], _) = flying(&server, Pace::RealTime).await;
    apollo.pace(7).expect("sent");
    wait_for(&mut soyuz, |event| matches!(event, NetEvent::Paused { .. })).await;
}

#[tokio::test]
async fn a_software_crew_agrees_once_it_has_nothing_left_to_do() {
    let server = server().await;
    let ([mut apollo, soyuz], _) = flying(&server, Pace::RealTime).await;
    let crew = tokio::spawn(bots::serve(soyuz, Pace::RealTime, Temper::default()));
    // It has a greeting to say first.
    let greets = |event: &NetEvent| {
        let NetEvent::Event { event, .. } = event else {
            return false;
        };
        matches!(event, Event::Heard(said) if said.from == Seat::Soyuz)
    };
    wait_for(&mut apollo, greets).await;
    apollo.pace(20).expect("seated");
    pace_of(&mut apollo, |state| state.granted == 20).await;
    crew.abort();
}
