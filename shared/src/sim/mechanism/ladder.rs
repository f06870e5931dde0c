//! How the docking climbs from one phase to the next, tick by tick. It moves set-points and
//! compares places of parts; the forces come from `contact`.

use super::{Mechanism, MechanismEvent, Phase, Ring, RingState};
use crate::catalogue::mechanisms::{self as row, Gains};
use crate::ids::Seat;
use crate::maths;
use crate::sim::contact::port::port_m;
use crate::sim::contact::split::RingLink;
use crate::sim::contact::{Episode, Tick};
use crate::sim::rigid::{Pose, Push, Rigid};
use alloc::vec::Vec;
use glam::{DQuat, DVec3};

impl Mechanism {
    /// Obeys an order to open the capture latches.
    pub(super) fn let_go(&mut self, events: &mut Vec<MechanismEvent>) {
        if !core::mem::take(&mut self.release_asked) {
            return;
        }
        self.coupling.release(&mut |event| events.push(event));
        if self.joint.is_some() {
            self.coupling.link = RingLink::Rigid;
        } else {
            events.push(MechanismEvent::Undocked);
            self.enter(Phase::Near);
        }
    }

    /// Moves both set-points; their speeds, m/s outward.
    pub(super) fn move_rings(&mut self, dt_s: f64, events: &mut Vec<MechanismEvent>) -> [f64; 2] {
        let [draw, spread] = [false, true].map(|out| self.haul_m_per_s(out));
        let held = self.coupling.captured();
        let active = self.active();
        let stalled = self.coupling.reading.axial_n.abs() > row::MOTOR_STALL_N;
        Seat::ALL.map(|seat| {
            let ring = &mut self.rings[seat.index()];
            let speed = match (ring.state, self.phase) {
                _ if self.joint.is_some() || self.faults.ring_jammed[seat.index()] => 0.0,
                _ if held && (active != Some(seat) || stalled) => 0.0,
                (RingState::Stowing, Phase::Retracting) => -draw[seat.index()],
                (RingState::Extending, Phase::Extending) => spread[seat.index()],
                (RingState::Stowing, _) if !held => -row::RING_DRIVE_M_PER_S,
                (RingState::Extending, _) if !held => row::RING_DRIVE_M_PER_S,
                _ => 0.0,
            };
            ring.advance(seat, speed, dt_s, events)
        })
    }

    /// Moves the hook drive; the first hook makes one body of two, the last lets them go.
    pub(super) fn move_hooks(
        &mut self,
        craft: &[Rigid; 2],
        dt_s: f64,
        events: &mut Vec<MechanismEvent>,
    ) {
        let before = self.hooks.closed();
        self.hooks.advance(
            dt_s,
            self.settings.hook_period_s,
            &self.faults.hook_stuck,
            &mut |event| events.push(event),
        );
        self.tear_hooks(events);
        let after = self.hooks.closed();
        if after == before {
            return;
        }
        if before == 0 {
            self.joint = Some(craft[0].pose_of(&craft[1]));
            self.coupling.springs_cocked = true;
        }
        if usize::from(after) == row::HOOKS {
            events.push(MechanismEvent::HardDock);
            self.enter(Phase::HardDock);
        } else if after > 0 {
            self.enter(Phase::Hooking);
        } else {
            self.joint = None;
            self.unhooked(events);
        }
    }

    /// A hook that bears too much lets go for good, one a tick: the rest bear the more.
    fn tear_hooks(&mut self, events: &mut Vec<MechanismEvent>) {
        if self.parting_n <= f64::from(self.hooks.closed()) * row::HOOK_TEARS_N {
            return;
        }
        if let Some(torn) = self.hooks.tear() {
            self.faults.hook_stuck[torn] = true;
            events.push(MechanismEvent::HookTorn(torn as u8));
        }
    }

    /// After a captured tick.
    pub(super) fn climb(
        &mut self,
        craft: &[Rigid; 2],
        dt_s: f64,
        events: &mut Vec<MechanismEvent>,
    ) {
        self.captured_s += dt_s;
        let Some(active) = self.active() else {
            return;
        };
        let ring = self.rings[active.index()];
        let still = self.still(dt_s);
        match self.phase {
            Phase::Captured if still => {
                events.push(MechanismEvent::Damped);
                self.enter(Phase::Damped);
            }
            Phase::Aligning | Phase::Retracting if self.ring_damaged(active) => {
                self.enter(Phase::Damped);
            }
            Phase::Aligning => {
                let left = self.align_s() - self.phase_s;
                self.coupling
                    .seat_ring(craft, (dt_s / left.max(dt_s)).min(1.0));
                if left <= 0.0 && self.level() {
                    events.push(MechanismEvent::Aligned);
                    events.push(MechanismEvent::RetractionStarted);
                    self.rings[active.index()].state = RingState::Stowing;
                    self.enter(Phase::Retracting);
                }
            }
            Phase::Retracting if ring.state == RingState::Stowed && self.level() => {
                events.push(MechanismEvent::Retracted);
                self.enter(Phase::Retracted);
            }
            Phase::Extending if ring.state == RingState::Extended => self.enter(Phase::Damped),
            _ => {}
        }
    }

    /// After a tick in reach without capture, or the one that captured.
    pub(super) fn note_free(&mut self) {
        if self.coupling.captured() {
            self.captured_s = 0.0;
            self.still_s = 0.0;
            self.enter(Phase::Captured);
        } else if self.coupling.episode == Episode::Touching {
            self.enter(Phase::Contact);
        } else {
            self.enter(Phase::Near);
        }
    }

    /// Springs and dampers for this tick.
    pub(super) fn gains(&self) -> Gains {
        let ramp = if self.coupling.captured() {
            (self.captured_s / row::GAINS_RAMP_S).min(1.0)
        } else {
            0.0
        };
        let level = self.levelling();
        let damping = if self.active().is_some_and(|seat| self.ring_damaged(seat)) {
            row::DAMAGED_DAMPING
        } else {
            1.0
        };
        row::GAINS_BEFORE_CAPTURE
            .lerp(&row::GAINS_AFTER_CAPTURE, ramp)
            .scaled(
                1.0 + row::ALIGN_STIFFNESS_GAIN * level,
                (1.0 + row::ALIGN_DAMPING_GAIN * level) * damping,
            )
    }

    /// Speed at which the drive brings the brake's zero back, m/s.
    pub(super) fn brake_reset_m_per_s(&self) -> f64 {
        if self.levelling() > 0.0 {
            row::BRAKE_RESET_M_PER_S * row::RETRACT_S / self.retract_s()
        } else {
            0.0
        }
    }

    /// Ring faces near enough, and face to face, for the contact model.
    pub(super) fn within_reach(&self, craft: &[Rigid; 2]) -> bool {
        let faces = Seat::ALL.map(|seat| {
            let i = seat.index();
            craft[i].point(port_m(seat, &craft[i]) + DVec3::X * self.rings[i].extension_m)
        });
        let axes = craft
            .each_ref()
            .map(|body| body.inertial_from_body * DVec3::X);
        let between = faces[1] - faces[0];
        let along = between.dot(axes[0]);
        let across = (between - axes[0] * along).length();
        axes[0].dot(axes[1]) < 0.0
            && (-row::REACH_BEHIND_M..row::REACH_AXIAL_M).contains(&along)
            && across < row::REACH_LATERAL_M
    }

    pub(super) fn enter(&mut self, phase: Phase) {
        if self.phase != phase {
            self.phase = phase;
            self.phase_s = 0.0;
        }
    }

    fn unhooked(&mut self, events: &mut Vec<MechanismEvent>) {
        if self.coupling.captured() {
            self.enter(Phase::Retracted);
        } else {
            // The frames part from where they touch: that is no contact.
            self.coupling.episode = Episode::Parting;
            self.coupling.untouched_s = 0.0;
            events.push(MechanismEvent::Undocked);
            self.enter(Phase::Near);
        }
    }

    /// Speed of a ring drive that hauls the other craft along: it starts and stops gently, or the
    /// jerk would load the attenuator more than the capture did.
    fn haul_m_per_s(&self, out: bool) -> [f64; 2] {
        let haul_s = self.retract_s() * (1.0 - row::ALIGN_SHARE);
        let cruise = row::RING_EXTENSION_M / (haul_s - row::DRIVE_RAMP_S);
        let slope = cruise / row::DRIVE_RAMP_S;
        self.rings.map(|ring| {
            let left = if out {
                row::RING_EXTENSION_M - ring.extension_m
            } else {
                ring.extension_m
            };
            let stopping = maths::sqrt(2.0 * slope * left) + row::DRIVE_CREEP_M_PER_S;
            cruise.min(slope * self.phase_s).min(stopping)
        })
    }

    fn retract_s(&self) -> f64 {
        self.settings.retract_s.max(row::RETRACT_MIN_S)
    }

    fn align_s(&self) -> f64 {
        self.retract_s() * row::ALIGN_SHARE
    }

    /// 0 for a soft captured ring, 1 for one held level.
    fn levelling(&self) -> f64 {
        match self.phase {
            Phase::Aligning => (self.phase_s / self.align_s()).min(1.0),
            Phase::Retracting
            | Phase::Retracted
            | Phase::Hooking
            | Phase::HardDock
            | Phase::Extending => 1.0,
            _ => 0.0,
        }
    }

    fn still(&mut self, dt_s: f64) -> bool {
        let reading = &self.coupling.reading;
        let still = reading.rate_rad_per_s < row::STILL_RAD_PER_S
            && reading.speed_m_per_s < row::STILL_M_PER_S;
        self.still_s = if still { self.still_s + dt_s } else { 0.0 };
        self.still_s >= row::STILL_HOLD_S || self.phase_s >= row::DAMPING_ALLOWED_S
    }

    /// The guide pins stand before their sockets.
    fn level(&self) -> bool {
        let reading = &self.coupling.reading;
        reading.tilt_rad < row::PIN_TILT_RAD
            && reading.roll_rad.abs() < row::PIN_TILT_RAD
            && reading.lateral_m < row::PIN_MISFIT_M
            && reading.compression_m.abs() < row::PIN_MISFIT_M
    }
}

impl Ring {
    /// Moves the set-point; the speed it really had.
    fn advance(
        &mut self,
        seat: Seat,
        speed: f64,
        dt_s: f64,
        events: &mut Vec<MechanismEvent>,
    ) -> f64 {
        let before = self.extension_m;
        self.extension_m = (before + speed * dt_s).clamp(0.0, row::RING_EXTENSION_M);
        if speed > 0.0 && self.extension_m >= row::RING_EXTENSION_M {
            self.state = RingState::Extended;
            events.push(MechanismEvent::RingExtended(seat));
        } else if speed < 0.0 && self.extension_m <= 0.0 {
            self.state = RingState::Stowed;
            events.push(MechanismEvent::RingStowed(seat));
        }
        (self.extension_m - before) / dt_s
    }
}

/// One tick of the pair as one rigid body.
pub(super) fn step_joined(craft: &mut [Rigid; 2], joint: &Pose, tick: &Tick) {
    let mut whole = Rigid::merge(&craft[0], &craft[1]);
    let mut total = Push::default();
    for (body, push) in craft.iter().zip(tick.pushes) {
        let force = push.force_n + tick.tide_per_s2 * body.pos_m * body.mass_kg;
        total.force_n += force;
        total.torque_n_m += push.torque_n_m + (body.pos_m - whole.pos_m).cross(force);
    }
    whole.coast(&total, tick.dt_s);
    let apollo_at = joint.origin_m * (-craft[1].mass_kg / whole.mass_kg);
    let poses = [
        Pose {
            origin_m: apollo_at,
            rotation: DQuat::IDENTITY,
        },
        Pose {
            origin_m: apollo_at + joint.origin_m,
            rotation: joint.rotation,
        },
    ];
    for (body, pose) in craft.iter_mut().zip(&poses) {
        *body = whole.carried(pose, body);
    }
}
