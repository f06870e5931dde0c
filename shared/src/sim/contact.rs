//! The physics of two docking units within reach of each other: contact, capture latches,
//! attenuator, separation springs. It integrates the pair through one tick in a frame that falls
//! with its barycentre, and knows no crew, command or order of procedure.

pub mod attenuator;
pub mod event;
pub mod kernel;
pub mod latches;
pub mod moving;
pub mod port;
mod scene;
pub mod split;

use serde::{Deserialize, Serialize};

use crate::catalogue::mechanisms::{self as row, Gains};
use crate::ids::Seat;
use crate::maths;
use crate::sim::rigid::{Pose, Push, Rigid, rotation_from_vector, vector_from_rotation};
use attenuator::Reading;
use event::{Loads, MechanismEvent};
use glam::{DMat3, DVec3};
use latches::{LatchSupply, Latches};
use port::{MATED, port_m};
use scene::{Scene, contact_force};
use split::{RingLink, Trio};

/// What happens between the rings at present.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Episode {
    /// Nothing touches.
    Clear,
    /// From first touch until capture or until nothing has touched for a while.
    Touching,
    /// Let go by the crew and not yet clear.
    Parting,
}

/// State of everything between the two craft except hooks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Coupling {
    /// How the active ring is held.
    pub link: RingLink,
    /// Where the axial brake's spring is at rest, metres of compression.
    pub brake_m: f64,
    /// Sensors and capture latches.
    pub latches: Latches,
    /// Separation springs are compressed by the frames.
    pub springs_cocked: bool,
    /// Touching or not.
    pub episode: Episode,
    /// Time since anything touched, seconds.
    pub untouched_s: f64,
    /// Greatest loads since first touch.
    pub loads: Loads,
    /// Whose unit has borne too much, ever; by seat.
    pub damaged: [bool; 2],
    /// The attenuator at the end of the last tick.
    pub reading: Reading,
}

/// What one tick gets from outside.
#[derive(Clone, Copy, Debug)]
pub struct Tick<'a> {
    /// Length, seconds.
    pub dt_s: f64,
    /// Gravity gradient, inertial axes, 1/s².
    pub tide_per_s2: DMat3,
    /// Jets and the like, by seat.
    pub pushes: &'a [Push; 2],
    /// Ring set-points, metres, by seat.
    pub extension_m: [f64; 2],
    /// Their speeds, m/s, outward.
    pub drive_m_per_s: [f64; 2],
    /// Push of the tunnel's gas on frames that hold it between them, N.
    pub parting_n: f64,
    /// Latch power and failures.
    pub supply: LatchSupply,
    /// Attenuator gains.
    pub gains: Gains,
    /// Speed at which the brake's zero is driven back, m/s.
    pub brake_reset_m_per_s: f64,
}

impl Default for Coupling {
    fn default() -> Coupling {
        Coupling {
            link: RingLink::Rigid,
            brake_m: 0.0,
            latches: Latches::default(),
            springs_cocked: false,
            episode: Episode::Clear,
            untouched_s: 0.0,
            loads: Loads::default(),
            damaged: [false; 2],
            reading: Reading::default(),
        }
    }
}

impl Coupling {
    /// True while the catches hold the ring.
    pub fn captured(&self) -> bool {
        matches!(self.link, RingLink::Latched(..)) && self.latches.held == [true; 3]
    }

    /// The ring of `active` held by the catches in its true seat, attenuator at rest, springs pressed
    /// together by the frames.
    pub fn seat_latched(&mut self, active: Seat, craft: &[Rigid; 2]) {
        let passive = active.other();
        let seat = Pose {
            origin_m: port_m(passive, &craft[passive.index()]),
            rotation: MATED,
        };
        self.link = RingLink::Latched(active, seat);
        self.latches.held = [true; 3];
        self.springs_cocked = true;
    }

    /// A tick out of reach: the ring is rigid on its craft again and the drive levels it.
    pub fn idle(&mut self, dt_s: f64, events: &mut impl FnMut(MechanismEvent)) {
        self.link = RingLink::Rigid;
        self.latches
            .release(&mut |k| events(MechanismEvent::LatchReleased(k)));
        self.latches = Latches::default();
        if self.episode == Episode::Touching {
            events(MechanismEvent::Bounce);
        }
        self.episode = Episode::Clear;
        self.springs_cocked = false;
        self.reset_brake(row::BRAKE_RESET_M_PER_S, dt_s);
        self.reading = Reading::default();
    }

    /// Lets the latches go. The ring stays on its attenuator.
    pub fn release(&mut self, events: &mut impl FnMut(MechanismEvent)) {
        self.latches
            .release(&mut |k| events(MechanismEvent::LatchReleased(k)));
        self.episode = Episode::Parting;
        self.untouched_s = 0.0;
    }

    /// Draws the held ring towards its true seat on the passive craft, by a share of what is
    /// left.
    pub fn seat_ring(&mut self, craft: &[Rigid; 2], share: f64) {
        let RingLink::Latched(active, pose) = &mut self.link else {
            return;
        };
        let passive = active.other();
        let seat = port_m(passive, &craft[passive.index()]);
        pose.origin_m = pose.origin_m.lerp(seat, share);
        let error = vector_from_rotation((MATED.inverse() * pose.rotation).normalize());
        pose.rotation = (MATED * rotation_from_vector(error * (1.0 - share))).normalize();
    }

    /// A craft's centre of mass has moved in its structure, body axes, metres: the held ring has not.
    pub fn centre_moved(&mut self, seat: Seat, by_m: DVec3) {
        if let RingLink::Latched(active, pose) = &mut self.link
            && active.other() == seat
        {
            pose.origin_m -= by_m;
        }
    }

    /// One tick of a pair that is not captured. `active` is the craft whose ring, alone, is out.
    pub fn step_free(
        &mut self,
        craft: &mut [Rigid; 2],
        active: Option<Seat>,
        tick: &Tick,
        events: &mut impl FnMut(MechanismEvent),
    ) {
        let Some(active) = active else {
            self.step_rigid_rings(craft, tick, events);
            return;
        };
        if self.episode == Episode::Clear {
            self.reset_brake(row::BRAKE_RESET_M_PER_S, tick.dt_s);
        }
        let extension = tick.extension_m[active.index()];
        let trio = Trio::open(craft, active, &self.link, extension);
        let mut scene = Scene::free(&trio, craft, active, tick);
        let h = tick.dt_s / f64::from(row::SUBSTEPS_FREE);
        for done in 1..=row::SUBSTEPS_FREE {
            scene.push_outside(tick);
            self.attenuate_free(&mut scene, active, tick, events);
            let force_n = self.touch(&mut scene, true);
            let [first, second] = scene.discs;
            let held = self
                .latches
                .trip([&first, &second], &tick.supply, h, &mut |k| {
                    events(MechanismEvent::LatchTripped(k));
                });
            self.latches
                .expire(&mut |k| events(MechanismEvent::LatchReleased(k)));
            self.note_touch(force_n, &scene, active, h, events);
            scene.advance(h);
            if held {
                let peak_force_n = self.loads.contact_n;
                events(MechanismEvent::Capture { peak_force_n });
                scene.trio().close(craft, active);
                let pose = scene.bodies[1].rigid.pose_of(&scene.bodies[2].rigid);
                self.link = RingLink::Latched(active, pose);
                let left = row::SUBSTEPS_FREE - done;
                self.captured_substeps(craft, tick, left, h, events);
                return;
            }
        }
        let trio = scene.trio();
        trio.close(craft, active);
        let floating = trio.floating(active, &craft[active.index()], extension);
        self.link = RingLink::Floating(active, floating);
    }

    /// One tick of a captured pair.
    pub fn step_captured(
        &mut self,
        craft: &mut [Rigid; 2],
        tick: &Tick,
        events: &mut impl FnMut(MechanismEvent),
    ) {
        self.reset_brake(tick.brake_reset_m_per_s, tick.dt_s);
        let h = tick.dt_s / f64::from(row::SUBSTEPS_CAPTURED);
        self.captured_substeps(craft, tick, row::SUBSTEPS_CAPTURED, h, events);
    }

    /// Feeds every bit of the state, in a fixed order.
    pub fn digest_into(&self, sink: &mut impl FnMut(u64)) {
        self.link.digest_into(sink);
        self.latches.digest_into(sink);
        self.loads.digest_into(sink);
        sink(u64::from(self.springs_cocked));
        for damaged in self.damaged {
            sink(u64::from(damaged));
        }
        sink(self.episode as u64);
        for value in [
            self.brake_m,
            self.untouched_s,
            self.reading.compression_m,
            self.reading.lateral_m,
            self.reading.tilt_rad,
            self.reading.roll_rad,
            self.reading.axial_n,
            self.reading.lateral_n,
            self.reading.tilt_couple_n_m,
            self.reading.speed_m_per_s,
            self.reading.rate_rad_per_s,
        ] {
            sink(value.to_bits());
        }
    }

    /// Rings rigid on their craft, both in or both out: they may knock and never latch.
    fn step_rigid_rings(
        &mut self,
        craft: &mut [Rigid; 2],
        tick: &Tick,
        events: &mut impl FnMut(MechanismEvent),
    ) {
        self.link = RingLink::Rigid;
        self.latches.pressed = [false; 3];
        self.reading = Reading::default();
        let mut scene = Scene::rigid_rings(craft, tick);
        let h = tick.dt_s / f64::from(row::SUBSTEPS_FREE);
        for _ in 0..row::SUBSTEPS_FREE {
            scene.push_outside(tick);
            self.part(&mut scene, tick);
            let force_n = self.touch(&mut scene, false);
            self.note_touch(force_n, &scene, Seat::Apollo, h, events);
            if force_n.is_some_and(|force_n| force_n > row::DAMAGE_RIGID_N) {
                for seat in Seat::ALL {
                    self.damage(seat, events);
                }
            }
            scene.advance(h);
        }
        craft[0] = scene.bodies[0].rigid;
        craft[1] = scene.bodies[1].rigid;
    }

    fn captured_substeps(
        &mut self,
        craft: &mut [Rigid; 2],
        tick: &Tick,
        count: u32,
        h: f64,
        events: &mut impl FnMut(MechanismEvent),
    ) {
        let RingLink::Latched(active, ring_in_passive) = self.link else {
            return;
        };
        let extension = tick.extension_m[active.index()];
        let trio = Trio::open(craft, active, &self.link, extension);
        let mut scene = Scene::captured(&trio, craft, active, tick);
        let held = &scene.bodies[1].rigid;
        let passive_in_held = held.pose_of(&trio.passive);
        let ring_in_held = Pose {
            origin_m: passive_in_held.origin_m + ring_in_passive.origin_m,
            rotation: ring_in_passive.rotation,
        };
        let setting = scene.setting(active, tick);
        for _ in 0..count {
            scene.push_outside(tick);
            self.part(&mut scene, tick);
            let [craft_body, held, _] = &mut scene.bodies;
            self.reading = attenuator::apply(
                craft_body,
                held,
                held.point(ring_in_held.origin_m),
                held.rigid.inertial_from_body * ring_in_held.rotation,
                &setting,
                &mut self.brake_m,
            );
            self.take_loads(active, events);
            scene.advance(h);
        }
        let [craft_body, held, _] = &scene.bodies;
        let passive = held.rigid.carried(&passive_in_held, &trio.passive);
        let ring = held.rigid.without(&passive, row::RING_INERTIA_KG_M2);
        let parts = Trio {
            craft: craft_body.rigid,
            passive,
            ring,
        };
        parts.close(craft, active);
    }

    fn attenuate_free(
        &mut self,
        scene: &mut Scene,
        active: Seat,
        tick: &Tick,
        events: &mut impl FnMut(MechanismEvent),
    ) {
        self.part(scene, tick);
        let setting = scene.setting(active, tick);
        let [craft, _, ring] = &mut scene.bodies;
        let (centre, attitude) = (ring.rigid.pos_m, ring.rigid.inertial_from_body);
        self.reading =
            attenuator::apply(craft, ring, centre, attitude, &setting, &mut self.brake_m);
        self.take_loads(active, events);
    }

    /// Adds the contact forces of this instant; their sum, N, if anything touches.
    fn touch(&mut self, scene: &mut Scene, plungers: bool) -> Option<f64> {
        let [first, second] = scene.discs;
        let mut total = DVec3::ZERO;
        let mut touched = self.latches.held != [false; 3];
        kernel::touches(&first, &second, &mut |touch| {
            touched = true;
            let force = contact_force(&touch, &scene.bodies);
            total += if touch.body == 1 { force } else { -force };
            scene.bodies[touch.body].push_at(touch.point_m, force);
            scene.bodies[touch.against].push_at(touch.point_m, -force);
        });
        if plungers && let Some(push) = self.latches.push(&first, &second, &mut scene.bodies) {
            touched = true;
            total -= push;
        }
        touched.then(|| total.length())
    }

    fn note_touch(
        &mut self,
        force_n: Option<f64>,
        scene: &Scene,
        active: Seat,
        h: f64,
        events: &mut impl FnMut(MechanismEvent),
    ) {
        if let Some(force_n) = force_n {
            self.untouched_s = 0.0;
            if self.episode == Episode::Clear {
                self.episode = Episode::Touching;
                self.loads = Loads::default();
                events(MechanismEvent::Contact(scene.port_state(active)));
            }
            self.loads.contact_n = self.loads.contact_n.max(force_n);
            return;
        }
        self.untouched_s += h;
        if self.episode != Episode::Clear && self.untouched_s > row::CONTACT_OVER_S {
            if self.episode == Episode::Touching {
                events(MechanismEvent::Bounce);
            }
            self.episode = Episode::Clear;
            self.latches = Latches::default();
        }
    }

    fn take_loads(&mut self, active: Seat, events: &mut impl FnMut(MechanismEvent)) {
        self.loads.take(&self.reading);
        let over = self.reading.axial_n.abs() > row::DAMAGE_AXIAL_N
            || self.reading.lateral_n > row::DAMAGE_LATERAL_N
            || self.reading.tilt_couple_n_m > row::DAMAGE_TILT_N_M;
        if over {
            self.damage(active, events);
        }
    }

    fn damage(&mut self, seat: Seat, events: &mut impl FnMut(MechanismEvent)) {
        if !core::mem::replace(&mut self.damaged[seat.index()], true) {
            events(MechanismEvent::Damaged);
        }
    }

    /// What pushes unhooked frames apart: springs, cocked by the hooks, until their stroke is spent,
    /// and gas that a tunnel not emptied before still holds.
    fn part(&mut self, scene: &mut Scene, tick: &Tick) {
        if !self.springs_cocked && tick.parting_n == 0.0 {
            return;
        }
        let [craft, passive, _] = &mut scene.bodies;
        let at = passive.point(scene.ports_m[1]);
        let axis = craft.axes.x_axis;
        let from_craft = at - craft.point(scene.ports_m[0]);
        let gap = from_craft.dot(axis);
        self.springs_cocked &= gap < row::SPRING_STROKE_M;
        let mut push_n = 0.0;
        if self.springs_cocked {
            let full = 2.0 * row::SPRING_ENERGY_J / row::SPRING_STROKE_M;
            push_n += full * (1.0 - gap.max(0.0) / row::SPRING_STROKE_M);
        }
        if from_craft.length() < row::SEAL_OPEN_M {
            push_n += tick.parting_n;
        }
        passive.push_at(at, axis * push_n);
        craft.push_at(at, axis * -push_n);
    }

    /// Drives the brake's zero home, slowing before it arrives: the other craft follows it.
    fn reset_brake(&mut self, speed_m_per_s: f64, dt_s: f64) {
        let stopping = maths::sqrt(2.0 * row::BRAKE_RESET_M_PER_S2 * self.brake_m.abs());
        let most = speed_m_per_s.min(stopping + row::DRIVE_CREEP_M_PER_S) * dt_s;
        self.brake_m -= self.brake_m.clamp(-most, most);
    }
}
