//! What one tick costs, by stage of a mission: `cargo bench --bench step`. Prints microseconds and,
//! since absolute times are noisy, each stage's ratio to free flight and to real time. The ratio to a
//! general rigid-body engine is printed by `tests/rapier_bench`.

use std::time::Instant;

use handshake::bots::Temper;
use handshake_server::room::Room;
use handshake_shared::catalogue::procedures::Phase;
use handshake_shared::ids::Seat;
use handshake_shared::scenario::load;
use handshake_shared::sim::input::Inputs;
use handshake_shared::sim::{World, step};
use handshake_shared::time::{DT_S, TICK_RATE_HZ};
use handshake_shared::view;
use handshake_shared::wire::client::ClientMessage;
use handshake_tests::docked;
use handshake_tests::flight::fly_watched;

/// Ticks timed at a stage.
const TICKS: u32 = 4_000;

fn main() {
    let scenario = load("first-handshake").expect("shipped scenarios parse");
    let mut stages: Vec<(&str, World)> = vec![("free flight", World::new(&scenario, 1))];
    let mut wanted = [
        (Phase::Capture, "near, before contact"),
        (Phase::Retraction, "captured"),
        (Phase::Air, "hard dock"),
        (Phase::Handshake, "hatches open"),
    ]
    .into_iter()
    .peekable();
    let began = Instant::now();
    let flight = fly_watched(&scenario, 1, [Temper::default(); 2], 1_200.0, |world| {
        if wanted
            .peek()
            .is_some_and(|(phase, _)| world.plan.phase() == *phase)
        {
            let (_, name) = wanted.next().expect("just peeked");
            stages.push((name, world.clone()));
        }
    });
    let mission_s = began.elapsed().as_secs_f64();
    let flown_s = flight.world.tick().seconds();
    println!(
        "{:24} {:>9} {:>12} {:>14}",
        "stage", "µs/tick", "× free", "× real time"
    );
    let mut free = None;
    for (name, world) in stages {
        let us = time(world);
        let base = *free.get_or_insert(us);
        println!(
            "{name:24} {us:9.2} {:12.2} {:14.0}",
            us / base,
            DT_S * 1e6 / us
        );
    }
    println!(
        "cutting one view         {:9.2} µs",
        time_view(&World::new(&scenario, 1))
    );
    time_rooms();
    println!(
        "whole mission with crews {mission_s:9.2} s for {flown_s:.0} s flown: {:.0} × real time",
        flown_s / mission_s
    );
}

/// What a docked room costs the server a second on the wall, by factor, and how many of the fastest
/// one core carries. All of it: ticks, the watch for what ends a fast run, views at their rate.
fn time_rooms() {
    let cost_ms = |factor: u8| {
        let mut room = docked_room(factor);
        let beats = BURST_TICKS / u32::from(factor);
        let mut burst = || {
            let began = Instant::now();
            let mut ticks = 0;
            for _ in 0..beats {
                ticks += u32::from(room.advance());
                for _ in 1..factor {
                    ticks += u32::from(room.hurry());
                }
                std::hint::black_box(room.drain());
            }
            assert_eq!(ticks, BURST_TICKS, "nothing ended the run");
            began.elapsed().as_secs_f64()
        };
        // What else the machine does only ever adds to it.
        let quickest = (0..BURSTS).map(|_| burst()).fold(f64::MAX, f64::min);
        quickest * 1e3 * f64::from(TICK_RATE_HZ) / f64::from(beats)
    };
    let slow = cost_ms(1);
    let fast = cost_ms(60);
    println!("docked room at ×1        {slow:9.2} ms a second");
    println!(
        "docked room at ×60       {fast:9.2} ms a second, {:.1} × one at ×1; one core carries {:.0}, \
         half of it as the server grants {:.0}",
        fast / slow,
        1e3 / fast,
        500.0 / fast
    );
}

/// Ticks timed at once at each factor: twelve beats of the fastest, from one snapshot to the next.
const BURST_TICKS: u32 = 720;
/// How often.
const BURSTS: u32 = 50;

fn docked_room(factor: u8) -> Room {
    let mut room = docked::room(1);
    for seat in Seat::ALL {
        let pace = ClientMessage::Pace(factor);
        room.receive(seat, pace).expect("well-formed");
    }
    room
}

/// Microseconds a tick, crews idle; stops the clock's share of a stage that ends early.
fn time(mut world: World) -> f64 {
    let inputs = Inputs::default();
    let mut events = Vec::new();
    let began = Instant::now();
    for _ in 0..TICKS.min(TICK_RATE_HZ * 60) {
        events.clear();
        step(&mut world, &inputs, &mut events);
    }
    began.elapsed().as_secs_f64() * 1e6 / f64::from(TICKS.min(TICK_RATE_HZ * 60))
}

fn time_view(world: &World) -> f64 {
    let began = Instant::now();
    for _ in 0..TICKS {
        std::hint::black_box(view::of(world, Seat::Apollo));
    }
    began.elapsed().as_secs_f64() * 1e6 / f64::from(TICKS)
}
