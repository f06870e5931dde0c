//! One tick of motion: autopilots ask, jets give, then either each craft flies its own orbit or,
//! within reach, the mechanism moves both in the frame that falls with their barycentre. The split
//! is exact for momentum: forces between the craft never pass through the orbit.

use alloc::vec::Vec;

use glam::DVec3;

use crate::frames::eci_from_lvlh;
use crate::ids::Seat;
use crate::sim::World;
use crate::sim::control::Sensed;
use crate::sim::craft::Craft;
use crate::sim::event::{ContactReport, DockingEvent};
use crate::sim::input::Inputs;
use crate::sim::jets::Given;
use crate::sim::mechanism::{MechanismEvent, PortState};
use crate::sim::orbit;
use crate::sim::plumes;
use crate::sim::rigid::{Push, Rigid};

/// What a craft's gyros and horizon sensors give its autopilot.
pub fn sensed(craft: &Craft) -> Sensed {
    let inertia = craft.mass().inertia_kg_m2;
    Sensed {
        eci_from_body: craft.eci_from_body,
        rate_rad_per_s: craft.rate_rad_per_s,
        eci_from_lvlh: eci_from_lvlh(craft.pos_eci_m, craft.vel_eci_m_per_s),
        orbit_rate_rad_per_s: orbit_rate_rad_per_s(craft),
        inertia_kg_m2: DVec3::new(inertia.x_axis.x, inertia.y_axis.y, inertia.z_axis.z),
    }
}

/// How fast the local vertical turns under a craft, rad/s.
fn orbit_rate_rad_per_s(craft: &Craft) -> f64 {
    let momentum_m2_per_s = craft.pos_eci_m.cross(craft.vel_eci_m_per_s).length();
    momentum_m2_per_s / craft.pos_eci_m.length_squared()
}

/// Both craft's barycentre and its velocity, ECI.
pub fn barycentre(craft: &[Craft; 2]) -> (DVec3, DVec3) {
    let [a, s] = craft;
    let (ma, ms) = (a.mass_kg(), s.mass_kg());
    let total = ma + ms;
    (
        (a.pos_eci_m * ma + s.pos_eci_m * ms) / total,
        (a.vel_eci_m_per_s * ma + s.vel_eci_m_per_s * ms) / total,
    )
}

/// Both craft as the mechanism sees them: about their barycentre.
pub fn pair(craft: &[Craft; 2]) -> [Rigid; 2] {
    let (origin, velocity) = barycentre(craft);
    [
        craft[0].rigid(origin, velocity),
        craft[1].rigid(origin, velocity),
    ]
}

/// One tick of both craft.
pub fn step(world: &mut World, inputs: &Inputs, dt_s: f64, events: &mut Vec<DockingEvent>) {
    let fired = Seat::ALL.map(|seat| fire(world, seat, inputs, dt_s));
    let mut pushes = fired.each_ref().map(|(push, _)| *push);
    for seat in Seat::ALL {
        let [firing, struck] = [seat, seat.other()].map(|seat| &world.craft[seat.index()]);
        let (_, given) = &fired[seat.index()];
        let plume = plumes::push(firing, given, struck);
        let push = &mut pushes[seat.other().index()];
        push.force_n += plume.force_n;
        push.torque_n_m += plume.torque_n_m;
        world.plume_n[seat.other().index()] = plume.force_n.length();
    }
    let (origin, velocity) = barycentre(&world.craft);
    let mut bodies = pair(&world.craft);
    let mut happened = Vec::new();
    if world.mechanism.engaged(&bodies) {
        let tide = world.force_model.tide_per_s2(origin);
        world
            .mechanism
            .step(&mut bodies, &pushes, tide, dt_s, &mut happened);
        let (origin, velocity) =
            orbit::step(world.force_model, origin, velocity, DVec3::ZERO, dt_s);
        for (craft, body) in world.craft.iter_mut().zip(&bodies) {
            craft.take(body, origin, velocity);
        }
    } else {
        world.mechanism.idle(&bodies, dt_s, &mut happened);
        for (craft, push) in world.craft.iter_mut().zip(&pushes) {
            craft.fly(world.force_model, push, dt_s);
        }
    }
    events.extend(happened.iter().filter_map(|event| report(world, event)));
}

/// What one craft's jets and the gravity gradient give in this tick, inertial axes.
fn fire(world: &mut World, seat: Seat, inputs: &Inputs, dt_s: f64) -> (Push, Given) {
    let model = world.force_model;
    let craft = &mut world.craft[seat.index()];
    let sensed = sensed(craft);
    let stick = &inputs[seat.index()].stick;
    let asked = craft.autopilot.ask(seat, stick, &sensed, dt_s);
    let mass = craft.mass();
    let mut tanks_kg = craft.tanks_kg;
    let given = craft
        .rcs
        .fire(seat, &asked, mass.com_m, &mut tanks_kg, dt_s);
    let out = craft.eci_from_body.inverse() * craft.pos_eci_m;
    let gradient_n_m = model.gravity_gradient_n_m(out, mass.inertia_kg_m2);
    let push = Push {
        force_n: craft.eci_from_body * given.force_n,
        torque_n_m: craft.eci_from_body * (given.torque_n_m + gradient_n_m),
    };
    craft.rcs.show(&given);
    let moved_m = craft.drain_to(tanks_kg);
    world.mechanism.centre_moved(seat, moved_m);
    world.fired_now |= given.blew != 0;
    (push, given)
}

fn report(world: &World, event: &MechanismEvent) -> Option<DockingEvent> {
    Some(match *event {
        MechanismEvent::RingExtended(seat) => DockingEvent::Ring(seat, true),
        MechanismEvent::RingStowed(seat) => DockingEvent::Ring(seat, false),
        MechanismEvent::Contact(port) => DockingEvent::Contact(contact_report(world, &port)),
        MechanismEvent::Bounce => DockingEvent::Bounce,
        MechanismEvent::Capture { .. } => DockingEvent::Capture,
        MechanismEvent::Damaged => DockingEvent::Damaged,
        MechanismEvent::Damped => DockingEvent::Damped,
        MechanismEvent::RetractionStarted => DockingEvent::Retracting,
        MechanismEvent::Retracted => DockingEvent::Retracted,
        MechanismEvent::HookClosed(_) | MechanismEvent::HookOpened(_) => {
            DockingEvent::Hooks(world.mechanism.hooks())
        }
        MechanismEvent::HardDock => DockingEvent::HardDock,
        MechanismEvent::Undocked => DockingEvent::Undocked,
        MechanismEvent::Aligned
        | MechanismEvent::HookStuck(_)
        | MechanismEvent::LatchTripped(_)
        | MechanismEvent::LatchReleased(_) => return None,
    })
}

fn contact_report(world: &World, port: &PortState) -> ContactReport {
    ContactReport {
        tick: world.tick,
        closing_m_per_s: port.closing_m_per_s() as f32,
        lateral_m_per_s: port.lateral_m_per_s() as f32,
        lateral_m: port.lateral_m() as f32,
        tilt_rad: port.tilt_rad() as f32,
        roll_rad: port.roll_rad() as f32,
        tilt_rad_per_s: port.tilt_rad_per_s() as f32,
        roll_rad_per_s: port.roll_rad_per_s() as f32,
    }
}
