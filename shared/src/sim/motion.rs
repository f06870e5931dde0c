//! One tick of motion: autopilots ask, jets give, then either each craft flies its own orbit or,
//! within reach, the mechanism moves both in the frame that falls with their barycentre. The split
//! is exact for momentum: forces between the craft never pass through the orbit.

use alloc::vec::Vec;

use glam::DVec3;

use crate::frames::eci_from_lvlh;
use crate::ids::{CompartmentId, Seat};
use crate::sim::World;
use crate::sim::control::Sensed;
use crate::sim::craft::Craft;
use crate::sim::event::{ContactReport, DockingEvent};
use crate::sim::input::{Inputs, Stick};
use crate::sim::jets::Given;
use crate::sim::mechanism::{MechanismEvent, PortState};
use crate::sim::orbit::{self, ForceModel};
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

/// One tick of both craft. Half of the propellant leaves before the motion and half after it, so
/// that the craft flies with its mean mass and thrust is of second order in the tick.
pub fn step(world: &mut World, inputs: &Inputs, dt_s: f64, events: &mut Vec<DockingEvent>) {
    let fired = Seat::ALL.map(|seat| {
        let fired = fire(
            &mut world.craft[seat.index()],
            &inputs[seat.index()].stick,
            dt_s,
        );
        world.mechanism.centre_moved(seat, fired.moved_m);
        world.fired_now |= fired.given.blew != 0;
        fired
    });
    let outside = Seat::ALL.map(|seat| exhaust(&world.craft, seat, &fired[seat.other().index()]));
    world.plume_n = [0, 1].map(|seat: usize| outside[seat].force_n.length());
    let (origin, velocity) = barycentre(&world.craft);
    let mut bodies = pair(&world.craft);
    let mut happened = Vec::new();
    if world.mechanism.engaged(&bodies) {
        let pushes = Seat::ALL.map(|seat| {
            let craft = &world.craft[seat.index()];
            inertial(
                world.force_model,
                craft,
                &fired[seat.index()],
                &outside[seat.index()],
            )
        });
        let tide = world.force_model.tide_per_s2(origin);
        let tunnel_pa = world.air.pressure_pa(CompartmentId::Tunnel2);
        world
            .mechanism
            .step(&mut bodies, &pushes, tide, tunnel_pa, dt_s, &mut happened);
        let coasting = [DVec3::ZERO; 3];
        let (origin, velocity) = orbit::step(world.force_model, origin, velocity, coasting, dt_s);
        for (craft, body) in world.craft.iter_mut().zip(&bodies) {
            craft.take(body, origin, velocity);
        }
    } else {
        world.mechanism.idle(&bodies, dt_s, &mut happened);
        apart(world.force_model, &mut world.craft, &fired, &outside, dt_s);
    }
    for seat in Seat::ALL {
        drain(world, seat, fired[seat.index()].left_kg);
    }
    events.extend(happened.iter().filter_map(|event| report(world, event)));
}

/// What one craft's jets do in a tick.
pub struct Fired {
    /// What the jets gave about the centre of mass of the tick's beginning, body axes.
    pub given: Given,
    /// The same about the centre of mass of the tick's middle, body axes.
    thrust: Push,
    /// How far that centre has moved until the middle, body axes, m.
    moved_m: DVec3,
    /// Propellant by tank at the tick's end, kg.
    left_kg: [f64; 4],
}

/// Fires one craft's jets for this tick and takes half of what they burn.
pub fn fire(craft: &mut Craft, stick: &Stick, dt_s: f64) -> Fired {
    let seat = craft.seat;
    craft.note_attitude();
    let sensed = sensed(craft);
    let asked = craft.autopilot.ask(seat, stick, &sensed, dt_s);
    let com_m = craft.mass().com_m;
    let before_kg = craft.tanks_kg();
    let mut left_kg = before_kg;
    let given = craft.rcs.fire(seat, &asked, com_m, &mut left_kg, dt_s);
    craft.rcs.show(&given);
    let halfway_kg = core::array::from_fn(|tank| 0.5 * (before_kg[tank] + left_kg[tank]));
    let moved_m = craft.drain_to(halfway_kg);
    Fired {
        thrust: Push {
            force_n: given.force_n,
            torque_n_m: given.torque_n_m - moved_m.cross(given.force_n),
        },
        given,
        moved_m,
        left_kg,
    }
}

/// Moves both craft out of each other's reach by a tick: nothing between them but exhaust.
fn apart(
    model: ForceModel,
    craft: &mut [Craft; 2],
    fired: &[Fired; 2],
    outside: &[Push; 2],
    dt_s: f64,
) {
    for (index, craft) in craft.iter_mut().enumerate() {
        craft.fly(model, &fired[index].thrust, &outside[index], dt_s);
    }
}

/// One tick of both craft as long as they do not touch: what a crew's end can step as well as the
/// room does.
pub fn coast(craft: &mut [Craft; 2], sticks: [Stick; 2], model: ForceModel, dt_s: f64) {
    let fired = Seat::ALL.map(|seat| fire(&mut craft[seat.index()], &sticks[seat.index()], dt_s));
    let outside = Seat::ALL.map(|seat| exhaust(craft, seat, &fired[seat.other().index()]));
    apart(model, craft, &fired, &outside, dt_s);
    for (craft, fired) in craft.iter_mut().zip(&fired) {
        craft.drain_to(fired.left_kg);
    }
}

/// Takes a craft's tanks down to what is left.
fn drain(world: &mut World, seat: Seat, left_kg: [f64; 4]) {
    let moved_m = world.craft[seat.index()].drain_to(left_kg);
    world.mechanism.centre_moved(seat, moved_m);
}

/// What the other craft's exhaust does to one, inertial axes.
fn exhaust(craft: &[Craft; 2], struck: Seat, other: &Fired) -> Push {
    let [firing, body] = [struck.other(), struck].map(|seat| &craft[seat.index()]);
    plumes::push(firing, &other.given, body)
}

/// All that pushes a craft from outside the mechanism as the tick begins, inertial axes.
fn inertial(model: ForceModel, craft: &Craft, fired: &Fired, outside: &Push) -> Push {
    let attitude = craft.eci_from_body;
    let centre = attitude.inverse() * craft.pos_eci_m;
    let gradient = model.gravity_gradient_n_m(centre, craft.mass().inertia_kg_m2);
    Push {
        force_n: attitude * fired.thrust.force_n + outside.force_n,
        torque_n_m: attitude * (fired.thrust.torque_n_m + gradient) + outside.torque_n_m,
    }
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
        MechanismEvent::HookClosed(_)
        | MechanismEvent::HookOpened(_)
        | MechanismEvent::HookTorn(_) => DockingEvent::Hooks(world.mechanism.hooks()),
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
