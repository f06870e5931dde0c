//! What one tick costs against a general rigid-body engine in the same run: `cargo run --release
//! --manifest-path tests/rapier_bench/Cargo.toml --target-dir target/rapier_bench`. Each round times
//! the other engine (two free bodies in contact) and then this game's tick coasting, thrusting and
//! in contact; the ratio printed is the median over the rounds, since absolute times are noisy.

use std::hint::black_box;
use std::time::Instant;

use handshake_shared::ids::Seat;
use handshake_shared::scenario::load;
use handshake_shared::sim::event::{DockingEvent, Event};
use handshake_shared::sim::input::{ControlMode, Inputs, Stick};
use handshake_shared::sim::mechanism::MechanismCommand;
use handshake_shared::sim::{World, motion, step};
use handshake_shared::time::DT_S;
use rapier3d_f64::prelude::*;

/// Steps in one timing: short enough that a contact lasts, long against the clock.
const STEPS: u32 = 600;
/// Timings of each; the median is printed.
const ROUNDS: usize = 41;

fn main() {
    let coast = apart(1_000.0);
    let near = apart(30.0);
    let touching = in_contact();
    let full = thrusting();
    let idle = Inputs::default();
    let mut rows = [
        Row::new("coast, whole tick", || whole(&coast, &idle)),
        Row::new("coast, motion alone", || moved(&coast, &idle)),
        Row::new("coast at 30 m, whole tick", || whole(&near, &idle)),
        Row::new("thrusting, whole tick", || whole(&coast, &full)),
        Row::new("thrusting, motion alone", || moved(&coast, &full)),
        Row::new("contact, whole tick", || whole(&touching, &idle)),
        Row::new("contact, motion alone", || moved(&touching, &idle)),
    ];
    let mut engine = Vec::new();
    for _ in 0..ROUNDS {
        let other = general_engine();
        engine.push(other);
        for row in &mut rows {
            let own = (row.time)();
            row.us.push(own);
            row.ratio.push(own / other);
        }
    }
    println!("{:28} {:>9} {:>10}", "", "µs/step", "× rapier");
    println!(
        "{:28} {:9.2} {:10.2}",
        "rapier3d, two in contact",
        median(&mut engine),
        1.0
    );
    for row in &mut rows {
        let (us, ratio) = (median(&mut row.us), median(&mut row.ratio));
        println!("{:28} {us:9.2} {ratio:10.2}", row.name);
    }
}

struct Row<'a> {
    name: &'static str,
    time: Box<dyn Fn() -> f64 + 'a>,
    us: Vec<f64>,
    ratio: Vec<f64>,
}

impl<'a> Row<'a> {
    fn new(name: &'static str, time: impl Fn() -> f64 + 'a) -> Row<'a> {
        Row {
            name,
            time: Box::new(time),
            us: Vec::new(),
            ratio: Vec::new(),
        }
    }
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// Microseconds a step.
fn timed(mut one: impl FnMut()) -> f64 {
    let began = Instant::now();
    for _ in 0..STEPS {
        one();
    }
    began.elapsed().as_secs_f64() * 1e6 / f64::from(STEPS)
}

fn whole(start: &World, inputs: &Inputs) -> f64 {
    let mut world = start.clone();
    let mut events = Vec::new();
    timed(|| {
        events.clear();
        step(black_box(&mut world), inputs, &mut events);
    })
}

fn moved(start: &World, inputs: &Inputs) -> f64 {
    let mut world = start.clone();
    let mut events = Vec::new();
    timed(|| {
        events.clear();
        motion::step(black_box(&mut world), inputs, DT_S, &mut events);
    })
}

/// Both craft this far apart, m, holding their attitudes by control.
fn apart(range_m: f64) -> World {
    let mut scenario = load("first-handshake").expect("shipped scenarios parse");
    scenario.range_m = range_m;
    scenario.closing_m_per_s = 0.0;
    World::new(&scenario, 1)
}

/// Apollo pushes aside and turns while Soyuz pushes ahead.
fn thrusting() -> Inputs {
    let mut inputs = Inputs::default();
    inputs[0].stick = Stick {
        turn: [0, 60, 0],
        push: [0, 127, 0],
    };
    inputs[1].stick.push = [127, 0, 0];
    inputs
}

/// The rings have just touched, controls off.
fn in_contact() -> World {
    let mut scenario = load("first-handshake").expect("shipped scenarios parse");
    scenario.range_m = 1.5;
    scenario.closing_m_per_s = 0.2;
    scenario.spread_m = 0.05;
    scenario.spread_rad = 0.01;
    let mut world = World::new(&scenario, 1);
    for craft in &mut world.craft {
        craft.autopilot.mode = ControlMode::Off;
    }
    let out = MechanismCommand::ExtendRing(Seat::Apollo);
    world.mechanism.command(out).expect("free to move");
    world.switches.latch_cell = true;
    let mut events = Vec::new();
    while !events
        .iter()
        .any(|event| matches!(event, Event::Docking(DockingEvent::Contact(_))))
    {
        events.clear();
        step(&mut world, &Inputs::default(), &mut events);
        assert!(world.tick.seconds() < 120.0, "they meet");
    }
    world
}

/// Microseconds a step of the other engine: two free boxes of the craft's masses pressed on each
/// other, its defaults, the same length of step.
fn general_engine() -> f64 {
    let mut bodies = RigidBodySet::new();
    let mut colliders = ColliderSet::new();
    for (x, mass_kg, half_m) in [(0.0, 14_237.0, 5.0), (7.999, 6_740.0, 3.0)] {
        let body = RigidBodyBuilder::dynamic()
            .translation(Vector::new(x, 0.0, 0.0))
            .can_sleep(false);
        let handle = bodies.insert(body);
        let shape = ColliderBuilder::cuboid(half_m, 1.5, 1.5).mass(mass_kg);
        colliders.insert_with_parent(shape, handle, &mut bodies);
        // Pressed together, so that the contact lasts.
        let inwards = if x == 0.0 { 100.0 } else { -100.0 };
        bodies[handle].add_force(Vector::new(inwards, 0.0, 0.0), true);
    }
    let parameters = IntegrationParameters {
        dt: DT_S,
        ..IntegrationParameters::default()
    };
    let mut pipeline = PhysicsPipeline::new();
    let mut islands = IslandManager::new();
    let mut broad = BroadPhaseBvh::new();
    let mut narrow = NarrowPhase::new();
    let (mut joints, mut multibody) = (ImpulseJointSet::new(), MultibodyJointSet::new());
    let (mut soft, mut ccd) = (SoftBodySet::new(), CCDSolver::new());
    let us = timed(|| {
        pipeline.step(
            Vector::ZERO,
            &parameters,
            &mut islands,
            &mut broad,
            &mut narrow,
            black_box(&mut bodies),
            &mut colliders,
            &mut joints,
            &mut multibody,
            &mut soft,
            &mut ccd,
            &(),
            &(),
        );
    });
    assert!(
        narrow
            .contact_pairs()
            .any(|pair| pair.has_any_active_contact()),
        "the two bodies are in contact at the end"
    );
    us
}
