//! What one tick costs, by stage of a mission: `cargo bench --bench step`. Prints microseconds and,
//! since absolute times are noisy, each stage's ratio to free flight and to real time. The ratio to a
//! general rigid-body engine is printed by `tests/rapier_bench`.

use std::time::Instant;

use handshake::bots::Temper;
use handshake_shared::catalogue::procedures::Phase;
use handshake_shared::ids::Seat;
use handshake_shared::scenario::load;
use handshake_shared::sim::input::Inputs;
use handshake_shared::sim::{World, step};
use handshake_shared::time::{DT_S, TICK_RATE_HZ};
use handshake_shared::view;
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
    println!(
        "whole mission with crews {mission_s:9.2} s for {flown_s:.0} s flown: {:.0} × real time",
        flown_s / mission_s
    );
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
