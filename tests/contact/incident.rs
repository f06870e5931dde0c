//! The second docking's incident: jets left on after capture turn Soyuz on its ring. Flown through
//! the whole simulation by hand.

use handshake_shared::catalogue::mechanisms as row;
use handshake_shared::catalogue::procedures::{STEPS, StepId};
use handshake_shared::ids::Seat;
use handshake_shared::maths::rad;
use handshake_shared::scenario::load;
use handshake_shared::sim::input::{Command, ControlMode, Inputs, SeatInput, Stick};
use handshake_shared::sim::mechanism::{MechanismCommand, Phase};
use handshake_shared::sim::{World, step};

/// Captured by Soyuz's ring at 0.2 m/s in the second docking, both controls off.
fn captured() -> World {
    let mut scenario = load("second-docking").expect("shipped scenarios parse");
    scenario.range_m = 1.0;
    scenario.closing_m_per_s = 0.2;
    scenario.spread_m = 0.0;
    scenario.spread_rad = 0.0;
    let mut world = World::new(&scenario, 1975);
    for row in STEPS.iter().filter(|row| row.id < StepId::Dock) {
        world.plan.finish(row.id);
    }
    world.switches.latch_cell = true;
    world.radio.go[2] = [Some(true); 2];
    world
        .mechanism
        .command(MechanismCommand::ExtendRing(Seat::Soyuz))
        .expect("free to move");
    let off = Command::Mode(ControlMode::Off);
    tick(&mut world, [vec![off.clone()], vec![off]], Stick::NEUTRAL);
    for _ in 0..60 * 60 {
        if world.mechanism.captured() {
            return world;
        }
        tick(&mut world, [vec![], vec![]], Stick::NEUTRAL);
    }
    panic!("no capture");
}

fn tick(world: &mut World, commands: [Vec<Command>; 2], apollo: Stick) {
    let sticks = [apollo, Stick::NEUTRAL];
    let mut acts = commands.into_iter();
    let inputs: Inputs = sticks.map(|stick| SeatInput {
        stick,
        commands: acts.next().unwrap_or_default(),
    });
    step(world, &inputs, &mut Vec::new());
}

/// What the firing did.
#[derive(Debug)]
struct Ride {
    tilt_rate_rad_per_s: f64,
    roll_rate_rad_per_s: f64,
    damped_s: f64,
    tilt_rad: f64,
    damaged: bool,
}

/// Apollo's control comes on and its jets fire in yaw and roll for so long, then are cut.
fn firing(yaw_ticks: u32, roll_ticks: u32) -> Ride {
    let mut world = captured();
    let accel = Command::Mode(ControlMode::AccelCmd);
    tick(&mut world, [vec![accel], vec![]], Stick::NEUTRAL);
    let mut ride = Ride {
        tilt_rate_rad_per_s: 0.0,
        roll_rate_rad_per_s: 0.0,
        damped_s: 0.0,
        tilt_rad: 0.0,
        damaged: false,
    };
    for n in 0..120 * 60 {
        let mut stick = Stick::NEUTRAL;
        stick.turn[2] = if n < yaw_ticks { 127 } else { 0 };
        stick.turn[0] = if n < roll_ticks { 127 } else { 0 };
        let cut = n == yaw_ticks.max(roll_ticks);
        let commands = cut.then_some(Command::Mode(ControlMode::Off));
        tick(&mut world, [commands.into_iter().collect(), vec![]], stick);
        let ports = world.ports();
        ride.tilt_rate_rad_per_s = ride.tilt_rate_rad_per_s.max(ports.tilt_rad_per_s());
        ride.roll_rate_rad_per_s = ride.roll_rate_rad_per_s.max(ports.roll_rad_per_s().abs());
        if world.mechanism.phase() == Phase::Captured {
            ride.damped_s = f64::from(n) / 60.0;
        }
    }
    ride.tilt_rad = world.mechanism.loads().tilt_rad;
    ride.damaged = world.mechanism.damaged();
    ride
}

#[test]
fn three_degrees_a_second_after_capture_load_the_ring_to_its_limit_and_die_out_in_forty_seconds() {
    let ride = firing(126, 6);
    assert!(!ride.damaged, "{ride:?}");
    assert!(
        (rad(7.0)..row::TILT_TRAVEL_RAD).contains(&ride.tilt_rad),
        "{ride:?}"
    );
    assert!((35.0..45.0).contains(&ride.damped_s), "{ride:?}");
    assert!(
        (rad(0.8)..rad(1.2)).contains(&ride.roll_rate_rad_per_s),
        "{ride:?}"
    );
    // Nearly a second more and the ring lies on its stop at three degrees a second, still whole.
    let limit = firing(180, 6);
    assert!(!limit.damaged, "{limit:?}");
    assert!(
        (rad(2.8)..rad(3.3)).contains(&limit.tilt_rate_rad_per_s),
        "{limit:?}"
    );
    assert!(limit.tilt_rad > row::TILT_TRAVEL_RAD, "{limit:?}");
    assert!((34.0..60.0).contains(&limit.damped_s), "{limit:?}");
}

#[test]
fn jets_that_nobody_cuts_for_five_seconds_break_the_ring() {
    let ride = firing(300, 6);
    assert!(ride.damaged, "{ride:?}");
}
