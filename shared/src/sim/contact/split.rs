//! Takes a craft apart into itself and its ring for a contact tick, and puts it together again.
//! To the rest of the simulation a craft always includes its ring; momenta are exact both ways.

use serde::{Deserialize, Serialize};

use crate::catalogue::mechanisms as row;
use crate::ids::Seat;
use crate::sim::contact::port::port_m;
use crate::sim::rigid::{Pose, Rigid, digest_rotation, digest_vector, point_inertia};
use glam::{DMat3, DQuat, DVec3};

/// The moving ring between two ticks, relative to its craft and in its axes.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct FloatingRing {
    /// Ring centre from its nominal place, metres.
    offset_m: DVec3,
    /// Ring attitude in the craft.
    rotation: DQuat,
    /// Velocity of the ring's centre against the centre of mass of the rest of the craft, m/s.
    velocity_m_per_s: DVec3,
    /// The ring's own angular momentum, N·m·s.
    spin_n_m_s: DVec3,
}

/// How the active ring is held.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum RingLink {
    /// Rigid on its craft: stowed, or out of everything's reach.
    Rigid,
    /// On its attenuator, free of the other craft.
    Floating(Seat, FloatingRing),
    /// On its attenuator and held by the other craft's catches: where it stands in that craft.
    Latched(Seat, Pose),
}

/// Active craft without its ring, passive craft, ring.
#[derive(Clone, Copy, Debug)]
pub struct Trio {
    /// The active craft less its ring.
    pub craft: Rigid,
    /// The other craft.
    pub passive: Rigid,
    /// The active ring; body frame in its face's centre, axes with its craft's.
    pub ring: Rigid,
}

/// Centre of the active craft's docking plane from the centre of mass of that craft less its ring,
/// body axes, metres. The catalogue's masses count the ring stowed.
pub fn port_without_ring_m(seat: Seat, whole: &Rigid) -> DVec3 {
    port_m(seat, whole) * (whole.mass_kg / (whole.mass_kg - row::RING_MASS_KG))
}

impl Trio {
    /// Takes the pair apart. `extension_m` is the ring's set-point.
    pub fn open(craft: &[Rigid; 2], active: Seat, link: &RingLink, extension_m: f64) -> Trio {
        let whole = &craft[active.index()];
        let passive = craft[active.other().index()];
        let inertia = inertia_without_ring(whole, active);
        let ring = match link {
            RingLink::Latched(_, pose) => passive.carried(
                pose,
                &Rigid::at_rest(row::RING_MASS_KG, row::RING_INERTIA_KG_M2),
            ),
            RingLink::Floating(_, state) => placed(whole, active, extension_m, state),
            RingLink::Rigid => resting(whole, active, extension_m, inertia),
        };
        Trio {
            craft: whole.without(&ring, inertia),
            passive,
            ring,
        }
    }

    /// Puts the pair together again.
    pub fn close(&self, craft: &mut [Rigid; 2], active: Seat) {
        let whole = &mut craft[active.index()];
        *whole = whole.regathered(&self.craft, &self.ring);
        craft[active.other().index()] = self.passive;
    }

    /// The ring as it will be remembered until the next tick.
    pub fn floating(&self, active: Seat, whole: &Rigid, extension_m: f64) -> FloatingRing {
        let to_craft = self.craft.inertial_from_body.inverse();
        let anchor = anchor_m(active, whole, extension_m);
        FloatingRing {
            offset_m: to_craft * (self.ring.pos_m - self.craft.pos_m) - anchor,
            rotation: (to_craft * self.ring.inertial_from_body).normalize(),
            velocity_m_per_s: to_craft * (self.ring.velocity() - self.craft.velocity()),
            spin_n_m_s: to_craft * self.ring.spin_n_m_s,
        }
    }
}

impl RingLink {
    /// Feeds every bit of the state, in a fixed order.
    pub fn digest_into(&self, sink: &mut impl FnMut(u64)) {
        match self {
            RingLink::Rigid => sink(0),
            RingLink::Floating(seat, ring) => {
                sink(1 + 2 * seat.index() as u64);
                digest_vector(ring.offset_m, sink);
                digest_rotation(ring.rotation, sink);
                digest_vector(ring.velocity_m_per_s, sink);
                digest_vector(ring.spin_n_m_s, sink);
            }
            RingLink::Latched(seat, pose) => {
                sink(2 + 2 * seat.index() as u64);
                pose.digest_into(sink);
            }
        }
    }
}

/// Nominal place of the ring's centre from the centre of mass of the craft less its ring, metres.
fn anchor_m(active: Seat, whole: &Rigid, extension_m: f64) -> DVec3 {
    port_without_ring_m(active, whole) + DVec3::X * extension_m
}

/// The craft's inertia counts the ring stowed in the docking plane.
fn inertia_without_ring(whole: &Rigid, active: Seat) -> DMat3 {
    let port = port_m(active, whole);
    let rest_kg = whole.mass_kg - row::RING_MASS_KG;
    let rest_at = port * (-row::RING_MASS_KG / rest_kg);
    whole.inertia_kg_m2
        - row::RING_INERTIA_KG_M2
        - point_inertia(row::RING_MASS_KG, port)
        - point_inertia(rest_kg, rest_at)
}

fn placed(whole: &Rigid, active: Seat, extension_m: f64, state: &FloatingRing) -> Rigid {
    let rest_share = 1.0 - row::RING_MASS_KG / whole.mass_kg;
    let arm = anchor_m(active, whole, extension_m) + state.offset_m;
    let attitude = whole.inertial_from_body;
    let velocity = whole.velocity() + attitude * state.velocity_m_per_s * rest_share;
    Rigid {
        mass_kg: row::RING_MASS_KG,
        inertia_kg_m2: row::RING_INERTIA_KG_M2,
        com_m: DVec3::ZERO,
        pos_m: whole.pos_m + attitude * arm * rest_share,
        inertial_from_body: (attitude * state.rotation).normalize(),
        momentum_kg_m_per_s: velocity * row::RING_MASS_KG,
        spin_n_m_s: attitude * state.spin_n_m_s,
    }
}

fn resting(whole: &Rigid, active: Seat, extension_m: f64, inertia_kg_m2: DMat3) -> Rigid {
    let rest_kg = whole.mass_kg - row::RING_MASS_KG;
    let reduced_kg = row::RING_MASS_KG * rest_kg / whole.mass_kg;
    let arm = anchor_m(active, whole, extension_m);
    let together = inertia_kg_m2 + row::RING_INERTIA_KG_M2 + point_inertia(reduced_kg, arm);
    let rate = together.inverse() * (whole.inertial_from_body.inverse() * whole.spin_n_m_s);
    let state = FloatingRing {
        offset_m: DVec3::ZERO,
        rotation: DQuat::IDENTITY,
        velocity_m_per_s: rate.cross(arm),
        spin_n_m_s: row::RING_INERTIA_KG_M2 * rate,
    };
    placed(whole, active, extension_m, &state)
}
