//! The docked start: a joint like one that was flown, tight, and undone the same way.

use alloc::vec::Vec;

use crate::catalogue::constants::PA_PER_MMHG;
use crate::ids::{CompartmentId, Seat};
use crate::scenario::{Scenario, Stand, load};
use crate::sim::event::{DockingEvent, Event};
use crate::sim::input::{Command, ControlMode, Inputs};
use crate::sim::mechanism::{Phase, RingState};
use crate::sim::{World, step};

fn docked(active: Seat) -> Scenario {
    let mut scenario = load("final-approach").expect("shipped");
    scenario.stand = Stand::Docked;
    scenario.range_m = 0.0;
    (scenario.spread_m, scenario.spread_rad) = (0.0, 0.0);
    scenario.cavity_pa = 500.0 * PA_PER_MMHG;
    scenario.roles.active = active;
    let air = &mut scenario.air;
    let (dm, tunnel) = (CompartmentId::Dm as usize, CompartmentId::Tunnel2 as usize);
    air.pressure_pa[tunnel] = air.pressure_pa[dm];
    air.partial_o2_pa[tunnel] = air.partial_o2_pa[dm];
    scenario
}

fn run(world: &mut World, seconds: u32) -> Vec<Event> {
    let mut events = Vec::new();
    (0..seconds * 60).for_each(|_| step(world, &Inputs::default(), &mut events));
    events
}

fn order(world: &mut World, seat: Seat, command: Command) {
    let mut inputs = Inputs::default();
    inputs[seat.index()].commands.push(command);
    step(world, &inputs, &mut Vec::new());
}

#[test]
fn a_docked_start_stands_port_to_port_with_ring_in_and_hooks_closed() {
    for active in Seat::ALL {
        let world = World::new(&docked(active), 7);
        assert!(world.range_m() < 1e-9 && world.ports().turn_rad.length() < 1e-9);
        assert_eq!(world.mechanism.phase(), Phase::HardDock);
        assert_eq!(world.mechanism.hooks(), 8);
        assert_eq!(world.mechanism.latches(), [true; 3]);
        let rings = Seat::ALL.map(|seat| world.mechanism.ring_state(seat));
        assert_eq!(rings, [RingState::Stowed; 2]);
        let modes = world.craft.each_ref().map(|craft| craft.autopilot.mode);
        assert_eq!(modes, [ControlMode::Off; 2]);
    }
}

#[test]
fn a_docked_joint_holds_its_gas_and_its_craft() {
    let mut world = World::new(&docked(Seat::Apollo), 7);
    let tunnel_pa = |world: &World| world.air.pressure_pa(CompartmentId::Tunnel2);
    let before = tunnel_pa(&world);
    let events = run(&mut world, 120);
    assert!(world.air.joined());
    assert!((tunnel_pa(&world) / before - 1.0).abs() < 2e-3);
    let cavity_mmhg = world.air.cavity_pa() / PA_PER_MMHG;
    // A sound outer seal takes some two millimetres of it in these two minutes.
    assert!((495.0..500.0).contains(&cavity_mmhg), "{cavity_mmhg}");
    assert!(world.range_m() < 1e-6, "{}", world.range_m());
    let docking = |event: &&Event| matches!(event, Event::Docking(_) | Event::Alarm { .. });
    assert_eq!(events.iter().find(docking), None);
}

#[test]
fn a_docked_joint_comes_apart_by_latches_and_hooks() {
    for active in Seat::ALL {
        let mut scenario = docked(active);
        scenario.air.pressure_pa[CompartmentId::Tunnel2 as usize] = 0.0;
        scenario.air.partial_o2_pa[CompartmentId::Tunnel2 as usize] = 0.0;
        let mut world = World::new(&scenario, 7);
        run(&mut world, 1);
        order(&mut world, active, Command::Release);
        order(&mut world, active, Command::Hooks(false));
        let events = run(&mut world, 60);
        let undocked = Event::Docking(DockingEvent::Undocked);
        assert!(events.contains(&undocked), "{active:?}");
        assert!(world.range_m() > 0.5, "{active:?} {}", world.range_m());
        assert!(!world.mechanism.damaged(), "{active:?}");
    }
}
