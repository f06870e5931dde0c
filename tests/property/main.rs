//! Laws that must hold whatever the crews do: momentum through a docking, gas between compartments,
//! nobody's numbers out of range, time compression that changes nothing.

mod air;
mod bodies;
mod checkpoint;
mod corpus;
mod flight;
mod pace;
mod secrecy;

use glam::DVec3;
use handshake_shared::ids::{CompartmentId, Seat};
use handshake_shared::scenario::{Scenario, load};
use handshake_shared::sim::atmosphere::Air;
use handshake_shared::sim::atmosphere::gas::Species;
use handshake_shared::sim::doors::HatchState;
use handshake_shared::sim::event::{DockingEvent, Event};
use handshake_shared::sim::input::{
    Command, ControlMode, DapRate, Inputs, SeatInput, Stick, StickRate,
};
use handshake_shared::sim::mechanism::MechanismCommand;
use handshake_shared::sim::orbit::{self, ForceModel};
use handshake_shared::sim::{World, digest, motion, step};
use handshake_shared::time::DT_S;
use proptest::prelude::*;

fn scenario() -> Scenario {
    load("final-approach").expect("shipped scenarios parse")
}

/// Both craft a metre and a half apart, controls off, latches powered, closing.
fn about_to_dock(closing_m_per_s: f64) -> World {
    let mut scenario = scenario();
    scenario.range_m = 1.5;
    scenario.closing_m_per_s = closing_m_per_s;
    scenario.spread_m = 0.08;
    scenario.spread_rad = 0.02;
    scenario.steps.clear();
    let mut world = World::new(&scenario, 3);
    for craft in &mut world.craft {
        craft.autopilot.mode = ControlMode::Off;
    }
    world.switches.latch_cell = true;
    world
        .mechanism
        .command(MechanismCommand::ExtendRing(Seat::Apollo))
        .expect("free to move");
    world
}

/// Linear and angular momentum about the barycentre at rest, SI.
fn momenta(world: &World) -> (DVec3, DVec3) {
    let mut linear = DVec3::ZERO;
    for craft in &world.craft {
        linear += craft.vel_eci_m_per_s * craft.mass_kg();
    }
    let bodies = motion::pair(&world.craft);
    (
        linear,
        bodies[0].angular_momentum_n_m_s() + bodies[1].angular_momentum_n_m_s(),
    )
}

/// Impulse the two craft exchange when they stop each other, N·s.
fn impulse(world: &World, closing_m_per_s: f64) -> f64 {
    let [a, s] = [world.craft[0].mass_kg(), world.craft[1].mass_kg()];
    a * s / (a + s) * closing_m_per_s
}

/// Flies without hands until the event has come, or a minute has passed.
fn coast(world: &mut World, until: DockingEvent) -> bool {
    let mut events = Vec::new();
    for _ in 0..60 * 60 {
        events.clear();
        step(world, &Inputs::default(), &mut events);
        world.outcome = None;
        if events.contains(&Event::Docking(until)) {
            return true;
        }
    }
    false
}

/// The same in free space, the barycentre at rest at the origin.
fn at_rest_in_free_space(closing_m_per_s: f64) -> World {
    let mut world = about_to_dock(closing_m_per_s);
    world.force_model = ForceModel::Free;
    let (origin, velocity) = motion::barycentre(&world.craft);
    for craft in &mut world.craft {
        craft.pos_eci_m -= origin;
        craft.vel_eci_m_per_s -= velocity;
    }
    world
}

/// Momenta are what they were, to a billionth of the impulse the craft exchange.
fn kept(world: &World, (linear, angular): (DVec3, DVec3), closing_m_per_s: f64, at: &str) {
    let allowed = 1e-9 * impulse(world, closing_m_per_s);
    let (p, l) = momenta(world);
    let (p_off, l_off) = ((p - linear).length(), (l - angular).length());
    assert!(p_off < allowed, "{at}: {p_off:e}");
    // The arm of the exchanged impulse is the ports' distance from the barycentre, metres.
    assert!(l_off < 5.0 * allowed, "{at}: {l_off:e}");
}

#[test]
fn momentum_in_free_space_is_kept_through_a_bounce() {
    let mut world = at_rest_in_free_space(0.2);
    world.switches.latch_cell = false;
    let before = momenta(&world);
    assert!(coast(&mut world, DockingEvent::Bounce), "bounced");
    kept(&world, before, 0.2, "bounce");
    assert!(!coast(&mut world, DockingEvent::Capture), "nothing holds");
    kept(&world, before, 0.2, "apart again");
}

#[test]
fn momentum_in_free_space_is_kept_through_every_step_of_docking_and_both_ways_apart() {
    let closing = 0.2;
    let mut world = at_rest_in_free_space(closing);
    let before = momenta(&world);
    let check = |world: &World, at: &str| kept(world, before, closing, at);
    assert!(coast(&mut world, DockingEvent::Capture), "captured");
    check(&world, "capture");
    assert!(coast(&mut world, DockingEvent::Damped), "damped");
    check(&world, "damped");
    world
        .mechanism
        .command(MechanismCommand::Retract)
        .expect("damped");
    assert!(coast(&mut world, DockingEvent::Retracted), "retracted");
    check(&world, "retracted");
    world
        .mechanism
        .command(MechanismCommand::CloseHooks)
        .expect("retracted");
    assert!(coast(&mut world, DockingEvent::HardDock), "hard dock");
    check(&world, "hard dock");
    // Hooks first and then the latches, or the latches first and the springs part the hooks' frames.
    let mut other = world.clone();
    let open = MechanismCommand::OpenHooks;
    let release = MechanismCommand::ReleaseLatches;
    world.mechanism.command(open).expect("hooked");
    assert!(coast(&mut world, DockingEvent::Hooks(0)), "unhooked");
    check(&world, "unhooked");
    world.mechanism.command(release).expect("captured");
    assert!(coast(&mut world, DockingEvent::Undocked), "let go");
    check(&world, "let go");
    other.mechanism.command(release).expect("captured");
    other.mechanism.command(open).expect("hooked");
    assert!(coast(&mut other, DockingEvent::Undocked), "springs");
    assert!(!coast(&mut other, DockingEvent::Capture), "they part");
    check(&other, "parted by the springs");
    assert!(other.range_m() > 1.0, "{}", other.range_m());
}

#[test]
fn in_orbit_the_barycentre_does_not_notice_the_capture() {
    let closing = 0.2;
    let mut world = about_to_dock(closing);
    while !world.mechanism.engaged(&motion::pair(&world.craft)) {
        step(&mut world, &Inputs::default(), &mut Vec::new());
    }
    let (mut pos, mut vel) = motion::barycentre(&world.craft);
    for _ in 0..10 * 60 {
        step(&mut world, &Inputs::default(), &mut Vec::new());
        world.outcome = None;
        (pos, vel) = orbit::step(world.force_model, pos, vel, [DVec3::ZERO; 3], DT_S);
    }
    assert!(world.mechanism.captured());
    let mass = world.craft[0].mass_kg() + world.craft[1].mass_kg();
    let gained = (motion::barycentre(&world.craft).1 - vel).length() * mass;
    assert!(gained < 1e-9 * impulse(&world, closing), "{gained:e} N·s");
}

/// Moles of each species in the closed compartments together.
fn moles(air: &Air) -> [f64; 2] {
    let mut sum = [0.0; 2];
    for place in CompartmentId::ALL {
        let gas = air.gas(place);
        sum[0] += gas.mol[Species::O2 as usize];
        sum[1] += gas.mol[Species::N2 as usize];
    }
    sum
}

#[test]
fn gas_is_kept_when_open_hatches_join_unlike_cabins() {
    use handshake_shared::ids::HatchId;
    let scenario = scenario();
    let mut air = Air::new(&scenario.air);
    let nobody = world_of_sleepers();
    air.model.hull_leak_m2 = [0.0; 6];
    air.set_hatch(HatchId::H3, HatchState::Open);
    air.set_hatch(HatchId::H4, HatchState::Open);
    let before = moles(&air);
    for _ in 0..60 * 120 {
        air.step(DT_S, &nobody, Some(0.0));
    }
    let after = moles(&air);
    // Nitrogen has no consumer on board; oxygen is breathed and regenerated.
    assert!(
        (after[1] / before[1] - 1.0).abs() < 1e-12,
        "{:e}",
        after[1] / before[1] - 1.0
    );
    let apart = air.pressure_pa(CompartmentId::Dm) - air.pressure_pa(CompartmentId::Om);
    assert!(apart.abs() < 5.0, "equalised: {apart} Pa");
}

fn world_of_sleepers() -> [handshake_shared::sim::physiology::CrewMember; 5] {
    World::new(&scenario(), 1).crew
}

fn any_stick() -> impl Strategy<Value = Stick> {
    (any::<[i8; 3]>(), any::<[i8; 3]>()).prop_map(|(turn, push)| Stick { turn, push })
}

fn any_command() -> impl Strategy<Value = Command> {
    use handshake_shared::catalogue::equipment::SwitchId;
    use handshake_shared::catalogue::valves::ValveId;
    use handshake_shared::ids::{CrewId, HatchId};
    use handshake_shared::sim::input::{HatchAct, ReadingOf, RingAct, Role};
    prop_oneof![
        (0..ValveId::ALL.len(), any::<bool>()).prop_map(|(valve, open)| Command::Valve {
            valve: ValveId::ALL[valve],
            open,
            confirmed: true
        }),
        (0..5usize, any::<bool>()).prop_map(|(hatch, open)| Command::Hatch {
            hatch: HatchId::ALL[hatch],
            act: if open { HatchAct::Open } else { HatchAct::Shut },
            confirmed: true
        }),
        any::<bool>().prop_map(|out| Command::Ring(if out {
            RingAct::Extend
        } else {
            RingAct::Stow
        })),
        (0..SwitchId::ALL.len(), any::<bool>()).prop_map(|(switch, on)| Command::Switch {
            switch: SwitchId::ALL[switch],
            on,
        }),
        (0..5usize).prop_map(|man| Command::Extinguish {
            crew: CrewId::ALL[man],
        }),
        any::<bool>().prop_map(Command::Poll),
        any::<bool>().prop_map(|ring| Command::Offer(if ring {
            Role::Ring
        } else {
            Role::Control
        })),
        Just(Command::Accept),
        Just(Command::Withdraw),
        Just(Command::Mode(ControlMode::AccelCmd)),
        Just(Command::Mode(ControlMode::Manual)),
        Just(Command::Mode(ControlMode::CmcAuto)),
        Just(Command::Mode(ControlMode::OrbitalAuto)),
        Just(Command::Direct(true)),
        Just(Command::StickRate(StickRate::High)),
        Just(Command::DapRate(DapRate::R2)),
        Just(Command::StoreAttitude),
        Just(Command::Mode(ControlMode::Off)),
        Just(Command::Retract),
        (0..3usize).prop_map(|of| Command::LeakCheck(ReadingOf::ALL[of])),
        any::<bool>().prop_map(Command::Hooks),
        (0..5usize, any::<bool>()).prop_map(|(man, on)| Command::Mask {
            crew: CrewId::ALL[man],
            on,
        }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn wild_hands_never_break_the_world(
        acts in prop::collection::vec((any_stick(), any_stick(), any_command(), any_command()), 1..12),
        seed in any::<u64>(),
    ) {
        let mut world = World::new(&scenario(), seed);
        let mut events = Vec::new();
        for (apollo, soyuz, first, second) in acts {
            for tick in 0..20 {
                let commands = |command: &Command| {
                    if tick == 0 { vec![command.clone()] } else { Vec::new() }
                };
                let inputs: Inputs = [
                    SeatInput { stick: apollo, commands: commands(&first) },
                    SeatInput { stick: soyuz, commands: commands(&second) },
                ];
                step(&mut world, &inputs, &mut events);
            }
        }
        for craft in &world.craft {
            prop_assert!(craft.pos_eci_m.is_finite() && craft.rate_rad_per_s.is_finite());
            prop_assert!((craft.eci_from_body.length() - 1.0).abs() < 1e-9);
            prop_assert!(craft.tanks_kg().iter().all(|kg| *kg >= 0.0));
        }
        for place in CompartmentId::ALL {
            prop_assert!(world.air.pressure_pa(place) >= 0.0);
            prop_assert!(world.air.partial_o2_pa(place) >= 0.0);
        }
        prop_assert_eq!(digest::of(&world), digest::of(&world.clone()));
    }
}
