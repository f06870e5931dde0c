//! The APAS-75 pair as a machine: rings, latch power, retraction, hooks and the way back, in the
//! order the hardware allows. It knows no crew, panel or score, and leaves forces to `contact`.

pub mod hooks;
mod ladder;
mod orders;

use crate::catalogue::mechanisms as row;
use crate::ids::Seat;
use crate::maths::PI;
pub use crate::sim::contact::event::{Loads, MechanismEvent};
use crate::sim::contact::latches::LatchSupply;
pub use crate::sim::contact::port::{PortState, port_state};
use crate::sim::contact::split::RingLink;
use crate::sim::contact::{Coupling, Tick};
use crate::sim::rigid::{Pose, Push, Rigid};
use alloc::vec::Vec;
use glam::{DMat3, DVec3};
use hooks::Hooks;
pub use orders::{MechanismCommand, MechanismRefusal};
use serde::{Deserialize, Serialize};

/// Where a craft's guide ring is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RingState {
    /// In its frame and locked.
    Stowed,
    /// Moving out.
    Extending,
    /// Fully out.
    Extended,
    /// Moving in.
    Stowing,
}

/// How far the docking has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Phase {
    /// Out of reach.
    Free,
    /// Within reach, nothing touches.
    Near,
    /// The rings touch.
    Contact,
    /// Three latches hold; the attenuator damps.
    Captured,
    /// Still, or the time allowed is over: ready to retract.
    Damped,
    /// The drive levels the ring.
    Aligning,
    /// The drive pulls the craft together.
    Retracting,
    /// Frames together, pins in sockets, no hook closed.
    Retracted,
    /// One to seven hooks closed.
    Hooking,
    /// All eight hooks closed.
    HardDock,
    /// Latches hold and the drive pushes the craft apart.
    Extending,
}

/// What a mission asks of the mechanism.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct MechanismSettings {
    /// Levelling and retraction together, seconds; one sixth of it is levelling.
    pub retract_s: f64,
    /// From hook to hook, seconds.
    pub hook_period_s: f64,
    /// Ring of each seat at the start.
    pub rings: [RingState; 2],
}

/// Parts that have failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct MechanismFaults {
    /// Capture latch that does not trip.
    pub latch_stuck: [bool; 3],
    /// Capture sensor that never lights.
    pub sensor_dead: [bool; 3],
    /// Structural hook that does not move.
    pub hook_stuck: [bool; row::HOOKS],
    /// Ring drive that does not move.
    pub ring_jammed: [bool; 2],
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Ring {
    state: RingState,
    extension_m: f64,
}

/// Both docking units and what is between them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mechanism {
    /// Parts that have failed; set by the failures of the mission.
    pub faults: MechanismFaults,
    settings: MechanismSettings,
    rings: [Ring; 2],
    latch_power: bool,
    /// The order to let go came; the next tick obeys.
    release_asked: bool,
    coupling: Coupling,
    hooks: Hooks,
    /// Soyuz in Apollo's body frame while hooks make them one body.
    joint: Option<Pose>,
    /// Push of the tunnel's gas on the frames in the last tick, N.
    parting_n: f64,
    phase: Phase,
    phase_s: f64,
    captured_s: f64,
    still_s: f64,
    last_contact: Option<PortState>,
}

impl Default for MechanismSettings {
    fn default() -> MechanismSettings {
        MechanismSettings {
            retract_s: row::RETRACT_S,
            hook_period_s: row::HOOK_PERIOD_S,
            rings: [RingState::Stowed; 2],
        }
    }
}

impl Mechanism {
    /// Two units apart, nothing failed, latches unpowered.
    pub fn new(settings: &MechanismSettings) -> Mechanism {
        Mechanism {
            faults: MechanismFaults::default(),
            settings: *settings,
            rings: settings.rings.map(|state| Ring {
                state,
                extension_m: match state {
                    RingState::Stowed | RingState::Extending => 0.0,
                    RingState::Extended | RingState::Stowing => row::RING_EXTENSION_M,
                },
            }),
            latch_power: false,
            release_asked: false,
            coupling: Coupling::default(),
            hooks: Hooks::default(),
            joint: None,
            parting_n: 0.0,
            phase: Phase::Free,
            phase_s: 0.0,
            captured_s: 0.0,
            still_s: 0.0,
            last_contact: None,
        }
    }

    /// Two units that met before the mission began: ring in and still latched, all hooks closed.
    /// `craft` stand port to port; `active` is the craft whose ring holds.
    pub fn hard_docked(
        settings: &MechanismSettings,
        active: Seat,
        craft: &[Rigid; 2],
    ) -> Mechanism {
        let mut docked = Mechanism::new(settings);
        docked.coupling.seat_latched(active, craft);
        docked.hooks = Hooks::all_closed();
        docked.joint = Some(craft[0].pose_of(&craft[1]));
        docked.phase = Phase::HardDock;
        docked
    }

    /// True when the pair must be integrated here: within reach, captured or docked. Otherwise
    /// the caller flies both freely and calls `idle`.
    pub fn engaged(&self, craft: &[Rigid; 2]) -> bool {
        self.joint.is_some() || self.coupling.captured() || self.within_reach(craft)
    }

    /// One tick of both craft, positions relative to their barycentre in a frame that falls with
    /// it and does not rotate. `tide_per_s2` times a position is the gravity-gradient
    /// acceleration there, inertial axes. `tunnel_pa` is the pressure between the frames. Pushes and
    /// craft are by seat index.
    pub fn step(
        &mut self,
        craft: &mut [Rigid; 2],
        pushes: &[Push; 2],
        tide_per_s2: DMat3,
        tunnel_pa: f64,
        dt_s: f64,
        events: &mut Vec<MechanismEvent>,
    ) {
        let first_new = events.len();
        self.phase_s += dt_s;
        self.parting_n = tunnel_pa * row::SEAL_AREA_M2;
        self.let_go(events);
        let drive_m_per_s = self.move_rings(dt_s, events);
        self.move_hooks(craft, dt_s, events);
        let tick = Tick {
            dt_s,
            tide_per_s2,
            pushes,
            extension_m: self.rings.map(|ring| ring.extension_m),
            drive_m_per_s,
            parting_n: self.parting_n,
            supply: LatchSupply {
                powered: self.latch_power,
                failed: self.faults.latch_stuck,
            },
            gains: self.gains(),
            brake_reset_m_per_s: self.brake_reset_m_per_s(),
        };
        let sink = &mut |event| events.push(event);
        if let Some(joint) = self.joint {
            ladder::step_joined(craft, &joint, &tick);
        } else if self.coupling.captured() {
            self.coupling.step_captured(craft, &tick, sink);
            self.climb(craft, dt_s, events);
        } else {
            let active = self.active();
            self.coupling.step_free(craft, active, &tick, sink);
            self.note_free();
        }
        for event in &events[first_new..] {
            if let MechanismEvent::Contact(state) = event {
                self.last_contact = Some(*state);
            }
        }
    }

    /// A craft's centre of mass has moved in its structure, body axes, metres; the structures have
    /// not moved against each other.
    pub fn centre_moved(&mut self, seat: Seat, by_m: DVec3) {
        self.coupling.centre_moved(seat, by_m);
        if let Some(joint) = &mut self.joint {
            joint.origin_m += match seat {
                Seat::Apollo => -by_m,
                Seat::Soyuz => joint.rotation * by_m,
            };
        }
    }

    /// One tick out of reach: ring drives move.
    pub fn idle(&mut self, _craft: &[Rigid; 2], dt_s: f64, events: &mut Vec<MechanismEvent>) {
        self.move_rings(dt_s, events);
        self.parting_n = 0.0;
        self.coupling.idle(dt_s, &mut |event| events.push(event));
        self.enter(Phase::Free);
    }

    /// How far the docking has come.
    pub fn phase(&self) -> Phase {
        self.phase
    }

    /// The craft whose ring is active: the one that holds, or the only one that is out.
    pub fn active(&self) -> Option<Seat> {
        if let RingLink::Latched(seat, _) = self.coupling.link
            && (self.coupling.captured() || self.rings[seat.index()].extension_m > 0.0)
        {
            return Some(seat);
        }
        match self.rings.map(|ring| ring.extension_m > 0.0) {
            [true, false] => Some(Seat::Apollo),
            [false, true] => Some(Seat::Soyuz),
            _ => None,
        }
    }

    /// Set-point of a ring ahead of its docking plane, metres.
    pub fn ring_m(&self, seat: Seat) -> f64 {
        self.rings[seat.index()].extension_m
    }

    /// Where a ring is.
    pub fn ring_state(&self, seat: Seat) -> RingState {
        self.rings[seat.index()].state
    }

    /// Latch drives are powered.
    pub fn latch_power(&self) -> bool {
        self.latch_power
    }

    /// The capture latches hold all three.
    pub fn captured(&self) -> bool {
        self.coupling.captured()
    }

    /// Time since the latches took hold, s.
    pub fn captured_s(&self) -> f64 {
        self.captured_s
    }

    /// Hooks make the two craft one body.
    pub fn hooked(&self) -> bool {
        self.joint.is_some()
    }

    /// Lamps of the three capture sensors.
    pub fn sensors(&self) -> [bool; 3] {
        core::array::from_fn(|k| {
            let pressed = self.coupling.latches.pressed[k] || self.coupling.captured();
            pressed && !self.faults.sensor_dead[k]
        })
    }

    /// Capture latches that hold.
    pub fn latches(&self) -> [bool; 3] {
        self.coupling.latches.held
    }

    /// Structural hooks closed, 0 to 8.
    pub fn hooks(&self) -> u8 {
        self.hooks.closed()
    }

    /// Share of the seal's full compression, 0 to 1.
    pub fn seal_compressed(&self) -> f64 {
        f64::from(self.hooks()) / row::HOOKS as f64
    }

    /// Effective leak area of the joint to space, m², for the hooks closed now and what they bear:
    /// above their design load the frames gape as if none were closed.
    pub fn leak_area_m2(&self) -> f64 {
        let gapes = self.parting_n > f64::from(self.hooks()) * row::HOOK_DESIGN_N;
        row::JOINT_LEAK_M2[if gapes { 0 } else { usize::from(self.hooks()) }]
    }

    /// Clear section to space around a gap between the frames, m², when no hook is closed.
    pub fn mouth_m2(&self, gap_m: f64) -> f64 {
        row::JOINT_LEAK_M2[0] + PI * row::SEAL_DIAMETER_M * gap_m.max(0.0)
    }

    /// Push of the tunnel's gas on the frames, N.
    pub fn parting_n(&self) -> f64 {
        self.parting_n
    }

    /// What the closed hooks are designed for over what they bear; infinite without a load.
    pub fn hook_margin(&self) -> f64 {
        f64::from(self.hooks()) * row::HOOK_DESIGN_N / self.parting_n
    }

    /// Greatest loads since the last first touch.
    pub fn loads(&self) -> &Loads {
        &self.coupling.loads
    }

    /// The attenuator as it is now: travel, loads, speeds of the active ring.
    pub fn attenuator(&self) -> &crate::sim::contact::attenuator::Reading {
        &self.coupling.reading
    }

    /// A unit of either craft is broken.
    pub fn damaged(&self) -> bool {
        self.coupling.damaged != [false; 2]
    }

    /// The unit of this craft is broken: it may hold, and be passive, but never retract again.
    pub fn ring_damaged(&self, seat: Seat) -> bool {
        self.coupling.damaged[seat.index()]
    }

    /// Ports at the last first touch.
    pub fn last_contact(&self) -> Option<PortState> {
        self.last_contact
    }

    /// Feeds every bit of the state, in a fixed order.
    pub fn digest_into(&self, sink: &mut impl FnMut(u64)) {
        for ring in &self.rings {
            sink(ring.state as u64);
            sink(ring.extension_m.to_bits());
        }
        sink(u64::from(self.latch_power) | u64::from(self.release_asked) << 1);
        self.digest_faults(sink);
        self.coupling.digest_into(sink);
        self.hooks.digest_into(sink);
        sink(u64::from(self.joint.is_some()));
        if let Some(joint) = &self.joint {
            joint.digest_into(sink);
        }
        sink(u64::from(self.last_contact.is_some()));
        if let Some(contact) = &self.last_contact {
            contact.digest_into(sink);
        }
        sink(self.phase as u64);
        for value in [
            self.parting_n,
            self.phase_s,
            self.captured_s,
            self.still_s,
            self.settings.retract_s,
            self.settings.hook_period_s,
        ] {
            sink(value.to_bits());
        }
    }

    fn digest_faults(&self, sink: &mut impl FnMut(u64)) {
        let faults = &self.faults;
        let flags = faults.latch_stuck.iter().chain(&faults.sensor_dead);
        for &flag in flags.chain(&faults.hook_stuck).chain(&faults.ring_jammed) {
            sink(u64::from(flag));
        }
    }
}
