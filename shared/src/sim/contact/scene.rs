//! The bodies of one contact tick with their rings' faces, docking planes and outside pushes. It
//! holds and moves them; what they do to each other is decided by `contact`.

use super::Tick;
use super::attenuator::Setting;
use super::kernel::{Disc, Touch};
use super::moving::Moving;
use super::port::{PortState, between, port_m};
use super::split::{Trio, port_without_ring_m};
use crate::catalogue::mechanisms as row;
use crate::ids::Seat;
use crate::sim::rigid::{Push, Rigid};
use glam::DVec3;

/// The bodies of one tick: 0 the active craft, 1 the passive one, 2 the ring if it is free.
pub(super) struct Scene {
    pub(super) bodies: [Moving; 3],
    /// How many of them move.
    count: usize,
    /// Active ring's face and passive ring's face.
    pub(super) discs: [Disc; 2],
    /// Docking planes of bodies 0 and 1, body axes.
    pub(super) ports_m: [DVec3; 2],
    /// Where the pushes of bodies 0 and 1 act, body axes.
    levers_m: [DVec3; 2],
    /// Their seats.
    seats: [Seat; 2],
    /// Extension of the faces that are rigid on bodies 0 and 1, metres.
    extension_m: [f64; 2],
}

impl Scene {
    pub(super) fn free(trio: &Trio, craft: &[Rigid; 2], active: Seat, tick: &Tick) -> Scene {
        let bodies = [trio.craft, trio.passive, trio.ring].map(Moving::new);
        Scene::assemble(bodies, 3, craft, active, tick, trio)
    }

    pub(super) fn captured(trio: &Trio, craft: &[Rigid; 2], active: Seat, tick: &Tick) -> Scene {
        let held = Rigid::merge(&trio.passive, &trio.ring);
        let bodies = [trio.craft, held, trio.ring].map(Moving::new);
        Scene::assemble(bodies, 2, craft, active, tick, trio)
    }

    pub(super) fn rigid_rings(craft: &[Rigid; 2], tick: &Tick) -> Scene {
        let bodies = [craft[0], craft[1], craft[0]].map(Moving::new);
        let mut scene = Scene {
            discs: [disc_of(&bodies[0], 0), disc_of(&bodies[1], 1)],
            bodies,
            count: 2,
            ports_m: Seat::ALL.map(|seat| port_m(seat, &craft[seat.index()])),
            levers_m: [DVec3::ZERO; 2],
            seats: Seat::ALL,
            extension_m: tick.extension_m,
        };
        scene.place_discs();
        scene
    }

    fn assemble(
        bodies: [Moving; 3],
        count: usize,
        craft: &[Rigid; 2],
        active: Seat,
        tick: &Tick,
        trio: &Trio,
    ) -> Scene {
        let seats = [active, active.other()];
        let whole = &craft[active.index()];
        let held = &bodies[1].rigid;
        let passive_at = held.pose_of(&trio.passive).origin_m;
        let passive_port = port_m(seats[1], &trio.passive);
        let mut scene = Scene {
            discs: [
                disc_of(&bodies[2], active.index()),
                disc_of(&bodies[1], seats[1].index()),
            ],
            ports_m: [
                port_without_ring_m(active, whole),
                passive_at + passive_port,
            ],
            levers_m: [trio.craft.pose_of(whole).origin_m, passive_at],
            seats,
            extension_m: [0.0, tick.extension_m[seats[1].index()]],
            bodies,
            count,
        };
        scene.place_discs();
        scene
    }

    pub(super) fn push_outside(&mut self, tick: &Tick) {
        for i in 0..2 {
            let push = &tick.pushes[self.seats[i].index()];
            self.bodies[i].push_outside(push, self.levers_m[i], tick.tide_per_s2);
        }
        if self.count == 3 {
            self.bodies[2].push_outside(&Push::default(), DVec3::ZERO, tick.tide_per_s2);
        }
    }

    pub(super) fn advance(&mut self, h: f64) {
        for body in &mut self.bodies[..self.count] {
            body.advance(h);
        }
        self.place_discs();
    }

    fn place_discs(&mut self) {
        let floating = self.count == 3;
        let [first, second] = &mut self.discs;
        if floating {
            first.body = 2;
            first.centre_m = self.bodies[2].rigid.pos_m;
        } else {
            first.body = 0;
            first.centre_m = self.bodies[0].point(self.ports_m[0] + DVec3::X * self.extension_m[0]);
        }
        first.axes = self.bodies[first.body].axes;
        second.body = 1;
        second.centre_m = self.bodies[1].point(self.ports_m[1] + DVec3::X * self.extension_m[1]);
        second.axes = self.bodies[1].axes;
    }

    pub(super) fn trio(&self) -> Trio {
        Trio {
            craft: self.bodies[0].rigid,
            passive: self.bodies[1].rigid,
            ring: self.bodies[2].rigid,
        }
    }

    /// The attenuator between the active ring and its craft in this tick.
    pub(super) fn setting(&self, active: Seat, tick: &Tick) -> Setting {
        let extension = tick.extension_m[active.index()];
        Setting {
            anchor_m: self.ports_m[0] + DVec3::X * extension,
            drive_m_per_s: tick.drive_m_per_s[active.index()],
            stroke_m: row::STROKE_M.min(extension),
            gains: tick.gains,
        }
    }

    pub(super) fn port_state(&self, active: Seat) -> PortState {
        let pair = [self.bodies[0].rigid, self.bodies[1].rigid];
        match active {
            Seat::Apollo => between(&pair, self.ports_m),
            Seat::Soyuz => between(&[pair[1], pair[0]], [self.ports_m[1], self.ports_m[0]]),
        }
    }
}

fn disc_of(body: &Moving, unit: usize) -> Disc {
    Disc {
        centre_m: body.rigid.pos_m,
        axes: body.axes,
        body: 0,
        unit,
    }
}

/// Hunt-Crossley force along the normal, regularised Coulomb friction across it.
pub(super) fn contact_force(touch: &Touch, bodies: &[Moving; 3]) -> DVec3 {
    let slip = bodies[touch.body].velocity_at(touch.point_m)
        - bodies[touch.against].velocity_at(touch.point_m);
    let opening = slip.dot(touch.normal);
    let damping = 1.0 - row::CONTACT_DAMPING_S_PER_M * opening;
    let press = row::CONTACT_N_PER_M * touch.depth_m * damping.clamp(0.0, row::CONTACT_DAMPING_MAX);
    let across = slip - touch.normal * opening;
    let drag = row::FRICTION * press / across.length().max(row::FRICTION_SPEED_M_PER_S);
    touch.normal * press - across * drag
}
