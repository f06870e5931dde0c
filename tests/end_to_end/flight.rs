//! Flying together: the server's world is the one both crews' inputs make, and no other.

use handshake::net::{Link, NetEvent};
use handshake_shared::ids::Seat;
use handshake_shared::scenario;
use handshake_shared::sim::input::{Command, ControlMode, Inputs, SeatInput, Stick};
use handshake_shared::sim::{World, digest, step};
use handshake_shared::time::Tick;
use handshake_shared::wire::Pace;

use crate::crews::{SCENARIO, SEED, flying, server, wait, wait_for};

const TICKS: u32 = 600;
/// Lengths of the crews' grants, ticks: different, so that they never march in step.
const GRANT_TICKS: [u32; 2] = [20, 30];

/// What this seat does in the grant that begins at this tick.
fn hands(seat: Seat, from: u32) -> (Stick, u16, Vec<Command>) {
    let sway = if (from / 60).is_multiple_of(2) {
        100
    } else {
        -100
    };
    let stick = match seat {
        Seat::Apollo => Stick {
            turn: [0, sway, 0],
            push: [127, 0, sway],
        },
        Seat::Soyuz => Stick {
            turn: [sway, 0, 0],
            push: [0; 3],
        },
    };
    let commands = match (seat, from) {
        (Seat::Apollo, 100) => vec![Command::Mode(ControlMode::MinImp), Command::Retract],
        (Seat::Soyuz, 150) => vec![
            Command::Transponder(true),
            Command::Text("Видим вас".into()),
        ],
        _ => Vec::new(),
    };
    (stick, 7, commands)
}

async fn fly(crew: &mut Link, seat: Seat) {
    let length = GRANT_TICKS[seat.index()];
    for from in (0..TICKS).step_by(length as usize) {
        let (stick, ticks, commands) = hands(seat, from);
        for command in commands {
            crew.send(command).expect("few acts");
        }
        let through = Tick(from + length);
        crew.grant(through, stick, ticks).expect("few grants");
        let seen = |event: &NetEvent| match event {
            NetEvent::View(view) if view.tick > Tick(from) => Some(view.tick),
            _ => None,
        };
        assert_eq!(
            wait(crew, seen).await,
            through,
            "each grant is answered by its own view"
        );
    }
}

/// The same inputs, stepped here without any network.
fn in_process() -> (Tick, u64) {
    let scenario = scenario::load(SCENARIO).expect("ships");
    let mut world = World::new(&scenario, SEED);
    let mut events = Vec::new();
    for tick in 0..TICKS {
        let mut inputs = Inputs::default();
        for seat in Seat::ALL {
            let into = tick % GRANT_TICKS[seat.index()];
            let (stick, ticks, commands) = hands(seat, tick - into);
            inputs[seat.index()] = SeatInput {
                stick: if into < u32::from(ticks) {
                    stick
                } else {
                    Stick::NEUTRAL
                },
                commands: if into == 0 { commands } else { Vec::new() },
            };
        }
        step(&mut world, &inputs, &mut events);
    }
    (world.tick(), digest::of(&world))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_inputs_make_the_same_world_over_the_wire_and_in_process() {
    let server = server().await;
    let ([mut apollo, mut soyuz], room) = flying(&server, Pace::Lockstep).await;
    tokio::join!(fly(&mut apollo, Seat::Apollo), fly(&mut soyuz, Seat::Soyuz));
    assert_eq!(server.digest(room).await, Some(in_process()));
}

#[tokio::test]
async fn on_the_clock_views_come_by_themselves_and_sticks_move_the_craft() {
    let server = server().await;
    let ([mut apollo, mut soyuz], _) = flying(&server, Pace::RealTime).await;
    let forward = Stick {
        turn: [0; 3],
        push: [127, 0, 0],
    };
    apollo.stick(forward, 120);
    let fired =
        |event: &NetEvent| matches!(event, NetEvent::View(view) if view.panel.craft().jets != 0);
    wait_for(&mut apollo, fired).await;
    wait_for(
        &mut soyuz,
        |event| matches!(event, NetEvent::View(view) if view.tick.0 > 30),
    )
    .await;
    assert!(apollo.rtt().is_some());
}

#[tokio::test]
async fn what_one_crew_says_the_other_hears_and_the_act_is_acknowledged() {
    let server = server().await;
    let ([mut apollo, mut soyuz], _) = flying(&server, Pace::RealTime).await;
    let seq = soyuz.send(Command::Text("Привет".into())).expect("flying");
    wait_for(
        &mut soyuz,
        |event| matches!(event, NetEvent::Ack { seq: s, .. } if *s == seq),
    )
    .await;
    wait_for(&mut apollo, |event| {
        use handshake_shared::sim::event::{Event, Speech};
        matches!(event, NetEvent::Event { event: Event::Heard(heard), .. }
            if heard.from == Seat::Soyuz && heard.speech == Speech::Text("Привет".into()))
    })
    .await;
}
