//! What the air costs a tick: every hatch and valve shut, and every one open, in one run, so that
//! their ratio is a fact of the code and not of the machine. The aim is twice at most.
//! `cargo bench -p handshake-tests --bench air`

use std::hint::black_box;
use std::time::Instant;

use handshake_shared::catalogue::valves::ValveId;
use handshake_shared::ids::HatchId;
use handshake_shared::scenario::load;
use handshake_shared::sim::atmosphere::{Air, AirSetup};
use handshake_shared::sim::doors::HatchState;
use handshake_shared::sim::physiology::CrewMember;
use handshake_shared::sim::{World, step};
use handshake_shared::time::DT_S;

/// Ticks of one turn, and turns; the fastest turn counts: it is short enough that some are left alone
/// by other work on the machine.
const TICKS: u32 = 400;
const TURNS: u32 = 1_000;

fn main() {
    let scenario = load("first-handshake").expect("shipped scenarios parse");
    let world = World::new(&scenario, 1);
    let stand = |state: HatchState, valves: bool| {
        let mut air = Air::new(&AirSetup::joint_flight());
        for hatch in HatchId::ALL {
            air.set_hatch(hatch, state);
        }
        for valve in ValveId::ALL {
            air.set_valve(valve, valves);
        }
        air
    };
    let mut shut = stand(HatchState::Shut, false);
    let mut ajar = stand(HatchState::Ajar, false);
    let mut open = stand(HatchState::Open, false);
    let mut all = stand(HatchState::Open, true);
    let mut best = [f64::INFINITY; 4];
    // Turn by turn, so that a busy moment of the machine falls on all of them.
    for _ in 0..TURNS {
        for (least, air) in best
            .iter_mut()
            .zip([&mut shut, &mut ajar, &mut open, &mut all])
        {
            *least = least.min(air_us(air, &world.crew));
        }
    }
    let [shut_us, ajar_us, open_us, all_us] = best;
    println!("{:32} {:>9} {:>8}", "air step", "µs/tick", "× shut");
    for (name, us) in [
        ("all hatches and valves shut", shut_us),
        ("all hatches ajar", ajar_us),
        ("all hatches open", open_us),
        ("all hatches and valves open", all_us),
    ] {
        println!("{name:32} {us:9.3} {:8.2}", us / shut_us);
    }
    let mut whole = world.clone();
    let whole_us = (0..TURNS).fold(f64::INFINITY, |least, _| least.min(whole_us(&mut whole)));
    println!(
        "{:32} {whole_us:9.3} {:8.2}",
        "whole step, free flight",
        whole_us / shut_us
    );
}

fn air_us(air: &mut Air, crew: &[CrewMember; 5]) -> f64 {
    let began = Instant::now();
    for _ in 0..TICKS {
        air.step(DT_S, crew, Some(1e-9));
    }
    black_box(&*air);
    began.elapsed().as_secs_f64() * 1e6 / f64::from(TICKS)
}

/// Whole ticks with nobody at the controls.
fn whole_us(world: &mut World) -> f64 {
    let mut events = Vec::new();
    let ticks = TICKS / 10;
    let began = Instant::now();
    for _ in 0..ticks {
        events.clear();
        step(world, &Default::default(), &mut events);
    }
    began.elapsed().as_secs_f64() * 1e6 / f64::from(ticks)
}
